"""What the program says, as a page says it: its controls in place of options, its pages in place of commands."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What a control is called where a page does not name it otherwise; what has no quotation marks is no control.
CONTROLS = {
    "address": "the address",
    "allow-unverified": "“Unverified standards”",
    "as-of": "“As known on”",
    "by": "“Rows”",
    "counts": "“Its events / students”",
    "dimension": "“Groups by”",
    "district": "“District”",
    "format": "the kind of file",
    "group": "“Group”",
    "ics": "The calendar",
    "matter": "“Matter”",
    "on": "“Values in force on”",
    "outcome": "“Event”",
    "reference": "“Compared with”",
    "reference-counts": "“Their events / students”",
    "release": "“Release”",
    "roster": "“Roster in the workspace”",
    "state": "“State”",
    "year": "“School year”",
}
_NAME = r"(?:NAME|'.*?')"
_COMMANDS = (
    (rf"Look for (it|its identifier)(?: by name)?(?: with)?: wellstaffed find {_NAME}(?:\.|$)",
     r"Look for \1 by name on the page Districts."),
    (rf"(?:'wellstaffed find NAME'|wellstaffed find {_NAME}) lists them", "the page Districts finds them by name"),
    (r"wellstaffed data fetch lists the addresses, wellstaffed data add FILE reads it",
     "the page Data lists the addresses and takes the file in"),
    (r": wellstaffed data add (?:FILE|FOLDER)", " on the page Data"),
    (r"All damage: wellstaffed data check\.", "The page Data says what is damaged."),
    (r": wellstaffed data remove (\S+)", r": remove \1 on the page Data"),
    (r"[Ss]ee 'wellstaffed data list'", "the page Data lists them"),
    (r"Start from: wellstaffed roster template \S+", "Start from the empty roster that a plan’s Roster tab offers."),
    (r"See 'wellstaffed standards'(?: for their names)?", "The page Standards lists those there are"),
    (r"'wellstaffed plan new' writes one with comments", "a new plan of the page Plans has it, with comments"),
    (r"Another wellstaffed is writing", "Another program is writing"),
)  # fmt: skip
# Advice that only the command line can follow is left out: a page has no place for the file or folder.
_NOT_HERE = (
    r" ?Or give --(?:roster FILE|record FOLDER)\.",
    r",? or (?:give a roster with )?--roster FILE(?=\.)",
    r" and give --record FOLDER",
    r" Choose another folder with --out\.",
    r" Give the folder of your standards with --standards\.",
    r" \(--format\)",
)
_PHRASES = (
    (r"Leave --by school out, or give --published, which prints [^.]*\.", "Leave out “one per school”."),
    (r"Use it with --allow-unverified", "Admit it under “Unverified standards”"),
    (r"Say which district: --district LEAID \(or its name\)", "Say which district, by LEAID or name"),
    (r"Choose --format (\w+) or (\w+)", r"Choose \1 or \2"),
    (r"as in --release (\S+)", r"as in \1"),
    (r"\b([Gg])ive --([a-z-]+) (\S+?)(?=[.,;]?(?:\s|$))", r"\1ive \3 under --\2"),
    (r"\b([Ll])eave --([a-z-]+) out", r"\1eave --\2 empty"),
    (r"\bwith --([a-z-]+)", r"under --\1"),
)
_OPTION = re.compile(r"(?<![\w'“-])--([a-z]+(?:-[a-z]+)*)")


def page_words(text: str, labels: Mapping[str, str] | None = None) -> str:
    """
    Return what an error says in the words of a page.

    Parameters
    ----------
    text : str
        As the commands print it: ``--counts is 'abc'``, ``Look for it with: wellstaffed find NAME.``
    labels : mapping of str to str, optional
        What the page at hand calls its controls, by their names in its address.

    Returns
    -------
    str
        Options under the labels of their controls, commands as the pages that do the same; advice that no page can
        follow is left out. What was typed stays as it was typed.
    """
    for pattern in _NOT_HERE:
        text = re.sub(pattern, "", text)
    for pattern, words in (*_COMMANDS, *_PHRASES):
        text = re.sub(pattern, words, text, flags=re.MULTILINE)

    def label(found: re.Match[str]) -> str:
        own = (labels or {}).get(found[1].replace("-", "_"))
        return f"“{own}”" if own else CONTROLS.get(found[1], f"“{found[1].replace('-', ' ')}”")

    return _OPTION.sub(label, text)

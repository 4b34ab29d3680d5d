"""A district's name in whole words, for the federal file shortens many: FAIRFAX CO PBLC SCHS is Fairfax County Public Schools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wellstaffed.tables.shipped import folded, folded_column

if TYPE_CHECKING:
    import polars as pl

_WHOLE = {
    "boro": "borough", "cnty": "county", "co": "county", "com": "community", "comm": "community", "cons": "consolidated", "consol": "consolidated",
    "dist": "district", "el": "elementary", "elem": "elementary", "ind": "independent", "isd": "independent school district",
    "jt": "joint", "mun": "municipal", "munic": "municipal", "pblc": "public", "pub": "public", "reg": "regional", "sch": "school",
    "schls": "schools", "schs": "schools", "sd": "school district", "spec": "special", "twp": "township", "unif": "unified",
    "usd": "unified school district", "cusd": "community unified school district", "csd": "community school district", "cty": "county",
}  # fmt: skip
_AT_END = frozenset({"el"})  # "El Paso" is no elementary district
_SHORT = re.compile(rf"\b(?:{'|'.join(_WHOLE)})\b")
_CITY = r"\bcty (pblc|public)\b"  # a city in these names, a county in all others
_NUMBER = r"\b(?:no\.?|number|#)\s*(\d)"
_COUNTY_TAIL = re.compile(r"\s+(?:in|of) the co(?:unt(?:y|ies)?)?\b.*$", re.I)
_STATE_CUT = r"S(?:t(?:a(?:t(?:e(?:\s+o\w*(?:\s+\w*)?)?)?)?)?)?"
_CUT_TAIL = re.compile(rf"(?:\s+(?:and|&)(?:\s+{_STATE_CUT})?|\s+of the City of)$")


def spelled_name(name: str) -> str:
    """Return the name of a district, folded, with the abbreviations of the federal file in whole words."""
    plain = re.sub(_CITY, r"city \1", " ".join(folded(name).replace(".", " ").split()))

    def whole(found: re.Match[str]) -> str:
        return found[0] if found[0] in _AT_END and found.end() < len(plain) else _WHOLE[found[0]]

    return re.sub(_NUMBER, r"\1", _SHORT.sub(whole, plain))


def spelled_out(text: str) -> str:
    """Return what somebody typed as `spelled_name` does; "co" at its end may be Colorado and stays as it is."""
    spelled = spelled_name(text)
    return f"{spelled.removesuffix('county')}co" if f" {folded(text)}".endswith(" co") else spelled


def spelled_column(name: str) -> pl.Expr:
    """Return a column of names as `spelled_name` returns a name."""
    column = folded_column(name).str.replace_all(".", " ", literal=True)
    column = column.str.replace_all(r"\s+", " ").str.strip_chars().str.replace_all(_CITY, "city ${1}")
    for short, whole in _WHOLE.items():
        column = column.str.replace_all(rf"\b{short}$" if short in _AT_END else rf"\b{short}\b", whole)
    return column.str.replace_all(_NUMBER, "${1}")


def whole_phrase(name: str) -> str:
    """
    Return a name that the federal file cuts off without the phrase it was cut in.

    "Aspen School District No. 1 in the county of Pitkin and Sta" is known by its first words; one that begins with "School
    District" keeps its county, for nothing else tells it apart.
    """
    if not name.casefold().startswith("school district"):
        name = _COUNTY_TAIL.sub("", name)
    return _CUT_TAIL.sub("", name)

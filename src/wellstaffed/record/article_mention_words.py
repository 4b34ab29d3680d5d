"""The words by which an article goes on to mean somebody: "the union", "she", "the letter", and what stands around them."""

from __future__ import annotations

import re

from wellstaffed.record.article_calendar import MONTH, WEEKDAY

GENERIC = re.compile(
    r"\b(?:(?P<lead>the|its|their|his|her|this|that|both)\s+)?(?:[Ll]ocal\s+|[Cc]ity[’']s\s+|[Ss]tate\s+|[Tt]own[’']s\s+)?"
    r"(?P<noun>police union|(?:firefighters|custodians|drivers|nurses|principals|officers|deputies|patrolmen)[’']?s? union|(?:teachers|nurses|educators|principals|police|officers)[’']? association|student (?:senate|government)|teachers[’']? union|union|federation|association|society|coalition|alliance|group|organization|club|chapter|branch|chamber|senate|"
    r"school board|school committee|board|city council|council|school district|district|police department|department|city|"
    r"committee|trustees|student council|administration|(?<!board )(?<!council )(?<!committee )members(?! of))(?P<own>[’']s?)?(?=[\s,.;:?!]|$)",
    re.I,
)
PEOPLES = re.compile(
    r"\b(?P<words>(?:(?:[Tt]he|[Aa]ll|[Bb]oth|[Mm]any|[Ss]everal|[Ss]ome|(?:[Mm]ore than |[Aa]bout |[Nn]early |[Aa]lmost |[Aa]t least |[Ss]ome )?\d[\d,]*|(?:[Dd]ozens|[Hh]undreds|[Mm]ost|[Mm]ajorit(?:y|ies)|[Gg]roups?) of)\s+)?(?:(?:of|the|two|three|four|five|six|seven|eight|nine|ten|"
    r"high school|middle school|secondary|elementary|school|other|local)\s+){0,4}(?P<noun>principals|parents|teachers|students|"
    r"residents|nurses|counselors|activists|families|protesters))\b(?![’']|\s+(?:union|association|federation|guild))",
    re.I,
)
PRONOUN = re.compile(
    r"\b(?P<word>I|he|she|they|it|it[’']s|they[’']re|he[’']s|she[’']s|he[’']d|she[’']d|they[’']d|it[’']d|he[’']ll|she[’']ll|they[’']ll)(?=\s|,|(?<=he)[.;])",
    re.I,
)
ROLE = re.compile(
    r"\b[Tt]he\s+(?P<role>Chair(?:woman|man)?|Superintendent|President|Mayor|Chief|superintendent|chief|sheriff|mayor|principal|president|chair(?:woman|man|person)?|pastor|pediatrician|"
    r"trustee|director|governor|founder|spokes(?:man|woman|person)|senior|junior|sophomore|nurse|counselor|psychologist|teacher|"
    r"social worker|attorney|lawyer|sergeant|captain|mother|father|grandmother|councilman|councilwoman|alder)"
    r"(?P<own>[’']s)?(?=[\s,.;:?!]|$)(?!\s+(?:of|for|[A-Z]))"
)
DOCUMENT = re.compile(
    r"\b(?P<lead>the|a|an|its|his|her|their|this|that)\s+(?:\w+\s+){0,2}?(?P<noun>statement|release|letter|memo|e-?mail|resolution|petition)\b",
    re.I,
)
OBJECT_OF = re.compile(
    r"\b(?:(?:stood|spoke|appeared|testified|came|went|argued) before|tell|tells|told|to|by|with|for|of|from|than|sued|asked|urged|urg(?:es|ing)|ask(?:s|ing)|press(?:es|ed|ing)(?: on)?|implor(?:es|ed|ing)|beg(?:s|ged|ging)|encourag(?:es|ed|ing)|challeng(?:es|ed|ing)|lobb(?:ies|ied|ying)|petition(?:s|ed|ing)|want(?:s|ed|ing)?|advis(?:es|ed|ing)|calls on|hope[sd]?(?: that)?|remind(?:s|ed|ing)|pleaded with|notif(?:y|ies|ied|ying)|inform(?:s|ed|ing)?|at|in|on|calling on|called on|call on|pushed|joined|joining|joins|echoed|echoing|thanked|thanks|accused|alongside|against|praised|criticized|blamed)\s+(?:the\s+)?$",
    re.I,
)
AHEAD = re.compile(
    r"\W*(?:While|Although|Though|Even though|Even if|When|After|Before|As|Because|If) (?P<word>he|she)\b[^,;]*,\s+(?=(?:[\w.]+\s+){0,4}?[A-Z])",
)
ANEW = re.compile(r",\s+(?:and|but)\s+(?:that\s+)?$|\b(?:and|but)\s+that\s+$|;\s+$")
SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|leaders?|officials?|representatives?) (?:for|of) (?:the )?$", re.I)
# "Turned their backs on the board as it approved the contract".
IT_THEN = re.compile(
    r"\b(?:board|trustees|council|committee|district|union|association)\s+(?:as|when|after|before|because|until)\s+$",
    re.I,
)
# "The association said that the department is short and that it opposes": the one that speaks.
AND_THAT = re.compile(r"\b(?:and|but) that\s+$")
# "Heard from the coalition, which said that it": the one named right before.
WHICH_SAYS = re.compile(
    r",?\s+(?:which|who)\s+(?:(?:has|have|had|also|later|again|\w+ly)\s+)*(?:said|says|wrote|writes|argue[sd]|told \w+|contend(?:s|ed)|"
    r"insist(?:s|ed)|warn(?:s|ed)|state[sd]|believe[sd]|announce[sd]|note[sd]|add(?:s|ed)|maintain(?:s|ed)|think[s]?|thought)"
    r"(?:\s+(?:on|last)\s+\w+)?\s+(?:that\s+)?$"
)
POSTS = re.compile(r"(?:\d|\b(?:more|additional|new|two|three|four|five|six|seven|eight|nine|ten)) \w+$", re.I)
DAY = re.compile(rf"{MONTH}|{WEEKDAY}")
NO_PLACE = re.compile(r"School|City|County|State|Public|National|American|Local|Community")
TO = re.compile(r"\b(?:to|with|by|from)\s+(?:the\s+)?$", re.I)
KINDS = {
    "union": "union", "teachers union": "union", "teachers' union": "union", "teachers’ union": "union",
    "police union": "police union", "federation": "federation", "association": "association", "society": "society",
    "coalition": "coalition", "alliance": "alliance", "group": "group", "organization": "group",
    "club": "group", "chapter": "group", "branch": "group", "chamber": "group", "senate": "group", "school board": "board",
    "school committee": "board", "board": "board", "trustees": "board", "council": "council", "city council": "council",
    "school district": "district", "district": "district", "administration": "district", "police department": "police",
    "department": "police", "city": "city", "committee": "board", "student council": "student council",
}  # fmt: skip
NAMED_LIKE = {"federation", "association", "society", "coalition", "alliance"}
SPOKEN_NAMES = {"board": "school board", "council": "city council", "district": "school district", "police": "police department",
                 "union": "teachers union", "trustees": "school board", "department": "police department"}  # fmt: skip
UNION_NAME = re.compile(
    r"\b(?:police|deputies|officers|teachers[’']?|educat(?:ion|ors)|principals|employees) (?:union|association|federation|guild|society)$",
    re.I,
)

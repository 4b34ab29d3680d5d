"""Wishes that take no side on officers: of information, of one's own children, or of what somebody else wants."""

from __future__ import annotations

import re

from wellstaffed.record.article_attitude_words import DEAL, HELP, POLICE_WORD
from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence

# "Pull his children out" is of children, not of officers.
_KIDS_TAKEN = re.compile(
    r"^\W*(?:pull|take|remove|withdraw|transfer|move|send|keep)\w* (?:\w+ ){0,2}?(?:children|kids|child|son|daughter|twins|students?)\b",
    re.I,
)
# Who wants to know takes no side: "asked for a breakdown", "wants to hear from families first".
_TO_KNOW = re.compile(
    r"^\W*(?:for )?(?:to )?(?:(?:hear|know|learn|understand|study|be told)\b|(?:have|see|get) (?:the |more |some |its |their )?(?:results|answers|data|numbers|figures)\b|"
    r"(?:(?:a|an|the|more|some|another|its|his|her|their)\s+)?(?:\w+\s+)?(?:breakdown|hearing|meeting|forum|workshop|report|details|study|survey|answers|explanation|audit|accounting|numbers|figures|data)\b)|^\W*\w+ told\b|"
    r"\b(?:revisit|discuss|debate|review|study|take up)\b.{0,20}\b(?:matter|question|issue|subject|topic)\b",
    re.I,
)
# Of a study of the program, of either plan, of a place on the agenda.
_OPEN = re.compile(
    r"\b(?:be )?(?:sent|referred|returned) (?:back )?to (?:a |the )?(?:\w+ )?(?:committee|staff|task force)\b|\bfor it or against\b|\bto (?:study|review|evaluate|audit|assess|look at) (?:the|its|their|this|that)\b|^\W*either\b|\bon (?:the|its|an?) (?:[\w.]+ ){0,2}agenda\b|\broll[- ]call\b|^\W*not (?:to )?(?:talk|say|comment|discuss|speak)\b",
    re.I,
)
# "Her vote would depend on": no trust.
_ITS_VOTE = re.compile(r"\b(?:votes?|support|decision|answer|position|stance)\b(?: \w+){0,2} $", re.I)
_WANTING_TO_KNOW = re.compile(r"(?:ask|want|hope|wish|would like|request|call|seek|sought|demand)", re.I)
# "Over the vote to end it", "cited by opponents of the contract", "one for and one against": of what others want.
_NOUN = re.compile(r"(?:votes?|request|pitch|wish|demands|(?:opponent|critic|supporter|skeptic|fan)s of)\b", re.I)
_AS_NOUN = re.compile(
    r"\bcontract $|(?<!cast )(?:\b(?:the|any|a|an|that|this|every|such|cited by|those)\s+(?:(?!to\b|not\b)\w+\s+)?)$",
    re.I,
)
_FOR_AND_AGAINST = re.compile(
    r"\b(?:for (?:and|or)(?: one)?|cases?|charts?|arguments?|complaints?|nothing|anything)\s+$", re.I
)
_TAKES_NONE = re.compile(
    r"\b(?:takes?|took|taken|taking|has|had|have) no (?:official |formal )?(?:position|stand|stance|side|opinion)\b|"
    r"\b(?:has|have|had|is|was|does|did)(?: not|n[’']t) (?:taken|take|taking) (?:a|any|an? official|sides?)(?: (?:position|stand|stance|side))?\b|"
    r"\b(?:stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|is|was) (?:neutral|out of the debate)\b",
    re.I,
)
_UNDECIDED = re.compile(
    r"\b(?:not|n[’']t|never|no|yet to) (?:taken|take|takes) (?:a|any) (?:position|stand|stance|side)\b|\b(?:took|takes?|taken|taking) no (?:position|stand|stance|side)\b|\b(?:go or stay|stay or go|neither\b.{0,60}\bnor)\b",
    re.I,
)
# "The chief was asked": what somebody else wanted.
_OTHERS = re.compile(rf"\b(?:{HELP}|staff|specialists|positions|books|lawyers)\b", re.I)
# "Scolded the audience for shouting during the debate on the contract".
_SCOLDED = re.compile(r"(?:scold|chid|criticiz|blast|accus|condemn|slam|ripp|assail)", re.I)
_AUDIENCE = re.compile(
    r"\W*(?:(?:the|some|his|her|both|other) )?(?:\w+ )?(?:audience|crowd|speakers|hecklers|protesters|critics|opponents|supporters|reporters|media)\b",
    re.I,
)
# "Denied that she supports it": no side is told by that.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|reject(?:s|ed) (?:an?|the|any) (?:\w+ )?(?:report|claim|rumor|suggestion|accusation)s?) "
    r"(?:(?!and\b|but\b)[\w’']+ ){0,9}$",
    re.I,
)
# "Under the contract, the department will supply four officers": what was agreed, not what is wished.
_WILLING = re.compile(r"\b(?:said|says|told|promis\w+|pledg\w+|offer\w*|if|should)\b", re.I)
_UNDER_TERMS = re.compile(
    rf"\W*Under (?:the|its|this|that|an?|their)\b[^.;]{{0,40}}?\b(?:{DEAL}|plan|terms|proposal|budget)\b", re.I
)
_SUPPLIES = re.compile(r"(?:could|will|can|is able to) (?:supply|provide|send|lend|staff|assign)", re.I)
# "Her daughter feels safer with an officer, but her son does not": one of each.
_DIVIDED = re.compile(
    r"\b(?:his|her|their|my|our|one|some)\b[^.;]{3,90}?(?:[,;] |[,;]? \b(?:but|while|whereas|and|though|yet)\b )(?:that )?(?:(?:his|her|their|my|our|the|an?) )?"
    r"(?:\w+ )?(?:son|daughter|twin|brother|sister|child|kid|wife|husband|youngest|oldest|eldest|younger|older|others?|rest)s?(?: \w+)? (?:says? |said )?"
    r"(?:(?:he|she|they) )?(?:(?:do|does|did|is|are|was|has|have)(?: not|n[’']t)|feels? (?:less safe|unsafe|otherwise|differently)|disagrees?|opposes?)\b",
    re.I,
)
# "Nurses, and every school needs them": other than officers.
_THEM = re.compile(r"\bthem\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?$", re.I)
_ASKED_OF = re.compile(r"(?:asked|urged|told|begged|pressed)\b", re.I)


def neutral_actors(sentence: Sentence, mentions: list[Mention]) -> list[Actor]:
    """Return who says in a sentence that it takes no position: "The union said it takes no position on the officers"."""
    words = sentence.told_words()
    said = _TAKES_NONE.search(words)
    before = [one for one in mentions if said and one.end <= sentence.start + said.start() and not one.owns]
    return [before[-1].actor] if before else []


def _is_agreed(clause: str, said: str) -> bool:
    """Return whether officers "will" be supplied as a fact, without a word of who offers them or on what."""
    return said.lower().startswith("will") and _WILLING.search(clause) is None


def is_divided(words: str) -> bool:
    """Return whether a sentence tells of both sides within one family or group, so that its speaker takes none."""
    return _DIVIDED.search(words) is not None


def _are_others(before: str, core: str) -> bool:
    """Return whether "them", of all words for police the only one, are staff or students who were named last before."""
    if [one.lower() for one in POLICE_WORD.findall(core)] != ["them"]:
        return False
    named = [(one.end(), one[0]) for one in _OTHERS.finditer(before)]
    police = [one.end() for one in POLICE_WORD.finditer(before) if not _THEM.fullmatch(one[0])]
    return bool(named) and max(place for place, _ in named) > max(police, default=-1)


def takes_no_side(clause: str, start: int, low: int, core: str) -> bool:
    """
    Return whether a wish is of something else: of one's own children, of information, or somebody else's.

    Parameters
    ----------
    clause : str
    start, low : int
        Where the verb or noun of wishing begins and ends in the clause.
    core : str
        What follows it, up to a condition.
    """
    said = clause[start:low]
    return bool(
        _KIDS_TAKEN.search(core)
        or (_WANTING_TO_KNOW.match(said) and _TO_KNOW.search(core))
        or (_ASKED_OF.match(said) and _PASSIVE.search(clause[:start]))
        or _OPEN.search(core)
        or (said.lower().startswith("depend") and _ITS_VOTE.search(clause[:start]))
        or _UNDECIDED.search(clause)
        or (_SCOLDED.match(said) and _AUDIENCE.match(core))
        or _DENIES.search(clause[:start])
        or (_SUPPLIES.match(said) and (_UNDER_TERMS.match(clause) or _is_agreed(clause, said)))
        or _are_others(clause[:start], core)
        or (said.lower().startswith("against") and _FOR_AND_AGAINST.search(clause[:start]))
        or (_NOUN.match(said) and _AS_NOUN.search(clause[:start]))
    )

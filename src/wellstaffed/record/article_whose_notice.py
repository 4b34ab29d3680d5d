"""Whether a last day in an article is one of the agreement with the police, or of another contract, duty or decision."""

from __future__ import annotations

import re

from wellstaffed.record.article_sentences import Sentence

_NOUN = r"(?:contract|agreement|memorandum|deal|pact|lease)s?"
_OTHER_KIND = (
    r"(?:teach(?:er|ing)s?|nurs(?:es?|ing)|health|medical|bus(?:es|ing)?|transport\w*|food|meals?|lunch(?:es)?|milk|cafeteria|"
    r"custod\w+|janitor\w*|clean\w+|maintenance|landscap\w+|snow|trash|copier|software|technology|internet|construction|roofing|"
    r"superintendents?|principals?|administrators?|coach(?:es)?|employ\w+|labor|union|bargaining|lease|rental|building|land|"
    r"vendors?|insurance|audit\w*|testing|tutoring|charter|energy|utility|paraprofessionals?|aides?|counsel(?:or|ing)s?|staffing)"
)
_OTHER_CONTRACT = re.compile(
    rf"\b{_OTHER_KIND}(?:[’']s?)?\s+(?:(?!(?:and|or|to|the|may|can|will)\b)[\w-]+\s+){{0,2}}?{_NOUN}\b"
    rf"|\b{_NOUN}\s+(?:with|for|of|covering)\s+(?:(?:the|its|their|a|all)\s+)?(?:(?!police|school|city|county|sheriff|town)[\w’'-]+\s+){{0,2}}?"
    rf"{_OTHER_KIND}\b(?!\s+(?:police|officers?))|\blease\b",
    re.I,
)
_POLICE = (
    r"(?:police|officers?|deput(?:y|ies)|sheriff\w*|SROs?|SRO program|resource officers?|city|county|town|village)"
)
_POLICE_CONTRACT = re.compile(
    rf"\b(?<!union )(?:{_POLICE}|security)(?:[’']s?)?\s+(?:[\w-]+\s+)?{_NOUN}\b|\b{_NOUN}\b[^.;,]{{0,40}}?\b{_POLICE}\b",
    re.I,
)
_POLICE_AT_ALL = re.compile(rf"\b{_POLICE}\b", re.I)
_ANY_CONTRACT = re.compile(rf"\b(?:the|this|that|its|their)\s+(?:[\w-]+\s+)?{_NOUN}\b", re.I)
_GOES_ON = re.compile(
    rf"^(?:(?:either|both|the)\s+(?:side|part)\w*\b.*\b(?:it|{_NOUN})\b|it\b|that {_NOUN}|this {_NOUN}|the {_NOUN}\b)",
    re.I,
)
_PEOPLE = (
    r"(?:parents?|famil(?:y|ies)|guardians?|students?|pupils|seniors|graduates|vendors?|bidders?|contractors?|suppliers?|sellers?|"
    r"compan(?:y|ies)|firms?|businesses|employees?|employers?|workers?|staff(?: members?)?|teachers?|educators|nurses?|"
    r"custodians?|(?:bus )?drivers?|coaches|principals?|retirees|applicants?|candidates?|residents?|voters?|taxpayers|homeowners|"
    r"landlords?|tenants?|speakers?|protesters|organizers|volunteers|owners?)"
)
_OTHER_DUTY = re.compile(
    rf"\b{_PEOPLE}\s+(?:who\s+[^,.;]{{1,60}}?\s+|in\s+[\w ]{{1,30}}?\s+)?(?:also\s+|still\s+|then\s+)?"
    r"(?:must|have to|has to|need to|needs to|should|shall|can|could|may|are|is|have until|has until|had until|had to|will|would|get)\b",
    re.I,
)
_DUTY = re.compile(
    r"\b(?:district|schools?|board|committee|council|city|county|town|sheriff\w*|department|superintendent|trustees|part(?:y|ies)|sides?|"
    r"it|they|contract|agreement|deal|memorandum)\s+(?:[\w’']+\s+)?(?:must|ha[sd] to|have to|needs? to|should|shall|can|could|may|"
    r"has until|have until|had until|will|would|is|are)\b",
    re.I,
)
_TOLD_OTHERS = re.compile(
    rf"\b(?:notif(?:y|ies|ied|ying)|tell|inform|warn)\s+(?:[\w’']+\s+){{0,2}}?{_PEOPLE}\b(?!\s+union)"
    rf"|\bnotices?\s+(?:in writing\s+)?to\s+(?:[\w’']+\s+){{0,2}}?{_PEOPLE}\b|\bgiv(?:e|es|ing)\s+(?:[\w’']+\s+)?{_PEOPLE}\s+(?:[\w’'-]+\s+){{0,4}}?notice\b"
    r"|\b(?:layoff|nonrenewal|public|hearing|meeting) notices?\b",
    re.I,
)
_OTHER_PURPOSE = re.compile(
    r"\bto\s+(?:enroll|register|bid|sign up|apply|speak|strike|retire|resign|attend|transfer|sell|rent|buy|ride|compete|run for)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:voted|decided|agreed|chose|moved|resolved|directed|instructed|asked)\b[^.;]{0,60}?\bto\s+(?:give|serve|send|issue|provide)\b[^.;]{0,60}\bnotice\b",
    re.I,
)
_LEAVING = re.compile(
    r"\b(?:end|leave|terminat\w*|cancel\w*|withdraw\w*|drop|remove|get out|opt out|contract|agreement)\b", re.I
)
_MEETING = re.compile(r"\b(?:meetings?|hearings?|votes?|sessions?|elections?|strikes?|bids?)$", re.I)
_COULD_HAVE = re.compile(
    r"\b(?:could|might|should)(?: not)? have\s+(?:[a-z]+ly\s+)?(?:\w+ed|given|sent|told|left|withdrawn|gotten|written|been)\b",
    re.I,
)
_HAD_UNTIL = re.compile(r"\b(?:had (?:until|to)|could|was able to|were able to|was allowed to)\b", re.I)
_OF_OLD = re.compile(
    r"\W*(?:last (?:year|spring|summer|fall|winter|month|school year)|(?:a|two|three|several|\d+) years? ago|previously|formerly|at the time|in the past|"
    r"(?:under|in) (?:the|its|an?) (?:old|former|previous|earlier|expired) )",
    re.I,
)


def is_of_the_police_agreement(sentences: list[Sentence], number: int, place: int) -> bool:
    """
    Return whether a last day of a sentence is one for leaving the agreement with the police.

    The contract that stands nearest before the day decides; "it" and "the contract" at the head of a sentence are the one that
    the sentence before names last. A contract named by another kind (teachers', nurse, bus), a duty of others (parents, vendors),
    and a decision to give notice of something else are none. An article on police that only says "the contract" means theirs.

    Parameters
    ----------
    number : int
        Of the sentence with the day.
    place : int
        Of the day in the words of the sentence.
    """
    words = sentences[number].words
    low, high = _clause(words, place)
    clause = words[low:high]
    if _is_other_duty(clause, place - low) or _is_other_decision(words):
        return False
    named = _nearest_contract(words, place)
    if named == "other":
        return False
    before = sentences[number - 1] if number else None
    if named == "police" or before is None or before.is_heading or not _GOES_ON.match(words):
        return True
    if _POLICE_AT_ALL.search(words):
        return True
    return _nearest_contract(before.words, len(before.words)) != "other"


def names_another_contract(words: str, place: int) -> bool:
    """Return whether the contract that stands nearest before a place is not the one with the police."""
    return _nearest_contract(words, place) == "other"


def is_a_meeting(words: str) -> bool:
    """Return whether what a period is counted back from is a meeting or a vote ("the July 15 meeting"), which ends no agreement."""
    return _MEETING.search(words) is not None


def was_possible(words: str) -> bool:
    """Return whether a way out is one of the past ("last year the district could have given notice by March 31")."""
    could_have = _COULD_HAVE.search(words) is not None
    return could_have or (_HAD_UNTIL.search(words) is not None and _OF_OLD.match(words) is not None)


def _clause(words: str, place: int) -> tuple[int, int]:
    cuts = [0, *(one.end() for one in re.finditer(r";\s+|,\s+(?:but|and|while)\s+", words)), len(words)]
    return max(cut for cut in cuts if cut <= place), min(cut for cut in cuts if cut > place)


def _is_other_duty(clause: str, place: int) -> bool:
    if _TOLD_OTHERS.search(clause):
        return True
    if _OTHER_PURPOSE.search(clause) and not _LEAVING.search(clause):
        return True
    theirs = max((one.end() for one in _OTHER_DUTY.finditer(clause, 0, place)), default=-1)
    ours = max((one.end() for one in _DUTY.finditer(clause, 0, place)), default=-1)
    return theirs > ours


def _is_other_decision(words: str) -> bool:
    return _DECIDED.search(words) is not None and _LEAVING.search(words) is None


def _nearest_contract(words: str, place: int) -> str:
    """Return whose contract stands nearest before a place, or after it: ``police``, ``other``, ``plain`` or nothing."""
    kinds = (("plain", _ANY_CONTRACT), ("police", _POLICE_CONTRACT), ("other", _OTHER_CONTRACT))
    # Of two readings of the same words the later kind counts: "the teachers' contract" is no plain one.
    found = {one.end(): (one.end(), kind) for kind, pattern in kinds for one in pattern.finditer(words)}
    ends = sorted(found.values())
    before = [kind for end, kind in ends if end <= place]
    return before[-1] if before else (ends[0][1] if ends else "")

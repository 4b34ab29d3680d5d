"""Whose attitude it is that stands at a place of a sentence."""

from __future__ import annotations

import re

from wellstaffed.record.article_mention_words import OBJECT_OF
from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_speakers import outside_asides, speaker_in, with_verb
from wellstaffed.record.article_stance import Attitude
from wellstaffed.record.article_words import TITLE, TITLE_MODIFIER

_WANTING = re.compile(
    r"(?:can|could|would|might) (?:live with|go along|accept)|accept|support|oppos|back|favou?r|endors|want|call|urg|ask|reject|recommend|request|propos|demand|welcome|condemn|prefer|is (?:a|for)|stands?",
    re.I,
)
# Nearer to the verb than any actor stands somebody without a name: "40 speakers, most of them against".
_SOMEBODY = re.compile(
    r"(?:\bof (?:which|whom) (?:\w+ )?\w+|\b(?:most|many|some|several|all|half|few|none|two|three|four|\d+) of (?:them|whom|those)|\b\d+(?: percent|%)(?: of \w+)?|\b(?:most|many|some|several|others)|"
    r"\b(?:speakers|residents|people|critics|supporters|opponents|others|voters|neighbors|classmates|taxpayers|callers|letters|nobody|no one|"
    r"business owners|colleagues))(?:\s+(?:\w+\s+){0,3})$",
    re.I,
)
# "the council, which supports": whose the relative clause is, wherever the noun stands.
_RELATIVE = re.compile(
    r"^(?:,\s+an? (?:[\w-]+ ){0,3}(?:group|organization|coalition|nonprofit|club|union|network) that\b[^,;]{0,60}$)|"
    r"^(?:,?\s+whose (?:\w+ )?(?:delegates|members|leaders|board|president|membership)\b[^,;]{0,40}$)|^(?:\s*\([^)]{1,30}\))?,?\s+(?:who|which)(?:[’']s)?(?:\s+(?:\w+ly|also|has|have|had|would|will|long|is|was|are|were))*\s+$",
    re.I,
)
# "Rourke was among the parents who want", "one of five trustees to back it": the one person, not the group.
_AMONG = re.compile(
    r"(?:,|\b(?:is|was|are|were))\s+(?:among|one of|part of)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:members|trustees|parents|students|teachers|"
    r"principals|residents|commissioners|councilors|directors|people|officials|leaders|speakers|those|two|three|four|five|six)\s+(?:who|that|to)\s+(?:\w+\s+)?$",
    re.I,
)
_OFFICER = re.compile(r"\b(?:capt|lt|sgt|captain|lieutenant|sergeant|commander)\b", re.I)  # "said the department would"
MOST_BETWEEN = 2  # words from a board to its verb: "the council has long asked"
# "Which surveyed 2,200 families and came out": a group that begins no clause is the object of a verb.
_OPENS = re.compile(
    r"(?:^|[,;:.—–-]|\b(?:that|and|but|or|nor|because|when|while|as|if|said|says|where|why|how|what|than|though|although|since|until|"
    r"after|before|did|do|does|are|were|have|had|from|for|of|by))\W*(?:\w+ly\s+)?$",
    re.I,
)
# "44 percent wanted them gone, 35 percent wanted them to stay": a group on both sides.
_SHARES = re.compile(r"(?:%|\bpercent\b|\bper cent\b).{3,120}(?:%|\bpercent\b|\bper cent\b)", re.I)
_BESIDE = re.compile(r"\b(?:together|along) with (?:the )?$|\bjoined by (?:the )?$", re.I)
_CALLED = re.compile(
    r"\b(?:call(?:s|ed)|describ(?:es|ed)|consider(?:s|ed)) (?:it|the \w+|that|this)\b[^,.;]{0,25}$", re.I
)
# "Said the move was overdue".
_JUDGES_PLAN = re.compile(
    r"\b(?:the|this|that) (?:plan|proposal|move|measure|resolution|removal|return|change|agreement|pact) (?:(?:is|was|would be|makes|strikes)\b[^.,;]{0,15})?$",
    re.I,
)
_PART_OF = re.compile(
    r"\b(?:chapter|branch|affiliate|arm|most|many|half|all|members|leaders|officers|representatives|spokes\w+) (?:of|for) (?:the )?$",
    re.I,
)  # speaks for the whole


_TITLES = rf"(?:(?:{TITLE_MODIFIER}|{TITLE})\s+){{0,4}}"
_LIST_BEGINS = re.compile(rf"\s*(?:the\s+)?{_TITLES}", re.I)
# Between two names of a list, with the second's title: ", Vice President", " and directors".
_LIST_GOES_ON = re.compile(
    rf"\s*(?:\([^)]{{1,12}}\))?(?:,\s*|(?:,?\s*and|,?\s*(?:together|along) with|,?\s*joined by)\s*(?:the\s+)?){_TITLES}",
    re.I,
)


def holders(sentence: Sentence, mentions: list[Mention], place: int, attitude: Attitude) -> list[Mention]:
    """
    Return whose attitude it is.

    "Should" and judgements belong to who speaks. So does what a person says of the body she speaks for ("the chief said
    that the department supports"); a spokesperson's words stay those of whom he speaks for.
    """
    speaker = speaker_in(sentence, mentions, None)
    said_by = next((one for one in mentions if one.actor is speaker), None)
    if said_by and ";" in sentence.outside_quotes()[place - sentence.start : max(0, said_by.start - sentence.start)]:
        said_by = None  # who speaks after a semicolon does not say what stands before it
    if said_by and said_by.actor.kind == "group" and _SHARES.search(sentence.words):
        said_by = None
    if attitude.is_modal:
        is_judged = attitude.about in {"proposal", "decision"} and (
            not attitude.backs
            or _JUDGES_PLAN.search(sentence.words[: place - sentence.start]) is not None
            or sentence.words.startswith("should have", place - sentence.start)
            or _CALLED.search(sentence.words[: place - sentence.start]) is not None
        )
        return [said_by] if said_by and (attitude.presence or is_judged) else []
    subjects = _subjects(sentence, mentions, place)
    if _SHARES.search(sentence.words):
        subjects = [one for one in subjects if one.actor.kind != "group"]
    if subjects and not _can_hold(sentence, subjects[0], place) and not _named_before(subjects[0], mentions):
        return []
    if len(subjects) == 1 and said_by and speaker and speaker.kind == "person" and subjects[0].actor.kind == "body":
        heads = {"mayor": "city", "chief": "police", "sheriff": "police", "superintendent": "district"}
        leads = [kind for role, kind in heads.items() if role in speaker.role and "vice" not in speaker.role]
        leads += ["police"] if subjects[0].form == "noun" and _OFFICER.search(speaker.role) else []
        if subjects[0].actor.body_type in leads and said_by.start < subjects[0].start:
            return [said_by]
    return subjects


def _can_hold(sentence: Sentence, who: Mention, place: int) -> bool:
    """Return whether an actor takes a position there: a vote is no further position; "it" seldom is a body."""
    words = sentence.words[place - sentence.start :]
    if who.actor.body_type in {"board", "council"} and (
        re.match(r"(?i)(?:vot(?:e|ed|es|ing)|reject(?:s|ed)|approv(?:es|ed)|adopt(?:s|ed)|sign(?:s|ed))\b", words)
        or re.search(r"\bvoted (?:\d|unanimously)", sentence.words[: place - sentence.start])
    ):
        return False
    return not who.is_it or _WANTING.match(words) is not None


def _named_before(who: Mention, mentions: list[Mention]) -> bool:
    """Return whether "it" is a body that is no board and begins the sentence by its name: "The NAACP said it would"."""
    begins = bool(mentions) and mentions[0].actor is who.actor and mentions[0].form == "name" and not mentions[0].owns
    return begins and who.form == "pronoun" and who.actor.body_type not in {"board", "council"}


def _subjects(sentence: Sentence, mentions: list[Mention], place: int) -> list[Mention]:
    """Return whose attitude stands at `place`: the nearest actor before it who is no object; all of a list of names."""
    words, offset = sentence.outside_quotes(), sentence.start
    before = [one for one in mentions if one.end <= place and not one.owns and one.form != "document"]
    free = [one for one in before if not _is_object(words[: one.start - offset])]
    free = outside_asides(words[: place - offset], offset, free)
    documents = [one for one in mentions if one.form == "document" and one.end <= place and not one.owns]
    if documents and (not free or documents[-1].start > free[-1].end):
        return [documents[-1]]
    among = _AMONG.search(words[: place - offset])
    if among is not None:
        people = [one for one in before if one.actor.kind == "person" and one.end - offset <= among.start()]
        return list_ending(words, offset, people) if people else []
    related = [one for one in before if _RELATIVE.match(words[one.end - offset : place - offset])]
    if related:
        return list_ending(words, offset, [one for one in before if one.end <= related[-1].end])
    free = with_verb(words, offset, free, place)
    free = [one for one in free if not _is_asked(one, words[one.end - offset : place - offset])]
    free = [one for one in free if one.form != "people" or _OPENS.search(words[: one.start - offset])]
    if not free:
        return []
    chosen = free[-1]
    if re.search(r"\b(?:whatever|what|how)\s+$", words[: chosen.start - offset], re.I):
        return []
    if _SOMEBODY.search(words[chosen.end - offset : place - offset]):
        return []
    if re.search(
        r"[\w’']\s+(?!those\b)\w+\s+(?:who|that|which)\s+(?:\w+\s+)?$", words[chosen.end - offset : place - offset]
    ):
        return []  # "the board heard from residents who want": somebody without a name
    people = [one for one in free if one.actor.kind == "person" and one.form == "name"]
    if words[chosen.start - offset : chosen.end - offset].lower().startswith("they") and len(people) > 1:
        return people
    return list_ending(words, offset, free)


def _is_asked(one: Mention, gap: str) -> bool:
    """Return whether a board stands too far before a verb to be its subject: it is whom somebody asks, not who asks."""
    return one.actor.body_type in {"board", "council"} and len(gap.split()) > MOST_BETWEEN


def list_from(words: str, offset: int, people: list[Mention], place: int) -> list[Mention]:
    """Return the mentions of a list that begins at a place, each with its title before it."""
    listed: list[Mention] = []
    for one in (one for one in people if one.start >= place):
        gap = words[(listed[-1].end if listed else place) - offset : one.start - offset]
        if not (_LIST_GOES_ON if listed else _LIST_BEGINS).fullmatch(gap):
            break
        listed.append(one)
    return listed


def list_ending(words: str, offset: int, free: list[Mention]) -> list[Mention]:
    """Return the last mention and those that a list joins to it ("Ann Bell, Al Fry and Bo Lane")."""
    chosen, listed = free[-1], [free[-1]]
    for one in reversed(free[:-1]):
        gap = words[one.end - offset : listed[0].start - offset]
        if _LIST_GOES_ON.fullmatch(gap) and one.actor.kind == chosen.actor.kind:
            listed.insert(0, one)
        else:
            break
    return listed


def _is_object(lead: str) -> bool:
    return OBJECT_OF.search(lead) is not None and not _PART_OF.search(lead) and not _BESIDE.search(lead)

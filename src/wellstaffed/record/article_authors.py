"""Who made or signed what is at hand: authors of a plan, movers of a motion, signers of a petition."""

from __future__ import annotations

import re

from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_sides import OPPOSITE, Position
from wellstaffed.record.article_stance import PRESENCE_OF, REDUCTION, direction
from wellstaffed.record.article_words import TITLES_BEFORE

_PAPER = r"(?:resolution|petition|letter)"
_PLAN = r"(?:plan|proposal|motion|measure|amendment|bill|ordinance|idea|initiative|resolution|petition|letter)"
_MADE = r"(?:written|drafted|authored|sponsored|introduced|proposed|offered|put forward|brought forward|floated|started|made|organized|championed)"
# Whose it is stands after: "the proposal, written by", "the brainchild of", "its author is".
_BEFORE_AUTHOR = re.compile(
    rf"\b(?P<what>{_PLAN})(?:,)? (?:(?:was|is|were|that was) )?(?:\w+ly )?{_MADE} (?:\w+ )?by (?:the )?$|\bthe (?:brainchild|idea|work|project) of (?:the )?$|"
    rf"\b(?P<its>its|the (?P<whose>{_PLAN})[’']s) (?:chief |main |lead )?(?:author|sponsor|architect|mover)(?:,| is| was)?\s+(?:the )?$|"
    rf"\bunder (?:a|the) (?:\w+ )?{_PLAN} (?:from|by|of) (?:the )?$",
    re.I,
)
# "A motion by Trustee Bell to keep the officers": for what it would do, which is said after the name.
_BEFORE_MOVER = re.compile(
    rf"\b(?:a|an|the|one|another|that) (?:\w+ )?{_PLAN} (?:by|from) (?:the )?$|\b{_PLAN} (?:came|comes) from (?:the )?$|"
    r"\b(?:got|drew|received|with) a second (?:from|by) (?:the )?$|\bseconded by (?:the )?$",
    re.I,
)
_AFTER_MOVER = re.compile(r"^,? (?:who )?(?:moved (?:for )?approval|moved to approve|made the motion)\b(?! to)", re.I)
# "Patel, its author," and "who laid out the plan".
_AFTER_AUTHOR = re.compile(
    rf"^,? (?:on \w+day )?(?:(?:its|the (?P<whose>{_PLAN})[’']s) (?:chief |main |lead )?(?:author|sponsor|architect|mover)s?\b|"
    rf"(?:who |which )?(?:has |had )?(?:wrote|drafted|authored|laid out|unveiled|put forward|brought forward|presented|offered|floated|introduced) (?:the|a|an|this|that|their|his|her|its) (?!substitute|alternative|rival|competing|counter|different|compromise)(?:\w+ )?(?P<what>plan|proposal|motion|measure|amendment|idea)\b)",
    re.I,
)
_OWN = re.compile(rf"^\s*(?:\w+ )?(?P<what>{_PLAN}),? (?:that |which )?(?=would|will|to|calls?|asks?)", re.I)
# "Lomax, whose amendment would cut the number".
_WHOSE = re.compile(rf"^,? whose (?:\w+ )?{_PLAN},? (?=would|will|calls?|asks?)", re.I)
_SIGNED = re.compile(
    r"\bsign(?:ed|ers?|s)?(?: (?:it|on|on to it|the (?:petition|letter)|that (?:petition|letter)|of the (?:petition|letter)|his|her|hers|theirs))?(?=[.,;]|\s*$| (?:and|among|including)\b)",
    re.I,
)
_NOT_SIGNED = re.compile(r"(?:\bnot|n[’']t|\bnever|\brefused to|\bdeclined to|\byet to|\bor)\s+(?:\w+\s+)?$", re.I)


def authors(sentence: Sentence, mentions: list[Mention], found: list[Position], topic: str) -> list[Position]:
    """
    Return the positions of who made or signed what is at hand.

    The author of a plan is for it. A petition, letter or resolution may ask for the contrary: whoever made or signed one
    stands where the last position reported with such a paper stands.
    """
    words = sentence.outside_quotes()
    rows = [row for one in mentions for row in _author(words, sentence, one, found, topic)]
    return [*rows, *_signers(words, sentence, mentions, found)]


def _author(words: str, sentence: Sentence, one: Mention, found: list[Position], topic: str) -> list[Position]:
    before, after = words[: one.start - sentence.start], words[one.end - sentence.start :]
    own = _OWN.match(after) if one.owns or one.form == "owner" else _WHOSE.match(after)
    if own is not None:
        is_told_as_vote = one.actor.body_type in {"board", "council"}
        return [] if is_told_as_vote else [_by_its_aim(one, after[own.end() :], topic, sentence)]
    if not one.owns and (_BEFORE_MOVER.search(_untitled(before)) or _AFTER_MOVER.match(after)):
        return [_by_its_aim(one, re.split(r"[.;]|\b(?:said|failed|passed|was)\b", after)[0], topic, sentence)]
    mark = None if one.owns else (_BEFORE_AUTHOR.search(_untitled(before)) or _AFTER_AUTHOR.match(after))
    if mark is None or one.actor.kind == "group":
        return []
    named = next((word for key, word in mark.groupdict().items() if key != "its" and word), "plan")
    last = _of_paper(found, sentence, one)
    if re.fullmatch(_PAPER, named, re.I) or ((mark.groupdict().get("its") or "").lower() == "its" and last):
        return [Position(one.actor, last.on, last.stance, None, None, None, sentence, "low")] if last else []
    return [Position(one.actor, topic, "for", None, None, None, sentence, "low")]


def _by_its_aim(one: Mention, aim: str, topic: str, sentence: Sentence) -> Position:
    """Return the position of whoever made a plan by what it would do, which is what is at hand if nothing else is said."""
    toward, about = direction(aim[:120])
    on = REDUCTION if about == "reduction" else topic
    stance = "for" if not toward or toward == PRESENCE_OF[on] else "against"
    return Position(one.actor, on, stance, None, None, None, sentence, "low")


def _untitled(before: str) -> str:
    """Return the words before a name without the title that stands between."""
    before = re.sub(r"\b(?:Ward|District|Precinct|Position) \d+ (?=\w+ $)", "", before)
    return TITLES_BEFORE.sub("", re.sub(r"(?:[A-Z][\w.]+\s+){1,4}$", "", before))


def _of_paper(found: list[Position], sentence: Sentence, one: Mention) -> Position | None:
    """Return the last position reported in a sentence with a petition, letter or resolution."""
    return next(
        (
            row
            for row in reversed(found)
            if row.stance in OPPOSITE
            and row.actor is not one.actor
            and sentence.paragraph - row.sentence.paragraph <= 3
            and re.search(rf"\b{_PAPER}", row.sentence.words, re.I)
        ),
        None,
    )


def _signers(words: str, sentence: Sentence, mentions: list[Mention], found: list[Position]) -> list[Position]:
    signed = _SIGNED.search(words)
    if signed is None or _NOT_SIGNED.search(words[: signed.start()]):
        return []
    place = sentence.start + signed.start()
    lists = re.search(r"\b(?:among them|including|were|are)\b", words[signed.end() :])
    after = [one for one in mentions if lists and one.start >= sentence.start + signed.end() + lists.start()]
    before = [one for one in mentions if one.end <= place and not one.owns][-1:]
    is_of = re.search(r"\b(?:one|some|two|three|several) of the\s+$|\bthe\s+$", words[: signed.start()], re.I)
    who = [*([] if is_of else before), *(after if lists or not is_of else [])]
    if is_of and not lists:
        who = [one for one in mentions if one.start > place][:1]
    rows = []
    for one in who:
        last = _of_paper(found, sentence, one)
        if last is not None:
            rows.append(Position(one.actor, last.on, last.stance, None, None, None, sentence, "low"))
    return rows

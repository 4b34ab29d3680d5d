"""The claim document started from an article: the figures of staff asked for, by role or in all, as the article gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.article_claim_basis import enrollment_sets, group_of_schools, what_is_not_at_hand
from wellstaffed.apps.article_claim_figures import MORE, is_of_several, is_of_speaker, role_of, said_of
from wellstaffed.apps.claim_schools import ROLE_WORDS
from wellstaffed.core.roles import Role
from wellstaffed.record.record_rows import MOST_QUOTED_WORDS

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, ClaimFound
    from wellstaffed.tables.shipped import ShippedDistrict

_STAFF = re.compile(r"\b(?:staff|hires|positions|posts|jobs|support)", re.I)
_WHOLE = re.compile(r"additional|more|new|hires|staff", re.I)
_HIRE = re.compile(r"\b(?:hire|hires|hiring)\b", re.I)
_NO_HIRE = re.compile(
    r"\b(?:not|never|no|declin\w+|refus\w+|without|instead of|rather than|cannot|can[’']t|won[’']t|don[’']t)\b[^.;]{0,40}\bhir",
    re.I,
)
_LINKS = {"for", "of", "and", "the", "de", "del", "la", "van", "von"}


def total_claim(found: Candidates) -> ClaimFound | None:
    """Return the figure of staff asked for as a whole, of no role or of several: the first said to be more or by a metric."""
    whole = [
        one for one in _asked(found) if _STAFF.search(one.what) and _WHOLE.search(one.what) and not _names_role(one)
    ]
    shared = [one for one in _asked(found) if is_of_several(one) and (one.asked or MORE.search(one.what))]
    whole += [one for one in shared if one.number > 1]
    return next((one for one in whole if one.metric), whole[0] if whole else None)


def asked_in_words(found: Candidates) -> str:
    """Return in one sentence what the article asks for: a total, or figures by role; empty if it gives neither."""
    leading = _leading(found)
    if leading is None:
        return ""
    metric = f" by {leading.metric}" if leading.metric else ""
    return f"{leading.by or 'The article'} gives {_title(found, leading)}{metric}."


def _asked(found: Candidates) -> list[ClaimFound]:
    return [
        one
        for one in found.claims
        if one.school is None and not one.what.startswith(("percent", "dollars", "students"))
    ]


def _names_role(one: ClaimFound) -> bool:
    return any(re.search(word, one.what, re.I) for word in ROLE_WORDS.values())


def _leading(found: Candidates) -> ClaimFound | None:
    """
    Return the total or, where the article gives none, the first figure of one role that is said to be more or asked for.

    Such a figure by a metric goes before one without; what somebody's support hangs on ("if the board hires five") comes last.
    """
    more = [one for one in _asked(found) if role_of(one) and (one.asked or MORE.search(one.what) or _to_hire(one))]
    more.sort(key=lambda one: (_is_condition(found, one), one.metric is None))
    return total_claim(found) or next(iter(more), None)


def _is_condition(found: Candidates, one: ClaimFound) -> bool:
    """Return whether a figure stands in the condition of a position, and not in a demand of its own."""
    conditions = [
        position.condition for position in found.positions if position.sentence == one.sentence and position.condition
    ]
    return not one.metric and any(place_of(one, condition.split()) is not None for condition in conditions)


def _to_hire(one: ClaimFound) -> bool:
    """Return whether a figure is of staff to be hired ("we will hire eight counselors"), which come on top of those in post."""
    return _HIRE.search(one.sentence) is not None and _NO_HIRE.search(one.sentence) is None


def _title(found: Candidates, leading: ClaimFound) -> str:
    shown = [leading] if leading is total_claim(found) else [one for one, _, _ in _of_roles(found, leading)]
    return ", ".join(said_of(one) for one in shown)


def claim_document(
    found: Candidates, where: dict[str, str], shipped: ShippedDistrict | None
) -> tuple[dict[str, Any] | None, str]:
    """
    Return the claim document of an article, or None and why there is none; with a document, what it takes for granted (C1, C2).

    A figure by school and role goes in as given; where the article splits its figure by role only, the schools stand as
    one. Nothing is split that the article does not split.
    """
    assert found.published is not None
    leading = _leading(found)
    counted = _of_roles(found, leading)
    if leading is None or not counted:
        given = f"'{said_of(leading)}'" if leading else "No figure of additional staff"
        verb = "was read from the article, but" if leading else "and"
        return None, f"{given} {verb} no split by role was read from the article, so there is no claim to check."
    figures: list[dict[str, Any]] = [
        {"school": school, "role": role, "additional": one.number} for one, school, role in counted
    ]
    total = total_claim(found)
    roles = list(dict.fromkeys(figure["role"] for figure in figures))
    schools = list(dict.fromkeys(figure["school"] for figure in figures))
    note = what_is_not_at_hand(shipped, schools)
    claim = {
        "title": _title(found, leading),
        "claimed_by": leading.by or "The article",
        "claimed_on": found.published,
        "source": {
            "title": f"Article of {found.published.isoformat()}", "publisher": re.sub(r"^https?://(?:www\.)?([^/]+).*$", r"\1", found.source or ""),
            "href": found.source, "locator": "sentence with the figure", "quote": _quote(leading, counted),
            "retrieved": found.confirmation.on if found.confirmation else found.published,
        },
        **({"total": total.number} if total else {}),
        **({"note": note} if note else {}),
        "figures": figures,
        "ratios": [_ratio(found, role) for role in roles],
        "enrollment": enrollment_sets(found, shipped, schools, roles),
    }  # fmt: skip
    return claim, _taken_as_more(counted)


def _taken_as_more(counted: list[tuple[ClaimFound, str, str]]) -> str:
    """Return the caution that posts asked for are taken to be additional, where no word of the article says so."""
    bare = [
        f"{one.number:,} {one.what}"
        for one, _, _ in counted
        if one.asked and not MORE.search(one.sentence) and not _to_hire(one)
    ]
    if not bare:
        return ""
    return f"Whether {', '.join(bare)} come on top of those in post was not read from the article; the claim takes them as additional."


def _of_roles(found: Candidates, leading: ClaimFound | None) -> list[tuple[ClaimFound, str, str]]:
    """
    Return the figures of one role with school and role: those of a school, and those that stand with the leading figure.

    They split a total in its sentence or in others of the same speaker; without a total only its own sentence counts. What another
    speaker says is another claim.
    """
    total = total_claim(found)
    split = _splits(found, total) if total else set()
    kept: dict[tuple[str, str], ClaimFound] = {}
    for one in found.claims:
        role = role_of(one)
        beside = leading is not None and one.sentence == leading.sentence
        if leading is not None and leading.asked and total is None:
            beside = beside and (one.asked or MORE.search(one.what) is not None)
        beside |= total is not None and ((one.by == total.by and one.by is not None) or one.sentence in split)
        if role is None or not (one.school or beside) or one.what.startswith("students"):
            continue
        if one.sentence not in split and _is_of_another_claim(one, leading, found):
            continue
        group = group_of_schools(one if one.sentence in split else total or leading or one)
        kept.setdefault((one.school or group, role), one)
    return [(one, school, role) for (school, role), one in kept.items()]


def _is_of_another_claim(one: ClaimFound, leading: ClaimFound | None, found: Candidates) -> bool:
    """Return whether a figure is another speaker's, or stands beside one of several roles that it is no part of."""
    if leading is None:
        return False
    return is_of_several(leading) or not is_of_speaker(one, leading, found)


def _splits(found: Candidates, total: ClaimFound) -> set[str]:
    """Return the sentences whose figures of staff said to be more, one for each role, add up to the total: its split."""
    of_sentence: dict[str, list[ClaimFound]] = {}
    for one in found.claims:
        if role_of(one) and not one.school and MORE.search(one.what):
            of_sentence.setdefault(one.sentence, []).append(one)
    return {
        sentence
        for sentence, ones in of_sentence.items()
        if len({role_of(one) for one in ones}) == len(ones) > 1 and sum(one.number for one in ones) == total.number
    }


def _quote(leading: ClaimFound, counted: list[tuple[ClaimFound, str, str]]) -> str:
    """Return at most 25 words of the sentence of the leading figure, with that figure and as many others as they hold."""
    words = leading.sentence.split()
    of_sentence = [leading, *(one for one, _, _ in counted if one.sentence == leading.sentence)]
    places = [place for one in of_sentence if (place := place_of(one, words)) is not None]
    if not places or max(places) < MOST_QUOTED_WORDS:
        return " ".join(words[:MOST_QUOTED_WORDS])
    first = places[0]
    last = max(place for place in places if place - first < MOST_QUOTED_WORDS)
    start = min(first, max(0, last + 2 - MOST_QUOTED_WORDS))  # the word after the figure says what it counts
    while start < first and _is_inside_name(words, start):
        start += 1
    return " ".join(words[start : start + MOST_QUOTED_WORDS])


def _is_inside_name(words: list[str], place: int) -> bool:
    """Return whether a word goes on a name that begins before it: "Students" in "the Coalition for Columbus Students"."""
    before = words[place - 1] if place else ""
    if not before or before[-1] in ",.;:—–":
        return False
    if words[place][:1].isupper():
        return before[:1].isupper() or (before in _LINKS and place > 1 and words[place - 2][:1].isupper())
    after = words[place + 1] if place + 1 < len(words) else ""
    return words[place] in _LINKS and before[:1].isupper() and after[:1].isupper()


def place_of(one: ClaimFound, words: list[str]) -> int | None:
    """Return which word of a sentence is the figure, in digits or spelled."""
    from wellstaffed.record.article_figures import spelled_number

    for place, word in enumerate(words):
        bare = word.strip("\"'“”‘’().,;:—–$").casefold()
        if bare.replace(",", "") == f"{one.number:g}" or spelled_number(bare) == one.number:
            return place
    return None


def _ratio(found: Candidates, role: str) -> dict[str, Any]:
    from wellstaffed.standards.library import StandardsLibrary

    word = ROLE_WORDS[Role(role)]
    said = [
        one.number for one in found.claims if one.what.startswith("students for each") and re.search(word, one.what)
    ]
    library = StandardsLibrary(None)
    bundle = library.bundle("aclu-2019")
    ratios: list[int | float] = [*said]
    for member in bundle.members:
        standard = library.standard(member.standard)
        rule: Any = standard.value_on(member.on or bundle.on).rule
        given = getattr(rule, "students_per_fte", None)
        if role in {one.value for one in standard.roles} and given is not None:
            number = float(given)
            ratios.append(int(number) if number.is_integer() else number)
    note = "from the article" if said else "of the bundle aclu-2019; no ratio was read from the article"
    return {"role": role, "students_per_fte": list(dict.fromkeys(ratios)), "note": note}

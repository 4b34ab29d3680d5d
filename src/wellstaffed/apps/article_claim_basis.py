"""On which students and staff a claim of an article is tried: the article's own, shipped ones of the same schools, a roster's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.claim_schools import ALL_SCHOOLS, HIGH_SCHOOLS, ROLE_WORDS, students_and_staff
from wellstaffed.core.exact import show
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.tables.published_days import first_public

if TYPE_CHECKING:
    from datetime import date

    from wellstaffed.record.article_candidates import Candidates, ClaimFound
    from wellstaffed.tables.shipped import ShippedDistrict

ROSTER = "roster.xlsx"
FEWEST_STUDENTS = 100  # below that a number of students is a class or a protest, and no district with a claim to check
_STUDENTS = r"(?:has|have|serves?|enrolls?|educates?|teaches|for|with|and)\s+(?P<about>about |some |roughly |nearly |almost |more than |over )?(?:its |the )?"
_PART = re.compile(r"\b(?:high|middle|elementary|primary|secondary|charter|online)[- ]?school", re.I)
# "the district's high schools need", "counselors for its four high schools"; not officers "in its high schools", nor high schools elsewhere.
_HIGH = r"(?:the district[’']s|the|its|all|every one of its)\s+(?:(?:of\s+)?(?:its|the)\s+)?(?:\w+\s+)?high schools"
_NEED = r"(?:needs?|requires?|lacks?|should have|must have|want|are short)\b"
_OTHER_LEVEL = re.compile(r"\b(?:middle|elementary|primary|junior high|K-8|charter|online)\b", re.I)
_STAFF_IN_POST = r"(?:has|have|employs?|with|and)\s+(?:only |just |about )?"
_DISTRICT = re.compile(r"\b(?:district|schools|school system|unified|corporation|ISD|USD)\b", re.I)


def group_of_schools(one: ClaimFound) -> str:
    """Return the schools that a figure of no school by name is of: the district's high schools where its sentence says so, else all."""
    what = re.escape(one.what)
    of_high = re.search(rf"{_HIGH}\s+(?:\w+\s+)?{_NEED}|{what}\s+(?:for|in|at|to|across)\s+{_HIGH}", one.sentence, re.I)
    return HIGH_SCHOOLS if of_high and not _OTHER_LEVEL.search(one.sentence) else ALL_SCHOOLS


def enrollment_sets(
    found: Candidates, shipped: ShippedDistrict | None, schools: list[str], roles: list[str]
) -> list[dict[str, Any]]:
    """
    Return the enrollment sets of a claim document, the article's own first and the roster to be filled last.

    Shipped figures that are of high schools only are never taken for the whole district; `what_is_not_at_hand` says so.
    """
    assert found.published is not None
    own = _of_the_article(found, schools, roles)
    sets = [own] if own else []
    for year in shipped.school_years if shipped else ():
        one = _shipped_set(shipped, year, schools, found.published) if shipped else None
        sets += [one] if one else []
    return [*sets, _to_fill(found.published)] if len(sets) == bool(own) else sets


def what_is_not_at_hand(shipped: ShippedDistrict | None, schools: list[str]) -> str:
    """Return the caution on a claim of the whole district of which only a part is at hand; empty where there is nothing to say."""
    if shipped is None or ALL_SCHOOLS not in schools:
        return ""
    parts = [said for year in shipped.school_years if (said := _part_at_hand(shipped, year))]
    if not parts:
        return ""
    return (
        f"The claim is taken for one of the whole district, and these figures are not: {'; '.join(parts)}. The claim is not tested against them. "
        f"Put students and staff of every school into {ROSTER}."
    )


def _part_at_hand(shipped: ShippedDistrict, year: int) -> str:
    from wellstaffed.tables.shipped import has_high_schools_only, said_not_counted, shipped_staff

    table = shipped_staff(shipped.leaid, year)
    count = table.filter(~table["is_pool"])["school_id"].n_unique()
    students, staff = students_and_staff(table, [ALL_SCHOOLS])
    numbers = [f"{students[ALL_SCHOOLS]:,} students"] if students else []
    numbers += [f"{show(fte)} {role.plural} in post" for role, fte in staff.get(ALL_SCHOOLS, {}).items()]
    known = f" ({', '.join(numbers)})" if numbers else ""
    if has_high_schools_only(shipped.leaid, year):
        return f"{show_school_year(year)}, high schools only, {_schools(count)}{known}"
    if said_not_counted(shipped.leaid, year):
        return f"{show_school_year(year)}, {_schools(count)}{known}, some schools not counted"
    return "" if students else f"{show_school_year(year)}, {_schools(count)}, the students of some not known"


def _schools(count: int) -> str:
    return f"{count} school{'' if count == 1 else 's'}"


def _shipped_set(shipped: ShippedDistrict, year: int, schools: list[str], published: date) -> dict[str, Any] | None:
    """Return the shipped figures of the claim's schools in one year, or None; the whole district only where all of it is there."""
    from wellstaffed.tables.shipped import has_high_schools_only, said_not_counted, shipped_staff

    counted = [one for one in schools if one != ALL_SCHOOLS or not _part_at_hand(shipped, year)]
    students, staff = students_and_staff(shipped_staff(shipped.leaid, year), counted)
    if not students:
        return None
    only = ", high schools only" if has_high_schools_only(shipped.leaid, year) else ""
    if HIGH_SCHOOLS in counted and said_not_counted(shipped.leaid, year):
        only += ", some schools not counted"
    shown = show_school_year(year)
    return {
        "key": f"shipped-{shown}", "school_year": shown, "known_then": first_public(year) <= published,
        "source": f"figures shipped with wellstaffed{only}", "students": students,
        **({"in_post": _plain(staff)} if staff else {}),
    }  # fmt: skip


def _plain(staff: dict[str, dict[Role, Any]]) -> dict[str, dict[str, int | float]]:
    """Return FTE as a document holds it: whole numbers without a point."""
    return {
        school: {role.value: int(fte) if fte.denominator == 1 else float(fte) for role, fte in of_school.items()}
        for school, of_school in staff.items()
    }


def _of_the_article(found: Candidates, schools: list[str], roles: list[str]) -> dict[str, Any] | None:
    """Return the students and the staff in post that the article itself states for the whole district, with their sentences."""
    assert found.published is not None
    stated = [one for one in found.claims if _states_students(one, found.place)]
    if schools != [ALL_SCHOOLS] or len({one.number for one in stated}) != 1:
        return None
    in_post, sentences = {}, [stated[0].sentence]
    for role in roles:
        posts = [one for one in found.claims if _states_posts(one, role, stated[0], found.place)]
        if len({one.number for one in posts}) == 1:
            in_post[role] = posts[0].number
            sentences.append(posts[0].sentence)
    return {
        "key": "article", "school_year": _year_of(found.published), "known_then": True, "source": "the article",
        "said": " ".join(" ".join(one.split()) for one in dict.fromkeys(sentences)),
        "students": {ALL_SCHOOLS: stated[0].number}, **({"in_post": {ALL_SCHOOLS: in_post}} if in_post else {}),
    }  # fmt: skip


def _states_students(one: ClaimFound, place: str) -> bool:
    if one.what != "students" or not isinstance(one.number, int) or one.number < FEWEST_STUDENTS or one.asked:
        return False
    said = re.search(rf"\b{_STUDENTS}{one.number:,}\s+students\b(?!\s+(?:per|for|to|a)\b)", one.sentence, re.I)
    return said is not None and _is_of_district(one.sentence, place) and not _PART.search(one.sentence)


def _states_posts(one: ClaimFound, role: str, students: ClaimFound, place: str) -> bool:
    """Return whether a figure is of posts that there are: beside the students, or "the district has four counselors"."""
    word = ROLE_WORDS[Role(role)]
    if one.asked or one.school or not re.fullmatch(rf"(?:school )?{word}s?", one.what, re.I):
        return False
    if one.sentence == students.sentence:
        return True
    has = re.search(rf"\b{_STAFF_IN_POST}[\w-]+\s+(?:school )?{word}s?\b", one.sentence, re.I)
    wished = re.search(r"\b(?:needs?|hir\w+|asks?|asked|wants?|should|would|will|recommends?)\b", one.sentence, re.I)
    return has is not None and wished is None and _is_of_district(one.sentence, place)


def _is_of_district(sentence: str, place: str) -> bool:
    return _DISTRICT.search(sentence) is not None or (bool(place) and place in sentence)


def _year_of(published: date) -> str:
    return show_school_year(published.year + (published.month >= 7))


def _to_fill(published: date) -> dict[str, Any]:
    """Return the set that the roster beside the plan fills."""
    return {
        "key": "roster", "school_year": _year_of(published), "known_then": True, "source": "the district's own roster",
        "roster": ROSTER,
    }  # fmt: skip

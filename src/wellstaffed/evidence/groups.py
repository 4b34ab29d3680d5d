"""Words for groups of students and for outcomes, as sentences and tables print them."""

from __future__ import annotations

from dataclasses import dataclass

EVERYONE, ALL_OTHERS, STATE = "everyone", "all others", "state"

_ADJECTIVES = {
    "black": "Black", "white": "white", "hispanic": "Hispanic", "asian": "Asian",
    "american_indian": "American Indian or Alaska Native", "pacific": "Native Hawaiian or Pacific Islander",
    "two_or_more": "multiracial", "multiracial": "multiracial", "nonblack": "non-Black", "other": "other",
    "male": "male", "female": "female", "nonbinary": "nonbinary",
}  # fmt: skip
_PHRASES = {
    "idea": "with disabilities (IDEA)",
    "section_504": "with disabilities (Section 504 only)",
    "disability": "with disabilities",
    "no_disability": "without disabilities",
    "english_learner": "who are English learners",
    "not_english_learner": "who are not English learners",
    "low_income": "from low-income families",
}
_WHOLE = {
    EVERYONE: "all students",
    ALL_OTHERS: "all other students",
    STATE: "all other students of the state",
    "": "students of the group",
    "reference": "students of the reference group",
}


def group_words(group: str) -> str:
    """
    Return a group of students in words: ``black`` is "Black students", ``black x male`` "Black male students".

    A crossing joins its parts by ``x``. A label the program does not know is printed as it stands.
    """
    key = group.strip().casefold()
    if key in _WHOLE:
        return _WHOLE[key]
    parts = [part.strip().replace(" ", "_") for part in key.split(" x ")]
    if not all(part in _ADJECTIVES or part in _PHRASES for part in parts):
        stripped = group.strip()
        return stripped if "student" in stripped.casefold() else f"{stripped} students"
    words = [_ADJECTIVES[part] for part in parts if part in _ADJECTIVES]
    return " ".join([*words, "students", *(_PHRASES[part] for part in parts if part in _PHRASES)])


@dataclass(frozen=True)
class Outcome:
    """An outcome in words: ``likely`` to ..., and what the federal collection counts under its name."""

    key: str
    likely: str
    federal: str = ""


_OUTCOMES = {
    one.key: one
    for one in (
        Outcome("arrests", "be arrested", "students with a school-related arrest, each counted once"),
        Outcome("referrals", "be referred to police",
                "students referred to a law enforcement agency or official, whether or not they were arrested"),
        Outcome("citations", "be cited"),
        Outcome("interactions", "have a recorded interaction with police"),
        Outcome("suspensions", "be suspended"),
        Outcome("expulsions", "be expelled"),
    )
}  # fmt: skip


def outcome_words(outcome: str) -> Outcome:
    """Return the words of an outcome; one of the user's own is printed as it stands."""
    key = outcome.strip().casefold()
    if key in _OUTCOMES:
        return _OUTCOMES[key]
    shown = outcome.strip()
    if not shown:
        return Outcome("", "have the outcome")
    return Outcome(shown, f"be counted under {shown}")

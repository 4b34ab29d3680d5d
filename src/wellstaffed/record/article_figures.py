"""Figures an article gives: staff, students, money, shares, incidents; by which metric, and who gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wellstaffed.record.article_demands import demand_before, who_asks
from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_numbers import NUMBER_WORD, words_number
from wellstaffed.record.article_numbers import spelled_number as spelled_number
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_ratios import figure_phrases
from wellstaffed.record.article_sentences import Sentence

_NUMBER = re.compile(
    rf"(?:(?<![\w$.,/’'-])|(?<=\d[-–])(?=\$)|(?<=[MKBmkbn][-–])(?=\$))(?P<money>\$\s?)?(?P<value>(?!911\b(?! (?:students|people|pupils)))(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|{NUMBER_WORD})"
    r"(?P<scale>[\s-]+(?:million|billion|thousand|hundred|dozen)|[MKBmkb](?:illion)?(?!\w))?(?P<percent>\s?%|\s+per ?cent\b|\s+percentage points?)?"
    r"(?![\w%]|-(?!\$|(?:an?|per)-)|,\d|\.\d|/\d)",
    re.I,
)
_SCALE = {
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "thousand": 1_000,
    "hundred": 100,
    "dozen": 12,
    "m": 1_000_000,
    "k": 1_000,
    "b": 1_000_000_000,
}
_COUNTED = re.compile(
    r"^[\s“\"]*(?P<between>(?:(?!(?:and|or|to|of|in|for|from|at|the|who|that|with|by|could|would|will|can|be|is|are|was|were|has|have|had|schools?|high|members?|years?|months?|weeks?|days?)\b)"
    r"[\w’'-]+\s+){0,4}?)"
    r"(?P<noun>(?:(?:school )?(?:social workers?|counselors?|psychologists?|nurses?)|(?:school )?(?:resource )?officers?|deput(?:y|ies)|teachers?|aides|"
    r"specialists?|coordinators?|liaisons?|guards?|staff(?: members?| positions?)?|staffers|educators?|employees|workers?|hires|"
    r"positions?|posts?|jobs?|students?|pupils?|children|kids|people|residents?|parents?|families|speakers|members|respondents|"
    r"signatures?|signers|names|emails?|letters?|vacanc(?:y|ies)|threats?|searches|assaults?|injuries|mentors?|deans?|monitors?|therapists?|clinicians?|suicides?|adults|arrests?|citations?|referrals?|tickets|calls?|fights?|incidents?|suspensions?|cases|stabbings|guns|weapons|minutes|(?:full-time equivalents?|FTEs?)(?!\s+(?:[\w-]+\s+)?(?:social workers?|counselors?|psychologists?|nurses?|officers?|teachers?|positions?|staff|specialists?|therapists?))))\b",
    re.I,
)
_NOT_COUNTED = re.compile(
    r"^\W*(?:stories|story) (?:about|of)\b|^\W*(?:(?:main|large|big|public|other|remaining|local|more|the|of|its|city’s|neighboring)\W+){0,3}(?:high schools?|schools?(?! (?:psycholog|counsel|nurs|social work|resource))|middle schools?|"
    r"elementary|districts?|years?|months?|weeks?|days?|hours?|seasons?|terms?|votes?|sides?|sons?|daughters?|-year|a\.?m|p\.?m|o[’']clock|"
    r"votes?|meetings?|families and|things?|times?|buildings?|campuses|statements?|board members|members of|grade|officials)\b|^\s*[-–]\s*(?:\d|year|to)|^(?:st|nd|rd|th)\b",
    re.I,
)
_IN_DIGITS = re.compile(r"\s*\((\d[\d,]*)\)")
_SPELLED_BEFORE = re.compile(rf"\b{NUMBER_WORD}\s*\($", re.I)
_FTE = re.compile(r"\b(?:FTEs?|full-time[- ]equivalents?)\s+(?=\w)", re.I)
_EACH_YEAR = re.compile(r"-(?P<an>an?|per)-(?P<unit>\w+)")
# "$1.2 million to $1.5 million" is for what stands after the second; "$468,000 of the $720,000" is of another sum.
_TO_MONEY = re.compile(r"\s*(?:to|and|or|-|–)\s*\$\s?[\d,.]*\d(?:[\s-]+(?:million|billion|thousand)|[MKBmkb]\b)?")
_SCALE_AHEAD = re.compile(r"\s*(?:to|-|–)\s*\$?\s?\d[\d,.]*(?P<scale>[\s-]+(?:million|billion)|[MB]\b)")
# "A father of three" and "nearly 10 when" are no figures of anybody's.
_OF_CHILDREN = re.compile(
    r"\b(?:mother|father|mom|dad|parent|grand(?:mother|father|parent)|guardian) of (?:the )?$", re.I
)
_CLOCK = re.compile(r"^\s+when\b")
_RATIO_HEAD = re.compile(
    r"\bone\s+((?:[\w-]+\s+){0,2}?(?:counselors?|social workers?|psychologists?|nurses?|officers?|staff member))?(?:\s+and\s+one\s+([\w ]{3,20}?))?"
    r"\s*(?:for (?:every|each)|per|to(?: every)?)\s+(?:about |roughly )?$",
    re.I,
)
_POSTS = r"(?:school )?(?:social workers|counselors|psychologists|nurses|therapists|mental[- ]health (?:workers|staff|specialists)|aides|specialists)"
_AND_POSTS = re.compile(rf"(?:, {_POSTS})*,? and {_POSTS}\b(?!,? and \d)", re.I)
# "One nurse in each school": a ratio.
_EACH_SCHOOL = re.compile(
    r"\s+(?:(?:in|at|for|to)\s+(?:each|every)(?:\s+one)?(?:\s+of\s+(?:the|its))?|per)\s+(?:[\w-]+\s+){0,2}?(?:schools?|buildings?|campus(?:es)?)\b",
    re.I,
)
# "Cut the number of officers from 52 to 26".
_CHANGED = re.compile(
    r"\bnumber of (?P<noun>(?:[\w-]+ ){0,2}?(?:officers|deputies|counselors|nurses|psychologists|social workers|teachers|positions|posts))\b[^.;,]{0,30}?\bfrom "
    r"(?:(?:about |some )?[\w-]+ to (?:about |some )?)?$",
    re.I,
)
_RATIO_OF = re.compile(
    r"\b(?:ratio|standard|recommendation|guideline|benchmark|limit|maximum)s?\s+(?:is\s+|of\s+)(?:one to\s+|at most\s+)?$",
    re.I,
)
_PER_POST = re.compile(
    r"\s+(?:students|pupils)\s+(?:per|to|for|to each|for each|for every)\s+(?:school\s+|one\s+|a\s+)?(?P<post>counselor|social worker|psychologist|nurse)\b",
    re.I,
)
_METRIC = (
    re.compile(r"(?:according to|under|by|using|on|meets?|follows?|from|with|the|based on)\s+(?:the\s+)?((?:(?:[A-Z][\w.&-]*\s+){0,5}[A-Z][\w.&-]*[’']s)\s+(?:[\w-]+\s+){0,2}?(?:metric|ratio|standard|guideline|recommendation|formula|benchmark)s?(?:\s+(?:of|for)\s+[\w-]+(?:\s+[\w-]+)?)?)"),
    re.compile(r"(?:follows?|meets?|by|under|using|to|from|with|on)\s+the\s+((?:[A-Z][\w.&-]*\s+(?:of\s+|for\s+)?){2,6}(?:metric|ratio|standard|guideline|recommendation|formula|benchmark)s?)\b"),
    re.compile(r"((?:metric|ratio|standard|guideline|recommendation|formula|benchmark)s?\s+(?:recommended\s+|set\s+|used\s+)?(?:of|by|from)\s+the\s+[A-Z][\w’]*(?:\s+(?:of|for)?\s*[A-Z][\w’]*)*)"),
    re.compile(r"(ratios?\s+the\s+[A-Z][\w’]*(?:\s+[A-Z][\w’]*)*\s+used(?:\s+in\s+its\s+\d{4}\s+report)?)"),
    re.compile(r"(?:metric|ratio|standard|guideline)s?\s+is\s+(?:the\s+one\s+)?(?:from|of)\s+the\s+([A-Z][\w’]*(?:\s+(?:of|for)?\s*[A-Z][\w’]*)*)"),
    re.compile(r"(?:the\s+)?((?:National|American|School|State)\s[A-Z][\w]*(?:\s+(?:of|for)?\s*[A-Z][\w]*)*)\s+(?:recommends|says there should be|calls for|suggests)"),
    re.compile(r"(?:recommended by|recommendation of|according to|guideline of|standard of)\s+the\s+((?:National|American|School)\s[A-Z]\w*(?:\s+(?:of|for)?\s*[A-Z]\w*)*)"),
    re.compile(r"((?:the\s+)?(?:district|state(?: health department)?|union|national)(?:[’']s)?(?: own)?\s+(?:policy|guideline|recommendation|standard|formula|ratio))"),
)  # fmt: skip
# A line of a list: "East High: four social workers", "- West - 7 social workers".
_LISTED = re.compile(
    r"^\W{0,6}(?:[A-Z][\w’'.]*\s){0,3}[A-Z][\w’'.]*\s?(?::|\s[-–—]\s|\()\s*[^.]*\b(?:counselor|nurse|psychologist|social worker)s?\b"
)
_SCHOOL_HEAD = re.compile(
    r"(?:^\W*|[;.•]\s+|,\s+(?:and\s+)?)(?:At\s+|For\s+|The\s+)?([A-Z][\w’'.]*(?:\s+[A-Z][\w’'.]*){0,2}?)(?:\s+High)?(?:\s+School)?"
    r"\s*(?::|\(|\s[-–—]\s|alone\b|would (?:need|get|gain)\b|needs?\b|lacks\b)"
)
# "It would need three more counselors": a word for a school, and none of its name.
_NO_SCHOOL = re.compile(
    r"(?:It|That|This|They|He|She|We|I|You|There|Each|Every|All|Both|One|Some|Most|Many|Nobody|Everyone|Which|Who|These|Those|"
    r"Students|Teachers|Parents|Children|Schools|District)"
)
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .’'-]+(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?(?:\s+\([^)]{1,30}\))?\s+(?:—|–|--?)\s"
)
_METRIC_AFTER = re.compile(
    r"^\W*(?:the|that|this)\s+(?:figure|number|count|request|total)s?\b|^\W*(?:it|they|that|this)\s+(?:follows?|comes? from)\b",
    re.I,
)
_STAFF = re.compile(
    r"staff|hires|counselor|social worker|psychologist|nurse|specialist|positions|posts|jobs|coordinator", re.I
)


@dataclass(frozen=True)
class FoundClaim:
    """
    A figure: `number` of `what`, by which `metric` (None if none is said), given by whom, for which school of a list.

    ``is_asked`` marks what somebody asks for.
    """

    number: int | float
    what: str
    metric: str | None
    by: str | None
    sentence: Sentence
    place: int
    school: str | None = None
    is_asked: bool = False


def article_claims(sentences: list[Sentence], cast: Cast, givers: dict[int, Actor], days: set[int]) -> list[FoundClaim]:
    """
    Return the figures of an article in order.

    Parameters
    ----------
    givers : dict
        Who speaks in a sentence, by its number; nobody means the article itself gives the figure.
    days : set of int
        Places in the text that are taken by dates, and are no figures.
    """
    found: list[FoundClaim] = []
    for number, sentence in enumerate(sentences):
        if sentence.is_heading and not _LISTED.match(sentence.words):
            continue
        metric = _metric(sentence.words)
        giver = givers.get(number) or _owner(sentence, cast.mentions[number])
        before = len(found)
        for at, count, what in _figures(sentence.words, sentences[number - 1].words if number else ""):
            place = sentence.start + at
            if place in days:
                continue
            is_staff = _STAFF.search(what) is not None and " for each " not in what
            demand = demand_before(sentence.words, at) if is_staff else None
            asker = who_asks(sentence, cast.mentions[number], demand) if demand else None
            by, school = (asker or giver), _school(sentence.words[:at])
            name = by.name if by else None
            found.append(FoundClaim(count, what, metric, name, sentence, place, school, demand is not None))
        if metric and _METRIC_AFTER.match(sentence.words):
            _give_metric(found, before, sentence.paragraph, metric)
    return found


def _school(before: str) -> str | None:
    """Return the school whose list a figure stands in: "La Follette alone would need ...", "East: 1 counselor, ..."."""
    heads = _SCHOOL_HEAD.findall(_DATELINE.sub("", before))
    return heads[-1] if heads and not _NO_SCHOOL.fullmatch(heads[-1]) else None


def _give_metric(found: list[FoundClaim], until: int, paragraph: int, metric: str) -> None:
    """Let "The figure follows the ratios of ..." name the metric of the staff counted just before, in its paragraph."""
    for index in range(until - 1, max(-1, until - 7), -1):
        one = found[index]
        if one.metric is None and one.sentence.paragraph == paragraph and _STAFF.search(one.what):
            found[index] = replace(one, metric=metric)


def _figures(words: str, earlier: str) -> list[tuple[int, int | float, str]]:
    """Return the figures of a sentence in order: where each stands, its number, and what it counts."""
    phrases = figure_phrases(words, earlier)
    found = [(one.start, one.number, one.what) for one in phrases if one.number is not None]
    for match in _NUMBER.finditer(words):
        if any(one.start < match.end() and match.start() < one.end for one in phrases):
            continue
        made = _figure(match, words, earlier)
        if made is not None:
            found.append((match.start(), *made))
    return sorted(found, key=lambda one: one[0])


def _figure(match: re.Match[str], words: str, earlier: str) -> tuple[int | float, str] | None:
    before, after = words[: match.start()], _words_after(match, words)
    if after is None:
        return None
    number = _value(match, after)
    if match["money"]:
        return number, f"dollars{_money_tail(after)}"
    if match["percent"]:
        return number, f"percent{_tail(after)}"
    ratio = _RATIO_HEAD.search(before)
    counted = _COUNTED.match(after)
    per = _PER_POST.match(after) if _RATIO_OF.search(before) else None
    if per:
        return number, f"students for each {per['post']}"
    if ratio:
        head = " and ".join(part.strip() for part in ratio.groups() if part) or "post"
        return number, f"{counted['noun'] if counted else 'students'} for each {head}"
    changed = _CHANGED.search(before)
    if changed and not counted:
        return number, changed["noun"]
    if (
        _is_ratio_head(after)
        or _OF_CHILDREN.search(before)
        or _CLOCK.match(after)
        or _NOT_COUNTED.match(after)
        or before.rstrip().endswith(("No.", "Channel", "Action", "Local"))
    ):
        return None
    if counted and not _has_children(counted, before):
        return number, _with_what(counted, after)
    part = re.match(r"\s+of (?:the|its|their|those|his|her|our)(?=\s)", after)
    whole = _COUNTED.match(after[part.end() :]) if part else None
    if whole:
        return number, whole["noun"] if number != 1 else re.sub(r"ies$", "y", whole["noun"]).removesuffix("s")
    if re.match(r"\s*of (?:them|which|whom|those)\b", after) or re.search(
        r"\bof (?:which|them|whom|those)(?: about| only)? $", before
    ):
        return number, _last_noun(f"{earlier} {before}")
    noun = _left_out_noun(before, after, earlier)
    return (number, noun) if noun else None


def _words_after(match: re.Match[str], words: str) -> str | None:
    """Return what follows a number, past the digits of "two (2) officers"; None for what is no number of its own."""
    before, after = words[: match.start()], words[match.end() : match.end() + 110]
    if match["money"]:
        return after
    if re.fullmatch(r"[mkb](?:illion)?", match["scale"] or "", re.I) or re.match(r"-(?:an?|per)-", after):
        return None
    if before.endswith("(") and after.startswith(")") and _SPELLED_BEFORE.search(before):
        return None
    twice = _IN_DIGITS.match(after)
    if twice is None:
        return after
    return after[twice.end() :] if int(twice[1].replace(",", "")) == _value(match, after) else None


def _left_out_noun(before: str, after: str, earlier: str) -> str | None:
    """Return what a number counts whose noun stands elsewhere: "between nine and 12 calls", "has two, for 5,200 students"."""
    listed = re.match(r"\s*(?::|to|and|,|or)\s+", after)
    partner = _partner(after[listed.end() :]) if listed else None
    if partner and re.search(r"\b(?:between|from)\s+$", before, re.I):
        return partner
    lacks = r"\b(?:need|have|has|made|hired?|short|keep|lack|wants?|pay for|of)\s+(?:about |only |all )?$"
    if re.search(lacks, before) and re.match(r"\s*(?:[.,:;]|$)", after):
        return _last_noun(f"{earlier} {before}")
    return None


def _has_children(counted: re.Match[str], before: str) -> bool:
    """Return whether what is counted are somebody's own children."""
    return re.match(r"(?i)child|kid|sons|daught", counted["noun"]) is not None and (
        re.search(r"\b(?:has|have|with|mother|father) (?:of )?$", before) is not None
    )


def _with_what(counted: re.Match[str], after: str) -> str:
    """Return what a number counts, with the other posts of one figure ("57 social workers and nurses") or as a ratio."""
    rest = after[counted.end() :]
    if _EACH_SCHOOL.match(rest):
        return f"{counted['noun']} for each school"
    others = _AND_POSTS.match(rest)
    return _FTE.sub("", f"{counted['between']}{counted['noun']}").strip() + (others[0] if others else "")


def _is_ratio_head(after: str) -> bool:
    """Return whether "one" only opens a ratio ("one counselor for every 250"); the ratio is the figure."""
    return (
        re.match(
            r"\s+(?:[\w-]+\s+){0,4}?(?:and one (?:[\w-]+\s+){1,3})?(?:for (?:every|each)|per|to(?: every)?)\s+(?:about |roughly )?\d",
            after,
        )
        is not None
    )


def _partner(rest: str) -> str | None:
    """Return what the second number of "between nine and 12 calls" or "from four to eight officers" counts."""
    second = _NUMBER.match(rest)
    counted = _COUNTED.match(rest[second.end() :]) if second else None
    return f"{counted['between']}{counted['noun']}".strip() if counted else None


def _last_noun(before: str) -> str:
    before = re.sub(r"\b(?:for|per|to)\s+(?:every\s+|each\s+)?\d[\d,]*\s+\w+", "", before)  # of a ratio
    nouns = re.findall(
        r"(?:additional )?(?:staff|arrests?|calls?|citations?|students?|officers?|deputies|counselors?|nurses?|psychologists?|social workers?|positions?)\b",
        before, re.I,
    )  # fmt: skip
    return str(nouns[-1]) if nouns else "not said"


def _tail(after: str) -> str:
    """Return the words that say what money or a share is for, up to the next stop or joining word."""
    words = re.split(
        r"[,.](?!\d)|[;:()“”\"—]|\s(?:(?:(?:out )?of|to|from|and|or|in|for|at)\s)?(?:the\s|its\s|an?\s|another\s)?\$|\s(?:and|but|which|who|if|according|that|while|said|when)\b",
        after,
    )[0].strip()
    return f" {words[:70].strip()}" if words else ""


def _money_tail(after: str) -> str:
    yearly = _EACH_YEAR.match(after)
    if yearly:  # "the $328,000-a-year agreement"
        return f" {yearly['an']} {yearly['unit']}"
    second = _TO_MONEY.match(after)
    return _tail(after[second.end() :] if second else after)


def _value(match: re.Match[str], after: str) -> int | float:
    text = match["value"].lower().replace(",", "")
    number = words_number(text) if not text[0].isdigit() else float(text) if "." in text else int(text)
    said = match["scale"]
    if match["money"] and not said and number < 1_000:  # "$1.2 to $1.5 million"
        ahead = _SCALE_AHEAD.match(after)
        said = ahead["scale"] if ahead else None
    word = (said or "").strip(" -").lower()
    scaled = number * (_SCALE.get(word) or _SCALE.get(word[:1], 1))
    return int(scaled) if float(scaled).is_integer() else round(scaled, 6)


def _metric(words: str) -> str | None:
    for pattern in _METRIC:
        found = pattern.search(words)
        if found:
            return re.sub(r"\s+", " ", re.sub(r"(?<=s) of one\b.*", "", found[1])).strip(" .,")
    return None


def _owner(sentence: Sentence, mentions: list[Mention]) -> Actor | None:
    """Return whose statement the figure stands in, where the sentence begins with it ("The statement asks for 33 ...")."""
    return next((one.actor for one in mentions if one.form == "document" and one.start - sentence.start < 30), None)

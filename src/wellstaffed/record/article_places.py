"""Other districts in an article and what they did, and the ways out of an agreement with their last days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from wellstaffed.core.states import state_code
from wellstaffed.record.article_contract_parties import contract_parties, who_may_act
from wellstaffed.record.article_dates import FoundDate
from wellstaffed.record.article_mentions import Cast
from wellstaffed.record.article_notice import (
    Counted,
    NoticePeriod,
    counted_from,
    is_before,
    is_day_of_effect,
    is_end_of_agreement,
    is_of_an_agreement,
    is_when_it_takes_effect,
    notice_periods,
    states_its_day,
    was_given,
    why_no_last_day,
)
from wellstaffed.record.article_phrases import phrases
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_whose_notice import is_a_meeting, is_of_the_police_agreement, was_possible
from wellstaffed.record.article_words import TITLE

_NAME = r"(?:(?:St\.|Ft\.|Mt\.|O[’'][A-Z][\w-]*|[A-ZÀ-Þ][\w-]*[a-zà-ÿ])(?:[’']s(?=\s+(?:County|Parish)\b))?)"
_SYSTEM = r"(?:\s+(?:Public|Unified|Independent|Consolidated|Central|Community|Area|City|County))*\s+(?:School\s+(?:District|System|Corporation)|Schools)"
_PLACE = rf"(?P<place>{_NAME}(?:\s+{_NAME}){{0,2}}?{_SYSTEM}|{_NAME}(?:\s+{_NAME}){{0,3}}(?:\s+(?:ISD|USD|R-\d+))?)"
# By these a name is that of a district or a county, whoever says it.
_WHOLE = re.compile(
    r"\b(?:Schools|School (?:District|System|Corporation|Board|Committee)|Unified|ISD|USD|R-\d+|County|Parish)$"
)
_TAIL = re.compile(
    r"(?:\s+(?:Public|Unified|Independent|Consolidated|Central|Community))*\s+(?:Schools|Unified|School (?:District|System|Corporation))$"
)
_WHOLE_AFTER = re.compile(
    r"(?:[’']s)?\s+(?:public |city |county )?(?:schools\b|school (?:district|system|board|committee)\b|board of education\b)"
)
_STATE = re.compile(
    r",\s+(?P<state>Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|"
    r"Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    r"South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|[A-Z][a-z]{1,5}\.|[A-Z]{2})(?=[\s,.])"
)
_OWN_STATE = r"(?P<state>[A-Z]{2}(?!\w)|[A-Z]\.\s?(?:[A-Z]|Va)\.|[A-Z][a-z]+(?:\.|(?!\w))(?:\s[A-Z][a-z]+)?)"
_LEAD = re.compile(
    rf"(?:^|(?<=[;:,]\s)|(?<=\band\s)|(?<=\bwhile\s)|(?<=\bbut\s)|(?<=\b[Ii]n\s)|(?<=\b[Tt]o\s)|(?<=\b[Ll]ike\s)|(?<=\bas\s)|(?<=\bby\s)|(?<=\b[Aa]t\s)|(?<=\b[Tt]he\s)|(?<=\bthat\s))(?:The\s+|In\s+|At\s+|But\s+|And\s+|[Nn]earby\s+|[Nn]eighboring\s+)*{_PLACE}(?P<after>[^A-Z]|$)"
)
_LIST = re.compile(r"(?:^|[;:]\s|\b[Ii]n\s)(?P<places>(?:[A-ZÀ-Þ][\w’.-]+(?:\s+[A-ZÀ-Þ][\w’-]+)?,?\s+){1,5})and\s+$")
_SUBJECT = re.compile(
    r"^(?:[’']s?)?(?:,\s+(?:\w+ miles? (?:away|to the \w+)|(?:just )?(?:up|down|across) the \w+|our \w+),)?(?:,\s+(?:(?:he|she|they|[A-Z]\w+)\s+(?:said|says|noted|notes|added|adds)|by contrast|too|for instance|for its part|meanwhile|where|which|[A-Z][\w.]+)\b,?)*"
    r"(?:,?\s+(?:\w+ miles? (?:away|to the \w+)|school|city|district|they|the|its|their|committee|council|board|schools|of|trustees|superintendent|said|his|her|officials|leaders|which|where|public|police|department)\b,?)*"
    r"\s*(?:has |have |had |is |was |are |were |then |later |also |just |never |recently |since |did |does |would |will |not |\w+ly )*$"
)
_ACTS = tuple(
    (did, phrases(f"did_{did.replace(' ', '_')}"))
    for did in ("reversed course", "budget cut", "kept", "considered", "added", "ended", "alternate")
)
_NOT_A_PLACE = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|You|I|If|When|But|And|Under|After|Before|Board|Council|Police|Chief|Mayor|Superintendent|School|District|"
    r"President|Vice|Trustees?|Officers?|Students?|Teachers?|Parents?|Principals?|Members?|City|Union|Black|Last|Next|This|That|There|Other|Two|Three|"
    r"Four|Five|Six|Seven|Half|Many|Some|Most|All|No|Not|What|Who|Why|How|As|So|For|To|By|On|One|Either|Both|Data|State|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Sponsored|Support|Supporters|Opponents|"
    r"Critics|Readers|Voters|Residents|Neighbors|Families|Counselors|Nurses|Deputies|Sheriff|Lawmakers|Congress|God|Officer|Dr\.|Mr\.|Ms\.|Mrs\.)\b"
)
_STATE_ALONE = re.compile(
    r"^(?:Minnesota|Wisconsin|Oregon|California|Texas|Colorado|Illinois|Ohio|Washington|New York|Florida|Iowa|Michigan)$"
)

_SAYS_ASIDE = re.compile(r"\s+(?:said|says|noted|notes|added|adds),")
_OF_A_PERSON = re.compile(r"\w+\s+(?:his|her)\b")
_AFTER_TITLE = re.compile(rf"\b(?i:(?!alder\b){TITLE})\s+(?P<name>[A-ZÀ-Þ][\w-]*[a-z])")

_WAY_OUT = re.compile(
    r"\b(?:notice|notif\w+|tells?|told the city|in writing|withdraw\w*|terminat\w*|cancel\w*|renew\w*|a letter|writes? to|leave|"
    r"end (?:the|its|their) (?:agreement|contract)|opt out|drop\b|accept\w*|answer|offer lapses|go on for|continue)\b",
    re.I,
)
_CONTRACT = re.compile(
    r"\b(?:contract|agreement|memorandum|deal|offer|city|town|county|officers?|deput(?:y|ies)|district|it|board|notice|committee)\b",
    re.I,
)
_EVENT_ONLY = re.compile(r"\b(?:plan with|report|budget|sign up|jobs|recommendation|review|hearing)\b", re.I)
_MAY_BE_ENDED = re.compile(r"\b(?:contract|agreement|deal|memorandum)\b.*\b(?:may|can|could) be ended\b", re.I)
_DAY_FIRST = re.compile(r"(?:by|before|no later than)\b", re.I)
_LESS = re.compile(r"\b(?:drop|cut|remove|lose|give up)\s+(?P<count>one|two|three)\b(?!\s+years?)", re.I)
_ALL = re.compile(r"\b(?:end|be ended|leave|terminat\w*|cancel\w*|withdraw|whether it wants out|get out)\b", re.I)


@dataclass(frozen=True)
class FoundDistrict:
    """Another district; `did` is ended, budget cut, alternate, kept, considered, reversed course, added or unknown."""

    name: str
    state: str | None
    did: str
    sentence: Sentence


@dataclass(frozen=True)
class FoundOption:
    """
    A way to change or leave an agreement; `officers_less` is None where all leave or nothing is said.

    It has a last day, or takes notice on any day (`is_any_day`), or `undated` says why its last day is not known. `period` is
    the period of notice that the last day is counted by, if it is counted.
    """

    what: str
    who: str | None
    last_day: date | None
    effective: date | None
    officers_less: int | None
    ends_agreement: bool
    sentence: Sentence
    period: NoticePeriod | None = None
    is_any_day: bool = False
    undated: str = ""


def article_districts(sentences: list[Sentence], cast: Cast, own: str) -> list[FoundDistrict]:
    """
    Return the other districts that a sentence says did something about their officers, in order.

    Inside quotation marks only a whole name counts ("Portland Public Schools", "Ware County"): speakers say "Denver" of much
    else.
    """
    people = {one.name for one in cast.people} | {one.last_name for one in cast.people}
    people |= _titled([one.words for one in sentences])
    groups = {one.name for one in cast.bodies if one.body_type in {"group", "union", "police union"}}
    found: dict[str, FoundDistrict] = {}
    for sentence in sentences:
        if sentence.is_heading:
            continue
        told = _acting(_outside(sentence), own, people, groups)
        for part in _said(sentence):
            told += [one for one in _acting(part, own, people, groups) if _is_whole(*one[:2])]
        for name, _, state, did in told:
            before = found.get(district_place(name))
            if before is None or before.did != "reversed course":
                first = before.name if before else name
                found[district_place(name)] = FoundDistrict(first, state, did, sentence)
    return list(found.values())


def district_place(name: str) -> str:
    """Return where a district is, by its name: "Oakland Unified School District" is the one of Oakland."""
    return _TAIL.sub("", name)


def _acting(words: str, own: str, people: set[str], groups: set[str]) -> list[tuple[str, str, str | None, str]]:
    """Return the districts that words say did something: name, the words after it, state, what it did."""
    starts = [one for one in _LEAD.finditer(words) if _is_district(one, words, own, people, groups)]
    found: list[tuple[str, str, str | None, str]] = []
    for index, lead in enumerate(starts):
        end = starts[index + 1].start("place") if index + 1 < len(starts) else len(words)
        clause = words[lead.end("place") : end]
        did, state = _did(clause), _STATE.match(clause)
        if did:
            found += [(name, "", None, did) for name in _listed_before(lead, words, own)]
            found.append((_town(lead["place"]), clause, state["state"] if state else None, did))
    return found


def _is_whole(name: str, after: str) -> bool:
    return _WHOLE.search(name) is not None or _WHOLE_AFTER.match(after) is not None


def _outside(sentence: Sentence) -> str:
    """Return the words outside quotation marks, and the few inside that only go on with them (Denver "kept its officers")."""
    letters = list(sentence.outside_quotes())
    for quote in sentence.quotes:
        low, high = max(quote.start - sentence.start, 0), min(quote.end - sentence.start, len(sentence.words))
        inside = sentence.words[low + 1 : high - 1]
        if inside[:1].islower() and len(inside.split()) <= 4:
            letters[low + 1 : high - 1] = inside
    return "".join(letters)


def _said(sentence: Sentence) -> list[str]:
    """Return the sentences inside the quotation marks of a sentence."""
    spans = [(max(one.start - sentence.start, 0), one.end - sentence.start) for one in sentence.quotes]
    whole = [sentence.words[low:high].strip('"“” \n') for low, high in spans]
    return [part for words in whole for part in re.split(r"(?<=[.!?])\s+", words)]


def _titled(lines: list[str]) -> set[str]:
    """Return the names that follow a title ("Officer Reed"): people, whom the article may go on to call by that name alone."""
    return {one["name"] for line in lines for one in _AFTER_TITLE.finditer(line)}


def _town(place: str) -> str:
    """Return a place without what is there: "Minneapolis School Board" is Minneapolis."""
    return re.sub(r"(?<=\w)\s+(?:School Board|School Committee|Board of Education|City Council|Board)$", "", place)


def _listed_before(lead: re.Match[str], words: str, own: str) -> list[str]:
    """Return the places that a list joins to the last one: "Denver, Oakland and Seattle have cut ties"."""
    listed = _LIST.search(words[: lead.start("place")])
    names = re.split(r",\s+", listed["places"].strip(", ")) if listed else []
    if any(_NOT_A_PLACE.match(name) or _STATE_ALONE.match(name) for name in names):
        return []
    return [name for name in names if name != own]


def own_state(sentences: list[Sentence], place: str) -> str:
    """
    Return the two letters of the state that the article gives its own place, as in "SPRINGFIELD, Mo." or "Dover, Delaware".

    The first mention of the place with a state decides, which is the dateline where there is one; empty if there is none.
    """
    if not place:
        return ""
    named = re.compile(rf"(?<!\w)(?i:{re.escape(place)}),\s+{_OWN_STATE}")
    for sentence in sentences:
        for found in named.finditer(sentence.words):
            first = found["state"].split()[0]
            code = state_code(found["state"]) or (state_code(first) if first.endswith(".") else None)
            if code:
                return code
    return ""


def _is_district(lead: re.Match[str], words: str, own: str, people: set[str], groups: set[str]) -> bool:
    place = lead["place"]
    if _NOT_A_PLACE.match(place) or _STATE_ALONE.match(place) or place in people or place.split()[-1] in people:
        return False
    if own and (place == own or place.split()[0] == own.split()[0]):
        return False
    if any(place in group for group in groups):
        return False
    rest = words[lead.end("place") :]
    act = min((found.start() for _, pattern in _ACTS if (found := re.search(pattern, rest, re.I))), default=None)
    if act is not None and _OF_A_PERSON.match(rest, act):
        return False
    if _SAYS_ASIDE.match(rest) and words[: lead.start("place")].rstrip().endswith(","):
        return False  # "the union, Bell said, kept its promise"
    return act is not None and _SUBJECT.match(_before_act(rest[:act])) is not None


def _before_act(words: str) -> str:
    # "voted 3-2 in November to keep", "decided to keep", "went the other way. It ended"
    words = re.sub(
        r"\b(?:voted|decided|chose|agreed|plans?|moved|wants?)\b(?:\s+(?:unanimously|\d+-\d+|in \w+|on [\w.]+ \d+|last \w+|to))*\s*$",
        "",
        words,
    )
    words = re.sub(
        r"^\W*\s*(?:went|has gone|is going) (?:in )?(?:the|a) (?:other|opposite|different) (?:way|direction|route)\W+(?:it|and|where it)?",
        "",
        words,
    )
    return re.sub(r"^,\s+(?:[A-Z][\w.]+(?:\s+[A-Z][\w.]+)?),?", "", words)


def _did(clause: str) -> str | None:
    acts = [(found.start(), did) for did, pattern in _ACTS if (found := re.search(pattern, clause, re.I))]
    if not acts:
        return None
    names = [did for _, did in acts]
    if "reversed course" in names or {"ended", "kept", "considered"} & set(names) != {"kept", "considered"}:
        return "reversed course" if "reversed course" in names else min(acts)[1]
    return "kept"  # "considered doing so but kept its officers"


def article_options(sentences: list[Sentence], dates: list[FoundDate], cast: Cast) -> list[FoundOption]:
    """Return the ways out of an agreement: a clause with a last day or a period of notice, and a word of notice or leaving."""
    found: list[FoundOption] = []
    parties = contract_parties(sentences, cast)
    for number, sentence in enumerate(sentences):
        if was_given(sentence.words) or was_possible(sentence.words):
            continue
        here = [one for one in dates if one.sentence is sentence and one.date]
        who = who_may_act(sentences, cast, number, parties)
        counted = [
            one
            for one in (_counted(sentence, here, dates) if _has_way_out(sentence.words) else [])
            if is_of_the_police_agreement(sentences, number, one.period.start)
        ]
        found += [_counted_option(one, who, sentence) for one in counted]
        inside_a_period = _dates_in_periods(sentence, here)
        for deadline in (one for one in here if one.kind == "deadline" and one not in inside_a_period):
            if not is_of_the_police_agreement(sentences, number, deadline.place - sentence.start):
                continue
            clause = _option_clause(sentence.words, deadline, here)
            if _is_way_out(clause) and not any(one.effective == deadline.date for one in counted):
                effects = _effects(sentences, number, clause, dates, inside_a_period)
                found.append(_told_option(deadline, clause, who, effects))
    return found


def _told_option(deadline: FoundDate, clause: str, who: str | None, effects: list[date]) -> FoundOption:
    """Return the option of a last day that the article itself gives; `effects` are days on which it may take effect."""
    why_not = why_no_last_day(deadline)
    if why_not:
        return FoundOption(clause, who, None, None, *_change(clause), deadline.sentence, undated=why_not)
    assert deadline.date is not None
    effective = next((day for day in effects if day > deadline.date), None)
    last = deadline.date - timedelta(days=1) if is_before(deadline) else deadline.date
    return FoundOption(clause, who, last, effective, *_change(clause), deadline.sentence)


def _effects(
    sentences: list[Sentence], number: int, clause: str, dates: list[FoundDate], inside_a_period: list[FoundDate]
) -> list[date]:
    """Return the days on which an option may take effect: those of its clause, then those of its sentence and the next."""
    sentence, following = sentences[number], next(iter(sentences[number + 1 :]), None)
    ends = _change(clause)[1] or "renew" in clause.lower()
    mine = [one for one in dates if one.sentence is sentence]
    inside = [one for one in mine if (one.kind == "effective" or one in inside_a_period) and one.text in clause]
    rest = [one for one in mine if one.kind == "effective"]
    # The end of the agreement is no day on which an officer goes, nor the one on which a notice takes effect.
    told = [one for one in [*inside, *rest] if ends or not is_end_of_agreement(one)]
    next_ones = [one for one in dates if one.sentence is following]
    # A last day in the next sentence makes that one a way out of its own, which takes effect when it says.
    of_another = bool(told) or any(one.kind == "deadline" for one in next_ones)
    later = [one for one in next_ones if not of_another and one.kind == "effective" and is_when_it_takes_effect(one)]
    # "In June 2021" is no day; a school year begins on one.
    return [
        one.date for one in [*told, *later] if one.date and not (one.date_to and (one.date_to - one.date).days < 31)
    ]


def _is_way_out(clause: str) -> bool:
    return bool(_WAY_OUT.search(clause) and _CONTRACT.search(clause)) and not _EVENT_ONLY.search(clause)


def _has_way_out(words: str) -> bool:
    return _is_way_out(words) or (_MAY_BE_ENDED.search(words) is not None and not _EVENT_ONLY.search(words))


def _change(clause: str) -> tuple[int | None, bool]:
    """Return how many officers fewer a clause means, if it counts them, and whether it ends the agreement."""
    less = _LESS.search(clause)
    count = {"one": 1, "two": 2, "three": 3}[less["count"].lower()] if less else None
    return count, less is None and _ALL.search(clause) is not None


def _counted(sentence: Sentence, here: list[FoundDate], dates: list[FoundDate]) -> list[Counted]:
    """Return the periods of notice of a sentence, each with the day it is counted back from."""
    found = []
    for period in notice_periods(sentence.words):
        outside = [one for one in here if not period.start <= one.place - sentence.start < period.end]
        deadlines = [one for one in outside if one.kind == "deadline"]
        if any(states_its_day(period, one) for one in deadlines) or is_a_meeting(period.before or ""):
            continue
        until = deadlines or [one for one in outside if is_day_of_effect(one)]
        counted = counted_from(period, sentence, dates, until[0] if until else None)
        if counted is not None and (not counted.undated or is_of_an_agreement(period, sentence.words)):
            found.append(counted)
    return found


def _dates_in_periods(sentence: Sentence, here: list[FoundDate]) -> list[FoundDate]:
    """Return the dates that a period is counted back from, which are no last days for notice themselves."""
    periods = list(notice_periods(sentence.words))
    return [one for one in here if any(two.start <= one.place - sentence.start < two.end for two in periods)]


def _counted_option(one: Counted, who: str | None, sentence: Sentence) -> FoundOption:
    last = one.period.back_from(one.effective) if one.effective else None
    return FoundOption(
        sentence.words,
        who,
        last,
        one.effective,
        *_change(sentence.words),
        sentence,
        one.period,
        one.is_any_day,
        one.undated,
    )


def _option_clause(words: str, deadline: FoundDate, here: list[FoundDate]) -> str:
    """Return the part of a sentence that belongs to one of its deadlines, cut at ", or" where it has several."""
    if sum(one.kind == "deadline" for one in here) < 2:
        return words
    place = deadline.place - deadline.sentence.start
    cuts = [0, *(one.end() for one in re.finditer(r",\s+or\s+|;\s+|,\s+and\s+", words)), len(words)]
    low, high = max(cut for cut in cuts if cut <= place), min(cut for cut in cuts if cut > place)
    clause = re.sub(r",\s+(?:and|or)\s*$", "", words[low:high]).strip(" ,;")
    # "notify the city by Aug. 15; by Aug. 20 for the officer at Denfeld": the second day has no verb of its own.
    return words if _DAY_FIRST.match(clause) and not _is_way_out(clause) else clause

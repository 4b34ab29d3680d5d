"""Who is in an article: people with their roles, bodies with their other names, outlets it quotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from wellstaffed.record.article_calendar import MONTH, WEEKDAY
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_words import (
    BODY_WORD,
    LOWER,
    NOT_NAMES,
    OUTLET,
    PEOPLE_VERB,
    PLACED_BODY,
    ROLE_WORD,
    SAY,
    TITLE_ONLY,
    TITLES_BEFORE,
    UPPER,
    body_kind,
)

_TOKEN = rf"(?:[DdOL][’'][{UPPER}][{LOWER}]+|[{UPPER}](?:[{UPPER}{LOWER}]*[{LOWER}])(?:-[{UPPER}]?[{LOWER}]+)*|(?:[A-Z]\.)+|[A-Z]{{2}}(?=\s+[{UPPER}][{LOWER}]))"
_RUN = re.compile(
    rf"\b(?:Dr\.\s+|Rev\.\s+)?{_TOKEN}(?:\s+(?:(?:de|la|van|von|del|der|da|dos|ibn|bin|al|el|ter|zu|y)\s+)*{_TOKEN})*"
)
_CAPITAL = rf"(?:[{UPPER}][\w&-]*(?:[’']s?(?=\s+(?:Office|Department|Association|Federation|Union|League|Alliance|Benevolent|Deputies|Officers|Guild|Council|Coalition)))?(?:(?<=\bInc)\.)?)"
_LINK = r"(?:\s+(?:of|for|and|on|the|a|&)){1,3}\s+|\s+"
_BODY_RUN = re.compile(rf"{_CAPITAL}(?:(?:{_LINK}){_CAPITAL})*(?:(?<=Inc)\.|(?<=Lodge)\s\d+|(?<=Local)\s\d+)?")
# "The Hartwell branch of the NAACP", "Local 418 of the school bus drivers union".
_BRANCH = re.compile(
    rf"(?:(?:{_CAPITAL}\s+){{1,3}}(?:branch|chapter|affiliate|lodge)|Local\s\d+) of (?:the )?(?:(?:[a-z]+\s+){{1,4}}(?:union|workers|drivers)|{_CAPITAL}(?:(?:{_LINK}){_CAPITAL})*)"
)
_PLACED = re.compile(rf"\b((?:[A-Z][\w-]+\s+){{1,3}}){PLACED_BODY}\b")
_BEFORE_SAYING = re.compile(
    rf"\b{SAY}\s+$|\b(?:as|so|nor|neither) (?:did|do|does|had|has|have|was|were|is|are|will|would)\s+$"
)
# "Jo Marsh of the ACLU": a person, and the body she is of.
_PERSON_OF = re.compile(r"((?:[A-Z][a-z]+\s+){2,3})(?:of|from|with)\s+the\s+(?=[A-Z])")
# "Voting no were Greg Tolliver, Marcia Yates and Phil Nordstrom".
_LISTS = (
    r"\b(?:voting (?:no|yes|against(?: it| the \w+)?|for (?:it|the \w+)|in favor)|joining(?: \w+){1,3}?|dissenting|opposed|in favor) (?:was|were)\s+|"
    r"\b(?:votes?|yes|no) (?:came from|were|was|(?:(?:were|was) )?cast by|belonged to)\s+|\b(?:sponsors|authors|backers|opponents)(?: are| were| include[sd]?|:)\s+|\b(?:joined|seconded) by\s+|\b(?:objections?|support) of\s+|"
    r"\b(?:in favor|for|yes|ayes?|opposed|against|no|nays?|dissenting)(?: votes?)?:\s+"
)
_WITH = re.compile(r"\bwith\s+$")
_VOTED_SO = re.compile(r"[^.;]{0,80}?\b(?:opposed|dissenting|against|voting|in favor|in the minority)\b")
_GOES_ON = re.compile(r",?\s+and\s+(?:[a-z]+\s+)?[A-Z]|,\s+[A-Z]\w+\s+[A-Z]\w+(?:,|\s+and\b)")
_LISTED, _LISTED_FIRST = re.compile(_LISTS, re.I), re.compile(f"(?:{_LISTS})$", re.I)
_FOR_WHAT = re.compile(
    r"(?:Coalition|Alliance|Parents|Students|Families|Citizens|Neighbors|Teachers|Educators) (?:for|of|against) |Students Demand "
)
_OF = re.compile(r"\s+(?:of|with|from)\s+(?:the\s+)?")
# "Nadine Hrabowski of Elm Street spoke".
_OF_PLACE = re.compile(rf"\s+of\s+[A-Z]\w+(?: [A-Z]\w+){{0,2}},?\s+(?:spoke|{SAY})\b")
# "Paul Sandholm, David Kirby, Rosie Loeffler-Kemp and Chair Jill Lofald voted yes".
_LIST_VOTES = re.compile(
    rf"(?:,\s+(?:[\w.’'-]+\s+){{1,5}}?[{UPPER}][\w’'-]+){{0,7}},?\s+and\s+(?:[\w.’'-]+\s+){{1,5}}?(?:voted|dissented|opposed|supported|backed|favored)\b"
)
_AGE = re.compile(r",\s+(?:age )?\d{1,2},")
# "Jacqueline Obert, a public defender, said": whatever the role is called.
_BESIDE = re.compile(
    r",\s+(?:an?|the|one of|once|formerly|his|her|whose|co-\w+)\s[^,.;:]{3,70},\s+(?:(?:who|has|had|also)\s)?[a-z]"
)
_APPOSITION = re.compile(r"^(?:\s*[’']\d\d)?,\s+([^,.;:—]{3,90})[,.;:]?")
_ROLE_LEADS = re.compile(r"(?:^|[\s,])(?:the|its|a|an|his|her|their|our|whose)\s+([^,.;:]{0,80}),\s+$", re.I)
_WHO_LEADS = re.compile(
    r"[^.;]{0,60}?\bwho (?:leads|heads|runs|chairs|founded|directs|represents) (?:the |a |an )?([^,.;]{3,60})"
)
_OF_SEVERAL = re.compile(
    r"(?:members|trustees|directors|councilors|commissioners|parents|teachers|students|seniors|juniors|principals)\s*$",
    re.I,
)
_NO_ROLE = re.compile(
    rf"^(?:and|but|or|in|with|where|when)\b|\b(?:{SAY}|asks|wants|has|have|had|were|was|is|are|want)\b"
)
_IS_LIST = re.compile(r"\bvoted?\b|\band (?:\w+ )?[A-Z]\w+ [A-Z]")
# "Rochester police union president", "Ithaca Teachers Association President": the body before the office.
_UNION_LED = re.compile(
    rf"(?P<body>(?:[{UPPER}][\w’'-]+\s+){{1,3}}?(?:[Pp]olice|[Dd]eputies|[Oo]fficers|[Tt]eachers[’']?|[Ee]ducat(?:ion|ors)|[Pp]rincipals|[Ee]mployees)\s+"
    r"(?:[Uu]nion|[Aa]ssociation|[Ff]ederation|[Gg]uild|[Ss]ociety))\s+(?P<role>(?:[Vv]ice[- ])?(?:[Pp]resident|[Cc]hair\w*|[Ll]eader|[Hh]ead|[Dd]irector|[Ss]ecretary|[Tt]reasurer|[Ss]pokes\w+))$"
)
_WHERE_UNION = re.compile(
    rf"\b([{UPPER}][\w’'-]+) (?=(?:police|deputies|officers|teachers[’']?|principals|employees) (?:union|association) \w+ (?:\w+ )?$)"
)
_SCHOOL_END = re.compile(
    r"\s(?:Central|Prep|Preparatory|Magnet|Charter|Tech|Vocational|Memorial|Montessori|Collegiate|Alternative)$"
)
_PLACE_BODY = re.compile(r"(?:the )?(?:City|Town|Village|County) of [A-Z]")
_FULL_NAME = rf"[{UPPER}][\w.’'-]+(?:\s+[{UPPER}][\w.’'-]+){{1,2}}"
_BYLINE = re.compile(
    rf"(?:[^|]{{2,30}}\|)?\s*(?i:by):?\s+(?P<names>{_FULL_NAME}(?:\s+and\s+{_FULL_NAME})?)\s*(?:$|[,|—–-])"
)
_OUTLET_RUN = re.compile(r"(?:Channel \d+|[A-Z][\w’'-]*(?:\s+(?:(?:and|&)\s+)?[A-Z][\w’'-]*){0,4}(?:\s\d{1,2})?)")


@dataclass(eq=False)
class Actor:
    """A person, body or group of people; `role` and `body` are empty where the article does not say; `leads` is what "who leads the ..." says."""

    name: str
    kind: str
    role: str = ""
    body: str = ""
    body_type: str = ""
    others: list[str] = field(default_factory=list)
    leads: str = ""

    @cached_property
    def last_name(self) -> str:
        """The name by which an article goes on to call a person."""
        parts = [part for part in self.name.split() if part.rstrip(".").lower() not in {"jr", "sr", "ii", "iii"}]
        return parts[-1] if parts else self.name


def article_bodies(sentences: list[Sentence]) -> list[Actor]:
    """Return the bodies that an article names, in order, each with its initials where the article uses them."""
    found: dict[str, Actor] = {}
    for sentence in sentences:
        if sentence.is_heading:
            continue
        words = sentence.outside_quotes()
        names = [match[0] for match in _PLACED.finditer(words)] + [match[0] for match in _BODY_RUN.finditer(words)]
        names = [match[0] for match in _BRANCH.finditer(words)] + names
        for name in (part for whole in names for part in _body_names(whole)):
            key = name.casefold()
            if key not in found and not OUTLET.search(name):
                found[key] = Actor(name, "body", body_type=body_kind(name))
                if _BRANCH.fullmatch(name):
                    found[key].others.append(re.split(r" of (?:the )?", name)[1])
    wholes = {one.casefold() for body in found.values() for one in body.others}
    bodies = [body for key, body in found.items() if key not in wholes]
    text = " ".join(sentence.words for sentence in sentences)
    for body in bodies:
        initials = "".join(part[0] for part in body.name.split() if part[0].isupper() and part != "Inc.")
        for short in {initials, initials + ("I" if body.name.endswith("Inc.") else "")}:
            if len(short) >= 3 and re.search(rf"\b{re.escape(short)}\b", text):
                body.others.append(short)
    return bodies


def _body_names(run: str) -> list[str]:
    branch = _BRANCH.fullmatch(run)
    if branch is not None:
        return [re.sub(r"^The ", "", run)]
    run = re.sub(
        r"^(?:(?:The|the|A|An|In|At|On|But|And|For|When|If|While|Under|After|Either|Both|Neither)\s+)+", "", run.strip()
    )
    run = re.sub(rf"\s+on\s+(?:{WEEKDAY}|{MONTH})\b.*$", "", run)
    run = re.sub(r"^(?:Members|Leaders|Officials|Supporters|Parents|Students) (?:of|with|from) (?:the )?", "", run)
    parts = run.split(" and ")
    if len(parts) == 2 and parts[1].startswith("the ") and not BODY_WORD.search(parts[0]):
        return _body_names(parts[1])  # "Ruth Ellery and the Youth Collective"
    if len(parts) == 2 and all(BODY_WORD.search(part) or _PLACE_BODY.match(part) for part in parts):
        return [name for part in parts for name in _body_names(part)]
    person = _PERSON_OF.match(run)
    if person is not None and not any(BODY_WORD.fullmatch(part) for part in person[1].split()):
        run = run[person.end() :]
    words = run.split()
    titled = [index for index, word in enumerate(words) if ROLE_WORD.fullmatch(word) and word[0].isupper()]
    names_follow = [
        index
        for index in titled
        if len(words) > index + 2
        and words[index + 1][0].isupper()
        and words[index + 2][0].isupper()
        and not BODY_WORD.search(" ".join(words[index + 1 : index + 3]))
    ]
    if names_follow and not _FOR_WHAT.match(run):
        return []  # "Police Chief Stan Wojcik": a person, whose body comes from the title
    if len(words) < 2 and run not in {"NAACP", "ACLU"}:
        return []
    tail = re.search(rf"\b{PLACED_BODY}$", run)
    if not tail and not BODY_WORD.search(run) and not _PLACE_BODY.match(run):
        return []
    if words[-1] in {"High", "Middle", "Elementary"} or run.startswith(
        ("National", "American School", "American Academy")
    ):
        return []  # a school, or an issuer of ratios; neither takes part
    return [run]


def article_people(sentences: list[Sentence], bodies: list[Actor]) -> list[Actor]:
    """Return the people that an article names in full, in order, with the role it gives them."""
    known = re.compile("|".join(re.escape(body.name) for body in bodies) or r"(?!)")
    found: dict[str, Actor] = {}
    counts = Counter(word for one in sentences for word in re.findall(rf"[{UPPER}][\w-]+", one.words))
    text, alone = "\n".join(one.words for one in sentences), dict[str, bool]()
    labels = {one.label.title().split()[-1] for one in sentences if one.label}
    for sentence in sentences:
        words = sentence.outside_quotes()
        spread, known_until = "", -1
        for run in _RUN.finditer(words):
            name, prefix = _name_in(run, words)
            place = run.end() - len(name)
            if not name or any(one.start() <= place < one.end() for one in known.finditer(words)):
                continue
            before, after = words[: run.start()], words[run.end() :]
            prefix = prefix or (spread if re.search(r"(?:,|\band)\s+$", before) else "")
            last = name.split()[-1]
            if name not in alone:
                alone[name] = last in labels or counts[last] > text.count(name)
            role = _role_of(before, after, prefix)
            is_joined = known_until >= 0 and _joins(before, after, known_until)
            body = _body_beside(after, known)
            if not (role or is_joined or alone[name] or body or _does_as_people_do(before, after)):
                continue
            if _is_school(name, prefix, text) or (not role and _is_no_person(sentence, before, after)):
                continue
            if not role and not is_joined and not PEOPLE_VERB.search(after) and _is_place(name, text):
                continue
            spread = prefix if _OF_SEVERAL.search(prefix) else ""
            name = next((one for one in found if one.endswith(f" {name}")), name)  # "Durick Eder" is Kelly Durick Eder
            actor = found.setdefault(name, Actor(name, "person"))
            known_until = run.end()
            lead = _WHO_LEADS.match(after)
            actor.leads = actor.leads or (lead[1] if lead else "")
            actor.body = actor.body or body
            if role and not actor.role:
                actor.role, actor.body = _role_and_body(role)
    for author in bylines(sentences):
        found.setdefault(author, Actor(author, "person", role="reporter"))
    return list(found.values())


def _role_of(before: str, after: str, prefix: str) -> str:
    """Return the role of a person: the title before the name, or what stands beside it where that is none or "Dr."."""
    is_bare = re.fullmatch(r"(?i)(?:dr|rev|mr|ms|mrs)\.|", prefix)
    return (_role_beside(before, after) if is_bare else "") or prefix


def _joins(before: str, after: str, known_until: int) -> bool:
    """Return whether a name goes on with the one before it: "Bell and Fry", in a list of votes "Bell, Fry"."""
    between = before[known_until:]
    is_listed = _LISTED.search(before) is not None or _GOES_ON.match(after) is not None
    return between in {" and ", ", and "} or (between == ", " and is_listed)


def _body_beside(after: str, known: re.Pattern[str]) -> str:
    """Return the body that a name is followed by: "of the ACLU"."""
    of = _OF.match(after)
    body = known.match(after, of.end()) if of else None
    return body[0] if body else ""


def _does_as_people_do(before: str, after: str) -> bool:
    return bool(
        PEOPLE_VERB.search(after)
        or _BEFORE_SAYING.search(before)
        or _LISTED_FIRST.search(before)
        or _AGE.match(after)
        or _OF_PLACE.match(after)
        or _LIST_VOTES.match(after)
        or _BESIDE.match(after)
        or (_WITH.search(before) and _VOTED_SO.match(after))
    )


def _is_no_person(sentence: Sentence, before: str, after: str) -> bool:
    """Return whether a name is that of the paper, or of a place ("Kettle Bend voted 4-1")."""
    is_place = re.match(r"\s+voted\s+\d", after) or (
        re.search(r"\b(?:from|in|at|near)\s+$", before) and not _LISTED_FIRST.search(before)
    )
    return sentence.is_heading or bool(is_place)


def _name_in(run: re.Match[str], words: str) -> tuple[str, str]:
    tokens = run[0].split()
    cut = 0
    for index, token in enumerate(tokens):
        is_title = TITLE_ONLY.fullmatch(token) is not None or BODY_WORD.fullmatch(token) is not None
        if is_title or (token.lower() in NOT_NAMES and (index == 0 or token != "An")):
            cut = index + 1
    name, prefix = tokens[cut:], " ".join(tokens[:cut])
    if not 2 <= len(name) <= 4 or all(len(part) <= 2 for part in name):
        return "", ""
    if prefix and not ROLE_WORD.search(prefix):
        prefix = ""
    if not cut:
        lead = TITLES_BEFORE.search(words[: run.start()])
        prefix = lead[0].strip() if lead and ROLE_WORD.search(lead[0]) else ""
        where = _WHERE_UNION.search(words[: run.start()]) if prefix else None
        prefix = f"{where[1]} {prefix}" if where and where[1].lower() not in NOT_NAMES else prefix
    else:
        lead = TITLES_BEFORE.search(words[: run.start()])
        prefix = f"{lead[0].strip()} {prefix}" if lead and prefix else prefix
    return " ".join(name), prefix


def _role_beside(before: str, after: str) -> str:
    """Return the role in the words beside a name: ", the union's vice president," or "A spokeswoman, ...,"."""
    beside, lead = _APPOSITION.match(after), _ROLE_LEADS.search(before)
    for words in (beside[1] if beside else "", lead[1] if lead else ""):
        phrase = re.split(r"\s+(?:who|that|which)\b", words.strip())[0]
        if (
            ROLE_WORD.search(phrase)
            and not _NO_ROLE.search(phrase)
            and not _IS_LIST.search(phrase)
            and len(phrase.split()) <= 12
        ):
            return phrase
    return ""


def _role_and_body(words: str) -> tuple[str, str]:
    """Return role and body: "president of the Penrose Classroom Teachers Association" has both."""
    words = re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", words.strip(), flags=re.I)
    body = ""
    of = re.search(r"\s+(?:of|for|at|with|from)\s+(?:the\s+)?([A-Z].*)$", words)
    if of:
        words, body = words[: of.start()], of[1]
    owner = re.match(r"(.+?)[’']s\s+(.+)$", words)
    if owner and ROLE_WORD.search(owner[2]):
        body, words = body or owner[1], owner[2]
    union = _UNION_LED.match(words)
    if union and not body:
        return union["role"].lower(), union["body"]
    kept = words.split()
    proper: list[str] = []
    while kept and kept[0][0].isupper() and not TITLE_ONLY.fullmatch(kept[0]):
        proper.append(kept.pop(0))
    if proper and not body:
        owned = [
            word
            for word in kept
            if re.fullmatch(r"Police|School|Board|Council|City|County|Public|Schools|District", word)
        ]
        body = " ".join([*proper, *owned])
    role = re.sub(r"(?<=[a-z])s$", "", " ".join(kept).lower().strip())
    return role, body.strip()


@lru_cache(maxsize=1024)
def _is_school(name: str, title: str, text: str) -> bool:
    """Return whether a name is that of a school: by its end, or by what the article says of it elsewhere."""
    if _SCHOOL_END.search(name):
        return True
    quoted = re.escape(name)
    called = rf"{quoted}\s+(?:(?:Junior|Senior) )?(?:High|Middle|Elementary|School|Academy)\b|\b(?i:students?|teachers?|parents?|staff) at {quoted}\b|\bprincipal of {quoted}\b"
    return not title and re.search(rf"\b(?:{called})", text) is not None


@lru_cache(maxsize=1024)
def _is_place(name: str, text: str) -> bool:
    quoted = re.escape(name)
    tails = r"(?:High|Middle|Elementary|School|County|Street|Avenue|Park|Public)\b"
    beside = rf"{quoted}\s+{tails}|[Ii]n\s+{quoted}\b|{quoted}[’']s?\s+(?:school|board|council|contract)|{quoted},\s+[A-Z][a-z]{{2,5}}\."
    return re.search(rf"\b(?:{beside})", text) is not None


def bylines(sentences: list[Sentence]) -> list[str]:
    """Return the people whom the lines at the head of an article name as its authors."""
    authors = []
    for sentence in sentences[:14]:
        if not sentence.is_heading:
            continue
        for line in sentence.words.splitlines():
            byline = _BYLINE.match(line)
            for name in re.split(r"\s+and\s+", byline["names"]) if byline else ():
                if not BODY_WORD.search(name) and not re.search(r"\b(?:Service|Staff|News|Wire|Press)\b", name):
                    authors.append(name.title() if name.isupper() else name)
    return authors


def article_outlets(sentences: list[Sentence], own_names: tuple[str, ...]) -> list[str]:
    """Return the other outlets that an article quotes or credits; its own name, in its head, is left out."""
    body = [one for one in sentences if not one.is_heading]
    first = body[0].start if body else 0
    head = " ".join([*own_names, *(one.words for one in sentences if one.end <= first or one.is_heading)]).casefold()
    found: dict[str, None] = {}
    for sentence in body:
        for run in _OUTLET_RUN.finditer(sentence.outside_quotes()):
            name = re.sub(r"^(?:The|In|But|And|For|A)\s+", "", run[0])
            name = re.sub(r"[’']s?$", "", name)
            if not OUTLET.search(name) or name.casefold() in head or BODY_WORD.search(name):
                continue
            if len(name.split()) == 1 and not re.match(r"[WK][A-Z]{2,3}|NPR|CNN", name):
                continue
            if _is_credited(sentence.words, run):
                found.setdefault(name)
    return list(found)


def _is_credited(words: str, run: re.Match[str]) -> bool:
    before, after = words[max(0, run.start() - 60) : run.start()], words[run.end() : run.end() + 60]
    return bool(
        re.search(r"\b(?:told|tells|according to|citing|to|by|with|in)\s+(?:the\s+)?$", before, re.I)
        or re.match(
            r"(?:[’']s)?\s+(?:first\s+|has\s+|had\s+|also\s+)?(?:reported|reports|wrote|published|quoted|obtained|had|said)\b",
            after,
        )
        or re.match(r"\s+\w+ly\s+reported", after)
    )

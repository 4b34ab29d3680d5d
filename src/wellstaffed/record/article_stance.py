"""What a clause says about officers in schools: wanted or not, of what proposal, under which condition, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass

REMOVAL = "removing police officers from schools"
RETURN = "returning police officers to schools"
ADDING = "adding police officers in schools"
REDUCTION = "reducing the number of police officers in schools"
AGREEMENT = "the agreement for police officers in schools"
PRESENCE_OF = {REMOVAL: -1, RETURN: 1, ADDING: 1, REDUCTION: -1, AGREEMENT: 1}

_POLICE = r"(?:officers?|deput(?:y|ies)|police|cops?|SROs?|EROs?|guards|them|badges)"
_DEAL = r"(?:contract|agreement|deal|memorandum|program|partnership|arrangement)"
_SUPPORT = (
    r"open to|hopes?|voting (?:yes|for)|(?:supporter|advocate|champion|proponent)s? (?:of|for)|yes to|motion to|safer with|"
    r"supports?|supported|supporting|backs|back(?= (?:the|it|this|that|a|an|his|her|removal|ending)\b)|backed|backing|favou?rs?|favou?red|in favor of|endorse[sd]?|wants?|wanted|would like|"
    r"wish(?:es)?|calls? for|called for|calling (?:for|on)|calls? on|called on|ask(?:s|ed)? (?=for|to\b|that|(?:the |its |his |her )?[\w’' ]{1,30} to\b)|"
    r"asking (?=for|to\b|(?:the )?[\w’' ]{1,30} to\b)|urge[sd]?|urging|push(?:es|ed|ing)? (?:the \w+ )?(?=for|to)|has pushed|demand(?:s|ed)?|"
    r"recommend(?:s|ed)?|propose[sd]?|accept(?:s|ed)?|agree[sd]? (?=to|with|that)|ready to|"
    r"voted? (?:yes|for(?! the (?:first|second|third))|in favor)|votes? (?=to\b)|voted (?=to\b)|votes (?:yes|for)|is a yes|a yes on|should|ought to|prefers?|would rather|"
    r"(?:[’']d|would|won[’']t|wouldn[’']t) (?:not |never )?(?=keep|remove|end\b|bring|restore|renew|extend|pull)|requests?|requested|seeks?|sought|time (?=to\b|for\b)|needs?(?! to)|[’']d vote (?=for)|welcome[sd]?|leaning toward|supportive of|pleaded (?=for|to|with)|defend(?:s|ed)?|"
    r"argued for|argues for|lobbied for|rall(?:y|ied) for|insist(?:s|ed)? (?=on|that)|campaigned (?:for|to)|"
    r"says? (?=keep|remove|end)|stand(?:s)? (?:by|behind)|like to see|need to|needs to|must|glad to have|live with"
)
# Judgements, each after what it judges: "pulling them is a mistake", "police do not belong in schools".
_JUDGED = (
    r"(?:a )?mistake|reckless|dangerous|a step backward|wrong to|(?:do|does)(?: not|n[’']t) belong|put \w+ at risk|harms?|"
    r"a step too far"
)
_OPPOSE = (
    rf"{_JUDGED}|(?:critic|opponent|skeptic)s? of|critical of|voting (?:no|against)|oppose[sd]?|opposing|against|reject(?:s|ed)?|object(?:s|ed)? to|disagree[sd]? with|veto(?:ed)?|voted? (?:no|against)|"
    r"votes (?:no|against)|is a no|a no on|critici[sz]e[sd]?|condemn(?:s|ed)?|denounce[sd]?|resist(?:s|ed)?|protest(?:s|ed)?|"
    r"questioned whether|questions whether|doubts (?:whether|that)|doubted (?:whether|that)|not interested in|uneasy (?:about|with)|"
    r"skeptical of|fought|fights|oppos(?:ed|ition) to"
)
_ATTITUDE = re.compile(rf"(?<![\w-])(?:(?P<no>{_OPPOSE})|(?P<yes>{_SUPPORT}))(?:(?<=\s)|(?![\w-]))", re.I)
_NEGATION = re.compile(
    r"(?:\bnot|n[’']t|\bnever|\bno longer|\bcannot|\bneither|\bnor|\bwithout)\W+(?:\w+\W+){0,3}$", re.I
)
_IMPERATIVE = re.compile(
    r"^\W*(?:please\s+|now\W+|just\s+|so\s+)?(?P<verb>keep|end|remove|bring|pull|take|leave|let|cancel|renew|get|vote|restore|put)\b",
    re.I,
)
_REMOVING = re.compile(
    rf"\bremov\w+|\bget(?:ting)? rid|\btak(?:e|es|ing) .{{0,40}}\b(?:out|away)\b|\bpull(?:s|ed|ing)?\b|\bpolice-free|\babolish\w*|\bphas\w+ out|"
    rf"\b(?:end|ending|ends|cancel\w*|terminat\w*|sever\w*|withdraw\w*|discontinu\w*|scrap\w*|stop\w*|break\w*|drop\w*|not renew\w*|let\w* .{{0,30}}(?:lapse|expire))\b"
    rf"(?:.{{0,60}}\b(?:{_DEAL}|it|{_POLICE})\b|\W*$)|\bleav\w+ (?:the )?(?:\w+\W+){{0,4}}(?:{_DEAL}|schools?)\b|"
    rf"\breplac\w+ .{{0,20}}{_POLICE}|{_POLICE}\b.{{0,25}}\b(?:out|gone|go|leave|removed)\b|^\W*(?:go|leave)\b|\bgone\b|\bzero officers|\bhandcuffs\b|"
    rf"\b(?:out of) .{{0,30}}\b(?:schools?|buildings?|hallways?)|\bdefund|\bmove[sd]? (?:to|from|into)\b|\bthem out\b|"
    rf"(?:not|n[’']t) .{{0,20}}(?:need|want) .{{0,12}}{_POLICE}|\bcut (?:ties|the officers)|\btheir removal|\bfull removal|\binstead of {_POLICE}|\bnot {_POLICE}",
    re.I,
)
_REDUCING = re.compile(
    rf"\breduc(?:e|es|ed|ing|tion)\b|\bfewer {_POLICE}|\bfrom \w+ {_POLICE} to \w+|\b(?:one|two|three) fewer\b|\bcut \w+ of the\b",
    re.I,
)
_KEEPING = re.compile(
    rf"\bkeep\w*|\bkept\b|\bstay\w*|\bremain\w*|\bretain\w*|\bleav\w+ .{{0,40}}(?:in place|where they are|there|alone)|\brenew\w*|\bextend\w*|\breturn\w*|"
    rf"\bbring\w* .{{0,40}}back|\brestor\w+|\breinstat\w+|\b(?:add|double|hire|put|station|assign|post)\w* .{{0,30}}{_POLICE}|\bmore {_POLICE}|"
    rf"^\W*(?:[\w’']+\W+){{0,4}}?{_POLICE}\b|\b{_DEAL}\b",
    re.I,
)
_STRONG_KEEPING = re.compile(
    rf"\bkeep\w*|\bstay\w*|\bremain\b|\bretain\w*|\bleav\w+ .{{0,40}}(?:in place|where they are|there|alone)\b|\brenew\w*|\bbring\w* .{{0,40}}back|"
    rf"\brestor\w+|\breinstat\w+|\breturn\w*|\bdefend\w*|\brather have an? {_POLICE}|\b{_POLICE} back\b",
    re.I,
)
_TOPIC_WORD = re.compile(
    r"^\W*(?:[\w’']+\W+){0,4}?(?:plan|proposal|idea|ideas|offer|measure|motion|change|move|resolution|it|that|removal|return|deal|step|recommendation|petition|"
    r"vote|superintendent|request|union|increase|expansion|positions|whatever)\b|^\W*(?:yes|no)?\W*$|^[^a-z]*(?:for|by)? ?\w*\W*$",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:(?:but\s+)?only (?:if|once|when|after|as long as)|provided(?: that)?|on (?:the )?condition(?: that)?|as long as|so long as|"
    r"unless|with the caveat(?: that)?|in exchange for|contingent (?:up)?on|conditional(?:ly)? (?:up)?on|"
    r"without (?:a|an|the|first|any|more) |not (?:before|until)|if and only if|assuming(?: that)?|if)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:would|could|will|might|can|plans? to|intends? to|willing to)\b|[’']d\b|[’']ll\b", re.I)
_CHANGE = re.compile(
    r"\bchang(?:ed|es|ing) (?:his|her|its|their|my|our) minds?\b|\bshift in\b|\brevers(?:es|ed|ing|al)\b|\bno longer\b|\bused to\b|"
    r"\bI was wrong\b|\bnew position\b|\bturnabout\b|\babout-face\b|\bonce (?:supported|opposed|backed)\b|\bhad long\b|\blong (?:supported|opposed)\b|"
    r"\bpreviously (?:supported|opposed|backed)\b|\buntil (?:now|recently|this (?:week|month|year))\b|\bannounced the change\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:had (?:long|previously|once|always|earlier)|used to|once|previously|long|formerly|used to (?:say|be)|was) $|\bhad (?=$)",
    re.I,
)
_HELD = re.compile(
    r"support|oppos|back|defend|favou?r|against|in favor|endors|reject|welcome|is a|vote|would rather|prefer|need|request|seek|sought|safer|hope|yes|propon|advoc|champ",
    re.I,
)
_AGO = re.compile(
    r"\b(?:years? ago|when the (?:contract|agreement)|in (?:19|20)\d\d|last (?:year|spring|fall|summer|winter)|in the past)\b",
    re.I,
)


@dataclass(frozen=True)
class Attitude:
    """
    One attitude in a clause.

    ``presence`` is +1 where officers are wanted in schools and -1 where not; 0 where the clause only names the proposal at
    hand and `backs` says whether it is backed. `start` is its place in the clause. ``is_modal`` marks "should", "must" and
    judgements ("a mistake"): they belong to who speaks, not to the subject of the verb.
    """

    start: int
    presence: int
    backs: bool
    about: str
    condition: str | None
    is_past: bool
    is_modal: bool = False


def attitudes(clause: str, *, in_quote: bool = False) -> list[Attitude]:
    """Return the attitudes of a clause in order; a command at its start ("End the contract") counts inside a quotation."""
    marks = list(_ATTITUDE.finditer(clause))
    found: list[Attitude] = []
    order = _IMPERATIVE.match(clause) if in_quote else None
    if order and (not marks or marks[0].start() > order.end()):
        made = _attitude(
            clause, order.start(), order.start("verb"), marks[0].start() if marks else len(clause), backs=True
        )
        found += [made] if made else []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(clause)
        if mark["no"] and re.match(_JUDGED, mark["no"], re.I):
            made = _judgement(clause, mark.start())
        else:
            backs = mark["yes"] is not None and not re.search(r"\bnot\b|n[’']t|\bnever", mark["yes"])
            if _NEGATION.search(clause[: mark.start()][-45:]):
                backs = not backs
            made = _attitude(clause, mark.start(), mark.end(), end, backs=backs)
        found += [made] if made else []
    return found


def _attitude(clause: str, start: int, low: int, high: int, *, backs: bool) -> Attitude | None:
    target = clause[low : min(high, low + 160)]
    condition = condition_in(clause, low)
    core = target
    cut = _CONDITION.search(core)
    if cut:
        core = core[: cut.start()]
    sign, about = _direction(core)
    if not about or (about == "police" and not _HELD.match(clause[start:high])):
        return None  # "they asked the police" names officers and wants nothing of them
    about = "presence" if about == "police" else about
    before, said = clause[max(0, start - 50) : start], clause[start:high]
    is_past = bool(_PAST.search(before)) and bool(_HELD.match(said))
    is_past = is_past or bool(_AGO.search(said) and re.match(r"(?i)voted|supported|opposed|backed|defended", said))
    is_modal = re.match(r"(?i)should|must|ought|needs?\b|time (?:to|for)|safer with", said) is not None
    return Attitude(start, sign if backs else -sign, backs, about, condition, is_past, is_modal)


def _judgement(clause: str, start: int) -> Attitude | None:
    """Return the attitude of one who judges what stands before `start` to be bad."""
    judged = re.split(r"\b(?:said|says|called|calls|that|thinks|believes|warned|warns|and|but)\b", clause[:start])[-1]
    sign, about = _direction(judged)
    about = "presence" if about == "police" else about
    return Attitude(start, -sign, False, about, None, False, True) if about else None


def _direction(words: str) -> tuple[int, str]:
    """Return the way an object points: +1 officers present, -1 absent, 0 the proposal; and what it is about."""
    removing, keeping = _REMOVING.search(words), _STRONG_KEEPING.search(words)
    if _REDUCING.search(words) and not (removing and removing.start() < 15):
        return -1, "reduction"
    if keeping and (not removing or keeping.start() <= removing.start()):
        return 1, "presence"
    if removing:
        return -1, "presence"
    if re.search(rf"\b{_DEAL}\b", words, re.I):
        return 1, "agreement"
    if _KEEPING.search(words):
        return 1, "police"
    return (0, "proposal") if _TOPIC_WORD.search(words) else (0, "")


def condition_in(clause: str, start: int) -> str | None:
    """Return the condition that follows a place in a clause, with its word ("only if ..."), or None."""
    for found in _CONDITION.finditer(clause):
        word = found[0].lower()
        if word == "if" and (
            not _MODAL.search(clause) or re.match(r"\s+(?:not|so|it does not act)\b", clause[found.end() :])
        ):
            continue
        if found.start() < start and word != "if":
            continue
        phrase = re.split(
            r",\s+(?=(?:[\w.]+\s+){0,4}(?:said|says|according|she|he|they|it)\b)|[;—]|,\s*$|(?<=\w)[.]\s*$",
            clause[found.start() :],
        )[0]
        return phrase.strip(' ,.”"')[:240]
    return None


def is_change(words: str) -> bool:
    """Return whether a sentence says that somebody's position is no longer what it was."""
    return _CHANGE.search(words) is not None


def article_topic(lines: list[str]) -> str:
    """Return the proposal an article is about, by what it speaks of most; its first lines count threefold."""
    patterns = {
        RETURN: r"\breturn\b|\breturning\b|\b(?:bring|brought|bringing)\b.{0,40}\bback\b|\brestor\w+|\breinstat\w+|\bback (?:in|to|into) schools?",
        ADDING: rf"\bdouble\b|\badd(?:ing|ed)?\b.{{0,30}}{_POLICE}|\bmore {_POLICE}|\bnew positions\b|\bfrom \w+ to \w+|\bexpand\w*",
        AGREEMENT: rf"\brenew\w*|\bextend\w*|\bextension\b|\bnew (?:{_DEAL})",
        REMOVAL: rf"\bremov\w+|\bend(?:ing)?\b.{{0,40}}\b{_DEAL}|\bleave\b|\bpull\w*|{_POLICE} out\b|\bout of\b|\bwithdraw\w*|\bcancel\w*|\btak\w+\b.{{0,20}}\bout\b|\bgone\b",
    }
    score = dict.fromkeys(patterns, 0)
    for number, line in enumerate(lines):
        for topic, pattern in patterns.items():
            score[topic] += (3 if number < 5 else 1) * len(re.findall(pattern, line, re.I))
    best = max(score, key=lambda topic: (score[topic], topic == REMOVAL))
    return best if score[best] else REMOVAL

"""What a phrase of time stands for in its sentence: a deadline, an event, a day of effect; and the clause around it."""

from __future__ import annotations

import re

from wellstaffed.record.article_whose_notice import was_possible

AHEAD = re.compile(
    r"\b(?:will|would|won[’']t|must|shall|plans?|scheduled|expected|due|set|slated|next|coming|meets?|"
    r"decides?|votes on|vote on|could|can|(?-i:may)|has to|have to|is to|are to|begins?|starts?|starting|beginning|effective|"
    r"takes? effect|expires?|runs|lapses?|ends|if|deadline|takes up|no later than|upcoming|opens|hearing on|expects?|intends?|"
    r"going to|later this)\b",
    re.I,
)
BEHIND = re.compile(
    r"\b(?:said|says|told|voted|was|were|had|did|has|have|since|found|announced|released|asked|wrote|met|heard|held|ago|"
    r"approved|ended|signed|hired|brought|restored|added|put|made|took|cut|came|left|began|went|dated|sent|won|kept|gave|threw|drew|spoke|rose|fell|ran|"
    r"stood|lost|got|chose|paid|became|grew|led|laid|sought|struck|spent|taught|built|saw|broke|"
    r"(?!(?:expected|scheduled|slated|poised)\b)\w{3,}ed)\b",
    re.I,
)
_DEADLINE = re.compile(
    r"\b(?:deadline|until|no later than|due|by|before|on or before|not later than|closes|has to|cut-?off)\W*"
    r"(?:(?:the )?(?:close|end) of (?:business|the (?:school |work)?day),?\s+(?:on\s+)?|(?:\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|noon|midnight),?\s+(?:on\s+)?|"
    r"(?:\w+\W+){0,3})$",
    re.I,
)
_DEADLINE_WORD = re.compile(r"\b(?:deadline|last day)\b", re.I)
_OBLIGED = re.compile(
    r"\b(?:must|is to|are to|reports?|ha(?:s|ve|d) (?:until|to)|notice|notif\w+|tells?|told|writes?|deadline|due|cancel\w*|withdraw\w*|terminat\w*|"
    r"decide|answer|respond|renew|a letter|sent|submit\w*|sign up|posts?|deliver|file|opt|choose|needs? to|can|could|(?-i:may)|"
    r"closes?|guarantees?|provided that|on condition|required?|only if|requests?|present|recommend\w*|hired|trained|in place|made contingent|contingent)\b",
    re.I,
)
_EFFECT = re.compile(
    r"\b(?:effective|takes? effect|starts?|starting|begins?|beginning|expires?|runs?|run through|ends?|would leave|will leave|"
    r"leave|gone|lapses?|through|at the (?:start|end|beginning)|in force|drop\w*|until the|return|removed?)\b",
    re.I,
)
_EFFECTIVE_LEAD = re.compile(
    r"\b(?:effective|starting|beginning|tak(?:e|es|ing) effect|go(?:es|ing)? into effect)\W+(?:on\W+|in\W+|as of\W+)?$",
    re.I,
)
_COMMENT_THROUGH = re.compile(r"\b(?:comment|apply|appeal|respond|sign up|survey)\b.{0,40}\bthrough\W+$", re.I)
# "90 days' notice before June 30", "the week before Monday": the day that is counted from is not the last day to act.
_COUNTED_FROM = re.compile(
    r"\b(?:(?:days?|weeks?|months?|years?)\b[’']?(?:\s+or more|\s+in advance|\s+(?:of )?(?:(?:advance|prior|written|formal) )*notice)?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:before|prior to|ahead of|in advance of|preceding|after|following|from|of)\W+"
    r"(?:(?!by\b|until\b|deadline|due\b|before\b|through\b|later\b)[\w’'-]+\W+){0,7}$",
    re.I,
)
_BY_AGAIN = re.compile(r"[,;]\s+(?:(?:and|or|but)\s+)?(?:by|before|no later than)\s+(?:the\s+)?$", re.I)
_NOTICE_DUE = re.compile(r"\b(?:notice|notify|tell)\b[^.]*\b(?:by|before|no later than)\s", re.I)
_IS_DEADLINE = re.compile(
    r"\W*(?:is|was|will be|would be|remains)\s+(?:the|its|their|our|a)\s+(?:\w+\s+)?(?:deadline|last day|cut-?off)\b",
    re.I,
)
_WITH_NOTICE = re.compile(
    r"\W*(?:with|on|upon|by giving|if)\s+(?:[\w()-]+\s+){1,5}?(?:days?|weeks?|months?)\b[’']?\s+(?:\w+\s+){0,3}?notice\b",
    re.I,
)
_ANY_VERB = re.compile(rf"{AHEAD.pattern}|{BEHIND.pattern}|{_EFFECT.pattern}", re.I)
_LEAVING_BY = re.compile(
    r"\b(?:leave|effective|gone|(?<!go )out|back|removed|spare|withdrawn)\W+(?:\w+\W+){0,2}by\W+$", re.I
)


def date_kind(
    words: str, start: int, end: int, *, is_over: bool, is_told: bool = False, is_school_year: bool = False
) -> str:
    """
    Return ``deadline``, ``event``, ``effective`` or ``other`` for the phrase at places `start` to `end` of a sentence.

    Parameters
    ----------
    is_over : bool
        Whether it lies before publication.
    is_told : bool
        Whether it is told from the day of publication ("two weeks ago", "next school year"): an event whatever the words.
    is_school_year : bool
        Whether it names a school year, which has no last day to act by.
    """
    clause = clause_around(words, start, end)
    before = words[:start]
    if is_told:
        return "event"
    if _EFFECTIVE_LEAD.search(before):
        return "event" if is_over else "effective"  # "by giving notice by Aug. 1, effective Jan. 1"
    if _COMMENT_THROUGH.search(before):
        return "deadline"
    is_called_so = _DEADLINE_WORD.search(before[-60:]) or _IS_DEADLINE.match(words[end:])
    # "by the first Monday in August to drop one officer, and by Sept. 15 to end the contract": the verb stands with the first.
    is_second = _BY_AGAIN.search(before) is not None
    is_obliged = _OBLIGED.search(clause) or (is_second and _NOTICE_DUE.search(before))
    is_last_day = is_called_so or (_DEADLINE.search(before[-45:]) and is_obliged)
    is_counted_from = _COUNTED_FROM.search(before) or (
        re.search(r"\bbefore\W+$", before, re.I) and _WITH_NOTICE.match(words[end:])
    )
    if was_possible(words):
        is_last_day = False  # "last year the district could have given notice by March 31"
    if is_last_day and not _LEAVING_BY.search(before) and not is_school_year and not is_counted_from:
        return "deadline"
    if re.search(r"\b(?:since|back to)\s+$", before, re.I):
        return "other"
    if is_over:
        return "event"
    if _EFFECT.search(before[-70:]) and not _ends_past(before):
        return "effective"
    return "effective" if is_school_year and not _ends_past(before) else "event"


def counted_kind(words: str, start: int, end: int) -> str:
    """Return what "90 days before June 30" or "within 30 days" stands for: a deadline where somebody has to act."""
    return "deadline" if _OBLIGED.search(clause_around(words, start, end)) else "event"


def _ends_past(before: str) -> bool:
    verbs = list(_ANY_VERB.finditer(before))
    return bool(verbs) and BEHIND.fullmatch(verbs[-1][0]) is not None


def clause_around(words: str, start: int, end: int) -> str:
    """Return the clause around a phrase: as far as the next semicolon, dash, or comma with a joining word."""
    cuts = [
        0,
        *(
            one.end()
            for one in re.finditer(r"(?:[;—]|,\s+(?=(?:and|but|or|while|which|who|after|because)\b))\s*", words)
        ),
        len(words),
    ]
    low = max(cut for cut in cuts if cut <= start)
    high = min((cut for cut in cuts if cut >= end), default=len(words))
    return words[low:high].strip(" ,;—\n")[:240]

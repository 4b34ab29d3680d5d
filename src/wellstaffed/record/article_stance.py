"""What a clause says about officers in schools: wanted or not, of what proposal, under which condition, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wellstaffed.record import article_cues as cue
from wellstaffed.record.article_attitude_words import ATTITUDE, CHAMPION, DEAL, POLICE_WORD, REACTED_TO, REACTION
from wellstaffed.record.article_calendar import MONTH
from wellstaffed.record.article_no_side import takes_no_side

REMOVAL = "removing police officers from schools"
RETURN = "returning police officers to schools"
ADDING = "adding police officers in schools"
REDUCTION = "reducing the number of police officers in schools"
AGREEMENT = "the agreement for police officers in schools"
PRESENCE_OF = {REMOVAL: -1, RETURN: 1, ADDING: 1, REDUCTION: -1, AGREEMENT: 1}


@dataclass(frozen=True)
class AtHand:
    """
    The proposal that an article is about.

    ``is_rejected`` tells that it was turned down; ``is_contrary`` that what was voted on was its contrary ("voted 5-2 to keep
    the officers" where their removal is at hand), so that a vote of no is one for it.
    """

    topic: str
    is_rejected: bool = False
    is_contrary: bool = False


@dataclass(frozen=True)
class Attitude:
    """
    One attitude in a clause.

    ``presence`` is +1 where officers are wanted in schools and -1 where not; 0 where the clause only names the proposal at
    hand and `backs` says whether it is backed. `start` is its place in the clause. ``is_modal`` marks "should", "must" and
    judgements ("a mistake"): they belong to who speaks, not to the subject of the verb. ``is_reaction`` marks praise or blame
    for a decision ("shame on them"), ``is_denied`` support that is withheld ("will not support"), ``is_vote`` a vote that names nothing ("voted no").
    """

    start: int
    presence: int
    backs: bool
    about: str
    condition: str | None
    is_past: bool
    is_modal: bool = False
    is_reaction: bool = False
    is_denied: bool = False
    is_vote: bool = False


def attitudes(clause: str, *, in_quote: bool = False) -> list[Attitude]:
    """Return the attitudes of a clause in order; a command at its start ("End the contract") counts inside a quotation."""
    marks = list(ATTITUDE.finditer(clause))
    found = [_championed(clause, one) for one in CHAMPION.finditer(clause)]
    order = cue.IMPERATIVE.match(clause) if in_quote else None
    if order and (not marks or marks[0].start() > order.end()):
        end = marks[0].start() if marks else len(clause)
        backs = cue.WARNING.search(clause[order.end() :]) is None and not order["not"]
        made = _attitude(clause, order.start(), order.start("verb"), end, backs=backs)
        found += [made] if made else []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(clause)
        if mark[0].lower().startswith("regret") and end < len(clause) and cue.TAKEN_BACK.search(clause[:end]):
            continue  # "regrets voting to": read with what it is followed by
        made = _taken(clause, mark, end)
        found += [made] if made else []
    return found


def _taken(clause: str, mark: re.Match[str], end: int) -> Attitude | None:
    """Return the attitude of a mark, by its kind."""
    if mark["bad"] or mark["good"] or mark["spent"]:
        return _judgement(clause, mark)
    if mark["won"] or mark["lost"]:
        dated = cue.AGO.search(clause, mark.end(), mark.end() + 25) is not None
        if re.search(r"\b(?:no|nay|negative)\b", mark[0], re.I):  # against the motion, whether it passed or failed
            return Attitude(mark.start(), 0, False, "proposal", None, dated, is_vote=True)
        return Attitude(mark.start(), 0, mark["won"] is not None, "decision", None, dated)
    if not mark["pro"] and not mark["con"]:
        return _wish(clause, mark, end)
    backs = mark["pro"] is not None
    if _is_denied(clause[: mark.start()]):
        backs = not backs
    condition = condition_in(clause, mark.start())
    is_past = cue.PAST.search(clause[max(0, mark.start() - 50) : mark.start()]) is not None
    said = mark[0].lower()
    about = "decision" if re.search(r"reconsider|think again|undo|revers|overturn|rescind", said) else "proposal"
    is_modal = said.startswith("should have")  # the speaker's word of the board
    return Attitude(
        mark.start(), 0, backs, about, condition, is_past, is_modal, is_vote=cue.VOTE.match(said) is not None
    )


def _is_denied(before: str) -> bool:
    found = cue.NEGATION.search(before[-45:])
    if cue.REFUSES.search(before):
        return True
    return found is not None and not (cue.NEVER_NAME.match(found[0]) or cue.NEVER_HIDDEN.match(found[0]))


def _championed(clause: str, said: re.Match[str]) -> Attitude:
    """Return the attitude of the program's defender or critic, which is past where it says "once"."""
    is_idea = re.match(r"idea|plan|proposal", said[0], re.I) is not None
    was = re.search(
        r"\b(?:once|was|formerly|used to be|had been|long)\b", clause[max(0, said.start() - 25) : said.start()]
    )
    sign = 0 if is_idea else 1
    backs = said["yes"] is not None
    return Attitude(
        said.start(), sign if backs else -sign, backs, "proposal" if is_idea else "presence", None, was is not None
    )


def _wish(clause: str, mark: re.Match[str], end: int) -> Attitude | None:
    """Return the attitude of a verb of wanting or opposing, turned round where it is denied."""
    if cue.COMPARED.search(clause[: mark.start()]):
        return None
    yes = mark["yes"] or ""
    backs = bool(yes) and (
        not re.search(r"\bnot\b|n[’']t|\bnever", yes) or re.search(r"without$|reason not to$", yes) is not None
    )
    before = clause[: mark.start()]
    if _is_denied(before) or cue.NOT_SEEN.search(before) or cue.AGAINST_ONE.search(before):
        backs = not backs
    if cue.TAKEN_BACK.search(before):
        backs = not backs
    made = _attitude(clause, mark.start(), mark.end(), end, backs=backs)
    is_vote = cue.VOTE.match(mark[0]) is not None
    return replace(made, is_denied=bool(yes) and not backs, is_vote=is_vote) if made else None


def _attitude(clause: str, start: int, low: int, high: int, *, backs: bool) -> Attitude | None:
    core = clause[low : min(high, low + 160)]
    if core.strip() in {"not", "never", "have", "not have", "never have"}:
        return None  # the verb that follows is read by itself: "should not have to"
    condition = condition_in(clause, low)
    cut = cue.CONDITION.search(core) or re.search(r"\b(?:whether|because)\b", core)
    if cut and cue.FEARED.match(clause[start:low]) and not direction(core[: cut.start()])[1]:
        core, condition = core[cut.start() :], None  # "warned of what would happen if they leave"
    elif cut:
        core = core[: cut.start()]
    core = cue.HE_SAID.sub(" ", core)
    if "rather" in clause[start:low].lower():
        core = core.split(" than ")[0]
    if takes_no_side(clause, start, low, core) or cue.OLD_DECISION.match(core) or _is_both_ways(core):
        return None
    core, is_turned = _object_words(core, clause[:start])
    backs = backs != is_turned
    sign, about = _object(clause, (start, low), core, condition)
    said, verb = clause[start:high], clause[start:low]
    if not about or (about == "police" and cue.ASKED.match(said)):
        return None
    if about == "police" and cue.THEM_TO.match(core):
        return None  # "I want them to describe the classroom first"
    about = "presence" if about == "police" else about
    is_modal = cue.MODAL_OR_JUDGED.match(said) is not None or cue.SHOULD.search(clause[:start]) is not None
    is_past = _is_past(clause, start, said)
    return Attitude(start, sign if backs else -sign, backs, about, condition, is_past, is_modal, _reacts(verb))


def _is_both_ways(core: str) -> bool:
    """Return whether an object is of both sides: "opposes both keeping the officers and removing them"."""
    both = cue.BOTH.match(core)
    return both is not None and direction(both["one"])[0] * direction(both["other"])[0] < 0


def _object_words(core: str, before: str) -> tuple[str, bool]:
    """
    Return the object of a wish, cut where something else begins, and whether its words turn the wish round.

    "To keep them" does not; "not to keep them", "that the board reject it", "the plan voted down" do.
    """
    passive = cue.TO_BE.match(core)
    subject = before[[0, *(one.end() for one in cue.HELD_THAT.finditer(before))][-1] :]
    if passive is not None and direction(subject)[1] in {"proposal", "agreement", "presence", "return", "renewal"}:
        return subject, passive["no"] is not None  # "said the contract should be torn up"
    is_turned = cue.NOT_TO.match(core) is not None or cue.NO_OBJECT.match(core) is not None
    core = cue.SAYING.split(cue.RATHER_THAN.split(core)[0])[0]
    alone = cue.PROPOSAL_ALONE.match(core)
    core = alone[0] if alone else core
    refused = cue.REFUSING.match(core) or cue.STATUS_QUO.search(core)
    if refused:
        is_turned, core = not is_turned, core[refused.end() :]
    elif cue.REFUSED.search(core) or (cue.IT_REFUSED.search(core) and cue.PROPOSED.search(before)):
        is_turned = not is_turned
    if re.search(r"^\W*(?:back )?(?:none|neither|nobody)\b|\bback none\b", core, re.I):
        is_turned = not is_turned
    return core, is_turned


def _object(clause: str, verb: tuple[int, int], core: str, condition: str | None) -> tuple[int, str]:
    """Return the way the object of a verb points, where need be by the verb itself; and what it is about."""
    start, low = verb
    said = clause[start:low]
    sign, about = (0, "proposal") if cue.AUTHORED.search(said) else direction(core)
    if cue.ONE.match(core) and POLICE_WORD.search(clause[:start]):
        return 1, "presence"  # "30 years without an officer, and saw no need for one"
    if (
        "rather" in said.lower()
        and about not in {"presence", "return", "renewal"}
        and cue.THAN_POLICE.search(clause, low) is not None
    ) or cue.MORE_THAN_POLICE.search(clause[low:]):
        return -1, "presence"
    if (
        not about
        and condition
        and re.match(r"(?i)before .*\b(?:leaves?|go(?:es)?|out|gone|removed|pulled|taken)\b", condition)
    ):
        return -1, "presence"  # "wants a nurse in every school before any officer leaves"
    if not about and cue.ANSWER.search(said):
        about = "proposal"
    is_them = about == "police" and re.match(r"(?i)^\W*(?:on |at |with )?them\b", core) is not None
    if (about in {"", "proposal"} or is_them) and _reacts(said) and REACTED_TO.match(core):
        return 0, "decision"
    return sign, about


def _is_past(clause: str, start: int, said: str) -> bool:
    """Return whether an attitude is one of the past: "had long supported", "In 2020 the union asked"."""
    before = clause[max(0, start - 50) : start]
    dated = cue.AGO.search(re.split(r"\b(?:and|but)\b", said)[0]) or cue.IN_YEAR.match(clause)
    if cue.TAKEN_BACK.search(clause[:start]):
        return False  # what is taken back is no longer wanted, and its contrary is
    was = bool(cue.PAST.search(before) and cue.HELD.match(said) and not cue.SAID_WAS.search(before)) or bool(
        dated and cue.DID.match(said)
    )
    regrets = cue.REGRET.search(clause, start) is not None and cue.DID.match(said) is not None
    return was or regrets or bool(cue.HAD.search(before) and cue.HAD_DONE.match(said))


def _reacts(said: str) -> bool:
    """Return whether words praise or blame what was decided."""
    return REACTION.match(said.strip()) is not None or said.lower().startswith("thank")


def _judgement(clause: str, mark: re.Match[str]) -> Attitude | None:
    """Return the attitude of one who judges what stands before the mark to be good or bad."""
    if mark["spent"]:
        if re.search(r"\bno (?:\w+ ){1,5}$|\b(?:not|n[’']t|never) (?:\w+ ){0,3}$", clause[: mark.start()], re.I):
            return Attitude(mark.start(), 1, True, "presence", None, False, True)
        return Attitude(mark.start(), -1, True, "presence", None, False, True)
    is_called = re.match(r"(?i)call|consider|deem|f[io]u?nd|label|describ", mark[0])
    before = mark[0][len(is_called[0]) :] if is_called else clause[: mark.start()]
    if cue.FELT.search(before):
        return None  # "353 students said they felt unsafe"
    held = [0, *(one.end() for one in cue.HELD_THAT.finditer(before))][-1]
    judged = before[held:]
    backs = mark["good"] is not None
    denied = _is_denied(judged.replace("without", "")) or cue.NOT_BELIEVED.search(before[:held]) is not None
    if cue.FAILING.search(judged):
        backs = not backs
    if denied or re.search(r"\b(?:nobody|no one|no evidence|no proof)\b", before, re.I):
        backs = not backs
    sign, about = direction(judged)
    after = cue.JUDGED_AFTER.match(clause, mark.end())
    if after is not None and (not about or about == "proposal"):
        later, what = direction(after["what"])
        sign, about = (later, what) if what not in {"", "proposal"} else (sign, about)
    about = "presence" if about == "police" else about
    about = "decision" if not sign and about and cue.DECISION.search(judged or mark[0]) else about
    return Attitude(mark.start(), sign if backs else -sign, backs, about, None, False, True, True) if about else None


def direction(words: str) -> tuple[int, str]:
    """Return the way an object points: +1 officers present, -1 absent, 0 the proposal; and what it is about."""
    words = cue.KEPT_OTHERS.sub(" ", words)
    removing, keeping = cue.REMOVING.search(words), cue.STRONG_KEEPING.search(words)
    if cue.KEPT_OUT.search(words):
        return -1, "presence"
    if cue.REDUCING.search(words) and not (removing and removing.start() < 15):
        return -1, "reduction"
    if keeping and (not removing or keeping.start() <= removing.start()):
        if cue.RETURNING.match(words, keeping.start()):
            return 1, "return"
        return 1, "renewal" if cue.RENEWING.match(words, keeping.start()) else "presence"
    if removing:
        return -1, "presence"
    deal = re.search(rf"\b{DEAL}\b", words, re.I)
    if deal:
        return 1, "presence" if deal[0].lower() in cue.STANDING else "agreement"
    if cue.KEEPING.search(words):
        return 1, "police"
    return (0, "proposal") if cue.TOPIC_WORD.search(words) else (0, "")


def stance_on(attitude: Attitude, at_hand: AtHand) -> tuple[str, str]:
    """Return the proposal and "for" or "against" it; who praises a decision to reject it is against it."""
    topic = at_hand.topic
    if attitude.about == "decision":
        return topic, "for" if attitude.backs != at_hand.is_rejected else "against"
    if topic == REDUCTION and attitude.about == "presence" and attitude.presence < 0:
        return REMOVAL, "for"  # who wants all of them out wants more than fewer
    on = {"reduction": REDUCTION, "agreement": AGREEMENT}.get(attitude.about, topic)
    if attitude.about == "return" and topic not in {RETURN, ADDING}:
        on = RETURN
    if attitude.about == "renewal" and attitude.condition and attitude.presence > 0:
        on = AGREEMENT  # who would renew on a condition is not merely against removal
    if attitude.about == "agreement" and topic in {RETURN, ADDING}:
        on = topic
    if attitude.presence == 0:
        return on, "for" if attitude.backs != (attitude.is_vote and at_hand.is_contrary) else "against"
    return on, "for" if attitude.presence == PRESENCE_OF[on] else "against"


def is_withheld(attitude: Attitude) -> bool:
    """
    Return whether support waits for a condition: "will not support it without a plan", "cannot vote for it until".

    It is no support yet: who holds it back is against, with the condition beside it.
    """
    return attitude.is_denied and re.match(r"(?i)unless|until|without|before", attitude.condition or "") is not None


def condition_in(clause: str, start: int) -> str | None:
    """Return the condition that follows a place in a clause, with its word ("only if ..."), or None."""
    for found in cue.CONDITION.finditer(clause):
        word = found[0].lower()
        if word == "if" and (
            not cue.MODAL.search(clause)
            or re.match(
                r"\s+(?:not|so|it does not act|(?:I|we|he|she|they) could|it were up to)\b", clause[found.end() :]
            )
        ):
            continue
        if cue.TOO_LATE.search(clause[: found.start()]):
            continue
        leads = found.start() < start
        if (
            leads
            and not word.startswith("without ")
            and word not in {"if", "only if", "only once", "only when", "unless"}
        ):
            continue
        if leads:
            return clause[found.start() : start].split(",")[0].strip(' ,."”“')[:240]
        phrase = re.split(
            r",\s+(?=(?:[\w.]+\s+){0,4}(?:said|says|according|she|he|they|it)\b)|[;—]|,\s*$|(?<=\w)[.]\s*$",
            clause[found.start() :],
        )[0]
        return phrase.strip(' ,.”"')[:240]
    return None


def is_change(words: str) -> bool:
    """Return whether a sentence says that somebody's position is no longer what it was."""
    return cue.CHANGE.search(words) is not None and cue.UNCHANGED.search(words) is None


def was_earlier(words: str, clause: str, start: int) -> bool:
    """
    Return whether a sentence tells of a change and an attitude in it is the one given up.

    "Four years ago she backed them", or a month before it: "said in June that she would support it, has changed her mind".
    """
    changed = cue.CHANGE.search(words)
    if changed is None or not is_change(words) or re.search(r"\bnow\b[^.;]*$", clause[:start], re.I):
        return False
    if changed[0].lower() == "reversing" and words.find(clause) + start < changed.start():
        return False  # "recommended it, reversing the position she took in 2017"
    before = re.search(rf"\b(?:in|last|until) (?:{MONTH}|spring|summer|fall|winter|year)\b", words[: changed.start()])
    told_first = before is not None and words.find(clause) + start < changed.start()
    return told_first or re.search(r"\bago\b|(?<!only )\bwhen\b|\bin (?:19|20)\d\d", clause) is not None

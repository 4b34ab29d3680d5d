"""What a speaker praises or blames without naming the proposal: a leaning, offered with low confidence only."""

from __future__ import annotations

import re

from wellstaffed.record.article_attitude_words import POLICE

_KIDS = r"(?:kids?|child|children|students?|teenagers?|teens?|girls?|boys?|son|daughter|youth|young people)"
_HELP = r"(?:counselors?|social workers?|nurses?|psychologists?|therapists?|teachers?|mental[- ]health|mentors?|restorative|supports?)"
_DANGER = r"(?:fights?|guns?|weapons?|knife|knives|shooters?|shootings?|intruders?|drugs|threats?|riots?|stabbings?)"
_STAY = (
    rf"\bknee-?jerk\b|\bnothing (?:to put )?in (?:their|its|his|her) place\b|\bwhat(?:[’']s| is| was) (?:the|your|their|our) (?:plan|answer) (?:when|if|for)\b|\b(?:there[’']s|there is|is there|has|have|had|with) no plan\b|"
    r"\bgambl(?:e|ing) with\b|\bon (?:your|our|their) hands\b|\b(?:takes?|took|wait(?:ed|ing)?) (?:\w+ ){0,4}minutes\b|\bresponse times?\b|\bGod forbid\b|\bgo(?:es)? to (?:him|her|them|Officer \w+) (?:when|with|for|first)\b|"
    rf"\b(?:coaches|mentors|coached|mentored|tutors) (?:my|our|the|these|half)\b|\b(?:kept|keeps|keep|keeping) (?:\w+ ){{0,3}}{_KIDS} (?:out of (?:court|jail|trouble)|safe)|\bby name\b|\bbeing rushed\b|\b(?:too|moving) (?:fast|quickly)\b|"
    r"\bpeace of mind\b|\bnobody (?:hurt|got|gets)\b|\bgood guys\b|\bfire (?:department|drills?|extinguisher)|\bseat ?belts?\b|\bsmoke (?:alarms?|detectors?)|"
    rf"\bless safe\b|\bpart of (?:our|the|this|my) (?:\w+ )?(?:family|team|school|staff|community|fabric)\b|\brelationships?\b(?! with the (?:city|department))|"
    rf"\b(?:stop(?:s|ped)?|broke up|break(?:s|ing)? up|prevent(?:s|ed)?|found|find|defused?|de-escalated?|responded to) (?:\w+ ){{0,3}}{_DANGER}|\bseconds count\b|\bminutes away\b|"
    rf"\bwho (?:is going to|will|would|[’']s going to|do (?:we|I|you)) (?:come|answer|respond|stop|call|protect|handle|show up)|\bwithout (?:them|him|her|an? {POLICE}|(?:the|our|these|those) {POLICE})|"
    r"\bsaved? (?:\w+[’']s |\w+ )?(?:\w+[’']s )?(?:life|lives)\b|\b(?:feel|feels|felt|am|are|is) (?:so much |much |a lot )?(?:safe|safer)\b(?= (?:because|with|when|knowing|having))|"
    r"\bsleep better\b|\b(?:worry|worried|afraid|fear|terrified) (?:about |of )?(?:what|that|the day|for)\b.{0,60}\b(?:leave|gone|left|without|happens?)|\bnow is not the time\b|\bnot the time\b|"
    rf"\b(?:best|greatest|finest) (?:thing|person|people|part|role model|man|woman|{POLICE})\b|\brole models?\b|\bwould be mentors\b|\btake (?:that|him|her|this|them) (?:away )?from (?:them|us|him|her|our)\b|\b(?:never|not) (?:once )?felt unsafe until\b|\bpay for it\b|\b(?:officers?|deput(?:y|ies)|he|she|they) (?:was|were|came|got) (?:there|here|at the door|in the room) (?:in|within|before)\b|\bregret (?:this|it|that)\b|\b(?:fell|fall|falling|come|came) apart\b|"
    rf"\bprotect(?:s|ed|ing)? (?:our|the|my|these|your|all) (?:\w+ )?{_KIDS}|\b(?:knows?|know) (?:the|our|my|every|these) {_KIDS}\b|\bthere when\b|\bdeterrent\b|\bfirst line\b|"
    rf"\b(?:trust|love|adore|respect)(?:s|ed)? (?:him|them|her|our (?:\w+ )?{POLICE}|the {POLICE}|these {POLICE})|\bfights? (?:have |has )?(?:doubled|tripled|gone up|increased)"
)
_GO = (
    rf"\b(?:was|were|been|get|gets|got|am|are) (?:searched|stopped|frisked|patted down|followed|watched|profiled|tased|tackled)\b|\bfollow(?:s|ed)? (?:me|us|him|her|them|my)\b|"
    rf"\b(?:Black|brown|Latino|poor|disabled) {_KIDS} (?:pay|suffer|bear|are (?:the )?\w+ed)|\bpay(?:ing)? the price\b|\bleave school in handcuffs|\btimes the rate\b|\btimes as likely\b|"
    rf"\b(?:uniform|badge|gun|cop|officer)s? (?:does|do|did|is|are|can)(?: not|n[’']t|not) (?:help|teach|heal|counsel|a counselor|the answer)|\btrained to help\b|\basked for this for\b|\babout time\b|"
    rf"\bpush(?:es|ed|ing)? (?:our |these |the |black |more )?{_KIDS} (?:out|into)|\b(?:counselor|social worker|nurse|psychologist) would (?:have|help|know)|\bwas arrested (?:here|at|in|when|for)\b|"
    rf"\b{_HELP} (?:that )?(?:we|they|you) (?:are not|aren[’']t|never|do not|don[’']t|could be|could have|cannot) \w+|"
    rf"\bshort (?:\w+ )?(?:\w+ )?{_HELP}|\bcriminali[sz]\w+|\bha(?:s|ve|d) a (?:criminal |juvenile |police )?record\b|\b(?:was|is|need(?:s|ed)?|want(?:s|ed)?) [^.;]{{0,50}}, not an? (?:{POLICE}|officer|deputy|cop)\b|\bpolice (?:station|state)\b|\bprecinct\b|\bholster\b|\bpat(?:s|ted)? down\b|\b(?:frisk|search|stopp?)(?:s|ed) (?:me|my|us|him|her)\b|\bwrit(?:e|es|ing) (?:\w+ ){{0,2}}tickets\b|\b(?:man|men|woman|adult|stranger)s? with (?:a )?guns?\b|\b(?:looking|staring) at us\b|\bagainst (?:a|the) lockers?\b|\b(?:not|aren[’']t|isn[’']t) (?:a )?(?:criminals?|suspects?|inmates?|prisons?)\b|\b(?:like|as|is|be) (?:a |an )?(?:suspects?|criminals?|inmates?|prisoners?|prisons?|jail|threats?)\b|"
    rf"\bma(?:de|kes?|king) (?:\w+ ){{1,3}}(?:afraid|scared|nervous|anxious)\b|\b(?:afraid|scared) of (?:him|her|them|the {POLICE})\b|\bschool-to-prison\b|\bpipeline\b|\b(?:handcuff|shackl|pepper|taser|tase)\w*|\b(?:scare|scares|scared|frighten\w*|intimidat\w+|traumati[sz]\w+|terrif\w+) (?:the |our |my |some |many |of )?(?:\w+ )?(?:ones|{_KIDS}|me)\b|"
    rf"\bnot (?:adults|people|more|someone) with (?:a )?(?:guns?|badges?)|\bno place for (?:guns?|{POLICE})|\b(?:with|wearing|carrying) a gun\b|\bgun on (?:your|his|her|their|a) (?:hip|belt)|\bguns in (?:our )?schools\b|"
    rf"\b(?:arrest(?:s|ed|ing)?|ticket(?:s|ed|ing)?|cit(?:es|ed|ing)) (?:our |my |for |their |black |too many |a |\d+[- ]year[- ]old )?(?:way\b|{_KIDS}\b)|"
    rf"\b(?:could|would|can|might) (?:pay for|hire|buy|fund|go (?:to|toward)|bring us|get us) (?:[\w-]+ ){{0,4}}?{_HELP}|\bdeserve(?:s)? (?:better|{_HELP}|more {_HELP})|"
    rf"\b(?:don[’']t|do not|doesn[’']t|does not|never|didn[’']t) (?:\w+ )?(?:want|need) (?:my|our|any|a|another) .{{0,50}}\b(?:cops?|police|officers?|guns?|arrested|badge)\b|"
    r"\b(?:never|not|n[’']t) (?:\w+ ){0,2}(?:felt|feel|feels|made (?:me|us|them) feel) (?:any )?safe(?:r)?\b|\bsuspects?\b.{0,20}$|\bover-?polic\w+|\bsurveil\w+|"
    rf"\b(?:invest|investing|spend|put) (?:it |that |in |the money |more )*(?:on |into |in |toward )?(?:people who help|{_HELP})|\b{_HELP},? not (?:cops?|police|officers?|guns?|badges?|handcuffs)"
)
_LEANS = {1: re.compile(_STAY, re.I), -1: re.compile(_GO, re.I)}


def leaning(words: str) -> int:
    """
    Return +1 where a speaker speaks well of officers in schools, -1 where ill, 0 where neither or both.

    Nothing is concluded from a single name or figure: only from what is said of officers, of children under them, or of what
    else the money could pay.
    """
    found = {side for side, pattern in _LEANS.items() if pattern.search(words)}
    return found.pop() if len(found) == 1 else 0

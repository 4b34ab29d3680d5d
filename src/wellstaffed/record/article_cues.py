"""Small words that turn, weaken or date what a clause says of officers: the cues that `article_stance` reads with."""

from __future__ import annotations

import re

from wellstaffed.record.article_attitude_words import DEAL, POLICE
from wellstaffed.record.article_phrases import any_of, phrases

NEGATION = re.compile(
    r"(?:(?:\bnot|n[’']t|\bnever|\bno longer|\bcannot|\bneither|\bnor|\bwithout)[^\w\"“”]+(?:\w+[^\w\"“”]+){0,3}|\b(?:nobody|no one)[^\w\"“”]+(?:\w+[^\w\"“”]+){0,5}|\b(?:nearly|almost) |\bno (?:child|kid|student|parent|teacher|family|school)s? (?:\w+ ){0,2})$",
    re.I,
)
# "Never Again Vandalia" is a name.
NEVER_NAME = re.compile(r"(?:Never|No|Not|Without) [A-Z]")
NEVER_HIDDEN = re.compile(r"(?:never|not|n[’']t)\W+(?:hidden|hid|denied|doubted|stopped|wavered)\b", re.I)
# "Voted against a motion to end it", "opposed the push to end it": the noun is of what is opposed.
AGAINST_ONE = re.compile(
    r"\b(?:against|oppos(?:e[sd]?|ing)|reject(?:s|ed|ing)?|resist(?:s|ed|ing)?|fought|criticiz\w+|condemn\w*|denounc\w+|balk\w* at|bristl\w* at|"
    r"vot(?:ed|es|ing) down|kill(?:ed|s|ing)?|block(?:ed|s|ing)?|defeat(?:ed|s|ing)?|dismiss\w*|skeptical of|wary of|no (?:to|on)) (?:an?|any|the|that|this|his|her|its|their|such|all) (?:\w+ )?$",
    re.I,
)
IMPERATIVE = re.compile(
    r"^\W*(?:please\s+|now\W+|just\s+|so\s+)?(?P<not>(?:do not|don[’']t|never)\s+)?(?P<verb>keep|end|remove|bring|pull|take|leave|let(?! (?:them|him|her|us|me) (?!stay|go|leave|remain|return|come|be\b))|cancel|renew|get|vote|restore|put|send|scrap|disband|eliminate|spare)\b",
    re.I,
)
# "Begged the board not to cut them".
NOT_TO = re.compile(r"^\W*(?:[\w’']+\W+){0,4}?(?:not to|to not|to never|never to)\b", re.I)
# "Wants no more officers", "asked that no new agreement be signed", "need not return".
NO_OBJECT = re.compile(
    r"^\W*(?:(?:for|that|to see|see) )?(?:no(?! (?:less|fewer|later|matter|longer|one))|not|never)\b", re.I
)
# "She'd signed the petition": before what the article tells.
HAD = re.compile(r"(?:[’']d|\bhad)(?: (?!like|rather|love)\w+)? $", re.I)
REGRET = re.compile(
    r"\b(?:was|were) (?:wrong|mistaken)\b|\bregrets? (?:it|that)\b|,(?: (?:he|she|they) said,)? until\b", re.I
)
STANDING = frozenset({"program", "partnership", "arrangement"})  # what there is, not a paper to be signed
HELD_THAT = re.compile(
    r"\b(?:said|says|called|calls|calling|describ(?:es|ed|ing)|considers?|considered|that|thinks?|thought|believes?|believed|feels?|felt|"
    r"warned|warns|told|and|but)\b"
)
NOT_BELIEVED = re.compile(
    r"\b(?:no|nothing|not|never)\b[^.;]{0,40}\b(?:persuade|convince)\w* (?:him|her|them|me|us)(?: that)?$|(?:\bnot|n[’']t|\bnever|\bno longer) (?:(?:once|really|ever) )?(?:th(?:ink|ought)|believed?|fe(?:el|lt)|say|said|consider(?:ed)?|shown?|proven?|demonstrated?|see[ns]?|saw)s?(?: that)?$",
    re.I,
)
# "I was wrong when I voted to", "regrets voting to": a wish that is taken back.
TAKEN_BACK = re.compile(
    r"\b(?:(?:was|were|am|is|are) (?:wrong|mistaken)|made an? (?:\w+ )?(?:mistake|error)|wrong of (?:me|us|him|her|them))\b[^.;,]{0,30}?(?:\bwhen (?:I|we|he|she|they) (?:\w+ )?|\b(?:in|by) |\bto (?:have )?)$|"
    r"\b(?:regret(?:s|ted|ting)?|sorry (?:for|about)|ashamed of)(?: having)? $",
    re.I,
)
# "It would be foolish to send them away", "less safe without officers": what is judged stands after.
JUDGED_AFTER = re.compile(
    r"\s+(?:(?:thing |decision |move )?(?:is|was|would be) (?=to\b)|(?:by|in) (?=\w+ing\b))?(?:for (?:\w+ ){1,3}?)?(?P<what>(?:\w+ing\b|to (?!(?:the|an?|our|their|his|her|its|every|all|those|these|both|any|students|children|families|parents|teachers)\b)|without\b|if\b).{3,80})",
    re.I,
)
BOTH = re.compile(r"\W*(?:both|either|neither) (?P<one>[^.;]+?),? (?:and|or|nor) (?P<other>[^.;]+)", re.I)
# "Wants the board to vote down the renewal".
REFUSING = re.compile(
    r"\W*(?:[\w’']+\W+){0,5}?(?:(?:(?:turn|vote) down|refuse|deny|defeat|kill|block|say no to|strike down|pass on|reject|vote against|strike (?:the|an?|that) (?:item|language|clause)|"
    rf"(?:throw|toss|turn|vote) (?:it|this|that|the (?!{DEAL})\w+) (?:out|down|aside))(?!\w)|"
    r"(?:withdraw|drop|shelve|scrap|abandon|pull|table|throw out|toss) (?:the|this|that|his|her|its|their) (?:\w+ )?"
    r"(?=(?:proposal|plan|idea|motion|measure|resolution|amendment|bill|ordinance)\b))",
    re.I,
)
# "Rejected the proposal, saying that officers": what follows is no part of the object.
PROPOSAL_ALONE = re.compile(
    rf"\W*(?:(?:the|this|that|his|her|its|their|any|an?) )?(?:\w+ )?(?:proposal|plan|idea|motion|measure|resolution|amendment|{POLICE}|{DEAL})(?=[,;.])",
    re.I,
)
# "Called the plan unsafe and advised the board to scrap it": the plan, not the officers.
IT_REFUSED = re.compile(r"\b(?:ignore|scrap|drop|kill|shelve|abandon|withdraw|bury) it\b", re.I)
PROPOSED = re.compile(r"\b(?:plan|proposal|measure|idea|resolution|motion)\b", re.I)
# "Does not see why they should", "heard nothing to convince him the officers should".
NOT_SEEN = re.compile(
    r"(?:not|n[’']t) see (?:why|how|what) (?:\w+ ){0,4}$|\b(?:nothing|not|n[’']t|never)\b[^.;]{0,20}\b(?:persuade|convince)\w* (?:him|her|them|me|us)(?: that)? (?:\w+ ){1,4}$",
    re.I,
)
UNCHANGED = re.compile(
    r"\b(?:has|have|had)(?:n[’']t| not) changed|\b(?:nothing|never)\b[^.;]{0,40}\bchang\w+ (?:his|her|its|their|my|our) minds?",
    re.I,
)
SAYING = re.compile(r",\s+(?:saying|arguing|because|citing|noting|adding|calling|warning|telling)\b", re.I)
REFUSED = re.compile(
    r"\b(?:plan|motion|proposal|measure)[’']s (?:defeat|failure|demise|rejection)\b|\b(?:voted down|rejected|turned down|defeated|thrown out|withdrawn|shelved)\b",
    re.I,
)
STATUS_QUO = re.compile(
    r"\bleav(?:e|ing) (?:things|everything|well enough) (?:as (?:they are|is)|alone|be)\b|\b(?:stay|keep it|kept) that way\b",
    re.I,
)
RATHER_THAN = re.compile(r"\brather than (?=risk|los|remov|end|cut|tak|see|wait)", re.I)
FEARED = re.compile(r"(?:warn|fear|worr|dread|would be|[’']d be)", re.I)
# "The board should stick with them" is who says so, not the board.
SHOULD = re.compile(r"\b(?:should|ought to|must|needs? to|ha(?:s|ve) to)\s+(?:\w+\s+)?$", re.I)
OLD_DECISION = re.compile(
    r"\W*(?:\w+ ){0,3}(?:(?:decision|vote) (?:of|from|in|it made in) (?:\w+ )?(?:19|20)\d\d|(?:19|20)\d\d (?:decision|vote))",
    re.I,
)
ONE = re.compile(r"\W*(?:one|any)\W*$", re.I)
TOO_LATE = re.compile(r"\b(?:should|ought to|needed to|must) (?:never |not )?have been\b[^,;]*$", re.I)
# "A nurse more than it needs an officer": with what is compared.
COMPARED = re.compile(r"\b(?:more|rather) than (?:(?:it|they|we|he|she|students?|schools?) )?$", re.I)
# "Would go along with it, he said, if ...".
HE_SAID = re.compile(r",\s+(?:he|she|they|(?-i:[A-Z])\w+) (?:said|says|added|told (?:\w+ ){1,3}?)\s*(?:[,.]|$)", re.I)
HAD_DONE = re.compile(r"(?:signed|voted|made|led|marched|fought|helped|campaigned|pushed)\b", re.I)
THAN_POLICE = re.compile(rf"\bthan (?:\w+ ){{0,4}}?{POLICE}\b", re.I)
MORE_THAN_POLICE = re.compile(rf"\bmore {THAN_POLICE.pattern}", re.I)
# "Take them away and the calls will not stop": a warning, no demand.
WARNING = re.compile(
    r"\band\b.{0,12}\b(?:you[’']d|you had) better\b|\band\b.{0,80}\b(?:will|won[’']t|can[’']t)\b|\band\b.{0,60}[’']ll\b",
    re.I,
)
KEPT_OUT = re.compile(phrases("kept_out"), re.I)
ANSWER = re.compile(
    r"\b(?:(?:yes|no)(?: to)?|persuaded|convinced|swayed|won over|sold|having|do (?:this|it|that))\s*$", re.I
)
AUTHORED = re.compile(r"\b(?:wrote|drafted|authored|crafted) (?:it|the \w+)\s*$", re.I)
RETURNING = re.compile(phrases("returning"), re.I)
RENEWING = re.compile(phrases("renewing"), re.I)
REMOVING = re.compile(phrases("removing"), re.I)
REDUCING = re.compile(phrases("reducing"), re.I)
KEEPING = re.compile(phrases("keeping"), re.I)
STRONG_KEEPING = re.compile(phrases("strong_keeping"), re.I)
TOPIC_WORD = re.compile(
    r"^\W*(?:to )?(?:send|forward|advance) (?:it|the \w+)\b|"
    rf"^\W*(?:[\w’']+\W+){{0,5}}?{any_of('proposal')}\b|^\W*(?:yes|no)?\W*$|^[^a-z\d]*(?:for|by)? ?[^\W\d]*\W*$",
    re.I,
)
CONDITION = re.compile(rf"\b{any_of('condition')}\b", re.I)
FELT = re.compile(r"\b(?:feel|feels|felt|feeling) (?:\w+ )?$", re.I)
REFUSES = re.compile(r"\b(?:refus(?:es|ed|ing)|declin(?:es|ed|ing)) to $", re.I)
# "Failing to renew it would be irresponsible".
FAILING = re.compile(r"\b(?:fail(?:ing|ure)|refus(?:ing|al)) to\b|\bnot \w+ing\b", re.I)
TO_BE = re.compile(
    r"\W*(?:to )?be (?:\w+ly )?(?:(?P<no>thrown out|shelved|scrapped|rejected|voted down|turned down|dropped|killed|withdrawn|abandoned|torn up|tossed|denied)|"
    r"signed|approved|adopted|passed|kept|renewed|extended|ratified|accepted)\b",
    re.I,
)
# "Keeping gangs out of the hallways": no removal of police.
KEPT_OTHERS = re.compile(
    rf"\b(?:keep\w*|kept) (?!(?:the |those |these |our |its |all )?(?:{POLICE}|{DEAL}|it)\b)(?:[\w’'-]+ ){{1,3}}out of\b[^,.;]*",
    re.I,
)
THEM_TO = re.compile(r"\W*them to (?!stay|remain|come|return|leave|go\b|be\b|keep)", re.I)
DECISION = re.compile(r"\b(?:the|that|this) (?:\d+-\d+ )?(?:vote|decision|outcome|result|ruling)\b", re.I)
SAID_WAS = re.compile(r"\bsaid (?:that )?(?:he|she|they|it) was $", re.I)
VOTE = re.compile(r"(?:vot(?:e|es|ed|ing)|cast)\b", re.I)
MODAL = re.compile(r"\b(?:would|could|will|might|can|plans? to|intends? to|willing to)\b|[’']d\b|[’']ll\b", re.I)
CHANGE = re.compile(phrases("change"), re.I)
PAST = re.compile(phrases("past"), re.I)
HELD = re.compile(phrases("held"), re.I)
# "They asked the police" names officers and wants nothing of them; "asked for officers" does.
ASKED = re.compile(rf"(?!\w+(?: \w+)? for\b){any_of('asked')}", re.I)
AGO = re.compile(
    r"\b(?:years? ago|when the (?:contract|agreement)|in (?:19|20)\d\d|last (?:year|spring|fall|summer|winter)|in the past)\b",
    re.I,
)
IN_YEAR = re.compile(
    r"^\W*(?:Back )?(?:in (?:19|20)\d\d|(?:an?|two|three|four|five|six|seven|\d+|several) years? (?:ago|earlier))\b",
    re.I,
)
DID = re.compile(
    r"(?:voted?\b|recommended|proposed|demanded|supported|opposed|backed|defended|led|pushed|campaigned|fought|asked|called|urged|endorsed|wanted|signed|begged|"
    r"championed|made|wrote|introduced|joined)",
    re.I,
)
# These belong to who speaks, whoever is the subject of the verb.
MODAL_OR_JUDGED = re.compile(
    r"made|making|(?:did|done|doing) the|(?:is|was) making|got it|shame|should|must|ought|needs?\b|ha(?:ve|s) to|(?:(?:that )?it(?:[’']s| is| was) )?(?:\w+ )?time (?:to|for|the|that)|safer with",
    re.I,
)

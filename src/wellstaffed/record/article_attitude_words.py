"""How reports word wanting and not wanting: patterns by kind, joined where `article_stance` reads with them."""

from __future__ import annotations

import re

POLICE = r"(?:officers?|deput(?:y|ies)|police|cops?|SROs?|EROs?|guards|them|badges)"
DEAL = r"(?:contract|agreement|deal|memorandum|program|partnership|arrangement)"
_HARSH = (
    r"a ?(?:\w+ )?(?:mistake|error|disaster|disgrace|blunder|step back|stunt|betrayal|gamble|bad idea)|mistake|error|reckless|"
    r"dangerous|a step backward|wrong to|wrong-?headed|misguided|foolish|short-?sighted|irresponsible|premature|unsafe|"
    r"(?:the )?wrong (?:thing|move|way|call|time|step|answer)|theat(?:er|re)|(?:put|puts|putting) [\w ]{1,25}at risk|harms?|a step too far|"
    r"an? (?:\w+ )?(?:insult|outrage|joke|farce|travesty|slap in the face|non-?starter|overreaction|distraction|mess|failure)|insulting|gets? (?:somebody|someone|kids|children|people|a \w+) (?:hurt|killed)|ma(?:kes?|de) (?:things|it|matters) worse|unacceptable|shameful|tone-deaf|na[iï]ve|half-baked|rushed|unfair|cost lives|makes? (?:\w+ ){1,3}less safe|less safe"
)
# Judgements, each after what it judges: "pulling them is a mistake", "police do not belong in schools".
BAD = (
    rf"{_HARSH}|(?:do|does)(?: not|n[’']t) belong|(?:ha(?:s|ve)|had) no (?:place|business)|no place for|"
    r"(?:do|does)(?: not|n[’']t) make (?:\w+ ){1,3}safer"
)
GOOD = (
    r"long overdue|overdue|(?:the )?right (?:thing|move|decision|call|step|direction)|common sense|a (?:good|first) step|"
    r"helps?(?=\W*$| (?:keep|kids|students|children|make)\b)|past time|makes? (?:\w+ ){1,3}safer|(?:do|does|did) belong|worth (?:it|keeping|every)|a victory|a win"
)
# What is said to be the better use of the money: officers are not.
BETTER_SPENT = r"(?:better|best) spent|more (?:usefully|wisely) spent"

# Each speaks for or against a decision, a vote or those who took it, where no other object follows.
_PRAISE = (
    r"applaud(?:s|ed|ing)?|prais(?:e[sd]?|ing)|cheer(?:s|ed|ing)?|celebrat(?:e[sd]?|ing)|thank(?:s|ed|ing)? (?=the|our|all|both|trustees|board|members|council|them)|commend(?:s|ed|ing)?|"
    r"hail(?:s|ed|ing)?|congratulat(?:e[sd]?|ing)|welcome[sd]?|welcoming|credited"
)
_BLAME = (
    r"condemn(?:s|ed|ing)?|denounc(?:e[sd]?|ing)|decr(?:y|ies|ied|ying)|blast(?:s|ed|ing)?|slam(?:s|med|ming)?|ripped|assail(?:s|ed)|lament(?:s|ed|ing)?|"
    r"regret(?:s|ted)?|(?:was|were|is|are) (?:deeply |very )?(?:disappointed|dismayed|upset|angry|furious|saddened)(?: (?:by|with|in|at))?|"
    r"(?:expressed|voiced) (?:\w+ )?(?:disappointment|dismay|regret|concern)|criticiz(?:e[sd]?|ing)|accus(?:e[sd]?|ing)|chid(?:e[sd]|ing)|scold(?:s|ed)|"
    r"(?:made|making|is making|was making) an? (?:\w+ )?(?:mistake|error)|got it wrong|shame on|(?:please )?(?:do not|don[’']t) do (?:this|it|that)|(?:is|was|are|were)n[’']t having(?= it| any)|(?:(?:is|was|are|were) (?:not|yet to be)|(?:is|was|are|were)n[’']t|remains?) (?:yet )?(?:un)?(?:convinced|persuaded|sold)|dissent(?:s|ed|ing)?|boo(?:s|ed|ing)"
)
REACTION = re.compile(rf"(?:{_PRAISE}|{_BLAME})$", re.I)
REACTED_TO = re.compile(
    r"^\W*(?:(?:in|with|at|by|for|about|that|the|its|their|this|of|over|all|both|five|four|three)\s+){0,3}"
    r"(?:board|trustees|council|committee|commissioners|majority|colleagues|members|district|superintendent|them|you|vote|decision|"
    r"outcome|result|move|news)\b|^\W*$",
    re.I,
)

_WORK_TO = r"(?=for\b|to\b)"
SUPPORT = "|".join(
    (
        _PRAISE,
        r"(?:say|says|said|saying) yes(?: to)?|an? (?:\w+ )?yes(?=[.,;]|\s*$)|(?:could|might|can) be (?:persuaded|convinced|swayed|won over|talked into it)|pitch(?:es|ed|ing)?|author(?:ed|s)?|sponsor(?:ed|s)?|co-?sponsor(?:ed|s)?|introduc(?:ed|es|ing)|floated|mov(?:ed|es) (?=to (?:end|keep|remove|take|get|put|pull|extend|renew|cancel|bring|return|restore|adopt|approve|accept))|(?:collected|gathered) (?:[\w,]+ ){1,3}(?:signatures|names) (?:for|(?=to\b|asking|against))|(?:would|do|does|did)(?:n[’']t| not) feel (?:as )?safer? without|(?:go|goes|going|went) along with|(?:could|would|can|will) go for|(?:wrote|drafted|authored|crafted) (?:it|the (?:plan|proposal|motion|resolution|letter|petition|measure))|(?:tell|told|telling) (?:them|him|her|you|the \w+) yes|sign(?:s|ed)? off on|(?:got|gets?) behind|(?:would|will|ready to) sign(?= (?:it|the|off))|open to|hopes?|voting (?:yes|for)|yes to|motion to|safer with|supports?|supported|supporting|in support of|(?:is|are|was|were) on board with",
        r"(?:supporter|advocate|champion|proponent|defender|backer|fan)s? (?:of|for)",
        r"backs|back(?= (?:the|it|this|that|a|an|his|her|removal|ending|ousting)\b)|backed|backing|favou?rs?|favou?red|favou?ring|(?:in|mostly in|largely in) favor(?: of)?",
        r"endors(?:e[sd]?|ing)|wants?|wanted|wanting|would like|wish(?:es)?|call(?:s|ed|ing)? (?:for|on)|threw (?:its|their|his|her) (?:full )?(?:weight|support) behind",
        r"(?:throws?|put|puts|lent|lends?|gave|give) (?:its|their|his|her) (?:\w+ )?(?:weight|support|name|backing|blessing) (?:behind|to)",
        r"(?:came|come|comes|coming) (?:out |down )?(?:strongly |firmly )?(?:for|in favor of|in support of|on the side of)",
        r"(?:spoke|speak|speaks|speaking|spoken|testified|testif(?:y|ies)) (?:up |out )?(?:for|in favor of|in support of)|side[sd]? with(?= (?:the|those|keeping|removing))",
        rf"(?:led|leads|leading|joined|joins|behind|began|started|launched|spearheaded) (?:the|a|an|that) (?:\w+ )?(?:push|effort|campaign|drive|fight|petition|call|movement) {_WORK_TO}",
        rf"petition(?:s|ed|ing)? (?:\w+ ){{0,3}}?(?:asking for|calling for|{_WORK_TO})|sign(?:ed|s)? (?:on |one |it |an? (?:open )?letter |the letter |an? petition )?(?=to (?:keep|remove|end|bring|take|get|restore|return|pull)|asking|urging|calling|demanding)",
        r"ask(?:s|ed|ing)? (?=for|to\b|that|[\w’' ]{1,70}? to\b)|urge[sd]?|urging",
        rf"push(?:es|ed|ing)? (?:the \w+ )?{_WORK_TO}|has pushed|press(?:es|ed|ing)? (?:the \w+ )?{_WORK_TO}|fighting {_WORK_TO}|fought {_WORK_TO}|work(?:ed|s|ing) to(?= (?:keep|remove|end|bring))",
        r"(?:told|implor(?:ed|es)|begg(?:ed|ing)|beg(?:s)?|advis(?:ed|es)|encourag(?:ed|es)|challeng(?:ed|es)) (?:the |them |its )?(?:board|trustees|council|committee|commissioners|district|directors|members|them)? ?(?=to\b)|demand(?:s|ed|ing)?|recommend(?:s|ed|ing)?|propos(?:e[sd]?|ing)|accept(?:s|ed)?|agree[sd]? (?=to|with|that)|ready to|prepared to|eager to|happy to|content to|determined to|inclined to",
        r"voted? (?:yes|for(?! the (?:first|second|third))|in favor(?: of)?)|votes? (?=to\b)|voted (?=to\b)|votes (?:yes|for)|is an? (?:firm |likely |sure |solid |certain )?yes|a yes on",
        r"should|ought to|prefers?|preferred|would (?:much )?rather|(?:[’']d|would|won[’']t|wouldn[’']t) (?:not |never )?(?=keep|remove|end\b|bring|restore|renew|extend|pull|cancel|scrap|drop)",
        r"requests?|requested|seeks?|sought|time (?=to\b|for\b)|needs?(?! to)|[’']d vote (?=for)|lean(?:s|ed|ing) (?:toward|yes|for|in favor of)|supportive of|pleaded (?=for|to|with)",
        r"defend(?:s|ed|ing)?|stood up for|stands? up for|argu(?:ed|es|ing) for|lobb(?:ied|ies|ying) (?:the \w+ )?(?:for|(?=to\b))|rall(?:y|ied) for|insist(?:s|ed)? (?=on|that)|campaign(?:ed|s|ing) (?:for|(?=to\b))",
        r"says? (?=keep|remove|end)|stand(?:s)? (?:by|behind|with(?= the (?:officers|deputies|police)))|like to see|need to|needs to|must|have to|has to|glad to have|(?:is|are|was|were) glad|live with",
        r"(?:sees?|saw) (?:the |a |great |real )?(?:value|benefit|merit|need|place) (?:in|of|for)|grateful for|relies on|rel(?:y|ied) on|trusts|(?:made|making) the motion(?! to)|seconded",
        rf"(?:could|would|will|can|is able to) (?:supply|provide|send|lend|staff|assign)(?= .{{0,14}}{POLICE})",
        r"(?:is|are|was|were|am) (?:all |fully |strongly |firmly )?for(?= (?:the|it|this|that|removing|ending|keeping|removal|renewal|renewing))",
    )
)
OPPOSE = "|".join(
    (
        BAD,
        _BLAME,
        r"(?:critic|opponent|skeptic)s? of|critical of|voting (?:no|against)|oppos(?:e[sd]?|ing)|(?:is|are|was|were|stands?|stood|stay(?:s|ed)|remains?) (?:\w+ly )?opposed to",
        r"against|reject(?:s|ed|ing)?|object(?:s|ed|ing)? to|disagree[sd]? with|veto(?:ed)?|voted? (?:no|against)|votes (?:no|against)|is an? (?:firm |likely |sure |solid |certain )?no\b|a no on",
        r"(?:say|says|said|saying) no(?: to)?|(?:tell|told|telling) (?:them|him|her|you|the \w+) no|trading one problem for another|(?:can[’']t|cannot|could not|couldn[’']t) (?:find|see|think of) (?:a|any|one) (?:good |single )?reason (?:to|for)|(?:sorry|sad|loath|reluctant) to (?:see|lose|let)|hates? to (?:see|lose)|warn(?:s|ed|ing)? (?:[\w’']+ ){0,4}?that (?=.{0,60}\b(?:would|will|could|may|might)\b)|resist(?:s|ed|ing)?|protest(?:s|ed|ing)?|question(?:s|ed) (?:whether|the (?:wisdom|need|value))|doubt(?:s|ed)? (?:whether|that)|not interested in|uneasy (?:about|with)|uncomfortable with",
        r"skeptical of|fought(?! (?:for|to))|fights(?! (?:for|to))|oppos(?:ed|ition) to|(?:sees?|saw) (?:no|little) (?:reason|need|point|value|benefit|merit|case) (?:to|in|for|of)",
        r"(?:there (?:is|was)[ ]?|there[’']s )no (?:reason|need) (?:to|for)|no (?:reason|need) (?=to\b)|(?:refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)) to(?= (?:back|support|sign|endorse|vote|remove|end|keep|renew|bring))",
        r"(?:fear(?:s|ed)?|worr(?:y|ies|ied)) (?:that |about )?(?=(?:remov|pull|end|los|tak|get|what|cancel|bring|return|keep|the (?:loss|removal|return|end)))|warn(?:s|ed|ing)? against|balk(?:s|ed)? at",
        r"lean(?:s|ed|ing) (?:against|no)|unconvinced(?: (?:by|of))?|unmoved by|tir(?:e|ed) of|(?:pushed|push|pushes|pushing) back (?:on|against)|wary of|leery of|holdout[s]? on|feel(?:s)? (?:unsafe|watched|targeted) (?:around|with|by)",
    )
)
# "the program's loudest defender": what is defended or attacked stands before.
CHAMPION = re.compile(
    rf"(?:{DEAL}|officers|police|deputies|idea|plan|proposal)[’']s?\s+(?:\w+\s+){{0,3}}?"
    r"(?:(?P<yes>defender|supporter|backer|champion|advocate|proponent|ally)|(?P<no>critic|opponent|skeptic|foe))s?\b",
    re.I,
)

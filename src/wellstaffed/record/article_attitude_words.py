"""How reports word wanting and not wanting: patterns by kind, joined where `article_stance` reads with them."""

from __future__ import annotations

import re

POLICE = r"(?:officers?|deput(?:y|ies)|police|cops?|SROs?|EROs?|guards|them|badges)"
HELP = r"(?:counselors?|counsell?ing|social workers?|nurses?|nursing|psychologists?|therapists?|mental[- ]health|mentors?|tutors?|paraprofessionals?|aides)"
DEAL = r"(?:contract|agreement|deal|memorandum|program|partnership|arrangement)"
_HARSH = (
    r"a ?(?:\w+ )?(?:mistake|error|disaster|disgrace|blunder|step back|stunt|betrayal|gamble|bad idea)|mistake|error|reckless|"
    r"dangerous|a step backward|wrong to|wrong-?headed|misguided|foolish|short-?sighted|irresponsible|premature|unsafe|"
    r"(?:the )?wrong (?:thing|move|way|call|time|step|answer)|theat(?:er|re)|(?:put|puts|putting) [\w ]{1,25}at risk|harms?|a step too far|"
    r"an? (?:\w+ )?(?:insult|outrage|joke|farce|travesty|slap in the face|non-?starter|overreaction|distraction|mess|failure)|insulting|gets? (?:somebody|someone|kids|children|people|a \w+) (?:hurt|killed)|ma(?:kes?|de) (?:things|it|matters) worse|unacceptable|shameful|tone-deaf|na[iï]ve|half-baked|rushed|unfair|cost lives|makes? (?:\w+ ){1,3}less safe|less safe|"
    r"(?:a )?(?:solution (?:looking for|in search of) a problem|band-aid|bandage|luxury|hasty|waste(?: of (?:money|time))?|step too soon|knee-jerk reaction)|"
    r"(?:helps?|serves?|protects?|does) (?:nobody|no one|nothing)|undo(?:es|ing)? (?:\w+ ){1,3}of (?:trust|work|progress)|"
    r"leav(?:es?|ing) (?:[\w,]+ ){1,3}(?:exposed|vulnerable|unprotected|with nobody|with no one|without)|(?:in danger|in harm[’']s way|out to dry)"
)
# What is said of something: "is", "seems", "called it", "considers the plan".
_JUDGED = (
    r"(?:(?:is|are|was|were|be|been|being|as|seems?|remains?) (?:[\w-]+ly |so |just |simply )?|"
    r"(?:call(?:s|ed)|considers?|considered|deems?|deemed|finds?|found|label(?:s|ed)) (?:it|them|the \w+|that|this|its \w+|removing \w+|officers) (?:[\w-]+ly |as )?)"
)
_FAULTS = (
    r"(?:unnecessary|unneeded|needless|counterproductive|harmful|wasteful|ill-advised|ill-timed|extreme|drastic|"
    r"radical|draconian|unwise|heartless|out of the question|off the table|unthinkable|disastrous|terrible|"
    r"a half-measure|a non-issue|the last thing (?:we|they|this \w+|our \w+) needs?|"
    r"no (?:substitute|replacement) for .{0,30}|too (?:drastic|extreme|much|risky|costly|expensive|soon)|"
    r"not the (?:answer|solution|way)|a bridge too far|political)"
)
_MERITS = (
    r"(?:necessary|essential|vital|crucial|critical|needed|badly needed|indispensable|invaluable|effective|"
    r"a (?:\w+ )?(?:lifeline|godsend|blessing|asset|resource|comfort|must|necessity|deterrent)|"
    r"the least (?:we|they) can do|part of the (?:solution|answer)|overdue|worthwhile)"
)
# Judgements, each after what it judges: "pulling them is a mistake", "police do not belong in schools".
BAD = (
    rf"{_JUDGED}{_FAULTS}|(?:is|are)(?:n[’']t| not) the (?:answer|solution|way)|makes? no sense|sends? the wrong message|goes too far|(?:is|are) left to fend|"
    rf"{_HARSH}|(?:do|does)(?: not|n[’']t) belong|(?:ha(?:s|ve)|had) no (?:place|business)|no place for|"
    r"(?:do|does)(?: not|n[’']t) make (?:\w+ ){1,3}safer"
)
GOOD = (
    rf"{_JUDGED}{_MERITS}|makes? (?:good |perfect |a lot of )?sense|"
    r"long overdue|overdue|(?:the )?right (?:thing|move|decision|call|step|direction)|common sense|a (?:good|first) step|"
    r"helps?(?=\W*$| (?:keep|kids|students|children|make)\b)|past time|makes? (?:\w+ ){1,3}safer|(?:do|does|did) belong|worth (?:it|keeping|every)|a victory|a win|"
    r"(?:an? )?(?:easy (?:decision|call|vote)|no-brainer|(?:good|great|smart|wise) (?:idea|move|use of \w+)|sensible|prudent|indispensable|invaluable|money well spent)"
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

# Phrases that say all by themselves: of what is at hand, for or against.
WON = r"(?:broke the tie|cast the (?:deciding|tie-?breaking|swing|final) vote(?! (?:to|for|against|in))|voted with the majority|joined the majority|(?:was|were) in the majority)\b"
LOST = (
    r"(?:cast the (?:only|lone|sole|one|single) (?:\w+ )?(?:no|dissenting|negative|nay) vote|(?:on|was on|were on) the losing (?:end|side)|(?:was|were) (?:outvoted|in the minority)|"
    r"voted with the minority|the (?:lone|sole|only) (?:dissenter|no vote|no|dissent|holdout)|cast the no vote)\b"
)
STANDS_FOR = (
    r"(?:is|are|was|were|[’']m|[’']s|[’']re) (?:all in|on board(?! with)|fully behind (?:it|the \w+)|behind it)\b|(?:has |have |had )?(?:come|came) (?:out |down )?in favor\b|"
    r"(?:could|can|might|may|would) (?:get|be) there\b|(?:gave|gives|given|giving|lent|lends) (?:\w+ ){1,3}(?:nod|blessing|thumbs[- ]up|green light|backing|endorsement)\b|"
    r"(?:joins?|joined|joining|answered|echo(?:es|ed)) (?:the |that |this |those )?(?:calls?|chorus|petition|demand)s?\b(?! for| to)|"
    r"(?:vot(?:e[sd]?|ing)) aye\b|(?:hopes?|hoped|urges?|urged|asks?|asked|wants?|wanted|told|tells?|begs?|begged|implored?) (?:that )?(?:the |his |her |all |every |its )?(?:\w+ )?(?:board|trustees|council|committee|commissioners|members|directors|colleagues|them) (?:to |will |would )?(?:votes?|say) (?:yes|in favor)\b"
)
STANDS_AGAINST = (
    r"(?:is|are|was|were) having none of (?:it|that|this)\b|push(?:es|ed|ing)? back\b(?! (?:the|a|its|to|until|from)\b)(?: (?:on|against)(?= (?:the|it|that|this)\b))?|(?:is|was|are|were|remains?|sounded) (?:cool|cold|hostile|no friend) (?:to|toward|of)\b|"
    r"(?:sees?|saw|felt|feels) no (?:urgency|sense|rush)\b|(?:hopes?|hoped|urges?|urged|asks?|asked|wants?|wanted|told|tells?|begs?|begged|implored?|advis(?:es|ed)|caution(?:s|ed)) (?:that )?(?:the |his |her |all |every |its )?(?:\w+ )?(?:board|trustees|council|committee|commissioners|members|directors|colleagues|them|it) "
    r"(?:(?:to |will |would |should )?(?:votes?|say) no|(?:to |will |would |should )?(?:not (?:to )?rush|wait|slow down|reconsiders?|hold off|think again|think twice|take (?:its|their) time|be patient|delay|table|turn (?:it|the \w+) down))\b|"
    r"(?:vot(?:e[sd]?|ing)) nay\b|(?:urg(?:es|ed|ing)|counsel(?:s|ed)|plead(?:s|ed) for|call(?:s|ed) for) (?:patience|caution)\b|"
    r"(?:took|takes?|taking|pull(?:s|ed)|withdr[ae]w|rescind(?:s|ed)|revok(?:es|ed)|drop(?:s|ped)) (?:its|their|his|her|that|the) (?:endorsement|support|backing)(?: back)?\b|(?:isn|wasn|aren|weren)[’']t buying\b|not buying (?:it|that|the)\b|no fan\b|(?:isn|wasn)[’']t a fan\b|not a fan\b"
)
_WORK_TO = r"(?=for\b|to\b)"
SUPPORT = "|".join(
    (
        _PRAISE,
        r"(?:vow(?:s|ed)|pledg(?:es|ed)|promis(?:es|ed)|intends?|intended|aims?|aimed|threaten(?:s|ed)|set out|aiming) to(?= (?:keep|remove|end|bring|restore|renew|extend|pull|cancel|scrap|drop|get|take|save|protect))|made (?:the|a|her|his|its) (?:\w+ )?case for|(?:came|come|comes|rushed|rallied) to the defense of|(?:rall(?:y|ies|ied)|lin(?:e|es|ed) up|swung|got|unit(?:ed|es)) (?:behind|around)|stick(?:s|ing)? (?:with|by)|stuck (?:with|by)|(?:reaffirm|reiterat|repeat|signal|voic|express|pledg|announc|declar|stat)(?:s|es|ed|ing)? (?:its|his|her|their|strong|full|unanimous)?\s?(?:\w+ )?support (?:for|of)|lead(?:s|ing)? the charge (?:for|(?=to\b))|led the charge (?:for|(?=to\b))|would (?:love|be happy|be glad|be pleased|be relieved|be thrilled) to|would miss|wants? to see|(?:is|are) in favou?r of|cast (?:his|her|their|its) votes? (?:for|to)|enthusiastic about|convinced (?:of the need for|that)|fan of|(?:is|was) a fan|(?:has|have|had|with) no objections? to|glad (?:of|for)|count(?:s|ed)? on|depend(?:s|ed)? on|(?:is|are|were|was) behind(?= (?:the|it|this|that|removal|renewal|ending|keeping)\b)|brought (?=the (?:plan|proposal|idea|measure) forward)|(?:say|says|said|saying) yes(?: to)?|an? (?:\w+ )?yes(?=[.,;]|\s*$)|(?:could|might|can) be (?:persuaded|convinced|swayed|won over|talked into it)|pitch(?:es|ed|ing)?|author(?:ed|s)?|sponsor(?:ed|s)?|co-?sponsor(?:ed|s)?|introduc(?:ed|es|ing|e(?= a (?:motion|resolution|measure|proposal)))|floated|mov(?:ed|es) (?=to (?:reduce|cut|hire|end|keep|remove|take|get|put|pull|extend|renew|cancel|bring|return|restore|adopt|approve|accept))|(?:collected|gathered) (?:[\w,]+ ){1,3}(?:signatures|names) (?:for|(?=to\b|asking|against))|(?:would|do|does|did)(?:n[’']t| not) feel (?:as )?safer? without|(?:go|goes|going|went) along with|(?:could|would|can|will) go for|(?:could|can|would|might|will|[’']ll|[’']d) (?:go|live) with(?= (?:the|it|that|this|an?|two|one)\b)|(?:has|have|[’']ve got|got) (?:my|his|her|their) (?:vote|backing)(?: too)?|(?:will|would|[’']ll|[’']d) be a yes|(?:wrote|drafted|authored|crafted) (?:it|the (?:plan|proposal|motion|resolution|letter|petition|measure))|(?:tell|told|telling) (?:them|him|her|you|the \w+) yes|sign(?:s|ed)? off on|(?:got|gets?) behind|(?:would|will|ready to) sign(?= (?:it|the|off))|open to|hopes?|voting (?:yes|for)|yes to|motion to|safer with|supports?|supported|supporting|in support of|(?:is|are|was|were) on board with",
        r"(?:supporter|advocate|champion|proponent|defender|backer|fan)s? (?:of|for)",
        r"backs|(?<!turning )(?<!turned )(?<!turn )(?<!pushing )(?<!pushed )(?<!push )(?<!took )(?<!take )back(?= (?:the|it|this|that|a|an|his|her|removal|ending|ousting)\b)|backed|backing|favou?rs?|favou?red|favou?ring|(?:in|mostly in|largely in) favor(?: of)?",
        r"endors(?:e[sd]?|ing)|wants?|wanted|wanting|would like|wish(?:es)?|call(?:s|ed|ing)? (?:for|on)|threw (?:its|their|his|her) (?:full )?(?:weight|support) behind",
        r"(?:throws?|put|puts|lent|lends?|gave|give) (?:its|their|his|her) (?:\w+ )?(?:weight|support|name|backing|blessing) (?:behind|to)",
        r"(?:came|come|comes|coming) (?:out |down )?(?:strongly |firmly )?(?:for|in favor of|in support of|on the side of)",
        r"(?:spoke|(?!speaks? for (?:it|them|him|her|the (?:union|group|department|district|city|association|school))\b)speak|(?!speaks for (?:it|them|the (?:union|group|department|district|city|association|school))\b)speaks|speaking|spoken|testified|testif(?:y|ies)) (?:up |out )?(?:for|in favor of|in support of)|side[sd]? with(?= (?:the|those|keeping|removing))",
        rf"(?:led|leads|leading|joined|joins|behind|began|started|launched|spearheaded) (?:the|a|an|that) (?:\w+ )?(?:push|effort|campaign|drive|fight|petition|call|movement) {_WORK_TO}",
        rf"petition(?:s|ed|ing)? (?:\w+ ){{0,3}}?(?:asking for|calling for|{_WORK_TO})|sign(?:ed|s)? (?:on |one |it |an? (?:open )?letter |the letter |an? petition )?(?=to (?:keep|remove|end|bring|take|get|restore|return|pull)|asking|urging|calling|demanding)",
        r"ask(?:s|ed|ing)? (?=for|to\b|that|[\w’' ]{1,40}? for (?:a|an|the|more|their|his|her) |[\w’' ]{1,70}? to\b)|urge[sd]?|urging",
        rf"push(?:es|ed|ing)? (?:the \w+ )?{_WORK_TO}|has pushed|press(?:es|ed|ing)? (?:the \w+ )?{_WORK_TO}|fighting {_WORK_TO}|fought {_WORK_TO}|work(?:ed|s|ing) to(?= (?:keep|remove|end|bring))",
        r"(?:told|implor(?:ed|es)|begg(?:ed|ing)|beg(?:s)?|advis(?:ed|es)|encourag(?:ed|es)|challeng(?:ed|es)) (?:the |them |its )?(?:board|trustees|council|committee|commissioners|district|directors|members|them|it)? ?(?=(?:not )?to\b)|demand(?:s|ed|ing)?|recommend(?:s|ed|ing)?|propos(?:e[sd]?|ing)|accept(?:s|ed)?|agree[sd]? (?=to|with|that)|ready to|prepared to|eager to|happy to|content to|determined to|inclined to",
        r"voted? (?:yes|for(?! the (?:first|second|third))|in favor(?: of)?)|votes? (?=to\b)|voted (?:unanimously )?(?=to\b)|votes (?:yes|for)|is an? (?:firm |likely |sure |solid |certain )?yes|a yes on|(?:organiz|campaign|agitat|work|march|rall)(?:es|ed|s|ied|ies|ing) for(?= (?:the |their |his |her )?(?:removal|return|renewal|an end|the officers))",
        r"should|ought to|prefers?|preferred|would (?:much )?rather|(?:[’']d|would|won[’']t|wouldn[’']t) (?:not |never )?(?=keep|remove|end\b|bring|restore|renew|extend|pull|cancel|scrap|drop|take (?:\w+ ){1,3}back)",
        r"requests?|requested|seeks?|sought|time (?=to\b|for\b)|needs?(?! to)|[’']d vote (?=for)|lean(?:s|ed|ing) (?:toward|yes|for|in favor of)|supportive of|pleaded (?=for|to|with)",
        r"defend(?:s|ed|ing)?|stood up for|stands? up for|argu(?:ed|es|ing) for|lobb(?:ied|ies|ying) (?:the \w+ )?(?:for|(?=to\b))|rall(?:y|ied) for|insist(?:s|ed)? (?=on|that)|campaign(?:ed|s|ing) (?:for|(?=to\b))",
        r"says? (?=keep|remove|end)|stand(?:s)? (?:by|behind|with(?= the (?:officers|deputies|police)))|like to see|need to|needs to|must|have to|has to|glad to have|(?:is|are|was|were) glad|live with",
        r"(?:sees?|saw) (?:the |a |great |real )?(?:value|benefit|merit|need|place) (?:in|of|for)|grateful for|relies on|rel(?:y|ied) on|trusts|(?:made|making) the motion(?! to)|seconded",
        rf"(?:could|will|can|is able to) (?:supply|provide|send|lend|staff|assign)(?= .{{0,14}}{POLICE})",
        r"(?:is|are|was|were|am|[’']m|[’']s) (?:all |fully |strongly |firmly )?for(?= (?:another|keeping|the officers|the|it|this|that|removing|ending|keeping|removal|renewal|renewing))",
    )
)
OPPOSE = "|".join(
    (
        BAD,
        _BLAME,
        r"(?:made|makes) (?:the|a|her|his|its) (?:\w+ )?case against|(?:lin(?:e|es|ed) up|unit(?:ed|es)|rall(?:y|ies|ied)) against|(?:reaffirm|reiterat|repeat|signal|voic|express|announc|declar|stat)(?:s|es|ed|ing)? (?:its|his|her|their|strong|unanimous)?\s?(?:\w+ )?opposition to|lead(?:s|ing)? the charge against|(?:has|have|had) (?:a hard time|trouble) (?:supporting|backing|with|seeing)|(?:has |have |had )?(?:grown tired of|had enough of|lost (?:faith|confidence|patience) (?:in|with))|(?:is|are) (?:done|finished) with|(?:won[’']t|wouldn[’']t|would not|will not) (?:hear of|stand for|miss)|(?:will|would) have none of|draws? the line at|(?:has|have) no use for|hesitan(?:t|ce) (?:to|about)|reluctan(?:t|ce) (?:to|about)|nervous about|(?:is|are|was|were|not) (?:un)?comfortable with|can[’']t (?:imagine|stomach|get behind)|hard-pressed to (?:support|back)|cast (?:his|her|their|its) votes? against|mourn(?:s|ed)|dread(?:s|ed)|(?:ha(?:s|d|ve)|voic(?:es|ed)|express(?:es|ed)) (?:long |always )?(?:had )?(?:\w+ )?(?:doubts|misgivings|reservations|qualms) about|trade (?:\w+ ){0,3}?(?=of (?:them|the officers|the deputies)|officers?\b|deput(?:y|ies)\b|police)|(?:heard|seen|saw) nothing to (?:persuade|convince|change|sway)|(?:critic|opponent|skeptic)s? of|critical of|voting (?:no|against)|oppos(?:e[sd]?|ing)|(?:is|are|was|were|stands?|stood|stay(?:s|ed)|remains?) (?:\w+ly )?opposed to",
        r"against|reject(?:s|ed|ing)?|object(?:s|ed|ing)? to|disagree[sd]? with|veto(?:ed)?|voted? (?:no(?! confidence)|against)|votes (?:no(?! confidence)|against)|is an? (?:firm |likely |sure |solid |certain )?no\b|a no on",
        r"(?:say|says|said|saying) no(?: to)?|(?:tell|told|telling) (?:them|him|her|you|the \w+) no|trading one problem for another|(?:can[’']t|cannot|could not|couldn[’']t) (?:find|see|think of) (?:a|any|one) (?:good |single )?reason (?:to|for)|(?:sorry|sad|loath|reluctant) to (?:see|lose|let)|hates? to (?:see|lose)|warn(?:s|ed|ing)? (?:[\w’']+ ){0,7}?that (?=.{0,60}\b(?:would|will|could|may|might)\b)|resist(?:s|ed|ing)?|protest(?:s|ed|ing)?|question(?:s|ed) (?:whether|the (?:wisdom|need|value))|doubt(?:s|ed)? (?:whether|that)|not interested in|uneasy (?:about|with)|uncomfortable with",
        r"skeptical of|fought(?! (?:for|to))|fights(?! (?:for|to))|oppos(?:ed|ition) to|(?:sees?|saw) (?:no|little) (?:reason|need|point|value|benefit|merit|case) (?:to|in|for|of)",
        r"(?:there (?:is|was)[ ]?|there[’']s )no (?:reason|need) (?:to|for)|no (?:reason|need) (?=to\b)|(?:refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)) to(?= (?:back|support|sign|endorse|vote|remove|end|keep|renew|bring))",
        r"(?:fear(?:s|ed)?|worr(?:y|ies|ied)) (?:that |about )?(?=(?:remov|pull|end|los|tak|get|what|cancel|bring|return|keep|the (?:loss|removal|return|end)))|warn(?:s|ed|ing)? against|balk(?:s|ed)? at",
        r"lean(?:s|ed|ing) (?:against|(?:towards? )?(?:a )?no\b)|unconvinced(?: (?:by|of))?|unmoved by|tir(?:e|ed) of|(?:pushed|push|pushes|pushing) back (?:on|against)|wary of|leery of|holdout[s]? on|feel(?:s)? (?:unsafe|watched|targeted) (?:around|with|by)",
    )
)
# "the program's loudest defender": what is defended or attacked stands before.
CHAMPION = re.compile(
    rf"(?:{DEAL}|officers|police|deputies|idea|plan|proposal)[’']s?\s+(?:\w+\s+){{0,3}}?"
    r"(?:(?P<yes>defender|supporter|backer|champion|advocate|proponent|ally)|(?P<no>critic|opponent|skeptic|foe))s?\b",
    re.I,
)

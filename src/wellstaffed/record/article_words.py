"""The vocabulary of reports on school police: titles, kinds of bodies, verbs of saying, as patterns."""

from __future__ import annotations

import re

# Letters as names have them, Vietnamese and Turkish ones too.
UPPER = "A-Z" + "".join(chr(one) for one in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(one).isupper())
LOWER = "a-z" + "".join(chr(one) for one in (*range(0xDF, 0x250), *range(0x1E00, 0x1F00)) if chr(one).islower())

TITLE = (
    r"(?:vice[- ]presidents?|vice[- ]chair(?:man|woman|person)?|presidents?|chair(?:man|woman|person)?|superintendents?|chief|"
    r"sheriff|mayor|principals?|members?|trustees?|council(?:man|woman|or|ors)|alder(?:man|woman|person)?|select(?:man|woman|person)|ald\.|directors?|"
    r"deputy|officer|sergeant|sgt\.|lt\.|capt\.|dr\.|rev\.|mr\.|ms\.|mrs\.|spokes(?:man|woman|person)|seniors?|juniors?|"
    r"sophomores?|freshm[ae]n|parents?|teachers?|nurses?|counselors?|psychologists?|students?|attorney|governor|gov\.|sen\.|"
    r"rep\.|commissioners?|organizers?|co-founder|founder|secretary|treasurer|manager|administrator|reporter|editor|coach|"
    r"professor|colleague|pediatrician|custodian|librarian|coordinator|physician|dean|aide|steward|consultant|clerk|grandfather|resident|mother|father|grandmother|leader|head|chancellor|graduate|alum(?:na|nus)|supervisors?|"
    r"prosecutor|judge|pastor|sister|rabbi|imam|bishop|activist|advocate|lawyer|lawmaker|legislator|captain|detective|veteran|volunteer|executive|farmer|barber|plumber|electrician|carpenter|mechanic|therapist|accountant|engineer|firefighter|chaplain|minister|banker|retiree|contractor|psychiatrist|scholar|shopkeeper|pharmacist|criminologist|sociologist|economist|shop owner|owner|welder|trucker|machinist|dentist|veterinarian|pharmacist|librarian|researcher|representative|candidate)"
)
TITLE_MODIFIER = (
    r"(?:interim|acting|former|assistant|associate|deputy|executive|union|association|federation|society|branch|chapter|"
    r"board|school board|school committee|school|city|county|police|town|village|district|council|committee|high school|"
    r"middle school|elementary school|local|state|incoming|outgoing|then-?|new|longtime|news|education|vice|group|regional|"
    r"justice|gender|legal|student body|fire|public|safety|communications|longtime|high|club|coalition|department)"
)
ROLE_WORD = re.compile(rf"\b{TITLE}(?![\w])", re.I)
TITLE_ONLY = re.compile(rf"(?:{TITLE}|{TITLE_MODIFIER})", re.I)
TITLES_BEFORE = re.compile(rf"(?:(?:\b{TITLE_MODIFIER}|\b{TITLE})(?:\s+|$))+$", re.I)

BODY_WORD = re.compile(
    r"\b(?:Boards?|Council|Committee|Department|Office|District|Schools|Association|Federation|Union|Coalition|Alliance|Inc\.?|"
    r"Society|Personnel|Professionals|Employees|Workers|Partners|League|Commission|Institute|Foundation|United|NAACP|ACLU|Trustees|Network|Rising|Collective|Guild|Lodge|"
    r"PTA|PTO|PTSA|Senate|Chamber|Club|Caucus|Congress|Students Demand|Justice Now|Action Now|Friends of|"
    r"Teachers|Educators|(?:Students|Parents|Families|Citizens|Neighbors|Advocates|Moms|Mothers|Voices|Residents|Communities|Alumni|Taxpayers) for|Police|Administration|Agency|Academy|"
    r"Disability Rights|Organization|Fellowship|Forward|Project|Initiative|Campaign|University|College|Center|Bureau)(?!\w)"
)
# Proper places with a common tail: "the Minneapolis school board".
PLACED_BODY = (
    r"(?:school board|school committee|school district|police department|city council|county board|teachers[’']? union|"
    r"town council|board of education)"
)
OUTLET = re.compile(
    r"(?:\b(?:Tribune|Herald|Times|Gazette|Journal|Sentinel|Beacon|Register|Record|Ledger|Courier|Observer|Chronicle|Press|"
    r"Star|Dispatch|Globe|Examiner|Post|News|Daily News|Radio|Lantern|Review|Mirror|Argus|Banner|Bulletin|Inquirer|Telegraph|"
    r"Independent|Reporter|Monitor|Free Press|Star Tribune|Today)$|^Channel \d+|^[WK][A-Z]{2,3}(?:[- ]?(?:TV|FM|\d{1,2}))?$|"
    r"^(?:Fox|ABC|NBC|CBS|Action|Action News|NewsChannel|Eyewitness News)\s?\d+|Associated Press|^NPR$|^CNN$|Public Radio)"
)

SAY = (
    r"(?:said|says|told|tells|added|adds|asked|asks|wrote|writes|argued|argues|noted|notes|explained|explains|urged|urges|"
    r"warned|warns|stated|states|announced|reads?|replied|replies|answered|answers|insisted|insists|predicted|testified|"
    r"tweeted|posted|continued|recalled|concluded|declared|responded|shouted|called|calls|put it|conceded|acknowledged|"
    r"admitted|pleaded|countered|objected|agreed|thinks?|thought|believes?|believed|questioned|questions|doubts?|doubted|"
    r"suggested|suggests|described|describes|disagreed|disagrees|remarked|observed|resolved|quipped|promised|demanded)"
)
ADVERB = (
    r"(?:also|has|had|have|later|then|still|already|now|repeatedly|recently|strongly|publicly|long|never|first|"
    r"previously|initially|once|always|actually|clearly|firmly|\w+ly)"
)
PEOPLE_VERB = re.compile(
    rf"^(?:,\s+whos?e?\b|,?(?:\s+{ADVERB})*\s+(?:{SAY}|wants?|wanted|supports?|supported|backs|backed|opposes?|opposed|voted|votes|favors?|favored|"
    r"is a (?:yes|no)|(?:was|is) (?:an? |among |one of |not |the only )|isn[’']t |wasn[’']t |disagree[sd]|declined|did not|does not|doesn[’']t|didn[’']t|proposed|introduced|moved|sees|leads|led|"
    r"had (?:\w+ )?(?:reservations|doubts|misgivings|concerns)|was in the|made|presented|seconded|likes|liked|cast|signed|took|asks|wrote|would|could|can|cannot|can[’']t|couldn[’']t|wouldn[’']t|won[’']t|(?:has|have|had)(?:n[’']t| not)? (?:said|come|called|asked|been|told|spoken|argued|pushed|opposed|supported|backed|voted)|hasn[’']t|(?:and|or) [A-Z]\w+ [A-Z]\w+ (?:have|both|say|said|voted|want|are|were|gathered|joined|dissented|opposed|supported|backed|agreed|also|cast|split|sided|favor(?:ed)?|oppose)|remains|became|helped|started|began|joined|runs|ran|plans|planned|gathered|organized|presented|recommended|recommends|who\b|whose\b|thinks|feels|hopes|pushed|attended|spoke|stood|teaches|taught|"
    r"refused|scoffed|tore into|vowed|threatened|dismissed|credited|blocked|pressed|thanked|hailed|praised|critici[sz]ed|"
    r"blasted|applauded|condemned|denounced|welcomed|lobbied|campaigned|marched|worried|feared|hoped|wondered|complained|"
    r"pointed|reminded|cited|challenged|defended|nodded|shook|laughed|sighed|shrugged|cried|wept|tried|broke|changed|drafted|"
    r"authored|filed|abstained|recused|switched|sided|lined up|apologi[sz]ed|chided|scolded|mocked|rejected|resigned|retired|"
    r"balked|bristled|cautioned|reiterated|stressed|emphasi[sz]ed|relented|wavered|withdrew|swore|won (?:her|his)|lost (?:her|his)|"
    r"landed|walked|waited|accused|held up|sent a|gave (?:her|his)|fought|regrets?|regretted|loves?|loved|remembers?|remembered|knows|knew|worries|fears)\b)"
)
NOT_NAMES = frozenset(
    "school schools high middle elementary county city board council department district university street avenue road "  # noqa: SIM905
    "association union federation party state states national american january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday police news tribune herald "
    "times radio report inc black latino hispanic white asian zoom facebook act unified public office academy college the a an "
    "north south east west new america african native covid civil rights data collection federal supreme court education "
    "teachers educators students parents society committee town village sheriff’s sheriff's governor’s minnesota wisconsin "
    "oregon florida california texas ohio illinois iowa michigan channel first second third fourth main superintendent "
    "sources readers ratio memo board’s board's but and or if so when while after before in on at for from by with as it its "
    "he she they this that these those there here what who why how no yes not one two three four five six seven eight nine ten "
    "under across since until last next about also both either each every some many most all half our your my their his her we "
    "you i to of then now posted updated reach among inside nearby neighboring corporal sixteen-year-old seventeen-year-old us tv dc safe save keep rising two-thirds church chapel temple mosque synagogue ministries hospital clinic".split()
)


def body_kind(name: str) -> str:
    """Return what a body is by its name: police union, union, board, council, police, district, city or group."""
    rules = (
        (
            "police union",
            r"(?i)(?:police|patrol|officers|deputies|deputy|sheriffs).*(?:association|union|benevolent|federation|guild)|fraternal order",
        ),
        (
            "group",
            r"(?i)(?:student|site|principals|pta|parents?|interfaith|ministerial|advisory|youth|labor|safety|booster)\b.*\b(?:union|council|board|senate|club)|black student|american civil|naacp|aclu",
        ),
        (
            "union",
            r"(?i)teachers|educators|support (?:staff|personnel|professionals)|employees|education association|federation|\bunion\b|faculty|classroom",
        ),
        ("board", r"(?i)school board|board of education|school committee|trustees|^board$|board$"),
        ("council", r"(?i)council"),
        ("police", r"(?i)police|sheriff"),
        ("district", r"(?i)district|schools$|unified"),
        ("city", r"(?i)^city|city of|^town|town of"),
    )
    return next((kind for kind, pattern in rules if re.search(pattern, name)), "group")

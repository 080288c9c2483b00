"""Closed classes of English words, by which a sentence is taken apart without a parser."""

from __future__ import annotations

BE = frozenset(
    """
    is are was were be been being am 's ’s 're ’re 'm ’m isn't isn’t wasn't wasn’t weren't weren’t
    aren't aren’t
    """.split()
)
HAVE = frozenset("has have had having 've ’ve 'd ’d hasn't hasn’t haven't haven’t hadn't hadn’t".split())
MODALS = frozenset(
    """
    would could should might may must can will shall 'll ’ll wouldn't wouldn’t couldn't couldn’t
    shouldn't shouldn’t can't can’t won't won’t cannot
    """.split()
)
DO = frozenset("do does did don't don’t doesn't doesn’t didn't didn’t".split())
NEGATIONS = frozenset("not never no cannot without nor neither hardly n't".split())
# A verb of this kind before "to say" or "saying" denies that anything was said.
REFUSALS = frozenset(
    """
    decline declines declined declining refuse refuses refused refusing fail fails failed failing avoid
    avoids avoided avoiding stop stops stopped stopping hesitate hesitates hesitated neglect neglected
    unwilling reluctant unable forget forgot forgets resist resisted
    """.split()
)
# … and of this kind only says that it went on, so that the subject stands before it.
ASPECTS = frozenset(
    """
    went goes go going on continue continued continues continuing begin began begun begins beginning
    start started starts keep keeps kept came come comes seem seemed seems appear appeared appears used
    has had have is are was were been want wants wanted try tries tried trying said quick expected
    likely set seek seeks sought took taken turned responded replied move moved also ought
    """.split()
)
ADVERBS = frozenset(
    """
    also then later now just even still again often once twice ever never not already recently
    previously earlier soon first initially finally instead since too once reportedly only long always
    sometimes simply further famously both all
    """.split()
)
AUXILIARIES = BE | HAVE | MODALS | DO

DETERMINERS = frozenset(
    """
    the a an this that these those his her its their our my your some any each every no another one two
    three four five six seven eight nine ten several many most few both all either such
    """.split()
)
POSSESSIVES = frozenset("his her its their our my your whose 's ’s".split())
SUBJECT_PRONOUNS = frozenset("he she it they we i you who".split())
PERSONAL = frozenset("he she they it we i you".split())
OBJECT_PRONOUNS = frozenset("him her them us me you it himself herself themselves".split())
RELATIVES = frozenset("who that which whom".split())
PREPOSITIONS = frozenset(
    """
    in on at by for from with without to of into onto during after before since about against between
    among under over through via per within amid despite toward towards upon around near across along
    behind beside besides beyond inside outside throughout until till like unlike as alongside following
    regarding including
    """.split()
)
SUBORDINATORS = frozenset(
    """
    because when while if whether where although though unless until since before after as once that
    than so what how why which who whom whose whereas wherever whenever
    """.split()
)
COORDINATORS = frozenset("and but or yet nor".split())
DASHES = frozenset("— – - -- --- ― ‒".split())
SENTENCE_ENDS = frozenset(". ! ? … ... ....".split())

# Finite verbs that are never nouns: a noun phrase ends before them.
FINITE = frozenset(
    """
    took made went came got gave ran won lost met held kept left put set led brought began became knew
    saw sent told said thought felt found spoke wrote stood understood paid sold built bought broke
    chose drew drove fell fought grew let rose sought spent threw wore does gets goes wants needs
    believes thinks knows seems appears says tells has remains continues includes makes takes gives
    comes becomes means brings keeps lets puts received knows hopes sees sought ought got agrees
    disagrees is was are were
    """.split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan. feb. aug.
    sept. oct. nov. dec.
    """.split()
)
TIME_WORDS = (
    DAYS
    | MONTHS
    | frozenset(
        """
    today yesterday tonight tomorrow this last earlier later afternoon morning evening night week month
    year ago
    """.split()
    )
)
_STARTERS = frozenset(
    """
    the a an in on at but and so yet or as if when while after before since although though because with
    without for from to of by this that these those it its he she they we i you his her their our my
    your who what where why how which there here then now still also even just only both some many most
    few all no not another each every one two three four five six seven eight nine ten other others
    several such more less yes well oh perhaps maybe instead however meanwhile moreover further
    furthermore indeed finally later earlier recently once until unless despite amid during through
    under over about against between among like unlike rather asked speaking according given following
    including first second third last next than do does did is are was were has have had can could will
    would should may might must let see read watch today yesterday tonight tomorrow too critics
    supporters people voters officials experts analysts aides reporters sources opponents leaders
    lawmakers others advisers activists
    """.split()
)
NOT_NAMES = _STARTERS | DAYS | MONTHS | TIME_WORDS

# Nouns of people and posts; the name follows or the person is meant by the post.
ROLES = frozenset(
    """
    president vice-president chancellor premier minister secretary senator congressman congresswoman
    governor mayor representative rep sen gov speaker leader chairman chairwoman chair director
    ambassador general colonel admiral judge justice attorney lawyer prosecutor spokesman spokeswoman
    spokesperson aide adviser advisor strategist consultant manager candidate nominee frontrunner
    front-runner professor analyst economist author writer columnist reporter correspondent editor host
    anchor commentator activist organizer founder co-founder ceo executive officer official chief head
    commissioner commander sheriff detective sergeant captain lieutenant king queen prince princess pope
    bishop archbishop cardinal rabbi imam reverend pastor historian researcher scientist expert scholar
    fellow veteran delegate pollster operative lawmaker legislator diplomat envoy billionaire
    businessman businesswoman mogul entrepreneur investor banker actor actress singer comedian coach
    player student teacher resident voter supporter donor member counsel solicitor treasurer deputy
    assistant co-chair co-chairman co-chairwoman co-host cofounder moderator journalist blogger pundit
    democrat republican socialist libertarian independent conservative liberal incumbent rival opponent
    challenger counterpart presenter first lady producer publisher filmmaker director-general
    secretary-general administrator inspector superintendent warden clerk registrar comptroller auditor
    lobbyist coordinator principal dean provost partner owner
    """.split()
)
TITLES = frozenset(
    """
    mr. mrs. ms. mr mrs ms dr. dr miss madam sir lord lady dame sen. gov. rep. gen. lt. col. maj. capt.
    adm. sgt. cmdr. prof. rev. hon. president vice senator governor mayor congressman congresswoman
    representative secretary speaker minister prime chancellor premier judge justice chief attorney
    general admiral colonel captain lieutenant sergeant major king queen prince princess pope bishop
    archbishop cardinal rabbi imam reverend pastor chairman chairwoman director ambassador professor
    doctor leader minority majority former sheriff detective commissioner coach deputy foreign defense
    defence state interior finance treasury labor house senate republican democratic democrat gop rival
    sens. reps. govs. messrs. ayatollah sheikh emir sultan emperor father sister brother saint st.
    comrade staff spokesman spokeswoman host anchor actor actress singer columnist author billionaire
    ex-president president-elect vice-president taoiseach commodore brigadier marshal pm duchess
    countess baroness archduke caliph sheik counselor chancellor-elect governor-elect
    """.split()
)
MALE_TITLES = frozenset(
    """
    mr. mr sir lord king prince pope bishop archbishop cardinal father brother congressman chairman
    spokesman
    """.split()
)
FEMALE_TITLES = frozenset(
    """
    mrs. mrs ms. ms miss madam lady dame queen princess sister congresswoman chairwoman spokeswoman
    actress
    """.split()
)
ORGANISATIONS = frozenset(
    """
    campaign administration department ministry government party committee council commission court
    agency bureau office house senate congress parliament union league association institute institution
    university college school company corporation corp inc group bank fund foundation center centre
    church network news times post journal press magazine newspaper daily herald tribune post-gazette
    poll survey study report team camp army navy force forces police fbi cia nsa nato un eu alliance
    coalition federation society club organization organisation board authority service services embassy
    pac committee's statement letter memo website site program show book paper article editorial blog
    white kremlin pentagon assembly motors electric mills dynamics secretariat airlines airways industries
    observatory watch movement military cabinet
    """.split()
)

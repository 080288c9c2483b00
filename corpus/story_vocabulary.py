"""Words of English that matter when two reports are compared."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is easier to read as a text."""
    return tuple(text.split())


# Said in any sentence; copies leave them out or change them. "Before" and "after", "under" and
# "over" are not among them, since they turn what is told.
FUNCTION_WORDS = frozenset(
    words("""
a an the this that these those it its he him his she her hers they them their theirs we us our i me my
you your who whom whose which what where when there here as at by for from during while in
into of on onto to with
and or but if so than then is are was were be been being am has have had having do does did done
would shall should can could may might must also s p d ll ve re m
""")
)

# Said of anything: who reports it, how exactly, how recently. Two wordings differ in them at no cost.
LIGHT_WORDS = frozenset(
    words("""
say says said saying announce announces announced announcing state states stated stating report reports
reported reporting declare declares declared tell tells told note notes noted add adds added according
reportedly alleged allegedly official officials authority authorities people person persons
several many some numerous least most about approximately around nearly almost over more than up only
recent recently new newly now today yesterday tomorrow early earlier later late day days week month year
top senior former current currently major due following follow follows followed result results resulting
amid amidst ongoing take takes took taken place make makes made become becomes became near
mr mrs ms dr sir though although however while during just very
""")
)

# Words of the news for the same thing, a family a line.
FAMILIES = {
    word: family.split()[0]
    for family in (
        "arrest arrests arrested capture captures captured detain detains detained apprehended",
        "begin begins began begun beginning start starts started starting launch launches launched",
        "end ends ended finish finishes finished conclude concludes concluded",
        "kill kills killed killing die dies died dead death deaths",
        "troops troop soldiers soldier",
        "protest protests protester protesters protestor protestors demonstration "
        "demonstrations demonstrators",
        "hit hits strike strikes struck hitting",
        "resign resigns resigned resignation",
        "president presidential presidency",
        "brawl fight fights fighting",
    )
    for word in family.split()
}

# What denies, refuses or undoes.
DENIALS = frozenset(
    words("""
not no never none nobody nothing neither nor without cannot unable unlikely against false falsely
deny denies denied denial refuse refuses refused refusal reject rejects rejected rejection
oppose opposes opposed cancel cancels canceled cancelled cancellation fail fails failed failure
halt halts halted withdraw withdraws withdrew withdrawn reverse reverses reversed lift lifts lifted
""")
)

# What tells a plan from the deed, and one time from another.
TURNS = DENIALS | frozenset(
    words("""
will plan plans planned planning intend intends intended
attempt attempts attempted attempting try tries tried trying seek seeks sought seeking aim aims aimed aiming
continue continues continued again resume resumes resumed another further still anymore longer
last final finally
""")
)

# Words that tell opposite things of the same event, a side each.
CONTRARIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(left.split()), tuple(right.split()))
    for left, right in (
        (
            "rise increase gain climb surge grow up higher",
            "fall decrease decline drop plunge shrink down lower",
        ),
        ("win victory winner", "lose loss loser"),
        ("approve pass accept adopt ratify agree allow support", "veto dismiss ban block condemn criticize"),
        (
            "begin start open launch enter arrive join",
            "end finish close conclude stop suspend leave depart quit",
        ),
        ("confirm admit claim", "doubt dispute dismiss"),
        ("arrest imprison jail convict charge guilty", "release free acquit clear innocent"),
        ("miss missing disappear trap", "kill find found locate discover fear rescue"),
        ("before", "after"),
        ("survive injure wound rescue", "kill"),
        ("former previous", "current next"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("minimum least lowest", "maximum most highest"),
        ("import buy", "export sell"),
        ("prime", "deputy foreign defence defense interior vice"),
        ("man men male boy", "woman women female girl"),
    )
)

# Verbs of the news whose past a stemmer does not see.
IRREGULAR_VERBS = {
    form: verb
    for verb, forms in (
        ("say", "said"), ("tell", "told"), ("hold", "held"), ("meet", "met"), ("win", "won"),
        ("lose", "lost"), ("take", "took taken"), ("find", "found"), ("begin", "began begun"),
        ("leave", "left"), ("make", "made"), ("strike", "struck"), ("shoot", "shot"), ("send", "sent"),
        ("lead", "led"), ("rise", "rose risen"), ("fall", "fell fallen"), ("give", "gave given"),
        ("go", "went gone"), ("come", "came"), ("become", "became"), ("break", "broke broken"),
        ("speak", "spoke spoken"), ("sink", "sank sunk"), ("steal", "stole stolen"), ("bring", "brought"),
        ("buy", "bought"), ("sell", "sold"), ("keep", "kept"), ("build", "built"), ("seek", "sought"),
        ("fight", "fought"), ("flee", "fled"), ("drive", "drove driven"), ("choose", "chose chosen"),
        ("swear", "swore sworn"), ("spend", "spent"), ("write", "wrote written"), ("fly", "flew flown"),
    )
    for form in forms.split()
}  # fmt: skip

MONTHS = words("January February March April May June July August September October November December")
WEEKDAYS = frozenset(words("monday tuesday wednesday thursday friday saturday sunday"))

# Names of several words that are also known by one, put before names are read.
PHRASES = (
    ("United States of America", "USA"),
    ("United States", "USA"),
    ("United Kingdom", "UK"),
    ("Great Britain", "UK"),
    ("European Union", "EU"),
    ("United Nations", "UN"),
    ("per cent", "percent"),
)

# One key for each country and its people where the one is not the other with an ending.
ALIASES = {
    name: key
    for key, names in (
        ("us", "usa american americans"), ("uk", "british britain britons"), ("france", "french"),
        ("germany", "german germans"), ("greece", "greek greeks"), ("netherlands", "dutch holland"),
        ("denmark", "danish danes"), ("switzerland", "swiss"), ("spain", "spanish spaniards"),
        ("poland", "polish poles"), ("ireland", "irish"), ("finland", "finnish finns"),
        ("sweden", "swedish swedes"), ("turkey", "turkish turks turkiye"), ("wales", "welsh"),
        ("scotland", "scottish scots"), ("thailand", "thai thais"), ("iceland", "icelandic"),
        ("philippines", "philippine filipino filipinos"), ("argentina", "argentine argentines"),
        ("portugal", "portuguese"), ("norway", "norwegian norwegians"), ("lebanon", "lebanese"),
        ("peru", "peruvian peruvians"),
        ("montenegro", "montenegrin"), ("congo", "congolese"), ("kiev", "kyiv"),
        ("myanmar", "burma burmese"), ("macedonia", "macedonian"), ("israel", "israeli israelis"),
        ("iraq", "iraqi iraqis"), ("iran", "iranian iranians"), ("china", "chinese"),
        ("japan", "japanese"), ("niger", "nigerien"), ("nigeria", "nigerian nigerians"),
    )
    for name in names.split()
}  # fmt: skip

# Letters that Unicode does not see as one with an accent.
PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)

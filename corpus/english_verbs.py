"""Forms of English verbs that a rule cannot tell by their ending."""

from __future__ import annotations

# Left out are past forms that are as well another form or word ("put", "read").
IRREGULAR_PAST = (
    "arose", "ate", "became", "began", "bent", "bit", "blew", "bore", "bought", "broke", "brought",
    "built", "burnt", "came", "caught", "chose", "clung", "crept", "dealt", "did", "drank", "drew",
    "drove", "dug", "fell", "fed", "felt", "fled", "flew", "forbade", "forgot", "forgave", "fought",
    "found", "froze", "gave", "got", "grew", "had", "heard", "held", "hid", "hung", "kept", "knelt",
    "knew", "laid", "lay", "led", "left", "lent", "lit", "lost", "made", "meant", "met", "mistook",
    "outgrew", "overcame", "overtook", "paid", "rang", "ran", "rode", "rose", "said", "sang", "sank",
    "sat", "saw", "sent", "shook", "shone", "shot", "showed", "shrank", "slept", "slid", "sold",
    "sought", "spent", "spoke", "sprang", "stole", "stood", "struck", "stuck", "sung", "swam", "swept",
    "swore", "swung", "taught", "told", "took", "tore", "thought", "threw", "underwent", "understood",
    "undertook", "was", "went", "were", "wept", "withdrew", "withheld", "withstood", "woke", "won",
    "wore", "wound", "wove", "wrote",
)  # fmt: skip
IRREGULAR_PARTICIPLES = (
    "become", "been", "begun", "bitten", "blown", "born", "borne", "bought", "broken", "brought",
    "built", "caught", "chosen", "come", "dealt", "done", "drawn", "driven", "drunk", "eaten", "fallen",
    "fed", "felt", "fled", "flown", "forbidden", "forgotten", "fought", "found", "frozen", "given",
    "gone", "got", "gotten", "grown", "heard", "held", "hidden", "hung", "kept", "known", "laid", "led",
    "left", "lent", "lost", "made", "meant", "met", "paid", "put", "read", "ridden", "risen", "run",
    "said", "seen", "sent", "set", "shaken", "shot", "shown", "shrunk", "sold", "sought", "spent",
    "spoken", "stolen", "stood", "struck", "sung", "sunk", "sworn", "swept", "taken", "taught",
    "thought", "thrown", "told", "torn", "understood", "won", "worn", "withdrawn", "written",
)  # fmt: skip
# The forms of irregular verbs that have one meaning, to the verb: a stemmer leaves "began" as it is.
BASE_FORMS = {
    form: verb
    for verb, forms in (
        ("arise", "arose arisen"), ("become", "became"), ("begin", "began begun"), ("bend", "bent"),
        ("bite", "bit bitten"), ("blow", "blew blown"), ("break", "broke broken"), ("bring", "brought"),
        ("build", "built"), ("burn", "burnt"), ("buy", "bought"), ("catch", "caught"),
        ("choose", "chose chosen"),
        ("come", "came"), ("deal", "dealt"), ("dig", "dug"), ("draw", "drew drawn"), ("drink", "drank drunk"),
        ("drive", "drove driven"), ("eat", "ate eaten"), ("fall", "fell fallen"), ("feed", "fed"),
        ("feel", "felt"), ("fight", "fought"), ("find", "found"), ("flee", "fled"), ("fly", "flew flown"),
        ("forbid", "forbade forbidden"), ("forget", "forgot forgotten"), ("freeze", "froze frozen"),
        ("get", "got gotten"), ("give", "gave given"), ("go", "went gone"), ("grow", "grew grown"),
        ("hang", "hung"), ("hear", "heard"), ("hide", "hid hidden"), ("hold", "held"), ("keep", "kept"),
        ("know", "knew known"), ("lay", "laid"), ("lead", "led"), ("leave", "left"), ("lend", "lent"),
        ("light", "lit"), ("lose", "lost"), ("make", "made"), ("mean", "meant"), ("meet", "met"),
        ("overcome", "overcame"), ("pay", "paid"), ("ride", "rode ridden"), ("ring", "rang rung"),
        ("rise", "rose risen"), ("run", "ran"), ("say", "said"), ("see", "saw seen"), ("seek", "sought"),
        ("sell", "sold"), ("send", "sent"), ("shake", "shook shaken"), ("shoot", "shot"), ("show", "shown"),
        ("shrink", "shrank shrunk"), ("sing", "sang sung"), ("sink", "sank sunk"), ("sit", "sat"),
        ("sleep", "slept"), ("speak", "spoke spoken"), ("spend", "spent"), ("stand", "stood"),
        ("steal", "stole stolen"), ("strike", "struck stricken"), ("swear", "swore sworn"),
        ("sweep", "swept"), ("swim", "swam swum"), ("take", "took taken"), ("teach", "taught"),
        ("tear", "tore torn"), ("tell", "told"), ("think", "thought"), ("throw", "threw thrown"),
        ("undergo", "underwent undergone"), ("understand", "understood"),
        ("undertake", "undertook undertaken"),
        ("wear", "wore worn"), ("win", "won"), ("withdraw", "withdrew withdrawn"), ("write", "wrote written"),
    )
    for form in forms.split()
}  # fmt: skip

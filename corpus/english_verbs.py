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

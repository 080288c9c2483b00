"""The verbs that report speech and writing, in all their forms, and how each takes what was said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a verb stands in its sentence."""

    PAST = "past"  # said; as a participle too
    PRESENT = "present"  # says
    BASE = "base"  # say
    ING = "ing"  # saying


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechVerb:
    """One form of a verb, and what it takes.

    `clause`: what was said; `listener`: first the one spoken to; `topic`: what the speech was about or
    against, after one of `particles` if it has any; `noun`: the form is as often a noun.
    """

    lemma: str
    form: Form
    clause: bool
    listener: bool
    topic: bool
    noun: bool
    particles: frozenset[str]


# Verbs of saying and writing of the language: those that take a clause or a quotation …
_CLAUSE = """
    say add write note report announce suggest tweet argue explain acknowledge declare recall respond
    claim conclude agree state warn promise insist reply reveal predict pledge vow admit complain
    confirm deny assert stress emphasize emphasise reiterate repeat joke lament charge allege contend
    maintain observe remark comment quip caution concede testify mention hint boast brag muse propose
    estimate guess speculate demand recommend counter continue interject opine proclaim retort post read
    echo signal imply exclaim scream shout yell whisper mutter recount underscore highlight disclose
    elaborate swear counsel threaten object retweet blog email e-mail text intone deadpan gush plead
    snap chant grumble protest theorize clarify specify fume vent crow cry begin thunder bellow answer
    advise urge ask wonder rail rant marvel sum attest profess affirm certify rule find forecast project
    decree telegraph relate explicate volunteer scoff sneer summarize summarise reflect riff tell remind
    assure inform instruct order notify warn caution convince publish lecture hold stipulate posit
    reckon apologize apologise dispute question rebut refute describe cite quote detail outline foresee
    preach surmise mock insinuate intimate decide believe think hear recite blurt holler declaim enthuse
    fret gripe moan sigh laugh plan expect hope worry fear feel shoot indicate show express stump pray
    beg implore exhort enjoin
    """.split()

# … those that name the listener first …
_LISTENER = """
    tell remind assure inform instruct notify ask warn urge advise order beg implore exhort press
    """.split()

# … and those whose object is what the speech was about, or of whom.
_TOPIC = """
    criticize criticise praise endorse denounce slam blast defend condemn applaud mock reject dismiss
    accuse blame thank call describe cite tout back offer express address discuss question challenge
    attack ridicule decry rip bash hail laud welcome salute commend congratulate chide rebuke scold
    lambaste assail deride disavow repudiate refute rebut dispute contradict retract demand request
    label dub brand characterize characterise compare liken portray announce propose reveal unveil
    confirm deny voice recommend echo reiterate promise pledge threaten outline detail explain mention
    quote retweet order answer pitch trumpet knock hit support oppose advocate predict acknowledge admit
    suggest urge report recall tell ask stress emphasize emphasise highlight underscore repeat explain
    note post issue release deliver give make disparage bemoan lament berate castigate insult taunt
    skewer pan pillory fault decry target needle press invoke reference tease warn concede signal
    disclose cite criticise champion float renounce disown second-guess badmouth recount relate claim
    declare protest state tweet write dissect insist vow refer point talk speak comment respond react
    agree disagree apologize apologise complain allude hint boast brag joke rail rant argue object lash
    fire pivot weigh push testify muse elaborate caution inveigh crow vouch gripe opine sound chastise
    rap admonish reprimand trash flay heap lob level
    """.split()

_PARTICLES = {
    "call": "for on out upon",
    "refer": "to",
    "point": "out to",
    "talk": "about of up",
    "speak": "about of out on against to in for",
    "comment": "on about",
    "respond": "to by with",
    "react": "to by with",
    "agree": "with to on",
    "disagree": "with",
    "apologize": "for",
    "apologise": "for",
    "complain": "about of",
    "allude": "to",
    "hint": "at that",
    "boast": "of about",
    "brag": "about of",
    "joke": "about",
    "rail": "against at",
    "rant": "about against",
    "argue": "for against",
    "object": "to",
    "lash": "out",
    "fire": "back",
    "shoot": "back down",
    "hit": "back",
    "pivot": "to",
    "weigh": "in on",
    "push": "back for",
    "testify": "about against to before",
    "muse": "about on",
    "elaborate": "on",
    "caution": "against about",
    "inveigh": "against",
    "crow": "about",
    "vouch": "for",
    "gripe": "about",
    "opine": "on about",
    "sound": "off",
    "warn": "of about against",
    "press": "for",
    "say": "of about",
    "write": "of about",
    "lament": "about",
    "insist": "on upon",
    "ask": "for about",
    "plead": "for with",
    "sum": "up",
    "shout": "out back at",
    "chime": "in",
    "think": "about of",
    "hope": "for",
    "worry": "about",
    "make": "clear",
    "go": "on",
}
# Forms that are as often nouns; what stands before them decides.
_NOUNS = frozenset(
    """
    report reports claim claims call calls note notes comment comments charge charges promise promises
    state states demand demands answer answers remark remarks estimate estimates pledge pledges vow vows
    question questions address attack attacks challenge challenges praise support post posts tweet
    tweets joke jokes project projects plan plans hope hopes fear fears text texts email emails e-mail
    e-mails order orders request requests detail details protest protests quote quotes forecast
    forecasts object objects offer offers reference references press target targets level levels label
    labels brand brands issue issues release releases saying writing warning suggestion reading meaning
    finding findings pitch hit hits knock back highlight highlights echo signal signals cry cries find
    finds counter shout guess hint hints boast boasts counsel talk talks push fault insult insults worry
    worries show shows account mention fire rebuke welcome lament read say blast rap pan second salute
    rule rules outline outlines point points accounting calling speaking talking blame stump lead
    feeling thinking tell backing
    """.split()
)
_IRREGULAR = {
    "say": ("said", "said"),
    "shoot": ("shot", "shot"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "speak": ("spoke", "spoken"),
    "read": ("read", "read"),
    "swear": ("swore", "sworn"),
    "begin": ("began", "begun"),
    "find": ("found", "found"),
    "hold": ("held", "held"),
    "foresee": ("foresaw", "foreseen"),
    "forecast": ("forecast", "forecast"),
    "hit": ("hit", "hit"),
    "give": ("gave", "given"),
    "make": ("made", "made"),
    "think": ("thought", "thought"),
    "hear": ("heard", "heard"),
    "feel": ("felt", "felt"),
    "show": ("showed", "shown"),
    "rebut": ("rebutted", "rebutted"),
    "refer": ("referred", "referred"),
    "admit": ("admitted", "admitted"),
    "quip": ("quipped", "quipped"),
    "blog": ("blogged", "blogged"),
    "brag": ("bragged", "bragged"),
    "slam": ("slammed", "slammed"),
    "rip": ("ripped", "ripped"),
    "rap": ("rapped", "rapped"),
    "pan": ("panned", "panned"),
    "plan": ("planned", "planned"),
    "sum": ("summed", "summed"),
    "snap": ("snapped", "snapped"),
    "beg": ("begged", "begged"),
    "lob": ("lobbed", "lobbed"),
    "dub": ("dubbed", "dubbed"),
    "cry": ("cried", "cried"),
    "retract": ("retracted", "retracted"),
    "plead": ("pleaded", "pled"),
}
_DOUBLED = frozenset(
    "rebut refer admit quip blog brag slam rip rap pan plan sum snap beg lob dub hit begin".split()
)
_VOWELS = "aeiou"


def _past(lemma: str) -> tuple[str, ...]:
    if lemma in _IRREGULAR:
        return tuple(dict.fromkeys(_IRREGULAR[lemma]))
    if lemma.endswith("e"):
        return (lemma + "d",)
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return (lemma[:-1] + "ied",)
    return (lemma + "ed",)


def _present(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _ing(lemma: str) -> str:
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return lemma + "ing"


def _forms(lemma: str) -> list[tuple[str, Form]]:
    past = [(word, Form.PAST) for word in _past(lemma)]
    return [(lemma, Form.BASE), (_present(lemma), Form.PRESENT), (_ing(lemma), Form.ING), *past]


def _all_verbs() -> dict[str, SpeechVerb]:
    verbs: dict[str, SpeechVerb] = {}
    clause, listener, topic = frozenset(_CLAUSE), frozenset(_LISTENER), frozenset(_TOPIC)
    for lemma in sorted(clause | listener | topic):
        for word, form in _forms(lemma):
            verbs[word] = SpeechVerb(
                lemma=lemma,
                form=form,
                clause=lemma in clause,
                listener=lemma in listener,
                topic=lemma in topic,
                noun=word in _NOUNS,
                particles=frozenset(_PARTICLES.get(lemma, "").split()),
            )
    return verbs


SPEECH_VERBS = _all_verbs()

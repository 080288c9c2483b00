"""The words around an expression of time by which it is told what the expression dates."""

from __future__ import annotations

import re

from corpus.english_verbs import IRREGULAR_PARTICIPLES, IRREGULAR_PAST

_SPOKE = (
    r"(?:said|told|announced|declared|reported|stated|added|wrote|tweeted|warned|argued|insisted|claimed|"
    r"acknowledged|testified|confirmed|explained|suggested|noted|called|asked|denied|promised|pledged|vowed|believed|thought|hoped|feared|"
    r"predicted|admitted|conceded|recalled|remarked)"
)
SPEAKS = (
    r"(?:says?|tells?|announces?|declares?|reports?|states?|adds?|writes?|warns?|argues?|insists?|claims?|"
    r"confirms?|explains?|suggests?|notes?|asks?|denies|deny|promises?|pledges?|vows?|believes?|thinks?|hopes?|fears?|predicts?|admits?)"
)
_SPEECH = rf"(?:{_SPOKE}|{SPEAKS})"
_DETERMINER = r"(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|another|no|any|\w+['\u2019]s)"
BOUND = re.compile(
    r"\b(?:since|until|till|by|before|after|following|through|beyond|than|for|every|each|"
    r"as\s+of|up\s+to|prior\s+to|ahead\s+of|as\s+early\s+as|as\s+late\s+as|as\s+far\s+back\s+as|"
    r"about|despite|versus|like|dated|compared\s+(?:to|with))\s+(?:(?:about|around|at\s+least|"
    r"early|late|mid|the|last|on|in)[\s-]+)*$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
BEGINNING = re.compile(  # "from Monday" dates what will be; what was is going on
    r"\b(?:from|starting|beginning|effective)\s+(?:(?:early|late|mid|on|in|the)[\s-]+)*$", re.IGNORECASE
)
RANGE = re.compile(
    r"\b(?:between|from)\s+[^.;]{3,30}?\s(?:and|to|until|through)\s+(?:the\s+)?$", re.IGNORECASE
)
ADJUNCT = re.compile(
    r"\b(?:in|on|during|between|throughout|within|over|at|late|early|later|earlier|back)\s+(?:the\s+)?$", re.I
)
OF = re.compile(r"\bof\s+$", re.IGNORECASE)
TIME_OF = re.compile(
    r"\b(?:night|morning|afternoon|evening|eve|hours|day|week|weekend|course)\s+of\s+$", re.IGNORECASE
)
POSSESSIVE = re.compile(r"['\u2019]s?\s+\w")
BEFORE_POSSESSIVE = re.compile(r"(?:^\W*|\b(?:in|at|during|on)\s+)(?:the\s+)?$", re.IGNORECASE)
AFTER_DETERMINER = re.compile(
    rf"\b(?i:{_DETERMINER})\s+(?:(?i:early|late|mid)[\s-]+|[A-Z][\w'\u2019-]*\s+)*$"
)
IN_A = re.compile(r"\b(?:in|at|during|on)\s+an?\s+$", re.IGNORECASE)
GOES_ON = re.compile(  # what may follow a time without being what it describes
    r"\s*(?:$|[^\w\s'\u2019-]|(?:-\s)|(?:in|on|at|of|to|by|for|from|with|without|within|into|after|before|as|"
    r"when|while|where|because|if|that|who|which|and|or|but|nor|than|then|about|over|under|near|during|"
    r"through|between|among|against|amid|following|according|is|are|was|were|be|been|has|have|had|will|"
    r"would|can|could|may|might|must|should|shall|do|does|did|said|says|told|he|she|it|they|we|i|you|the|a|"
    r"an|his|her|its|their|our|my|this|these|those|not|also|only|just|still|even|so|via|per|until|since|"
    r"despite|there|here|what|how|why|whether|"
    r"(?!(?:bombing|briefing|filing|gathering|hearing|killing|meeting|opening|ruling|shooting|wedding)\b)"
    r"[A-Za-z]+(?:ed|ing|ly))\b)",
    re.IGNORECASE,
)
STANDS_APART = re.compile(r"\s*(?:[,:\u2013\u2014-]|$)")
OPENING = re.compile(
    r"^\W*(?:(?:and|but|then|so|also|later|earlier|early|late|meanwhile|again|back|just|only)\W+)*"
    r"(?:(?:in|on|at|during|over|within)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
AFTER_SPEECH = re.compile(
    rf"\b{_SPEECH}(?:\s+(?!that\b)[\w.'\u2019-]+){{0,3}}?(?:\s+(?:on|in|late|early|late\s+on|early\s+on))*\s+$",
    re.IGNORECASE,
)
SPOKEN_OF = re.compile(rf"\b{_SPEECH}\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
SAYING = re.compile(rf"\b{_SPEECH}\b", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:who|which|whose|whom|where)\b[^,;:\u2014]*$", re.IGNORECASE)
THAT = re.compile(r"(?P<before>(?:\S+\s+){1,4}?)that\b(?:(?!\bthat\b)[^,;:\u2014])*$", re.IGNORECASE)
LIMITED = re.compile(  # "since the court allowed it in 1976": a clause or noun that bounds the main event
    r"\b(?:since|until|till|ahead\s+of|prior\s+to|despite|unless|compared\s+(?:to|with))\s+(?!(?:dawn|noon|midnight|dusk|"
    r"sunrise|sunset)\b)[^,;:\u2014]*$",
    re.IGNORECASE,
)
THAN = re.compile(  # "harder than they were hit on Sunday"
    r"\bthan\s+(?:[\w'\u2019]+\s+){1,4}?(?:did|was|were|has|have|had|would|do|does)\b[^,;:\u2014]*$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:to|with)|(?:un)?like|as\s+\w+\s+as|such\s+as|as\s+\w+\s+(?:had|did|has|was|were))\b[^,;:\u2014]*$",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"\b(?:after|following|when|because)\s+(?!midnight\b|noon\b|dark\b)[^,;:\u2014]*$", re.I
)
AS = re.compile(r"\bas\s+[^,;:\u2014]*$", re.IGNORECASE)
AS_OF = re.compile(r"(?:^|[.!?]\s)\W*As\s+of\s+(?:(?:early|late|mid|the)[\s-]+)*$")
DONE = re.compile(  # "the agreements reached at the summit on Friday"
    rf"\b{_DETERMINER}\s+(?:[\w'\u2019-]+\s+){{0,4}}?"
    r"(?!(?:is|are|was|were|be|been|being|has|have|had)\b)[\w'\u2019-]+,?\s+(?:adopted|approved|begun|brokered|concluded|"
    r"created|established|formed|founded|held|made|passed|reached|set|signed|taken)"
    r"(?:\s+(?:at|between|by|during|here|in|there|under|with)\b[^,;:]{0,50}?)??\s+(?:(?:in|on|late|early|during)\s+)*$",
    re.IGNORECASE,
)
REDUCED = re.compile(  # "the treaty signed in 1990": a participle behind a noun behind its article
    r"\b(?:a|an|the|his|her|its|their|our)\s+(?:[\w'\u2019-]+\s+){0,2}?"
    r"(?!(?:is|are|was|were|be|been|being|has|have|had)\b)[\w'\u2019-]+,?\s+"
    rf"(?:first\s+|originally\s+)?(?:\w{{3,}}ed|{'|'.join(IRREGULAR_PARTICIPLES)})\s+(?:\w+\s+){{0,3}}?"
    r"(?:in|on|during|late|early)?\s*$",
    re.IGNORECASE,
)
FINITE_AFTER = re.compile(
    r"^\s*,?\s*(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\b",
    re.IGNORECASE,
)
OPENING_CLAUSE = re.compile(
    r"\W*(?:when|while|as(?!\s+(?:of|for|in|with|to)\b))\b[^,;:\u2014]*$", re.IGNORECASE
)
BETWEEN_COMMAS = re.compile(  # "the picture, released on Friday, shows"
    rf",\s+(?:\w+ly\s+)?(?:\w{{3,}}ed|{'|'.join(IRREGULAR_PARTICIPLES)})\s+"
    r"(?:\w+\s+){0,3}?(?:in|on|late|early)?\s*$",
    re.IGNORECASE,
)
PREPOSITIONAL = re.compile(r"\W*(?:under|with|by|for|after|according\s+to|as|in|at|through)\b", re.IGNORECASE)
WILL = re.compile(
    r"\b(?:will|won['\u2019]t|'ll|\u2019ll|shall|going\s+to|plans?\s+to|planned\s+(?:to|for)|set\s+(?:to|for)|due|"
    r"scheduled|expects?|expected|slated|hopes?\s+to|intends?\s+to|upcoming|"
    r"(?:is|are|was|were)\s+to|(?:un)?likely\s+to|(?:is|are)\s+planned|on\s+(?:pace|track)\s+to|poised\s+to|would|could|may|might|can|must|should|to\s+be\s+held)\b",
    re.IGNORECASE,
)
FIRST_FINITE = re.compile(
    rf"\b(?:(?P<present>is|are|has|have|does|do|{SPEAKS})|{'|'.join(IRREGULAR_PAST)}|\w{{2,}}ed)\b",
    re.IGNORECASE,
)
WILL_SURELY = re.compile(
    r"\b(?:will|won['\u2019]t|'ll|\u2019ll|going\s+to|plans?\s+to|set\s+(?:to|for)|due|scheduled|(?:is|are)\s+to)\b",
    re.IGNORECASE,
)
DID = re.compile(rf"\b(?:{'|'.join(IRREGULAR_PAST)}|\w{{2,}}ed)\b", re.IGNORECASE)
CLAUSE_OPENING = re.compile(
    r"(?:[,;:\u2014]|\bthat,?|\bwhen,?)\s+(?:(?:on|in|at|late|early)\s+)*$", re.IGNORECASE
)
BEFORE_PARTICIPLE = re.compile(rf"\b(?:{_DETERMINER}|is|are|be|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
QUOTED = re.compile(r"[\u201c\u201d\"]|''")  # '' in texts without typographic marks
PARENTHESIS = re.compile(r"\([^()]*$")

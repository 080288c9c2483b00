"""Countries by every name that a post gives them: "U.S.", "American" and "of the United States" are one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.person_names import fold

# Each country, its adjectives, and behind a bar its other names: a word list of the language. Places whose
# names end with a country's stand beside it, as the longest name counts.
_NAMES = """
    united states, american | u.s, us, usa, u.s.a, united states of america
    united kingdom, british | u.k, uk, britain, great britain
    european union | eu, e.u; united nations | un, u.n
    afghanistan, afghan; albania, albanian; algeria, algerian; angola, angolan
    argentina, argentine, argentinian, argentinean; armenia, armenian; australia, australian
    austria, austrian; azerbaijan, azerbaijani, azeri; bahrain, bahraini; bangladesh, bangladeshi
    belarus, belarusian, belarussian; belgium, belgian; bolivia, bolivian; bosnia, bosnian
    brazil, brazilian; bulgaria, bulgarian; burundi, burundian; cambodia, cambodian
    cameroon, cameroonian; canada, canadian; chad, chadian; chile, chilean; china, chinese
    colombia, colombian; croatia, croatian; cuba, cuban; cyprus, cypriot
    congo, congolese
    dr congo | democratic republic of the congo, democratic republic of congo, d.r. congo, drc, congo-kinshasa
    congo republic | republic of the congo, republic of congo, congo-brazzaville
    czech republic, czech | czechia; denmark, danish; ecuador, ecuadorian, ecuadorean; egypt, egyptian
    england, english; eritrea, eritrean; estonia, estonian; ethiopia, ethiopian; fiji, fijian
    finland, finnish; france, french; gambia, gambian; georgia, georgian; germany, german
    ghana, ghanaian; greece, greek; guatemala, guatemalan; guinea, guinean; haiti, haitian
    honduras, honduran; hungary, hungarian; iceland, icelandic; india, indian
    indonesia, indonesian; iran, iranian; iraq, iraqi; ireland, irish; israel, israeli
    italy, italian; jamaica, jamaican; japan, japanese; jordan, jordanian; kazakhstan, kazakh
    kenya, kenyan; kosovo, kosovar; kuwait, kuwaiti; kyrgyzstan, kyrgyz; laos, laotian
    latvia, latvian; lebanon, lebanese; liberia, liberian; libya, libyan; lithuania, lithuanian
    macedonia, macedonian, north macedonian | north macedonia; malawi, malawian; malaysia, malaysian
    maldives, maldivian; mali, malian
    malta, maltese; mauritania, mauritanian; mexico, mexican; moldova, moldovan; mongolia, mongolian
    montenegro, montenegrin; morocco, moroccan; myanmar, burmese | burma; namibia, namibian
    nepal, nepali, nepalese; netherlands, dutch; nicaragua, nicaraguan; niger, nigerien
    nigeria, nigerian; north korea, north korean; norway, norwegian; oman, omani
    pakistan, pakistani; palestine, palestinian; panama, panamanian; paraguay, paraguayan
    peru, peruvian; philippines, philippine, filipino; poland, polish; portugal, portuguese
    qatar, qatari; romania, romanian; russia, russian; rwanda, rwandan; saudi arabia, saudi, saudi arabian
    scotland, scottish; senegal, senegalese; serbia, serbian; singapore, singaporean
    slovakia, slovak, slovakian; slovenia, slovenian, slovene; somalia, somali
    south africa, south african; south korea, south korean; soviet union, soviet; spain, spanish
    sri lanka, sri lankan; sudan, sudanese; sweden, swedish; switzerland, swiss; syria, syrian
    taiwan, taiwanese; tajikistan, tajik; tanzania, tanzanian; thailand, thai; togo, togolese
    tunisia, tunisian; turkey, turkish | türkiye; turkmenistan, turkmen; uganda, ugandan
    ukraine, ukrainian; united arab emirates, emirati; uruguay, uruguayan; uzbekistan, uzbek
    vatican | vatican city; venezuela, venezuelan; vietnam, vietnamese; wales, welsh; yemen, yemeni
    zambia, zambian; zimbabwe, zimbabwean
    south sudan, south sudanese; equatorial guinea, equatorial guinean, equatoguinean
    guinea-bissau, bissau-guinean | guinea bissau; papua new guinea, papua new guinean
    new mexico, new mexican; new south wales; northern ireland, northern irish
    east germany, east german; west germany, west german
"""
_MOST_WORDS = 5  # "democratic republic of the congo"
# What tells of a people or a part of the world and names no country.
_OTHER_ADJECTIVES = frozenset(
    """
    european african asian arab western eastern kurdish chechen tibetan catalan basque islamic islamist
    muslim christian catholic jewish hindu sunni shia shiite orthodox
    """.split()
)
_GROUPS = [
    [[name.strip() for name in part.split(",")] for part in group.split("|")]
    for group in re.split(r"[;\n]", _NAMES.strip())
]
_KEYS = {name: parts[0][0].replace(" ", "-") for parts in _GROUPS for part in parts for name in part}
_SHARED = {"dr-congo": "congo", "congo-republic": "congo"}  # by a name such as "Congolese" either is meant
_PRONOUN = "us"  # in lower case; the country is written "US"
_COUNTRY_US = re.compile(r"\bUS\b")
_FOLDED = sorted(_KEYS.keys() - {_PRONOUN}, key=len, reverse=True)
_NAME = re.compile(rf"\b(?:{'|'.join(map(re.escape, _FOLDED))})\b\.?(?!\w)")
# The last words of what tells whose somebody is: "korean" of "South Korean".
ADJECTIVES = _OTHER_ADJECTIVES | {name.split()[-1] for parts in _GROUPS for name in parts[0][1:]}


# "Turkish", which tells whose and never where
COUNTRY_ADJECTIVES = frozenset(name for parts in _GROUPS for name in parts[0][1:])


def country_names() -> Mapping[str, str]:
    """The key of the country by each of its names and adjectives, in lower case."""
    return _KEYS


def country_end(words: Sequence[str], start: int, stop: int) -> int | None:
    """Where a country's name that begins at words[start] ends, the longest; None where none does."""
    ends = range(min(stop, start + _MOST_WORDS), start, -1)
    return next((end for end in ends if " ".join(words[start:end]).rstrip(".") in _KEYS), None)


def with_country_keys(text: str) -> str:
    """A text as written, folded, with one key for a country: "U.S. President" → "united-states president".

    One named in full has the key that it shares too: "DR Congo" → "congo dr-congo". "US" is the country,
    "us" is not.
    """
    return _NAME.sub(lambda match: _with_shared(_key(match)), _folded(text))


def with_shared_country_keys(text: str) -> str:
    """The same, where countries of one short name have one key: "DR Congo" → "congo"."""
    return _NAME.sub(lambda match: _SHARED.get(_key(match), _key(match)), _folded(text))


def _folded(text: str) -> str:
    return fold(_COUNTRY_US.sub(_KEYS[_PRONOUN], text))


def _key(match: re.Match[str]) -> str:
    return _KEYS[match.group().rstrip(".")]


def _with_shared(key: str) -> str:
    return f"{_SHARED[key]} {key}" if key in _SHARED else key

"""Countries as a question names them and as ISO 3166 does: "Turkish" and "Turkey" are TR.

Names and adjectives are those of corpus/countries.py; here are the codes, the name that an answer writes,
and the countries that no post of the archive is told by.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus import countries
from corpus.person_names import fold

# A code of ISO 3166-1 (XK as the European Union uses it), the country as it is written behind "of", and
# behind bars further names, and adjectives, where countries.py does not have them.
_COUNTRIES = """
AE the United Arab Emirates; AF Afghanistan; AL Albania; AM Armenia; AO Angola; AR Argentina; AT Austria
AU Australia; AZ Azerbaijan; BA Bosnia | bosnia and herzegovina; BD Bangladesh; BE Belgium; BG Bulgaria
BH Bahrain; BI Burundi; BO Bolivia; BR Brazil; BY Belarus; CA Canada; CD DR Congo; CG Congo Republic
CH Switzerland; CL Chile; CM Cameroon; CN China; CO Colombia; CU Cuba; CY Cyprus; CZ the Czech Republic
DE Germany; DK Denmark; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt; ER Eritrea; ES Spain; ET Ethiopia
FI Finland; FJ Fiji; FR France; GB the United Kingdom | england; GE Georgia; GH Ghana; GM Gambia
GN Guinea; GQ Equatorial Guinea; GR Greece; GT Guatemala; GW Guinea-Bissau; HN Honduras; HR Croatia
HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IN India; IQ Iraq; IR Iran; IS Iceland
IT Italy; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KP North Korea
KR South Korea; KW Kuwait; KZ Kazakhstan; LA Laos; LB Lebanon; LK Sri Lanka; LR Liberia; LT Lithuania
LV Latvia; LY Libya; MA Morocco; MD Moldova; ME Montenegro; MK North Macedonia | macedonia; ML Mali
MM Myanmar; MN Mongolia; MR Mauritania; MT Malta; MV the Maldives; MW Malawi; MX Mexico; MY Malaysia
NA Namibia; NE Niger; NG Nigeria; NI Nicaragua; NL the Netherlands; NO Norway; NP Nepal; OM Oman
PA Panama; PE Peru; PG Papua New Guinea; PH the Philippines; PK Pakistan; PL Poland; PS Palestine
PT Portugal; PY Paraguay; QA Qatar; RO Romania; RS Serbia; RU Russia; RW Rwanda; SA Saudi Arabia
SD Sudan; SE Sweden; SG Singapore; SI Slovenia; SK Slovakia; SN Senegal; SO Somalia; SS South Sudan
SY Syria; TD Chad; TG Togo; TH Thailand; TJ Tajikistan; TM Turkmenistan; TN Tunisia; TR Turkey; TW Taiwan
TZ Tanzania; UA Ukraine; UG Uganda; US the United States; UY Uruguay; UZ Uzbekistan; VA the Vatican
VE Venezuela; VN Vietnam; XK Kosovo; YE Yemen; ZA South Africa; ZM Zambia; ZW Zimbabwe
AD Andorra || andorran; BB Barbados || barbadian; BF Burkina Faso || burkinabe; BJ Benin || beninese
BN Brunei || bruneian; BT Bhutan || bhutanese; BW Botswana; BZ Belize || belizean
CF the Central African Republic; CI Ivory Coast | cote d'ivoire | ivorian; CR Costa Rica || costa rican
CV Cape Verde || cape verdean; DJ Djibouti || djiboutian; DO the Dominican Republic; GA Gabon || gabonese
GY Guyana || guyanese; HK Hong Kong; KM the Comoros || comorian; LI Liechtenstein; LS Lesotho
LU Luxembourg || luxembourgish; MC Monaco || monegasque; MG Madagascar || malagasy; MO Macau | macao
MU Mauritius || mauritian; MZ Mozambique || mozambican; NZ New Zealand; SB the Solomon Islands
SL Sierra Leone || sierra leonean; SM San Marino; SR Suriname || surinamese
SV El Salvador || salvadoran, salvadorean; SZ Eswatini | swaziland | swazi
TL East Timor | timor-leste | timorese; TO Tonga || tongan; TT Trinidad and Tobago || trinidadian; VU Vanuatu
WS Samoa || samoan
"""
# Domains sold to anybody anywhere, so that they tell of no country. Source: those that Google Search takes
# for generic (developers.google.com/search/docs/specialty/international), and the free or punned-on ones.
_GENERIC_DOMAINS = "ad ai as bz cc cd co dj fm gg io la me ms nu sc sr su tk tv ws cf ga gq ml ly to"
_GENERIC = frozenset(_GENERIC_DOMAINS.split())
_NOT_PRESS = frozenset(["gov", "gob", "gouv", "go", "govt", "mil", "ac", "edu", "int"])  # "www.gov.uk"
# The codes that ISO 3166-1 has besides, of places whose press no question is read for.
_FURTHER_CODES = """
AG AI AQ AS AW AX BL BM BQ BS BV CC CK CW CX DM EH FK FM FO GD GF GG GI GL GP GS GU HM IM IO JE KI KN KY LC MF
MH MP MQ MS NC NF NR NU PF PM PN PR PW RE SC SH SJ ST SX TC TF TK TV UM VC VG VI WF YT
"""
_OTHER_DOMAINS = {"uk": "GB"}


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _read() -> tuple[dict[str, str], dict[str, str], set[str]]:
    """The codes by every name, the names written by code, and the adjectives."""
    known, codes, written, adjectives = (
        countries.country_names(),
        dict[str, str](),
        dict[str, str](),
        set[str](),
    )
    for entry in filter(str.strip, _COUNTRIES.replace("\n", ";").split(";")):
        head, further, own_adjectives = [*entry.split("|"), "", ""][:3]
        code, name = head.strip().split(" ", 1)
        names = [fold(name).removeprefix("the "), *_listed(further)]
        keys = {known[one] for one in names if one in known}
        adjectives |= set(_listed(own_adjectives))
        written[code] = name
        same = (one for one, key in known.items() if key in keys)
        codes |= dict.fromkeys([*names, *_listed(own_adjectives), *same], code)
    return codes, written, adjectives


_CODES, _WRITTEN, _OWN_ADJECTIVES = _read()
COUNTRY_ADJECTIVES = countries.COUNTRY_ADJECTIVES | _OWN_ADJECTIVES


def country_codes() -> Mapping[str, str]:
    """The code by every name and adjective of a country, in lower case without accents."""
    return _CODES


def is_country_code(code: str) -> bool:
    """Whether a text is a code of ISO 3166-1 alpha-2, or XK."""
    return code in _WRITTEN or code in _FURTHER_CODES.split()


def written_country(code: str) -> str:
    """A country as it is written behind "of": "the United States"."""
    return _WRITTEN[code]


def country_of_host(host: str) -> str | None:
    """The country of a web address's host by its last label; None where that tells none.

    Those of governments, armies and universities are no press, and tell none.
    """
    *before, last = host.lower().strip(".").split(".")
    if not before or before[-1] in _NOT_PRESS or last in _GENERIC:
        return None
    code = _OTHER_DOMAINS.get(last, last.upper())
    return code if code in _WRITTEN else None

"""A capital that stands for its government: where "Podgorica" leaves a union, an archive names Montenegro."""

from __future__ import annotations

import re

# The seats of governments, and what archives call their countries.
_CAPITALS = """
Abu Dhabi=the United Arab Emirates; Abuja=Nigeria; Accra=Ghana; Addis Ababa=Ethiopia; Algiers=Algeria;
Amman=Jordan; Ankara=Turkey; Antananarivo=Madagascar; Apia=Samoa; Ashgabat=Turkmenistan; Asmara=Eritrea;
Astana=Kazakhstan; Asuncion=Paraguay; Asunción=Paraguay; Athens=Greece; Baghdad=Iraq; Baku=Azerbaijan;
Bamako=Mali; Bangkok=Thailand; Bangui=the Central African Republic; Banjul=Gambia; Beijing=China;
Peking=China; Beirut=Lebanon; Belgrade=Serbia; Belmopan=Belize; Berlin=Germany; Bern=Switzerland;
Berne=Switzerland; Bishkek=Kyrgyzstan; Bissau=Guinea-Bissau; Bogota=Colombia; Bogotá=Colombia;
Brasilia=Brazil; Brasília=Brazil; Bratislava=Slovakia; Brazzaville=the Republic of the Congo;
Bridgetown=Barbados; Brussels=the European Union; Bucharest=Romania; Budapest=Hungary;
Buenos Aires=Argentina; Bujumbura=Burundi; Cairo=Egypt; Canberra=Australia; Caracas=Venezuela;
Chisinau=Moldova; Chișinău=Moldova; Colombo=Sri Lanka; Conakry=Guinea; Copenhagen=Denmark; Dakar=Senegal;
Damascus=Syria; Delhi=India; New Delhi=India; Dhaka=Bangladesh; Dili=East Timor; Doha=Qatar;
Dublin=Ireland; Dushanbe=Tajikistan; Freetown=Sierra Leone; Gaborone=Botswana; Georgetown=Guyana;
Hanoi=Vietnam; Harare=Zimbabwe; Havana=Cuba; Helsinki=Finland; Honiara=the Solomon Islands;
Islamabad=Pakistan; Jakarta=Indonesia; Juba=South Sudan; Kabul=Afghanistan; Kampala=Uganda;
Kathmandu=Nepal; Khartoum=Sudan; Kiev=Ukraine; Kyiv=Ukraine; Kigali=Rwanda;
Kinshasa=the Democratic Republic of the Congo; Kuala Lumpur=Malaysia; Libreville=Gabon; Lilongwe=Malawi;
Lima=Peru; Lisbon=Portugal; Ljubljana=Slovenia; Lomé=Togo; London=the United Kingdom; Luanda=Angola;
Lusaka=Zambia; Madrid=Spain; Malabo=Equatorial Guinea; Managua=Nicaragua; Manama=Bahrain;
Manila=the Philippines; Maputo=Mozambique; Maseru=Lesotho; Minsk=Belarus; Mogadishu=Somalia;
Monrovia=Liberia; Montevideo=Uruguay; Moscow=Russia; Muscat=Oman; N'Djamena=Chad; Nairobi=Kenya;
Naypyidaw=Myanmar; Rangoon=Myanmar; Niamey=Niger; Nicosia=Cyprus; Nouakchott=Mauritania; Oslo=Norway;
Ottawa=Canada; Ouagadougou=Burkina Faso; Paramaribo=Suriname; Paris=France; Phnom Penh=Cambodia;
Podgorica=Montenegro; Port-au-Prince=Haiti; Prague=the Czech Republic; Pretoria=South Africa;
Pristina=Kosovo; Pyongyang=North Korea; Quito=Ecuador; Rabat=Morocco; Reykjavik=Iceland;
Reykjavík=Iceland; Riga=Latvia; Riyadh=Saudi Arabia; Rome=Italy; San Salvador=El Salvador; Sana'a=Yemen;
Sanaa=Yemen; Santo Domingo=the Dominican Republic; Sarajevo=Bosnia and Herzegovina; Seoul=South Korea;
Skopje=Macedonia; Sofia=Bulgaria; Stockholm=Sweden; Suva=Fiji; Taipei=Taiwan; Tallinn=Estonia;
Tashkent=Uzbekistan; Tbilisi=Georgia; Tegucigalpa=Honduras; Tehran=Iran; Teheran=Iran; Thimphu=Bhutan;
Tirana=Albania; Tokyo=Japan; Tripoli=Libya; Tunis=Tunisia; Ulaanbaatar=Mongolia; Ulan Bator=Mongolia;
Valletta=Malta; Vienna=Austria; Vientiane=Laos; Vilnius=Lithuania; Warsaw=Poland;
Washington=the United States; Wellington=New Zealand; Windhoek=Namibia; Yaounde=Cameroon;
Yaoundé=Cameroon; Yerevan=Armenia; Zagreb=Croatia
"""
COUNTRIES = dict(pair.strip().split("=") for pair in _CAPITALS.split(";"))
_CAPITAL = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})\b(?!\s+[A-Z])"
)
# Behind these a capital acts, or is acted on or with; elsewhere it is mostly where something is.
_ACTING_BEFORE = re.compile(
    r"(?:^|\b(?:did|does|do|has|have|had|was|were|is|are|will|would|can|could|should|"
    r"about|against|between|with|by|for|and)\s+)$",
    re.IGNORECASE,
)


def with_countries(text: str) -> str:
    """A text with countries for the capitals that act or are acted on; a capital that is a place stays."""
    return _CAPITAL.sub(lambda match: _country(match, text[: match.start()]), text)


def _country(match: re.Match[str], before: str) -> str:
    capital = match.group()
    return COUNTRIES[capital] if _ACTING_BEFORE.search(before) else capital

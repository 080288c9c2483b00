"""Months and weekdays as languages other than English write them, for dates that stand by themselves.

From CLDR, by babel: French, German, Spanish, Italian, Portuguese, Dutch, Russian, Ukrainian, Polish,
Swedish, Danish, Norwegian, Finnish, Czech and Turkish, in the forms of a date and of a heading. No
month's name means another there.
"""

from __future__ import annotations

FOREIGN_MONTHS = {
    name: number
    for number, names in {
        1: "enero gennaio janeiro januar januari janv janvier leden ledna ocak styczeń stycznia tammikuu tammikuuta січень січня январь января",
        2: "febbraio febrero februar februari fevereiro févr février helmikuu helmikuuta lutego luty únor února şubat лютий лютого февраль февраля",
        3: "březen března maaliskuu maaliskuuta maart marca mars mart marts marzec marzo março märz березень березня март марта",
        4: "abril aprile avril duben dubna huhtikuu huhtikuuta kwiecień kwietnia nisan апрель апреля квітень квітня",
        5: "květen května maggio mai maio maj maja mayo mayıs mei toukokuu toukokuuta май мая травень травня",
        6: "czerwca czerwiec giugno haziran juin junho juni junio kesäkuu kesäkuuta červen června июнь июня червень червня",
        7: "heinäkuu heinäkuuta juil juillet julho juli julio lipca lipiec luglio temmuz července červenec июль июля липень липня",
        8: "agosto août augusti augustus ağustos elokuu elokuuta sierpień sierpnia srpen srpna август августа серпень серпня",
        9: "eylül sept septembre septiembre setembro settembre syyskuu syyskuuta wrzesień września září вересень вересня сентябрь сентября",
        10: "ekim lokakuu lokakuuta octobre octubre oktober ottobre outubro październik października říjen října жовтень жовтня октябрь октября",
        11: "kasım listopad listopada listopadu marraskuu marraskuuta novembre novembro noviembre листопад листопада ноябрь ноября",
        12: "aralık desember dezember dezembro dicembre diciembre décembre grudnia grudzień joulukuu joulukuuta prosince prosinec грудень грудня декабрь декабря",
    }.items()
    for name in names.split()
}

FOREIGN_WEEKDAYS = tuple(
    name
    for names in (
        "cuma cumartesi czwartek dienstag dimanche dinsdag domenica domingo donderdag donnerstag",
        "fredag freitag giovedì jeudi jueves keskiviikko keskiviikkona lauantai lauantaina lundi",
        "lunedì lunes lördag lørdag maanantai maanantaina maandag mandag mardi martedì martes",
        "mercoledì mercredi mittwoch miércoles montag måndag neděle niedziela onsdag pazar",
        "pazartesi perjantai perjantaina perşembe piątek pondělí poniedziałek pátek quarta-feira",
        "quinta-feira sabato salı samedi samstag segunda-feira sexta-feira sobota sonnabend",
        "sonntag středa sunnuntai sunnuntaina sábado söndag søndag terça-feira tiistai tiistaina",
        "tirsdag tisdag torsdag torstai torstaina vendredi venerdì viernes vrijdag woensdag",
        "wtorek zaterdag zondag çarşamba úterý čtvrtek środa воскресенье вторник вівторок неділя",
        "пʼятниця п’ятниця понедельник понеділок пятница середа среда суббота субота четвер",
        "четверг",
    )
    for name in names.split()
)

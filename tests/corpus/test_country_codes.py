from hypothesis import given
from hypothesis import strategies as st

from corpus.country_codes import (
    COUNTRY_ADJECTIVES,
    country_codes,
    country_of_host,
    is_country_code,
    written_country,
)


def test_a_country_has_one_code_by_each_of_its_names() -> None:
    codes = country_codes()
    names = ["united states", "american", "u.s", "usa"]
    assert {codes[name] for name in names} == {"US"}
    assert [codes[name] for name in ("turkish", "new zealand", "mozambican", "czechia", "english")] == [
        "TR",
        "NZ",
        "MZ",
        "CZ",
        "GB",
    ]


def test_a_name_of_two_countries_or_of_none_has_no_code() -> None:
    assert not {"congolese", "korean", "european union", "scottish", "soviet"} & country_codes().keys()


def test_every_adjective_of_a_country_with_a_code_is_known_as_one() -> None:
    codes = country_codes()
    assert {"dutch", "barbadian", "south korean"} <= COUNTRY_ADJECTIVES & codes.keys()
    assert not {"turkey", "new zealand", "uk"} & COUNTRY_ADJECTIVES


def test_a_country_is_written_as_behind_of() -> None:
    assert written_country("US") == "the United States" and written_country("GE") == "Georgia"


def test_domains_of_a_country_tell_it_but_those_sold_to_anybody_do_not() -> None:
    told = {
        host: country_of_host(host) for host in ("lenta.ru", "www.Echo.co.uk", "x.spiegel.de", "civil.ge.")
    }
    assert list(told.values()) == ["RU", "GB", "DE", "GE"]
    untold = [
        "geo.tv",
        "x.io",
        "about.me",
        "t.co",
        "radio.fm",
        "x.com",
        "x.eu",
        "ru",
        "",
        "x.gov.uk",
        "y.ac.jp",
    ]
    assert [host for host in untold if country_of_host(host)] == []


def test_codes_of_territories_are_codes_too() -> None:
    assert is_country_code("PR") and is_country_code("XK")
    assert not any(map(is_country_code, ("UK", "EU", "ZZ", "gb", "RUS", "")))


@given(st.text(max_size=60))
def test_any_host_tells_a_known_country_or_none(host: str) -> None:
    country = country_of_host(host)
    assert country is None or is_country_code(country)

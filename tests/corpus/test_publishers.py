from pathlib import Path

import pytest

from corpus.errors import PublishersUnreadable
from corpus.publishers import (
    country_of,
    extend_publishers,
    publisher_of,
    publisher_table,
    read_publishers,
    source_key,
    source_keys,
)


@pytest.mark.parametrize(
    "name",
    [
        "BBC",
        "BBC News",
        "bbc news",
        "The BBC",
        "news.bbc.co.uk",
        "www.bbc.com",
        "British Broadcasting Corporation",
    ],
)
def test_the_names_and_hosts_of_a_publisher_are_one(name: str) -> None:
    assert source_key(name) == source_key("BBC")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Guardian", "guardian"),
        ("A.P.", "Associated Press"),
        ("Ha'aretz", "Haaretz"),
        ("Al-Jazeera", "Al Jazeera English"),
        ("NY Times", "nytimes.com"),
        ("The Unknown Courier", "unknown  COURIER"),
    ],
)
def test_case_punctuation_and_a_leading_the_make_no_difference(one: str, other: str) -> None:
    assert source_key(one) == source_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ABC News", "ABC News Australia"),
        ("The Times", "Financial Times"),
        ("Courier", "Courier-Mail"),
        ("The", "Them"),
    ],
)
def test_different_publishers_stay_apart(one: str, other: str) -> None:
    assert source_key(one) != source_key(other)


def test_an_agency_s_text_in_a_paper_answers_to_both() -> None:
    assert {source_key("AP"), source_key("Houston Chronicle")} < set(source_keys("AP via Houston Chronicle"))
    assert {source_key("AFP"), source_key("Reuters")} < set(source_keys("AFP/Reuters"))
    assert source_keys("RFE/RL") == (source_key("Radio Free Europe/Radio Liberty"),)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://news.bbc.co.uk/2/hi/europe/6570533.stm", "BBC"),
        ("https://edition.cnn.com/x", "CNN"),
        ("http://money.cnn.com/x", "CNN Money"),
        ("https://www.unknown.example/x", "unknown.example"),
        ("https://notbbc.co.uk/x", "notbbc.co.uk"),
        ("/news/2007", None),
    ],
)
def test_an_address_belongs_to_the_longest_domain_that_is_known(url: str, name: str | None) -> None:
    assert publisher_of(url) == name


def test_a_file_adds_to_the_table_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,domains,aliases\nThe Courier,courier.example,Daily Courier\nBBC Persian,bbc.com,\n", "utf-8"
    )
    try:
        extend_publishers(path)
        assert publisher_of("https://www.courier.example/a") == "The Courier"
        assert source_key("Daily Courier") == source_key("courier")
        assert publisher_of("https://www.bbc.com/a") == "BBC Persian"
        assert publisher_of("https://www.bbc.co.uk/a") == "BBC"
    finally:
        extend_publishers(None)
    assert publisher_of("https://www.courier.example/a") == "courier.example"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"name,domains,aliases,kind\n,x.org,,news\n",
        b"name,domains,aliases,kind\nX,x.org,,blog\n",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(PublishersUnreadable, match=r"mine\.csv"):
        read_publishers(path)


def test_no_domain_of_the_packaged_table_is_given_twice() -> None:
    rows = read_publishers(Path(publisher_table.__code__.co_filename).with_name("publishers.csv"))
    domains = [domain for row in rows for domain in row.domains]
    assert len(domains) == len(set(domains))
    assert len(rows) > 400


@pytest.mark.parametrize(
    ("name", "url", "country"),
    [
        ("RIA Novosti", None, "RU"),
        ("the jerusalem post", "https://www.jpost.co.uk/a", "IL"),
        ("Reuters", "https://reuters.co.uk/a", None),
        ("NASA", None, None),
        ("lenta.ru", None, "RU"),
        ("Evening Courier", "https://courier.hu/a", "HU"),
        ("Evening Courier", "https://courier.example/a", None),
        ("Evening Courier", None, None),
    ],
)
def test_a_publisher_s_country_is_the_table_s_else_its_own_domain_s(
    name: str, url: str | None, country: str | None
) -> None:
    assert country_of(name, url) == country


def test_a_file_may_tell_countries_and_one_without_leaves_those_known(tmp_path: Path) -> None:
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    new.write_text("name,domains,country\nThe Courier,courier.example,ge\n", "utf-8")
    old.write_text(
        "name,domains,aliases,kind\nThe Courier,courier.example,,news\nBBC,bbc.com,,news\n", "utf-8"
    )
    try:
        extend_publishers(new)
        assert country_of("Courier", None) == "GE"
        extend_publishers(old)
        assert (country_of("Courier", None), country_of("BBC", None)) == (None, "GB")
    finally:
        extend_publishers(None)


def test_a_country_that_is_none_is_named_with_its_line_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,domains,country\nA,a.example,GB\nB,b.example,UK\n", "utf-8")
    with pytest.raises(
        PublishersUnreadable, match=r"line 3 has the country 'UK', no code of ISO 3166 such as GB"
    ):
        read_publishers(path)


def test_most_of_the_packaged_publishers_have_a_country() -> None:
    rows = publisher_table().publishers
    assert sum(row.country is not None for row in rows) >= 0.85 * len(rows)

"""Whose names are one person's, and whom a name, a surname or a post means."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.person_names import read_name, sound
from corpus.persons import NameUse, Person, gather_persons
from corpus.speaker_finder import Manner, SpeakerFinder


def used(*names: str, n: int = 3, roles: dict[str, str] | None = None) -> dict[str, NameUse]:
    told = roles or {}
    return {
        name: NameUse(n_statements=n, n_documents=2, roles=Counter([told[name]] if name in told else []))
        for name in names
    }


def together(*names: str) -> list[set[str]]:
    return [set(person.names) for person in gather_persons(used(*names))]


def finder(*names: str, roles: dict[str, str] | None = None) -> SpeakerFinder:
    return SpeakerFinder(gather_persons(used(*names, roles=roles)))


def found(among: SpeakerFinder, text: str) -> list[str]:
    speakers = among.find(text)
    return [person.name for person in speakers.persons] if speakers else []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mikheil Saakashvili", "Mikheil Saakashvilli"),
        ("Aleksandar Vucic", "Alexander Vučić"),
        ("Sergei Ignatyev", "Sergey Ignatiev"),
        ("Dmitry Shchugorev", "Dmitry Schugorev"),
        ("Viktor Orban", "Victor Orbán"),
        ("VLADIMIR PUTIN", "Vladimir Putin"),
        ("Donald J. Trump", "Donald Trump"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("President Vladimir Putin", "Vladimir Putin"),
        ("Martin O’Malley", "Martin O'Malley"),
        ("Gerhard Schröder", "Gerhard Schroeder"),
        ("Yelena Kuzmenko", "Elena Kuzmenko"),
        ("Zaparozhenko Ivan Chernomyrdin", "Zaparozhenko Ivan Chernomydin"),
    ],
)
def test_one_person_in_two_spellings_is_one(left: str, right: str) -> None:
    assert together(left, right) == [{left, right}]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Boris Johnson", "Boris Johnston"),
        ("Peter Anderson", "Peter Andersen"),
        ("Martin Gaye", "Marvin Gaye"),
        ("Jon Snow", "Jan Snow"),
        ("Maria Rossi", "Mario Rossi"),
        ("George W. Bush", "George H. W. Bush"),
        ("Sergei Ivanov", "Viktor Ivanov"),
        ("New York Police Department", "New Jersey Police Department"),
        ("Vladimir Putin", "Vladimir Puchkov"),
    ],
)
def test_two_people_of_like_names_stay_two(left: str, right: str) -> None:
    assert sorted(map(sorted, together(left, right))) == sorted([[left], [right]])


def test_a_name_between_two_of_other_middle_names_joins_neither() -> None:
    assert len(together("George Bush", "George Walker Bush", "George Herbert Bush")) == 3


def test_a_bare_surname_joins_the_only_person_who_has_it() -> None:
    uses = used("Marco Rubio", n=9) | used("Rubio", n=3)
    assert [set(person.names) for person in gather_persons(uses)] == [{"Marco Rubio", "Rubio"}]
    assert len(gather_persons(uses | used("Jeanette Rubio"))) == 3


def test_a_commoner_word_than_the_surname_is_left_alone() -> None:
    assert len(gather_persons(used("Steve Israel", n=2) | used("Israel", n=9))) == 2


@pytest.mark.parametrize(
    "asked",
    [
        "vladimir putin",
        "PUTIN",
        "Putin",
        "President Putin",
        "Vladimir Puttin",
        "Vladimr Putin",
        "Russian President Vladimir Putin",
    ],
)
def test_a_person_is_found_by_any_way_of_asking(asked: str) -> None:
    assert found(finder("Vladimir Putin", "Vladimir Puchkov", "Dmitry Medvedev"), asked) == ["Vladimir Putin"]


def test_a_surname_of_several_means_them_all_those_with_most_statements_first() -> None:
    persons = gather_persons(used("Bill Clinton", n=2) | used("Hillary Clinton", n=5))
    speakers = SpeakerFinder(persons).find("Clinton")
    assert speakers is not None and speakers.is_ambiguous and speakers.manner is Manner.SURNAME
    assert [person.name for person in speakers.persons] == ["Hillary Clinton", "Bill Clinton"]


def test_a_full_name_means_nobody_else_of_the_surname() -> None:
    assert found(finder("Bill Clinton", "Hillary Clinton"), "Hilary Clinton") == ["Hillary Clinton"]
    assert found(finder("Bill Clinton"), "Chelsea Clinton") == []


def test_a_post_means_those_who_are_given_it() -> None:
    roles = {"Anatoly Serdyukov": "Russian Defense Minister", "Robert Gates": "Defense Secretary"}
    among = finder("Anatoly Serdyukov", "Robert Gates", roles=roles)
    assert found(among, "the Russian defence minister") == ["Anatoly Serdyukov"]
    assert found(among, "defence minister") == ["Anatoly Serdyukov"]
    assert found(among, "the French defence minister") == []


def test_a_post_is_found_with_and_without_the_dots_of_initials() -> None:
    roles = {"Ann Roe": "U.S. President", "Jim Poe": "US President", "Al Doe": "UK Prime Minister"}
    among = finder("Ann Roe", "Jim Poe", "Al Doe", roles=roles)
    for asked in ("the US president", "the U.S. president"):
        found = among.find(asked)
        assert found is not None and {one.name for one in found.persons} == {"Ann Roe", "Jim Poe"}


def test_a_post_is_found_where_the_country_is_not_said_with_it() -> None:
    roles = {"Anatoly Serdyukov": "Defence Minister", "Jan Maas": "Dutch Defence Minister"}
    among = finder("Anatoly Serdyukov", "Jan Maas", roles=roles)
    assert found(among, "the Russian defence minister") == ["Anatoly Serdyukov"]
    assert found(among, "the Dutch defence minister") == ["Jan Maas"]
    assert found(among, "the Russian minister") == []


def test_institutions_are_found_by_their_name() -> None:
    among = finder("NATO", "State Department", "John State")
    assert (found(among, "nato"), found(among, "the State Department")) == (["NATO"], ["State Department"])


def test_an_institution_is_found_by_the_beginning_of_its_name() -> None:
    among = finder("Pew Research Center", "Emily’s List")
    assert found(among, "Pew Research") == ["Pew Research Center"]
    assert found(among, "Emily's List") == found(among, "Emily List") == ["Emily’s List"]


def test_names_are_completed_by_the_beginning_of_any_word() -> None:
    among = finder("Felipe Calderón", "Mikheil Saakashvili", "NATO")
    assert [p.name for p in among.starting_with("cald")] == ["Felipe Calderón"]
    assert [p.name for p in among.starting_with("mikheil saa")] == ["Mikheil Saakashvili"]
    assert len(among.starting_with("")) == 3


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(1, 9), max_size=8))
def test_every_name_belongs_to_one_person_whatever_it_is_made_of(counts: dict[str, int]) -> None:
    uses = {name: NameUse(n_statements=n, n_documents=1) for name, n in counts.items()}
    persons = gather_persons(uses)
    assert sorted(name for person in persons for name in person.names) == sorted(uses)
    assert sum(person.n_statements for person in persons) == sum(counts.values())
    assert persons == gather_persons(dict(reversed(uses.items())))
    among = SpeakerFinder(persons)
    for name in uses:
        if read_name(name).parts:
            assert among.find(name) is not None
        else:
            among.find(name)


@given(st.text())
def test_any_text_is_read_as_a_name(text: str) -> None:
    name = read_name(text)
    assert all(part == part.casefold() for part in name.parts)
    assert all(sound(part) == sound(part) for part in name.parts)


def test_a_person_is_shown_by_a_full_name_in_common_case() -> None:
    uses = used("DMITRY PESKOV", n=5) | used("Dmitry Peskov", n=2)
    assert gather_persons(uses)[0] == Person(
        name="Dmitry Peskov",
        names=("DMITRY PESKOV", "Dmitry Peskov"),
        roles=(),
        n_statements=7,
        n_documents=4,
    )

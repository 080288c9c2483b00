"""Which passages of an archive the press of a country published, by its sources' names and addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from corpus.filters import PassageSet
from corpus.publishers import country_of, source_key
from corpus.store import Store


class PublishedIn:
    """Knows where an archive's sources are published; looks them up once, when first asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def passages(self, countries: Iterable[str]) -> PassageSet:
        """The passages of which any source is of the press of any of some countries, by their codes."""
        keys = [key for country in countries for key in self._keys.get(country, ())]
        return self._store.of_sources(keys)

    def countries(self) -> list[str]:
        """The codes of the countries that have a source here, those with most passages first."""
        counts, of_country = self._store.source_counts(), Counter[str]()
        for country, keys in self._keys.items():
            of_country[country] = sum(counts[key] for key in keys)
        return [country for country, _ in of_country.most_common()]

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        """The keys of the sources by their country's code."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        by_address = self._by_address()
        for key in self._store.source_counts():
            country = country_of(key, None) or by_address.get(key)
            if country is not None:
                found[country].append(key)
        return found

    def _by_address(self) -> dict[str, str]:
        """The countries of sources as their first passages give them away.

        An address is a source's own where its passage has no other source.
        """
        found: dict[str, str] = {}
        for sources in self._store.first_sources():
            address = sources[0].url if len(sources) == 1 else None
            for source in sources:
                if country := country_of(source.name, address):
                    found.setdefault(source_key(source.name), country)
        return found

"""The passages by which a country's press is heard: its own, and those of others that tell what it says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.country_codes import COUNTRY_ADJECTIVES, country_codes
from corpus.filters import PassageSet, Rows
from corpus.published_in import PublishedIn
from qa.press import tells_of_press
from qa.retrieval import Retriever

# Passages with most of a country's names and these words, looked through once. Of 160 in current-events that
# tell what a press says 112 are among the first 200, 142 among 500, 154 among 1,000; 500 take 0.1 s.
LOOKED_THROUGH = 500
_PRESS_WORDS = "media press newspaper newspapers television tv radio news agency state"


class PressPassages:
    """Knows by which passages of an archive each country's press is heard; looks each up once."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._published = PublishedIn(retriever.store)
        self._telling: dict[str, Rows] = {}

    def passages(self, countries: Sequence[str]) -> PassageSet:
        """The passages published by the press of any of some countries, or telling what it says."""
        rows = [self._published.passages(countries).rows, *map(self._told, countries)]
        return PassageSet(rows=np.unique(np.concatenate(rows)).astype(np.int64))

    def countries(self) -> list[str]:
        """The codes of the countries whose press the archive has, those with most passages first."""
        return self._published.countries()

    def _told(self, country: str) -> Rows:
        if country not in self._telling:
            self._telling[country] = self._find(country)
        return self._telling[country]

    def _find(self, country: str) -> Rows:
        names = [name for name, code in country_codes().items() if code == country]
        asked = " ".join([*sorted(names, key=lambda name: name not in COUNTRY_ADJECTIVES), _PRESS_WORDS])
        rows = self._retriever.fulltext.search(asked, k=LOOKED_THROUGH, among=None).rows
        texts = self._retriever.store.texts(rows.tolist())
        tells = [tells_of_press(passage.text, country) for passage in texts]
        return rows[np.array(tells, dtype=np.bool_)]

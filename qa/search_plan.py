"""From a question to what is searched: its reading, the passages that may answer, and those preferred."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from corpus.filters import NO_FILTERS, Filters, PassageSet
from corpus.fulltext_words import content_terms
from corpus.speaker_finder import Manner
from corpus.spelling import respell
from corpus.store import Store
from qa.answer import Interpretation
from qa.archive_names import is_written_as_name, n_documents_naming, nearest_mention
from qa.capitals import with_countries
from qa.press_names import NamedPress
from qa.press_passages import PressPassages
from qa.question import KnownNames, QuestionReading, read_question
from qa.question_kind import QuestionKind
from qa.question_words import only_asks
from qa.ranking import Shape
from qa.rare_names import with_rarest_name
from qa.retrieval import Retriever
from qa.saying import Saying, is_newest, read_saying

# Content words of a question whose dates say when: of the questions with a window in current-events and
# scifact-train 9 at most, of the six in cisi, in all of which the date describes, 18 to 96.
MOST_WORDS_DATED = 15
HALF_OF_WORDS = 0.5
MOST_LEFT_OUT = 1000  # counted; what is beyond is no help to a reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """What is searched for a question.

    `among` are the passages that meet the filters given and the window read, None for all;
    `preferred` those of the publisher, speaker or rare thing that the question names. `press` is the press
    that the question asks: `among` are its passages, scored beside all those of `beside`, else the same as
    `among`. Where it or the window read leaves nothing, `is_missed` is true and `among` are the nearest
    passages that meet the filters given.
    `saying` is what is asked of somebody's words, None where the question is for none.
    `n_undated` passages have no date and so stay out of the window, if there is one, though they hold
    at least half of the question's words, rare ones counting more.
    """

    reading: QuestionReading
    shape: Shape
    filters: Filters
    among: PassageSet | None
    beside: PassageSet | None
    preferred: PassageSet | None
    is_missed: bool
    n_undated: int
    saying: Saying | None = None
    press: NamedPress | None = None

    @property
    def interpretation(self) -> Interpretation:
        """How the question was read, filters included."""
        return Interpretation(
            from_date=self.filters.from_date,
            to_date=self.filters.to_date,
            source=self.filters.source or self.reading.source or (self.press.label if self.press else None),
            speaker=self.filters.speaker or (self.saying.named if self.saying else None),
            kind=self.kind,
        )

    @property
    def kind(self) -> QuestionKind:
        """The shape of the answer that is wanted."""
        return QuestionKind.STATEMENT if self.saying else self.reading.kind

    @property
    def asks_for_words(self) -> bool:
        """Whether somebody's own words are wanted, by name."""
        return self.saying is not None and bool(self.saying.who)

    @property
    def query(self) -> str:
        """What passages are compared with in meaning."""
        return with_countries((self.saying and self.saying.topic) or self.reading.topic)

    @property
    def words(self) -> str:
        """The words that are looked for in passages, and in their sentences."""
        return (self.saying and self.saying.topic) or self.reading.search_words

    @property
    def compares_meaning(self) -> bool:
        """Whether a vector decides anything; in what somebody says of no topic, names and words do."""
        return not self.asks_for_words or bool(self.saying and self.saying.topic)

    @property
    def has_window(self) -> bool:
        """Whether only some days may answer."""
        return self.filters.from_date is not None or self.filters.to_date is not None


class Planner:
    """Reads questions against one archive, whose names it looks up once."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        store = retriever.store
        self._known = KnownNames(sources=store.source_counts(), speakers=store.speaker_counts())
        self._dated_days = store.dated_days()
        self._n_undated = store.n_undated()
        self._press = PressPassages(retriever)

    def plan(self, text: str, *, given: Filters = NO_FILTERS, now: date | None = None) -> SearchPlan:
        """Read a question and decide what is searched; a filter given outranks what was read.

        Args:
            text: the question, understood from the talk before it.
            given: what the passages must meet whatever the question says.
            now: the day from which "yesterday" counts; None means today.
        """
        reading = self._respelt(read_question(text, now=now or date.today(), known=self._known))
        filters = self._with_window(given, reading)
        saying = self._saying(reading, given, filters)
        press = reading.press if given.source is None else None
        by_press = self._press.passages(press.countries) if press else None
        among, is_missed = self._among(filters, given, by_press, saying)
        preferred = self._preferred(among, filters, reading, saying)
        is_beside = by_press is not None and not is_missed and saying is None and preferred is None
        return SearchPlan(
            reading=reading,
            shape=self._shape(reading),
            filters=filters,
            among=among,
            beside=self._retriever.passages_meeting(filters) if is_beside else among,
            preferred=among if is_beside else preferred,
            is_missed=is_missed,
            saying=saying,
            n_undated=self._left_out(filters, reading, by_press),
            press=press,
        )

    def _among(
        self, filters: Filters, given: Filters, by_press: PassageSet | None, saying: Saying | None
    ) -> tuple[PassageSet | None, bool]:
        """The passages that may answer; where there are none the nearest to them, and True.

        Nearest is the same press on other days, then other sources on those days, then all.
        """
        within, anywhen = self._retriever.passages_meeting(filters), self._retriever.passages_meeting(given)
        if filters == given and by_press is None:
            return within, False
        wider = [_both(anywhen, by_press), within] if by_press is not None else []
        sought = _both(within, by_press)
        if not self._is_empty(sought, saying):
            return sought, False
        return next((some for some in wider if not self._is_empty(some, saying)), anywhen), True

    def countries_of_press(self) -> list[str]:
        """The codes of the countries whose press the archive has, those with most passages first."""
        return self._press.countries()

    def _saying(self, reading: QuestionReading, given: Filters, filters: Filters) -> Saying | None:
        """What the question asks of somebody's words; with a speaker given, of that one's.

        A post is asked for on the days of the filters, which hold the window read.
        """
        table = self._retriever.store.statements
        find = partial(table.speakers, from_date=filters.from_date, to_date=filters.to_date)
        saying = read_saying(reading.topic, find, partial(is_written_as_name, self._retriever))
        if given.speaker is None:
            return saying and self._as_mentioned(saying)
        topic = saying.topic if saying else reading.search_words
        speakers = find(given.speaker)
        return Saying(who=given.speaker, speakers=speakers, topic=topic, is_newest=is_newest(reading.topic))

    def _as_mentioned(self, saying: Saying) -> Saying:
        """With nobody else's words for a name that is mentioned, and a misspelt name as it is mentioned."""
        is_guess = saying.speakers is not None and saying.speakers.manner is Manner.GUESS
        if is_guess and n_documents_naming(self._retriever, saying.who):
            return replace(saying, speakers=None)
        if saying.who and saying.speakers is None:
            return replace(saying, who=nearest_mention(self._retriever, saying.who) or saying.who)
        return saying

    def _is_empty(self, among: PassageSet | None, saying: Saying | None) -> bool:
        """Whether the passages hold nothing, or none of the words of the persons meant, who do speak."""
        if among is None or not len(among) or saying is None or saying.speakers is None:
            return among is not None and not len(among)
        return not len(np.intersect1d(self._retriever.store.spoken_by(saying.speakers).rows, among.rows))

    def _shape(self, reading: QuestionReading) -> Shape:
        index = self._retriever.fulltext
        rarities = {term: index.rarity(term) for term in content_terms(reading.search_words)}
        names = {term for name in reading.names for term in content_terms(name)}
        of_names = sum(rarity for term, rarity in rarities.items() if term in names)
        total = sum(rarities.values())
        return Shape(
            n_words=0 if only_asks(reading.topic) else len(rarities),
            name_share=of_names / total if total else 0.0,
            asks_when=reading.kind is QuestionKind.WHEN,
        )

    def _respelt(self, reading: QuestionReading) -> QuestionReading:
        terms = [found.term for found in respell(reading.search_words, self._retriever.fulltext)]
        return replace(reading, search_words=" ".join([reading.search_words, *terms])) if terms else reading

    def _with_window(self, given: Filters, reading: QuestionReading) -> Filters:
        """The filters with the window read, where none was given and the archive has dates.

        A year beside a noun ("the 1967 borders") that lies outside the archive's days describes, and so
        does any in a pasted paragraph.
        """
        window, n_words = reading.window, len(content_terms(reading.search_words))
        if (
            window is None
            or n_words > MOST_WORDS_DATED
            or self._dated_days is None
            or given.from_date
            or given.to_date
        ):
            return given
        first, last = self._dated_days
        is_outside = (window.from_date or first) > last or (window.to_date or last) < first
        if window.kept_spans and is_outside:
            return given
        return replace(given, from_date=window.from_date, to_date=window.to_date)

    def _left_out(self, filters: Filters, reading: QuestionReading, by_press: PassageSet | None) -> int:
        """How many passages a window leaves out for want of a date that else might have answered."""
        if not self._n_undated or (filters.from_date is None and filters.to_date is None):
            return 0
        store, index = self._retriever.store, self._retriever.fulltext
        dated = store.matching(replace(NO_FILTERS, from_date=date.min, to_date=date.max))
        meeting = _both(store.matching(replace(filters, from_date=None, to_date=None)), by_press)
        every = np.arange(store.n_passages, dtype=np.int64) if meeting is None else meeting.rows
        undated = np.setdiff1d(every, dated.rows if dated else every[:0], assume_unique=True)
        if only_asks(reading.topic) or not len(undated):
            return len(undated)
        found = index.search(reading.search_words, k=MOST_LEFT_OUT, among=PassageSet(rows=undated))
        covered = index.coverage(reading.search_words, np.sort(found.rows))
        return int(np.count_nonzero(covered >= HALF_OF_WORDS))

    def _preferred(
        self, among: PassageSet | None, filters: Filters, reading: QuestionReading, saying: Saying | None
    ) -> PassageSet | None:
        """Passages of the publisher named; where anybody's words are wanted, those with somebody's.

        Where a number is, those with the rarest name.
        """
        if reading.source is not None and filters.source is None:
            return _both(among, self._retriever.passages_meeting(Filters(source=reading.source)))
        if saying is None:
            return with_rarest_name(reading, self._retriever.fulltext, among)
        if saying.who:
            return None
        return _both(among, PassageSet(rows=self._retriever.store.all_spoken()))


def _both(some: PassageSet | None, others: PassageSet | None) -> PassageSet | None:
    """The passages in both sets; None is every passage."""
    if some is None or others is None:
        return others if some is None else some
    return PassageSet(rows=np.intersect1d(some.rows, others.rows, assume_unique=True))


def nearest_days(store: Store, window: Filters) -> tuple[date | None, date | None]:
    """The last day before a window and the first day after it on which anything is dated."""
    before = window.from_date - timedelta(days=1) if window.from_date else None
    after = window.to_date + timedelta(days=1) if window.to_date else None
    return store.last_day_until(before) if before else None, store.first_day_from(after) if after else None

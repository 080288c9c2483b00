"""What may be asked over HTTP, and how it becomes a Question."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from corpus.errors import BadDate, BadRequest, BadWindow
from corpus.filters import NO_FILTERS, Filters
from qa.http.archive import ArchiveUnknown
from qa.service import DEFAULT_K, MAX_K, Question, Turn
from qa.settings import Settings
from qa.statement_search import StatementQuery

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAX_NAME_CHARS = 500
MAX_CURSOR_CHARS = 500


class QuestionTooLong(BadRequest):
    """A question, or the talk before it, beyond what this server reads."""

    def __init__(self, what: str, found: int, most: int, remedy: str) -> None:
        self.found = found
        self.most = most
        super().__init__(f"{what} is {found} long, and this server reads at most {most}; {remedy}")


def _read_day(value: object) -> object:
    """An ISO day as a date; pydantic alone would also take numbers and times of day."""
    if value is None or type(value) is date:
        return value
    try:
        if isinstance(value, str) and ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    told = str(BadDate("date", str(value)[:40])).removeprefix("date: ")
    raise PydanticCustomError("bad_date", "{told}", {"told": told})


Day = Annotated[date, BeforeValidator(_read_day)]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS, pattern=r"\S")]
Count = Annotated[int, Field(strict=True, ge=1)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FiltersBody(_Request):
    """Conditions that every passage must meet; what is left out asks for nothing."""

    from_: Day | None = Field(default=None, alias="from", description="The first day, YYYY-MM-DD.")
    to: Day | None = Field(default=None, description="The last day, included.")
    source: Name | None = Field(
        default=None,
        description="A source's name; case and a leading “The” do not matter.",
        examples=["Reuters"],
    )
    speaker: Name | None = Field(default=None, description="Who says it.", examples=["Robert Gates"])

    @model_validator(mode="after")
    def _check_window(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            told = str(BadWindow(str(self.from_), str(self.to)))
            raise PydanticCustomError("bad_window", "{told}", {"told": told})
        return self

    def to_filters(self) -> Filters:
        """The same as the archive takes it."""
        return Filters(from_date=self.from_, to_date=self.to, source=self.source, speaker=self.speaker)


class TurnBody(_Request):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class AskRequest(_Request):
    """A question, with the talk before it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "What did Gates discuss in Moscow?",
                    "history": [],
                    "filters": {"from": "2007-04-01", "to": "2007-04-30"},
                    "k": 5,
                }
            ]
        }
    )

    question: Words = Field(description="Not blank.")
    history: tuple[TurnBody, ...] = Field(default=(), description="Earlier messages, oldest first.")
    filters: FiltersBody | None = Field(default=None, description="What every passage must meet.")
    k: Annotated[int, Field(strict=True, ge=1, le=MAX_K)] = Field(
        default=DEFAULT_K, description=f"Citations wanted, 1 to {MAX_K}."
    )
    max_tokens: Count | None = Field(
        default=None, description="Bounds the citations' texts together, in tiktoken tokens (cl100k_base)."
    )
    now: Day | None = Field(
        default=None, description="The day from which “yesterday” counts; today by default."
    )
    archive: str | None = Field(default=None, description="One archive is served: leave it out.")

    def to_question(self, settings: Settings) -> Question:
        """The same as the archive takes it.

        Raises:
            QuestionTooLong: the question or its history is beyond the settings' limits.
            ArchiveUnknown: it names an archive.
        """
        check_archive(self.archive)
        check_length(self.question, settings)
        check_history(len(self.history), settings)
        return Question(
            text=self.question,
            history=tuple(Turn(role=turn.role, content=turn.content) for turn in self.history),
            filters=self.filters.to_filters() if self.filters else NO_FILTERS,
            k=self.k,
            max_tokens=self.max_tokens,
            now=self.now,
        )


class SearchRequest(_Request):
    """What to search for, and where an earlier search ended."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"question": "missile defence talks", "filters": {"source": "RFE/RL"}, "k": 10}]
        }
    )

    question: Words = Field(
        validation_alias=AliasChoices("question", "query"), description="Not blank; “query” is taken as well."
    )
    filters: FiltersBody | None = Field(default=None, description="What every passage must meet.")
    k: Annotated[int, Field(strict=True, ge=1, le=MAX_K)] = Field(
        default=DEFAULT_K, description=f"Passages a page, 1 to {MAX_K}."
    )
    cursor: Annotated[str, Field(max_length=MAX_CURSOR_CHARS)] | None = Field(
        default=None,
        description="`next_cursor` of the page before; the rest of the request must be the same.",
    )
    now: Day | None = Field(
        default=None, description="The day from which “yesterday” counts; today by default."
    )
    archive: str | None = Field(default=None, description="One archive is served: leave it out.")

    def to_question(self, settings: Settings) -> Question:
        """The same as the archive takes it.

        Raises:
            QuestionTooLong: the question is beyond the settings' limits.
            ArchiveUnknown: it names an archive.
        """
        check_archive(self.archive)
        check_length(self.question, settings)
        filters = self.filters.to_filters() if self.filters else NO_FILTERS
        return Question(text=self.question, filters=filters, k=self.k, now=self.now)


class StatementsRequest(_Request):
    """Which statements, as parameters of the address."""

    speaker: Name | None = Field(
        default=None, description="Who says it: a name in any spelling, a surname or a post."
    )
    about: Words | None = Field(default=None, description="What it is about; best first, else newest first.")
    from_: Day | None = Field(default=None, alias="from", description="The first day, YYYY-MM-DD.")
    to: Day | None = Field(default=None, description="The last day, included.")
    k: Annotated[int, Field(ge=1, le=MAX_K)] = Field(default=20, description=f"A page, 1 to {MAX_K}.")
    cursor: Annotated[str, Field(max_length=MAX_CURSOR_CHARS)] | None = Field(
        default=None, description="`next_cursor` of the page before; the rest must be the same."
    )
    archive: str | None = Field(default=None, description="One archive is served: leave it out.")

    def to_query(self, settings: Settings) -> StatementQuery:
        """The same as the archive takes it.

        Raises:
            BadWindow: it ends before it starts.
            QuestionTooLong: `about` is beyond the settings' limit.
            ArchiveUnknown: it names an archive.
        """
        check_archive(self.archive)
        check_length(self.about or "", settings)
        if self.from_ and self.to and self.to < self.from_:
            raise BadWindow(str(self.from_), str(self.to))
        return StatementQuery(
            speaker=self.speaker, about=self.about, from_date=self.from_, to_date=self.to, k=self.k
        )


class SpeakersRequest(_Request):
    """Whose names, as parameters of the address."""

    prefix: Annotated[str, Field(max_length=MAX_NAME_CHARS)] = Field(
        default="", description="How a word of the name begins, whatever case and accents.", examples=["put"]
    )
    k: Annotated[int, Field(ge=1, le=MAX_K)] = Field(default=20, description=f"Names wanted, 1 to {MAX_K}.")
    archive: str | None = Field(default=None, description="One archive is served: leave it out.")


class VerifyRequest(_Request):
    """Words that somebody quotes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"quote": "The Cold War is over"}]})

    quote: Words = Field(description="Not blank; quotation marks around it may stay.")
    archive: str | None = Field(default=None, description="One archive is served: leave it out.")

    def to_quote(self, settings: Settings) -> str:
        """The same as the archive takes it.

        Raises:
            QuestionTooLong: the quote is beyond the settings' limit.
            ArchiveUnknown: it names an archive.
        """
        check_archive(self.archive)
        check_length(self.quote, settings, what="the quote")
        return self.quote


def check_archive(name: str | None) -> None:
    """Refuse any name, as one archive is served, which has none.

    Raises:
        ArchiveUnknown: a name was given.
    """
    if name is not None:
        raise ArchiveUnknown(name[:MAX_NAME_CHARS])


def check_length(question: str, settings: Settings, *, what: str = "the question") -> None:
    """Refuse a question, or another text that is looked for, that is too long.

    Raises:
        QuestionTooLong: it has more characters than ONRECORD_MAX_QUESTION_CHARS.
    """
    if len(question) > settings.max_question_chars:
        raise QuestionTooLong(what, len(question), settings.max_question_chars, "shorten it")


def check_history(n_turns: int, settings: Settings) -> None:
    """Refuse a history that is too long.

    Raises:
        QuestionTooLong: it has more messages than ONRECORD_MAX_HISTORY_TURNS.
    """
    if n_turns > settings.max_history_turns:
        raise QuestionTooLong(
            "the history", n_turns, settings.max_history_turns, "leave its oldest messages out"
        )

"""From a passage and its highlighted sentence to a Citation that anyone can check."""

from __future__ import annotations

from urllib.parse import quote as percent_encode

from corpus.documents import Document, Passage, Sentence
from qa.answer import Citation, Highlight, Quote, Report, Value

QUOTE_MARGIN = 32  # code points before and after: what the annotation model's own examples show
# A text fragment longer than this names only its first and last words, as browsers' own links do.
LONGEST_FRAGMENT = 120
FRAGMENT_EDGE_WORDS = 5


def cite(
    passage: Passage,
    document: Document,
    highlight: Sentence,
    *,
    number: int,
    score: float,
    near_miss: bool = False,
    speaker: str | None = None,
    also_reported_by: tuple[Report, ...] = (),
    value: Value | None = None,
) -> Citation:
    """Make the citation of a passage: verbatim, with the highlighted sentence's own date and speaker."""
    source = passage.sources[0]
    exact = document.text[highlight.start : highlight.end]
    return Citation(
        number=number,
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        external_id=document.external_id,
        # An event that a page lists has no title but its words: the page's is about another event.
        title=document.title if passage.sources == document.sources else passage.text,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        highlights=(Highlight(start=highlight.start - passage.start, end=highlight.end - passage.start),),
        event_date=highlight.event_date,
        published=document.published,
        source=source,
        sources=passage.sources,
        speaker=speaker,
        score=score,
        near_miss=near_miss,
        quote=Quote(
            exact=exact,
            prefix=document.text[max(0, highlight.start - QUOTE_MARGIN) : highlight.start],
            suffix=document.text[highlight.end : highlight.end + QUOTE_MARGIN],
        ),
        url=link_to_text(source.url, exact, page=passage.page),
        also_reported_by=also_reported_by,
        value=value,
    )


def link_to_text(url: str | None, exact: str, *, page: int | None = None) -> str | None:
    """A web address that opens at the words, or at the page of a paged file; others as they are.

    Source: https://wicg.github.io/scroll-to-text-fragment/ and RFC 8118, section 3
    """
    if url is None or not url.startswith(("http://", "https://")):
        return url
    if page is not None:
        return url if "#" in url else f"{url}#page={page}"
    joint = ":~:" if "#" in url else "#:~:"
    return f"{url}{joint}text={_fragment(exact)}"


def _fragment(exact: str) -> str:
    words = exact.split()
    if len(exact) <= LONGEST_FRAGMENT or len(words) <= 2 * FRAGMENT_EDGE_WORDS:
        return _encoded(" ".join(words))
    first, last = words[:FRAGMENT_EDGE_WORDS], words[-FRAGMENT_EDGE_WORDS:]
    return f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"


def _encoded(words: str) -> str:
    """Percent-encode all that a fragment directive gives a meaning to, the dash included."""
    return percent_encode(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")

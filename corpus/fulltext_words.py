"""Words as the full text keeps them, and as a question looks for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import tantivy

# Left out of questions where anything else is in them; found as written or with a capital, so that
# WHO, US, IT, May and Will count. The first line and a half is Lucene's English list, the rest are
# words of questions. nDCG@10 on scifact-train and cranfield is 0.695 and 0.407 without them, 0.692 and
# 0.399 with them; benchmarks/bm25.py
_STOPWORDS = """
a an and are as at be but by for if in into is it no not of on or such that the their then there these
they this to was will with what when where which who whom whose why how do does did done has have had
were been being about from than can could would should may might shall am i me my we us our you your he
him his she her its them s t d ll ve re m
"""
_NAMES = frozenset({"May", "Will"})
_MAX_WORD_BYTES = 40  # tantivy's own default; longer ones are addresses and noise
ANALYZER_NAME = "english-1"  # kept in the index; another analyzer needs another name


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Words as they are indexed: stopwords too, so that "The Who" or "To be or not to be" is found."""
    return _folded().filter(tantivy.Filter.stemmer("english")).build()


@cache
def _question_analyzer() -> tantivy.TextAnalyzer:
    """Words as they are looked for."""
    written = [form for word in _STOPWORDS.split() for form in (word, word.capitalize())]
    stopped = tantivy.Filter.custom_stopword([word for word in written if word not in _NAMES])
    return _folded(stopped).filter(tantivy.Filter.stemmer("english")).build()


def _folded(*first: tantivy.Filter) -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    filters = (
        tantivy.Filter.remove_long(_MAX_WORD_BYTES),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
    )
    for each in (*first, *filters):
        builder = builder.filter(each)
    return builder


def plain(text: str) -> str:
    """Composed, as ascii_fold knows letters with accents; lone surrogates, no UTF-8, become "?"."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode("utf-8")


def content_words(text: str) -> frozenset[str]:
    """The stems that a text is searched by: without stopwords, unless it has no other words."""
    return frozenset(term_list(text))


def content_terms(text: str) -> list[str]:
    """The stems that a text is searched by, each once, in order."""
    return list(dict.fromkeys(term_list(text)))


def without_stopwords(text: str) -> str:
    """A text's words as written, without stopwords unless it has no others."""
    words = re.findall(r"\w+", plain(text))
    return " ".join(word for word in words if _question_analyzer().analyze(word)) or text


def term_list(text: str) -> list[str]:
    """The stems that a text is searched by, as often as they stand in it."""
    written = plain(text)
    return list(_question_analyzer().analyze(written) or analyzer().analyze(written))


def stem(word: str) -> str | None:
    """The term that a word is indexed as; None where it is none or several."""
    terms = analyzer().analyze(plain(word))
    return terms[0] if len(terms) == 1 else None

"""Whether a passage seems to give the words of somebody of whom no statement was found for certain.

A build keeps only statements that it is sure of; before a person is called unquoted, the sentences that
name them are looked at for a verb of saying beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.date_role_cues import SAYING
from corpus.noun_phrases import phrase_end
from corpus.person_names import read_name
from corpus.plain_words import has_name, plain_words
from corpus.posts import Post, is_post, read_phrase, read_post
from corpus.sentences import split_sentences
from corpus.words import cut_words

WORDS_AFTER = 12  # between a name and its verb: "Ana Ruiz, the governor of the northern province, said"
WORDS_BEFORE = 3  # "said Governor Ana Ruiz"
_MARKS = re.compile('[“”„«»‘"]')
_OF_A_LISTENER = frozenset({"told", "tells", "tell", "asked", "asks", "ask"})  # "told Ana Ruiz to go"


def seem_said_by(who: str, text: str) -> bool:
    """Whether some sentence of a text has a verb of saying beside a name's last part, or a whole post."""
    parts = read_name(who).parts
    if not parts or not _is_beside(parts[-1], plain_words(text).split()):
        return False  # so far apart in all the text, hence in every sentence, which are many to cut
    sentences = [text[start:end] for start, end in split_sentences(text)]
    sentences = [one for one in sentences if has_name(parts[-1:], one)]
    if is_post(who):
        sentences = [one for one in sentences if _has_post(read_post(who), one)]
    return any(_is_beside(parts[-1], plain_words(one).split()) for one in sentences)


def _has_post(post: Post, sentence: str) -> bool:
    """Whether some noun phrase of a sentence gives somebody a post: all its words, and no other post's."""
    return any(post.is_held_as(read_phrase(phrase)) for phrase in _noun_phrases(sentence))


def _noun_phrases(text: str) -> Iterator[str]:
    words = cut_words(_MARKS.sub(",", text))  # else a quotation is one word, however much it says
    at = 0
    while at < len(words.lower):
        end = max(phrase_end(words, at, len(words.lower)), at + 1)
        yield text[words.starts[at] : words.ends[end - 1]]
        at = end


def _is_beside(name: str, words: list[str]) -> bool:
    return any(
        SAYING.fullmatch(words[verb]) and (verb > at or words[verb] not in _OF_A_LISTENER)
        for at, word in enumerate(words)
        if word == name
        for verb in range(max(0, at - WORDS_BEFORE), min(len(words), at + WORDS_AFTER + 1))
        if verb != at
    )

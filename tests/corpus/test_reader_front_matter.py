from datetime import date

import pytest

from corpus.documents import Source
from tests.corpus.made_files import MARKDOWN, read_bytes, read_one

BODY = "The minister told reporters on Friday that the talks would go on."


def test_front_matter_says_what_the_text_does_not() -> None:
    text = f"""---
title: "Talks: the first round"
date: 2007-06-15T10:00:00Z
authors: [Ann Other, {{name: Bo Li}}]
publisher: The Courier
url: https://c.example/1
lang: pt_br
tags: [talks, missiles]
draft: false
---
{BODY}
"""
    document = read_one("a.md", text.encode())
    assert document.title == "Talks: the first round"
    assert document.text == f"Talks: the first round\n\n{BODY}"
    assert document.published is not None
    assert (document.published.start, document.published.basis) == (date(2007, 6, 15), "front matter")
    assert document.sources == (Source(name="The Courier", url="https://c.example/1"),)
    assert (document.author, document.language) == ("Ann Other, Bo Li", "pt-BR")
    assert [piece.text for piece in document.dropped] == ["tags: talks, missiles", "draft: false"]


def test_the_title_stands_once_where_the_text_has_it_too() -> None:
    document = read_one("a.md", MARKDOWN.encode())
    assert document.text.count("Talks held") == 1
    assert document.title == "Talks held"


def test_toml_is_read_too_and_a_retracted_text_says_so() -> None:
    fields = 'title = "Talks"\ndate = 2007-06-15\nretracted = true\ncorrection = "It was 61."'
    document = read_one("a.md", f"+++\n{fields}\n+++\n\n{BODY}\n".encode())
    assert document.title == "Talks"
    assert document.published is not None
    assert (document.published.start, document.retracted, document.notice) == (
        date(2007, 6, 15),
        True,
        "It was 61.",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("date: 15/16/2007", "'date' is"),
        ("lang: English language", "'lang' is"),
        ("retracted: perhaps", "'retracted' is"),
        ("title: [unclosed", "its front matter is no YAML"),
        ("title: 'a' 'b'", "its front matter is no YAML"),
    ],
)
def test_a_field_that_cannot_be_used_is_reported_and_the_text_is_read(line: str, reason: str) -> None:
    (document,), skipped = read_bytes("a.md", f"---\n{line}\n---\n\n{BODY}\n".encode())
    assert BODY in document.text
    assert [reason in problem.reason for problem in skipped] == [True]


@pytest.mark.parametrize(
    "text", [f"---\n\n{BODY}\n\n---\n\n{BODY} Again.\n", f"---\n{BODY}\n", f"--- \n\n---\n{BODY}"]
)
def test_rules_between_paragraphs_are_no_front_matter(text: str) -> None:
    documents, skipped = read_bytes("a.md", text.encode())
    assert BODY in documents[0].text
    assert not skipped


def test_aliases_that_multiply_without_end_do_no_harm() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9))
    text = f"---\na0: &a0 [x]\n{levels}\nsource: *a8\ntitle: Talks\n---\n\n{BODY}\n"
    (document,), skipped = read_bytes("a.md", text.encode())
    assert document.title == "Talks"
    assert len(skipped) == 1


def test_a_site_s_own_path_is_no_address() -> None:
    assert read_one("a.md", f"---\npermalink: /2007/talks/\n---\n\n{BODY}".encode()).sources == (
        Source(name="a.md"),
    )

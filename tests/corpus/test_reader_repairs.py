import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.repairs import repair, repair_encoding, repair_entities, without_typesetting
from tests.corpus.made_files import read_bytes, read_one

CORRECT = [
    "“Quoted” – it’s fine… ‘so’ — naïve café, Überlingen, Ærø, ½ kg at 5° or £5",
    "ﬁne ① ｆｕｌｌ ﷺ e\u0301te\u0301 x² ﬀ",
    "IL Y A ÉTÉ À L’ÉCOLE, ÂGE, SÃO PAULO, MÉXICO",
    "Привет мир, доброе утро",
    "中文，测试。「はい」",
    "שלום مرحبا हिन्दी ไทย",
    "Âge: 3 — prix 5 €",
    "tab\tand\nline",
    "<|endoftext|> 😀 👩‍👩‍👧",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_stays_as_it_is(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Ã©tÃ©", "été"),
        ("donâ€™t â€œstopâ€\x9d", "don’t “stop”"),
        ("GuantÃ¡namo, Â£5", "Guantánamo, £5"),
        ("doesn\x92t \x96 it", "doesn’t – it"),
        ("Ð¡Ð°Ð»Ð°Ð¼", "Салам"),
        ("AT&amp;T said &quot;no&quot;&nbsp;&#8211; it&#x27;s", 'AT&T said "no"\xa0– it\'s'),
    ],
)
def test_mojibake_and_entities_are_repaired(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole


@pytest.mark.parametrize(
    "text", ["use &lt;b&gt; in <b>bold</b>", "R&D; &bogus; &#0; &#1; &;", "a?b=1&copy=2"]
)
def test_what_speaks_of_markup_or_is_no_entity_stays(text: str) -> None:
    assert repair_entities(text) == text


@given(st.text())
def test_any_text_is_repaired_and_without_ampersands_and_foreign_letters_unchanged(text: str) -> None:
    repair(text)
    if text.isascii():
        assert repair_encoding(text) == text


@given(st.text(st.sampled_from("éàüßçñøåÉÀÖ abcdefg’“”–…ščžłőЖдиαβγ"), max_size=200))
def test_letters_of_european_languages_between_spaces_stay(text: str) -> None:
    spaced = " ".join(text)
    assert repair_encoding(spaced) == spaced


def test_typesetting_is_taken_out_of_printed_pages() -> None:
    assert without_typesetting("ﬁnance oﬀ\xadice eﬃcient") == "finance office efficient"


def test_every_text_format_is_repaired_and_rows_are_not() -> None:
    damaged = "The minister said on Friday that GuantÃ¡namo &amp; the talks would go on."
    whole = "The minister said on Friday that Guantánamo & the talks would go on."
    assert read_one("a.txt", damaged.encode()).text == whole
    assert whole in read_one("a.html", f"<html><p>{damaged.replace('&', '&amp;')}</p>".encode()).text
    feed = f"<rss><channel><item><title>{damaged}</title></item></channel></rss>"
    assert read_one("a.rss", feed.encode()).title == whole
    assert read_one("a.csv", f"text\n{damaged}\n".encode()).text == damaged
    assert read_one("a.jsonl", f'{{"text": "{damaged}"}}'.encode()).text == damaged


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "cp1251", "shift_jis"])
def test_a_text_in_any_encoding_is_read_with_its_letters(encoding: str) -> None:
    french = "Les ministres se sont réunis à Évian et n’ont rien décidé, a dit l’élu. " * 4
    texts = {
        "cp1251": "Министры встретились в пятницу в городе и ни о чём не договорились, сказал он. " * 4,
        "shift_jis": "大臣は金曜日に市内で会談したが、何も合意しなかったと当局者が述べた。" * 6,
    }
    text = texts.get(encoding, french).strip()
    documents, _ = read_bytes("a.txt", text.encode(encoding))
    assert documents[0].text == text

"""Files of every format, made by the tests themselves, and how they are read."""

from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
from fpdf import FPDF

from corpus.documents import BlockKind, Document, Skipped
from corpus.readers.limits import ReadingLimits
from corpus.readers.sources import read_source

SENTENCE = "The ministers met on Friday in the city and agreed on nothing at all, two officials said. "
SECOND = "The talks, which began in the spring, were to go on until the end of the summer at the latest. "
PARAGRAPH = (SENTENCE + SECOND) * 3
TEXT = "A title of it\n\nThe minister told reporters that the talks would go on.\n"


def read(path: Path, **limits: int) -> tuple[list[Document], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_source(path, on_skip=skipped.append, limits=ReadingLimits(**limits))), skipped


def read_bytes(name: str, data: bytes, **limits: int) -> tuple[list[Document], list[Skipped]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        return read(Path(folder) / name, **limits)


def read_one(name: str, data: bytes, **limits: int) -> Document:
    documents, skipped = read_bytes(name, data, **limits)
    assert not skipped, skipped
    assert len(documents) == 1
    return documents[0]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


class Report(FPDF):
    """A report with a running header and numbered pages."""

    running = "The Courier Report"
    numbered = True

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 10, self.running, align="C")
        self.ln(14)

    def footer(self) -> None:
        if self.numbered:
            self.set_y(-15)
            self.set_font("helvetica", size=8)
            self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")


def new_pdf(*, title: str = "", author: str = "", made: datetime | None = None, plain: bool = True) -> FPDF:
    pdf = FPDF() if plain else Report()
    if title:
        pdf.set_title(title)
    if author:
        pdf.set_author(author)
    pdf.set_creation_date(made or datetime(2007, 6, 15, tzinfo=UTC))
    pdf.add_page()
    return pdf


def put(pdf: FPDF, text: str, *, size: int = 11, style: str = "", gap: float = 3, align: str = "J") -> None:
    pdf.set_x(pdf.l_margin)
    pdf.set_font("times", style, size)
    pdf.multi_cell(0, size * 0.5, text, align=align)
    pdf.ln(gap)


def pdf_bytes(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def small_pdf() -> bytes:
    pdf = new_pdf(title="Talks in Brussels", plain=False)
    put(pdf, "Talks in Brussels", size=20, style="B")
    for _ in range(3):
        put(pdf, PARAGRAPH)
    return pdf_bytes(pdf)


def docx_bytes(word: object) -> bytes:
    stream = io.BytesIO()
    word.save(stream)  # type: ignore[attr-defined] # python-docx's class is not its function's name
    return stream.getvalue()


def small_docx() -> bytes:
    word = docx.Document()
    word.add_heading("Talks in Brussels", level=0)
    word.add_paragraph(PARAGRAPH)
    word.add_paragraph("A first point of several.", style="List Bullet")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Turnout", "61 percent"
    return docx_bytes(word)


RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Courier</title><link>https://courier.example/</link><language>en-gb</language>
<item><title>Talks held &amp;amp; ended</title><link>https://courier.example/1</link>
<guid isPermaLink="false">c-1</guid>
<pubDate>Fri, 15 Jun 2007 23:30:00 -0500</pubDate><dc:creator>Ann Other</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The ministers met &amp; agreed.</p><ul><li>First point</li></ul><script>x()</script>]]></content:encoded></item>
<item><description>Only a summary of &lt;b&gt;it&lt;/b&gt;.</description><author>a@b.example (Bo Li)</author></item>
<item><link>https://courier.example/3</link></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title>Le Courrier</title><link rel="self" href="https://c.example/feed"/><link href="https://c.example/"/>
<entry><id>tag:c.example,2007:1</id><title type="html">L&amp;#233;on &lt;i&gt;parle&lt;/i&gt;</title>
<link rel="alternate" href="https://c.example/1"/><published>2007-06-15T10:00:00Z</published>
<updated>2008-01-01T00:00:00Z</updated><author><name>Zo\xc3\xa9</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Les ministres <b>se sont</b> vus.</p><p>Fin.</p></div></content>
</entry></feed>"""

CSV = b"_id,title,text,date,source\n1,T,The ministers met.,2007-06-15,The Courier\n2,U,They met again.,,\n"
JSON_LINES = (
    b'{"_id": "1", "title": "T", "text": "The ministers met.", "date": "2007-06-15"}\n{"text": "x"}\n'
)
HTML = (
    '<!doctype html><html lang="en"><head><title>Talks held | The Courier</title>'
    '<meta property="article:published_time" content="2007-06-15T10:00:00Z">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks held"}</script></head>'
    f"<body><nav><a href='/'>Home</a></nav><article><h1>Talks held</h1><p>{PARAGRAPH}</p></article></body></html>"
).encode()
MARKDOWN = (
    f"---\ntitle: Talks held\ndate: 2007-06-15\nlang: en\ntags: [a, b]\n---\n\n# Talks held\n\n{PARAGRAPH}\n"
)


def zip_bytes(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2007, 6, 15, 0, 0, 0)), data, compression)
    return stream.getvalue()


def tar_bytes(files: dict[str, bytes], mode: str = "w", links: Sequence[tuple[str, str]] = ()) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload] # a str, not a literal
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in links:
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
    return stream.getvalue()

"""Documents a second and a MiB a second of every reader, on files that are made for it.

    python -m benchmarks.readers

A text of about 600 words in every format; what is measured is `read_source`, the language detected.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import time
import zipfile
from pathlib import Path

import docx

from benchmarks.machine import machine, print_table
from corpus.readers.sources import read_source

N_FILES = 50
N_ROWS = 2_000
N_ROUNDS = 3
SENTENCES = (
    "The ministers met on Friday in the city and agreed on nothing at all, two officials said. "
    "The talks, which began in the spring, were to go on until the end of the summer at the latest. "
)
PARAGRAPH = SENTENCES * 3
BODY = "\n\n".join(f"Round {number} began. {PARAGRAPH}" for number in range(6))
FRONT = "---\ntitle: Talks held\ndate: 2007-06-15\n---"
Files = dict[str, bytes]


def main() -> None:
    """Print documents and MiB a second by format, the best of some rounds."""
    rows = [[name, *_measured(files)] for name, files in _formats().items()]
    print(f"reading, one process, best of {N_ROUNDS} rounds; {machine()}\n")
    print_table(["format", "documents", "documents/s", "MiB/s"], rows)


def _measured(files: Files) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        times, n_documents = [], 0
        for _ in range(N_ROUNDS):
            started = time.perf_counter()
            n_documents = sum(1 for _ in read_source(Path(folder), on_skip=lambda _: None))
            times.append(time.perf_counter() - started)
    n_mib = sum(map(len, files.values())) / 2**20
    return [f"{n_documents:,}", f"{n_documents / min(times):,.0f}", f"{n_mib / min(times):.1f}"]


def _formats() -> dict[str, Files]:
    text = f"Talks held\n\n{BODY}\n".encode()
    rows = [{"_id": str(n), "title": "Talks held", "text": BODY, "date": "2007-06-15"} for n in range(N_ROWS)]
    json_lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    members = {f"{number}.txt": text for number in range(N_FILES)}
    return {
        "text": members,
        "Markdown with front matter": _each(
            "md", f"---\ntitle: Talks held\ndate: 2007-06-15\n---\n{BODY}".encode()
        ),
        "HTML": _each("html", _html()),
        "PDF": _each("pdf", _pdf()),
        "DOCX": _each("docx", _docx()),
        "RSS": {"feed.xml": _rss()},
        "JSON lines": {"rows.jsonl": json_lines},
        "JSON lines, gz": {"rows.jsonl.gz": gzip.compress(json_lines)},
        "CSV": {"rows.csv": _csv()},
        "zip of texts": {"dump.zip": _zip(members)},
    }


def _each(ending: str, data: bytes) -> Files:
    return {f"{number}.{ending}": data for number in range(N_FILES)}


def _html() -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    head = '<meta property="article:published_time" content="2007-06-15">'
    links = "".join(f"<li><a href='/{n}'>Link {n}</a></li>" for n in range(40))
    nav = f"<nav><ul>{links}</ul></nav>"
    article = f"<article><h1>Talks held</h1>{paragraphs}</article>"
    return f"<!doctype html><html><head>{head}</head><body>{nav}{article}</body></html>".encode()


def _pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("times", size=11)
    pdf.multi_cell(0, 6, BODY)
    return bytes(pdf.output())


def _docx() -> bytes:
    word = docx.Document()
    word.add_heading("Talks held", level=0)
    for part in BODY.split("\n\n"):
        word.add_paragraph(part)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _rss() -> bytes:
    body = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in BODY.split("\n\n"))
    items = f"<item><title>Talks held</title><description>{body}</description></item>" * N_FILES
    return f"<rss><channel><title>The Courier</title>{items}</channel></rss>".encode()


def _csv() -> bytes:
    row = f'1,Talks held,"{BODY}",2007-06-15\n'
    return ("_id,title,text,date\n" + row * N_ROWS).encode()


def _zip(members: Files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


if __name__ == "__main__":
    main()

"""The chat widget in a real Chromium, against a fake archive that answers as scripted."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def need(condition: object, what: str) -> None:
    """Skip this file loudly where something is missing; in CI, which installs it, fail."""
    if condition:
        return
    how = "apt-get install chromium; pip install playwright"
    reason = f"THE WEB PAGE IS NOT TESTED HERE: {what} is missing ({how})"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


try:
    from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
except ImportError:
    need(None, "playwright")
need(CHROMIUM, "Chromium")

FAKE = Path(__file__).with_name("fake_ask_server.py")
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_TIMEOUT_S = 30

Json = dict[str, Any]


class FakeArchive:
    """The fake server as its own process, on a free port that it keeps over a restart."""

    def __init__(self) -> None:
        self.port = 0
        self.start()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process; it inherits a socket that listens already, so nobody has to wait for it."""
        with socket.create_server(("127.0.0.1", self.port)) as listening:
            self.port = listening.getsockname()[1]
            handle = listening.fileno()
            self.process = subprocess.Popen([sys.executable, str(FAKE), str(handle)], pass_fds=[handle])

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()

    def call(self, method: str, path: str, body: Json | None = None) -> Any:
        """Make one request and return its JSON."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=START_TIMEOUT_S) as response:
            return json.load(response)

    def answers_with(self, chunks: list[str | None], **settings: Any) -> None:
        """Script the next answers."""
        self.call("PUT", "/fake/script", {"chunks": chunks, **settings})

    def release(self) -> None:
        """Let a held stream go on."""
        self.call("POST", "/fake/release")

    def asked(self) -> list[Json]:
        """The requests since the script was written."""
        return self.call("GET", "/fake/asked")["asked"]

    def n_left_early(self) -> int:
        """How many streams the browser has dropped since the script was written."""
        return self.call("GET", "/fake/asked")["n_left_early"]


@pytest.fixture(scope="module")
def archive() -> Iterator[FakeArchive]:
    archive = FakeArchive()
    yield archive
    archive.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, archive: FakeArchive) -> Iterator[Callable[..., Page]]:
    """Opens pages; afterwards no page may have run hostile code or thrown an error."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_page(path: str = "/", *, base: str | None = None, **context: Any) -> Page:
        page = browser.new_context(reduced_motion="reduce", **context).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
        page.goto((base or archive.url) + path)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert errors == []


# ---- What the archive says ----------------------------------------------------------------------


def day(date: str, basis: str = "dateline") -> Json:
    return {"start": date, "end": date, "precision": "day", "basis": basis}


def citation(number: int = 1, **changes: Any) -> Json:
    text = "The council met on Monday. It voted to close the bridge. Repairs begin in May."
    return {
        "number": number,
        "passage_id": f"p{number}",
        "document_id": f"d{number}",
        "external_id": None,
        "title": "Bridge to close for repairs",
        "text": text,
        "start": 0,
        "end": len(text),
        "highlights": [{"start": 27, "end": 56}],
        "event_date": day("2007-04-23", "'Monday', counted from 2007-04-24"),
        "published": day("2007-04-24", "page heading"),
        "source": {"name": "The Daily Courier", "url": None},
        "sources": [{"name": "The Daily Courier", "url": None}],
        "speaker": None,
        "score": 0.9,
        "near_miss": False,
        "quote": {"exact": "It voted to close the bridge.", "prefix": "on Monday. ", "suffix": " Repairs"},
        "url": f"https://courier.example/{number}#:~:text=It%20voted",
        "also_reported_by": [],
    } | changes


def answer(
    text: str = "It voted to close the bridge. [1]", citations: list[Json] | None = None, **changes: Any
) -> Json:
    return {
        "question": "q",
        "standalone_question": None,
        "interpreted": {"from": None, "to": None, "source": None, "speaker": None, "kind": "fact"},
        "answer": {"text": text, "abstained": False, "reason": None},
        "citations": [citation()] if citations is None else citations,
        "usage": {"passage_tokens": 20},
        "timings_ms": {"total": 12},
        "index_version": "v1",
    } | changes


def event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def stream(whole: Json, *, n_characters: int = 7) -> list[str | None]:
    """The events of an answer, its text in pieces of a few characters."""
    text = whole["answer"]["text"]
    pieces = [text[at : at + n_characters] for at in range(0, len(text), n_characters)]
    return [
        event("interpreted", whole["interpreted"]),
        event("citations", whole["citations"]),
        *(event("answer.delta", {"text": piece}) for piece in pieces),
        event("done", whole),
    ]


def ask(page: Page, question: str = "What did the council vote for?") -> Locator:
    """Type a question, press Enter, and return its turn."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    return page.locator(".turn").last


def finished(turn: Locator) -> Locator:
    """The turn once its stream has ended."""
    expect(turn).not_to_have_class(re.compile("running"))
    return turn


# ---- An answer ----------------------------------------------------------------------------------


def test_an_answer_streams_in_with_its_markers_and_cards(open_page, archive):
    before, *rest = stream(answer("Closed, it said. [1] Then reopened. [2]", [citation(1), citation(2)]))
    archive.answers_with([before, *rest[:3], None, *rest[3:]])
    turn = ask(open_page())
    expect(turn.locator(".answer")).to_have_text("Closed, it sai")
    expect(turn.locator(".answer")).to_have_attribute("aria-busy", "true")
    expect(turn.locator(".card")).to_have_count(2)
    archive.release()
    expect(finished(turn).locator(".answer")).to_have_text("Closed, it said. [1] Then reopened. [2]")
    expect(turn.locator(".answer")).to_have_attribute("aria-busy", "false")
    expect(turn.locator(".marker")).to_have_text(["[1]", "[2]"])


def test_the_request_is_the_question_alone_and_wants_an_event_stream(open_page, archive):
    archive.answers_with(stream(answer()))
    finished(ask(open_page(), "  Who voted?  "))
    (request,) = archive.asked()
    assert request["body"] == {"question": "Who voted?"}
    assert request["headers"]["accept"] == "text/event-stream"
    assert "authorization" not in request["headers"]


def test_a_card_tells_title_source_speaker_highlight_and_link(open_page, archive):
    also = [
        {
            "document_id": "d9",
            "sources": [{"name": "The Gazette", "url": None}],
            "published": day("2007-04-25"),
        }
    ]
    told = citation(speaker="Ada Birch", also_reported_by=also)
    archive.answers_with(stream(answer(citations=[told])))
    card = finished(ask(open_page())).locator(".card")
    expect(card.get_by_role("heading")).to_have_text("Bridge to close for repairs")
    expect(card.locator(".source")).to_have_text("The Daily Courier")
    expect(card.locator(".speaker")).to_have_text("speaker: Ada Birch")
    expect(card.locator("mark")).to_have_text("It voted to close the bridge.")
    expect(card.locator(".passage")).to_have_text(told["text"])
    expect(card.locator(".also")).to_have_text("Also reported by The Gazette (25 April 2007)")
    expect(card.get_by_role("link")).to_have_attribute("href", told["url"])


def test_a_marker_brings_its_card_into_view_and_focuses_it(open_page, archive):
    cards = [citation(number) for number in range(1, 9)]
    archive.answers_with(stream(answer("So it was. [1][8]", cards)))
    page = open_page()
    turn = finished(ask(page))
    turn.get_by_role("button", name="[8]").click()
    card = turn.locator('.card[data-number="8"]')
    expect(card).to_be_focused()
    expect(card).to_have_class(re.compile("lit"))
    expect(card).to_be_in_viewport(ratio=0.9)
    turn.get_by_role("button", name="[1]").press("Enter")
    expect(turn.locator('.card[data-number="1"]')).to_be_focused()
    expect(card).not_to_have_class(re.compile("lit"))


def test_a_marker_without_a_card_stays_text(open_page, archive):
    archive.answers_with(stream(answer("Room [7] and [1] and [x] and [", [citation()]), n_characters=1))
    turn = finished(ask(open_page()))
    expect(turn.locator(".answer")).to_have_text("Room [7] and [1] and [x] and [")
    expect(turn.locator(".marker")).to_have_text(["[1]"])


def test_the_final_answer_stands_where_the_stream_told_less(open_page, archive):
    archive.answers_with([event("done", answer())])
    turn = finished(ask(open_page()))
    expect(turn.locator(".answer")).to_have_text("It voted to close the bridge. [1]")
    expect(turn.locator(".marker")).to_have_count(1)


def test_a_plain_json_answer_is_drawn_too(open_page, archive):
    archive.answers_with([json.dumps(answer())], content_type="application/json")
    turn = finished(ask(open_page()))
    expect(turn.locator(".answer")).to_have_text("It voted to close the bridge. [1]")
    expect(turn.locator(".card")).to_have_count(1)


def test_what_was_understood_of_the_question_is_told(open_page, archive):
    read = {
        "from": "2007-04-01",
        "to": "2007-04-30",
        "source": "The Times",
        "speaker": "Ada Birch",
        "kind": "fact",
    }
    archive.answers_with(stream(answer(interpreted=read, standalone_question="What did Ada Birch say?")))
    turn = finished(ask(open_page()))
    told = "read as “What did Ada Birch say?” · dates: April 2007 · source: The Times · speaker: Ada Birch"
    expect(turn.locator(".reading")).to_have_text(told)


def test_a_near_miss_is_marked_as_such(open_page, archive):
    archive.answers_with(stream(answer(citations=[citation(1), citation(2, near_miss=True)])))
    cards = finished(ask(open_page())).locator(".card")
    expect(cards.first.locator(".near-miss")).to_have_count(0)
    expect(cards.last.locator(".near-miss")).to_contain_text("Near miss")


def test_an_abstained_answer_shows_its_reason(open_page, archive):
    said = {"text": "", "abstained": True, "reason": "No passage speaks of a second bridge."}
    archive.answers_with(stream(answer(citations=[citation(near_miss=True)], answer=said)))
    turn = finished(ask(open_page()))
    expect(turn.locator(".verdict")).to_have_text("No answer on record")
    expect(turn.locator(".reason")).to_have_text("No passage speaks of a second bridge.")
    expect(turn.locator(".card")).to_have_count(1)


def test_questions_and_answers_stay_in_view_the_newest_last(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page()
    finished(ask(page, "First?"))
    finished(ask(page, "Second?"))
    expect(page.locator(".question")).to_have_text(["First?", "Second?"])
    expect(page.locator(".question").last).to_be_in_viewport(ratio=1)
    expect(page.locator(".card").last.locator(".date")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Your question")).to_have_value("")
    assert [request["body"] for request in archive.asked()] == [
        {"question": "First?"},
        {"question": "Second?"},
    ]


def test_shift_enter_breaks_the_line_and_an_empty_question_is_not_sent(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page()
    box = page.get_by_label("Your question")
    box.press("Enter")
    box.press_sequentially("Who")
    box.press("Shift+Enter")
    box.press_sequentially("voted?")
    assert archive.asked() == []
    page.get_by_role("button", name="Ask", exact=True).click()
    finished(page.locator(".turn"))
    assert [request["body"] for request in archive.asked()] == [{"question": "Who\nvoted?"}]


def test_enter_sends_nothing_while_an_input_method_composes_a_word(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page()
    box = page.get_by_label("Your question")
    box.fill("誰が")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator(".turn")).to_have_count(0)
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": False})
    expect(page.locator(".question")).to_have_text("誰が")


# ---- Dates --------------------------------------------------------------------------------------


def span(start: str | None, end: str | None, precision: str) -> Json:
    return {"start": start, "end": end, "precision": precision, "basis": "page heading"}


DATES = {
    "23 April 2007": span("2007-04-23", "2007-04-23", "day"),
    "April 2007": span("2007-04-01", "2007-04-30", "month"),
    "2007": span("2007-01-01", "2007-12-31", "year"),
    "3 to 9 April 2007": span("2007-04-03", "2007-04-09", "range"),
    "28 March to 3 April 2007": span("2007-03-28", "2007-04-03", "range"),
    "1998 to 2003": span("1998-01-01", "2003-12-31", "range"),
    "March to May 2007": span("2007-03-01", "2007-05-31", "range"),
    "from 3 April 2007": span("2007-04-03", None, "range"),
    "until 3 April 2007": span(None, "2007-04-03", "range"),
    "1 January 1855": span("1855-01-01", "1855-01-01", "day"),
    "not a date": span("not a date", "not a date", "day"),
    "Undated": None,
}


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_dates_are_told_as_exactly_as_their_precision_in_any_time_zone(open_page, archive, zone):
    cards = [citation(number, event_date=date) for number, date in enumerate(DATES.values(), 1)]
    archive.answers_with(stream(answer(citations=cards)))
    turn = finished(ask(open_page(timezone_id=zone)))
    # How much space stands around the dash depends on the browser's version.
    told = [re.sub(r"\s*\u2013\s*", " to ", text) for text in turn.locator(".date").all_inner_texts()]
    assert told == list(DATES)
    expect(turn.locator(".basis").first).to_have_text("event date · page heading")
    expect(turn.locator(".basis")).to_have_count(len(DATES) - 1)


def test_the_published_date_is_shown_only_where_it_differs(open_page, archive):
    same, other = citation(1, published=day("2007-04-23")), citation(2)
    neither, undated = citation(3, published=None), citation(4, event_date=None)
    archive.answers_with(stream(answer(citations=[same, other, neither, undated])))
    cards = finished(ask(open_page())).locator(".card")
    told = [cards.nth(index).locator(".published").all_inner_texts() for index in range(4)]
    assert told == [[], ["published 24 April 2007"], [], ["published 24 April 2007"]]


# ---- Hostile and foreign text -------------------------------------------------------------------

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><b onclick='alert(3)'>&amp;</b>\u202e"
)


def test_hostile_text_is_shown_literally_and_runs_nothing(open_page, archive):
    hostile = citation(
        title=HOSTILE,
        text=HOSTILE + " again",
        highlights=[{"start": 3, "end": 40}],
        event_date={"start": HOSTILE, "end": HOSTILE, "precision": HOSTILE, "basis": HOSTILE},
        source={"name": HOSTILE, "url": "javascript:alert(4)"},
        speaker=HOSTILE,
        url="javascript:alert(5)",
        also_reported_by=[
            {"document_id": HOSTILE, "sources": [{"name": HOSTILE, "url": None}], "published": None}
        ],
    )
    read = {"from": HOSTILE, "to": HOSTILE, "source": HOSTILE, "speaker": HOSTILE, "kind": HOSTILE}
    said = {"text": HOSTILE + "[1]", "abstained": True, "reason": HOSTILE + "!"}
    archive.answers_with(stream(answer(citations=[hostile], interpreted=read, answer=said)))
    page = open_page(f"/foreign?script={archive.url}/widget.js")  # no policy here that would help
    turn = finished(ask(page, HOSTILE))
    for selector in (
        ".question",
        ".answer",
        ".reason",
        ".title",
        ".passage",
        ".basis",
        ".date",
        ".source",
        ".speaker",
    ):
        expect(turn.locator(selector)).to_contain_text(HOSTILE)
    for selector in (".reading", ".also"):
        expect(turn.locator(selector)).to_contain_text(HOSTILE)
    expect(turn.locator("script, img, b")).to_have_count(0)
    link = turn.locator("a")
    expect(link).to_have_count(1)
    assert (link.get_attribute("href") or "").startswith(f"{archive.url}/v1/documents/d1")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "/p",
        "//x",
        "",
        None,
    ],
)
def test_without_an_http_address_a_card_leads_to_the_stored_document(open_page, archive, url):
    archive.answers_with(stream(answer(citations=[citation(url=url)])))
    turn = finished(ask(open_page()))
    expect(turn.locator(".card")).to_have_count(1)
    expect(turn.locator("a")).to_have_count(1)
    href = turn.locator("a").get_attribute("href") or ""
    assert href.startswith(f"{archive.url}/v1/documents/")


def test_a_title_that_is_the_passage_itself_is_not_said_twice(open_page, archive):
    same = citation(title="Rain fell.", text="Rain fell.", highlights=[{"start": 0, "end": 10}])
    archive.answers_with(stream(answer(citations=[same])))
    turn = finished(ask(open_page()))
    expect(turn.locator(".passage")).to_have_text("Rain fell.")
    expect(turn.locator(".title")).to_have_count(0)
    expect(turn).not_to_contain_text("false")


@pytest.mark.parametrize(
    ("before", "marked", "after"),
    [
        ("🌉🌉 Bridge. ", "It closed 🚧.", " 🙂 Then rain."),
        ("", "Família 👩‍👩‍👧 reunida.", ""),
        ("قال عمدة المدينة. ", "أغلق الجسر يوم الاثنين.", " ثم عاد."),
        ("e\u0301e\u0301 ", "שלום", " \u0000 end"),
        ("\U0001d49c\U0001d4b7 line one\n\n", "line\ntwo", "\n\nline three"),
    ],
)
def test_highlights_count_code_points_in_any_script(open_page, archive, before, marked, after):
    place = {"start": len(before), "end": len(before) + len(marked)}
    archive.answers_with(
        stream(answer(citations=[citation(text=before + marked + after, highlights=[place])]))
    )
    turn = finished(ask(open_page()))
    assert turn.locator("mark").evaluate("mark => mark.textContent") == marked
    assert turn.locator(".passage").evaluate("passage => passage.textContent") == before + marked + after


def test_highlights_that_overlap_or_leave_the_text_repeat_nothing(open_page, archive):
    places = [{"start": 8, "end": 99}, {"start": 0, "end": 5}, {"start": 3, "end": 6}, {"start": 7, "end": 7}]
    archive.answers_with(stream(answer(citations=[citation(text="0123456789", highlights=places)])))
    turn = finished(ask(open_page()))
    assert turn.locator("mark").all_inner_texts() == ["01234", "5", "89"]
    expect(turn.locator(".passage")).to_have_text("0123456789")


# ---- Failures -----------------------------------------------------------------------------------


def problem(status: int, title: str, detail: str | None) -> Json:
    body = json.dumps({"type": "about:blank", "title": title, "detail": detail, "status": status})
    return {"chunks": [body], "status": status, "content_type": "application/problem+json"}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (problem(422, "Unprocessable Content", "The question is empty."), "The question is empty (422)."),
        (problem(429, "Too many requests", None), "Too many requests (429)."),
        ({"status": 502, "chunks": ["<h1>Bad gateway</h1>"]}, "The archive answered with an error (502)."),
        (
            {"status": 200, "chunks": ["event: done\ndata: {\n\n"]},
            "The archive sent something that could not be read.",
        ),
        (
            {"chunks": ["<p>Log in"], "content_type": "text/html"},
            "The archive sent something that could not be read.",
        ),
        (
            {
                "chunks": [
                    event(
                        "error", {"title": "Timed out", "detail": "The archive took too long.", "status": 504}
                    )
                ]
            },
            "The archive took too long (504).",
        ),
    ],
)
def test_a_failure_is_told_in_a_sentence_and_the_next_question_works(open_page, archive, settings, sentence):
    archive.answers_with(**settings)
    page = open_page()
    expect(finished(ask(page)).get_by_role("alert")).to_have_text(sentence)
    archive.answers_with(stream(answer()))
    expect(finished(ask(page)).locator(".answer")).to_have_text("It voted to close the bridge. [1]")


@pytest.mark.parametrize("breaks", [False, True])
def test_a_stream_that_is_cut_keeps_what_came_and_says_so(open_page, archive, breaks):
    archive.answers_with([*stream(answer())[:4], None], breaks=breaks)
    turn = ask(open_page())
    expect(turn.locator(".answer")).to_have_text("It voted to cl")
    archive.release()
    expect(turn.get_by_role("alert")).to_have_text("The answer was cut off before it was complete.")
    expect(turn.locator(".answer")).to_have_text("It voted to cl")
    expect(turn.locator(".card")).to_have_count(1)


def test_a_server_that_is_down_is_told_and_asking_again_works_once_it_is_back(open_page):
    archive = FakeArchive()
    page = open_page(base=archive.url)
    archive.stop()
    turn = finished(ask(page, "Is anybody there?"))
    expect(turn.get_by_role("alert")).to_have_text(
        f"The archive at 127.0.0.1:{archive.port} could not be reached."
    )
    archive.start()
    try:
        archive.answers_with(stream(answer()))
        turn.get_by_role("button", name="Ask again").click()
        expect(page.locator(".question")).to_have_text(["Is anybody there?"] * 2)
        expect(finished(page.locator(".turn").last).locator(".answer")).to_contain_text("It voted")
    finally:
        archive.stop()


def test_a_new_question_stops_the_one_under_way(open_page, archive):
    before, *rest = stream(answer())
    archive.answers_with([before, *rest[:3], None, *rest[3:]])
    page = open_page()
    ask(page, "First?")
    first = page.locator(".turn").nth(0)
    expect(first.locator(".answer")).to_have_text("It voted to cl")
    ask(page, "Second?")
    expect(finished(first).locator(".stopped")).to_have_text("Stopped.")
    expect(first.get_by_role("alert")).to_have_count(0)
    archive.release()
    expect(finished(page.locator(".turn").nth(1)).locator(".answer")).to_contain_text("the bridge.")
    expect(first.locator(".answer")).to_have_text("It voted to cl")
    assert archive.n_left_early() == 1


def test_the_reader_can_stop_an_answer(open_page, archive):
    archive.answers_with([stream(answer())[0], None])
    page = open_page()
    turn = ask(page)
    page.get_by_role("button", name="Stop").click()
    expect(finished(turn).locator(".stopped")).to_have_text("Stopped.")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


# ---- Server-Sent Events, cut anywhere -----------------------------------------------------------

# Answers every request of the page from `window.chunks`, each an array of bytes of its own.
SCRIPTED_FETCH = """() => {
  window.fetch = async () => new Response(new ReadableStream({
    start(controller) {
      for (const chunk of window.chunks) controller.enqueue(new Uint8Array(chunk));
      controller.close();
    },
  }), { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
}"""

# Asks once for every place in `bytes` where the stream can be cut in two, and gives what was drawn.
ASK_AT_EVERY_CUT = """async ([bytes]) => {
  const chat = document.querySelector('on-record-chat');
  const drawn = new Set();
  for (let at = 0; at <= bytes.length; at += 1) {
    window.chunks = [bytes.slice(0, at), bytes.slice(at)];
    await chat.ask('q');
    const turn = chat.shadowRoot.querySelector('.turn');
    drawn.add(turn.textContent);
    turn.remove();
  }
  return [...drawn];
}"""

ASK_BYTE_BY_BYTE = """async ([bytes]) => {
  const chat = document.querySelector('on-record-chat');
  window.chunks = bytes.map((byte) => [byte]);
  await chat.ask('q');
  const turn = chat.shadowRoot.querySelector('.turn');
  const drawn = turn.textContent;
  turn.remove();
  return [drawn];
}"""


def awkward_stream(line_end: str) -> list[int]:
    """A stream with all that Server-Sent Events allow, as bytes."""
    whole = answer("Ça 🌉 [1]", [citation(text="🌉 Über", title="", highlights=[{"start": 2, "end": 6}])])
    in_lines = json.dumps(whole, ensure_ascii=False, indent=0).replace("\n", "\ndata: ")
    text = (
        "\ufeff: a comment\n\nid: 7\nretry: 10\nevent: ping\ndata\n\nevent: citations\n"
        f"data:{json.dumps(whole['citations'], ensure_ascii=False)}\n\n: keep alive\n\n"
        f"data: no event name\n\n{event('answer.delta', {'text': 'Ça 🌉 ['})}"
        f"{event('answer.delta', {'text': '1]'})}"
        f"event: done\ndata: {in_lines}\n\n"
    )
    return list(text.replace("\n", line_end).encode())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("way", [ASK_AT_EVERY_CUT, ASK_BYTE_BY_BYTE], ids=["cut in two", "byte by byte"])
def test_a_stream_reads_the_same_wherever_it_is_cut(open_page, line_end, way):
    page = open_page()
    page.evaluate(SCRIPTED_FETCH)
    (drawn,) = page.evaluate(way, [awkward_stream(line_end)])
    assert drawn.startswith("qÇa 🌉 [1]123 April 2007")
    assert "🌉 Über" in drawn and "cut off" not in drawn


def test_an_answer_sent_byte_by_byte_over_the_network_is_whole(open_page, archive):
    archive.answers_with(stream(answer("Ça y est 🌉 [1]")), bytewise=True)
    turn = finished(ask(open_page()))
    expect(turn.locator(".answer")).to_have_text("Ça y est 🌉 [1]")


# ---- In other people's pages --------------------------------------------------------------------


def elsewhere(archive: FakeArchive) -> str:
    """The same server under another name: to a browser, a foreign origin."""
    return f"http://localhost:{archive.port}"


@pytest.mark.parametrize("kind", ["text/javascript", "module"])
def test_one_script_tag_asks_the_origin_that_the_script_came_from(open_page, archive, kind):
    archive.answers_with(stream(answer()))
    page = open_page(f"/foreign?script={archive.url}/widget.js&kind={kind}", base=elsewhere(archive))
    turn = finished(ask(page))
    expect(turn.locator(".answer")).to_have_text("It voted to close the bridge. [1]")
    (request,) = archive.asked()
    assert request["headers"]["host"] == f"127.0.0.1:{archive.port}"
    assert request["headers"]["origin"] == elsewhere(archive)


def test_the_attributes_name_endpoint_key_and_archive(open_page, archive):
    archive.answers_with(stream(answer()))
    attributes = f'endpoint="{archive.url}/" api-key="secret" archive="courier"'
    page = open_page(f"/foreign?script=/widget.js&attributes={attributes}", base=elsewhere(archive))
    finished(ask(page))
    (request,) = archive.asked()
    assert request["headers"]["host"] == f"127.0.0.1:{archive.port}"
    assert request["headers"]["authorization"] == "Bearer secret"
    assert request["body"] == {"question": "What did the council vote for?", "archive": "courier"}


def test_example_questions_come_from_an_attribute_and_ask_themselves(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page("/foreign?script=/widget.js&attributes=examples=%22Who voted?| When was it? %22")
    examples = page.locator(".example")
    expect(examples).to_have_text(["Who voted?", "When was it?"])
    examples.last.click()
    finished(page.locator(".turn"))
    assert [request["body"] for request in archive.asked()] == [{"question": "When was it?"}]
    expect(examples.first).to_be_hidden()


def test_the_widget_may_be_loaded_twice(open_page, archive):
    page = open_page(f"/foreign?script={archive.url}/widget.js")
    page.add_script_tag(url=f"{archive.url}/widget.js")
    expect(page.get_by_label("Your question")).to_have_count(1)


def test_the_page_obeys_a_policy_that_forbids_inline_scripts(browser, archive):
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(archive.url)
    expect(page.get_by_role("heading", name="On Record")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_visible()
    page.close()
    assert complaints == []


# ---- Layout and colour --------------------------------------------------------------------------

LONG = "Donaudampfschifffahrtsgesellschaft" * 8


def rich_answer() -> Json:
    cards = [citation(1, title=LONG, speaker=LONG), citation(2, event_date=None), citation(3, near_miss=True)]
    said = {"text": f"{LONG} [1]", "abstained": True, "reason": "Only near misses were found."}
    read = {"from": "2007-04-01", "to": None, "source": LONG, "speaker": None, "kind": "fact"}
    return answer(citations=cards, answer=said, interpreted=read)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways_at_any_width(open_page, archive, width):
    archive.answers_with(stream(rich_answer()))
    page = open_page(viewport={"width": width, "height": 700})
    finished(ask(page, LONG))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.get_by_label("Your question").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


# The contrast of each visible text with the nearest painted background below it; WCAG 2.2, 1.4.3.
CONTRASTS = """() => {
  const root = document.querySelector('on-record-chat').shadowRoot;
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  const pixel = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => pixel(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const colour = getComputedStyle(at).backgroundColor;
      if (pixel(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const page = document.querySelectorAll('h1, header p, footer p, footer a');
  const texts = [...page, ...root.querySelectorAll('*')]
    .filter((element) => element.checkVisibility())
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.map((element) => {
    const pair = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
    return [`${element.localName}.${element.className}`, (pair[0] + 0.05) / (pair[1] + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_level_aa_in_both_schemes(open_page, archive, scheme):
    archive.answers_with(stream(rich_answer()))
    page = open_page(color_scheme=scheme)
    finished(ask(page)).get_by_role("button", name="[1]").click()
    archive.answers_with(**problem(422, "Unprocessable Content", "No."))
    finished(ask(page))
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 20
    assert [(name, ratio) for name, ratio in contrasts if ratio < 4.5] == []


def test_the_dark_scheme_is_dark_and_the_light_one_light(open_page):
    def brightness(scheme: str) -> int:
        page = open_page(color_scheme=scheme)
        parts = "[document.body, document.querySelector('on-record-chat')]"
        colours = page.evaluate(parts + ".map((part) => getComputedStyle(part).backgroundColor)")
        assert colours[0] == colours[1]
        return sum(map(int, re.findall(r"\d+", colours[0])))

    assert brightness("dark") < 150
    assert brightness("light") > 600


def test_nothing_moves_for_readers_who_want_reduced_motion(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page()
    finished(ask(page)).get_by_role("button", name="[1]").click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_keyboard_reaches_everything_with_a_visible_focus(open_page, archive):
    archive.answers_with(stream(answer()))
    page = open_page()
    finished(ask(page))
    page.locator(".marker").focus()
    seen = []
    for _ in range(4):
        seen.append(
            page.evaluate("""() => {
              const at = document.activeElement.shadowRoot.activeElement;
              return [at.className || at.localName, getComputedStyle(at).outlineStyle];
            }""")
        )
        page.keyboard.press("Tab")
    assert seen == [["marker", "solid"], ["link", "solid"], ["textarea", "solid"], ["send", "solid"]]

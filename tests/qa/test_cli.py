"""The command line as a user meets it: a real process, its output and its exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from corpus.store import Store
from embeddings.build_lock import build_lock
from embeddings.versions import current_version
from qa.cli import main
from tests.conftest import SAMPLE

COMMANDS = ["build", "sources", "ask", "inspect", "serve", "eval", "versions"]


def run(
    *arguments: object, env: dict[str, str] | None = None, cwd: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        cwd=cwd,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")},
            "PYTHONPATH": str(SAMPLE.parent.parent),
            **(env or {}),
        },
        timeout=300,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The one line in which a request was refused."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_help_shows_every_command_and_each_shows_an_example() -> None:
    overview = run("--help").stdout
    for command in COMMANDS:
        assert f"  {command} " in overview
        shown = run(command, "--help")
        assert shown.returncode == 0 and f"Example:\n  onrecord {command}" in shown.stdout


def test_help_loads_no_model_and_no_web_framework() -> None:
    heavy = {"torch", "fastapi", "faiss", "openvino", "pydantic", "numpy"}
    code = f"import sys, qa.cli; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_an_answer_has_dates_sources_and_the_marked_sentence(sample_index: Path) -> None:
    done = run("ask", "how many people died in the collision above Überlingen", "--index", sample_index)
    assert done.returncode == 0 and done.stderr == ""
    assert "] 2002-07-01 (page heading) · Alpine Ledger" in done.stdout
    assert "»" in done.stdout and "«" in done.stdout


def test_json_is_one_document_as_over_http(sample_index: Path) -> None:
    done = run("ask", "Kosovo", "-k", 2, "--from", "2008-01-01", "--json", "--index", sample_index)
    body = json.loads(done.stdout)
    assert len(body["citations"]) == 2 and body["interpreted"]["from"] == "2008-01-01"
    assert {"number", "passage_id", "quote", "event_date", "also_reported_by"} <= set(body["citations"][0])


def test_a_batch_answers_line_by_line_from_standard_input(sample_index: Path) -> None:
    done = run(
        "ask", "--batch", "-", "--index", sample_index, stdin='{"_id": "1", "text": "Mars"}\n{"_id": "2"}\n'
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["_id"] for row in rows] == ["1", "2"]
    assert "answer" in rows[0] and "error" in rows[1] and done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "x", "--index", "nowhere"], "onrecord build SOURCE --index nowhere"),
        (["sources", "--index", "nowhere"], "no index"),
        (["versions", "--index", "nowhere"], "no index"),
        (["build", "not-there"], "not-there does not exist"),
        (["build"], "no index"),
        (["inspect", "not-there"], "not-there does not exist"),
        (["eval", "."], "corpus.jsonl"),
        (["serve", "--host", "0.0.0.0"], "--insecure"),
    ],
)
def test_a_refusal_is_one_line_with_the_remedy(tmp_path: Path, arguments: list[str], says: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert says in refused(done)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "give a QUESTION"),
        (["ask", " "], "QUESTION is blank"),
        (["ask", "x", "-k", "0"], "'-k'"),
        (["ask", "x", "--from", "2011-3-1"], "'--from': '2011-3-1' is not a date; write it as YYYY-MM-DD"),
        (["ask", "x", "--to", "2007-13-01"], "'--to'"),
        (["ask", "x", "--now", "tomorrow"], "'--now': 'tomorrow' is not a date; write it as YYYY-MM-DD"),
        (["ask", "x", "--from", "2008-01-01", "--to", "2007-01-01"], "swap them"),
        (["ask", "x", "--source", ""], "'--source'"),
        (["ask", "x", "--speaker", " "], "'--speaker'"),
        (["ask", "x", "--index", ""], "'--index'"),
        (["ask", "--batch", "not-there"], "'--batch'"),
        (["ask", "x", "--no-such"], "--no-such"),
        (["build", "--only"], "--only"),
        (["build", ""], "SOURCE"),
        (["build", ".", "--workers", "0"], "'--workers'"),
        (["build", ".", "--model", ""], "'--model'"),
        (["build", ".", "--lang", "English language"], "such as en or pt-BR"),
        (["sources", "remove"], "SOURCE"),
        (["sources", "remove", ""], "SOURCE"),
        (["inspect", ""], "FILE"),
        (["inspect", ".", "--lang", "?"], "'--lang'"),
        (["serve", "--port", "x"], "'--port'"),
        (["serve", "--port", "65536"], "'--port'"),
        (["serve", "--workers", "0"], "'--workers'"),
        (["serve", "--host", ""], "'--host'"),
        (["eval"], "DIR"),
        (["eval", ""], "DIR"),
        (["eval", ".", "--model", " "], "'--model'"),
        (["gc", "--keep", "0"], "'--keep'"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_usage_exits_with_two_and_names_what_is_wrong(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2 and done.stdout == ""
    assert says in done.stderr.splitlines()[-1]


def test_a_usage_error_reaches_the_shell_as_two(tmp_path: Path) -> None:
    assert "YYYY-MM-DD" in refused(run("ask", "x", "--now", "tomorrow", cwd=tmp_path), code=2)


def test_an_unknown_setting_stops_the_start(tmp_path: Path) -> None:
    line = refused(run("ask", "x", cwd=tmp_path, env={"ONRECORD_INDX": "here"}))
    assert "ONRECORD_INDX" in line and "ONRECORD_INDEX" in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "x"],
        ["inspect", "x.md"],
        ["build", "x.md"],
        ["sources"],
        ["sources", "remove", "x.md"],
        ["serve"],
        ["versions"],
        ["eval", "."],
    ],
)
def test_an_unknown_setting_stops_every_command(tmp_path: Path, arguments: list[str]) -> None:
    index = [] if arguments[0] in {"inspect", "eval"} else ["--index", "here"]
    done = run(*arguments, *index, cwd=tmp_path, env={"ONRECORD_BOGUS": "1"})
    assert "ONRECORD_BOGUS" in refused(done)
    assert run(arguments[0], "--help", env={"ONRECORD_BOGUS": "1"}).returncode == 0


def test_another_model_than_the_one_set_is_refused(sample_index: Path, tmp_path: Path) -> None:
    for arguments in (["ask", "x"], ["serve", "--port", "0"]):
        done = run(*arguments, "--index", sample_index, env={"ONRECORD_MODEL": str(tmp_path)})
        line = refused(done)
        assert str(tmp_path) in line and "rebuild" in line and "unset ONRECORD_MODEL" in line
    asked = run("ask", "Mars", "--index", sample_index, env={"ONRECORD_MODEL": "all-MiniLM-L6-v2"})
    assert asked.returncode == 0


def test_a_port_in_use_is_one_line(sample_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for workers in (1, 2):
            done = run("serve", "--port", port, "--workers", workers, "--index", sample_index)
            assert f"port {port}: Address already in use" in refused(done)
            assert len(done.stderr.splitlines()) == 1


def test_several_workers_answer_and_write_their_log(sample_index: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "qa.cli", "serve", "--port", str(port), "--workers", "2"]
    log = sample_index.parent / "workers.log"
    with log.open("w") as stderr:
        server = subprocess.Popen(
            [*command, "--index", str(sample_index)], cwd=SAMPLE.parent.parent, stderr=stderr
        )
    try:
        url = f"http://127.0.0.1:{port}"
        transport = httpx.HTTPTransport(retries=9)
        with httpx.Client(base_url=url, transport=transport, timeout=60) as client:
            while client.get("/readyz").status_code != 200:
                assert server.poll() is None
            assert client.post("/v1/ask", json={"question": "Mars"}).status_code == 200
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
    assert " INFO qa.http." in log.read_text()


def test_an_emptied_archive_abstains_once_that_is_meant(tmp_path: Path) -> None:
    source, index = tmp_path / "rows.jsonl", tmp_path / "index"
    source.write_text('{"_id": "1", "text": "The dam broke."}\n')
    assert run("build", source, "--index", index).returncode == 0
    left = run("sources", "remove", source, "--index", index, "--json")
    assert (left.returncode, json.loads(left.stdout)) == (0, [])
    assert "onrecord build SOURCE" in refused(run("build", "--index", index))
    assert run("build", "--allow-removal", "--index", index).returncode == 0
    asked = run("ask", "what broke", "--index", index, "--json")
    assert asked.returncode == 0 and json.loads(asked.stdout)["answer"]["abstained"]
    with build_lock(index):
        assert "is being built" in refused(run("sources", "remove", source, "--index", index))


def test_an_unreadable_old_version_is_listed_as_such(sample_index: Path, tmp_path: Path) -> None:
    index = Path(shutil.copytree(sample_index, tmp_path / "index"))
    (index / "versions" / "20200101T000000.000000Z").mkdir()
    rows = json.loads(run("versions", "--json", "--index", index).stdout)
    assert [("unreadable" in row, row["current"]) for row in rows] == [(True, False), (False, True)]
    shown = run("versions", "--index", index)
    assert shown.returncode == 0 and "  20200101T000000.000000Z  unreadable: " in shown.stdout


def test_versions_rollback_and_gc_say_what_is_in_use_what_goes_and_how_to_undo_it(
    sample_index: Path, tmp_path: Path
) -> None:
    index = Path(shutil.copytree(sample_index, tmp_path / "index"))
    (tmp_path / "rows.jsonl").write_text('{"_id": "1", "text": "The dam broke."}\n')
    assert run("build", tmp_path / "rows.jsonl", "--index", index).returncode == 0
    first, second = (row["name"] for row in json.loads(run("versions", "--json", "--index", index).stdout))
    listed = run("versions", "--index", index).stdout
    assert f"* {second}  built 20" in listed and "UTC, in use" in listed
    assert f"1 added, 0 changed, 0 removed since {first}" in listed
    assert "passages of up to 384 tokens" in listed and "vectors: exact scan" in listed
    back = run("rollback", "--index", index).stdout
    undone = f"version {first} is in use instead of {second}; 'onrecord rollback {second}' undoes this"
    assert back == f"{undone}; none is older\n"
    assert "none from before it; name a newer one to go forward to" in refused(
        run("rollback", "--index", index)
    )
    assert "as it was before; none is older" in run("rollback", first, "--index", index).stdout
    assert (
        f"'onrecord rollback' goes further back, to {first}"
        in run("rollback", second, "--index", index).stdout
    )
    run("rollback", "--index", index)
    gone = run("gc", "--keep", "1", "--index", index).stdout
    assert f"{second} removed: it was newer than that in use, {first}" in gone
    assert "has no other" in refused(run("rollback", "--index", index))


def test_no_document_commands_the_terminal(tmp_path: Path) -> None:
    row = {"_id": "1", "title": "T\x9b2J", "text": "The dam \x1b]0;broke\x07 at noon.", "source": "W\x1b[2J"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n")
    assert run("build", tmp_path / "rows.jsonl", "--index", tmp_path / "index").returncode == 0
    for done in (
        run("ask", "what broke", "--index", tmp_path / "index"),
        run("inspect", tmp_path / "rows.jsonl"),
    ):
        assert "The dam ␛]0;broke␇ at noon." in done.stdout
        assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout + done.stderr)


def test_a_build_goes_on_past_bad_input_and_says_what_was_skipped(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(SAMPLE / "saved", archive)
    (archive / "rows.jsonl").write_text('{"_id": "1", "text": "The dam broke."}\n{broken\n', encoding="utf-8")
    (archive / "in-part.jsonl").write_text('{"_id": "2", "text": "It held.", "retracted": "perhaps"}\n')
    (archive / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    told = run("build", archive, "--index", tmp_path / "first").stderr.splitlines()
    assert "skipped archive/picture.png: " in "\n".join(told)
    assert any(line.startswith("read in part: archive/in-part.jsonl#line-1: 'retracted' is") for line in told)
    built = run("build", archive, "--index", tmp_path / "index", "--json")
    facts = json.loads(built.stdout)
    assert built.returncode == 0
    in_part = [item["locator"] for item in facts["skipped"] if item["is_read"]]
    assert in_part == ["archive/in-part.jsonl#line-1"]
    assert {item["locator"] for item in facts["skipped"]} >= {
        "archive/rows.jsonl#line-2",
        "archive/picture.png",
    }
    assert all(item["reason"] and item["remedy"] for item in facts["skipped"])
    assert "The dam broke." in run("ask", "what broke", "--index", tmp_path / "index").stdout
    listed = json.loads(run("sources", "--json", "--index", tmp_path / "index").stdout)
    assert listed == [{"path": str(archive), "n_documents": facts["n_documents"]}]
    versions = json.loads(run("versions", "--json", "--index", tmp_path / "index").stdout)
    assert [row["current"] for row in versions] == [True]


def test_an_empty_folder_and_a_damaged_or_foreign_index_get_a_sentence(
    tmp_path: Path, sample_index: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty" in refused(run("build", tmp_path / "empty", "--index", tmp_path / "i"))
    damaged = tmp_path / "damaged"
    shutil.copytree(sample_index, damaged)
    next(damaged.rglob("vectors.faiss")).write_bytes(b"cut")
    line = refused(run("ask", "x", "--index", damaged))
    assert "vectors.faiss" in line and "onrecord build" in line
    assert "not an index" in refused(run("ask", "x", "--index", SAMPLE))


def test_inspect_tells_how_a_file_is_read(tmp_path: Path) -> None:
    page = next((SAMPLE / "html").glob("*.html"))
    read = json.loads(run("inspect", page, "--json").stdout)
    document = read["documents"][0]
    assert document["title"] and document["passages"] and document["sources"]
    assert {"published", "language", "statements", "dropped"} <= set(document)
    lines = run("inspect", page).stdout
    assert document["title"] in lines and "passages" in lines


def test_inspect_cuts_as_a_build_does(tmp_path: Path) -> None:
    sentence = "Переговоры по прекращению огня начались в Москве 23 апреля 2007 года, сообщило агентство. "
    source = tmp_path / "rows.jsonl"
    row = {"_id": "1", "title": "Переговоры в Москве", "text": sentence * 30}
    source.write_text(json.dumps(row), encoding="utf-8")
    assert run("build", source, "--index", tmp_path / "index").returncode == 0
    store = Store.open(current_version(tmp_path / "index").folder / "documents.sqlite")
    built = [p for document in store.documents() for p in store.passages_of(document.document_id)]
    shown = json.loads(run("inspect", source, "--json").stdout)["documents"][0]["passages"]
    assert len(built) > 1
    assert [(p["start"], p["end"], p["context"]) for p in shown] == [
        (p.start, p.end, p.context) for p in built
    ]


def test_inspect_of_what_cannot_be_read_fails_with_the_reasons(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    line = refused(run("inspect", picture))
    assert "picture.png: files that end in '.png' are not read; convert it" in line
    as_json = run("inspect", picture, "--json")
    assert as_json.returncode == 1 and json.loads(as_json.stdout)["skipped"]
    (tmp_path / "empty").mkdir()
    assert "no file" in refused(run("inspect", tmp_path / "empty"))

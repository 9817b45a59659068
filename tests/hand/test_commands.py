"""The commands for people without a browser, and watch."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from escalade import api, cli, pipeline
from escalade.api import Casebook
from escalade.errors import EscaladeError
from tests.hand.story import Story


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, list(map(str, words)), catch_exceptions=True)


def said(*words: str | Path) -> list[dict[str, Any]]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output + str(done.exception)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_correction_is_made_listed_and_taken_back(case: Casebook, mention: Any) -> None:
    folder = case.folder
    (made,) = said("decide", folder, "edit", "event_mention", mention("raided"), "--field", "killed", "--value", "3+")
    (row,) = said("decisions", folder)
    assert (row["decision_id"], row["value"], row["status"]) == (made["decision_id"], "[3, null]", "applied")
    assert row["by"]
    said("undo", folder, made["decision_id"], "--by", "Bo", "--reason", "wrong report")
    assert [r["status"] for r in said("decisions", folder)] == ["undone", "applied"]
    assert "wrong report" in run("decisions", folder).stdout
    assert len(said("decisions", folder, "--as-of", "1.1")) == 1


def test_values_are_words_or_json(case: Casebook, mention: Any) -> None:
    folder, struck = case.folder, mention("struck")
    said("decide", folder, "edit", "event_mention", struck, "--field", "date", "--value", "2024")
    said("decide", folder, "merge", "event", mention("raided"), "--value", json.dumps([struck]))
    value = '{"role": "president", "of": "MLI"}'
    said("decide", folder, "role", "actor", "akeita", "--value", value, "--by", "Ann")
    assert len(api.open(folder).records("events")) == 1
    north = run("decide", folder, "edit", "event_mention", struck, "--field", "actors", "--value", "true north guards")
    assert north.exit_code == 0, "words that begin as JSON would are words"
    assert "whole: --json" in run("decisions", folder).stdout
    wrong = run("decide", folder, "merge", "event", struck, "--value", "[broken")
    assert isinstance(wrong.exception, EscaladeError)
    assert "no JSON" in str(wrong.exception)


def test_the_queue_is_listed(case: Casebook) -> None:
    items = said("review", case.folder, "--limit", "2")
    assert len(items) == 2
    assert items[0]["weight"] >= items[1]["weight"]
    assert "event" in run("review", case.folder).stdout


def test_forget_asks_first(case: Casebook) -> None:
    refused = CliRunner().invoke(cli.app, ["forget", str(case.folder), "two.txt", "--reason", "x"], input="n\n")
    assert isinstance(refused.exception, EscaladeError)
    assert len(api.open(case.folder).records("documents")) == 3
    (done,) = said("forget", case.folder, "two.txt", "--reason", "withdrawn", "--yes")
    assert done["kind"] == "document"
    assert len(api.open(case.folder).records("documents")) == 2


def test_nothing_repeated_nothing_suggested(case: Casebook) -> None:
    done = run("suggest", case.folder)
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_table_is_masked_on_demand(case: Casebook) -> None:
    plain = run("export", case.folder, "--table", "documents").stdout
    masked = run("export", case.folder, "--table", "documents", "--masked").stdout
    assert "Awa Keita" in plain
    assert "Keita" not in masked


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the coder: any report with "raid" or "denied" tells of the one raid on Gao."""

    def run(ledger: Any, settings: Any, runner: Any, progress: Any) -> dict[str, float]:
        story = Story(ledger.folder.parent)
        for raw in api.Casebook(ledger.folder.parent, ledger).rows(api.Raw):
            story.rows.setdefault(api.Raw, [])
            publisher = "Bamako Daily" if "denied" in raw.text else "Sahel Post"
            identity = story.report(raw.uri, raw.text, publisher, "2024-05-07")
            story.rows[api.Raw][-1] = raw
            if identity != raw.document_id:
                raise AssertionError(raw.uri)
            if "raid" in raw.text:
                polarity = "negative" if "denied" in raw.text else "positive"
                story.told(identity, "raid", polarity=polarity)
            if "If " in raw.text:
                story.tripwire(identity, "If it goes on", "France will send troops")
        story.commit(ledger)
        return {}

    monkeypatch.setattr(pipeline, "run", run)


def test_watch_says_what_is_new_and_what_it_contradicts(tmp_path: Path, coder: None) -> None:
    folder, out = tmp_path / "reports", tmp_path / "gao"
    folder.mkdir()
    (folder / "1.txt").write_text("A raid hit Gao. If it goes on, France will send troops.", encoding="utf-8")
    first = said("watch", folder, "-o", out, "--once")
    assert [line["change"] for line in first] == ["threat", "new", "report"]
    assert said("watch", folder, "-o", out, "--once") == []
    (folder / "2.txt").write_text("The army denied that there was a raid on Gao.", encoding="utf-8")
    second = said("watch", folder, "-o", out, "--once")
    assert [line["change"] for line in second] == ["contradicted", "report"]
    assert second[0]["row"]["standing"] in ("disputed", "revised")
    assert second[1]["uri"] == "2.txt"


def test_a_feed_is_fetched_once_and_again_only_when_it_changed(tmp_path: Path, coder: None) -> None:
    items = ["A raid hit Gao."]
    asked: list[str | None] = []

    class Feed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tag = f'"{len(items)}"'
            asked.append(self.headers.get("If-None-Match"))
            if self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.end_headers()
                return
            entries = "".join(
                f"<item><guid>g{n}</guid><description>{text}</description></item>" for n, text in enumerate(items)
            )
            body = f"<rss><channel><title>Sahel Post</title>{entries}</channel></rss>".encode()
            self.send_response(200)
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Be quiet."""

    server = HTTPServer(("127.0.0.1", 0), Feed)
    Thread(target=server.serve_forever, daemon=True).start()
    url, out = f"http://127.0.0.1:{server.server_port}/rss", tmp_path / "gao"
    try:
        assert [line["change"] for line in said("watch", url, "-o", out, "--once")] == ["new", "report"]
        assert said("watch", url, "-o", out, "--once") == []
        items.append("A second raid hit Kidal.")
        assert "report" in [line["change"] for line in said("watch", url, "-o", out, "--once")]
    finally:
        server.shutdown()
        server.server_close()
    assert asked == [None, '"1"', '"1"']
    assert run("watch", url, "-o", out, "--once").exit_code == 1  # down today: said, and no crash


def test_watch_needs_a_folder_or_a_feed(tmp_path: Path) -> None:
    done = run("watch", tmp_path / "nowhere", "-o", tmp_path / "gao", "--once")
    assert isinstance(done.exception, EscaladeError)
    assert "no URL of a feed" in str(done.exception)


def test_watch_tells_a_changed_report_from_a_new_one(tmp_path: Path, coder: None) -> None:
    folder, out = tmp_path / "reports", tmp_path / "gao"
    folder.mkdir()
    (folder / "1.txt").write_text("A raid hit Gao.", encoding="utf-8")
    first = said("watch", folder, "-o", out, "--once")
    (folder / "1.txt").write_text("A raid hit Gao and Ansongo.", encoding="utf-8")
    shown = run("watch", folder, "-o", out, "--once").stdout
    assert "0 new reports" in shown
    assert "report changed: 1.txt reads otherwise now; both texts are kept" in shown
    (folder / "1.txt").write_text("A raid hit Gao, Ansongo and Menaka.", encoding="utf-8")
    line = said("watch", folder, "-o", out, "--once")[-1]
    assert (line["change"], line["uri"]) == ("report", "1.txt")
    assert line["earlier"] not in (None, line["document_id"], first[-1]["document_id"])


def test_watch_says_once_what_it_sets_aside_and_waits_at_an_empty_folder(tmp_path: Path, coder: None) -> None:
    folder, out = tmp_path / "reports", tmp_path / "gao"
    folder.mkdir()
    empty = run("watch", folder, "-o", out, "--once")
    assert empty.exit_code == 0
    assert f"no reports given: there is no file in {folder}" in empty.stderr
    (folder / "1.txt").write_text("A raid hit Gao.", encoding="utf-8")
    (folder / "2.txt").write_bytes(b"\x00\x01\x02")
    first, second = (run("watch", folder, "-o", out, "--once") for _ in range(2))
    assert (first.exit_code, second.exit_code) == (1, 0)
    assert "set aside: 2.txt" in first.stderr
    assert second.stderr == ""


def test_a_feed_that_was_not_coded_comes_again(tmp_path: Path, coder: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between fetching and coding: an unchanged feed must not hide what is still to be coded."""
    from escalade.corpus import feeds

    path, marks = tmp_path / "feed.xml", tmp_path / "marks.json"
    items = "<item><guid>g</guid><description>A raid hit Gao.</description></item>"
    path.write_text(f"<rss><channel><title>Sahel Post</title>{items}</channel></rss>", encoding="utf-8")
    monkeypatch.setattr(feeds, "fetch", lambda *_: None if marks.exists() else feeds.Fetched(path, marks, "{}"))
    works = pipeline.run

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "run", dies)
    run("watch", "http://feed.invalid/rss", "-o", tmp_path / "gao", "--once")
    assert not marks.exists()
    monkeypatch.setattr(pipeline, "run", works)
    again = said("watch", "http://feed.invalid/rss", "-o", tmp_path / "gao", "--once")
    assert "new" in [line["change"] for line in again]
    assert marks.exists()


def test_watch_goes_on_while_another_writes(
    tmp_path: Path, coder: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from escalade.cli import watch
    from escalade.errors import CasebookError

    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.txt").write_text("A raid hit Gao.", encoding="utf-8")
    looks: list[int] = []

    def busy(self: Casebook, *_: Any) -> None:
        looks.append(1)
        if len(looks) == 3:
            raise KeyboardInterrupt
        raise CasebookError("another process writes to it")

    monkeypatch.setattr(Casebook, "add", busy)
    monkeypatch.setattr(watch.time, "sleep", lambda _: None)
    run("watch", folder, "-o", tmp_path / "gao")
    assert len(looks) == 3

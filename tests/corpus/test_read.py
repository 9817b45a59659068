# ruff: noqa: E501 (reports are written as they come: a paragraph a line)
"""What a user may put into the inbox, and what is said about what cannot be read."""

from __future__ import annotations

import csv
import gzip
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from escalade.corpus.read import read
from escalade.model.documents import Raw


def take(*paths: Path, **told: int) -> tuple[list[Raw], dict[str, str]]:
    """Reports, and the code of what was set aside by uri."""
    reports, issues = read(paths, **told)
    rows = list(reports)
    return rows, {i.uri: i.code for i in issues}


def test_folder_with_manifest(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("Shells fell on Goma.")
    (tmp_path / "sub" / "b.md").write_text("# Shells\n\nThey fell on Goma.")
    (tmp_path / "manifest.csv").write_text(
        "File,Published,Publisher,Title,URL,Authors\n"
        'a.txt,2024-02-03,Lake Wire,"Goma, again",https://lake.example/a,Ann Odhiambo; Bo Lee\n'
        "sub/b.md,2024-02-04T10:00:00Z,,,,\n"
    )
    (a, b), issues = take(tmp_path)
    assert not issues
    assert (a.uri, a.published, a.publisher, a.title) == ("a.txt", "2024-02-03", "Lake Wire", "Goma, again")
    assert a.authors == ("Ann Odhiambo", "Bo Lee")
    assert a.url == "https://lake.example/a"
    assert (b.uri, b.published, b.publisher, b.media_type) == ("sub/b.md", "2024-02-04", None, "text/markdown")


def test_same_input_same_ids_however_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One report.")
    assert take(tmp_path)[0] == take(tmp_path / "a.txt")[0] == take(tmp_path, tmp_path / "a.txt")[0]


def test_manifest_given_as_a_file_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One report.")
    (tmp_path / "manifest.csv").write_text("file,published\na.txt,2024-01-01\n")
    (found,), issues = take(*sorted(tmp_path.iterdir()))
    assert found.published == "2024-01-01"
    assert not issues


def test_records_of_every_table_format(tmp_path: Path) -> None:
    rows = [
        {"id": "x1", "text": "Drones hit Bamako, “they” said.", "published": "2024-09-17", "publisher": "Niger Wire"},
        {"id": "x2", "text": "Ménaka fell."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(r) for r in rows) + "\n\n")
    with (tmp_path / "b.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text", "published", "publisher"], delimiter=";")
        writer.writeheader()
        writer.writerows([{**r, "id": r["id"] + "c"} for r in rows])
    pq.write_table(
        pa.Table.from_pylist([{**rows[0], "id": "x1p"}, {"id": "x2p", "text": rows[1]["text"]}]), tmp_path / "c.parquet"
    )
    found, issues = take(tmp_path)
    assert not issues
    assert [r.uri for r in found] == ["x1", "x2", "x1c", "x2c", "x1p", "x2p"]
    assert {r.text for r in found} == {r["text"] for r in rows}
    assert [r.published for r in found[::2]] == ["2024-09-17"] * 3
    assert [r.row for r in found] == [0, 1] * 3


def test_tags_in_a_record_make_it_a_page(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "<p>One.</p><p>Two.</p>"}, {"id": "b", "text": "If a<b and b>c, so be it."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert [r.media_type for r in take(tmp_path)[0]] == ["text/html", "text/plain"]


def test_feed(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_text(
        '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Strait Post</title><item><title>Ships pass</title>'
        "<link>https://s.example/1</link><guid>g1</guid><pubDate>Fri, 05 Apr 2024 08:00:00 +0800</pubDate>"
        "<c:encoded>&lt;p&gt;Two ships passed Taiwan.&lt;/p&gt;</c:encoded></item></channel></rss>"
    )
    (item,), issues = take(tmp_path)
    assert not issues
    assert (item.uri, item.title, item.published, item.publisher, item.media_type) == (
        "g1",
        "Ships pass",
        "2024-04-05",
        "Strait Post",
        "text/html",
    )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_web_archive(tmp_path: Path, name: str) -> None:
    page = "<html><body><p>Ménaka fell on Sunday.</p></body></html>".encode()
    half = len(page) // 2
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:half], page[half:])) + b"0\r\n\r\n"
    answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>gone</html>",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
    ]
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nmade\r\n\r\n"]
    for answer in answers:
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://s.example/1\r\nContent-Length: {len(answer)}\r\n\r\n"
        records.append(head.encode() + answer + b"\r\n\r\n")
    (tmp_path / name).write_bytes(b"".join(map(gzip.compress, records)) if name.endswith("gz") else b"".join(records))
    (found,), issues = take(tmp_path)
    assert not issues
    assert (found.uri, found.url, found.media_type) == (f"{name}#1", "https://s.example/1", "text/html")
    assert "Ménaka fell" in found.text


def test_broken_web_archive_gives_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\nhi\r\n\r\nnonsense\r\n"
    )
    (tmp_path / "b.warc").write_bytes(b"nonsense")
    assert take(tmp_path) == ([], {"a.warc": "format", "b.warc": "format"})


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "“Café” in Ménaka – 3 €"),
        ("utf-8-sig", "“Café” in Ménaka"),
        ("utf-16", "“Café” in Ménaka"),
        ("utf-16-le", "Troops crossed the Naf river at dawn, “they” said"),
        ("utf-16-be", "Troops crossed the Naf river at dawn"),
        ("utf-32", "Troops crossed the river"),
        ("windows-1252", "The general’s “victory” – in Ménaka … cost €3"),
        ("mac_roman", "The general’s “victory” in Kidal, she didn’t say"),
        (
            "windows-1256",
            "قال المتحدث باسم الجيش العراقي إن القوات دخلت المدينة صباح اليوم وإن القتال مستمر في الأحياء الشرقية",
        ),
        (
            "windows-1251",
            "Представитель министерства обороны заявил, что войска вошли в город сегодня утром и бои продолжаются",
        ),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (found,), issues = take(tmp_path)
    assert not issues
    assert found.text == text


def test_page_encoding_is_the_declared_one(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Киев, café</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("windows-1251", "ignore"))
    (found,), _ = take(tmp_path)
    assert "Киев" in found.text
    assert found.encoding == "windows-1251"


def test_bad_inputs_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A drone fell on Odesa.")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    (tmp_path / "broken.txt").write_bytes(
        "“Kyjiw” – ünd “Łódź” ".encode() * 20 + b"\xff\xfe\xfa and so on, \xc3\x28" + "–".encode() * 9
    )
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "nocolumns.csv").write_text("a,b\n1,2\n")
    (tmp_path / "bad.jsonl").write_text(
        '{"id": "1", "text": "Fine."}\nnot json\n[1]\n{"id": "1", "text": "Again."}\n{"id": "2"}\n{"id": "3", "text": "Also fine."}\n'
    )
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no parquet")
    (tmp_path / "bad.xml").write_text("<rss><item>")
    (tmp_path / "date.jsonl").write_text('{"id": "d", "text": "Dated.", "published": "someday"}\n')
    (tmp_path / "manifest.csv").write_text("file,published\ngood.txt,2024-01-01\nlost.txt,2024-01-01\n")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found, issues = take(tmp_path)
    assert {r.uri for r in found} == {"good.txt", "1", "3", "d"}
    assert issues == {
        "empty.txt": "empty",
        "binary.txt": "binary",
        "broken.txt": "encoding",
        "report.pdf": "format",
        "nocolumns.csv": "columns",
        "bad.jsonl#1": "format",
        "bad.jsonl#2": "format",
        "bad.jsonl#3": "duplicate_id",
        "bad.jsonl#4": "empty",
        "bad.parquet": "format",
        "bad.xml": "format",
        "d": "date",
        "lost.txt": "manifest",
        "gone.txt": "unreadable",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Locked.")
    (tmp_path / "a.txt").chmod(0)
    assert take(tmp_path) == ([], {"a.txt": "unreadable"})


def test_missing_path_is_named(tmp_path: Path) -> None:
    assert take(tmp_path / "nothing") == ([], {"nothing": "unreadable"})


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.xml"])
def test_too_large_is_set_aside_unread(tmp_path: Path, name: str) -> None:
    head = {"a.jsonl": '{"text": "Small."}\n', "a.csv": "text\nSmall.\n"}.get(name, "")
    (tmp_path / name).write_text(head + "x" * 5000 + "\n" + head.removeprefix("text\n"))
    found, issues = take(tmp_path, largest=1000)
    assert set(issues.values()) == {"too_large"}
    assert [r.text for r in found] == ["Small."] * (2 if head else 0)

"""The explorer answers nobody else, runs nothing that a report says and asks nothing of anybody."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

import escalade.web.app as web
from escalade.export.schemas import SCHEMAS
from escalade.web.app import make
from escalade.web.pages.sources import TABS
from tests.hand.story import Story
from tests.web.conftest import LOCAL

STATIC = Path(web.__file__).with_name("static")
RLO, PDF, RLI = "\u202e", "\u202c", "\u2067"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% for x in y %}${7*7}#{7*7}",
    "</script><!--",
    f"{RLO}gnp.exe{PDF}{RLI}",
    "=HYPERLINK(0)",
    "@SUM(1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\x02\x03\x1b[31m",
    "x" * 1_000_000,
)


def hostile(folder: Path) -> TestClient:
    """A casebook whose reports, names, places and outlets are all hostile."""
    story = Story(folder)
    for i, text in enumerate(HOSTILE):
        words = f"{text} struck {text} near {text} and If {text} comes, {text} will act"
        report = story.report(f"{text[:60]}{i}.txt", words, text[:200], "2024-05-07")
        actor = story.named(report, text, f"a{i}", text)
        story.told(report, "struck", text[:300], actors=(actor,), killed_min=i)
        story.tripwire(report, f"If {text} comes", f"{text} will act", issuer=actor)
        story.related(report, actor, actor, text)
    story.write()
    return TestClient(make(folder), base_url=LOCAL)


@pytest.fixture(scope="module")
def enemy(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return hostile(tmp_path_factory.mktemp("hostile") / "<b>x")


def pages(client: TestClient) -> list[str]:
    out = ["/desk", "/events?weak=1", "/events?weak=1&view=map", "/events?weak=1&view=matrix", "/reader", "/actors",
           "/chains", "/review", "/search?q=alert", "/search?q=struck",
           "/outlook", "/outlook?tab=backtest", "/outlook?tab=whatif", "/keys", "/actors?view=matrix",
           "/desk?changed=1.0"]  # fmt: skip
    out += [f"/sources?tab={tab}" for tab in TABS]
    chains = client.get("/chains.json?size=100").json()
    out += [f"/keys?open=tripwire:{w['tripwire_id']}" for w in chains["tripwires"]]
    relations = client.get("/export?table=relations&format=jsonl").text.splitlines()
    out += [f"/keys?open=relation:{json.loads(line)['relation_id']}" for line in relations]
    for e in client.get("/events.json?weak=1&size=100").json()["events"]:
        out.append(f"/events/{e['event_id']}")
        out += [f"/keys?open=event:{e['event_id']}"]
    for d in client.get("/reader.json").json()["reports"]:
        out += [f"/reader/{d['document_id']}", f"/keys?open=document:{d['document_id']}"]
    for a in client.get("/actors.json").json()["actors"]:
        out += [f"/actors/{a['actor_id']}", f"/keys?open=actor:{a['actor_id']}"]
    return out


def test_hostile_reports_are_text_on_every_page(enemy: TestClient) -> None:
    for address in pages(enemy):
        text = enemy.get(address).text
        page = LexborHTMLParser(text)
        for script in page.css("script"):
            inert = script.attributes.get("type") == "application/json"
            assert inert or (script.attributes.get("src") or "").startswith("/static/"), address
            if inert:
                json.loads(script.text())
        assert not page.css("img, iframe, object, embed, base, style, animate"), address
        for node in page.css("*"):
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (address, name)
                assert name != "style", address
                if name in ("href", "src", "action"):
                    assert (value or "").startswith(("/", "?", "#", "data:,")), (address, value)
        assert "49" not in re.findall(r"\{\{.*?\}\}|49(?=\$)", text), address
        assert not any(c in text for c in (RLO, PDF, RLI, "\x1b", "\x02")), address
    assert "⟦U+202E⟧" in enemy.get("/actors").text


@pytest.mark.parametrize("how", ["", "with_text=1", "unmasked=1&with_text=1", "since=1.0"])
def test_the_report_to_share_holds_hostile_reports_as_text(enemy: TestClient, how: str) -> None:
    text = enemy.get(f"/share?{how}").text
    page = LexborHTMLParser(text)
    assert not page.css("img, iframe, object, embed, base, animate, svg[onload]")
    for node in page.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), name
            if name in ("href", "src", "action", "xlink:href"):
                assert (value or "").startswith("#"), (name, value)
    scripts = [script.text() for script in page.css("script")]
    assert not any("alert(1)" in s and script_runs(s) for s in scripts)
    assert not any(c in text for c in (RLO, PDF, RLI, "\x1b", "\x02"))


def script_runs(script: str) -> bool:
    """Whether a script is more than data."""
    try:
        json.loads(script)
    except ValueError:
        return True
    return False


def test_a_megabyte_on_one_line_is_shown_short_in_lists(enemy: TestClient) -> None:
    for address in ("/desk", "/events?weak=1", "/actors", "/reader", "/review", "/chains"):
        assert len(enemy.get(address).content) < 500_000, address


def formulas(text: str) -> list[str]:
    """Cells of a CSV file that a spreadsheet might run."""
    csv.field_size_limit(10_000_000)
    cells = (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
    return [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(NUMBER, c)]


NUMBER = r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?"


def test_the_search_for_formulas_finds_them() -> None:
    assert formulas('a,"=1+1",-3.5,+2\n"\t=1",@x,"\r=2",-a\n') == ["=1+1", "\t=1", "@x", "\r=2", "-a"]


def test_no_csv_holds_a_formula(enemy: TestClient) -> None:
    twins = [p for p in pages(enemy) if "open=" not in p]
    for address in twins:
        path, _, query = address.partition("?")
        assert formulas(enemy.get(f"{path}.csv?{query}&size=1000").text) == [], address
    for table in SCHEMAS:
        assert formulas(enemy.get(f"/export?table={table}&format=csv").text) == [], table
    assert "'=HYPERLINK(0)" in enemy.get("/actors.csv?size=100").text
    assert "'=HYPERLINK" in enemy.get("/export?table=actors&format=csv").text


def test_every_answer_has_a_strict_policy(client: TestClient) -> None:
    for address in ("/desk", "/events.json", "/static/app.js", "/nothing", "/evidence?ref=x"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_only_loopback_names_are_answered_without_a_token(casebook: Path) -> None:
    app = make(casebook)
    for host, status in (("127.0.0.1:8377", 200), ("localhost:1", 200), ("[::1]:8377", 200), ("evil.example", 403),
                         ("127.0.0.1.evil.example", 403), ("", 403)):  # fmt: skip
        assert TestClient(app, base_url=LOCAL).get("/desk", headers={"host": host}).status_code == status, host


def test_elsewhere_a_token_is_asked_for(casebook: Path) -> None:
    app = make(casebook, token="s3cret")
    away = TestClient(app, base_url="http://192.0.2.7:8377", follow_redirects=False)
    assert away.get("/desk").status_code == 403
    assert away.get("/static/app.js").status_code == 403
    assert away.get("/desk?token=wrong").status_code == 403
    opened = away.get("/desk?token=s3cret&since=1")
    assert opened.status_code == 303
    assert opened.headers["location"] == "/desk?since=1", "the token does not stay in the address"
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert away.get("/desk").status_code == 200


def test_nothing_refers_to_elsewhere(client: TestClient) -> None:
    for path in STATIC.rglob("*.js"):
        text = path.read_text()
        assert not re.search(r"(fetch|import|src\s*=|importScripts)\s*\(?\s*[\"'`](https?:)?//", text), path.name
    assert not re.search(r"url\(|@import", (STATIC / "app.css").read_text())
    for address in pages(client):
        assert not re.search(r'(?:src|href|action|hx-\w+)="(?:https?:)?//', client.get(address).text), address


def test_what_is_shipped_of_others_is_what_was_published() -> None:
    vendor = STATIC / "vendor"
    lock = json.loads((vendor / "LOCK.json").read_text())
    files = {name: digest for package in lock for name, digest in package["files"].items()}
    assert set(files) == {p.name for p in vendor.iterdir()} - {"LOCK.json", "LICENCES.txt"}
    for name, digest in files.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name
    licences = (vendor / "LICENCES.txt").read_text()
    notice = (Path(web.__file__).parents[3] / "NOTICE").read_text()
    for package in lock:
        assert package["licence"] in ("ISC", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause")
        assert f"{package['package']} {package['version']}" in licences
        assert package["package"] in notice

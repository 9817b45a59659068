"""Every page and twin answers, and whatever a page offers to open can be opened."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from escalade.web.app import make
from escalade.web.pages.chains import _labels, _ticks, _whens
from escalade.web.pages.changed import compared
from escalade.web.render import SCREENS
from escalade.web.store import Shelf

SCREEN_PATHS = [path for _, _, path in SCREENS]


def links(client: TestClient, address: str) -> list[str]:
    """Addresses of the explorer that a page leads to, `data-open` references as drawers."""
    page = LexborHTMLParser(client.get(address).text)
    found = []
    for link in page.css("a"):
        href = link.attributes.get("href") or ""
        if href.startswith("/"):
            found.append(href.partition("#")[0])
        elif href.startswith("?"):
            found.append(address.partition("?")[0] + href)
    return found


@pytest.mark.parametrize("path", [*SCREEN_PATHS, "/review", "/keys", "/search?q=gao"])
def test_every_page_has_its_twins(client: TestClient, path: str) -> None:
    path, _, query = path.partition("?")
    page = client.get(f"{path}?{query}")
    assert page.status_code == 200
    assert f"{path}.json" in page.text
    data = client.get(f"{path}.json?{query}")
    assert data.headers["content-type"] == "application/json"
    assert data.json()["as_of"] == "1.0"
    table = client.get(f"{path}.csv?{query}")
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert rows or path in ("/outlook", "/chains")


def test_whatever_is_linked_can_be_opened(client: TestClient) -> None:
    seen: set[str] = set()
    todo = ["/desk"]
    kinds: Counter[str] = Counter()
    while todo and len(seen) < 400:
        address = todo.pop(0)
        kind = re.sub(r"[0-9a-f]{20}|%3A.*|=[^&]*", "*", address)  # pages that differ in ids and values are of one kind
        if address in seen or address.startswith(("/export", "/share", "/static")) or kinds[kind] >= 5:
            continue
        kinds[kind] += 1
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "No such record" not in answer.text, address
        if "open=" not in address and ".csv" not in address and ".json" not in address and "as_of" not in address:
            todo.extend(links(client, address))
    assert len(kinds) > 30
    assert any("/evidence" in a or "open=event" in a for a in seen)


def test_the_dossier_sets_origins_side_by_side(client: TestClient) -> None:
    events = client.get("/events.json").json()["events"]
    raid = next(e for e in events if e["reports"] == 2)
    dossier = client.get(f"/events/{raid['event_id']}.json").json()
    names = [origin["name"] for origin in dossier["origins"]]
    assert set(names) == {"Sahel Post", "the army"}
    killed = next(row for row in dossier["attributes"] if row["attribute"] == "killed")
    figures = {name: [v["text"] for v in cell["values"]] for name, cell in zip(names, killed["cells"], strict=True)}
    assert figures == {"Sahel Post": ["4 killed"], "the army": ["at least 6 killed"]}
    assert {cell["verdict"] for cell in killed["cells"]} == {"differs"}
    tolls = {(t["words"], t["said"]) for t in dossier["tolls"]}
    assert ("at least 6 killed", "Niger River Radio, quoting the army") in tolls
    assert dossier["judgements"][0]["verdict"] == "same"


def test_the_desk_begins_with_what_most_origins_hold(client: TestClient) -> None:
    told = client.get("/desk.json").json()["sections"][0]
    assert [e["standing"] for e in told["events"]] == ["corroborated", "single_origin"]
    assert "Show first what changed" not in client.get("/desk").text  # there is one state only


def test_one_origin_is_worded_as_its_own(client: TestClient) -> None:
    page = client.get("/events?q=struck").text
    assert "According to Sahel Post:" in page
    assert "Machine-coded and unreviewed" in page


def test_filters_narrow_the_selection_and_stay_in_the_address(client: TestClient) -> None:
    every = client.get("/events.json?weak=1").json()
    strikes = client.get("/events.json?source=FRA&weak=1").json()
    assert 0 < strikes["total"] < every["total"]
    assert all("France" in e["who"] for e in strikes["events"])
    standing = {f["value"]: f["n"] for f in every["facets"]["standing"]}
    for value, n in standing.items():
        assert client.get(f"/events.json?weak=1&standing={value}").json()["total"] == n
    quad = client.get("/events.json?weak=1&quad=1").json()
    assert quad["total"] == 0
    assert quad["facets"]["quad"], "a filter's own facet still shows what else there is"


def test_timeline_map_and_matrix_count_the_same_selection(client: TestClient) -> None:
    table = client.get("/events.json?weak=1").json()
    bars = sum(bar["n"] for bar in table["timeline"]["bars"])
    assert bars + table["timeline"]["earlier"] + table["timeline"]["later"] == sum(
        1 for e in table["events"] if e["day"]
    )
    places = client.get("/events.json?weak=1&view=map").json()["places"]
    assert sum(p["n"] for p in places["pins"]) + places["nowhere"] == table["total"]
    matrix = client.get("/events.json?weak=1&view=matrix&target=MLI").json()["matrix"]
    assert {c["id"] for c in matrix["columns"]} <= {"MLI"}


def test_a_place_known_only_as_an_area_is_no_point(client: TestClient) -> None:
    places = client.get("/events.json?weak=1&view=map").json()["places"]
    assert {p["precision"] for p in places["pins"]} == {"settlement"}
    assert "country" in places["areas"]
    assert "region" in places["areas"]


def test_the_drawer_quotes_the_words_with_their_chain(client: TestClient, casebook: Path) -> None:
    event = client.get("/events.json?weak=1&q=dead").json()["events"][0]
    drawer = client.get(f"/evidence.json?ref=event:{event['event_id']}").json()
    quote = next(q for q in drawer["quotes"] if q["said"] == "Niger River Radio, quoting the army")
    assert quote["text"][quote["start"] : quote["start"] + quote["length"]] == "raid"
    page = client.get(f"/desk?open=event:{event['event_id']}").text
    assert "<mark>raid</mark>" in page, "without a script the drawer is in the page"
    fragment = client.get(f"/evidence?ref=event:{event['event_id']}", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment


def test_a_count_opens_the_events_that_it_counts(client: TestClient) -> None:
    every = client.get("/events.json").json()["total"]
    drawer = client.get("/evidence.json", params={"ref": "sel:q=gao"}).json()
    assert 0 < len(drawer["events"]) <= every
    assert drawer["all"] == "/events?q=gao"


def test_the_reader_marks_what_is_coded_and_says_what_is_left_out(client: TestClient) -> None:
    report = next(d for d in client.get("/reader.json").json()["reports"] if d["uri"] == "two.txt")
    page = LexborHTMLParser(client.get(f"/reader/{report['document_id']}").text)
    marks = {node.text() for node in page.css(".report a.mk.event")}
    assert marks == {"raid"}
    words = page.css_first(".report").text()
    assert "The raid on Gao left at least six dead, the army said." in words
    offsets = [int(node.attributes["data-at"] or 0) for node in page.css(".report [data-at]")]
    assert offsets == sorted(offsets)


def test_the_index_decomposes_to_its_events(client: TestClient) -> None:
    outlook = client.get("/outlook.json").json()
    assert outlook["series"] == "all"
    point = max(outlook["points"], key=lambda p: p["value"])
    assert point["value"] == pytest.approx(point["material_conflict"] + point["verbal_conflict"])
    drawer = client.get("/evidence.json", params={"ref": f"day:all|{point['date']}"}).json()
    counted = [e for e in drawer["events"] if not e["only_high"]]
    assert len(counted) == point["n_events"]
    assert all(e["quote"]["text"] for e in counted)


@pytest.mark.parametrize("letter", "aefgpsz1")
def test_a_single_letter_finds_what_has_a_word_that_begins_with_it(client: TestClient, letter: str) -> None:
    events = client.get("/events.json?weak=1").json()["events"]
    words = {e["event_id"]: client.get(f"/events/{e['event_id']}.json").json()["quotes"] for e in events}
    texts = {
        e["event_id"]: " ".join([e["text"], e["event_type"], *(q["text"] for q in words[e["event_id"]])])
        for e in events
    }
    expected = {i for i, text in texts.items() if re.search(rf"\b{letter}", text.lower())}
    for address in (f"/events.json?weak=1&q={letter}", f"/search.json?q={letter}"):
        assert {e["event_id"] for e in client.get(address).json()["events"]} == expected


def test_search_finds_reports_events_and_names(client: TestClient) -> None:
    found = client.get("/search.json?q=keita").json()
    assert [a["name"] for a in found["actors"]] == ["Awa Keita"]
    assert [d["uri"] for d in found["documents"]] == ["two.txt"]
    assert client.get("/search.json?q=moul").json()["actors"], "the last word may be unfinished"


@pytest.mark.parametrize("text", ['"', "a OR", "NEAR(", "*", "col:x", "-- ;", "a" * 3000, "\x00", "'", "é ü"])
def test_any_search_text_is_only_text(client: TestClient, text: str) -> None:
    for path in ("/search", "/events", "/reader", "/actors"):
        assert client.get(path, params={"q": text}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/events/e0", "/reader/d0", "/actors/nobody", "/evidence?ref=event:e0", "/evidence?ref=x", "/evidence",
        "/evidence?ref=day:all|2020-01-01", "/nothing",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_so(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    path, _, query = address.partition("?")
    error = client.get(f"{path}.json?{query}").json()["error"]
    assert error["status"] == 404
    assert error["message"]


@pytest.mark.parametrize(
    "query", ["page=999999", "size=0", "size=5000", "from=2024&to=2024-05", "month=2024-05", "to="]
)
def test_odd_parameters_do_no_harm(client: TestClient, query: str) -> None:
    assert client.get(f"/events?{query}").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/events?from=2020-13-45", "from=2020-13-45 is no date"),
        ("/events?to=2020-02-30", "to=2020-02-30 is no date"),
        ("/events?month=9", "month=9 is no date"),
        ("/events?from=2024-05-07&to=2024-05-06", "from=2024-05-07 is later than to=2024-05-06"),
        ("/events?type=ASSAULT&type=BATTLE", "type=BATTLE: there is none; there are ACCUSE, AGREE"),
        ("/events?standing=true", "corroborated"),
        ("/events?status=true", "asserted"),
        ("/events?quad=x", "quad=x"),
        ("/events?made=up", "coded, imported"),
        ("/events?sort=up", "sort=up"),
        ("/events?view=pie", "map, matrix, table"),
        ("/events?size=x", "size=x: a whole number from 1 to 1,000 is expected"),
        ("/events?page=-1", "page=-1"),
        ("/evidence?ref=sel:from%3D2020-13-45", "from=2020-13-45 is no date"),
        ("/chains?kind=x", "kind=x: there is none; there are de_escalation"),
        ("/chains?basis=x", "basis=x: there is none; there are analyst"),
        ("/actors?kind=x", "kind=x: there is none; there are "),
        ("/chains?from=yesterday", "from=yesterday is no date"),
        ("/chains?standing=x", "armed"),
        ("/actors/akeita?to=2020-1-1", "to=2020-1-1 is no date"),
        ("/actors?sort=up", "sort=up"),
        ("/reader?sort=up", "sort=up"),
        ("/sources?tab=up", "tab=up"),
        ("/desk?since=x", "since=x"),
    ],
)
def test_a_filter_that_means_nothing_is_said_to(client: TestClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert said in html.unescape(answer.text)
    path, _, query = address.partition("?")
    for form in ("json", "csv"):
        error = client.get(f"{path}.{form}?{query}").json()["error"]
        assert (error["status"], said in error["message"]) == (400, True)


def test_a_month_or_year_bounds_a_selection_like_its_days(client: TestClient) -> None:
    ids = [
        [e["event_id"] for e in client.get(f"/events.json?weak=1&{query}").json()["events"]]
        for query in ("from=2024-05-01&to=2024-05-31", "from=2024-05&to=2024-05", "from=2024&to=2024", "month=2024-05")
    ]
    assert ids[0]
    assert all(found == ids[0] for found in ids)


def test_a_quote_is_no_longer_than_its_sentence(client: TestClient) -> None:
    """Of claims, relations, links, threats and names: in the drawer as in what is handed on."""
    seen = Counter[str]()
    for document in client.get("/reader.json").json()["reports"]:
        address = f"/reader/{document['document_id']}"
        text = client.get(f"{address}.json").json()["text"]
        sentences = [s.rstrip(".") for s in text.split(". ")]
        for ref in set(re.findall(r'data-open="([^"]+)"', client.get(address).text)):
            for quote in client.get("/evidence.json", params={"ref": html.unescape(ref)}).json().get("quotes", ()):
                if quote["document_id"] == document["document_id"]:
                    seen[ref.partition(":")[0]] += 1
                    assert quote["text"].rstrip(".") in sentences, ref
    assert {"mention", "actor", "tripwire", "relation", "link"} <= set(seen), seen


def test_an_older_moment_is_shown_as_it_was(own: Path, hand: TestClient) -> None:
    case: Any = Shelf(own).case
    raid = hand.get("/events.json?weak=1").json()["events"]
    strike = next(e for e in raid if "France" in e["who"])
    case.decide("edit", "event", strike["event_id"], field="killed", value="9", by="Ann")
    assert hand.get(f"/events/{strike['event_id']}.json").json()["event"]["killed_min"] == 9
    then = hand.get(f"/events/{strike['event_id']}.json?as_of=1.0").json()
    assert then["event"]["killed_min"] is None
    assert then["as_of"] == "1.0"
    page = hand.get("/desk?as_of=1.0")
    assert "As it was known at 1.0" in page.text
    assert "as_of=1.0" in page.text, "links keep the moment"
    assert hand.get("/desk?as_of=77").status_code == 400


def test_an_older_moment_is_shared_byte_for_byte(own: Path, hand: TestClient) -> None:
    case: Any = Shelf(own).case
    pages = {str(case.as_of): hand.get("/share?with_text=1").content}
    for action, event in zip(("accept", "reject"), case.records("events"), strict=False):
        case.decide(action, "event", event["event_id"], by="Ann")
        pages[str(case.as_of)] = hand.get("/share?with_text=1").content
    assert len(set(pages.values())) == 3
    for moment, page in pages.items():
        assert hand.get(f"/share?with_text=1&as_of={moment}").content == page, moment


def test_the_desk_says_what_changed_as_the_brief_does(own: Path, hand: TestClient) -> None:
    case: Any = Shelf(own).case
    events = {e["event_type"] + str(e["n_reports"]): e for e in case.records("events")}
    case.decide("edit", "event", events["ASSAULT2"]["event_id"], field="killed", value="9", by="Ann")
    case.decide("close", "tripwire", case.records("tripwires")[0]["tripwire_id"], value="met", by="Ann")
    case.decide("accept", "event", events["ASSAULT1"]["event_id"], by="Ann")
    desk = hand.get("/desk.json?changed=1.0").json()["changed"]
    assert compared(Shelf(own).current("1.0"), Shelf(own).current()) == case.changes("1.0")
    (wire, event) = desk["lines"]
    assert wire["note"] == "met, was armed"
    assert event["ref"] == f"event:{events['ASSAULT2']['event_id']}"
    assert "at least 4 killed" in event["note"] or "was 4" in event["note"]
    assert event["note"] in html.unescape(hand.get("/share?since=1.0&unmasked=1").text)
    assert event["note"] in html.unescape(hand.get("/desk?changed=1.0").text)
    assert any("was" in line for line in hand.get("/desk.csv?changed=1.0").text.splitlines())
    assert hand.get("/desk.json").json()["changed"] is None
    assert "What changed since" not in hand.get("/share").text
    for address in ("/desk?changed=77", "/share?since=77"):
        assert hand.get(address).status_code == 400


def test_chains_date_events_no_finer_than_they_are_told(client: TestClient) -> None:
    link = {"cause_start": "1953-01-01", "cause_until": "1953-12-31", "cause_day": "1953-01-01"}
    link |= {"effect_start": None, "effect_until": None, "effect_day": "2020-05-03"}
    assert _whens(link) == {"cause_when": "1953", "effect_when": "reported 2020-05-03"}
    labels = _labels([link])
    assert labels == {"1953-01-01": "1953", "2020-05-03": "reported 2020-05-03"}
    assert [(t["day"], t["reported"]) for t in _ticks({"1953-01-01": 0.0, "2020-05-03": 500.0}, labels)] == [
        ("1953", False), ("2020-05-03", True),
    ]  # fmt: skip
    shown = client.get("/chains.json").json()["links"][0]
    assert (shown["cause_when"], shown["effect_when"]) == (shown["cause_day"], shown["effect_day"])


def test_a_page_without_events_says_why(client: TestClient, tmp_path: Path) -> None:
    from escalade import api
    from tests.web.conftest import LOCAL

    assert "There is no page 9" in client.get("/events?page=9").text
    assert "No event fits all of these" in client.get("/events?q=zzzz").text
    api.create(tmp_path / "empty")
    assert "No event is coded yet" in TestClient(make(tmp_path / "empty"), base_url=LOCAL).get("/events").text


def test_an_empty_casebook_has_all_its_screens(tmp_path: Path) -> None:
    from escalade import api
    from escalade.web.app import make
    from tests.web.conftest import LOCAL

    api.create(tmp_path / "empty")
    client = TestClient(make(tmp_path / "empty"), base_url=LOCAL)
    for path in [*SCREEN_PATHS, "/review", "/events?view=map", "/events?view=matrix", "/search?q=a"]:
        assert client.get(path).status_code == 200, path

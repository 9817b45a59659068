"""Private persons are left out of what is handed on; what must be forgotten is gone from everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser

from escalade import api, brief
from escalade.api import Casebook
from escalade.errors import NoInputError, UsageError
from escalade.export.files import write_file
from escalade.ledger import inbox
from escalade.ledger.ledger import Ledger
from tests.hand.story import AGAIN, TABLES, Story, crisis, snapshot, take_in


def shared_page(case: Casebook, **how: Any) -> str:
    return brief.page(brief.compose(case.shared, title="gao"), case.shared, **how)


def test_a_victim_is_nameless_in_what_is_shared_and_an_office_holder_is_not(case: Casebook) -> None:
    text = json.dumps([case.shared(name) for name in TABLES], ensure_ascii=False)
    assert "Keita" not in text
    assert "akeita" not in text
    assert "Jeanne Moulin" in text
    assert "name withheld" in text
    page = shared_page(case, with_text=True)
    assert "Keita" not in page
    assert "Jeanne Moulin" in page
    assert "Awa Keita" in brief.page(brief.compose(case.records, title="gao"), case.records, with_text=True)


def test_who_holds_an_office_of_no_listed_country_is_no_private_person(story: Story) -> None:
    document = story.report("four.txt", "Prime Minister Ayele Mekuria met Sara Abebe. God knows.", "Post", "2024-05-09")
    story.named(document, "Prime Minister Ayele Mekuria", "aayele", "Prime Minister Ayele Mekuria", "GOV")
    story.named(document, "Sara Abebe", "asara", "Sara Abebe", "EDU")
    story.named(document, "God", "agod", "God")
    case = story.write()
    codes = {c["scheme"] for a in case.records("actors") if a["actor_id"] in ("aayele", "asara") for c in a["codes"]}
    assert codes == {"cameo"}
    assert "Prime Minister Ayele Mekuria met ████ █████. God knows." in [d["text"] for d in case.shared("documents")]


def test_a_paper_and_a_ship_that_were_taken_for_persons_are_no_secret(story: Story) -> None:
    told = "Jeune Afrique wrote that the Hong Tai 58 had sailed. Sara Abebe wept."
    document = story.report("four.txt", told, "Post", "2024-05-09")
    for name in ("Jeune Afrique", "Hong Tai 58", "Sara Abebe"):
        story.named(document, name, f"a{name[:4].lower()}", name)
    assert told.replace("Sara Abebe", "████ █████") in [d["text"] for d in story.write().shared("documents")]


def test_a_town_that_was_taken_for_a_person_is_no_secret(story: Story) -> None:
    told = "GONDAR fell on Monday. Shells hit Gondar. Lalo Bekele wept. Lalo fled."
    document = story.report("five.txt", told, "Post", "2024-05-09")
    town = story.named(document, "GONDAR", "atown", "Gondar")
    story.named(document, "Gondar", "", "Gondar", kind="place")
    story.named(document, "Lalo Bekele", "alalo", "Lalo Bekele")
    story.told(document, "fell", recipients=(town,))
    case = story.write()
    shared = [d["text"] for d in case.shared("documents")]
    assert "GONDAR fell on Monday. Shells hit Gondar. ████ ██████ wept. ████ fled." in shared
    assert "Gondar" in {a["name"] for a in case.shared("actors")}


def test_masked_rows_still_fit_their_offsets_and_one_another(case: Casebook) -> None:
    texts = {d["document_id"]: d["text"] for d in case.shared("documents")}
    for row in [*case.shared("entity_mentions"), *case.shared("event_mentions")]:
        quote = row.get("quote") or row["trigger"]
        assert texts[row["document_id"]][row["char_start"] : row["char_end"]] == quote
    actors = {a["actor_id"] for a in case.shared("actors")}
    named = {e["actor_id"] for e in case.shared("entity_mentions")}
    assert named <= actors


def test_a_role_that_a_person_gives_makes_somebody_public(case: Casebook) -> None:
    case.decide("role", "actor", "akeita", value={"role": "president", "of": "MLI"}, by="Ann")
    assert "Awa Keita" in json.dumps(case.shared("actors"), ensure_ascii=False)


def test_a_shared_page_quotes_sentences_and_gives_no_text_unless_asked(case: Casebook) -> None:
    other = "France struck a camp near Gao on Tuesday in reply."
    assert "raided Gao on Monday" in brief_text(case)
    assert other in brief_text(case)
    case.decide("reject", "event_mention", by_trigger(case, "struck"), by="Ann")
    assert other not in brief_text(case)
    assert other in brief_text(case, with_text=True)


def by_trigger(case: Casebook, trigger: str) -> str:
    return next(m["event_mention_id"] for m in case.records("event_mentions") if m["trigger"] == trigger)


def brief_text(case: Casebook, *, with_text: bool = False) -> str:
    tree = LexborHTMLParser(shared_page(case, with_text=with_text))
    assert tree.body is not None
    return " ".join(tree.body.text(separator="").split())


def everything(folder: Path) -> str:
    """All that lies in a casebook, as text."""
    out = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            out.append(path.relative_to(folder).as_posix())
            if path.suffix == ".parquet":
                out.append(json.dumps(pq.read_table(path).to_pylist(), default=str, ensure_ascii=False))
            out.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(out)


@pytest.fixture
def lived_in(tmp_path: Path) -> Casebook:
    """A casebook of two generations with raw bytes, decisions, an export and the explorer's index."""
    story = crisis(tmp_path / "gao")
    case = story.write()
    take_in(case, tmp_path)
    case = story.write()
    raid, raided = by_trigger(case, "raid"), by_trigger(case, "raided")
    case.decide("edit", "event_mention", raid, field="killed", value="7", by="Ann", reason="the medic Awa Keita too")
    other = [by_trigger(case, "struck"), raid]
    case.decide("merge", "event", raided, value=other, by="Ann", reason="all three left at least six dead")
    case.decide("edit", "actor", "akeita", field="country", value="MLI", by="Ann")
    write_file(case.views, "documents", "jsonl", case.folder / "exports" / "documents.jsonl")
    write_file(case.views, "events", "parquet", case.folder / "exports" / "events.parquet")
    (case.folder / "explorer").mkdir()
    (case.folder / "explorer" / "read-1.sqlite").write_text(AGAIN, encoding="utf-8")
    return case


def test_a_forgotten_report_is_nowhere_any_more(lived_in: Casebook) -> None:
    case, kept = lived_in, [d for d in lived_in.records("documents") if d["uri"] != "two.txt"]
    gone = next(d for d in case.records("documents") if d["uri"] == "two.txt")
    raid = by_trigger(case, "raid")
    assert "six dead" in everything(case.folder)
    done = case.forget("two.txt", by="Ann", reason="the publisher withdrew it")
    left = everything(case.folder)
    for words in ("six dead", "The raid on Gao", "Awa Keita", "two.txt", "Niger River Radio", gone["document_id"]):
        assert words not in left, words
    assert not (case.folder / "explorer").exists()
    assert "exports/documents.jsonl" in done.removed
    assert done.documents == 1
    for generation in range(1, case.ledger.manifest.generation + 1):
        older = api.open(case.folder, as_of=generation)
        assert {d["uri"] for d in older.records("documents")} == {"one.txt", "three.txt"}
        assert raid not in {m for e in older.records("events") for m in e["event_mention_ids"]}
    now = api.open(case.folder)
    assert now.records("documents") == kept
    assert [d["action"] for d in now.records("decisions")] == ["forgotten", "merge", "forgotten", "forget"]
    assert now.records("decisions")[3]["reason"] == "the publisher withdrew it"
    assert len(now.records("events")) == 1  # the merge of the other two still holds
    assert {h.source_file for h in now.ledger.manifest.inbox} == {"one.txt", "three.txt"}


def test_a_forgotten_report_is_not_taken_in_again(lived_in: Casebook, tmp_path: Path) -> None:
    lived_in.forget("two.txt", by="Ann", reason="withdrawn")
    folder = tmp_path / "again"
    folder.mkdir()
    (folder / "two.txt").write_text(AGAIN, encoding="utf-8")
    (folder / "new.txt").write_text("Quite another thing was told here today.", encoding="utf-8")
    lived_in.add(folder)
    assert {raw.uri for raw in lived_in.rows(api.Raw)} == {"one.txt", "three.txt", "new.txt"}
    with pytest.raises(NoInputError, match="was to be forgotten"):
        lived_in.add(folder / "two.txt")


def test_a_forgotten_person_is_blotted_out_and_every_offset_still_fits(lived_in: Casebook) -> None:
    case = lived_in
    before = snapshot(case)
    case.forget("Awa Keita", by="Ann", reason="her family asked")
    left = everything(case.folder)
    assert "Keita" not in left
    assert "akeita" not in left
    now = api.open(case.folder)
    texts = {d["document_id"]: d["text"] for d in now.records("documents")}
    assert "named ███ █████ was" in texts[next(d for d in texts if "six dead" in texts[d])]
    for row in [*now.records("entity_mentions"), *now.records("event_mentions")]:
        quote = row.get("quote") or row["trigger"]
        assert texts[row["document_id"]][row["char_start"] : row["char_end"]] == quote
    assert [e["event_id"] for e in now.records("events")] == [e["event_id"] for e in before["events"]]
    edited = now.records("decisions")[0]
    assert (edited["action"], edited["reason"], edited["status"]) == ("edit", "the medic ███ █████ too", "applied")
    trace = now.trace(by_trigger(now, "raid"))
    assert trace.evidence[0].origin is not None


def test_a_killed_forgetting_is_gone_on_with(lived_in: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    case = lived_in

    def dies(self: Ledger) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "rewrite", dies)
    with pytest.raises(KeyboardInterrupt):
        case.forget("two.txt", by="Ann", reason="withdrawn")
    monkeypatch.undo()
    assert (case.folder / "decisions" / "forgetting.json").exists()
    again = api.open(case.folder)
    monkeypatch.setattr("escalade.pipeline.run", lambda *a, **k: {})
    again.run()
    assert not (case.folder / "decisions" / "forgetting.json").exists()
    assert "six dead" not in everything(case.folder)
    assert [d["action"] for d in again.records("decisions")].count("forget") == 1


def test_what_may_not_be_forgotten_is_said(lived_in: Casebook) -> None:
    with pytest.raises(UsageError, match="no report and no person"):
        lived_in.forget("John Nobody", by="Ann", reason="?")
    with pytest.raises(UsageError, match="needs a reason"):
        lived_in.forget("two.txt", by="Ann", reason=" ")
    made = lived_in.forget("two.txt", by="Ann", reason="withdrawn")
    forgets = [d for d in lived_in.decisions() if d.action == "forget"]
    with pytest.raises(UsageError, match="cannot be taken back"):
        lived_in.undo(forgets[0].decision_id, by="Ann")
    assert made.tombstone == forgets[0].about_id


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv", "rows.parquet"])
def test_one_record_of_many_is_taken_out_of_the_raw_bytes(tmp_path: Path, name: str) -> None:
    import pyarrow as pa

    rows = [{"id": f"r{n}", "text": f"Report {n} says, over\ntwo lines, that troops marched."} for n in range(3)]
    path = tmp_path / name
    if name.endswith("jsonl"):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif name.endswith("csv"):
        lines = "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows)
        path.write_text("id,text\n" + lines, encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(rows), path)
    case = api.create(tmp_path / "case")
    case.add(path)
    from escalade.model.documents import Document
    from escalade.model.row import to_table

    with case.ledger.writing():
        documents = [
            Document(
                r.document_id, r.uri, r.source_file, None, (), None, None, "unknown", None, "en", r.text, (), True, None
            )
            for r in case.rows(api.Raw)
        ]  # fmt: skip
        batch = case.ledger.manifest.batches[0].batch_id
        parts = case.ledger.put("documents", batch, "0" * 12, {Document: to_table(Document, documents)})
        case.ledger.stage_changes(parts=(*case.ledger.manifest.parts, *parts))
        case.ledger.commit()
    case.forget("r1", by="Ann", reason="withdrawn")
    assert "Report 1 says" not in everything(case.folder)
    (held,) = api.open(case.folder).ledger.manifest.inbox
    content = inbox.raw_bytes(case.folder / "inbox", held)
    assert content
    if not name.endswith("parquet"):
        assert b"Report 2 says" in content
        assert content.count(b"\n") >= 3

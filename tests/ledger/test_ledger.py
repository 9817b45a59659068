from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pytest

from escalade.errors import CasebookError, UsageError
from escalade.ledger import inbox
from escalade.ledger import ledger as ledgers
from escalade.ledger.ledger import Batch, Ledger
from escalade.ledger.parts import read_part, replacing, write_part
from escalade.model.documents import Raw
from escalade.model.readings import Mention
from escalade.model.row import to_table


def mention(document: str, n: int) -> Mention:
    return Mention(f"m{document}{n}", document, 0, "person", "named", n, n + 1, "x", 0, 1, 0)


def raw(document: str) -> Raw:
    return Raw(document, document, "f", None, "text/plain", "utf-8", b"", "", None, None, None, None, (), None)


def add_batch(ledger: Ledger, name: str, documents: list[str], intake: int = 1, mentions: int = 2) -> None:
    """A batch with its raw rows and mentions, committed."""
    rows = [mention(d, n) for d in documents for n in range(mentions)]
    parts = [
        *ledger.put("intake", name, "s", {Raw: to_table(Raw, [raw(d) for d in documents])}),
        *ledger.put("readings", name, "stamp", {Mention: to_table(Mention, rows)}),
    ]
    batch = Batch(batch_id=name, intake=intake, documents=len(documents), words=1)
    ledger.stage_changes(
        batches=(*ledger.manifest.batches, batch), parts=(*ledger.manifest.parts, *parts), intakes=intake
    )
    ledger.commit()


def test_what_is_committed_is_read_back_after_opening(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    add_batch(ledger, "b1", ["d1"])
    again = Ledger.open(tmp_path)
    assert again.read(Mention).column("mention_id").to_pylist() == ["md10", "md11"]
    assert again.read(Mention, "b1").num_rows == 2
    assert again.read(Mention, "other").num_rows == 0


def test_parts_that_were_never_committed_do_not_count(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    ledger.put("readings", "b1", "stamp", {Mention: to_table(Mention, [mention("d", 1)])})
    assert Ledger.open(tmp_path).read(Mention).num_rows == 0


def test_older_generations_stay_readable(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    add_batch(ledger, "b1", ["d1"])
    first = ledger.manifest.generation
    add_batch(ledger, "b2", ["d2"], intake=2)
    assert Ledger.open(tmp_path).read(Mention).num_rows == 4
    assert Ledger.open(tmp_path, as_of=first).read(Mention).num_rows == 2
    with pytest.raises(UsageError, match="no generation 99"):
        Ledger.open(tmp_path, as_of=99)


@pytest.mark.parametrize("damage", ["remove", "cut", "manifest", "format"])
def test_damage_is_a_casebook_error_that_names_the_file(tmp_path: Path, damage: str) -> None:
    ledger = Ledger.create(tmp_path)
    add_batch(ledger, "b1", ["d1"])
    part = tmp_path / next(p.file for p in ledger.manifest.parts if p.table == "mention")
    manifest = tmp_path / "manifest.json"
    if damage == "remove":
        part.unlink()
    elif damage == "cut":
        part.write_bytes(part.read_bytes()[:-10])
    elif damage == "manifest":
        manifest.write_text(manifest.read_text()[:100])
    else:
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    with pytest.raises(CasebookError, match=r"\.parquet|manifest\.json"):
        Ledger.open(tmp_path)


def test_bytes_changed_inside_a_part_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    write_part(path, [to_table(Mention, [mention("d", n) for n in range(100)])])
    content = bytearray(path.read_bytes())
    content[60:70] = b"\0" * 10
    path.write_bytes(content)
    with pytest.raises(CasebookError, match="cannot be read"):
        read_part(path)


def test_canonical_order_is_the_same_whatever_the_batches(tmp_path: Path) -> None:
    one, two = Ledger.create(tmp_path / "one"), Ledger.create(tmp_path / "two")
    add_batch(one, "b1", ["d3", "d1", "d2"])
    add_batch(two, "b1", ["d2"])
    add_batch(two, "b2", ["d1", "d3"])
    assert one.canonical(Mention).equals(two.canonical(Mention))
    assert one.canonical(Mention).column("document_id").to_pylist() == ["d1", "d1", "d2", "d2", "d3", "d3"]


def test_what_was_added_first_comes_first(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    add_batch(ledger, "b1", ["d9"], intake=1)
    add_batch(ledger, "b2", ["d1"], intake=2)
    assert ledger.arrivals().to_pydict() == {"document_id": ["d9", "d1"], "intake": [1, 2]}
    assert ledger.canonical(Mention).column("document_id").to_pylist() == ["d9", "d9", "d1", "d1"]


def test_compaction_keeps_rows_and_batches_and_older_generations(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    for n in range(ledgers.MANY + 3):
        add_batch(ledger, f"b{n}", [f"d{n:02}"])
    before = ledger.manifest.generation
    rows, one = ledger.read(Mention), ledger.read(Mention, "b7")
    with ledger.writing():
        superseded = ledger.compact()
        ledger.commit()
        ledger.tidy(superseded)
    assert sum(p.table == "mention" for p in ledger.manifest.parts) == 1
    again = Ledger.open(tmp_path)
    assert again.read(Mention).equals(rows)
    assert again.read(Mention, "b7").equals(one)
    assert Ledger.open(tmp_path, as_of=before).read(Mention).equals(rows)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    with ledger.writing(), pytest.raises(UsageError, match="another run"), Ledger.open(tmp_path).writing():
        pass


def test_an_older_generation_is_read_only(tmp_path: Path) -> None:
    add_batch(Ledger.create(tmp_path), "b1", ["d1"])
    with pytest.raises(UsageError, match="to read only"), Ledger.open(tmp_path, as_of=0).writing():
        pass


def test_rows_of_another_version_are_said_to_be_so(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    table = to_table(Mention, [mention("d", 1)]).drop_columns(["head"])
    ledger.stage_changes(parts=tuple(ledger.put("readings", "b1", "s", {Mention: table})))
    with pytest.raises(CasebookError, match="another version"):
        ledger.read(Mention)


def test_a_file_that_fails_half_way_is_never_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("old")

    def write_half() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_written_to_and_a_link_stays_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with replacing(tmp_path / "pipe") as temporary:
        assert temporary == tmp_path / "pipe"
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("old.txt")
    with replacing(tmp_path / "link.txt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "old.txt").read_text() == "new"


def test_inbox_keeps_bytes_and_notices_change(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"\xff\xfe raw")
    held = inbox.take(tmp_path / "inbox", source, "a.txt", 1)
    assert inbox.raw_bytes(tmp_path / "inbox", held) == b"\xff\xfe raw"
    inbox.location(tmp_path / "inbox", held.sha256).write_bytes(b"other")
    with pytest.raises(CasebookError, match=r"a\.txt have changed"):
        inbox.raw_bytes(tmp_path / "inbox", held)


def test_empty_tables_leave_no_file(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path)
    assert ledger.put("readings", "b", "s", {Mention: to_table(Mention, [])}) == []
    assert isinstance(ledger.read(Mention), pa.Table)

"""What keeps imports quick says the same as the slow way: quotes taken out of blocks, columns drawn from books."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.imports import drawn, records, repeats
from escalade.imports.drawn import JOINT, Lookups, joined
from escalade.model.imported import ImportedEvent
from tests.imports.rows import take, text
from tests.imports.test_malformed import many

CELL = st.text(st.sampled_from('ab,"\té '), max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8), st.booleans())
def test_records_without_quotes_have_the_cells_of_those_with_them(rows: list[list[str]], always: bool) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL, lineterminator="\n").writerows(rows)
    source = records.Records(io.BytesIO(out.getvalue().encode()), columns=3, delimiter=",", quoted=True)
    for block in source:
        bare = records.unquoted(block, JOINT)
        assert bare is not None
        assert [line.split(JOINT) for line in bare.data.decode().split("\n")[:-1]] == rows
        assert bare.sizes.tolist() == [len(line) for line in bare.data.splitlines(keepends=True)]


def test_a_record_of_several_lines_keeps_its_quotes() -> None:
    source = records.Records(io.BytesIO(b'a,"b\nc",d\n'), columns=3, delimiter=",", quoted=True)
    assert [records.unquoted(block, JOINT) for block in source] == [None]


@pytest.mark.parametrize("name", ["gdelt2", "acled"])
def test_equal_rows_whatever_the_blocks_and_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    rows = [
        row | {"Actor1Name": f"N{i % 7}", "actor1": f"Militia {i % 7} (Iraq)"} for i, row in enumerate(many(name, 60))
    ]
    whole, _ = take(tmp_path, name, text(name, rows))
    monkeypatch.setattr(records, "BLOCK", 1500)
    monkeypatch.setattr(drawn, "REMEMBERED", 2)
    parts, _ = take(tmp_path, name, text(name, rows))
    assert parts.rows(ImportedEvent) == whole.rows(ImportedEvent)


def test_a_column_of_several_books_has_each_value_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "REMEMBERED", 1)
    memory, blocks = Lookups(), []
    for keys in (["a", "b"], ["c", "a "], [" d", "-"]):
        book = memory.of(("x",), (pa.string(),))
        at = book.find(keys, lambda cell: (None if cell == "-" else cell.upper(),))
        blocks.append({"x": drawn.Drawn(book, 0, at), "y": pa.scalar(True)})
    schema = pa.schema([("x", pa.string()), ("y", pa.bool_()), ("z", pa.list_(pa.string()))])
    table = joined(blocks, [2, 2, 2], schema)
    (chunk,) = table.column("x").chunks
    assert sorted(chunk.dictionary.to_pylist()) == ["A", "B", "C", "D"]
    assert table.column("x").to_pylist() == ["A", "B", "C", "A", "D", None]
    assert table.column("z").to_pylist() == [[]] * 6


def test_labels_have_a_dictionary_unless_they_hardly_repeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "BLOCK", 1500)
    said = ["Radio"] * 30 + [f"Paper {i}" for i in range(30)] + [" Radio ", "NA", ""] * 10
    rows = [row | {"source": name} for row, name in zip(many("acled", 90), said, strict=True)]
    case, _ = take(tmp_path, "acled", text("acled", rows))
    wanted = [None if name in ("NA", "") else name.strip() for name in said]
    assert [row.publisher for row in case.rows(ImportedEvent)] == wanted


@pytest.mark.parametrize(
    ("name", "town", "province"), [("acled", "location", "admin1"), ("ged", "where_coordinates", "adm_1")]
)
def test_what_a_place_is_called_elsewhere_is_read_once_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, town: str, province: str
) -> None:
    monkeypatch.setattr(records, "BLOCK", 1500)
    number = "iso" if name == "acled" else "country_id"
    rows = [row | {town: "Gao", province: "Gao Region", "country": "Mali"} for row in many(name, 60)]
    for i in (45, 50):
        rows[i] |= {town: "--", number: ""}
    rows[50] |= {province: ""}
    case, _ = take(tmp_path, name, text(name, rows))
    found = case.rows(ImportedEvent)
    assert [found[i].place_name for i in (0, 44, 45, 50, 59)] == ["Gao", "Gao", "Gao Region", "Mali", "Gao"]
    assert [found[i].place_country for i in (45, 50)] == ["MLI", "MLI"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=30))
def test_ids_are_told_apart_by_their_hashes(ids: list[str]) -> None:
    array = pa.array(["before", *ids], pa.string())
    assert len(set(repeats.hashes(array.slice(1)).tolist())) == len(set(ids))


@pytest.mark.parametrize(
    "line", ['1,"a,b",c', '2,"say ""no"", twice",""', '3,"""",x', '"4",,""', '5,"é, ""ü""",z', '6,plain,"end"']
)
def test_quotes_are_taken_out_alike_whether_or_not_their_places_are_known(line: str) -> None:
    data = f"{line}\n{line}\n".encode()
    [block] = [b for b in records.Records(io.BytesIO(data), columns=3, delimiter=",", quoted=True) if len(b.lines)]
    assert block.marks is not None
    known, sought = records.unquoted(block, JOINT), records.unquoted(replace(block, marks=None), JOINT)
    assert known is not None
    assert sought is not None
    assert known.data == sought.data == b"".join(JOINT.join(row).encode() + b"\n" for row in csv.reader([line] * 2))
    assert known.sizes.tolist() == sought.sizes.tolist()

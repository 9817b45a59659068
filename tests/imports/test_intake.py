"""What a casebook holds of imported files: each once, the later record of two, beside the coded events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from escalade import api
from escalade.errors import UsageError
from escalade.model.casebook import Issue
from escalade.model.imported import ImportedEvent, ImportedFile, ImportedSuperseded
from escalade.model.row import Long, from_table, to_table
from tests.imports.rows import ROWS, take, text

REPORT = (
    "Islamabad protested on Monday. Pakistani police arrested six men in Lahore on January 3, 2020, officials said.\n"
)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    case, first = take(tmp_path, "icews", text("icews", [ROWS["icews"]]))
    before = case.ledger.manifest
    _, again = take(tmp_path, "icews", text("icews", [ROWS["icews"]]), case=case, file="copy.tab")
    assert again.again
    assert again.file == first.file
    assert case.ledger.manifest == before


def test_a_later_download_supersedes_the_rows_it_has_again(tmp_path: Path) -> None:
    rows = [ROWS["acled"] | {"event_id_cnty": f"IRQ{i}"} for i in range(4)]
    case, _ = take(tmp_path, "acled", text("acled", rows[:3]), file="may.csv")
    revised = [rows[1] | {"fatalities": "9"}, rows[3]]
    _, june = take(tmp_path, "acled", text("acled", revised), case=case, file="june.csv")
    assert [(s.event_id, s.by_file_id) for s in case.rows(ImportedSuperseded)] == [("acled:IRQ1", june.file.file_id)]
    shown = {r["event_id"]: (r["killed_min"], r["imported"]["source_file"]) for r in case.table("events").to_pylist()}
    assert shown == {
        "acled:IRQ0": (4, "may.csv"),
        "acled:IRQ1": (9, "june.csv"),
        "acled:IRQ2": (4, "may.csv"),
        "acled:IRQ3": (4, "june.csv"),
    }
    assert len(case.rows(ImportedEvent)) == 5  # nothing is thrown away
    older = api.open(case.folder, as_of=1)
    assert {r["event_id"]: r["killed_min"] for r in older.table("events").to_pylist()}["acled:IRQ1"] == 4


def test_a_record_twice_counts_once_and_another_under_its_id_is_kept(tmp_path: Path) -> None:
    row = ROWS["polecat"]
    other = row | {"Event Type": "CONSULT", "Event Mode": "visit"}
    case, taken = take(tmp_path, "polecat", text("polecat", [row, row, other]))
    assert [e.event_id for e in case.rows(ImportedEvent)] == ["polecat:20200103-77-ab12", "polecat:20200103-77-ab12~2"]
    assert [i.message[:40] for i in case.rows(Issue)] == ["line 3: the same record as on line 2: 20"]
    assert taken.file.rows == 2


def test_imported_events_stand_beside_coded_ones(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT)
    case = api.create(tmp_path / "case")
    case.add(tmp_path / "r.txt")
    case.run()
    coded = case.records("events")
    take(tmp_path, "gdelt2", text("gdelt2", [ROWS["gdelt2"]]), case=case)
    rows = case.table("events").to_pylist()
    assert rows[:-1] == coded
    (last,) = [row for row in rows if row["origin"] == "imported"]
    assert (last["standing"], last["n_origins_low"], last["n_origins_high"], last["n_reports"]) == (
        "single_origin",
        1,
        None,
        0,
    )
    assert last["actors"] == [
        {"id": "USAMIL", "name": "UNITED STATES", "codes": ["USAMIL", "USA"], "text": "UNITED STATES"}
    ]
    assert last["imported"]["n_articles"] == 10
    assert last["place"]["precision"] == "settlement"
    assert case.records("events") == coded  # the brief and the explorer's own tables are of what was coded


def test_coding_again_leaves_what_was_imported(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT)
    case, _ = take(tmp_path, "ged", text("ged", [ROWS["ged"]]))
    case.add(tmp_path / "r.txt")
    case.run()
    again = api.open(case.folder)
    assert {row["origin"] for row in again.table("events").to_pylist()} == {"coded", "imported"}
    assert len(again.rows(ImportedFile)) == 1


def test_an_imported_row_is_traced_to_its_cells_and_line(tmp_path: Path) -> None:
    case, _ = take(tmp_path, "ged", text("ged", [ROWS["ged"]]))
    ((table, row),) = case.trace("ged:412700").rows
    assert (table, row["line"], row["source_file"]) == ("imported_event", 2, "ged.txt")
    assert row["cells"]["best"] == "7"
    with pytest.raises(UsageError):
        case.trace("ged:1")


def test_files_of_more_than_two_gigabytes(tmp_path: Path) -> None:
    _, taken = take(tmp_path, "icews", text("icews", [ROWS["icews"]]))
    large = replace(taken.file, bytes=Long(4_651_869_910))
    assert from_table(ImportedFile, to_table(ImportedFile, [large])) == [large]


def test_many_small_files(tmp_path: Path) -> None:
    """Parts of small files are merged and still belong to their files."""
    case = api.create(tmp_path / "case")
    for i in range(20):
        take(
            tmp_path,
            "gdelt2",
            text("gdelt2", [ROWS["gdelt2"] | {"GLOBALEVENTID": str(100 + i)}]),
            case=case,
            file=f"{i}.tsv",
        )
    ids = [row["event_id"] for row in case.table("events").to_pylist()]
    assert ids == [f"gdelt2:{100 + i}" for i in range(20)]
    assert case.rows(ImportedSuperseded) == []

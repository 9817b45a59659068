"""`escalade import` and `escalade export --as`, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import escalade
from tests.imports.rows import ROWS, text

from escalade.cli import exchange as command
from escalade.export import exchange


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An ICEWS file of two good records and a bad one between them."""
    rows = [
        ROWS["icews"],
        ROWS["icews"] | {"Event ID": "7", "Event Date": "2014-02-31"},
        ROWS["icews"] | {"Event ID": "8"},
    ]
    path = tmp_path / "events.tab"
    path.write_text(text("icews", rows))
    return path


def test_what_was_set_aside_is_named_and_told_by_the_exit_code(file: Path) -> None:
    done = escalade("import", file.parent / "case", file, "--as", "icews", check=1)
    assert "2 rows of icews" in done.stderr
    assert "set aside: events.tab:3 (bad_date): line 3: no date: '2014-02-31' in Event Date" in done.stderr
    again = escalade("import", file.parent / "case", file, "--as", "icews")
    assert "nothing was changed" in again.stderr
    issues = escalade("export", file.parent / "case", "--table", "issues").stdout.splitlines()
    assert [json.loads(line)["code"] for line in issues] == ["bad_date"]


def test_json(file: Path) -> None:
    done = escalade("import", file.parent / "case", file, "--as", "icews", "--json", check=1)
    said = json.loads(done.stdout)
    assert (said["rows"], said["set_aside"], said["format"], said["again"]) == (2, 1, "icews", False)


def test_export_as(file: Path) -> None:
    case, out = file.parent / "case", file.parent / "out.tab"
    escalade("import", case, file, "--as", "icews", check=1)
    done = escalade("export", case, "--as", "icews", "-o", out)
    assert "2 rows written as icews" in done.stderr
    lines = file.read_text().splitlines(keepends=True)
    assert out.read_text() == "".join([lines[0], lines[1], lines[3]])
    assert json.loads(escalade("export", case, "--as", "geojson").stdout)["type"] == "FeatureCollection"
    dry = escalade("export", case, "--as", "ged")
    assert "left out: 2 events: GED has deadly violence only" in dry.stderr
    assert escalade("export", case, "--as", "geojson", "--origin", "coded").stdout.count("Feature") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "CASE"],
        ["export", "CASE", "--table", "events", "--as", "acled"],
        ["export", "CASE", "--as", "shapefile"],
        ["export", "CASE", "--as", "gdelt", "--all"],
        ["export", "CASE", "--as", "acled", "--origin", "nowhere"],
        ["export", "CASE", "--as", "acled", "--format", "csv"],
        ["export", "CASE", "--table", "events", "--all"],
        ["export", "CASE", "--table", "events", "--origin", "coded"],
        ["import", "CASE", "FILE", "--as", "excel"],
    ],
)
def test_usage_errors(file: Path, arguments: list[str]) -> None:
    case = file.parent / "case"
    escalade("import", case, file, "--as", "icews", check=1)
    words = [{"CASE": str(case), "FILE": str(file)}.get(word, word) for word in arguments]
    done = escalade(*words, check=2)
    assert done.stderr.startswith("escalade: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_of_another_format_is_exit_3(file: Path) -> None:
    done = escalade("import", file.parent / "case", file, "--as", "acled", check=3)
    assert "not ACLED: no column event_id_cnty" in done.stderr
    assert (
        "cannot be read"
        in escalade("import", file.parent / "case", file.parent / "none.csv", "--as", "ged", check=3).stderr
    )


def test_the_help_names_every_format_and_has_an_example() -> None:
    assert tuple(command.FORMS.split(", ")) == exchange.FORMS
    assert "escalade import" in escalade("import", "--help").stdout
    assert "--as acled" in escalade("export", "--help").stdout

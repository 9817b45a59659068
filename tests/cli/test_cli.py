from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest

from escalade import __version__, cli
from escalade.export.schemas import SCHEMAS

REPORT = (
    "BAMAKO, June 3 (Desert Wire) - Gunmen killed three soldiers near Gao on Sunday, the army said.\n\n"
    "France condemned the attack and promised aid.\n"
)


def escalade(*arguments: str | Path, check: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would, but in this process: what is loaded once stays loaded."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    words = ["escalade", *map(str, arguments)]
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch.object(sys, "argv", words),
        mock.patch.dict(os.environ, {"ESCALADE_RUNNER__PROCESSES": "1"}),
    ):
        try:
            cli.main()
            code: object = 0
        except SystemExit as exit_:
            code = exit_.code or 0
    said, warned = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    assert code == check, (code, said, warned)
    return subprocess.CompletedProcess(words, check, said, warned)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of one report."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "gao.txt").write_text(REPORT)
    escalade("code", folder / "gao.txt", "-o", folder / "case")
    return folder / "case"


def test_help_names_the_commands_and_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "escalade", "--help"], capture_output=True, text=True, check=True
    )
    for command in ("demo", "code", "brief", "export", "trace"):
        assert command in done.stdout
    for heavy in ("pyarrow", "onnxruntime", "trafilatura", "duckdb"):
        assert heavy not in done.stderr


@pytest.mark.parametrize("command", ["demo", "code", "brief", "export", "trace"])
def test_every_command_has_an_example(command: str) -> None:
    assert f"escalade {command}" in escalade(command, "--help").stdout


def test_the_help_begins_where_one_begins_and_says_the_version() -> None:
    shown = escalade("--help").stdout
    places = [shown.index(f" {name} ") for name in ("demo", "code", "brief", "explore", "decide", "backtest")]
    assert places == sorted(places)
    assert "To begin: escalade demo" in shown
    assert escalade("--version").stdout.strip() == f"escalade {__version__}"


def test_the_help_names_every_table() -> None:
    assert list(SCHEMAS) == list(cli.TABLES)


def test_quiet_when_piped(coded: Path) -> None:
    done = escalade("code", coded.parent / "gao.txt", "-o", coded)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "1 report, " in done.stderr


def test_what_the_system_refuses_is_one_line(coded: Path, tmp_path: Path) -> None:
    for command in (("brief", coded, "--format", "html"), ("export", coded, "--table", "events")):
        done = escalade(*command, "-o", tmp_path, check=2)
        assert done.stderr == f"escalade: {tmp_path}: is a directory\n"


def test_json_says_what_was_done(coded: Path) -> None:
    said = json.loads(escalade("code", coded.parent / "gao.txt", "-o", coded, "--json").stdout)
    assert said["reports"] == 1
    assert said["set_aside"] == []


@pytest.mark.parametrize("table", list(SCHEMAS))
def test_every_table_of_the_contract_is_exported(coded: Path, table: str) -> None:
    lines = escalade("export", coded, "--table", table).stdout.splitlines()
    for line in lines:
        assert list(json.loads(line)) == SCHEMAS[table].names


def test_bad_input_is_named_and_the_rest_is_coded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(REPORT)
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "noise.txt").write_bytes(bytes(range(256)) * 40)
    done = escalade("code", tmp_path / "in", "-o", tmp_path / "case", check=1)
    assert "set aside: empty.txt" in done.stderr
    assert "set aside: noise.txt" in done.stderr
    assert "good.txt" not in done.stderr
    issues = [
        json.loads(line) for line in escalade("export", tmp_path / "case", "--table", "issues").stdout.splitlines()
    ]
    assert {issue["uri"] for issue in issues} == {"empty.txt", "noise.txt"}
    assert all(issue["code"] and issue["message"] for issue in issues)


def test_nothing_readable_is_exit_3(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = escalade("code", tmp_path / "empty.txt", "-o", tmp_path / "case", check=3)
    assert done.stderr.startswith("escalade: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "CASE", "--table", "nonsense"],
        ["export", "CASE", "--table", "events", "--format", "xls"],
        ["trace", "CASE", "nothing-has-this-id"],
        ["brief", "CASE", "--format", "pdf"],
        ["export", "CASE"],
        ["frobnicate"],
    ],
)
def test_usage_errors_are_exit_2_in_one_line(coded: Path, arguments: list[str]) -> None:
    done = escalade(*[str(coded) if a == "CASE" else a for a in arguments], check=2)
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_exit_2_and_name_the_key(tmp_path: Path) -> None:
    (tmp_path / "gao.txt").write_text(REPORT)
    escalade("code", tmp_path / "gao.txt", "-o", tmp_path / "case")
    (tmp_path / "case" / "settings.toml").write_text("[corpus]\ncopy_containment = 3\n")
    done = escalade("code", tmp_path / "gao.txt", "-o", tmp_path / "case", check=2)
    assert "settings.toml: corpus.copy_containment" in done.stderr


def test_a_damaged_casebook_is_exit_4(tmp_path: Path) -> None:
    (tmp_path / "gao.txt").write_text(REPORT)
    escalade("code", tmp_path / "gao.txt", "-o", tmp_path / "case")
    next((tmp_path / "case" / "ledger" / "raw").glob("*.parquet")).unlink()
    assert "part is missing" in escalade("export", tmp_path / "case", "--table", "documents", check=4).stderr
    assert "not a casebook" in escalade("brief", tmp_path, check=4).stderr


def test_trace_ends_at_the_raw_bytes(coded: Path) -> None:
    line = escalade("export", coded, "--table", "entity_mentions").stdout.splitlines()[0]
    mention = json.loads(line)
    found = json.loads(escalade("trace", coded, mention["mention_id"], "--json").stdout)
    (evidence,) = found["evidence"]
    assert evidence["quote"] == mention["quote"]
    origin = evidence["origin"]
    content = Path(origin["inbox_file"]).read_bytes()
    assert content == REPORT.encode()
    assert content[origin["offset"] : origin["offset"] + origin["length"]].decode() == mention["quote"]
    shown = escalade("trace", coded, mention["mention_id"]).stdout
    assert mention["quote"] in shown
    assert origin["sha256"] in shown


def test_formats_hold_the_same_rows(coded: Path, tmp_path: Path) -> None:
    import csv

    import pyarrow.parquet as pq

    for form in ("jsonl", "csv", "parquet"):
        escalade("export", coded, "--table", "entity_mentions", "--format", form, "-o", tmp_path / f"x.{form}")
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == rows
    with (tmp_path / "x.csv").open(newline="") as handle:
        assert [row["quote"] for row in csv.DictReader(handle)] == [row["quote"] for row in rows]

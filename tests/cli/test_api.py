"""The Python of the contract, as it stands there."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import escalade
from escalade.errors import CasebookError, UsageError


def test_one_text_is_coded_and_nothing_is_kept() -> None:
    mentions = escalade.code_text("France bombed rebel positions near Kidal on May 3.", published="2021-05-06")
    (mention,) = [m for m in mentions if m["event_type"] == "ASSAULT"]
    assert mention["trigger"] == "bombed"
    assert mention["date_start"] == "2021-05-03"
    assert mention["actors"][0]["text"] == "France"
    assert mention["status"] == "asserted"


def test_create_add_run_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("MANILA - China sank a Philippine supply boat near Thitu on Friday, Manila said.\n")
    case = escalade.create(tmp_path / "sea")
    assert case.add(tmp_path / "a.txt") == []
    case.run()
    events = escalade.open(tmp_path / "sea").table("events")
    assert isinstance(events, pa.Table)
    assert events.num_rows >= 1


def test_create_does_not_overwrite_and_open_does_not_make(tmp_path: Path) -> None:
    escalade.create(tmp_path / "x")
    with pytest.raises(UsageError, match="not empty"):
        escalade.create(tmp_path / "x")
    with pytest.raises(CasebookError, match="not a casebook"):
        escalade.open(tmp_path / "y")

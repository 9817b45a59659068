"""A toy pipeline: two batch checkpoints and a whole one, that count what they are asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from escalade import api, pipeline
from escalade.model.casebook import Membership
from escalade.model.documents import Arrival, Document, Raw
from escalade.model.readings import Mention
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.pipeline import Checkpoint


@dataclass
class Toy:
    """What the toy stages saw; `kill_at` raises KeyboardInterrupt at that document."""

    assembled: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    summed: int = 0
    kill_at: str | None = None

    def assemble(self, tables: Tables, resources: Any, settings: Any) -> Any:
        self.assembled += [raw.uri for raw in tables.rows(Raw)]
        return {Document: [_document(raw) for raw in tables.rows(Raw)]}

    def mention(self, tables: Tables, resources: Any, settings: Any) -> Any:
        rows = []
        for d in tables.rows(Document):
            if d.uri == self.kill_at:
                raise KeyboardInterrupt
            self.mentioned.append(d.uri)
            word = d.text.split()[0]
            rows.append(Mention(f"m{d.document_id}", d.document_id, 0, "person", "named", 0, len(word), word, 0, 1, 0))
        return {Mention: rows}

    def add_up(self, tables: Tables, resources: Any, settings: Any) -> Any:
        self.summed += 1
        first = {m.quote: m.mention_id for m in reversed(tables.rows(Mention))}
        return {Membership: [Membership("actor", m.mention_id, first[m.quote]) for m in tables.rows(Mention)]}


def _document(raw: Raw) -> Document:
    return Document(
        raw.document_id, raw.uri, raw.source_file, None, (), None, None, "unknown", None, "en", raw.text, (), True, None
    )


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    toy = Toy()
    checkpoints = (
        Checkpoint("documents", (Stage("corpus.assemble", "?", toy.assemble, (Raw,), (Document,)),)),
        Checkpoint("readings", (Stage("reading.mentions", "?", toy.mention, (Document,), (Mention,)),)),
        Checkpoint("casebook", (Stage("events.actors", "?", toy.add_up, (Mention, Arrival), (Membership,)),)),
    )
    monkeypatch.setattr(pipeline, "pipeline", lambda: checkpoints)
    monkeypatch.setenv("ESCALADE_RUNNER__PROCESSES", "1")
    return toy


@pytest.fixture
def case(tmp_path: Path) -> api.Casebook:
    return api.create(tmp_path / "casebook")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"Report {n} says that troops crossed the river at dawn.\n")
    return folder

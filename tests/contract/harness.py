"""The whole pipeline run over a few reports, in any cut, without a ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from escalade.model.documents import Arrival, Raw
from escalade.model.ids import document_id
from escalade.model.row import to_table
from escalade.model.tables import Tables
from escalade.pipeline import Resources, batch_checkpoints, pipeline
from escalade.runner.guard import run_stages, run_whole
from escalade.settings import Settings

REPORTS = Path(__file__).parent / "reports.jsonl"


def raws() -> list[Raw]:
    """The reports of reports.jsonl, in its order."""
    out = []
    for line in REPORTS.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        content = given["text"].encode()
        out.append(
            Raw(
                document_id=document_id(given["id"], content),
                uri=given["id"],
                source_file="reports.jsonl",
                row=len(out),
                media_type=given.get("media_type", "text/plain"),
                encoding="utf-8",
                content=content,
                text=given["text"],
                title=given.get("title"),
                published=given.get("published"),
                publisher=given.get("publisher"),
                url=None,
                authors=(),
                language=None,
            )
        )
    return out


def code(batches: Sequence[Sequence[Raw]]) -> Tables:
    """All tables of all checkpoints, rows in canonical order (document_id, then order in the document)."""
    merged = Tables()
    merged.add(Raw, sorted((raw for batch in batches for raw in batch), key=lambda raw: raw.document_id))
    stages = [stage for checkpoint in batch_checkpoints() for stage in checkpoint.stages]
    coded = []
    for batch in batches:
        tables = Tables()
        tables.add(Raw, batch)
        tables, issues = run_stages(stages, tables, Resources(), Settings(), {})
        assert issues == []
        coded.append(tables)
    for cls in dict.fromkeys(cls for stage in stages for cls in stage.writes):
        rows = [row for tables in coded for row in tables.rows(cls)]
        merged.add(cls, sorted(rows, key=lambda row: row.document_id))
    merged.add(Arrival, [Arrival(raw.document_id, 1) for raw in merged.rows(Raw)])
    merged, issues = run_whole(pipeline()[-1].stages, merged, Resources(), Settings(), {})
    assert issues == []
    return merged


def digests(tables: Tables) -> dict[str, str]:
    """Digest of every table's rows."""
    classes = dict.fromkeys(cls for c in pipeline() for stage in c.stages for cls in stage.writes)
    out = {}
    for cls in classes:
        rows = json.dumps(to_table(cls, tables.rows(cls)).to_pylist(), default=repr)
        out[cls.TABLE] = blake2b(rows.encode(), digest_size=8).hexdigest()
    return out

"""What the shipped reader makes of single sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import escalade


def relations(folder: Path, texts: Sequence[str]) -> dict[str, list[str]]:
    """Text -> its ties as "source ~ kind ~ target ~ stance" in lower case; each text is a report of its own."""
    for i, text in enumerate(texts):
        (folder / f"{i:03}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder)
    case.run()
    uri = {d["document_id"]: d["uri"] for d in case.table("documents").to_pylist()}
    found: dict[str, list[str]] = defaultdict(list)
    for row in case.table("relations").to_pylist():
        text = texts[int(Path(uri[row["document_id"]]).stem)]
        found[text].append(f"{row['source_name']} ~ {row['kind']} ~ {row['target_name']} ~ {row['stance']}".lower())
    return found

"""Checks annotations and turns quoted words into offsets.

    python annotation/validate.py [SENTENCES.jsonl] ANNOTATED.jsonl

SENTENCES has {id, text} a line, ANNOTATED {id, events} as in GUIDELINES.md; without SENTENCES each annotated row holds
its own text ({id, text, events}), or a report's ({id, title, published, publisher, sentences: [{text, events}],
tripwires}). Prints every error with its line; exit code 1 if any.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from escalade.evaluate import STATUSES, locate
from escalade.evaluate import AnnotationError as Wrong
from escalade.vocab import ontology

_ONTOLOGY = ontology.load()
MODES = {kind: _ONTOLOGY.modes(kind) for kind in _ONTOLOGY.types}
STATUS = STATUSES
Event = dict[str, Any]


def _count(event: Event, key: str) -> list[int | None] | None:
    value = event.get(key)
    if value is None:
        return None
    ok = isinstance(value, list) and len(value) == 2 and isinstance(value[0], int)
    if not ok or not (value[1] is None or (isinstance(value[1], int) and value[1] >= value[0])):
        raise Wrong(f"{key} is [low, high or null], not {value!r}")
    return value


def resolve(text: str, event: Event) -> Event:
    """An event with offsets in place of words. Wrong if it cannot be."""
    for key in ("t", "type", "status"):
        if not event.get(key):
            raise Wrong(f"{key} is missing")
    kind, mode = event["type"], event.get("mode")
    if kind not in MODES:
        raise Wrong(f"no such type: {kind}")
    if mode and mode not in MODES[kind]:
        raise Wrong(f"no such mode of {kind}: {mode}")
    if event["status"] not in STATUS:
        raise Wrong(f"no such status: {event['status']}")
    if " " in event["t"].strip():
        raise Wrong(f"t is one word, not {event['t']!r}")
    start, end = locate(text, event["t"].strip())
    spans = {
        key: [list(locate(text, words, start)) for words in event.get(key) or [] if words]
        for key in ("actor", "recipient", "by")
    }
    for key in ("when", "where"):
        spans[key] = list(locate(text, event[key], start)) if event.get(key) else None
    return {
        "t": [start, end], "type": kind, "mode": mode or None, "status": event["status"], **spans,
        "killed": _count(event, "killed"), "injured": _count(event, "injured"),
    }  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; a broken line is named and ends the check."""
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                out.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise SystemExit(f"{path}:{number}: {error}") from None
    return out


def flat(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a sentence: those of reports get the report's id and their number."""
    out = []
    for row in found:
        for i, s in enumerate(row.get("sentences") or ()):
            out.append({"id": f"{row['id']}:{i}", **s})
        if "sentences" not in row:
            out.append(row)
    return out


def check(sentences: Path | None, annotated: Path) -> int:
    """Prints the errors of an annotated file; their number."""
    labelled = flat(rows(annotated))
    texts = {r["id"]: r["text"] for r in (labelled if sentences is None else rows(sentences))}
    done, errors = set(), 0
    for number, row in enumerate(labelled, 1):
        if row["id"] in done:
            print(f"{annotated}:{number}: {row['id']} twice")
            errors += 1
        if row["id"] not in texts:
            print(f"{annotated}:{number}: unknown id {row['id']}")
            errors += 1
            continue
        done.add(row["id"])
        for event in row["events"]:
            try:
                resolve(texts[row["id"]], event)
            except Wrong as error:
                print(f"{annotated}:{number}: {row['id']}: {error}")
                errors += 1
    for missing in sorted(texts.keys() - done):
        print(f"not annotated: {missing}")
    print(f"{len(done)} of {len(texts)} sentences, {errors} errors")
    return errors + len(texts.keys() - done)


if __name__ == "__main__":
    *given, last = (Path(a) for a in sys.argv[1:])
    sys.exit(check(given[0] if given else None, last) > 0)

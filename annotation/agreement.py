"""How far two readings agree: `python annotation/agreement.py FIRST.jsonl SECOND.jsonl SENTENCES.jsonl`.

Events are paired as `escalade evaluate` pairs them (same word and type, same word, same type). Prints F1 of the types,
agreement on status, actor and recipient over the pairs of one type, and Cohen's kappa of "is there an event at all".
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from escalade import evaluate

Row = dict[str, Any]


def _rows(path: str) -> dict[str, Row]:
    return {r["id"]: r for r in map(json.loads, Path(path).read_text(encoding="utf-8").splitlines())}


def _pairs(text: str, a: list[Row], b: list[Row]) -> list[tuple[Row, Row]]:
    met = evaluate.pairs([evaluate.told(text, e) for e in a], [evaluate.told(text, e) for e in b])
    return [(a[i], b[j]) for i, j in met.items()]


def main(first: str, second: str, sentences: str) -> None:
    """Print the figures."""
    one, two, texts = _rows(first), _rows(second), _rows(sentences)
    common = [i for i in texts if i in one and i in two]
    n = dict.fromkeys("a b paired typed status actor recipient both none".split(), 0)
    for i in common:
        a, b = one[i]["events"], two[i]["events"]
        n["a"] += len(a)
        n["b"] += len(b)
        n["both"] += bool(a) and bool(b)
        n["none"] += not a and not b
        for x, y in _pairs(texts[i]["text"], a, b):
            n["paired"] += 1
            if x["type"] == y["type"]:
                n["typed"] += 1
                n["status"] += x["status"] == y["status"]
                for key in ("actor", "recipient"):
                    n[key] += _party(x, key) == _party(y, key) or bool(_party(x, key) & _party(y, key))
    share_a, share_b = (sum(bool(r[i]["events"]) for i in common) / len(common) for r in (one, two))
    seen, chance = (n["both"] + n["none"]) / len(common), share_a * share_b + (1 - share_a) * (1 - share_b)
    print(f"sentences {len(common)}, events {n['a']} and {n['b']}, type F1 {2 * n['typed'] / (n['a'] + n['b']):.3f}")
    print(
        "of pairs of one type: " + ", ".join(f"{k} {n[k] / n['typed']:.3f}" for k in ("status", "actor", "recipient"))
    )
    print(f"event or none: agreement {seen:.3f}, kappa {(seen - chance) / (1 - chance):.3f}")


def _party(event: Row, key: str) -> set[str]:
    return {w for x in event.get(key) or () for w in str(x).lower().split()} - {"the", "a", "an", "of"}


if __name__ == "__main__":
    main(*sys.argv[1:4])

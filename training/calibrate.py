"""Fit the score of a coding: the probability that its type is right, from the rules' confidence and the head's; and
what makes it more than a look-alike.

Codes the annotated sentences that were kept out of training (`training.train.is_dev`) with everything that rules or
heads propose, pairs it with the annotation as `escalade evaluate` does, and fits a logistic curve. Prints the three
numbers that `escalade/coding/learned.py` holds, and what share is right by tenths of the fitted score. Then the same
for what is coded with nothing dropped as a look-alike: what is right against what is coded in sentences that were
written to mislead.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from annotation.validate import flat, rows
from numpy.typing import NDArray

from escalade import evaluate
from escalade.coding import learned
from escalade.model.codings import EventMention
from escalade.model.documents import Document, Segment
from escalade.model.tables import Tables
from training import events
from training.train import is_dev

STAGES = (
    "reading.read", "reading.mentions", "grounding.times", "grounding.counts", "grounding.places", "grounding.actors",
    "coding.code",
)  # fmt: skip
Record = dict[str, Any]


def sentences(data: Path, chosen: Callable[[str], bool]) -> list[Record]:
    """The annotated sentences whose ids are chosen as rows of a corpus: {id, text, events, hard}."""
    texts, out = dict(events.open_sentences(data)), []
    for part in ("own", "open"):
        for path in sorted((events.ANNOTATION / part).glob("*.jsonl")):
            for row in flat(rows(path)):
                if chosen(row["id"]):
                    text = row["text"] if "text" in row else texts[row["id"]][0]
                    found = row["events"] if "text" in row else [_quoted(text, e) for e in row["events"]]
                    out.append({"id": row["id"], "text": text, "events": found, "hard": row.get("hard", "")})
    return out


def _quoted(text: str, event: Record) -> Record:
    """A stand-off event with words for offsets."""
    a, b = event["t"]
    nth = sum(start <= a for start, _ in evaluate.places(text, text[a:b]))
    sides = {key: [text[x:y] for x, y in event.get(key, ())] for key in ("actor", "recipient")}
    return {**event, "t": f"{text[a:b]}#{nth}", **sides}


def run(data: Path) -> None:
    """Print the fitted numbers and how reliable they are."""
    kept = sentences(data, is_dev)
    found = _observed(kept)
    x = np.array([[1.0, rule, np.log(p / (1 - p))] for rule, p, _ in found])
    y = np.array([float(right) for _, _, right in found])
    weights = logistic(x, y)
    print(f"{len(found)} codings, {y.mean():.3f} right")
    print(f"BIAS, BY_RULE, BY_HEAD = {', '.join(f'{w:.2f}' for w in weights)}")
    scored = list(zip((1 / (1 + np.exp(-x @ weights))).tolist(), y.astype(bool).tolist(), strict=True))
    for mean, n, right in evaluate.reliability(scored):
        print(f"score {mean:.3f}  {n:5} codings  {right:.3f} right")
    signs = _signs(kept)
    print(f"{len(signs)} codings that are right or in sentences that only look like it")
    w = logistic(np.array([[1.0, *s] for s, _ in signs]), np.array([float(right) for _, right in signs]))
    print(f"REAL = ({', '.join(f'{x:.2f}' for x in w)})")


def _observed(sentences: list[Record]) -> list[tuple[float, float, bool]]:
    """(rules' confidence, head's probability, type is right) of every coding that is proposed."""
    from escalade.pipeline import Resources, _stages
    from escalade.settings import Settings

    stages, resources, settings = _stages(), Resources(), Settings()
    seen: dict[tuple[str, int], tuple[float, float]] = {}
    out = []

    def spy(self: learned.Learned, trigger: Any, rule: float, **given: bool) -> float:
        likely = min(max(self.likely(trigger), learned._CLAMP), 1 - learned._CLAMP)
        seen[self.syntax.tree.text, trigger.token] = (0.0 if trigger.predicate.learned else rule, likely)
        return 1.0 if likely >= 0.03 or rule >= learned.LEAST_RULE else 0.0

    with patch.object(learned.Learned, "score", spy), patch.object(learned, "TAKE_UP", 0.1):
        for s in sentences:
            mentions = _coded(s["text"], stages, resources, settings)
            coded = [evaluate.Told(m.event_type, m.char_start, m.char_end) for m in mentions]
            met = {j: i for i, j in evaluate.pairs([evaluate.told(s["text"], e) for e in s["events"]], coded).items()}
            for j, m in enumerate(mentions):
                features = seen.get((m.sentence_text, m.trigger_token))
                if features:
                    right = j in met and s["events"][met[j]]["type"] == m.event_type
                    out.append((*features, right))
    return out


def _signs(sentences: list[Record]) -> list[tuple[list[float], bool]]:
    """(signs that a coding is real, whether it is right) of those that are or that stand in look-alikes."""
    from escalade.pipeline import Resources, _stages
    from escalade.settings import Settings

    stages, resources, settings = _stages(), Resources(), Settings()
    seen: dict[tuple[str, int], list[float]] = {}
    out = []

    def spy(self: learned.Learned, trigger: Any, rule: float, **given: bool) -> bool:
        seen[self.syntax.tree.text, trigger.token] = self.signs(trigger, rule, **given)
        return False

    with patch.object(learned.Learned, "looks_only", spy):
        for s in sentences:
            mentions = _coded(s["text"], stages, resources, settings)
            coded = [evaluate.Told(m.event_type, m.char_start, m.char_end) for m in mentions]
            met = {j: i for i, j in evaluate.pairs([evaluate.told(s["text"], e) for e in s["events"]], coded).items()}
            for j, m in enumerate(mentions):
                right = j in met and s["events"][met[j]]["type"] == m.event_type
                found = seen.get((m.sentence_text, m.trigger_token))
                if found is not None and (right or (s["hard"] and not s["events"])):
                    out.append((found, right))
    return out


def _coded(text: str, stages: Any, resources: Any, settings: Any) -> list[EventMention]:
    tables = Tables()
    document = Document(
        document_id="d", uri="d", source_file="d", title=None, authors=(), publisher=None, published="2020-06-15",
        published_basis="given", url=None, language="en", text=text,
        segments=(Segment("body", 0, len(text), 0, None, None),), kept=True, reason=None,
    )  # fmt: skip
    tables.add(Document, [document])
    for name in STAGES:
        for cls, made in stages[name].apply(tables, resources, settings).items():
            tables.add(cls, list(made))
    return list(tables.rows(EventMention))


def logistic(x: NDArray[np.float64], y: NDArray[np.float64], ridge: float = 1e-3) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method; the first column is the bias, which is not held back."""
    w = np.zeros(x.shape[1])
    held = np.diag([0.0] + [ridge] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + held, x.T @ (p - y) + held @ w)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w

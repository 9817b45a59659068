"""How well the coder reads: its event mentions against an annotated corpus, and floors that only go up.

A corpus is a JSONL file of annotated sentences ({id, text, events}) or reports ({id, title, published, publisher,
sentences: [{text, events}]}), as `annotation/GUIDELINES.md` describes. Events and event mentions of one sentence are
paired one to one, same word and same type first; a pair is right if the types agree. What the coder says beyond is
false, what it does not say is missed.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from escalade.errors import UsageError

STATUSES = ("asserted", "claimed", "possible", "intended", "conditional", "negated")
BELOW = 0.01  # floors are pinned this much under what was measured: int8 arithmetic differs between processors
Record = dict[str, Any]


@dataclass(frozen=True)
class Sentence:
    """One annotated sentence of a corpus, with its place in the report that it stands in."""

    report: str
    number: int
    text: str
    events: list[Record]
    hard: str


@dataclass
class Figures:
    """What was measured. `values` by name, each 0..1 or a number; `misses` one line each."""

    values: dict[str, float] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)  # (annotated, coded); "-" for none
    reliability: list[tuple[float, int, float]] = field(default_factory=list)  # (mean score, mentions, right)
    misses: list[str] = field(default_factory=list)


def read(corpus: Path) -> list[Record]:
    """The rows of a corpus file, or of all in a folder. UsageError with file and line where one is broken."""
    paths = sorted(corpus.glob("*.jsonl")) if corpus.is_dir() else [corpus]
    if not paths or not all(p.is_file() for p in paths):
        raise UsageError(f"{corpus}: no annotated sentences (*.jsonl) there")
    rows = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line) if line.strip() else None
            except json.JSONDecodeError as error:
                raise UsageError(f"{path}:{number}: {error}") from None
            if row and ("text" in row or "sentences" in row):
                rows.append(row)
    return rows


def digest(rows: Sequence[Record]) -> str:
    """Digest of a corpus: floors hold for the corpus that they were pinned on."""
    text = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def inputs(rows: Iterable[Record]) -> Iterator[Record]:
    """The corpus as reports to code: {id, text} and what is known of them."""
    for row in rows:
        if "sentences" in row:
            title, *body = (s["text"] for s in row["sentences"])
            given = {k: row[k] for k in ("published", "publisher") if row.get(k)}
            yield {"id": row["id"], "text": "\n\n".join([title, " ".join(body)]), **given}
        else:
            yield {"id": row["id"], "text": row["text"]}


def sentences(rows: Iterable[Record]) -> Iterator[Sentence]:
    """The annotated sentences of a corpus."""
    for row in rows:
        for i, s in enumerate(row.get("sentences") or [row]):
            yield Sentence(row["id"], i, s["text"], s["events"], s.get("hard", ""))


def score(rows: Sequence[Record], documents: Iterable[Record], mentions: Iterable[Record]) -> Figures:
    """Figures of the exported `documents` and `event_mentions` against the corpus that `inputs` gave them from."""
    texts = {d["uri"]: d["text"] for d in documents}
    coded: dict[str, list[Record]] = defaultdict(list)
    for mention in mentions:
        coded[mention["uri"]].append(mention)
    tally, at = _Tally(), Counter[str]()
    for s in sentences(rows):
        start = texts.get(s.report, "").find(s.text, at[s.report])
        if start < 0:
            tally.lost += 1
            continue
        at[s.report] = start + len(s.text)
        here = [m for m in coded[s.report] if start <= m["char_start"] < start + len(s.text)]
        tally.add(s, here, start)
    return tally.figures()


class _Tally:
    """Counts over sentences."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.lost = 0
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.status: Counter[tuple[str, str]] = Counter()
        self.scored: list[tuple[float, bool]] = []
        self.misses: list[str] = []

    def add(self, s: Sentence, here: list[Record], start: int) -> None:
        self.n["sentences"] += 1
        if s.hard and not s.events:
            self.n["hard"] += 1
            self.n["hard_coded"] += bool(here)
        coded = [Told(m["event_type"], m["char_start"] - start, m["char_end"] - start) for m in here]
        met = pairs([told(s.text, e) for e in s.events], coded)
        self.n["gold"] += len(s.events)
        self.n["coded"] += len(here)
        for i, event in enumerate(s.events):
            got = here[met[i]] if i in met else None
            self.confusion[event["type"], got["event_type"] if got else "-"] += 1
            if got is None:
                self.misses.append(f"MISSED {event['type']} {event['t']!r} in {s.text!r}")
            elif got["event_type"] != event["type"]:
                self.misses.append(
                    f"TYPE {event['type']} coded {got['event_type']} {got['trigger']!r} ({got['rule']}) in {s.text!r}"
                )
            else:
                self._pair(s, event, got)
        taken = {j: i for i, j in met.items()}
        for j, mention in enumerate(here):
            right = j in taken and s.events[taken[j]]["type"] == mention["event_type"]
            self.scored.append((mention["score"], right))
            if j not in taken:
                self.confusion["-", mention["event_type"]] += 1
                self.misses.append(
                    f"{'HARD' if s.hard and not s.events else 'FALSE'} {mention['event_type']} {mention['trigger']!r} "
                    f"({mention['rule']} {mention['score']}) in {s.text!r}"
                )

    def _pair(self, s: Sentence, event: Record, got: Record) -> None:
        self.n["right"] += 1
        self.status[event["status"], got["status"]] += 1
        if event["status"] != got["status"]:
            self.misses.append(f"STATUS {event['status']} coded {got['status']} {got['trigger']!r} in {s.text!r}")
        for wanted, given in (("actor", "actors"), ("recipient", "recipients")):
            names = [str(x).partition("#")[0] for x in event.get(wanted) or ()]
            parties = got[given]
            if names:
                self.n[f"{wanted}_asked"] += 1
                hit = any(_alike(name, p) for name in names for p in parties)
                self.n[f"{wanted}_right"] += hit
                if not hit:
                    told = [p["text"] for p in parties]
                    self.misses.append(
                        f"{wanted.upper()} {names} coded {told} {got['trigger']!r} ({got['rule']}) in {s.text!r}"
                    )
            elif parties:
                self.n[f"{wanted}_beyond"] += 1
        for key in ("killed", "injured"):
            if event.get(key):
                self.n[f"{key}_asked"] += 1
                self.n[f"{key}_right"] += [got[f"{key}_min"], got[f"{key}_max"]] == list(event[key])

    def figures(self) -> Figures:
        n, out = self.n, Figures(confusion=self.confusion, misses=self.misses)
        p, r = _ratio(n["right"], n["coded"]), _ratio(n["right"], n["gold"])
        out.values = {"sentences": n["sentences"], "events": n["gold"], "coded": n["coded"], "lost": self.lost}
        out.values |= {"type_precision": p, "type_recall": r, "type_f1": _f1(p, r)}
        types = {t for pair in self.confusion for t in pair} - {"-"}
        out.values["type_macro_f1"] = _mean([_class_f1(self.confusion, t) for t in sorted(types)])
        each = {s: _class_f1(self.status, s) for s in STATUSES if any(s in pair for pair in self.status)}
        out.values["status_macro_f1"] = _mean(list(each.values()))
        out.values["status_accuracy"] = _ratio(sum(v for (a, b), v in self.status.items() if a == b), n["right"])
        out.values |= {f"status_f1_{s}": f for s, f in each.items()}
        for key in ("actor", "recipient", "killed", "injured"):
            out.values[f"{key}_accuracy"] = _ratio(n[f"{key}_right"], n[f"{key}_asked"])
        out.values["hard"], out.values["hard_coded"] = n["hard"], _ratio(n["hard_coded"], n["hard"])
        out.values |= {f"f1_{t}": _class_f1(self.confusion, t) for t in sorted(types)}
        out.reliability = reliability(self.scored)
        return out


class AnnotationError(UsageError):
    """What an annotator has to put right."""


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where `words` stand in `text` as whole words (half-open)."""
    if not words.strip():
        raise AnnotationError("empty words")
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return [m.span() for m in re.finditer(left + re.escape(words) + right, text)]


def locate(text: str, quoted: str, near: int | None = None) -> tuple[int, int]:
    """The span that an annotation's `quoted` means: its n-th occurrence ("attack#2"), else the one nearest to offset
    `near`, else the first. AnnotationError if the words are not there."""
    found = re.fullmatch(r"(.+)#(\d+)", quoted, re.S)
    words, nth = (found[1], int(found[2])) if found else (quoted, 0)
    spans = places(text, words)
    if not spans:
        raise AnnotationError(f"not in the sentence: {words!r}")
    if nth > len(spans):
        raise AnnotationError(f"{words!r} occurs {len(spans)} times, not {nth}")
    if nth:
        return spans[nth - 1]
    if near is not None:
        return min(spans, key=lambda s: min(abs(s[0] - near), abs(s[1] - near)))
    return spans[0]


class Told(NamedTuple):
    """An event by its type and the span of its word in the sentence."""

    kind: str
    start: int
    end: int


def told(text: str, event: Record) -> Told:
    """An annotated event as it is paired."""
    return Told(event["type"], *locate(text, event["t"]))


def pairs(first: Sequence[Told], second: Sequence[Told]) -> dict[int, int]:
    """Events of one sentence paired one to one: same word and type, same word, then same type in the sentence."""

    def fit(a: Told, b: Told) -> int:
        word, same = a.start < b.end and b.start < a.end, a.kind == b.kind
        return 3 if word and same else 2 if word else 1 if same else 0

    out: dict[int, int] = {}
    taken = set[int]()
    for grade, i, j in sorted((-fit(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)):
        if grade and i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def _alike(name: str, party: Mapping[str, Any]) -> bool:
    """Half of the words of the shorter one are in the other (names and text of the party)."""
    mine = _words(name)
    for told in (party.get("text"), party.get("name")):
        theirs = _words(told or "")
        if mine and theirs and 2 * len(mine & theirs) >= min(len(mine), len(theirs)):
            return True
    return False


def _words(text: str) -> set[str]:
    words = {w.strip(".,'’\"()").lower() for w in text.replace("’s", "").replace("'s", "").split()}
    return (words - {"the", "a", "an", "of", "and", "in", ""}) or words


def reliability(scored: list[tuple[float, bool]]) -> list[tuple[float, int, float]]:
    """(mean score, mentions, share that is right) in tenths of the score."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for s, right in scored:
        bins[min(int(s * 10), 9)].append((s, right))
    return [
        (round(sum(s for s, _ in b) / len(b), 3), len(b), round(sum(x for _, x in b) / len(b), 3))
        for _, b in sorted(bins.items())
    ]


def _class_f1(pairs: Mapping[tuple[str, str], int], name: str) -> float:
    right = pairs.get((name, name), 0)
    gold = sum(v for (a, _), v in pairs.items() if a == name)
    told = sum(v for (_, b), v in pairs.items() if b == name)
    return _f1(_ratio(right, told), _ratio(right, gold))


def _ratio(a: int, b: int) -> float:
    return round(a / b, 3) if b else 0.0


def _f1(p: float, r: float) -> float:
    return round(2 * p * r / (p + r), 3) if p + r else 0.0


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


GATED = (
    "type_f1", "type_precision", "type_recall", "status_macro_f1", "actor_accuracy", "recipient_accuracy",
    "killed_accuracy", "hard_coded",
)  # fmt: skip
CEILINGS = frozenset(("hard_coded",))  # lower is better


def floors(figures: Figures, rows: Sequence[Record]) -> Record:
    """Floors (ceilings for what should be low) to pin for these figures on this corpus."""
    sign = {name: 1 if name in CEILINGS else -1 for name in GATED}
    pinned = {name: round(figures.values[name] + sign[name] * BELOW, 3) for name in GATED}
    return {"corpus": digest(rows), "floors": pinned}


def failures(figures: Figures, rows: Sequence[Record], pinned: Record) -> list[str]:
    """What falls below its floor, one line each; also where the corpus is not the one that the floors are of."""
    if pinned["corpus"] != digest(rows):
        return ["the corpus has changed since its floors were pinned: measure, then pin again with --update"]
    out = []
    for name, bound in pinned["floors"].items():
        value = figures.values.get(name, 0.0)
        if value > bound if name in CEILINGS else value < bound:
            out.append(f"{name} is {value}, {'above its ceiling' if name in CEILINGS else 'below its floor'} {bound}")
    return out


def lowered(new: Record, old: Record | None) -> list[str]:
    """Floors that would get worse by pinning `new` in place of `old` on the same corpus."""
    if old is None or old["corpus"] != new["corpus"]:
        return []
    worse = []
    for name, bound in new["floors"].items():
        before = old["floors"].get(name, bound)
        if bound > before if name in CEILINGS else bound < before:
            worse.append(f"{name} from {before} to {bound}")
    return worse

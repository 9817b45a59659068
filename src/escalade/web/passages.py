"""A report's text as it is shown: blocks kept and left out, marked spans, and the brackets of who says what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import heappop, heappush
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from escalade.brief.wording import names
from escalade.web.page import Ask
from escalade.web.render import clip, shown
from escalade.web.store import ReadModel, Row

REASONS = {"comment": "reader comment", "boilerplate": "page furniture", "quotation": "embedded quotation"}
WORDS_COMPARED = 4_000  # of either text; a difference of longer ones is not shown word by word


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text to mark; `ref` opens the drawer. The smaller of two that overlap is opened."""

    start: int
    end: int
    css: str
    ref: str
    says: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """What somebody is quoted with: where it starts and ends, and the chain that says so."""

    start: int
    end: int
    ref: str
    chain: str


@dataclass(frozen=True, slots=True)
class Spans:
    """All that is shown in a report's text."""

    marks: tuple[Span, ...]
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as shown; `reason` says why one was left out."""

    kind: str
    kept: bool
    reason: str
    html: Markup


def spans_of(model: ReadModel, document_id: str, mentions: Sequence[Row]) -> Spans:
    """Events, claims, conditional threats, relations, links and named things of a report."""
    marks: list[Span] = []
    for m in mentions:
        r = json.loads(m["record"])
        kind = " ".join(filter(None, (r["event_type"], r["mode"])))
        says = f"{kind} · {names(r['actors']) or '–'} → {names(r['recipients']) or '–'} · {r['status']} · {m['said']}"
        css = f"event {r['status']}"
        marks.append(Span(m["char_start"], m["char_end"], css, f"mention:{m['event_mention_id']}", says))
    brackets: dict[tuple[int, int, str], Bracket] = {}
    for c in model.rows("SELECT * FROM claim WHERE document_id = ? ORDER BY claim_id", [document_id]):
        ref, says = f"claim:{c['claim_id']}", f"{c['said']} · {c['stance']}"
        for part in ("source", "cue"):
            if c[f"{part}_start"] is not None:
                marks.append(Span(c[f"{part}_start"], c[f"{part}_end"], part, ref, f"{part} · {says}"))
        if c["depth"] > 1 and c["content_start"] is not None:
            speakers = [s["name"] for s in json.loads(c["chain"])]
            key = (c["content_start"], c["content_end"], c["said"])
            brackets.setdefault(key, Bracket(*key[:2], ref, " ← ".join(speakers)))
    for w in model.rows("SELECT tripwire_id, record FROM tripwire WHERE document_id = ?", [document_id]):
        r = json.loads(w["record"])
        for part in ("condition", "consequence"):
            ref = f"tripwire:{w['tripwire_id']}"
            marks.append(Span(r[f"{part}_start"], r[f"{part}_end"], part, ref, f"conditional threat: {part}"))
    for r in model.rows("SELECT * FROM relation WHERE document_id = ?", [document_id]):
        says = f"{r['source_name']} {r['kind'].replace('_', ' ')} {r['target_name']} ({r['stance']})"
        marks.append(Span(r["char_start"], r["char_end"], "relation", f"relation:{r['relation_id']}", says))
    for k in model.rows("SELECT * FROM link WHERE document_id = ? AND char_end > char_start", [document_id]):
        says = f"link: {k['kind']} ({k['basis']})"
        marks.append(Span(k["char_start"], k["char_end"], "link", f"link:{k['link_id']}", says))
    named = "SELECT * FROM entity WHERE document_id = ? AND actor_id IS NOT NULL AND level = 'named'"
    for e in model.rows(named, [document_id]):
        ref = f"actor:{e['actor_id']}"
        marks.append(Span(e["char_start"], e["char_end"], "entity", ref, f"{e['kind']} · {e['actor_id']}"))
    return Spans(tuple(marks), tuple(brackets.values()))


def passages(
    text: str, segments: Sequence[Mapping[str, Any]], blocks: Sequence[Row], spans: Spans, ask: Ask
) -> list[Passage]:
    """The blocks of a report in the order of the page; those left out in one go share a box."""
    by_raw = {s["raw_start"]: s for s in segments}
    pieces = pieces_of(text, spans)
    out: list[Passage] = []
    for block in blocks:
        segment = by_raw.get(block["char_start"]) if block["kept"] else None
        if segment is None:
            reason = f"{REASONS.get(block['kind'], block['kind'])} ({block['rule']})"
            out.append(Passage("dropped", False, reason, escape(block["text"])))
            continue
        html = marked(text, segment["char_start"], segment["char_end"], pieces, ask)
        out.append(Passage(block["kind"], True, "", html))
    if not any(p.kept for p in out):
        out.append(Passage("body", True, "", marked(text, 0, len(text), pieces, ask)))
    merged: list[Passage] = []
    for (kept, reason), group in groupby(out, key=lambda p: (p.kept, p.reason)):
        if kept:
            merged.extend(group)
        else:
            merged.append(Passage("dropped", False, reason, Markup("\n").join(p.html for p in group)))
    return merged


Piece = tuple[int, int, tuple[Span, ...], tuple[Bracket, ...], tuple[Bracket, ...]]


def pieces_of(text: str, spans: Spans) -> list[Piece]:
    """The text cut where a span begins or ends: (start, end, spans over it, brackets that open, that close before it).

    One sweep over the sorted boundaries, so that long reports with many spans stay fast.
    """
    marks = sorted(spans.marks, key=lambda s: s.start)
    opens: dict[int, list[Bracket]] = {}
    closes: dict[int, list[Bracket]] = {}
    for bracket in spans.brackets:
        opens.setdefault(bracket.start, []).append(bracket)
        closes.setdefault(bracket.end, []).append(bracket)
    cuts = {0, len(text), *opens, *closes}
    for mark in marks:
        cuts.update((mark.start, mark.end))
    bounds = sorted(c for c in cuts if 0 <= c <= len(text))
    active: list[tuple[int, int, Span]] = []
    out: list[Piece] = []
    next_mark = 0
    for start, end in zip(bounds, [*bounds[1:], len(text)], strict=True):
        while next_mark < len(marks) and marks[next_mark].start <= start:
            heappush(active, (marks[next_mark].end, next_mark, marks[next_mark]))
            next_mark += 1
        while active and active[0][0] <= start:
            heappop(active)
        covering = tuple(item[2] for item in sorted(active, key=lambda item: item[1]))
        out.append((start, end, covering, tuple(opens.get(start, ())), tuple(closes.get(start, ()))))
    return out


def marked(text: str, start: int, end: int, pieces: Iterable[Piece], ask: Ask) -> Markup:
    """text[start:end] with its spans and brackets, escaped."""
    out: list[Markup] = []
    anchored: set[str] = set()
    for low, high, covering, opening, closing in pieces:
        if high < start or low > end:
            continue
        if low > start or low == 0:
            out.extend(_close(b, ask) for b in closing if low <= end and low > start)
        if low < end:
            out.extend(_open(b, ask) for b in opening if low >= start)
        at = max(low, start)
        words = text[at : min(high, end)]
        if words:
            out.append(_piece(words, at, covering, anchored, ask))
    return Markup("").join(out)


def _piece(words: str, at: int, covering: Sequence[Span], anchored: set[str], ask: Ask) -> Markup:
    """A stretch with its spans. `data-at`, its offset in the text, tells what a reader selects."""
    if not covering:
        return Markup('<span data-at="{}">{}</span>').format(at, shown(words))
    inner = min(covering, key=lambda s: (not s.css.startswith("event"), s.end - s.start))
    css = " ".join(sorted({c for s in covering for c in s.css.split()}))
    says = " | ".join(dict.fromkeys(s.says for s in covering))
    anchor = inner.ref.partition(":")[2]
    name = Markup(' id="{}"').format(anchor) if inner.ref not in anchored else ""
    anchored.add(inner.ref)
    link = Markup('<a class="mk {}"{} data-at="{}" href="{}" data-open="{}" title="{}">{}</a>')
    told = clip(says, 240)
    return link.format(css, name, at, ask.here(open=inner.ref), inner.ref, shown(told), shown(words))


def _open(bracket: Bracket, ask: Ask) -> Markup:
    link = Markup('<a class="bracket" href="{}" data-open="{}" title="{}">[</a>')
    return link.format(ask.here(open=bracket.ref), bracket.ref, shown(clip(bracket.chain, 160)))


def _close(bracket: Bracket, ask: Ask) -> Markup:
    link = Markup('<a class="bracket" href="{}" data-open="{}">]<span class="by"> {}</span></a>')
    return link.format(ask.here(open=bracket.ref), bracket.ref, shown(clip(bracket.chain, 160)))


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """The new text in stretches that are `same`, `added` (not in the old) or `gone` (only in the old)."""
    a, b = old.split(), new.split()
    if max(len(a), len(b)) > WORDS_COMPARED:
        a, b = [line.strip() for line in old.splitlines()], [line.strip() for line in new.splitlines()]
    out: list[tuple[str, str]] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(("same", " ".join(b[b1:b2])))
            continue
        if a2 > a1:
            out.append(("gone", " ".join(a[a1:a2])))
        if b2 > b1:
            out.append(("added", " ".join(b[b1:b2])))
    return out

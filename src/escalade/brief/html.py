"""The brief as one self-contained HTML page, with a reader: every report with its coded spans and dropped blocks.

No script, no request to anywhere; text is escaped, so hostile reports can run nothing. Links between a line of the
brief and the marked words of the report are plain anchors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from escalade.brief.compose import Table
from escalade.brief.content import Brief, Evidence
from escalade.brief.wording import Record, chain, names, tolls, when
from escalade.model.shown import SHOWN


@dataclass(frozen=True)
class Mark:
    """A stretch of a report's text to mark: half-open offsets, a CSS class, an anchor and what to say on hover."""

    start: int
    end: int
    css: str
    anchor: str
    says: str


@dataclass(frozen=True)
class Passage:
    """A block of a report as shown: kept ones as marked-up text, dropped ones greyed with the reason."""

    kind: str
    kept: bool
    reason: str
    html: Markup


REASONS = {"comment": "reader comment", "boilerplate": "page furniture", "quotation": "embedded quotation"}


@dataclass(frozen=True)
class Report:
    """One report in the reader."""

    anchor: str
    title: Markup
    facts: str
    passages: tuple[Passage, ...]
    rows: tuple[Record, ...]


def page(brief: Brief, table: Table, *, with_text: bool = False) -> str:
    """The page as text. `table(name)` gives the rows of a contract table as dicts.

    Reports show only the sentences that something was coded in; `with_text` shows them whole, which are their
    publishers' to give away.
    """
    environment = Environment(
        loader=PackageLoader("escalade.brief"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["quoted"] = quoted
    template = environment.get_template("brief.html")
    whole = template.render(brief=brief, reports=_reports(table, with_text), whole=with_text)
    return whole.translate(SHOWN)  # nothing of the template's own is among these characters


def quoted(proof: Evidence) -> Markup:
    """The quote with the words that name the event marked."""
    if proof.words is None:
        return escape(proof.quote)
    start, end = proof.words
    return Markup("{}<mark>{}</mark>{}").format(proof.quote[:start], proof.quote[start:end], proof.quote[end:])


def _reports(table: Table, with_text: bool) -> list[Report]:
    marks = _marks(table)
    blocks: dict[str, list[Record]] = defaultdict(list)
    for block in table("blocks") if with_text else ():
        blocks[block["document_id"]].append(block)
    mentions: dict[str, list[Record]] = defaultdict(list)
    for mention in table("event_mentions"):
        mentions[mention["document_id"]].append(mention)
    documents = sorted(table("documents"), key=lambda d: (d["published"] or "9999", d["uri"]))
    out = []
    for document in documents:
        identity = document["document_id"]
        title = escape(document["title"] or document["uri"])
        if with_text:
            title, passages = _whole(document, title, blocks[identity], marks[identity])
        else:
            passages = _sentences(document, marks[identity], mentions[identity])
        out.append(_report(document, title, passages, mentions[identity]))
    return out


def _sentences(document: Record, marks: Sequence[Mark], mentions: Sequence[Record]) -> list[Passage]:
    """The sentences that event mentions stand in, and other marked words outside them, in the order of the text."""
    text = document["text"]
    spans = [(a := m["char_start"] - m["trigger_start"], a + len(m["sentence"])) for m in mentions]
    spans += [(mark.start, mark.end) for mark in marks if mark.anchor]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return [Passage("excerpt", True, "", marked(text, start, end, marks)) for start, end in merged]


def _whole(
    document: Record, title: Markup, blocks: Sequence[Record], marks: Sequence[Mark]
) -> tuple[Markup, list[Passage]]:
    """The whole report, what was left out of it greyed; and its title, which carries the marks of the title block."""
    segments = {s["raw_start"]: s for s in document.get("segments") or ()}
    passages: list[Passage] = []
    for block in sorted(blocks, key=lambda b: (b["char_start"], b["ordinal"])):
        segment = segments.get(block["char_start"]) if block["kept"] else None
        if segment is None:
            _leave_out(passages, _reason(block), escape(block["text"]))
            continue
        html = marked(document["text"], segment["char_start"], segment["char_end"], marks)
        if block["kind"] == "title" and html.striptags() == title.striptags():
            title = html  # the heading carries the marks; the title is not shown twice
        else:
            passages.append(Passage(block["kind"], True, "", html))
    if not passages:
        passages = [Passage("body", True, "", marked(document["text"], 0, len(document["text"]), marks))]
    return title, passages


def _report(document: Record, title: Markup, passages: Sequence[Passage], mentions: Sequence[Record]) -> Report:
    facts = [
        document["publisher"],
        document["published"] and f"{document['published']} ({document['published_basis']})",
        document["uri"],
    ]
    if not document["kept"]:
        facts.append(f"set aside: {document['reason']}")
    ordered = sorted(mentions, key=lambda m: (m["char_start"], m["event_mention_id"]))
    return Report(
        document["document_id"],
        title,
        " · ".join(f for f in facts if f),
        tuple(passages),
        tuple(map(_row, ordered)),
    )


def _reason(block: Record) -> str:
    """Why a block was left out, in words: "reader comment (comments.address)"."""
    return f"{REASONS.get(block['kind'], block['kind'])} ({block['rule']})"


def _leave_out(passages: list[Passage], reason: str, html: Markup) -> None:
    """Add a dropped block; neighbours dropped for one reason share a box."""
    if passages and not passages[-1].kept and passages[-1].reason == reason:
        html = Markup("\n").join((passages.pop().html, html))
    passages.append(Passage("dropped", False, reason, html))


def _row(mention: Record) -> dict[str, Any]:
    """What the reader's table shows of an event mention."""
    return {
        "id": mention["event_mention_id"],
        "trigger": mention["trigger"],
        "type": " ".join(p for p in (mention["event_type"], mention["mode"]) if p),
        "who": names(mention["actors"]) or "–",
        "whom": names(mention["recipients"]) or "–",
        "when": when(mention),
        "where": mention["place"]["name"] if mention["place"] else "–",
        "harm": tolls(mention),
        "status": mention["status"],
        "said_by": chain(mention["attribution"]) or "the report",
        "rule": mention["rule"],
        "score": mention["score"],
    }


def _marks(table: Table) -> dict[str, list[Mark]]:
    """All marks by document: event triggers, who says so, conditional threats, named things."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for m in table("event_mentions"):
        row = _row(m)
        says = "{type} · {who} → {whom} · {when} · {where} · {status} · said by {said_by}".format_map(row)
        marks[m["document_id"]].append(
            Mark(m["char_start"], m["char_end"], f"event {m['status']}", m["event_mention_id"], says)
        )
    for c in table("claims"):
        for part in ("source", "cue"):
            if c[f"{part}_start"] is not None:
                marks[c["document_id"]].append(
                    Mark(
                        c[f"{part}_start"], c[f"{part}_end"], part, "", f"{part} · {chain(c['chain'])} · {c['stance']}"
                    )
                )
    for w in table("tripwires"):
        for part in ("condition", "consequence"):
            marks[w["document_id"]].append(
                Mark(
                    w[f"{part}_start"],
                    w[f"{part}_end"],
                    part,
                    w["tripwire_id"] if part == "condition" else "",
                    f"conditional threat: {part}",
                )
            )
    for r in table("relations"):
        marks[r["document_id"]].append(
            Mark(
                r["char_start"],
                r["char_end"],
                "relation",
                r["relation_id"],
                f"{r['source_name']} {r['kind']} {r['target_name']}",
            )
        )
    for link in table("links"):
        if link["char_end"] > link["char_start"]:
            marks[link["document_id"]].append(
                Mark(
                    link["char_start"],
                    link["char_end"],
                    "link",
                    link["link_id"],
                    f"link: {link['kind']} ({link['basis']})",
                )
            )
    return marks


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """text[start:end] with its marks, escaped. Overlapping marks share the stretch between their boundaries."""
    inside = [m for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    out, opened = [], set()
    for a, b in pairwise(cuts):
        covering = [m for m in inside if m.start <= a and m.end >= b]
        if not covering:
            out.append(escape(text[a:b]))
            continue
        anchors = [m.anchor for m in covering if m.anchor and m.anchor not in opened]
        opened.update(anchors)
        css = " ".join(sorted({c for m in covering for c in m.css.split()}))
        says = " | ".join(dict.fromkeys(m.says for m in covering))
        targets = Markup("").join(Markup('<a id="{}"></a>').format(anchor) for anchor in anchors)
        out.append(targets + Markup('<span class="{}" title="{}">{}</span>').format(css, says, text[a:b]))
    return Markup("").join(out)

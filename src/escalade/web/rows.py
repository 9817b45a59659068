"""From the casebook's records to rows of the read model. Each function makes the row of one record."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from escalade.brief.wording import Words, chain, names, telling
from escalade.hand.queue import Item, of_event

Record = Mapping[str, Any]
Cells = Sequence[Any]
STATUS_ORDER = ("asserted", "claimed", "possible", "intended", "conditional", "negated")  # most actual first
FORECAST = "series cutoff horizon_days date model mean low high held usual p_more recent".split()
UNNAMED = "an unnamed publisher"


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a claim, or what a mention tells, started with: the key that origins are counted by, and what to call it."""

    origin: str | None = None
    name: str | None = None
    voice: str | None = None


NOBODY = Told()


@dataclass
class Context:
    """What rows need to know of other rows."""

    db: sqlite3.Connection
    threshold: float
    words: Words = field(default_factory=Words)
    documents: dict[str, Record] = field(default_factory=dict)  # some columns of the reports, as they were needed
    told: dict[str, Told] = field(default_factory=dict)  # by claim id; by mention id of the claim that counts
    chains: dict[str, tuple[str, Sequence[Record]]] = field(default_factory=dict)  # of mentions: stance, speakers

    def document(self, document_id: str | None) -> Record:
        """A report's row; empty if it is not there."""
        if document_id not in self.documents:
            cursor = self.db.execute("SELECT * FROM document WHERE document_id = ?", (document_id,))
            row = cursor.fetchone()
            values = {} if row is None else {c[0]: v for c, v in zip(cursor.description, row, strict=True)}
            self.documents[str(document_id)] = values
        return self.documents[str(document_id)]

    def publisher(self, document_id: str | None) -> str | None:
        """Who published a report."""
        return self.document(document_id).get("publisher")

    def said(self, mention: Record) -> str:
        """Who tells of a mention, publisher first."""
        held = self.chains.get(mention["event_mention_id"])
        if held:
            return chain(held[1])
        return chain([{"name": self.publisher(mention["document_id"]) or UNNAMED}, *mention["attribution"]])

    def hear(self, claim: Record) -> None:
        """Take in a claim on an event mention: the first one that affirms it counts, else the first."""
        if claim["about_kind"] != "event_mention" or claim["field"] is not None or not claim["chain"]:
            return
        held = self.chains.get(claim["about_id"])
        if held is None or (held[0] != "affirms" and claim["stance"] == "affirms"):
            self.chains[claim["about_id"]] = (claim["stance"], claim["chain"])
            if claim["claim_id"] in self.told:
                self.told[claim["about_id"]] = self.told[claim["claim_id"]]


def to_json(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document(
    n: int, d: Record, intake: Mapping[str, int], copies: Mapping[str, int], mentions: Mapping[str, int]
) -> Cells:
    """Row of `document`."""
    return (
        n,
        *(d[f] for f in "document_id uri source_file title publisher published published_basis".split()),
        *(d[f] for f in "url language report_id".split()),
        int(d["kept"]),
        d["reason"],
        intake.get(d["document_id"]),
        d["text"].count(" ") + 1 if d["text"] else 0,
        copies.get(d["report_id"], 0) if d["kept"] else 0,
        mentions.get(d["document_id"], 0),
        to_json(list(d["authors"] or ())),
        d["review"],
    )


def claim(c: Record, context: Context) -> Cells:
    """Row of `claim`."""
    told = context.told.get(c["claim_id"], NOBODY)
    return (
        *(c[f] for f in "claim_id document_id about_kind about_id field value stance modality".split()),
        chain(c["chain"]),
        len(c["chain"]),
        *(c[f] for f in "said_on revises_id source_start source_end cue_start cue_end".split()),
        c["content_start"],
        c["content_end"],
        told.origin,
        told.name,
        told.voice,
        to_json(c["chain"]),
    )


def speakers(c: Record, context: Context) -> list[Cells]:
    """Rows of `speaker`: a claim's chain."""
    publisher = context.publisher(c["document_id"])
    return [(c["document_id"], publisher, s["name"], s["actor_id"], i, c["claim_id"]) for i, s in enumerate(c["chain"])]


def mention(n: int, m: Record, context: Context) -> Cells:
    """Row of `mention`."""
    told = context.told.get(m["event_mention_id"], NOBODY)
    return (
        n,
        *(m[f] for f in "event_mention_id event_id parent_id document_id event_type status".split()),
        *(m[f] for f in "score rule char_start char_end".split()),
        context.said(m),
        told.origin,
        told.name,
        m["review"],
        to_json(m),
    )


def _surest(m: Record) -> tuple[float, str]:
    return -(m["score"] or 0.0), m["event_mention_id"]


def event(n: int, e: Record, mentions: Sequence[Record], context: Context) -> Cells:
    """Row of `event`. Its day is the told one, else the first report's."""
    found = {m["status"] for m in mentions}
    status = next((s for s in STATUS_ORDER if s in found), "asserted")
    best = min(mentions, key=_surest, default=None)
    score = (best["score"] if best else None) or (0.0 if best else 1.0)
    place = e["place"] or {}
    published = filter(None, (context.document(m["document_id"]).get("published") for m in mentions))
    day = e["date_start"] or min(published, default=None)
    tolls = [e[f"{k}_{end}"] for k in ("killed", "injured") for end in ("min", "max")]
    added = e["first_added"] or ""
    return (
        n,
        *(e[f] for f in "event_id event_type mode cameo quad_class goldstein".split()),
        *(e[f] for f in "date_start date_end date_precision".split()),
        day,
        (day or "")[:7] or None,
        int(e["date_start"] is not None),
        e["standing"],
        status,
        *(place.get(f) for f in "name country latitude longitude precision".split()),
        *tolls,
        max((t for t in tolls if t is not None), default=None),
        *(e[f] for f in "n_documents n_reports n_origins_low n_origins_high".split()),
        int(added) if added.isdigit() else None,
        score,
        int(score < context.threshold and e["review"] is None),
        e["origin"],
        context.said(min(telling(e, mentions), key=_surest)) if best else "",
        context.words.happening(e, status, mentions),
        names(e["actors"]),
        names(e["recipients"]),
        e["review"],
        None,
    )


def parties(n: int, e: Record) -> list[Cells]:
    """Rows of `party`: who acts and who is acted on, each once."""
    out: list[Cells] = []
    for role in ("actors", "recipients"):
        for key, p in {p["id"] or p["name"].casefold(): p for p in e[role]}.items():
            out.append((n, role[:-1], key, p["name"], int(p["id"] is not None)))
    return out


def tellers(n: int, mentions: Sequence[Record], context: Context) -> list[Cells]:
    """Rows of `teller`: the outlets that tell of an event."""
    return [(n, outlet) for outlet in sorted({context.publisher(m["document_id"]) or "" for m in mentions})]


def searchable(e: Record, text: str, mentions: Sequence[Record]) -> tuple[str, str]:
    """Title and body under which an event is found."""
    ordered = sorted(mentions, key=lambda m: (m["document_id"], m["char_start"]))
    sentences = dict.fromkeys(m["sentence"] for m in ordered[:20])
    return text, " ".join([e["event_type"], e["mode"] or "", *sentences])


def waiting(item: Item) -> Cells:
    """Row of `waiting`."""
    return item.about_kind, item.about_id, item.weight, "; ".join(item.why)


def waiting_event(e: Record, mentions: Sequence[Record]) -> Cells | None:
    """The same of an event; None if a person has looked at it."""
    item = of_event(e, {m["event_mention_id"]: m for m in mentions})
    return None if item is None else waiting(item)


def actor(n: int, a: Record, events: Mapping[str, int]) -> Cells:
    """Row of `actor`."""
    fields = [a[f] for f in "actor_id name kind country origin".split()]
    return (n, *fields, len(a["names"]), events.get(a["actor_id"], 0), to_json(a))


def entity(m: Record) -> Cells:
    """Row of `entity`."""
    about = m["place"] or m["time"] or m["count"]
    fields = "mention_id document_id kind level char_start char_end quote actor_id".split()
    return (*(m[f] for f in fields), to_json(about) if about else None)


def relation(r: Record) -> Cells:
    """Row of `relation`."""
    fields = "relation_id source_id source_name target_id target_name kind valid_from valid_to stance standing".split()
    where = "document_id char_start char_end quote review".split()
    return (*(r[f] for f in fields), *(r[f] for f in where), to_json(r))


def link(r: Record, day: str | None) -> Cells:
    """Row of `link`; `day`: when the answer is told to have happened."""
    fields = "link_id cause_event_id effect_event_id kind basis document_id char_start char_end quote".split()
    return (*(r[f] for f in fields), r["lag_days"], r["score"], r["review"], day, to_json(r))


def tripwire(w: Record, context: Context) -> Cells:
    """Row of `tripwire`."""
    issuer, addressee = w["issuer"] or {}, w["addressee"] or {}
    publisher = context.publisher(w["document_id"]) or UNNAMED
    return (
        w["tripwire_id"],
        w["document_id"],
        issuer.get("name"),
        issuer.get("id"),
        addressee.get("name"),
        addressee.get("id"),
        w["condition"],
        w["consequence"],
        min(w["condition_start"], w["consequence_start"]),
        max(w["condition_end"], w["consequence_end"]),
        w["valid_from"],
        w["valid_to"],
        chain([{"name": publisher}, *w["attribution"]]),
        w["standing"],
        w["met_by"],
        w["review"],
        context.document(w["document_id"]).get("published"),
        to_json(w),
    )


def index_day(r: Record) -> Cells:
    """Row of `index_day`: a value of the index with its parts and the events that it rests on."""
    fields = "series date value low high n_events verbal_conflict material_conflict".split()
    more = "verbal_cooperation material_cooperation killed change".split()
    events = (to_json(list(r[f] or ())) for f in ("event_ids", "perhaps_ids"))
    return (*(r[f] for f in fields), *(r[f] for f in more), *events)


def forecasts(records: Iterable[Record]) -> Iterator[Cells]:
    """Rows of `forecast`, one for all quantiles of a forecast."""
    for (*same, recent), found in groupby(records, key=lambda r: [r.get(f) for f in FORECAST]):
        yield (*same, to_json(recent or []), to_json({f"{r['quantile']:g}": r["value"] for r in found}))


def fitted(record: Record) -> Cells:
    """Row of `fitted`: a kept back-test or what-if."""
    return record["kind"], record["name"], record["as_of"], int(record["stale"]), to_json(record)


def decision(d: Record) -> Cells:
    """Row of `decision`."""
    return d["seq"], d["decision_id"], d["about_id"], d["now_id"], d["action"], d["status"], to_json(d)


def count_copies(documents: Sequence[Record]) -> Counter[str]:
    """Copies of each report among those that are kept."""
    return Counter(d["report_id"] for d in documents if d["kept"])

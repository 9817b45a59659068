"""Events as they leave in others' formats: coded and imported ones in one shape, with what may be said of each.

Most formats know facts only. So, unless everything is asked for, only events go out that two origins hold, or that a
report tells as having happened; what is only claimed, planned, denied or disputed, totals over several events and what
the coder is unsure of stay behind, counted by reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from escalade.export import imported
from escalade.export.views import Record, Views
from escalade.vocab import peers

AREAS = frozenset(("country", "region"))  # a point of these would be a false one
ORIGINS = ("all", "coded", "imported")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor or recipient."""

    id: str | None
    name: str
    code: str | None  # CAMEO-style
    country: str | None  # ISO alpha-3
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was. The coordinates of an area are those of some middle of it."""

    name: str | None
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: str | None

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) where they stand for ground no larger than a province; else None."""
        if self.latitude is None or self.longitude is None or self.precision is None or self.precision in AREAS:
            return None
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with all that a format may ask for. `doubt`: why it is no plain fact; None if it may go out as one."""

    event_id: str
    origin: str  # coded | imported | analyst
    source: str | None  # format that an imported event came in
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad_class: int | None
    goldstein: float | None
    directed: bool
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    date_start: str | None
    date_end: str | None
    date_precision: str
    place: Place | None
    killed: tuple[int | None, int | None]
    injured: tuple[int | None, int | None]
    standing: str
    status: str  # the firmest status of its mentions
    review: str | None
    n_documents: int
    n_reports: int
    n_origins_low: int
    publishers: tuple[str, ...]
    urls: tuple[str, ...]
    published: str | None  # first day that a report of it came out
    text: str | None  # a sentence that tells it
    doubt: str | None

    @property
    def note(self) -> str:
        """What a reader of a fact table must know of this row."""
        if self.origin == "imported":
            name = peers.load().formats[self.source or ""].name
            return f"[Imported from {name} by Escalade; {self.event_id}]"
        how = f"machine-coded by Escalade, {self.review or 'unreviewed'}"
        if self.origin == "analyst":
            how = "added by a person in Escalade"
        return (
            f"[{how}; standing: {self.standing}; status: {self.status}; origins: {self.n_origins_low}; {self.event_id}]"
        )


@dataclass
class _Told:
    """What the mentions of an event say."""

    statuses: set[str] = field(default_factory=set)
    sentences: list[tuple[str, str]] = field(default_factory=list)  # (status, sentence)
    contexts: dict[str, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)
    score: float = 0.0
    cumulative: bool = True


FIRMEST = ("asserted", "claimed", "possible", "intended", "conditional", "negated")


def happenings(
    views: Views, threshold: float, origin: str = "all", without: Collection[str] = ()
) -> Iterator[Happening]:
    """All events, coded ones first; imported ones of formats in `without` are left out.

    `threshold`: score of the brief, under which a coded event is in doubt.
    """
    if origin in ("all", "coded"):
        yield from _coded(views, threshold)
    if origin in ("all", "imported"):
        formats = {file.source_format for file in imported.files(views.ledger)} - set(without)
        for piece in imported.events(views.ledger, tuple(formats)) if formats else ():
            columns = [name for name in piece.column_names if name != "record"]
            for row in piece.select(columns).to_pylist():
                yield of_imported(row)


def _coded(views: Views, threshold: float) -> Iterator[Happening]:
    told: dict[str, _Told] = defaultdict(_Told)
    for mention in views.records("event_mentions"):
        one = told[mention["event_id"]]
        one.statuses.add(mention["status"])
        one.sentences.append((mention["status"], mention["sentence"]))
        one.contexts.update(dict.fromkeys(mention["contexts"]))
        one.documents[mention["document_id"]] = None
        one.score = max(one.score, mention["score"])
        one.cumulative = one.cumulative and mention["cumulative"]
    for event in views.records("events"):
        yield _of_event(views, event, told[event["event_id"]], threshold)


def _of_event(views: Views, event: Record, told: _Told, threshold: float) -> Happening:
    status = next((s for s in FIRMEST if s in told.statuses), "asserted")
    documents = [views.documents[d] for d in told.documents if d in views.documents]
    published = sorted(d.published for d in documents if d.published)
    place = event["place"]
    return Happening(
        **{name: event[name] for name in _SAME},
        source=None,
        contexts=tuple(told.contexts),
        directed=True,
        actors=tuple(map(_side, event["actors"])),
        recipients=tuple(map(_side, event["recipients"])),
        place=Place(**{name: place[name] for name in Place.__dataclass_fields__}) if place else None,
        killed=(event["killed_min"], event["killed_max"]),
        injured=(event["injured_min"], event["injured_max"]),
        status=status,
        publishers=tuple(dict.fromkeys(d.publisher for d in documents if d.publisher)),
        urls=tuple(dict.fromkeys(d.url or d.uri for d in documents)),
        published=published[0] if published else None,
        text=next((text for s in FIRMEST for held, text in told.sentences if held == s), None),
        doubt=_doubt(event, told, status, threshold),
    )


_SAME = (
    "event_id", "origin", "event_type", "mode", "cameo", "quad_class", "goldstein", "date_start", "date_end",
    "date_precision", "standing", "review", "n_documents", "n_reports", "n_origins_low",
)  # fmt: skip


def _doubt(event: Record, told: _Told, status: str, threshold: float) -> str | None:
    """Why an event may not go out as a fact."""
    if event["origin"] == "analyst" or event["review"] in ("accepted", "edited"):
        return None if event["standing"] in ("corroborated", "single_origin") else event["standing"]
    if event["standing"] not in ("corroborated", "single_origin"):
        return str(event["standing"])
    if event["standing"] == "single_origin" and status != "asserted":
        return f"only {status}"
    if told.score < threshold:
        return "under the score of the brief"
    return "a total over several events" if told.cumulative and told.sentences else None


def _side(party: Record) -> Side:
    codes = [code for code in party["codes"] if code]
    known = peers.load()
    country = next((known.by_code[c[:3]] for c in codes if c[:3] in known.by_code), None)
    if country is None and party["id"] in known.by_code:
        country = party["id"]
    parts = [code[i : i + 3] for code in codes for i in range(0, len(code), 3)]
    sectors = tuple(dict.fromkeys(part for part in parts if part in known.rank))
    return Side(party["id"], party["name"] or party["text"], codes[0] if codes else None, country, sectors)


def of_imported(row: dict[str, Any]) -> Happening:
    """An imported event: the row says so, nobody here has checked."""
    place = Place(
        row["place_name"],
        row["place_country"],
        row["geonames_id"],
        row["latitude"],
        row["longitude"],
        row["place_precision"],
    )
    same = {name: row[name] for name in _SAME if name in row}
    return Happening(
        **same,
        origin="imported",
        source=row["source_format"],
        contexts=tuple(row["contexts"]),
        directed=row["directed"],
        actors=_imported_side(row, "actor"),
        recipients=_imported_side(row, "recipient"),
        place=place if any(getattr(place, name) is not None for name in Place.__dataclass_fields__) else None,
        killed=(row["killed_min"], row["killed_max"]),
        injured=(row["injured_min"], row["injured_max"]),
        standing="single_origin",
        status="asserted",
        review=None,
        n_documents=0,
        n_reports=0,
        n_origins_low=1,
        publishers=(row["publisher"],) if row["publisher"] else (),
        urls=(row["url"],) if row["url"] else (),
        published=None,
        text=row["text"],
        doubt=None,
    )


def _imported_side(row: dict[str, Any], side: str) -> tuple[Side, ...]:
    identity, name, code = (row[f"{side}_{part}"] for part in ("id", "name", "cameo"))
    if not (identity or name or code):
        return ()
    return (Side(identity, name or code or identity, code, row[f"{side}_country"], tuple(row[f"{side}_sectors"])),)

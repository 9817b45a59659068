"""STIX 2.1: an incident an event, an identity an actor or publisher, locations, who it is attributed to, and by whom.

Nothing is given a confidence: we have no grade of sources. `labels` say that it is machine-coded and what its standing
is; `created_by_ref` is the one publisher who tells it, or Escalade where there are several. A disputed or denied event
(only written when everything is asked for) carries an opinion that disagrees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from uuid import UUID, uuid5

from escalade.export.exchange.geojson import POINTS
from escalade.export.exchange.happenings import Happening, Place, Side
from escalade.vocab import peers

_SPACE = UUID("5f9c7a52-61a8-5c7e-9a3b-1d2f0c6be7d4")  # ours: the same thing has the same id in every export
_METRES = {"point": 1_000, "facility": 2_000, "settlement": 25_000}  # how exactly the place is known
_GOVERNMENT = frozenset(("GOV", "MIL", "COP", "SPY", "JUD", "LEG"))
Thing = dict[str, Any]


class _Bundle:
    """Objects, each once."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.objects: dict[str, Thing] = {}
        self.us = self.add("identity", "escalade", name="Escalade", identity_class="system")

    def add(self, kind: str, key: str, **fields: Any) -> str:
        """Id of an object, which is put in if it is not there."""
        identity = f"{kind}--{uuid5(_SPACE, f'{kind}:{key}')}"
        head = {"type": kind, "spec_version": "2.1", "id": identity, "created": self.at, "modified": self.at}
        self.objects.setdefault(identity, head | {k: v for k, v in fields.items() if v not in (None, "", [])})
        return identity

    def tie(self, source: str, kind: str, target: str, by: str, labels: list[str]) -> None:
        """A relationship."""
        self.add(
            "relationship", f"{source} {kind} {target}", relationship_type=kind, source_ref=source, target_ref=target,
            created_by_ref=by, labels=labels,
        )  # fmt: skip


def write(events: Iterator[Happening], out: BinaryIO, at: str) -> int:
    """Write a bundle; returns the events written. `at`: when the casebook was last written, UTC."""
    stamp = at.split("+")[0].rstrip("Z") + ".000Z"
    bundle = _Bundle(stamp)
    written = 0
    for event in events:
        _incident(bundle, event)
        written += 1
    body = {"type": "bundle", "id": f"bundle--{uuid5(_SPACE, stamp)}", "objects": list(bundle.objects.values())}
    out.write(json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n")
    return written


def _incident(bundle: _Bundle, h: Happening) -> None:
    publishers = [bundle.add("identity", f"publisher {p}", name=p, identity_class="organization") for p in h.publishers]
    by = publishers[0] if len(publishers) == 1 else bundle.us
    how = "imported" if h.origin == "imported" else "machine-coded" if h.origin == "coded" else "added-by-a-person"
    labels = [how, h.review or "unreviewed", f"standing-{h.standing}", f"status-{h.status}".replace("_", "-")]
    incident = bundle.add(
        "incident",
        h.event_id,
        name=_name(h),
        description=" ".join(part for part in (h.text, _when(h), h.note) if part),
        created_by_ref=by,
        labels=labels,
        external_references=_references(h),
    )
    for kind, sides in (("attributed-to", h.actors), ("related-to", h.recipients)):
        for side in sides:
            bundle.tie(incident, kind if h.directed else "related-to", _identity(bundle, side), by, labels)
    where = _location(bundle, h.place)
    if where:
        bundle.tie(incident, "related-to", where, by, labels)
    if h.standing in ("disputed", "denied", "revised"):
        said = f"In the reports this event is {h.standing}."
        bundle.add(
            "opinion",
            h.event_id,
            opinion="disagree",
            explanation=said,
            object_refs=[incident],
            created_by_ref=bundle.us,
        )


def _name(h: Happening) -> str:
    kind = " ".join(part for part in (h.event_type or h.cameo or "event", h.mode) if part)
    actors, recipients = (", ".join(side.name for side in sides) or "unknown" for sides in (h.actors, h.recipients))
    return f"{kind}: {actors} {'->' if h.directed else 'and'} {recipients}"


def _when(h: Happening) -> str:
    if h.date_start is None:
        return "Date unknown."
    return (
        f"On {h.date_start}."
        if h.date_start == h.date_end
        else f"Between {h.date_start} and {h.date_end or 'an unknown day'}."
    )


def _references(h: Happening) -> list[Thing]:
    """Where it can be read; an address that is none is given as what it is."""
    own = [{"source_name": "escalade", "external_id": h.event_id}]
    web = [{"source_name": "report", "url": u} for u in h.urls if u.startswith(("http://", "https://"))]
    return own + web + [{"source_name": "report", "external_id": u} for u in h.urls if "://" not in u]


def _identity(bundle: _Bundle, side: Side) -> str:
    state = side.id in peers.load().by_code or bool(set(side.sectors) & _GOVERNMENT)
    return bundle.add(
        "identity",
        side.id or f"name {side.name}",
        name=side.name or side.code or "unknown",
        identity_class="organization" if state else "unknown",
        sectors=["government"] if state else None,
    )


def _location(bundle: _Bundle, place: Place | None) -> str | None:
    """A point with its precision in metres where there is one; else the country; an unplaced region is none."""
    if place is None:
        return None
    fields: Thing = {"name": place.name, "country": peers.load().iso2.get(place.country or "")}
    if place.point and place.precision in POINTS:
        fields |= {
            "latitude": place.point[0],
            "longitude": place.point[1],
            "precision": float(_METRES[str(place.precision)]),
        }
    elif not fields["country"]:
        return None
    key = f"{place.name} {place.country} {place.precision} {place.latitude} {place.longitude}"
    return bundle.add("location", key, **fields)

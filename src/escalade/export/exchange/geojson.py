"""GeoJSON (RFC 7946): a point for what happened at a point, a site or a town; no geometry for what happened somewhere
in an area, whose name and class are in the properties. Coordinates are those that were given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from escalade.export.exchange.happenings import Happening

POINTS = frozenset(("point", "facility", "settlement"))


def write(events: Iterator[Happening], out: BinaryIO) -> int:
    """Write a FeatureCollection, feature by feature; returns how many."""
    return listed(b'{"type": "FeatureCollection", "features": [', map(_feature, events), out)


def listed(opening: bytes, items: Iterator[dict[str, Any]], out: BinaryIO) -> int:
    """Write an object whose last value is a list, an item a line as they come; returns how many."""
    out.write(opening)
    written = 0
    for item in items:
        out.write(b",\n" if written else b"\n")
        out.write(json.dumps(item, ensure_ascii=False).encode())
        written += 1
    out.write(b"\n]}\n")
    return written


def _feature(h: Happening) -> dict[str, Any]:
    place = h.place
    geometry = None
    if place and place.point and place.precision in POINTS:
        geometry = {"type": "Point", "coordinates": [place.point[1], place.point[0]]}
    return {"type": "Feature", "id": h.event_id, "geometry": geometry, "properties": properties(h)}


def properties(h: Happening) -> dict[str, Any]:
    """What is said of an event, as flat values."""
    place = h.place
    return {
        "event_type": h.event_type,
        "mode": h.mode,
        "cameo": h.cameo,
        "quad_class": h.quad_class,
        "goldstein": h.goldstein,
        "actors": "; ".join(side.name for side in h.actors),
        "recipients": "; ".join(side.name for side in h.recipients),
        "directed": h.directed,
        "date_start": h.date_start,
        "date_end": h.date_end,
        "date_precision": h.date_precision,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "place_precision": place.precision if place else None,
        "killed_min": h.killed[0],
        "killed_max": h.killed[1],
        "injured_min": h.injured[0],
        "injured_max": h.injured[1],
        "standing": h.standing,
        "status": h.status,
        "origin": h.origin,
        "review": h.review or "unreviewed",
        "n_origins_low": h.n_origins_low,
        "said": h.text,
        "sources": "; ".join(h.publishers),
        "note": h.note,
    }

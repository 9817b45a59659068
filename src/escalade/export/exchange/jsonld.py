"""JSON-LD in the words of schema.org: a Claim that appeared in a report, about an Event. What we add is under `esc:`.

The vocabulary is named in the file itself, so that nothing need be fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from escalade.export.exchange.geojson import POINTS, listed
from escalade.export.exchange.happenings import Happening, Place, Side

CONTEXT = {"@vocab": "https://schema.org/", "esc": "urn:escalade:terms:"}
Node = dict[str, Any]


def write(events: Iterator[Happening], out: BinaryIO) -> int:
    """Write a graph of claims, node by node; returns how many events."""
    return listed(b'{"@context": ' + json.dumps(CONTEXT).encode() + b', "@graph": [', map(_claim, events), out)


def _claim(h: Happening) -> Node:
    return _said(
        {
            "@type": "Claim",
            "@id": f"urn:escalade:claim:{h.event_id}",
            "text": h.text,
            "author": [{"@type": "Organization", "name": name} for name in h.publishers],
            "appearance": [{"@type": "CreativeWork", "identifier": url} for url in h.urls],
            "datePublished": h.published,
            "esc:standing": h.standing,
            "esc:status": h.status,
            "esc:review": h.review or "unreviewed",
            "esc:made": {"coded": "by machine", "imported": f"imported from {h.source}"}.get(h.origin, "by a person"),
            "esc:originsAtLeast": h.n_origins_low,
            "about": _event(h),
        }
    )


def _event(h: Happening) -> Node:
    kind = " ".join(part for part in (h.event_type or h.cameo, h.mode) if part)
    sides = ("actor", "esc:recipient") if h.directed else ("esc:side", "esc:otherSide")
    return _said(
        {
            "@type": "Event",
            "@id": f"urn:escalade:event:{h.event_id}",
            "name": kind,
            "startDate": h.date_start,
            "endDate": h.date_end,
            "esc:datePrecision": h.date_precision,
            "location": _place(h.place),
            sides[0]: [_side(side) for side in h.actors],
            sides[1]: [_side(side) for side in h.recipients],
            "esc:plover": h.event_type,
            "esc:cameo": h.cameo,
            "esc:killedAtLeast": h.killed[0],
            "esc:killedAtMost": h.killed[1],
            "esc:injuredAtLeast": h.injured[0],
            "esc:injuredAtMost": h.injured[1],
        }
    )


def _side(side: Side) -> Node:
    key = f"urn:escalade:actor:{side.id}" if side.id else None
    return _said({"@type": "Thing", "@id": key, "name": side.name, "esc:code": side.code})


def _place(place: Place | None) -> Node | None:
    """A place by name; its coordinates only where it is a spot or a town, never those of an area's middle."""
    if place is None:
        return None
    node: Node = {"@type": "Place", "name": place.name, "esc:precision": place.precision}
    if place.country:
        node["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.point and place.precision in POINTS:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": place.point[0], "longitude": place.point[1]}
    return _said(node)


def _said(node: Node) -> Node:
    """Without what is not said."""
    return {name: value for name, value in node.items() if value is not None and value != [] and value != ""}

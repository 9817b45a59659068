"""TimelineJS: a slide an event, in order of days. A vague date says so in words (`display_date`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any, BinaryIO

from escalade.export.exchange.happenings import Happening

_VAGUE = {
    "week": "about the week of {start}",
    "month": "in the month of {month}",
    "season": "between {start} and {end}",
    "year": "in {year}",
    "decade": "in the decade from {year}",
}


def write(events: Iterator[Happening], out: BinaryIO, title: str, left_out: Counter[str]) -> int:
    """Write a timeline; returns the events written."""
    dated = []
    for event in events:
        if event.date_start:
            dated.append(event)
        else:
            left_out["its date is not known"] += 1
    dated.sort(key=lambda h: (h.date_start or "", h.event_id))
    warning = "What reports say, coded by machine; each entry says how it stands. Not a record of what happened."
    body = {
        "title": {"text": {"headline": escape(title), "text": escape(warning)}},
        "events": [_slide(h) for h in dated],
    }
    out.write(json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n")
    return len(dated)


def _slide(h: Happening) -> dict[str, Any]:
    start, end = str(h.date_start), h.date_end or h.date_start
    slide: dict[str, Any] = {
        "start_date": _date(start, h.date_precision),
        "unique_id": h.event_id,
        "group": h.event_type or "other",
    }
    if end != start:
        slide["end_date"] = _date(str(end), h.date_precision)
    if h.date_precision in _VAGUE:
        slide["display_date"] = _VAGUE[h.date_precision].format(start=start, end=end, month=start[:7], year=start[:4])
    elif h.date_precision != "day":
        slide["display_date"] = "date uncertain"
    actors, recipients = ("; ".join(side.name for side in sides) or "unknown" for sides in (h.actors, h.recipients))
    place = f" ({h.place.name}, {h.place.precision})" if h.place and h.place.name else ""
    headline = f"{(h.event_type or 'event').capitalize()}: {actors} {'→' if h.directed else 'and'} {recipients}{place}"
    said = f"<p>{escape(h.text)}</p>" if h.text else ""
    sources = f"<p>{escape('; '.join(h.publishers))}</p>" if h.publishers else ""
    slide["text"] = {"headline": escape(headline), "text": f"{said}{sources}<p><small>{escape(h.note)}</small></p>"}
    return slide


def _date(day: str, precision: str) -> dict[str, int]:
    """A date as fine as it is known."""
    year, month, of_month = (int(part) for part in day.split("-"))
    if precision in ("year", "decade"):
        return {"year": year}
    return {"year": year, "month": month} if precision == "month" else {"year": year, "month": month, "day": of_month}

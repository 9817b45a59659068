"""ACLED and UCDP GED: violence and protest with place, time and toll, each with how exactly it is known.

They have no rows for talk. What an event's type or parties do not tell (a clash or an attack on civilians?) is not
guessed: such events stay out.
"""

from __future__ import annotations

from escalade.export.exchange.dyads import Cells, text
from escalade.export.exchange.happenings import Happening, Side
from escalade.vocab import peers
from escalade.vocab.peers import AcledEntry

_TIME = {"day": "1", "week": "2", "month": "3"}
_GEO = {"point": "1", "facility": "1", "settlement": "1", "district": "2", "province": "3"}
_WHERE = {
    "point": "1", "facility": "1", "settlement": "2", "district": "3", "province": "4", "region": "5", "country": "6",
}  # fmt: skip
_CLARITY = {"day": "1", "week": "3", "month": "4", "season": "5", "year": "5"}
_INTER = {
    "MIL": "State forces", "COP": "State forces", "GOV": "State forces", "SPY": "State forces", "REB": "Rebel group",
    "PRM": "Political militia", "UAF": "Political militia", "OPP": "Protesters",
}  # fmt: skip
VAGUE_DATE = "its date is vaguer than a month"


def acled(h: Happening) -> list[Cells] | str:
    """The row of ACLED. Fatalities are left blank where nobody says: nought would be a claim."""
    kind = _acled_kind(h)
    if kind is None:
        return "ACLED has no type that it surely is"
    if h.date_start is None or h.date_precision not in _TIME:
        return VAGUE_DATE
    known, place = peers.load(), h.place
    country = place.country if place else None
    sides = [*h.actors, *h.recipients]
    inter = [_inter(side) for side in (h.actors[:1] + h.recipients[:1])]
    point = place.point if place else None
    return [
        {
            "event_id_cnty": h.event_id,
            "event_date": h.date_start,
            "year": h.date_start[:4],
            "time_precision": _TIME[h.date_precision],
            "disorder_type": kind.disorder_type,
            "event_type": kind.event_type,
            "sub_event_type": kind.sub_event_type,
            "actor1": h.actors[0].name if h.actors else "",
            "assoc_actor_1": "; ".join(side.name for side in h.actors[1:]),
            "inter1": _inter(h.actors[0]) if h.actors else "",
            "actor2": h.recipients[0].name if h.recipients else "",
            "assoc_actor_2": "; ".join(side.name for side in h.recipients[1:]),
            "inter2": _inter(h.recipients[0]) if h.recipients else "",
            "interaction": "-".join(i for i in inter if i),
            "civilian_targeting": "Civilian targeting"
            if _civilian(h.recipients) and kind.event_type != "Protests"
            else "",
            "iso": text(known.numeric.get(country or "")),
            "country": known.country_names.get(country or "", ""),
            "admin1": place.name or "" if place and place.precision == "province" else "",
            "admin2": place.name or "" if place and place.precision == "district" else "",
            "location": place.name or "" if place else "",
            "latitude": text(point[0] if point else None),
            "longitude": text(point[1] if point else None),
            "geo_precision": _GEO.get(place.precision or "", "") if place else "",
            "source": "; ".join(h.publishers),
            "notes": " ".join(part for part in (h.text, _dated(h), h.note) if part),
            "fatalities": text(h.killed[0]) if sides else "",
            "tags": "imported" if h.origin == "imported" else "machine-coded",
        }
    ]


def _acled_kind(h: Happening) -> AcledEntry | None:
    """The sub-event type that a PLOVER type and mode surely is."""
    known = peers.load()
    wanted = f"{h.event_type} {h.mode}" if h.mode else str(h.event_type)
    found = next((entry for entry in known.acled if wanted in entry.writes), None)
    if found is not None or h.event_type != "ASSAULT":
        return found
    if _civilian(h.recipients):
        return next(entry for entry in known.acled if entry.sub_event_type == "Attack")
    if _armed(h.actors) and _armed(h.recipients):
        return next(entry for entry in known.acled if entry.sub_event_type == "Armed clash")
    return None


def _civilian(sides: tuple[Side, ...]) -> bool:
    return any(set(side.sectors) & peers.load().civilian for side in sides)


def _armed(sides: tuple[Side, ...]) -> bool:
    """Armed bodies, and states themselves."""
    return any(set(side.sectors) & peers.load().armed or side.id in peers.load().by_code for side in sides)


def _inter(side: Side) -> str:
    if set(side.sectors) & peers.load().civilian and "OPP" not in side.sectors:
        return "Civilians"
    return next((_INTER[s] for s in side.sectors if s in _INTER), "")


def _dated(h: Happening) -> str:
    """The days between which it was, where it is not one."""
    return "" if h.date_precision == "day" else f"[Between {h.date_start} and {h.date_end}.]"


def ged(h: Happening) -> list[Cells] | str:
    """The row of GED: deadly force only. `best` is the least that is said; we hold no estimate of our own."""
    if h.event_type != "ASSAULT":
        return "GED has deadly violence only"
    if not h.killed[0]:
        return "nobody is said to have been killed"
    if h.date_start is None or h.date_end is None or h.date_precision not in _CLARITY:
        return "its date is vaguer than a year"
    known, place = peers.load(), h.place
    country = place.country if place else None
    a, b = (_ged_side(sides) for sides in (h.actors, h.recipients))
    point = place.point if place else None
    made, review = "imported" if h.origin == "imported" else "machine-coded", h.review or "unreviewed"
    return [
        {
            "id": h.event_id,
            "year": h.date_start[:4],
            "code_status": f"Escalade: {made}, {review}, {h.standing}, {h.status}",
            "type_of_violence": _violence(h),
            "dyad_name": " - ".join(name for name in (a, b) if name),
            "side_a": a,
            "side_b": b,
            "number_of_sources": text(h.n_reports or None),
            "source_article": "; ".join(h.urls[:5]),
            "source_office": "; ".join(h.publishers),
            "source_date": h.published or "",
            "source_headline": h.text or "",
            "where_prec": _WHERE.get(place.precision or "", "") if place else "",
            "where_coordinates": place.name or "" if place else "",
            "where_description": h.note,
            "adm_1": place.name or "" if place and place.precision == "province" else "",
            "adm_2": place.name or "" if place and place.precision == "district" else "",
            "latitude": text(point[0] if point else None),
            "longitude": text(point[1] if point else None),
            "geom_wkt": f"POINT ({point[1]} {point[0]})" if point else "",
            "country": known.country_names.get(country or "", ""),
            "country_id": text(known.gw.get(country or "")),
            "event_clarity": "1" if h.date_precision == "day" else "2",
            "date_prec": _CLARITY[h.date_precision],
            "date_start": h.date_start,
            "date_end": h.date_end,
            "best": text(h.killed[0]),
            "high": text(h.killed[1]),
            "low": text(h.killed[0]),
        }
    ]


def _ged_side(sides: tuple[Side, ...]) -> str:
    """Names as GED has them: a state or its forces are its government."""
    if not sides:
        return ""
    side = sides[0]
    if side.country and (side.id == side.country or set(side.sectors) & {"GOV", "MIL", "COP", "SPY"}):
        return f"Government of {peers.load().country_names.get(side.country, side.country)}"
    return "Civilians" if _civilian((side,)) else side.name


def _violence(h: Happening) -> str:
    """1 a state fights, 2 armed groups fight each other, 3 civilians die; blank where the parties do not tell."""
    if _civilian(h.recipients):
        return "3" if h.actors else ""
    if not (_armed(h.actors) and _armed(h.recipients)):
        return ""
    state = any(_ged_side((side,)).startswith("Government of") for side in (*h.actors, *h.recipients))
    return "1" if state else "2"

"""What a person may write for a field, and what it means: dates, tolls, parties, places, kinds of event.

Everything is put into one plain form (JSON) when it is decided, so that the log can be read for ever without this code;
a value that makes no sense is refused with what would.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from escalade.errors import UsageError
from escalade.model.status import STATUSES

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_TOLL = re.compile(r"(\d+)(?:(\+)|\s*[-–]\s*(\d+))?")
PRECISIONS = ("point", "facility", "settlement", "district", "province", "country", "region")
SHOWN = 60  # characters of a stretch of text that a message repeats
LONGEST = {"day": 1, "week": 7, "month": 31, "season": 92, "year": 366}  # days


def _bounds(text: str) -> tuple[date, date, str]:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is no date; write 2020-01-03, 2020-01, 2020 or 2020-01-03/2020-01-05")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
        last = first if day else date(year or 1, month or 12, monthrange(year or 1, month or 12)[1])
    except ValueError as error:
        raise UsageError(f"{text!r} is no date: {error}") from error
    return first, last, "day" if day else "month" if month else "year"


def dates(value: Any) -> dict[str, Any]:
    """{date_start, date_end, date_precision} of "2020-01-03", "2020-01", "2020", "A/B" or nothing (unknown)."""
    if isinstance(value, Mapping):
        value = "/".join(str(day) for day in (value.get("date_start"), value.get("date_end")) if day)
    if value in (None, "", "unknown"):
        return {"date_start": None, "date_end": None, "date_precision": "unknown"}
    start_text, _, end_text = str(value).partition("/")
    start, end, precision = _bounds(start_text)
    if end_text:
        end = _bounds(end_text)[1]
        days = (end - start).days + 1
        if days < 1:
            raise UsageError(f"{value!r} ends before it begins")
        precision = next((name for name, most in LONGEST.items() if days <= most), "decade")
    return {"date_start": start.isoformat(), "date_end": end.isoformat(), "date_precision": precision}


def toll(value: Any) -> list[int | None]:
    """[min, max] of 3, "3", "3-5", "3+" (at least), [3, 5], {min, max} or nothing (not said)."""
    if value in (None, "", "unknown"):
        return [None, None]
    if isinstance(value, Mapping):
        value = [value.get("min"), value.get("max")]
    if isinstance(value, int) and not isinstance(value, bool):
        value = [value, value]
    if isinstance(value, str):
        match = _TOLL.fullmatch(value.strip())
        if match is None:
            raise UsageError(f"{value!r} is no count; write 3, 3-5 or 3+ (at least three)")
        low, more, high = match.groups()
        value = [int(low), None if more else int(high or low)]
    whole = isinstance(value, list | tuple) and len(value) == 2
    if not whole or any(v is not None and (not isinstance(v, int) or isinstance(v, bool) or v < 0) for v in value):
        raise UsageError(f"{value!r} is no count; write 3, 3-5 or 3+ (at least three)")
    low, high = value
    if low is None and high is not None:
        low = 0
    if low is not None and high is not None and high < low:
        raise UsageError(f"{value!r} is no count: the second is less than the first")
    return [low, high]


def kind(value: Any, ontology: Any) -> dict[str, Any]:
    """{event_type, mode} of "ASSAULT", "ASSAULT aerial", "ASSAULT/aerial" or the mapping itself."""
    if isinstance(value, Mapping):
        event_type, mode = value.get("event_type"), value.get("mode")
    else:
        words = re.split(r"[\s/]+", str(value).strip(), maxsplit=1)
        event_type, mode = words[0].upper(), words[1] if len(words) > 1 else None
    if not isinstance(event_type, str) or event_type not in ontology.types:
        raise UsageError(f"no event type {event_type!r}; there are {', '.join(sorted(ontology.types))}")
    if mode is not None and (not isinstance(mode, str) or mode not in ontology.modes(event_type)):
        raise UsageError(f"{event_type} has no mode {mode!r}; it has {', '.join(ontology.modes(event_type)) or 'none'}")
    return {"event_type": event_type, "mode": mode}


def status(value: Any) -> str:
    """A status of an event mention."""
    if value not in STATUSES:
        raise UsageError(f"no status {value!r}; there are {', '.join(STATUSES)}")
    return str(value)


def place(value: Any, gazetteer: Any) -> dict[str, Any] | None:
    """A place: a name of the gazetteer ("Taji", "Taji, IRQ"), the mapping itself, or nothing (unknown).

    A name that several places of one country bear means the largest; one that is not known is refused, since a place
    needs at least its precision.
    """
    if value in (None, "", "unknown"):
        return None
    if isinstance(value, Mapping):
        return _given(value)
    name, _, country = (part.strip() for part in str(value).partition(","))
    found = [spot for spot in gazetteer.lookup(name) if not country or spot.country == country.upper()]
    if not found:
        raise UsageError(f"no place {value!r}; give a mapping with name, precision and, if known, country and position")
    countries = {spot.country for spot in found}
    if len(countries) > 1 and not found[0].listed:
        raise UsageError(f"{name!r} is in {', '.join(sorted(filter(None, countries)))}; write “{name}, COUNTRY”")
    spot = found[0] if found[0].listed else max(found, key=lambda s: s.population)
    return {
        "name": spot.name, "country": spot.country, "geonames_id": spot.geonames_id, "latitude": spot.latitude,
        "longitude": spot.longitude, "precision": spot.precision,
    }  # fmt: skip


def _given(value: Mapping[str, Any]) -> dict[str, Any]:
    fields = ("name", "country", "geonames_id", "latitude", "longitude", "precision")
    unknown = set(value) - set(fields)
    if unknown or not value.get("name") or value.get("precision") not in PRECISIONS:
        raise UsageError(f"a place needs name and precision ({', '.join(PRECISIONS)}); known are {', '.join(fields)}")
    latitude, longitude = value.get("latitude"), value.get("longitude")
    if (latitude is None) != (longitude is None):
        raise UsageError("a place has both latitude and longitude, or neither")
    if not all(number is None or _is_number(number) for number in (latitude, longitude)):
        raise UsageError(f"{latitude!r}, {longitude!r} are no degrees (latitude, longitude)")
    if latitude is not None and not (-90 <= latitude <= 90 and -180 <= float(longitude or 0) <= 180):
        raise UsageError(f"{latitude}, {longitude} is not on the globe (latitude, longitude)")
    return {name: value.get(name) for name in fields}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def plain_text(value: Any) -> None:
    """Raise UsageError for text that no file can hold (half a sign), however deep it lies."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"{value!r} is no text: {error.reason}") from error
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            plain_text(part)
    elif isinstance(value, list | tuple):
        for part in value:
            plain_text(part)


def listed(value: Any) -> list[Any]:
    """The items of a list, of a text with ";" between them, or of nothing: names, ids or mappings."""
    if value in (None, ""):
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    items = list(value) if isinstance(value, list | tuple) else [value]
    for item in items:
        if not isinstance(item, str | Mapping):
            raise UsageError(f"{item!r} is no name, no id and no JSON object")
    return items


def ids(value: Any) -> list[str]:
    """Ids, or spellings, that a decision names; none of them described."""
    items = listed(value)
    for item in items:
        if not isinstance(item, str):
            raise UsageError(f"{item!r} is no id; name it, with ; between several")
    return items


def speakers(value: Any) -> list[dict[str, Any]]:
    """A chain of speakers, outermost first: names, or mappings with name, verb and actor_id."""
    out = []
    for item in listed(value):
        given = {"name": item} if isinstance(item, str) else dict(item)
        if not given.get("name") or not isinstance(given["name"], str) or set(given) - {"name", "verb", "actor_id"}:
            raise UsageError("a speaker has a name and, if known, a verb and an actor_id")
        out.append({"name": given["name"], "actor_id": given.get("actor_id"), "verb": given.get("verb") or "say"})
    return out


def span(value: Any, text: str) -> tuple[int, int]:
    """[start, end] inside a text, in code points, half-open; or the words themselves, where they stand there once.

    Words may be broken over lines otherwise than in the text.
    """
    if isinstance(value, str) and value.strip():
        return _stretch(value, text)
    good = isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(v, int) for v in value)
    if not good or not 0 <= value[0] < value[1] <= len(text):
        raise UsageError(
            f"{value!r} is no stretch of the text; give its words, or [start, end] within 0 and {len(text)}"
        )
    return value[0], value[1]


def _stretch(words: str, text: str) -> tuple[int, int]:
    """Where words stand in a text. Raises UsageError if they do not, or stand more than once."""
    found = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words.split())), text)]
    if len(found) != 1:
        shown = " ".join(words.split())
        shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
        often = f"stands {len(found)} times in the report: take more words with it" if found else "is not in the report"
        raise UsageError(f"“{shown}” {often}")
    return found[0]

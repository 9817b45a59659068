"""Puts records into words that claim no more than their sources do.

An event that one origin tells is always "According to X"; a hedge, plan or condition is in the verb; what is not known
is left out, never filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from escalade.vocab.wording import Wording, wordings

Record = Mapping[str, Any]
PREPOSITIONS = {"with", "for", "to", "from", "of", "against", "on", "towards"}
FRAMES = {
    "possible": "said to be possible",
    "intended": "planned or threatened",
    "conditional": "on a condition",
    "negated": "said not to have happened, or to have ended",
}


def names(parties: Sequence[Record]) -> str:
    """ "A", "A and B", "A, B and C"; each name once."""
    seen = list(dict.fromkeys(p["name"] for p in parties if p["name"]))
    return " and ".join([", ".join(seen[:-1]), seen[-1]] if len(seen) > 1 else seen)


def _complement(phrase: str, recipients: str) -> str:
    """Verb or noun phrase with its recipients; without any, its closing preposition goes."""
    if recipients:
        return f"{phrase} {recipients}"
    words = phrase.split()
    return " ".join(words[:-1] if words[-1] in PREPOSITIONS else words)


def when(record: Record) -> str:
    """Date of a record: "2020-01-03", "2019-12-29 to 2020-01-03", "2020" ...; "undated" if unknown."""
    start, end = record["date_start"], record["date_end"]
    if not start:
        return "undated"
    if not end or start == end:
        return str(start)
    if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]:
        return str(start[:4])
    return f"{start} to {end}"


def toll(low: int | None, high: int | None, verb: str) -> str:
    """ "25 killed", "at least 25 killed", "2 to 5 killed", "none killed"; empty if nothing is said."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low} {verb}"
    if low == high:
        return f"{low or 'none'} {verb}"
    return f"up to {high} {verb}" if low is None else f"{low} to {high} {verb}"


def tolls(record: Record) -> str:
    """Killed and injured of a record, joined by commas."""
    parts = [toll(record[f"{k}_min"], record[f"{k}_max"], k) for k in ("killed", "injured")]
    return ", ".join(p for p in parts if p)


class Words:
    """Wording by event type and mode, loaded once."""

    def __init__(self) -> None:
        self._wordings: dict[tuple[str, str | None], Wording] = wordings()

    def happening(self, record: Record, status: str = "asserted") -> str:
        """One clause: who did what to whom, where, with what toll; `status` sets the verb form."""
        own = self._wordings.get((record["event_type"], record["mode"]))
        wording = own or self._wordings[record["event_type"], None]
        actors, recipients = names(record["actors"]), names(record["recipients"])
        if actors and status not in FRAMES:
            clause = f"{actors} {_complement(wording.past, recipients)}"
        else:
            clause = _complement(wording.noun, recipients) + (f" by {actors}" if actors else "")
            clause = f"{FRAMES[status]}: {clause}" if status in FRAMES else clause
        mode = f" [{record['mode']}]" if record["mode"] and not own else ""
        place = f", {record['place']['name']}" if record["place"] else ""
        harm = tolls(record)
        return f"{clause}{mode}{place}" + (f"; {harm}" if harm else "")


def chain(speakers: Sequence[Record]) -> str:
    """ "X, quoting Y, quoting Z": an attribution chain, outermost first."""
    return ", quoting ".join(dict.fromkeys(s["name"] for s in speakers if s["name"]))

"""Puts records into words that claim no more than their sources do.

An event that one origin tells is always "According to X"; a hedge, plan or condition is in the verb; what is not known
is left out, never filled in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from escalade.model.words import toll
from escalade.vocab.wording import Wording, wordings

Record = Mapping[str, Any]
CALLED_FOR = {"REQUEST": "demanded", "AGREE": "promised", "THREATEN": "threatened"}  # what such an act speaks of
PREPOSITIONS = {"with", "into", "for", "to", "from", "of", "against", "on", "towards"}
ARTICLES = {"a", "an", "the"}
OWNERS = {"his", "her", "its", "their"}
COUNTING = set(
    "about at some no two three four five six seven eight nine ten dozens hundreds more most many several".split()
)
HURT = re.compile(r"(?:wound|injur|hurt|maim|die[ds]?\b|dying|dead|death|perish|kill|los[est])\w*", re.I)
CONTESTED = frozenset(("disputed", "revised", "denied"))
FRAMES = {
    "possible": "said to be possible",
    "intended": "planned or wanted",
    "demanded": "demanded",
    "promised": "promised or offered",
    "threatened": "threatened",
    "conditional": "on a condition",
    "negated": "did not happen, or ended",
    "barred": "ruled out, averted or not to be",
}


def name(party: Record) -> str:
    """How a party is called: an unnamed one with its article ("the guards"), small at the start; counted people as the
    report has them ("14 Thais" are not Thailand)."""
    told: str = party["name"]
    start = party["text"].partition(" ")[0].lower()
    if party["id"] is not None and (start.isdigit() or start in COUNTING):
        told = f"{start} {party['text'].partition(' ')[2]}"
    if party["id"] is None:
        article, _, rest = party["text"].partition(" ")
        if article.lower() in ARTICLES and rest == told:
            told = party["text"]
        first, _, rest = told.partition(" ")
        if rest and first.lower() in ARTICLES | OWNERS | COUNTING:
            told = f"{first.lower()} {rest}"
    return told


def names(parties: Sequence[Record]) -> str:
    """ "A", "A and B", "A, B and C"; each name once."""
    seen = list(dict.fromkeys(name(p) for p in parties if p["name"]))
    return " and ".join([", ".join(seen[:-1]), seen[-1]] if len(seen) > 1 else seen)


def telling(event: Record, mentions: Sequence[Record]) -> Sequence[Record]:
    """Those of an event's mentions that name a doer of it, for they say who did it; all where none does."""
    doers = {p["name"] for p in event["actors"]}
    return [m for m in mentions if doers & {p["name"] for p in m["actors"]}] or mentions


def _complement(phrase: str, recipients: str) -> str:
    """Verb or noun phrase with its recipients; without any, its prepositions go: "a raid on or seizure of"."""
    if recipients:
        return f"{phrase} {recipients}"
    words = phrase.split()
    kept = [w for w, after in zip(words, [*words[1:], "or"], strict=True) if after != "or" or w not in PREPOSITIONS]
    return " ".join(kept).removesuffix(" or")


def when(record: Record) -> str:
    """Date of a record: "2020-01-03", "2020-01-03 to 08", "2020-01", "2020" ...; "undated" if unknown."""
    start, end = record["date_start"], record["date_end"]
    if not start:
        return "undated"
    if not end or start == end:
        return str(start)
    if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]:
        return str(start[:4])
    if start[:7] != end[:7]:
        return f"{start} to {end}"
    whole = start[8:] == "01" and int(end[8:]) == monthrange(int(end[:4]), int(end[5:7]))[1]
    return str(start[:7]) if whole else f"{start} to {end[8:]}"


def tolls(record: Record) -> str:
    """Killed and injured of a record, joined by commas."""
    parts = [toll(record[f"{k}_min"], record[f"{k}_max"], k) for k in ("killed", "injured")]
    return ", ".join(p for p in parts if p)


class Words:
    """Wording by event type and mode, loaded once."""

    def __init__(self) -> None:
        self._wordings: dict[tuple[str, str | None], Wording] = wordings()

    def happening(self, record: Record, status: str = "asserted", told: Iterable[Record] = ()) -> str:
        """One clause: who did what to whom, where, with what toll; `status` (or a frame) sets the verb form.

        `told`: the mentions, by whose words harm ("was wounded") is told from an attack. Where what happened is
        contested, doers whom no report names in its own words are only said to have done it.
        """
        told = list(told)
        if status not in FRAMES and _laid_to_somebody(record, told):
            bare = self.happening({**record, "actors": []}, status, told)
            return f"{bare}; said to be by {names(record['actors'])}"
        own = self._wordings.get((record["event_type"], record["mode"]))
        wording = own or self._wordings[record["event_type"], None]
        actors, recipients = names(record["actors"]), names(record["recipients"])
        each = {p["name"] for p in record["recipients"]}
        if each == {p["name"] for p in record["actors"]}:  # with whom else is not known
            recipients = "one another" if len(each) > 1 else ""
        if actors and status not in FRAMES:
            clause = f"{actors} {_complement(wording.past, recipients)}"
        else:
            noun = _harm(record, told) or wording.noun
            clause = _complement(noun, recipients) + (f" by {actors}" if actors else "")
            clause = f"{FRAMES[status]}: {clause}" if status in FRAMES else clause
        harm = tolls(record)
        return f"{clause}{_where(record)}" + (f"; {harm}" if harm else "")


def _laid_to_somebody(record: Record, told: Sequence[Record]) -> bool:
    """Whether only somebody's word names the doers of what is contested."""
    if record.get("standing") not in CONTESTED or not record["actors"] or not told:
        return False
    return all(m["status"] != "asserted" for m in telling(record, told))


def _harm(record: Record, told: Iterable[Record]) -> str:
    """What befell people of whom no word says that they were attacked ("was wounded", "died"); empty otherwise."""
    if record["event_type"] != "ASSAULT" or record["mode"] or record["actors"]:
        return ""
    words = [mention["trigger"] for mention in told]
    if not words or not all(HURT.fullmatch(word) for word in words):
        return ""
    kinds = [noun for kind, noun in (("killed", "death"), ("injured", "wounding")) if _any(record, kind)]
    return f"the {' or '.join(kinds)} of" if kinds else ""


def _any(record: Record, kind: str) -> bool:
    return bool(record[f"{kind}_min"] or record[f"{kind}_max"])


def _where(record: Record) -> str:
    """ ", at Camp Taji", ", in Iraq"; empty if unknown, or if the place is a party and so has been named."""
    place = record["place"]
    if not place or place["name"] in {p["name"] for side in ("actors", "recipients") for p in record[side]}:
        return ""
    return f", {'at' if place.get('precision') in ('point', 'facility') else 'in'} {place['name']}"


def chain(speakers: Sequence[Record]) -> str:
    """ "X, quoting Y, quoting Z": an attribution chain, outermost first."""
    first, *others = dict.fromkeys(s["name"] for s in speakers if s["name"]) or ("",)
    return ", quoting ".join((first, *(_small(other) for other in others)))


def _small(phrase: str) -> str:
    """A phrase inside a sentence: "his lawyer", "an official"; an outlet's "The" stays."""
    first, gap, rest = phrase.partition(" ")
    return f"{first.lower()}{gap}{rest}" if first.lower() in OWNERS | {"a", "an"} else phrase

"""Towns that the name tagger takes for persons: "the Balakot raid", "did not attack Taji".

A reader who does not know the name tells it by what the gazetteer and the report say, and by the words around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from escalade.model.readings import Mention, Sentence
from escalade.reading.mentions import as_kind

_GROUND = frozenset(("settlement", "facility", "district", "point"))
_WORDS = 3  # of a town's name
_BEARERS = 2
_STRUCK = frozenset(("obj", "nsubj:pass"))  # where what is struck, taken or held stands
_BY = frozenset("near outside inside around".split())  # ... a town; nobody is in or at a person either, but in figures
_ENTERED = frozenset("enter besiege encircle overrun".split())
_OF_GROUND = frozenset("siege shelling bombardment encirclement outskirts".split())
_CHANGES_HANDS = frozenset(
    "capture recapture seizure fall loss liberation retaking defence defense control battle".split()
)


def renamed(rows: list[Mention], sentences: Mapping[int, Sentence], pack: Any, gazetteer: Any) -> list[Mention]:
    """The mentions of one document; a person's becomes a place's where its name is a place's and nobody's.

    A name counts as a place's where the report calls it one elsewhere, or where the gazetteer knows a town of that name
    in a country that the report speaks of and the name stands before a common noun, or is what a verb acts on and few
    other places bear it (many do where towns are called after persons). What the report once puts something near, or
    has somebody besiege, is a place in all of it. It is somebody's where a longer name ends in it, or a title or known
    actor bears it.
    """
    doubtful = [m for m in rows if m.kind == "person" and m.level == "named" and m.token_end - m.token_start <= _WORDS]
    if not doubtful:
        return rows
    places = {m.quote for m in rows if m.kind in ("place", "facility") and m.level == "named"}
    longer = {m.quote.rpartition(" ")[2] for m in rows if m.kind == "person" and " " in m.quote}
    besieged = {
        m.quote for m in doubtful if m.token_end - m.token_start == 1 and _is_besieged(sentences[m.sentence], m.head)
    }
    countries: frozenset[str] | None = None
    changed: dict[str, Mention] = {}
    for m in doubtful:
        s = sentences[m.sentence]
        if m.quote in longer or pack.phrases.get(m.quote) or not (m.quote in besieged or _ground(s, m.head)):
            continue
        if m.quote not in places | besieged:
            spots = [p for p in gazetteer.lookup(m.quote) if p.precision in _GROUND]
            if not spots:
                continue
            if countries is None:
                countries = frozenset(_countries(rows, pack))
            known = any(p.country in countries for p in spots)
            if not known or (s.deprel[m.head] != "compound" and len(spots) > _BEARERS):
                continue
        changed[m.mention_id] = as_kind(m, "place")
    return [changed.get(m.mention_id, m) for m in rows]


def _is_besieged(s: Sentence, head: int) -> bool:
    """ "Near Sange", "rebels enter Sange", "the shelling of Sange"."""
    up = s.head[head] - 1
    if up < 0:
        return False
    cases = {s.lemma[k].lower() for k, above in enumerate(s.head) if above - 1 == head and s.deprel[k] == "case"}
    over = s.lemma[up].lower()
    return (
        bool(cases & _BY) or (s.deprel[head] in _STRUCK and over in _ENTERED) or ("of" in cases and over in _OF_GROUND)
    )


def _ground(s: Sentence, head: int) -> bool:
    """Whether a name stands as ground does: before a common noun, as what a verb acts on, as what fell or was taken
    ("the capture of Sake", "Sake fell to")."""
    noun = s.head[head] - 1
    if s.deprel[head] in _STRUCK or _changes_hands(s, head):
        return True
    return s.deprel[head] == "compound" and noun > head and s.upos[noun] == "NOUN"


def _changes_hands(s: Sentence, head: int) -> bool:
    over = s.head[head] - 1
    if over < 0:
        return False
    if s.deprel[head] == "nsubj":
        return s.lemma[over].lower() == "fall" and not any(
            above - 1 == over and s.deprel[k] in ("obj", "xcomp", "advmod", "compound:prt")
            for k, above in enumerate(s.head)
        )
    return s.deprel[head] == "nmod" and s.lemma[over].lower() in _CHANGES_HANDS


def _countries(rows: Iterable[Mention], pack: Any) -> Iterable[str]:
    """Countries that a report speaks of, by their names, adjectives and actors."""
    for quote in {m.quote for m in rows if m.level == "named"}:
        for match in pack.phrases.find(quote.split()):
            actors = [a for alias in match.values if (a := pack.get(alias.actor_id)) is not None]
            yield from (a.country for a in actors if a.country)

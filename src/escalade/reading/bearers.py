"""Persons and bodies that the name tagger takes for towns: "the mayor, Rómulo Astudillo", "gunmen of the Blue Fin".

A name that is on no map and on no list is judged by the words around it, by what the report calls it elsewhere, and by
its first word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from escalade.model.readings import Mention, Sentence
from escalade.reading.mentions import as_kind
from escalade.vocab.names import pieces

_WORDS = 4  # of such a name, its article included
_WHERE = frozenset("in at near from into to outside around toward towards through across off via beyond".split())
_MEMBERS = frozenset(  # ... of the Blue Fin
    "gunman fighter member man militant militiaman soldier combatant boss ringleader leader lieutenant commander "
    "spokesman spokeswoman chief founder wing henchman foot-soldier insurgent rebel hitman recruit follower".split()
)


def unplaced(
    rows: list[Mention], sentences: Mapping[int, Sentence], pack: Any, gazetteer: Any, given: Collection[str]
) -> list[Mention]:
    """The mentions of one document; a place's becomes a person's or a body's where no map and no list has its name, and
    it stands as one. `given`: given names, without marks, in lower case."""
    doubtful = [m for m in rows if m.kind == "place" and m.level == "named" and m.token_end - m.token_start <= _WORDS]
    if not doubtful:
        return rows
    people = {(m.sentence, m.head) for m in rows if m.kind == "person" and m.level == "nominal"}
    persons = {m.quote for m in rows if m.kind == "person" and m.level == "named"}
    called = persons | {name.rpartition(" ")[2] for name in persons if " " in name}
    changed: dict[str, Mention] = {}
    for m in doubtful:
        s = sentences[m.sentence]
        stands = "person" if _is_person(m, s, people, called, given) else "organisation" if _is_body(m, s) else None
        if stands is not None and not gazetteer.lookup(m.quote) and not pack.phrases.get(m.quote):
            changed[m.mention_id] = as_kind(m, stands)
    return [changed.get(m.mention_id, m) for m in rows]


def _is_person(
    m: Mention, s: Sentence, people: Collection[tuple[int, int]], called: Collection[str], given: Collection[str]
) -> bool:
    """Whether a name stands in apposition to a person, is one's elsewhere, or begins with a given name."""
    apposed = s.deprel[m.head] in ("appos", "flat") and (m.sentence, s.head[m.head] - 1) in people
    if apposed or m.quote in called:
        return True
    words = pieces(m.quote)
    return len(words) > 1 and words[0] in given and not _cases(m, s) & _WHERE


def _is_body(m: Mention, s: Sentence) -> bool:
    """Whether a name with "the" is said to have men: "gunmen of the Blue Fin"."""
    up = s.head[m.head] - 1
    owned = up >= 0 and s.deprel[m.head] == "nmod" and "of" in _cases(m, s)
    return owned and m.quote.lower().startswith("the ") and s.lemma[up].lower() in _MEMBERS


def _cases(m: Mention, s: Sentence) -> set[str]:
    """The prepositions of a name."""
    return {s.lemma[k].lower() for k, up in enumerate(s.head) if up - 1 == m.head and s.deprel[k] == "case"}

"""Persons and bodies that the name tagger takes for towns or for each other: "the mayor, Rómulo Astudillo", "gunmen of
the Blue Fin", "Los Halcones, a gang from the docks".

A name that is on no map and on no list is judged by the words around it, by what the report calls it elsewhere, and by
its first word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from escalade.model.readings import Mention, Sentence
from escalade.reading.mentions import BEARERS, BODIES, as_kind
from escalade.vocab.names import pieces

_BIG = 100_000  # people of a town that a name alone means
_WORDS = 4  # of such a name, its article included
_WHERE = frozenset("in at near from into to outside around toward towards through across off via beyond".split())
_MEMBERS = frozenset(  # ... of the Blue Fin
    "gunman fighter member man militant militiaman soldier combatant boss ringleader leader lieutenant commander "
    "spokesman spokeswoman chief founder wing henchman foot-soldier insurgent rebel hitman recruit follower".split()
)
_BAND = frozenset("gang militia band clan cartel outfit faction crew firm company rebels movement group".split())
_UNION = _BAND | {"coalition", "alliance", "network", "army", "unit", "federation", "brotherhood", "union", "ring"}
_HEADS = frozenset("leader chief head boss ringleader founder commander kingpin member".split())  # ... of a body
_LEADS = frozenset("lead head command chair found".split())
_JOINED = frozenset("found join disband command quit infiltrate".split())  # done to bodies, not to towns
_PLURAL = frozenset(("los", "las", "les", "gli"))  # articles of a name that is several: "Los Halcones"
_ARTICLES = frozenset(("the", "la", "a", "an", "late")) | _PLURAL
_ALIAS = frozenset(("alias", "aka", "nicknamed", "dubbed"))
_ACTS = ("nsubj", "nmod:poss", "obl:agent")  # where who does or owns something stands
_COLLECTIVE = frozenset(("organisation", "group"))


def unplaced(
    rows: list[Mention], sentences: Mapping[int, Sentence], pack: Any, gazetteer: Any, given: Collection[str]
) -> list[Mention]:
    """The mentions of one document; what stands as a person or a body is one, where no map and no list has its name.
    `given`: given names, without marks, in lower case."""
    doubtful = [
        m for m in rows
        if m.level == "named" and m.kind in ("place", *BEARERS) and m.token_end - m.token_start <= _WORDS + 1
        and not pack.phrases.get(m.quote) and not pack.phrases.get(_bare(m))
    ]  # fmt: skip
    report = _Report(rows, doubtful, sentences, pack, gazetteer, given)
    changed = {m.mention_id: as_kind(m, kind) for m in doubtful if (kind := report.kind(m)) != m.kind}
    return [changed.get(m.mention_id, m) for m in rows]


class _Report:
    """What one report tells of the names that nobody knows."""

    def __init__(
        self,
        rows: list[Mention],
        doubtful: list[Mention],
        sentences: Mapping[int, Sentence],
        pack: Any,
        gazetteer: Any,
        given: Collection[str],
    ) -> None:
        self.sentences, self.pack, self.gazetteer, self.given = sentences, pack, gazetteer, given
        self.people = {(m.sentence, m.head) for m in rows if m.kind == "person" and m.level == "nominal"}
        self.groups = {(m.sentence, m.head) for m in rows if m.kind in _COLLECTIVE and m.level == "nominal"}
        self.called: Counter[str] = Counter()
        persons = [m for m in rows if m.kind == "person" and m.level == "named" and not self._is_body(m)]
        self.called.update(m.quote for m in persons)
        for m in persons:
            if " " in m.quote and m.quote[0].isupper():
                self.called[m.quote.rpartition(" ")[2]] += 1
        self.bodies = Counter(_bare(m) for m in doubtful if self._is_body(m) or m.kind in _COLLECTIVE)
        self.sure = {_bare(m) for m in doubtful if self._is_body(m) or (m.kind in _COLLECTIVE and self._as_body(m))}
        self.told = {_bare(m) for m in doubtful if m.kind in ("person", "place") and self._is_told(m)}
        self.told -= {_bare(m) for m in doubtful if self._is_somebody(m)}
        self.sure |= {name.rpartition(" ")[2] for name in self.sure}  # "the Karamat" after "the Maranding Karamat"
        self.sure |= {
            m.quote.split()[1] for m in doubtful if m.quote.lower().split()[0] in _PLURAL and self._is_body(m)
        }

    def kind(self, m: Mention) -> str:
        """What the name of a mention is one of."""
        s, name = self.sentences[m.sentence], _bare(m)
        stands = self._elsewhere(m, s, name)
        if m.kind in _COLLECTIVE:
            return "person" if stands == "person" and self._alone(m, name) else m.kind
        if m.kind == "person":
            return "organisation" if stands == "organisation" else m.kind
        if stands is None or (self.gazetteer.lookup(m.quote) and not self._despite_map(m, s, name)):
            return m.kind
        return stands

    def _elsewhere(self, m: Mention, s: Sentence, name: str) -> str | None:
        if self._is_body(m) or name in self.told:
            return "organisation"
        if m.kind == "place" and self._is_person(m, s):
            return "person"
        if m.kind in _COLLECTIVE:
            titled = s.deprel[m.token_start] == "nmod:desc" and self._titular(m.quote.partition(" ")[0])
            named = s.deprel[m.head] != "compound" and self.called[m.quote] >= self.bodies[name]
            return "person" if titled or named else None
        behind = m.kind == "place" and _cases(m, s) & _WHERE and name == m.quote
        known = name in self.sure and (name in self.bodies or name != m.quote)
        said = known and (m.kind == "place" or self.bodies[name] >= self.called[m.quote])
        return "organisation" if said and not behind else None

    def _as_body(self, m: Mention) -> bool:
        """Whether a name that was taken for a body's stands as one: "the Halcones", "Halcones gunmen"."""
        s = self.sentences[m.sentence]
        before = s.deprel[m.head] == "compound" and s.lemma[s.head[m.head] - 1].lower() in _MEMBERS
        return before or _bare(m) != m.quote

    def _alone(self, m: Mention, name: str) -> bool:
        """Whether a name that was taken for a body's is a lone one, or one with a title: "Sidibe", "Judge Luna"."""
        words = name.split()
        return name == m.quote and len(words) <= 1 + self._titular(words[0]) and not name.isupper()

    def _titular(self, word: str) -> bool:
        noun = self.pack.nouns.get(pieces(word))
        return noun is not None and noun.form == "people"

    def _despite_map(self, m: Mention, s: Sentence, name: str) -> bool:
        """Whether a name that some small place bears too is somebody's who is told of before and after."""
        known = any(spot.listed or spot.population > _BIG for spot in self.gazetteer.lookup(m.quote))
        return not known and s.deprel[m.head] in _ACTS and self.called[name] > 0

    def _is_person(self, m: Mention, s: Sentence) -> bool:
        """Whether a name stands in apposition to a person, is one's elsewhere, or begins with a given name."""
        apposed = s.deprel[m.head] in ("appos", "flat") and (m.sentence, s.head[m.head] - 1) in self.people
        if apposed or self.called[m.quote] or _before(m, s) in _ALIAS:
            return True
        words = pieces(m.quote)
        return len(words) > 1 and words[0] in self.given and not _cases(m, s) & _WHERE

    def _is_body(self, m: Mention) -> bool:
        """Whether a name is that of several or of a union, has men, or is said to be a body."""
        s, words = self.sentences[m.sentence], m.quote.lower().split()
        if not (m.quote[0].isupper() or words[0] == "the"):
            return False
        if words[0] in _PLURAL and len(words) > 1:
            return not _cases(m, s) & _WHERE and not self.gazetteer.lookup(m.quote)
        if words[0] == "the" and len(words) > 3 and words[1] in BODIES and words[2] in ("of", "for"):
            return True  # "the Union of Salt Boilers"
        if m.kind == "person" and words[0] == "la" and len(words) == 2:
            return _before(m, s) not in _ALIAS and (m.sentence, s.head[m.head] - 1) not in self.people
        up = s.head[m.head] - 1
        owned = up >= 0 and s.deprel[m.head] == "nmod" and "of" in _cases(m, s)
        if owned and words[0] == "the" and s.lemma[up].lower() in _MEMBERS:
            return True
        if s.deprel[m.head] == "obj" and s.lemma[up] in _JOINED and m.kind == "place":
            return True
        return self._said(m, s)

    def _is_told(self, m: Mention) -> bool:
        """Whether a name of two words and more is said to be a body's, or to have a leader, as no person has: "X, a
        coalition of gangs", "X is an alliance", "Y, who heads X", "the leader of X"."""
        s, words = self.sentences[m.sentence], pieces(_bare(m))
        if len(words) < 2 or words[0] in self.given or self._titular(_bare(m).partition(" ")[0]):
            return False
        up, rel = s.head[m.head] - 1, s.deprel[m.head]
        below = [k for k, h in enumerate(s.head) if h - 1 == m.head and s.deprel[k] == "appos" and k > m.head]
        is_one = (
            rel == "nsubj" and up > m.head and any(h - 1 == up and s.deprel[k] == "cop" for k, h in enumerate(s.head))
        )
        if any(s.lemma[k] in _UNION for k in (*below, *([up] if is_one else ()))):
            return True
        if up < 0 or (up >= m.token_start and up < m.token_end):
            return False
        if rel == "nmod" and "of" in _cases(m, s):
            pointed = any(h - 1 == up and s.lemma[k] in ("the", "a") for k, h in enumerate(s.head))
            return s.lemma[up].lower() == "member" or (pointed and s.lemma[up].lower() in _HEADS)
        if rel == "nsubj" and self._is_it(m, s, up):
            return True
        led = rel == "obj" and not any(h - 1 == up and s.deprel[k] in ("xcomp", "ccomp") for k, h in enumerate(s.head))
        return led and s.lemma[up] in _LEADS and s.upos[up] == "VERB"

    def _is_it(self, m: Mention, s: Sentence, verb: int) -> bool:
        """Whether a name says something of itself as "it": "Lakou Fer said it had laid no ambush"."""
        said = [k for k, h in enumerate(s.head) if h - 1 == verb and s.deprel[k] == "ccomp" and s.upos[k] == "VERB"]
        its = {h - 1 for k, h in enumerate(s.head) if s.deprel[k] == "nsubj" and s.lemma[k] == "it"}
        does = {h - 1 for k, h in enumerate(s.head) if s.deprel[k] == "obj"}
        return any(k in its & does for k in said)

    def _is_somebody(self, m: Mention) -> bool:
        """Whether a name stands with a title, "who", or what somebody is: "Uthai Phromma, its boss"."""
        s = self.sentences[m.sentence]
        below = [k for k, h in enumerate(s.head) if h - 1 == m.head]
        said = any(s.deprel[k] == "appos" and (m.sentence, k) in self.people for k in below)
        who = any(s.lemma[k] == "who" and s.head[k] - 1 in below for k in range(len(s.head)))
        up = s.head[m.head] - 1
        titled = s.deprel[m.head] in ("appos", "flat") and (m.sentence, up) in self.people
        return said or who or titled or any(s.deprel[k] == "nmod:desc" for k in below)

    def _said(self, m: Mention, s: Sentence) -> bool:
        """ "Los Halcones, a gang from the docks", "the trading firm Vela Azul"."""
        told = (k for k, up in enumerate(s.head) if up - 1 == m.head and s.deprel[k] == "appos")
        for k in told:
            if (m.sentence, k) in self.groups and any(up - 1 == k and s.lemma[i] == "a" for i, up in enumerate(s.head)):
                return True
        return _before(m, s) in _BAND and s.deprel[m.head] not in ("nsubj", "nsubj:pass")


def _bare(m: Mention) -> str:
    """A name without its article."""
    words = m.quote.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() in _ARTICLES else m.quote


def _before(m: Mention, s: Sentence) -> str:
    return s.lemma[m.token_start - 1].lower() if m.token_start else ""


def _cases(m: Mention, s: Sentence) -> set[str]:
    """The prepositions of a name."""
    return {s.lemma[k].lower() for k, up in enumerate(s.head) if up - 1 == m.head and s.deprel[k] == "case"}

"""Relations that offices state: "PMF chief X", "X, commander of Y", "its leader, X", "X's Fifth Brigade"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.relations_arguments import HYPHENS, negated
from escalade.claims.relations_parties import ARMED, COLLECTIVES, Parties
from escalade.claims.relations_predication import described
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.scene import ACTORS
from escalade.claims.syntax import RELATIVE, agent_of, case_of, is_passive, subject
from escalade.model.codings import Party
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.cues import RelationCue

BESIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "CCONJ"})  # what may stand between an organisation and a role
LOWERED = frozenset({"deputy", "vice", "assistant", "former", "ex"})
RAISED = frozenset({"prime", "supreme", "first", "chief"})
FOLLOWS = frozenset({"succeed", "replace", "follow"})
OWNED = frozenset({"'s", "’s", "'", "’"})
OF = frozenset({"of", "for", "at", "in"}) | OWNED


class RoleRelations:
    """Finds what the offices of one report's persons state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "PMF chief X", "X, commander of Y", "Y's leader X", "X is the head of Y"."""
        person = self._person(tree, n)
        if person is None or tree.xpos[n] in ("NNS", "NNPS"):
            return
        kind = self._kind(tree, n, cue)
        led = self._led(tree, n, person, cue.kind, pointing=kind == "leads" and cue.kind == "leads")
        if led is not None and kind is not None:
            yield from tie(self.scene, self._holder_of(tree, n, person), led, kind, n, negated(tree, n))

    def _holder_of(self, tree: Tree, n: int, person: Mention) -> Party | None:
        """The person, by name also where "its leader X" was taken for one phrase."""
        name = next((c for c in tree.kids(n, "appos", "flat") if tree.upos[c] == "PROPN"), None)
        if person.level != "nominal" or name is None or not person.token_start <= name < person.token_end:
            return self._as_party(person)
        return self.parties.by_name(tree.quote(*tree.phrase(name)), person)

    def _kind(self, tree: Tree, n: int, cue: RelationCue) -> str | None:
        """leads | serves; None for an office held before."""
        before = tree.lower[n - 1] if n else ""
        second = tree.lower[n - 2] if n > 1 else ""
        prime = cue.kind == "serves" and before in RAISED and tree.lemma[n].lower() == "minister"
        kind = "leads" if prime else cue.kind
        if kind == "leads" and any(tree.lemma[c] == "staff" for c in tree.kids(n, "nmod")):
            return "serves"
        if kind == "leads" and (before in LOWERED or second in LOWERED):
            return None if before in ("former", "ex") or second == "former" else "serves"
        return kind

    def _as_party(self, person: Mention) -> Party | None:
        return self.parties.at(self.scene.by_ordinal[person.sentence], person.head)

    # -- who holds it -------------------------------------------------------------------------------------------------

    def _person(self, tree: Tree, n: int) -> Mention | None:
        """The person who holds the role: a name around or beside the noun, or what the noun is said of."""
        people = [
            m
            for m in self.scene.mentions.get(tree.ordinal, ())
            if m.level != "nominal"
            and (m.kind == "person" or (m.level == "named" and self.parties.kind(m) == "person"))
        ]
        named = [m for m in people if m.level == "named"]
        follower = self._follower(tree, n)
        if follower is None and case_of(tree, n) == "at":
            follower = self._placed(tree, n)
        if follower is not None:
            return next((m for m in people if m.head == follower), None)
        for test in (self._around, self._behind_comma, self._called, self._before_comma):
            found = next((m for m in named if test(tree, n, m)), None)
            if found is not None:
                return found
        thing, denied = described(tree, n)
        if thing is None or denied:
            return None
        mention = self.scene.heads.get((tree.ordinal, thing))
        if mention is None:  # "its leader X" taken for one phrase
            mention = next((m for m in self.scene.mentions.get(tree.ordinal, ()) if m.head == n), None)
        return mention if mention is not None and self.parties.kind(mention) == "person" else None

    def _follower(self, tree: Tree, n: int) -> int | None:
        """ "X succeeded Y as commander": the new one."""
        up = tree.head[n]
        follows = up >= 0 and case_of(tree, n) in ("as", "at") and tree.lemma[up] in FOLLOWS
        if not follows:
            return None
        return agent_of(tree, up) if is_passive(tree, up) else subject(tree, up)

    def _placed(self, tree: Tree, n: int) -> int | None:
        """ "X remains at the helm of Y", "Y, with X at its head"."""
        up = tree.head[n]
        if up < 0:
            return None
        return up if tree.rel(n) == "nmod" else subject(tree, up) if tree.rel(n) == "obl" else None

    def _around(self, tree: Tree, n: int, m: Mention) -> bool:
        beside = (m.token_start <= n < m.token_end or m.token_start == n + 1) and m.token_end > n + 1
        return beside and not any(tree.upos[i] == "ADP" for i in range(n, m.token_end))

    def _behind_comma(self, tree: Tree, n: int, m: Mention) -> bool:
        return m.token_start == n + 2 and tree.words[n + 1] == "," and tree.rel(m.head) == "appos"

    def _called(self, tree: Tree, n: int, m: Mention) -> bool:
        """ "Backed X as the new head of Y"."""
        return m.token_end == next((k for k in range(n - 1, max(n - 6, 0), -1) if tree.lower[k] == "as"), -1)

    def _before_comma(self, tree: Tree, n: int, m: Mention) -> bool:
        comma = next((k for k in range(n - 1, max(n - 7, 0), -1) if tree.words[k] == ","), -1)
        return m.token_end == comma and not any(tree.upos[k] == "VERB" for k in range(comma, n))

    # -- of what ------------------------------------------------------------------------------------------------------

    def _led(self, tree: Tree, n: int, person: Mention, kind: str, pointing: bool) -> Party | None:
        """The organisation, group or country of the role."""
        for c in (*tree.kids(n, "nmod"), *tree.kids(n, "nmod:poss")):
            if person.level == "named" and c in range(person.token_start, person.token_end):
                continue
            found = self._owner(tree, n, c, kind) if case_of(tree, c) in OF else None
            if found is None and pointing and (owner := self.parties.owner(tree, c, acting=True)) is not None:
                found = self.parties.at(self.scene.by_ordinal[owner.sentence], owner.head)
            if found is not None:
                return found
        near = self._nearest(tree, n, kind)
        if near is not None:
            return self.parties.at(tree, near.head)
        return self._of_the_group(tree, n) if pointing else None

    def _owner(self, tree: Tree, n: int, c: int, kind: str) -> Party | None:
        sort = self.parties.sort(tree, c)
        if sort == "country" and kind == "leads" and tree.kid(n, "compound") is not None:
            return None  # "Libya's coast guard chief" leads no country
        found = self.parties.at(tree, c)
        state = sort == "place" and kind == "serves" and found is not None and found.id is not None
        return found if sort in COLLECTIVES or state else None

    def _nearest(self, tree: Tree, n: int, kind: str) -> Mention | None:
        """The organisation or country named right before the role: "the Fano commander"."""
        nearest: Mention | None = None
        cabinet = tree.lemma[n].lower() == "minister"  # of a country, though a ministry's name stands between
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.kind not in COLLECTIVES or m.token_end > n or m.token_end < n - 4:
                continue
            gap = range(m.token_end, n)
            if cabinet and m.kind != "country":
                continue
            if kind == "leads" and m.kind == "country" and any(tree.upos[i] == "NOUN" for i in gap):
                continue  # "an Iraqi police chief" leads no country
            close = all(tree.upos[i] in BESIDE or tree.words[i] in HYPHENS for i in gap)
            if close and (nearest is None or m.token_end > nearest.token_end):
                nearest = m
        return nearest

    def _of_the_group(self, tree: Tree, n: int) -> Party | None:
        """ "X, the leader": of the group named last."""
        bare = tree.kid(n, "nmod", "compound", "amod") is None
        if not bare or tree.rel(n) != "appos" or not any(tree.lower[c] == "the" for c in tree.kids(n, "det")):
            return None
        group = self.parties.last_group(tree)
        return self.parties.at(self.scene.by_ordinal[group.sentence], group.head) if group is not None else None

    # -- groups called after whom they obey ---------------------------------------------------------------------------

    def owned(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "X's Fifth Brigade", "X, whose Fifth Brigade", "the militia under X": the person leads the group."""
        group = self.scene.heads.get((tree.ordinal, i))
        if group is None or self.parties.kind(group) not in ARMED:
            return
        inside = range(group.token_start, group.head)
        for c in tree.kids(i, "nmod:poss", "nmod"):
            holder = self._holder(tree, i, c, group)
            mention = self.scene.heads.get((tree.ordinal, holder)) if holder is not None else None
            if holder is None or mention is None or mention.kind not in ACTORS:
                continue
            if self.parties.kind(mention, alone=holder in inside) != "person":
                continue
            leader = self._as_party(mention)
            if holder in inside:  # "X's Fifth Brigade" taken for one name
                leader = self.parties.by_name(mention.quote, mention)
            if leader is not None and (leader.id is not None or mention.level == "named"):
                yield from tie(self.scene, leader, self._bare(tree, group, c), "leads", i)

    def _bare(self, tree: Tree, group: Mention, possessor: int) -> Party | None:
        """The group without the name of its leader before it."""
        if not group.token_start <= possessor < group.head or self.parties.whole(tree, group.head) != group.head:
            return self.parties.at(tree, group.head)
        mark = tree.kid(possessor, "case")
        start = mark + 1 if mark is not None else possessor + 1
        return self.parties.by_name(tree.quote(start, group.token_end), group)

    def _holder(self, tree: Tree, i: int, c: int, group: Mention) -> int | None:
        """Who owns the group by name, or stands over it."""
        if case_of(tree, c) == "under":
            return c
        words = self.parties.cues.relation_words
        called = any(tree.upos[k] == "PROPN" for k in tree.kids(i, "compound"))
        if group.level != "named" and tree.lemma[i] not in words["member"] | (
            words["group"] if called else frozenset()
        ):
            return None
        if tree.lower[c] == "whose":
            clause = tree.head[i]
            return tree.head[clause] if clause >= 0 and tree.rel(clause) == "acl" else None
        return c if case_of(tree, c) in OWNED and tree.lower[c] not in RELATIVE else None

"""Relations that offices state: "PMF chief X", "X, commander of Y", "its leader, X", "X's Fifth Brigade"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.relations_arguments import HYPHENS, arguments, negated, possessors
from escalade.claims.relations_bodies import BANDS
from escalade.claims.relations_parties import ARMED, COLLECTIVES, HIS, ITS, Parties
from escalade.claims.relations_predication import alias, described
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.scene import ACTORS
from escalade.claims.syntax import RELATIVE, case_of, subject
from escalade.model.codings import Party
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.cues import RelationCue

BESIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "CCONJ"})  # what may stand between an organisation and a role
LOWERED = frozenset({"deputy", "vice", "assistant", "former", "ex"})
MANY_HOLD = frozenset("leader commander chief boss chieftain head kingpin commandant ringleader".split())
SEVERAL_HOLD = frozenset({"commander", "boss", "chieftain"})
RAISED = frozenset({"prime", "supreme", "first", "chief"})
FOLLOWS = frozenset({"succeed", "replace", "follow"})
GETS = frozenset({"get", "receive", "name", "appoint", "elect", "choose", "pick", "have"})
TRADES = frozenset(
    "aerospace missile drone rocket cyber artillery "
    "intelligence security propaganda finance political operations logistics recruitment press media naval field "
    "regional local provincial district sector defence defense".split()
)
OWNED = frozenset({"'s", "’s", "'", "’"})
MANNED = frozenset({"man", "boy", "soldier", "trooper", "gunman", "mercenary"})  # whose they are they serve
THEIRS = MANNED | {"army", "militia", "brigade", "corps", "guard", "police", "force"}
OWN = frozenset({"own", "private", "foreign", "personal", "secret", "praetorian"})
OF = frozenset({"of", "for", "at", "in"}) | OWNED
RANKED = frozenset({"main", "other", "second", "leading", "top", "dominant"})
RULED = frozenset({"government", "regime", "state", "military", "authority", "interest", "policy", "cause"})
NOT_HIS = frozenset({"former", "old", "erstwhile", "favourite", "favorite", "rival", "beloved"})  # to lead
PERSONAL = frozenset(
    "deputy lieutenant aide bodyguard adviser advisor henchman spokesman spokeswoman spokesperson man".split()
)  # whose it may be


class RoleRelations:
    """Finds what the offices of one report's persons state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "PMF chief X", "X, commander of Y", "Y's leader X", "X is the head of Y", "X replaced Z as its head"."""
        if tree.xpos[n] in ("NNS", "NNPS") and tree.lower[n] != "brains":
            return
        kind = self._kind(tree, n, cue)
        pointing = kind == "leads" and cue.kind == "leads"
        for person in self._successive(tree, n) or self._person(tree, n):
            led = self._led(tree, n, person, cue.kind, pointing=pointing)
            if led is not None and kind is not None:
                yield from tie(self.scene, self._holder_of(tree, n, person), led, kind, n, negated(tree, n))

    def _successive(self, tree: Tree, n: int) -> list[Mention]:
        """ "X replaced Y as commander", "X is the successor of Y as commander": both."""
        up = tree.head[n]
        if up < 0 or case_of(tree, n) not in ("as", "at", "in"):
            return []
        if tree.lemma[up] in FOLLOWS:
            args = arguments(tree, up)
            heads = [args.agent if args.passive else args.subject, args.patient]
        elif tree.lemma[up] in ("successor", "replacement"):
            heads = [described(tree, up)[0], next(iter(tree.kids(up, "nmod", "nmod:poss")), None)]
        else:
            return []
        found = [self.scene.mention_at(tree, h) for h in heads if h is not None]
        return [m for m in found if m is not None and self.parties.kind(m) == "person"]

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
        if kind == "leads" and before in TRADES:
            return "serves"  # "its intelligence chief"
        if kind == "leads" and (before in LOWERED or second in LOWERED):
            return None if before in ("former", "ex") or second == "former" else "serves"
        one_of_several = tree.lemma[n] in MANY_HOLD and any(tree.lower[c] in ("a", "an") for c in tree.kids(n, "det"))
        if kind == "leads" and (one_of_several or self._picked_out(tree, n)):
            return "serves"  # "a commander of the militia"
        return kind

    def _picked_out(self, tree: Tree, n: int) -> bool:
        """Whether a name only tells which of several it is: "the Xian commander Y", not "the Xian commander, Y,"."""
        definite = any(tree.lower[c] == "the" for c in tree.kids(n, "det")) and tree.kid(n, "nmod") is None
        named = n + 1 < len(tree) and tree.upos[n + 1] == "PROPN" and tree.upos[n - 1] in ("PROPN", "ADJ")
        return tree.lemma[n] in SEVERAL_HOLD and definite and named

    def _as_party(self, person: Mention) -> Party | None:
        return self.parties.at(self.scene.by_ordinal[person.sentence], person.head)

    # -- who holds it -------------------------------------------------------------------------------------------------

    def _person(self, tree: Tree, n: int) -> list[Mention]:
        """The person who holds the role: a name around or beside the noun, or what the noun is said of."""
        found = self._holding(tree, n)
        return [found] if found is not None else []

    def _holding(self, tree: Tree, n: int) -> Mention | None:
        people = [
            m
            for m in self.scene.mentions.get(tree.ordinal, ())
            if m.level != "nominal"
            and (m.kind == "person" or (m.level == "named" and self.parties.kind(m) == "person"))
        ]
        named = [m for m in people if m.level == "named"]
        placed = self._placed(tree, n, named) if case_of(tree, n) == "at" else None
        if placed is not None:
            return next((m for m in people if m.head == placed), None)
        for test in (self._around, self._behind_comma, self._called, self._before_comma):
            found = next((m for m in named if test(tree, n, m)), None)
            if found is not None:
                return found
        called = next((a for k in (n, *tree.kids(n, "appos")) if (a := alias(tree, k)) is not None), None)
        thing, denied = (called, False) if called is not None else described(tree, n)
        if thing is None or denied:
            return None
        mention = self.scene.heads.get((tree.ordinal, thing))
        if mention is None:  # "its leader X" taken for one phrase
            inside = (m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start <= thing < m.token_end)
            mention = next((m for m in inside if m.head == n or m.level == "named"), None)
        return mention if mention is not None and self.parties.kind(mention) == "person" else None

    def _placed(self, tree: Tree, n: int, named: list[Mention]) -> int | None:
        """ "X remains at the helm of Y", "Y, with X at its head", "at the head of Y stands X"."""
        up, at = tree.head[n], tree.kid(n, "case")
        beside = next((m for m in named if m.token_end == at and case_of(tree, m.head) == "with"), None)
        if beside is not None or up < 0:
            return beside.head if beside is not None else None
        if tree.rel(n) != "obl":
            return up if tree.rel(n) == "nmod" else None
        own = subject(tree, up)
        return own if own is not None else tree.kid(up, "obj")

    def _around(self, tree: Tree, n: int, m: Mention) -> bool:
        beside = (m.token_start <= n < m.token_end or m.token_start == n + 1) and m.token_end > n + 1
        return beside and not any(tree.upos[i] == "ADP" for i in range(n, m.token_end))

    def _behind_comma(self, tree: Tree, n: int, m: Mention) -> bool:
        """ "The leader, X", also behind the body: "a commander in the Y Army, X, said"."""
        comma = m.token_start - 1
        said = m.token_end < len(tree) and tree.words[m.token_end] == "," and tree.rel(m.head) == "nsubj"
        aside = said and comma == n + 1 and tree.kid(n, "nmod:poss") is not None  # "will stay, its leader, X, said"
        if comma <= n or tree.words[comma] != "," or not (tree.rel(m.head) == "appos" or aside):
            return False
        body = tree.subtree(n) if tree.rel(n) != "nmod" and m.token_end < len(tree) else ()
        within = all(k in body and tree.upos[k] != "VERB" and tree.words[k] != "," for k in range(n + 1, comma))
        return comma == n + 1 or (within and tree.words[m.token_end] == ",")

    def _called(self, tree: Tree, n: int, m: Mention) -> bool:
        """ "Backed X as the new head of Y"."""
        return case_of(tree, m.head) != "by" and m.token_end == next(
            (k for k in range(n - 1, max(n - 6, 0), -1) if tree.lower[k] == "as"), -1
        )

    def _before_comma(self, tree: Tree, n: int, m: Mention) -> bool:
        comma = next((k for k in range(n - 1, max(n - 7, 0), -1) if tree.words[k] == ","), -1)
        of_another = tree.rel(n) == "nmod" and comma < tree.head[n] < n  # "X, a brother of the president"
        return m.token_end == comma and not of_another and not any(tree.upos[k] == "VERB" for k in range(comma, n))

    # -- of what ------------------------------------------------------------------------------------------------------

    def _led(self, tree: Tree, n: int, person: Mention, kind: str, pointing: bool) -> Party | None:
        """The organisation, group or country of the role."""
        for c in (*tree.kids(n, "nmod"), *possessors(tree, n)):
            if person.level == "named" and c in range(person.token_start, person.token_end):
                continue
            found = self._owner(tree, n, c, kind) if case_of(tree, c) in OF or tree.lower[c] in HIS else None
            if found is None and pointing:
                found = self.parties.owner(tree, c, acting=True)
            if found is not None:
                return found
        near = self._nearest(tree, n, kind)
        if near is not None:
            return self.parties.at(tree, near.head)
        if (body := self._compounded(tree, n)) is not None or not pointing:
            return body
        return self._getting(tree, n) or self._of_the_group(tree, n)

    def _compounded(self, tree: Tree, n: int) -> Party | None:
        """The body that a compound names: "coast guard commander", "EU mission chief"."""
        last = next((c for c in tree.kids(n, "compound") if c == n - 1), None)
        if last is None or tree.lower[last] in TRADES:
            return None
        found = self.parties.bodies.phrase(tree, last)
        if found is not None or tree.lemma[last] not in self.parties.cues.relation_words["body"]:
            return found
        state = next((c for c in tree.kids(n, "nmod:poss", "amod") if self.parties.sort(tree, c) == "country"), None)
        if state is not None and (organ := self._organ(tree, state, tree.lemma[last])) is not None:
            return organ
        opens = [last, *tree.kids(last, "compound"), *([state] if state is not None and state < last else [])]
        name = tree.quote(min(opens), n)
        return Party(None, name, (), name, None)

    def _organ(self, tree: Tree, state: int, noun: str) -> Party | None:
        """The organ of a state that the report calls by a noun somewhere: "Kenya's army chief" leads the army told of
        as "the Kenyan army"."""
        owner = self.parties.at(tree, state)
        if owner is None or owner.id is None:
            return None
        for there in self.scene.trees:
            for m in self.scene.mentions.get(there.ordinal, ()):
                held = self.parties.at(there, m.head) if there.lemma[m.head] == noun else None
                if held is not None and held.id is not None and held.id != owner.id and held.id.startswith(owner.id):
                    return held
        return None

    def _getting(self, tree: Tree, n: int) -> Party | None:
        """ "The force got a new commander: X", "the party named X its leader"."""
        up = tree.head[n]
        if up < 0 or tree.lemma[up] not in GETS:
            return None
        head = subject(tree, up)
        return self.parties.at(tree, head) if self.parties.is_armed(tree, head) else None

    def _owner(self, tree: Tree, n: int, c: int, kind: str) -> Party | None:
        if tree.lower[c] in HIS:  # "his deputy, X"
            return self.parties.holder(tree, c) if kind == "serves" and tree.lemma[n] in PERSONAL else None
        sort = self.parties.sort(tree, c)
        if sort == "country" and kind == "leads" and tree.kid(n, "compound") is not None:
            return None  # "Libya's coast guard chief" leads no country
        found = self.parties.at(tree, c)
        known = kind == "serves" and found is not None and found.id is not None
        his = known and sort == "person" and tree.lemma[n] in PERSONAL  # "Hemedti's deputy"
        return found if sort in COLLECTIVES or his or (known and sort == "place") else None

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
            if kind == "leads" and m.kind == "country" and any(tree.upos[i] in ("NOUN", "PROPN") for i in gap):
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
        return self.parties.bodies.last(tree)

    # -- groups called after whom they obey ---------------------------------------------------------------------------

    def owned(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "X's Fifth Brigade", "X, whose Fifth Brigade", "his Fifth Brigade", "the militia under X": X leads it;
        "Colonel X of the Fifth Brigade": he serves it."""
        group = self.scene.heads.get((tree.ordinal, i))
        yield from self._called_after(tree, i, group)
        if group is None:
            return
        if self.parties.kind(group) not in ARMED:
            yield from self._enlisted(tree, i, group)
            return
        inside = range(group.token_start, group.head)
        if (before := self._owner_before(tree, group)) is not None:
            yield from tie(self.scene, self._as_party(before), self.parties.at(tree, i), "leads", i)
        for c in tree.kids(i, "nmod:poss", "nmod"):
            leader = self._owner_of(tree, i, c, group, inside)
            if leader is not None:
                yield from tie(self.scene, leader, self._bare(tree, group, c), "leads", i)
        yield from self._belonging(tree, i, group)
        up = tree.head[i]
        if group.level == "named" and tree.rel(i) == "nsubj" and up >= 0:  # "Under X, the militia has grown"
            for c in tree.kids(up, "obl"):
                if case_of(tree, c) == "under" and self.parties.sort(tree, c) == "person":
                    yield from tie(self.scene, self.parties.at(tree, c), self.parties.at(tree, i), "leads", i)

    def _called_after(self, tree: Tree, i: int, group: Mention | None) -> Iterator[Tie]:
        """A body that nobody took for one, with its owner: "Ilan Shor's Victory bloc", "the Clan's Bastidas bloc"."""
        called = [
            c for c in tree.kids(i, "compound", "amod") if tree.words[c][:1].isupper() and tree.rel(c) == "compound"
        ]
        taken = group is not None and self.parties.kind(group) in ARMED and self.scene.heads[tree.ordinal, i] is group
        named = taken and group is not None and group.level == "named" and group.head == i
        if not called or named or tree.lemma[i] not in self.parties.cues.relation_words["group"]:
            return
        mark = next((k for k in range(min(called) - 1, 0, -1) if tree.upos[k] not in ("ADJ", "NOUN", "DET")), 0)
        if tree.lower[mark] not in OWNED:
            return
        name = tree.name(min(called), i + 1)
        before = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == mark and m.level == "named"]
        for owner in before[:1]:
            body, sort = Party(None, name, (), name, None), self.parties.kind(owner)
            if sort == "person":
                yield from tie(self.scene, self._as_party(owner), body, "leads", i)
            elif sort in ARMED:
                yield from tie(self.scene, body, self._as_party(owner), "part_of", i)

    def _owner_before(self, tree: Tree, group: Mention) -> Mention | None:
        """The person named right before a group's name with "'s", wherever the tree hung him: "X's SPLM-North"."""
        mark = group.token_start - 1
        if mark < 1 or tree.lower[mark] not in OWNED or not self._can_be_led(tree, group.head, group):
            return None
        before = (m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == mark and m.level == "named")
        person = next((m for m in before if self.parties.kind(m) == "person"), None)
        hung = person is not None and person.head in tree.kids(group.head, "nmod:poss")  # found by the tree
        return None if hung else person

    def own_men(self, tree: Tree, n: int) -> Iterator[Tie]:
        """ "They had been Riyadh's men", "X is Iran's own army": X serves the state, is part of the body."""
        own = tree.lemma[n] in MANNED or any(tree.lower[c] in OWN for c in tree.kids(n, "amod"))
        if tree.lemma[n] not in THEIRS or not own or tree.kid(n, "cop") is None:
            return
        who, denied = described(tree, n)
        for c in possessors(tree, n):
            sort = self.parties.sort(tree, c)
            if sort in ("country", "place", *ARMED):
                pair, kind = (
                    (self.parties.at(tree, who), self.parties.at(tree, c)),
                    "part_of" if sort in ARMED else "serves",
                )
                yield from tie(self.scene, *pair, kind, n, denied or negated(tree, n))

    def _belonging(self, tree: Tree, i: int, group: Mention) -> Iterator[Tie]:
        """ "The cartel's Chapitos and Mayos", "NATO's mission in Kosovo, KFOR": a named part of a named body."""
        if group.level != "named":
            return
        yield from self._own_force(tree, i)
        yield from self._named_behind(tree, i)
        beside = tree.rel(i) in ("appos", "conj") and tree.head[i] >= 0 and tree.kid(i, "nmod:poss") is None
        hosts = (i, tree.head[i]) if beside else (i,)
        for host in hosts:
            if (
                host != i
                and tree.lemma[host] in self.parties.cues.relation_nouns
                and not self._is_unit_noun(tree, host)
            ):
                continue  # "its rival, the Y Front"
            for c in tree.kids(host, "nmod:poss"):
                whole = self.scene.heads.get((tree.ordinal, c))
                inside = group.token_start <= c < group.token_end
                if whole is None or self.parties.kind(whole, alone=inside) not in ARMED:
                    continue
                if not self.parties.is_known(whole):
                    continue
                if inside and not self._is_unit(tree, i, whole):
                    continue
                part = self._bare(tree, group, c) if inside else self.parties.at(tree, i)
                yield from tie(self.scene, part, self.parties.at(tree, c), "part_of", i)

    def _named_behind(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "Haftar's army, the Y", "his faction, the Y Front": he leads the body named behind its noun."""
        host = tree.head[i] if tree.rel(i) == "appos" else -1
        if host < 0 or tree.lemma[host] not in self.parties.cues.relation_words["group"]:
            return
        if any(tree.lower[c] in NOT_HIS for c in tree.kids(host, "amod")):
            return
        for c in tree.kids(host, "nmod:poss"):
            if (leader := self.parties.holder(tree, c)) is not None:
                yield from tie(self.scene, leader, self.parties.at(tree, i), "leads", i)

    def _own_force(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The Guard, the federation's own force", "the Wolves, Pastor Roy's militia", "a Karo militia called X"."""
        part = self.parties.at(tree, i)
        for n in self._said_to_be(tree, i):
            of_man = [
                c for c in tree.kids(n, "nmod") if case_of(tree, c) == "of" and self.parties.sort(tree, c) == "person"
            ]
            for c in (*tree.kids(n, "nmod:poss", "compound"), *of_man):  # "the party of X"
                its, beside = tree.lower[c] in ITS, tree.deprel[c] == "compound"
                whole = self.parties.possessor(tree, c, i) if its else self.parties.at(tree, c)
                mention = self.scene.mention.get(whole.mention_id or "") if whole is not None else None
                sort = self.parties.kind(mention) if mention is not None else "organisation"
                held = self.scene.reference.get(mention.mention_id) if mention is not None else None
                people = beside and (held is None or held.basis == "text")  # "a Hutu militia"
                if sort in ARMED and not people:
                    yield from tie(self.scene, part, whole, "part_of", n)
                elif sort == "country" and not beside and not self._is_one_of_its_bands(tree, n):
                    yield from tie(self.scene, part, whole, "serves", n)
                elif sort == "person" and not beside and mention is not None and mention.level == "named":
                    yield from tie(self.scene, whole, part, "leads", n)

    def _is_one_of_its_bands(self, tree: Tree, n: int) -> bool:
        """Whether a noun tells which band of a country is meant: "the country's other gang", "its largest group"."""
        ranked = any(tree.xpos[c] == "JJS" or tree.lower[c] in RANKED for c in tree.kids(n, "amod"))
        return ranked or tree.lemma[n] in BANDS

    def _said_to_be(self, tree: Tree, i: int) -> Iterator[int]:
        """The nouns of bodies without a name that a named one is said to be, or that it is the name of."""
        words = self.parties.cues.relation_words["group"]
        for n, lemma in enumerate(tree.lemma):
            if lemma not in words or tree.upos[n] != "NOUN":
                continue
            mention = self.scene.heads.get((tree.ordinal, n))
            nominal = mention is None or mention.level != "named"
            said = tree.head[n] == i and tree.rel(n) == "appos"
            if nominal and (said or alias(tree, n) == i):
                yield n

    def _is_unit(self, tree: Tree, i: int, whole: Mention) -> bool:
        """Whether a name with "'s" in it is of a unit of a listed body: "the LNA's 128th Brigade", not "the People's
        Front"."""
        reference = self.scene.reference.get(whole.mention_id)
        return (
            self._is_unit_noun(tree, i)
            and reference is not None
            and reference.actor_id is not None
            and reference.basis != "text"
        )

    def _is_unit_noun(self, tree: Tree, i: int) -> bool:
        cues = self.parties.cues.relation_nouns.get(tree.lemma[i].lower(), ())
        return any(cue.kind == "part_of" for cue in cues)

    def _enlisted(self, tree: Tree, i: int, person: Mention) -> Iterator[Tie]:
        if person.level != "named" or self.parties.kind(person) != "person" or not self._is_full(person):
            return
        for c in tree.kids(i, "nmod", "nmod:poss"):
            body = self.scene.heads.get((tree.ordinal, c))
            if (
                case_of(tree, c) in ("of", "'s", "’s", "'", "’")
                and body is not None
                and body.level == "named"
                and self.parties.kind(body) in ARMED
            ):
                yield from tie(self.scene, self._as_party(person), self.parties.at(tree, c), "serves", i)

    def _is_listed(self, mention: Mention) -> bool:
        """Whether the reader knows whom a mention names, and not only from this report."""
        reference = self.scene.reference.get(mention.mention_id)
        return reference is not None and reference.actor_id is not None and reference.basis in ("pack", "demonym")

    def _is_full(self, person: Mention) -> bool:
        """Whether a name is sure to be a person's: of several words, or a known one's, not "CODECO's Lendu"."""
        reference = self.scene.reference.get(person.mention_id)
        own = person.quote.replace("’", "'").split("'s ")[-1]
        return " " in own or (reference is not None and reference.basis not in ("text", "none"))

    def _owner_of(self, tree: Tree, i: int, c: int, group: Mention, inside: range) -> Party | None:
        """The person whose group it is."""
        if tree.lower[c] in HIS:
            person = self.parties.person(tree, c) if self._can_be_led(tree, i, group) else None
            return self._as_party(person) if person is not None else None
        holder = self._holder(tree, i, c, group)
        mention = self.scene.heads.get((tree.ordinal, holder)) if holder is not None else None
        if holder is None or mention is None or mention.kind not in ACTORS:
            return None
        if self.parties.kind(mention, alone=holder in inside) != "person":
            return None
        if any(c.role for c in self.parties.cues.relation_nouns.get(tree.lemma[mention.head].lower(), ())):
            return None  # "the Office of the Prime Minister"
        if self.scene.resolve(mention)[0].level != "named":
            return None  # "the trawler's crew"
        leader = self._as_party(mention)
        if holder in inside and not self._is_listed(mention):  # "X's Fifth Brigade" taken for one name
            leader = self.parties.by_name(mention.quote, mention)
        return leader if leader is not None and (leader.id is not None or mention.level == "named") else None

    def _bare(self, tree: Tree, group: Mention, possessor: int) -> Party | None:
        """The group without the name of its leader before it."""
        his = tree.lower[possessor] in HIS
        if (
            self._is_listed(group)
            or his
            or not group.token_start <= possessor < group.head
            or self.parties.whole(tree, group.head) != group.head
        ):
            return self.parties.at(tree, group.head)
        mark = tree.kid(possessor, "case")
        start = mark + 1 if mark is not None else possessor + 1
        return self.parties.by_name(tree.quote(start, group.token_end), group)

    def _holder(self, tree: Tree, i: int, c: int, group: Mention) -> int | None:
        """Who owns the group by name, or stands over it."""
        if case_of(tree, c) == "under":
            return c
        if not self._can_be_led(tree, i, group):
            return None
        if case_of(tree, c) == "of" and group.level == "named" and tree.upos[c] == "PROPN":
            return c  # "the Popular Forces of X"
        if tree.lower[c] == "whose":
            clause = tree.head[i]
            return tree.head[clause] if clause >= 0 and tree.rel(clause) == "acl" else None
        owns = case_of(tree, c) in OWNED or tree.deprel[c] == "nmod:poss"
        return c if owns and tree.lower[c] not in RELATIVE else None

    def _can_be_led(self, tree: Tree, i: int, group: Mention) -> bool:
        """Whether a group is named, or its noun is one of fighters, or of a body with a name: "his Akhmat unit"."""
        words = self.parties.cues.relation_words
        if tree.lemma[i] in RULED:
            return False
        called = any(tree.upos[k] == "PROPN" for k in tree.kids(i, "compound")) or self._is_listed(group)
        return group.level == "named" or tree.lemma[i] in words["member"] | (words["group"] if called else frozenset())

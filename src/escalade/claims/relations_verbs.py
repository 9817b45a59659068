"""Relations that verbs state: "arms", "is paid by", "takes orders from", "lives on money from", "merged into"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.parties import party_at
from escalade.claims.relations_arguments import Arguments, arguments, negated, oblique, owners, share, stuff
from escalade.claims.relations_parties import ARMED, COLLECTIVES, ITS, REGIONS, Parties
from escalade.claims.relations_tie import Half, Tie, tie
from escalade.claims.syntax import RELATIVE, agent_of, case_of, subject
from escalade.model.codings import Party
from escalade.model.tree import Tree
from escalade.model.words import OWNERS
from escalade.vocab.cues import RelationCue

NOBODY = frozenset({"nobody", "none", "no-one", "nothing"})
MUTUAL = ("allied_with", "opposes")
ALLIES = frozenset({"ally", "align", "allied", "aligned", "team"})  # mutual though nobody is named behind it
COMMANDED = frozenset({"answer", "report", "look"})
EACH_OTHER = frozenset({"other", "another", "each"})
WILL = frozenset({"order", "command", "authority", "control", "whim", "will", "wish", "rule", "bidding"})
STOPS = frozenset({"stop", "cease", "quit", "end"})
RACES = frozenset({"league", "table", "race", "field", "pack", "way", "poll", "polls", "standings", "rankings"})
JOINT = frozenset({"mission", "coalition", "alliance", "operation", "peacekeepers", "bloc"})  # what a state leads
BUT = frozenset({"but", "except", "save"})
DENIES = frozenset({"deny", "disclaim", "disavow"})  # "denies any ties to X"
DEFENCE = frozenset({"defence", "defense", "friendship", "alliance", "assistance", "security"})  # what ties by treaty
LODGES = frozenset({"house", "host", "quarter", "lodge", "shelter", "harbour", "harbor", "accommodate"})
Ends = tuple[int | None, int | None]  # heads of the actor that the verb's subject is, and of the other one


class VerbRelations:
    """Finds what the verbs of one report's sentences state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, v: int, entries: tuple[RelationCue, ...]) -> list[Tie]:
        """Ties of a verb by the first of its entries that gives any."""
        args = arguments(tree, v) if entries else None
        if args is None:
            return []
        found: list[Tie] = []
        for cue in entries:
            other = cue.objects or cue.kind == "opposes"  # "fights X alongside Y"
            if not found or (other and cue.kind not in {t.kind for t in found}):
                found += self._by(tree, args, cue)
        return found or list(self._nothing(tree, v))

    def _nothing(self, tree: Tree, v: int) -> Iterator[Tie]:
        """ "Moscow has nothing to do with the force": no state behind it."""
        thing = tree.kid(v, "obj")
        if tree.lemma[v] != "have" or thing is None or tree.lower[thing] != "nothing":
            return
        other = next((o for c in tree.kids(thing, "acl") if (o := oblique(tree, c, ("with",))) is not None), None)
        first = subject(tree, v)
        if self._is_state(tree, first) and self.parties.is_armed(tree, other):
            yield from tie(self.scene, self.parties.at(tree, first), self.parties.at(tree, other), "sponsors", v, True)

    def half(self, tree: Tree, v: int, entries: tuple[RelationCue, ...]) -> Half | None:
        """What a verb says of one end where the other is nobody, or a word that points to what nobody can say."""
        args = arguments(tree, v)
        for cue in entries:
            if not self._worded(tree, args, cue):
                continue
            thing = self._thing(tree, args, cue)
            first, second = self._ends(tree, args, cue, thing)
            ends = [self._known(tree, h) for h in (first, second)]
            vague = [p is None and _vague(tree, h, cue) for h, p in zip((first, second), ends, strict=True)]
            if sum(vague) == 1 and sum(p is not None for p in ends) == 1:
                source, target = reversed(ends) if cue.subject == "target" else ends
                denied = self._denied(tree, args, cue, first, second)
                return Half(cue.kind, v, denied, source, target)
        return None

    def _known(self, tree: Tree, head: int | None) -> Party | None:
        found = self.parties.at(tree, head) if head is not None and not _nobody(tree, head) else None
        return found if found is not None and found.id is not None else None

    def _worded(self, tree: Tree, args: Arguments, cue: RelationCue) -> bool:
        """Whether the verb stands with the words that an entry asks for."""
        v = args.verb
        beside = (*tree.children[v], *range(v + 1, min(v + 2, len(tree))))
        if cue.particle and not any(tree.lower[c] == cue.particle for c in beside):
            return False
        if cue.passive and not args.passive:
            return False
        thing = self._thing(tree, args, cue)
        if cue.objects and (thing is None or tree.lemma[thing] not in cue.objects) and not _so_much_as(tree, v, cue):
            return False
        if tree.lemma[v] == "close" and tree.upos[v] == "VERB":
            return False  # "will close the road to X", "closed to"
        if cue.between and "side" in cue.between and tree.xpos[v] == "VBD" and tree.lemma[v] != "fight":
            return False  # "stood at his side last night"
        if cue.objects and "to" in cue.prep and thing is not None and _disarms(tree, v, thing):
            return False
        if cue.flow:
            thing = stuff(tree, args.subject)
            if thing is None or tree.lemma[thing] not in cue.flow:
                return False
        if cue.lasting and tree.xpos[v] == "VBD":
            return False  # "bowed to Moscow": once
        if cue.grounds and not _on_own_ground(tree, v, cue.grounds):
            return False
        if thing is not None and tree.lemma[thing] == "treaty" and DEFENCE.isdisjoint(_beside(tree, thing)):
            return False  # a peace treaty makes no allies
        return not cue.instruments or self._with(tree, v, cue.instruments)

    def _by(self, tree: Tree, args: Arguments, cue: RelationCue) -> Iterator[Tie]:
        v = args.verb
        if not self._worded(tree, args, cue):
            return
        thing = self._thing(tree, args, cue)
        first, second = self._ends(tree, args, cue, thing)
        denied = self._denied(tree, args, cue, first, second) != cue.denies
        if cue.kind in MUTUAL and (second is None or tree.lower[second] in EACH_OTHER):
            yield from self._one_another(tree, first, second, cue, v, denied)
        if cue.mutual:
            return
        if cue.kind == "serves" and (only := _only(tree, second)) is not None:
            second, denied = only, False
        first, second = self._named_beside(tree, first), self._named_beside(tree, second)
        if any(h is not None and _nobody(tree, h) for h in (first, second)):
            return
        if tree.lemma[v] == "pay" and cue.prep == ("for",) and second is not None and tree.upos[second] == "PRON":
            return  # "they will pay for it"
        if not self._fit(tree, v, cue, first, second):
            return
        leads = "leads" in (cue.kind, self._kind(tree, cue, first, second))
        local = self.parties.local(tree, second) if leads else None
        found = [p for h in self._others(tree, cue, thing, second) for p in self._each(tree, h)]
        for a in self._each(tree, first) if not cue.own else self._themselves(tree, first):
            if leads and a.id is None and self._nominal(a):
                continue  # "a lawyer leads it"
            for b in [local] if local is not None else found:
                source, target = (b, a) if cue.subject == "target" else (a, b)
                kind, ended = self._kind(tree, cue, first, second), cue.ends or _stopped(tree, v)
                if tree.lemma[v] == "belong" and self._commands(source, target):
                    source, target, kind = target, source, "leads"  # "the cartel belongs to X"
                if tree.lemma[v] in COMMANDED and self._commands(source, target):
                    source, target, kind = target, source, "leads"  # "the brigade answers to General Traore"
                yield from tie(self.scene, source, target, kind, v, denied, ended, anyone=_lasting(tree, v, kind))
        if cue.kind == "allied_with" and not denied:
            yield from self._against(tree, v, thing, [first, second])

    def _others(self, tree: Tree, cue: RelationCue, thing: int | None, second: int | None) -> list[int]:
        """The other actor, and those from whom further things come: "had fuel from A, shells from B, cash from C"."""
        if second is None or thing is None or "from" not in cue.prep or not cue.objects:
            return [second] if second is not None else []
        joined = (c for h in (thing, second) for c in tree.kids(h, "conj") if tree.lemma[c] in cue.objects)
        further = (oblique(tree, c, cue.prep) for c in joined)
        return [second, *(h for h in further if h is not None and h != second)]

    def _against(self, tree: Tree, v: int, thing: int | None, allies: list[int | None]) -> Iterator[Tie]:
        """The foe that allies have in common: "has joined hands with B against C"."""
        foe = oblique(tree, v, ("against",), thing, *allies)
        for ally in (p for h in allies for p in self._each(tree, h)):
            for other in self._each(tree, foe):
                yield from tie(self.scene, ally, other, "opposes", v)

    def _one_another(
        self, tree: Tree, first: int | None, second: int | None, cue: RelationCue, v: int, denied: bool
    ) -> Iterator[Tie]:
        """ "A and B have joined forces", "A and B are allied", "A and B fight each other"."""
        whose = [c for c in owners(tree, tree.kid(v, "obj")) if self.parties.at(tree, c) is not None]
        joins = second is not None or ("with" in cue.prep and not whose)
        if first is not None and tree.rel(first) == "conj" and tree.deprel[v] == "acl:relcl":
            first = tree.head[first]  # "A and B, which fought each other"
        joins |= any(
            case_of(tree, c) in cue.prep and tree.lemma[c] in cue.between for c in tree.kids(v, "obl", "advmod")
        )
        named = cue.objects or cue.between or tree.lemma[v] in ALLIES
        if first is None or not joins or (second is None and not named):
            return
        if two := self.parties.two(tree, first):
            yield from tie(self.scene, *two, cue.kind, v, denied)
            return
        heads = [first, *self.parties.joined(tree, first)]
        for i, a in enumerate(heads):
            for b in heads[i + 1 :]:
                yield from tie(self.scene, self.parties.at(tree, a), self.parties.at(tree, b), cue.kind, v, denied)
        if cue.kind == "allied_with" and not denied:
            yield from self._against(tree, v, tree.kid(v, "obj"), [first])

    def _commands(self, body: Party, person: Party) -> bool:
        """Whether a named body is under a named person."""
        mentions = [self.scene.mention.get(p.mention_id or "") for p in (body, person)]
        kinds = [self.parties.kind(m) if m is not None and m.level == "named" else "" for m in mentions]
        return kinds[0] in ARMED and kinds[1] == "person"

    # -- who ----------------------------------------------------------------------------------------------------------

    def _thing(self, tree: Tree, args: Arguments, cue: RelationCue) -> int | None:
        """What the verb is done with: its object, in the passive its subject ("the bills are footed by")."""
        objects = tree.kids(args.verb, "obj")[::-1]
        own = next((c for c in objects if tree.lemma[c] in cue.objects), next(iter(objects), None))
        if own is not None and cue.objects and tree.lemma[own] not in cue.objects:
            parts = [k for c in _objects(tree, args.verb, own) if (k := stuff(tree, c)) is not None]
            own = next((c for c in parts if tree.lemma[c] in cue.objects), own)
        if own is not None and tree.lower[own] in RELATIVE and tree.rel(args.verb) == "acl":
            own = tree.head[args.verb]  # "the money that X gives Y"
        if not args.passive:
            return stuff(tree, own if own is not None else args.patient)
        return own if own is not None and cue.prep else args.patient

    def _ends(self, tree: Tree, args: Arguments, cue: RelationCue, thing: int | None) -> Ends:
        v = args.verb
        doer = args.agent if args.passive and (cue.owner or cue.objects or not cue.prep) else args.subject
        if cue.owner:
            owner = next(iter(owners(tree, thing)), None)
            paid = oblique(tree, v, ("for",), thing) if owner is None and cue.kind == "sponsors" else None
            return doer, owner if paid is None else paid  # "foots the bill for X"
        if cue.into:
            return args.subject, _outcome(tree, v, cue.into)
        if cue.grounds:
            let = tree.kid(v, "obj")
            return args.subject, self._read_as_one(tree, let) or let
        if cue.flow:
            return self._flow(tree, args)
        if cue.between:  # who "was killed on X's orders" serves nobody
            doer = args.agent if args.passive and cue.kind not in MUTUAL else args.subject
            return doer, self._behind(tree, v, cue)
        if cue.prep:
            moved = cue.kind == "part_of" and "into" in cue.prep and not args.passive and args.patient is not None
            other = self._prepositional(tree, args, cue, thing)
            return args.patient if moved else doer, other  # "brought the brigade into the army"
        return doer, self._object(tree, args, cue)

    def _object(self, tree: Tree, args: Arguments, cue: RelationCue) -> int | None:
        """Whom the verb is done to."""
        taker = tree.kid(args.verb, "iobj") if cue.kind == "sponsors" and not args.passive else None
        if taker is not None:
            return taker  # "pays the corps ten million dollars"
        if args.patient is not None or args.passive:
            return args.patient
        found = self._starting(tree, args.verb + 1)
        return found if found != args.subject else None  # not "under it shelter A and B"

    def _prepositional(self, tree: Tree, args: Arguments, cue: RelationCue, thing: int | None) -> int | None:
        """Who stands behind the preposition of an entry, or is meant by what stands there."""
        v = args.verb
        particle = next((c for c in tree.children[v] if cue.particle and tree.lower[c] == cue.particle), None)
        other = oblique(tree, v, cue.prep, particle, thing)
        if other is not None and args.passive and cue.prep == ("from",) and other < v:
            other = None  # "instructors from X, the force run by"
        if thing is not None and thing in (*tree.kids(args.patient or v, "conj"), *tree.kids(v, "conj")):
            other = oblique(tree, thing, cue.prep) or other  # "pay from X and instructions from Y"
        if other is None and v + 1 < len(tree) and tree.lower[v + 1] in cue.prep:
            other = self._starting(tree, v + 2) or self._starting(tree, v + 1)
        if other is None and cue.objects:
            other = self._farther(tree, args, cue, thing)
        if other is None and "to" in cue.prep:
            other = self._receiver(tree, args, cue.kind, thing)
        if other is None:
            return None
        willed = cue.kind == "serves" and tree.lemma[other] in WILL  # "subject to the orders of X"
        paid = cue.kind == "sponsors" and "for" in cue.prep and self.parties.at(tree, other) is None
        return next(iter(owners(tree, other)), other) if willed or paid else other  # "pays for the army's fuel"

    def _farther(self, tree: Tree, args: Arguments, cue: RelationCue, thing: int | None) -> int | None:
        """The other one where the tree hung him on a place, or the thing is none: "runs the war in the north for X",
        "does not give X so much as a map"."""
        v = args.verb
        if (
            _so_much_as(tree, v, cue)
            and (taker := tree.kid(v, "iobj", "obj")) is not None
            and tree.lower[taker] != "much"
        ):
            return taker
        below = tree.kids(thing, "nmod") if thing is not None else []
        return oblique(tree, v, cue.prep, *tree.kids(v, "obl"), *below)

    def _receiver(self, tree: Tree, args: Arguments, kind: str, thing: int | None) -> int | None:
        """ "Gives the militia money", "the militia was given money", "drones for the militia"; `thing` is given."""
        objects = tree.kids(args.verb, "obj")
        given = objects[0] if len(objects) > 1 and objects[0] != thing else tree.kid(args.verb, "iobj")
        if given is not None:
            return given
        if args.passive and tree.kid(args.verb, "obj") is not None:
            return args.patient
        if (taker := self._read_as_one(tree, thing)) is not None:
            return taker
        if args.patient is None or kind != "sponsors":
            return None
        cases = ("for", "of", "'s", "’s") if args.passive else ("for",)
        return next((c for c in tree.kids(args.patient, "nmod", "nmod:poss") if case_of(tree, c) in cases), None)

    def _read_as_one(self, tree: Tree, thing: int | None) -> int | None:
        """The body whose name was taken for part of the phrase behind it: "gives the X Group orders"."""
        for c in tree.kids(thing, "compound", "nmod:poss", "amod") if thing is not None else ():
            if self.parties.is_armed(tree, c) and tree.kid(c, "case") is None and tree.upos[c] != "ADJ":
                return c
        return None

    def _flow(self, tree: Tree, args: Arguments) -> Ends:
        """ "The weapons of X come from Y", "not one bullet went to X from Y": whence, and to whom or whose."""
        thing = stuff(tree, args.subject)
        if thing is None:
            return None, None
        whence = oblique(tree, args.verb, ("from",), thing)
        if whence is None:  # "rifles shipped by X have reached Y"
            whence = next((a for c in tree.kids(thing, "acl") if (a := agent_of(tree, c)) is not None), None)
        whither = oblique(tree, args.verb, ("to",), thing)
        mine = next((c for c in tree.kids(thing, "nmod:poss", "nmod") if case_of(tree, c) != "from"), None)
        if mine is None:  # "the money that keeps X going"
            mine = next((o for c in tree.kids(thing, "acl") if (o := tree.kid(c, "obj")) is not None and o > c), None)
        return whence, whither if whither is not None else tree.kid(args.verb, "obj") or mine

    def _behind(self, tree: Tree, v: int, cue: RelationCue) -> int | None:
        """Whose the thing is that the verb goes with: "lives on X's pay", "on cash from X", "on Xian money", "acts on
        X's behalf"."""
        for c in tree.kids(v, "obl"):
            if case_of(tree, c) in cue.prep and tree.lemma[c] in cue.between:
                near = [*tree.kids(c, "nmod:poss"), *tree.kids(c, "nmod"), *tree.kids(c, "amod", "compound")]
                near += [k for k in tree.kids(v, "obl") if case_of(tree, k) in ("from", "of")]
                return next((k for k in near if self.parties.at(tree, k) is not None), None)
        return None

    def _starting(self, tree: Tree, start: int) -> int | None:
        """Head of the longest actor mention that starts at the token, whatever the tree made of it."""
        actors = ("person", *ARMED, "country")
        found = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start == start and m.kind in actors]
        best = max(found, key=lambda m: m.token_end, default=None)
        return best.head if best else None

    def _named_beside(self, tree: Tree, head: int | None) -> int | None:
        """ "Nobody in X" gives X."""
        if head is None or tree.lower[head] not in NOBODY:
            return head
        near = [*tree.kids(head, "nmod", "obl")]
        if tree.deprel[head] == "obl:agent":  # "paid by nobody in X", hung on the verb
            near += [c for c in tree.kids(tree.head[head], "obl") if tree.kid(c, "case") == head + 1]
        return next((c for c in near if case_of(tree, c) in ("in", "of", "from")), head)

    def _denied(self, tree: Tree, args: Arguments, cue: RelationCue, *ends: int | None) -> bool:
        """Whether the verb, what it is done with, or one of its ends says no."""
        v = args.verb
        role = share(tree, v)
        no_part = role is not None and negated(tree, role, tree.head[role])
        if no_part or self.parties.cues.lemma(tree.lower[v], tree.lemma[v]) in DENIES:
            return True
        beside = [c for c in tree.kids(v, "obl") if case_of(tree, c) in ("with", "for")] if cue.instruments else []
        thing = self._thing(tree, args, cue)
        if any(tree.lower[k] == "nor" for c in tree.conjuncts(v) for k in tree.kids(c, "cc")):
            return True  # "neither arms nor feeds"
        own = tree.kid(v, "obj")  # also "receives not so much as a screw"
        return negated(tree, v, thing, own, *ends, args.subject if cue.flow else None, *beside)

    def _each(self, tree: Tree, head: int | None) -> list[Party]:
        """The parties that a token and what is joined to it head."""
        if head is None:
            return []
        joined = (c for c in tree.kids(head, "conj") if tree.upos[c] in ("NOUN", "PROPN"))
        heads = [head, *(c for c in joined if not _opens_clause(tree, c))]
        if head > 0 and tree.rel(head) == tree.rel(head - 1) == "nsubj" and tree.head[head] == tree.head[head - 1]:
            heads += [c for c in tree.kids(head - 1, "conj") if tree.upos[c] == "PROPN"]  # "Burkina | Faso, Mali and"
        if any(tree.lower[c] == "whose" for c in tree.kids(head, "nmod:poss")):  # "X and Y, whose governments"
            heads += [c for c in tree.kids(self.parties.whole(tree, head), "conj") if tree.upos[c] == "PROPN"]
        found = [self._body_of(tree, h) or self.parties.named(tree, h) for h in heads if tree.lower[h] not in RELATIVE]
        return [p for p in found if p is not None]

    def _body_of(self, tree: Tree, head: int) -> Party | None:
        """The body for which a leader without a name acts: "Boko Haram's late leader swore fealty to"."""
        leads = any(
            cue.role and cue.kind == "leads" for cue in self.parties.cues.relation_nouns.get(tree.lemma[head], ())
        )
        said = self.parties.mention(tree, head) if leads and tree.rel(head) == "nsubj" else None
        if said is None or said.level != "nominal" or tree.kid(head, "appos") is not None:
            return None
        ends = [c for c in owners(tree, head) if self.parties.is_armed(tree, c)]
        return self.parties.at(tree, ends[0]) if ends else None

    def _themselves(self, tree: Tree, head: int | None) -> list[Party]:
        """Those whom a token heads, also where their state would be named for them: "Libyan officers"."""
        found = party_at(self.scene, tree, head)
        members = head is not None and tree.xpos[head] == "NNS"
        return [found] if found is not None and members else self._each(tree, head)

    def _nominal(self, p: Party) -> bool:
        mention = self.scene.mention.get(p.mention_id or "")
        called = all(w[:1].isupper() for w in p.name.split())
        return not called and (mention is None or mention.level != "named")

    def _with(self, tree: Tree, v: int, nouns: tuple[str, ...]) -> bool:
        """Whether one of the nouns stands after "with" or "for" beside the verb or its object."""
        thing = tree.kid(v, "obj")
        beside = [*tree.kids(v, "obl"), *(tree.kids(thing, "nmod") if thing is not None else ())]
        held = [h for c in beside if case_of(tree, c) in ("with", "for") for h in tree.conjuncts(c)]
        return any(tree.lemma[h] in nouns for h in held)

    # -- whether it fits ----------------------------------------------------------------------------------------------

    def _kind(self, tree: Tree, cue: RelationCue, first: int | None, second: int | None) -> str:
        """The kind of the cue, or what it means between states ("the United States backs Guyana"), or of a person."""
        if cue.persons and self.parties.sort(tree, first) == "person":
            return cue.persons
        return cue.states if cue.states and self._peers(tree, cue, first, second) else cue.kind

    def _peers(self, tree: Tree, cue: RelationCue, first: int | None, second: int | None) -> bool:
        """Whether both are states, or one is a leader whom a state or body can only be allied with."""
        if cue.states == "allied_with" and self._is_state(tree, first) and self._is_leader(tree, second):
            return True
        return self._is_state(tree, first) and self._is_state(tree, second)

    def _is_leader(self, tree: Tree, head: int | None) -> bool:
        """Whether a token heads the name of a known person."""
        mention = self.parties.mention(tree, head)
        return mention is not None and mention.level == "named" and self.parties.kind(mention) == "person"

    def _is_state(self, tree: Tree, head: int | None) -> bool:
        mention = self.parties.mention(tree, head)
        return mention is not None and mention.level == "named" and self.parties.kind(mention) in ("country", "place")

    def _fit(self, tree: Tree, v: int, cue: RelationCue, first: int | None, second: int | None) -> bool:
        p = self.parties
        states = bool(cue.states) and self._peers(tree, cue, first, second)
        if states and not cue.objects and tree.xpos[v] == "VBD" and tree.kid(v, "aux") is None:
            return False  # "Hungary backed Poland": once
        paid = cue.kind == cue.states == "sponsors" and not cue.objects  # "Moscow bankrolls X"
        man = (cue.kind == "serves" or paid) and self._is_leader(tree, second)  # "the brigade defected to General X"
        if cue.targets and not states and not man and not p.is_armed(tree, second, cue.targets):
            return False
        moved = any(tree.lower[k] == "to" for c in tree.kids(v, "xcomp") for k in tree.kids(c, "mark"))
        if cue.kind == "leads" and (moved or not self._leads(tree, first, second)):
            return False  # "that led the Pentagon to send jets"
        if tree.lemma[v] in LODGES and self._is_site(tree, first):
            return False  # "a base housing troops": whose base it is, is another question
        if cue.one_subject and (first is None or tree.xpos[first] != "NNP"):
            return False
        if cue.bands and not p.sort(tree, first) == p.sort(tree, second) == "group":
            return False  # "the ministry works with the agency"
        if cue.person_subject and p.sort(tree, first) != "person":
            return False
        if cue.bodies and not self._joins(tree, v, cue, first, second):
            return False
        if cue.group_subject and not p.is_armed(tree, first):
            return False
        return not (cue.group_subject and cue.kind == "part_of" and not p.is_armed(tree, second))

    def _joins(self, tree: Tree, v: int, cue: RelationCue, first: int | None, second: int | None) -> bool:
        """Whether a state or named body can be part of a named body: "left the alliance", not "left the army weak"."""
        body, whole = self.parties.mention(tree, first), self.parties.mention(tree, second)
        sorts = COLLECTIVES | {"place"} | ({"person"} if cue.persons else set())
        if body is None or whole is None or tree.kid(v, "xcomp", "ccomp") is not None:
            return False
        named = body.level == whole.level == "named" and self.parties.kind(body) in sorts
        return named and self.parties.kind(whole) in ARMED

    def _is_site(self, tree: Tree, head: int | None) -> bool:
        said = self.scene.heads.get((tree.ordinal, head)) if head is not None else None
        return said is not None and said.kind == "facility"

    def _leads(self, tree: Tree, first: int | None, second: int | None) -> bool:
        """Persons lead; organisations, groups and countries are led."""
        said = self.scene.heads.get((tree.ordinal, second)) if second is not None else None
        if second is not None and tree.lower[second] in RACES:
            return False  # "leads the league"
        sorts = {self.parties.sort(tree, second), said.kind if said is not None else ""}
        region = second is not None and tree.words[second].istitle() and tree.lower[second] in REGIONS
        if self.parties.sort(tree, first) in ("country", *ARMED):
            return (
                self._is_known_body(tree, first)
                and self.parties.sort(tree, second) in ARMED
                and self._joint(tree, first, second)
            )
        fits = region or not sorts.isdisjoint((*ARMED, "place"))
        return self.parties.sort(tree, first) == "person" and fits

    def _joint(self, tree: Tree, first: int | None, second: int | None) -> bool:
        """Whether what a state would lead is what states send together; bodies may lead any other body."""
        led = self.parties.at(tree, second)
        own = self.parties.sort(tree, first) != "country"
        return own or (led is not None and not JOINT.isdisjoint(led.name.lower().split()))

    def _is_known_body(self, tree: Tree, head: int | None) -> bool:
        """Whether a token heads the name of a state or body, which can lead another: "a mission, which Kenya leads"."""
        mention = self.parties.mention(tree, head)
        return mention is not None and mention.level == "named"


def _so_much_as(tree: Tree, v: int, cue: RelationCue) -> bool:
    """ "Has not given the corps so much as a map", "receives not so much as a screw from Iran": whatever it is."""
    much = next(
        (c for c in tree.kids(v, "advmod", "obj", "obl") if tree.lower[c] == "much" and tree.lower[c - 1] == "so"), None
    )
    return cue.kind == "sponsors" and much is not None and tree.lower[much + 1 : much + 2] == ("as",)


def _beside(tree: Tree, noun: int) -> set[str]:
    """The words within the phrase of a noun: "a treaty of mutual defence", "a defence treaty"."""
    return {tree.lemma[i] for i in tree.subtree(noun)}


def _outcome(tree: Tree, v: int, verbs: tuple[str, ...]) -> int | None:
    """What several become or form by what they do: "merged in 2018 to become the Front"."""
    for c in tree.kids(v, "advcl", "xcomp", "conj"):
        if tree.lemma[c] in verbs and tree.kid(c, "nsubj") is None:
            return tree.kid(c, "xcomp", "obj")
    return None


def _on_own_ground(tree: Tree, v: int, grounds: tuple[str, ...]) -> bool:
    """Whether somebody is let do something on the ground of him who lets: "lets X refuel on its soil"."""
    below = [o for c in (v, *tree.kids(v, "xcomp", "ccomp", "advcl")) for o in tree.kids(c, "obl", "obj")]
    return any(tree.lemma[o] in grounds and any(tree.lower[k] in ITS for k in tree.kids(o, "nmod:poss")) for o in below)


def _opens_clause(tree: Tree, c: int) -> bool:
    """Whether what seems to be joined to a name opens a clause: "led by X and which Y says"."""
    cc = tree.kid(c, "cc")
    return cc is not None and tree.lower[cc + 1] in RELATIVE


def _disarms(tree: Tree, v: int, thing: int) -> bool:
    """ "Gave up ninety rifles to the mission", "is to hand its mortars to the mission": who disarms arms nobody."""
    up = any(tree.lower[c] in ("up", "in") for c in tree.kids(v, "compound:prt", "advmod"))
    own = any(tree.lower[c] in ("its", "their", "his") for c in tree.kids(thing, "nmod:poss"))
    return (up and tree.lemma[v] in ("give", "hand", "turn")) or (own and tree.lemma[v] == "hand")


def _objects(tree: Tree, v: int, own: int) -> list[int]:
    """An object and what is joined to it, also where the tree joined it to the verb: "gets cash and orders"."""
    return [*tree.conjuncts(own), *(c for c in tree.kids(v, "conj") if tree.upos[c] == "NOUN")]


def _lasting(tree: Tree, v: int, kind: str) -> bool:
    """Whether a verb tells of what somebody does for a body all the time: "is financed by a merchant"."""
    past = tree.xpos[v] == "VBD" or any(tree.lower[c] in ("was", "were") for c in tree.kids(v, "aux"))
    return kind == "sponsors" and not past


def _stopped(tree: Tree, v: int) -> bool:
    """ "Has stopped paying", "used to pay": what held before."""
    up = tree.head[v] if tree.rel(v) in ("xcomp", "ccomp", "obj") else -1
    return up >= 0 and (tree.lemma[up] in STOPS or (tree.lower[up] == "used" and tree.kid(up, "aux") is None))


def _nobody(tree: Tree, head: int) -> bool:
    """Whether a token stands for nobody: "nobody", "no government", "neither side"."""
    if tree.lower[head] in NOBODY or any(tree.lower[c] in ("no", "single") for c in tree.children[head]):
        return True  # "never trained a single fighter"
    return tree.kid(head, "conj") is None and any(tree.lower[c] == "neither" for c in tree.children[head])


def _vague(tree: Tree, head: int | None, cue: RelationCue) -> bool:
    """Whether an end is nobody, a word that only points, or, of things that flow, not said at all."""
    if head is None:
        return bool(cue.flow)
    return _nobody(tree, head) or tree.upos[head] == "PRON" or _own(tree, head)


def _own(tree: Tree, head: int) -> bool:
    """ "His country", "their army"."""
    return any(tree.lower[c] in OWNERS for c in tree.kids(head, "nmod:poss"))


def _only(tree: Tree, head: int | None) -> int | None:
    """ "Takes orders from nobody but X": X."""
    below = tree.children[head] if head is not None and tree.lower[head] in NOBODY else ()
    return next((c for c in below if case_of(tree, c) in BUT), None)

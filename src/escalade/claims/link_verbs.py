"""Verbs that tie cause and effect: "A sparked B", "B stemmed from A", "put B down to A", "responded to A by B"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.deeds import POINTERS, Deeds, same_doer
from escalade.claims.link_words import ASKED, UNREAL, Tie, beside, cleft, denied, only, opens, phrasal, tied
from escalade.claims.scene import ACTORS
from escalade.claims.syntax import agent_of, case_of, is_passive, mark_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import LinkCue

PARTS = frozenset("much little something everything lot".split())  # "the truce owes much to the talks"
PERSONS = frozenset({"him", "her", "them"})
WHEN = frozenset({"when", "as", "in"})
REASONS = frozenset("because after when while as if since although until before".split())  # "moved on, because"
CLAUSES = ("xcomp", "ccomp", "advcl")
MAKES = frozenset({"make", "let", "have", "force"})  # "made them pay for it"
THINGS = frozenset("thing event reason factor incident matter episode development cause".split())
POINTS = frozenset({"point", "refer", "cite", "invoke"})
OWN = frozenset("he she it they his her its their".split())
ONWARD = frozenset({"to", "into", "onto", "for"})
TOLLS = frozenset({"toll", "tally", "count", "total", "number"})
DECISIONS = frozenset({"REJECT", "AGREE", "CONCEDE", "COOPERATE"})  # on what was asked or offered


class VerbTies:
    """Ties at verbs."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds

    def of(self, tree: Tree, v: int, cues: tuple[LinkCue, ...]) -> Iterator[Tie]:
        """Ties of the first reading of a verb that gives any."""
        if tree.upos[v] != "VERB" or denied(tree, v) or any(tree.lower[k] in UNREAL for k in tree.kids(v, "aux")):
            return
        for cue in cues:
            held = beside(tree, v, cue.particle) is not None if cue.particle else not phrasal(tree, v)
            if not held:
                continue
            read = self._reaction if cue.reacts else self._laid if cue.object == "effect" else self._verb
            if cue.object == "cause":
                read = self._seized
            if cue.exacts:
                read = self._exacted
            if cue.asks:
                read = self._asked
            if cue.takes:
                read = self._decided
            ties = list(read(tree, v, cue))
            yield from ties
            if ties:
                return

    def _verb(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "A sparked B", "B was sparked by A", "A led to B", "A, prompting B"."""
        passive = is_passive(tree, v) or (tree.rel(v) in ("acl", "advcl") and tree.xpos[v] == "VBN")
        driven = list(self._driven(tree, v, cue)) if passive and cue.deed else []
        driven += list(self._turned(tree, v, cue)) if passive and cue.particle else ()
        yield from driven
        if driven:
            return
        first, other = self._first(tree, v, cue), self._other(tree, v, cue, passive)
        beside_it = list(self._without_subject(tree, v, cue, first, other)) if not passive else []
        yield from beside_it
        if beside_it or first is None or not self._fits(tree, v, cue, first):
            return
        second = self._second(tree, v, cue, first, other, passive)
        flipped = (cue.subject == "effect") != (passive and not cue.prep)
        for far in second:
            if far.event_mention_id != first.event_mention_id:
                fronted = v if tree.rel(v) == "advcl" else -1
                pair = (far, first) if flipped else (first, far)
                yield Tie(*pair, cue.kind, f"verb:{tree.lemma[v]}", 0.8, fronted)

    def _without_subject(
        self, tree: Tree, v: int, cue: LinkCue, first: EventMention | None, other: int | None
    ) -> Iterator[Tie]:
        """Ties of an active verb whose subject is no deed: what a colon lists is ("two things made Chad close it: A and
        B"), or what is told beside it ("cited A when it did B", "in shelling it they avenged A")."""
        listed = self._listed(tree, v) if cue.subject == "cause" else []
        told = self._when(tree, v) if first is None and cue.subject == "effect" and not cue.prep else None
        means: Iterator[int] = iter(())
        if first is None and cue.subject == "effect" and cue.kind in ("retaliation", "response"):
            means = (c for c in tree.kids(v, "advcl") if opens(tree, c) in ("in", "by"))
        rule = f"verb:{tree.lemma[v]}"
        if listed:
            effects = self.deeds.all_under(tree, other) if other is not None else []
            yield from tied(effects, listed, cue, rule, 0.8)
        elif told is not None and other is not None:
            yield from tied([self.deeds.under(tree, told)], only(self.deeds.under(tree, other, told)), cue, rule, 0.7)
        elif other is not None:
            effect = next((e for c in means if (e := self.deeds.under(tree, c)) is not None), None)
            yield from tied([effect], only(self.deeds.under(tree, other)), cue, rule, 0.7)

    def _second(
        self, tree: Tree, v: int, cue: LinkCue, first: EventMention, other: int | None, passive: bool
    ) -> list[EventMention]:
        """The deeds that a linking verb ties to its subject."""
        second = self.deeds.all_under(tree, other) if other is not None else []
        drawn = other is not None and not opens(tree, other) and cue.subject == "cause"
        if not second and drawn:  # "the raid drew condemnation"
            second = only(self.deeds.at(tree, v))
        if not second and drawn and cue.kind == "response":  # "fired on it, infuriating Rome, which recalled its envoy"
            second = [e for c in tree.kids(other or v, "acl") if c > v for e in only(self.deeds.under(tree, c))][:1]
        if not second and drawn and other is not None:
            second = only(self._moved(tree, v, cue, other))
        if other is None and cue.deed and not passive:  # "brought their envoys to Delhi for talks"
            to = (c for c in tree.kids(v, "obl") if c > v and case_of(tree, c) in ONWARD)
            second = [e for c in to for e in only(self.deeds.under(tree, c))][:1]
        if not second and other is not None and passive:  # "were matched by Turkey, which flew jets to"
            second = [e for c in tree.kids(other, "acl") for e in self.deeds.all_under(tree, c)]
        if not second and other is not None and cue.kind == "retaliation":
            second = only(self._avenged(tree, v, first, other))
        if not second and cleft(tree, v) >= 0:  # "it was the raid that drove them out": told before
            second = only(self.deeds.main(tree.ordinal - 1))
        if not second and passive and cue.subject == "effect" and other is None and not cue.prep:
            second = self._told_next(tree, v)
        if not second and self._for_it(tree, v):  # "ended the drill, saying the truce had made it pointless"
            second = only(self.deeds.clause(tree, tree.head[v]) or self.deeds.at(tree, tree.head[v]))
        return second

    def _moved(self, tree: Tree, v: int, cue: LinkCue, other: int) -> EventMention | None:
        """What an angered party is told to have done ("enraged the rebels, and on Sunday they ambushed"), or what the
        answer was that a deed brought ("brought swift retribution. They ambushed", "invited a reply, which came")."""
        answers = (
            c for c in self.deeds.cues.link_nouns.get(tree.lower[other], ()) if c.kind in ("retaliation", "response")
        )
        joined = [c for c in tree.kids(v, "conj") if c > v and cue.kind == "response"]
        if any(not c.forward and not c.itself and not c.whole for c in answers):
            joined += [k for c in tree.kids(other, "acl") for k in (*tree.kids(c, "advcl"), c)]
        elif cue.kind != "response":
            return None
        told = next((e for c in joined if (e := self.deeds.under(tree, c)) is not None), None)
        return told or self.deeds.announced(tree, v) or self._goes_on(tree, other, cue)

    def _goes_on(self, tree: Tree, other: int, cue: LinkCue) -> EventMention | None:
        """The main deed of the sentence behind, if it goes on about whoever was angered, or tells the answer."""
        there = self.deeds.scene.by_ordinal.get(tree.ordinal + 1)
        again = subject(there, there.root) if there is not None and there.root >= 0 else None
        if there is None or again is None:
            return None
        words = {there.lower[k] for k in (again, *there.kids(again, "nmod:poss"))}
        same = bool(words & (OWN | {tree.lower[other]}))
        return self.deeds.main(there.ordinal) if same or cue.kind != "response" else None

    def _avenged(self, tree: Tree, v: int, first: EventMention, other: int) -> EventMention | None:
        """What befell whoever is avenged: "to avenge him, his guards shot", "to avenge its colonel"."""
        struck = self.deeds.before(tree, v, first) if tree.lower[other] in PERSONS else None
        return struck if struck is not None and struck.quad_class == 4 else self.deeds.done_to(tree, other)

    def _told_next(self, tree: Tree, v: int) -> list[EventMention]:
        """ "Was avenged two nights later, when they burned it", "was avenged within hours: they shot"."""
        clauses = (c for c in tree.kids(v, "advcl") if c > v)
        when = (c for c in clauses if any(tree.lower[k] == "when" for k in tree.children[c]))
        told = [e for c in when for e in self.deeds.all_under(tree, c)]
        return told or only(self.deeds.announced(tree, v) or self.deeds.main(tree.ordinal + 1))

    def _exacted(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Jailed four to make Chad pay for the raid": what was done that somebody pay, and what he pays for."""
        up = tree.head[v]
        makes = tree.rel(v) in ("xcomp", "ccomp") and tree.lemma[up] in MAKES
        thing = next((c for c in tree.kids(v, "obl", "obj") if c > v and opens(tree, c) in cue.prep), None)
        paid = self.deeds.announced(tree, v) if thing is not None and tree.xpos[v] == "VBD" else None
        if paid is not None:  # "paid dearly for its raid: jets bombed its camp"
            yield from tied([paid], self.deeds.all_under(tree, thing or v), cue, f"verb:{tree.lemma[v]}", 0.7)
            return
        if makes and thing is not None and not denied(tree, up):
            effect = self.deeds.at(tree, up) or self.deeds.clause(tree, up)
            yield from tied([effect], self.deeds.all_under(tree, thing), cue, f"verb:{tree.lemma[v]}", 0.7)

    def _listed(self, tree: Tree, v: int) -> list[EventMention]:
        """What a colon lists as what moved somebody: "two things made Chad close it: the arrest and the raid"."""
        head = self._subject(tree, v)
        counted = (
            head is not None and tree.lemma[head] in THINGS and tree.kid(head, "nummod", "amod", "det") is not None
        )
        mark = next((i for i in range(v, len(tree)) if tree.words[i] == ":"), len(tree)) if counted else len(tree)
        behind = [c for c in range(mark + 1, len(tree)) if tree.head[c] < mark and tree.upos[c] != "PUNCT"]
        return [e for c in behind for e in self.deeds.all_under(tree, c)]

    def _turned(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "The way to the truce was opened by the withdrawal"."""
        thing, agent = beside(tree, v, cue.particle), agent_of(tree, v)
        if thing is None or thing > v or agent is None:
            return
        ends = [c for c in tree.kids(thing, "nmod", "acl") if opens(tree, c) in cue.prep]
        effects = [e for c in ends for e in self.deeds.all_under(tree, c)]
        forward = cue.model_copy(update={"forward": True})
        yield from tied([self.deeds.under(tree, agent)], effects, forward, f"verb:{tree.lemma[v]}", 0.8)

    def _asked(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Blocked the road to demand the release of the youths whom soldiers had seized"."""
        protest = self.deeds.clause(tree, v)
        things = [c for c in tree.kids(v, "obj", "obl") if c > v and opens(tree, c) in cue.prep]
        if protest is None or protest.event_type != "PROTEST" or protest.modality != "actual":
            return
        told = {
            t for thing in things for c in tree.subtree(thing) for k in tree.kids(c, "acl") for t in tree.subtree(k)
        }
        blows = [
            e for t in sorted(told) if (e := self.deeds.at(tree, t)) and e.quad_class == 4 and e.modality == "actual"
        ]
        if not blows:  # "marched to denounce the raid"
            named = (e for c in things for e in only(self.deeds.under(tree, c)))
            blows = [e for e in named if e.quad_class == 4 and e.modality == "actual"]
        yield from tied([protest], [e for e in blows if not same_doer(e, protest)], cue, f"verb:{tree.lemma[v]}", 0.7)

    def _decided(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Rejected the order", "accepted the invitation", "an offer that Seoul turned down"."""
        decision = self.deeds.at(tree, v)
        if decision is None or decision.modality != "actual" or decision.event_type not in DECISIONS:
            return
        asked = self._asked_of(tree, v, cue)
        cause = self.deeds.asking(tree, asked, decision) if asked is not None else None
        yield from tied([decision], [cause], cue, f"verb:{tree.lemma[v]}", 0.7)

    def _asked_of(self, tree: Tree, v: int, cue: LinkCue) -> int | None:
        """The word for what is taken up or turned down: of "accepted the offer; Seoul turned it down" the offer."""
        things = tree.kids(v, "obl") if cue.prep else tree.kids(v, "obj", "nsubj:pass")
        thing = next((c for c in things if opens(tree, c) in (cue.prep or ("",))), None)
        if thing is None and tree.deprel[v] == "acl:relcl" and not cue.prep:
            return tree.head[v]
        first = tree.head[v] if tree.rel(v) in ("conj", "parataxis") else -1
        again = thing is not None and tree.upos[thing] == "PRON" and first >= 0
        for other in self.deeds.cues.link_verbs.get(tree.lemma[first], ()) if again else ():
            if other.takes:
                return self._asked_of(tree, first, other)
        return thing

    def _when(self, tree: Tree, v: int) -> int | None:
        """The clause that tells what was done: "cited the raid when it closed the border", "in closing the border"."""
        told = (c for h in (v, *tree.kids(v, "obj")) for c in tree.kids(h, "advcl", "acl") if c > v)
        return next((c for c in told if WHEN & {tree.lower[k] for k in tree.kids(c, "mark", "advmod", "case")}), None)

    def _driven(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Jordan was driven by the raid to close the border", "closed the border, goaded by the raid"."""
        agent = agent_of(tree, v)
        if agent is None:
            return
        to = next(
            (c for h in (v, agent) for c in tree.kids(h, *CLAUSES, "acl") if c > v and opens(tree, c) == "to"), -1
        )
        effects = self.deeds.all_under(tree, to) if to >= 0 else []
        if not effects and tree.rel(v) in ("acl", "advcl") and not is_passive(tree, v):
            noun = self.deeds.at(tree, tree.head[v]) if tree.rel(v) == "acl" else None
            effects = only(noun or self.deeds.clause(tree, v))
        yield from tied(
            [self.deeds.under(tree, agent, to)],
            effects,
            cue.model_copy(update={"forward": True}),
            f"verb:{tree.lemma[v]}",
            0.8,
        )

    def _first(self, tree: Tree, v: int, cue: LinkCue) -> EventMention | None:
        """The deed that is the subject of a linking verb, or that its clause hangs on."""
        head = self._subject(tree, v)
        owed = next((c for c in tree.kids(v, "obj", "expl") if c > v), None) if tree.lemma[v] == "owe" else None
        if owed is not None and tree.lower[owed] not in PARTS:  # "they owe it to the talks", "owed his release to"
            return self.deeds.under(tree, owed)
        if head is None and tree.xpos[v] == "VBG" and mark_of(tree, v) in ("for", "of"):
            blamed = tree.kid(tree.head[v], "obj")  # "accused him of causing the riot": he is no deed
            return self.deeds.under(tree, blamed, v) if blamed is not None else self.deeds.clause(tree, v)
        if head is None:
            aside = (
                tree.xpos[v] == "VBG" and v > 0 and tree.words[v - 1] == ","
            )  # says it of the clause, not of its last word
            noun = tree.head[v] if tree.rel(v) == "acl" and not aside else -1
            thing = tree.kid(noun, "nsubj") if noun >= 0 and tree.lower[noun] == "what" else None
            if thing is not None:  # "the raid was what moved them to leave"
                return self.deeds.under(tree, thing)
            joined = tree.rel(v) == "conj" and tree.xpos[v] == tree.xpos[tree.head[v]] == "VBG"
            if joined and tree.rel(tree.head[v]) == "advcl" and not self.deeds.at(tree, tree.head[v]):
                return self.deeds.clause(tree, tree.head[v])  # ", wounding the pilot and prompting Chad to close it"
            said = tree.head[noun] if noun >= 0 and tree.lower[noun] == "what" else -1
            if said >= 0 and tree.kid(said, "cop") is not None:  # "what led them to leave was the ambush"
                return self.deeds.under(tree, said, noun)
            return self.deeds.under(tree, noun, v) if noun >= 0 else self.deeds.clause(tree, v)
        if tree.lower[head] == "what" and head < v:  # "what set off the raid was the capture"
            thing = next(
                (c for c in (tree.head[v], *tree.children[v]) if c > v and tree.kid(c, "cop") is not None), None
            )
            if thing is not None:
                return self.deeds.at(tree, thing)
        relative = head in tree.ancestors(v)  # "the raid that sparked B": B is no part of the cause
        found = self.deeds.under(tree, head, v if relative else -1) or self._clefted(tree, head, v)
        quoted = tree.rel(v) == "ccomp" and tree.upos[head] == "PRON"
        if found is None and cue.subject == "effect" and quoted:  # "gunmen who said they were avenging"
            return self.deeds.clause(tree, v)
        return found

    def _subject(self, tree: Tree, v: int) -> int | None:
        """The subject of a verb, or of the one it is joined to: "broke the truce and led to"."""
        head = subject(tree, v, inherit=False)
        aside = tree.xpos[v] == "VBG" and tree.xpos[tree.head[v]] != "VBG"  # "shelled it, hurting four and forcing"
        if head is None and tree.rel(v) == "conj" and tree.upos[tree.head[v]] == "VERB" and not aside:
            return subject(tree, self._joined(tree, v), inherit=False)
        return head

    def _joined(self, tree: Tree, v: int) -> int:
        """The verb that a verb is joined to: not that of a relative clause which a comma closes before the "and": "drew
        protests from Oman, which sat in Muscat, and led"."""
        up = tree.head[v]
        closed = any(k > 0 and tree.words[k - 1] == "," for k in tree.kids(v, "cc"))
        over = next((a for a in tree.ancestors(up) if tree.upos[a] == "VERB"), -1)
        return over if tree.deprel[up] == "acl:relcl" and closed and over >= 0 else up

    def _other(self, tree: Tree, v: int, cue: LinkCue, passive: bool) -> int | None:
        """Head of what a linking verb ties to its subject: after its preposition, by its agent, or its object."""
        particle = beside(tree, v, cue.particle) if cue.particle else None
        if cue.prep:
            hosts = [v] if particle is None else [v, particle]
            hosts += tree.kids(v, "obj") if tree.lemma[v] == "owe" else []  # "owed his release to the truce"
            near = [c for host in hosts for c in tree.kids(host, "obl", "nmod", "advcl", "acl", "xcomp")]
            near += [c for c in tree.kids(v, "obj") if c < v]
            near.sort(key=lambda c: c < v)  # before it only in "out of the raid came"
            return next((c for c in near if opens(tree, c) in cue.prep), None)
        if passive:
            return agent_of(tree, v)
        if particle is not None and tree.rel(particle) == "case":  # "brought about the raid"
            return tree.head[particle]
        driven = [c for c in tree.kids(v, *CLAUSES, "obl") if c > v]
        driven = [c for c in driven if tree.rel(c) != "obl" or case_of(tree, c) in ("to", "into", "onto")]
        driven = [c for c in driven if tree.rel(c) != "advcl" or mark_of(tree, c) not in REASONS]
        driven = [c for c in driven if tree.upos[c] not in ("ADJ", "ADV") or self.deeds.at(tree, c)]  # "made it plain"
        driven += [c for c in self._beyond(tree, v) if not driven]
        things = tree.kids(v, "obj")
        if cue.deed:
            things = [c for c in things if self.deeds.at(tree, c) is not None]
            return next((c for c in (*driven, *things) if self.deeds.under(tree, c)), None)
        so = next((c for c in tree.subtree(v) if tree.lower[c] == "so" and tree.rel(c) == "advmod"), None)
        if so is not None:  # "enraged it so much that it struck"
            that = (c for k in (v, tree.head[so]) for c in tree.kids(k, "advcl", "ccomp") if opens(tree, c) == "that")
            return next(that, None)
        inner = next((c for c in driven if tree.rel(c) != "obl" and self.deeds.under(tree, c)), None)
        if inner is not None and (tree.rel(inner) != "advcl" or opens(tree, inner) == "to"):
            return inner
        things += [c for c in tree.kids(v, "expl") if c > v]  # "made it possible"
        things += [*tree.kids(v, "ccomp", "xcomp"), *(c for c in tree.kids(v, "obl") if c > v and not opens(tree, c))]
        return next((c for c in things if self.deeds.under(tree, c)), next(iter(things), None))

    def _beyond(self, tree: Tree, v: int) -> Iterator[int]:
        """What somebody is driven to do, hung on a clause about him: "prompted Chad, which is led by X, to suspend"."""
        clauses = (r for c in tree.kids(v, "obj") for r in tree.kids(c, "acl") if tree.deprel[r] == "acl:relcl")
        for c in (k for r in clauses for k in tree.kids(r, "advcl", "xcomp")):
            to = tree.kid(c, "mark")
            if to is not None and tree.lower[to] == "to" and tree.words[to - 1] == ",":
                yield c

    def _fits(self, tree: Tree, v: int, cue: LinkCue, first: EventMention) -> bool:
        """Whether the subject is a deed, where it may be an actor ("the raid allowed", not "the army allowed"), and no
        mere count is what it brings about ("bringing the toll to eight")."""
        head = self._subject(tree, v)
        if any(tree.lemma[c] in TOLLS for c in tree.kids(v, "obj")):
            return False
        if head is None:
            aside = tree.xpos[v] == "VBG" and v > 0 and tree.words[v - 1] == ","  # ", persuading Jordan to close it"
            what = (
                tree.rel(v) == "acl" and tree.lower[tree.head[v]] == "what"
            )  # "was what brought them onto the streets"
            loose = (
                cue.kind == "response" and tree.xpos[v] == "VBG" and tree.words[v - 1] == ","
            )  # ", mirroring the raid"
            way = loose or (
                mark_of(tree, v) == "of" and tree.kid(tree.head[v], "cop") is not None
            )  # "was its way of answering"
            return (way or not cue.event_subject) and (not cue.deed_subject or aside or what)
        own = {tree.lower[c] for c in (head, *tree.kids(v, "nsubj"))}
        pointed = bool(own & (POINTERS - {"that"} | {"what"})) or tree.lower[head] == "that"
        pointed |= first.sentence != tree.ordinal
        of_it = tree.rel(head) == "nmod" and tree.head[head] == first.trigger_token  # "the sinking of a ship that made"
        return not cue.deed_subject or pointed or of_it or first.trigger_token == head

    def _for_it(self, tree: Tree, v: int) -> bool:
        """Whether what a verb does something to is only a pronoun, in what somebody says who did the deed."""
        up = tree.head[v]
        said = tree.rel(v) in ("ccomp", "parataxis") and up >= 0 and tree.upos[up] == "VERB"
        return said and any(tree.upos[c] == "PRON" for c in tree.kids(v, "obj"))

    def _clefted(self, tree: Tree, head: int, v: int) -> EventMention | None:
        """The deed a relative clause hangs on: "the killing of a man that", "the raid is what", "shelled it, which"."""
        if tree.lower[head] == "what":
            thing = tree.kid(head, "nsubj")
            return self.deeds.under(tree, thing) if thing is not None else None
        loose = any(tree.lower[k] == "which" and tree.words[k - 1] == "," for k in tree.kids(v, "nsubj"))
        while tree.rel(head) in (("nmod", "obl", "obj") if loose else ("nmod",)) and tree.head[head] >= 0:
            head = tree.head[head]
            found = self.deeds.at(tree, head)
            if found is not None:
                return found
        return None

    def _laid(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Put the release down to the talks", "explaining the step with the raid", "which he attributed to it"."""
        hosts = (v, *tree.kids(v, "advmod", "compound:prt"))  # "traced it back to"
        near = (c for host in hosts for c in tree.kids(host, "obl", "advcl", "nmod"))
        far = next((c for c in near if c > v and opens(tree, c) in cue.prep), None)
        if far is not None and tree.lemma[far] in POINTS:  # "justified the raid by pointing to the attack"
            far = next((c for c in tree.kids(far, "obl", "obj") if c > far and opens(tree, c) in ("", "to")), far)
        culprit = self.deeds.scene.heads.get((tree.ordinal, far)) if far is not None and cue.prep == ("on",) else None
        if culprit is not None and culprit.kind in ACTORS:
            return  # "blamed the raid on the Guards, whom Iran arms"
        thing = tree.kid(v, "nsubj:pass") if is_passive(tree, v) else tree.kid(v, "obj")
        if far is None and thing is not None:  # "justified the raid with the murder": hung on the raid
            far = next((c for c in tree.kids(thing, "nmod", "acl") if opens(tree, c) in cue.prep), None)
        said = tree.kid(v, "ccomp") if tree.xpos[v] == "VBG" else None
        if far is None and thing is None and cue.says and said is not None:  # "explaining that it had been shot at"
            yield from tied(
                [self.deeds.clause(tree, v)], [self.deeds.under(tree, said)], cue, f"laid:{tree.lemma[v]}", 0.7
            )
        if far is None:
            return
        if thing is None and tree.rel(v) == "acl":  # "a step that Ankara put down to it"
            thing = tree.head[v]
        effect = self.deeds.under(tree, thing, far) if thing is not None else None
        if effect is None and (thing is None or tree.lower[thing] == "which"):
            effect = self.deeds.clause(tree, v)
        yield from tied([effect], self.deeds.all_under(tree, far), cue, f"laid:{tree.lemma[v]}", 0.8)

    def _seized(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Seized on the murder to suspend the treaty", "it took the raid to make them talk"."""
        if cue.impersonal and not any(tree.lower[c] == "it" for c in tree.kids(v, "nsubj", "expl")):
            return
        things = [c for c in tree.kids(v, "obl", "obj") if c > v and opens(tree, c) in (cue.prep or ("",))]
        ends = [
            c
            for k in (v, *things)
            for c in tree.kids(k, "advcl", "xcomp", "acl", "ccomp")
            if opens(tree, c) in ("to", "for")
        ]
        if tree.lemma[v] == "use":  # "used the theft to send a battalion", not "used the base they had seized to"
            things = [c for c in things if self.deeds.at(tree, c) is not None]
        causes = [e for c in things[:1] for e in only(self.deeds.under(tree, c, ends[0] if ends else -1))]
        effects = [e for c in ends[:1] for e in self.deeds.all_under(tree, c)]
        yield from tied(causes, effects, cue, f"seized:{tree.lemma[v]}", 0.7)

    def _reaction(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "The army retaliated", "responded to the raid by closing the border", "answered with rockets"."""
        particle = beside(tree, v, cue.particle) if cue.particle else None
        own = self.deeds.at(tree, v) or (self.deeds.at(tree, particle) if particle is not None else None)
        if own is not None and own.modality == "intended" and tree.rel(v) == "advcl" and tree.xpos[v] == "VBG":
            yield from self._announced(tree, v, cue)
            return
        if (own is not None and own.modality != "actual") or tree.kid(v, "ccomp") is not None:
            return  # "countered that nobody had fired" only says something
        stated = next((c for c in tree.kids(v, "obl", "obj") if opens(tree, c) in (*cue.prep, "")), None)
        if stated is not None and tree.lemma[stated] in ASKED:
            return  # "answering a question about the raid"
        effects = self._reactions(tree, v, cue)
        if cue.needs_means and not effects:
            return
        if not effects and own is not None:
            effects = [own]
        pronoun = subject(tree, v, inherit=False)
        if not effects and stated is not None and pronoun is not None and tree.upos[pronoun] == "PRON":
            effects = only(self.deeds.main(tree.ordinal - 1))  # "it was reacting to the arrest"
        if not effects:
            return
        cause, hit = None, tree.kid(v, "nsubj:pass")
        if hit is not None:  # "the shelling was answered with rockets"
            cause = self.deeds.under(tree, hit)
            if cause is None and tree.kids(hit, "amod", "nmod"):
                return  # "only the second affair was answered"
        elif stated is not None and (tree.rel(stated) == "obl" or cue.kind != "retaliation"):  # "answered the raid"
            cause = self.deeds.under(tree, stated)
        if cause is None or cause in effects:
            cause = self.deeds.before(tree, v, effects[0])
            if cause is not None and cue.kind == "retaliation" and cause.quad_class != 4:
                return
        if cause is own and own not in effects:
            return  # what it answers is named, but no deed
        yield from tied(effects, [cause], cue, f"reaction:{tree.lemma[v]}", 0.8)

    def _announced(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Said it would suspend the raids, bowing to the appeal": what is announced, and what it gives way to."""
        meant = self.deeds.clause(tree, v)
        stated = next((c for c in tree.kids(v, "obl", "obj") if opens(tree, c) in (*cue.prep, "")), None)
        told = self.deeds.scene.event.get(meant.parent_id or "") if meant is not None else None
        cause = self.deeds.under(tree, stated) if stated is not None else None
        yield from tied([told or meant], [cause], cue, f"reaction:{tree.lemma[v]}", 0.7)

    def _reactions(self, tree: Tree, v: int, cue: LinkCue) -> list[EventMention]:
        """What was done in answer: after "by", "with", in what is coordinated, or the clause that the verb hangs on."""
        means = [c for c in tree.kids(v, "advcl", "obl", "nmod") if opens(tree, c) in cue.means]
        if cue.needs_means and not means:
            return []
        thing = tree.kid(v, "obj")
        if thing is not None and not means:  # "answered the shelling with their howitzers"
            means = [c for c in tree.kids(thing, "nmod") if opens(tree, c) in cue.means]
        effects = [e for c in means for e in self.deeds.all_under(tree, c)]
        if not effects:  # "responded in kind and expelled ten"
            effects = [e for c in tree.kids(v, "conj") if c > v for e in only(self.deeds.under(tree, c))]
        if not effects:  # "retaliated: it expelled the consul"
            next_one = self.deeds.announced(tree, v)
            doer = subject(tree, next_one.trigger_token, inherit=False) if next_one is not None else None
            goes_on = doer is not None and (tree.upos[doer] == "PRON" or is_passive(tree, v))
            effects = [next_one] if next_one is not None and goes_on else []
        if not effects and tree.rel(v) == "advcl":  # "retaliating for the strike, drones hit a refinery"
            effects = only(self.deeds.clause(tree, v))
        asked = next((c for c in tree.kids(v, "advmod") if tree.lower[c] == "how"), None)
        up = tree.head[v]
        if not effects and asked is not None and up >= 0:  # "the raid is how it reacted to"
            told = next((c for k in (up, asked) for c in tree.kids(k, "nsubj") if c != v and c < v), None)
            effects = self.deeds.all_under(tree, told) if told is not None else []
        return effects

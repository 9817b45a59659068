"""One happening, one event: triggers of a sentence that tell of the same are joined under the one that leads.

"A rocket attack that killed two", "attacked and killed", "striking five bases, killing 25", "launched an attack",
"killed in a drone strike" are one event each.
"""

from __future__ import annotations

from collections.abc import Callable

from escalade.coding.slots import Syntax
from escalade.coding.stated_tolls import counter, of_another, stated
from escalade.coding.tolls import bare_result, harms_nobody
from escalade.coding.triggers import Trigger
from escalade.model.groundings import Count

_EXPLAINS = frozenset((":", "-", "–", "—"))
_INSTRUMENT = frozenset("in by during with from at when via through under".split())
_WITHIN = frozenset("obj obl nsubj xcomp compound".split())  # how a part of a clause hangs on another
_UNDONE = {  # what a deed of a type undoes, ends or ignores, done before it
    "CONCEDE": ("ACCUSE", "COERCE"), "REJECT": ("REQUEST",), "RETREAT": ("ASSAULT",),
}  # fmt: skip
_OWN_DEED = 0.5  # from this probability what is undone is an event of its own
_UPON = frozenset(("when", "as", "after"))  # bring in the blow that somebody came to harm by


class Joiner:
    """Joins the triggers of one sentence."""

    def __init__(
        self,
        syntax: Syntax,
        triggers: list[Trigger],
        counts: list[Count],
        likely: Callable[[Trigger], float],
        tied: frozenset[int] = frozenset(),
    ) -> None:
        """`likely` gives the heads' probability for a trigger, `tied` what is told as cause or effect: never one."""
        self.syntax, self.tree, self.likely, self.tied = syntax, syntax.tree, likely, tied
        for t in triggers:
            t.toll = _states_toll(syntax, t, counts)
        self.by_token = {t.token: t for t in triggers}
        self.triggers = triggers
        self.gone: set[int] = set()

    def join(self) -> list[Trigger]:
        """The events that are left, in text order, with what was joined to them."""
        for trigger in self.triggers:
            self._brought_about(trigger)
            self._absorb(trigger)
        for trigger in self.triggers:
            self._carry(trigger)
        for trigger in self.triggers:
            if trigger.token not in self.gone:
                self._repeats(trigger)
                self._in_protest(trigger)
        for trigger in self.triggers:
            if trigger.token not in self.gone and self._violent(trigger):
                self._same_happening(trigger)
        self._loose_ends()
        left = [t for t in self.triggers if t.token not in self.gone]
        return [
            t for t in left
            if t.predicate.alone or t.toll
            or harms_nobody(self.syntax, t) or bare_result(self.syntax, t)
        ]  # fmt: skip

    def _violent(self, trigger: Trigger) -> bool:
        return trigger.predicate.type == "ASSAULT" or trigger.predicate.effect is not None

    def _take(self, head: Trigger, other: Trigger) -> None:
        if other.token in self.gone or head is other or head.token in self.gone or self._counts_for_itself(head, other):
            return
        if self._ends_of_one_tie(head, other):
            return
        self.gone.add(other.token)
        head.merged.append(other)
        head.merged.extend(other.merged)
        head.cluster |= other.cluster | {other.token}

    def _ends_of_one_tie(self, a: Trigger, b: Trigger) -> bool:
        """ "The pull-out prompted Guyana to reopen the river": cause and effect are two, but for harm that was done."""
        apart = a.token not in self.tree.ancestors(b.token) and b.token not in self.tree.ancestors(a.token)
        for told, said in ((a.token, b.token), (b.token, a.token)):  # "the bombing was behind the ambush"
            apart |= told in self.tree.kids(said, "nsubj") and self.tree.kid(said, "cop") is not None
        return apart and {a.token, b.token} <= self.tied and not (a.predicate.effect or b.predicate.effect)

    def _counts_for_itself(self, blow: Trigger, toll: Trigger) -> bool:
        """ "Five died, the army said, while locals put the toll at nine": somebody else's count."""
        by = counter(self.syntax, toll.token) if toll.toll else -1
        return by >= 0 and by not in (blow.token, *self.tree.ancestors(blow.token))

    def _brought_about(self, trigger: Trigger) -> None:
        """ "The shelling set off the capture of the town": what brings a deed about does not do it."""
        p, subjects = trigger.predicate, trigger.slots.get("subj", [])
        deed = p.pos == "NOUN" and p.alone and p.effect is None and self.tree.rel(trigger.token) == "obj"
        if deed and any(t in self.by_token and self.by_token[t].predicate.pos == "NOUN" for t in subjects):
            trigger.slots = {slot: tokens for slot, tokens in trigger.slots.items() if slot != "subj"}

    def _absorb(self, trigger: Trigger) -> None:
        """A verb whose entry names the event noun in one of its slots has it for its own."""
        for slot in sorted(trigger.predicate.absorbs):
            for token in trigger.slots.get(slot, ()):
                inner = [token, *self.syntax.slots(token).get("of", ())] if slot != "comp" else []
                for t in inner:
                    other = self.by_token.get(t)
                    if other is None or other.token in self.gone or other.predicate.pos == "VERB":
                        continue
                    if trigger.predicate.speech and other.predicate.type != trigger.predicate.type:
                        continue
                    if self._violent(other) and trigger.predicate.speech:
                        continue
                    if self._stands(trigger, other):
                        continue
                    self.gone.add(other.token)
                    trigger.cluster.add(other.token)
                    trigger.merged.append(other) if self._violent(other) and self._violent(trigger) else None

        if trigger.predicate.word:  # "taken into custody"
            last = trigger.predicate.word.split(" ")[-1]
            for c in self.tree.children[trigger.token]:
                if c in self.by_token and last in (self.syntax.lemma[c], self.tree.lower[c]):
                    self.gone.add(c)
                    trigger.cluster.add(c)

    def _stands(self, trigger: Trigger, other: Trigger) -> bool:
        """Whether an event noun in a slot of a verb tells a deed of its own: one done before that is now undone, ended
        or ignored ("lifted the ban", "threw out his conviction", "ignored the order"), a protest that is set upon."""
        kinds = (trigger.predicate.type, other.predicate.type)
        undone = kinds[1] in _UNDONE.get(kinds[0], ()) or (kinds[0] == "CONCEDE" and other.predicate.mode == "convict")
        return (undone or kinds == ("ASSAULT", "PROTEST")) and self.likely(other) >= _OWN_DEED

    def _repeats(self, trigger: Trigger) -> None:
        """Joins what two words of a clause tell of one type: one of them only to the heads ("spent an hour on the
        line", "refused food"), or one in a clause of manner ("gathered, waving flags")."""
        up, rel = self._owner(self.tree.head[trigger.token]), self.tree.rel(trigger.token)
        if up is None or up is trigger or up.predicate.type != trigger.predicate.type:
            return
        learned = any(t.predicate.learned for t in (trigger, up))
        same = rel == "ccomp" and trigger.predicate.speech and up.predicate.speech  # "says that it is ready to help"
        same |= trigger.predicate.type == "PROTEST" and self._purpose(trigger.token)
        if same or (learned and rel in _WITHIN) or (not self._violent(trigger) and self._manner(trigger.token)):
            below = learned and self.likely(trigger) > self.likely(up)
            below &= up.predicate.learned or not trigger.predicate.learned
            self._take(trigger, up) if below else self._take(up, trigger)

    def _purpose(self, token: int) -> bool:
        """ "Marched to protest the verdict": what it was done for."""
        return self.tree.rel(token) in ("advcl", "xcomp") and self.syntax.mark(token) == "to"

    def _in_protest(self, trigger: Trigger) -> None:
        """ "Walked out in protest", "closed its mission in protest at the raid": why a deed was done is none."""
        up = self._owner(self.tree.head[trigger.token])
        bare = not self.tree.kids(trigger.token, "det", "nmod:poss", "amod")
        if up is not None and bare and trigger.predicate.type == "PROTEST" and self.syntax.case(trigger.token) == "in":
            self.gone.add(trigger.token)
            up.cluster.add(trigger.token)

    def _manner(self, token: int) -> bool:
        """ "..., waving flags": a bare participle with the subject of its verb."""
        tree = self.tree
        bare = tree.xpos[token] == "VBG" and not tree.kids(token, "nsubj", "nsubj:pass", "aux")
        return bare and self.syntax.clause(token) == "advcl" and self.syntax.mark(token) in ("", "by")

    def _carry(self, trigger: Trigger) -> None:
        """The verb that carries an event noun belongs to its cluster."""
        if trigger.predicate.pos != "NOUN":
            return
        g = self.tree.head[trigger.token]
        label = self.tree.deprel[trigger.token]
        if (
            g >= 0
            and self.tree.upos[g] == "VERB"
            and g not in self.by_token
            and label in ("obj", "nsubj", "nsubj:pass")
            and not self.syntax.answered(trigger.token)
        ):
            trigger.cluster.add(g)

    def _same_happening(self, trigger: Trigger) -> None:
        other = self._in_a_slot(trigger)
        if other is not None:
            self._order(trigger, other)
        if trigger.token in self.gone:
            return
        if (blow := self._blow(trigger)) is not None:
            self._take(blow, trigger)
        else:
            self._beside(trigger)

    def _blow(self, trigger: Trigger) -> Trigger | None:
        """The blow in the clause that says how somebody came to harm: "nine were killed when rebels attacked"."""
        tree, token = self.tree, trigger.token
        harmed = trigger.predicate.effect is not None and trigger.predicate.pos == "VERB"
        doer = trigger.predicate.actor and trigger.slots.get("subj")
        if not harmed or doer or any(tree.xpos[c] == "MD" for c in tree.kids(token, "aux")):
            return None
        beside = [token, *tree.kids(token, "conj"), *([tree.head[token]] if tree.rel(token) == "conj" else ())]
        clauses = {c for verb in beside for c in tree.kids(verb, "advcl")}
        told = {c for c in clauses if any(tree.lower[k] in _UPON and k < c for k in tree.children[c])}
        blows = (
            t for t in self.triggers if t.token in told or (tree.head[t.token] in told and tree.rel(t.token) in _WITHIN)
        )
        return next((t for t in blows if self._dealt(t)), None)

    def _dealt(self, trigger: Trigger) -> bool:
        """Whether a trigger is a blow by itself, dealt then and not before ("after they had abducted him")."""
        p = trigger.predicate
        before = p.mode == "abduct" or any(self.tree.lower[c] == "had" for c in self.tree.kids(trigger.token, "aux"))
        blow = p.type == "ASSAULT" and p.alone and p.effect in (None, "shot")
        return blow and not before and trigger.token not in self.gone

    def _in_a_slot(self, trigger: Trigger) -> Trigger | None:
        """The violent event that a trigger is told of: "the bombing killed", "a grenade thrown into a bar killed"."""
        for slot, tokens in sorted(trigger.slots.items()):
            if slot != "subj" and slot not in _INSTRUMENT and not (slot == "obj" and trigger.predicate.alone is False):
                continue
            for token in tokens:
                kids = self.tree.children[token] if slot == "subj" and trigger.predicate.effect else ()
                thrown = [c for c in kids if self.tree.deprel[c] == "acl"]
                for t in (token, *self.syntax.slots(token).get("of", ()), *thrown):
                    other = self.by_token.get(t)
                    if other is None or other.token in self.gone or not self._violent(other):
                        continue
                    if other.predicate.pos == "NOUN" or t in thrown:
                        return other
        return None

    def _beside(self, trigger: Trigger) -> None:
        """Joins a trigger to the event whose clause it goes on: "attacked and killed", "striking five, killing 25"."""
        tree = self.tree
        up, label = tree.head[trigger.token], self.syntax.clause(trigger.token)
        if label == "conj" and trigger.predicate.pos == "VERB" and tree.deprel[up] == "obj":
            up = tree.head[up]  # "killed one and injured five", misread
        other = self._owner(up)
        if other is None and label in ("advcl", "parataxis"):
            other = (
                next((t for c in tree.children[up] if c < trigger.token and (t := self._told_by(c)) is not None), None)
                if up >= 0
                else None
            )
        if other is None or not self._violent(other) or not self._violent(trigger):
            return
        subjects = [c for c in tree.children[trigger.token] if tree.deprel[c] in ("nsubj", "nsubj:pass")]
        if (
            label == "advcl"
            and tree.xpos[trigger.token] == "VBG"
            and not subjects
            and self.syntax.mark(trigger.token) in ("", "by", "with")
        ):
            self._take(other, trigger)
        elif label == "conj" and trigger.predicate.pos == "VERB" and tree.upos[up] == "VERB":
            modal = any(tree.deprel[c] == "aux" and tree.xpos[c] == "MD" for c in tree.children[trigger.token])
            harm = any(part.predicate.effect for part in (other, *other.merged))
            apart = not trigger.predicate.effect and self._own_object(trigger) and self._own_object(other)
            if not modal and not apart and (not subjects or (trigger.predicate.effect and harm)):
                self._take(other, trigger)
        elif label == "parataxis":
            if trigger.predicate.effect and self._plain(trigger):
                self._take(other, trigger)
        elif label == "appos" and trigger.predicate.pos == "NOUN":
            self._take(other, trigger)
        elif (
            label in ("acl", "conj")
            and trigger.predicate.pos == "NOUN"
            and trigger.predicate.rule == other.predicate.rule
            and label == "conj"
        ):
            self._take(other, trigger) if not trigger.slots.keys() & {"on", "against", "of", "by", "in"} else None

    def _own_object(self, trigger: Trigger) -> bool:
        """ "Seized the fort and burned the granary" are two: each verb has its own object."""
        return trigger.predicate.pos == "VERB" and bool(self.tree.kids(trigger.token, "obj"))

    def _plain(self, trigger: Trigger) -> bool:
        """Whether only what befell somebody is told, behind a blow: "..., the worst in years: 40 men were killed"."""
        tree, token = self.tree, trigger.token
        if trigger.predicate.pos != "VERB" or not self.syntax.passive(token):
            return False
        opens = max(0, min(tree.subtree(token)) - 1)
        return any(word in _EXPLAINS for word in tree.words[opens:token]) and not tree.kids(token, "obl")

    def _owner(self, token: int) -> Trigger | None:
        """The event that a token belongs to."""
        if token < 0:
            return None
        direct = self.by_token.get(token)
        if direct is not None and direct.token not in self.gone:
            return direct
        return next((t for t in self.triggers if t.token not in self.gone and token in t.cluster), None)

    def _told_by(self, token: int) -> Trigger | None:
        """The event of a token, if its clause tells it and does not only answer it."""
        return None if self.syntax.answered(token) else self._owner(token)

    def _order(self, a: Trigger, b: Trigger) -> None:
        """The one that stands higher in the tree leads."""
        if (
            not a.predicate.alone
            or (harms_nobody(self.syntax, a) and b.predicate.pos == "NOUN")
            or (b.predicate.alone and b.token in self.tree.ancestors(a.token))
            or (b.predicate.pos == "NOUN" and b.token in a.slots.get("subj", ()))
        ):
            self._take(b, a)
        else:
            self._take(a, b)

    def _loose_ends(self) -> None:
        """Words of loss that name no happening of their own go to the only violent event of the sentence."""
        loose = [t for t in self.triggers if t.token not in self.gone and not t.predicate.alone]
        violent = [
            t for t in self.triggers if t.token not in self.gone and t.predicate.alone and t.predicate.type == "ASSAULT"
        ]
        for trigger in loose:
            near = self._owner(self.tree.head[trigger.token])
            if near is not None and near in violent:
                self._take(near, trigger)
            elif len(violent) == 1:
                self._take(violent[0], trigger)


def _states_toll(syntax: Syntax, trigger: Trigger, counts: list[Count]) -> bool:
    """Whether a word for the dead or their number states how many there are, of what was told before."""
    if trigger.predicate.pos != "NOUN" and trigger.predicate.effect != "toll":
        return False
    return stated(syntax, trigger.token, counts) is not None and not of_another(syntax, trigger.token, counts)


def parents(triggers: list[Trigger], syntax: Syntax) -> None:
    """Sets the speech act that speaks of each event: the nearest one above it, through complements and arguments."""
    speakers = {}
    for t in triggers:
        if t.predicate.speech:
            for token in {t.token, *t.cluster}:
                speakers[token] = t
    tree = syntax.tree
    for trigger in triggers:
        if trigger.parent is not None:
            continue
        node = trigger.token
        for up in tree.ancestors(trigger.token):
            label = tree.rel(node)
            if (
                tree.deprel[node] == "acl:relcl"
                or label == "parataxis"
                or (
                    label == "advcl"
                    and syntax.mark(node) in ("after", "since", "while", "as", "because", "when", "by", "")
                )
            ):
                break
            if label == "conj" and tree.head[node] in speakers and not syntax.nominal(node):
                break
            if label == "nsubj" and not syntax.nominal(up) and not syntax.passive(up):  # "an apology was demanded"
                break
            speaker = speakers.get(up)
            if speaker is not None and speaker is not trigger and speaker.parent is not trigger:  # "will commend"
                trigger.parent = speaker
                break
            node = up

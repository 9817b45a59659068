"""Who stands where around a word: the tree's surface relations turned into the slots that predicates name.

Passives, relative clauses, infinitives, participles and coordination are undone here, so that a predicate
only has to say "the logical subject" and "the logical object". Slots hold tokens, in text order.
"""

from __future__ import annotations

from collections.abc import Mapping

from escalade.coding.surface import RELATIVE, Surface
from escalade.model.tree import Tree
from escalade.vocab.predicates import Predicates

Slots = dict[str, list[int]]

# "X from attacking", "X of attacking": the one who would attack is the object above, else the subject.
_OBJECT_MARKS = frozenset(("of", "from", "for", "into", "with"))
# Verbs whose subject, not object, does what the infinitive says.
_SUBJECT_CONTROL = frozenset(("promise", "threaten", "vow", "pledge", "swear", "use", "take", "need", "refuse"))
# Who is brought to a deed does it: "moved the assembly to call off its vote".
SWAYS = frozenset("move push bring nudge persuade convince".split())
# Who is asked to do it stands with "on" or "to": "leaned on the judge to resign".
_CALLS_ON = frozenset("call appeal lean prevail".split())
# Verbs that call a thing something.
_UNTIL = ("until", "till")
# Say what a thing is: "called the raid a crime".
NAMING = frozenset("call brand label dub name declare deem consider term judge pronounce".split())
# Whose subject is not the one who plans: "foiled a plot to kill".
_FOILS = frozenset("stop foil thwart prevent avert uncover discover reveal expose reject oppose fear suspect".split())
_GIVING = frozenset(
    "give promise offer pledge grant send lend hand tell ask show sell pay deny award bring "
    "supply deliver assure".split()
)
_CARRIED = ("on", "against", "at", "with", "to", "between", "from", "into")
_BURNING = frozenset(("ablaze", "alight", "afire", "aflame"))
_CORE = frozenset(("nsubj", "obj", "iobj", "obl", "nmod", "csubj"))
_LENT = frozenset(
    (
        "on",
        "against",
        "with",
        "to",
        "for",
        "from",
        "at",
        "between",
        "over",
        "into",
        "upon",
        "toward",
        "towards",
        "out of",
    )
)


_ROW = frozenset("first second third latest last only next sole".split())
_CHARGED = frozenset(("of", "with", "for"))
_ANSWERING = frozenset(("answer", "avenge", "punish", "counter", "repay"))
_REACTING = frozenset(("respond", "answer", "retaliate", "react", "reply"))
_REPELS = frozenset("hold beat fight drive turn throw push ward fend".split())  # off, back
_TO_WHAT = frozenset(("to", "for", "over"))  # before what is reacted to


class Syntax(Surface):
    """Slots of the words of one sentence, each worked out once."""

    def __init__(
        self,
        tree: Tree,
        words: Predicates,
        timed: frozenset[int] = frozenset(),
        stand_ins: Mapping[int, str] | None = None,
    ) -> None:
        """`timed` are tokens of time expressions: "on Tuesday" is nobody's slot."""
        super().__init__(tree, words, stand_ins)
        self.timed = timed
        self._slots: dict[int, Slots] = {}
        self._busy: set[int] = set()
        self.borrowed: dict[tuple[int, str], int] = {}  # verb, preposition -> the object that the phrase hangs on

    def slots(self, i: int) -> Slots:
        """Slots of a token: as a noun if it is one (or a gerund with "of"), else as a predicate."""
        if i in self._slots:
            return self._slots[i]
        if i in self._busy:  # a malformed tree
            return {}
        self._busy.add(i)
        found = self._noun(i) if self.nominal(i) else self._verb(i)
        self._busy.discard(i)
        self._slots[i] = found
        return found

    def _antecedent(self, token: int, v: int) -> int:
        """What a relative pronoun stands for."""
        tree = self.tree
        if tree.lower[token] in RELATIVE and tree.upos[token] in ("PRON", "DET", "SCONJ"):
            for up in [v, *tree.ancestors(v)]:
                if tree.deprel[up] in ("acl:relcl", "advcl:relcl") and tree.head[up] >= 0:
                    return self._blow(token, up) or tree.head[up]
        return token

    def _blow(self, token: int, v: int) -> int:
        """What kills is the attack, not where it fell or who did it: "an attack on a base in Kirkuk that killed"; 0 if
        the relative clause is none on such a word."""
        tree, up = self.tree, self.tree.head[v]
        if tree.lower[token] not in ("that", "which") or self.lemma[v] not in self.words.hits:
            return 0
        nouns = self.words.nouns
        for t in (up, *tree.ancestors(up)):
            if any(p.type == "ASSAULT" and p.alone for p in nouns.get(self.lemma[t], ())):
                return t
            if tree.rel(t) not in ("nmod", "appos", "flat", "compound", "conj"):
                break
        return 0

    def _verb(self, v: int) -> Slots:
        tree, passive = self.tree, self.passive(v)
        out: Slots = {}
        for c in tree.children[v]:
            label = tree.deprel[c]
            if label in ("xcomp", "ccomp"):
                self._complement(out, c)
            elif label == "advcl" and self.mark(c) in ("to", "into", "of", "for", "from", "against", "with"):
                out.setdefault("advcl", []).append(c)
            elif label in ("compound:prt", "advmod"):
                out.setdefault("prt", []).append(c)
            else:
                self._dependent(v, c, out, passive)
        self._repair(v, out, passive)
        self._relative_object(v, out)
        finite = any(tree.deprel[c] == "aux:pass" for c in tree.children[v])
        if tree.upos[v] in ("ADJ", "NOUN") and not finite and "subj" not in out and "obj" in out:
            out["subj"] = out.pop("obj")
        gap = tree.deprel[v] == "acl:relcl" and not any(
            tree.lower[c] in RELATIVE and tree.rel(c) in _CORE for c in tree.children[v]
        )
        self._inherit(v, out, passive, gap)
        for obj in out.get("obj", ())[:1]:
            if mods := self._premodifiers(obj):
                out["obj_mod"] = mods
            if tree.head[obj] == v:
                self._lend(v, obj, out)
        for deed in tree.kids(v, "obl") if self.lemma[v] in _REACTING else ():
            if self.answered(deed):
                self._lend(v, deed, out)
        return out

    def _dependent(self, v: int, c: int, out: Slots, passive: bool) -> None:
        """Puts a nominal dependent of a verb into its slots."""
        label, names = self.tree.deprel[c], []
        if label in ("nsubj", "nsubj:pass", "nsubj:outer"):
            undergoes = (passive and label != "nsubj:outer") or self.tree.lower[c] == "whom"
            names = ["obj" if undergoes else "subj"]
        elif label in ("obj", "iobj"):
            names = [label]
        elif label == "obl:agent":
            names = ["subj", "by"] if passive else ["by"]
        elif (
            label in ("obl", "nmod")
            and c not in self.timed
            and not (self.way(c) or self._of_adjective(c, v))
            and (prep := self.case(c))
        ):
            names = [prep, "subj"] if prep == "by" and passive else [prep]
        elif self.tree.rel(c) == "obl" and c in self.timed and self.case(c) in ("", *_UNTIL):
            out["deadline"] = self._until(c) or [c]  # "gave them until Friday", "gave them a week"
        tokens = self._spread(self._antecedent(c, v)) if names else []
        for name in names:
            slot = out.setdefault(name, [])
            slot += [t for t in tokens if t not in slot]

    def _of_adjective(self, c: int, v: int) -> bool:
        """ "Groups friendly to it laid the charges": a phrase before the verb that an adjective asks for."""
        tree = self.tree
        first = next((k for k in tree.children[c] if tree.deprel[k] == "case"), 0)
        return 0 < first < v and tree.upos[first - 1] == "ADJ" and tree.head[first - 1] not in (v, c)

    def _until(self, time: int) -> list[int]:
        return [k for k in self.tree.children[time] if self.tree.lower[k] in _UNTIL]

    def _early_deadline(self, v: int) -> list[int]:
        """ "gave them until Friday to leave": a deadline before "to" is no part of what is to be done."""
        tree = self.tree
        for c in (c for c in tree.children[v] if tree.deprel[c] == "xcomp"):
            to = next((k for k in tree.children[c] if tree.deprel[k] == "mark" and tree.lower[k] == "to"), c)
            for time in (k for k in tree.children[c] if k in self.timed and k < to):
                if until := self._until(time):
                    return until
        return []

    def _repair(self, v: int, out: Slots, passive: bool) -> None:
        """Slips that parsers make: an object called a second subject, two objects, an addressee called indirect."""
        if "deadline" not in out and (until := self._early_deadline(v)):
            out["deadline"] = until
        subjects = out.get("subj", [])
        if not passive and v < min(out.get("obj", (v,))) < max(subjects, default=v):  # "killed ten, one of them a boy"
            subjects = [t for t in out.pop("subj") if t < min(out["obj"])]
            out |= {"subj": subjects} if subjects else {}
        if not passive and "obj" not in out and len(subjects) > 1 and subjects[0] < v < subjects[-1]:
            out["obj"] = [t for t in subjects if t > v]
            out["subj"] = [t for t in subjects if t < v]
        if not passive and not subjects and "obj" in out and (marked := self._after_a_mark(v)) is not None:
            out["subj"] = self._spread(marked)
        if "iobj" in out and "obj" not in out and ("xcomp" in out or "comp" in out):
            out["obj"] = list(out["iobj"])
        if not passive and "obj" not in out and self.particle(v):  # "call off the strike"
            bare = [c for c in self.tree.children[v] if self.tree.deprel[c] == "obl" and not self.case(c) and c > v]
            if bare:
                out["obj"] = self._spread(bare[0])
        objects = [c for c in self.tree.children[v] if self.tree.deprel[c] == "obj"]
        if len(objects) == 2 and "xobj" not in out:
            first, second = [t for t in out["obj"] if t < objects[1]], [t for t in out["obj"] if t >= objects[1]]
            if self.lemma[v] in _GIVING and "iobj" not in out:  # "promised Baku its support"
                out["iobj"], out["obj"] = first, second
            else:
                out["obj"], out["xobj"] = first, second[:1]

        if "obj" not in out and out.get("xobj"):  # "left 3 dead"
            left = [c for t in out["xobj"] for c in self.tree.children[t] if self._left(c, t)]
            out |= {"obj": left} if left else {}
        if "xobj" not in out:  # "left ten people dead"
            behind = [
                c for t in out.get("obj", ()) for c in self.tree.children[t] if c > t and self.tree.deprel[c] == "amod"
            ]
            if behind:
                out["xobj"] = behind
        if "xobj" not in out and self.lemma[v] in NAMING:
            self._named(v, out)

    def _left(self, c: int, harm: int) -> bool:
        """Whether a word under "dead" is who was left so: a subject of its own, or the number before it."""
        return self.tree.rel(c) == "nsubj" or (c == harm - 1 and self.tree.upos[c] == "NUM")

    def _relative_object(self, v: int, out: Slots) -> None:
        """ "A truce that Qatar brokered": a relative pronoun taken for a phrase without preposition."""
        if "obj" in out or "subj" not in out or self.passive(v):
            return
        for c in self.tree.children[v]:
            if self.tree.rel(c) == "obl" and c < v and self.tree.lower[c] in RELATIVE and not self.case(c):
                out["obj"] = self._spread(self._antecedent(c, v))

    def _named(self, v: int, out: Slots) -> None:
        """What an object is called, where the tree hangs it elsewhere."""
        for obj in out.get("obj", ()):
            named = [c for c in self.tree.children[obj] if self.tree.deprel[c] == "appos"]
            named = named or [
                c
                for c in self.tree.children[v]
                if c > obj
                and self.tree.rel(c) in ("parataxis", "ccomp", "dep")
                and self.tree.upos[c] in ("NOUN", "ADJ")
            ]
            if named:
                out["xobj"] = named[:1]

    def _after_a_mark(self, v: int) -> int | None:
        """The subject that was taken for a phrase: "After the bombing killed 241" ("after" is no preposition here)."""
        tree = self.tree
        near = list(tree.children[v])
        if tree.deprel[v] == "advcl":  # the phrase and the clause hang side by side
            near += [c for c in tree.children[tree.head[v]] if c < v and max(tree.subtree(c)) == v - 1]
        before = [c for c in near if c < v and self.nominal(c) and tree.rel(c) in ("advcl", "obl")]
        marked = [c for c in before if any(tree.upos[k] == "SCONJ" for k in tree.children[c])]
        return marked[-1] if marked else None

    def _lend(self, v: int, obj: int, out: Slots) -> None:
        """A phrase on the object may be the verb's own: "impose sanctions on", "blame the attack on"."""
        for c in self.tree.children[obj]:
            if self.tree.deprel[c] != "nmod":
                continue
            prep = self.case(c)
            if prep in _LENT and prep not in out:
                out[prep] = self._spread(c)
                self.borrowed[v, prep] = obj
            elif prep in ("of", "in") and (
                self.lemma[obj] in self.words.classes["container"] or self.tree.upos[obj] in ("SYM", "NUM")
            ):  # "all of these attacks on"
                self._lend(v, c, out)

    def _complement(self, out: Slots, c: int) -> None:
        tree = self.tree
        verbal = tree.upos[c] in ("VERB", "AUX") and tree.lower[c] not in _BURNING  # whatever the tagger takes it for
        verbal = verbal or any(tree.deprel[k] in ("cop", "mark") for k in tree.children[c])
        if not verbal or (tree.deprel[c] == "xcomp" and tree.upos[c] in ("ADJ", "NOUN", "PROPN") and not self.mark(c)):
            out.setdefault("xobj", []).append(c)
            if prep := self.case(c):  # "remained on alert"
                out.setdefault(prep, []).append(c)
            if not verbal:
                return
        out.setdefault("comp", []).append(c)
        if tree.deprel[c] == "xcomp":
            out.setdefault("xcomp", []).append(c)
        for k in tree.children[c]:
            if tree.deprel[k] in ("nsubj", "nsubj:pass"):
                out.setdefault("compsubj", []).extend(self._spread(self._antecedent(k, c)))

    def _inherit(self, v: int, out: Slots, passive: bool, relative_gap: bool) -> None:
        """Subjects and objects that stand elsewhere: shared, controlled, relativised."""
        tree, label, up = self.tree, self.tree.deprel[v], self.tree.head[v]
        missing = "obj" if passive else "subj"
        if relative_gap and up >= 0:
            if missing not in out:
                out[missing] = self._spread(up)
            elif "obj" not in out and not passive and tree.xpos[v] != "VBG":
                out["obj"] = self._spread(up)
        if up < 0 or missing in out:
            return
        rel = self.clause(v)
        if label == "acl":
            if tree.xpos[v] in ("VBN", "VBG", "VBD") or self._one_of_a_row(up):
                out[missing] = self._spread(up)
            elif self.nominal(up):  # "plans to attack": who plans
                noun = self.slots(up)
                foiled = tree.head[up] >= 0 and self.lemma[tree.head[up]] in _FOILS
                for slot in ("by", "poss", "subj", "mod"):
                    if noun.get(slot) and not (slot == "subj" and foiled):
                        out[missing] = list(noun[slot])
                        break
        elif rel == "conj" and not self.nominal(up):
            self._share(v, up, out, missing)
        elif (rel in ("xcomp", "advcl") or (rel == "obj" and tree.xpos[v] == "VBG")) and not self.nominal(up):
            self._control(v, up, out, missing)
        elif (rel in ("xcomp", "advcl", "ccomp") and self.nominal(up) and "subj" in (outer := self._verb_like(up))) or (
            label == "ccomp" and tree.xpos[v] in ("VBG", "VB") and "subj" in (outer := self.slots(up))
        ):
            out[missing] = list(outer["subj"])

    def _one_of_a_row(self, noun: int) -> bool:
        """ "The last unit to leave": it leaves."""
        return any(self.tree.lower[c] in _ROW for c in self.tree.kids(noun, "amod"))

    def _verb_like(self, i: int) -> Slots:
        """Subject of a nominal predicate ("is ready", "is a threat")."""
        tree = self.tree
        subjects = [c for c in tree.children[i] if tree.deprel[c] == "nsubj"]
        return {"subj": [t for c in subjects for t in self._spread(c)]} if subjects else {}

    def _share(self, v: int, up: int, out: Slots, missing: str) -> None:
        outer = self.slots(up)
        shared = "obj" if self.passive(up) else "subj"
        strays = [
            c
            for t in outer.get(shared, ())
            for c in self.tree.children[t]
            if self.tree.deprel[c] == "conj" and up < c < v
        ]
        if strays:
            out[missing] = self._spread(strays[0])
        elif shared in outer:
            out[missing] = list(outer[shared])

    def _control(self, v: int, up: int, out: Slots, missing: str) -> None:
        tree, outer = self.tree, self.slots(up)
        passive_above = tree.upos[up] == "VERB" and self.passive(up)
        swayed = self.mark(v) == "to" and self.lemma[up] in SWAYS
        by_object = (
            swayed or self.mark(v) in _OBJECT_MARKS
            if self.clause(v) == "advcl"
            else self.lemma[up] not in _SUBJECT_CONTROL
        )
        if (
            self.lemma[up] in _CALLS_ON
            and self.mark(v) == "to"
            and (asked := [t for t in outer.get("on", outer.get("to", ())) if t not in self.timed])
        ):
            out[missing] = list(asked)
        elif by_object and outer.get("obj"):
            out[missing] = list(outer["obj"])
        elif by_object and tree.rel(v) == "xcomp" and not outer.get("subj") and outer.get("on"):
            out[missing] = list(outer["on"])  # "called on X to"
        elif outer.get("subj") and not (passive_above and tree.rel(v) == "advcl" and tree.xpos[v] == "VBG"):
            out[missing] = list(outer["subj"])
        elif outer.get("obj") and passive_above:
            out[missing] = list(outer["obj"])

    def _noun(self, n: int) -> Slots:
        tree = self.tree
        out: Slots = {}
        for c in tree.children[n]:
            label = tree.deprel[c]
            if label == "nmod:poss":
                out.setdefault("poss", []).extend(self._spread(c))
            elif label in ("nmod", "obl", "obl:agent", "nmod:desc", "nmod:unmarked") and (prep := self.case(c)):
                out.setdefault(prep, []).extend(self._spread(c))
            elif label in ("acl", "acl:relcl"):
                out.setdefault("acl" if label == "acl" else "relcl", []).append(c)
                self._participle(c, out)
            elif label == "nsubj":  # "the bombing was an attack on", "the pilot is in our custody"
                out.setdefault("about", []).extend(self._spread(c))
        if self.answered(n):
            out.pop("with", None)  # by what it is answered
        verb = tree.head[n]
        if tree.rel(n) == "obj" and "by" not in out and tree.upos[verb] == "VERB" and not self.passive(verb):
            late = [c for c in tree.kids(verb, "obl") if c > n and tree.deprel[c] == "obl:agent"]
            if late:  # "printed a warning by the general"
                out["by"] = self._spread(late[0])
        mods = self._premodifiers(n)
        if mods:
            out["mod"] = mods
        self._borrow(n, out)
        self._carried(n, out)
        return out

    def _premodifiers(self, n: int) -> list[int]:
        tree = self.tree
        found = []
        for c in tree.children[n]:
            if tree.deprel[c] in ("compound", "amod", "nmod:desc", "nmod:unmarked", "flat", "nummod") and c < n:
                if tree.lower[c + 1] in ("after", "before"):  # "two days after a strike"
                    continue
                found.append(c)
                found += [
                    g
                    for g in tree.children[c]
                    if tree.deprel[g] in ("compound", "amod", "conj", "obl", "nmod:desc", "flat")
                ]
        return sorted(found)

    def _participle(self, c: int, out: Slots) -> None:
        """ "attack carried out by X", "strike that targeted Y": arguments that stand in the clause on a noun."""
        tree = self.tree
        lemma = self.lemma[c]
        relative = any(tree.lower[k] in RELATIVE for k in tree.children[c])
        if lemma in self.words.hits and (tree.xpos[c] == "VBG" or relative):
            for k in tree.children[c]:
                if tree.deprel[k] == "obj":
                    out.setdefault("obj", []).extend(self._spread(k))
        elif lemma in self.words.blames:
            self._blamed(c, out, voiced=False)
        elif lemma in self.words.supports or lemma == "claim":
            for k in tree.children[c]:
                if tree.deprel[k] == "obl:agent" or (tree.deprel[k] == "obl" and self.case(k) == "by"):
                    out.setdefault("subj", []).extend(self._spread(k))
                elif tree.deprel[k] == "obl" and (prep := self.case(k)) in ("on", "against", "at", "with", "to"):
                    out.setdefault(prep, []).extend(self._spread(k))
                elif tree.deprel[k] == "nsubj" and tree.lower[k] not in RELATIVE and lemma in self.words.supports:
                    out.setdefault("subj", []).extend(self._spread(k))

    def _borrow(self, n: int, out: Slots) -> None:
        """ "the killing and torture of civilians": coordinated event nouns share what follows the last."""
        tree = self.tree
        if tree.deprel[n] == "conj" and self.nominal(tree.head[n]):
            first = tree.head[n]
            for c in tree.children[first]:
                if tree.deprel[c] == "nmod:poss" and "poss" not in out:
                    out["poss"] = self._spread(c)
                if tree.deprel[c] == "nmod" and c > n and (prep := self.case(c)) and prep not in out:
                    out[prep] = self._spread(c)
        if any(tree.deprel[c] == "nmod" for c in tree.children[n]):
            return
        for c in tree.children[n]:
            if (
                tree.deprel[c] == "conj"
                and tree.upos[c] == "NOUN"
                and not any(k in out for k in ("of", "on", "against", "with"))
            ):
                for k in tree.children[c]:
                    if tree.deprel[k] == "nmod" and (prep := self.case(k)) in ("of", "on", "against", "with", "by"):
                        out.setdefault(prep, []).extend(self._spread(k))

    def _carried(self, n: int, out: Slots) -> None:
        """Arguments of a verb that only carries the noun ("carry out an attack on", "face sanctions")."""
        tree = self.tree
        first = tree.first(n)
        # "a wave of attacks", "the start of talks": the container is carried
        while (
            tree.deprel[first] == "nmod"
            and self.case(first) == "of"
            and tree.head[first] >= 0
            and (self.lemma[tree.head[first]] in self.words.classes["container"])
        ):
            first = tree.head[first]
        g = tree.head[first]
        label = tree.deprel[first]
        if self._charged(n, out):
            return
        if g >= 0 and (self._involved(first, g, out) or self._blamed_for(first, g, out)):
            out.setdefault("by", list(out.get("subj", ())))  # also of a blast, whose own subject did not do it
            return
        if g < 0 or tree.upos[g] not in ("VERB", "AUX"):
            return
        if label in ("nsubj", "nsubj:pass") and self.lemma[g] in self.words.hits and not self.passive(g):
            out.setdefault("obj", []).extend(
                t for c in tree.children[g] if tree.deprel[c] == "obj" for t in self._spread(c)
            )
            return
        carried = (
            label == "obj"
            or label == "nsubj:pass"
            or (label == "obl" and self.case(first) in ("in", "under", "to", "into", "with"))
        )
        role = self._role_of(n, g, label)
        if not carried or role is None or role == "none" or g in self._busy:
            if (
                label in ("nsubj", "nsubj:pass") and g not in self._busy
            ):  # "an attack was launched", "talks took place with"
                self._obliques(g, out, ("on", "against", "at", "between", "with"))
            return
        above = self.slots(g)
        if label == "obl" and self.lemma[g] not in (
            "come",
            "engage",
            "participate",
            "respond",
            "answer",
            "retaliate",
            "take",
            "join",
        ):
            return
        if role == "actor":
            if "subj" not in out and above.get("subj") and first not in above["subj"]:
                out["subj"] = list(above["subj"])
        elif above.get("subj"):
            out["obj"] = [*out.get("obj", ()), *above["subj"]]
            if "from" in above:
                out.setdefault("subj", []).extend(above["from"])
        self._obliques(g, out)
        if "iobj" in above:
            out.setdefault("to", []).extend(above["iobj"])

    def answered(self, n: int) -> bool:
        """Whether a deed is what its verb answers: "answered the shelling", "responded to it with a raid"."""
        verb, label = self.tree.head[n], self.tree.rel(n)
        if verb < 0 or label not in ("obj", "obl"):
            return False
        if label == "obj":
            return self.lemma[verb] in _ANSWERING
        return self.lemma[verb] in _REACTING and self.case(n) in _TO_WHAT

    def repels(self, verb: int) -> bool:
        """Whether a verb meets a blow that others deal: "held off the assault", "beat back the raid"."""
        return self.lemma[verb] in _REPELS and bool(self.particle(verb))

    def _role_of(self, n: int, g: int, label: str) -> str | None:
        """What the subject of a verb is in the deed (`n`) that it carries."""
        if self.lemma[g] == "deny":  # but "denied the charge": somebody else's
            return None if any(p.speech for p in self.words.nouns.get(self.lemma[n], ())) else "actor"
        if self.answered(n) or self.repels(g):
            return None  # somebody else's
        if self.lemma[g] == "claim" and label in ("obj", "nsubj:pass"):
            return "none" if self._claimed_by_none(g) else "actor"  # "claimed the attack": as its own
        return self.words.supports.get(self.lemma[g])

    def _claimed_by_none(self, v: int) -> bool:
        """ "No group has claimed", "did not claim"."""
        lower, kids = self.tree.lower, self.tree.children
        subjects = [c for c in kids[v] if self.tree.rel(c) == "nsubj"]
        nobody = any(lower[s] in ("nobody", "none") or any(lower[k] == "no" for k in kids[s]) for s in subjects)
        return nobody or any(lower[c] in ("not", "n't", "n’t", "never") for c in kids[v])

    def _involved(self, n: int, g: int, out: Slots) -> bool:
        """ "had a hand in the attack", "was behind it", "claimed responsibility for it", "is responsible for it"."""
        tree, prep = self.tree, self.case(n)
        if prep == "behind":
            subjects = [c for c in tree.children[n] if tree.deprel[c] == "nsubj"] or [
                c for c in tree.children[g] if tree.deprel[c] == "nsubj"
            ]
        elif (
            tree.deprel[n] in ("nmod", "obl")
            and tree.upos[g] != "VERB"  # "blamed X for the attack" does not make the subject the doer
            and self.lemma[g] in self.words.involvements
            and prep in ("in", "for", "with", "to", "of")
        ):
            if not self.nominal(g) or any(tree.deprel[c] == "cop" for c in tree.children[g]):
                subjects = [c for c in tree.children[g] if tree.deprel[c] == "nsubj"]
            else:
                above = self.slots(g) if g not in self._busy else {}
                out.setdefault("subj", []).extend(
                    above.get("poss") or above.get("subj") or above.get("of") or above.get("by") or []
                )
                v = tree.head[g]
                if v >= 0 and self.lemma[v] == "claim" and self._claimed_by_none(v):
                    out.pop("subj", None)
                    return True
                if above.get("on"):  # "laid the blame for the raid on"
                    out["subj"] = list(above["on"])
                inner = (
                    self.slots(v)
                    if v >= 0 and tree.deprel[g] == "obj" and v not in self._busy and "subj" not in above
                    else {}
                )
                out["subj"] += [t for t in inner.get("subj", ()) if t not in out["subj"]]
                return True
        elif prep == "with" and self.nothing_to_do(g) and tree.rel(g) == "acl":  # "had nothing to do with the raid"
            subjects = tree.kids(tree.head[tree.head[g]], "nsubj")
        else:
            return False
        out.setdefault("subj", []).extend(t for c in subjects for t in self._spread(c))
        return bool(subjects)

    def nothing_to_do(self, g: int) -> bool:
        """ "Had nothing to do with the raid"."""
        return self.lemma[g] == "do" and self.tree.lower[max(g - 2, 0) : g] == ("nothing", "to")

    def _blamed_for(self, n: int, g: int, out: Slots) -> bool:
        """ "Blamed the attack on", "blamed ... for the attack"."""
        put = self.tree.upos[g] == "VERB" and self.lemma[g] in self.words.blames
        put = put and (self.tree.deprel[n] in ("obj", "nsubj:pass") or self.case(n) == "for")
        if put:
            self._blamed(g, out)
        return put

    def _charged(self, n: int, out: Slots) -> bool:
        """ "Accused police of beatings and of the murder of": the second deed is theirs, too."""
        tree, first = self.tree, self.tree.first(n)
        verb = first if tree.upos[first] == "VERB" and self.lemma[first] in self.words.charges else tree.head[first]
        if verb < 0 or first == n or verb in self._busy or "subj" in out:
            return False
        if self.lemma[verb] not in self.words.charges or (self.mark(n) or self.mark(first)) not in _CHARGED:
            return False
        out["subj"] = list(self.slots(verb).get("obj", ()))
        return bool(out["subj"])

    def _blamed(self, v: int, out: Slots, *, voiced: bool = True) -> None:
        """On whom a verb puts the deed: "blamed the attack on", "blamed ... for it". Where nobody is said to do so, or
        only beside what is told ("an attack that they blamed on"), he is no doer."""
        tree = self.tree
        found = [c for c in tree.children[v] if self.case(c) in ("on", "to") and c not in self.timed]
        found = [c for c in found if tree.deprel[c] == "obl"] or tree.kids(
            v, "nsubj:pass" if self.passive(v) else "obj"
        )
        out["blamed"] = [t for c in found for t in self._spread(self._antecedent(c, v))]
        if voiced and (not self.passive(v) or any(self.case(c) == "by" for c in tree.children[v])):
            out.setdefault("subj", []).extend(out["blamed"])

    def _obliques(self, g: int, out: Slots, preps: tuple[str, ...] = _CARRIED) -> None:
        for c in self.tree.children[g]:
            if self.tree.deprel[c] == "obl" and (prep := self.case(c)) in preps and prep not in out:
                out[prep] = self._spread(c)

    def ruled_out(self, c: int) -> bool:
        """Whether what is coordinated is only named to say that it was not it: "Russia, not Ukraine", "rather than"."""
        lower = self.tree.lower
        return any(
            lower[k] in ("rather", "instead") or (lower[k] == "not" and lower[k + 1] not in ("only", "just", "merely"))
            for k in self.tree.children[c]
            if k < c and self.tree.deprel[k] in ("cc", "advmod", "det")
        )

    def _spread(self, i: int) -> list[int]:
        """A token and what is coordinated below it."""
        found = [i]
        g = self.tree.head[i]
        for c in self.tree.children[i]:
            if self.tree.deprel[c] != "conj" or self.tree.upos[c] == "VERB" or self.ruled_out(c):
                continue
            if i < g < c and self.tree.upos[g] == "VERB":  # beyond the verb: the next clause's subject
                continue
            found += self._spread(c)
        return found

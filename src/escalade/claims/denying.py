"""What denies: words by which somebody turns down what was told before, without naming it.

"Denies it", "calls all of this baseless", "there is no truth in the charge", "said it was not behind it".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from escalade.claims.disowning import NOBODY, disowned, protested, scoffed_at
from escalade.claims.frame import Frame
from escalade.claims.pointing import GUILTY, POINTING, done, pointed
from escalade.claims.scene import Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import case_of, has_not, mark_of, subject
from escalade.claims.voices import Voice
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

NO_SUCH, NOTHING_OF_THE = ("no", "such"), ("nothing", "of", "the")  # sort, kind
TO_DO_WITH = ("to", "do", "with")
NAMES = frozenset({"call", "brand", "label", "dub", "deem", "term"})
SWEEPING = frozenset({"all", "everything"})  # deny whatever somebody said
DID = frozenset({"did", "do", "does", "has", "have", "had", "was", "were", "is", "are", "been", "being", "be"})
WITHIN = frozenset({"in", "to", "behind"})
LACKING = frozenset({"no", "little", "any"})


class Pointing(NamedTuple):
    """A denial that names nothing: its cue, its frames, the voice of a cue that has none (neither: the report's own
    word); sort: it | charge | aside | involvement | withdrawn | own (denies only where its speaker was accused);
    `doer` heads who is said to have had no part in it."""

    cue: int
    frames: tuple[Frame, ...]
    own: tuple[Voice, ...]
    sort: str
    doer: int | None = None


class Denying:
    """Finds the denials of one report that only point at what they deny."""

    def __init__(self, scene: Scene, cues: Cues, speech: Speech) -> None:
        self.scene, self.cues, self.speech = scene, cues, speech

    def pointing(self, tree: Tree) -> tuple[Pointing, ...]:
        """Denials of one sentence that only point at what they deny; kept with the speech for all who ask."""
        known: dict[int, tuple[Pointing, ...]] = self.speech.pointing
        if tree.ordinal not in known:
            known[tree.ordinal] = tuple(self._pointing(tree))
        return known[tree.ordinal]

    def _pointing(self, tree: Tree) -> Iterator[Pointing]:
        seen: set[int] = set()
        for frame in self.speech.frames.get(tree.ordinal, ()):
            sort, doer = self._of_frame(tree, frame) or ("", None)
            if sort and frame.voices and not self._of_noun(tree, frame.cue, sort):
                seen.add(frame.cue)
                yield Pointing(frame.cue, self.speech.around(frame), (), sort, doer)
        carried = self.speech.over(tree.ordinal, tree.root)
        if carried and carried[-1].sentence != tree.ordinal:  # a quotation that runs on
            sort, doer = self._of_frame(tree, replace(carried[-1], content=frozenset(range(len(tree))))) or ("", None)
            if sort:
                yield Pointing(tree.root, carried, (), sort, doer)
        for v, lemma in enumerate(tree.lemma):
            if tree.upos[v] != "VERB" or v in seen:
                continue
            found = self._of_verb(tree, v, lemma)
            head = subject(tree, v) if found else None
            voice = self.speech.voices.voice(tree, head, lemma) if head is not None else None
            if voice is not None and found and not self._of_noun(tree, v, found):
                yield Pointing(v, self.speech.over(tree.ordinal, v), (voice,), found)

    def withdrawals(self, tree: Tree) -> Iterator[Pointing]:
        """What the report itself says of what was told before: "The report was false", "It did not happen"."""
        if tree.words[-1] == "?" or self.speech.over(tree.ordinal, tree.root):
            return
        thing = self._unfounded(tree, tree.root)
        sort = self._points(tree, thing) if thing is not None else None
        if sort in ("it", "charge"):
            yield Pointing(tree.root, (), (), sort)

    def _of_noun(self, tree: Tree, v: int, sort: str) -> bool:
        """Whether a denial only says which noun is meant: "charges that he denied", not "the army, which denies the
        charge"."""
        if sort == "aside":
            return False
        return tree.deprel[v] == "acl" or (tree.deprel[v] == "acl:relcl" and sort == "it")

    # -- in what somebody says --------------------------------------------------------------------------------------

    def _of_frame(self, tree: Tree, frame: Frame) -> tuple[str, int | None] | None:
        triggers = {e.trigger_token for e in self.scene.events.get(tree.ordinal, ())}
        told = {i for i in triggers if self._names_deed(tree, i, frame)}
        if frame.type == "deny":
            if (self.speech.aside(tree) or (-1, -1))[1] == frame.cue:
                return "aside", None
            if self._withdrawn(tree, frame.cue):
                return "withdrawn", None
            return None if told else self._turned_down(tree, frame)
        if frame.type in ("say", "claim", "believe"):
            said = [i for i in sorted(frame.content) if tree.upos[i] != "PUNCT"]
            if self._only_untrue(tree, said):
                return "it", None
            for i in said:
                if tree.lower[i - 1 : i + 1] == NO_SUCH or tree.lower[i - 3 : i] == NOTHING_OF_THE:
                    return None if told else ("it", None)
                thing = self._unfounded(tree, i)
                if thing is not None and thing in frame.content:
                    sort = self._points(tree, thing)
                    return (sort, None) if sort else None
                if not told and self._involvement(tree, i) and self._lacking(tree, i):
                    return "involvement", self._doer(tree, i)
                found = disowned(tree, i, self.cues.revisions.get)
                if found is not None and told <= set(tree.subtree(i)):
                    return found
        if frame.type == "accuse" and any(self._invents(tree, i) for i in frame.content):
            return "charge", None
        return None

    def _only_untrue(self, tree: Tree, said: Sequence[int]) -> bool:
        """ "Not so", "not true", "nonsense": all that somebody says."""
        if len(said) == 2 and tree.lower[said[0]] == "not":
            return tree.lower[said[1]] == "so" or self.cues.revisions.get(tree.lemma[said[1]]) == "true"
        return len(said) == 1 and self._untrue(tree, said[0])

    def _invents(self, tree: Tree, i: int) -> bool:
        """ "Inventing the story", "lying", of which somebody accuses his accusers."""
        thing = tree.kid(i, "obj")
        untrue = tree.upos[i] == "VERB" and self._untrue(tree, i)
        return untrue and (tree.lemma[i] == "lie" if thing is None else self._points(tree, thing) is not None)

    def _names_deed(self, tree: Tree, trigger: int, frame: Frame) -> bool:
        """Whether an event of what is said is a deed, not "the charge" or "ordered", which only point at one."""
        return trigger in frame.content and self.cues.revisions.get(tree.lemma[trigger]) not in ("charge", "commit")

    def _turned_down(self, tree: Tree, frame: Frame) -> tuple[str, int | None] | None:
        """ "Denied any role", "denied having anything to do with it", "denies that its men took part"."""
        thing = tree.kid(frame.cue, "obj", "nsubj:pass", "expl")
        if thing is not None:
            sort = self._points(tree, thing)
            return (sort, None) if sort else None
        for i in sorted(frame.content):
            if done(tree, i, self.cues.revisions.get) or (self._involvement(tree, i) and not self._lacking(tree, i)):
                return "involvement", self._doer(tree, i)
        if any(tree.lower[i] == "any" and tree.rel(i) == "det" for i in frame.content):
            return "it", None  # "denied that any ransom was paid": what was just told in other words
        return None

    def _involvement(self, tree: Tree, i: int) -> bool:
        """ "Involved", "behind it", "a hand in it": without a word for the deed itself."""
        if tree.lower[i] in ("nothing", "anything"):
            return tree.lower[i + 1 : i + 4] == TO_DO_WITH and any(w in POINTING for w in tree.lower[i + 4 : i + 5])
        if tree.lower[i] in POINTING:
            return case_of(tree, i) == "behind"
        if self.cues.revisions.get(tree.lemma[i]) != "involvement" and tree.lemma[i] not in GUILTY:
            return False
        if tree.upos[i] == "VERB" and tree.lemma[i] in ("hand", "part"):
            return False  # "was handed over"
        of_what = [c for c in tree.kids(i, "obl", "nmod", "advcl", "acl") if min(tree.subtree(c)) > i]
        of_what = [c for c in of_what if (case_of(tree, c) or mark_of(tree, c)) in ("in", "for")]
        return all(self._points(tree, c) for c in of_what)

    def _lacking(self, tree: Tree, i: int) -> bool:
        """Whether somebody is said not to be, or to have, what a word says: "not involved", "no part", "none of them
        took part"."""
        if tree.lower[i] == "nothing" or self._no(tree, i):
            return True
        return self._hangs(tree, i) and self._no(tree, tree.head[i])

    def _hangs(self, tree: Tree, i: int) -> bool:
        """ "Took no part", "was in no way involved": who is meant, and whether, stands at the word above."""
        return tree.rel(i) == "obj" or (tree.rel(i) == "acl" and tree.lower[tree.head[i]] == "way")

    def _no(self, tree: Tree, i: int) -> bool:
        none = any(tree.lower[c] in NOBODY for c in tree.kids(i, "nsubj", "nsubj:pass"))
        return none or has_not(tree, i) or any(tree.lower[c] == "no" for c in tree.kids(i, "det"))

    def _doer(self, tree: Tree, i: int) -> int | None:
        """Of whom it is said that he had a part in it, or none."""
        return subject(tree, tree.head[i] if self._hangs(tree, i) else i, inherit=False)

    # -- what is called untrue --------------------------------------------------------------------------------------

    def _of_verb(self, tree: Tree, v: int, lemma: str) -> str | None:
        """ "Dismissed it as nonsense", "calls all of this baseless", "denies it"."""
        if has_not(tree, v):
            return None
        if self._withdrawn(tree, v):
            return "withdrawn"
        called = [c for c in tree.kids(v, "xcomp", "obl", "advmod", "obj") if self._untrue(tree, c)]
        if not called and lemma in NAMES:  # hung on the thing itself: "calls all of this baseless"
            below = [k for c in tree.kids(v, "obj") for k in tree.subtree(c) if k > c]
            called = [k for k in below[-1:] if self._untrue(tree, k)]
        if (sort := protested(tree, v, self.cues.revisions.get)) is not None:
            return sort
        plain = any(e.type == "deny" and not e.only for e in self.cues.verbs.get(lemma, ()))
        things = [c for c in tree.kids(v, "obj", "xcomp", "nsubj:xsubj", "expl") if c not in called]
        things += [k for c in called for k in tree.kids(c, "compound", "nsubj", "mark")]
        scorned = scoffed_at(tree, v)
        if scorned is not None:
            return self._points(tree, scorned)
        return self._points(tree, things[0]) if things and (called or plain) else None

    def _withdrawn(self, tree: Tree, v: int) -> bool:
        """ "Withdrew the accusation", "has taken the report back", "dropped its theory"."""
        parts = [tree.lower[c] for c in tree.kids(v, "compound:prt", "advmod")]
        verbs = [tree.lemma[v], *(f"{tree.lemma[v]} {part}" for part in parts)]
        thing = tree.kid(v, "obj", "nsubj:pass")
        taken = any(self.cues.revisions.get(verb) == "withdrawn" for verb in verbs)
        if thing is None or not (taken or tree.lemma[v] == "drop"):
            return False
        sort = self._points(tree, thing)
        return sort == "charge" or (sort == "it" and taken and tree.upos[thing] == "PRON")

    def _untrue(self, tree: Tree, i: int) -> bool:
        """ "A lie", "baseless", "invented", "made up"."""
        if tree.upos[i] not in ("ADJ", "NOUN", "VERB"):
            return False
        words = [tree.lemma[i], tree.lower[i]]
        words += (f"{tree.lemma[i]} {tree.lower[c]}" for c in tree.kids(i, "compound:prt"))
        words += (tree.lower[c] for c in tree.kids(i, "amod", "compound"))  # "a false report", "a hoax call"
        return any(self.cues.revisions.get(w) == "untrue" for w in words)

    def _wrong(self, tree: Tree, i: int) -> bool:
        """ "The report was wrong", where of a deed it would only be blamed."""
        thing = tree.kid(i, "nsubj") if self.cues.revisions.get(tree.lower[i]) == "corrected" else None
        return thing is not None and self.cues.revisions.get(tree.lemma[thing]) == "charge"

    def _unfounded(self, tree: Tree, i: int) -> int | None:
        """What a word says to be untrue: "the report is false", "it is not true", "the charge has no basis", "there is
        no truth in it"."""
        if tree.kid(i, "ccomp", "csubj") is not None:
            return None  # "it is untrue that ...": the deed is named
        if self._untrue(tree, i) or self._wrong(tree, i):
            return None if has_not(tree, i) else subject(tree, i, inherit=False)
        whole = [f"{tree.lemma[i]} {tree.lemma[c]}" for c in tree.kids(i, "obj")]  # "took place"
        if "true" not in map(self.cues.revisions.get, (tree.lemma[i], *whole)):
            return None
        is_told = all(tree.upos[c] != "AUX" or tree.lower[c] in DID for c in tree.children[i])
        nothing = [c for c in tree.kids(i, "nsubj") if tree.lower[c] == "nothing"]
        likened = [k for c in nothing for k in tree.kids(c, "nmod") if tree.lower[k] in POINTING]
        if likened and is_told:  # "nothing like it has happened"
            return likened[0]
        that = next((c for c in tree.kids(i, "nsubj", "mark") if tree.lower[c] == "that" and c == i - 2), None)
        if has_not(tree, i) and is_told and that is not None:
            return that  # "says that never happened"
        if (has_not(tree, i) and is_told) or case_of(tree, i) == "without":
            return subject(tree, i, inherit=False)
        scrap = tree.head[i] if case_of(tree, i) == "of" else i  # "not a shred of truth in it", "no grain of truth"
        none = scrap != i and tree.rel(scrap) in ("nsubj", "obj") and has_not(tree, tree.head[scrap])
        if not none and not any(tree.lower[c] in LACKING for c in tree.kids(scrap, "det", "amod")):
            return None
        within = [c for k in sorted({i, scrap}) for c in tree.kids(k, "nmod", "obl") if case_of(tree, c) in WITHIN]
        if within and tree.rel(i) != "obj":
            return within[0]
        return subject(tree, tree.head[i], inherit=False) if tree.rel(i) == "obj" else None

    def _points(self, tree: Tree, thing: int) -> str | None:
        """How the thing denied points back."""
        if tree.lower[thing] in POINTING or self.cues.revisions.get(tree.lemma[thing]) == "incident":
            return "it"
        if tree.lower[thing] == "what" and pointed(tree, thing, self.cues.revisions.get):
            return "it"  # "what happened"
        if tree.lower[thing] in SWEEPING:
            return "charge"
        sort = self.cues.revisions.get(tree.lemma[thing])
        bare = all(tree.rel(c) not in ("acl", "ccomp") for c in tree.children[thing])
        return sort if sort in ("charge", "involvement") and bare else None

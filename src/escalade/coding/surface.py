"""What can be read off a sentence's tree word by word: lemma, preposition, subordinator, voice, nominal or clause."""

from __future__ import annotations

from collections.abc import Mapping

from escalade.model.tree import Tree
from escalade.vocab.predicates import Predicates

RELATIVE = frozenset(("that", "which", "who", "whom", "whose"))


class Surface:
    """A sentence's words as the vocabulary knows them. `lemma` is lower case and repaired from the word's form; that of
    a pronoun may be what it stands for."""

    def __init__(self, tree: Tree, words: Predicates, stand_ins: Mapping[int, str] | None = None) -> None:
        self.tree, self.words = tree, words
        lemma = tuple(
            lemma if lemma in words.known else words.forms.get(low, low if low in words.known else lemma)
            for lemma, low in zip((x.lower() for x in tree.lemma), tree.lower, strict=True)
        )
        self.lemma = tuple((stand_ins or {}).get(i, x) for i, x in enumerate(self._hyphened(lemma)))

    def _hyphened(self, lemma: tuple[str, ...]) -> tuple[str, ...]:
        """ "cease - fire" is the word cease-fire; its head is that, be it the first of the two ("a cut-off")."""
        if "-" not in self.tree.words:
            return lemma
        low, known, out = self.tree.lower, self.words.known, list(lemma)
        for i in range(1, len(low) - 1):
            joined = f"{low[i - 1]}-{lemma[i + 1]}"
            if low[i] == "-" and joined in known:
                first = self.tree.head[i + 1] == i - 1 and self.tree.upos[i - 1] == "NOUN"
                out[i - 1 if first else i + 1] = joined
        return tuple(out)

    def nominal(self, i: int) -> bool:
        """A noun, or a gerund that is used as one ("the killing of")."""
        tree = self.tree
        if tree.upos[i] in ("NOUN", "PROPN", "PRON", "NUM", "SYM"):
            return not any(tree.deprel[c] == "cop" for c in tree.children[i]) or tree.upos[i] != "ADJ"
        if tree.upos[i] == "ADJ" and self.lemma[i] in self.words.nouns:
            return any(tree.deprel[c] in ("det", "nmod:poss") for c in tree.children[i])
        if tree.upos[i] == "VERB" and tree.xpos[i] in ("VBG", "NN"):
            return any(tree.deprel[c] in ("det", "nmod", "nmod:poss") for c in tree.children[i])
        return False

    def case(self, i: int) -> str:
        """Preposition of a phrase: "on", "out of"; "" if it has none. "in which" asks the head's mark too."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.deprel[c] == "case" and tree.lower[c] not in ("'s", "’s", "'", "’"):
                rest = [tree.lower[f] for f in tree.children[c] if tree.deprel[f] == "fixed"]
                if not rest and c + 1 < len(tree) and tree.deprel[c + 1] == "case" and tree.head[c + 1] == i:
                    rest = [tree.lower[c + 1]]
                return " ".join([tree.lower[c], *rest])
        return ""

    def way(self, i: int) -> bool:
        """ "By way of Chad": on which way, not by whom."""
        return self.lemma[i] == "way" and self.case(i) == "by"

    def mark(self, i: int) -> str:
        """Subordinator of a clause ("if", "to", "after"), "" if it has none."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.deprel[c] in ("mark", "case"):
                rest = [tree.lower[f] for f in tree.children[c] if tree.deprel[f] == "fixed"]
                return " ".join([tree.lower[c], *rest])
        return ""

    def particle(self, i: int) -> str:
        """Particle of a phrasal verb."""
        return next((self.tree.lower[c] for c in self.tree.children[i] if self.tree.deprel[c] == "compound:prt"), "")

    def clause(self, i: int) -> str:
        """Universal label of a clause; a bare participle that hangs loose counts as adverbial ("..., killing two")."""
        rel = self.tree.rel(i)
        loose = rel == "parataxis" and self.tree.xpos[i] == "VBG"
        if loose and not any(self.tree.rel(c) in ("nsubj", "aux", "mark") for c in self.tree.children[i]):
            return "advcl"
        return rel

    def passive(self, v: int) -> bool:
        """A verb in the passive voice, finite or a bare participle behind a noun."""
        tree = self.tree
        labels = {tree.deprel[c] for c in tree.children[v]}
        if "aux:pass" not in labels and any(tree.xpos[c] == "MD" for c in tree.children[v] if tree.deprel[c] == "aux"):
            return False
        if labels & {"aux:pass", "obl:agent"}:
            return True
        if tree.xpos[v] in ("VBZ", "VBP", "VB", "VBG"):
            return False
        if tree.perfect(v):
            return False
        if "nsubj:pass" in labels and "obj" in labels:  # "Tunisia deported 900 migrants", mislabelled
            return False
        if labels & {"nsubj:pass", "csubj:pass"} and tree.lower[v] != self.lemma[v]:
            return True
        if self.lemma[v] in self.words.bare_passives and "obj" not in labels and not labels & {"aux", "xcomp", "ccomp"}:
            return not any(tree.lower[c] in RELATIVE for c in tree.children[v]) and tree.xpos[v] in ("VBD", "VBN")
        if tree.xpos[v] != "VBN":
            return False
        if any(tree.deprel[c] == "aux" for c in tree.children[v]):
            return False
        if tree.deprel[v] in ("acl", "amod"):
            return True
        if tree.rel(v) == "advcl":
            return not any(tree.rel(c) == "obj" for c in tree.children[v])
        if tree.rel(v) == "conj" and not any(tree.deprel[c] == "nsubj" for c in tree.children[v]):
            if "obj" in labels and tree.deprel[tree.head[v]] not in ("acl", "acl:relcl"):
                return False  # "killed one and injured five"
            return self.passive(tree.head[v])
        return tree.deprel[v] == "xcomp" and not any(tree.rel(c) == "obj" for c in tree.children[v])

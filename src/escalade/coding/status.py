"""Whether an event is told as having happened: its polarity and modality."""

from __future__ import annotations

from dataclasses import dataclass

from escalade.coding.clauses import NOBODY, NOT, Clauses, at_once, negations
from escalade.coding.slots import Syntax
from escalade.coding.untrue import charge_aside
from escalade.coding.walk import Walk
from escalade.vocab.operators import Operators

_SPARSE = frozenset(
    "only few little instead rather without far short stopping least less off out too fizzle fizzled".split()
)
_STARTS = frozenset("set touch kick spark carry break burst".split())  # "touched off", "broke out": it did happen
_UN = tuple(  # how words begin that say that something was not: no "unrelated", "union", "unit"
    "unsuccess unable unful unfound unfin untrue unharm unhurt uninjur unscath unanswer unimplement unmet unreal "
    "undone unlikely unprov unwilling unheed unsubstantiat unopen unpaid non false fake fabricat invent hoax".split()
)
_VOWS = frozenset(("will", "would", "shall", "'ll", "’ll", "wo"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Polarity and modality of an event, the words passed on the way up, whether no doubt is left (`firm`), and
    whether what was planned or asked for was turned down (`unmet`)."""

    polarity: str
    modality: str
    path: tuple[int, ...]
    firm: bool = False
    unmet: bool = False


class StatusReader:
    """Reads the status of event words in one sentence."""

    def __init__(self, syntax: Syntax, operators: Operators) -> None:
        self.syntax, self.tree, self.operators = syntax, syntax.tree, operators
        self.clauses = Clauses(syntax)

    def read(
        self,
        token: int,
        *,
        irrealis: bool = False,
        ignore_negation: bool = False,
        performed: bool = False,
        kind: str = "",
        learned: bool = False,
    ) -> Reading:
        """Polarity and modality of the event of a type (`kind`) that the token tells of."""
        vowed = learned and self._vowed(token, kind)
        ignore_negation |= performed or (vowed and kind == "THREATEN")
        walk = Walk(self.clauses, self.operators, token, ignore_negation, performed or vowed, kind)
        walk.run()
        effects = walk.effects
        if irrealis and "intended" not in effects and not walk.given:
            effects.append("possible")
        asked = self.clauses.question()
        if asked and not (walk.relative or walk.given or self.clauses.asks_how(walk.path)):
            effects.append("possible")
            if self.clauses.asks_whether(walk.path):  # "Will they attack?"
                effects = [e for e in effects if e != "intended"]
        modality = next((e for e in ("conditional", "intended", "possible") if e in effects), "actual")
        if walk.hangs and modality != "actual":
            modality = "conditional"
        polarity = "negative" if walk.flips % 2 else "positive"
        twice = walk.flips > 0 and polarity == "positive"  # "never denied the raid"
        return Reading(polarity, modality, tuple(walk.path), walk.firm or twice or (asked and walk.given), walk.unmet)

    def may_deny(self, token: int) -> bool:
        """Whether any word that bears on an event word could say that it did not happen: "not", "failed", "only"; who
        "stopped the war" has stopped it."""
        return any(self._denies(i) for i in self._bearing(token) if i != token)

    def _denies(self, i: int) -> bool:
        low = self.tree.lower[i]
        sparse = low in _SPARSE and not (i and low in ("off", "out") and self.syntax.lemma[i - 1] in _STARTS)
        if (
            low == "only"
            and self.tree.upos[self.tree.head[i]] == "NOUN"
            and self.tree.deprel[i + 1 : i + 2] == ("det",)
        ):
            return False  # "only the truce made it possible": nothing else did
        if at_once(self.tree, i):
            return False
        found = low in NOT or low in NOBODY or sparse or low.startswith(_UN)
        return found or self.operators.denies(self.syntax.lemma[i])

    def _bearing(self, token: int) -> range | list[int]:
        """The words of a sentence but those that a semicolon, or an "and" before a subject of their own, sets off from
        an event word: "Chad was behind it; it was not clear why", "the shot was never fired, and Chad ended its drill",
        "Chad said it was shelled, a claim Mali denied".
        """
        tree = self.tree
        low = max((i + 1 for i in range(token) if tree.words[i] == ";"), default=0)
        high = next((i for i in range(token, len(tree)) if tree.words[i] == ";"), charge_aside(self.syntax, token))
        for top in (token, *tree.ancestors(token)):
            if tree.rel(top) == "conj" and tree.upos[tree.head[top]] == "VERB" and tree.kid(top, "nsubj", "nsubj:pass"):
                return [i for i in tree.subtree(top) if low <= i < high]
        return range(low, high)

    def _vowed(self, token: int, kind: str) -> bool:
        """ "They will pay for it", "Vienna would not go along", "we shall stand by you": saying so is the deed."""
        tree = self.tree
        if not any(tree.lower[c] in _VOWS for c in tree.kids(token, "aux")):
            return False
        if kind == "REJECT":
            return bool(negations(tree, token))
        return kind == "THREATEN" or (kind == "AGREE" and not self.clauses.hangs(token))

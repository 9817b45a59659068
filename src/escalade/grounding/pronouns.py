"""Whom a pronoun stands for: what stands before it is weighed, and the likeliest is taken if it is likely enough.

A log-linear ranker of candidates (Denis and Baldridge 2008): what shows of a candidate, alone and beside the pronoun,
are its signs; their weights come from annotated text (`python -m training pronouns`). Things ("the convoy", "the
plan") stand for election beside actors, and so does nobody: "it" need not be anyone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from escalade.model.tree import Tree
from escalade.model.words import HANDLED

FILE = Path(__file__).with_name("pronouns.json")
SURE = 0.4  # probability from which an actor is meant; half of it where one must be: "accused it"
MALE, FEMALE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))
THING, MANY = frozenset(("it", "its", "itself")), frozenset(("they", "them", "their", "theirs", "themselves"))
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
SPEAKING = frozenset(
    "say deny reject accuse warn claim insist add tell announce state blame condemn threaten maintain report declare "
    "confirm note argue allege assert explain admit write".split()
)
MINDED = SPEAKING | frozenset("believe think know want hope fear expect learn see".split())
HARMING = frozenset(
    "attack bomb bombard shell strike hit raid destroy target storm overrun ambush burn capture seize besiege blockade "
    "kill wound injure murder assassinate kidnap abduct sink ram down sabotage torpedo loot invade arrest detain expel "
    "condemn denounce accuse blame sanction threaten".split()
)
ADDRESSING = frozenset(
    "accuse blame urge warn tell ask help arm fund back support threaten sanction pay train praise thank summon order "
    "advise assure inform invite persuade pressure join lead fight oppose punish sue command bid beg implore force "
    "compel allow let permit instruct encourage remind promise offer grant".split()
)
PAPERS = frozenset(  # what says things and does none
    "account article cable communique document evidence figure file footage law letter map memo message note paper "
    "picture poll post release report sign statement story study survey tally text treaty video".split()
)
ANSWERS = frozenset("answer reply response reaction retaliation revenge".split())  # "its answer was swift: it shut"
NOBODY = "nobody"
_ROLES = {
    "nsubj": "subject", "csubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "inner",
    "nmod:poss": "owner", "compound": "inner", "amod": "inner", "conj": "row", "appos": "apposed",
}  # fmt: skip
_ARTICLES = dict.fromkeys(("a", "an", "some", "another"), "indefinite") | dict.fromkeys(("no", "any"), "none such")
_WEATHER = frozenset("seem appear turn take happen remain become matter rain".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a pronoun may stand for: an actor, a thing."""

    tree: Tree
    head: int  # token
    top: int  # the token that ties its phrase to the sentence
    kind: str  # person | organisation | group | country | thing
    key: Hashable  # the same for all mentions of one actor
    mention_id: str
    plural: bool
    level: str = "nominal"  # named | nominal | pronoun
    gender: str | None = None
    known: bool = False  # an actor with an id
    coded: bool = False  # what sort of actor it is is known
    told: int = 0  # how often it was named before

    @property
    def place(self) -> tuple[int, int]:
        """Sentence and token."""
        return self.tree.ordinal, self.head


@dataclass(frozen=True)
class Pronoun:
    """A pronoun in its sentence."""

    tree: Tree
    token: int

    @cached_property
    def word(self) -> str:
        """Lower case."""
        return self.tree.lower[self.token]

    @cached_property
    def sort(self) -> str:
        """he | it | they; "she" counts as "he"."""
        return "it" if self.word in THING else "they" if self.word in MANY else "he"

    @cached_property
    def role(self) -> str:
        """What it is in its clause; a possessive is an owner, a reflexive itself."""
        if self.word in REFLEXIVE:
            return "self"
        return "owner" if self.tree.xpos[self.token] == "PRP$" else _role(self.tree, self.token)

    @cached_property
    def verbs(self) -> tuple[int, ...]:
        """The words that it hangs on, nearest first."""
        return tuple(self.tree.ancestors(self.token))

    @cached_property
    def says(self) -> bool:
        """Whether it is the subject of a verb of saying, thinking or wanting."""
        return self.role == "subject" and self.tree.lemma[self.tree.head[self.token]].lower() in MINDED

    @cached_property
    def part(self) -> str:
        """What it has to do with its verb: says, acts, undergoes | handled (fired), addressed (accused, given),
        undergone; "" where it is no argument of a verb."""
        over = self.tree.head[self.token]
        if over < 0 or self.tree.upos[over] != "VERB":
            return ""
        verb = self.tree.lemma[over].lower()
        if self.role == "subject":
            return "says" if self.says else "acts"
        if self.role == "object":
            given = verb in ADDRESSING or self.tree.rel(self.token) == "iobj"  # "brought them beans"
            return "addressed" if given else "handled" if verb in HANDLED else "undergone"
        return "undergoes" if self.role == "undergoer" else ""

    @cached_property
    def harmed(self) -> bool:
        """Whether what it owns is dealt a blow: "shelled its positions" is seldom one's own."""
        noun = self.tree.head[self.token]
        struck = self.role == "owner" and self.tree.rel(noun) == "obj"
        return struck and self.tree.lemma[self.tree.head[noun]].lower() in HARMING

    @cached_property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks that its sentence opens."""
        return in_quotes(self.tree, self.token)


class Ranker:
    """Weighs candidates by what shows of them."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """`weights` of signs; "it|SIGN" and "owner|SIGN" hold for that sort or role of pronoun only."""
        self._weights = weights
        self._of: dict[tuple[str, str], dict[str, float]] = {}

    @classmethod
    def load(cls) -> Ranker:
        """The one that the package ships."""
        return cls(json.loads(FILE.read_text(encoding="utf-8")))

    def choose(self, pronoun: Pronoun, candidates: Sequence[Candidate]) -> Candidate | None:
        """The likeliest candidate, of one key the one that weighs most; None if nobody, or none is likely enough."""
        best, likely = None, SURE if pronoun.part != "addressed" else SURE / 2
        for found, p in self.weigh(pronoun, candidates):
            if p >= likely:
                best, likely = found, p
        return best if best is None or best.kind != "thing" else None

    def weigh(self, pronoun: Pronoun, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, float]]:
        """For each key its weightiest candidate and the probability that the pronoun stands for it."""
        weights = self._weights_for(pronoun)
        scores = [sum(weights.get(s, 0.0) for s in shown) for shown in signs(pronoun, candidates)]
        nobody = sum(weights.get(s, 0.0) for s in nobody_signs(pronoun, candidates))
        if pronoun.part == "addressed":  # whom one accuses, arms, warns is somebody
            nobody = min([nobody, *scores])
        top = max([nobody, *scores])
        total = math.exp(nobody - top) + sum(math.exp(s - top) for s in scores)
        groups: dict[Hashable, list[int]] = {}
        for i, c in enumerate(candidates):
            groups.setdefault(c.key, []).append(i)
        for members in groups.values():
            yield (
                candidates[max(members, key=lambda i: (scores[i], i))],
                sum(math.exp(scores[i] - top) for i in members) / total,
            )

    def _weights_for(self, pronoun: Pronoun) -> dict[str, float]:
        key = pronoun.sort, pronoun.role
        if key not in self._of:
            mine = self._of[key] = {k: w for k, w in self._weights.items() if "|" not in k}
            for k, w in self._weights.items():
                of, _, sign = k.rpartition("|")
                if of in key:
                    mine[sign] = mine.get(sign, 0.0) + w
        return self._of[key]


def signs(pronoun: Pronoun, candidates: Sequence[Candidate]) -> list[list[str]]:
    """What shows of each candidate, alone and beside the pronoun."""
    order = sorted(range(len(candidates)), key=lambda i: candidates[i].place, reverse=True)
    first = {c.tree.ordinal: c.head for c in (candidates[i] for i in order)}
    out: list[list[str]] = [[] for _ in candidates]
    nearer: set[Hashable] = set()
    for i in order:
        c = candidates[i]
        out[i] = [*_alone(c), *_beside(pronoun, c), f"behind {min(len(nearer - {c.key}), 4)}"]
        if first[c.tree.ordinal] == c.head:
            out[i].append(f"first {min(pronoun.tree.ordinal - c.tree.ordinal, 2)}")
        nearer.add(c.key)
    return out


def nobody_signs(pronoun: Pronoun, candidates: Sequence[Candidate]) -> list[str]:
    """What speaks for a pronoun standing for nobody and for nothing that is told before."""
    tree, governor = pronoun.tree, pronoun.verbs[0] if pronoun.verbs else pronoun.token
    out = [NOBODY]
    if tree.deprel[pronoun.token] == "expl":
        out.append("nobody: expletive")
    if tree.upos[governor] == "ADJ" or tree.lemma[governor].lower() in _WEATHER:
        out.append("nobody: state")
    if tree.kids(governor, "csubj", "ccomp") and tree.kids(governor, "cop"):
        out.append("nobody: clause")
    if pronoun.quoted:
        out.append("nobody: quoted")
    if not any(c.kind != "thing" for c in candidates):
        out.append("nobody: alone")
    if pronoun.part:
        out.append(f"nobody: {pronoun.part}")
    return out


def things(tree: Tree, taken: Iterable[int]) -> list[Candidate]:
    """The common nouns and numbers of a sentence that name no actor; `taken` are the heads of those that do."""
    out, actors = [], set(taken)
    for i, pos in enumerate(tree.upos):
        counted = pos == "NUM" and tree.rel(i) in ("nsubj", "obj", "obl", "conj")
        if i in actors or not (pos == "NOUN" or counted) or tree.deprel[i] in ("compound", "obl:tmod", "nmod:tmod"):
            continue
        if tree.lemma[i].lower() in ANSWERS:
            continue
        if tree.rel(i) == "nsubj" and tree.lemma[tree.head[i]].lower() in SPEAKING:
            continue  # "the statement said it had shelled": who issued it
        plural = tree.xpos[i] == "NNS" or (counted and tree.lower[i] not in ("one", "1"))
        out.append(Candidate(tree, i, i, "thing", (tree.ordinal, i), "", plural))
    return out


def in_quotes(tree: Tree, token: int) -> bool:
    """Whether a word stands in quotation marks that its sentence opens."""
    before = tree.words[:token]
    return before.count('"') % 2 == 1 or sum(w in ("“", "``") for w in before) > sum(w in ("”", "''") for w in before)


def _alone(c: Candidate) -> Iterator[str]:
    yield c.kind
    yield c.level
    yield f"told {min(c.told, 3)}"
    if c.plural:
        yield "plural"
        yield f"plural {c.kind}"
    if c.known:
        yield "known"
    if c.coded:
        yield "coded"
    if c.level == "nominal":
        dets = [c.tree.lower[t] for t in c.tree.kids(c.head, "det", "nmod:poss")]
        yield _ARTICLES.get(dets[0], "definite") if dets else "bare"


def _beside(p: Pronoun, c: Candidate) -> Iterator[str]:
    back, tied = p.tree.ordinal - c.tree.ordinal, _tied(c.tree, c.top)
    role = _role(c.tree, tied)
    yield f"back {back}"
    yield f"{role} {min(back, 2)}"
    governor = c.tree.head[tied]
    speaks = role == "subject" and governor >= 0 and c.tree.lemma[governor].lower() in SPEAKING
    aside = any(c.tree.rel(t) in ("advcl", "acl") for t in c.tree.ancestors(c.top))
    if aside:
        yield f"aside {min(back, 1)}"
    if role == p.role:
        yield f"alike {min(back, 2)}"
    if c.gender is not None and p.sort == "he":
        yield "gender"
    if speaks:
        yield f"speaks {min(back, 1)}"
        if p.says:
            yield f"both speak {min(back, 1)}"
    if p.part:
        yield f"{p.part}: {c.kind}"
        yield f"{p.part}: {role}"
    if p.quoted != in_quotes(c.tree, c.head):
        yield f"{'out' if p.quoted else 'in'} of quotes {min(back, 1)}"
    if c.tree.row.segment != p.tree.row.segment or c.tree.row.block != p.tree.row.block:
        yield "other paragraph"
    if back == 0:
        yield from _within(p, c, role, governor, speaks)


def _within(p: Pronoun, c: Candidate, role: str, governor: int, speaks: bool) -> Iterator[str]:
    """How a candidate stands to the pronoun in one sentence."""
    tree, beside = p.tree, bool(p.verbs) and governor == p.verbs[0] and p.role != "owner"
    if beside:
        yield "same verb"
    if governor in p.verbs and role == "subject":
        yield "over it, speaking" if speaks else "over it"
        if p.role == "owner" and governor == next((v for v in p.verbs if tree.kids(v, "nsubj")), -1):
            yield "own clause, harmed" if p.harmed else "own clause"
        if p.quoted and speaks:
            yield "speaks the words it stands in"
    elif governor in p.verbs and not beside:
        yield f"in the clause over it, {role}"
    elif governor >= 0:
        yield from _apart(p, governor, role)
    if c.top in p.verbs or c.head in p.verbs:
        yield "told of it"  # "the man who lost his arm"


def _apart(p: Pronoun, governor: int, role: str) -> Iterator[str]:
    """How the clause of a candidate stands to a pronoun that is not in it."""
    tree = p.tree
    if role == "subject" and any(tree.rel(v) == "conj" and tree.head[v] == governor for v in p.verbs):
        yield "row"
    for verb in (governor, *tree.ancestors(governor)):
        if tree.head[verb] in p.verbs and tree.rel(verb) in ("advcl", "ccomp", "parataxis", "acl"):
            yield f"{role} in {tree.rel(verb)} beside it"  # "if X attacks, it will"; "X has fled, it said"
            return


def _role(tree: Tree, token: int) -> str:
    """What a phrase is in its clause; of a row or apposition what the first of it is."""
    token = _tied(tree, token)
    full = tree.deprel[token]
    if full == "nsubj:pass":
        return "undergoer"
    if tree.rel(token) in ("obl", "nmod") and any(tree.lower[c] == "by" for c in tree.kids(token, "case")):
        return "doer"  # "attacks by jihadists", "was hit by rebels"
    if full in _ROLES:
        return _ROLES[full]
    return _ROLES.get(tree.rel(token), "other")


def _tied(tree: Tree, token: int) -> int:
    """What ties a phrase to its clause: the first of its row, the noun it is put beside, the paper or answer that it
    gave ("a letter from the Front claimed it", "Quito's reply was swift")."""
    while (up := tree.head[token]) >= 0:
        gave = tree.rel(token) == "nmod" and tree.lemma[up].lower() in PAPERS | ANSWERS
        if not gave and tree.rel(token) not in ("conj", "appos"):
            break
        token = up
    return token

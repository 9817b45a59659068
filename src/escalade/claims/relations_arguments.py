"""Who does and who undergoes what a verb says, whatever voice or clause it stands in. Syntax only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.syntax import NEGATORS, RELATIVE, agent_of, case_of, is_passive, mark_of, subject
from escalade.model.tree import Tree

HYPHENS = frozenset({"-", "–", "‑"})
BELOW = frozenset({"acl", "xcomp", "conj", "advcl"})  # clauses that may take over the subject of another
PARTS = frozenset({"much", "most", "part", "some", "all", "half", "bulk", "majority", "lot", "none"})
ENDS = frozenset({"of", "'s", "’s", "'", "’", ""})
ROLES = frozenset("hand role part share involvement complicity responsibility interest".split())


@dataclass(frozen=True, slots=True)
class Arguments:
    """Tokens that head the agent, the patient and the grammatical subject of a verb; None = not said."""

    verb: int
    passive: bool
    agent: int | None
    patient: int | None
    subject: int | None


def arguments(tree: Tree, v: int) -> Arguments:
    """The arguments of a verb: active, passive, participle, infinitive, relative clause, or one of several verbs."""
    if tree.upos[v] == "ADJ" and tree.rel(v) == "amod" and v > tree.head[v] and agent_of(tree, v) is not None:
        return Arguments(v, True, agent_of(tree, v), tree.head[v], tree.head[v])  # "another group armed by"
    if tree.upos[v] == "ADJ" and tree.rel(v) == "amod":
        return Arguments(v, False, tree.head[v], None, tree.head[v])
    passive = _passive(tree, v)
    first = subject(tree, v, inherit=tree.rel(v) in BELOW)
    if tree.xpos[v] == "VBG" and tree.rel(v) == "advcl" and mark_of(tree, v) == "for" and tree.head[v] >= 0:
        first = next((c for c in tree.kids(tree.head[v], "obj", "nsubj:pass") if c < v), first)  # "blames X for arming"
        if first is not None and tree.lower[first] in RELATIVE and tree.deprel[tree.head[v]] == "acl:relcl":
            first = tree.head[tree.head[v]]  # "Y, whom X blames for arming"
    if (role := share(tree, v)) is not None:
        first = share_holder(tree, role)
    if first is None and (tree.lower[v].endswith("ing") or any(tree.lower[c] == "having" for c in tree.kids(v, "aux"))):
        host = next((h for h in (v, *tree.ancestors(v)) if tree.rel(h) != "conj"), v)
        if tree.rel(host) in ("ccomp", "obj", "xcomp", "appos") and tree.head[host] >= 0:
            first = subject(tree, tree.head[host])  # "denies hosting any camp", "denies arming or paying"
    if first is None and tree.rel(v) == "csubj":  # "whether X leads it remains open"
        first = next((c for c in tree.kids(tree.head[v], "nsubj") if c < v), None)
    if first is None and not passive:
        first = _gap(tree, v)
    first = _before_teller(tree, v, first)
    if passive:
        first = _past_teller(tree, v, first)
        if tree.rel(v) == "acl" and tree.kid(v, "nsubj") is None:
            first = _beside(tree, v)
        if first is None and mark_of(tree, v) == "to" and tree.rel(v) in ("ccomp", "xcomp"):
            said = tree.head[v]  # "the group, said by officials to be backed by"
            first = tree.head[said] if tree.deprel[said] == "acl" else None
        return Arguments(v, True, _agent(tree, v), first, first)
    return Arguments(v, False, first, _object(tree, v), first)


def share(tree: Tree, i: int) -> int | None:
    """The noun that says what part somebody has in a doing: "any role in arming X", "a hand in the training of X"."""
    up = tree.head[i]
    within = up >= 0 and tree.lemma[up] in ROLES and "in" in (case_of(tree, i), mark_of(tree, i))
    return up if within else None


def share_holder(tree: Tree, role: int) -> int | None:
    """Who has a part in it: "X's role", "X has denied any role"."""
    owner = tree.kid(role, "nmod:poss")
    up = tree.head[role]
    if owner is not None or up < 0 or tree.upos[up] != "VERB" or tree.rel(role) != "obj":
        return owner
    return arguments(tree, up).subject


def _before_teller(tree: Tree, v: int, first: int | None) -> int | None:
    """The subject before an inserted teller that was taken for one: "The gang, says Paris, is run by X"."""
    said = tree.head[v]
    inserted = first is not None and said >= 0 and tree.rel(v) == "ccomp" and tree.phrase(first)[0] == said + 1
    return next((c for c in tree.kids(v, "nsubj") if c < said), first) if inserted else first


def _past_teller(tree: Tree, v: int, first: int | None) -> int | None:
    """What a passive is said of, where the tree took the teller for it: "a group that Mali says was armed by Chad"."""
    said = tree.head[v]
    teller = first is not None and first < said < v and tree.rel(v) == "ccomp" and tree.kid(said, "nsubj") is None
    return tree.head[said] if teller and tree.deprel[said] == "acl:relcl" else first


def _gap(tree: Tree, v: int) -> int | None:
    """The noun of a finite relative clause that somebody else says: "Chad, which experts say arms and directs it"."""
    host = v
    while tree.rel(host) == "conj" and tree.head[host] >= 0 and tree.kid(host, "nsubj") is None:
        host = tree.head[host]
    finite = tree.xpos[host] in ("VBZ", "VBP", "VBD") and tree.kid(host, "nsubj") is None
    beside = tree.kids(tree.head[host], "acl") if tree.deprel[host] == "acl:relcl" and finite else ()
    said = any(c < host and any(tree.lower[k] in RELATIVE for k in tree.kids(c, "obj")) for c in beside)
    return tree.head[host] if said else None


def _beside(tree: Tree, v: int) -> int:
    """What a participle is said of: the apposition right before it rather than the name farther off: "men of X, the
    force run by"."""
    near = v - 1
    apposed = near > tree.head[v] and tree.rel(near) == "appos" and tree.upos[near] == "NOUN"
    return near if apposed and tree.deprel[v] == "acl" else tree.head[v]


def _passive(tree: Tree, v: int) -> bool:
    """Finite passives, participles behind a noun, and what is joined to either: "armed, trained and paid by"."""
    participle = tree.deprel[v] == "acl" and tree.kid(v, "nsubj") is None  # not "the claim that X arms", read as one
    if is_passive(tree, v) or (participle and (tree.xpos[v] == "VBN" or agent_of(tree, v) is not None)):
        return True
    up = tree.head[v]
    if tree.upos[v] == "ADJ":  # also "trained by X and armed by Y"
        beside = tree.rel(v) == "conj" and up >= 0 and is_passive(tree, up)
        return (tree.kid(v, "cop") is not None or beside) and _agent(tree, v) is not None
    bare = tree.kid(v, "aux", "obj", "nsubj") is None and tree.xpos[v] in ("VBN", "VBD")
    if tree.rel(v) == "conj" and up >= 0 and bare:
        return is_passive(tree, up) or tree.kid(up, "cop") is not None or tree.deprel[up] == "acl"
    return tree.rel(v) == "advcl" and bare and agent_of(tree, v) is not None


def _agent(tree: Tree, v: int) -> int | None:
    """ "By X", also where only the last of several participles has it."""
    own = agent_of(tree, v)
    if own is None:  # "kept afloat by X"
        own = next((a for c in tree.kids(v, "xcomp") if c == v + 1 and (a := agent_of(tree, c)) is not None), None)
    if own is not None and tree.upos[own] == "NUM" and own + 1 < len(tree) and tree.upos[own + 1] == "PROPN":
        return own + 1  # "by one X"
    up = tree.head[v]
    if own is None and tree.rel(v) == "conj" and (shared := agent_of(tree, up)) is not None and shared > v:
        return shared  # "created and armed by X", hung on the first
    return own if own is not None else next((a for c in _joined(tree, v) if (a := agent_of(tree, c)) is not None), None)


def _object(tree: Tree, v: int) -> int | None:
    """The object, also of a relative clause ("the force, which the treasury funds") or of several verbs ("houses and
    feeds X")."""
    thing = tree.kid(v, "obj")
    if thing is not None and tree.lower[thing] in RELATIVE and tree.kid(v, "iobj") is not None:
        return tree.kid(v, "iobj")  # "the charge that X pays Y"
    relative = tree.deprel[v] in ("acl:relcl", "advcl:relcl") and any(
        tree.lower[c] not in RELATIVE for c in tree.kids(v, "nsubj")
    )
    if relative and (thing is None or tree.lower[thing] in RELATIVE):
        return tree.head[v]
    if thing is not None and tree.lower[thing] in RELATIVE and (noun := _above(tree, v)) is not None:
        return noun
    if thing is None:
        shared = next((o for c in _joined(tree, v) if (o := tree.kid(c, "obj")) is not None), None)
        return shared if shared is not None else tree.kid(v, "iobj")
    return thing


def _above(tree: Tree, v: int) -> int | None:
    """The noun whose relative clause a verb stands in, below who says so: "a group that X accuses Y of arming"."""
    for c in (v, *tree.ancestors(v)):
        if tree.deprel[c] == "acl:relcl":
            return tree.head[c] if tree.head[c] >= 0 else None
        if tree.rel(c) not in ("advcl", "ccomp", "xcomp", "conj"):
            break
    return None


def _joined(tree: Tree, v: int) -> Iterator[int]:
    """Later verbs joined to this one without a subject of their own."""
    for c in tree.conjuncts(v):
        if c > v and tree.upos[c] in ("VERB", "ADJ") and tree.kid(c, "nsubj") is None:
            yield c


def oblique(tree: Tree, v: int, prepositions: tuple[str, ...], *beside: int | None) -> int | None:
    """What stands behind one of the prepositions with the verb, else with one of the words beside it."""
    for host in (v, *(b for b in beside if b is not None)):
        for c in tree.kids(host, "obl", "nmod"):
            if tree.deprel[c] != "nmod:poss" and case_of(tree, c) in prepositions:
                if tree.lower[c] in RELATIVE and tree.deprel[v] == "acl:relcl" and tree.head[v] >= 0:
                    return tree.head[v]  # "the umbrella to which it belongs"
                return c
    return None


def stuff(tree: Tree, thing: int | None) -> int | None:
    """What there is a part of: "much of the money" gives the money, "so much as a bullet" the bullet."""
    if thing is None or tree.lower[thing] not in PARTS:
        return thing
    return next((c for c in tree.kids(thing, "nmod", "obl") if case_of(tree, c) in ("of", "as")), thing)


def owners(tree: Tree, thing: int | None) -> list[int]:
    """Whose a thing is: "X's", "of X"."""
    if thing is None:
        return []
    return [c for c in tree.kids(thing, "nmod:poss", "nmod") if case_of(tree, c) in ENDS]


def possessors(tree: Tree, n: int) -> list[int]:
    """Whose a thing is by "'s" or "its", also where the tree hung the owner elsewhere: "X has been Y's ally"."""
    own = tree.kids(n, "nmod:poss")
    start = n
    while start > 0 and tree.upos[start - 1] in ("ADJ", "NOUN", "NUM", "ADV") and tree.rel(start - 1) != "nsubj":
        start -= 1
    mark = start - 1
    if own or mark < 1:
        return own
    if tree.upos[mark] == "PRON" and tree.deprel[mark] == "nmod:poss":
        return [mark]
    strays = (
        c for c in range(mark) if tree.deprel[c] == "nmod:poss" and tree.head[c] < c and tree.kid(c, "case") == mark
    )
    return list(strays)[:1]


def negated(tree: Tree, *tokens: int | None) -> bool:
    """Whether one of the tokens, or what hangs on it, says no: "not", "nobody", "no orders", "not one bullet"."""
    for t in tokens:
        if t is None:
            continue
        counts = (k for c in tree.kids(t, "nummod", "det", "amod", "advmod") for k in tree.children[c])
        own = (c for c in tree.children[t] if tree.rel(c) != "conj")  # "loyal to X and to nobody else"
        if any(tree.lower[c] in NEGATORS for c in (t, *own, *counts)):
            return True
    return False

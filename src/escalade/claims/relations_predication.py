"""What a noun is said of: "X is a tool", "X, a tool", "calls X a tool", "is thought to be a tool". Syntax only."""

from __future__ import annotations

from escalade.claims.relations_arguments import arguments, negated, oblique
from escalade.claims.syntax import RELATIVE, case_of, is_passive, mark_of, nominal_before, subject
from escalade.model.tree import Tree

NAMES = frozenset("elect appoint choose pick proclaim crown anoint install".split())  # X its head
CALLS = frozenset({"call", "consider", "deem", "label", "brand", "make", "dub", "term", "name", "think", "declare"})
OWNED = frozenset({"its", "their"})
CONTAINS = frozenset({"include", "comprise", "number"})
BECOMES = frozenset({"become", "remain", "constitute", "form", "stay", "represent"})
HOLDS = frozenset({"hold", "take", "mistake"})  # X for a tool
FINDS = frozenset({"see", "recognise", "recognize", "find", "have"})  # in X a tool
COUNTS = frozenset({"count", "number", "rank", "list", "include", "reckon", "place"})  # X among its tools
COMPLEMENTS = {"for": HOLDS, "among": COUNTS, "into": frozenset({"turn", "make", "transform", "forge", "convert"})}
CONTROLLED = ("xcomp", "ccomp", "advcl", "acl", "obj", "obl")
NOTHING = ("nothing", "none", "more", "less", "anything", "little")
Said = tuple[int | None, bool]  # head of what it is said of, and whether that is denied


def described(tree: Tree, n: int) -> Said:
    """Head of what a noun is said to be, and whether that is denied."""
    through = _through(tree, n)
    if through is not None:
        return through
    if tree.rel(n) == "appos" and tree.kid(n, "cop") is not None:
        return tree.kid(tree.head[n], "nsubj"), False  # "are by law a branch of", hung on the law
    if _apposed(tree, n):
        return _owned_before(tree, n), False
    verb = n - 1 if n and tree.upos[n - 1] != "DET" else n - 2
    if verb > 0 and tree.lemma[verb] in BECOMES and tree.rel(n) != "obj" and tree.head[n] != verb:
        own = tree.kid(verb, "nsubj")  # "the militia, he pointed out, forms part of"
        return own if own is not None else nominal_before(tree, verb), False
    if tree.kid(n, "cop") is not None:
        return _copular(tree, n)
    named = next((c for c in tree.kids(n, "appos", "flat") if tree.upos[c] == "PROPN"), None)
    if named is None:
        named = _listed(tree, n) or _beyond(tree, n)
    if named is not None:
        return named, False
    return _governed(tree, n) if tree.head[n] >= 0 else (None, False)


def name_behind(tree: Tree, n: int) -> int | None:
    """The name right behind a noun, wherever the tree hung it: "in support of its ally X", "by the cartel X"."""
    near = (*tree.kids(n, "nmod"), *(tree.kids(tree.head[n], tree.rel(n)) if tree.head[n] >= 0 else ()))
    named = (c for c in near if c > n and tree.upos[c] == "PROPN" and not case_of(tree, c))
    return next((c for c in named if tree.phrase(c)[0] == n + 1), None)


def _listed(tree: Tree, n: int) -> int | None:
    """The name behind a noun with "its" that the tree hung elsewhere: "X and its proxy, Y, took the port", "its backer
    Y"."""
    if not any(tree.lower[c] in OWNED for c in tree.kids(n, "nmod:poss")):
        return None
    bare = name_behind(tree, n)
    if bare is not None or n + 1 >= len(tree) or tree.words[n + 1] != ",":
        return bare
    hosts = [tree.head[n], *(tree.ancestors(n) if tree.rel(n) != "conj" else ())]
    beside = (
        c for h in hosts if h >= 0 for c in tree.kids(h, "conj", "parataxis") if c > n and tree.kid(c, "cc") is None
    )
    return next((c for c in beside if tree.upos[c] == "PROPN" and tree.phrase(c)[0] in (n + 1, n + 2)), None)


def _apposed(tree: Tree, n: int) -> bool:
    """Whether a noun stands in apposition: also "X, long the allies of Y" and "his rival X"."""
    if tree.head[n] < 0 or tree.rel(n) == "appos" or tree.deprel[n] == "nmod:desc":
        return tree.head[n] >= 0
    bare = tree.deprel[n] == "nmod" and n > tree.head[n] and not case_of(tree, n)
    return bare and tree.kid(n, "det") is not None and tree.words[tree.head[n] + 1 : n].count(",") == 1


def _owned_before(tree: Tree, n: int) -> int:
    """What an apposition is said of: of "X's state, a member of Y" the state."""
    host = tree.head[n]
    whole = tree.head[host] if tree.deprel[host] == "nmod:poss" else -1
    return whole if host < whole < n else host


def _beyond(tree: Tree, n: int) -> int | None:
    """The name between commas behind what a noun takes: "a splinter of X, the Y Front", "its branch in X, Y,"."""
    if tree.rel(n) not in ("nsubj", "obl"):
        return None
    taken = [c for c in tree.kids(n, "nmod") if case_of(tree, c) in ("of", "in") and c > n]
    behind = (a for c in taken for a in tree.kids(c, "appos", "conj") if tree.kid(a, "cc") is None)
    names = (
        a for a in behind if tree.upos[a] == "PROPN" and (tree.kid(a, "conj") is not None) == (tree.xpos[n] == "NNS")
    )
    return next((a for a in names if tree.xpos[n] == "NNS" or _between_commas(tree, a)), None)


def _between_commas(tree: Tree, name: int) -> bool:
    lo, hi = tree.phrase(name)
    while hi < len(tree) and tree.rel(hi) == "flat":
        hi += 1
    return tree.words[lo - 1] == "," and tree.words[hi : hi + 1] == (",",)


def alias(tree: Tree, n: int) -> int | None:
    """The name that the words beside a noun give it: "a militia called X", "the group is known as X"."""
    up = tree.head[n]
    above = [up] if tree.deprel[n] == "nsubj:pass" else []
    for v in (*(k for c in tree.kids(n, "acl") for k in tree.conjuncts(c)), *above):
        if tree.lemma[v] in CALLS or tree.lower[v] == "known":
            for c in tree.kids(v, "xcomp", "obj", "obl"):
                name = tree.upos[c] == "PROPN" or tree.words[c].istitle()
                if name and case_of(tree, c) in ("", "as"):
                    return c
    return None


def _copular(tree: Tree, n: int) -> Said:
    """The subject of "is a tool", or whoever is said to be one: "is thought to be", "denies being"."""
    own = subject(tree, n, inherit=False)
    if own is not None:
        return own, False
    up = tree.head[n]
    if up < 0 or tree.rel(n) not in CONTROLLED:
        return subject(tree, n), False
    if (gap := _gap(tree, n)) is not None:
        return gap, False
    if tree.upos[up] not in ("VERB", "ADJ"):
        return (up, False) if tree.rel(n) == "acl" else (None, False)
    return _complement_host(tree, up, n), negated(tree, up)


def _gap(tree: Tree, n: int) -> int | None:
    """The noun that somebody else in its relative clause says it of: "a group that X calls Y and says is part of Z"."""
    cop, verb = tree.kid(n, "cop"), tree.head[n]
    if tree.rel(n) != "ccomp" or mark_of(tree, n) or cop is None or tree.xpos[cop] not in ("VBZ", "VBP", "VBD"):
        return None
    while tree.rel(verb) == "conj" and tree.head[verb] >= 0 and tree.kid(verb, "nsubj") is None:
        verb = tree.head[verb]
    own = any(tree.lower[c] not in RELATIVE for c in tree.kids(verb, "nsubj"))
    return tree.head[verb] if tree.deprel[verb] == "acl:relcl" and own else None


def _complement_host(tree: Tree, verb: int, n: int) -> int | None:
    """Of whom a verb's complement is said: of its object, in the passive or without one of its subject."""
    if tree.upos[verb] == "VERB":
        args = arguments(tree, verb)
        if not args.passive and args.patient is not None and args.patient not in (n, *tree.conjuncts(n)):
            return args.patient
        if args.subject is not None and tree.lower[args.subject] not in RELATIVE:
            return args.subject
    return subject(tree, verb)


def _through(tree: Tree, n: int) -> Said | None:
    """What a word before the noun is said of: "a tool and a front", "one of the factions", "nothing but a front"."""
    rel, head = tree.rel(n), tree.head[n]
    if head < 0:
        return None
    cc = any(tree.kid(c, "cc") is not None for c in tree.kids(head, "conj") if c < n)
    if rel == "conj" and cc and tree.xpos[n] == "NNS" and tree.upos[head] == "PROPN" and tree.kid(n, "cc") is None:
        return head, False  # "the EU and the United States, Chad's main backers"
    if rel == "conj" and tree.upos[head] == "NOUN" and tree.lower[n] != tree.lower[head]:
        above = described(tree, head)
        return above if above[0] is not None else None
    if rel == "nmod" and tree.lower[head] in ("one", "some", "sort", "kind") and case_of(tree, n) == "of":
        return described(tree, head)
    if case_of(tree, n) in ("but", "than", "except") and tree.lower[head] in NOTHING:
        said = tree.kid(head, "cop") is not None or tree.rel(head) == "xcomp"  # "see it as little more than a tool"
        nothing = head if said or tree.lower[head] not in ("more", "less") else tree.head[head]
        return described(tree, nothing if nothing >= 0 else head)[0], tree.lower[head] == "anything"
    return None


def _governed(tree: Tree, n: int) -> Said:
    """Of whom the governor of a noun says it: "calls X a tool", "X has become a tool", "sees X as a tool"."""
    rel, head = tree.rel(n), tree.head[n]
    if rel in ("nsubj", "csubj") and tree.upos[head] == "PROPN" and tree.kid(head, "cop") is not None:
        return head, negated(tree, head)  # "the paymaster of X is Y"
    if rel == "nsubj" and tree.lemma[head] in CONTAINS and tree.upos[n] == "NOUN":
        return tree.kid(head, "obj"), negated(tree, head)  # "its backers include X"
    if rel == "nmod" and case_of(tree, n) == "as" and tree.upos[head] in ("NOUN", "PROPN"):
        return head, negated(tree, tree.head[head]) if tree.head[head] >= 0 else False
    if tree.upos[head] not in ("VERB", "ADJ"):
        return None, False
    denied = negated(tree, head)
    if rel in ("xcomp", "obj") and tree.lemma[head] in CALLS | NAMES:
        return _called(tree, n, head), denied
    if rel == "xcomp":
        return _complement_host(tree, head, n), denied
    if rel in ("obl", "advcl") and "as" in (case_of(tree, n), mark_of(tree, n)):
        first = subject(tree, head)
        if first is not None and n < first and n < head:
            return first, False  # "As an arm of X, Y was not asked"
        return _complement_host(tree, head, n), denied
    if case_of(tree, n) == "for" and tree.lemma[head] == "take" and tree.xpos[head] in ("VBD", "VBN"):
        return None, False  # "having taken it for an X": by mistake
    if rel in ("obl", "obj") and tree.lemma[head] in COMPLEMENTS.get(case_of(tree, n), ()):
        return _complement_host(tree, head, n), denied or tree.lemma[head] == "mistake"
    if rel == "obj" and tree.lemma[head] in BECOMES:
        return subject(tree, head), denied
    if rel == "obj" and tree.lemma[head] in FINDS:
        found = oblique(tree, head, ("in",), n)
        return found if found is None or found > head else None, denied  # "In X the gangs have their patrons"
    return None, False


def _called(tree: Tree, n: int, verb: int) -> int | None:
    """Whom a verb of naming calls so."""
    thing = next((c for c in tree.kids(verb, "obj", "iobj") if c < n and tree.lower[c] not in RELATIVE), None)
    if thing is None and tree.xpos[n] == "NNS":  # "called the Xian rebels lackeys", read as one phrase
        thing = next((c for c in tree.kids(n, "compound") if c == n - 1 and tree.xpos[c] == "NNS"), None)
    owned = [c for c in tree.kids(n, "nmod:poss") if tree.lower[c] in OWNED]
    if thing is None and owned:  # "calls X its backer", read as if both owned him
        thing = next((c for c in tree.kids(n, "nmod:poss") if c < owned[0] and tree.kid(c, "case") is None), None)
    if thing is not None:
        return thing
    if tree.deprel[verb] == "acl:relcl" and tree.kid(verb, "nsubj") is not None:
        return tree.head[verb]
    if tree.rel(n) == "obj" and tree.kid(verb, "nsubj") is not None and not is_passive(tree, verb):
        return None  # "will call its frigates home"
    return _complement_host(tree, verb, n)

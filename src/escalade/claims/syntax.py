"""Small questions to a parsed sentence, answered from the tree and, where the tree is silent, from word order."""

from __future__ import annotations

from escalade.model.tree import Tree

NEGATIONS = frozenset({"not", "n't", "n’t", "never"})  # of a verb
NEGATORS = NEGATIONS | {"no", "none", "nobody", "nothing", "neither", "nor"}  # of a clause, whatever they stand with
RELATIVE = frozenset({"who", "which", "that", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
BETWEEN = frozenset({"AUX", "ADV", "PART"})  # what may stand between a subject and its verb
PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART"})  # what a noun phrase is made of
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WITHIN = frozenset({"flat", "compound", "amod", "det", "nummod", "nmod"})
QUOTES = frozenset({'"', "“", "”"})
SEMICOLONS = frozenset({";", ":", "—", "–"})


def case_of(tree: Tree, i: int) -> str:
    """Preposition or possessive mark of a nominal, lower case; "" without."""
    c = tree.kid(i, "case")
    return tree.lower[c] if c is not None else ""


def mark_of(tree: Tree, i: int) -> str:
    """Subordinator of a clause, lower case; "" without."""
    c = tree.kid(i, "mark")
    return tree.lower[c] if c is not None else ""


def name_of(tree: Tree, i: int) -> str:
    """The phrase of a nominal as written, without the preposition before it: "JNIM" of "pinned it on JNIM"."""
    lo, hi = tree.phrase(i)
    while lo < i and tree.rel(lo) == "case" and tree.head[lo] == i:
        lo += 1
    beside = next((c for c in tree.kids(i, "appos") if tree.phrase(c)[0] == hi), None)  # "the militia Badr"
    return tree.name(lo, hi if beside is None else tree.phrase(beside)[1])


def has_not(tree: Tree, i: int) -> bool:
    """Whether "not" or "never" stands with a word."""
    return any(tree.lower[c] in NEGATIONS for c in tree.kids(i, "advmod"))


def is_passive(tree: Tree, v: int) -> bool:
    """Whether the verb is a finite passive."""
    return any(tree.deprel[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in tree.children[v])


def is_reduced(tree: Tree, v: int) -> bool:
    """Whether the verb is a passive without its helper: "a charge denied by X", "Chad, warned by X that"."""
    return tree.rel(v) in ("acl", "advcl") and not tree.kids(v, "aux", "nsubj") and agent_of(tree, v) is not None


def agent_of(tree: Tree, v: int) -> int | None:
    """Who does a passive verb: "by X"."""
    return next((c for c in tree.kids(v, "obl") if tree.deprel[c] == "obl:agent" or case_of(tree, c) == "by"), None)


def _laid_to(tree: Tree, v: int) -> int | None:
    """Who is said to have done it: "accused Chad of arming rebels", "men it accused of arming rebels"."""
    head = tree.head[v]
    thing = next((c for c in tree.kids(head, "obj", "nsubj:pass") if c < v), None)
    if thing is not None or tree.deprel[head] != "acl:relcl":
        return thing
    own = any(tree.lower[c] not in RELATIVE for c in tree.kids(head, "nsubj"))
    return tree.head[head] if own else None


def subject(tree: Tree, v: int, inherit: bool = True) -> int | None:
    """Head of the (active or passive) subject; a relative pronoun gives its noun.

    With `inherit`, also the subject of a governing verb. Of several subjects the nearest before the verb counts. A
    finite verb without one takes the nominal right before it.
    """
    own = tree.kids(v, "nsubj")
    before = [s for s in own if s < v]
    before = [s for s in before if not case_of(tree, s)] or before  # "an aide to the minister said"
    after = [s for s in own if s > v and not any(tree.lower[i] == "that" for i in range(v, s))]
    found = before[-1] if before else after[0] if after else None
    if found is not None:
        if tree.lower[found] in RELATIVE and tree.upos[found] in ("PRON", "DET", "SCONJ"):
            opens = found == 0 or tree.words[found - 1] in QUOTES or all(tree.upos[i] == "PUNCT" for i in range(found))
            opens |= tree.xpos[found] == "DT" and tree.upos[found - 1] == "CCONJ"  # "and that led to"
            return found if opens else _relative(tree, v, found)  # "That prompted": stands for nothing before it
        return found
    head, rel = tree.head[v], tree.rel(v)
    if not inherit:
        return None
    if tree.xpos[v] in FINITE or rel in ("root", "parataxis") or tree.kid(v, "aux") is not None:
        near = nominal_before(tree, v)
        if near is not None:
            return near
    if head < 0:
        return None
    while rel == "conj" and tree.xpos[v] in FINITE and tree.xpos[head] == "VB" and tree.rel(head) == "xcomp":
        head = tree.head[head]  # "told foreigners to leave and threatened": the finite verb joins the finite one
    if rel == "xcomp":
        thing = tree.kid(head, "obj", "iobj")
        return thing if thing is not None else subject(tree, head)
    if rel == "acl" and tree.deprel[v] != "acl:relcl":
        return head
    doing = tree.xpos[v] == "VBG" or any(tree.lower[c] == "having" for c in tree.kids(v, "aux"))
    if rel == "advcl" and doing and mark_of(tree, v) in ("of", "with") and tree.upos[head] == "VERB":
        thing = _laid_to(tree, v)
        if thing is not None:
            return thing
    if rel in ("conj", "advcl"):
        return subject(tree, head) if tree.upos[head] in ("VERB", "AUX", "ADJ", "NOUN") else None
    if rel == "ccomp":
        return tree.kid(head, "obj")
    return None


def _relative(tree: Tree, v: int, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for: the governor of its clause, else the nominal before it."""
    host = v
    while tree.rel(host) == "conj" and tree.head[host] >= 0:
        host = tree.head[host]
    if tree.rel(host) == "acl" and 0 <= tree.head[host] < pronoun:
        noun = tree.head[host]
        up = tree.head[noun]
        placed = tree.lower[pronoun] == "who" and tree.upos[noun] == "PROPN" and tree.rel(noun) == "nmod"
        return up if placed and up >= 0 and tree.upos[up] == "NOUN" else noun
    i = pronoun - 1
    while i >= 0 and tree.upos[i] == "PUNCT":
        i -= 1
    if i > 0 and tree.upos[i] == "CCONJ":  # "which X leads and which Y says is financed by Z"
        clauses = (c for c in range(i) if tree.deprel[c] == "acl:relcl" and 0 <= tree.head[c] < c)
        own = [c for c in clauses if any(tree.lower[k] in RELATIVE for k in tree.children[c])]
        return tree.head[own[-1]] if own else None
    if i < 0 or tree.upos[i] not in NOMINAL:
        return None
    while tree.rel(i) in (*WITHIN, "obl") and 0 <= tree.head[i] < i and tree.upos[tree.head[i]] in NOMINAL:
        i = tree.head[i]
    return i


def nominal_before(tree: Tree, v: int) -> int | None:
    """Head of the nominal that ends right before the verb, auxiliaries and adverbs aside; None behind a preposition."""
    i = v - 1
    while i >= 0 and (tree.upos[i] in BETWEEN or tree.words[i] in QUOTES):
        i -= 1
    if i >= 0 and tree.words[i] == ",":  # "the paper, quoting officials, reports"
        i = next((k - 1 for k in range(i - 1, 0, -1) if tree.words[k] == "," and tree.upos[k - 1] in NOMINAL), -1)
    if i < 0 or tree.upos[i] not in NOMINAL:
        return None
    if tree.lower[i] in RELATIVE:  # "a group that, he said, was armed by"
        return _relative(tree, v, i)
    while tree.rel(i) in WITHIN and 0 <= tree.head[i] < v and tree.upos[tree.head[i]] in NOMINAL:
        i = tree.head[i]
    return i if tree.rel(i) != "obl" or not case_of(tree, i) else None


def content_after(tree: Tree, v: int, reach: int = 10) -> set[int]:
    """The clause that a "that" after the verb opens, wherever the tree hung it; empty if a verb comes first."""
    for p in range(v + 1, min(len(tree), v + 1 + reach)):
        if (
            tree.lower[p] == "that"
            and tree.upos[p] in ("SCONJ", "PRON")
            and tree.rel(p) in ("mark", "obj", "obl", "nsubj")
        ):
            h = tree.head[p]
            if h > p and tree.rel(p) != "nsubj":
                return set(tree.subtree(h)) - set(range(p))
            return set()
        if tree.upos[p] == "VERB" or tree.words[p] in SEMICOLONS:
            break
    return set()


def parenthesis(tree: Tree, v: int) -> tuple[int, int] | None:
    """Token span (half-open, commas in) of a cue set off by commas: "..., the ministry said on Friday, ...".

    None where the verb's own clause goes on to what is said.
    """
    if tree.xpos[v] not in FINITE and not any(s < v for s in tree.kids(v, "nsubj")):
        return None
    if any(tree.xpos[c] == "MD" for c in tree.kids(v, "aux")):
        return None
    n = len(tree)
    lo = _apposed_from(tree, v) - 1
    while lo >= 0 and tree.words[lo] not in (",", '"', "”", "''", *SEMICOLONS) and tree.upos[lo] != "VERB":
        lo -= 1
    if lo < 0 or tree.upos[lo] == "VERB" or tree.words[lo] in SEMICOLONS or tree.upos[lo + 1] == "CCONJ":
        return None
    inverted = not any(tree.upos[i] in NOMINAL for i in range(lo + 1, v))
    hi = _past_subject(tree, v) if inverted else v + 1
    while hi < n and tree.words[hi] not in (",", ".", *SEMICOLONS, '"', "“"):
        if tree.lower[hi : hi + 2] == ("on", "condition"):  # "said on condition that he not be named"
            hi = next((k for k in range(hi, n) if tree.words[k] in (",", ".")), n)
            break
        if tree.lower[hi] == "as" and hi + 1 < n and tree.xpos[hi + 1] == "VBG":  # "quoted him as saying"
            hi += 2
            continue
        if tree.upos[hi] in ("VERB", "SCONJ") or (hi == v + 1 and tree.upos[hi] == "CCONJ"):
            break  # also "the mayor swore and accused them"
        hi += 1
    if hi < n and (tree.upos[hi] in ("VERB", "SCONJ") or tree.words[hi] == ":"):
        return None
    tail = range(_past_subject(tree, v) if inverted else v + 1, hi)
    nameless = tree.lower[v + 1 : v + 3] == ("on", "condition")
    if (len(tail) > 10 and not nameless) or (inverted and not any(tree.upos[i] in NOMINAL for i in range(v + 1, hi))):
        return None
    if tail and not inverted and not _aside(tree, v):
        return None
    return lo, hi


def _past_subject(tree: Tree, v: int) -> int:
    """Behind a subject that follows its verb with a clause or an apposition of its own: "reckons a clerk who has seen
    it", "said a clerk briefed on it", else the verb."""
    misread = speaks_behind(tree, v)
    if misread is not None:
        return max(i for i in tree.subtree(tree.head[misread]) if tree.upos[i] != "PUNCT") + 1
    after = next((s for s in tree.kids(v, "nsubj") if s > v), None)
    if after is None or not any(tree.rel(c) in ("acl", "appos") for c in tree.children[after]):
        return v + 1
    return max(i for i in tree.subtree(after) if tree.upos[i] != "PUNCT") + 1


def speaks_behind(tree: Tree, v: int) -> int | None:
    """Who speaks behind a verb of saying, where the tree takes what is told of him for what he says: "..., said a clerk
    briefed on the findings"."""
    tagged = v > 0 and tree.words[v - 1] in (",", *QUOTES) and tree.xpos[v] in FINITE and tree.rel(v) != "conj"
    if not tagged or tree.kids(v, "nsubj"):
        return None
    told = (c for c in tree.kids(v, "ccomp") if c > v and tree.xpos[c] in ("VBN", "VBD", "VBG"))
    bare = (c for c in told if not tree.kids(c, "aux", "cop", "mark") and tree.upos[c + 1 : c + 2] == ("ADP",))
    behind = (s for c in bare for s in tree.kids(c, "nsubj") if v < s < c and tree.phrase(s)[0] == v + 1)
    return next((s for s in behind if tree.upos[s] != "PRON"), None)


def _apposed_from(tree: Tree, v: int) -> int:
    """Where the subject before a verb begins if an apposition in commas or a clause stands between, else the verb:
    "..., Ana Ruiz, a clerk, said", "..., an envoy who has read it said"."""
    subject = next((s for s in tree.kids(v, "nsubj") if s < v), None)
    if subject is None:
        return _pair_from(tree, v)
    inside = set(tree.subtree(subject))
    if tree.words[v - 1] != "," and not any(tree.deprel[c] == "acl:relcl" for c in tree.children[subject]):
        return v
    first = min(i for i in inside if tree.upos[i] != "PUNCT")
    named = all(i in inside or tree.upos[i] == "PUNCT" for i in range(first, v))
    return first if named and not any(tree.words[i] in QUOTES for i in inside) else _pair_from(tree, v)


def _pair_from(tree: Tree, v: int) -> int:
    """Where a noun and a name in commas before a verb begin, whatever the tree makes of them, else the verb: "...,
    their leader, Julio Mamani, said"."""
    commas = [i for i in range(v) if tree.words[i] == "," or tree.words[i] in QUOTES][-3:]
    if len(commas) < 3 or commas[2] != v - 1 or tree.words[commas[1]] != ",":
        return v
    first, second = range(commas[0] + 1, commas[1]), range(commas[1] + 1, commas[2])
    named = any(len(part) and all(tree.upos[i] == "PROPN" for i in part) for part in (first, second))
    named = named or tree.lower[second.start] in ("a", "an")  # "one of the villagers, a farmer of 60, told"
    plain = all(tree.upos[i] in PHRASE for part in (first, second) for i in part)
    phrased = len(first) and len(second) and tree.upos[first[0]] != "ADP" and tree.upos[second[0]] != "ADP"
    return first.start if named and plain and phrased else v


def credited_aside(tree: Tree, i: int) -> range:
    """What "according to" at a token credits where only what is told beside comes before it: "offered talks, something
    Delhi turned down, according to a clerk", "..., a step that Paris rejected, according to"; else empty."""
    if i < 3 or tree.words[i - 1] != "," or tree.lower[i : i + 2] != ("according", "to"):
        return range(0)
    opens = next((k + 1 for k in range(i - 2, 0, -1) if tree.words[k] == ","), i)
    clause = range(opens, i - 1)
    told = any(tree.upos[k] == "VERB" and tree.kids(k, "nsubj") for k in clause)
    return clause if told and tree.lower[opens] in ("something", "a", "an") else range(0)


def clause_end(tree: Tree, start: int) -> int:
    """Where the clause from a token on ends: before the full stop, the closing quotation mark, or who said it."""
    end = len(tree)
    while end > start and tree.upos[end - 1] == "PUNCT" and tree.words[end - 1] not in QUOTES:
        end -= 1
    inside = sum(tree.words[k] in QUOTES for k in range(start)) % 2 == 1 or tree.words[start] in QUOTES
    closed = next((k for k in range(start + 1, end) if inside and tree.words[k] in ("”", '"')), None)
    if closed is not None and any(tree.upos[k] == "VERB" for k in range(closed, end)):
        end = closed  # what follows the quotation is who said it
    after = (parenthesis(tree, v) for v in range(start, end) if tree.upos[v] == "VERB")
    end = min([end, *(s[0] for s in after if s and s[0] > start + 1 and s[1] >= end)])
    while end > start and tree.words[end - 1] == ",":
        end -= 1
    return end


def _aside(tree: Tree, v: int) -> bool:
    """Whether what follows a cue is time, place or hearer, not what is said."""
    i = v + 1
    while tree.rel(i) in ("det", "compound", "amod", "nmod") and tree.head[i] > i:
        i = tree.head[i]
    hearer = tree.head[i] == v and tree.rel(i) in ("iobj", "obj", "obl")
    return (
        hearer or tree.upos[v + 1] in ("ADP", "ADV") or tree.rel(v + 1) in ("obl", "advmod") or tree.rel(i) == "advmod"
    )


def around(tree: Tree, lo: int, hi: int) -> set[int]:
    """What a parenthesis speaks of: the clause before it, and what resumes after it, but no clause joined on."""
    first = lo
    while first > 0 and tree.words[first - 1] not in SEMICOLONS:
        first -= 1
    inside = set(range(first, lo))
    after = hi + 1 if hi < len(tree) and tree.words[hi] == "," else hi
    if after < len(tree) and tree.words[min(hi, len(tree) - 1)] == "," and _resumes(tree, after):
        whole = any(tree.upos[i] in ("VERB", "AUX") for i in inside)
        if not (whole and (tree.xpos[after] == "VBG" or tree.lower[after] in ("as", "while", "up"))):
            last = after
            while last < len(tree) and tree.words[last] not in SEMICOLONS:
                last += 1
            inside |= set(range(after, last))
    return inside


def _resumes(tree: Tree, i: int) -> bool:
    """Whether the clause broken off before a parenthesis goes on at the token."""
    return tree.upos[i] not in ("CCONJ", "SCONJ") or tree.lower[i] == "that"


def hull(tree: Tree, tokens: set[int]) -> tuple[int, int] | None:
    """Document span of the longest unbroken run of tokens, punctuation at its ends left out; None if there is none."""
    runs: list[list[int]] = []
    for t in sorted(tokens):
        if runs and t == runs[-1][-1] + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    best = max(runs, key=len, default=[])
    while best and tree.upos[best[0]] == "PUNCT":
        best = best[1:]
    while best and tree.upos[best[-1]] == "PUNCT":
        best = best[:-1]
    return tree.span(best[0], best[-1] + 1) if best else None

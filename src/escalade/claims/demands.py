"""What a sentence orders somebody to do, and what it says will come instead: ultimatums, imperatives, "or else"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.syntax import clause_end, mark_of, parenthesis, subject
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

BREAKS = frozenset({";", ",", "-", "–", "—"})
OPENINGS = frozenset({'"', "“", ":", ";"})
BASE = frozenset({"VB", "VBP"})
FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
LIMITS = frozenset({"until", "till"})
SINGLE = frozenset(
    {"one", "another", "once", "any", "a second", "a third", "the first", "the next"}
)  # "... and we go in"
REACH = 24  # tokens between an order and its "or"


@dataclass(frozen=True, slots=True)
class Demand:
    """Words that say what is asked. `exacted`: it is put as an order, ultimatum or command, not as a mere need."""

    head: int
    tokens: range
    exacted: bool = True


def demand(tree: Tree, stop: int, cues: Cues) -> Demand | None:
    """The order that ends at a token: ultimatum, then order, command, duty; None without."""
    for find in (ultimatum, _ordered, _command, _duty):
        found = find(tree, stop, cues)
        if found is not None:
            return found
    return None


def _cut(tree: Tree, start: int, stop: int) -> range:
    """Tokens of a demand without who said it and the punctuation at its end."""
    asides = (parenthesis(tree, v) for v in range(start + 1, stop) if tree.upos[v] == "VERB")
    end = min([stop, *(s[0] for s in asides if s and s[0] > start + 1)])
    quote = next((k for k in range(start + 1, end) if tree.words[k] in ("”", '"')), end)
    end = min(end, quote)
    while end > start and tree.upos[end - 1] == "PUNCT":
        end -= 1
    return range(start, end)


def ultimatum(tree: Tree, stop: int, cues: Cues) -> Demand | None:
    """ "Has until Friday to withdraw", "gave them 48 hours to", "a deadline of Monday for"."""
    for i in range(stop):
        if tree.lemma[i] in cues.threats["ultimatum"] and tree.upos[i] == "NOUN":
            colon = next((k for k in range(i, stop) if tree.words[k] == ":"), None)
            start = colon + 1 if colon is not None else i
            tokens = _cut(tree, start, stop)
            if len(tokens) > 1:
                return Demand(i, tokens)
        if tree.lemma[i] not in ("give", "have", "get", "grant", "allow") or tree.upos[i] not in ("VERB", "AUX"):
            continue
        limit = next((k for k in range(i + 1, min(i + 8, stop)) if tree.lower[k] in LIMITS), None)
        if limit is None:
            near = range(i + 1, min(i + 8, stop))
            limit = next((k for k in near if tree.upos[k] == "NUM" or tree.lower[k] in ("a", "an")), None)
            if limit is None or not any(
                tree.lemma[k] in cues.threats["term"] for k in (limit + 1, limit + 2)[: stop - limit - 1]
            ):
                continue
        to = next((k for k in range(limit + 1, stop) if tree.lower[k] == "to" and tree.upos[k] == "PART"), None)
        if to is not None:
            return Demand(i, _cut(tree, limit, stop))
    return None


def _ordered(tree: Tree, stop: int, cues: Cues) -> Demand | None:
    """ "Told the garrison to leave", "warned the army against firing"."""
    for i in range(stop):
        if tree.upos[i] != "VERB" or tree.lemma[i] not in cues.threats["order"]:
            continue
        for k in range(i + 1, min(i + 10, stop)):
            if tree.words[k] == ":":
                break  # "told them: go back to work"
            if tree.lower[k] == "to" and tree.upos[k] == "PART" and k + 1 < stop:
                return Demand(k + 1, _cut(tree, k + 1, stop))
            if tree.lower[k] == "against" and tree.lemma[i] == "warn":
                return Demand(i, _cut(tree, k, stop))
    return None


def _command(tree: Tree, stop: int, cues: Cues) -> Demand | None:
    """ "Withdraw by Friday", "Hands off our boats": a verb without a subject that opens its clause."""
    for i in range(min(stop, REACH)):
        if i and tree.words[i - 1] not in OPENINGS:
            continue
        k = i
        while k < stop - 1 and (tree.upos[k] in ("PUNCT", "ADV", "INTJ", "PART") or tree.lower[k] in ("do", "let")):
            k += 1
        if tree.lower[i] == "let" and k < stop - 1 and tree.lower[i + 1] not in ("us", "'s", "’s"):
            return Demand(i, _cut(tree, i, stop))
        bare = tree.xpos[k] in BASE and tree.upos[k] == "VERB" and not any(s < k for s in tree.kids(k, "nsubj"))
        if bare and mark_of(tree, k) == "" and not any(tree.lower[c] == "to" for c in tree.kids(k, "mark")):
            return Demand(k, _cut(tree, i, stop))
        if tree.lower[i : i + 2] == ("hands", "off"):
            return Demand(i, _cut(tree, i, stop))
    return None


def _duty(tree: Tree, stop: int, cues: Cues) -> Demand | None:
    """ "Algeria must release the pilots"."""
    for i in range(stop):
        if tree.lower[i] == "must" and tree.head[i] > i:
            doer = subject(tree, tree.head[i], inherit=False)
            start = min((t for t in tree.subtree(doer) if t < i), default=i) if doer is not None else i
            return Demand(tree.head[i], _cut(tree, start, stop))
    return None


# -- what comes instead ---------------------------------------------------------------------------------------------


def alternative(tree: Tree, cues: Cues) -> Iterator[tuple[Demand, int, range]]:
    """(demand, verb of the consequence, its tokens) of each "withdraw or face war", "touch us and you will pay",
    "has until Friday to withdraw; otherwise, it will be driven out"."""
    for joined in range(1, len(tree) - 1):
        threatened = _and_threatened(tree, joined, cues)
        if threatened is not None:
            yield threatened
            return
        lapsed = tree.lower[joined] in ("failing", "after") and tree.lower[joined + 1] in ("which", "that")
        apart = tree.lower[joined] == "otherwise" and tree.words[joined - 1] in BREAKS  # "...; otherwise, we shall"
        if (
            not lapsed
            and not apart
            and (tree.lower[joined] not in ("or", "and") or tree.upos[joined] not in ("CCONJ", "SCONJ"))
        ):
            continue
        start = joined + 1 + lapsed
        lapsed = lapsed or apart
        while start < len(tree) - 1 and tree.lower[start] in ("else", "otherwise", ","):
            start += 1
        start = _after_aside(tree, start) if lapsed else start
        verb = _consequence(tree, start, cues)
        if verb is None:
            continue
        asked = _asked(tree, joined, verb, cues)
        tokens = range(start, clause_end(tree, start))
        if asked is not None and asked.tokens.stop <= joined and len(asked.tokens) and len(tokens) > 1:
            yield asked, verb, tokens
            return


def _and_threatened(tree: Tree, joined: int, cues: Cues) -> tuple[Demand, int, range] | None:
    """ "Gave them until Friday to leave and threatened to burn the camp"."""
    if tree.lower[joined] != "and" or tree.lemma[joined + 1] not in ("threaten", "vow"):
        return None
    asked = ultimatum(tree, joined, cues)
    to = next((k for k in range(joined + 2, min(joined + 4, len(tree))) if tree.lower[k] == "to"), None)
    if asked is None or to is None or tree.head[to] <= to:
        return None
    return asked, tree.head[to], range(to + 1, clause_end(tree, to))


def _asked(tree: Tree, joined: int, verb: int, cues: Cues) -> Demand | None:
    """What stands before the joining word: an order, for "or" also what is joined to a risk; for "and" a dare."""
    before = range(max(joined - REACH, 0), joined)
    if tree.lower[joined] == "and":
        dare = next((k for k in before if _single(tree, k) and (k == 0 or tree.words[k - 1] in OPENINGS)), None)
        if dare is not None and not any(tree.upos[k] in ("VERB", "AUX") for k in range(dare, joined)):
            return Demand(dare, _cut(tree, dare, joined))
        found = _command(tree, joined, cues)
        answers = tree.lemma[verb] in cues.threats["hostile"] or tree.lemma[verb] in cues.threats["suffers"]
        answers = answers or tree.lemma[verb] == "be" or (found is not None and tree.lower[found.head] == "let")
        return found if found and (answers or any(tree.lower[c] == "be" for c in tree.children[verb])) else None
    found = demand(tree, joined, cues) or _either(tree, joined, verb)
    if found is not None or tree.lemma[verb] not in cues.threats["risk"]:
        return found
    head = tree.head[verb]
    if tree.rel(verb) != "conj" or not 0 <= head < joined:
        return None
    inside = [t for t in tree.subtree(head) if t < joined]
    while inside and tree.upos[inside[0]] in ("PUNCT", "CCONJ", "SCONJ"):
        inside = inside[1:]
    return Demand(head, range(inside[0], joined)) if inside else None


def _either(tree: Tree, joined: int, verb: int) -> Demand | None:
    """ "Either Kigali withdraws by March, the minister said, or we will break off relations": the first of the two."""
    start = next((k for k in range(max(joined - REACH, 0), joined) if tree.lower[k] == "either"), None)
    head = tree.head[start] if start is not None else -1
    future = any(tree.lower[c] in FUTURE for c in tree.kids(verb, "aux"))
    if start is None or not (start < head < joined and future) or tree.xpos[head] not in ("VBZ", "VBP"):
        return None
    comma = next((k for k in range(head, joined) if tree.words[k] == ","), joined)
    return Demand(head, range(start, comma))


def _single(tree: Tree, k: int) -> bool:
    return tree.lower[k] in SINGLE or " ".join(tree.lower[k : k + 2]) in SINGLE


def _consequence(tree: Tree, start: int, cues: Cues) -> int | None:
    """Verb of a clause that says what will come: a bare verb ("face", "be sunk"), a future, or a clause of its own."""
    first = next((k for k in range(start, len(tree)) if tree.upos[k] in ("VERB", "AUX")), None)
    if first is None or any(tree.words[k] in (",", ";") for k in range(start, first)):
        return start if any(tree.lemma[k] in cues.threats["ultimatum"] for k in range(start)) else None
    if first == start:
        head = tree.head[first] if tree.upos[first] == "AUX" and tree.head[first] > first else first
        return head if tree.xpos[first] in ("VB", "VBP", "VBN") else None
    future = tree.lower[first] in FUTURE or tree.xpos[first] in ("VBZ", "VBP", "VB")
    head = tree.head[first] if tree.upos[first] == "AUX" and tree.head[first] > first else first
    return head if future else None


def lead(tree: Tree, cues: Cues) -> int | None:
    """Where a sentence goes on behind "Otherwise,", "After that", "Or else"; None where it opens with no such word."""
    i = 0
    while i < len(tree) - 2 and tree.upos[i] == "PUNCT":
        i += 1
    for length in (3, 2, 1):
        if " ".join(tree.lower[i : i + length]) in cues.threats["otherwise"]:
            start = i + length
            while start < len(tree) - 1 and tree.upos[start] == "PUNCT":
                start += 1
            return _after_aside(tree, start)
    return None


def _after_aside(tree: Tree, start: int) -> int:
    """A token, or the one behind who said it where that stands there: "otherwise, the army said, we shall"."""
    verb = next((k for k in range(start, len(tree)) if tree.upos[k] == "VERB"), None)
    aside = parenthesis(tree, verb) if verb is not None else None
    return aside[1] + 1 if aside and aside[0] <= start and aside[1] + 2 < len(tree) else start

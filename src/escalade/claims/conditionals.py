"""Which words of a sentence are a condition, and which say what will come of it, be it a threat or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from escalade.claims.demands import alternative, demand, lead
from escalade.claims.syntax import NEGATORS, QUOTES, case_of, clause_end, is_passive, parenthesis, subject
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

MODALS = frozenset({"will", "would", "shall", "'ll", "’ll", "could", "may", "might", "can", "wo", "must"})
INVERTED = frozenset({"should", "were"})
ANY = frozenset({"any", "every", "another", "further", "each", "one", "a", "an"})
WHOEVER = frozenset({"any", "every", "anyone", "anybody", "everyone", "whoever", "all", "those"})
AMOUNTS = frozenset({"be", "constitute", "amount", "count", "equal", "represent", "become", "qualify", "cross"})
COMMITS = frozenset({"threaten", "vow", "pledge", "promise", "swear", "warn"})
LASTING = frozenset({"long", "until", "till"})  # what is done as long as, or until, something holds
BLOWS = frozenset(
    "shoot sink destroy attack strike bomb hit kill shell torpedo".split()
)  # "any flight will be shot down"
NEXT = frozenset({"next", "first", "slightest", "smallest"})  # "the next attack would be the last": any further one


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition and what follows from it.

    `given` is the sentence of the condition, which may stand before that of the consequence (`tree`); `verb` heads the
    consequence. `ordered`: the condition is an order left undone. `bound`: the form alone is no threat's, so that only
    harm makes it one.
    """

    tree: Tree
    verb: int
    consequence: range
    given: Tree
    opener: int
    condition: range
    ordered: bool = False
    bound: bool = False


def conditionals(tree: Tree, cues: Cues) -> Iterator[Conditional]:
    """The conditionals of one sentence, in the order of their constructions."""
    orders = list(alternative(tree, cues))
    for order, verb, consequence in orders:
        yield Conditional(tree, verb, consequence, tree, order.head, order.tokens, ordered=order.exacted)
    modals = sorted(
        [i for i in range(len(tree)) if tree.lower[i] in MODALS and tree.upos[i] == "AUX"]
        + [i for i in range(len(tree)) if _vowed(tree, i)]
    )
    openers = _openers(tree, cues)
    if not openers and modals and tree.lower[modals[0]] in INVERTED:
        modals = modals[1:]
    inverted = [(i, False) for i in range(len(tree)) if _inverted(tree, i)]
    found_any = False
    for i, bound in openers or inverted:
        if tree.rel(i) == "mark" and tree.rel(tree.head[i]) in ("ccomp", "csubj") and not _comma_after(tree, i):
            continue
        found = _main_after(tree, i, modals) or (_main_glued(tree, i, modals) if bound else None)
        found = found or _main_before(tree, i, modals) or _threatened_with(tree, i) or _main_glued(tree, i, modals)
        plain = None if found else (_comma_after(tree, i) and _plain_after(tree, i)) or _plain_before(tree, i, cues)
        if found is not None or plain is not None:
            verb, condition, consequence = found or plain  # type: ignore[misc]
            if tree.lower[i] == "before" and not any(tree.lower[t] in NEGATORS for t in consequence):
                continue
            if any(order.tokens.start <= condition.start < order.tokens.stop for order, _, _ in orders):
                continue
            found_any = True
            yield Conditional(
                tree, verb, consequence, tree, i, _before_but(tree, condition), bound=bound or found is None
            )
    if not found_any and not orders:
        yield from _nominal(tree, modals, cues)


def across(before: Tree, tree: Tree, cues: Cues) -> Conditional | None:
    """ "Withdraw by Friday. Otherwise we shall fire": the order in the sentence before is the condition."""
    start = lead(tree, cues)
    order = demand(before, len(before), cues) if start is not None else None
    if start is None or order is None or not order.exacted:
        return None
    verb = _clause_verb(tree, start)
    if verb is None:
        return None
    consequence = range(start, clause_end(tree, start))
    if len(consequence) < 2:
        return None
    return Conditional(tree, verb, consequence, before, order.head, order.tokens, ordered=True)


def _before_but(tree: Tree, condition: range) -> range:
    """ "Unless they leave, but he has said so before": what stands against it is no part of the condition."""
    buts = (t for t in condition[2:] if tree.lower[t] == "but" and tree.words[t - 1] == ",")
    return next((range(condition.start, t - 1) for t in buts), condition)


# -- where a condition opens ----------------------------------------------------------------------------------------


def _openers(tree: Tree, cues: Cues) -> list[tuple[int, bool]]:
    """(token, bound) of each word or phrase that opens a condition."""
    out: list[tuple[int, bool]] = []
    i = 0
    while i < len(tree):
        length = _phrase(tree, i, cues.threats["condition"])
        if length and tree.lower[max(i - 1, 0)] not in ("as", "even"):
            out.append((i, False))
        elif not length and (length := _phrase(tree, i, cues.threats["occasion"])) and _opens_clause(tree, i, length):
            out.append((i, True))
        i += max(length, 1)
    return [o for o in out if not o[1]] or out


def _phrase(tree: Tree, i: int, phrases: frozenset[str]) -> int:
    """Tokens of the longest of the phrases that begins at the token; 0 without."""
    if tree.lower[i] not in _openings(phrases):
        return 0
    for length in (5, 4, 3, 2, 1):
        if " ".join(tree.lower[i : i + length]) in phrases and i + length < len(tree):
            return length
    return 0


@lru_cache(maxsize=8)
def _openings(phrases: frozenset[str]) -> frozenset[str]:
    """First words of the phrases."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _opens_clause(tree: Tree, i: int, length: int) -> bool:
    """Whether a clause or a deed follows: "until the bombing ends", not "until Friday", "once a year", "on the day"."""
    if length == 2 and tree.lower[i] == "the" and i and tree.upos[i - 1] in ("ADP", "NUM"):
        return False
    if tree.lower[i] == "before" and tree.rel(i) != "mark":
        return False
    if tree.lower[i] in ("once", *LASTING) and tree.rel(i) not in ("mark", "case", "advmod", "cc"):
        return False
    last = i + length - 1
    if tree.lower[i] == "without":
        return i == 0 or tree.words[i - 1] in QUOTES or tree.lower[i - 1] == "that"
    if tree.lower[last] in ("of", "failing"):
        return tree.lower[last + 1] not in ("which", "that")
    verb = next((k for k in range(last + 1, len(tree)) if tree.upos[k] in ("VERB", "AUX")), None)
    return verb is not None and not any(tree.words[k] == "," for k in range(last + 1, verb))


def _vowed(tree: Tree, i: int) -> bool:
    """The "to" of what is vowed or threatened: as good as a "will"."""
    verb = tree.head[i]
    if tree.lower[i] != "to" or tree.rel(i) != "mark" or verb < 0:
        return False
    up = tree.head[verb]
    return up >= 0 and tree.lemma[up] in (COMMITS if tree.rel(verb) == "xcomp" else ("right",))


def _inverted(tree: Tree, i: int) -> bool:
    """ "Should Tehran harm an American, ...": an auxiliary before its subject that is no question."""
    if tree.lower[i] not in INVERTED or tree.words[-1] == "?" or tree.upos[i] not in ("AUX", "SCONJ"):
        return False
    opens = i == 0 or tree.words[i - 1] in (",", *QUOTES, ";", ":") or tree.lower[i - 1] == "that"
    opens = opens or (i == 1 and tree.upos[0] == "NUM")  # "14:00 Should the jets come back"
    turned = any(tree.rel(c) == "nsubj" and c > i for c in tree.children[tree.head[i]]) if tree.head[i] > i else False
    return opens or (turned and tree.upos[i - 1] in ("NOUN", "PROPN", "ADV", "PRON"))


def _comma_after(tree: Tree, i: int) -> bool:
    return any(tree.words[k] == "," for k in range(i + 2, len(tree)))


# -- where its main clause stands -----------------------------------------------------------------------------------

Parts = tuple[int, range, range]  # verb of the consequence, tokens of the condition and of the consequence


def _main_after(tree: Tree, i: int, modals: list[int]) -> Parts | None:
    """The main clause behind its condition: it opens after the last comma before its modal, asides skipped."""
    modal = next((q for q in modals if q > i + 2 and any(tree.words[k] == "," for k in range(i + 2, q))), None)
    if modal is None:
        return None
    commas = [k for k in range(i + 2, modal) if tree.words[k] == "," and not _quoted_list(tree, k, modal)]
    if not commas:
        return None
    start = commas[-1] + 1
    if tree.lower[start] in ("or", "and", "but"):
        return None
    end = clause_end(tree, start)
    aside = next(
        (s for v in range(i, start) if tree.upos[v] == "VERB" and (s := _said_aside(tree, v)) and s[0] > i + 2), None
    )
    stop = min(aside[0] if aside else commas[-1], commas[-1])
    verb = tree.head[modal] if tree.head[modal] >= start else modal
    return verb, range(i, stop), range(start, end)


def _said_aside(tree: Tree, v: int) -> tuple[int, int] | None:
    """Who says it between commas; not "is not ratified" of "if the pact, agreed in June, is not ratified"."""
    aside = parenthesis(tree, v)
    own = aside is not None and any(aside[0] <= k < aside[1] for k in tree.kids(v, "nsubj"))
    return aside if own else None


def _main_glued(tree: Tree, i: int, modals: list[int]) -> Parts | None:
    """The main clause behind its condition without a comma: "the day they leave we shall fire"."""
    inner = next((k for k in range(i + 1, len(tree)) if tree.upos[k] in ("VERB", "AUX")), None)
    modal = next((q for q in modals if inner is not None and q > inner), None)
    if inner is None or modal is None or ";" in tree.words[i:modal]:
        return None
    doer = subject(tree, tree.head[modal], inherit=False) if tree.head[modal] > modal else None
    said = tree.rel(tree.head[modal]) == "ccomp" and tree.head[tree.head[modal]] == inner
    if inner < modal - 1 and tree.rel(modal - 1) == "expl":  # "... there would be nothing left of it"
        doer = modal - 1
    over = tree.head[modal - 1]
    if doer is None and tree.rel(modal - 1) == "obj" and over >= 0 and is_passive(tree, over):
        doer = modal - 1  # "if a driver is killed Dakar will close the border", as the parser takes it
    if doer is None or not inner < doer < modal or said:
        return None
    start = min((t for t in tree.subtree(doer) if t > inner), default=doer)
    return tree.head[modal], range(i, start), range(start, clause_end(tree, start))


def _plain_after(tree: Tree, i: int) -> Parts | None:
    """A main clause in the present tense behind its condition: "if a jet takes off, its airfield becomes a target"."""
    comma = next((k for k in range(i + 2, len(tree)) if tree.words[k] == ","), None)
    if comma is None or comma + 2 >= len(tree) or not any(tree.upos[k] in ("VERB", "AUX") for k in range(i, comma)):
        return None
    verb = _clause_verb(tree, comma + 1)
    if verb is None or tree.xpos[verb] in ("VBD", "VBG") or parenthesis(tree, verb) is not None:
        return None
    end = clause_end(tree, comma + 1)
    return (verb, range(i, comma), range(comma + 1, end)) if end - comma > 2 and verb < end else None


def _clause_verb(tree: Tree, start: int) -> int | None:
    """Head of the first clause from a token on: the verb, or what an auxiliary or copula belongs to."""
    for k in range(start, len(tree)):
        if tree.upos[k] == "VERB":
            return k
        if tree.upos[k] == "AUX":
            return tree.head[k] if tree.head[k] >= start else k
    return None


def _quoted_list(tree: Tree, comma: int, modal: int) -> bool:
    """Whether a comma stands inside quotation marks that open before it and close before the modal."""
    marks = [k for k in range(modal) if tree.words[k] in QUOTES]
    return sum(k < comma for k in marks) % 2 == 1 and any(comma < k < modal for k in marks)


def _main_before(tree: Tree, i: int, modals: list[int]) -> Parts | None:
    """The main clause before its condition: from its subject, or the "that" that opens it, to the condition."""
    modal = next((q for q in reversed(modals) if q < i), None)
    if modal is None or ";" in tree.words[modal:i]:
        return None
    verb = tree.head[modal] if tree.head[modal] >= 0 else modal
    start = modal
    for k in range(modal - 1, -1, -1):
        if (
            (tree.lower[k] == "that" and tree.upos[k] == "SCONJ")
            or tree.words[k] in (";", ":")
            or tree.upos[k] == "VERB"
        ):
            break
        start = k
    while start < modal and (tree.upos[start] in ("PUNCT", "CCONJ") or tree.lower[start] == "that"):
        start += 1
    doer = subject(tree, verb, inherit=False)
    opens = min(tree.subtree(doer), default=start) if doer is not None else start
    if any(tree.rel(k) in ("obj", "iobj") and tree.head[k] < start for k in range(start, min(opens, modal))):
        start = opens  # "told Khartoum it would shut": the hearer is told of
    end = _condition_end(tree, i)
    stop = i
    while stop > start and (tree.upos[stop - 1] == "PUNCT" or tree.lower[stop - 1] == "only"):
        stop -= 1
    return (verb, range(i, end), range(start, stop)) if stop - start >= 2 else None


def _plain_before(tree: Tree, i: int, cues: Cues) -> Parts | None:
    """A main clause in the present tense before its condition: "all options are on the table if the dam is filled"."""
    verbs = [k for k in range(i) if tree.upos[k] in ("VERB", "AUX") and tree.xpos[k] in ("VBZ", "VBP")]
    if not verbs:
        return None
    verb, start = verbs[-1], verbs[-1]
    while start > 0 and tree.words[start - 1] not in (",", ";", ":", *QUOTES) and tree.upos[start - 1] not in (
        "VERB", "SCONJ", "CCONJ",
    ):  # fmt: skip
        start -= 1
    told = range(start, i)
    return (verb, range(i, _condition_end(tree, i)), told) if staked(tree, told, cues) else None


def staked(tree: Tree, tokens: range, cues: Cues) -> bool:
    """Whether words without a hostile deed threaten: a bond is no longer kept, "all options are on the table"."""
    words = " ".join(tree.lower[t] for t in tokens)
    if any(_nothing_left(tree, t) for t in tokens):
        return True
    if any(f" {phrase} " in f" {words} " for phrase in cues.threats["stakes"]):
        return True
    ended = any(list(tree.lower[t : t + 2]) == ["no", "longer"] or tree.lemma[t] == "cease" for t in tokens)
    return ended and any(tree.lemma[t] in cues.threats["bond"] for t in tokens)


def _nothing_left(tree: Tree, t: int) -> bool:
    """ "There will be no Haifa", "nothing left of its airport"."""
    after = t + 1 < len(tree)
    named = after and tree.lower[t] == "no" and tree.upos[t + 1] == "PROPN" and tree.lemma[t - 1] == "be"
    return named or (after and list(tree.lower[t : t + 2]) == ["nothing", "left"])


def _condition_end(tree: Tree, i: int) -> int:
    """Where a condition behind its main clause ends: before the full stop or who said it."""
    end = len(tree)
    while end > i + 1 and tree.upos[end - 1] == "PUNCT":
        end -= 1
    asides = (parenthesis(tree, v) for v in range(i + 1, end) if tree.upos[v] == "VERB")
    return min([end, *(s[0] for s in asides if s and s[0] > i + 1), *_done_beside(tree, i, end)])


def _done_beside(tree: Tree, i: int, end: int) -> Iterator[int]:
    """The comma before what has been done already: "if the bloc hosts them, and its ministry has now cut contacts"."""
    for k in range(i + 3, end - 2):
        if tree.words[k] == "," and tree.lower[k + 1] in ("and", "while"):
            has = next((q for q in range(k + 2, end) if tree.upos[q] in ("VERB", "AUX")), None)
            own = has is not None and any(tree.rel(t) == "nsubj" for t in range(k + 2, has))
            if own and has is not None and tree.lower[has] in ("has", "have") and tree.upos[has] == "AUX":
                yield k
                return


def _threatened_with(tree: Tree, i: int) -> Parts | None:
    """ "Threatened the city with a siege if ..."."""
    for verb in range(i):
        preposition = {"threaten": "with", "warn": "of"}.get(tree.lemma[verb])
        if preposition is None:
            continue
        for c in tree.kids(verb, "obl", "nmod", "obj"):
            inside = [t for t in tree.subtree(c) if t < i]
            bare = preposition == "with" and tree.rel(c) == "obj" and tree.upos[c] == "NOUN"
            if verb < c < i and inside and (bare or case_of(tree, c) == preposition):
                return c, range(i, _condition_end(tree, i)), range(inside[0] + (not bare), inside[-1] + 1)
    return None


# -- conditions that are nouns --------------------------------------------------------------------------------------


def _nominal(tree: Tree, modals: list[int], cues: Cues) -> Iterator[Conditional]:
    """ "Any attack will be met with force", "would sink ships that cross", "will pay for another raid"."""
    for modal in modals:
        verb = tree.head[modal]
        if verb <= modal:
            continue
        found = _whoever(tree, modal) or _subject_is(tree, modal, verb, cues) or _object_is(tree, modal, verb, cues)
        found = found or _reply_to(tree, modal, verb, cues)
        if found is not None:
            head, condition, consequence, bound = found
            yield Conditional(tree, verb, consequence, tree, head, condition, bound=bound)
            return
    for verb in range(len(tree)):
        if tree.kid(verb, "cop") is None or tree.kid(verb, "aux") is not None:
            continue
        thing = subject(tree, verb, inherit=False)
        if thing is None or thing > verb:
            continue
        inside = [t for t in tree.subtree(thing) if t < verb and tree.rel(t) != "cop"]
        if tree.lower[inside[0]] in WHOEVER and len(inside) > 1 and tree.lemma[verb] in cues.threats["verdict"]:
            start = inside[-1] + 1
            yield Conditional(
                tree, verb, range(start, clause_end(tree, start)), tree, inside[0], range(inside[0], start), bound=True
            )


Noun = tuple[int, range, range, bool]  # opener, condition, consequence, bound


def _whoever(tree: Tree, modal: int) -> Noun | None:
    """ "Whoever shells the town will pay", however the tree takes the words between."""
    start = next((t for t in range(modal - 2) if tree.lower[t] == "whoever"), None)
    if start is None or not {",", ";"}.isdisjoint(tree.words[start:modal]):
        return None
    return start, range(start, modal), range(modal, clause_end(tree, modal)), True


def _subject_is(tree: Tree, modal: int, verb: int, cues: Cues) -> Noun | None:
    """Whether the subject is the condition: whoever does a thing, or a deed that draws, means or is held to be harm."""
    thing = subject(tree, verb, inherit=False)
    gerund = thing is not None and tree.xpos[thing] == "VBG"
    if thing is None or thing > modal or not (tree.upos[thing] in ("NOUN", "PRON") or gerund):
        return None
    if tree.xpos[thing] == "PRP":  # "it would not sit idle": somebody, no deed
        return None
    inside = [t for t in tree.subtree(thing) if t < modal]
    start, end = inside[0], clause_end(tree, modal)
    opener, lemma = tree.lower[start], tree.lemma[verb]
    if lemma == "follow" and not is_passive(tree, verb):  # "war would follow any strike"
        cause = tree.kid(verb, "obj")
        if cause is not None:
            return cause, range(min(tree.subtree(cause)), end), range(start, verb + 1), True
    done = tree.kid(thing, "acl") is not None
    doing = done and opener in WHOEVER
    sorts = done and tree.xpos[thing] == "NNS" and not tree.kids(thing, "det", "nmod:poss")  # "trawlers found there"
    drawing = lemma in cues.threats["draws"] and opener in ANY and tree.kid(verb, "obl", "obj") is not None
    drawing = drawing and (opener not in ("a", "an") or lemma == "meet")
    if doing or drawing:
        return start, range(start, inside[-1] + 1), range(modal, end), False
    passive = is_passive(tree, verb)
    held = passive and lemma in cues.threats["held"]
    held = held or (lemma == "have" and any(tree.lemma[c] == "consequence" for c in tree.kids(verb, "obj")))
    repaid = passive and lemma in cues.threats["repaid"] and (_with(tree, verb) or opener in WHOEVER)
    deed = passive and lemma in cues.threats["repaid"] and tree.lemma[thing] in cues.threats["hostile"]
    held = held or (repaid and opener != "the") or (deed and opener in ANY)  # "an attack would be answered at once"
    words = {tree.lemma[t] for t in range(verb, end)}
    judged = lemma in AMOUNTS or tree.kid(verb, "cop") is not None  # "could benefit from a war" judges nothing
    verdict = (cues.threats["verdict"] if judged else frozenset()) | cues.threats["unmoved"]
    staking = staked(tree, range(verb, end), cues)
    sorted_out = sorts and passive and lemma in cues.threats["hostile"] | cues.threats["harsh"]
    blow = lemma in BLOWS or lemma in cues.threats["hostile"]
    sorted_out = sorted_out or (passive and blow and opener in ANY - {"one", "a", "an"})
    if not (held or staking or sorted_out or lemma in cues.threats["draws"] or words & verdict):
        return None
    definite = opener in ("the", "this", "that", "its", "their") and tree.lower[start + 1] not in NEXT
    definite = definite or tree.upos[thing] == "PRON"
    if (definite and not held and not words & cues.threats["unmoved"]) or (
        not passive and lemma in ("pay", "face", "suffer")
    ):
        return None
    return start, range(start, inside[-1] + 1), range(modal, end), True


def _with(tree: Tree, verb: int) -> bool:
    return any(case_of(tree, c) in ("with", "by") for c in tree.kids(verb, "obl"))


def _reply_to(tree: Tree, modal: int, verb: int, cues: Cues) -> Noun | None:
    """ "Our answer to any attack will be swift", "would respond to the next strike within hours"."""
    for n in (verb, subject(tree, verb, inherit=False)):
        if n is None or tree.lemma[n] not in cues.threats["reply"]:
            continue
        for c in tree.kids(n, "obl", "nmod"):
            inside = tree.subtree(c)
            deed = any(tree.lower[t] in ANY | {"next"} for t in inside[1:3]) and tree.lower[inside[1]] not in (
                "a",
                "an",
            )
            if c < n or case_of(tree, c) not in ("to", "for", "against") or not deed:
                continue
            rest = range(inside[-1] + 1, clause_end(tree, inside[-1]))
            start = min((t for t in tree.subtree(n) if t < inside[0]), default=n)
            return inside[0], range(inside[0], inside[-1] + 1), rest if len(rest) > 1 else range(start, inside[0]), True
    return None


def _object_is(tree: Tree, modal: int, verb: int, cues: Cues) -> Noun | None:
    """Whether an object is the condition: "shoot down planes that ...", "regard X as war", "pay for another raid"."""
    thing = tree.kid(verb, "obj")
    if thing is not None and thing > verb:
        inside = [t for t in tree.subtree(thing) if t > verb]
        if tree.lemma[verb] in cues.threats["held"]:
            judged = next((c for c in range(verb + 1, len(tree)) if case_of(tree, c) == "as"), None)
            opens = tree.kid(judged, "case") if judged is not None else None
            if opens is not None and opens > thing:
                return inside[0], range(inside[0], opens), range(opens, clause_end(tree, opens)), True
        after = inside[-1] + 1 if tree.kid(thing, "acl") is None else thing
        loose = after < len(tree) and tree.xpos[after] == "VBG" and tree.head[after] == verb  # "planes entering"
        bare = tree.kid(thing, "det", "nmod:poss") is None or tree.lower[inside[0]] in WHOEVER
        if (after == thing or loose) and bare and tree.upos[thing] != "PROPN":
            stop = max(inside[0], verb + 1)
            return inside[0], range(inside[0], _condition_end(tree, thing)), range(verb, stop), True
    for c in tree.kids(verb, "obl", "nmod", "obj") + (tree.kids(thing, "nmod") if thing is not None else []):
        inside = [t for t in tree.subtree(c) if t > verb]
        aimed = case_of(tree, c) in ("on", "at", "against") and len(inside) > 1 and tree.lower[inside[1]] in WHOEVER
        if aimed and tree.kid(c, "acl") is not None:  # "would fire on any aircraft that entered"
            start = min(verb, modal + 1)
            return inside[1], range(inside[1], _condition_end(tree, inside[1])), range(start, inside[0]), True
    for c in tree.kids(verb, "obl", "nmod") + (tree.kids(thing, "nmod") if thing is not None else []):
        inside = [t for t in tree.subtree(c) if t > verb]
        if case_of(tree, c) in ("for", "after") and len(inside) > 1 and tree.lower[inside[1]] in ANY | {"any", "the"}:
            if tree.lemma[verb] not in cues.threats["suffers"] or tree.lower[inside[1]] in ("the", "a", "an"):
                continue
            doer = subject(tree, verb, inherit=False)
            start = min((t for t in tree.subtree(doer) if t < modal), default=modal) if doer is not None else modal
            return inside[0], range(inside[0], _condition_end(tree, inside[0])), range(start, inside[0]), True
    return None

"""Words that a word of cause and effect says are happenings: "prompted Guyana to reopen", "revenge for the closing".

Whoever ties two things as cause and effect says that both happened. So a word in such a place is taken for an event
on less evidence than elsewhere; also the main verb of a sentence that the next one takes up ("the move was an answer").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, LinkCue

HOSTED = frozenset({"in", "as", "on", "by"})  # "in reply", "as punishment": what the clause tells
POINTERS = frozenset({"this", "that", "which", "these"})
POINTING = frozenset({"the", "this", "that", "these"})
COMES = frozenset({"come", "follow", "arrive"})  # "the answer came at dawn"
ANSWERS = frozenset({"retaliation", "response", "de_escalation"})
SPELLS = frozenset("week day month night series wave spate string round flurry cycle season".split())
NEAR = 13  # words from a noun of cause or effect to what it is about


def demanded(trees: Sequence[Tree], cues: Cues) -> list[frozenset[int]]:
    """For each sentence of a report the tokens that head what is told as cause or effect, by it or by the next one."""
    ends = [{c for i in range(len(tree)) for c in _ends(tree, cues, i)} for tree in trees]
    unsaid = [_unsaid(tree, cues) for tree in trees]
    found = []
    for n, tree in enumerate(trees):
        here = ends[n] | {c for i in unsaid[n] for c in (_clause_before(tree, i), *_announced(tree, i)) if c >= 0}
        following = trees[n + 1] if n + 1 < len(trees) else None
        if following is not None and (
            any(_back(following, cues, c) for c in ends[n + 1])
            or any(_clause_before(following, i) < 0 for i in unsaid[n + 1])
        ):
            here |= set(_main(tree))
        found.append(_happenings(tree, cues, here))
    return found


def _happenings(tree: Tree, cues: Cues, ends: set[int]) -> frozenset[int]:
    """The ends with what is joined to them, without what only ties or points."""
    found = {c for end in ends for c in (end, *tree.kids(end, "conj"))}
    found |= {c for i in found if tree.upos[i] == "NOUN" for c in tree.kids(i, "acl")}
    spells = {i for i in found if tree.lemma[i] in SPELLS}  # "set off a week of raids"
    found |= {c for i in spells for c in tree.kids(i, "nmod") if _opener(tree, c) == "of" and tree.upos[c] == "NOUN"}
    return frozenset(i for i in found if tree.upos[i] != "PRON" and not _ties(tree, cues, i))


def _ties(tree: Tree, cues: Cues, i: int) -> bool:
    """Whether a word only ties, or says who says so: "payback", "prompted", "described the raid as"."""
    lemma = cues.lemma(tree.lower[i], tree.lemma[i])
    if tree.upos[i] == "VERB":
        near = _near(tree, i)
        here = (c for c in cues.link_verbs.get(lemma, ()) if c.demands and not c.deed_subject and not c.event_subject)
        return lemma in cues.verbs or any(not c.particle or c.particle in near for c in here)
    held = cues.nouns.get(lemma)
    if held is not None and held.type in ("claim", "believe"):
        return True  # "his insistence", "fears": what somebody holds
    nouns = cues.link_nouns.get(tree.lower[i], ())
    return tree.lower[i] in cues.link_moods or any(not cue.itself for cue in nouns)


def _ends(tree: Tree, cues: Cues, i: int) -> Iterator[int]:
    """Both ends of what the word at `i` ties, if it is a cue."""
    word = tree.lower[i]
    if tree.upos[i] == "VERB":
        for cue in cues.link_verbs.get(cues.lemma(word, tree.lemma[i]), ()):
            phrasal = i + 1 < len(tree) and (tree.deprel[i + 1] == "compound:prt" or tree.xpos[i + 1] == "RP")
            if cue.demands and (cue.particle in _near(tree, i) if cue.particle else not phrasal):
                yield from _of_verb(tree, i, cue)
    elif word in cues.link_nouns:
        for cue in cues.link_nouns[word]:
            yield from _of_noun(tree, i, cue) if cue.demands else ()
    elif word in cues.link_markers and tree.rel(i) in ("mark", "case", "advmod"):
        cue = cues.link_markers[word]
        up = tree.head[tree.head[i]] if tree.head[i] >= 0 else -1
        stands = cue.copular and tree.head[i] >= 0 and tree.kid(tree.head[i], "cop") is not None
        if cue.copular and up >= 0 and tree.lemma[up] in ("lie", "lay", "stand"):
            yield from (tree.head[i], *tree.kids(up, "nsubj", "obj"))  # "behind the closure lay the sinking"
        if stands:  # "the broadcasts were behind the shelling"
            yield from (tree.head[i], *tree.kids(tree.head[i], "nsubj"))
        held = not cue.fixed or any(tree.lower[c] in cue.fixed for c in tree.kids(i, "fixed"))
        back = cue.punitive and tree.head[i] >= 0 and tree.upos[tree.head[i]] in ("PRON", "DET")  # "for that a court"
        if (cue.demands and not cue.weak and not cue.copular and held) or back:
            yield from (k for k in (tree.head[i], tree.head[tree.head[i]]) if k >= 0)
    if word == "why" and tree.kid(i, "cop") is not None:  # "that is why the gate was closed"
        yield from (*tree.kids(i, "nsubj", "advcl", "ccomp", "acl"), tree.head[i])
    if word in cues.link_moods:
        moved = tree.head[i]
        if moved >= 0 and tree.rel(i) == "advcl" and tree.upos[moved] == "VERB":
            yield moved  # "angered by the ban, they denied it landing rights"
        yield from (c for c in tree.kids(i, "obl", "nmod", "ccomp") if _opener(tree, c) in cues.link_moods[word].prep)


def _near(tree: Tree, v: int) -> set[str]:
    return {tree.lower[c] for c in tree.children[v]} | set(tree.lower[v + 1 : v + 2])


def _of_verb(tree: Tree, v: int, cue: LinkCue) -> Iterator[int]:
    agent = () if cue.prep or tree.xpos[v] != "VBN" else ("by",)
    preps = (*cue.prep, *cue.means, *agent)
    particles = (c for c in tree.children[v] if cue.particle and tree.lower[c] == cue.particle)
    hosts = (v, *particles)  # "left no choice but"
    near = (c for host in hosts for c in tree.kids(host, "obl", "advcl", "nmod", "acl", "xcomp"))
    tied = [c for c in near if _opener(tree, c) in preps]
    if cue.prep and not cue.reacts and not tied and not cue.particle:
        return  # "turned into", not "turned"
    yield from tree.kids(v, "nsubj", "obj", "xcomp", "ccomp")
    relative = (tree.lower[c] in ("that", "which") for c in tree.kids(v, "nsubj"))
    if tree.rel(v) == "acl" and any(relative):  # "it was the raid on the port that brought about"
        yield tree.head[v]
        yield from (up for up in tree.ancestors(tree.head[v]) if tree.kid(up, "cop") is not None)
    if v + 2 < len(tree) and cue.particle == tree.lower[v + 1] and tree.rel(v + 1) == "case":
        yield tree.head[v + 1]  # "brought about the closing"
    yield from (c for c in tree.kids(v, "advcl") if _opener(tree, c) == "to")
    if cue.subject == "effect":  # "cited the theft in burning the village"
        yield from (c for c in tree.kids(v, "advcl") if _opener(tree, c) in ("in", "when"))
    yield from tied
    if cue.deed:  # "drew the rebels into an ambush"
        yield from (c for c in tree.kids(v, "obl") if _opener(tree, c) in ("to", "into"))
    if tree.rel(v) in ("advcl", "acl") and tree.head[v] >= 0:
        yield tree.head[v]


def _of_noun(tree: Tree, n: int, cue: LinkCue) -> Iterator[int]:
    up, opener = tree.head[n], _opener(tree, n)
    if cue.openers and opener not in cue.openers:
        return
    hosts = {n, up, *tree.kids(n, "acl")}
    near = range(n + 1, min(len(tree), n + NEAR))
    about = [c for c in near if tree.head[c] in hosts and _opener(tree, c) in (*cue.prep, "to")][:1]
    if cue.whole and not about:
        return
    yield from about
    if cue.itself:
        yield n
    elif tree.rel(n) == "obj" and up >= 0:
        yield from (tree.kids(up, "nsubj") if about else ())
        yield from (c for c in tree.kids(up, "obj") if about and c < n)  # "calls the launches a response to"
        yield from (c for c in tree.kids(up, "advcl") if _opener(tree, c) in ("by", "in"))  # "took revenge by burning"
    elif about or opener in HOSTED or tree.kid(n, "cop") is not None:
        yield from tree.kids(n, "nsubj")
        if up >= 0:
            yield from (up, *(tree.kids(up, "nsubj", "obj") if tree.rel(n) != "nmod" else ()))
    elif tree.rel(n) == "nsubj" and up >= 0 and tree.kid(up, "cop") is not None:  # "the answer was to burn it"
        yield up


def _opener(tree: Tree, i: int) -> str:
    first = tree.kid(i, "case", "mark")
    return tree.lower[first] if first is not None else ""


def _back(tree: Tree, cues: Cues, i: int) -> bool:
    """Whether one end of a tie is what the sentence before tells: "this", "the move"."""
    if tree.upos[i] in ("PRON", "DET"):
        return tree.lower[i] in POINTERS or (tree.lower[i] == "it" and i == 0)
    if tree.upos[i] == "VERB":  # "we took this step because"
        return any(tree.upos[c] != "VERB" and _back(tree, cues, c) for c in tree.kids(i, "nsubj", "obj"))
    return tree.lemma[i] in cues.link_pointers and any(tree.lower[c] in POINTING for c in tree.children[i])


def _main(tree: Tree) -> Iterator[int]:
    """The main verb of a sentence; of one that only says who says so, that of what is said."""
    if tree.root < 0 or tree.upos[tree.root] not in ("VERB", "ADJ"):
        return
    yield tree.root
    yield from tree.kids(tree.root, "ccomp")


def _unsaid(tree: Tree, cues: Cues) -> list[int]:
    """Words that say that something is an answer, without saying to what: "in return they", "they retaliated", "the
    answer came at dawn"."""
    return [i for i in range(len(tree)) if _reacts(tree, cues, i) or _replies(tree, cues, i)]


def _reacts(tree: Tree, cues: Cues, i: int) -> bool:
    if tree.upos[i] != "VERB":
        return False
    for cue in cues.link_verbs.get(cues.lemma(tree.lower[i], tree.lemma[i]), ()):
        held = cue.reacts and cue.prep and not cue.needs_means and (not cue.particle or cue.particle in _near(tree, i))
        if held and not any(_opener(tree, c) in ("", *cue.prep) for c in tree.kids(i, "obl", "obj", "ccomp")):
            return True
    return False


def _replies(tree: Tree, cues: Cues, i: int) -> bool:
    opener, up = _opener(tree, i), tree.head[i]
    behind = range(i + 1, min(len(tree), i + NEAR))
    for cue in cues.link_nouns.get(tree.lower[i], ()):
        if cue.kind not in ANSWERS or cue.whole or cue.itself or cue.forward or cue.back:
            continue
        about = any(tree.head[c] in (i, up) and _opener(tree, c) in cue.prep for c in behind)
        adverbial = opener == "in" and (not cue.openers or "in" in cue.openers) and not cue.bare
        comes = not opener and not cue.openers and tree.rel(i) == "nsubj" and up >= 0 and tree.lemma[up] in COMES
        if (adverbial or comes) and not about:
            return True
    return False


def _clause_before(tree: Tree, i: int) -> int:
    """The clause that a word's clause is joined to: "Seoul pulled back, and Pyongyang reciprocated"; -1 without one."""
    own = next((a for a in (i, *tree.ancestors(i)) if tree.upos[a] == "VERB"), -1)
    joined = own >= 0 and tree.rel(own) in ("conj", "parataxis") and tree.head[own] < own
    return tree.head[own] if joined and tree.kid(own, "nsubj", "nsubj:pass") is not None else -1


def _announced(tree: Tree, i: int) -> Iterator[int]:
    """What heads the words behind a colon: "they retaliated: they stopped the drills"."""
    mark = next((k for k in range(i + 1, len(tree)) if tree.words[k] == ":"), len(tree))
    yield from (k for k in range(mark + 1, len(tree)) if tree.head[k] < mark and tree.upos[k] == "VERB")

"""What a verb of saying says: the tokens of its clauses and phrases, of the clause around it, or behind a colon."""

from __future__ import annotations

from escalade.claims.syntax import (
    FINITE,
    around,
    case_of,
    content_after,
    credited_aside,
    is_passive,
    is_reduced,
    mark_of,
    parenthesis,
    speaks_behind,
)
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, Reporting

APART = frozenset(  # open a clause of its own, no "he said"
    {"after", "before", "since", "until", "till", "when", "while", "although", "though", "whereas", "because", "but"}
)
MEANWHILE = frozenset({"as", "though", "although", "whereas", "while"})
AGAINST = MEANWHILE - {"as"}  # open what another says against it
SET_BACK = frozenset({"had", "would"})
SINCE = frozenset({"after", "before"})  # behind a span of time: "two days after"
COUNTS = frozenset({"toll", "tally", "count"})  # "said in an updated toll that"
ASIDE = 10  # words from "a charge" to who turns it down
BEHIND = 5  # words from a cue to the comma after it: "said on Monday,"
FORETOLD = frozenset({"promise", "vow", "pledge", "threaten", "warn", "swear"})
BROKEN_INTO = frozenset({"which", "whom", "who", "when", "where", "that"})  # open a clause that an aside interrupts
STANCES = frozenset({"deny", "doubt", "confirm"})  # what follows their colon is told beside, not said
DEEDS = frozenset({"act", "crime", "violation", "breach", "escalation"})  # what only a happening is called
INVENTED = frozenset("lie fabrication fiction invention myth hoax nonsense".split())  # what did not happen is called
QUOTE_MARKS = frozenset({'"', "“", "''", "``", "”"})


class Contents:
    """Finds what the verbs of saying of a sentence say."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._endings: dict[int, tuple[int, int] | None] = {}  # by sentence: each of its verbs asks

    def of(self, tree: Tree, v: int, entry: Reporting) -> set[int] | None:
        """Tokens said; empty where the words may stand in quotation marks nearby; None where the verb says nothing."""
        comma, last = self.turned_down(tree) or (len(tree), -1)
        if v == last:
            return set()
        inside = self._of(tree, v, entry)
        if inside and v == tree.root:
            asides = (credited_aside(tree, i) for i in range(v, len(tree)))
            inside -= {t for aside in asides if aside for t in range(aside[0] - 1, len(tree))}
        return inside - set(range(comma, len(tree))) if inside and v < comma else inside

    def turned_down(self, tree: Tree) -> tuple[int, int] | None:
        """The comma and the verb of what ends a sentence with who turns down what it tells: "..., a charge the army
        denied", "..., claims rejected by Kyiv", "..., an allegation that Paris has not confirmed"."""
        if tree.ordinal not in self._endings:
            self._endings[tree.ordinal] = self._ending(tree)
        return self._endings[tree.ordinal]

    def _ending(self, tree: Tree) -> tuple[int, int] | None:
        for k in range(2, len(tree) - 2):
            something = tree.lower[k] == "something"
            words = {self.cues.revisions.get(tree.lower[k]), self.cues.revisions.get(tree.lemma[k])}
            if "charge" not in words and not something:
                continue
            bare = something or tree.xpos[k] == "NNS"
            opens = k - 1 if tree.lower[k - 1] in ("a", "an") else k if bare else -1
            if opens < 1 or tree.words[opens - 1] != ",":
                continue
            verb = next((u for u in range(k + 1, min(k + ASIDE, len(tree))) if tree.upos[u] == "VERB"), None)
            if verb is None or not {",", ";", ":"}.isdisjoint(tree.words[k:verb]):
                continue
            lemma = self.cues.lemma(tree.lower[verb], tree.lemma[verb])
            types = {e.type for e in self.cues.verbs.get(lemma, ())}
            if types & {"deny", "doubt", "confirm"}:
                return opens - 1, verb
        return None

    def _of(self, tree: Tree, v: int, entry: Reporting) -> set[int] | None:
        if entry.beside:
            return self._beside(tree, v, entry)
        if entry.aside:
            return self._interposed(tree, v)
        if entry.predicative:
            return self._called(tree, v) if entry.type != "deny" or self.invented(tree, v) else None
        if entry.prep:
            told = [c for c in tree.kids(v, "obl", "advcl") if c > v and tree.lower[min(tree.subtree(c))] == entry.prep]
            told = told or self._told_of(tree, v, entry)
            return {t for c in told for t in tree.subtree(c)} or None
        inside = self._clauses(tree, v, entry)
        thing = tree.kid(v, "nsubj:pass") if is_passive(tree, v) else tree.kid(v, "obj")
        takes = entry.object and thing is not None and tree.upos[thing] != "PRON"
        if not inside and takes and thing is not None and (not entry.only or tree.lemma[thing] in entry.only):
            inside = set(tree.subtree(thing))
            if entry.only:  # "claimed responsibility for the attack"
                inside |= {t for c in tree.kids(v, "obl") if case_of(tree, c) == "for" for t in tree.subtree(c)}
            if tree.lemma[thing] == "responsibility":  # "for the raid that preceded the shelling": not who shelled
                relative = [c for c in inside if tree.deprel[c] == "acl:relcl"]
                inside -= {t for c in relative for t in tree.subtree(c)}
        if not inside or min(inside) < v:
            inside |= content_after(tree, v) if not entry.only else set()
        if not entry.only and (not inside or max(inside) < v or tree.rel(v) == "parataxis"):
            if self._foretold(tree, v):
                return None
            inside = self._clause_around(tree, v) or inside
        if entry.type not in STANCES and entry.type != "believe":
            inside |= self._after_colon(tree, v)
        inside |= self._within(tree, v)
        inside |= {c for c in tree.kids(v, "obl") if case_of(tree, c) == "in" and tree.lemma[c] in COUNTS}
        if entry.only and not inside:
            return None
        others = self._others_word(tree, v)
        inside -= {v, *self._meanwhile(tree, v), *self._done_besides(tree, v), *self._answered(tree, v), *others}
        return inside - self._contrasted(tree, v, inside) - self._told_besides(tree, v)

    def _within(self, tree: Tree, v: int) -> set[int]:
        """What somebody says of what a clause is about: "footage that it said showed a raid", "men who police say shot
        at them"; the tree may hang it beside."""
        after = v + 1
        if tree.deprel[v] != "acl:relcl" or after >= len(tree) or tree.xpos[after] not in FINITE:
            return set()
        verb = tree.head[after] if tree.upos[after] == "AUX" else after
        if verb < after or any(v < s < after for s in tree.kids(verb, "nsubj")):
            return set()
        beside = (c for c in tree.kids(tree.head[v], "acl", "advcl") if c > verb and tree.deprel[c] != "acl:relcl")
        return {t for c in (verb, *beside) for t in tree.subtree(c) if t > v}

    def _told_of(self, tree: Tree, v: int, entry: Reporting) -> list[int]:
        """ "Told the judge of guards who beat them": hung on who was told, and nothing else is told him."""
        if tree.kids(v, "ccomp", "xcomp"):
            return []
        beside = (
            c for k in tree.kids(v, "obj", "iobj") for c in tree.kids(k, "nmod") if case_of(tree, c) == entry.prep
        )
        return [c for c in beside if any(tree.deprel[k] == "acl:relcl" for k in tree.children[c])]

    def _clause_around(self, tree: Tree, v: int) -> set[int]:
        """The clause that "..., he said, ..." or "as he admits" is set into; empty where it stands in none."""
        apart = self._of_which(tree, v) or is_reduced(tree, v) or mark_of(tree, v) in APART
        set_off = None if apart else parenthesis(tree, v)
        as_told = self._as_clause(tree, v)
        broken = self._breaks_into(tree, v) if as_told else set()
        if broken:
            return broken
        if set_off is not None:
            whole = around(tree, *set_off) | self._goes_on(tree, set_off[1]) | self._row(tree, v, *set_off)
            return self._broken(tree, *set_off) or whole
        return set(tree.subtree(tree.head[v])) - set(tree.subtree(v)) if as_told else set()

    def _as_clause(self, tree: Tree, v: int) -> bool:
        return tree.rel(v) == "advcl" and mark_of(tree, v) == "as" and tree.head[v] >= 0

    def _foretold(self, tree: Tree, v: int) -> bool:
        """ "The garrison withdrew, as the general had promised": he did not say that it did."""
        had = any(tree.lower[c] == "had" for c in tree.kids(v, "aux"))
        return tree.lemma[v] in FORETOLD and had and self._as_clause(tree, v)

    def _breaks_into(self, tree: Tree, v: int) -> set[int]:
        """The clause that "as X admits" breaks into behind its first word: "an hour at which, as the army admits, no
        jet flew"; empty where it stands elsewhere."""
        mark = tree.kid(v, "mark")
        opener = mark - 2 if mark is not None else -1
        rest = max(i for i in tree.subtree(v) if tree.upos[i] != "PUNCT") + 2
        if opener < 0 or tree.words[opener + 1] != "," or tree.lower[opener] not in BROKEN_INTO:
            return set()
        host = next((i for i in range(rest, len(tree)) if tree.upos[i] == "VERB"), None)
        return {i for i in tree.subtree(host) if i >= rest} if host is not None else set()

    def _others_word(self, tree: Tree, v: int) -> range:
        """What somebody else says behind a semicolon: "the firm denies it; its men trained gunners, a manager said"."""
        semicolon = next((i for i in range(v, len(tree)) if tree.words[i] == ";"), len(tree))
        tellers = (u for u in range(semicolon + 1, len(tree)) if self._speaks(tree, u))
        asides = (parenthesis(tree, u) for u in tellers)
        return range(semicolon, len(tree) if any(a and a[0] > semicolon + 1 for a in asides) else 0)

    def _row(self, tree: Tree, v: int, lo: int, hi: int) -> set[int]:
        """What stands before the semicolon in "two are dead; a third is missing, the mayor says" where the tree reads
        it as said and nobody else says it."""
        semicolon = next((i for i in range(lo - 1, 0, -1) if tree.words[i] in (";", ":")), 0)
        first = range(semicolon) if semicolon and tree.words[semicolon] == ";" else range(0)
        closed = all(tree.upos[i] == "PUNCT" for i in range(hi, len(tree)))
        said = any(c in first for c in tree.kids(v, "ccomp"))
        other = any(tree.lower[i] == "according" or self._speaks(tree, i) for i in first)
        return set(first) if closed and said and not other and ";" not in tree.words[:semicolon] else set()

    def _speaks(self, tree: Tree, i: int) -> bool:
        return tree.upos[i] == "VERB" and tree.lemma[i] in self.cues.verbs and bool(tree.kids(i, "nsubj"))

    def _goes_on(self, tree: Tree, end: int) -> set[int]:
        """What follows "..., he said;" in a clause that names no other who says it."""
        if end >= len(tree) or tree.words[end] != ";":
            return set()
        rest = range(end + 1, next((i for i in range(end + 1, len(tree)) if tree.words[i] == ";"), len(tree)))
        told = any(
            (tree.lemma[i] in self.cues.verbs and (tree.upos[i] == "VERB" or tree.xpos[i] == "VB"))
            or tree.lower[i] == "according"
            for i in rest
        )
        return set() if told else set(rest)

    def _of_which(self, tree: Tree, v: int) -> bool:
        """ "Rebels said the army shelled Gao, which the army denies", "in what he called a raid", "a group it describes
        as a sect": it speaks of it, but not within it."""
        relative = tree.deprel[v] == "acl:relcl"
        named = relative and tree.lower[tree.head[v]] == "what"
        named = named or (relative and any(case_of(tree, c) == "as" for c in tree.kids(v, "obl")))
        return named or any(c < v and tree.lower[c] == "which" for c in tree.kids(v, "obj"))

    def _broken(self, tree: Tree, lo: int, hi: int) -> set[int]:
        """The clause below another that a cue breaks off behind its subject: "it failed because workers, they said, had
        no food"; none where it is the main clause."""
        for verb in range(hi, min(hi + BEHIND, len(tree))):
            if any(s < lo for s in tree.kids(verb, "nsubj", "nsubj:pass")):
                return set(tree.subtree(verb)) - set(range(lo, hi)) if tree.rel(verb) == "advcl" else set()
        return set()

    def _answered(self, tree: Tree, v: int) -> set[int]:
        """What follows a semicolon behind a cue, where another says it: "..., some argue; the league retorts that"."""
        end = next((i for i in range(v + 1, len(tree)) if tree.words[i] == ";"), len(tree))
        return set() if self._goes_on(tree, end) else set(range(end, len(tree)))

    def _clauses(self, tree: Tree, v: int, entry: Reporting) -> set[int]:
        """Tokens of the clauses and phrases that depend on the verb as what is said."""
        inside: set[int] = set()
        behind = speaks_behind(tree, v)
        misread = tree.head[behind] if behind is not None else None
        for c in tree.children[v]:
            rel = tree.rel(c)
            said = rel == "ccomp" and not (c > v and tree.xpos[c] == "VBG" and tree.words[c - 1] == ",")
            said = said and c != misread
            meant = not entry.only or tree.lemma[c] in entry.only  # "set the houses alight" tells no toll
            said = said or (
                rel == "xcomp" and meant and not entry.particle and entry.type in ("claim", "deny", "warn", "confirm")
            )
            marked = rel == "parataxis" and c > v and self._marked(tree, v, c)
            said = said or (marked and entry.type != "believe")
            said = said or (rel == "advcl" and c > v and mark_of(tree, c) in ("if", "unless"))
            said = said or (
                rel == "obl" and entry.type == "warn" and case_of(tree, c) in ("of", "about", "against", "with")
            )
            if said and not (entry.type in STANCES and any(tree.words[i] == ":" for i in range(v, c))):
                inside.update(tree.subtree(c))
        return inside

    def _meanwhile(self, tree: Tree, v: int) -> list[int]:
        """What is told beside what was said: "Rebels took Gao, officials said, as Paris called for a truce"; "..., the
        army said on Monday, two days after rebels shelled its camp"; "..., police said, in the worst raid for years".
        """
        comma = next((i for i in range(v + 1, min(v + BEHIND, len(tree) - 1)) if tree.words[i] == ","), None)
        if comma is None or any(tree.upos[i] in ("VERB", "AUX") for i in range(v + 1, comma)):
            return []
        beside = comma + 1
        while tree.head[beside] > comma:
            beside = tree.head[beside]
        if tree.rel(beside) not in ("advcl", "obl", "nmod"):
            return []
        told = self._at_that_time(tree, beside, comma + 1) or self._ranks(tree, beside)
        return tree.subtree(beside) if told else []

    def _at_that_time(self, tree: Tree, a: int, first: int) -> bool:
        """ "As Paris called for a truce", "two days after rebels shelled its camp", "hours after an ambush"."""
        if tree.rel(a) != "advcl":
            return case_of(tree, a) in SINCE
        return mark_of(tree, a) in (MEANWHILE if tree.lower[first] in MEANWHILE else SINCE)

    def _ranks(self, tree: Tree, a: int) -> bool:
        """ "In the worst raid for years", "in the first attack on the capital"."""
        return case_of(tree, a) == "in" and any(
            tree.xpos[c] == "JJS" or tree.lower[c] in ("first", "latest") for c in tree.kids(a, "amod")
        )

    def _contrasted(self, tree: Tree, v: int, inside: set[int]) -> set[int]:
        """What another says against it: "The army said it took the town, while rebels said they held it"."""
        clauses = (c for c in inside if v < tree.head[c] < c and tree.rel(c) == "advcl" and self._speaks(tree, c))
        against = (c for c in clauses if mark_of(tree, c) in AGAINST and not self._quoted(tree, v, c))
        return {t for c in against for t in tree.subtree(c)}

    def _told_besides(self, tree: Tree, v: int) -> set[int]:
        """What another did, told beside what the speaker says of himself: "Oslo said it had moved its troops, and
        Stockholm sent a frigate"; its own tense shows that it is not said."""
        said = next((c for c in tree.kids(v, "ccomp") if c > v), None)
        own = said is not None and any(tree.upos[s] == "PRON" for s in tree.kids(said, "nsubj", "nsubj:pass"))
        if said is None or not own or tree.xpos[v] != "VBD" or not self._set_back(tree, said):
            return set()
        return {
            t
            for c in tree.kids(said, "conj")
            if tree.xpos[c] == "VBD" and not tree.kids(c, "aux", "mark") and tree.words[min(tree.subtree(c))] == ","
            and any(tree.upos[s] == "PROPN" for s in tree.kids(c, "nsubj")) and not self._quoted(tree, v, c)
            for t in tree.subtree(c)
        }  # fmt: skip

    def _set_back(self, tree: Tree, v: int) -> bool:
        """Whether a verb is in the tense of what is said: "had moved", "would move"."""
        return any(tree.lower[c] in SET_BACK for c in tree.kids(v, "aux"))

    def _quoted(self, tree: Tree, lo: int, hi: int) -> bool:
        """Whether a quotation opens between two tokens and goes on."""
        return sum(tree.words[i] in QUOTE_MARKS for i in range(lo, hi)) % 2 == 1

    def _done_besides(self, tree: Tree, v: int) -> set[int]:
        """ "Nobody was arrested, he alleged and demanded an inquiry": what the speaker does is not said, wherever the
        tree hangs it."""
        if tree.upos[v + 1 : v + 2] != ("CCONJ",):
            return set()
        done = tree.head[v + 1]
        joined = done > v and tree.upos[done] == "VERB" and not tree.kids(done, "nsubj", "nsubj:pass")
        return set(tree.subtree(done)) if joined else set()

    def _beside(self, tree: Tree, v: int, entry: Reporting) -> set[int] | None:
        """ "Made it clear that ...", "let it be known that ..."."""
        below = [*tree.children[v], *(g for c in tree.children[v] for g in tree.children[c])]
        words = [c for c in below if tree.lemma[c] in entry.beside]
        if not words:
            return None
        clauses = [g for c in (v, *tree.children[v]) for g in tree.kids(c, "ccomp", "csubj") if g not in words]
        return ({t for c in clauses for t in tree.subtree(c)} | content_after(tree, max(words))) - {v, *words} or None

    def _interposed(self, tree: Tree, v: int) -> set[int] | None:
        """The clause that "he went on" is set into; None where that tells what somebody did."""
        set_off = parenthesis(tree, v) if tree.rel(v) in ("parataxis", "root", "ccomp") else None
        if set_off is None or not all(set_off[0] < c < set_off[1] for c in tree.kids(v, "nsubj")):
            return None
        if tree.kids(v, "obj", "obl", "xcomp"):
            return None
        return around(tree, *set_off)

    def _called(self, tree: Tree, v: int) -> set[int] | None:
        """What something is called: "called the visit a response to the raid", "described it as an act of war"; where
        it is called a deed, that it happened is said with it, but not where it is called "an invention"."""
        thing = tree.kid(v, "obj", "nsubj:pass")
        said = [c for c in tree.kids(v, "xcomp", "obl", "obj") if c > v and tree.upos[c] in ("NOUN", "PROPN")]
        said = [c for c in said if c != thing and (tree.rel(c) != "obl" or case_of(tree, c) == "as")]
        if thing is not None and self.invented(tree, v):
            return set(tree.subtree(thing)) - {t for c in said for t in tree.subtree(c)}
        if thing is None or not said:
            return None
        held = self.cues.nouns.get(tree.lemma[thing])  # "the allegation", "rumours" of it: nothing has happened
        happened = (held is None or held.type == "say") and any(
            tree.lower[c] in self.cues.link_nouns or tree.lemma[c] in DEEDS for c in said
        )
        return {t for c in ((thing, *said) if happened else said) for t in tree.subtree(c)}

    def invented(self, tree: Tree, v: int) -> bool:
        """Whether it is called what did not happen: "called the raid an invention", "dismissed it as a hoax"."""
        said = [*tree.kids(v, "xcomp", "obj"), *(c for c in tree.kids(v, "obl") if case_of(tree, c) == "as")]
        said += [c for k in tree.kids(v, "obj") for c in tree.kids(k, "nmod") if case_of(tree, c) == "as"]
        said += [c for k in tree.kids(v, "obj") for a in tree.kids(k, "acl") for c in tree.kids(a, "obj", "xcomp")[1:]]
        return any(c > v and tree.lemma[c] in INVENTED for c in said)

    def _marked(self, tree: Tree, lo: int, hi: int) -> bool:
        """Whether a colon or quotation mark stands between two tokens."""
        return any(tree.words[i] == ":" or tree.words[i] in QUOTE_MARKS for i in range(min(lo, hi), max(lo, hi)))

    def _after_colon(self, tree: Tree, v: int) -> set[int]:
        """What follows a colon soon after the cue."""
        for i in range(v + 1, min(len(tree), v + 13)):
            if tree.words[i] == ":":
                return set(range(i + 1, len(tree)))
            if tree.words[i] == ";":
                break
        return set()

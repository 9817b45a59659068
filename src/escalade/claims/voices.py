"""Who speaks: from the token that heads a source phrase to a speaker with name, actor and side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import case_of, is_passive, subject
from escalade.model.codings import Speaker
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

LAY = frozenset("CVL AGR BUS LAB EDU MED REF CRM".split())  # roles of those who speak for nobody
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my"})
PAPERS = frozenset(  # what somebody put out, and speaks for him
    "statement report communique communiqué letter memo memorandum note message text announcement bulletin release "
    "paper post tweet document declaration".split()
)
INQUIRIES = frozenset({"inquiry", "investigation", "probe", "study", "commission"})
OWN = frozenset({"our", "this", "my"})
EMPTY = frozenset({"nobody", "none", "nothing", "there", "no-one", "what", "evidence", "anyone"})
TITLES = frozenset({"DET", "ADJ", "NOUN", "PROPN"})  # before an outlet's name
OPENING = frozenset({"PUNCT", "CCONJ", "ADV", "SCONJ", "ADP"})  # what a source phrase does not begin with
TELLS = frozenset({"have", "give", "offer", "tell", "present"})  # an account
NAMING = frozenset({"call", "style", "name", "dub", "know"})  # "a group calling itself X"
ONESELF = frozenset({"himself", "herself", "itself", "themselves"})
POSES = frozenset({"present", "identify", "describe", "introduce", "style"})  # oneself as somebody
TAGGED = frozenset({",", '"', "”", "''"})  # before "it said" at the end of what is said
OWNERS = {"its": "it", "their": "they", "his": "he"}
GROUPS = frozenset({"family", "relative", "parent", "supporter", "follower", "colleague", "neighbour", "friend"})
PERSONS = frozenset({"it", "they", "he", "she"})
SOME = frozenset("he she they some others many several most both one another those all everyone everybody".split())
LOOK_BACK = 3  # sentences that an unresolved "he" or "they" looks back for a speaker
CARRIED = frozenset({"quote", "cite", "carry", "broadcast", "relay", "air", "publish", "print"})  # by an outlet
FOREIGN = frozenset({"Le", "La", "Les", "El", "Il", "Der", "Die", "Das", "O"})  # opens names of papers
BODIES = frozenset(  # last words of names of those who are told things in the ordinary way of business
    "council assembly parliament congress committee court senate commission conference forum house chamber cabinet "
    "tribunal board bench diet duma government ministry department army navy union league kremlin pentagon assembly "
    "president king queen prime minister ambassador nation nations state states kingdom".split()
)
JOINS = frozenset({"del", "de", "la", "los", "las", "des", "du", "di", "da", "do", "der", "e", "y"})  # within a name
IN_NAME = frozenset({"name", "behalf"})
MAKES = frozenset({"sign", "issue", "release", "write", "draft", "prepare"})  # a document
NEWS = frozenset({"agency", "site", "portal", "network"})  # outlets where "news" stands before
ARTICLES = ("the ", "a ", "an ")
DASHES = frozenset({"-", "–", "—"})
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}h?|\d{4}h")  # before an entry of a live page


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and where its words stand (document offsets). `key` tells whether two voices are one."""

    speaker: Speaker
    start: int
    end: int
    key: str
    outlet: bool
    plural: bool = False
    person: bool = False


def is_outlet(name: str, cues: Cues) -> bool:
    """Whether a name is that of a news outlet, judged by its words."""
    bare = name.removeprefix("The ").removeprefix("the ")
    if bare in cues.outlets["name"]:
        return True
    words = bare.split()
    return len(words) > 1 and any(w in cues.outlets["name_word"] for w in (words[0], words[-1])) and bare[:1].isupper()


def same_publisher(name: str, publisher: str | None) -> bool:
    """Whether a named outlet is the publisher itself: its whole name, its initials ("AP"), or two words and more of it
    in a row."""
    if not publisher:
        return False
    initials = "".join(c for c in publisher if c.isupper())
    if len(name) > 1 and name.removeprefix("The ") in (initials, initials.removeprefix("T")):
        return True
    mine, theirs = (f" {' '.join(x.lower().removeprefix('the ').split())} " for x in (name, publisher))
    return mine == theirs or (len(mine.split()) > 1 and mine in theirs)


class Voices:
    """Finds the speakers of one report."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.cues = scene, cues
        self._recent: dict[int, list[Voice]] = {}
        self._told: dict[int, list[tuple[Voice, frozenset[int]]]] = {}  # who said which words of a sentence
        self._said: dict[tuple[int, str], Voice] = {}  # whom a pronoun stood for that spoke in a sentence

    def heard(self, tree: Tree, spoken: list[tuple[tuple[Voice, ...], frozenset[int]]]) -> None:
        """Take down who said which words of a sentence, for the pronouns of the next."""
        self._recent[tree.ordinal] = [v for voices, _ in spoken for v in voices]
        self._told[tree.ordinal] = [(voices[-1], content) for voices, content in spoken if voices]

    def spoke_before(self, tree: Tree, voice: Voice) -> bool:
        """Whether the voice is one that spoke in the sentence before."""
        return any(v.key == voice.key for v in self._recent.get(tree.ordinal - 1, ()))

    @cached_property
    def _outlets(self) -> frozenset[str]:
        """Last words of the outlets that the report names in full: "the Review" after "the Ganges Review"; or presents:
        "the Lantern, the Accra weekly"."""
        named = [(o, m) for o, ms in self.scene.mentions.items() for m in ms if m.level == "named"]
        full = {m.quote.split()[-1] for _, m in named if is_outlet(m.quote, self.cues) and len(m.quote.split()) > 1}
        shown = ((self.scene.by_ordinal[o], m) for o, m in named if m.quote.split())
        return frozenset(
            full | {m.quote.split()[-1] for t, m in shown if self._presented(t, m) or self._publishes(t, m)}
        )

    def _presented(self, tree: Tree, mention: Mention) -> bool:
        """Whether a name stands beside what it is: "Al-Minbar, the Cairo daily", "the online channel Axum Voice"."""
        common, before = self.cues.outlets["common"], mention.token_start - 1
        if mention.kind in ("person", "country"):
            return False
        if before >= 0 and tree.lemma[before] in common and tree.upos[before] == "NOUN":
            return True
        return any(tree.lemma[c] in common and c > mention.head for c in tree.kids(mention.head, "appos"))

    def _publishes(self, tree: Tree, mention: Mention) -> bool:
        """Whether a name does what only an outlet does: "quoted by Le Phare", "Ujasiri reported, citing a clerk", "told
        El Nacional" of what nobody knows and nobody else is called, or what no person is."""
        verb, rel = tree.head[mention.head], tree.rel(mention.head)
        if mention.kind == "country" or verb < 0 or self._known(mention):
            return False
        if tree.deprel[mention.head] in ("obl:agent", "obl") and tree.xpos[verb] == "VBN":
            return tree.lemma[verb] in CARRIED and case_of(tree, mention.head) == "by"
        if rel == "nsubj" and tree.lemma[verb] == "report":
            return any(tree.lemma[c] in ("cite", "quote") for c in tree.kids(verb, "advcl"))
        told = rel in ("iobj", "obj") and any(r.hearer for r in self.cues.verbs.get(tree.lemma[verb], ()))
        foreign = mention.quote.split()[0] in FOREIGN and len(mention.quote.split()) > 1
        return told and (foreign or (mention.kind == "organisation" and not self._acts(mention)))

    def _known(self, mention: Mention) -> bool:
        """Whether a name is known from more than the report, or is but the last word of a longer one in it."""
        reference = self.scene.reference.get(mention.mention_id)
        return reference is not None and (reference.basis not in ("text", None) or bool(reference.codes))

    def _acts(self, mention: Mention) -> bool:
        """Whether somebody does, or suffers, anything in the report."""
        reference = self.scene.reference.get(mention.mention_id)
        own = reference.actor_id if reference is not None else None
        parties = (p for e in self.scene.event.values() for p in (*e.actors, *e.recipients))
        return own is not None and any(p.id == own for p in parties)

    def voice(self, tree: Tree, head: int, verb: str | None) -> Voice | None:
        """The voice headed by the token; None where nobody speaks but the publisher, or nothing that can speak."""
        head = self._named_twin(tree, self._behind_label(tree, head))
        low = tree.lower[head]
        if low in FIRST_PERSON or low in EMPTY or self._own_person(tree, head):
            return None
        if any(tree.lower[c] in ("no", "neither") for c in tree.kids(head, "det")):
            return None
        mention = self.scene.mention_at(tree, head)
        if tree.upos[head] in ("PRON", "DET") and (mention is None or mention.level == "pronoun"):
            return self._pronoun(tree, head, mention, verb)
        if verb is not None and tree.lemma[head] in self.cues.outlets["common"]:  # "the news agency said"
            known = self.outlet_meant(tree, head)
            if known is not None:
                return replace(known, speaker=replace(known.speaker, verb=verb))
        maker = self._maker(tree, head)
        if maker is None and tree.lemma[head] in self.cues.nouns and tree.upos[head] == "NOUN":
            maker = self._issuer(tree, head)
        if maker is not None and maker != head:
            made = self.voice(tree, maker, verb)
            if made is not None or tree.lower[maker] not in OWNERS:
                return made
        if maker is None and self._bare_paper(tree, head):
            author = self._author_before(tree, head)
            if author is not None:
                start, end = tree.span(*tree.phrase(head))
                said = replace(author.speaker, verb=verb)
                return replace(author, start=start, end=end, speaker=said, person=False, plural=False)
        return self._phrase(tree, head, mention, verb)

    def _named_twin(self, tree: Tree, head: int) -> int:
        """ "A militia spokesman, Mohammed Mohi": the name in apposition, where the head itself is none."""
        if tree.upos[head] == "PROPN":
            return head
        if tree.lemma[head] in GROUPS and (tree.xpos[head] == "NNS" or tree.lemma[head] == "family"):
            return head  # "the family of the dead man, Arif Rahman": no name of a person is theirs
        for c in tree.kids(head, "appos", "flat") if tree.upos[head] == "NUM" else tree.kids(head, "appos"):
            mention = self.scene.heads.get((tree.ordinal, c))
            if tree.upos[c] == "PROPN" and (tree.upos[head] == "NUM" or (mention and mention.kind in ACTORS)):
                return c
        for m in self.scene.mentions.get(tree.ordinal, ()):
            beside = m.kind == "person" and m.level == "named" and m.token_start > 1 and m.token_end < len(tree)
            closed = beside and tree.words[m.token_end] in (",", ".") and tree.words[m.token_start - 1] == ","
            if closed and head < m.token_start and self._ends_phrase(tree, head, m.token_start - 2):
                return m.head
        for c in tree.kids(head, "acl"):
            names = tree.kids(c, "obj", "xcomp", "obl") if tree.lemma[c] in NAMING else ()
            name = next((n for n in names if tree.upos[n] == "PROPN"), None)
            if name is not None:
                return name
        return head

    def _ends_phrase(self, tree: Tree, head: int, last: int) -> bool:
        """Whether a noun's phrase ends with a token: itself, or what is "of" or "in" something behind it."""
        inside = set(tree.subtree(head))
        between = range(head + 1, last + 1)
        within = all(i in inside and tree.upos[i] not in ("VERB", "PUNCT") for i in between)
        return last == head or (tree.upos[head] == "NOUN" and within)

    def _behind_label(self, tree: Tree, head: int) -> int:
        """ "REPORTER: He said": a script's label of who is on air is no subject, the nominal behind it is."""
        label = tree.lower[head] in self.cues.outlets["own_person"] and head + 2 < len(tree)
        spoken = label and tree.words[head + 1] == ":" and tree.upos[head + 2] in ("PRON", "PROPN")
        return head + 2 if spoken else head

    def _own_person(self, tree: Tree, head: int) -> bool:
        """ "Our reporter", "this programme": the publisher itself."""
        before = {tree.lower[c] for c in tree.kids(head, "nmod:poss", "det")}
        if "this" in before and (tree.lemma[head] in self.cues.outlets["own"] or tree.lemma[head] in self.cues.nouns):
            return True
        return tree.lemma[head] in self.cues.outlets["own_person"] and bool(before & OWN)

    def _maker(self, tree: Tree, head: int) -> int | None:
        """Whose statement, report or account it is; None where the head is no document or nobody is named."""
        lemma = tree.lemma[head]
        if tree.upos[head] == "PROPN":
            return None
        document = lemma in self.cues.nouns
        if not document and tree.upos[head] == "NOUN":
            return None
        outlet = None
        governor = tree.head[head] if tree.upos[head] in ("ADJ", "NUM") else -1
        beside = [c for c in tree.kids(governor, "obl") if c > head] if governor > head else []
        beside += tree.kids(head, "obl") if tree.upos[head] in ("ADJ", "NUM") else []
        inquiry = lemma in INQUIRIES  # "an Ethiopian inquiry found": a body, nobody else's paper
        named = self._in_name_of(tree, head) if document else None
        if named is not None:
            return named
        for c in (
            *tree.kids(head, "nmod", "compound", "nmod:poss", *(() if inquiry else ("amod",))),
            *(b for b in beside if b < governor or tree.head[b] == head),
        ):
            low = tree.lower[c]
            if low in ("its", "his", "her", "their") and document and tree.deprel[c] == "nmod:poss":
                return c
            mention = self.scene.heads.get((tree.ordinal, c))
            if mention is None and document and tree.xpos[c] == "NNS" and case_of(tree, c) == "by":
                return c  # "a report by monitors"
            if mention is None or (mention.kind not in ACTORS and not self._outlet(mention)):
                continue
            case = tree.kid(c, "case")
            preposition = tree.lower[case] if case is not None and tree.deprel[c] != "nmod:poss" else ""
            if document and preposition in ("", "by", "from", "of", "in"):
                if (
                    preposition == "of"
                    and tree.deprel[c] == "nmod"
                    and lemma not in ("account", "word", "view", "telling")
                ):
                    continue
                return c
            if preposition in ("in", "from", "") and self._outlet(mention):
                outlet = c
        return outlet

    def _in_name_of(self, tree: Tree, head: int) -> int | None:
        """Whose document it is by what is told of it: "a message posted in the name of the Brigade", "a letter signed
        by the governor"; not who only passed it on."""
        for c in tree.kids(head, "acl"):
            if tree.xpos[c] != "VBN":
                continue
            whose = (k for n in tree.kids(c, "obl") if tree.lemma[n] in IN_NAME for k in tree.kids(n, "nmod"))
            by = (k for k in tree.kids(c, "obl") if tree.lemma[c] in MAKES and case_of(tree, k) == "by")
            found = next((k for k in (*whose, *by) if (tree.ordinal, k) in self.scene.heads), None)
            if found is not None:
                return found
        return None

    def _bare_paper(self, tree: Tree, head: int) -> bool:
        """ "The statement added", "the report adds": a paper that the sentence before has named."""
        kids = [c for c in tree.children[head] if tree.upos[c] != "PUNCT"]
        bare = len(kids) == 1 and tree.lower[kids[0]] in ("the", "this", "that")
        return bare and tree.upos[head] == "NOUN" and tree.lemma[head] in PAPERS

    def _author_before(self, tree: Tree, head: int) -> Voice | None:
        """Whose paper it is by the sentence before: who put it out there, else the only one that spoke there."""
        last = self.scene.by_ordinal.get(tree.ordinal - 1)
        named = [i for i, lemma in enumerate(last.lemma) if lemma == tree.lemma[head]] if last is not None else []
        maker = self._issuer(last, named[0]) if last is not None and named else None
        if last is not None and maker is not None:
            return self._phrase(last, maker, self.scene.mention_at(last, maker), None)
        spoke = self._recent.get(tree.ordinal - 1, ())
        return next((v for v in spoke if not v.outlet), None) if len({v.key for v in spoke}) == 1 else None

    def _issuer(self, tree: Tree, document: int) -> int | None:
        """Who put out a document that is the object of a verb: "released a letter saying ..."."""
        top = document
        while tree.rel(top) == "nmod" and tree.head[top] >= 0:
            top = tree.head[top]
        governor = tree.head[top]
        if governor < 0 or governor > document or tree.rel(top) not in ("obj", "obl") or tree.upos[governor] != "VERB":
            return None
        if is_passive(tree, governor) or (tree.rel(top) == "obl" and case_of(tree, top) not in ("in", "with")):
            return None  # "the demands were set out in a letter", "killed two, according to a report"
        found = subject(tree, governor)
        return found if found is not None and found < document else None

    def _outlet(self, mention: Mention) -> bool:
        reference = self.scene.reference.get(mention.mention_id)
        if reference is not None and mention.kind != "person" and any(code[-3:] == "JRN" for code in reference.codes):
            return True
        return is_outlet(mention.quote, self.cues)

    def outlet_meant(self, tree: Tree, head: int) -> Voice | None:
        """The outlet that "told it", "told the paper" means: the last one named, two sentences back at most."""
        pointing = any(tree.lower[c] in ("the", "that", "this") for c in tree.kids(head, "det"))
        told_of = [c for c in tree.kids(head, "amod", "compound", "nmod") if tree.lower[c] != "same"]
        bare = pointing and not told_of and self._common_outlet(tree, head, head + 1)
        if not bare and tree.lower[head] != "it":
            return None
        for ordinal in range(tree.ordinal, tree.ordinal - 3, -1):
            there = self.scene.by_ordinal.get(ordinal)
            if there is None or there.row.segment != tree.row.segment:
                return None
            outlets = [
                v for i in range(len(there)) if ordinal < tree.ordinal or i < head if (v := self._outlet_at(there, i))
            ]
            if outlets:
                return self._at_pronoun(tree, head, max(outlets, key=lambda v: v[:2])[2])
        return None

    def outlet_titled(self, tree: Tree, v: int) -> Voice | None:
        """The outlet whose name stands behind what it is: "told the Geneva daily Le Phare"."""
        for i in range(v + 1, min(v + 6, len(tree) - 1)):
            if tree.upos[i] not in TITLES and tree.words[i] not in self.cues.outlets["common"]:
                return None
            if tree.words[i] in self.cues.outlets["common"] and tree.words[i + 1][:1].isupper():
                end = i + 2
                while end < len(tree) and (tree.words[end][:1].isupper() or self._joins(tree, end)):
                    end += 1
                return self._as_outlet(self._make(tree, i + 1, end, None, tree.name(i + 1, end), None))
        return None

    def _joins(self, tree: Tree, i: int) -> bool:
        """Whether a small word stands within a name: "El Sol de la Frontera"."""
        last = next((k for k in range(i, len(tree)) if tree.lower[k] not in JOINS), len(tree))
        return i < last < len(tree) and tree.words[last][:1].isupper()

    def outlet_told(self, tree: Tree, head: int) -> Voice | None:
        """Whom nobody knows but as the one that was told: "a sergeant tells the Lantern"; no body that may be heard."""
        mention = self.scene.mention_at(tree, head)
        the = any(tree.lower[c] == "the" for c in tree.kids(head, "det"))
        titled = tree.upos[head] == "PROPN" or tree.words[head][:1].isupper()
        if not the or not titled or tree.lemma[head].lower() in BODIES or tree.kids(head, "nmod"):
            return None
        if mention is not None:
            reference = self.scene.reference.get(mention.mention_id)
            known = reference is not None and (reference.basis not in ("text", "short_form") or reference.codes)
            if known or mention.kind == "country" or mention.level != "named":
                return None
        voice = self._phrase(tree, head, mention, None)
        return None if voice is None else self._as_outlet(voice)

    def gathers(self, tree: Tree, head: int) -> bool:
        """Whether a name is that of a body that takes down what witnesses tell it, to publish it."""
        mention = self.scene.heads.get((tree.ordinal, head))
        reference = self.scene.reference.get(mention.mention_id) if mention is not None else None
        return reference is not None and "NGO" in reference.codes and mention is not None and mention.level == "named"

    def _as_outlet(self, voice: Voice) -> Voice:
        return replace(voice, outlet=True, speaker=replace(voice.speaker, named=True))

    def _outlet_at(self, tree: Tree, i: int) -> tuple[bool, int, Voice] | None:
        """The outlet that a word names, after whether it is a subject and where it stands."""
        capital = tree.upos[i] in ("NOUN", "PROPN") and tree.words[i][:1].isupper() and i > 0
        mention = self.scene.mention_at(tree, i)
        if not capital or not (mention is None or mention.level == "named"):
            return None
        voice = self._phrase(tree, i, mention, None)
        if voice is None or not voice.outlet:
            return None
        return tree.rel(i) == "nsubj", i, self._as_outlet(voice)

    def _common_outlet(self, tree: Tree, lo: int, hi: int) -> bool:
        """ "A US newspaper", "state radio", "the news agency"."""
        last = tree.lemma[hi - 1]
        if last not in self.cues.outlets["common"]:
            return False
        return last not in NEWS or any(tree.lower[i] == "news" for i in range(lo, hi - 1))

    def _pronoun(self, tree: Tree, head: int, mention: Mention | None, verb: str | None) -> Voice | None:
        """Whom a pronoun stands for, else the speaker of the same or the last sentence that it can stand for."""
        low = OWNERS.get(tree.lower[head], tree.lower[head])
        again = self._said.get((tree.ordinal, low)) if verb is not None and low in PERSONS else None
        if again is not None and tree.rel(head) == "nsubj":  # "..., it announced; it now believes that ..."
            return self._at_pronoun(tree, head, replace(again, speaker=replace(again.speaker, verb=verb)))
        found = self._stood_for(tree, head, mention, low, verb)
        if found is not None and tree.rel(head) == "nsubj":
            self._said[tree.ordinal, low] = found
        return found or self._somebody(tree, head, low, verb)

    def _somebody(self, tree: Tree, head: int, low: str, verb: str | None) -> Voice | None:
        """Who says it though nobody tells who that is: "they added that", "some claim". The publisher does not."""
        if verb is None or low not in SOME or tree.rel(head) != "nsubj":
            return None
        if low == "one" and tree.xpos[tree.head[head]] != "VBD":
            return None  # "when one considers that": anybody
        return self._phrase(tree, head, None, verb)

    def _stood_for(self, tree: Tree, head: int, mention: Mention | None, low: str, verb: str | None) -> Voice | None:
        """Whom a pronoun stands for that has not spoken before in its sentence."""
        speaks = low in PERSONS and verb is not None
        tag = speaks and self._tags(tree, head)
        opened = self._met(tree, head, low, verb) if speaks and low != "it" else None
        opened = opened or (self._opened(tree, head, low, verb, mention) if tag else None)
        if opened is not None:
            return opened
        if tag:
            antecedent = self._stands_for(tree, mention) if mention is not None else None
            if antecedent is None or self._told_of(tree, head, antecedent):
                spoke = self._spoke_or_acted(tree, head, low, verb)
                if spoke is not None or antecedent is None or not self._beside_it(tree, antecedent):
                    return spoke
        near = self._subject_before(tree, head) if low in ("he", "she") else None
        if near is not None:
            return self._at_pronoun(tree, head, self._phrase(tree, near, self.scene.mention_at(tree, near), verb))
        if mention is not None:
            target, reference = self.scene.resolve(mention)
            goes_on = self._goes_on(tree, head, low, verb, target, tag) if speaks else None
            if goes_on is not None:
                return goes_on
            if low in ("he", "she") and target.kind != "person":
                pass
            elif target.level == "nominal" and target.sentence == tree.ordinal:  # by the words it was called by
                return self._at_pronoun(tree, head, self._phrase(tree, target.head, target, verb))
            elif target.level != "pronoun" or (reference is not None and reference.actor_id is not None):
                target = self._named_antecedent(target)
                name = reference.name if target.level == "pronoun" and reference else self._whole(target)
                return self._make(tree, head, head + 1, target, name, verb)
        if low not in PERSONS:
            return None
        for i in range(head - 1, -1, -1):
            if tree.rel(i) == "nsubj" and tree.upos[i] in ("NOUN", "PROPN") and self._fits(tree, i, low):
                return self._at_pronoun(tree, head, self._phrase(tree, i, self.scene.mention_at(tree, i), verb))
        return self._spoke_last(tree, head, low, verb)

    def _stands_for(self, tree: Tree, pronoun: Mention) -> Mention:
        """What a pronoun stands for: its antecedent, else the last mention of the same actor before it."""
        target, reference = self.scene.resolve(pronoun)
        if target.level != "pronoun" or reference is None or reference.actor_id is None:
            return target
        same = [
            m
            for m in self.scene.mentions.get(tree.ordinal, ())
            if m.token_end <= pronoun.token_start and m.level != "pronoun"
            and (r := self.scene.reference.get(m.mention_id)) is not None and r.actor_id == reference.actor_id
        ]  # fmt: skip
        return max(same, key=lambda m: m.token_end, default=target)

    def _goes_on(
        self, tree: Tree, head: int, low: str, verb: str | None, antecedent: Mention, tag: bool
    ) -> Voice | None:
        """Who speaks rather than the antecedent of a pronoun: who spoke of that one, or acts in the same sentence."""
        spoke = self._spoke_of(tree, antecedent, low)
        if spoke is not None:
            return self._at_pronoun(tree, head, replace(spoke, speaker=replace(spoke.speaker, verb=verb)))
        own = None if tag or antecedent.sentence == tree.ordinal else self._acts_here(tree, head, low)
        if own is None:
            return None
        return self._at_pronoun(tree, head, self._phrase(tree, own, self.scene.mention_at(tree, own), verb))

    def _spoke_of(self, tree: Tree, antecedent: Mention, low: str) -> Voice | None:
        """Who spoke in the sentence before of the antecedent, and goes on: "Kyiv says Russia shelled the bridge. It
        says ..."; of persons also who told beside what he said of one that does nothing there: "They shot the priest,
        the mayor said. He added", "She blamed the gang of Luis Mora. "They fled," she said"."""
        last = self.scene.by_ordinal.get(tree.ordinal - 1)
        if last is None or antecedent.sentence != last.ordinal:
            return None
        spoke = [v for v, content in self._told.get(last.ordinal, ()) if antecedent.head in content]
        if (
            not spoke
            and low in ("he", "she")
            and antecedent.kind == "person"
            and last.deprel[antecedent.head] != "nsubj"
        ):
            spoke = self._recent.get(last.ordinal, [])
        agree = [v for v in spoke if v.plural == (low == "they") and (low == "they" or v.person == (low != "it"))]
        return agree[-1] if agree else None

    def _acts_here(self, tree: Tree, pronoun: int, low: str) -> int | None:
        """Who acts before a pronoun in its own sentence, outside what the pronoun says: "the government corrected
        itself: it now says"."""
        above = {pronoun, *tree.ancestors(pronoun)}
        doers = (s for v in above if v < pronoun for s in tree.kids(v, "nsubj") if s < pronoun)
        return next((s for s in sorted(doers) if tree.upos[s] in ("NOUN", "PROPN") and self._fits(tree, s, low)), None)

    def _met(self, tree: Tree, head: int, low: str, verb: str | None) -> Voice | None:
        """Whom the reporters met in the sentence before: "Our reporter found a priest. He says ..."."""
        last = self.scene.by_ordinal.get(tree.ordinal - 1)
        if last is None or last.root < 0 or last.row.segment != tree.row.segment:
            return None
        ours = any(last.lower[s] in ("i", "we") or self._own_person(last, s) for s in last.kids(last.root, "nsubj"))
        met = (
            c for c in last.kids(last.root, "obj", "iobj", "obl", "xcomp") if ours and last.upos[c] in ("NOUN", "PROPN")
        )
        found = next((c for c in met if self._fits(last, c, low)), None)
        if found is None:
            return None
        found = self._named_twin(last, found)
        return self._at_pronoun(tree, head, self._phrase(last, found, self.scene.mention_at(last, found), verb))

    def _tags(self, tree: Tree, head: int) -> bool:
        """Whether "it said" stands behind what is said, rather than before it ("once there, it said that ...")."""
        cue = tree.head[head]
        after = any(c > cue for c in tree.kids(cue, "ccomp", "xcomp")) and tree.words[cue + 1] != ","
        after = after or not {"that", ":"}.isdisjoint(tree.lower[cue + 1 : cue + 4])
        told = any(r.hearer for r in self.cues.verbs.get(tree.lemma[cue], ()))
        after = after or (tree.kid(cue, "obj") is not None and not told)  # "if rain falls, it exposes the dam"
        return head > 1 and tree.words[head - 1] in TAGGED and not after

    def _spoke_or_acted(self, tree: Tree, head: int, low: str, verb: str | None) -> Voice | None:
        """Who said what stands before "it said": who spoke in the same sentence, what acts before a colon in it, who
        spoke or acted in the sentence before, else the nearest speaker further back."""
        said = [s for v in range(head) if tree.lemma[v] in self.cues.verbs for s in tree.kids(v, "nsubj") if s < v]
        named = [s for s in said if tree.upos[s] in ("NOUN", "PROPN")]
        teller = next((s for s in named if self._fits(tree, s, low) or (low == "it" and self._place(tree, s))), None)
        if teller is not None:
            teller = self._named_twin(tree, teller)
            return self._at_pronoun(tree, head, self._phrase(tree, teller, self.scene.mention_at(tree, teller), verb))
        colon = next((i for i in range(head - 1, 0, -1) if tree.words[i] == ":"), 0)
        last = self.scene.by_ordinal.get(tree.ordinal - 1)
        spoke = self._acting(tree, tree, head, low, verb, colon) if colon else None
        spoke = spoke or self._spoke_last(tree, head, low, verb, 1)
        if spoke is None and last is not None:
            spoke = self._acting(last, tree, head, low, verb, len(last))
        spoke = spoke or self._spoke_last(tree, head, low, verb)
        return spoke or (self.outlet_meant(tree, head) if low == "it" else None)

    def _opened(self, tree: Tree, head: int, low: str, verb: str | None, mention: Mention | None) -> Voice | None:
        """Who opens what "he said" closes, where the pronoun stands for nobody in it: before a colon or semicolon ("A
        surgeon contradicted him: two were dead, he said"), or by an account in the sentence before ("had another
        story")."""
        meant = self._stands_for(tree, mention) if mention is not None else None
        mark = next((i for i in range(head - 1, 0, -1) if tree.words[i] in (":", ";")), 0)
        if mark and (meant is None or meant.sentence != tree.ordinal or meant.token_start < mark):
            return self._acting(tree, tree, head, low, verb, mark)
        last = self.scene.by_ordinal.get(tree.ordinal - 1)
        if mark or last is None or last.row.segment != tree.row.segment or last.root < 0:
            return None
        told = any(last.lemma[c] in self.cues.nouns for c in last.kids(last.root, "obj"))
        opens = told and last.lemma[last.root] in TELLS
        return self._acting(last, tree, head, low, verb, len(last)) if opens else None

    def _acting(self, last: Tree, tree: Tree, head: int, low: str, verb: str | None, end: int) -> Voice | None:
        """The first subject of a sentence (to the token `end`) that a pronoun agrees with."""
        named = (i for i in range(end) if last.rel(i) == "nsubj" and last.upos[i] in ("NOUN", "PROPN"))
        found = next((i for i in named if self._fits(last, i, low)), None)
        if found is None:
            return None
        found = self._named_twin(last, found)
        return self._at_pronoun(tree, head, self._phrase(last, found, self.scene.mention_at(last, found), verb))

    def _place(self, tree: Tree, i: int) -> bool:
        """Whether a word names a place, which may speak for who governs there: "Khartoum says"."""
        mention = self.scene.heads.get((tree.ordinal, i))
        return mention is not None and mention.kind == "place" and mention.level == "named"

    def _told_of(self, tree: Tree, pronoun: int, antecedent: Mention) -> bool:
        """Whether an antecedent stands within what is said, as A does in "A killed B, they said": nobody is named in
        his own words before the pronoun that stands for him."""
        if antecedent.sentence == tree.ordinal:
            return antecedent.token_start <= pronoun
        known = self.scene.reference.get(antecedent.mention_id)
        before = (
            m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start < pronoun and m.level == "named"
        )
        told = (self.scene.reference.get(m.mention_id) for m in before)
        return known is not None and any(r and r.actor_id and r.actor_id == known.actor_id for r in told)

    def _beside_it(self, tree: Tree, antecedent: Mention) -> bool:
        """Whether an antecedent is but the owner of something ("Iran's navy sank it, it said"), which may be."""
        return antecedent.sentence != tree.ordinal or tree.deprel[antecedent.head] == "nmod:poss"

    def _spoke_last(self, tree: Tree, head: int, low: str, verb: str | None, reach: int = LOOK_BACK) -> Voice | None:
        """The nearest speaker of an earlier sentence that a pronoun can stand for."""
        for back in range(1, (1 if low == "it" else reach) + 1):
            spoken = [v for v in self._recent.get(tree.ordinal - back, ()) if v.plural == (low == "they")]
            spoken = [v for v in spoken if low == "they" or v.person == (low != "it")]
            if spoken:
                said = replace(spoken[-1], speaker=replace(spoken[-1].speaker, verb=verb))
                return self._at_pronoun(tree, head, said)
        return None

    def _named_antecedent(self, mention: Mention) -> Mention:
        """The name beside an antecedent that is none ("the leader, Arayik H., ... he")."""
        tree = self.scene.by_ordinal[mention.sentence]
        return self.scene.heads.get((mention.sentence, self._named_twin(tree, mention.head)), mention)

    def _at_pronoun(self, tree: Tree, head: int, voice: Voice | None) -> Voice | None:
        """The voice with the span of the pronoun that stands for it."""
        start, end = tree.span(head, head + 1)
        return replace(voice, start=start, end=end) if voice else None

    def _subject_before(self, tree: Tree, pronoun: int) -> int | None:
        """An unnamed speaker ("a source") that is subject of the sentence's main clause before the pronoun."""
        found = tree.kid(tree.root, "nsubj") if tree.root >= 0 else None
        if found is None or found >= pronoun or tree.lemma[found] not in self.cues.outlets["speaker"]:
            return None
        return found if tree.xpos[found] != "NNS" and tree.upos[found] == "NOUN" else None

    def _fits(self, tree: Tree, i: int, pronoun: str) -> bool:
        """Whether a noun that can speak agrees with the pronoun."""
        mention = self.scene.heads.get((tree.ordinal, i))
        person = tree.lemma[i] in self.cues.outlets["speaker"] or (mention is not None and mention.kind == "person")
        if pronoun == "it" and tree.lemma[i] in self.cues.outlets["common"]:
            return True
        if pronoun in ("he", "she"):
            return person and tree.xpos[i] not in ("NNS", "NNPS")
        return (person or (mention is not None and mention.kind in ACTORS)) and (
            (tree.xpos[i] in ("NNS", "NNPS")) == (pronoun == "they")
        )

    def _phrase(self, tree: Tree, head: int, mention: Mention | None, verb: str | None) -> Voice | None:
        lo, hi = tree.phrase(head)
        lo = max([lo, *(c + 1 for c in tree.children[head] if tree.rel(c) in ("cop", "case") and c < head)])
        if mention is not None and mention.level == "named":
            lo, hi = mention.token_start, mention.token_end
            hi = self._name_end(tree, hi)
        elif mention is not None and mention.head == head:
            lo, hi = min(lo, mention.token_start), max(hi, mention.token_end)
        hi = self._named_behind(tree, lo, hi) or self._poses(tree, head) or hi
        apart = (i for i in range(head - 1, lo - 1, -1) if tree.words[i] in DASHES and self._between_spaces(tree, i))
        lo = next(apart, lo - 1) + 1  # "Gunmen kill four in mosque - police"
        while lo < head and (
            tree.rel(lo) in ("case", "fixed") or tree.upos[lo] in OPENING or CLOCK.fullmatch(tree.words[lo])
        ):
            lo += 1
        if lo > 1 and tree.lower[lo - 1] in ("'s", "’s") and lo == head:
            lo -= 2
        while hi - 1 > lo and (tree.upos[hi - 1] == "PUNCT" or tree.lower[hi - 1] in ("'s", "’s", "'", "’")):
            hi -= 1
        place = next((m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start == hi + 1), None)
        if (
            place is not None
            and tree.lower[hi] in ("in", "at")
            and tree.upos[min(place.token_end, len(tree) - 1)] == "VERB"
        ):
            hi = place.token_end  # "the ministry in Delhi said", wherever the tree hung the place
        mention = mention or self._titled(tree, lo, hi)
        return self._make(tree, lo, hi, mention, tree.name(lo, hi).strip("\"“”'‘’ "), verb)

    def _named_behind(self, tree: Tree, lo: int, hi: int) -> int | None:
        """Where the name ends that stands beside the last word of a phrase: "monitors of the bloc ECOWAS"."""
        names = (c for i in range(lo, hi) for c in tree.kids(i, "appos") if tree.upos[c] == "PROPN" and i == hi - 1)
        return next((end for start, end in map(tree.phrase, names) if start == hi), None)

    def _poses(self, tree: Tree, head: int) -> int | None:
        """Where what somebody unnamed says that he is ends: "a man presenting himself as a rebel commander"."""
        for c in tree.kids(head, "acl"):
            own = any(tree.lower[k] in ONESELF for k in tree.kids(c, "obj"))
            if own and tree.lemma[c] in POSES and tree.xpos[c] == "VBG":
                return max(i for i in tree.subtree(c) if tree.upos[i] != "PUNCT") + 1
        return None

    def _between_spaces(self, tree: Tree, i: int) -> bool:
        starts, ends = tree.row.token_start, tree.row.token_end
        return i > 0 and starts[i] > ends[i - 1] and i + 1 < len(tree) and starts[i + 1] > ends[i]

    def _titled(self, tree: Tree, lo: int, hi: int) -> Mention | None:
        """The person whose name ends a phrase that the tree takes for his title: "police spokeswoman Mina Rao"."""
        if any(tree.upos[i] in ("ADP", "PUNCT", "CCONJ") for i in range(lo, hi)):
            return None
        named = (m for m in self.scene.mentions.get(tree.ordinal, ()) if m.kind == "person" and m.level == "named")
        return next((m for m in named if lo < m.token_start and m.token_end == hi), None)

    def _name_end(self, tree: Tree, hi: int) -> int:
        """Where a name ends whose mention ends at a token: "Van Minh", "Hae-ran"."""
        while hi < len(tree) and tree.upos[hi] == "PROPN" and tree.rel(hi) in ("flat", "nsubj", "appos", "compound"):
            hi += 1
        of = hi > 2 and hi < len(tree) and tree.lower[hi - 2] == "of" and tree.head[hi] in range(hi - 1)
        if of and tree.upos[hi] == "NOUN" and tree.rel(hi) in ("nmod", "compound", "flat"):
            return hi + 1  # "the union of prison staff"
        joined = hi + 1 < len(tree) and tree.words[hi] == "-" and tree.deprel[hi + 1] == "flat"
        return hi + 2 if joined and tree.row.token_start[hi + 1] == tree.row.token_start[hi] + 1 else hi

    def _whole(self, mention: Mention) -> str:
        """A mention's words, with what its name goes on with."""
        tree = self.scene.by_ordinal[mention.sentence]
        end = self._name_end(tree, mention.token_end) if mention.level == "named" else mention.token_end
        return tree.quote(mention.token_start, end) if end > mention.token_end else mention.quote

    def _make(self, tree: Tree, lo: int, hi: int, mention: Mention | None, name: str, verb: str | None) -> Voice:
        reference = self.scene.resolve(mention)[1] if mention else None
        side = reference.side if reference else None
        if side is None:
            side = self._side_within(tree, lo, hi)
        named = mention.level == "named" if mention else tree.upos[hi - 1] == "PROPN"
        named = named and not name.islower()  # "air force says", in a headline
        if mention and mention.level == "pronoun":
            named = self.scene.resolve(mention)[0].level == "named"
        actor_id = reference.actor_id if reference else None
        if not named and actor_id is None and reference is not None and reference.codes[:1]:
            side = None if reference.codes[0][-3:] in LAY else side  # "a surgeon in Goris" is not his state
        start, end = tree.span(lo, hi)
        low = name.lower()
        for article in ARTICLES:
            low = low.removeprefix(article)
        outlet = bool(mention and self._outlet(mention)) or is_outlet(name, self.cues)
        if not self._outlets.isdisjoint(name.split()[-1:]):
            outlet = named = True
        outlet = outlet or self._common_outlet(tree, lo, hi)
        sure = named or (reference is not None and reference.basis in ("role", "pack"))
        key = actor_id if actor_id and sure else low
        noun = tree.lemma[hi - 1] in self.cues.outlets["speaker"] and mention is None
        person = not outlet and (noun or (mention is not None and self.scene.resolve(mention)[0].kind == "person"))
        speaker = Speaker(" ".join(name.split()), actor_id, verb, side, named)
        return Voice(speaker, start, end, key, outlet, tree.xpos[hi - 1] == "NNS", person)

    def _side_within(self, tree: Tree, lo: int, hi: int) -> str | None:
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if lo <= m.token_start and m.token_end <= hi:
                reference = self.scene.reference.get(m.mention_id)
                if reference is not None and reference.side:
                    return reference.side
        return None

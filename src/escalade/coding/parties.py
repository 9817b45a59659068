"""From a token that stands in an argument slot to the party it names.

A mention gives its reference; a place or thing that belongs to somebody gives its owner ("US convoys", "a base
housing US troops", "the Iranian nuclear site"); a noun for people gives an unidentified party. Bare ground is no party.
"""

from __future__ import annotations

from collections.abc import Sequence

from escalade.coding.slots import Syntax
from escalade.model.codings import Party
from escalade.model.groundings import Place, Reference
from escalade.model.readings import Mention
from escalade.model.words import RELATIONAL

_ACTOR_KINDS = frozenset(("person", "organisation", "group", "country"))
_OWNING = frozenset(
    "house host hold shelter contain quarter station carry belong own use run operate "
    "occupy control transport base".split()
)
_OWNED_BY = frozenset(("of", "by", "from", ""))
_AMOUNT = frozenset(("least", "more", "than", "some", "several", "many", "few", "dozens", "hundreds", "thousands"))
_OWNER_OF = {"it": "its", "he": "his", "she": "her", "they": "their", "we": "our", "i": "my"}
_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest".split())  # not "the North"
_SPEAKERS, _OWNERS = frozenset(_OWNER_OF), frozenset(_OWNER_OF.values())
_EACH_OTHER = (("each", "other"), ("one", "another"))
_STATE, _MILITARY = 3, "MIL"  # letters of a country's code; what CAMEO adds for its armed forces
MAX_DEPTH = 3


class Parties:
    """Parties of one sentence, by token."""

    def __init__(
        self,
        syntax: Syntax,
        mentions: list[Mention],
        references: dict[str, Reference],
        places: dict[str, Place],
        timed: frozenset[int] = frozenset(),
    ) -> None:
        """`timed` are tokens of time expressions: no parties ("on Tuesday")."""
        self.syntax, self.tree = syntax, syntax.tree
        self.references, self.places, self.timed = references, places, timed
        self.people, self.containers = syntax.words.classes["people"], syntax.words.classes["container"]
        self.at_head: dict[int, Mention] = {}
        self.covering: dict[int, Mention] = {}
        for mention in mentions:
            old = self.at_head.get(mention.head)
            if old is None or self._weight(mention) > self._weight(old):
                self.at_head[mention.head] = mention
            for t in range(mention.token_start, mention.token_end):
                inner = self.covering.get(t)
                if inner is None or self._length(mention) < self._length(inner):
                    self.covering[t] = mention
        self._known: dict[int, Party | None] = {}

    def _length(self, mention: Mention) -> int:
        return mention.token_end - mention.token_start

    def _weight(self, mention: Mention) -> tuple[bool, bool, int]:
        reference = self.references.get(mention.mention_id)
        return (
            reference is not None and reference.actor_id is not None,
            mention.kind in _ACTOR_KINDS,
            self._length(mention),
        )

    def of(self, token: int) -> list[Party]:
        """Parties that a token stands for: one, none, or those in a "group of"."""
        tree = self.tree
        if self.each_other(token):
            return [p for t in self.syntax.slots(tree.head[token]).get("subj", ()) if t != token for p in self.of(t)]
        inner = self.syntax.slots(token).get("of", ()) if self._container(token) else ()
        party = self.one(token)
        mention = self.at_head.get(token)
        if mention is not None and mention.level == "nominal":
            for c in tree.children[token]:  # "the militia Kataib Hezbollah"
                if tree.deprel[c] in ("appos", "flat") and c in self.at_head:
                    named = self.one(c)
                    if named is not None and named.id is not None and self.at_head[c].level == "named":
                        return [named]
        above = self.at_head.get(tree.head[token]) if tree.deprel[token] == "appos" else None
        is_name = above is not None and above.level == "named" and above.kind in _ACTOR_KINDS
        if is_name and (party is None or party.id is None):  # "Amina Sow, the party's leader"
            party = self.one(tree.head[token]) or party
        if inner and (party is None or party.id is None):
            found = [p for t in inner for p in self.of(t)]
            if found:
                return found
        return [party] if party is not None else []

    def each_other(self, token: int) -> bool:
        """ "Each other", "one another": who does it."""
        return self.tree.lower[token : token + 2] in _EACH_OTHER and self.tree.head[token] >= 0

    def counted(self, token: int) -> Sequence[int]:
        """What a number or a word for many counts ("three of its air bases"), else the word itself."""
        return (self.syntax.slots(token).get("of") if self._container(token) else None) or [token]

    def _container(self, token: int) -> bool:
        return self.syntax.lemma[token] in self.containers or self.tree.upos[token] == "NUM"

    def one(self, token: int, depth: int = 0) -> Party | None:
        """The party that a token's phrase stands for, or None."""
        if token not in self._known:
            self._known[token] = None
            self._known[token] = self._find(token, depth)
        return self._known[token]

    def _find(self, token: int, depth: int) -> Party | None:
        tree = self.tree
        if token in self.timed or tree.words[token] in _DIRECTIONS:
            return None
        mention = self.at_head.get(token)
        if self.is_weapon(token):
            mention = None  # "killed by a shell", "a Scud"
        elif mention is None:
            cover = self.covering.get(token)
            if cover is not None and tree.upos[token] == "PROPN":
                mention = cover
        if mention is not None and mention.kind != "weapon":
            party = self._mentioned(mention)
            if party is not None:
                return party
        if tree.lower[token] in ("one", "ones"):
            return None
        if tree.upos[token] == "PRON":
            return self._speaker(token)
        named = self._name_inside(token)
        if named is not None:
            return named
        manned = self.syntax.lemma[token] in self.people or self.is_crewed(token)
        if manned or (mention is not None and mention.kind in _ACTOR_KINDS):
            owner = None if self.syntax.lemma[token] in RELATIONAL else self.owner(token, depth)
            phrase = self.phrase(token) if mention is None else mention.quote
            name = self.bare(token)
            return Party(None, name, owner.codes if owner else (), phrase, mention.mention_id if mention else None)
        owner = self.owner(token, depth)
        if owner is None:
            return None
        text = self.phrase(token)
        classes = self.syntax.words.classes
        lemma = self.syntax.lemma[token]
        if lemma in classes["weapon"] or lemma in classes["force"]:  # a drone is not its country
            codes = owner.codes
            if lemma in classes["operated"] and codes[:1] == (owner.id,) and len(codes[0]) == _STATE:
                codes = (codes[0] + _MILITARY, *codes)  # but a state's jets are flown by its air force
            return Party(None, self.bare(token), codes, text, owner.mention_id)
        return Party(owner.id, owner.name, owner.codes, text, owner.mention_id)

    def is_weapon(self, token: int) -> bool:
        """ "A shell", "a Scud"; not the company Shell."""
        classes, lemma = self.syntax.words.classes, self.syntax.lemma[token].lower()
        common = self.tree.lower[token] == self.tree.words[token] and lemma in classes["weapon"]
        return common or lemma in classes["weapon_name"]

    def is_crewed(self, token: int) -> bool:
        """ "Jets", "a frigate": craft that stand for those in them."""
        return self.syntax.lemma[token] in self.syntax.words.classes["crewed"]

    def phrase(self, token: int) -> str:
        """The words of a phrase, without the preposition before it."""
        lo, hi = self.tree.phrase(token)
        while lo < token and self.tree.deprel[lo] in ("case", "mark", "cc", "punct", "advmod:emph"):
            lo += 1
        return self.tree.quote(lo, hi)

    def bare(self, token: int) -> str:
        """A phrase without article and number: "fighters" of "at least 25 fighters"."""
        lo, hi = self.tree.phrase(token)
        while lo < token and (
            self.tree.upos[lo] in ("DET", "NUM", "ADV", "ADP", "PUNCT", "CCONJ", "SCONJ")
            or self.tree.lower[lo] in _AMOUNT
        ):
            lo += 1
        return self.tree.name(lo, hi)

    def _speaker(self, token: int) -> Party | None:
        """A subject pronoun in reported speech is mostly the speaker: "Turkey said it would", "... its jets struck"."""
        tree = self.tree
        subject = tree.lower[token] in _SPEAKERS and tree.deprel[token] in ("nsubj", "nsubj:pass")
        owner = tree.lower[token] in _OWNERS and tree.deprel[token] == "nmod:poss"
        if not subject and not owner:
            return None
        v = tree.head[tree.head[token]] if owner else tree.head[token]
        if owner and (v < 0 or tree.deprel[tree.head[token]] not in ("nsubj", "nsubj:pass")):
            return None
        while v >= 0 and tree.deprel[v] in ("conj", "xcomp"):
            v = tree.head[v]
        if v < 0 or tree.deprel[v] != "ccomp" or tree.head[v] < 0:
            return None
        for c in tree.children[tree.head[v]]:
            if tree.deprel[c] == "nsubj" and c != token:
                party = self.one(c)
                if party is None or self._of_another_sort(tree.lower[token], c):
                    return None
                return Party(party.id, party.name, party.codes, tree.words[token], party.mention_id)
        return None

    def _of_another_sort(self, pronoun: str, speaker: int) -> bool:
        """Whether a pronoun cannot stand for a speaker: one man is not "they", a state not "he"."""
        if self.kind(speaker) == "person" and self.tree.xpos[speaker] in ("NN", "NNP"):
            return pronoun in ("it", "its", "they", "their")
        return self.kind(speaker) in ("country", "organisation") and pronoun in ("he", "she", "his", "her")

    def whose(self, token: int) -> Party | None:
        """Whose what somebody does is, by a possessive in his clause: "it threatened to widen its attacks"."""
        tree, verb = self.tree, self.tree.head[self.tree.head[token]]
        if tree.deprel[tree.head[token]] != "obj":
            return None
        while verb >= 0 and tree.deprel[verb] == "xcomp" and tree.kid(verb, "nsubj") is None:
            verb = tree.head[verb]
        subject = tree.kid(verb, "nsubj") if verb >= 0 else None
        if subject is None or subject > token or not self._agrees(tree.lower[token], subject):
            return None
        return self.one(subject)

    def _agrees(self, possessive: str, subject: int) -> bool:
        """Whether a possessive can be of a subject by number and sort."""
        tree, kind = self.tree, self.kind(subject)
        if tree.upos[subject] == "PRON":
            return _OWNER_OF.get(tree.lower[subject]) == possessive
        many = tree.xpos[subject] in ("NNS", "NNPS") and kind != "country"
        if possessive == "its":
            return kind in ("country", "organisation", "group", "place") and not many
        return possessive == "their" and many

    def _mentioned(self, mention: Mention) -> Party | None:
        reference = self.references.get(mention.mention_id)
        place = self.places.get(mention.mention_id)
        if reference is not None and (reference.actor_id is not None or reference.codes):
            return Party(reference.actor_id, reference.name, reference.codes, mention.quote, mention.mention_id)
        if (
            mention.kind in _ACTOR_KINDS
            and mention.level == "named"
            and (place is None or place.metonym or mention.kind != "country")
        ):
            name = reference.name if reference is not None else mention.quote
            return Party(None, name, (), mention.quote, mention.mention_id)
        return None

    def _name_inside(self, token: int) -> Party | None:
        """A title heads the phrase, the name hangs on it: "Gen. Qasem Soleimani", "Foreign Minister Zarif"."""
        tree = self.tree
        for c in tree.children[token]:
            if tree.deprel[c] in ("flat", "appos") or (tree.deprel[c] == "compound" and tree.upos[token] == "PROPN"):
                mention = self.at_head.get(c)
                if mention is not None and mention.kind in ("person", "organisation", "group"):
                    party = self._mentioned(mention)
                    if party is not None and party.id is not None:
                        return party
        return None

    def owner(self, token: int, depth: int = 0) -> Party | None:
        """Whose a place, facility or thing is: "US convoys", "bases housing US troops", "forces of Syria"."""
        if depth >= MAX_DEPTH:
            return None
        tree = self.tree
        for c in tree.children[token]:
            label = tree.deprel[c]
            if label in ("nmod:poss", "compound", "amod", "nmod:desc", "nmod:unmarked", "flat"):
                party = self._gentilic(c) or (
                    self.owner(c, depth + 1) if label != "nmod:poss" else self.one(c, depth + 1)
                )
                if party is not None:
                    return party
        for c in tree.children[token]:
            label = tree.deprel[c]
            if label == "nmod" and self.syntax.case(c) in _OWNED_BY and not self.ground(c):
                party = self.one(c, depth + 1)
                if party is not None:
                    return party
            elif label in ("acl", "acl:relcl") and self.syntax.lemma[c] in _OWNING:
                slots = self.syntax.slots(c)
                for t in (*slots.get("obj", ()), *slots.get("by", ()), *slots.get("to", ()), *slots.get("subj", ())):
                    party = self.one(t, depth + 1) if t != token else None
                    if party is not None:
                        return party
        return None

    def _gentilic(self, c: int) -> Party | None:
        mention = self.at_head.get(c) or (self.covering.get(c) if self.tree.upos[c] in ("PROPN", "ADJ") else None)
        if mention is None:
            return None
        reference = self.references.get(mention.mention_id)
        if mention.kind == "place" and not self._metonym(mention):
            return None
        if reference is not None and reference.actor_id is not None:
            return Party(reference.actor_id, reference.name, reference.codes, mention.quote, mention.mention_id)
        return None

    def _metonym(self, mention: Mention) -> bool:
        place = self.places.get(mention.mention_id)
        return place is not None and place.metonym

    def is_country(self, token: int) -> bool:
        """A country, or its capital standing for it ("Tokyo protested")."""
        mention = self.at_head.get(token)
        return mention is not None and (
            mention.kind == "country" or (mention.kind == "place" and self._metonym(mention))
        )

    def kind(self, token: int) -> str:
        """Kind of the mention that a token heads, "" if none."""
        mention = self.at_head.get(token)
        return mention.kind if mention is not None else ""

    def ground(self, c: int) -> bool:
        """A place name that stands for ground, no government."""
        mention = self.at_head.get(c)
        if mention is None or mention.kind != "place":
            return False
        reference = self.references.get(mention.mention_id)
        return not self._metonym(mention) and (reference is None or reference.actor_id is None)

    def gentilic(self, c: int) -> Party | None:
        """The party that a premodifier names ("Iranian", "US", "US-led")."""
        return self._gentilic(c)

    def is_actor(self, token: int) -> bool:
        """Something that can act: a named party, a noun for people, a personal pronoun, an unknown name."""
        tree = self.tree
        if token in self.timed or self.syntax.lemma[token].lower() in self.syntax.words.classes["weapon_name"]:
            return False
        if self.syntax.lemma[token] in self.people or self.each_other(token):
            return True
        if tree.upos[token] == "PRON":
            return self.one(token) is not None or tree.lower[token] in (
                "he",
                "she",
                "they",
                "we",
                "i",
                "him",
                "her",
                "them",
                "us",
                "who",
                "whom",
                "someone",
                "anyone",
                "everyone",
                "nobody",
                "those",
                "you",
            )
        mention = self.at_head.get(token) or (self.covering.get(token) if tree.upos[token] == "PROPN" else None)
        if mention is not None:
            if mention.kind in _ACTOR_KINDS:
                return True
            place = self.places.get(mention.mention_id)
            return mention.mention_id in self.references or (place is not None and place.metonym)
        return tree.upos[token] == "PROPN"

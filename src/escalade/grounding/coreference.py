"""What pronouns and short forms take up: the nearest compatible actor before them in the same voice.

Compatible is judged by number, gender, sort of actor; among the compatible the nearer sentence, then the subject wins.
If two are equally good, nothing is taken up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from escalade.grounding.aliases import second_name
from escalade.grounding.naming import Named, compose
from escalade.grounding.phrases import DEFINITE, PAST, STATE
from escalade.grounding.pronouns import FEMALE, MALE, MANY, PAPERS, SPEAKING, THING, Candidate, Pronoun, Ranker, things
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.model.words import HANDLED, RELATIONAL
from escalade.vocab.actors import Pack
from escalade.vocab.names import is_acronym, pieces

REACH = 3  # sentences back for a pronoun
FAR = 12  # sentences back for a short form
NEAR = 4  # for "the army", "the government"
SELF, OURS = frozenset(("i", "me", "my", "myself")), frozenset(("we", "us", "our", "ours", "ourselves"))
GROUP_NOUNS = frozenset(
    ("group", "organization", "organisation", "movement", "militia", "faction", "outfit", "network")
)
GROUPS = frozenset(("organisation", "group"))
COUNTRY_NOUNS = frozenset(("country", "nation", "kingdom", "republic", "state"))
PAIRED = frozenset(("country", "nation", "side", "government", "neighbour", "neighbor", "state", "power", "capital"))
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
SENDING = frozenset(("send", "dispatch", "deploy", "fly", "rush", "delegate", "despatch"))
WAYS = frozenset("through via to from into toward towards across".split())
ARMED = frozenset(("REB", "PRM", "UAF", "INS", "SEP", "CRM"))  # sectors of bands and their men
MEN = frozenset(("REB", "PRM", "UAF"))  # of "the rebels", "the militiamen", "the gunmen"
_SUBJECTS = ("nsubj", "csubj")


@dataclass(slots=True)
class Earlier:
    """An actor as it was named before."""

    mention: Mention
    row: Reference
    kind: str
    plural: bool
    gender: str | None
    nouns: frozenset[str]  # lemmas that it was called by
    subject: bool
    sentence: int
    main: bool  # not inside another noun phrase
    partner: int = -1  # token that it is coordinated with
    speaks: bool = False  # the subject of a verb of saying, denying, blaming
    told: int = 0  # how often it was named before
    passing: bool = False  # only on whose ground somebody comes, goes or passes: "left through Chad"


class History:
    """The actors of one document so far, one list for each voice (the report, each embedded quotation)."""

    def __init__(
        self,
        document: Document,
        pack: Pack,
        full_names: Mapping[str, Named],
        told: Mapping[str, int] | None = None,
        trees: Mapping[int, Tree] | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        """`full_names`: last word of a person's full name -> that person, where the document has only one such; `told`:
        how often the document names each actor and country; `trees`: of its sentences, by ordinal."""
        told = told or {}
        self.trees, self._ranker = trees or {}, ranker or Ranker({})
        lands = sorted(
            (-n, key) for key, n in told.items() if key in pack.actors and pack.actors[key].kind == "country"
        )
        self._home = lands[0][1] if lands and -lands[0][0] >= 2 * -(lands[1:] or [(0, "")])[0][0] else None
        self._document, self._pack, self._full = document, pack, full_names
        self._voices: dict[int, list[Earlier]] = {}
        self._names: dict[int, dict[str, list[Earlier]]] = {}
        self._meant: dict[tuple[int, int], Reference] = {}  # sentence, pronoun -> whom it stands for
        self._aliases: dict[tuple[str, ...], Earlier] = {}
        self._counts: Counter[str] = Counter()

    def _voice(self, tree: Tree) -> int:
        segments, i = self._document.segments, tree.row.segment
        return i if 0 <= i < len(segments) and segments[i].kind == "quotation" else -1

    def told(self) -> list[Earlier]:
        """The actors so far, voice by voice."""
        return [e for told in self._voices.values() for e in told]

    def row(self, mention: Mention, named: Named, basis: str | None = None, antecedent: str | None = None) -> Reference:
        """The reference of a mention that its own words settle."""
        return Reference(
            mention_id=mention.mention_id,
            document_id=mention.document_id,
            sentence=mention.sentence,
            actor_id=named.actor_id,
            name=named.name,
            country=named.country,
            codes=named.codes,
            side=named.side,
            basis=basis or ("pack" if named.basis == "metonym" else named.basis),
            antecedent_id=antecedent,
        )

    def take(self, mention: Mention, tree: Tree, named: Named) -> Reference:
        """Reference of a named or nominal mention; short forms are linked to what they shorten."""
        row = self.row(mention, named)
        outer = self._outer(mention, tree)
        if outer is not None:
            return self._taken(mention, outer, outer.row.basis)
        if named.basis == "text" and mention.kind in ("person", "organisation", "group"):
            earlier = self._by_another_name(mention, tree, named) or self._fuller(mention, tree, named)
            if earlier is not None:
                row = self._taken(mention, earlier, "short_form")
            elif mention.kind == "person" and (full := self._full.get(" ".join(pieces(named.name)))) is not None:
                row = self.row(mention, full, "short_form")
        elif named.basis == "pack" and (
            earlier := self._spelled_out(mention, tree, row) or self._namesake(mention, tree, row)
        ):
            row = self._taken(mention, earlier, "short_form")
        elif named.actor_id is None and (named.definite or tree.lower[mention.token_start] == "both"):
            owner = self._owner(mention, tree)
            pair = (
                self._two(mention, tree)
                if named.lemma in PAIRED and tree.lower[mention.token_start] in ("both", "the")
                else None
            )
            if pair is not None and (
                tree.lower[mention.token_start] == "both"
                or "two" in tree.lower[mention.token_start : mention.token_end]
            ):
                return self._told_of(mention, tree, named, self._joint(mention, pair, "short_form"))
            alone = owner is None and not named.bodies
            earlier = (self._titled(mention, tree) or self._short(mention, tree, named)) if alone else None
            if earlier is not None:
                row = self._taken(mention, earlier, "short_form")
            elif owner is None and (country := self._near_country(mention, tree, named)) is not None:
                row = self._owned(mention, named, country)
            elif owner is not None and not named.bodies:
                row = self._owned(mention, named, owner)
        self._remember(mention, tree, named, row)
        return row

    def _told_of(self, mention: Mention, tree: Tree, named: Named, row: Reference) -> Reference:
        self._remember(mention, tree, named, row)
        return row

    def _by_another_name(self, mention: Mention, tree: Tree, named: Named) -> Earlier | None:
        """Whom a name means that the report gives somebody beside his first: "Tarek Amin, alias Abu Layl"."""
        name = pieces(named.name)
        if name not in self._aliases:
            for earlier in reversed(self._voices.get(self._voice(tree), ())):
                if earlier.sentence != tree.ordinal:
                    break
                if earlier.row.actor_id is not None and second_name(tree, earlier.mention, mention):
                    self._aliases[name] = earlier
                    if len(name) == 2 and name[0] in ("el", "la", "le"):
                        self._aliases[name[1:]] = earlier
                    break
        return self._aliases.get(name)

    def pronoun(self, mention: Mention, tree: Tree) -> Reference:
        """Reference of a pronoun; unresolved (basis none) if unsure."""
        found = self._pronoun(mention.head, tree)
        if found is not None and tree.lower[mention.head] in MANY and (pair := self._coordinated(found)) is not None:
            return self._joint(mention, pair, "pronoun")
        if found is None:
            return Reference(
                mention.mention_id,
                mention.document_id,
                mention.sentence,
                None,
                tree.name(mention.token_start, mention.token_end),
                None,
                (),
                None,
                "none",
                None,
            )
        self._still_told_of(mention, tree, found)
        self._meant[tree.ordinal, mention.head] = row = self._taken(mention, found, "pronoun")
        return row

    def _still_told_of(self, mention: Mention, tree: Tree, found: Earlier) -> None:
        """Keeps in mind, for later sentences, that "he" is whom the story is about: "He blamed a colonel. He left";
        "it" only as who does what the sentence tells."""
        word, told = tree.lower[mention.head], tree.rel(mention.head) == "nsubj"
        if not told or (word not in MALE | FEMALE and (word != "it" or tree.head[tree.head[mention.head]] >= 0)):
            return
        row = replace(found.row, antecedent_id=found.row.antecedent_id or found.mention.mention_id)
        speaks = tree.lemma[tree.head[mention.head]].lower() in SPEAKING
        again = replace(
            found, mention=mention, row=row, subject=True, sentence=tree.ordinal, main=True, partner=-1, speaks=speaks
        )
        self._voices.setdefault(self._voice(tree), []).append(again)

    def _outer(self, mention: Mention, tree: Tree) -> Earlier | None:
        """The actor whose title or part of name this is ("President" in "President Xi")."""
        head, end = mention.head, mention.token_end
        owned = tree.deprel[head] in ("nmod", "nmod:poss") or tree.rel(head) == "conj"
        titled = end < len(tree) and tree.upos[end] == "PROPN"
        for earlier in reversed(self._voices.get(self._voice(tree), ())):
            if earlier.sentence != tree.ordinal or earlier.mention.char_end < mention.char_start:
                break
            o = earlier.mention
            inside = (
                o.char_start <= mention.char_start
                and mention.char_end <= o.char_end
                and o.mention_id != mention.mention_id
            )
            if not inside or earlier.row.actor_id is None:
                continue
            if mention.kind == "person" == o.kind and (not owned or (titled and mention.char_end < o.char_end)):
                return earlier
            if mention.level == "nominal" and o.level == "named" and o.kind in GROUPS and earlier.row.basis == "pack":
                return earlier
        return None

    def _taken(self, mention: Mention, earlier: Earlier, basis: str) -> Reference:
        row = earlier.row
        owned = row.basis == "pronoun" and earlier.mention.level != "pronoun"  # "its army": the antecedent is its owner
        first = earlier.mention.mention_id if owned else row.antecedent_id or earlier.mention.mention_id
        return Reference(
            mention.mention_id, mention.document_id, mention.sentence,
            row.actor_id, row.name, row.country, row.codes, row.side, basis, first,
        )  # fmt: skip

    def _owned(self, mention: Mention, named: Named, owner: Earlier) -> Reference:
        """ "its military", "his government", "its fighters": what the noun is in the owner's country or group; "her
        country" is that country."""
        if named.lemma in COUNTRY_NOUNS and not named.plural and owner.row.country in self._pack.actors:
            return self._taken(mention, self._as_country(owner), "pronoun")
        noun = named.noun
        person = noun is not None and (noun.sector or noun.form == "people") and noun.sector not in ("PRM", "REB")
        if named.lemma in RELATIONAL or not person:
            return self.row(mention, named)
        return self._of_owner(mention, named, owner) or self.row(mention, named)

    def held(self, mention: Mention, tree: Tree, named: Named) -> Reference | None:
        """A thing or ground that a pronoun says whose it is: "its drones", "their positions"; None if it does not, or
        if it is a person's."""
        owner = self._owner(mention, tree)
        return None if owner is None or owner.kind == "person" else self._of_owner(mention, named, owner)

    def _of_owner(self, mention: Mention, named: Named, owner: Earlier) -> Reference | None:
        """What a noun is in a country or group; the men of a band that the report alone names are on its side."""
        row = owner.row
        actor = self._pack.get(row.actor_id) if row.actor_id else None
        body = actor.id if actor and actor.kind in ("country", "group", "person") else row.country
        whole: str | None = None
        if actor is None and row.basis == "text" and owner.kind in GROUPS:
            country, codes, side = row.country, row.codes, row.side
        elif body is not None:
            country, codes, side, whole = compose(self._pack, named.noun, (body,), True)
        else:
            return None
        return Reference(
            mention.mention_id, mention.document_id, mention.sentence,
            whole, named.name, country, codes, side, "pronoun", owner.mention.mention_id,
        )  # fmt: skip

    def _near_country(self, mention: Mention, tree: Tree, named: Named) -> Earlier | None:
        """The country of "the government", "the army": the only one spoken of just before, else the one that the
        whole report is about."""
        noun = named.noun
        if noun is None or noun.form != "institution" or noun.sector not in STATE or named.bodies:
            return None
        if mention.level == "named" and named.lemma == "guard":
            return None  # somebody's, not mostly a state's
        if tree.lower[mention.token_start] != "the" or mention.token_end - mention.token_start > 2:
            return None
        told = self._voices.get(self._voice(tree), ())
        lands = [e for e in told if e.row.country == self._home and tree.ordinal - e.sentence <= FAR and not e.passing]
        near = [e for e in told if tree.ordinal - e.sentence <= 2 and e.row.country and not e.passing] or lands
        if not near:
            return None
        if len({e.row.country for e in near}) != 1 or near[-1].row.country not in self._pack.actors:
            return None
        return self._as_country(near[-1]) if any(e.main for e in near) else None  # "a Russian drone" is no setting

    def speaker(self, mention: Mention, tree: Tree, said_by: Mapping[tuple[int, int], Reference]) -> Reference | None:
        """Whom "I" and "we" stand for if the sentence names its speaker; `said_by`: (sentence, head) -> row."""
        word = tree.lower[mention.head]
        if word not in SELF | OURS:
            return None
        for above in tree.ancestors(mention.head):
            for verb in (above, *tree.kids(above, "parataxis")):
                subject = tree.kid(verb, "nsubj")
                row = said_by.get((tree.ordinal, subject)) if subject is not None and subject != mention.head else None
                if row is None or row.basis == "none" or tree.lemma[verb].lower() in ("be", "have"):
                    continue
                if word in SELF:
                    return replace(
                        row,
                        mention_id=mention.mention_id,
                        basis="pronoun",
                        antecedent_id=row.antecedent_id or row.mention_id,
                    )
                body = self._pack.get(row.side) if row.side else None
                if body is not None and (body.kind == "country" or body.id == row.side):
                    codes = (body.id,) if body.kind == "country" else body.codes
                    return Reference(
                        mention.mention_id, mention.document_id, mention.sentence,
                        body.id, body.name, body.country, codes, body.side, "pronoun", row.mention_id,
                    )  # fmt: skip
        return None

    def _joint(self, mention: Mention, pair: tuple[Earlier, Earlier], basis: str) -> Reference:
        """Two actors taken up together ("both countries")."""
        codes = tuple(
            dict.fromkeys([*(c for e in pair for c in e.row.codes[:1]), *(c for e in pair for c in e.row.codes[1:])])
        )
        return Reference(
            mention.mention_id, mention.document_id, mention.sentence,
            None, " and ".join(e.row.name for e in pair), None, codes, None, basis, pair[0].mention.mention_id,
        )  # fmt: skip

    def _coordinated(self, found: Earlier) -> tuple[Earlier, Earlier] | None:
        """The two subjects that "they" takes up: "A and B rejected it; they ..."."""
        for items in self._voices.values():
            for other in items:
                if (
                    other.sentence == found.sentence
                    and other is not found
                    and found.mention.token_start <= other.partner < found.mention.token_end
                    and other.row.codes
                ):
                    return found, other
        return None

    def _two(self, mention: Mention, tree: Tree) -> tuple[Earlier, Earlier] | None:
        """The two countries spoken of just before, in the order they were named; None if they are more or fewer."""
        told = [e for e in self._voices.get(self._voice(tree), ()) if e.row.country in self._pack.actors]
        third = {
            e.row.country for e in told
            if e.sentence == tree.ordinal and (_does_it_to(e, mention.head, tree) or _of_whom(e, mention.head, tree))
        }  # fmt: skip
        told = [e for e in told if e.row.country not in third]  # "China urged both sides"
        for reach in range(1, REACH + 1):
            named: dict[str, Earlier] = {}
            for e in told:
                if tree.ordinal - e.sentence <= reach:
                    named.setdefault(str(e.row.country), e)
            if len(named) > 1:
                pair = [self._as_country(e) for e in named.values()]
                return (pair[0], pair[1]) if len(pair) == 2 else None
        return None

    def _as_country(self, e: Earlier) -> Earlier:
        actor = self._pack.actors[e.row.country or ""]
        row = replace(e.row, actor_id=actor.id, name=actor.name, codes=(actor.id,), side=actor.id)
        return replace(e, row=row)

    def _spelled_out(self, mention: Mention, tree: Tree, row: Reference) -> Earlier | None:
        """What an acronym stands for in this report, where that is not what it mostly stands for."""
        if not is_acronym(mention.quote) or tree.upos[mention.head] != "PROPN":
            return None
        letters = "".join(c for c in mention.quote.lower() if c.isalpha())
        for e in reversed(self._voices.get(self._voice(tree), ())):
            if (
                e.mention.level == "named"
                and e.row.actor_id not in (None, row.actor_id)
                and _initials(e.mention.quote) == letters
            ):
                return e
        return None

    def _namesake(self, mention: Mention, tree: Tree, row: Reference) -> Earlier | None:
        """The person of this report whose family name another, listed one has too: "General Ri" after "Ri Chun Su"."""
        known = self._names.get(self._voice(tree), {})
        words = pieces(tree.quote(mention.head, mention.token_end))
        if mention.kind != "person" or len(words) != 1:
            return None
        persons = [e for e in reversed(known.get(words[0], ())) if e.kind == "person"]
        if not persons or any(e.row.actor_id == row.actor_id for e in persons):
            return None
        full = pieces(persons[0].row.name)
        return persons[0] if len(full) > 1 and words[0] in (full[0], full[-1]) else None

    def _remember(self, mention: Mention, tree: Tree, named: Named, row: Reference) -> None:
        if row.actor_id is None and self._tells_of_a_name(mention, tree):
            return  # "Rubén Arciga, the mayor of Tepalqui": "the mayor" is he
        kind = mention.kind
        actor = self._pack.get(row.actor_id) if row.actor_id else None
        if actor is not None:
            kind = {"government": "organisation", "media": "organisation"}.get(actor.kind, actor.kind)
        elif named.noun is not None and named.noun.form == "people" and not named.plural:
            kind = "person"
        nouns = {
            named.lemma,
            *(tree.lemma[i].lower() for i in range(mention.token_start, mention.token_end) if tree.upos[i] == "NOUN"),
        }
        nouns.update(tree.lemma[k].lower() for k in tree.kids(mention.head, "appos") if tree.upos[k] == "NOUN")
        if mention.kind == "person" and mention.level == "named":  # "Mayor Noel Dilag" is "the mayor"
            nouns.update(tree.lower[k] for k in tree.kids(mention.head, "nmod:desc") if mention.token_start <= k)
        if tree.rel(mention.head) == "appos" and tree.head[mention.head] >= 0:
            nouns.add(tree.lemma[tree.head[mention.head]].lower())
        top = _top(mention, tree)
        apposed = tree.rel(top) == "appos" and tree.head[top] >= 0  # "a new outfit, Delta Hawks, says that it"
        subject = tree.rel(tree.head[top] if apposed else top) in _SUBJECTS
        inner = tree.deprel[top] in ("compound", "amod", "nmod:poss", "flat", "nmod:desc")
        several = mention.level == "nominal" and tree.xpos[mention.head] == "NNS"  # "its troops", be they the army's
        plural = named.plural and (actor is None or row.basis == "demonym" or several)
        partner = tree.head[top] if tree.rel(top) == "conj" else -1
        governor = tree.head[tree.head[top]] if apposed else tree.head[top]
        speaks = subject and tree.lemma[governor].lower() in SPEAKING
        passing = tree.rel(top) == "obl" and any(tree.lower[c] in WAYS for c in tree.kids(top, "case"))
        key = row.actor_id or row.antecedent_id or mention.mention_id
        told = self._counts[key]
        self._counts[key] += 1
        item = Earlier(
            mention, row, kind, plural, named.gender, frozenset(nouns), subject, tree.ordinal, not inner, partner,
            speaks, told, passing,
        )  # fmt: skip
        self._voices.setdefault(self._voice(tree), []).append(item)
        if row.basis in ("text", "pack", "role") and kind in ("person", "organisation", "group"):
            index = self._names.setdefault(self._voice(tree), {})
            for part in set(pieces(row.name)) | set(pieces(mention.quote)):
                index.setdefault(part, []).append(item)

    def _tells_of_a_name(self, mention: Mention, tree: Tree) -> bool:
        """Whether a person without a name only says what somebody just named is."""
        if mention.kind != "person" or mention.level != "nominal" or tree.rel(mention.head) != "appos":
            return False
        up = tree.head[mention.head]
        told = (e for e in reversed(self._voices.get(self._voice(tree), ())) if e.sentence == tree.ordinal)
        return any(e.mention.level == "named" and e.mention.token_start <= up < e.mention.token_end for e in told)

    def _fuller(self, mention: Mention, tree: Tree, named: Named) -> Earlier | None:
        """The longer name before that this one shortens: all its words are in it, its last one included."""
        short = pieces(named.name)
        spelled = self._spelled_out(mention, tree, self.row(mention, named))
        if spelled is not None:
            return spelled
        known = self._names.get(self._voice(tree), {})
        if not short or len(short) > 2:
            return None
        for earlier in reversed(known.get(short[-1], ())):
            full = pieces(earlier.row.name)
            if (
                len(full) > len(short)
                and set(short) <= set(full)
                and (earlier.kind != "person" or short[-1] in (full[-1], full[0]))
                and (
                    earlier.kind == mention.kind
                    or mention.kind == "person" == earlier.kind
                    or earlier.kind in ("organisation", "group")
                )
            ):
                return earlier
        return None

    def _titled(self, mention: Mention, tree: Tree) -> Earlier | None:
        """The body of a longer name that a last word with a capital shortens, however far back: "the Guard" after "the
        Lake Guard"."""
        if mention.level != "named" or mention.kind not in GROUPS or not tree.words[mention.head].istitle():
            return None
        short = pieces(tree.quote(mention.token_start + 1, mention.token_end))
        for earlier in reversed(self._voices.get(self._voice(tree), ())):
            full = pieces(earlier.mention.quote)
            longer = len(full) > len(short) + (full[:1] == ("the",)) and full[-len(short) :] == short
            if longer and earlier.mention.level == "named" and earlier.kind in GROUPS and earlier.row.actor_id:
                return earlier
        return None

    def _short(self, mention: Mention, tree: Tree, named: Named) -> Earlier | None:
        """What "the militia", "the general", "the country" take up: nearest that was called so, or may be."""
        words = tree.lower[mention.token_start : mention.token_end]
        if words[0] not in DEFINITE or len(words) > 3 or PAST & set(words):
            return None
        head_end = mention.head + 1
        if head_end < len(tree) and tree.lower[head_end] == "of":
            return None
        listed = pieces(" ".join(words[1:])) in self._pack.nouns  # "the air force" is no Border Guard Force,
        proper = named.lemma not in GROUP_NOUNS and any(
            tree.upos[i] == "PROPN" for i in range(mention.token_start, mention.head)
        )
        whole = len(words) > 2 and (listed or proper or tree.words[mention.head].istitle())  # nor "the Joint Force"
        inside = range(mention.token_start, mention.token_end)
        counted = {tree.lower[i] for i in inside if tree.upos[i] == "NUM"}  # "the nine men" are no "unknown men"
        for earlier in reversed(self._voices.get(self._voice(tree), ())):
            if tree.ordinal - earlier.sentence > FAR:
                return None
            if counted and counted.isdisjoint(earlier.mention.quote.lower().split()):
                continue
            if whole and not set(words[1:]) <= set(earlier.mention.quote.lower().split()):
                continue
            if earlier.mention.char_end > mention.char_start or (earlier.row.basis == "none" and not earlier.row.codes):
                continue
            if earlier.sentence == tree.ordinal and _acts_on(earlier, mention.head, tree):
                continue  # "Moscow and Beijing pledged to help the country"
            state = named.noun is not None and named.noun.form == "institution" and named.noun.sector in STATE
            if state and tree.ordinal - earlier.sentence > NEAR:
                return None
            if (
                named.lemma in COUNTRY_NOUNS
                and earlier.subject
                and earlier.sentence == tree.ordinal
                and (earlier.kind == "person" or earlier.speaks)
                and earlier.row.country
            ):
                return self._as_country(earlier)
            if self._may_be(named, earlier) and not self._names_another(earlier):
                return earlier
        return self._band(named, tree) if len(words) == 2 else None

    def _names_another(self, earlier: Earlier) -> bool:
        """Whether a group only says which another is: "the al Qaeda-linked JNIM"."""
        end = earlier.mention.char_end
        return self._document.text[end : end + 1] == "-"

    def _band(self, named: Named, tree: Tree) -> Earlier | None:
        """The one band that a report told of last, whose men "the fighters", "the insurgents" are; none where others
        bear arms beside it, but for an army. Attackers of whom no name is told are those who were told of as such."""
        noun = named.noun
        if not named.plural or noun is None or noun.sector not in MEN or noun.form != "people":
            return None
        told = [e for e in self._voices.get(self._voice(tree), ()) if tree.ordinal - e.sentence <= FAR and _armed(e)]
        for reach in (NEAR, FAR):
            near = [e for e in told if tree.ordinal - e.sentence <= reach]
            bands = {e.row.actor_id: e for e in near if e.row.actor_id}
            unnamed = [e for e in near if not e.row.actor_id and e.plural and e.main]
            if noun.sector == "UAF" and unnamed:
                return unnamed[-1] if len({e.row.name for e in unnamed}) == 1 else None
            if bands:
                return next(iter(bands.values())) if len(bands) == 1 else None
        return None

    def _may_be(self, named: Named, earlier: Earlier) -> bool:
        """Whether an earlier actor may be called by this noun."""
        actor = self._pack.get(earlier.row.actor_id) if earlier.row.actor_id else None
        if named.plural:
            return earlier.plural and named.lemma in earlier.nouns and bool(earlier.row.codes)
        if named.lemma in COUNTRY_NOUNS:
            return actor is not None and actor.kind == "country" and earlier.main
        if named.lemma in GROUP_NOUNS and earlier.kind in ("group", "organisation") and not earlier.plural:
            armed = named.lemma in ("militia", "faction", "movement", "outfit")
            fits = (
                actor.kind in ("group", "organisation")
                if actor
                else not armed or earlier.kind == "group" or named.lemma in earlier.nouns
            )
            return earlier.mention.level == "named" and fits and not _no_group(earlier.row)
        if earlier.plural or (named.lemma not in earlier.nouns and not self._holds(named, earlier)):
            return False
        if named.noun is None:
            return True
        return (earlier.kind == "person") == (named.noun.form == "people")

    def _holds(self, named: Named, earlier: Earlier) -> bool:
        """Whether the noun is an office that the earlier person holds, or a rank in his body."""
        actor = self._pack.get(earlier.row.actor_id) if earlier.row.actor_id else None
        if actor is None or actor.kind != "person":
            return False
        day = self._document.published
        roles = {role for match in self._pack.role_names.find([named.lemma.title()]) for role in match.values}
        if any(term.role in roles and term.on(day) for term in actor.roles):
            return True
        rank = named.noun is not None and named.noun.form == "people" and named.noun.sector == "MIL"
        return rank and any(code.endswith("MIL") for code in earlier.row.codes)

    def _owner(self, mention: Mention, tree: Tree) -> Earlier | None:
        """Whom a possessive pronoun before the noun stands for."""
        for kid in tree.children[mention.head]:
            if kid < mention.head and tree.xpos[kid] == "PRP$":
                return self._pronoun(kid, tree)
        return None

    def _pronoun(self, token: int, tree: Tree) -> Earlier | None:
        """The actor that a pronoun most likely stands for, if it is likely enough."""
        pronoun = Pronoun(tree, token)
        found = self._ranker.choose(pronoun, self.candidates(pronoun))
        told = self._voices.get(self._voice(tree), ())
        return next((e for e in reversed(told) if e.mention.mention_id == found.mention_id), None) if found else None

    def candidates(self, pronoun: Pronoun) -> list[Candidate]:
        """What a pronoun may stand for by number, gender and the grammar of its clause: actors told of in the last
        sentences, for "it" and "they" things, and numbers ("one of the men")."""
        token, tree = pronoun.token, pronoun.tree
        at, word = tree.row.token_start[token], pronoun.word
        told = [e for e in self._voices.get(self._voice(tree), ()) if tree.ordinal - e.sentence <= REACH]
        doers = {e.row.actor_id for e in told if e.sentence == tree.ordinal and _does_it_to_itself(e, token, tree)}
        they = [row for i in _doers_of(token, tree) if (row := self._meant.get((tree.ordinal, i))) is not None]
        out = [
            self._candidate(e)
            for e in told
            if (e.row.actor_id is None or e.row.actor_id not in doers)
            and not (e.mention.level == "pronoun" and e.sentence == tree.ordinal)
            and e.mention.char_end <= at
            and _agrees(word, e)
            and not (e.sentence == tree.ordinal and _own_participle(e.mention.head, token, tree))
            and not (word in THING | MANY and e.sentence == tree.ordinal and _hears(e.mention.head, token, tree))
            and not (word == "them" and e.sentence == tree.ordinal and _tells(e, token, tree))
            and not (e.sentence == tree.ordinal and _does_it_to_itself(e, token, tree))
            and not (word == "them" and not e.plural and _it_does(token, tree))
            and not any(_same(e.row, row) or e.mention.mention_id == row.antecedent_id for row in they)
        ]
        if (sent := _sent_where(token, tree)) is not None:
            return [c for c in out if c.place == (tree.ordinal, sent)]
        if pronoun.part == "addressed":  # no thing is accused, armed, warned
            return out
        before = (t for t in self._things(tree) if t.place < (tree.ordinal, token) and t.plural == (word in MANY))
        out += [
            t for t in before
            if (word in THING | MANY or t.tree.upos[t.head] == "NUM")
            and not (pronoun.says and t.tree.lemma[t.head].lower() in PAPERS)  # whoever wrote "the letter"
        ]  # fmt: skip
        verb = pronoun.verbs[0] if pronoun.verbs and pronoun.role != "owner" else token
        told_of = (tree.ordinal, tree.head[verb]) if tree.deprel[verb] == "acl:relcl" else None
        return [c for c in out if c.place != told_of]  # "any land from which it is attacked"

    def _candidate(self, e: Earlier) -> Candidate:
        tree, row = self.trees[e.sentence], e.row
        key = row.actor_id or row.antecedent_id or e.mention.mention_id
        return Candidate(
            tree, e.mention.head, _top(e.mention, tree), e.kind, key, e.mention.mention_id, e.plural, e.mention.level,
            e.gender, row.actor_id is not None, bool(row.codes), e.told,
        )  # fmt: skip

    def _things(self, tree: Tree) -> list[Candidate]:
        """The things of a sentence and of the one before."""
        out: list[Candidate] = []
        for ordinal in (tree.ordinal - 1, tree.ordinal):
            if ordinal in self.trees:
                actors = {e.mention.head for e in self._voices.get(self._voice(tree), ()) if e.sentence == ordinal}
                out += things(self.trees[ordinal], actors)
        return out


def _top(mention: Mention, tree: Tree) -> int:
    """The token that ties the mention to the rest of the sentence."""
    inside = range(mention.token_start, mention.token_end)
    return next((i for i in (mention.head, *inside) if tree.head[i] not in inside), mention.head)


def _own_participle(head: int, token: int, tree: Tree) -> bool:
    """Whether a word stands in the participle of which a pronoun is the subject: "modelled on Hezbollah, they", "grown
    out of bands that fought the army, they"."""
    if tree.rel(token) != "nsubj":
        return False
    return any(
        tree.xpos[t] in ("VBN", "VBG")
        and tree.rel(t) == "advcl"
        and tree.head[t] == tree.head[token]
        and tree.kid(t, "nsubj") is None
        for t in (head, *tree.ancestors(head))
    )


def _tells(e: Earlier, token: int, tree: Tree) -> bool:
    """Whether "them" stands in what a single body says ("the Mirror writes that the boat struck them"), or is goods in
    what several say ("officials said that Ankara supplied them")."""
    goods = tree.rel(token) in ("obj", "iobj") and tree.lemma[tree.head[token]].lower() in HANDLED
    if not e.subject or not (goods or (e.kind == "organisation" and not e.plural)):
        return False
    above = set(tree.ancestors(token))
    verb = tree.head[e.mention.head]
    return verb in above and any(c in above for c in tree.kids(verb, "ccomp", "xcomp"))


def _does_it_to_itself(e: Earlier, token: int, tree: Tree) -> bool:
    """Whether a pronoun would be an object of its own subject: "the rebels seized ten of them", "ECOWAS removes them",
    "Niger shut the border and accused it"; whom one does it to oneself is "themselves"."""
    if not e.subject or tree.lower[token] in REFLEXIVE or tree.xpos[token] == "PRP$":
        return False
    while tree.rel(token) == "nmod" and tree.lower[token - 1] == "of":
        token = tree.head[token]
    return tree.rel(token) in ("obj", "iobj") and tree.head[e.mention.head] in _acting(tree.head[token], tree)


def _doers_of(token: int, tree: Tree) -> list[int]:
    """The pronouns that do what a word is an object of: "they" of "where they arrested ten of them"."""
    while tree.rel(token) == "nmod" and tree.lower[token - 1] == "of":
        token = tree.head[token]
    if tree.rel(token) not in ("obj", "iobj") or tree.lower[token] in REFLEXIVE:
        return []
    return [c for verb in _acting(tree.head[token], tree) for c in tree.kids(verb, "nsubj") if tree.upos[c] == "PRON"]


def _acting(verb: int, tree: Tree) -> list[int]:
    """A verb, and those above it that lend it their subject."""
    out = [verb]
    while tree.kid(verb, "nsubj", "nsubj:pass") is None and tree.rel(verb) in ("conj", "xcomp", "advcl"):
        rel, verb = tree.rel(verb), tree.head[verb]
        if rel == "xcomp" and tree.kids(verb, "obj", "iobj"):  # "urged Lima to help it"
            break
        out.append(verb)
    return out


def _it_does(token: int, tree: Tree) -> bool:
    """Whether a word is an object of what "it" does: "it blames them" tells of a single body, and of others."""
    return tree.rel(token) == "obj" and any(tree.lower[c] == "it" for c in tree.kids(tree.head[token], "nsubj"))


def _hears(head: int, token: int, tree: Tree) -> bool:
    """Whether a word is whom a pronoun's clause is told to: "he told AFP that it lives on dues", "told the envoys of
    Mali and Niger that it"."""
    while tree.rel(head) in ("conj", "nmod") and tree.head[head] >= 0:
        head = tree.head[head]
    verb = tree.head[head]
    told = verb >= 0 and tree.rel(head) in ("obj", "iobj", "obl") and tree.lemma[verb] in ("tell", "assure", "inform")
    return told and verb in tree.ancestors(token) and tree.head[token] != verb


def _does_it_to(e: Earlier, token: int, tree: Tree) -> bool:
    """Whether a party of the sentence is the subject of the verb that a word is an argument of."""
    return e.subject and tree.head[token] in (tree.head[e.mention.head], *tree.conjuncts(tree.head[e.mention.head]))


def _armed(e: Earlier) -> bool:
    """Whether an actor is a band, or its men, that no state sent."""
    return e.kind != "person" and any({code[3:6], code[:3]} & ARMED for code in e.row.codes)


def _acts_on(e: Earlier, token: int, tree: Tree) -> bool:
    """Whether a party, alone or in a row, is the subject of the verb whose object a noun is."""
    first = tree.first(_top(e.mention, tree))
    if tree.rel(first) not in _SUBJECTS or tree.rel(token) not in ("obj", "iobj"):
        return False
    return tree.head[first] in _acting(tree.head[token], tree)


def _of_whom(e: Earlier, token: int, tree: Tree) -> bool:
    """Whether a relative clause tells what a party did to a word: "spoke to Rubio, who urged both countries"."""
    verb = tree.head[token]
    return tree.deprel[verb] == "acl:relcl" and e.mention.token_start <= tree.head[verb] < e.mention.token_end


def _sent_where(token: int, tree: Tree) -> int | None:
    """Whom somebody sent to where a pronoun then does something: "sent an envoy to Doha, where he met"; else None."""
    verb = tree.head[token]
    if tree.rel(token) != "nsubj" or verb < 0 or not any(tree.lower[c] == "where" for c in tree.kids(verb, "advmod")):
        return None
    sending = next((a for a in tree.ancestors(verb) if tree.upos[a] == "VERB"), -1)
    return tree.kid(sending, "obj") if sending >= 0 and tree.lemma[sending].lower() in SENDING else None


def _initials(name: str) -> str:
    """First letters of a name's capitalised words."""
    return "".join(
        w[0].lower()
        for w in name.replace("-", " ").split()
        if w[:1].isupper() and w.lower() not in ("the", "of", "and")
    )


def _agrees(word: str, e: Earlier) -> bool:
    """Whether a pronoun may stand for an actor by number, gender and kind."""
    if word in MALE | FEMALE:
        wrong = "f" if word in MALE else "m"
        return e.kind == "person" and not e.plural and e.gender != wrong
    if word in THING:
        return e.kind != "person" and not e.plural
    return e.plural or e.kind != "person"


def _same(a: Reference, b: Reference) -> bool:
    return a.actor_id is not None and a.actor_id == b.actor_id


def _no_group(row: Reference) -> bool:
    """Organs of states, media and firms are not "the group", "the militia"."""
    return any(
        {code[3:6], code[:3]} & {"GOV", "LEG", "COP", "MIL", "JRN", "BUS", "UNO", "JUD", "SPY"} for code in row.codes
    )

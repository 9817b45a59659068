"""Frames of verbs: who says, denies, accuses somebody of, relays or hears what."""

from __future__ import annotations

from dataclasses import replace

from escalade.claims.frame import CITES, Frame, FrameParts
from escalade.claims.frame_content import Contents
from escalade.claims.syntax import (
    agent_of,
    around,
    case_of,
    content_after,
    has_not,
    is_passive,
    is_reduced,
    mark_of,
    parenthesis,
    speaks_behind,
    subject,
)
from escalade.claims.voices import FIRST_PERSON, Voice
from escalade.model.tree import Tree
from escalade.model.words import BLAMES, TRADED, TRADES
from escalade.vocab.cues import Reporting

ADDS = frozenset({"say", "add", "note", "stress", "deny", "reject", "dismiss", "insist", "call", "describe"})
DEEDS_OF_SAYING = frozenset({"sorry", "yes", "goodbye", "farewell", "thanks"})


class VerbFrames:
    """Finds the frames of verbs."""

    def __init__(self, parts: FrameParts) -> None:
        self.parts, self.cues, self.contents = parts, parts.cues, Contents(parts.cues)

    def of(self, tree: Tree, v: int, entries: tuple[Reporting, ...]) -> list[Frame]:
        """The frame of a verb by the first of its entries that fits."""
        for entry in entries:
            if entry.type == "hear" and entry.beside and not self._has_it(tree, v, entry):
                continue
            if entry.particle and not any(tree.lower[c] == entry.particle for c in tree.children[v]):
                continue
            if entry.type == "accuse":
                frame = self._accuse(tree, v)
            elif entry.type == "relay":
                frame = self._relay(tree, v)
            elif entry.type == "hear":
                frame = self._hear(tree, v)
            else:
                frame = self.say(tree, v, entry)
            if frame is not None:
                return [frame]
        return []

    def say(self, tree: Tree, v: int, entry: Reporting) -> Frame | None:
        if self._as_saying(tree, v) and self._relayed(tree, tree.head[v]):
            return None  # "quoted the minister as saying": the frame of the quoting holds it
        if "than" in tree.lower and any(
            tree.lower[min(tree.subtree(k))] == "than" for k in (v, *tree.kids(v, "nsubj"))
        ):
            return None  # "eight more than the junta has admitted"
        content = self.contents.of(tree, v, entry)
        if content is None:
            return None
        behind = speaks_behind(tree, v)
        head = self._adding(tree, v) if behind is None else behind
        verb = self.cues.lemma(tree.lower[v], tree.lemma[v])
        if head is None and v and tree.words[v - 1] in (",", '"', "”"):  # ", say rebels"
            after = [m for m in self.parts.scene.mentions.get(tree.ordinal, ()) if m.token_start == v + 1]
            head = after[0].head if after else None
        if self._no_report(tree, v):
            return None
        reduced = False
        hearer = next((c for c in tree.kids(v, "iobj", "obj") if entry.hearer and c not in content), None)
        if is_passive(tree, v) or (reduced := is_reduced(tree, v)):
            agent, voices = agent_of(tree, v), []
            if agent is not None and not self.parts.can_speak(tree, agent):
                return None  # "sanctions answered by the recall of the envoy"
            if head is not None and entry.hearer and not reduced and head not in content:
                voices += self.parts.voice(tree, head, None)
            if agent is not None:
                voices += self.parts.voice(tree, agent, verb)
            speaks = agent
        else:
            if head is None or head in content or (entry.type == "reveal" and not self.parts.can_speak(tree, head)):
                return None
            head = self._teller(tree, v, head)
            if head is None:
                return None
            head = self.parts.first_of_row(tree, head)
            own, cited = self.parts.voice(tree, head, verb), self.parts.cited(tree, v, head)
            if not own and not (cited and tree.lower[head] in FIRST_PERSON):
                return None
            outer = self.parts.hearers(tree, v, entry) if own and entry.type != "deny" else []
            voices = outer + self._in_paper(tree, v) + own + cited
            speaks = head if own and not cited else None
            content -= self._of_speaker(tree, v, head)
        denied = entry.predicative and self.contents.invented(tree, v)
        type_ = self._negated(tree, v, "deny" if denied else entry.type)
        if not voices or type_ is None:
            return None
        beside = self.parts.beside(tree, speaks, verb) if speaks is not None else ()
        return replace(self.parts.frame(tree, v, type_, voices, content), hearer=hearer, beside=beside)

    def _teller(self, tree: Tree, v: int, head: int) -> int | None:
        """The subject of a verb; where it is none of its own and cannot speak, who said what the verb stands in: "Kyiv
        said the missile was Russian and called it"."""
        if self.parts.can_speak(tree, head) or tree.rel(v) != "conj" or head in tree.kids(v, "nsubj"):
            return head
        above = next(
            (a for a in tree.ancestors(v) if tree.upos[a] == "VERB" and tree.lemma[a] in self.cues.verbs), None
        )
        return subject(tree, above) if above is not None else None

    def _no_report(self, tree: Tree, v: int) -> bool:
        """ "Said sorry": a deed, and no word on what else is told."""
        return tree.lemma[v] == "say" and v + 1 < len(tree) and tree.lower[v + 1] in DEEDS_OF_SAYING

    def _adding(self, tree: Tree, v: int) -> int | None:
        """The subject of a verb; of "..., the chief told reporters, adding that" that of the verb it follows."""
        if tree.xpos[v] == "VBG" and v > 1 and tree.words[v - 1] == ",":
            told = next((u for u in range(v - 2, -1, -1) if tree.upos[u] == "VERB"), -1)
            aside = parenthesis(tree, told) if told >= 0 and tree.lemma[told] in self.cues.verbs else None
            if aside is not None and aside[1] == v - 1:
                return subject(tree, told)
            above = self._told_by(tree, v)
            if above is not None:
                return subject(tree, above)
        return subject(tree, v)

    def _told_by(self, tree: Tree, v: int) -> int | None:
        """The verb of saying whose speaker goes on behind what he says: "confirmed that three were killed, denying that
        they were armed", wherever the tree hangs it."""
        if tree.rel(v) != "advcl":
            return None
        above = [a for a in tree.ancestors(v) if tree.upos[a] == "VERB"]
        if above and self._apart(tree, above[0]):
            return None
        suffered = above and is_passive(tree, above[0]) and tree.kid(above[0], "nsubj") is None
        tells = (a for a in above[1:] if tree.lemma[a] in self.cues.verbs and tree.kids(a, "nsubj"))
        own = any(tree.upos[c] == "PRON" for c in tree.kids(v, "obj"))  # "said Russia struck it, accusing it of"
        accuses = own and any(e.type == "accuse" for e in self.cues.verbs.get(tree.lemma[v], ()))
        return next(tells, None) if suffered or accuses or tree.lemma[v] in ADDS else None

    def _apart(self, tree: Tree, v: int) -> bool:
        """Whether a verb with a subject of its own is joined to the main clause, and no part of what another says:
        "rebels did not comment, but the army blamed them, saying"."""
        return tree.rel(v) == "conj" and tree.head[v] == tree.root and bool(tree.kids(v, "nsubj"))

    def _in_paper(self, tree: Tree, v: int) -> list[Voice]:
        """The outlet in which somebody says it ("in the Ledger, ..."), or that carried his statement."""
        for c in tree.kids(v, "obl"):
            if case_of(tree, c) != "in":
                continue
            if tree.lemma[c] in self.cues.nouns:
                found = self.parts.carried(tree, c)
            else:
                found = [x for x in self.parts.voice(tree, c, None) if x.outlet and x.speaker.named]
            if found:
                return found
        return []

    def _relayed(self, tree: Tree, v: int) -> bool:
        """Whether a verb hands on what another says."""
        return v >= 0 and any(r.type == "relay" for r in self.cues.verbs.get(tree.lemma[v], ()))

    def _has_it(self, tree: Tree, v: int, entry: Reporting) -> bool:
        """ "The Star has it from a clerk that ..."."""
        return any(tree.lower[c] in entry.beside for c in tree.kids(v, "obj", "expl"))

    def _of_speaker(self, tree: Tree, v: int, head: int) -> set[int]:
        """What is told of the speaker behind his words: "..., said Bang, the leader, who was not detained"."""
        named = (head, *tree.kids(head, "appos"))
        return {t for k in named for c in tree.kids(k, "acl:relcl") if c > head > v for t in tree.subtree(c)}

    def _negated(self, tree: Tree, v: int, type_: str) -> str | None:
        """What is left of a cue under "not": no denial is an avowal, no belief a doubt, no word nothing (None); nor is
        anything said by who "neither confirmed nor denied" it."""
        if any(tree.lower[c] in ("neither", "nor") for c in tree.kids(v, "cc", "cc:preconj", "advmod")):
            return None
        if type_ == "deny" and tree.rel(v) == "conj" and tree.lemma[tree.head[v]] == "confirm":
            return None  # "would not confirm or deny it"
        if not has_not(tree, v):
            return type_
        if self.cues.lemma(tree.lower[v], tree.lemma[v]) == "rule":
            return "believe"  # "did not rule out that": it may be
        return {"deny": "confirm", "doubt": "say", "believe": "doubt"}.get(type_)

    def _accuse(self, tree: Tree, v: int) -> Frame | None:
        """ "A blames B for the attack", "blames the attack on B", "accuses B of bombing C", and their passives; "A and
        B traded blame over the attack"."""
        passive = is_passive(tree, v)
        thing = tree.kid(v, "nsubj:pass") if passive else tree.kid(v, "obj")
        if thing is None and tree.rel(v) == "acl" and tree.xpos[v] == "VBN":
            thing, passive = tree.head[v], True
        gap = thing is None and not passive and tree.deprel[v] == "acl:relcl"  # "an ambush the army blamed on B"
        thing = tree.head[v] if gap else thing
        if thing is None:
            return None
        preps: dict[str, int] = {}
        for holder in (v,) if gap else (v, thing):
            for c in tree.kids(holder, "obl", "nmod", "advcl", "acl"):
                case = case_of(tree, c) or mark_of(tree, c)
                if case and c > min(v, thing):
                    preps.setdefault(case, c)
        lemma = tree.lemma[v]
        if lemma in TRADES and tree.lemma[thing] not in TRADED:
            return None
        if lemma == "put" and "to" not in preps:
            return None  # "put the gun down"
        if lemma in BLAMES or lemma in ("fault", "put"):
            other = preps.get("on", preps.get("to")) if lemma != "fault" else None
            accused, deed = (other, thing) if other is not None else (thing, preps.get("for"))
        elif lemma in TRADES:
            accused, deed = thing, preps.get("over", preps.get("for", preps.get("of")))
        else:
            accused, deed = thing, preps.get("of", preps.get("with", preps.get("in")))
        if deed is None and lemma != "blame" and tree.lemma[thing] != "blame":
            return None
        agent = agent_of(tree, v) if passive else self._adding(tree, v)
        voices = self.parts.voice(tree, agent, lemma) if agent is not None else []
        content = set(tree.subtree(deed)) if deed is not None and not gap else set()
        if accused is not None and deed == thing:
            content -= set(tree.subtree(accused))
        beside = self.parts.beside(tree, agent, lemma) if agent is not None and voices else ()
        return replace(self.parts.frame(tree, v, "accuse", voices, content), accused=accused, beside=beside)

    def _relay(self, tree: Tree, v: int) -> Frame | None:
        """ "The paper quotes officials who say ...": the paper, then whom it quotes."""
        if is_passive(tree, v):
            return self._quoted_by(tree, v)
        teller = subject(tree, v)
        aside = tree.rel(v) in ("advcl", "acl", "amod") and not self._says_through(tree, v)
        if aside or teller is None:
            return None
        lemma = tree.lemma[v]
        voices = self.parts.voice(tree, teller, lemma)
        outlet = self.parts.voices.outlet_meant(tree, teller) if not voices and tree.lower[teller] == "it" else None
        voices = [outlet] if outlet is not None else voices
        if not voices and not (lemma in CITES and tree.lower[teller] in FIRST_PERSON):
            return None
        if lemma == "let":
            clause = [c for c in tree.kids(v, "xcomp", "ccomp") if tree.lemma[c] in self.cues.verbs]
            content = set(tree.subtree(clause[0])) if clause and voices and voices[0].outlet else set()
            return self.parts.frame(tree, v, "relay", voices, content) if content else None
        cited = self.parts.whom(tree, v) if tree.rel(v) == "advcl" else None
        cited = cited or next((c for c in tree.kids(v, "obj", "nsubj") if c > v), None)
        if lemma in ("rely", "lean", "counter"):
            wanted = "with" if lemma == "counter" else "on"
            cited = next((c for c in tree.kids(v, "obl", "nmod") if case_of(tree, c) == wanted), None)
        if cited is None:
            return None
        saying = next((c for c in (*tree.children[v], *tree.children[cited]) if self._as_saying(tree, c)), None)
        if saying is not None:  # the quotation itself may stand before
            said = {t for t in tree.subtree(saying) if t > saying}
            return self.parts.frame(tree, v, "say", voices + self.parts.voice(tree, cited, tree.lemma[saying]), said)
        telling = [
            u for u in range(cited + 1, len(tree)) if tree.upos[u] == "VERB" and tree.lemma[u] in self.cues.verbs
        ]
        clauses = tree.kids(cited, "acl") + [u for u in telling if subject(tree, u) == cited or tree.head[u] == v]
        content = {t for c in clauses for t in tree.subtree(c) if t > cited}
        return (
            self.parts.frame(tree, v, "relay", voices + self.parts.voice(tree, cited, None), content)
            if content
            else None
        )

    def _quoted_by(self, tree: Tree, v: int) -> Frame | None:
        """ "The envoy was quoted by an aide as saying that ...": the aide, if he is named, then the envoy."""
        saying = next((c for c in tree.children[v] if self._as_saying(tree, c)), None)
        cited = subject(tree, v) if saying is not None else None
        if saying is None or cited is None:
            return None
        agent = agent_of(tree, v)
        voices = self.parts.voice(tree, agent, tree.lemma[v]) if agent is not None else []
        own = self.parts.voice(tree, cited, tree.lemma[saying])
        said = {t for t in tree.subtree(saying) if t > saying}
        return self.parts.frame(tree, v, "say", voices + own, said) if own else None

    def _says_through(self, tree: Tree, v: int) -> bool:
        """ "Radio Sana said, quoting an official as saying that ..."."""
        return tree.xpos[v] == "VBG" and any(self._as_saying(tree, c) for c in tree.children[v])

    def _as_saying(self, tree: Tree, c: int) -> bool:
        """ "Quoted the minister as saying"."""
        return (
            tree.xpos[c] == "VBG" and tree.lemma[c] in self.cues.verbs and "as" in (mark_of(tree, c), case_of(tree, c))
        )

    def _hear(self, tree: Tree, v: int) -> Frame | None:
        """ "He had heard from a guard that ...", "one of them heard the general say that ..."."""
        hearer = subject(tree, v)
        if hearer is None:
            return None
        source = next((c for c in tree.kids(v, "obl", "nmod", "obj") if case_of(tree, c) == "from"), None)
        clauses = tree.kids(v, "ccomp", "xcomp")
        said = next((u for u in range(v + 1, min(v + 7, len(tree))) if tree.upos[u] == "VERB"), None)
        content = {t for c in clauses for t in tree.subtree(c)} | content_after(tree, v)
        if said is not None and tree.lemma[said] in self.cues.verbs and source is None:
            content |= {t for t in tree.subtree(said) if t > v}
        elif source is None and tree.lemma[v] == "hear":
            return None
        aside = parenthesis(tree, v) if not content and source is not None else None
        if aside is not None:  # "guards beat him, the Post has learned from two clerks"
            content = around(tree, *aside)
        voices = self.parts.voice(tree, hearer, tree.lemma[v])
        if source is not None:
            voices += self.parts.voice(tree, source, None)
        return self.parts.frame(tree, v, "hear", voices, content) if voices and content else None

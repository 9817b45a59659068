"""Markers, adjectives and moods that tie cause and effect: "because of", "after", "retaliatory", "furious over"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from escalade.claims.deeds import DEATHS, Deeds, hits_doer, same_doer, same_party, strangers, swapped
from escalade.claims.link_words import Tie, denied, only, opens, tied
from escalade.claims.scene import ACTORS
from escalade.claims.syntax import mark_of
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, LinkCue

REAL = ("actual", "actual")
TALK = frozenset({"CONSULT", "AGREE", "COOPERATE", "REQUEST"})  # what is "over" something without answering it
FLIES = frozenset({"fly", "circle", "pass", "hover"})
MEETS = frozenset({"meet", "convene", "gather"})
YIELDS = frozenset({"RETREAT", "CONCEDE", "COOPERATE"})
HARMS = frozenset({"ASSAULT", "COERCE"})
EASES = frozenset({"AGREE", "CONCEDE", "COOPERATE", "RETREAT"})
RETAKES = frozenset({"retake", "recapture", "regain", "reoccupy", "reconquer"})
TIMED = frozenset({"after", "before", "as", "when", "while", "until"})  # open clauses that tell when
PENALTIES = frozenset({"SANCTION", "COERCE"})
ANSWERS = PENALTIES | {"MOBILIZE", "PROTEST"}
SINCE = frozenset({"after", "following"})
INTRUDES = frozenset({"enter", "cross", "violate", "breach", "penetrate", "invade", "overfly"})
OBJECTIONS = frozenset({"protest", "complaint", "objection"})
ULTIMATA = frozenset({"ultimatum", "deadline", "demand", "warning"})
CAPTIVES = ("prisoner", "prisoners", "hostage", "hostages", "captive", "captives", "detainees")
THEIRS = ("their ", "its ", "his ", "her ")
SOON = frozenset("minutes hour hours day days night week".split())  # "came hours after"
LATE = frozenset("minutes hour hours day".split())
AT_ONCE = frozenset("minutes hour hours".split())
CAME = frozenset({"come", "follow", "take"})
POINTS_BACK = frozenset({"this", "that", "it", "them", "these", "him", "her", "which"})


class MarkerTies:
    """Ties at markers, adjectives and moods."""

    def __init__(self, deeds: Deeds, cues: Cues) -> None:
        self.deeds, self.cues = deeds, cues

    def marker(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "After A, B": a tie only where B is done to whoever did A, or by whom A was done to."""
        clause = tree.head[i]
        if clause < 0 or (cue.fixed and not any(tree.lower[c] in cue.fixed for c in tree.kids(i, "fixed"))):
            return
        rule = f"marker:{tree.lower[i]}"
        if cue.untimed:
            yield from self._since(tree, i, cue, rule)
            return
        if cue.copular:
            yield from self._stands_behind(tree, clause, cue, rule)
            return
        if tree.kid(clause, "cop") is not None and not cue.weak:
            brought_out = list(self._clefted(tree, clause, cue, rule)) if tree.rel(i) == "case" else []
            yield from brought_out
            if cue.punitive and not brought_out:
                yield from self._said_for(tree, clause, cue, rule)
            if cue.punitive or brought_out:
                return
        if tree.rel(i) == "mark" and len(tree.kids(clause, "nsubj")) > 1:  # "after the raid they fired", read as one
            yield from self._behind(tree, i, clause, cue, rule)
            return
        effect = self._spoken(tree, self._aimed(tree, self.deeds.clause(tree, self._outer(tree, clause))), cue, i)
        if cue.hostile and effect is not None and effect.event_type == "CONSULT" and effect.modality != "actual":
            effect = self.deeds.scene.event.get(effect.parent_id or "") or self.deeds.clause(tree, tree.head[clause])
        if cue.punitive and tree.lower[clause] in POINTS_BACK and effect is not None:  # "and for that it expelled"
            cause = self.deeds.under(tree, clause) if effect.quad_class >= 3 else None
            yield from tied([effect], [cause], cue, rule, 0.7)
            return
        if denied(tree, clause) and tree.rel(i) == "case":  # "not because of"
            return
        causes, effect = self._ends(tree, i, effect)
        for cause in causes:
            if cause is not None and effect is not None and self._ties(tree, i, cue, cause, effect):
                pair = (effect, cause) if cue.reversed else (cause, effect)
                fronted = i if tree.rel(clause) in ("obl", "advcl") else -1
                kind = "de_escalation" if cue.weak and self._eases(tree, i, cause, effect) else cue.kind
                yield Tie(*pair, kind, rule, 0.6 if cue.weak else 0.7, fronted)

    def _ends(
        self, tree: Tree, i: int, effect: EventMention | None
    ) -> tuple[Sequence[EventMention | None], EventMention | None]:
        """What the marked phrase or clause tells, and the effect, where the tree has it in another place."""
        clause = tree.head[i]
        causes = self.deeds.all_under(tree, clause) if tree.rel(i) == "case" else [self.deeds.under(tree, clause)]
        if effect is None and tree.head[clause] < 0 and tree.rel(i) == "mark":  # "Why? Because they had shot at it"
            effect = self.deeds.main(tree.ordinal - 1)
        later = [k for k in tree.kids(clause, "parataxis", "conj") if k > clause and self.deeds.under(tree, k)]
        if tree.head[clause] < 0 and later:  # the tree took the time clause for the main one
            return [self.deeds.under(tree, clause, later[0])], self.deeds.under(tree, later[0])
        return causes, effect

    def _stands_behind(self, tree: Tree, clause: int, cue: LinkCue, rule: str) -> Iterator[Tie]:
        """ "The shooting was behind the closure", "behind the closure stands the shooting"."""
        up = tree.head[clause]
        host = clause if tree.kid(clause, "cop") is not None else up
        stands = host == clause or (up >= 0 and tree.lemma[up] in ("stand", "lie", "lay", "be"))
        told = tree.kid(host, "nsubj", "obj") if stands else None
        first = self.deeds.under(tree, told) if told is not None else None
        yield from tied([first], self.deeds.all_under(tree, clause), cue, rule, 0.7)

    def _clefted(self, tree: Tree, thing: int, cue: LinkCue, rule: str) -> Iterator[Tie]:
        """ "It was for the pupils whom a jet killed that dockers refused to load", "over the raid that it left"."""
        it = any(tree.lower[c] == "it" for c in tree.kids(thing, "nsubj", "expl"))
        clauses = (c for c in tree.subtree(thing) if c > thing and tree.rel(c) in ("acl", "advcl", "ccomp"))
        ends = [c for c in clauses if mark_of(tree, c) == "that" and tree.kid(c, "nsubj") is not None]
        if not it or not ends or denied(tree, thing):
            return
        cause, effect = self.deeds.under(tree, thing, ends[-1]), self.deeds.under(tree, ends[-1])
        hostile = cause is not None and cause.quad_class >= 3
        yield from tied([effect], [cause] if hostile or not cue.punitive else [], cue, rule, 0.7)

    def _behind(self, tree: Tree, i: int, clause: int, cue: LinkCue, rule: str) -> Iterator[Tie]:
        """A time phrase that the tree took for the subject of what came behind it."""
        first, *others = sorted(tree.kids(clause, "nsubj"))
        cause, effect = self.deeds.under(tree, first, clause), self.deeds.at(tree, clause)
        if not i < first < others[-1] < clause or cause is None or effect is None or same_doer(cause, effect):
            return
        pair = (effect, cause) if cue.reversed else (cause, effect)
        if (cause.modality, effect.modality) == REAL and cause.quad_class == 4 and effect.quad_class >= 3:
            yield Tie(*pair, cue.kind, rule, 0.6, i)

    def _outer(self, tree: Tree, clause: int) -> int:
        """Of two clauses that tell when, the second behind a comma: the first, which hangs on what both tell the time
        of: "retook it, hours before the talks were to begin, after rebels had seized it"."""
        up = tree.head[clause]
        marks = {tree.lower[c] for c in tree.kids(up, "mark", "advmod") if c < up} if up >= 0 else set()
        marks |= {tree.lower[c] for k in tree.kids(up, "mark") for c in tree.kids(k, "fixed")} if up >= 0 else set()
        second = up >= 0 and tree.rel(up) == "advcl" and up < clause and tree.words[min(tree.subtree(clause))] == ","
        return up if second and marks & TIMED else clause

    def _since(self, tree: Tree, i: int, cue: LinkCue, rule: str) -> Iterator[Tie]:
        """ "Since" as a reason: what had been done before moved somebody to what he then did ("expelled him, since, it
        said, he had spied"); where it tells a time what holds is perfect ("has been closed since")."""
        had = [k for k in range(i + 1, len(tree)) if any(tree.lower[c] == "had" for c in tree.kids(k, "aux"))]
        clause = tree.head[i] if tree.rel(i) == "mark" else next(iter(had), -1)
        up = tree.head[clause] if clause >= 0 else -1
        if tree.lower[i] == "that":  # "now that they had gone", "seeing that they had gone"
            if i == 0 or tree.lower[i - 1] not in ("now", "seeing", "given", "considering"):
                return
            up = tree.head[up] if up == i - 1 else up
        close = tree.lower[i] == "since" and i > 0 and tree.words[i - 1] == ","
        if up < 0 or not (clause in had or close) or (up > i and clause not in had):
            return
        effect, cause = self.deeds.at(tree, up), self.deeds.under(tree, clause)
        past = tree.xpos[up] == "VBD" and tree.kid(up, "aux") is None
        real = effect is not None and cause is not None and (cause.modality, effect.modality) == REAL
        if past and real and effect is not None and cause is not None and not same_party(cause, effect):
            yield from tied([effect], [cause], cue, rule, 0.7)

    def _said_for(self, tree: Tree, thing: int, cue: LinkCue, rule: str) -> Iterator[Tie]:
        """ "Jets struck the town, which the army said was for the bombing", "the shells were for his nephew, whom they
        had hanged": a blow for a blow."""
        said = tree.head[thing]
        host = tree.head[said] if said >= 0 and tree.rel(said) == "acl" else -1
        named = tree.kid(thing, "nsubj")
        if named is not None and tree.upos[named] not in ("PRON", "DET", "SCONJ"):
            blow = self.deeds.under(tree, named) or self.deeds.standing_behind(tree, named)
            paid = self.deeds.under(tree, thing, named)
            blows = [e for e in (blow, paid) if e is not None and e.quad_class == 4 and e.modality == "actual"]
            yield from tied(blows[:1], blows[1:], cue, rule, 0.7)
            return
        if host < 0 or not any(tree.lower[c] == "which" for c in tree.kids(thing, "nsubj", "obj")):
            return
        effect = self.deeds.at(tree, host) or self.deeds.clause(tree, host)
        causes = [e for e in only(self.deeds.under(tree, thing)) if e.quad_class == 4]
        if effect is not None and effect.quad_class == 4:
            yield from tied([effect], causes, cue, rule, 0.7)

    def _aimed(self, tree: Tree, deed: EventMention | None) -> EventMention | None:
        """A deed, or what was done for it: "walked out to protest against the arrest"."""
        at = self.deeds.place(tree, deed) if deed is not None else None
        if (
            deed is not None and at is not None and deed.modality == "intended"
        ):  # "marched to demand his exit because of"
            above = (e for a in tree.ancestors(at) if (e := self.deeds.at(tree, a)) is not None)
            march = next((e for e in above if e.event_type == "PROTEST" and e.modality == "actual"), None)
            if march is not None:
                return march
        if deed is None or at is None or tree.rel(at) != "advcl":
            return deed
        if deed.modality != "intended" and mark_of(tree, at) != "to":
            return deed
        return self.deeds.at(tree, tree.head[at]) or deed

    def _spoken(self, tree: Tree, deed: EventMention | None, cue: LinkCue, i: int) -> EventMention | None:
        """A deed, or the threat of it, where that is what came after: "vowed to punish Chad after the raid"; "agreed to
        talk, a day after the raid"."""
        if deed is None or deed.modality != "intended" or not cue.weak:
            return deed
        said = self.deeds.scene.event.get(deed.parent_id or "")
        types = ("THREATEN", "AGREE") if tree.lower[i - 1] in SOON else ("THREATEN",)
        return said if said is not None and said.event_type in types else deed

    def _ties(self, tree: Tree, i: int, cue: LinkCue, cause: EventMention, effect: EventMention) -> bool:
        if cause is effect or (cause.modality, effect.modality) != REAL:
            return False
        if cue.weak and not (
            self._answers(tree, i, cause, effect)
            or self._hit_back(tree, i, cause, effect)
            or self._touched(tree, tree.head[i], cause, effect)
            or self._came(tree, i, cause, effect)
            or self._at_once(tree, i, cause, effect)
            or self._waited(tree, i, cause, effect)
            or self._eases(tree, i, cause, effect)
            or (self.deeds.lemma(effect) in RETAKES and cause.event_type == "ASSAULT" and not same_doer(cause, effect))
        ):
            return False
        if cue.weak and cause.event_type == "RETREAT" and effect.quad_class == 4:
            return False  # "executed after giving themselves up"
        if cue.punitive and not self._punishes(tree, i, cause, effect):
            return False
        left = (
            cause.polarity == "negative" and cause.trigger_token == tree.head[i]
        )  # "because they were never delivered"
        untold = denied(tree, tree.head[i]) and not left
        if cue.deed and (untold or (tree.rel(i) == "mark" and same_party(cause, effect))):
            return False
        if cue.types and effect.event_type not in cue.types and not self._objects(tree, i):
            return False
        if cue.hostile and effect.event_type == "REQUEST":  # "asked for a meeting over the raid"
            return cause.quad_class == 4 and self._asks_to_meet(tree, i)
        if tree.lower[i] == "over" and self.deeds.lemma(effect) in FLIES:
            return False
        if cue.hostile and effect.event_type == "CONSULT" and self.deeds.lemma(effect) in MEETS:
            return tree.rel(i) == "case" and cause.event_type == "ASSAULT"  # "met over the drone that fell"
        hostile = cause.quad_class >= 3 or effect.event_type == "SANCTION"  # "recalled its envoy over the arms deal"
        return not cue.hostile or (tree.rel(i) == "case" and hostile and effect.event_type not in TALK)

    def _objects(self, tree: Tree, i: int) -> bool:
        """ "Lodged a protest against this step": words of protest."""
        host = tree.head[tree.head[i]]
        return host >= 0 and tree.lemma[host] in OBJECTIONS

    def _asks_to_meet(self, tree: Tree, i: int) -> bool:
        """Whether "over" hangs on a meeting that somebody asks for."""
        meeting = self.deeds.at(tree, tree.head[tree.head[i]])
        return meeting is not None and meeting.event_type == "CONSULT"

    def _punishes(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """ "Expelled the envoy for criticising the delay", "sanctioned four officers for the massacre"."""
        if tree.rel(i) == "mark":
            charged = cause.parent_id == effect.event_mention_id  # "blamed him for the raid"
            return effect.quad_class >= 3 and not charged and hits_doer(cause, effect)
        host = tree.head[tree.head[i]]
        hosts = {host, tree.head[host] if tree.rel(host) == "obl" else host}  # "put them on its list for the massacre"
        direct = effect.trigger_token in hosts
        blows = effect.quad_class == cause.quad_class == 4 and not same_doer(cause, effect)
        named = cause.trigger_token == tree.head[i] or tree.lemma[tree.head[i]] in DEATHS
        clauses = [c for c in tree.kids(tree.head[i], "acl") if tree.deprel[c] == "acl:relcl"]
        whom = {t for c in clauses for t in tree.subtree(c)} if host == effect.trigger_token else set()
        if cause.event_type == "ASSAULT" and cause.trigger_token in whom and effect.quad_class >= 3:
            return direct and not same_doer(cause, effect)  # "blocked the road for its sheikh, whom they had hanged"
        if direct and blows and named and tree.words[i - 1] == ",":
            return True  # "cut the pipeline, for the death of a fisherman whom soldiers had shot"
        return direct and effect.event_type in PENALTIES and cause.quad_class >= 3 and not same_doer(cause, effect)

    def _answers(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether what came after a deed answered it: done by those it was done to, or unrest that broke out."""
        if effect.event_type == "CONSULT" or (cause.event_type == "CONSULT" and effect.quad_class < 3):
            return False
        if swapped(cause, effect) or self._turned_down(tree, cause, effect):
            return True
        at = self.deeds.place(tree, effect)
        above = tree.head[at] if at is not None and tree.rel(at) == "nsubj" else -1
        begun = above >= 0 and tree.lemma[above] in self.cues.link_onsets
        unrest = effect.event_type == "PROTEST" and cause.event_type in ("ASSAULT", "COERCE")
        unrest |= tree.lower[i] == "following" and effect.quad_class == 4 and bool(effect.actors) and not cause.actors
        return (begun or unrest) and cause.quad_class == 4 and not same_doer(cause, effect)

    def _hit_back(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether somebody is told to have punished, closed, called up or marched after a blow to whomever ("closed the
        border after raiders killed two rangers"), or, being known, to have struck after one of nobody known."""
        apart = cause.sentence == tree.ordinal and cause.event_type == "ASSAULT" and not same_doer(cause, effect)
        if tree.lower[i] not in SINCE or not apart or same_party(cause, effect):
            return False
        own = (p.text.lower().split() for p in cause.recipients)
        if any(words[-1] in CAPTIVES and not {"its", "their"}.isdisjoint(words) for words in own if words):
            return False  # "after rebels shot three of their prisoners"
        if tree.lower[i] == "following" and effect.event_type in PENALTIES and effect.sentence == tree.ordinal:
            return True  # "forty men were arrested following the stabbing of a soldier"
        if effect.event_type == "ASSAULT":
            return not cause.actors and any(p.id for p in effect.actors)
        return effect.event_type in ANSWERS and bool(effect.actors)

    def _turned_down(self, tree: Tree, cause: EventMention, effect: EventMention) -> bool:
        """Whether somebody is told to have struck after another let his ultimatum pass, or to have protested after a
        blow of another's."""
        if cause.sentence != tree.ordinal or same_doer(cause, effect) or not (cause.actors and effect.actors):
            return False
        if effect.sentence == tree.ordinal and cause.quad_class == 4:
            return any(tree.lemma[c] in OBJECTIONS for c in tree.kids(effect.trigger_token, "obj"))
        asked = any(tree.lemma[t] in ULTIMATA for t in tree.subtree(cause.trigger_token))
        return effect.quad_class == 4 and (asked or cause.event_type == "REJECT")

    def _came(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether one blow is told to have come soon after another: "the raid came hours after gunmen killed nine"."""
        up = tree.head[tree.head[i]]
        came = up >= 0 and tree.lemma[up] == "come" and self.deeds.place(tree, effect) in tree.kids(up, "nsubj")
        blows = cause.quad_class == effect.quad_class == 4
        return came and blows and i > 0 and tree.lower[i - 1] in SOON and not same_doer(cause, effect)

    def _at_once(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether what came after a deed is told as what it brought: "the move came after", "hours after the coup,
        they closed the border", and of a headline "Chad recalls envoy after Libya shells villages"."""
        if same_doer(cause, effect) or same_party(cause, effect) or {cause.event_type, effect.event_type} & TALK:
            return False
        up = tree.head[tree.head[i]]
        come = up >= 0 and tree.lemma[up] in CAME and tree.rel(tree.head[i]) in ("advcl", "obl")
        if come and any(tree.lemma[c] in self.cues.link_pointers for c in tree.kids(up, "nsubj", "nsubj:pass")):
            return cause.quad_class >= 3
        if cause.quad_class != 4 or effect.quad_class != 4 or not effect.actors:
            return False
        named = tree.ordinal == 0 and bool(cause.actors)
        headline = named and tree.xpos[tree.root] in ("VBZ", "VBP") and tree.words[-1] not in (".", "”", '"')
        own = self.deeds.place(tree, effect)
        reacts = bool(cause.actors) or effect.event_type in PENALTIES | {"MOBILIZE"}
        return (reacts and tree.lower[i - 1] in AT_ONCE) or (
            headline and own == tree.root and tree.lower[i - 1] not in SOON
        )

    def _waited(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether somebody is told to have done a thing only when another had done his: "fired only after", gave way
        after him, or punished what had been done days before."""
        if same_doer(cause, effect) or cause.sentence != tree.ordinal:
            return False
        kinds = cause.event_type, effect.event_type
        if i > 0 and tree.lower[i - 1] == "only":
            return bool(effect.actors or cause.actors)
        known = (
            bool(cause.actors and effect.actors) or tree.lower[i] == "once"
        )  # "were taken down once they were freed"
        apart = known and tree.rel(i) == "mark"
        if apart and kinds[1] in YIELDS and kinds[0] in YIELDS | {"AID"}:
            return True
        late = i > 0 and tree.lower[i - 1] in SOON | {"weeks"} and bool(effect.actors)
        return late and kinds[0] in HARMS and kinds[1] in PENALTIES and self.deeds.place(tree, effect) is not None

    def _eases(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether somebody is told to have given way or come to terms so soon after a blow that it is told as what
        brought him to it: "offered a truce hours after the assault", "agreed to talk, a day after drones hit it"."""
        soon = i > 0 and tree.lower[i - 1] in SOON and cause.sentence == tree.ordinal
        return soon and cause.quad_class == 4 and effect.event_type in EASES and not strangers(cause, effect)

    def _touched(self, tree: Tree, clause: int, cause: EventMention, effect: EventMention) -> bool:
        """Whether a hostile deed is told to have been done to something of those who then acted: "scrambled jets after
        bombers entered its airspace"."""
        if cause.quad_class < 3 or "CONSULT" in (cause.event_type, effect.event_type) or same_doer(cause, effect):
            return False
        if cause.sentence != tree.ordinal:
            return False
        ground = (c for t in tree.kids(cause.trigger_token, "obj", "obl") for c in tree.kids(t, "nmod:poss"))
        if tree.lemma[cause.trigger_token] in INTRUDES and any(tree.lower[c] in ("its", "their") for c in ground):
            return cause.trigger_token in tree.subtree(clause)  # nobody intrudes on his own ground
        scene, done_by = self.deeds.scene, {p.id for p in effect.actors if p.id}
        told = set(tree.subtree(clause)) - {t for s in tree.kids(clause, "nsubj") for t in tree.subtree(s)}
        doers = tree.kids(cause.trigger_token, "nsubj")
        if any(tree.xpos[c] == "NNS" for c in doers) and any(tree.lower[t] == "its" for t in told):
            return True  # "after gunmen killed nine of its soldiers": not the gunmen's
        victims = (p.text.lower() for p in cause.recipients) if cause.event_type == "ASSAULT" else ()
        if any(v.startswith(THEIRS) and not v.endswith(CAPTIVES) for v in victims):
            return True  # "after troops killed one of their leaders": nobody strikes his own
        near = (m for m in scene.mentions.get(tree.ordinal, ()) if m.head in told and m.kind in ACTORS)
        found = (scene.resolve(m)[1] for m in near if cause.trigger_token in told)
        return any(r is not None and r.actor_id in done_by for r in found)

    def adjective(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Launched retaliatory strikes", "in a tit-for-tat step": the deed answers the hostile one told before."""
        effect = self.deeds.under(tree, tree.head[i]) or self.deeds.clause(tree, tree.head[i])
        if effect is None or effect.modality != "actual":
            return
        named = [c for c in tree.kids(tree.head[i], "nmod", "acl") if opens(tree, c) in ("after", "for", "over", "to")]
        held = [e for c in named for e in only(self.deeds.under(tree, c)) if e is not effect and e.quad_class >= 3]
        if tree.lemma[tree.head[i]] in self.cues.link_pointers and named:  # "a tit-for-tat move after the boarding"
            effect = self.deeds.clause(tree, tree.head[i]) or effect
        if held:
            yield from tied([effect], held, cue, f"adjective:{tree.lower[i]}", 0.7)
            return
        cause = self.deeds.before(tree, i, effect)
        if cause is not None and cause.quad_class == 4:
            yield Tie(cause, effect, cue.kind, f"adjective:{tree.lower[i]}", 0.7)

    def mood(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Furious over A, they did B", "anger at A spilled": what moved somebody, and what he then did; with nothing
        after it, what was told just before."""
        things = [c for c in tree.kids(i, "obl", "nmod", "advcl", "ccomp") if c > i and opens(tree, c) in cue.prep]
        whose = [c for k in tree.kids(i, "nmod") for c in tree.kids(k, "acl") if opens(tree, i) == "to" and k > i]
        if whose:  # "fired on it, to the fury of Rome, which recalled its envoy"
            yield from tied([self.deeds.under(tree, whose[0])], only(self.deeds.clause(tree, i)), cue, "mood:to", 0.7)
            return
        shown = tree.rel(i) == "obj" and tree.rel(tree.head[i]) != "root"  # "fired it to vent its anger at the drill"
        effect = self.deeds.clause(tree, tree.head[i] if shown else i)
        if effect is None or effect.modality != "actual":
            return
        causes = [e for c in things for e in self.deeds.all_under(tree, c)]
        if not things and tree.upos[i] == "ADJ":
            causes = only(self.deeds.before(tree, self.deeds.told_at(tree, effect, i), effect))
        yield from tied([effect], causes, cue, f"mood:{tree.lower[i]}", 0.7, i if tree.rel(i) != "nsubj" else -1)

    def later(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "Hours later Delhi shelled the post", "within the hour": of two blows between two the second answers."""
        spans = (tree.head[i], *tree.children[i])
        if not any(tree.lower[k] in LATE for k in spans if k >= 0):
            return
        effect = self.deeds.clause(tree, i)
        cause = self.deeds.before(tree, self.deeds.told_at(tree, effect, i), effect) if effect is not None else None
        if effect is None or cause is None or (cause.modality, effect.modality) != REAL:
            return
        if cause.quad_class == effect.quad_class == 4 and swapped(cause, effect):
            yield Tie(cause, effect, "response", f"marker:{tree.lower[i]}", 0.5)

    def adverb(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "A; hence B", "A, so B", "consequently B": what the clause tells came of what was told just before it."""
        up = tree.head[i]
        if (
            tree.rel(i) in ("conj", "appos", "dep") and tree.lower[i] != "so"
        ):  # "Israel thereupon opened", hung on Israel
            up = next((a for a in tree.ancestors(i) if tree.upos[a] == "VERB"), up)
        elif tree.rel(i) not in ("advmod", "mark", "cc"):
            return
        effect = self.deeds.under(tree, up) if up > i and tree.upos[i + 1] not in ("ADJ", "ADV") else None
        if effect is None or effect.modality != "actual":
            return
        if tree.lower[i] == "so" and (tree.rel(up) not in ("advcl", "parataxis", "conj") or tree.words[i - 1] != ","):
            return
        cause = self.deeds.aforesaid(tree, i, [effect])
        if cause is not None and cause.event_mention_id != effect.event_mention_id and not same_party(cause, effect):
            yield Tie(cause, effect, cue.kind, f"adverb:{tree.lower[i]}", 0.7)

    def reason(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "A; that is why B", "this is the reason B"."""
        told = tree.kid(i, "nsubj") if tree.kid(i, "cop") is not None else None
        clause = tree.kid(i, "advcl", "acl", "ccomp")
        said = tree.head[i]
        if clause is None and tree.rel(i) == "ccomp":  # "that is why, he said, troops have occupied the town"
            clause = next((c for c in tree.kids(said, "ccomp", "parataxis") if c > i), None)
        if told is None or clause is None or denied(tree, i):
            return
        if tree.lower[told] not in POINTS_BACK | {"which"} and self.deeds.at(tree, told) is None:
            return
        cause = self.deeds.under(tree, told)
        for effect in self.deeds.all_under(tree, clause):
            if cause is not None and cause.event_mention_id != effect.event_mention_id:
                yield Tie(cause, effect, "led_to", f"reason:{tree.lower[i]}", 0.8)

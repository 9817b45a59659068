"""How well two event mentions fit as one happening: a small additive model whose parts have names.

`features` says what speaks for or against a pair, WEIGHTS how much (log odds), `blocks` what rules it out. Weights were
set by hand and then moved a little towards labelled pairs; they are deliberately few; unknown parts speak neither way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from escalade.events.columns import NONE, WEEK, Bools, Columns, Floats, Ints

BIAS = -2.04
WEIGHTS: dict[str, float] = {
    "kindred type": -1.4,
    "same mode": 0.8,
    "other mode": -0.2,
    "same trigger": 1.05,
    "same wording class": 0.4,
    "shared words": 3.0,
    "same day": 2.1,
    "one of several that day": -1.0,
    "quiet days": 0.6,
    "dates overlap": 0.5,
    "told within days": 0.7,
    "day of the telling": 0.7,
    "only day of a blow that week": 0.8,
    "told weeks later": 0.2,
    "told weeks later, no anchor": -1.5,
    "told long after": -1.3,
    "undated, told together": 0.2,
    "undated, told days apart": -0.7,
    "undated, told far apart": -0.5,
    "same place": 1.6,
    "only day known there": 1.2,
    "only day known of that target": 0.4,
    "only such deed known": 0.4,
    "near": 1.2,
    "same province": 0.6,
    "place inside place": 0.3,
    "other country": -2.5,
    "other named place": -1.2,
    "same actor": 1.1,
    "actors of one side": 0.4,
    "other actor": -1.1,
    "same recipient": 1.2,
    "same named target": 0.5,
    "recipients of one side": 0.5,
    "other recipient": -1.3,
    "same day, other target": -0.5,
    "same day, other target and mode": -0.8,
    "other victim": -2.5,
    "doer here, target there": -1.2,
    "other number of them": -0.7,
    "same number of them": 0.5,
    "nobody dies twice": 2.5,
    "same toll": 1.0,
    "same high toll": 1.2,
    "tolls fit": 0.2,
    "other toll": -0.7,
    "same sentence, other target": -2.0,
    "same report": 0.5,
    "next sentence": 1.0,
    "opening sentences": 0.7,
    "headline and lead": 1.2,
    "told in the lead": 0.8,
    "taken up again": 2.1,
    "somebody's word on it": 1.4,
    "possibly": -0.3,
    "planned, then done": -1.0,
    "one answers the other": -3.0,
    "speech act": -1.1,
    "another of that sentence fits better": -1.5,
    "nothing else fits so well": 1.0,
}
# PLOVER types of which nobody disputes who did them: two states that do one are two deeds
OPEN_DOER = frozenset({"SANCTION", "MOBILIZE", "AID", "RETREAT", "CONCEDE", "SUPPORT"})
# PLOVER types under which one happening is often told by different words
KINDRED = frozenset(
    {
        ("ASSAULT", "COERCE"),
        ("ASSAULT", "PROTEST"),
        ("ASSAULT", "MOBILIZE"),
        ("COERCE", "PROTEST"),
        ("COERCE", "SANCTION"),
        ("CONCEDE", "RETREAT"),
        ("COOPERATE", "RETREAT"),
        ("AID", "COOPERATE"),
        ("AGREE", "SUPPORT"),
        ("AGREE", "COOPERATE"),
        ("CONSULT", "COOPERATE"),
        ("REJECT", "SANCTION"),
    }
)
RARE_ENOUGH = 12.0  # summed weight of shared words that says as much as words can
FORTNIGHT = 14  # days after which a report no longer tells of something without saying when
MANY_NAMES = 0.9  # shared words from which names alone tell what is meant
REACH, FAR = 7, 10  # sentences back that "the attack" may point, and "the killing" to "killed"
YEAR = 365  # days after which a deed is hardly told of without saying when
HIGH_TOLL = 10  # from which equal tolls are hardly chance
FAR_BETTER = 0.4  # of the fit by which another deed of a sentence is the one that is meant
FAR_LESS = 0.2  # of the fit by which a denial is rather of what its own report tells
ECHO = 0.1  # of the fit that an antecedent loses which itself takes up something told before
LIKER = 0.2  # of the fit that an antecedent gains which names the same target
FADING = 0.08  # of the fit that an antecedent loses with each sentence back
LIKELY, BY_FAR = -0.5, 0.6  # log odds from which, and by which, a deed is the one that is meant whenever it is told
LATE = ("told weeks later, no anchor", "told long after", "undated, told far apart", "undated, told days apart")
LEAD = 2  # last sentence of a report's lead, its headline being sentence 0
SETTLEMENT = 5  # place rank from which places that lie apart rule a pair out
NEAR_KM, APART_KM = 25.0, 80.0
SAME_DAY_SPAN = 2  # days; an interval up to this long counts as a day

AGAINST = (
    "other recipient",
    "other victim",
    "other country",
    "kindred type",
    "doer here, target there",
    "other toll",
)
SPOKEN_OF = 2  # sentences back to what somebody's word is on; one more where it is told alike
NOT_SPOKEN_OF = (
    "other actor",
    "other recipient",
    "other victim",
    "other country",
    "other named place",
    "doer here, target there",
)
NOT_THE_LEADS = (*AGAINST, "other actor", "other named place")  # what speaks against taking up what a lead tells

Features = dict[str, Floats]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of rows of `columns`: `left[k]`, `right[k]`, left before right."""

    columns: Columns
    left: Ints
    right: Ints
    type_names: tuple[str, ...]

    def some(self, where: Ints) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.columns, self.left[where], self.right[where], self.type_names)

    def both(self, name: str) -> tuple[Any, Any]:
        values = getattr(self.columns, name)
        return values[self.left], values[self.right]

    def equal(self, name: str) -> Bools:
        a, b = self.both(name)
        found: Bools = a & b if a.dtype == np.bool_ else (a == b) & (a != NONE)
        return found

    def of(self, types: Collection[str]) -> Bools:
        """Whether the left one is of one of these PLOVER types."""
        found: Bools = np.array([name in types for name in self.type_names], dtype=np.bool_)[self.both("type")[0]]
        return found

    def both_of(self, types: Collection[str]) -> Bools:
        """Whether both are of some of these PLOVER types."""
        known = np.array([name in types for name in self.type_names], dtype=np.bool_)
        a, b = self.both("type")
        found: Bools = known[a] & known[b]
        return found

    def share(self, left: str, right: str) -> Bools:
        """Whether a value of one (n, k) column of the left is in another column of the right."""
        ones, others = self._filled(left, self.left), self._filled(right, self.right)
        found: Bools = np.zeros(len(self.left), dtype=np.bool_)
        for one in ones:
            known = one != NONE
            for other in others:
                found |= (one == other) & known
        return found

    def _filled(self, name: str, rows: Ints) -> list[Ints]:
        """The columns of an (n, k) column that say anything, for some rows: numpy is fast column by column."""
        return [values[rows] for values in getattr(self.columns, name).T if (values != NONE).any()]

    def known(self, name: str) -> Bools:
        """Whether both have a first value in an (n, k) column."""
        a, b = self.both(name)
        found: Bools = (a[:, 0] != NONE) & (b[:, 0] != NONE)
        return found

    @cached_property
    def gap(self) -> tuple[Ints, Bools]:
        """Days between two date intervals (0 if they meet), and whether both are known."""
        (a, b), (a_end, b_end) = self.both("start"), self.both("end")
        known = (a != NONE) & (b != NONE)
        return np.maximum(0, np.maximum(a - b_end, b - a_end)), known

    @cached_property
    def kilometres(self) -> Floats:
        """Great-circle distance; not a number where a place has no coordinates."""
        (lat_a, lat_b), (lon_a, lon_b) = self.both("latitude"), self.both("longitude")
        lat_a, lat_b, lon = np.radians(lat_a), np.radians(lat_b), np.radians(lon_b - lon_a)
        h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(lon / 2) ** 2
        found: Floats = 2 * 6371.0 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
        return found


def features(p: Pairs) -> Features:
    """Named evidence of each pair, mostly 0 or 1."""
    out = {**_when(p), **_where(p), **_who(p), **_toll(p)}
    one_place = out["same place"] | out["near"] | out["same province"] | out["place inside place"]
    out["only day of a blow that week"] &= one_place | ~_both_known(p, "place")
    same_document, same_sentence = p.equal("document"), p.equal("document") & p.equal("sentence")
    same_type = p.equal("type")
    anchored = out["same place"] | out["near"] | p.share("victims", "victims") | out["same high toll"]
    out["told weeks later, no anchor"] = out["told weeks later"] & ~anchored
    words = _shared_words(p)
    out["told long after"] = _long_after(p) & ~_anchored(p, words)
    like_type = same_type | _one_taking(p, out)
    out["only day known of that target"] = _only_day_of_the_target(p, out, like_type)
    out["only such deed known"] = _only_such_deed(p, out, same_type)
    # what can only be one happening may be told of at any time
    only = out["only day known of that target"] | out["only day known there"] | out["only such deed known"]
    for name in ("told weeks later, no anchor", "told long after", "undated, told far apart"):
        out[name] = out[name] & ~only
    out["kindred type"] = ~like_type
    out["same mode"] = p.equal("mode")
    out["other mode"] = same_type & ~p.equal("mode") & _both_known(p, "mode")
    out["same trigger"] = p.equal("stem")
    out["same wording class"] = p.equal("rule") & ~p.equal("stem")
    out["shared words"] = np.where(same_sentence, 0.0, words)
    out["same day, other target and mode"] = out["same day, other target"] & out["other mode"] & ~out["same trigger"]
    alike = out["same recipient"] | out["recipients of one side"]
    out["same sentence, other target"] = same_sentence & p.known("recipients") & ~alike
    many_a, many_b = p.both("recipient_number")
    alive = (p.both("killed")[0] == NONE) & (p.both("killed")[1] == NONE)
    out["other number of them"] = alive & (many_a > 1) & (many_b > 1) & (many_a != many_b)
    fired_a, fired_b = p.both("salvo")
    out["other number of them"] |= p.equal("salvo_of") & (fired_a > 0) & (fired_b > 0) & (fired_a != fired_b)
    out["same number of them"] = alive & (many_a > 1) & (many_a == many_b)
    out["same report"] = same_document
    (line_a, line_b), (start_a, start_b) = p.both("sentence"), p.both("start")
    undated = (start_a == NONE) | (start_b == NONE)
    aside = _in_another_item(p, out)
    out["next sentence"] = same_document & (abs(line_a - line_b) == 1) & undated & ~aside
    opening = same_document & like_type & (np.maximum(line_a, line_b) <= LEAD + 1)
    out["opening sentences"] = opening & undated & ~same_sentence & ~aside
    top_a, top_b = p.both("headline")
    out["headline and lead"] = same_document & (top_a != top_b) & (np.maximum(line_a, line_b) <= LEAD) & like_type
    out["told in the lead"] = like_type & ~same_sentence & _told_in_the_lead(p, out) & ~aside
    possible_a, possible_b = p.both("possible")
    out["possibly"] = possible_a != possible_b
    out["planned, then done"] = np.not_equal(*p.both("unreal")) & ~same_document
    out["one answers the other"] = _answers(p)
    out["speech act"] = p.equal("speech")
    return {name: np.asarray(value, dtype=np.float64) for name, value in out.items()}


def blocks(p: Pairs) -> dict[str, Bools]:
    """What rules a pair out, by name."""
    same_type = p.equal("type")
    (a_unreal, b_unreal), (a_no, b_no) = p.both("unreal"), p.both("negative")
    a_total, b_total = p.both("cumulative")
    a_parent, b_parent = p.both("parent")
    a_own, b_own = p.both("own")
    speech = p.equal("speech")
    spoken_for = p.share("actor_whole", "actor_sides") | p.share("actor_sides", "actor_whole")
    other_speaker = p.known("actor_sides") & ~p.share("actors", "actors") & ~spoken_for
    a_if, b_if = p.both("conditional")
    sorted_, alike = p.of(("RETREAT", "SANCTION")), p.equal("mode") | p.equal("stem")
    return {
        "other type": _other_type(p),
        "other day": _other_day(p),
        "other place": _apart(p) | (_one_day(p) & _other_name(p) & np.logical_and(*_off_the_map(p))),
        "other victim": p.known("victims") & ~p.share("victims", "victims") & ~_together(p),
        "parties swapped": _swapped(p, "sides") | _swapped(p, "states"),
        "one is a total": a_total != b_total,
        "one is not real": (a_unreal != b_unreal)
        & ~(np.where(a_unreal, b_no, a_no) & (p.equal("document") | ~(a_if | b_if)))
        & ~_planned_before(p),
        "one is the condition": (a_unreal & b_unreal) & (a_if != b_if),
        "brought in anew": _brought_in_anew(p),
        "one speaks of the other": (a_parent == b_own) | (b_parent == a_own),
        "other speaker": speech & other_speaker,
        "other addressee": _other_addressee(p),
        "one lasts": np.logical_xor(*p.both("lasting"))
        & ~(p.equal("document") & np.logical_or(*p.both("headline"))),  # "Heaviest fighting in years"
        "after what came of it": _out_of_turn(p),
        "one is history": p.equal("document") & _news_and_history(p),
        "other sort of deed": (same_type & sorted_ & _both_known(p, "mode") & ~alike)
        | _took_or_wounded(p)
        | (same_type & _downed_or_hit(p)),
        "somebody else's doing": same_type
        & (p.of(OPEN_DOER) | p.equal("own_thing") & ~p.of(("ASSAULT",)))
        & p.known("actor_sides")
        & ~(p.share("actors", "actors") | _one_side(p, "actor") | spoken_for),
        "done to somebody else": _done_to_another(p),
        "each does his own": _each_does_his_own(p),
        "two deeds of one sentence": ~same_type & p.equal("document") & p.equal("sentence"),
    }


def plainly_two(p: Pairs) -> Bools:
    """Whether one of the blocks that is quick to see, and that most pairs meet, rules a pair out."""
    return _other_type(p) | _other_day(p)


def _other_type(p: Pairs) -> Bools:
    """Whether they are of two PLOVER types, and not of two under which one happening is often told."""
    a_type, b_type = p.both("type")
    kindred = np.zeros((len(p.type_names), len(p.type_names)), dtype=np.bool_)
    for i, one in enumerate(p.type_names):
        for j, other in enumerate(p.type_names):
            kindred[i, j] = (one, other) in KINDRED or (other, one) in KINDRED
    found: Bools = ~p.equal("type") & ~kindred[a_type, b_type]
    return found


def _one_side(p: Pairs, role: str) -> Bools:
    """Whether those in a role may be of one side, be that one only told by its sort ("an Iraqi militia")."""
    sorts = p.share(f"{role}_sorts", f"{role}_generic") | p.share(f"{role}_generic", f"{role}_sorts")
    found: Bools = p.share(f"{role}_sides", f"{role}_sides") | sorts
    return found


def _swapped(p: Pairs, what: str) -> Bools:
    """Whether the doer of each is the target of the other, by their sides or by their states."""
    doers, targets = f"actor_{what}", f"recipient_{what}"
    one = p.share(doers, doers)
    if what == "sides":  # of states not even one may be shared: "the Ethiopian army shelled Ethiopians"
        one &= p.share(targets, targets)
    found: Bools = p.share(doers, targets) & p.share(targets, doers) & ~one
    return found


def _other_addressee(p: Pairs) -> Bools:
    """Whether both tell, of one day, to whom it was said or whom it blames, and these are two."""
    one = p.share("recipient_sides", "recipient_sides") | p.share("recipient_states", "recipient_states")
    found: Bools = p.equal("speech") & _one_day(p) & p.known("recipient_sides") & ~one
    return found


def _one_day(p: Pairs) -> Bools:
    gap, dated = p.gap
    found: Bools = dated & (gap == 0)
    return found


def _done_to_another(p: Pairs) -> Bools:
    """Whether both tell to whom it was done, and it cannot be one: two ships by name, a clinic and a school, a convoy
    and a camp, a mayor and a reporter taken, three policemen dead and one farmer, on one day two towns."""
    (many_a, many_b), (dead_a, dead_b), (mode_a, mode_b) = p.both("recipient_number"), p.both("killed"), p.both("mode")
    calling = p.known("callings") & ~p.share("callings", "callings")
    number = (many_a > 1) & (many_b > 1) & (many_a != many_b)
    told_apart = _both_known(p, "killed") & (dead_a != dead_b) | _both_known(p, "mode") & (mode_a != mode_b)
    things = (p.known("sites") & ~p.share("sites", "sites")) | (p.known("kinds") & ~p.share("kinds", "kinds"))
    vessel = p.known("vessels") & ~p.share("vessels", "vessels")
    nations = p.known("recipient_states") & ~p.share("recipient_states", "recipient_states")
    craft = vessel | p.share("planes", "planes") & nations  # "a Pakistani aircraft", "an Indian jet"
    persons = (calling | number) & p.equal("one_by_one") | calling & (told_apart | p.equal("single"))
    one = _same_recipient(p) | p.share("recipient_sides", "recipient_sides")
    found: Bools = (persons | things) & ~one | craft | _two_names(p)
    return found


def _each_does_his_own(p: Pairs) -> Bools:
    """Whether one report tells of two blows in two words, of two sides, one at a thing and one at people: "fired
    missiles at its bases, hours after shelling killed 16"."""
    doers = p.known("actor_sides") & ~p.share("actors", "actors") & ~_one_side(p, "actor")
    targets = p.known("recipients") & ~_same_recipient(p) & ~p.share("recipient_sides", "recipient_sides")
    (site_a, site_b), (dead_a, dead_b) = p.both("sites"), p.both("killed")
    thing_a, thing_b = site_a[:, 0] != NONE, site_b[:, 0] != NONE
    targets &= (thing_a & ~thing_b & (dead_b != NONE)) | (thing_b & ~thing_a & (dead_a != NONE))
    new = ~np.logical_or(*p.both("refers_back"))
    found: Bools = p.equal("document") & p.both_of(("ASSAULT",)) & ~p.equal("stem") & doers & targets & new
    return found


def _two_names(p: Pairs) -> Bools:
    """Whether on one day targets of two names were hit, and not at one place."""
    found: Bools = _one_day(p) & p.known("capitals") & ~p.share("capitals", "capitals")
    where = np.flatnonzero(found)
    few = p.some(where)
    (a, b), here = few.both("rank"), few.equal("place") | (few.kilometres <= NEAR_KM)
    found[where] = ((a == 0) | (a >= SETTLEMENT)) & ((b == 0) | (b >= SETTLEMENT)) & ~here
    return found


def _same_recipient(p: Pairs) -> Bools:
    """Whether both tell of one target: by who it is, or as "a British-flagged tanker" and "the tanker"; the fighters of
    two bands are two."""
    things = p.share("recipients", "recipient_things") | p.share("recipient_things", "recipients")
    two_bands = p.known("bands") & ~p.share("bands", "bands")
    return (p.share("recipients", "recipients") | things) & ~two_bands


def _one_taking(p: Pairs, found: Mapping[str, Bools]) -> Bools:
    """Whether both take or bar one target: a ship is stopped, intercepted, seized, a town blockaded and cut off."""
    return p.equal("taking") & (found["same recipient"] | p.equal("stem"))


def _took_or_wounded(p: Pairs) -> Bools:
    """Whether one takes or bars ("took the town") and the other tells how it wounds ("shells hit the town"); what
    somebody does by force of law ("police raided the office") is no blow of others ("a blast at the office")."""
    (a, b), (a_no, b_no) = p.both("taking"), p.both("negative")
    a_mode, b_mode = p.both("mode")
    found: Bools = (a ^ b) & (np.where(a, b_mode, a_mode) != NONE) & ~np.where(a, b_no, a_no)
    others = p.both_of(("ASSAULT", "COERCE")) & ~p.share("actors", "actors") & ~_one_side(p, "actor")
    return found & (p.equal("type") | others)


def _downed_or_hit(p: Pairs) -> Bools:
    """Whether one tells of drones that were brought down and the other of something else that drones hit."""
    (a, b), (a_by, b_by) = p.both("drones_downed"), p.both("by_drone")
    found: Bools = ((a & b_by) | (b & a_by)) & p.known("recipients") & ~_same_recipient(p)
    return found


def _answers(p: Pairs) -> Bools:
    """Whether a report ties the two as cause and effect."""
    found: Bools = (p.columns.linked[p.left] == p.columns.own[p.right][:, None]).any(axis=1)
    return found


def _planned_before(p: Pairs) -> Bools:
    """Whether one report tells as planned what another, that came later, may tell as done."""
    (a_unreal, b_unreal), (a_if, b_if) = p.both("unreal"), p.both("conditional")
    (told_a, told_b), (end_a, end_b) = p.both("published"), p.both("end")
    plan, deed = np.where(a_unreal, told_a, told_b), np.where(a_unreal, told_b, told_a)
    done = np.where(a_unreal, end_b, end_a)
    in_time = (plan != NONE) & (deed != NONE) & (plan <= deed) & ((done == NONE) | (plan <= done))
    found: Bools = (a_unreal != b_unreal) & ~(a_if | b_if) & ~p.equal("document") & in_time
    return found


def _both_known(p: Pairs, name: str) -> Bools:
    a, b = p.both(name)
    found: Bools = (a != NONE) & (b != NONE)
    return found


def _long_after(p: Pairs) -> Bools:
    """Whether two reports tell, one at least without a day, of what they can hardly both mean by "now"."""
    (a, b), (told_a, told_b) = p.both("start"), p.both("published")
    when_a, when_b = np.where(a != NONE, a, told_a), np.where(b != NONE, b, told_b)
    undated = ((a == NONE) | (b == NONE)) & ~p.equal("document") & (when_a != NONE) & (when_b != NONE)
    found: Bools = undated & (np.abs(when_a - when_b) > FORTNIGHT)
    return found


def _anchored(p: Pairs, shared: Floats) -> Bools:
    """Whether the words alone tell which happening is meant: by its victim, its town, its dead, or many names."""
    (rank_a, rank_b), (dead_a, dead_b) = p.both("rank"), p.both("killed")
    alike = p.equal("mode") | p.equal("stem") | p.equal("rule")
    town = (np.minimum(rank_a, rank_b) >= SETTLEMENT) & (p.equal("place") | (p.kilometres <= NEAR_KM)) & alike
    toll = (dead_a == dead_b) & (dead_a >= 1) & p.share("recipients", "recipients")
    high = (dead_a == dead_b) & (dead_a >= HIGH_TOLL)
    found: Bools = p.share("victims", "victims") | p.share("named", "named") | town | toll | high
    found |= shared >= MANY_NAMES
    return found


def _only_day_of_the_target(p: Pairs, found: Mapping[str, Bools], like_type: Bools) -> Bools:
    """Whether "the seizure of the tanker" takes up, in another report, the only such deed that is known.

    Where neither tells a day, both must tell it in like words.
    """
    (a, b), (back_a, back_b) = p.both("start"), p.both("refers_back")
    (told_a, told_b) = p.both("published")
    back_a, back_b = back_a & (told_a >= told_b), back_b & (told_b >= told_a)
    later = np.where(a == NONE, np.where(b == NONE, back_a | back_b, back_a), back_b & (b == NONE))
    alike = (a != NONE) | (b != NONE) | p.equal("stem") | p.equal("mode") | p.equal("rule")
    against = np.any([found[name] for name in (*NOT_SPOKEN_OF, "other toll")], axis=0)
    against |= np.logical_or(*p.both("negative")) | p.equal("document")
    meant: Bools = later & alike & like_type & found["same recipient"] & p.equal("struck_once") & ~against
    return meant


def _only_such_deed(p: Pairs, found: Mapping[str, Bools], same_type: Bools) -> Bools:
    """Whether one tells in another report, without a day, what is known of one of its parties only once: "broke off the
    talks", "the expulsion of the three". Blows are too many, and told of too vaguely, for that.
    """
    blow = p.of(("ASSAULT",))
    (a, b), (told_a, told_b) = p.both("start"), p.both("published")
    stale = np.where(a != NONE, told_b - a, told_a - b) > YEAR
    against = np.any([found[name] for name in (*NOT_SPOKEN_OF, "other toll")], axis=0)
    against |= np.logical_or(*p.both("negative")) | np.logical_or(*p.both("unreal")) | p.equal("document")
    only: Bools = p.share("once", "once") & same_type & ~blow & ((a == NONE) ^ (b == NONE)) & ~stale & ~against
    return only


def _told_in_the_lead(p: Pairs, found: Mapping[str, Bools]) -> Bools:
    """Whether the earlier stands in its report's lead: what a report is about, the rest of it speaks of."""
    line_a, line_b = p.both("sentence")
    against = np.any([found[name] for name in NOT_THE_LEADS], axis=0)
    told: Bools = p.equal("document") & (np.minimum(line_a, line_b) <= LEAD) & ~against
    return told


def _in_another_item(p: Pairs, found: Mapping[str, Any]) -> Bools:
    """Whether two items of a digest or a live page tell them in unlike words: each item tells of something else, unless
    it begins with "the raid"."""
    a, b = p.both("item")
    alike = _told_alike(found) | (found["recipients of one side"] > 0)
    c, later = p.columns, _in_order(p)[1]
    begins = c.opens_item[later] & c.refers_back[later] & ~c.negative[later]
    aside: Bools = p.equal("document") & (a != b) & (a > 0) & (b > 0) & ~alike & ~begins
    return aside


def _told_alike(found: Mapping[str, Any]) -> Bools:
    """Whether both are told in one word, of one mode, or of one target."""
    alike: Bools = np.any([found[name] > 0 for name in ("same trigger", "same mode", "same recipient")], axis=0)
    return alike


def _brought_in_anew(p: Pairs) -> Bools:
    """Whether the later of two mentions in the running text of a report says "another raid", "an offensive"."""
    c = p.columns
    earlier, later = _in_order(p)
    apart = p.equal("document") & (c.sentence[p.left] != c.sentence[p.right])
    gap, dated = p.gap
    found: Bools = apart & c.anew[later] & ~c.headline[earlier] & ~(dated & (gap == 0))
    return found


def _is_day(p: Pairs) -> Bools:
    (a, b), (a_end, b_end) = p.both("start"), p.both("end")
    found: Bools = (a_end - a < SAME_DAY_SPAN) & (b_end - b < SAME_DAY_SPAN)
    return found


def _other_day(p: Pairs) -> Bools:
    """Dates apart, or told before it happened; nobody is a victim of two days."""
    gap, known = p.gap
    (a, b), (pub_a, pub_b), (a_unreal, b_unreal) = p.both("start"), p.both("published"), p.both("unreal")
    too_early = (a != NONE) & (b == NONE) & (pub_b != NONE) & (a > pub_b + 1)
    too_early |= (b != NONE) & (a == NONE) & (pub_a != NONE) & (b > pub_a + 1)
    found: Bools = (known & (gap > 0)) | too_early & ~(a_unreal | b_unreal)
    return found & ~p.share("victims", "victims")


def _out_of_turn(p: Pairs) -> Bools:
    """Whether one began after what the other led to, or was over before what the other answered, by more than a day."""
    (a, b), (a_end, b_end) = p.both("start"), p.both("end")
    (by_a, by_b), (from_a, from_b) = p.both("begun_by"), p.both("not_before")
    late = ((by_a != NONE) & (b > by_a + 1)) | ((by_b != NONE) & (a > by_b + 1))
    early = ((from_a != NONE) & (b != NONE) & (b_end + 1 < from_a)) | (
        (from_b != NONE) & (a != NONE) & (a_end + 1 < from_b)
    )
    found: Bools = late | early
    return found


def _news_and_history(p: Pairs) -> Bools:
    """Whether one is told of a day that counts from the report's ("on Tuesday"), which is not known, the other of a
    year or a month that is named."""
    (a, b), (then_a, then_b) = p.both("now"), p.both("history")
    found: Bools = (a & then_b) | (b & then_a)
    return found


def _when(p: Pairs) -> dict[str, Bools]:
    gap, known = p.gap
    (a, b), (pub_a, pub_b) = p.both("start"), p.both("published")
    day = _is_day(p)
    sole_a, sole_b = p.both("sole_day")
    one = (a != NONE) ^ (b != NONE)
    lag = np.where(a != NONE, pub_b - a, pub_a - b)
    told = one & np.where(a != NONE, pub_b != NONE, pub_a != NONE)
    same_document = p.equal("document")
    neither = (a == NONE) & (b == NONE) & ~same_document
    both_told = neither & (pub_a != NONE) & (pub_b != NONE)
    apart = np.abs(pub_a - pub_b)
    return {
        "same day": known & day & (gap == 0),
        "quiet days": known & day & (gap == 0) & p.equal("quiet"),
        "one of several that day": known & day & (gap == 0) & p.equal("crowded") & ~p.equal("place"),
        "dates overlap": known & ~day & (gap == 0),
        "only day of a blow that week": told
        & ~same_document
        & np.where(a != NONE, a == sole_b, b == sole_a)
        & p.of(("ASSAULT",)),
        "told within days": told & (lag <= WEEK) & ~same_document,
        "day of the telling": same_document & p.equal("run") & ~known,
        "told weeks later": told & (lag > 14) & ~same_document,
        "undated, told together": both_told & (apart <= 1),
        "undated, told days apart": both_told & (apart > 4) & (apart <= 14),
        "undated, told far apart": both_told & (apart > 14),
    }


def _no_day(p: Pairs) -> Bools:
    """Whether one of two reports tells neither when it happened nor when it was told."""
    (a, b), (told_a, told_b) = p.both("start"), p.both("published")
    found: Bools = ~p.equal("document") & (((a == NONE) & (told_a == NONE)) | ((b == NONE) & (told_b == NONE)))
    return found


def _off_the_map(p: Pairs) -> tuple[Bools, Bools]:
    a, b = p.both("latitude")
    return np.isnan(a), np.isnan(b)


def _other_name(p: Pairs) -> Bools:
    """Whether they tell of two places by name, of which one at least is on no map."""
    found: Bools = _fine(p) & ~p.equal("place") & np.logical_or(*_off_the_map(p))
    return found


def _fine(p: Pairs) -> Bools:
    a, b = p.both("rank")
    found: Bools = (a >= SETTLEMENT) & (b >= SETTLEMENT)
    return found


def _apart(p: Pairs) -> Bools:
    found: Bools = _fine(p) & ~p.equal("place") & (p.kilometres > APART_KM)
    return found


def _together(p: Pairs) -> Bools:
    """Whether day and place are one: then two victims may have fallen to one blow."""
    gap, known = p.gap
    found: Bools = known & (gap == 0) & (p.equal("place") | (_fine(p) & (p.kilometres <= NEAR_KM)))
    return found


def _where(p: Pairs) -> dict[str, Bools]:
    a, b = p.both("rank")
    same, country = p.equal("place"), p.equal("country")
    a_country, b_country = p.both("country")
    low, high = np.minimum(a, b), np.maximum(a, b)
    near = ~same & _fine(p) & (p.kilometres <= NEAR_KM)
    return {
        "same place": same & (low >= 4),
        "only day known there": (same | near)
        & p.equal("one_day")
        & (low >= 4)
        & ~_both_known(p, "start")
        & ~_no_day(p),
        "near": near,
        "same province": same & (low == 3),
        "place inside place": country & ~same & (low > 0) & (low <= 3) & (high > low),
        "other named place": _other_name(p),
        "other country": (a_country != NONE) & (b_country != NONE) & ~country & (low > 1),
    }


def _who(p: Pairs) -> dict[str, Bools]:
    out: dict[str, Bools] = {}
    for role, one in (("actor", "actors"), ("recipient", "recipients")):
        same, side = _same_recipient(p) if role == "recipient" else p.share(one, one), _one_side(p, role)
        out[f"same {role}"] = same
        out[f"{role}s of one side"] = side & ~same
        out[f"other {role}"] = p.known(f"{role}_sides") & ~side & ~same
    out["same named target"] = out["same recipient"] & p.share("named", "named")
    alike = out["same recipient"] | out["recipients of one side"] | out["other recipient"]
    alike |= p.share("rides", "rides") | p.share("sites", "sites")  # "a Russian bomber", "a Su-24 jet"
    out["same day, other target"] = _one_day(p) & p.known("recipients") & ~alike
    crossed = p.share("actor_sides", "recipient_states") | p.share("recipient_states", "actor_sides")
    crossed |= p.share("actors", "recipients") | p.share("recipients", "actors")
    one_target = p.share("recipient_states", "recipient_states") | out["recipients of one side"]
    at_home = np.logical_or(*p.both("at_home"))  # "the Colombian army attacked M-19": doer and target of one state
    at_home |= np.logical_or(*p.both("negative"))  # an army may deny what was done in its own land
    out["doer here, target there"] = crossed & ~out["same actor"] & ~one_target & ~at_home
    (dead_a, dead_b), same_victim = p.both("killed"), p.share("victims", "victims")
    out["nobody dies twice"] = same_victim & (dead_a >= 1) & (dead_b >= 1)
    out["other victim"] = p.known("victims") & ~same_victim
    return out


def _toll(p: Pairs) -> dict[str, Bools]:
    (a, b), (a_top, b_top) = p.both("killed"), p.both("killed_top")
    known = (a != NONE) & (b != NONE)
    meet = known & (a <= b_top) & (b <= a_top)
    same = known & (a == b) & (a >= 2)
    return {
        "same toll": same,
        "same high toll": same & (a >= HIGH_TOLL),
        "tolls fit": meet & ~same,
        "other toll": known & ~meet,
    }


def _shared_words(p: Pairs) -> Floats:
    """How rare the words are that two sentences share, names above all: 0 to 1; in one report half of it."""
    ours, theirs = ([values[rows] for values in p.columns.words.T] for rows in (p.left, p.right))
    total = np.zeros(len(p.left))
    for k, one in enumerate(ours):
        hit = np.zeros(len(one), dtype=np.bool_)
        for other in theirs:
            hit |= one == other
        total += np.where(hit & (one != NONE), p.columns.weights[p.left, k], 0.0)
    found: Floats = np.minimum(1.0, total / RARE_ENOUGH) * np.where(p.equal("document"), 0.5, 1.0)
    return found


def log_odds(found: Mapping[str, Floats]) -> Floats:
    """The weighted evidence."""
    total: Floats = np.asarray(BIAS + sum(WEIGHTS[name] * value for name, value in found.items()))
    return total


def score(found: Features) -> Floats:
    """0 to 1, uncalibrated: the logistic of the weighted evidence."""
    result: Floats = 1 / (1 + np.exp(-log_odds(found)))
    return result


def taken_up_again(p: Pairs, found: Features, blocked: Bools) -> Floats:
    """1 where the later one ("the attack", "denied it fired") takes up the earlier one of its report that fits best.

    Of equally fitting ones the nearest. What names a place of its own takes up only what happened there; another doer
    may only be named where one of the two is somebody's word ("those rockets, officers said, were fired by ..."). A
    bare result ("nineteen fighters died": by whose hand, when, where is not said) takes up what the sentence before
    told.
    """
    c = p.columns
    earlier, later = _in_order(p)
    elsewhere = (c.rank[later] >= SETTLEMENT) & (found["same place"] + found["near"] == 0)
    distance = np.abs(c.sentence[p.left] - c.sentence[p.right])
    within = distance <= np.where(found["same trigger"] > 0, FAR, REACH)
    open_ = np.where(
        c.refers_back[later],
        within & ~c.possible[earlier],
        c.bare[later] & (distance <= 1) & (found["other toll"] == 0),
    )
    open_ &= ((c.start[later] == NONE) | c.bare[later]) & p.equal("document") & ~blocked & ~elsewhere
    open_ &= sum(found[name] for name in AGAINST) == 0
    # what nobody answers to ("ECOWAS never invaded") takes up only a deed told in the same word or by the same means
    alike = _told_alike(found) | c.result[later]
    open_ &= ~c.negative[later] | c.said[later] | alike
    open_ &= ~_named_otherwise(p, found) & ~_in_another_item(p, found)
    rival = c.refers_back[later] & (c.said[earlier] | c.said[later] | c.possible[later])
    open_ &= rival | ~p.known("actor_states") | p.share("actor_states", "actor_states")
    open_ &= rival | (found["other actor"] == 0)
    # "the impounding of the freighter" is not "the boarding of the Golden Reef"
    named = (c.named[p.left, 0] != NONE) ^ (c.named[p.right, 0] != NONE)
    other = p.known("recipients") & (found["same recipient"] + found["recipients of one side"] == 0)
    open_ &= ~(other & named & (found["same trigger"] == 0)) | c.negative[later] | c.result[later] | c.said[later]
    two_tolls = (c.killed[p.left] >= 1) & (c.killed[p.right] >= 1)
    open_ &= ~(two_tolls & other)
    return _best(p, found, open_)


def _named_otherwise(p: Pairs, found: Features) -> Bools:
    """Whether the later is told by a noun and what it befell or where ("the bombing of the airport"), and the earlier
    neither in like words nor in a sentence that tells of that."""
    c, (earlier, later) = p.columns, _in_order(p)
    told = (c.name_told[later] == c.sentence[earlier][:, None]).any(axis=1)
    otherwise: Bools = c.named_noun[later] & ~c.negative[later] & ~told & ~_told_alike(found)
    return otherwise


def word_on_it(p: Pairs, found: Features, blocked: Bools) -> Floats:
    """1 where the later one is somebody's word, without a day or a town of its own, on what its report has just told.

    "Two drivers died on Sunday. Rebels fired on the lorry, the army says." Of several that it may be on, the one that
    fits best.
    """
    c = p.columns
    earlier, later = _in_order(p)
    distance = c.sentence[later] - c.sentence[earlier]
    alike = _told_alike(found)
    near = (distance >= 1) & (distance <= np.where(alike, SPOKEN_OF + 1, SPOKEN_OF))
    open_ = p.equal("document") & p.equal("type") & near & ~blocked
    open_ &= ~_named_otherwise(p, found) & ~_in_another_item(p, found)
    open_ &= c.said[later] & (c.start[later] == NONE) & (c.rank[later] < SETTLEMENT)
    open_ &= sum(found[name] for name in NOT_SPOKEN_OF) == 0
    open_ &= ~c.possible[earlier] | (found["same trigger"] > 0)  # "warned of revenge" is no deed to speak of
    violent = p.of(("ASSAULT",))
    open_ &= violent | ~p.known("actor_states") | p.share("actor_states", "actor_states")
    return _best(p, found, open_) * (1 - found["taken up again"])


def fits_less(p: Pairs, fit: Floats, enough: float) -> Floats:
    """1 where another deed of one sentence fits the mention of the other report far better; `fit` is 0 if ruled out.

    Of "repulsed the raid and captured six" each deed is one of those that another report so tells in one sentence, and
    all the words they share tell no more. Two mentions of a sentence that fit each other `enough` are one deed.
    """
    c = p.columns
    line = c.document * (int(c.sentence.max()) + 1) + c.sentence
    one_deed = _codes(p.left, p.right, len(line))[p.equal("document") & (fit >= enough)]
    found = np.zeros(len(fit), dtype=np.bool_)
    for one, others in ((p.left, p.right), (p.right, p.left)):
        order = np.lexsort((-fit, line[others], one))
        first = np.append(True, (np.diff(one[order]) != 0) | (np.diff(line[others][order]) != 0))
        best = np.empty_like(order)
        best[order] = order[first][np.cumsum(first) - 1]
        beside = ~np.isin(_codes(others[best], others, len(line)), one_deed)
        found |= (fit[best] >= enough) & (fit[best] > fit + FAR_BETTER) & beside
    return np.asarray(found & (fit > 0) & ~p.equal("document"), dtype=np.float64)


def answers_its_own(p: Pairs, found: Features, fit: Floats, blocked: Bools) -> Bools:
    """Whether one is a denial that takes up what its own report tells, and fits the other report's far less."""
    c, (earlier, later) = p.columns, _in_order(p)
    again = (found["taken up again"] > 0) & c.negative[later] & ~blocked
    best = np.zeros(len(c.negative))
    np.maximum.at(best, later[again], fit[again])
    answered = np.maximum(best[earlier], best[later])
    less: Bools = ~p.equal("document") & (answered > fit + FAR_LESS)
    return less


def _codes(a: Ints, b: Ints, size: int) -> Ints:
    """A number for each pair of rows, whichever comes first."""
    found: Ints = np.minimum(a, b) * size + np.maximum(a, b)
    return found


def _in_order(p: Pairs) -> tuple[Ints, Ints]:
    """The earlier and the later of each pair, as the text runs."""
    forward = p.columns.at[p.left] < p.columns.at[p.right]
    return np.where(forward, p.left, p.right), np.where(forward, p.right, p.left)


def _best(p: Pairs, found: Features, open_: Bools) -> Floats:
    """1 where, of the open pairs of a later mention, the earlier one fits best; of equally fitting ones the nearest."""
    c = p.columns
    out = np.zeros(len(p.left))
    where = np.flatnonzero(open_)
    if len(where):
        earlier, later = (side[where] for side in _in_order(p))
        alike = {name: value[where] for name, value in found.items() if name != "next sentence"}
        distance = np.abs(c.sentence[earlier] - c.sentence[later])
        fit = score(alike | {"shared words": 2 * alike["shared words"]}) - FADING * distance
        fit += LIKER * alike["same recipient"]
        fit -= ECHO * (c.refers_back & (c.start == NONE))[earlier]
        order = np.lexsort((c.at[earlier], np.round(fit, 1), later))
        last = np.append(later[order[1:]] != later[order[:-1]], True)
        out[where[order[last]]] = 1.0
    return out

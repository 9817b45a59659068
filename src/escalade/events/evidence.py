"""How well two event mentions fit as one happening: a small additive model whose parts have names.

`features` says what speaks for or against a pair, WEIGHTS how much (log odds); `blocks` says what rules it out. Weights
were set by hand and then moved a little towards labelled pairs; they are deliberately few; unknown parts speak neither
way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from escalade.events.columns import NONE, WEEK, Bools, Floats
from escalade.events.pairs import (
    NEAR_KM,
    SETTLEMENT,
    Features,
    Pairs,
    both_known,
    fine,
    in_order,
    one_day,
    one_side,
    other_name,
    same_actor,
    same_recipient,
)

BIAS = -2.04
WEIGHTS: dict[str, float] = {
    "kindred type": -1.4,
    "a move, not a blow": -1.5,
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
    "other means": -2.0,
    "same means": 0.5,
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
    "another deed of the headline fits better": -2.0,
    "nothing else fits so well": 1.0,
}
RARE_ENOUGH = 12.0  # summed weight of shared words that says as much as words can
FORTNIGHT = 14  # days after which a report no longer tells of something without saying when
MANY_NAMES = 0.9  # shared words from which names alone tell what is meant
YEAR = 365  # days after which a deed is hardly told of without saying when
HIGH_TOLL = 10  # from which equal tolls are hardly chance
LEAD = 2  # last sentence of a report's lead, its headline being sentence 0
SAME_DAY_SPAN = 2  # days; an interval up to this long counts as a day
AGAINST = (
    "other recipient",
    "other victim",
    "other country",
    "kindred type",
    "doer here, target there",
    "other toll",
)
NOT_SPOKEN_OF = (
    "other actor",
    "other recipient",
    "other victim",
    "other country",
    "other named place",
    "doer here, target there",
)
NOT_THE_LEADS = (*AGAINST, "other actor", "other named place")  # what speaks against taking up what a lead tells


def features(p: Pairs) -> Features:
    """Named evidence of each pair, mostly 0 or 1."""
    out = {**_when(p), **_where(p), **_who(p), **_toll(p)}
    one_place = out["same place"] | out["near"] | out["same province"] | out["place inside place"]
    out["only day of a blow that week"] &= one_place | ~both_known(p, "place")
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
    out["a move, not a blow"] = _move_beside_blow(p, out)
    out["same mode"] = p.equal("mode")
    out["other mode"] = same_type & ~p.equal("mode") & both_known(p, "mode")
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
    out["other means"] = p.known("means") & ~p.share("means", "means")
    out["same means"] = p.share("means", "means") & ~out["same mode"]
    out["same number of them"] = alive & (many_a > 1) & (many_a == many_b)
    out["same report"] = same_document
    (line_a, line_b), (start_a, start_b) = p.both("sentence"), p.both("start")
    undated = (start_a == NONE) | (start_b == NONE)
    aside = in_another_item(p, out)
    out["next sentence"] = same_document & (abs(line_a - line_b) == 1) & undated & ~aside
    opening = same_document & like_type & (np.maximum(line_a, line_b) <= LEAD + 1)
    out["opening sentences"] = opening & undated & ~same_sentence & ~aside
    top_a, top_b = p.both("headline")
    out["headline and lead"] = same_document & (top_a != top_b) & (np.maximum(line_a, line_b) <= LEAD) & like_type
    out["told in the lead"] = like_type & ~same_sentence & _told_in_the_lead(p, out) & ~aside
    possible_a, possible_b = p.both("possible")
    out["possibly"] = possible_a != possible_b
    out["planned, then done"] = np.not_equal(*p.both("unreal")) & ~same_document
    out["one answers the other"] = p.answers
    out["speech act"] = p.equal("speech")
    return {name: np.asarray(value, dtype=np.float64) for name, value in out.items()}


def _one_taking(p: Pairs, found: Mapping[str, Bools]) -> Bools:
    """Whether both take or bar one target: a ship is stopped, intercepted, seized, a town blockaded and cut off."""
    return p.equal("taking") & (found["same recipient"] | p.equal("stem"))


def _move_beside_blow(p: Pairs, found: Mapping[str, Bools]) -> Bools:
    """Whether troops that move and a blow have neither doer nor target in common, and no words: "stormed the prison",
    "took up positions"."""
    moves = np.array([name == "MOBILIZE" for name in p.type_names], dtype=np.bool_)
    a, b = p.both("type")
    one = np.any([found[name] for name in ("same actor", "same recipient", "actors of one side")], axis=0)
    beside: Bools = (moves[a] ^ moves[b]) & ~one & ~p.equal("stem") & ~p.share("means", "means")
    return beside


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


def in_another_item(p: Pairs, found: Mapping[str, Any]) -> Bools:
    """Whether two items of a digest or a live page tell them in unlike words: each item tells of something else, unless
    it begins with "the raid"."""
    a, b = p.both("item")
    alike = told_alike(found) | (found["recipients of one side"] > 0)
    c, later = p.columns, in_order(p)[1]
    begins = c.opens_item[later] & c.refers_back[later] & ~c.negative[later]
    aside: Bools = p.equal("document") & (a != b) & (a > 0) & (b > 0) & ~alike & ~begins
    return aside


def told_alike(found: Mapping[str, Any]) -> Bools:
    """Whether both are told in one word, of one mode, by like means, or of one target."""
    alike: Bools = np.any(
        [found[name] > 0 for name in ("same trigger", "same mode", "same means", "same recipient")], axis=0
    )
    return alike


def _is_day(p: Pairs) -> Bools:
    (a, b), (a_end, b_end) = p.both("start"), p.both("end")
    found: Bools = (a_end - a < SAME_DAY_SPAN) & (b_end - b < SAME_DAY_SPAN)
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


def _where(p: Pairs) -> dict[str, Bools]:
    a, b = p.both("rank")
    same, country = p.equal("place"), p.equal("country")
    a_country, b_country = p.both("country")
    low, high = np.minimum(a, b), np.maximum(a, b)
    near = ~same & fine(p) & (p.kilometres <= NEAR_KM)
    return {
        "same place": same & (low >= 4),
        "only day known there": (same | near) & p.equal("one_day") & (low >= 4) & ~both_known(p, "start") & ~_no_day(p),
        "near": near,
        "same province": same & (low == 3),
        "place inside place": country & ~same & (low > 0) & (low <= 3) & (high > low),
        "other named place": other_name(p),
        "other country": (a_country != NONE) & (b_country != NONE) & ~country & (low > 1),
    }


def _who(p: Pairs) -> dict[str, Bools]:
    out: dict[str, Bools] = {}
    for role in ("actor", "recipient"):
        same, side = same_recipient(p) if role == "recipient" else same_actor(p), one_side(p, role)
        out[f"same {role}"] = same
        out[f"{role}s of one side"] = side & ~same
        out[f"other {role}"] = p.known(f"{role}_sides") & ~side & ~same
    out["same named target"] = out["same recipient"] & p.share("named", "named")
    alike = out["same recipient"] | out["recipients of one side"] | out["other recipient"]
    alike |= p.share("rides", "rides") | p.share("sites", "sites")  # "a Russian bomber", "a Su-24 jet"
    out["same day, other target"] = one_day(p) & p.known("recipients") & ~alike
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

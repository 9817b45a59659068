"""What rules a pair of event mentions out, whatever else speaks for it, by name."""

from __future__ import annotations

import numpy as np

from escalade.events.columns import NONE, Bools
from escalade.events.pairs import (
    APART_KM,
    NEAR_KM,
    SETTLEMENT,
    Pairs,
    both_known,
    fine,
    in_order,
    off_the_map,
    one_day,
    one_side,
    other_name,
    same_recipient,
    two_states,
)

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
        "other place": _apart(p) | (one_day(p) & other_name(p) & np.logical_and(*off_the_map(p))),
        "other victim": p.known("victims") & ~p.share("victims", "victims") & ~_together(p),
        "parties swapped": _swapped(p, "sides") | _swapped(p, "states"),
        "one is a total": a_total != b_total,
        "one is not real": (a_unreal != b_unreal)
        & ~(np.where(a_unreal, b_no, a_no) & (p.equal("document") | ~(a_if | b_if)))
        & ~_planned_before(p),
        "one is the condition": (a_unreal & b_unreal) & (a_if != b_if),
        "brought in anew": _brought_in_anew(p),
        "set apart from what was told": _set_apart(p),
        "one speaks of the other": (a_parent == b_own) | (b_parent == a_own),
        "other speaker": speech & other_speaker,
        "other addressee": _other_addressee(p),
        "one lasts": np.logical_xor(*p.both("lasting"))
        & ~(p.equal("document") & np.logical_or(*p.both("headline")) & ~np.logical_or(*p.both("war"))),
        # a headline may call a clash "Heaviest fighting in years", but none of its deeds "the war"
        "after what came of it": _out_of_turn(p),
        "one is history": p.equal("document") & _news_and_history(p),
        "other sort of deed": (same_type & sorted_ & both_known(p, "mode") & ~alike)
        | _took_or_wounded(p)
        | _seized_or_held(p)
        | (same_type & _downed_or_hit(p)),
        "somebody else's doing": same_type
        & (p.of(OPEN_DOER) | p.equal("own_thing") & ~p.of(("ASSAULT",)))
        & p.known("actor_sides")
        & ~(p.share("actors", "actors") | one_side(p, "actor") | spoken_for),
        "done to somebody else": _done_to_another(p),
        "each does his own": _each_does_his_own(p),
        "by other means": _by_other_means(p),
        "taken and taken back": _taken_back(p),
        "told of a separate incident": _of_a_separate_incident(p),
        "told apart by name": p.share("upon", "not_upon"),
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
    found: Bools = p.equal("speech") & one_day(p) & p.known("recipient_sides") & ~one
    return found


def _done_to_another(p: Pairs) -> Bools:
    """Whether both tell to whom it was done, and it cannot be one: two ships by name, a clinic and a school, a convoy
    and a camp, a mayor and a reporter taken, three policemen dead and one farmer, on one day two towns."""
    (many_a, many_b), (dead_a, dead_b), (mode_a, mode_b) = p.both("recipient_number"), p.both("killed"), p.both("mode")
    calling = p.known("callings") & ~p.share("callings", "callings")
    number = (many_a > 1) & (many_b > 1) & (many_a != many_b)
    one_a, one_b = p.both("single")
    number |= (one_a & (many_b > 1)) | (one_b & (many_a > 1))  # "a man" and "two judges"
    told_apart = both_known(p, "killed") & (dead_a != dead_b) | both_known(p, "mode") & (mode_a != mode_b)
    things = (p.known("sites") & ~p.share("sites", "sites")) | (p.known("kinds") & ~p.share("kinds", "kinds"))
    vessel = p.known("vessels") & ~p.share("vessels", "vessels")
    nations = p.known("recipient_states") & ~p.share("recipient_states", "recipient_states")
    craft = vessel | p.share("planes", "planes") & nations  # "a Pakistani aircraft", "an Indian jet"
    persons = (calling | number) & p.equal("one_by_one") | calling & (told_apart | p.equal("single"))
    one = same_recipient(p) | p.share("recipient_sides", "recipient_sides")
    found: Bools = (persons | things) & ~one | craft | _two_names(p)
    return found


def _each_does_his_own(p: Pairs) -> Bools:
    """Whether one report tells of two blows in two words, of two sides, one at a thing and one at people: "fired
    missiles at its bases, hours after shelling killed 16"."""
    doers = p.known("actor_sides") & ~p.share("actors", "actors") & ~one_side(p, "actor")
    targets = p.known("recipients") & ~same_recipient(p) & ~p.share("recipient_sides", "recipient_sides")
    (site_a, site_b), (dead_a, dead_b) = p.both("sites"), p.both("killed")
    thing_a, thing_b = site_a[:, 0] != NONE, site_b[:, 0] != NONE
    targets &= (thing_a & ~thing_b & (dead_b != NONE)) | (thing_b & ~thing_a & (dead_a != NONE))
    new = ~np.logical_or(*p.both("refers_back"))
    found: Bools = p.equal("document") & p.both_of(("ASSAULT",)) & ~p.equal("stem") & doers & targets & new
    return found


def _by_other_means(p: Pairs) -> Bools:
    """Whether one report tells, for its own part or as known, of a blow from the air and one by fire, a mine, guns;
    what somebody says it was ("an air raid", of a blast) may be his word on it."""
    sure = np.logical_and(*p.both("means_sure"))
    found: Bools = p.equal("document") & p.known("means") & ~p.share("means", "means") & sure
    return found


def _taken_back(p: Pairs) -> Bools:
    """Whether one tells that something was retaken, and the other of no deed of the same side in other words."""
    same = p.share("actors", "actors") | one_side(p, "actor")
    found: Bools = np.logical_xor(*p.both("retaken")) & ~same
    return found


def _of_a_separate_incident(p: Pairs) -> Bools:
    """Whether the later, of no day or town of its own, goes on about what a sentence between set apart: "In a separate
    incident a patrol came under fire. The army said rebels had fired"."""
    c = p.columns
    earlier, later = in_order(p)
    before = c.sentence[earlier] < c.aside_since[later]
    bare = (c.start[later] == NONE) & (c.rank[later] < SETTLEMENT) & ~p.share("recipients", "recipients")
    found: Bools = (
        p.equal("document") & before & bare & ~c.headline[earlier] & ~(c.sentence[earlier] == c.sentence[later])
    )
    return found


def _two_names(p: Pairs) -> Bools:
    """Whether on one day targets of two names were hit, and not at one place."""
    found: Bools = one_day(p) & p.known("capitals") & ~p.share("capitals", "capitals")
    where = np.flatnonzero(found)
    few = p.some(where)
    (a, b), here = few.both("rank"), few.equal("place") | (few.kilometres <= NEAR_KM)
    found[where] = ((a == 0) | (a >= SETTLEMENT)) & ((b == 0) | (b >= SETTLEMENT)) & ~here
    return found


def _took_or_wounded(p: Pairs) -> Bools:
    """Whether one takes or bars ("took the town") and the other tells how it wounds ("shells hit the town"); what
    somebody does by force of law ("police raided the office") is no blow of others ("a blast at the office")."""
    (a, b), (a_no, b_no) = p.both("taking"), p.both("negative")
    a_mode, b_mode = p.both("mode")
    found: Bools = (a ^ b) & (np.where(a, b_mode, a_mode) != NONE) & ~np.where(a, b_no, a_no)
    others = ~p.share("actors", "actors") & ~one_side(p, "actor")
    struck = np.logical_or(*(means[:, 0] != NONE for means in p.both("means")))  # "an air raid", of a sealed border
    found &= p.equal("type") | p.both_of(("ASSAULT", "COERCE")) & (others | struck)
    return found


def _seized_or_held(p: Pairs) -> Bools:
    """Whether both are of force short of blows, of two modes and on two targets: men held, and their arms seized."""
    other = both_known(p, "mode") & ~p.equal("mode") & ~p.equal("stem")
    found: Bools = p.both_of(("COERCE",)) & other & p.known("recipients") & ~same_recipient(p)
    return found


def _downed_or_hit(p: Pairs) -> Bools:
    """Whether one tells of arms that were brought down and the other of those that were fired, or of what they hit;
    or both of what was brought down by two states, or of two."""
    (a, b), (fired_a, fired_b), (hurt_a, hurt_b) = p.both("downed"), p.both("fired"), p.both("hurt")
    hit = (a & ~hurt_a & ~b & (fired_b | hurt_b)) | (b & ~hurt_b & ~a & (fired_a | hurt_a))
    hit |= (a ^ b) & p.equal("mode") & p.known("recipients")
    others = p.known("actors") & ~p.share("actors", "actors")
    hit &= ~same_recipient(p) & ~p.share("actors", "actors") | others
    two = two_states(p, "actor") | (two_states(p, "recipient") & ~p.known("actors"))
    found: Bools = hit | (a & b & two)
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


def _brought_in_anew(p: Pairs) -> Bools:
    """Whether the later of two mentions in the running text of a report says "another raid", "an offensive"."""
    c = p.columns
    earlier, later = in_order(p)
    apart = p.equal("document") & (c.sentence[p.left] != c.sentence[p.right])
    gap, dated = p.gap
    found: Bools = apart & c.anew[later] & ~c.headline[earlier] & ~(dated & (gap == 0))
    return found


def _set_apart(p: Pairs) -> Bools:
    """Whether the later of two mentions of a report opens with "Separately", "Hours later"; a headline may tell it."""
    c = p.columns
    earlier, later = in_order(p)
    found: Bools = (
        p.equal("document") & (c.sentence[earlier] < c.sentence[later]) & c.apart[later] & ~c.headline[earlier]
    )
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


def _apart(p: Pairs) -> Bools:
    found: Bools = fine(p) & ~p.equal("place") & (p.kilometres > APART_KM)
    return found


def _together(p: Pairs) -> Bools:
    """Whether day and place are one: then two victims may have fallen to one blow."""
    gap, known = p.gap
    found: Bools = known & (gap == 0) & (p.equal("place") | (fine(p) & (p.kilometres <= NEAR_KM)))
    return found

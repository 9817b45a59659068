"""What a word takes up that its report told before, or is somebody's word on; which of several deeds it fits best."""

from __future__ import annotations

import numpy as np

from escalade.events.columns import NONE, Bools, Floats, Ints
from escalade.events.evidence import AGAINST, NOT_SPOKEN_OF, in_another_item, score, told_alike
from escalade.events.pairs import SETTLEMENT, Features, Pairs, in_order

REACH, FAR = 7, 10  # sentences back that "the attack" may point, and "the killing" to "killed"
FAR_BETTER = 0.4  # of the fit by which another deed of a sentence is the one that is meant
BETTER = 0.05  # of the fit by which another deed of a headline is the one that is meant
FAR_LESS = 0.2  # of the fit by which a denial is rather of what its own report tells
ECHO = 0.1  # of the fit that an antecedent loses which itself takes up something told before
LIKER = 0.2  # of the fit that an antecedent gains which names the same target
FADING = 0.08  # of the fit that an antecedent loses with each sentence back
SPOKEN_OF = 2  # sentences back to what somebody's word is on; one more where it is told alike


def taken_up_again(p: Pairs, found: Features, blocked: Bools) -> Floats:
    """1 where the later one ("the attack", "denied it fired") takes up the earlier one of its report that fits best.

    Of equally fitting ones the nearest. What names a place of its own takes up only what happened there; another doer
    may only be named where one of the two is somebody's word ("those rockets, officers said, were fired by ..."). A
    bare result ("nineteen fighters died": by whose hand, when, where is not said) takes up what the sentence before
    told.
    """
    c = p.columns
    earlier, later = in_order(p)
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
    alike = told_alike(found) | c.result[later]
    open_ &= ~c.negative[later] | c.said[later] | alike
    open_ &= ~_named_otherwise(p, found) & ~in_another_item(p, found)
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
    c, (earlier, later) = p.columns, in_order(p)
    told = (c.name_told[later] == c.sentence[earlier][:, None]).any(axis=1)
    otherwise: Bools = c.named_noun[later] & ~c.negative[later] & ~told & ~told_alike(found)
    return otherwise


def word_on_it(p: Pairs, found: Features, blocked: Bools) -> Floats:
    """1 where the later one is somebody's word, without a day or a town of its own, on what its report has just told.

    "Two drivers died on Sunday. Rebels fired on the lorry, the army says." Of several that it may be on, the one that
    fits best.
    """
    c = p.columns
    earlier, later = in_order(p)
    distance = c.sentence[later] - c.sentence[earlier]
    alike = told_alike(found)
    near = (distance >= 1) & (distance <= np.where(alike, SPOKEN_OF + 1, SPOKEN_OF))
    open_ = p.equal("document") & p.equal("type") & near & ~blocked
    open_ &= ~_named_otherwise(p, found) & ~in_another_item(p, found)
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


def of_another_title(p: Pairs, fit: Floats) -> Floats:
    """1 where a headline tells of another deed that fits the mention of its report better: of "Troops storm prison as
    gang offensive leaves mayor dead" each deed is one of those that the report tells; `fit` is 0 if ruled out."""
    c = p.columns
    where = np.flatnonzero(p.equal("document") & (c.headline[p.left] != c.headline[p.right]))
    told = np.where(c.headline[p.left], p.right, p.left)
    best = np.zeros(len(c.headline))
    np.maximum.at(best, told[where], fit[where])
    found = np.zeros(len(fit))
    found[where] = (fit[where] > 0) & (best[told[where]] > fit[where] + BETTER)
    return found


def answers_its_own(p: Pairs, found: Features, fit: Floats, blocked: Bools) -> Bools:
    """Whether one is a denial that takes up what its own report tells, and fits the other report's far less."""
    c, (earlier, later) = p.columns, in_order(p)
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


def _best(p: Pairs, found: Features, open_: Bools) -> Floats:
    """1 where, of the open pairs of a later mention, the earlier one fits best; of equally fitting ones the nearest."""
    c = p.columns
    out = np.zeros(len(p.left))
    where = np.flatnonzero(open_)
    if len(where):
        earlier, later = (side[where] for side in in_order(p))
        alike = {name: value[where] for name, value in found.items() if name != "next sentence"}
        distance = np.abs(c.sentence[earlier] - c.sentence[later])
        fit = score(alike | {"shared words": 2 * alike["shared words"]}) - FADING * distance
        fit += LIKER * alike["same recipient"]
        fit -= ECHO * (c.refers_back & (c.start == NONE))[earlier]
        order = np.lexsort((c.at[earlier], np.round(fit, 1), later))
        last = np.append(later[order[1:]] != later[order[:-1]], True)
        out[where[order[last]]] = 1.0
    return out

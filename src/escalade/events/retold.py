"""What a report takes for known ("the shelling of the market", "the soldiers shot nobody") and nothing ties to another
report: of all that others tell, what it fits best by far, told however long after."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from escalade.events.blocks import blocks, plainly_two
from escalade.events.columns import NONE, Bools, Columns, Floats, Ints
from escalade.events.evidence import YEAR, features, log_odds
from escalade.events.pairs import Features, Pairs

LIKELY, BY_FAR = -0.5, 0.6  # log odds from which, and by which, a deed is the one that is meant whenever it is told
LATE = ("told weeks later, no anchor", "told long after", "undated, told far apart", "undated, told days apart")
MANY = 600  # deeds of one family from which what one fits best is too hard to tell
CHUNK = 200_000  # pairs compared at once
EVEN = 0.0  # log odds from which what is tied to others already takes up one that is alone
A_FEW_NAMES = 0.17  # shared words that tell of what a deed is
ANCHORS = ("same recipient", "same place", "same actor", "same number of them", "same toll")


def retold(c: Columns, type_names: tuple[str, ...], families: Ints, label: Ints) -> tuple[Ints, Ints]:
    """Pairs (row, row) of which one is still alone, and one takes for known what it tells and fits the other best of
    all: by BY_FAR, by more than LIKELY, and told by then. `label`: what is tied already, which counts once."""
    found = [_best_of_all(c, type_names, rows, label) for rows in _groups(families)]
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    return np.minimum(one, other), np.maximum(one, other)


def _groups(families: Ints) -> Iterator[Ints]:
    """Rows of each family, of those that are not too many."""
    order = np.argsort(families, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(families[order])) + 1):
        if 1 < len(rows) <= MANY:
            yield rows


def _best_of_all(c: Columns, type_names: tuple[str, ...], rows: Ints, label: Ints) -> tuple[Ints, Ints]:
    alone = np.bincount(label)[label] == 1
    single = ~c.speech & ~c.conditional & ~c.cumulative
    known = rows[(single & (c.refers_back | c.known))[rows]]
    x, y = np.repeat(known, len(rows)), np.tile(rows, len(known))
    kept = (c.document[x] != c.document[y]) & (label[x] != label[y])
    x, y = x[kept], y[kept]
    fit, open_ = np.full(len(x), -np.inf), np.zeros(len(x), dtype=np.bool_)
    for i in range(0, len(x), CHUNK):
        part = slice(i, i + CHUNK)
        pairs = Pairs(c, np.minimum(x[part], y[part]), np.maximum(x[part], y[part]), type_names)
        where = np.flatnonzero(~plainly_two(pairs))
        where = where[~np.any(list(blocks(pairs.some(where)).values()), axis=0)]
        evidence = features(few := pairs.some(where))
        fit[i + where] = log_odds({name: value for name, value in evidence.items() if name not in LATE})
        open_[i + where] = _tells_which(few, evidence, c.refers_back[x[i + where]])
    open_ &= (
        (alone[x] | (alone[y] & (fit >= EVEN)))
        & single[y]
        & ((c.published[x] >= c.published[y]) | (c.published[x] == NONE))
    )
    best, margin = _first(x, label[y], fit)
    meant = best[(fit[best] >= LIKELY) & (margin >= BY_FAR) & open_[best]]
    return x[meant], y[meant]


def _tells_which(p: Pairs, found: Features, back: Bools) -> Bools:
    """Whether somebody, some place or some words tell which deed is meant, or the later one takes it up (`back`); not
    of two that were only planned, nor where it may be one of several."""
    anchored = np.any([found[name] > 0 for name in ANCHORS], axis=0) | (found["shared words"] >= A_FEW_NAMES)
    planned = np.logical_and(*p.both("unreal"))
    with_whom = (found["same recipient"] > 0) | (found["same place"] > 0)
    met = p.both_of({"CONSULT"}) & ~with_whom  # an envoy holds talks every week
    told: Bools = (anchored | back) & ~planned & ~met & (found["kindred type"] == 0)
    return told & ~_told_of_another_day(p) & ~_of_one_of_several(p) & ~_long_ago(p)


def _long_ago(p: Pairs) -> Bools:
    """Whether one tells no day, and the other of a deed that was over a year before that was told."""
    (a, b), (end_a, end_b), (told_a, told_b) = p.both("start"), p.both("end"), p.both("published")
    told, end = np.where(a == NONE, told_a, told_b), np.where(a == NONE, end_b, end_a)
    old: Bools = ((a == NONE) ^ (b == NONE)) & (told != NONE) & (told - end > YEAR)
    return old


def _of_one_of_several(p: Pairs) -> Bools:
    """Whether neither has a day, and such deeds are known of several against what they tell of."""
    (a, b), once = p.both("start"), p.equal("struck_once")
    several: Bools = (a == NONE) & (b == NONE) & p.known("recipients") & ~once
    return several


def _told_of_another_day(p: Pairs) -> Bools:
    """Whether one has no day of its own, but what its report tells around it has, and the other is of another."""
    (a, b), (run_a, run_b), (end_a, end_b) = p.both("start"), p.both("run"), p.both("end")
    known = (run_a != NONE) & (run_b != NONE) & ((a == NONE) | (b == NONE))
    apart: Bools = known & ((run_a > np.maximum(run_b, end_b)) | (run_b > np.maximum(run_a, end_a)))
    return apart


def _first(x: Ints, label: Ints, fit: Floats) -> tuple[Ints, Floats]:
    """Where the best of each x stands, and by how much it is better than the best of another label."""
    order = np.lexsort((-fit, label, x))
    order = order[np.append(True, (np.diff(x[order]) != 0) | (np.diff(label[order]) != 0))] if len(order) else order
    order = order[np.lexsort((-fit[order], x[order]))]  # the best of each label, best first
    first = np.flatnonzero(np.append(True, np.diff(x[order]) != 0)) if len(order) else order
    second = np.minimum(first + 1, len(order) - 1)
    rival = (second > first) & (x[order[second]] == x[order[first]]) & np.isfinite(fit[order[second]])
    margin = np.full(len(first), np.inf)
    margin[rival] = fit[order[first[rival]]] - fit[order[second[rival]]]
    return order[first], margin

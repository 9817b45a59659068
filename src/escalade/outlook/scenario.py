"""What if: the expected paths with some events added, taken out or laid at another's door, beside those as things are.

Associational: the weights say what has tended to follow what in these counts, not what causes what. They are fitted
once, on the events as they are, and are the same on both sides; a scenario only changes what the model has seen. The
model is linear, so the difference is the same whatever else happens; its interval is that of the weights (drawn from
the normal about the posterior mode; not cut off at zero, which would push it off the estimate), not of how things turn
out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from escalade.errors import UsageError
from escalade.outlook.acts import Act, Acts, Record, side
from escalade.outlook.forecast import PAIRS, PAST, daily
from escalade.outlook.hawkes import Hawkes, States, edges
from escalade.outlook.series import CLASSES, Counts, Dyad, Floats, Tally
from escalade.vocab import ontology

INJECT = re.compile(
    r"(?P<type>[A-Za-z]+)(?::(?P<mode>[\w-]+))?\s+(?P<source>\S+?)\s*->\s*(?P<target>\S+)\s+(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:\s+killed=(?P<killed>\d+))?"
)
FORM = 'TYPE[:MODE] SOURCE->TARGET YYYY-MM-DD [killed=N], as in "ASSAULT IRN->USA 2020-12-01 killed=1"'
DRAWS = 200  # of the weights
PATHS = 400  # of what may happen
FURTHEST = 365  # days ahead; later the model says nothing but its base rates
FAN = (0.05, 0.25, 0.75, 0.95)  # quantiles of the difference, day by day
FEW = 1000  # events that hardly move a weight from its prior
ROLES = {"own": "the same, again", "other": "the same pair, other class", "reply": "from the other side"}
SLIGHT = 0.005  # events; smaller differences are not printed or drawn
TRIFLE = 0.0005  # events; a smaller difference is none


@dataclass(frozen=True)
class Scenario:
    """What is changed. `removed`: ids of events; `actors`: (event id, side that is to have done it)."""

    injected: tuple[Act, ...] = ()
    removed: tuple[str, ...] = ()
    actors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A series with and without: expected totals after the cutoff, what 90 % of outcomes span, and the difference.

    Events of the scenario itself are not in the totals. `low`, `high`: 90 % interval of the difference, from the
    weights. `path`: expected difference, added up day by day; `fan`: its quantiles of FAN. `daily`: events expected
    a day, without and with. Where the scenario touches nothing, `fan` and `daily` are empty.
    """

    dyad: Dyad
    quad: int
    without: float
    without_span: tuple[int, int]
    as_if: float
    as_if_span: tuple[int, int]
    difference: float
    low: float
    high: float
    path: tuple[float, ...]
    fan: tuple[tuple[float, ...], ...] = ()
    daily: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """An edge of the model: in the long run one event of class `source` brings `weight` events of class `target`.

    `role`: own (the same series), other (the same pair, another class), reply (the other side). Over all half-lives.
    """

    role: str
    source: int
    target: int
    weight: float
    spread: float  # standard error


@dataclass(frozen=True)
class Comparison:
    """Both paths, series that differ by anything first; the weights behind them; what they were fitted on."""

    cutoff: str
    days: int
    rows: tuple[Difference, ...]
    weights: tuple[Weight, ...]
    events: int
    past: int  # days

    LABEL = (
        "Associational, conditional on the model: what has tended to follow such events in these counts, not what they "
        "would cause."
    )


def parse_inject(text: str, number: int = 1, known: Callable[[str], str] = lambda name: name) -> Act:
    """An act of "ASSAULT IRN->USA 2020-12-01 killed=1"; `known` gives the side that a name means. Raises UsageError for
    anything else.
    """
    found = INJECT.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"{text!r} cannot be injected; it is written {FORM}")
    kind, words = found["type"].upper(), ontology.load()
    if kind not in words.types:
        raise UsageError(f"{text!r}: no event type {kind}; there are {', '.join(words.types)}")
    mode = found["mode"]
    if mode is not None and mode not in words.modes(kind):
        raise UsageError(f"{text!r}: {kind} has no mode {mode!r}; it has {', '.join(words.modes(kind)) or 'none'}")
    source, target = (known(found[which]) for which in ("source", "target"))
    if source == target:
        raise UsageError(f"{text!r}: nobody acts on themselves")
    try:
        day = date.fromisoformat(found["day"]).toordinal()
    except ValueError:
        raise UsageError(f"{text!r}: no such day as {found['day']}") from None
    killed = int(found["killed"]) if found["killed"] else None
    return Act(
        f"injected:{number}", day, day, True, (source,), (target,), kind, mode, words.quad(kind),
        words.goldstein(words.code(kind, mode)), killed, "hypothetical", False, "scenario",
    )  # fmt: skip


def fired(tripwire: Record, day: int, number: int = 1) -> Act:
    """The act of a tripwire that fires on `day` (an ordinal): its issuer does what was threatened to its addressee.

    What meets the condition is not added: the record does not say who would. Raises UsageError where the threat does
    not tell what would be done, by whom or to whom.
    """
    name, kind = tripwire["tripwire_id"], tripwire["consequence_type"]
    source, target = (side(tripwire[role]) if tripwire[role] else None for role in ("issuer", "addressee"))
    if kind is None or source is None or target is None or source == target:
        known = (("what would be done", kind), ("by whom", source), ("to whom", target))
        told = " and ".join(what for what, value in known if value is None) or "two different sides"
        raise UsageError(f"{name} does not tell {told}; say it with --inject: {FORM}")
    words = ontology.load()
    return Act(
        f"fired:{number}", day, day, True, (source,), (target,), kind, None, words.quad(kind),
        words.goldstein(words.code(kind, None)), None, "hypothetical", False, "scenario",
    )  # fmt: skip


def parse_fire(texts: Sequence[str], tripwires: Iterable[Record], acts: Acts, last: int | None) -> list[Act]:
    """Acts of tripwires that fire: "ID", the day after the last one known, or "ID@YYYY-MM-DD"."""
    if not texts:
        return []
    known = {t["tripwire_id"]: t for t in tripwires}
    end = last if last is not None else acts.last() or 0
    out = []
    for number, text in enumerate(texts, 1):
        identity, _, day = text.partition("@")
        if identity not in known:
            raise UsageError(f"no tripwire {identity!r}; escalade export CASEBOOK --table tripwires lists them")
        try:
            on = date.fromisoformat(day).toordinal() if day else end + 1
        except ValueError:
            raise UsageError(f"{text!r}: no such day as {day}") from None
        out.append(fired(known[identity], on, number))
    return out


def applied(acts: Acts, scenario: Scenario) -> tuple[list[Act], list[Act]]:
    """Acts that the scenario takes out, and acts that it puts in: a changed one is both.

    Raises UsageError for an event that there is not, or that does not count.
    """
    by, gone = dict(scenario.actors), []
    for identity in dict.fromkeys((*scenario.removed, *by)):
        found = acts.find(identity)
        if found is None:
            reason = next((r for r, ids in acts.left_out.items() if identity in ids), None)
            raise UsageError(
                f"{identity} does not count anyway: {reason}" if reason else f"no event {identity!r} in the outlook"
            )
        gone.append(found)
    laid = [replace(a, sources=(by[a.event_id],)) for a in gone if a.event_id not in scenario.removed]
    return gone, [*laid, *scenario.injected]


def compare(
    acts: Acts, scenario: Scenario, last: int | None = None, days: int = 28, seed: int = 0,
    enough: Callable[[Tally], None] = lambda known: None,
) -> Comparison:  # fmt: skip
    """The coming `days` with and without: of the busiest pairs and of those that the scenario touches.

    `last`: ordinal of the last day known; `enough` may refuse the counts.
    """
    if days < 1:
        raise UsageError("a what-if looks at least one day ahead")
    if days > FURTHEST:
        raise UsageError(f"a what-if looks at most {FURTHEST} days ahead")
    gone, put = applied(acts, scenario)
    known = daily(acts, last)
    enough(known)
    cutoff = known.end - 1
    _within(scenario, cutoff, days)
    busy = (known.dyads[i] for i in known.busiest(PAIRS))
    touched = {pair for act in (*gone, *put) if act.dated for pair in act.pairs}
    dyads = sorted({d for a, b in (*busy, *touched) for d in ((a, b), (b, a))})
    before = known.of(dyads)
    after = replace(before, y=before.y + _change(gone, put, before))
    model = Hawkes(seed=seed)
    model.fit(before)
    states = States(before), States(after)
    planned = _planned(scenario, dyads, cutoff, days)
    plans = None, planned
    expected = [model.simulate(s, days, 1, None, p)[0] for s, p in zip(states, plans, strict=True)]
    draws = [
        model.simulate(s, days, PATHS, np.random.default_rng(seed), p).sum(axis=-1)
        for s, p in zip(states, plans, strict=True)
    ]
    spans = [np.quantile(d, [0.05, 0.95], axis=0) for d in draws]
    near = [i for i, (a, b) in enumerate(dyads) if (a, b) in touched or (b, a) in touched]
    fans = dict(zip(near, _fans(model, states, planned, near, seed), strict=True))
    rows = [
        _row(
            dyad,
            c,
            [e[i, c - 1] for e in expected],
            [s[:, i, c - 1] for s in spans],
            fans[i][c - 1] if i in fans else None,
        )
        for i, dyad in enumerate(dyads)
        for c in CLASSES
    ]
    rows.sort(key=lambda r: (-abs(r.difference), r.dyad, r.quad))
    return Comparison(
        date.fromordinal(cutoff).isoformat(), days, tuple(rows), weights_of(model), int(before.y.sum()), before.days
    )


def _within(scenario: Scenario, cutoff: int, days: int) -> None:
    for act in scenario.injected:
        if not cutoff - PAST < act.last <= cutoff + days:
            day = date.fromordinal
            raise UsageError(
                f"{act.event_type} on {day(act.last)}: the model looks from {day(cutoff - PAST + 1)} to "
                f"{day(cutoff + days)} ({days} days after the last one known); --days looks further"
            )


def _change(gone: Iterable[Act], put: Iterable[Act], like: Counts) -> NDArray[np.int64]:
    """What the scenario adds to or takes from the counts up to the cutoff.

    What is injected before the first event is left out: it has all but faded.
    """
    out, row = np.zeros_like(like.y), {dyad: i for i, dyad in enumerate(like.dyads)}
    for acts, sign in ((put, 1), (gone, -1)):
        for act in acts:
            if act.dated and like.start <= act.last < like.end:
                for pair in act.pairs:
                    out[row[pair], act.quad - 1, act.last - like.start] += sign
    return out


def _planned(scenario: Scenario, dyads: Sequence[Dyad], cutoff: int, days: int) -> Floats:
    """Injected events after the cutoff, `[dyad, class, day]`."""
    out = np.zeros((len(dyads), len(CLASSES), days))
    for act in scenario.injected:
        if act.last > cutoff:
            for pair in act.pairs:
                out[dyads.index(pair), act.quad - 1, act.last - cutoff - 1] += 1
    return out


def _fans(model: Hawkes, states: tuple[States, States], planned: Floats, near: list[int], seed: int) -> Floats:
    """Quantiles of the expected difference, added up day by day, of the pairs `near`: `[dyad, class, FAN, day]`.

    They are those of weights drawn from their posterior.
    """
    draw = np.random.default_rng(seed)
    fits, out = model.fits, []
    many = []
    for fit in fits:
        n = len(fit.weight)
        many.append(draw.multivariate_normal(fit.weight, fit.covariance[:n, :n], DRAWS))
    other = Hawkes(seed=seed)
    for k in range(DRAWS):
        other.fits = [replace(fit, weight=w[k]) for fit, w in zip(fits, many, strict=True)]
        without, as_if = (
            other.simulate(s, planned.shape[-1], 1, None, p)[0, near]
            for s, p in zip(states, (None, planned), strict=True)
        )
        out.append(np.cumsum(as_if - without, axis=-1))
    return np.moveaxis(np.quantile(out, FAN, axis=0), 0, 2)


def _row(
    dyad: Dyad, quad: int, expected: Sequence[NDArray[np.float32]], spans: Sequence[Floats], fan: Floats | None
) -> Difference:
    totals = [float(e.sum()) for e in expected]
    (a, b), (c, d) = ((int(s[0]), int(s[1])) for s in spans)
    path = np.cumsum((expected[1] - expected[0]).astype(float))
    same = dyad, quad, round(totals[0], 4), (a, b), round(totals[1], 4), (c, d)
    if fan is None or max(abs(path[-1]), *abs(fan[[0, -1], -1])) < TRIFLE:
        return Difference(*same, 0.0, 0.0, 0.0, _rounded(0 * path))
    low, high = _rounded(fan[[0, -1], -1])
    return Difference(
        *same, round(totals[1] - totals[0], 4), low, high, _rounded(path), tuple(map(_rounded, fan)),
        tuple(_rounded(line, 6) for line in expected),
    )  # fmt: skip


def _rounded(values: Iterable[float], places: int = 4) -> tuple[float, ...]:
    return tuple(round(float(v), places) for v in values)


def weights_of(model: Hawkes) -> tuple[Weight, ...]:
    """The weights of a fitted model with their standard errors, added up over half-lives, greatest first."""
    out = []
    for target, fit in zip(CLASSES, model.fits, strict=True):
        found = edges(target, model.alone)
        for role, source in dict.fromkeys((e.role, e.quad) for e in found):
            mine = np.array([e.role == role and e.quad == source for e in found], float)
            n = len(found)
            spread = float(np.sqrt(mine @ fit.covariance[:n, :n] @ mine))
            out.append(Weight(role, source, target, round(float(mine @ fit.weight), 4), round(spread, 4)))
    return tuple(sorted(out, key=lambda w: (-w.weight, w.target, w.role, w.source)))

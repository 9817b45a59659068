"""The Hawkes model (`hawkes`) with nothing taken as known: all parameters are drawn from their posterior by NUTS.

Beside the weights that all pairs share stand two factors a pair and class: how much more or less a pair's own past, and
what comes back from the other side, brings than elsewhere. These factors, the base rates and the dispersions of all
pairs are drawn from distributions whose centre and spread are learned as well (partial pooling), a target class each:

    base[d] + own[d] * (what follows from its own past) + (other classes) + reply[d] * (what comes back)

A forecast simulates paths, each under a draw of its own, so it is as wide as the parameters are unsure. Where a draw
has a pair grow without end (`growth`), what events bring there is scaled down until it does not.

Needs NumPyro (`escalade[bayes]`), which is imported when a model is made and never before. Equal counts and seed give
equal rows on one machine; NUTS (Hoffman & Gelman 2014, JMLR 15) multiplies rounding errors, so another machine's may
differ a little.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.errors import MissingExtraError
from escalade.outlook import distribution as dist
from escalade.outlook.hawkes import HALF_LIVES, REPLY_LIVES, N, States, edges, prior_of
from escalade.outlook.regression import LEAST
from escalade.outlook.series import CLASSES, Counts, decay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FITTED = 40  # pairs that the draws are made on; the rest take over what is shared
WARM_UP, KEPT = 200, 200  # steps of NUTS a class
PATHS = 400  # that a forecast simulates: two a kept draw
DEEPEST = 6  # doublings of a step's way
SHRINK = 30.0  # days, as in `hawkes`
GROWTH = 1.0  # events that an event may bring in the long run, all told
BASE_CENTRE, BASE_SPREAD = np.log(0.02), 2.0  # prior of the mean log base rate: 0.02 events a day, give or take e^2
FACTOR_SPREAD = 0.3  # prior scale of how much pairs differ in what an event brings, on the log scale
SIZE_SPREAD, SIZE_DIFFER = 1.5, 0.5  # of the log dispersion: its mean, and how much pairs differ


@dataclass(frozen=True)
class Draws:
    """Parameters of one target class, a row a draw: `[draw, edge]` for weights, `[draw, dyad]` for what is a pair's."""

    weight: Floats
    base: Floats
    own: Floats
    reply: Floats
    size: Floats
    divergent: int  # steps that went astray: more than a few, and the draws are not to be trusted
    steps: float  # mean number of gradients a step


def numpyro() -> Any:
    """The library. Raises MissingExtraError, naming the extra, without it."""
    try:
        import numpyro as library
    except ImportError as error:
        message = "the model 'bayes' needs NumPyro: pip install 'escalade[bayes]'; the other models need nothing"
        raise MissingExtraError(message) from error
    return library


class Bayes:
    """The hierarchical model, drawn on all pairs at once."""

    name = "bayes"

    def __init__(self, seed: int = 0, warm_up: int = WARM_UP, kept: int = KEPT, paths: int = PATHS) -> None:
        numpyro()
        self.seed, self.warm_up, self.kept, self.paths = seed, warm_up, kept, paths
        self.draws: list[Draws] = []
        self._sampler: Any = None

    def fit(self, counts: Counts, horizons: Sequence[int] = ()) -> None:
        """Draw the parameters of each class on the FITTED busiest pairs; the others' by what is shared."""
        states, rows = States(counts), counts.busiest(FITTED)
        self._sampler = None
        self.draws = [self._for_all(counts, states, rows, c, self.drawn(counts, states, rows, c)) for c in CLASSES]

    def drawn(self, counts: Counts, states: States, rows: Ints, quad: int) -> Draws:
        """Draws of one class on some pairs."""
        import jax

        y = counts.y[rows, quad - 1]
        x = states.features(quad, rows)[:, :-1]
        if self._sampler is None:
            self._sampler = sampler(self.warm_up, self.kept)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of donated buffers and the like; what matters is counted below
            self._sampler.run(jax.random.PRNGKey(self.seed * N + quad), **data_of(x, y, quad), extra_fields=EXTRA)
        found = {name: np.asarray(v, float) for name, v in self._sampler.get_samples().items()}
        extra = self._sampler.get_extra_fields()
        return Draws(
            found["weight"], found["base"], found["own"], found["reply"], found["size"],
            int(extra["diverging"].sum()), float(extra["num_steps"].mean()),
        )  # fmt: skip

    def _for_all(self, counts: Counts, states: States, rows: Ints, quad: int, drawn: Draws) -> Draws:
        """The draws with a column for every pair. One outside `rows` has the middle of what pairs have, and as base
        rate what that leaves unexplained."""
        others = np.setdiff1d(np.arange(len(counts.dyads)), rows)
        wide = {n: np.zeros((len(drawn.weight), len(counts.dyads))) for n in ("base", "own", "reply", "size")}
        for name, table in wide.items():
            table[:, rows] = getattr(drawn, name)
            table[:, others] = np.median(getattr(drawn, name), axis=1, keepdims=True)
        if len(others):
            past = states.features(quad, others)[:, :-1].sum(axis=1)
            left = counts.y[others, quad - 1].sum(axis=1) - drawn.weight @ past.T
            wide["base"][:, others] = np.maximum(left / (counts.days + SHRINK), 0.0)
        return Draws(drawn.weight, **wide, divergent=drawn.divergent, steps=drawn.steps)

    def predict(self, counts: Counts, horizon: int) -> Floats:
        """Cumulative table of the coming total: a negative binomial of the mean and variance over all paths."""
        states, draw = States(counts), np.random.default_rng(self.seed)
        mean = self.simulate(states, horizon, self.kept, None).mean(axis=0).ravel()
        totals = self.simulate(states, horizon, self.paths, draw)
        variance = np.maximum(totals.var(axis=0).ravel(), mean)
        return dist.negative_binomial(mean, dist.size_of(mean, variance), dist.support(mean, variance))

    def simulate(self, states: States, days: int, paths: int, draw: np.random.Generator | None) -> Floats:
        """Totals of the coming days `[path, dyad, class]`, each path under a draw; without `draw`, expectations."""
        at = np.linspace(0, len(self.draws[0].weight), paths, endpoint=False).astype(int)
        base, own, reply, size = (
            np.stack([getattr(d, name)[at] for d in self.draws], axis=-1) for name in ("base", "own", "reply", "size")
        )
        weights = {role: self._matrices(role, at) for role in ("own", "other", "reply")}
        held = GROWTH / np.maximum(growth(weights, own, reply, states.reverse), GROWTH)[..., None]
        now = {h: np.repeat(s[None], paths, axis=0) for h, s in states.now().items()}
        known = (states.reverse >= 0)[None, :, None]
        total = np.zeros_like(base)
        for _ in range(days):
            brought = np.zeros_like(base)
            for h in HALF_LIVES:
                brought += own * (now[h] * np.diagonal(weights["own"][h], axis1=1, axis2=2)[:, None])
                if h in REPLY_LIVES:
                    back = now[h][:, states.reverse] * known
                    brought += now[h] @ weights["other"][h] + reply * (back @ weights["reply"][h])
            mean = base + held * brought
            mean = np.maximum(mean, LEAST)
            y = mean if draw is None else draw.poisson(draw.standard_gamma(size) * (mean / size)).astype(float)
            total += y
            for h, state in now.items():
                state *= decay(h)
                state += (1 - decay(h)) * y
        return total

    def _matrices(self, role: str, at: Ints) -> dict[float, Floats]:
        """Weights from class (row) to class (column) by half-life, `[path, 4, 4]`."""
        out = {h: np.zeros((len(at), N, N)) for h in HALF_LIVES}
        for target, drawn in zip(CLASSES, self.draws, strict=True):
            for j, edge in enumerate(edges(target)):
                if edge.role == role:
                    out[edge.half_life][:, edge.quad - 1, target - 1] += drawn.weight[at, j]
        return out


def growth(weights: dict[str, dict[float, Floats]], own: Floats, reply: Floats, reverse: Ints) -> Floats:
    """How many events an event of a pair of sides brings in the long run, generation upon generation `[path, dyad]`.

    The largest eigenvalue of what the eight series of a pair, both directions, bring one another. At 1 and more a path
    grows without end; some draws do so for a pair of few days, and one of them would make the mean of all forecasts.
    """
    total = {role: np.add.reduce(list(by_life.values())) for role, by_life in weights.items()}
    same = total["other"][:, None] + total["own"][:, None] * own[:, :, None, :]
    known = (reverse >= 0)[None, :, None, None]
    back = total["reply"][:, None] * reply[:, :, None, :] * known
    both = np.block([[same, back[:, reverse] * known], [back, same[:, reverse] * known]])  # from (row) to (column)
    return np.asarray(np.abs(np.linalg.eigvals(both)).max(axis=-1))


EXTRA = ("diverging", "num_steps")


def data_of(x: Floats, y: Ints, quad: int) -> dict[str, Any]:
    """What the model is conditioned on, for features `x[dyad, day, edge]` and counts `y[dyad, day]`.

    The days come last, so that a gradient takes a third of the time. `above[dyad, k]`: on how many days there were more
    than k events.
    """
    above = np.stack([(y > k).sum(axis=1) for k in range(max(1, int(y.max(initial=0))))], axis=1)
    prior = prior_of(quad, y.astype(float))
    return {
        "x": np.ascontiguousarray(x.transpose(0, 2, 1), np.float32), "y": y.astype(np.float32),
        "above": above.astype(np.float32),
        "centre": prior.weight.astype(np.float32), "spread": prior.weight_spread.astype(np.float32),
    }  # fmt: skip


def sampler(warm_up: int, kept: int) -> Any:
    """NUTS over the model; compiled once for all classes of one fit."""
    from numpyro.infer import MCMC, NUTS, init_to_median

    kernel = NUTS(model(), max_tree_depth=DEEPEST, init_strategy=init_to_median(num_samples=5))
    return MCMC(kernel, num_warmup=warm_up, num_samples=kept, progress_bar=False, jit_model_args=True)


def model() -> Callable[..., None]:
    """The NumPyro model of one class.

    The likelihood is the negative binomial's with its gamma functions written out, which needs two logarithms a day:
    log G(y + r) - log G(r) = y log r + sum over k < y of log(1 + k / r), and y log r falls out. Constants are left out.
    """
    import jax.numpy as jnp
    from numpyro import deterministic, factor, sample
    from numpyro import distributions as d

    n_own, n_reply = len(HALF_LIVES), N * len(REPLY_LIVES)

    def spread_out(name: str, centre: Any, scale: Any, dyads: int) -> Any:
        """A normal of each pair, as centre + scale * z: what few events tell of is told apart by little."""
        return centre + scale * sample(name + "_z", d.Normal(0, 1).expand([dyads]).to_event(1))

    def hierarchy(x: Any, y: Any, above: Any, centre: Any, spread: Any) -> None:
        dyads, k = y.shape[0], jnp.arange(above.shape[1])
        weight = sample("weight", d.TruncatedNormal(centre, spread, low=0.0).to_event(1))
        base_mean = sample("base_mean", d.Normal(BASE_CENTRE, BASE_SPREAD))
        base_differ = sample("base_differ", d.HalfNormal(1.5))
        base = deterministic("base", jnp.exp(spread_out("base", base_mean, base_differ, dyads)))
        differ = sample("factor_differ", d.HalfNormal(FACTOR_SPREAD).expand([2]).to_event(1))
        own = deterministic("own", jnp.exp(spread_out("own", 0.0, differ[0], dyads)))
        reply = deterministic("reply", jnp.exp(spread_out("reply", 0.0, differ[1], dyads)))
        size_mean = sample("size_mean", d.Normal(0, SIZE_SPREAD))
        size_differ = sample("size_differ", d.HalfNormal(SIZE_DIFFER))
        r = deterministic("size", jnp.exp(jnp.clip(spread_out("size", size_mean, size_differ, dyads), -6, 8)))
        other = jnp.broadcast_to(weight[n_own:-n_reply], (dyads, len(weight) - n_own - n_reply))
        brings = jnp.concatenate(
            [own[:, None] * weight[:n_own], other, reply[:, None] * weight[-n_reply:]], axis=1
        )  # of each pair
        mean = base[:, None] + jnp.einsum("de,det->dt", brings, x)
        m, r_day = jnp.maximum(mean, LEAST), r[:, None]
        likely = (y * jnp.log(m) - (y + r_day) * jnp.log1p(m / r_day)).sum()
        factor("counts", likely + (above * jnp.log1p(k / r_day)).sum())

    return hierarchy

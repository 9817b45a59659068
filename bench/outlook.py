"""Whether the outlook's Hawkes model finds what was planted, and how long it takes.

    OMP_NUM_THREADS=1 python bench/outlook.py recovery [RUNS]     # 200 runs of 15 pairs of sides over 400 days
    OMP_NUM_THREADS=1 python bench/outlook.py speed
    OMP_NUM_THREADS=1 python bench/outlook.py numpyro [YEARS]     # needs escalade[bayes]; minutes

Recovery: counts are simulated from known weights and base rates, once with a reply of `REPLY` planted (material conflict
answers material conflict), once with none, and fitted again. Printed: how often the truth lies within two standard errors,
the mean error, its spread over the runs, and the mean standard error that the model gives. Speed: processor seconds.
Numpyro: material conflict of 40 directed pairs over YEARS (3), the same model and priors written down plainly in NumPyro and
drawn by NUTS, beside our posterior mode and the hierarchical model's draws.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from escalade.outlook.bayes import KEPT, WARM_UP, Bayes
from escalade.outlook.hawkes import Hawkes, States, edges, prior_of
from escalade.outlook.models import Models
from escalade.outlook.regression import LEAST, LEVEL_SPREAD, OWN_SPREAD, Fit, Prior, Problem, solve
from escalade.outlook.scenario import weights_of
from escalade.outlook.series import CLASSES, Counts, Dyad

OWN = {1.5: 0.25, 7.0: 0.15, 30.0: 0.05, 120.0: 0.0}  # what an event brings of its own kind, by half-life
REPLY = 0.25
SHAPE = {1.5: 0.7, 7.0: 0.3}  # share of the reply by half-life
BURN_IN = 400  # days before the first that counts
BASE = 0.1  # mean base rate, events a day
T = TypeVar("T")
Found = dict[str, list[tuple[bool, float, float]]]


def sides(pairs: int) -> tuple[Dyad, ...]:
    """Both directions of so many pairs of sides."""
    return tuple(d for i in range(pairs) for d in ((f"A{i}", f"B{i}"), (f"B{i}", f"A{i}")))


def truth(dyads: int, reply: float, draw: np.random.Generator) -> Hawkes:
    """A model of known weights; the base rates are drawn."""
    model = Hawkes()
    for c in CLASSES:
        weight = np.array([
            OWN[e.half_life] if e.role == "own"
            else reply * SHAPE[e.half_life] if e.role == "reply" and e.quad == c == 4 else 0.0
            for e in edges(c)
        ])  # fmt: skip
        base = draw.gamma(4, BASE / 4, dyads)
        none = np.zeros((len(weight), len(weight)))
        model.fits.append(Fit(weight, base, float(np.log(1.5)), 0.0, np.zeros(dyads), none, 0.0, 0))
    return model


def simulated(model: Hawkes, dyads: tuple[Dyad, ...], days: int, draw: np.random.Generator) -> Counts:
    """Counts that the model brings forth."""
    nothing = States(Counts(dyads, 0, np.zeros((len(dyads), len(CLASSES), 1), int)))
    y: NDArray[np.float32] = model.simulate(nothing, BURN_IN + days, 1, draw)[0]
    return Counts(dyads, 0, y[:, :, BURN_IN:].astype(int))


def one_run(seed: int, reply: float, pairs: int, days: int, found: Found) -> None:
    """Simulate, fit, and note for each parameter whether it came back, its error and its standard error."""
    draw, dyads = np.random.default_rng(seed), sides(pairs)
    known = truth(len(dyads), reply, draw)
    fitted = Hawkes()
    fitted.fit(simulated(known, dyads, days, draw))
    planted = {(w.role, w.source, w.target): w.weight for w in weights_of(known)}
    for w in weights_of(fitted):
        real = planted[w.role, w.source, w.target]
        kind = w.role if w.role == "own" else f"{w.role}, {'planted' if real else 'none planted'}"
        found[kind].append((abs(w.weight - real) <= 2 * w.spread, w.weight - real, w.spread))
    for fit, real_fit in zip(fitted.fits, known.fits, strict=True):
        spread = np.sqrt(np.diag(fit.covariance))[len(fit.weight) :]
        error = fit.base - real_fit.base
        found["base rate"].extend(zip((abs(error) <= 2 * spread).tolist(), error, spread, strict=True))


def recovery(runs: int, pairs: int = 15, days: int = 400) -> None:
    """Print how well the planted parameters come back."""
    for reply in (REPLY, 0.0):
        found: Found = defaultdict(list)
        for seed in range(runs):
            one_run(seed, reply, pairs, days, found)
        print(f"reply planted: {reply}; {runs} runs of {pairs} pairs of sides, {days} days")
        print(f"{'':22} within 2 s.e.   mean error   spread   mean s.e.")
        for kind, rows in sorted(found.items()):
            inside, error, spread = (np.array(column, float) for column in zip(*rows, strict=True))
            print(f"{kind:22} {inside.mean():13.3f} {error.mean():12.4f} {error.std():8.4f} {spread.mean():11.4f}")


def timed(what: str, work: Callable[[], T]) -> T:
    """What a call gives; prints its processor and wall seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    out = work()
    print(f"{what:58} {time.process_time() - cpu:6.1f} s of processor, {time.perf_counter() - wall:6.1f} s")
    return out


def speed() -> None:
    """Fit of 40 directed pairs over 3 years; forecasts of 1,000."""
    draw = np.random.default_rng(0)
    for pairs in (20, 500):
        dyads = sides(pairs)
        counts = simulated(truth(len(dyads), 0.05, draw), dyads, 3 * 365, draw)
        hawkes, models = Hawkes(), Models(("mean",))
        timed(f"Hawkes, {2 * pairs} directed pairs over 3 years: fit", lambda m=hawkes, c=counts: m.fit(c))
        timed(f"mean of three, {2 * pairs}: fit", lambda m=models, c=counts: m.fit(c, (7, 28)))
        timed(f"mean of three, {2 * pairs}: forecasts of 7 and 28 days",
              lambda m=models, c=counts: [m.predict(c, h) for h in (7, 28)])  # fmt: skip


def plainly(x: NDArray[np.float64], y: NDArray[np.float64], prior: Prior) -> dict[str, NDArray[np.float64]]:
    """Draws of the default's model of one class, as one would write it in NumPyro without a second thought."""
    import jax
    import numpyro
    from jax import numpy as jnp
    from numpyro import distributions as d
    from numpyro.infer import MCMC, NUTS

    def model() -> None:
        weight = numpyro.sample("weight", d.TruncatedNormal(prior.weight, prior.weight_spread, low=0.0).to_event(1))
        base = numpyro.sample("base", d.TruncatedNormal(prior.base, prior.base_spread, low=0.0).to_event(1))
        level = numpyro.sample("level", d.Normal(0, LEVEL_SPREAD))
        own = numpyro.sample("own", d.Normal(0, OWN_SPREAD).expand([len(y)]).to_event(1))
        mean = jnp.maximum(jnp.asarray(x) @ weight + base[:, None], LEAST)
        numpyro.sample("y", d.NegativeBinomial2(mean, jnp.exp(level + own)[:, None]), obs=jnp.asarray(y))

    run = MCMC(NUTS(model), num_warmup=WARM_UP, num_samples=KEPT, progress_bar=False)
    run.run(jax.random.PRNGKey(0))
    return {name: np.asarray(v, float) for name, v in run.get_samples().items()}


def against_numpyro(years: int, quad: int = 4) -> None:
    """Seconds and estimates of one class: our mode, a plain NumPyro fit of the same model, the hierarchical draws."""
    draw, dyads = np.random.default_rng(0), sides(20)
    counts = simulated(truth(len(dyads), 0.25, draw), dyads, years * 365, draw)
    states, rows = States(counts), np.arange(len(dyads))
    x, y = states.features(quad, rows)[:, :-1], counts.y[:, quad - 1].astype(float)
    prior, group = prior_of(quad, y), np.repeat(rows, y.shape[1])
    print(f"material conflict of {len(dyads)} directed pairs, {counts.days} days, {int(y.sum())} events")
    mode = timed("our mode", lambda: solve(Problem(x.reshape(len(group), -1), group, y.ravel(), len(y), prior)))
    plain = timed("NumPyro, plainly, NUTS", lambda: plainly(x, y, prior))
    drawn = timed("NumPyro, our hierarchical model", lambda: Bayes().drawn(counts, states, rows, quad))
    spread = np.sqrt(np.diag(mode.covariance))
    print(f"{'':24} mode (s.e.)     plain NUTS (s.d.)  hierarchical (s.d.)")
    for role, source in dict.fromkeys((e.role, e.quad) for e in edges(quad)):
        mine = np.array([e.role == role and e.quad == source for e in edges(quad)], float)
        n = len(mine)
        cells = [(mine @ mode.weight, np.sqrt(mine @ mode.covariance[:n, :n] @ mine))]
        cells += [((w @ mine).mean(), (w @ mine).std()) for w in (plain["weight"], drawn.weight)]
        print(f"{role:6} of class {source:8}" + "".join(f"  {m:7.3f} ({s:.3f})  " for m, s in cells))
    for what, base in (("plain NUTS", plain["base"]), ("hierarchical", drawn.base)):
        away = (base.mean(axis=0) - mode.base) / spread[n:]
        print(f"base rates, {what}: {np.abs(away).mean():.2f} standard errors from the mode on average, "
              f"correlation {np.corrcoef(base.mean(axis=0), mode.base)[0, 1]:.3f}; "
              f"means {mode.base.mean():.3f} and {base.mean():.3f}")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["recovery"]:
        recovery(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    elif sys.argv[1:] == ["speed"]:
        speed()
    elif sys.argv[1:2] == ["numpyro"]:
        against_numpyro(int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    else:
        sys.exit(__doc__)

from __future__ import annotations

import numpy as np
import pytest

from escalade.errors import UsageError
from escalade.outlook import backtest, distribution
from escalade.outlook.forecast import BESIDE, LEVELS, forecast
from escalade.outlook.hawkes import Hawkes
from escalade.outlook.models import NAMES, Models
from escalade.outlook.scenario import weights_of
from escalade.outlook.series import Counts
from tests.outlook.acts import truth


@pytest.fixture(scope="module")
def known() -> Counts:
    return truth(pairs=3, own=0.4, reply=0.2, paths_seed=1, days=150)


def test_every_model_gives_distributions(known: Counts) -> None:
    models = Models(NAMES)
    models.fit(known, (7, 28))
    for horizon in (7, 28):
        for name, table in models.predict(known, horizon).items():
            assert table.shape[0] == known.y.shape[0] * 4, name
            assert (np.diff(table, axis=1) >= -1e-12).all(), name
            assert (table >= 0).all(), name
            assert np.allclose(table[:, -1], 1.0, atol=1e-3), name


def test_what_comes_later_changes_no_forecast(known: Counts) -> None:
    until, other = known.until(known.start + 100), known.y.copy()
    other[:, :, 100:] += 50
    again = Counts(known.dyads, known.start, other).until(known.start + 100)
    first, second = (forecast(k, (7,)) for k in (until, again))
    assert first == second


def test_a_forecast_stands_beside_the_baselines(known: Counts) -> None:
    found = forecast(known, (7, 28))
    one = [f for f in found if f.series == "A00>B00 4" and f.horizon_days == 7]
    assert [f.model for f in one] == ["mean", *BESIDE]
    for f in found:
        assert len(f.quantiles) == len(LEVELS)
        assert list(f.quantiles) == sorted(f.quantiles)
        assert 0 <= f.p_more <= 1
        assert f.low <= f.high
        assert f.held >= 0.9, "what is called likely is so, by the model"


def test_too_little_says_how_much_is_needed(known: Counts) -> None:
    with pytest.raises(UsageError, match=r"over 40 days; at least 100 events over 56 days"):
        forecast(known.until(known.start + 40))
    with pytest.raises(UsageError, match="at least 100 events over 85 days"):
        backtest.plan_for(known.until(known.start + 60))


def test_the_interval_is_the_narrowest_that_holds_enough() -> None:
    means = np.array([0.02, 0.11, 0.5, 4.0, 60.0])
    table = distribution.negative_binomial(means, np.array([1e7, 0.3, 1.0, 2.0, 5.0]), 700)
    low, high = distribution.interval(table, 0.9)
    mass = np.diff(np.concatenate([np.zeros((len(table), 1)), table], axis=1), axis=1)
    for row, a, b in zip(mass, low, high, strict=True):
        assert row[a : b + 1].sum() >= 0.9 - 1e-9
        narrower = np.convolve(row, np.ones(b - a)) if b > a else np.zeros(1)
        assert narrower.max() < 0.9, "no run that is a count shorter does"
    assert (low[0], high[0]) == (0, 0)
    assert distribution.held(table, low, high)[0] == pytest.approx(0.98, abs=0.002)


def test_what_the_interval_should_hold_is_what_it_holds_of_a_right_forecast() -> None:
    draw = np.random.default_rng(3)
    means = np.tile([0.05, 0.4, 3.0, 25.0], 5000)
    y = draw.poisson(means)
    table = distribution.negative_binomial(means, np.full(len(y), 1e7), 80)
    inside, should, exact = distribution.covered(table, y, 0.9)
    assert inside.mean() == pytest.approx(should.mean(), abs=0.006)
    assert should.mean() > 0.92, "whole numbers alone lift it over 0.9"
    assert exact.mean() == pytest.approx(0.9, abs=0.006)


def test_scores_are_proper_on_a_known_distribution() -> None:
    draw = np.random.default_rng(0)
    y = draw.poisson(3.0, 4000)
    means = {m: distribution.negative_binomial(np.full(len(y), m), np.full(len(y), 1e7), 60) for m in (2.0, 3.0, 4.5)}
    crps = {m: distribution.crps(t, y).mean() for m, t in means.items()}
    assert min(crps, key=lambda m: crps[m]) == 3.0
    assert distribution.covered(means[3.0], y, 0.9)[1].mean() == pytest.approx(0.9, abs=0.02)
    assert np.allclose(distribution.transform_bins(means[3.0], y).mean(axis=0), 0.1, atol=0.02)


def test_a_backtest_scores_the_reference_against_itself_as_nothing(known: Counts) -> None:
    plan = backtest.plan_for(known, horizons=(7,), pairs=6, models=("EWMA", "last value", "climatology"))
    rows = {r["model"]: r for r in backtest.run(known, plan).rows()}
    assert rows["EWMA"]["skill"] == 0.0
    assert rows["last value"]["skill"] < 0
    assert 0.8 < rows["EWMA"]["coverage_90"] <= 1
    assert 0.4 < rows["EWMA"]["coverage_50"] < rows["EWMA"]["coverage_90"]
    assert 0.5 <= rows["EWMA"]["coverage_50_expected"] < rows["EWMA"]["coverage_90_expected"]


@pytest.mark.slow
def test_no_answer_is_reported_where_none_was_planted() -> None:
    inside, runs = 0, 4
    for seed in range(runs):
        model = Hawkes()
        model.fit(truth(pairs=15, own=0.4, reply=0.0, paths_seed=seed, days=400))
        found = next(w for w in weights_of(model) if (w.role, w.source, w.target) == ("reply", 4, 4))
        inside += found.weight <= 2 * found.spread
        assert found.spread < 0.15, "an interval that holds anything says nothing"
    assert inside >= runs - 1


@pytest.mark.slow
def test_a_planted_answer_comes_back() -> None:
    inside, runs = 0, 8
    for seed in range(runs):
        model = Hawkes()
        model.fit(truth(pairs=15, own=0.4, reply=0.25, paths_seed=seed, days=400))
        found = next(w for w in weights_of(model) if (w.role, w.source, w.target) == ("reply", 4, 4))
        inside += abs(found.weight - 0.25) <= 2 * found.spread
        assert found.weight > 2 * found.spread, "it is told from nothing"
    assert inside >= runs - 1

"""The hierarchical model: without its library, and (slow, where the library is) what it finds and says."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import numpy as np
import pytest

from escalade.errors import MissingExtraError, UsageError
from escalade.outlook import backtest, models
from escalade.outlook.bayes import Bayes, Draws, growth
from escalade.outlook.forecast import BESIDE, forecast
from escalade.outlook.hawkes import States, edges
from escalade.outlook.models import NAMES, SLOW, Models
from escalade.outlook.series import CLASSES
from tests.outlook.acts import truth

installed = importlib.util.find_spec("numpyro") is not None
needs_numpyro = pytest.mark.skipif(not installed, reason="needs escalade[bayes]")


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    for name in SLOW:
        with pytest.raises(MissingExtraError, match=r"pip install 'escalade\[bayes\]'"):
            Models((name,))


def test_it_is_used_and_its_library_loaded_only_where_asked_for() -> None:
    assert not set(SLOW) & set(NAMES)
    code = "import sys, escalade.outlook.bayes as b, escalade.cli; sys.exit('jax' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_model_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match=r"no forecasting model 'Bayes'; there are .*'bayes'"):
        Models(("Bayes",))


def test_no_path_grows_without_end() -> None:
    weights = {role: {7.0: np.zeros((2, 4, 4))} for role in ("own", "other", "reply")}
    weights["own"][7.0][:, 3, 3], weights["reply"][7.0][:, 3, 3] = 0.6, 0.3
    own, reply = np.ones((2, 3, 4)), np.ones((2, 3, 4))
    own[1] = 2.0
    found = growth(weights, own, reply, np.array([-1, 2, 1]))
    assert np.allclose(found, [[0.6, 0.9, 0.9], [1.2, 1.5, 1.5]]), "own and what comes back; none where nothing does"
    model = Bayes.__new__(Bayes)
    model.draws = []
    for c in CLASSES:
        weight = np.array([[2.0 * (e.role == "own") for e in edges(c)]])
        model.draws.append(Draws(weight, *(np.ones((1, 2)) for _ in range(4)), divergent=0, steps=0.0))
    known = truth(pairs=1, own=0.4, reply=0.0, paths_seed=1, days=60)
    total = model.simulate(States(known), 365, 1, None)
    assert total.max() < 365 * (known.y.mean() * 20 + 365), "a day adds its base rate, and multiplies nothing"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few draws, for what does not depend on how many there are."""
    monkeypatch.setitem(models.SINGLE, "bayes", lambda: Bayes(warm_up=30, kept=20))


@pytest.mark.slow
@needs_numpyro
def test_what_was_planted_is_found() -> None:
    known = truth(pairs=10, own=0.4, reply=0.25, paths_seed=3, days=400)
    found = Bayes(warm_up=120, kept=100).drawn(known, States(known), np.arange(20), 4)
    assert found.divergent <= 5
    for role, quad, planted in (("own", 4, 0.4), ("reply", 4, 0.25)):
        mine = [e.role == role and e.quad == quad for e in edges(4)]
        total = found.weight[:, mine].sum(axis=1)
        assert abs(total.mean() - planted) <= 2.5 * total.std(), role
        assert total.mean() > 3 * total.std(), f"{role} is told from nothing"
    for quad in (1, 2, 3):
        nothing = found.weight[:, [e.role == "reply" and e.quad == quad for e in edges(4)]].sum(axis=1)
        assert np.quantile(nothing, 0.05) < 0.08, "where nothing was planted, it may be next to nothing"
    assert np.median(found.size) == pytest.approx(np.e, rel=0.5)


@pytest.mark.slow
@needs_numpyro
def test_equal_counts_give_equal_rows_beside_the_baselines(quick: None) -> None:
    known = truth(pairs=2, own=0.4, reply=0.2, paths_seed=1, days=120)
    first, second = (forecast(known, (7,), "bayes") for _ in range(2))
    assert first == second
    assert [f.model for f in first if f.series == "A00>B00 4"] == ["bayes", *BESIDE]
    plan = backtest.plan_for(known, horizons=(7,), pairs=4, models=("bayes", "EWMA"), refit=60)
    rows = {r["model"]: r for r in backtest.run(known, plan).rows()}
    assert set(rows) == {"bayes", "EWMA"}
    assert rows["bayes"]["crps"] < 1.5 * rows["EWMA"]["crps"]


@pytest.mark.slow
@needs_numpyro
def test_pairs_that_nothing_was_drawn_for_take_over_what_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("escalade.outlook.bayes.FITTED", 4)
    known = truth(pairs=3, own=0.4, reply=0.2, paths_seed=2, days=120)
    model = Bayes(warm_up=30, kept=20)
    model.fit(known)
    table = model.predict(known, 7)
    assert table.shape[0] == 6 * 4
    assert (np.diff(table, axis=1) >= -1e-12).all()
    assert np.allclose(table[:, -1], 1.0, atol=1e-3)

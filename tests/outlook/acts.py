"""Acts and series of counts made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from escalade.outlook.acts import Act, Acts
from escalade.outlook.hawkes import Hawkes, N, States, edges
from escalade.outlook.regression import Fit
from escalade.outlook.series import CLASSES, Counts

DAY = date(2024, 5, 1).toordinal()


def act(name: str, first: int, source: str = "IRN", target: str = "USA", last: int | None = None, **given: Any) -> Act:
    """A strike on a day (counted from 1 May 2024), unless told otherwise."""
    values: dict[str, Any] = {
        "event_type": "ASSAULT", "mode": None, "quad": 4, "goldstein": -9.0, "killed": None, "dated": True,
        "standing": "single_origin", "sure": False, "origin": "coded",
    }  # fmt: skip
    values |= given
    return Act(
        event_id=name, first=DAY + first, last=DAY + (first if last is None else last), sources=(source,),
        targets=(target,), **values,
    )  # fmt: skip


def acts(*found: Act) -> Acts:
    return Acts(found, {}, {})


def truth(pairs: int, own: float, reply: float, paths_seed: int, days: int) -> Counts:
    """Counts simulated from a process whose weights are known: events bring `own` of their kind within about a week,
    and `reply` material conflict from the other side. Both directions of `pairs` pairs.
    """
    dyads = tuple(d for i in range(pairs) for d in ((f"A{i:02}", f"B{i:02}"), (f"B{i:02}", f"A{i:02}")))
    model = Hawkes()
    model.fits = []
    for c in CLASSES:
        weight = np.zeros(len(edges(c)))
        for k, e in enumerate(edges(c)):
            if e.half_life == 7.0 and e.role == "own":
                weight[k] = own
            if e.half_life == 7.0 and e.role == "reply" and c == e.quad == 4:
                weight[k] = reply
        base, empty = np.full(len(dyads), 0.3), np.zeros(len(dyads))
        model.fits.append(Fit(weight, base, 1.0, 0.0, empty, np.zeros((1, 1)), 0.0, 0))
    start = Counts(dyads, DAY, np.zeros((len(dyads), N, 1), int))
    y = model.simulate(States(start), days + 60, 1, np.random.default_rng(paths_seed))[0]
    return Counts(dyads, DAY, y[..., 60:].astype(int))

"""The forecasters by name, and which are mixed into which.

The default is the plain mean of three distributions that err differently (docs/outlook.md says what was measured):
EWMA knows the series alone, Hawkes how a day brings the next, `direct` what a month usually brings. `bayes` is the
Hawkes process with a posterior of all its parameters, pair by pair; it takes minutes and a library of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from escalade.errors import UsageError
from escalade.outlook import distribution as dist
from escalade.outlook.baselines import Climatology, Ewma, Forecaster, LastValue, Recent
from escalade.outlook.bayes import Bayes
from escalade.outlook.direct import Direct
from escalade.outlook.distribution import Floats
from escalade.outlook.hawkes import Hawkes
from escalade.outlook.series import Counts

DEFAULT = "mean"
REFERENCE = "EWMA"
SINGLE: dict[str, Callable[[], Forecaster]] = {
    "EWMA": Ewma,
    "climatology": Climatology,
    "last 12 weeks": Recent,
    "last value": LastValue,
    "Hawkes": Hawkes,
    "Hawkes, self only": lambda: Hawkes(alone=True, name="Hawkes, self only"),
    "direct": Direct,
    "bayes": Bayes,
}
MIXED: dict[str, tuple[str, ...]] = {
    "mean of EWMA and Hawkes": ("EWMA", "Hawkes"),
    DEFAULT: ("EWMA", "Hawkes", "direct"),
    "mean with bayes": ("EWMA", "bayes", "direct"),
}
KNOWN = (*SINGLE, *MIXED)
SLOW = ("bayes", "mean with bayes")  # take minutes and need `escalade[bayes]`: only where they are asked for
NAMES = tuple(name for name in KNOWN if name not in SLOW)


class Models:
    """Forecasters that are fitted and asked together; a member of several mixtures does its work once."""

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        unknown = [name for name in names if name not in KNOWN]
        if unknown:
            raise UsageError(f"no forecasting model {unknown[0]!r}; there are {', '.join(map(repr, KNOWN))}")
        self.names = tuple(names)
        members = dict.fromkeys(m for name in names for m in MIXED.get(name, (name,)))
        self.members: Mapping[str, Forecaster] = {m: SINGLE[m]() for m in members}

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Fit all members."""
        for member in self.members.values():
            member.fit(counts, horizons)

    def predict(self, counts: Counts, horizon: int) -> dict[str, Floats]:
        """Cumulative tables by model, rows (dyad, class)."""
        made = {name: member.predict(counts, horizon) for name, member in self.members.items()}
        return {n: dist.pooled([made[m] for m in MIXED[n]]) if n in MIXED else made[n] for n in self.names}

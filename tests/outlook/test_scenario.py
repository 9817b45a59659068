from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from escalade.errors import UsageError
from escalade.outlook.acts import Acts
from escalade.outlook.scenario import Scenario, applied, compare, parse_fire, parse_inject
from tests.outlook.acts import DAY, act

LAST = DAY + 119


@pytest.fixture(scope="module")
def crisis() -> Acts:
    draw = np.random.default_rng(3)
    found = []
    for day in range(120):
        for source, target in (("IRN", "USA"), ("USA", "IRN")):
            heat = 0.2 + 0.6 * (day % 40 < 10)
            found += [act(f"{source}{day}.{i}", day, source, target) for i in range(draw.poisson(heat))]
    return Acts(tuple(found), {"hypothetical": ("feared",)}, {})


def test_nothing_changed_changes_nothing(crisis: Acts) -> None:
    found = compare(crisis, Scenario(), LAST)
    assert all(r.difference == r.low == r.high == 0 for r in found.rows)
    assert all(r.without == r.as_if and r.without_span == r.as_if_span for r in found.rows)
    assert not any(r.fan or r.daily for r in found.rows)


def test_an_injected_strike_brings_more_and_its_removal_takes_it_back(crisis: Acts) -> None:
    day = date.fromordinal(LAST).isoformat()
    strike = parse_inject(f"ASSAULT IRN->USA {day} killed=1")
    more = compare(crisis, Scenario(injected=(strike,)), LAST)
    own = next(r for r in more.rows if r.dyad == ("IRN", "USA") and r.quad == 4)
    assert 0 < own.low < own.difference < own.high
    assert own.path[-1] == pytest.approx(own.difference, abs=1e-3)
    assert list(own.path) == sorted(own.path)
    assert [line[-1] for line in own.fan] == sorted(line[-1] for line in own.fan)
    assert (own.fan[0][-1], own.fan[-1][-1]) == (own.low, own.high)
    without, as_if = own.daily
    assert sum(as_if) - sum(without) == pytest.approx(own.difference, abs=1e-2)
    victim = max((a for a in crisis.acts if a.sources == ("IRN",)), key=lambda a: a.last)
    less = compare(crisis, Scenario(removed=(victim.event_id,)), LAST)
    assert next(r for r in less.rows if r.dyad == ("IRN", "USA") and r.quad == 4).difference < 0
    weights = [w for w in more.weights if w.weight > 0]
    assert weights, "what the difference rests on is shown"
    assert "Associational" in more.LABEL


def test_an_event_after_the_cutoff_is_not_counted_among_what_it_brings(crisis: Acts) -> None:
    day = date.fromordinal(LAST + 28).isoformat()
    late = compare(crisis, Scenario(injected=(parse_inject(f"ASSAULT IRN->USA {day}"),)), LAST, days=28)
    assert all(r.difference == 0 for r in late.rows), "on the last day nothing can follow any more"


def test_an_event_can_be_laid_at_anothers_door(crisis: Acts) -> None:
    last = max((a for a in crisis.acts if a.sources == ("IRN",)), key=lambda a: a.last).event_id
    found = compare(crisis, Scenario(actors=((last, "ISIS"),)), LAST)
    by = {r.dyad: r.difference for r in found.rows if r.quad == 4}
    assert by["IRN", "USA"] < 0 < by["ISIS", "USA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bomb them", "is written TYPE"),
        ("BOMB IRN->USA 2024-05-01", "no event type BOMB"),
        ("ASSAULT:tickling IRN->USA 2024-05-01", "no mode 'tickling'"),
        ("ASSAULT IRN->IRN 2024-05-01", "themselves"),
        ("ASSAULT IRN->USA 2024-02-30", "no such day"),
    ],
)
def test_what_cannot_be_injected_says_why(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_inject(text)


def test_events_that_do_not_count_cannot_be_removed(crisis: Acts) -> None:
    with pytest.raises(UsageError, match="does not count anyway: hypothetical"):
        applied(crisis, Scenario(removed=("feared",)))
    with pytest.raises(UsageError, match="no event 'nothing'"):
        applied(crisis, Scenario(removed=("nothing",)))
    far = parse_inject("ASSAULT IRN->USA 2031-01-01")
    with pytest.raises(UsageError, match="looks from"):
        compare(crisis, Scenario(injected=(far,)), LAST)


def threat(**values: object) -> dict[str, object]:
    parties = {
        "issuer": {"id": "IRN", "name": "Iran", "codes": ["IRN"], "text": "Iran"},
        "addressee": {"id": "USA", "name": "United States", "codes": ["USA"], "text": "the U.S."},
    }
    return {"tripwire_id": "w1", "consequence_type": "ASSAULT", **parties, **values}


def test_a_tripwire_that_fires_is_the_threat_carried_out(crisis: Acts) -> None:
    (strike,) = parse_fire(["w1"], [threat()], crisis, LAST)
    assert (strike.sources, strike.targets, strike.event_type) == (("IRN",), ("USA",), "ASSAULT")
    assert strike.first == LAST + 1
    same = parse_inject(f"ASSAULT IRN->USA {date.fromordinal(LAST + 1).isoformat()}")
    fired, injected = (compare(crisis, Scenario(injected=(a,)), LAST) for a in (strike, same))
    assert fired.rows == injected.rows
    (later,) = parse_fire([f"w1@{date.fromordinal(LAST + 5).isoformat()}"], [threat()], crisis, LAST)
    assert later.first == LAST + 5


def test_a_threat_that_does_not_tell_enough_says_what_is_missing(crisis: Acts) -> None:
    vague = threat(addressee=None, consequence_type=None)
    with pytest.raises(UsageError, match="does not tell what would be done and to whom"):
        parse_fire(["w1"], [vague], crisis, LAST)
    with pytest.raises(UsageError, match="no tripwire 'w2'"):
        parse_fire(["w2"], [vague], crisis, LAST)
    with pytest.raises(UsageError, match="no such day as soon"):
        parse_fire(["w1@soon"], [threat()], crisis, LAST)

"""Changes are the same whether all records of two moments are compared, or those of rows that differ."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest

from escalade import api
from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.hand.apart import differing
from escalade.hand.changes import compare
from tests.hand.story import FRANCE, GAO, MALI, Story, crisis

CELL = pa.list_(pa.struct([("id", pa.string()), ("codes", pa.list_(pa.string()))]))


def grow(story: Story, number: int, dice: random.Random) -> None:
    """One report more, of what was told before or of something new."""
    deed = dice.choice(("shelled", "raided", "seized"))
    text = f"Troops {deed} Gao on day {number}. If they stay, France will leave."
    report = story.report(f"more-{number}.txt", text, dice.choice(("Gao Daily", "Sahel Post")), "2024-05-10")
    toll = dice.choice((None, 2, 9))
    sides = {"actors": (FRANCE,)} if dice.random() < 0.5 else {"recipients": (MALI,)}
    polarity = dice.choice(("positive", "positive", "negative"))
    day = dice.choice(("2024-05-06", "2024-05-07"))
    story.told(report, deed, place=GAO, killed_min=toll, killed_max=toll, polarity=polarity, day=day, **sides)
    if dice.random() < 0.5:
        story.tripwire(report, "If they stay", "France will leave")


def decide(case: Casebook, dice: random.Random) -> None:
    """Something at random that a person may decide; what makes no sense is left alone."""
    ids = {
        kind: [row[f"{kind}_id"] for row in case.records(f"{kind}s")]
        for kind in ("event", "event_mention", "tripwire", "document", "actor")
    }
    kind = dice.choice([kind for kind, known in ids.items() if known])
    about, other = dice.choice(ids[kind]), dice.choice(ids[kind])
    action, field, value = dice.choice(
        {
            "event": [
                ("edit", "killed", "3"),
                ("merge", None, [other]),
                ("reject", None, None),
                ("accept", None, None),
            ],
            "event_mention": [("reject", None, None), ("edit", "killed", "5")],
            "tripwire": [("close", None, "met"), ("reject", None, None)],
            "document": [("reject", None, None), ("accept", None, None)],
            "actor": [("merge", None, [other]), ("edit", "name", "Another")],
        }[kind]
    )
    undone = [d.decision_id for d in case.decisions()]
    try:
        if undone and dice.random() < 0.2:
            case.undo(dice.choice(undone), by="Ann")
        else:
            case.decide(action, kind, about, field=field, value=value, by="Ann")
    except UsageError:
        pass


@pytest.mark.parametrize("seed", range(6))
def test_what_is_equal_need_not_be_looked_at(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    story = crisis(tmp_path / "gao")
    case = story.write()
    moments = [str(case.as_of)]
    for number in range(5):
        if dice.random() < 0.4:
            grow(story, number, dice)
            case = story.recoded("f").write() if dice.random() < 0.2 else story.write()
        else:
            decide(case, dice)
            case = api.open(case.folder)
        moments.append(str(case.as_of))
    for since, now in combinations(dict.fromkeys(moments), 2):
        before, after = api.open(case.folder, since), api.open(case.folder, now)
        assert after.changes(since) == compare(before.records, after.records, since=since, now=now)
    assert not case.changes(case.as_of)


def test_cells_differ_if_anything_in_them_does() -> None:
    dice = random.Random(3)
    names = (None, "", "FRA", "MLI")

    def cell() -> list[dict[str, object] | None] | None:
        parties: list[dict[str, object] | None] = [
            None
            if dice.random() < 0.2
            else {"id": dice.choice(names), "codes": [dice.choice(names) for _ in range(dice.randrange(3))]}
            for _ in range(dice.randrange(3))
        ]
        return dice.choice((parties, parties, parties, None))

    ones, others = [cell() for _ in range(400)], [cell() for _ in range(400)]
    others[::3] = ones[::3]
    found = differing(pa.array(ones, CELL), pa.array(others, CELL)).to_pylist()
    assert found == [one != other for one, other in zip(ones, others, strict=True)]
    assert 200 < sum(found) < 300
    part = differing(pa.array(ones, CELL).slice(100, 50), pa.array(others, CELL).slice(100, 50)).to_pylist()
    assert part == found[100:150]

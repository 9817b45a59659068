"""Which mentions of ground are exported: names always, common nouns only where they stand for something known."""

from __future__ import annotations

import pytest

from escalade.export.views import _vague
from escalade.model.groundings import Place, Reference
from escalade.model.readings import Mention


def mention(kind: str, level: str) -> Mention:
    """A mention of a kind and level."""
    return Mention("m1", "d", 0, kind, level, 0, 8, "the area", 0, 2, 1)


PLACE = Place("m1", "d", 0, "Gao", "MLI", None, 16.3, 0.0, "settlement", False)


@pytest.mark.parametrize(
    ("kind", "level", "place", "left_out"),
    [
        ("place", "nominal", None, True),
        ("place", "pronoun", None, True),
        ("country", "nominal", None, True),
        ("place", "nominal", PLACE, False),  # "the town" that was named before
        ("place", "named", None, False),  # a name that no gazetteer has is still a name
        ("facility", "nominal", None, False),  # "the bridge" can be hit
        ("group", "pronoun", None, False),
    ],
)
def test_ground_that_is_neither_named_nor_found_is_left_out(
    kind: str, level: str, place: Place | None, left_out: bool
) -> None:
    assert _vague(mention(kind, level), place, None) is left_out


def test_the_country_of_a_known_actor_is_exported() -> None:
    row = Reference("m1", "d", 0, "MLI", "Mali", "MLI", ("MLI",), "MLI", "short_form", "m0")
    assert _vague(mention("country", "nominal"), None, row) is False

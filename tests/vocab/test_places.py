"""The gazetteer."""

from __future__ import annotations

import pytest

from escalade.vocab import places


@pytest.mark.parametrize(
    ("name", "country", "near"),
    [
        ("Taji", "IRQ", (33.5, 44.3)),
        ("Fordo", "IRN", (34.9, 51.0)),
        ("Balakot", "PAK", (34.5, 73.4)),
        ("Kiev", "UKR", (50.5, 30.5)),
        ("Kerem Shalom", "ISR", (31.2, 34.3)),
        ("Artyomovsk", "UKR", (48.6, 38.0)),
        ("Camp Lemonnier", "DJI", (11.5, 43.1)),
        ("Bashi Channel", None, (20.5, 121.0)),
    ],
)
def test_sites_in_their_usual_spellings(name: str, country: str, near: tuple[float, float]) -> None:
    spot = places.load().lookup(name)[0]
    assert spot.country == country
    assert abs(spot.latitude - near[0]) < 0.2
    assert abs(spot.longitude - near[1]) < 0.2


def test_a_name_gives_all_places_that_bear_it() -> None:
    countries = {spot.country for spot in places.load().lookup("Tripoli")}
    assert {"LBY", "LBN"} <= countries
    assert places.load().lookup("Xyzzyville") == ()


def test_abbreviations_of_provinces() -> None:
    assert places.load().spelled_out("Calif.") == "California"
    assert places.load().spelled_out("Kirkuk") == "Kirkuk"

"""Where: which of several places of one name is meant."""

from __future__ import annotations

import pytest

from .rows import located

HIT = "They|they|PRON|PRP|2|nsubj struck|strike|VERB|VBD|0|root"


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [
        ("Kirkuk", "IRQ", "settlement"),
        ("Natanz", "IRN", "facility"),
        ("Kharkov", "UKR", "settlement"),
        ("Yongbyon", "PRK", "facility"),
        ("Venezuela", "VEN", "country"),
    ],
)
def test_a_name_alone(name: str, country: str, precision: str) -> None:
    place = located(f"{HIT} {name}", mentions=[(0, name, "place", "named")])[name]
    assert (place.country, place.precision) == (country, precision)
    assert place.latitude is not None


def test_what_follows_a_name_says_where_it_is() -> None:
    line = f"{HIT} Tripoli , Lebanon"
    assert located(line, mentions=[(0, "Tripoli", "place", "named")])["Tripoli"].country == "LBN"
    assert located(f"{HIT} Tripoli", mentions=[(0, "Tripoli", "place", "named")])["Tripoli"].country == "LBY"


def test_the_country_that_the_report_is_about_decides() -> None:
    lines = ("Venezuela closed it .", "The Venezuelan army left .", f"{HIT} Valencia")
    assert located(*lines, mentions=[(2, "Valencia", "place", "named")])["Valencia"].country == "VEN"
    spain = ("Spain closed it .", "The Spanish army left .", f"{HIT} Valencia")
    assert located(*spain, mentions=[(2, "Valencia", "place", "named")])["Valencia"].country == "ESP"


def test_an_unknown_place_gets_no_row() -> None:
    assert located(f"{HIT} Xyzzyville", mentions=[(0, "Xyzzyville", "place", "named")]) == {}


def test_a_facility_lies_where_the_text_puts_it_and_is_remembered() -> None:
    first = f"{HIT} a|a|DET|DT|4|det base|base|NOUN|NN|2|obj near|near|ADP|IN|6|case Gao|Gao|PROPN|NNP|4|nmod"
    second = "Troops|troop|NOUN|NNS|2|nsubj left|leave|VERB|VBD|0|root the|the|DET|DT|4|det base|base|NOUN|NN|2|obj"
    found = located(
        first, second, mentions=[(0, "a base", "facility", "nominal"), (1, "the base", "facility", "nominal")]
    )
    assert found["a base"].name == "Gao"
    assert found["the base"].name == "Gao"


def test_a_capital_that_speaks_is_a_government_and_one_that_is_hit_is_ground() -> None:
    speaks = "Tehran|Tehran|PROPN|NNP|2|nsubj denied|deny|VERB|VBD|0|root it"
    assert located(speaks, mentions=[(0, "Tehran", "place", "named")])["Tehran"].metonym
    ground = f"{HIT} it in|in|ADP|IN|5|case Tehran|Tehran|PROPN|NNP|2|obl"
    assert not located(ground, mentions=[(0, "Tehran", "place", "named")])["Tehran"].metonym


def test_a_town_on_no_map_is_ground_wherever_its_report_names_it() -> None:
    near = "It|it|PRON|PRP|2|nsubj hit|hit|VERB|VBD|0|root near|near|ADP|IN|4|case Moruba|Moruba|PROPN|NNP|2|obl"
    strike = (
        "The|the|DET|DT|3|det Moruba|Moruba|PROPN|NNP|3|compound raid|raid|NOUN|NN|4|nsubj failed|fail|VERB|VBD|0|root"
    )
    struck = "They|they|PRON|PRP|2|nsubj struck|strike|VERB|VBD|0|root Moruba|Moruba|PROPN|NNP|2|obj"
    assert "Moruba" not in located(struck, mentions=[(0, "Moruba", "place", "named")])
    assert located(strike, mentions=[(0, "Moruba", "place", "named")])["Moruba"].precision == "settlement"
    both = located(near, struck, mentions=[(0, "Moruba", "place", "named"), (1, "Moruba", "place", "named")])
    assert both["Moruba"].sentence == 1

"""Days that stand over a list of headlines."""

from __future__ import annotations

import escalade

LIST = """Mali: the week in headlines

Monday, May 13

- Jets pound rebel camp near Kidal

Friday, May 17

- Death toll from Monday's fighting in Kidal raised to 58

- Niger expels French envoy

Weekend

- Troops clash with rebels in Gao
"""


def test_what_stands_under_a_day_is_of_that_day() -> None:
    told = {m["trigger"]: m["date_start"] for m in escalade.code_text(LIST, published="2024-05-20")}
    assert told["pound"] == "2024-05-13"
    assert told["fighting"] == "2024-05-13"
    assert told["expels"] == "2024-05-17"
    assert told["clash"] is None


def test_a_day_far_from_the_report_heads_nothing() -> None:
    text = "A visit\n\nMarch 3, 1995\n\n- Jets pound rebel camp near Kidal\n"
    found = escalade.code_text(text, published="2024-05-20")
    assert {m["date_start"] for m in found if m["trigger"] == "pound"} == {None}


def test_the_only_date_line_is_the_report_s_own() -> None:
    text = "Brief from Bamako\n\nMay 20, 2024\n\nOfficials say the rocket was fired from Kati.\n"
    found = escalade.code_text(text, published="2024-05-20")
    assert {m["date_start"] for m in found if m["trigger"] == "fired"} <= {None}

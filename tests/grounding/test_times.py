"""When: values, days, precision and basis of time expressions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.grounding import calendar
from escalade.model.documents import Document
from escalade.model.groundings import Time

from .rows import document, ground, times

PAST = "fired|fire|VERB|VBD|0|root"
COMING = "will|will|AUX|MD|2|aux arrive|arrive|VERB|VB|0|root"


@pytest.mark.parametrize(
    ("text", "value", "start", "end", "precision", "basis"),
    [
        ("on 3 March 2019", "2019-03-03", "2019-03-03", "2019-03-03", "day", "explicit"),
        ("on February 27 , 2019", "2019-02-27", "2019-02-27", "2019-02-27", "day", "explicit"),
        ("on 2020-01-08", "2020-01-08", "2020-01-08", "2020-01-08", "day", "explicit"),
        ("in June 2017", "2017-06", "2017-06-01", "2017-06-30", "month", "explicit"),
        ("in 1953", "1953", "1953-01-01", "1953-12-31", "year", "explicit"),
        ("in the 1980s", "198", "1980-01-01", "1989-12-31", "decade", "explicit"),
        ("in the spring of 2018", "2018-SP", "2018-03-01", "2018-05-31", "season", "explicit"),
        ("last week", "2020-W46", "2020-11-09", "2020-11-15", "week", "relative"),
        ("this week", "2020-W47", "2020-11-16", "2020-11-22", "week", "relative"),
        ("last month", "2020-10", "2020-10-01", "2020-10-31", "month", "relative"),
        ("next year", "2021", "2021-01-01", "2021-12-31", "year", "relative"),
        ("yesterday", "2020-11-19", "2020-11-19", "2020-11-19", "day", "relative"),
        ("Tuesday night", "2020-11-17TNI", "2020-11-17", "2020-11-17", "day", "relative"),
        ("last winter", "2019-WI", "2019-12-01", "2020-02-29", "season", "relative"),
        ("at the beginning of the year", "2020", "2020-01-01", "2020-01-30", "month", "relative"),
        ("three days ago", "2020-11-17", "2020-11-17", "2020-11-17", "day", "relative"),
        ("two years ago", "2018", "2018-01-01", "2018-12-31", "year", "relative"),
        ("a fortnight ago", "2020-W45", "2020-11-02", "2020-11-08", "week", "relative"),
        ("the past two weeks", "P2W", "2020-11-07", "2020-11-20", "week", "relative"),
    ],
)
def test_days_of_an_expression(text: str, value: str, start: str, end: str, precision: str, basis: str) -> None:
    found = times(f"They {PAST} {text}")
    assert [(t.value, t.date_start, t.date_end, t.precision, t.basis) for t in found] == [
        (value, start, end, precision, basis)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for three days", "P3D"),
        ("a five-year plan", "P5Y"),
        ("now", "PRESENT_REF"),
        ("every day", "P1D"),
        ("daily", "P1D"),
        ("recently", "PAST_REF"),
    ],
)
def test_durations_sets_references_have_a_value(text: str, value: str) -> None:
    assert [t.value for t in times(f"They {PAST} {text}")] == [value]


@pytest.mark.parametrize(
    "text", ["He may go", "2000 soldiers|soldier|NOUN|NNS|0|obj fell", "a 44-year-old man", "Flight 655 fell"]
)
def test_what_is_no_time(text: str) -> None:
    line = (
        text
        if "soldiers" not in text
        else "2000|2000|NUM|CD|2|nummod soldiers|soldier|NOUN|NNS|3|nsubj fell|fall|VERB|VBD|0|root"
    )
    assert times(line) == []


def test_a_weekday_lies_behind_in_the_past_tense_and_ahead_in_the_future() -> None:
    on = "on|on|ADP|IN|4|case Monday|Monday|PROPN|NNP|2|obl"
    assert times(f"They|they|PRON|PRP|2|nsubj {PAST} {on}")[0].value == "2020-11-16"
    line = (
        "They|they|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux meet|meet|VERB|VB|0|root on|on|ADP|IN|5|case "
        "Monday|Monday|PROPN|NNP|3|obl"
    )
    assert times(line)[0].value == "2020-11-23"


def test_what_was_set_off_lies_behind_and_what_was_set_for_a_day_ahead() -> None:
    on = "on|on|ADP|IN|4|case Monday|Monday|PROPN|NNP|2|obl"
    line = "They|they|PRON|PRP|2|nsubj set|set|VERB|VBD|0|root"
    assert times(f"{line} {on} off|off|ADP|RP|2|compound:prt")[0].value == "2020-11-16"
    for_monday = "for|for|ADP|IN|4|case Monday|Monday|PROPN|NNP|2|obl"
    assert times(f"Talks|talk|NOUN|NNS|2|nsubj set|set|VERB|VBN|0|root {for_monday}")[0].value == "2020-11-23"


def test_a_date_without_year_takes_the_nearest_on_the_side_of_the_tense() -> None:
    past = (
        "It|it|PRON|PRP|2|nsubj fell|fall|VERB|VBD|0|root on|on|ADP|IN|4|case "
        "December|December|PROPN|NNP|2|obl 27|27|NUM|CD|4|nummod"
    )
    assert times(past, "2020-01-15")[0].date_start == "2019-12-27"
    coming = (
        "He|he|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux go|go|VERB|VB|0|root on|on|ADP|IN|5|case "
        "January|January|PROPN|NNP|3|obl 20th|20th|NOUN|NN|5|nummod"
    )
    assert times(coming)[0].date_start == "2021-01-20"


def test_between_two_dates_covers_the_days_between() -> None:
    found = times("killed between|between|ADP|IN|0|dep now and|and|CCONJ|CC|0|cc January 20")
    assert (found[0].date_start, found[0].date_end) == ("2020-11-20", "2021-01-20")


def test_two_days_later_counts_from_the_last_day_told() -> None:
    tables = ground(document("It fell on 3 March 2019 .", "Two days later they left ."))
    assert [t.date_start for t in tables.rows(Time)] == ["2019-03-03", "2019-03-05"]


def test_days_later_are_not_to_come_when_they_are_told() -> None:
    tables = ground(document("It was told on 19 November 2020 .", f"Five days later they {PAST} ."))
    assert [t.date_start for t in tables.rows(Time)] == ["2020-11-19", None]


def test_the_same_day_is_not_that_of_the_dateline() -> None:
    raid = "Rebels raid the camp ."
    tables = ground(document("GAO , November 20 ( Wire ) — Rebels raid .", "A mine blew up on the same day ."))
    assert tables.rows(Time)[-1].date_start is None
    tables = ground(document("GAO , November 20 ( Wire ) — " + raid, "It was on Tuesday .", "It was the same day ."))
    assert tables.rows(Time)[-1].date_start == "2020-11-17"


def test_within_a_length_of_time_ends_after_it() -> None:
    line = (
        "It|it|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux end|end|VERB|VB|0|root within|within|ADP|IN|6|case "
        "60|60|NUM|CD|6|nummod days|day|NOUN|NNS|3|obl"
    )
    assert [(t.value, t.date_start, t.date_end) for t in times(line, "2019-05-08")] == [
        ("P60D", "2019-05-08", "2019-07-07")
    ]


def test_a_week_after_an_event_has_no_days_of_its_own() -> None:
    first = "It fell on 3 March 2019 ."
    tables = ground(
        document(
            first,
            "They left a|a|DET|DT|0|det week|week|NOUN|NN|0|obl after|after|ADP|IN|0|case the|the|DET|DT|0|det raid",
        )
    )
    assert [(t.value, t.date_start) for t in tables.rows(Time)][1:] == [("P1W", None)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They put to sea on the sixteenth .", "2020-11-16"),
        ("They put to sea on the 26th .", "2020-10-26"),
        ("It fell on the 20th floor .", None),
        ("It was the third time .", None),
    ],
)
def test_a_day_of_the_month_without_its_name(text: str, day: str | None) -> None:
    assert [t.date_start for t in times(text)] == ([day] if day else [])


def test_what_could_come_looks_forward() -> None:
    line = (
        "They|they|PRON|PRP|2|nsubj said|say|VERB|VBD|0|root it|it|PRON|PRP|5|nsubj could|could|AUX|MD|5|aux "
        "{}|{}|VERB|VB|2|ccomp in|in|ADP|IN|7|case January|January|PROPN|NNP|5|obl"
    )
    assert times(line.format("leave", "leave"))[0].value == "2021-01"
    assert times(line.format("hear", "hear"))[0].value == "2020-01"


def test_without_a_publication_date_nothing_relative_gets_days() -> None:
    for text in ("last week", "on Tuesday", "yesterday", "on May 12", "two days ago", "this month"):
        assert all(t.date_start is None and t.basis == "none" for t in times(f"They {PAST} {text}", published=None))
    assert times("in 2014", published=None)[0].date_start == "2014-01-01"


def test_quotes_stand_in_the_text() -> None:
    tables = ground(document("On Tuesday , 5 March 2019 , and again last month they met .", "It ended in 2020 ."))
    text = tables.rows(Document)[0].text
    assert tables.rows(Time)
    assert all(text[t.char_start : t.char_end] == t.quote for t in tables.rows(Time))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 7), st.booleans())
def test_weekday_is_the_nearest_on_its_side(anchor: date, number: int, ahead: bool) -> None:
    day = calendar.weekday(anchor, number, ahead)
    assert day.isoweekday() == number
    assert timedelta(0) <= (day - anchor if ahead else anchor - day) < timedelta(7)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(-30, 30),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]),
)
def test_every_step_is_a_value_that_covers_days(anchor: date, n: int, unit: str) -> None:
    value = calendar.step(anchor, n, unit)
    covered = calendar.days(value or "")
    assert covered is not None
    assert covered[0] <= covered[1]
    if n == 0:
        assert covered[0] <= anchor <= covered[1]

"""Feasts: the days that the rules give, and what reports mean by their names."""

from __future__ import annotations

from datetime import date

import pytest

from escalade.grounding import feasts
from escalade.model.groundings import Time
from escalade.vocab.feasts import load

from .rows import document, ground, times

FIRED = "fired|fire|VERB|VBD|0|root"


@pytest.mark.parametrize(
    ("name", "year", "first"),
    [
        ("Easter", 1986, "1986-03-30"),
        ("Easter", 2024, "2024-03-31"),
        ("Orthodox Easter", 1983, "1983-05-08"),
        ("Orthodox Easter", 2022, "2022-04-24"),
        ("Good Friday", 1998, "1998-04-10"),
        ("Thanksgiving", 2012, "2012-11-22"),
        ("Election Day", 1994, "1994-11-08"),
        ("Memorial Day", 2022, "2022-05-30"),
        ("Yom Kippur", 1997, "1997-10-11"),
        ("Passover", 2002, "2002-03-28"),
        ("Hanukkah", 2016, "2016-12-25"),
        ("Purim", 1994, "1994-02-25"),
        ("Chinese New Year", 2008, "2008-02-07"),
        ("Diwali", 2016, "2016-10-30"),
    ],
)
def test_the_rules_give_the_day(name: str, year: int, first: str) -> None:
    assert [d[0].isoformat() for d in feasts.days(name, year)] == [first]


@pytest.mark.parametrize(
    ("name", "observed"),
    [
        ("Ramadan", "2003-10-27"),
        ("Eid al-Fitr", "2013-08-08"),
        ("Eid al-Adha", "1990-07-02"),
        ("Eid al-Adha", "2006-12-31"),
        ("Ashura", "2004-03-02"),
        ("Arbaeen", "2014-12-13"),
    ],
)
def test_the_tabular_islamic_day_is_within_a_day_of_the_observed_one(name: str, observed: str) -> None:
    day = date.fromisoformat(observed)
    assert any(abs((first - day).days) <= 1 for first, _ in feasts.days(name, day.year))


def test_every_feast_has_its_days_in_each_year_from_1980_to_2035() -> None:
    for name in load():
        years = load()[name].years
        for year in range(1980, 2036):
            found = feasts.days(name, year)
            islamic = load()[name].rule == "islamic"
            assert found or islamic or len(years) == 1, (name, year)
            assert all(first <= last and first.year == year for first, last in found)
    assert len(feasts.days("Ramadan", 1997)) == 2  # January and December


@pytest.mark.parametrize(
    ("text", "published", "value", "start", "end", "precision"),
    [
        ("on Christmas Eve 2016", "2020-11-20", "2016-12-24", "2016-12-24", "2016-12-24", "day"),
        ("last Thanksgiving", "2009-02-03", "2008-11-27", "2008-11-27", "2008-11-27", "day"),
        ("next Easter", "1997-06-01", "1998-04-12", "1998-04-12", "1998-04-12", "day"),
        ("three days before Christmas", "2005-01-08", "2004-12-22", "2004-12-22", "2004-12-22", "day"),
        ("the day after Labor Day", "2015-09-20", "2015-09-08", "2015-09-08", "2015-09-08", "day"),
        ("in Easter week", "1996-04-20", "1996-W14", "1996-04-01", "1996-04-07", "week"),
        ("during Ramadan", "2011-09-10", "2011-07-31/2011-08-29", "2011-07-30", "2011-08-30", "month"),
        ("on the eve of Eid al-Adha", "1990-07-10", "1990-07-02", "1990-07-01", "1990-07-03", "day"),
        ("on New Year 's Eve", "1995-01-04", "1994-12-31", "1994-12-31", "1994-12-31", "day"),
        ("at Tet", "1988-03-01", "1988-02-17", "1988-02-16", "1988-02-18", "day"),
        ("ON CHRISTMAS EVE", "1990-01-03", "1989-12-24", "1989-12-24", "1989-12-24", "day"),
    ],
)
def test_days_of_a_feast(text: str, published: str, value: str, start: str, end: str, precision: str) -> None:
    found = times(f"They {FIRED} {text}", published)
    assert [(t.value, t.date_start, t.date_end, t.precision) for t in found] == [(value, start, end, precision)]


def test_the_tense_chooses_the_feast() -> None:
    votes = (
        "They|they|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux vote|vote|VERB|VB|0|root on|on|ADP|IN|6|case "
        "Election|Election|PROPN|NNP|6|compound Day|Day|PROPN|NNP|3|obl"
    )
    voted = "They|they|PRON|PRP|2|nsubj voted|vote|VERB|VBD|0|root " + votes.partition("|root ")[2].replace(
        "|3|", "|2|"
    ).replace("|6|", "|5|")
    assert times(votes, "2016-10-30")[0].date_start == "2016-11-08"
    assert times(voted, "2016-10-30")[0].date_start == "2015-11-03"


def test_a_feast_of_a_told_year_is_the_next_one_from_what_was_told() -> None:
    tables = ground(
        document(
            "In|in|ADP|IN|2|case June|June|PROPN|NNP|4|obl 1994|1994|NUM|CD|2|nummod fell|fall|VERB|VBD|0|root it",
            "On Christmas Eve a plane was seized .",
        )
    )
    assert [t.date_start for t in tables.rows(Time)] == ["1994-06-01", "1994-12-24"]


@pytest.mark.parametrize(
    "text",
    [
        "Taha Yassin Ramadan|Ramadan|PROPN|NNP|1|flat spoke",
        "the Good Friday accord held",
        "the Yom Kippur War",
        "the Tet offensive",
        "Ukraine 's|'s|PART|POS|0|case Independence Day",
        "Easter Island",
    ],
)
def test_a_name_that_is_no_date(text: str) -> None:
    assert times(text) == []


def test_every_feast_is_a_set() -> None:
    assert [t.value for t in times("closed every Christmas")] == ["XXXX-12-25"]
    assert [(t.value, t.date_start) for t in times("closed every Ramadan")] == [("P1Y", None)]


def test_without_a_publication_date_a_feast_has_no_days_unless_its_year_is_said() -> None:
    for text in ("during Ramadan", "on Christmas Day", "last Easter", "two days before Eid"):
        assert all(t.date_start is None and t.basis == "none" for t in times(f"They {FIRED} {text}", None))
    found = times(f"They {FIRED} during Ramadan 2003", None)
    assert [(t.date_start, t.basis) for t in found] == [("2003-10-25", "explicit")]

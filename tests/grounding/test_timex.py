"""Clock times, parts of days, sets, lengths, spelt years, upper-case text, and what the story lends to a date."""

from __future__ import annotations

import pytest

from escalade.grounding import timex
from escalade.model.groundings import Time

from .rows import document, ground, times

FIRED = "fired|fire|VERB|VBD|0|root"
IN_JUNE = (
    "On|on|ADP|IN|3|case 9|9|NUM|CD|3|nummod June|June|PROPN|NNP|5|obl 1987|1987|NUM|CD|3|nummod "
    "fell|fall|VERB|VBD|0|root it"
)


def values(text: str, published: str | None = "2020-11-20") -> list[str | None]:
    """Values of the expressions of one plain sentence (20 November 2020 was a Friday)."""
    return [t.value for t in times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at noon Thursday", "2020-11-19T12:00"),
        ("at 9 a.m. Tuesday", "2020-11-17T09:00"),
        ("at 9:30 p.m. local time on Tuesday", "2020-11-17T21:30"),
        ("at midnight Monday", "2020-11-16T24:00"),
        ("on Monday noon", "2020-11-16T12:00"),
        ("on Saturday midnight", "2020-11-14T24:00"),
        ("on Tuesday at 10 p.m.", "2020-11-17T22:00"),
        ("mid-afternoon yesterday", "2020-11-19TAF"),
        ("early Monday", "2020-11-16"),
        ("late on Tuesday", "2020-11-17"),
        ("in the early hours of Wednesday", "2020-11-18TMO"),
        ("on the night of 3 September", "2020-09-03TNI"),
        ("at 16:45 GMT on 2 May 2019", "2019-05-02T16:45"),
        ("at 8 p.m. last night", "2020-11-19T20:00"),
        ("the previous Friday", "2020-11-13"),
        ("on Wednesday of last week", "2020-11-11"),
    ],
)
def test_a_clock_time_and_its_day_are_one_expression(text: str, value: str) -> None:
    found = times(f"They {FIRED} {text}")
    assert [t.value for t in found] == [value]
    assert found[0].date_start == found[0].date_end == value[:10]


def test_a_clock_time_alone_takes_the_day_just_told_and_else_has_none() -> None:
    tables = ground(document("It fell on 3 March 2019 .", "They left at 4 in the morning ."))
    assert [t.value for t in tables.rows(Time)] == ["2019-03-03", "2019-03-03T04:00"]
    found = times(f"They {FIRED} at 10 p.m. again")
    assert [(t.value, t.date_start, t.basis) for t in found] == [("T22:00", None, "none")]


def test_a_day_cut_off_from_its_clock_time_keeps_time_and_tense() -> None:
    before = (
        "They|they|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux leave|leave|VERB|VB|0|root at|at|ADP|IN|5|case "
        "9|9|NUM|CD|3|obl a.m.|a.m.|NOUN|NN|5|nmod"
    )
    tables = ground(document(before, "Tuesday , he said ."))
    assert [t.value for t in tables.rows(Time)] == ["T09:00", "2020-11-24T09:00"]


def test_overnight_covers_both_days() -> None:
    found = times(f"They {FIRED} overnight into Sunday")
    assert [(t.value, t.date_start, t.date_end) for t in found] == [("2020-11-14TNI", "2020-11-14", "2020-11-15")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each Thursday", ["XXXX-WXX-4"]),
        ("every Friday night", ["XXXX-WXX-5TNI"]),
        ("on Monday and Tuesday nights", ["XXXX-WXX-1TNI", "XXXX-WXX-2TNI"]),
        ("on Fridays", ["XXXX-WXX-5"]),
        ("each July", ["XXXX-07"]),
        ("every summer", ["XXXX-SU"]),
        ("every two weeks", ["P2W"]),
    ],
)
def test_sets(text: str, expected: list[str]) -> None:
    assert values(text) == expected
    assert all(t.date_start is None for t in times(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for 2 1/2 hours", "PT2H30M"),
        ("for a minute and a half", "PT1M30S"),
        ("for three and a half years", "P3Y6M"),
        ("half an hour", "PT30M"),
        ("half a century", "P50Y"),
        ("for two to three weeks", "P2W"),
        ("a decades-long siege", "PXDE"),
        ("the eight-month-old truce", "P8M"),
        ("a day-long strike", "P1D"),
        ("five minutes later", "PT5M"),
        ("in recent years", "PXY"),
    ],
)
def test_lengths(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in nineteen eighty-two", "1982"),
        ("by the year two thousand and three", "2003"),
        ("in twenty oh six", "2006"),
        ("in the winter of nineteen ninety-one", "1991-WI"),
        ("in March nineteen eighty-eight", "1988-03"),
        ("in the summer of '82", "1982-SU"),
        ("3 Jan 90", "1990-01-03"),
        ("on March the twenty-third 2003", "2003-03-23"),
        ("in the last half of 1989", "1989-H2"),
        ("in the 1988 third quarter", "1988-Q3"),
        ("the week of March 6 , 2000", "2000-W10"),
    ],
)
def test_years_in_words_and_short(text: str, value: str) -> None:
    found = times(text, None)
    assert [(t.value, t.basis) for t in found] == [(value, "explicit")]


def test_a_count_of_thousands_is_no_year() -> None:
    assert values("two thousand soldiers") == []
    assert values("some 1013 confirmed|confirm|VERB|VBN|0|amod cases") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASUNCION , 3 FEB 89 ( EFE )", ["1989-02-03"]),
        ("THE MINE WENT OFF AT 2130 ( 0130 GMT )", ["T21:30"]),
        ("AT 1430 HOURS ON 7 JANUARY", ["1989-01-07T14:30"]),
        ("AT 2220 LAST NIGHT", ["1989-02-05T22:20"]),
        ("AROUND 1400 YESTERDAY", ["1989-02-05T14:00"]),
        ("2 DAYS AGO", ["1989-02-04"]),
        ("THREE WEEKS AGO", ["1989-W03"]),
        ("THIS MORNING", ["1989-02-06TMO"]),
        ("DURING THE PAST 48 HOURS", ["PT48H"]),
    ],
)
def test_upper_case(text: str, expected: list[str]) -> None:
    assert values(text, "1989-02-06") == expected


def test_a_month_takes_the_year_of_a_narrative_and_not_of_a_mere_mention() -> None:
    told = ground(document(IN_JUNE, "In November they left ."))
    assert [t.value for t in told.rows(Time)] == ["1987-06-09", "1987-11"]
    back = ground(document(IN_JUNE, "In April they left ."))  # before June: not of that story
    assert back.rows(Time)[1].value == "2020-04"
    named = ground(
        document(
            "The 1987|1987|NUM|CD|3|nummod raid|raid|NOUN|NN|4|nsubj failed|fail|VERB|VBD|0|root",
            "In November they left .",
        )
    )
    assert named.rows(Time)[1].value == "2020-11"


def test_the_first_of_two_joined_dates_takes_the_year_of_the_second() -> None:
    found = times("from|from|ADP|IN|0|case 26 August to 20 October 1990")
    assert [(t.value, t.date_start, t.date_end) for t in found] == [
        ("1990-08-26", "1990-08-26", "1990-10-20"),
        ("1990-10-20", "1990-10-20", "1990-10-20"),
    ]
    assert [(t.value, t.date_end) for t in times("between 3 and 7 May 1999")] == [("1999-05-03", "1999-05-07")]


def test_from_weekday_to_weekday_is_one_stretch() -> None:
    found = times("runs from|from|ADP|IN|0|case Wednesday to Sunday")
    assert [(t.date_start, t.date_end) for t in found] == [("2020-11-18", "2020-11-22"), ("2020-11-22", "2020-11-22")]


def test_a_weekday_fixes_the_year_of_its_date() -> None:
    assert values("on Tuesday , March 9", "2021-11-20") == ["2021-03-09"]
    assert values("on Saturday , 9 January", "2020-11-20") == ["2021-01-09"]


def test_stretches_told_carry_the_next_ones() -> None:
    tables = ground(document("It fell in March 2018 .", "The following month they left .", "Later that year he died ."))
    assert [t.value for t in tables.rows(Time)] == ["2018-03", "2018-04", "2018"]


@pytest.mark.parametrize(
    ("line", "published", "day"),
    [
        (
            "They|they|PRON|PRP|3|nsubj had|have|AUX|VBD|3|aux fled|flee|VERB|VBN|0|root by|by|ADP|IN|5|case "
            "Wednesday|Wednesday|PROPN|NNP|3|obl",
            "2020-11-20",
            "2020-11-18",
        ),
        (
            "payable|payable|ADJ|JJ|0|root July|July|PROPN|NNP|1|obl 2|2|NUM|CD|2|nummod",
            "2020-05-20",
            "2020-07-02",
        ),
        (
            "summit|summit|NOUN|NN|0|root set|set|VERB|VBN|1|acl for|for|ADP|IN|4|case April|April|PROPN|NNP|2|obl",
            "2020-03-12",
            "2020-04-01",
        ),
        (
            "announced|announce|VERB|VBN|4|acl Tuesday|Tuesday|PROPN|NNP|4|obl would|would|AUX|MD|4|aux "
            "appeal|appeal|VERB|VB|0|root",
            "2020-11-20",
            "2020-11-17",
        ),
        (
            "as soon|soon|ADV|RB|0|advmod as Tuesday",
            "2020-11-20",
            "2020-11-24",
        ),
    ],
)
def test_the_clause_tells_the_side(line: str, published: str, day: str) -> None:
    assert times(line, published)[0].date_start == day


@pytest.mark.parametrize(
    "text",
    [
        "three-quarters of its food",
        "the Daily|Daily|PROPN|NNP|0|dep News",
        "a six-month-old boy",
        "in his seventies",
        "This time it held",
        "May|May|PROPN|NNP|2|nsubj said|say|VERB|VBD|0|root",
        "call 386-1018",
    ],
)
def test_what_dates_nothing(text: str) -> None:
    assert values(text) == []


def test_sorts_spare_patterns() -> None:
    assert timex.sorts(("they", "left"), "They left") == set()
    assert "feast" in timex.sorts(("at", "easter"), "at Easter")
    assert timex.number("two to three") == 2
    assert timex.year("nineteen ninety-four") == "1994"


def test_that_friday_is_the_one_of_the_day_told_last() -> None:
    assert values("They met on 2 November and left that Friday , said Gao .")[-1] == "2020-11-06"


def test_when_an_entry_of_a_live_page_was_posted_is_no_time_of_what_it_tells() -> None:
    posted, told = times("11:10 Police entered Gao on Monday .", "2020-11-20")
    assert (posted.value, posted.date_start) == ("T11:10", None)
    assert told.date_start == "2020-11-16"

# ruff: noqa: E501 (reports are written as they come: a paragraph a line)
"""The document made of a report: its text, date, publisher, title, language, and on what basis."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.corpus.dates import parse_date, written_dates

from .conftest import Made

BODY = (
    "Two patrol boats collided off the Second Thomas Shoal on Tuesday, the coast guard said, and four sailors were hurt.\n\n"
    "Beijing called the collision a provocation. Manila summoned the ambassador and said it would not withdraw its men.\n"
)


def test_given_date_beats_every_other(make: Made) -> None:
    text = "March 5, 2024\n\n" + BODY
    told = make(text, published="2024-03-07", publisher="Bay Wire", title="Boats collide", authors=("Ann Lee",))
    assert (told.published, told.published_basis) == ("2024-03-07", "given")
    assert (told.publisher, told.title, told.authors) == ("Bay Wire", "Boats collide", ("Ann Lee",))


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("March 5, 2024\n\n", "2024-03-05"),
        ("Manila, 5 March 2024\n\n", "2024-03-05"),
        ("Boats collide at shoal\n\nPosted on 5 March 2024 at 10:30\n\n", "2024-03-05"),
        ("BAY BRIEFING · March 5, 2024\n\n", "2024-03-05"),
        ("BAY RADIO. SCRIPT. 5 MARCH 2024. 0600.\n\n", "2024-03-05"),
        ("BAY RADIO. SCRIPT. 5 MARCH 2024.\n\nPRESENTER: Whose boat was it?\n\n", "2024-03-05"),
        ("MANILA, March 5, 2024 (Bay Wire) - ", "2024-03-05"),
        ("On Tuesday, March 5, 2024, the talks ended. ", "2024-03-05"),
    ],
)
def test_date_told_by_the_text_is_inferred(make: Made, head: str, day: str) -> None:
    told = make(head + BODY)
    assert (told.published, told.published_basis) == (day, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "\nThe two navies last collided on June 17, 2023.\n",
        "MANILA, March 5 (Bay Wire) - " + BODY,
        "The summary of the order of June 24, 2019\n\n" + BODY,
        "The treaty of 30 August 1951 binds both. " + BODY,
        BODY + "\nA vote is due on 9 May 2025.\n",
    ],
)
def test_date_that_is_not_that_of_publication_stays_unknown(make: Made, text: str) -> None:
    told = make(text)
    assert (told.published, told.published_basis) == (None, "unknown")


def test_dateline_without_year_takes_it_from_a_date_just_before(make: Made) -> None:
    told = make("MANILA, Jan. 2 (Bay Wire) - " + BODY + "\nThe last patrol was on December 29, 2023.\n")
    assert (told.published, told.published_basis) == ("2024-01-02", "inferred")


def test_date_in_address_or_file_name(make: Made) -> None:
    assert make(BODY, url="https://bay.example/2024/03/05/boats").published_basis == "page"
    assert make(BODY, uri="2024-03-05-boats.txt").published == "2024-03-05"


def test_wire_in_the_dateline_is_the_publisher_if_none_is_told(make: Made) -> None:
    assert make("MANILA, March 5 (Bay Wire) - " + BODY).publisher == "Bay Wire"
    assert make("MANILA (Tuesday) - " + BODY).publisher is None
    assert make(BODY).publisher is None


@pytest.mark.parametrize(
    "text",
    [
        "MANILA, March 5 (Bay Wire) - " + BODY,
        "MANILA (Bay Wire) - " + BODY,
        BODY + "\nReprinted from the Bay Wire with permission.\n",
        BODY + "\nFirst carried by Bay Wire. Republished by The Cove.\n",
        BODY + "\nSource: Bay Wire\n",
    ],
)
def test_copy_of_another_outlet_is_told_from_that_of_its_publisher(make: Made, text: str) -> None:
    told = make(text, publisher="The Cove")
    assert told.publisher == "The Cove"
    assert {s.publisher for s in told.segments} == {"Bay Wire"}
    own = make(text, publisher="Bay Wire")
    assert "Bay Wire" not in {s.publisher for s in own.segments}


def test_agency_in_the_byline(make: Made) -> None:
    told = make("Boats collide at shoal\n\nBy REUTERS\n\n" + BODY, publisher="The Cove")
    assert [s.publisher for s in told.segments] == [None, "Reuters", "Reuters"]


def test_byline_gives_the_authors(make: Made) -> None:
    assert make("Boats collide at shoal\n\nBy Ann Lee and Jun Reyes in Manila\n\n" + BODY).authors == (
        "Ann Lee",
        "Jun Reyes",
    )


def test_text_is_the_kept_blocks_and_segments_point_into_both(make: Made) -> None:
    raw = "Boats collide at shoal\n\nShare this article\n\n" + BODY + "\n3 comments\n\nTypical.\n"
    told = make(raw)
    assert told.text == "Boats collide at shoal\n\n" + BODY.strip()
    assert [s.kind for s in told.segments] == ["title", "body", "body"]
    for s in told.segments:
        quote = told.text[s.char_start : s.char_end]
        assert raw[s.raw_start : s.raw_start + len(quote)] == quote


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Les forces armées maliennes ont repris la ville de Kidal mardi, selon un communiqué de l'état-major publié à Bamako.",
            "language_fr",
        ),
        (
            "نفت المتحدثة باسم الجيش أن تكون القوات قد دخلت المدينة صباح اليوم، وأكدت أن القتال مستمر في الأحياء الشرقية",
            "language_ar",
        ),
        ("Share this article", "no_text"),
    ],
)
def test_what_is_set_aside(make: Made, text: str, reason: str) -> None:
    told = make(text)
    assert (told.kept, told.reason) == (False, reason)


@pytest.mark.parametrize(
    "text", ["Rebels took Kidal.", "KYIV: Drones again, 34 shot down.", "Khartoum, Omdurman, Bahri: no change."]
)
def test_short_english_is_kept(make: Made, text: str) -> None:
    assert make(text).kept


PAGE = """<!DOCTYPE html><html><head><title>Boats collide | Bay Post</title>
<meta property="og:site_name" content="Bay Post">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
{"@type": "NewsArticle", "headline": "Boats collide at shoal", "datePublished": "2024-03-05T23:30:00Z",
"author": [{"name": "Ann Lee"}]}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><h1>Boats collide at shoal</h1>
<article><p>Two patrol boats <b>collided</b> off the Second Thomas Shoal on Tuesday, the coast guard said, and four sailors were hurt.</p>
<figure><img src="x"><figcaption>A boat, seen last year.</figcaption></figure>
<p>Beijing called the collision a provocation. Manila summoned the ambassador and said it would not withdraw its men from the wreck.</p>
<p>The two governments agreed in January to talk more. They have not met since, diplomats said on Tuesday evening in the capital.</p>
</article><section id="comments"><h3>2 comments</h3><p>They will sink the next one, and we will all applaud.</p></section>
<script>var published = "2024-03-06T07:30:00+08:00";</script>
<footer>© Bay Post</footer></body></html>"""


def test_page(make: Made) -> None:
    told = make(PAGE, media="text/html", uri="a.html")
    assert told.text.split("\n\n")[0] == "Boats collide at shoal"
    assert [s.kind for s in told.segments] == ["title", "body", "body", "body"]
    assert "applaud" not in told.text
    assert "Home" not in told.text
    assert "seen last year" not in told.text
    assert (told.publisher, told.authors, told.title) == ("Bay Post", ("Ann Lee",), "Boats collide at shoal")
    assert (told.published, told.published_basis) == ("2024-03-06", "page")  # the same moment, on the publisher's clock


def test_fragment_of_a_feed_is_all_article(make: Made) -> None:
    told = make(
        "<p>Two ships passed <a href='/t'>Taiwan</a> on Friday.</p><p>No one objected &amp; no one waved.</p>",
        media="text/html",
    )
    assert told.text == "Two ships passed Taiwan on Friday.\n\nNo one objected & no one waved."
    assert told.kept


def test_page_that_is_a_list_of_links_is_set_aside(make: Made) -> None:
    page = "<html><body><a href='/'>Home</a> <a href='/x'>War in the east: all reports</a><div><a href='/y'>Troops cross river at dawn</a></div></body></html>"
    assert make(page, media="text/html").reason == "no_text"


def test_page_written_by_a_script_is_read_from_what_it_tells_machines(make: Made) -> None:
    body = " ".join(
        f"Sentence {i} tells of the {w} blockade and of the ships that wait outside it."
        for i, w in enumerate(["first", "second", "third"] * 5)
    )
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + body
        + '"}</script></head><body><div id="app"></div></body></html>'
    )
    assert make(page, media="text/html").text == body


@given(
    st.dates(date(1950, 1, 1), date(2089, 12, 31)),
    st.sampled_from(
        [
            "%B %d, %Y",
            "%d %B %Y",
            "%b. %d, %Y",
            "%Y-%m-%d",
            "%Y-%m-%dT10:00:00+02:00",
            "%a, %d %b %Y 08:00 GMT",
            "%d.%m.%Y",
        ]
    ),
)
def test_full_dates_are_read_in_every_spelling(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 03/04/2020 and 01/14/2020", [date(2020, 3, 4), date(2020, 1, 14)]),
        ("On 03/04/2020 and 14/01/2020", [date(2020, 4, 3), date(2020, 1, 14)]),
        ("On 03/04/2020", [None]),
        ("On 31 February 2020 or 2020-13-01", [None, None]),
        ("In May 2020, on 3 May, at 12:30, for 20,200", []),
    ],
)
def test_numeric_dates_are_read_as_their_neighbours_are(text: str, days: list[date | None]) -> None:
    assert [w.day for w in written_dates(text)] == days

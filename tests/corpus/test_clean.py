# ruff: noqa: E501 (reports are written as they come: a paragraph a line)
"""What is kept of a report, and what is dropped with which reason. All texts are made up for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Cleaned, Made

WIRE = """\
Junta forces retake mining town in northern Burkina Faso

OUAGADOUGOU, March 4 (Volta Wire) - Soldiers drove jihadist fighters out of the gold mining town of Inata on Monday after two days of clashes, the army said in a statement.

At least 14 people were killed, among them three civilians, according to a hospital official in Djibo who spoke on condition of anonymity.

The army said it had captured two pickup trucks and a stock of mortar shells. No group claimed the attack that began the battle.

Russia's foreign ministry said it welcomed the operation. Paris did not comment.
"""


def kinds(blocks: list[object]) -> list[str]:
    return [b.kind for b in blocks]  # type: ignore[attr-defined]


def dropped(blocks: list[object]) -> list[str]:
    return [b.text for b in blocks if not b.kept]  # type: ignore[attr-defined]


def test_wire_story_is_kept_whole(clean: Cleaned) -> None:
    blocks = clean(WIRE)
    assert kinds(blocks) == ["title", "body", "body", "body", "body"]
    assert all(b.kept for b in blocks)


def test_blocks_are_verbatim(clean: Cleaned) -> None:
    for b in clean(WIRE):
        assert WIRE[b.char_start : b.char_end] == b.text


UNMARKED = [
    "The author forgets that Moscow came because it was invited. Sloppy piece.",
    "So the french leave and everything gets better, sure. You believe that?",
    "I lived in Djibo for three years. Nobody there trusts either side.",
    "Both sides are run by men who never see the front.",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_comments_without_any_mark(clean: Cleaned, gap: str) -> None:
    text = gap.join([*WIRE.strip().split("\n\n")[1:], *UNMARKED])
    blocks = clean(text)
    assert dropped(blocks) == UNMARKED
    assert {b.rule for b in blocks if not b.kept} == {"comment.voice"}


def test_readers_call_the_outlet_by_name(clean: Cleaned) -> None:
    comments = [
        "Participation in Sahelwatch is a waste of an evening.",
        "Mali chose its friends. That is its affair.",
        "What a mess, obviously.",
    ]
    text = "\n\n".join([*WIRE.strip().split("\n\n")[1:], *comments])
    assert dropped(clean(text, publisher="Sahelwatch.org")) == comments


def test_letters_with_marks_are_no_readers_i(clean: Cleaned) -> None:
    tail = [
        "Near Bălți, Ștefan Țurcanu counted the masts that the wind had felled.",
        "And the dead man of Varnița? A detective assures this newspaper that smugglers shot him.",
        "In Bălți, the shops were open on Sunday.",
    ]
    assert not dropped(clean("\n\n".join([*WIRE.strip().split("\n\n"), *tail])))


@pytest.mark.parametrize(
    ("mark", "comments", "rule"),
    [
        ("3 Comments", ["Sad day for the region.", "Where is the UN?", "Typical."], "comment.section"),
        ("What readers say", ["The mine was foreign owned, that is all you need to know."], "comment.section"),
        (
            "",
            ["sahel_watch: They will be back in a week.", "Moussa K.: My town. My family.", "anon: Fake."],
            "comment.handles",
        ),
        (
            "",
            [
                "Awa T",
                "2 hours ago",
                "The mine matters more than the people.",
                "Reply",
                "Jon",
                "1 hour ago",
                "It does.",
            ],
            "comment.tools",
        ),
    ],
)
def test_marked_comments(clean: Cleaned, mark: str, comments: list[str], rule: str) -> None:
    blocks = clean(WIRE + "\n" + "\n\n".join([mark, *comments] if mark else comments))
    assert set(comments) <= set(dropped(blocks))
    assert rule in {b.rule for b in blocks}
    assert sum(b.kept for b in blocks) == 5


OPINION = """\
Why I no longer believe in the Taiwan timetable

I have spent twenty years in rooms where people asked when, not whether, the Strait would burn. I believed the dates they gave me. I was wrong.

You will hear 2027 repeated this week in Washington. Ask whoever says it what they base it on. They will tell you about a speech that none of us has read in full.

My view is simple. We should arm the island, talk to Beijing, and stop pretending that a calendar is a strategy. Honestly, who benefits from panic?

On Tuesday the defence ministry in Taipei counted 41 aircraft across the median line. I counted them too, from a roof in Hualien, and I can tell you that nobody around me looked up.

I hope I am right this time. I suppose you do too.
"""

SPEECH = """\
Statement by the President on the closure of the border

My fellow citizens, last night our soldiers came under fire at Paraguachon. Two of them will not come home.

I ask you tonight for calm. We do not want war with our neighbours. We have never wanted it.

But hear me well: if one more rocket crosses that line, you will not need to ask me what we will do. We will act, and we will not ask for permission.

To the mothers of those two boys I say: your sons are our sons. Thank you, and may God bless you all.
"""

INTERVIEW = """\
"The line of control has not been quiet for one day"

A retired Indian brigadier speaks about the shelling in Kupwara, about drones, and about the ceasefire that both armies announced in February.

Do you think the ceasefire will hold?

I think it will bend. You must understand that commanders on both sides have lived with worse. I have been shelled on a day that was reported as peaceful.

What would break it?

An attack on a camp, as in 2016. If we lose twenty men in one night, nobody in Delhi will be able to wait. I would not have waited myself.

And Pakistan?

You should ask them. My guess is that they are tired too.
"""

ANALYSIS = """\
Korea's loudspeakers are louder than its shells

The loudspeakers along the border came back on Sunday, the defence ministry in Seoul said, after the North released another 300 balloons filled with waste.

Pyongyang's state news agency said leaflets were an act of war. Officials in Seoul said they would not stop private groups.

So what happens next? Three things, perhaps. The South could suspend more of the 2018 agreement. The North could shell an empty sea, as it did in January. Or nothing happens at all, which is what usually happens.

We have been here before. In 2015 a landmine led to an exchange of fire, and that led to forty hours of talks.

None of this is a plan. It is, at best, a habit.
"""


@pytest.mark.parametrize(
    "text", [OPINION, SPEECH, INTERVIEW, ANALYSIS], ids=["opinion", "speech", "interview", "analysis"]
)
def test_first_person_and_address_alone_drop_nothing(clean: Cleaned, text: str) -> None:
    assert dropped(clean(text)) == []


KEPT = sorted((Path(__file__).parent / "kept").glob("*.txt"))


@pytest.mark.parametrize("file", KEPT, ids=lambda f: f.stem)
def test_voices_that_are_no_comments(clean: Cleaned, file: Path) -> None:
    """A press briefing, an armed group's statement, a witness, an open letter, a column with a note on its author."""
    assert [b.kind for b in clean(file.read_text(encoding="utf-8")) if not b.kept] == ["byline"] * (
        file.stem == "column"
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Amina Traore in Ouagadougou", "byline"),
        ("Author: Amina Traore", "byline"),
        ("Amina Traore is a correspondent for the Volta Wire. Follow her on Twitter @atraore.", "byline"),
        ("Amina Traore covers the Sahel from Dakar. She is the author of two books on the region.", "byline"),
        ("(Reporting by Amina Traore; editing by Paul Meyer)", "byline"),
        ("With additional reporting from Bamako by Issa Keita", "byline"),
        ("Reprinted from the Volta Wire with permission.", "byline"),
        ("The views expressed here are the author's own.", "byline"),
        ("Share this article", "boilerplate"),
        ("Facebook | Twitter | WhatsApp | Email", "boilerplate"),
        ("Sign up for our morning newsletter and never miss a story.", "boilerplate"),
        ("Read more: Who are the men in Inata?", "boilerplate"),
        ("© 2024 Volta Wire. All rights reserved.", "boilerplate"),
        ("Post a Comment", "boilerplate"),
        ("No comments:", "boilerplate"),
        ("A soldier stands guard in Inata, March 3. [File: Paul Meyer/Reuters]", "caption"),
        ("Photo: Soldiers at the mine in Inata (handout)", "caption"),
    ],
)
def test_what_stands_around_an_article(clean: Cleaned, line: str, kind: str) -> None:
    found = [b for b in clean(WIRE + "\n" + line + "\n") if b.text == line]
    assert [(b.kind, b.kept) for b in found] == [(kind, False)]


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the town was quiet, residents said.",
        "Comments by the minister that the war was over drew anger in Djibo.",
        "Share prices of the mine's owner fell by a tenth.",
        "General Traore is the commander who ordered the assault, the army said.",
        "Kidnappers released a correspondent for the Volta Wire on Sunday.",
        "Read out on state television, the statement named no group.",
        "Also on Monday, gunmen killed two guards near Dori.",
        "Discussion of a ceasefire ended without result, mediators said.",
        "You have to ask who armed them, an official said.",
        "Source protection kept the doctor's name out of the report.",
    ],
)
def test_body_that_resembles_furniture_is_kept(clean: Cleaned, line: str) -> None:
    assert [(b.kind, b.kept) for b in clean(WIRE + "\n" + line + "\n") if b.text == line] == [("body", True)]


def test_caption_that_repeats_the_caption_before_it(clean: Cleaned) -> None:
    caption = "Smoke rises over Inata after an air strike on the market"
    text = WIRE.replace("\n\nAt least", f"\n\n{caption}\n\n{caption}, March 3 (Volta Wire)\n\nAt least")
    blocks = [b for b in clean(text) if caption in b.text]
    assert [(b.kind, b.kept) for b in blocks] == [("caption", False)] * 2


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Enlarge this image",
            "{0}. Paul Meyer/AP hide caption",
            "toggle caption Paul Meyer/AP",
            "{0}.",
            "Paul Meyer/AP",
        ],
        ["Image source, Getty Images", "Image caption, {0}"],
        ["{0} [File: Paul Meyer/Reuters]", "{0}"],
        ["{0}", "{0} (Photo: Paul Meyer)"],
        ["FILE - In this March 3, 2023, photo, {0}."],
    ],
)
def test_captions_as_outlets_write_them(clean: Cleaned, lines: list[str]) -> None:
    caption = "Women wait for water outside the mine in Inata"
    wanted = [line.format(caption) for line in lines]
    text = WIRE.replace("\n\nAt least", "\n\n" + "\n\n".join(wanted) + "\n\nAt least")
    assert dropped(clean(text)) == wanted


def test_headlines_inside_the_text(clean: Cleaned) -> None:
    text = (
        WIRE
        + "\nGoats win the cup in Dori\n\nThe Goats beat the Rams two to one in a match that was stopped twice because of dust.\n"
    )
    blocks = clean(text)
    assert [(b.kind, b.rule) for b in blocks if b.text.startswith("Goats")] == [("title", "title.crosshead")]


def test_pull_quote_is_dropped_and_its_paragraph_kept(clean: Cleaned) -> None:
    quote = "the army said it had captured two pickup trucks"
    text = WIRE.replace("\n\nAt least", f"\n\n{quote.capitalize()}\n\nAt least")
    assert dropped(clean(text)) == [quote.capitalize()]


def test_deck_below_the_headline_is_the_lead(clean: Cleaned) -> None:
    text = WIRE.replace("\n\nOUAG", "\n\nArmy says two days of clashes left fourteen dead in Inata\n\nOUAG")
    assert kinds(clean(text))[:3] == ["title", "lead", "body"]


BLOG = """\
Everybody is arming, nobody is talking. A few things I read this week about the Caucasus.

Leyla Mammadova (What the corridor would cost Armenia 11/14/2020)

Azerbaijani troops entered the district on Friday, a day after the last residents burned their houses.

The corridor is promised in point nine and drawn on no map.

The Tbilisi Courier reported on 12 November 2020:

Russian peacekeepers set up a post at the Lachin crossroads at dawn.

I have nothing to add to that.
"""


def test_embedded_quotations_have_their_own_publisher_and_date(make: Made) -> None:
    text = BLOG.replace(
        "Leyla",
        "The Levant Review wrote last month:\n\nNo one will give up the road.\n\nThat was early. Now to the rest.\n\nLeyla",
    )
    document = make(text)
    told = {
        document.text[s.char_start : s.char_end][:12]: (s.kind, s.publisher, s.published) for s in document.segments
    }
    assert told["No one will "] == ("quotation", "Levant Review", None)
    assert told["That was ear"] == ("body", None, None)
    assert told["Azerbaijani "] == ("quotation", "Leyla Mammadova", "2020-11-14")
    assert told["The corridor"] == ("quotation", "Leyla Mammadova", "2020-11-14")


def test_the_town_of_a_bureau_and_an_agency_that_learned_are_no_authors(make: Made) -> None:
    told = [
        "Suva has long held that the trawlers are run by a navy across the water.",
        "Coral Press has learned that three boats were turned back at the reef.",
    ]
    lead = "Two boats of the coast guard were rammed at the reef on Monday, the harbour master said in the evening."
    report = make("\n\n".join([lead, *told, "Reporting by the Suva bureau of Coral Press; editing by P. Waqa"]))
    assert [report.text[s.char_start : s.char_end] for s in report.segments if s.kind == "body"] == [lead, *told]


def test_the_town_of_a_contributor_does_not_make_a_note_of_a_paragraph_about_reporters(make: Made) -> None:
    paragraph = "In Port Sudan, a court freed two reporters of a daily. Their editor, Hala Bashir, thanked the judges."
    text = f"Rebels shelled the harbour of Suakin on Monday.\n\n{paragraph}\n\nAdditional reporting by M. Idris in Port Sudan"
    assert paragraph in make(text).text


def test_line_of_author_outlet_and_date_opens_a_quotation_but_not_at_the_head(make: Made) -> None:
    line = "Nino Beridze, The Tbilisi Courier, 12 November 2020"
    own = "I collect what others write about the Caucasus so that you need not. This week brought three pieces on the corridor, two of them good, and one that I wish I had not read before breakfast, for it spoiled the week."
    document = make(f"{own}\n\n{line}\n\nRussian peacekeepers set up a post at dawn.\n")
    assert [(s.kind, s.publisher, s.published) for s in document.segments][1:] == [
        ("quotation", "Tbilisi Courier", "2020-11-12")
    ]
    head = make(f"Post at the crossroads\n\n{line}\n\nRussian peacekeepers set up a post at dawn on Thursday.\n")
    assert [s.kind for s in head.segments] == ["title", "body"]
    assert head.published == "2020-11-12"


def test_markdown(make: Made) -> None:
    text = (
        "# Two notes on Odesa\n\nThe **Harbour Post** had this on [4 June 2023](https://x.example):\n\n"
        "> Drones hit a silo,\n> the port said.\n\nNothing *else* is known.\n"
    )
    document = make(text, media="text/markdown")
    assert [(s.kind, s.publisher, s.published) for s in document.segments][2] == (
        "quotation",
        "Harbour Post",
        "2023-06-04",
    )
    assert document.text == (
        "Two notes on Odesa\n\nThe Harbour Post had this on 4 June 2023:\n\nDrones hit a silo,\nthe port said.\n\nNothing else is known."
    )


def test_wrapped_lines_are_one_paragraph(clean: Cleaned) -> None:
    text = (
        "The defence ministry in Manila said on Thursday that two of its supply boats\n"
        "had been hit by water cannon near the Second Thomas Shoal, the third such\n"
        "incident this month, and that one sailor had lost a thumb.\n"
        "\n"
        "China's coast guard said the boats had ignored repeated warnings and that it\n"
        "had acted with restraint. It published a film of nine seconds.\n"
    )
    assert [b.text for b in clean(text)] == [part.strip() for part in text.split("\n\n")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*UNMARKED, *WIRE.split("\n\n"), "Comments (2)", "By Ann Lee", "Share", ">", "", "\r\n", "—", "7"]
        ),
        max_size=12,
    )
)
def test_every_block_is_in_place_whatever_comes(clean: Cleaned, parts: list[str]) -> None:
    text = "\n".join(parts)
    at = 0
    for b in clean(text):
        assert text[b.char_start : b.char_end] == b.text
        assert at <= b.char_start < b.char_end
        assert b.rule
        at = b.char_end

"""Sentences end where a reader would end them."""

from __future__ import annotations

import textwrap

import pytest

from escalade.reading import Reader


def split(reader: Reader, text: str) -> list[str]:
    return [" ".join(text[s.char_start : s.char_end].split()) for s in reader.parse("d", text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Qassem Soleimani was killed on Jan. 3 near Baghdad.", "Iran vowed revenge."],
        ["The U.S. struck five sites in Iraq and Syria.", "Two U.S. officials confirmed it."],
        ["“We will respond,” Mr. Esper said.", "He gave no details."],
        ["“This is an act of war.”", "He left the room."],
        ["The bridge was destroyed in May.[17]", "It was rebuilt later."],
        ["Who fired the rockets?", "Nobody knows."],
        ["The attack took place at 4.05 am on Friday.", "At least 2.5 tons of explosives were used."],
    ],
)
def test_ends(reader: Reader, sentences: list[str]) -> None:
    assert split(reader, " ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "opening",
    [
        "GAO, Mali, June 3 (Volta Wire) —",
        "SEOUL/TOKYO —",
        "KABUL (Agency) -",
        "KYIV, Ukraine –",
        "CARACAS, Jan. 5, 2019 -",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_behind_it(reader: Reader, opening: str) -> None:
    assert split(reader, f"{opening} Soldiers fired on a bus.") == [opening, "Soldiers fired on a bus."]


@pytest.mark.parametrize(
    "text", ["US - North Korea talks failed.", "NATO - the alliance - met.", "ISIS – which lost – left."]
)
def test_what_only_looks_like_a_dateline(reader: Reader, text: str) -> None:
    assert split(reader, text) == [text]


def test_a_title_without_full_stop_ends_at_its_paragraph(reader: Reader) -> None:
    text = "Rockets hit base in Iraq\n\nThe attack wounded several soldiers."
    assert split(reader, text) == ["Rockets hit base in Iraq", "The attack wounded several soldiers."]


def test_hard_wrapped_text_is_not_cut_at_line_breaks(reader: Reader) -> None:
    sentence = (
        "The rocket attack on the base near Kirkuk wounded several American and Iraqi military personnel"
        " and killed a contractor, according to a statement that the coalition issued on Friday evening in Baghdad."
    )
    assert split(reader, textwrap.fill(sentence, 72)) == [sentence]


def test_wrapped_lines_need_not_be_filled_to_the_last_word(reader: Reader) -> None:
    lines = (
        "IN ADDITION, THE GUIDE SAID THAT HE WAS HIRED BY THE TWO MEN AT",
        "A MEETING THEY HELD AND THAT ONE OF THEM HAD OFFERED TO PAY HIM $900 TO",
        "KILL SOMEBODY, PRESUMABLY AN OFFICER OF THE GARRISON AT PUERTO BERRIO",
        "WHO HAD THREATENED THEM.",
    )
    assert split(reader, "\n".join(lines)) == [" ".join(lines)]
    assert split(reader, "   3. " + "\n".join(lines))[-1].endswith(" ".join(lines))


def test_list_items_end_at_their_line(reader: Reader) -> None:
    text = "- Iran denies the attack\n- The United States blames a militia\n- Iraq asks for calm"
    assert len(split(reader, text)) == 3


def test_single_line_breaks_between_paragraphs(reader: Reader) -> None:
    long = "The foreign ministry said on Monday that the strike on its commander would not go unanswered by Iran."
    text = f"Iran condemns the strike\n{long}\nMore follows"
    assert len(split(reader, text)) == 3


def test_segments_are_never_crossed(reader: Reader) -> None:
    text = "Two soldiers were killed in\nthe northern city."
    cut = text.index("\n")
    rows = reader.parse("d", text, [(0, cut, "title"), (cut + 1, len(text), "body")])
    assert [(r.block, r.segment, r.char_start, r.char_end) for r in rows] == [
        ("title", 0, 0, cut),
        ("body", 1, cut + 1, len(text)),
    ]

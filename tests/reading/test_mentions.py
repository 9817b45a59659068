"""Which actors, places and weapons are mentioned, how far a mention reaches, and of what kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from escalade.model.readings import Mention, Sentence
from escalade.reading import Reader
from escalade.reading.mentions import Names, find


def quotes(rows: Sequence[Mention], *kinds: str) -> set[str]:
    return {m.quote for m in rows if not kinds or m.kind in kinds}


def mentions(reader: Reader, text: str, names: dict[str, str] | None = None) -> list[Mention]:
    return find(reader.parse("d", text), text, Names(names) if names else None)


def sentence(text: str, columns: str) -> Sentence:
    """A hand-made sentence: one "word upos head deprel ner mention" a line."""
    rows = [line.split() for line in columns.strip().splitlines()]
    starts, at = [], 0
    for row in rows:
        starts.append(text.index(row[0], at))
        at = starts[-1] + len(row[0])
    _, upos, head, deprel, ner, mention = zip(*rows, strict=True)
    words = tuple(r[0] for r in rows)
    ends = tuple(a + len(w) for a, w in zip(starts, words, strict=True))
    heads = tuple(int(h) for h in head)
    return Sentence(
        "d:0", "d", 0, "body", 0, 0, len(text), tuple(starts), ends, words, upos, upos, heads, deprel, ner, mention
    )


PERSONNEL = """
several ADJ 6 amod O O
U.S. PROPN 6 compound B-LOC O
and CCONJ 4 cc O O
Iraqi ADJ 2 conj O O
military ADJ 6 amod O B-group
personnel NOUN 0 root O I-group
who PRON 8 nsubj O O
fled VERB 6 acl:relcl O O
"""


def test_a_nominal_mention_runs_from_its_premodifiers_to_its_head() -> None:
    text = "several U.S. and Iraqi military personnel who fled"
    rows = find([sentence(text, PERSONNEL)], text)
    outer = rows[0]
    assert outer.quote == "several U.S. and Iraqi military personnel"
    assert (outer.kind, outer.level, outer.token_start, outer.token_end, outer.head) == ("group", "nominal", 0, 6, 5)
    assert "U.S." in quotes(rows)


def test_known_names_win_over_what_was_learnt() -> None:
    text = "several U.S. and Iraqi military personnel who fled"
    rows = find([sentence(text, PERSONNEL)], text, Names({"U.S.": "country", "Iraqi": "country"}))
    assert quotes(rows, "country") == {"U.S.", "Iraqi"}


def test_a_country_inside_a_persons_name_is_no_country() -> None:
    text = "Michael Jordan left Jordan"
    row = sentence(
        text,
        "Michael PROPN 3 nsubj B-PER B-person\nJordan PROPN 1 flat I-PER I-person\n"
        "left VERB 0 root O O\nJordan PROPN 3 obj O O",
    )
    rows = find([row], text, Names({"Jordan": "country"}))
    assert [(m.quote, m.kind) for m in rows] == [("Michael Jordan", "person"), ("Jordan", "country")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("The Boxer", "organisation"), ("A Katyusha", "organisation"), ("The Rev. Berger", "person"), ("Awa", "person")],
)
def test_a_name_with_an_article_is_no_persons(name: str, kind: str) -> None:
    *before, head = name.split()
    tags = {"The": "DET 2 det", "A": "DET 2 det", "Rev.": "PROPN 3 compound"}
    lines = [f"{w} {tags[w]} O O".replace(" 2 ", f" {len(before) + 1} ") for w in before]
    lines += [f"{head} PROPN {len(before) + 2} nsubj B-PER B-person", "sank VERB 0 root O O"]
    (found,) = find([sentence(f"{name} sank", "\n".join(lines))], f"{name} sank")
    assert (found.quote, found.kind) == (name, kind)


def test_case_tells_a_name_from_a_word() -> None:
    assert Names({"US": "country"}).find(["help", "us"]) == []
    assert Names({"US": "country"}).find(["the", "US"]) == [(1, 2, "country")]
    assert Names({"Badr": "group", "Badr Organization": "group"}).find(["Badr", "Organization"]) == [(0, 2, "group")]


def test_pronouns_are_mentions_of_their_own_level(reader: Reader) -> None:
    rows = mentions(reader, "He said that they attacked the base.")
    assert {(m.quote, m.kind) for m in rows if m.level == "pronoun"} == {("He", "person"), ("they", "group")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The militia attacked an official in Baghdad.", {"The militia", "an official", "Baghdad"}),
        (
            "The minister blamed Iranian-backed paramilitary groups.",
            {"The minister", "Iranian-backed paramilitary groups"},
        ),
        ("Will Traore said that he had left.", {"Will Traore"}),
        ("The Post says the Gao Free Column takes money.", {"the Gao Free Column"}),
        ("Soldiers and rebels fought near the airport.", {"Soldiers", "rebels", "the airport"}),
        (
            "Iran's foreign minister met Vladimir Putin in Moscow.",
            {"Iran", "Iran's foreign minister", "Vladimir Putin", "Moscow"},
        ),
    ],
)
def test_named_and_nominal_actors_in_plain_sentences(reader: Reader, text: str, expected: set[str]) -> None:
    assert expected <= quotes(mentions(reader, text))


def test_quotes_and_ids(reader: Reader) -> None:
    text = "Rebels shelled Aleppo. Rebels shelled Homs. “Rebels”, said Assad’s spokesman — 𝔸."
    rows = mentions(reader, text)
    assert all(m.quote == text[m.char_start : m.char_end] for m in rows)
    assert len({m.mention_id for m in rows}) == len(rows)
    assert rows == mentions(reader, text)


def test_a_name_that_one_sentence_knows_is_known_in_all() -> None:
    one = "Black Heron robbed it ."
    again = "Police blame Black Heron ."
    rows = [
        sentence(one, "Black PROPN 2 compound B-ORG B-organisation\nHeron PROPN 3 nsubj I-ORG I-organisation\n"
                 "robbed VERB 0 root O O\nit PRON 3 obj O O\n. PUNCT 3 punct O O"),
        sentence(again, "Police NOUN 2 nsubj O B-organisation\nblame VERB 0 root O O\nBlack PROPN 4 compound O O\n"
                 "Heron PROPN 2 obj O O\n. PUNCT 2 punct O O"),
    ]  # fmt: skip
    text = f"{one} {again}"
    shift = len(one) + 1
    second = replace(
        rows[1],
        sentence_id="d:1",
        ordinal=1,
        token_start=tuple(a + shift for a in rows[1].token_start),
        token_end=tuple(b + shift for b in rows[1].token_end),
    )
    found = find([rows[0], second], text)
    assert [(m.sentence, m.kind) for m in found if m.quote == "Black Heron"] == [
        (0, "organisation"),
        (1, "organisation"),
    ]
    assert [m.quote for m in find([second], text)] == ["Police"]


def test_a_name_goes_on_behind_a_hyphen_in_capitals_or_figures() -> None:
    text = "The FDR-N fled"
    row = sentence(
        text,
        "The DET 2 det O O\nFDR PROPN 5 nsubj B-ORG B-organisation\n- PUNCT 2 punct O O\nN PROPN 2 flat O O\n"
        "fled VERB 0 root O O",
    )
    assert "FDR-N" in {m.quote.removeprefix("The ") for m in find([row], text)}


def test_who_is_named_before_gang_is_one() -> None:
    text = "The Kat Chimen gang fled"
    row = sentence(
        text,
        "The DET 4 det O O\nKat PROPN 3 compound B-PER B-person\nChimen PROPN 4 compound I-PER I-person\n"
        "gang NOUN 5 nsubj O O\nfled VERB 0 root O O",
    )
    assert "group" in {m.kind for m in find([row], text) if m.quote == "Kat Chimen"}

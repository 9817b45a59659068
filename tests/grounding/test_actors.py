"""Who: what phrases, offices, short forms and pronouns stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from escalade.model.documents import Document, Segment
from escalade.model.groundings import Reference
from escalade.model.readings import Mention, Sentence
from escalade.model.tables import Tables

from .rows import document, ground, references

SAID = "said|say|VERB|VBD|0|root"


def phrase(adjective: str, noun: str, tag: str = "NNS", lemma: str = "") -> str:
    return f"{adjective}|{adjective.lower()}|ADJ|JJ|2|amod {noun}|{lemma or noun.rstrip('s')}|NOUN|{tag}|3|nsubj {SAID}"


@pytest.mark.parametrize(
    ("adjective", "noun", "tag", "codes", "actor"),
    [
        ("Iraqi", "officials", "NNS", ("IRQGOV", "IRQ"), None),
        ("American", "troops", "NNS", ("USAMIL", "USA"), "USAMIL"),
        ("Iranian", "general", "NN", ("IRNMIL", "IRN"), None),
        ("Malian", "army", "NN", ("MLIMIL", "MLI"), "MLIMIL"),
        ("Venezuelan", "lawmakers", "NNS", ("VENLEG", "VEN"), None),
        ("Israeli", "warplanes", "NNS", ("ISRMIL", "ISR"), None),
        ("Burmese", "monks", "NNS", ("MMRREL", "MMR"), None),
    ],
)
def test_country_and_noun(adjective: str, noun: str, tag: str, codes: tuple[str, ...], actor: str | None) -> None:
    words = f"{adjective} {noun}"
    row = references(phrase(adjective, noun, tag), mentions=[(0, words, "group", "nominal")])[words]
    assert (row.codes, row.actor_id) == (codes, actor)


@pytest.mark.parametrize(
    "first", ["Iranian - backed", "Turkish-backed", "pro - Russian", "anti-American", "Saudi - led"]
)
def test_who_backs_a_group_is_not_who_it_is(first: str) -> None:
    line = f"{first} militias|militia|NOUN|NNS|0|nsubj {SAID}"
    quote = f"{first} militias"
    row = next(iter(references(line, mentions=[(0, quote, "group", "nominal")]).values()))
    assert row.country is None
    assert row.codes == ("PRM",)


def test_coordinated_countries_give_both() -> None:
    line = (
        "U.S.|U.S.|PROPN|NNP|5|compound and|and|CCONJ|CC|3|cc Iraqi|iraqi|ADJ|JJ|1|conj "
        f"military|military|ADJ|JJ|5|amod personnel|personnel|NOUN|NNS|6|nsubj {SAID}"
    )
    row = references(line, mentions=[(0, "U.S. and Iraqi military personnel", "group", "nominal")])[
        "U.S. and Iraqi military personnel"
    ]
    assert row.codes == ("USAMIL", "IRQMIL", "USA", "IRQ")
    assert row.country is None


@pytest.mark.parametrize(
    ("spelling", "actor"),
    [
        ("Kata'ib Hizballah", "kataib-hezbollah"),
        ("Abu Mahdi al Muhandis", "muhandis"),
        ("President Trump", "trump"),
        ("Volodymyr Zelenskiy", "zelensky"),
        ("JNIM", "jnim"),
    ],
)
def test_a_name_in_any_usual_spelling(spelling: str, actor: str) -> None:
    words = spelling.split()
    line = " ".join(
        f"{w}|{w}|PROPN|NNP|{len(words) + 1 if i == 0 else 1}|{'nsubj' if i == 0 else 'flat'}"
        for i, w in enumerate(words)
    )
    row = references(f"{line} {SAID}", mentions=[(0, spelling, "person", "named", words[0])])[spelling]
    assert row.actor_id == actor
    assert row.basis == "pack"


@pytest.mark.parametrize(
    ("first", "last", "kind", "actor"),
    [
        ("Massoud", "Soleimani", "person", None),
        ("R.", "Soleimani", "person", None),
        ("Q.", "Soleimani", "person", "soleimani"),
        ("Qassim", "Soleymani", "person", "soleimani"),
        ("Bahraini", "Hezbollah", "organisation", None),
        ("Lebanese", "Hizbollah", "organisation", "hezbollah"),
        ("Kataeb", "Hizballah", "organisation", "kataib-hezbollah"),
        ("Syrian", "Arab Coalition", "organisation", None),
        ("the", "Arab coalition", "organisation", "saudi-coalition"),
    ],
)
def test_a_name_that_is_only_part_of_anothers(first: str, last: str, kind: str, actor: str | None) -> None:
    *middle, top = last.split()
    head = len(middle) + 2
    before = {"Bahraini": "ADJ|JJ", "Lebanese": "ADJ|JJ", "Syrian": "ADJ|JJ", "the": "DET|DT"}.get(first, "PROPN|NNP")
    tag = f"{before}|{head}|{'compound' if before == 'PROPN|NNP' else 'det' if first == 'the' else 'amod'}"
    inner = "".join(f"{w}|{w}|ADJ|JJ|{head}|amod " for w in middle)
    line = f"{first}|{first}|{tag} {inner}{top}|{top}|PROPN|NNP|{head + 1}|nsubj {SAID}"
    words = f"{first} {last}"
    row = references(line, mentions=[(0, words, kind, "named")])[words]
    listed = row.actor_id if row.basis == "pack" else None
    assert listed == actor


@pytest.mark.parametrize("further", ["Maiga", "Ould"])
def test_a_listed_family_name_behind_a_hyphen_is_part_of_anothers(further: str) -> None:
    line = (
        f"Seydou|Seydou|PROPN|NNP|5|nsubj {further}|{further}|PROPN|NNP|1|flat -|-|PUNCT|HYPH|4|punct "
        f"Keita|Keita|PROPN|NNP|1|flat {SAID}"
    )
    president = (
        f"Ibrahim|Ibrahim|PROPN|NNP|4|nsubj Boubacar|Boubacar|PROPN|NNP|1|flat Keita|Keita|PROPN|NNP|1|flat {SAID}"
    )
    told = [(0, "Ibrahim Boubacar Keita", "person", "named", "Ibrahim")]
    told += [(1, f"Seydou {further} - Keita", "person", "named", "Seydou")]
    rows = references(president, line, mentions=told, published="2019-05-01")
    assert rows["Ibrahim Boubacar Keita"].actor_id == "keita"
    assert [r.actor_id for quote, r in rows.items() if quote.startswith("Seydou")] != ["keita"]


def test_an_office_is_who_holds_it_on_that_day() -> None:
    line = (
        "Iran|Iran|PROPN|NNP|4|nmod:poss 's|'s|PART|POS|1|case foreign|foreign|ADJ|JJ|4|amod "
        f"minister|minister|NOUN|NN|5|nsubj {SAID}"
    )
    mention = [(0, "Iran 's foreign minister", "person", "nominal", "minister")]
    for day, holder in (("2020-01-08", "zarif"), ("2023-05-01", "amir-abdollahian")):
        row = references(line, mentions=mention, published=day)["Iran's foreign minister"]
        assert (row.actor_id, row.basis, row.codes[0]) == (holder, "role", "IRNGOV")


def test_a_former_holder_is_not_the_present_one() -> None:
    line = f"former|former|ADJ|JJ|3|amod Iranian|iranian|ADJ|JJ|3|amod president|president|NOUN|NN|4|nsubj {SAID}"
    row = references(line, mentions=[(0, "former Iranian president", "person", "nominal")])["former Iranian president"]
    assert row.actor_id is None


def test_a_name_the_pack_does_not_know_has_an_id_of_its_own_and_its_short_form_too() -> None:
    first = "Ian|Ian|PROPN|NNP|3|nsubj Davis|Davis|PROPN|NNP|1|flat spoke|speak|VERB|VBD|0|root"
    second = f"Davis|Davis|PROPN|NNP|2|nsubj {SAID}"
    found = references(
        first, second, mentions=[(0, "Ian Davis", "person", "named", "Ian"), (1, "Davis", "person", "named")]
    )
    assert found["Davis"].actor_id == found["Ian Davis"].actor_id is not None
    assert (found["Ian Davis"].basis, found["Davis"].basis) == ("text", "short_form")


def test_short_forms_and_pronouns_take_up_what_fits() -> None:
    first = "Hezbollah|Hezbollah|PROPN|NNP|2|nsubj struck|strike|VERB|VBD|0|root it"
    second = f"The|the|DET|DT|2|det group|group|NOUN|NN|3|nsubj {SAID}"
    third = f"It|it|PRON|PRP|2|nsubj {SAID}"
    fourth = f"She|she|PRON|PRP|2|nsubj {SAID}"
    mentions = [
        (0, "Hezbollah", "group", "named"),
        (1, "The group", "group", "nominal"),
        (2, "It", "organisation", "pronoun"),
        (3, "She", "person", "pronoun"),
    ]
    found = references(first, second, third, fourth, mentions=mentions)
    assert (found["The group"].actor_id, found["The group"].basis) == ("hezbollah", "short_form")
    assert (found["It"].actor_id, found["It"].basis) == ("hezbollah", "pronoun")
    assert (found["She"].actor_id, found["She"].basis) == (None, "none")


def test_the_forces_of_a_rebel_leader_are_not_his_country_s() -> None:
    leader = "Khalifa|Khalifa|PROPN|NNP|4|nmod:poss Haftar|Haftar|PROPN|NNP|1|flat 's|'s|PART|POS|1|case"
    line = f"{leader} forces|force|NOUN|NNS|5|nsubj {SAID}"
    row = references(line, mentions=[(0, "Khalifa Haftar 's forces", "group", "nominal", "forces")])
    assert row["Khalifa Haftar's forces"].codes[0] == "LBYREB"


def test_a_name_of_two_words_takes_up_none_that_lacks_one() -> None:
    named = "The|the|DET|DT|3|det Border|Border|PROPN|NNP|3|compound Force|Force|PROPN|NNP|4|nsubj"
    first = f"{named} left|leave|VERB|VBD|0|root"
    second = f"The|the|DET|DT|3|det air|air|NOUN|NN|3|compound force|force|NOUN|NN|4|nsubj {SAID}"
    found = references(
        first,
        second,
        mentions=[
            (0, "The Border Force", "group", "named", "Force"),
            (1, "The air force", "organisation", "nominal", "force"),
        ],
    )
    assert found["The air force"].basis != "short_form"


def test_a_title_tells_the_gender_of_an_unknown_name() -> None:
    first = (
        "Mrs.|Mrs.|PROPN|NNP|2|nmod:desc Okafor|Okafor|PROPN|NNP|3|nsubj met|meet|VERB|VBD|0|root "
        "Ken|Ken|PROPN|NNP|3|obj Adeyemi|Adeyemi|PROPN|NNP|4|flat"
    )
    mentions = [
        (0, "Mrs. Okafor", "person", "named"),
        (0, "Ken Adeyemi", "person", "named", "Ken"),
        (1, "He", "person", "pronoun"),
    ]
    found = references(first, f"He|he|PRON|PRP|2|nsubj {SAID}", mentions=mentions)
    assert found["He"].name == "Ken Adeyemi"


def test_an_unnamed_speaker_has_the_side_of_its_government_and_no_id() -> None:
    first = phrase("Iraqi", "officials")
    row = references(first, mentions=[(0, "Iraqi officials", "group", "nominal")])["Iraqi officials"]
    assert (row.actor_id, row.side) == (None, "IRQ")
    alone = references(
        f"An|a|DET|DT|2|det official|official|NOUN|NN|3|nsubj {SAID}",
        mentions=[(0, "An official", "person", "nominal")],
    )
    assert (alone["An official"].country, alone["An official"].side) == (None, None)


def test_an_ally_of_a_country_is_not_the_country() -> None:
    line = f"Iran|Iran|PROPN|NNP|3|nmod:poss 's|'s|PART|POS|1|case allies|ally|NOUN|NNS|4|nsubj {SAID}"
    row = references(line, mentions=[(0, "Iran 's allies", "group", "nominal", "allies")])["Iran's allies"]
    assert row.codes == ()


def test_they_and_both_countries_take_up_two() -> None:
    pair = "Egypt|Egypt|PROPN|NNP|4|nsubj and|and|CCONJ|CC|3|cc Sudan|Sudan|PROPN|NNP|1|conj"
    first = f"{pair} objected|object|VERB|VBD|0|root"
    second = f"Both|both|DET|DT|2|det countries|country|NOUN|NNS|3|nsubj {SAID}"
    mentions = [
        (0, "Egypt", "country", "named"),
        (0, "Sudan", "country", "named"),
        (1, "Both countries", "country", "nominal"),
    ]
    row = references(first, second, mentions=mentions)["Both countries"]
    assert (row.name, row.codes, row.side) == ("Egypt and Sudan", ("EGY", "SDN"), None)


def test_an_acronym_means_what_the_report_spelled_out() -> None:
    full = (
        "Rapid|Rapid|PROPN|NNP|3|compound Support|Support|PROPN|NNP|3|compound "
        "Forces|Forces|PROPN|NNPS|4|nsubj fired|fire|VERB|VBD|0|root"
    )
    short = f"RSF|RSF|PROPN|NNP|2|nsubj {SAID}"
    found = references(
        full, short, mentions=[(0, "Rapid Support Forces", "group", "named"), (1, "RSF", "group", "named")]
    )
    assert found["RSF"].actor_id == found["Rapid Support Forces"].actor_id == "rsf-sudan"


def test_we_is_the_side_of_the_speaker_that_the_sentence_names() -> None:
    line = (
        "We|we|PRON|PRP|3|nsubj will|will|AUX|MD|3|aux respond|respond|VERB|VB|5|ccomp "
        "Zarif|Zarif|PROPN|NNP|5|nsubj said|say|VERB|VBD|0|root"
    )
    found = references(line, mentions=[(0, "We", "group", "pronoun"), (0, "Zarif", "person", "named")])
    assert (found["We"].actor_id, found["We"].basis) == ("IRN", "pronoun")


def test_nothing_is_taken_up_from_an_embedded_quotation() -> None:
    tables = document(
        "Hezbollah|Hezbollah|PROPN|NNP|2|nsubj fired|fire|VERB|VBD|0|root",
        f"The|the|DET|DT|2|det group|group|NOUN|NN|3|nsubj {SAID}",
        mentions=[(0, "Hezbollah", "group", "named"), (1, "The group", "group", "nominal")],
    )
    whole = tables.rows(Document)[0]
    quoted, after = tables.rows(Sentence)
    segments = (
        Segment("quotation", 0, quoted.char_end, 0, "Other Paper", None),
        Segment("body", after.char_start, after.char_end, after.char_start, None, None),
    )
    split = Tables()
    split.add(Document, [replace(whole, segments=segments)])
    split.add(Sentence, [quoted, replace(after, segment=1)])
    split.add(Mention, tables.rows(Mention))
    assert [r.actor_id for r in ground(split).rows(Reference)] == ["hezbollah", None]
    assert [r.actor_id for r in ground(tables).rows(Reference)] == ["hezbollah", "hezbollah"]

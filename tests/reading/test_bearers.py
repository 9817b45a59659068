"""Persons and bodies that the name tagger takes for towns."""

from __future__ import annotations

import pytest

from escalade.model.documents import Document, Segment
from escalade.model.readings import Mention
from escalade.model.tables import Tables
from escalade.pipeline import Resources, _stages
from escalade.settings import Settings
from escalade.vocab.given import given_names

STAGES, RESOURCES, SETTINGS = _stages(), Resources(), Settings()


def kinds(text: str) -> dict[str, str]:
    """The kinds of the named mentions of a text."""
    tables = Tables()
    tables.add(
        Document,
        [
            Document(
                document_id="d", uri="d", source_file="d", title=None, authors=(), publisher=None,
                published="2026-03-12", published_basis="given", url=None, language="en", text=text,
                segments=(Segment("body", 0, len(text), 0, None, None),), kept=True, reason=None,
            )
        ],
    )  # fmt: skip
    for name in ("reading.read", "reading.mentions"):
        for cls, made in STAGES[name].apply(tables, RESOURCES, SETTINGS).items():
            tables.add(cls, list(made))
    return {m.quote.removeprefix("the "): m.kind for m in tables.rows(Mention) if m.level == "named"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Bone was on the payroll of the mayor of Puerto Balsas, Rómulo Astudillo.", "Rómulo Astudillo", "person"),
        ("The front is sheltering Efraín Loza.", "Efraín Loza", "person"),
        ("Members of the Black Ridge shot two men.", "Black Ridge", "organisation"),
        ("Gunmen of Los Halcones shot two men.", "Los Halcones", "organisation"),
        ("Los Halcones, a gang from the docks, shot two men in Los Teques.", "Los Halcones", "organisation"),
        ("Los Halcones, a gang from the docks, shot two men in Los Teques.", "Los Teques", "place"),
        ("Police froze the money of the trading firm Vela del Norte.", "Vela del Norte", "organisation"),
        ("A court jailed the president of the Union of Salt Boilers.", "Union of Salt Boilers", "organisation"),
        ("Tarek Amin, alias El Mudo, robbed a bank.", "El Mudo", "person"),
        ("Gran Lupo, a coalition of gangs, holds the road. Gran Lupo laughed.", "Gran Lupo", "organisation"),
        ("Marcelo Pinto, who heads Primeiro Sol, wept. Primeiro Sol said no.", "Primeiro Sol", "organisation"),
        ("Omar Diallo, the leader of Kata Sabra, wept.", "Kata Sabra", "organisation"),
        ("Sombra Gris said it had laid no mines.", "Sombra Gris", "organisation"),
        ("Police drove out the Kite gang. Htun Lwin, its boss, said it had laid no mines.", "Htun Lwin", "person"),
        ("Marcelo Pinto said he had laid no mines.", "Marcelo Pinto", "person"),
        ("The deputy of Viktor Reva met Anton Lupu, who led him to the door.", "Anton Lupu", "person"),
        ("Members of the Balkans summit met.", "Balkans", "place"),
        ("Troops entered Puerto Balsas on Sunday.", "Puerto Balsas", "place"),
        ("Troops entered Kidal on Sunday.", "Kidal", "place"),
    ],
)
def test_who_stands_where_a_person_does_is_no_town(text: str, name: str, kind: str) -> None:
    assert kinds(text).get(name) == kind


def test_a_family_name_at_the_head_of_a_sentence_is_the_person_s() -> None:
    assert (
        kinds("Police arrested Darwin Bone in Esmeraldas. Bone commands a gang of forty men.").get("Bone") == "person"
    )


def test_given_names_are_small_and_without_marks() -> None:
    assert all(name.isascii() and name == name.lower() and name.isalpha() for name in given_names())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels entered Sange on Monday. The army says that Sange has not fallen.", "place"),
        ("Three airmen died near Moruba. Moruba is said to have fallen.", "place"),
        ("Moruba said that he had left.", "person"),
    ],
)
def test_what_is_entered_or_has_something_near_it_is_a_town_though_no_map_has_it(text: str, kind: str) -> None:
    assert set(kinds(text).values()) == {kind}

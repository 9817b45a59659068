"""Whom peoples' names and pronouns mean, told by the shipped reader."""

from __future__ import annotations

import pytest

import escalade


def parties(text: str, trigger: str, role: str) -> list[str]:
    """Names on one side of the mention with that trigger."""
    found = escalade.code_text(text, published="2026-05-20")
    return [p["name"] for m in found if m["trigger"] == trigger for p in m[role]]


@pytest.mark.parametrize(
    ("text", "trigger", "role", "name"),
    [
        ("Some 30 heavily armed Serbs stormed a village.", "stormed", "actors", "Some 30 heavily armed Serbs"),
        ("Shells killed two Americans near Erbil.", "killed", "recipients", "two Americans"),
        ("Three Hungarians were shot in the square.", "shot", "recipients", "Three Hungarians"),
        ("The Russians attacked Kharkiv.", "attacked", "actors", "Russia"),
        ("The Israelis bombed the port of Hodeidah.", "bombed", "actors", "Israel"),
        ("The North fired two missiles, Seoul said.", "fired", "actors", "North Korea"),
    ],
)
def test_some_of_a_people_are_not_its_state(text: str, trigger: str, role: str, name: str) -> None:
    assert parties(text, trigger, role) == [name]


@pytest.mark.parametrize("person", ["Karim Amal", "Yusuf Hamas", "Ahmed Azhar"])
def test_a_person_is_not_the_body_that_his_family_is_called_like(person: str) -> None:
    assert parties(f"Police arrested {person} in Lahore on Monday.", "arrested", "recipients") == [person]


def test_nobody_is_the_object_of_his_own_deed() -> None:
    caught = "Guyana had pilots at Lethem, where the militia captured some thirty of them."
    assert parties(caught, "captured", "recipients") == ["pilots"]
    removed = "Wagner has men in Kidal. ECOWAS sent envoys. If ECOWAS cannot remove them, the army will."
    assert "Economic Community of West African States" not in parties(removed, "remove", "recipients")


def test_whom_it_blames_is_not_itself() -> None:
    text = "The ministry accused two traders. It blames them for the raid on the mine."
    assert parties(text, "blames", "recipients") == ["two traders"]
    assert parties(text, "raid", "actors") == ["two traders"]


def test_goods_told_of_before_are_not_who_speaks_of_them() -> None:
    text = "Drones were seen near Kidal. Three Western officials told Bloomberg that Turkey had supplied them."
    assert parties(text, "supplied", "recipients") == []
    beaten = "Survivors said soldiers beat them."
    assert parties(beaten, "beat", "recipients") == ["Survivors"]


def test_north_of_a_place_is_no_state() -> None:
    assert parties("US sanctions two M23 commanders over North Darfur offensive", "offensive", "actors") == []


def test_he_goes_on_being_whom_the_story_is_about() -> None:
    text = "Modi met Shehbaz Sharif in Delhi. He criticised a minister. He threatened to strike Pakistan."
    assert parties(text, "threatened", "actors") == ["Narendra Modi"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fighters of the al-Qaeda-linked JNIM ambushed a convoy near Kayes.", "MLIREB"),
        ("Gunmen from the ELN kidnapped a priest in Arauca.", "COLREB"),
        ("Fighters with the Rapid Support Forces looted a bank in Nyala.", "SDNREB"),
        ("Militants of al-Shabaab shot an elder in Kismayo.", "SOMREB"),
        ("Troops from Rwanda shelled a school in Goma.", "RWAMIL"),
        ("Militiamen belonging to the Badr Organization attacked a base in Anbar.", "IRQPRM"),
        ("Soldiers with Russian rifles shot an elder in Bria.", None),
    ],
)
def test_whose_fighters_they_are_stands_behind_them(text: str, code: str | None) -> None:
    (actor,) = next(m["actors"] for m in escalade.code_text(text, published="2026-05-20") if m["actors"])
    assert code in actor["codes"] if code else not any("RUS" in c for c in actor["codes"])


def test_who_says_it_did_something_is_not_whoever_was_named_before() -> None:
    text = "Al Jazeera showed the ruins. The fire service says it has evacuated 40 people from Rafah."
    assert parties(text, "evacuated", "actors") == ["fire service"]
    text = "Hamas was quick. The statement said it had shelled Sderot."
    assert parties(text, "shelled", "actors") == ["Hamas"]


def test_goods_that_are_delivered_are_nobody() -> None:
    text = "Rescuers found two bodies. Kyiv asked Berlin for two batteries; Berlin promised to deliver them by June."
    assert parties(text, "promised", "recipients") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen shot dead Fatah activist Nizar Banat on Monday.", "Nizar Banat"),
        ("Police arrested the Goma businessman Kalume Ntambo on Monday.", "Kalume Ntambo"),
        ("Police arrested Caracas baker Mirla Tovar on Monday.", "Mirla Tovar"),
        ("Police arrested Osh's Tursunov on Monday.", "Tursunov"),
    ],
)
def test_what_or_whose_somebody_is_does_not_belong_to_his_name(text: str, name: str) -> None:
    found = [p for m in escalade.code_text(text, published="2026-05-20") for p in m["recipients"]]
    assert [p["name"] for p in found] == [name]


def test_it_goes_on_as_who_does_what_is_told() -> None:
    text = (
        "Niger has acted with calm. It sent two battalions to Ayorou on 7 May in response to the shelling of Inates, "
        "in which JNIM gunners killed four people. On 8 May it expelled the Malian consul."
    )
    assert parties(text, "expelled", "actors") == ["Niger"]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Tarek Amin, alias Layth, owns a bar. Layth attacked a bus.", "attacked", "Tarek Amin"),
        (
            "Tarek Amin, 34, better known as Commander Fox, fled. Commander Fox attacked a bus.",
            "attacked",
            "Tarek Amin",
        ),
        ("The Union of Salt Boilers (USB) met. Yesterday the USB stormed a bank.", "stormed", "Union of Salt Boilers"),
        ("Mayor Tarek Amin fled. The mayor shot a guard.", "shot", "Tarek Amin"),
        ("Tarek Amin, the mayor of Kassala, fled. The mayor shot a guard.", "shot", "Tarek Amin"),
    ],
)
def test_second_names_and_offices_are_whom_they_were_told_of(text: str, trigger: str, name: str) -> None:
    assert name in parties(text, trigger, "actors")


def test_who_is_named_beside_another_is_not_he() -> None:
    text = "Tarek Amin, Layth Hadi and a guard fled. Layth Hadi attacked a bus."
    assert parties(text, "attacked", "actors") == ["Layth Hadi"]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("M23 rebels seized a town on Tuesday. The fighters attacked a mill.", "attacked", "M23"),
        ("Gunmen robbed a bank in Tahoua. The attackers shot a guard.", "shot", "Gunmen"),
        ("The al Qaeda-linked JNIM met. The group attacked a bus.", "attacked", "Jama'at Nusrat al-Islam wal-Muslimin"),
        ("Paul Kagame said his country attacked a bus.", "attacked", "Rwanda"),
    ],
)
def test_whose_men_and_whose_country(text: str, trigger: str, name: str) -> None:
    assert [p.lower() for p in parties(text, trigger, "actors")] == [name.lower()]

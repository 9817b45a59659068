"""Who is said to be behind a deed that another sentence told, by the shipped reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import escalade

# text -> (speaker, whom he names, how surely); None where nobody is named
NAMED: dict[str, tuple[str, str, str] | None] = {
    "Explosions damaged a fuel depot in Feodosia. An intelligence official said that Ukraine was responsible.": (
        "An intelligence official",
        "Ukraine",
        "certain",
    ),
    "Crowds attacked the French embassy in Niamey. The president wrote that Russia was behind it.": (
        "The president",
        "Russia",
        "certain",
    ),
    "A drone hit a camp in Jordan. Officials believe Kataib Hezbollah was probably responsible.": (
        "Officials",
        "Kataib Hezbollah",
        "probable",
    ),
    "The raid, which Tripoli blamed on Chad, stopped work at the refinery.": ("Tripoli", "Chad", "certain"),
    "Three soldiers died in an ambush the army blamed on the ELN.": ("the army", "the ELN", "certain"),
    "Rockets hit the base at Erbil on Sunday, an attack Washington blamed on Iran.": ("Washington", "Iran", "certain"),
    "Police at first said a gang had laid the mine, but on Friday admitted that the army was responsible.": (
        "Police",
        "the army",
        "certain",
    ),
    "Jets hit a bridge at Goz Beida on Monday. Chad blamed Libya.": ("Chad", "Libya", "certain"),
    "Nine miners died in an attack near Kedougou that Senegal blamed on JNIM.": ("Senegal", "JNIM", "certain"),
    "A car bomb killed nine people in Quetta. The BLA claimed responsibility.": ("The BLA", "The BLA", "certain"),
    "A car bomb killed nine people in Quetta. Nobody has claimed responsibility.": None,
    "Rockets hit a gas field in Syria on Monday, but the Pentagon said ISIS may have fired them.": (
        "the Pentagon",
        "ISIS",
        "possible",
    ),
    "A raid on Adre killed four. Chad says the raiders were Sudanese militiamen who had crossed at night.": (
        "Chad",
        "Sudanese militiamen",
        "certain",
    ),
    "A blast wrecked a bridge near Bender on Friday. Chisinau says Russian agents did it.": (
        "Chisinau",
        "Russian agents",
        "certain",
    ),
    "A blast wrecked a bridge near Bender on Friday. Moscow says Ukraine set it off.": ("Moscow", "Ukraine", "certain"),
    "A grenade wounded nine people in Bangui. The minister said that the opposition had staged it.": (
        "The minister",
        "the opposition",
        "certain",
    ),
    "A drone hit a depot in Izmail on Monday. A governor said the drone was Russian.": (
        "A governor",
        "Russian",
        "certain",
    ),
    "A missile struck a farm near Tulcea. It was a Ukrainian missile, Moscow said.": ("Moscow", "Ukrainian", "certain"),
    "A drone struck a post at Poonch. Delhi said the wreckage belonged to Pakistan's army.": (
        "Delhi",
        "Pakistan's army",
        "certain",
    ),
    "Shells hit two villages near Surin. Responsibility lies with Cambodia, a Thai spokesman said.": (
        "a Thai spokesman",
        "Cambodia",
        "certain",
    ),
    "A drone hit a depot in Izmail on Monday. A governor said the drone was Russian-made.": None,
    "A drone hit a depot in Izmail on Monday. A governor said the ambassador was Russian.": None,
    "A bomb killed two in Quetta. Kabul will be held responsible for any new attack, a minister said.": None,
    "A raid on Adre killed four. The mayor said the raiders were tired.": None,
    "A raid on Adre killed four. The mayor said they were farmers.": None,
    "A bomb killed six people in Quetta. The governor said India was not behind it.": None,
    "A bomb killed six people in Quetta. The governor said he was responsible for security.": None,
    "Talks ended in Geneva. The envoy said that Belgrade was responsible.": None,
}

# text -> (who was blamed, who was named instead, how surely)
REVISED: dict[str, tuple[str, str, str]] = {
    "A rocket hit a base near Erbil. The US blamed the attack on the Shia militia Kataib Hezbollah, but it was later "
    "revealed that ISIS could have been the culprit.": ("the Shia militia Kataib Hezbollah", "ISIS", "possible"),
    "Kenya blamed the ambush on al-Shabaab, but it later emerged that cattle raiders may have been behind it.": (
        "al-Shabaab",
        "cattle raiders",
        "possible",
    ),
    "The army blamed the raid on Chad, but it has since emerged that its own gunners were responsible.": (
        "Chad",
        "its own gunners",
        "certain",
    ),
    "Islamabad pinned the blast on Baloch separatists. Inspectors later concluded that the TTP had been behind it.": (
        "Baloch separatists",
        "the TTP",
        "certain",
    ),
}
MUTUAL = "Shells fell on Kassala on Monday. The army and the RSF blamed each other for the shelling."
MUTUAL_BARE = "A drone set a freighter ablaze off Odesa on Monday. Kyiv and Moscow blamed each other."
TRADED = "A strike on a prison in Olenivka killed 50 men on Friday. Kyiv and Moscow traded blame over the strike."
NOBODY = "Shells fell on Kassala on Monday. Both sides blamed each other for the shelling."
CLEARED = "Kenya blamed the ambush on al-Shabaab, but it later emerged that Ethiopia was not the culprit."
TEXTS = (*NAMED, *REVISED, MUTUAL, MUTUAL_BARE, TRADED, NOBODY, CLEARED)


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder: Path = tmp_path_factory.mktemp("culprits")
    lines = (json.dumps({"id": str(i), "text": text}) for i, text in enumerate(TEXTS))
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder / "texts.jsonl")
    case.run()
    texts = {d["document_id"]: d["text"] for d in case.records("documents")}
    out: dict[str, list[dict[str, Any]]] = {text: [] for text in TEXTS}
    for claim in case.records("claims"):
        if claim["field"] == "actor":
            out[texts[claim["document_id"]].strip()].append(claim)
    return out


@pytest.mark.parametrize("text", NAMED)
def test_who_is_named_as_the_culprit(claims: dict[str, list[dict[str, Any]]], text: str) -> None:
    found = [(c["chain"][-1]["name"], c["value"], c["modality"]) for c in claims[text]]
    assert found == ([NAMED[text]] if NAMED[text] else [])


def test_two_who_blame_each_other(claims: dict[str, list[dict[str, Any]]]) -> None:
    assert {(c["chain"][-1]["name"], c["value"]) for c in claims[MUTUAL]} == {
        ("The army", "the RSF"),
        ("the RSF", "The army"),
    }
    for text in (MUTUAL_BARE, TRADED):
        assert {(c["chain"][-1]["name"], c["value"]) for c in claims[text]} == {("Kyiv", "Moscow"), ("Moscow", "Kyiv")}
    assert claims[NOBODY] == []  # which of the two is meant, nobody says


@pytest.mark.parametrize("text", REVISED)
def test_who_is_named_instead(claims: dict[str, list[dict[str, Any]]], text: str) -> None:
    first, late = claims[text]
    assert (first["value"], late["value"], late["modality"]) == REVISED[text]
    assert (first["stance"], late["stance"], late["revises_id"]) == ("affirms", "revises", first["claim_id"])


def test_who_turned_out_not_to_have_done_it_is_not_named_instead(claims: dict[str, list[dict[str, Any]]]) -> None:
    assert [c["value"] for c in claims[CLEARED]] == ["al-Shabaab"]


def test_what_was_reported_before_has_not_fallen(tmp_path: Path) -> None:
    text = "Troops struck a depot in Izmail, the ministry reported earlier. All targets in Izmail were hit, it said.\n"
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path / "story.txt")
    case.run()
    assert {c["stance"] for c in case.records("claims")} == {"affirms"}

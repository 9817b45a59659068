"""Who denies what was told before, told by the shipped reader."""

from __future__ import annotations

from pathlib import Path

import pytest

import escalade

# text -> (who denies, a word of the mention denied, the part denied)
DENIED = {
    "Mali's army said rebels had shelled Gao on Monday. A spokesman for the rebels denied it.": (
        "rebels",
        "shelled",
        None,
    ),
    "Kyiv accused Moscow of bombing a hospital in Odesa. The Kremlin rejected the accusation.": (
        "Kremlin",
        "bombing",
        "actor",
    ),
    "Khartoum accused Chad of arming the raid on El Fasher. Chad denies any role.": ("Chad", "raid", "actor"),
    "Pakistan said Indian troops had killed two farmers at the border. India's army called the claim baseless.": (
        "army",
        "killed",
        None,
    ),
    "Paris said Moscow had bombed a convoy in Gao. Moscow calls all of this baseless.": ("Moscow", "bombed", None),
    "Rebels said they had shot down an army helicopter. The general said that no such attack had taken place.": (
        "general",
        "shot down",
        None,
    ),
    "Aliyev says Azerbaijani forces have taken Lachin. Armenia's ministry denies it: fighting for it goes on; "
    "believe our troops.": ("ministry", "taken", None),
    "Jets hit a bridge at Goz Beida on Monday. Chad blamed Libya. Tripoli said it played no part.": (
        "Tripoli",
        "hit",
        "actor",
    ),
    "Grenades exploded at a consulate in Osh. Police blamed a spy service. Its spokesman said his officers had nothing "
    "to do with it.": ("spokesman", "exploded", "actor"),
    "Gunmen killed eleven villagers near Djenne, survivors said. The army, which denies the charge, has opened an "
    "inquiry.": ("army", "killed", None),
    "Moscow said its tanks had entered Kupiansk. There were no tanks in the town, Kyiv's general staff replied.": (
        "general staff",
        "entered",
        None,
    ),
    "A caption said the freighter Amal had delivered missiles to Chad. Libya's navy says the ship delivered nothing.": (
        "navy",
        "delivered",
        None,
    ),
    "Chad accused Libya of flying a drone over Faya on Monday. Tripoli says none of its aircraft was there.": (
        "Tripoli",
        "flying",
        None,
    ),
    "Chad said its soldiers had shot down a Libyan drone. No Libyan drone was lost, the ministry in Tripoli said.": (
        "ministry",
        "shot down",
        None,
    ),
    "Chad said Libyan jets had hit a camp at Faya on Monday. Not so, says the Libyan army.": ("army", "hit", None),
    "Grenades exploded at a consulate in Osh on Monday. Kenya's navy said it had closed a harbour. Police blamed a spy "
    "service for the blasts. Its spokesman said his officers had nothing to do with it.": (
        "spokesman",
        "blasts",
        "actor",
    ),
}
# what a report itself denies
WITHDRAWN = {
    "We relayed a report by Radio Osh that a helicopter had been shot down near Osh. Nobody shot it down.": "shot down",
    "The paper wrote that a Libyan drone had been brought down in Faya. There was no such drone.": "brought down",
}
# a second denial takes up what the one before did, unless something else is told between
DENIED_AGAIN = (
    "Paris said Moscow had bombed a convoy in Gao. Ankara calls it baseless. A Russian aide dismissed it as nonsense.",
    "Paris said Moscow had bombed a convoy in Gao. Ankara calls it baseless. Mali accuses Chad of using rebels; Chad "
    "denies that as well.",
)
# nobody denies a happening here
UNDENIED = (
    "Police arrested a student on charges that he denied. A court freed him on Friday.",
    "Rebels shelled Gao on Monday. The minister rejected the offer of the mediators.",
    "The army said rebels had shelled Gao. The rebels did not deny it.",
    "Rebels said the army had sent tanks to Goma. There were no talks, the mediator said.",
    "Rebels said the army had delivered arms to Goma. It will deliver nothing more, the army said.",
    "Residents said rebels had blown up a bridge at Goma. None of its soldiers was hurt, the army said.",
    "Residents said rebels had shelled Goma. There was no doctor in the town.",
    "Protesters broke windows at the embassy in Dakar. The generals say that France is preparing a raid. "
    "Paris plans no such thing, its spokesman replied.",
)


@pytest.fixture(scope="module")
def denials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str, str | None]]]:
    folder: Path = tmp_path_factory.mktemp("denied")
    texts = (*DENIED, *WITHDRAWN, *DENIED_AGAIN, *UNDENIED)
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder)
    case.run()
    mentions = {m["event_mention_id"]: m for m in case.records("event_mentions")}
    number = {d["document_id"]: int(Path(d["uri"]).stem) for d in case.records("documents")}
    out: dict[str, list[tuple[str, str, str | None]]] = {text: [] for text in texts}
    for claim in case.records("claims"):
        mention = mentions.get(claim["about_id"])
        if mention is not None and claim["stance"] == "denies" and mention["polarity"] == "positive":
            found = claim["chain"][-1]["name"] if claim["chain"] else "", mention["trigger"], claim["field"]
            out[texts[number[claim["document_id"]]]].append(found)
    return out


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_a_claim_on_what_it_takes_up(
    denials: dict[str, list[tuple[str, str, str | None]]], text: str
) -> None:
    who, trigger, part = DENIED[text]
    ((speaker, denied, field),) = denials[text]
    assert who in speaker
    assert (denied, field) == (trigger, part)


@pytest.mark.parametrize("text", WITHDRAWN)
def test_what_a_report_denies_itself(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert denials[text] == [("", WITHDRAWN[text], None)]


def test_one_denial_after_another(denials: dict[str, list[tuple[str, str, str | None]]]) -> None:
    again, else_ = (denials[text] for text in DENIED_AGAIN)
    assert [(who, trigger) for who, trigger, _ in again] == [("Ankara", "bombed"), ("A Russian aide", "bombed")]
    assert [who for who, trigger, _ in else_ if trigger == "bombed"] == ["Ankara"]


@pytest.mark.parametrize("text", UNDENIED)
def test_what_denies_no_happening(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert denials[text] == []

"""Names as reports give them: inside a phrase, alone, escaped; each must be masked, and each must go when forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from escalade import api
from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.hand import naming
from escalade.hand.redacting import Redactor
from escalade.model.codings import Party
from escalade.model.readings import Mention
from tests.hand.story import Story, take_in
from tests.hand.test_private import by_trigger, everything

SHOT = (
    "Police shot at marchers in Niamey on Monday and wounded student leader Mariama Issoufou. Issoufou was taken to a "
    "clinic. His brother Harouna Bagaré was killed. Harouna was nine. Issoufou Garba, the governor, denied it."
)
WALK = "Mariama Issoufou led the march of last week."


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("student leader Awa Sow", "Awa Sow"),
        ("Awa Sow", "Awa Sow"),
        ("his son Ali", "Ali"),
        ("the herder Moussa ag Sidi", "Moussa ag Sidi"),
        ("Abu Ali al-Askari", "Abu Ali al-Askari"),
        ("The Revd Ann Lee", "Revd Ann Lee"),
        ("Ann Lee of Ohio", "Ann Lee"),
        ("A. Keita", "A Keita"),
        ("the mayor", ""),
        ("five students", ""),
    ],
)
def test_a_name_is_told_from_what_introduces_it(phrase: str, name: str) -> None:
    assert naming.own(phrase) == name


def test_a_title_is_nobodys_first_name() -> None:
    titles = {"captain", "corporal", "minister"}
    for name in ("Captain Awa Sow", "Defence Minister Captain Awa Sow", "Lance Corporal Awa Sow", "Awa Sow"):
        assert naming.first(name, lambda words: None, titles) == ["Awa"]
    assert naming.first("Captain Sow", lambda words: None, titles) == []


@pytest.mark.parametrize("phrase", ["the mayor of Gao", "aides to Traore", "four people Monday", "the guards"])
def test_another_things_name_introduces_nobody(phrase: str) -> None:
    assert naming.introduced(phrase) == ""


def test_a_name_is_found_however_a_file_spells_it() -> None:
    redactor = Redactor(["Harouna Bagaré"], ["d"], (), ["Harouna"])
    for spelling in (
        "Harouna Bagaré", "Harouna Bagare", "Harouna Bagare\u0301", "Harouna Bagar&eacute;", "Harouna Bagar&#233;",
        "Harouna Bagar\\u00e9", "harouna-bagar%C3%A9", "<b>Harouna</b> Bagaré",
    ):  # fmt: skip
        assert "agar" not in redactor.text(f"saw {spelling}.")
    assert redactor.text("Harouna wept; Harouna Diallo saw Bagaré.", "d") == "███████ wept; Harouna Diallo saw ██████."


@pytest.fixture
def shot(tmp_path: Path) -> Casebook:
    """A march that was shot at: somebody named inside a phrase, somebody of whom no actor was made, a governor."""
    story = Story(tmp_path / "niamey")
    one = story.report("one.txt", SHOT, "River Post", "2024-05-07")
    story.report("two.txt", WALK, "River Post", "2024-05-08")
    leader = story.named(one, "student leader Mariama Issoufou", "aleader", "student leader Mariama Issoufou")
    again = story.named(one, "Issoufou was", "aleader", "student leader Mariama Issoufou")
    story.named(one, "Issoufou Garba", "agarba", "Issoufou Garba", "NERGOV", "NER")
    boy = story.named(one, "His brother Harouna Bagaré", "", "His brother Harouna Bagaré")
    story.told(one, "shot", recipients=(leader,))
    story.told(one, "killed", recipients=(type(boy)(None, boy.text, (), boy.text),), killed_min=1, killed_max=1)
    story.told(one, "taken", recipients=(again,), event_type="AID", quad_class=2)
    case = story.write()
    take_in(case, tmp_path)
    return api.open(case.folder)


def test_names_inside_a_phrase_and_alone_are_masked(shot: Casebook) -> None:
    text = json.dumps([shot.shared(t) for t in ("documents", "event_mentions", "events")], ensure_ascii=False)
    for name in ("Mariama", "Harouna", "Bagaré"):
        assert name not in text, name
    assert "student leader ███████ ████████." in text
    assert "Issoufou Garba, the governor" in text or "████████ Garba, the governor" in text


def test_a_last_name_that_no_actor_bears_is_masked_in_events_too(tmp_path: Path) -> None:
    story = Story(tmp_path / "gao")
    one = story.report("one.txt", "Amadou Kone left. Soldiers threatened Kone again.", "Post", "2024-05-07")
    story.named(one, "Amadou Kone", "akone", "Amadou Kone")
    told = Party(None, "Kone", (), "Kone")
    story.told(one, "threatened", recipients=(told,), event_type="THREATEN", quad_class=3)
    assert "Kone" not in json.dumps([story.write().shared(t) for t in ("events", "event_mentions")])


def test_a_name_that_stands_for_a_body_or_begins_with_a_capital_word_is_masked(tmp_path: Path) -> None:
    story = Story(tmp_path / "leh")
    text = (
        "Indian soldier Sunil Rathore was hit. Protester Irena Kovac was held. President Ayele Bekele flew home. "
        "The Camara family fled. Camara wept."
    )
    one = story.report("one.txt", text, "Post", "2024-05-07")
    soldier = story.named(one, "Indian soldier Sunil Rathore", "INDMIL", "Indian Armed Forces", kind="person")
    for words in ("Protester Irena Kovac", "President Ayele Bekele", "The Camara family"):  # of whom no actor was made
        start = text.index(words)
        story.add(Mention(f"m{start}", one, 0, "person", "named", start, start + len(words), words, 0, 1, 0))
    story.told(one, "hit", recipients=(soldier,))
    (document,) = story.write().shared("documents")
    assert document["text"].startswith("Indian soldier █████ ███████ was hit. ")
    assert "Irena" not in document["text"]
    assert document["text"].endswith("President Ayele Bekele flew home. The ██████ family fled. ██████ wept.")


def test_whoever_is_named_inside_a_phrase_is_forgotten_by_name_everywhere(shot: Casebook) -> None:
    case = shot
    taken = by_trigger(case, "taken")
    case.decide("accept", "event_mention", taken, by="Ann", reason="asked Issoufou's clinic")
    case.decide("alias", "actor", "aleader", value="Mariama", by="Ann")
    case._learn()
    (case.folder / "watch").mkdir()
    (case.folder / "watch" / "feed.xml").write_text(f"<rss>{WALK}</rss>", encoding="utf-8")
    assert "Mariama" in everything(case.folder)
    case.forget("Mariama Issoufou", by="Ann", reason="asked to")
    left = everything(case.folder).replace("Issoufou Garba", "")
    for name in ("Mariama", "Issoufou"):
        assert name not in left, name
    assert "Issoufou Garba, the governor" in everything(case.folder)
    assert not (case.folder / "packs" / "learned" / "actors.yaml").exists()
    assert api.open(case.folder).records("decisions")[0]["reason"] == "asked ████████'s clinic"


def test_somebody_of_whom_no_actor_was_made_can_be_forgotten(shot: Casebook) -> None:
    shot.forget("Harouna Bagaré", by="Ann", reason="his mother asked")
    left = everything(shot.folder)
    assert "Harouna" not in left
    assert "Bagaré" not in left
    assert "His brother ███████ ██████ was killed" in left
    with pytest.raises(UsageError, match="no report and no person"):
        shot.forget("Harouna Nobody", by="Ann", reason="?")


def test_a_name_that_was_taken_for_a_body_says_how_to_forget_it(tmp_path: Path) -> None:
    story = Story(tmp_path / "case")
    one = story.report("one.txt", "Aissata Kane was held in Zinder.", "River Post", "2024-05-07")
    kane = story.named(one, "Aissata Kane", "akane", "Aissata Kane", kind="organisation")
    story.told(one, "held", recipients=(kane,))
    case = story.write()
    with pytest.raises(UsageError, match="edit actor akane --field kind --value person"):
        case.forget("Aissata Kane", by="Ann", reason="asked to")
    case.decide("edit", "actor", "akane", field="kind", value="person", by="Ann")
    case.forget("Aissata Kane", by="Ann", reason="asked to")
    assert "Kane" not in everything(case.folder)


def test_records_of_one_file_lose_the_last_name_where_the_person_is_named(tmp_path: Path) -> None:
    rows = ["Mariama Issoufou spoke. Issoufou left.", "Another Issoufou won a race."]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(rows)))
    redactor = Redactor(["Mariama Issoufou"], ["d"], ())
    left = redactor.lines(path.read_bytes(), {0}, "d").decode()
    assert left.count("Issoufou") == 1
    assert "Another Issoufou" in left

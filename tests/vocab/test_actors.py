"""The actor pack: spellings, offices by date, codes, and what the loader refuses."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from escalade.errors import VocabularyError
from escalade.vocab import actors
from escalade.vocab.names import pieces


def test_every_actor_can_be_found_by_its_name() -> None:
    pack = actors.load()
    for actor in pack.actors.values():
        assert any(alias.actor_id == actor.id for alias in pack.phrases.get(actor.name)), actor.name


def test_every_country_has_its_government_military_and_parliament() -> None:
    pack = actors.load()
    for country in [a for a in pack.actors.values() if a.kind == "country"]:
        for sector in ("GOV", "MIL", "LEG", "COP", "SPY", "JUD"):
            body = pack.get(country.id + sector)
            assert body is not None
            assert body.codes == (country.id + sector, country.id)


def test_groups_of_every_region_have_codes() -> None:
    pack = actors.load()
    groups = [a for a in pack.actors.values() if a.kind in ("group", "organisation")]
    assert len(groups) >= 1500
    assert [a.id for a in groups if not a.codes] == []
    assert any(code[3:6] == "UAF" for a in groups for code in a.codes)


def test_no_group_is_called_by_a_word_for_a_sort_of_actor() -> None:
    pack = actors.load()
    sorts = {noun for noun in pack.nouns if len(noun) == 1}
    named = [n for n, kind in pack.names().items() if kind in ("group", "organisation") and not n.isupper()]
    assert sorted(n for n in named if pieces(n) in sorts) == ["Congress", "Knesset"]


@pytest.mark.parametrize(
    ("role", "country", "day", "holder"),
    [
        ("president", "USA", "2019-05-01", "trump"),
        ("president", "USA", "2022-05-01", "biden"),
        ("prime minister", "IRQ", "2020-01-03", "abdul-mahdi"),
        ("prime minister", "IND", "2019-02-26", "modi"),
        ("president", "UKR", "2019-01-01", "poroshenko"),
        ("president", "USA", "1890-01-01", None),
    ],
)
def test_who_held_an_office(role: str, country: str, day: str, holder: str | None) -> None:
    assert actors.load().holder(role, country, day) == holder


def test_codes_of_an_office_end_with_the_term() -> None:
    pack = actors.load()
    assert pack.codes("rouhani", "2020-01-01")[0] == "IRNGOV"
    assert pack.codes("rouhani", "2022-01-01")[0] == "IRNELI"


def test_sides() -> None:
    pack = actors.load()
    sides = {
        name: pack.actors[name].side
        for name in ("soleimani", "quds-force", "hezbollah", "nasrallah", "centcom", "ap", "press-tv")
    }
    assert sides == {
        "soleimani": "IRN",
        "quds-force": "IRN",
        "hezbollah": "hezbollah",
        "nasrallah": "hezbollah",
        "centcom": "USA",
        "ap": "ap",
        "press-tv": "IRN",
    }


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- {id: x, name: X Party, kind: group, country: ZZZ}", "unknown id 'ZZZ'"),
        ('- {id: x, name: X Man, kind: person, roles: ["president of IRQ 2020..2019"]}', "ends before it begins"),
        ('- {id: x, name: X Man, kind: person, roles: ["president of IRQ 2020-13.."]}', "is no date"),
        ('- {id: x, name: X Man, kind: person, roles: ["grand wizard of IRQ"]}', "unknown office 'grand wizard'"),
        ("- {id: x, name: Hezbollah, kind: group}", "name 'Hezbollah' is also that of 'hezbollah'"),
        ("- {id: trump, name: Some One, kind: person}", "id 'trump' twice"),
        ("- {id: x, name: X, kind: planet}", "kind"),
    ],
)
def test_a_pack_with_a_mistake_names_file_and_line(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"# my pack\n{entry}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        actors.load(tmp_path)
    assert str(error.value).startswith(f"{path}:2: ")
    assert message in str(error.value)


def test_a_users_pack_adds_actors(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "- {id: front-x, name: Front of X, kind: group, country: MLI, codes: [MLIREB]}\n", encoding="utf-8"
    )
    pack = actors.load(tmp_path)
    assert pack.phrases.find(["The", "Front", "of", "X"])[0].values[0].actor_id == "front-x"


def test_loading_is_quick(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    start = time.process_time()
    actors.load(tmp_path)
    assert time.process_time() - start < 1.0

"""Learning from the hand: the casebook's own pack, and proposed changes of the vocabulary."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from escalade import api
from escalade.api import Casebook
from escalade.errors import VocabularyError
from escalade.hand import packs
from escalade.hand.suggest import PREDICATES, ROOT
from escalade.model.codings import Party
from escalade.vocab import actors
from tests.hand.story import FRANCE, MALI, Story


def learn(case: Casebook) -> Any:
    """The vocabulary as the next run would load it."""
    packs.write(case.folder / "packs", case.views.applied.standing, actors.load(*case.ledger.packs[:1]))
    return actors.load(*case.ledger.packs)


def test_confirmed_aliases_and_roles_go_into_the_casebooks_pack_and_out_again(case: Casebook) -> None:
    made = case.decide("alias", "actor", "FRA", value="Barkhane Command", by="Ann")
    case.decide("role", "actor", "akeita", value={"role": "president", "of": "MLI", "start": "2023-02"}, by="Ann")
    pack = learn(case)
    assert [a.actor_id for a in pack.phrases.get("Barkhane Command")] == ["FRA"]
    assert pack.get("akeita").name == "Awa Keita"
    assert pack.holder("president", "MLI", "2024-01-01") in ("akeita", None)
    assert pack.get("akeita").roles[0].start == "2023-02-01"
    case.undo(made.decision_id, by="Bo")
    assert learn(case).phrases.get("Barkhane Command") == ()


def test_a_name_that_means_somebody_else_is_not_learned(case: Casebook) -> None:
    case.decide("alias", "actor", "akeita", value="Germany", by="Ann")
    refused = packs.write(case.folder / "packs", case.views.applied.standing, actors.load())
    assert refused == ["'Germany' already means DEU, not akeita"]
    assert [a.actor_id for a in learn(case).phrases.get("Germany") if a.use == "name"] == ["DEU"]


def test_what_a_user_keeps_in_the_pack_is_left_alone_and_checked(case: Casebook) -> None:
    own = case.folder / "packs" / "mine.yaml"
    own.parent.mkdir()
    own.write_text("- {id: azawad_front, name: Azawad Front, kind: group, country: MLI}\n", encoding="utf-8")
    case.decide("alias", "actor", "azawad_front", value="the Azawad men", by="Ann")
    pack = learn(case)
    assert pack.get("azawad_front").country == "MLI"
    assert own.exists()
    (own.parent / "added.yaml").write_text("- {id: nobody_known, aliases: [X Y]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"added\.yaml:1: unknown id"):
        actors.load(*case.ledger.packs)


def test_the_pack_is_part_of_what_codings_are_made_of(case: Casebook) -> None:
    from escalade import pipeline

    before = pipeline.stamps(case.settings, case.ledger.packs)
    case.decide("alias", "actor", "FRA", value="Barkhane Command", by="Ann")
    learn(case)
    after = pipeline.stamps(case.settings, case.ledger.packs)
    assert before["documents"] == after["documents"]
    assert before["codings"] != after["codings"]


def many(folder: Path, rule: str, **given: Any) -> Casebook:
    """Five reports of which each has one mention by the rule."""
    story = Story(folder)
    for n in range(5):
        document = story.report(f"{n}.txt", f"Rebels raided village number {n} at dawn.", "Sahel Post", "2024-05-07")
        story.told(document, "raided", rule=rule, **given)
    return story.write()


def test_a_rule_that_was_often_rejected_is_proposed_a_lower_score(tmp_path: Path) -> None:
    lines = (PREDICATES / "accuse.yaml").read_text(encoding="utf-8").splitlines()
    assert any("rule: accuse," in line for line in lines)
    case = many(tmp_path / "case", "accuse.accuse")
    ids = [m["event_mention_id"] for m in case.records("event_mentions")]
    case.decide("reject", "event_mention", ids[0], by="Ann")
    assert case.suggest() == []  # once is no pattern
    for identity in ids[1:4]:
        case.decide("reject", "event_mention", identity, by="Ann")
    case.decide("accept", "event_mention", ids[4], by="Ann")
    (proposal,) = case.suggest()
    assert "accuse.accuse: rejected in 4 of 5 reports" in proposal.diff
    copy = tmp_path / "site" / proposal.path.relative_to(ROOT)
    copy.parent.mkdir(parents=True)
    copy.write_text(proposal.before, encoding="utf-8")
    done = subprocess.run(
        ["patch", "-p1", "-d", tmp_path / "site"], input=proposal.diff, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stdout
    changed = next(e for e in yaml.safe_load(copy.read_text(encoding="utf-8")) if e["rule"] == "accuse")
    assert changed["score"] == round(2 / 7, 2)  # one right of five, with one of either kind added
    assert (PREDICATES / "accuse.yaml").read_text(encoding="utf-8") == proposal.before  # nothing was changed


def test_a_type_given_again_and_again_is_proposed_for_the_rule(tmp_path: Path) -> None:
    case = many(tmp_path / "case", "accuse.accuse", event_type="ACCUSE")
    for mention in case.records("event_mentions")[:3]:
        case.decide(
            "edit", "event_mention", mention["event_mention_id"], field="event_type", value="REJECT", by="Ann"
        )  # fmt: skip
    (proposal,) = case.suggest()
    entry = next(e for e in yaml.safe_load(proposal.after) if e["rule"] == "accuse")
    assert entry["type"] == "REJECT"
    assert "mode" not in entry


def test_phrases_and_places_put_right_again_and_again_are_proposed(tmp_path: Path) -> None:
    unknown = Party(None, "Barkhane Command", (), "Barkhane Command")
    case = many(tmp_path / "case", "assault.raid", actors=(unknown,), recipients=(MALI,))
    for mention in case.records("event_mentions")[:2]:
        identity = mention["event_mention_id"]
        case.decide("edit", "event_mention", identity, field="actors", value=["FRA"], by="Ann")
    (proposal,) = case.suggest()
    assert yaml.safe_load(proposal.after) == [{"id": "FRA", "aliases": ["Barkhane Command"]}]
    assert case.suggest()[0].after == "- {id: FRA, aliases: [Barkhane Command]}\n"
    assert proposal.diff.startswith("# “Barkhane Command” was said to be FRA in 2 reports\n--- /dev/null\n")
    assert FRANCE.id == "FRA"


def test_what_is_put_right_on_events_is_learned_from_too(tmp_path: Path) -> None:
    """The explorer's dossier edits events: what they are given is said of each mention that tells of them."""
    unknown = Party(None, "The Barkhane Command", (), "The Barkhane Command")
    case = many(tmp_path / "case", "accuse.accuse", event_type="ACCUSE", actors=(unknown,), recipients=(MALI,))
    (first, *others) = case.records("events")
    for event in (first, *others):
        case.decide("edit", "event", event["event_id"], field="actors", value=["FRA"], by="Ann")
        case.decide("edit", "event", event["event_id"], field="event_type", value="REJECT", by="Ann")
    rule, alias = case.suggest()
    assert "accuse.accuse: given the type REJECT in 5 reports" in rule.diff
    assert "“Barkhane Command” was said to be FRA in 5 reports" in alias.diff
    case.decide("edit", "event", first["event_id"], field="place", value="Gao, MLI", by="Ann")
    assert len(case.suggest()) == 2


def test_the_users_own_lines_stay_as_they_are(tmp_path: Path) -> None:
    unknown = Party(None, "the Barkhane Command", (), "the Barkhane Command")
    case = many(tmp_path / "case", "assault.raid", actors=(unknown,), recipients=(MALI,))
    own = "# ours, since May\n- {id: MLI, aliases: [Bamako men]}  # as Ann says"
    (case.folder / "packs").mkdir()
    (case.folder / "packs" / "added.yaml").write_text(own, encoding="utf-8")
    case = api.open(case.folder)
    for mention in case.records("event_mentions")[:2]:
        case.decide("edit", "event_mention", mention["event_mention_id"], field="actors", value=["FRA"], by="Ann")
    (proposal,) = case.suggest()
    done = subprocess.run(["patch", "-p1", "-d", case.folder], input=proposal.diff, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout
    left = (case.folder / "packs" / "added.yaml").read_text(encoding="utf-8")
    assert left == own + "\n- {id: FRA, aliases: [Barkhane Command]}\n"
    assert api.open(case.folder).suggest() == []  # it is known now


def test_a_rule_whose_deeds_were_plans_is_proposed_to_need_words_that_say_so(tmp_path: Path) -> None:
    case = many(tmp_path / "case", "accuse.accuse", event_type="ACCUSE")
    told = [m["event_mention_id"] for m in case.records("event_mentions")]
    for identity, status in zip(told, ("intended", "negated"), strict=False):
        case.decide("edit", "event_mention", identity, field="status", value=status, by="Ann")
    assert case.suggest() == []  # once, and a denial is no plan
    case.decide("edit", "event_mention", told[3], field="status", value="possible", by="Ann")
    (proposal,) = case.suggest()
    assert "accuse.accuse: told to be a plan or a possibility in 2 reports" in proposal.diff
    entry = next(e for e in yaml.safe_load(proposal.after) if e["rule"] == "accuse")
    assert entry["irrealis"] is True


def test_a_body_that_no_list_has_takes_names_and_roles(case: Casebook) -> None:
    """ "MLIMIL" is known by its make-up alone; an alias of it must not make the pack unreadable."""
    case.decide("alias", "actor", "MLI", value="the Bamako men", by="Ann")
    folder = case.folder / "packs"
    folder.mkdir(exist_ok=True)
    text = "- {id: MLIMIL, aliases: [Barkhane Command], roles: [spokesman of MLI]}\n"
    (folder / "added.yaml").write_text(text, encoding="utf-8")
    pack = learn(case)
    assert [a.actor_id for a in pack.phrases.get("Barkhane Command")] == ["MLIMIL"]
    body = pack.get("MLIMIL")
    assert (body.name, body.country, body.codes, body.side) == ("Malian military", "MLI", ("MLIMIL", "MLI"), "MLI")
    assert body.roles[0].of == "MLI"

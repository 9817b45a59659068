"""Ties that the encoder sees and no rule reads: which are taken, between whom, in what stance."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from escalade.claims.relations_learned import LearnedRelations
from escalade.claims.relations_tie import Tie
from escalade.model.codings import Party
from escalade.model.readings import Mention, TieInkling
from escalade.model.tree import Tree
from tests.claims.told import relations

WORDS = ("Toktogul", "Brigade", "Ruritania")


def party(token: int) -> Party:
    return Party(WORDS[token].upper(), WORDS[token], (), WORDS[token], f"m{token}")


def mention(token: int) -> Mention:
    kind = ("person", "group", "country")[token]
    return Mention(f"m{token}", "d", 0, kind, "named", 0, 1, WORDS[token], token, token + 1, token)


def seen(source: int, target: int, probability: float = 0.97, **more: Any) -> TieInkling:
    kind, denied, doubted = more.get("kind", "leads"), more.get("denied", 0.0), more.get("doubted", 0.0)
    return TieInkling("d", 0, source, target, kind, probability, denied, doubted)


def taken(*inklings: TieInkling, stated: tuple[Tie, ...] = ()) -> list[Tie]:
    told = defaultdict(list, {0: list(inklings)})
    scene = SimpleNamespace(ties=told, mention={f"m{t}": mention(t) for t in range(3)})
    parties = SimpleNamespace(scene=scene, at=lambda tree, token: party(token) if token < 3 else None)
    tree = SimpleNamespace(ordinal=0, above=lambda i, j: j, ancestors=lambda i: (), children=[()] * 9, lower=WORDS)
    return list(LearnedRelations(cast(Any, parties)).of(cast(Tree, tree), stated))


def test_a_likely_tie_of_two_parties_is_taken() -> None:
    (found,) = taken(seen(0, 1), seen(0, 2, 0.6), seen(1, 7))
    assert (found.source.name, found.kind, found.target.name) == ("Toktogul", "leads", "Brigade")
    assert (found.denied, found.doubted) == (False, False)


def test_of_one_pair_the_likeliest_is_taken_and_none_that_a_rule_tied() -> None:
    (found,) = taken(seen(1, 2, 0.92, kind="serves"), seen(2, 1, 0.95, kind="sponsors"))
    assert found.kind == "sponsors"
    assert taken(seen(2, 1, kind="sponsors"), stated=(Tie(party(1), party(2), "serves", 0),)) == []


def test_stance_follows_what_the_encoder_sees() -> None:
    (denied,), (doubted,) = taken(seen(0, 1, denied=0.8)), taken(seen(0, 1, doubted=0.7))
    assert (denied.denied, denied.doubted) == (True, False)
    assert (doubted.denied, doubted.doubted) == (False, True)


def test_a_wording_of_no_list_is_read(tmp_path: Path) -> None:
    text = "The Marsh Lancers take their cue from Lusaka."
    assert relations(tmp_path, [text])[text] == ["marsh lancers ~ serves ~ zambia ~ affirms"]


def test_what_only_held_once_is_no_tie(tmp_path: Path) -> None:
    text = "Idris Kone, the former leader of the Marsh Lancers, fled to Lusaka."
    assert relations(tmp_path, [text])[text] == []

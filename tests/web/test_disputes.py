"""Why an event is disputed is said where it is shown; the words of copies stand once."""

from __future__ import annotations

import json
from typing import Any

from escalade.web.pages.chains import _axis, _breaks, _ticks
from escalade.web.pages.disputes import against, sides_of
from escalade.web.pages.dossier import _differing, _table
from escalade.web.pages.evidence import folded


def claim(
    stance: str, said: str, field: str | None = None, value: str | None = None, about: str = "m1"
) -> dict[str, Any]:
    held = {"claim_id": f"c-{said}-{field}", "about_id": about, "stance": stance, "said": said}
    return held | {"field": field, "value": value}


def mention(identity: str, status: str = "asserted") -> dict[str, Any]:
    return {"event_mention_id": identity, "status": status, "said": f"Paper {identity}"}


def origin(name: str, sides: set[str], **values: str) -> dict[str, Any]:
    return {"name": name, "sides": sides, "values": {k: {v: f"m-{name}"} for k, v in values.items()}}


def test_denials_are_named_by_who_makes_them() -> None:
    claims = [
        claim("affirms", "A"), claim("denies", "Iran"), claim("denies", "Mali", "actor", "Mali"),
        claim("denies", "B", "killed", "3"),
    ]  # fmt: skip
    said = against([mention("m1", "negated"), mention("m2", "negated")], claims, {})
    assert [(r["who"], r["what"]) for r in said] == [
        ("Iran", "denies it"),
        ("Mali", "denies that it was Mali"),
        ("B", "denies the figure: killed"),
        ("Paper m2", "says that it did not happen, or is over"),
    ]
    assert [r["ref"].partition(":")[0] for r in said] == ["claim", "claim", "claim", "mention"]


def test_the_same_denial_is_said_once() -> None:
    claims = [claim("denies", "Iran", about="m1"), claim("denies", "Iran", about="m2") | {"claim_id": "other"}]
    assert len(against([], claims, {})) == 1


def test_rival_doers_contradict_and_other_words_do_not() -> None:
    told = [
        origin("A", {"USA"}, who="United States"), origin("B", {"USA", "usa-mil"}, who="the U.S. military"),
        origin("C", {"IRN"}, who="Iran"), origin("D", set(), who="gunmen"),
    ]  # fmt: skip
    who = _table(told, rivals=True)[0]
    assert [cell["verdict"] for cell in who["cells"]] == ["other words", "other words", "differs", "other words"]
    assert {cell["verdict"] for cell in _table(told, rivals=False)[0]["cells"]} == {"other words"}
    [reason] = against([], [], _differing([who]))
    assert reason["who"] == "They differ in who did it"
    assert reason["what"] == "United States or the U.S. military or gunmen or Iran"
    assert reason["ref"] == "mention:m-C"


def test_a_side_is_an_actor_or_its_state() -> None:
    record = {"actors": [{"id": "qaani", "codes": ["IRNMIL"]}, {"id": None, "codes": []}]}
    assert sides_of({"record": json.dumps(record)}) == {"qaani", "IRN"}


def test_the_words_of_copies_stand_once() -> None:
    first, copy, other = (
        {"id": i, "text": text, "start": 2, "status": "asserted", "said": f"Paper {i}", "document_id": f"d{i}"}
        for i, text in enumerate(("They fled.", "They  fled.", "They stayed."))
    )
    kept = folded([first, copy, other])
    assert [q["id"] for q in kept] == [0, 2]
    assert kept[0]["also"] == [{"id": 1, "said": "Paper 1", "document_id": "d1"}]
    assert len(folded([first, copy | {"status": "negated"}])) == 2


def test_a_long_quiet_stretch_of_the_lanes_is_drawn_short_and_marked() -> None:
    at = _axis(["2020-01-01", "2020-01-03", "2020-11-18"])
    assert list(at.values()) == sorted(at.values())
    first, second, third = at.values()
    assert abs((third - second) - 6 * (second - first)) < 1  # of 320 days, 12 are drawn
    assert [b["words"] for b in _breaks(at)] == ["11 months"]
    assert _ticks(at, {day: day for day in at})[-1]["day"] == "2020-11-18"
    assert not _breaks(_axis(["2020-01-01", "2020-01-02"]))

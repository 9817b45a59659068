"""Which names are one actor."""

from __future__ import annotations

import pytest
from rows import document, run, tables

from escalade.model.casebook import Actor, Membership
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.readings import Mention
from escalade.vocab.spelling import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qassem Tajeddin", "Kassim Tajedin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Abdel Fattah al-Burhan", "Abdel Fatah Burhan"),
        ("Iyad ag Ghali", "Iyad ag Ghaly"),
        ("Jaysh al-Islam", "Jeish al-Islam"),
        ("Khalifa Haftar", "Khalifa Hafter"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Diab", "Hussein Diab"),
        ("North Korea", "South Korea"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("101st Brigade", "102nd Brigade"),
        ("Saad", "Said"),
        ("Mali", "Molly"),
        ("Ali Hassan", "Ali Hassan Khan"),
        ("Li", "Lee"),
        ("Ali", "Ben Ali"),
        ("Ahmed Hassan", "Ahmed Yassin"),
        ("Salman", "bin Salman"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert not same_name(one, other)


def named(doc: str, actor_id: str, text: str, kind: str = "person", basis: str = "text") -> tuple[Mention, Reference]:
    ident = f"{doc}-{actor_id}-{text}"
    return (
        Mention(ident, doc, 1, kind, "named", 0, len(text), text, 0, 1, 0),
        Reference(ident, doc, 1, actor_id, text, None, (), actor_id, basis, None),
    )


def actors(*rows: tuple[Mention, Reference]) -> tuple[list[Actor], dict[str, str]]:
    documents = (document("late", "2023-05-20"), document("soon", "2023-05-10"))
    case = tables({Document: documents, Mention: [m for m, _ in rows], Reference: [r for _, r in rows]})
    run(case, "events.actors")
    return case.rows(Actor), {m.member_id: m.cluster_id for m in case.rows(Membership)}


def test_spellings_in_two_reports_are_one_actor_with_both_names() -> None:
    found, cluster = actors(named("late", "a1", "Khalifa Haftar"), named("soon", "a2", "Khalifa Hafter"))
    assert cluster == {"a1": "a1", "a2": "a1"}
    (actor,) = found
    assert {(n.text, n.n, n.first_seen) for n in actor.names} == {
        ("Khalifa Haftar", 1, "2023-05-20"),
        ("Khalifa Hafter", 1, "2023-05-10"),
    }
    assert (actor.kind, actor.origin) == ("person", "text")


def test_a_lone_surname_is_the_one_person_who_bears_it() -> None:
    found, cluster = actors(named("soon", "a1", "Khalifa Haftar"), named("late", "a2", "Haftar"))
    assert len(found) == 1
    assert cluster["a2"] == "a1"
    found, _ = actors(
        named("soon", "a1", "Khalifa Haftar"), named("soon", "a3", "Saddam Haftar"), named("late", "a2", "Haftar")
    )
    assert len(found) == 3


def test_a_family_name_that_two_share_does_not_make_them_one() -> None:
    _, cluster = actors(
        named("soon", "president", "Modibo Traoré", basis="pack"), named("late", "president", "Traoré", basis="pack"),
        named("soon", "medic", "Awa Traoré"), named("late", "medic", "Traoré", basis="short_form"),
    )  # fmt: skip
    assert cluster["president"] != cluster["medic"]


def test_a_person_is_no_organisation() -> None:
    found, _ = actors(named("soon", "a1", "Bashir Rahman"), named("late", "a2", "Bashir Rahmen", kind="organisation"))
    assert len(found) == 2


def test_actors_of_the_pack_stay_as_they_are() -> None:
    found, cluster = actors(
        named("soon", "haftar", "Khalifa Haftar", basis="pack"), named("late", "a2", "Khalifa Hafter")
    )
    assert cluster == {"haftar": "haftar", "a2": "haftar"}
    assert [a.actor_id for a in found] == ["haftar"]


def test_unnamed_actors_make_no_actor() -> None:
    mention, reference = named("soon", "x", "an official")
    unnamed = Reference(reference.mention_id, "soon", 1, None, "an official", None, (), None, "none", None)
    assert actors((mention, unnamed)) == ([], {})


def test_a_family_name_in_one_report_is_neither_of_two_who_bear_it() -> None:
    _, cluster = actors(
        named("soon", "father", "Omar Traoré", basis="pack"), named("soon", "father", "Traoré", basis="pack"),
        named("late", "daughter", "Awa Traoré", basis="pack"), named("late", "daughter", "Traoré", basis="pack"),
        named("late", "a1", "Traoré"),
    )  # fmt: skip
    assert len(set(cluster.values())) == 3


def test_a_middle_name_does_not_make_two() -> None:
    _, cluster = actors(
        named("soon", "a1", "Awa Traoré"), named("soon", "a1", "Traoré"),
        named("late", "a2", "Awa Fanta Traoré"), named("late", "a2", "Traoré"), named("late", "a3", "Traoré"),
    )  # fmt: skip
    assert len(set(cluster.values())) == 1

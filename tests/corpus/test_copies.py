# ruff: noqa: E501 (reports are written as they come: a paragraph a line)
"""Which reports are one text."""

from __future__ import annotations

import random

from escalade.corpus.copies import COPIES, judge
from escalade.merging import judgement
from escalade.model.casebook import Judgement, Membership
from escalade.model.documents import Document, Segment
from escalade.model.tables import Tables
from escalade.settings import Settings

from .conftest import Made

WIRE = """\
DORI, May 2 (Volta Wire) - Gunmen on motorcycles killed at least 18 people in an attack on a market in the northern town of Dori on Thursday, two security sources said.

The attackers arrived at about 3 p.m. and opened fire on traders, a resident told the agency by telephone. They burned nine shops and drove off with the cattle.

No group claimed responsibility. Fighters linked to Islamic State are active in the province, where more than 2,000 people were killed last year.

The governor, Colonel Salfo Kabore, called the attack cowardly and announced a curfew from dusk to dawn. The army sent two helicopters from Ouagadougou.
"""
REPRINT = (
    WIRE.replace("DORI, May 2 (Volta Wire) - ", "")
    .replace("p.m.", "pm")
    .replace("Colonel", "Col.")
    .replace("at least 18", "at least eighteen")
)
FRAMED = (
    "Northern Courier\n\nHome | News | Cattle | Weather\n\nCouncil paints the bridge\n\nThe council voted on Monday to paint the old bridge green after a debate that lasted four hours and ended in song.\n\n"
    + WIRE
    + "\nGoats win the cup\n\nThe Goats beat the Rams two to one in a match that the referee stopped twice because of dust.\n\nSign up for our newsletter."
)
UPDATE = WIRE.replace("at least 18 people", "at least 44 people").replace("nine shops", "nine shops and a school")
NEW_LEAD = (
    "Burkina Faso's president dismissed the governor of the Sahel region on Friday, a day after a massacre that his critics said the army could have stopped.\n\n"
    + WIRE.split("\n\n", 1)[1]
)
NEW_WORDS = WIRE.replace(
    "Gunmen on motorcycles killed at least 18 people in an attack on a market in the northern town of Dori on Thursday, two security sources said.",
    "At least 18 people were killed on Thursday when gunmen on motorcycles attacked a market in the northern town of Dori, according to two security sources.",
)
OTHER = """\
A column of soldiers entered Kidal on Tuesday without a fight, the Malian army said on state television, ten years after it lost the town to Tuareg rebels.

The rebels said they had left to spare civilians. A United Nations base was looted in the hours between, three officials said, and fuel was carried off in water tanks.
"""


def documents(make: Made, **texts: str) -> list[Document]:
    return [make(text, uri=name) for name, text in texts.items()]


def sets(docs: list[Document], *held: Judgement) -> dict[str, str]:
    tables = Tables()
    tables.add(Document, docs)
    tables.add(Judgement, held)
    rows = COPIES.apply(tables, {}, Settings())[Membership]
    names = {d.document_id: d.uri for d in docs}
    return {names[m.member_id]: names[m.cluster_id] for m in rows}


def test_reprints_framed_pages_and_excerpts_are_one_report(make: Made) -> None:
    excerpt = "\n\n".join(WIRE.split("\n\n")[:2])
    assert set(sets(documents(make, wire=WIRE, reprint=REPRINT, page=FRAMED, excerpt=excerpt)).values()) == {"wire"}


def test_updates_corrections_and_other_reports_are_not(make: Made) -> None:
    found = sets(documents(make, wire=WIRE, update=UPDATE, lead=NEW_LEAD, other=OTHER))
    assert found == {name: name for name in ("wire", "update", "lead", "other")}


def test_a_lead_in_other_words_makes_no_other_report(make: Made) -> None:
    docs = documents(make, wire=WIRE, words=NEW_WORDS)
    assert set(sets(docs).values()) == {"wire"}
    (row,) = judge(docs, 0.95)
    assert "worded anew" in row.reason


def test_the_reason_names_the_figures_that_differ(make: Made) -> None:
    docs = documents(make, wire=WIRE, update=UPDATE)
    (row,) = judge(docs, 0.9)
    assert row.verdict == "different"
    assert "18" in row.reason
    assert "44" in row.reason


def test_two_reports_on_one_page_do_not_become_one(make: Made) -> None:
    found = sets(documents(make, wire=WIRE, other=OTHER, page=WIRE + "\n" + OTHER))
    assert found["wire"] != found["other"]


def test_a_report_that_quotes_another_is_no_copy(make: Made) -> None:
    own = " ".join(
        f"I have read claim number {n} about the market and I do not believe a word of it."
        for n in "one two three four five six".split()
    )
    blog = f"{own}\n\nAwa Sanou (Market burns in Dori 05/14/2024)\n\n" + WIRE.split("\n\n", 1)[1]
    assert set(sets(documents(make, wire=WIRE, blog=blog)).values()) == {"wire", "blog"}


def test_a_person_has_the_last_word(make: Made) -> None:
    docs = documents(make, wire=WIRE, reprint=REPRINT)
    apart = judgement(
        "report", docs[0].document_id, docs[1].document_id, "different", 1.0, "analyst:ann", "two dispatches"
    )
    assert sets(docs, apart) == {"wire": "wire", "reprint": "reprint"}


def test_order_of_reports_does_not_change_who_is_with_whom(make: Made) -> None:
    docs = documents(make, wire=WIRE, reprint=REPRINT, page=FRAMED, update=UPDATE, other=OTHER)
    first = judge(docs, 0.9)
    random.Random(4).shuffle(docs)
    assert judge(docs, 0.9) == first


def test_short_reports_are_found_among_many(make: Made) -> None:
    rng = random.Random(1)
    words = "army rebels town river bridge market convoy minister border talks fuel school clinic radio night dawn road hill camp truce".split()
    texts = {f"n{i}": " ".join(rng.choices(words, k=120)) for i in range(60)}
    brief = "Rebels in northern Mali released nine soldiers on Sunday after a month of talks, a mediator said."
    docs = [_plain(name, text) for name, text in texts.items()]
    docs += [_plain("brief", brief), _plain("long", texts["n3"] + ". " + brief)]
    pairs = {(r.left_id, r.right_id) for r in judge(docs, 0.9) if r.verdict == "same"}
    assert ("brief", "long") in pairs


def _plain(name: str, text: str) -> Document:
    segment = Segment("body", 0, len(text), 0, None, None)
    return Document(name, name, name, None, (), None, None, "unknown", None, "en", text, (segment,), True, None)

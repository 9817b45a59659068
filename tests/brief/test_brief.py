"""The brief says no more than the tables do, and every line leads to quoted words."""

from __future__ import annotations

from typing import Any

import pytest

from escalade.brief import compose, markdown, page, wording
from escalade.brief.html import Mark, marked
from escalade.brief.wording import Words, when
from escalade.hand.changes import compare
from escalade.model.words import toll

ACCURACY = {"lines": 100, "lines_right": 0.6, "measured_on": "a test", "precision": 0.9, "recall": 0.5}
TEXT = "Mali's army killed 12 fighters near Kidal on Monday, an official said. <script>alert(1)</script>"


def party(name: str) -> dict[str, Any]:
    return {"id": name, "name": name, "codes": [], "text": name}


def mention(**changes: Any) -> dict[str, Any]:
    row = {
        "event_mention_id": "e1",
        "document_id": "d1",
        "event_type": "ASSAULT",
        "mode": None,
        "actors": [party("Mali army")],
        "recipients": [party("fighters")],
        "date_start": "2023-10-02",
        "date_end": "2023-10-02",
        "place": {"name": "Kidal"},
        "killed_min": 12,
        "killed_max": 12,
        "injured_min": None,
        "injured_max": None,
        "status": "claimed",
        "attribution": [{"name": "an official"}],
        "sentence": TEXT[:70],
        "trigger": "killed",
        "trigger_start": 12,
        "char_start": 12,
        "char_end": 18,
        "rule": "kill",
        "score": 0.9,
    }
    return row | changes


def event(**changes: Any) -> dict[str, Any]:
    row = {k: v for k, v in mention().items() if k not in ("status", "attribution", "score")}
    row |= {
        "quad_class": 4,
        "event_id": "e1",
        "event_mention_ids": ["e1"],
        "standing": "single_origin",
        "n_origins_low": 1,
        "n_origins_high": 1,
        "n_reports": 1,
    }
    return row | changes


def tables(**changes: list[dict[str, Any]]) -> Any:
    document = {
        "document_id": "d1",
        "uri": "a.txt",
        "title": "Kidal",
        "publisher": "The Sahel Post",
        "published": "2023-10-03",
        "published_basis": "given",
        "report_id": "d1",
        "kept": True,
        "reason": None,
        "text": TEXT,
        "blocks": [],
        "segments": [{"raw_start": 0, "char_start": 0, "char_end": len(TEXT), "kind": "body"}],
    }
    blocks = [
        {
            "document_id": "d1",
            "ordinal": 0,
            "kind": "body",
            "kept": True,
            "char_start": 0,
            "char_end": len(TEXT),
            "rule": "body",
            "text": TEXT,
        },
        {
            "document_id": "d1",
            "ordinal": 1,
            "kind": "comment",
            "kept": False,
            "char_start": 200,
            "char_end": 210,
            "rule": "address",
            "text": "<b>Lies!</b>",
        },
    ]
    data = {"documents": [document], "blocks": blocks, "event_mentions": [mention()], "events": [event()], **changes}
    return lambda name: data.get(name, [])


def brief(**changes: list[dict[str, Any]]) -> Any:
    return compose(tables(**changes), title="Sahel", accuracy=ACCURACY, threshold=0.5)


def test_what_changed_since_an_earlier_brief_comes_first() -> None:
    before = tables(events=[event(killed_min=3, killed_max=3)])
    more = event(event_id="e2", event_mention_ids=["e2"], date_start="2023-10-04", date_end="2023-10-04")
    after = tables(
        events=[event(standing="disputed"), more], event_mentions=[mention(), mention(event_mention_id="e2")]
    )
    changes = compare(before, after, since="3", now="4")
    first, *others = compose(after, title="Sahel", accuracy=ACCURACY, changes=changes).sections
    assert first.title == "What changed since state 3"
    assert [(line.id, line.note.split(" · ")[0]) for line in first.lines] == [
        ("e1", "now contradicted: was 3 killed; was single origin"),
        ("e2", "new"),
    ]
    assert all(line.evidence for line in first.lines)
    assert "What happened" in [s.title for s in others]


def test_a_report_of_unknown_date_is_said_to_be_one() -> None:
    (document,) = tables()("documents")
    assert not any("unknown date" in part for part in brief().summary)
    assert any(
        "1 document of unknown date" in part for part in brief(documents=[document | {"published": None}]).summary
    )


def test_that_nothing_changed_is_said() -> None:
    same = tables()
    found = compose(same, title="Sahel", accuracy=ACCURACY, changes=compare(same, same, since="3", now="3"))
    first = found.sections[0]
    assert first.title == "What changed since state 3"
    assert first.about == "0 documents came in since. Nothing that is shown here changed."
    assert not first.lines


def test_doers_of_what_is_contested_are_only_said_to_have_done_it() -> None:
    def line(**changes: Any) -> str:
        found = brief(events=[event(standing="disputed")], event_mentions=[mention(**changes)])
        return next(s for s in found.sections if s.title.startswith("Disputed")).lines[0].text

    assert line().startswith("the death of fighters")
    assert line().endswith("said to be by Mali army")
    assert line(status="asserted").startswith("Mali army attacked fighters")


def test_one_origin_is_told_in_its_name() -> None:
    line = brief().sections[0].lines[0]
    assert line.lead == "According to The Sahel Post, quoting an official:"
    assert line.text.startswith("Mali army attacked fighters")
    assert "12 killed" in line.text
    assert line.evidence[0].quote in TEXT


def test_of_an_event_whose_doer_is_named_whoever_names_the_doer_tells_it() -> None:
    bare = mention(event_mention_id="e2", actors=[], status="asserted", attribution=[], score=0.95)
    blamed = event(event_mention_ids=["e1", "e2"])
    line = brief(events=[blamed], event_mentions=[mention(), bare]).sections[0].lines[0]
    assert line.lead == "According to The Sahel Post, quoting an official:"


def test_a_plan_is_never_told_as_done() -> None:
    for status in ("possible", "intended", "conditional", "negated"):
        clause = Words().happening(event(), status)
        assert "Mali army attacked" not in clause


@pytest.mark.parametrize(
    ("act", "frame"),
    [
        ("REQUEST", "demanded: an attack"),
        ("AGREE", "promised or offered: an attack"),
        ("THREATEN", "threatened: an attack"),
        ("ACCUSE", "planned or wanted: an attack"),
        (None, "planned or wanted: an attack"),
    ],
)
def test_what_is_not_done_is_told_as_what_was_said_of_it(act: str | None, frame: str) -> None:
    above = mention(event_mention_id="e0", event_type=act, status="asserted", parent_id=None)
    below = mention(status="intended", parent_id="e0" if act else None)
    told = brief(event_mentions=[above, below], events=[event(standing="hypothetical")])
    assert told.sections[0].lines[0].text.startswith(frame)


@pytest.mark.parametrize(
    ("modality", "frame"), [("intended", "ruled out, averted or not to be"), ("actual", "did not happen, or ended")]
)
def test_what_is_not_to_be_is_not_told_as_what_was_not(modality: str, frame: str) -> None:
    told = brief(
        event_mentions=[mention(status="negated", polarity="negative", modality=modality)],
        events=[event(standing="hypothetical")],
    )
    assert told.sections[0].lines[0].text.startswith(frame)


def test_nobody_is_blamed_for_talks() -> None:
    said = {
        "about_id": "e1",
        "field": "actor",
        "value": "JNIM",
        "stance": "affirms",
        "chain": [party("The Sahel Post")],
    }
    talks = event(event_type="CONSULT", quad_class=1)
    assert "Blame by claimant" not in [s.title for s in brief(claims=[said], events=[talks]).sections]


def test_an_unknown_actor_stays_unknown() -> None:
    assert Words().happening(event(actors=[])) == "an attack on fighters, in Kidal; 12 killed"


@pytest.mark.parametrize(
    ("trigger", "harm", "told"),
    [
        ("wounded", {"killed_min": None, "killed_max": None, "injured_min": 2}, "the wounding of fighters"),
        ("died", {}, "the death of fighters"),
        ("died", {"injured_min": 1}, "the death or wounding of fighters"),
        ("raid", {}, "an attack on fighters"),
        ("died", {"actors": [party("Mali army")]}, "Mali army attacked fighters"),
        ("died", {"mode": "aerial"}, "an attack on fighters"),
        ("hurt", {"killed_min": None, "killed_max": None}, "an attack on fighters"),
    ],
)
def test_harm_is_not_told_as_an_attack_unless_a_word_says_so(trigger: str, harm: dict[str, Any], told: str) -> None:
    hurt = event(**({"actors": []} | harm))
    assert Words().happening(hurt, "asserted", [{"trigger": trigger}]).startswith(told)


def test_records_under_the_threshold_stay_out_and_are_counted() -> None:
    held_back = brief(event_mentions=[mention(score=0.2)])
    assert not [s for s in held_back.sections if s.title == "What happened"]
    assert any("under the score threshold" in item for item in held_back.summary)


def test_counting_the_victims_that_a_report_names_is_no_rival_toll() -> None:
    ann, bob = party("Ann"), party("Bob")
    one = mention(recipients=[ann], killed_min=1, killed_max=1)
    two = mention(event_mention_id="e2", recipients=[ann, bob], killed_min=2, killed_max=2)
    sections = brief(event_mentions=[one, two], events=[event(event_mention_ids=["e1", "e2"])]).sections
    assert not [s for s in sections if s.title == "Tolls by claimant"]


def test_differing_tolls_stand_side_by_side() -> None:
    rival = mention(event_mention_id="e2", killed_min=3, killed_max=None, attribution=[{"name": "the rebels"}])
    sections = brief(event_mentions=[mention(), rival], events=[event(event_mention_ids=["e1", "e2"])]).sections
    told = next(s for s in sections if s.title == "Tolls by claimant").lines[0]
    assert "12 killed (The Sahel Post, quoting an official)" in told.text
    assert "at least 3 killed (The Sahel Post, quoting the rebels)" in told.text


def test_every_line_of_the_page_leads_to_marked_words_and_runs_nothing() -> None:
    html = page(brief(), tables(), with_text=True)
    assert '<a href="#e1">' in html
    assert '<a id="e1"></a>' in html
    assert "<script>" not in html
    assert "&lt;b&gt;Lies!" in html
    assert "left out" in html


def test_what_was_left_out_for_one_reason_shares_a_box_and_the_title_stands_once() -> None:
    def block(ordinal: int, kind: str, text: str, kept: bool = False) -> dict[str, Any]:
        start = ordinal * 100
        row = {"document_id": "d1", "ordinal": ordinal, "kind": kind, "kept": kept, "rule": "r", "text": text}
        return row | {"char_start": start, "char_end": start + len(text)}

    blocks = [block(0, "title", "Kidal", True), block(1, "comment", "Lies!"), block(2, "comment", "So true.")]
    document = tables()("documents")[0] | {
        "text": "Kidal",
        "segments": [{"raw_start": 0, "char_start": 0, "char_end": 5}],
    }
    html = page(brief(), tables(documents=[document], blocks=blocks, event_mentions=[]), with_text=True)
    assert "Lies!\nSo true." in html
    assert html.count('class="passage') == 1
    assert "<h3>Kidal</h3>" in html


def test_who_is_blamed_stands_beside_who_denies() -> None:
    def claim(stance: str, *names: str) -> dict[str, Any]:
        return {
            "about_id": "e1",
            "field": "actor",
            "value": "JNIM",
            "stance": stance,
            "modality": "certain",
            "chain": [party(n) for n in names],
        }

    claims = [claim("affirms", "The Sahel Post", "an official"), claim("denies", "The Sahel Post", "JNIM")]
    told = next(s for s in brief(claims=claims).sections if s.title == "Blame by claimant").lines[0].text
    assert "an attack on fighters" in told
    assert "JNIM (The Sahel Post, quoting an official)" in told
    assert "not JNIM (The Sahel Post, quoting JNIM)" in told


def test_markdown_carries_the_warning_and_the_ids() -> None:
    text = markdown(brief())
    assert "unreviewed" in text
    assert "Of 100 lines of such briefs read against their quotes, 60%" in text
    assert "`e1`" in text
    assert "According to The Sahel Post, quoting an official: Mali army attacked" in text


def test_an_unnamed_party_keeps_its_article() -> None:
    guards = {"id": None, "name": "guards", "codes": [], "text": "The guards"}
    crowd = {"id": None, "name": "About twenty people", "codes": [], "text": "them"}
    told = Words().happening(event(actors=[guards], recipients=[crowd]))
    assert told.startswith("the guards attacked about twenty people")


@pytest.mark.parametrize(
    ("text", "told"), [("14 Malians", "14 Malians"), ("Several Malians", "several Malians"), ("the Malians", "Mali")]
)
def test_counted_people_are_not_their_country(text: str, told: str) -> None:
    killed = [{"id": "MLI", "name": "Mali", "codes": ["MLI"], "text": text}]
    assert Words().happening(event(actors=[], recipients=killed)).startswith(f"an attack on {told},")


def test_those_who_fight_each_other_are_named_once() -> None:
    both = [party("Congo"), party("M23")]
    assert "Congo and M23 attacked one another" in Words().happening(event(actors=both, recipients=both[::-1]))
    alone = event(event_type="CONSULT", actors=both[:1], recipients=both[:1])
    assert Words().happening(alone).startswith("Congo held talks, ")


def test_a_place_that_is_a_party_is_not_told_twice() -> None:
    assert Words().happening(event(recipients=[party("Kidal")])).count("Kidal") == 1


def test_what_lies_long_before_the_first_report_is_told_apart() -> None:
    titles = [s.title for s in brief(events=[event(date_start="2012-01-01", date_end="2012-12-31")]).sections]
    assert "Earlier history" in titles
    assert "What happened" not in titles


def test_an_undated_event_is_told_by_its_report() -> None:
    assert brief(events=[event(date_start=None, date_end=None)]).sections[0].lines[0].when == "reported 2023-10-03"


def test_copies_of_a_threat_are_one_line() -> None:
    wire: dict[str, Any] = {
        "document_id": "d1",
        "issuer": party("the army"),
        "addressee": None,
        "condition": "if the road is closed",
        "consequence": "it would strike",
        "condition_start": 0,
        "condition_end": 5,
        "consequence_start": 6,
        "consequence_end": 12,
        "valid_to": None,
        "attribution": [],
        "standing": "armed",
    }
    wires = [{**wire, "tripwire_id": name} for name in ("w1", "w2")]
    section = next(s for s in brief(tripwires=wires).sections if s.title == "Conditional threats")
    assert [line.text for line in section.lines] == ["If the road is closed  →  the army: “it would strike”"]


def test_the_words_that_name_the_event_are_marked_in_the_quote() -> None:
    assert "<mark>killed</mark>" in page(brief(), tables())


def test_overlapping_marks_keep_the_text_whole() -> None:
    html = marked("abcdef", 0, 6, [Mark(1, 4, "event", "x", "one"), Mark(3, 5, "cue", "", "two")])
    assert html.striptags() == "abcdef"
    assert 'class="cue event"' in html


def test_dates_and_tolls_say_what_is_open() -> None:
    assert when({"date_start": "2020-01-01", "date_end": "2020-12-31"}) == "2020"
    assert when({"date_start": None, "date_end": None}) == "undated"
    assert when({"date_start": "2020-02-01", "date_end": "2020-02-29"}) == "2020-02"
    assert when({"date_start": "2020-02-03", "date_end": "2020-02-09"}) == "2020-02-03 to 09"
    assert toll(25, None, "killed") == "at least 25 killed"
    assert toll(0, 0, "killed") == "none killed"
    assert toll(None, None, "killed") == ""


def test_somebodys_people_are_small_inside_a_sentence() -> None:
    his = {"id": None, "name": "His sister Awa Sow", "text": "His sister Awa Sow"}
    assert wording.name(his) == "his sister Awa Sow"
    said = [{"name": "The Herald"}, {"name": "The Post"}, {"name": "Her lawyer"}, {"name": "An official"}]
    assert wording.chain(said) == "The Herald, quoting The Post, quoting her lawyer, quoting an official"
    assert wording.chain([]) == ""


def test_of_what_is_contested_each_account_is_told_with_its_quote() -> None:
    denial = "Rebels killed them. The army denied it."
    said = {
        "claim_id": "c1",
        "document_id": "d1",
        "about_id": "e1",
        "field": None,
        "value": None,
        "modality": "certain",
    }
    claims = [
        said | {"stance": "affirms", "chain": [{"name": "The Sahel Post"}, {"name": "an official"}], "cue_start": None},
        said | {"stance": "denies", "chain": [{"name": "The Sahel Post"}, {"name": "The army"}], "cue_start": 29},
        said
        | {"stance": "affirms", "field": "actor", "value": "rebels", "chain": [{"name": "a mayor"}], "cue_start": 0},
    ]
    (document,) = tables()("documents")
    found = brief(
        events=[event(standing="disputed")],
        event_mentions=[mention(trigger_start=300, char_start=600, char_end=606)],
        documents=[document | {"text": denial}],
        claims=claims,
    )
    (line,) = next(s for s in found.sections if s.title.startswith("Disputed")).lines
    assert line.text.endswith(
        "by Mali army, according to an official; by rebels, according to a mayor; denied by The army"
    )
    assert line.text.startswith("an attack on fighters") or line.text.startswith("the death of fighters")
    assert ("The army denied it.", "The Sahel Post, quoting The army") in [(e.quote, e.said_by) for e in line.evidence]


def test_who_may_have_done_it_is_told_behind_who_is_accused() -> None:
    said = {"document_id": "d1", "about_id": "e1", "field": "actor", "cue_start": None}
    wire, official = {"name": "The Sahel Post"}, {"name": "an official"}
    blame = {"claim_id": "c1", "value": "the regular Mali army", "modality": "certain", "stance": "affirms"}
    later = {"claim_id": "c2", "value": "the Segou Hunters", "modality": "possible", "stance": "revises"}
    found = brief(
        events=[event(standing="revised")],
        claims=[said | blame | {"chain": [wire, official]}, said | later | {"chain": [wire]}],
    )
    (line,) = next(s for s in found.sections if s.title.startswith("Disputed")).lines
    assert "by Mali army, according to an official; possibly by the Segou Hunters, according to The Sahel" in line.text
    assert "regular" not in line.text  # the accused is the party that the line names already

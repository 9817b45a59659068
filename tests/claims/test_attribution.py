"""Who says so: chains of speakers, stances, and what is left to the publisher."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.claims import STAGES
from escalade.claims.quotations import quotations
from escalade.model.codings import Claim
from escalade.settings import Settings
from escalade.vocab import cues
from tests.claims import parses
from tests.trees import Story, Who

ATTRIBUTE = STAGES[0]


def all_claims(story: Story, *events: tuple[str, str, dict[str, object]]) -> list[Claim]:
    tables = story.tables(events)
    found: list[Claim] = list(ATTRIBUTE.apply(tables, {"cues": cues.load()}, Settings())[Claim])
    return found


def claims(story: Story, *events: tuple[str, str, dict[str, object]]) -> list[Claim]:
    return [c for c in all_claims(story, *events) if c.about_kind == "event_mention"]


def names(claim: Claim) -> list[str]:
    return [s.name for s in claim.chain]


def test_outlet_that_was_told_speaks_outside_its_source() -> None:
    who = (Who("A Malian officer", None, None, "MLI", "person", "nominal"), Who("Radio Niamey"))
    [claim] = claims(Story((parses.TOLD_RADIO,), who), ("burned", "ASSAULT", {}))
    assert names(claim) == ["Test Wire", "Radio Niamey", "A Malian officer"]
    officer = claim.chain[-1]
    assert (officer.named, officer.side, officer.verb) == (False, "MLI", "tell")
    assert claim.stance == "affirms"


def test_publisher_that_was_told_is_not_named_twice() -> None:
    who = (Who("A Malian officer", kind="person", level="nominal"), Who("Radio Niamey"))
    [claim] = claims(
        Story((parses.TOLD_RADIO,), who, publisher="Radio Niamey (state radio)"), ("burned", "ASSAULT", {})
    )
    assert names(claim) == ["Radio Niamey (state radio)", "A Malian officer"]


def test_spans_are_those_of_source_cue_and_content() -> None:
    story = Story((parses.TOLD_RADIO,), (Who("A Malian officer", kind="person", level="nominal"),))
    [claim] = claims(story, ("burned", "ASSAULT", {}))
    text = "A Malian officer told Radio Niamey that rebels had burned three trucks near Gao."
    assert text[claim.source_start : claim.source_end] == "A Malian officer"
    assert text[claim.cue_start : claim.cue_end] == "told"
    assert text[claim.content_start : claim.content_end] == "that rebels had burned three trucks near Gao"


def test_parenthetical_speaker_owns_the_clause_before_and_not_the_one_joined_on() -> None:
    story = Story((parses.ASIDE,), (Who("two police officers", kind="group", level="nominal"),))
    ambush, death = claims(story, ("ambushed", "ASSAULT", {}), ("killed", "ASSAULT", {}))
    assert names(ambush) == ["Test Wire", "two police officers"]
    assert names(death) == ["Test Wire"]


def test_plain_narration_and_its_purpose_are_the_publishers() -> None:
    story = Story((parses.PLAIN,))
    for claim in claims(story, ("shelled", "ASSAULT", {}), ("cut", "COERCE", {})):
        assert names(claim) == ["Test Wire"]
        assert claim.cue_start is None


def test_unknown_publisher_leaves_an_empty_chain() -> None:
    [claim] = claims(Story((parses.PLAIN,), publisher=None), ("shelled", "ASSAULT", {}))
    assert claim.chain == ()


@pytest.mark.parametrize(
    ("line", "who", "trigger", "expected"),
    [
        (parses.ACCORDING, Who("diplomats", kind="group", level="nominal"), "expelled", ["diplomats"]),
        (parses.COLON, Who("General Sok", kind="person"), "fired", ["General Sok"]),
        (parses.DENIED, Who("Seoul", "KOR", side="KOR", kind="country"), "shelling", ["Seoul"]),
        (parses.BLAMED, Who("Caracas", "VEN", side="VEN", kind="country"), "raid", ["Caracas"]),
        (parses.CITING, Who("The Daily Star"), "hit", ["The Daily Star", "two hospital sources"]),
    ],
)
def test_constructions(line: str, who: Who, trigger: str, expected: list[str]) -> None:
    found = claims(Story((line,), (who,)), (trigger, "ASSAULT", {}))
    assert names(found[0])[1:] == expected


def test_denial_denies_and_accusation_names_the_culprit() -> None:
    [denial] = claims(Story((parses.DENIED,), (Who("Seoul", "KOR", kind="country"),)), ("shelling", "ASSAULT", {}))
    assert denial.stance == "denies"
    who = (Who("Caracas", "VEN", kind="country"), Who("Colombia", "COL", kind="country"))
    happened, culprit = claims(Story((parses.BLAMED,), who), ("raid", "ASSAULT", {}))
    assert (happened.field, culprit.field, culprit.value) == (None, "actor", "Colombia")


def test_negated_happening_is_denied_by_whoever_says_so() -> None:
    story = Story((parses.COLON,), (Who("General Sok", kind="person"),))
    [claim] = claims(story, ("fired", "ASSAULT", {"polarity": "negative"}))
    assert claim.stance == "denies"


def test_quotation_over_two_sentences_has_one_speaker() -> None:
    who = (
        Who("President Lai", "LAI", "Lai Ching-te", "TWN", "person"),
        Who("he", level="pronoun", kind="person", stands_for="President Lai"),
    )
    story = Story((parses.QUOTE_1, parses.DIRECT_1, parses.DIRECT_2), who)
    attack, defence = claims(story, ("attack", "ASSAULT", {}), ("defend", "MOBILIZE", {}))
    assert names(attack) == names(defence) == ["Test Wire", "President Lai"]
    assert attack.chain[1].actor_id == "LAI"


@given(st.text(alphabet='ab "“”\n', max_size=60))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in quotations(text):
        assert last <= start < end <= len(text)
        assert "\n" not in text[start:end]
        last = end


def test_same_rows_twice() -> None:
    story = Story((parses.TOLD_RADIO, parses.ASIDE), (Who("A Malian officer", kind="person", level="nominal"),))
    events = (("burned", "ASSAULT", {}), ("killed", "ASSAULT", {}))
    assert claims(story, *events) == claims(story, *events)


def test_later_account_revises_the_first() -> None:
    story = Story((parses.FIRST_BLAMED, parses.EMERGED), (Who("Eritrea", "ERI", kind="country"),))
    events = (("raid", "ASSAULT", {}), ("carried", "ASSAULT", {}))
    first, *_, last = [c for c in claims(story, *events) if c.field is None]
    assert first.stance == "affirms"
    assert (last.stance, last.revises_id) == ("revises", first.claim_id)


def test_sequence_of_deeds_is_no_revision() -> None:
    story = Story((parses.FIRST_ATTACKED, parses.LATER_BOMBED))
    assert [c.stance for c in claims(story, ("attacked", "ASSAULT", {}), ("bombed", "ASSAULT", {}))] == ["affirms"] * 2


def test_not_denying_affirms_and_not_saying_is_nobodys_word() -> None:
    [avowed] = claims(Story((parses.NOT_DENY,), (Who("Ankara", "TUR", kind="country"),)), ("hit", "ASSAULT", {}))
    assert (avowed.stance, names(avowed)) == ("affirms", ["Test Wire", "Ankara"])
    [unsaid] = claims(Story((parses.NOT_SAY,), (Who("The ministry", level="nominal"),)), ("fired", "ASSAULT", {}))
    assert names(unsaid) == ["Test Wire"]


def test_inverted_speaker_by_name() -> None:
    story = Story((parses.INVERTED,), (Who("Colonel Ousmane Barry", "barry", kind="person"),))
    [claim] = claims(story, ("left", "RETREAT", {}))
    assert names(claim) == ["Test Wire", "Colonel Ousmane Barry"]


def test_label_of_a_script_is_no_speaker() -> None:
    story = Story((parses.SCRIPT,), (Who("REPORTER", kind="person", level="nominal"),))
    [claim] = claims(story, ("shelled", "ASSAULT", {}))
    assert names(claim) == ["Test Wire"]


def test_what_saying_does_is_no_claim() -> None:
    who = (Who("Kenya", "Kenya", side="KEN", kind="country"),)
    breach = ("honour", "REJECT", {"actors": ("Kenya",), "quad_class": 3})
    [claim] = claims(Story((parses.NO_LONGER,), who), breach)
    assert names(claim) == ["Test Wire"]
    [claim] = claims(Story((parses.NO_LONGER,), who), ("honour", "ASSAULT", {"actors": ("Kenya",), "quad_class": 4}))
    assert names(claim) == ["Test Wire", "Kenya"]


def test_they_said_is_who_spoke_before_not_who_was_killed() -> None:
    who = (
        Who("officials", kind="group", level="nominal"),
        Who("two policemen", kind="group", level="nominal"),
        Who("they", level="pronoun", kind="group", stands_for="two policemen"),
    )
    _, killed = claims(
        Story((parses.SHELLED, parses.THEY_SAID), who), ("shelled", "ASSAULT", {}), ("killed", "ASSAULT", {})
    )
    assert names(killed) == ["Test Wire", "officials"]


def test_who_considers_a_deed_does_not_speak() -> None:
    who = (Who("Marcos", "marcos", kind="person"),)
    [claim] = claims(Story((parses.CONSIDERED,), who), ("bombing", "ASSAULT", {"modality": "intended"}))
    assert "Marcos" not in " ".join(names(claim))


def test_script_label_is_no_speaker() -> None:
    who = (Who("PRESENTER", kind="person"), Who("He", "lai", "Lai", kind="person", level="pronoun"))
    [claim] = claims(Story((parses.LABEL,), who), ("shelled", "ASSAULT", {}))
    assert names(claim) == ["Test Wire", "Lai"]


def test_quoted_as_saying() -> None:
    who = (Who("diplomats", kind="group", level="nominal"), Who("the minister", kind="person", level="nominal"))
    [claim] = claims(Story((parses.QUOTED_AS,), who), ("shelled", "ASSAULT", {}))
    assert names(claim) == ["Test Wire", "diplomats", "the minister"]


def test_he_said_is_who_acted_before_where_nobody_spoke() -> None:
    who = (
        Who("President Lai", "lai", kind="person"),
        Who("a sailor", kind="person", level="nominal"),
        Who("he", level="pronoun", kind="person", stands_for="a sailor"),
    )
    [claim] = claims(Story((parses.LAI_SPOKE, parses.HE_SAID), who), ("killed", "ASSAULT", {}))
    assert names(claim) == ["Test Wire", "President Lai"]


def test_what_tells_of_no_event_is_kept_as_a_statement() -> None:
    who = (Who("A Malian officer", None, None, "MLI", "person", "nominal"), Who("Radio Niamey"))
    story = Story((parses.TOLD_RADIO,), who)
    [statement] = all_claims(story)
    assert statement.about_kind == "statement"
    assert names(statement)[1:] == ["Radio Niamey", "A Malian officer"]
    assert None not in (statement.cue_start, statement.content_start)
    assert [c.about_kind for c in all_claims(story, ("burned", "ASSAULT", {}))] == ["event_mention"]

"""Wordings of events, class by class: what people write when they do not write "attacked", "met" or "protested"."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code


def types(code: Code, text: str) -> dict[str, str]:
    """Trigger words and their event types."""
    return {m.trigger.lower(): m.event_type for m in code(text)}


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Riots broke out after the verdict.", "riots", "PROTEST"),
        ("Nobody in Asmara has spoken of the coup.", "coup", "ASSAULT"),
        ("There were 40 arrests overnight.", "arrests", "COERCE"),
        ("A dusk-to-dawn curfew remains in force.", "curfew", "COERCE"),
        ("The truce is holding for now.", "truce", "RETREAT"),
    ],
)
def test_a_noun_tells_an_event_though_nobody_is_named(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    "text",
    [
        "Protest is a virtue in the young.",
        "The novel ends with a coup in an invented kingdom.",
        "It was quite a coup to win the contract.",
        "In the film the mayor is kidnapped by clowns.",
        "Our server is under siege by readers this afternoon.",
        "The moderators have surrendered to the trolls.",
        "The pundits hammered the striker all night.",
    ],
)
def test_general_truths_and_fiction_tell_none(code: Code, text: str) -> None:
    assert not code(text)


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Nurses in Lusaka began an indefinite strike over unpaid wages.", "strike", "PROTEST"),
        ("Dockers called off the strike after the union accepted the offer.", "called off", "CONCEDE"),
        ("The strike on the depot in Aden killed two soldiers.", "strike", "ASSAULT"),
        ("Villagers held a dharna outside the collector's office.", "dharna", "PROTEST"),
        ("Students chained themselves to the gates of the ministry in Quito.", "chained", "PROTEST"),
        ("Farmers dumped manure outside the prefecture in Lyon.", "dumped", "PROTEST"),
        ("Protesters burned two buses in Antananarivo.", "burned", "PROTEST"),
        ("Miners stormed the parliament in Ulaanbaatar.", "stormed", "PROTEST"),
        ("The crew of the rig walked off the job on Monday.", "walked", "PROTEST"),
    ],
)
def test_what_crowds_and_strikers_do(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Laos closed the bridge at Savannakhet to lorries.", "closed", "COERCE"),
        ("Police raided the offices of the union in Gaborone.", "raided", "COERCE"),
        ("Marines boarded the tanker off Socotra.", "boarded", "COERCE"),
        ("The regulator in Kampala pulled the channel off the air.", "pulled", "COERCE"),
        ("The cook was taken in for questioning.", "taken in", "COERCE"),
        ("Washington condemned the closure of the border.", "closure", "COERCE"),
    ],
)
def test_closing_searching_and_shutting_off(code: Code, text: str, word: str, event_type: str) -> None:
    found = types(code, text)
    assert found.get(word, found.get(word.split()[0])) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("The kidnappers let go of two nuns on Sunday.", "let", "RETREAT"),
        ("The rebels vacated the customs house at dawn.", "vacated", "RETREAT"),
        ("Niamey reopened the border to Malian traders.", "reopened", "RETREAT"),
        ("Ankara dropped its objection to the treaty.", "dropped", "CONCEDE"),
        ("Belgrade owned up to the mistake.", "owned", "CONCEDE"),
    ],
)
def test_letting_go_and_giving_way(code: Code, text: str, word: str, event_type: str) -> None:
    found = {trigger.split()[0]: kind for trigger, kind in types(code, text).items()}
    assert found.get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("The junta gave the miners until Friday to leave.", "gave", "THREATEN"),
        ("The commander gave the mayor a week.", "gave", "THREATEN"),
        ("Teheran reserves the right to shut the strait.", "reserves", "THREATEN"),
        ("A guard pulled a gun on the lawyer.", "pulled", "THREATEN"),
        ("Asmara gave the diplomats 48 hours to leave.", "gave", "SANCTION"),
        ("Manila put 4,000 police on the streets.", "put", "MOBILIZE"),
        ("North Korea fired two missiles into the sea on Friday.", "fired", "MOBILIZE"),
        ("Tanks rumbled through Bissau at dawn.", "rumbled", "MOBILIZE"),
    ],
)
def test_ultimatums_and_shows_of_force(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Snipers picked off three guards at the mint.", "picked off", "ASSAULT"),
        ("Serbian batteries opened up on the port at dusk.", "opened up", "ASSAULT"),
        ("The colonels seized power in Bangui.", "seized", "ASSAULT"),
        ("The two sides agreed on a prisoner swap.", "swap", "COOPERATE"),
        ("The emir put his name to the accord.", "put", "SUPPORT"),
        ("Jamaica ratified the convention in May.", "ratified", "SUPPORT"),
        ("A truce that Kuwait brokered has lapsed.", "brokered", "CONSULT"),
        ("The general ordered the massacre of the prisoners.", "ordered", "REQUEST"),
        ("The ministry reinstated the teachers.", "reinstated", "CONCEDE"),
        ("The African Union suspended Gabon.", "suspended", "SANCTION"),
    ],
)
def test_other_wordings(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Danish frogmen found that a trawler had cut the power cable to Bornholm.", "cut", "ASSAULT"),
        ("Kenyan customs officers seized a freighter carrying charcoal from Kismayo.", "seized", "COERCE"),
        ("The Greek coast guard impounded a Turkish yacht off Kos.", "impounded", "COERCE"),
        ("Pirates seized a Greek tanker off Bonny on Tuesday.", "seized", "ASSAULT"),
        ("Marines seized the airport at Mopti.", "seized", "ASSAULT"),
        ("Two British frigates transited the Bab el-Mandeb on Monday.", "transited", "MOBILIZE"),
        ("Pakistan flew six fighter jets over the Sir Creek.", "flew", "MOBILIZE"),
        ("An Indian warship drove a Pakistani frigate out of the harbour of Diu.", "drove", "MOBILIZE"),
        ("A North Korean missile fell into the Sea of Japan.", "fell", "MOBILIZE"),
        ("Algeria summoned home its ambassador from Madrid.", "summoned", "SANCTION"),
        ("Algeria summoned the ambassador of Spain.", "summoned", "ACCUSE"),
        ("A colonel took power in Ouagadougou after the mutiny.", "took", "ASSAULT"),
        ("The party took power after the general election.", "took", None),
    ],
)
def test_what_is_done_at_sea_and_below_the_threshold(code: Code, text: str, word: str, event_type: str | None) -> None:
    assert types(code, text).get(word) == event_type

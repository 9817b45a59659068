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
        ("Indian and Pakistani batteries duelled along the river on Monday.", "duelled", "ASSAULT"),
        ("Soldiers parked buses across the Rusumo bridge on Monday.", "parked", "COERCE"),
        ("Farmers parked tractors across the highway on Monday.", "parked", "PROTEST"),
        ("Fighters stormed the prison and led 90 captives out.", "led", "RETREAT"),
        ("Colombia condemned the shutting of the Cucuta bridge.", "shutting", "COERCE"),
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
        ("Seven private bank branches were attacked in Lima.", "attacked", "ASSAULT"),
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
        ("London and Paris triggered the snapback of sanctions on Iran.", "triggered", "SANCTION"),
        ("The reimposition of tariffs on Canadian steel angered Ottawa.", "reimposition", "SANCTION"),
        ("The colonel dissolved all institutions in Antananarivo.", "dissolved", "SANCTION"),
        ("The army took power in Bissau on Monday.", "took", "ASSAULT"),
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


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Raiders made off with nine herders near Zurmi on Friday.", "made off", "ASSAULT"),
        ("The rebels put four villages to the torch on Monday.", "put", "ASSAULT"),
        ("Two tellers were stoned to death by a mob in Kano.", "stoned", "ASSAULT"),
        ("The garrison at Bor fell to the rebels on Sunday.", "fell", "ASSAULT"),
        ("Constables charged the marchers with canes in Patna.", "charged", "ASSAULT"),
        ("Gunmen sprayed the bus with bullets near Lashkargah.", "sprayed", "ASSAULT"),
    ],
)
def test_means_and_outcomes_of_violence(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Two editors were put behind bars in Baku.", "put", "COERCE"),
        ("The ministry confined the observers to their hotel in Kampala.", "confined", "COERCE"),
        ("Police kettled marchers in Minsk.", "kettled", "COERCE"),
        ("Customs held up the aid convoy at Kerem for a week.", "held up", "COERCE"),
        ("The junta throttled the internet in Bago.", "throttled", "COERCE"),
        ("Soldiers sent back 300 migrants at the river.", "sent", "COERCE"),
    ],
)
def test_coercion_by_phrase(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Oslo chipped in ten million dollars for the camps.", "chipped", "AID"),
        ("Rome threw Malawi a lifeline of grain.", "threw", "AID"),
        ("Divers plucked eleven migrants from the sea off Zuwara.", "plucked", "AID"),
        ("The parish threw open its school to refugees.", "threw", "AID"),
        ("Lima came up with two million dollars for the victims.", "came", "AID"),
    ],
)
def test_help_by_phrase(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("The guns fell silent along the Nistru at noon.", "fell", "RETREAT"),
        ("The militia turned in its rifles at Mesetas.", "turned in", "RETREAT"),
        ("The minister handed in his resignation on Friday.", "handed in", "RETREAT"),
        ("The cabinet shelved the fuel levy on Sunday.", "shelved", "CONCEDE"),
        ("The curfew in Guayaquil was lifted on Monday.", "lifted", "CONCEDE"),
    ],
)
def test_yielding_by_phrase(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Norway pulled the plug on aid to Juba.", "pulled", "SANCTION"),
        ("A court in Lima gave the general eleven years in prison.", "gave", "SANCTION"),
        ("The colonel was relieved of his command.", "relieved", "SANCTION"),
        ("Caracas showed the Dutch envoy the door.", "showed", "SANCTION"),
        ("Brussels put the loan to Chisinau on ice.", "put", "SANCTION"),
    ],
)
def test_cutting_off_by_phrase(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Manila called up 4,000 reservists.", "called up", "MOBILIZE"),
        ("Paratroopers fanned out across Moroni at dawn.", "fanned out", "MOBILIZE"),
        ("Two drones strayed into Finnish airspace.", "strayed", "MOBILIZE"),
        ("Bogota and Quito pool their radar data.", "pool", "COOPERATE"),
        ("Laos sold electricity to Thailand.", "sold", "COOPERATE"),
    ],
)
def test_shows_of_force_and_give_and_take(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("Kiribati laid the leak at the door of Canberra.", "laid", "ACCUSE"),
        ("The premier took the broadcaster to task.", "took", "ACCUSE"),
        ("The rebels turned a deaf ear to the mediator.", "turned", "REJECT"),
        ("The bishop pleaded with both sides to spare the town.", "pleaded", "REQUEST"),
        ("Fishermen clamoured for the release of their crews.", "clamoured", "REQUEST"),
        ("Cairo gave its word to the families.", "gave", "AGREE"),
        ("Suva held out an offer of talks to the rebels.", "held out", "AGREE"),
        ("Envoys shuttled between Juba and Khartoum.", "shuttled", "CONSULT"),
        ("Thousands banged pots outside the palace in Quito.", "banged", "PROTEST"),
        ("Teachers struck work in Ranchi.", "struck", "PROTEST"),
    ],
)
def test_what_is_said_by_phrase(code: Code, text: str, word: str, event_type: str) -> None:
    assert types(code, text).get(word) == event_type


@pytest.mark.parametrize(
    "text",
    [
        "Slugs besieged the allotments of Kent.",
        "The library has declared war on chewing gum.",
        "Customers demand ever cheaper loaves.",
        "The chess champion resigned himself to a draw.",
        "Dengue has carried off eleven patients at the clinic.",
        "The bourse suspended the brewer's shares.",
        "Nuuk burned with anger.",
        "Crowds with flags fill the avenues of Lome.",
    ],
)
def test_nature_sport_and_trade_in_the_same_words(code: Code, text: str) -> None:
    assert types(code, text) == {}


def test_a_verb_below_is_no_particle(code: Code) -> None:
    assert "stood" not in types(code, "The mill stood idle for a second day as clerks downed tools.")

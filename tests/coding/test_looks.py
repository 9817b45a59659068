"""What only looks like an event, and next to each kind the real thing in like words."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code


@pytest.mark.parametrize(
    "text",
    [
        # habits and rules
        "In Venezuela street marches end in a beating more often than not.",
        "After signing the treaty, states have two years.",
        "It is hard for raiders to seize a ship at anchor.",
        "Under Ghanaian law a magistrate may detain any witness for three days.",
        "Smugglers bribe guards and cross the river at night.",
        "Coups are made by colonels whom nobody has paid.",
        "Warlords tax the roads that they guard.",
        "Whoever strikes a magistrate is liable to imprisonment for six years.",
        "Nobody may be deported twice under the same warrant.",
        # laws
        "The constitution permits the premier to mobilise the reserve for ninety days.",
        "Under the charter an assault on one of the islands is an assault on them all.",
        "The statute forbids the torture of witnesses.",
        # definitions
        "A putsch is the overthrow of a government by its own soldiers.",
        "Rape carries thirty years in Mombasa, arson ten.",
        "Maps do not invade their neighbours.",
        "The statute lets gendarmes detain a suspect for a week.",
        # works
        "The troupe from Lima will perform an assassination of Caesar in verse.",
        "Boys from the lycee in Dakar staged a mock execution.",
        "The fresco shows janissaries storming a gate.",
        "He is writing a novel about a siege in an invented kingdom.",
        # matches, beasts, mishaps
        "Lions massacred Sharks 6-0.",
        "The hosts were slaughtered by nine wickets in Galle.",
        "A pack of hyenas attacked the herdsmen at the ford.",
        "Twelve pilgrims were killed when their lorry overturned near Multan.",
        "Four welders were injured when a crane collapsed in the yard.",
        # dealings of the reporter with whom he writes of
        "Wagner did not respond to a request for comment from the newspaper.",
        "The colonel, who asked not to be named, shrugged.",
        "We apologise to our readers.",
        "We are sorry for the errors in Tuesday's paper.",
        # headings of paragraphs
        "The truce.",
        "The offensive.",
        # the whole sentence speaks of other things
        "The winger attacked the full-back again and again before the interval.",
        "Shares in the miner were hammered after a profit warning.",
        "The antibody attacks the virus before it reaches the lungs.",
    ],
)
def test_what_only_looks_like_an_event_is_none(code: Code, text: str) -> None:
    assert not code(text)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Smugglers attacked a border post near Agadez on Friday.", "ASSAULT"),
        ("Gunmen struck a magistrate in Cúcuta on Friday.", "ASSAULT"),
        ("Nobody was deported to Kabul in May.", "COERCE"),
        ("The premier mobilised the reserve on Monday.", "MOBILIZE"),
        ("The army went on with the torture of witnesses, the priest said.", "ASSAULT"),
        ("A putsch in Bissau ended the rule of the marshal.", "ASSAULT"),
        ("Talks resumed in Muscat.", "CONSULT"),
        ("Tehran did not respond to the American request for inspectors.", "REQUEST"),
        ("Kyiv asked not to be left out of the talks.", "REQUEST"),
        ("Talks are led by envoys from Doha and Oslo.", "CONSULT"),
        ("The ambush at Menaka was filmed by its planners.", "ASSAULT"),
        ("Shells killed 10-15 villagers near Tokmak.", "ASSAULT"),
        ("The rebels massacred 60 villagers.", "ASSAULT"),
        ("A pack of gunmen attacked the herdsmen at the ford.", "ASSAULT"),
        ("A wave of gunmen attacked a village near Mopti.", "ASSAULT"),
        ("Twelve pilgrims were killed when their lorry hit a mine near Gao.", "ASSAULT"),
        ("Four welders were injured when a missile hit the yard in Mykolaiv.", "ASSAULT"),
        ("The brigade attacked the ridge again and again before dusk.", "ASSAULT"),
        ("Positions near Avdiivka were hammered by guns after dusk.", "ASSAULT"),
        ("Under the charter the assembly dismissed the prosecutor on Friday.", "SANCTION"),
        ("Militants attack army convoy near Mocha, killing 9", "ASSAULT"),
    ],
)
def test_the_real_thing_in_like_words_is_coded(code: Code, text: str, event_type: str) -> None:
    assert event_type in {m.event_type for m in code(text)}


def test_a_heading_of_a_paragraph_tells_nothing(code: Code) -> None:
    assert not code("7. The other war.")
    assert not code("6. The truce.")


def test_a_deed_that_is_denied_is_no_look_alike(code: Code) -> None:
    assert [m.polarity for m in code("Togo never invaded.")] == ["negative"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # what a deed is called
        ("Manila described the fence as an invasion of its waters on Friday.", "invasion"),
        ("The union condemned the merger as an assault on the steelworks of Zenica.", "assault"),
        # what could be done, what somebody is
        ("The upgrade gives Taipei the ability to strike ports in Fujian.", "strike"),
        ("The firm that guards the governor of Merida was sold in May.", "guards"),
        ("A single torpedo could sink a frigate, the admiral said on Monday.", "sink"),
        # what is asked of anybody
        ("Can a sentry shoot a fugitive?", "shoot"),
        ("The torpedoes were built to sink frigates off Taiwan.", "sink"),
        # what a deed was done for, what is only planned or asked
        ("Ghana closed its mission in Lomé in protest at the raid.", "protest"),
        ("Nurses in Lilongwe marched to protest the pay cut.", "protest"),
        ("Will the guerrillas of Cauca sign the truce with Bogotá?", "Will"),
        ("The army will equip its scouts with radios.", "will"),
        ("Both fleets plan to hold a drill off Luzon.", "plan"),
        # other senses
        ("Colonel Bah took the governor's post in Kayes on Monday.", "took"),
        ("Qaani, who took Soleimani's post on 3 January, returned home.", "took"),
        ("The Conservatives lost Bristol but held the north.", "lost"),
        ("The widow was robbed of her vote in Harare.", "robbed"),
        ("Belarus honoured the accord of 2019 with Riga.", "honoured"),
        ("Two banks in Nairobi bombarded clients with offers.", "bombarded"),
        ("Investigators in Tbilisi ruled out an accident on Friday.", "ruled"),
        ("Baku said that it honours the accord of 2020.", "honours"),
        ("Tripoli insisted that its men had not handed over the port.", "insisted"),
        # what is left open, what is only said
        ("Ottawa has not ruled out strikes on camps in Kidal.", "ruled"),
        ("Parliament in Chisinau voted on the treaty along party lines.", "voted"),
        ("A deserter assured the envoy that nobody had fired on Uvira.", "assured"),
        ("The promised lorries never reached Malakal.", "promised"),
        # what any of a kind is, what buyers want, where two stand
        ("Every summit of the bloc yields a photograph and a quarrel.", "summit"),
        ("Sanctions are a blunt tool, and Harare is the proof.", "Sanctions"),
        ("Demand for rifles has never been greater in Juba.", "Demand"),
        ("Manila and Hanoi have been locked in a war of words since May.", "locked"),
        ("Chinese carmakers are storming Latin America, and Detroit has no answer.", "storming"),
        # a dealing that only a rule sees, and that nobody does
        ("A convoy of lorries was seen leaving the depot.", "leaving"),
    ],
)
def test_a_word_that_tells_no_happening_is_not_coded(code: Code, text: str, word: str) -> None:
    assert word not in {m.trigger.split()[0] for m in code(text)}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Manila condemned the invasion of its waters on Friday.", "ASSAULT"),
        ("The rebels used their ability well and struck the port of Fujaira on Monday.", "ASSAULT"),
        ("The Red Cross was able to evacuate forty wounded from Goma.", "AID"),
        ("The gang that attacked the governor of Merida was caught in May.", "ASSAULT"),
        ("A single torpedo struck the frigate off Karachi, the admiral said on Monday.", "ASSAULT"),
        ("Arson ruined the market of Mombasa on Friday, and police arrested three men for it.", "COERCE"),
        ("Zambia did not invade its neighbour in 1978.", "ASSAULT"),
        ("The sentries were sent to sink a dhow off Pemba.", "ASSAULT"),
        ("Nurses in Lilongwe rallied in protest at the pay cut.", "PROTEST"),
        ("Ghana will lend Togo two patrol boats.", "AGREE"),
        ("Rebels took the army's post in Kayes on Monday.", "ASSAULT"),
        ("The rebels lost Jebel Moya to the army in June.", "ASSAULT"),
        ("Bandits robbed a bus near Sokoto on Monday.", "ASSAULT"),
        ("The president ordered soldiers into the prisons of Guayas on Friday.", "MOBILIZE"),
        ("The militia entered Zuwara on Friday, firing at the crowd.", "ASSAULT"),
        ("Can Serbia shoot the men whom it seized in Banjska?", "ASSAULT"),
        ("The truce that was hammered out in Doha holds.", "SUPPORT"),
        ("Two brigades bombarded Goma with rockets.", "ASSAULT"),
        ("Guns hammered the ridge above Shusha.", "ASSAULT"),
        ("Tbilisi ruled out talks with the separatists on Friday.", "REJECT"),
        ("Baku honoured the dead of Khojaly and praised the guards.", "SUPPORT"),
        ("Tripoli insisted that it would not hand over the port to Misrata.", "REJECT"),
        ("Ottawa has ruled out talks with the men who hold Kidal.", "REJECT"),
        ("Parliament in Chisinau voted for the treaty with Kyiv.", "SUPPORT"),
        ("Juba assured the envoy that aid would be let through to Malakal.", "AGREE"),
        ("The bloc's summit in Accra ended with a quarrel on Monday.", "CONSULT"),
        ("Juba's demand for rifles was turned down in Kampala.", "REQUEST"),
        ("Soldiers and rebels have been locked in a battle for Uvira since May.", "ASSAULT"),
        ("Gunmen stormed the market of Kigali.", "ASSAULT"),
        ("The Houthis promised more attacks on ships in the strait.", "THREATEN"),
    ],
)
def test_next_to_it_the_happening_is(code: Code, text: str, event_type: str) -> None:
    assert event_type in {m.event_type for m in code(text)}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Three smugglers were taken into custody in Agadez.", "COERCE"),
        ("Students gathered outside the ministry in Dakar, waving flags.", "PROTEST"),
        ("The premier held talks with the emir in Muscat.", "CONSULT"),
        ("Dockers in Lobito have been refusing food for a week.", "PROTEST"),
        ("Seoul says that it is ready to help Hanoi.", "AGREE"),
    ],
)
def test_two_words_of_one_happening_are_coded_once(code: Code, text: str, event_type: str) -> None:
    assert [m.event_type for m in code(text)].count(event_type) == 1


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Crowds stormed the parliament in Dili on Monday.", "PROTEST"),
        ("Soldiers stormed the parliament in Dili on Monday.", "ASSAULT"),
        ("Youths overran the town hall in Gafsa and burned its files.", "PROTEST"),
        ("Fighters overran the town hall in Tillaberi.", "ASSAULT"),
        ("A mob overran the airfield at Mekelle and killed two guards.", "ASSAULT"),
    ],
)
def test_who_strikes_makes_a_blow_a_protest(code: Code, text: str, event_type: str) -> None:
    assert event_type in {m.event_type for m in code(text)}


def test_a_refusal_that_is_said_is_coded_once(code: Code) -> None:
    told = [(m.event_type, m.polarity) for m in code("Sudan's army said that it would not negotiate with the RSF.")]
    assert told == [("REJECT", "positive"), ("CONSULT", "negative")]


def test_brussels_stands_for_the_union_where_it_acts(code: Code) -> None:
    acts = code("Brussels condemned the arrests in Tbilisi on Monday.")
    assert acts[0].actors[0].id == "eu"
    local = code("Police in Brussels arrested two men.")
    assert local[0].actors[0].id is None


def test_what_any_land_is_used_for_is_a_condition(code: Code) -> None:
    told = {m.trigger: m.modality for m in code("Iran will strike any land from which it is attacked.")}
    assert told == {"strike": "intended", "attacked": "conditional"}


def test_two_happenings_of_one_type_stay_two(code: Code) -> None:
    told = code("Police in Bamako arrested two editors on Friday and jailed a printer on Sunday.")
    assert [m.event_type for m in told] == ["COERCE", "COERCE"]

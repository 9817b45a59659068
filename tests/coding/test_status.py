"""Did it happen? Modals, plans, denials, conditions; and what is said below a speech act."""

from __future__ import annotations

import pytest

from .conftest import Code, status_of


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Turkey attacked the rebels.", "attacked", "asserted"),
        ("Turkey did not attack the rebels.", "attack", "negated"),
        ("Turkey denied attacking the rebels.", "attacking", "negated"),
        ("Turkey denied the raid, blaming Syria for the attack on the rebels.", "blaming", "asserted"),
        ("Turkey denied the raid, blaming Syria for the attack on the rebels.", "attack", "asserted"),
        ('"No soldier fired," the army said in a note, accusing the rebels of shelling Idlib.', "shelling", "asserted"),
        ("Turkey may attack the rebels.", "attack", "possible"),
        ("The raid led Kampala to expel two Rwandan diplomats on Monday.", "expel", "asserted"),
        ("The raid might lead Kampala to expel two Rwandan diplomats.", "expel", "possible"),
        ("The march in Lima drew no police.", "march", "asserted"),
        ("No march took place in Lima.", "march", "negated"),
        ("The lawyer said that his client's men had shot at nobody.", "shot", "negated"),
        ("Turkey has neither confirmed nor denied involvement in the attack on the rebels.", "attack", "possible"),
        ("Turkey would not confirm or deny that it had attacked the rebels.", "attacked", "possible"),
        ("The accord was signed neither by Turkey nor by Syria.", "signed", "negated"),
        ("The police in Manila tried to quell a riot in a prison.", "riot", "asserted"),
        ("The police in Manila are trained to suppress riots.", "riots", "intended"),
        ("Caracas wants to lift the blockade of Maracay.", "blockade", "asserted"),
        ("Will Jakarta condemn the attack on its consulate?", "attack", "asserted"),
        ("Delhi is to expel two envoys of Pakistan.", "expel", "intended"),
        ("Delhi was to have expelled two envoys of Pakistan.", "expelled", "negated"),
        ("Any boat that enters the lagoon will be fired upon by the navy.", "fired", "intended"),
        ("Envoys will meet in Doha on Monday, two diplomats said on condition of anonymity.", "meet", "intended"),
        ("Kabul will free the nurses on condition that Kandahar pays.", "free", "conditional"),
        ("Three men were caught before they could attack the chapel.", "attack", "negated"),
        ("The guerrillas were foiled in a plan to attack the chapel.", "attack", "negated"),
        ("Turkey rejected the offer of talks with Syria.", "talks", "negated"),
        ("Nobody claimed responsibility for the attack on the rebels.", "attack", "asserted"),
        ("Turkey denied responsibility for the attack on the rebels.", "attack", "negated"),
        ("Turkey did not rule out that Syria had attacked the rebels.", "attacked", "possible"),
        ("Turkey has not confirmed that its army attacked the rebels.", "attacked", "possible"),
        ("Reports that Turkey had attacked the rebels were untrue, the minister said.", "attacked", "negated"),
        ("Turkey repelled an attack by the rebels.", "attack", "asserted"),
        ("Lorry drivers will gather in Dakar to protest an attack on a bus at Kidal.", "attack", "asserted"),
        ("Villagers marched to protest a planned attack on the rebels.", "attack", "intended"),
        ("The attack on the rebels was unrelated to the vote.", "attack", "asserted"),
        ("Two men are wanted for the murder of a judge in Cali.", "murder", "asserted"),
        ("Turkey wants the murder of a judge.", "murder", "intended"),
        ("Asked whether Turkey had attacked the rebels, the envoy declined to comment.", "attacked", "possible"),
        ("Reports that Turkey had attacked the rebels turned out to be untrue.", "attacked", "negated"),
        ("Turkey had nothing to do with the attack on the rebels.", "attack", "negated"),
        ("The attack on the rebels has nothing to do with the elections, the envoy insisted.", "attack", "asserted"),
        ("The minister ordered the raid after rebels had attacked a post.", "raid", "asserted"),
        ("The minister ordered a raid on the rebels.", "raid", "intended"),
        ("The visit paved the way for the withdrawal of the rebels.", "withdrawal", "asserted"),
        ("The visit paved the way for a withdrawal of the rebels.", "withdrawal", "possible"),
        ("Only the truce with the rebels had made that step possible, an envoy said.", "truce", "asserted"),
        ("It gave Turkey the pretext for its attack on the rebels.", "attack", "asserted"),
        ("It is just as false that Turkey attacked the rebels.", "attacked", "negated"),
        ("It is a lie that Turkey attacked the rebels.", "attacked", "negated"),
        ("Turkey had at no time attacked the rebels.", "attacked", "negated"),
        ("Turkey attacked the rebels in no time.", "attacked", "asserted"),
        ("Turkey attacked the rebels; it was not clear why.", "attacked", "asserted"),
        ("Turkey never denied attacking the rebels.", "attacking", "asserted"),
        ("Turkey has not denied the attack on the rebels.", "attack", "asserted"),
        ("Turkey never disputed that it had attacked the rebels.", "attacked", "asserted"),
        ("Syria disputed that Turkey had attacked the rebels.", "attacked", "negated"),
        ("Nobody doubts that Turkey attacked the rebels.", "attacked", "asserted"),
        ("Syria doubts that Turkey attacked the rebels.", "attacked", "possible"),
        ("Turkey would not say whether it had attacked the rebels.", "attacked", "possible"),
        ("It is not clear whether Turkey attacked the rebels.", "attacked", "possible"),
        ("Turkey plans to attack the rebels.", "attack", "intended"),
        ("Turkey will attack the rebels.", "attack", "intended"),
        ("Turkey considered attacking the rebels.", "attacking", "intended"),
        ("Turkey failed to attack the rebels.", "attack", "negated"),
        ("If Turkey attacks the rebels, Syria will respond.", "attacks", "conditional"),
        ("If the rebels cross the border, Turkey will attack them.", "attack", "conditional"),
        ("Turkey said it would attack the rebels.", "attack", "intended"),
        ("Turkey would attack the rebels, the minister told parliament, the moment they moved.", "attack", "intended"),
        ("Egypt averted an attack on the canal.", "attack", "negated"),
        ("There are fears of a Turkish attack on the rebels.", "attack", "possible"),
        ("The army has plans for an attack on the rebels.", "attack", "intended"),
        ("No attack on the rebels took place.", "attack", "negated"),
        ("Syria could respond after the attack on the rebels.", "attack", "asserted"),
        ("Did Turkey attack the rebels?", "attack", "possible"),
        ("Turkey moved tanks to the border to attack the rebels.", "attack", "intended"),
        ("Rwanda wants Uganda to attack the rebels.", "attack", "intended"),
        ("Guyana could benefit from a war between Venezuela and Colombia.", "war", "possible"),
        ("Turkey recalled raids such as the 2014 attack on the rebels.", "attack", "asserted"),
        ("Turkey is planning a 2025 attack on the rebels.", "attack", "intended"),
        ("Divers assured the Review that Turkey attacked the rebels.", "attacked", "asserted"),
        ("A mediator explains to the paper that Turkey attacked the rebels.", "attacked", "asserted"),
        ("The raid prompted Turkey to attack the rebels.", "attack", "asserted"),
        ("The army denied that the 2016 attack on the rebels had taken place.", "attack", "negated"),
        ("The governor called the attack on the rebels cruel.", "attack", "asserted"),
        ("The governor called for an attack on the rebels.", "attack", "intended"),
        ("Turkey withdrew without attacking the rebels.", "attacking", "negated"),
        ("The attack on the rebels was meant to weaken them.", "attack", "asserted"),
        ("The attack on the rebels was meant to start at dawn.", "attack", "intended"),
        ("The attack on the rebels was intended as a warning.", "attack", "asserted"),
        ("The minister called the strikes an outrage.", "strikes", "asserted"),
        ("The shelling of Idlib has not stopped.", "shelling", "asserted"),
        ("The attack on the rebels did not end until dawn.", "attack", "asserted"),
        ("Turkey did not stop the attack on the rebels.", "attack", "asserted"),
        ("The envoy says on television that he stopped the war.", "stopped", "asserted"),
        ("The envoy says on television that he did not stop the war.", "war", "asserted"),
        ("To punish the rebels, Turkey blocked their port.", "punish", "intended"),
    ],
)
def test_status(code: Code, text: str, trigger: str, expected: str) -> None:
    found = [e for e in code(text) if e.trigger == trigger]
    assert [status_of(e) for e in found] == [expected]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # what hangs on an if-clause, and the if-clause by its word order
        ("Uganda will attack the rebels unless they leave Bunia.", "attack", "conditional"),
        ("Japan would expel the envoy if he returned to Osaka.", "expel", "conditional"),
        ("Should China attack Taiwan, Japan would send ships.", "attack", "conditional"),
        ("Had the pilots bombed Goma, Rwanda would have attacked Congo.", "bombed", "conditional"),
        ("Anyone who attacks Taiwan will be punished.", "attacks", "conditional"),
        ("Any attack on Guyana will be answered by Brazil.", "attack", "conditional"),
        ("Uganda attacked the rebels even if Rwanda had warned it.", "attacked", "asserted"),
        ("Uganda will attack the rebels, the general said.", "attack", "intended"),
        # turned down, dropped, not come about
        ("Serbia turned down a proposal to arrest the general.", "arrest", "negated"),
        ("Guyana withdrew its threat to close the border with Venezuela.", "close", "negated"),
        ("The Mali army dropped its plan to attack Kidal.", "attack", "negated"),
        ("A plan to free the Malian hostages came to nothing.", "free", "negated"),
        ("An appeal to free the Malian hostages fell on deaf ears.", "free", "negated"),
        ("India has yet to expel the Pakistani diplomats.", "expel", "negated"),
        ("Serbia decided against arresting the general.", "arresting", "negated"),
        ("Chad brushed aside reports that rebels had attacked Faya.", "attacked", "negated"),
        ("The senate vetoed a bill that would have freed the generals.", "freed", "negated"),
        ("India called off an attack on the rebels in Manipur.", "attack", "negated"),
        ("The court ruled that soldiers had attacked the village.", "attacked", "asserted"),
        ("Georgia did not rule out attacking the rebels.", "attacking", "possible"),
        # what was said is there though it was turned down, what was escaped was tried
        ("Serbia rejected a plea by Kosovo to free the miners.", "plea", "asserted"),
        ("The Chadian president escaped an ambush near Faya.", "ambush", "asserted"),
        ("The Chadian president denied the charge that he had armed rebels.", "charge", "asserted"),
        # what a deed is for may be that deed; what comes after, or is the means, is no part of the denial
        ("Thousands of Serbs marched in Belgrade to demand the minister's dismissal.", "demand", "asserted"),
        ("Serbia sent an envoy to demand the general's extradition.", "demand", "intended"),
        ("Serbs plan to gather in Belgrade to demand the minister's dismissal.", "demand", "intended"),
        ("Police barred the officer for beating protesters.", "beating", "asserted"),
        ("The siege of Timbuktu ended when Malian troops attacked the rebels.", "attacked", "asserted"),
        ("Police prevented Tuaregs from attacking the mayor.", "attacking", "negated"),
        ("Soldiers fired into the air before they attacked the students.", "attacked", "asserted"),
        ("Soldiers killed the gunman before he attacked the students.", "attacked", "possible"),
        # names, leave, duty, coordinated and relative clauses
        ("The exiled bishop called the arrest of the priests a crime.", "arrest", "asserted"),
        ("Niger let the French hostages go.", "let", "asserted"),
        ("Japan insisted that China free the fishermen.", "free", "intended"),
        ("Japan will stay in the pact and condemns the raid by China.", "condemns", "asserted"),
        ("Will the general who attacked Goma resign?", "attacked", "asserted"),
        ("Will Rwanda attack Goma?", "attack", "possible"),
        ("Why did Rwanda attack Goma?", "attack", "asserted"),
        # what is called an invention
        ("The Kremlin called the shelling of Kharkiv an invention.", "shelling", "negated"),
        ("Rabat described the raid on Tifariti as a fabrication.", "raid", "negated"),
        ("Moscow called reports that its troops had shelled Kharkiv a fabrication.", "shelled", "negated"),
        ("Rabat has never called the raid on Tifariti a massacre.", "raid", "asserted"),
        ("Rabat did not call the raid on Tifariti an invention.", "raid", "asserted"),
        ("Delhi dismissed the raid on Balakot as a blunder.", "raid", "asserted"),
        # what is due, what failed to come, what one would wreck or save
        ("Juba and Khartoum are due to hold talks in Addis Ababa on Sunday.", "hold", "intended"),
        ("The blackout in Sumy was due to shelling of the substation.", "shelling", "asserted"),
        ("The assault on the airport of Goma failed to materialise.", "assault", "negated"),
        ("The pull-out from Kidal failed to take place on Friday.", "pull-out", "negated"),
        ("The bombing was an attempt to derail the talks in Doha.", "talks", "asserted"),
        ("Envoys worked to salvage the truce in Bangui.", "truce", "asserted"),
        ("A deal to free the nuns was struck in Yaounde.", "free", "intended"),
        ("The deal to free 400 prisoners of Cauca fell apart.", "free", "negated"),
        # what is voiced by coming together, what was heard
        ("Crowds rallied in Khartoum to denounce the coup and to demand elections.", "denounce", "asserted"),
        ("Crowds rallied in Khartoum to denounce the coup and to demand elections.", "demand", "asserted"),
        ("The president of Mali plans to denounce the coup in Niger.", "denounce", "intended"),
        ("Callers were heard to demand the release of the bishops of Bukavu.", "demand", "asserted"),
    ],
)
def test_status_of_constructions(code: Code, text: str, trigger: str, expected: str) -> None:
    found = [e for e in code(text) if e.trigger.split()[0] == trigger]
    assert [status_of(e) for e in found] == [expected]


def test_a_threat_is_asserted_and_what_it_threatens_is_its_child(code: Code) -> None:
    events = {e.event_type: e for e in code("Rwanda threatened to attack Burundi.")}
    assert status_of(events["THREATEN"]) == "asserted"
    assert status_of(events["ASSAULT"]) == "intended"
    assert events["ASSAULT"].parent_id == events["THREATEN"].event_mention_id


def test_what_will_be_done_for_another_is_a_commitment(code: Code) -> None:
    events = {e.event_type: e for e in code("France will send medicine to Armenia.")}
    assert status_of(events["AGREE"]) == "asserted"
    assert status_of(events["AID"]) == "intended"


def test_what_will_not_be_done_is_a_refusal(code: Code) -> None:
    (event,) = [e for e in code("Morocco will not receive the Spanish envoy.") if e.event_type == "REJECT"]
    assert status_of(event) == "asserted"


def test_no_casualties_are_zero(code: Code) -> None:
    (event,) = [
        e for e in code("The rocket attack on the Ukrainian base caused no casualties.") if e.event_type == "ASSAULT"
    ]
    assert (event.killed_min, event.killed_max, event.injured_max) == (0, 0, 0)


def test_the_publication_date_never_dates_an_event(code: Code) -> None:
    (event,) = [e for e in code("Gunmen attacked the Chadian army.") if e.event_type == "ASSAULT"]
    assert event.date_start is None
    assert event.date_basis == "none"


def test_what_is_wished_for_is_no_fact(code: Code) -> None:
    events = code("Japan wants South Korea to withdraw its troops.")
    assert [status_of(e) for e in events if e.event_type == "RETREAT"] == ["intended"]


@pytest.mark.parametrize("aimed", ["had fired on no ship", "had shot at no convoy"])
def test_who_fired_on_no_ship_fired_on_none(code: Code, aimed: str) -> None:
    event = next(e for e in code(f"The army said its troops {aimed}.") if e.event_type == "ASSAULT")
    assert event.polarity == "negative"

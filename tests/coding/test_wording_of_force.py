"""Wordings of seven types, each with look-alikes: what force, police, crowds, courts and retreating men do in news."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code

TOLD = [
    ("ASSAULT", "Machine guns raked the market in Menaka for an hour."),
    ("ASSAULT", "A mine tore through a bus of pilgrims near Quetta."),
    ("ASSAULT", "Mortar bombs thudded into the bus station in Sloviansk."),
    ("ASSAULT", "Shots rang out near the presidential palace in Bissau."),
    ("ASSAULT", "Heavy gunfire was heard in central Ouagadougou."),
    ("ASSAULT", "A man came at two constables with a machete in Kingston."),
    ("ASSAULT", "The cadets turned their rifles on the instructors in Juba."),
    ("ASSAULT", "Youths took machetes to the neighbours in Plateau state."),
    ("ASSAULT", "Convicts overpowered two warders in Guayaquil."),
    ("ASSAULT", "A Nigerien patrol walked into an ambush near Tera."),
    ("ASSAULT", "A Ukrainian ambulance hit a landmine near Izium."),
    ("ASSAULT", "Three Malian soldiers stepped on a mine near Kidal on Monday."),
    ("ASSAULT", "The two navies traded shells off Yeonpyeong."),
    ("ASSAULT", "Troops crushed the last pocket of resistance in Marawi."),
    ("ASSAULT", "Officers pinned the student to the ground in Minsk."),
    ("ASSAULT", "Gendarmes dragged the priest by the hair in Managua."),
    ("ASSAULT", "Police in Tbilisi resorted to water cannon and tear gas."),
    ("ASSAULT", "Farmers in Catatumbo took up arms against the cartel."),
    ("ASSAULT", "Raiders laid waste to three hamlets in Darfur."),
    ("ASSAULT", "Militiamen sacked the museum in Khartoum."),
    ("ASSAULT", "Saboteurs derailed a coal train in Balochistan."),
    ("ASSAULT", "Saboteurs detonated two charges under the bridge at Chongar."),
    ("ASSAULT", "Rebels planted explosives under the bridge at Kolda."),
    ("ASSAULT", "M23 fighters kept up their cannonade of Goma on Monday."),
    ("ASSAULT", "Three herders were done to death in Benue."),
    ("ASSAULT", "Soldiers manhandled a nurse at the clinic in Kalemie."),
    ("ASSAULT", "Paratroopers retook the radio mast in Libreville."),
    ("ASSAULT", "Officers toppled the president of Gabon in a bloodless coup."),
    ("ASSAULT", "Gunmen hijacked a ferry off Tawi-Tawi."),
    ("ASSAULT", "Gunboats wreaked havoc among the fishing fleet off Berbera."),
    ("ASSAULT", "Eritrea went to war with Ethiopia over Badme."),
    ("ASSAULT", "A man lunged at the mayor with a knife in Gdansk."),
    ("ASSAULT", "Commandos scuttled two patrol boats in Hodeidah."),
    ("COERCE", "Agents hauled the cleric off a flight in Tashkent."),
    ("COERCE", "Police plucked the singer from a bus in Harare."),
    ("COERCE", "Soldiers lifted forty activists in Jaffna overnight."),
    ("COERCE", "The editor was led away in handcuffs in Hong Kong."),
    ("COERCE", "Egypt walled up the tunnels under Rafah."),
    ("COERCE", "Mobile internet went dark in Conakry at noon."),
    ("COERCE", "Insurgents levy a tithe on shopkeepers in Maiduguri."),
    ("COERCE", "Soldiers extorted money from traders at checkpoints in Kinshasa."),
    ("COERCE", "Raiders rustled 900 head of cattle from the Turkana."),
    ("COERCE", "Police towed away the lorries in Ottawa."),
    ("COERCE", "Russia jammed satellite signals over the Baltic Sea."),
    ("COERCE", "Hackers encrypted the files of a hospital in Dublin."),
    ("COERCE", "The army evicted Bedouin families from the Jordan Valley."),
    ("COERCE", "Riot police cleared the camp of Roma near Lyon."),
    ("COERCE", "The president of Tanzania has muzzled the press."),
    ("COERCE", "The rebels dragooned schoolboys in Kasai."),
    ("COERCE", "The Taliban forbade music at weddings."),
    ("COERCE", "The governor ordered the demolition of 300 huts in Lagos."),
    ("COERCE", "Motorists complain of a shakedown by police in Bangui."),
    ("COERCE", "Uzbekistan outlawed the beard."),
    ("MOBILIZE", "Thailand put F-16s aloft along the Cambodian border."),
    ("MOBILIZE", "A Russian cruiser is steaming for Latakia."),
    ("MOBILIZE", "Ethiopian tanks were rolling towards Mekelle on Friday."),
    ("MOBILIZE", "Rebel columns closed on Goma from two sides."),
    ("MOBILIZE", "Fighters of the ADF slipped across the Ugandan frontier."),
    ("MOBILIZE", "Turkey landed troops on the island on Friday."),
    ("MOBILIZE", "Pakistani commandos infiltrated into the Kargil sector."),
    ("MOBILIZE", "New Delhi reported the infiltration of forty militants into Kashmir."),
    ("MOBILIZE", "Venezuelan troops are poised along the Essequibo."),
    ("MOBILIZE", "Armenian volunteers massed near Goris."),
    ("MOBILIZE", "Soldiers dug trenches along the border with Chad."),
    ("MOBILIZE", "Gunboats patrolled the waters off Scarborough Shoal."),
    ("MOBILIZE", "The junta eased the army onto the streets of Bamako."),
    ("MOBILIZE", "Kenya fielded a battalion in Jubaland."),
    ("MOBILIZE", "The governor handed out rifles to villagers in Katsina."),
    ("MOBILIZE", "Hundreds of Cossacks signed up for the front in Rostov."),
    ("PROTEST", "The sentence brought crowds out in Conakry."),
    ("PROTEST", "Villagers poured onto the square in Yerevan."),
    ("PROTEST", "Widows marched to the ministry in Srebrenica."),
    ("PROTEST", "Relatives of the miners gathered outside the consulate in Lubumbashi."),
    ("PROTEST", "Four hundred mothers circled the obelisk in Buenos Aires."),
    ("PROTEST", "The crowd booed off the mayor of Beirut."),
    ("PROTEST", "Rioters broke open the prison at Kindia."),
    ("PROTEST", "Nurses walked off the wards in Accra."),
    ("PROTEST", "Railwaymen came out over pay in Buenos Aires."),
    ("PROTEST", "Owners kept their taxis off the roads in Lima."),
    ("PROTEST", "A ghost town called by separatists paralysed Bamenda in Cameroon on Monday."),
    ("PROTEST", "A monk set himself alight in Ngaba."),
    ("PROTEST", "The rector deplored the vandalism of students at the campus in Durban."),
    ("PROTEST", "Dockers in Oakland refused to unload the ship."),
    ("PROTEST", "Pensioners waved placards in Caracas."),
    ("RETREAT", "Ethiopian soldiers streamed out of Mekelle."),
    ("RETREAT", "Thousands of villagers fled from the shelling into Thailand."),
    ("RETREAT", "Russia thinned out its garrison at Gyumri."),
    ("RETREAT", "The clan freed two Philippine sailors in Puntland."),
    ("RETREAT", "The rebels stacked their rifles in Bouake."),
    ("RETREAT", "The army ceded the airfield to the rebels in Kismayo."),
    ("SANCTION", "A court in Dili sent the governor down for three years."),
    ("SANCTION", "Brussels cut Minsk banks off from the payments network."),
    ("SANCTION", "Ankara held back the gas from Yerevan."),
    ("SANCTION", "Ottawa let the trade pact with Caracas lapse."),
    ("SANCTION", "Oslo washed its hands of eleven firms."),
    ("SANCTION", "The junta cashiered four generals in Naypyidaw."),
    ("THREATEN", "Baku reminded Yerevan that its dam was within range of missiles."),
    ("THREATEN", "Pyongyang rattled its sabre at Seoul."),
    ("THREATEN", "The union served notice of a strike on the railways in Delhi."),
    ("THREATEN", "A veiled warning from Ankara to Athens went unheeded."),
]
ALIKE = [
    ("", "The new tram can be charged at every third stop."),
    ("", "Hailstones bombarded the vineyards of Mendoza on Tuesday."),
    ("", "The chef took a knife to the cake."),
    ("", "The minister turned on the lights of the new stadium."),
    ("", "Laughter rang out in the hall as the clowns came in."),
    ("", "The striker was pinned to the bench all season."),
    ("", "The striker walked into the trap of the defence."),
    ("", "She went after the top job in Brussels."),
    ("", "The bakery resorted to gas when the wood ran out."),
    ("", "The team crushed the last resistance of the champions in the final."),
    ("", "Tourists do battle with the jellyfish at Benidorm."),
    ("", "The orchestra laid low the critics with Mahler."),
    ("", "A shell company hit trouble in Panama."),
    ("", "The bridge was closed off for the winter season."),
    ("", "The joke fell silent on the crowd."),
    ("", "The lamp went dark in the kitchen."),
    ("", "The tug towed the yacht to safety."),
    ("COERCE", "The insurer encrypted its files after the audit."),
    ("COERCE", "Snow cleared the camp site of tourists."),
    ("COERCE", "The goalkeeper silenced the crowd with a save."),
    ("COERCE", "Donors withheld aid to Mozambique over a scandal."),
    ("COERCE", "He lifted the trophy in front of the students."),
    ("", "The orchestra is poised for a tour of Europe."),
    ("MOBILIZE", "The tourists patrolled the bars of Prague."),
    ("MOBILIZE", "Builders dug a trench for the water main in Accra."),
    ("MOBILIZE", "The team is on standby for the final."),
    ("MOBILIZE", "The refugees slipped across the border at night."),
    ("MOBILIZE", "The ferry steamed for Mombasa with tourists."),
    ("MOBILIZE", "A cruise ship docked in Odessa for repairs."),
    ("MOBILIZE", "The price closed on a record."),
    ("PROTEST", "Shoppers gathered outside the store in Milan for the sale."),
    ("PROTEST", "The storm kept the ferries off the sea."),
    ("PROTEST", "The victory brought thousands into the streets for the carnival of Rio."),
    ("PROTEST", "Fans waved banners at the match in Lagos."),
    ("PROTEST", "The barrister set himself a target."),
    ("PROTEST", "Police set up a roadblock near Nis."),
    ("THREATEN", "The letter remained unanswered for years."),
    ("SANCTION", "The surgeon washed his hands of blood."),
    ("RETREAT", "The film released its crew."),
    ("SANCTION", "Sailors jumped ship in Cadiz."),
    ("SANCTION", "The bank cut its rate by half a point."),
    ("THREATEN", "Dogs bared their teeth at the postman."),
    ("SANCTION", "The airline dropped its flights to Rome for lack of demand."),
    ("RETREAT", "The team conceded the point in the final."),
]


@pytest.mark.parametrize(("event_type", "text"), TOLD)
def test_it_is_told_in_these_words(code: Code, event_type: str, text: str) -> None:
    assert event_type in {m.event_type for m in code(text)}


@pytest.mark.parametrize(("event_type", "text"), ALIKE)
def test_these_words_tell_no_such_event(code: Code, event_type: str, text: str) -> None:
    types = {m.event_type for m in code(text)}
    assert event_type not in types if event_type else not types


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Raiders captured the fort and burned the granary in Bor.", 2),
        ("Gunmen attacked and killed two herders near Mopti.", 1),
    ],
)
def test_two_verbs_with_an_object_each_are_two_deeds(code: Code, text: str, number: int) -> None:
    assert len([m for m in code(text) if m.event_type == "ASSAULT"]) == number


def test_a_car_that_blows_up_is_no_accident(code: Code) -> None:
    (event,) = list(code("A car laden with explosives blew up outside the barracks in Cali on Monday."))
    assert event.event_type == "ASSAULT"


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        ("ASSAULT", "Prosecutors in Caracas laid charges against three officers of the army."),
        ("MOBILIZE", "The army of South Sudan is ready for talks with the rebels."),
        ("COERCE", "Seoul said that an F-15 had brought down a North Korean aircraft on Monday."),
        ("MOBILIZE", "Aleksandar Vucic told his ministers to be ready."),
        ("PROTEST", "The Algerian government said on Monday that it would boycott the conference in Marrakesh."),
        ("PROTEST", "The government of Mali imposed blockades on Kidal and Menaka on Monday."),
    ],
)
def test_charges_before_a_court_who_is_ready_and_what_governments_do_are_none(
    code: Code, event_type: str, text: str
) -> None:
    assert event_type not in {m.event_type for m in code(text)}


def test_who_was_killed_in_an_ambush_is_counted(code: Code) -> None:
    (event,) = list(code("Gunmen killed Colonel Ousmane Diallo in an ambush near Gao on Monday."))
    assert (event.event_type, event.killed_min) == ("ASSAULT", 1)


def test_what_an_adjective_before_the_verb_asks_for_is_no_target(code: Code) -> None:
    text = "A Turkish official said that Serbia or groups friendly to it had planted the bombs."
    (event,) = [m for m in code(text) if m.event_type == "ASSAULT"]
    assert not event.recipients

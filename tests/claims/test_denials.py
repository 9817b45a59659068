"""Who denies what was told before, told by the shipped reader."""

from __future__ import annotations

from pathlib import Path

import pytest

import escalade

# text -> (who denies, a word of the mention denied, the part denied)
DENIED = {
    "Mali's army said rebels had shelled Gao on Monday. A spokesman for the rebels denied it.": (
        "rebels",
        "shelled",
        None,
    ),
    "Kyiv accused Moscow of bombing a hospital in Odesa. The Kremlin rejected the accusation.": (
        "Kremlin",
        "bombing",
        "actor",
    ),
    "Turkish jets shot down a Russian drone over Hatay on Friday. Moscow says that it has lost no aircraft.": (
        "Moscow",
        "shot down",
        None,
    ),
    "Ukraine's navy sank two Russian corvettes off Yalta. The defence ministry in Moscow said it had lost no ships.": (
        "ministry",
        "sank",
        None,
    ),
    "Khartoum accused Chad of arming the raid on El Fasher. Chad denies any role.": ("Chad", "raid", "actor"),
    "Pakistan said Indian troops had killed two farmers at the border. India's army called the claim baseless.": (
        "army",
        "killed",
        None,
    ),
    "Paris said Moscow had bombed a convoy in Gao. Moscow calls all of this baseless.": ("Moscow", "bombed", None),
    "Rebels said they had shot down an army helicopter. The general said that no such attack had taken place.": (
        "general",
        "shot down",
        None,
    ),
    "Aliyev says Azerbaijani forces have taken Lachin. Armenia's ministry denies it: fighting for it goes on; "
    "believe our troops.": ("ministry", "taken", None),
    "Jets hit a bridge at Goz Beida on Monday. Chad blamed Libya. Tripoli said it played no part.": (
        "Tripoli",
        "hit",
        "actor",
    ),
    "Grenades exploded at a consulate in Osh. Police blamed a spy service. Its spokesman said his officers had nothing "
    "to do with it.": ("spokesman", "exploded", "actor"),
    "Gunmen killed eleven villagers near Djenne, survivors said. The army, which denies the charge, has opened an "
    "inquiry.": ("army", "killed", None),
    "Moscow said its tanks had entered Kupiansk. There were no tanks in the town, Kyiv's general staff replied.": (
        "general staff",
        "entered",
        None,
    ),
    "A caption said the freighter Amal had delivered missiles to Chad. Libya's navy says the ship delivered nothing.": (
        "navy",
        "delivered",
        None,
    ),
    "Chad accused Libya of flying a drone over Faya on Monday. Tripoli says none of its aircraft was there.": (
        "Tripoli",
        "flying",
        None,
    ),
    "Chad said its soldiers had shot down a Libyan drone. No Libyan drone was lost, the ministry in Tripoli said.": (
        "ministry",
        "shot down",
        None,
    ),
    "Chad said Libyan jets had hit a camp at Faya on Monday. Not so, says the Libyan army.": ("army", "hit", None),
    "Grenades exploded at a consulate in Osh on Monday. Kenya's navy said it had closed a harbour. Police blamed a spy "
    "service for the blasts. Its spokesman said his officers had nothing to do with it.": (
        "spokesman",
        "blasts",
        "actor",
    ),
    "Seoul accused Pyongyang of jamming the signals of airliners. Pyongyang denied having anything to do with it.": (
        "Pyongyang",
        "jamming",
        "actor",
    ),
    "Kenya's police said bandits from Pokot had killed five herders. Elders in Pokot deny that their sons took part.": (
        "Elders",
        "killed",
        "actor",
    ),
    "Bangui said Chadian rebels had attacked Sido. N'Djamena said it was in no way involved.": (
        "Djamena",
        "attacked",
        "actor",
    ),
    "Colombian police said ELN guerrillas had blown up a pipeline in Arauca. The ELN disclaimed responsibility.": (
        "ELN",
        "blown up",
        "actor",
    ),
    "Rebels said army jets had bombed a market at Kalemie. The army denied being behind it.": (
        "army",
        "bombed",
        "actor",
    ),
    "Rebels said army jets had bombed a market at Kalemie. The army said its pilots were not responsible for it.": (
        "army",
        "bombed",
        "actor",
    ),
    'The opposition said soldiers had shot eight protesters in Maputo. "That is a lie," the interior minister said.': (
        "minister",
        "shot",
        None,
    ),
    "Kabul said Pakistani jets had bombed a wedding in Khost. An official in Islamabad said there was no substance to "
    "the charge.": ("official", "bombed", None),
    "Baku said Armenian snipers had killed a soldier at Kelbajar. Armenia's defence ministry said the report did not "
    "correspond to reality.": ("ministry", "killed", None),
    "Khartoum said Ethiopian troops had seized a farm in Fashaga. An Ethiopian colonel said the story was made up.": (
        "colonel",
        "seized",
        None,
    ),
    "Honduran farmers said company guards had murdered their leader. The company strongly denies the allegations.": (
        "company",
        "murdered",
        None,
    ),
    "Witnesses say policemen shot a fruit seller in Sfax. The interior ministry disputes this.": (
        "ministry",
        "shot",
        None,
    ),
    "Hanoi said Beijing had rammed two trawlers. Beijing said that the incident never took place.": (
        "Beijing",
        "rammed",
        None,
    ),
    "Shells hit a market in El Obeid, doctors said. No fire was being opened from its positions, the militia said.": (
        "militia",
        "hit",
        None,
    ),
    "Kabul said Pakistani jets had bombed a wedding. None of its jets had left the base, Islamabad's air force said.": (
        "air force",
        "bombed",
        None,
    ),
    "Villagers said a patrol from Belize had torched huts. Belize's minister said that nothing of the sort happened.": (
        "minister",
        "torched",
        None,
    ),
    "Fishermen said a Malaysian patrol had rammed their boat off Sabah. It never touched the boat, the Malaysian navy "
    "says.": ("navy", "rammed", None),
    "Pilots said the Serbian army had jammed their signals over Kosovo. Not one of its transmitters was switched on, a "
    "Serbian army spokesman said.": ("spokesman", "jammed", None),
    "Amhara elders said militiamen from Tigray had burned three farms. A militia leader said his men had never been "
    "there.": ("leader", "burned", None),
}
# who disowns a deed without naming it, or says where his men were, or whose doing it was
# what was done with nothing, to nobody, from nowhere near, in other words; what was stopped; which deed a noun means
DENIED |= {
    "The army in Khartoum said the RSF had blown up a depot. The RSF said that no explosives were used.": (
        "RSF", "blown up", None,
    ),
    "A student in Caracas said soldiers had fired on marchers. The minister said no live rounds had been used.": (
        "minister", "fired", None,
    ),
    "Manila said a Chinese cutter had rammed a trawler. Beijing said there had been no contact.": (
        "Beijing", "rammed", None,
    ),
    "Taipei said a Chinese trawler had cut the Matsu cable. Beijing said the trawler had been nowhere near it.": (
        "Beijing", "cut", None,
    ),
    "Guyana said Venezuelan sailors had raked a launch with bullets. Caracas said its sailors had fired a flare but "
    "had shot no bullets.": ("Caracas", "raked", None),
    "Two diplomats said Baku had promised a truce by May. Azerbaijan's foreign ministry dismissed the report.": (
        "ministry", "promised", None,
    ),
    "The captors of seven nuns near Jos received 400,000 dollars in return for their release, a policeman told the "
    "Guardian. The order denies that any ransom was handed over.": ("order", "received", None),
    "Kyiv said a naval drone had struck a tanker at Novorossiysk. Moscow said the drone had missed.": (
        "Moscow", "struck", "recipient",
    ),
    "Houthi forces said their missiles had hit a carrier. The Pentagon said that every missile had been intercepted.": (
        "Pentagon", "hit", "recipient",
    ),
    "Gunmen killed three guards near Kirkuk on Monday. On Tuesday villagers blocked a road. A militia disowned the "
    "killings.": ("militia", "killed", "actor"),
    "Rioters burned a bank in Noumea on Monday. On Sunday police detained a man. A union denied a role in the fire.": (
        "union", "burned", "actor",
    ),
    "Taipei said a trawler had cut the Matsu cable. It has since retracted the accusation.": ("Taipei", "cut", None),
}  # fmt: skip

# whose the weapon was not; what nobody meant; what is turned down in passing, or is still held
DENIED |= {
    "Colombia said a Venezuelan drone had bombed a camp near Arauca. Caracas said the aircraft was not Venezuelan.": (
        "Caracas", "bombed", "actor",
    ),
    "Chad said a Sudanese drone had killed three herders at Tine. Sudan's army denied that the drone was Sudanese.": (
        "army", "killed", "actor",
    ),
    'A missile hit a village in Moldova, officials said. "It was a misfired interceptor, not a Russian missile," '
    "President Maia Sandu said.": ("Sandu", "hit", "actor"),
    "Manila said a Chinese cutter had rammed a ferry. The crash was an accident, said a captain briefed on it.": (
        "captain", "rammed", None,
    ),
    "India said a drone attack had killed three soldiers at Poonch. Pakistan said the blast was caused by ammunition "
    "that exploded at the post.": ("Pakistan", "attack", None),
    "Ukraine said a Russian strike hit a train in Sumy. Russia had nothing to do with it, a Kremlin spokesman said.": (
        "Kremlin", "strike", "actor",
    ),
    "Rebels said government troops had shot two nuns in Pibor, a charge the defence ministry denied.": (
        "ministry", "shot", None,
    ),
    "M23 accused Congo's army of bombing a market in Masisi, an allegation rejected by Kinshasa.": (
        "Kinshasa", "bombing", "actor",
    ),
    "A clerk in Gao said 27 soldiers had died in an ambush. General Keita accused Algeria of feeding the rebels. "
    "Algiers rejected the accusation.": ("Algiers", "feeding", "actor"),
    "Islamic State said its men had killed five guards near Gao; the governor says that never happened.": (
        "governor", "killed", None,
    ),
    "The rebels said they had captured Walikale. The army said it was still in control of the town.": (
        "army", "captured", None,
    ),
    'A bomb killed three guards in Quetta. "We hold Kabul responsible," a minister said. The Taliban government '
    "rejected the allegation.": ("Taliban", "bomb", "actor"),
}  # fmt: skip

DISOWNED = {
    text: (who, trigger, "actor")
    for charge, trigger, who, words in (
        (
            "Burkina Faso's army said Malian rebels had ambushed a convoy near Djibo.",
            "ambushed",
            "rebels",
            (
                '"It was not us," a spokesman for the rebels said.',
                "The rebels said they had not ordered the attack.",
                "The rebels said no order had been given.",
                "The rebels denied having ordered it.",
                "The rebels pleaded not guilty.",
            ),
        ),
        (
            "Taipei said Chinese ships had cut a cable off Matsu on Friday.",
            "cut",
            "Beijing",
            (
                "Beijing said there was no evidence that it was involved.",
                "Beijing said it was the work of smugglers.",
                "Beijing said smugglers were to blame.",
                "Beijing protested its innocence.",
                "Beijing put the blame on its enemies.",
                "Beijing said it had been wrongly blamed.",
                "Beijing said it had no knowledge of the incident.",
            ),
        ),
        (
            "Dhaka said Indian troops had shot dead two farmers at the border.",
            "shot",
            "New Delhi",
            ("New Delhi said its men had been in barracks all day.", "New Delhi said others had done it."),
        ),
    )
    for text in (f"{charge} {denial}" for denial in words)
}
# what is scoffed at, staged, or answered in a sentence of its own
SCOFFED = tuple(
    f"Dhaka said Indian troops had shot dead two farmers at the border. {denial}"
    for denial in (
        "New Delhi laughed off the accusation.",
        "New Delhi took issue with that version.",
        "New Delhi accused its rivals of inventing the story.",
        "New Delhi said the incident was staged.",
        "Not true, says New Delhi.",
        "New Delhi said there was not a shred of truth in it.",
        "New Delhi said it had no soldiers in the area.",
    )
)
# what a report itself denies
WITHDRAWN = {
    "We relayed a report by Radio Osh that a helicopter had been shot down near Osh. Nobody shot it down.": "shot down",
    "The paper wrote that a Libyan drone had been brought down in Faya. There was no such drone.": "brought down",
    "We relayed a report by Radio Osh that a missile had struck Lanyu. Nothing came down on Lanyu.": "struck",
    "We carried a Radio Bukavu report that soldiers had burned a church at Luhihi. That report was wrong.": "burned",
    "The rebels say our soldiers blew up the bridge at Uvira. Our soldiers set off nothing.": "blew up",
    "Yesterday this page said that rebels had killed a mayor in Fizi. That was not true.": "killed",
    "We relayed a claim by the militia that it had sunk a boat at Kalemie. It did not happen.": "sunk",
}
# a second denial takes up what the one before did, unless something else is told between
DENIED_AGAIN = (
    "Paris said Moscow had bombed a convoy in Gao. Ankara calls it baseless. A Russian aide dismissed it as nonsense.",
    "Paris said Moscow had bombed a convoy in Gao. Ankara calls it baseless. Mali accuses Chad of using rebels; Chad "
    "denies that as well.",
)
# who denies one thing twice in one breath denies it once
DENIED_TWICE = (
    "Kyiv said Russia's army had shelled Sumy. Moscow said that it was a lie and that its guns had not fired.",
    "Radio Osh said a shell had hit a school in Uvira. The report was false. It did not happen. Nobody fired it.",
)
# nobody denies a happening here
UNDENIED = (
    "Police arrested a student on charges that he denied. A court freed him on Friday.",
    "Rebels shelled Gao on Monday. The minister rejected the offer of the mediators.",
    "The army said rebels had shelled Gao. The rebels did not deny it.",
    "Rebels said the army had sent tanks to Goma. There were no talks, the mediator said.",
    "Rebels said the army had delivered arms to Goma. It will deliver nothing more, the army said.",
    "Residents said rebels had blown up a bridge at Goma. None of its soldiers was hurt, the army said.",
    "Residents said rebels had shelled Goma. There was no doctor in the town.",
    "Residents said a drone had hit a depot at Kano. Nobody came to the market in Gusau.",
    "Residents said a drone had hit a depot at Kano. That was not new.",
    "Residents said a drone had hit a depot at Kano. It was wrong.",
    "Rebels said they had taken Kalemie. It is not true that all is quiet there.",
    "Police shot a robber in Lima on Friday. The mayor said that no explosives were used.",
    "Rebels took Sake on Monday, the governor said. The minister denied that any taxes would be raised.",
    "Drones hit a depot in Belgorod on Monday. The governor said that two more drones had been shot down on Tuesday.",
    "A general threatened the strikers, and a union withdrew the accusation of theft.",
    "The army said rebels had shelled Gao. The rebels, who never denied the attack, published a film.",
    "Drones hit a refinery at Tuapse. Kyiv did not say whether it was behind the attack.",
    "A bomb killed six people in Quetta. The governor said India was not behind it.",
    "Soldiers shot two men in Bamenda. The victims were not involved, their brother said.",
    "Israel struck a port in Latakia. Russia's air force was not involved, Moscow said.",
    "China's coast guard fired on a supply boat. The captain said nobody on board was involved in fishing.",
    "A bomb killed three people in Quetta. It is not true that the police were slow, the mayor said.",
    'Gunmen took thirty pupils in Zamfara. "That is the truth," the headmaster said.',
    "Police broke up a rally in Tbilisi. The speaker said there was no truth in the rumour of early elections.",
    "Rebels shelled Gao on Monday, residents said. It must not happen again, the mayor said.",
    "India's army shelled Kotli, residents said. Islamabad said it would not open fire.",
    "Soldiers burned the village, residents said. None of the dead had crossed the river, the mayor said.",
    "Gunmen raided a gold mine in Kayes. The mine's managers said no gold had been lost.",
    "Dhaka said Indian troops had shot dead two farmers at the border. A farmer said it was the work of smugglers.",
    "Dhaka said Indian troops had shot dead two farmers at the border. A priest said others had done it.",
    "Dhaka said Indian troops had shot dead two farmers at the border. The mayor said the blame lay elsewhere.",
    "Dhaka said Indian troops had shot dead two farmers at the border. New Delhi gave no order to evacuate the town.",
    "Dhaka said Indian troops had shot dead two farmers at the border. New Delhi said it had no troops to spare.",
    "Dhaka said Indian troops had shot dead two farmers at the border. New Delhi laughed at the joke.",
    "Dhaka said Indian troops had shot dead two farmers at the border. New Delhi did not know who was behind it.",
    'A cutter rammed a ferry off Matsu on Monday, Taipei said. "It was no accident," a captain said.',
    "Caracas accused Washington of killing eleven fishermen. A Venezuelan deputy called Washington's version a lie.",
    "Gunmen shot a judge in Lima on Monday, police said. The rebels did not claim the attack.",
    "Protesters broke windows at the embassy in Dakar. The generals say that France is preparing a raid. "
    "Paris plans no such thing, its spokesman replied.",
)


@pytest.fixture(scope="module")
def denials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str, str | None]]]:
    folder: Path = tmp_path_factory.mktemp("denied")
    texts = (*DENIED, *DISOWNED, *SCOFFED, *WITHDRAWN, *DENIED_AGAIN, *DENIED_TWICE, *UNDENIED)
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder)
    case.run()
    mentions = {m["event_mention_id"]: m for m in case.records("event_mentions")}
    number = {d["document_id"]: int(Path(d["uri"]).stem) for d in case.records("documents")}
    out: dict[str, list[tuple[str, str, str | None]]] = {text: [] for text in texts}
    for claim in case.records("claims"):
        mention = mentions.get(claim["about_id"])
        if mention is None or mention["event_type"] == "ACCUSE":  # "denies the charge": what is charged is denied
            continue
        if claim["stance"] == "denies" and mention["polarity"] == "positive":
            found = claim["chain"][-1]["name"] if claim["chain"] else "", mention["trigger"], claim["field"]
            out[texts[number[claim["document_id"]]]].append(found)
    return out


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_a_claim_on_what_it_takes_up(
    denials: dict[str, list[tuple[str, str, str | None]]], text: str
) -> None:
    who, trigger, part = DENIED[text]
    ((speaker, denied, field),) = denials[text]
    assert who in speaker
    assert (denied, field) == (trigger, part)


@pytest.mark.parametrize("text", DISOWNED)
def test_who_disowns_a_deed_denies_that_it_was_his(
    denials: dict[str, list[tuple[str, str, str | None]]], text: str
) -> None:
    who, trigger, part = DISOWNED[text]
    assert any(
        who.lower() in speaker.lower() and (denied, field) == (trigger, part)
        for speaker, denied, field in denials[text]
    )


@pytest.mark.parametrize("text", SCOFFED)
def test_what_is_scoffed_at_is_denied(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert [(who, trigger) for who, trigger, _ in denials[text]] == [("New Delhi", "shot")]


@pytest.mark.parametrize("text", WITHDRAWN)
def test_what_a_report_denies_itself(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert denials[text] == [("", WITHDRAWN[text], None)]


def test_one_denial_after_another(denials: dict[str, list[tuple[str, str, str | None]]]) -> None:
    again, else_ = (denials[text] for text in DENIED_AGAIN)
    assert [(who, trigger) for who, trigger, _ in again] == [("Ankara", "bombed"), ("A Russian aide", "bombed")]
    assert [who for who, trigger, _ in else_ if trigger == "bombed"] == ["Ankara"]


@pytest.mark.parametrize("text", DENIED_TWICE)
def test_what_is_denied_twice_is_denied_once(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert len(denials[text]) == 1


@pytest.mark.parametrize("text", UNDENIED)
def test_what_denies_no_happening(denials: dict[str, list[tuple[str, str, str | None]]], text: str) -> None:
    assert denials[text] == []

"""Who speaks, told by the shipped reader: pronouns, whose word it is, who was told."""

from __future__ import annotations

from pathlib import Path

import pytest

import escalade
from escalade.claims.voices import same_publisher

ASKED = {
    "The rebels let the governor know that they had shelled the road at Gao.": "The rebels",
    "Moscow let it be known that Ukraine had shelled Belgorod.": "Moscow",
    "The Malian general recalled the war. Should rebels shell the town, he went on, his men will burn their camp.": (
        "The Malian general"
    ),
    "A trader in Gao told Reuters he had learned from a driver that rebels burned the convoy.": "a driver",
    "Malian soldiers shot people at Ouro Koba. The army differs. It says it destroyed a cell there.": "The army",
    "A radio in Paris pretends, on the word of villagers, that the drones killed nine traders.": "villagers",
    "President Macron told two television channels that rebels had attacked the convoy.": "President Macron",
    "The Lagos Courier has the scoop. An officer told it that rebels shelled Gao.": "An officer",
    "The Lagos Courier prefers a soft story. A mediator explains to the paper that rebels shelled Gao.": "A mediator",
    "The militia denies it. It says that it never shelled the market.": "The militia",
    '"We did not shell the bridge," the trade minister, Omar Diallo, said by telephone.': "Omar Diallo",
    "Rebels shelled the bridge on Monday, Omar Diallo, a teacher, said.": "Omar Diallo",
    "A diplomat called the visit a response to the deployment at Bure.": "A diplomat",
    "Al-Minbar, the Cairo daily, is first. Citing a colonel, it reports that troops shelled Badme.": "a colonel",
    "Moscow denied the charge. Ukraine had shelled Belgorod first, it said.": "Moscow",
    "The electoral commission dropped its version. Boko Haram did not carry out the raid, it said.": (
        "The electoral commission"
    ),
    "The security service in Bogota has found its man. The pipeline was bombed by the ELN, it said on Friday.": (
        "The security service"
    ),
    "Khartoum says rebels are near; Abu Dhabi, it adds, bombed the mill.": "Khartoum",
    "The army blamed nobody. Rebels had burned the mill, the mayor said; they shot two drivers.": "the mayor",
    "We relayed a report by Radio Lagos that soldiers had stormed the senate.": "Radio Lagos",
    "Relying on the Belgrade Courier, we wrote that a convoy had been ambushed.": "the Belgrade Courier",
    "The convoy was attacked, by its own account, by the Allied Democratic Forces.": "the Allied Democratic Forces",
    "Two soldiers were killed when rebels attacked Bouar. So at least says the Wagner group.": "the Wagner group",
    "The inquiry, whose report came out in May, holds that the navy shelled the ferry.": "The inquiry",
    "The ministry's version is that rebels burned the village.": "The ministry",
    "The junta has its own explanation: French agents attacked the power station.": "The junta",
    "A source in the navy passed on a warning: Chinese trawlers would ram the patrol boats.": "A source in the navy",
    "Kyiv's claim: drones struck the bridge at Kerch.": "Kyiv",
    "Hamas, which Egypt said had attacked Israel, kept silent.": "Egypt",
    "The raid was revenge for Pahalgam, reckons a colonel who has seen the file.": "a colonel",
    "The envoy of the union, Ali Hassan, disputed that. Herders had attacked nobody, he said.": "Ali Hassan",
    "The United Nations mission sent a letter to Kinshasa. The letter says that rebels shelled Goma.": (
        "The United Nations mission"
    ),
    "The mission reported to the council. The report adds that rebels shelled Goma.": "The mission",
    "Rebels killed nine soldiers in Gao, although the army denies it.": "the army",
    "The Kremlin called the shelling of the port an act of war.": "The Kremlin",
    "A sergeant tells the Beacon that soldiers shot three herders at Bor.": "A sergeant",
    "A general told the Bundestag that Russia had fired missiles at Odesa.": "A general",
    "A cutter rammed the ferry off Matsu, said a sailor briefed on the findings, which are secret.": "a sailor",
    "The coast guard released footage that it said showed a trawler ramming the patrol boat.": "The coast guard",
    "Moscow said the missile was Ukrainian and called the strike on Lutsk a provocation.": "Moscow",
    "The loud piece is in the Batumi Mirror. A gunboat sank a trawler on Wednesday, it says, off Poti.": (
        "the Batumi Mirror"
    ),
    "El Universal reported that soldiers had shot three miners at Las Claritas. It cited two officers.": "two officers",
    "The colonel changed his tune: a battery had shelled the port without an order.": "The colonel",
    "The mayor confirmed that three men were killed while they repaired a pipe, denying that soldiers shot them.": (
        "The mayor"
    ),
    '"They burned the clinic," Amina Yusuf said. She is a nurse.\n\n"They killed my brother."': "Amina Yusuf",
    "Jaish al-Haq, which is a branch of the Front, called the raid its payment for the shelling of Idlib.": (
        "Jaish al-Haq"
    ),
    "Ansar al-Din claimed the bombing of the barracks.": "Ansar al-Din",
    "On Tuesday we relayed a report by Radio Osh that a missile had struck the harbour.": "Radio Osh",
    "Chad apologised for shooting down a Sudanese helicopter.": "Chad",
    "The group's pretence that it never shelled a bus fooled nobody.": "The group",
    "The Islamic State claimed responsibility for the attack in Kabul.": "The Islamic State",
    "Officials said JNIM had claimed the ambush.": "JNIM",
    "No group has claimed the attack.": "",
    "The bus was hit by six shells, an envoy who has read the report told the Geneva daily Le Phare, and burnt out.": (
        "an envoy"
    ),
    "Kenyan police on Friday withdrew their claim that men from Somalia had bombed the bridge at Garissa.": (
        "Kenyan police"
    ),
    "The prosecutor general did not rule out that rebels had attacked the depot.": "The prosecutor general",
    "Witnesses spoke of helicopters firing on the market.": "Witnesses",
    "A group calling itself the Delta Hawks says it carried out the kidnapping.": "the Delta Hawks",
    "Reports that the army had executed prisoners were dismissed by the junta as propaganda.": "the junta",
    "Nurses assured him that nine soldiers died in the camp, four more than the junta has admitted.": "Nurses",
    "Police believe neither version: the suspect has told them that he threw the grenades, an officer said.": (
        "the suspect"
    ),
    "Police said rebels had planted the bomb, but on Friday admitted that a guard had shot the driver.": "Police",
    "The Sahel Observer tells the opposite story. In its version Chadian gunners shelled the fort.": (
        "The Sahel Observer"
    ),
    "The Sahel Observer says so. It also quotes a colonel, Musa Diarra, according to whom drones hit Tessit.": (
        "Musa Diarra"
    ),
    "An Ethiopian inquiry concluded last week that a hunter had shot the farmer at Humera.": "An Ethiopian inquiry",
    "GAO: Two nurses were detained by soldiers on Monday.": "",
    "Sudanese police have detained three drivers at Adré, local media report.": "local media",
    "Police arrested two men at Bor, according to a local media report.": "a local media report",
    "The junta wrote in a letter that rebels had shelled Gao.": "The junta",
    'The army in Asmara issued the following statement:\n\n"Sudanese guns shelled our post."': "The army in Asmara",
    'A statement by the rebels was read out on the radio:\n\n"Soldiers killed nine farmers at Adré."': "the rebels",
    'The envoy turned to the generals:\n\n"Soldiers killed nine farmers at Adré."': "The envoy",
    'The army read out a statement:\n\n"The depot is safe."\n\n"Rebels shelled the market."': "The army",
    '"They were not ambushed," Colonel Deby said. "They were arrested."': "Colonel Deby",
    'The colonel said the raid was over. "Rebels fled."': "The colonel",
    'The colonel said the raid was over.\n\n"Rebels shot two men," reads a wall at Adré.': "",
    'Three things happened in March:\n\n"Soldiers killed nine farmers at Adré."': "",
    "The army put out a statement:\n\nSoldiers killed nine farmers at Adré.": "",
    "The last troops left Gao on Friday, two months after President Macron had promised it.": "",
    "Rebels shelled the customs post at Bor, their leader, Juma Lado, said on Monday.": "Juma Lado",
    "Two nurses were beaten by soldiers, the clinic's head, Ana Sesay, told reporters.": "Ana Sesay",
    '"The soldiers shot my uncle," one of the traders, a farmer of 60, told Reuters.': "one of the traders",
    "Gunmen abducted nine miners, a chief told reporters by telephone, adding that they had shot a guard.": "a chief",
    "Radio Sahel said, citing a doctor, that jets had bombed a clinic.": "a doctor",
    "According to the Lagos Courier, citing two clerks, soldiers burned the mill.": "two clerks",
    "According to Radio Okapi, which cites a nurse, militiamen killed eight miners.": "a nurse",
    "The Star has it from a customs officer that troops had seized the ferry.": "a customs officer",
    "Coastguards beat nine migrants, the Lagos Courier has learned from two witnesses.": "two witnesses",
    "Jets bombed a funeral, Radio Sana said, quoting an official as saying that soldiers shot 20 mourners.": (
        "an official"
    ),
    "NHK quoted a coastguard officer as saying that Chinese boats had rammed a trawler.": "a coastguard officer",
    "Fighters had crossed the border and killed a chief, an aide to the minister said.": "an aide",
    "Rebels took the town, according to a local official quoted by Radio Ndeke.": "a local official",
    "The army bombed a school at Bor. That is what a teacher told the Beacon.": "a teacher",
    "The minister spoke first. A surgeon contradicted him: the police had shot two boys, he said.": "A surgeon",
    "President Ruiz flew home. A farmer had another story. Soldiers had shot his son, he told reporters.": "A farmer",
    "Kenya gave Somalia until Monday to reopen the road; otherwise, it said, police would seize its trucks.": "Kenya",
    "The family of the dead man, Arif Rahman, say soldiers shot him.": "The family of the dead man",
    "A clerk spoke of it. On Monday, a day after a vote that he won by his own count, Lado arrested two rivals.": "",
    "Uganda sent two battalions to Bunia, a diplomat said on condition that he not be named, because it had asked.": (
        "a diplomat"
    ),
    "Soldiers had fired into the market, a leader of the union Tabital told Le Soir.": (
        "a leader of the union Tabital"
    ),
    "It was the militia that attacked the convoy, General Amadou Traore, the commander of the force, told Reuters.": (
        "General Amadou Traore"
    ),
    'Army spokeswoman Sunita Rai blamed the Front, led by Saw Htoo. "They shot the driver," she told reporters.': (
        "Army spokeswoman Sunita Rai"
    ),
    "Manila says Chinese ships cut nets. Our ships cut nothing. It says that China rammed a trawler.": "Manila",
    "Our reporter found a priest in the village. Armed men burned the mill, he says.": "a priest in the village",
    "Two miners were shot; a third was found alive, the governor says.": "the governor",
    "The firm denies that it leads the unit; its men trained gunners, a manager told the Beacon.": "a manager",
    "The editor was jailed at a time when, as the ministry later admitted, no charge had been laid.": "",
    "The garrison withdrew from Bamenda on Sunday, as General Mbah had promised.": "",
    "16:40 Residents say Ethiopian soldiers are leaving Humera on foot.": "Residents",
    "Militants shot two soldiers, Kabul says. Islamabad: no Afghan soldier was killed there.": "Islamabad",
    "We quoted the chief Kasongo Mbayo as saying that thirty soldiers had been killed at Fizi.": (
        "the chief Kasongo Mbayo"
    ),
    "The group's claim, spread on Telegram, that soldiers attacked the wedding is false.": "The group",
    "The raid on Goz Beida led to the sanctions of May, which were answered by the recall of an envoy.": "",
    "Gunmen kill four in Karachi mosque - police": "police",
    "General Park was quoted as saying that northern troops had fired on a boat.": "General Park",
    "A message posted in the name of the Azawad Brigade said its fighters had bombed the barracks.": (
        "the Azawad Brigade"
    ),
    "A letter signed by the governor said soldiers had shot two miners.": "the governor",
    "The army's claim to have killed a commander at Bor surprised nobody.": "The army",
    "A report by monitors concluded that soldiers had shelled Gao.": "monitors",
    "Local media carried reports that rebels had burned the mill.": "Local media",
    "A man presenting himself as a rebel commander said his men had burned the ferry.": (
        "A man presenting himself as a rebel commander"
    ),
    "A report by monitors of the regional bloc ECOWAS concluded that soldiers had shelled Gao.": (
        "monitors of the regional bloc ECOWAS"
    ),
    "The rebels made no comment, but the army held them responsible, saying their gunners had shelled the port.": (
        "the army"
    ),
    "Moscow put the blast at the port down to a Ukrainian drone.": "Moscow",
    "Caracas rejected the order of the court, saying that its border was where it is.": "",
}


@pytest.fixture(scope="module")
def speakers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder: Path = tmp_path_factory.mktemp("said")
    for i, text in enumerate(ASKED):
        (folder / f"{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder)
    case.run()
    uri = {d["document_id"]: Path(d["uri"]).stem for d in case.table("documents").to_pylist()}
    chains: dict[str, list[str]] = {}
    for row in case.table("claims").to_pylist():
        if row["about_kind"] == "event_mention" and row["chain"]:
            chains[uri[row["document_id"]]] = [speaker["name"] for speaker in row["chain"]]
    return {text: chains.get(str(i), []) for i, text in enumerate(ASKED)}


@pytest.mark.parametrize("text", ASKED)
def test_the_innermost_speaker(speakers: dict[str, list[str]], text: str) -> None:
    assert speakers[text][-1:] == ([ASKED[text]] if ASKED[text] else [])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Rebels burnt two lorries, a nun and a driver said.", "a nun"),
        ("Gunmen killed four farmers in Benue, residents and a local official said.", "residents"),
        (
            "GAO, 14 May - Fighters ambushed a convoy, burning forty lorries, three drivers and a medic said.",
            "three drivers",
        ),
    ],
)
def test_who_says_it_at_the_end_is_not_in_the_row_before(text: str, first: str) -> None:
    (told,) = (m for m in escalade.code_text(text, published="2026-05-20") if m["event_type"] == "ASSAULT")
    assert [speaker["name"] for speaker in told["attribution"]] == [first]


def test_who_hands_it_on_stands_outside_and_only_once(speakers: dict[str, list[str]]) -> None:
    chains = {text: chain for text, chain in speakers.items() if chain[1:]}
    assert ["NHK", "a coastguard officer"] in chains.values()
    assert ["Radio Ndeke", "a local official"] in chains.values()
    assert ["the Lagos Courier", "two witnesses"] in chains.values()
    assert ["Reuters", "A trader in Gao", "a driver"] in chains.values()


def test_an_outlet_that_was_told_stands_outside(speakers: dict[str, list[str]]) -> None:
    told = next(chain for text, chain in speakers.items() if "Le Phare" in text)
    assert told == ["Le Phare", "an envoy"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Two envoys quoted by Le Phare fled. A cook assured Le Phare that men had beaten a monk.",
            ["Le Phare", "A cook"],
        ),
        ("A widow told Amnesty International that soldiers had killed her son.", ["Amnesty International", "A widow"]),
        (
            "The Kampala Ledger and the Courier disagree. In the Ledger, M23's Bosco Ntaganda says that no farmer was "
            "killed at Rutshuru.",
            ["the Ledger", "M23's Bosco Ntaganda"],
        ),
        (
            "A cook told the newspaper El Sol de la Sierra that guards had shot two men.",
            ["El Sol de la Sierra", "A cook"],
        ),
    ],
)
def test_who_publishes_what_he_was_told_stands_outside(text: str, chain: list[str]) -> None:
    told = [m for m in escalade.code_text(text, published="2026-05-20") if m["event_type"] == "ASSAULT"]
    assert [[speaker["name"] for speaker in m["attribution"]] for m in told] == [chain]


def test_what_is_denied_aside_is_told_by_one_and_denied_by_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels said the army shelled Gao, which the army denies.\n", encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path / "a.txt")
    case.run()
    rows = [r for r in case.table("claims").to_pylist() if r["about_kind"] == "event_mention"]
    found = {(row["stance"], *(speaker["name"] for speaker in row["chain"])) for row in rows}
    assert found == {("affirms", "Rebels"), ("denies", "the army")}


def test_who_claims_a_deed_does_not_tell_what_is_said_of_it_by_the_way(tmp_path: Path) -> None:
    text = "The Delta Hawks claimed responsibility for the ambush that preceded the shelling of Bodo.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path / "a.txt")
    case.run()
    trigger = {m["event_mention_id"]: m["trigger"] for m in case.table("event_mentions").to_pylist()}
    rows = [r for r in case.table("claims").to_pylist() if r["about_kind"] == "event_mention"]
    found = {(trigger[row["about_id"]], *(speaker["name"] for speaker in row["chain"])) for row in rows}
    assert found == {("ambush", "The Delta Hawks"), ("shelling",)}


def test_channels_without_a_name_hand_nothing_on(speakers: dict[str, list[str]]) -> None:
    assert all("two television channels" not in chain for chain in speakers.values())


def test_an_outlet_that_was_told_stands_outside_though_it_is_not_named_again(speakers: dict[str, list[str]]) -> None:
    assert ["the Beacon", "A sergeant"] in speakers.values()
    assert ["A general"] in speakers.values()
    through = [chain for text, chain in speakers.items() if text.startswith("The Lagos Courier")]
    assert through == [["The Lagos Courier", "An officer"], ["The Lagos Courier", "A mediator"]]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Rebels shelled Gao, officials said, as soldiers bombed Tessit.", "asserted"),
        ("Rebels shelled Gao, the army said on Monday, two days after soldiers bombed Tessit.", "asserted"),
        ("The army said on Monday that rebels shelled Gao two days after soldiers bombed Tessit.", "claimed"),
        ("Officials said on Monday, as soldiers bombed Tessit, that rebels shelled Gao.", "claimed"),
        ("Officials said rebels shelled Gao as soldiers bombed Tessit.", "claimed"),
        ("Rebels shelled Gao, officials said after soldiers bombed Tessit.", "claimed"),
    ],
)
def test_what_is_told_beside_what_was_said(text: str, beside: str) -> None:
    status = {m["trigger"]: m["status"] for m in escalade.code_text(text, published="2026-11-20")}
    assert status == {"shelled": "claimed", "bombed": beside}


def test_whose_copy_a_paper_prints_is_no_speaker_but_its_origin(tmp_path: Path) -> None:
    story = (
        "BAMAKO (Volta Wire) - Gunmen killed nine soldiers near Djibo on Monday. Two drivers were shot at Arbinda.\n"
    )
    (tmp_path / "story.txt").write_text(f"Nine soldiers die\n\n{story}", encoding="utf-8")
    rows = "file,published,publisher\nstory.txt,2026-11-20,The Lome Herald\n"
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path)
    case.run()
    assert {tuple(s["name"] for s in c["chain"]) for c in case.records("claims")} == {("The Lome Herald",)}


@pytest.mark.parametrize(
    ("name", "publisher", "same"),
    [
        ("AP", "The Associated Press", True),
        ("AFP", "Agence France-Presse", True),
        ("Gulf Wire", "Gulf Wire Daily", True),
        ("AP", "Reuters", False),
        ("R", "Reuters", False),
    ],
)
def test_an_agency_is_its_initials(name: str, publisher: str, same: bool) -> None:
    assert same_publisher(name, publisher) is same


@pytest.mark.parametrize(
    ("publisher", "threats"), [("Nile Institute for Security", 0), ("Ministry of War of Sudan", 1)]
)
def test_an_institute_foresees_and_a_ministry_threatens(tmp_path: Path, publisher: str, threats: int) -> None:
    text = "If Chad shells Adré again, we shall strike its posts.\n"
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    rows = f"file,published,publisher\nnote.txt,2026-11-20,{publisher}\n"
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path)
    case.run()
    assert case.table("tripwires").num_rows == threats


def test_a_charge_that_is_turned_down_was_laid() -> None:
    for text in (
        "Kigali rejected Congolese charges that weapons reach Ituri across the border.",
        "Caracas has denied Guyana's accusations of piracy.",
    ):
        charge = next(m for m in escalade.code_text(text, published="2026-05-20") if m["event_type"] == "ACCUSE")
        assert (charge["status"], charge["attribution"]) == ("asserted", []), text
    denied = escalade.code_text("Beijing denied that it had accused Manila of piracy.", published="2026-05-20")
    assert {m["status"] for m in denied if m["event_type"] == "ACCUSE"} == {"negated"}


NOT_TOLD = {  # who says what, and what the report itself tells beside it
    "They added that soldiers had flogged two herders at Menaka.": {"flogged": "They"},
    "Some in Juba claim that rebels burned the mill.": {"burned": "Some in Juba"},
    "Villagers told a judge of gunmen who abducted nine girls near Pibor.": {"abducted": "Villagers"},
    "Three were shot in Gao, the mayor swore and accused the army of cowardice.": {
        "shot": "the mayor",
        "accused": None,
    },
    "The ministry argues that squatters are rioting and has sued their union.": {
        "rioting": "The ministry",
        "sued": None,
    },
    "Chad's defence ministry said its forces had struck a depot and denied hitting civilians.": {
        "hitting": "Chad's defence ministry",
    },
    "The army said sorry at once and arrested two lieutenants.": {"arrested": None},
    "Washington accused Beijing of attacking a frigate, a charge denied by the embassy.": {"accused": None},
    "Some argue that rebels shelled Gao; the mayor retorts that the army had bombed it.": {
        "shelled": "Some",
        "bombed": "the mayor",
    },
}


def test_what_is_said_and_what_is_told_beside_it(tmp_path: Path) -> None:
    for i, text in enumerate(NOT_TOLD):
        (tmp_path / f"{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path)
    case.run()
    heard: dict[str, dict[str, str | None]] = {text: {} for text in NOT_TOLD}
    for m in case.records("event_mentions"):
        if m["trigger"] in NOT_TOLD[m["sentence"]]:
            heard[m["sentence"]][m["trigger"]] = m["attribution"][-1]["name"] if m["attribution"] else None
    assert heard == NOT_TOLD


TOGETHER = {
    "The mayor and two doctors said shells had hit a market in Gao.": ["The mayor", "two doctors"],
    "Trade unions, students and a bishop said police beat marchers in Dakar.": ["Trade unions", "students", "a bishop"],
    "Police and army officers denied that soldiers had shot students.": ["Police", "army officers"],
    "France and Mali accused Chad of shelling Gao.": ["France", "Mali"],
    "The strike was confirmed by an Israeli officer and a UN spokesman.": ["an Israeli officer", "a UN spokesman"],
    # one name, one speaker; who is told of beside who speaks
    "The Ministry of Defence and Aviation said rebels had shot down a helicopter.": ["The Ministry of Defence"],
    "The general said rebels and bandits had shelled the town.": ["The general"],
    "Soldiers and rebels fought at Faya, and the mayor said rebels had shelled the town.": ["the mayor"],
    "Residents, citing a medic, said drones had hit the market.": ["a medic"],
}


def test_each_of_those_who_speak_together_says_it(tmp_path: Path) -> None:
    for i, text in enumerate(TOGETHER):
        (tmp_path / f"{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    case = escalade.create(tmp_path / "case")
    case.add(tmp_path)
    case.run()
    document = {d["document_id"]: list(TOGETHER)[int(Path(d["uri"]).stem)] for d in case.records("documents")}
    deeds = {m["event_mention_id"] for m in case.records("event_mentions") if m["event_type"] == "ASSAULT"}
    heard: dict[str, list[str]] = {text: [] for text in TOGETHER}
    for claim in case.records("claims"):
        if claim["about_id"] in deeds and claim["field"] is None and claim["chain"]:
            heard[document[claim["document_id"]]].append(claim["chain"][-1]["name"])
    assert heard == TOGETHER
    sources = {m["sentence"]: [s["name"] for s in m["attribution"]] for m in case.records("event_mentions")}
    assert sources["The mayor and two doctors said shells had hit a market in Gao."] == ["The mayor"]


def test_what_is_told_of_a_speaker_is_none_of_his_words() -> None:
    text = '"We will go on," said Jon Bang, the leader, whom police arrested on Friday.'
    [arrest] = [m for m in escalade.code_text(text, published="2026-05-20") if m["trigger"] == "arrested"]
    assert (arrest["status"], arrest["attribution"]) == ("asserted", [])


def test_he_said_is_not_whom_he_names() -> None:
    text = (
        "Jean Obiang, the leader of the Red Front, appeared in a video. Kenya turned down a request from Prime "
        "Minister Paul Nze. In his video Obiang made a demand. If Nze has not resigned by Monday, the Red Front will "
        "bomb the port, he said."
    )
    [bomb] = [m for m in escalade.code_text(text, published="2026-05-20") if m["trigger"] == "bomb"]
    assert [s["name"] for s in bomb["attribution"]] == ["Jean Obiang"]


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        ("An envoy was quoted by Interfax as saying that rebels shelled Gao.", "shelled", ["Interfax", "An envoy"]),
        ("Kyiv said its drones hit a depot, while Moscow said guards had shot at them.", "shot", ["Moscow"]),
        ("Mali said it had killed nine men, although residents said soldiers shot herders.", "shot", ["residents"]),
        ("Mali said it had killed nine men, although residents said soldiers shot herders.", "killed", ["Mali"]),
        ("Colombia said it had moved its police to the border, and Peru sent 500 soldiers.", "sent", []),
        ("Colombia said it had moved its police to the border, and Peru sent 500 soldiers.", "moved", ["Colombia"]),
        (
            "Beijing said guards had shot a man and offered talks, a step Taipei rejected, according to a clerk.",
            "shot",
            ["Beijing"],
        ),
        (
            "Beijing said guards had shot a man and offered talks, a step Taipei rejected, according to a clerk.",
            "rejected",
            ["a clerk"],
        ),
        (
            "Rebels said the army shelled Gao, and Paris says rebels burned the mill, a charge that Bamako denies.",
            "shelled",
            ["Rebels"],
        ),
        ("Gunmen shot nine men, two nuns and a clerk said, hours after an ambush at Bor.", "ambush", []),
        ("Gunmen shot nine men, two nuns and a clerk said, hours after an ambush at Bor.", "shot", ["two nuns"]),
        ("Shells hit a bazaar and killed two, a nurse said, a week after Mali signed a truce.", "signed", []),
        ("Police arrested two students at Bor, their lawyer said; police declined to comment.", "declined", []),
        ("An envoy said Beijing shelled the island, something China dismissed.", "dismissed", []),
        ("The generals agreed to a truce, though shelling was heard in Tripoli.", "heard", []),
        ("An inquiry found that soldiers had shot two farmers, a spokeswoman said.", "shot", ["a spokeswoman"]),
        ("Reuters said an inquiry had found that soldiers shot a farmer.", "shot", ["Reuters", "an inquiry"]),
    ],
)
def test_nobody_says_what_another_says_beside_it(text: str, trigger: str, chain: list[str]) -> None:
    (told,) = (m for m in escalade.code_text(text, published="2026-05-20") if m["trigger"] == trigger)
    assert [speaker["name"] for speaker in told["attribution"]] == chain


@pytest.mark.parametrize("aside", ["a claim Pyongyang denied", "something Pyongyang denied"])
def test_what_is_turned_down_behind_is_still_claimed(aside: str) -> None:
    (told,) = (
        m for m in escalade.code_text(f"Seoul said drones had shelled the border, {aside}.", published="2026-05-20")
        if m["trigger"] == "shelled"
    )  # fmt: skip
    assert told["status"] == "claimed"

"""Who did what to whom, one construction a test; the crises are anybody's."""

from __future__ import annotations

import pytest

from escalade.coding.happenings import parents

from .conftest import Code, names, status_of


def one(code: Code, text: str, event_type: str):  # type: ignore[no-untyped-def]
    found = [e for e in code(text) if e.event_type == event_type]
    assert len(found) == 1, [(e.event_type, e.trigger) for e in code(text)]
    return found[0]


def test_active_clause_has_subject_as_actor_and_object_as_recipient(code: Code) -> None:
    event = one(code, "Russian forces attacked Ukrainian troops near Kharkiv on Monday.", "ASSAULT")
    assert {p.codes[-1] for p in event.actors} == {"RUS"}
    assert {p.codes[-1] for p in event.recipients} == {"UKR"}
    assert event.date_start == "2021-06-14"
    assert event.place is not None
    assert event.place.name == "Kharkiv"


def test_passive_with_agent_turns_the_arguments_round(code: Code) -> None:
    event = one(code, "Three Malian soldiers were killed by jihadists in Gao.", "ASSAULT")
    assert "jihadists" in names(event.actors)
    assert "Three Malian soldiers" in names(event.recipients)
    assert (event.killed_min, event.killed_max) == (3, 3)


def test_agentless_passive_has_no_actor(code: Code) -> None:
    event = one(code, "A Turkish diplomat was shot dead in Erbil.", "ASSAULT")
    assert event.actors == ()
    assert event.killed_min == 1


def test_participle_behind_a_noun_takes_it_as_object(code: Code) -> None:
    event = one(code, "Protesters arrested by Belarusian police were freed.", "COERCE")
    assert "Protesters" in names(event.recipients)
    assert any("police" in n for n in names(event.actors))


def test_relative_clause_finds_its_subject(code: Code) -> None:
    event = one(code, "India blamed the militants who attacked the army base.", "ASSAULT")
    assert any("militants" in n for n in names(event.actors))


def test_participial_clause_shares_the_subject_and_the_day(code: Code) -> None:
    found = [
        e
        for e in code("Israel responded on Tuesday, bombing three Hamas positions in Gaza.")
        if e.event_type == "ASSAULT"
    ]
    assert [e.trigger for e in found] == ["bombing"]
    assert "Israel" in names(found[0].actors)
    assert found[0].date_start == "2021-06-15"


def test_noun_takes_its_parties_from_premodifier_and_preposition(code: Code) -> None:
    event = one(code, "A Saudi air strike on Houthi fighters in Marib shook the truce.", "ASSAULT")
    assert "Saudi Arabia" in names(event.actors)
    assert event.mode == "aerial"
    assert event.recipients


def test_light_verb_lends_its_subject_to_the_noun(code: Code) -> None:
    event = one(code, "Boko Haram carried out an attack on a village in Niger.", "ASSAULT")
    assert event.trigger == "attack"
    assert any("Boko Haram" in n for n in names(event.actors))


def test_weapon_at_a_target(code: Code) -> None:
    event = one(code, "North Korea fired artillery shells at South Korean troops.", "ASSAULT")
    assert event.mode == "heavy-weapons"
    assert "North Korea" in names(event.actors)


def test_an_attack_that_kills_is_one_event(code: Code) -> None:
    event = one(code, "A suicide bombing that killed at least 12 civilians hit Mogadishu.", "ASSAULT")
    assert (event.killed_min, event.killed_max) == (12, None)


def test_coordinated_killing_and_wounding_are_one_event_with_two_tolls(code: Code) -> None:
    event = one(code, "Gunmen killed four police officers and wounded two others in Karachi.", "ASSAULT")
    assert (event.killed_min, event.injured_min) == (4, 2)


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Ethiopia blamed the attack on Tigrayan rebels.", "Tigrayan rebels"),
        ("Officials in Kinshasa blamed all of these raids on Rwandan troops.", "Rwandan troops"),
        ("Police blamed the killing of two priests on a drug cartel.", "a drug cartel"),
        ("Police pinned the blame for the ambush on Maoist rebels.", "Maoist rebels"),
        ("Ukraine blamed Russian gunners for the attack on the dam.", "Russian gunners"),
        ("The raid was blamed by Seoul on North Korean agents.", "North Korean agents"),
    ],
)
def test_whoever_is_blamed_is_accused_of_the_deed_and_not_hit_by_it(code: Code, text: str, accused: str) -> None:
    charge, deed = one(code, text, "ACCUSE"), one(code, text, "ASSAULT")
    assert [p.text for p in charge.recipients] == [accused]
    assert [p.text for p in deed.actors] == [accused]
    assert accused not in {p.text for p in deed.recipients}


@pytest.mark.parametrize(
    "text",
    [
        "The bombing was blamed on the Shining Path.",
        "An ambush blamed on the Lord's Resistance Army killed nine villagers.",
        "The bombing, which Ankara blamed on the PKK, wounded six.",
        "Pyongyang was blamed for the attack on the bank.",
    ],
)
def test_where_nobody_vouches_for_the_blame_the_deed_has_no_doer(code: Code, text: str) -> None:
    assert one(code, text, "ASSAULT").actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "The militia is accused of burning the village.",
        "It is said that the army burned the village.",
        "Rebels stand accused of shelling the market.",
    ],
)
def test_what_nobody_in_particular_says_is_only_possible(code: Code, text: str) -> None:
    assert one(code, text, "ASSAULT").modality == "possible"


def test_what_kills_is_the_attack_not_where_it_fell(code: Code) -> None:
    event = one(
        code,
        "A rocket attack on a base near Maiduguri, Nigeria, that killed nine soldiers alarmed the region.",
        "ASSAULT",
    )
    assert event.trigger == "attack"
    assert (event.killed_min, event.killed_max) == (9, 9)


def test_a_war_between_two_is_nobody_elses(code: Code) -> None:
    event = one(code, "Smugglers could profit from a war between Eritrea and Ethiopia.", "ASSAULT")
    assert names(event.actors) == {"Eritrea", "Ethiopia"}


def test_forces_that_are_sent_are_not_sent_against_themselves(code: Code) -> None:
    event = one(code, "Chad answered by sending Marines to the embassy.", "MOBILIZE")
    assert "Marines" not in {p.text for p in event.recipients}


def test_reciprocal_talks_have_both_sides_on_both_sides(code: Code) -> None:
    event = one(code, "Talks between Armenia and Azerbaijan began in Moscow.", "CONSULT")
    assert {"Armenia", "Azerbaijan"} <= names(event.actors)
    assert {"Armenia", "Azerbaijan"} <= names(event.recipients)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The European Union imposed sanctions on Belarus.", "SANCTION"),
        ("China sent warships to the Taiwan Strait.", "MOBILIZE"),
        ("Thousands of students protested against the Sudanese junta in Khartoum.", "PROTEST"),
        ("Myanmar released 30 political prisoners.", "RETREAT"),
        ("Germany sent medicine to Lebanon.", "AID"),
        ("The United Nations urged Ethiopia to stop the bombing.", "REQUEST"),
        ("Kenya rejected the ruling of the court.", "REJECT"),
        ("Pakistan and India agreed to respect the truce.", "AGREE"),
        ("Canada and Japan signed a trade agreement.", "SUPPORT"),
        ("Serbia apologized to Bosnia.", "CONCEDE"),
        ("The United States and South Korea held joint exercises.", "COOPERATE"),
        ("Venezuela threatened to attack Guyana.", "THREATEN"),
        ("Police in Caracas arrested an opposition leader.", "COERCE"),
    ],
)
def test_every_type_has_its_plain_verb(code: Code, text: str, event_type: str) -> None:
    assert event_type in {e.event_type for e in code(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ebola killed hundreds of villagers in Guinea.",
        "The striker attacked the box and shot past the goalkeeper.",
        "A war of words over fishing rights went on.",
        "The trade war hurt farmers.",
        "Lawmakers killed the bill on Friday.",
        "An earthquake killed 40 people in Peru.",
        "The minister came under fire from critics over the budget.",
        "He died of a heart attack.",
        "Wars in the Sahel seldom end; they change their shape.",
        "Bombings often come in pairs.",
    ],
)
def test_figures_of_speech_and_disasters_are_no_assault(code: Code, text: str) -> None:
    assert not [e for e in code(text) if e.event_type == "ASSAULT"]


def test_the_attack_of_the_next_sentence_takes_over_its_parties(code: Code) -> None:
    events = code("Rebels attacked Rwandan troops near Goma. The attack lasted two hours.")
    assert [e.trigger for e in events] == ["attacked", "attack"]
    assert events[1].actors == events[0].actors
    assert "antecedent" in events[1].rule.split("+")


def test_that_nobody_was_hurt_is_told_of_an_attack_told_before(code: Code) -> None:
    events = code("Rebels attacked Rwandan troops near Goma. No soldier was hurt, Kigali said.")
    assert [(e.trigger, e.polarity) for e in events] == [("attacked", "positive"), ("hurt", "negative")]
    assert not [e for e in code("Police searched the mill on Friday. No worker was hurt.") if e.event_type == "ASSAULT"]


def test_whom_a_blow_harmed_is_told_behind_it(code: Code) -> None:
    shelled, wounded = code("Rebels shelled the barracks at Bama on Monday. Three of our soldiers were wounded.")
    assert names(wounded.actors) == names(shelled.actors)
    assert wounded.polarity == "positive"
    assert code("The flu spread in the camp at Bama. Four children had died.") == []


def test_who_answers_a_blow_did_not_deal_it(code: Code) -> None:
    events = {e.trigger: e for e in code("The marines answered the shelling with their howitzers.")}
    assert events["shelling"].actors == ()
    assert "The marines" in names(events["answered"].actors)


@pytest.mark.parametrize(
    ("text", "blow", "answer"),
    [
        ("Sudan's army responded to the attack by bombing Nyala.", "attack", "bombing"),
        ("Rebels reacted to the air strike by shelling Goma.", "strike", "shelling"),
        ("Israel replied to the missile barrage with a raid on Sanaa.", "barrage", "replied"),
        ("Kenya retaliated for the bombing with raids.", "bombing", "retaliated"),
        ("Thailand answered the mine blast by shelling a Cambodian post.", "blast", "shelling"),
        ("The junta repaid the ambush with an air raid on Pazigyi.", "ambush", "raid"),
    ],
)
def test_what_is_answered_and_the_answer_are_two_deeds(code: Code, text: str, blow: str, answer: str) -> None:
    events = {e.trigger: e for e in code(text) if e.event_type == "ASSAULT"}
    assert set(events) == {blow, answer}
    assert events[blow].actors == ()
    assert events[answer].actors != ()


def test_who_responds_with_a_deed_did_it(code: Code) -> None:
    (event,) = code("The Malian army responded with an attack on Kidal.")
    assert "Malian army" in names(event.actors)


@pytest.mark.parametrize(
    "text", ["A Chinese patrol boat had crossed the median line.", "Two Turkish jets strayed across the border."]
)
def test_craft_that_cross_a_line_are_moved(code: Code, text: str) -> None:
    (event,) = code(text)
    assert (event.event_type, event.mode) == ("MOBILIZE", "troops")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("General Ri Chun Su ordered the shelling of Baengnyeong.", False),
        ("General Ri ordered the shelling of Baengnyeong.", False),  # the foreign minister of that name was no general
        ("President Xi ordered the arrest of two envoys.", True),
    ],
)
def test_a_family_name_alone_makes_nobody_known(code: Code, text: str, known: bool) -> None:
    ids = {p.id for e in code(text) for p in e.actors}
    assert len(ids) == 1
    assert (ids <= {"ri-yong-ho", "xi"}) is known


def test_a_family_name_stands_for_him_whom_the_report_names_in_full(code: Code) -> None:
    events = code("General Ri Chun Su shelled Baengnyeong. On Friday President Ri attacked the navy of Seoul.")
    assert len({p.id for e in events if e.event_type == "ASSAULT" for p in e.actors}) == 1


def test_a_drone_from_abroad_is_no_army_at_home(code: Code) -> None:
    events = code("A North Korean drone circled over Paju until the army shot it down.")
    assert [p.codes for e in events if e.trigger.startswith("shot") for p in e.actors] == [("MIL",)]


def test_the_dead_are_counted_where_they_are_the_subject(code: Code) -> None:
    (event,) = code("Seventeen soldiers died near Menaka, the ministry said.")
    assert (event.killed_min, event.killed_max) == (17, 17)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The shelling of Hodeida cost nine lives.", 9),
        ("The bombing in Quetta claimed the lives of at least 20 worshippers.", 20),
        ("The Malian army lost seventeen soldiers at Ménaka.", 17),
        ("Five gendarmes lost their lives when gunmen ambushed a convoy near Diffa.", 5),
        ("The death toll from Friday's bombing in Quetta has climbed to 27.", 27),
        ("The strike on the bakery left a death toll of 19.", 19),
        ("Officers put the toll of the ambush near Bama at 29 soldiers.", 29),
        ("The rocket attack on Erbil resulted in the deaths of two contractors.", 2),
        ("At least 15 were confirmed dead after the missile attack on the theatre.", 15),
        ("Medics counted 31 bodies after the shelling of El Fasher.", 31),
        ("More than forty villagers were hacked to death in Ituri.", 41),
        ("The attack on the convoy was the worst in years: 40 policemen were killed.", 40),
        ("Nobody was killed in the drone strike on Odesa.", 0),
    ],
)
def test_news_tells_of_the_dead_in_many_ways(code: Code, text: str, killed: int) -> None:
    (event,) = (e for e in code(text) if e.event_type == "ASSAULT")
    assert event.polarity == "positive"
    assert event.killed_min == killed


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Sudan froze the accounts of two men it accused of financing the rebels.", "Sudan"),
        ("Israel killed a commander it accused of planning the raid.", "Israel"),
    ],
)
def test_who_stands_behind_a_noun_did_what_is_told_of_it(code: Code, text: str, doer: str) -> None:
    events = {e.event_type: e for e in code(text)}
    assert [p.name for p in events["ACCUSE"].actors] == [doer]
    inner = next(e for t, e in events.items() if t in ("AID", "ASSAULT") and e.trigger in ("financing", "raid"))
    assert doer not in [p.name for p in inner.actors]


def test_who_was_sent_somewhere_does_what_is_told_of_there(code: Code) -> None:
    (met,) = (e for e in code("Tshisekedi sent Jean Bosco to Luanda, where he met William Ruto.") if e.trigger == "met")
    assert [p.name for p in met.actors] == ["Jean Bosco"]
    assert "Angola" not in [p.name for p in met.recipients]


def test_whoever_urges_both_sides_is_neither(code: Code) -> None:
    events = code("Chad and Sudan exchanged fire on Monday. Egypt urged both sides to hold back.")
    (urged,) = (e for e in events if e.trigger == "urged")
    assert [p.name for p in urged.recipients] == ["Chad and Sudan"]


def test_a_verb_in_the_past_is_not_joined_to_what_somebody_would_do(code: Code) -> None:
    events = {
        e.trigger: e for e in code("The minister said Niger would expel the envoys and accused Paris of arming rebels.")
    }
    assert (events["expel"].modality, events["accused"].modality) == ("intended", "actual")
    assert "Niger" not in [p.name for p in events["accused"].actors]


@pytest.mark.parametrize(
    ("count", "killed"),
    [
        ("Hospitals put the death toll at 26.", (26, 26)),
        ("The toll has passed forty.", (40, None)),
        ("The number of dead rose from nine to fifteen overnight.", (15, 15)),
        ("The province has put its dead at eleven.", (11, 11)),
        ("The army admits to three dead.", (3, 3)),
        ("Rescuers counted seven dead.", (7, 7)),
        ("The death toll is now 12.", (12, 12)),
        ("The ministry has lowered its count of the dead from eleven to nine.", (9, 9)),
        ("The toll was later revised to five.", (5, 5)),
        ("The army says that it lost five.", (5, 5)),
    ],
)
def test_what_the_dead_are_put_at_is_told_beside_the_blow(
    code: Code, count: str, killed: tuple[int, int | None]
) -> None:
    """The count is its own mention in its teller's words; the blow keeps the figure of its own sentence."""
    blow, counted = code(f"Jets bombed a camp near Agadez on Monday, killing two people. {count}")
    assert (blow.killed_min, blow.killed_max) == (2, 2)
    assert (counted.event_type, counted.killed_min, counted.killed_max) == ("ASSAULT", *killed)
    assert counted.date_start in (None, blow.date_start)


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed a camp near Agadez on Monday. The death toll from the cholera outbreak rose to 26.",
        "Jets bombed a camp near Agadez on Monday. The campaign has taken a heavy toll on traders.",
        "Jets bombed a camp near Agadez on Monday. The mayor did not put the toll at six.",
        "The ministers met in Agadez on Monday. The toll has risen to 30 francs a lorry.",
        "The ministers met in Agadez on Monday. Their party has lost nine.",
    ],
)
def test_no_other_toll_is_laid_to_the_blow(code: Code, text: str) -> None:
    assert [e.killed_min for e in code(text) if e.killed_min] == []


@pytest.mark.parametrize(
    "text",
    [
        "The fever has claimed 40 lives in Equateur.",
        "Shelling took a heavy toll on the town of Bakhmut.",
        "A bomb went off at the gate. The toll of the pandemic has climbed to 40,000.",
    ],
)
def test_not_every_toll_is_of_the_dead_of_a_blow(code: Code, text: str) -> None:
    assert [e.killed_min for e in code(text) if e.killed_min is not None] == []


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The war has claimed tens of thousands of lives.", True),
        ("Fighting in El Fasher has cost hundreds of lives since May.", True),
        ("The fighting in Zabid killed six soldiers on Monday.", False),
        ("Some 40 people have been killed in the crackdown, rights groups say.", True),
        ("Twelve soldiers were killed in the violence on Friday.", False),
    ],
)
def test_the_dead_of_a_war_are_a_total(code: Code, text: str, cumulative: bool) -> None:
    assert [e.cumulative for e in code(text) if e.killed_min] == [cumulative]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody died at Goma airport, the mayor said.",
        "No one was killed in Goma, the mayor said.",
        "None of the pilots was hurt, the UN said.",
    ],
)
def test_that_nobody_died_somewhere_is_a_toll_of_none(code: Code, line: str) -> None:
    events = code(f"Rebels shelled the airport of Goma on Monday. {line}")
    assert next((e.trigger, e.polarity) for e in events) == ("shelled", "positive")
    assert [(e.polarity, e.killed_max or e.injured_max or 0) for e in events[1:]] == [("negative", 0)]


def test_where_somebody_came_from_is_not_where_he_came(code: Code) -> None:
    (event,) = code("Two hundred soldiers arrived from Chad.")
    assert event.place is None
    (event,) = code("French troops withdrew from Gao.")
    assert event.place is not None
    assert event.place.name == "Gao"


def test_what_was_answered_has_been(code: Code) -> None:
    events = code("Manila calls the patrol a response to the raid on Saturday.", "2024-03-05")
    assert [e.date_start for e in events if e.trigger == "raid"] == ["2024-03-02"]


def test_an_outlet_is_not_struck_by_what_it_reports(code: Code) -> None:
    events = code("The Lagos Tribune writes that the navy shelled them at dawn.")
    assert not [p.text for e in events for p in e.recipients if "Tribune" in p.text]


def test_a_headline_without_doer_tells_what_was_done(code: Code) -> None:
    (event,) = code("Depots bombed")
    assert (event.event_type, [p.text for p in event.recipients], event.actors) == ("ASSAULT", ["Depots"], ())


def test_who_killed_a_man_in_one_sentence_killed_him_in_the_next(code: Code) -> None:
    events = code("The United States assassinated Qasem Soleimani. Iran condemned the killing of Soleimani.")
    (killing,) = [e for e in events if e.trigger == "killing"]
    assert "United States" in names(killing.actors)


def test_two_deeds_of_one_will_are_promised_once(code: Code) -> None:
    events = code("Japan will hold talks and joint exercises with Australia.")
    assert len({e.event_mention_id for e in events}) == len(events)
    assert [e.event_type for e in events].count("AGREE") == 1


def test_a_time_inside_another_clause_stays_there(code: Code) -> None:
    (event,) = [e for e in code("Israel, which left Gaza in 2005, praised Egypt.") if e.event_type == "SUPPORT"]
    assert event.date_start is None


def test_nobody_in_a_dateline_acts(code: Code) -> None:
    text = "KINSHASA, June 15 (Reuters) - Rebels attacked Rwandan troops near Goma."
    (event,) = [e for e in code(text) if e.event_type == "ASSAULT"]
    assert not any("KINSHASA" in n for n in names(event.actors))


def test_a_letter_speaks_for_who_wrote_it(code: Code) -> None:
    (event,) = [
        e for e in code("Kenya's parliament passed a resolution condemning Uganda.") if e.event_type == "ACCUSE"
    ]
    assert any("parliament" in n for n in names(event.actors))


def test_what_is_counted_is_hit(code: Code) -> None:
    event = one(code, "Chad accused Libya of shelling three of its villages.", "ASSAULT")
    assert "its villages" in names(event.recipients)


def test_a_seized_ship_is_no_abducted_person(code: Code) -> None:
    event = one(code, "North Korea seized a Chinese trawler on Monday.", "COERCE")
    assert event.mode == "seize"


def test_nobody_agrees_with_himself(code: Code) -> None:
    event = one(code, "Serbia agreed with Serbia to hold talks.", "AGREE")
    assert "Serbia" in names(event.actors)
    assert event.recipients == ()


def test_what_one_says_that_another_will_do_is_no_commitment_of_either(code: Code) -> None:
    types = [e.event_type for e in code("General Mark Milley said the US will cut its troops in Niger.")]
    assert types == ["RETREAT"]


def test_a_day_of_the_report_does_not_date_what_is_reported(code: Code) -> None:
    text = "On 18 September the ministry displayed debris and said the attack on the Ukrainian port came from Belarus."
    assert not [e for e in code(text) if e.event_type == "ASSAULT" and e.date_start]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Boko Haram claimed the attack on the market in a video on Friday.", None),
        ("Hezbollah denied the attack on the convoy in a statement on Friday.", None),
        ("Boko Haram claimed Friday's attack on the market.", "2021-06-11"),
        ("The ELN claimed the bombing of the pipeline on 3 March.", "2021-03-03"),
        ("Friday's attack on the camp prompted a walk-out by the delegation.", "2021-06-11"),
        ("The attack on the camp prompted a walk-out by the delegation on Sunday.", None),
        ("An explosion at the camp brought down the bridge on Sunday.", "2021-06-13"),
    ],
)
def test_the_day_on_which_a_deed_is_spoken_of_or_answered_is_not_its_own(
    code: Code, text: str, day: str | None
) -> None:
    assert [e.date_start for e in code(text) if e.event_type == "ASSAULT"] == [day]


@pytest.mark.parametrize(
    ("text", "threatened"),
    [
        ("Guards warned that their country would break off the talks.", set()),
        ("A Serbian official warned that his army would answer any raid.", set()),
        ("Manila warned that China would pay for the collision.", {"China"}),
    ],
)
def test_a_threat_is_not_to_the_side_that_makes_it(code: Code, text: str, threatened: set[str]) -> None:
    assert {p.text for e in code(text) if e.event_type == "THREATEN" for p in e.recipients} == threatened


def test_who_counts_the_dead_did_not_kill_them(code: Code) -> None:
    found = one(code, "At least 38 people have been killed, according to a tally by Human Rights Watch.", "ASSAULT")
    assert found.actors == ()


def test_who_is_told_of_a_promise_is_not_promised_anything(code: Code) -> None:
    text = "Two diplomats said that an envoy had told them that Putin was ready to accept guarantees for Kyiv."
    assert {p.text for p in one(code, text, "AGREE").recipients} == {"Kyiv"}


def test_who_reports_a_deed_did_not_suffer_it(code: Code) -> None:
    assert one(code, "A guard in Lagos said that rebels fired shots on Monday.", "ASSAULT").recipients == ()
    assert names(one(code, "Israel said it was attacked by drones.", "ASSAULT").recipients) >= {"Israel"}


@pytest.mark.parametrize(
    ("text", "doers", "targets"),
    [
        ("A militia that residents say shelled the market has left Kayes.", {"A militia"}, {"the market"}),
        ("Hamas, which Egypt said had attacked Israel, blamed the army.", {"Hamas"}, {"Israel"}),
        ("The raid, which Kyiv says was carried out by partisans, destroyed two trains.", set(), {"two trains"}),
        ("Nobody was hurt when a shell fired from Syria landed near Majdal Shams.", set(), {"Majdal Shams"}),
    ],
)
def test_what_is_only_said_within_a_clause_names_who_it_says(
    code: Code, text: str, doers: set[str], targets: set[str]
) -> None:
    told = one(code, text, "ASSAULT")
    assert {p.text for p in told.actors} == doers
    assert {p.text for p in told.recipients} == targets


def test_nobody_refuses_to_meet_himself(code: Code) -> None:
    (met,) = one(code, "The envoy left Khartoum after Burhan refused to meet him.", "CONSULT").recipients
    assert met.name == "envoy"


def test_whom_the_police_want_is_asked_for_nothing(code: Code) -> None:
    found = code("Kabul handed over five suspects wanted for the bombing of the mosque.")
    assert [e.event_type for e in found] == ["COOPERATE", "ASSAULT"]
    assert status_of(found[1]) == "asserted"
    assert [e.event_type for e in code("Ukraine wanted weapons from Germany for its army.")] == ["REQUEST"]


def test_what_a_bomb_was_in_is_not_what_it_hit(code: Code) -> None:
    text = "Kabul freed two men held over the April car bombing that killed 12 people."
    assert names(one(code, text, "ASSAULT").recipients) == {"12 people"}


def test_since_gives_a_beginning_and_no_date(code: Code) -> None:
    assert one(code, "Ethiopia has fought Eritrea since 2003.", "ASSAULT").date_start is None


def test_the_year_of_a_noun_dates_what_happened_in_it(code: Code) -> None:
    text = "The 1973 coup, in which officers overthrew Salvador Allende, still divides Chile."
    (event,) = [e for e in code(text) if e.trigger in ("coup", "overthrew")]
    assert (event.date_start, event.date_precision) == ("1973-01-01", "year")


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Rockets killed one and injured 5.", 1, 5),
        ("The bombing killed 12 people and 30 others were injured.", 12, 30),
        ("The strike killed four soldiers and injured nine.", 4, 9),
        ("The explosion left 3 dead and 20 wounded.", 3, 20),
        ("Shells hit Kherson on Sunday and killed one civilian and wounded 32, prosecutors said.", 1, 32),
        ("Rockets killed one soldier and wounded 12, officials in Bamako said.", 1, 12),
        ("The shelling of Donetsk left five civilians wounded.", None, 5),
        ("Gunmen attacked a bus in Karachi. Five others were hurt.", None, 5),
        ("Rebels attacked the police station in Goma. No one was injured.", None, 0),
        ("Drones struck the airport in Kyiv. There were no casualties.", 0, 0),
    ],
)
def test_a_toll_belongs_to_the_one_attack_told_of(
    code: Code, text: str, killed: int | None, injured: int | None
) -> None:
    event = one(code, text, "ASSAULT")
    assert (event.killed_min, event.injured_min) == (killed, injured)


def test_the_attack_that_killed_is_the_one_told_of_before(code: Code) -> None:
    events = code("Jihadists attacked the base near Gao. The attack killed 3 and wounded 10.")
    assert events[1].actors == events[0].actors
    assert (events[1].killed_min, events[1].injured_min) == (3, 10)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor's office is under siege by plumbers.",
        "She attacked his queen all through the bombardment.",
        "Shares were hammered in Seoul on Friday.",
        "Wolves killed sheep by the hundred in Mongolia.",
    ],
)
def test_plumbers_queens_and_shares_are_not_at_war(code: Code, text: str) -> None:
    assert not [e for e in code(text) if e.event_type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Washington ordered a carrier group to the Yellow Sea.", "MOBILIZE"),
        ("Two Chinese bombers flew near Taiwan on Friday.", "MOBILIZE"),
        ("The United States listed eight senior commanders of the Wagner Group.", "SANCTION"),
        ("The Houthis say they shot down the Global Hawk at 4.05 am.", "ASSAULT"),
        ("Pakistan vowed that the response would be very tough.", "THREATEN"),
        ("Hundreds of students chanted against the junta in Khartoum.", "PROTEST"),
        ("Japan and South Korea signed a joint statement in Tokyo.", "SUPPORT"),
        ("India summoned Pakistan's chargé d'affaires on Saturday.", "ACCUSE"),
    ],
)
def test_further_verbs(code: Code, text: str, event_type: str) -> None:
    assert event_type in {e.event_type for e in code(text)}


def test_a_participle_that_reports_has_the_day_to_itself(code: Code) -> None:
    text = "On Tuesday the army displayed debris, adding that rebels launched the drone from Chad."
    assert not [e for e in code(text) if e.trigger == "launched" and e.date_start]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Russia, not Ukraine, shelled the plant.", {"Russia"}),
        ("The army, not the rebels, killed ten villagers on Monday.", {"The army"}),
        ("Eritrea, and not only Ethiopia, shelled the town.", {"Eritrea", "Ethiopia"}),
        ("Police think that a splinter of the FARC, not the ELN, bombed the pipeline.", {"a splinter"}),
        ("The ministry in Caracas blamed a gang for the attack.", {"a gang"}),
        ("Ansar al-Din claimed the bombing of the barracks.", {"Ansar al-Din"}),
        ("The attack in Mopti was claimed by JNIM.", {"JNIM"}),
        ("No group has claimed the attack.", set()),
        ("Nobody claimed responsibility for the blast.", set()),
        ("The TTP claimed responsibility for the blast in Bannu.", {"The TTP"}),
        ("Kyiv blamed the explosion on Russia.", {"Russia"}),
        ("Peru's army denied the shelling, blaming rebels known as the Path for the attack.", {"rebels"}),
    ],
)
def test_who_did_it_and_who_is_only_named_to_rule_him_out(code: Code, text: str, doers: set[str]) -> None:
    told = [e for e in code(text) if e.event_type == "ASSAULT" and e.polarity == "positive"]
    assert {party.text for e in told for party in e.actors} == doers


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("An Islamic State cell ambushed a bus on Wednesday, killing at least 28 soldiers.", 28),
        ("A spokesman initially said five children died in the strike but later revised the toll to eleven.", 11),
        ("The health ministry in Khartoum said the strike killed seven people, revising an earlier toll of five.", 7),
    ],
)
def test_tolls_are_neither_lost_nor_added_up(code: Code, text: str, killed: int) -> None:
    assert [e.killed_min for e in code(text) if e.event_type == "ASSAULT"] == [killed]


def test_who_is_blamed_is_no_target(code: Code) -> None:
    told = [e for e in code("The attack, which Washington blamed on Tehran, hit a refinery.") if e.trigger == "attack"]
    assert [p.text for e in told for p in e.recipients if p.text == "Tehran"] == []


@pytest.mark.parametrize(
    ("text", "kind", "doers"),
    [
        ("The African Union, warned by Chad's ruler that he would close the border, called for talks.", "THREATEN", 1),
        ("Kenya, after a visit by its prime minister to the camp, opened the border on Sunday.", "CONSULT", 1),
        ("Pakistani police, together with army rangers, raided three hostels in Karachi.", "COERCE", 2),
        ("South Africa, Angola and Cuba proclaimed a truce on Friday.", "AGREE|RETREAT", 3),
    ],
)
def test_who_stands_elsewhere_in_the_sentence_is_no_further_doer(code: Code, text: str, kind: str, doers: int) -> None:
    events = [e for e in code(text) if e.event_type in kind.split("|")]
    assert len(events) == 1
    assert len(events[0].actors) == doers


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        (
            "A string of rocket attacks hit Turkish convoys and bases. Ankara blames all of these attacks on Iran.",
            "Turkish",
        ),
        ("Gunmen attacked three Pakistani patrols near Turbat. Islamabad blamed the attack on India.", "Pakistani"),
    ],
)
def test_what_is_blamed_on_somebody_hit_those_told_of_before(code: Code, text: str, hit: str) -> None:
    blamed = [e for e in code(text) if e.event_type == "ASSAULT"][-1]
    assert names(blamed.actors) & {"Iran", "India"}
    assert any(hit in name for name in names(blamed.recipients)), blamed.recipients


@pytest.mark.parametrize(
    "text",
    [
        "May saw attacks on French troops in Mali by jihadist groups. They fought the junta as well.",
        "Grown out of bands that fought the army, they fought the junta as well.",
    ],
)
def test_they_are_who_did_it_and_not_whom_it_was_done_to(code: Code, text: str) -> None:
    before = "May saw attacks on French troops in Mali by jihadist groups. " if text.startswith("Grown") else ""
    (fought,) = [e for e in code(before + text) if e.trigger == "fought" and "junta" in names(e.recipients)]
    assert names(fought.actors) <= {"jihadist groups"}


def test_what_they_fought_with_is_not_whom_they_fought(code: Code) -> None:
    armed = one(code, "Sudanese troops and rebels fought along the river on Sunday with tanks and aircraft.", "ASSAULT")
    assert not {"tanks", "aircraft"} & names(armed.recipients)
    against = one(code, "Sudanese troops fought with rebels on Sunday.", "ASSAULT")
    assert "rebels" in names(against.recipients)


def test_a_name_broken_over_two_lines_is_written_on_one(code: Code) -> None:
    text = (
        "Three unarmed hunters were killed near Kidal on Monday by the Azawad Vigilance\n"
        "Front, which had blamed them for an attack on a convoy of the Wagner\nGroup in May."
    )
    parties = [p for e in code(text) for p in (*e.actors, *e.recipients)]
    assert "Azawad Vigilance Front" in {p.name for p in parties}
    assert not any("\n" in p.name for p in parties)


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("Protesters gathered at the Liberty Monument in Riga to demand his resignation.", "PROTEST", []),
        ("Commanders from both sides agreed to pull their men back by 200 metres.", "AGREE", []),
        ("Mali agreed to support Niger.", "AGREE", ["Niger"]),
        ("Serbia pulled back some troops after the warning.", "RETREAT", []),
        ("The rebels released some soldiers after the talks.", "RETREAT", ["some soldiers"]),
        ("The bishop demanded that the killers be brought to justice.", "REQUEST", []),
        ("The bishop demanded that the rebels leave Goma.", "REQUEST", ["the rebels"]),
        ("The junta promised to free the Malian prisoners.", "AGREE", ["the Malian prisoners"]),
    ],
)
def test_where_and_what_is_no_party(code: Code, text: str, event_type: str, expected: list[str]) -> None:
    assert [p.text for p in one(code, text, event_type).recipients] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The African Union has welcomed the meeting.", ["SUPPORT"]),
        ("President Ruto welcomed the Sudanese envoy in Nairobi.", ["CONSULT"]),
        ("Moscow greeted the summit with scorn.", []),
    ],
)
def test_welcoming_talks_is_no_visit(code: Code, text: str, expected: list[str]) -> None:
    assert [e.event_type for e in code(text) if e.trigger in ("welcomed", "greeted")] == expected


def test_a_headline_leaves_out_that_it_was_done_to_them(code: Code) -> None:
    hit = one(code, "Four ships sabotaged off Oman coast", "ASSAULT")
    assert hit.actors == ()
    assert "Four ships" in names(hit.recipients)
    done = one(code, "Rebels killed three in Jenin raid", "ASSAULT")
    assert "Rebels" in names(done.actors)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Rockets fell on Ain al-Assad on Monday.", "Bashar al-Assad"),
        ("Residents of Nikopol said the drones came from the north.", "north"),
    ],
)
def test_a_place_and_a_direction_are_nobody(code: Code, text: str, nobody: str) -> None:
    hit = one(code, text, "ASSAULT")
    assert nobody not in names((*hit.actors, *hit.recipients))


def test_whose_arrest_is_ordered_is_to_be_arrested(code: Code) -> None:
    assert one(code, "A court in Bamako ordered the arrest of Issa Toure.", "COERCE").mode == "arrest"


def test_a_promise_to_speak_and_what_is_spoken_of_do_not_contain_each_other(
    code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    triggers = []
    monkeypatch.setattr("escalade.coding.code.parents", lambda t, s: triggers.extend(t) or parents(t, s))
    code("France will praise the mediators of the talks with Mali.")
    assert any(t.parent is not None for t in triggers)
    for trigger in triggers:
        above, chain = trigger.parent, [trigger.token]
        while above is not None:
            assert above.token not in chain
            chain.append(above.token)
            above = above.parent


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Serbs attacked a patrol near Mitrovica on Friday.", None),
        ("The Serbs attacked a patrol near Mitrovica on Friday.", "SRB"),
        ("Royal Marines seized a tanker off Gibraltar.", "royal-marines"),
        ("Marines seized a trawler off Palawan, the Philippine navy said.", None),
        ("US Marines seized a trawler off Mogadishu.", "us-marines"),
        ("The Supreme Court of Pakistan freed two journalists on Friday.", "PAKJUD"),
        ("The Ministry of Defence of Georgia accused Russia of shelling a village.", "GEOGOV"),
        ("The Government of Sudan expelled two envoys.", "SDNGOV"),
    ],
)
def test_who_it_is_and_who_it_is_not(code: Code, text: str, actor: str | None) -> None:
    assert [p.id for p in code(text)[0].actors] == [actor]


@pytest.mark.parametrize("firm", ["Air France", "Bank of China", "Team Canada", "University of Tehran"])
def test_a_firm_is_not_the_country_that_it_is_named_after(code: Code, firm: str) -> None:
    (party,) = code(f"{firm} condemned the coup in Niger.")[0].actors
    assert (party.name, party.id in ("FRA", "CHN", "CAN", "IRN")) == (firm, False)


@pytest.mark.parametrize(
    "text",
    [
        "The garrison repelled two attacks on the bridge.",
        "The army fought off an assault on the base.",
        "The forces are capable of countering any aggression on the population.",
        "Villagers survived a raid on Bria.",
    ],
)
def test_who_meets_with_a_deed_did_not_do_it(code: Code, text: str) -> None:
    assert one(code, text, "ASSAULT").actors == ()


def test_a_town_that_is_left_is_where_it_happened(code: Code) -> None:
    event = one(code, "Thousands fled Khartoum after the army shelled the market.", "RETREAT")
    assert (event.recipients, event.place.name if event.place else None) == ((), "Khartoum")


def test_victims_of_a_bombing_are_bombed_by_nobody_who_honours_them(code: Code) -> None:
    found = code("Albright paid tribute to bombing victims in Nairobi.")
    assert not [e for e in found if e.event_type == "ASSAULT" and e.actors]


def test_who_did_it_is_no_deed(code: Code) -> None:
    assert "kidnappers" not in [e.trigger for e in code("The ruling in favour of the kidnappers of the bishop stands.")]


@pytest.mark.parametrize(
    ("text", "trigger", "doers"),
    [
        ("Kigali accused Kinshasa of arming the FDLR and of the shelling of a village.", "shelling", {"Kinshasa"}),
        ("Rights groups accuse the junta of torture and of mass arrests.", "arrests", {"the junta"}),
        ("A court in Manila jailed two soldiers for the murder of a priest.", "murder", {"two soldiers"}),
        ("Rwanda's army denied the shelling of Goma.", "shelling", {"Rwanda's army"}),
        ("Police denied the beating of two students in Srinagar.", "beating", {"Police"}),
        ("The widow of the shot mayor demanded an apology.", "apology", set()),
        ("An apology was demanded by Seoul from Tokyo.", "apology", {"Tokyo"}),
        ("Dili asked Canberra for aid.", "aid", {"Canberra"}),
        ("Migrants were deported by way of Panama and Costa Rica.", "deported", set()),
    ],
)
def test_who_is_charged_denies_or_is_asked_is_the_doer(code: Code, text: str, trigger: str, doers: set[str]) -> None:
    (event,) = (e for e in code(text) if e.trigger == trigger)
    assert {p.text for p in event.actors} == doers


@pytest.mark.parametrize(
    ("text", "given", "helped"),
    [
        ("Seoul demanded an apology from Tokyo.", "CONCEDE", "Seoul"),
        ("Niamey asked for aid after the floods.", "AID", "Niamey"),
    ],
)
def test_help_and_amends_are_for_whoever_asks(code: Code, text: str, given: str, helped: str) -> None:
    assert [p.text for p in one(code, text, given).recipients] == [helped]


def test_a_denied_charge_is_laid_by_somebody_else(code: Code) -> None:
    assert one(code, "Police in Abuja denied the charge of torture.", "ACCUSE").actors == ()
    found = code("Khartoum dismissed reports of a massacre in El Geneina.")
    assert [(e.event_type, e.polarity) for e in found] == [("ASSAULT", "negative")]


@pytest.mark.parametrize(
    ("text", "event_type", "sides"),
    [
        ("Armenia and Azerbaijan accused each other of shelling the villages.", "ACCUSE", {"Armenia", "Azerbaijan"}),
        ("The two armies shelled one another near Abyei.", "ASSAULT", {"The two armies"}),
        (
            "The Philippine and Japanese navies held a joint exercise.",
            "COOPERATE",
            {"The Philippine and Japanese navies"},
        ),
        ("Kenya and Ethiopia have been sharing intercepts on al-Shabaab.", "COOPERATE", {"Kenya", "Ethiopia"}),
    ],
)
def test_what_two_do_to_each_other_has_both_on_both_sides(
    code: Code, text: str, event_type: str, sides: set[str]
) -> None:
    event = one(code, text, event_type)
    assert {p.text for p in event.actors} == sides
    assert {p.text for p in event.recipients} == sides


def test_what_two_accuse_each_other_of_either_may_have_done(code: Code) -> None:
    event = one(code, "Armenia and Azerbaijan accused each other of shelling the villages.", "ASSAULT")
    assert names(event.actors) == {"Armenia", "Azerbaijan"}
    assert [p.text for p in event.recipients] == ["the villages"]


@pytest.mark.parametrize(
    ("text", "event_type", "actors"),
    [
        ("Warplanes bombed the town of Kidal.", "ASSAULT", {"Warplanes"}),
        ("The frigate fired on a smugglers' boat off Mocha.", "ASSAULT", {"frigate"}),
        ("The cruiser USS Vincennes shot down a passenger plane.", "ASSAULT", {"USS Vincennes"}),
        ("A drone struck the refinery in Tuapse.", "ASSAULT", set()),
    ],
)
def test_craft_with_people_in_them_do_what_they_do(code: Code, text: str, event_type: str, actors: set[str]) -> None:
    assert names(one(code, text, event_type).actors) >= actors
    assert bool(one(code, text, event_type).actors) == bool(actors)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Kenya says the ship had rammed a fishing boat and ignored its calls.", "ignored", {"ship"}, None),
        ("Turkey told the envoys of Mali, Niger and Togo that it would halt arms sales.", "halt", {"Turkey"}, None),
        ("Ankara threatened Athens with war.", "war", {"Turkey"}, {"Greece"}),
        ("Brazil called for a ceasefire.", "ceasefire", set(), None),
        ("The speaker complained that the council had not been consulted.", "complained", None, set()),
        (
            "The council on Friday rejected a French draft to extend the arms embargo on Chad.",
            "rejected",
            None,
            {"France"},
        ),
        ("At Makerere University in Kampala students marched on Monday.", "marched", {"students"}, set()),
        ("Kremlin turns down US offer of talks", "turns down", {"Russia"}, {"United States"}),
    ],
)
def test_who_only_says_asks_or_hears_does_it_not(
    code: Code, text: str, trigger: str, actors: set[str] | None, recipients: set[str] | None
) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert actors is None or {p.name for p in event.actors} == actors
    assert recipients is None or {p.name for p in event.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Yemen's Houthi movement claimed it. It threatened to widen its attacks.", "attacks", {"Houthis"}, None),
        ("Peru's army denied it. It urged Lima to wait.", "urged", {"Peruvian army"}, {"Peru"}),
        ("Police blamed rebels for the market attack in Jos.", "attack", None, {"market"}),
        ("The drone killing prompted a vote in parliament.", "killing", None, set()),
        ("Ambassadors from 40 states gathered in Geneva.", "gathered", {"Ambassadors"}, {"Ambassadors"}),
        ("Officials met the envoy in Juba.", "met", None, {"envoy"}),
    ],
)
def test_whose_it_is_and_what_it_hit(
    code: Code, text: str, trigger: str, actors: set[str] | None, recipients: set[str] | None
) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert actors is None or {p.name for p in event.actors} == actors
    assert recipients is None or {p.name for p in event.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army admitted that its men had killed two nuns in Tonj.", "killed"),
        ("The junta conceded that one of its shells had hit the school at Depayin.", "hit"),
    ],
)
def test_who_owns_up_to_a_deed_tells_the_deed_alone(code: Code, text: str, trigger: str) -> None:
    assert [e.trigger for e in code(text)] == [trigger]


def test_guilt_that_is_owned_is_a_concession(code: Code) -> None:
    assert one(code, "The junta admitted that mistakes were made.", "CONCEDE").trigger == "admitted"


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("Shots came from a van near the embassy in Caracas.", "ASSAULT", None),
        ("The shots came from Rwandan soldiers.", "ASSAULT", "Rwandan soldiers"),
        ("Iron Dome intercepted four missiles over Haifa.", "ASSAULT", None),
        ("Russian marines are on their way to Bamako.", "MOBILIZE", "Russian marines"),
        ("Two Chinese destroyers are on their way to the Strait of Taiwan.", "MOBILIZE", None),
    ],
)
def test_fire_comes_and_forces_go(code: Code, text: str, event_type: str, actor: str | None) -> None:
    event = one(code, text, event_type)
    assert actor is None or actor in names(event.actors)


def test_what_is_taken_up_is_no_other_place_s(code: Code) -> None:
    text = "Russian jets bombed the port of Odesa on Saturday. The mayor condemned the bombing of {}."
    again = {
        place: [e for e in code(text.format(place)) if e.trigger == "bombing"] for place in ("the port", "Tuzla Dam")
    }
    assert {place: e[0].date_start for place, e in again.items()} == {"the port": "2021-06-12", "Tuzla Dam": None}


def test_a_charge_that_was_laid_is_whose_doing_the_blast_before_was(code: Code) -> None:
    blast = "A blast tore open the dam near Rutshuru on Tuesday."
    blamed = "The governor said that Rwandan saboteurs had laid the charge."
    laid = next(e for e in code(f"{blast} {blamed}") if e.trigger == "laid")
    assert "Rwandan saboteurs" in names(laid.actors)
    assert not [e for e in code("Rebels met in Juba. The militia had laid the charge.") if e.trigger == "laid"]


def test_who_is_moved_to_a_deed_does_it(code: Code) -> None:
    event = one(code, "American sanctions moved the parliament in Erbil to cancel its referendum on Friday.", "CONCEDE")
    assert "parliament" in names(event.actors)


def test_men_told_by_their_number_are_not_those_told_without_one(code: Code) -> None:
    text = "Unknown men shot at a post in Gao. A judge in Bamako prolonged the detention of the nine men."
    assert "nine men" in names(one(code, text, "COERCE").recipients)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Chile denounced the strike on the market in El Obeid.", "denounced", None, {"strike on the market"}),
        ("Chile denounced Chad's shelling of the market.", "denounced", None, {"Chad"}),
        ("Peru hailed the rescue of two nuns by French commandos.", "hailed", None, {"French commandos"}),
        ("Monks demanded the release of two nuns.", "demanded", {"Monks"}, set()),
        ("Oslo criticised Turkey for its raid on Kurdish villages.", "raid", {"Turkey"}, None),
        ("Ghana thanked Qatar for the release of two nuns.", "release", {"Qatar"}, {"two nuns"}),
        ("The army had nothing to do with the bombing of the mosque.", "bombing", {"army"}, {"mosque"}),
    ],
)
def test_whom_a_deed_is_laid_to_that_others_judge(
    code: Code, text: str, trigger: str, actors: set[str] | None, recipients: set[str] | None
) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert actors is None or {p.name for p in event.actors} == actors
    assert recipients is None or (
        len(event.recipients) == len(recipients) and all(p.name.startswith(tuple(recipients)) for p in event.recipients)
    )


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Two farmers were robbed and beaten by Chadian soldiers.", "beaten", {"Chadian soldiers"}, {"farmers"}),
        ("The envoy was arrested by gendarmes and expelled from Mali.", "expelled", {"gendarmes"}, {"envoy"}),
        ("Ugandan troops shelled the market at Bule and then stormed it.", "stormed", {"Ugandan troops"}, {"market"}),
        ("Niger shut its border with Benin and accused it of arming rebels.", "accused", {"Niger"}, {"Benin"}),
        ("A rebel ambush near Bria killed two traders.", "ambush", {"rebel"}, None),
        ("The garrison at Kidal doubled its patrols.", "doubled", {"garrison"}, None),
        ("The generals leaned on the premier to resign.", "resign", {"premier"}, None),
    ],
)
def test_parties_that_stand_elsewhere_in_the_sentence(
    code: Code, text: str, trigger: str, actors: set[str] | None, recipients: set[str] | None
) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    told = (
        {p.name for p in event.actors},
        {w for p in event.recipients for w in p.name.split()} | names(event.recipients),
    )
    assert actors is None or told[0] == actors
    assert recipients is None or told[1] >= recipients


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Ankara offered to free the pastor if Washington dropped the tariffs.", "offered", {"United States"}),
        ("The bishops offered to mediate if both sides wished.", "offered", {"sides"}),
        ("Cyprus and Malta negotiated over the gas field.", "negotiated", {"Cyprus", "Malta"}),
        ("Somali foes agree to a truce in Galkayo.", "agree", {"Somali foes"}),
        ("The shelling between India and Pakistan has stopped.", "shelling", {"India", "Pakistan"}),
        ("Militants carried out the bombing for Tehran.", "bombing", set()),
    ],
)
def test_to_whom_it_is_done(code: Code, text: str, trigger: str, recipients: set[str]) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert {p.name for p in event.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "actor", "ground"),
    [
        ("Kidal fell to the army of Mali on Tuesday.", "army", "Kidal"),
        ("Congo said Bukavu had fallen to the M23 rebels.", "M23", "Bukavu"),
        ("Tuareg separatists took the fort of Tessalit from the army of Mali.", "Tuareg separatists", "fort"),
        ("Houthi fighters said they had taken the airport after a night of fighting.", "Houthi fighters", "airport"),
    ],
)
def test_ground_changes_hands(code: Code, text: str, actor: str, ground: str) -> None:
    taken = next(e for e in code(text) if e.event_type == "ASSAULT" and e.trigger.startswith(("f", "t")))
    assert any(actor in name for name in names(taken.actors))
    assert any(ground in name for name in names(taken.recipients))


def test_armed_men_who_march_into_a_town_do_not_protest(code: Code) -> None:
    assert {e.event_type for e in code("The rebels marched into the lakeside city on Monday.")} == {"MOBILIZE"}
    crowd = "Ten thousand Serbs marched into the capital on Sunday to demand elections."
    assert "PROTEST" in {e.event_type for e in code(crowd)}


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Lima agreed to widen its sanctions on two Bolivian mills.", "agreed", set()),
        ("The Chadian defence minister warned that Chad would respond at a time of its choosing.", "warned", set()),
        ("Kenya said it would hold joint patrols with Uganda and Ethiopia.", "hold", {"Uganda", "Ethiopia"}),
        ("Mali sent 500 troops to the Nigerien border.", "sent", set()),
        ("Peruvian troops fired at posts near Tumbes, killing a nun.", "fired", {"posts near Tumbes", "nun"}),
    ],
)
def test_whom_a_row_a_threat_and_a_promise_are_for(code: Code, text: str, trigger: str, recipients: set[str]) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert {p.name for p in event.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        (
            "Oslo lodged a protest after two Russian vessels entered its waters and scrambled fighters.",
            "scrambled",
            "Nor",
        ),
        ("Peru condemned the raid, which it said killed a Peruvian, and halted talks with Quito.", "halted", "Peru"),
        ("A missile fired by the Houthis hit an Eritrean base.", "hit", "Houthi"),
        ("Accra said its men had sunk a boat that the gang used, killing three smugglers.", "sunk", "men"),
    ],
)
def test_whose_deed_it_is_over_a_clause_about_a_thing(code: Code, text: str, trigger: str, actors: str) -> None:
    event = next(e for e in code(text) if e.trigger == trigger)
    assert [actors in name for name in (p.name for p in event.actors)] == [True]


def test_who_blames_others_in_a_clause_without_a_relative_pronoun_did_nothing(code: Code) -> None:
    died = next(
        e for e in code("Three soldiers died in an ambush the army blamed on JNIM.") if e.event_type == "ASSAULT"
    )
    assert not any("army" in name for name in names(died.actors))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Russia and Ukraine blamed each other for a blast that damaged a dam.", "blast"),
        ("Kyiv and Moscow traded blame over a strike on a prison that killed 50.", "strike"),
    ],
)
def test_of_two_who_blame_each_other_nobody_knows_which_did_it(code: Code, text: str, trigger: str) -> None:
    found = {e.trigger: e for e in code(text)}
    assert found[trigger].actors == ()
    (accused,) = (e for e in found.values() if e.event_type == "ACCUSE")
    assert len(accused.actors) == len(accused.recipients) == 2


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Iran warned that the Houthis were preparing to attack ships in the strait.", False),
        ("NATO's chief warned that Moscow could attack the alliance within five years.", False),
        ("India warned that it would hit back.", True),
        ("The general warned that his forces were ready to fire.", True),
    ],
)
def test_who_warns_of_what_others_do_threatens_nobody(code: Code, text: str, threat: bool) -> None:
    assert any(e.event_type == "THREATEN" for e in code(text)) is threat


def test_a_search_that_cost_lives_is_an_attack(code: Code) -> None:
    text = "Marines raided a camp of the gang before dawn on Tuesday, killing twelve gunmen, the ministry said."
    raid = one(code, text, "ASSAULT")
    assert (raid.trigger, raid.killed_min, raid.killed_max) == ("raided", 12, 12)
    assert one(code, "Marines raided a house in Callao, arresting nine men.", "COERCE").trigger == "raided"

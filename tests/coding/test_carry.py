"""What an event mention takes from the sentences around it, and what it must not."""

from __future__ import annotations

import pytest

from escalade.model.codings import EventMention

from .conftest import Code, names

MONDAY, TUESDAY = "2021-06-14", "2021-06-15"  # told on Wednesday


def last(code: Code, text: str, event_type: str = "ASSAULT") -> EventMention:
    """The last event of a type."""
    found = [e for e in code(text) if e.event_type == event_type]
    assert found, [(e.event_type, e.trigger) for e in code(text)]
    return found[-1]


def test_the_attack_happened_when_and_where_it_was_first_told(code: Code) -> None:
    event = last(code, "Jihadists attacked a market in Gao on Monday. The attack killed nine traders.")
    assert (event.date_start, event.date_basis) == (MONDAY, "inferred")
    assert event.place is not None
    assert event.place.name == "Gao"
    assert event.rule.count("+") >= 1


@pytest.mark.parametrize("word", ["the convoy attack", "the attack on the convoy"])
def test_an_attack_that_names_its_target_takes_up_what_befell_that(code: Code, word: str) -> None:
    text = "Rebels attacked a convoy in Gao on Monday. On Tuesday, gunmen attacked a market in Kidal. "
    event = last(code, f"{text}Mali condemned {word}.")
    assert (event.trigger, event.date_start) == ("attack", MONDAY)
    assert last(code, f"{text}Mali condemned the attack.").date_start == TUESDAY


def test_the_place_of_the_second_of_two_nouns_is_not_that_of_the_first(code: Code) -> None:
    def places(text: str) -> list[str | None]:
        return [e.place and e.place.name for e in code(text) if e.event_type == "ASSAULT"]

    assert places("The ramming and the rocket attack in Gao led to protests.") == [None, "Gao"]
    assert places("The raid and shelling in Gao led to protests.") == ["Gao", "Gao"]


def test_the_dead_of_the_next_sentence_are_those_of_the_blow(code: Code) -> None:
    event = last(code, "Jihadists stormed a barracks near Ménaka on Monday. Twelve soldiers were killed.")
    assert (event.date_start, event.killed_min) == (MONDAY, 12)


def test_a_named_victim_dies_once(code: Code) -> None:
    text = (
        "Gunmen killed prosecutor Danilo Anderson in Maracaibo on Monday. The government promised an inquiry. "
        "Anderson was killed by members of a gang."
    )
    event = last(code, text)
    assert event.date_start == MONDAY
    assert event.place is not None
    assert event.place.name == "Maracaibo"


def test_a_summary_takes_the_day_that_is_told_below_it(code: Code) -> None:
    text = (
        "Police promised an inquiry into the murder of prosecutor Danilo Anderson. "
        "Gunmen killed Anderson in Maracaibo on Monday."
    )
    found = [e for e in code(text) if e.event_type == "ASSAULT"]
    assert found[0].date_start == MONDAY


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, North Korean troops shelled the island and wounded two marines.",
        "Two South Korean marines were wounded on Tuesday when North Korean troops shelled the island.",
        "North Korean troops shelled the island on Tuesday, wounding two marines.",
    ],
)
def test_one_day_holds_for_joined_clauses(code: Code, text: str) -> None:
    assert {e.date_start for e in code(text) if e.event_type == "ASSAULT"} == {TUESDAY}


@pytest.mark.parametrize(
    "text",
    [
        "The governor closed the river on Tuesday because of the shelling of Gao.",
        "On Tuesday Canada placed two officers under sanctions for the shelling of the hospital.",
        "The shelling led to the elections of 4 June.",
        '"The curfew is our reply to the shelling," the minister wrote in a post on Tuesday.',
        "The rebels did not carry out the shelling, they announced on Tuesday.",
    ],
)
def test_a_day_is_not_that_of_what_was_answered_nor_of_what_was_talked_about(code: Code, text: str) -> None:
    assert {e.date_start for e in code(text) if e.trigger == "shelling"} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed in the shelling on Tuesday.",
        "The shelling began in the early hours of Tuesday.",
        "Police arrested a man over Tuesday's shelling of the market.",
        "The army condemned the shelling of 15 June.",
    ],
)
def test_the_day_of_a_blow_is_still_found(code: Code, text: str) -> None:
    assert any(e.date_start for e in code(text) if e.event_type == "ASSAULT")


def test_two_days_after_is_not_the_same_day(code: Code) -> None:
    text = "Rebels shot three drivers on Tuesday, two days after police arrested four men in Bunia."
    assert last(code, text, "COERCE").date_start == "2021-06-13"
    text = "Two marines were wounded on Tuesday after North Korean troops shelled the island."
    assert {e.date_start for e in code(text) if e.event_type == "ASSAULT"} == {TUESDAY}


def test_a_place_at_the_end_of_a_chain_holds_the_event(code: Code) -> None:
    event = last(code, "Rebels killed four farmers at a well near the village of Tin-Zed, in the Gao region.")
    assert event.place is not None
    assert event.place.country == "MLI"


def test_news_of_one_day_goes_on(code: Code) -> None:
    text = "Guerrillas attacked a police post in Apure on Monday. They burned two trucks."
    assert last(code, text).date_start == MONDAY


def test_what_happens_at_home_happens_in_the_country_of_the_date_line(code: Code) -> None:
    text = "CARACAS, June 15 (Andes Wire) - Venezuelan police arrested three opposition leaders."
    place = last(code, text, "COERCE").place
    assert place is not None
    assert (place.country, place.precision) == ("VEN", "country")
    assert "Caracas" not in place.name


@pytest.mark.parametrize(
    "text",
    [
        "CARACAS, June 15 (Andes Wire) - Venezuelan police arrested three Colombian traders.",
        "CARACAS, June 15 (Andes Wire) - Colombian troops killed two rebels. Bogota praised the Colombian army.",
        "Police arrested three opposition leaders.",
        "CARACAS, June 15 (Andes Wire) - Venezuelan jets bombed a camp near Arauca, Colombia. Venezuela praised its "
        "pilots. Venezuelan drones struck a mine near Cúcuta, Colombia. Two children died in a blast on Monday.",
    ],
)
def test_parties_or_ground_abroad_leave_the_country_open(code: Code, text: str) -> None:
    assert all(e.place is None or e.place.country != "VEN" for e in code(text))


@pytest.mark.parametrize(
    "text",
    [
        "Jihadists attacked a market in Gao on Monday. The army plans an attack on the jihadists.",
        "Jihadists attacked a market in Gao on Monday. The jihadists had killed a teacher.",
        'Jihadists attacked a market in Gao on Monday. "The army killed my brother," Awa Diallo said.',
        "Jihadists attacked a market in Gao on Monday. In 2012 they seized the town.",
        "On Tuesday parliament condemned the attack on Gao.",
        "The army killed two rebels in Gao. The government said nothing.",
        "Jihadists killed a mayor in 2012. They burned a school.",
    ],
)
def test_plans_quotes_and_background_stay_undated(code: Code, text: str) -> None:
    event = [e for e in code(text) if e.event_type in ("ASSAULT", "COERCE")][-1]
    assert event.date_start is None or event.date_start.startswith("2012")


def test_an_attack_of_another_name_keeps_its_own_ground(code: Code) -> None:
    text = "Jihadists attacked a market in Gao on Monday. Officials recalled the Sevare attack."
    place = last(code, text).place
    assert place is None or place.name != "Gao"


def test_shot_to_death_is_killed(code: Code) -> None:
    event = last(code, "Two activists were shot to death in Maracaibo.")
    assert (event.killed_min, event.killed_max) == (2, 2)


@pytest.mark.parametrize("line", ["BAMAKO, 15 June (Volta Wire) -- ", "Bamako, 15 June (Volta Wire) -- "])
def test_nothing_happens_to_a_date_line(code: Code, line: str) -> None:
    event = last(code, line + "Jihadists killed two soldiers on Monday.")
    assert not {n for n in names(event.recipients) if "amako" in n.lower()}
    assert event.place is None or event.place.name != "Bamako"
    assert event.date_start == MONDAY


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The MiG was shot down on Tuesday, a day after Indian aircraft hit Balakot.", "hit", MONDAY),
        (
            "Police detained three men on Tuesday, two days after rebels attacked a post in Pirot.",
            "attacked",
            "2021-06-13",
        ),
        ("Marines flew in from Kuwait hours after a crowd stormed the consulate on Monday.", "flew", MONDAY),
        ("Soldiers raided the camp two days before rebels attacked Djibo on Tuesday.", "raided", "2021-06-13"),
        ("A day after the ambush near Gao, soldiers raided a camp on Tuesday.", "ambush", MONDAY),
    ],
)
def test_so_many_days_before_or_after_a_day_that_is_told(code: Code, text: str, trigger: str, day: str) -> None:
    assert {e.date_start for e in code(text) if e.trigger == trigger} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers raided the camp on Tuesday, years after rebels took the town.",
        "Soldiers raided the camp, two days after rebels took the town.",
        "Soldiers raided the camp on Monday and burned it on Tuesday, a week after rebels took the town.",
    ],
)
def test_what_lies_an_untold_time_apart_has_no_day(code: Code, text: str) -> None:
    assert {e.date_start for e in code(text) if e.trigger == "took"} <= {None}


def test_a_day_behind_what_a_thing_is_like_is_the_blow_s(code: Code) -> None:
    (event, *_) = code("North Korea fired shells at an island that houses two batteries on Monday.")
    assert event.date_start == MONDAY
    found = code("Sudan recalled its envoy before talks that open in Jeddah on Thursday.")
    assert {e.date_start for e in found if e.event_type == "SANCTION"} == {None}


def test_told_on_with_and_is_of_the_same_day_where_it_is_done_on_the_ground(code: Code) -> None:
    event = last(code, "Students marched in Caracas on Monday, and police detained thirty of them.", "COERCE")
    assert event.date_start == MONDAY
    event = last(code, "Students marched in Caracas on Monday, and police later detained thirty of them.", "COERCE")
    assert event.date_start is None
    event = last(code, "Troops took the port on Monday, and the bloc has condemned the attack.", "ACCUSE")
    assert event.date_start is None


def test_what_goes_on_as_it_is_told_is_of_that_day(code: Code) -> None:
    assert last(
        code, "The White House announced on Monday that a carrier was being sent to Guam.", "MOBILIZE"
    ).date_start == (MONDAY)
    assert (
        last(code, "The White House said on Monday that a carrier had been sent to Guam.", "MOBILIZE").date_start
        is None
    )


def test_now_dates_no_deed_that_is_done(code: Code) -> None:
    assert last(code, "The bombing of the depot near Tete has now cost five lives.").date_start is None


def test_what_brought_a_thing_about_was_before(code: Code) -> None:
    text = "The raid on the village prompted the junta to recall its ambassador on Monday."
    assert {e.date_start for e in code(text) if e.trigger == "raid"} == {None}


def test_the_day_of_another_deed_leaves_the_one_taken_up_its_own(code: Code) -> None:
    text = "Gunmen attacked a post near Gao on Monday. In response to the attack, Mali closed the border on Tuesday."
    assert last(code, text).date_start == MONDAY


def test_the_release_of_the_miners_is_not_of_the_day_that_freed_the_reporters(code: Code) -> None:
    text = (
        "Mali released four miners on Monday. On Tuesday it freed two reporters. The release of the miners drew praise."
    )
    assert [e.date_start for e in code(text) if e.trigger == "release"] == [MONDAY]


def test_the_day_of_a_deed_told_in_passing_is_not_that_of_the_story(code: Code) -> None:
    text = (
        "A crowd marched on the embassy on Tuesday after funerals for fighters whom jets had killed on Sunday. "
        "Guards inside fired tear gas."
    )
    assert last(code, text).date_start != "2021-06-13"


def test_a_raid_is_of_the_day_on_which_somebody_raided(code: Code) -> None:
    text = (
        "Soldiers raided a camp near Gao on Saturday. The bomb at the market had killed five on Friday. "
        "An officer said that the raid was revenge for the bombing."
    )
    raid, bombing = code(text)[-2:]
    assert (raid.trigger, raid.date_start, [p.name for p in raid.actors]) == ("raid", "2021-06-12", ["Soldiers"])
    assert (bombing.trigger, bombing.date_start, bombing.actors) == ("bombing", "2021-06-11", ())


def test_an_explosion_is_not_what_soldiers_shot_at(code: Code) -> None:
    text = (
        "A bomb tore through a depot in Mopti on Friday. Soldiers shot three herders near Gao. "
        "Police arrested four men over the explosion."
    )
    explosion = last(code, text)
    assert (explosion.trigger, explosion.actors, [p.name for p in explosion.recipients]) == ("explosion", (), ["depot"])


def test_who_is_said_to_have_done_it_is_not_who_was_said_before(code: Code) -> None:
    text = (
        "A Serbian boat rammed a Croatian launch on Monday, the army said. "
        "The navy maintained that it was the southern vessel that had done the ramming."
    )
    ramming = last(code, text)
    assert (ramming.trigger, names(ramming.recipients)) == ("ramming", names(code(text)[0].recipients))
    assert not ramming.actors


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Seoul tore up the 2018 military pact.", "tore up"),
        ("Police arrested the winner of the 2021 election.", "arrested"),
        ("The 2022 grain deal was suspended by Moscow.", "suspended"),
        ("Congress walked out of the 2018 peace accord.", "walked"),
        ("Togo was accused of breaking the 2015 deal.", "breaking"),
        ("The newspaper reported last week that the ministry ordered commanders to plan a campaign.", "ordered"),
    ],
)
def test_the_day_of_a_thing_or_of_a_report_is_not_the_deed_s(code: Code, text: str, trigger: str) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert event.date_start is None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The 2018 withdrawal from the deal angered Europe.", "withdrawal", "2018-01-01"),
        ("Monday's fire killed five people.", "killed", "2021-06-14"),
        ("On Monday Niger announced that it rejected the demand.", "rejected", "2021-06-14"),
        ("On Sunday, police say, gunmen stormed a village near Kano.", "stormed", "2021-06-13"),
        ("In Goma on Friday, two residents told reporters, soldiers shot three traders.", "shot", "2021-06-11"),
    ],
)
def test_the_day_before_who_says_so_is_that_of_the_deed(code: Code, text: str, trigger: str, day: str) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert str(event.date_start) == day


def test_a_day_named_beside_a_deed_is_another_thing(code: Code) -> None:
    text = "Without the quarrel there would have been neither the embassy siege nor 3 January."
    assert {e.date_start for e in code(text) if e.trigger == "siege"} <= {None}
    text = "Benin halted the sales, two years to the day after Togo walked out of the pact."
    assert {e.date_start for e in code(text)} == {None}


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        (
            "Rebels took the town of Anefis on Monday, four days after a mortar attack on a school at Ber killed six "
            "pupils, a teacher said.",
            "killed",
            "2021-06-10",
        ),
        (
            "Bamako sent home a French diplomat on Monday, two days after Paris expelled the Malian consul over the "
            "shelling of Gossi.",
            "shelling",
            None,
        ),
        (
            "Shells killed three people at Teknaf, in south-eastern Bangladesh, on Monday, the mayor of Sylhet said.",
            "killed",
            MONDAY,
        ),
        ("Mali answered the shooting on Tuesday by closing the bridge at Labbezanga.", "shooting", None),
    ],
)
def test_a_day_beside_two_deeds_is_that_of_one(code: Code, text: str, trigger: str, day: str | None) -> None:
    (event,) = [e for e in code(text) if e.trigger == trigger]
    assert event.date_start == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "On Monday a drone hit a camp near Tessit. The army says that the Tessit drone killed Omar Ag Wali.",
            "Tessit",
        ),
        ("His men killed thirty soldiers near Gothey on Monday. Thirteen herders died there.", "Gothèye"),
        ("Shells fired from across the Naf river killed three people at Teknaf on Monday.", "Teknāf"),
        ("Gunmen raided Tessit on Monday. The Ledger says that eleven traders died in the Tessit raid.", "Tessit"),
    ],
)
def test_ground_is_told_by_there_by_a_name_before_a_noun_and_not_by_where_shells_came_from(
    code: Code, text: str, place: str
) -> None:
    where = last(code, text).place
    assert where is not None
    assert where.name == place


def test_what_is_struck_or_taken_is_no_means(code: Code) -> None:
    assert last(code, "Insurgents captured the mining town of Awaradi on Tuesday.").mode is None
    assert last(code, "Rebels attacked a truck near Gao on Tuesday.").mode is None
    assert last(code, "Rebels attacked Gao with rockets on Tuesday.").mode == "heavy-weapons"


def test_an_item_of_a_digest_tells_on_what_it_tells_itself(code: Code) -> None:
    first = "LABBEZANGA. Gunmen ambushed a convoy near Labbezanga on Monday."
    own = "KOUTOUGOU. Rebels shelled the camp. The army says that nine of its men died in the attack."
    none = "KOUTOUGOU. The army recalled its commander from the post over the attack."
    rest = "ACCRA. The chiefs of staff will meet in Accra next week."
    assert last(code, f"{first}\n\n{own}\n\n{rest}").date_start is None
    assert last(code, f"{first}\n\n{none}\n\n{rest}").date_start == MONDAY
    assert last(code, f"{first} {own}").date_start == MONDAY


def test_what_was_said_to_have_been_done_is_of_the_day_of_the_news(code: Code) -> None:
    text = (
        "Shells hit a market in Gao on Monday and killed nine people. The army said the rebels had shelled the market."
    )
    assert last(code, text).date_start == MONDAY
    text = "Shells hit a market in Gao on Monday and killed nine people. The rebels had shelled the market before."
    assert last(code, text).date_start is None


def test_a_measure_is_of_the_day_since_which_it_is_in_force(code: Code) -> None:
    assert last(code, "Protesters have blocked the railway at Kita since Monday.", "PROTEST").date_start == MONDAY
    assert last(code, "Rebels have fought the army since 2014.").date_start is None


def test_the_day_of_an_answer_is_not_that_of_what_it_answers(code: Code) -> None:
    text = "Ghana answered the shooting on Tuesday by closing the bridge at Paga to traffic."
    assert last(code, text, "COERCE").date_start == TUESDAY
    assert last(code, text).date_start is None


def test_what_befell_the_places_of_an_attack_is_of_its_day(code: Code) -> None:
    text = "On Monday rebels attacked seven towns, including Gao, where a hospital was shelled."
    assert [e.date_start for e in code(text) if e.event_type == "ASSAULT"] == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    "text",
    [
        "The ultimatum that Kenya had set the rebels ran out on Monday.",
        "Police closed four offices on Tuesday, the day after an ultimatum of the government expired.",
    ],
)
def test_the_day_on_which_an_ultimatum_ends_is_not_that_on_which_it_was_given(code: Code, text: str) -> None:
    assert last(code, text, "THREATEN").date_start is None


def test_what_was_said_to_have_been_fired_fell_where_the_news_has_it(code: Code) -> None:
    text = (
        "Rockets hit a market in Gao on Monday and killed nine people. The army said the rebels had shelled the market."
    )
    place = last(code, text).place
    assert place is not None
    assert place.name == "Gao"


def test_the_rocket_attack_takes_up_no_mine_and_the_dead_of_an_air_raid_no_shelling(code: Code) -> None:
    text = "Rockets hit a school in Gao on Monday. On Tuesday a landmine maimed three soldiers near Kidal. "
    attack = last(code, f"{text}Mali shut the border over the rocket attack.")
    assert (attack.trigger, attack.date_start) == ("attack", MONDAY)
    dead = last(code, "Shells struck Gao on Monday. The army said five soldiers died in the air raid.")
    assert (dead.killed_min, dead.date_start, dead.place) == (5, None, None)


@pytest.mark.parametrize("called", ["what Paris described as a camp", "what Paris called a camp"])
def test_where_and_when_it_was_hit_may_follow_what_the_target_is_called(code: Code, called: str) -> None:
    event = last(code, f"French jets bombed {called} outside Gao on Monday.")
    assert (event.trigger, event.date_start) == ("bombed", MONDAY)
    assert event.place is not None
    assert event.place.name == "Gao"


def test_a_noun_takes_up_what_was_done_rather_than_what_it_was_done_for(code: Code) -> None:
    text = "French jets bombed a depot near Gao on Tuesday in retaliation for Monday's bombing of a train. "
    assert last(code, f"{text}The bombs killed nine people.").date_start == TUESDAY


def test_the_rocket_fire_takes_up_rockets_told_far_before_and_no_shell(code: Code) -> None:
    text = (
        "Rockets were fired at Gao on Monday. The mayor spoke. One farmer was killed by a shell near Kidal on Tuesday. "
    )
    fire = last(code, f"{text}Mali called up its reserves after the rocket fire.")
    assert (fire.trigger, fire.date_start) == ("fire", None)
    assert fire.place is None or fire.place.name != "Kidal"
    assert not any("farmer" in name for name in names(fire.recipients))


def test_where_the_guns_stood_is_not_what_they_hit(code: Code) -> None:
    assert last(code, "Rebels fired the rockets from a camp near Gao.").place is None
    assert last(code, "Rebels fired rockets at a camp near Gao.").place is not None

"""What each format's row means in our words. Rows invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from escalade.model.casebook import Issue
from escalade.model.imported import ImportedEvent, ImportedMention
from tests.imports.rows import ROWS, only, take, text


@pytest.mark.parametrize("name", ["gdelt1", "gdelt2"])
def test_gdelt_codes_keep_their_zeros_and_places_their_class(tmp_path: Path, name: str) -> None:
    event = only(tmp_path, name)
    assert (event.event_id, event.date_start, event.date_precision) == (f"{name}:410412347", "2020-01-03", "day")
    assert (event.cameo, event.event_type, event.quad_class, event.goldstein) == (
        "0211",
        None,
        1,
        3.4,
    )  # PLOVER has no appeals
    assert (event.actor_id, event.actor_name, event.actor_cameo) == ("USAMIL", "UNITED STATES", "USAMIL")
    assert (event.recipient_id, event.recipient_country) == ("IRN", "IRN")
    assert (event.place_country, event.place_precision, event.latitude) == ("IRQ", "settlement", 33.3386)
    assert (event.n_mentions, event.n_sources, event.n_articles) == (12, 3, 10)


def test_gdelt_without_a_place_has_no_point(tmp_path: Path) -> None:
    event = only(tmp_path, "gdelt2", ActionGeo_Type="0")
    assert (event.place_precision, event.latitude, event.longitude) == (None, None, None)


def test_gdelt_before_2013_has_a_column_less(tmp_path: Path) -> None:
    line = text("gdelt1", [ROWS["gdelt1"]]).rsplit("\t", 1)[0] + "\n"
    case, taken = take(tmp_path, "gdelt1", line)
    assert taken.file.rows == 1
    assert case.rows(ImportedEvent)[0].url is None


def test_gdelt_mentions_point_at_their_event(tmp_path: Path) -> None:
    case, taken = take(tmp_path, "gdelt2-mentions", text("gdelt2-mentions", [ROWS["gdelt2-mentions"]]))
    (mention,) = case.rows(ImportedMention)
    assert (mention.event_id, mention.mention_date, mention.sentence) == ("gdelt2:410412347", "2020-01-04", 3)
    assert taken.file.source_format == "gdelt2-mentions"


def test_icews_sectors_make_codes(tmp_path: Path) -> None:
    event = only(tmp_path, "icews")
    assert event.event_id == "icews:20718170:2014-01-01"
    assert (event.actor_id, event.actor_cameo, event.actor_sectors) == ("IRQCOP", "IRQCOP", ("COP", "GOV"))
    assert (event.recipient_id, event.recipient_cameo) == (None, "IRQCVL")
    assert (event.event_type, event.mode, event.goldstein) == ("COERCE", "arrest", -5.0)
    assert (event.place_name, event.place_precision) == ("Mosul", "settlement")


def test_icews_of_either_vintage(tmp_path: Path) -> None:
    """One file of 2017 writes m/d/Y; table programs take off leading zeros; R writes lower-case headers and NA."""
    assert only(tmp_path, "icews", **{"Event Date": "3/14/2017"}).date_start == "2017-03-14"
    assert only(tmp_path, "icews", **{"CAMEO Code": "42"}).cameo == "042"
    body = text("icews", [ROWS["icews"] | {"City": "NA"}]).split("\n", 1)
    header = body[0].lower().replace(" ", "_")
    case, _ = take(tmp_path, "icews", f"{header}\n{body[1]}", file="snake.tab")
    event = case.rows(ImportedEvent)[0]
    assert (event.place_name, event.place_precision) == ("Ninawa", "province")


def test_icews_without_a_code_has_no_type(tmp_path: Path) -> None:
    event = only(tmp_path, "icews", **{"CAMEO Code": "", "Intensity": ""})
    assert (event.cameo, event.event_type, event.quad_class, event.goldstein) == (None, None, None, None)


def test_polecat_is_plover_already(tmp_path: Path) -> None:
    event = only(tmp_path, "polecat")
    assert (event.event_type, event.mode, event.contexts) == ("ASSAULT", "drone", ("military", "terrorism"))
    assert (event.actor_id, event.actor_cameo, event.actor_sectors) == ("soleimani", "IRNMIL", ("MIL", "GOV"))
    assert (event.recipient_name, event.recipient_cameo) == (None, "IRQCVL")
    assert (event.geonames_id, event.place_precision) == (98182, "settlement")


def test_polecat_with_the_other_name_of_intensity_and_surplus_tabs(tmp_path: Path) -> None:
    lines = text("polecat", [ROWS["polecat"]]).replace("\tIntensity\t", "\tEvent Intensity\t").splitlines()
    case, taken = take(tmp_path, "polecat", f"{lines[0]}\t\t\n{lines[1]}\t\t\n")
    assert taken.file.rows == 1
    assert any("surplus" in issue.message for issue in case.rows(Issue))


def test_acled_sides_have_no_direction_and_nought_is_unknown(tmp_path: Path) -> None:
    event = only(tmp_path, "acled")
    assert not event.directed
    assert (event.event_type, event.mode, event.cameo) == ("ASSAULT", None, "195")  # by plane or drone: not said
    assert (event.actor_id, event.recipient_id) == ("IRQMIL", "isis")
    assert (event.killed_min, event.killed_max) == (4, 4)
    assert only(tmp_path, "acled", fatalities="0").killed_min is None


def test_acled_dates_and_places_as_exact_as_they_are(tmp_path: Path) -> None:
    week = only(tmp_path, "acled", time_precision="2", event_date="2020-01-15")
    assert (week.date_start, week.date_end, week.date_precision) == ("2020-01-09", "2020-01-21", "week")
    month = only(tmp_path, "acled", time_precision="3", geo_precision="3", event_date="2020-02-15")
    assert (month.date_start, month.date_end, month.date_precision) == ("2020-02-01", "2020-02-29", "month")
    assert month.place_precision == "province"


def test_ged_bounds_and_ranges(tmp_path: Path) -> None:
    event = only(tmp_path, "ged")
    assert (event.killed_min, event.killed_max) == (6, 12)
    assert (event.date_start, event.date_end, event.date_precision) == ("2020-01-03", "2020-01-05", "week")
    assert (event.place_precision, event.actor_id, event.recipient_id) == ("province", "IRQGOV", "isis")


def test_phoenix_and_petrarch_know_codes_only(tmp_path: Path) -> None:
    event = only(tmp_path, "phoenix")
    assert (event.actor_id, event.actor_name, event.event_type) == ("IRNMIL", None, "THREATEN")
    assert (event.place_name, event.place_precision) == ("Tehran", "settlement")
    assert (event.quad_class, event.goldstein) == (3, -7.0)
    raw = only(tmp_path, "petrarch")
    assert (raw.actor_cameo, raw.recipient_cameo, raw.recipient_sectors) == ("IRNMIL", "USAGOV", ("GOV",))


def test_an_unknown_code_is_kept_without_a_meaning(tmp_path: Path) -> None:
    event = only(tmp_path, "gdelt2", EventCode="999", QuadClass="", GoldsteinScale="")
    assert (event.cameo, event.event_type, event.quad_class, event.goldstein) == ("999", None, None, None)


def test_cells_that_cannot_be_read_are_left_unknown_and_told(tmp_path: Path) -> None:
    changes = {"GoldsteinScale": "much", "ActionGeo_Lat": "912"}
    case, taken = take(
        tmp_path, "gdelt2", text("gdelt2", [ROWS["gdelt2"], ROWS["gdelt2"] | {"GLOBALEVENTID": "7"} | changes])
    )
    event = case.rows(ImportedEvent)[1]
    assert (event.goldstein, event.latitude, event.longitude) == (3.4, None, None)  # the code's own score
    told = " ".join(issue.message for issue in case.rows(Issue))
    assert "GoldsteinScale is no number: 1 times (lines 2)" in told
    assert "ActionGeo_Lat is not within -90 .. 90: 1 times (lines 2)" in told
    assert taken.file.set_aside == 0

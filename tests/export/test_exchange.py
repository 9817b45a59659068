"""What leaves in others' formats: facts only unless asked, no false points, no formulas. Rows by hand."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from escalade import api
from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.export import exchange
from escalade.ledger.ledger import WHOLE, Batch
from escalade.model.casebook import Event
from escalade.model.cells import guard
from escalade.model.codings import Claim, EventMention, Party, Speaker, Where
from escalade.model.documents import Document, Raw
from escalade.model.row import to_table

IRAN, USA = Party("IRN", "Iran", ("IRN",), "Iran"), Party("USA", "United States", ("USA",), "the U.S.")
GUARDS = Party("irgc", "Revolutionary Guards", ("IRNMIL", "IRN"), "the Guards")
CROWD = Party(None, "villagers", ("IRQCVL", "IRQ"), "villagers")
TAJI = Where("Taji", "IRQ", None, 33.52, 44.26, "settlement")
IRAQ = Where("Iraq", "IRQ", 99237, 33.0, 44.0, "country")
NINAWA = Where("Ninawa", "IRQ", None, 36.0, 42.5, "province")
RUN = '=HYPERLINK("http://x.example") said the Guards shelled Taji.'


def event(name: str, **given: Any) -> dict[str, Any]:
    """An event told by one mention; `status`: how."""
    base: dict[str, Any] = {
        "event_type": "ASSAULT",
        "mode": "heavy-weapons",
        "cameo": "194",
        "quad_class": 4,
        "goldstein": -10.0,
        "actors": (GUARDS,),
        "recipients": (USA,),
        "date_start": "2020-01-03",
        "date_end": "2020-01-03",
        "date_precision": "day",
        "place": TAJI,
        "killed_min": 2,
        "killed_max": None,
        "injured_min": None,
        "injured_max": None,
        "standing": "single_origin",
        "status": "asserted",
        "text": "The Guards shelled Taji.",
        "score": 0.9,
        "cumulative": False,
    }
    return {"event_id": f"e{name:0>20}", **base, **given}


EVENTS = [
    event("1", standing="corroborated", text=RUN),
    event("2", status="claimed"),
    event("3", standing="hypothetical", status="intended"),
    event("4", standing="denied", status="negated"),
    event("5", standing="disputed"),
    event("6", score=0.2),
    event("7", cumulative=True),
    event(
        "8",
        event_type="CONSULT",
        mode="visit",
        cameo="042",
        actors=(USA, IRAN),
        recipients=(CROWD,),
        place=IRAQ,
        killed_min=None,
    ),
    event(
        "9",
        place=NINAWA,
        date_start="2020-02-01",
        date_end="2020-02-29",
        date_precision="month",
        recipients=(CROWD,),
        mode=None,
        cameo="190",
    ),
    event("a", date_start=None, date_end=None, date_precision="unknown", actors=(), place=None, killed_min=None),
]


def _mention(e: dict[str, Any]) -> EventMention:
    modality = {"intended": "intended"}.get(e["status"], "actual")
    fields = {name: e[name] for name in EventMention.__dataclass_fields__ if name in e}
    return EventMention(
        **fields,
        event_mention_id=e["event_id"],
        parent_id=None,
        document_id="d1",
        sentence=0,
        contexts=("military",),
        date_basis="explicit",
        polarity="negative" if e["status"] == "negated" else "positive",
        modality=modality,
        sentence_text=e["text"],
        trigger="shelled",
        trigger_start=0,
        trigger_token=0,
        char_start=0,
        char_end=1,
        rule="r",
    )


def _event(e: dict[str, Any]) -> Event:
    fields = {name: e[name] for name in Event.__dataclass_fields__ if name in e}
    origins = 2 if e["standing"] == "corroborated" else 1
    return Event(
        **fields,
        origin="coded",
        event_mention_ids=(e["event_id"],),
        n_documents=1,
        n_reports=1,
        n_origins_low=origins,
        n_origins_high=origins,
        first_added="1",
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """Ten events told by one report of the Desert Wire."""
    made = api.create(tmp_path_factory.mktemp("exchange") / "case")
    document = Document(
        "d1",
        "report.txt",
        "report.txt",
        "A title",
        (),
        "Desert Wire",
        "2020-01-04",
        "given",
        "https://wire.example/1",
        "en",
        "x",
        (),
        True,
        None,
    )
    raw = Raw(
        "d1", "report.txt", "report.txt", None, "text/plain", "utf-8", b"x", "x", None, None, None, None, (), None
    )
    speaker = Speaker("an official", None, "said")
    claims = [
        Claim(
            f"c{e['event_id']}",
            "d1",
            0,
            "event_mention",
            e["event_id"],
            None,
            None,
            "affirms",
            "certain",
            (speaker,),
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
        )
        for e in EVENTS
        if e["status"] == "claimed"
    ]
    batch = {Raw: to_table(Raw, [raw]), Document: to_table(Document, [document]), Claim: to_table(Claim, claims)}
    batch[EventMention] = to_table(EventMention, map(_mention, EVENTS))
    parts = made.ledger.put("codings", "b1", "0" * 12, batch)
    parts += made.ledger.put("casebook", WHOLE, "0" * 12, {Event: to_table(Event, map(_event, EVENTS))})
    made.ledger.stage_changes(parts=tuple(parts), batches=(Batch(batch_id="b1", intake=1, documents=1, words=1),))
    made.ledger.commit()
    return made


def written(case: Casebook, form: str, **how: Any) -> tuple[bytes, exchange.Written]:
    """What an export writes, and what it says of it."""
    out = io.BytesIO()
    return (lambda done: (out.getvalue(), done))(exchange.write(case.views, form, out, **how))


def rows(case: Casebook, form: str, **how: Any) -> list[dict[str, str]]:
    """Rows of a delimited export."""
    text = written(case, form, **how)[0].decode()
    if form in ("acled", "ged"):
        return list(csv.DictReader(io.StringIO(text, newline="")))
    from escalade.vocab import peers

    columns = peers.load().formats["gdelt2" if form == "gdelt" else form].columns
    lines = text.splitlines()[0 if form in ("gdelt", "phoenix", "petrarch") else 1 :]
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def names(found: list[dict[str, str]], column: str) -> list[str]:
    return [row[column].lstrip("e0") for row in found]


def test_only_facts_go_out_and_the_rest_is_counted(case: Casebook) -> None:
    _, done = written(case, "geojson")
    assert done.rows == 4
    assert dict(done.left_out) == {
        "only claimed": 1,
        "hypothetical": 1,
        "denied": 1,
        "disputed": 1,
        "under the score of the brief": 1,
        "a total over several events": 1,
    }


def test_acled_rows(case: Casebook) -> None:
    found = rows(case, "acled")
    assert names(found, "event_id_cnty") == ["1", "9"]
    first, ninth = found
    assert (first["sub_event_type"], first["fatalities"], first["geo_precision"]) == (
        "Shelling/artillery/missile attack",
        "2",
        "1",
    )
    assert (ninth["event_type"], ninth["time_precision"], ninth["geo_precision"]) == (
        "Violence against civilians",
        "3",
        "3",
    )
    assert "machine-coded by Escalade, unreviewed; standing: corroborated; status: asserted" in first["notes"]
    assert first["notes"].startswith("'=HYPERLINK")
    assert first["tags"] == "machine-coded"


def test_all_writes_the_others_marked(case: Casebook) -> None:
    found = {row["event_id_cnty"].lstrip("e0"): row["notes"] for row in rows(case, "acled", everything=True)}
    assert "standing: hypothetical; status: intended" in found["3"]
    assert "standing: denied; status: negated" in found["4"]
    assert "status: claimed" in found["2"]


@pytest.mark.parametrize("form", ["gdelt", "icews", "polecat", "phoenix", "petrarch"])
def test_formats_that_cannot_mark_take_facts_only(case: Casebook, form: str) -> None:
    with pytest.raises(UsageError, match="cannot say"):
        written(case, form, everything=True)


def test_ged_rows(case: Casebook) -> None:
    first, ninth = rows(case, "ged")
    assert (first["low"], first["high"], first["where_prec"], first["date_prec"]) == ("2", "", "2", "1")
    assert (first["side_a"], first["side_b"], first["type_of_violence"]) == (
        "Government of Iran",
        "Government of United States",
        "1",
    )
    assert (ninth["where_prec"], ninth["side_b"], ninth["type_of_violence"]) == ("4", "Civilians", "3")
    assert first["code_status"] == "Escalade: machine-coded, unreviewed, corroborated, asserted"


def test_dyads_are_rows(case: Casebook) -> None:
    found = rows(case, "gdelt")
    assert [(row["Actor1Code"], row["EventCode"]) for row in found] == [
        ("IRNMIL", "194"),
        ("USA", "042"),
        ("IRN", "042"),
    ]
    assert len({row["GLOBALEVENTID"] for row in found}) == 3
    assert all(int(row["GLOBALEVENTID"]) < 2**63 for row in found)
    assert (found[0]["ActionGeo_Type"], found[0]["ActionGeo_CountryCode"], found[0]["ActionGeo_Lat"]) == (
        "4",
        "IZ",
        "33.52",
    )
    assert found[0]["SOURCEURL"].endswith("#machine-coded-by-escalade")
    assert [row["City"] for row in rows(case, "icews")] == ["Taji", "", ""]
    assert [row["Actor Name"] for row in rows(case, "polecat")] == ["Revolutionary Guards", "United States;Iran"]


def test_a_country_is_never_a_point(case: Casebook) -> None:
    assert (rows(case, "gdelt")[1]["ActionGeo_Type"], rows(case, "gdelt")[1]["ActionGeo_Lat"]) == ("1", "")
    assert (rows(case, "icews")[1]["Country"], rows(case, "icews")[1]["Latitude"]) == ("Iraq", "")
    shapes = {f["properties"]["place"]: f["geometry"] for f in json.loads(written(case, "geojson")[0])["features"]}
    assert shapes == {
        "Taji": {"type": "Point", "coordinates": [44.26, 33.52]},
        "Iraq": None,
        "Ninawa": None,
        None: None,
    }
    stix = json.loads(written(case, "stix")[0])["objects"]
    assert {o["name"]: "latitude" in o for o in stix if o["type"] == "location"} == {
        "Taji": True,
        "Iraq": False,
        "Ninawa": False,
    }
    places = [n["about"].get("location", {}) for n in json.loads(written(case, "jsonld")[0])["@graph"]]
    assert [place.get("name") for place in places if "geo" in place] == ["Taji"]


def test_coded_rows_come_back_through_the_importer(case: Casebook, tmp_path: Path) -> None:
    kept = {"acled": 2, "ged": 2, "gdelt": 3, "icews": 3, "polecat": 2, "phoenix": 3, "petrarch": 3}
    for form, n in kept.items():
        exchange.write_file(case.views, form, tmp_path / form)
        again = api.create(tmp_path / f"{form}-case")
        taken = again.import_events(tmp_path / form, "phoenix" if form == "petrarch" else form)
        assert (taken.file.source_format.rstrip("2"), taken.file.rows, taken.file.set_aside) == (form, n, 0)
        record = again.table("events").to_pylist()[0]
        assert record["event_type"] == "ASSAULT"
        if form != "petrarch":  # has no column for a place
            assert record["place"]["precision"] == "settlement"


def test_phoenix_rows_are_codes(case: Casebook) -> None:
    first, second, third = rows(case, "phoenix")
    assert (first["SourceActorFull"], first["SourceActorRole"], first["TargetActorFull"]) == ("IRNMIL", "MIL", "USA")
    assert (first["Date"], first["Month"], first["EventCode"], first["PentaClass"]) == ("20200103", "1", "194", "4")
    assert (first["LocationName"], first["Lat"], second["LocationName"], second["Lat"]) == ("Taji", "33.52", "", "")
    assert (second["CountryCode"], third["SourceActorFull"]) == ("IRQ", "IRN")
    assert first["NewsSources"] == "Desert Wire [machine-coded by Escalade]"
    assert [row["Source"] for row in rows(case, "petrarch")] == ["IRNMIL", "USA", "IRN"]


def test_networks(case: Casebook) -> None:
    tree = ElementTree.fromstring(written(case, "gexf")[0])
    space = {"g": "http://gexf.net/1.3"}
    assert tree.find("g:graph", space).attrib["mode"] == "dynamic"  # type: ignore[union-attr]
    edges = tree.findall(".//g:edge", space)
    assert tuple(edges[0].attrib[name] for name in ("source", "target", "start")) == (
        "irgc",
        "USA",
        "2020-01-03",
    )
    assert len(edges) == 4
    assert all(e.find("g:spells/g:spell", space) is not None for e in edges)
    _, done = written(case, "gexf")
    assert done.left_out["only one side of it is known"] == 1
    graph = ElementTree.fromstring(written(case, "graphml")[0])
    assert len(graph.findall(".//{http://graphml.graphdrawing.org/xmlns}edge")) == 4


def test_stix_references_stand(case: Casebook) -> None:
    bundle = json.loads(written(case, "stix", everything=True)[0])
    objects = {o["id"]: o for o in bundle["objects"]}
    for thing in objects.values():
        named = [v for k, v in thing.items() if k.endswith("_ref")] + thing.get("object_refs", [])
        assert all(ref in objects for ref in named)
        assert "confidence" not in thing
    incidents = [o for o in objects.values() if o["type"] == "incident"]
    assert len(incidents) == len(EVENTS)
    assert all("machine-coded" in o["labels"] and "unreviewed" in o["labels"] for o in incidents)
    assert sum(o["type"] == "opinion" for o in objects.values()) == 2  # the denied and the disputed one


def test_timeline_says_about(case: Casebook) -> None:
    body = json.loads(written(case, "timelinejs")[0])
    vague = [e for e in body["events"] if "display_date" in e]
    assert [(e["display_date"], e["start_date"]) for e in vague] == [
        ("in the month of 2020-02", {"year": 2020, "month": 2})
    ]
    assert "&lt;" not in body["events"][0]["text"]["text"]
    assert "&quot;" in body["events"][0]["text"]["text"]  # quoted words are no markup


def test_data_package_describes_its_files(case: Casebook) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(case, "datapackage")[0]))
    package = json.loads(archive.read("datapackage.json"))
    for resource in package["resources"]:
        content = archive.read(resource["path"])
        assert len(content) == resource["bytes"]
        header = next(csv.reader(io.StringIO(content.decode())))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    assert written(case, "datapackage")[0] == written(case, "datapackage")[0]
    assert not any("documents" in name for name in archive.namelist())  # texts are their publishers'


def test_tables_as_csv_are_guarded_too(case: Casebook) -> None:
    from escalade.export.files import write

    out = io.BytesIO()
    write(case.views, "event_mentions", "csv", out)
    cells = [row["sentence"] for row in csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))]
    assert cells[0] == f"'{RUN}"
    assert cells[1] == "The Guards shelled Taji."


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1", "'=1"), ("-3.5", "-3.5"), ("+4e5", "+4e5"), ("-x", "'-x"), ("'=1", "''=1"), ("a=1", "a=1"), ("", "")],
)
def test_guard(cell: str, safe: str) -> None:
    assert guard(cell) == safe


def test_wrong_names(case: Casebook) -> None:
    with pytest.raises(UsageError, match="no format"):
        written(case, "shapefile")
    with pytest.raises(UsageError, match="no origin"):
        written(case, "acled", origin="mars")


@pytest.mark.parametrize("cell", ["=1", "'=1", "''=1", "''x", "'-3.5", "-3.5", "\n", "\t=", "'", "", "a'b", "'＝x"])
def test_guarded_cells_come_back(cell: str) -> None:
    import pyarrow as pa

    from escalade.model.cells import guard_column, unguard_column

    written_cells = guard_column(pa.array([cell]))
    assert written_cells.to_pylist() == [guard(cell)]
    assert unguard_column(written_cells).to_pylist() == [cell]

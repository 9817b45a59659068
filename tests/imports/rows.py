"""Invented rows in others' formats, and files of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from escalade import api
from escalade.api import Casebook
from escalade.imports import Taken
from escalade.model.imported import ImportedEvent
from escalade.vocab import peers

FAMILY = {"gdelt1": "gdelt", "gdelt2": "gdelt", "gdelt2-mentions": "gdelt", "petrarch": "phoenix"}
IDS = {
    "gdelt1": "GLOBALEVENTID",
    "gdelt2": "GLOBALEVENTID",
    "icews": "Event ID",
    "polecat": "Event ID",
    "acled": "event_id_cnty",
    "ged": "id",
    "phoenix": "EventID",
    "petrarch": "Story",
}  # the column of a row's id
GDELT = {
    "GLOBALEVENTID": "410412347",
    "SQLDATE": "20200103",
    "MonthYear": "202001",
    "Year": "2020",
    "Actor1Code": "USAMIL",
    "Actor1Name": "UNITED STATES",
    "Actor1CountryCode": "USA",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "IRN",
    "Actor2Name": "IRAN",
    "Actor2CountryCode": "IRN",
    "IsRootEvent": "1",
    "EventCode": "0211",
    "EventBaseCode": "021",
    "EventRootCode": "02",
    "QuadClass": "1",
    "GoldsteinScale": "3.4",
    "NumMentions": "12",
    "NumSources": "3",
    "NumArticles": "10",
    "AvgTone": "-3.5",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Baghdad, Baghdad, Iraq",
    "ActionGeo_CountryCode": "IZ",
    "ActionGeo_ADM1Code": "IZ07",
    "ActionGeo_Lat": "33.3386",
    "ActionGeo_Long": "44.3939",
    "ActionGeo_FeatureID": "-3103580",
    "DATEADDED": "20200103",
    "SOURCEURL": "https://wire.example/a",
}
ROWS: dict[str, dict[str, str]] = {
    "gdelt1": GDELT,
    "gdelt2": GDELT | {"ActionGeo_ADM2Code": "12", "DATEADDED": "20200103101500"},
    "icews": {
        "Event ID": "20718170",
        "Event Date": "2014-01-01",
        "Source Name": "Police (Iraq)",
        "Source Sectors": "Government,Police",
        "Source Country": "Iraq",
        "Event Text": "Arrest, detain",
        "CAMEO Code": "173",
        "Intensity": "-5.0",
        "Target Name": "Citizen (Iraq)",
        "Target Sectors": "General Population / Civilian / Social,Social",
        "Target Country": "Iraq",
        "Story ID": "31234",
        "Sentence Number": "2",
        "Publisher": "Example Wire",
        "City": "Mosul",
        "Province": "Ninawa",
        "Country": "Iraq",
        "Latitude": "36.335",
        "Longitude": "43.1189",
    },
    "polecat": {
        "Event ID": "20200103-77-ab12",
        "Event Date": "2020-01-03",
        "Event Type": "ASSAULT",
        "Event Mode": "drone",
        "Intensity": "-9.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military;terrorism",
        "Actor Name": "Qasem Soleimani",
        "Actor Country": "IRN",
        "Actor COW": "630",
        "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL;GOV",
        "Recipient Name": "",
        "Recipient Country": "IRQ",
        "Primary Recipient Sector": "CVL",
        "Placename": "Baghdad",
        "City": "Baghdad",
        "Country": "Iraq",
        "Latitude": "33.34",
        "Longitude": "44.4",
        "GeoNames ID": "98182",
        "Feature Type": "PPLC",
        "Source": "wire.example",
        "Publication Date": "2020-01-04",
        "Language": "en",
        "Version": "NGEC",
    },
    "acled": {
        "event_id_cnty": "IRQ12345",
        "event_date": "03 January 2020",
        "year": "2020",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "Military Forces of Iraq (2014-)",
        "inter1": "State forces",
        "actor2": "Islamic State (Iraq)",
        "inter2": "Rebel group",
        "iso": "368",
        "region": "Middle East",
        "country": "Iraq",
        "admin1": "Baghdad",
        "location": "Baghdad",
        "latitude": "33.3386",
        "longitude": "44.3939",
        "geo_precision": "1",
        "source": "Example Wire; Example Post",
        "source_scale": "National",
        "notes": 'On 3 January, jets struck a camp; "many" fled,\nsome were hurt.',
        "fatalities": "4",
        "timestamp": "1600000000",
    },
    "ged": {
        "id": "412700",
        "year": "2020",
        "code_status": "Clear",
        "type_of_violence": "1",
        "side_a": "Government of Iraq",
        "side_b": "IS",
        "gwnoa": "645",
        "number_of_sources": "2",
        "source_article": '"Example Wire,2020-01-06,A headline"',
        "source_office": "Example Wire",
        "source_headline": "Troops and militants clash",
        "where_prec": "4",
        "where_coordinates": "Diyala province",
        "adm_1": "Diyala",
        "latitude": "34.0",
        "longitude": "45.0",
        "country": "Iraq",
        "country_id": "645",
        "event_clarity": "2",
        "date_prec": "2",
        "date_start": "2020-01-03 00:00:00.000",
        "date_end": "2020-01-05 00:00:00.000",
        "best": "7",
        "high": "12",
        "low": "6",
    },
    "phoenix": {
        "EventID": "0_v0.4.0",
        "Date": "20200103",
        "Year": "2020",
        "Month": "1",
        "Day": "3",
        "SourceActorFull": "IRNMIL",
        "SourceActorEntity": "IRN",
        "SourceActorRole": "MIL",
        "TargetActorFull": "USA",
        "TargetActorEntity": "USA",
        "EventCode": "138",
        "EventRootCode": "13",
        "PentaClass": "3",
        "GoldsteinScore": "-7.0",
        "Lat": "35.69",
        "Lon": "51.42",
        "LocationName": "Tehran",
        "StateName": "Tehran Province",
        "CountryCode": "IRN",
        "SentenceID": "abc_1",
        "URLs": "https://wire.example/b",
        "NewsSources": "wire",
    },
    "petrarch": {
        "Date": "20200103",
        "Source": "IRNMIL",
        "Target": "USAGOV",
        "EventCode": "138",
        "Story": "WIRE-1",
        "NewsSource": "WIRE",
    },
    "gdelt2-mentions": {
        "GLOBALEVENTID": "410412347",
        "EventTimeDate": "20200103101500",
        "MentionTimeDate": "20200104000000",
        "MentionType": "1",
        "MentionSourceName": "wire.example",
        "MentionIdentifier": "https://wire.example/a",
        "SentenceID": "3",
        "ActionCharOffset": "210",
        "InRawText": "1",
        "Confidence": "80",
        "MentionDocLen": "3000",
        "MentionDocTone": "-2.1",
    },
}


def text(name: str, rows: list[dict[str, str]]) -> str:
    """A file of rows in a format, as its publisher writes it."""
    entry = peers.load().formats[name]
    cells = [[row.get(column, "") for column in entry.columns] for row in rows]
    if entry.quoted:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([entry.columns, *cells])
        return out.getvalue()
    return "".join("\t".join(line) + "\n" for line in ([list(entry.columns)] if entry.header else []) + cells)


def take(
    folder: Path, name: str, content: str | bytes, *, case: Casebook | None = None, file: str = ""
) -> tuple[Casebook, Taken]:
    """Import a file with that content."""
    path = folder / (file or f"{name}.txt")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    case = case or api.create(folder / f"case-{len(list(folder.iterdir()))}")
    return case, case.import_events(path, FAMILY.get(name, name))


def only(folder: Path, name: str, **changes: str) -> ImportedEvent:
    """The event that the format's invented row becomes, some cells changed."""
    case, _ = take(folder, name, text(name, [ROWS[name] | changes]))
    (event,) = case.rows(ImportedEvent)
    return event


def comparable(case: Casebook) -> list[dict[str, Any]]:
    """Imported rows without what names the file that they came in."""
    names = [n for n in ImportedEvent.__dataclass_fields__ if n not in ("file_id", "source_file")]
    return [{n: getattr(row, n) for n in names} for row in case.rows(ImportedEvent)]

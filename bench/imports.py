"""How fast event data from elsewhere is taken in, in rows a second and core, and how much memory that takes.

    python bench/imports.py [--rows 1000000] [--formats gdelt2 acled ...] [--times 1] [--back] [--outlook]

Writes files of invented rows in the formats' real shapes, imports each in a process of its own, and prints rows a
second, peak memory and sizes. `ratio`: against pyarrow reading the file as texts and writing them as Parquet, on the
same core; `plain`: rows a second of that. --times: import each file so often and print the quickest, for a machine on
which others work. --back: exports them in the same format as well. --outlook: seconds of the
index (all pairs together and the eight hottest, every point) and of a forecast of 7 and 28 days, and the peak memory
after both.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from escalade.api import Casebook
from escalade.vocab import peers

FAMILY = {"gdelt1": "gdelt", "gdelt2": "gdelt", "gdelt2-mentions": "gdelt"}
DAYS = [date(2015, 1, 1) + timedelta(n) for n in range(2000)]
STATES = [
    ("IRN", "Iran", "IR"),
    ("IRQ", "Iraq", "IZ"),
    ("USA", "United States", "US"),
    ("SYR", "Syria", "SY"),
    ("FRA", "France", "FR"),
]
TOWNS = [(f"Town {n}", round(30 + n * 0.013, 4), round(40 + n * 0.017, 4)) for n in range(3000)]
ROLES = ["GOV", "MIL", "COP", "OPP", "CVL", "", ""]
CODES = ["010", "040", "042", "051", "0211", "111", "112", "130", "138", "141", "173", "190", "193", "195", "0841"]
WORDS = "forces clashed near the bridge while residents fled and officials met to discuss terms of the truce".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="*", default=sorted(MAKERS))
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--back", action="store_true")
    parser.add_argument("--outlook", action="store_true")
    parser.add_argument("--child", nargs=4, metavar=("FILE", "FAMILY", "BACK", "OUTLOOK"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(measure(Path(args.child[0]), *args.child[1:])))
        return
    heads = ("MB", "kept MB", "import s", "rows/s", "plain", "ratio", "peak MB", "export s")
    heads += ("index s", "fc s", "then MB") if args.outlook else ()
    print(f"{'format':16}{'rows':>10}" + "".join(f"{head:>10}" for head in heads))
    for name in args.formats:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.txt"
            write(name, args.rows, path)
            back = name if args.back and name != "gdelt2-mentions" else ""
            child = [
                sys.executable,
                __file__,
                "--child",
                str(path),
                FAMILY.get(name, name),
                back,
                "yes"[: 3 * args.outlook],
            ]
            runs = (subprocess.run(child, check=True, capture_output=True, text=True) for _ in range(args.times))
            found = min((json.loads(run.stdout) for run in runs), key=lambda run: run["seconds"])
            seconds = found["seconds"]
            line = f"{name:16}{found['rows']:>10,}{path.stat().st_size / 1e6:>10.0f}{found['kept'] / 1e6:>10.0f}"
            line += f"{seconds:>10.1f}{found['rows'] / seconds:>10,.0f}"
            line += f"{found['rows'] / found['plain']:>10,.0f}{seconds / found['plain']:>10.2f}"
            line += f"{found['peak'] / 1e6:>10.0f}"
            line += f"{found['back']:>10.1f}" if back else " " * 10 * args.outlook
            if args.outlook:
                line += f"{found['index']:>10.1f}{found['forecast']:>10.1f}{found['then'] / 1e6:>10.0f}"
            print(line, flush=True)


def measure(path: Path, family: str, back: str, outlook: str) -> dict[str, float]:
    """Import one file, look ahead from it, and export it again, on one core; seconds of that core."""
    import pyarrow as pa

    from escalade import api
    from escalade.imports import take

    pa.set_cpu_count(1)
    with tempfile.TemporaryDirectory() as folder:
        case = api.create(Path(folder) / "case")
        plain = yardstick(path, family, Path(folder))
        start = time.process_time()
        taken = take(case.ledger, path, family)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        kept = sum(part.bytes for part in case.ledger.manifest.parts)
        out = {
            "rows": taken.file.rows,
            "seconds": seconds,
            "peak": peak,
            "kept": kept,
            "set_aside": taken.file.set_aside,
            "plain": plain,
        }
        if outlook:
            out |= looked_ahead(case)
        if back:
            from escalade.export import exchange

            start = time.process_time()
            exchange.write_file(case.views, back, Path(folder) / "back")
            out["back"] = time.process_time() - start
        return out


def looked_ahead(case: Casebook) -> dict[str, float]:
    """Seconds of an index and a forecast of all that was imported, and the peak memory after them."""
    start = time.process_time()
    index = case.index()
    for series in ("all", *index.hottest(8)):
        index.daily(series)
    del index
    indexed = time.process_time()
    case.forecast((7, 28))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"index": indexed - start, "forecast": time.process_time() - indexed, "then": peak}


def yardstick(path: Path, family: str, folder: Path) -> float:
    """Seconds of a core in which pyarrow reads the file as texts and writes them as Parquet, and nothing else."""
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    first = path.open(encoding="utf-8").readline()
    quoted = family in ("acled", "ged")
    columns = [str(i) for i in range(len(next(csv.reader([first], delimiter="," if quoted else "\t"))))]
    start = time.process_time()
    stream = arrow_csv.open_csv(
        path,
        read_options=arrow_csv.ReadOptions(column_names=columns, use_threads=False, block_size=4 << 20),
        parse_options=arrow_csv.ParseOptions(
            delimiter="," if quoted else "\t", quote_char='"' if quoted else False, newlines_in_values=quoted
        ),
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(columns, "string")),
    )
    with parquet.ParquetWriter(folder / "plain.parquet", stream.schema, compression="zstd") as out:
        for batch in stream:
            out.write_batch(batch, row_group_size=100_000)
    return time.process_time() - start


def write(name: str, rows: int, path: Path) -> None:
    """A file of invented rows."""
    entry = peers.load().formats[name]
    rng = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as out:
        if entry.quoted:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(entry.columns)
            writer.writerows(_cells(entry.columns, made) for made in MAKERS[name](rows, rng))
            return
        if entry.header:
            out.write("\t".join(entry.columns) + "\n")
        out.writelines("\t".join(_cells(entry.columns, made)) + "\n" for made in MAKERS[name](rows, rng))


def _cells(columns: tuple[str, ...], made: dict[str, object]) -> list[str]:
    return [str(made.get(column, "")) for column in columns]


def _gdelt(rows: int, rng: random.Random, new: bool) -> Iterator[dict[str, object]]:
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        (a, a_name, fips), (b, b_name, _) = rng.choice(STATES), rng.choice(STATES)
        role, code = rng.choice(ROLES), rng.choice(CODES)
        made: dict[str, object] = {
            "GLOBALEVENTID": 410_000_000 + i,
            "SQLDATE": f"{day:%Y%m%d}",
            "MonthYear": f"{day:%Y%m}",
            "Year": day.year,
            "FractionDate": f"{day.year + day.timetuple().tm_yday / 365:.4f}",
            "Actor1Code": a + role,
            "Actor1Name": a_name.upper(),
            "Actor1CountryCode": a,
            "Actor1Type1Code": role,
            "Actor2Code": b,
            "Actor2Name": b_name.upper(),
            "Actor2CountryCode": b,
            "IsRootEvent": 1,
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "QuadClass": rng.randint(1, 4),
            "GoldsteinScale": round(rng.uniform(-10, 10), 1),
            "NumMentions": rng.randint(1, 60),
            "NumSources": rng.randint(1, 9),
            "NumArticles": rng.randint(1, 60),
            "AvgTone": round(rng.uniform(-9, 9), 12),
            "DATEADDED": f"{day:%Y%m%d}" + ("001500" if new else ""),
            "SOURCEURL": f"https://news.example/{day:%Y/%m}/{i}/{'-'.join(rng.choices(WORDS, k=7))}.html",
        }
        for side in ("Actor1", "Actor2", "Action"):
            made |= {
                f"{side}Geo_Type": 4,
                f"{side}Geo_FullName": f"{town}, {town} Province, {a_name}",
                f"{side}Geo_CountryCode": fips,
                f"{side}Geo_ADM1Code": f"{fips}07",
                f"{side}Geo_Lat": lat,
                f"{side}Geo_Long": lon,
                f"{side}Geo_FeatureID": -3_000_000 - i % 900,
            }
            if new:
                made[f"{side}Geo_ADM2Code"] = f"{fips}07-12"
        yield made


def _mentions(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    for i in range(rows):
        day = DAYS[i * len(DAYS) // rows]
        yield {
            "GLOBALEVENTID": 410_000_000 + i // 3,
            "EventTimeDate": f"{day:%Y%m%d}001500",
            "MentionTimeDate": f"{day:%Y%m%d}013000",
            "MentionType": 1,
            "MentionSourceName": f"outlet{i % 900}.example",
            "MentionIdentifier": f"https://outlet.example/{i}",
            "SentenceID": rng.randint(1, 30),
            "Actor1CharOffset": rng.randint(1, 4000),
            "Actor2CharOffset": -1,
            "ActionCharOffset": rng.randint(1, 4000),
            "InRawText": 1,
            "Confidence": rng.choice([10, 20, 50, 100]),
            "MentionDocLen": rng.randint(900, 9000),
            "MentionDocTone": round(rng.uniform(-9, 9), 12),
        }


def _icews(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        person = rng.randrange(20_000)
        (_, a, _), (_, b, _) = rng.choice(STATES), STATES[person % len(STATES)]
        yield {
            "Event ID": 30_000_000 + i,
            "Event Date": day,
            "Source Name": f"Foreign Affairs ({a})",
            "Source Sectors": "Executive,Foreign Ministry,Government",
            "Source Country": a,
            "Event Text": "Make statement",
            "CAMEO Code": rng.choice(CODES),
            "Intensity": round(rng.uniform(-10, 10), 1),
            "Target Name": f"Person {person}",
            "Target Sectors": "Parties,(National) Major Party",
            "Target Country": b,
            "Story ID": 40_000_000 + i,
            "Sentence Number": rng.randint(1, 6),
            "Publisher": f"Outlet {i % 400}",
            "City": town,
            "District": "",
            "Province": f"{town} Province",
            "Country": a,
            "Latitude": lat,
            "Longitude": lon,
        }


def _polecat(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    deeds = [("ASSAULT", "aerial"), ("CONSULT", "visit"), ("PROTEST", "demo"), ("ACCUSE", "allege"), ("AID", "")]
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        person = rng.randrange(20_000)
        (a, a_name, _), (b, _, _) = STATES[person % len(STATES)], rng.choice(STATES)
        kind, mode = rng.choice(deeds)
        yield {
            "Event ID": f"{day:%Y%m%d}-{i}-{rng.getrandbits(48):012x}",
            "Event Date": day,
            "Event Type": kind,
            "Event Mode": mode,
            "Intensity": round(rng.uniform(-10, 10), 1),
            "Quad Code": "MATERIAL CONFLICT",
            "Contexts": "military;diplomatic",
            "Actor Name": f"Person {person}",
            "Actor Country": a,
            "Actor COW": 630,
            "Primary Actor Sector": "GOV",
            "Actor Sectors": "GOV;MIL",
            "Actor Title": "minister",
            "Actor Name Raw": "the minister",
            "Recipient Name": "",
            "Recipient Country": b,
            "Primary Recipient Sector": "CVL",
            "Placename": town,
            "City": town,
            "Province": f"{town} Province",
            "Country": a_name,
            "Latitude": lat,
            "Longitude": lon,
            "GeoNames ID": 100_000 + i % 3000,
            "Feature Type": "PPL",
            "Source": f"outlet{i % 400}.example",
            "Publication Date": day,
            "Story People": ";".join(f"Person {rng.randint(1, 9999)}" for _ in range(3)),
            "Story Locations": f"{town};{a_name}",
            "Language": "en",
            "Version": "NGEC_v1",
        }


def _acled(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    kinds = [(e.event_type, e.sub_event_type, e.disorder_type) for e in peers.load().acled]
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        kind, sub, disorder = rng.choice(kinds)
        yield {
            "event_id_cnty": f"IRQ{i}",
            "event_date": day,
            "year": day.year,
            "time_precision": rng.choice([1, 1, 1, 2, 3]),
            "disorder_type": disorder,
            "event_type": kind,
            "sub_event_type": sub,
            "actor1": "Military Forces of Iraq (2014-)",
            "inter1": "State forces",
            "actor2": f"Militia {rng.randint(1, 900)} (Iraq)",
            "inter2": "Political militia",
            "interaction": "State forces-Political militia",
            "iso": 368,
            "region": "Middle East",
            "country": "Iraq",
            "admin1": f"{town} Province",
            "admin2": town,
            "location": town,
            "latitude": lat,
            "longitude": lon,
            "geo_precision": rng.choice([1, 1, 2, 3]),
            "source": f"Outlet {i % 400}; Outlet {i % 77}",
            "source_scale": "National",
            "notes": f'On {day:%d %B %Y}, {" ".join(rng.choices(WORDS, k=30))}; as "{rng.choice(WORDS)}", it was told.',
            "fatalities": rng.choice([0, 0, 1, 3]),
            "tags": "",
            "timestamp": 1_600_000_000 + i,
        }


def _ged(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        low = rng.randint(0, 9)
        yield {
            "id": 300_000 + i,
            "relid": f"IRQ-{day.year}-1-{i}",
            "year": day.year,
            "active_year": 1,
            "code_status": "Clear",
            "type_of_violence": rng.choice([1, 2, 3]),
            "conflict_new_id": 259,
            "conflict_name": "Iraq: Government",
            "dyad_new_id": 524,
            "dyad_name": "Government of Iraq - Group",
            "side_a_new_id": 116,
            "side_a": "Government of Iraq",
            "side_b_new_id": 234,
            "side_b": f"Group {rng.randint(1, 300)}",
            "number_of_sources": rng.choice([-1, 1, 4]),
            "source_article": f'"Outlet {i % 400}, {day}, {" ".join(rng.choices(WORDS, k=9))}"',
            "source_office": f"Outlet {i % 400}",
            "source_date": day,
            "source_headline": " ".join(rng.choices(WORDS, k=9)),
            "where_prec": rng.randint(1, 7),
            "where_coordinates": f"{town} town",
            "adm_1": f"{town} Province",
            "adm_2": town,
            "latitude": lat,
            "longitude": lon,
            "geom_wkt": f"POINT ({lon} {lat})",
            "priogrid_gid": 180_000 + i % 9000,
            "country": "Iraq",
            "country_id": 645,
            "region": "Middle East",
            "event_clarity": 1,
            "date_prec": 1,
            "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000",
            "deaths_a": low,
            "deaths_b": 0,
            "deaths_civilians": 0,
            "deaths_unknown": 0,
            "best": low,
            "high": low + 2,
            "low": low,
            "gwnoa": 645,
            "gwnob": "",
        }


def _phoenix(rows: int, rng: random.Random) -> Iterator[dict[str, object]]:
    for i in range(rows):
        day, (town, lat, lon) = DAYS[i * len(DAYS) // rows], rng.choice(TOWNS)
        (a, _, _), (b, _, _) = rng.choice(STATES), rng.choice(STATES)
        role, code = rng.choice(ROLES), rng.choice(CODES)
        yield {
            "EventID": f"{i}_v0.4.0",
            "Date": f"{day:%Y%m%d}",
            "Year": day.year,
            "Month": day.month,
            "Day": day.day,
            "SourceActorFull": a + role,
            "SourceActorEntity": a,
            "SourceActorRole": role,
            "TargetActorFull": b,
            "TargetActorEntity": b,
            "EventCode": code,
            "EventRootCode": code[:2],
            "PentaClass": rng.randint(0, 4),
            "GoldsteinScore": round(rng.uniform(-10, 10), 1),
            "Issues": "ID_ATROCITY,1",
            "Lat": lat,
            "Lon": lon,
            "LocationName": town,
            "StateName": f"{town} Province",
            "CountryCode": a,
            "SentenceID": f"{rng.getrandbits(60):x}_1",
            "URLs": f"https://outlet.example/{i}",
            "NewsSources": f"outlet{i % 60}",
        }


MAKERS: dict[str, Callable[[int, random.Random], Iterator[dict[str, object]]]] = {
    "gdelt1": lambda rows, rng: _gdelt(rows, rng, new=False),
    "gdelt2": lambda rows, rng: _gdelt(rows, rng, new=True),
    "gdelt2-mentions": _mentions,
    "icews": _icews,
    "polecat": _polecat,
    "acled": _acled,
    "ged": _ged,
    "phoenix": _phoenix,
}

if __name__ == "__main__":
    main()

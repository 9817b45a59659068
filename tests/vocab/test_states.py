"""The packs of states: which there are, who held which office when, terms that exclude each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from escalade.vocab import actors
from escalade.vocab.actors import Pack, Role

MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM
CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM TLS ECU EGY SLV GNQ ERI EST SWZ ETH FJI
FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR
PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ
MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR
STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TGO TON TTO TUN TUR TKM TUV
UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
""".split()
OBSERVERS = ("VAT", "PSE", "XKX", "TWN")
HEADS = ("president", "king", "emir", "sultan", "supreme leader", "sovereign", "leader", "prime minister", "chancellor")
# who held office was itself disputed, or two share it
CONTESTED = {
    ("president", "CIV"),
    ("president", "GMB"),
    ("president", "MDG"),
    ("president", "NIC"),
    ("president", "RUS"),
    ("prime minister", "MDA"),
}
ONE_AT_A_TIME = frozenset(
    [
        *("president", "prime minister", "chancellor", "king", "emir", "sultan", "supreme leader", "crown prince"),
        *("foreign minister", "defence minister", "interior minister", "military chief", "army chief"),
        *("intelligence chief", "national security adviser", "sovereign", "governor-general"),
    ]
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return actors.load()


def test_every_state_is_there(pack: Pack) -> None:
    assert len(MEMBERS) == len(set(MEMBERS)) == 193
    missing = [code for code in (*MEMBERS, *OBSERVERS) if code not in pack.actors]
    assert not missing


@pytest.mark.parametrize("day", ["2003-03-20", "2010-06-15", "2017-06-15", "2024-06-15"])
def test_who_led_nearly_every_state_is_known(pack: Pack, day: str) -> None:
    led = [c for c in MEMBERS if any(pack.holder(role, c, day) for role in HEADS)]
    assert len(led) / len(MEMBERS) >= 0.94, sorted(set(MEMBERS) - set(led))


@pytest.mark.parametrize(
    ("role", "of", "day", "name"),
    [
        ("president", "FRA", "2003-03-20", "Jacques Chirac"),
        ("foreign minister", "FRA", "2003-02-14", "Dominique de Villepin"),
        ("prime minister", "ESP", "2004-03-11", "Jose Maria Aznar"),
        ("president", "IRN", "2001-09-11", "Mohammad Khatami"),
        ("foreign minister", "SAU", "2010-01-01", "Saud al-Faisal"),
        ("defence minister", "RUS", "2008-08-08", "Anatoly Serdyukov"),
        ("foreign minister", "UKR", "2014-09-05", "Pavlo Klimkin"),
        ("intelligence chief", "ISR", "2008-06-01", "Meir Dagan"),
        ("leader", "mossad", "2020-11-27", "Yossi Cohen"),
        ("commander", "irgc", "2003-01-01", "Yahya Rahim Safavi"),
        ("commander", "quds-force", "1995-01-01", "Ahmad Vahidi"),
        ("military chief", "PAK", "2011-05-02", "Ashfaq Parvez Kayani"),
        ("president", "EGY", "2013-08-14", "Adly Mansour"),
        ("defence minister", "ARM", "2020-10-01", "David Tonoyan"),
        ("foreign minister", "AZE", "2016-04-02", "Elmar Mammadyarov"),
        ("prime minister", "LBN", "2006-07-12", "Fouad Siniora"),
        ("president", "KOR", "2010-11-23", "Lee Myung-bak"),
        ("prime minister", "PRK", "2015-01-01", "Pak Pong Ju"),
        ("president", "MLI", "2012-03-01", "Amadou Toumani Toure"),
        ("sovereign", "CAN", "2010-01-01", "Elizabeth II"),
        ("governor-general", "AUS", "2022-01-01", "David Hurley"),
        ("leader", "nato", "2011-03-19", "Anders Fogh Rasmussen"),
        ("leader", "cia", "2003-03-20", "George Tenet"),
        ("prime minister", "HUN", "2026-06-01", "Peter Magyar"),
        ("president", "LBN", "2015-06-01", None),  # the seat was empty
        ("defence minister", "CHN", "2023-11-15", None),
    ],
)
def test_who_held_an_office(pack: Pack, role: str, of: str, day: str, name: str | None) -> None:
    found = pack.holder(role, of, day)
    assert (pack.actors[found].name if found else None) == name


def test_an_end_told_by_its_year_leaves_the_year_of_change_open(pack: Pack) -> None:
    tenures = {day: pack.holder("foreign minister", "PSE", day) for day in ("2004-06-01", "2005-02-15", "2005-06-01")}
    assert tenures == {"2004-06-01": "nabil-shaath", "2005-02-15": None, "2005-06-01": "nasser-al-qudwa"}


def _first(date: str | None, late: bool) -> str:
    """The day that a date means at the latest or at the earliest."""
    if date is None:
        return "0000"
    return (
        date + ("-12-31", "-31", "")[(len(date) - 4) // 3]
        if late
        else date + ("-01-01", "-01", "")[(len(date) - 4) // 3]
    )


def _surely_at_once(one: Role, other: Role) -> bool:
    """Whether two terms overlap by more than a day, whatever their dates mean exactly."""
    start = max(_first(one.start, True), _first(other.start, True))
    return start < min(_first(term.end, False) if term.end else "9999" for term in (one, other))


def test_no_two_hold_an_office_that_one_holds(pack: Pack) -> None:
    held: dict[tuple[str, str], list[tuple[Role, str]]] = {}
    for actor in pack.actors.values():
        for term in actor.roles:
            if term.role in ONE_AT_A_TIME:
                held.setdefault((term.role, term.of), []).append((term, actor.id))
    clashes = [
        (office, one, other)
        for office, terms in held.items()
        if office not in CONTESTED
        for (a, one), (b, other) in combinations(terms, 2)
        if one != other and _surely_at_once(a, b)
    ]
    assert not clashes


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Direction générale de la Sécurité extérieure", "dgse"),
        ("Bundesnachrichtendienst", "bnd"),
        ("Turkish Armed Forces", "TURMIL"),
        ("Riksdag", "SWELEG"),
        ("Lok Sabha", "lok-sabha"),
        ("Mohammed al-Menfi", "mohamed-al-menfi"),
        ("Hashim Thaçi", "hashim-thaci"),
        ("Kim Yong-il", "kim-yong-il"),
        ("Abdel Fattah el-Sisi", "sisi"),
    ],
)
def test_bodies_and_persons_by_their_names(pack: Pack, name: str, actor: str) -> None:
    assert [alias.actor_id for alias in pack.phrases.get(name)] == [actor]


def test_a_listed_body_is_the_regular_one(pack: Pack) -> None:
    body = pack.get("FRAMIL")
    assert body is not None
    assert (body.name, body.codes, body.side) == ("French Armed Forces", ("FRAMIL", "FRA"), "FRA")


def test_namesakes_share_their_name(pack: Pack) -> None:
    found = pack.phrases.get("David Johnston")
    assert {alias.use for alias in found} == {"shared"}
    assert {pack.actors[alias.actor_id].country for alias in found} == {"AUS", "CAN"}


def test_every_shipped_actor_tells_its_source(pack: Pack) -> None:
    assert not [a.id for a in pack.actors.values() if a.kind != "country" and not a.source]


def test_a_realm_adds_no_code_to_its_monarch(pack: Pack) -> None:
    assert pack.codes("elizabeth", "2010-01-01") == ("GBRGOV", "GBR")

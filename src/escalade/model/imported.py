"""Event data from elsewhere (GDELT, ICEWS, POLECAT, ACLED, UCDP GED, Phoenix), beside the coded events, never in them.

A row says what its source says, in our words where our words fit, and keeps the source's own cells. What the
source leaves open is None; nothing is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from escalade.model.row import Long


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """One record of an imported file.

    `event_id` is the format's name and the source's own id ("acled:IRQ1234", "icews:32889836:2018-06-01"): the same
    record has the same id in every file (a second record under one id in a file gets "~2"). It is unique within a file;
    of two files that hold it, the later one counts (`ImportedSuperseded`). Not every source says who acted on whom:
    where `directed` is false, actor and recipient are but the two sides.
    """

    TABLE: ClassVar[str] = "imported_event"
    KEY: ClassVar[tuple[str, ...]] = ("file_id", "event_id")
    event_id: str
    source_format: str  # gdelt1 | gdelt2 | icews | polecat | acled | ged | phoenix
    file_id: str  # of the ImportedFile that it came in
    source_file: str  # its name
    line: int  # 1-based, physical; where the record begins
    event_type: str | None  # PLOVER; None where it has no equivalent
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None  # the source's own where it gives one, else that of event_type and mode
    quad_class: int | None
    goldstein: float | None
    directed: bool  # actor did it to recipient; false: the source does not say which did
    actor_id: str | None  # of our pack
    actor_name: str | None  # as the source writes it
    actor_country: str | None  # ISO 3166 alpha-3
    actor_cameo: str | None  # CAMEO-style code ("IRNMIL"); given or made of country and first sector
    actor_sectors: tuple[str, ...]  # CAMEO roles ("GOV", "MIL", "REB")
    recipient_id: str | None
    recipient_name: str | None
    recipient_country: str | None
    recipient_cameo: str | None
    recipient_sectors: tuple[str, ...]
    date_start: str  # ISO, inclusive
    date_end: str
    date_precision: str  # day | week | month | season | year
    place_name: str | None
    place_country: str | None  # ISO 3166 alpha-3
    geonames_id: int | None
    latitude: (
        float | None
    )  # degrees, as given; with `place_precision` province, country or region they stand for an area
    longitude: float | None
    place_precision: str | None  # point | facility | settlement | district | province | country | region
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    n_mentions: int | None
    n_sources: int | None
    n_articles: int | None
    publisher: str | None  # whom the source names as its own source
    url: str | None
    text: str | None  # what the source says in words: notes, event text, headline
    record: str  # the source's own cells, joined by the delimiter of its ImportedFile in the order of its columns


@dataclass(frozen=True, slots=True)
class ImportedMention:
    """One mention of a GDELT 2.0 event: which report told it when. `record` as in `ImportedEvent`."""

    TABLE: ClassVar[str] = "imported_mention"
    KEY: ClassVar[tuple[str, ...]] = ("file_id", "line")
    file_id: str
    source_file: str
    line: int
    event_id: str  # of an ImportedEvent, which may not be there
    event_date: str  # ISO day
    mention_date: str
    publisher: str | None
    url: str | None
    sentence: int | None  # 1-based, in the report
    confidence: int | None  # GDELT's own, percent
    record: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported: what it is, and how to read the records that were kept of it."""

    TABLE: ClassVar[str] = "imported_file"
    KEY: ClassVar[tuple[str, ...]] = ("file_id",)
    file_id: str  # of its bytes and its format
    source_file: str
    source_format: str  # as in ImportedEvent; gdelt2-mentions for mentions
    sha256: str
    bytes: Long
    columns: tuple[str, ...]  # of every record kept, in order; the format's names, then what else the file has
    delimiter: str  # between the cells of a record; never inside one
    rows: int
    set_aside: int
    id_first: str | None  # least and greatest event_id, as text
    id_last: str | None
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class ImportedSuperseded:
    """A record of an earlier file that a later file of the same format has again (revised, or as it was)."""

    TABLE: ClassVar[str] = "imported_superseded"
    KEY: ClassVar[tuple[str, ...]] = ("file_id", "event_id")
    file_id: str  # the earlier file
    event_id: str
    by_file_id: str

"""Columns of the exported tables: name -> Arrow schema. What stands here is relied on from outside; only add."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _INT, _FLOAT, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct(list(fields.items()))


_PLACE = _struct(name=_TEXT, country=_TEXT, geonames_id=_INT, latitude=_FLOAT, longitude=_FLOAT, precision=_TEXT)
_TIME = _struct(value=_TEXT, date_start=_TEXT, date_end=_TEXT, precision=_TEXT, basis=_TEXT)
_COUNT = _struct(low=_INT, high=_INT)
_PARTY = _struct(id=_TEXT, name=_TEXT, codes=_TEXTS, text=_TEXT)
_PARTIES = pa.list_(_PARTY)
_SPEAKERS = pa.list_(_struct(name=_TEXT, actor_id=_TEXT, verb=_TEXT))
_BLOCKS = pa.list_(_struct(kind=_TEXT, kept=_FLAG, char_start=_INT, char_end=_INT, rule=_TEXT))
_SEGMENTS = pa.list_(
    _struct(kind=_TEXT, char_start=_INT, char_end=_INT, raw_start=_INT, publisher=_TEXT, published=_TEXT)
)
_NAMES = pa.list_(_struct(text=_TEXT, n=_INT, first_seen=_TEXT))
_CODES = pa.list_(_struct(scheme=_TEXT, code=_TEXT, valid_from=_TEXT, valid_to=_TEXT))


def _schema(**fields: pa.DataType) -> pa.Schema:
    return pa.schema(list(fields.items()))


SCHEMAS: dict[str, pa.Schema] = {
    "documents": _schema(
        document_id=_TEXT,
        uri=_TEXT,
        source_file=_TEXT,
        title=_TEXT,
        authors=_TEXTS,
        publisher=_TEXT,
        published=_TEXT,
        published_basis=_TEXT,
        url=_TEXT,
        language=_TEXT,
        text=_TEXT,
        report_id=_TEXT,
        kept=_FLAG,
        reason=_TEXT,
        blocks=_BLOCKS,
        segments=_SEGMENTS,
    ),
    "blocks": _schema(
        document_id=_TEXT,
        ordinal=_INT,
        kind=_TEXT,
        kept=_FLAG,
        char_start=_INT,
        char_end=_INT,
        rule=_TEXT,
        text=_TEXT,
    ),
    "entity_mentions": _schema(
        mention_id=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        kind=_TEXT,
        level=_TEXT,
        char_start=_INT,
        char_end=_INT,
        quote=_TEXT,
        actor_id=_TEXT,
        place=_PLACE,
        time=_TIME,
        count=_COUNT,
    ),
    "event_mentions": _schema(
        event_mention_id=_TEXT,
        parent_id=_TEXT,
        event_id=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        source_file=_TEXT,
        event_type=_TEXT,
        mode=_TEXT,
        contexts=_TEXTS,
        cameo=_TEXT,
        quad_class=_INT,
        goldstein=_FLOAT,
        actors=_PARTIES,
        recipients=_PARTIES,
        date_start=_TEXT,
        date_end=_TEXT,
        date_precision=_TEXT,
        date_basis=_TEXT,
        place=_PLACE,
        polarity=_TEXT,
        modality=_TEXT,
        attributed=_FLAG,
        status=_TEXT,
        attribution=_SPEAKERS,
        killed_min=_INT,
        killed_max=_INT,
        injured_min=_INT,
        injured_max=_INT,
        cumulative=_FLAG,
        sentence=_TEXT,
        trigger=_TEXT,
        trigger_start=_INT,
        char_start=_INT,
        char_end=_INT,
        rule=_TEXT,
        score=_FLOAT,
    ),
    "events": _schema(
        event_id=_TEXT,
        origin=_TEXT,
        event_mention_ids=_TEXTS,
        event_type=_TEXT,
        mode=_TEXT,
        cameo=_TEXT,
        quad_class=_INT,
        goldstein=_FLOAT,
        actors=_PARTIES,
        recipients=_PARTIES,
        date_start=_TEXT,
        date_end=_TEXT,
        date_precision=_TEXT,
        place=_PLACE,
        killed_min=_INT,
        killed_max=_INT,
        injured_min=_INT,
        injured_max=_INT,
        n_documents=_INT,
        n_reports=_INT,
        n_origins_low=_INT,
        n_origins_high=_INT,
        standing=_TEXT,
        first_added=_TEXT,
    ),
    "claims": _schema(
        claim_id=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        about_kind=_TEXT,
        about_id=_TEXT,
        field=_TEXT,
        value=_TEXT,
        stance=_TEXT,
        modality=_TEXT,
        chain=_SPEAKERS,
        source_start=_INT,
        source_end=_INT,
        cue_start=_INT,
        cue_end=_INT,
        content_start=_INT,
        content_end=_INT,
        said_on=_TEXT,
        revises_id=_TEXT,
    ),
    "actors": _schema(actor_id=_TEXT, name=_TEXT, names=_NAMES, kind=_TEXT, country=_TEXT, codes=_CODES, origin=_TEXT),
    "relations": _schema(
        relation_id=_TEXT,
        source_id=_TEXT,
        source_name=_TEXT,
        target_id=_TEXT,
        target_name=_TEXT,
        kind=_TEXT,
        valid_from=_TEXT,
        valid_to=_TEXT,
        stance=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        char_start=_INT,
        char_end=_INT,
        quote=_TEXT,
        claim_ids=_TEXTS,
        standing=_TEXT,
    ),
    "links": _schema(
        link_id=_TEXT,
        cause_event_id=_TEXT,
        effect_event_id=_TEXT,
        kind=_TEXT,
        basis=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        char_start=_INT,
        char_end=_INT,
        quote=_TEXT,
        lag_days=_INT,
        score=_FLOAT,
    ),
    "tripwires": _schema(
        tripwire_id=_TEXT,
        document_id=_TEXT,
        uri=_TEXT,
        issuer=_PARTY,
        addressee=_PARTY,
        condition=_TEXT,
        consequence=_TEXT,
        condition_start=_INT,
        condition_end=_INT,
        consequence_start=_INT,
        consequence_end=_INT,
        condition_type=_TEXT,
        consequence_type=_TEXT,
        valid_from=_TEXT,
        valid_to=_TEXT,
        attribution=_SPEAKERS,
        standing=_TEXT,
        met_by=_TEXT,
    ),
    "judgements": _schema(
        judgement_id=_TEXT,
        kind=_TEXT,
        left_id=_TEXT,
        right_id=_TEXT,
        verdict=_TEXT,
        score=_FLOAT,
        by=_TEXT,
        reason=_TEXT,
    ),
    "decisions": _schema(
        decision_id=_TEXT, kind=_TEXT, target_id=_TEXT, quote=_TEXT, value=_TEXT, by=_TEXT, reason=_TEXT
    ),
    "issues": _schema(issue_id=_TEXT, stage=_TEXT, document_id=_TEXT, uri=_TEXT, code=_TEXT, message=_TEXT),
    "index": _schema(series=_TEXT, date=_TEXT, value=_FLOAT, low=_FLOAT, high=_FLOAT, n_events=_INT),
    "forecasts": _schema(
        series=_TEXT, cutoff=_TEXT, horizon_days=_INT, date=_TEXT, quantile=_FLOAT, value=_FLOAT, model=_TEXT
    ),
}

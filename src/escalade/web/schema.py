"""Tables of the explorer's read model: what its pages ask for, in the shape and with the indexes that they ask by.

The read model is a copy that can be thrown away: it is made from the casebook's views (see `build`) and holds nothing
that is not in them. `record` columns keep the contract's own record as JSON, for the dossier and the `.json` twins.
"""

from __future__ import annotations

VERSION = 10  # raised when a table changes, so that older read models are built anew
IMPORTED = 2  # `weak` of imported events; of coded ones it is 0 or 1
EVENT = """
  event_type TEXT, mode TEXT, cameo TEXT, quad_class INTEGER,
  goldstein REAL, date_start TEXT, date_end TEXT, date_precision TEXT, day TEXT, month TEXT, dated INTEGER,
  standing TEXT, status TEXT, place TEXT, country TEXT, latitude REAL, longitude REAL, precision TEXT,
  killed_min INTEGER, killed_max INTEGER, injured_min INTEGER, injured_max INTEGER, toll INTEGER,
  documents INTEGER, reports INTEGER, origins_low INTEGER, origins_high INTEGER, intake INTEGER, score REAL,
  weak INTEGER, origin TEXT, lead TEXT, text TEXT, who TEXT, whom TEXT, review TEXT, data_set TEXT
"""  # weak: 0 no, 1 scores under the threshold, 2 imported: of no report, n negative, data_set its format

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE document (
  n INTEGER PRIMARY KEY, document_id TEXT UNIQUE NOT NULL, uri TEXT, source_file TEXT, title TEXT, publisher TEXT,
  published TEXT, published_basis TEXT, url TEXT, language TEXT, report_id TEXT, kept INTEGER, reason TEXT,
  intake INTEGER, words INTEGER, copies INTEGER, mentions INTEGER, authors TEXT, review TEXT
);
CREATE TABLE document_text (document_id TEXT PRIMARY KEY, text TEXT NOT NULL, segments TEXT NOT NULL);
CREATE TABLE sentence (
  document_id TEXT, char_start INTEGER, char_end INTEGER, PRIMARY KEY (document_id, char_start)
) WITHOUT ROWID;
CREATE TABLE block (
  document_id TEXT, ordinal INTEGER, kind TEXT, kept INTEGER, char_start INTEGER, char_end INTEGER, rule TEXT,
  text TEXT, PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE event (n INTEGER PRIMARY KEY, event_id TEXT UNIQUE NOT NULL, {EVENT});
CREATE TABLE imported_event (n INTEGER PRIMARY KEY, event_id TEXT NOT NULL, {EVENT});
CREATE VIEW any_event AS SELECT * FROM event UNION ALL SELECT * FROM imported_event;
CREATE TABLE imported_column (name TEXT PRIMARY KEY, kind TEXT, numbers BLOB, words TEXT);
CREATE TABLE event_record (event_id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE imported_record (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE imported_file (
  file_id TEXT PRIMARY KEY, source_file TEXT, source_format TEXT, sha256 TEXT, bytes INTEGER, rows INTEGER,
  set_aside INTEGER, first_day TEXT, last_day TEXT, columns TEXT
) WITHOUT ROWID;
CREATE TABLE party (n INTEGER, role TEXT, actor TEXT, name TEXT, known INTEGER);
CREATE TABLE teller (n INTEGER, outlet TEXT);

CREATE TABLE mention (
  n INTEGER PRIMARY KEY, event_mention_id TEXT UNIQUE NOT NULL, event_id TEXT, parent_id TEXT, document_id TEXT,
  event_type TEXT, status TEXT, score REAL, rule TEXT, char_start INTEGER, char_end INTEGER, said TEXT,
  origin TEXT, origin_name TEXT, review TEXT, record TEXT NOT NULL
);
CREATE TABLE claim (
  claim_id TEXT PRIMARY KEY, document_id TEXT, about_kind TEXT, about_id TEXT, field TEXT, value TEXT, stance TEXT,
  modality TEXT, said TEXT, depth INTEGER, said_on TEXT, revises_id TEXT, source_start INTEGER, source_end INTEGER,
  cue_start INTEGER, cue_end INTEGER, content_start INTEGER, content_end INTEGER, origin TEXT, origin_name TEXT,
  voice TEXT, chain TEXT
) WITHOUT ROWID;
CREATE TABLE speaker (document_id TEXT, publisher TEXT, name TEXT, actor_id TEXT, depth INTEGER, claim_id TEXT);

CREATE TABLE actor (
  n INTEGER PRIMARY KEY, actor_id TEXT UNIQUE NOT NULL, name TEXT, kind TEXT, country TEXT, origin TEXT,
  spellings INTEGER, events INTEGER, record TEXT NOT NULL
);
CREATE TABLE entity (
  mention_id TEXT PRIMARY KEY, document_id TEXT, kind TEXT, level TEXT, char_start INTEGER, char_end INTEGER,
  quote TEXT, actor_id TEXT, about TEXT
) WITHOUT ROWID;
CREATE TABLE relation (
  relation_id TEXT PRIMARY KEY, source_id TEXT, source_name TEXT, target_id TEXT, target_name TEXT, kind TEXT,
  valid_from TEXT, valid_to TEXT, stance TEXT, standing TEXT, document_id TEXT, char_start INTEGER, char_end INTEGER,
  quote TEXT, review TEXT, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE link (
  link_id TEXT PRIMARY KEY, cause_event_id TEXT, effect_event_id TEXT, kind TEXT, basis TEXT, document_id TEXT,
  char_start INTEGER, char_end INTEGER, quote TEXT, lag_days INTEGER, score REAL, review TEXT, day TEXT,
  record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE tripwire (
  tripwire_id TEXT PRIMARY KEY, document_id TEXT, issuer TEXT, issuer_id TEXT, addressee TEXT, addressee_id TEXT,
  condition TEXT, consequence TEXT, char_start INTEGER, char_end INTEGER, valid_from TEXT, valid_to TEXT,
  said TEXT, standing TEXT, met_by TEXT, review TEXT, said_on TEXT, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE judgement (
  judgement_id TEXT PRIMARY KEY, kind TEXT, left_id TEXT, right_id TEXT, verdict TEXT, score REAL, by TEXT, reason TEXT,
  hand INTEGER
) WITHOUT ROWID;
CREATE TABLE decision (
  seq INTEGER PRIMARY KEY, decision_id TEXT, about_id TEXT, now_id TEXT, action TEXT, status TEXT, record TEXT NOT NULL
);
CREATE TABLE waiting (about_kind TEXT, about_id TEXT, weight REAL, why TEXT, PRIMARY KEY (about_kind, about_id))
  WITHOUT ROWID;
CREATE TABLE issue (issue_id TEXT PRIMARY KEY, stage TEXT, document_id TEXT, uri TEXT, code TEXT, message TEXT)
  WITHOUT ROWID;
CREATE TABLE index_day (
  series TEXT, date TEXT, value REAL, low REAL, high REAL, n_events INTEGER, verbal_conflict REAL,
  material_conflict REAL, verbal_cooperation REAL, material_cooperation REAL, killed INTEGER, change TEXT, events TEXT,
  perhaps TEXT
);
CREATE TABLE forecast (
  series TEXT, cutoff TEXT, horizon_days INTEGER, date TEXT, model TEXT, mean REAL, low INTEGER, high INTEGER,
  held REAL, usual INTEGER, p_more REAL, recent TEXT, quantiles TEXT
);
CREATE TABLE fitted (
  kind TEXT, name TEXT, as_of TEXT, stale INTEGER, record TEXT NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE generation (
  generation INTEGER PRIMARY KEY, written TEXT, intakes INTEGER, documents INTEGER, words INTEGER, parts INTEGER,
  mentions INTEGER, stamps TEXT
);
CREATE TABLE change (event_id TEXT, generation INTEGER, field TEXT, before TEXT, after TEXT);

CREATE VIRTUAL TABLE document_search USING fts5(
  title, body, prefix = '1', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_search USING fts5(
  title, body, prefix = '1', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE actor_search USING fts5(
  title, body, prefix = '1', tokenize = 'unicode61 remove_diacritics 2'
);
"""

INDEXES = """
CREATE INDEX document_published ON document (published, n);
CREATE INDEX document_report ON document (report_id);
CREATE INDEX document_publisher ON document (publisher, kept);
CREATE INDEX document_intake ON document (intake);
CREATE INDEX event_day ON event (
  weak, day, quad_class, event_type, standing, status, country, n
);
CREATE INDEX event_facets ON event (
  weak, event_type, standing, status, quad_class, country, precision, day, n
);
CREATE UNIQUE INDEX imported_event_id ON imported_event (event_id);
CREATE INDEX event_type ON event (event_type, weak);
CREATE INDEX event_standing ON event (standing, weak, day);
CREATE INDEX event_place ON event (
  weak, place, country, latitude, longitude, precision, quad_class, event_type, day, n
);
CREATE INDEX event_intake ON event (intake, weak);
CREATE INDEX event_toll ON event (toll DESC, n);
CREATE INDEX event_origins ON event (origins_low DESC, n);
CREATE INDEX party_event ON party (n, role, actor, name, known);
CREATE INDEX party_actor ON party (actor, role, n, known, name);
CREATE INDEX teller_event ON teller (n, outlet);
CREATE INDEX teller_outlet ON teller (outlet, n);
CREATE INDEX mention_event ON mention (event_id);
CREATE INDEX mention_document ON mention (document_id, char_start);
CREATE INDEX claim_about ON claim (about_id);
CREATE INDEX claim_document ON claim (document_id);
CREATE INDEX claim_depth ON claim (depth);
CREATE INDEX speaker_document ON speaker (document_id);
CREATE INDEX speaker_name ON speaker (name);
CREATE INDEX speaker_publisher ON speaker (publisher, depth);
CREATE INDEX entity_document ON entity (document_id, char_start);
CREATE INDEX entity_actor ON entity (actor_id, quote);
CREATE INDEX relation_source ON relation (source_id);
CREATE INDEX relation_target ON relation (target_id);
CREATE INDEX relation_document ON relation (document_id);
CREATE INDEX link_cause ON link (cause_event_id);
CREATE INDEX link_effect ON link (effect_event_id);
CREATE INDEX link_document ON link (document_id);
CREATE INDEX tripwire_document ON tripwire (document_id);
CREATE INDEX tripwire_standing ON tripwire (standing, valid_to);
CREATE INDEX judgement_left ON judgement (left_id);
CREATE INDEX judgement_right ON judgement (right_id);
CREATE INDEX decision_about ON decision (about_id);
CREATE INDEX decision_now ON decision (now_id);
CREATE INDEX waiting_weight ON waiting (weight DESC, about_kind, about_id);
CREATE INDEX speaker_actor ON speaker (actor_id);
CREATE INDEX speaker_claim ON speaker (claim_id);
CREATE INDEX mention_parent ON mention (parent_id);
CREATE INDEX issue_document ON issue (document_id);
CREATE INDEX index_series ON index_day (series, date);
CREATE INDEX forecast_series ON forecast (series, cutoff, date);
CREATE INDEX change_event ON change (event_id);
CREATE INDEX change_generation ON change (generation);
"""

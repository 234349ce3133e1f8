-- The tables of the database. Every id is a number of the database; record_id is the id in the record (`e1`, `q1`, `v1`).
-- Spans are [span_start, span_end) in Unicode code points of documents.text; positions count from 0; unknown is NULL;
-- days are ISO 8601; flags are 0 and 1.

-- Nobody else sees the file before it is whole. References may point forward; the tests check them.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA foreign_keys = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA user_version = 1;

BEGIN;

CREATE TABLE about (
  schema TEXT PRIMARY KEY          -- version of the record: chancery/1
) WITHOUT ROWID;
INSERT INTO about VALUES ('chancery/1');

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL,
  title TEXT,
  published TEXT,
  dateline_place TEXT,
  dateline_date TEXT,
  agency TEXT,
  publisher TEXT,
  byline TEXT,
  credit TEXT,
  url TEXT,
  path TEXT,
  format TEXT NOT NULL,
  language TEXT NOT NULL,
  source_start INTEGER,            -- bytes of the unpacked input
  source_end INTEGER,
  sha256 TEXT,                     -- of these bytes
  encoding TEXT,
  duplicate_of TEXT,               -- record_id of the first of its kind
  similarity REAL,
  text TEXT NOT NULL
);

CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  paragraph INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL
);

CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  record_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  office TEXT,
  office_of TEXT,
  wikidata TEXT
);

CREATE TABLE entity_sectors (
  entity INTEGER NOT NULL REFERENCES entities (id),
  position INTEGER NOT NULL,
  sector TEXT NOT NULL,
  PRIMARY KEY (entity, position)
) WITHOUT ROWID;

CREATE TABLE mentions (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  record_id TEXT NOT NULL,
  form TEXT NOT NULL,
  words TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  head_start INTEGER NOT NULL,
  head_end INTEGER NOT NULL
);

CREATE TABLE mention_entities (
  mention INTEGER NOT NULL REFERENCES mentions (id),
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities (id),
  PRIMARY KEY (mention, position)
) WITHOUT ROWID;

CREATE TABLE times (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  record_id TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  words TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL
);

CREATE TABLE quotes (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  record_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,           -- pieces parted by ' … '
  cue TEXT,
  cue_lemma TEXT,
  cue_class TEXT,
  cue_negated INTEGER,
  speaker TEXT,                    -- the words; who it is: quote_speakers
  speaker_mention INTEGER REFERENCES mentions (id),
  resolution TEXT,
  medium TEXT,
  medium_words TEXT,
  parent INTEGER REFERENCES quotes (id),
  confidence REAL NOT NULL,
  rule TEXT NOT NULL
);

CREATE TABLE quote_content (
  quote INTEGER NOT NULL REFERENCES quotes (id),
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (quote, position)
) WITHOUT ROWID;

CREATE TABLE quote_speakers (
  quote INTEGER NOT NULL REFERENCES quotes (id),
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities (id),
  PRIMARY KEY (quote, position)
) WITHOUT ROWID;

CREATE TABLE quote_addressees (
  quote INTEGER NOT NULL REFERENCES quotes (id),
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities (id),
  PRIMARY KEY (quote, position)
) WITHOUT ROWID;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  record_id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT,
  quad TEXT NOT NULL,
  goldstein REAL,
  plover_score REAL NOT NULL,
  reciprocal INTEGER NOT NULL,
  status TEXT NOT NULL,
  setting TEXT NOT NULL,
  trigger_words TEXT NOT NULL,     -- pieces parted by ' … '
  sentence INTEGER NOT NULL REFERENCES sentences (id),
  time_start TEXT,
  time_end TEXT,
  time_basis TEXT,
  place INTEGER REFERENCES entities (id),
  said_in INTEGER REFERENCES quotes (id),
  outcome_of INTEGER REFERENCES events (id),
  confidence REAL NOT NULL,
  rule TEXT NOT NULL
);

CREATE TABLE event_triggers (
  event INTEGER NOT NULL REFERENCES events (id),
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE event_parties (
  event INTEGER NOT NULL REFERENCES events (id),
  role TEXT NOT NULL CHECK (role IN ('source', 'target')),
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities (id),
  PRIMARY KEY (event, role, position)
) WITHOUT ROWID;

CREATE TABLE event_contexts (
  event INTEGER NOT NULL REFERENCES events (id),
  position INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

-- Two mentions of one act; both ways.
CREATE TABLE same_events (
  event INTEGER NOT NULL REFERENCES events (id),
  other INTEGER NOT NULL REFERENCES events (id),
  PRIMARY KEY (event, other)
) WITHOUT ROWID;

CREATE TABLE warnings (
  document INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  span_start INTEGER,
  span_end INTEGER,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- The record that is being taken apart, and the highest ids before it: e3 of it has the id entity + 3.
CREATE TEMP TABLE now (
  record BLOB, text TEXT, document INTEGER,
  sentence INTEGER, entity INTEGER, mention INTEGER, time INTEGER, quote INTEGER, event INTEGER
);

-- Indexes, full-text search and views, once all rows are there.

CREATE INDEX documents_record_id ON documents (record_id);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX sentences_document ON sentences (document);
CREATE INDEX entities_document ON entities (document);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX entities_wikidata ON entities (wikidata);
CREATE INDEX mentions_document ON mentions (document);
CREATE INDEX mention_entities_entity ON mention_entities (entity);
CREATE INDEX times_document ON times (document);
CREATE INDEX quotes_document ON quotes (document);
CREATE INDEX quotes_parent ON quotes (parent);
CREATE INDEX quotes_speaker_mention ON quotes (speaker_mention);
CREATE INDEX quote_speakers_entity ON quote_speakers (entity);
CREATE INDEX quote_addressees_entity ON quote_addressees (entity);
CREATE INDEX events_document ON events (document);
CREATE INDEX events_type ON events (type, status);
CREATE INDEX events_time_start ON events (time_start);
CREATE INDEX events_sentence ON events (sentence);
CREATE INDEX events_place ON events (place);
CREATE INDEX events_said_in ON events (said_in);
CREATE INDEX events_outcome_of ON events (outcome_of);
CREATE INDEX event_parties_entity ON event_parties (entity, role);
CREATE INDEX same_events_other ON same_events (other);

-- Words of the query find stories and quotes: SELECT … WHERE documents_fts MATCH 'ceasefire'. Datasette knows an index by
-- this spelling of `content`.
CREATE VIRTUAL TABLE documents_fts USING fts5 (title, text, content="documents", content_rowid="id");
CREATE VIRTUAL TABLE quotes_fts USING fts5 (content, speaker, content="quotes", content_rowid="id");
INSERT INTO documents_fts (documents_fts) VALUES ('rebuild');
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');
INSERT INTO documents_fts (documents_fts) VALUES ('optimize');
INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize');

-- Each source of an event with each target; where all meet as equals, also the way back. Every status and setting, and
-- every mention of an act: first_mention = 1 counts acts once.
CREATE VIEW who_to_whom AS
WITH pairs (event, source, target) AS (
  SELECT a.event, a.entity, b.entity
  FROM event_parties AS a JOIN event_parties AS b ON b.event = a.event AND b.role = 'target'
  WHERE a.role = 'source' AND a.entity <> b.entity
  UNION
  SELECT a.event, b.entity, a.entity
  FROM event_parties AS a JOIN event_parties AS b ON b.event = a.event AND b.role = 'target'
    JOIN events AS e ON e.id = a.event
  WHERE a.role = 'source' AND a.entity <> b.entity AND e.reciprocal
)
SELECT
  d.record_id AS document, e.record_id AS event, d.published, e.time_start, e.time_end, e.type, e.mode, e.cameo, e.quad,
  e.goldstein, e.status, e.setting,
  s.name AS source, s.country AS source_country, s.wikidata AS source_wikidata,
  t.name AS target, t.country AS target_country, t.wikidata AS target_wikidata,
  NOT EXISTS (SELECT 1 FROM same_events AS o WHERE o.event = e.id AND o.other < e.id) AS first_mention,
  substr(d.text, 1 + n.span_start, n.span_end - n.span_start) AS sentence, e.confidence, d.url
FROM pairs
  JOIN events AS e ON e.id = pairs.event
  JOIN documents AS d ON d.id = e.document
  JOIN sentences AS n ON n.id = e.sentence
  JOIN entities AS s ON s.id = pairs.source
  JOIN entities AS t ON t.id = pairs.target
ORDER BY e.id, pairs.source, pairs.target;

-- One row a quote and speaker; a quote whose speaker is not known has one row without a name.
CREATE VIEW quotes_with_speaker AS
SELECT
  d.record_id AS document, q.record_id AS quote, d.published, q.kind, q.content, q.cue_lemma, q.cue_class, q.cue_negated,
  q.speaker AS speaker_words, s.name AS speaker, s.kind AS speaker_kind, s.country AS speaker_country,
  s.office AS speaker_office, s.wikidata AS speaker_wikidata, q.resolution, q.medium, q.confidence, d.title, d.url
FROM quotes AS q
  JOIN documents AS d ON d.id = q.document
  LEFT JOIN quote_speakers AS l ON l.quote = q.id
  LEFT JOIN entities AS s ON s.id = l.entity
ORDER BY q.id, l.position;

-- Meetings and talks to come, of several mentions the first.
CREATE VIEW planned_meetings AS
SELECT
  d.record_id AS document, e.record_id AS event, d.published, e.time_start, e.time_end, e.time_basis,
  (
    SELECT group_concat(name, '; ') FROM (
      SELECT p.name FROM event_parties AS l JOIN entities AS p ON p.id = l.entity
      WHERE l.event = e.id ORDER BY l.role, l.position
    )
  ) AS parties,
  w.name AS place, w.country AS place_country, e.setting,
  substr(d.text, 1 + n.span_start, n.span_end - n.span_start) AS sentence, e.confidence, d.url
FROM events AS e
  JOIN documents AS d ON d.id = e.document
  JOIN sentences AS n ON n.id = e.sentence
  LEFT JOIN entities AS w ON w.id = e.place
WHERE e.type = 'CONSULT' AND e.status = 'planned'
  AND NOT EXISTS (
    SELECT 1 FROM same_events AS o JOIN events AS f ON f.id = o.other
    WHERE o.event = e.id AND o.other < e.id AND f.status = 'planned'
  )
ORDER BY e.time_start, e.id;

COMMIT;
DROP TABLE temp.now;

-- Takes one record, given as JSON text.
INSERT INTO temp.now SELECT
  jsonb(?1),
  ?1 ->> '$.text',
  1 + coalesce((SELECT max(id) FROM documents), 0),
  coalesce((SELECT max(id) FROM sentences), 0),
  coalesce((SELECT max(id) FROM entities), 0),
  coalesce((SELECT max(id) FROM mentions), 0),
  coalesce((SELECT max(id) FROM times), 0),
  coalesce((SELECT max(id) FROM quotes), 0),
  coalesce((SELECT max(id) FROM events), 0);

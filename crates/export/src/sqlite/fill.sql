-- Takes the record in `now` apart. The id of a part is the highest before this document plus its number in the record.

INSERT INTO documents SELECT
  document, record ->> '$.id', record ->> '$.title', record ->> '$.published',
  record ->> '$.dateline.place', record ->> '$.dateline.date', record ->> '$.dateline.agency',
  record ->> '$.source.publisher', record ->> '$.source.byline', record ->> '$.source.credit',
  record ->> '$.source.url', record ->> '$.source.path', record ->> '$.source.format', record ->> '$.language',
  record ->> '$.source.bytes[0]', record ->> '$.source.bytes[1]',
  record ->> '$.source.sha256', record ->> '$.source.encoding',
  record ->> '$.duplicate_of.id', record ->> '$.duplicate_of.similarity',
  text
FROM temp.now;

INSERT INTO sentences SELECT
  now.sentence + 1 + part.key, now.document, part.key, part.value ->> '$.paragraph',
  part.value ->> '$.span[0]', part.value ->> '$.span[1]'
FROM temp.now, json_each(now.record, '$.sentences') AS part;

INSERT INTO entities SELECT
  now.entity + 1 + part.key, now.document, part.value ->> '$.id', part.value ->> '$.kind', part.value ->> '$.name',
  part.value ->> '$.country', part.value ->> '$.office.title', part.value ->> '$.office.of',
  part.value ->> '$.links.wikidata'
FROM temp.now, json_each(now.record, '$.entities') AS part;

INSERT INTO entity_sectors SELECT now.entity + 1 + part.key, item.key, item.value
FROM temp.now, json_each(now.record, '$.entities') AS part, json_each(part.value, '$.sectors') AS item;

INSERT INTO mentions SELECT
  now.mention + 1 + part.key, now.document, part.value ->> '$.id', part.value ->> '$.form',
  substr(now.text, 1 + (part.value ->> '$.span[0]'), (part.value ->> '$.span[1]') - (part.value ->> '$.span[0]')),
  part.value ->> '$.span[0]', part.value ->> '$.span[1]', part.value ->> '$.head[0]', part.value ->> '$.head[1]'
FROM temp.now, json_each(now.record, '$.mentions') AS part;

INSERT INTO mention_entities SELECT now.mention + 1 + part.key, item.key, now.entity + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.mentions') AS part, json_each(part.value, '$.entities') AS item;

INSERT INTO times SELECT
  now.time + 1 + part.key, now.document, part.value ->> '$.id', part.value ->> '$.type', part.value ->> '$.value',
  substr(now.text, 1 + (part.value ->> '$.span[0]'), (part.value ->> '$.span[1]') - (part.value ->> '$.span[0]')),
  part.value ->> '$.span[0]', part.value ->> '$.span[1]'
FROM temp.now, json_each(now.record, '$.times') AS part;

INSERT INTO quote_content SELECT
  now.quote + 1 + part.key, item.key,
  substr(now.text, 1 + (item.value ->> 0), (item.value ->> 1) - (item.value ->> 0)), item.value ->> 0, item.value ->> 1
FROM temp.now, json_each(now.record, '$.quotes') AS part, json_each(part.value, '$.content') AS item;

INSERT INTO quotes SELECT
  now.quote + 1 + part.key, now.document, part.value ->> '$.id', part.value ->> '$.kind',
  coalesce((SELECT group_concat(words, ' … ') FROM quote_content WHERE quote = now.quote + 1 + part.key), ''),
  substr(now.text, 1 + (part.value ->> '$.cue.span[0]'), (part.value ->> '$.cue.span[1]') - (part.value ->> '$.cue.span[0]')),
  part.value ->> '$.cue.lemma', part.value ->> '$.cue.class', part.value ->> '$.cue.negated',
  substr(
    now.text, 1 + (part.value ->> '$.speaker.span[0]'),
    (part.value ->> '$.speaker.span[1]') - (part.value ->> '$.speaker.span[0]')
  ),
  now.mention + substr(part.value ->> '$.speaker.mention', 2), part.value ->> '$.speaker.resolution',
  part.value ->> '$.medium.kind',
  substr(
    now.text, 1 + (part.value ->> '$.medium.span[0]'),
    (part.value ->> '$.medium.span[1]') - (part.value ->> '$.medium.span[0]')
  ),
  now.quote + substr(part.value ->> '$.parent', 2), part.value ->> '$.confidence', part.value ->> '$.rule'
FROM temp.now, json_each(now.record, '$.quotes') AS part;

INSERT INTO quote_speakers SELECT now.quote + 1 + part.key, item.key, now.entity + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.quotes') AS part, json_each(part.value, '$.speaker.entities') AS item;

INSERT INTO quote_addressees SELECT now.quote + 1 + part.key, item.key, now.entity + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.quotes') AS part, json_each(part.value, '$.addressees') AS item;

INSERT INTO event_triggers SELECT
  now.event + 1 + part.key, item.key,
  substr(now.text, 1 + (item.value ->> 0), (item.value ->> 1) - (item.value ->> 0)), item.value ->> 0, item.value ->> 1
FROM temp.now, json_each(now.record, '$.events') AS part, json_each(part.value, '$.trigger') AS item;

INSERT INTO events SELECT
  now.event + 1 + part.key, now.document, part.value ->> '$.id', part.value ->> '$.type', part.value ->> '$.mode',
  part.value ->> '$.cameo', part.value ->> '$.quad', part.value ->> '$.goldstein', part.value ->> '$.plover_score',
  part.value ->> '$.reciprocal', part.value ->> '$.status', part.value ->> '$.setting',
  coalesce((SELECT group_concat(words, ' … ') FROM event_triggers WHERE event = now.event + 1 + part.key), ''),
  now.sentence + 1 + (part.value ->> '$.sentence'),
  part.value ->> '$.time.start', part.value ->> '$.time.end', part.value ->> '$.time.basis',
  now.entity + substr(part.value ->> '$.place', 2), now.quote + substr(part.value ->> '$.said_in', 2),
  now.event + substr(part.value ->> '$.outcome_of', 2), part.value ->> '$.confidence', part.value ->> '$.rule'
FROM temp.now, json_each(now.record, '$.events') AS part;

INSERT INTO event_parties SELECT now.event + 1 + part.key, 'source', item.key, now.entity + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.events') AS part, json_each(part.value, '$.source') AS item;

INSERT INTO event_parties SELECT now.event + 1 + part.key, 'target', item.key, now.entity + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.events') AS part, json_each(part.value, '$.target') AS item;

INSERT INTO event_contexts SELECT now.event + 1 + part.key, item.key, item.value
FROM temp.now, json_each(now.record, '$.events') AS part, json_each(part.value, '$.contexts') AS item;

INSERT INTO same_events SELECT now.event + 1 + part.key, now.event + substr(item.value, 2)
FROM temp.now, json_each(now.record, '$.events') AS part, json_each(part.value, '$.same_as') AS item;

INSERT INTO warnings SELECT
  now.document, part.key, part.value ->> '$.code', part.value ->> '$.message',
  part.value ->> '$.span[0]', part.value ->> '$.span[1]'
FROM temp.now, json_each(now.record, '$.warnings') AS part;

DELETE FROM temp.now;

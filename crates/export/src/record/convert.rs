//! From the model's layers to the record: bytes become code points, ids become names.

use chancery_model::{
    Analysis, Dateline, Document, Entity, EntityId, Event, EventId, Id, MentionId, Origin, Quote,
    QuoteId, SegmentKind, SourceFormat, Speaker, TimeId,
};

use super::{
    CoordinatesRecord, CueRecord, DatelineRecord, DuplicateRecord, EntityRecord, EventRecord,
    EventTimeRecord, LinksRecord, MediumRecord, MentionRecord, OfficeRecord, QuoteRecord, Record,
    SegmentRecord, SentenceRecord, SourceRecord, SpeakerRecord, TimeRecord, VERSION, WarningRecord,
};
use crate::CodePoints;

impl Record {
    /// The record of one analysed document.
    pub fn of(analysis: &Analysis) -> Self {
        let doc = &analysis.document;
        let points = CodePoints::of(doc.text());
        let entities = &analysis.entities;
        let mut mentions_of = vec![Vec::new(); entities.entities.len()];
        for mention in entities.mentions.ids() {
            for entity in entities.of(mention) {
                mentions_of[entity.index()].push(mention_name(mention));
            }
        }
        Self {
            schema: VERSION,
            id: doc.id().to_owned(),
            title: doc.title.clone(),
            language: "en",
            source: source_record(doc, &points),
            published: doc.published.map(|day| day.to_string()),
            dateline: doc
                .dateline
                .as_ref()
                .map(|line| dateline_record(line, &points)),
            duplicate_of: doc.duplicate_of.as_ref().map(|first| DuplicateRecord {
                id: first.id.clone(),
                similarity: rounded(first.similarity),
            }),
            text: doc.text().to_owned(),
            sentences: analysis
                .syntax
                .sentences()
                .iter()
                .map(|sentence| SentenceRecord {
                    span: points.span(sentence.span),
                    paragraph: sentence.paragraph,
                })
                .collect(),
            entities: entities
                .entities
                .enumerate()
                .zip(mentions_of)
                .map(|((id, entity), mentions)| EntityRecord {
                    id: entity_name(id),
                    kind: entity.kind.code(),
                    name: entity.name.clone(),
                    country: entity.country.map(|code| code.to_string()),
                    sectors: entity.sectors.iter().map(|sector| sector.code()).collect(),
                    office: OfficeRecord::of(entity),
                    coordinates: CoordinatesRecord::of(entity),
                    links: LinksRecord::of(entity),
                    mentions,
                })
                .collect(),
            mentions: entities
                .mentions
                .enumerate()
                .map(|(id, mention)| MentionRecord {
                    id: mention_name(id),
                    span: points.span(mention.span),
                    head: points.span(mention.head),
                    form: mention.form.code(),
                    entities: entity_names(entities.of(id)),
                })
                .collect(),
            times: analysis
                .times
                .enumerate()
                .map(|(id, time)| TimeRecord {
                    id: time_name(id),
                    span: points.span(time.span),
                    kind: time.kind.code(),
                    value: time.value.clone(),
                })
                .collect(),
            quotes: analysis
                .quotes
                .enumerate()
                .map(|(id, quote)| quote_record(id, quote, analysis, &points))
                .collect(),
            events: analysis
                .events
                .enumerate()
                .map(|(id, event)| event_record(id, event, &points))
                .collect(),
            warnings: analysis
                .warnings
                .iter()
                .map(|warning| WarningRecord {
                    code: warning.code.code(),
                    message: warning.message.clone(),
                    span: warning.span.map(|span| points.span(span)),
                })
                .collect(),
        }
    }
}

impl OfficeRecord {
    pub(crate) fn of(entity: &Entity) -> Option<Self> {
        let office = entity.office.as_ref()?;
        Some(Self {
            title: office.title.clone(),
            of: office.of.map(|code| code.to_string()),
        })
    }
}

impl CoordinatesRecord {
    pub(crate) fn of(entity: &Entity) -> Option<Self> {
        let point = entity.coordinates?;
        Some(Self {
            latitude: point.latitude(),
            longitude: point.longitude(),
            kind: point.kind.code(),
        })
    }
}

impl LinksRecord {
    pub(crate) fn of(entity: &Entity) -> Self {
        Self {
            wikidata: entity.wikidata.clone(),
        }
    }
}

fn source_record(doc: &Document, points: &CodePoints<'_>) -> SourceRecord {
    let provenance = doc.provenance.clone();
    let origin = doc.origin.as_ref();
    SourceRecord {
        path: provenance.path,
        url: provenance.url,
        format: match provenance.format {
            SourceFormat::Text => "text",
            SourceFormat::Html => "html",
            SourceFormat::Jsonl => "jsonl",
            SourceFormat::Feed => "feed",
            SourceFormat::Warc => "warc",
            SourceFormat::Csv => "csv",
            SourceFormat::Parquet => "parquet",
            SourceFormat::Markdown => "markdown",
            SourceFormat::Nitf => "nitf",
            SourceFormat::Newsml => "newsml",
            SourceFormat::Ninjs => "ninjs",
            SourceFormat::Lexisnexis => "lexisnexis",
            SourceFormat::Factiva => "factiva",
        },
        publisher: provenance.publisher,
        byline: provenance.byline,
        credit: provenance.credit,
        bytes: origin.map(|origin| [origin.bytes.start, origin.bytes.end]),
        sha256: origin.map(|origin| hexadecimal(&origin.sha256)),
        encoding: origin.map(|origin| origin.encoding),
        segments: origin.map_or_else(Vec::new, |origin| segments(origin, points)),
    }
}

/// Segments in code points; copied ones that go on are one, whatever bytes their characters have.
fn segments(origin: &Origin, points: &CodePoints<'_>) -> Vec<SegmentRecord> {
    let mut last_kind = SegmentKind::Decoded;
    let mut found: Vec<SegmentRecord> = Vec::new();
    for segment in origin.segments() {
        let [start, end] = points.span(segment.text);
        let source = &segment.source;
        let copied = (last_kind, segment.kind) == (SegmentKind::Copied, SegmentKind::Copied);
        match found.last_mut() {
            Some(last) if copied && last[1] == start && last[3] == source.start => {
                (last[1], last[3]) = (end, source.end);
            }
            _ => found.push([start, end, source.start, source.end]),
        }
        last_kind = segment.kind;
    }
    found
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn dateline_record(line: &Dateline, points: &CodePoints<'_>) -> DatelineRecord {
    DatelineRecord {
        span: points.span(line.span),
        place: (!line.places.is_empty()).then(|| line.places.join("/")),
        date: line.date.map(|day| day.to_string()),
        agency: line.agency.clone(),
    }
}

fn quote_record(
    id: QuoteId,
    quote: &Quote,
    analysis: &Analysis,
    points: &CodePoints<'_>,
) -> QuoteRecord {
    QuoteRecord {
        id: quote_name(id),
        kind: quote.kind.code(),
        content: quote
            .content
            .iter()
            .map(|&span| points.span(span))
            .collect(),
        cue: quote.cue.as_ref().map(|cue| CueRecord {
            span: points.span(cue.span),
            lemma: cue.lemma.clone(),
            class: cue.class.code(),
            negated: cue.negated,
        }),
        speaker: quote
            .speaker
            .as_ref()
            .map(|speaker| speaker_record(speaker, analysis, points)),
        addressees: quote
            .addressees
            .iter()
            .flat_map(|&mention| entity_names(analysis.entities.of(mention)))
            .collect(),
        medium: quote.medium.map(|medium| MediumRecord {
            span: points.span(medium.span),
            kind: medium.kind.code(),
        }),
        parent: quote.parent.map(quote_name),
        confidence: rounded(quote.confidence),
        rule: quote.rule.as_str().to_owned(),
    }
}

fn speaker_record(
    speaker: &Speaker,
    analysis: &Analysis,
    points: &CodePoints<'_>,
) -> SpeakerRecord {
    let link = speaker
        .mention
        .and_then(|mention| analysis.entities.links.get(mention)?.as_ref());
    SpeakerRecord {
        span: points.span(speaker.span),
        mention: speaker.mention.map(mention_name),
        entities: link
            .map(|link| entity_names(&link.entities))
            .unwrap_or_default(),
        resolution: link.map(|link| {
            if speaker.carried {
                "carried"
            } else {
                link.basis.code()
            }
        }),
    }
}

fn event_record(id: EventId, event: &Event, points: &CodePoints<'_>) -> EventRecord {
    EventRecord {
        id: event_name(id),
        event_type: event.event_type.code(),
        mode: event.mode.map(|mode| mode.code()),
        cameo: event.cameo.map(|code| code.to_string()),
        quad: event.event_type.quad().code(),
        goldstein: event.cameo.and_then(|code| code.goldstein()).map(rounded),
        plover_score: rounded(event.event_type.score(event.mode)),
        contexts: event
            .contexts
            .iter()
            .map(|context| context.code())
            .collect(),
        source: entity_names(&event.source),
        target: entity_names(&event.target),
        reciprocal: event.reciprocal,
        status: event.status.code(),
        setting: event.setting.code(),
        trigger: event
            .trigger
            .iter()
            .map(|&span| points.span(span))
            .collect(),
        sentence: event.sentence.index(),
        time: event.time.map(|time| EventTimeRecord {
            start: time.start.to_string(),
            end: time.end.to_string(),
            basis: time.basis.code(),
        }),
        place: event.place.map(entity_name),
        said_in: event.said_in.map(quote_name),
        same_as: event
            .same_as
            .iter()
            .map(|&other| event_name(other))
            .collect(),
        outcome_of: event.outcome_of.map(event_name),
        confidence: rounded(event.confidence),
        rule: event.rule.as_str().to_owned(),
    }
}

/// Two decimals: more would claim a precision that nobody measured, and differ between machines.
pub(crate) fn rounded(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

fn entity_names(ids: &[EntityId]) -> Vec<String> {
    ids.iter().map(|&id| entity_name(id)).collect()
}

pub(crate) fn entity_name(id: EntityId) -> String {
    format!("e{}", id.index() + 1)
}

pub(crate) fn mention_name(id: MentionId) -> String {
    format!("m{}", id.index() + 1)
}

fn time_name(id: TimeId) -> String {
    format!("t{}", id.index() + 1)
}

pub(crate) fn quote_name(id: QuoteId) -> String {
    format!("q{}", id.index() + 1)
}

pub(crate) fn event_name(id: EventId) -> String {
    format!("v{}", id.index() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{Segment, Span};

    #[test]
    fn segments_count_code_points_and_go_on_over_wide_characters() {
        // `Zürich &amp; Wien` in windows-1252.
        let text = "Zürich & Wien";
        let mut origin = Origin::new(0..17, [0; 32], "windows-1252");
        for (text, source, kind) in [
            (0..1, 0..1, SegmentKind::Copied),
            (1..3, 1..2, SegmentKind::Copied),
            (3..8, 2..7, SegmentKind::Copied),
            (8..9, 7..12, SegmentKind::Decoded),
            (9..14, 12..17, SegmentKind::Copied),
        ] {
            let text = Span::new(text.start, text.end);
            origin.push(Segment { text, source, kind });
        }
        assert_eq!(
            segments(&origin, &CodePoints::of(text)),
            [[0, 7, 0, 7], [7, 8, 7, 12], [8, 13, 12, 17]]
        );
    }
}

//! A story in the characters of print and web pages is read like its plain twin.

use chancery::{Analysis, Document, Pipeline};
use chancery_model::{EntityId, Id};

/// What was found, in plain words: speakers, contents, entities, events and days.
fn findings(analysis: &Analysis) -> Vec<String> {
    let doc = &analysis.document;
    let plain = |span| {
        let words: &str = doc.slice(span);
        chancery_model::PlainView::of(words)
            .map_or(words.to_owned(), |view| view.plain().to_owned())
    };
    let name = |id: &EntityId| analysis.entities.entities[*id].name.clone();
    let names = |ids: &[EntityId]| ids.iter().map(name).collect::<Vec<_>>().join("+");
    let mut found = Vec::new();
    for mention in &analysis.entities.mentions {
        found.push(format!(
            "mention {} ({})",
            plain(mention.span),
            plain(mention.head)
        ));
    }
    for entity in &analysis.entities.entities {
        found.push(format!(
            "{} {} {:?}",
            entity.kind, entity.name, entity.country
        ));
    }
    for time in &analysis.times {
        found.push(format!("time {} {:?}", plain(time.span), time.value));
    }
    for quote in &analysis.quotes {
        let words: Vec<_> = quote.content.iter().map(|&span| plain(span)).collect();
        let speaker = quote.speaker.as_ref().map(|speaker| plain(speaker.span));
        found.push(format!("{} {words:?} {speaker:?}", quote.kind));
    }
    for event in &analysis.events {
        let words: Vec<_> = event.trigger.iter().map(|&span| plain(span)).collect();
        found.push(format!(
            "{} {} {words:?} {} > {} in {}",
            event.event_type,
            event.status,
            names(&event.source),
            names(&event.target),
            event.sentence.index()
        ));
    }
    found
}

const PLAIN: &str = "VIENNA, March 5 - Austrian Chancellor Anna Beispiel met Kenya's first lady in Vienna on March 5.\n\
    \"We find the offer of the Chancellor difficult,\" Foreign Minister Otto Muster said after five-day talks at -5 degrees.\n\
    Kenya signed a final fisheries agreement with Austria. The office of the Chancellor criticized Russia.";

/// `edits` lead from the plain story to a printed one.
#[track_caller]
fn check(pipeline: &Pipeline, edits: &[(&str, &str)]) {
    let printed = edits.iter().fold(PLAIN.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    let expected = findings(&pipeline.analyze(Document::from_plain("plain", PLAIN)));
    let analysis = pipeline.analyze(Document::from_plain("printed", printed.clone()));
    assert_eq!(analysis.document.text(), printed);
    assert_eq!(findings(&analysis), expected, "{printed}");
    assert!(expected.len() > 20 && expected.iter().any(|row| row.starts_with("direct")));
}

#[test]
fn printed_stories_are_read_like_their_plain_twins() {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    // No-break spaces, also the narrow one.
    check(&pipeline, &[(" ", "\u{a0}")]);
    check(
        &pipeline,
        &[
            ("March 5", "March\u{a0}5"),
            ("Anna Beispiel", "Anna\u{202f}Beispiel"),
        ],
    );
    // Soft hyphens and marks without width.
    check(
        &pipeline,
        &[
            ("Chancellor", "Chan\u{ad}cel\u{ad}lor"),
            ("signed", "sign\u{ad}ed"),
            ("Kenya", "Ken\u{ad}ya"),
        ],
    );
    check(
        &pipeline,
        &[
            ("Beispiel", "\u{200b}Beispiel\u{200b}"),
            ("Kenya", "\u{feff}Kenya"),
            ("met", "m\u{2060}et"),
        ],
    );
    check(
        &pipeline,
        &[
            ("Otto Muster", "\u{200e}Otto\u{200f} Muster\u{200e}"),
            ("\"We", "\u{200b}\"We"),
        ],
    );
    // Ligatures.
    check(&pipeline, &[("fi", "\u{fb01}"), ("ffi", "\u{fb03}")][..1]);
    check(
        &pipeline,
        &[
            ("ffi", "\u{fb03}"),
            ("fi", "\u{fb01}"),
            ("Minist", "Mini\u{fb06}"),
        ],
    );
    // Hyphens and minus signs.
    check(
        &pipeline,
        &[("five-day", "five\u{2011}day"), ("-5", "\u{2212}5")],
    );
    check(&pipeline, &[("five-day", "five\u{2010}day")]);
}

/// The only quote of a sentence whose marks are `open` and `close`.
#[track_caller]
fn check_marks(pipeline: &Pipeline, open: &str, close: &str) {
    let text = format!(
        "{open}We find the offer difficult,{close} Foreign Minister Otto Muster said on Monday."
    );
    let analysis = pipeline.analyze(Document::from_plain("marks", text));
    let quotes: Vec<_> = analysis
        .quotes
        .iter()
        .map(|quote| {
            let words: Vec<_> = quote
                .content
                .iter()
                .map(|&span| analysis.document.slice(span))
                .collect();
            let speaker = quote
                .speaker
                .as_ref()
                .map(|speaker| analysis.document.slice(speaker.span));
            (quote.kind.code(), words, speaker)
        })
        .collect();
    let speaker = Some("Foreign Minister Otto Muster");
    assert_eq!(
        quotes,
        [("direct", vec!["We find the offer difficult,"], speaker)],
        "{open}…{close}"
    );
}

#[test]
fn every_pair_of_marks_holds_a_quote() {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    for (open, close) in [
        ("\"", "\""),
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("„", "‟"),
        ("‟", "”"),
        ("”", "”"),
        ("«", "»"),
        ("«\u{a0}", "\u{a0}»"),
        ("«\u{202f}", "\u{202f}»"),
        ("‹", "›"),
        ("»", "«"),
        ("‘", "’"),
        ("‘‘", "’’"),
        ("``", "''"),
        ("\u{200b}“", "”\u{200b}"),
        ("＂", "＂"),
    ] {
        check_marks(&pipeline, open, close);
    }
}

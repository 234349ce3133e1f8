//! An event of one's own field: a port that is closed to a state's ships.
//!
//! `cargo run -p chancery --example custom_frames` prints the event with the rule that found it. A frame is data; the page
//! `docs/formats/frames.md` lists its keys. A wrong one is an error with file, line and column.

use std::error::Error;
use std::io::{self, Write};

use chancery::{Document, Pipeline};

const FRAMES: &str = r#"
type = "SANCTION"

[[frame]]
id = "close-port"
verbs = ["close"]
object = ["port", "harbour"]
oblique = ["to @something"]
source = ["subject"]
target = ["to"]
cameo = "163"
contexts = ["economic"]
yes = ["Oman closed its ports to Austrian ships."]
no = ["The bar at the port closed at noon."]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let pipeline = Pipeline::new()?.with_frames("ports.toml", FRAMES)?;
    let story = Document::from_plain(
        "story",
        "Iceland closed its ports to Danish ships on Friday.",
    );
    let analysis = pipeline.analyze(story);
    let mut out = io::stdout().lock();
    for event in analysis.events.iter() {
        let names = |ids: &[_]| -> Vec<_> {
            ids.iter()
                .map(|&id| analysis.entities.entities[id].name.clone())
                .collect()
        };
        let (source, target) = (names(&event.source), names(&event.target));
        writeln!(
            out,
            "{} {source:?} → {target:?} by {}",
            event.event_type.code(),
            event.rule.as_str()
        )?;
    }
    Ok(())
}

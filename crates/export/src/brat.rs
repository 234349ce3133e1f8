//! brat stand-off, packed: a tar archive with `annotation.conf`, and for each document its text and its annotations.
//!
//! brat wants two files a document, `a.txt` and `a.ann`, and one stream can hold only one: `tar xf out.brat.tar -C data/news` makes
//! the folder that brat opens. Mentions, cues, quotes and triggers are text-bound, acts are events with a status.

mod annotations;
mod archive;

use std::io::Write;

use chancery_model::{Analysis, EntityKind, EventType, Setting, Status};

use crate::assembly::Frame;
use crate::{Assembly, ExportError, Exporter};

/// The archive.
pub(crate) struct Brat;

/// What ends a tar archive: two empty blocks.
const END: &str = match std::str::from_utf8(&[0; 1024]) {
    Ok(blocks) => blocks,
    Err(_) => "",
};

impl Exporter for Brat {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let doc = &analysis.document;
        let name = archive::file_name(doc.id());
        archive::file(&format!("{name}.txt"), doc.text().as_bytes(), out)?;
        let annotations = annotations::of(analysis);
        archive::file(&format!("{name}.ann"), annotations.as_bytes(), out)?;
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        let mut head = Vec::new();
        archive::file("annotation.conf", configuration().as_bytes(), &mut head)
            .expect("a vector takes all");
        Box::new(Frame {
            head,
            foot: END,
            ..Frame::default()
        })
    }
}

/// The types that the annotations use.
fn configuration() -> String {
    let lines = |codes: Vec<String>| codes.join("\n");
    let kinds = EntityKind::ALL.iter();
    let kinds = kinds.map(|kind| annotations::kind_label(*kind).to_owned());
    let acts = EventType::ALL
        .iter()
        .map(|act| format!("{act}\tSource*:<ENTITY>, Target*:<ENTITY>, Place?:<ENTITY>"));
    let codes = |codes: Vec<&str>| codes.join("|");
    let statuses = codes(Status::ALL.iter().map(|status| status.code()).collect());
    let settings = codes(Setting::ALL.iter().map(|setting| setting.code()).collect());
    format!(
        "[entities]\n{}\nSpeaker\nCue\nQuote\n\n[relations]\nSpeaker\tArg1:Quote, Arg2:<ENTITY>\nCue\tArg1:Quote, Arg2:Cue\n\
         <OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n[events]\n{}\n\n[attributes]\n\
         Status\tArg:<EVENT>, Value:{statuses}\nSetting\tArg:<EVENT>, Value:{settings}\n",
        lines(kinds.collect()),
        lines(acts.collect()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Names and contents of the files of an archive.
    fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut archive = tar::Archive::new(bytes);
        let entries = archive.entries().expect("an archive");
        entries
            .map(|entry| {
                let mut entry = entry.expect("a file");
                let path = entry.path().expect("a path");
                let name = path.to_string_lossy().into_owned();
                let mut content = Vec::new();
                std::io::Read::read_to_end(&mut entry, &mut content).expect("bytes");
                (name, content)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn the_archive_holds_the_text_unchanged(id in any::<String>(), text in any::<String>()) {
            let mut analysis = crate::testing::analysis("met VERB 0 root");
            analysis.document = chancery_model::Document::from_plain(id, text.clone());
            let (mut document, mut out) = (Vec::new(), Vec::new());
            Brat.document(&analysis, &mut document).expect("a vector takes all");
            let mut assembly = Brat.assembly();
            assembly
                .start(&mut out)
                .and_then(|()| assembly.add(&document, &mut out))
                .and_then(|()| assembly.finish(&mut out))
                .expect("a vector takes all");
            let files = unpacked(&out);
            prop_assert_eq!(files.len(), 3);
            prop_assert_eq!(&files[1].1, text.as_bytes());
        }
    }
}

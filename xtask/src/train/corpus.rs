//! Reads the treebanks: words, tags, heads and relations from CoNLL-U, names from the IOB2 files beside them.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::{Result, mentions};

/// The training files, in order of name.
const TRAIN: [&str; 3] = [
    "en_ewt-ud-train.conllu.gz",
    "en_gum-open-train.conllu.gz",
    "uner_en_ewt-train.iob2",
];
/// The files that decide which training is better.
const DEV: [&str; 3] = [
    "en_ewt-ud-dev.conllu",
    "en_gum-open-dev.conllu",
    "uner_en_ewt-dev.iob2",
];

/// One annotated sentence; all lists have one item a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) words: Vec<String>,
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    /// Heads, counted from 1; 0 is the root.
    pub(crate) heads: Vec<usize>,
    /// Relations with their subtypes.
    pub(crate) relations: Vec<String>,
    /// `O`, `B-PER`, ..; absent where nobody marked names.
    pub(crate) names: Option<Vec<String>>,
}

/// The sentences that a training needs.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) train: Vec<Sentence>,
    /// English Web Treebank, with names.
    pub(crate) dev_ewt: Vec<Sentence>,
    /// GUM, with names drawn from its mentions.
    pub(crate) dev_gum: Vec<Sentence>,
    /// Hash of the training files.
    pub(crate) hash: u64,
}

/// The files that are not in `folder`.
pub(crate) fn missing(folder: &Path) -> Vec<&'static str> {
    TRAIN
        .into_iter()
        .chain(DEV)
        .filter(|name| !folder.join(name).is_file())
        .collect()
}

/// Reads all files of `folder`.
///
/// # Errors
///
/// When a file cannot be read or is not in its format.
pub(crate) fn read(folder: &Path) -> Result<Corpus> {
    let file = |name| folder.join(name);
    let [ewt, gum, names] = TRAIN;
    let mut train = with_names(read_treebank(&file(ewt))?, &read_text(&file(names))?);
    let titles = mentions::titles(&train);
    let read_gum = |name| {
        let name_all =
            |parsed: Parsed| mentions::with_names(parsed.sentence, &parsed.entities, &titles);
        read_treebank(&file(name))
            .map(|treebank| treebank.into_iter().map(name_all).collect::<Vec<_>>())
    };
    train.append(&mut read_gum(gum)?);
    let [ewt, gum, names] = DEV;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in TRAIN {
        let step =
            |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        hash = read_raw(&file(name))?.iter().fold(hash, step);
    }
    Ok(Corpus {
        train,
        dev_ewt: with_names(read_treebank(&file(ewt))?, &read_text(&file(names))?),
        dev_gum: read_gum(gum)?,
        hash,
    })
}

/// A sentence as it stands in a treebank.
#[derive(Debug, Default)]
struct Parsed {
    id: String,
    sentence: Sentence,
    /// The `Entity=` value of each word, empty where it has none.
    entities: Vec<String>,
}

fn read_treebank(path: &Path) -> Result<Vec<Parsed>> {
    parse_conllu(&read_text(path)?).map_err(|why| format!("{}: {why}", path.display()))
}

/// Gives each sentence the labels that `names` has for its id.
fn with_names(treebank: Vec<Parsed>, names: &str) -> Vec<Sentence> {
    let mut labels = parse_names(names);
    let sentences = treebank.into_iter().map(
        |Parsed {
             id, mut sentence, ..
         }| {
            let fits = |labels: &Vec<String>| labels.len() == sentence.words.len();
            sentence.names = labels.remove(id.as_str()).filter(fits);
            sentence
        },
    );
    sentences.collect()
}

/// Reads a file, unpacked if its name ends in `.gz`.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let bytes = read_raw(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let outcome = MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked);
    outcome.map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(unpacked)
}

fn read_raw(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|why| format!("{}: {why}", path.display()))
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read_bytes(path)?).map_err(|why| format!("{}: {why}", path.display()))
}

/// Lines of multi-word tokens (`3-4`) and of empty nodes (`3.1`) are passed over.
fn parse_conllu(text: &str) -> Result<Vec<Parsed>> {
    let mut treebank = Vec::new();
    let mut parsed = Parsed::default();
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !parsed.entities.is_empty() {
                treebank.push(std::mem::take(&mut parsed));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(value) = comment.trim_start().strip_prefix("sent_id = ") {
                value.clone_into(&mut parsed.id);
            }
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let [word_id, form, _, upos, xpos, _, head, relation, _, misc] = columns[..] else {
                return Err(format!(
                    "line {}: 10 columns expected, found {}",
                    number + 1,
                    columns.len()
                ));
            };
            if word_id.contains(['-', '.']) {
                continue;
            }
            let head = head
                .parse()
                .map_err(|_| format!("line {}: no head number: {head}", number + 1))?;
            let entity = misc
                .split('|')
                .find_map(|item| item.strip_prefix("Entity="));
            parsed.entities.push(entity.unwrap_or("").to_owned());
            let sentence = &mut parsed.sentence;
            sentence.words.push(form.to_owned());
            sentence.upos.push(upos.to_owned());
            sentence.xpos.push(xpos.to_owned());
            sentence.heads.push(head);
            sentence.relations.push(relation.to_owned());
        }
    }
    Ok(treebank)
}

/// Name labels by sentence id. Types other than person, organisation and place count as no name.
fn parse_names(text: &str) -> HashMap<&str, Vec<String>> {
    let mut labels: HashMap<&str, Vec<String>> = HashMap::new();
    let mut id = "";
    for line in text.lines() {
        if let Some(value) = line.strip_prefix("# sent_id = ") {
            id = value;
        } else if let [_, _, label, ..] = line.split('\t').collect::<Vec<_>>()[..] {
            let known = matches!(label.get(1..), Some("-PER" | "-ORG" | "-LOC"));
            labels
                .entry(id)
                .or_default()
                .push(if known { label } else { "O" }.to_owned());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_ranges_and_empty_nodes() {
        let text = "# sent_id = a\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\
                    2\tn't\tnot\tPART\tRB\t_\t1\tadvmod:neg\t_\t_\n2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\n";
        let treebank = parse_conllu(text).expect("the example is well formed");
        let [Parsed { id, sentence, .. }] = &treebank[..] else {
            panic!("one sentence expected")
        };
        assert_eq!(id, "a");
        assert_eq!(sentence.words, ["do", "n't"]);
        assert_eq!(sentence.heads, [0, 1]);
        assert_eq!(sentence.relations, ["root", "advmod:neg"]);
    }

    #[test]
    fn names_are_found_by_sentence() {
        let labels = parse_names(
            "# sent_id = a\n1\tOslo\tB-LOC\t-\tx\n2\tsays\tO\t-\tx\n\n# sent_id = b\n1\tIt\tB-OTH\t-\tx\n",
        );
        assert_eq!(labels["a"], ["B-LOC", "O"]);
        assert_eq!(labels["b"], ["O"]);
    }
}

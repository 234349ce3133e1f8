//! Writes down what weights compute for a few sentences, so that another implementation can be held against it.

use std::fmt::Write;

use chancery_linguistics::network::features::features;

use super::Result;
use super::batch::{Batch, Labels};
use super::corpus::Sentence;
use super::store;

/// Invented sentences with marks, capitals, names and words that no training text has.
const SENTENCES: [&str; 10] = [
    "The foreign ministers of Norway and Kenya met in Oslo on Tuesday .",
    "\" We will not sign the treaty , \" Prime Minister Adaeze Quillfeather told reporters .",
    "“ It 's too early to say , ” she added .",
    "TALKS COLLAPSE AS ENVOY WALKS OUT",
    "President Marek Hollowbrook accused the U.N. of ignoring his country 's complaint .",
    "OSLO , March 3 ( Northwire ) -- Both sides agreed to a cease - fire .",
    "He did n't say whether the 2,500 prisoners had been released , but a spokeswoman denied it .",
    "Which country will host the summit ?",
    "The European Union , which imposed sanctions in 2014 , has threatened to extend them if elections are delayed .",
    "Yes .",
];

/// Describes the reading of each sentence.
pub(crate) fn describe(bytes: &[u8]) -> Result<String> {
    let (labels, model, parameters, mut inputs) = store::read(bytes)?;
    let mut out = String::from(
        "word, form rows, suffix rows, prefix row, shape row, key, has vector, has pieces | upos xpos head relation name \
         (heads: best arc of each word, not yet a tree) | first 4 values: encoded; upos; xpos; arc scores; relation; name\n",
    );
    for text in SENTENCES {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let unlabelled = vec![String::new(); words.len()];
        let sentence = Sentence {
            upos: unlabelled.clone(),
            xpos: unlabelled.clone(),
            relations: unlabelled,
            heads: vec![0; words.len()],
            words,
            names: None,
        };
        let mut batch = Batch::default();
        batch.push(&sentence, &labels, &mut inputs);
        let reading = model.read(&parameters, &inputs, &batch);
        let (encoded, _) = model.encoder.forward(&parameters, &inputs, &batch, None);
        let n = sentence.words.len();
        let scores = [
            encoded.clone(),
            model.upos.scores(&parameters, &encoded),
            model.xpos.scores(&parameters, &encoded),
            model.arcs.sentence_scores(&parameters, &encoded),
            model
                .relations
                .scores(&parameters, &encoded, &batch, &reading.heads),
            model.names.scores(&parameters, &encoded, &batch),
        ];
        writeln!(out, "\n# {text}").expect("writing to a string succeeds");
        for (at, word) in sentence.words.iter().enumerate() {
            let rows = features(word, &mut String::new());
            let input = inputs.get(batch.types[at]);
            let Labels {
                upos,
                xpos,
                relations,
                names,
            } = &labels;
            write!(
                out,
                "{word}\t{:?} {:?} {} {} {:?} {} {}\t{} {} {} {} {}\t",
                rows.form,
                rows.suffix,
                rows.prefix,
                rows.shape,
                rows.key,
                input.vector.is_some(),
                input.pieces.is_some(),
                upos[reading.upos[at]],
                xpos[reading.xpos[at]],
                reading.heads[at],
                relations[reading.relations[at]],
                names[reading.names[at]],
            )
            .expect("writing to a string succeeds");
            for scores in &scores {
                let width = scores.len() / n;
                write!(
                    out,
                    "{:.4?} ",
                    &scores[at * width..at * width + width.min(4)]
                )
                .expect("writing to a string succeeds");
            }
            out.push('\n');
        }
    }
    Ok(out)
}

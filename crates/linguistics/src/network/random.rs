//! A model of random weights, for tests: it says nothing sensible, but it says it by the same computation.

use std::sync::OnceLock;

use super::features::*;
use super::format::writer::Writer;
use super::format::*;
use super::model::Model;

/// The model of [`blob`].
pub(crate) fn model() -> Model {
    Model::load(blob_once()).expect("the writer writes what the reader reads")
}

/// A file of random weights.
pub(crate) fn blob() -> Vec<u8> {
    blob_once().to_vec()
}

fn blob_once() -> &'static [u8] {
    static BLOB: OnceLock<Vec<u8>> = OnceLock::new();
    BLOB.get_or_init(write)
}

fn write() -> Vec<u8> {
    let list = |codes: &[&str]| {
        codes
            .iter()
            .map(|&code| code.to_owned())
            .collect::<Vec<_>>()
    };
    let header = Header {
        upos: list(&["NOUN", "VERB", "PROPN", "ADP", "PUNCT"]),
        xpos: list(&["NN", "NNS", "VBD", "NNP", "IN", "."]),
        relations: list(&["nsubj", "root", "obj", "nsubj:pass"]),
        names: list(&["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]),
        ..Header::default()
    };
    let [upos, xpos, relations, names] =
        [&header.upos, &header.xpos, &header.relations, &header.names].map(|labels| labels.len());
    let mut writer = Writer::new(&header);
    let mut state = 1_u64;
    let mut random = |count: usize| -> Vec<f32> {
        (0..count)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    };
    let tables = [
        ("form.rows", FORM_ROWS, FORM_WIDTH),
        ("suffix.rows", SUFFIX_ROWS, AFFIX_WIDTH),
        ("prefix.rows", PREFIX_ROWS, AFFIX_WIDTH),
        ("shape.rows", SHAPE_ROWS, AFFIX_WIDTH),
        ("vectors.rows", 3, VECTOR_WIDTH),
        ("pieces.rows", 3, VECTOR_WIDTH),
    ];
    let matrices = [
        ("mix.weight", MIX_PIECES * WIDTH, INPUT_WIDTH),
        ("conv1.weight", CONV_PIECES * WIDTH, WINDOW * WIDTH),
        ("conv2.weight", CONV_PIECES * WIDTH, WINDOW * WIDTH),
        ("forward.input", 4 * LSTM_WIDTH, WIDTH),
        ("forward.recurrent", 4 * LSTM_WIDTH, LSTM_WIDTH),
        ("backward.input", 4 * LSTM_WIDTH, WIDTH),
        ("backward.recurrent", 4 * LSTM_WIDTH, LSTM_WIDTH),
        ("project.weight", ENCODED_WIDTH, WIDTH + 2 * LSTM_WIDTH),
        ("upos.weight", upos, ENCODED_WIDTH),
        ("xpos.weight", xpos, ENCODED_WIDTH),
        ("arc.dependent.weight", HEAD_WIDTH, ENCODED_WIDTH),
        ("arc.head.weight", HEAD_WIDTH, ENCODED_WIDTH),
        ("arc.bilinear", HEAD_WIDTH, HEAD_WIDTH),
        ("arc.distance", DISTANCE_BUCKETS, HEAD_WIDTH),
        ("label.dependent.weight", HEAD_WIDTH, ENCODED_WIDTH),
        ("label.head.weight", HEAD_WIDTH, ENCODED_WIDTH),
        ("label.distance", DISTANCE_BUCKETS, HEAD_WIDTH),
        ("label.weight", relations, HEAD_WIDTH),
        ("name.hidden.weight", HEAD_WIDTH, WINDOW * ENCODED_WIDTH),
        ("name.weight", names, HEAD_WIDTH),
    ];
    for (name, rows, columns) in tables.into_iter().chain(matrices) {
        // Sums of any width keep about the same size.
        let scale = 1.5 / (columns as f32).sqrt();
        writer.scaled(
            name,
            columns,
            &random(rows * columns)
                .iter()
                .map(|value| value * scale)
                .collect::<Vec<_>>(),
        );
    }
    let rows = [
        ("mix.bias", MIX_PIECES * WIDTH),
        ("mix.gain", WIDTH),
        ("mix.shift", WIDTH),
        ("conv1.bias", CONV_PIECES * WIDTH),
        ("conv1.gain", WIDTH),
        ("conv1.shift", WIDTH),
        ("conv2.bias", CONV_PIECES * WIDTH),
        ("conv2.gain", WIDTH),
        ("conv2.shift", WIDTH),
        ("forward.bias", 4 * LSTM_WIDTH),
        ("backward.bias", 4 * LSTM_WIDTH),
        ("project.bias", ENCODED_WIDTH),
        ("upos.bias", upos),
        ("xpos.bias", xpos),
        ("arc.dependent.bias", HEAD_WIDTH),
        ("arc.head.bias", HEAD_WIDTH),
        ("arc.root", HEAD_WIDTH),
        ("arc.prior", HEAD_WIDTH),
        ("arc.distance.bias", DISTANCE_BUCKETS),
        ("label.dependent.bias", HEAD_WIDTH),
        ("label.root", HEAD_WIDTH),
        ("label.bias", relations),
        ("name.hidden.bias", HEAD_WIDTH),
        ("name.bias", names),
        ("vectors.unknown", VECTOR_WIDTH),
        ("pieces.unknown", VECTOR_WIDTH),
    ];
    for (name, columns) in rows {
        writer.floats(name, columns, &random(columns));
    }
    writer.floats("name.transitions", names, &random((names + 1) * names));
    for name in ["vectors", "pieces"] {
        let mut keys = ["the", "w1", "m"].map(key);
        keys.sort_unstable();
        writer.words(&format!("{name}.keys"), &keys);
        writer.halves(&format!("{name}.index"), &[0, 1, 2]);
    }
    writer.finish()
}

//! How many multiply-adds the network needs for a token, and how many one core could do in theory.
//!
//! The count follows the layers of `chancery_linguistics::network::format`. The first layer is left out: it is computed once
//! for each word type and then kept.

use chancery_linguistics::network::format::{
    CONV_PIECES, DISTANCE_BUCKETS, ENCODED_WIDTH, HEAD_WIDTH, Header, LSTM_WIDTH, WIDTH, WINDOW,
};

use crate::measure::best;

/// Multiply-adds for one token of a sentence with `candidates` possible heads, the root among them.
pub(crate) fn multiply_adds(header: &Header, candidates: f64) -> f64 {
    let convolutions = 2 * (WINDOW * WIDTH) * (CONV_PIECES * WIDTH);
    let recurrent = 2 * 4 * LSTM_WIDTH * (WIDTH + LSTM_WIDTH);
    let project = (WIDTH + 2 * LSTM_WIDTH) * ENCODED_WIDTH;
    let tags = ENCODED_WIDTH * (header.upos.len() + header.xpos.len());
    let arcs = HEAD_WIDTH * (2 * ENCODED_WIDTH + HEAD_WIDTH + DISTANCE_BUCKETS);
    let relations = HEAD_WIDTH * (2 * ENCODED_WIDTH + header.relations.len());
    let names = HEAD_WIDTH * (WINDOW * ENCODED_WIDTH + header.names.len());
    let fixed = convolutions + recurrent + project + tags + arcs + relations + names;
    fixed as f64 + HEAD_WIDTH as f64 * candidates
}

/// Multiply-adds of 16-bit integers that a core can do in a cycle, where known.
///
/// x86-64 with AVX2 or AVX-512 VNNI: 32, as two 256-bit or one 512-bit product; a core with two 512-bit units could
/// do twice as many. Plain x86-64: half of that.
pub(crate) fn multiply_adds_a_cycle() -> Option<u32> {
    #[cfg(target_arch = "x86_64")]
    {
        Some(if is_x86_feature_detected!("avx2") {
            32
        } else {
            16
        })
    }
    #[cfg(not(target_arch = "x86_64"))]
    None
}

/// Cycles a second, from a chain of steps of four cycles each (a product, three; an exclusive or, one).
pub(crate) fn clock_rate() -> f64 {
    const STEPS: u32 = 20_000_000;
    let factor = std::hint::black_box(0x9E37_79B9_7F4A_7C15_u64);
    let time = best(5, || {
        let mut x = factor;
        for _ in 0..STEPS {
            x ^= x.wrapping_mul(factor);
        }
        std::hint::black_box(x);
    });
    4.0 * f64::from(STEPS) / time.as_secs_f64()
}

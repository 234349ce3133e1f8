//! Runs the network in the instructions that the processor has.
//!
//! The same code is compiled for each kind: with 512-bit vectors, with 256-bit vectors, and for any processor. All give
//! exactly the same result: products are sums of integers, and the other sums have one order.

use super::forward::{Input, Output, Scratch, read};
use super::model::Model;
use super::tiles::Portable;
#[cfg(target_arch = "x86_64")]
use super::tiles::{Avx2, Avx512};

/// Kinds of processor that the network is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// x86-64 with AVX-512 (F, BW, VL, VNNI).
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// x86-64 with AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Any.
    Portable,
}

impl Kind {
    /// The fastest kind that this processor can run.
    pub(super) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni");
            if avx2 {
                return if avx512 { Self::Avx512 } else { Self::Avx2 };
            }
        }
        Self::Portable
    }
}

/// Reads one batch of sentences; `kind` must come from [`Kind::detect`] or be portable.
#[cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "a function for a processor feature may be called only where the feature is there"
    )
)]
pub(super) fn run(
    kind: Kind,
    model: &Model,
    scratch: &mut Scratch,
    input: &Input<'_>,
    output: &mut Output,
) {
    match kind {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the features were detected; a `Kind` that was not is checked for here.
        Kind::Avx512 if Kind::detect() == kind => unsafe {
            run_avx512(model, scratch, input, output)
        },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above; a processor with AVX-512 has AVX2.
        Kind::Avx2 if Kind::detect() != Kind::Portable => unsafe {
            run_avx2(model, scratch, input, output)
        },
        _ => read::<Portable>(model, scratch, input, output),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,avx2,fma")]
fn run_avx512(model: &Model, scratch: &mut Scratch, input: &Input<'_>, output: &mut Output) {
    read::<Avx512>(model, scratch, input, output);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn run_avx2(model: &Model, scratch: &mut Scratch, input: &Input<'_>, output: &mut Output) {
    read::<Avx2>(model, scratch, input, output);
}

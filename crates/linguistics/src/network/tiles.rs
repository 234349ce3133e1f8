//! The innermost loop of the network, once for each kind of processor.
//!
//! A tile is the product of a few rows with one panel of 16 outputs: small enough that all its sums stay in registers
//! while the weights stream by. Rows and weights are 16-bit integers and sums 32-bit, so every processor gets exactly the
//! same sums. Everything else in the network is plain code that the compiler adapts by itself.

use super::tables::{PANEL, Panel};

/// How a kind of processor multiplies.
pub(super) trait Tiles {
    /// Rows of a full tile; at least 4.
    const ROWS: usize;

    /// Adds the product of `x` with `panel` to `sums`. Row `r` of `x` begins at `r * stride`; `R` is 4 or [`ROWS`](Self::ROWS).
    fn tile<const R: usize>(
        panel: &[Panel],
        x: &[i16],
        stride: usize,
        sums: &mut [[i32; PANEL]; R],
    );
}

/// Any processor.
pub(super) struct Portable;

impl Tiles for Portable {
    const ROWS: usize = 4;

    #[inline(always)]
    fn tile<const R: usize>(
        panel: &[Panel],
        x: &[i16],
        stride: usize,
        sums: &mut [[i32; PANEL]; R],
    ) {
        for (row, sums) in sums.iter_mut().enumerate() {
            let pairs = x[row * stride..].as_chunks::<2>().0;
            for (pair, weights) in pairs.iter().zip(panel) {
                for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += i32::from(pair[0]) * i32::from(weights[0])
                        + i32::from(pair[1]) * i32::from(weights[1]);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "vector loads and processor features have no safe form; lengths are checked before"
)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{PANEL, Panel, Tiles};

    /// AVX-512 with VNNI; may be used only where it was detected.
    pub(in super::super) struct Avx512;

    impl Tiles for Avx512 {
        const ROWS: usize = 12;

        #[inline(always)]
        fn tile<const R: usize>(
            panel: &[Panel],
            x: &[i16],
            stride: usize,
            sums: &mut [[i32; PANEL]; R],
        ) {
            assert!(
                x.len() >= (R - 1) * stride + 2 * panel.len(),
                "rows of a tile lie within x"
            );
            // SAFETY: the features were detected, and the rows lie within `x`.
            unsafe { tile_avx512(panel, x, stride, sums) }
        }
    }

    /// AVX2; may be used only where it was detected.
    pub(in super::super) struct Avx2;

    impl Tiles for Avx2 {
        const ROWS: usize = 6;

        #[inline(always)]
        fn tile<const R: usize>(
            panel: &[Panel],
            x: &[i16],
            stride: usize,
            sums: &mut [[i32; PANEL]; R],
        ) {
            assert!(
                x.len() >= (R - 1) * stride + 2 * panel.len(),
                "rows of a tile lie within x"
            );
            // SAFETY: the features were detected, and the rows lie within `x`.
            unsafe { tile_avx2(panel, x, stride, sums) }
        }
    }

    /// # Safety
    /// The processor must have the features, and `x` must hold `R` rows of `2 * panel.len()` values, `stride` apart.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,avx2,fma")]
    unsafe fn tile_avx512<const R: usize>(
        panel: &[Panel],
        x: &[i16],
        stride: usize,
        sums: &mut [[i32; PANEL]; R],
    ) {
        let mut lanes = [_mm512_setzero_si512(); R];
        let mut column = x.as_ptr();
        for weights in panel {
            // SAFETY: a panel holds 32 weights; the rows lie within `x`.
            unsafe {
                let weights = _mm512_loadu_si512(weights.as_ptr().cast());
                for (row, lane) in lanes.iter_mut().enumerate() {
                    let pair = column.add(row * stride).cast::<i32>().read_unaligned();
                    *lane = _mm512_dpwssd_epi32(*lane, _mm512_set1_epi32(pair), weights);
                }
                column = column.add(2);
            }
        }
        for (lane, sums) in lanes.iter().zip(sums) {
            // SAFETY: 16 sums are there.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), *lane) };
        }
    }

    /// # Safety
    /// As for [`tile_avx512`].
    #[inline]
    #[target_feature(enable = "avx2,fma")]
    unsafe fn tile_avx2<const R: usize>(
        panel: &[Panel],
        x: &[i16],
        stride: usize,
        sums: &mut [[i32; PANEL]; R],
    ) {
        let mut lanes = [[_mm256_setzero_si256(); 2]; R];
        let mut column = x.as_ptr();
        for weights in panel {
            // SAFETY: a panel holds 32 weights; the rows lie within `x`.
            unsafe {
                let low = _mm256_loadu_si256(weights.as_ptr().cast());
                let high = _mm256_loadu_si256(weights.as_ptr().add(PANEL).cast());
                for (row, [low_lane, high_lane]) in lanes.iter_mut().enumerate() {
                    let pair =
                        _mm256_set1_epi32(column.add(row * stride).cast::<i32>().read_unaligned());
                    *low_lane = _mm256_add_epi32(*low_lane, _mm256_madd_epi16(pair, low));
                    *high_lane = _mm256_add_epi32(*high_lane, _mm256_madd_epi16(pair, high));
                }
                column = column.add(2);
            }
        }
        for (lane, sums) in lanes.iter().zip(sums) {
            // SAFETY: 16 sums are there.
            unsafe {
                _mm256_storeu_si256(sums.as_mut_ptr().cast(), lane[0]);
                _mm256_storeu_si256(sums.as_mut_ptr().add(PANEL / 2).cast(), lane[1]);
            }
        }
    }
}

//! Multiplies matrices: where nearly all the time of a training goes.
//!
//! Each element of the result is one chain of fused multiply-adds in a fixed order, so every processor gives the same
//! bits; wider registers only do more chains at once.

/// Rows of the result that one pass of the kernel holds in registers.
const TILE_ROWS: usize = 6;
/// Length of the chains between two stores, so that the part of `b` in use stays in the cache.
const DEPTH: usize = 256;

/// A matrix that is read by row or, transposed, by column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Left<'a> {
    /// `m` rows of `k` values.
    Rows(&'a [f32]),
    /// `k` rows of `m` values, to be read as their transpose.
    Columns(&'a [f32]),
}

/// Adds the product of `a` (`m × k`) and `b` (`k × n`, row after row) to `c` (`m × n`, row after row).
pub(crate) fn multiply_add(m: usize, k: usize, n: usize, a: Left<'_>, b: &[f32], c: &mut [f32]) {
    assert!(
        c.len() == m * n && b.len() == k * n,
        "shapes of a product agree"
    );
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            #[expect(
                unsafe_code,
                reason = "the processor was just asked whether it has these registers"
            )]
            return unsafe { multiply_add_512(m, k, n, a, b, c) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            #[expect(
                unsafe_code,
                reason = "the processor was just asked whether it has these registers"
            )]
            return unsafe { multiply_add_256(m, k, n, a, b, c) };
        }
    }
    kernel::<16>(m, k, n, a, b, c);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
fn multiply_add_512(m: usize, k: usize, n: usize, a: Left<'_>, b: &[f32], c: &mut [f32]) {
    kernel::<32>(m, k, n, a, b, c);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn multiply_add_256(m: usize, k: usize, n: usize, a: Left<'_>, b: &[f32], c: &mut [f32]) {
    kernel::<16>(m, k, n, a, b, c);
}

/// The product with tiles of `WIDE` columns, and narrower ones for what is left.
#[inline(always)]
fn kernel<const WIDE: usize>(m: usize, k: usize, n: usize, a: Left<'_>, b: &[f32], c: &mut [f32]) {
    let mut packed = [0.0; TILE_ROWS * DEPTH];
    for depth in (0..k).step_by(DEPTH) {
        let length = DEPTH.min(k - depth);
        let b = &b[depth * n..(depth + length) * n];
        for top in (0..m).step_by(TILE_ROWS) {
            let rows = TILE_ROWS.min(m - top);
            let packed = &mut packed[..TILE_ROWS * length];
            pack(m, k, a, top, rows, depth, packed);
            let c = &mut c[top * n..(top + rows) * n];
            let mut left = 0;
            while left + WIDE <= n {
                tile::<WIDE>(n, packed, b, c, left, rows);
                left += WIDE;
            }
            while left + 8 <= n {
                tile::<8>(n, packed, b, c, left, rows);
                left += 8;
            }
            while left < n {
                tile::<1>(n, packed, b, c, left, rows);
                left += 1;
            }
        }
    }
}

/// Copies a few rows of `a` so that the values of one step of the chains lie together; missing rows are zero.
#[inline(always)]
fn pack(
    m: usize,
    k: usize,
    a: Left<'_>,
    top: usize,
    rows: usize,
    depth: usize,
    packed: &mut [f32],
) {
    match a {
        Left::Rows(a) => {
            for row in 0..TILE_ROWS {
                for (step, slot) in packed.iter_mut().skip(row).step_by(TILE_ROWS).enumerate() {
                    *slot = if row < rows {
                        a[(top + row) * k + depth + step]
                    } else {
                        0.0
                    };
                }
            }
        }
        Left::Columns(a) => {
            for (step, slots) in packed.chunks_exact_mut(TILE_ROWS).enumerate() {
                slots.fill(0.0);
                let from = (depth + step) * m + top;
                slots[..rows].copy_from_slice(&a[from..from + rows]);
            }
        }
    }
}

/// Six rows and `N` columns of the result, from column `left`.
#[inline(always)]
fn tile<const N: usize>(
    n: usize,
    packed: &[f32],
    b: &[f32],
    c: &mut [f32],
    left: usize,
    rows: usize,
) {
    let mut sums = [[0.0_f32; N]; TILE_ROWS];
    for (sums, c) in sums.iter_mut().zip(c.chunks_exact(n)).take(rows) {
        sums.copy_from_slice(&c[left..left + N]);
    }
    for (a, b) in packed.chunks_exact(TILE_ROWS).zip(b.chunks_exact(n)) {
        let b = &b[left..left + N];
        for row in 0..TILE_ROWS {
            for column in 0..N {
                sums[row][column] = a[row].mul_add(b[column], sums[row][column]);
            }
        }
    }
    for (sums, c) in sums.iter().zip(c.chunks_exact_mut(n)).take(rows) {
        c[left..left + N].copy_from_slice(sums);
    }
}

/// The transpose of a matrix of `rows × columns` values.
pub(crate) fn transpose(rows: usize, columns: usize, matrix: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; matrix.len()];
    for (row, values) in matrix.chunks_exact(columns).enumerate() {
        for (column, &value) in values.iter().enumerate() {
            out[column * rows + row] = value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::random::Random;

    /// Compares with the plain definition.
    fn check(m: usize, k: usize, n: usize) {
        let mut random = Random::new(7);
        let mut matrix = |size| (0..size).map(|_| random.unit() - 0.5).collect::<Vec<_>>();
        let (a, b) = (matrix(m * k), matrix(k * n));
        let start = matrix(m * n);
        let mut expected = start.clone();
        for row in 0..m {
            for column in 0..n {
                for step in 0..k {
                    let sum = &mut expected[row * n + column];
                    *sum = a[row * k + step].mul_add(b[step * n + column], *sum);
                }
            }
        }
        let mut found = start.clone();
        multiply_add(m, k, n, Left::Rows(&a), &b, &mut found);
        assert_eq!(found, expected);
        let mut found = start;
        multiply_add(m, k, n, Left::Columns(&transpose(m, k, &a)), &b, &mut found);
        assert_eq!(found, expected);
    }

    #[test]
    fn products_are_exact_for_all_tile_sizes() {
        check(1, 1, 1);
        check(6, 300, 32);
        check(13, 5, 57);
        check(4, 257, 80);
    }
}

//! Logistic regression over signs that hold or not, by cyclic coordinate descent: the same rows give the same weights.

/// Passes over all weights.
const SWEEPS: usize = 60;
/// Penalty of the constant's square, only there to keep it finite.
const PENALTY_OF_CONSTANT: f64 = 1e-6;
/// Least curvature that a row adds, so that steps stay short.
const MIN_CURVE: f64 = 1e-4;

/// An event: the numbers of the signs that hold, and whether it is right.
pub(crate) struct Row {
    /// 0 is the constant and always among them.
    pub(crate) signs: Vec<usize>,
    pub(crate) is_right: bool,
}

/// One weight a sign.
pub(crate) struct Regression {
    pub(crate) weights: Vec<f64>,
}

impl Regression {
    /// Fits `n` weights with this penalty for their squares.
    pub(crate) fn fit(rows: &[&Row], n: usize, penalty: f64) -> Self {
        let mut rows_with = vec![Vec::new(); n];
        for (at, row) in rows.iter().enumerate() {
            for &sign in &row.signs {
                rows_with[sign].push(at);
            }
        }
        let mut weights = vec![0.0; n];
        let mut sums = vec![0.0; rows.len()];
        for _ in 0..SWEEPS {
            for (sign, with) in rows_with.iter().enumerate() {
                let penalty = if sign == 0 {
                    PENALTY_OF_CONSTANT
                } else {
                    penalty
                };
                let (mut slope, mut curve) = (penalty * weights[sign], penalty);
                for &at in with {
                    let p = logistic(sums[at]);
                    slope += p - f64::from(u8::from(rows[at].is_right));
                    curve += (p * (1.0 - p)).max(MIN_CURVE);
                }
                let step = -slope / curve;
                weights[sign] += step;
                for &at in with {
                    sums[at] += step;
                }
            }
        }
        Self { weights }
    }

    pub(crate) fn probability(&self, row: &Row) -> f64 {
        logistic(row.signs.iter().map(|&sign| self.weights[sign]).sum())
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_the_shares_of_its_rows() {
        // Sign 1 holds in half of the rows and nine of ten of those are right; of the others two of ten are.
        let rows: Vec<Row> = (0..200)
            .map(|at| Row {
                signs: if at % 2 == 0 { vec![0, 1] } else { vec![0] },
                is_right: if at % 2 == 0 {
                    at % 20 != 0
                } else {
                    at % 10 == 1
                },
            })
            .collect();
        let rows: Vec<&Row> = rows.iter().collect();
        let found = Regression::fit(&rows, 2, 0.01);
        assert!((found.probability(rows[0]) - 0.9).abs() < 0.01);
        assert!((found.probability(rows[1]) - 0.2).abs() < 0.01);
    }
}

//! Turns arc scores into a tree with one root.
//!
//! Mostly the best head of each word already makes a tree. Where it does not (*who said* depends on *what* and *what* on
//! *said*), the maximum spanning tree is found by contracting cycles (Chu and Liu 1965, Edmonds 1967).

/// Corrects `heads` (0 for the root, else 1-based) to the best tree with one root.
///
/// `scores` holds for each word a row of at least `heads.len() + 1` values, `stride` apart: the score of each head. `walk` is
/// scratch space.
pub(super) fn decode(scores: &[f32], stride: usize, heads: &mut [u32], walk: &mut Vec<u32>) {
    if is_tree(heads, walk) {
        return;
    }
    Contraction::new(scores, stride, heads.len()).solve(heads);
    if !is_tree(heads, walk) {
        // Scores that are no numbers have no best tree.
        heads.fill(1);
        heads[0] = 0;
    }
}

/// True when one word has the head 0 and every word leads to it. `walk` is scratch space.
pub(super) fn is_tree(heads: &[u32], walk: &mut Vec<u32>) -> bool {
    walk.clear();
    walk.resize(heads.len() + 1, 0);
    for mark in 1..=heads.len() {
        let mut at = mark;
        while at != 0 && walk[at] == 0 {
            walk[at] = mark as u32;
            at = heads[at - 1] as usize;
        }
        if at != 0 && walk[at] == mark as u32 {
            return false;
        }
    }
    heads.iter().filter(|&&head| head == 0).count() == 1
}

/// An arc between two words of the sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Arc {
    score: f64,
    head: u32,
    dependent: u32,
}

/// The arcs between nodes; a node is the root, a word, or a cycle contracted to one node.
struct Contraction {
    /// Nodes at the start: the root and the words.
    size: usize,
    /// Best arc from node `h` to node `d` at `h * size + d`.
    arcs: Vec<Arc>,
    /// Nodes that are not contracted into another.
    active: Vec<usize>,
    /// Words of each node.
    members: Vec<Vec<u32>>,
    /// For each contraction: the words of each node of the cycle, and the arc that enters it within the cycle.
    cycles: Vec<Vec<(Vec<u32>, Arc)>>,
}

impl Contraction {
    fn new(scores: &[f32], stride: usize, words: usize) -> Self {
        let size = words + 1;
        let mut arcs = vec![Arc::default(); size * size];
        // So much less for each arc from the root that the best tree has only one.
        let row = |dependent: usize| &scores[(dependent - 1) * stride..][..size];
        let largest = (1..size)
            .flat_map(row)
            .filter(|s| s.is_finite())
            .fold(1.0_f32, |a, s| a.max(s.abs()));
        let penalty = f64::from(largest) * 4.0 * size as f64;
        for dependent in 1..size {
            for head in (0..size).filter(|&head| head != dependent) {
                let score = f64::from(row(dependent)[head]) - if head == 0 { penalty } else { 0.0 };
                arcs[head * size + dependent] = Arc {
                    score,
                    head: head as u32,
                    dependent: dependent as u32,
                };
            }
        }
        let members = (0..size as u32).map(|word| vec![word]).collect();
        Self {
            size,
            arcs,
            active: (0..size).collect(),
            members,
            cycles: Vec::new(),
        }
    }

    fn solve(mut self, heads: &mut [u32]) {
        let mut best = vec![0; self.size];
        for (node, best) in best.iter_mut().enumerate().skip(1) {
            *best = self.best_head(node);
        }
        while let Some(cycle) = self.find_cycle(&best) {
            self.contract(&cycle, &mut best);
        }
        let mut assigned = vec![false; self.size];
        let mut assign = |arc: Arc, assigned: &mut [bool]| {
            heads[arc.dependent as usize - 1] = arc.head;
            assigned[arc.dependent as usize] = true;
        };
        for &node in self.active.iter().filter(|&&node| node != 0) {
            assign(self.arcs[best[node] * self.size + node], &mut assigned);
        }
        // Of each cycle, the node that something outside entered has its head; the others keep their arc of the cycle.
        for (members, arc) in self.cycles.iter().rev().flatten() {
            if !members.iter().any(|&word| assigned[word as usize]) {
                assign(*arc, &mut assigned);
            }
        }
    }

    fn best_head(&self, node: usize) -> usize {
        let mut best = 0;
        for &head in self.active.iter().filter(|&&head| head != node) {
            if self.arcs[head * self.size + node].score > self.arcs[best * self.size + node].score {
                best = head;
            }
        }
        best
    }

    fn find_cycle(&self, best: &[usize]) -> Option<Vec<usize>> {
        let mut walk = vec![0; self.size];
        for &start in &self.active {
            let mut at = start;
            while at != 0 && walk[at] == 0 {
                walk[at] = start;
                at = best[at];
            }
            if at != 0 && walk[at] == start {
                let mut cycle = vec![at];
                let mut node = best[at];
                while node != at {
                    cycle.push(node);
                    node = best[node];
                }
                return Some(cycle);
            }
        }
        None
    }

    /// Makes one node of a cycle, in place of its first node.
    fn contract(&mut self, cycle: &[usize], best: &mut [usize]) {
        let (size, into) = (self.size, cycle[0]);
        let inner: Vec<f64> = cycle
            .iter()
            .map(|&node| self.arcs[best[node] * size + node].score)
            .collect();
        let entries = cycle
            .iter()
            .map(|&node| {
                (
                    std::mem::take(&mut self.members[node]),
                    self.arcs[best[node] * size + node],
                )
            })
            .collect::<Vec<_>>();
        self.active
            .retain(|node| *node == into || !cycle.contains(node));
        for &other in self.active.iter().filter(|&&node| node != into) {
            // Entering at a node saves the arc of the cycle that it replaces.
            let mut enter = Arc {
                score: f64::NEG_INFINITY,
                ..Arc::default()
            };
            let mut leave = enter;
            for (&node, inner) in cycle.iter().zip(&inner) {
                let arc = self.arcs[other * size + node];
                if arc.score - inner > enter.score {
                    enter = Arc {
                        score: arc.score - inner,
                        ..arc
                    };
                }
                let arc = self.arcs[node * size + other];
                if arc.score > leave.score {
                    leave = arc;
                }
            }
            self.arcs[other * size + into] = enter;
            self.arcs[into * size + other] = leave;
            if cycle.contains(&best[other]) {
                best[other] = into;
            }
        }
        self.members[into] = entries
            .iter()
            .flat_map(|(members, _)| members)
            .copied()
            .collect();
        self.cycles.push(entries);
        best[into] = self.best_head(into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score(scores: &[f32], n: usize, heads: &[u32]) -> f32 {
        heads
            .iter()
            .enumerate()
            .map(|(word, &head)| scores[word * (n + 1) + head as usize])
            .sum()
    }

    /// The best tree by trying all, and what decoding gives.
    fn check(n: usize, scores: &[f32]) {
        let stride = n + 1;
        let mut heads: Vec<u32> = (0..n)
            .map(|word| {
                let row = &scores[word * stride..][..stride];
                let best = (0..=n)
                    .filter(|&h| h != word + 1)
                    .max_by(|&a, &b| row[a].total_cmp(&row[b]));
                best.expect("there is always the root") as u32
            })
            .collect();
        decode(scores, stride, &mut heads, &mut Vec::new());
        assert!(is_tree(&heads, &mut Vec::new()));
        let mut best = f32::NEG_INFINITY;
        for code in 0..stride.pow(n as u32) {
            let all: Vec<u32> = (0..n)
                .map(|word| (code / stride.pow(word as u32) % stride) as u32)
                .collect();
            if is_tree(&all, &mut Vec::new()) {
                best = best.max(score(scores, n, &all));
            }
        }
        let found = score(scores, n, &heads);
        assert!(
            (found - best).abs() < 1e-3,
            "{found} is not {best}: {heads:?}"
        );
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(n in 1..5_usize, scores in prop::collection::vec(-9.0_f32..9.0, 30)) {
            check(n, &scores);
        }
    }

    #[test]
    fn survives_scores_that_are_no_numbers() {
        let mut heads = vec![2, 1, 2];
        decode(&[f32::NAN; 12], 4, &mut heads, &mut Vec::new());
        assert!(is_tree(&heads, &mut Vec::new()));
    }

    #[test]
    fn trees_have_one_root() {
        let check = |heads: &[u32], expected| assert_eq!(is_tree(heads, &mut vec![7]), expected);
        check(&[2, 0, 2], true);
        check(&[0, 0], false);
        check(&[2, 1], false);
    }
}

//! Decides how the trie keeps its edges: one flat table with open addressing, because loading must take milliseconds.
//!
//! An edge leads from a node over a piece to a node: from the node of `united` over `nations` to the node of `united nations`. Its key is a 64-bit hash
//! of both, and the table holds the key alone: two edges of one key are as likely as a broken memory cell.

use crate::fold::join;
use crate::stored::{Bytes, Stored, fields};

/// Edges by key; at most half of the slots are taken, so that an empty one ends each search.
#[derive(Clone, Debug)]
pub(crate) struct Edges {
    /// The number of slots is a power of two.
    slots: Vec<Slot>,
    taken: u32,
}

/// An edge; node 0, where no edge leads, marks an empty slot. The halves of the key stand apart because a slot is then smaller by a
/// quarter, and the table stays in the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: [u32; 2],
    node: u32,
}

fields! {
    Edges { slots, taken }
    Slot { key, node }
}

impl Edges {
    /// An empty table with room for so many edges.
    pub(crate) fn with_capacity(edges: usize) -> Self {
        let slots = (2 * edges).next_power_of_two().max(16);
        Edges {
            slots: vec![Slot::default(); slots],
            taken: 0,
        }
    }

    /// The node that an edge leads to.
    pub(crate) fn get(&self, node: u32, piece: u64) -> Option<u32> {
        let slot = &self.slots[self.find(key(node, piece))];
        (slot.node != 0).then_some(slot.node)
    }

    /// The node that an edge leads to; a new edge leads to `new`, which is not 0.
    pub(crate) fn get_or_insert(&mut self, node: u32, piece: u64, new: u32) -> u32 {
        let key = key(node, piece);
        let found = self.find(key);
        if self.slots[found].node != 0 {
            return self.slots[found].node;
        }
        self.slots[found] = Slot { key, node: new };
        self.taken += 1;
        if 2 * self.taken as usize > self.slots.len() {
            self.grow();
        }
        new
    }

    /// The slot that holds a key, or the empty one where it belongs.
    fn find(&self, key: [u32; 2]) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = key[0] as usize & mask;
        while self.slots[place].node != 0 && self.slots[place].key != key {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let mut larger = Edges::with_capacity(self.slots.len());
        for slot in self.slots.iter().filter(|slot| slot.node != 0) {
            let place = larger.find(slot.key);
            larger.slots[place] = *slot;
        }
        larger.taken = self.taken;
        *self = larger;
    }
}

/// Key of an edge, its low half first.
fn key(node: u32, piece: u64) -> [u32; 2] {
    let key = join(u64::from(node), piece);
    [key as u32, (key >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_survive_growth() {
        let mut edges = Edges::with_capacity(0);
        for piece in 0..1000 {
            assert_eq!(
                edges.get_or_insert(7, piece, piece as u32 + 1),
                piece as u32 + 1
            );
        }
        for piece in 0..1000 {
            assert_eq!(edges.get(7, piece), Some(piece as u32 + 1));
            assert_eq!(edges.get(8, piece), None);
            assert_eq!(edges.get_or_insert(7, piece, 5000), piece as u32 + 1);
        }
    }
}

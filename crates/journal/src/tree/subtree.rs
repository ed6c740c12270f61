//! Subtrees and their proofs (draft-ietf-plants-merkle-tree-certs section 4,
//! as tlog-mirror uses them).
//!
//! A subtree is the tree over the entries `start..end` alone, where `start` is a
//! multiple of the smallest power of two that is not below their number. So
//! aligned, it shares nearly all nodes with the whole tree, and can be proved to
//! be a part of it.
//!
//! Where implementations differ, this one decides: an empty subtree has the root
//! of an empty tree, and with an empty proof it is a part of every tree that is
//! long enough, whatever the root of that tree.

use super::proof::{around, beside, climb, expect_root, read_upwards, subtree_peaks, subtree_root};
use super::{EntryIndex, Frontier, HashReader, ProofError, ProveError, Size, empty_root, verify_inclusion};
use std::fmt;
use units::Digest;

/// The interval of a subtree: the entries `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subtree {
    start: u64,
    end: u64,
}

/// Why an interval is no subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntervalError {
    /// It ends before it begins.
    #[error("entries {start} to {end} are no interval")]
    Backwards {
        /// The first entry.
        start: EntryIndex,
        /// Behind the last one.
        end: Size,
    },
    /// It begins where no subtree of its length does.
    #[error("no subtree begins at {start} and ends at {end}: its start must be a multiple of its length, rounded up")]
    Unaligned {
        /// The first entry.
        start: EntryIndex,
        /// Behind the last one.
        end: Size,
    },
}

impl fmt::Display for Subtree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entries {} to {}", self.start, self.end)
    }
}

impl Subtree {
    /// The entries from `start` up to the size that the log had with them.
    pub fn new(start: EntryIndex, end: Size) -> Result<Self, IntervalError> {
        let length = end.0.checked_sub(start.0).ok_or(IntervalError::Backwards { start, end })?;
        // Above 2^63 only 0 is a multiple of the next power of two.
        let aligned = length.checked_next_power_of_two().map_or(start.0 == 0, |span| start.0.is_multiple_of(span));
        if aligned { Ok(Self { start: start.0, end: end.0 }) } else { Err(IntervalError::Unaligned { start, end }) }
    }

    /// Its first entry.
    pub const fn start(self) -> EntryIndex {
        EntryIndex(self.start)
    }

    /// The size of the shortest log that holds it.
    pub const fn end(self) -> Size {
        Size(self.end)
    }

    /// How many entries it has.
    pub const fn size(self) -> Size {
        Size(self.end - self.start)
    }

    /// Its root, from the hashes of the whole tree.
    pub fn root<R: HashReader>(self, reader: &R) -> Result<Digest, R::Error> {
        subtree_root(reader, self.start, self.end)
    }

    /// Its right edge, to go on from.
    pub fn frontier<R: HashReader>(self, reader: &R) -> Result<Frontier, R::Error> {
        Ok(Frontier { size: self.end - self.start, peaks: subtree_peaks(reader, self.start, self.end)? })
    }

    /// The hashes that lead from an entry's leaf to the root of the subtree, the lowest first.
    pub fn inclusion_proof<R: HashReader>(
        self,
        reader: &R,
        index: EntryIndex,
    ) -> Result<Vec<Digest>, ProveError<R::Error>> {
        if index.0 < self.start {
            return Err(ProveError::Before { index, start: self.start() });
        }
        if !self.end().contains(index) {
            return Err(ProveError::Outside { index, size: self.end() });
        }
        read_upwards(reader, beside(index.0, self.start, self.end))
    }

    /// Checks that a leaf stands at `index` of the log, in the subtree with this root.
    pub fn verify_inclusion(
        self,
        leaf: &Digest,
        index: EntryIndex,
        proof: &[Digest],
        root: &Digest,
    ) -> Result<(), ProofError> {
        let before = ProofError::Before { index, start: self.start() };
        let place = index.0.checked_sub(self.start).ok_or(before)?;
        if !self.end().contains(index) {
            return Err(ProofError::Outside { index, size: self.end() });
        }
        verify_inclusion(leaf, EntryIndex(place), self.size(), proof, root)
    }

    /// The hashes that show its entries unchanged in the first `size` of the log.
    pub fn consistency_proof<R: HashReader>(self, reader: &R, size: Size) -> Result<Vec<Digest>, ProveError<R::Error>> {
        if self.end > size.0 {
            return Err(ProveError::Backwards { old: self.end(), new: size });
        }
        read_upwards(reader, around(self.start, self.end, size.0))
    }

    /// Checks that the subtree with root `part` is a part of the tree with this size and root.
    pub fn verify_consistency(
        self,
        part: &Digest,
        size: Size,
        root: &Digest,
        proof: &[Digest],
    ) -> Result<(), ProofError> {
        if self.end > size.0 {
            return Err(ProofError::Backwards { old: self.end(), new: size });
        }
        if self.start == self.end {
            expect_root(empty_root(), part)?;
            let given = proof.len();
            return if proof.is_empty() { Ok(()) } else { Err(ProofError::Length { given, short: false }) };
        }
        expect_root(climb(self.start, self.end, part, size.0, proof)?, root)
    }
}

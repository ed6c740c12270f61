//! Inclusion and consistency proofs (RFC 9162 sections 2.1.3 and 2.1.4).
//!
//! The ways through the tree are those of subtrees, which begin anywhere; here they begin at 0.
//!
//! Where implementations differ, this one decides: a tree of size 0 is
//! consistent with every tree, with an empty proof; and a hash has 32 bytes
//! before any code here sees it.

use super::{EntryIndex, HashReader, Node, Size, empty_root, fold_peaks, node_hash, peaks};
use units::Digest;

/// Why a proof cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// The entry is not among the first `size`.
    #[error("entry {index} is not in a tree of size {size}")]
    Outside {
        /// The entry asked for.
        index: EntryIndex,
        /// The size of the tree.
        size: Size,
    },
    /// The entry stands before the subtree.
    #[error("entry {index} stands before the subtree, which begins at {start}")]
    Before {
        /// The entry.
        index: EntryIndex,
        /// The first of the subtree.
        start: EntryIndex,
    },
    /// The older tree is the larger.
    #[error("a tree of size {old} is not older than one of size {new}")]
    Backwards {
        /// The size called old.
        old: Size,
        /// The size called new.
        new: Size,
    },
    /// A hash could not be read.
    #[error(transparent)]
    Read(#[from] E),
}

/// Why a proof is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry is not among the first `size`.
    #[error("entry {index} is not in a tree of size {size}")]
    Outside {
        /// The entry claimed.
        index: EntryIndex,
        /// The size of the tree.
        size: Size,
    },
    /// The entry stands before the subtree.
    #[error("entry {index} stands before the subtree, which begins at {start}")]
    Before {
        /// The entry.
        index: EntryIndex,
        /// The first of the subtree.
        start: EntryIndex,
    },
    /// The older tree is the larger.
    #[error("a tree of size {old} is not older than one of size {new}")]
    Backwards {
        /// The size called old.
        old: Size,
        /// The size called new.
        new: Size,
    },
    /// Too few or too many hashes.
    #[error("the proof has {given} hashes, which is too {}", if *short { "few" } else { "many" })]
    Length {
        /// How many there are.
        given: usize,
        /// Whether there should be more.
        short: bool,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to root {reached}, expected {expected}")]
    Root {
        /// Where the hashes lead.
        reached: Digest,
        /// The root that was to be reached.
        expected: Digest,
    },
}

/// The complete subtrees that cover `start..end`, where `start` is a multiple of its span.
pub(super) fn subtree_peaks<R: HashReader>(reader: &R, start: u64, end: u64) -> Result<Vec<Digest>, R::Error> {
    let hash = |node: Node| reader.node(Node { level: node.level, index: node.index + (start >> node.level) });
    peaks(Size(end - start)).map(hash).collect()
}

/// Root of the leaves `start..end`, where `start` is a multiple of the subtree's span.
pub(super) fn subtree_root<R: HashReader>(reader: &R, start: u64, end: u64) -> Result<Digest, R::Error> {
    Ok(fold_peaks(subtree_peaks(reader, start, end)?.into_iter()))
}

/// The largest power of two below `count`, which must be 2 or more.
fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

/// The hashes that lead from an entry's leaf to the root of the first `size`, the lowest first.
pub fn inclusion_proof<R: HashReader>(
    reader: &R,
    index: EntryIndex,
    size: Size,
) -> Result<Vec<Digest>, ProveError<R::Error>> {
    if !size.contains(index) {
        return Err(ProveError::Outside { index, size });
    }
    read_upwards(reader, beside(index.0, 0, size.0))
}

/// The ranges beside the way from the root of `start..end` down to one leaf in it.
pub(super) fn beside(index: u64, mut start: u64, mut end: u64) -> Vec<(u64, u64)> {
    let mut siblings = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            siblings.push((middle, end));
            end = middle;
        } else {
            siblings.push((start, middle));
            start = middle;
        }
    }
    siblings
}

/// The hashes that show the first `old` entries unchanged in the first `new`.
pub fn consistency_proof<R: HashReader>(reader: &R, old: Size, new: Size) -> Result<Vec<Digest>, ProveError<R::Error>> {
    if old > new {
        return Err(ProveError::Backwards { old, new });
    }
    read_upwards(reader, around(0, old.0, new.0))
}

/// The ranges that lead from the subtree `start..end` to the root of the first `size`.
///
/// From the top down; the last may lie inside the subtree, where it ends in the
/// middle of the tree. With `start` 0 these are the ranges of a consistency proof.
pub(super) fn around(mut start: u64, end: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut low, mut high) = (0, size);
    let mut ranges = Vec::new();
    if start == end {
        return ranges;
    }
    let whole = start;
    while (low, high) != (start, end) {
        let middle = low + split(high - low);
        if end <= middle {
            ranges.push((middle, high));
            high = middle;
        } else {
            ranges.push((low, middle));
            // Here the subtree may begin left of the middle, and only its rest is followed.
            start = start.max(middle);
            low = middle;
        }
    }
    // The hash of the whole subtree is what the verifier has; of a rest of it, not.
    if start != whole {
        ranges.push((start, end));
    }
    ranges
}

pub(super) fn read_upwards<R: HashReader>(
    reader: &R,
    ranges: Vec<(u64, u64)>,
) -> Result<Vec<Digest>, ProveError<R::Error>> {
    let hashes = ranges.into_iter().rev().map(|(start, end)| subtree_root(reader, start, end));
    hashes.collect::<Result<Vec<_>, _>>().map_err(ProveError::Read)
}

/// Checks that a leaf stands at `index` of the tree with this size and root.
pub fn verify_inclusion(
    leaf: &Digest,
    index: EntryIndex,
    size: Size,
    proof: &[Digest],
    root: &Digest,
) -> Result<(), ProofError> {
    expect_root(inclusion_root(leaf, index, size, proof)?, root)
}

/// The root of the one tree of this size in which the hashes lead up from this leaf at `index`.
pub fn inclusion_root(leaf: &Digest, index: EntryIndex, size: Size, proof: &[Digest]) -> Result<Digest, ProofError> {
    if !size.contains(index) {
        return Err(ProofError::Outside { index, size });
    }
    let (mut node, mut last) = (index.0, size.0 - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length { given: proof.len(), short: false });
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // A last node without right sibling is lifted until it has a left one.
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length { given: proof.len(), short: true });
    }
    Ok(hash)
}

/// Checks that the tree with the old size and root is the beginning of the new one.
pub fn verify_consistency(
    old: Size,
    old_root: &Digest,
    new: Size,
    new_root: &Digest,
    proof: &[Digest],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Backwards { old, new });
    }
    for (size, root) in [(old, old_root), (new, new_root)] {
        if size == Size::ZERO {
            expect_root(empty_root(), root)?;
        }
    }
    if old == new || old == Size::ZERO {
        if !proof.is_empty() {
            return Err(ProofError::Length { given: proof.len(), short: false });
        }
        return if old == new { expect_root(*old_root, new_root) } else { Ok(()) };
    }
    expect_root(consistency_root(old, old_root, new, proof)?, new_root)
}

/// The root of the one tree of size `new` that the hashes prove to continue this older one.
///
/// From an empty tree no hashes lead anywhere: `old` must be 1 or more.
pub fn consistency_root(old: Size, old_root: &Digest, new: Size, proof: &[Digest]) -> Result<Digest, ProofError> {
    if old > new {
        return Err(ProofError::Backwards { old, new });
    }
    if old == Size::ZERO {
        return Err(ProofError::Length { given: proof.len(), short: true });
    }
    climb(0, old.0, old_root, new.0, proof)
}

/// The root of a tree of `size` leaves, reached from its subtree `start..end`.
///
/// Draft ietf-plants-merkle-tree-certs section 4.4.3; with `start` 0, RFC 9162
/// section 2.1.4.2. Needs a valid subtree that is not empty, and `end <= size`.
pub(super) fn climb(start: u64, end: u64, root: &Digest, size: u64, proof: &[Digest]) -> Result<Digest, ProofError> {
    let given = proof.len();
    let (mut first, mut node, mut last) = (start, end - 1, size - 1);
    // What stands at the subtree's right edge and is a node of the tree: all of it where
    // the subtree ends with the tree, else as far up as its leaves fill it.
    let steps = u64::BITS - (first ^ node).leading_zeros();
    let steps = if node == last { steps } else { steps.min(node.trailing_ones()) };
    (first, node, last) = (shift(first, steps), shift(node, steps), shift(last, steps));
    // Where that is the whole subtree, its root opens the proof unsaid.
    let (opening, rest) = if first == node {
        (root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length { given, short: true })?
    };
    let (mut part, mut hash) = (*opening, *opening);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length { given, short: false });
        }
        if node & 1 == 1 || node == last {
            if first < node {
                part = node_hash(sibling, &part);
            }
            hash = node_hash(sibling, &hash);
            // A last node without right sibling is lifted until it has a left one.
            let steps = node.trailing_zeros();
            (first, node, last) = (shift(first, steps), shift(node, steps), shift(last, steps));
        } else {
            hash = node_hash(&hash, sibling);
        }
        (first, node, last) = (first >> 1, node >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length { given, short: true });
    }
    expect_root(part, root)?;
    Ok(hash)
}

/// Right shift by up to 64.
fn shift(number: u64, steps: u32) -> u64 {
    number.checked_shr(steps).unwrap_or(0)
}

pub(super) fn expect_root(reached: Digest, expected: &Digest) -> Result<(), ProofError> {
    if reached == *expected { Ok(()) } else { Err(ProofError::Root { reached, expected: *expected }) }
}

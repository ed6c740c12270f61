//! Inclusion and consistency proofs (RFC 9162 sections 2.1.3 and 2.1.4).
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

/// Root of the leaves `start..end`, where `start` is a multiple of the subtree's span.
fn subtree_root<R: HashReader>(reader: &R, start: u64, end: u64) -> Result<Digest, R::Error> {
    let hashes = peaks(Size(end - start))
        .map(|node| reader.node(Node { level: node.level, index: node.index + (start >> node.level) }))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(fold_peaks(hashes.into_iter()))
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
    let (mut start, mut end) = (0, size.0);
    let mut siblings = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index.0 < middle {
            siblings.push((middle, end));
            end = middle;
        } else {
            siblings.push((start, middle));
            start = middle;
        }
    }
    read_upwards(reader, siblings)
}

/// The hashes that show the first `old` entries unchanged in the first `new`.
pub fn consistency_proof<R: HashReader>(reader: &R, old: Size, new: Size) -> Result<Vec<Digest>, ProveError<R::Error>> {
    if old > new {
        return Err(ProveError::Backwards { old, new });
    }
    if old == Size::ZERO || old == new {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new.0);
    let mut ranges = Vec::new();
    while end != old.0 {
        let middle = start + split(end - start);
        if old.0 <= middle {
            ranges.push((middle, end));
            end = middle;
        } else {
            ranges.push((start, middle));
            start = middle;
        }
    }
    // A subtree that starts at 0 is the old tree itself, whose root the verifier has.
    if start > 0 {
        ranges.push((start, end));
    }
    read_upwards(reader, ranges)
}

fn read_upwards<R: HashReader>(reader: &R, ranges: Vec<(u64, u64)>) -> Result<Vec<Digest>, ProveError<R::Error>> {
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
    expect_root(hash, root)
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
    walk_consistency(old, old_root, new, new_root, proof)
}

/// RFC 9162 section 2.1.4.2, for `0 < old < new`.
fn walk_consistency(
    old: Size,
    old_root: &Digest,
    new: Size,
    new_root: &Digest,
    proof: &[Digest],
) -> Result<(), ProofError> {
    let given = proof.len();
    let (mut node, mut last) = (old.0 - 1, new.0 - 1);
    let lift = node.trailing_ones();
    node >>= lift;
    last >>= lift;
    // Where the old tree is one complete subtree, its root opens the proof unsaid.
    let (first, rest) = if old.0.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length { given, short: true })?
    };
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length { given, short: false });
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length { given, short: true });
    }
    expect_root(old_hash, old_root)?;
    expect_root(new_hash, new_root)
}

fn expect_root(reached: Digest, expected: &Digest) -> Result<(), ProofError> {
    if reached == *expected { Ok(()) } else { Err(ProofError::Root { reached, expected: *expected }) }
}

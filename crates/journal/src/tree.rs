//! The Merkle tree of a log (RFC 9162 section 2.1, same as RFC 6962).
//!
//! SHA-256; a leaf is hashed behind a 0x00 byte and a node behind 0x01, and a
//! tree splits at the largest power of two below its size. [`Frontier`] is what
//! an appender needs (at most 64 hashes); [`Tree`] keeps every complete node and
//! can prove anything about any earlier size. [`Subtree`] is a part of a tree that
//! can be proved to be one.

mod proof;
mod subtree;

pub use proof::{
    ProofError, ProveError, consistency_proof, consistency_root, inclusion_proof, inclusion_root, verify_consistency,
    verify_inclusion,
};
pub use subtree::{IntervalError, Subtree};

use sha2::{Digest as _, Sha256};
use std::fmt;
use units::Digest;

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Wraps the number.
            pub const fn new(value: u64) -> Self {
                Self(value)
            }

            /// The number.
            pub const fn get(self) -> u64 {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

counts! {
    /// How many entries a log has.
    Size;
    /// Where an entry stands in its log; the first is 0.
    EntryIndex;
}

impl Size {
    /// No entries.
    pub const ZERO: Self = Self(0);

    /// Whether an entry with this index is among them.
    pub const fn contains(self, index: EntryIndex) -> bool {
        index.0 < self.0
    }
}

/// Hash of a leaf, from the entry's bytes.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest::new(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

/// Hash of a node, from its two children.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    // One contiguous update is markedly faster than three.
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left.as_bytes());
    bytes[33..].copy_from_slice(right.as_bytes());
    Digest::new(Sha256::digest(bytes).into())
}

/// Root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::new(Sha256::digest([]).into())
}

/// Root of the tree with these leaf hashes.
pub fn root_of(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// Root over complete subtrees, the largest (leftmost) first.
fn fold_peaks(peaks: impl DoubleEndedIterator<Item = Digest>) -> Digest {
    peaks.rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
}

/// Position of a complete subtree: the leaves from `index << level`, `1 << level` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Height above the leaves, below 64.
    pub level: u8,
    /// How many complete subtrees of this height stand to its left.
    pub index: u64,
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {} of level {}", self.index, self.level)
    }
}

/// Where proofs take the hashes of complete subtrees from: memory, tiles, a database.
pub trait HashReader {
    /// What may go wrong in reading.
    type Error;

    /// The hash of one complete subtree.
    fn node(&self, node: Node) -> Result<Digest, Self::Error>;
}

/// The complete subtrees that cover the first `size` leaves, the largest first.
fn peaks(size: Size) -> impl DoubleEndedIterator<Item = Node> {
    (0..64_u8).rev().filter(move |level| size.0 >> level & 1 == 1).map(move |level| {
        // All peaks to the left are larger, so their leaves are a multiple of this height.
        Node { level, index: (size.0 >> level) - 1 }
    })
}

/// The right edge of a growing tree: all that is needed to append and to know the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One hash for each set bit of the size, the largest subtree first.
    peaks: Vec<Digest>,
}

/// Stored hashes do not fit the stored size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of size {size} has {expected} peaks, {given} were given")]
pub struct FrontierError {
    /// The size as given.
    pub size: Size,
    /// How many hashes belong to it.
    pub expected: usize,
    /// How many were given.
    pub given: usize,
}

impl Frontier {
    /// Takes up a stored frontier: its size and [`Frontier::peaks`].
    pub fn restore(size: Size, peaks: Vec<Digest>) -> Result<Self, FrontierError> {
        let expected = size.0.count_ones() as usize;
        if peaks.len() == expected {
            Ok(Self { size: size.0, peaks })
        } else {
            Err(FrontierError { size, expected, given: peaks.len() })
        }
    }

    /// Appends a leaf and says where it stands.
    ///
    /// # Panics
    /// After 2^64 leaves.
    pub fn push(&mut self, leaf: Digest) -> EntryIndex {
        let index = EntryIndex(self.size);
        let mut hash = leaf;
        // Each trailing one of the old size is a subtree that this leaf completes a twin of.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("one peak for each set bit of the size");
            hash = node_hash(&left, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
        index
    }

    /// How many leaves it has.
    pub const fn size(&self) -> Size {
        Size(self.size)
    }

    /// The hashes to store, one for each set bit of the size, the largest subtree first.
    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// The root.
    pub fn root(&self) -> Digest {
        fold_peaks(self.peaks.iter().copied())
    }
}

/// A growing tree with every complete node: about 64 bytes a leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// `levels[l][i]` is the hash of node `i` of level `l`; `levels[0]` are the leaves.
    levels: Vec<Vec<Digest>>,
}

/// The tree has no such complete subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of size {size} has no complete {node}")]
pub struct MissingNode {
    /// What was asked for.
    pub node: Node,
    /// The size of the tree.
    pub size: Size,
}

impl Tree {
    /// Appends a leaf and says where it stands.
    pub fn push(&mut self, leaf: Digest) -> EntryIndex {
        let index = EntryIndex(self.size().0);
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            match row.as_slice() {
                [.., left, right] if row.len().is_multiple_of(2) => hash = node_hash(left, right),
                _ => break,
            }
        }
        index
    }

    /// How many leaves it has.
    pub fn size(&self) -> Size {
        Size(self.leaves().len() as u64)
    }

    /// The leaf hashes, in order.
    pub fn leaves(&self) -> &[Digest] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// One row of complete nodes; level 0 are the leaves.
    pub fn row(&self, level: u8) -> &[Digest] {
        self.levels.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    /// The root.
    pub fn root(&self) -> Digest {
        self.frontier().root()
    }

    /// The root the tree had when it had `size` leaves.
    pub fn root_at(&self, size: Size) -> Result<Digest, MissingNode> {
        let hashes = peaks(size).map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
        Ok(fold_peaks(hashes.into_iter()))
    }

    /// Its right edge.
    pub fn frontier(&self) -> Frontier {
        let size = self.size();
        let hash = |node| self.node(node).expect("a tree has the peaks of its own size");
        Frontier { size: size.0, peaks: peaks(size).map(hash).collect() }
    }
}

impl HashReader for Tree {
    type Error = MissingNode;

    fn node(&self, node: Node) -> Result<Digest, MissingNode> {
        let index = usize::try_from(node.index).ok();
        let found = index.and_then(|index| self.row(node.level).get(index));
        found.copied().ok_or_else(|| MissingNode { node, size: self.size() })
    }
}

impl FromIterator<Digest> for Tree {
    fn from_iter<I: IntoIterator<Item = Digest>>(leaves: I) -> Self {
        let mut tree = Self::default();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }
}

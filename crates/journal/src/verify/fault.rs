//! What an audit may find wrong, each fault naming what is damaged.

use crate::checkpoint::CheckpointError;
use crate::content::{Pack, PackError};
use crate::entry::{ENTRY_BYTES, EntryError};
use crate::files::ReadError;
use crate::note::KeyLineError;
use crate::tile::{Tile, TileError};
use crate::tree::EntryIndex;
use units::{Digest, OriginLine};

/// Why a journal is refused: the first damage found.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file that the checkpoint calls for is not there.
    #[error("`{path}` is missing")]
    Missing {
        /// Its path below the journal's folder.
        path: String,
    },
    /// The checkpoint breaks a rule of its format, or is not signed by the log.
    #[error("`checkpoint` is refused")]
    Checkpoint(#[from] CheckpointError),
    /// A line of `vkeys` is no key line.
    #[error("`vkeys`, line {line}")]
    Vkeys {
        /// Which line, from 1.
        line: usize,
        /// Why.
        #[source]
        cause: KeyLineError,
    },
    /// The file `vkeys` is no text of lines.
    #[error("`vkeys` is no UTF-8 text that ends in a newline")]
    VkeysText,
    /// The file `vkeys` does not name the log's key.
    #[error("`vkeys` names no key of `{name}` that could be the log's")]
    KeyNotListed {
        /// The log's origin, or the name of the expected key.
        name: OriginLine,
    },
    /// A tile or bundle has the wrong length.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// The length before an entry is not the one all entries have.
    #[error("entry {index} is damaged: `{tile}` gives it {found} bytes, expected {ENTRY_BYTES}")]
    EntryLength {
        /// Which entry.
        index: EntryIndex,
        /// The bundle it stands in.
        tile: Tile,
        /// The length as found.
        found: u16,
    },
    /// The bytes of an entry are not in the form of one.
    #[error("entry {index} is damaged, in `{tile}`")]
    Entry {
        /// Which entry.
        index: EntryIndex,
        /// The bundle it stands in.
        tile: Tile,
        /// Why.
        #[source]
        cause: EntryError,
    },
    /// An entry does not hash to its leaf; the root confirms the leaf.
    #[error("entry {index} is damaged: it hashes to {computed}, the signed tree holds {expected}")]
    EntryHash {
        /// Which entry.
        index: EntryIndex,
        /// Its hash as found.
        computed: Digest,
        /// Its hash in the tree that the checkpoint signs.
        expected: Digest,
    },
    /// A hash in a tile is not that of the tree; the root confirms the entries.
    #[error("`{tile}` is damaged at position {position}: it holds {found}, the signed tree {expected}")]
    Hash {
        /// Which tile.
        tile: Tile,
        /// Which of its hashes, from 0.
        position: usize,
        /// The hash as found.
        found: Digest,
        /// The hash in the tree that the checkpoint signs.
        expected: Digest,
    },
    /// An entry and its hash in the tile disagree, and the root confirms neither.
    #[error(
        "entry {index} or its tile is damaged, and more besides: it hashes to {computed}, the tile holds {in_tile}, \
         and the signed root confirms neither"
    )]
    Undecided {
        /// The first such entry.
        index: EntryIndex,
        /// Its hash as found.
        computed: Digest,
        /// Its hash in the tile.
        in_tile: Digest,
    },
    /// Entries and tiles agree with each other and not with the checkpoint.
    #[error("entries and tiles have root {computed}, the checkpoint signs {signed}")]
    Root {
        /// The root over the entries.
        computed: Digest,
        /// The root that is signed.
        signed: Digest,
    },
    /// A disclosed statement is not what its entry commits to.
    #[error("content of entry {index} is damaged, in `{pack}`: it hashes to {computed}, the entry holds {expected}")]
    Content {
        /// Which entry.
        index: EntryIndex,
        /// The pack it stands in.
        pack: Pack,
        /// Hash of salt and statement as found.
        computed: Digest,
        /// The commitment in the entry.
        expected: Digest,
    },
    /// An opening is of no field that the statement hides.
    #[error(
        "a field of entry {index} is damaged, in `{pack}`: its opening hashes to {computed}, which the statement \
         does not hide"
    )]
    Field {
        /// Which entry.
        index: EntryIndex,
        /// The pack it stands in.
        pack: Pack,
        /// Hash of salt and value as found.
        computed: Digest,
    },
    /// A pack discloses an entry that the log does not have.
    #[error("`{pack}` discloses entry {index}, which the log does not have")]
    ContentOutside {
        /// The entry it names.
        index: EntryIndex,
        /// The pack.
        pack: Pack,
    },
    /// A pack is not in its one form.
    #[error(transparent)]
    Pack(#[from] PackError),
}

impl Fault {
    /// The entry that is damaged, or whose content is, where the fault lies in one.
    pub const fn entry(&self) -> Option<EntryIndex> {
        match self {
            Self::EntryLength { index, .. }
            | Self::Entry { index, .. }
            | Self::EntryHash { index, .. }
            | Self::Undecided { index, .. }
            | Self::Content { index, .. }
            | Self::Field { index, .. }
            | Self::ContentOutside { index, .. }
            | Self::Tile(TileError::Cut { index, .. })
            | Self::Pack(PackError::Slot { index, .. }) => Some(*index),
            Self::Read(_)
            | Self::Missing { .. }
            | Self::Checkpoint(_)
            | Self::Vkeys { .. }
            | Self::VkeysText
            | Self::KeyNotListed { .. }
            | Self::Tile(_)
            | Self::Hash { .. }
            | Self::Root { .. }
            | Self::Pack(_) => None,
        }
    }
}

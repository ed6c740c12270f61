//! Reading the body of an upload, package by package.

use super::{Header, PACKAGE_ENTRIES_MAX, PROOF_HASHES_MAX, Span, Spans};
use crate::tree::{EntryIndex, Frontier, HashReader, ProofError, Size, Subtree, leaf_hash};
use crate::witness::{Latest, Status};
use units::Digest;

/// An upload as it comes in: bytes in pieces of any length, authenticated packages out.
///
/// Never holds more than one package: 256 entries of the longest that the log has,
/// and 63 hashes.
#[derive(Clone, Debug)]
pub struct Upload {
    latest: Latest,
    entry_bytes_max: u16,
    spans: Spans,
    /// The package being read; none is left after the last one, or a refused one.
    span: Option<Span>,
    /// The leaves of its subtree so far, those held before among them.
    frontier: Frontier,
    entries: Vec<Vec<u8>>,
    part: Part,
    /// The beginning of the part being read, and how long it is to become.
    buffer: Vec<u8>,
    wanted: usize,
    /// Where it began, and up to where entries are authenticated.
    start: u64,
    taken: u64,
}

/// What stands next in a package.
#[derive(Clone, Copy, Debug)]
enum Part {
    EntryLength,
    Entry,
    HashCount,
    Hashes,
}

/// Entries that are proved to stand in the log, in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    span: Span,
    entries: Vec<Vec<u8>>,
}

impl Package {
    /// Where it stands.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Its entries, in order.
    pub fn entries(&self) -> &[Vec<u8>] {
        &self.entries
    }

    /// Those from `next` on: what a mirror that holds all below does not have yet.
    pub fn beyond(&self, next: EntryIndex) -> &[Vec<u8>] {
        let held = next.get().saturating_sub(self.span.first().get());
        self.entries.get(usize::try_from(held).unwrap_or(usize::MAX)..).unwrap_or_default()
    }
}

/// Why an upload is refused at some package. Those before it stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// An entry is longer than any of this log.
    #[error("entry {index} has {given} bytes, at most {max} are accepted")]
    EntryLength {
        /// Which entry.
        index: EntryIndex,
        /// Its bytes.
        given: u16,
        /// The most for this log.
        max: u16,
    },
    /// More hashes than any proof has.
    #[error("{span} has a proof of {given} hashes, at most {PROOF_HASHES_MAX} are accepted")]
    HashCount {
        /// Which package.
        span: Span,
        /// How many it announces.
        given: u8,
    },
    /// The entries are not proved to stand in the log.
    #[error("{span} is not proved")]
    Proof {
        /// Which package.
        span: Span,
        /// Why.
        #[source]
        cause: ProofError,
    },
    /// Bytes behind the last package.
    #[error("{bytes} or more bytes follow the last package")]
    Trailing {
        /// How many there are so far.
        bytes: usize,
    },
}

impl UploadError {
    /// What to answer.
    pub const fn status(&self) -> Status {
        match self {
            Self::EntryLength { .. } | Self::HashCount { .. } | Self::Proof { .. } => Status::Unprocessable,
            Self::Trailing { .. } => Status::BadRequest,
        }
    }
}

/// How far an upload came, once its body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every package is authenticated: the mirror may commit ([`super::Held::commit`]).
    Complete,
    /// Packages are authenticated up to here; to be answered with 202.
    Partial(Size),
    /// No package is; to be answered with 400.
    Nothing,
}

impl Upload {
    /// Begins to read the packages behind an admitted header.
    ///
    /// `reader` has the hashes of the entries already held: where the upload begins
    /// inside a package, at most eight are read. No entry may be longer than
    /// `entry_bytes_max`: [`crate::entry::ENTRY_BYTES`] in a journal of ours.
    pub fn new<R: HashReader>(
        header: &Header,
        latest: Latest,
        entry_bytes_max: u16,
        reader: &R,
    ) -> Result<Self, R::Error> {
        let mut spans = header.spans();
        let span = spans.next();
        let start = header.start().get();
        let rounded = EntryIndex::new(start - start % PACKAGE_ENTRIES_MAX);
        let held = Subtree::new(rounded, Size::new(start)).expect("from a multiple of 256, below the next");
        Ok(Self {
            latest,
            entry_bytes_max,
            spans,
            span,
            frontier: held.frontier(reader)?,
            entries: Vec::new(),
            part: Part::EntryLength,
            buffer: Vec::new(),
            wanted: 2,
            start,
            taken: start,
        })
    }

    /// Takes bytes until a package is whole and authenticated, or no bytes are left.
    ///
    /// After a package, `bytes` begins behind it: feed the rest again. After an
    /// error nothing more is accepted.
    pub fn feed(&mut self, bytes: &mut &[u8]) -> Result<Option<Package>, UploadError> {
        while let Some(span) = self.span {
            let (now, later) = bytes.split_at((self.wanted - self.buffer.len()).min(bytes.len()));
            self.buffer.extend_from_slice(now);
            *bytes = later;
            if self.buffer.len() < self.wanted {
                return Ok(None);
            }
            // A refused package stays the last one.
            self.span = None;
            let package = self.take_part(span)?;
            if package.is_some() {
                self.span = self.spans.next();
                return Ok(package);
            }
            self.span = Some(span);
        }
        if bytes.is_empty() { Ok(None) } else { Err(UploadError::Trailing { bytes: bytes.len() }) }
    }

    /// How far it came.
    pub fn ending(&self) -> Ending {
        // An upload of no entries is complete when it begins.
        if self.taken == self.latest.size.get() {
            Ending::Complete
        } else if self.taken == self.start {
            Ending::Nothing
        } else {
            Ending::Partial(Size::new(self.taken))
        }
    }

    /// Takes up a part that is whole.
    fn take_part(&mut self, span: Span) -> Result<Option<Package>, UploadError> {
        let part = std::mem::take(&mut self.buffer);
        match self.part {
            Part::EntryLength => self.want_entry(span, &part)?,
            Part::Entry => self.take_entry(span, part),
            Part::HashCount => {
                let given = part[0];
                if usize::from(given) > PROOF_HASHES_MAX {
                    return Err(UploadError::HashCount { span, given });
                }
                self.want(Part::Hashes, 32 * usize::from(given));
            }
            Part::Hashes => return self.authenticate(span, &part).map(Some),
        }
        Ok(None)
    }

    fn want(&mut self, part: Part, bytes: usize) {
        (self.part, self.wanted) = (part, bytes);
    }

    fn want_entry(&mut self, span: Span, length: &[u8]) -> Result<(), UploadError> {
        let given = u16::from_be_bytes([length[0], length[1]]);
        if given > self.entry_bytes_max {
            let index = EntryIndex::new(span.first().get() + self.entries.len() as u64);
            return Err(UploadError::EntryLength { index, given, max: self.entry_bytes_max });
        }
        self.want(Part::Entry, usize::from(given));
        Ok(())
    }

    fn take_entry(&mut self, span: Span, entry: Vec<u8>) {
        self.frontier.push(leaf_hash(&entry));
        self.entries.push(entry);
        if self.frontier.size() < span.subtree().size() {
            self.want(Part::EntryLength, 2);
        } else {
            self.want(Part::HashCount, 1);
        }
    }

    /// Judges a package whose last hash has come.
    fn authenticate(&mut self, span: Span, hashes: &[u8]) -> Result<Package, UploadError> {
        let proof: Vec<Digest> = hashes.as_chunks::<32>().0.iter().map(|hash| Digest::new(*hash)).collect();
        let part = std::mem::take(&mut self.frontier).root();
        let subtree = span.subtree();
        subtree
            .verify_consistency(&part, self.latest.size, &self.latest.root, &proof)
            .map_err(|cause| UploadError::Proof { span, cause })?;
        self.taken = subtree.end().get();
        self.want(Part::EntryLength, 2);
        Ok(Package { span, entries: std::mem::take(&mut self.entries) })
    }
}

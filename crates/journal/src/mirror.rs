//! Pushing entries to a mirror (C2SP tlog-mirror, add-entries, at commit 5ba5ee8).
//!
//! A mirror first takes a checkpoint as a witness does ([`crate::witness`]); that
//! one is then pending. A request uploads the entries up to it in packages, cut at
//! multiples of 256, each with the proof that it belongs under the pending root:
//! [`write_request`] makes one, [`Upload`] authenticates it package by package.
//! Whatever breaks off, the packages taken so far stand, and [`Info`] tells the
//! client where to go on.
//!
//! Where the specification leaves room, this one decides: an origin that could
//! never be known here is answered with 404; an upload may begin one request's
//! worth below the next entry, and no further; a package that cannot be right
//! (64 hashes, an entry too long for its log) is refused with 422, bytes behind
//! the last package with 400.

mod upload;
mod write;

pub use upload::{Ending, Package, Upload, UploadError};
pub use write::{WriteError, write_request};

use crate::lines::{NUMBER_CHARS_MAX, decode_number};
use crate::tile::TILE_WIDTH;
use crate::tree::{EntryIndex, Size, Subtree};
use crate::witness::{Latest, Status};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::fmt;
use units::{ID_BYTES_MAX, IdError, OriginLine};

/// Most entries of a package: those of a bundle.
pub const PACKAGE_ENTRIES_MAX: u64 = TILE_WIDTH as u64;
/// Most packages a client puts into one request.
pub const PACKAGES_MAX: usize = 32;
/// Most hashes in a package's proof.
pub const PROOF_HASHES_MAX: usize = 63;
/// Longest ticket: its length has 16 bits.
pub const TICKET_BYTES_MAX: usize = u16::MAX as usize;
/// Longest header, before which a reader never has to give up.
pub const HEADER_BYTES_MAX: usize = 2 + ID_BYTES_MAX + 8 + 8 + 2 + TICKET_BYTES_MAX;
/// Longest [`Info`] accepted: two numbers and a ticket in base64.
pub const INFO_BYTES_MAX: usize = 2 * (NUMBER_CHARS_MAX + 1) + TICKET_BYTES_MAX.div_ceil(3) * 4 + 1;
/// How far below the next entry an upload may begin: by then another client may
/// have brought one whole request, and all of it would be sent again.
pub const REWIND_MAX: u64 = PACKAGES_MAX as u64 * PACKAGE_ENTRIES_MAX;
/// Content type of a request.
pub const REQUEST_CONTENT_TYPE: &str = "application/octet-stream";
/// Content type of an [`Info`].
pub const INFO_CONTENT_TYPE: &str = "text/x.tlog.mirror-info";

/// What a request says before its packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    origin: OriginLine,
    start: EntryIndex,
    end: Size,
    ticket: Vec<u8>,
}

/// Why bytes or values are no header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// The origin is longer than any known here.
    #[error("the origin has {bytes} bytes, at most {ID_BYTES_MAX} are known here")]
    OriginLength {
        /// Its bytes.
        bytes: usize,
    },
    /// The origin is not UTF-8.
    #[error("the origin is not UTF-8")]
    OriginText,
    /// The origin is none that could be known here.
    #[error("the request names no origin")]
    Origin(#[from] IdError),
    /// It ends before it begins.
    #[error("an upload from entry {start} cannot end at size {end}")]
    Backwards {
        /// The first entry.
        start: EntryIndex,
        /// Behind the last one.
        end: Size,
    },
    /// A ticket longer than can be written.
    #[error("ticket has {bytes} bytes, at most {TICKET_BYTES_MAX} can be written")]
    TicketLength {
        /// Its bytes.
        bytes: usize,
    },
}

impl HeaderError {
    /// What to answer.
    pub const fn status(&self) -> Status {
        match self {
            Self::OriginLength { .. } | Self::OriginText | Self::Origin(_) => Status::NotFound,
            Self::Backwards { .. } | Self::TicketLength { .. } => Status::BadRequest,
        }
    }
}

impl Header {
    /// Announces the entries `start..end` of a log, with the ticket the mirror gave.
    pub fn new(origin: OriginLine, start: EntryIndex, end: Size, ticket: Vec<u8>) -> Result<Self, HeaderError> {
        if start.get() > end.get() {
            return Err(HeaderError::Backwards { start, end });
        }
        if ticket.len() > TICKET_BYTES_MAX {
            return Err(HeaderError::TicketLength { bytes: ticket.len() });
        }
        Ok(Self { origin, start, end, ticket })
    }

    /// Reads a header from the beginning of a body, and says how many bytes it has.
    ///
    /// `None` where it goes on behind these bytes; [`HEADER_BYTES_MAX`] always suffice.
    pub fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, HeaderError> {
        let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return Ok(None) };
        let length = usize::from(u16::from_be_bytes(*length));
        if length > ID_BYTES_MAX {
            return Err(HeaderError::OriginLength { bytes: length });
        }
        let Some((origin, rest)) = rest.split_at_checked(length) else { return Ok(None) };
        let origin = OriginLine::new(std::str::from_utf8(origin).map_err(|_| HeaderError::OriginText)?)?;
        let Some((start, rest)) = rest.split_first_chunk::<8>() else { return Ok(None) };
        let Some((end, rest)) = rest.split_first_chunk::<8>() else { return Ok(None) };
        let Some((length, rest)) = rest.split_first_chunk::<2>() else { return Ok(None) };
        let Some((ticket, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else {
            return Ok(None);
        };
        let (start, end) = (u64::from_be_bytes(*start), u64::from_be_bytes(*end));
        let header = Self::new(origin, EntryIndex::new(start), Size::new(end), ticket.to_vec())?;
        Ok(Some((header, bytes.len() - rest.len())))
    }

    /// The bytes before the packages.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Neither length can be too large: origins are short, and tickets were measured.
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
        let origin = self.origin.as_str().as_bytes();
        let (start, end) = (self.start.get().to_be_bytes(), self.end.get().to_be_bytes());
        [&length(origin)[..], origin, &start, &end, &length(&self.ticket), &self.ticket].concat()
    }

    /// The log.
    pub const fn origin(&self) -> &OriginLine {
        &self.origin
    }

    /// The first entry.
    pub const fn start(&self) -> EntryIndex {
        self.start
    }

    /// The size of the pending checkpoint that is uploaded to.
    pub const fn end(&self) -> Size {
        self.end
    }

    /// What the mirror once gave the client, or nothing; opaque to all but the mirror.
    pub fn ticket(&self) -> &[u8] {
        &self.ticket
    }

    /// The packages of the whole upload, in order; a request holds the first of them.
    pub fn spans(&self) -> Spans {
        Spans { next: self.start.get(), end: self.end.get() }
    }
}

/// The canonical sequence of packages: between multiples of 256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    next: u64,
    end: u64,
}

/// The place of one package: entries from `first` to the end of the subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: EntryIndex,
    subtree: Subtree,
}

impl Span {
    /// The first entry of the package.
    pub const fn first(self) -> EntryIndex {
        self.first
    }

    /// The subtree that the package completes; it begins at a multiple of 256.
    pub const fn subtree(self) -> Subtree {
        self.subtree
    }

    /// Where its entries stand.
    pub fn indices(self) -> impl Iterator<Item = EntryIndex> {
        (self.first.get()..self.subtree.end().get()).map(EntryIndex::new)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "package from entry {} to {}", self.first, self.subtree.end())
    }
}

impl Iterator for Spans {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.next >= self.end {
            return None;
        }
        let first = EntryIndex::new(self.next);
        let start = self.next - self.next % PACKAGE_ENTRIES_MAX;
        self.next = start.saturating_add(PACKAGE_ENTRIES_MAX).min(self.end);
        let subtree = Subtree::new(EntryIndex::new(start), Size::new(self.next));
        Some(Span { first, subtree: subtree.expect("256 entries from a multiple of 256 are a subtree") })
    }
}

/// What a mirror holds of one log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held<'m> {
    /// Checkpoints an upload may lead to, the current one last.
    pub pending: &'m [Latest],
    /// Size of the mirror checkpoint: what is mirrored as a whole.
    pub mirrored: Size,
    /// The first entry that is not held.
    pub next: EntryIndex,
}

impl Held<'_> {
    /// Decides on a header; hands over the pending checkpoint to prove the packages against.
    ///
    /// `None` stands for a log that is not known.
    pub fn admit(held: Option<&Self>, header: &Header) -> Result<Latest, Refusal> {
        let Some(held) = held else { return Err(Refusal::UnknownLog { origin: header.origin.clone() }) };
        let (start, end, next) = (header.start, header.end, held.next);
        let current = held.pending.last().copied().unwrap_or_default().size;
        let known = held.pending.iter().find(|latest| latest.size == end);
        let latest = *known.ok_or(Refusal::NotPending { end, current, next })?;
        held.not_overtaken(end)?;
        let lowest = EntryIndex::new(next.get().saturating_sub(REWIND_MAX));
        if start > next || start < lowest {
            return Err(Refusal::OutOfReach { start, end, next });
        }
        Ok(latest)
    }

    /// Decides on the last step, once all entries below `latest` are held durably.
    ///
    /// The state must be read, and the mirror checkpoint replaced by `latest`, in
    /// one atomic step. Then cosignatures are due ([`crate::witness::cosignature_lines`]).
    pub fn commit(&self, latest: Latest) -> Result<(), Refusal> {
        self.not_overtaken(latest.size)
    }

    fn not_overtaken(&self, end: Size) -> Result<(), Refusal> {
        let current = self.pending.last().copied().unwrap_or_default().size;
        let overtaken = Refusal::Overtaken { end, mirrored: self.mirrored, current, next: self.next };
        if end < self.mirrored { Err(overtaken) } else { Ok(()) }
    }
}

/// Why a mirror takes no entries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The log is not mirrored here.
    #[error("log `{origin}` is not known here")]
    UnknownLog {
        /// The origin in the request.
        origin: OriginLine,
    },
    /// The end is not the size of a pending checkpoint.
    #[error("no checkpoint of size {end} is pending here, the current one has size {current}")]
    NotPending {
        /// The end in the request.
        end: Size,
        /// The size of the current pending checkpoint.
        current: Size,
        /// The first entry that is not held.
        next: EntryIndex,
    },
    /// More than that is mirrored already.
    #[error("an upload to size {end} comes late, {mirrored} entries are mirrored")]
    Overtaken {
        /// The end in the request.
        end: Size,
        /// The size of the mirror checkpoint.
        mirrored: Size,
        /// The size of the current pending checkpoint.
        current: Size,
        /// The first entry that is not held.
        next: EntryIndex,
    },
    /// The start leaves a gap, or lies too far back.
    #[error("an upload from entry {start} does not meet the next entry {next}, or at most {REWIND_MAX} below it")]
    OutOfReach {
        /// The start in the request.
        start: EntryIndex,
        /// The end in the request, which is valid.
        end: Size,
        /// The first entry that is not held.
        next: EntryIndex,
    },
}

impl Refusal {
    /// What to answer.
    pub const fn status(&self) -> Status {
        match self {
            Self::UnknownLog { .. } => Status::NotFound,
            Self::NotPending { .. } | Self::Overtaken { .. } | Self::OutOfReach { .. } => Status::Conflict,
        }
    }

    /// The body to answer a conflict with, of type [`INFO_CONTENT_TYPE`].
    pub fn info(&self, ticket: Vec<u8>) -> Option<Info> {
        match self {
            Self::UnknownLog { .. } => None,
            Self::NotPending { current: size, next, .. }
            | Self::Overtaken { current: size, next, .. }
            | Self::OutOfReach { end: size, next, .. } => Some(Info { size: *size, next: *next, ticket }),
        }
    }
}

/// Where an upload is to go on: the body of a 409 or 202.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Size of a pending checkpoint: the next request's end.
    pub size: Size,
    /// The first entry that is not held: the next request's start.
    pub next: EntryIndex,
    /// The next request's ticket.
    pub ticket: Vec<u8>,
}

/// Why bytes are no [`Info`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InfoError {
    /// Longer than any.
    #[error("mirror info has {bytes} bytes, at most {INFO_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not three lines: two numbers in their shortest form, and base64.
    #[error("mirror info is not a size, an entry and a ticket, one a line")]
    Shape,
}

impl Info {
    /// Reads a body; accepts only what is written here.
    pub fn parse(body: &[u8]) -> Result<Self, InfoError> {
        if body.len() > INFO_BYTES_MAX {
            return Err(InfoError::TooLong { bytes: body.len() });
        }
        let text = std::str::from_utf8(body).map_err(|_| InfoError::Shape)?;
        let lines: Vec<&str> = text.split('\n').collect();
        let [size, next, ticket, ""] = lines[..] else { return Err(InfoError::Shape) };
        let number = |line| decode_number(line).ok_or(InfoError::Shape);
        Ok(Self {
            size: Size::new(number(size)?),
            next: EntryIndex::new(number(next)?),
            ticket: BASE64.decode(ticket).map_err(|_| InfoError::Shape)?,
        })
    }
}

impl fmt::Display for Info {
    /// The body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.size, self.next, BASE64.encode(&self.ticket))
    }
}

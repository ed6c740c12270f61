//! Making the body of an upload.

use super::{Header, PACKAGES_MAX, Span};
use crate::tree::{EntryIndex, HashReader, ProveError};

/// Why a request cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError<E> {
    /// A package cannot be proved.
    #[error(transparent)]
    Prove(#[from] ProveError<E>),
    /// An entry could not be read.
    #[error("could not read entry {index}")]
    Entry {
        /// Which entry.
        index: EntryIndex,
        /// What failed.
        #[source]
        cause: E,
    },
    /// An entry does not fit the 16-bit length before it.
    #[error("entry {index} has {given} bytes, at most {} fit a package", u16::MAX)]
    EntryLength {
        /// Which entry.
        index: EntryIndex,
        /// Its bytes.
        given: usize,
    },
}

/// The body of one request: the header and its first packages, at most [`PACKAGES_MAX`].
///
/// `hashes` is the tree of at least `header.end()` entries. A longer upload takes
/// several requests; the mirror's answer says where the next one starts.
pub fn write_request<R: HashReader, B: AsRef<[u8]>>(
    header: &Header,
    hashes: &R,
    mut entry: impl FnMut(EntryIndex) -> Result<B, R::Error>,
) -> Result<Vec<u8>, WriteError<R::Error>> {
    let mut body = header.to_bytes();
    for span in header.spans().take(PACKAGES_MAX) {
        write_package(&mut body, header, span, hashes, &mut entry)?;
    }
    Ok(body)
}

fn write_package<R: HashReader, B: AsRef<[u8]>>(
    body: &mut Vec<u8>,
    header: &Header,
    span: Span,
    hashes: &R,
    entry: &mut impl FnMut(EntryIndex) -> Result<B, R::Error>,
) -> Result<(), WriteError<R::Error>> {
    for index in span.indices() {
        let entry = entry(index).map_err(|cause| WriteError::Entry { index, cause })?;
        let given = entry.as_ref().len();
        let length = u16::try_from(given).map_err(|_| WriteError::EntryLength { index, given })?;
        body.extend_from_slice(&length.to_be_bytes());
        body.extend_from_slice(entry.as_ref());
    }
    let proof = span.subtree().consistency_proof(hashes, header.end())?;
    // One hash for each level at most, and a package spans levels of its own: below 63.
    body.push(u8::try_from(proof.len()).unwrap_or(u8::MAX));
    proof.iter().for_each(|hash| body.extend_from_slice(hash.as_bytes()));
    Ok(())
}

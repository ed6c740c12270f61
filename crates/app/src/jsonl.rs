//! Statements as people write them: one JSON object a line.

use crate::known::Unfit;
use model::{Draft, DraftError};

/// Longest file accepted, in bytes: about a hundred thousand statements.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Drafts with their line numbers, and lines that are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Good lines: number from 1, and what it says.
    pub drafts: Vec<(usize, Draft)>,
    /// Bad lines: number from 1, and what is wrong.
    pub bad: Vec<(usize, LineError)>,
}

/// Why a line is no statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not UTF-8.
    #[error("byte {byte} of the line is not UTF-8")]
    NotUtf8 {
        /// First such byte, from 0.
        byte: usize,
    },
    /// Not a draft.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// A draft that is not to be signed here.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// Reads every line; blank lines and lines that begin with `#` are passed over.
pub fn parse(bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate().map(|(at, line)| (at + 1, line)) {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text.trim().trim_start_matches('\u{feff}'),
            Err(error) => {
                parsed.bad.push((number, LineError::NotUtf8 { byte: error.valid_up_to() }));
                continue;
            }
        };
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match Draft::from_json(text) {
            Ok(draft) => parsed.drafts.push((number, draft)),
            Err(error) => parsed.bad.push((number, error.into())),
        }
    }
    parsed
}

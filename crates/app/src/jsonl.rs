//! Statements as people write them: one JSON object a line.

use crate::known::Unfit;
use crate::measure::{MeasureError, Measures};
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
    /// A quantity that cannot be brought into the item's unit.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// A draft that is not to be signed here.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// Reads every line, with quantities in the units of the items themselves.
pub fn parse(bytes: &[u8]) -> Parsed {
    parse_with(bytes, Measures::default())
}

/// Reads every line; blank lines and lines that begin with `#` are passed over. Quantities may have another
/// unit of their item beside them, by what is known of it and what earlier lines say.
pub fn parse_with(bytes: &[u8], mut measures: Measures) -> Parsed {
    let mut parsed = Parsed::default();
    for (number, line) in lines(bytes) {
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
        match draft(text, &measures) {
            Ok(draft) => {
                measures.learn(&draft.body);
                parsed.drafts.push((number, draft));
            }
            Err(error) => parsed.bad.push((number, error)),
        }
    }
    parsed
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    bytes.split(|b| *b == b'\n').enumerate().map(|(at, line)| (at + 1, line))
}

fn draft(text: &str, measures: &Measures) -> Result<Draft, LineError> {
    let mut written = Draft::json(text)?;
    measures.settle(&mut written)?;
    Ok(Draft::from_value(written)?)
}

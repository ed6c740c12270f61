//! Why a document is not printed.

use crate::ROWS_MAX;

/// Why a document is not printed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// More rows than anybody reads on paper.
    #[error("the document has {rows} rows, at most {ROWS_MAX} are printed")]
    TooLong {
        /// Its rows, in all tables together.
        rows: usize,
    },
    /// A QR code cannot hold the text.
    #[error("no QR code holds the {bytes} bytes of `{}`: {why}", text.chars().take(40).collect::<String>())]
    Code {
        /// What it should hold.
        text: String,
        /// Its length.
        bytes: usize,
        /// Why not.
        why: String,
    },
    /// The page could not be set; a fault of the template.
    #[error("the page could not be set: {why}")]
    Page {
        /// What Typst says of it.
        why: String,
    },
}

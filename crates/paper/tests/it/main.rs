//! Papers as a person gets them: the words in order, codes that scan, pages that hold whatever is put on them.
//!
//! What looks at PDFs needs `pdftotext` and `pdftoppm` (Debian: poppler-utils); without them such a test says so
//! and passes. `scripts/test` installs them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod codes;
mod hostile;
mod pages;
mod reading;
mod samples;
mod seen;

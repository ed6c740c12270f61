//! From a sheet to the bytes of its PDF.

use crate::sheet::Sheet;
use crate::world::Desk;
use crate::{PaperError, ROWS_MAX};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use units::Moment;

/// Documents that stay in Typst's memory: one more than the last, so that the next in a row is quick.
const KEPT: usize = 1;

pub(crate) fn press(sheet: &Sheet, printed: Moment) -> Result<Vec<u8>, PaperError> {
    let rows = sheet.rows();
    if rows > ROWS_MAX {
        return Err(PaperError::TooLong { rows });
    }
    let data = serde_json::to_vec(sheet).map_err(|error| PaperError::Page { why: error.to_string() })?;
    let set = typst::compile::<PagedDocument>(&Desk::new(data)).output.map_err(|errors| told(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| PaperError::Page { why: error.message().to_string() })?;
    let options = PdfOptions {
        creator: Smart::Custom(Some(concat!("Qafila ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: timestamp(printed),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&set, &options).map_err(|errors| told(&errors));
    typst::comemo::evict(KEPT);
    pdf
}

/// Coordinated Universal Time, to the second.
fn timestamp(at: Moment) -> Option<Timestamp> {
    // `2013-02-08T14:02:00Z`
    let text = at.to_string();
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u8>().ok();
    let year = text.get(0..4)?.parse().ok()?;
    let clock = [number(11, 13)?, number(14, 16)?, number(17, 19)?];
    let datetime = Datetime::from_ymd_hms(year, number(5, 7)?, number(8, 10)?, clock[0], clock[1], clock[2])?;
    Some(Timestamp::new_utc(datetime))
}

fn told(errors: &[SourceDiagnostic]) -> PaperError {
    let why: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError::Page { why: why.join("; ") }
}

//! QR codes, as pictures that the template places.

use crate::PaperError;
use crate::text::Printable;
use crate::{Mark, Package};
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;
use std::fmt::Write as _;
use units::Digest;

/// White around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// First line of the code on a document that rests on a statement.
const STATEMENT: &str = "qafila statement";

/// A code, with what stands under it.
#[derive(Debug, Serialize)]
pub(crate) struct Code {
    /// The picture, as SVG.
    svg: String,
    /// Under it.
    captions: Vec<Printable>,
    /// What it holds, for those who do not see it.
    holds: String,
}

impl Code {
    /// A code of that text, with medium correction: paper gets dirty.
    pub(crate) fn of(text: &str, captions: Vec<Printable>) -> Result<Self, PaperError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| PaperError::Code {
            text: text.to_owned(),
            bytes: text.len(),
            why: error.to_string(),
        })?;
        Ok(Self { svg: svg(&code), captions, holds: Printable::code(text).0 })
    }

    /// The code of a package: its tag as it is written, for a scanner to type.
    pub(crate) fn of_package(package: &Package, captions: Vec<Printable>) -> Result<Self, PaperError> {
        Self::of(package.tag.as_str(), captions)
    }

    /// The code of a document: which statement it rests on, in three lines.
    pub(crate) fn of_mark(mark: &Mark) -> Result<Self, PaperError> {
        let text = format!("{STATEMENT}\n{} {}\n{}", mark.origin, mark.index, mark.leaf);
        Self::of(&text, vec![Printable::code(mark.leaf.short())])
    }
}

/// First line of the code on a document about a plan.
const PLAN: &str = "qafila plan";

impl Code {
    /// The code of a plan: its hash, in two lines.
    pub(crate) fn of_plan(plan: &Digest) -> Result<Self, PaperError> {
        Self::of(&format!("{PLAN}\n{plan}"), vec![Printable::code(plan.short())])
    }
}

/// The dark modules as runs of one path, in units of a module.
fn svg(code: &QrCode) -> String {
    let (width, colours) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0;
        while let Some(start) = row.iter().skip(x).position(|colour| *colour == Color::Dark).map(|at| at + x) {
            let run = row.iter().skip(start).take_while(|colour| **colour == Color::Dark).count();
            // A String never fails to grow.
            let _ = write!(path, "M{} {}h{run}v1h-{run}z", start + QUIET, y + QUIET);
            x = start + run;
        }
    }
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>"#)
}

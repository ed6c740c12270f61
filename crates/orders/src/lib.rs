//! A plan as files for those who march by it: tables, a workbook, a calendar, routes for a receiver or a map; and
//! what was ordered, by whomever, as one calendar.
//!
//! - Pure: a plan and what its identifiers stand for in ([`Orders`]), files out ([`files`]). The same, the same bytes.
//! - Files hold codes beside names; times are in Coordinated Universal Time, and as people read them where told so.
//! - A place whose position is not known here has none in a file, and is never put somewhere else.

mod atlas;
mod calendar;
mod geojson;
mod gpx;
mod icalendar;
mod movements;
mod pages;
mod trace;
pub mod xml;

pub use atlas::{Goods, Issue, Orders, Place};
pub use movements::movements;

use sheets::WriteError;
use words::Words;

/// What a plan can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// March table, loads and credits, a file each (RFC 4180).
    Csv,
    /// The same as one workbook.
    Xlsx,
    /// Start, critical points, crossing and release as events of a calendar (RFC 5545).
    Ics,
    /// Routes for a satellite receiver (GPX 1.1).
    Gpx,
    /// Routes for a map (RFC 7946).
    GeoJson,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::Ics, Self::Gpx, Self::GeoJson];

    /// As it is asked for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ics => "ics",
            Self::Gpx => "gpx",
            Self::GeoJson => "geojson",
        }
    }
}

/// A file: its name, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its content's type, for those who send it.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The march table as CSV, as it is among the [`files`] of a plan.
pub fn march_table(orders: &Orders, words: &Words) -> String {
    pages::march_csv(orders, words)
}

/// The files of one format, in a person's language; with a row of HXL tags in tables where asked for.
pub fn files(orders: &Orders, format: Format, words: &Words, hxl: bool) -> Result<Vec<File>, WriteError> {
    let one = |name, kind, bytes| vec![File { name, kind, bytes }];
    Ok(match format {
        Format::Csv => {
            let pages = pages::pages(orders, words, hxl).into_iter();
            let file =
                |(name, page)| File { name, kind: "text/csv; charset=utf-8", bytes: sheets::to_csv(&page).into() };
            pages.map(file).collect()
        }
        Format::Xlsx => {
            let pages: Vec<_> = pages::pages(orders, words, hxl).into_iter().map(|(_, page)| page).collect();
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            one("orders.xlsx", kind, sheets::to_xlsx(&pages)?)
        }
        Format::Ics => one("orders.ics", "text/calendar; charset=utf-8", calendar::write(orders, words).into()),
        Format::Gpx => one("orders.gpx", "application/gpx+xml", gpx::write(orders, words).into()),
        Format::GeoJson => one("orders.geojson", "application/geo+json", geojson::write(orders, words).into()),
    })
}

//! Paper: waybill, handover certificate, check sheet and the orders of a plan as PDF, in Arabic, French and English.
//!
//! - Pure: no clock, disk, network or randomness. Same data, same bytes; the time of printing is data too.
//! - What others wrote is text and never markup, stands in an isolate, and cannot fail a page: what the fonts
//!   lack is printed as U+FFFD, so the PDF stays PDF/A-2b.
//! - Unaware of statements and views: it knows `units`, and `words` for everything a person reads.
//!
//! Typst sets the pages, from one template (`sheet.typ`) that lays out whatever [`sheet`] describes.

mod certificate;
mod check_sheet;
mod code;
mod credits;
mod error;
mod fonts;
mod load_list;
mod march_table;
mod orders;
mod press;
mod sheet;
mod text;
mod waybill;
mod world;

pub use certificate::{Answered, Certificate, FoundPackage, HandedLine, OpenMatter};
pub use check_sheet::{CheckSheet, DuePiece};
pub use error::PaperError;
pub use orders::{Marching, OrderedColumn, Orders, PlannedGoods, PlannedHalt, PlannedLoad, TimedPoint};
pub use waybill::{Goods, Hazard, Known, Load, March, Stop, Waybill};

use units::{Digest, Moment, OriginLine, PackageId, SealNumber, VehicleId};
use words::Words;

/// A document that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// What rides on which vehicle, where and when.
    Waybill(Waybill),
    /// The giver's list and the receiver's count.
    Certificate(Certificate),
    /// The pieces to be looked at on a site.
    CheckSheet(CheckSheet),
    /// A plan as the order to move by it.
    MovementOrder(Orders),
    /// Who is due where when: by column, then by point.
    MarchTable(Orders),
    /// What lies on which vehicle, and the rule that allows it.
    LoadLists(Orders),
    /// Each column's authority to use its roads between two times.
    Credits(Orders),
}

/// The statement that a document rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its journal.
    pub origin: OriginLine,
    /// Its entry.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Digest,
}

/// A closed unit, as its tag and seal name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its tag, such as an SSCC: what its QR code holds, as it is written.
    pub tag: PackageId,
    /// Its seal.
    pub seal: Option<SealNumber>,
    /// On which vehicle.
    pub vehicle: Option<VehicleId>,
}

/// The document as PDF/A-2b, `printed` being the time that it names as its own.
///
/// # Errors
///
/// [`PaperError::TooLong`] above [`ROWS_MAX`] rows. Anything else is a fault of this crate.
pub fn print(document: &Document, printed: Moment, words: &Words) -> Result<Vec<u8>, PaperError> {
    let sheet = match document {
        Document::Waybill(waybill) => waybill.sheet(printed, words),
        Document::Certificate(certificate) => certificate.sheet(printed, words),
        Document::CheckSheet(checks) => checks.sheet(printed, words),
        Document::MovementOrder(orders) => orders.sheet(printed, words),
        Document::MarchTable(orders) => orders.march_table(printed, words),
        Document::LoadLists(orders) => orders.load_lists(printed, words),
        Document::Credits(orders) => orders.credits(printed, words),
    }?;
    press::press(&sheet, printed)
}

/// Most rows of all tables of a document: some two hundred pages.
pub const ROWS_MAX: usize = 10_000;

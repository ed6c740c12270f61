//! Statements as EPCIS 2.0 events, and such events as drafts of statements.
//!
//! EPCIS 2.0 and its vocabulary CBV 2.0 (GS1, ISO/IEC 19987 and 19988) are how other systems speak of
//! goods: what, when, where, why. `docs/epcis.md` has the mapping and what it cannot carry.
//!
//! - Pure: statements in, bytes out; bytes in, drafts or refusals out. Same statements, same bytes.
//! - An event has no signature: what is read from a file is the word of who imports it, once that party signs.
//! - Reads JSON-LD by the names of the standard's context, which is neither fetched nor interpreted.
//! - Unaware of journals, catalogues' owners and languages.

mod answer;
mod cbv;
mod corrections;
mod draft;
mod event;
mod goods;
mod gs1;
mod json;
mod names;
mod out;
mod read;
mod refusal;
mod work;

pub use cbv::{Action, BizStep, Disposition, ErrorReason, Party, Transaction};
pub use draft::{Import, Imported, Importing, import};
pub use json::{BYTES_MAX, DEPTH_MAX, EVENTS_MAX, VALUES_MAX};
pub use names::{BASE, BaseError, NameFault, Named, Naming};
pub use out::{Exported, LeftOut, export};
pub use refusal::{DocumentError, Refusal, Rule};

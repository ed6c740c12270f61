//! Tables and lines that commands and the demo share. Data in, text out.

pub(crate) mod account;
pub(crate) mod activities;
pub(crate) mod agreements;
pub(crate) mod card;
pub(crate) mod catalogue;
pub(crate) mod checks;
pub(crate) mod convoys;
pub(crate) mod evidence;
pub(crate) mod findings;
pub(crate) mod handover;
pub(crate) mod names;
pub(crate) mod network;
pub(crate) mod outlook;
pub(crate) mod pages;
pub(crate) mod picture;
pub(crate) mod plan;
pub(crate) mod reading;
pub(crate) mod reasons;
pub(crate) mod route;
pub(crate) mod tables;
pub(crate) mod variance;
pub(crate) mod why;
pub(crate) mod would;

use words::{Align, Table, Words};

/// A table whose columns are named by messages `col-...`; the first of a pair is the message,
/// the second how cells stand.
pub(crate) fn table(words: &Words, columns: &[(&str, Align)]) -> Table {
    let named = columns.iter().map(|(id, align)| (words.cell(id, &[]), *align));
    named.fold(Table::new(), |table, (header, align)| table.column(header, align))
}

//! Scoring the reader against annotated texts: the set, the matching, the figures.
//!
//! Shared by the example `score` and the test `dev`. The rules are those of the scheme
//! `reader-gold-1`: same kind, same polarity, half of the annotated words covered; each
//! draft answers for one statement; optional statements neither count as missed nor as
//! false. All figures are whole numbers in tenths of a percent.

pub(crate) mod first;
pub(crate) mod matching;
pub(crate) mod set;
pub(crate) mod table;
pub(crate) mod tally;

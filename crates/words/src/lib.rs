//! Words: messages, dates, numbers and tables in Arabic, French and English.
//!
//! The only crate that knows languages of screens. Messages are Fluent files, one set
//! for command line, paper and browser; they are inside the program.
//!
//! - Pure: no clock, I/O or randomness. Same values, same text.
//! - Every date, number, code and foreign name in a sentence stands in a Unicode isolate
//!   where its direction could meet another, or dates turn around in Arabic.
//! - Other people's text cannot command the terminal nor reorder our own.
//! - Unaware of what is said: it knows `units`, and codes as words.

mod arg;
mod bidi;
mod clock;
mod lang;
mod number;
mod quote;
mod screen;
mod table;
mod typeset;
mod words;

pub use arg::Arg;
pub use clock::{Zone, ZoneError};
pub use lang::{Lang, LangError};
pub use number::Digits;
pub use quote::Marking;
pub use screen::{BidiMode, Screen};
pub use table::{Align, Table};
pub use words::{Words, code_id, locale_files};

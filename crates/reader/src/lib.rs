//! Reports in Arabic, French or English into draft statements.
//!
//! A text goes in with its day; out come claims a convoy planner could act on, each
//! with the exact words behind it, who said so, when it was so and a suggested grade.
//! A person confirms every draft before it is signed.
//!
//! - Pure: no clock, disk, network or randomness. Same text, day, outlet, lexicons and
//!   gazetteer: same reading.
//! - Precision first: a claim needs a trigger and a typed argument; wishes, aims and
//!   attempts are no claims; what is left open becomes a [`Doubt`], never a guess.
//! - The rules are data (`lexicons/*.toml`), each with examples that the tests run.
//! - Refuses to know: the day of a text that does not give one, who is right, what a
//!   source's record is (A and E, 1 and 6 are a person's verdicts).

mod about;
mod anaphora;
mod args;
mod asides;
mod axes;
mod book;
mod chunk;
mod codes;
mod cues;
mod date;
mod drafts;
mod fold;
mod frames;
mod gazetteer;
mod grade;
mod known;
mod layers;
mod lexicon;
mod logs;
mod looks;
mod markup;
mod names;
mod origin;
mod parse;
mod pattern;
mod picklist;
mod read;
mod reading;
mod skeleton;
mod spelling;
mod text;
mod times;
mod vocabulary;

pub use codes::{
    ActorKind, ArgName, ItemCategory, Language, Letter, Modality, Polarity, Precision, Reason, ReportKind, SourceClass,
    State,
};
pub use date::{Date, DateError, Zone, ZoneError};
pub use gazetteer::{GAZETTEER_BYTES_MAX, Gazetteer, GazetteerError, NewPlace, PlaceFault};
pub use layers::{ENTRIES_MAX, Entry, EntryFault, FORM_LETTERS_MIN, Layer};
pub use lexicon::{FrameExamples, LEXICON_BYTES_MAX, LexiconError, Lexicons};
pub use markup::{cap_day, plain, shown};
pub use origin::{Original, SHARED_CONTENT_WORDS_MIN, SharedRun, same_origin};
pub use pattern::PatternError;
pub use picklist::{PICKLIST_BYTES_MAX, Pick, PicklistError, read_picklist};
pub use read::{ReadError, Request, TEXT_BYTES_MAX, read, skeletons};
pub use reading::{
    Actor, ArgValue, Argument, Doubt, Draft, Grade, Item, Paragraph, PlaceMention, Reading, Source, Span, TimeOfFact,
};
pub use spelling::{Nearness, Spelling};

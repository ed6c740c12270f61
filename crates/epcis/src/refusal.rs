//! Why a document, or an event of it, becomes no draft.

use crate::json::{BYTES_MAX, DEPTH_MAX};
use crate::names::NameFault;

/// Why a file is no document that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Too long.
    #[error("the file has {bytes} bytes, at most {BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Nested too deep.
    #[error("byte {byte} is nested deeper than the {DEPTH_MAX} levels that are read")]
    TooDeep {
        /// Where, from 0.
        byte: usize,
    },
    /// Too much of something.
    #[error("the file has more than the {most} {what} that are read")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// Not JSON, or a key twice.
    #[error("not JSON that can be read: line {line}, column {column}: {why}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// JSON of another sort.
    #[error("{path} {why}: not an EPCIS 2.0 document")]
    NotEpcis {
        /// JSON path.
        path: &'static str,
        /// What is wrong there.
        why: &'static str,
    },
}

/// An event that becomes no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Number of the event in its list, from 1.
    pub event: usize,
    /// Where in the document.
    pub path: String,
    /// Which rule.
    pub rule: Rule,
}

/// A rule that an event does not keep.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// A field is not there.
    #[error("it is missing")]
    Missing,
    /// A field has another form than the standard gives it.
    #[error("it is not {wanted}")]
    Form {
        /// What it must be.
        wanted: &'static str,
    },
    /// A number of goods that is no whole number of what statements count.
    #[error("`{given}` is not a whole number from 0 to {}", units::QUANTITY_MAX)]
    NotWhole {
        /// As given, cut to 120 characters.
        given: String,
    },
    /// A unit that the item is not counted in.
    #[error("the unit is `{given}`; the item is counted in {wanted}")]
    Unit {
        /// As given, cut to 120 characters.
        given: String,
        /// What the item is counted in.
        wanted: &'static str,
    },
    /// An identifier that names nothing here.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// No statement says what such an event says.
    #[error("no statement says {what}")]
    NoStatement {
        /// Sort, action, step and disposition.
        what: String,
    },
    /// Something that the statement needs is not in the event.
    #[error("a {kind} needs {what}")]
    Needs {
        /// Which statement.
        kind: &'static str,
        /// What it needs.
        what: &'static str,
    },
    /// Two events of one statement say different things of it.
    #[error("it differs from event {first} of the same {kind}")]
    Differs {
        /// Which statement.
        kind: &'static str,
        /// The event that it differs from.
        first: usize,
    },
    /// What follows from the event breaks a rule of its statement.
    #[error("{fault}")]
    Fault {
        /// Which rule.
        fault: model::Fault,
    },
    /// A text that a statement cannot hold.
    #[error("{fault}")]
    Text {
        /// Why.
        fault: model::TextError,
    },
}

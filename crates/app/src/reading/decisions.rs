//! A file of decisions: what a person or a program decided of the drafts of one reading.
//!
//! It names the text and the rules by their hashes, so that numbers of another reading are
//! never taken for numbers of this one; and it is checked whole before anything is done.

use super::{Decision, Edit, Fate, Rejection, Settled};
use crate::operation::Operation;
use model::{Credibility, Modality, Polarity, Reliability, Subject, Text};
use reader::{Date, Draft, Reading, State};
use serde::Deserialize;
use std::collections::BTreeSet;
use units::{AxisId, Digest, PlaceId};

/// Why a file of decisions cannot be followed; nothing of it is.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// Not JSON, or not of this form.
    #[error("the decisions cannot be read")]
    Form(#[source] serde_json::Error),
    /// They are about another text.
    #[error("the decisions are about text {given}, this is {read}")]
    OtherText {
        /// As the file says.
        given: Digest,
        /// What was read.
        read: Digest,
    },
    /// Other rules had read the text.
    #[error("the decisions rest on lexicon {given}, this reading on {read}")]
    OtherRules {
        /// As the file says.
        given: Digest,
        /// What read the text now.
        read: Digest,
    },
    /// One of them is at fault.
    #[error("decision {number}, draft {draft}: {fault}")]
    Draft {
        /// Which decision, from 1.
        number: usize,
        /// Which draft it names.
        draft: usize,
        /// What is wrong.
        fault: DraftFault,
    },
}

/// What is wrong with the decision on one draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    /// There is no such draft.
    #[error("the reading has {drafts} drafts")]
    NoSuchDraft {
        /// How many there are.
        drafts: usize,
    },
    /// Two decisions on one draft.
    #[error("decided twice")]
    Twice,
    /// It was decided before.
    #[error("{} already", .0.code())]
    Settled(Fate),
    /// Half of the grade is missing.
    #[error("`{field}` is missing; the grade is a person's, letter and number apart")]
    NoGrade {
        /// `letter` or `number`.
        field: &'static str,
    },
    /// A field that this verdict does not take.
    #[error("`{field}` is not for `{verdict}`")]
    Field {
        /// The field.
        field: &'static str,
        /// The verdict.
        verdict: &'static str,
    },
    /// An edit that sets nothing.
    #[error("`edit` without a field that is set anew")]
    NothingEdited,
    /// A state that this kind of claim does not have.
    #[error("`{given}` is no state of {kind}; it has {}", known.join(", "))]
    State {
        /// As given.
        given: String,
        /// The kind.
        kind: &'static str,
        /// Its states.
        known: Vec<&'static str>,
    },
    /// Neither an axis, nor a segment, nor a place.
    #[error("no axis or place `{given}` is known here")]
    Unknown {
        /// As given.
        given: String,
    },
    /// No day.
    #[error("`{given}` is no day such as 2013-02-08, nor `-` for an open end")]
    Day {
        /// As given.
        given: String,
    },
    /// The last day lies before the first.
    #[error("the last day {to} is before the first, {from}")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Digest,
    lexicon: Digest,
    decisions: Vec<Row>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Accept,
    Edit,
    Reject,
}

impl Verdict {
    const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Edit => "edit",
            Self::Reject => "reject",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    draft: usize,
    verdict: Verdict,
    letter: Option<Reliability>,
    #[serde(default, deserialize_with = "digit")]
    number: Option<Credibility>,
    about: Option<Vec<String>>,
    state: Option<String>,
    polarity: Option<Polarity>,
    modality: Option<Modality>,
    background: Option<bool>,
    from: Option<String>,
    to: Option<String>,
    reason: Option<Text>,
}

/// The number of a grade, as a number or as its code.
fn digit<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Credibility>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Digit {
        Number(u8),
        Code(String),
    }
    let code = match Option::<Digit>::deserialize(from)? {
        None => return Ok(None),
        Some(Digit::Number(number)) => number.to_string(),
        Some(Digit::Code(code)) => code,
    };
    code.parse().map(Some).map_err(serde::de::Error::custom)
}

/// Reads a file of decisions on this text and reading; all of it, or what is wrong with it.
pub fn parse_decisions(
    bytes: &[u8],
    text: Digest,
    reading: &Reading,
    settled: &Settled,
    operation: &Operation,
) -> Result<(Vec<Decision>, Vec<Rejection>), DecisionsError> {
    let file: File = serde_json::from_slice(bytes).map_err(DecisionsError::Form)?;
    if file.text != text {
        return Err(DecisionsError::OtherText { given: file.text, read: text });
    }
    if file.lexicon != reading.lexicon_hash {
        return Err(DecisionsError::OtherRules { given: file.lexicon, read: reading.lexicon_hash });
    }
    let (mut decisions, mut rejections, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (at, row) in file.decisions.into_iter().enumerate() {
        let named = row.draft;
        let fault = |fault| DecisionsError::Draft { number: at + 1, draft: named, fault };
        let index = named.checked_sub(1).filter(|index| *index < reading.drafts.len());
        let index = index.ok_or(fault(DraftFault::NoSuchDraft { drafts: reading.drafts.len() }))?;
        let draft = &reading.drafts[index];
        if !seen.insert(index) {
            return Err(fault(DraftFault::Twice));
        }
        if let Some(fate) = settled.fate(draft) {
            return Err(fault(DraftFault::Settled(fate)));
        }
        match row.verdict {
            Verdict::Reject => rejections.push(rejected(index, row).map_err(fault)?),
            Verdict::Accept | Verdict::Edit => decisions.push(decided(index, draft, row, operation).map_err(fault)?),
        }
    }
    Ok((decisions, rejections))
}

fn rejected(draft: usize, row: Row) -> Result<Rejection, DraftFault> {
    let given = [("letter", row.letter.is_some()), ("number", row.number.is_some())];
    refuse(given.into_iter().chain(row.edited()), row.verdict)?;
    Ok(Rejection { draft, reason: row.reason })
}

fn decided(index: usize, draft: &Draft, row: Row, operation: &Operation) -> Result<Decision, DraftFault> {
    refuse([("reason", row.reason.is_some())], row.verdict)?;
    if row.verdict == Verdict::Accept {
        refuse(row.edited(), row.verdict)?;
    } else if row.edited().iter().all(|(_, given)| !given) {
        return Err(DraftFault::NothingEdited);
    }
    let about = row.about.as_ref().map(|names| names.iter().map(|name| subject(name, operation)).collect());
    let edit = Edit {
        about: about.transpose()?,
        state: row.state.as_deref().map(|state| state_of(draft, state)).transpose()?,
        polarity: row.polarity,
        modality: row.modality,
        background: row.background,
        from: row.from.as_deref().map(day).transpose()?,
        to: row.to.as_deref().map(day).transpose()?,
    };
    forwards(draft, &edit)?;
    Ok(Decision {
        draft: index,
        reliability: Some(row.letter.ok_or(DraftFault::NoGrade { field: "letter" })?),
        credibility: Some(row.number.ok_or(DraftFault::NoGrade { field: "number" })?),
        edit,
    })
}

impl Row {
    /// Fields that only an edit takes, and whether they are given.
    fn edited(&self) -> [(&'static str, bool); 7] {
        [
            ("about", self.about.is_some()),
            ("state", self.state.is_some()),
            ("polarity", self.polarity.is_some()),
            ("modality", self.modality.is_some()),
            ("background", self.background.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
        ]
    }
}

fn refuse(given: impl IntoIterator<Item = (&'static str, bool)>, verdict: Verdict) -> Result<(), DraftFault> {
    match given.into_iter().find(|(_, given)| *given) {
        Some((field, _)) => Err(DraftFault::Field { field, verdict: verdict.code() }),
        None => Ok(()),
    }
}

/// An axis, segment or place of the operation.
pub fn subject(name: &str, operation: &Operation) -> Result<Subject, DraftFault> {
    let network = &operation.network;
    let axis = name.parse::<AxisId>().ok().filter(|axis| network.axis(axis).is_some()).map(Subject::Axis);
    let segment = || name.parse().ok().filter(|segment| network.segment(segment).is_some()).map(Subject::Segment);
    let place = || name.parse::<PlaceId>().ok().filter(|place| network.node(place).is_some()).map(Subject::Place);
    axis.or_else(segment).or_else(place).ok_or_else(|| DraftFault::Unknown { given: name.to_owned() })
}

/// A state that this draft's kind can have.
pub fn state_of(draft: &Draft, given: &str) -> Result<State, DraftFault> {
    let known = draft.kind.states();
    State::from_code(given).filter(|state| known.contains(state)).ok_or_else(|| DraftFault::State {
        given: given.chars().take(80).collect(),
        kind: draft.kind.code(),
        known: known.iter().map(|state| state.code()).collect(),
    })
}

/// A day, or `-` for an open end.
pub fn day(given: &str) -> Result<Option<Date>, DraftFault> {
    if given == "-" {
        return Ok(None);
    }
    given.parse().map(Some).map_err(|_| DraftFault::Day { given: given.chars().take(40).collect() })
}

/// What is to be signed must not end before it begins.
pub fn forwards(draft: &Draft, edit: &Edit) -> Result<(), DraftFault> {
    match (edit.from.unwrap_or(draft.time.from), edit.to.unwrap_or(draft.time.to)) {
        (Some(from), Some(to)) if to < from => Err(DraftFault::Backwards { from, to }),
        _ => Ok(()),
    }
}

//! What to do next when a use case refuses: one advice for every edge, whichever way it was asked.
//!
//! A hint is the name of a message and what the message is about; the words are in `words`.

use crate::activities::AcknowledgeError;
use crate::contacts::ContactError;
use crate::handover::HandoverError;
use crate::hooks::HookError;
use crate::jsonl::LineError;
use crate::known::{Known, Sort, Unfit};
use crate::measure::MeasureError;
use crate::node::NodeError;
use crate::operation::OperationError;
use crate::passkeys::PasskeyError;
use crate::planning::PlanningError;
use crate::ports::{KeysError, StoreError};
use crate::reading::{DecisionsError, ReadingError};
use crate::tokens::TokenError;
use model::{DraftError, Fault, Kind};
use std::fmt::Display;
use units::Unit;

/// What to do next: a message of `errors.ftl` and what it is about.
pub type Hint = (&'static str, Vec<(&'static str, String)>);

/// Who has to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// Whoever asked.
    Asker,
    /// Nobody: somebody else was faster, and asking again helps.
    Passing,
    /// What is kept here, or came from others, is not as it should be.
    Records,
    /// The program or the machine.
    Machine,
}

/// An error that knows what to do about it.
pub trait Advice {
    /// Who has to mend it, and how.
    fn advice(&self) -> (Blame, Option<Hint>);
}

fn plain(id: &'static str) -> Option<Hint> {
    Some((id, Vec::new()))
}

/// The hint that names the nearest there are.
pub fn near<K: Display>(given: &str, known: impl IntoIterator<Item = K>) -> Option<Hint> {
    let near = nearest(given, known.into_iter().map(|name| name.to_string()).collect());
    (!near.is_empty()).then(|| ("hint-nearest", vec![("names", near.join(", "))]))
}

/// The names most like the given one, best first, at most three. What both have before their last
/// `/` makes them no more alike.
fn nearest(given: &str, known: Vec<String>) -> Vec<String> {
    let shared = given.rfind('/').map_or("", |at| &given[..=at]);
    let distance = |name: &str| match name.strip_prefix(shared) {
        Some(rest) => (strsim::damerau_levenshtein(&given[shared.len()..], rest), rest.chars().count()),
        None => (strsim::damerau_levenshtein(given, name), name.chars().count()),
    };
    let mut scored: Vec<(usize, String)> = known
        .into_iter()
        .filter_map(|name| {
            let (distance, length) = distance(&name);
            (distance <= length.max(3) / 2).then_some((distance, name))
        })
        .collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// What to do about a line that is no statement, by what is known here.
pub fn of_line(error: &LineError, known: &Known) -> Option<Hint> {
    match error {
        LineError::Draft(DraftError::UnknownKind { given }) => near(given, Kind::ALL.iter().map(|kind| kind.code())),
        LineError::Unfit(Unfit::NoKey { officer }) => near(officer.as_str(), known.officers()),
        LineError::Unfit(Unfit::Unknown { sort, given }) => near(given, known.names(*sort)),
        LineError::Measure(MeasureError::Unit(error)) => near(&error.given, Unit::ALL),
        LineError::Measure(MeasureError::UnknownItem { item, .. }) => near(item.as_str(), known.names(Sort::Item)),
        LineError::Measure(MeasureError::Conversion(_)) => plain("hint-conversion"),
        LineError::Unfit(Unfit::UnknownCitation { .. }) => plain("hint-log"),
        LineError::Unfit(Unfit::ReasonMissing { .. }) => plain("hint-reason"),
        LineError::Unfit(Unfit::WhichOfficer { .. }) => plain("hint-officer"),
        LineError::Draft(DraftError::Fault { fault: Fault::HiddenByHand { .. }, .. }) => plain("hint-hidden"),
        LineError::NotUtf8 { .. }
        | LineError::Draft(
            DraftError::NotJson { .. } | DraftError::Shape { .. } | DraftError::Body { .. } | DraftError::Fault { .. },
        ) => None,
    }
}

impl Advice for TokenError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Taken { .. } => (Blame::Asker, plain("hint-token-taken")),
            Self::Unknown { name, known } => (Blame::Asker, near(name, known)),
            Self::Name { .. } | Self::NoScope | Self::Days { .. } => (Blame::Asker, None),
        }
    }
}

impl Advice for PasskeyError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Taken | Self::Label { .. } => (Blame::Asker, None),
            Self::TooMany { .. } => (Blame::Asker, plain("hint-passkey-many")),
            Self::OtherQuestion => (Blame::Passing, plain("hint-passkey-begin")),
            Self::Unknown { id, known } => (Blame::Asker, near(id, known)),
            Self::Shut | Self::Stale { .. } => (Blame::Asker, plain("hint-passkey-again")),
        }
    }
}

impl Advice for HookError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Unknown { name, known } => (Blame::Asker, near(name, known)),
            Self::View { view } => (Blame::Asker, near(view, crate::news::VIEWS)),
            Self::Taken { .. } | Self::TooMany => (Blame::Asker, plain("hint-hook-taken")),
            Self::Name { .. } | Self::Url { .. } => (Blame::Asker, None),
        }
    }
}

impl Advice for ContactError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Unknown { name, known } => (Blame::Asker, near(name, known)),
            Self::Taken { .. } | Self::TooMany => (Blame::Asker, plain("hint-partner-taken")),
            Self::Name { .. } => (Blame::Asker, None),
        }
    }
}

impl Advice for NodeError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Store(error) => error.advice(),
            Self::Keys(KeysError::Locked | KeysError::WrongPassphrase { .. }) => {
                (Blame::Asker, plain("hint-passphrase"))
            }
            Self::Keys(KeysError::Missing { name, known }) => (Blame::Asker, near(name, known)),
            Self::Keys(KeysError::File { .. }) => (Blame::Asker, None),
            Self::NoJournal | Self::NoOfficers => (Blame::Asker, plain("hint-init")),
            Self::WhichOfficer { .. } => (Blame::Asker, plain("hint-officer")),
            Self::UnknownCitation { .. } | Self::UnknownJournal { .. } => (Blame::Asker, plain("hint-log")),
            Self::Fault { fault: Fault::HiddenByHand { .. }, .. } => (Blame::Asker, plain("hint-hidden")),
            Self::OtherRole { holders, .. } => {
                let names: Vec<&str> = holders.iter().map(|officer| officer.as_str()).collect();
                (Blame::Asker, Some(("hint-role", vec![("names", names.join(", "))])))
            }
            Self::AlreadyInitialised { .. }
            | Self::Fault { .. }
            | Self::TooManyHidden { .. }
            | Self::TooLong(_)
            | Self::NoGenesis { .. }
            | Self::NotOwn { .. }
            | Self::Receipt(_)
            | Self::NotSoMany { .. }
            | Self::NotHere { .. }
            | Self::TooLongToProve { .. }
            | Self::Name(_) => (Blame::Asker, None),
            Self::Entropy(_) | Self::KeyLine(_) | Self::Envelope(_) | Self::Checkpoint(_) => (Blame::Machine, None),
        }
    }
}

impl Advice for StoreError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::HeadMoved { .. } => (Blame::Passing, plain("hint-head-moved")),
            Self::Restored { .. } => (Blame::Records, plain("hint-restored")),
            Self::Busy => (Blame::Passing, plain("hint-busy")),
            Self::Damaged { .. } => (Blame::Records, plain("hint-damaged-store")),
            Self::Denied { .. } => (Blame::Asker, plain("hint-denied")),
            Self::Unreachable { .. } => (Blame::Passing, plain("hint-unreachable")),
            Self::Refused { .. } => (Blame::Asker, plain("hint-store-refused")),
            Self::Unsure { .. } => (Blame::Machine, plain("hint-unsure")),
            Self::Taken { .. } => (Blame::Asker, plain("hint-store-taken")),
            Self::Failed { .. } => (Blame::Machine, None),
        }
    }
}

impl Advice for OperationError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Store(error) => error.advice(),
            Self::UnknownParty { given, known, .. } => (Blame::Asker, near(given.as_str(), known)),
            Self::UnknownKey { given, known, .. } => (Blame::Asker, near(given, known)),
            Self::Missing { .. }
            | Self::Rule { .. }
            | Self::NotUtf8 { .. }
            | Self::Toml { .. }
            | Self::Network(_)
            | Self::Axes(_)
            | Self::Zone(_)
            | Self::Id(_)
            | Self::None => (Blame::Asker, None),
        }
    }
}

impl Advice for ReadingError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Read(reader::ReadError::TooLong { .. }) => (Blame::Asker, plain("hint-split")),
            Self::Read(reader::ReadError::NotUtf8 { .. }) => (Blame::Asker, plain("hint-utf8")),
            Self::Read(_)
            | Self::NoSuchDraft { .. }
            | Self::Settled { .. }
            | Self::Code(_)
            | Self::Text(_)
            | Self::Id(_) => (Blame::Asker, None),
        }
    }
}

impl Advice for DecisionsError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        (Blame::Asker, plain("hint-decisions"))
    }
}

impl Advice for PlanningError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Operation(error) => error.advice(),
            Self::Store(error) => error.advice(),
            Self::Objected { .. } => (Blame::Records, None),
            Self::NoneInForce => (Blame::Asker, plain("hint-order")),
            Self::UnknownPlan { .. } | Self::WhichPlan { .. } => (Blame::Asker, plain("hint-which-plan")),
            Self::NoPledge { .. } => (Blame::Asker, plain("hint-pledge")),
            Self::NothingThere { .. } => (Blame::Asker, plain("hint-stock")),
            Self::UnknownItem { item, known, .. } => (Blame::Asker, near(item.as_str(), known)),
            Self::Id(_) | Self::NoOfficer { .. } => (Blame::Asker, None),
            Self::Json(_) => (Blame::Machine, None),
        }
    }
}

impl Advice for HandoverError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::UnknownConvoy { convoy, known } => (Blame::Asker, near(convoy.as_str(), known)),
            Self::UnknownItem { item, known } => (Blame::Asker, near(item.as_str(), known)),
            Self::ReasonMissing { .. } => (Blame::Asker, plain("hint-reason")),
            Self::WhichOffer { .. } | Self::WhichMatter { .. } | Self::WrongEnd { .. } | Self::Withdrawn { .. } => {
                (Blame::Asker, plain("hint-matters"))
            }
            Self::NotThere { .. } => (Blame::Asker, plain("hint-not-there")),
            Self::Answered { .. } | Self::ForAnother { .. } | Self::OfAnother { .. } => (Blame::Asker, None),
        }
    }
}

impl Advice for AcknowledgeError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Node(error) => error.advice(),
            Self::Which { .. } | Self::Own { .. } | Self::Before { .. } => (Blame::Asker, plain("hint-activities")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first_and_what_all_share_makes_none_nearer() {
        let names = |given: &str, known: &[&str]| near(given, known).map(|(_, args)| args[0].1.clone());
        let officers = ["dz-log/convoy", "dz-log/movement", "dz-log/stores"];
        assert_eq!(names("dz-log/movment", &officers), Some("dz-log/movement".to_owned()));
        assert_eq!(names("dz-log/zzzzz", &officers), None);
        assert_eq!(names("flour", &["floor", "flout", "flower", "salt"]), Some("floor, flout, flower".to_owned()));
    }
}

//! Errors at the edge: whose fault, which exit code, what to do next.

use crate::context::Context;
use app::NodeError;
use app::erasure::EraseError;
use app::exchange::ExchangeError;
use app::handover::HandoverError;
use app::operation::OperationError;
use app::planning::PlanningError;
use app::ports::{KeysError, StoreError};
use app::reading::ReadingError;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use words::Arg;

/// Whose fault it is, and so the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The user's: 1.
    User,
    /// What was looked at is not as it should be: 3.
    Findings,
    /// Ours, or the machine's: 255.
    Ours,
}

/// What to do next: a message of `errors.ftl` and what it is about.
pub(crate) type Hint = (&'static str, Vec<(&'static str, String)>);

/// A command that did not do its work.
pub(crate) struct Failure {
    fault: Fault,
    message: String,
    causes: Vec<String>,
    hint: Option<Hint>,
}

impl Failure {
    pub(crate) fn user(message: impl Into<String>, hint: Option<Hint>) -> Self {
        Self { fault: Fault::User, message: message.into(), causes: Vec::new(), hint }
    }

    pub(crate) fn findings(message: impl Into<String>, hint: Option<Hint>) -> Self {
        Self { fault: Fault::Findings, message: message.into(), causes: Vec::new(), hint }
    }

    pub(crate) fn ours(message: impl Into<String>) -> Self {
        Self { fault: Fault::Ours, message: message.into(), causes: Vec::new(), hint: None }
    }

    pub(crate) fn io(doing: &str, path: &Path, error: io::Error) -> Self {
        Self {
            fault: Fault::User,
            message: format!("could not {doing} `{}`", path.display()),
            causes: vec![error.to_string()],
            hint: None,
        }
    }

    pub(crate) fn too_long(path: &Path, limit: usize) -> Self {
        Self::user(
            format!("`{}` is longer than the {limit} bytes that are accepted", path.display()),
            Some(("hint-split", Vec::new())),
        )
    }

    pub(crate) fn no_node(dir: &Path) -> Self {
        Self::user(format!("`{}` is no node", dir.display()), Some(("hint-no-node", Vec::new())))
    }

    /// No passphrase is there for a key file that is not the node's.
    pub(crate) fn other_locked() -> Self {
        Self::user("the other passphrase is not given", Some(("hint-other-passphrase", Vec::new())))
    }

    /// Nothing of that name; names the nearest that there are.
    pub(crate) fn unknown<K: Display>(what: &str, given: &str, known: impl IntoIterator<Item = K>) -> Self {
        Self::user(format!("no {what} `{given}` is known here"), near(given, known))
    }

    fn of(fault: Fault, error: &(dyn Error + 'static), hint: Option<Hint>) -> Self {
        let message = error.to_string();
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next {
            // An error that only passes another on shows the same words; once is enough.
            let words = cause.to_string();
            if words != message && causes.last() != Some(&words) {
                causes.push(words);
            }
            next = cause.source();
        }
        Self { fault, message, causes, hint }
    }

    /// The error without its causes.
    pub(crate) fn message(self) -> String {
        self.message
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.fault {
            Fault::User => ExitCode::from(1),
            Fault::Findings => ExitCode::from(3),
            Fault::Ours => ExitCode::from(255),
        }
    }

    /// The error, what caused it, and what to do next.
    pub(crate) fn shown(&self, context: &Context) -> String {
        let words = &context.words;
        let screen = words.screen(context.bidi, None);
        let mut shown = screen.labelled(&words.say("error", &[]), &self.message);
        for cause in &self.causes {
            shown.push_str(&screen.labelled(&words.say("caused-by", &[]), cause));
        }
        if let Some((id, args)) = &self.hint {
            let args: Vec<(&str, Arg)> = args.iter().map(|(name, value)| (*name, Arg::code(value))).collect();
            shown.push_str(&screen.labelled(&words.say("hint", &[]), &words.say(id, &args)));
        }
        shown
    }
}

/// The hint that names the nearest there are.
fn near<K: Display>(given: &str, known: impl IntoIterator<Item = K>) -> Option<Hint> {
    let near = nearest(given, known.into_iter().map(|name| name.to_string()).collect());
    (!near.is_empty()).then(|| ("hint-nearest", vec![("names", near.join(", "))]))
}

/// The names most like the given one, best first, at most three.
fn nearest(given: &str, known: Vec<String>) -> Vec<String> {
    let mut scored: Vec<(usize, String)> = known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(given, &name), name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 2)
        .collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        let (fault, hint): (Fault, Option<Hint>) = match &error {
            NodeError::Store(StoreError::HeadMoved { .. }) => (Fault::User, Some(("hint-head-moved", Vec::new()))),
            NodeError::Store(StoreError::Busy) => (Fault::User, Some(("hint-busy", Vec::new()))),
            NodeError::Store(StoreError::Damaged { .. }) => (Fault::Findings, Some(("hint-damaged-store", Vec::new()))),
            NodeError::Store(StoreError::Denied { .. }) => (Fault::User, None),
            NodeError::Store(StoreError::Failed { .. }) | NodeError::Entropy(_) => (Fault::Ours, None),
            NodeError::Keys(KeysError::Locked) => (Fault::User, Some(("hint-passphrase", Vec::new()))),
            NodeError::Keys(KeysError::WrongPassphrase { .. }) => (Fault::User, Some(("hint-passphrase", Vec::new()))),
            NodeError::Keys(KeysError::Missing { .. } | KeysError::File { .. }) => (Fault::User, None),
            NodeError::NoJournal | NodeError::NoOfficers => (Fault::User, Some(("hint-init", Vec::new()))),
            NodeError::WhichOfficer { .. } => (Fault::User, Some(("hint-officer", Vec::new()))),
            NodeError::UnknownCitation { .. } => (Fault::User, Some(("hint-log", Vec::new()))),
            NodeError::Fault { fault: model::Fault::HiddenByHand { .. }, .. } => {
                (Fault::User, Some(("hint-hidden", Vec::new())))
            }
            NodeError::AlreadyInitialised { .. }
            | NodeError::Fault { .. }
            | NodeError::TooManyHidden { .. }
            | NodeError::TooLong(_) => (Fault::User, None),
            NodeError::NoGenesis { .. } | NodeError::NotSoMany { .. } | NodeError::Name(_) => (Fault::User, None),
            NodeError::KeyLine(_) | NodeError::Envelope(_) | NodeError::Checkpoint(_) => (Fault::Ours, None),
        };
        Self::of(fault, &error, hint)
    }
}

impl From<OperationError> for Failure {
    fn from(error: OperationError) -> Self {
        match error {
            OperationError::Store(error) => NodeError::from(error).into(),
            OperationError::UnknownParty { ref given, ref known, .. } => {
                let hint = near(given.as_str(), known);
                Self::of(Fault::User, &error, hint)
            }
            OperationError::Missing { .. }
            | OperationError::NotUtf8 { .. }
            | OperationError::Toml { .. }
            | OperationError::Network(_)
            | OperationError::Axes(_)
            | OperationError::Id(_)
            | OperationError::None => Self::of(Fault::User, &error, None),
        }
    }
}

impl From<ReadingError> for Failure {
    fn from(error: ReadingError) -> Self {
        match error {
            ReadingError::Node(error) => error.into(),
            ReadingError::Read(reader::ReadError::TooLong { .. }) => {
                Self::of(Fault::User, &error, Some(("hint-split", Vec::new())))
            }
            ReadingError::Read(reader::ReadError::NotUtf8 { .. }) => {
                Self::of(Fault::User, &error, Some(("hint-utf8", Vec::new())))
            }
            ReadingError::Read(_)
            | ReadingError::NoSuchDraft { .. }
            | ReadingError::Code(_)
            | ReadingError::Text(_)
            | ReadingError::Id(_) => Self::of(Fault::User, &error, None),
        }
    }
}

impl From<PlanningError> for Failure {
    fn from(error: PlanningError) -> Self {
        match error {
            PlanningError::Node(error) => error.into(),
            PlanningError::Operation(error) => error.into(),
            PlanningError::Objected { .. } => Self::of(Fault::Findings, &error, None),
            PlanningError::UnknownPlan { .. } => Self::of(Fault::User, &error, Some(("hint-plan", Vec::new()))),
            PlanningError::Id(_) | PlanningError::NoOfficer { .. } => Self::of(Fault::User, &error, None),
            PlanningError::Store(error) => NodeError::from(error).into(),
            PlanningError::Json(_) => Self::of(Fault::Ours, &error, None),
        }
    }
}

impl From<HandoverError> for Failure {
    fn from(error: HandoverError) -> Self {
        match error {
            HandoverError::Node(error) => error.into(),
            HandoverError::UnknownConvoy { convoy, known } => Self::unknown("convoy", convoy.as_str(), known),
            HandoverError::UnknownItem { item, known } => Self::unknown("item", item.as_str(), known),
            HandoverError::ReasonMissing { .. } => Self::of(Fault::User, &error, Some(("hint-reason", Vec::new()))),
            HandoverError::WhichOffer { .. } | HandoverError::WhichMatter { .. } => {
                Self::of(Fault::User, &error, Some(("hint-matters", Vec::new())))
            }
            HandoverError::NotThere { .. } => Self::of(Fault::User, &error, Some(("hint-not-there", Vec::new()))),
            HandoverError::Answered { .. } | HandoverError::ForAnother { .. } => Self::of(Fault::User, &error, None),
        }
    }
}

impl From<EraseError> for Failure {
    fn from(error: EraseError) -> Self {
        match error {
            EraseError::Node(error) => error.into(),
            EraseError::Store(error) => NodeError::from(error).into(),
            EraseError::Unknown { .. }
            | EraseError::NotHere { .. }
            | EraseError::Keys { .. }
            | EraseError::NoReason
            | EraseError::Reason(_) => Self::of(Fault::User, &error, None),
        }
    }
}

impl From<ExchangeError> for Failure {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Node(error) => error.into(),
            ExchangeError::Fault(_) => Self::of(Fault::Findings, &error, Some(("hint-damaged", Vec::new()))),
            ExchangeError::SplitView { .. } | ExchangeError::OtherKey { .. } => {
                Self::of(Fault::Findings, &error, Some(("hint-split-view", Vec::new())))
            }
            ExchangeError::PartyTaken { .. } => Self::of(Fault::Findings, &error, None),
            ExchangeError::OwnJournal { .. } => Self::of(Fault::Findings, &error, Some(("hint-restored", Vec::new()))),
            ExchangeError::NoParty { .. } | ExchangeError::OtherOperation { .. } => Self::of(Fault::User, &error, None),
            ExchangeError::NoSealKey { .. } => Self::of(Fault::User, &error, Some(("hint-seal-key", Vec::new()))),
            ExchangeError::Seal(_) => Self::of(Fault::User, &error, None),
            ExchangeError::Store(error) => NodeError::from(error).into(),
            ExchangeError::Checkpoint(_) => Self::of(Fault::Ours, &error, None),
        }
    }
}

impl From<server::ServeError> for Failure {
    fn from(error: server::ServeError) -> Self {
        match error {
            server::ServeError::NotLoopback { .. } => Self::of(Fault::User, &error, None),
            server::ServeError::Failed(_) => Self::of(Fault::Ours, &error, None),
        }
    }
}

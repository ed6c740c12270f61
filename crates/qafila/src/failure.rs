//! Errors at the edge: whose fault, which exit code, what to do next.

use crate::context::Context;
use app::NodeError;
use app::activities::AcknowledgeError;
use app::erasure::EraseError;
use app::exchange::ExchangeError;
use app::handover::HandoverError;
use app::operation::OperationError;
use app::planning::PlanningError;
use app::ports::{KeysError, StoreError};
use app::reading::{DecisionsError, ReadingError};
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use words::{Arg, Words};

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
    /// Lines of a file that are at fault, for programs; people were told one by one.
    lines: Vec<Value>,
}

impl Failure {
    pub(crate) fn user(message: impl Into<String>, hint: Option<Hint>) -> Self {
        Self { fault: Fault::User, message: message.into(), causes: Vec::new(), hint, lines: Vec::new() }
    }

    pub(crate) fn findings(message: impl Into<String>, hint: Option<Hint>) -> Self {
        Self { fault: Fault::Findings, message: message.into(), causes: Vec::new(), hint, lines: Vec::new() }
    }

    pub(crate) fn ours(message: impl Into<String>) -> Self {
        Self { fault: Fault::Ours, message: message.into(), causes: Vec::new(), hint: None, lines: Vec::new() }
    }

    /// The user's to mend, with what is behind it.
    pub(crate) fn caused(error: &(dyn Error + 'static), hint: Option<Hint>) -> Self {
        Self::of(Fault::User, error, hint)
    }

    pub(crate) fn io(doing: &str, path: &Path, error: io::Error) -> Self {
        Self {
            fault: Fault::User,
            message: format!("could not {doing} `{}`", path.display()),
            causes: vec![error.to_string()],
            hint: None,
            lines: Vec::new(),
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
        Self { fault, message, causes, hint, lines: Vec::new() }
    }

    /// The error without its causes.
    pub(crate) fn message(self) -> String {
        self.message
    }

    /// With the lines of a file that are at fault.
    pub(crate) fn of_lines(self, lines: Vec<Value>) -> Self {
        Self { lines, ..self }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self.fault {
            Fault::User => 1,
            Fault::Findings => 3,
            Fault::Ours => 255,
        }
    }

    /// The same for programs: one object.
    pub(crate) fn json(&self, words: &Words) -> Value {
        let mut object = error_json(&self.message, &self.causes, self.code());
        object["hint"] = json!(self.hint.as_ref().map(|hint| hinted(words, hint)));
        if !self.lines.is_empty() {
            object["lines"] = json!(self.lines);
        }
        object
    }

    /// The error, what caused it, and what to do next.
    pub(crate) fn shown(&self, context: &Context) -> String {
        let words = &context.words;
        let screen = words.screen(context.bidi, None);
        let mut shown = screen.labelled(&words.say("error", &[]), &self.message);
        for cause in &self.causes {
            shown.push_str(&screen.labelled(&words.say("caused-by", &[]), cause));
        }
        if let Some(hint) = &self.hint {
            shown.push_str(&screen.labelled(&words.say("hint", &[]), &hinted(words, hint)));
        }
        shown
    }
}

/// A hint in words.
pub(crate) fn hinted(words: &Words, (id, args): &Hint) -> String {
    let args: Vec<(&str, Arg)> = args.iter().map(|(name, value)| (*name, Arg::code(value))).collect();
    words.say(id, &args)
}

/// An error without a hint, for programs.
pub(crate) fn error_json(message: &str, causes: &[String], exit: u8) -> Value {
    json!({ "error": message, "causes": causes, "hint": null, "exit": exit })
}

/// The hint that names the nearest there are.
pub(crate) fn near<K: Display>(given: &str, known: impl IntoIterator<Item = K>) -> Option<Hint> {
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

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        let (fault, hint): (Fault, Option<Hint>) = match &error {
            NodeError::Store(StoreError::HeadMoved { .. }) => (Fault::User, Some(("hint-head-moved", Vec::new()))),
            NodeError::Store(StoreError::Restored { .. }) => (Fault::Findings, Some(("hint-restored", Vec::new()))),
            NodeError::Store(StoreError::Busy) => (Fault::User, Some(("hint-busy", Vec::new()))),
            NodeError::Store(StoreError::Damaged { .. }) => (Fault::Findings, Some(("hint-damaged-store", Vec::new()))),
            NodeError::Store(StoreError::Denied { .. }) => (Fault::User, Some(("hint-denied", Vec::new()))),
            NodeError::Store(StoreError::Failed { .. }) | NodeError::Entropy(_) => (Fault::Ours, None),
            NodeError::Keys(KeysError::Locked) => (Fault::User, Some(("hint-passphrase", Vec::new()))),
            NodeError::Keys(KeysError::WrongPassphrase { .. }) => (Fault::User, Some(("hint-passphrase", Vec::new()))),
            NodeError::Keys(KeysError::Missing { name, known }) => (Fault::User, near(name, known)),
            NodeError::Keys(KeysError::File { .. }) => (Fault::User, None),
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
            NodeError::UnknownJournal { .. } => (Fault::User, Some(("hint-log", Vec::new()))),
            NodeError::NoGenesis { .. }
            | NodeError::NotOwn { .. }
            | NodeError::Receipt(_)
            | NodeError::NotSoMany { .. }
            | NodeError::NotHere { .. }
            | NodeError::TooLongToProve { .. }
            | NodeError::Name(_) => (Fault::User, None),
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
            | OperationError::Zone(_)
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
            | ReadingError::Settled { .. }
            | ReadingError::Code(_)
            | ReadingError::Text(_)
            | ReadingError::Id(_) => Self::of(Fault::User, &error, None),
        }
    }
}

impl From<DecisionsError> for Failure {
    fn from(error: DecisionsError) -> Self {
        Self::of(Fault::User, &error, Some(("hint-decisions", Vec::new())))
    }
}

impl From<PlanningError> for Failure {
    fn from(error: PlanningError) -> Self {
        match error {
            PlanningError::Node(error) => error.into(),
            PlanningError::Operation(error) => error.into(),
            PlanningError::Objected { .. } => Self::of(Fault::Findings, &error, None),
            PlanningError::NoneInForce => Self::of(Fault::User, &error, Some(("hint-order", Vec::new()))),
            PlanningError::UnknownPlan { .. } | PlanningError::WhichPlan { .. } => {
                Self::of(Fault::User, &error, Some(("hint-which-plan", Vec::new())))
            }
            PlanningError::NoPledge { .. } => Self::of(Fault::User, &error, Some(("hint-pledge", Vec::new()))),
            PlanningError::NothingThere { .. } => Self::of(Fault::User, &error, Some(("hint-stock", Vec::new()))),
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
            HandoverError::WhichOffer { .. }
            | HandoverError::WhichMatter { .. }
            | HandoverError::WrongEnd { .. }
            | HandoverError::Withdrawn { .. } => Self::of(Fault::User, &error, Some(("hint-matters", Vec::new()))),
            HandoverError::NotThere { .. } => Self::of(Fault::User, &error, Some(("hint-not-there", Vec::new()))),
            HandoverError::Answered { .. } | HandoverError::ForAnother { .. } | HandoverError::OfAnother { .. } => {
                Self::of(Fault::User, &error, None)
            }
        }
    }
}

impl From<AcknowledgeError> for Failure {
    fn from(error: AcknowledgeError) -> Self {
        match error {
            AcknowledgeError::Node(error) => error.into(),
            AcknowledgeError::Which { .. } | AcknowledgeError::Own { .. } | AcknowledgeError::Before { .. } => {
                Self::of(Fault::User, &error, Some(("hint-activities", Vec::new())))
            }
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
            | EraseError::ByHand { .. }
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

impl From<app::witness::WitnessError> for Failure {
    fn from(error: app::witness::WitnessError) -> Self {
        use app::witness::WitnessError;
        match error {
            WitnessError::Node(error) => error.into(),
            WitnessError::Behind { .. } | WitnessError::Rewritten { .. } => {
                Self::of(Fault::Findings, &error, Some(("hint-split-view", Vec::new())))
            }
            WitnessError::NotAPartner { .. }
            | WitnessError::Policy(_)
            | WitnessError::Name(_)
            | WitnessError::KeyLine(_) => Self::of(Fault::User, &error, None),
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

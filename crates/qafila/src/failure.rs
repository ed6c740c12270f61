//! Errors at the edge: whose fault, which exit code, what to do next.

use crate::context::Context;
use app::NodeError;
use app::activities::AcknowledgeError;
use app::contacts::ContactError;
use app::device::DeviceError;
use app::erasure::EraseError;
use app::exchange::ExchangeError;
use app::handover::HandoverError;
use app::hints::{Advice as _, Blame};
pub(crate) use app::hints::{Hint, near};
use app::hooks::HookError;
use app::operation::OperationError;
use app::passkeys::PasskeyError;
use app::planning::PlanningError;
use app::reading::{DecisionsError, ReadingError};
use app::tokens::TokenError;
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

/// Failures of use cases that the other edge has hints for as well.
macro_rules! advised {
    ($($error:ty),*) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                let (blame, hint) = error.advice();
                Self::of(blame.into(), &error, hint)
            }
        }
    )*};
}

advised!(
    NodeError,
    OperationError,
    ReadingError,
    DecisionsError,
    PlanningError,
    HandoverError,
    AcknowledgeError,
    TokenError,
    PasskeyError,
    ContactError,
    HookError
);

impl From<store::LocationError> for Failure {
    fn from(error: store::LocationError) -> Self {
        use store::{LocationError, PgUrlError};
        let hint = match &error {
            LocationError::Url(PgUrlError::InTheOpen { .. }) => "hint-store-open",
            LocationError::Url(_) | LocationError::Content { .. } => "hint-store-url",
            LocationError::Unread { .. } => "hint-denied",
        };
        Self::of(Fault::User, &error, Some((hint, Vec::new())))
    }
}

impl From<Blame> for Fault {
    fn from(blame: Blame) -> Self {
        match blame {
            Blame::Asker | Blame::Passing => Self::User,
            Blame::Records => Self::Findings,
            Blame::Machine => Self::Ours,
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

impl From<DeviceError> for Failure {
    fn from(error: DeviceError) -> Self {
        match error {
            DeviceError::Node(error) => error.into(),
            DeviceError::Exchange(error) => error.into(),
            DeviceError::Operation(error) => error.into(),
            DeviceError::UnknownOfficer { ref officer, ref known, .. } => {
                let hint = near(officer.as_str(), known);
                Self::of(Fault::User, &error, hint)
            }
            DeviceError::NoRequest
            | DeviceError::NameTaken { .. }
            | DeviceError::NoPass { .. }
            | DeviceError::OtherDevice => Self::of(Fault::User, &error, None),
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
            server::ServeError::NotLoopback { .. } => {
                Self::of(Fault::User, &error, Some(("hint-serve-far", Vec::new())))
            }
            server::ServeError::Failed(_) => Self::of(Fault::Ours, &error, None),
        }
    }
}

//! A statement as a person writes it: one JSON object, before it is signed.

use crate::{Audience, Body, Hiding};
use serde::Deserialize;
use units::{Digest, Moment, OfficerId};

/// What a person fills in; party, time of writing, heads seen and schema are added at signing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Draft {
    /// Who will sign; the node's only officer when absent.
    pub officer: Option<OfficerId>,
    /// When it was so; now when absent.
    pub occurred: Option<Moment>,
    /// Leaf hashes of earlier statements it rests on.
    pub cites: Vec<Digest>,
    /// Who may read it.
    pub audience: Audience,
    /// What of it only some of these may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Hiding>,
    /// What is said.
    #[serde(flatten)]
    pub body: Body,
}

/// Why a line is no draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Not JSON.
    #[error("not JSON: {why}")]
    NotJson {
        /// What the parser says.
        why: String,
    },
    /// JSON, but not the fields of a draft.
    #[error("not a statement: {why}")]
    Shape {
        /// What is wrong.
        why: String,
    },
    /// No such kind of statement.
    #[error("`{given}` is no kind of statement")]
    UnknownKind {
        /// The word as given.
        given: String,
    },
    /// The body does not have the fields of its kind.
    #[error("{kind}: {why}")]
    Body {
        /// Which kind.
        kind: String,
        /// What is wrong.
        why: String,
    },
    /// The body breaks a rule of its kind.
    #[error("{kind}: {fault}")]
    Fault {
        /// Which kind.
        kind: String,
        /// Which rule.
        fault: crate::Fault,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    officer: Option<OfficerId>,
    occurred: Option<Moment>,
    #[serde(default)]
    cites: Vec<Digest>,
    #[serde(default)]
    audience: Audience,
    hidden: Option<Hiding>,
    kind: String,
    body: serde_json::Value,
}

impl Draft {
    /// A draft with nothing but a body.
    pub fn of(body: Body) -> Self {
        Self { officer: None, occurred: None, cites: Vec::new(), audience: Audience::default(), hidden: None, body }
    }

    /// Reads one JSON object and checks the rules one statement must keep by itself.
    pub fn from_json(text: &str) -> Result<Self, DraftError> {
        Self::from_value(Self::json(text)?)
    }

    /// The JSON of a draft, not yet held to the fields of one.
    pub fn json(text: &str) -> Result<serde_json::Value, DraftError> {
        serde_json::from_str(text).map_err(|e| DraftError::NotJson { why: without_line(&e) })
    }

    /// The same as [`Draft::from_json`], of JSON that is read already.
    pub fn from_value(value: serde_json::Value) -> Result<Self, DraftError> {
        let written: Written = serde_json::from_value(value).map_err(|e| DraftError::Shape { why: e.to_string() })?;
        if !crate::Kind::ALL.iter().any(|kind| kind.code() == written.kind) {
            return Err(DraftError::UnknownKind { given: written.kind });
        }
        let body = serde_json::json!({ "kind": written.kind, "body": written.body });
        let body: Body = serde_json::from_value(body)
            .map_err(|e| DraftError::Body { kind: written.kind.clone(), why: e.to_string() })?;
        let draft = Self {
            officer: written.officer,
            occurred: written.occurred,
            cites: written.cites,
            audience: written.audience,
            hidden: written.hidden,
            body,
        };
        draft.validate().map_err(|fault| DraftError::Fault { kind: written.kind, fault })?;
        Ok(draft)
    }
}

/// What the parser says, without the number of a line where there is only one.
fn without_line(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.replace(&format!(" at line 1 column {}", error.column()), &format!(" at column {}", error.column()))
}

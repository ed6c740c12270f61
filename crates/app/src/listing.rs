//! What was said, entry by entry, as programs read it: on the command line and over HTTP alike.

use model::{Body, Kind};
use serde_json::{Value, json};
use views::{Content, Said};

/// One entry for programs.
pub fn entry_json(said: &Said) -> Value {
    let content = match &said.content {
        Content::Known(statement) => {
            let body: &Body = &statement.body;
            let kind: Kind = body.kind();
            json!({
                "party": statement.party, "officer": statement.officer, "occurred": statement.occurred,
                "stated": statement.stated, "kind": kind.code(), "statement": body,
                "references": statement.references, "audience": statement.audience,
                "field_audience": statement.field_audience,
            })
        }
        Content::Opaque { why } => json!({ "opaque": why }),
        Content::Withheld => json!({ "withheld": true }),
        Content::Erased { at, reason } => json!({ "erased": { "at": at, "reason": reason } }),
    };
    json!({ "origin": said.origin, "index": said.index, "leaf": said.leaf, "known": said.known, "standing": said.standing.code(), "content": content })
}

//! `qafila journal erase`: what one statement said goes from this node; that it was said stays.

use super::find_statement;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use app::erasure::Erased;
use serde_json::json;
use words::Arg;

pub(crate) fn run(context: &Context, given: &str, reason: &str) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let found = find_statement(&node, given)?;
    let Erased { mark, before } = node.erase(&found.leaf, reason)?;
    if local.json {
        local.print_json(&json!({ "erased": found, "at": mark.at, "reason": mark.reason, "before": before }));
        return Ok(Outcome::Done);
    }
    let message = if before { "erase-before" } else { "erase-done" };
    let args = [
        ("statement", Arg::code(show::picture::cited(&found))),
        ("when", Arg::text(local.words.moment(mark.at))),
        ("reason", Arg::text(mark.reason)),
    ];
    local.print(&local.screen().line(&local.words.say(message, &args)));
    Ok(Outcome::Done)
}

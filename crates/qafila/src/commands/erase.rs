//! `qafila journal erase`: what one statement said goes from this node; that it was said stays.

use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use app::AsOf;
use app::erasure::Erased;
use model::Reference;
use serde_json::json;
use words::Arg;

pub(crate) fn run(context: &Context, given: &str, reason: &str) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let found = find(&node, given)?;
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

/// The one statement whose leaf hash begins so: what cannot be undone is not done to whichever comes first.
fn find(node: &app::Node, given: &str) -> Result<Reference, Failure> {
    let said = node.said(&AsOf::default())?;
    let mut fits: Vec<Reference> = Vec::new();
    for said in said.iter().filter(|said| said.leaf.to_string().starts_with(given)) {
        if fits.iter().all(|found| found.leaf != said.leaf) {
            fits.push(said.reference());
        }
    }
    let hint = || Some(("hint-log", Vec::new()));
    match fits.as_slice() {
        [found] => Ok(found.clone()),
        [] => Err(Failure::user(format!("no statement has a leaf hash that begins with `{given}`"), hint())),
        [_, ..] => {
            let count = fits.len();
            Err(Failure::user(format!("{count} statements have a leaf hash that begins with `{given}`"), hint()))
        }
    }
}

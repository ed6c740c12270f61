//! `qafila partner`: with whom a node exchanges by itself, and how that goes.

use crate::args::PartnerCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::remote::{Authority, Http};
use crate::show::table;
use app::contacts::{Contact, Relation};
use serde_json::{Value, json};
use std::path::Path;
use words::{Align, Arg, Table, Words};

pub(crate) fn run(context: &Context, command: PartnerCommand) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let contact = match command {
        PartnerCommand::Add { name, url, ca } => {
            let read = ca.as_deref().map(|path: &Path| Authority::read(path)).transpose()?;
            let (authority, pem) = read.unzip();
            // An address that is none is refused now, not at night.
            drop(Http::new(&url, authority)?);
            ("partner-added", node.add_contact(&name, &url, pem)?)
        }
        PartnerCommand::Remove { name } => ("partner-removed", node.remove_contact(&name)?),
        PartnerCommand::List => {
            let relations = node.relations()?;
            if local.json {
                local.print_json(&json!(relations.iter().map(told).collect::<Vec<_>>()));
            } else if relations.is_empty() {
                local.tell(&local.screen().line(&local.words.say("partner-none", &[])));
            } else {
                local.table(&listed(&local.words, &relations));
                errors(&local, &relations);
            }
            return Ok(Outcome::Done);
        }
    };
    let (message, Contact { name, url, ca, added }) = contact;
    if local.json {
        local.print_json(&json!({"name": name, "url": url, "ca": ca.is_some(), "added": added}));
    } else {
        let args = [("name", Arg::code(&name)), ("url", Arg::code(&url))];
        local.tell(&local.screen().line(&local.words.say(message, &args)));
    }
    Ok(Outcome::Done)
}

fn told(Relation { contact, standing, party, cosigned, size }: &Relation) -> Value {
    json!({
        "name": contact.name, "url": contact.url, "ca": contact.ca.is_some(), "added": contact.added,
        "party": party, "tried": standing.tried, "reached": standing.reached, "failures": standing.failures,
        "error": standing.error, "behind": standing.behind, "refused": standing.refused,
        "cosigned": cosigned, "size": size,
    })
}

fn listed(words: &Words, relations: &[Relation]) -> Table {
    let columns = [
        ("col-partner", Align::Start),
        ("col-partner-url", Align::Start),
        ("col-partner-party", Align::Start),
        ("col-partner-reached", Align::Start),
        ("col-partner-failures", Align::End),
        ("col-partner-behind", Align::End),
        ("col-partner-cosigned", Align::End),
    ];
    let mut table = table(words, &columns).title(words.cell("title-partners", &[]));
    for Relation { contact, standing, party, cosigned, size } in relations {
        table.row([
            contact.name.clone(),
            contact.url.clone(),
            party.as_ref().map_or_else(String::new, ToString::to_string),
            standing.reached.map_or_else(|| words.cell("partner-never", &[]), |reached| words.moment(reached)),
            words.number(standing.failures),
            words.number(standing.behind),
            format!("{}/{}", words.number(*cosigned), words.number(*size)),
        ]);
    }
    table
}

/// What went wrong, below the table.
fn errors(context: &Context, relations: &[Relation]) {
    for Relation { contact, standing, .. } in relations {
        let say = |message: &str, args: &[(&str, Arg)]| {
            context.tell(&context.screen().line(&context.words.say(message, args)));
        };
        if let (Some(error), Some(tried)) = (&standing.error, standing.tried) {
            let args = [("name", Arg::code(&contact.name)), ("when", tried.into()), ("why", Arg::text(error.clone()))];
            say("partner-failed", &args);
        }
        if standing.refused > 0 {
            say("partner-refused", &[("name", Arg::code(&contact.name)), ("journals", standing.refused.into())]);
        }
    }
}

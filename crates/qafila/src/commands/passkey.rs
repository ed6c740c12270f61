//! `qafila passkey`: with what officers sign in at the page besides the passphrase.

use crate::args::PasskeyCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show::table;
use crate::system;
use app::passkeys::Told;
use serde_json::{Value, json};
use words::{Align, Arg, Table, Words};

pub(crate) fn run(context: &Context, command: PasskeyCommand) -> Result<Outcome, Failure> {
    let mut node = system::open(&context.node_dir()?)?;
    match command {
        PasskeyCommand::List => {
            let passkeys = node.passkeys()?;
            if context.json {
                context.print_json(&json!(passkeys.iter().map(told).collect::<Vec<_>>()));
            } else if passkeys.is_empty() {
                context.tell(&context.screen().line(&context.words.say("passkey-none", &[])));
            } else {
                context.table(&listed(&context.words, &passkeys));
            }
        }
        PasskeyCommand::Remove { id } => {
            let passkey = node.remove_passkey(&id, None)?;
            let args = [("name", Arg::code(&passkey.label)), ("officer", Arg::code(&passkey.officer))];
            if context.json {
                context.print_json(&told(&Told { passkey, used: None, stale: false }));
            } else {
                context.tell(&context.screen().line(&context.words.say("passkey-removed", &args)));
            }
        }
    }
    Ok(Outcome::Done)
}

fn told(one: &Told) -> Value {
    let passkey = &one.passkey;
    json!({
        "id": passkey.id, "officer": passkey.officer, "label": passkey.label, "made": passkey.made,
        "used": one.used, "stale": one.stale,
    })
}

fn listed(words: &Words, passkeys: &[Told]) -> Table {
    let columns = [
        ("col-passkey", Align::Start),
        ("col-officer", Align::Start),
        ("col-passkey-label", Align::Start),
        ("col-passkey-made", Align::Start),
        ("col-used", Align::Start),
        ("col-token-state", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-passkeys", &[]));
    for Told { passkey, used, stale } in passkeys {
        table.row([
            passkey.id.clone(),
            passkey.officer.to_string(),
            passkey.label.clone(),
            words.moment(passkey.made),
            used.map_or_else(String::new, |used| words.moment(used)),
            words.cell(if *stale { "passkey-stale" } else { "passkey-good" }, &[]),
        ]);
    }
    table
}

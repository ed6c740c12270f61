//! `qafila token`: what programs may read with, shown once.

use crate::args::TokenCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show::table;
use crate::system;
use app::tokens::{Over, Token};
use serde_json::{Value, json};
use units::Moment;
use words::{Align, Arg, Table, Words};

pub(crate) fn run(context: &Context, command: TokenCommand) -> Result<Outcome, Failure> {
    let mut node = system::open(&context.node_dir()?)?;
    match command {
        TokenCommand::Add { name, scope, days } => {
            let (token, words) = node.add_token(&name, &scope, days)?;
            if context.json {
                let mut told = told(&token, None, node.now());
                told["token"] = json!(words.as_str());
                context.print_json(&told);
                return Ok(Outcome::Done);
            }
            say(context, "token-added", &token);
            context.print(&format!("{}\n", words.as_str()));
        }
        TokenCommand::List => {
            let (tokens, now) = (node.tokens()?, node.now());
            if context.json {
                let all: Vec<Value> = tokens.iter().map(|(token, used)| told(token, *used, now)).collect();
                context.print_json(&json!(all));
            } else if tokens.is_empty() {
                context.tell(&context.screen().line(&context.words.say("token-none", &[])));
            } else {
                context.table(&listed(&context.words, &tokens, now));
            }
        }
        TokenCommand::Revoke { name } => {
            let token = node.revoke_token(&name)?;
            if context.json {
                context.print_json(&told(&token, None, node.now()));
            } else {
                say(context, "token-revoked", &token);
            }
        }
    }
    Ok(Outcome::Done)
}

fn say(context: &Context, message: &str, token: &Token) {
    let args = [("name", Arg::code(&token.name)), ("scopes", Arg::code(scopes(token))), ("until", token.until.into())];
    context.tell(&context.screen().line(&context.words.say(message, &args)));
}

fn scopes(token: &Token) -> String {
    token.scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn state(token: &Token, now: Moment) -> &'static str {
    match token.over(now) {
        None => "good",
        Some(Over::Expired) => "expired",
        Some(Over::Revoked) => "revoked",
    }
}

fn state_label(token: &Token, now: Moment) -> &'static str {
    match token.over(now) {
        None => "token-good",
        Some(Over::Expired) => "token-expired",
        Some(Over::Revoked) => "token-revoked-state",
    }
}

fn told(token: &Token, used: Option<Moment>, now: Moment) -> Value {
    json!({
        "name": token.name, "id": token.id, "scopes": token.scopes, "made": token.made, "until": token.until,
        "state": state(token, now), "used": used,
    })
}

fn listed(words: &Words, tokens: &[(Token, Option<Moment>)], now: Moment) -> Table {
    let columns = [
        ("col-token", Align::Start),
        ("col-scopes", Align::Start),
        ("col-token-state", Align::Start),
        ("col-until", Align::Start),
        ("col-used", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-tokens", &[]));
    for (token, used) in tokens {
        table.row([
            token.name.clone(),
            scopes(token),
            words.cell(state_label(token, now), &[]),
            words.moment(token.until),
            used.map_or_else(String::new, |used| words.moment(used)),
        ]);
    }
    table
}

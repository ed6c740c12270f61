//! `qafila journal log`: who said what, when.

use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use app::AsOf;
use app::listing::entry_json;
use model::Kind;
use views::{Content, Said, Standing};
use words::{Align, Arg, Words};

pub(crate) fn run(context: &Context, leaf: Option<&str>) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let all = node.said(&AsOf::default())?;
    let shown: Vec<&Said> =
        all.iter().filter(|said| leaf.is_none_or(|leaf| said.leaf.to_string().starts_with(leaf))).collect();
    if let (true, Some(leaf)) = (shown.is_empty(), leaf) {
        return Err(Failure::user(format!("no statement has a leaf hash that begins with `{leaf}`"), None));
    }
    if local.json {
        // An object a line, as `say` takes them.
        shown.iter().for_each(|said| local.print(&format!("{}\n", entry_json(said))));
        return Ok(Outcome::Done);
    }
    if leaf.is_some() {
        shown.iter().for_each(|said| local.print_json(&entry_json(said)));
        return Ok(Outcome::Done);
    }
    let words = &local.words;
    let mut table = show::table(
        words,
        &[
            ("col-statement", Align::Start),
            ("col-when", Align::Start),
            ("col-officer", Align::Start),
            ("col-kind", Align::Start),
        ],
    );
    for said in shown {
        let cited = show::picture::cited(&said.reference());
        match &said.content {
            Content::Known(statement) => table.row([
                cited,
                words.moment(statement.occurred),
                statement.officer.to_string(),
                kind(words, said, statement.body.kind()),
            ]),
            Content::Opaque { why } => {
                let why = words.cell("finding-not-understood", &[("why", Arg::code(why))]);
                table.row([cited, String::new(), String::new(), why]);
            }
            Content::Withheld => table.row([cited, String::new(), String::new(), words.cell("cell-withheld", &[])]),
            Content::Erased { at, reason } => {
                let args = [("when", Arg::text(words.moment(*at))), ("reason", Arg::text(reason.clone()))];
                table.row([cited, String::new(), String::new(), words.cell("cell-erased", &args)]);
            }
        }
    }
    local.table(&table);
    Ok(Outcome::Done)
}

/// What is said, and what is wrong with who said it.
fn kind(words: &Words, said: &Said, kind: Kind) -> String {
    let kind = words.code("kind", kind.code());
    match &said.standing {
        Standing::Sound => kind,
        Standing::NotGranted { officer } => {
            format!("{kind}: {}", words.cell("finding-not-granted", &[("officer", Arg::code(officer))]))
        }
        Standing::BadSignature => format!("{kind}: {}", words.cell("finding-bad-signature", &[])),
        Standing::InDoubt { epoch } => {
            format!("{kind}: {}", words.cell("finding-in-doubt", &[("epoch", Arg::code(epoch))]))
        }
    }
}

//! `qafila hook`: programs that are told when a view changes, and the key by which they know who told them.

use crate::args::HookCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::remote::Authority;
use crate::show::table;
use crate::system;
use app::hooks::{Hook, HookStanding, shown_key};
use serde_json::{Value, json};
use words::{Align, Arg, Table, Words};

pub(crate) fn run(context: &Context, command: HookCommand) -> Result<Outcome, Failure> {
    let mut node = system::open(&context.node_dir()?)?;
    match command {
        HookCommand::Add { name, url, ca, view } => {
            let ca = ca.map(|path| Authority::read(&path)).transpose()?.map(|(_, text)| text);
            // Before anything is put down: without it nobody is told.
            let key = shown_key(&node.hook_key()?.public());
            let hook = node.add_hook(&name, &url, ca, &view)?;
            if context.json {
                let mut told = told(&hook, &HookStanding::default());
                told["key"] = json!(key);
                context.print_json(&told);
                return Ok(Outcome::Done);
            }
            say(context, "hook-added", &hook);
            context.print(&format!("{key}\n"));
        }
        HookCommand::Key => context.print(&format!("{}\n", shown_key(&node.hook_key()?.public()))),
        HookCommand::List => {
            let hooks = node.hooks()?;
            if context.json {
                context.print_json(&json!(hooks.iter().map(|(hook, how)| told(hook, how)).collect::<Vec<Value>>()));
            } else if hooks.is_empty() {
                context.tell(&context.screen().line(&context.words.say("hook-none", &[])));
            } else {
                context.table(&listed(&context.words, &hooks));
            }
        }
        HookCommand::Remove { name } => {
            let hook = node.remove_hook(&name)?;
            if context.json {
                context.print_json(&told(&hook, &HookStanding::default()));
            } else {
                say(context, "hook-removed", &hook);
            }
        }
    }
    Ok(Outcome::Done)
}

fn say(context: &Context, message: &str, hook: &Hook) {
    let args = [("name", Arg::code(&hook.name)), ("url", Arg::code(&hook.url))];
    context.tell(&context.screen().line(&context.words.say(message, &args)));
}

fn told(hook: &Hook, standing: &HookStanding) -> Value {
    json!({
        "name": hook.name, "url": hook.url, "views": hook.views, "added": hook.added,
        "told": standing.told, "failures": standing.failures, "error": standing.error,
    })
}

fn listed(words: &Words, hooks: &[(Hook, HookStanding)]) -> Table {
    let columns = [
        ("col-hook", Align::Start),
        ("col-address", Align::Start),
        ("col-views", Align::Start),
        ("col-told", Align::Start),
        ("col-failures", Align::End),
        ("col-last-error", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-hooks", &[]));
    for (hook, standing) in hooks {
        let views: Vec<&str> = hook.views.iter().map(String::as_str).collect();
        table.row([
            hook.name.clone(),
            hook.url.clone(),
            if views.is_empty() { words.cell("hook-all", &[]) } else { views.join(", ") },
            standing.told.map_or_else(String::new, |told| words.moment(told)),
            standing.failures.to_string(),
            standing.error.clone().unwrap_or_default(),
        ]);
    }
    table
}

//! `qafila say`: sign statements and append them, all or none.

use crate::args::SayArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, Hint, hinted};
use crate::show;
use app::hints::of_line;
use app::jsonl::{FILE_BYTES_MAX, LineError, Parsed, parse_with};
use app::known::{Known, Unfit};
use app::measure::Measures;
use app::{AsOf, Node};
use model::{Draft, Reference};
use serde_json::{Value, json};
use views::Finding;
use words::Arg;

/// Bad lines shown one by one; the rest is counted.
const BAD_SHOWN: usize = 20;

pub(crate) fn run(context: &Context, args: &SayArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, FILE_BYTES_MAX)?;
    if bytes.trim_ascii().is_empty() {
        return Err(nothing_said(args));
    }
    let (mut node, operation, local) = context.open()?;
    let parsed = parse_with(&bytes, Measures::of(&node.views(&AsOf::default())?.catalogue));
    if parsed.drafts.is_empty() && parsed.bad.is_empty() {
        return Err(nothing_said(args));
    }
    let known = node.known(&operation)?;
    let known = if args.unknown { known.with_strangers() } else { known };
    let mut parsed = known.sift(parsed);
    // Nobody is asked for a passphrase to be told of what is wrong anyway.
    if !args.dry_run && (args.skip_bad || parsed.bad.is_empty()) && !parsed.drafts.is_empty() {
        parsed = node.known_to_sign(&known)?.sift(parsed);
    }
    let bad = Bad { lines: &parsed.bad, known: &known };
    if !local.json {
        bad.tell(&local);
    }
    if !bad.lines.is_empty() && (!args.skip_bad || parsed.drafts.is_empty()) {
        return Err(bad.refused(&local, args, &parsed));
    }
    let bad_too = Outcome::of_findings(!bad.lines.is_empty());
    if args.dry_run {
        let good = parsed.drafts.len();
        if local.json {
            local.print_json(&json!({ "could_be_signed": good, "skipped": bad.json(&local) }));
        } else {
            local.tell(&local.screen().line(&local.words.say("say-dry-run", &[("n", good.into())])));
        }
        return Ok(bad_too);
    }
    let skipped = bad.json(&local);
    let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
    Ok(append_beside(&local, &mut node, &drafts, &skipped)?.and(bad_too))
}

fn nothing_said(args: &SayArgs) -> Failure {
    Failure::user(format!("`{}` holds no statement", args.file.display()), Some(("hint-jsonl", Vec::new())))
}

/// Lines that are not to be signed, and what is known here instead of what they name.
struct Bad<'p> {
    lines: &'p [(usize, LineError)],
    known: &'p Known,
}

impl Bad<'_> {
    fn hint(&self, error: &LineError) -> Option<Hint> {
        of_line(error, self.known)
    }

    fn tell(&self, context: &Context) {
        let (screen, words) = (context.screen(), &context.words);
        for (line, error) in self.lines.iter().take(BAD_SHOWN) {
            let said = words.say("say-bad-line", &[("line", (*line).into()), ("fault", Arg::code(error))]);
            context.tell(&screen.line(&said));
            if let Some(hint) = self.hint(error) {
                context.tell(&screen.labelled(&words.say("hint", &[]), &hinted(words, &hint)));
            }
        }
        if let Some(more) = self.lines.len().checked_sub(BAD_SHOWN).filter(|more| *more > 0) {
            context.tell(&screen.line(&words.say("say-bad-more", &[("n", more.into())])));
        }
    }

    /// Every one of them, for programs; hints for the first, as they are dear.
    fn json(&self, context: &Context) -> Vec<Value> {
        let all = self.lines.iter().enumerate().map(|(at, (line, error))| {
            let hint = (at < BAD_SHOWN).then(|| self.hint(error)).flatten();
            let hint = hint.map(|hint| hinted(&context.words, &hint));
            json!({ "line": line, "fault": error.to_string(), "hint": hint })
        });
        all.collect()
    }

    fn refused(&self, context: &Context, args: &SayArgs, parsed: &Parsed) -> Failure {
        let (bad, good) = (self.lines.len(), parsed.drafts.len());
        let unknown = |(_, error): &(usize, LineError)| matches!(error, LineError::Unfit(Unfit::Unknown { .. }));
        let hint = if self.lines.iter().any(unknown) { "hint-unknown" } else { "hint-skip-bad" };
        let hint = (!args.skip_bad || hint == "hint-unknown").then(|| (hint, Vec::new()));
        let message = context.words.say("say-none-appended", &[("bad", bad.into()), ("good", good.into())]);
        Failure::user(message, hint).of_lines(self.json(context))
    }
}

/// Signs, appends and shows what was said, and what does not fit.
pub(crate) fn append(context: &Context, node: &mut Node, drafts: &[Draft]) -> Result<Outcome, Failure> {
    append_beside(context, node, drafts, &[])
}

/// The same, beside lines that were skipped.
pub(crate) fn append_beside(
    context: &Context,
    node: &mut Node,
    drafts: &[Draft],
    skipped: &[Value],
) -> Result<Outcome, Failure> {
    let said = node.say(drafts)?;
    let views = node.views(&AsOf::default())?;
    let new: Vec<&Finding> = views.findings.iter().filter(|finding| said.contains(&finding.by)).collect();
    if context.json {
        context.print_json(&json!({
            "appended": said,
            "skipped": skipped,
            "findings": new.iter().map(|finding| json!({ "by": finding.by, "kind": format!("{:?}", finding.kind) })).collect::<Vec<_>>(),
        }));
        return Ok(Outcome::of_findings(!new.is_empty()));
    }
    let screen = context.screen();
    for (reference, draft) in said.iter().zip(drafts) {
        context.print(&screen.line(&shown(context, reference, draft)));
    }
    if !new.is_empty() {
        let count = new.len();
        context.tell(&screen.line(&context.words.say("say-findings", &[("n", count.into())])));
        context.tell(&show::findings::findings(&context.words, new).render(&screen));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn shown(context: &Context, reference: &Reference, draft: &Draft) -> String {
    context.words.say(
        "say-appended",
        &[
            ("statement", Arg::code(show::picture::cited(reference))),
            ("kind", Arg::text(context.words.code("kind", draft.body.kind().code()))),
        ],
    )
}

//! `qafila say`: sign statements and append them, all or none.

use crate::args::SayArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use app::jsonl::{FILE_BYTES_MAX, LineError, parse};
use app::{AsOf, Node};
use model::{Draft, DraftError, Fault, Kind, Reference};
use serde_json::json;
use views::Finding;
use words::{Arg, Screen};

/// Bad lines shown one by one; the rest is counted.
const BAD_SHOWN: usize = 20;

pub(crate) fn run(context: &Context, args: &SayArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, FILE_BYTES_MAX)?;
    let parsed = parse(&bytes);
    let (good, bad) = (parsed.drafts.len(), parsed.bad.len());
    tell_bad(context, &parsed.bad);
    if bad > 0 && !args.skip_bad {
        let message = context.words.say("say-none-appended", &[("bad", bad.into()), ("good", good.into())]);
        return Err(Failure::user(message, Some(("hint-skip-bad", Vec::new()))));
    }
    if good == 0 {
        return Err(Failure::user(
            format!("`{}` holds no statement", args.file.display()),
            Some(("hint-jsonl", Vec::new())),
        ));
    }
    if args.dry_run {
        context.tell(&context.screen().line(&context.words.say("say-dry-run", &[("n", good.into())])));
        return Ok(Outcome::of_findings(bad > 0));
    }
    let (mut node, _, local) = context.open()?;
    let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
    let outcome = append(&local, &mut node, &drafts)?;
    Ok(if bad > 0 { Outcome::Findings } else { outcome })
}

fn tell_bad(context: &Context, bad: &[(usize, LineError)]) {
    let screen: Screen = context.screen();
    for (line, error) in bad.iter().take(BAD_SHOWN) {
        let said = context.words.say("say-bad-line", &[("line", (*line).into()), ("fault", Arg::code(error))]);
        context.tell(&screen.line(&said));
        if let LineError::Draft(DraftError::UnknownKind { given }) = error {
            let near = Failure::unknown("kind", given, Kind::ALL.iter().map(|kind| kind.code()));
            context.tell(&near.shown(context));
        }
        if let LineError::Draft(DraftError::Fault { fault: Fault::HiddenByHand { .. }, .. }) = error {
            context.tell(&screen.labelled(&context.words.say("hint", &[]), &context.words.say("hint-hidden", &[])));
        }
    }
    if let Some(more) = bad.len().checked_sub(BAD_SHOWN).filter(|more| *more > 0) {
        context.tell(&screen.line(&context.words.say("say-bad-more", &[("n", more.into())])));
    }
}

/// Signs, appends and shows what was said, and what does not fit.
pub(crate) fn append(context: &Context, node: &mut Node, drafts: &[Draft]) -> Result<Outcome, Failure> {
    let said = node.say(drafts)?;
    let views = node.views(&AsOf::default())?;
    let new: Vec<&Finding> = views.findings.iter().filter(|finding| said.contains(&finding.by)).collect();
    if context.json {
        context.print_json(&json!({
            "appended": said,
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

//! `qafila export epcis` and `qafila import epcis`: events of other systems.

use crate::args::{ExportEpcisArgs, ImportEpcisArgs};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, hinted};
use app::AsOf;
use epcis::{BYTES_MAX, DocumentError, Exported, Imported, Importing, Naming, Refusal, Rule};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::path::Path;
use words::Arg;

/// Refused events shown one by one; the rest is counted.
const REFUSED_SHOWN: usize = 20;

pub(crate) fn export(context: &Context, args: &ExportEpcisArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let zone = &operation.settings.zone;
    let zone = TimeZone::get(zone).map_err(|error| Failure::user(format!("zone `{zone}`: {error}"), None))?;
    let as_of = AsOf { occurred: args.times.at, known: args.times.known };
    let said = node.said_to(&as_of, args.reader.as_ref())?;
    // The catalogue as the reader knows it: what it may not read names nothing for it.
    let naming = naming(&args.base, &views::Views::fold(&said));
    let exported = epcis::export(&said, &naming, &zone);
    if args.file == Path::new("-") {
        local.print(&exported.document);
    } else {
        disk::write(&args.file, exported.document.as_bytes())?;
    }
    let left_out: usize = exported.left_out.values().map(|left| left.count).sum();
    if local.json && args.file != Path::new("-") {
        local.print_json(&summary(args, &exported));
    } else {
        let counts = [
            ("events", exported.events.into()),
            ("other", left_out.into()),
            ("unread", exported.unread.into()),
            ("unsound", exported.unsound.into()),
        ];
        local.tell(&local.screen().line(&local.words.say("epcis-exported", &counts)));
    }
    Ok(Outcome::Done)
}

fn naming(base: &Naming, views: &views::Views) -> Naming {
    base.clone().with_catalogue(views.catalogue.iter().map(|(code, item)| (code, item.gtin.as_ref())))
}

fn summary(args: &ExportEpcisArgs, exported: &Exported) -> Value {
    let left_out = exported.left_out.iter();
    let left_out = left_out.map(|(kind, left)| json!({"kind": kind.code(), "count": left.count, "why": left.why}));
    json!({
        "file": args.file, "events": exported.events, "left_out": left_out.collect::<Vec<_>>(),
        "unread": exported.unread, "unsound": exported.unsound,
    })
}

pub(crate) fn import(context: &Context, args: &ImportEpcisArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, BYTES_MAX)?;
    let (node, _, local) = context.open()?;
    let said = node.said(&AsOf::default())?;
    let views = views::Views::fold(&said);
    let importing = Importing {
        naming: naming(&args.base, &views),
        units: views.catalogue.iter().map(|(code, item)| (code.clone(), item.unit)).collect(),
        held: said.iter().filter(|said| said.statement().is_some()).map(|said| said.leaf).collect(),
    };
    let mut imported = epcis::import(&bytes, &importing)?;
    for import in &mut imported.drafts {
        import.draft.officer.clone_from(&args.officer);
    }
    if !local.json {
        tell_refused(&local, &imported.refusals);
    }
    let refused = !imported.refusals.is_empty();
    if refused && (!args.skip_refused || imported.drafts.is_empty()) {
        let counts = [("refused", imported.refusals.len().into()), ("good", imported.drafts.len().into())];
        let hint = (!args.skip_refused).then(|| ("hint-epcis-skip", Vec::new()));
        let failure = Failure::user(local.words.say("epcis-none-written", &counts), hint);
        return Err(failure.of_lines(refusals_json(&local, &imported.refusals)));
    }
    if !args.dry_run {
        let lines = lines(&args.file, &imported);
        match &args.out {
            Some(out) => disk::write(out, lines.as_bytes())?,
            None if !local.json => local.print(&lines),
            None => {}
        }
    }
    tell_imported(&local, args, &imported);
    Ok(Outcome::of_findings(refused))
}

/// JSON lines for `say`, each under a line that names where it comes from.
fn lines(file: &Path, imported: &Imported) -> String {
    let name = file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let printable = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
    let line = |import: &epcis::Import| {
        let events = import.events.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let source = import.source.as_deref().unwrap_or_default();
        format!("# {} {events} {}\n{}\n", printable(&name), printable(source), json!(import.draft))
    };
    imported.drafts.iter().map(line).collect()
}

fn tell_imported(context: &Context, args: &ImportEpcisArgs, imported: &Imported) {
    let kept_out: usize = imported.kept_out.values().sum();
    if context.json {
        let drafts = imported.drafts.iter();
        let drafts = drafts.map(|it| json!({"draft": it.draft, "events": it.events, "source": it.source}));
        context.print_json(&json!({
            "events": imported.events, "drafts": drafts.collect::<Vec<_>>(), "held": imported.held,
            "in_error": imported.in_error, "kept_out": imported.kept_out, "out": args.out,
            "refused": refusals_json(context, &imported.refusals),
        }));
        return;
    }
    let counts = [
        ("events", imported.events.into()),
        ("drafts", imported.drafts.len().into()),
        ("held", imported.held.into()),
        ("errors", imported.in_error.into()),
        ("fields", kept_out.into()),
    ];
    context.tell(&context.screen().line(&context.words.say("epcis-imported", &counts)));
    if !args.dry_run && !imported.drafts.is_empty() {
        context.tell(&context.screen().line(&context.words.say("epcis-own-word", &[])));
    }
}

fn tell_refused(context: &Context, refusals: &[Refusal]) {
    let (screen, words) = (context.screen(), &context.words);
    for refusal in refusals.iter().take(REFUSED_SHOWN) {
        let args =
            [("event", refusal.event.into()), ("path", Arg::code(&refusal.path)), ("fault", Arg::code(&refusal.rule))];
        context.tell(&screen.line(&words.say("epcis-refused", &args)));
        context
            .tell(&screen.labelled(&words.say("hint", &[]), &hinted(words, &(next_step(&refusal.rule), Vec::new()))));
    }
    if let Some(more) = refusals.len().checked_sub(REFUSED_SHOWN).filter(|more| *more > 0) {
        context.tell(&screen.line(&words.say("epcis-refused-more", &[("n", more.into())])));
    }
}

fn refusals_json(context: &Context, refusals: &[Refusal]) -> Vec<Value> {
    let one = |refusal: &Refusal| {
        let hint = hinted(&context.words, &(next_step(&refusal.rule), Vec::new()));
        json!({"event": refusal.event, "path": refusal.path, "fault": refusal.rule.to_string(), "hint": hint})
    };
    refusals.iter().map(one).collect()
}

/// What to do about a refused event.
fn next_step(rule: &Rule) -> &'static str {
    match rule {
        Rule::Missing | Rule::Form { .. } | Rule::Differs { .. } => "hint-epcis-source",
        Rule::NotWhole { .. } | Rule::Unit { .. } => "hint-epcis-quantity",
        Rule::Name(_) => "hint-epcis-name",
        Rule::NoStatement { .. } => "hint-epcis-say",
        Rule::Needs { .. } | Rule::Fault { .. } | Rule::Text { .. } => "hint-epcis-needs",
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        let hint = match &error {
            DocumentError::TooLong { .. } | DocumentError::TooMany { .. } => Some(("hint-split", Vec::new())),
            DocumentError::TooDeep { .. } | DocumentError::NotJson { .. } => None,
            DocumentError::NotEpcis { .. } => Some(("hint-epcis-document", Vec::new())),
        };
        Self::user(error.to_string(), hint)
    }
}

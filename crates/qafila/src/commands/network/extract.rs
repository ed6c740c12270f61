//! An OpenStreetMap extract, with what is told of it, and passes that outlive an interruption.

use crate::context::Context;
use crate::disk;
use crate::failure::{Failure, Hint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use osm::{Found, Import, OffNetwork, OsmError, Placed, Progress, Report, Saved, Settings, Source};
use serde_json::{Value, json};
use std::io::{Cursor, IsTerminal};
use std::path::{Path, PathBuf};
use words::Arg;

/// What an extract gave beside its roads.
pub(super) struct Extract {
    /// What was read, left out and not understood.
    pub(super) report: Report,
    /// Places that no road leads to.
    pub(super) off: Vec<OffNetwork>,
}

/// Reads an extract. What a pass found is kept beside `to` until the import is done, so that it can be
/// broken off and go on; nothing is kept where no file is to be written.
pub(super) fn read(context: &Context, path: &Path, bytes: &[u8], to: Option<&Path>) -> Result<Import, Failure> {
    let settings = Settings::default();
    let mut source = Source::new(Cursor::new(bytes))?;
    let aside = to.map(aside);
    let saved = aside.as_ref().and_then(|aside| std::fs::read(aside).ok());
    // What does not fit this file and these rules is of another import: it is read anew, and replaced.
    let saved = saved.and_then(|bytes| Saved::read(&bytes, &source, &settings).ok());
    if saved.is_some() {
        let told = [("file", Arg::text(path.display().to_string()))];
        context.tell(&context.screen().line(&context.words.say("network-resumed", &told)));
    }
    let bar = Bar::new(path);
    let mut show = |progress: Progress| bar.show(progress);
    let keep = |bytes: Vec<u8>| aside.as_ref().map_or(Ok(()), |aside| disk::write(aside, &bytes));
    let placed = match saved {
        Some(Saved::Placed(placed)) => *placed,
        Some(Saved::Found(found)) => Placed::place(&mut source, &settings, *found, &mut show)?,
        None => {
            let found = Found::find(&mut source, &settings, &mut show)?;
            keep(found.to_bytes())?;
            let placed = Placed::place(&mut source, &settings, found, &mut show)?;
            keep(placed.to_bytes())?;
            placed
        }
    };
    Ok(Import::assemble(placed, &settings)?)
}

/// Where passes are kept.
fn aside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".import");
    name.into()
}

/// Removes what was kept, once it is of no use.
pub(super) fn done(to: &Path) -> Result<(), Failure> {
    let aside = aside(to);
    if !aside.exists() {
        return Ok(());
    }
    std::fs::remove_file(&aside).map_err(|error| Failure::io("remove", &aside, error))
}

/// How far a pass has come, on a terminal; nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new(path: &Path) -> Self {
        let shown = std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target).with_message(path.display().to_string());
        let style = ProgressStyle::with_template("{msg} {prefix} {bar:24} {bytes}/{total_bytes} {eta}");
        Self(style.map(|style| bar.clone().with_style(style)).unwrap_or(bar))
    }

    fn show(&self, progress: Progress) {
        self.0.set_prefix(match progress.pass {
            osm::Pass::Roads => "1/2",
            osm::Pass::Nodes => "2/2",
        });
        self.0.set_length(progress.bytes);
        self.0.set_position(progress.done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Tells what a person should know of an extract.
pub(super) fn tell(context: &Context, extract: &Extract) {
    let (screen, words, report) = (context.screen(), &context.words, &extract.report);
    let say = |id: &str, told: &[(&'static str, Arg)]| context.tell(&screen.line(&words.say(id, told)));
    say(
        "network-osm-roads",
        &[
            ("roads", report.roads.into()),
            ("ways", report.ways.into()),
            ("restrictions", report.turns.relations.into()),
            ("obeyed", report.turns.obeyed.into()),
        ],
    );
    for (why, count) in &report.left_out {
        let why = Arg::text(words.code("network osm left", why.word()));
        say("network-osm-left", &[("why", why), ("n", (*count).into())]);
    }
    for (key, unread) in &report.unread {
        let example = unread.examples.first().cloned().unwrap_or_default();
        let told = [("key", Arg::code(key)), ("n", unread.count.into()), ("example", Arg::code(example))];
        say("network-osm-unread", &told);
    }
    for (id, count) in
        [("network-osm-conditional", report.conditional), ("network-osm-missing", report.oddities.roads_cut_short)]
    {
        if count > 0 {
            say(id, &[("n", count.into())]);
        }
    }
    if let Some(first) = extract.off.first() {
        let named = [&first.names.en, &first.names.fr, &first.names.ar].into_iter().find(|name| !name.is_empty());
        let example = Arg::text(named.cloned().unwrap_or_else(|| first.id.to_string()));
        say(
            "network-osm-off",
            &[("n", u64::try_from(extract.off.len()).unwrap_or(u64::MAX).into()), ("example", example)],
        );
    }
}

/// The same for programs.
pub(super) fn json(extract: &Extract) -> Value {
    let report = &extract.report;
    let left: serde_json::Map<String, Value> =
        report.left_out.iter().map(|(why, count)| (why.word().to_owned(), json!(count))).collect();
    let unread: serde_json::Map<String, Value> = report
        .unread
        .iter()
        .map(|(key, unread)| (key.clone(), json!({ "count": unread.count, "examples": unread.examples })))
        .collect();
    let off = extract.off.iter().map(|place| {
        json!({
            "node": place.id, "lon_micro": place.point.lon_micro(), "lat_micro": place.point.lat_micro(),
            "name_en": place.names.en, "name_fr": place.names.fr, "name_ar": place.names.ar,
        })
    });
    json!({
        "nodes": report.nodes, "ways": report.ways, "relations": report.relations, "roads": report.roads,
        "left_out": left, "unread": unread, "conditional": report.conditional,
        "roads_cut_short": report.oddities.roads_cut_short,
        "restrictions": report.turns.relations, "restrictions_obeyed": report.turns.obeyed,
        "off_network": off.collect::<Vec<_>>(),
    })
}

impl From<OsmError> for Failure {
    fn from(error: OsmError) -> Self {
        let hint: Option<Hint> = None;
        Self::caused(&error, hint)
    }
}

//! `qafila demo`: the whole chain on the built-in operation, told step by step.
//!
//! Every step is a use case that the single commands offer too; nothing here decides anything.

mod corridor;
mod crossing;
mod march;
mod proof;
mod sign;
mod stage;

use crate::args::DemoArgs;
use crate::commands;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::scratch;
use crate::system::{self, SetClock};
use app::operation::ReportEntry;
use model::OfficerRole;
use serde_json::{Value, json};
use stage::{DONOR, Stage};
use units::{Moment, OfficerId};
use words::{Arg, Screen};

/// Steps of the story.
const STEPS: u32 = 9;

pub(crate) fn run(context: &Context, args: &DemoArgs) -> Result<Outcome, Failure> {
    if let Some(out) = &args.out {
        disk::writable(out)?;
    }
    let dir = scratch::folder("qafila-demo-", &std::env::temp_dir());
    let dir = dir.map_err(|error| Failure::io("make a folder in", &std::env::temp_dir(), error))?;
    let mut stage = Stage::open(dir.path())?;
    let local = context.in_zone(&stage.operation.settings.zone)?;
    let mut teller = Teller { context: &local, steps: Vec::new(), quiet: local.json };
    let mut story = tell(&mut teller, &mut stage, args)?;
    if local.json {
        story["steps"] = json!(teller.steps);
        local.print_json(&story);
    }
    if args.serve {
        // As the story left it: by the wall clock every report has long faded.
        let donor = stage.folder(DONOR);
        let clock = SetClock::to(stage.now());
        let desk = sign::desk(&mut stage, &donor, clock)?;
        local.tell(&local.screen().line(&local.words.say("demo-sign-in", &sign::words())));
        return commands::serve_node(&local, args.port, move || system::open_at(&donor, clock), Some(desk));
    }
    Ok(Outcome::Done)
}

fn tell(teller: &mut Teller<'_>, stage: &mut Stage, args: &DemoArgs) -> Result<Value, Failure> {
    stage.at(moment("2013-02-05T12:30:00Z")?);
    stage.genesis()?;
    stage.exchange()?;
    let operation = &stage.operation.settings;
    let title = crate::show::names::in_lang(&operation.title, teller.context.words.lang());
    let opening = [("title", Arg::text(title)), ("parties", operation.party.len().into())];
    teller.text("demo-opening", &opening);
    teller.text("demo-own-words", &[]);
    for (party, file) in [(DONOR, "01-dz-log"), ("ml-army", "02-ml-army")] {
        stage.say_file(party, &format!("statements/{file}.jsonl"))?;
    }
    corridor::read_report(teller, stage)?;
    corridor::agreement(teller, stage)?;
    corridor::picture(teller, stage)?;
    let planned = march::plan(teller, stage)?;
    let marched = march::march(teller, stage, planned)?;
    crossing::hand_over(teller, stage)?;
    proof::check(teller, stage)?;
    proof::account(teller, stage)?;
    proof::audit(teller, stage, &marched, args.out.as_deref())
}

/// Prints the story; silent where only the JSON is wanted.
pub(crate) struct Teller<'c> {
    pub(crate) context: &'c Context,
    /// What each step came to, for programs.
    steps: Vec<Value>,
    quiet: bool,
}

impl Teller<'_> {
    fn screen(&self) -> Screen {
        self.context.screen()
    }

    /// Opens the next step, by the name that its title and programs know it by.
    fn step(&mut self, title: &str) {
        let name = title.trim_start_matches("demo-step-");
        self.steps.push(json!({ "name": name }));
        let step = u32::try_from(self.steps.len()).unwrap_or(STEPS);
        let heading = self.screen().step(step, STEPS, &self.context.words.say(title, &[]));
        self.print(&format!("\n{heading}"));
    }

    /// Adds to what the open step came to.
    fn came_to(&mut self, name: &str, what: impl Into<Value>) {
        if let Some(step) = self.steps.last_mut() {
            step[name] = what.into();
        }
    }

    fn print(&self, text: &str) {
        if !self.quiet {
            self.context.print(text);
        }
    }

    fn text(&self, id: &str, args: &[(&str, Arg)]) {
        self.print(&self.screen().text(&self.context.words.say(id, args)));
    }

    fn item(&self, text: &str) {
        self.print(&self.screen().item(text));
    }

    fn table(&self, table: &words::Table) {
        self.print(&format!("{}\n", table.render(&self.screen())));
    }
}

/// A time that the story itself sets.
pub(crate) fn moment(text: &str) -> Result<Moment, Failure> {
    text.parse().map_err(|error: units::MomentError| Failure::ours(error.to_string()))
}

/// The officer of a party for a role; the built-in operation has them.
pub(crate) fn officer(stage: &Stage, party: &str, role: OfficerRole) -> Result<OfficerId, Failure> {
    let known = party.parse().ok().and_then(|party| stage.operation.officer(&party, role));
    known.ok_or_else(|| Failure::ours(format!("the demo has no {role} officer of `{party}`")))
}

/// The reports of the built-in operation.
pub(crate) fn reports() -> Result<Vec<ReportEntry>, Failure> {
    Ok(app::operation::read_reports(&crate::embedded::text("reports/reports.toml")?)?)
}

//! `qafila read`: a report into drafts; what a person accepts becomes signed reports.

mod cards;
mod flags;

use super::{say, value};
use crate::args::ReadArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, near};
use crate::show;
use crate::system::SystemClock;
use app::Node;
use app::known::Known;
use app::operation::Operation;
use app::ports::Clock as _;
use app::reading::{Decision, Document, Rejection, document_digest, parse_decisions};
use model::OfficerRole;
use reader::{Gazetteer, Lexicons, Reading};
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use units::OfficerId;
use words::Arg;

/// Largest file of decisions: one on each draft of the longest text, with a reason.
const DECISIONS_BYTES_MAX: usize = 4 * 1024 * 1024;

/// East of us a day begins earlier.
const DAY_SECONDS: i64 = 24 * 60 * 60;

pub(crate) fn run(context: &Context, args: &ReadArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, reader::TEXT_BYTES_MAX)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let byte_offset = error.valid_up_to();
        Failure::from(app::reading::ReadingError::from(reader::ReadError::NotUtf8 { byte_offset }))
    })?;
    let date = match args.date {
        Some(date) => date,
        // An alert says itself when it was sent.
        None => match reader::cap_day(text) {
            Some(day) => value("sent", day)?,
            None => ask_date(context)?,
        },
    };
    if date.begins(&reader::Zone::utc()) > SystemClock::new()?.now().plus_seconds(DAY_SECONDS) {
        context.tell(&context.screen().text(&context.words.say("read-date-ahead", &[("day", Arg::code(date))])));
    }
    let document = Document { text, date, outlet: args.outlet.as_deref() };
    let (lexicons, gazetteer) = for_text(context, text)?;
    let reading = app::reading::read(&document, &lexicons, &gazetteer)?;
    if let Some(accept) = &args.accept {
        let mut desk = Desk::open(context, document, reading)?;
        let settled = desk.node.settled(text)?;
        let decisions = flags::decisions(&desk.reading, &settled, accept, args, &desk.operation)?;
        if decisions.is_empty() {
            return Err(Failure::user("nothing was accepted", None));
        }
        let outcome = desk.sign(&decisions, &[], args.officer.as_ref())?;
        tell_suggested(&desk.context, &desk.reading, &decisions);
        return Ok(outcome);
    }
    if let Some(file) = &args.decisions {
        let bytes = disk::read_input(file, DECISIONS_BYTES_MAX)?;
        let mut desk = Desk::open(context, document, reading)?;
        let settled = desk.node.settled(text)?;
        let digest = document_digest(text);
        let (decisions, rejections) = parse_decisions(&bytes, digest, &desk.reading, &settled, &desk.operation)?;
        return desk.sign(&decisions, &rejections, args.officer.as_ref());
    }
    if !reading.drafts.is_empty() && asks(context, args) {
        let mut desk = Desk::open(context, document, reading)?;
        return cards::confirm(&mut desk, &mut std::io::stdin().lock(), args.officer.as_ref());
    }
    show(context, &reading, text);
    Ok(Outcome::Done)
}

/// Says which drafts were signed with a grade that nobody typed.
fn tell_suggested(context: &Context, reading: &Reading, decisions: &[Decision]) {
    let suggested = decisions.iter().filter(|decision| decision.reliability.is_none());
    let named: Vec<String> = suggested
        .filter_map(|decision| Some(format!("{}={}", decision.draft + 1, reading.drafts.get(decision.draft)?.grade)))
        .collect();
    if !named.is_empty() {
        let said = context
            .words
            .say("read-grades-suggested", &[("n", named.len().into()), ("grades", Arg::code(named.join(" ")))]);
        context.tell(&context.screen().line(&said));
    }
}

/// Whether a person sits there to be asked, and a node to sign on.
fn asks(context: &Context, args: &ReadArgs) -> bool {
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    terminal && !context.json && args.file != Path::new("-") && context.node_dir().is_ok()
}

/// A node with a reading of a text, on which decisions are made.
struct Desk<'d> {
    context: Context,
    node: Node,
    operation: Arc<Operation>,
    document: Document<'d>,
    reading: Reading,
}

impl<'d> Desk<'d> {
    fn open(context: &Context, document: Document<'d>, reading: Reading) -> Result<Self, Failure> {
        let (node, operation, context) = context.open()?;
        Ok(Self { context, node, operation, document, reading })
    }

    /// Signs what was accepted and keeps what was rejected; whatever could refuse it is asked before
    /// anything is kept.
    fn sign(
        &mut self,
        decisions: &[Decision],
        rejections: &[Rejection],
        officer: Option<&OfficerId>,
    ) -> Result<Outcome, Failure> {
        let officer = signing(&self.node.party()?, &self.operation, officer)?;
        let zone = self.operation.zone()?;
        let occurred = self.document.date.begins(&zone);
        let drafts = self.node.propose(&self.document, &self.reading, decisions, &officer, occurred, &zone)?;
        if !drafts.is_empty() {
            let known = self.node.known(&self.operation)?;
            may_sign(&self.node.known_to_sign(&known)?, &officer)?;
            self.node.keep_text(&self.document)?;
        }
        let outcome = say::append(&self.context, &mut self.node, &drafts)?;
        self.node.reject(self.document.text, &self.reading, rejections, &officer)?;
        Ok(outcome)
    }
}

/// Refuses an officer who cannot sign here, and names those who can.
fn may_sign(known: &Known, officer: &OfficerId) -> Result<(), Failure> {
    let refused = |unfit: app::known::Unfit| Failure::user(unfit.to_string(), near(officer.as_str(), known.officers()));
    known.may_sign(officer).map_err(refused)
}

/// The lexicons and place names inside the program.
pub(crate) fn shipped() -> Result<(Lexicons, Gazetteer), Failure> {
    let lexicons = Lexicons::shipped().map_err(|error| Failure::ours(error.to_string()))?;
    let gazetteer = Gazetteer::shipped().map_err(|error| Failure::ours(error.to_string()))?;
    Ok((lexicons, gazetteer))
}

/// The lexicons and place names that read texts here: those of the node, or inside the program where there is none.
pub(crate) fn in_force(context: &Context) -> Result<(Lexicons, Gazetteer), Failure> {
    if context.node_dir().is_err() {
        return shipped();
    }
    let (node, _, _) = context.open()?;
    Ok((node.lexicons()?, node.gazetteer()?))
}

/// What of them one text can need.
fn for_text(context: &Context, text: &str) -> Result<(Lexicons, Gazetteer), Failure> {
    let ours = |error: &dyn std::fmt::Display| Failure::ours(error.to_string());
    if context.node_dir().is_err() {
        let lexicons = Lexicons::shipped_for(text).map_err(|error| ours(&error))?;
        return Ok((lexicons, Gazetteer::shipped().map_err(|error| ours(&error))?));
    }
    let (node, _, _) = context.open()?;
    Ok((node.lexicons_for(text)?, node.gazetteer()?))
}

/// A report's day is asked, or missing in a script; never guessed.
fn ask_date(context: &Context) -> Result<reader::Date, Failure> {
    let missing = || Failure::user("the day of the report is not given", Some(("hint-date", Vec::new())));
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(missing());
    }
    context.tell(&context.words.say("read-ask-date", &[]));
    std::io::stderr().flush().map_err(|_| missing())?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|_| missing())?;
    value("--date", line.trim())
}

fn show(context: &Context, reading: &Reading, text: &str) {
    if context.json {
        let drafts = app::reading::drafts_json(reading, text);
        let lines: Vec<String> =
            drafts.chain(app::reading::doubts_json(reading, text)).map(|line| format!("{line}\n")).collect();
        context.print(&lines.concat());
    } else if !reading.drafts.is_empty() {
        context.table(&show::reading::drafts(&context.words, reading, text));
    }
    let screen = context.screen();
    if reading.drafts.is_empty() {
        context.tell(&screen.line(&context.words.say("read-nothing", &[])));
    } else if !context.json {
        context.tell(&screen.line(&context.words.say("read-drafts-only", &[("n", reading.drafts.len().into())])));
    }
}

/// Who signs reports of this node: as named, else the first officer for liaison or movement.
fn signing(party: &units::PartyId, operation: &Operation, named: Option<&OfficerId>) -> Result<OfficerId, Failure> {
    let roles = [OfficerRole::Movement, OfficerRole::Liaison, OfficerRole::Auditor, OfficerRole::Receiving];
    let fitting = roles.into_iter().find_map(|role| operation.officer(party, role));
    named.cloned().or(fitting).ok_or_else(|| Failure::user("who signs?", Some(("hint-officer", Vec::new()))))
}

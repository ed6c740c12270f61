//! `qafila read`: a report into drafts; with `--accept`, into signed reports.

use super::{pair, say, value};
use crate::args::ReadArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use app::operation::Operation;
use app::reading::{Decision, Document};
use model::{Credibility, OfficerRole, Reliability, Subject};
use reader::{Gazetteer, Lexicons, Reading};
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use units::{AxisId, OfficerId, PlaceId};

pub(crate) fn run(context: &Context, args: &ReadArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, reader::TEXT_BYTES_MAX)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let byte_offset = error.valid_up_to();
        Failure::from(app::reading::ReadingError::from(reader::ReadError::NotUtf8 { byte_offset }))
    })?;
    let date = match args.date {
        Some(date) => date,
        None => ask_date(context)?,
    };
    let document = Document { text, date, outlet: args.outlet.as_deref() };
    let (lexicons, gazetteer) = shipped()?;
    let reading = app::reading::read(&document, &lexicons, &gazetteer)?;
    let Some(accept) = &args.accept else {
        show(context, &reading, text);
        return Ok(Outcome::Done);
    };
    let (mut node, operation, local) = context.open()?;
    let decisions = decisions(&reading, accept, args, &operation)?;
    let officer = signing(&node.party()?, &operation, args.officer.as_ref())?;
    let zone = operation.zone()?;
    let drafts = node.confirm(&document, &reading, &decisions, &officer, date.begins(&zone), &zone)?;
    if drafts.is_empty() {
        return Err(Failure::user("nothing was accepted", None));
    }
    say::append(&local, &mut node, &drafts)
}

/// The lexicons and place names inside the program.
pub(crate) fn shipped() -> Result<(Lexicons, Gazetteer), Failure> {
    let lexicons = Lexicons::shipped().map_err(|error| Failure::ours(error.to_string()))?;
    let gazetteer = Gazetteer::shipped().map_err(|error| Failure::ours(error.to_string()))?;
    Ok((lexicons, gazetteer))
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
        let lines: Vec<String> =
            reading.drafts.iter().map(|draft| format!("{}\n", show::reading::json(draft))).collect();
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

fn decisions(
    reading: &Reading,
    accept: &str,
    args: &ReadArgs,
    operation: &Operation,
) -> Result<Vec<Decision>, Failure> {
    let chosen: Vec<usize> = if accept == "all" {
        (0..reading.drafts.len()).collect()
    } else {
        accept.split(',').map(|number| draft_number("--accept", number.trim(), reading)).collect::<Result<_, _>>()?
    };
    let mut decisions: BTreeMap<usize, Decision> =
        chosen.into_iter().map(|draft| (draft, Decision { draft, ..Decision::default() })).collect();
    for given in &args.grade {
        let (number, grade) = pair("--grade", given, "2=C4")?;
        let decision = decided(&mut decisions, "--grade", number, reading)?;
        let letters = grade.len().min(1);
        let (letter, digit) = grade.split_at_checked(letters).unwrap_or((grade, ""));
        decision.reliability = Some(value::<Reliability>("--grade", letter)?);
        decision.credibility = Some(value::<Credibility>("--grade", digit)?);
    }
    for given in &args.about {
        let (number, names) = pair("--about", given, "3=axis-in-khalil")?;
        let about = names.split('+').map(|name| subject(name, operation)).collect::<Result<Vec<_>, _>>()?;
        decided(&mut decisions, "--about", number, reading)?.about = Some(about);
    }
    Ok(decisions.into_values().collect())
}

fn decided<'d>(
    decisions: &'d mut BTreeMap<usize, Decision>,
    flag: &str,
    number: &str,
    reading: &Reading,
) -> Result<&'d mut Decision, Failure> {
    let draft = draft_number(flag, number, reading)?;
    decisions
        .get_mut(&draft)
        .ok_or_else(|| Failure::user(format!("{flag} names draft {number}, which is not accepted"), None))
}

fn draft_number(flag: &str, given: &str, reading: &Reading) -> Result<usize, Failure> {
    let number: usize = value(flag, given)?;
    number.checked_sub(1).filter(|at| *at < reading.drafts.len()).ok_or_else(|| {
        Failure::user(format!("{flag} names draft {number}; the reading has {}", reading.drafts.len()), None)
    })
}

/// An axis, segment or place of the operation.
fn subject(name: &str, operation: &Operation) -> Result<Subject, Failure> {
    let network = &operation.network;
    if let Some(axis) = name.parse::<AxisId>().ok().filter(|axis| network.axis(axis).is_some()) {
        return Ok(Subject::Axis(axis));
    }
    if let Some(segment) = name.parse().ok().filter(|segment| network.segment(segment).is_some()) {
        return Ok(Subject::Segment(segment));
    }
    if let Some(place) = name.parse::<PlaceId>().ok().filter(|place| network.node(place).is_some()) {
        return Ok(Subject::Place(place));
    }
    let known =
        network.axes().map(|axis| axis.axis.to_string()).chain(network.nodes().map(|node| node.name().to_owned()));
    Err(Failure::unknown("axis or place", name, known))
}

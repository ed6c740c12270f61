//! From statements to views: what follows from what was said, against merely decoding it.

use crate::line::{Line, Report};
use crate::measure::{Clock, Effort, Laps};
use crate::story::{ROUND_STATEMENTS, Story};
use crate::{Outcome, memory};
use std::time::Duration;
use units::Moment;
use views::{AxisMap, FUSION_STANDARD, Fusion, Said, Views};

/// Statements folded: a small operation, and one ten times as large.
const SIZES: [usize; 2] = [10_000, 100_000];
/// Rounds that are said later, in each lap.
const LATER: usize = 20;

/// Measures folds.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    for full in SIZES {
        let before = memory::resident();
        let (mut story, said) = Story::of_custody(effort.size(full) / ROUND_STATEMENTS)?;
        let said = views::order(said);
        let count = said.len();
        let payloads = payloads(&said)?;
        let told = memory::resident();
        let mut views = Views::fold(&said);
        let folded = memory::resident();
        if let Some(finding) = views.findings.first() {
            return Err(format!("the made-up story has a finding: {finding:?}").into());
        }
        whole(effort, report, &said, &payloads)?;
        later(effort, report, &mut story, &mut views, count)?;
        screens(effort, report, &said, &views)?;
        // Memory of the small one is lost in what earlier sections gave back.
        if let (Some(before), Some(told), Some(folded), true) = (before, told, folded, full == SIZES[1]) {
            let bytes = payloads.iter().map(Vec::len).sum::<usize>() / count;
            let each = |from: u64, to: u64| to.saturating_sub(from) / count as u64;
            report.note(format!(
                "{count} statements: {bytes} bytes each as encoded, {} more in memory with their payload, \
                 {} more in all views",
                each(before, told),
                each(told, folded),
            ));
        }
    }
    Ok(())
}

fn payloads(said: &[Said]) -> Outcome<Vec<Vec<u8>>> {
    let statements = said.iter().filter_map(Said::statement);
    statements.map(|statement| Ok(model::canonical::encode(statement)?)).collect()
}

fn decode(payloads: &[Vec<u8>]) -> Result<usize, model::canonical::DecodeError> {
    payloads.iter().try_fold(0, |sum, payload| model::canonical::decode(payload).map(|it| sum + it.seen.len()))
}

fn whole(effort: &Effort, report: &mut Report, said: &[Said], payloads: &[Vec<u8>]) -> Outcome<()> {
    let fold = |clock: Clock| Ok(clock.lap(|| Views::fold(said)));
    let laps = effort.compare(Clock::Cpu, fold, |clock| clock.try_lap(|| decode(payloads)))?;
    let what = format!("all views of {} statements", said.len());
    report.line(Line::new(what, "bare decoding of the same", said.len(), laps).rate(""));
    Ok(())
}

/// One more statement on top of many: in each lap some rounds that were not said before.
fn later(effort: &Effort, report: &mut Report, story: &mut Story, views: &mut Views, held: usize) -> Outcome<()> {
    let latest = std::cell::RefCell::new(Vec::new());
    let apply = |clock: Clock| -> Outcome<Duration> {
        let said = story.rounds(LATER)?;
        let passed = clock.lap(|| said.iter().for_each(|said| views.apply(said)));
        *latest.borrow_mut() = payloads(&said)?;
        Ok(passed)
    };
    let laps = effort.compare(Clock::Cpu, apply, |clock| clock.try_lap(|| decode(&latest.borrow())))?;
    let what = format!("one more statement applied, after {held}");
    report.line(Line::new(what, "bare decoding of it", LATER * ROUND_STATEMENTS, laps));
    Ok(())
}

/// What the two main screens ask of views that stand already.
fn screens(effort: &Effort, report: &mut Report, said: &[Said], views: &Views) -> Outcome<()> {
    let now = said.last().map_or(Moment::MIN, |last| last.known);
    let (axes, parameters) = (AxisMap::default(), toml::from_str(FUSION_STANDARD)?);
    let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at: now };
    let fold = |clock: Clock| Ok(clock.lap(|| Views::fold(said)));
    let picture = |clock: Clock| Ok(clock.lap(|| fusion.picture()));
    let account = |clock: Clock| Ok(clock.lap(|| views::reconcile(views, now)));
    let against = "folding the views it is drawn from";
    let mut add = |what: &str, laps: Laps| {
        report.line(Line::new(format!("{what} of {} statements", said.len()), against, 1, laps));
    };
    add("corridor picture", effort.compare(Clock::Cpu, picture, fold)?);
    add("account, pledge to verified,", effort.compare(Clock::Cpu, account, fold)?);
    Ok(())
}

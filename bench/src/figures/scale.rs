//! An account of the size of a large operation: a million statements of twenty parties, against merely decoding them.

use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::story::{PARTIES, ROUND_STATEMENTS, Story};
use crate::{Outcome, memory};
use model::canonical::{self, DecodeError};
use std::time::{Duration, Instant};
use units::Moment;
use views::{Content, Said, Views};

/// Statements in all.
const STATEMENTS: usize = 1_000_000;
/// Groups of parties, with nothing between them: the time of a fold does not depend on who knows whom.
const GROUPS: usize = 4;
/// Statements applied one by one, each under its own clock.
const SINGLES: usize = 2000;

/// Measures the whole and one more.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let before = memory::resident().unwrap_or_default();
    let rounds = effort.size(STATEMENTS) / ROUND_STATEMENTS / GROUPS;
    let (mut stories, said) = Story::of_groups(GROUPS as u64, rounds)?;
    let sealed: Vec<Sealed> = said.into_iter().map(Sealed::of).collect::<Outcome<_>>()?;
    let count = sealed.len();
    let bytes = sealed.iter().map(|sealed| sealed.payload.len()).sum::<usize>() / count;

    let told = memory::resident().unwrap_or_default();
    let said = opened(&sealed)?;
    let held = memory::resident().unwrap_or_default();
    let ordered = views::order(said);
    let mut views = Views::fold(&ordered);
    let folded = memory::resident().unwrap_or_default();
    let now = ordered.last().map_or(Moment::MIN, |last| last.known);
    drop(ordered);
    if let Some(finding) = views.findings.first() {
        return Err(format!("the made-up story has a finding: {finding:?}").into());
    }
    let pieces = views.custody.serials().len();
    let each = |from: u64, to: u64| to.saturating_sub(from) / count as u64;
    report.note(format!(
        "{count} statements of {} parties, {pieces} serials, {} postings: {bytes} bytes a statement as encoded, {} more \
         as decoded, {} more in all views; {} MB in all",
        GROUPS * PARTIES,
        views.custody.postings().len(),
        each(told, held),
        each(held, folded),
        folded.saturating_sub(before) / 1_000_000,
    ));

    let bare = |clock: Clock| clock.try_lap(|| decoded(&sealed));
    let replay = |clock: Clock| clock.try_lap(|| opened(&sealed).map(|said| Views::fold(&views::order(said))));
    let laps = effort.compare(Clock::Cpu, replay, bare)?;
    let what = format!("full replay of {count} statements: decoded, ordered, folded");
    report.line(Line::new(what, "bare decoding of the same", count, laps).rate(""));

    let account = |clock: Clock| Ok(clock.lap(|| views::reconcile(&views, now)));
    let laps = effort.compare(Clock::Cpu, account, bare)?;
    report.line(Line::new(
        format!("account of {count} statements, pledge to verified"),
        "bare decoding of the same",
        1,
        laps,
    ));

    singles(&mut stories, &mut views, report)
}

/// One more statement, again and again: the slowest counts, for it is what somebody waits for.
fn singles(stories: &mut [Story], views: &mut Views, report: &mut Report) -> Outcome<()> {
    let mut passed: Vec<Duration> = Vec::with_capacity(SINGLES);
    for turn in 0..SINGLES / ROUND_STATEMENTS {
        let story = &mut stories[turn % GROUPS];
        for said in story.rounds(1)? {
            let begun = Instant::now();
            views.apply(&said);
            passed.push(begun.elapsed());
        }
    }
    passed.sort_unstable();
    let at = |percent: usize| passed[(passed.len() - 1) * percent / 100].as_nanos();
    let verdict = if at(100) < 1_000_000 { "met" } else { "NOT MET" };
    report.note(format!(
        "one more statement in all views, {} times: half below {} ns, 99 of 100 below {} ns, the slowest {} ns; target \
         1 ms, {verdict}",
        passed.len(),
        at(50),
        at(99),
        at(100),
    ));
    Ok(())
}

/// An entry with its payload, as a store hands it over.
struct Sealed {
    said: Said,
    payload: Vec<u8>,
}

impl Sealed {
    fn of(said: Said) -> Outcome<Self> {
        let payload = canonical::encode(said.statement().ok_or("a statement without content")?)?;
        Ok(Self { said: Said { content: Content::Withheld, ..said }, payload })
    }

    fn open(&self) -> Result<Said, DecodeError> {
        let content = Content::Known(Box::new(canonical::decode(&self.payload)?));
        Ok(Said { content, ..self.said.clone() })
    }
}

fn opened(sealed: &[Sealed]) -> Result<Vec<Said>, DecodeError> {
    sealed.iter().map(Sealed::open).collect()
}

fn decoded(sealed: &[Sealed]) -> Result<usize, DecodeError> {
    sealed.iter().try_fold(0, |sum, sealed| canonical::decode(&sealed.payload).map(|it| sum + it.seen.len()))
}

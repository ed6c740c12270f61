//! The picture of many reports, in full and after one more, and how well its certainties are kept.

use crate::Outcome;
use crate::calibrate::{Calibration, hours};
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::simulate::{HOURS, World, moment};
use model::Body;
use std::collections::BTreeMap;
use std::time::Duration;
use units::{Moment, SegmentId};
use views::{AxisMap, Content, Fusion, FusionParameters, Said, Views};

const STRETCHES: usize = 5000;
/// With the copies of them, about 100 000 in all.
const FIRST_HAND: usize = 62_500;
const SEED: u64 = 20_130_210;

/// Measures the picture and its calibration.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let parameters: FusionParameters = toml::from_str(views::FUSION_STANDARD)?;
    let stretches = effort.size(STRETCHES);
    let world = World::new(SEED, stretches, effort.size(FIRST_HAND), &parameters)?;
    let said = views::order(world.said.clone());
    let border = Border { said: &said, stretches, parameters: &parameters };
    border.full(effort, report)?;
    border.one_more(effort, report)?;
    calibration(report, &Calibration::of(&world, &parameters, &hours())?);
    Ok(())
}

/// What is judged: reports on stretches, and the numbers of the model.
struct Border<'a> {
    said: &'a [Said],
    stretches: usize,
    parameters: &'a FusionParameters,
}

impl Border<'_> {
    fn full(&self, effort: &Effort, report: &mut Report) -> Outcome<()> {
        let &Self { said, stretches, parameters } = self;
        let views = Views::fold(said);
        let axes = AxisMap::default();
        let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters, at: moment(HOURS) };
        let ours = |clock: Clock| Ok(clock.lap(|| fusion.picture()));
        let laps = effort.compare(Clock::Cpu, ours, |clock| Ok(clock.lap(|| sorted_and_summed(said))))?;
        let what = format!("picture of {stretches} stretches, {} reports, in full", said.len());
        report.line(Line::new(what, "sorting the same by stretch and time, and counting", 1, laps));
        Ok(())
    }

    /// Each lap folds one report that was not there, and brings the picture up to date.
    fn one_more(&self, effort: &Effort, report: &mut Report) -> Outcome<()> {
        let &Self { said, stretches, parameters } = self;
        let kept = said.len().saturating_sub(200);
        let (before, after) = said.split_at(kept);
        let mut views = Views::fold(before);
        let axes = AxisMap::default();
        let at = moment(HOURS);
        let mut picture = Fusion { corridor: &views.corridor, axes: &axes, parameters, at }.picture();
        let mut coming = after.iter();
        let ours = |clock: Clock| -> Outcome<Duration> {
            let next = coming.next().ok_or("no report is left")?;
            Ok(clock.lap(|| {
                views.apply(next);
                Fusion { corridor: &views.corridor, axes: &axes, parameters, at }.refresh(&mut picture, &next.leaf);
            }))
        };
        let laps = effort.compare(Clock::Cpu, ours, |clock| Ok(clock.lap(|| sorted_and_summed(said))))?;
        let what = format!("the same picture after one more report, of {stretches} stretches");
        report.line(Line::new(what, "sorting and counting all again", 1, laps).within(Duration::from_millis(1)));
        Ok(())
    }
}

/// What a spreadsheet would do with the same reports: the floor of any method.
fn sorted_and_summed(said: &[Said]) -> BTreeMap<&SegmentId, (usize, Moment)> {
    let mut all: Vec<(&SegmentId, Moment)> = Vec::new();
    for one in said {
        let Content::Known(statement) = &one.content else { continue };
        let Body::ReportFiled(filed) = &statement.body else { continue };
        for subject in &filed.about {
            if let model::Subject::Segment(segment) = subject {
                all.push((segment, filed.time.from.unwrap_or(statement.stated)));
            }
        }
    }
    all.sort();
    let mut sums: BTreeMap<&SegmentId, (usize, Moment)> = BTreeMap::new();
    for (segment, when) in all {
        let sum = sums.entry(segment).or_insert((0, when));
        *sum = (sum.0 + 1, when);
    }
    sums
}

fn calibration(report: &mut Report, found: &Calibration) {
    let [ours, last, vote, prior] = found.brier_permille();
    report.note(format!(
        "Brier score of {} judgements (0 perfect, 2000 worst): ours {ours}, last report wins {last}, majority vote \
         {vote}, no reports at all {prior}; calibration error {} thousandths",
        found.judged(),
        found.error_permille()
    ));
    for (n, sum, came_true) in found.bins.iter().filter(|(n, _, _)| *n > 0) {
        let (stated, came) = (sum / n, came_true * 1000 / n);
        let bar = "#".repeat(usize::try_from(came / 25).unwrap_or(0));
        report.note(format!("stated {stated:>4}: came true {came:>4}  of {n:>6}  {bar}"));
    }
}

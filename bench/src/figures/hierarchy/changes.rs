//! One trunk segment is closed, then opened again; each change is taken by itself.

use super::Case;
use super::peers::Draws;
use super::spread::{DRAWN, Of, Rounds};
use crate::Outcome;
use crate::line::{Report, time};
use crate::measure::{Clock, Effort};
use ::hierarchy::{CLOSED, Metric, Updater, Weights};
use routingkit_cch::{CCH, CCHMetric, CCHMetricPartialUpdater};
use std::collections::BTreeMap;

/// Rounds of changes; each takes a second or two.
const ROUNDS: usize = 5;

/// Measures updates; when all are taken back, the metrics must be what they were.
pub(super) fn measure<'c>(
    case: &Case,
    effort: &Effort,
    report: &mut Report,
    metric: &mut Metric<8>,
    (peer, peer_metric): (&'c CCH, &mut CCHMetric<'c>),
) -> Outcome<()> {
    let (mut updater, mut peer_updater) = (Updater::new(&case.skeleton), CCHMetricPartialUpdater::new(peer));
    let back = u32::try_from(case.network.ends.len())?;
    let (mut draws, mut rounds) = (Draws::new(7), Rounds::default());
    for _ in 0..effort.size(ROUNDS) {
        let (mut ours, mut other) = (Vec::new(), Vec::new());
        for _ in 0..DRAWN {
            let edge = case.network.trunks[draws.below(case.network.trunks.len())];
            for closed in [true, false] {
                let change = [(edge, if closed { Weights::CLOSED } else { case.weights[edge as usize] })];
                ours.push(Clock::Wall.try_lap(|| updater.apply(&case.skeleton, metric, &change, 1))?);
                let weight = if closed { CLOSED } else { case.network.times[edge as usize] };
                let change = BTreeMap::from([(edge, weight), (edge + back, weight)]);
                other.push(Clock::Wall.lap(|| peer_updater.apply(peer_metric, &change)));
            }
        }
        rounds.push(ours, other);
    }
    if *metric != Metric::new(&case.skeleton, case.weights.clone(), 2)? {
        return Err("changes that were taken back left other weights".into());
    }
    let what = "one trunk segment changed, eight metrics";
    for (of, target) in [(Of::Half, None), (Of::Mean, None), (Of::Most, Some(667))] {
        rounds.write(report, what, "RoutingKit, one metric", of, target);
    }
    many(case, report, metric)
}

/// Where weighing everything begins to pay.
fn many(case: &Case, report: &mut Report, metric: &mut Metric<8>) -> Outcome<()> {
    let (mut updater, mut draws) = (Updater::new(&case.skeleton), Draws::new(8));
    let mut told = Vec::new();
    for count in [100, 500, 1000, 1999] {
        let edges: Vec<u32> =
            (0..count).map(|_| u32::try_from(draws.below(case.network.ends.len()))).collect::<Result<_, _>>()?;
        let closed: Vec<(u32, Weights<8>)> = edges.iter().map(|edge| (*edge, Weights::CLOSED)).collect();
        let opened: Vec<(u32, Weights<8>)> = edges.iter().map(|edge| (*edge, case.weights[*edge as usize])).collect();
        let closing = Clock::Cpu.try_lap(|| updater.apply(&case.skeleton, metric, &closed, 1))?;
        let opening = Clock::Cpu.try_lap(|| updater.apply(&case.skeleton, metric, &opened, 1))?;
        told.push(format!("{count} in {} and {}", time(closing.as_nanos()), time(opening.as_nanos())));
    }
    report.note(format!("hierarchy: segments anywhere closed together, and opened: {}", told.join("; ")));
    Ok(())
}

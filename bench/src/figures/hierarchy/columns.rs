//! Two hundred columns across a country, put on other ways and times by reports.

use super::peers::{self, Draws};
use super::spread::{DRAWN, Of, Rounds};
use super::{Case, cost};
use crate::Outcome;
use crate::line::{Report, time};
use crate::measure::{Clock, Effort};
use ::columns::{Affected, Column, Columns, Land};
use ::hierarchy::CLOSED;
use routing::{Cost, Costs, Gates, Mix, Piece, Seeker, Shape, Topology};
use routingkit_cch::{CCH, CCHMetric, CCHMetricPartialUpdater, CCHQuery};
use std::collections::BTreeMap;
use std::time::Instant;
use timetable::Rules;

const COLUMNS: usize = 200;
const ROUNDS: usize = 3;

/// Tenths of a second between a tail and the next head: five minutes.
const GAP: u64 = 3_000;

/// One road in four has a single lane; there is room at one place in sixteen.
struct Mixed;

impl Land for Mixed {
    fn single_lane(&self, piece: u32) -> bool {
        (piece / 64).is_multiple_of(4)
    }

    fn room(&self, place: u32) -> bool {
        place.is_multiple_of(16)
    }
}

/// Measures reports on roads that columns are on, and on any.
pub(super) fn measure(case: &Case, effort: &Effort, report: &mut Report, peer: &CCH) -> Outcome<()> {
    let pieces: Vec<Piece> =
        case.network.ends.iter().map(|ends| Piece { from: ends[0], to: ends[1], oneway: false }).collect();
    let graph = Topology::new(case.network.nodes, &pieces, &[]);
    let kept = peers::order(case.skeleton.chains(), &case.order);
    let shape = Shape::new(graph, &kept, &mut |_| {})?;
    let costs: Costs = (0..pieces.len()).map(|edge| known(case, edge)).collect::<Result<_, _>>()?;
    let begun = Instant::now();
    let seeker = Seeker::new(&shape, costs.clone(), Gates::new(), 2);
    let weighed = begun.elapsed();
    let mut columns = Columns::new(seeker, Mixed, Rules { gap: GAP });
    let asked = asked(case)?;
    let begun = Instant::now();
    let stranded = columns.add(asked.iter().copied());
    let placed = begun.elapsed();
    let pieces: usize =
        (0..COLUMNS).filter_map(|number| columns.way(u32::try_from(number).ok()?)).map(<[_]>::len).sum();
    report.note(format!(
        "columns: {COLUMNS} from scratch in {}, after {} of weighing; {} segments a column, {} without a way",
        time(placed.as_nanos()),
        time(weighed.as_nanos()),
        pieces / COLUMNS,
        stranded.len()
    ));
    let mut peer_metric = CCHMetric::new(peer, peers::weights(&case.network));
    for on_way in [false, true] {
        reports(&costs, case, effort, report, (&mut columns, &asked), (peer, &mut peer_metric), on_way)?;
    }
    Ok(())
}

fn known(case: &Case, edge: usize) -> Outcome<Option<Cost>> {
    let cost = cost(&case.network, edge);
    Ok(Some(Cost { time: u32::try_from(cost.time)?, exposure: u32::try_from(cost.risk)? }))
}

/// Between any two places, half of them weighing risk; one starts each half hour.
fn asked(case: &Case) -> Outcome<Vec<Column>> {
    let mut draws = Draws::new(11);
    let mixes = [Mix::FASTEST, Mix::new(1, 1).unwrap_or(Mix::FASTEST)];
    (0..COLUMNS)
        .map(|number| {
            let (from, to) = case.pair(&mut draws);
            let ready = u64::try_from(number)? * 18_000;
            Ok(Column { from, to, mix: mixes[number % 2], ready, pass: 6_000 })
        })
        .collect()
}

fn reports<'c>(
    costs: &Costs,
    case: &Case,
    effort: &Effort,
    report: &mut Report,
    (columns, asked): (&mut Columns<'_, Mixed>, &[Column]),
    (peer, peer_metric): (&'c CCH, &mut CCHMetric<'c>),
    on_way: bool,
) -> Outcome<()> {
    let mut updater = CCHMetricPartialUpdater::new(peer);
    let back = u32::try_from(case.network.ends.len())?;
    let (mut draws, mut rounds) = (Draws::new(13), Rounds::default());
    let (mut rerouted, mut retimed) = (0, 0);
    for _ in 0..effort.size(ROUNDS) {
        let (mut ours, mut other) = (Vec::new(), Vec::new());
        for _ in 0..DRAWN / 2 {
            let piece = match on_way {
                true => of_a_way(columns, &mut draws)?,
                false => case.network.trunks[draws.below(case.network.trunks.len())],
            };
            for closed in [true, false] {
                let change = BTreeMap::from([(piece, if closed { None } else { costs[piece as usize] })]);
                let mut affected = Affected::default();
                ours.push(Clock::Wall.lap(|| affected = columns.report(&change)));
                rerouted += affected.rerouted.len();
                retimed += affected.retimed.len();
                let weight = if closed { CLOSED } else { case.network.times[piece as usize] };
                let change = BTreeMap::from([(piece, weight), (piece + back, weight)]);
                other.push(Clock::Wall.lap(|| {
                    updater.apply(peer_metric, &change);
                    let mut query = CCHQuery::new(peer_metric);
                    for number in &affected.rerouted {
                        let Column { from, to, .. } = asked[*number as usize];
                        query.add_source(from, 0);
                        query.add_target(to, 0);
                        query.run().arc_path();
                    }
                }));
            }
        }
        rounds.push(ours, other);
    }
    let of = if on_way { "a segment of a column's way" } else { "a trunk segment anywhere" };
    let count = DRAWN * effort.size(ROUNDS);
    report.note(format!(
        "columns: {of} closed or opened: {rerouted} rerouted and {retimed} timed anew by {count} reports"
    ));
    let what = format!("report on {of}, {COLUMNS} columns rerouted and timed");
    for of in [Of::Half, Of::Most] {
        rounds.write(report, &what, "RoutingKit: one metric, the same ways, no times", of, None);
    }
    Ok(())
}

fn of_a_way(columns: &Columns<'_, Mixed>, draws: &mut Draws) -> Outcome<u32> {
    loop {
        let number = u32::try_from(draws.below(COLUMNS))?;
        let Some(way) = columns.way(number) else { continue };
        if !way.is_empty() {
            // No segment is driven by more than one edge here: none of its turns is forbidden.
            return Ok(way[draws.below(way.len())].0);
        }
    }
}

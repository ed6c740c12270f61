//! Distances, routes and the hull between any two nodes.

use super::peers::{self, Draws};
use super::spread::{DRAWN, Of, Rounds};
use super::{Case, cost};
use crate::Outcome;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use ::hierarchy::{CLOSED, Choice, Cost, DIRECTIONS, End, Front, Metric, Route, Searcher, Step};
use routingkit_cch::{CCHMetric, CCHQuery};
use std::time::Duration;

/// Rounds of searches.
const ROUNDS: usize = 10;

/// Measures searches, and holds every distance against that of the peers.
pub(super) fn measure(
    case: &Case,
    effort: &Effort,
    report: &mut Report,
    metric: &Metric<8>,
    peer: &CCHMetric<'_>,
) -> Outcome<()> {
    let (mut searcher, mut query, mut draws) = (Searcher::new(&case.skeleton), CCHQuery::new(peer), Draws::new(3));
    let (mut distances, mut routes) = (Rounds::default(), Rounds::default());
    for _ in 0..effort.size(ROUNDS) {
        let mut took = [const { Vec::new() }; 4];
        for _ in 0..DRAWN {
            let (from, to) = case.pair(&mut draws);
            let (begin, end) = ([End::from(from)], [End::from(to)]);
            let mut found = [CLOSED; 8];
            took[0].push(Clock::Wall.try_lap(|| {
                searcher.distances(&case.skeleton, metric, &begin, &end).map(|distances| found = distances)
            })?);
            took[1].push(Clock::Wall.try_lap(|| searcher.routes(&case.skeleton, metric, &begin, &end))?);
            let mut distance = None;
            let searched = Clock::Wall.lap(|| {
                query.add_source(from, 0);
                query.add_target(to, 0);
                distance = query.run().distance();
            });
            let followed = Clock::Wall.lap(|| {
                query.add_source(from, 0);
                query.add_target(to, 0);
                query.run().arc_path()
            });
            took[2].push(searched);
            took[3].push(followed);
            if distance.unwrap_or(CLOSED) != found[0] {
                return Err(format!("{from} to {to}: {}, RoutingKit {distance:?}", found[0]).into());
            }
        }
        let [ours, with_routes, other, with_path] = took;
        distances.push(ours, other);
        routes.push(with_routes, with_path);
    }
    for of in [Of::Half, Of::Most] {
        distances.write(report, "eight distances", "RoutingKit, one", of, None);
    }
    for of in [Of::Half, Of::Most] {
        routes.write(report, "eight routes, edge by edge", "RoutingKit, one", of, None);
    }
    against_cch(case, effort, report, metric)?;
    front(case, report, metric)
}

/// One route against that of the crate `cch`.
fn against_cch(case: &Case, effort: &Effort, report: &mut Report, metric: &Metric<8>) -> Outcome<()> {
    let graph = peers::sorted(&case.network);
    let peer = cch::Cch::build(&graph, &peers::order(case.skeleton.chains(), &case.order));
    let customizer = peer.customizer();
    let ours = |clock: Clock| clock.try_lap(|| Metric::new(&case.skeleton, case.weights.clone(), 2));
    let laps = effort.compare(Clock::Wall, ours, |clock| Ok(clock.lap(|| customizer.customize(&graph.weight))))?;
    report.line(Line::new(
        "all arcs weighed in new memory, eight metrics, 2 threads",
        "cch, one metric, all threads",
        1,
        laps,
    ));
    let (peer_metric, view) = (peer.customize(&graph.weight), peer.view());
    let (mut searcher, mut query) = (Searcher::new(&case.skeleton), cch::PathQuery::new(&view));
    let (mut draws, mut rounds, peer_view) = (Draws::new(4), Rounds::default(), peer_metric.view());
    let time: std::collections::BTreeMap<(u32, u32), u32> = shortest(case);
    for _ in 0..effort.size(ROUNDS) {
        let (mut ours, mut other): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
        for _ in 0..DRAWN {
            let (from, to) = case.pair(&mut draws);
            let (begin, end) = ([End::from(from)], [End::from(to)]);
            let (mut found, mut path) = (None, None);
            ours.push(
                Clock::Wall
                    .try_lap(|| searcher.route(&case.skeleton, metric, 0, &begin, &end).map(|route| found = route))?,
            );
            other.push(Clock::Wall.lap(|| path = query.path(&peer_view, from, to)));
            let steps = path.iter().flat_map(|path| path.windows(2)).map(|pair| time[&(pair[0], pair[1])]);
            let sum: u32 = steps.sum();
            if found.map_or(0, |route| route.weight) != sum {
                return Err(format!("{from} to {to}: cch goes {sum}, and we do not").into());
            }
        }
        rounds.push(ours, other);
    }
    rounds.write(report, "one route, searched in eight metrics", "cch, one", Of::Half, None);
    Ok(())
}

/// The least time of edges between two nodes.
fn shortest(case: &Case) -> std::collections::BTreeMap<(u32, u32), u32> {
    let mut found = std::collections::BTreeMap::new();
    for (&[tail, head], time) in case.network.ends.iter().zip(&case.network.times) {
        for pair in [(tail, head), (head, tail)] {
            let least = found.entry(pair).or_insert(*time);
            *least = (*least).min(*time);
        }
    }
    found
}

/// How much of the hull eight directions leave hidden.
fn front(case: &Case, report: &mut Report, metric: &Metric<8>) -> Outcome<()> {
    let (mut searcher, mut draws) = (Searcher::new(&case.skeleton), Draws::new(5));
    let (mut gaps, mut choices) = (Vec::new(), 0);
    for _ in 0..DRAWN {
        let (from, to) = case.pair(&mut draws);
        let routes = searcher.routes(&case.skeleton, metric, &[from.into()], &[to.into()])?;
        let add = |sum: Cost, step: &Step| {
            let cost = cost(&case.network, step.edge as usize);
            Cost { time: sum.time + cost.time, risk: sum.risk + cost.risk }
        };
        let choice = |route: Route| Choice { cost: route.steps.iter().fold(Cost::default(), add), way: () };
        let front = Front::new(DIRECTIONS.into_iter().zip(routes.map(|route| route.map(choice))));
        gaps.push(front.gap().0);
        choices += front.choices().len();
    }
    gaps.sort_unstable();
    let (half, most) = (gaps[DRAWN / 2], gaps[DRAWN * 9 / 10]);
    report.note(format!(
        "hierarchy: {}.{} routes on the hull of eight directions; hidden p50 {half}, p90 {most} thousandths",
        choices / DRAWN,
        choices * 10 / DRAWN % 10
    ));
    Ok(())
}

//! Eight metrics in one hierarchy, against the single metric of `RoutingKit` and of the crate `cch`,
//! on a network of country size and in our order.

mod changes;
mod columns;
mod network;
mod osrm;
mod peers;
mod searches;
mod spread;

use crate::Outcome;
use crate::line::{Line, Report, time};
use crate::measure::{Clock, Effort};
use ::hierarchy::{Chains, Cost, DIRECTIONS, Graph, Metric, Order, Skeleton, Weights};
use network::Network;
use peers::Draws;
use routingkit_cch::{CCH, CCHMetric};
use std::time::Instant;

const FILE: &str = "../shared/data/synthetic/sahel_a.osm.pbf";

/// Measures the hierarchy.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let path = super::checkout().join(FILE);
    if !path.is_file() {
        report.note(format!("hierarchy: skipped, since {FILE} is not beside the checkout"));
        return Ok(());
    }
    let case = Case::of(Network::read(&path)?, report)?;
    let peer = built(&case, effort, report)?;
    let mut peer_metric = CCHMetric::new(&peer, peers::weights(&case.network));
    let mut metric = Metric::new(&case.skeleton, case.weights.clone(), 1)?;
    customized(&case, effort, report, &mut metric, &mut peer_metric)?;
    changes::measure(&case, effort, report, &mut metric, (&peer, &mut peer_metric))?;
    searches::measure(&case, effort, report, &metric, &peer_metric)?;
    columns::measure(&case, effort, report, &peer)?;
    osrm::measure(&case, &path, effort, report, &mut metric)?;
    let bytes = (metric.bytes() + case.skeleton.bytes()) / 1_000_000;
    report.note(format!("hierarchy: {bytes} MB with eight metrics, what edges weigh and chains included"));
    Ok(())
}

/// The network and what is made of it once.
struct Case {
    network: Network,
    skeleton: Skeleton,
    order: Order,
    weights: Vec<Weights<8>>,
}

impl Case {
    fn of(network: Network, report: &mut Report) -> Outcome<Self> {
        let graph = Graph::new(network.nodes, network.ends.clone())?;
        let chains = Chains::merge(graph, &[])?;
        let begun = Instant::now();
        let order = Order::of(chains.core(), &mut |_| {})?;
        let ordered = begun.elapsed();
        let skeleton = Skeleton::new(chains, &order)?;
        report.note(format!(
            "hierarchy: {} nodes, {} edges; {} nodes without chains, ordered in {}; {} arcs, {} triangles, {} levels",
            network.nodes,
            network.ends.len(),
            skeleton.nodes(),
            time(ordered.as_nanos()),
            skeleton.arcs(),
            skeleton.triangles(),
            skeleton.height()
        ));
        let mut weights = Vec::with_capacity(network.ends.len());
        for edge in 0..network.ends.len() {
            let mut lanes = [0; 8];
            for (lane, direction) in lanes.iter_mut().zip(DIRECTIONS) {
                *lane = u32::try_from(direction.weigh(cost(&network, edge)))?;
            }
            weights.push(Weights::both(lanes));
        }
        Ok(Self { network, skeleton, order, weights })
    }

    fn pair(&self, draws: &mut Draws) -> (u32, u32) {
        let mut node = || u32::try_from(draws.below(self.network.nodes as usize)).unwrap_or(0);
        (node(), node())
    }
}

/// So many edges that follow each other in the file lie together, and are as dangerous.
const AREA: u64 = 512;

/// Time, and a risk: none in half of all areas, up to four times the time in others.
fn cost(network: &Network, edge: usize) -> Cost {
    let time = u64::from(network.times[edge]);
    let mixed = (edge as u64 / AREA).wrapping_mul(2_654_435_761) >> 16;
    let danger = if mixed.is_multiple_of(2) { 0 } else { 1 + mixed / 2 % 16 };
    Cost { time, risk: time * danger / 4 }
}

fn built(case: &Case, effort: &Effort, report: &mut Report) -> Outcome<CCH> {
    let chains = case.skeleton.chains();
    let order = peers::order(chains, &case.order);
    let ours = |clock: Clock| {
        let graph = chains.graph().clone();
        let mut made = Ok(());
        let passed = clock.lap(|| {
            let skeleton = Chains::merge(graph, &[]).map(|chains| Skeleton::new(chains, &case.order));
            made = skeleton.as_ref().map(|_| ()).map_err(ToString::to_string);
            skeleton
        });
        made?;
        Ok(passed)
    };
    let laps = effort.compare(Clock::Cpu, ours, |clock| Ok(clock.lap(|| peers::routing_kit(&case.network, &order))))?;
    report.line(Line::new(
        "chains merged and skeleton built from a kept order",
        "RoutingKit, from the same order",
        1,
        laps,
    ));
    Ok(peers::routing_kit(&case.network, &order))
}

fn customized(
    case: &Case,
    effort: &Effort,
    report: &mut Report,
    metric: &mut Metric<8>,
    peer: &mut CCHMetric<'_>,
) -> Outcome<()> {
    let single = peers::weights(&case.network);
    for (threads, clock) in [(1, Clock::Cpu), (2, Clock::Wall)] {
        let ours = |clock: Clock| clock.try_lap(|| metric.replace(&case.skeleton, &case.weights, threads));
        let other = |clock: Clock| {
            let weights = single.clone();
            Ok(clock.lap(|| peer.reset(weights)))
        };
        let laps = effort.compare(clock, ours, other)?;
        let what = format!("all arcs weighed, eight metrics, {threads} thread{}", if threads == 1 { "" } else { "s" });
        let line = Line::new(what, "RoutingKit, one metric, one thread", 1, laps);
        report.line(if threads == 2 { line.target(2000) } else { line });
    }
    Ok(())
}

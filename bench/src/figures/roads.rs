//! Ways through the network of the operation, against the simplest method that is right.

use super::plan::operation;
use crate::Outcome;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use roads::{Conditions, Network, Passability, Permille, Weights};
use std::collections::BTreeMap;
use units::{Deciseconds, PlaceId};

/// Measures routing.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let operation = operation()?;
    let network = &operation.network;
    let weights = Weights {
        lambda: operation.policy.risk.lambda,
        restricted: Permille::new(operation.policy.risk.restricted.get()),
        unknown: Permille::new(operation.policy.risk.unknown.get()),
        speed_cap: operation.policy.rate_cap,
    };
    let conditions = mixed(network);
    let places: Vec<PlaceId> = network.nodes().map(|node| node.place()).collect();
    let pairs: Vec<(&PlaceId, &PlaceId)> = places
        .iter()
        .flat_map(|from| places.iter().map(move |to| (from, to)))
        .filter(|(from, to)| from != to)
        .collect();
    let ours = |(from, to): (&PlaceId, &PlaceId)| {
        roads::route(network, &conditions, from, to, &weights).map(|route| route.cost)
    };
    let plain = Plain::of(network, &places, &conditions, &weights);
    for pair in &pairs {
        if ours(*pair) != plain.cost(*pair) {
            return Err(format!("{} to {}: {:?}, plainly {:?}", pair.0, pair.1, ours(*pair), plain.cost(*pair)).into());
        }
    }
    let all = |clock: Clock| Ok(clock.lap(|| pairs.iter().filter_map(|pair| ours(*pair)).count()));
    let by_plain = |clock: Clock| Ok(clock.lap(|| pairs.iter().filter_map(|pair| plain.cost(*pair)).count()));
    let laps = effort.compare(Clock::Cpu, all, by_plain)?;
    let (nodes, segments) = (places.len(), network.segments().count());
    let what = format!("one way through {nodes} places and {segments} segments, with its steps");
    report.line(Line::new(what, "Bellman-Ford on numbered places, cost alone", pairs.len(), laps));
    Ok(())
}

/// Every fifth segment contested, every seventh unknown, every eleventh closed.
fn mixed(network: &Network) -> Conditions {
    let mut conditions = Conditions::all(Passability::Open);
    for (at, segment) in network.segments().enumerate() {
        let state = match (at % 5, at % 7, at % 11) {
            (_, _, 0) => Passability::Closed,
            (0, _, _) => Passability::Contested { certainty: Permille::new(600) },
            (_, 0, _) => Passability::Unknown,
            (_, _, _) => Passability::Open,
        };
        conditions.set(segment.id(), state);
    }
    conditions
}

/// Numbered places and weighed edges: everything a search could have been handed ready-made.
struct Plain<'n> {
    numbers: BTreeMap<&'n PlaceId, usize>,
    edges: Vec<(usize, usize, Deciseconds)>,
}

impl<'n> Plain<'n> {
    fn of(network: &Network, places: &'n [PlaceId], conditions: &Conditions, weights: &Weights) -> Self {
        let numbers: BTreeMap<&PlaceId, usize> = places.iter().zip(0..).collect();
        let mut edges = Vec::new();
        for segment in network.segments() {
            let Some((time, exposure)) = weights.judge(segment, conditions.of(&segment.id())) else { continue };
            let cost = weights.cost(time, exposure);
            for end in [segment.from(), segment.to()] {
                if let Some(other) = segment.other_end(&end) {
                    edges.push((numbers[&end], numbers[&other], cost));
                }
            }
        }
        Self { numbers, edges }
    }

    /// Bellman and Ford: relax every edge until nothing changes.
    fn cost(&self, (from, to): (&PlaceId, &PlaceId)) -> Option<Deciseconds> {
        let mut reached: Vec<Option<Deciseconds>> = vec![None; self.numbers.len()];
        reached[self.numbers[from]] = Some(Deciseconds::ZERO);
        let mut changed = true;
        while changed {
            changed = false;
            for (from, to, cost) in &self.edges {
                let Some(sum) = reached[*from].map(|so_far| so_far.saturating_add(*cost)) else { continue };
                if reached[*to].is_none_or(|known| sum < known) {
                    reached[*to] = Some(sum);
                    changed = true;
                }
            }
        }
        reached[self.numbers[to]]
    }
}

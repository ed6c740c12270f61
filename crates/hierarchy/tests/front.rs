//! Distances that are asked for one by one, and the hull between time and risk.

#![expect(clippy::unwrap_used, reason = "a failure is a failed test")]

mod common;

use common::{Random, plain, skeleton};
use hierarchy::{
    Choice, Cost, DIRECTIONS, Direction, End, Front, Gap, Graph, Metric, Potential, Route, Searcher, Step, Toward,
    Weights,
};

#[test]
fn potentials_are_distances_both_ways() {
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let graph = random.graph(30);
        let weights: Vec<Weights<2>> = (0..graph.edges()).map(|_| random.weights()).collect();
        let back: Vec<Weights<2>> =
            weights.iter().map(|both| Weights { forward: both.backward, backward: both.forward }).collect();
        let skeleton = skeleton(graph.clone(), &[]);
        let metric = Metric::new(&skeleton, weights.clone(), 1).unwrap();
        let mut potential = Potential::new(&skeleton);
        for _ in 0..3 {
            let (end, lane) = (random.below(30), random.below(2) as usize);
            for (toward, weights) in [(Toward::Ends, &back), (Toward::Nodes, &weights)] {
                let expected = plain(&graph, weights, lane, end);
                potential.aim(&skeleton, &metric, lane, toward, &[End::from(end)]).unwrap();
                for _ in 0..40 {
                    let node = random.below(30);
                    let found = potential.at(&skeleton, &metric, node).unwrap();
                    assert_eq!(found, expected[node as usize], "seed {seed}: {toward:?} {end}, {node}");
                }
            }
        }
    }
}

/// Time and risk of each edge; nothing where it is closed.
fn costs(random: &mut Random, graph: &Graph) -> Vec<Option<Cost>> {
    let mut one = || Cost { time: random.below(50).into(), risk: random.below(50).into() };
    (0..graph.edges()).map(|edge| (edge % 11 != 3).then(&mut one)).collect()
}

fn metric<const K: usize>(
    skeleton: &hierarchy::Skeleton,
    costs: &[Option<Cost>],
    directions: &[Direction; K],
) -> Metric<K> {
    let weigh = |cost: &Option<Cost>| {
        cost.map_or(Weights::CLOSED, |cost| {
            Weights::both(directions.map(|direction| u32::try_from(direction.weigh(cost)).unwrap()))
        })
    };
    Metric::new(skeleton, costs.iter().map(weigh).collect(), 1).unwrap()
}

/// Time and risk of every route that no other beats in both.
fn pareto(graph: &Graph, costs: &[Option<Cost>], from: u32, to: u32) -> Vec<Cost> {
    let mut fronts: Vec<Vec<Cost>> = vec![Vec::new(); graph.nodes() as usize];
    let mut pending = vec![(from, Cost::default())];
    while let Some((node, so_far)) = pending.pop() {
        let front = &mut fronts[node as usize];
        if front.iter().any(|cost| cost.time <= so_far.time && cost.risk <= so_far.risk) {
            continue;
        }
        front.retain(|cost| cost.time < so_far.time || cost.risk < so_far.risk);
        front.push(so_far);
        for (ends, cost) in graph.ends().iter().zip(costs) {
            let Some(cost) = cost else { continue };
            let sum = Cost { time: so_far.time + cost.time, risk: so_far.risk + cost.risk };
            if ends[0] == node {
                pending.push((ends[1], sum));
            } else if ends[1] == node {
                pending.push((ends[0], sum));
            }
        }
    }
    fronts.swap_remove(to as usize)
}

/// Each gap is as large as what is hidden behind it, and closing all leaves the whole hull.
#[test]
fn gaps_are_honest_and_refining_completes_the_hull() {
    let directions = [Direction { time: 1, risk: 0 }, Direction { time: 2, risk: 3 }, Direction { time: 0, risk: 1 }];
    let (mut steps, mut hidden) = (0, 0);
    for seed in 0..250 {
        let mut random = Random::new(seed);
        let ends = (0..60).map(|_| [random.below(24), random.below(24)]).collect();
        let graph = Graph::new(24, ends).unwrap();
        let costs = costs(&mut random, &graph);
        let skeleton = skeleton(graph.clone(), &[]);
        let lanes = metric(&skeleton, &costs, &directions);
        let (from, to) = (random.below(24), random.below(24));
        let mut searcher = Searcher::new(&skeleton);
        let routes = searcher.routes(&skeleton, &lanes, &[from.into()], &[to.into()]).unwrap();
        let add = |sum: Cost, step: &Step| {
            let cost = costs[step.edge as usize].unwrap();
            Cost { time: sum.time + cost.time, risk: sum.risk + cost.risk }
        };
        let choice = |route: Route| Choice { cost: route.steps.iter().fold(Cost::default(), add), way: route };
        let mut front = Front::new(directions.into_iter().zip(routes.map(|route| route.map(choice))));
        let all = pareto(&graph, &costs, from, to);
        loop {
            hidden += bounded(&front, &all);
            let Some(direction) = front.open() else { break };
            let alone = metric(&skeleton, &costs, &[direction]);
            let found = Searcher::new(&skeleton).route(&skeleton, &alone, 0, &[from.into()], &[to.into()]).unwrap();
            front.learn(direction, choice(found.unwrap()));
            steps += 1;
        }
        assert_eq!(front.gap(), Gap(0));
        let fastest = front.choices().first().map(|choice| choice.cost);
        let safest = front.choices().last().map(|choice| (choice.cost.risk, choice.cost.time));
        assert_eq!(fastest, all.iter().min().copied(), "seed {seed}");
        assert_eq!(safest, all.iter().map(|cost| (cost.risk, cost.time)).min(), "seed {seed}");
        for choice in front.choices() {
            let way = &choice.way;
            assert_eq!((way.nodes[0], way.nodes[way.steps.len()]), (from, to));
            assert!(all.contains(&choice.cost));
        }
    }
    assert!(steps > 100 && hidden > 20, "{steps} steps, {hidden} hidden");
}

/// No route beats the known ones by more than the gap says; returns whether one does at all.
fn bounded(front: &Front<Route>, all: &[Cost]) -> u32 {
    let mut any = 0;
    for (pair, gap) in front.choices().windows(2).zip(front.gaps()) {
        let (fast, safe) = (pair[0].cost, pair[1].cost);
        let level = Direction { time: fast.risk - safe.risk, risk: safe.time - fast.time };
        let known = level.weigh(fast);
        let best = all.iter().map(|cost| level.weigh(*cost)).min().unwrap();
        assert!(best <= known);
        assert!((known - best) * 1000 <= u128::from(gap.0) * known, "{known} to {best} in {gap:?}");
        any |= u32::from(best < known);
    }
    any
}

#[test]
fn directions_span_four_decades_in_ascending_order() {
    let share = |direction: &Direction| (direction.risk * 1000).checked_div(direction.time).unwrap();
    assert!(DIRECTIONS.windows(2).all(|pair| share(&pair[0]) < share(&pair[1])));
    assert_eq!(share(&DIRECTIONS[7]) / share(&DIRECTIONS[1]), 12_500);
}

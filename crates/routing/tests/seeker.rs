//! Ways and choices found over the hierarchy, against all ways there are.

mod common;

use common::{Case, any_case};
use proptest::prelude::*;
use routing::{Asked, Cost, Ended, Engine, Gates, Mix, Seeker, Shape, Trip, fastest};
use std::collections::BTreeMap;

/// Whether a seeker's way is as good as the best of all.
fn judged(case: &Case, from: u32, found: &Ended) -> Result<(), TestCaseError> {
    match (found, case.least(from)) {
        (Ended::Best(way), Some(least)) => prop_assert_eq!(case.drive(&case.graph(), from, way), least),
        (Ended::NoWay, None) => {}
        (found, least) => prop_assert!(false, "found {:?}, there is {:?}", found, least),
    }
    Ok(())
}

fn changed() -> impl Strategy<Value = BTreeMap<u32, Option<Cost>>> {
    let cost = proptest::option::of((1..30_u32, 0..30_u32).prop_map(|(time, exposure)| Cost { time, exposure }));
    prop::collection::btree_map(0..20_u32, cost, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_way_is_the_best_of_all_also_after_changes(
        (case, other) in (any_case(), any_case()), from in 0..9_u32, changed in changed()
    ) {
        let mut case = case;
        let from = from % case.nodes;
        let shape = Shape::new(case.graph(), &[], &mut |_| {}).unwrap();
        let mut seeker = Seeker::new(&shape, case.costs.clone(), case.gates.clone(), 1);
        let stops = case.stops.clone();
        let trip = Trip { from, stops: &stops };
        judged(&case, from, &seeker.way(trip, case.mix))?;

        let gates: Gates = other.gates.into_iter().filter(|(place, _)| *place < case.nodes).collect();
        let tried = Asked { seeker: &mut seeker, trip, mix: case.mix }.best(&changed, &gates);
        judged(&case, from, &seeker.way(trip, case.mix))?;
        for (piece, cost) in &changed {
            if let Some(known) = case.costs.get_mut(*piece as usize) {
                *known = *cost;
            }
        }
        case.gates = gates;
        judged(&case, from, &tried)?;
        seeker.change(&changed);
        seeker.set_gates(case.gates.clone());
        judged(&case, from, &seeker.way(trip, case.mix))?;
    }

    #[test]
    fn the_hull_is_refined_until_nothing_is_hidden(case in any_case(), from in 0..9_u32) {
        let from = from % case.nodes;
        let shape = Shape::new(case.graph(), &[], &mut |_| {}).unwrap();
        let mut seeker = Seeker::new(&shape, case.costs.clone(), case.gates.clone(), 1);
        let trip = Trip { from, stops: &case.stops };
        let mut front = seeker.choices(trip);
        while seeker.refine(trip, &mut front) {}
        let ends = case.ends(from);
        prop_assert_eq!(front.choices().is_empty(), ends.is_empty());
        prop_assert_eq!(front.gap().0, 0);
        let fastest = front.choices().first().map(|choice| (choice.cost.time, choice.cost.risk));
        prop_assert_eq!(fastest, ends.iter().min().copied());
        for mix in [(3, 1), (1, 2), (2, 7), (1, 9), (1, 100)].map(|(time, exposure)| Mix::new(time, exposure).unwrap()) {
            let on_hull = front.choices().iter().map(|choice| mix.of(choice.cost.time, choice.cost.risk)).min();
            prop_assert_eq!(on_hull, ends.iter().map(|(time, exposure)| mix.of(*time, *exposure)).min());
        }
        for choice in front.choices() {
            case.drive(&case.graph(), from, &choice.way);
        }
    }

    #[test]
    fn the_fastest_way_asks_neither_gates_nor_danger(case in any_case(), from in 0..9_u32) {
        let from = from % case.nodes;
        let shape = Shape::new(case.graph(), &[], &mut |_| {}).unwrap();
        let found = fastest(&shape, &case.costs, Trip { from, stops: &case.stops[..1] }, 1);
        let free = Case { gates: Gates::new(), mix: Mix::FASTEST, stops: case.stops[..1].to_vec(), ..case };
        prop_assert_eq!(found.as_ref().map(|way| way.time), free.least(from));
        if let Some(mut way) = found {
            let exposure = |edge: u32| free.costs[free.graph().edges()[edge as usize].piece as usize].unwrap().exposure;
            way.exposure = way.stretches.iter().map(|stretch| u64::from(exposure(stretch.edge))).sum();
            free.drive(&free.graph(), from, &way);
        }
    }
}

#[test]
fn a_mix_too_large_for_a_lane_still_finds_the_best_way() {
    // 2^26 deciseconds by 125 do not fit a lane: the bound says less, the way is right.
    let far = 1 << 26;
    let pieces = [(0, 1), (1, 2), (0, 2)].map(|(from, to)| routing::Piece { from, to, oneway: false });
    let costs = [(far, far), (far, far), (3 * far, far / 2)].map(|(time, exposure)| Some(Cost { time, exposure }));
    let shape = Shape::new(routing::Topology::new(3, &pieces, &[]), &[], &mut |_| {}).unwrap();
    let mut seeker = Seeker::new(&shape, costs.to_vec(), Gates::new(), 1);
    let trip = Trip { from: 0, stops: &[2] };
    for (mix, edges) in [(Mix::FASTEST, 2), (Mix::new(1, 125).unwrap(), 1), (Mix::new(20, 1).unwrap(), 2)] {
        let Ended::Best(way) = seeker.way(trip, mix) else { panic!("there is a way") };
        assert_eq!(way.stretches.len(), edges, "{mix:?}");
    }
}

//! Ways through random networks, beside an exhaustive relaxation.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use roads::{
    Conditions, Names, Network, Node, NodeKind, Passability, Permille, SegmentParts, Surface, Weights, route,
    why_avoided,
};
use std::collections::BTreeMap;
use units::{Deciseconds, Kmh, Metres, PlaceId, Point, SegmentId};

fn place(number: usize) -> PlaceId {
    PlaceId::new(format!("p{number}")).unwrap()
}

fn segment(number: usize) -> SegmentId {
    SegmentId::new(format!("s{number:02}")).unwrap()
}

fn node(number: usize) -> Node {
    let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
    Node { place: place(number), point: Point::new(0, 0).unwrap(), kind: NodeKind::Town, names }
}

fn parts(number: usize, from: usize, to: usize, length: u64, speed: u32, oneway: bool) -> SegmentParts {
    SegmentParts {
        segment: segment(number),
        from: place(from),
        to: place(to),
        length: Metres::new(length),
        surface: Surface::Track,
        lanes: 2,
        speed: Kmh::new(speed),
        oneway,
        road: roads::Road::default(),
        axes: Vec::new(),
        line: Vec::new(),
    }
}

fn any_passability() -> impl Strategy<Value = Passability> {
    prop_oneof![
        3 => Just(Passability::Open),
        1 => Just(Passability::Restricted),
        2 => (0..=1000_u16).prop_map(|certainty| Passability::Contested { certainty: Permille::new(certainty) }),
        1 => Just(Passability::Closed),
        1 => Just(Passability::Unknown),
    ]
}

fn weights(lambda: u32) -> Weights {
    let (restricted, unknown) = (Permille::new(100), Permille::new(300));
    Weights { lambda, restricted, unknown, speed_cap: Kmh::new(45) }
}

type Drawn = (Vec<SegmentParts>, Conditions);

fn any_roads() -> impl Strategy<Value = Drawn> {
    let one = (0..8_usize, 0..8_usize, 1..9_u64, 20..60_u32, any::<bool>(), any_passability());
    (proptest::collection::vec(one, 0..24), proptest::collection::btree_set(0..8_usize, 0..2)).prop_map(
        |(drawn, bars)| {
            let mut conditions = Conditions::all(Passability::Open);
            let mut roads = Vec::new();
            for (number, (from, to, length, speed, oneway, passability)) in drawn.into_iter().enumerate() {
                if from != to {
                    roads.push(parts(number, from, to, length * 1000, speed, oneway));
                    conditions.set(segment(number), passability);
                }
            }
            for bar in bars {
                conditions.bar(place(bar));
            }
            (roads, conditions)
        },
    )
}

/// Bellman and Ford: relaxes every segment as often as there are places.
fn exhaustive(roads: &Network, conditions: &Conditions, from: &PlaceId, weights: &Weights) -> BTreeMap<PlaceId, u64> {
    let mut best = BTreeMap::from([(from.clone(), 0)]);
    for _ in roads.nodes() {
        for road in roads.segments() {
            let Some((time, exposure)) = weights.judge(road, conditions.of(&road.id())) else { continue };
            let cost = time.get() + u64::from(weights.lambda) * exposure.get();
            for here in [road.from(), road.to()] {
                let Some(next) = road.other_end(&here) else { continue };
                let Some(known) = best.get(&here).copied() else { continue };
                if (here == *from || !conditions.is_barred(&here))
                    && best.get(&next).is_none_or(|old| known + cost < *old)
                {
                    best.insert(next, known + cost);
                }
            }
        }
    }
    best
}

proptest! {
    #[test]
    fn the_way_is_the_best_there_is(
        (roads, conditions) in any_roads(), from in 0..8_usize, to in 0..8_usize, lambda in 0..20_u32,
    ) {
        let network = Network::new((0..8).map(node), roads).unwrap();
        let weights = weights(lambda);
        let best = exhaustive(&network, &conditions, &place(from), &weights);
        let found = route(&network, &conditions, &place(from), &place(to), &weights);
        prop_assert_eq!(found.as_ref().map(|way| way.cost.get()), best.get(&place(to)).copied());
        let Some(found) = found else { return Ok(()) };
        let mut here = place(from);
        for step in &found.steps {
            prop_assert_eq!(&step.from, &here);
            let road = network.segment(&step.segment).unwrap();
            prop_assert_eq!(road.other_end(&here), Some(step.to.clone()));
            prop_assert_ne!(conditions.of(&step.segment), Passability::Closed);
            here = step.to.clone();
            prop_assert!(here == place(to) || !conditions.is_barred(&here));
        }
        prop_assert_eq!(here, place(to));
        let time = found.steps.iter().fold(Deciseconds::ZERO, |sum, step| sum.saturating_add(step.time));
        prop_assert_eq!(found.time, time);
    }

    #[test]
    fn the_order_of_the_file_does_not_matter(
        (mut roads, conditions) in any_roads(), from in 0..8_usize, to in 0..8_usize,
    ) {
        let network = Network::new((0..8).map(node), roads.clone()).unwrap();
        roads.reverse();
        let reversed = Network::new((0..8).rev().map(node), roads).unwrap();
        let weights = weights(3);
        let way = |network| route(network, &conditions, &place(from), &place(to), &weights);
        prop_assert_eq!(way(&network), way(&reversed));
    }

    #[test]
    fn what_is_avoided_lies_on_the_free_way_and_not_on_the_way(
        (roads, conditions) in any_roads(), from in 0..8_usize, to in 0..8_usize,
    ) {
        let network = Network::new((0..8).map(node), roads).unwrap();
        let weights = weights(5);
        let way = |conditions: &Conditions| route(&network, conditions, &place(from), &place(to), &weights);
        let on = |way: Option<roads::Route>, id: &SegmentId| {
            way.is_some_and(|way| way.steps.iter().any(|step| &step.segment == id))
        };
        let avoided = why_avoided(&network, &conditions, &place(from), &place(to), &weights);
        for one in &avoided {
            prop_assert!(on(way(&conditions.freed()), &one.segment));
            prop_assert!(!on(way(&conditions), &one.segment));
            prop_assert_eq!(one.passability, conditions.of(&one.segment));
        }
        // A way that costs more than the free one has a reason.
        let free = way(&conditions.freed());
        if let (Some(free), None) = (&free, &way(&conditions)) {
            prop_assert!(!avoided.is_empty(), "no way, no reason; free: {free:?}");
        }
    }
}

#[test]
fn of_two_ways_that_cost_the_same_the_smaller_name_is_taken() {
    // p0 to p3 over p1 or p2, twice each: all four ways cost the same.
    let roads = [(0, 0, 2), (1, 2, 3), (2, 0, 1), (3, 1, 3), (4, 1, 3)]
        .map(|(number, from, to)| parts(number, from, to, 1000, 40, false));
    let network = Network::new((0..4).map(node), roads).unwrap();
    let open = Conditions::all(Passability::Open);
    let way = route(&network, &open, &place(0), &place(3), &weights(1)).unwrap();
    let taken: Vec<&str> = way.steps.iter().map(|step| step.segment.as_str()).collect();
    assert_eq!(taken, ["s02", "s03"]);
}

#[test]
fn risk_is_worth_a_detour_only_where_lambda_says_so() {
    // Straight and contested, or round and open, three times as long.
    let roads = [parts(0, 0, 1, 9000, 40, false), parts(1, 0, 2, 13_000, 40, false), parts(2, 2, 1, 14_000, 40, false)];
    let network = Network::new((0..3).map(node), roads).unwrap();
    let mut conditions = Conditions::all(Passability::Open);
    conditions.set(segment(0), Passability::Contested { certainty: Permille::new(500) });
    let steps = |lambda| route(&network, &conditions, &place(0), &place(1), &weights(lambda)).unwrap().steps.len();
    assert_eq!((steps(0), steps(3), steps(5)), (1, 1, 2));
    let avoided = why_avoided(&network, &conditions, &place(0), &place(1), &weights(5));
    assert_eq!(avoided.iter().map(|one| one.segment.clone()).collect::<Vec<_>>(), [segment(0)]);
}

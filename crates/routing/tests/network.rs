//! The timed search on the network of the built-in operation, beside the plain search of `roads`.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use roads::{Conditions, Network, Passability, Permille, Season, Weights, read_geojson, route};
use routing::{
    Barred, Ended, GateBounds, Gates, LABELS_MAX, Mix, Openings, Question, Reason, Terms, Trees, VEHICLES,
    read_vehicles, targets, timed_way, topology,
};
use std::collections::BTreeSet;
use units::Kmh;

fn network() -> Network {
    read_geojson(include_str!("../../../operations/sahel-2013/network.geojson")).unwrap()
}

const WEIGHTS: Weights =
    Weights { lambda: 3, restricted: Permille::new(200), unknown: Permille::new(350), speed_cap: Kmh::new(40) };

fn any_passability() -> impl Strategy<Value = Passability> {
    prop_oneof![
        4 => Just(Passability::Open),
        1 => Just(Passability::Restricted),
        2 => (0..=1000_u16).prop_map(|certainty| Passability::Contested { certainty: Permille::new(certainty) }),
        1 => Just(Passability::Closed),
        1 => Just(Passability::Unknown),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn without_gates_and_vehicle_both_searches_agree(
        states in prop::collection::vec(any_passability(), 91),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        barred in any::<prop::sample::Index>(),
    ) {
        let network = network();
        let places: Vec<_> = network.nodes().collect();
        let [from, to, barred] = [from, to, barred].map(|index| places[index.index(places.len())]);
        let mut conditions = Conditions::all(Passability::Unknown);
        for (segment, state) in network.segments().zip(states) {
            conditions.set(segment.id(), state);
        }
        conditions.bar(barred.place());
        let forbidden = BTreeSet::new();
        let terms = Terms { vehicle: None, season: Season::Always, weights: &WEIGHTS, forbidden: &forbidden };
        let (graph, costs) = (topology(&network), terms.costs(&network, &conditions));
        let gates = Gates::from([(barred.index().0, Openings::never())]);
        let (stops, mix) = ([to.index().0], Mix::new(1, WEIGHTS.lambda).unwrap());
        let trees = Trees::new(&graph, &costs, &gates.keys().copied().collect(), &targets(&gates, &stops), mix);
        let question = Question {
            graph: &graph, costs: &costs, gates: &gates, from: from.index().0, stops: &stops, mix, labels_max: LABELS_MAX,
        };
        let found = timed_way(question, GateBounds::new(trees, &gates, &stops, mix));
        let plain = route(&network, &conditions, &from.place(), &to.place(), &WEIGHTS);
        match (found, plain) {
            (Ended::Best(way), Some(plain)) => prop_assert_eq!(mix.of(way.time, way.exposure), plain.cost.get()),
            (Ended::NoWay, None) => {}
            (found, plain) => prop_assert!(false, "found {:?}, plainly {:?}", found, plain),
        }
    }
}

#[test]
fn what_bars_is_told_before_the_state() {
    let (network, conditions) = (network(), Conditions::all(Passability::Closed));
    let vehicles = read_vehicles(VEHICLES).unwrap();
    let sand = network.segments().find(|segment| segment.surface() == roads::Surface::Sand).unwrap();
    let forbidden = BTreeSet::from([sand.id()]);
    let none = BTreeSet::new();
    let reason = |vehicle, forbidden| {
        let terms = Terms { vehicle, season: Season::Always, weights: &WEIGHTS, forbidden };
        assert_eq!(terms.costs(&network, &conditions)[sand.index().0 as usize], None);
        terms.reason(sand, &conditions)
    };
    let articulated = Some(&vehicles["articulated"]);
    assert_eq!(reason(None, &none), Some(Reason::State(Passability::Closed)));
    assert_eq!(reason(articulated, &none), Some(Reason::Barred(Barred::Surface(roads::Surface::Sand))));
    assert_eq!(reason(articulated, &forbidden), Some(Reason::Forbidden));
}

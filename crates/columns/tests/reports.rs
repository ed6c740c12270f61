//! After every report: each way is the best there is, and no two columns collide.

use columns::{Column, Columns, Land};
use proptest::prelude::*;
use routing::{
    Cost, Costs, Ended, Gates, LABELS_MAX, Mix, NoBounds, Openings, Piece, Question, Seeker, Shape, Topology, timed_way,
};
use std::collections::BTreeMap;
use timetable::{Rules, conflict};

const GAP: u64 = 3;

/// Every third piece has one lane; every fourth place has room.
struct Simple;

impl Land for Simple {
    fn single_lane(&self, piece: u32) -> bool {
        piece.is_multiple_of(3)
    }

    fn room(&self, place: u32) -> bool {
        place.is_multiple_of(4)
    }
}

#[derive(Clone, Debug)]
struct Case {
    pieces: Vec<Piece>,
    costs: Costs,
    gates: Gates,
    columns: Vec<Column>,
    reports: Vec<BTreeMap<u32, Option<Cost>>>,
}

fn any_cost() -> impl Strategy<Value = Option<Cost>> {
    let cost = (1..30_u32).prop_flat_map(|time| (0..=time).prop_map(move |exposure| Cost { time, exposure }));
    prop_oneof![1 => Just(None), 6 => cost.prop_map(Some)]
}

fn any_case() -> impl Strategy<Value = Case> {
    const NODES: u32 = 10;
    let piece = (0..NODES, 1..NODES, any::<bool>()).prop_map(|(from, on, oneway)| Piece {
        from,
        to: (from + on) % NODES,
        oneway,
    });
    let pieces = prop::collection::vec((piece, any_cost()), 8..24);
    // Two that are lanes of the hierarchy, and one that is none.
    let mix =
        prop_oneof![Just((1, 0)), Just((1, 5)), Just((2, 3))].prop_map(|(time, exposure)| Mix::new(time, exposure));
    let column = (0..NODES, 1..NODES, mix, 0..40_u64, 1..6_u64)
        .prop_filter_map("a mix", |(from, on, mix, ready, pass)| {
            Some(Column { from, to: (from + on) % NODES, mix: mix?, ready, pass })
        });
    let columns = prop::collection::vec(column, 1..8);
    let report = prop::collection::btree_map(0..24_u32, any_cost(), 1..3);
    let gates = prop_oneof![3 => Just(Gates::new()), 1 => (0..NODES).prop_map(|place| Gates::from([(place, Openings::never())]))];
    (pieces, gates, columns, prop::collection::vec(report, 0..6)).prop_map(|(pieces, gates, columns, reports)| {
        let (pieces, costs) = pieces.into_iter().unzip();
        Case { pieces, costs, gates, columns, reports }
    })
}

/// Whether all is as it has to be under these costs.
fn judge(case: &Case, costs: &Costs, graph: &Topology, columns: &Columns<'_, Simple>) -> Result<(), TestCaseError> {
    for (number, column) in (0..).zip(&case.columns) {
        let question = Question {
            graph,
            costs,
            gates: &case.gates,
            from: column.from,
            stops: &[column.to],
            mix: column.mix,
            labels_max: LABELS_MAX,
        };
        let best = match timed_way(question, NoBounds) {
            Ended::Best(way) => Some(column.mix.of(way.time, way.exposure)),
            Ended::NoWay | Ended::GaveUp { .. } => None,
        };
        let pieces = columns.way(number).map(|way| way.iter().map(|(edge, _)| graph.edges()[*edge as usize].piece));
        let sum = pieces.map(|pieces| {
            let costs = pieces
                .map(|piece| costs[piece as usize].map(|cost| column.mix.of(cost.time.into(), cost.exposure.into())));
            costs.sum::<Option<u64>>()
        });
        prop_assert_eq!(sum, best.map(Some), "column {}", number);
        let passages = columns.passages(number);
        prop_assert_eq!(passages.len(), columns.way(number).map_or(0, <[_]>::len));
        prop_assert!(passages.first().is_none_or(|first| first.enters >= column.ready));
        let lasts = |piece: u32| costs[piece as usize].map(|cost| u64::from(cost.time));
        prop_assert!(passages.iter().all(|passage| Some(passage.leaves - passage.enters) == lasts(passage.piece)));
        for passage in passages {
            let claims = columns.timetable().on(passage.piece).iter();
            prop_assert!(claims.clone().any(|claim| (claim.column, claim.enters) == (number, passage.enters)));
        }
        prop_assert!(passages.windows(2).all(|pair| pair[0].leaves <= pair[1].enters));
    }
    for (piece, _) in (0_u32..).zip(&case.pieces) {
        let claims = columns.timetable().on(piece);
        for (at, one) in claims.iter().enumerate() {
            for other in claims[at + 1..].iter().filter(|other| other.column != one.column) {
                prop_assert_eq!(conflict(one, other, Simple.single_lane(piece), GAP), None);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_column_is_on_its_best_way_and_none_collide(case in any_case()) {
        let graph = Topology::new(10, &case.pieces, &[]);
        let shape = Shape::new(graph.clone(), &[], &mut |_| {}).unwrap();
        let mut costs = case.costs.clone();
        let seeker = Seeker::new(&shape, costs.clone(), case.gates.clone(), 1);
        let mut columns = Columns::new(seeker, Simple, Rules { gap: GAP });
        columns.add(case.columns.iter().copied());
        judge(&case, &costs, &graph, &columns)?;
        for report in &case.reports {
            let ways: Vec<_> = (0..).zip(&case.columns).map(|(number, _)| columns.way(number).map(<[_]>::to_vec)).collect();
            let affected = columns.report(report);
            for (piece, cost) in report {
                if let Some(known) = costs.get_mut(*piece as usize) {
                    *known = *cost;
                }
            }
            judge(&case, &costs, &graph, &columns)?;
            let drives = |way: &Vec<columns::Leg>| way.iter().any(|(edge, _)| report.contains_key(&graph.edges()[*edge as usize].piece));
            let concerned = !affected.rerouted.is_empty() || ways.iter().flatten().any(drives);
            prop_assert!(concerned || affected.retimed.is_empty(), "{:?}", affected);
            for (number, before) in (0..).zip(&ways) {
                let another = before.as_deref() != columns.way(number);
                prop_assert_eq!(affected.rerouted.contains(&number), another);
                prop_assert!(!affected.stranded.contains(&number) || columns.way(number).is_none());
            }
        }
    }
}

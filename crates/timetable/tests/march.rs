//! Timetables judged pair by pair, and marches against a search that tries every moment.

use proptest::prelude::*;
use std::collections::BTreeMap;
use timetable::{Claim, Conflict, March, Passage, Rules, Step, Timetable, conflict};

#[derive(Clone, Debug)]
struct Column {
    way: Vec<Step>,
    ready: u64,
    pass: u64,
}

fn any_column() -> impl Strategy<Value = Column> {
    // Pieces 0 to 5 in a row; odd ones have a single lane, and only some ends have room.
    (0..6_u32, 1..6_u32, any::<bool>(), 0..40_u64, 1..5_u64).prop_map(|(from, long, forwards, ready, pass)| {
        let pieces: Vec<u32> = (from..(from + long).min(6)).collect();
        let step = |piece: u32| Step {
            piece,
            forwards,
            takes: 2 + u64::from(piece),
            single_lane: piece % 2 == 1,
            halt_before: if forwards { piece.is_multiple_of(3) } else { piece % 3 == 2 },
        };
        let way: Vec<Step> = if forwards {
            pieces.iter().copied().map(step).collect()
        } else {
            pieces.iter().rev().copied().map(step).collect()
        };
        Column { way, ready, pass }
    })
}

fn claims(number: u32, column: &Column, passages: &[Passage]) -> Vec<(u32, bool, Claim)> {
    let claim = |(step, passage): (&Step, &Passage)| {
        assert_eq!((step.piece, passage.leaves - passage.enters), (passage.piece, step.takes));
        let Passage { enters, leaves, .. } = *passage;
        (
            step.piece,
            step.single_lane,
            Claim { column: number, forwards: step.forwards, enters, leaves, pass: column.pass },
        )
    };
    column.way.iter().zip(passages).map(claim).collect()
}

fn march(number: u32, column: &Column) -> March<'_> {
    March { column: number, way: &column.way, ready: column.ready, pass: column.pass }
}

/// Whether any two columns are at odds anywhere.
fn at_odds(columns: &[Column], marches: &BTreeMap<u32, Vec<Passage>>, gap: u64) -> bool {
    let all: Vec<_> =
        marches.iter().flat_map(|(number, passages)| claims(*number, &columns[*number as usize], passages)).collect();
    all.iter().enumerate().any(|(index, (piece, single, one))| {
        all[..index].iter().any(|(other_piece, _, other)| {
            piece == other_piece && one.column != other.column && conflict(one, other, *single, gap).is_some()
        })
    })
}

/// Earliest arrival, by trying every moment of entering every piece.
fn earliest(column: &Column, standing: &[(u32, bool, Claim)], gap: u64) -> u64 {
    let mut heads: Vec<u64> = (column.ready..column.ready + 400).collect();
    for (index, step) in column.way.iter().enumerate() {
        let fits = |enters: u64| {
            let wanted =
                Claim { column: 99, forwards: step.forwards, enters, leaves: enters + step.takes, pass: column.pass };
            standing
                .iter()
                .all(|(piece, single, other)| *piece != step.piece || conflict(&wanted, other, *single, gap).is_none())
        };
        let first = heads[0];
        let moments: Vec<u64> = if index > 0 && step.halt_before { (first..first + 400).collect() } else { heads };
        heads = moments.into_iter().filter(|enters| fits(*enters)).map(|enters| enters + step.takes).collect();
    }
    heads[0]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_two_columns_are_at_odds_and_each_arrives_as_early_as_it_can(
        columns in prop::collection::vec(any_column(), 1..7),
        gap in 0..4_u64,
        again in any::<prop::sample::Index>(),
    ) {
        let mut table = Timetable::new(Rules { gap });
        let mut marches: BTreeMap<u32, Vec<Passage>> = BTreeMap::new();
        for (number, column) in (0..).zip(&columns) {
            let standing: Vec<_> = marches
                .iter()
                .flat_map(|(other, passages)| claims(*other, &columns[*other as usize], passages))
                .collect();
            let passages = table.insert(&march(number, column));
            prop_assert_eq!(passages.last().unwrap().leaves, earliest(column, &standing, gap));
            marches.insert(number, passages);
        }
        prop_assert!(!at_odds(&columns, &marches, gap));
        // One goes first after all: those in its way are put in again, and nobody is at odds.
        let first = u32::try_from(again.index(columns.len())).unwrap();
        let (passages, pushed) = table.insert_over(&march(first, &columns[first as usize]), |column| column > first);
        marches.insert(first, passages);
        for column in pushed {
            prop_assert!(column > first);
            let (passages, none) = table.insert_over(&march(column, &columns[column as usize]), |_| false);
            prop_assert_eq!(none, Vec::new());
            marches.insert(column, passages);
        }
        prop_assert!(!at_odds(&columns, &marches, gap));
        let mut emptied = table.clone();
        for number in 0..u32::try_from(columns.len()).unwrap() {
            emptied.remove(number);
        }
        prop_assert!((0..6).all(|piece| emptied.on(piece).is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Others stand; a column finds a piece of its way slower or faster, and comes again.
    #[test]
    fn what_stands_before_a_change_stays_and_the_rest_is_as_early_as_it_can_be(
        columns in prop::collection::vec(any_column(), 1..7),
        gap in 0..4_u64,
        again in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        takes in 1..12_u64,
        later in prop_oneof![3 => Just(0_u64), 1 => 1..9_u64],
    ) {
        let mut table = Timetable::new(Rules { gap });
        let mut marches: BTreeMap<u32, Vec<Passage>> =
            (0..).zip(&columns).map(|(number, column)| (number, table.insert(&march(number, column)))).collect();
        let number = u32::try_from(again.index(columns.len())).unwrap();
        let mut columns = columns;
        let column = &mut columns[number as usize];
        let changed = place.index(column.way.len());
        let same = column.way[changed].takes == takes;
        column.way[changed].takes = takes;
        column.ready += later;
        let before = marches.remove(&number).unwrap();
        let halts = |place: &usize| column.way.get(*place).is_none_or(|step| step.halt_before);
        let from = if same { column.way.len() } else { changed };
        let kept = if later > 0 { 0 } else { (1..=from).rev().find(halts).unwrap_or(0) };
        let (passages, pushed) = table.insert_over(&march(number, column), |_| false);
        prop_assert_eq!(pushed, Vec::new());
        prop_assert_eq!(&passages[..kept], &before[..kept]);
        let column = &columns[number as usize];
        let standing: Vec<_> = marches
            .iter()
            .flat_map(|(other, passages)| claims(*other, &columns[*other as usize], passages))
            .collect();
        let rest = Column {
            way: column.way[kept..].to_vec(),
            ready: passages[..kept].last().map_or(column.ready, |last| last.leaves),
            pass: column.pass,
        };
        if !rest.way.is_empty() {
            prop_assert_eq!(passages.last().unwrap().leaves, earliest(&rest, &standing, gap));
        }
        marches.insert(number, passages.clone());
        prop_assert!(!at_odds(&columns, &marches, gap));
        // The table holds what was told, and nothing of before.
        for piece in 0..6 {
            let held: Vec<u64> = table.on(piece).iter().filter(|claim| claim.column == number).map(|claim| claim.enters).collect();
            let told: Vec<u64> = passages.iter().filter(|passage| passage.piece == piece).map(|passage| passage.enters).collect();
            prop_assert_eq!(held, told);
        }
    }
}

/// Column 1 drives a piece forwards from 10 to 30 and takes 5 to pass; the gap is 2.
#[test]
fn columns_keep_their_order_and_gap_and_do_not_meet_on_a_single_lane() {
    let first = Claim { column: 1, forwards: true, enters: 10, leaves: 30, pass: 5 };
    for (forwards, enters, leaves, single, expected) in [
        (true, 17, 37, false, None),
        (true, 16, 37, false, Some(Conflict::Gap)),
        (true, 17, 36, false, Some(Conflict::Gap)),
        (true, 0, 20, false, None),
        (true, 2, 22, false, None),
        (true, 4, 24, false, Some(Conflict::Gap)),
        (false, 20, 40, false, None),
        (false, 20, 40, true, Some(Conflict::Meeting)),
        (false, 37, 57, true, None),
        (false, 36, 56, true, Some(Conflict::Meeting)),
        (false, 0, 3, true, None),
        (false, 0, 4, true, Some(Conflict::Meeting)),
    ] {
        let other = Claim { column: 2, forwards, enters, leaves, pass: 5 };
        assert_eq!(conflict(&first, &other, single, 2), expected, "{other:?}");
        assert_eq!(conflict(&other, &first, single, 2), expected, "{other:?}");
    }
}

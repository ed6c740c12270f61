//! Every plan made from a random input is accepted by the checker, and so is every plan made from
//! a plan while columns are on the road and roads change.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;
#[path = "common/random.rs"]
mod random;

use convoy::{Column, Plan, PlanInput, Progress, Return, Whereabouts};
use plan::{Seed, compare, plan, plan_while, replan};
use proptest::prelude::*;
use random::{any_input, any_passability};
use units::{Digest, Quantity};

/// Random inputs for each property: some seconds on one core.
const CASES: u32 = 150;

/// What happens to one column after the first plan: what, at which of its legs, how late.
type Fate = (u8, prop::sample::Index, i64);

fn any_fate() -> impl Strategy<Value = Fate> {
    let late = prop_oneof![3 => Just(0_i64), 1 => 1..7200_i64, 1 => -1800..0_i64];
    (0..6_u8, any::<prop::sample::Index>(), late)
}

fn progress_of(column: &Column, (what, leg, late): &Fate) -> Option<Progress> {
    let leg = leg.get(&column.legs);
    let (whereabouts, place, at) = match what {
        0 => (Whereabouts::Halted, &leg.from, leg.enter_head.plus_seconds(*late)),
        1 | 2 => (Whereabouts::Passed, &leg.from, leg.enter_head.plus_seconds(*late)),
        3 => (Whereabouts::Arrived, &column.crossing, column.legs.last()?.exit_head),
        _ => return None,
    };
    Some(Progress { convoy: column.convoy.clone(), whereabouts, place: place.clone(), at })
}

/// Goods and carriers of columns that arrived are no longer asked for.
fn without_arrived(input: &mut PlanInput, parent: &Plan) {
    let arrived = input.progress.iter().filter(|progress| progress.whereabouts == Whereabouts::Arrived);
    let columns: Vec<&Column> = arrived.filter_map(|progress| parent.column(&progress.convoy)).collect();
    for share in columns.iter().flat_map(|column| parent.shares_of(column)) {
        let need = input.needs.iter_mut().find(|need| need.id == share.need).unwrap();
        need.quantity = need.quantity.checked_sub(share.quantity).unwrap();
    }
    for column in columns {
        // Those that marched along come back.
        let back = column.returns.as_ref().and_then(Return::back);
        input.fleet.retain_mut(|vehicle| {
            let gone = column.vehicles.contains(&vehicle.vehicle);
            vehicle.back = if gone { vehicle.back.max(back) } else { vehicle.back };
            !gone || (vehicle.role.is_some() && back.is_some())
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    /// So many rounds that crossings get prices, with a single crossing that all must share.
    #[test]
    fn prices_of_crossings_make_no_bound_that_a_plan_passes(mut input in any_input(), only in 0..3_usize) {
        let only = input.crossings.swap_remove(only % input.crossings.len());
        input.crossings = vec![only];
        input.policy.column_max = 1;
        let (made, report) = plan_while(&input, Seed(1), &mut |stage| stage.rounds < 300);
        prop_assert_eq!(check::check(&input, &made), vec![], "{:#?}", report);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    /// The checker objects to a bound that lies above what a plan weighs.
    #[test]
    fn a_plan_that_is_worked_on_is_no_worse_and_lies_above_its_bound(input in any_input(), seed in 0..9_u64) {
        let (first, _) = plan_while(&input, Seed(seed), &mut |_| false);
        let (made, report) = plan_while(&input, Seed(seed), &mut |stage| stage.rounds < 20);
        prop_assert_eq!(check::check(&input, &made), vec![], "{:#?}", report);
        let (before, after) = (&first.objective, &made.objective);
        prop_assert!((after.undelivered, after.weighted) <= (before.undelivered, before.weighted));
        prop_assert!(first.objective.bound <= made.objective.weighted);
        prop_assert_eq!(report.search.rounds <= 20, true);
        let (again, _) = plan_while(&input, Seed(seed), &mut |stage| stage.rounds < report.search.rounds);
        prop_assert_eq!(&again, &made);
    }

    #[test]
    fn every_plan_is_accepted(input in any_input()) {
        let (made, report) = plan(&input, Seed(7));
        prop_assert_eq!(check::check(&input, &made), vec![], "{:#?}", report);
    }

    #[test]
    fn the_same_input_gives_the_same_plan_in_any_order(mut input in any_input()) {
        input.activities.clear();
        let first = plan(&input, Seed(7));
        input.needs.reverse();
        input.fleet.reverse();
        input.stretches.reverse();
        input.places.reverse();
        input.crossings.reverse();
        prop_assert_eq!(first, plan(&input, Seed(7)));
    }

    #[test]
    fn planning_again_changes_nothing(input in any_input()) {
        let (first, _) = plan(&input, Seed(7));
        let (again, _, diff) = replan(&input, &first, Digest::new([1; 32]), Seed(7));
        // What stayed behind is tried again, perhaps in other columns; nothing else is touched.
        let kept: Vec<&Column> = first.columns.iter().filter(|column| again.columns.contains(column)).collect();
        prop_assert_eq!(kept.len(), first.columns.len());
        prop_assert_eq!(diff.unchanged.len(), first.columns.len());
        prop_assert!(first.undelivered.is_empty() <= (again.columns.len() == first.columns.len()));
        prop_assert_eq!(again.parent, Some(Digest::new([1; 32])));
        prop_assert_eq!(check::check(&input, &again), vec![]);
    }

    #[test]
    fn every_plan_made_on_the_road_is_accepted(
        input in any_input(),
        fates in prop::collection::vec(any_fate(), 12),
        roads in prop::collection::vec((any::<prop::sample::Index>(), any_passability()), 0..4),
        hours in 0..50_i64,
    ) {
        let (first, _) = plan(&input, Seed(7));
        let mut now = PlanInput { start: input.start.plus_seconds(hours * 3600), ..input };
        now.progress = first.columns.iter().zip(&fates).filter_map(|(column, fate)| progress_of(column, fate)).collect();
        without_arrived(&mut now, &first);
        for (road, passability) in &roads {
            let road = road.index(now.stretches.len());
            now.stretches[road].passability = *passability;
        }
        let (second, report, diff) = replan(&now, &first, Digest::new([1; 32]), Seed(7));
        prop_assert_eq!(check::check(&now, &second), vec![], "{:#?}\n{:#?}\n{:#?}", report, second.columns, now.progress);
        let told = diff.unchanged.len() + diff.arrived.len() + diff.removed.len();
        prop_assert!(told <= first.columns.len());
        // Whoever compares the two without having made them sees the same, but for roads that were driven already.
        let arrived = diff.arrived.iter().cloned().collect();
        let told = compare(&first, &second, &arrived);
        prop_assert_eq!((&told.added, &told.removed, &told.arrived), (&diff.added, &diff.removed, &diff.arrived));
        prop_assert_eq!((&told.vehicles, &told.crossings), (&diff.vehicles, &diff.crossings));
        prop_assert_eq!((&told.loads, &told.lines), (&diff.loads, &diff.lines));
        prop_assert_eq!((&told.routes, &told.times, &told.unchanged), (&diff.routes, &diff.times, &diff.unchanged));
        // And once more, from there: what is on the road has not moved, so nothing else need change.
        now.progress.retain(|progress| progress.whereabouts != Whereabouts::Arrived);
        let (third, report, _) = replan(&now, &second, Digest::new([2; 32]), Seed(7));
        prop_assert_eq!(check::check(&now, &third), vec![], "{:#?}\n{:#?}", report, third.columns);
    }
}

#[test]
fn random_inputs_make_plans_worth_checking() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut columns, mut waits, mut mixed, mut full) = (0, 0, 0, 0);
    for _ in 0..400 {
        let input = any_input().new_tree(&mut runner).unwrap().current();
        let (made, report) = plan(&input, Seed(7));
        columns += made.columns.len();
        waits += report.reasons.iter().filter(|reason| matches!(reason, convoy::Reason::Waits { .. })).count();
        mixed += made.loads.iter().filter(|load| load.shares.len() > 1).count();
        full += made.undelivered.iter().filter(|one| one.quantity > Quantity::ZERO).count();
    }
    println!("columns {columns} waits {waits} mixed loads {mixed} left behind {full}");
    assert!(columns > 500 && waits > 500 && mixed > 200 && full > 300);
}

//! What is wrong first, the plan along time, and search.

use crate::world::{World, moment, operation_file, party};
use app::AsOf;
use app::operation::Operation;
use app::searching::{Near, Thing};
use app::timeline::{ConflictKind, timeline};
use app::today::Today;
use convoy::Plan;
use serde_json::{Value, json};

/// The donor has planned and ordered; nobody has been heard from.
fn ordered() -> (World, Operation, Plan) {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.say_file("dz-log", "statements/01-dz-log.jsonl");
    world.say_file("dz-log", "statements/05-dz-log-roads.jsonl");
    world.at("2013-02-10T08:00:00Z");
    let operation = Operation::read(&operation_file).unwrap();
    let node = world.node("dz-log");
    let planned = node.plan(&operation, operation.settings.plan_from, 0).unwrap();
    let orders = node.orders(&operation, &planned).unwrap();
    node.say(&orders).unwrap();
    world.pass("ml-army", "ml-army", "dz-log");
    (world, operation, planned.plan)
}

fn today(world: &mut World, operation: &Operation) -> Today {
    world.node("dz-log").today(operation, &AsOf::default()).unwrap()
}

/// The stretch is closed, by the word of a person.
fn shut(segment: &str) -> Value {
    json!({"officer": "dz-log/movement", "kind": "state_overridden", "body": {"about": [{"segment": segment}],
        "state": "closed", "window": {"from": null, "to": "2013-03-01T00:00:00Z"}, "reason": "Bridge down"}})
}

fn progress(convoy: &str, event: &str, place: &str) -> Value {
    json!({"officer": "dz-log/convoy", "kind": "progress",
        "body": {"convoy": convoy, "event": event, "place": place, "note": null}})
}

#[test]
fn a_column_is_late_at_the_first_place_it_was_not_heard_from() {
    let (mut world, operation, plan) = ordered();
    assert_eq!(today(&mut world, &operation).late, []);
    let column = &plan.columns[0];
    let [start, next] = [&column.march_table[0], &column.march_table[1]];
    world.clock.set(start.due.plus_seconds(1));
    let late = &today(&mut world, &operation).late[0];
    assert_eq!((&late.convoy, &late.place, late.due, &late.heard), (&column.convoy, &start.place, start.due, &None));
    world.say("dz-log", &[progress(column.convoy.as_str(), "departed", start.place.as_str())]);
    let of = |today: &Today| today.late.iter().find(|late| late.convoy == column.convoy).cloned();
    assert_eq!(of(&today(&mut world, &operation)), None);
    world.clock.set(next.due.plus_seconds(1));
    let late = of(&today(&mut world, &operation)).unwrap();
    assert_eq!((&late.place, late.due), (&next.place, next.due));
    assert_eq!(late.heard, Some((start.place.clone(), start.due.plus_seconds(1))));
    // Who has arrived is late no more.
    world.say("dz-log", &[progress(column.convoy.as_str(), "arrived", column.crossing.as_str())]);
    assert_eq!(of(&today(&mut world, &operation)), None);
}

#[test]
fn what_is_closed_ahead_of_a_column_is_told_and_what_is_behind_it_is_not() {
    let (mut world, operation, plan) = ordered();
    assert_eq!(today(&mut world, &operation).closures, []);
    let column = &plan.columns[0];
    let first = &column.legs[0];
    world.say("dz-log", &[shut(first.segment.as_str())]);
    let of = |today: &Today| today.closures.iter().find(|closure| closure.convoy == column.convoy).cloned();
    let closure = of(&today(&mut world, &operation)).unwrap();
    assert_eq!((&closure.segments, &closure.places, closure.obeyed), (&vec![first.segment.clone()], &vec![], true));
    world.say("dz-log", &[progress(column.convoy.as_str(), "passed", first.to.as_str())]);
    assert_eq!(of(&today(&mut world, &operation)), None);
    // A decree shuts the crossing at the end.
    let decree = json!({"officer": "dz-log/authority", "kind": "regime_set", "body": {"crossings": [column.crossing],
        "status": "closed", "exceptions": [], "hours": null, "vehicles_per_hour": null,
        "window": {"from": "2013-02-10T08:00:00Z", "to": null}, "reason": "Fermée"}});
    world.say("dz-log", &[decree]);
    let closure = of(&today(&mut world, &operation)).unwrap();
    assert_eq!((&closure.segments, &closure.places), (&vec![], &vec![column.crossing.clone()]));
}

#[test]
fn a_partner_is_silent_from_the_second_day_on() {
    let (mut world, operation, _) = ordered();
    let silent = |world: &mut World| today(world, &operation).silent;
    world.at("2013-02-12T07:59:59Z");
    assert_eq!(silent(&mut world), []);
    world.at("2013-02-12T08:00:00Z");
    let found = silent(&mut world);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].party, found[0].since), (&party("ml-army"), Some(moment("2013-02-10T08:00:00Z"))));
}

#[test]
fn columns_that_meet_in_a_defile_or_find_the_crossing_shut_are_conflicts() {
    let (mut world, operation, mut plan) = ordered();
    let node = world.node("dz-log");
    let corridor = node.picture(&operation, &AsOf::default()).unwrap();
    let me = party("dz-log");
    let sound = timeline(&operation, &corridor, &me, &plan);
    assert_eq!(sound.conflicts, []);
    assert!(sound.crossings.values().flatten().count() > 1, "hours of several days");
    let defile = operation.network.segments().find(|segment| segment.lanes() == 1).unwrap();
    let (segment, from, to) = (defile.id(), defile.from(), defile.to());
    let names = [0, 1].map(|at| plan.columns[at].convoy.clone());
    let through = convoy::Leg { segment, from: from.clone(), to: to.clone(), ..plan.columns[0].legs[0].clone() };
    // The other way through, at the same time; and at the crossing by night.
    let back = convoy::Leg { from: to, to: from, ..through.clone() };
    let [first, second] = plan.columns.get_disjoint_mut([0, 1]).unwrap();
    first.legs = vec![through];
    second.legs = vec![back];
    let row = second.march_table.last_mut().unwrap();
    (row.due, row.clear) = (row.due.plus_seconds(12 * 3600), row.clear.plus_seconds(12 * 3600));
    let found = timeline(&operation, &corridor, &me, &plan).conflicts;
    let kinds: Vec<_> = found.iter().map(|one| (&one.convoy, &one.kind)).collect();
    let met = |kind: &ConflictKind| matches!(kind, ConflictKind::Meets(with) if names.contains(with));
    assert!(kinds.iter().any(|(_, kind)| met(kind)), "{kinds:?}");
    assert!(kinds.contains(&(&names[1], &ConflictKind::Shut)), "{kinds:?}");
}

#[test]
fn everything_is_found_by_what_people_call_it() {
    let (mut world, operation, plan) = ordered();
    let node = world.node("dz-log");
    let search = |asked: &str| node.search(&operation, asked).unwrap();
    let place = |found: &[app::searching::Found], id: &str| {
        found.iter().any(|one| one.thing == Thing::Place(id.parse().unwrap()))
    };
    // In any script, and as ears take it down.
    for asked in ["tessalit", "تساليت", "Tesalit"] {
        assert!(place(&search(asked), "tessalit"), "{asked}");
    }
    let convoy = plan.columns[0].convoy.to_string();
    let found = search(&convoy.to_lowercase());
    assert_eq!((&found[0].thing, found[0].nearness), (&Thing::Convoy(convoy), Near::Same));
    assert!(search("cartridges").iter().any(|one| matches!(&one.thing, Thing::Item(_))));
    assert!(search("dz-log/mov").iter().any(|one| one.thing == Thing::Officer("dz-log/movement".to_owned())));
    let said = node.said(&AsOf::default()).unwrap();
    let (leaf, index) = (said[3].leaf, said[3].index);
    let by_leaf = node.search(&operation, &leaf.to_string()[..8]).unwrap();
    assert!(by_leaf.iter().any(|one| matches!(&one.thing, Thing::Statement(by, _) if by.leaf == leaf)));
    let journal = said[3].origin.as_str().rsplit('/').next().unwrap();
    let by_entry = node.search(&operation, &format!("{journal}#{index}")).unwrap();
    assert!(by_entry.iter().any(|one| matches!(&one.thing, Thing::Statement(by, _) if by.leaf == leaf)));
    assert_eq!(node.search(&operation, "  ").unwrap(), []);
    assert_eq!(node.search(&operation, &"x".repeat(10_000)).unwrap(), []);
}

//! Whatever the order in which journals travel, nodes that hold the same come to the same views.

use crate::world::{World, item, journal};
use app::AsOf;
use app::account::csv;
use proptest::prelude::*;
use serde_json::json;

const PARTIES: [&str; 4] = ["dz-log", "ml-army", "fr-force", "monitor"];

/// One step of a story: somebody speaks, or somebody hands on a journal he holds.
#[derive(Clone, Debug)]
enum Step {
    Say { who: usize, item: u8 },
    Notice { who: usize },
    Pass { from: usize, of: usize, to: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || 0..PARTIES.len();
    let step = prop_oneof![
        (who(), 0..4_u8).prop_map(|(who, item)| Step::Say { who, item }),
        who().prop_map(|who| Step::Notice { who }),
        (who(), who(), who()).prop_map(|(from, of, to)| Step::Pass { from, of, to }),
    ];
    prop::collection::vec(step, 1..24)
}

/// An officer whom every party's keys know.
fn officer(world: &mut World, who: &str) -> String {
    let party = crate::world::party(who);
    let views = world.views(who);
    views.parties.get(&party).unwrap().officers.keys().next().unwrap().to_string()
}

fn act(world: &mut World, step: &Step) {
    match *step {
        Step::Say { who, item: code } => {
            let who = PARTIES[who];
            let mut said = item(who, &format!("item-{code}"));
            said["officer"] = json!(officer(world, who));
            world.say(who, &[said]);
        }
        Step::Notice { who } => {
            let who = PARTIES[who];
            let about = json!([{"axis": "axis-in-khalil"}]);
            let window = json!({"from": "2013-02-14T05:00:00Z", "to": "2013-02-14T17:00:00Z"});
            let body = json!({"about": about, "window": window, "note": who});
            let officer = officer(world, who);
            world.say(who, &[json!({"officer": officer, "kind": "activity_notified", "body": body})]);
        }
        Step::Pass { from, of, to } => {
            let held = world.seats[PARTIES[from]].node.journals().unwrap();
            if from != to && of != to && held.iter().any(|held| held.party.as_str() == PARTIES[of]) {
                world.pass(PARTIES[from], PARTIES[of], PARTIES[to]);
            }
        }
    }
}

/// Everybody gets everything, in one order or the other.
fn settle(world: &mut World, reversed: bool) {
    let mut order: Vec<&str> = PARTIES.to_vec();
    if reversed {
        order.reverse();
    }
    for of in &order {
        for to in order.iter().filter(|to| *to != of) {
            world.pass(of, of, to);
        }
    }
}

#[test]
fn what_was_known_when_something_was_said_comes_before_it() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    world.say("ml-army", &[item("ml-army", "tent")]);
    world.pass("ml-army", "ml-army", "dz-log");
    let lines = json!([{"item": "tent", "quantity": 5}]);
    let body = json!({"site": "depot-reggane", "lines": lines});
    world.say("dz-log", &[json!({"officer": "dz-log/stores", "kind": "stock_declared", "body": body})]);
    world.pass("dz-log", "dz-log", "monitor");
    world.pass("ml-army", "ml-army", "monitor");
    // By name, the journal that declares stock comes before the one that says what a tent is.
    assert_eq!(world.views("monitor").findings, []);
    assert_eq!(world.views("monitor").custody.balances().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn views_do_not_depend_on_the_way_journals_took(steps in steps(), reversed: bool) {
        let mut world = World::of(&PARTIES);
        let mut hour = 0;
        for step in &steps {
            hour += 1;
            world.clock.set(world.clock.get().plus_seconds(hour * 60));
            act(&mut world, step);
        }
        settle(&mut world, reversed);
        let first = world.views(PARTIES[0]);
        let account = csv(&world.node(PARTIES[0]).account(&AsOf::default()).unwrap());
        for other in &PARTIES[1..] {
            prop_assert_eq!(&world.views(other), &first);
            prop_assert_eq!(&csv(&world.node(other).account(&AsOf::default()).unwrap()), &account);
            for of in PARTIES {
                let theirs = journal(&world.seats[*other].node, of).frontier;
                prop_assert_eq!(theirs, journal(&world.seats[PARTIES[0]].node, of).frontier);
            }
        }
    }
}

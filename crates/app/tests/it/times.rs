//! Two times: when it was so, and when this node knew.

use crate::world::{World, item, moment};
use app::AsOf;
use serde_json::{Value, json};
use units::Moment;

fn at(time: &str, mut draft: Value) -> Value {
    draft["occurred"] = json!(time);
    draft
}

fn occurred(time: &str) -> AsOf {
    AsOf { occurred: Some(moment(time)), known: None }
}

fn known(time: &str) -> AsOf {
    AsOf { occurred: None, known: Some(moment(time)) }
}

fn items(world: &mut World, name: &str, as_of: &AsOf) -> Vec<String> {
    let views = world.node(name).views(as_of).unwrap();
    views.catalogue.iter().map(|(item, _)| item.to_string()).collect()
}

#[test]
fn both_times_can_be_asked_and_both_ends_count() {
    let mut world = World::of(&["dz-log", "monitor"]);
    world.at("2013-02-07T10:00:00Z");
    world.say("dz-log", &[at("2013-02-06T00:00:00Z", item("dz-log", "early")), item("dz-log", "seventh")]);
    world.at("2013-02-09T10:00:00Z");
    world.pass("dz-log", "dz-log", "monitor");

    let none: [&str; 0] = [];
    assert_eq!(items(&mut world, "dz-log", &occurred("2013-02-05T23:59:59Z")), none);
    assert_eq!(items(&mut world, "dz-log", &occurred("2013-02-06T00:00:00Z")), ["early"]);
    assert_eq!(items(&mut world, "dz-log", &occurred("2013-02-07T10:00:00Z")), ["early", "seventh"]);
    assert_eq!(items(&mut world, "dz-log", &known("2013-02-07T09:59:59Z")), none);
    assert_eq!(items(&mut world, "dz-log", &known("2013-02-07T10:00:00Z")), ["early", "seventh"]);
    // The other node knew two days later what it was told had been so all along.
    assert_eq!(items(&mut world, "monitor", &known("2013-02-09T09:59:59Z")), none);
    assert_eq!(items(&mut world, "monitor", &known("2013-02-09T10:00:00Z")), ["early", "seventh"]);
    assert_eq!(items(&mut world, "monitor", &occurred("2013-02-06T00:00:00Z")), ["early"]);
    let both = AsOf { occurred: Some(moment("2013-02-06T12:00:00Z")), known: Some(Moment::MAX) };
    assert_eq!(items(&mut world, "monitor", &both), ["early"]);
}

#[test]
fn content_that_came_later_was_not_known_before() {
    let mut world = World::of(&["dz-log", "fr-force"]);
    let mut hidden = item("dz-log", "hidden");
    hidden["audience"] = json!({"parties": []});
    let said = world.say("dz-log", &[hidden]);
    world.at("2013-02-06T00:00:00Z");
    world.pass("dz-log", "dz-log", "fr-force");

    let grant = json!({"officer": "dz-log/stores", "kind": "audience_granted", "body": {"statement": said[0], "to": "fr-force"}});
    world.say("dz-log", &[grant]);
    world.at("2013-02-08T00:00:00Z");
    world.pass("dz-log", "dz-log", "fr-force");
    let none: [&str; 0] = [];
    assert_eq!(items(&mut world, "fr-force", &known("2013-02-07T00:00:00Z")), none);
    assert_eq!(items(&mut world, "fr-force", &known("2013-02-08T00:00:00Z")), ["hidden"]);
    assert_eq!(items(&mut world, "dz-log", &known("2013-02-05T12:00:00Z")), ["hidden"]);
}

#[test]
fn who_could_sign_is_judged_by_what_was_known() {
    use views::FindingKind;
    let mut forger = crate::forger::Forger::begun("ml-army");
    forger.sound(crate::world::draft(&item("ml-army", "a")).body);
    let mut world = World::of(&["dz-log"]);
    world.at("2013-02-06T00:00:00Z");
    world.import("dz-log", &forger.withholding(&[0])).unwrap();
    world.at("2013-02-08T00:00:00Z");
    world.import("dz-log", &forger.files()).unwrap();
    let then = world.node("dz-log").views(&known("2013-02-07T00:00:00Z")).unwrap();
    assert_eq!(then.findings[0].kind, FindingKind::NotGranted { officer: forger.officer("stores") });
    assert_eq!(world.views("dz-log").findings, []);
}

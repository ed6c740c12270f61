//! The closures of a real border, said day by day: routes obey on each of them.

use crate::mali::{self, Mali};
use crate::world::{World, moment, operation_file};
use app::AsOf;
use app::operation::Operation;
use app::ways::{Land, Ways, Wish};
use roads::{Network, Season};
use routing::{Mix, Shape};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Both borders are open from day 33 on.
const DAYS: u32 = 40;

/// The rules of the built-in operation on the roads of Mali.
fn operation(mali: &Mali) -> Operation {
    let mut parts = roads::import_csv(mali.places_csv().as_bytes()).unwrap();
    parts.append(roads::import_csv(mali.roads_csv().as_bytes()).unwrap());
    let network = Network::build(parts.parts).unwrap();
    Operation { network, ..Operation::read(&operation_file).unwrap() }
}

fn regime(crossings: &[String], status: &str, from: &str, until: Option<&str>) -> Value {
    json!({
        "officer": "dz-log/authority", "occurred": from, "kind": "regime_set",
        "body": {"crossings": crossings, "status": status, "window": {"from": from, "to": until}, "reason": "Replayed"},
    })
}

/// Before the first day all borders are open.
fn before(mali: &Mali) -> Value {
    regime(&mali.crossings(), "open", "2012-02-28T00:00:00Z", None)
}

/// One source's word on a crossing, at six in the morning of a day.
fn report(crossing: &str, day: u32, state: &str) -> Value {
    json!({
        "officer": "dz-log/movement", "occurred": mali::moment(day, 6), "kind": "report_filed",
        "body": {"kind": "crossing_status", "about": [{"place": crossing}], "state": state, "polarity": "positive",
            "modality": "asserted", "background": false, "time": {"from": mali::moment(day, 6), "to": null},
            "source": {"source": "officials", "class": "named_official", "origin": "officials"},
            "grade": {"reliability": "A", "credibility": "1"}},
    })
}

/// The shortest ways abroad from three towns at noon of each day, held against the files.
fn obeyed(mali: &Mali, world: &mut World, mut said_on: impl FnMut(u32) -> Vec<Value>) {
    let operation = operation(mali);
    let shape = Shape::new(routing::topology(&operation.network), &operation.network.order(), &mut |_| ()).unwrap();
    let (mut shut, mut open) = (0, 0);
    for day in 0..DAYS {
        world.at(&mali::moment(day, 6));
        world.say("dz-log", &said_on(day));
        let noon = moment(&mali::moment(day, 12));
        world.clock.set(noon);
        let corridor = world.node("dz-log").picture(&operation, &AsOf::default()).unwrap();
        let land = Land::of(&operation, &corridor, noon);
        for from in ["gao", "mopti", "bamako"] {
            for to in mali.abroad() {
                let wish = Wish {
                    from: from.parse().unwrap(),
                    stops: vec![to.parse().unwrap()],
                    vehicle: None,
                    season: Season::Always,
                    mix: Some(Mix::FASTEST),
                    avoid_segments: BTreeSet::new(),
                    avoid_places: BTreeSet::new(),
                    depart: noon,
                };
                let found = Ways::new(&land, &shape, &wish, 1).unwrap().best(false).unwrap();
                let metres = found.way.map(|way| way.length.get());
                let expected = mali.kilometres(from, to, day).map(|km| km * 1000);
                assert_eq!(metres, expected, "day {day}, {from} to {to}");
                *(if expected.is_some() { &mut open } else { &mut shut }) += 1;
            }
        }
    }
    // Six camps in Niger and Burkina Faso are cut off for 33 and 22 days, from three towns each.
    assert_eq!((shut, open), (3 * (4 * 33 + 2 * 22), 3 * 7 * DAYS - 3 * (4 * 33 + 2 * 22)));
}

#[test]
fn routes_obey_decrees_of_a_real_border_on_each_day() {
    let Some(mali) = mali::read() else { return };
    let mut world = World::of(&["dz-log"]);
    obeyed(&mali, &mut world, |day| {
        let mut said = Vec::new();
        if day == 0 {
            said.push(before(&mali));
        }
        let begun = mali.closures().into_iter().filter(|closure| closure.from == day);
        said.extend(begun.map(|closure| {
            let (from, until) = (mali::moment(closure.from, 0), mali::moment(closure.until, 0));
            regime(&closure.crossings, "closed", &from, Some(&until))
        }));
        said
    });
}

#[test]
fn routes_obey_reports_of_a_real_border_on_each_day() {
    let Some(mali) = mali::read() else { return };
    let mut world = World::of(&["dz-log"]);
    obeyed(&mali, &mut world, |day| {
        let mut said = Vec::new();
        if day == 0 {
            said.push(before(&mali));
        }
        for closure in mali.closures() {
            let told = |state| closure.crossings.iter().map(move |crossing| report(crossing, day, state));
            if (closure.from..closure.until).contains(&day) {
                said.extend(told("closed"));
            } else if closure.until == day {
                said.extend(told("open"));
            }
        }
        said
    });
}

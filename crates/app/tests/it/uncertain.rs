//! Stretches of which nobody knows: what they cost a way once the last report has faded, and reports on roads that
//! only a later network has.

use crate::mali;
use crate::world::{World, moment, operation_file};
use app::AsOf;
use app::operation::Operation;
use app::picture::Corridor;
use app::ways::{Driven, Land, Ways, Wish};
use model::Subject;
use roads::{Network, Season};
use routing::Shape;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PLACES: &str = "place,kind,lon,lat,name_en,name_fr,name_ar\na,town,0,20,,,\nb,town,0.3,20,,,\n";
/// An hour's drive.
const ROAD: &str = "segment,from,to,length_m,surface,speed_kmh\na--b,a,b,35000,gravel,35\n";

/// The rules of the built-in operation on one road.
fn operation() -> Operation {
    let mut parts = roads::import_csv(PLACES.as_bytes()).unwrap();
    parts.append(roads::import_csv(ROAD.as_bytes()).unwrap());
    Operation { network: Network::build(parts.parts).unwrap(), ..built_in() }
}

fn built_in() -> Operation {
    Operation::read(&operation_file).unwrap()
}

/// What a driver says of the road at noon of day 0, graded B2.
fn driver(state: &str) -> Value {
    json!({
        "officer": "dz-log/movement", "kind": "report_filed",
        "body": {"kind": "road_status", "about": [{"segment": "a--b"}], "state": state, "polarity": "positive",
            "modality": "asserted", "background": false, "time": {"from": mali::moment(0, 12), "to": null},
            "source": {"source": "driver", "class": "field_source", "origin": "driver"},
            "grade": {"reliability": "B", "credibility": "2"}},
    })
}

fn said(state: &str) -> World {
    let mut world = World::of(&["dz-log"]);
    world.at(&mali::moment(0, 12));
    world.say("dz-log", &[driver(state)]);
    world
}

fn at(world: &mut World, operation: &Operation, hours: i64) -> Corridor {
    let asked = moment(&mali::moment(0, 12)).plus_seconds(hours * 3600);
    world.clock.set(asked);
    world.node("dz-log").picture(operation, &AsOf::default()).unwrap()
}

fn way(operation: &Operation, corridor: &Corridor) -> Option<Driven> {
    let shape = Shape::new(routing::topology(&operation.network), &operation.network.order(), &mut |_| ()).unwrap();
    let wish = Wish {
        from: "a".parse().unwrap(),
        stops: vec!["b".parse().unwrap()],
        vehicle: None,
        season: Season::Always,
        mix: None,
        avoid_segments: BTreeSet::new(),
        avoid_places: BTreeSet::new(),
        depart: corridor.at,
    };
    let land = Land::of(operation, corridor, corridor.at);
    Ways::new(&land, &shape, &wish, 1).unwrap().best(false).unwrap().way
}

/// The table of docs/routes.md.
#[test]
fn a_road_once_open_costs_what_an_unknown_one_does_when_the_report_has_faded() {
    let (mut world, operation) = (said("open"), operation());
    let mut told = Vec::new();
    for hours in [0, 120, 320, 321, 1000] {
        let corridor = at(&mut world, &operation, hours);
        let state = &corridor.picture.segments[&"a--b".parse().unwrap()];
        let way = way(&operation, &corridor).unwrap();
        let (minutes, exposed) = (way.time.get() / 600, way.exposure.get() / 600);
        told.push((hours, state.passability, state.certainty_permille, minutes, exposed, way.loss));
    }
    use views::Passability::{Open, Unknown};
    assert_eq!(
        told,
        [
            (0, Open, 750, 60, 0, 0),
            (120, Open, 625, 60, 0, 0),
            (320, Open, 539, 60, 0, 0),
            (321, Unknown, 0, 60, 21, 6976),
            (1000, Unknown, 0, 60, 21, 6976),
        ]
    );
}

#[test]
fn a_closure_on_no_road_is_kept_and_bars_the_road_once_a_network_has_it() {
    let (mut world, without) = (said("closed"), built_in());
    let corridor = at(&mut world, &without, 1);
    let off: Vec<Subject> = corridor.on_no_network(&without).into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(off, [Subject::Segment("a--b".parse().unwrap())]);
    assert_eq!(corridor.views.findings, []);
    let with = operation();
    let corridor = at(&mut world, &with, 1);
    assert_eq!(corridor.on_no_network(&with), []);
    assert_eq!(way(&with, &corridor), None);
    let faded = at(&mut world, &with, 1000);
    assert!(way(&with, &faded).is_some());
}

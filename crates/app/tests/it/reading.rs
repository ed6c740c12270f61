//! Texts that were read, as the statements they become.

use crate::world::{World, moment};
use app::reading::{Decision, Document, read};
use model::{Body, Draft};
use reader::{Gazetteer, Lexicons};

/// What a party would sign of the first draft of a text.
fn filed(world: &mut World, text: &str) -> Draft {
    let document = Document { text, date: "2013-02-08".parse().unwrap(), outlet: None };
    let reading = read(&document, &Lexicons::shipped().unwrap(), &Gazetteer::shipped().unwrap()).unwrap();
    let node = world.node("dz-log");
    let zone = node.operation().unwrap().zone().unwrap();
    let officer = "dz-log/movement".parse().unwrap();
    let at = moment("2013-02-08T12:00:00Z");
    node.confirm(&document, &reading, &[Decision::default()], &officer, at, &zone).unwrap().remove(0)
}

#[test]
fn a_day_is_a_day_where_the_operation_is() {
    let mut world = World::of(&["dz-log"]);
    let draft = filed(&mut world, "أغلق الجيش طريق تيساليت يوم الجمعة.");
    let Body::ReportFiled(report) = &draft.body else { panic!("{draft:?}") };
    assert_eq!(report.time.from, Some(moment("2013-02-07T23:00:00Z")));
    assert_eq!(report.time.to, Some(moment("2013-02-08T23:00:00Z")));
}

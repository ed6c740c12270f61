//! Texts that were read, as the statements they become.

use crate::world::{World, moment};
use app::AsOf;
use app::reading::{Decision, Document, Edit, read};
use model::{Body, Draft, Subject};
use reader::{Gazetteer, Lexicons};
use std::collections::{BTreeMap, BTreeSet};
use units::Digest;

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

/// The road that both papers write about.
const AXIS: &str = "axis-in-khalil";

/// A party reads a text, confirms every draft as being about one axis, and signs.
fn confirmed(world: &mut World, party: &str, text: &str) -> Vec<Draft> {
    let document = Document { text, date: "2013-02-08".parse().unwrap(), outlet: None };
    let reading = read(&document, &Lexicons::shipped().unwrap(), &Gazetteer::shipped().unwrap()).unwrap();
    let road = |(draft, read): (usize, &reader::Draft)| {
        let edit = Edit { about: Some(vec![Subject::Axis(AXIS.parse().unwrap())]), ..Edit::default() };
        let is_road = read.kind == reader::ReportKind::RoadStatus && !read.background;
        is_road.then(|| Decision { draft, edit, ..Decision::default() })
    };
    let decisions: Vec<Decision> = reading.drafts.iter().enumerate().filter_map(road).collect();
    assert!(!decisions.is_empty(), "no road in: {text}");
    let node = world.node(party);
    let zone = node.operation().unwrap().zone().unwrap();
    let officer = format!("{party}/movement").parse().unwrap();
    let at = moment("2013-02-08T12:00:00Z");
    let drafts = node.confirm(&document, &reading, &decisions, &officer, at, &zone).unwrap();
    node.say(&drafts).unwrap();
    drafts
}

/// The origins that count for the axis, and how many statements stand behind others.
fn counting(world: &mut World, party: &str) -> (Vec<String>, usize) {
    world.at("2013-02-09T12:00:00Z");
    let node = world.node(party);
    let operation = node.operation().unwrap();
    let corridor = node.picture(&operation, &AsOf::default()).unwrap();
    let why = corridor.why(&operation, &Subject::Axis(AXIS.parse().unwrap()));
    let origins: BTreeMap<Digest, String> = node
        .said(&AsOf::default())
        .unwrap()
        .iter()
        .filter_map(|said| {
            let Body::ReportFiled(report) = &said.statement()?.body else { return None };
            Some((said.leaf, report.source.origin.to_string()))
        })
        .collect();
    let counted = why.parts.iter().filter(|part| part.counted).map(|part| origins[&part.by.leaf].clone()).collect();
    (counted, why.parts.iter().filter(|part| !part.counted).count())
}

/// Two papers, made up for this test, that had one dispatch on their desks.
const FIRST_PAPER: &str = "Kidal, vendredi. Des habitants ont affirmé que la route entre Kidal et Tessalit est coupée depuis mercredi par des hommes armés venus des collines de Boghassa avec trois véhicules.";
const SECOND_PAPER: &str = "Le Sahel du soir rapporte la nouvelle. La route entre Kidal et Tessalit est coupée depuis mercredi par des hommes armés venus des collines de Boghassa, selon des témoins.";
const THIRD_PAPER: &str = "Un chauffeur arrivé ce matin a déclaré que la route entre Kidal et Tessalit est coupée.";

fn origins(drafts: &[Draft]) -> BTreeSet<String> {
    let origin = |draft: &Draft| {
        let Body::ReportFiled(report) = &draft.body else { panic!("{draft:?}") };
        report.source.origin.to_string()
    };
    drafts.iter().map(origin).collect()
}

#[test]
fn two_papers_with_one_dispatch_count_once() {
    let mut world = World::of(&["dz-log"]);
    let first = origins(&confirmed(&mut world, "dz-log", FIRST_PAPER));
    assert_eq!(origins(&confirmed(&mut world, "dz-log", SECOND_PAPER)), first);
    let (counted, behind) = counting(&mut world, "dz-log");
    assert_eq!((counted.len(), behind), (1, 1));
    // A third voice is another origin, and corroborates.
    assert_ne!(origins(&confirmed(&mut world, "dz-log", THIRD_PAPER)), first);
    assert_eq!(counting(&mut world, "dz-log").0.len(), 2);
}

#[test]
fn what_a_partner_read_elsewhere_is_known_by_its_words() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let first = origins(&confirmed(&mut world, "dz-log", FIRST_PAPER));
    world.pass("dz-log", "dz-log", "ml-army");
    // The partner never saw the first paper, only the statement that cites it.
    let text = "Nos lecteurs confirment : la route entre Kidal et Tessalit est coupée depuis mercredi par des hommes armés venus des collines de Boghassa.";
    assert_eq!(origins(&confirmed(&mut world, "ml-army", text)), first);
}

#[test]
fn the_second_paper_of_2013_brings_no_second_voice() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reader"));
    let Ok(text) = std::fs::read_to_string(folder.join("report-ar-2013.txt")) else {
        eprintln!("skipped: ../shared/reader is not here");
        return;
    };
    let other = std::fs::read_to_string(folder.join("same-origin-ar-2013.json")).unwrap();
    let other: serde_json::Value = serde_json::from_str(&other).unwrap();
    let mut world = World::of(&["dz-log"]);
    let first = origins(&confirmed(&mut world, "dz-log", &text));
    assert_eq!(origins(&confirmed(&mut world, "dz-log", other["text"].as_str().unwrap())), first);
    let (counted, behind) = counting(&mut world, "dz-log");
    // Of one origin, passability and holder may each hear another report.
    let counted: BTreeSet<_> = counted.into_iter().collect();
    assert_eq!(counted.len(), 1, "{counted:?}");
    assert!(behind > 0);
}

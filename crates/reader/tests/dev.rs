//! The development set must not be read worse than it was: its figures have floors.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a test prints its figures")]

mod score;

use reader::{Gazetteer, Lexicons, Request, read};
use score::matching::matched;
use score::set::Report;
use score::tally::Tally;
use score::{first, set, table};
use std::collections::BTreeMap;
use std::path::Path;

const DEV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/dev");
const FRESH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/dev/fresh");
const HELD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/held");
const STRANGERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/strangers");
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reader/report-ar-2013.gold.json");

struct Rules {
    lexicons: Lexicons,
    gazetteer: Gazetteer,
}

impl Rules {
    fn shipped() -> Self {
        Self { lexicons: Lexicons::shipped().unwrap(), gazetteer: Gazetteer::shipped().unwrap() }
    }

    /// Adds one report to the figures and returns its mistakes in words.
    fn score(&self, report: &Report, tally: &mut Tally) -> String {
        let request = Request {
            text: report.text.as_bytes(),
            date: report.date,
            outlet: report.outlet.as_deref(),
            outlet_letter: None,
        };
        let reading = read(&request, &self.lexicons, &self.gazetteer).unwrap();
        let matched = matched(report, &reading);
        tally.add(&matched);
        table::mistakes(&matched)
    }
}

/// The figures that have floors, in tenths of a percent.
fn figures(tally: &Tally) -> BTreeMap<&'static str, usize> {
    BTreeMap::from([
        ("statements_precision", tally.statements().precision()),
        ("statements_recall", tally.statements().recall()),
        ("ways_precision", tally.ways().precision()),
        ("ways_recall", tally.ways().recall()),
        ("core_recall", tally.core.recall()),
        ("places_precision", tally.places.precision()),
        ("places_recall", tally.places.recall()),
        ("times_precision", tally.times.precision()),
        ("times_recall", tally.times.recall()),
        ("state", tally.state.recall()),
        ("source_class", tally.class.recall()),
        ("grade", tally.grade.recall()),
        ("modality", tally.modality.recall()),
        ("background", tally.background.recall()),
        ("negatives", tally.negatives.recall()),
    ])
}

/// Reads a set and holds its figures against the `floors.toml` beside it. Its mistakes are
/// shown where rules may be written from them.
fn is_read_no_worse_than_its_floors(folder: &str, show: bool) {
    let rules = Rules::shipped();
    let floors: BTreeMap<String, BTreeMap<String, usize>> =
        toml::from_str(&std::fs::read_to_string(format!("{folder}/floors.toml")).unwrap()).unwrap();
    let mut tallies: BTreeMap<&str, (Tally, String)> = BTreeMap::new();
    for report in set::load(Path::new(folder)).unwrap() {
        let (tally, mistakes) = tallies.entry(report.language.code()).or_default();
        let found = rules.score(&report, tally);
        mistakes.push_str(if show { &found } else { "" });
    }
    assert!(floors.keys().map(String::as_str).eq(tallies.keys().copied()), "{folder}: a language without floors");
    for (language, (tally, mistakes)) in &tallies {
        println!("{}", table::table(language, tally));
        let figures = figures(tally);
        for (name, floor) in floors.get(*language).into_iter().flatten() {
            let figure = figures.get(name.as_str()).unwrap_or_else(|| panic!("floors.toml: no figure `{name}`"));
            assert!(figure >= floor, "{language} {name}: {figure} is under its floor {floor}\n{mistakes}");
        }
    }
}

#[test]
fn the_development_set_is_read_no_worse_than_before() {
    is_read_no_worse_than_its_floors(DEV, true);
}

/// Texts whose annotation was finished before any rule had seen them: `dev/README.md` says which rules were then
/// written on.
#[test]
fn the_fresh_lots_are_read_no_worse_than_before() {
    is_read_no_worse_than_its_floors(FRESH, true);
}

#[test]
fn the_texts_kept_apart_are_read_no_worse_than_before() {
    is_read_no_worse_than_its_floors(HELD, false);
}

/// Written and annotated by hands that had seen no rule.
#[test]
fn texts_by_other_hands_are_read_no_worse_than_before() {
    is_read_no_worse_than_its_floors(STRANGERS, false);
}

#[test]
fn the_first_report_passes_through_the_same_scorer() {
    if !Path::new(FIRST).exists() {
        println!("skipped: ../shared is not beside the checkout");
        return;
    }
    let mut tally = Tally::default();
    let mistakes = Rules::shipped().score(&first::load(Path::new(FIRST)).unwrap(), &mut tally);
    assert_eq!((tally.core.right, tally.core.wanted), (13, 13), "{mistakes}");
    assert_eq!(tally.statements().given, tally.statements().right, "{mistakes}");
}

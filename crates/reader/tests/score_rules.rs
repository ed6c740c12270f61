//! The scorer itself: what it refuses to load, and how it pairs and counts.
#![allow(clippy::unwrap_used, dead_code, missing_docs, reason = "a test of a module that others use in full")]

mod score;

use reader::{Gazetteer, Lexicons, Reading, Request, read};
use score::matching::matched;
use score::set::{self, Report};
use score::tally::{Count, Tally};

const TEXT: &str = "The road between Kidal and Gao is cut. The road between Kidal and Gao is cut.\n\
                    Residents said that the road between Bourem and Timbuktu is open.\n";

const HEAD: &str = "date = \"2013-02-09\"\nmanner = \"sitrep\"\n";

/// A report whose annotation is `HEAD` and the given lines.
fn load(annotation: &str) -> Result<Report, String> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("en");
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("01.txt"), TEXT).unwrap();
    std::fs::write(place.join("01.toml"), format!("{HEAD}{annotation}")).unwrap();
    set::load(folder.path()).map(|mut reports| reports.remove(0)).map_err(|error| error.to_string())
}

fn statement(quote: &str, rest: &str) -> String {
    format!("[[statement]]\ntier = \"core\"\nkind = \"road_status\"\nquote = \"{quote}\"\n{rest}\n")
}

const CUT: &str = "source = \"narrator\"\ngrade = \"C3\"\nargs = { status = \"cut\", from = \"kidal\", to = \"gao\" }";

fn reading() -> Reading {
    let request =
        Request { text: TEXT.as_bytes(), date: "2013-02-09".parse().unwrap(), outlet: None, outlet_letter: None };
    read(&request, &Lexicons::shipped().unwrap(), &Gazetteer::shipped().unwrap()).unwrap()
}

fn tally(annotation: &str) -> Tally {
    let (report, reading) = (load(annotation).unwrap(), reading());
    let mut tally = Tally::default();
    tally.add(&matched(&report, &reading));
    tally
}

#[test]
fn an_annotation_that_cannot_be_checked_is_refused() {
    let cut = |quote: &str| statement(quote, CUT);
    let road = "The road between Kidal and Gao is cut";
    for (annotation, complaint) in [
        (cut("The road from Kidal"), "does not stand in the text"),
        (cut(road), "2 times: add `nth`"),
        (cut(road).replace("tier", "nth = 3\ntier"), "nth = 3, it stands there 2 times"),
        (cut("Residents said").replace("\"cut\"", "\"arrived\""), "is none of"),
        (cut("Residents said").replace("{ status", "{ stage"), "`road_status` has no `stage`"),
        (cut("Residents said").replace("C3", "A1"), "grade `A1`"),
        (cut("Residents said").replace("narrator", "newspaper"), "source `newspaper`"),
        (cut("Residents said").replace("from", "form"), "`form` is no argument"),
        (cut("Residents said") + "time = [\"\", \"2013-02-08\", \"day\"]\n", "begins on no day"),
        (cut("Residents said") + "tense = \"past\"\n", "unknown field"),
    ] {
        let said = load(&annotation).err().unwrap_or_default();
        assert!(said.contains(complaint), "{said}\nfor {annotation}");
        assert!(said.contains("01.toml"), "{said}");
    }
    assert!(load(&cut(road).replace("tier", "nth = 2\ntier")).is_ok());
}

#[test]
fn each_draft_answers_for_one_statement_and_optional_ones_do_not_count() {
    let road = "The road between Kidal and Gao is cut";
    let first = statement(road, CUT).replace("tier", "nth = 1\ntier");
    let open = CUT.replace("cut", "open").replace("narrator", "field_source");
    let open = statement("the road between Bourem and Timbuktu is open", &open);
    let missed = statement("Residents said", CUT);
    let all = reading().drafts.len();

    let one = tally(&first).statements();
    assert_eq!((one.right, one.wanted), (1, 1));
    let three = tally(&format!("{first}{open}{missed}")).statements();
    assert_eq!((three.right, three.wanted, three.given), (2, 3, all));
    // As optional, a found one leaves both sums, a missed one was never in them.
    let optional = format!("{first}{open}{missed}").replace("core", "optional");
    let none = tally(&optional).statements();
    assert_eq!((none.right, none.wanted, none.given), (0, 0, all - 2));
}

#[test]
fn what_is_asked_about_a_found_statement_is_counted_apart() {
    let wrong = CUT.replace("gao", "menaka").replace("C3", "C4") + "\ntime = [\"2013-02-08\", \"\", \"range\"]";
    let tally = tally(&statement("The road between Kidal and Gao is cut", &wrong).replace("tier", "nth = 1\ntier"));
    assert_eq!(tally.places, Count { right: 1, wanted: 2, given: 2 });
    assert_eq!(tally.times, Count { right: 0, wanted: 1, given: 0 });
    assert_eq!(tally.grade, Count { right: 0, wanted: 1, given: 1 });
    assert_eq!(tally.class, Count { right: 1, wanted: 1, given: 1 });
}

#[test]
fn a_negative_is_hit_by_a_false_alarm_of_its_kind_only() {
    let quote = "the road between Bourem and Timbuktu is open";
    let negative = |kind: &str| format!("[[negative]]\nquote = \"{quote}\"\nkind = \"{kind}\"\nwhy = \"test\"\n");
    let left_alone = |annotation: &str| tally(annotation).negatives.right;
    assert_eq!(left_alone(&negative("road_status")), 0);
    assert_eq!(left_alone(&negative("any")), 0);
    assert_eq!(left_alone(&negative("place")), 0);
    assert_eq!(left_alone(&negative("crossing_status")), 1);
    assert_eq!(left_alone(&negative("time")), 1);
    // Words that are a statement are no trap, whatever else is written of them.
    let open = statement(quote, &CUT.replace("cut", "open"));
    assert_eq!(left_alone(&format!("{open}{}", negative("road_status"))), 1);
}

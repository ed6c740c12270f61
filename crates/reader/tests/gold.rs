//! The first real report against its annotation, by the matching rule of the scheme:
//! same kind, same polarity, and half of the gold span (or of an `also_spans`) covered.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a test prints its scorecard")]

use reader::{Draft, Gazetteer, Lexicons, PlaceMention, Reading, Request, SourceClass, Span, read, same_origin};
use serde_json::Value;
use std::path::PathBuf;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reader");

struct Gold {
    text: String,
    gold: Value,
    same_origin: Value,
}

fn gold() -> Option<Gold> {
    let dir = PathBuf::from(SHARED);
    let open = |name: &str| std::fs::read_to_string(dir.join(name)).ok();
    let Some(text) = open("report-ar-2013.txt") else {
        println!("skipped: ../shared is not beside the checkout");
        return None;
    };
    let json = |name: &str| serde_json::from_str(&open(name).unwrap()).unwrap();
    Some(Gold { text, gold: json("report-ar-2013.gold.json"), same_origin: json("same-origin-ar-2013.json") })
}

fn reading(text: &str) -> Reading {
    let request = Request {
        text: text.as_bytes(),
        date: "2013-02-08".parse().unwrap(),
        outlet: Some("العرب اليوم"),
        outlet_letter: None,
    };
    read(&request, &Lexicons::shipped().unwrap(), &Gazetteer::shipped().unwrap()).unwrap()
}

fn range(span: &Value) -> (usize, usize) {
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    (at("start"), at("end"))
}

fn shared(span: &Span, (start, end): (usize, usize)) -> usize {
    span.end.min(end).saturating_sub(span.start.max(start))
}

fn matches(draft: &Draft, statement: &Value) -> bool {
    let spans = std::iter::once(&statement["span"]).chain(statement["also_spans"].as_array().into_iter().flatten());
    let covered = spans.map(range).any(|gold| shared(&draft.span, gold) * 2 >= gold.1 - gold.0);
    draft.kind.code() == statement["kind"] && draft.polarity.code() == statement["polarity"] && covered
}

#[derive(Default)]
struct Score {
    hit: usize,
    of: usize,
}

impl Score {
    fn add(&mut self, right: bool) {
        self.hit += usize::from(right);
        self.of += 1;
    }
}

#[test]
fn the_first_report_is_read_as_annotated() {
    let Some(Gold { text, gold, .. }) = gold() else { return };
    let reading = reading(&text);
    let statements = gold["statements"].as_array().unwrap();
    let (mut core, mut secondary, mut optional) = (Score::default(), Score::default(), Score::default());
    let (mut class, mut grade, mut day) = (Score::default(), Score::default(), Score::default());
    let mut wrong = Vec::new();
    for statement in statements {
        let found = reading.drafts.iter().find(|draft| matches(draft, statement));
        let tier = match statement["tier"].as_str().unwrap() {
            "core" => &mut core,
            "secondary" => &mut secondary,
            _ => &mut optional,
        };
        tier.add(found.is_some());
        let Some(draft) = found else {
            wrong.push(format!("{} missed", statement["id"]));
            continue;
        };
        let right_class = draft.source.class.code() == statement["attribution_class"];
        class.add(right_class);
        grade.add(draft.grade.to_string().as_str() == statement["grade"]);
        let time = &gold["times"][statement["time"].as_str().unwrap_or("")];
        let first = time["from"].as_str().or(time["value"].as_str());
        let right_day = match first {
            Some(from) => draft.time.from.is_some_and(|day| day.to_string() == from),
            None => draft.time.from.is_none(),
        };
        if statement["time"] != "t_after_french" {
            day.add(right_day);
        }
        if !right_class || !right_day || draft.grade.to_string().as_str() != statement["grade"] {
            let said = (draft.source.class, draft.grade.to_string(), draft.time.from);
            wrong.push(format!("{} read as {said:?}", statement["id"]));
        }
        let background = statement["background"].as_bool().unwrap_or(false);
        assert_eq!(draft.background, background, "{}", statement["id"]);
    }
    let spurious: Vec<_> =
        reading.drafts.iter().filter(|draft| !statements.iter().any(|gold| matches(draft, gold))).collect();
    for (name, score) in [
        ("core", &core),
        ("secondary", &secondary),
        ("optional", &optional),
        ("class", &class),
        ("grade", &grade),
        ("day", &day),
    ] {
        println!("{name:<10}{:>3} of {:>2}", score.hit, score.of);
    }
    println!("spurious  {:>3}\n{}", spurious.len(), wrong.join("\n"));
    assert_eq!((core.hit, core.of), (13, 13));
    assert_eq!((secondary.hit, secondary.of), (6, 6));
    assert_eq!(class.hit, class.of, "source classes");
    assert_eq!(grade.hit, grade.of, "grades");
    assert_eq!(day.hit, day.of, "days");
    assert!(spurious.is_empty(), "{spurious:#?}");
}

#[test]
fn no_negative_span_is_read_as_what_it_must_not_be() {
    let Some(Gold { text, gold, .. }) = gold() else { return };
    let reading = reading(&text);
    for negative in gold["negatives"].as_array().unwrap() {
        let span = range(&negative["span"]);
        let drafts = || reading.drafts.iter().filter(|draft| shared(&draft.span, span) * 2 >= span.1 - span.0);
        let place = |key: &str| reading.places.iter().any(|place| within(place, span) && place.place.as_str() == key);
        let must_not = negative["must_not"].as_str().unwrap();
        let bad = match must_not {
            "road_status / road mention" => drafts().any(|d| d.kind.code() == "road_status"),
            "border control status" => {
                drafts().any(|d| matches!(d.kind.code(), "crossing_status" | "road_status" | "town_control"))
            }
            "time expression 'today'" => {
                reading.drafts.iter().any(|d| d.time.span.is_some_and(|time| shared(&time, span) > 0))
            }
            "'financial' reading" => !drafts().any(|d| format!("{:?}", d.args).contains("countries: [ml")),
            "current town control by rebels" => drafts().any(|d| d.kind.code() == "town_control" && !d.background),
            "place mention 'Algiers'" => place("algiers") || place("dz"),
            "place mention / place argument" => reading.places.iter().any(|place| within(place, span)),
            "force_movement 'returned'" => drafts().any(|d| d.kind.code() == "force_movement"),
            other => panic!("a negative this test does not know: {other}"),
        };
        assert!(!bad, "{must_not}: {}", negative["span"]["text"]);
    }
}

fn within(place: &PlaceMention, span: (usize, usize)) -> bool {
    span.0 <= place.span.start && place.span.end <= span.1
}

#[test]
fn places_of_the_first_report_are_found() {
    let Some(Gold { text, gold, .. }) = gold() else { return };
    let reading = reading(&text);
    let keys = [
        ("p_dz", "dz"),
        ("p_ml", "ml"),
        ("p_brussels", "brussels"),
        ("p_tinz", "tinzaouaten"),
        ("p_timi", "timiaouine"),
    ];
    for (gold_key, key) in keys {
        for span in gold["places"][gold_key]["spans"].as_array().unwrap() {
            let span = range(span);
            let found = reading.places.iter().any(|place| shared(&place.span, span) > 0 && place.place.as_str() == key);
            // The country inside "the border with Mali" is the border's, not a place of its own.
            let in_border = reading.drafts.iter().flat_map(|draft| &draft.args).any(|arg| shared(&arg.span, span) > 0);
            assert!(found || in_border, "{gold_key} at {span:?}");
        }
    }
}

#[test]
fn two_reports_of_one_article_have_one_origin() {
    let Some(Gold { text, same_origin: other, .. }) = gold() else { return };
    let run = same_origin(&text, other["text"].as_str().unwrap());
    assert!(run.same_origin(), "{run:?}");
    // That file folds less (hamza seats stay), so the runs are compared by length.
    let longest = other["overlap_with_report"]["longest_common_runs"][0].as_str().unwrap();
    assert_eq!(run.words.len(), longest.split(' ').count());
    assert!(run.shingles_shared >= 36, "{run:?}");
    // Its own voice asserts what the report gives to "security reports".
    let request = Request {
        text: other["text"].as_str().unwrap().as_bytes(),
        date: "2013-02-08".parse().unwrap(),
        outlet: None,
        outlet_letter: None,
    };
    let reading = read(&request, &Lexicons::shipped().unwrap(), &Gazetteer::shipped().unwrap()).unwrap();
    for draft in &reading.drafts {
        println!(
            "{} {:?} {} {} «{}»",
            draft.kind,
            draft.state,
            draft.source.class,
            draft.grade,
            draft.span.of(other["text"].as_str().unwrap())
        );
    }
    let first = reading.drafts.first().unwrap();
    assert_eq!((first.kind.code(), first.source.class), ("road_status", SourceClass::Narrator));
}

//! Pictures one statement later, what a withdrawal changes, and what changed between two moments.

use super::build::*;
use super::corridor::{filed, parameters, report, with};
use crate::{AxisMap, Fusion, Part, Passability, Picture, Views, changes, order};
use model::*;
use proptest::prelude::*;
use units::{AxisId, SegmentId};

/// Two axes that share a segment.
fn axes() -> AxisMap {
    let along = |names: &[&str]| names.iter().map(|name| id::<SegmentId>(name)).collect::<Vec<_>>();
    let map = [("N4", along(&["s1", "s2", "s3"])), ("N6", along(&["s3", "s4"])), ("N8", along(&["s5"]))];
    AxisMap::new(map.into_iter().map(|(axis, segments)| (id::<AxisId>(axis), segments)).collect())
}

fn picture(views: &Views, hours: i64) -> Picture {
    Fusion { corridor: &views.corridor, axes: &axes(), parameters: &parameters(), at: hour(hours) }.picture()
}

/// What is said next: subject, origin, grade, state, hour, and whether it takes an earlier report back.
type Next = (usize, usize, usize, usize, i64, u8);

fn told(next: &[Next]) -> Story {
    const SUBJECTS: [&str; 6] = ["N4", "N6", "s1", "s3", "off", "town"];
    const GRADES: [&str; 4] = ["A1", "B2", "C3", "F6"];
    let mut story = Story::default();
    let Body::PartyDeclared(mut declared) = party("giver", PartyRole::Donor) else { unreachable!() };
    declared.officers[0].role = OfficerRole::Movement;
    story.say("giver", Body::PartyDeclared(declared));
    let mut reports: Vec<Reference> = Vec::new();
    for (subject, origin, grade, state, hours, what) in next {
        let name = SUBJECTS[*subject];
        let about = match *subject {
            0 | 1 => Subject::Axis(id(name)),
            5 => Subject::Place(id(name)),
            _ => Subject::Segment(id(name)),
        };
        let earlier = reports.get(*origin).cloned();
        story.at(*hours);
        match (what, earlier) {
            (0, Some(report)) => {
                story.say("giver", Body::ReportRetracted(ReportRetracted { report, reason: text("wrong") }));
            }
            (1, _) => {
                let window = units::Interval { from: None, to: Some(hour(hours + 20)) };
                let (state, reason) = (Some(OverrideState::ALL[*state % 4]), text("seen"));
                let holder = (origin % 2 == 0).then(|| text("somebody"));
                let word = StateOverridden { about: vec![about], state, window, reason, holder };
                story.say("giver", Body::StateOverridden(word));
            }
            _ => {
                let mut said = report(&format!("o{origin}"), GRADES[*grade], RoadState::ALL[*state], *hours);
                // Sources of few names, so that reports regrade them.
                said.source.source = id(&format!("source{}", origin % 2));
                said.about = vec![about];
                reports.push(story.say("giver", Body::ReportFiled(said)));
            }
        }
    }
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// The picture is the same whether it was made anew or brought up to date, statement by statement.
    #[test]
    fn a_picture_brought_up_to_date_is_the_picture_made_anew(
        next in proptest::collection::vec((0..6_usize, 0..5_usize, 0..4_usize, 0..12_usize, 0..100_i64, 0..8_u8), 1..25),
    ) {
        let (axes, parameters, at) = (axes(), parameters(), hour(60));
        let mut views = Views::default();
        let mut kept = Picture::default();
        for said in order(told(&next).said) {
            views.apply(&said);
            let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at };
            let crate::Content::Known(statement) = &said.content else { unreachable!() };
            let leaf = if let Body::ReportRetracted(body) = &statement.body { body.report.leaf } else { said.leaf };
            fusion.refresh(&mut kept, &leaf);
            prop_assert_eq!(&kept, &fusion.picture());
        }
    }

    /// Leaving a report out is the same as never having had it.
    #[test]
    fn without_a_report_is_as_if_it_had_never_been_filed(
        next in proptest::collection::vec((2..4_usize, 0..5_usize, 0..4_usize, 0..12_usize, 0..100_i64, 2..8_u8), 1..12),
    ) {
        let story = told(&next);
        let (axes, parameters, views) = (axes(), parameters(), story.views());
        let subject = Subject::Segment(id("s1"));
        let fusion = |views: &Views| {
            let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at: hour(100) };
            fusion.why(&subject)
        };
        for part in fusion(&views).parts {
            let mut fewer = story.said.clone();
            fewer.retain(|said| said.leaf != part.by.leaf);
            prop_assert_eq!(crate::Brief::of(&fusion(&Views::fold(&order(fewer))).state), part.without);
        }
    }
}

/// Of two reports of one source at one time the later in the order gives its letter: it counts, or it stands behind the other.
#[test]
fn a_report_behind_another_of_its_origin_may_give_the_letter() {
    let next = [(2, 0, 0, 0, 0, 2), (2, 1, 2, 0, 61, 2), (2, 0, 0, 0, 0, 2), (2, 2, 0, 0, 0, 2), (2, 1, 0, 0, 61, 2)];
    let story = told(&next);
    let (axes, parameters, views) = (axes(), parameters(), story.views());
    let why = |views: &Views| {
        let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at: hour(100) };
        fusion.why(&Subject::Segment(id("s1")))
    };
    for part in why(&views).parts {
        let fewer: Vec<_> = story.said.iter().filter(|said| said.leaf != part.by.leaf).cloned().collect();
        assert_eq!(crate::Brief::of(&why(&Views::fold(&order(fewer))).state), part.without, "{}", part.counted);
    }
}

#[test]
fn why_says_what_each_withdrawal_would_change() {
    let reports = [
        report("prefect", "B2", RoadState::Open, 0),
        report("driver", "C3", RoadState::Cut, 1),
        report("driver", "D2", RoadState::Cut, 2),
    ];
    let (views, axes, parameters) = (filed(&reports).views(), AxisMap::default(), parameters());
    let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at: hour(2) };
    let why = fusion.why(&Subject::Segment(id("s1")));
    let brief = |part: &Part| {
        let without = &part.without;
        format!(
            "{} {} {} {}",
            part.weight_permille,
            part.counted,
            without.passability.code(),
            without.certainty_permille
        )
    };
    let rows: Vec<String> = why.parts.iter().map(brief).collect();
    insta::assert_snapshot!(rows.join("\n"), @"
    756 true closed 447
    405 true open 569
    0 false open 624
    ");
    assert_eq!(fusion.why(&Subject::Place(id("nowhere"))).parts, []);
}

#[test]
fn segments_that_only_their_axis_was_spoken_of_share_its_state() {
    let about = vec![Subject::Axis(id("N4"))];
    let views = filed(&[ReportFiled { about, ..report("x", "B2", RoadState::Open, 0) }]).views();
    let picture = picture(&views, 0);
    let states = ["s1", "s2"].map(|segment| &picture.segments[&id::<SegmentId>(segment)]);
    assert!(std::sync::Arc::ptr_eq(states[0], states[1]));
    assert_eq!(states[0].passability, Passability::Open);
}

#[test]
fn changes_name_the_statements_behind_them() {
    let hazard = with(report("b", "B2", RoadState::Open, 50), &[("hazard", "mines")]);
    let story = filed(&[report("a", "B2", RoadState::Open, 0), hazard]);
    let views = story.views();
    let (before, after) = (picture(&views, 40), picture(&views, 50));
    let changed = changes(&before, &after, 100);
    assert_eq!(changed.len(), 1);
    assert_eq!(
        (&changed[0].subject, &changed[0].by[..]),
        (&Subject::Segment(id("s1")), &[story.said[1].reference()][..])
    );
    assert_eq!(changed[0].after.hazards, [RoadHazard::Mines].into());
    assert_eq!(changes(&after, &picture(&views, 51), 100), [], "an hour changes little");
    let faded = changes(&after, &picture(&views, 500), 100);
    assert!(faded[0].after.passability == Passability::Unknown, "time alone changes something too: {faded:?}");
    assert_eq!(changes(&Picture::default(), &before, 100)[0].before, crate::Brief::unknown());
}

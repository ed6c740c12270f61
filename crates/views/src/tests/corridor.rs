//! Reports, and the state that they come to.

use super::build::*;
use crate::{Corridor, Passability, State, fuse, picture};
use model::*;
use std::collections::BTreeMap;
use units::{AxisId, Interval, SegmentId};

/// An asserted report on segment s1 of its own origin, graded as `B2`, so at that hour.
fn report(origin: &str, grade: &str, state: RoadState, hours: i64) -> ReportFiled {
    let (reliability, credibility) = grade.split_at(1);
    ReportFiled {
        kind: ReportKind::RoadStatus,
        about: vec![Subject::Segment(id("s1"))],
        state: Some(state),
        actor: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        background: false,
        source: ReportSource { source: id("desk"), class: SourceClass::FieldSource, origin: id(origin) },
        suggested: None,
        grade: Grade { reliability: id(reliability), credibility: id(credibility) },
        time: Interval { from: Some(hour(hours)), to: None },
        excerpt: None,
        arguments: Vec::new(),
    }
}

fn filed(reports: &[ReportFiled]) -> Story {
    let mut story = Story::default();
    story.at(1000);
    for report in reports {
        story.say("giver", Body::ReportFiled(report.clone()));
    }
    story
}

fn state_of(corridor: &Corridor, hours: i64) -> State {
    let picture = picture(corridor, hour(hours), &BTreeMap::new());
    picture.segments.get(&id::<SegmentId>("s1")).cloned().unwrap_or_else(|| fuse(&[], hour(hours)))
}

fn state(reports: &[ReportFiled], hours: i64) -> State {
    state_of(&filed(reports).views().corridor, hours)
}

/// What the page shows of a state: passability, certainty, weights that count.
fn brief(state: &State) -> (Passability, u16, Vec<u32>) {
    let counted = state.evidence.iter().filter(|one| one.counted).map(|one| one.weight);
    (state.passability, state.certainty_permille, counted.collect())
}

/// The example of `docs/corridor.md`, number by number.
#[test]
fn the_example_of_the_page() {
    let prefect = report("prefect", "B2", RoadState::Open, 0);
    let rumour = ReportFiled { modality: Modality::Hedged, ..report("rumour", "F6", RoadState::Closed, 0) };
    let driver = report("driver", "C3", RoadState::Cut, 72);
    let newspaper = report("driver", "D2", RoadState::Cut, 84);
    let again = report("driver", "C3", RoadState::Cut, 96);
    let all = [prefect, rumour, driver, newspaper, again];
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/corridor.md")).unwrap();
    let rows = [
        (0, Passability::Open, 864, vec![64_000, 10_000]),
        (72, Passability::Contested, 623, vec![36_000, 24_000, 3_750]),
        (96, Passability::Closed, 706, vec![36_000, 16_000, 2_500]),
        (480, Passability::Unknown, 0, vec![140, 62, 9]),
    ];
    for (hours, passability, certainty, weights) in rows {
        let state = state(&all, hours);
        assert_eq!(brief(&state), (passability, certainty, weights.clone()), "hour {hours}");
        let spaced = |weight: u32| match weight / 1000 {
            0 => weight.to_string(),
            thousands => format!("{thousands} {:03}", weight % 1000),
        };
        let weights: Vec<String> = weights.into_iter().map(spaced).collect();
        let row = format!("| {hours} | {} | {} | {certainty} |", weights.join(", "), passability.code());
        assert!(page.contains(&row), "docs/corridor.md has no row\n{row}");
    }
}

/// Every weight, for a fresh asserted report; F is above E, and 6 above 4 and 5.
#[test]
fn weights_of_grades_and_firmness() {
    let weight = |report: ReportFiled| state(&[report], 0).evidence[0].weight;
    let graded = |grade: &str| weight(report("x", grade, RoadState::Open, 0));
    let reliability = ["A1", "B1", "C1", "D1", "E1", "F1"].map(graded);
    assert_eq!(reliability, [100_000, 80_000, 60_000, 40_000, 10_000, 50_000]);
    let credibility = ["A1", "A2", "A3", "A4", "A5", "A6"].map(graded);
    assert_eq!(credibility, [100_000, 80_000, 60_000, 30_000, 10_000, 40_000]);
    let firm = |modality| weight(ReportFiled { modality, ..report("x", "A1", RoadState::Open, 0) });
    assert_eq!([Modality::Asserted, Modality::Hedged, Modality::Possible].map(firm), [100_000, 50_000, 25_000]);
}

#[test]
fn a_weight_halves_every_two_days_in_straight_lines_and_never_grows() {
    let reports = [report("x", "A1", RoadState::Open, 0)];
    let corridor = filed(&reports).views().corridor;
    let weight = |hours| state_of(&corridor, hours).evidence[0].weight;
    assert_eq!([0, 24, 48, 72, 96, 144].map(weight), [100_000, 75_000, 50_000, 37_500, 25_000, 12_500]);
    assert!((0..2000).all(|hours| weight(hours + 1) <= weight(hours)));
    assert_eq!(weight(1_000_000), 0);
}

#[test]
fn an_origin_counts_once_however_often_it_is_told() {
    let told = |reports: &[ReportFiled]| brief(&state(reports, 10));
    let open = report("prefect", "A1", RoadState::Open, 10);
    // Three papers quote one driver: his weight is that of the newest quotation.
    let papers = [8, 9, 10].map(|hours| report("driver", "C3", RoadState::Cut, hours));
    assert_eq!(
        told(&[&papers[..], std::slice::from_ref(&open)].concat()),
        (Passability::Open, 735, vec![100_000, 36_000])
    );
    // Of equally new ones the heaviest.
    let same = [report("driver", "D3", RoadState::Open, 10), report("driver", "C3", RoadState::Cut, 10)];
    assert_eq!(told(&same), (Passability::Closed, 1000, vec![36_000]));
    // Three drivers are three origins.
    let drivers = ["a", "b", "c"].map(|origin| report(origin, "C3", RoadState::Cut, 10));
    assert_eq!(told(&[&drivers[..], &[open]].concat()).0, Passability::Contested);
    // One report that names the segment, and its axis, and the segment again is one report.
    let about = vec![Subject::Segment(id("s1")), Subject::Axis(id("N4")), Subject::Segment(id("s1"))];
    let story = filed(&[ReportFiled { about, ..report("driver", "C3", RoadState::Cut, 10) }]);
    let axes = BTreeMap::from([(id::<AxisId>("N4"), vec![id::<SegmentId>("s1")])]);
    let picture = picture(&story.views().corridor, hour(10), &axes);
    assert_eq!(brief(&picture.segments[&id("s1")]), (Passability::Closed, 1000, vec![36_000]));
    assert_eq!(brief(&picture.axes[&id("N4")]), (Passability::Closed, 1000, vec![36_000]));
}

#[test]
fn what_leads_and_what_does_not() {
    let says = |reports: &[ReportFiled], hours| state(reports, hours).passability;
    let open = report("prefect", "B2", RoadState::Open, 0);
    let closed = report("driver", "C3", RoadState::Closed, 96);
    assert_eq!(says(&[open.clone(), closed.clone()], 95), Passability::Open, "what comes later does not count yet");
    assert_eq!(says(&[open.clone(), closed], 96), Passability::Closed, "a later closure overtakes an older opening");
    let rumour = ReportFiled { modality: Modality::Hedged, ..report("rumour", "F6", RoadState::Closed, 0) };
    assert_eq!(says(&[open.clone(), rumour], 0), Passability::Open, "a hedged rumour does not close a road");
    let equal = [report("a", "B2", RoadState::Open, 0), report("b", "B2", RoadState::Closed, 0)];
    let state = state(&equal, 0);
    assert!(state.conflicting && state.passability == Passability::Contested && state.certainty_permille == 500);
    let planned = [Modality::Planned, Modality::Expected].map(|modality| ReportFiled { modality, ..open.clone() });
    let background = ReportFiled { background: true, ..open.clone() };
    let other_kind = ReportFiled { kind: ReportKind::Shortage, ..open.clone() };
    let stateless = ReportFiled { state: None, ..open };
    for silent in planned.into_iter().chain([background, other_kind, stateless]) {
        assert_eq!(says(std::slice::from_ref(&silent), 0), Passability::Unknown, "{silent:?}");
    }
    assert_eq!(says(&[], 0), Passability::Unknown);
}

#[test]
fn each_state_and_its_denial() {
    let side = |state, polarity| self::state(&[ReportFiled { polarity, ..report("x", "A1", state, 0) }], 0).passability;
    let rows: Vec<String> = RoadState::ALL
        .iter()
        .map(|state| {
            let (said, denied) = (side(*state, Polarity::Positive), side(*state, Polarity::Denied));
            format!("{:<11} {:<11} {}", state.code(), said.code(), denied.code())
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @"
    open        open        closed
    restricted  restricted  open
    closed      closed      open
    cut         closed      open
    passable    open        closed
    impassable  closed      open
    held        open        contested
    regained    open        contested
    taken       contested   open
    lost        contested   open
    contested   contested   open
    threatened  contested   open
    ");
}

#[test]
fn a_report_speaks_of_its_own_time() {
    let of = |from: Option<i64>, to: Option<i64>| {
        let time = Interval { from: from.map(hour), to: to.map(hour) };
        filed(&[ReportFiled { time, ..report("x", "A1", RoadState::Closed, 0) }])
    };
    // Filed at hour 1000.
    let last = |story: Story, hours| state_of(&story.views().corridor, hours).last;
    assert_eq!(last(of(None, None), 1000), Some(hour(1000)), "no time given: when it was filed");
    assert_eq!(last(of(None, None), 999), None);
    assert_eq!(last(of(Some(900), Some(924)), 1000), Some(hour(924)), "the end of its time");
    assert_eq!(last(of(Some(900), Some(2000)), 1000), Some(hour(1000)), "nobody knows the future when filing");
    assert_eq!(last(of(Some(1500), None), 1400), None, "announced, not yet so");
    assert_eq!(last(of(Some(1500), Some(1600)), 1500), Some(hour(1500)));
}

#[test]
fn a_retracted_report_counts_no_more_and_only_its_author_retracts() {
    let mut story = filed(&[report("x", "A1", RoadState::Closed, 0)]);
    let cited = story.said[0].reference();
    let retract = |report| Body::ReportRetracted(ReportRetracted { report, reason: text("wrong road") });
    story.say("receiver", retract(cited.clone()));
    assert_eq!(state_of(&story.views().corridor, 0).passability, Passability::Closed);
    story.say("giver", retract(cited.clone()));
    assert_eq!(state_of(&story.views().corridor, 0).passability, Passability::Unknown);
    story.say("giver", retract(Reference { leaf: digest(99), ..cited }));
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "1: WrongParty { party: receiver, expected: giver }",
        "3: UnknownReference { index: 0 }",
    ]
    "#);
}

#[test]
fn who_holds_is_said_by_the_heaviest_that_says_it() {
    let by = |actor: &str, grade, state, polarity| {
        let actor = Some(text(actor));
        ReportFiled { kind: ReportKind::TownControl, actor, polarity, ..report(grade, grade, state, 0) }
    };
    let held = [
        by("army", "C3", RoadState::Held, Polarity::Positive),
        by("front", "B2", RoadState::Regained, Polarity::Denied),
        by("militia", "D3", RoadState::Taken, Polarity::Positive),
    ];
    assert_eq!(state(&held, 0).holder, Some(text("army")));
}

/// Sums of thousands of the heaviest reports: no overflow, and every share in thousandths.
#[test]
fn thousands_of_reports_do_not_overflow() {
    let reports: Vec<ReportFiled> = (0..50_000)
        .map(|n| report(&format!("o{n}"), "A1", if n % 5 == 0 { RoadState::Closed } else { RoadState::Open }, 0))
        .collect();
    let mut story = Story::default();
    story.say("giver", Body::ReportFiled(reports[0].clone()));
    let filed: Vec<crate::Filed> = reports
        .into_iter()
        .enumerate()
        .map(|(n, report)| crate::Filed {
            by: Reference { leaf: digest(n as u64), ..story.said[0].reference() },
            party: id("giver"),
            stated: hour(0),
            report,
            retracted: false,
        })
        .collect();
    let state = fuse(&filed.iter().collect::<Vec<_>>(), hour(0));
    assert_eq!((state.passability, state.certainty_permille), (Passability::Open, 800));
}

fn decree(status: RegimeStatus, exceptions: &[&str], from: Option<i64>, to: Option<i64>) -> Body {
    Body::RegimeSet(RegimeSet {
        crossings: vec![id("crossing"), id("crossing")],
        status,
        exceptions: exceptions.iter().map(|name| id(name)).collect(),
        hours: None,
        vehicles_per_hour: None,
        window: Interval { from: from.map(hour), to: to.map(hour) },
        reason: text("decree"),
    })
}

#[test]
fn the_decree_decided_last_applies_while_its_window_holds() {
    let mut story = Story::default();
    story.at(10).say("giver", decree(RegimeStatus::Closed, &["A"], None, None));
    story.at(20).say("giver", decree(RegimeStatus::Open, &[], Some(50), Some(60)));
    let regime = |story: &Story, hours| story.views().corridor.regime(&id("crossing"), hour(hours));
    let status = |story: &Story, hours| regime(story, hours).map(|regime| regime.set.status);
    assert_eq!(status(&story, 9), None, "nothing was decreed yet");
    assert_eq!(status(&story, 10), Some(RegimeStatus::Closed));
    assert_eq!(status(&story, 49), Some(RegimeStatus::Closed));
    assert_eq!(status(&story, 50), Some(RegimeStatus::Open));
    assert_eq!(status(&story, 60), Some(RegimeStatus::Closed), "the window is over, the earlier decree holds on");
    // A later decision overtakes an opening that was set for a later day.
    story.at(40).say("giver", decree(RegimeStatus::Closed, &[], None, None));
    assert_eq!(status(&story, 55), Some(RegimeStatus::Closed));

    let closed = regime(&story, 10).unwrap();
    assert!(closed.admits(&id("A")) && !closed.admits(&id("B")), "only deliveries under the agreement may pass");
    assert!(!regime(&story, 55).unwrap().admits(&id("A")));
    assert_eq!(
        regime(&story, 10),
        picture(&story.views().corridor, hour(10), &BTreeMap::new()).regimes.remove(&id("crossing"))
    );
    assert_eq!(story.views().corridor.regime(&id("elsewhere"), hour(10)), None);
}

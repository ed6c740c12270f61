//! Reports, and the state that they come to.

use super::build::*;
use crate::{AxisMap, Corridor, FUSION_STANDARD, Fusion, FusionParameters, Passability, Picture, State};
use model::*;
use std::collections::BTreeMap;
use units::{AxisId, Interval, SegmentId};

pub(super) fn parameters() -> FusionParameters {
    toml::from_str(FUSION_STANDARD).unwrap()
}

/// An asserted report on segment s1 of its own source and origin, graded as `B2`, so at that hour.
pub(super) fn report(origin: &str, grade: &str, state: RoadState, hours: i64) -> ReportFiled {
    let (reliability, credibility) = grade.split_at(1);
    ReportFiled {
        kind: ReportKind::RoadStatus,
        about: vec![Subject::Segment(id("s1"))],
        state: Some(state),
        actor: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        background: false,
        source: ReportSource {
            source: id(&format!("{origin}-{reliability}")),
            class: SourceClass::FieldSource,
            origin: id(origin),
        },
        suggested: None,
        grade: Grade { reliability: id(reliability), credibility: id(credibility) },
        time: Interval { from: Some(hour(hours)), to: None },
        excerpt: None,
        arguments: Vec::new(),
    }
}

pub(super) fn with(report: ReportFiled, arguments: &[(&str, &str)]) -> ReportFiled {
    let argument = |(name, value): &(&str, &str)| Argument { name: text(name), value: text(value) };
    ReportFiled { arguments: arguments.iter().map(argument).collect(), ..report }
}

pub(super) fn filed(reports: &[ReportFiled]) -> Story {
    let mut story = Story::default();
    story.at(1000);
    for report in reports {
        story.say("giver", Body::ReportFiled(report.clone()));
    }
    story
}

pub(super) fn picture(corridor: &Corridor, hours: i64) -> Picture {
    picture_on(corridor, hours, &AxisMap::default())
}

pub(super) fn picture_on(corridor: &Corridor, hours: i64, axes: &AxisMap) -> Picture {
    Fusion { corridor, axes, parameters: &parameters(), at: hour(hours) }.picture()
}

pub(super) fn state_of(corridor: &Corridor, hours: i64) -> State {
    let (axes, parameters) = (AxisMap::default(), parameters());
    let fusion = Fusion { corridor, axes: &axes, parameters: &parameters, at: hour(hours) };
    fusion.state(&Subject::Segment(id("s1")))
}

pub(super) fn state(reports: &[ReportFiled], hours: i64) -> State {
    state_of(&filed(reports).views().corridor, hours)
}

/// What the page shows of a state: passability, certainty, weights that count.
fn brief(state: &State) -> (Passability, u16, Vec<u16>) {
    let counted = state.evidence.iter().filter(|one| one.counted).map(|one| one.weight_permille);
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
    let soldier = report("soldier", "B2", RoadState::Closed, 100);
    let all = [prefect, rumour, driver, newspaper, again, soldier];
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/corridor.md")).unwrap();
    let mut rows = String::new();
    for hours in [0, 71, 72, 96, 100, 340, 480] {
        let state = state(&all, hours);
        let weights: Vec<String> = brief(&state).2.iter().map(u16::to_string).collect();
        let belief = state.belief.permille.map(|share| share.to_string()).join(" / ");
        let word = state.passability.code();
        let word = if state.conflicting { format!("{word}, disagreed") } else { word.to_owned() };
        let certainty = state.certainty_permille;
        rows += &format!("| {hours} | {} | {belief} | {word} | {certainty} |\n", weights.join(", "));
    }
    assert!(page.contains(&rows), "docs/corridor.md has not the rows\n{rows}");
}

/// The chance that a report is informed, for each grade and firmness; F is above E, and 6 above 4 and 5.
#[test]
fn weights_of_grades_and_firmness() {
    let weight = |report: ReportFiled| state(&[report], 0).evidence[0].weight_permille;
    let graded = |grade: &str| weight(report("x", grade, RoadState::Open, 0));
    assert_eq!(["A1", "B1", "C1", "D1", "E1", "F1"].map(graded), [931, 833, 686, 441, 147, 490]);
    assert_eq!(["A1", "A2", "A3", "A4", "A5", "A6"].map(graded), [931, 855, 713, 380, 143, 475]);
    let firm = |modality| weight(ReportFiled { modality, ..report("x", "A1", RoadState::Open, 0) });
    assert_eq!([Modality::Asserted, Modality::Hedged, Modality::Possible].map(firm), [931, 559, 326]);
}

/// One report alone is believed with its weight, and for the rest the prior stands: never 1000.
#[test]
fn one_report_is_never_certainty_and_fades_to_unknown() {
    let reports = [report("x", "A1", RoadState::Closed, 0)];
    let corridor = filed(&reports).views().corridor;
    let at = |hours| (state_of(&corridor, hours).passability, state_of(&corridor, hours).certainty_permille);
    assert_eq!(at(0), (Passability::Closed, 941), "0.931 + 0.069 x 0.15");
    assert_eq!(at(120), (Passability::Closed, 546));
    assert_eq!(at(240), (Passability::Closed, 348), "less likely than not, but nobody says open");
    assert_eq!(at(356), (Passability::Unknown, 0), "less than 0.12 of the news is left");
    let news = |hours| state_of(&corridor, hours).belief.news_permille;
    assert!((0..2000).all(|hours| news(hours + 1) <= news(hours)));
    assert_eq!(state_of(&corridor, 100_000).belief.permille, [500, 150, 200, 150], "back at the prior");
}

#[test]
fn an_origin_counts_once_however_often_it_is_told() {
    let told = |reports: &[ReportFiled]| brief(&state(reports, 10));
    // Three papers quote one driver: his weight is that of the newest quotation.
    let papers = [8, 9, 10].map(|hours| report("driver", "C3", RoadState::Cut, hours));
    assert_eq!(told(&papers), told(&papers[2..]));
    // Of equally new ones the best graded.
    let same = [report("driver", "D3", RoadState::Open, 10), report("driver", "C3", RoadState::Cut, 10)];
    assert_eq!(told(&same), told(&same[1..]));
    // Of equally graded ones the one that bars most, however the statements happen to hash.
    for hours in 0..8 {
        let both = [RoadState::Open, RoadState::Cut].map(|state| report("driver", "C3", state, hours));
        assert_eq!(brief(&state(&both, 10)), brief(&state(&both[1..], 10)), "{hours}");
    }
    // Three drivers are three origins, and corroborate.
    let drivers = ["a", "b", "c"].map(|origin| report(origin, "C3", RoadState::Cut, 10));
    assert!(told(&drivers).1 > 930 && told(&drivers[..1]).1 < 600, "{:?}", told(&drivers));
    // One report that names the segment, and its axis, and the segment again is one report.
    let about = vec![Subject::Segment(id("s1")), Subject::Axis(id("N4")), Subject::Segment(id("s1"))];
    let story = filed(&[ReportFiled { about, ..report("driver", "C3", RoadState::Cut, 10) }]);
    let axes = AxisMap::new(BTreeMap::from([(id::<AxisId>("N4"), vec![id::<SegmentId>("s1")])]));
    let picture = picture_on(&story.views().corridor, 10, &axes);
    assert_eq!(brief(&picture.segments[&id("s1")]), told(&papers[2..]));
    assert_eq!(brief(&picture.axes[&id("N4")]), told(&papers[2..]));
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
fn two_origins_against_each_other_are_shown_with_both_sides() {
    let against = [report("a", "B2", RoadState::Open, 0), report("b", "B2", RoadState::Closed, 0)];
    let state = self::state(&against, 0);
    assert!(state.conflicting);
    let sides = state.sides().unwrap();
    assert_eq!(sides.map(|side| side.0), [Passability::Closed, Passability::Open]);
    assert!(sides[0].1 < 520 && sides[1].1 > 400, "{sides:?}");
    // One origin that changed its mind is no disagreement.
    let changed = [report("a", "B2", RoadState::Open, 0), report("a", "B2", RoadState::Closed, 1)];
    assert!(!self::state(&changed, 1).conflicting);
    // Nor is a weak voice against a strong one.
    let weak = [report("a", "A1", RoadState::Open, 0), report("b", "E5", RoadState::Closed, 0)];
    assert!(!self::state(&weak, 0).conflicting && self::state(&weak, 0).sides().is_none());
}

#[test]
fn each_state_and_its_denial() {
    let side = |state, polarity| self::state(&[ReportFiled { polarity, ..report("x", "A1", state, 0) }], 0);
    let cell = |state: State| format!("{} {}", state.evidence[0].says.code(), state.certainty_permille);
    let rows: Vec<String> = RoadState::ALL
        .iter()
        .map(|state| {
            let (said, denied) = (side(*state, Polarity::Positive), side(*state, Polarity::Denied));
            format!("{:<11} {:<15} {}", state.code(), cell(said), cell(denied))
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @"
    open        open 804        closed 364
    restricted  restricted 745  open 609
    closed      closed 941      open 582
    cut         closed 832      open 595
    passable    open 719        closed 447
    impassable  closed 941      open 582
    held        open 762        contested 479
    regained    open 740        contested 452
    taken       contested 561   open 669
    lost        contested 561   open 669
    contested   contested 823   open 639
    threatened  contested 554   open 603
    ");
}

#[test]
fn fighting_endangers_and_its_denial_reassures() {
    let fighting = ReportFiled { kind: ReportKind::ArmedAction, ..report("x", "B2", RoadState::Held, 0) };
    let fighting = ReportFiled { state: None, ..fighting };
    assert_eq!(state(std::slice::from_ref(&fighting), 0).passability, Passability::Contested);
    let quiet = ReportFiled { polarity: Polarity::Denied, ..fighting };
    let state = state(&[quiet], 0);
    assert!(state.passability == Passability::Open && state.belief.of(Passability::Contested) < 80, "{state:?}");
}

/// The letter that the source was given last weighs all it said; credibility stays with each report.
#[test]
fn reliability_is_kept_at_the_source() {
    let by = |origin: &str, grade: &str, segment: &str| {
        let mut report = report(origin, grade, RoadState::Open, 0);
        report.source.source = id("station");
        ReportFiled { about: vec![Subject::Segment(id(segment))], ..report }
    };
    let mut story = Story::default();
    story.at(1).say("giver", Body::ReportFiled(by("one", "B2", "s1")));
    let weight = |story: &Story, hours| state_of(&story.views().corridor, hours).evidence[0].weight_permille;
    let before = weight(&story, 1);
    let regraded = story.at(2).say("giver", Body::ReportFiled(by("two", "D2", "s2")));
    assert_eq!(weight(&story, 1), before, "as of then it was a B");
    assert!(weight(&story, 2) < before * 6 / 10, "now it is a D");
    story.say("giver", Body::ReportRetracted(ReportRetracted { report: regraded, reason: text("wrong man") }));
    assert!(weight(&story, 2) > before * 9 / 10, "the judgement went with the mistaken report");
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
fn a_holder_is_believed_denied_and_disputed() {
    let by = |actor: &str, grade, state, polarity, hours| {
        let actor = Some(text(actor));
        ReportFiled {
            kind: ReportKind::TownControl,
            actor,
            polarity,
            ..report(&format!("{grade}{hours}"), grade, state, hours)
        }
    };
    let holder = |reports: &[ReportFiled]| {
        state(reports, 10).holder.map(|fact| (fact.value, fact.certainty_permille, fact.against))
    };
    let army = by("army", "B2", RoadState::Held, Polarity::Positive, 10);
    let (name, certainty, against) = holder(std::slice::from_ref(&army)).unwrap();
    assert_eq!((name, certainty, against), (text("army"), 883, None), "0.765 + 0.235 x 0.5");
    let lost = by("army", "A2", RoadState::Lost, Polarity::Positive, 9);
    assert_eq!(holder(std::slice::from_ref(&lost)), None, "somebody else, nobody said who");
    let (name, _, against) =
        holder(&[army.clone(), by("front", "B3", RoadState::Taken, Polarity::Positive, 9)]).unwrap();
    assert!(name == text("army") && against.as_ref().is_some_and(|against| against.0 == text("front")), "{against:?}");
    let doubted = [army, by("front", "B2", RoadState::Regained, Polarity::Denied, 9)];
    assert_eq!(holder(&doubted).unwrap().0, text("army"));
}

#[test]
fn hazards_lanes_and_load_class_are_facts_of_their_own() {
    let mined =
        with(report("a", "B2", RoadState::Closed, 0), &[("hazard", "mines"), ("hazard", "dragons"), ("lanes", "1")]);
    let quiet = ReportFiled { state: None, polarity: Polarity::Denied, ..report("b", "B2", RoadState::Open, 24) };
    let cleared = with(quiet, &[("hazard", "mines")]);
    let bridge = with(report("c", "A2", RoadState::Passable, 24), &[("load_class", "40")]);
    let before = state(std::slice::from_ref(&mined), 0);
    let fact = &before.hazards[&RoadHazard::Mines];
    assert_eq!(
        (fact.value, fact.certainty_permille, before.hazards.len()),
        (true, 770, 1),
        "a word that is no code is only words"
    );
    assert_eq!(before.lanes.as_ref().map(|fact| (fact.value, fact.certainty_permille)), Some((1, 883)));
    let after = state(&[mined, cleared, bridge], 24);
    let fact = &after.hazards[&RoadHazard::Mines];
    assert!(
        !fact.value && fact.against.is_some_and(|(value, _)| value),
        "cleared, says one; the other stands: {fact:?}"
    );
    assert_eq!(after.load_class.map(|fact| fact.value), Some(40));
    assert_eq!(after.last, Some(hour(24)));
}

/// Thousands of reports: nothing overflows, and nothing is ever certain.
#[test]
fn thousands_of_reports_do_not_overflow() {
    let reports: Vec<ReportFiled> = (0..5_000)
        .map(|n| report(&format!("o{n}"), "A1", if n % 5 == 0 { RoadState::Closed } else { RoadState::Open }, 0))
        .collect();
    let state = state(&reports, 0);
    assert_eq!((state.passability, state.certainty_permille), (Passability::Open, 999));
}

fn over(state: OverrideState, from: Option<i64>, to: i64) -> Body {
    Body::StateOverridden(StateOverridden {
        about: vec![Subject::Segment(id("s1"))],
        state: Some(state),
        window: Interval { from: from.map(hour), to: Some(hour(to)) },
        reason: text("seen from the air"),
        holder: None,
    })
}

fn held_by(holder: &str, to: i64) -> Body {
    Body::StateOverridden(StateOverridden {
        about: vec![Subject::Segment(id("s1"))],
        state: None,
        window: Interval { from: None, to: Some(hour(to)) },
        reason: text("spoken to on the radio"),
        holder: Some(text(holder)),
    })
}

/// A giver and a receiver whose officers decide on the corridor.
fn deciders() -> Story {
    let mut story = Story::default();
    for name in ["giver", "receiver"] {
        let Body::PartyDeclared(mut declared) = party(name, PartyRole::Donor) else { unreachable!() };
        declared.officers[0].role = OfficerRole::Movement;
        story.say(name, Body::PartyDeclared(declared));
    }
    story
}

#[test]
fn an_override_stands_above_the_reports_while_it_holds() {
    let mut story = deciders();
    story.say("giver", Body::ReportFiled(report("x", "A1", RoadState::Closed, 0)));
    let word = story.at(5).say("giver", over(OverrideState::Open, None, 20));
    let at = |story: &Story, hours| state_of(&story.views().corridor, hours);
    let seen = |story: &Story, hours| (at(story, hours).passability, at(story, hours).certainty_permille);
    assert_eq!(seen(&story, 4).0, Passability::Closed);
    assert_eq!(seen(&story, 5), (Passability::Open, 1000));
    assert_eq!(at(&story, 5).overridden.map(|word| (word.party, word.officer)), Some((id("giver"), id("officer"))));
    assert!(at(&story, 5).belief.of(Passability::Closed) > 900, "what the reports say stays visible");
    assert_eq!(seen(&story, 20).0, Passability::Closed, "its window is over");
    // Another party sees it otherwise: the later word holds, and the two are in conflict.
    story.at(6).say("receiver", over(OverrideState::Contested, None, 30));
    assert!(at(&story, 7).passability == Passability::Contested && at(&story, 7).conflicting);
    let withdraw = |overridden| Body::OverrideWithdrawn(OverrideWithdrawn { overridden, reason: text("a mistake") });
    story.at(8).say("receiver", withdraw(word.clone()));
    story.at(8).say("giver", withdraw(word));
    assert!(!at(&story, 9).conflicting && at(&story, 7).conflicting, "withdrawn from hour 8 on");
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "5: WrongParty { party: receiver, expected: giver }",
    ]
    "#);
}

#[test]
fn a_person_names_the_holder_above_the_reports() {
    let mut story = deciders();
    let report = report("x", "A1", RoadState::Held, 0);
    story.say(
        "giver",
        Body::ReportFiled(ReportFiled { kind: ReportKind::TownControl, actor: Some(text("front")), ..report }),
    );
    let word = story.at(5).say("giver", held_by("army", 20));
    let at = |story: &Story, hours| state_of(&story.views().corridor, hours);
    let holder =
        |story: &Story, hours| at(story, hours).holder.map(|fact| (fact.value, fact.certainty_permille, fact.against));
    let reported = holder(&story, 4).unwrap();
    assert_eq!((&reported.0, &reported.2), (&text("front"), &None));
    let (name, certainty, against) = holder(&story, 5).unwrap();
    assert_eq!((name, certainty, against.map(|against| against.0)), (text("army"), 1000, Some(text("front"))));
    // The state is the reports' still.
    let state = at(&story, 5);
    assert!(state.overridden.is_none() && state.passability == Passability::Open && state.certainty_permille < 1000);
    assert_eq!(state.holder_overridden.map(|word| word.party), Some(id("giver")));
    // A word on the state alone takes nothing from the word on the holder.
    story.at(6).say("giver", over(OverrideState::Closed, None, 20));
    assert_eq!((at(&story, 6).passability, holder(&story, 6).unwrap().0), (Passability::Closed, text("army")));
    // Another party names another: both stand.
    story.at(7).say("receiver", held_by("police", 20));
    let (name, _, against) = holder(&story, 7).unwrap();
    assert_eq!((name, against), (text("police"), Some((text("army"), 1000))));
    let parameters: FusionParameters = toml::from_str(FUSION_STANDARD).unwrap();
    let (views, axes) = (story.views(), AxisMap::default());
    let fusion = Fusion { corridor: &views.corridor, axes: &axes, parameters: &parameters, at: hour(6) };
    let why = fusion.why(&Subject::Segment(id("s1")));
    let part = why.parts.iter().find(|part| part.by == word).unwrap();
    assert_eq!((part.weight_permille, &part.without.holder), (1000, &Some(text("front"))));
    let withdraw = Body::OverrideWithdrawn(OverrideWithdrawn { overridden: word, reason: text("a mistake") });
    story.at(8).say("giver", withdraw);
    assert_eq!(holder(&story, 20).unwrap().0, text("front"), "withdrawn, and the other's window is over");
    assert_eq!(story.findings(), Vec::<String>::new());
}

#[test]
fn an_argument_that_says_nothing_is_a_finding_and_the_report_counts() {
    let given = [("hazard", "dragons"), ("hazard", "mines"), ("lanes", "0"), ("lanes", "2"), ("load_class", "heavy")];
    let story = filed(&[
        with(report("x", "A1", RoadState::Closed, 0), &given),
        with(report("y", "A1", RoadState::Closed, 0), &[("lanes", "-1"), ("load_class", "70000"), ("to", "anything")]),
    ]);
    let state = state_of(&story.views().corridor, 0);
    assert_eq!((state.passability, state.evidence.len()), (Passability::Closed, 2));
    assert_eq!((state.hazards.len(), state.lanes.map(|fact| fact.value), state.load_class), (1, Some(2), None));
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "0: BadArgument { argument: \"hazard\", given: \"dragons\" }",
        "0: BadArgument { argument: \"lanes\", given: \"0\" }",
        "0: BadArgument { argument: \"load_class\", given: \"heavy\" }",
        "1: BadArgument { argument: \"lanes\", given: \"-1\" }",
        "1: BadArgument { argument: \"load_class\", given: \"70000\" }",
    ]
    "#);
}

#[test]
fn only_those_who_decide_on_the_corridor_override() {
    let mut story = Story::default();
    story.say("giver", party("giver", PartyRole::Donor));
    story.say("giver", over(OverrideState::Open, None, 20));
    assert_eq!(state_of(&story.views().corridor, 5).passability, Passability::Unknown);
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "1: NotGranted { officer: officer }",
    ]
    "#);
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
    assert_eq!(regime(&story, 10), picture(&story.views().corridor, 10).regimes.remove(&id("crossing")));
    assert_eq!(story.views().corridor.regime(&id("elsewhere"), hour(10)), None);
}

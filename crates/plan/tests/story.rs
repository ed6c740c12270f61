//! The story of the built-in operation on its real network: two depots, three crossings, an axis
//! that is cut while a column waits before it.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::check;
use common::*;
use convoy::Opening;
use convoy::{
    Activity, Column, CrossingRefusal, Passability, Permille, Plan, PlanDiff, PlanInput, PlanReport, PointKind,
    Progress, Reason, Rule, UndeliveredReason, WaitCause, Whereabouts,
};
use plan::{Seed, plan, replan};
use roads::{Conditions, Passability as State};
use units::{ConvoyId, Digest, Interval, PartyId};

const FROM_TAMANRASSET: &str = "11-DZ-01";
const FROM_REGGANE: &str = "11-DZ-02";

fn convoy(name: &str) -> ConvoyId {
    ConvoyId::new(name).unwrap()
}

fn open_roads() -> PlanInput {
    operation(&Conditions::all(State::Open))
}

fn accepted(input: &PlanInput) -> (Plan, PlanReport) {
    let (made, report) = plan(input, Seed(1));
    assert_eq!(check(input, &made), []);
    (made, report)
}

/// Due and clear times of a column, halts of more than an hour among them.
fn march_table(column: &Column) -> String {
    let mut lines = vec![format!(
        "{}: {} vehicles at {} and less, {} long, passes in {}",
        column.convoy,
        column.vehicles.len() as u64 + column.driven.iter().map(|share| share.quantity.get()).sum::<u64>(),
        column.rate,
        column.road_space,
        column.pass_time
    )];
    for row in &column.march_table {
        let mark = match row.kind {
            PointKind::Start | PointKind::Release => "*",
            PointKind::Critical => "!",
            PointKind::Passage => " ",
            PointKind::Return => "<",
        };
        lines.push(format!("{mark} {:<20} {}  {}", row.place.as_str(), row.due, row.clear));
    }
    lines.join("\n")
}

#[test]
fn each_depot_takes_its_crossing_within_two_days() {
    let input = open_roads();
    let (made, _) = accepted(&input);
    assert!(made.undelivered.is_empty());
    let tables: Vec<String> = made.columns.iter().map(march_table).collect();
    insta::assert_snapshot!(tables.join("\n"), @"
    11-DZ-01: 6 vehicles at 20 km/h and less, 532 m long, passes in 1558 ds
    * depot-tamanrasset    2013-02-11T05:30:00Z  2013-02-11T05:32:36Z
      tamanrasset          2013-02-11T05:38:53Z  2013-02-11T05:41:29Z
      hoggar_km_100        2013-02-11T07:52:08Z  2013-02-11T07:54:44Z
    ! hoggar_km_180        2013-02-11T10:37:38Z  2013-02-11T10:40:14Z
    ! hoggar_km_260        2013-02-11T15:19:32Z  2013-02-12T05:32:36Z
      hoggar_km_340        2013-02-12T08:05:54Z  2013-02-12T08:08:30Z
      hoggar_km_420        2013-02-12T10:44:42Z  2013-02-12T10:47:18Z
      timiaouine           2013-02-12T13:12:42Z  2013-02-12T13:15:18Z
    * crossing-timiaouine  2013-02-12T13:26:46Z  2013-02-12T13:44:46Z
    11-DZ-02: 5 vehicles at 35 km/h and less, 460 m long, passes in 1074 ds
    * depot-reggane        2013-02-11T05:30:00Z  2013-02-11T05:31:48Z
      reggane              2013-02-11T05:33:29Z  2013-02-11T05:35:17Z
      tanezrouft_km_120    2013-02-11T08:11:13Z  2013-02-11T08:13:01Z
      tanezrouft_km_240    2013-02-11T10:48:28Z  2013-02-11T10:50:16Z
      tanezrouft_km_350    2013-02-11T13:14:40Z  2013-02-11T13:16:28Z
      tanezrouft_km_450    2013-02-11T15:26:43Z  2013-02-11T15:28:31Z
      tanezrouft_km_540    2013-02-11T17:23:17Z  2013-02-12T05:31:48Z
      bbm                  2013-02-12T07:21:29Z  2013-02-12T07:23:17Z
    * crossing-in-khalil   2013-02-12T07:49:50Z  2013-02-12T08:04:50Z
    ");
}

#[test]
fn mortar_bombs_and_petrol_leave_tamanrasset_on_two_vehicles() {
    let input = open_roads();
    let (made, report) = accepted(&input);
    let apart = report.reasons.iter().find_map(|reason| {
        let Reason::KeptApart { need, with, rule, .. } = reason else { return None };
        Some((need.line, with.line, *rule))
    });
    assert_eq!(apart, Some((4, 5, Rule::Adr7521)));
    let results: Vec<String> = made
        .loads
        .iter()
        .map(|load| {
            let lines: Vec<String> =
                load.shares.iter().map(|share| format!("{} of line {}", share.quantity, share.need.line)).collect();
            let result = load.verdict.as_ref().map_or(String::new(), |verdict| {
                let explosive = verdict.result.explosive.map(|e| format!("{}{} ", e.division, e.group));
                format!("{}{:?}", explosive.unwrap_or_default(), verdict.result.others)
            });
            format!("{}: {} {result}", load.vehicle, lines.join(", "))
        })
        .collect();
    insta::assert_snapshot!(results.join("\n"), @"
    truck-r1: 52 of line 1, 10 of line 3 {Class3}
    truck-r2: 52 of line 1, 10 of line 3 {Class3}
    truck-r3: 46 of line 1, 105 of line 3 {Class3}
    truck-r4: 143 of line 2, 475 of line 3 1.4S {}
    truck-r5: 57 of line 2 1.4S {}
    truck-t1: 60 of line 5 {Class3}
    truck-t2: 100 of line 4 1.2E {}
    ");
}

/// The axis to Timiaouine's crossing is cut while the column from Tamanrasset stands before it.
fn cut(change: impl Fn(&mut PlanInput)) -> (Plan, Plan, PlanReport, PlanDiff) {
    let (first, _) = accepted(&open_roads());
    let mut now = operation(&with_axis(&network(), "axis-timiaouine", State::Closed));
    now.start = at("2013-02-12T12:30:00Z");
    let progress = |name, whereabouts, place_name, time| Progress {
        convoy: convoy(name),
        whereabouts,
        place: place(place_name),
        at: at(time),
    };
    now.progress = vec![
        progress(FROM_TAMANRASSET, Whereabouts::Passed, "hoggar_km_420", "2013-02-12T10:44:42Z"),
        progress(FROM_REGGANE, Whereabouts::Arrived, "crossing-in-khalil", "2013-02-12T07:49:50Z"),
    ];
    let arrived = first.column(&convoy(FROM_REGGANE)).unwrap().vehicles.clone();
    now.needs.retain(|need| need.id.from == place("depot-tamanrasset"));
    now.fleet.retain(|vehicle| !arrived.contains(&vehicle.vehicle));
    change(&mut now);
    let (second, report, diff) = replan(&now, &first, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&now, &second), []);
    (first, second, report, diff)
}

fn close(input: &mut PlanInput, name: &str) {
    input.crossings.iter_mut().find(|crossing| crossing.place == place(name)).unwrap().openings.clear();
}

#[test]
fn a_column_before_a_cut_axis_turns_along_the_border_to_in_khalil() {
    let (_, second, report, diff) = cut(|now| close(now, "crossing-tinzaouaten"));
    let column = &second.columns[0];
    insta::assert_snapshot!(march_table(column), @"
    11-DZ-01: 6 vehicles at 25 km/h and less, 532 m long, passes in 1367 ds
    * hoggar_km_420        2013-02-12T10:44:42Z  2013-02-12T10:46:59Z
      timiaouine           2013-02-12T13:12:42Z  2013-02-12T13:14:59Z
      border_track_2       2013-02-12T14:51:20Z  2013-02-12T14:53:37Z
      border_track_1       2013-02-12T17:11:54Z  2013-02-13T05:32:17Z
      bbm                  2013-02-13T06:51:06Z  2013-02-13T06:53:23Z
    * crossing-in-khalil   2013-02-13T07:09:27Z  2013-02-13T07:27:27Z
    ");
    assert_eq!(column.crossing, place("crossing-in-khalil"));
    assert!(column.onward.segments.iter().all(|segment| !segment.as_str().starts_with("timiaouine")));
    let turned = Reason::Turns {
        convoy: convoy(FROM_TAMANRASSET),
        place: place("timiaouine"),
        from: place("crossing-timiaouine"),
        to: place("crossing-in-khalil"),
    };
    assert!(report.reasons.contains(&turned), "{report:#?}");
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Affected { segment: s, ours: true, .. }
        if *s == segment("timiaouine-01"))));
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Avoids { segment: s, passability, .. }
        if *s == segment("timiaouine-04") && *passability == Passability::Closed)));
    assert_eq!(diff.arrived, [convoy(FROM_REGGANE)]);
    assert_eq!(diff.crossings[0].after, place("crossing-in-khalil"));
    let taken: Vec<&str> = diff.routes[0].taken.iter().map(|segment| segment.as_str()).collect();
    assert_eq!(taken, ["border-track-03", "border-track-02", "border-track-01", "in-khalil-01"]);
    assert!(diff.loads.is_empty() && diff.vehicles.is_empty());
}

#[test]
fn with_tinzaouaten_open_the_cheaper_of_the_two_is_taken_and_both_are_told() {
    let (_, second, report, _) = cut(|_| {});
    let taken = &second.columns[0].crossing;
    let other = report.reasons.iter().find_map(|reason| {
        let Reason::Leaves { crossing, why: CrossingRefusal::Costlier { by }, .. } = reason else { return None };
        Some((crossing, *by))
    });
    let (other, by) = other.unwrap();
    let along_border = [place("crossing-in-khalil"), place("crossing-tinzaouaten")];
    assert!(along_border.contains(taken) && along_border.contains(other) && taken != other);
    assert!(by.get() > 0);
}

#[test]
fn with_no_way_on_the_column_stays_on_the_road_with_its_goods() {
    let (first, second, report, _) = cut(|now| {
        close(now, "crossing-tinzaouaten");
        close(now, "crossing-in-khalil");
    });
    assert!(second.columns.is_empty());
    assert_eq!(second.stranded[0].convoy, convoy(FROM_TAMANRASSET));
    assert_eq!(second.loads.len(), first.columns[0].vehicles.len());
    assert_eq!(second.undelivered.len(), 3);
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Stranded { .. })));
}

#[test]
fn planned_with_the_axis_cut_the_column_goes_along_the_border_from_the_start() {
    let mut input = operation(&with_axis(&network(), "axis-timiaouine", State::Closed));
    close(&mut input, "crossing-tinzaouaten");
    let (made, report) = accepted(&input);
    let column = made.column(&convoy(FROM_TAMANRASSET)).unwrap();
    assert_eq!(column.crossing, place("crossing-in-khalil"));
    assert!(column.route().any(|s| *s == segment("border-track-03")));
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Leaves { convoy: c, crossing, why }
        if *c == convoy(FROM_TAMANRASSET)
            && *crossing == place("crossing-timiaouine")
            && *why == CrossingRefusal::NoWayThere)));
}

#[test]
fn a_contested_axis_is_left_only_where_certainty_outweighs_the_detour() {
    let crossing_at = |certainty| {
        let contested = State::Contested { certainty: roads::Permille::new(certainty) };
        let (made, report) = accepted(&operation(&with_axis(&network(), "axis-timiaouine", contested)));
        let accepts = report.reasons.iter().any(|reason| {
            matches!(reason, Reason::Accepts { passability, .. }
            if *passability == Passability::Contested { certainty: Permille::new(certainty) })
        });
        (made.column(&convoy(FROM_TAMANRASSET)).unwrap().crossing.to_string(), accepts)
    };
    assert_eq!(crossing_at(10), ("crossing-timiaouine".to_owned(), true));
    assert_eq!(crossing_at(900), ("crossing-tinzaouaten".to_owned(), false));
}

#[test]
fn a_receiver_who_is_not_ready_is_waited_for() {
    let mut input = operation(&Conditions::all(State::Open));
    let (before, _) = plan(&input, Seed(1));
    let clear = |plan: &convoy::Plan| plan.columns[0].legs.last().unwrap().clear_tail;
    let ready = clear(&before).plus_seconds(3600);
    let within = Interval { from: Some(ready), to: None };
    input.crossings.iter_mut().for_each(|c| c.ready = Some(vec![Opening { within, daily: None }]));
    let (after, report) = plan(&input, Seed(1));
    assert_eq!(check(&input, &after), []);
    assert!(after.columns[0].legs.last().unwrap().exit_head >= ready);
    let waits = |reason: &Reason| matches!(reason, Reason::Waits { cause: WaitCause::Receiver { from, .. }, .. } if *from == ready);
    assert!(report.reasons.iter().any(waits), "{report:#?}");
}

#[test]
fn a_partner_on_the_road_is_waited_for() {
    let mut input = open_roads();
    close(&mut input, "crossing-timiaouine");
    close(&mut input, "crossing-tinzaouaten");
    let until = at("2013-02-12T12:00:00Z");
    let party = PartyId::new("fr-log").unwrap();
    input.activities = vec![Activity {
        party: party.clone(),
        segments: vec![segment("in-khalil-01")],
        window: Interval { from: Some(at("2013-02-12T00:00:00Z")), to: Some(until) },
    }];
    let (made, report) = accepted(&input);
    let last = made.column(&convoy(FROM_REGGANE)).unwrap().legs.last().unwrap();
    assert_eq!(last.enter_head, until);
    let cause = WaitCause::Activity { segment: segment("in-khalil-01"), party, until };
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Waits { cause: c, .. } if *c == cause)));
}

#[test]
fn a_crossing_that_closes_too_soon_is_waited_for_before_it() {
    let mut input = open_roads();
    close(&mut input, "crossing-timiaouine");
    close(&mut input, "crossing-tinzaouaten");
    // The head would be there before it closes, the tail not.
    input.crossings[0].openings[0].daily.as_mut().unwrap().closes_minute = 540;
    let (made, report) = accepted(&input);
    let release = made.column(&convoy(FROM_REGGANE)).unwrap().arrives().unwrap();
    assert_eq!(release.due.to_string(), "2013-02-13T06:00:00Z");
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Waits { place: p, cause, .. }
        if *p == place("bbm") && matches!(cause, WaitCause::Opening { .. }))));
}

#[test]
fn with_every_crossing_shut_everything_stays_and_says_why() {
    let mut input = open_roads();
    input.crossings.iter_mut().for_each(|crossing| crossing.openings.clear());
    let (made, report) = accepted(&input);
    assert_eq!((made.columns.len(), made.loads.len(), made.undelivered.len()), (0, 0, 6));
    assert!(made.undelivered.iter().all(|one| matches!(one.reason, UndeliveredReason::NoCrossing { .. })));
    assert!(
        report
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Leaves { why: CrossingRefusal::NoTime { .. }, .. }))
    );
}

#[test]
fn what_cannot_be_loaded_says_why() {
    let mut input = open_roads();
    input.needs[0].mass = tonnes(11);
    input.needs[1].hazard.as_mut().unwrap().class = convoy::HazardClass::Unknown;
    input.needs[2].quantity = units::Quantity::new(1_000_000_000_000).unwrap();
    let (made, _) = accepted(&input);
    let reasons: Vec<String> = made
        .undelivered
        .iter()
        .map(|one| format!("{} of line {}: {:?}", one.quantity, one.need.line, one.reason))
        .collect();
    insta::assert_snapshot!(reasons.join("\n"), @"
    150 of line 1: NoVehicleBigEnough { mass: Grams(11000000), volume: Millilitres(210000), payload: Grams(10000000), room: Millilitres(40000000) }
    200 of line 2: Refused { rule: UnknownClass }
    999999993336 of line 3: FleetFull { vehicles: 8 }
    ");
}

#[test]
fn a_plan_survives_its_file() {
    let (made, report) = accepted(&open_roads());
    let text = serde_json::to_string(&made).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), made);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<PlanReport>(&text).unwrap(), report);
    let text = serde_json::to_string(&open_roads()).unwrap();
    assert_eq!(serde_json::from_str::<PlanInput>(&text).unwrap(), open_roads());
}

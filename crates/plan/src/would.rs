//! What would have to change: the plan is made again with one thing otherwise, and held against the first.
//!
//! Candidates come from what stays behind, then from what late columns waited for, then from the longest waits of
//! all. Only what makes the plan better is told. A plan of few columns gets [`TRIALS`], one of many fewer.

use crate::axles;
use convoy::{
    Activity, Change, Column, Counterfactual, CrossingRefusal, NeedId, Opening, Passability, Plan, PlanInput,
    PlanReport, Reason, Share, UndeliveredReason, Vehicle, WaitCause,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConvoyId, Deciseconds, Grams, Interval, PlaceId, Quantity, SegmentId, VehicleId};

/// Most plans that are made.
const TRIALS: usize = 12;

/// Columns planned for all trials together; a plan of more gets one trial.
const COLUMNS: usize = 480;

/// Numbers of vehicles that are tried, one after another, until nothing stays for want of them.
const MORE: [u32; 4] = [1, 2, 4, 16];

/// What would make a plan better, best first; `again` plans with another input as the plan was made.
pub fn would_change(
    input: &PlanInput,
    made: &Plan,
    report: &PlanReport,
    again: &mut dyn FnMut(&PlanInput) -> Plan,
) -> Vec<Counterfactual> {
    let mut left = (COLUMNS / made.columns.len().max(1)).clamp(1, TRIALS);
    let mut told: Vec<Counterfactual> = Vec::new();
    for options in candidates(input, made, report) {
        // Of several sizes of one change the least that helps is told, or the one that helps most.
        let mut best: Option<Counterfactual> = None;
        for change in options {
            if left == 0 {
                break;
            }
            let Some(otherwise) = apply(input, &change) else { continue };
            left -= 1;
            let plan = again(&otherwise);
            let done = plan.undelivered.is_empty();
            if let Some(found) = better(made, &plan, change).filter(|found| beats(found, best.as_ref())) {
                best = Some(found);
            }
            if done && best.is_some() {
                break;
            }
        }
        told.extend(best);
    }
    told.sort_by_key(|found| std::cmp::Reverse(rank(found)));
    told
}

fn beats(found: &Counterfactual, best: Option<&Counterfactual>) -> bool {
    best.is_none_or(|best| rank(found) > rank(best))
}

/// Pieces brought, then lateness, then weight.
fn rank(found: &Counterfactual) -> (u64, Deciseconds, u64) {
    let pieces = found.brings.iter().fold(0_u64, |sum, share| sum.saturating_add(share.quantity.get()));
    (pieces, found.sooner, found.lighter)
}

/// What the later plan is better by; nothing where it is not.
fn better(before: &Plan, after: &Plan, change: Change) -> Option<Counterfactual> {
    let (was, is) = (behind(before), behind(after));
    if is.iter().any(|(need, quantity)| was.get(need).is_none_or(|was| was < quantity)) {
        return None;
    }
    let less = |(need, quantity): (&NeedId, &u64)| {
        let brought = quantity - is.get(need).copied().unwrap_or(0);
        let quantity = Quantity::new(brought).ok().filter(|quantity| !quantity.is_zero())?;
        Some(Share { need: need.clone(), quantity })
    };
    let brings: Vec<Share> = was.iter().filter_map(less).collect();
    let (late, late_now) = (before.objective.lateness, after.objective.lateness);
    let sooner = late.checked_sub(late_now).unwrap_or_default();
    let lighter =
        if brings.is_empty() { before.objective.weighted.saturating_sub(after.objective.weighted) } else { 0 };
    // A second less is not worth a sentence: a hundredth of the whole is.
    let helps = !brings.is_empty() || sooner > Deciseconds::ZERO || lighter > before.objective.weighted / 100;
    helps.then_some(Counterfactual { change, brings, sooner, lighter })
}

fn behind(plan: &Plan) -> BTreeMap<NeedId, u64> {
    let mut behind = BTreeMap::new();
    for one in &plan.undelivered {
        let sum: &mut u64 = behind.entry(one.need.clone()).or_default();
        *sum = sum.saturating_add(one.quantity.get());
    }
    behind
}

/// Changes to try, each in the sizes it may have, what promises most first.
fn candidates(input: &PlanInput, made: &Plan, report: &PlanReport) -> Vec<Vec<Change>> {
    let mut found: Vec<Vec<Change>> = Vec::new();
    for left in &made.undelivered {
        found.extend(for_undelivered(input, &left.need.from, &left.reason, report));
    }
    found.extend(bear(input, report, None));
    let late: BTreeSet<&ConvoyId> = report.reasons.iter().filter_map(late_column).collect();
    let (of_late, others): (Vec<_>, Vec<_>) =
        waits(report).into_iter().partition(|(_, convoy, _)| late.contains(convoy));
    found.extend(of_late.iter().filter_map(|(_, _, cause)| for_wait(input, cause)));
    found.extend(made.columns.iter().filter(|column| late.contains(&column.convoy)).flat_map(|late| held(input, late)));
    found.extend(late.iter().filter_map(|convoy| round(report, |about| about == *convoy)));
    found.extend(others.iter().filter_map(|(_, _, cause)| for_wait(input, cause)));
    let on_plan = |convoy: &ConvoyId| made.columns.iter().any(|Column { convoy: known, .. }| known == convoy);
    found.extend(round(report, on_plan));
    let mut seen: Vec<Change> = Vec::new();
    found.retain(|options| {
        let new = options.first().is_some_and(|first| !seen.contains(first));
        seen.extend(options.first().cloned());
        new
    });
    found
}

/// What may have held a late column without being the last thing that it waited for.
fn held(input: &PlanInput, late: &Column) -> Vec<Vec<Change>> {
    let crossing = &late.crossing;
    let ready = input.crossing(crossing).and_then(|crossing| crossing.ready.as_ref());
    let ready = ready.map(|_| vec![Change::ReceiverReady { crossing: crossing.clone() }]);
    let on_way = |activity: &&Activity| late.route().any(|segment| activity.segments.contains(segment));
    let activities = input.activities.iter().filter(on_way).filter_map(|activity| {
        Some(vec![Change::WithoutActivity { party: activity.party.clone(), until: activity.window.to? }])
    });
    ready.into_iter().chain(activities).collect()
}

fn late_column(reason: &Reason) -> Option<&ConvoyId> {
    let Reason::Late { convoy, .. } = reason else { return None };
    Some(convoy)
}

/// Waits, the longest first.
fn waits(report: &PlanReport) -> Vec<(i64, &ConvoyId, &WaitCause)> {
    let mut waits: Vec<(i64, &ConvoyId, &WaitCause)> = Vec::new();
    for reason in &report.reasons {
        if let Reason::Waits { convoy, from, until, cause, .. } = reason {
            waits.push((until.seconds() - from.seconds(), convoy, cause));
        }
    }
    waits.sort_by_key(|(seconds, _, _)| -seconds);
    waits
}

fn for_undelivered(
    input: &PlanInput,
    from: &PlaceId,
    reason: &UndeliveredReason,
    report: &PlanReport,
) -> Vec<Vec<Change>> {
    match reason {
        UndeliveredReason::NoVehicleBigEnough { mass, volume, payload, room } => {
            let (payload, room) = ((*mass).max(*payload), (*volume).max(*room));
            vec![vec![Change::LargerVehicle { at: from.clone(), payload, room }]]
        }
        UndeliveredReason::StockReserved { .. } => vec![vec![Change::WithoutReserve]],
        UndeliveredReason::VehiclesReserved { .. } | UndeliveredReason::FleetFull { .. } => {
            let without = matches!(reason, UndeliveredReason::VehiclesReserved { .. });
            let without = without.then(|| vec![Change::WithoutReserve]);
            let Some(like) = largest(input, from) else { return Vec::new() };
            let more = |number| Change::MoreVehicles { like: like.clone(), at: from.clone(), number };
            without.into_iter().chain([MORE.into_iter().map(more).collect()]).collect()
        }
        UndeliveredReason::AxleTooHeavy { load, segment } => {
            let too_weak = segment.as_ref().map(|segment| (segment.clone(), load.bears));
            bear(input, report, too_weak).into_iter().collect()
        }
        UndeliveredReason::NoCrossing { .. } | UndeliveredReason::OutOfRange { .. } => unreached(input, report),
        UndeliveredReason::SupportMissing { role, needed, there, .. } => {
            let like = input.fleet.iter().find(|vehicle| vehicle.role == Some(*role) && vehicle.at == *from);
            let number = u32::try_from(needed.saturating_sub(*there)).unwrap_or(u32::MAX).min(MORE[3]);
            let more = |like: &Vehicle| Change::MoreVehicles { like: like.vehicle.clone(), at: from.clone(), number };
            like.map(more).into_iter().map(|change| vec![change]).collect()
        }
        UndeliveredReason::Untowed { mass, .. } => {
            let able = input.fleet.iter().filter(|vehicle| vehicle.at == *from && vehicle.role.is_none());
            let like = able.filter(|vehicle| vehicle.tows >= Some(*mass)).max_by_key(|vehicle| vehicle.tows);
            let Some(like) = like.map(|vehicle| &vehicle.vehicle) else { return Vec::new() };
            let more = |number| Change::MoreVehicles { like: like.clone(), at: from.clone(), number };
            vec![MORE.into_iter().map(more).collect()]
        }
        UndeliveredReason::Refused { .. } | UndeliveredReason::TooManyColumns { .. } => Vec::new(),
    }
}

/// What keeps columns from crossings: hours, fuel, roads.
fn unreached(input: &PlanInput, report: &PlanReport) -> Vec<Vec<Change>> {
    let mut found = Vec::new();
    for crossing in &input.crossings {
        let crossing_named = crossing.place.clone();
        found.push(vec![Change::OpenAlways { crossing: crossing_named.clone() }]);
        if crossing.ready.is_some() {
            found.push(vec![Change::ReceiverReady { crossing: crossing_named }]);
        }
    }
    for reason in &report.reasons {
        let Reason::Leaves { convoy, crossing, why } = reason else { continue };
        match why {
            CrossingRefusal::BeyondRange { needed, .. } => found.insert(0, vec![Change::FuelFor { range: *needed }]),
            CrossingRefusal::NoWayThere | CrossingRefusal::NoWayOnward => {
                let segments = avoided(report, |about, to| about == convoy && to == crossing);
                found.extend((!segments.is_empty()).then(|| vec![Change::StretchesOpen { segments }]));
            }
            CrossingRefusal::NoTime { .. }
            | CrossingRefusal::AxleTooHeavy { .. }
            | CrossingRefusal::EscortShort { .. }
            | CrossingRefusal::LeftToOthers { .. }
            | CrossingRefusal::Costlier { .. } => {}
        }
    }
    found
}

/// Stretches that bear too little for something, as one change: those that columns go round, those for which vehicles
/// are loaded lighter, and one more.
fn bear(input: &PlanInput, report: &PlanReport, more: Option<(SegmentId, Grams)>) -> Option<Vec<Change>> {
    let told = report.reasons.iter().filter_map(|reason| match reason {
        Reason::Spares { segment, load, .. }
        | Reason::Leaves { why: CrossingRefusal::AxleTooHeavy { segment, load }, .. } => {
            Some((segment.clone(), load.bears))
        }
        Reason::LoadedLighter { vehicle, axle, segment: Some(segment), .. } => {
            let vehicle = input.vehicle(vehicle)?;
            let full = axles::full(vehicle, usize::from(*axle).checked_sub(1)?)?;
            Some((segment.clone(), full))
        }
        Reason::Takes { .. }
        | Reason::Leaves { .. }
        | Reason::Avoids { .. }
        | Reason::LoadedLighter { .. }
        | Reason::AxlesNotJudged { .. }
        | Reason::Accepts { .. }
        | Reason::Waits { .. }
        | Reason::KeptApart { .. }
        | Reason::Divided { .. }
        | Reason::ColumnsDivided { .. }
        | Reason::Accompanied { .. }
        | Reason::MarchesShort { .. }
        | Reason::Returns { .. }
        | Reason::Released { .. }
        | Reason::AwaitsReturn { .. }
        | Reason::StaysBehind { .. }
        | Reason::Late { .. }
        | Reason::Kept { .. }
        | Reason::Arrived { .. }
        | Reason::Affected { .. }
        | Reason::TimesBroken { .. }
        | Reason::Turns { .. }
        | Reason::Stranded { .. }
        | Reason::Dissolved { .. } => None,
    });
    let too_weak: Vec<(SegmentId, Grams)> = told.chain(more).collect();
    let axle = too_weak.iter().map(|(_, bears)| *bears).max()?;
    let segments: BTreeSet<SegmentId> = too_weak.into_iter().map(|(segment, _)| segment).collect();
    Some(vec![Change::StretchesBear { segments: segments.into_iter().collect(), axle }])
}

/// Stretches that some columns go round, as one change.
fn round(report: &PlanReport, of: impl Fn(&ConvoyId) -> bool) -> Option<Vec<Change>> {
    let segments = avoided(report, |about, _| of(about));
    (!segments.is_empty()).then(|| vec![Change::StretchesOpen { segments }])
}

fn avoided(report: &PlanReport, of: impl Fn(&ConvoyId, &PlaceId) -> bool) -> Vec<SegmentId> {
    let avoided = report.reasons.iter().filter_map(|reason| {
        let Reason::Avoids { convoy, crossing, segment, .. } = reason else { return None };
        of(convoy, crossing).then_some(segment)
    });
    let avoided: BTreeSet<&SegmentId> = avoided.collect();
    avoided.into_iter().cloned().collect()
}

/// The vehicle at a site that carries most.
fn largest<'a>(input: &'a PlanInput, at: &PlaceId) -> Option<&'a VehicleId> {
    let there = input.fleet.iter().filter(|vehicle| vehicle.at == *at && vehicle.role.is_none());
    let most = there.max_by(|a, b| (a.payload, a.room, &b.vehicle).cmp(&(b.payload, b.room, &a.vehicle)));
    most.map(|vehicle| &vehicle.vehicle)
}

/// What would make a wait shorter; nothing for rests and orders, which nobody would take away.
fn for_wait(input: &PlanInput, cause: &WaitCause) -> Option<Vec<Change>> {
    let one = |change| Some(vec![change]);
    match cause {
        WaitCause::Orders | WaitCause::Rest | WaitCause::Fuel | WaitCause::Headway { .. } => None,
        WaitCause::Hours => one(Change::SecondDrivers),
        WaitCause::Daylight { .. } => one(Change::ByNight),
        WaitCause::Opening { crossing, .. } => {
            let hours = input.crossing(crossing)?.openings.iter().filter_map(|opening| opening.daily);
            let closes = hours.map(|hours| hours.closes_minute).max()?;
            let later = [60, 120, 240].map(|more| closes.saturating_add(more)).into_iter().filter(|to| *to < 1440);
            let until = |closes_minute| Change::OpenUntil { crossing: crossing.clone(), closes_minute };
            let always = Change::OpenAlways { crossing: crossing.clone() };
            Some(later.map(until).chain([always]).collect())
        }
        WaitCause::Receiver { crossing, .. } => one(Change::ReceiverReady { crossing: crossing.clone() }),
        WaitCause::CrossingBusy { crossing, .. } => {
            let vehicles_per_hour = input.crossing(crossing)?.vehicles_per_hour?.saturating_mul(2);
            one(Change::FasterCrossing { crossing: crossing.clone(), vehicles_per_hour })
        }
        WaitCause::Defile { segment, .. } => one(Change::TwoWays { segment: segment.clone() }),
        WaitCause::Activity { party, until, .. } => {
            one(Change::WithoutActivity { party: party.clone(), until: *until })
        }
    }
}

/// The input with one thing otherwise; nothing where that changes nothing.
fn apply(input: &PlanInput, change: &Change) -> Option<PlanInput> {
    let mut input = input.clone();
    match change {
        Change::MoreVehicles { like, number, .. } => more_vehicles(&mut input, like, *number)?,
        Change::LargerVehicle { at, payload, room } => {
            let like = input.fleet.iter().find(|vehicle| vehicle.at == *at).or(input.fleet.first())?.vehicle.clone();
            more_vehicles(&mut input, &like, 1)?;
            let added = input.fleet.last_mut()?;
            (added.at, added.payload, added.room, added.role) = (at.clone(), *payload, *room, None);
            added.axles.clear();
        }
        Change::OpenUntil { crossing, closes_minute } => {
            let hours = at(&mut input, crossing)?.openings.iter_mut().filter_map(|opening| opening.daily.as_mut());
            hours.for_each(|hours| hours.closes_minute = hours.closes_minute.max(*closes_minute));
        }
        Change::OpenAlways { crossing } => {
            at(&mut input, crossing)?.openings = vec![Opening { within: Interval::default(), daily: None }];
        }
        Change::ReceiverReady { crossing } => at(&mut input, crossing)?.ready = None,
        Change::FasterCrossing { crossing, vehicles_per_hour } => {
            at(&mut input, crossing)?.vehicles_per_hour = Some(*vehicles_per_hour);
        }
        Change::StretchesOpen { segments } => {
            let stretches = input.stretches.iter_mut().filter(|stretch| segments.contains(&stretch.segment));
            stretches.for_each(|stretch| stretch.passability = Passability::Open);
        }
        Change::StretchesBear { segments, axle } => {
            let stretches = input.stretches.iter_mut().filter(|stretch| segments.contains(&stretch.segment));
            stretches.for_each(|stretch| stretch.axle_max = stretch.axle_max.map(|most| most.max(*axle)));
        }
        Change::TwoWays { segment } => {
            input.stretches.iter_mut().find(|stretch| stretch.segment == *segment)?.defile = false;
        }
        Change::ByNight => input.policy.daylight = None,
        Change::WithoutActivity { party, .. } => input.activities.retain(|activity| activity.party != *party),
        Change::SecondDrivers => input.policy.hours = None,
        Change::WithoutReserve => {
            input.policy.reserve.take()?;
        }
        Change::FuelFor { range } => {
            let own = input.needs.iter_mut().filter_map(|need| need.self_propelled.as_mut());
            let motions = input.fleet.iter_mut().map(|vehicle| &mut vehicle.motion).chain(own);
            motions.for_each(|motion| motion.range = motion.range.map(|known| known.max(*range)));
        }
    }
    Some(input)
}

fn at<'a>(input: &'a mut PlanInput, crossing: &PlaceId) -> Option<&'a mut convoy::Crossing> {
    input.crossings.iter_mut().find(|known| known.place == *crossing)
}

fn more_vehicles(input: &mut PlanInput, like: &VehicleId, number: u32) -> Option<()> {
    let like = input.vehicle(like)?.clone();
    let names = (1_u64..).filter_map(|number| VehicleId::new(format!("more-{number}")).ok());
    let names = names.filter(|name| input.vehicle(name).is_none()).take(usize::try_from(number).ok()?);
    let names: Vec<VehicleId> = names.collect();
    input.fleet.extend(names.into_iter().map(|vehicle| convoy::Vehicle { vehicle, ..like.clone() }));
    Some(())
}

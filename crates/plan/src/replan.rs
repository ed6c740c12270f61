//! A new plan from an old one: what still holds stays as it is, the rest is planned anew.
//!
//! In this order: columns on the road that hold are kept with their times, the others are sent
//! on from where they stand; columns still to leave that hold are kept, the others get another
//! way or other times with the loads they have; what nobody carries is loaded on vehicles that
//! are free. A road that reopens changes nothing that is kept.

use crate::choice::{Ask, Start};
use crate::diff;
use crate::improve::standard;
use crate::keep::{Broken, Claims, Now, ahead, loads_hold, spent_at};
use crate::loading::{self, Effort, Pool};
use crate::planner::{Draft, Planner};
use crate::reserve::Reserve;
use crate::returns;
use crate::support;
use crate::timetable::driven_late;
use crate::unloading;
use crate::weigh::draft_dues;
use crate::{LOADS_QUICK, LOADS_THOROUGH, Seed, Stage};
use convoy::{
    Column, Halt, Leg, Load, Passability, Plan, PlanDiff, PlanInput, PlanReport, Progress, Reason, Stranded,
    UndeliveredReason, Whereabouts,
};
use std::collections::BTreeSet;
use units::{ConvoyId, Digest, Moment, PlaceId, VehicleId};

/// A column of the parent that needs a way or times anew.
struct Affected {
    draft: Draft,
    /// The crossing so far.
    bound_for: PlaceId,
    /// The column as far as it is ahead, where only its times are broken.
    same_way: Option<Column>,
    on_road: bool,
}

/// A plan that replaces `parent`, whose hash is `parent_digest`. What is on the road stands in
/// the input's progress; needs and fleet hold everything that has not arrived.
pub fn replan(input: &PlanInput, parent: &Plan, parent_digest: Digest, seed: Seed) -> (Plan, PlanReport, PlanDiff) {
    again(input, parent, parent_digest, (seed, LOADS_QUICK), &mut standard(input))
}

/// The same, with new columns tried in other orders as long as `search` says so.
pub fn replan_while(
    input: &PlanInput,
    parent: &Plan,
    parent_digest: Digest,
    seed: Seed,
    search: &mut dyn FnMut(&Stage) -> bool,
) -> (Plan, PlanReport, PlanDiff) {
    again(input, parent, parent_digest, (seed, LOADS_THOROUGH), search)
}

fn again(
    input: &PlanInput,
    parent: &Plan,
    parent_digest: Digest,
    (seed, rounds): (Seed, u64),
    search: &mut dyn FnMut(&Stage) -> bool,
) -> (Plan, PlanReport, PlanDiff) {
    let names = parent.columns.iter().map(|column| &column.convoy);
    let names = names.chain(parent.stranded.iter().map(|column| &column.convoy));
    let names = names.chain(input.progress.iter().map(|progress| &progress.convoy));
    let mut planner = Planner::new(input, names.cloned().collect());
    let mut claims = Claims::new(input);
    let (on_road, waiting) = retain(&mut planner, parent, &mut claims);
    reserve_facts(&mut planner, &on_road);
    let mut affected = keep(&mut planner, on_road);
    affected.extend(still_stranded(&planner, parent));
    send_on(&mut planner, affected);
    let (sharing, waiting): (Vec<&Column>, Vec<&Column>) =
        waiting.into_iter().partition(|one| shares(input, parent, one));
    let affected = keep(&mut planner, waiting);
    send_on(&mut planner, affected);
    in_turn(&mut planner, sharing);
    let used: BTreeSet<VehicleId> = planner.used();
    let vehicles = input.fleet.iter().filter(|vehicle| !used.contains(&vehicle.vehicle)).collect();
    let pool = Pool { needs: claims.rest(input), vehicles, reserved: Vec::new() };
    planner.add(pool, &Effort { seed, more: &loading::rounds(rounds) }, search);
    let (plan, report) = planner.finish(Some(parent_digest), seed);
    let diff = diff::between(input, parent, &plan);
    (plan, report, diff)
}

/// Whether another column has a vehicle that marches along with this one.
fn shares(input: &PlanInput, parent: &Plan, column: &Column) -> bool {
    let along = returns::along(input, &column.vehicles);
    let others = parent.columns.iter().filter(|other| other.convoy != column.convoy);
    others.flat_map(|other| &other.vehicles).any(|vehicle| along.contains(vehicle))
}

/// Columns that have vehicles from each other, one after another: each can leave when they are back from the last.
fn in_turn(planner: &mut Planner<'_>, mut sharing: Vec<&Column>) {
    sharing.sort_by_key(|column| (column.departs(), &column.convoy));
    for column in sharing {
        let along = returns::along(planner.input, &column.vehicles);
        let lost: Vec<_> = along.iter().filter(|one| planner.free_from(one, None).is_none()).collect();
        if let Some(role) = lost.first().and_then(|one| support::role_of(planner.input, one)) {
            let (needed, from) = (along.len() as u64, column.origin.clone());
            let there = needed - lost.len() as u64;
            let reason = UndeliveredReason::SupportMissing { from, role, needed, there };
            planner.leave(&column.vehicles, &column.driven, &reason);
            continue;
        }
        let affected = keep(planner, vec![column]);
        send_on(planner, affected);
    }
}

/// From when on all that march along with a column are there.
fn together_from(planner: &Planner<'_>, column: &Column) -> Moment {
    let along = returns::along(planner.input, &column.vehicles);
    let free = along.iter().filter_map(|vehicle| planner.free_from(vehicle, Some(&column.convoy)));
    free.max().unwrap_or(planner.input.start)
}

/// Columns on the road, and columns still to leave.
type Retained<'p> = (Vec<&'p Column>, Vec<&'p Column>);

/// Takes over loads and goods of columns that go on; drops those that arrived or cannot hold.
fn retain<'p>(planner: &mut Planner<'_>, parent: &'p Plan, claims: &mut Claims) -> Retained<'p> {
    let input = planner.input;
    let (mut on_road, mut to_leave) = (Vec::new(), Vec::new());
    let mut reserve = Reserve::new(input);
    let (left, waiting): (Vec<&Column>, Vec<&Column>) =
        parent.columns.iter().partition(|column| input.progress_of(&column.convoy).is_some());
    for column in left {
        if input.progress_of(&column.convoy).is_some_and(|progress| has_arrived(progress, &column.crossing)) {
            let (convoy, crossing) = (column.convoy.clone(), column.crossing.clone());
            planner.reasons.push(Reason::Arrived { convoy, crossing });
            continue;
        }
        claims.claim(parent.shares_of(column));
        reserve.take(input, &column.vehicles, parent.shares_of(column));
        on_road.push(column);
    }
    for column in &parent.stranded {
        let loads = column.vehicles.iter().filter_map(|vehicle| parent.load(vehicle));
        let shares: Vec<_> = loads.flat_map(|load| &load.shares).chain(&column.driven).collect();
        claims.claim(shares.iter().copied());
        reserve.take(input, &column.vehicles, shares.into_iter());
        take_loads(planner, parent, &column.vehicles);
    }
    for column in waiting {
        let accompanied = support::holds(input, &planner.ways, column);
        let mut rest = reserve.clone();
        let holds = accompanied
            && loads_hold(input, &planner.rules, &planner.limits, parent, column)
            && rest.take(input, &column.vehicles, parent.shares_of(column))
            && claims.claim(parent.shares_of(column));
        if holds {
            reserve = rest;
            to_leave.push(column);
        } else {
            planner.reasons.push(Reason::Dissolved { convoy: column.convoy.clone() });
        }
    }
    for column in on_road.iter().chain(&to_leave) {
        take_loads(planner, parent, &column.vehicles);
    }
    for vehicle in to_leave.iter().flat_map(|column| &column.vehicles) {
        // What has not left is loaded for what is urgent now.
        if let Some(load) = planner.loads.get_mut(vehicle) {
            unloading::order(input, &mut load.shares);
        }
    }
    (on_road, to_leave)
}

/// Reserves the stretches columns are on: nobody can be planned into them, whatever comes after.
fn reserve_facts(planner: &mut Planner<'_>, on_road: &[&Column]) {
    for column in on_road {
        let start = start_of(planner, column);
        planner.table.reserve_facts(column, &start.facts);
    }
}

fn take_loads(planner: &mut Planner<'_>, parent: &Plan, vehicles: &[VehicleId]) {
    for load in vehicles.iter().filter_map(|vehicle| parent.load(vehicle)) {
        let needs = load.shares.iter().filter_map(|share| planner.input.need(&share.need));
        let towed = unloading::behind(needs);
        planner.loads.insert(load.vehicle.clone(), Load { towed, ..load.clone() });
    }
}

fn has_arrived(progress: &Progress, crossing: &PlaceId) -> bool {
    progress.whereabouts == Whereabouts::Arrived || progress.place == *crossing
}

/// Keeps the columns that hold, reserving their times; gives back the others.
fn keep(planner: &mut Planner<'_>, retained: Vec<&Column>) -> Vec<Affected> {
    let input = planner.input;
    let mut affected = Vec::new();
    for column in retained {
        let progress = input.progress_of(&column.convoy);
        let remaining = match progress {
            Some(progress) => ahead(column, progress, spent_at(input, &planner.ways, column, progress)),
            None => Some(column.clone()),
        };
        let start = start_of(planner, column);
        let now = Now {
            input,
            ways: &planner.ways,
            table: &planner.table,
            loads: &planner.loads,
            together: together_from(planner, column),
        };
        let facts = start.facts.len();
        let judged = |column: &Column| now.judge(column, progress, facts);
        let broken = remaining.as_ref().map_or(Err(Broken::Times), judged).err();
        match (broken, remaining) {
            (None, Some(column)) => {
                planner.reasons.push(Reason::Kept { convoy: column.convoy.clone() });
                planner.enter(column, facts);
            }
            (None, None) => {}
            (Some(broken), remaining) => {
                planner.reasons.push(told(column, &start, &broken));
                let same_way = match broken {
                    Broken::Times => remaining,
                    Broken::Road { .. } | Broken::Axle { .. } | Broken::Destination => None,
                };
                affected.push(Affected {
                    draft: draft_of(column, start),
                    bound_for: column.crossing.clone(),
                    same_way,
                    on_road: progress.is_some(),
                });
            }
        }
    }
    affected
}

fn told(column: &Column, start: &Start, broken: &Broken) -> Reason {
    let convoy = column.convoy.clone();
    match broken {
        Broken::Road { segment, passability, ours } => {
            Reason::Affected { convoy, segment: segment.clone(), passability: *passability, ours: *ours }
        }
        Broken::Axle { segment, load } => Reason::Spares { convoy, segment: segment.clone(), load: load.clone() },
        Broken::Times | Broken::Destination => Reason::TimesBroken { convoy, place: start.free_from().clone() },
    }
}

fn draft_of(column: &Column, start: Start) -> Draft {
    Draft {
        convoy: column.convoy.clone(),
        credit: column.credit.clone(),
        commander: column.commander.clone(),
        vehicles: column.vehicles.clone(),
        driven: column.driven.clone(),
        start,
    }
}

/// Where a column can set out from: its site, the place it stands at, or the end of what it is driving.
fn start_of(planner: &Planner<'_>, column: &Column) -> Start {
    let input = planner.input;
    let Some(progress) = input.progress_of(&column.convoy) else {
        return Start::standing(column.origin.clone(), together_from(planner, column));
    };
    let mut start = Start::standing(progress.place.clone(), progress.at.max(input.start));
    start.spent = spent_at(input, &planner.ways, column, progress);
    let Some(ahead) = ahead(column, progress, start.spent) else { return start };
    let Some(next) = ahead.legs.first() else { return start };
    if progress.at <= next.enter_head {
        // On time: it goes on as planned until the plan begins.
        start.facts = ahead.legs.iter().take_while(|leg| leg.enter_head < input.start).cloned().collect();
        start.halts = halts_until_end(&start.facts, &ahead.halts);
    } else if progress.whereabouts == Whereabouts::Passed && progress.at < input.start {
        let size = planner.size(&column.vehicles, &column.driven);
        if let Some(step) = planner.ways.step(&next.segment, &next.from, &next.to, size.slowest) {
            let (leg, halts) = driven_late(input, &step, progress.at, column.pass_time);
            (start.facts, start.halts) = (vec![leg], halts);
        }
    }
    let blocked =
        |leg: &Leg| leg.exit_head > input.start && planner.ways.passability(&leg.segment) == Passability::Closed;
    if start.facts.last().is_some_and(blocked) {
        turn_back(&mut start);
    }
    start
}

/// Halts that end no later than the last of some legs.
fn halts_until_end(legs: &[Leg], halts: &[Halt]) -> Vec<Halt> {
    let end = legs.last().map(|leg| leg.exit_head);
    halts.iter().filter(|halt| end.is_some_and(|end| halt.to <= end)).cloned().collect()
}

/// The column turns where it entered the stretch it is on, and stands there.
fn turn_back(start: &mut Start) {
    start.facts.pop();
    start.halts = halts_until_end(&start.facts, &start.halts);
}

/// Columns that had no way on may have one now.
fn still_stranded(planner: &Planner<'_>, parent: &Plan) -> Vec<Affected> {
    let input = planner.input;
    let again = |column: &Stranded| {
        let progress = input.progress_of(&column.convoy)?;
        let mut start = Start::standing(progress.place.clone(), progress.at.max(input.start));
        start.spent = column.spent;
        let draft = Draft {
            convoy: column.convoy.clone(),
            credit: column.credit.clone(),
            commander: column.commander.clone(),
            vehicles: column.vehicles.clone(),
            driven: column.driven.clone(),
            start,
        };
        Some(Affected { draft, bound_for: column.crossing.clone(), same_way: None, on_road: true })
    };
    parent.stranded.iter().filter_map(again).collect()
}

/// Finds a way for each affected column: the same one at other times, another one, or none.
fn send_on(planner: &mut Planner<'_>, affected: Vec<Affected>) {
    for Affected { mut draft, bound_for, same_way, on_road } in affected {
        match find_way(planner, &mut draft, same_way.as_ref()) {
            Some(turns_at) => tell_turn(planner, draft.convoy, turns_at, bound_for),
            None if on_road => planner.strand(draft, bound_for),
            None => {
                let reason = planner.why_behind(&draft);
                planner.leave(&draft.vehicles, &draft.driven, &reason);
            }
        }
    }
}

/// Gives a column a way from where its choices begin, and says where that is.
fn find_way(planner: &mut Planner<'_>, draft: &mut Draft, same_way: Option<&Column>) -> Option<PlaceId> {
    if retime(planner, draft, same_way) || planner.insert(draft) {
        return Some(draft.start.free_from().clone());
    }
    // Driving on leads nowhere: it turns where it entered the stretch it is on.
    draft.start.facts.last().filter(|leg| leg.exit_head > planner.input.start)?;
    turn_back(&mut draft.start);
    planner.insert(draft).then(|| draft.start.free_from().clone())
}

fn tell_turn(planner: &mut Planner<'_>, convoy: ConvoyId, place: PlaceId, from: PlaceId) {
    let to = planner.columns.last().map(|column| column.crossing.clone());
    if let Some(to) = to.filter(|to| *to != from) {
        planner.reasons.push(Reason::Turns { convoy, place, from, to });
    }
}

/// The same way at other times, where that is possible.
fn retime(planner: &mut Planner<'_>, draft: &Draft, same_way: Option<&Column>) -> bool {
    let size = planner.size(&draft.vehicles, &draft.driven);
    let dues = draft_dues(planner.input, draft, &planner.loads);
    let choice = same_way.and_then(|column| {
        let to_come = column.legs.get(draft.start.facts.len()..)?;
        let steps: Option<Vec<_>> =
            to_come.iter().map(|leg| planner.ways.step(&leg.segment, &leg.from, &leg.to, size.slowest)).collect();
        let crossing = planner.input.crossing(&column.crossing)?;
        let ask = Ask { convoy: &draft.convoy, size, start: &draft.start, dues: &dues };
        planner.chooser().along(ask, crossing, &steps?, column.onward.clone()).ok()
    });
    let Some(choice) = choice else { return false };
    let mut reasons = Vec::new();
    let ask = Ask { convoy: &draft.convoy, size, start: &draft.start, dues: &dues };
    planner.chooser().tell_taken(ask, &choice, &mut reasons);
    planner.reasons.extend(reasons);
    planner.settle(draft, size, choice);
    true
}

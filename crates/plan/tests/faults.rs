//! Random faults in random good plans: the checker finds each of them.
//!
//! `tampering` shows one fault of each kind on one plan; here the plans, the places and the sizes of faults are drawn.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;
#[path = "common/random.rs"]
mod random;

use check::{Objection, check};
use convoy::{
    Activity, Column, EscortRule, EscortShare, FuelRule, HazardClass, HoursRule, Leg, Member, Opening, Packet,
    Passability, Permille, Plan, PlanInput, PointKind, RecoveryRule, ReserveRule, Role,
};
use movement::Chance;
use plan::{Seed, plan};
use proptest::prelude::*;
use random::any_input;
use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, Grams, Interval, Kmh, Metres, Millilitres, OfficerId, PartyId, Quantity};

/// Does something wrong somewhere, if there is anything to do it to, and says what must be found; `None` otherwise.
type Fault = fn(&mut PlanInput, &mut Plan, &mut Chance) -> Option<fn(&Objection) -> bool>;

/// An element by lot; nothing of an empty list.
fn lot<'a, T>(list: &'a mut [T], chance: &mut Chance) -> Option<&'a mut T> {
    let at = chance.pick(list.len());
    list.get_mut(at)
}

fn leg<'a>(plan: &'a mut Plan, chance: &mut Chance) -> Option<&'a mut Leg> {
    lot(&mut lot(&mut plan.columns, chance)?.legs, chance)
}

/// From a second up to three hours, either way.
fn seconds(chance: &mut Chance) -> i64 {
    let size = 1 + i64::try_from(chance.below(10_800)).unwrap();
    if chance.below(2) == 0 { size } else { -size }
}

fn a_little(chance: &mut Chance) -> u64 {
    1 + chance.below(3_000)
}

fn one() -> Quantity {
    Quantity::new(1).unwrap()
}

macro_rules! finds {
    ($($pattern:pat_param)|+) => {
        Some((|o: &Objection| matches!(o, $($pattern)|+)) as fn(&Objection) -> bool)
    };
}

use Objection as O;

const FAULTS: &[(&str, Fault)] = &[
    ("the head enters at another time", |_, plan, chance| {
        let leg = leg(plan, chance)?;
        leg.enter_head = leg.enter_head.plus_seconds(seconds(chance));
        finds!(
            O::TimeUnexplained { .. }
                | O::LegsOverlap { .. }
                | O::TooFast { .. }
                | O::LeavesEarly { .. }
                | O::HaltWrong { .. }
        )
    }),
    ("the head leaves at another time", |_, plan, chance| {
        let leg = leg(plan, chance)?;
        leg.exit_head = leg.exit_head.plus_seconds(seconds(chance));
        finds!(O::TimeUnexplained { .. } | O::TooFast { .. } | O::LegsOverlap { .. } | O::HaltWrong { .. })
    }),
    ("the tail leaves at another time", |_, plan, chance| {
        let leg = leg(plan, chance)?;
        leg.clear_tail = leg.clear_tail.plus_seconds(seconds(chance));
        finds!(O::ClearWrong { .. })
    }),
    ("a leg is driven faster than it may be", |input, plan, chance| {
        let cap = input.policy.rate_cap.get();
        leg(plan, chance)?.rate = Kmh::new(cap + 1 + u32::try_from(a_little(chance)).unwrap());
        finds!(O::RateTooHigh { .. })
    }),
    ("a leg is missing", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let at = chance.pick(column.legs.len());
        column.legs.remove(at);
        finds!(O::RouteBroken { .. } | O::EndsElsewhere { .. } | O::OriginWrong { .. } | O::ColumnEmpty { .. })
    }),
    ("a leg stands twice", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let again = lot(&mut column.legs, chance)?.clone();
        column.legs.push(again);
        finds!(O::RouteBroken { .. } | O::EndsElsewhere { .. } | O::LegsOverlap { .. })
    }),
    ("a leg is told safer than it is", |_, plan, chance| {
        let leg = leg(plan, chance)?;
        leg.exposure = Deciseconds::new(leg.exposure.get().checked_sub(1)?);
        finds!(O::RiskUnderstated { .. })
    }),
    ("a halt is missing", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let at = (!column.halts.is_empty()).then(|| chance.pick(column.halts.len()))?;
        column.halts.remove(at);
        finds!(O::TimeUnexplained { .. } | O::RestMissing { .. })
    }),
    ("a row of the march table is moved", |_, plan, chance| {
        let row = lot(&mut lot(&mut plan.columns, chance)?.march_table, chance)?;
        let (due, clear) = if chance.below(2) == 0 { (seconds(chance), 0) } else { (0, seconds(chance)) };
        (row.due, row.clear) = (row.due.plus_seconds(due), row.clear.plus_seconds(clear));
        finds!(O::MarchTableWrong { .. })
    }),
    ("a row of the march table is of another kind", |_, plan, chance| {
        let row = lot(&mut lot(&mut plan.columns, chance)?.march_table, chance)?;
        row.kind = if row.kind == PointKind::Release { PointKind::Start } else { PointKind::Release };
        finds!(O::MarchTableWrong { .. })
    }),
    ("a column is told shorter or longer", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        column.road_space = Metres::new(column.road_space.get() + a_little(chance));
        finds!(O::RoadSpaceWrong { .. })
    }),
    ("a column passes sooner or later", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        column.pass_time = Deciseconds::new(column.pass_time.get() + a_little(chance));
        finds!(O::PassTimeWrong { .. })
    }),
    ("a vehicle marches with another column", |_, plan, chance| {
        let (from, to) = two(plan, chance)?;
        let vehicle = plan.columns[from].vehicles.pop()?;
        plan.columns[to].vehicles.push(vehicle);
        finds!(O::RoadSpaceWrong { .. } | O::PassTimeWrong { .. } | O::OriginWrong { .. })
    }),
    ("a vehicle marches with two columns", |_, plan, chance| {
        let (from, to) = two(plan, chance)?;
        let (from, to) = (plan.columns[from].clone(), &mut plan.columns[to]);
        let vehicle = from.vehicles.iter().rfind(|vehicle| !from.roles.contains_key(*vehicle))?.clone();
        to.vehicles.push(vehicle);
        finds!(O::VehicleTwice { .. })
    }),
    ("two columns have one number", |_, plan, chance| {
        let (from, to) = two(plan, chance)?;
        plan.columns[to].credit = plan.columns[from].credit.clone();
        finds!(O::ConvoyTwice { .. })
    }),
    ("two columns change places on the road", |_, plan, chance| {
        let (one, other) = two(plan, chance)?;
        let differ = plan.columns[one].legs != plan.columns[other].legs;
        let (legs, other_legs) = (plan.columns[one].legs.clone(), plan.columns[other].legs.clone());
        (plan.columns[one].legs, plan.columns[other].legs) = (other_legs, legs);
        if differ { Some(|_: &Objection| true) } else { None }
    }),
    ("a column of another marches along with it", |_, plan, chance| {
        let (one, other) = two(plan, chance)?;
        let (front, behind) = (plan.columns[one].clone(), &mut plan.columns[other]);
        if front.origin != behind.origin {
            return None;
        }
        let Column { crossing, rate, pass_time, legs, halts, march_table, onward, .. } = front;
        *behind = Column { crossing, rate, pass_time, legs, halts, march_table, onward, ..behind.clone() };
        finds!(O::TooClose { .. } | O::CrossingBusy { .. } | O::MeetInDefile { .. })
    }),
    ("one piece less is loaded", |_, plan, chance| {
        let share = lot(&mut lot(&mut plan.loads, chance)?.shares, chance)?;
        share.quantity = share.quantity.checked_sub(one())?;
        finds!(O::QuantityWrong { .. })
    }),
    ("one piece more is loaded", |_, plan, chance| {
        let share = lot(&mut lot(&mut plan.loads, chance)?.shares, chance)?;
        share.quantity = share.quantity.checked_add(one())?;
        finds!(O::QuantityWrong { .. })
    }),
    ("one piece more stays behind", |_, plan, chance| {
        let left = lot(&mut plan.undelivered, chance)?;
        left.quantity = left.quantity.checked_add(one())?;
        finds!(O::QuantityWrong { .. })
    }),
    ("what stays behind is not told", |_, plan, chance| {
        let at = (!plan.undelivered.is_empty()).then(|| chance.pick(plan.undelivered.len()))?;
        plan.undelivered.remove(at);
        finds!(O::QuantityWrong { .. })
    }),
    ("goods come off a vehicle in another order", |_, plan, chance| {
        let shares = &mut lot(&mut plan.loads, chance)?.shares;
        let first = chance.pick(shares.len().checked_sub(1).filter(|pairs| *pairs > 0)?);
        shares.swap(first, first + 1);
        finds!(O::UnloadingWrong { .. })
    }),
    ("goods come off a vehicle twice", |_, plan, chance| {
        let shares = &mut lot(&mut plan.loads, chance)?.shares;
        let share = lot(shares, chance)?.clone();
        shares.push(share);
        finds!(O::UnloadingWrong { .. })
    }),
    ("a vehicle tows two pieces", |input, plan, chance| {
        let share = lot(&mut behind(input, plan), chance)?.1;
        plan.loads[share.0].shares[share.1].quantity = Quantity::new(2).unwrap();
        finds!(O::TowsSeveral { .. })
    }),
    ("a vehicle tows what is too heavy for it", |input, plan, chance| {
        let (mass, (load, _)) = *lot(&mut behind(input, plan), chance)?;
        let vehicle = plan.loads[load].vehicle.clone();
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == vehicle)?;
        vehicle.tows = mass.get().checked_sub(1).map(Grams::new);
        finds!(O::CannotTow { .. })
    }),
    ("an axle may bear a gram less than lies on it", |input, plan, chance| {
        let load = lot(&mut plan.loads, chance)?;
        let lies: u64 = load.shares.iter().filter_map(|share| on_it(input, share)).sum();
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == load.vehicle)?;
        whole(&mut vehicle.axles);
        let axle = lot(&mut vehicle.axles, chance)?;
        let bears = axle.tare.get() + (lies * u64::from(axle.share.get())).div_ceil(1000);
        axle.most = Some(Grams::new(bears.checked_sub(1)?));
        finds!(O::AxleOverloaded { .. })
    }),
    ("a stretch bears a gram less than an axle", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let name = lot(&mut column.legs, chance)?.segment.clone();
        let vehicle = lot(&mut column.vehicles, chance)?.clone();
        let lies = plan.load(&vehicle).map_or(0, |load| load.shares.iter().filter_map(|one| on_it(input, one)).sum());
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == vehicle)?;
        whole(&mut vehicle.axles);
        let axle = *lot(&mut vehicle.axles, chance)?;
        let bears: u64 = axle.tare.get() + (lies * u64::from(axle.share.get())).div_ceil(1000);
        let stretch = input.stretches.iter_mut().find(|stretch| stretch.segment == name)?;
        stretch.axle_max = Some(Grams::new(bears.checked_sub(1)?));
        finds!(O::AxleTooHeavy { .. })
    }),
    ("what hangs behind a vehicle is told to lie on it", |input, plan, chance| {
        let (load, _) = lot(&mut behind(input, plan), chance)?.1;
        plan.loads[load].towed = None;
        finds!(O::TowedWrong { .. })
    }),
    ("what lies on a vehicle is told to hang behind it", |_, plan, chance| {
        let load = lot(&mut plan.loads, chance)?;
        let share = lot(&mut load.shares, chance)?.need.clone();
        load.towed = Some(share).filter(|_| load.towed.is_none());
        if load.towed.is_some() { finds!(O::TowedWrong { .. }) } else { None }
    }),
    ("what hangs behind a vehicle is longer", |input, plan, chance| {
        let (load, share) = lot(&mut behind(input, plan), chance)?.1;
        let share = plan.loads[load].shares[share].need.clone();
        let need = input.needs.iter_mut().find(|need| need.id == share)?;
        need.towed = need.towed.map(|length| Metres::new(length.get() + 1));
        finds!(O::RoadSpaceWrong { .. })
    }),
    ("a vehicle goes that is kept in reserve", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let carrier = column.vehicles.iter().find(|id| !column.roles.contains_key(*id))?;
        let site = &input.vehicle(carrier)?.at;
        let there: Vec<_> = input.fleet.iter().filter(|one| one.role.is_none() && one.at == *site).collect();
        let go = there.iter().filter(|one| plan.loads.iter().any(|load| load.vehicle == one.vehicle)).count();
        // Just more than the share of those that stay.
        let share = u16::try_from((there.len() - go) * 1000 / there.len() + 1).unwrap();
        input.policy.reserve = Some(ReserveRule { vehicles: Permille::new(share), ..ReserveRule::default() });
        finds!(O::ReserveUsed { item: None, .. })
    }),
    ("goods go that are kept in reserve", |input, plan, chance| {
        let share = lot(&mut lot(&mut plan.loads, chance)?.shares, chance)?.clone();
        let need = input.needs.iter_mut().find(|need| need.id == share.need)?;
        let left = plan.undelivered.iter().filter(|one| one.need == share.need);
        let go = need.quantity.get() - left.map(|one| one.quantity.get()).sum::<u64>();
        // What goes is all there is, but for what one in a thousand leaves.
        need.stock = Some(Quantity::new(go).unwrap());
        let stock = [(need.item.clone(), Permille::new(1))].into();
        input.policy.reserve = Some(ReserveRule { stock, ..ReserveRule::default() });
        finds!(O::ReserveUsed { item: Some(_), .. })
    }),
    ("a load has no vehicle", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let at = column.vehicles.iter().rposition(|vehicle| !column.roles.contains_key(vehicle))?;
        column.vehicles.remove(at);
        finds!(O::LoadLeftBehind { .. })
    }),
    ("a vehicle carries two loads", |_, plan, chance| {
        let load = lot(&mut plan.loads, chance)?.clone();
        plan.loads.push(load);
        finds!(O::LoadTwice { .. })
    }),
    ("the rule for a load is another", |_, plan, chance| {
        let verdict = lot(&mut plan.loads, chance)?.verdict.as_mut()?;
        verdict.result.others.insert(HazardClass::Unknown);
        finds!(O::VerdictWrong { .. })
    }),
    ("the rule for a load is not told", |_, plan, chance| {
        lot(&mut plan.loads, chance)?.verdict.take()?;
        finds!(O::VerdictWrong { .. })
    }),
    ("the receiver's way is told shorter", |_, plan, chance| {
        let onward = &mut lot(&mut plan.columns, chance)?.onward;
        onward.travel = Deciseconds::new(onward.travel.get().checked_sub(1)?);
        finds!(O::OnwardUnderstated { .. })
    }),
    ("the receiver's way lacks a stretch", |_, plan, chance| {
        let segments = &mut lot(&mut plan.columns, chance)?.onward.segments;
        let at = (!segments.is_empty()).then(|| chance.pick(segments.len()))?;
        segments.remove(at);
        finds!(O::OnwardBroken { .. })
    }),
    ("the total is another", |_, plan, chance| {
        plan.objective.weighted = plan.objective.weighted.checked_sub(a_little(chance))?;
        finds!(O::ObjectiveWrong { .. })
    }),
    ("the bound lies above the plan", |_, plan, chance| {
        plan.objective.bound = plan.objective.weighted.checked_add(a_little(chance))?;
        finds!(O::ObjectiveWrong { .. })
    }),
    ("a stretch that is used is closed", |input, plan, chance| {
        let name = leg(plan, chance)?.segment.clone();
        input.stretches.iter_mut().find(|stretch| stretch.segment == name)?.passability = Passability::Closed;
        finds!(O::StretchClosed { .. })
    }),
    ("a partner force uses a stretch then", |input, plan, chance| {
        let leg = leg(plan, chance)?;
        let (from, to) = (Some(leg.enter_head), Some(leg.clear_tail));
        let party = PartyId::new("partner").unwrap();
        input.activities.push(Activity { party, segments: vec![leg.segment.clone()], window: Interval { from, to } });
        finds!(O::DuringActivity { .. })
    }),
    ("a crossing closes before the tail is through", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let to = Some(column.legs.last()?.clear_tail.plus_seconds(-1));
        let crossing = input.crossings.iter_mut().find(|crossing| crossing.place == column.crossing)?;
        crossing.openings = vec![Opening { within: Interval { from: None, to }, daily: None }];
        finds!(O::CrossingShut { .. })
    }),
    ("the receiver leaves before the tail is through", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let to = Some(column.legs.last()?.clear_tail.plus_seconds(-1));
        let crossing = input.crossings.iter_mut().find(|crossing| crossing.place == column.crossing)?;
        crossing.ready = Some(vec![Opening { within: Interval { from: None, to }, daily: None }]);
        finds!(O::ReceiverNotReady { .. })
    }),
    ("a vehicle carries less than is on it", |input, plan, chance| {
        let load = lot(&mut plan.loads, chance)?;
        let vehicle = input.fleet.iter_mut().find(|vehicle| vehicle.vehicle == load.vehicle)?;
        let carried = |need: &convoy::Need, one: u64| (need.id.clone(), if need.towed.is_some() { 0 } else { one });
        let masses: BTreeMap<_, _> = input.needs.iter().map(|need| carried(need, need.mass.get())).collect();
        let rooms: BTreeMap<_, _> = input.needs.iter().map(|need| carried(need, need.volume.get())).collect();
        let sum = |of: &BTreeMap<_, u64>| -> u64 {
            load.shares.iter().map(|share| of[&share.need] * share.quantity.get()).sum()
        };
        if chance.below(2) == 0 {
            vehicle.payload = Grams::new(sum(&masses).checked_sub(1)?);
            return finds!(O::TooHeavy { .. });
        }
        vehicle.room = Millilitres::new(sum(&rooms).checked_sub(1)?);
        finds!(O::TooLarge { .. })
    }),
    ("a vehicle goes less far than the column drives", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let length = |leg: &Leg| input.stretch(&leg.segment).map_or(0, |stretch| stretch.length.get());
        let longest = column.legs.iter().map(length).max()?;
        let vehicle = column.vehicles.first()?;
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == *vehicle)?;
        vehicle.motion.range = Some(Metres::new(longest - 1));
        without_tankers(input);
        input.policy.fuel = Some(FuelRule::default());
        finds!(O::BeyondRange { .. })
    }),
    ("a halt to fill the tanks is a second too short", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let at = (1..column.legs.len()).find(|at| column.legs[*at].enter_head > column.legs[at - 1].exit_head)?;
        let stood = column.legs[at].enter_head.seconds() - column.legs[at - 1].exit_head.seconds();
        let length = |leg: &Leg| input.stretch(&leg.segment).map_or(0, |stretch| stretch.length.get());
        let [before, after] = [&column.legs[..at], &column.legs[at..]].map(|part| part.iter().map(length).sum::<u64>());
        let vehicle = column.vehicles.first()?;
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == *vehicle)?;
        vehicle.motion.range = Some(Metres::new(before.max(after)));
        without_tankers(input);
        let halt = Deciseconds::new(u64::try_from(stood).ok()? * 10 + 10);
        let points = [column.legs[at].from.clone()].into();
        input.policy.fuel = Some(FuelRule { points, halt, ..FuelRule::default() });
        finds!(O::BeyondRange { .. })
    }),
    ("drivers drive longer than they may", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let leg = lot(&mut column.legs, chance)?;
        let on_it = column.halts.iter().any(|halt| leg.enter_head <= halt.from && halt.to <= leg.exit_head);
        let drives = u64::try_from(leg.exit_head.seconds() - leg.enter_head.seconds()).ok()?.checked_sub(1)?;
        let rule = HoursRule { driving: Deciseconds::new(drives * 10), rest: Deciseconds::new(u64::MAX) };
        input.policy.hours = Some(rule).filter(|_| !on_it);
        input.policy.hours?;
        finds!(O::HoursExceeded { .. })
    }),
    ("columns are longer than they may be", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let driven: u64 = column.driven.iter().map(|share| share.quantity.get()).sum();
        let vehicles = column.vehicles.len() as u64 + driven;
        input.policy.column_max = u32::try_from(vehicles.checked_sub(1).filter(|most| *most > 0)?).ok()?;
        finds!(O::TooManyVehicles { .. })
    }),
    ("a vehicle is told to be what it is not", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let vehicle = lot(&mut column.vehicles, chance)?.clone();
        let other = if column.roles.get(&vehicle) == Some(&Role::Escort) { Role::Tanker } else { Role::Escort };
        column.roles.insert(vehicle, other);
        finds!(O::RoleWrong { .. })
    }),
    ("what a vehicle is to the column is not told", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        column.roles.pop_first()?;
        finds!(O::RoleWrong { .. })
    }),
    ("two march units are one", |_, plan, chance| {
        let packets = &mut lot(&mut plan.columns, chance)?.packets;
        let last = packets.pop()?;
        packets.last_mut()?.members.extend(last.members);
        finds!(O::PacketWrong { .. })
    }),
    ("a march unit is of another serial", |_, plan, chance| {
        let packets = &mut lot(&mut plan.columns, chance)?.packets;
        lot(packets, chance)?.serial += 1;
        finds!(O::PacketWrong { .. })
    }),
    ("a march unit holds more than it may", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let sizes = column.packets.iter().map(|packet| packet.members.iter().map(Member::count).sum::<u64>());
        let most = u32::try_from(sizes.max()?).ok()?;
        input.policy.gaps.unit_vehicles = most.checked_sub(1).filter(|most| *most > 0)?;
        finds!(O::PacketWrong { .. })
    }),
    ("two vehicles change places in the march", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let mut members: Vec<&mut Member> = column.packets.iter_mut().flat_map(|packet| &mut packet.members).collect();
        members.retain(|member| matches!(member, Member::Vehicle { .. }));
        let [first, .., last] = members.as_mut_slice() else { return None };
        std::mem::swap(*first, *last);
        finds!(O::MarchOrderWrong { .. })
    }),
    ("one that drives itself marches nowhere", |_, plan, _| {
        let driven = |packet: &Packet| packet.members.iter().position(|one| matches!(one, Member::Driven { .. }));
        let mut packets =
            plan.columns.iter_mut().flat_map(|column| &mut column.packets).filter(|packet| packet.members.len() > 1);
        let (packet, at) = packets.find_map(|packet| driven(packet).map(|at| (packet, at)))?;
        packet.members.remove(at);
        finds!(O::MarchOrderWrong { .. })
    }),
    ("recovery marches ahead of what it may have to tow", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let recovers = column.vehicles.iter().position(|id| column.roles.get(id) == Some(&Role::Recovery))?;
        column.vehicles[..=recovers].rotate_right(1);
        let order = column.vehicles.clone();
        let mut order = order.into_iter();
        for member in column.packets.iter_mut().flat_map(|packet| &mut packet.members) {
            if let Member::Vehicle { vehicle } = member {
                *vehicle = order.next()?;
            }
        }
        let carries = column.vehicles.iter().any(|id| !column.roles.contains_key(id));
        if carries { finds!(O::MarchOrderWrong { .. }) } else { None }
    }),
    ("another commands", |_, plan, chance| {
        lot(&mut plan.columns, chance)?.commander = Some(OfficerId::new("command/nobody").unwrap());
        finds!(O::CommanderWrong { .. })
    }),
    ("a column has less escort than its road asks for", |input, plan, chance| {
        lot(&mut plan.columns, chance)?;
        let rule = input.policy.column.as_mut()?;
        let row = EscortShare { certainty: Permille::new(0), vehicles: 100, per: 1 };
        (rule.march_short, rule.escort) = (false, Some(EscortRule { items: BTreeSet::new(), table: vec![row] }));
        finds!(O::SupportShort { role: Role::Escort, .. })
    }),
    ("a column has nobody to recover it", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let there = column.roles.values().filter(|role| **role == Role::Recovery).count();
        let carriers = column.vehicles.len() - column.roles.len();
        let rule = input.policy.column.as_mut().filter(|_| there < carriers)?;
        (rule.march_short, rule.recovery) = (false, Some(RecoveryRule { items: BTreeSet::new(), per: 1 }));
        finds!(O::SupportShort { role: Role::Recovery, .. })
    }),
    ("those that marched along are back sooner than they can be", |_, plan, chance| {
        let back = lot(&mut plan.columns, chance)?.returns.as_mut()?;
        let sooner = i64::try_from(a_little(chance)).unwrap();
        let leg = lot(&mut back.legs, chance)?;
        (leg.exit_head, leg.clear_tail) = (leg.exit_head.plus_seconds(-sooner), leg.clear_tail.plus_seconds(-sooner));
        finds!(O::ReturnWrong { .. })
    }),
    ("the way back lacks a stretch", |_, plan, chance| {
        let back = lot(&mut plan.columns, chance)?.returns.as_mut()?;
        let at = chance.pick(back.legs.len());
        back.legs.remove(at);
        finds!(O::ReturnWrong { .. })
    }),
    ("the way back is closed", |input, plan, chance| {
        let back = lot(&mut plan.columns, chance)?.returns.as_mut()?;
        let name = lot(&mut back.legs, chance)?.segment.clone();
        input.stretches.iter_mut().find(|stretch| stretch.segment == name)?.passability = Passability::Closed;
        finds!(O::ReturnWrong { .. })
    }),
    ("one marches along that is not back from another column", |input, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let vehicle = column.roles.keys().next()?.clone();
        let back = column.departs()?.plus_seconds(i64::try_from(a_little(chance)).unwrap());
        input.fleet.iter_mut().find(|one| one.vehicle == vehicle)?.back = Some(back);
        finds!(O::VehicleBusy { .. })
    }),
    ("one marches along with two columns at once", |_, plan, chance| {
        let (from, to) = two(plan, chance)?;
        let vehicle = plan.columns[from].roles.keys().next()?.clone();
        let (back, departs) =
            (plan.columns[from].returns.as_ref()?.legs.last()?.clear_tail, plan.columns[to].departs()?);
        let together = plan.columns[from].departs()? <= departs && departs < back;
        plan.columns[to].vehicles.push(vehicle);
        if together { finds!(O::VehicleBusy { .. }) } else { None }
    }),
    ("goods lie on a vehicle that marches along", |_, plan, chance| {
        let column = lot(&mut plan.columns, chance)?;
        let vehicle = column.roles.keys().next()?.clone();
        let load = lot(&mut plan.loads, chance)?.clone();
        plan.loads.push(convoy::Load { vehicle, ..load });
        finds!(O::RoleLoaded { .. })
    }),
];

/// What hangs behind vehicles: the mass of a piece, and in which load it is which share.
fn behind(input: &PlanInput, plan: &Plan) -> Vec<(Grams, (usize, usize))> {
    let mut found = Vec::new();
    for (load, of) in plan.loads.iter().enumerate() {
        for (share, of) in of.shares.iter().enumerate() {
            let need = input.need(&of.need).filter(|need| need.towed.is_some());
            found.extend(need.map(|need| (need.mass, (load, share))));
        }
    }
    found
}

/// Grams of a share that lie on its vehicle.
fn on_it(input: &PlanInput, share: &convoy::Share) -> Option<u64> {
    let need = input.need(&share.need).filter(|need| need.towed.is_none())?;
    Some(need.mass.get() * share.quantity.get())
}

/// Somebody says where the load lies.
fn whole(axles: &mut [convoy::Axle]) {
    let said: u16 = axles.iter().map(|axle| axle.share.get()).sum();
    if let Some(first) = axles.first_mut() {
        first.share = Permille::new(first.share.get() + 1000 - said);
    }
}

/// Fuel that a column has along would bring it further than the fault wants.
fn without_tankers(input: &mut PlanInput) {
    if let Some(rule) = &mut input.policy.column {
        rule.tankers = None;
    }
}

/// Two different columns.
fn two(plan: &Plan, chance: &mut Chance) -> Option<(usize, usize)> {
    let many = plan.columns.len();
    let one = chance.pick(many);
    (many > 1).then(|| (one, (one + 1 + chance.pick(many - 1)) % many))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_random_fault_is_found(input in any_input(), lots in any::<u64>()) {
        let (made, _) = plan(&input, Seed(7));
        prop_assert_eq!(check(&input, &made), vec![]);
        for (number, (name, fault)) in FAULTS.iter().enumerate() {
            let (mut input, mut spoilt) = (input.clone(), made.clone());
            let mut chance = Chance::new(lots.wrapping_add(number as u64));
            let Some(meant) = fault(&mut input, &mut spoilt, &mut chance) else { continue };
            let found = check(&input, &spoilt);
            prop_assert!(found.iter().any(meant), "{}: {:#?}", name, found);
        }
    }
}

/// A fault that no plan has room for would be tested nowhere.
#[test]
fn each_fault_finds_plans_to_spoil() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut done = vec![0; FAULTS.len()];
    for case in 0..300 {
        let input = any_input().new_tree(&mut runner).unwrap().current();
        let (made, _) = plan(&input, Seed(7));
        for ((_, fault), done) in FAULTS.iter().zip(&mut done) {
            let mut chance = Chance::new(case);
            *done += u32::from(fault(&mut input.clone(), &mut made.clone(), &mut chance).is_some());
        }
    }
    let rare: Vec<_> =
        FAULTS.iter().zip(&done).filter(|(_, done)| **done < 3).map(|((name, _), done)| (name, done)).collect();
    assert_eq!(rare, [], "{done:?}");
}

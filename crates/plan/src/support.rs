//! Who marches with a column: how many a rule asks for, which vehicles are taken, in which order all march.

use crate::axles;
use crate::choice::{Ask, Choice};
use crate::march::Size;
use crate::planner::{Draft, Planner};
use crate::returns;
use crate::ways::Ways;
use crate::weigh::draft_dues;
use convoy::{
    Column, ColumnRule, Leg, Member, Packet, Passability, Permille, PlanInput, Reason, Role, SupportCause,
    UndeliveredReason, Vehicle,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{Moment, PlaceId, SegmentId, VehicleId};

/// Vehicles at a site that could march along, and from when on; the soonest first.
pub(crate) type Spare = BTreeMap<(PlaceId, Role), Vec<(Moment, VehicleId)>>;

/// How dangerous a stretch counts.
pub(crate) fn danger(input: &PlanInput, passability: Passability) -> Permille {
    let risk = &input.policy.risk;
    match passability {
        Passability::Open => Permille::new(0),
        Passability::Restricted => risk.restricted,
        Passability::Contested { certainty } => certainty,
        Passability::Unknown => risk.unknown,
        Passability::Closed => Permille::FULL,
    }
}

/// Escort that so many vehicles need where it is so dangerous.
pub(crate) fn escorts(input: &PlanInput, carried: u64, danger: Permille) -> u64 {
    let rule = input.policy.column.as_ref().and_then(|rule| rule.escort.as_ref());
    let reached = rule.into_iter().flat_map(|rule| &rule.table).filter(|row| row.certainty <= danger);
    let row = reached.max_by_key(|row| (row.certainty, row.vehicles)).filter(|row| row.per > 0);
    row.map_or(0, |row| carried.saturating_mul(u64::from(row.vehicles)).div_ceil(u64::from(row.per)))
}

fn one_per(carried: u64, per: u32) -> u64 {
    if per == 0 { 0 } else { carried.div_ceil(u64::from(per)) }
}

/// Vehicles for recovery that so many others need.
pub(crate) fn recovery(rule: &ColumnRule, carried: u64) -> u64 {
    rule.recovery.as_ref().map_or(0, |rule| one_per(carried, rule.per))
}

/// Tankers with which so many others go further.
pub(crate) fn tankers(rule: &ColumnRule, carried: u64) -> u64 {
    rule.tankers.as_ref().map_or(0, |rule| one_per(carried, rule.per))
}

/// The most dangerous stretch of some legs; of equal ones the first.
pub(crate) fn worst(input: &PlanInput, ways: &Ways<'_>, legs: &[Leg]) -> Option<(SegmentId, Permille)> {
    let told = legs.iter().map(|leg| (&leg.segment, danger(input, ways.passability(&leg.segment))));
    let worst = told.reduce(|most, one| if one.1 > most.1 { one } else { most });
    worst.map(|(segment, danger)| (segment.clone(), danger))
}

/// Most vehicles that carry, or drive themselves, in a column from a site: room is kept for whoever may have to march
/// along by the most dangerous road there is.
pub(crate) fn most_carried(input: &PlanInput, site: &PlaceId) -> u64 {
    let most = u64::from(input.policy.column_max.max(1));
    let Some(rule) = &input.policy.column else { return most };
    let there = |role| input.fleet.iter().filter(|v| v.role == Some(role) && v.at == *site).count() as u64;
    let (escort, recover, fuel) = (there(Role::Escort), there(Role::Recovery), there(Role::Tanker));
    let open = input.stretches.iter().filter(|stretch| stretch.passability != Passability::Closed);
    let dangers: BTreeSet<Permille> = open.map(|stretch| danger(input, stretch.passability)).collect();
    let along = |carried: u64| {
        let escorts = dangers.iter().map(|danger| escorts(input, carried, *danger)).max().unwrap_or(0).min(escort);
        escorts + recovery(rule, carried).min(recover) + tankers(rule, carried).min(fuel)
    };
    (1..=most).rev().find(|carried| carried + along(*carried) <= most).unwrap_or(1)
}

/// Vehicles with a role that nobody has then: those that are there, or, `returning`, those as well that come back.
pub(crate) fn spare(planner: &Planner<'_>, returning: bool) -> Spare {
    let (input, limits) = (planner.input, &planner.limits);
    let mut spare = Spare::new();
    let bears = |v: &Vehicle| axles::payload(v, limits.at(&v.at)).is_ok();
    let mut vehicles: Vec<_> = input.fleet.iter().filter(|vehicle| bears(vehicle)).collect();
    vehicles.sort_by(|a, b| a.vehicle.cmp(&b.vehicle));
    vehicles.dedup_by(|a, b| a.vehicle == b.vehicle);
    for vehicle in vehicles.into_iter().filter(|vehicle| vehicle.motion.speed > units::Kmh::ZERO) {
        let Some(role) = vehicle.role else { continue };
        let free = planner.free_from(&vehicle.vehicle, None);
        if let Some(free) = free.filter(|free| returning || *free <= input.start) {
            spare.entry((vehicle.at.clone(), role)).or_default().push((free, vehicle.vehicle.clone()));
        }
    }
    spare.values_mut().for_each(|vehicles| vehicles.sort());
    spare
}

/// Whether a column that has not left has what it must have.
pub(crate) fn holds(input: &PlanInput, ways: &Ways<'_>, column: &Column) -> bool {
    let Some(rule) = input.policy.column.as_ref().filter(|rule| !rule.march_short) else { return true };
    let size = Size::of(input, &column.vehicles, &column.driven);
    let danger = worst(input, ways, &column.legs).map_or(Permille::new(0), |(_, danger)| danger);
    let count = |role| column.vehicles.iter().filter(|id| role_of(input, id) == Some(role)).count() as u64;
    count(Role::Recovery) >= recovery(rule, size.carried) && size.escorts >= escorts(input, size.carried, danger)
}

pub(crate) fn role_of(input: &PlanInput, vehicle: &VehicleId) -> Option<Role> {
    input.vehicle(vehicle).and_then(|vehicle| vehicle.role)
}

/// A column in the making, with the vehicles that are to march along.
struct Company<'p, 'a, 's> {
    planner: &'p Planner<'a>,
    rule: &'p ColumnRule,
    draft: Draft,
    carried: u64,
    spare: &'s Spare,
    taken: BTreeMap<Role, Vec<(Moment, VehicleId)>>,
    reasons: Vec<Reason>,
}

/// Gives a column that is to leave its site what must march with it; says what it lacks where it must not march so.
pub(crate) fn accompany(
    planner: &mut Planner<'_>,
    draft: &Draft,
    spare: &mut Spare,
) -> Result<Draft, UndeliveredReason> {
    let draft = draft.clone();
    let Some(rule) = planner.input.policy.column.clone() else { return Ok(draft) };
    let size = Size::of(planner.input, &draft.vehicles, &draft.driven);
    let (carried, taken, reasons) = (size.carried, BTreeMap::new(), Vec::new());
    let mut company = Company { planner, rule: &rule, draft, carried, spare, taken, reasons };
    company.gather()?;
    let (draft, taken, reasons) = (company.finished(), company.taken, company.reasons);
    for vehicles in spare.values_mut() {
        vehicles.retain(|(_, vehicle)| !taken.values().flatten().any(|(_, other)| other == vehicle));
    }
    planner.reasons.extend(reasons);
    let last = taken.into_values().flatten().max().filter(|(back, _)| *back > planner.input.start);
    planner.reasons.extend(last.map(|(back, vehicle)| {
        let convoy = draft.convoy.clone();
        Reason::AwaitsReturn { convoy, vehicle, back }
    }));
    Ok(draft)
}

impl Company<'_, '_, '_> {
    fn gather(&mut self) -> Result<(), UndeliveredReason> {
        let needed = recovery(self.rule, self.carried);
        let per = self.rule.recovery.as_ref().map_or(0, |rule| rule.per);
        self.take(Role::Recovery, needed, SupportCause::Share { per })?;
        let mut choice = self.choose(u64::MAX);
        if choice.is_none() && self.with_tankers() {
            choice = self.choose(u64::MAX);
        }
        self.escort(choice)?;
        let most = u64::from(self.planner.input.policy.column_max.max(1));
        let along = self.taken.values().map(|all| all.len() as u64).sum::<u64>();
        if self.carried + along > most && along > 0 {
            let (needed, there) = (along, most.saturating_sub(self.carried));
            return Err(self.missing(Role::Escort, needed, there));
        }
        Ok(())
    }

    /// As many escorts as the way asks for that is best, or, where there are not as many, those by which it can go.
    fn escort(&mut self, choice: Option<Choice>) -> Result<(), UndeliveredReason> {
        let there = self.free(Role::Escort);
        let Some((mut cause, mut needed)) = self.asked(choice) else { return Ok(()) };
        if needed > there && !self.rule.march_short {
            let round = self.choose(there);
            let Some((other, fewer)) = self.asked(round) else {
                return Err(self.missing(Role::Escort, needed, there));
            };
            (cause, needed) = (other, fewer);
        }
        self.take(Role::Escort, needed, cause)
    }

    /// What the way of a choice asks for; nothing where there is none.
    fn asked(&self, choice: Option<Choice>) -> Option<(SupportCause, u64)> {
        let input = self.planner.input;
        let (segment, certainty) = worst(input, &self.planner.ways, &choice?.timed.legs)?;
        Some((SupportCause::Road { segment, certainty }, escorts(input, self.carried, certainty)))
    }

    /// Takes tankers where all that are needed are there.
    fn with_tankers(&mut self) -> bool {
        let needed = tankers(self.rule, self.carried);
        let size = Size::of(self.planner.input, &self.draft.vehicles, &self.draft.driven);
        let Some(range) = size.range.filter(|_| needed > 0 && needed <= self.free(Role::Tanker)) else { return false };
        self.take(Role::Tanker, needed, SupportCause::Tanks { range }).is_ok()
    }

    fn free(&self, role: Role) -> u64 {
        self.spare.get(&(self.draft.start.place.clone(), role)).map_or(0, |free| free.len() as u64)
    }

    fn missing(&self, role: Role, needed: u64, there: u64) -> UndeliveredReason {
        UndeliveredReason::SupportMissing { from: self.draft.start.place.clone(), role, needed, there }
    }

    fn take(&mut self, role: Role, needed: u64, cause: SupportCause) -> Result<(), UndeliveredReason> {
        let there = self.free(role);
        let convoy = || self.draft.convoy.clone();
        if needed > there {
            if !self.rule.march_short {
                return Err(self.missing(role, needed, there));
            }
            self.reasons.push(Reason::MarchesShort { convoy: convoy(), role, needed, there });
        }
        let vehicles = needed.min(there);
        if vehicles > 0 {
            self.reasons.push(Reason::Accompanied { convoy: convoy(), role, vehicles, cause });
            let free = self.spare.get(&(self.draft.start.place.clone(), role)).into_iter().flatten();
            let taken = free.take(usize::try_from(vehicles).unwrap_or(usize::MAX)).cloned().collect();
            self.taken.insert(role, taken);
        }
        Ok(())
    }

    /// The way that would be best with what is taken so far, as if it had so many escorts.
    fn choose(&self, escorts: u64) -> Option<Choice> {
        let draft = self.finished();
        let mut size = self.planner.size(&draft.vehicles, &draft.driven);
        size.escorts = escorts;
        let dues = draft_dues(self.planner.input, &draft, &self.planner.loads);
        let ask = Ask { convoy: &draft.convoy, size, start: &draft.start, dues: &dues };
        self.planner.chooser().choose(ask, None, &mut Vec::new())
    }

    /// In marching order: escort, what carries, tankers, recovery, the other half of the escort.
    fn finished(&self) -> Draft {
        let of = |role| self.taken.get(&role).into_iter().flatten().map(|(_, vehicle)| vehicle.clone());
        let escorts: Vec<VehicleId> = of(Role::Escort).collect();
        let (front, rear) = escorts.split_at(escorts.len().div_ceil(2));
        let carriers = self.draft.vehicles.iter().cloned();
        let ahead = front.iter().cloned().chain(carriers);
        let vehicles = ahead.chain(of(Role::Tanker)).chain(of(Role::Recovery)).chain(rear.iter().cloned());
        let mut draft = Draft { vehicles: vehicles.collect(), ..self.draft.clone() };
        let back = self.taken.values().flatten().map(|(back, _)| *back).max();
        draft.start.earliest = back.map_or(draft.start.earliest, |back| draft.start.earliest.max(back));
        draft
    }
}

/// Roles and march units of a column, where a rule asks for them.
pub(crate) fn finish(input: &PlanInput, column: &mut Column) {
    let Some(rule) = &input.policy.column else { return };
    if input.progress_of(&column.convoy).is_none() {
        column.commander = rule.commander(&column.origin).cloned();
    }
    let role = |id: &VehicleId| Some((id.clone(), role_of(input, id)?));
    column.roles = column.vehicles.iter().filter_map(role).collect();
    column.packets = packets(input, &members(column));
}

/// How those come back who march along, or that they do not.
pub(crate) fn tell_return(input: &PlanInput, ways: &Ways<'_>, column: &Column) -> Option<Reason> {
    let vehicles = returns::along(input, &column.vehicles).len() as u64;
    let convoy = column.convoy.clone();
    match returns::of(input, ways, column)? {
        Ok(way) => Some(Reason::Returns { convoy, vehicles, back: way.back()?, base: way.base }),
        Err(why) => Some(Reason::Released { convoy, vehicles, crossing: column.crossing.clone(), why }),
    }
}

/// All of a column in marching order; goods that drive by themselves behind the vehicles that carry.
fn members(column: &Column) -> Vec<Member> {
    let carries = |id: &&VehicleId| !column.roles.contains_key(*id);
    let escorts = column.roles.values().filter(|role| **role == Role::Escort).count();
    let ahead = column.vehicles.iter().rposition(|id| carries(&id)).map_or(escorts.div_ceil(2), |last| last + 1);
    let (ahead, behind) = column.vehicles.split_at(ahead.min(column.vehicles.len()));
    let vehicle = |id: &VehicleId| Member::Vehicle { vehicle: id.clone() };
    let driven = column.driven.iter().map(|one| Member::Driven { need: one.need.clone(), quantity: one.quantity });
    ahead.iter().map(vehicle).chain(driven).chain(behind.iter().map(vehicle)).collect()
}

/// As few march units as hold them all, of nearly equal size.
fn packets(input: &PlanInput, members: &[Member]) -> Vec<Packet> {
    let gaps = &input.policy.gaps;
    let total: u64 = members.iter().fold(0, |sum, member| sum.saturating_add(member.count()));
    let many = total.div_ceil(u64::from(gaps.unit_vehicles.max(1))).max(1);
    let mut rest: Vec<Member> = members.iter().rev().cloned().collect();
    let mut packets = Vec::new();
    for number in 0..many {
        let left = rest.iter().fold(0_u64, |sum, member| sum.saturating_add(member.count()));
        let serial = number / u64::from(gaps.serial_units.max(1)) + 1;
        let members = first(&mut rest, left.div_ceil(many - number));
        packets.push(Packet { serial: u32::try_from(serial).unwrap_or(u32::MAX), members });
    }
    packets
}

/// Takes so many off the end of a list, dividing goods that drive by themselves.
fn first(rest: &mut Vec<Member>, mut room: u64) -> Vec<Member> {
    let mut taken = Vec::new();
    while room > 0 {
        let Some(next) = rest.pop() else { break };
        let count = next.count();
        match next {
            Member::Driven { need, quantity } if count > room => {
                let Some((now, later)) = crate::loading::split(quantity, room) else { break };
                rest.push(Member::Driven { need: need.clone(), quantity: later });
                taken.push(Member::Driven { need, quantity: now });
                room = 0;
            }
            member @ (Member::Vehicle { .. } | Member::Driven { .. }) => {
                room -= count;
                taken.push(member);
            }
        }
    }
    taken
}

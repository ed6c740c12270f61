//! Who marches with a column, in which order, under whom.

use crate::arithmetic::vehicle_count;
use crate::objection::Objection;
use convoy::{Column, ColumnRule, Member, NeedId, Passability, Permille, PlanInput, Role};
use std::collections::BTreeMap;
use units::{Metres, VehicleId};

pub(crate) fn check(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    roles(input, column, found);
    packets(input, column, found);
    // What is on the road has whoever left with it: nobody comes to it there.
    if input.progress_of(&column.convoy).is_some() {
        return;
    }
    let rule = input.policy.column.as_ref();
    if column.commander.as_ref() != rule.and_then(|rule| rule.commander(&column.origin)) {
        found.push(Objection::CommanderWrong { convoy: column.convoy.clone() });
    }
    if let Some(rule) = rule.filter(|rule| !rule.march_short) {
        enough(input, column, rule, found);
    }
}

fn role(input: &PlanInput, vehicle: &VehicleId) -> Option<Role> {
    input.vehicle(vehicle)?.role
}

fn count(input: &PlanInput, column: &Column, wanted: Role) -> u64 {
    column.vehicles.iter().filter(|vehicle| role(input, vehicle) == Some(wanted)).count() as u64
}

/// Vehicles that carry or are goods.
fn carried(input: &PlanInput, column: &Column) -> u64 {
    let along = column.vehicles.iter().filter(|vehicle| role(input, vehicle).is_some()).count() as u64;
    vehicle_count(column).saturating_sub(along)
}

/// One vehicle for so many begun.
fn begun(carried: u64, vehicles: u32, per: u32) -> u64 {
    if per == 0 { 0 } else { carried.saturating_mul(u64::from(vehicles)).div_ceil(u64::from(per)) }
}

/// How much further a column goes by the fuel it has along.
pub(crate) fn fuel_along(input: &PlanInput, column: &Column) -> Metres {
    let rule = input.policy.column.as_ref().and_then(|rule| rule.tankers.as_ref());
    let (there, carried) = (count(input, column, Role::Tanker), carried(input, column));
    let enough = |rule: &&convoy::TankerRule| there > 0 && there >= begun(carried, 1, rule.per);
    rule.filter(enough).map_or(Metres::ZERO, |rule| rule.adds)
}

/// What is told of each vehicle is what it is, and nothing is told of others.
fn roles(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let asked = input.policy.column.is_some();
    let is = |vehicle: &VehicleId| role(input, vehicle).filter(|_| asked);
    let wrong = column.vehicles.iter().find(|vehicle| column.roles.get(*vehicle).copied() != is(vehicle));
    let stray = column.roles.keys().find(|vehicle| !column.vehicles.contains(*vehicle));
    if let Some(vehicle) = wrong.or(stray) {
        found.push(Objection::RoleWrong { convoy: column.convoy.clone(), vehicle: vehicle.clone() });
    }
}

/// How dangerous a stretch counts.
fn danger(input: &PlanInput, passability: Passability) -> Permille {
    match passability {
        Passability::Open => Permille::new(0),
        Passability::Restricted => input.policy.risk.restricted,
        Passability::Contested { certainty } => certainty,
        Passability::Unknown => input.policy.risk.unknown,
        Passability::Closed => Permille::FULL,
    }
}

fn enough(input: &PlanInput, column: &Column, rule: &ColumnRule, found: &mut Vec<Objection>) {
    let carried = carried(input, column);
    let stretches = column.route().filter_map(|segment| input.stretch(segment));
    let most = stretches.map(|stretch| danger(input, stretch.passability)).max().unwrap_or_default();
    let mut escorts = (Permille::new(0), 0, 0);
    for row in rule.escort.iter().flat_map(|rule| &rule.table) {
        if row.certainty <= most && (row.certainty, row.vehicles) >= (escorts.0, escorts.1) {
            escorts = (row.certainty, row.vehicles, row.per);
        }
    }
    let recovery = rule.recovery.as_ref().map_or(0, |rule| begun(carried, 1, rule.per));
    for (role, needed) in [(Role::Escort, begun(carried, escorts.1, escorts.2)), (Role::Recovery, recovery)] {
        let there = count(input, column, role);
        if there < needed {
            found.push(Objection::SupportShort { convoy: column.convoy.clone(), role, needed, there });
        }
    }
}

/// March units as the gaps of the policy have them, with all of the column in them and nothing else.
fn packets(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let convoy = || column.convoy.clone();
    if input.policy.column.is_none() {
        if !column.packets.is_empty() {
            found.push(Objection::PacketWrong { convoy: convoy(), packet: 0 });
        }
        return;
    }
    let gaps = &input.policy.gaps;
    let most = u64::from(gaps.unit_vehicles.max(1));
    if column.packets.len() as u64 != vehicle_count(column).div_ceil(most) {
        let packet = u32::try_from(column.packets.len()).unwrap_or(u32::MAX);
        found.push(Objection::PacketWrong { convoy: convoy(), packet });
    }
    for (packet, number) in column.packets.iter().zip(0_u32..) {
        let size = packet.members.iter().fold(0_u64, |sum, member| sum.saturating_add(member.count()));
        if size == 0 || size > most || packet.serial != number / gaps.serial_units.max(1) + 1 {
            found.push(Objection::PacketWrong { convoy: convoy(), packet: number });
        }
    }
    if !in_order(input, column) {
        found.push(Objection::MarchOrderWrong { convoy: convoy() });
    }
}

/// The vehicles as they are told, an escort ahead where there is one, recovery behind all that it may have to tow, and
/// all goods that drive by themselves.
fn in_order(input: &PlanInput, column: &Column) -> bool {
    let members: Vec<&Member> = column.packets.iter().flat_map(|packet| &packet.members).collect();
    let mut vehicles = Vec::new();
    let mut driven: BTreeMap<&NeedId, u128> = BTreeMap::new();
    let mut recovery = false;
    for member in &members {
        match member {
            Member::Vehicle { vehicle } => {
                let role = role(input, vehicle);
                if recovery && role.is_none() {
                    return false;
                }
                recovery |= role == Some(Role::Recovery);
                vehicles.push(vehicle);
            }
            Member::Driven { .. } if recovery => return false,
            Member::Driven { need, quantity } => *driven.entry(need).or_default() += u128::from(quantity.get()),
        }
    }
    for share in &column.driven {
        let Some(left) = driven.get_mut(&share.need) else { return share.quantity.is_zero() };
        let Some(rest) = left.checked_sub(u128::from(share.quantity.get())) else { return false };
        *left = rest;
    }
    let escorted = count(input, column, Role::Escort) > 0;
    let first = members.first().and_then(|member| match member {
        Member::Vehicle { vehicle } => role(input, vehicle),
        Member::Driven { .. } => None,
    });
    vehicles.into_iter().eq(&column.vehicles)
        && driven.values().all(|left| *left == 0)
        && (!escorted || first == Some(Role::Escort))
}

//! What has to stay at sites: no column that has not left takes what the rule for reserves leaves there.

use crate::objection::Objection;
use convoy::{Plan, PlanInput, Share, Whereabouts};
use std::collections::BTreeMap;
use units::{ConvoyId, ItemCode, PlaceId, VehicleId};

/// What is on the road, and what is to leave.
#[derive(Default)]
struct Gone {
    left: u64,
    leaves: u64,
}

impl Gone {
    fn count(&mut self, on_road: bool, many: u64) {
        let sum = if on_road { &mut self.left } else { &mut self.leaves };
        *sum = sum.saturating_add(many);
    }

    /// What is used against the rule, if so many stand there of which so many must stay.
    fn too_many(&self, there: u64, stay: u64) -> Option<(u64, u64)> {
        let (used, most) = (self.left.saturating_add(self.leaves), there.saturating_sub(stay));
        (self.leaves > 0 && used > most).then_some((used, most))
    }
}

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let Some(rule) = &input.policy.reserve else { return };
    let (mut vehicles, mut goods) = (BTreeMap::<&PlaceId, Gone>::new(), BTreeMap::<(&PlaceId, &ItemCode), Gone>::new());
    let mut column = |convoy: &ConvoyId, members: &[VehicleId], driven: &[Share]| {
        let told = input.progress_of(convoy);
        let on_road = told.is_some_and(|told| told.whereabouts != Whereabouts::Arrived);
        for vehicle in members.iter().filter_map(|id| input.vehicle(id)).filter(|one| one.role.is_none()) {
            vehicles.entry(&vehicle.at).or_default().count(on_road, 1);
        }
        let loaded = members.iter().filter_map(|id| plan.load(id)).flat_map(|load| &load.shares);
        for share in loaded.chain(driven) {
            if let Some(need) = input.need(&share.need) {
                goods.entry((&need.id.from, &need.item)).or_default().count(on_road, share.quantity.get());
            }
        }
    };
    plan.columns.iter().for_each(|one| column(&one.convoy, &one.vehicles, &one.driven));
    plan.stranded.iter().for_each(|one| column(&one.convoy, &one.vehicles, &one.driven));
    for (site, gone) in vehicles {
        let can = input.fleet.iter().filter(|one| one.at == *site && one.role.is_none() && one.motion.speed.get() > 0);
        let there = can.count() as u64;
        if let Some((used, most)) = gone.too_many(there, begun(there, rule.vehicles.get())) {
            found.push(Objection::ReserveUsed { from: site.clone(), item: None, used, most });
        }
    }
    for ((site, item), gone) in goods {
        let there = stock(input, site, item);
        let share = rule.stock.get(item).map_or(0, |share| share.get());
        if let Some((used, most)) = gone.too_many(there, begun(there, share)) {
            found.push(Objection::ReserveUsed { from: site.clone(), item: Some(item.clone()), used, most });
        }
    }
}

/// What stands there of an item; where that is not told, what is asked for.
fn stock(input: &PlanInput, site: &PlaceId, item: &ItemCode) -> u64 {
    let needs = || input.needs.iter().filter(|need| need.id.from == *site && need.item == *item);
    let told = needs().filter_map(|need| need.stock).map(units::Quantity::get).max();
    told.unwrap_or_else(|| needs().fold(0, |sum, need| sum.saturating_add(need.quantity.get())))
}

/// Thousandths of a number, a piece begun counted whole.
fn begun(number: u64, share: u16) -> u64 {
    let (whole, rest) = (number / 1000 * u64::from(share), number % 1000 * u64::from(share));
    whole + rest / 1000 + u64::from(!rest.is_multiple_of(1000))
}

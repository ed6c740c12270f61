//! When those are back at their site who marched along with a convoy that has arrived.

use convoy::PlanInput;
use std::collections::BTreeMap;
use units::{Moment, VehicleId};
use views::Views;

/// What becomes of the vehicles of convoys that have arrived: those that marched along come back, and are there no
/// sooner than that; those that carried, and those that no way leads back, are left out.
pub(crate) fn come_back(input: &mut PlanInput, views: &Views) {
    let mut back: BTreeMap<VehicleId, Option<Moment>> = BTreeMap::new();
    let arrived = views.movements.iter().filter(|(_, convoy)| convoy.status() == views::ConvoyStatus::Arrived);
    for (id, convoy) in arrived {
        let vehicles = &convoy.order().ordered.vehicles;
        let along = |id: &&VehicleId| input.vehicle(id).is_some_and(|vehicle| vehicle.role.is_some());
        let along: Vec<VehicleId> = vehicles.iter().filter(along).cloned().collect();
        let there = convoy.latest().map(|(progress, at)| (&progress.place, at));
        let last = convoy.order().ordered.timings.last();
        // The tail comes as much after the head as was ordered.
        let behind = last.map_or(0, |timing| timing.clear.seconds() - timing.due.seconds());
        let home = there.filter(|_| !along.is_empty());
        let home = home.and_then(|(place, at)| plan::back_at(input, id, &along, place, at.plus_seconds(behind.max(0))));
        for vehicle in vehicles {
            let of = along.contains(vehicle).then_some(home).flatten();
            let known = back.entry(vehicle.clone()).or_insert(of);
            *known = known.zip(of).map(|(one, other)| one.max(other));
        }
    }
    input.fleet.retain_mut(|vehicle| {
        let Some(back) = back.get(&vehicle.vehicle) else { return true };
        vehicle.back = back.filter(|back| *back > input.start);
        back.is_some()
    });
}

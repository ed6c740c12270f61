//! What axles bear: on a vehicle with its load, and on the stretches of a way. What is not known is not judged.

use crate::is_fact;
use crate::objection::Objection;
use convoy::{Axle, AxleLoad, AxleOf, Column, Need, Plan, PlanInput, Share};
use units::{Grams, VehicleId};

pub(crate) fn check(input: &PlanInput, plan: &Plan, column: &Column, found: &mut Vec<Objection>) {
    let pressed = all(input, plan, column);
    // What has left carries what it was loaded with.
    if input.progress_of(&column.convoy).is_none() {
        for (load, most) in pressed.iter().filter_map(|(load, most)| Some((load, (*most)?))) {
            if load.bears > most {
                found.push(Objection::AxleOverloaded { load: AxleLoad { most, ..load.clone() } });
            }
        }
    }
    for leg in column.legs.iter().filter(|leg| !is_fact(input, column, leg)) {
        let Some(most) = input.stretch(&leg.segment).and_then(|stretch| stretch.axle_max) else { continue };
        let worst = pressed.iter().map(|(load, _)| load).max_by_key(|load| load.bears);
        if let Some(load) = worst.filter(|load| load.bears > most) {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            found.push(Objection::AxleTooHeavy { convoy, segment, load: AxleLoad { most, ..load.clone() } });
        }
    }
}

/// Every axle of a column of which it is known what it bears, with what it may bear by itself.
fn all(input: &PlanInput, plan: &Plan, column: &Column) -> Vec<(AxleLoad, Option<Grams>)> {
    let mut pressed = Vec::new();
    for vehicle in &column.vehicles {
        one_vehicle(input, plan, vehicle, &mut pressed);
    }
    for share in &column.driven {
        one_piece(input, share, &mut pressed);
    }
    pressed
}

fn one_vehicle(input: &PlanInput, plan: &Plan, id: &VehicleId, pressed: &mut Vec<(AxleLoad, Option<Grams>)>) {
    let Some(vehicle) = input.vehicle(id) else { return };
    let shares = plan.loads.iter().filter(|load| load.vehicle == *id).flat_map(|load| &load.shares);
    let mut lies = 0_u128;
    for share in shares {
        match input.need(&share.need) {
            Some(Need { towed: Some(_), .. }) => one_piece(input, share, pressed),
            Some(need) => lies += u128::from(need.mass.get()) * u128::from(share.quantity.get()),
            None => {}
        }
    }
    let thousandths: u32 = vehicle.axles.iter().map(|axle| u32::from(axle.share.get())).sum();
    if lies == 0 || thousandths == 1000 {
        let of = AxleOf::Vehicle { vehicle: id.clone() };
        press(&of, &vehicle.axles, lies, pressed);
    }
}

fn one_piece(input: &PlanInput, share: &Share, pressed: &mut Vec<(AxleLoad, Option<Grams>)>) {
    if let Some(need) = input.need(&share.need).filter(|_| !share.quantity.is_zero()) {
        press(&AxleOf::Piece { need: need.id.clone() }, &need.axles, 0, pressed);
    }
}

/// Each axle bears its tare and so many thousandths of what lies on the vehicle, the last gram begun as a whole one.
fn press(of: &AxleOf, axles: &[Axle], lies: u128, pressed: &mut Vec<(AxleLoad, Option<Grams>)>) {
    for (axle, number) in axles.iter().zip(1_u16..) {
        let borne = u128::from(axle.tare.get()) + (lies * u128::from(axle.share.get())).div_ceil(1000);
        let bears = Grams::new(u64::try_from(borne).unwrap_or(u64::MAX));
        let load = AxleLoad { of: of.clone(), axle: number, bears, most: axle.most.unwrap_or(Grams::ZERO) };
        pressed.push((load, axle.most));
    }
}

//! Routes: from where the column stands, over roads that may be used, to its crossing; and on.

use crate::arithmetic::vehicle_count;
use crate::is_fact;
use crate::objection::Objection;
use convoy::{Column, Leg, Passability, Permille, Plan, PlanInput, Stretch, Whereabouts};
use units::{Deciseconds, Kmh, PlaceId};

pub(crate) fn check(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let convoy = || column.convoy.clone();
    let vehicles = vehicle_count(column);
    if vehicles == 0 || column.legs.is_empty() {
        found.push(Objection::ColumnEmpty { convoy: convoy() });
    }
    if vehicles > u64::from(input.policy.column_max.max(1)) {
        found.push(Objection::TooManyVehicles { convoy: convoy(), vehicles, most: input.policy.column_max });
    }
    if input.crossing(&column.crossing).is_none() {
        found.push(Objection::CrossingUnknown { convoy: convoy(), crossing: column.crossing.clone() });
    }
    origin(input, column, found);
    legs(input, column, found);
    onward(input, column, found);
}

/// Stranded columns were on the road, and stand where they were last heard of.
pub(crate) fn stranded(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    for column in &plan.stranded {
        let stands = input
            .progress_of(&column.convoy)
            .is_some_and(|progress| progress.place == column.place && progress.whereabouts != Whereabouts::Arrived);
        if !stands {
            found.push(Objection::NotStranded { convoy: column.convoy.clone() });
        }
    }
}

/// Columns that have not left begin where their vehicles and goods stand; others where they
/// were last heard of.
fn origin(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let wrong = |at: &PlaceId| Objection::OriginWrong {
        convoy: column.convoy.clone(),
        origin: column.origin.clone(),
        at: at.clone(),
    };
    if let Some(progress) = input.progress_of(&column.convoy) {
        if progress.whereabouts == Whereabouts::Arrived {
            found.push(Objection::HasArrived { convoy: column.convoy.clone() });
        } else if progress.place != column.origin {
            found.push(wrong(&progress.place));
        }
        return;
    }
    let vehicles = column.vehicles.iter().filter_map(|vehicle| input.vehicle(vehicle)).map(|vehicle| &vehicle.at);
    let driven = column.driven.iter().map(|share| &share.need.from);
    if let Some(at) = vehicles.chain(driven).find(|at| **at != column.origin) {
        found.push(wrong(at));
    }
}

pub(crate) fn legs(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let convoy = || column.convoy.clone();
    let mut here = &column.origin;
    for (index, leg) in column.legs.iter().enumerate() {
        let segment = || leg.segment.clone();
        if index > 0 && input.crossing(here).is_some() {
            found.push(Objection::ThroughCrossing { convoy: convoy(), crossing: here.clone() });
        }
        let Some(stretch) = input.stretch(&leg.segment) else {
            found.push(Objection::StretchUnknown { convoy: convoy(), segment: segment() });
            here = &leg.to;
            continue;
        };
        if leg.from != *here || !leads(stretch, &leg.from, &leg.to) {
            found.push(Objection::RouteBroken { convoy: convoy(), segment: segment() });
        }
        if !is_fact(input, column, leg) {
            state(input, column, leg, stretch, found);
        }
        here = &leg.to;
    }
    if *here != column.crossing {
        found.push(Objection::EndsElsewhere { convoy: convoy(), crossing: column.crossing.clone() });
    }
}

/// A stretch that a column still has a choice about is open to it, and no riskier than told.
fn state(input: &PlanInput, column: &Column, leg: &Leg, stretch: &Stretch, found: &mut Vec<Objection>) {
    let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
    match exposure(input, stretch, leg.rate) {
        None => found.push(Objection::StretchClosed { convoy, segment }),
        Some(is) if leg.exposure < is => {
            let (passability, told) = (stretch.passability, leg.exposure);
            found.push(Objection::RiskUnderstated { convoy, segment, passability, told, is });
        }
        Some(_) => {}
    }
}

fn leads(stretch: &Stretch, from: &PlaceId, to: &PlaceId) -> bool {
    let forth = stretch.from == *from && stretch.to == *to;
    let back = stretch.to == *from && stretch.from == *to && !stretch.oneway;
    forth || back
}

/// Driving time in deciseconds: metres times 36 over km/h, rounded up.
fn driving(stretch: &Stretch, rate: Kmh) -> u128 {
    (u128::from(stretch.length.get()) * 36).div_ceil(u128::from(rate.get().max(1)))
}

/// Driving time weighed by the state of the stretch, rounded up; nothing where it is closed.
fn exposure(input: &PlanInput, stretch: &Stretch, rate: Kmh) -> Option<Deciseconds> {
    let share = match stretch.passability {
        Passability::Open => Permille::new(0),
        Passability::Restricted => input.policy.risk.restricted,
        Passability::Contested { certainty } => certainty,
        Passability::Unknown => input.policy.risk.unknown,
        Passability::Closed => return None,
    };
    let weighed = (driving(stretch, rate) * u128::from(share.get())).div_ceil(1000);
    Some(Deciseconds::new(u64::try_from(weighed).unwrap_or(u64::MAX)))
}

/// The receiver's way: usable, unbroken, not over the border again, no shorter than it is.
fn onward(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let convoy = || column.convoy.clone();
    let mut here = column.crossing.clone();
    let (mut travel, mut exposed) = (0_u128, Deciseconds::ZERO);
    for segment in &column.onward.segments {
        let Some(stretch) = input.stretch(segment) else {
            found.push(Objection::StretchUnknown { convoy: convoy(), segment: segment.clone() });
            return;
        };
        let next = if stretch.from == here { &stretch.to } else { &stretch.from };
        let again = here != column.crossing && input.crossing(&here).is_some();
        if again || !leads(stretch, &here, next) {
            found.push(Objection::OnwardBroken { convoy: convoy(), place: here });
            return;
        }
        let rate = stretch.speed.min(input.policy.rate_cap);
        let Some(exposure) = exposure(input, stretch, rate) else {
            found.push(Objection::StretchClosed { convoy: convoy(), segment: segment.clone() });
            return;
        };
        travel += driving(stretch, rate);
        exposed = exposed.saturating_add(exposure);
        here = next.clone();
    }
    if here != input.destination || column.onward.destination != input.destination {
        found.push(Objection::OnwardBroken { convoy: convoy(), place: here });
    }
    let travel = Deciseconds::new(u64::try_from(travel).unwrap_or(u64::MAX));
    if column.onward.travel < travel || column.onward.exposure < exposed {
        found.push(Objection::OnwardUnderstated { convoy: convoy(), travel, exposure: exposed });
    }
}

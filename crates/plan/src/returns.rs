//! How those that marched along come back to their site: a march of its own over the best open way, by all rules of the
//! march, once the tail is through the crossing and whatever rest they must have had is over. They make way for columns:
//! no room on the road is kept for them.

use crate::axles::Known;
use crate::endurance::filling;
use crate::march::{Size, seconds};
use crate::timetable::{March, Timetable};
use crate::ways::Ways;
use convoy::{Column, Crossing, CrossingRefusal, Opening, PlanInput, Return, Spent};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConvoyId, Deciseconds, Interval, Moment, PlaceId, SegmentId, VehicleId};

/// How they come back, or why they do not; nothing where nobody marches along.
pub(crate) fn of(input: &PlanInput, ways: &Ways<'_>, column: &Column) -> Option<Result<Return, CrossingRefusal>> {
    let along = along(input, &column.vehicles);
    let clear = column.legs.last()?.clear_tail;
    (!along.is_empty()).then(|| back(input, ways, (&column.convoy, &along), &column.crossing, clear))
}

/// Vehicles that march along.
pub(crate) fn along(input: &PlanInput, vehicles: &[VehicleId]) -> Vec<VehicleId> {
    let along = |id: &&VehicleId| input.vehicle(id).is_some_and(|vehicle| vehicle.role.is_some());
    vehicles.iter().filter(along).cloned().collect()
}

/// When vehicles that marched along with a column are back that was through its crossing at a moment; nothing where no
/// way leads back.
pub fn back_at(
    input: &PlanInput,
    convoy: &ConvoyId,
    vehicles: &[VehicleId],
    crossing: &PlaceId,
    clear: Moment,
) -> Option<Moment> {
    let then = PlanInput { start: clear, ..input.clone() };
    let ways = Ways::new(&then);
    back(&then, &ways, (convoy, vehicles), crossing, clear).ok()?.back()
}

fn back(
    input: &PlanInput,
    ways: &Ways<'_>,
    (convoy, along): (&ConvoyId, &[VehicleId]),
    from: &PlaceId,
    clear: Moment,
) -> Result<Return, CrossingRefusal> {
    let mut bases = along.iter().filter_map(|id| input.vehicle(id)).map(|vehicle| &vehicle.at);
    let base = bases.next().filter(|base| bases.all(|other| other == *base)).ok_or(CrossingRefusal::NoWayThere)?;
    let size = Size::of(input, along, &[]).loaded(input, &BTreeMap::new(), (along, &[]));
    let steps = ways.best(from, base, size.slowest, &weak(ways, size.axles)).ok_or(CrossingRefusal::NoWayThere)?;
    let always = Opening { within: Interval::default(), daily: None };
    let crossing = Crossing {
        place: base.clone(),
        openings: vec![always],
        vehicles_per_hour: None,
        separation: Deciseconds::ZERO,
        ready: None,
    };
    let (facts, fact_halts, spent) = (&[], &[], Spent::default());
    let earliest = clear.plus_seconds(turnaround(input));
    let (steps, crossing) = (&steps[..], &crossing);
    let march = March { convoy, size, facts, fact_halts, spent, steps, crossing, earliest };
    let timed = Timetable::default().fit(input, ways, &march)?;
    Ok(Return {
        base: base.clone(),
        rate: timed.rate,
        road_space: size.road_space(&input.policy.gaps, timed.rate),
        pass_time: timed.pass_time,
        legs: timed.legs,
        halts: timed.halts,
    })
}

fn weak(ways: &Ways<'_>, axles: Known) -> BTreeSet<SegmentId> {
    let Some(heaviest) = axles.heaviest else { return BTreeSet::new() };
    let weak = ways.usable().filter(|stretch| stretch.axle_max.is_some_and(|most| most < heaviest.bears));
    weak.map(|stretch| stretch.segment.clone()).collect()
}

/// Seconds at the crossing before they set out: rested, and with full tanks.
fn turnaround(input: &PlanInput) -> i64 {
    let policy = &input.policy;
    let rest = policy.rest.map_or(0, |rest| seconds(rest.halt));
    let sleep = policy.hours.map_or(0, |hours| seconds(hours.rest));
    let fill = if policy.fuel.is_some() { filling(input) } else { 0 };
    rest.max(sleep).max(fill)
}

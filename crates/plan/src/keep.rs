//! Whether a column of the parent plan still holds: its goods, its roads, its times.

use crate::axles::{self, Limits};
use crate::choice::too_heavy;
use crate::endurance::Endurance;
use crate::hazard::{Goods, Rules};
use crate::loading::can_tow;
use crate::march::{Impossible, Rest, Size, driven_at_ends, driving_spans, halts_on};
use crate::support::role_of;
use crate::timetable::{March, Timetable};
use crate::ways::{Step, Ways};
use convoy::{
    AxleLoad, Column, Leg, Load, Need, NeedId, Passability, Plan, PlanInput, Progress, Spent, Vehicle, Whereabouts,
};
use std::collections::BTreeMap;
use units::{Grams, Moment, Quantity, SegmentId, VehicleId};

/// What is left of each need while columns of the parent claim theirs.
pub(crate) struct Claims {
    left: BTreeMap<NeedId, Quantity>,
}

impl Claims {
    pub(crate) fn new(input: &PlanInput) -> Self {
        Self { left: input.needs.iter().map(|need| (need.id.clone(), need.quantity)).collect() }
    }

    /// Claims what a column brings: all of it, or nothing where some is no longer asked for.
    pub(crate) fn claim<'s>(&mut self, shares: impl Iterator<Item = &'s convoy::Share>) -> bool {
        let mut left = self.left.clone();
        for share in shares {
            let rest = left.get(&share.need).and_then(|rest| rest.checked_sub(share.quantity));
            let Some(rest) = rest else { return false };
            left.insert(share.need.clone(), rest);
        }
        self.left = left;
        true
    }

    /// What nobody claimed.
    pub(crate) fn rest<'a>(&self, input: &'a PlanInput) -> Vec<(&'a Need, Quantity)> {
        let left = |need: &Need| self.left.get(&need.id).copied().unwrap_or(Quantity::ZERO);
        input.needs.iter().map(|need| (need, left(need))).collect()
    }
}

/// Whether the vehicles of a column that has not left, and their loads, are still as planned.
pub(crate) fn loads_hold(input: &PlanInput, rules: &Rules, limits: &Limits, parent: &Plan, column: &Column) -> bool {
    let size = Size::of(input, &column.vehicles, &column.driven);
    let in_place = column.vehicles.iter().all(|id| {
        let Some(vehicle) = input.vehicle(id).filter(|vehicle| vehicle.at == column.origin) else { return false };
        let Ok((payload, _)) = axles::payload(vehicle, limits.at(&vehicle.at)) else { return false };
        let holds = |load| load_holds(input, rules, (vehicle, payload), limits, load);
        role_of(input, id).is_some() || parent.load(id).is_some_and(holds)
    });
    let drives = column.driven.iter().all(|share| {
        let drives = |need: &&Need| need.self_propelled.is_some() && need.id.from == column.origin;
        let need = input.need(&share.need).filter(drives);
        need.is_some_and(|need| axles::piece(need, limits.at(&column.origin)).is_none())
    });
    in_place && drives && size.vehicles > 0 && size.vehicles <= u64::from(input.policy.column_max.max(1))
}

fn load_holds(
    input: &PlanInput,
    rules: &Rules,
    (vehicle, payload): (&Vehicle, Grams),
    limits: &Limits,
    load: &Load,
) -> bool {
    let needs: Option<Vec<(&Need, Quantity)>> =
        load.shares.iter().map(|share| Some((input.need(&share.need)?, share.quantity))).collect();
    let Some(needs) = needs else { return false };
    let (behind, on): (Vec<(&Need, Quantity)>, Vec<_>) = needs.iter().partition(|(need, _)| need.towed.is_some());
    let tows = behind.iter().map(|(_, quantity)| quantity.get()).sum::<u64>() <= 1
        && behind
            .iter()
            .all(|(need, _)| can_tow(vehicle, need) && axles::piece(need, limits.at(&vehicle.at)).is_none());
    let sum = |one: fn(&Need) -> u64| -> u128 {
        on.iter().map(|(need, quantity)| u128::from(one(need)) * u128::from(quantity.get())).sum()
    };
    let fits = tows
        && sum(|need| need.mass.get()) <= u128::from(payload.get())
        && sum(|need| need.volume.get()) <= u128::from(vehicle.room.get())
        && needs.iter().all(|(need, _)| need.self_propelled.is_none() && need.id.from == vehicle.at);
    let goods: Vec<Goods> =
        needs.iter().map(|(need, _)| Goods { hazard: need.hazard, foodstuff: need.foodstuff }).collect();
    fits && rules.judge(&goods).is_ok_and(|verdict| verdict == load.verdict)
}

/// What a column has behind it at the place of its route where it was last heard of; nothing without a rule that asks.
pub(crate) fn spent_at(input: &PlanInput, ways: &Ways<'_>, column: &Column, progress: &Progress) -> Spent {
    if input.policy.fuel.is_none() && input.policy.hours.is_none() {
        return Spent::default();
    }
    let first = column.legs.iter().position(|leg| leg.from == progress.place).unwrap_or(column.legs.len());
    let driven = &column.legs[..first];
    let Some(last) = driven.last() else { return column.spent };
    let mut endurance = Endurance::new(input, Size::of(input, &column.vehicles, &column.driven), column.spent);
    endurance.along(ways, driven, &column.halts, column.spent.since);
    let stands_since = match progress.whereabouts {
        Whereabouts::Halted => progress.at,
        Whereabouts::Passed | Whereabouts::Arrived => last.exit_head.min(progress.at),
    };
    endurance.spent(stands_since)
}

/// What is still ahead of a column that was last heard of at a place of its route.
pub(crate) fn ahead(column: &Column, progress: &Progress, spent: Spent) -> Option<Column> {
    let first = column.legs.iter().position(|leg| leg.from == progress.place)?;
    let legs = column.legs[first..].to_vec();
    let enters = legs.first()?.enter_head;
    let halts = column.halts.iter().filter(|halt| enters <= halt.from).cloned().collect();
    Some(Column { origin: progress.place.clone(), spent, legs, halts, ..column.clone() })
}

/// What speaks against a column as it was planned.
pub(crate) enum Broken {
    /// A stretch is closed or riskier than when it was planned; on our side of the crossing or beyond.
    Road { segment: SegmentId, passability: Passability, ours: bool },
    /// A stretch bears less than the heaviest axle.
    Axle { segment: SegmentId, load: AxleLoad },
    /// The receiver takes the goods elsewhere.
    Destination,
    /// Its times no longer hold.
    Times,
}

/// What a column is held against.
pub(crate) struct Now<'a> {
    pub(crate) input: &'a PlanInput,
    pub(crate) ways: &'a Ways<'a>,
    pub(crate) table: &'a Timetable,
    pub(crate) loads: &'a BTreeMap<VehicleId, Load>,
    /// From when on all that march along are there, where it has not left.
    pub(crate) together: Moment,
}

impl Now<'_> {
    /// Whether the column, as far as it is ahead, can stay as it is; `facts` of its legs are driven
    /// or being driven.
    pub(crate) fn judge(&self, column: &Column, progress: Option<&Progress>, facts: usize) -> Result<(), Broken> {
        let size = Size::of(self.input, &column.vehicles, &column.driven);
        let size = size.loaded(self.input, self.loads, (&column.vehicles, &column.driven));
        let (driven, to_come) = column.legs.split_at(facts.min(column.legs.len()));
        if let Some(last) = driven.last().filter(|leg| leg.exit_head > self.input.start) {
            self.open(last)?;
        }
        let steps: Vec<Step> = to_come.iter().map(|leg| self.road(leg, size)).collect::<Result<_, _>>()?;
        self.onward(column)?;
        let earliest = progress.map_or(self.input.start.max(self.together), |progress| progress.at);
        let leaves_in_time = column.departs().is_some_and(|departs| departs >= earliest);
        let times = leaves_in_time && self.times_hold(column, size, driven, &steps);
        if times { Ok(()) } else { Err(Broken::Times) }
    }

    fn broken(&self, leg: &Leg) -> Broken {
        Broken::Road { segment: leg.segment.clone(), passability: self.ways.passability(&leg.segment), ours: true }
    }

    fn open(&self, leg: &Leg) -> Result<(), Broken> {
        let closed = self.ways.passability(&leg.segment) == Passability::Closed;
        if closed { Err(self.broken(leg)) } else { Ok(()) }
    }

    /// A leg's stretch, no riskier than it was.
    fn road(&self, leg: &Leg, size: Size) -> Result<Step, Broken> {
        let step = self.ways.step(&leg.segment, &leg.from, &leg.to, size.slowest);
        let step = step.ok_or_else(|| self.broken(leg))?;
        if let Some(load) = too_heavy(self.input, self.ways, size, &leg.segment) {
            return Err(Broken::Axle { segment: leg.segment.clone(), load });
        }
        if step.exposure > leg.exposure { Err(self.broken(leg)) } else { Ok(step) }
    }

    fn onward(&self, column: &Column) -> Result<(), Broken> {
        let onward = &column.onward;
        if onward.destination != self.input.destination {
            return Err(Broken::Destination);
        }
        let cost = self.ways.onward_cost(&column.crossing, &onward.segments);
        let holds = cost.is_some_and(|(travel, exposure)| travel <= onward.travel && exposure <= onward.exposure);
        if holds {
            return Ok(());
        }
        let worst = onward.segments.iter().max_by_key(|segment| severity(self.ways.passability(segment)));
        let Some(segment) = worst.cloned() else { return Err(Broken::Destination) };
        Err(Broken::Road { passability: self.ways.passability(&segment), segment, ours: false })
    }

    fn times_hold(&self, column: &Column, size: Size, facts: &[Leg], steps: &[Step]) -> bool {
        let gaps = &self.input.policy.gaps;
        let Some(crossing) = self.input.crossing(&column.crossing) else { return false };
        let Some(earliest) = column.departs() else { return false };
        let sizes = size.pass_time(gaps, column.rate) == column.pass_time
            && size.road_space(gaps, column.rate) == column.road_space
            && size.vehicles <= u64::from(self.input.policy.column_max.max(1));
        let to_come = || column.legs[facts.len()..].iter().zip(steps);
        let rates = to_come().all(|(leg, step)| leg.rate == step.rate && column.rate <= leg.rate);
        let driving = to_come().all(|(leg, step)| {
            let standing: i64 = halts_on(leg, &column.halts).map(|halt| halt.to.seconds() - halt.from.seconds()).sum();
            leg.exit_head.seconds() - leg.enter_head.seconds() - standing == step.driving
        });
        let (convoy, fact_halts) = (&column.convoy, &[]);
        let march = March { convoy, size, facts, fact_halts, spent: column.spent, steps, crossing, earliest };
        let endures = self.endures(column, size, facts.len());
        sizes && rates && driving && self.rested(column) && endures && self.table.admits(self.input, &march, column)
    }

    /// Fuel and drivers' hours last on all that is not driven already.
    fn endures(&self, column: &Column, size: Size, facts: usize) -> bool {
        let mut endurance = Endurance::new(self.input, size, column.spent);
        let told = endurance.along(self.ways, &column.legs, &column.halts, column.spent.since);
        told.iter().skip(facts).all(Endurance::holds)
    }

    /// The rest rule holds between the halts the column has.
    fn rested(&self, column: &Column) -> bool {
        match Rest::of(self.input.policy.rest.as_ref()) {
            Err(Impossible) => false,
            Ok(None) => true,
            Ok(Some(rest)) => {
                let spans = driving_spans(&column.legs, &column.halts);
                driven_at_ends(&spans, rest).all(|driven| driven <= rest.after)
            }
        }
    }
}

fn severity(passability: Passability) -> (u8, u16) {
    match passability {
        Passability::Open => (0, 0),
        Passability::Restricted => (1, 0),
        Passability::Unknown => (2, 0),
        Passability::Contested { certainty } => (3, certainty.get()),
        Passability::Closed => (4, 0),
    }
}

//! Fuel and drivers' hours along a way: what is spent, where tanks are filled, where it cannot go on.

use crate::march::{Size, halts_on, seconds};
use crate::ways::{Step, Ways};
use convoy::{CrossingRefusal, Halt, Leg, PlanInput, Spent};
use units::{Deciseconds, Metres, Moment, PlaceId};

/// What a column has spent so far, and by which rules.
#[derive(Clone, Copy)]
pub(crate) struct Endurance<'a> {
    input: &'a PlanInput,
    range: Option<Metres>,
    metres: u64,
    driving: i64,
}

impl<'a> Endurance<'a> {
    pub(crate) fn new(input: &'a PlanInput, size: Size, spent: Spent) -> Self {
        Self { input, range: range(input, size), metres: spent.distance.get(), driving: seconds(spent.driving) }
    }

    /// What is spent at a place where it has stood since a moment.
    pub(crate) fn spent(&self, since: Moment) -> Spent {
        let driving = u64::try_from(self.driving).unwrap_or(0).saturating_mul(10);
        Spent { distance: Metres::new(self.metres), driving: Deciseconds::new(driving), since: Some(since) }
    }

    /// Stands at a place for so long.
    pub(crate) fn stand(&mut self, place: &PlaceId, stood: i64) {
        if is_point(self.input, place) && stood >= filling(self.input) {
            self.metres = 0;
        }
        if self.input.policy.hours.is_some_and(|hours| stood >= seconds(hours.rest)) {
            self.driving = 0;
        }
    }

    /// Drives a stretch.
    pub(crate) fn drive(&mut self, length: Metres, driving: i64) {
        self.metres = self.metres.saturating_add(length.get());
        self.driving = self.driving.saturating_add(driving);
    }

    /// Whether fuel and hours held out so far.
    pub(crate) fn holds(&self) -> bool {
        self.range.is_none_or(|range| self.metres <= range.get()) && self.drivers_hold(0)
    }

    /// Whether drivers may drive for so much longer before they sleep.
    pub(crate) fn drivers_hold(&self, more: i64) -> bool {
        let most = self.input.policy.hours.map(|hours| i64::try_from(hours.driving.get() / 10).unwrap_or(i64::MAX));
        most.is_none_or(|most| self.driving.saturating_add(more) <= most)
    }

    /// Goes along legs that have their times, having stood at their first place since a moment, if at all; what is
    /// spent at the end of each is told.
    pub(crate) fn along(
        &mut self,
        ways: &Ways<'_>,
        legs: &[Leg],
        halts: &[Halt],
        mut since: Option<Moment>,
    ) -> Vec<Self> {
        let mut told = Vec::with_capacity(legs.len());
        for leg in legs {
            self.stand(&leg.from, since.map_or(0, |since| leg.enter_head.seconds() - since.seconds()));
            let stood: i64 = halts_on(leg, halts).map(|halt| halt.to.seconds() - halt.from.seconds()).sum();
            self.drive(ways.length(&leg.segment), leg.exit_head.seconds() - leg.enter_head.seconds() - stood);
            told.push(*self);
            since = Some(leg.exit_head);
        }
        told
    }

    /// Whether a way of that length can be driven from a place, where tanks are full if it has been gone to for fuel.
    pub(crate) fn reaches(&self, length: Metres, filled: bool, place: &PlaceId) -> bool {
        let spent = if filled || is_point(self.input, place) { 0 } else { self.metres };
        self.range.is_none_or(|range| spent.saturating_add(length.get()) <= range.get())
    }

    /// Before which of some steps tanks are filled: as seldom as fuel allows.
    pub(crate) fn fillings(&self, steps: &[Step]) -> Result<Vec<bool>, CrossingRefusal> {
        let Some(range) = self.range else { return Ok(vec![false; steps.len()]) };
        let mut spent = self.metres;
        let (mut fills, mut longest) = (vec![false; steps.len()], 0_u64);
        let mut at = 0;
        while at < steps.len() {
            let next = (at + 1..steps.len()).find(|next| is_point(self.input, &steps[*next].from));
            let next = next.unwrap_or(steps.len());
            let far = steps[at..next].iter().fold(0_u64, |sum, step| sum.saturating_add(step.length.get()));
            if is_point(self.input, &steps[at].from) && spent.saturating_add(far) > range.get() {
                fills[at] = true;
                spent = 0;
            }
            spent = spent.saturating_add(far);
            longest = longest.max(spent);
            at = next;
        }
        if longest > range.get() {
            return Err(CrossingRefusal::BeyondRange { needed: Metres::new(longest), range });
        }
        Ok(fills)
    }
}

/// How far a column goes by the fuel rule, if there is one.
pub(crate) fn range(input: &PlanInput, size: Size) -> Option<Metres> {
    input.policy.fuel.as_ref().and(size.range)
}

/// Whether there is fuel for a column at a place.
pub(crate) fn is_point(input: &PlanInput, place: &PlaceId) -> bool {
    input.policy.fuel.as_ref().is_some_and(|fuel| fuel.points.contains(place))
}

/// Seconds in which a column fills its tanks.
pub(crate) fn filling(input: &PlanInput) -> i64 {
    input.policy.fuel.as_ref().map_or(0, |fuel| seconds(fuel.halt))
}

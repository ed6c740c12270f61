//! Which crossing a column takes: each is tried, the cheapest is taken, and the others are told why not.

use crate::detour::by_points;
use crate::endurance::{Endurance, range};
use crate::march::{Rest, Size, rests_on, seconds};
use crate::support::{danger, escorts};
use crate::timetable::{HORIZON_SECONDS, March, Timed, Timetable, light_on};
use crate::ways::{Step, Ways};
use crate::weigh::{Late, weight};
use convoy::{AxleLoad, Crossing, CrossingRefusal, Halt, Leg, Onward, Passability, PlanInput, Reason, Spent};
use std::collections::BTreeSet;
use units::{ConvoyId, Deciseconds, Moment, PlaceId, SegmentId};

/// From where and when a column can set out.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) place: PlaceId,
    pub(crate) earliest: Moment,
    /// What it has driven, or is driving, when the plan begins; none for a column that stands.
    pub(crate) facts: Vec<Leg>,
    /// Halts on that.
    pub(crate) halts: Vec<Halt>,
    /// What it has behind it at the place.
    pub(crate) spent: Spent,
}

impl Start {
    /// A column that stands at a place.
    pub(crate) fn standing(place: PlaceId, earliest: Moment) -> Self {
        Self { place, earliest, facts: Vec::new(), halts: Vec::new(), spent: Spent::default() }
    }

    /// Where its choices begin: the end of what it is driving.
    pub(crate) fn free_from(&self) -> &PlaceId {
        self.facts.last().map_or(&self.place, |leg| &leg.to)
    }
}

/// A crossing with the way to it, its times, and the receiver's way on.
#[derive(Clone)]
pub(crate) struct Choice {
    pub(crate) crossing: PlaceId,
    pub(crate) timed: Timed,
    pub(crate) onward: Onward,
    /// What it weighs.
    pub(crate) cost: Deciseconds,
    pub(crate) clear: Moment,
}

/// What a choice is made from.
pub(crate) struct Chooser<'a> {
    pub(crate) input: &'a PlanInput,
    pub(crate) ways: &'a Ways<'a>,
    pub(crate) table: &'a Timetable,
}

/// A column that asks for a way.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) convoy: &'a ConvoyId,
    pub(crate) size: Size,
    pub(crate) start: &'a Start,
    /// When its goods are due.
    pub(crate) dues: &'a [Late],
}

/// A crossing that a column can reach, by one way or another.
#[derive(Clone)]
pub(crate) struct Reachable<'a> {
    pub(crate) crossing: &'a Crossing,
    /// The best one, and one round its defiles where there is any.
    pub(crate) ways: Vec<Vec<Step>>,
    pub(crate) onward: Onward,
}

/// The heaviest axle of a column, where a stretch bears less.
pub(crate) fn too_heavy(input: &PlanInput, ways: &Ways<'_>, size: Size, segment: &SegmentId) -> Option<AxleLoad> {
    let heaviest = size.axles.heaviest?;
    let most = ways.axle_max(segment).filter(|most| *most < heaviest.bears)?;
    heaviest.told(input, most)
}

impl<'a> Chooser<'a> {
    /// The crossing that weighs least; of equal ones the smaller name. Says why, of each.
    pub(crate) fn choose(
        &self,
        ask: Ask<'_>,
        only: Option<(&PlaceId, usize)>,
        reasons: &mut Vec<Reason>,
    ) -> Option<Choice> {
        let mut best: Option<Choice> = None;
        let mut left = Vec::new();
        for crossing in self.crossings() {
            let wanted = only.is_none_or(|(place, _)| place == &crossing.place);
            match self.attempt(ask, crossing, only) {
                Ok(choice) if wanted && best.as_ref().is_none_or(|best| choice.cost < best.cost) => {
                    left.extend(best.replace(choice).map(|old| (old.crossing, Ok(old.cost))));
                }
                Ok(choice) => left.push((choice.crossing, Ok(choice.cost))),
                Err(why) => left.push((crossing.place.clone(), Err(why))),
            }
        }
        if let Some(best) = &best {
            self.tell_taken(ask, best, reasons);
        }
        left.sort_by(|a, b| a.0.cmp(&b.0));
        for (crossing, outcome) in left {
            let why = match outcome {
                Ok(cost) => self.outweighed(cost, best.as_ref()),
                Err(why) => why,
            };
            self.tell_left(ask.convoy, ask.size, ask.start, crossing, why, reasons);
        }
        best
    }

    /// A crossing that weighs more, or one that is left to other columns.
    fn outweighed(&self, cost: Deciseconds, best: Option<&Choice>) -> CrossingRefusal {
        match best.map(|best| (cost.checked_sub(best.cost), best.cost.checked_sub(cost).unwrap_or_default())) {
            Some((None, by)) => CrossingRefusal::LeftToOthers { by },
            Some((Some(by), _)) => CrossingRefusal::Costlier { by },
            None => CrossingRefusal::Costlier { by: Deciseconds::ZERO },
        }
    }

    /// Crossings in order of their names, each once.
    fn crossings(&self) -> Vec<&'a Crossing> {
        let mut crossings: Vec<&Crossing> = self.input.crossings.iter().collect();
        crossings.sort_by(|a, b| a.place.cmp(&b.place));
        crossings.dedup_by(|a, b| a.place == b.place);
        crossings
    }

    /// The best of the ways to a crossing and on, with times; one of them alone where that is asked.
    fn attempt(
        &self,
        ask: Ask<'_>,
        crossing: &'a Crossing,
        only: Option<(&PlaceId, usize)>,
    ) -> Result<Choice, CrossingRefusal> {
        let reachable = self.reachable(ask, crossing)?;
        let only = only.filter(|(place, _)| *place == &crossing.place).map(|(_, way)| way);
        let mut best: Result<Choice, CrossingRefusal> = Err(self.no_time());
        for (number, steps) in reachable.ways.iter().enumerate() {
            if only.is_some_and(|only| only != number) {
                continue;
            }
            match (self.along(ask, crossing, steps, reachable.onward.clone()), &best) {
                (Ok(choice), Ok(known)) if choice.cost >= known.cost => {}
                (Err(_), Ok(_)) => {}
                (outcome, _) => best = outcome,
            }
        }
        best
    }

    /// Every crossing that can be reached and left, with its ways.
    pub(crate) fn all_reachable(&self, ask: Ask<'_>) -> Vec<Reachable<'a>> {
        self.crossings().into_iter().filter_map(|crossing| self.reachable(ask, crossing).ok()).collect()
    }

    fn reachable(&self, ask: Ask<'_>, crossing: &'a Crossing) -> Result<Reachable<'a>, CrossingRefusal> {
        let weak = self.weak(ask);
        let too_long: BTreeSet<SegmentId> = self.too_long(ask).union(&weak).cloned().collect();
        let there = |without: &BTreeSet<SegmentId>| self.way_there(crossing, ask.size, ask.start, without);
        let first = match there(&too_long) {
            Some(steps) => self.fed(ask, crossing, steps, &too_long)?,
            None => match there(&BTreeSet::new()) {
                Some(steps) => {
                    if let Some(why) = self.all_too_weak(ask, &steps).filter(|_| there(&weak).is_none()) {
                        return Err(why);
                    }
                    let why = self.endurance(ask).fillings(&steps).err().or_else(|| self.escort_short(ask, &steps));
                    return Err(why.unwrap_or(self.no_time()));
                }
                None => return Err(CrossingRefusal::NoWayThere),
            },
        };
        let onward = self.way_on(&crossing.place).ok_or(CrossingRefusal::NoWayOnward)?;
        let defiles = first.iter().filter(|step| step.defile).map(|step| step.segment.clone());
        let mut without = too_long.clone();
        without.extend(defiles);
        let round = if without.len() > too_long.len() { there(&without) } else { None };
        let round = round.filter(|steps| self.endurance(ask).fillings(steps).is_ok());
        Ok(Reachable { crossing, ways: std::iter::once(first).chain(round).collect(), onward })
    }

    /// What a column has spent where its choices begin.
    fn endurance(&self, ask: Ask<'_>) -> Endurance<'a> {
        let start = ask.start;
        let mut endurance = Endurance::new(self.input, ask.size, start.spent);
        endurance.along(self.ways, &start.facts, &start.halts, start.spent.since);
        endurance
    }

    /// A way on which fuel lasts: the one given, or one from filling to filling.
    fn fed(
        &self,
        ask: Ask<'_>,
        crossing: &Crossing,
        steps: Vec<Step>,
        without: &BTreeSet<SegmentId>,
    ) -> Result<Vec<Step>, CrossingRefusal> {
        let endurance = self.endurance(ask);
        let Err(why) = endurance.fillings(&steps) else { return Ok(steps) };
        let ends = (ask.start.free_from(), &crossing.place, ask.size.slowest);
        let round = by_points((self.input, self.ways), &endurance, ends, without);
        round.filter(|steps| endurance.fillings(steps).is_ok()).ok_or(why)
    }

    /// Whether a stretch asks for more escort than a column has that must have it; none comes to it on the road.
    fn unescorted(&self, ask: Ask<'_>, segment: &SegmentId) -> bool {
        let must = self.input.policy.column.as_ref().is_some_and(|rule| rule.escort.is_some() && !rule.march_short);
        must && self.input.progress_of(ask.convoy).is_none()
            && escorts(self.input, ask.size.carried, danger(self.input, self.ways.passability(segment)))
                > ask.size.escorts
    }

    /// Stretches that bear less than the heaviest axle of a column.
    fn weak(&self, ask: Ask<'_>) -> BTreeSet<SegmentId> {
        let Some(heaviest) = ask.size.axles.heaviest else { return BTreeSet::new() };
        let weak = self.ways.usable().filter(|stretch| stretch.axle_max.is_some_and(|most| most < heaviest.bears));
        weak.map(|stretch| stretch.segment.clone()).collect()
    }

    /// The first stretch of the best way that bears too little.
    fn all_too_weak(&self, ask: Ask<'_>, steps: &[Step]) -> Option<CrossingRefusal> {
        steps.iter().find_map(|step| {
            let load = too_heavy(self.input, self.ways, ask.size, &step.segment)?;
            Some(CrossingRefusal::AxleTooHeavy { segment: step.segment.clone(), load })
        })
    }

    /// What the most dangerous stretch of a way asks for, where it is more than the column has.
    fn escort_short(&self, ask: Ask<'_>, steps: &[Step]) -> Option<CrossingRefusal> {
        let short = steps.iter().map(|step| &step.segment).filter(|segment| self.unescorted(ask, segment));
        let danger = |segment: &SegmentId| danger(self.input, self.ways.passability(segment));
        let segment = short.max_by_key(|segment| danger(segment))?.clone();
        let certainty = danger(&segment);
        let (needed, there) = (escorts(self.input, ask.size.carried, certainty), ask.size.escorts);
        Some(CrossingRefusal::EscortShort { segment, certainty, needed, there })
    }

    fn no_time(&self) -> CrossingRefusal {
        CrossingRefusal::NoTime { until: self.input.start.plus_seconds(HORIZON_SECONDS) }
    }

    /// Times and cost of a given way.
    pub(crate) fn along(
        &self,
        ask: Ask<'_>,
        crossing: &Crossing,
        steps: &[Step],
        onward: Onward,
    ) -> Result<Choice, CrossingRefusal> {
        let Ask { convoy, size, start, dues } = ask;
        let (facts, fact_halts) = (&start.facts, &start.halts);
        let (spent, earliest) = (start.spent, start.earliest);
        let march = March { convoy, size, facts, fact_halts, spent, steps, crossing, earliest };
        let timed = self.table.fit(self.input, self.ways, &march)?;
        let clear = timed.legs.last().map(|leg| leg.clear_tail).ok_or(CrossingRefusal::NoWayThere)?;
        let exposure = timed.legs.iter().fold(onward.exposure, |sum, leg| sum.saturating_add(leg.exposure));
        let cost = Deciseconds::new(weight(self.input, clear, (onward.travel, exposure), dues));
        Ok(Choice { crossing: crossing.place.clone(), timed, onward, cost, clear })
    }

    fn way_there(
        &self,
        crossing: &Crossing,
        size: Size,
        start: &Start,
        without: &BTreeSet<SegmentId>,
    ) -> Option<Vec<Step>> {
        let from = start.free_from();
        // A column that reaches one crossing does not go through it to another.
        if from != &crossing.place && self.input.crossing(from).is_some() && !start.facts.is_empty() {
            return None;
        }
        let steps = self.ways.best(from, &crossing.place, size.slowest, without)?;
        (!steps.is_empty() || !start.facts.is_empty()).then_some(steps)
    }

    /// The receiver's way from a crossing to the destination.
    pub(crate) fn way_on(&self, crossing: &PlaceId) -> Option<Onward> {
        let cap = self.input.policy.rate_cap;
        let steps = self.ways.best(crossing, &self.input.destination, cap, &BTreeSet::new())?;
        let segments: Vec<SegmentId> = steps.into_iter().map(|step| step.segment).collect();
        let (travel, exposure) = self.ways.onward_cost(crossing, &segments)?;
        Some(Onward { destination: self.input.destination.clone(), segments, travel, exposure })
    }

    /// Stretches that a column of this size can never drive: longer than its fuel or its drivers' hours last, not to
    /// be entered and cleared within one day's light, or too dangerous for its escort.
    fn too_long(&self, ask: Ask<'_>) -> BTreeSet<SegmentId> {
        let (size, policy) = (ask.size, &self.input.policy);
        let hours = policy.hours.map(|hours| i64::try_from(hours.driving.get() / 10).unwrap_or(i64::MAX));
        let too_long = |step: &Step| {
            range(self.input, size).is_some_and(|range| step.length > range)
                || hours.is_some_and(|most| step.driving > most)
                || self.outlasts_daylight(step, size)
                || self.unescorted(ask, &step.segment)
        };
        if range(self.input, size).is_none() && hours.is_none() && policy.daylight.is_none() && policy.column.is_none()
        {
            return BTreeSet::new();
        }
        let steps = self
            .ways
            .usable()
            .filter_map(|stretch| self.ways.step(&stretch.segment, &stretch.from, &stretch.to, size.slowest));
        steps.filter(too_long).map(|step| step.segment).collect()
    }

    fn outlasts_daylight(&self, step: &Step, size: Size) -> bool {
        let Some(light) = light_on(self.input, &step.segment) else { return false };
        let length = i64::from(light.closes_minute.saturating_sub(light.opens_minute)) * 60;
        let rest = Rest::of(self.input.policy.rest.as_ref()).ok().flatten();
        let (rests, _) = if step.driving > length { (Vec::new(), 0) } else { rests_on(step.driving, 0, rest) };
        let standing = rests.iter().fold(0_i64, |sum, _| sum.saturating_add(rest.map_or(0, |rest| rest.halt)));
        let pass = seconds(size.pass_time(&self.input.policy.gaps, step.rate));
        step.driving.saturating_add(standing).saturating_add(pass) > length
    }

    /// Why a choice is as it is: what it goes round, uses in spite of its state, and waits for.
    pub(crate) fn tell_taken(&self, ask: Ask<'_>, choice: &Choice, reasons: &mut Vec<Reason>) {
        let Ask { convoy, size, start, .. } = ask;
        let (crossing, clear, cost) = (choice.crossing.clone(), choice.clear, choice.cost);
        reasons.push(Reason::Takes { convoy: convoy.clone(), crossing, clear, cost });
        self.tell_avoided(convoy, size, start, &choice.crossing, reasons);
        self.tell_spared(ask, choice, reasons);
        for leg in &choice.timed.legs {
            let passability = self.ways.passability(&leg.segment);
            if passability != Passability::Open {
                let (segment, exposure) = (leg.segment.clone(), leg.exposure);
                reasons.push(Reason::Accepts { convoy: convoy.clone(), segment, passability, exposure });
            }
        }
        for wait in &choice.timed.waits {
            reasons.push(Reason::Waits {
                convoy: convoy.clone(),
                place: wait.place.clone(),
                from: wait.from,
                until: wait.until,
                cause: wait.cause.clone(),
            });
        }
    }

    /// Stretches of the way that would be best, but that bear less than an axle of the column.
    fn tell_spared(&self, ask: Ask<'_>, choice: &Choice, reasons: &mut Vec<Reason>) {
        if self.weak(ask).is_empty() {
            return;
        }
        let Some(crossing) = self.input.crossing(&choice.crossing) else { return };
        let best = self.way_there(crossing, ask.size, ask.start, &self.too_long(ask)).unwrap_or_default();
        for step in best {
            if let Some(load) = too_heavy(self.input, self.ways, ask.size, &step.segment) {
                reasons.push(Reason::Spares { convoy: ask.convoy.clone(), segment: step.segment, load });
            }
        }
    }

    fn tell_left(
        &self,
        convoy: &ConvoyId,
        size: Size,
        start: &Start,
        crossing: PlaceId,
        why: CrossingRefusal,
        reasons: &mut Vec<Reason>,
    ) {
        let blocked = matches!(why, CrossingRefusal::NoWayThere | CrossingRefusal::NoWayOnward);
        reasons.push(Reason::Leaves { convoy: convoy.clone(), crossing: crossing.clone(), why });
        if blocked {
            self.tell_avoided(convoy, size, start, &crossing, reasons);
        }
    }

    /// Closed and contested stretches on the shortest ways to a crossing and on from it.
    fn tell_avoided(
        &self,
        convoy: &ConvoyId,
        size: Size,
        start: &Start,
        crossing: &PlaceId,
        reasons: &mut Vec<Reason>,
    ) {
        let there = self.ways.avoided(start.free_from(), crossing, size.slowest);
        let on = self.ways.avoided(crossing, &self.input.destination, self.input.policy.rate_cap);
        for (segment, passability) in there.into_iter().chain(on) {
            let crossing = crossing.clone();
            reasons.push(Reason::Avoids { convoy: convoy.clone(), crossing, segment, passability });
        }
    }
}

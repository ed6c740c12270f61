//! The plan in the making: columns inserted one after another, then tables and totals.

use crate::axles::{Known, Limits};
use crate::choice::{Ask, Choice, Chooser, Start};
use crate::finish;
use crate::hazard::Rules;
use crate::improve::{Improved, improve};
use crate::loading::{COLUMNS_MAX, Effort, Group, Pool, group, load};
use crate::march::Size;
use crate::reserve;
use crate::returns;
use crate::support;
use crate::timetable::Timetable;
use crate::ways::Ways;
use crate::weigh::draft_dues;
use crate::{Seed, Stage};
use convoy::{
    Column, CrossingRefusal, Load, NeedId, Plan, PlanInput, PlanReport, Reason, Return, Role, SearchReport, Share,
    Stranded, Undelivered, UndeliveredReason,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConvoyId, CreditNumber, Digest, Moment, OfficerId, PlaceId, Quantity, VehicleId};

/// A column that has vehicles and goods, but no way yet.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) convoy: ConvoyId,
    pub(crate) credit: CreditNumber,
    /// Who commands it, where it has left.
    pub(crate) commander: Option<OfficerId>,
    pub(crate) vehicles: Vec<VehicleId>,
    pub(crate) driven: Vec<Share>,
    pub(crate) start: Start,
}

/// The plan in the making.
pub(crate) struct Planner<'a> {
    pub(crate) input: &'a PlanInput,
    pub(crate) rules: Rules,
    pub(crate) ways: Ways<'a>,
    pub(crate) table: Timetable,
    /// What axles may bear on every way from a site.
    pub(crate) limits: Limits,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) columns: Vec<Column>,
    pub(crate) stranded: Vec<Stranded>,
    pub(crate) loads: BTreeMap<VehicleId, Load>,
    pub(crate) undelivered: Vec<Undelivered>,
    /// What the columns put in by search weigh at least.
    bound: u64,
    /// Names of columns put in by search.
    searched: BTreeSet<ConvoyId>,
    search: SearchReport,
    next_number: u32,
    names_taken: BTreeSet<ConvoyId>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(input: &'a PlanInput, names_taken: BTreeSet<ConvoyId>) -> Self {
        let (ways, table) = (Ways::new(input), Timetable::default());
        let chooser = Chooser { input, ways: &ways, table: &table };
        let limits = Limits::new(input, |one| !one.openings.is_empty() && chooser.way_on(&one.place).is_some());
        Self {
            input,
            rules: Rules::new(input.policy.hazard_rules),
            ways,
            table,
            limits,
            reasons: Vec::new(),
            columns: Vec::new(),
            stranded: Vec::new(),
            loads: BTreeMap::new(),
            undelivered: Vec::new(),
            bound: 0,
            searched: BTreeSet::new(),
            search: SearchReport::default(),
            next_number: u32::from(input.numbering.next),
            names_taken,
        }
    }

    pub(crate) fn chooser(&self) -> Chooser<'_> {
        Chooser { input: self.input, ways: &self.ways, table: &self.table }
    }

    /// Loads a pool of goods on a pool of vehicles and inserts the columns they make.
    pub(crate) fn add(&mut self, mut pool: Pool<'_>, effort: &Effort<'_>, search: &mut dyn FnMut(&Stage) -> bool) {
        reserve::hold_back(self.input, &self.used(), &mut pool, &mut self.undelivered);
        let loaded = load(&self.rules, pool, &self.limits, &mut self.reasons, &mut self.undelivered, effort);
        let (groups, excess) = group(self.input, &loaded, &mut self.reasons);
        for (_, load) in loaded.loads.into_values().flatten() {
            self.loads.insert(load.vehicle.clone(), load);
        }
        let (mut drafts, mut short) = (Vec::new(), Vec::new());
        let mut spare = support::spare(self, false);
        for group in groups {
            match self.name() {
                Some((convoy, credit)) if self.columns.len() + drafts.len() + short.len() < COLUMNS_MAX => {
                    let Group { origin, vehicles, driven, .. } = group;
                    let start = Start::standing(origin, self.input.start);
                    let draft = Draft { convoy, credit, commander: None, vehicles, driven, start };
                    match support::accompany(self, &draft, &mut spare) {
                        Ok(draft) => drafts.push(draft),
                        Err(missing) => short.push((draft, missing)),
                    }
                }
                Some(_) | None => self.too_many(&group),
            }
        }
        self.add_drafts(&drafts, effort.seed, search);
        self.add_later(short, effort.seed);
        for group in excess {
            self.too_many(&group);
        }
    }

    /// Columns that lack what must march with them: they leave once others have brought it back.
    fn add_later(&mut self, mut short: Vec<(Draft, UndeliveredReason)>, seed: Seed) {
        loop {
            let mut spare = support::spare(self, true);
            let (mut drafts, mut still) = (Vec::new(), Vec::new());
            for (draft, _) in short {
                match support::accompany(self, &draft, &mut spare) {
                    Ok(later) => drafts.push(later),
                    Err(missing) => still.push((draft, missing)),
                }
            }
            if drafts.is_empty() {
                still.iter().for_each(|(draft, missing)| self.leave(&draft.vehicles, &draft.driven, missing));
                return;
            }
            self.add_drafts(&drafts, seed, &mut |_| false);
            short = still;
        }
    }

    /// From when on a vehicle that marches along is at its site, the columns reckoned that have it, but for one;
    /// nothing where it does not come back.
    pub(crate) fn free_from(&self, vehicle: &VehicleId, but: Option<&ConvoyId>) -> Option<Moment> {
        let stranded = self.stranded.iter().any(|column| column.vehicles.contains(vehicle));
        if stranded || self.loads.contains_key(vehicle) {
            return None;
        }
        let back = self.input.vehicle(vehicle).and_then(|vehicle| vehicle.back);
        let mut free = back.map_or(self.input.start, |back| back.max(self.input.start));
        for column in self.columns.iter().filter(|column| Some(&column.convoy) != but) {
            if column.vehicles.contains(vehicle) {
                free = free.max(column.returns.as_ref().and_then(Return::back)?);
            }
        }
        Some(free)
    }

    /// Vehicles that columns have, stranded ones too, and those that are loaded.
    pub(crate) fn used(&self) -> BTreeSet<VehicleId> {
        let columns = self.columns.iter().flat_map(|column| &column.vehicles);
        let stranded = self.stranded.iter().flat_map(|column| &column.vehicles);
        self.loads.keys().chain(columns).chain(stranded).cloned().collect()
    }

    fn too_many(&mut self, group: &Group) {
        let reason = UndeliveredReason::TooManyColumns { columns: u32::try_from(COLUMNS_MAX).unwrap_or(u32::MAX) };
        self.leave(&group.vehicles, &group.driven, &reason);
    }

    /// Inserts columns in the best order that is found for them.
    fn add_drafts(&mut self, drafts: &[Draft], seed: Seed, search: &mut dyn FnMut(&Stage) -> bool) {
        let Improved { order, report, bound } = improve(self, drafts, seed, search);
        self.search.rounds += report.rounds;
        self.search.first = self.search.first.saturating_add(report.first);
        self.search.last = self.search.last.saturating_add(report.last);
        self.searched.extend(drafts.iter().map(|draft| draft.convoy.clone()));
        self.bound = self.bound.saturating_add(bound);
        for (number, only) in order {
            let draft = &drafts[number];
            if !self.insert_by(draft, only.as_ref().map(|(place, way)| (place, *way))) {
                let reason = self.why_behind(draft);
                self.leave(&draft.vehicles, &draft.driven, &reason);
            }
        }
    }

    /// The next free name: `11-DZ` and 1 give `11-DZ-01`.
    fn name(&mut self) -> Option<(ConvoyId, CreditNumber)> {
        loop {
            let text = format!("{}-{:02}", self.input.numbering.prefix, self.next_number);
            self.next_number += 1;
            let convoy = ConvoyId::new(text.clone()).ok()?;
            if !self.names_taken.contains(&convoy) {
                return Some((convoy, CreditNumber::new(text).ok()?));
            }
        }
    }

    /// Size of a column of vehicles whose loads are known here.
    pub(crate) fn size(&self, vehicles: &[VehicleId], driven: &[Share]) -> Size {
        Size::of(self.input, vehicles, driven).loaded(self.input, &self.loads, (vehicles, driven))
    }

    /// Gives a column the cheapest crossing and the earliest times; says whether there are any.
    pub(crate) fn insert(&mut self, draft: &Draft) -> bool {
        self.insert_by(draft, None)
    }

    /// The same, by one crossing and way alone where that is given.
    fn insert_by(&mut self, draft: &Draft, only: Option<(&PlaceId, usize)>) -> bool {
        let size = self.size(&draft.vehicles, &draft.driven);
        let dues = draft_dues(self.input, draft, &self.loads);
        let mut reasons = Vec::new();
        let ask = Ask { convoy: &draft.convoy, size, start: &draft.start, dues: &dues };
        let choice = self.chooser().choose(ask, only, &mut reasons);
        self.reasons.extend(reasons);
        choice.map(|choice| self.settle(draft, size, choice)).is_some()
    }

    /// Makes a column of a draft and its choice, and reserves its times.
    pub(crate) fn settle(&mut self, draft: &Draft, size: Size, choice: Choice) {
        let Draft { convoy, credit, commander, vehicles, driven, start } = draft.clone();
        let Choice { crossing, timed, onward, .. } = choice;
        let column = Column {
            road_space: size.road_space(&self.input.policy.gaps, timed.rate),
            convoy,
            credit,
            commander,
            vehicles,
            roles: BTreeMap::new(),
            driven,
            packets: Vec::new(),
            origin: start.place,
            spent: start.spent,
            crossing,
            rate: timed.rate,
            pass_time: timed.pass_time,
            legs: timed.legs,
            halts: timed.halts,
            march_table: Vec::new(),
            onward,
            returns: None,
        };
        self.enter(column, start.facts.len());
    }

    /// Takes a column with its times into the plan; its first legs may be facts.
    pub(crate) fn enter(&mut self, mut column: Column, facts: usize) {
        column.returns = returns::of(self.input, &self.ways, &column).and_then(Result::ok);
        self.table.reserve(&column, facts);
        self.columns.push(column);
    }

    /// Why a column without a way has none, from what was told of its crossings.
    pub(crate) fn why_behind(&self, draft: &Draft) -> UndeliveredReason {
        let from = draft.start.place.clone();
        let beyond = self.reasons.iter().find_map(|reason| {
            let Reason::Leaves { convoy, why: CrossingRefusal::BeyondRange { range, .. }, .. } = reason else {
                return None;
            };
            (*convoy == draft.convoy).then_some(*range)
        });
        let short = self.reasons.iter().find_map(|reason| {
            let Reason::Leaves { convoy, why: CrossingRefusal::EscortShort { needed, there, .. }, .. } = reason else {
                return None;
            };
            (*convoy == draft.convoy).then_some((*needed, *there))
        });
        let heavy = self.reasons.iter().find_map(|reason| {
            let Reason::Leaves { convoy, why: CrossingRefusal::AxleTooHeavy { segment, load }, .. } = reason else {
                return None;
            };
            (*convoy == draft.convoy).then(|| (load.clone(), Some(segment.clone())))
        });
        if let Some((load, segment)) = heavy {
            return UndeliveredReason::AxleTooHeavy { load, segment };
        }
        match (beyond, short) {
            (Some(range), _) => UndeliveredReason::OutOfRange { from, range },
            (None, Some((needed, there))) => {
                UndeliveredReason::SupportMissing { from, role: Role::Escort, needed, there }
            }
            (None, None) => UndeliveredReason::NoCrossing { from },
        }
    }

    /// Leaves goods behind, and their vehicles empty.
    pub(crate) fn leave(&mut self, vehicles: &[VehicleId], driven: &[Share], reason: &UndeliveredReason) {
        let loads: Vec<Load> = vehicles.iter().filter_map(|vehicle| self.loads.remove(vehicle)).collect();
        let shares = loads.iter().flat_map(|load| &load.shares).chain(driven);
        let behind = shares.map(|share| Undelivered {
            need: share.need.clone(),
            quantity: share.quantity,
            reason: reason.clone(),
        });
        self.undelivered.extend(behind);
    }

    /// Leaves a column on the road where it stands.
    pub(crate) fn strand(&mut self, draft: Draft, crossing: PlaceId) {
        let Draft { convoy, credit, commander, vehicles, driven, start } = draft;
        let (place, spent) = (start.place, start.spent);
        self.reasons.push(Reason::Stranded { convoy: convoy.clone(), place: place.clone() });
        let loads = vehicles.iter().filter_map(|vehicle| self.loads.get(vehicle));
        let shares = loads.flat_map(|load| &load.shares).chain(&driven);
        let behind: Vec<(NeedId, Quantity)> = shares.map(|share| (share.need.clone(), share.quantity)).collect();
        for (need, quantity) in behind {
            let reason = UndeliveredReason::NoCrossing { from: place.clone() };
            self.undelivered.push(Undelivered { need, quantity, reason });
        }
        self.stranded.push(Stranded { convoy, credit, commander, place, spent, vehicles, driven, crossing });
    }

    /// March tables, totals, and what is late or stays behind.
    pub(crate) fn finish(mut self, parent: Option<Digest>, seed: Seed) -> (Plan, PlanReport) {
        self.columns.sort_by(|a, b| a.convoy.cmp(&b.convoy));
        self.stranded.sort_by(|a, b| a.convoy.cmp(&b.convoy));
        finish::march_tables(&self.ways, &mut self.columns);
        for column in &self.columns {
            self.reasons.extend(support::tell_return(self.input, &self.ways, column));
            let known = Known::of(self.input, &self.loads, &column.vehicles, &column.driven);
            self.reasons.extend(known.not_judged(self.input, column));
        }
        self.columns.iter_mut().for_each(|column| support::finish(self.input, column));
        let mut plan = Plan {
            parent,
            seed: seed.0,
            loads: self.loads.into_values().collect(),
            columns: self.columns,
            stranded: self.stranded,
            undelivered: finish::merged(self.undelivered),
            ..Plan::default()
        };
        plan.objective = finish::objective(self.input, &plan);
        let settled = plan.columns.iter().filter(|column| !self.searched.contains(&column.convoy));
        let settled = settled.fold(0_u64, |sum, column| sum.saturating_add(finish::weigh(self.input, &plan, column)));
        plan.objective.bound = settled.saturating_add(self.bound);
        finish::tell_late(self.input, &plan, &mut self.reasons);
        finish::tell_behind(&plan, &mut self.reasons);
        (plan, PlanReport { reasons: self.reasons, search: self.search })
    }
}

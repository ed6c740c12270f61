//! Columns in another order, over other crossings: as long as there is time, a better plan.
//!
//! A round moves one column in the order of insertion, or sends one over a crossing of its own, and puts in anew all
//! from there on. What is a little worse is gone on from, less and less so within a wave of rounds
//! (Kirkpatrick, Gelatt, Vecchi 1983). The same seed and number of rounds give the same plan.

use crate::Seed;
use crate::bound::Bound;
use crate::choice::{Ask, Choice, Chooser, Reachable};
use crate::march::Size;
use crate::planner::{Draft, Planner};
use crate::timetable::Timetable;
use crate::weigh::{Late, draft_dues};
use convoy::{Leg, PlanInput, SearchReport};
use movement::Chance;
use units::{Deciseconds, PlaceId};

/// Rounds in which the first wave ebbs; each is twice as long as the one before.
const FIRST_WAVE: u64 = 64;

/// Insertions that nobody waits for.
const STANDARD: u64 = 120;

/// Up to so many columns, squared, what a round takes is nothing to count.
const FEW_SQUARED: u64 = 64;

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Columns that are put in order.
    pub columns: usize,
    /// Orders tried.
    pub rounds: u64,
    /// What the columns weigh that are put in, in tenths of a second.
    pub weighted: u64,
    /// No plan that brings the same weighs less.
    pub bound: u64,
}

/// What a column weighs by a crossing and way, by number.
type Key = (u64, (usize, usize));

/// A crossing, and which of the ways there.
type Only = (PlaceId, usize);

/// What came of it.
pub(crate) struct Improved {
    /// Columns by number, in the order to put them in, with the way that one is held to.
    pub(crate) order: Vec<(usize, Option<Only>)>,
    pub(crate) report: SearchReport,
    pub(crate) bound: u64,
}

/// As many rounds as nobody waits for, fewer for many vehicles and for many columns: each of these looks at all others.
pub(crate) fn standard(input: &PlanInput) -> impl FnMut(&Stage) -> bool + use<> {
    let vehicles = input.fleet.len() as u64 / u64::from(input.policy.column_max.max(1));
    move |stage| {
        let columns = stage.columns as u64;
        stage.rounds < STANDARD / (vehicles + columns * columns / FEW_SQUARED + 1)
    }
}

/// Looks for a better order as long as `search` wants and the bound is not reached.
pub(crate) fn improve(
    planner: &Planner<'_>,
    drafts: &[Draft],
    seed: Seed,
    search: &mut dyn FnMut(&Stage) -> bool,
) -> Improved {
    let entries: Vec<Entry<'_>> = drafts.iter().map(|draft| Entry::new(planner, draft)).collect();
    let mut bound = Bound::new(planner.input, &planner.ways, &entries);
    let mut trial = Trial::new(planner, &entries, seed);
    let first = trial.now.weight.1;
    let mut rounds = 0;
    loop {
        let weighted = trial.best.weight.1;
        let least = if trial.best.weight.0 == 0 { bound.tighten(weighted, rounds) } else { 0 };
        let stage = Stage { rounds, columns: entries.len(), weighted, bound: least };
        if entries.len() < 2 || least >= weighted || !search(&stage) {
            let report = SearchReport { rounds, first, last: weighted };
            return Improved { order: trial.told(), report, bound: least };
        }
        rounds += 1;
        trial.round(rounds);
    }
}

/// A column with all that a search asks of it again and again.
pub(crate) struct Entry<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) size: Size,
    pub(crate) dues: Vec<Late>,
    pub(crate) reachable: Vec<Reachable<'a>>,
    /// Crossings and ways by number, each with what the column weighs on it if none of the others is there.
    ways: Vec<Key>,
}

impl<'a> Entry<'a> {
    fn new(planner: &'a Planner<'_>, draft: &'a Draft) -> Self {
        let size = planner.size(&draft.vehicles, &draft.driven);
        let dues = draft_dues(planner.input, draft, &planner.loads);
        let ask = Ask { convoy: &draft.convoy, size, start: &draft.start, dues: &dues };
        let chooser = planner.chooser();
        let reachable = chooser.all_reachable(ask);
        let mut ways = Vec::new();
        for (at, one) in reachable.iter().enumerate() {
            for (number, way) in one.ways.iter().enumerate() {
                let alone = chooser.along(ask, one.crossing, way, one.onward.clone());
                ways.extend(alone.ok().map(|choice| (choice.cost.get(), (at, number))));
            }
        }
        ways.sort_unstable();
        Self { draft, size, dues, reachable, ways }
    }

    fn ask(&self) -> Ask<'_> {
        Ask { convoy: &self.draft.convoy, size: self.size, start: &self.draft.start, dues: &self.dues }
    }
}

/// A column put in.
#[derive(Clone)]
struct Put {
    crossing: PlaceId,
    pass_time: Deciseconds,
    legs: Vec<Leg>,
    weight: u64,
}

/// An order, and what came of it.
#[derive(Clone)]
struct State {
    order: Vec<usize>,
    only: Vec<Option<(usize, usize)>>,
    put: Vec<Option<Put>>,
    /// Columns without a way, and what the others weigh.
    weight: (usize, u64),
}

struct Trial<'a> {
    input: &'a PlanInput,
    planner: &'a Planner<'a>,
    entries: &'a [Entry<'a>],
    table: Timetable,
    chance: Chance,
    now: State,
    best: State,
    wave: (u64, u64),
}

impl<'a> Trial<'a> {
    fn new(planner: &'a Planner<'a>, entries: &'a [Entry<'a>], seed: Seed) -> Self {
        let many = entries.len();
        let state =
            State { order: (0..many).collect(), only: vec![None; many], put: vec![None; many], weight: (many, 0) };
        let mut trial = Self {
            input: planner.input,
            planner,
            entries,
            table: planner.table.clone(),
            chance: Chance::new(seed.0),
            best: state.clone(),
            now: state,
            wave: (0, FIRST_WAVE),
        };
        trial.put_in(0);
        trial.best = trial.now.clone();
        trial
    }

    fn told(&self) -> Vec<(usize, Option<Only>)> {
        let only = |number: usize| {
            let (at, way) = self.best.only[number]?;
            Some((self.entries[number].reachable[at].crossing.place.clone(), way))
        };
        self.best.order.iter().map(|number| (*number, only(*number))).collect()
    }

    fn round(&mut self, rounds: u64) {
        if rounds >= self.wave.1 {
            self.wave = (self.wave.1, self.wave.1 * 2);
            self.go_back(self.best.clone());
        }
        let before = self.now.clone();
        let from = if self.chance.below(4) == 0 { self.send_elsewhere() } else { self.reorder() };
        self.take_out(from, &before);
        self.put_in(from);
        let (begun, ends) = self.wave;
        let heat = before.weight.1 / 2000 * (ends - rounds) / (ends - begun);
        let spare = self.chance.below(heat + 1).min(self.chance.below(heat + 1));
        if self.now.weight > (before.weight.0, before.weight.1.saturating_add(spare)) {
            self.go_back(before);
        } else if self.now.weight < self.best.weight {
            self.best = self.now.clone();
        }
    }

    /// Holds a column to one way, or to none; says from where on the order is put in anew.
    fn send_elsewhere(&mut self) -> usize {
        let at = self.chance.pick(self.now.order.len());
        let number = self.now.order[at];
        let ways = &self.entries[number].ways;
        let drawn = self.chance.pick(ways.len() + 1);
        self.now.only[number] = ways.get(drawn).map(|(_, way)| *way);
        at
    }

    /// Moves a column in the order, or swaps two; says from where on it changed.
    fn reorder(&mut self) -> usize {
        let many = self.now.order.len();
        let from = self.chance.pick(many);
        let far = if self.chance.below(4) == 0 { many } else { 5 };
        let reach = 1 + self.chance.pick(far);
        let to = if self.chance.below(2) == 0 { from.saturating_sub(reach) } else { (from + reach).min(many - 1) };
        if self.chance.below(3) == 0 {
            self.now.order.swap(from, to);
        } else {
            let moved = self.now.order.remove(from);
            self.now.order.insert(to, moved);
        }
        from.min(to)
    }

    fn take_out(&mut self, from: usize, before: &State) {
        for number in &before.order[from..] {
            if let Some(put) = self.now.put[*number].take() {
                self.table.release(&self.entries[*number].draft.convoy, &put.crossing, &put.legs);
            }
        }
    }

    fn reserve(&mut self, number: usize, put: &Put) {
        let draft = self.entries[number].draft;
        self.table.reserve_legs(&draft.convoy, &put.crossing, (put.pass_time, &put.legs), draft.start.facts.len());
    }

    fn put_in(&mut self, from: usize) {
        for at in from..self.now.order.len() {
            let number = self.now.order[at];
            let put = self.soonest(number);
            if let Some(put) = &put {
                self.reserve(number, put);
            }
            self.now.put[number] = put;
        }
        let without = self.now.put.iter().filter(|put| put.is_none()).count();
        let sum = self.now.put.iter().flatten().fold(0_u64, |sum, put| sum.saturating_add(put.weight));
        self.now.weight = (without, sum);
    }

    /// The way that weighs least around those that are there; of equal ones the first.
    fn soonest(&self, number: usize) -> Option<Put> {
        let entry = &self.entries[number];
        let chooser = Chooser { input: self.input, ways: &self.planner.ways, table: &self.table };
        let mut best: Option<(Key, Choice)> = None;
        for (alone, way) in &entry.ways {
            let (at, number_there) = *way;
            // Others only make it heavier; those that follow are heavier alone.
            if best.as_ref().is_some_and(|((weight, _), _)| weight < alone) {
                break;
            }
            if self.now.only[number].is_some_and(|only| only != *way) {
                continue;
            }
            let one = &entry.reachable[at];
            let choice = chooser.along(entry.ask(), one.crossing, &one.ways[number_there], one.onward.clone());
            let Ok(choice) = choice else { continue };
            let key = (choice.cost.get(), *way);
            if best.as_ref().is_none_or(|(known, _)| key < *known) {
                best = Some((key, choice));
            }
        }
        let (_, choice) = best?;
        let (pass_time, legs) = (choice.timed.pass_time, choice.timed.legs);
        Some(Put { crossing: choice.crossing, pass_time, legs, weight: choice.cost.get() })
    }

    fn go_back(&mut self, to: State) {
        let same = self
            .now
            .order
            .iter()
            .zip(&to.order)
            .take_while(|(now, then)| now == then && self.now.only[**now] == to.only[**now]);
        let from = same.count();
        let now = self.now.clone();
        self.take_out(from, &now);
        for number in &to.order[from..] {
            if let Some(put) = &to.put[*number] {
                self.reserve(*number, put);
            }
        }
        self.now = to;
    }
}

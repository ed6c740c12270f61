//! Loads made better: some vehicles are emptied and filled again in another order.
//!
//! First fit leaves a little of one class on each of many vehicles, and each of them is then barred to another
//! class. A round empties a few vehicles of a site, and fills them from what lay on them and what stays behind, goods
//! and vehicles in an order drawn by lot (Shaw 1998; for packing with conflicts: Muritiba et al. 2010). Better is where
//! more is loaded, by priority and mass, or the same on fewer vehicles or with less divided. What is a little worse is
//! gone on from, less and less so within a wave of rounds (Kirkpatrick, Gelatt, Vecchi 1983); the best is kept.

use crate::hazard::Rules;
use crate::loading::{Bin, Held, kept_from, split, units_fitting};
use convoy::Need;
use movement::Chance;
use units::{Grams, Quantity};

/// What a gram is worth by priority: of 1, 2, 3, and of all others.
const WORTH: [u128; 4] = [512, 64, 8, 1];

/// Rounds for each vehicle in which the first wave ebbs; each is twice as long as the one before.
const FIRST_WAVE: u64 = 64;

/// At the height of a wave the worth of the dearest unit over so much may be given away: measured, more is worse.
const COOL: u128 = 512;

/// Rounds that may lead nowhere before the best is gone back to, at least.
const ASTRAY: usize = 4096;

/// How much is loaded: worth, then vehicles left empty, then parts not made. Of some vehicles, or a difference.
pub(crate) type Score = (i128, i64, i64);

/// Makes loads of one site better as long as there are more rounds; `behind` holds what is not loaded.
pub(crate) fn reload<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    behind: &mut Vec<Held<'a>>,
    chance: &mut Chance,
    more: &dyn Fn(u64) -> bool,
) {
    if bins.len() < 2 {
        return;
    }
    let mut walk = Walk::new(bins, behind);
    let mut done = 0;
    while more(done) {
        done += 1;
        let heat = walk.heat(done, bins, behind);
        let drawn = draw(bins, chance);
        let before: Vec<Bin<'a>> = drawn.iter().map(|at| bins[*at].clone()).collect();
        let (pool, waiting) = (pool(&before, behind), std::mem::take(behind));
        let was = score(&before);
        for at in &drawn {
            bins[*at].empty();
        }
        *behind = fill(rules, bins, &drawn, pool, chance);
        let now = score(drawn.iter().map(|at| &bins[*at]));
        let step = Step { before: drawn.into_iter().zip(before).collect(), waiting };
        let spare = i128::from(chance.below(heat.saturating_add(1)).min(chance.below(heat.saturating_add(1))));
        if now >= was || now.0 + spare >= was.0 {
            walk.went((now.0 - was.0, now.1 - was.1, now.2 - was.2), step);
        } else {
            step.undo(bins, behind);
        }
    }
    walk.back(bins, behind);
}

/// What a round changed.
struct Step<'a> {
    before: Vec<(usize, Bin<'a>)>,
    waiting: Vec<Held<'a>>,
}

impl<'a> Step<'a> {
    fn undo(self, bins: &mut [Bin<'a>], behind: &mut Vec<Held<'a>>) {
        for (at, bin) in self.before {
            bins[at] = bin;
        }
        *behind = self.waiting;
    }
}

/// How far the loads are from the best there were, and the way back.
struct Walk<'a> {
    above: Score,
    steps: Vec<Step<'a>>,
    wave: (u64, u64),
    /// Worth that a round may give away at the height of a wave.
    hot: u64,
    astray: usize,
}

impl<'a> Walk<'a> {
    fn new(bins: &[Bin<'a>], behind: &[Held<'a>]) -> Self {
        let most = bins.iter().flat_map(|bin| &bin.held).chain(behind);
        let most = most.map(|(need, _)| worth(need) * u128::from(need.mass.get())).max().unwrap_or(0);
        let (hot, astray) = (u64::try_from(most / COOL).unwrap_or(u64::MAX - 1), ASTRAY.max(4 * bins.len()));
        Self { above: (0, 0, 0), steps: Vec::new(), wave: (0, FIRST_WAVE * bins.len() as u64), hot, astray }
    }

    /// Worth that this round may give away. A new wave begins from the best.
    fn heat(&mut self, done: u64, bins: &mut [Bin<'a>], behind: &mut Vec<Held<'a>>) -> u64 {
        if done >= self.wave.1 {
            self.wave = (self.wave.1, self.wave.1 * 2);
        }
        if self.steps.len() > self.astray {
            self.back(bins, behind);
        }
        let (begun, ends) = self.wave;
        let left = u128::from(self.hot) * u128::from(ends - done) / u128::from(ends - begun);
        u64::try_from(left).unwrap_or(0)
    }

    fn went(&mut self, by: Score, step: Step<'a>) {
        self.above = (self.above.0 + by.0, self.above.1 + by.1, self.above.2 + by.2);
        if self.above > (0, 0, 0) {
            self.above = (0, 0, 0);
            self.steps.clear();
        } else {
            self.steps.push(step);
        }
    }

    fn back(&mut self, bins: &mut [Bin<'a>], behind: &mut Vec<Held<'a>>) {
        while let Some(step) = self.steps.pop() {
            step.undo(bins, behind);
        }
        self.above = (0, 0, 0);
    }
}

/// Two to five vehicles, each once, one of them preferably little loaded.
fn draw(bins: &[Bin<'_>], chance: &mut Chance) -> Vec<usize> {
    let many = (2 + chance.pick(4)).min(bins.len());
    let mut drawn = Vec::new();
    let lightest = |one: usize, other: usize| if bins[one].full() <= bins[other].full() { one } else { other };
    drawn.push(lightest(chance.pick(bins.len()), chance.pick(bins.len())));
    while drawn.len() < many {
        let at = chance.pick(bins.len());
        if !drawn.contains(&at) {
            drawn.push(at);
        }
    }
    drawn
}

/// What lies on some vehicles and what stays behind, each need once.
fn pool<'a>(bins: &[Bin<'a>], behind: &[Held<'a>]) -> Vec<Held<'a>> {
    let mut pool: Vec<Held<'a>> = behind.to_vec();
    for (need, quantity) in bins.iter().flat_map(|bin| &bin.held) {
        match pool.iter_mut().find(|(other, _)| other.id == need.id) {
            Some((_, sum)) => *sum = sum.checked_add(*quantity).unwrap_or(*sum),
            None => pool.push((need, *quantity)),
        }
    }
    pool
}

/// Fills vehicles, and gives back what stays.
fn fill<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    drawn: &[usize],
    mut pool: Vec<Held<'a>>,
    chance: &mut Chance,
) -> Vec<Held<'a>> {
    let manner = chance.below(5);
    let mut order = drawn.to_vec();
    if manner > 0 {
        shuffle(&mut order, chance);
    }
    // By lot: urgent and heavy goods first, or the largest units, or what is worth most for the room it takes, or any.
    match manner {
        0 => pool.sort_by_key(|(need, quantity)| (need.priority, u128::MAX - mass(need, *quantity))),
        1 => pool.sort_by_key(|(need, _)| (need.priority, u64::MAX - need.mass.get())),
        2 => {
            let weight = chance.below(1001);
            pool.sort_by_key(|(need, _)| dear(need, weight));
        }
        _ => shuffle(&mut pool, chance),
    }
    // Goods that always went as many as fit would never share two vehicles evenly.
    let mut some = |fitting: u64| if manner > 3 { 1 + chance.below(fitting) } else { fitting };
    let waiting = put(rules, bins, &order, pool, &mut some);
    put(rules, bins, &order, waiting, &mut |fitting| fitting)
}

/// Puts goods on vehicles, of those that fit as many as it is told; gives back what is left.
fn put<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    order: &[usize],
    pool: Vec<Held<'a>>,
    some: &mut dyn FnMut(u64) -> u64,
) -> Vec<Held<'a>> {
    let mut behind = Vec::new();
    for (need, mut left) in pool {
        for at in order {
            let fitting = units_fitting(&bins[*at], need).min(left.get());
            if fitting == 0 || kept_from(rules, &bins[*at], need).is_some() {
                continue;
            }
            let Some((taken, rest)) = split(left, some(fitting)) else { continue };
            bins[*at].hold(need, taken);
            left = rest;
        }
        if !left.is_zero() {
            behind.push((need, left));
        }
    }
    behind
}

fn shuffle<T>(items: &mut [T], chance: &mut Chance) {
    for at in (1..items.len()).rev() {
        items.swap(at, chance.pick(at + 1));
    }
}

fn mass(need: &Need, quantity: Quantity) -> u128 {
    u128::from(need.mass.max(Grams::new(1)).get()) * u128::from(quantity.get())
}

/// What a gram of it is worth.
fn worth(need: &Need) -> u128 {
    WORTH[usize::from(need.priority.clamp(1, 4)) - 1]
}

/// How dear a unit is for its worth, where a litre weighs so many grams.
fn dear(need: &Need, litre: u64) -> u128 {
    let takes = u128::from(need.mass.get()) * 1000 + u128::from(need.volume.get()) * u128::from(litre);
    takes * 1_000_000 / (worth(need) * u128::from(need.mass.get().max(1)))
}

pub(crate) fn score<'b, 'a: 'b>(bins: impl IntoIterator<Item = &'b Bin<'a>>) -> Score {
    let (mut loaded, mut empty, mut parts) = (0, 0, 0);
    for bin in bins {
        empty += i64::from(bin.held.is_empty());
        parts += bin.held.len();
        loaded += bin.held.iter().map(|(need, quantity)| worth(need) * mass(need, *quantity)).sum::<u128>();
    }
    (i128::try_from(loaded).unwrap_or(i128::MAX / 4), empty, -i64::try_from(parts).unwrap_or(i64::MAX))
}

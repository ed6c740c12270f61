//! Loads made better: some vehicles are emptied and filled again in another order.
//!
//! First fit leaves a little of one class on each of many vehicles, and each of them is then barred to another
//! class. A round empties a few vehicles of a site, and fills them from what lay on them and what stays behind, goods
//! and vehicles in an order drawn by lot (Shaw 1998; for packing with conflicts: Muritiba et al. 2010). It stands
//! where more is loaded, by priority and mass, or the same on fewer vehicles or with less divided.

use crate::hazard::Rules;
use crate::loading::{Bin, Held, kept_from, split, units_fitting};
use convoy::Need;
use movement::Chance;
use units::{Grams, Quantity};

/// What a gram is worth by priority: of 1, 2, 3, and of all others.
const WORTH: [u128; 4] = [512, 64, 8, 1];

/// How much is loaded: worth, then vehicles left empty, then parts not made.
pub(crate) type Score = (u128, usize, usize);

/// Makes loads of one site better in so many rounds; `behind` holds what is not loaded.
pub(crate) fn reload<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    behind: &mut Vec<Held<'a>>,
    (chance, rounds): (&mut Chance, u64),
) {
    if bins.len() < 2 {
        return;
    }
    for _ in 0..rounds {
        let drawn = draw(bins, chance);
        let before: Vec<Bin<'a>> = drawn.iter().map(|at| bins[*at].clone()).collect();
        let (pool, waiting) = (pool(&before, behind), std::mem::take(behind));
        let was = score(&before);
        for at in &drawn {
            bins[*at].empty();
        }
        *behind = fill(rules, bins, &drawn, pool, chance);
        if score(drawn.iter().map(|at| &bins[*at])) < was {
            for (at, bin) in drawn.iter().zip(before) {
                bins[*at] = bin;
            }
            *behind = waiting;
        }
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
    let manner = chance.below(4);
    let mut order = drawn.to_vec();
    if manner > 0 {
        shuffle(&mut order, chance);
    }
    // By lot: urgent and heavy goods first, or any order; now and then the largest unit before others.
    match manner {
        0 | 1 => {
            pool.sort_by_key(|(need, quantity)| (need.priority, u128::MAX - mass(need, *quantity), need.id.clone()))
        }
        2 => pool.sort_by_key(|(need, _)| (need.priority, u64::MAX - need.mass.get(), need.id.clone())),
        _ => shuffle(&mut pool, chance),
    }
    // Goods that always went as many as fit would never share two vehicles evenly.
    let mut some = |fitting: u64| if manner == 3 { 1 + chance.below(fitting) } else { fitting };
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

pub(crate) fn score<'b, 'a: 'b>(bins: impl IntoIterator<Item = &'b Bin<'a>>) -> Score {
    let (mut worth, mut empty, mut parts) = (0, 0, 0);
    for bin in bins {
        empty += usize::from(bin.held.is_empty());
        parts += bin.held.len();
        let of =
            |(need, quantity): &Held<'_>| WORTH[usize::from(need.priority.clamp(1, 4)) - 1] * mass(need, *quantity);
        worth += bin.held.iter().map(of).sum::<u128>();
    }
    (worth, empty, usize::MAX - parts)
}

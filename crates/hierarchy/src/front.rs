//! Routes between time and risk: the lower left hull of all routes, and how much of it is not
//! known yet.
//!
//! A lane that weighs `a` x time + `b` x risk gives a route that no other beats for this pair
//! (`a`, `b`), a **direction**. Between two neighbours on the hull, routes not found yet can only
//! lie above the two lines that the nearest directions draw through them. Where these lines
//! cross is the most that can be hidden: the **gap**. Directions between close it, step by step.

use std::cmp::Ordering;

/// Time and risk of a way, in whatever units the caller counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost {
    /// Time.
    pub time: u64,
    /// Risk.
    pub risk: u64,
}

/// How much a unit of time and of risk weigh; not both nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Direction {
    /// Weight of a unit of time.
    pub time: u64,
    /// Weight of a unit of risk.
    pub risk: u64,
}

/// Directions for eight lanes, over more than four decades: from time alone to risk before all.
pub const DIRECTIONS: [Direction; 8] = [
    Direction { time: 1, risk: 0 },
    Direction { time: 100, risk: 1 },
    Direction { time: 20, risk: 1 },
    Direction { time: 4, risk: 1 },
    Direction { time: 1, risk: 1 },
    Direction { time: 1, risk: 5 },
    Direction { time: 1, risk: 25 },
    Direction { time: 1, risk: 125 },
];

impl Direction {
    /// What a way weighs in this direction.
    pub fn weigh(self, cost: Cost) -> u128 {
        u128::from(self.time) * u128::from(cost.time) + u128::from(self.risk) * u128::from(cost.risk)
    }

    /// By how much risk weighs against time, ascending.
    fn order(&self, other: &Self) -> Ordering {
        let wide = |one: u64, other: u64| u128::from(one) * u128::from(other);
        wide(self.risk, other.time).cmp(&wide(other.risk, self.time))
    }
}

/// A way on the hull.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<W> {
    /// Its time and risk.
    pub cost: Cost,
    /// The way itself.
    pub way: W,
}

/// A gap in thousandths: by so much a route that is not known could be better, for some weight
/// of risk between two neighbours. Rounded up, so 0 means none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap(pub u32);

/// The hull as far as it is known, from the fastest way to the safest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front<W> {
    /// Directions in which the best way is known, by the weight of risk.
    proven: Vec<Direction>,
    choices: Vec<Choice<W>>,
}

impl<W> Front<W> {
    /// The hull of the best ways of some directions; a direction that has none is left out.
    pub fn new(best: impl IntoIterator<Item = (Direction, Option<Choice<W>>)>) -> Self {
        let (mut proven, mut choices) = (Vec::new(), Vec::new());
        for (direction, found) in best {
            proven.extend(found.as_ref().map(|_| direction));
            choices.extend(found);
        }
        proven.sort_by(Direction::order);
        let mut front = Self { proven, choices };
        front.settle();
        front
    }

    /// Ways on the hull, the fastest first, each safer than the one before.
    pub fn choices(&self) -> &[Choice<W>] {
        &self.choices
    }

    /// The gap behind each choice, up to the next; one fewer than choices.
    pub fn gaps(&self) -> Vec<Gap> {
        self.choices.windows(2).map(|pair| self.between(pair[0].cost, pair[1].cost)).collect()
    }

    /// The largest gap.
    pub fn gap(&self) -> Gap {
        self.gaps().into_iter().max().unwrap_or_default()
    }

    /// The direction that settles the largest gap; nothing if the hull is complete.
    pub fn open(&self) -> Option<Direction> {
        let gaps = self.gaps();
        let (at, gap) = gaps.iter().enumerate().max_by_key(|(at, gap)| (**gap, usize::MAX - at))?;
        (*gap > Gap(0)).then(|| across(self.choices[at].cost, self.choices[at + 1].cost))
    }

    /// Takes the best way of a direction. Once that of [`Self::open`] was learnt each time until there is none,
    /// the hull is complete between the first and the last direction.
    pub fn learn(&mut self, direction: Direction, found: Choice<W>) {
        self.proven.push(direction);
        self.proven.sort_by(Direction::order);
        self.choices.push(found);
        self.settle();
    }

    /// Keeps the corners of the hull; of equal ones, the first found.
    fn settle(&mut self) {
        self.choices.sort_by_key(|choice| choice.cost);
        let mut kept: Vec<Choice<W>> = Vec::with_capacity(self.choices.len());
        for choice in self.choices.drain(..) {
            if kept.last().is_some_and(|last| last.cost.risk <= choice.cost.risk) {
                continue;
            }
            while let [.., before, last] = kept.as_slice() {
                if is_corner(before.cost, last.cost, choice.cost) {
                    break;
                }
                kept.pop();
            }
            kept.push(choice);
        }
        self.choices = kept;
        self.trim();
    }

    /// What lies beyond the first and last direction is not proven: a route there was best
    /// only together with its neighbour.
    fn trim(&mut self) {
        let best = |direction: &Direction, choices: &[Choice<W>]| {
            choices.iter().map(|choice| direction.weigh(choice.cost)).min()
        };
        let (Some(first), Some(last)) = (self.proven.first().copied(), self.proven.last().copied()) else { return };
        let (least_first, least_last) = (best(&first, &self.choices), best(&last, &self.choices));
        let at =
            |direction: Direction, least: Option<u128>, choice: &Choice<W>| Some(direction.weigh(choice.cost)) == least;
        while self.choices.get(1).is_some_and(|second| at(first, least_first, second)) {
            self.choices.remove(0);
        }
        while self.choices.len() > 1 && at(last, least_last, &self.choices[self.choices.len() - 2]) {
            self.choices.pop();
        }
    }

    fn is_best(&self, direction: Direction, cost: Cost) -> bool {
        let least = self.choices.iter().map(|choice| direction.weigh(choice.cost)).min();
        least == Some(direction.weigh(cost))
    }

    /// The gap between neighbours on the hull.
    fn between(&self, fast: Cost, safe: Cost) -> Gap {
        let low = self.proven.iter().rev().find(|direction| self.is_best(**direction, fast));
        let high = self.proven.iter().find(|direction| self.is_best(**direction, safe));
        let (Some(low), Some(high)) = (low, high) else { return Gap(1000) };
        Gap(hidden(fast, safe, *low, *high))
    }
}

/// Whether the middle of three choices lies below the line between the others.
fn is_corner(one: Cost, middle: Cost, other: Cost) -> bool {
    let (right, down) = (middle.time - one.time, one.risk - middle.risk);
    let (right_on, down_on) = (other.time - middle.time, middle.risk - other.risk);
    u128::from(down) * u128::from(right_on) > u128::from(down_on) * u128::from(right)
}

/// The direction in which two choices weigh the same.
fn across(fast: Cost, safe: Cost) -> Direction {
    let (time, risk) = (fast.risk - safe.risk, safe.time - fast.time);
    let common = gcd(time, risk).max(1);
    Direction { time: time / common, risk: risk / common }
}

fn gcd(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// By how many thousandths the crossing of two lines is better than both choices, in the
/// direction in which these weigh the same.
fn hidden(fast: Cost, safe: Cost, low: Direction, high: Direction) -> u32 {
    let wide = |value: u64| i128::from(value);
    let (a, b, c, d) = (wide(low.time), wide(low.risk), wide(high.time), wide(high.risk));
    let turn = a * d - b * c;
    if turn <= 0 {
        return 0;
    }
    let at_fast = a * wide(fast.time) + b * wide(fast.risk);
    let at_safe = c * wide(safe.time) + d * wide(safe.risk);
    // Where the lines cross, `turn` times.
    let (time, risk) = (at_fast * d - at_safe * b, a * at_safe - c * at_fast);
    let level = across(fast, safe);
    let (for_time, for_risk) = (wide(level.time), wide(level.risk));
    let Ok(known) = i128::try_from(level.weigh(fast)) else { return 1000 };
    let parts = known.checked_mul(turn).zip(for_time.checked_mul(time).zip(for_risk.checked_mul(risk)));
    let Some((known, (by_time, by_risk))) = parts else { return 1000 };
    if known <= 0 {
        return 0;
    }
    let better = (known - by_time - by_risk).max(0);
    let thousandths = better.checked_mul(1000).map_or(1000, |better| (better + known - 1) / known);
    u32::try_from(thousandths).unwrap_or(1000)
}

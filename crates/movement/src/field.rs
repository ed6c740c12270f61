//! What a time on a road costs a column: nothing or no entry, or a price.

use crate::problem::{Link, Stay, Trip};
use crate::space::NEVER;

/// What a column pays for a road from one tick up to another; nothing where it may not be there.
pub(crate) trait Fee {
    /// Whether trips are to be driven: then no column may meet its own tail.
    const DRIVEN: bool;

    /// In parts of a unit of cost.
    fn fee(&self, link: u32, from: u32, to: u32) -> Option<i64>;
}

/// Which roads are taken when.
#[derive(Clone)]
pub(crate) struct Taken {
    ticks: usize,
    /// For each road and tick the first tick, not before it, that is taken.
    until: Vec<u32>,
}

impl Taken {
    pub(crate) fn new(links: &[Link], ticks: u32) -> Self {
        let mut taken = Self { ticks: ticks as usize + 1, until: vec![NEVER; links.len() * (ticks as usize + 1)] };
        for (number, link) in (0..).zip(links) {
            let spans = link.shut.iter().filter(|(from, to)| from < to && *from <= ticks);
            let stays = spans.map(|(from, to)| Stay { link: number, from: *from, to: (*to).min(ticks + 1) });
            taken.take(&Trip { stays: stays.collect(), ..Trip::default() });
        }
        taken
    }

    fn of(&mut self, link: u32) -> &mut [u32] {
        let begin = link as usize * self.ticks;
        &mut self.until[begin..begin + self.ticks]
    }

    pub(crate) fn take(&mut self, trip: &Trip) {
        for stay in &trip.stays {
            let (from, to) = (stay.from as usize, stay.to as usize);
            let of = self.of(stay.link);
            for (tick, until) in (stay.from..).zip(&mut of[from..to]) {
                *until = tick;
            }
            of[..from].iter_mut().rev().take_while(|until| **until > stay.from).for_each(|until| *until = stay.from);
        }
    }

    pub(crate) fn give_back(&mut self, trip: &Trip) {
        for stay in &trip.stays {
            let (from, to) = (stay.from as usize, stay.to as usize);
            let of = self.of(stay.link);
            let after = of.get(to).copied().unwrap_or(NEVER);
            of[from..to].fill(after);
            of[..from].iter_mut().rev().take_while(|until| **until == stay.from).for_each(|until| *until = after);
        }
    }
}

impl Fee for Taken {
    const DRIVEN: bool = true;

    fn fee(&self, link: u32, from: u32, to: u32) -> Option<i64> {
        let free = (to as usize) < self.ticks && self.until[link as usize * self.ticks + from as usize] >= to;
        free.then_some(0)
    }
}

/// What a tick costs on a road that is shut: more than any schedule.
const SHUT: i64 = 1 << 42;

/// What a tick on each road costs, as sums from the first tick on.
pub(crate) struct Prices {
    pub(crate) ticks: usize,
    shut: Vec<i64>,
    sums: Vec<i64>,
}

impl Prices {
    pub(crate) fn new(links: &[Link], ticks: u32) -> Self {
        let ticks = ticks as usize + 1;
        let mut shut = vec![0; links.len() * ticks];
        for (link, of) in links.iter().zip(shut.chunks_mut(ticks)) {
            for (from, to) in &link.shut {
                let (from, to) = ((*from as usize).min(ticks), (*to as usize).min(ticks));
                of[from..to.max(from)].fill(SHUT);
            }
        }
        Self { ticks, shut, sums: vec![0; links.len() * (ticks + 1)] }
    }

    /// Takes over prices by road and tick.
    pub(crate) fn set(&mut self, prices: &[i64]) {
        let all = prices.chunks(self.ticks).zip(self.shut.chunks(self.ticks));
        for ((of, shut), sums) in all.zip(self.sums.chunks_mut(self.ticks + 1)) {
            let mut sum = 0;
            for ((price, shut), at) in of.iter().zip(shut).zip(&mut sums[1..]) {
                sum += price + shut;
                *at = sum;
            }
        }
    }
}

impl Fee for Prices {
    const DRIVEN: bool = false;

    fn fee(&self, link: u32, from: u32, to: u32) -> Option<i64> {
        let begin = link as usize * (self.ticks + 1);
        if to as usize > self.ticks {
            return None;
        }
        let fee = self.sums[begin + to as usize] - self.sums[begin + from as usize];
        (fee < SHUT).then_some(fee)
    }
}

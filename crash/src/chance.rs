//! Chance that a seed repeats (SplitMix64: Steele, Lea, Flood 2014).

/// A row of numbers that follows from its seed.
#[derive(Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The row of one round of a seed.
    pub(crate) fn new(seed: u64, round: u64) -> Self {
        let mut chance = Self(seed);
        chance.0 = chance.next().wrapping_add(round);
        chance
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; nothing is below zero, so zero then.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Once in so many times.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_rounds_differ() {
        let row = |seed, round| {
            let mut chance = Chance::new(seed, round);
            [chance.next(), chance.next()]
        };
        assert_eq!(row(7, 3), row(7, 3));
        assert!(row(7, 3) != row(7, 4) && row(7, 3) != row(8, 3));
        assert_eq!(Chance::new(1, 1).below(0), 0);
    }
}

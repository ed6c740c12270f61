//! A probability as a whole number, so that every machine computes the same bytes.

use serde::Deserialize;

/// A probability in units of 2^-30, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "u16")]
pub struct Chance(u32);

/// A share of more than a thousand thousandths.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{given} is more than 1000 thousandths")]
pub struct ShareError {
    given: u16,
}

const BITS: u32 = 30;

/// 2^-1/2, 2^-1/4, 2^-1/8 and so on, in units of 2^-30: what is left after that part of a half-life.
const HALF_POWERS: [u32; 16] = [
    759_250_125,
    902_905_651,
    984_625_594,
    1_028_218_693,
    1_050_733_751,
    1_062_175_491,
    1_067_942_999,
    1_070_838_486,
    1_072_289_173,
    1_073_015_252,
    1_073_378_477,
    1_073_560_135,
    1_073_650_976,
    1_073_696_399,
    1_073_719_111,
    1_073_730_468,
];

impl Chance {
    /// Never.
    pub const ZERO: Self = Self(0);
    /// For sure.
    pub const ONE: Self = Self(1 << BITS);
    /// The smallest that is not never.
    pub(super) const LEAST: Self = Self(1);

    /// So many thousandths; more than 1000 are 1000.
    pub fn permille(thousandths: u16) -> Self {
        let share = (u64::from(thousandths.min(1000)) << BITS).div_ceil(1000);
        Self(u32::try_from(share).unwrap_or(Self::ONE.0))
    }

    /// `part` of `whole`, rounded down; never where the whole is nothing.
    pub(super) fn ratio(part: u128, whole: u128) -> Self {
        let share = (part.min(whole) << BITS).checked_div(whole).unwrap_or(0);
        Self(u32::try_from(share).unwrap_or(Self::ONE.0))
    }

    /// In units of 2^-30.
    pub(super) const fn raw(self) -> u32 {
        self.0
    }

    /// To the nearest thousandth. What is not sure is at most 999, and what is possible at least 1.
    pub fn to_permille(self) -> u16 {
        if self == Self::ZERO || self == Self::ONE {
            return if self == Self::ONE { 1000 } else { 0 };
        }
        let nearest = (u64::from(self.0) * 1000 + (1 << (BITS - 1))) >> BITS;
        u16::try_from(nearest).unwrap_or(1000).clamp(1, 999)
    }

    /// Both of two independent things.
    pub fn and(self, other: Self) -> Self {
        let product = (u64::from(self.0) * u64::from(other.0)) >> BITS;
        Self(u32::try_from(product).unwrap_or(Self::ONE.0))
    }

    /// What is left to one: that it is not so.
    pub fn rest(self) -> Self {
        Self(Self::ONE.0.saturating_sub(self.0))
    }

    /// The sum, held at one.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::ONE.0))
    }

    /// The difference, held at never.
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// At least one of two independent things.
    pub fn or(self, other: Self) -> Self {
        self.rest().and(other.rest()).rest()
    }

    /// This with that chance, and otherwise the other.
    pub fn mix(self, chance: Self, other: Self) -> Self {
        chance.and(self).plus(chance.rest().and(other))
    }

    /// The chance that nothing has changed after so long: one half per half-life.
    pub fn unchanged(age_seconds: i64, half_life_seconds: u32) -> Self {
        let age = u128::from(age_seconds.max(0).unsigned_abs());
        let steps = (age << 16) / u128::from(half_life_seconds.max(1));
        let halvings = u32::try_from(steps >> 16).unwrap_or(u32::MAX);
        let mut left = Self::ONE;
        for (place, power) in HALF_POWERS.iter().enumerate() {
            if steps & (1 << (15 - place)) != 0 {
                left = left.and(Self(*power));
            }
        }
        // Last, so that rounding before it never makes an older thing fresher.
        Self(left.0.checked_shr(halvings).unwrap_or(0))
    }
}

impl TryFrom<u16> for Chance {
    type Error = ShareError;
    fn try_from(given: u16) -> Result<Self, ShareError> {
        if given > 1000 { Err(ShareError { given }) } else { Ok(Self::permille(given)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_powers_are_square_roots_of_each_other() {
        let mut above = u64::from(Chance::ONE.raw()) / 2;
        for power in HALF_POWERS.map(u64::from) {
            let squared = (power * power) >> BITS;
            assert!(squared.abs_diff(above) <= 2, "{power}");
            above = power;
        }
    }

    #[test]
    fn half_is_left_after_a_half_life_and_it_never_grows() {
        let left = |hours: i64| Chance::unchanged(hours * 3600, 48 * 3600);
        assert_eq!([0, 48, 96, 480].map(|hours| left(hours).raw()), [1 << 30, 1 << 29, 1 << 28, 1 << 20]);
        assert_eq!(left(24).to_permille(), 707);
        assert!((0..3000).all(|hours| left(hours + 1) <= left(hours)));
        assert_eq!(Chance::unchanged(i64::MAX, 1), Chance::ZERO);
        assert_eq!(Chance::unchanged(-5, 60), Chance::ONE, "nothing has changed before it was said");
    }

    #[test]
    fn thousandths_come_back_and_nothing_unsure_is_called_sure() {
        assert!((0..=1000).all(|share| Chance::permille(share).to_permille() == share));
        assert_eq!(Chance::ONE.rest().rest().to_permille(), 1000);
        assert_eq!(Chance(Chance::ONE.raw() - 1).to_permille(), 999);
        assert_eq!(Chance::LEAST.to_permille(), 1);
        let half = Chance::permille(500);
        assert_eq!((half.and(half).to_permille(), half.or(half).to_permille()), (250, 750));
    }
}

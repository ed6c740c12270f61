//! A probability as a whole number, so that every machine computes the same bytes.

use serde::Deserialize;

/// A probability in units of 2^-60, from 0 to 1: what strong reports have nearly ruled out still has many places when
/// a later one brings it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "u16")]
pub struct Chance(u64);

/// A share of more than a thousand thousandths.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{given} is more than 1000 thousandths")]
pub struct ShareError {
    given: u16,
}

const BITS: u32 = 60;

/// Binary places of a part of a half-life: finer than a second of the longest one.
const PLACES: usize = 40;

/// 2^-1/2, 2^-1/4, 2^-1/8 and so on, in units of 2^-60, rounded down: what is left after that part of a half-life.
const HALF_POWERS: [u64; PLACES] = [
    815_238_614_083_298_888,
    969_487_560_292_816_559,
    1_057_233_681_222_091_666,
    1_104_041_415_199_452_354,
    1_128_216_774_188_376_115,
    1_140_502_249_370_840_087,
    1_146_695_063_803_852_932,
    1_149_804_069_520_534_666,
    1_151_361_731_965_541_101,
    1_152_141_354_333_077_008,
    1_152_531_363_459_347_061,
    1_152_726_417_527_650_499,
    1_152_823_956_940_537_958,
    1_152_872_729_741_971_125,
    1_152_897_116_916_473_259,
    1_152_909_310_697_175_487,
    1_152_915_407_635_889_989,
    1_152_918_456_117_338_161,
    1_152_919_980_361_084_986,
    1_152_920_742_483_714_085,
    1_152_921_123_545_217_557,
    1_152_921_314_076_016_523,
    1_152_921_409_341_427_813,
    1_152_921_456_974_136_410,
    1_152_921_480_790_491_447,
    1_152_921_492_698_669_150,
    1_152_921_498_652_758_047,
    1_152_921_501_629_802_508,
    1_152_921_503_118_324_741,
    1_152_921_503_862_585_858,
    1_152_921_504_234_716_417,
    1_152_921_504_420_781_696,
    1_152_921_504_513_814_336,
    1_152_921_504_560_330_656,
    1_152_921_504_583_588_816,
    1_152_921_504_595_217_896,
    1_152_921_504_601_032_436,
    1_152_921_504_603_939_706,
    1_152_921_504_605_393_341,
    1_152_921_504_606_120_158,
];

/// What may be missing of a half: rounding on the way must not show where a person finds an exact half and rounds up.
const TIE: u128 = 1 << 30;

impl Chance {
    /// Never.
    pub const ZERO: Self = Self(0);
    /// For sure.
    pub const ONE: Self = Self(1 << BITS);
    /// The smallest that is not never.
    pub(super) const LEAST: Self = Self(1);

    /// So many thousandths; more than 1000 are 1000.
    pub fn permille(thousandths: u16) -> Self {
        let share = (u128::from(thousandths.min(1000)) << BITS).div_ceil(1000);
        Self(u64::try_from(share).unwrap_or(Self::ONE.0))
    }

    /// `part` of `whole`, rounded down; never where the whole is nothing.
    pub(super) fn ratio(part: u128, whole: u128) -> Self {
        // Both lose the same places, so that the shifted part still fits.
        let spare = (u128::BITS - whole.leading_zeros()).saturating_sub(u128::BITS - BITS);
        let (part, whole) = (part.min(whole) >> spare, whole >> spare);
        let share = (part << BITS).checked_div(whole).unwrap_or(0);
        Self(u64::try_from(share).unwrap_or(Self::ONE.0))
    }

    /// In units of 2^-60.
    pub(super) const fn raw(self) -> u64 {
        self.0
    }

    /// To the nearest thousandth. What is not sure is at most 999, and what is possible at least 1.
    pub fn to_permille(self) -> u16 {
        if self == Self::ZERO || self == Self::ONE {
            return if self == Self::ONE { 1000 } else { 0 };
        }
        let nearest = (u128::from(self.0) * 1000 + (1 << (BITS - 1)) + TIE) >> BITS;
        u16::try_from(nearest).unwrap_or(1000).clamp(1, 999)
    }

    /// Both of two independent things.
    pub fn and(self, other: Self) -> Self {
        let product = (u128::from(self.0) * u128::from(other.0)) >> BITS;
        Self(u64::try_from(product).unwrap_or(Self::ONE.0))
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
        let steps = (age << PLACES) / u128::from(half_life_seconds.max(1));
        let halvings = u32::try_from(steps >> PLACES).unwrap_or(u32::MAX);
        let mut left = Self::ONE;
        for (place, power) in HALF_POWERS.iter().enumerate() {
            if steps & (1 << (PLACES - 1 - place)) != 0 {
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
        let mut above = u128::from(Chance::ONE.raw()) / 2;
        for power in HALF_POWERS.map(u128::from) {
            let squared = (power * power) >> BITS;
            assert!(squared.abs_diff(above) <= 2, "{power}");
            above = power;
        }
    }

    #[test]
    fn half_is_left_after_a_half_life_and_it_never_grows() {
        let left = |hours: i64| Chance::unchanged(hours * 3600, 48 * 3600);
        assert_eq!([0, 48, 96, 480].map(|hours| left(hours).raw()), [1 << 60, 1 << 59, 1 << 58, 1 << 50]);
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

//! Expected loss: the share of what is on the road that exposure would cost.
//!
//! A constant rate for each hour of full exposure, as for any rare event at a steady rate: what is left
//! after an exposure E is (1 - rate)^E. Whole numbers throughout, so that every machine says the same.

/// Shares in millionths.
pub const WHOLE: u32 = 1_000_000;

/// A decisecond's share of an hour.
const PER_HOUR: u128 = 36_000;

/// Binary places of the fixed point in which shares are multiplied.
const PLACES: u32 = 62;

/// The share lost, in millionths and rounded to the nearest, after an exposure in deciseconds at a rate
/// of so many thousandths an hour (held at 1000).
pub fn expected_loss(exposure: u64, permille_per_hour: u16) -> u32 {
    let one = 1_u128 << PLACES;
    let rate = u128::from(permille_per_hour.min(1000));
    // What is left after one decisecond: the rate is spread evenly, which for rates of some per cent is exact enough.
    let mut base = one - one * rate / (1000 * PER_HOUR);
    let (mut left, mut times) = (one, exposure);
    while times > 0 {
        if times & 1 == 1 {
            left = (left * base) >> PLACES;
        }
        base = (base * base) >> PLACES;
        times >>= 1;
    }
    let lost = ((one - left) * u128::from(WHOLE) + one / 2) >> PLACES;
    u32::try_from(lost).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_grows_with_exposure_as_a_steady_rate_says() {
        // 1 - exp(-0.02 E): an hour, ten hours, a hundred hours.
        assert_eq!(expected_loss(36_000, 20), 19_801);
        assert_eq!(expected_loss(360_000, 20), 181_269);
        assert_eq!(expected_loss(3_600_000, 20), 864_665);
        assert_eq!(expected_loss(0, 20), 0);
        assert_eq!(expected_loss(u64::MAX, 20), WHOLE);
        assert_eq!(expected_loss(36_000, 0), 0);
    }
}

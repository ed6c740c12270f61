//! What a way costs: driving time and exposure, and how the two are mixed.

/// Driving time and exposure of a piece of road, in deciseconds; exposure is the share of the time
/// in which a column would be in danger (see the page on the corridor).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Driving time.
    pub time: u32,
    /// Exposure.
    pub exposure: u32,
}

/// Costs of every piece; none where the piece is closed or bars the vehicle.
pub type Costs = Vec<Option<Cost>>;

/// How much a second of time and a second of exposure weigh: `time` to `exposure`.
///
/// Both small, so that a way across a continent still fits 32 bits: 100 × 500 h is 1.8 × 10^9 deciseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mix {
    time: u32,
    exposure: u32,
}

/// The largest weight in a [`Mix`].
pub const MIX_MAX: u32 = 125;

/// Why a text is no risk weight.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no risk weight: seconds of driving accepted to avoid one second in danger, \
     a whole number from 0 to {MIX_MAX} or a share such as 1/4, each part at most {MIX_MAX}"
)]
pub struct MixError {
    /// The text as given, cut to 40 characters.
    pub text: String,
}

impl Mix {
    /// Time alone.
    pub const FASTEST: Self = Self { time: 1, exposure: 0 };
    /// Exposure alone.
    pub const SAFEST: Self = Self { time: 0, exposure: 1 };

    /// A mix known not to be nothing.
    pub(crate) const fn part(time: u32, exposure: u32) -> Self {
        Self { time, exposure }
    }

    /// So much time to so much exposure, each at most [`MIX_MAX`], not both nothing.
    pub const fn new(time: u32, exposure: u32) -> Option<Self> {
        if time > MIX_MAX || exposure > MIX_MAX || (time == 0 && exposure == 0) {
            return None;
        }
        Some(Self { time, exposure })
    }

    /// The mix of a direction, however large its numbers; none where they do not fit 32 bits.
    pub fn of_direction(direction: hierarchy::Direction) -> Option<Self> {
        let part = |weight: u64| u32::try_from(weight).ok();
        let (time, exposure) = (part(direction.time)?, part(direction.risk)?);
        (time > 0 || exposure > 0).then_some(Self { time, exposure })
    }

    /// Weight of time.
    pub const fn time(self) -> u32 {
        self.time
    }

    /// Weight of exposure.
    pub const fn exposure(self) -> u32 {
        self.exposure
    }

    /// Both together; at most 125 × 2 × 2^64, so in 128 bits only where a caller sums without end.
    pub fn of(self, time: u64, exposure: u64) -> u64 {
        let part = |weight: u32, amount: u64| u64::from(weight).saturating_mul(amount);
        part(self.time, time).saturating_add(part(self.exposure, exposure))
    }
}

impl std::str::FromStr for Mix {
    type Err = MixError;

    /// `3`: three seconds of driving to avoid one in danger; `1/4`: a quarter of one.
    fn from_str(text: &str) -> Result<Self, MixError> {
        let fault = || MixError { text: text.chars().take(40).collect() };
        let number = |part: &str| part.parse::<u32>().map_err(|_| fault());
        let (exposure, time) = match text.split_once('/') {
            Some((above, below)) => (number(above)?, number(below)?),
            None => (number(text)?, 1),
        };
        if time == 0 {
            return Err(fault());
        }
        Self::new(time, exposure).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_written() {
        assert_eq!("3".parse(), Ok(Mix { time: 1, exposure: 3 }));
        assert_eq!("1/4".parse(), Ok(Mix { time: 4, exposure: 1 }));
        assert_eq!("0".parse(), Ok(Mix::FASTEST));
        for none in ["", "-1", "126", "1/0", "1/126", "0.5", "1/2/3"] {
            assert!(none.parse::<Mix>().is_err(), "{none}");
        }
        assert_eq!(Mix::new(0, 0), None);
        assert_eq!(Mix { time: 4, exposure: 3 }.of(10, 100), 340);
    }
}

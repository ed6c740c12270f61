//! Counted quantities and measured sizes, all whole numbers.

use crate::cbor::cbor_via;
use std::fmt;

/// Largest quantity a statement may name: a trillion of any unit.
///
/// No real consignment comes near it, and sums of 2^63 of them fit the
/// 128-bit balances of the custody book.
pub const QUANTITY_MAX: u64 = 1_000_000_000_000;

/// What one of an item is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    minicbor::Encode,
    minicbor::Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cbor(index_only)]
pub enum Unit {
    /// Pieces.
    #[n(0)]
    Each,
    /// Litres.
    #[n(1)]
    Litre,
    /// Kilograms.
    #[n(2)]
    Kilogram,
    /// Boxes.
    #[n(3)]
    Box,
}

impl Unit {
    /// Every unit, in wire order.
    pub const ALL: &'static [Self] = &[Self::Each, Self::Litre, Self::Kilogram, Self::Box];

    /// The word used in files and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Litre => "litre",
            Self::Kilogram => "kilogram",
            Self::Box => "box",
        }
    }
}

/// Why a word is no unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no unit; it is one of each, litre, kilogram, box")]
pub struct UnitError {
    /// The word as given, cut to 80 characters.
    pub given: String,
}

impl std::str::FromStr for Unit {
    type Err = UnitError;
    fn from_str(given: &str) -> Result<Self, UnitError> {
        let known = Self::ALL.iter().copied().find(|unit| unit.code() == given);
        known.ok_or_else(|| UnitError { given: given.chars().take(80).collect() })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How many of an item, in the item's own unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Quantity(u64);

/// Why a number is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("quantity {given} is above the largest that is accepted, {QUANTITY_MAX}")]
pub struct QuantityError {
    /// The number as given.
    pub given: u64,
}

impl Quantity {
    /// None of it.
    pub const ZERO: Self = Self(0);

    /// Accepts any number up to [`QUANTITY_MAX`].
    pub fn new(given: u64) -> Result<Self, QuantityError> {
        if given > QUANTITY_MAX { Err(QuantityError { given }) } else { Ok(Self(given)) }
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Sum, or `None` above [`QUANTITY_MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.0.checked_add(other.0)?).ok()
    }

    /// Difference, or `None` where `other` is larger.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Whether there is none.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<u64> for Quantity {
    type Error = QuantityError;
    fn try_from(given: u64) -> Result<Self, QuantityError> {
        Self::new(given)
    }
}

impl From<Quantity> for u64 {
    fn from(quantity: Quantity) -> u64 {
        quantity.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> serde::Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(WholeNumber)
    }
}

/// Says what a quantity must be, where a file gives something else.
struct WholeNumber;

impl serde::de::Visitor<'_> for WholeNumber {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from 0 to {QUANTITY_MAX}")
    }

    fn visit_u64<E: serde::de::Error>(self, given: u64) -> Result<Quantity, E> {
        Quantity::new(given).map_err(E::custom)
    }
}

cbor_via!(Quantity, u64, |q| &q.0, |n| Quantity::new(n).map_err(|e| e.to_string()));

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident($inner:ty) $symbol:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cbor(transparent)]
        pub struct $name($inner);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// Wraps a number of this unit.
            pub const fn new(value: $inner) -> Self {
                Self(value)
            }

            /// The number of this unit.
            pub const fn get(self) -> $inner {
                self.0
            }

            /// Sum, or `None` on overflow.
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).map(Self)
            }

            /// Difference, or `None` where `other` is larger.
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }

            /// Sum, held at the largest value.
            pub fn saturating_add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }

            /// That many times as much, held at the largest value.
            pub fn saturating_mul(self, times: u64) -> Self {
                Self(self.0.saturating_mul(<$inner>::try_from(times).unwrap_or(<$inner>::MAX)))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0, $symbol)
            }
        }
    )*};
}

measures! {
    /// Mass in whole grams.
    Grams(u64) "g";
    /// Volume in whole millilitres (cubic centimetres).
    Millilitres(u64) "ml";
    /// Length in whole metres.
    Metres(u64) "m";
    /// Width, height and length of vehicles and structures, in whole millimetres.
    Millimetres(u32) "mm";
    /// A duration in tenths of a second: fine enough for a road, exact in sums.
    Deciseconds(u64) "ds";
    /// Speed in whole kilometres an hour.
    Kmh(u32) "km/h";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_refuses_rather_than_wraps() {
        let max = Quantity::new(QUANTITY_MAX).unwrap();
        assert_eq!(max.checked_add(Quantity::new(1).unwrap()), None);
        assert_eq!(Quantity::ZERO.checked_sub(Quantity::new(1).unwrap()), None);
        assert_eq!(Quantity::new(QUANTITY_MAX + 1), Err(QuantityError { given: QUANTITY_MAX + 1 }));
        assert!(serde_json::from_str::<Quantity>("-1").is_err());
        assert!(serde_json::from_str::<Quantity>("1.5").is_err());
        assert_eq!(Grams::new(u64::MAX).saturating_mul(2), Grams::new(u64::MAX));
    }
}

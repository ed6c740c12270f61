//! The catalogue: items, what else they are called, how they are measured, and their lots.

use crate::body::record;
use crate::validate::{LINES_MAX, once};
use crate::{Fault, Hazard, Names, Tracking};
use units::{Day, Grams, Gtin, ItemCode, Kmh, LotId, Metres, Millilitres, Nsn, Quantity, Unit, Unspsc};

record! {
    /// A catalogue entry. The same party's later one takes its place.
    ItemDefined {
        /// The code.
        item: ItemCode = 0,
        /// Its name.
        name: Names = 1,
        /// What one of it is.
        unit: Unit = 2,
        /// Mass of one unit.
        mass: Grams = 3,
        /// Volume of one unit.
        volume: Millilitres = 4,
        /// How it is told apart.
        tracking: Tracking = 5,
        /// Dangerous goods data.
        hazard: Option<Hazard> = 6,
        /// Set where the item is a vehicle that moves by itself.
        vehicle: Option<VehicleData> = 7,
        /// Days from acceptance to the first end-use check; none where no check is due.
        check_days: Option<u16> = 8,
        /// Whether it is eaten or fed: kept apart from poisons.
        #[serde(default)]
        foodstuff: bool = 9,
        /// National (NATO) stock number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nsn: Option<Nsn> = 10,
        /// Product class of the United Nations.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unspsc: Option<Unspsc> = 11,
        /// Trade item number of one unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gtin: Option<Gtin> = 12,
        /// Other units it is counted in; the first rule for a unit is the only one.
        #[cbor(skip_if = "Vec::is_empty")]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conversions: Vec<Conversion> = 13,
        /// Whether enhanced end-use monitoring applies: each piece is looked at, not a sample.
        #[cbor(skip_if = "is_false")]
        #[serde(default, skip_serializing_if = "is_false")]
        enhanced: bool = 14,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it asks about by reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

record! {
    /// How another unit is counted in the item's own: 1 box makes 24, or 100 litres make 84.
    Conversion {
        /// The other unit.
        unit: Unit = 0,
        /// So many of it...
        count: Quantity = 1,
        /// ...are so many of the item's own unit.
        makes: Quantity = 2,
    }
}

record! {
    /// What a vehicle can do.
    VehicleData {
        /// What it may load.
        payload: Grams = 0,
        /// Room for the load.
        room: Millilitres = 1,
        /// Its length.
        length: Metres = 2,
        /// Speed on a good road.
        speed: Kmh = 3,
        /// Whether it carries consignments of others, or is only goods itself.
        carrier: bool = 4,
    }
}

record! {
    /// What is known of a batch. The same party's later word takes its place.
    LotDeclared {
        /// Of what.
        item: ItemCode = 0,
        /// Which batch.
        lot: LotId = 1,
        /// The last day on which it is good; none where it does not expire.
        expires: Option<Day> = 2,
    }
}

/// Why a quantity in one unit is none in another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConversionError {
    /// Nothing says how the two units compare.
    #[error("item {item} is counted in {own}; nothing says how many a {given} is")]
    NoRule {
        /// Of which item.
        item: ItemCode,
        /// The unit as given.
        given: Unit,
        /// The item's own unit.
        own: Unit,
    },
    /// It does not come out whole.
    #[error(
        "item {item}: {quantity} {given} is no whole number of {own}, as {count} {given} = {makes} {own}; {} would be",
        nearest(*quantity, *count, *makes)
    )]
    NotWhole {
        /// Of which item.
        item: ItemCode,
        /// The quantity as given.
        quantity: Quantity,
        /// Its unit.
        given: Unit,
        /// The item's own unit.
        own: Unit,
        /// So many of the given unit...
        count: Quantity,
        /// ...make so many of the item's own.
        makes: Quantity,
    },
    /// More than a statement may name.
    #[error("item {item}: {quantity} {given} is more than {} {own}", units::QUANTITY_MAX)]
    TooMany {
        /// Of which item.
        item: ItemCode,
        /// The quantity as given.
        quantity: Quantity,
        /// Its unit.
        given: Unit,
        /// The item's own unit.
        own: Unit,
    },
}

/// The quantities next below and above that come out whole.
fn nearest(quantity: Quantity, count: Quantity, makes: Quantity) -> String {
    let step = (count.get() / gcd(count.get(), makes.get())).max(1);
    let below = quantity.get() / step * step;
    if below == 0 { step.to_string() } else { format!("{below} or {}", below + step) }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl ItemDefined {
    /// A quantity of another unit in the item's own, exactly or not at all.
    pub fn convert(&self, quantity: Quantity, given: Unit) -> Result<Quantity, ConversionError> {
        let (item, own) = (self.item.clone(), self.unit);
        if given == own {
            return Ok(quantity);
        }
        let Some(rule) = self.conversions.iter().find(|rule| rule.unit == given) else {
            return Err(ConversionError::NoRule { item, given, own });
        };
        let (count, makes) = (rule.count, rule.makes);
        let product = u128::from(quantity.get()) * u128::from(makes.get());
        let divisor = u128::from(count.get());
        if divisor == 0 || !product.is_multiple_of(divisor) {
            return Err(ConversionError::NotWhole { item, quantity, given, own, count, makes });
        }
        let whole = u64::try_from(product / divisor).ok().and_then(|whole| Quantity::new(whole).ok());
        whole.ok_or(ConversionError::TooMany { item, quantity, given, own })
    }

    /// Whether the entry keeps the rules of its kind.
    pub(crate) fn validate(&self) -> Result<(), Fault> {
        if self.conversions.len() > LINES_MAX {
            return Err(Fault::TooMany { field: "conversions", given: self.conversions.len() });
        }
        // Its own unit stands first, so that a rule for it is a second one.
        once(
            "conversions",
            std::iter::once(self.unit).chain(self.conversions.iter().map(|rule| rule.unit)).map(Unit::code),
        )?;
        if self.conversions.iter().any(|rule| rule.count.is_zero() || rule.makes.is_zero()) {
            return Err(Fault::ZeroQuantity { item: self.item.clone() });
        }
        self.hazard.as_ref().map_or(Ok(()), |hazard| hazard.validate(self.mass))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn item(unit: Unit, rules: &[(Unit, u64, u64)]) -> ItemDefined {
        let name = Text::new("x").unwrap();
        let count = |n| Quantity::new(n).unwrap();
        ItemDefined {
            item: "x".parse().unwrap(),
            name: Names { en: name.clone(), fr: name.clone(), ar: name },
            unit,
            mass: Grams::new(1000),
            volume: Millilitres::ZERO,
            tracking: Tracking::Bulk,
            hazard: None,
            vehicle: None,
            check_days: None,
            foodstuff: false,
            nsn: None,
            unspsc: None,
            gtin: None,
            conversions: rules
                .iter()
                .map(|&(unit, n, makes)| Conversion { unit, count: count(n), makes: count(makes) })
                .collect(),
            enhanced: false,
        }
    }

    fn convert(item: &ItemDefined, quantity: u64, unit: Unit) -> Result<u64, String> {
        item.convert(Quantity::new(quantity).unwrap(), unit).map(Quantity::get).map_err(|error| error.to_string())
    }

    #[test]
    fn conversions_come_out_whole_or_not_at_all() {
        let tin = item(Unit::Each, &[(Unit::Box, 1, 24)]);
        assert_eq!(convert(&tin, 7, Unit::Each), Ok(7));
        assert_eq!(convert(&tin, 40, Unit::Box), Ok(960));
        assert_eq!(
            convert(&tin, 1, Unit::Litre).unwrap_err(),
            "item x is counted in each; nothing says how many a litre is"
        );
        let case = item(Unit::Box, &[(Unit::Each, 24, 1)]);
        assert_eq!(convert(&case, 48, Unit::Each), Ok(2));
        assert_eq!(
            convert(&case, 50, Unit::Each).unwrap_err(),
            "item x: 50 each is no whole number of box, as 24 each = 1 box; 48 or 72 would be"
        );
        assert_eq!(
            convert(&case, 5, Unit::Each).unwrap_err(),
            "item x: 5 each is no whole number of box, as 24 each = 1 box; 24 would be"
        );
        let diesel = item(Unit::Kilogram, &[(Unit::Litre, 100, 84)]);
        assert_eq!(convert(&diesel, 25, Unit::Litre), Ok(21));
        assert!(convert(&diesel, 26, Unit::Litre).unwrap_err().contains("25 or 50 would be"));
        let most = units::QUANTITY_MAX;
        assert!(convert(&tin, most, Unit::Box).unwrap_err().contains("is more than"));
        let same = item(Unit::Each, &[(Unit::Box, most, most)]);
        assert_eq!(convert(&same, most, Unit::Box), Ok(most), "no overflow on the way");
    }

    #[test]
    fn conversions_that_say_nothing_are_refused() {
        assert_eq!(item(Unit::Each, &[(Unit::Box, 1, 24)]).validate(), Ok(()));
        for rules in [&[(Unit::Each, 1, 1)][..], &[(Unit::Box, 1, 24), (Unit::Box, 1, 12)]] {
            assert!(matches!(item(Unit::Each, rules).validate(), Err(Fault::Twice { field: "conversions", .. })));
        }
        for rule in [(Unit::Box, 0, 24), (Unit::Box, 1, 0)] {
            assert!(matches!(item(Unit::Each, &[rule]).validate(), Err(Fault::ZeroQuantity { .. })));
        }
    }
}

//! Who may use a road: wiki page Key:access, with its order of keys from the general to the special.
//!
//! A lorry is `hgv` (above 3.5 t) or `goods` (up to 3.5 t); both are `motor_vehicle`, `vehicle`, and `access`.

use super::{Notes, Tags};
use roads::Access;
use units::Grams;

/// Where only light vehicles may pass, a lorry of this mass still may: the line between `goods` and `hgv`.
pub(crate) const LIGHT: Grams = Grams::new(3_500_000);

/// From the special to the general; the first that says something counts.
const HEAVY: [&str; 4] = ["hgv", "motor_vehicle", "vehicle", "access"];
const LIGHT_KEYS: [&str; 5] = ["goods", "motorcar", "motor_vehicle", "vehicle", "access"];

/// Keys that speak of motor vehicles by name.
const MOTOR: [&str; 5] = ["hgv", "goods", "motorcar", "motor_vehicle", "vehicle"];

/// What a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leave {
    Some(Access),
    Never,
}

/// Who may use it, and the heaviest vehicle where that follows from who.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    pub(crate) access: Access,
    pub(crate) mass_max: Option<Grams>,
}

/// Who may use it; nothing where no motor vehicle may.
pub(crate) fn allowed(tags: &Tags<'_>, notes: &mut Notes) -> Option<Allowed> {
    match first(tags, &HEAVY, notes) {
        None => Some(Allowed { access: Access::Public, mass_max: None }),
        Some(Leave::Some(access)) => Some(Allowed { access, mass_max: None }),
        Some(Leave::Never) => match first(tags, &LIGHT_KEYS, notes) {
            Some(Leave::Never) => None,
            // Only `hgv` said no, and nothing is said of others.
            None => Some(Allowed { access: Access::Public, mass_max: Some(LIGHT) }),
            Some(Leave::Some(access)) => Some(Allowed { access, mass_max: Some(LIGHT) }),
        },
    }
}

/// Whether some kind of motor vehicle is allowed by name.
pub(crate) fn names_motor_vehicles(tags: &Tags<'_>) -> bool {
    let leave = |key: &&str| tags.get(key).and_then(leave);
    MOTOR.iter().any(|key| matches!(leave(key), Some(Leave::Some(_))))
}

fn first(tags: &Tags<'_>, keys: &[&'static str], notes: &mut Notes) -> Option<Leave> {
    keys.iter().find_map(|key| {
        let value = tags.get(key)?;
        let found = leave(value);
        if found.is_none() && value != "unknown" {
            notes.note(key, value);
        }
        found
    })
}

/// Of several with `;`, the most open one counts.
fn leave(value: &str) -> Option<Leave> {
    value.split(';').filter_map(|word| one(word.trim())).min()
}

fn one(word: &str) -> Option<Leave> {
    Some(match word {
        "yes" | "permissive" | "designated" | "official" | "public" | "allowed" | "discouraged" | "dry_weather"
        | "all_weather" => Leave::Some(Access::Public),
        "destination" | "delivery" | "customers" | "residents" | "local" => Leave::Some(Access::Destination),
        "private" | "permit" | "military" | "agricultural" | "forestry" | "emergency" | "restricted" | "employees"
        | "official_only" => Leave::Some(Access::Private),
        "no" | "prohibited" | "use_sidepath" | "dismount" => Leave::Never,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::Pairs;

    #[test]
    fn the_special_key_goes_before_the_general() {
        const PUBLIC: Option<Allowed> = Some(Allowed { access: Access::Public, mass_max: None });
        const PRIVATE: Option<Allowed> = Some(Allowed { access: Access::Private, mass_max: None });
        const LIGHT_ONLY: Option<Allowed> = Some(Allowed { access: Access::Public, mass_max: Some(LIGHT) });
        let table: [(Pairs<'_>, Option<Allowed>); 12] = [
            (&[], PUBLIC),
            (&[("access", "no")], None),
            (&[("access", "no"), ("motor_vehicle", "yes")], PUBLIC),
            (&[("access", "no"), ("hgv", "designated")], PUBLIC),
            (&[("vehicle", "private")], PRIVATE),
            (&[("access", "military")], PRIVATE),
            (&[("motor_vehicle", "agricultural;forestry")], PRIVATE),
            (
                &[("access", "private"), ("motor_vehicle", "destination;private")],
                Some(Allowed { access: Access::Destination, mass_max: None }),
            ),
            (&[("hgv", "no")], LIGHT_ONLY),
            (&[("hgv", "no"), ("motor_vehicle", "yes")], LIGHT_ONLY),
            (&[("motor_vehicle", "no"), ("goods", "yes")], LIGHT_ONLY),
            (&[("hgv", "sometimes"), ("access", "private")], PRIVATE),
        ];
        for (pairs, expected) in table {
            assert_eq!(allowed(&Tags::from_pairs(pairs), &mut Notes::default()), expected, "{pairs:?}");
        }
    }
}

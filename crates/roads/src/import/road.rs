//! Class, structures and limits of a segment, whichever form they are written in.

use super::fault::{Fault, Problem};
use crate::road::{Access, Road, RoadClass, Season, TrackGrade};
use units::{Grams, Millimetres};

/// Named values that may be there: members of a feature, or cells of a row.
pub(super) trait Named {
    /// A whole number.
    fn whole(&self, name: &'static str) -> Result<Option<u64>, Fault>;
    /// Yes or no; no where it is not there.
    fn flag(&self, name: &'static str) -> Result<bool, Fault>;
    /// One of some words.
    fn word<T>(
        &self,
        name: &'static str,
        expected: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault>;

    /// A whole number that its type can hold.
    fn number<T: TryFrom<u64>>(&self, name: &'static str) -> Result<Option<T>, Fault> {
        let Some(number) = self.whole(name)? else { return Ok(None) };
        let held =
            T::try_from(number).map_err(|_| (name, Problem::other("a whole number within its range", number)))?;
        Ok(Some(held))
    }
}

/// What is said of a road; nothing is limited unless said.
pub(super) fn road(of: &impl Named) -> Result<Road, Fault> {
    let size = |name| Ok(of.number(name)?.map(Millimetres::new));
    let mass = |name| Ok(of.number(name)?.map(Grams::new));
    let grade = match of.number::<u8>("grade")? {
        None => None,
        Some(grade) => Some(TrackGrade::new(grade).ok_or(("grade", Problem::other("1 to 5", grade)))?),
    };
    Ok(Road {
        class: of.word("class", "a class of road, motorway to ferry", RoadClass::read)?.unwrap_or_default(),
        grade,
        access: of.word("access", "public, destination or private", Access::read)?.unwrap_or_default(),
        season: of.word("season", "always, dry or wet", Season::read)?.unwrap_or_default(),
        bridge: of.flag("bridge")?,
        ford: of.flag("ford")?,
        tunnel: of.flag("tunnel")?,
        barrier: of.flag("barrier")?,
        width: size("width_mm")?,
        mass_max: mass("mass_max_g")?,
        axle_max: mass("axle_max_g")?,
        height_max: size("height_max_mm")?,
        width_max: size("width_max_mm")?,
        length_max: size("length_max_mm")?,
        load_class: of.number("load_class")?,
    })
}

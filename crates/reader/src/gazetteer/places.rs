//! Finding a place in any spelling, and adding one.

use super::{Gazetteer, NewPlace, PlaceFault};
use crate::fold::{fold, is_arabic};
use crate::layers::FORM_LETTERS_MIN;
use crate::origin::is_function_word;
use crate::spelling::{Nearness, Spelling};
use units::PlaceId;

impl Gazetteer {
    /// Places and roads whose names are near one: key, name, how near; the nearest first.
    pub fn near(&self, asked: &Spelling) -> Vec<(&PlaceId, &str, Nearness)> {
        let mut best: Vec<Option<Nearness>> = vec![None; self.entries.len()];
        for alias in self.aliases.values().flatten() {
            let how = asked.nearness(&Spelling::new(&alias.words.join(" ")));
            if let (Some(how), Some(known)) = (how, best.get_mut(alias.entry)) {
                *known = Some(known.map_or(how, |known| known.min(how)));
            }
        }
        let entries = self.entries.iter().zip(best);
        let mut found: Vec<_> =
            entries.filter_map(|(entry, how)| Some((&entry.key, entry.name.as_str(), how?))).collect();
        found.sort_by_key(|(key, _, how)| (*how, *key));
        found
    }

    /// The row of a place to be added below this table.
    pub fn row(&self, place: &NewPlace) -> Result<String, PlaceFault> {
        if self.entries.iter().any(|entry| entry.key.as_str() == place.key) {
            return Err(PlaceFault::KeyTaken { given: place.key.clone() });
        }
        let letters = |country: &str| country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase());
        if !place.country.split('/').all(letters) {
            return Err(PlaceFault::Country { given: place.country.clone() });
        }
        let all: Vec<&String> = place.names.iter().chain(&place.ambiguous).collect();
        let first = all.first().ok_or(PlaceFault::NoName)?;
        all.iter().try_for_each(|name| self.fits(name))?;
        let (arabic, latin): (Vec<String>, Vec<String>) =
            all.iter().flat_map(|name| spellings(name)).partition(|name| name.chars().any(is_arabic));
        let (id, latitude, longitude) = place.geoname.clone().map_or_else(
            || (String::new(), String::new(), String::new()),
            |(id, latitude, longitude)| (id.to_string(), latitude, longitude),
        );
        let source = if id.is_empty() { "hand" } else { "GeoNames" };
        let ambiguous: Vec<String> = place.ambiguous.iter().flat_map(|name| spellings(name)).collect();
        let cells = [
            &place.key,
            "town",
            &place.country,
            first,
            &latin.join("|"),
            &arabic.join("|"),
            &ambiguous.join("|"),
            "",
            "",
            &id,
            &latitude,
            &longitude,
            source,
            "",
        ];
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        Ok(cells.map(quoted).join(","))
    }

    fn fits(&self, name: &str) -> Result<(), PlaceFault> {
        let given = || name.chars().take(80).collect::<String>();
        if name.chars().any(|c| c == '|' || c.is_control()) {
            return Err(PlaceFault::Mark { given: given() });
        }
        let folded = fold(name);
        let letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < FORM_LETTERS_MIN {
            return Err(PlaceFault::Short { given: given(), letters });
        }
        if is_function_word(&folded) {
            return Err(PlaceFault::Function { given: given() });
        }
        let taken = self.near(&Spelling::new(name)).into_iter().find(|(_, _, how)| *how == Nearness::Same);
        taken.map_or(Ok(()), |(key, _, _)| Err(PlaceFault::Taken { given: given(), key: key.to_string() }))
    }
}

/// A name as written and, where it has several words, as one: Arabic writers join `تين زواتين`.
fn spellings(name: &str) -> Vec<String> {
    let joined: String = name.split_whitespace().collect();
    if name.chars().any(is_arabic) && joined != name.trim() {
        return vec![name.trim().to_owned(), joined];
    }
    vec![name.trim().to_owned()]
}

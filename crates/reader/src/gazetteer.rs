//! Places and named road axes, read from a table.
//!
//! Columns: `key`, `kind`, `country`, `name_en`, `names_fr`, `names_ar`,
//! `names_ambiguous`, `names_weak`, `via`, then whatever else (coordinates, notes).
//! Lists are separated by `|`. A name in `names_ambiguous` also means something else
//! and needs a word or a neighbour that speaks for the place; one in `names_weak`
//! needs both. `via` is the chain of places of a road; for a `road_set`, its axes.

mod places;

use crate::fold::fold;
use crate::known::{Known, Words};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, Digest, IdError, PlaceId};

/// Largest table accepted, in bytes: two hundred times the shipped one.
pub const GAZETTEER_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The table of the built-in operation.
const SHIPPED: &str = include_str!("../../../operations/sahel-2013/gazetteer.csv");

/// Why a table is no gazetteer.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// More than a table of names can be.
    #[error("gazetteer has {bytes} bytes, at most {GAZETTEER_BYTES_MAX} are read")]
    TooLong {
        /// Its size.
        bytes: usize,
    },
    /// Not a table with the columns needed.
    #[error("gazetteer row {row} cannot be read")]
    Row {
        /// The row, from 1, the header not counted.
        row: usize,
        /// Why.
        #[source]
        cause: csv::Error,
    },
    /// A key that is no identifier.
    #[error("gazetteer row {row}")]
    Key {
        /// The row, from 1.
        row: usize,
        /// Why.
        #[source]
        cause: IdError,
    },
    /// A key that two rows share.
    #[error("gazetteer rows {first} and {second} share the key `{key}`")]
    Twice {
        /// The key.
        key: String,
        /// The row that has it first.
        first: usize,
        /// The row that has it again.
        second: usize,
    },
    /// A `via` that names a key which no row has.
    #[error("gazetteer row {row}, via: no row has the key `{key}`")]
    Via {
        /// The row, from 1.
        row: usize,
        /// The key.
        key: String,
    },
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntryKind {
    Town,
    Massif,
    Region,
    Country,
    Border,
    Crossing,
    Road,
    /// A name that fits several roads: a person picks.
    RoadSet,
}

/// How much a name needs beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Stands for the place by itself.
    Sure,
    /// Needs a word or a neighbour that speaks for the place.
    Ambiguous,
    /// Needs both.
    Weak,
}

/// A place that a user adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPlace {
    /// Its key.
    pub key: String,
    /// Two letters, several with `/`.
    pub country: String,
    /// Names that stand for it by themselves.
    pub names: Vec<String>,
    /// Names that also mean something else: a word or a neighbour must speak for the place.
    pub ambiguous: Vec<String>,
    /// Number at GeoNames, latitude and longitude as written there.
    pub geoname: Option<(u64, String, String)>,
}

/// Why a place cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceFault {
    /// No name at all.
    #[error("a place needs a name")]
    NoName,
    /// A name of too few letters.
    #[error("the name `{given}` has {letters} letters, three are needed")]
    Short {
        /// As given.
        given: String,
        /// How many it has.
        letters: usize,
    },
    /// A name that is a word without content, such as `de`.
    #[error("the name `{given}` is a function word")]
    Function {
        /// As given.
        given: String,
    },
    /// A mark that the table itself uses, or none that is seen.
    #[error("`{given}` holds `|` or a control character")]
    Mark {
        /// As given.
        given: String,
    },
    /// A name that another place has.
    #[error("the name `{given}` is `{key}` already")]
    Taken {
        /// As given.
        given: String,
        /// Whose it is.
        key: String,
    },
    /// A key that another place has.
    #[error("the key `{given}` is taken")]
    KeyTaken {
        /// As given.
        given: String,
    },
    /// Not two letters.
    #[error("`{given}` is no country such as ML, or DZ/ML")]
    Country {
        /// As given.
        given: String,
    },
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: PlaceId,
    /// The name in English.
    pub(crate) name: String,
    pub(crate) kind: EntryKind,
    pub(crate) countries: Vec<String>,
    /// Keys of the places of a road, or of the axes of a set.
    pub(crate) via: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Alias {
    pub(crate) words: Vec<String>,
    pub(crate) entry: usize,
    pub(crate) strength: Strength,
}

#[derive(Debug, serde::Deserialize)]
struct Row {
    key: String,
    kind: EntryKind,
    country: String,
    name_en: String,
    names_fr: String,
    names_ar: String,
    names_ambiguous: String,
    names_weak: String,
    via: String,
}

/// Names of places and axes.
#[derive(Debug)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// Names by their first word, longest first.
    aliases: BTreeMap<String, Vec<Alias>>,
    words: Words,
    hash: Digest,
}

impl Gazetteer {
    /// The gazetteer of the built-in operation.
    pub fn shipped() -> Result<Self, GazetteerError> {
        Self::from_csv(SHIPPED)
    }

    /// The shipped table, and rows that a user added below it.
    pub fn with_rows(rows: &str) -> Result<Self, GazetteerError> {
        if rows.is_empty() { Self::shipped() } else { Self::from_csv(&format!("{}\n{rows}", SHIPPED.trim_end())) }
    }

    /// Reads a table.
    pub fn from_csv(text: &str) -> Result<Self, GazetteerError> {
        if text.len() > GAZETTEER_BYTES_MAX {
            return Err(GazetteerError::TooLong { bytes: text.len() });
        }
        let mut rows = Vec::new();
        for (at, row) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
            let row: Row = row.map_err(|cause| GazetteerError::Row { row: at + 1, cause })?;
            rows.push(row);
        }
        let words = Words::new(rows.iter().flat_map(Row::names).flat_map(|name| plain_words(&name)));
        let mut gazetteer = Self {
            entries: Vec::with_capacity(rows.len()),
            aliases: BTreeMap::new(),
            words,
            hash: Digest::new(Sha256::digest(text.as_bytes()).into()),
        };
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(first) = keys.insert(row.key.clone(), at + 1) {
                return Err(GazetteerError::Twice { key: row.key.clone(), first, second: at + 1 });
            }
            gazetteer.add(at, row)?;
        }
        for (at, row) in rows.iter().enumerate() {
            if let Some(key) = list(&row.via).find(|key| !keys.contains_key(*key)) {
                return Err(GazetteerError::Via { row: at + 1, key: key.to_owned() });
            }
        }
        for aliases in gazetteer.aliases.values_mut() {
            aliases.sort_by_key(|alias| (std::cmp::Reverse(alias.words.len()), alias.entry));
        }
        Ok(gazetteer)
    }

    /// SHA-256 over the table.
    pub fn hash(&self) -> Digest {
        self.hash
    }

    fn add(&mut self, at: usize, row: &Row) -> Result<(), GazetteerError> {
        let key = PlaceId::new(row.key.clone()).map_err(|cause| GazetteerError::Key { row: at + 1, cause })?;
        let countries = row.country.split('/').map(str::to_lowercase).filter(|c| c.len() == 2).collect();
        let marked = |column: &str| list(column).map(fold).collect::<BTreeSet<String>>();
        let (ambiguous, weak) = (marked(&row.names_ambiguous), marked(&row.names_weak));
        let mut seen = BTreeSet::new();
        for name in row.names() {
            let words = split_words(&name, &self.words);
            let folded = fold(&name);
            let strength = if weak.contains(&folded) {
                Strength::Weak
            } else if ambiguous.contains(&folded) {
                Strength::Ambiguous
            } else {
                Strength::Sure
            };
            if let Some(first) = words.first().cloned()
                && seen.insert(words.clone())
            {
                self.aliases.entry(first).or_default().push(Alias { words, entry: at, strength });
            }
        }
        self.entries.push(Entry {
            key,
            name: row.name_en.clone(),
            kind: row.kind,
            countries,
            via: list(&row.via).map(str::to_owned).collect(),
        });
        Ok(())
    }

    /// Whether a word stands in a name.
    pub fn knows(&self, word: &str) -> bool {
        self.words.has(&fold(word))
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn entry(&self, number: usize) -> &Entry {
        &self.entries[number]
    }

    /// The entry with this key.
    pub(crate) fn find(&self, key: &PlaceId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// Names that begin with this word, longest first.
    pub(crate) fn beginning(&self, word: &str) -> &[Alias] {
        self.aliases.get(word).map_or(&[], Vec::as_slice)
    }

    /// The border that these countries share, when they name one border only.
    pub(crate) fn border_of(&self, countries: &BTreeSet<String>) -> Option<&Entry> {
        if countries.is_empty() {
            return None;
        }
        let fits = |entry: &&Entry| {
            entry.kind == EntryKind::Border && countries.iter().all(|country| entry.countries.contains(country))
        };
        let mut found = self.entries.iter().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// The axes that lead through all these places, in the order of the table.
    pub(crate) fn axes_through(&self, places: &[String]) -> Vec<AxisId> {
        let fits =
            |entry: &&Entry| entry.kind == EntryKind::Road && places.iter().all(|place| entry.via.contains(place));
        self.entries.iter().filter(fits).filter_map(Entry::axis).collect()
    }
}

impl Entry {
    /// The axis a road entry stands for.
    pub(crate) fn axis(&self) -> Option<AxisId> {
        (self.kind == EntryKind::Road).then(|| AxisId::new(self.key.as_str()).ok()).flatten()
    }
}

impl Row {
    fn names(&self) -> impl Iterator<Item = String> {
        // Road sets and axes have descriptions, not names, in English.
        let english = !matches!(self.kind, EntryKind::Road | EntryKind::RoadSet);
        let english = english.then(|| self.name_en.clone()).into_iter();
        english.chain(list(&self.names_fr).chain(list(&self.names_ar)).map(str::to_owned))
    }
}

fn list(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|part| !part.is_empty())
}

/// The words of a name as text tokens, without anything parted from them.
fn plain_words(name: &str) -> Vec<String> {
    split_words(name, &Words::default())
}

fn split_words(name: &str, words: &Words) -> Vec<String> {
    let none = Words::default();
    crate::text::words(name, Known::new(&none, words))
}

//! What is assumed where the map says nothing, read from a small file.

use roads::{RoadClass, SPEED_MAX, Surface, TrackGrade};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::{Digest, Kmh};

/// Longest file of defaults accepted, in bytes.
pub const DEFAULTS_BYTES_MAX: usize = 64 << 10;

/// The country of words that are not a country's own.
const ANY: &str = "any";

/// Speeds, lanes and surfaces by class, surface, tracktype and smoothness, and speeds behind words.
#[derive(Clone, Debug)]
pub struct Defaults {
    file: File,
    surfaces: BTreeMap<String, Surface>,
    digest: Digest,
}

/// Why a file is no list of defaults.
#[derive(Debug, thiserror::Error)]
pub enum DefaultsError {
    /// Too long to be one.
    #[error("the file of defaults has {bytes} bytes, at most {DEFAULTS_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not the form that is expected.
    #[error("the file of defaults could not be read")]
    Form(#[source] Box<toml::de::Error>),
    /// A class, surface or grade without its entry.
    #[error("the file of defaults has no entry `{what}`")]
    Missing {
        /// The entry.
        what: String,
    },
    /// A speed or a number of lanes that no road may have.
    #[error("the file of defaults gives `{what}` {given}; 1 to {most} are accepted")]
    Range {
        /// The entry.
        what: String,
        /// Its value.
        given: u32,
        /// The largest value.
        most: u32,
    },
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: BTreeMap<String, Class>,
    surface: BTreeMap<String, Cover>,
    tracktype: BTreeMap<String, Grade>,
    smoothness: BTreeMap<String, u32>,
    maxspeed: BTreeMap<String, BTreeMap<String, u32>>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    speed: u32,
    lanes: u8,
    #[serde(deserialize_with = "crate::words::from_word")]
    surface: Surface,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cover {
    speed: u32,
    words: Vec<String>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Grade {
    speed: u32,
    #[serde(deserialize_with = "crate::words::from_word")]
    surface: Surface,
}

impl Defaults {
    /// Those that come with this crate (`src/defaults.toml`).
    #[expect(clippy::missing_panics_doc, reason = "the file is part of the program, and a test reads it")]
    pub fn built_in() -> Self {
        match Self::read(include_str!("defaults.toml")) {
            Ok(defaults) => defaults,
            Err(error) => panic!("the built-in defaults: {error}"),
        }
    }

    /// Reads other ones: a whole file in the form of `src/defaults.toml`.
    pub fn read(text: &str) -> Result<Self, DefaultsError> {
        if text.len() > DEFAULTS_BYTES_MAX {
            return Err(DefaultsError::TooLong { bytes: text.len() });
        }
        let file: File = toml::from_str(text).map_err(|error| DefaultsError::Form(Box::new(error)))?;
        file.check()?;
        let mut surfaces = BTreeMap::new();
        for surface in Surface::ALL {
            let cover = file.surface.get(surface.word());
            surfaces.extend(cover.into_iter().flat_map(|cover| &cover.words).map(|word| (word.clone(), *surface)));
        }
        Ok(Self { file, surfaces, digest: Digest::new(Sha256::digest(text).into()) })
    }

    /// Tells these defaults from others.
    pub(crate) const fn digest(&self) -> Digest {
        self.digest
    }

    /// The surface that a word of the map means.
    pub(crate) fn surface(&self, word: &str) -> Option<Surface> {
        self.surfaces.get(word).copied()
    }

    /// What a road is made of where nobody says.
    pub(crate) fn surface_of(&self, class: RoadClass, grade: Option<TrackGrade>) -> Surface {
        let by_grade = grade.and_then(|grade| self.grade(grade)).map(|grade| grade.surface);
        let by_class = || self.file.class.get(class.word()).map(|class| class.surface);
        by_grade.or_else(by_class).unwrap_or(Surface::Track)
    }

    /// Lanes of a class, both directions together; those of a motorway lead in one.
    pub(crate) fn lanes(&self, class: RoadClass) -> u8 {
        self.file.class.get(class.word()).map_or(1, |class| class.lanes)
    }

    /// The lowest of what class, surface, grade and smoothness allow.
    pub(crate) fn speed(
        &self,
        class: RoadClass,
        surface: Surface,
        grade: Option<TrackGrade>,
        smoothness: Option<&str>,
    ) -> Kmh {
        let by_class = self.file.class.get(class.word()).map(|class| class.speed);
        let by_surface = self.file.surface.get(surface.word()).map(|cover| cover.speed);
        let by_grade = grade.and_then(|grade| self.grade(grade)).map(|grade| grade.speed);
        let by_smoothness = smoothness.and_then(|word| self.file.smoothness.get(word)).copied();
        let lowest = [by_class, by_surface, by_grade, by_smoothness].into_iter().flatten().min();
        Kmh::new(lowest.unwrap_or(1))
    }

    /// Whether a word is one of those for smoothness.
    pub(crate) fn knows_smoothness(&self, word: &str) -> bool {
        self.file.smoothness.contains_key(word)
    }

    /// The speed behind a word such as `urban`, of a country where it has its own.
    pub(crate) fn maxspeed(&self, country: &str, word: &str) -> Option<Kmh> {
        let of = |country: &str| self.file.maxspeed.get(country)?.get(word).copied();
        of(country).or_else(|| of(ANY)).map(Kmh::new)
    }

    fn grade(&self, grade: TrackGrade) -> Option<&Grade> {
        self.file.tracktype.get(&grade.get().to_string())
    }
}

impl File {
    fn check(&self) -> Result<(), DefaultsError> {
        let missing = |what: String| DefaultsError::Missing { what };
        for class in RoadClass::ALL {
            let what = format!("class.{}", class.word());
            let entry = self.class.get(class.word()).ok_or_else(|| missing(what.clone()))?;
            in_range(&what, entry.speed, SPEED_MAX.get())?;
            in_range(&what, u32::from(entry.lanes), u32::from(u8::MAX))?;
        }
        for surface in Surface::ALL {
            let what = format!("surface.{}", surface.word());
            in_range(
                &what,
                self.surface.get(surface.word()).ok_or_else(|| missing(what.clone()))?.speed,
                SPEED_MAX.get(),
            )?;
        }
        for grade in 1..=5 {
            let what = format!("tracktype.{grade}");
            let entry = self.tracktype.get(&grade.to_string()).ok_or_else(|| missing(what.clone()))?;
            in_range(&what, entry.speed, SPEED_MAX.get())?;
        }
        for (word, speed) in self.smoothness.iter().chain(self.maxspeed.values().flatten()) {
            in_range(word, *speed, SPEED_MAX.get())?;
        }
        Ok(())
    }
}

fn in_range(what: &str, given: u32, most: u32) -> Result<(), DefaultsError> {
    if (1..=most).contains(&given) { Ok(()) } else { Err(DefaultsError::Range { what: what.to_owned(), given, most }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_of_four_speeds_counts() {
        let defaults = Defaults::built_in();
        let table = [
            (RoadClass::Trunk, Surface::Paved, None, None, 80),
            (RoadClass::Trunk, Surface::Gravel, None, None, 60),
            (RoadClass::Trunk, Surface::Sand, None, Some("good"), 25),
            (RoadClass::Track, Surface::Gravel, TrackGrade::new(5), None, 15),
            (RoadClass::Track, Surface::Gravel, TrackGrade::new(1), Some("very_horrible"), 8),
        ];
        for (class, surface, grade, smoothness, speed) in table {
            assert_eq!(defaults.speed(class, surface, grade, smoothness), Kmh::new(speed));
        }
    }

    #[test]
    fn other_defaults_are_held_to_the_same_form() {
        let text = include_str!("defaults.toml");
        let changed = |from: &str, to: &str| {
            Defaults::read(&text.replace(from, to)).map(|d| d.digest()).map_err(|e| e.to_string())
        };
        assert_ne!(changed("speed = 8,", "speed = 9,"), Ok(Defaults::built_in().digest()));
        assert_eq!(
            changed("speed = 8,", "speed = 0,"),
            Err("the file of defaults gives `class.ferry` 0; 1 to 200 are accepted".into())
        );
        assert_eq!(changed("ferry  ", "boat  "), Err("the file of defaults has no entry `class.ferry`".into()));
        assert_eq!(changed("[smoothness]", "[roughness]"), Err("the file of defaults could not be read".into()));
    }
}

//! Why a file is no network, and what is wrong with its features and rows.

use super::{FEATURES_MAX, FILE_BYTES_MAX, PRESET_BYTES_MAX, Preset};
use crate::fault::{FAULTS_MAX, NetworkError};
use std::fmt;
use units::IdError;

/// Why a file is no network.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Too long to be read.
    #[error("the network file has {bytes} bytes, at most {FILE_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not JSON from some place on.
    #[error("the network file is no GeoJSON: it ends or errs after feature {features}")]
    Form {
        /// Features read before.
        features: usize,
        /// What is wrong, with line and column.
        #[source]
        cause: serde_json::Error,
    },
    /// JSON, but no GeoJSON FeatureCollection.
    #[error("the network file is no GeoJSON FeatureCollection, its type is {found}")]
    Type {
        /// What it says it is, cut to 80 characters.
        found: String,
    },
    /// In other coordinates than degrees on WGS 84.
    #[error(
        "the network file is in another projection, {found}; longitude and latitude on WGS 84 (EPSG:4326) are read"
    )]
    Projection {
        /// How it shows.
        found: String,
    },
    /// Too many features.
    #[error("the network file has more than {most} features; an operation may have {FEATURES_MAX}")]
    TooMany {
        /// How many are read.
        most: usize,
    },
    /// Features of a form that nobody named.
    #[error("the features are not in the form of docs/network.md, and no preset knows their members: {members}")]
    Whose {
        /// Members of the first feature, cut to 200 characters.
        members: String,
    },
    /// A preset that is longer than any.
    #[error("the preset, or its name, has {bytes} bytes; at most {PRESET_BYTES_MAX} are read, and 200 of a name")]
    PresetLong {
        /// Its length.
        bytes: usize,
    },
    /// A preset in another form.
    #[error("the preset could not be read")]
    Preset(#[source] toml::de::Error),
    /// The columns of a CSV file are not those that are read.
    #[error("the file has the columns {found}; `segment` or `place` must be among them, with those of docs/network.md")]
    Columns {
        /// Its columns, cut to 200 characters.
        found: String,
    },
    /// CSV that cannot be taken apart.
    #[error("the CSV file could not be read")]
    Csv(#[source] csv::Error),
    /// Some features or rows are not as they should be; at most [`FAULTS_MAX`] are listed.
    #[error("{}", list(faults, *count))]
    Features {
        /// The faults, in the order of the file.
        faults: Vec<FeatureFault>,
        /// How many there are in all.
        count: usize,
    },
    /// The features do not fit together.
    #[error("the network does not fit together: {0}")]
    Network(#[from] NetworkError),
}

impl ImportError {
    /// Nobody named whose features these are.
    pub(crate) fn whose(members: &serde_json::Map<String, serde_json::Value>) -> Self {
        let names: Vec<&str> = members.keys().map(String::as_str).collect();
        Self::Whose { members: names.join(", ").chars().take(200).collect() }
    }

    /// Names of presets to choose from.
    pub fn presets() -> Vec<&'static str> {
        Preset::names().collect()
    }
}

/// What faults are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A feature of GeoJSON.
    Feature,
    /// An entry of `turns`.
    Turn,
    /// A row of CSV; the header is row 1.
    Row,
}

/// What is wrong with one feature, turn or row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureFault {
    /// What it is.
    pub unit: Unit,
    /// Its number in the file, from 1.
    pub feature: usize,
    /// Its `place` or `segment`, where it has one.
    pub name: Option<String>,
    /// The member or column.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a member of a feature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// It is something else.
    #[error("is {found}, expected {expected}")]
    Other {
        /// What was expected.
        expected: &'static str,
        /// What was found, cut to 80 characters.
        found: String,
    },
    /// It breaks the rule of identifiers.
    #[error("is no identifier: {0}")]
    Id(#[from] IdError),
    /// There are too many of it.
    #[error("has {found}, at most {most} are accepted")]
    TooMany {
        /// How many.
        found: usize,
        /// How many are accepted.
        most: usize,
    },
    /// One place lies at two points.
    #[error("is place `{place}`, which feature {before} puts {metres} m away")]
    Elsewhere {
        /// The place.
        place: String,
        /// The feature that put it elsewhere.
        before: usize,
        /// How far away.
        metres: u64,
    },
}

impl Problem {
    pub(crate) fn other(expected: &'static str, found: impl fmt::Display) -> Self {
        Self::Other { expected, found: found.to_string().chars().take(80).collect() }
    }
}

impl fmt::Display for FeatureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Feature => "feature",
            Unit::Turn => "turn",
            Unit::Row => "row",
        };
        write!(f, "{unit} {}", self.feature)?;
        if let Some(name) = &self.name {
            write!(f, " `{name}`")?;
        }
        write!(f, ": {} {}", self.field, self.problem)
    }
}

fn list(faults: &[FeatureFault], count: usize) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let more = match count.saturating_sub(faults.len()) {
        0 => String::new(),
        more => format!("\nand {more} more"),
    };
    format!("{count} of the network file's features are not as they should be:\n{}{more}", lines.join("\n"))
}

/// A member, and what is wrong with it.
pub(crate) type Fault = (&'static str, Problem);

/// Collects faults up to the bound, and counts the rest.
#[derive(Default)]
pub(crate) struct Faults {
    faults: Vec<FeatureFault>,
    count: usize,
}

impl Faults {
    pub(crate) fn push(&mut self, unit: Unit, feature: usize, name: Option<String>, (field, problem): Fault) {
        self.count += 1;
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(FeatureFault { unit, feature, name, field, problem });
        }
    }

    pub(crate) fn judge(self) -> Result<(), ImportError> {
        match self.count {
            0 => Ok(()),
            count => Err(ImportError::Features { faults: self.faults, count }),
        }
    }
}

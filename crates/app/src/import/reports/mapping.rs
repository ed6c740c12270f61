//! Which column holds what: a mapping that the user names, else the headings.

use super::super::columns::folded;
use serde::Deserialize;
use sheets::{At, Sheet};
use std::collections::BTreeMap;

/// Headings are looked for in so many rows.
const HEADER_ROWS: usize = 25;

/// Known headings that make a row one of headings.
const HEADINGS_MIN: usize = 2;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal, [$($word:literal),*];)*) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in a mapping.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Headings that mean it, folded.
            const fn words(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$code, $($word),*],)* }
            }
        }
    };
}

fields! {
    /// The road, crossing or place.
    About = "about", ["road", "axis", "segment", "crossing", "road name", "route", "axe", "troncon", "itineraire", "passage", "poste frontiere", "الطريق", "المحور", "المقطع", "المعبر"];
    /// Its state.
    State = "state", ["status", "condition", "road status", "road condition", "etat", "statut", "etat de la route", "الحالة", "الوضع", "حالة الطريق"];
    /// The day on which it was so.
    Date = "date", ["day", "observed", "date observed", "observation date", "jour", "date d'observation", "date de constat", "التاريخ", "اليوم", "تاريخ الرصد"];
    /// Why.
    Cause = "cause", ["reason", "raison", "motif", "السبب"];
    /// Anything else.
    Note = "note", ["notes", "comment", "comments", "remarks", "commentaire", "commentaires", "remarques", "ملاحظة", "ملاحظات"];
    /// Who says so.
    Source = "source", ["reported by", "observer", "enumerator", "observateur", "rapporte par", "المصدر", "الراصد"];
    /// The class of the source.
    Class = "class", ["source class", "type de source", "نوع المصدر"];
    /// The letter of the grade.
    Letter = "letter", ["reliability", "source reliability", "lettre", "fiabilite", "الحرف", "موثوقية المصدر"];
    /// The number of the grade.
    Number = "number", ["credibility", "chiffre", "credibilite", "الرقم", "مصداقية الخبر"];
}

/// What a user says about a table, from a TOML file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Field to heading, as it stands in the table.
    pub columns: BTreeMap<Field, String>,
    /// For a field, a word of the table to a code of ours.
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
    /// What a field is where the table has no column, or the cell is empty.
    pub defaults: BTreeMap<Field, String>,
}

/// Why a table cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not the form of a mapping.
    #[error("the mapping cannot be read: {why}")]
    Form {
        /// What the parser says.
        why: String,
    },
    /// Whoever asked for it wants it no longer.
    #[error("reading was broken off")]
    BrokenOff,
    /// No row of headings.
    #[error("none of the first {HEADER_ROWS} rows has headings that are known here or named by the mapping")]
    NoHeadings,
    /// A heading of the mapping that the table lacks.
    #[error("the mapping reads `{}` from the column `{heading}`; the table has {}", field.code(), known.join(", "))]
    NoHeading {
        /// The field.
        field: Field,
        /// As the mapping names it.
        heading: String,
        /// Headings there are.
        known: Vec<String>,
    },
    /// Two columns for one field.
    #[error("columns {first} and {second} are both `{}`; name one in a mapping", field.code())]
    Twice {
        /// The field.
        field: Field,
        /// The one heading.
        first: At,
        /// The other.
        second: At,
    },
    /// A field that must come from somewhere.
    #[error("nothing says `{}`: no column, no default", field.code())]
    Missing {
        /// The field.
        field: Field,
    },
}

impl Mapping {
    /// Reads a mapping.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        toml::from_str(text).map_err(|error| MappingError::Form { why: error.to_string().trim().replace('\n', " ") })
    }
}

/// Where the fields stand in a table.
pub(super) struct Columns {
    pub(super) places: BTreeMap<Field, u32>,
    pub(super) headings: BTreeMap<u32, String>,
    pub(super) ignored: Vec<String>,
    /// Index of the first row below the headings.
    pub(super) first_row: usize,
}

impl Columns {
    pub(super) fn of(sheet: &Sheet, mapping: &Mapping) -> Result<Self, MappingError> {
        let mapped = |heading: &str| {
            let fits = |named: &&String| folded(named) == folded(heading);
            mapping.columns.iter().find(|(_, named)| fits(named)).map(|(field, _)| *field)
        };
        let read = |heading: &str| {
            mapped(heading).or_else(|| meant(heading).filter(|field| !mapping.columns.contains_key(field)))
        };
        let head = sheet.rows.iter().take(HEADER_ROWS).enumerate();
        let mut found =
            head.map(|(at, row)| (at, row, row.cells.values().filter(|cell| read(cell.shown()).is_some()).count()));
        let (at, row, _) = found.find(|(_, _, known)| *known >= HEADINGS_MIN).ok_or(MappingError::NoHeadings)?;
        let mut columns =
            Self { places: BTreeMap::new(), headings: BTreeMap::new(), ignored: Vec::new(), first_row: at + 1 };
        for (column, cell) in &row.cells {
            let heading: String = cell.shown().trim().chars().take(60).collect();
            columns.headings.insert(*column, heading.clone());
            let Some(field) = read(cell.shown()) else {
                columns.ignored.push(heading);
                continue;
            };
            if let Some(first) = columns.places.insert(field, *column) {
                let at = |column| At { row: row.number, column };
                return Err(MappingError::Twice { field, first: at(first), second: at(*column) });
            }
        }
        for (field, heading) in &mapping.columns {
            if !columns.places.contains_key(field) {
                let known = columns.headings.values().cloned().collect();
                return Err(MappingError::NoHeading { field: *field, heading: heading.clone(), known });
            }
        }
        let needed = [Field::About, Field::State, Field::Date, Field::Letter, Field::Number];
        let said = |field: &Field| columns.places.contains_key(field) || mapping.defaults.contains_key(field);
        match needed.into_iter().find(|field| !said(field)) {
            Some(field) => Err(MappingError::Missing { field }),
            None => Ok(columns),
        }
    }
}

/// The field that a heading means: by itself, or by what stands behind its groups (`visit/road/status`).
fn meant(heading: &str) -> Option<Field> {
    let last = heading.rsplit(['/', ':']).next().unwrap_or(heading);
    // Columns that the collecting program adds.
    if last.starts_with('_') || heading.starts_with("meta/") {
        return None;
    }
    let last = folded(last);
    Field::ALL.iter().copied().find(|field| field.words().iter().any(|word| folded(word) == last))
}

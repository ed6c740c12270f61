//! Extracts of GeoNames: names that are offered to a person, never matched in a text.
//!
//! In them `de`, `la` and `to` are places. Read are the tables as GeoNames publishes them (19 columns
//! without a header), and those with a header that names the columns.

use crate::spelling::{Nearness, Spelling};

/// Largest extract accepted, in bytes: ten times that of Mali.
pub const PICKLIST_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Columns of a table without a header, as GeoNames numbers them.
const COLUMNS: Columns = Columns { id: 0, name: 1, alternates: 3, latitude: 4, longitude: 5, feature: 7, country: 8 };

/// Why a file is no extract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PicklistError {
    /// More than an extract of a country.
    #[error("the extract has {bytes} bytes, at most {PICKLIST_BYTES_MAX} are read")]
    TooLong {
        /// Its size.
        bytes: usize,
    },
    /// A header that lacks a column.
    #[error("line 1 is a header without the column `{column}`")]
    NoColumn {
        /// Which.
        column: &'static str,
    },
    /// A row of too few columns.
    #[error("line {line} has {given} columns, {needed} are needed; they are parted by tabs")]
    Short {
        /// Which line, from 1.
        line: usize,
        /// How many it has.
        given: usize,
        /// How many there must be.
        needed: usize,
    },
    /// A number that is none.
    #[error("line {line}, {column}: `{given}` is no number in its bounds")]
    Number {
        /// Which line, from 1.
        line: usize,
        /// Which column.
        column: &'static str,
        /// As given.
        given: String,
    },
    /// Nothing in it.
    #[error("the extract has no place")]
    Empty,
}

#[derive(Clone, Copy)]
struct Columns {
    id: usize,
    name: usize,
    alternates: usize,
    latitude: usize,
    longitude: usize,
    feature: usize,
    country: usize,
}

impl Columns {
    fn named(header: &str) -> Result<Self, PicklistError> {
        let names: Vec<&str> = header.split('\t').collect();
        let find = |column: &'static str| {
            names.iter().position(|name| *name == column).ok_or(PicklistError::NoColumn { column })
        };
        Ok(Self {
            id: find("geonameid")?,
            name: find("name")?,
            alternates: find("alternatenames")?,
            latitude: find("lat").or_else(|_| find("latitude"))?,
            longitude: find("lon").or_else(|_| find("longitude"))?,
            feature: find("fcode").or_else(|_| find("feature code"))?,
            country: find("cc").or_else(|_| find("country code"))?,
        })
    }

    fn needed(self) -> usize {
        let Self { id, name, alternates, latitude, longitude, feature, country } = self;
        [id, name, alternates, latitude, longitude, feature, country].into_iter().max().unwrap_or(0) + 1
    }
}

/// One place of an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its number at GeoNames.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Other names, in any script.
    pub alternates: Vec<String>,
    /// As written in the extract.
    pub latitude: String,
    /// As written in the extract.
    pub longitude: String,
    /// What it is, such as `PPL`.
    pub feature: String,
    /// Its country, such as `ML`.
    pub country: String,
}

/// Reads an extract; the first line that cannot be read is the answer.
pub fn read_picklist(text: &str) -> Result<Vec<Pick>, PicklistError> {
    if text.len() > PICKLIST_BYTES_MAX {
        return Err(PicklistError::TooLong { bytes: text.len() });
    }
    let text = text.trim_start_matches('\u{feff}');
    let has_header = text.starts_with("geonameid\t");
    let columns = if has_header { Columns::named(text.lines().next().unwrap_or_default())? } else { COLUMNS };
    let rows = text.lines().enumerate().skip(usize::from(has_header)).filter(|(_, row)| !row.trim().is_empty());
    let picks: Vec<Pick> = rows.map(|(at, row)| pick(at + 1, row, columns)).collect::<Result<_, _>>()?;
    if picks.is_empty() { Err(PicklistError::Empty) } else { Ok(picks) }
}

fn pick(line: usize, row: &str, columns: Columns) -> Result<Pick, PicklistError> {
    let cells: Vec<&str> = row.split('\t').collect();
    let needed = columns.needed();
    if cells.len() < needed {
        return Err(PicklistError::Short { line, given: cells.len(), needed });
    }
    let wrong = |column, at: usize| PicklistError::Number { line, column, given: cells[at].chars().take(40).collect() };
    let id = cells[columns.id].parse().map_err(|_| wrong("geonameid", columns.id))?;
    let degrees = |column, at: usize, most: u32| {
        let whole = cells[at].trim_start_matches('-').split('.').next().and_then(|whole| whole.parse::<u32>().ok());
        let digits = cells[at].chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
        whole.filter(|whole| digits && *whole <= most).map(|_| cells[at].to_owned()).ok_or_else(|| wrong(column, at))
    };
    Ok(Pick {
        id,
        name: cells[columns.name].to_owned(),
        alternates: cells[columns.alternates].split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        latitude: degrees("lat", columns.latitude, 90)?,
        longitude: degrees("lon", columns.longitude, 180)?,
        feature: cells[columns.feature].to_owned(),
        country: cells[columns.country].to_owned(),
    })
}

impl Pick {
    /// How its nearest name fits, and that name.
    pub fn nearness(&self, asked: &Spelling) -> Option<(Nearness, &str)> {
        let names = std::iter::once(self.name.as_str()).chain(self.alternates.iter().map(String::as_str));
        names.filter_map(|name| Some((asked.nearness(&Spelling::new(name))?, name))).min_by_key(|(how, _)| *how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "2449893\tTessalit\tTessalit\tTesalit,تساليت\t20.20126\t1.01186\tP\tPPL\tML\t\t08\t\t\t\t0\t\t490\tAfrica/Bamako\t2018-01-01";
    const NAMED: &str = "geonameid\tname\tasciiname\talternatenames\tlat\tlon\tfclass\tfcode\tcc\n2449893\tTessalit\tTessalit\tTesalit,تساليت\t20.20126\t1.01186\tP\tPPL\tML\n";

    #[test]
    fn both_forms_of_a_table_are_read() {
        let plain = read_picklist(ROW).unwrap();
        assert_eq!(read_picklist(NAMED).unwrap(), plain);
        assert_eq!((plain[0].id, plain[0].alternates.len(), plain[0].country.as_str()), (2_449_893, 2, "ML"));
        let asked = Spelling::new("تيساليت");
        assert_eq!(plain[0].nearness(&asked), Some((Nearness::Consonants, "Tessalit")));
    }

    #[test]
    fn what_is_no_extract_is_named_by_line() {
        for (text, words) in [
            ("", "the extract has no place"),
            ("one\ttwo", "line 1 has 2 columns, 9 are needed"),
            (&format!("{ROW}\n{}", ROW.replace("20.20126", "91.0")), "line 2, lat: `91.0` is no number"),
            (&ROW.replace("1.01186", "one"), "line 1, lon: `one` is no number"),
            (&ROW.replace("2449893", "x"), "line 1, geonameid: `x` is no number"),
            (&NAMED.replace("\tfcode", "\tkind"), "header without the column `feature code`"),
        ] {
            let error = read_picklist(text).unwrap_err().to_string();
            assert!(error.contains(words), "`{words}` is not in {error}");
        }
    }
}

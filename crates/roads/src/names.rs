//! Names of axes in three languages, from their own small file.

use std::collections::BTreeMap;
use units::AxisId;

/// Longest file of names accepted, in bytes: a thousand axes of a kilobyte each.
pub const NAMES_BYTES_MAX: usize = 1 << 20;

/// A name in the three languages of an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
    /// Arabic.
    pub ar: String,
}

impl Names {
    /// English, French, Arabic.
    pub(crate) fn all(&self) -> [&str; 3] {
        [&self.en, &self.fr, &self.ar]
    }
}

/// Why a file is no list of axis names.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// Too long to be one.
    #[error("the file of axis names has {bytes} bytes, at most {NAMES_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not the form that is expected.
    #[error("the file of axis names could not be read")]
    Form(#[source] toml::de::Error),
    /// Two entries for one axis.
    #[error("axis `{axis}` is named twice")]
    Twice {
        /// The axis.
        axis: AxisId,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    axis: Vec<Entry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: AxisId,
    en: String,
    fr: String,
    ar: String,
}

/// Reads `[[axis]]` tables with `id`, `en`, `fr` and `ar`.
pub fn read_axis_names(text: &str) -> Result<BTreeMap<AxisId, Names>, NamesError> {
    if text.len() > NAMES_BYTES_MAX {
        return Err(NamesError::TooLong { bytes: text.len() });
    }
    let file: File = toml::from_str(text).map_err(NamesError::Form)?;
    let mut names = BTreeMap::new();
    for Entry { id, en, fr, ar } in file.axis {
        if names.insert(id.clone(), Names { en, fr, ar }).is_some() {
            return Err(NamesError::Twice { axis: id });
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[axis]]\nid = \"axis-a\"\nen = \"A\"\nfr = \"A\"\nar = \"أ\"\n";

    #[test]
    fn an_axis_is_named_once() {
        assert_eq!(read_axis_names(ONE).unwrap().len(), 1);
        assert_eq!(read_axis_names(&ONE.repeat(2)).unwrap_err().to_string(), "axis `axis-a` is named twice");
        assert!(matches!(read_axis_names("[[axis]]\nid = \"a b\""), Err(NamesError::Form(_))));
        let long = " ".repeat(NAMES_BYTES_MAX + 1);
        assert!(matches!(read_axis_names(&long), Err(NamesError::TooLong { .. })));
    }
}

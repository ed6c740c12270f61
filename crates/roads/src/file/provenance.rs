//! Where a network comes from, as whoever imported it said.

use super::{Section, Sections};
use units::Moment;

/// Longest source or licence text, in bytes: a page.
pub const SOURCE_BYTES_MAX: usize = 4096;

/// Where a network comes from, under which licence, and when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Where it comes from, in one text for people.
    pub source: String,
    /// Under which licence, with the attribution it asks for.
    pub licence: String,
    /// When it was read, where somebody said.
    pub read: Option<Moment>,
}

/// Why a text does not go into a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {what} has {bytes} bytes, at most {SOURCE_BYTES_MAX} are kept")]
pub struct ProvenanceError {
    /// `source` or `licence`.
    pub what: &'static str,
    /// Its length.
    pub bytes: usize,
}

/// Writes it into sections.
pub(crate) fn provenance_sections(sections: &mut Sections<'_>, of: &Provenance) -> Result<(), ProvenanceError> {
    for (section, text) in [(Section::Source, &of.source), (Section::Licence, &of.licence)] {
        if text.len() > SOURCE_BYTES_MAX {
            return Err(ProvenanceError { what: section.word(), bytes: text.len() });
        }
        sections.replace(section, text.clone().into_bytes());
    }
    let read = of.read.map(|moment| moment.seconds().to_le_bytes().to_vec());
    sections.replace(Section::Read, read.unwrap_or_default());
    Ok(())
}

/// Reads it; nothing where the sections are not text.
pub(crate) fn provenance<'a>(bytes: impl Fn(Section) -> &'a [u8]) -> Option<Provenance> {
    let text = |section| {
        let bytes = Some(bytes(section)).filter(|bytes| bytes.len() <= SOURCE_BYTES_MAX)?;
        Some(std::str::from_utf8(bytes).ok()?.to_owned())
    };
    let read = match bytes(Section::Read) {
        [] => None,
        seconds => Some(Moment::from_seconds(i64::from_le_bytes(seconds.try_into().ok()?))),
    };
    Some(Provenance { source: text(Section::Source)?, licence: text(Section::Licence)?, read })
}

//! Puts sections together into the bytes of a file.

use super::layout::{ALIGN, FILE_MAGIC, FILE_VERSION, Header, SECTIONS, Section, TableRow};
use crate::network::count;
use std::borrow::Cow;
use zerocopy::{Immutable, IntoBytes};

/// The sections of a file to be, some of them perhaps those of another.
pub(crate) struct Sections<'a>([Cow<'a, [u8]>; SECTIONS]);

impl Default for Sections<'_> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Cow::Owned(Vec::new())))
    }
}

impl<'a> Sections<'a> {
    /// Those of another file, to replace some.
    pub(crate) fn of(bytes: impl Fn(Section) -> &'a [u8]) -> Self {
        Self(Section::ALL.map(|section| Cow::Borrowed(bytes(section))))
    }

    /// Appends a record, or several.
    pub(crate) fn push<T: IntoBytes + Immutable + ?Sized>(&mut self, section: Section, record: &T) {
        self.0[section as usize].to_mut().extend_from_slice(record.as_bytes());
    }

    /// Replaces a section.
    pub(crate) fn replace(&mut self, section: Section, bytes: Vec<u8>) {
        self.0[section as usize] = Cow::Owned(bytes);
    }

    /// How long a section is so far.
    pub(crate) fn bytes(&self, section: Section) -> usize {
        self.0[section as usize].len()
    }
}

/// The file. Sections are let go as soon as they stand in it.
pub(crate) fn seal(sections: Sections<'_>) -> Vec<u8> {
    let mut table: Vec<TableRow> = Vec::new();
    let mut end = size_of::<Header>() + SECTIONS * size_of::<TableRow>();
    for (section, bytes) in Section::ALL.iter().zip(&sections.0) {
        let offset = end.next_multiple_of(ALIGN);
        table.push(TableRow {
            section: (*section as u32).into(),
            crc: crc32fast::hash(bytes).into(),
            offset: (offset as u64).into(),
            length: (bytes.len() as u64).into(),
        });
        end = offset + bytes.len();
    }
    let header = Header {
        magic: FILE_MAGIC,
        version: FILE_VERSION.into(),
        sections: count(SECTIONS).into(),
        length: (end as u64).into(),
        table_crc: crc32fast::hash(table.as_bytes()).into(),
        reserved: 0.into(),
    };
    let mut file = Vec::with_capacity(end);
    file.extend_from_slice(header.as_bytes());
    file.extend_from_slice(table.as_bytes());
    for bytes in sections.0 {
        file.resize(file.len().next_multiple_of(ALIGN), 0);
        file.extend_from_slice(&bytes);
    }
    file
}

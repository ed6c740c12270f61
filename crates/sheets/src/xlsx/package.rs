//! The package around a workbook: a ZIP file of XML parts, unpacked within one budget.

use crate::{ReadError, limits};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An open package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    budget: usize,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::NoWorkbook { why: error.to_string() })?;
        if archive.len() > limits::PARTS {
            return Err(ReadError::TooManyParts { parts: archive.len() });
        }
        if archive.index_for_name(super::BOOK).is_none() {
            let open_document = archive.index_for_name("content.xml").is_some();
            let why = if open_document { "it is an OpenDocument file" } else { "it is a ZIP file without one" };
            return Err(ReadError::NoWorkbook { why: why.to_owned() });
        }
        Ok(Self { archive, budget: limits::UNPACKED_BYTES })
    }

    /// One part, unpacked. What its header says of its length is not believed.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let malformed = |why: String| ReadError::Malformed { part: name.to_owned(), why };
        let part = self.archive.by_name(name).map_err(|error| malformed(error.to_string()))?;
        let mut bytes = Vec::new();
        let room = u64::try_from(self.budget).unwrap_or(u64::MAX).saturating_add(1);
        part.take(room).read_to_end(&mut bytes).map_err(|error| malformed(error.to_string()))?;
        self.budget = self.budget.checked_sub(bytes.len()).ok_or(ReadError::TooMuch)?;
        Ok(bytes)
    }
}

/// What of a part matters here; an empty element begins and ends.
pub(super) enum Piece<'e> {
    /// An element begins.
    Start(&'e BytesStart<'e>),
    /// The element of this local name ends.
    End(&'e str),
    /// Text, resolved.
    Text(&'e str),
}

/// Hands every piece of a part to `each`.
pub(super) fn pieces(
    part: &str,
    bytes: &[u8],
    mut each: impl FnMut(Piece<'_>) -> Result<(), Broken>,
) -> Result<(), ReadError> {
    let malformed = |why: String| ReadError::Malformed { part: part.to_owned(), why };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8".to_owned()))?;
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event().map_err(|error| malformed(error.to_string()))?;
        if event == Event::Eof {
            return Ok(());
        }
        hand(event, &mut each).map_err(|broken| match broken {
            Broken::Xml(why) => malformed(why),
            Broken::Bound(error) => error,
        })?;
    }
}

fn hand(event: Event<'_>, each: &mut impl FnMut(Piece<'_>) -> Result<(), Broken>) -> Result<(), Broken> {
    match event {
        Event::Start(element) => each(Piece::Start(&element)),
        Event::End(element) => each(Piece::End(element.local_name().as_ref())),
        Event::Empty(element) => {
            each(Piece::Start(&element))?;
            each(Piece::End(element.local_name().as_ref()))
        }
        Event::Text(text) => each(Piece::Text(&text.xml10_content())),
        Event::CData(text) => each(Piece::Text(&text.xml10_content())),
        Event::GeneralRef(entity) => {
            let character = entity.resolve_char_ref().map_err(|error| Broken::Xml(error.to_string()))?;
            let named = resolve_predefined_entity(&entity).map(str::to_owned);
            let text = character.map(String::from).or(named);
            each(Piece::Text(&text.ok_or_else(|| Broken::Xml(format!("`{}` is no entity", &*entity)))?))
        }
        // A definition of entities has no place in a workbook; this is how such files grow without bound.
        Event::DocType(_) => Err(Broken::Xml("it has a document type".to_owned())),
        Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
    }
}

/// Why a piece ends the reading.
pub(super) enum Broken {
    /// What is in the part is not as it must be.
    Xml(String),
    /// A bound is reached.
    Bound(ReadError),
}

impl From<ReadError> for Broken {
    fn from(error: ReadError) -> Self {
        Self::Bound(error)
    }
}

/// One attribute of an element, by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Broken::Xml(error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            let value =
                quick_xml::escape::unescape(&attribute.value).map_err(|error| Broken::Xml(error.to_string()))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

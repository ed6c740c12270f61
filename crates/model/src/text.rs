//! Free text inside statements: bounded, normalised, free of hidden direction marks.

use std::fmt;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest text in a statement, in UTF-8 bytes: an excerpt of a few sentences.
pub const TEXT_BYTES_MAX: usize = 1024;

/// Why a text may not stand in a statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Longer than [`TEXT_BYTES_MAX`].
    #[error("text has {bytes} bytes, at most {TEXT_BYTES_MAX} are allowed")]
    TooLong {
        /// Its length in UTF-8 bytes.
        bytes: usize,
    },
    /// A control character or an invisible direction override, which could make a
    /// signed text read differently from what was signed.
    #[error("text holds the invisible character U+{:04X}", u32::from(*found))]
    Invisible {
        /// The first such character.
        found: char,
    },
    /// Bytes that are not in Normalization Form C, so that twins could exist.
    #[error("text is not in Unicode Normalization Form C")]
    NotNormalised,
}

/// A text in Normalization Form C of at most [`TEXT_BYTES_MAX`] bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// Normalises what a person typed, then checks it.
    pub fn new(typed: &str) -> Result<Self, TextError> {
        // Composition never grows a text more than threefold; refuse before working on it.
        if typed.len() > TEXT_BYTES_MAX * 3 {
            return Err(TextError::TooLong { bytes: typed.len() });
        }
        Self::exact(typed.nfc().collect())
    }

    /// Accepts only what is already normalised: the way in for signed bytes.
    fn exact(text: String) -> Result<Self, TextError> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(TextError::TooLong { bytes: text.len() });
        }
        if let Some(found) = text.chars().find(|c| is_hidden(*c)) {
            return Err(TextError::Invisible { found });
        }
        if !is_nfc(&text) {
            return Err(TextError::NotNormalised);
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Control characters but newline, and the direction embeddings, overrides and isolates.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl TryFrom<String> for Text {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::new(&text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<C> minicbor::Encode<C> for Text {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Text {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        Self::exact(d.str()?.to_owned()).map_err(|why| minicbor::decode::Error::message(why).at(at))
    }
}

/// One name in the three languages; English is always there.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// English.
    #[n(0)]
    pub en: Text,
    /// French.
    #[n(1)]
    pub fr: Text,
    /// Arabic.
    #[n(2)]
    pub ar: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_and_long_texts_are_refused() {
        assert_eq!(Text::new("e\u{301}").unwrap().as_str(), "\u{e9}");
        assert_eq!(Text::new("a\u{202E}b"), Err(TextError::Invisible { found: '\u{202E}' }));
        assert_eq!(Text::new(&"x".repeat(1025)), Err(TextError::TooLong { bytes: 1025 }));
        let decomposed = minicbor::to_vec("e\u{301}").unwrap();
        assert!(minicbor::decode::<Text>(&decomposed).is_err());
    }
}

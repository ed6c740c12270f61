//! The closed lists of `roads` as words, in files and in saved states.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use roads::{Access, RoadClass, Season, Surface, TrackGrade};

/// A value with a word for it.
pub(crate) trait Word: Sized + Copy {
    fn word(self) -> &'static str;
    fn read(word: &str) -> Option<Self>;
}

macro_rules! word {
    ($($name:ident)*) => {$(
        impl Word for $name {
            fn word(self) -> &'static str {
                $name::word(self)
            }
            fn read(word: &str) -> Option<Self> {
                $name::read(word)
            }
        }
    )*};
}
word! { Access RoadClass Season Surface }

/// Reads a word of a file.
pub(crate) fn from_word<'de, D: serde::Deserializer<'de>, T: Word>(deserializer: D) -> Result<T, D::Error> {
    let word = <String as serde::Deserialize>::deserialize(deserializer)?;
    T::read(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no word of its list")))
}

pub(crate) fn encode<C, W: Write, T: Word>(
    value: &T,
    e: &mut Encoder<W>,
    _: &mut C,
) -> Result<(), EncodeError<W::Error>> {
    e.str(value.word())?.ok()
}

pub(crate) fn decode<C, T: Word>(d: &mut Decoder<'_>, _: &mut C) -> Result<T, DecodeError> {
    T::read(d.str()?).ok_or_else(|| DecodeError::message("no word of its list"))
}

/// A grade of 1 to 5, or 0 for none.
pub(crate) mod grade {
    use super::{DecodeError, Decoder, EncodeError, Encoder, TrackGrade, Write};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the derive hands over a reference")]
    pub(crate) fn encode<C, W: Write>(
        grade: &Option<TrackGrade>,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.u8(grade.map_or(0, TrackGrade::get))?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Option<TrackGrade>, DecodeError> {
        Ok(TrackGrade::new(d.u8()?))
    }
}

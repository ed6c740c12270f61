//! What may stand in a message.

use units::{Moment, Quantity};

/// A value for a message's variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words of any language, also a sentence of ours; their direction is that of their
    /// first letter.
    Text(String),
    /// A code, path, address or command: always written from left to right.
    Code(String),
    /// A whole number; chooses among plural forms.
    Number(i128),
    /// An instant, shown in the person's zone.
    Moment(Moment),
}

impl Arg {
    /// Words of any language, such as a name or a note somebody typed.
    pub fn text(words: impl std::fmt::Display) -> Self {
        Self::Text(words.to_string())
    }

    /// An identifier, code, path, address or command.
    pub fn code(code: impl std::fmt::Display) -> Self {
        Self::Code(code.to_string())
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl From<Moment> for Arg {
    fn from(at: Moment) -> Self {
        Self::Moment(at)
    }
}

impl From<Quantity> for Arg {
    fn from(quantity: Quantity) -> Self {
        Self::Number(i128::from(quantity.get()))
    }
}

macro_rules! numbers {
    ($($int:ty),*) => {$(
        impl From<$int> for Arg {
            fn from(number: $int) -> Self {
                Self::Number(i128::from(number))
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, i32, i64, i128);

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

//! What stands in a statement in place of an identifier that is kept from some of its readers.

use crate::Digest;
use std::fmt;

/// How such an identifier begins; no other may.
pub const HIDDEN_MARK: &str = "hidden:";

/// The commitment to an identifier, written as one: `hidden:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hidden(pub Digest);

impl Hidden {
    /// Reads the one form; any other text is an identifier like any other.
    pub fn read(text: &str) -> Option<Self> {
        let found = Self(text.strip_prefix(HIDDEN_MARK)?.parse().ok()?);
        (found.to_string() == text).then_some(found)
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HIDDEN_MARK}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SerialNumber;

    #[test]
    fn it_is_an_identifier_and_has_one_form() {
        let hidden = Hidden(Digest::new([0xab; 32]));
        let text = hidden.to_string();
        assert_eq!(SerialNumber::new(text.clone()).map(|serial| Hidden::read(serial.as_str())), Ok(Some(hidden)));
        for other in [&text.to_uppercase(), &text.replace("ab", "AB"), &text[..70], &format!("{text}0"), "hidden:", ""]
        {
            assert_eq!(Hidden::read(other), None, "{other}");
        }
    }
}

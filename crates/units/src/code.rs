//! Codes that others give to items: NSN, UNSPSC, GTIN. Each is held to the rule of its own standard.

use crate::cbor::cbor_via;
use std::fmt;

/// Why a text is no code of its standard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// Not written as the standard writes it.
    #[error("`{given}` is no {standard}; it is written as {form}")]
    Form {
        /// The standard, such as "NSN".
        standard: &'static str,
        /// The text as given, cut to 40 characters.
        given: String,
        /// How it is written.
        form: &'static str,
    },
    /// The last digit does not follow from those before it.
    #[error("GTIN `{given}` ends with {last}, but its check digit would be {expected}; a digit was misread")]
    CheckDigit {
        /// The text as given.
        given: String,
        /// Its last digit.
        last: u8,
        /// What it would have to be.
        expected: u8,
    },
}

fn form(standard: &'static str, given: &str, form: &'static str) -> CodeFault {
    CodeFault::Form { standard, given: given.chars().take(40).collect(), form }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// National (NATO) stock number: four digits of supply class, two of the codifying country, seven that
/// name the item. Form after the NATO Manual on Codification (ACodP-1): `6140-01-441-7214`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nsn(String);

impl Nsn {
    const FORM: &'static str = "13 digits, such as 6140-01-441-7214";

    /// Reads 13 digits, with hyphens after the fourth, sixth and ninth or with none.
    pub fn new(given: &str) -> Result<Self, CodeFault> {
        let fault = || form("NSN", given, Self::FORM);
        let digits: String = match given.len() {
            13 => given.to_owned(),
            16 => given.split('-').collect(),
            _ => return Err(fault()),
        };
        if digits.len() != 13 || !all_digits(&digits) {
            return Err(fault());
        }
        let written = format!("{}-{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..9], &digits[9..]);
        if given.len() == 16 && given != written { Err(fault()) } else { Ok(Self(written)) }
    }

    /// Only the form with hyphens: the way in for signed bytes.
    fn exact(written: String) -> Result<Self, String> {
        let read = Self::new(&written).map_err(|fault| fault.to_string())?;
        if read.0 == written { Ok(read) } else { Err(form("NSN", &written, Self::FORM).to_string()) }
    }
}

/// Class of the United Nations Standard Products and Services Code: eight digits, two each for segment,
/// family, class and commodity. No segment is 00.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Unspsc(String);

impl Unspsc {
    /// Reads eight digits.
    pub fn new(given: &str) -> Result<Self, CodeFault> {
        if given.len() == 8 && all_digits(given) && !given.starts_with("00") {
            return Ok(Self(given.to_owned()));
        }
        Err(form("UNSPSC", given, "8 digits, such as 50192701"))
    }
}

/// Global trade item number of 8, 12, 13 or 14 digits, the last of which checks the others
/// (GS1 General Specifications, section 7.9.1). Kept as given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Gtin(String);

impl Gtin {
    /// Reads the digits and checks the last.
    pub fn new(given: &str) -> Result<Self, CodeFault> {
        if !matches!(given.len(), 8 | 12 | 13 | 14) || !all_digits(given) {
            return Err(form("GTIN", given, "8, 12, 13 or 14 digits, such as 4006381333931"));
        }
        let digits: Vec<u8> = given.bytes().map(|byte| byte - b'0').collect();
        let (before, last) = digits.split_at(digits.len() - 1);
        // Weights 3 and 1 in turn, from the digit before the check digit to the left.
        let weighed = before.iter().rev().zip([3_u8, 1].into_iter().cycle());
        let sum: u32 = weighed.map(|(digit, weight)| u32::from(digit * weight)).sum();
        let expected = u8::try_from((10 - sum % 10) % 10).unwrap_or_default();
        match last {
            [last] if *last != expected => {
                Err(CodeFault::CheckDigit { given: given.to_owned(), last: *last, expected })
            }
            _ => Ok(Self(given.to_owned())),
        }
    }
}

macro_rules! written {
    ($($name:ident, $exact:expr;)*) => {$(
        impl $name {
            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = CodeFault;
            fn try_from(given: String) -> Result<Self, CodeFault> {
                Self::new(&given)
            }
        }
        impl std::str::FromStr for $name {
            type Err = CodeFault;
            fn from_str(given: &str) -> Result<Self, CodeFault> {
                Self::new(given)
            }
        }
        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        cbor_via!($name, String, |code| &code.0, $exact);
    )*};
}

written! {
    Nsn, Nsn::exact;
    Unspsc, |text| Unspsc::new(&text).map_err(|fault| fault.to_string());
    Gtin, |text| Gtin::new(&text).map_err(|fault| fault.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_catch_one_misread_digit() {
        // Worked examples of GS1, and the number on a well-known pen.
        for good in ["6291041500213", "4006381333931", "96385074", "614141000036", "10614141000415"] {
            assert_eq!(Gtin::new(good).unwrap().as_str(), good);
            for at in 0..good.len() {
                let misread: String = good
                    .char_indices()
                    .map(|(index, c)| if index == at { char::from(b'0' + (c as u8 - b'0' + 1) % 10) } else { c })
                    .collect();
                assert!(matches!(Gtin::new(&misread), Err(CodeFault::CheckDigit { .. })), "{misread}");
            }
        }
        let error = Gtin::new("4006381333932").unwrap_err().to_string();
        assert_eq!(error, "GTIN `4006381333932` ends with 2, but its check digit would be 1; a digit was misread");
        for bad in ["", "123", "400638133393x", "٤٠٠٦٣٨١٣٣٣٩٣١"] {
            assert!(matches!(Gtin::new(bad), Err(CodeFault::Form { .. })), "{bad}");
        }
    }

    #[test]
    fn stock_numbers_are_written_in_one_way() {
        let nsn = Nsn::new("6140014417214").unwrap();
        assert_eq!(nsn.as_str(), "6140-01-441-7214");
        assert_eq!(Nsn::new("6140-01-441-7214"), Ok(nsn.clone()));
        for bad in ["", "614001441721", "6140-014-41-7214", "61400144172141", "6140 01 441 7214", "6140-01-441-721é"] {
            assert!(Nsn::new(bad).is_err(), "{bad}");
        }
        assert_eq!(minicbor::decode::<Nsn>(&minicbor::to_vec(&nsn).unwrap()).unwrap(), nsn);
        let bare = minicbor::to_vec("6140014417214").unwrap();
        assert!(minicbor::decode::<Nsn>(&bare).is_err(), "signed bytes have one form");
    }

    #[test]
    fn product_classes_have_eight_digits() {
        assert!(Unspsc::new("50192701").is_ok());
        for bad in ["5019270", "501927011", "00192701", "5019270a"] {
            assert!(Unspsc::new(bad).is_err(), "{bad}");
        }
    }
}

//! Numbers as people of each language read them.
//!
//! Works on texts of digits, so no counted thing passes through a float.

use crate::Lang;

/// The digits a person reads. One set a person, never mixed on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789: the default, also in Arabic, as in the Maghreb.
    #[default]
    Western,
    /// ٠١٢٣٤٥٦٧٨٩; only in Arabic.
    ArabicIndic,
}

/// How a language groups and divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    group: char,
    decimal: char,
    arabic_indic: bool,
}

/// A space that neither breaks nor spreads: in the Maghreb and in France the comma
/// is the decimal mark, so "1,234" would be read as a little more than one.
const NARROW_SPACE: char = '\u{202F}';

impl NumberStyle {
    pub(crate) const fn of(lang: Lang, digits: Digits) -> Self {
        match (lang, digits) {
            (Lang::En, _) => Self { group: ',', decimal: '.', arabic_indic: false },
            (Lang::Fr, _) | (Lang::Ar, Digits::Western) => {
                Self { group: NARROW_SPACE, decimal: ',', arabic_indic: false }
            }
            (Lang::Ar, Digits::ArabicIndic) => Self { group: '\u{066C}', decimal: '\u{066B}', arabic_indic: true },
        }
    }

    /// Groups a plain whole number such as `-1234567`.
    pub(crate) fn group(self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        let mut out = String::from(sign);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(self.group);
            }
            out.push(digit);
        }
        self.digits(&out)
    }

    /// Whole part and one decimal.
    pub(crate) fn tenths(self, tenths: u64) -> String {
        let whole = self.group(&(tenths / 10).to_string());
        format!("{whole}{}{}", self.decimal, self.digits(&(tenths % 10).to_string()))
    }

    /// The same text in the chosen digits.
    pub(crate) fn digits(self, text: &str) -> String {
        if !self.arabic_indic {
            return text.to_owned();
        }
        let arabic = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x0660 + d)).unwrap_or(c);
        text.chars().map(arabic).collect()
    }

    /// A date or time in the chosen digits, in an order that holds.
    ///
    /// Arabic-Indic digits around a hyphen or a space are laid out from the right, even
    /// inside a left-to-right isolate; a left-to-right mark after the separator stops that.
    pub(crate) fn moment(self, text: &str) -> String {
        if !self.arabic_indic {
            return text.to_owned();
        }
        self.digits(text).replace('-', "-\u{200E}").replace(' ', " \u{200E}").replace('+', "\u{200E}+\u{200E}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_as_the_language_does() {
        let en = NumberStyle::of(Lang::En, Digits::Western);
        let fr = NumberStyle::of(Lang::Fr, Digits::Western);
        let ar = NumberStyle::of(Lang::Ar, Digits::Western);
        let mashriq = NumberStyle::of(Lang::Ar, Digits::ArabicIndic);
        let table = [
            ("0", "0", "0", "٠"),
            ("999", "999", "999", "٩٩٩"),
            ("1000", "1,000", "1\u{202F}000", "١\u{066C}٠٠٠"),
            ("-1234567", "-1,234,567", "-1\u{202F}234\u{202F}567", "-١\u{066C}٢٣٤\u{066C}٥٦٧"),
        ];
        for (plain, english, french, eastern) in table {
            assert_eq!(en.group(plain), english);
            assert_eq!(fr.group(plain), french);
            assert_eq!(ar.group(plain), french);
            assert_eq!(mashriq.group(plain), eastern);
        }
        assert_eq!(en.tenths(12_345), "1,234.5");
        assert_eq!(fr.tenths(12), "1,2");
        assert_eq!(mashriq.tenths(12), "١\u{066B}٢");
    }
}

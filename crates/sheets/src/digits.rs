//! Numbers as people write them, to exact integers.
//!
//! European, Arabic-Indic and Eastern Arabic-Indic digits; the Arabic decimal and thousands separators; comma
//! and point, where only one reading is possible. `1,234` could be a thousand or one and a bit: it is refused.

/// Most digits of a number; more than any quantity has.
const DIGITS_MAX: usize = 24;

/// Why a text is no number that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// No number at all.
    #[error("it is no number")]
    None,
    /// Below zero.
    #[error("it is below zero")]
    Negative,
    /// Two readings are possible.
    #[error("it can be read as {thousands} or as {decimal}")]
    Ambiguous {
        /// With the mark between thousands.
        thousands: String,
        /// With the mark before decimals.
        decimal: String,
    },
    /// More decimals than the unit has.
    #[error("it is no whole number of {unit}")]
    NotWhole {
        /// The smallest unit counted.
        unit: &'static str,
    },
    /// More than can be counted.
    #[error("it is more than {most}")]
    TooLarge {
        /// The largest that is accepted.
        most: u64,
    },
}

/// A number without a sign: its digits, and how many of them are decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decimal {
    digits: String,
    decimals: usize,
}

/// One digit of any of the three sets.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// A text with all digits European; other characters stay.
pub fn european(text: &str) -> String {
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Spaces that stand between thousands.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '\u{2019}' | '\u{66C}')
}

/// A number as text, times ten to the power of `scale`, whole and at most `most`.
///
/// `unit` names what is counted, for the error where more decimals are given than `scale` takes in.
pub fn typed(text: &str, scale: usize, unit: &'static str, most: u64) -> Result<u64, NumberError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}'));
    let unsigned = unsigned(text)?;
    whole(&human(unsigned)?, scale, unit, most)
}

/// The same of a number cell, in which the point stands before decimals and nothing between thousands.
pub fn stored(number: &str, scale: usize, unit: &'static str, most: u64) -> Result<u64, NumberError> {
    whole(&plain(unsigned(number)?)?, scale, unit, most)
}

fn unsigned(text: &str) -> Result<&str, NumberError> {
    let Some(rest) = text.strip_prefix(['-', '\u{2212}']) else { return Ok(text.strip_prefix('+').unwrap_or(text)) };
    if human(rest) == Err(NumberError::None) { Err(NumberError::None) } else { Err(NumberError::Negative) }
}

/// Digits and at most one point.
fn plain(text: &str) -> Result<Decimal, NumberError> {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let digits: Option<String> = before.chars().chain(after.chars()).map(digit).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() <= DIGITS_MAX).ok_or(NumberError::None)?;
    Ok(Decimal { digits, decimals: after.chars().count() })
}

/// The same with marks between thousands, and comma or point before decimals.
fn human(text: &str) -> Result<Decimal, NumberError> {
    if text.contains('\u{66B}') {
        return grouped(text, '\u{66B}', &[',', '\u{66C}']);
    }
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    match (commas, points) {
        (0, 0) => grouped(text, '.', &[]),
        // Several of one mark stand between thousands; of two different ones, the last stands before decimals.
        (0, 2..) => grouped(text, ',', &['.']),
        (2.., 0) => grouped(text, '.', &[',']),
        (1, 0) => single(text, ',', '.'),
        (0, 1) => single(text, '.', ','),
        (1.., 1) if text.rfind(',') < text.rfind('.') => grouped(text, '.', &[',']),
        (1, 1..) if text.rfind('.') < text.rfind(',') => grouped(text, ',', &['.']),
        (_, _) => Err(NumberError::None),
    }
}

/// A number with one mark, which stands before decimals unless three digits follow it and one to three
/// precede; then nobody can tell.
fn single(text: &str, mark: char, other: char) -> Result<Decimal, NumberError> {
    let decimal = grouped(text, mark, &[])?;
    let before = decimal.digits.len() - decimal.decimals;
    let spaced = text.contains(is_gap);
    if decimal.decimals == 3 && (1..=3).contains(&before) && !decimal.digits.starts_with('0') && !spaced {
        let thousands = grouped(text, other, &[mark])?;
        let decimal = format!("{}.{}", &decimal.digits[..before], &decimal.digits[before..]);
        return Err(NumberError::Ambiguous { thousands: thousands.digits, decimal });
    }
    Ok(decimal)
}

/// A number with its decimal mark known: marks between thousands must have three digits behind each.
fn grouped(text: &str, decimal: char, between: &[char]) -> Result<Decimal, NumberError> {
    let (before, after) = text.split_once(decimal).unwrap_or((text, ""));
    let mut groups = before.split(|c: char| is_gap(c) || between.contains(&c));
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let fits = rest.is_empty() || (1..=3).contains(&first.chars().count());
    if !fits || rest.iter().any(|group| group.chars().count() != 3) {
        return Err(NumberError::None);
    }
    let whole = std::iter::once(first).chain(rest).collect::<String>();
    if whole.is_empty() || after.contains('.') {
        return Err(NumberError::None);
    }
    plain(&format!("{whole}.{after}"))
}

fn whole(number: &Decimal, scale: usize, unit: &'static str, most: u64) -> Result<u64, NumberError> {
    let zeros = number.digits.len() - number.digits.trim_end_matches('0').len();
    let dropped = number.decimals.saturating_sub(scale);
    if dropped > zeros {
        return Err(NumberError::NotWhole { unit });
    }
    let kept = &number.digits[..number.digits.len() - dropped];
    let added = "0".repeat(scale.saturating_sub(number.decimals));
    let value = format!("0{kept}{added}").parse::<u128>().map_err(|_| NumberError::TooLarge { most })?;
    u64::try_from(value).ok().filter(|value| *value <= most).ok_or(NumberError::TooLarge { most })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOST: u64 = 1_000_000_000_000;

    #[test]
    fn numbers_of_three_scripts_come_to_the_same() {
        for (text, wanted) in [
            ("0", 0),
            ("7", 7_000),
            ("12.5", 12_500),
            ("12,5", 12_500),
            ("0,500", 500),
            ("0.500", 500),
            ("1 234,5", 1_234_500),
            ("1\u{202F}234", 1_234_000),
            ("1 234.567", 1_234_567),
            ("1,234,567", 1_234_567_000),
            ("1.234.567", 1_234_567_000),
            ("1,234.5", 1_234_500),
            ("1.234,5", 1_234_500),
            ("1'234", 1_234_000),
            ("١٢٫٥", 12_500),
            ("١٬٢٣٤", 1_234_000),
            ("١٬٢٣٤٫٥", 1_234_500),
            ("۴۲", 42_000),
            ("+3", 3_000),
            (" 3 ", 3_000),
            ("12.5000", 12_500),
            ("1234567", 1_234_567_000),
        ] {
            assert_eq!(typed(text, 3, "g", MOST), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_has_two_readings_or_none_is_refused() {
        let told = |text: &str| typed(text, 3, "g", MOST).unwrap_err().to_string();
        assert_eq!(told("1,234"), "it can be read as 1234 or as 1.234");
        assert_eq!(told("12.345"), "it can be read as 12345 or as 12.345");
        assert_eq!(told("-3"), "it is below zero");
        assert_eq!(told("\u{2212}٣"), "it is below zero");
        assert_eq!(told("1.2345"), "it is no whole number of g");
        assert_eq!(told("999999999999999"), "it is more than 1000000000000");
        for none in
            ["", " ", "x", "1x", "1,23,4", "1..2", "1.2.3", "12 34", ".", ",", "1e3", "0x10", "--1", "-", "١٢٫٥٫٣"]
        {
            assert_eq!(told(none), "it is no number", "{none}");
        }
        assert_eq!(told(&"9".repeat(10_000)), "it is no number");
    }

    #[test]
    fn a_number_cell_has_one_reading() {
        assert_eq!(stored("1.234", 3, "g", MOST), Ok(1_234));
        assert_eq!(stored("1234", 0, "each", MOST), Ok(1_234));
        assert_eq!(stored("1.5", 0, "each", MOST), Err(NumberError::NotWhole { unit: "each" }));
        assert_eq!(stored("-1", 0, "each", MOST), Err(NumberError::Negative));
        assert_eq!(stored("1,5", 3, "g", MOST), Err(NumberError::None));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9٠-٩۰-۹.,٫٬ '\\-+a]{0,12}", scale in 0_usize..7) {
            let _ = typed(&text, scale, "g", MOST);
            let _ = stored(&text, scale, "g", MOST);
        }

        #[test]
        fn what_is_shown_in_three_languages_is_read_back(value in 0_u64..MOST) {
            let digits = value.to_string();
            let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
            for mark in ["\u{202F}", "\u{66C}", " "] {
                prop_assert_eq!(typed(&groups.join(mark), 0, "each", MOST), Ok(value));
            }
            if groups.len() > 2 {
                prop_assert_eq!(typed(&groups.join(","), 0, "each", MOST), Ok(value));
            }
            prop_assert_eq!(stored(&digits, 0, "each", MOST), Ok(value));
        }
    }
}

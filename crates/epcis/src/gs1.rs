//! Keys of GS1: their check digit (GS1 General Specifications, 7.9), their form as URN (EPC Tag Data Standard, 6)
//! and as Digital Link (GS1 Digital Link URI Syntax, 4).

/// Whether a text is a key of that many digits whose last is right.
pub(crate) fn is_key(text: &str, digits: usize) -> bool {
    let Some((last, body)) = text.as_bytes().split_last() else { return false };
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()) && check_digit(body) == Some(*last)
}

/// The check digit of digits, as a digit; nothing where something is no digit.
fn check_digit(body: &[u8]) -> Option<u8> {
    let mut sum = 0_u32;
    for (at, digit) in body.iter().rev().enumerate() {
        let value = u32::from(digit.checked_sub(b'0').filter(|value| *value < 10)?);
        sum += if at % 2 == 0 { value * 3 } else { value };
    }
    u8::try_from((10 - sum % 10) % 10).ok().map(|digit| b'0' + digit)
}

/// A key of that many digits from its company prefix and its reference, whose first digit leads where `leads`.
pub(crate) fn key(prefix: &str, reference: &str, leads: bool, digits: usize) -> Option<String> {
    let lead = if leads { reference.get(..1)? } else { "" };
    let mut key = format!("{lead}{prefix}{}", reference.get(lead.len()..)?);
    if key.len() + 1 != digits {
        return None;
    }
    key.push(char::from(check_digit(key.as_bytes())?));
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_published_examples() {
        // SGTIN, SSCC and SGLN of the EPC Tag Data Standard, 6.3.
        assert_eq!(key("0614141", "812345", true, 14).as_deref(), Some("80614141123458"));
        assert_eq!(key("0614141", "1234567890", true, 18).as_deref(), Some("106141412345678908"));
        assert_eq!(key("0614141", "12345", false, 13).as_deref(), Some("0614141123452"));
        assert!(is_key("80614141123458", 14) && !is_key("80614141123457", 14) && !is_key("", 14));
        for bad in [("0614141", "81234"), ("06141x1", "812345"), ("0614141", "é12345"), ("", "")] {
            assert_eq!(key(bad.0, bad.1, true, 14), None, "{bad:?}");
        }
    }
}

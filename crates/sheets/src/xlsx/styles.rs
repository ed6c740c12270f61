//! Which cell styles show a number as a day.

use super::package::{Piece, attribute, pieces};
use crate::ReadError;
use std::collections::BTreeSet;

/// For each cell style, whether it shows a day.
pub(super) fn days(part: &str, bytes: &[u8]) -> Result<Vec<bool>, ReadError> {
    let mut custom: BTreeSet<String> = BTreeSet::new();
    let mut days = Vec::new();
    let mut inside = false;
    pieces(part, bytes, |piece| {
        match piece {
            Piece::Start(element) => match element.local_name().as_ref() {
                "cellXfs" => inside = true,
                "numFmt" if shows_day(&attribute(element, "formatCode")?.unwrap_or_default()) => {
                    custom.extend(attribute(element, "numFmtId")?);
                }
                "xf" if inside => {
                    let id = attribute(element, "numFmtId")?.unwrap_or_default();
                    days.push(custom.contains(&id) || built_in(&id));
                }
                _ => {}
            },
            Piece::End(name) => inside &= name != "cellXfs",
            Piece::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(days)
}

/// Formats that every program knows by number (ECMA-376 part 1, 18.8.30): those that show a day.
fn built_in(id: &str) -> bool {
    matches!(id.parse(), Ok(14_u16..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58))
}

/// Whether a format shows year or day: letters outside quotation marks and brackets.
fn shows_day(code: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        let plain = !quoted && !bracket && !escaped;
        match c {
            '"' if !escaped => quoted = !quoted,
            '[' if plain => bracket = true,
            ']' if bracket => bracket = false,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        plain && matches!(c, 'y' | 'Y' | 'd' | 'D')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_others() {
        for (code, wanted) in [
            ("yyyy\\-mm\\-dd", true),
            ("d/m/yy", true),
            ("[$-401]dd/mm/yyyy", true),
            ("0.00", false),
            ("#,##0 \"days\"", false),
            ("[Red]0", false),
            ("[hh]:mm", false),
            ("0\\d", false),
            ("General", false),
        ] {
            assert_eq!(shows_day(code), wanted, "{code}");
        }
        assert!(built_in("14") && !built_in("1") && !built_in("x"));
    }
}

//! Logs: lines that begin with an hour tell of the day of the report, and may name who speaks in them.

use crate::codes::{Modality, Precision};
use crate::date::Date;
use crate::reading::{Draft, TimeOfFact};
use crate::text::Text;
use std::ops::Range;

/// So many lines begin with an hour in a log; fewer may be opening hours.
const ENTRIES_MIN: usize = 3;

/// A line of a log: the bytes of its hour, and where it ends.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    hour: Range<usize>,
    end: usize,
}

/// The bytes of the hours that the lines of a log begin with; none in what is no log. They are not of what is told.
pub(crate) fn hours(raw: &str) -> Vec<Range<usize>> {
    let entries = entries(raw);
    if entries.len() < ENTRIES_MIN {
        return Vec::new();
    }
    entries.into_iter().map(|entry| entry.hour).collect()
}

/// Gives the drafts of a log that name no time the day of the report.
pub(crate) fn date<'d>(text: &Text<'_>, drafts: impl Iterator<Item = &'d mut Draft>, date: Date) {
    let entries = entries(&text.raw);
    if entries.len() < ENTRIES_MIN {
        return;
    }
    for draft in drafts.filter(|draft| draft.time == TimeOfFact::UNSTATED && tells_of_now(draft)) {
        let at = draft.span.byte_start;
        let begun = entries.partition_point(|entry| entry.hour.start <= at);
        if let Some(entry) = begun.checked_sub(1).and_then(|last| entries.get(last)).filter(|entry| at < entry.end) {
            let span = text.span(entry.hour.start, entry.hour.end);
            draft.time = TimeOfFact { from: Some(date), to: Some(date), precision: Precision::Day, span: Some(span) };
        }
    }
}

/// Whether a draft tells what is so, not what was or will be.
fn tells_of_now(draft: &Draft) -> bool {
    let to_come = matches!(draft.modality, Modality::Planned | Modality::Expected);
    !draft.background && !to_come
}

fn entries(raw: &str) -> Vec<Entry> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in raw.split_inclusive('\n') {
        let body =
            line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | '-' | '•' | '*' | '–'));
        let at = start + line.len() - body.len();
        if let Some(length) = hour(body) {
            found.push(Entry { hour: at..at + length, end: start + line.len() });
        }
        start += line.len();
    }
    found
}

/// How many bytes at the beginning of a line are an hour: `07:12`, `0712`, `07h12`, `7.12`.
fn hour(line: &str) -> Option<usize> {
    let digits = |text: &str| text.chars().take_while(|c| digit(*c).is_some()).count();
    let size = |chars: usize| line.chars().take(chars).map(char::len_utf8).sum::<usize>();
    let first = digits(line);
    let whole = match first {
        4 => 4,
        1 | 2 => {
            let mark = line.chars().nth(first).filter(|c| matches!(c, ':' | 'h' | 'H' | '.'))?;
            let rest = line.get(size(first) + mark.len_utf8()..)?;
            (digits(rest) == 2).then_some(first + 3)?
        }
        _ => return None,
    };
    let numbers: Vec<u32> = line.chars().take(whole).filter_map(digit).collect();
    let (minutes, hours) = numbers.iter().rev().enumerate().fold((0, 0), |(minutes, hours), (nth, n)| match nth {
        0 => (minutes + n, hours),
        1 => (minutes + 10 * n, hours),
        2 => (minutes, hours + n),
        _ => (minutes, hours + 10 * n),
    });
    // "12:30.5" or "0610a" is no hour; "0610Z" and "06:10hrs" are.
    let next = line.chars().nth(whole);
    let ends = next.is_none_or(|c| {
        c.is_whitespace() || matches!(c, ']' | ')' | ':' | ',' | '-' | '–' | '—' | 'z' | 'Z' | 'h' | 'H')
    });
    (hours < 24 && minutes < 60 && ends).then(|| size(whole))
}

/// The value of a digit, of the Arabic-Indic ones too.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_begins_a_line_in_many_ways() {
        for (line, length) in [
            ("07:12 convoy in", Some(5)),
            ("0712 convoy in", Some(4)),
            ("07h12 - convoi", Some(5)),
            ("7.12 convoy", Some(4)),
            ("0712Z convoy", Some(4)),
            ("٠٧:١٢ وصلت", Some(9)),
            // A year may be an hour: the lines beside it tell.
            ("2013 was dry", Some(4)),
            ("24:00 convoy", None),
            ("12 trucks", None),
            ("3.5 tons", None),
            ("1234567", None),
        ] {
            assert_eq!(hour(line), length, "{line}");
        }
    }

    #[test]
    fn entries_are_lines_behind_bullets_and_brackets() {
        let found = entries("LOG\n[07:12] one\n- 0810 two\nthree\n");
        assert_eq!(found, [Entry { hour: 5..10, end: 16 }, Entry { hour: 18..22, end: 27 }]);
    }
}

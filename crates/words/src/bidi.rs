//! Text of two directions on one line: marks, widths, visual order.
//!
//! Marks are the isolates of Unicode Standard Annex 9. They are written as
//! escapes in this source, so that an editor shows the source as it is.

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

pub(crate) const RLM: char = '\u{200F}';
pub(crate) const LRI: char = '\u{2066}';
pub(crate) const RLI: char = '\u{2067}';
pub(crate) const FSI: char = '\u{2068}';
pub(crate) const PDI: char = '\u{2069}';

/// Whether the marks U+2066 to U+2069 open or close an isolate.
const fn is_isolate(c: char) -> bool {
    matches!(c, LRI | RLI | FSI | PDI)
}

/// Other people's text, safe to show inside ours: on one line, without control
/// characters (a terminal obeys them) and without marks that reorder what follows.
pub(crate) fn contained(text: &str) -> String {
    text.chars().filter_map(|c| if is_isolate(c) { None } else { shown(c) }).collect()
}

/// What stands for a character on a screen; `None` for one that may not stand at all.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Embeddings and overrides of the older kind: never written by us, used to disguise.
        '\u{202A}'..='\u{202E}' => None,
        c if c.is_control() => Some('\u{FFFD}'),
        c => Some(c),
    }
}

/// Like [`contained`], but keeps isolates that are opened and closed; closes open ones.
pub(crate) fn balanced(text: &str) -> String {
    let mut open = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            PDI if open == 0 => continue,
            PDI => open -= 1,
            LRI | RLI | FSI => open += 1,
            _ => {}
        }
        out.extend(shown(c));
    }
    out.extend(std::iter::repeat_n(PDI, open));
    out
}

/// The text in an isolate whose direction is that of its first letter.
pub(crate) fn isolate(text: &str) -> String {
    format!("{FSI}{text}{PDI}")
}

/// The text in an isolate that runs from left to right, whatever it holds.
pub(crate) fn isolate_ltr(text: &str) -> String {
    format!("{LRI}{text}{PDI}")
}

/// Whether any letter or digit of the text runs from right to left.
pub(crate) fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Removes isolates where they change nothing: one direction alone, or plain digits in
/// right-to-left text. Letters, and the hyphens of a date, would move.
pub(crate) fn without_needless_isolates(text: &str) -> String {
    let moves = |c| matches!(bidi_class(c), BidiClass::L | BidiClass::ES | BidiClass::ET);
    if has_rtl(text) && text.chars().any(moves) {
        return text.to_owned();
    }
    text.chars().filter(|c| !is_isolate(*c)).collect()
}

/// Columns the text fills in a terminal.
///
/// Counted by character: a terminal gives lam and alef a cell each, though a page
/// joins them in one glyph.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Breaks at spaces so that no line is wider than `limit`; breaks inside a date, code or
/// word only where it alone is wider. Isolates open at a break are closed and opened again.
pub(crate) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in unbroken(text, limit) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if width(line) + 1 + width(word) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
        while lines.last().is_some_and(|line| width(line) > limit) {
            let line = lines.pop().unwrap_or_default();
            let (head, rest) = line.split_at(break_at(&line, limit));
            lines.extend([head.to_owned()].into_iter().chain((!rest.is_empty()).then(|| rest.to_owned())));
            if rest.is_empty() {
                break;
            }
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end_matches(' ').len());
    }
    carry_isolates(lines)
}

/// What stands between spaces; a left-to-right isolate, such as a date, stays whole if it fits.
///
/// Broken in a right-to-left line, a date would be read as two.
fn unbroken(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut open = 0_usize;
        let whole = rest.find(|c| {
            match c {
                LRI => open += 1,
                PDI => open = open.saturating_sub(1),
                _ => {}
            }
            c == ' ' && open == 0
        });
        let whole = &rest[..whole.unwrap_or(rest.len())];
        let part = if width(whole) <= limit { whole } else { rest.split(' ').next().unwrap_or_default() };
        parts.push(part);
        let Some(next) = rest[part.len()..].strip_prefix(' ') else { return parts };
        rest = next;
    }
    parts.push("");
    parts
}

/// Where the graphemes that fit the limit end; after the first one at the earliest.
fn break_at(line: &str, limit: usize) -> usize {
    let mut used = 0;
    let over = line.grapheme_indices(true).find(|(at, grapheme)| {
        used += width(grapheme);
        used > limit && *at > 0
    });
    over.map_or(line.len(), |(at, _)| at)
}

fn carry_isolates(lines: Vec<String>) -> Vec<String> {
    let mut open: Vec<char> = Vec::new();
    let carry = |line: String| {
        let before: String = open.iter().collect();
        for c in line.chars() {
            match c {
                LRI | RLI | FSI => open.push(c),
                PDI => {
                    open.pop();
                }
                _ => {}
            }
        }
        let after: String = open.iter().map(|_| PDI).collect();
        format!("{before}{line}{after}")
    };
    lines.into_iter().map(carry).collect()
}

/// The text as the eye meets it from left to right, without marks.
///
/// Letters keep their combining marks (rule L3), brackets face the right way (L4).
/// With `base` `None`, the first letter decides.
pub(crate) fn visual(text: &str, base: Option<Level>) -> String {
    if text.is_empty() {
        // The library indexes the first level of every line.
        return String::new();
    }
    let info = ParagraphBidiInfo::new(text, base);
    let (levels, runs) = info.visual_runs(0..text.len());
    let mut out = String::with_capacity(text.len());
    for run in runs {
        let part = &text[run.clone()];
        if levels[run.start].is_rtl() {
            for grapheme in part.graphemes(true).rev() {
                out.extend(grapheme.chars().map(mirrored));
            }
        } else {
            out.push_str(part);
        }
    }
    out.retain(|c| !is_isolate(c) && !matches!(c, RLM | '\u{200E}' | '\u{061C}'));
    out
}

/// Mirror images, of the characters that stand in our messages.
const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '\u{AB}' => '\u{BB}',
        '\u{BB}' => '\u{AB}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_peoples_text_cannot_command_a_terminal_or_reorder_ours() {
        assert_eq!(contained("a\u{1b}[2Jb\nError: c"), "a\u{FFFD}[2Jb Error: c");
        assert_eq!(contained("\u{202E}gpj\u{2069}.exe"), "gpj.exe");
        assert_eq!(balanced("\u{2069}a\u{2068}ب"), "a\u{2068}ب\u{2069}");
    }

    #[test]
    fn widths_are_those_of_a_terminal() {
        for (text, columns) in [
            ("قافلة", 5),
            ("مُرْسَل", 4),
            ("الأغلاق", 7),
            ("e\u{301}t\u{e9}", 3),
            ("車両", 4),
            ("\u{2068}ab\u{2069}\u{200F}", 2),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn visual_order_keeps_marks_with_letters_and_turns_brackets() {
        let rtl = Some(Level::rtl());
        assert_eq!(visual("قافلة 12", rtl), "12 ةلفاق");
        assert_eq!(visual("بُ(ت)", rtl), "(ت)بُ");
        assert_eq!(visual("من \u{2066}2013-02-08 15:02\u{2069}", rtl), "2013-02-08 15:02 نم");
        assert_eq!(visual("N4 open", None), "N4 open");
        assert_eq!(visual("", rtl), "");
    }

    #[test]
    fn lines_break_at_spaces_and_reopen_isolates() {
        assert_eq!(wrap("road N4 is open", 8), ["road N4", "is open"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("\u{2068}ab cd\u{2069} ef", 3), ["\u{2068}ab\u{2069}", "\u{2068}cd\u{2069}", "ef"]);
        assert_eq!(wrap("車両", 1), ["車", "両"]);
        assert_eq!(wrap("a \u{2066}b c\u{2069} d", 4), ["a", "\u{2066}b c\u{2069}", "d"]);
        assert_eq!(wrap("a \u{2066}b c\u{2069} d", 2), ["a", "\u{2066}b\u{2069}", "\u{2066}c\u{2069}", "d"]);
        assert_eq!(wrap("a  b ", 9), ["a  b"]);
    }

    proptest! {
        #[test]
        fn wrapping_keeps_the_words_and_the_limit(text in "[a-zقفلة\u{64f} 車\u{2066}\u{2068}\u{2069}]{0,60}", limit in 2..20_usize) {
            let text = balanced(&text);
            let lines = wrap(&text, limit);
            for line in &lines {
                prop_assert!(width(line) <= limit, "{line:?}");
                prop_assert_eq!(&balanced(line), line);
            }
            let letters = |s: &str| s.chars().filter(|c| !is_isolate(*c) && *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}

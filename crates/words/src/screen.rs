//! Lines for a person: narration, steps, lists, in either direction.

use crate::Lang;
use crate::bidi::{self, PDI, RLI, RLM};
use crate::number::NumberStyle;
use crate::typeset::label_end;
use unicode_bidi::Level;

/// Who puts right-to-left text in visual order. See `docs/terminal-rtl.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BidiMode {
    /// The terminal, editor or browser does; text is written as it is spoken, with marks.
    #[default]
    Logical,
    /// Nobody does; text is written as the eye meets it from the left, without marks.
    Visual,
}

impl std::str::FromStr for BidiMode {
    type Err = String;
    fn from_str(given: &str) -> Result<Self, String> {
        match given {
            "logical" => Ok(Self::Logical),
            "visual" => Ok(Self::Visual),
            other => Err(format!("`{}` is neither logical nor visual", other.chars().take(40).collect::<String>())),
        }
    }
}

/// Columns used where the width is not known: paper, files, old terminals.
const WIDTH_USUAL: usize = 80;

/// Where output goes.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    pub(crate) rtl: bool,
    label_end: &'static str,
    pub(crate) bidi: BidiMode,
    pub(crate) width: Option<usize>,
    numbers: NumberStyle,
}

impl Screen {
    pub(crate) const fn new(lang: Lang, numbers: NumberStyle, bidi: BidiMode, width: Option<usize>) -> Self {
        Self { rtl: lang.is_rtl(), label_end: label_end(lang), bidi, width, numbers }
    }

    /// The same screen, for text of another direction or with fewer columns.
    pub(crate) const fn toward(self, rtl: bool, width: Option<usize>) -> Self {
        Self { rtl, width, ..self }
    }

    /// A paragraph, wrapped.
    pub fn text(&self, text: &str) -> String {
        self.hanging("", text)
    }

    /// An entry of a list.
    pub fn item(&self, text: &str) -> String {
        self.hanging("  - ", text)
    }

    /// A line under the entry above it, such as a reason or a source.
    pub fn detail(&self, text: &str) -> String {
        self.hanging("      ", text)
    }

    /// A label and what it names, such as `Hint: run ...`.
    pub fn labelled(&self, label: &str, text: &str) -> String {
        self.hanging(&format!("{label}{}", self.label_end), text)
    }

    /// Opens a step of a narration: `── 3/9 ── The border closes ─────`.
    pub fn step(&self, number: u32, of: u32, title: &str) -> String {
        let count = self.numbers.digits(&format!("{number}/{of}"));
        let start = format!("── {} ── {} ", bidi::isolate_ltr(&count), bidi::isolate(&bidi::balanced(title)));
        let start = if self.rtl { start } else { bidi::without_needless_isolates(&start) };
        let room = self.columns().saturating_sub(bidi::width(&start));
        self.finish(&format!("{start}{}", "─".repeat(room)))
    }

    /// One line of its own, not wrapped, in the order this screen needs.
    pub fn line(&self, text: &str) -> String {
        self.finish(&self.placed(text))
    }

    /// Made safe; and in a right-to-left page, a text without a right-to-left letter (a
    /// code, a date, a foreign note) keeps its own order.
    fn placed(&self, text: &str) -> String {
        let text = bidi::balanced(text);
        if self.rtl && !text.is_empty() && !bidi::has_rtl(&text) { bidi::isolate(&text) } else { text }
    }

    /// Wraps behind a prefix; continuation lines are indented as far.
    fn hanging(&self, prefix: &str, text: &str) -> String {
        let indent = bidi::width(prefix);
        let room = self.columns().saturating_sub(indent).max(WIDTH_USUAL / 4);
        let mut out = String::new();
        let paragraphs = text.split('\n').flat_map(|paragraph| bidi::wrap(&self.placed(paragraph), room));
        for (index, part) in paragraphs.enumerate() {
            let lead = if index == 0 { prefix.to_owned() } else { " ".repeat(indent) };
            out.push_str(&self.finish(&format!("{lead}{part}")));
        }
        out
    }

    fn columns(&self) -> usize {
        self.width.unwrap_or(WIDTH_USUAL)
    }

    /// A whole logical line to its form on this screen, with the line end.
    pub(crate) fn finish(&self, line: &str) -> String {
        match (self.bidi, self.rtl) {
            (BidiMode::Logical, false) => format!("{}\n", line.trim_end_matches(' ')),
            // Spaces at the end stay: where the terminal puts the line at the left, they
            // hold the columns in their place.
            (BidiMode::Logical, true) => format!("{}\n", logical_rtl(line)),
            (BidiMode::Visual, false) => {
                format!("{}\n", bidi::visual(line, Some(Level::ltr())).trim_end_matches(' '))
            }
            (BidiMode::Visual, true) => {
                let shown = bidi::visual(&logical_rtl(line), Some(Level::rtl()));
                let pad = self.columns().saturating_sub(bidi::width(&shown));
                format!("{}{}\n", " ".repeat(pad), shown.trim_end_matches(' '))
            }
        }
    }
}

/// A right-to-left line that keeps its order also where the terminal takes every line
/// for a left-to-right one: the first mark decides where a direction is looked for, the
/// isolate where it is not, and the last mark keeps what is before it from counting as
/// trailing space.
pub(crate) fn logical_rtl(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("{RLM}{RLI}{line}{RLM}{PDI}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digits, Words};

    fn told(screen: &Screen, title: &str, item: &str) -> String {
        screen.step(3, 9, title) + &screen.item(item) + &screen.detail("25-DZ-08")
    }

    #[test]
    fn steps_and_items_read_from_the_left_in_english() {
        let screen = Words::new(Lang::En).screen(BidiMode::Logical, Some(40));
        let item = "Road N4 was regained on Friday, says تيمياوين.";
        insta::assert_snapshot!(told(&screen, "The border closes", item), @"
        ── 3/9 ── The border closes ────────────
          - Road N4 was regained on Friday, says
            تيمياوين.
              25-DZ-08
        ");
    }

    #[test]
    fn steps_and_items_read_from_the_right_in_arabic() {
        let screen = Words::new(Lang::Ar).with_digits(Digits::ArabicIndic).screen(BidiMode::Visual, Some(40));
        let item = "غادرت القافلة \u{2066}25-DZ-08\u{2069} في \u{2066}2013-02-08 15:02 CET/+01\u{2069} ووصلت سالمة";
        insta::assert_snapshot!(told(&screen, "إغلاق الحدود", item), @"
        ───────────────── دودحلا قالغإ ── ٣/٩ ──
                   يف 25-DZ-08 ةلفاقلا ترداغ -
        ةملاس تلصوو 2013-02-08 15:02 CET/+01
                                  25-DZ-08
        ");
    }

    #[test]
    fn a_line_looks_the_same_whoever_reorders_it() {
        let text = "خطأ: N4 (مقطوع) منذ \u{2066}2013-02-08\u{2069}";
        let words = Words::new(Lang::Ar);
        let logical = words.screen(BidiMode::Logical, None).line(text);
        let visual = words.screen(BidiMode::Visual, None).line(text);
        for base in [Level::rtl(), Level::ltr()] {
            assert_eq!(bidi::visual(logical.trim_end(), Some(base)).trim(), visual.trim());
        }
        assert!(visual.contains("2013-02-08"), "{visual}");
    }
}

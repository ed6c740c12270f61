//! Somebody else's text with a piece of it marked, laid out in the direction of its own letters.
//!
//! A mark must survive the visual order, in which one piece may fall into several runs. So
//! every grapheme of the piece carries a sign of its own through wrapping and reordering, and
//! only the finished line gets its brackets or its terminal colours.

use crate::bidi;
use crate::{BidiMode, Screen};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// The sign: a variation selector, which has no width and goes wherever its letter goes.
const SIGN: char = '\u{E0100}';

/// How the marked piece is told from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Between white square brackets: for pipes, and terminals without colours.
    Brackets,
    /// In reverse video.
    Reverse,
}

impl Marking {
    const fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Brackets => ("\u{27E6}", "\u{27E7}"),
            Self::Reverse => ("\u{1b}[7m", "\u{1b}[27m"),
        }
    }

    /// Columns that two ends take.
    const fn columns(self) -> usize {
        match self {
            Self::Brackets => 2,
            Self::Reverse => 0,
        }
    }

    /// Columns of a line with its ends.
    fn width(self, line: &str) -> usize {
        let (open, close) = self.ends();
        bidi::width(&line.replace(open, "").replace(close, "")) + line.matches(open).count() * self.columns()
    }
}

impl Screen {
    /// A quotation of which the middle part is marked, wrapped and indented.
    pub fn quoted(&self, [before, marked, after]: [&str; 3], marking: Marking) -> String {
        let plain = |text: &str| bidi::contained(text).replace(SIGN, "");
        let signed: String = plain(marked).graphemes(true).map(signed).collect();
        let text = format!("{}{signed}{}", plain(before), plain(after));
        let width = self.width.map(|width| width.saturating_sub(marking.columns()));
        let screen = self.toward(runs_from_right(&text), width);
        let line = |line: &str| {
            let marked = with_ends(line, marking);
            // What is written from the right keeps its edge, with ends or without.
            let edge = (screen.rtl && screen.bidi == BidiMode::Visual).then(|| bidi::width(line.trim_end()));
            let missing = edge.map(|edge| (edge + marking.columns()).saturating_sub(marking.width(marked.trim_end())));
            format!("{}{marked}", " ".repeat(missing.unwrap_or(0)))
        };
        screen.detail(&text).split_inclusive('\n').map(line).collect()
    }
}

fn signed(grapheme: &str) -> String {
    // A space at the end of a line falls away; its sign would stay behind.
    if grapheme.trim().is_empty() { grapheme.to_owned() } else { format!("{grapheme}{SIGN}") }
}

/// Whether most letters run from right to left.
fn runs_from_right(text: &str) -> bool {
    let count = |fits: fn(BidiClass) -> bool| text.chars().filter(|c| fits(bidi_class(*c))).count();
    count(|class| matches!(class, BidiClass::R | BidiClass::AL)) > count(|class| class == BidiClass::L)
}

/// A finished line, its signs taken out and each run of them put between the ends.
fn with_ends(line: &str, marking: Marking) -> String {
    let (open, close) = marking.ends();
    let (mut out, mut waiting, mut inside) = (String::new(), String::new(), false);
    for grapheme in line.graphemes(true) {
        if grapheme.contains(SIGN) {
            if !inside {
                out.push_str(&std::mem::take(&mut waiting));
                out.push_str(open);
                inside = true;
            }
            out.push_str(&std::mem::take(&mut waiting));
            out.extend(grapheme.chars().filter(|c| *c != SIGN));
        } else if inside && (grapheme.trim().is_empty() || bidi::width(grapheme) == 0) && !grapheme.contains('\n') {
            // A space between two signed letters is of the piece, one behind the last is not.
            waiting.push_str(grapheme);
        } else {
            if std::mem::take(&mut inside) {
                out.push_str(close);
            }
            out.push_str(&std::mem::take(&mut waiting));
            out.push_str(grapheme);
        }
    }
    if inside {
        out.push_str(close);
    }
    out.push_str(&waiting);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Words};

    const ARABIC: [&str; 3] = ["قال شهود إن ", "الطريق مقطوع", " منذ الجمعة."];

    fn shown(lang: Lang, bidi: BidiMode, parts: [&str; 3], marking: Marking) -> String {
        Words::new(lang).screen(bidi, Some(40)).quoted(parts, marking)
    }

    #[test]
    fn the_piece_stands_between_marks() {
        let english = ["The army said ", "the road is cut", " since Friday."];
        insta::assert_snapshot!(shown(Lang::En, BidiMode::Logical, english, Marking::Brackets), @"
              The army said ⟦the road is cut⟧
              since Friday.
        ");
        let reverse = shown(Lang::Ar, BidiMode::Visual, english, Marking::Reverse);
        assert!(reverse.contains("\u{1b}[7mthe road is cut\u{1b}[27m\n"), "{reverse:?}");
    }

    #[test]
    fn arabic_runs_from_the_right_in_an_english_page() {
        insta::assert_snapshot!(shown(Lang::En, BidiMode::Visual, ARABIC, Marking::Brackets), @"
         ذنم ⟦عوطقم قيرطلا⟧ نإ دوهش لاق
                                .ةعمجلا
        ");
        let logical = shown(Lang::En, BidiMode::Logical, ARABIC, Marking::Brackets);
        assert!(logical.contains("⟦الطريق مقطوع⟧ منذ"), "{logical}");
        assert!(logical.lines().all(|line| line.starts_with('\u{200F}')), "{logical:?}");
    }

    #[test]
    fn a_piece_that_is_broken_or_turned_has_ends_on_every_line() {
        let long = ["", "الطريق الرابط بين كيدال وتيساليت N4 مقطوع منذ يوم الجمعة الماضي", ""];
        for bidi in [BidiMode::Logical, BidiMode::Visual] {
            for line in shown(Lang::Fr, bidi, long, Marking::Brackets).lines() {
                assert_eq!((line.matches('⟦').count(), line.matches('⟧').count()), (1, 1), "{line}");
            }
        }
    }

    #[test]
    fn other_peoples_text_brings_no_marks_of_its_own() {
        let evil = ["a\u{E0100}\u{1b}[7m", "b\u{202E}\n", "c"];
        let shown = shown(Lang::En, BidiMode::Logical, evil, Marking::Brackets);
        assert_eq!(shown.trim(), "a\u{FFFD}[7m⟦b⟧ c");
    }
}

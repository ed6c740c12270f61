//! Text that can be printed: characters the fonts have, and each foreign piece in an isolate of its own.
//!
//! In Arabic pages a bare ISO date would be seen from its end, so everything that is not a sentence of ours
//! stands between the marks of Unicode Standard Annex 9, which Typst heeds.

use crate::fonts::FONTS;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

const LRI: char = '\u{2066}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';
/// A line may end here.
const BREAK: char = '\u{200B}';

/// Characters after which a code that never ends may be broken: the narrowest columns hold as many.
const CODE_UNBROKEN: usize = 12;
/// The same for words, whose letters are torn from each other by it: longer than any that people use.
const WORD_UNBROKEN: usize = 24;

/// Text that can be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Printable(pub(crate) String);

impl Printable {
    /// A sentence or cell out of `words`, whose isolates stay.
    pub(crate) fn ours(text: impl Into<String>) -> Self {
        Self(text.into().graphemes(true).map(|piece| if is_ours(piece) { piece } else { had(piece) }).collect())
    }

    /// What somebody wrote, in the direction of its first letter.
    pub(crate) fn name(text: impl AsRef<str>) -> Self {
        Self::isolated(FSI, text.as_ref(), WORD_UNBROKEN)
    }

    /// A code, number or date: from left to right, always.
    pub(crate) fn code(text: impl ToString) -> Self {
        Self::isolated(LRI, &text.to_string(), CODE_UNBROKEN)
    }

    /// Several, one after the other.
    pub(crate) fn list(all: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let all: Vec<String> = all.into_iter().map(|text| text.0).collect();
        Self(all.join(separator))
    }

    /// Whether nothing is seen of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.chars().all(|c| c.is_whitespace() || is_mark(c))
    }

    fn isolated(mark: char, text: &str, longest: usize) -> Self {
        let mut out = String::from(mark);
        let mut unbroken = 0;
        for piece in text.graphemes(true) {
            let Some(piece) = foreign(piece) else { continue };
            unbroken = if piece == " " { 0 } else { unbroken + 1 };
            if unbroken > longest {
                out.push(BREAK);
                unbroken = 1;
            }
            out.push_str(piece);
        }
        out.push(PDI);
        Self(out)
    }
}

/// What stands for a piece of foreign text; none where it would only command what follows.
fn foreign(piece: &str) -> Option<&str> {
    if piece.chars().all(char::is_whitespace) {
        return Some(" ");
    }
    (!piece.chars().all(is_mark)).then(|| had(piece))
}

/// The piece, or what stands for it where the fonts lack a part of it.
fn had(piece: &str) -> &str {
    if FONTS.have(piece) { piece } else { "\u{FFFD}" }
}

/// Marks that are in our own sentences, and need no glyph.
fn is_ours(piece: &str) -> bool {
    piece.chars().all(|c| is_mark(c) || c == ' ' || c == BREAK)
}

/// Isolates, embeddings, overrides, and marks of direction.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}')
}

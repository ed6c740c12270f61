//! Text that came with its markup (HTML, RTF, alerts of CAP 1.2), made plain without moving a byte.
//!
//! What is markup is overwritten in place: by nothing-characters where a word may go on behind it, by
//! spaces or a line end where it may not. So every offset of the plain text is one of the text as given,
//! and spans need no map. What a page does not show (scripts, comments) or takes back (struck text) is no
//! text.

mod cap;
mod html;
mod rtf;

pub use cap::cap_day;
use std::borrow::Cow;

/// Fills two bytes where a word may go on.
const TWO: char = '\u{AD}';
/// Fills three.
const THREE: char = '\u{200B}';

/// The text with its markup overwritten; as long as before, in bytes, and with every word where it was.
pub fn plain(raw: &str) -> Cow<'_, str> {
    if rtf::is_rtf(raw) {
        return Cow::Owned(rtf::plain(raw));
    }
    if cap::is_cap(raw) {
        return Cow::Owned(cap::plain(raw));
    }
    match html::plain(raw) {
        Some(plain) => Cow::Owned(plain),
        None => Cow::Borrowed(raw),
    }
}

/// Plain text for a person: without what fills the place of markup.
pub fn shown(plain: &str) -> String {
    plain.chars().filter(|c| !is_filler(*c)).collect()
}

/// Whether a character fills the place of markup.
pub(crate) fn is_filler(c: char) -> bool {
    matches!(c, TWO | THREE)
}

/// Writes a plain text beside a marked-up one.
struct Plain {
    out: String,
    /// Bytes of markup not yet overwritten: neighbours are overwritten as one.
    bridged: usize,
}

impl Plain {
    fn of(raw: &str) -> Self {
        Self { out: String::with_capacity(raw.len()), bridged: 0 }
    }

    /// Text stays.
    fn keep(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.out.push_str(text);
        }
    }

    /// Markup inside which a word may go on.
    fn bridge(&mut self, bytes: usize) {
        self.bridged += bytes;
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bridged);
        match bytes {
            0 => {}
            // A single byte holds no filler.
            1 => self.out.push(' '),
            _ => {
                let threes = bytes % 2;
                (0..threes).for_each(|_| self.out.push(THREE));
                (0..(bytes - 3 * threes) / 2).for_each(|_| self.out.push(TWO));
            }
        }
    }

    fn done(mut self) -> String {
        self.flush();
        self.out
    }

    /// Markup that parts words; a line end in it stays one.
    fn part(&mut self, markup: &str) {
        self.flush();
        markup.bytes().for_each(|byte| self.out.push(if byte == b'\n' { '\n' } else { ' ' }));
    }

    /// Markup that stands for a character.
    fn stand(&mut self, c: char, bytes: usize) {
        let room = bytes.saturating_sub(c.len_utf8());
        if c.len_utf8() > bytes {
            // It does not fit; the word is lost rather than misread.
            self.bridge(bytes);
        } else {
            self.flush();
            self.out.push(c);
            if c.is_whitespace() { (0..room).for_each(|_| self.out.push(' ')) } else { self.bridge(room) }
        }
    }

    /// Markup that ends a line or a cell.
    fn end(&mut self, mark: char, bytes: usize) {
        self.flush();
        self.out.push(mark);
        (1..bytes).for_each(|_| self.out.push(' '));
    }
}

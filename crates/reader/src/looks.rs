//! What a node of the skeleton looks like: all that gaps and general patterns ask for.

/// One look, or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark(u16);

/// Phrases that a narrow gap may pass: they are never an argument of another verb.
const PASSED: &[&str] = &["TIME", "NAT", "ORG", "AGENCY", "STILL"];

/// Phrases that a gap may pass besides: they tell where, and no verb is theirs.
const PLACES: &[&str] = &["PLACE", "REGION", "TOWNS"];

/// Particles that names have between their words.
const PARTICLES: &[&str] = &["ag", "ould", "ben", "bin", "al", "el", "de", "d'"];

/// The byte that dashes, curled quotes and the brackets of a text begin with.
const PUNCTUATION_BYTE: u8 = 0xe2;

impl Mark {
    /// A number in digits.
    pub(crate) const NUMBER: Self = Self(1);
    /// A plain word.
    pub(crate) const PLAIN: Self = Self(1 << 1);
    /// Letters with a number, as roads are named.
    pub(crate) const ROAD: Self = Self(1 << 2);
    /// A word with a capital letter.
    pub(crate) const CAPITAL: Self = Self(1 << 3);
    /// The same, or a particle of names.
    pub(crate) const NAME: Self = Self(1 << 4);
    /// What `--` passes.
    pub(crate) const GAP_NARROW: Self = Self(1 << 5);
    /// What `..` passes.
    pub(crate) const GAP: Self = Self(1 << 6);
    /// What `...` passes.
    pub(crate) const GAP_WIDE: Self = Self(1 << 7);
    /// What `..-` passes.
    pub(crate) const GAP_PLACES: Self = Self(1 << 8);
    /// What `++` passes.
    pub(crate) const GAP_WORDS: Self = Self(1 << 9);

    /// Everything a node's text looks like.
    pub(crate) fn of(text: &str) -> Self {
        let first = text.bytes().next().unwrap_or(b' ');
        let phrase = first.is_ascii_uppercase();
        let stop = matches!(first, b';' | b':' | b'|' | b' ');
        let comma = matches!(first, b',' | b'-');
        let capital = first == b'^';
        let passed = phrase && PASSED.contains(&text);
        let place = phrase && PLACES.contains(&text);
        let word = !phrase && !stop;
        let all = [
            (Self::NUMBER, first.is_ascii_digit()),
            (Self::PLAIN, word && !comma && !matches!(first, b'/' | b'%' | PUNCTUATION_BYTE)),
            (Self::ROAD, is_road(text)),
            (Self::CAPITAL, capital),
            (Self::NAME, capital || PARTICLES.contains(&text)),
            (Self::GAP_NARROW, passed || word && !comma),
            (Self::GAP, passed || word),
            (Self::GAP_WIDE, !stop),
            (Self::GAP_PLACES, passed || place || word),
            (Self::GAP_WORDS, !stop && !comma),
        ];
        Self(all.into_iter().filter(|(_, is)| *is).fold(0, |marks, (mark, _)| marks | mark.0))
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has this look, or one of these.
    pub(crate) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }
}

/// One to three letters and one to four digits.
fn is_road(text: &str) -> bool {
    let text = text.strip_prefix('^').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let digits = text.len() - letters;
    (1..=3).contains(&letters) && (1..=4).contains(&digits) && text.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roads_are_letters_and_a_number() {
        for (text, road) in
            [("rn25", true), ("^m4", true), ("m12345", false), ("road7", false), ("12", false), ("m", false)]
        {
            assert_eq!(Mark::of(text).has(Mark::ROAD), road, "{text}");
        }
    }

    #[test]
    fn gaps_pass_words_and_some_phrases() {
        let gaps = [Mark::GAP_NARROW, Mark::GAP, Mark::GAP_WIDE, Mark::GAP_PLACES, Mark::GAP_WORDS];
        for (text, passed) in [
            ("road", [true; 5]),
            (",", [false, true, true, true, false]),
            ("TIME", [true; 5]),
            ("PLACE", [false, false, true, true, true]),
            ("FORCE", [false, false, true, false, true]),
            (";", [false; 5]),
            ("|CUE", [false; 5]),
        ] {
            assert_eq!(gaps.map(|gap| Mark::of(text).has(gap)), passed, "{text}");
        }
    }
}

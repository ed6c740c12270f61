//! Places that no table knows, taken as written from the words in front of them.
//!
//! "The town of X", "the road between X and Y", "X – Y: open": such words introduce a
//! name. Wherever it stands in the same text it is then a place, and the clitics written
//! onto it can be parted. Only words that no rule knows can be names, so that a verb or an
//! adjective behind "town" is none. The lists with `name_` in the lexicon say what
//! introduces a name; a language without them has none.

use crate::codes::Language;
use crate::fold::is_arabic;
use crate::known::{Known, Words};
use crate::lexicon::{Lexicon, Lexicons};
use crate::text::{Text, Token};
use std::collections::BTreeMap;

/// The shortest word that can be a name, in letters.
const NAME_LETTERS_MIN: usize = 3;

/// The most words of a name in a script with capital letters.
const LATIN_WORDS_MAX: usize = 3;

/// How far behind a word for a road its ends may be introduced, in tokens: adjectives and
/// a linking participle stand between.
const ROAD_TOKENS_MAX: usize = 5;

/// The most letters in front of the number of a road.
const ROAD_LETTERS_MAX: usize = 2;

/// A feminine past verb ends in ت; a name of so many letters that does is taken for one.
const VERB_LETTERS_MIN: usize = 5;

/// The names that one text introduces.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Names by their first word, longest first.
    names: BTreeMap<String, Vec<Vec<String>>>,
    words: Words,
}

impl Names {
    /// The names introduced in some sentences.
    pub(crate) fn introduced(text: &Text<'_>, lexicons: &Lexicons, known: Known<'_>) -> Self {
        let mut found = Vec::new();
        for sentence in &text.sentences {
            let lexicon = lexicons.of(sentence.language);
            let ear = Ear { lexicon, lexicons, known, tokens: &sentence.tokens, raw: &text.raw };
            ear.hear(&mut found);
        }
        let words = Words::new(found.iter().flatten().cloned());
        let mut names: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for name in found {
            if let Some(first) = name.first() {
                names.entry(first.clone()).or_default().push(name);
            }
        }
        for same in names.values_mut() {
            same.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            same.dedup();
        }
        Self { names, words }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Every word of a name.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// Names that begin with this word, longest first.
    pub(crate) fn beginning(&self, word: &str) -> &[Vec<String>] {
        self.names.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Listens to one sentence.
struct Ear<'a> {
    lexicon: &'a Lexicon,
    lexicons: &'a Lexicons,
    known: Known<'a>,
    tokens: &'a [Token],
    raw: &'a str,
}

impl Ear<'_> {
    fn hear(&self, found: &mut Vec<Vec<String>>) {
        for at in 0..self.tokens.len() {
            if self.lists("name_head", at) {
                self.one(at + 1, found);
            } else if self.lists("name_heads", at) {
                self.pair(at + 1, found);
            } else if self.lists("name_bound", at) && self.lists("name_from", at + 1) {
                self.one(at + 2, found);
            } else if self.lists("name_road", at) {
                self.road(at + 1, found);
            }
            self.listed(at, found);
            self.latin(at, found);
        }
        self.row(found);
        self.headed(found);
    }

    /// Towns that need no word beside them, in a script without capitals: of two words, or of one.
    fn listed(&self, at: usize, found: &mut Vec<Vec<String>>) {
        let both = format!("{} {}", self.text(at), self.text(at + 1));
        let length = if self.lexicon.lists("name_town", &both) { 2 } else { usize::from(self.lists("name_town", at)) };
        found.extend(self.name(at, length));
    }

    /// A capital letter tells a name in scripts that have them, if a word that goes with places stands in front
    /// of it or behind.
    fn latin(&self, at: usize, found: &mut Vec<Vec<String>>) {
        let named = |before| self.is_new(before) || self.lists("name_part", before);
        let goes_on = at.checked_sub(1).is_some_and(|before| self.is_capital(before) && named(before));
        if goes_on || !self.is_capital(at) {
            return;
        }
        if self.joined(at, found) {
            return;
        }
        let length = self.length(at);
        let before = at.checked_sub(1);
        let introduced = before.is_some_and(|before| self.lists("name_after", before))
            || before.is_some_and(|of| self.lists("name_of", of) && of > 0 && self.lists("name_head", of - 1));
        if length > 0 && (introduced || self.lists("name_tail", at + length)) {
            found.extend(self.name(at, length));
        }
    }

    /// "X: closed to trucks": a name that heads a row, or stands in a list of those that need no word beside them.
    fn headed(&self, found: &mut Vec<Vec<String>>) {
        let written = |at: usize| self.is_capital(at) || self.text(at).starts_with(is_arabic);
        let known = |at: &usize| written(*at) && self.is_town(*at);
        found.extend((0..self.tokens.len()).filter(known).filter_map(|at| self.name(at, 1)));
        let Some(start) = self.row_start() else { return };
        let behind = start + self.length(start);
        if behind > start && self.is_capital(start) && self.text(behind) == ":" && self.lists("name_colon", behind) {
            found.extend(self.name(start, behind - start));
        }
    }

    /// Whether a word is listed as a town: in any language, for a name that one of them writes the others write too.
    fn is_town(&self, at: usize) -> bool {
        Language::ALL.iter().any(|language| self.lexicons.of(*language).lists("name_capital", self.text(at)))
    }

    /// The first token of a row behind its number, hour, letter or bullet.
    fn row_start(&self) -> Option<usize> {
        let marks = |at: &usize| {
            let text = self.text(*at);
            text.len() < 2 || text.starts_with(|c: char| c.is_ascii_digit())
        };
        (0..self.tokens.len()).find(|at| !marks(at))
    }

    /// "X-Y road", "axis X-Y", "X-Y: open": names joined by a hyphen where a road is spoken of.
    fn joined(&self, at: usize, found: &mut Vec<Vec<String>>) -> bool {
        let mut ends = vec![at];
        let mut behind = at + self.length(at).max(1);
        while self.hyphen(behind) && self.is_capital(behind) {
            ends.push(behind);
            behind += self.length(behind).max(1);
        }
        let before = at.checked_sub(1);
        let road = self.lists("name_roads", behind)
            || before.is_some_and(|before| self.lists("name_roads", before) || self.is_number_of_road(before));
        let row = self.row_start() == Some(at) && (self.text(behind) == ":" || self.lists("name_row", behind));
        if ends.len() < 2 || !(road || row) {
            return false;
        }
        for end in ends {
            self.one(end, found);
        }
        true
    }

    /// "RN2", "M4": letters and a number.
    fn is_number_of_road(&self, at: usize) -> bool {
        let letters = self.text(at).trim_end_matches(|c: char| c.is_ascii_digit());
        let short = (1..=ROAD_LETTERS_MAX).contains(&letters.len()) && letters.len() < self.text(at).len();
        short && letters.bytes().all(|b| b.is_ascii_lowercase())
    }

    /// Whether a token is written onto the one before it with a hyphen.
    fn hyphen(&self, at: usize) -> bool {
        let (Some(before), Some(this)) = (at.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(at))
        else {
            return false;
        };
        matches!(self.raw.get(before.end..this.start), Some("-" | "\u{2010}" | "\u{2011}" | "/"))
    }

    /// Begins with a capital letter and goes on with small ones: no abbreviation, no headline all in capitals.
    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital) && !self.text(at).starts_with(is_arabic)
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    fn lists(&self, list: &str, at: usize) -> bool {
        self.lexicon.lists(list, self.text(at))
    }

    /// How many tokens from here on are a name; 0 where none begins.
    fn length(&self, at: usize) -> usize {
        // "Umm Ruwaba", "Ras Ajdir": the first word is a common one.
        if self.lists("name_part", at) {
            return if self.is_word(at + 1) { 2 } else { 0 };
        }
        if self.is_capital(at) {
            let goes_on = |next: &usize| self.is_new(*next) && (*next == at || !self.hyphen(*next));
            return (at..at + LATIN_WORDS_MAX).take_while(goes_on).count();
        }
        let word = self.text(at);
        let letters = word.chars().count();
        let verb = letters >= VERB_LETTERS_MIN && word.ends_with('ت') && !word.starts_with("ال");
        if verb || letters < NAME_LETTERS_MIN || !self.is_new(at) {
            return 0;
        }
        if self.lists("name_part", at + 1) && self.is_word(at + 2) {
            return 3;
        }
        let attribute = self.text(at + 1).starts_with("ال") && self.is_new(at + 1);
        if attribute { 2 } else { 1 }
    }

    fn is_word(&self, at: usize) -> bool {
        let letters = self.text(at).chars().all(|c| c.is_alphabetic() || c == '\'');
        letters
            && (self.text(at).starts_with(is_arabic) || self.is_capital(at) && self.text(at).len() >= NAME_LETTERS_MIN)
    }

    fn is_new(&self, at: usize) -> bool {
        self.is_word(at) && !self.known.has(self.text(at))
    }

    fn name(&self, from: usize, length: usize) -> Option<Vec<String>> {
        let tokens = self.tokens.get(from..from + length).filter(|tokens| !tokens.is_empty())?;
        Some(tokens.iter().map(|token| token.text.clone()).collect())
    }

    /// Takes the name that begins here; gives the place behind it.
    fn one(&self, at: usize, found: &mut Vec<Vec<String>>) -> usize {
        let length = self.length(at);
        found.extend(self.name(at, length));
        at + length
    }

    /// "X and Y", whether or not one of them is known.
    fn pair(&self, at: usize, found: &mut Vec<Vec<String>>) {
        let behind = self.one(at, found).max(at + 1);
        for and in behind..behind + 2 {
            if self.text(and) == "و" || self.lists("name_toward", and) || self.lists("name_and", and) {
                self.one(and + 1, found);
                return;
            }
            // An "and" written onto a word that nobody knows.
            let rest = self.text(and).strip_prefix('و').filter(|_| self.is_new(and));
            if let Some(rest) = rest.filter(|rest| rest.chars().count() >= NAME_LETTERS_MIN) {
                let mut name = vec![rest.to_owned()];
                if self.lexicon.lists("name_part", rest) {
                    name.push(self.text(and + 1).to_owned());
                }
                found.push(name);
                return;
            }
        }
    }

    /// The ends of a road: "between X and Y", "to X", "X – Y – Z".
    fn road(&self, start: usize, found: &mut Vec<Vec<String>>) {
        let first = start + self.length(start).max(1);
        if (start..=first + 1).any(|at| self.text(at) == "-") {
            self.chain(start, found);
            return;
        }
        for at in start..start + ROAD_TOKENS_MAX {
            if self.lists("name_between", at) {
                return self.pair(at + 1, found);
            }
            if self.lists("name_toward", at) {
                self.one(at + 1, found);
                return;
            }
        }
        // "The X road": behind "the road" itself stands an adjective.
        if self.lists("name_roads", start - 1) {
            self.one(start, found);
        }
    }

    /// Names with dashes between them.
    fn chain(&self, start: usize, found: &mut Vec<Vec<String>>) {
        let mut at = start;
        loop {
            let behind = self.one(at, found).max(at + 1);
            let dash = (behind..behind + 2).find(|at| matches!(self.text(*at), "-" | "/"));
            let Some(dash) = dash else { return };
            at = dash + 1;
        }
    }

    /// A row of a table: "X – Y: open".
    fn row(&self, found: &mut Vec<Vec<String>>) {
        // "El Zarnouk – Kefrajal": a name may begin with a word too short for one.
        let begins = |at: &usize| self.is_word(*at) || self.lists("name_part", *at);
        let Some(start) = (0..self.tokens.len()).find(begins) else { return };
        let first = start + self.length(start).max(1);
        let dashed = matches!(self.text(first), "-" | "/");
        let second = first + 1 + self.length(first + 1).max(1);
        // "X – Y: open", "X – Y (RN4): open".
        if dashed && matches!(self.text(second), ":" | "⟨") {
            self.chain(start, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::text::Text;

    fn names(raw: &str) -> Vec<String> {
        let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
        let known = Known::new(lexicons.words(), gazetteer.words());
        let text = Text::new(raw, known);
        let names = Names::introduced(&text, &lexicons, known);
        names.names.into_values().flatten().map(|name| name.join(" ")).collect()
    }

    #[test]
    fn words_for_places_and_roads_introduce_names() {
        for (raw, wanted) in [
            ("وصلت القافلة إلى مدينة زرنوقة أمس", &["زرنوقه"][..]),
            ("الطريق الرئيسي بين زرنوقة وكفرجال مقطوع", &["زرنوقه", "كفرجال"]),
            ("طريق زرنوقة - كفرجال مفتوح", &["زرنوقه", "كفرجال"]),
            ("زرنوقة – كفرجال: مفتوح", &["زرنوقه", "كفرجال"]),
            ("أغلق معبر أم درزان الحدودي", &["ام درزان"]),
            ("المسلك المؤدي إلى زرنوقة سالك", &["زرنوقه"]),
            ("قافلة متجهة إلى زرنوقة", &["زرنوقه"]),
            ("طريق زرنوقة مقطوع", &["زرنوقه"]),
            ("إغلاق معبر زرن أبو سالف", &["زرن ابو سالف"]),
            ("طريق النجاح مفتوح", &[]),
            // A capital letter and a word for a place in front of it or behind; hyphens join the ends of a road.
            ("The convoy reached Zarnouk on Monday.", &["zarnouk"]),
            ("Soldiers took the town of Zarnouk.", &["zarnouk"]),
            ("The Abu Zarnouk crossing is closed.", &["abu zarnouk"]),
            ("The Zarnouk-Kefrajal axis is cut.", &["kefrajal", "zarnouk"]),
            ("Zarnouk-Kefrajal: open", &["kefrajal", "zarnouk"]),
            ("3  Zarnouk-Kefrajal  RED  closed", &["kefrajal", "zarnouk"]),
            ("Zarnouk – Kefrajal (RN4) : praticable", &["kefrajal", "zarnouk"]),
            ("- زرنوقة / كفرجال: مفتوح", &["زرنوقه", "كفرجال"]),
            ("El Zarnouk - Kefrajal: open", &["el zarnouk", "kefrajal"]),
            // Listed as a town for English.
            ("Fada est calme.", &["fada"]),
            ("0640 Zarnouk: closed to trucks", &["zarnouk"]),
            ("Warsaw has promised ambulances.", &["warsaw"]),
            ("The soldiers left Ed Da'rein.", &["ed da'rein"]),
            ("La route Zarnouk-Kefrajal est coupée.", &["kefrajal", "zarnouk"]),
            ("Le convoi a quitté la localité de Zarnouk.", &["zarnouk"]),
            // Neither a person's double name nor a word in small letters.
            ("Jean-Zarnouk praised the soldiers.", &[]),
            ("They went to zarnouk.", &[]),
            // Known words are no names, nor are words that nothing introduces.
            ("مدينة كبيرة سقطت", &[]),
            ("وصل زرنوقة أمس", &[]),
            ("الطريق بين غاو وكيدال مقطوع", &[]),
        ] {
            let mut wanted: Vec<&str> = wanted.to_vec();
            wanted.sort_unstable();
            let mut found = names(raw);
            found.sort_unstable();
            assert_eq!(found, wanted, "{raw}");
        }
    }
}

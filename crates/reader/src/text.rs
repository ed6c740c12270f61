//! The text as tokens: paragraphs, their language, sentences, words and clitics.
//!
//! Tokens keep their byte range in the text as given. Quotation marks leave the
//! stream (quotes are left open too often to lean on) and are kept beside it.

use crate::codes::Language;
use crate::fold::{fold_char, is_arabic, is_dropped};
use crate::known::{Known, Piece};
use crate::markup::is_filler;
use crate::reading::{Paragraph, Span};
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Longest sentence kept whole, in tokens. The longest in the reports seen has 96;
/// beyond this a text is a list without stops, and rules must not tie its ends together.
const SENTENCE_TOKENS_MAX: usize = 300;

/// A Latin paragraph shorter than this, in letters, is too little to tell French from English.
const LANGUAGE_LETTERS_MIN: usize = 60;

/// A word, number or mark, folded.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Begins with a capital letter, in scripts that have them.
    pub(crate) capital: bool,
    /// Read although it is misspelt.
    pub(crate) misprint: bool,
}

/// Tokens that end with a stop.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) language: Language,
    pub(crate) tokens: Vec<Token>,
    /// A quotation is open at its end.
    pub(crate) quote_open: bool,
    /// It begins a paragraph.
    pub(crate) begins: bool,
    /// It begins a line of a log; the hour in front is left out.
    pub(crate) logged: bool,
    /// The quotation marks in it.
    pub(crate) quotes: Vec<Quote>,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The number of the token that follows it.
    pub(crate) token: usize,
    /// It opens a quotation: by its shape, or by what stands beside it.
    pub(crate) opens: bool,
}

/// The whole text.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    /// The text without its markup, every word where it was.
    pub(crate) raw: Cow<'t, str>,
    /// Byte offset of every code point, and of the end.
    chars: Vec<usize>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) sentences: Vec<Sentence>,
}

impl<'t> Text<'t> {
    pub(crate) fn new(raw: &'t str, known: Known<'_>) -> Self {
        let chars = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
        let plain = crate::markup::plain(raw);
        let mut text = Self { raw: plain.clone(), chars, paragraphs: Vec::new(), sentences: Vec::new() };
        let fallback = common_words(&plain).or_else(|| letter_groups(&plain)).unwrap_or(Language::English);
        let hours = crate::logs::hours(&plain);
        for (start, end) in blocks(&plain) {
            let block = &plain[start..end];
            let language = language_of(block, fallback);
            text.paragraphs.push(Paragraph { span: text.span(start, end), language });
            let hour = hours.get(hours.partition_point(|hour| hour.start < start)).filter(|hour| hour.end <= end);
            text.add_sentences(start, block, (language, known), hour);
        }
        text
    }

    /// The span of a byte range that lies on character boundaries.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let index = |byte: usize| self.chars.partition_point(|at| *at < byte);
        Span { start: index(start), end: index(end), byte_start: start, byte_end: end }
    }

    /// The span of some tokens, marks at their ends left out but for the one that closes a
    /// quotation begun inside.
    pub(crate) fn span_over(&self, tokens: &[Token]) -> Span {
        let is_word = |token: &&Token| token.text.starts_with(char::is_alphanumeric);
        let first = tokens.iter().find(is_word).or(tokens.first());
        let last = tokens.iter().rev().find(is_word).or(tokens.last());
        let (start, end) = (first.map_or(0, |token| token.start), last.map_or(0, |token| token.end));
        let start = start.min(end);
        self.span(start, end + self.closing(start..end).map_or(0, char::len_utf8))
    }

    /// The mark behind some bytes that closes a quotation begun in them.
    fn closing(&self, bytes: Range<usize>) -> Option<char> {
        let (inside, behind) = (self.raw.get(bytes.clone())?, self.raw.get(bytes.end..)?);
        let open = |from: char, to: char| inside.matches(from).count() > inside.matches(to).count();
        behind.chars().next().filter(|mark| match mark {
            '"' => inside.matches('"').count() % 2 == 1,
            '»' => open('«', '»'),
            '”' => open('“', '”'),
            _ => false,
        })
    }

    fn add_sentences(
        &mut self,
        offset: usize,
        block: &str,
        (language, known): (Language, Known<'_>),
        hour: Option<&Range<usize>>,
    ) {
        // Line ends inside a paragraph are only layout; the copy keeps every byte offset.
        let flat = block.replace(['\n', '\r'], " ");
        let mut quote_open = false;
        for (start, end) in sentence_ranges(&flat) {
            let mut tokens = tokens(&flat[start..end], offset + start, known);
            if is_all_capitals(&flat[start..end]) {
                // A telex: only what is no word can be a name.
                tokens.iter_mut().for_each(|token| token.capital &= !known.has_rule(&token.text));
            }
            let logged = hour.is_some_and(|hour| without_hour(&mut tokens, hour));
            let quotes = quotes(&flat[start..end], offset + start, &tokens);
            quote_open = quotes.last().map_or(quote_open, |last| last.opens);
            let mut begins = start == 0;
            let mut tokens = tokens.into_iter();
            while tokens.len() > 0 {
                let tokens = tokens.by_ref().take(SENTENCE_TOKENS_MAX).collect();
                let quotes = if begins || start > 0 { quotes.clone() } else { Vec::new() };
                self.sentences.push(Sentence {
                    language,
                    tokens,
                    quote_open,
                    begins,
                    logged: begins && logged,
                    quotes,
                });
                begins = false;
            }
        }
    }
}

/// Takes the hour off the words behind it, with the mark between; whether it was there.
fn without_hour(tokens: &mut Vec<Token>, hour: &Range<usize>) -> bool {
    let within = tokens.iter().take_while(|token| token.start < hour.end).count();
    let is_mark = |token: &Token| matches!(token.text.as_str(), ":" | "," | "/" | "⟩") || token.text == DASH;
    let marks = tokens[within..].iter().take_while(|token| is_mark(token)).count();
    let there = tokens.first().is_some_and(|first| first.start <= hour.start) && within > 0;
    if there {
        tokens.drain(..within + marks);
    }
    there
}

/// The languages whose words and rules a text can need: those of its scripts, and those its paragraphs are read in.
pub(crate) fn languages(raw: &str) -> Vec<Language> {
    let plain = crate::markup::plain(raw);
    let fallback = Language::English;
    let arabic = raw.contains(is_arabic);
    let latin = raw.contains(|c: char| c.is_alphabetic() && !is_arabic(c))
        || blocks(&plain).into_iter().any(|(start, end)| language_of(&plain[start..end], fallback) != Language::Arabic);
    let needed = |language: &Language| match language {
        Language::Arabic => arabic,
        Language::French | Language::English => latin,
    };
    Language::ALL.iter().copied().filter(needed).collect()
}

/// Written in capitals throughout, and long enough that it is no abbreviation.
fn is_all_capitals(sentence: &str) -> bool {
    let letters = sentence.chars().filter(|c| c.is_uppercase()).count();
    letters >= CAPITALS_MIN && !sentence.contains(char::is_lowercase)
}

/// So many capitals and no small letter are a telex or a headline.
const CAPITALS_MIN: usize = 12;

/// Paragraphs as byte ranges: a line of its own, or lines that were wrapped.
fn blocks(raw: &str) -> Vec<(usize, usize)> {
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut previous: Option<&str> = None;
    for line in raw.split_inclusive('\n') {
        let end = start + line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        if body.trim().is_empty() {
            previous = None;
        } else {
            match (previous, blocks.last_mut()) {
                (Some(before), Some(block)) if continues(before, body) => block.1 = start + body.len(),
                _ => blocks.push((start, start + body.len())),
            }
            previous = Some(body);
        }
        start = end;
    }
    blocks
}

/// Whether a line is the wrapped continuation of the one before it.
fn continues(before: &str, line: &str) -> bool {
    let stopped = before.trim_end().ends_with(['.', '!', '?', '؟', '…', ':', ';', '»', '"', '”', ')']);
    let Some(first) = line.trim_start().chars().next() else { return false };
    // A wrapped line fills the column; a heading does not.
    let full = (60..=120).contains(&before.chars().count());
    (first.is_lowercase() || is_arabic(first) && !first.is_numeric()) && full && !stopped
}

/// The language of a paragraph: by its letters, and for Latin ones by their pairs.
fn language_of(block: &str, fallback: Language) -> Language {
    let letters = block.chars().filter(|c| c.is_alphabetic()).count();
    let arabic = block.chars().filter(|c| c.is_alphabetic() && is_arabic(*c)).count();
    if arabic * 2 > letters {
        return Language::Arabic;
    }
    common_words(block)
        .or_else(|| (letters >= LANGUAGE_LETTERS_MIN).then(|| letter_groups(block)).flatten())
        .unwrap_or(fallback)
}

/// French or English by their commonest words: sure, where there are any.
fn common_words(text: &str) -> Option<Language> {
    const FRENCH: &[&str] = &[
        "le", "la", "les", "des", "du", "de", "et", "est", "une", "dans", "par", "sur", "aux", "ont", "sont", "au",
        "en", "un", "pour", "pas", "ne", "il", "avec", "depuis", "vers", "sans", "mais", "qui", "que", "ce", "cette",
        "ses", "leur", "plus", "encore", "toujours", "hier", "aucun", "aucune",
    ];
    const ENGLISH: &[&str] = &[
        "the", "of", "and", "to", "is", "are", "was", "has", "have", "by", "with", "from", "at", "were", "in", "for",
        "not", "no", "it", "they", "we", "be", "been", "after", "until", "since", "but", "who", "which", "closed",
        "open", "clear", "road", "through", "said", "will", "this", "an", "its", "their", "into", "during", "near",
        "again", "has", "had", "still", "out",
    ];
    let count = |list: &[&str]| {
        let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        words.filter(|word| list.contains(&word.as_str())).take(1000).count()
    };
    match count(FRENCH).cmp(&count(ENGLISH)) {
        std::cmp::Ordering::Greater => Some(Language::French),
        std::cmp::Ordering::Less => Some(Language::English),
        std::cmp::Ordering::Equal => None,
    }
}

/// French or English by groups of letters, which takes more of them than a headline has.
fn letter_groups(text: &str) -> Option<Language> {
    let latin: String = text.chars().filter(|c| !is_arabic(*c)).take(4000).collect();
    let detector = whatlang::Detector::with_allowlist(vec![whatlang::Lang::Fra, whatlang::Lang::Eng]);
    let found = detector.detect_lang(&latin)?;
    Some(if found == whatlang::Lang::Fra { Language::French } else { Language::English })
}

/// Sentences by UAX 29, with the breaks after abbreviations taken back.
fn sentence_ranges(flat: &str) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (start, piece) in flat.split_sentence_bound_indices() {
        let end = start + piece.len();
        match ranges.last_mut() {
            Some(last) if ends_in_abbreviation(&flat[last.0..last.1]) => last.1 = end,
            _ => ranges.push((start, end)),
        }
    }
    ranges
}

/// Latin abbreviations after which a capital starts no sentence.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mme", "mlle", "dr", "pr", "mr", "mrs", "ms", "gen", "gén", "col", "lt", "cdt", "cap", "capt", "maj",
    "sgt", "st", "ste", "no", "art", "av", "approx", "env", "km", "hon", "amb", "min", "gov", "dept", "jan", "feb",
    "aug", "sept", "oct", "nov", "dec", "janv", "févr", "juil", "déc",
];

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(body) = sentence.trim_end().strip_suffix('.') else { return false };
    let word = body.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let mut letters = word.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    single || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The quotation marks of a sentence. A straight mark opens where a word follows and none
/// stands before, and closes the other way round.
fn quotes(piece: &str, offset: usize, tokens: &[Token]) -> Vec<Quote> {
    let opens = |at: usize, mark: char| match mark {
        '«' | '“' | '„' => Some(true),
        '»' | '”' => Some(false),
        '"' => {
            let before =
                piece[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | ':'));
            let after = piece[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
            (before != after).then_some(after)
        }
        _ => None,
    };
    let marks = piece.char_indices().filter_map(|(at, mark)| Some((at, opens(at, mark)?)));
    marks.map(|(at, opens)| Quote { token: tokens.partition_point(|token| token.start < offset + at), opens }).collect()
}

/// The folded words of a name or phrase.
pub(crate) fn words(phrase: &str, known: Known<'_>) -> Vec<String> {
    tokens(phrase, 0, known).into_iter().map(|token| token.text).collect()
}

/// Splits a piece of text into folded tokens.
fn tokens(piece: &str, offset: usize, known: Known<'_>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = piece.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_alphanumeric() {
            let mut end = at + c.len_utf8();
            while let Some((next, n)) = rest.peek().copied() {
                if !(n.is_alphanumeric() || is_dropped(n) || joins(piece, next, n)) {
                    break;
                }
                end = next + n.len_utf8();
                rest.next();
            }
            push_word(piece[at..end].trim_end_matches(is_filler), offset + at, known, &mut tokens);
        } else if let Some(mark) = mark(piece, at, c) {
            let end = offset + at + c.len_utf8();
            tokens.push(Token { text: mark.to_owned(), start: offset + at, end, capital: false, misprint: false });
        }
    }
    tokens
}

/// Whether a mark inside a word belongs to it: an apostrophe between letters, a
/// separator between digits.
fn joins(piece: &str, at: usize, mark: char) -> bool {
    let before = piece[..at].chars().next_back();
    let after = piece[at + mark.len_utf8()..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return false };
    match mark {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_alphabetic(),
        '.' if is_dotted_date(&piece[..at], &piece[at + 1..]) => false,
        '.' | ',' | '٫' | '٬' => before.is_numeric() && after.is_numeric(),
        // A space inside a number groups exactly three digits.
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
            before.is_numeric() && groups_three(&piece[..at], &piece[at + mark.len_utf8()..])
        }
        _ => false,
    }
}

/// Whether a dot stands in a date written in digits: "12.06.2024".
fn is_dotted_date(before: &str, after: &str) -> bool {
    let part = |c: &char| c.is_numeric() || *c == '.';
    let head: String = before.chars().rev().take_while(part).take(DATE_CHARS).collect();
    let tail: String = after.chars().take_while(part).take(DATE_CHARS).collect();
    let whole = format!("{}.{}", head.chars().rev().collect::<String>(), tail);
    let lengths: Vec<usize> = whole.trim_end_matches('.').split('.').map(|part| part.chars().count()).collect();
    matches!(lengths.as_slice(), [1 | 2, 1 | 2, 4])
}

/// No date in digits is longer.
const DATE_CHARS: usize = 11;

fn groups_three(before: &str, after: &str) -> bool {
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
    let left = digits(&mut before.chars().rev());
    (1..=3).contains(&left) && digits(&mut after.chars()) == 3
}

/// A dash: to the rules a comma, unless they ask for a dash.
pub(crate) const DASH: &str = "-";

/// Whether a mark parts words as a comma does.
pub(crate) fn is_comma(text: &str) -> bool {
    text == "," || text == DASH
}

/// The mark a character stands for, if it means anything to the rules.
fn mark(piece: &str, at: usize, c: char) -> Option<&'static str> {
    let spaced = || {
        let before = piece[..at].chars().next_back().is_none_or(char::is_whitespace);
        before && piece[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    };
    match c {
        ',' | '،' => Some(","),
        '—' | '―' => Some(DASH),
        '-' | '–' if spaced() => Some(DASH),
        // A bar parts the cells of a row, as a colon parts its name from its state.
        '|' => Some(":"),
        ';' | '؛' => Some(";"),
        ':' => Some(":"),
        '/' => Some("/"),
        '%' | '٪' => Some("%"),
        // Angle brackets: round ones mean something else in patterns.
        '(' | '[' => Some("⟨"),
        ')' | ']' => Some("⟩"),
        _ => None,
    }
}

/// Folds one written word and splits what is written onto it.
fn push_word(word: &str, offset: usize, known: Known<'_>, tokens: &mut Vec<Token>) {
    let mut folded = String::new();
    // Byte offset, in the word as written, of every folded character.
    let mut origin: Vec<usize> = Vec::new();
    for (at, c) in word.char_indices() {
        let before = folded.chars().count();
        match c {
            '’' | 'ʼ' => folded.push('\''),
            _ => fold_char(c, &mut folded),
        }
        origin.extend(std::iter::repeat_n(at, folded.chars().count() - before));
    }
    if folded.is_empty() {
        return;
    }
    origin.push(word.len());
    let mut from = 0;
    for Piece { mut text, chars, misprint } in known.split(&folded) {
        // A number grouped by spaces is one word.
        text.retain(|c| !c.is_whitespace());
        let to = (from + chars).min(origin.len() - 1);
        let capital = word[origin[from]..].chars().next().is_some_and(char::is_uppercase);
        tokens.push(Token { text, start: offset + origin[from], end: offset + origin[to], capital, misprint });
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known::Words;

    fn words(raw: &str) -> Vec<Vec<String>> {
        let rules = Words::new(["الحدود", "الجيش", "تيمياوين", "باشر", "تباشر", "تسليمها", "قوات"].map(String::from));
        let text = Text::new(raw, Known::new(&rules, &Words::default()));
        text.sentences.iter().map(|s| s.tokens.iter().map(|t| t.text.clone()).collect()).collect()
    }

    #[test]
    fn words_and_clitics_part() {
        assert_eq!(
            words("وتيمياوين بالحدود للجيش ستباشر"),
            [["و", "تيمياوين", "ب", "الحدود", "ل", "الجيش", "س", "تباشر"]]
        );
        assert_eq!(words("l’armée d'Aguel'hoc n'a pas"), [["l'", "armee", "d'", "aguel'hoc", "n'", "a", "pas"]]);
        assert_eq!(words("Algeria's army didn't"), [["algeria", "'s", "army", "did", "n't"]]);
        assert_eq!(words("12 000 litres, 1.500 t"), [["12000", "litres", ",", "1.500", "t"]]);
        assert_eq!(
            words("aujourd'hui, Tin-Zaouaten - (nord)"),
            [["aujourd'hui", ",", "tin", "zaouaten", "-", "⟨", "nord", "⟩"]]
        );
    }

    #[test]
    fn sentences_end_at_stops_not_at_abbreviations() {
        assert_eq!(words("Le gén. A. Dembélé parle. La route est coupée.").len(), 2);
        assert_eq!(words("شمال مالي . واضافت أن الطريق مغلق.").len(), 2);
        assert_eq!(words("Title\nOne line.\n- two\n- three").len(), 4);
        let wrapped = "The road between the two towns has been open to all traffic since\nthe morning.";
        assert_eq!(words(wrapped).len(), 1);
    }

    #[test]
    fn every_paragraph_has_its_language() {
        let raw = "قالت مصادر ميدانية إن الطريق مغلق.\nLa route entre les deux villes est coupée depuis hier par des hommes armés.\nThe road between the two towns has been cut since yesterday by armed men.";
        let text = Text::new(raw, Known::new(&Words::default(), &Words::default()));
        let found: Vec<_> = text.paragraphs.iter().map(|p| p.language).collect();
        assert_eq!(found, [Language::Arabic, Language::French, Language::English]);
    }

    #[test]
    fn a_misprint_by_one_letter_is_read_and_marked() {
        let rules = Words::new(["تسليمها".to_owned()]);
        let text = Text::new("تمهيدًا لتسمليمها إلى الجيش", Known::new(&rules, &Words::default()));
        let found: Vec<_> = text.sentences[0].tokens.iter().filter(|t| t.misprint).collect();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].text.as_str(), &text.raw[found[0].start..found[0].end]), ("تسليمها", "تسمليمها"));
    }
}

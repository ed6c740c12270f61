//! The pipeline: text, sentences, phrases, voices, frames, drafts.

use crate::anaphora;
use crate::args::{NamedBefore, Scene};
use crate::chunk::{Class, Data};
use crate::codes::{Letter, Modality, ReportKind};
use crate::cues::Listener;
use crate::date::Date;
use crate::drafts::{self, Graded};
use crate::frames;
use crate::gazetteer::Gazetteer;
use crate::known::Known;
use crate::lexicon::Lexicons;
use crate::logs;
use crate::names::Names;
use crate::parse::{About, Evidence, Parsed, parse};
use crate::reading::{Doubt, Draft, PlaceMention, Reading, Span};
use crate::text::{Sentence, Text, words};
use sha2::{Digest as _, Sha256};
use std::ops::Range;
use units::Digest;

/// Longest text read, in bytes.
///
/// A newspaper report has five thousand, a weekly situation report of forty pages two
/// hundred thousand, a year of a bulletin in one file some millions; beyond this it is a
/// file chosen by mistake.
pub const TEXT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What to read, and what the user knows about it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The text as received, in UTF-8.
    pub text: &'a [u8],
    /// The day of the report. The user says it; it is never guessed from the text.
    pub date: Date,
    /// The outlet, so that its name is not read as words ("Al-Arab Al-Yawm" holds "today").
    pub outlet: Option<&'a str>,
    /// The user's letter for the outlet: the letter of its own voice, and a cap from D down.
    pub outlet_letter: Option<Letter>,
}

/// Why a text cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More than a report can be.
    #[error("the text has {bytes} bytes, at most {TEXT_BYTES_MAX} are read")]
    TooLong {
        /// Its size.
        bytes: usize,
    },
    /// Another encoding.
    #[error("the text is not UTF-8: byte {byte_offset} (counted from 0) cannot be decoded")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte_offset: usize,
    },
}

/// Reads a report.
pub fn read(request: &Request<'_>, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Reading, ReadError> {
    if request.text.len() > TEXT_BYTES_MAX {
        return Err(ReadError::TooLong { bytes: request.text.len() });
    }
    let raw =
        std::str::from_utf8(request.text).map_err(|cause| ReadError::NotUtf8 { byte_offset: cause.valid_up_to() })?;
    if raw.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let known = Known::new(lexicons.words(), gazetteer.words());
    let (text, names) = text_and_names(raw, lexicons, known);
    let outlet = request.outlet.map(|outlet| words(outlet, known)).unwrap_or_default();
    let mut evidence = Evidence::default();
    text.sentences.iter().for_each(|sentence| evidence.add(sentence, lexicons.of(sentence.language), gazetteer));

    let mut listener = Listener::default();
    let mut graded: Vec<Graded> = Vec::new();
    let mut places = Vec::new();
    let mut doubts = Vec::new();
    let mut road_before = None;
    let mut subjects = Vec::new();
    let mut named_before = NamedBefore::new();
    let mut day_before = None;
    // Since when, in drafts and bytes, a quotation runs of which the speaker is not told yet.
    let mut unheard: Option<(usize, usize)> = None;
    for (number, sentence) in text.sentences.iter().enumerate() {
        let lexicon = lexicons.of(sentence.language);
        let mut parsed = parse(
            sentence,
            lexicon,
            gazetteer,
            About { evidence: &evidence, names: &names, outlet: &outlet, day_before },
            request.date,
        );
        day_before = parsed.last_day;
        let voices = listener.hear(number, &mut parsed, lexicon, sentence);
        subjects = anaphora::resolve(sentence, &mut parsed.skeleton, lexicon, &subjects).unwrap_or(subjects);
        // Who asks claims nothing.
        let asked = is_question(&text, sentence);
        let candidates = if asked { Vec::new() } else { frames::find(&parsed.skeleton, lexicon) };
        let scene = Scene {
            text: &text,
            sentence,
            skeleton: &parsed.skeleton,
            lexicon,
            gazetteer,
            known,
            road_before: road_before.as_ref(),
            named_before: &named_before,
        };
        let span_in = |sentence: usize, tokens: &Range<usize>| span_of(&text, sentence, tokens);
        let before = graded.len();
        if let (Some(voice), Some((from, byte))) = (&voices.since_opened, unheard) {
            let source = drafts::source_of(scene, voice, &span_in);
            let quoted = graded[from..].iter_mut().filter(|one| one.draft.span.byte_start >= byte);
            quoted.for_each(|one| one.said_by(voice, source.clone()));
        }
        unheard = voices.unheard.then(|| unheard.unwrap_or((before, opened_at(sentence))));
        graded.extend(candidates.iter().map(|one| drafts::draft(scene, one, &voices, request.date, &span_in)));
        places.extend(mentions(scene));
        doubts.extend(one_signal(scene, &graded[before..]));
        doubts.extend(open_names(scene, &parsed, gazetteer));
        doubts.extend(unknown_names(scene));
        let places = scene.places_named();
        road_before = scene.roads_named().or(road_before);
        named_before.extend(places);
    }
    logs::date(&text, graded.iter_mut().map(|one| &mut one.draft), request.date);
    let graded = drafts::relate(graded, &text);
    let mut drafts: Vec<_> = graded.into_iter().map(|one| one.finish(request.outlet_letter)).collect();
    drafts.iter_mut().for_each(|draft| draft.doubts.extend(unlikely(draft, raw, request.date)));
    drafts.sort_by_key(|draft| (draft.span, draft.kind));
    Ok(Reading {
        paragraphs: text.paragraphs.clone(),
        drafts,
        places,
        doubts,
        lexicon_hash: rules_hash(lexicons, gazetteer),
    })
}

/// So far on both sides of a draft its line is looked at, in bytes.
const LINE_BYTES: usize = 4096;

/// What makes a draft unlikely to be what a person read on the day of the report.
fn unlikely(draft: &Draft, raw: &str, date: Date) -> Vec<Doubt> {
    let ahead = draft.modality == Modality::Asserted && draft.time.from.is_some_and(|from| from > date);
    let ahead = ahead.then(|| Doubt::DayAhead { span: draft.time.span.unwrap_or(draft.span) });
    // A line without an end is looked at for some way only.
    let near = |at: usize| raw.ceil_char_boundary(at.min(raw.len()));
    let (first, last) =
        (near(draft.span.byte_start.saturating_sub(LINE_BYTES)), near(draft.span.byte_end + LINE_BYTES));
    let before = raw[first..draft.span.byte_start].rfind('\n').map_or(first, |end| first + end + 1);
    let after = raw[draft.span.byte_end..last].find('\n').map_or(last, |end| draft.span.byte_end + end);
    let odd = |c: char| matches!(c, '\u{202D}' | '\u{202E}') || c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let disguised = raw[before..after].contains(odd).then_some(Doubt::Disguised { span: draft.span });
    ahead.into_iter().chain(disguised).collect()
}

/// The byte at which the last quotation of a sentence opens.
fn opened_at(sentence: &Sentence) -> usize {
    let last = sentence.quotes.iter().rev().find(|quote| quote.opens);
    last.and_then(|quote| sentence.tokens.get(quote.token)).map_or(0, |token| token.start)
}

/// Whether the mark behind a sentence is a question's.
fn is_question(text: &Text<'_>, sentence: &Sentence) -> bool {
    let behind = sentence.tokens.last().and_then(|last| text.raw.get(last.end..)).unwrap_or("");
    behind.chars().take_while(|c| !c.is_alphanumeric() && *c != '\n').any(|c| matches!(c, '?' | '؟'))
}

/// The text, and the places it introduces: their clitics are parted too.
fn text_and_names<'t>(raw: &'t str, lexicons: &Lexicons, known: Known<'_>) -> (Text<'t>, Names) {
    let tokens = |known| {
        let mut text = Text::new(raw, known);
        lexicons.above.apply(&mut text.sentences);
        text
    };
    let text = tokens(known);
    let names = Names::introduced(&text, lexicons, known);
    (if names.is_empty() { text } else { tokens(known.with(names.words())) }, names)
}

fn rules_hash(lexicons: &Lexicons, gazetteer: &Gazetteer) -> Digest {
    let both = Sha256::new().chain_update(lexicons.hash().as_bytes()).chain_update(gazetteer.hash().as_bytes());
    Digest::new(both.finalize().into())
}

fn span_of(text: &Text<'_>, sentence: usize, tokens: &Range<usize>) -> Span {
    let tokens = text.sentences.get(sentence).and_then(|sentence| sentence.tokens.get(tokens.clone()));
    text.span_over(tokens.unwrap_or_default())
}

/// Every resolved name, in the order of the text.
fn mentions(scene: Scene<'_>) -> Vec<PlaceMention> {
    let mut found: Vec<PlaceMention> = Vec::new();
    for chunk in &scene.skeleton.chunks {
        let place = match (&chunk.data, chunk.class) {
            (_, Class::Road) => None,
            (Data::Entry(entry), _) => Some(scene.gazetteer.entry(*entry).key.clone()),
            (Data::Country(key), Class::Country) => scene.listed(key),
            _ => None,
        };
        if let Some(place) = place {
            found.push(PlaceMention { span: scene.span(&chunk.tokens), place });
        }
    }
    found.sort_by_key(|mention| mention.span);
    found
}

/// Words that speak of a road or a crossing in a sentence that gave no such statement:
/// too little for a draft, enough for a look.
fn one_signal(scene: Scene<'_>, graded: &[Graded]) -> Vec<Doubt> {
    let about_roads = |one: &Graded| matches!(one.draft.kind, ReportKind::RoadStatus | ReportKind::CrossingStatus);
    if graded.iter().any(about_roads) {
        return Vec::new();
    }
    let words = scene.sentence.tokens.iter().filter(|token| scene.lexicon.lists("road_hint", &token.text));
    let doubt = |token| Doubt::OneSignal {
        span: scene.text.span_over(std::slice::from_ref(token)),
        kind: ReportKind::RoadStatus,
    };
    words.map(doubt).collect()
}

fn open_names(scene: Scene<'_>, parsed: &Parsed<'_>, gazetteer: &Gazetteer) -> Vec<Doubt> {
    let doubt = |name: &crate::parse::OpenName| Doubt::PlaceAmbiguous {
        span: scene.span(&name.tokens),
        candidates: vec![gazetteer.entry(name.entry).key.clone()],
    };
    parsed.open_names.iter().map(doubt).collect()
}

/// Places taken as written: what they are is for a person to say.
fn unknown_names(scene: Scene<'_>) -> impl Iterator<Item = Doubt> {
    let names = scene.skeleton.chunks.iter().filter(|chunk| chunk.data == Data::Name);
    names.map(move |chunk| Doubt::PlaceAmbiguous { span: scene.span(&chunk.tokens), candidates: Vec::new() })
}

/// One line a sentence, as the rules see it: for writing and testing rules.
pub fn skeletons(request: &Request<'_>, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Vec<String>, ReadError> {
    let raw =
        std::str::from_utf8(request.text).map_err(|cause| ReadError::NotUtf8 { byte_offset: cause.valid_up_to() })?;
    let known = Known::new(lexicons.words(), gazetteer.words());
    let (text, names) = text_and_names(raw, lexicons, known);
    let outlet = request.outlet.map(|outlet| words(outlet, known)).unwrap_or_default();
    let mut evidence = Evidence::default();
    text.sentences.iter().for_each(|sentence| evidence.add(sentence, lexicons.of(sentence.language), gazetteer));
    let mut listener = Listener::default();
    let (mut subjects, mut day_before) = (Vec::new(), None);
    let lines = text.sentences.iter().enumerate().map(|(number, sentence)| {
        let lexicon = lexicons.of(sentence.language);
        let mut parsed = parse(
            sentence,
            lexicon,
            gazetteer,
            About { evidence: &evidence, names: &names, outlet: &outlet, day_before },
            request.date,
        );
        day_before = parsed.last_day;
        listener.hear(number, &mut parsed, lexicon, sentence);
        let before = std::mem::take(&mut subjects);
        subjects = anaphora::resolve(sentence, &mut parsed.skeleton, lexicon, &before).unwrap_or(before);
        parsed.skeleton.line()
    });
    Ok(lines.collect())
}

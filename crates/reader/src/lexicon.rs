//! The rules, read from data files: words, phrases, attributions, frames.

mod load;

use crate::book::Book;
use crate::chunk::{Class, Speaker};
use crate::codes::{ItemCategory, Language, Modality, ReportKind, SourceClass, State};
use crate::known::RuleWords;
use crate::layers::Above;
use crate::pattern::PatternError;
use crate::vocabulary::{Fnv, Vocabulary};
use load::load;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::collections::{HashMap, HashSet}; // order never shows: only asked for one word
use std::hash::BuildHasherDefault;
use units::Digest;

/// Largest lexicon file accepted, in bytes: ten times the largest that ships.
pub const LEXICON_BYTES_MAX: usize = 1024 * 1024;

/// The shipped files, in the order they are layered.
const SHIPPED: &[(Language, &str, &str)] = &[
    (Language::Arabic, "ar/words.toml", include_str!("../lexicons/ar/words.toml")),
    (Language::Arabic, "ar/names.toml", include_str!("../lexicons/ar/names.toml")),
    (Language::Arabic, "ar/times.toml", include_str!("../lexicons/ar/times.toml")),
    (Language::Arabic, "ar/phrases.toml", include_str!("../lexicons/ar/phrases.toml")),
    (Language::Arabic, "ar/sources.toml", include_str!("../lexicons/ar/sources.toml")),
    (Language::Arabic, "ar/roads.toml", include_str!("../lexicons/ar/roads.toml")),
    (Language::Arabic, "ar/forces.toml", include_str!("../lexicons/ar/forces.toml")),
    (Language::Arabic, "ar/aid.toml", include_str!("../lexicons/ar/aid.toml")),
    (Language::Arabic, "ar/wide.toml", include_str!("../lexicons/ar/wide.toml")),
    (Language::Arabic, "ar/plain.toml", include_str!("../lexicons/ar/plain.toml")),
    (Language::French, "fr/words.toml", include_str!("../lexicons/fr/words.toml")),
    (Language::French, "fr/times.toml", include_str!("../lexicons/fr/times.toml")),
    (Language::French, "fr/phrases.toml", include_str!("../lexicons/fr/phrases.toml")),
    (Language::French, "fr/sources.toml", include_str!("../lexicons/fr/sources.toml")),
    (Language::French, "fr/roads.toml", include_str!("../lexicons/fr/roads.toml")),
    (Language::French, "fr/forces.toml", include_str!("../lexicons/fr/forces.toml")),
    (Language::French, "fr/aid.toml", include_str!("../lexicons/fr/aid.toml")),
    (Language::French, "fr/wide.toml", include_str!("../lexicons/fr/wide.toml")),
    (Language::French, "fr/plain.toml", include_str!("../lexicons/fr/plain.toml")),
    (Language::English, "en/words.toml", include_str!("../lexicons/en/words.toml")),
    (Language::English, "en/times.toml", include_str!("../lexicons/en/times.toml")),
    (Language::English, "en/phrases.toml", include_str!("../lexicons/en/phrases.toml")),
    (Language::English, "en/sources.toml", include_str!("../lexicons/en/sources.toml")),
    (Language::English, "en/roads.toml", include_str!("../lexicons/en/roads.toml")),
    (Language::English, "en/forces.toml", include_str!("../lexicons/en/forces.toml")),
    (Language::English, "en/aid.toml", include_str!("../lexicons/en/aid.toml")),
    (Language::English, "en/wide.toml", include_str!("../lexicons/en/wide.toml")),
    (Language::English, "en/plain.toml", include_str!("../lexicons/en/plain.toml")),
];

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// More than a file of rules can be.
    #[error("lexicon `{file}` has {bytes} bytes, at most {LEXICON_BYTES_MAX} are read")]
    TooLong {
        /// The file.
        file: String,
        /// Its size.
        bytes: usize,
    },
    /// Not the form of a lexicon.
    #[error("lexicon `{file}` is no lexicon")]
    Form {
        /// The file.
        file: String,
        /// What the reader of the format says.
        #[source]
        cause: toml::de::Error,
    },
    /// A macro that an earlier file of the language has: it would change that file's rules.
    #[error("lexicon `{file}` defines the macro `${name}` again")]
    MacroTwice {
        /// The file.
        file: String,
        /// The macro.
        name: String,
    },
    /// A pattern that cannot be compiled.
    #[error("lexicon `{file}`, rule `{rule}`, pattern `{pattern}`")]
    Pattern {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// The pattern.
        pattern: String,
        /// Why.
        #[source]
        cause: PatternError,
    },
    /// A code that is in no list, or not in the list of this rule's kind.
    #[error("lexicon `{file}`, rule `{rule}`: `{code}` is no {list}")]
    Code {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// The code as written.
        code: String,
        /// Which list it should be in.
        list: &'static str,
    },
    /// A layer with more entries than a person keeps an eye on.
    #[error("lexicon `{layer}` has {given} entries, at most {} are read", crate::layers::ENTRIES_MAX)]
    TooMany {
        /// The layer.
        layer: String,
        /// How many it has.
        given: usize,
    },
    /// An entry of a layer above the shipped rules.
    #[error("lexicon `{layer}`, entry {number}: {fault}")]
    Entry {
        /// The layer.
        layer: String,
        /// Which entry, from 1.
        number: usize,
        /// What is wrong with it.
        fault: crate::layers::EntryFault,
    },
    /// A frame without an example on either side.
    #[error("lexicon `{file}`, rule `{rule}` has no {missing} example; every frame needs one of each")]
    Example {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// `positive` or `negative`.
        missing: &'static str,
    },
}

/// A lexicon file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    /// Its frames are of wide reach: each stands back where a narrower one reads the same words.
    wide: bool,
    macros: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    nation: Vec<NationRow>,
    month: Vec<NumberRow>,
    weekday: Vec<NumberRow>,
    number: Vec<NumberRow>,
    phrase: Vec<PhraseRow>,
    connective: Vec<String>,
    cue: Vec<CueRow>,
    context: Vec<ContextRow>,
    adjunct: Vec<AdjunctRow>,
    frame: Vec<FrameRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NationRow {
    country: String,
    /// What its people and things are called.
    words: Vec<String>,
    /// What it is called itself, where the table of names may not have it.
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberRow {
    value: i64,
    words: Vec<String>,
    /// Words that mean it only where a pattern names them ("sat").
    #[serde(default)]
    apart: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseRow {
    class: Class,
    level: u8,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    item: Option<String>,
    source: Option<String>,
    time: Option<TimeRule>,
    #[serde(default)]
    generic: bool,
    #[serde(default)]
    masculine: bool,
    #[serde(default)]
    definite: bool,
}

/// How the words of a time become days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeRule {
    /// The latest such weekday, the report day included.
    Weekday,
    /// The latest such weekday before the report day.
    LastWeekday,
    /// The first such weekday after the report day.
    NextWeekday,
    /// From one weekday to another, the latest such.
    WeekdaySpan,
    /// `n` days before (or, below zero, after) the report day; `n` from the rule's words or 1.
    DaysAgo,
    /// From the report day on, `n` days.
    DaysAhead,
    /// `n` days after the day that the text named last.
    DaysAfter,
    /// `n` days before it; without a number the day before it, or before the report.
    DaysBefore,
    /// That day itself.
    SameDay,
    /// The report day.
    Today,
    /// The day before.
    Yesterday,
    /// Two days before.
    BeforeYesterday,
    /// The day after.
    Tomorrow,
    /// Two days after.
    AfterTomorrow,
    /// The day of a month that is not named: the latest such.
    DayOfMonth,
    /// From one date to another.
    DateSpan,
    /// Three months from the month `s` on.
    Season,
    /// Day and month, with or without the year.
    Date,
    /// Month, with or without the year.
    Month,
    /// The year alone.
    Year,
    /// The last `n` hours up to the report day.
    LastHours,
    /// The last `n` days.
    LastDays,
    /// The seven days from the report day on, vague.
    ComingDays,
    /// The seven days up to the report day: the week of a weekly report.
    Week,
    /// The week before the report's.
    LastWeek,
    /// The week of the report.
    ThisWeek,
    /// The latest Saturday and Sunday.
    Weekend,
    /// The month of the report.
    ThisMonth,
    /// The month before the report's.
    LastMonth,
    /// The month after it.
    NextMonth,
    /// The year before the report's.
    LastYear,
    /// Some days ago, vague, without ends.
    VaguePast,
    /// Tied to an event.
    External,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    scope: Scope,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    /// Class when the pattern names no one (hearsay verbs).
    source: Option<String>,
    #[serde(default)]
    masculine: bool,
    /// What is attributed is denied.
    #[serde(default)]
    denies: bool,
}

/// Which part of the text an attribution reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scope {
    /// From it to the next one or the end of the sentence.
    Forward,
    /// From the one before it, or the beginning of the sentence, up to it.
    Back,
    /// Forward at the beginning of a sentence, both ways between commas, else back
    /// ("according to").
    Either,
    /// Back at the end of a sentence, both ways between commas, else forward
    /// ("residents said").
    Subject,
    /// Like `Forward`, by the speaker before.
    ContinueForward,
    /// Like `Back`, by the speaker before.
    ContinueBack,
    /// The outlet's own voice takes over.
    Narrator,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextRow {
    effect: Effect,
    reach: Reach,
    /// Farthest distance to the trigger, in nodes.
    #[serde(default = "default_within")]
    within: usize,
    #[serde(rename = "match")]
    patterns: Vec<String>,
}

fn default_within() -> usize {
    4
}

/// What surroundings do to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    /// No statement: an aim, an attempt, a wish, a condition, a habit.
    Block,
    /// The statement is denied.
    Deny,
    /// Said with reserve.
    Hedge,
    /// A possibility.
    Possible,
    /// Foreseen of others.
    Expect,
    /// The source's own plan.
    Plan,
    /// History.
    Background,
    /// Nothing: a longer phrase around words that mean something by themselves ("to Kidal" is no aim).
    None,
}

/// Where the words of a context must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reach {
    /// Before the trigger, without a comma or an end of clause between.
    Governs,
    /// Anywhere before the trigger in its clause.
    Clause,
    /// Behind the trigger, without an end of clause between.
    Behind,
    /// Anywhere in the sentence.
    Sentence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdjunctRow {
    kinds: Vec<String>,
    #[serde(rename = "match")]
    patterns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameRow {
    id: String,
    kind: String,
    state: Option<String>,
    modality: Option<String>,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    background: bool,
    #[serde(default)]
    bare: bool,
    positive: Vec<String>,
    negative: Vec<String>,
}

/// A rule that makes a phrase.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) class: Class,
    pub(crate) item: Option<ItemCategory>,
    pub(crate) speaker: Option<Speaker>,
    pub(crate) time: Option<TimeRule>,
}

/// A rule that finds an attribution.
#[derive(Debug)]
pub(crate) struct CueRule {
    pub(crate) scope: Scope,
    pub(crate) speaker: Option<Speaker>,
    pub(crate) masculine: bool,
    pub(crate) denies: bool,
}

/// Words that change what a trigger near them says.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) effect: Effect,
    pub(crate) reach: Reach,
    pub(crate) within: usize,
}

/// Further arguments behind a match.
#[derive(Debug)]
pub(crate) struct Adjunct {
    pub(crate) kinds: Vec<ReportKind>,
}

/// A rule that makes a statement.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) id: String,
    pub(crate) kind: ReportKind,
    pub(crate) state: Option<State>,
    pub(crate) modality: Modality,
    /// The role that is also the speaker: saying it is doing it.
    pub(crate) speaker: Option<String>,
    pub(crate) background: bool,
    /// Its trigger already holds what would block others (an aim, a plan).
    pub(crate) bare: bool,
    /// Its words are whole classes: a frame that asks for more than it does is the better reading.
    pub(crate) wide: bool,
    pub(crate) positive: Vec<String>,
    pub(crate) negative: Vec<String>,
}

/// Phrases are found in so many levels.
pub(crate) const LEVELS: usize = 7;

/// Something by its word.
pub(crate) type Table<T> = HashMap<String, T, BuildHasherDefault<Fnv>>;

/// The rules of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) lists: Table<HashSet<String, BuildHasherDefault<Fnv>>>,
    /// Nationality words and their country.
    pub(crate) nations: Table<String>,
    /// Names of countries, by their first word, and their country.
    pub(crate) countries: Table<Vec<(Vec<String>, String)>>,
    pub(crate) months: BTreeMap<String, i64>,
    pub(crate) weekdays: BTreeMap<String, i64>,
    pub(crate) numbers: BTreeMap<String, i64>,
    /// By their level.
    pub(crate) phrases: [Book<Phrase>; LEVELS],
    pub(crate) connectives: Book<()>,
    pub(crate) cues: Book<CueRule>,
    pub(crate) contexts: Book<Context>,
    pub(crate) adjuncts: Book<Adjunct>,
    pub(crate) frames: Book<Frame>,
    words: RuleWords,
    vocabulary: Vocabulary,
}

impl Lexicon {
    /// The words its patterns need.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Puts the rules in order, now that all are there.
    fn close(&mut self) {
        self.phrases.iter_mut().for_each(Book::close);
        self.connectives.close();
        self.cues.close();
        self.contexts.close();
        self.adjuncts.close();
        self.frames.close();
    }

    /// Whether a folded word is in a list.
    pub(crate) fn lists(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }
}

/// The rules of all languages, compiled once.
#[derive(Debug)]
pub struct Lexicons {
    arabic: Lexicon,
    french: Lexicon,
    english: Lexicon,
    pub(crate) words: RuleWords,
    pub(crate) above: Above,
    pub(crate) hash: Digest,
}

impl Lexicons {
    /// The lexicons that come with the program.
    pub fn shipped() -> Result<Self, LexiconError> {
        Self::of_languages(Language::ALL)
    }

    /// Those of them that a text can need, which are loaded sooner; it is read by them as by all.
    pub fn shipped_for(text: &str) -> Result<Self, LexiconError> {
        Self::of_languages(&crate::text::languages(text))
    }

    fn of_languages(languages: &[Language]) -> Result<Self, LexiconError> {
        let mut hash = Sha256::new();
        for (_, _, text) in in_order() {
            hash.update(text.len().to_le_bytes());
            hash.update(text.as_bytes());
        }
        let mut loaded = BTreeMap::new();
        for (language, lexicon) in languages.iter().zip(load_all(languages)) {
            loaded.insert(*language, lexicon?);
        }
        // The first has the most words: the others are put to it.
        let mut sets = loaded.values_mut().map(|lexicon: &mut Lexicon| std::mem::take(&mut lexicon.words));
        let mut words = sets.next().unwrap_or_default();
        sets.for_each(|more| words.join(more));
        let mut take = |language| loaded.remove(&language).unwrap_or_default();
        Ok(Self {
            words,
            above: Above::default(),
            arabic: take(Language::Arabic),
            french: take(Language::French),
            english: take(Language::English),
            hash: Digest::new(hash.finalize().into()),
        })
    }

    /// SHA-256 over all files.
    pub fn hash(&self) -> Digest {
        self.hash
    }

    /// Every frame with the examples it is held to.
    pub fn examples(&self) -> impl Iterator<Item = FrameExamples<'_>> {
        Language::ALL.iter().flat_map(|language| {
            self.of(*language).frames.rules().iter().map(|frame| FrameExamples {
                language: *language,
                rule: &frame.id,
                kind: frame.kind,
                state: frame.state,
                positive: &frame.positive,
                negative: &frame.negative,
            })
        })
    }

    pub(crate) fn of(&self, language: Language) -> &Lexicon {
        match language {
            Language::Arabic => &self.arabic,
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// Every word the rules know, in all languages.
    pub(crate) fn words(&self) -> &RuleWords {
        &self.words
    }
}

/// The shipped files, language by language.
fn in_order() -> impl Iterator<Item = &'static (Language, &'static str, &'static str)> {
    Language::ALL.iter().flat_map(|language| SHIPPED.iter().filter(move |(of, _, _)| of == language))
}

/// Compiles the languages side by side: most of the time from a call of the program to its first answer
/// goes into this, and none needs another.
fn load_all(languages: &[Language]) -> Vec<Result<Lexicon, LexiconError>> {
    let one = |language: &Language| {
        let files = in_order().filter(|(of, _, _)| of == language);
        load(&files.map(|(_, file, text)| (*file, *text)).collect::<Vec<_>>())
    };
    std::thread::scope(|scope| {
        let begun: Vec<_> = languages.iter().map(|language| scope.spawn(move || one(language))).collect();
        // A thread that cannot end well is the same work done here.
        let ended = begun.into_iter().zip(languages);
        ended.map(|(thread, language)| thread.join().unwrap_or_else(|_| one(language))).collect()
    })
}

/// A frame's examples: what it must find, and what it must leave alone.
#[derive(Clone, Copy, Debug)]
pub struct FrameExamples<'l> {
    /// The language of the rule.
    pub language: Language,
    /// Its name.
    pub rule: &'l str,
    /// What it makes.
    pub kind: ReportKind,
    /// With which state.
    pub state: Option<State>,
    /// Texts it must find a statement in.
    pub positive: &'l [String],
    /// Texts in which it must find none.
    pub negative: &'l [String],
}

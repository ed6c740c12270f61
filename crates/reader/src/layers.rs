//! Lexicons of a theatre and of a user, above the shipped one: words that are read as words the rules know.
//!
//! An entry says that in this corridor people write `goudron` where the rules know `route`. It
//! cannot change what a shipped word means, carries a text that it must make readable and one
//! that it must leave alone, and both are read before it is used. The user's layer is above
//! the theatre's.

use crate::Date;
use crate::codes::{Language, Polarity, ReportKind, State};
use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{LEXICON_BYTES_MAX, LexiconError, Lexicons};
use crate::origin::is_function_word;
use crate::read::{Request, read};
use crate::reading::Draft;
use crate::text::Sentence;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::Digest;

/// Entries of one layer: more are rules, and belong into the shipped lexicons.
pub const ENTRIES_MAX: usize = 2_000;

/// Letters of the shortest form: almost any shorter one is a piece of another word.
pub const FORM_LETTERS_MIN: usize = 3;

/// One layer: its name for messages, and its file.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'t> {
    /// Such as `theatre`.
    pub name: &'t str,
    /// TOML.
    pub text: &'t str,
}

/// Words that are read as another, with what shows that they should be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `ar`, `fr` or `en`.
    pub language: String,
    /// The forms people write.
    pub words: Vec<String>,
    /// A word that the rules of the language know.
    pub read_as: String,
    /// The kind of claim that the examples are about.
    pub kind: String,
    /// Its state, where the kind has one.
    pub state: Option<String>,
    /// A text with such a claim.
    pub positive: String,
    /// A text with one of the words and no such claim.
    pub negative: String,
}

/// A layer as a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default)]
    entry: Vec<Entry>,
}

/// Why an entry cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// A code of no list.
    #[error("`{given}` is no {list}; it is one of {known}")]
    Code {
        /// As given.
        given: String,
        /// Which list.
        list: &'static str,
        /// What there is.
        known: String,
    },
    /// No form at all.
    #[error("`words` is empty")]
    NoWords,
    /// More than one word, or none.
    #[error("`{given}` is not one word")]
    NotOneWord {
        /// As given.
        given: String,
    },
    /// A form of too few letters.
    #[error("`{given}` has {letters} letters, a form needs {FORM_LETTERS_MIN}")]
    Short {
        /// As given.
        given: String,
        /// How many it has.
        letters: usize,
    },
    /// A word without content.
    #[error("`{given}` is a function word")]
    Function {
        /// As given.
        given: String,
    },
    /// The shipped rules know it, and would change.
    #[error("the rules know `{given}` already")]
    Taken {
        /// As given.
        given: String,
    },
    /// The rules do not know the word that it should be read as.
    #[error("the rules do not know `{given}`, so nothing can be read as it")]
    Unknown {
        /// As given.
        given: String,
    },
    /// An example that is missing.
    #[error("`{missing}` is empty; every entry needs an example of each")]
    Example {
        /// `positive` or `negative`.
        missing: &'static str,
    },
    /// An example without any of the forms shows nothing.
    #[error("`{example}` has none of the words")]
    Beside {
        /// `positive` or `negative`.
        example: &'static str,
    },
    /// The positive example is not found.
    #[error("no {claim} is found in: {text}")]
    NotFound {
        /// Kind and state.
        claim: String,
        /// The example.
        text: String,
    },
    /// The negative example is read as a claim.
    #[error("a {claim} is found in: {text}")]
    Found {
        /// Kind and state.
        claim: String,
        /// The example.
        text: String,
    },
}

/// What the layers add to the shipped rules.
#[derive(Debug, Default)]
pub(crate) struct Above {
    entries: Vec<(String, Entry)>,
    /// Folded form to folded word, by language.
    read_as: BTreeMap<(Language, String), String>,
}

impl Above {
    /// Reads tokens that a layer knows as the words that the rules know.
    pub(crate) fn apply(&self, sentences: &mut [Sentence]) {
        if self.read_as.is_empty() {
            return;
        }
        for sentence in sentences {
            for token in &mut sentence.tokens {
                if let Some(word) = self.read_as.get(&(sentence.language, token.text.clone())) {
                    token.text.clone_from(word);
                }
            }
        }
    }
}

impl Lexicons {
    /// The shipped rules with layers above them, the lowest first. Examples are not read yet: see
    /// [`Lexicons::check_entries`].
    pub fn layered(layers: &[Layer<'_>]) -> Result<Self, LexiconError> {
        Self::shipped()?.under(layers)
    }

    /// The same for reading one text: where no layer has an entry, only what the text can need.
    pub fn layered_for(layers: &[Layer<'_>], text: &str) -> Result<Self, LexiconError> {
        let mut bare = true;
        for layer in layers {
            bare &= parse(layer)?.entry.is_empty();
        }
        if bare { Self::shipped_for(text) } else { Self::layered(layers) }
    }

    fn under(self, layers: &[Layer<'_>]) -> Result<Self, LexiconError> {
        let mut lexicons = self;
        let mut hash = Sha256::new().chain_update(lexicons.hash.as_bytes());
        let mut above = Above::default();
        for layer in layers {
            let entries = parse(layer)?;
            if entries.entry.is_empty() {
                continue;
            }
            hash.update(layer.text.len().to_le_bytes());
            hash.update(layer.text.as_bytes());
            for (at, entry) in entries.entry.into_iter().enumerate() {
                let fault = |fault| LexiconError::Entry { layer: layer.name.to_owned(), number: at + 1, fault };
                let language = lexicons.admit(&entry).map_err(fault)?;
                let word = fold(&entry.read_as);
                for form in &entry.words {
                    above.read_as.insert((language, fold(form)), word.clone());
                }
                above.entries.push((layer.name.to_owned(), entry));
            }
        }
        if !above.entries.is_empty() {
            lexicons.words.extend(above.read_as.keys().map(|(_, form)| form.clone()));
            lexicons.hash = Digest::new(hash.finalize().into());
        }
        lexicons.above = above;
        Ok(lexicons)
    }

    /// How many entries the layers have.
    pub fn entries(&self) -> usize {
        self.above.entries.len()
    }

    /// Reads every entry's examples: layer, entry and what is wrong with it.
    pub fn check_entries(&self, gazetteer: &Gazetteer) -> Vec<(&str, &Entry, EntryFault)> {
        let faults = self.above.entries.iter().filter_map(|(layer, entry)| {
            let fault = self.examine(entry, gazetteer)?;
            Some((layer.as_str(), entry, fault))
        });
        faults.collect()
    }

    /// Reads the examples of every frame: rule, and what is wrong.
    pub fn check_frames(&self, gazetteer: &Gazetteer) -> Vec<(&str, EntryFault)> {
        let mut faults = Vec::new();
        for frame in self.examples() {
            let fits = |draft: &Draft| {
                draft.kind == frame.kind && draft.state == frame.state && draft.polarity == Polarity::Positive
            };
            let finds = |text: &str| self.drafts_of(text, gazetteer).iter().any(fits);
            let claim = || claim_words(frame.kind, frame.state);
            for text in frame.positive.iter().filter(|text| !finds(text)) {
                faults.push((frame.rule, EntryFault::NotFound { claim: claim(), text: text.clone() }));
            }
            for text in frame.negative.iter().filter(|text| finds(text)) {
                faults.push((frame.rule, EntryFault::Found { claim: claim(), text: text.clone() }));
            }
        }
        faults
    }

    /// Whether the rules of any language or a layer know a word.
    pub fn knows(&self, word: &str) -> bool {
        self.words.has(&fold(word))
    }

    /// Whether an entry can stand above the shipped rules.
    fn admit(&self, entry: &Entry) -> Result<Language, EntryFault> {
        let language = language(&entry.language)?;
        claim(entry)?;
        if entry.words.is_empty() {
            return Err(EntryFault::NoWords);
        }
        one_word(&entry.read_as)?;
        if !self.words.has(&fold(&entry.read_as)) {
            return Err(EntryFault::Unknown { given: entry.read_as.clone() });
        }
        for form in &entry.words {
            let (given, folded) = (form.clone(), fold(form));
            one_word(form)?;
            let letters = folded.chars().count();
            if letters < FORM_LETTERS_MIN {
                return Err(EntryFault::Short { given, letters });
            }
            if is_function_word(&folded) {
                return Err(EntryFault::Function { given });
            }
            if self.words.has(&folded) {
                return Err(EntryFault::Taken { given });
            }
        }
        for (name, text) in [("positive", &entry.positive), ("negative", &entry.negative)] {
            if text.trim().is_empty() {
                return Err(EntryFault::Example { missing: name });
            }
            let folded = fold(text);
            if !entry.words.iter().any(|form| folded.contains(&fold(form))) {
                return Err(EntryFault::Beside { example: name });
            }
        }
        Ok(language)
    }

    fn examine(&self, entry: &Entry, gazetteer: &Gazetteer) -> Option<EntryFault> {
        let (kind, state) = claim(entry).ok()?;
        let fits = |draft: &Draft| draft.kind == kind && (state.is_none() || draft.state == state);
        let finds = |text: &str| self.drafts_of(text, gazetteer).iter().any(fits);
        let claim = claim_words(kind, state);
        if !finds(&entry.positive) {
            return Some(EntryFault::NotFound { claim, text: entry.positive.clone() });
        }
        finds(&entry.negative).then(|| EntryFault::Found { claim, text: entry.negative.clone() })
    }

    /// What an example gives; its day is no matter.
    fn drafts_of(&self, text: &str, gazetteer: &Gazetteer) -> Vec<Draft> {
        let Some(date) = Date::new(2013, 2, 8) else { return Vec::new() };
        let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
        read(&request, self, gazetteer).map(|reading| reading.drafts).unwrap_or_default()
    }
}

/// Reads a layer's file.
fn parse(layer: &Layer<'_>) -> Result<Entries, LexiconError> {
    let bytes = layer.text.len();
    if bytes > LEXICON_BYTES_MAX {
        return Err(LexiconError::TooLong { file: layer.name.to_owned(), bytes });
    }
    let entries: Entries =
        toml::from_str(layer.text).map_err(|cause| LexiconError::Form { file: layer.name.to_owned(), cause })?;
    let given = entries.entry.len();
    if given > ENTRIES_MAX {
        return Err(LexiconError::TooMany { layer: layer.name.to_owned(), given });
    }
    Ok(entries)
}

fn language(code: &str) -> Result<Language, EntryFault> {
    Language::from_code(code).ok_or_else(|| EntryFault::Code {
        given: code.to_owned(),
        list: "language",
        known: list(Language::ALL.iter().map(|language| language.code())),
    })
}

/// Kind and state that the examples are about.
fn claim(entry: &Entry) -> Result<(ReportKind, Option<State>), EntryFault> {
    let kind = ReportKind::from_code(&entry.kind).ok_or_else(|| EntryFault::Code {
        given: entry.kind.clone(),
        list: "report kind",
        known: list(ReportKind::ALL.iter().map(|kind| kind.code())),
    })?;
    let Some(code) = &entry.state else { return Ok((kind, None)) };
    let state = State::from_code(code).filter(|state| kind.states().contains(state));
    let state = state.ok_or_else(|| EntryFault::Code {
        given: code.clone(),
        list: "state of its kind",
        known: list(kind.states().iter().map(|state| state.code())),
    })?;
    Ok((kind, Some(state)))
}

fn claim_words(kind: ReportKind, state: Option<State>) -> String {
    state.map_or_else(|| kind.code().to_owned(), |state| format!("{} {}", kind.code(), state.code()))
}

fn list<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    codes.collect::<Vec<_>>().join(", ")
}

fn one_word(given: &str) -> Result<(), EntryFault> {
    let one = !given.is_empty() && given.chars().all(char::is_alphabetic);
    if one { Ok(()) } else { Err(EntryFault::NotOneWord { given: given.to_owned() }) }
}

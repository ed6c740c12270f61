//! The reader's rules on one node: shipped, of the theatre, of its user; and what another layer would change.

use crate::node::{Node, NodeError};
use crate::operation::LEXICON;
use crate::ports::StoreError;
use crate::reading::{TEXTS, kept_day};
use reader::{
    Date, Doubt, Draft, Entry, EntryFault, Gazetteer, Layer, LexiconError, Lexicons, ReadError, Reading, Request, read,
};
use std::collections::{BTreeMap, BTreeSet};
use units::PlaceId;

/// The document with the user's layer.
const USER: &str = "lexicon/user.toml";

/// Why the rules of a node cannot be used or changed.
#[derive(Debug, thiserror::Error)]
pub enum LexiconsError {
    /// A layer is at fault.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// An example is not read as it says.
    #[error("lexicon `{layer}`, entry for `{words}`: {fault}")]
    Example {
        /// The layer.
        layer: String,
        /// The entry's forms.
        words: String,
        /// What is wrong.
        fault: EntryFault,
    },
    /// A layer that is kept is not UTF-8.
    #[error("the layer `{name}` is not UTF-8")]
    NotUtf8 {
        /// Which.
        name: &'static str,
    },
    /// The entry cannot be written.
    #[error("the entry cannot be written")]
    Write(#[from] serde_json::Error),
    /// A text that is kept cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

impl From<StoreError> for LexiconsError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

/// What a layer would change in one text that was read here.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// Hash of the text.
    pub text: String,
    /// Drafts that it would find, and their words.
    pub gained: Vec<(Draft, String)>,
    /// Drafts that it would lose.
    pub lost: Vec<(Draft, String)>,
}

/// A word that no rule knows, in a line that could have been a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As first written.
    pub word: String,
    /// In how many lines it stands.
    pub lines: usize,
    /// The first of them.
    pub line: String,
}

/// Suggestions given at most.
const SUGGESTIONS_MAX: usize = 30;

/// Letters of the shortest word suggested.
const SUGGESTED_LETTERS_MIN: usize = 4;

impl Node {
    /// The rules that read texts on this node.
    pub fn lexicons(&self) -> Result<Lexicons, LexiconsError> {
        self.lexicons_with(&self.user_layer()?)
    }

    /// What of them one text can need.
    pub fn lexicons_for(&self, text: &str) -> Result<Lexicons, LexiconsError> {
        let (theatre, user) = (self.theatre_layer()?, self.user_layer()?);
        let layers = [Layer { name: "theatre", text: &theatre }, Layer { name: "user", text: &user }];
        Ok(Lexicons::layered_for(&layers, text)?)
    }

    /// The same as all of them, with another layer in place of the user's.
    pub fn lexicons_with(&self, user: &str) -> Result<Lexicons, LexiconsError> {
        let theatre = self.theatre_layer()?;
        let layers = [Layer { name: "theatre", text: &theatre }, Layer { name: "user", text: user }];
        Ok(Lexicons::layered(&layers)?)
    }

    /// The user's layer, as TOML.
    pub fn user_layer(&self) -> Result<String, LexiconsError> {
        self.layer(USER, "user")
    }

    fn theatre_layer(&self) -> Result<String, LexiconsError> {
        self.layer(&format!("operation/{LEXICON}"), "theatre")
    }

    fn layer(&self, document: &str, name: &'static str) -> Result<String, LexiconsError> {
        let bytes = self.store().document(document)?.unwrap_or_default();
        String::from_utf8(bytes).map_err(|_| LexiconsError::NotUtf8 { name })
    }

    /// Adds an entry to the user's layer, after reading every example with it.
    pub fn add_entry(&mut self, entry: Entry, gazetteer: &Gazetteer) -> Result<Lexicons, LexiconsError> {
        let text = self.user_layer()? + &written(&entry)?;
        let lexicons = self.lexicons_with(&text)?;
        if let Some((layer, entry, fault)) = lexicons.check_entries(gazetteer).into_iter().next() {
            return Err(LexiconsError::Example { layer: layer.to_owned(), words: entry.words.join(", "), fault });
        }
        self.store_mut().keep(&[(USER.to_owned(), text.into_bytes())])?;
        Ok(lexicons)
    }

    /// What other rules would gain and lose over all texts kept here.
    pub fn difference(
        &self,
        before: &Lexicons,
        after: &Lexicons,
        gazetteer: &Gazetteer,
    ) -> Result<Vec<Difference>, LexiconsError> {
        let mut all = Vec::new();
        for name in self.store().documents(TEXTS)? {
            let Some((text, date)) = self.kept_text(&name)? else { continue };
            let drafts = |lexicons| drafts(&text, date, lexicons, gazetteer);
            let (was, is) = (drafts(before)?, drafts(after)?);
            let spot = |draft: &Draft| (draft.kind, draft.state, draft.polarity, draft.span);
            let lacks = |list: &[Draft], draft: &Draft| list.iter().all(|other| spot(other) != spot(draft));
            let words = |draft: &Draft| (draft.clone(), reader::shown(draft.span.of(&reader::plain(&text))));
            let difference = Difference {
                text: name.strip_prefix(TEXTS).unwrap_or(&name).to_owned(),
                gained: is.iter().filter(|draft| lacks(&was, draft)).map(words).collect(),
                lost: was.iter().filter(|draft| lacks(&is, draft)).map(words).collect(),
            };
            if !difference.gained.is_empty() || !difference.lost.is_empty() {
                all.push(difference);
            }
        }
        Ok(all)
    }

    /// Words that no rule knows, in lines of kept texts that could have been a statement and gave none; the
    /// commonest first.
    pub fn suggestions(&self, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Vec<Suggestion>, LexiconsError> {
        let mut found: BTreeMap<String, Suggestion> = BTreeMap::new();
        for name in self.store().documents(TEXTS)? {
            let Some((text, date)) = self.kept_text(&name)? else { continue };
            let reading = read(&request(&text, date), lexicons, gazetteer)?;
            let lines = silent_lines(&text, &reading);
            for line in lines {
                let words: BTreeSet<&str> = line.split(|c: char| !c.is_alphabetic()).collect();
                let long = |word: &&str| word.chars().count() >= SUGGESTED_LETTERS_MIN;
                for word in
                    words.into_iter().filter(long).filter(|word| !lexicons.knows(word) && !gazetteer.knows(word))
                {
                    let new = || Suggestion { word: word.to_owned(), lines: 0, line: line.trim().to_owned() };
                    found.entry(word.to_lowercase()).or_insert_with(new).lines += 1;
                }
            }
        }
        let mut found: Vec<Suggestion> = found.into_values().collect();
        found.sort_by(|a, b| b.lines.cmp(&a.lines).then_with(|| a.word.cmp(&b.word)));
        found.truncate(SUGGESTIONS_MAX);
        Ok(found)
    }

    /// A kept text and its day.
    fn kept_text(&self, name: &str) -> Result<Option<(String, Date)>, LexiconsError> {
        let Some(bytes) = self.store().document(name)? else { return Ok(None) };
        let day = kept_day(self.store(), name.strip_prefix(TEXTS).unwrap_or(name))?;
        Ok(String::from_utf8(bytes).ok().zip(day))
    }
}

/// An entry as it stands in a file; what JSON writes between quotes, TOML reads alike.
fn written(entry: &Entry) -> Result<String, serde_json::Error> {
    let Entry { language, words, read_as, kind, state, positive, negative } = entry;
    let mut lines = String::from("[[entry]]\n");
    let mut line = |name: &str, value: Result<String, serde_json::Error>| {
        lines.push_str(&format!("{name} = {}\n", value?));
        Ok::<(), serde_json::Error>(())
    };
    line("language", serde_json::to_string(language))?;
    line("words", serde_json::to_string(words))?;
    line("read_as", serde_json::to_string(read_as))?;
    line("kind", serde_json::to_string(kind))?;
    if let Some(state) = state {
        line("state", serde_json::to_string(state))?;
    }
    line("positive", serde_json::to_string(positive))?;
    line("negative", serde_json::to_string(negative))?;
    Ok(lines + "\n")
}

fn drafts(text: &str, date: Date, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Vec<Draft>, LexiconsError> {
    Ok(read(&request(text, date), lexicons, gazetteer)?.drafts)
}

fn request(text: &str, date: Date) -> Request<'_> {
    Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None }
}

/// Lines that name two places, or hold a word of a road's state, and gave no statement.
fn silent_lines<'t>(text: &'t str, reading: &Reading) -> BTreeSet<&'t str> {
    let at = |at: usize| line_at(text, at);
    let mut named: BTreeMap<&str, BTreeSet<&PlaceId>> = BTreeMap::new();
    for mention in &reading.places {
        named.entry(at(mention.span.byte_start)).or_default().insert(&mention.place);
    }
    let two = named.into_iter().filter(|(_, places)| places.len() > 1).map(|(line, _)| line);
    let signals = reading.doubts.iter().filter_map(|doubt| {
        let Doubt::OneSignal { span, .. } = doubt else { return None };
        Some(at(span.byte_start))
    });
    let said: BTreeSet<&str> = reading.drafts.iter().map(|draft| at(draft.span.byte_start)).collect();
    two.chain(signals).filter(|line| !said.contains(line)).collect()
}

fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

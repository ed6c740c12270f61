//! From text to signed reports: the reader drafts, a person decides, both are kept.

mod decisions;
mod settled;
mod shown;
mod statement;

pub use decisions::{DecisionsError, DraftFault, day, forwards, parse_decisions, state_of, subject};
pub use settled::{Fate, Rejection, Settled};
pub use shown::{doubts_json, drafts_json};
pub use statement::{subject_name, subjects};

use crate::node::{AsOf, Node, NodeError};
use crate::ports::{Store, StoreError};
use model::{Body, Credibility, Draft, Excerpt, Modality, Polarity, Reliability, Subject, TextError};
use reader::{Date, Gazetteer, Lexicons, Original, Reading, Request, State, Zone};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Digest, Moment, OfficerId, SourceId};

/// Documents under this prefix are texts that were read, by hash.
pub(crate) const TEXTS: &str = "text/";

/// Documents under this prefix are the origins of texts that were read, by the text's hash.
const ORIGINS: &str = "origin/";

/// Documents under this prefix are the civil days of texts that were read, by the text's hash.
const DAYS: &str = "day/";

/// Stands for a source that nobody named.
pub(crate) const NOT_SAID: &str = "unnamed";

/// What a person decided of one draft that is to be signed.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// Which draft of the reading, from 0.
    pub draft: usize,
    /// Letter and number, judged apart; the suggestion where absent.
    pub reliability: Option<Reliability>,
    /// See `reliability`.
    pub credibility: Option<Credibility>,
    /// What the person set anew.
    pub edit: Edit,
}

/// Fields of a draft that a person set anew, where the reader could not tell or was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// What it is about.
    pub about: Option<Vec<Subject>>,
    /// The state, stage or action.
    pub state: Option<State>,
    /// Whether it affirms.
    pub polarity: Option<Polarity>,
    /// How firmly.
    pub modality: Option<Modality>,
    /// Whether it is history.
    pub background: Option<bool>,
    /// The first day; `Some(None)` opens that end.
    pub from: Option<Option<Date>>,
    /// The last day.
    pub to: Option<Option<Date>>,
}

impl Edit {
    /// Nothing was set anew.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text with what identifies it.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// As received.
    pub text: &'a str,
    /// Its civil day.
    pub date: reader::Date,
    /// Who published it.
    pub outlet: Option<&'a str>,
}

/// Why a reading became no statements.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// The text cannot be read.
    #[error(transparent)]
    Read(#[from] reader::ReadError),
    /// A decision names a draft that the reading does not have.
    #[error("the reading has {drafts} drafts, a decision names number {given}")]
    NoSuchDraft {
        /// Number as given, from 1.
        given: usize,
        /// How many there are.
        drafts: usize,
    },
    /// What was decided of a text earlier cannot be read.
    #[error("what was decided of text {text} is damaged")]
    Settled {
        /// The text.
        text: Digest,
        /// What the parser says.
        #[source]
        cause: serde_json::Error,
    },
    /// A code of the reader is unknown to the model.
    #[error(transparent)]
    Code(#[from] model::CodeError),
    /// The words cannot stand in a statement.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A name cannot be used.
    #[error(transparent)]
    Id(#[from] units::IdError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

impl From<StoreError> for ReadingError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

/// Reads a text into drafts.
pub fn read(document: &Document<'_>, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Reading, ReadingError> {
    let request =
        Request { text: document.text.as_bytes(), date: document.date, outlet: document.outlet, outlet_letter: None };
    Ok(reader::read(&request, lexicons, gazetteer)?)
}

/// The hash of a text, which its reports cite.
pub fn document_digest(text: &str) -> Digest {
    Digest::new(Sha256::digest(text.as_bytes()).into())
}

impl Node {
    /// Turns decided drafts into statements ready to sign; keeps nothing yet. Their days are
    /// days of the zone of the operation.
    pub fn propose(
        &self,
        document: &Document<'_>,
        reading: &Reading,
        decisions: &[Decision],
        officer: &OfficerId,
        occurred: Moment,
        zone: &Zone,
    ) -> Result<Vec<Draft>, ReadingError> {
        let origin = self.origin_of(document.text)?;
        let filed = decisions.iter().map(|decision| {
            let draft = reading
                .drafts
                .get(decision.draft)
                .ok_or(ReadingError::NoSuchDraft { given: decision.draft + 1, drafts: reading.drafts.len() })?;
            let body = Body::ReportFiled(statement::report(document, draft, decision, origin.clone(), zone)?);
            Ok(Draft { officer: Some(officer.clone()), occurred: Some(occurred), ..Draft::of(body) })
        });
        filed.collect()
    }

    /// Keeps a text, its day and its origin: what its reports cite, and what later texts are compared with.
    pub fn keep_text(&mut self, document: &Document<'_>) -> Result<(), ReadingError> {
        let kept = self.text_documents(document)?;
        Ok(self.store_mut().keep(&kept)?)
    }

    /// What [`Self::keep_text`] keeps.
    pub fn text_documents(&self, document: &Document<'_>) -> Result<Vec<(String, Vec<u8>)>, ReadingError> {
        let (origin, digest) = (self.origin_of(document.text)?, document_digest(document.text));
        Ok(vec![
            (format!("{TEXTS}{digest}"), document.text.as_bytes().to_vec()),
            (format!("{DAYS}{digest}"), document.date.to_string().into_bytes()),
            (format!("{ORIGINS}{digest}"), origin.as_str().as_bytes().to_vec()),
        ])
    }

    /// Both: statements ready to sign, and the text kept.
    pub fn confirm(
        &mut self,
        document: &Document<'_>,
        reading: &Reading,
        decisions: &[Decision],
        officer: &OfficerId,
        occurred: Moment,
        zone: &Zone,
    ) -> Result<Vec<Draft>, ReadingError> {
        let drafts = self.propose(document, reading, decisions, officer, occurred, zone)?;
        self.keep_text(document)?;
        Ok(drafts)
    }

    /// Where a text first came from: the origin of a text read here before, or of a report of anybody's
    /// whose words are held here, that it shares long runs with; else the text itself.
    pub fn origin_of(&self, text: &str) -> Result<SourceId, ReadingError> {
        let digest = document_digest(text);
        if let Some(known) = self.kept_origin(&digest.to_string())? {
            return Ok(known);
        }
        let original = Original::new(text);
        let mut shared = BTreeSet::new();
        for name in self.store().documents(TEXTS)? {
            let Some(earlier) = self.store().document(&name)? else { continue };
            if original.shares_origin(&String::from_utf8_lossy(&earlier)) {
                shared.extend(self.kept_origin(name.strip_prefix(TEXTS).unwrap_or(&name))?);
            }
        }
        for said in self.said(&AsOf::default())?.iter() {
            let Some(Body::ReportFiled(report)) = said.statement().map(|statement| &statement.body) else { continue };
            let excerpt = report.excerpt.as_ref();
            let fits = |excerpt: &Excerpt| excerpt.document == digest || original.shares_origin(excerpt.text.as_str());
            if excerpt.is_some_and(fits) {
                shared.insert(report.source.origin.clone());
            }
        }
        Ok(shared.pop_first().map_or_else(|| own_origin(text), Ok)?)
    }

    /// The origin under which a text was kept.
    fn kept_origin(&self, digest: &str) -> Result<Option<SourceId>, ReadingError> {
        let kept = self.store().document(&format!("{ORIGINS}{digest}"))?;
        Ok(kept.and_then(|origin| String::from_utf8(origin).ok()).map(SourceId::new).transpose()?)
    }
}

/// The civil day of a text that was kept.
pub(crate) fn kept_day(store: &dyn Store, digest: &str) -> Result<Option<Date>, StoreError> {
    let day = store.document(&format!("{DAYS}{digest}"))?.and_then(|day| String::from_utf8(day).ok());
    Ok(day.and_then(|day| day.parse().ok()))
}

/// The origin of a text that shares nothing with any read before.
pub fn own_origin(text: &str) -> Result<SourceId, units::IdError> {
    SourceId::new(format!("text:{}", document_digest(text).short()))
}

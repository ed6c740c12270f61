//! From text to signed reports: the reader drafts, a person decides, both are kept.

use crate::node::{Node, NodeError};
use crate::ports::StoreError;
use model::{
    Argument, Body, Credibility, Draft, Excerpt, Grade, Modality, Polarity, Reliability, ReportFiled, ReportKind,
    ReportSource, RoadState, SourceClass, Subject, Text, TextError,
};
use reader::{ArgName, ArgValue, Gazetteer, Lexicons, Reading, Request, Zone};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Digest, Interval, Moment, OfficerId, SourceId};

/// Documents under this prefix are texts that were read, by hash.
const TEXTS: &str = "text/";

/// Documents under this prefix are the origins of texts that were read, by the text's hash.
const ORIGINS: &str = "origin/";

/// What a person decided of one draft.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// Which draft of the reading, from 0.
    pub draft: usize,
    /// Letter and number, judged apart; the suggestion where absent.
    pub reliability: Option<Reliability>,
    /// See `reliability`.
    pub credibility: Option<Credibility>,
    /// What it is about, where the reader could not tell or was wrong.
    pub about: Option<Vec<Subject>>,
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
    /// Turns decided drafts into statements ready to sign, and keeps the text. Its days are
    /// days of the zone of the operation.
    pub fn confirm(
        &mut self,
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
            let report = report(document, draft, decision, origin.clone(), zone)?;
            let body = Body::ReportFiled(report);
            Ok(Draft { officer: Some(officer.clone()), occurred: Some(occurred), ..Draft::of(body) })
        });
        let drafts = filed.collect::<Result<Vec<_>, ReadingError>>()?;
        let digest = document_digest(document.text);
        self.store_mut().keep(&[
            (format!("{TEXTS}{digest}"), document.text.as_bytes().to_vec()),
            (format!("{ORIGINS}{digest}"), origin.as_str().as_bytes().to_vec()),
        ])?;
        Ok(drafts)
    }

    /// Where a text first came from: the origin of a text read before that it shares long runs
    /// with, else the text itself.
    pub fn origin_of(&self, text: &str) -> Result<SourceId, ReadingError> {
        let mut shared = BTreeSet::new();
        for name in self.store().documents(TEXTS)? {
            let Some(earlier) = self.store().document(&name)? else { continue };
            if reader::same_origin(&String::from_utf8_lossy(&earlier), text).same_origin() {
                let origin = self.store().document(&name.replacen(TEXTS, ORIGINS, 1))?;
                shared.extend(origin.and_then(|origin| String::from_utf8(origin).ok()));
            }
        }
        let own = || format!("text:{}", document_digest(text).short());
        Ok(SourceId::new(shared.pop_first().unwrap_or_else(own))?)
    }
}

fn report(
    document: &Document<'_>,
    draft: &reader::Draft,
    decision: &Decision,
    origin: SourceId,
    zone: &Zone,
) -> Result<ReportFiled, ReadingError> {
    let suggested = Grade {
        reliability: draft.grade.letter.code().parse::<Reliability>()?,
        credibility: draft.grade.number.to_string().parse::<Credibility>()?,
    };
    let class = draft.source.class.code().parse::<SourceClass>()?;
    Ok(ReportFiled {
        kind: draft.kind.code().parse::<ReportKind>()?,
        about: decision.about.clone().unwrap_or_else(|| subjects(draft)),
        // Kinds whose state is a stage or an action have none of the road's states.
        state: draft.state.and_then(|state| state.code().parse::<RoadState>().ok()),
        actor: actor(draft).map(|text| shortened(&text)).transpose()?,
        polarity: draft.polarity.code().parse::<Polarity>()?,
        modality: draft.modality.code().parse::<Modality>()?,
        background: draft.background,
        source: ReportSource { source: source_id(document, draft, class)?, class, origin },
        grade: Grade {
            reliability: decision.reliability.unwrap_or(suggested.reliability),
            credibility: decision.credibility.unwrap_or(suggested.credibility),
        },
        suggested: Some(suggested),
        time: interval(draft, zone),
        excerpt: Some(Excerpt {
            document: document_digest(document.text),
            start: position(draft.span.start),
            end: position(draft.span.end),
            text: shortened(draft.span.of(document.text))?,
        }),
        arguments: arguments(draft)?,
    })
}

/// A text of at most a megabyte has positions far below 2^32.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Roads and places that the claim itself is about; a force that arrived somewhere is about the place.
fn subjects(draft: &reader::Draft) -> Vec<Subject> {
    let mut about: Vec<Subject> = draft
        .args
        .iter()
        .filter(|argument| matches!(argument.name, ArgName::Road | ArgName::Crossing | ArgName::Place))
        .filter_map(|argument| match &argument.value {
            ArgValue::Axis(axis) => Some(Subject::Axis(axis.clone())),
            ArgValue::Place(place) => Some(Subject::Place(place.clone())),
            ArgValue::Unresolved(_)
            | ArgValue::Actor(_)
            | ArgValue::Items(_)
            | ArgValue::Count(_)
            | ArgValue::Text(_) => None,
        })
        .collect();
    about.sort();
    about.dedup();
    about
}

fn actor(draft: &reader::Draft) -> Option<String> {
    draft.args.iter().find_map(|argument| match &argument.value {
        ArgValue::Actor(actor) => Some(actor.text.clone()),
        ArgValue::Axis(_)
        | ArgValue::Place(_)
        | ArgValue::Unresolved(_)
        | ArgValue::Items(_)
        | ArgValue::Count(_)
        | ArgValue::Text(_) => None,
    })
}

/// Whole-day ends become half-open moments.
fn interval(draft: &reader::Draft, zone: &Zone) -> Interval {
    Interval {
        from: draft.time.from.map(|day| day.begins(zone)),
        to: draft.time.to.map(|day| day.plus_days(1).begins(zone)),
    }
}

/// A source is kept under its class and outlet, the finest that wording alone can tell.
fn source_id(document: &Document<'_>, draft: &reader::Draft, class: SourceClass) -> Result<SourceId, ReadingError> {
    let words = document.outlet.unwrap_or("unnamed");
    let slug: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let slug: String = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let short: String = slug.to_lowercase().chars().take(20).collect();
    let specific = if draft.source.uncertain { "uncertain/" } else { "" };
    Ok(SourceId::new(format!("{short}/{specific}{class}"))?)
}

fn arguments(draft: &reader::Draft) -> Result<Vec<Argument>, ReadingError> {
    let texts = draft.args.iter().flat_map(|argument| {
        let name = argument.name.code();
        let values: Vec<String> = match &argument.value {
            ArgValue::Items(items) => items.iter().map(|item| item.category.code().to_owned()).collect(),
            ArgValue::Count(count) => vec![count.to_string()],
            ArgValue::Text(text) => vec![text.clone()],
            ArgValue::Actor(actor) => vec![actor.text.clone()],
            ArgValue::Place(place) => vec![place.to_string()],
            ArgValue::Axis(axis) => vec![axis.to_string()],
            ArgValue::Unresolved(candidates) => candidates.iter().map(ToString::to_string).collect(),
        };
        values.into_iter().map(move |value| (name, value))
    });
    texts.map(|(name, value)| Ok(Argument { name: Text::new(name)?, value: shortened(&value)? })).collect()
}

/// Cuts to what a statement may hold, at a character.
fn shortened(text: &str) -> Result<Text, TextError> {
    let mut end = text.len().min(model::TEXT_BYTES_MAX / 2);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let visible: String = text[..end].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Text::new(&visible)
}

//! What became of the drafts of a text here: signed, rejected, or waiting to be returned to.
//!
//! What was signed is found in the node's own journal, so no crash can part the two. What was
//! rejected is no statement to partners; it is kept as a document of the node.

use super::{ReadingError, document_digest};
use crate::node::{AsOf, Node};
use model::{Body, Text};
use reader::{Draft, Reading};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Digest, Moment, OfficerId};

/// Documents under this prefix list the rejected drafts of a text, by the text's hash.
const REJECTED: &str = "rejected/";

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A report of this node rests on it.
    Signed,
    /// A person rejected it.
    Rejected,
}

impl Fate {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Rejected => "rejected",
        }
    }
}

/// A draft that a person rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Which draft of the reading, from 0.
    pub draft: usize,
    /// Why, where it was said.
    pub reason: Option<Text>,
}

/// Drafts of one text that were decided.
#[derive(Clone, Debug, Default)]
pub struct Settled(BTreeMap<Spot, Fate>);

impl Settled {
    /// What became of a draft; `None` where it waits.
    pub fn fate(&self, draft: &Draft) -> Option<Fate> {
        self.0.get(&Spot::of(draft)).copied()
    }
}

/// A draft as a later reading finds it again: other rules may number it otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Spot {
    kind: String,
    start: u32,
    end: u32,
}

impl Spot {
    fn of(draft: &Draft) -> Self {
        let position = super::statement::position;
        Self { kind: draft.kind.code().to_owned(), start: position(draft.span.start), end: position(draft.span.end) }
    }
}

/// A rejected draft as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    spot: Spot,
    officer: OfficerId,
    at: Moment,
    reason: Option<Text>,
}

impl Node {
    /// What became of the drafts of a text on this node.
    pub fn settled(&self, text: &str) -> Result<Settled, ReadingError> {
        let digest = document_digest(text);
        let rejected = self.rejected(digest)?.into_iter().map(|kept| (kept.spot, Fate::Rejected));
        let party = self.party()?;
        let said = self.said(&AsOf::default())?;
        let own = said.iter().filter(|said| said.party == party).filter_map(|said| said.statement());
        let signed = own.filter_map(|statement| {
            let Body::ReportFiled(report) = &statement.body else { return None };
            let excerpt = report.excerpt.as_ref().filter(|excerpt| excerpt.document == digest)?;
            let spot = Spot { kind: report.kind.code().to_owned(), start: excerpt.start, end: excerpt.end };
            Some((spot, Fate::Signed))
        });
        Ok(Settled(rejected.chain(signed).collect()))
    }

    /// Keeps that a person rejected drafts, so that they are not asked about again.
    pub fn reject(
        &mut self,
        text: &str,
        reading: &Reading,
        rejections: &[Rejection],
        officer: &OfficerId,
    ) -> Result<(), ReadingError> {
        match self.rejection_document(text, reading, rejections, officer)? {
            Some(kept) => Ok(self.store_mut().keep(&[kept])?),
            None => Ok(()),
        }
    }

    /// What [`Self::reject`] keeps; nothing where nothing is rejected.
    pub fn rejection_document(
        &self,
        text: &str,
        reading: &Reading,
        rejections: &[Rejection],
        officer: &OfficerId,
    ) -> Result<Option<(String, Vec<u8>)>, ReadingError> {
        if rejections.is_empty() {
            return Ok(None);
        }
        let digest = document_digest(text);
        let at = self.now();
        let mut kept = self.rejected(digest)?;
        for rejection in rejections {
            let draft = reading
                .drafts
                .get(rejection.draft)
                .ok_or(ReadingError::NoSuchDraft { given: rejection.draft + 1, drafts: reading.drafts.len() })?;
            let (officer, reason) = (officer.clone(), rejection.reason.clone());
            kept.push(Kept { spot: Spot::of(draft), officer, at, reason });
        }
        let bytes = serde_json::to_vec(&kept).map_err(|cause| ReadingError::Settled { text: digest, cause })?;
        Ok(Some((format!("{REJECTED}{digest}"), bytes)))
    }

    fn rejected(&self, digest: Digest) -> Result<Vec<Kept>, ReadingError> {
        let Some(bytes) = self.store().document(&format!("{REJECTED}{digest}"))? else { return Ok(Vec::new()) };
        serde_json::from_slice(&bytes).map_err(|cause| ReadingError::Settled { text: digest, cause })
    }
}

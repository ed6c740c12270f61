//! End-use checks as they are made: what was looked at, found how, and what kept one from seeing it.

use crate::node::{AsOf, Node, NodeError};
use model::{
    Body, CheckMethod, CheckObstacle, CheckPerformed, CheckResult, CheckedSerial, Draft, StorageChecked, StoragePoint,
    Text, Tracking,
};
use std::collections::BTreeSet;
use units::{Digest, ItemCode, OfficerId, PlaceId, SerialNumber};

/// Why no check can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// No such item.
    #[error("no item `{item}` is known here")]
    UnknownItem {
        /// As given.
        item: ItemCode,
        /// What there is.
        known: Vec<ItemCode>,
    },
    /// The item has no serials.
    #[error("item `{item}` is not tracked by serial; end-use checks look at single pieces")]
    NoSerials {
        /// Which item.
        item: ItemCode,
    },
    /// No such piece.
    #[error("no {item} with serial `{serial}` is known here")]
    UnknownPiece {
        /// Of what.
        item: ItemCode,
        /// As given.
        serial: SerialNumber,
        /// What there is of the item.
        known: Vec<SerialNumber>,
    },
    /// Neither pieces nor conditions were named.
    #[error("nothing was looked at")]
    Nothing,
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// What was found of some pieces, all of them in the same way.
#[derive(Clone, Debug)]
pub struct Look {
    /// Where.
    pub site: PlaceId,
    /// Of what.
    pub item: ItemCode,
    /// Which pieces; one that was scanned twice counts once.
    pub serials: Vec<SerialNumber>,
    /// What was found.
    pub result: CheckResult,
    /// How.
    pub method: CheckMethod,
    /// Why they could not be seen.
    pub obstacle: Option<CheckObstacle>,
    /// SHA-256 of the photograph.
    pub photo: Option<Digest>,
    /// Who witnessed.
    pub witness: Option<Text>,
    /// In words.
    pub note: Option<Text>,
}

impl Node {
    /// Drafts what was found; refuses pieces of which nobody has said that they exist.
    pub fn look(&self, look: &Look, officer: &OfficerId) -> Result<Draft, LookError> {
        let views = self.views(&AsOf::default())?;
        let Some(item) = views.catalogue.get(&look.item) else {
            let known = views.catalogue.iter().map(|(code, _)| code.clone()).collect();
            return Err(LookError::UnknownItem { item: look.item.clone(), known });
        };
        if item.tracking != Tracking::Serial {
            return Err(LookError::NoSerials { item: look.item.clone() });
        }
        let known = views.custody.serials();
        let stranger = look.serials.iter().find(|serial| !known.contains_key(&(look.item.clone(), (*serial).clone())));
        if let Some(serial) = stranger {
            let of_item = known.keys().filter(|(code, _)| code == &look.item);
            let known = of_item.map(|(_, serial)| serial.clone()).collect();
            return Err(LookError::UnknownPiece { item: look.item.clone(), serial: serial.clone(), known });
        }
        let mut once = BTreeSet::new();
        let pieces: Vec<CheckedSerial> = look
            .serials
            .iter()
            .filter(|serial| once.insert(*serial))
            .map(|serial| CheckedSerial {
                serial: serial.clone(),
                result: look.result,
                method: look.method,
                note: look.note.clone(),
                obstacle: look.obstacle,
                photo: look.photo,
                witness: look.witness.clone(),
            })
            .collect();
        if pieces.is_empty() {
            return Err(LookError::Nothing);
        }
        let (site, item) = (look.site.clone(), look.item.clone());
        Ok(drafted(Body::CheckPerformed(CheckPerformed { site, item, pieces }), officer))
    }

    /// Drafts what was found of a storage site.
    pub fn look_at_site(
        &self,
        site: &PlaceId,
        points: Vec<StoragePoint>,
        officer: &OfficerId,
    ) -> Result<Draft, LookError> {
        if points.is_empty() {
            return Err(LookError::Nothing);
        }
        Ok(drafted(Body::StorageChecked(StorageChecked { site: site.clone(), points }), officer))
    }
}

fn drafted(body: Body, officer: &OfficerId) -> Draft {
    Draft { officer: Some(officer.clone()), ..Draft::of(body) }
}

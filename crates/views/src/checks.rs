//! End-use checks, piece by piece.

use crate::At;
use model::{CheckMethod, CheckPerformed, CheckResult, PartsTaken, Reference};
use std::collections::BTreeMap;
use units::{ItemCode, Moment, PartyId, PlaceId, PledgeId, SerialNumber};

/// What checks found of each piece, and parts taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    pieces: BTreeMap<(ItemCode, SerialNumber), Vec<PieceCheck>>,
    parts: Vec<(Reference, PartsTaken)>,
}

/// One look at one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceCheck {
    /// The statement.
    pub by: Reference,
    /// Who looked.
    pub party: PartyId,
    /// When.
    pub when: Moment,
    /// Where.
    pub site: PlaceId,
    /// What was found.
    pub result: CheckResult,
    /// How.
    pub method: CheckMethod,
}

/// Where a piece stands in its check schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckState {
    /// Seen, in time or late.
    Verified,
    /// Looked for, not seen whole.
    Failed,
    /// Not looked for yet, still in time.
    Due,
    /// Not looked for, and late.
    Overdue,
}

/// One accepted piece that a check is due for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceResult {
    /// Of what.
    pub item: ItemCode,
    /// Which piece.
    pub serial: SerialNumber,
    /// Under which pledge it was accepted.
    pub pledge: PledgeId,
    /// When it was accepted.
    pub accepted: Moment,
    /// When a check is due at the latest.
    pub due: Moment,
    /// Where it stands.
    pub state: CheckState,
    /// The latest look.
    pub last: Option<PieceCheck>,
}

impl Checks {
    /// Every look at a piece, by time.
    pub fn of(&self, item: &ItemCode, serial: &SerialNumber) -> &[PieceCheck] {
        self.pieces.get(&(item.clone(), serial.clone())).map_or(&[], Vec::as_slice)
    }

    /// Parts taken from pieces.
    pub fn parts(&self) -> &[(Reference, PartsTaken)] {
        &self.parts
    }

    pub(crate) fn performed(&mut self, at: &At<'_>, check: &CheckPerformed) {
        for piece in &check.pieces {
            let looks = self.pieces.entry((check.item.clone(), piece.serial.clone())).or_default();
            let look = PieceCheck {
                by: at.said.reference(),
                party: at.said.party.clone(),
                when: at.statement.occurred,
                site: check.site.clone(),
                result: piece.result,
                method: piece.method,
            };
            let place = looks.partition_point(|earlier| earlier.when <= look.when);
            looks.insert(place, look);
        }
    }

    pub(crate) fn parts_taken(&mut self, at: &At<'_>, parts: &PartsTaken) {
        self.parts.push((at.said.reference(), parts.clone()));
    }
}

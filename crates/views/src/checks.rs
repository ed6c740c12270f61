//! End-use checks as they were said: looks at pieces and at sites, schedules, parts taken.

use crate::{Account, At, Custody, FindingKind};
use model::{
    CheckMethod, CheckObstacle, CheckPerformed, CheckResult, CheckScheduleSet, CheckedSerial, PartsTaken, Reference,
    StorageChecked, StoragePoint, Text,
};
use std::collections::BTreeMap;
use units::{AgreementId, Digest, Hidden, ItemCode, Moment, PartyId, PlaceId, SerialNumber};

/// What checks found of each piece and site, when they are to be made, and parts taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    pieces: BTreeMap<(ItemCode, SerialNumber), Vec<PieceCheck>>,
    sites: BTreeMap<PlaceId, Vec<SiteCheck>>,
    schedules: BTreeMap<(AgreementId, Option<ItemCode>), ScheduleWord>,
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
    /// Why it could not be seen.
    pub obstacle: Option<CheckObstacle>,
    /// SHA-256 of the photograph.
    pub photo: Option<Digest>,
    /// Who witnessed.
    pub witness: Option<Text>,
    /// In words.
    pub note: Option<Text>,
}

/// One look at one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteCheck {
    /// The statement.
    pub by: Reference,
    /// Who looked.
    pub party: PartyId,
    /// When.
    pub when: Moment,
    /// Condition by condition.
    pub points: Vec<StoragePoint>,
}

/// The latest word on when checks are to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleWord {
    /// The statement.
    pub by: Reference,
    /// From when.
    pub since: Moment,
    /// What it says.
    pub set: CheckScheduleSet,
}

impl PieceCheck {
    fn new(at: &At<'_>, check: &CheckPerformed, piece: &CheckedSerial) -> Self {
        Self {
            by: at.said.reference(),
            party: at.said.party.clone(),
            when: at.statement.occurred,
            site: check.site.clone(),
            result: piece.result,
            method: piece.method,
            obstacle: piece.obstacle,
            photo: piece.photo,
            witness: piece.witness.clone(),
            note: piece.note.clone(),
        }
    }

    /// Whether the look came to a result: the piece was seen, or seen not to be there.
    pub fn is_performed(&self) -> bool {
        match self.result {
            CheckResult::Present | CheckResult::Absent | CheckResult::Damaged => true,
            CheckResult::NotShown => false,
        }
    }

    /// Whether the piece was there.
    fn saw_it(&self) -> bool {
        match self.result {
            CheckResult::Present | CheckResult::Damaged => true,
            CheckResult::Absent | CheckResult::NotShown => false,
        }
    }
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

    /// Every look at a site, by time.
    pub fn of_site(&self, site: &PlaceId) -> &[SiteCheck] {
        self.sites.get(site).map_or(&[], Vec::as_slice)
    }

    /// Every site that was looked at.
    pub fn sites(&self) -> impl Iterator<Item = (&PlaceId, &[SiteCheck])> {
        self.sites.iter().map(|(site, looks)| (site, looks.as_slice()))
    }

    /// The word on an item under an agreement, or the one on all its items where there is none.
    pub fn schedule(&self, agreement: &AgreementId, item: &ItemCode) -> Option<&ScheduleWord> {
        let of = |item| self.schedules.get(&(agreement.clone(), item));
        of(Some(item.clone())).or_else(|| of(None))
    }

    pub(crate) fn performed(&mut self, at: &mut At<'_>, check: &CheckPerformed, custody: &Custody) {
        for piece in &check.pieces {
            let look = PieceCheck::new(at, check, piece);
            let key = (check.item.clone(), piece.serial.clone());
            if look.saw_it() && is_elsewhere(custody.serials().get(&key), &piece.serial) {
                at.note(FindingKind::SerialElsewhere { item: key.0.clone(), serial: key.1.clone() });
            }
            let looks = self.pieces.entry(key).or_default();
            let place = looks.partition_point(|earlier| earlier.when <= look.when);
            looks.insert(place, look);
        }
    }

    pub(crate) fn stored(&mut self, at: &At<'_>, check: &StorageChecked) {
        let look = SiteCheck {
            by: at.said.reference(),
            party: at.said.party.clone(),
            when: at.statement.occurred,
            points: check.points.clone(),
        };
        let looks = self.sites.entry(check.site.clone()).or_default();
        let place = looks.partition_point(|earlier| earlier.when <= look.when);
        looks.insert(place, look);
    }

    /// Notes a schedule by a party to the agreement, given by its parties.
    pub(crate) fn scheduled(&mut self, at: &mut At<'_>, set: &CheckScheduleSet, parties: Option<&[PartyId]>) {
        let Some(parties) = parties else {
            return at.note(FindingKind::UnknownAgreement { agreement: set.agreement.clone() });
        };
        if !at.is_one_of(parties) {
            return;
        }
        let word = ScheduleWord { by: at.said.reference(), since: at.statement.occurred, set: set.clone() };
        let key = (set.agreement.clone(), set.item.clone());
        if self.schedules.get(&key).is_none_or(|earlier| earlier.since <= word.since) {
            self.schedules.insert(key, word);
        }
    }

    pub(crate) fn parts_taken(&mut self, at: &At<'_>, parts: &PartsTaken) {
        self.parts.push((at.said.reference(), parts.clone()));
    }
}

/// Whether a piece was seen that nobody keeps by the book. Sites are not compared: a holder may move its own
/// stock, and say so later. A piece whose name is hidden from this node cannot be looked up.
fn is_elsewhere(account: Option<&Account>, serial: &SerialNumber) -> bool {
    match account {
        Some(account) => account.kept().is_none(),
        None => Hidden::read(serial.as_str()).is_none(),
    }
}

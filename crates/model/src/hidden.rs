//! Fields that only some readers of a statement may see: places and serial numbers of goods.
//!
//! In what is signed, a hidden field is an identifier of the form [`Hidden`], the commitment to its value.
//! Every statement that the book of custody reads can hide them; places of the corridor (reports, regimes,
//! march tables) cannot, because they are looked up in the network. Those are for audiences.
//!
//! - What stays closed counts like any other name: it is a place, or a piece, of its own.
//! - What opens is put in place by [`Statement::open`] before anybody reads the statement.

use crate::{Body, CountLine, Draft, Fault, Line, ReservationReleased, Statement, StockLost, StockReserved};
use serde::{Deserialize, Serialize};
use units::{Digest, HIDDEN_MARK, Hidden, IdError, PartyId, PlaceId, SerialNumber};

/// What can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Where goods are.
    Place,
    /// Which piece it is.
    Serial,
}

/// Which fields a statement hides, and for whom they open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hiding {
    /// What is hidden, wherever it stands in the body.
    pub fields: Vec<FieldKind>,
    /// Who may see it, beside the author's party.
    pub parties: Vec<PartyId>,
}

/// A field that can be hidden, where it stands.
enum Field<'b> {
    Place(&'b mut PlaceId),
    Serial(&'b mut SerialNumber),
}

impl Field<'_> {
    fn kind(&self) -> FieldKind {
        match self {
            Self::Place(_) => FieldKind::Place,
            Self::Serial(_) => FieldKind::Serial,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Place(place) => place.as_str(),
            Self::Serial(serial) => serial.as_str(),
        }
    }

    fn set(&mut self, text: &str) -> Result<(), IdError> {
        match self {
            Self::Place(place) => **place = PlaceId::new(text)?,
            Self::Serial(serial) => **serial = SerialNumber::new(text)?,
        }
        Ok(())
    }
}

impl Statement {
    /// Puts commitments in the place of what is to be hidden; `commit` gives the one for a value.
    pub fn hide<E>(
        &mut self,
        hiding: &Hiding,
        mut commit: impl FnMut(FieldKind, &str) -> Result<Digest, E>,
    ) -> Result<(), E> {
        self.field_audience = Some(hiding.parties.clone());
        let mut outcome = Ok(());
        self.body.each_field(&mut |mut field| {
            if outcome.is_err() || !hiding.fields.contains(&field.kind()) {
                return;
            }
            match commit(field.kind(), field.text()) {
                // An identifier by its form.
                Ok(commitment) => drop(field.set(&Hidden(commitment).to_string())),
                Err(error) => outcome = Err(error),
            }
        });
        outcome
    }

    /// Puts values in the place of commitments, as far as `value` knows them. A value that is no identifier
    /// leaves its field closed: that is its author's fault, and no reason to drop the rest.
    pub fn open<'v>(&mut self, mut value: impl FnMut(&Digest) -> Option<&'v str>) {
        self.body.each_field(&mut |mut field| {
            let known = Hidden::read(field.text()).and_then(|hidden| value(&hidden.0));
            if let Some(text) = known.filter(|text| !text.starts_with(HIDDEN_MARK)) {
                let _ = field.set(text);
            }
        });
    }

    /// The fields that are hidden in it, in the order in which they stand.
    pub fn hidden(&self) -> Vec<(FieldKind, Digest)> {
        let mut hidden = Vec::new();
        // One visitor serves writing and reading; to look is rare enough to copy.
        self.body.clone().each_field(&mut |field| {
            hidden.extend(Hidden::read(field.text()).map(|found| (field.kind(), found.0)));
        });
        hidden
    }

    /// Whether a party may see hidden fields; the author's party always may.
    pub fn opens_to(&self, reader: &PartyId) -> bool {
        reader == &self.party || self.field_audience.as_ref().is_some_and(|named| named.contains(reader))
    }
}

impl Draft {
    /// Whether the draft keeps the rules of its kind, and those of hiding.
    pub fn validate(&self) -> Result<(), Fault> {
        self.body.validate()?;
        let mut kinds = Vec::new();
        let mut by_hand = None;
        self.body.clone().each_field(&mut |field| {
            kinds.push(field.kind());
            if field.text().starts_with(HIDDEN_MARK) {
                by_hand.get_or_insert_with(|| field.text().to_owned());
            }
        });
        if let Some(given) = by_hand {
            return Err(Fault::HiddenByHand { given });
        }
        let Some(hiding) = &self.hidden else { return Ok(()) };
        if hiding.fields.is_empty() {
            return Err(Fault::Empty { field: "hidden.fields" });
        }
        if let Some(field) = hiding.fields.iter().find(|field| !kinds.contains(field)) {
            return Err(Fault::NothingToHide { field: *field });
        }
        match hiding.parties.iter().find(|party| !self.audience.names(party)) {
            Some(party) => Err(Fault::OpensBeyondAudience { party: party.clone() }),
            None => Ok(()),
        }
    }
}

impl Body {
    /// Visits every field that can be hidden, in the order in which they stand.
    fn each_field(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        match self {
            Self::StockDeclared(stock) => {
                visit(Field::Place(&mut stock.site));
                stock.lines.iter_mut().for_each(|line| each_serial(line, visit));
            }
            Self::StockAdjusted(adjusted) => {
                visit(Field::Place(&mut adjusted.site));
                each_serial(&mut adjusted.line, visit);
            }
            Self::ConsignmentPacked(packed) => {
                visit(Field::Place(&mut packed.site));
                packed.loads.iter_mut().flat_map(|load| &mut load.lines).for_each(|line| each_serial(line, visit));
            }
            Self::Incident(incident) => {
                incident.place.iter_mut().for_each(|place| visit(Field::Place(place)));
                incident.lines.iter_mut().for_each(|line| each_serial(line, visit));
            }
            Self::HandoverOffered(offer) => {
                visit(Field::Place(&mut offer.place));
                offer.lines.iter_mut().for_each(|line| each_serial(line, visit));
            }
            Self::HandoverAnswered(answer) => {
                answer.lines.iter_mut().for_each(|CountLine { serials, .. }| each(serials, visit));
            }
            Self::MatterOpened(matter) => matter.lines.iter_mut().for_each(|line| each_serial(line, visit)),
            Self::MatterSettled(settled) => {
                for outcome in &mut settled.outcomes {
                    each_serial(&mut outcome.line, visit);
                    outcome.site.iter_mut().for_each(|site| visit(Field::Place(site)));
                }
            }
            Self::CheckPerformed(check) => {
                visit(Field::Place(&mut check.site));
                check.pieces.iter_mut().for_each(|piece| visit(Field::Serial(&mut piece.serial)));
            }
            Self::StorageChecked(check) => visit(Field::Place(&mut check.site)),
            Self::Consumed(consumed) => {
                visit(Field::Place(&mut consumed.site));
                each_serial(&mut consumed.line, visit);
            }
            Self::Destroyed(destroyed) => {
                visit(Field::Place(&mut destroyed.site));
                each_serial(&mut destroyed.line, visit);
            }
            Self::PartsTaken(parts) => {
                visit(Field::Place(&mut parts.site));
                visit(Field::Serial(&mut parts.from));
                visit(Field::Serial(&mut parts.into));
            }
            Self::StockReserved(StockReserved { site, lines, .. })
            | Self::ReservationReleased(ReservationReleased { site, lines, .. })
            | Self::StockLost(StockLost { site, lines, .. }) => {
                visit(Field::Place(site));
                lines.iter_mut().for_each(|line| each_serial(line, visit));
            }
            Self::StockMoved(moved) => {
                visit(Field::Place(&mut moved.site));
                visit(Field::Place(&mut moved.to));
                moved.lines.iter_mut().for_each(|line| each_serial(line, visit));
            }
            Self::ConsignmentReloaded(reloaded) => {
                visit(Field::Place(&mut reloaded.place));
                reloaded.loads.iter_mut().flat_map(|load| &mut load.lines).for_each(|line| each_serial(line, visit));
            }
            Self::PartyDeclared(_)
            | Self::OfficerAppointed(_)
            | Self::OfficerRevoked(_)
            | Self::KeyRotated(_)
            | Self::LogKeyRotated(_)
            | Self::AudienceGranted(_)
            | Self::AccessRecorded(_)
            | Self::AgreementConcluded(_)
            | Self::AgreementStatusChanged(_)
            | Self::PledgeMade(_)
            | Self::PledgeAmended(_)
            | Self::PledgeConditionMet(_)
            | Self::CheckScheduleSet(_)
            | Self::ItemDefined(_)
            | Self::LotDeclared(_)
            | Self::ReportFiled(_)
            | Self::ReportRetracted(_)
            | Self::StateOverridden(_)
            | Self::OverrideWithdrawn(_)
            | Self::RegimeSet(_)
            | Self::ActivityNotified(_)
            | Self::ActivityAcknowledged(_)
            | Self::ClearanceRequested(_)
            | Self::ClearanceDecided(_)
            | Self::MovementOrdered(_)
            | Self::CreditIssued(_)
            | Self::Progress(_)
            | Self::HandoverClosed(_)
            | Self::HandoverVoided(_) => {}
        }
    }
}

fn each_serial(line: &mut Line, visit: &mut dyn FnMut(Field<'_>)) {
    each(&mut line.serials, visit);
}

fn each(serials: &mut [SerialNumber], visit: &mut dyn FnMut(Field<'_>)) {
    serials.iter_mut().for_each(|serial| visit(Field::Serial(serial)));
}

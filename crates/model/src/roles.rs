//! For which officers a kind of statement is: what the roles mean, in one table.
//!
//! - No role means that any officer may say it: a report, a notice, what is read or checked by whoever stands there.
//! - Nothing here knows who holds a role, or whether a party has given it to anybody.

use crate::{Kind, OfficerRole};

/// Those who keep stock and send it.
const STORES: &[OfficerRole] = &[OfficerRole::Logistics];

/// Those who bind their party.
const AUTHORITY: &[OfficerRole] = &[OfficerRole::Authority];

impl Kind {
    /// The roles of which one is needed; none where any officer may say it.
    pub fn roles(self) -> &'static [OfficerRole] {
        use OfficerRole::{Authority, Commander, Liaison, Logistics, Movement, Receiving};
        match self {
            Self::AgreementConcluded | Self::AgreementStatusChanged | Self::RegimeSet => AUTHORITY,
            Self::PledgeMade | Self::PledgeAmended | Self::PledgeConditionMet => &[Authority, Logistics],
            Self::StockDeclared
            | Self::StockAdjusted
            | Self::StockReserved
            | Self::ReservationReleased
            | Self::StockMoved
            | Self::ConsignmentPacked
            | Self::ConsignmentReloaded => STORES,
            Self::MovementOrdered | Self::CreditIssued => &[Movement],
            Self::ActivityAcknowledged => &[Movement, Liaison, Commander],
            Self::HandoverOffered => &[Commander, Logistics],
            Self::HandoverAnswered => &[Receiving, Logistics],
            Self::HandoverClosed | Self::HandoverVoided => &[Commander, Logistics, Authority],
            Self::MatterSettled => &[Logistics, Authority],
            // Who is appointed by whom is settled by the keys themselves.
            Self::PartyDeclared
            | Self::OfficerAppointed
            | Self::OfficerRevoked
            | Self::KeyRotated
            | Self::LogKeyRotated
            | Self::AudienceGranted
            | Self::AccessRecorded
            | Self::ItemDefined
            | Self::LotDeclared
            | Self::ReportFiled
            | Self::ReportRetracted
            // Judged with the picture: there an override of any other officer changes nothing.
            | Self::StateOverridden
            | Self::OverrideWithdrawn
            | Self::ActivityNotified
            | Self::ClearanceRequested
            | Self::ClearanceDecided
            | Self::Progress
            | Self::Incident
            | Self::MatterOpened
            | Self::CheckPerformed
            | Self::CheckScheduleSet
            | Self::StorageChecked
            | Self::Consumed
            | Self::Destroyed
            | Self::PartsTaken
            | Self::StockLost => &[],
        }
    }
}

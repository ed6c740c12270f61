//! The closed set of statement bodies, each with its wire tag.

use crate::{
    AccessRecorded, ActivityAcknowledged, ActivityNotified, AgreementConcluded, AgreementStatusChanged,
    AudienceGranted, CheckPerformed, CheckScheduleSet, ClearanceDecided, ClearanceRequested, ConsignmentPacked,
    ConsignmentReloaded, Consumed, CreditIssued, Destroyed, HandoverAnswered, HandoverClosed, HandoverOffered,
    HandoverVoided, Incident, ItemDefined, KeyRotated, LogKeyRotated, LotDeclared, MatterOpened, MatterSettled,
    MovementOrdered, OfficerAppointed, OfficerRevoked, OverrideWithdrawn, PartsTaken, PartyDeclared, PledgeAmended,
    PledgeConditionMet, PledgeMade, Progress, RegimeSet, ReportFiled, ReportRetracted, ReservationReleased,
    StateOverridden, StockAdjusted, StockDeclared, StockLost, StockMoved, StockReserved, StorageChecked,
};

/// Declares a record of a statement: fixed positions on the wire, names in JSON.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty = $position:tt,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[derive(minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* #[n($position)] pub $field: $ty,)* }
    };
}
pub(crate) use record;

macro_rules! bodies {
    ($($(#[$doc:meta])* $kind:ident = $tag:tt $code:literal,)*) => {
        /// What is said. Tags are append-only and never reused.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[derive(minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", content = "body", rename_all = "snake_case")]
        pub enum Body { $($(#[$doc])* #[n($tag)] $kind(#[n(0)] $kind),)* }

        /// Which body a statement has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Body {
            /// Which body this is.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }
        }

        impl std::fmt::Display for Kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl Kind {
            /// Every kind, in wire order.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The word used in files and answers.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }
        }
    };
}

bodies! {
    /// A party opens its journal: names, keys, officers. Always entry 0.
    PartyDeclared = 1 "party_declared",
    /// An officer may sign from here on.
    OfficerAppointed = 2 "officer_appointed",
    /// An officer may no longer sign.
    OfficerRevoked = 3 "officer_revoked",
    /// An officer has a new key.
    KeyRotated = 4 "key_rotated",
    /// Another party may read an earlier statement.
    AudienceGranted = 5 "audience_granted",
    /// Parties concluded an agreement.
    AgreementConcluded = 6 "agreement_concluded",
    /// An agreement fell dormant, was suspended, reactivated or ended.
    AgreementStatusChanged = 7 "agreement_status_changed",
    /// A promise under an agreement.
    PledgeMade = 8 "pledge_made",
    /// A pledge line has a new quantity.
    PledgeAmended = 9 "pledge_amended",
    /// A catalogue entry.
    ItemDefined = 10 "item_defined",
    /// What a site holds when the book opens.
    StockDeclared = 11 "stock_declared",
    /// Stock corrected, with a reason.
    StockAdjusted = 12 "stock_adjusted",
    /// An observation of the corridor, graded.
    ReportFiled = 13 "report_filed",
    /// An earlier report no longer stands.
    ReportRetracted = 14 "report_retracted",
    /// The competent authority decrees for crossings.
    RegimeSet = 15 "regime_set",
    /// A force will use stretches at a time.
    ActivityNotified = 16 "activity_notified",
    /// The notification was read.
    ActivityAcknowledged = 17 "activity_acknowledged",
    /// A request to pass.
    ClearanceRequested = 18 "clearance_requested",
    /// Its answer.
    ClearanceDecided = 19 "clearance_decided",
    /// Goods packed on vehicles against a pledge.
    ConsignmentPacked = 20 "consignment_packed",
    /// A convoy is to move by this march table.
    MovementOrdered = 21 "movement_ordered",
    /// Authority to use a route between times.
    CreditIssued = 22 "credit_issued",
    /// A convoy departed, passed, halted or arrived.
    Progress = 23 "progress",
    /// Breakdown, loss or damage.
    Incident = 24 "incident",
    /// The giver's signed list.
    HandoverOffered = 25 "handover_offered",
    /// The receiver's signed count.
    HandoverAnswered = 26 "handover_answered",
    /// A disagreement that no handover shows by itself.
    MatterOpened = 27 "matter_opened",
    /// One side's word on how a matter ends; both sides' words together settle it.
    MatterSettled = 28 "matter_settled",
    /// An end-use check.
    CheckPerformed = 29 "check_performed",
    /// Used up for its purpose.
    Consumed = 30 "consumed",
    /// Destroyed.
    Destroyed = 31 "destroyed",
    /// Parts of a piece taken for another.
    PartsTaken = 32 "parts_taken",
    /// The journal's own key is replaced by the one promised.
    LogKeyRotated = 33 "log_key_rotated",
    /// Stock set aside for a pledge.
    StockReserved = 34 "stock_reserved",
    /// Stock that was set aside is free again.
    ReservationReleased = 35 "reservation_released",
    /// Goods leave a site for another site or party, without a convoy.
    StockMoved = 36 "stock_moved",
    /// A consignment divided, joined or loaded onto other vehicles.
    ConsignmentReloaded = 37 "consignment_reloaded",
    /// Goods missing from stock.
    StockLost = 38 "stock_lost",
    /// The giver has read the answers; what was not counted is no longer offered.
    HandoverClosed = 39 "handover_closed",
    /// The giver takes back an offer that nobody has answered.
    HandoverVoided = 40 "handover_voided",
    /// One side's word on the condition of a pledge line.
    PledgeConditionMet = 41 "pledge_condition_met",
    /// When pieces accepted under an agreement are to be checked.
    CheckScheduleSet = 42 "check_schedule_set",
    /// A storage site was looked at.
    StorageChecked = 43 "storage_checked",
    /// A batch, and how long it is good.
    LotDeclared = 44 "lot_declared",
    /// A person sets a state above what the reports come to, for a time.
    StateOverridden = 45 "state_overridden",
    /// An override no longer stands.
    OverrideWithdrawn = 46 "override_withdrawn",
    /// Who read what was said to few.
    AccessRecorded = 47 "access_recorded",
}

//! What a party can say: the closed set of statement kinds, their code lists,
//! their canonical bytes and the rules one statement must keep by itself.
//!
//! - Pure and total: bytes or JSON in, a [`Statement`] or one clear error out.
//! - Two written forms: canonical CBOR (what is signed, [`canonical`]) and JSON
//!   (what people type, [`Draft`]).
//! - Looks at one statement alone. Whether an officer was appointed, stock was there
//!   or a pledge exists is for `views`, where a contradiction is a finding.
//! - Wire tags are append-only and never reused.

mod access;
mod agreements;
mod body;
pub mod canonical;
#[cfg(test)]
mod canonical_tests;
mod catalogue;
mod codes;
mod corridor;
mod draft;
mod handover;
mod hazard;
mod hidden;
#[cfg(test)]
mod hidden_tests;
mod movement;
mod parties;
mod roles;
mod statement;
mod stock;
mod text;
mod validate;
#[cfg(test)]
mod validate_tests;
mod verification;

pub use access::{AccessReader, AccessRecorded, EntryRange};
pub use agreements::{
    AgreementConcluded, AgreementStatusChanged, PledgeAmended, PledgeConditionMet, PledgeLine, PledgeMade,
};
pub use body::{Body, Kind};
pub use catalogue::{Conversion, ConversionError, ItemDefined, LotDeclared, VehicleData};
pub use codes::*;
pub use corridor::{
    ActivityAcknowledged, ActivityNotified, Argument, DailyHours, Excerpt, Grade, OverrideWithdrawn, RegimeSet,
    ReportFiled, ReportRetracted, ReportSource, StateOverridden, Subject,
};
pub use draft::{Draft, DraftError};
pub use handover::{
    CountLine, HandoverAnswered, HandoverClosed, HandoverOffered, HandoverVoided, MatterOpened, MatterSettled, Outcome,
    PackageCount,
};
pub use hazard::{GROUPS, Hazard};
pub use hidden::{FieldKind, Hiding};
pub use movement::{
    ClearanceDecided, ClearanceRequested, ConsignmentPacked, ConsignmentReloaded, CreditIssued, Incident, Load,
    MovementOrdered, Progress, Timing,
};
pub use parties::{
    AudienceGranted, Follows, KeyRotated, LogKeyRotated, OfficerAppointed, OfficerRevoked, PartyDeclared,
};
pub use statement::{Audience, Head, Reference, SCHEMA, Statement};
pub use stock::{Line, ReservationReleased, StockAdjusted, StockDeclared, StockLost, StockMoved, StockReserved};
pub use text::{Names, TEXT_BYTES_MAX, Text, TextError};
pub use validate::Fault;
pub use verification::{
    CheckPerformed, CheckScheduleSet, CheckedSerial, Consumed, Destroyed, PartsTaken, StorageChecked, StoragePoint,
};

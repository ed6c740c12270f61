//! Quantities with units, typed identifiers, moments and intervals.
//!
//! Every counted thing is an integer with checked arithmetic; every identifier
//! has a type of its own, so a place can never be passed where a party is meant.
//!
//! - Pure: no clock, I/O or randomness.
//! - Two written forms: JSON (for people) through `serde`, CBOR (for signatures)
//!   through `minicbor`. Both reject a value that breaks the type's rule.
//! - Unaware of languages: `words` shows these values to people.

mod cbor;
mod code;
mod day;
mod digest;
mod geo;
mod hidden;
mod id;
mod quantity;
mod time;

pub use code::{CodeFault, Gtin, Nsn, Unspsc};
pub use day::{Day, DayError};
pub use digest::{Digest, DigestError, PublicKey, SealKey, SignatureBytes};
pub use geo::{Point, PointError};
pub use hidden::{HIDDEN_MARK, Hidden};
pub use id::{
    AgreementId, AxisId, ConsignmentId, ConvoyId, CreditNumber, ID_BYTES_MAX, IdError, ItemCode, LotId, OfficerId,
    OriginLine, PackageId, PartyId, PlaceId, PledgeId, SealNumber, SegmentId, SerialNumber, SourceId, VehicleId,
};
pub use quantity::{
    Deciseconds, Grams, Kmh, Metres, Millilitres, Millimetres, QUANTITY_MAX, Quantity, QuantityError, Unit, UnitError,
};
pub use time::{Interval, Moment, MomentError};

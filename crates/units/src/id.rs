//! Typed identifiers: short texts that people write and radios spell.

use smol_str::SmolStr;
use std::fmt;

/// Longest identifier accepted, in UTF-8 bytes; fits one line of any form.
pub const ID_BYTES_MAX: usize = 96;

/// Why a text is no identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text has no character at all.
    #[error("{kind} is empty")]
    Empty {
        /// What was being read, such as "party".
        kind: &'static str,
    },
    /// The text is longer than [`ID_BYTES_MAX`].
    #[error("{kind} has {bytes} bytes, at most {ID_BYTES_MAX} are allowed")]
    TooLong {
        /// What was being read.
        kind: &'static str,
        /// Its length in UTF-8 bytes.
        bytes: usize,
    },
    /// A character that no identifier may hold (space, control, quote).
    #[error("{kind} `{text}` holds {found:?}; letters, digits and - _ . / : + # are allowed")]
    Character {
        /// What was being read.
        kind: &'static str,
        /// The text as given.
        text: String,
        /// The first character that is not allowed.
        found: char,
    },
}

fn check(kind: &'static str, text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty { kind });
    }
    if text.len() > ID_BYTES_MAX {
        return Err(IdError::TooLong { kind, bytes: text.len() });
    }
    match text.chars().find(|c| !(c.is_alphanumeric() || "-_./:+#".contains(*c))) {
        Some(found) => Err(IdError::Character { kind, text: text.to_owned(), found }),
        None => Ok(()),
    }
}

// Views keep most identifiers many times over, so that copies must cost nothing: a short one lies in place, a longer
// one is shared.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(SmolStr);

        impl $name {
            /// Accepts a text that follows the rule of [`IdError`].
            pub fn new(text: impl AsRef<str>) -> Result<Self, IdError> {
                let text = text.as_ref();
                check($kind, text)?;
                Ok(Self(SmolStr::new(text)))
            }

            /// The identifier as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }
        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                $name::new(d.str()?).map_err(|e| minicbor::decode::Error::message(e).at(at))
            }
        }
    )*};
}

ids! {
    /// An organisation with a journal.
    PartyId = "party";
    /// A person or device with a signing key under a party.
    OfficerId = "officer";
    /// The origin line of a journal: its identity in every checkpoint.
    OriginLine = "origin";
    /// A catalogue entry.
    ItemCode = "item";
    /// A batch of an item.
    LotId = "lot";
    /// One identified piece of an item.
    SerialNumber = "serial";
    /// A closed unit with a tag.
    PackageId = "package";
    /// The number on a seal.
    SealNumber = "seal";
    /// A gazetteer entry: town, site, crossing, junction.
    PlaceId = "place";
    /// A piece of road between two places.
    SegmentId = "segment";
    /// A named chain of segments.
    AxisId = "axis";
    /// What the parties concluded.
    AgreementId = "agreement";
    /// A promise under an agreement.
    PledgeId = "pledge";
    /// Packages and lines sent together against pledge lines.
    ConsignmentId = "consignment";
    /// A column under one commander.
    ConvoyId = "convoy";
    /// One vehicle of the transport fleet.
    VehicleId = "vehicle";
    /// Number of a movement credit, such as `25-DZ-08`.
    CreditNumber = "credit";
    /// Who said it, or where it first came from.
    SourceId = "source";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_is_checked_in_every_written_form() {
        assert!(PartyId::new("dz-log").is_ok());
        assert!(PlaceId::new("تيمياوين").is_ok());
        assert_eq!(PartyId::new(""), Err(IdError::Empty { kind: "party" }));
        assert!(matches!(PartyId::new("a b"), Err(IdError::Character { found: ' ', .. })));
        assert!(matches!(PartyId::new("x".repeat(97)), Err(IdError::TooLong { bytes: 97, .. })));
        assert!(serde_json::from_str::<PartyId>("\"a b\"").is_err());
        let bad = minicbor::to_vec("a b").unwrap();
        assert!(minicbor::decode::<PartyId>(&bad).is_err());
    }
}

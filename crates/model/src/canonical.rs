//! Canonical bytes: one statement, one byte string.
//!
//! A fixed-position CBOR array (RFC 8949, deterministic encoding): schema number first,
//! no maps, no floats. Decoding re-encodes and compares, so no second form of the same
//! statement is ever accepted; a statement of a schema or kind unknown here stays
//! opaque, is kept, shown and relayed.

use crate::statement::{SCHEMA, Statement};

/// Longest payload accepted, in bytes; checked before decoding.
pub const PAYLOAD_BYTES_MAX: usize = 16 * 1024;

/// Why bytes are no statement known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Longer than [`PAYLOAD_BYTES_MAX`].
    #[error("payload has {bytes} bytes, at most {PAYLOAD_BYTES_MAX} are accepted")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A schema of a later version, kept as it is.
    #[error("payload has schema {schema}, this version knows schema {SCHEMA}")]
    UnknownSchema {
        /// The number it gives.
        schema: u16,
    },
    /// Not CBOR of the expected shape.
    #[error("payload cannot be decoded: {why}")]
    Malformed {
        /// What the decoder says.
        why: String,
    },
    /// A second form of the same statement.
    #[error("payload is not in canonical form: byte {at} differs")]
    NotCanonical {
        /// First byte that differs from the canonical form.
        at: usize,
    },
}

/// A payload could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("statement takes {bytes} bytes, at most {PAYLOAD_BYTES_MAX} are allowed")]
pub struct EncodeError {
    /// Its length.
    pub bytes: usize,
}

/// The canonical bytes of a statement.
pub fn encode(statement: &Statement) -> Result<Vec<u8>, EncodeError> {
    let bytes = encode_unbounded(statement);
    if bytes.len() > PAYLOAD_BYTES_MAX { Err(EncodeError { bytes: bytes.len() }) } else { Ok(bytes) }
}

fn encode_unbounded(statement: &Statement) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    // Writing into a growing vector has no way to fail.
    let result = minicbor::encode(statement, &mut bytes);
    debug_assert!(result.is_ok());
    bytes
}

/// Reads canonical bytes, and only those.
pub fn decode(bytes: &[u8]) -> Result<Statement, DecodeError> {
    if bytes.len() > PAYLOAD_BYTES_MAX {
        return Err(DecodeError::TooLong { bytes: bytes.len() });
    }
    let malformed = |why: minicbor::decode::Error| DecodeError::Malformed { why: why.to_string() };
    let mut head = minicbor::Decoder::new(bytes);
    head.array().map_err(malformed)?;
    let schema = head.u16().map_err(malformed)?;
    if schema != SCHEMA {
        return Err(DecodeError::UnknownSchema { schema });
    }
    let statement: Statement = minicbor::decode(bytes).map_err(malformed)?;
    let again = encode_unbounded(&statement);
    if again == bytes {
        return Ok(statement);
    }
    let at = again.iter().zip(bytes).position(|(a, b)| a != b).unwrap_or(again.len().min(bytes.len()));
    Err(DecodeError::NotCanonical { at })
}

//! One statement signed by one key: COSE_Sign1 (RFC 9052), as a SCITT signed
//! statement (RFC 9943).
//!
//! ```text
//! 18([ << { 1: -8,                     alg: EdDSA
//!           3: schema,                 content type of the payload
//!           4: kid,                    id of the officer whose key signed
//!           15: { 1: iss, 2: sub } } >>,   origin of the journal; "statement"
//!      {},                             nothing unprotected
//!      payload,
//!      signature ])                    over ["Signature1", protected, h'', payload]
//! ```
//!
//! The issuer is the origin line of the journal the statement was made for, so
//! a signature cannot be carried into another journal. Deterministic encoding
//! (RFC 8949 section 4.2.1): for each statement there is one form, and the
//! decoder refuses any other.

use crate::keys::{ReadyKey, SIGNATURE_BYTES, SecretKey, Signature, SignatureError};
use minicbor::data::Tag;
use minicbor::{Decoder, Encoder};
use std::convert::Infallible;
use std::fmt;
use units::{OfficerId, OriginLine, PublicKey};

/// Longest payload accepted: a statement is a page of facts; documents and
/// pictures are named in it by their hash.
pub const PAYLOAD_BYTES_MAX: usize = 16 * 1024;
/// Longest envelope accepted: the payload, three names of 96 bytes, a signature and their frame.
pub const ENVELOPE_BYTES_MAX: usize = PAYLOAD_BYTES_MAX + 512;
/// Longest schema accepted, like every other identifier.
pub const SCHEMA_BYTES_MAX: usize = 96;
/// What the `sub` claim says: every envelope here is a statement of its issuer.
pub const SUBJECT: &str = "statement";

/// COSE_Sign1 (RFC 9052 section 2).
pub(crate) const TAG_SIGN1: Tag = Tag::new(18);
/// EdDSA (RFC 9053 section 2.2).
pub(crate) const ALG_EDDSA: i8 = -8;
/// Header labels (RFC 9052 section 3.1; 15: RFC 9597) and claims (RFC 8392).
const LABEL_ALG: u8 = 1;
const LABEL_CONTENT_TYPE: u8 = 3;
const LABEL_KID: u8 = 4;
const LABEL_CLAIMS: u8 = 15;
const CLAIM_ISS: u8 = 1;
const CLAIM_SUB: u8 = 2;

/// The content type of a payload, as media type: it names the schema to read it by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schema(String);

/// Why a text is no schema name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("schema `{text}` is no media type of at most {SCHEMA_BYTES_MAX} visible ASCII characters")]
pub struct SchemaError {
    /// The text as given, cut to [`SCHEMA_BYTES_MAX`] characters.
    pub text: String,
}

impl Schema {
    /// Accepts `type/subtype` in visible ASCII, without parameters.
    pub fn new(text: impl Into<String>) -> Result<Self, SchemaError> {
        let text = text.into();
        let parts = text.split_once('/').is_some_and(|(kind, name)| {
            let token = |part: &str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
            };
            token(kind) && token(name)
        });
        if parts && text.len() <= SCHEMA_BYTES_MAX {
            Ok(Self(text))
        } else {
            Err(SchemaError { text: text.chars().take(SCHEMA_BYTES_MAX).collect() })
        }
    }

    /// The media type.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is signed beside the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The journal the statement is made for.
    pub issuer: OriginLine,
    /// Whose key signs.
    pub kid: OfficerId,
    /// How the payload is to be read.
    pub schema: Schema,
}

/// A statement as decoded: well formed, its signature not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What is signed beside the payload.
    pub header: Header,
    /// What is said, in the form that the schema names.
    pub payload: Vec<u8>,
    /// By the key that `kid` names.
    pub signature: Signature,
}

/// Why an envelope is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoseError {
    /// Longer than any envelope.
    #[error("statement has {bytes} bytes, at most {ENVELOPE_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// A payload longer than accepted.
    #[error("payload has {bytes} bytes, at most {PAYLOAD_BYTES_MAX} are accepted")]
    PayloadTooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not the CBOR of such an envelope.
    #[error("statement is no COSE_Sign1 of the expected shape at byte {at}: {expected}")]
    Shape {
        /// Where decoding stopped.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The right content, but in another than the one form.
    #[error("statement is not in its shortest form, from byte {at}")]
    NotCanonical {
        /// The first byte that differs from the one form.
        at: usize,
    },
    /// The issuer or kid is no identifier.
    #[error("statement header holds a name that is no identifier")]
    Name(#[from] units::IdError),
    /// The content type names no schema.
    #[error("statement header holds a content type that names no schema")]
    Schema(#[from] SchemaError),
    /// The signature does not verify.
    #[error("statement of `{kid}` is not signed by that key")]
    Signature {
        /// Whose key was to have signed.
        kid: OfficerId,
        /// Why.
        #[source]
        cause: SignatureError,
    },
}

/// Signs a payload.
pub fn sign(header: &Header, payload: &[u8], key: &SecretKey) -> Result<Vec<u8>, CoseError> {
    if payload.len() > PAYLOAD_BYTES_MAX {
        return Err(CoseError::PayloadTooLong { bytes: payload.len() });
    }
    let protected = header.protected();
    let signature = key.sign(&to_be_signed(&protected, payload));
    Ok(encode(&protected, payload, &signature))
}

/// Reads an envelope in its one form; the signature is not judged.
pub fn decode(bytes: &[u8]) -> Result<Envelope, CoseError> {
    if bytes.len() > ENVELOPE_BYTES_MAX {
        return Err(CoseError::TooLong { bytes: bytes.len() });
    }
    let mut d = Decoder::new(bytes);
    let envelope = read_envelope(&mut d)?;
    let again = envelope.to_bytes();
    if again == bytes {
        return Ok(envelope);
    }
    let at = again.iter().zip(bytes).position(|(a, b)| a != b).unwrap_or(again.len().min(bytes.len()));
    Err(CoseError::NotCanonical { at })
}

/// Judges the signature of an envelope, strictly.
pub fn verify(envelope: &Envelope, key: &PublicKey) -> Result<(), CoseError> {
    let refused = |cause| CoseError::Signature { kid: envelope.header.kid.clone(), cause };
    envelope.verify(&ReadyKey::new(key).map_err(refused)?)
}

impl Envelope {
    /// The one form of these bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.header.protected(), &self.payload, &self.signature)
    }

    /// Judges the signature, strictly.
    pub fn verify(&self, key: &ReadyKey) -> Result<(), CoseError> {
        let message = to_be_signed(&self.header.protected(), &self.payload);
        let refused = |cause| CoseError::Signature { kid: self.header.kid.clone(), cause };
        key.verify(&message, &self.signature).map_err(refused)
    }
}

impl Header {
    /// The protected header as encoded map.
    fn protected(&self) -> Vec<u8> {
        written(256, |e| {
            e.map(4)?.u8(LABEL_ALG)?.i8(ALG_EDDSA)?;
            e.u8(LABEL_CONTENT_TYPE)?.str(self.schema.as_str())?;
            e.u8(LABEL_KID)?.bytes(self.kid.as_str().as_bytes())?;
            e.u8(LABEL_CLAIMS)?.map(2)?.u8(CLAIM_ISS)?.str(self.issuer.as_str())?;
            e.u8(CLAIM_SUB)?.str(SUBJECT)?;
            Ok(())
        })
    }
}

/// `Sig_structure` of RFC 9052 section 4.4, without external data.
pub(crate) fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    written(protected.len() + payload.len() + 32, |e| {
        e.array(4)?.str("Signature1")?.bytes(protected)?.bytes(&[])?.bytes(payload)?;
        Ok(())
    })
}

fn encode(protected: &[u8], payload: &[u8], signature: &Signature) -> Vec<u8> {
    written(protected.len() + payload.len() + SIGNATURE_BYTES + 16, |e| {
        e.tag(TAG_SIGN1)?.array(4)?.bytes(protected)?.map(0)?.bytes(payload)?.bytes(signature.as_bytes())?;
        Ok(())
    })
}

pub(crate) type Written = Result<(), minicbor::encode::Error<Infallible>>;

pub(crate) fn written(capacity: usize, write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Written) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::with_capacity(capacity));
    write(&mut encoder).expect("memory takes any bytes");
    encoder.into_writer()
}

/// Reads one item; a fault tells where, and what was expected there.
fn read<'b, T>(
    d: &mut Decoder<'b>,
    base: usize,
    expected: &'static str,
    item: impl FnOnce(&mut Decoder<'b>) -> Result<T, minicbor::decode::Error>,
    accept: impl FnOnce(&T) -> bool,
) -> Result<T, CoseError> {
    let at = base + d.position();
    item(d).ok().filter(accept).ok_or(CoseError::Shape { at, expected })
}

fn read_envelope(d: &mut Decoder<'_>) -> Result<Envelope, CoseError> {
    read(d, 0, "tag 18", Decoder::tag, |tag| *tag == TAG_SIGN1)?;
    read(d, 0, "array of 4", Decoder::array, |n| *n == Some(4))?;
    let protected = read(d, 0, "protected header", Decoder::bytes, |_| true)?;
    let header = read_header(protected, d.position() - protected.len())?;
    read(d, 0, "empty unprotected header", Decoder::map, |n| *n == Some(0))?;
    let payload = read(d, 0, "payload", Decoder::bytes, |_| true)?;
    if payload.len() > PAYLOAD_BYTES_MAX {
        return Err(CoseError::PayloadTooLong { bytes: payload.len() });
    }
    let at = d.position();
    let signature = read(d, 0, "signature of 64 bytes", Decoder::bytes, |_| true)?;
    let signature = signature.try_into().map_err(|_| CoseError::Shape { at, expected: "signature of 64 bytes" })?;
    Ok(Envelope { header, payload: payload.to_vec(), signature: Signature::new(signature) })
}

/// Reads the protected header, which starts at `base` of the envelope.
fn read_header(bytes: &[u8], base: usize) -> Result<Header, CoseError> {
    let d = &mut Decoder::new(bytes);
    let label = |d: &mut Decoder<'_>, label: u8, expected| read(d, base, expected, Decoder::u8, |n| *n == label);
    read(d, base, "map of 4", Decoder::map, |n| *n == Some(4))?;
    label(d, LABEL_ALG, "label 1, algorithm")?;
    read(d, base, "algorithm -8, EdDSA", Decoder::i8, |n| *n == ALG_EDDSA)?;
    label(d, LABEL_CONTENT_TYPE, "label 3, content type")?;
    let schema = Schema::new(read(d, base, "content type", Decoder::str, |_| true)?)?;
    label(d, LABEL_KID, "label 4, key id")?;
    let at = base + d.position();
    let kid = read(d, base, "key id", Decoder::bytes, |_| true)?;
    let kid = std::str::from_utf8(kid).map_err(|_| CoseError::Shape { at, expected: "key id in UTF-8" })?;
    label(d, LABEL_CLAIMS, "label 15, claims")?;
    read(d, base, "map of 2 claims", Decoder::map, |n| *n == Some(2))?;
    label(d, CLAIM_ISS, "claim 1, issuer")?;
    let issuer = OriginLine::new(read(d, base, "issuer", Decoder::str, |_| true)?)?;
    label(d, CLAIM_SUB, "claim 2, subject")?;
    read(d, base, "subject `statement`", Decoder::str, |text| *text == SUBJECT)?;
    Ok(Header { issuer, kid: OfficerId::new(kid)?, schema })
}

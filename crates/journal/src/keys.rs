//! Ed25519, in its strict reading.
//!
//! Verifiers in the wild disagree on edge cases: of 914 known ones they accept
//! between 43 and 826. A verdict that two parties must share can only be one
//! that all of them reach, so this module verifies strictly and one by one;
//! batch verification changes its answer with the size of the batch.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use std::fmt;
use units::PublicKey;
use zeroize::Zeroizing;

/// Bytes of an Ed25519 signature (RFC 8032).
pub const SIGNATURE_BYTES: usize = 64;

/// A private key. Its memory is overwritten when it is dropped.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key that RFC 8032 derives from 32 secret random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed again, to be kept; overwritten when dropped.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(self.0.verifying_key().to_bytes())
    }

    /// Signs; the same message gives the same signature.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SecretKey {
    /// Shows the public half only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public())
    }
}

/// An Ed25519 signature, not yet judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; SIGNATURE_BYTES]);

impl Signature {
    /// Wraps the raw bytes.
    pub const fn new(bytes: [u8; SIGNATURE_BYTES]) -> Self {
        Self(bytes)
    }

    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; SIGNATURE_BYTES] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({}..)", hex::encode(&self.0[..4]))
    }
}

/// Why a signature is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The 32 bytes are no point on the curve.
    #[error("{key} is no Ed25519 public key")]
    Key {
        /// The key as given.
        key: PublicKey,
    },
    /// The signature is not by this key over these bytes, or is an edge case.
    #[error("signature does not verify under key {key}")]
    Refused {
        /// The key it was tried with.
        key: PublicKey,
    },
}

/// A public key made ready for many verifications.
///
/// Unpacking the point costs some 7 % of one verification.
#[derive(Clone, Debug)]
pub struct ReadyKey {
    key: PublicKey,
    point: VerifyingKey,
}

impl ReadyKey {
    /// Unpacks the key; fails where the bytes are no point.
    pub fn new(key: &PublicKey) -> Result<Self, SignatureError> {
        let point = VerifyingKey::from_bytes(key.as_bytes()).map_err(|_| SignatureError::Key { key: *key })?;
        Ok(Self { key: *key, point })
    }

    /// The key it was made from.
    pub const fn public(&self) -> &PublicKey {
        &self.key
    }

    /// Judges one signature, strictly.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), SignatureError> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.point.verify_strict(message, &signature).map_err(|_| SignatureError::Refused { key: self.key })
    }
}

/// Judges one signature, strictly.
pub fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> Result<(), SignatureError> {
    ReadyKey::new(key)?.verify(message, signature)
}

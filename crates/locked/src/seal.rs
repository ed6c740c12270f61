//! Content sealed for one reader: an age file with one X25519 recipient
//! (C2SP age, "X25519 recipient stanza"), so that the standard program opens it too.

use app::ports::{SealError, Seals};
use bech32::{Bech32, Hrp};
use journal::keys::SecretKey;
use std::io::Read;
use units::SealKey;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

/// Before the 32 bytes of a public key in age's text form.
const RECIPIENT_PREFIX: Hrp = Hrp::parse_unchecked("age");

/// Before the 32 bytes of a private key in age's text form.
const IDENTITY_PREFIX: Hrp = Hrp::parse_unchecked("AGE-SECRET-KEY-");

/// Characters of a private key in age's text form: prefix, a `1`, 52 for 32 bytes, 6 to check.
const IDENTITY_CHARS: usize = 15 + 1 + 52 + 6;

/// Seals with age.
#[derive(Clone, Copy, Debug, Default)]
pub struct AgeSeals;

impl Seals for AgeSeals {
    fn recipient(&self, key: &SecretKey) -> SealKey {
        SealKey::new(x25519(*key.seed(), X25519_BASEPOINT_BYTES))
    }

    fn seal(&self, to: &SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let damaged = |error: age::EncryptError| SealError::Damaged { why: error.to_string() };
        age::encrypt(&recipient(to)?, plain).map_err(damaged)
    }

    fn open(&self, key: &SecretKey, sealed: &[u8], most: usize) -> Result<Vec<u8>, SealError> {
        let identity = identity(&key.seed()).map_err(|error| SealError::Damaged { why: error.to_string() })?;
        let opened = age::Decryptor::new_buffered(sealed)
            .and_then(|file| file.decrypt(std::iter::once(&identity as &dyn age::Identity)));
        let mut plain = Vec::new();
        // One byte more than fits tells the too long from the full.
        let read = opened.map_err(refused)?.take(most as u64 + 1).read_to_end(&mut plain);
        read.map_err(|error| SealError::Damaged { why: error.to_string() })?;
        if plain.len() > most { Err(SealError::TooLong { most }) } else { Ok(plain) }
    }
}

fn refused(error: age::DecryptError) -> SealError {
    if matches!(error, age::DecryptError::NoMatchingKeys) {
        return SealError::OtherReader;
    }
    SealError::Damaged { why: error.to_string() }
}

/// A public key as age takes it.
///
/// The key comes from a partner's statement. With a point of small order every shared secret is
/// zero, whatever the private half (RFC 7748, section 6.1); age ends the process on it.
fn recipient(key: &SealKey) -> Result<age::x25519::Recipient, SealError> {
    let weak = || SealError::WeakKey { key: *key };
    if x25519(X25519_BASEPOINT_BYTES, *key.as_bytes()) == [0; 32] {
        return Err(weak());
    }
    let text = bech32::encode::<Bech32>(RECIPIENT_PREFIX, key.as_bytes()).map_err(|_| weak())?;
    text.parse().map_err(|_| weak())
}

/// Age does not take 32 bytes as a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no private key for age: {why}")]
pub struct IdentityError {
    why: &'static str,
}

/// A private key as age takes it.
pub(crate) fn identity(seed: &[u8; 32]) -> Result<age::x25519::Identity, IdentityError> {
    // Room for all of it from the start: what a growing text leaves behind is not wiped.
    let mut text = Zeroizing::new(String::with_capacity(IDENTITY_CHARS));
    let written = bech32::encode_upper_to_fmt::<Bech32, _>(&mut *text, IDENTITY_PREFIX, seed);
    written.map_err(|_| IdentityError { why: "no room for its text" })?;
    text.parse().map_err(|why| IdentityError { why })
}

//! Seals that hide nothing but keep the rules of the port: one reader, no damage unnoticed.

use app::ports::{SealError, Seals};
use journal::keys::SecretKey;
use sha2::{Digest as _, Sha256};
use units::SealKey;

/// A sealed pack is the reader's key, a checksum, and the pack with every bit turned.
pub(crate) struct Sticker;

impl Seals for Sticker {
    fn recipient(&self, key: &SecretKey) -> SealKey {
        SealKey::new(*key.public().as_bytes())
    }

    fn seal(&self, to: &SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let turned = plain.iter().map(|byte| !byte);
        Ok(to.as_bytes().iter().copied().chain(Sha256::digest(plain)).chain(turned).collect())
    }

    fn open(&self, key: &SecretKey, sealed: &[u8], most: usize) -> Result<Vec<u8>, SealError> {
        let damaged = |why: &str| SealError::Damaged { why: why.to_owned() };
        let (to, rest) = sealed.split_at_checked(32).ok_or_else(|| damaged("no reader"))?;
        let (sum, turned) = rest.split_at_checked(32).ok_or_else(|| damaged("no checksum"))?;
        if to != self.recipient(key).as_bytes() {
            return Err(SealError::OtherReader);
        }
        let plain: Vec<u8> = turned.iter().map(|byte| !byte).collect();
        if plain.len() > most {
            return Err(SealError::TooLong { most });
        }
        if Sha256::digest(&plain).as_slice() == sum { Ok(plain) } else { Err(damaged("checksum")) }
    }
}

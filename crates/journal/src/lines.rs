//! Numbers and hashes as lines of text, in their one form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use units::Digest;

/// Characters of a hash in base64.
pub(crate) const HASH_CHARS: usize = 44;
/// Digits of the largest number.
pub(crate) const NUMBER_CHARS_MAX: usize = 20;

/// A number in its shortest form: no sign, no leading zeros.
pub(crate) fn decode_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// 32 bytes in base64.
pub(crate) fn decode_hash(text: &str) -> Option<Digest> {
    Some(Digest::new(BASE64.decode(text).ok()?.try_into().ok()?))
}

/// The line that [`decode_hash`] reads.
pub(crate) fn encode_hash(hash: &Digest) -> String {
    BASE64.encode(hash.as_bytes())
}

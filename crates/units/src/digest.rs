//! Fixed-length values: SHA-256 digests, public keys, Ed25519 signatures.

use crate::cbor::cbor_via;
use minicbor::bytes::ByteArray;
use std::fmt;

/// Why a text is no such value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {digits} hexadecimal digits")]
pub struct DigestError {
    /// The text as given, cut to 80 characters.
    pub text: String,
    /// How many digits it should have.
    pub digits: usize,
}

macro_rules! fixed {
    ($($(#[$doc:meta])* $name:ident = $bytes:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(ByteArray<$bytes>);

        impl $name {
            /// Wraps the raw bytes.
            pub fn new(bytes: [u8; $bytes]) -> Self {
                Self(ByteArray::from(bytes))
            }

            /// The raw bytes.
            pub fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }

            /// The first eight hexadecimal digits: enough for people to tell two apart.
            pub fn short(&self) -> String {
                hex::encode(&self.0[..4])
            }
        }
        impl std::str::FromStr for $name {
            type Err = DigestError;
            fn from_str(text: &str) -> Result<Self, DigestError> {
                let mut bytes = [0; $bytes];
                hex::decode_to_slice(text, &mut bytes)
                    .map_err(|_| DigestError { text: text.chars().take(80).collect(), digits: 2 * $bytes })?;
                Ok(Self::new(bytes))
            }
        }
        impl TryFrom<String> for $name {
            type Error = DigestError;
            fn try_from(text: String) -> Result<Self, DigestError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.as_bytes()))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.short())
            }
        }
        cbor_via!($name, ByteArray<$bytes>, |value| &value.0, |bytes| Ok($name(bytes)));
    )*};
}

fixed! {
    /// A SHA-256 value: leaf hash, root, commitment or hash of a document.
    Digest = 32;
    /// An Ed25519 public key, as 32 bytes.
    PublicKey = 32;
    /// The public half of a reader's X25519 key, to which content is sealed (C2SP age, X25519
    /// recipient stanza): the bytes inside the text `age1...`.
    SealKey = 32;
    /// An Ed25519 signature, not judged.
    SignatureBytes = 64;
}

//! Fixed 32-byte values: SHA-256 digests and Ed25519 public keys.

use crate::cbor::cbor_via;
use minicbor::bytes::ByteArray;
use std::fmt;

/// Why a text is no 32-byte value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not 64 hexadecimal digits")]
pub struct DigestError {
    /// The text as given, cut to 80 characters.
    pub text: String,
}

macro_rules! bytes32 {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(ByteArray<32>);

        impl $name {
            /// Wraps the raw bytes.
            pub fn new(bytes: [u8; 32]) -> Self {
                Self(ByteArray::from(bytes))
            }

            /// The raw bytes.
            pub fn as_bytes(&self) -> &[u8; 32] {
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
                let mut bytes = [0; 32];
                hex::decode_to_slice(text, &mut bytes)
                    .map_err(|_| DigestError { text: text.chars().take(80).collect() })?;
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
        cbor_via!($name, ByteArray<32>, |value| &value.0, |bytes| Ok($name(bytes)));
    )*};
}

bytes32! {
    /// A SHA-256 value: leaf hash, root, commitment or hash of a document.
    Digest;
    /// An Ed25519 public key, as 32 bytes.
    PublicKey;
}

//! Sealed content: age files for one reader, which nobody else opens and nobody changes unnoticed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::ports::{SealError, Seals};
use journal::keys::SecretKey;
use locked::AgeSeals;
use proptest::prelude::*;
use units::SealKey;

/// The key pair of the `age` crate's own tests.
const IDENTITY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
const RECIPIENT: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

fn reader() -> SecretKey {
    SecretKey::from_seed(&[0x51; 32])
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    AgeSeals.seal(&AgeSeals.recipient(&reader()), plain).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_reader_opens_what_was_sealed(plain in prop::collection::vec(any::<u8>(), 0..70_000)) {
        let sealed = sealed(&plain);
        prop_assert_eq!(AgeSeals.open(&reader(), &sealed, plain.len()).unwrap(), plain.clone());
        if let Some(most) = plain.len().checked_sub(1) {
            prop_assert_eq!(AgeSeals.open(&reader(), &sealed, most), Err(SealError::TooLong { most }));
        }
    }
}

#[test]
fn nobody_else_opens_it() {
    let error = AgeSeals.open(&SecretKey::from_seed(&[0x52; 32]), &sealed(b"for one"), 100).unwrap_err();
    assert_eq!(error, SealError::OtherReader);
}

#[test]
fn age_opens_what_we_seal_and_we_open_what_age_seals() {
    let identity: age::x25519::Identity = IDENTITY.parse().unwrap();
    let (_, seed) = bech32::decode(IDENTITY).unwrap();
    let key = SecretKey::from_seed(&seed.try_into().unwrap());
    let (_, public) = bech32::decode(RECIPIENT).unwrap();
    let to = SealKey::new(public.try_into().unwrap());
    assert_eq!(AgeSeals.recipient(&key), to);
    assert_eq!(age::decrypt(&identity, &AgeSeals.seal(&to, b"from us").unwrap()).unwrap(), b"from us");
    let sealed = age::encrypt(&identity.to_public(), b"from age").unwrap();
    assert_eq!(AgeSeals.open(&key, &sealed, 100).unwrap(), b"from age");
}

#[test]
fn a_changed_bit_never_passes() {
    let plain = b"what a partner may read".repeat(3);
    let whole = sealed(&plain);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        match AgeSeals.open(&reader(), &bytes, 1000) {
            Err(SealError::Damaged { .. }) => {}
            // Within the two lines of the reader's stanza, age cannot tell damage from another reader.
            Err(SealError::OtherReader) => assert!((22..22 + 109).contains(&at), "byte {at}"),
            other => panic!("byte {at}: {other:?}"),
        }
    }
    for length in 0..whole.len() {
        assert!(AgeSeals.open(&reader(), &whole[..length], 1000).is_err(), "cut to {length}");
    }
}

#[test]
fn what_was_never_sealed_is_damaged() {
    for bytes in [&b""[..], b"\x82\xf6", b"age-encryption.org/v1\n", b"age-encryption.org/v2\n-> X25519 A\n"] {
        assert!(matches!(AgeSeals.open(&reader(), bytes, 100), Err(SealError::Damaged { .. })), "{bytes:?}");
    }
}

/// u-coordinates of small order: 0, 1, both of order 8, and p - 1, p, p + 1 (cr.yp.to/ecdh.html, "validate").
const SMALL_ORDER: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

#[test]
fn a_key_that_would_keep_nothing_secret_is_refused() {
    for text in SMALL_ORDER {
        let key: SealKey = text.parse().unwrap();
        assert_eq!(AgeSeals.seal(&key, b"secret"), Err(SealError::WeakKey { key }));
    }
}

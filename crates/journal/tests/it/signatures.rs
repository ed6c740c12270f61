//! Ed25519 edge cases: the strict verdict, and no other.

use crate::support::shared;
use journal::keys::{SecretKey, Signature, verify};
use serde::Deserialize;
use units::PublicKey;

#[derive(Deserialize)]
struct EdgeCase {
    number: u32,
    key: String,
    sig: String,
    msg: String,
    flags: Option<Vec<String>>,
}

fn signature(text: &str) -> Option<Signature> {
    Some(Signature::new(hex::decode(text).ok()?.try_into().ok()?))
}

#[test]
fn of_914_edge_cases_only_those_without_low_order_are_accepted() {
    let Some(folder) = shared("ed25519-cctv/ed25519") else { return };
    let text = std::fs::read(folder.join("ed25519vectors.json")).unwrap();
    let cases: Vec<EdgeCase> = serde_json::from_slice(&text).unwrap();
    assert_eq!(cases.len(), 914);
    let mut accepted = 0;
    for case in cases {
        let key: PublicKey = case.key.parse().unwrap();
        if verify(&key, case.msg.as_bytes(), &signature(&case.sig).unwrap()).is_ok() {
            accepted += 1;
            let flags = case.flags.unwrap_or_default();
            // What strict verification exists to refuse.
            for refused in ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"] {
                assert!(!flags.iter().any(|flag| flag == refused), "case {}: {refused}", case.number);
            }
        }
    }
    assert_eq!(accepted, 43, "the least that any of nine verifiers accepts");
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wycheproof {
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    public_key: GroupKey,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct GroupKey {
    pk: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    tc_id: u32,
    msg: String,
    sig: String,
    result: String,
}

#[test]
fn wycheproof_verdicts() {
    let Some(folder) = shared("ed25519-wycheproof/testvectors_v1") else { return };
    let text = std::fs::read(folder.join("ed25519_test.json")).unwrap();
    let vectors: Wycheproof = serde_json::from_slice(&text).unwrap();
    let mut count = 0;
    for group in vectors.test_groups {
        let key: PublicKey = group.public_key.pk.parse().unwrap();
        for case in group.tests {
            let message = hex::decode(&case.msg).unwrap();
            let accepted = signature(&case.sig).is_some_and(|signature| verify(&key, &message, &signature).is_ok());
            assert_eq!(accepted, case.result == "valid", "case {}", case.tc_id);
            count += 1;
        }
    }
    assert_eq!(count, 151);
}

/// RFC 8032 section 7.1, test 2.
#[test]
fn a_seed_gives_the_key_and_signature_of_the_specification() {
    let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    let mut bytes = [0; 32];
    hex::decode_to_slice(seed, &mut bytes).unwrap();
    let key = SecretKey::from_seed(&bytes);
    assert_eq!(key.public().to_string(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    let signed = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                  085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    assert_eq!(hex::encode(key.sign(&[0x72]).as_bytes()), signed);
    assert_eq!(*key.seed(), bytes);
    assert!(!format!("{key:?}").contains(&seed[..16]), "a private key is not shown");
}

//! Receipts: one form, read by others, and the two that others published.

use crate::support::{log_signer, origin, records, shared};
use coset::cbor::Value;
use coset::{CoseSign1, RegisteredLabelWithPrivate, TaggedCborSerializable as _, iana};
use journal::keys::{SecretKey, Signature, verify};
use journal::note::{Signer, VerifierKey};
use journal::receipt::{IssueError, Proof, RECEIPT_BYTES_MAX, Receipt, ReceiptError};
use journal::tree::{EntryIndex, ProofError, ProveError, Size, Tree, consistency_root, inclusion_root};
use proptest::prelude::*;
use units::{Digest, Moment, OriginLine};

fn log(count: usize) -> Tree {
    records(count, |_| true).iter().map(|record| record.entry.leaf()).collect()
}

fn key() -> VerifierKey {
    log_signer().verifier_key().clone()
}

fn inclusion(tree: &Tree, index: u64) -> Receipt {
    Receipt::inclusion(tree, EntryIndex::new(index), tree.size(), &log_signer()).unwrap()
}

fn consistency(tree: &Tree, old: u64) -> Receipt {
    Receipt::consistency(tree, Size::new(old), tree.size(), &log_signer()).unwrap()
}

/// The bytes of one receipt, so that a change of the format cannot go unseen.
#[test]
fn the_form_is_fixed() {
    let bytes = inclusion(&log(2), 1).to_bytes();
    insta::assert_snapshot!(hex::encode(&bytes), @"d284582ea4012704441c4a52d50fa20178196578616d706c652e6f72672f6a6f75726e616c2f676976657202613219018b01a119018ca120815826830201815820a58d0cc27f5c226937d7535d52e7282244f97f02b7645bdd42c5a54d8a389e53f65840f7a7c818f1f09233e7ebff59466974b423dfe1a4fa72fe688a5bfba5f00b475b305d493e26309cf447e7337953085e52903a86b0338e2902220222c121ccb307");
}

#[test]
fn receipts_verify_for_their_entry_root_and_log_alone() {
    let tree = log(5);
    let receipt = Receipt::decode(&inclusion(&tree, 3).to_bytes()).unwrap();
    let leaf = |index: usize| tree.leaves()[index];
    assert_eq!(receipt.verify_inclusion(&leaf(3), &key()), Ok(tree.root()));
    assert!(matches!(receipt.verify_inclusion(&leaf(2), &key()), Err(ReceiptError::Signature { .. })));
    let root = |size| tree.root_at(Size::new(size)).unwrap();
    let other_proof = ReceiptError::OtherProof { found: "inclusion", expected: "consistency" };
    assert_eq!(receipt.verify_consistency(Size::new(3), &root(3), &key()), Err(other_proof));

    let receipt = Receipt::decode(&consistency(&tree, 3).to_bytes()).unwrap();
    assert_eq!(receipt.verify_consistency(Size::new(3), &root(3), &key()), Ok(tree.root()));
    let refused = receipt.verify_consistency(Size::new(3), &root(2), &key());
    assert!(matches!(refused, Err(ReceiptError::Proof(ProofError::Root { .. }))));
    let refused = receipt.verify_consistency(Size::new(2), &root(2), &key());
    assert_eq!(refused, Err(ReceiptError::OtherSize { found: Size::new(3), expected: Size::new(2) }));
    let other_proof = ReceiptError::OtherProof { found: "consistency", expected: "inclusion" };
    assert_eq!(receipt.verify_inclusion(&leaf(3), &key()), Err(other_proof));

    let secret = || SecretKey::from_seed(&[1; 32]);
    let cosigner = Signer::cosigner(origin(), secret(), Moment::from_seconds(0)).unwrap();
    let others = [
        Signer::log(OriginLine::new("example.org/other").unwrap(), secret()).unwrap(),
        Signer::log(origin(), SecretKey::from_seed(&[2; 32])).unwrap(),
        cosigner.clone(),
    ];
    for other in others {
        let refused = receipt.verify_consistency(Size::new(3), &root(3), other.verifier_key());
        assert!(matches!(refused, Err(ReceiptError::OtherKey { .. })));
    }
    // Ids have 32 bits only: another log's name is refused under the same id, too.
    let renamed = Receipt { issuer: OriginLine::new("example.org/other").unwrap(), ..receipt };
    let refused = renamed.verify_consistency(Size::new(3), &root(3), &key());
    assert!(matches!(refused, Err(ReceiptError::OtherKey { .. })));
    let refused = Receipt::inclusion(&tree, EntryIndex::new(0), tree.size(), &cosigner);
    assert_eq!(refused, Err(IssueError::KeyType));
}

/// The same hashes lead to the same root from another index under another size; the
/// specification signs neither, so the size stands in a claim.
#[test]
fn size_and_index_are_certain() {
    let tree = log(5);
    let (leaf, receipt) = (tree.leaves()[4], inclusion(&tree, 4));
    let Proof::Inclusion { hashes, .. } = receipt.proof.clone() else { panic!("{receipt:?}") };
    let (index, size) = (EntryIndex::new(1), Size::new(2));
    assert_eq!(inclusion_root(&leaf, index, size, &hashes), Ok(tree.root()));
    let lie = Receipt { proof: Proof::Inclusion { index, size, hashes }, ..receipt };
    assert!(matches!(lie.verify_inclusion(&leaf, &key()), Err(ReceiptError::Signature { .. })));
}

#[test]
fn receipts_are_not_issued_where_the_format_has_no_form() {
    let (tree, signer) = (log(5), log_signer());
    let size = Size::new;
    let alone = Receipt::inclusion(&tree, EntryIndex::new(0), size(1), &signer);
    assert_eq!(alone, Err(IssueError::Hashless { from: 0, to: size(1) }));
    for (old, new) in [(0, 5), (5, 5), (0, 0)] {
        let refused = Receipt::consistency(&tree, size(old), size(new), &signer);
        assert_eq!(refused, Err(IssueError::Hashless { from: old, to: size(new) }));
    }
    let outside = Receipt::inclusion(&tree, EntryIndex::new(5), size(5), &signer);
    assert!(matches!(outside, Err(IssueError::Prove(ProveError::Outside { .. }))));
    let missing = Receipt::consistency(&tree, size(5), size(6), &signer);
    assert!(matches!(missing, Err(IssueError::Prove(ProveError::Read(_)))));
}

/// The proof in a receipt as another implementation reads it: kind, two numbers, hashes.
fn proof_of(other: &CoseSign1) -> (i128, u64, u64, Vec<Digest>) {
    let structure = other.protected.header.rest.iter().find(|(label, _)| *label == coset::Label::Int(395)).unwrap();
    assert_eq!(structure.1, Value::from(1));
    let [(coset::Label::Int(396), proofs)] = &other.unprotected.rest[..] else { panic!("{:?}", other.unprotected) };
    let [(kind, proofs)] = &proofs.as_map().unwrap()[..] else { panic!("{proofs:?}") };
    let [proof] = &proofs.as_array().unwrap()[..] else { panic!("{proofs:?}") };
    let proof: Value = coset::cbor::de::from_reader(&proof.as_bytes().unwrap()[..]).unwrap();
    let [first, second, hashes] = &proof.as_array().unwrap()[..] else { panic!("{proof:?}") };
    let number = |value: &Value| u64::try_from(i128::from(value.as_integer().unwrap())).unwrap();
    let hash = |value: &Value| Digest::new(value.as_bytes().unwrap()[..].try_into().unwrap());
    let hashes = hashes.as_array().unwrap().iter().map(hash).collect();
    (i128::from(kind.as_integer().unwrap()), number(first), number(second), hashes)
}

#[test]
fn another_implementation_reads_and_verifies_them() {
    let tree = log(7);
    for receipt in [inclusion(&tree, 4), consistency(&tree, 3)] {
        let bytes = receipt.to_bytes();
        let other = CoseSign1::from_tagged_slice(&bytes).unwrap();
        let head = &other.protected.header;
        assert_eq!(head.alg, Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA)));
        assert_eq!(head.key_id, key().id().to_bytes());
        assert_eq!(other.payload, None);
        let expected = match &receipt.proof {
            Proof::Inclusion { index, size, hashes } => (-1, size.get(), index.get(), hashes.clone()),
            Proof::Consistency { old, new, hashes } => (-2, old.get(), new.get(), hashes.clone()),
        };
        assert_eq!(proof_of(&other), expected);
        let public = SecretKey::from_seed(&[1; 32]).public();
        let verdict = other.verify_detached_signature(tree.root().as_bytes(), &[], |signature, message| {
            verify(&public, message, &Signature::new(signature.try_into().unwrap()))
        });
        assert_eq!(verdict, Ok(()));
        assert_eq!(other.to_tagged_vec().unwrap(), bytes);
    }
}

/// The bytes that a page of examples lists in hexadecimal.
fn listed(page: &str) -> Vec<u8> {
    let (_, listing) = page.split_once("## Hex").unwrap();
    let digits: String = listing.chars().filter(char::is_ascii_hexdigit).collect();
    hex::decode(digits).unwrap()
}

/// They are signed with ES256, which no log of ours uses, and their header is not in
/// deterministic order: another implementation reads them, and ours says what it expected.
#[test]
fn the_receipts_of_the_specification_prove_what_they_say() {
    let Some(folder) = shared("cose-receipts/examples") else { return };
    let read = |name: &str| listed(&std::fs::read_to_string(folder.join(name)).unwrap());
    let (inclusion, consistency) = (read("inclusion-receipt.diag"), read("consistency-receipt.diag"));
    assert_eq!((inclusion.len(), consistency.len()), (250, 284));
    for bytes in [&inclusion, &consistency] {
        let refused = Receipt::decode(bytes).unwrap_err();
        assert_eq!(refused, ReceiptError::Shape { at: 6, expected: "algorithm -8, EdDSA" });
    }
    let other = |bytes: &[u8]| {
        let other = CoseSign1::from_tagged_slice(bytes).unwrap();
        assert_eq!((other.payload.as_ref(), other.signature.len()), (None, 64));
        assert_eq!(other.protected.header.alg, Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::ES256)));
        proof_of(&other)
    };
    let (kind, size, index, hashes) = other(&inclusion);
    assert_eq!((kind, size, index), (-1, 5, 3));
    let (kind, old, new, between) = other(&consistency);
    assert_eq!((kind, old, new), (-2, 3, 5));
    // One tree of five leaves is behind both: the second proof holds leaf 3, which the
    // first leads from; the third leaf and the node of the first two make the old root.
    let root = inclusion_root(&between[1], EntryIndex::new(index), Size::new(size), &hashes).unwrap();
    let old_root = journal::tree::node_hash(&between[2], &between[0]);
    assert_eq!(consistency_root(Size::new(old), &old_root, Size::new(new), &between), Ok(root));
}

#[test]
fn other_forms_are_refused() {
    let tree = log(5);
    let good = inclusion(&tree, 3).to_bytes();
    let decode = |from: &str, to: &str| {
        let wrong = hex::encode(&good).replacen(from, to, 1);
        assert_ne!(wrong, hex::encode(&good));
        Receipt::decode(&hex::decode(wrong).unwrap()).unwrap_err()
    };
    let shape = |from, to, text: &'static str| {
        let error = decode(from, to);
        assert!(matches!(error, ReceiptError::Shape { expected, .. } if expected == text), "{error}");
    };
    shape("d284", "84", "tag 18");
    shape("d284", "d283", "array of 4");
    shape("a40127", "a40126", "algorithm -8, EdDSA");
    shape("19018b01", "19018b02", "structure 1, RFC 9162 with SHA-256");
    shape("a119018ca120", "a119018ba120", "label 396, proofs");
    shape("a119018ca120", "a119018ca122", "-1 or -2, inclusion or consistency");
    shape("83050383", "83050380", "array of 1 to 64 hashes");
    shape("f65840", "405840", "null, the payload is detached");
    shape("f65840", "f65841", "signature of 64 bytes");
    assert!(matches!(decode("83050383", "8305180383"), ReceiptError::Shape { .. } | ReceiptError::NotCanonical { .. }));
    assert!(matches!(decode("d284", "d29804"), ReceiptError::NotCanonical { at: 1 }));
    let at = good.len();
    assert_eq!(Receipt::decode(&[&good[..], &[0]].concat()), Err(ReceiptError::NotCanonical { at }));
    let bytes = RECEIPT_BYTES_MAX + 1;
    assert_eq!(Receipt::decode(&vec![0; bytes]), Err(ReceiptError::TooLong { bytes }));
    // The longest that can be: 64 hashes behind an origin of 96 bytes.
    let hashes = vec![tree.root(); 64];
    let proof = Proof::Inclusion { index: EntryIndex::new(u64::MAX - 1), size: Size::new(u64::MAX), hashes };
    let issuer = OriginLine::new("o".repeat(96)).unwrap();
    let longest = Receipt { issuer, proof, ..inclusion(&tree, 3) };
    assert!(longest.to_bytes().len() <= RECEIPT_BYTES_MAX);
    assert_eq!(Receipt::decode(&longest.to_bytes()), Ok(longest));
}

proptest! {
    #[test]
    fn every_entry_and_every_past_gets_its_receipt(count in 2..60_usize, at in any::<u64>(), old in any::<u64>()) {
        let tree = log(count);
        let index = at % count as u64;
        let receipt = inclusion(&tree, index);
        prop_assert_eq!(Receipt::decode(&receipt.to_bytes()), Ok(receipt.clone()));
        prop_assert_eq!(receipt.verify_inclusion(&tree.leaves()[index as usize], &key()), Ok(tree.root()));
        let old = 1 + old % (count as u64 - 1);
        let receipt = consistency(&tree, old);
        prop_assert_eq!(Receipt::decode(&receipt.to_bytes()), Ok(receipt.clone()));
        let old_root = tree.root_at(Size::new(old)).unwrap();
        prop_assert_eq!(receipt.verify_consistency(Size::new(old), &old_root, &key()), Ok(tree.root()));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused(at in any::<usize>(), bit in 0..8_u8) {
        let tree = log(7);
        let (leaf, old_root) = (tree.leaves()[4], tree.root_at(Size::new(3)).unwrap());
        for receipt in [inclusion(&tree, 4), consistency(&tree, 3)] {
            let mut bytes = receipt.to_bytes();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let Ok(receipt) = Receipt::decode(&bytes) else { continue };
            prop_assert!(receipt.verify_inclusion(&leaf, &key()).is_err());
            prop_assert!(receipt.verify_consistency(Size::new(3), &old_root, &key()).is_err());
        }
    }

    #[test]
    fn no_bytes_make_the_decoder_fail(bytes in prop::collection::vec(any::<u8>(), 0..200), keep in 0..120_usize) {
        let _ = Receipt::decode(&bytes);
        let good = inclusion(&log(7), 4).to_bytes();
        let _ = Receipt::decode(&[&good[..keep], &bytes].concat());
    }
}

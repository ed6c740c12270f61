//! Evidence of a split view convicts the log that signed twice, and nobody else.

use crate::support::{log_signer, origin, salt, sign};
use journal::checkpoint::SignedCheckpoint;
use journal::entry::Entry;
use journal::evidence::{EVIDENCE_BYTES_MAX, EvidenceError, SplitView};
use journal::keys::SecretKey;
use journal::log::Record;
use journal::note::Signer;
use journal::tree::Tree;
use proptest::prelude::*;

fn tree(records: &[Record]) -> Tree {
    records.iter().map(|record| record.entry.leaf()).collect()
}

fn record(said: &str, number: usize) -> Record {
    Record { entry: Entry::commit(&salt(number), said.as_bytes()), content: None, fields: Vec::new() }
}

/// Two histories that part at `at`: `old` entries in one, `new` in the other.
fn histories(at: usize, old: usize, new: usize) -> (Vec<Record>, Vec<Record>) {
    let other = |number| record(if number < at { "one" } else { "other" }, number);
    ((0..old).map(|number| record("one", number)).collect(), (0..new).map(other).collect())
}

fn evidence(at: usize, old: usize, new: usize) -> Option<SplitView> {
    let (one, other) = histories(at, old, new);
    SplitView::new(log_signer().verifier_key().clone(), sign(&one), sign(&other), &tree(&other)).unwrap()
}

#[test]
fn two_heads_of_one_size_are_evidence() {
    let split = evidence(3, 5, 5).unwrap();
    assert_eq!(split.verify(), Ok(()));
    assert_eq!(split.proof, []);
    assert_eq!(SplitView::parse(split.to_string().as_bytes()), Ok(split));
}

#[test]
fn heads_of_one_history_are_none() {
    assert_eq!(evidence(9, 5, 9), None);
    // Somebody who claims it all the same is found out.
    let (one, other) = histories(9, 5, 9);
    let mut split = evidence(3, 5, 9).unwrap();
    split.shorter = sign(&one);
    split.longer = sign(&other);
    split.prefix = tree(&one).root();
    split.proof = journal::tree::consistency_proof(&tree(&other), tree(&one).size(), tree(&other).size()).unwrap();
    assert!(matches!(split.verify(), Err(EvidenceError::OneHistory { .. })));
    // Nor does a prefix that the longer history does not have convict it.
    split.prefix = units::Digest::new([7; 32]);
    assert!(matches!(split.verify(), Err(EvidenceError::Proof(_))));
}

#[test]
fn a_head_by_another_key_convicts_nobody() {
    let split = evidence(3, 5, 9).unwrap();
    let thief = Signer::log(origin(), SecretKey::from_seed(&[9; 32])).unwrap();
    let forged = split.shorter.checkpoint().clone().sign(&thief).unwrap();
    let forged = SplitView { shorter: forged, ..split };
    assert!(matches!(forged.verify(), Err(EvidenceError::Checkpoint(_))));
}

#[test]
fn what_is_no_evidence_is_told_by_line() {
    let text = evidence(3, 5, 9).unwrap().to_string();
    let fault = |text: &str| SplitView::parse(text.as_bytes()).unwrap_err().to_string();
    insta::assert_snapshot!(fault("nothing"), @"evidence, line 1: expected a head and two signed checkpoints, an empty line between them");
    insta::assert_snapshot!(fault(&text.replace("view/v1", "view/v2")), @"evidence, line 1: expected qafila/split-view/v1");
    insta::assert_snapshot!(fault(&text.replace("prefix 5", "prefix 05")), @"evidence, line 3: expected prefix, a size and a root in base64");
    insta::assert_snapshot!(fault(&text.replace("prefix 5", "prefix 6")), @"evidence, line 3: expected the size of the shorter checkpoint");
    insta::assert_snapshot!(fault(&"x".repeat(EVIDENCE_BYTES_MAX + 1)), @"evidence has 23624 bytes, at most 23623 are accepted");
}

proptest! {
    #[test]
    fn evidence_survives_its_file_and_no_change(
        at in 0usize..20, more in (1usize..20, 0usize..20), byte in any::<prop::sample::Index>(), bit in 0u8..8,
    ) {
        let (old, new) = (at + more.0, at + more.0 + more.1);
        let split = evidence(at, old, new).unwrap();
        prop_assert_eq!(split.verify(), Ok(()));
        let text = split.to_string();
        prop_assert_eq!(SplitView::parse(text.as_bytes()).unwrap(), split);
        let mut bent = text.into_bytes();
        let byte = byte.index(bent.len());
        bent[byte] ^= 1 << bit;
        if let Ok(read) = SplitView::parse(&bent) {
            prop_assert!(read.verify().is_err());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = SplitView::parse(&bytes);
    }
}

#[test]
fn a_second_form_of_evidence_is_refused() {
    let split = evidence(3, 5, 9).unwrap();
    // A line of an unknown key is part of the note, so it is kept; a second blank line is not.
    let twice = split.to_string().replacen("\n\n", "\n\n\n", 1);
    assert!(SplitView::parse(twice.as_bytes()).is_err());
    let mut cosigned: SignedCheckpoint = split.longer.clone();
    let witness = units::OriginLine::new("example.org/witness").unwrap();
    let time = "2013-02-08T12:00:00Z".parse().unwrap();
    cosigned.cosign(&Signer::cosigner(witness, SecretKey::from_seed(&[3; 32]), time).unwrap());
    let split = SplitView { longer: cosigned, ..split };
    assert_eq!(SplitView::parse(split.to_string().as_bytes()), Ok(split.clone()));
    assert_eq!(split.verify(), Ok(()));
}

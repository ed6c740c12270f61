//! A signed note, the checkpoint in it, and key lines: read or refused, and what is read is written back the same.
#![no_main]

use journal::checkpoint::SignedCheckpoint;
use journal::note::{Note, VerifierKey};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{checkpoint, log_signer, plant};

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = [0, 1, 9, 255].map(|size| checkpoint(size).to_string().into_bytes()).to_vec();
    seeds.push(log_signer().verifier_key().to_string().into_bytes());
    seeds
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        if let Ok(note) = Note::parse(bytes) {
            assert_eq!(note.to_string().as_bytes(), bytes);
        }
        if let Ok(signed) = SignedCheckpoint::parse(bytes) {
            assert_eq!(signed.to_string().as_bytes(), bytes);
            let bare = signed.bare(log_signer().verifier_key()).to_string();
            assert!(SignedCheckpoint::parse(bare.as_bytes()).is_ok() || bare.ends_with("\n\n"), "{bare}");
        }
        if let Some(key) = std::str::from_utf8(bytes).ok().and_then(|line| line.parse::<VerifierKey>().ok()) {
            assert_eq!(key.to_string().as_bytes(), bytes);
        }
    }
);

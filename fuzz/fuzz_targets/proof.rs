//! A proof handed over: read or refused, and what is read is written back the same.
#![no_main]

use journal::tlog_proof::TlogProof;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{plant, proof};

fuzz_target!(
    init: plant(&[(0, 1), (2, 3), (70, 200)].map(|(index, size)| proof(index, size).to_string().into_bytes())),
    |bytes: &[u8]| {
        if let Ok(proof) = TlogProof::parse(bytes) {
            assert_eq!(proof.to_string().as_bytes(), bytes);
        }
    }
);

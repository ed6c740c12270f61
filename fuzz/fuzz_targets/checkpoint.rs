//! A signed checkpoint: read or refused, and what is read is written back the same.
#![no_main]

use journal::checkpoint::SignedCheckpoint;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{checkpoint, plant};

fuzz_target!(
    init: plant(&[0, 1, 9, 255].map(|size| checkpoint(size).to_string().into_bytes())),
    |bytes: &[u8]| {
        if let Ok(signed) = SignedCheckpoint::parse(bytes) {
            assert_eq!(signed.to_string().as_bytes(), bytes);
        }
    }
);

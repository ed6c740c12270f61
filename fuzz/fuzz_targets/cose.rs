//! A signed statement's envelope: read or refused, and what is read is written back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{envelope, key, plant};

fuzz_target!(
    init: plant(&[envelope(b""), envelope(b"payload"), envelope(&[7; 300])]),
    |bytes: &[u8]| {
        if let Ok(found) = journal::cose::decode(bytes) {
            assert_eq!(found.to_bytes(), bytes);
            let _ = journal::cose::verify(&found, &key(1).public());
        }
    }
);

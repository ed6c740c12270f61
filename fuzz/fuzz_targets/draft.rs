//! The JSON that officers write: read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::Draft;
use qafila_fuzz::{drafts, plant};

fuzz_target!(
    init: plant(&drafts()),
    |bytes: &[u8]| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = Draft::from_json(text);
        }
    }
);

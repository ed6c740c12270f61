//! A signed note: read or refused, and what is read is written back the same.
#![no_main]

use journal::note::Note;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{checkpoint, plant};

fuzz_target!(
    init: plant(&[checkpoint(3).to_string().into_bytes()]),
    |bytes: &[u8]| {
        if let Ok(note) = Note::parse(bytes) {
            assert_eq!(note.to_string().as_bytes(), bytes);
        }
    }
);

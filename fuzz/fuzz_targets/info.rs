//! Where an upload is to go on: read or refused, and what is read is written back the same.
#![no_main]

use journal::mirror::Info;
use journal::tree::{EntryIndex, Size};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::plant;

fn seed(ticket: &[u8]) -> Vec<u8> {
    let info = Info { size: Size::new(300), next: EntryIndex::new(256), ticket: ticket.to_vec() };
    info.to_string().into_bytes()
}

fuzz_target!(
    init: plant(&[&b""[..], b"t", b"ticket", &[7; 300]].map(seed)),
    |bytes: &[u8]| {
        if let Ok(info) = Info::parse(bytes) {
            assert_eq!(info.to_string().as_bytes(), bytes);
        }
    }
);

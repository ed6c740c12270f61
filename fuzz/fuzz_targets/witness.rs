//! A request to a witness: read or refused, what is read is written back the same, and
//! judged without failing.
#![no_main]

use journal::tree::Size;
use journal::witness::{AddCheckpoint, Latest};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{add_checkpoint, log_signer, plant, tree};

fuzz_target!(
    init: plant(&[(0, 1), (0, 9), (3, 7), (7, 7), (130, 200)].map(|(old, size)| add_checkpoint(old, size).to_string().into_bytes())),
    |bytes: &[u8]| {
        if let Ok(request) = AddCheckpoint::parse(bytes) {
            assert_eq!(request.to_string().as_bytes(), bytes);
            let latest = Latest { size: Size::new(3), root: tree(3).root() };
            for latest in [None, Some(latest)] {
                let keys = [log_signer().verifier_key().clone()];
                if let Ok(advance) = request.judge(&keys, latest) {
                    assert!(advance.next.size >= latest.unwrap_or_default().size);
                }
            }
        }
    }
);

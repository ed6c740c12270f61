//! The answers of a witness: lines and size are read or refused, and written back the same.
#![no_main]

use journal::checkpoint::SignedCheckpoint;
use journal::note::Signer;
use journal::witness::{cosignature_lines, parse_lines, parse_size, take_cosignatures};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{checkpoint, key, plant};
use std::sync::LazyLock;

static SIGNED: LazyLock<SignedCheckpoint> = LazyLock::new(|| checkpoint(9));
static WITNESS: LazyLock<Signer> = LazyLock::new(|| {
    let name = "qafila.example/ml-log".parse().expect("a well-formed name");
    Signer::cosigner(name, key(2), "2013-02-08".parse().expect("a date")).expect("a witness")
});

fn seeds() -> Vec<Vec<u8>> {
    let lines = cosignature_lines(&SIGNED, std::slice::from_ref(&WITNESS));
    vec![lines.repeat(2).into_bytes(), lines.into_bytes(), b"0\n".to_vec(), b"20852014\n".to_vec()]
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        if let Ok(size) = parse_size(bytes) {
            assert_eq!(format!("{size}\n").as_bytes(), bytes);
        }
        if let Ok(lines) = parse_lines(bytes) {
            let again: String = lines.iter().map(|line| format!("{line}\n")).collect();
            assert_eq!(again.as_bytes(), bytes);
        }
        let mut signed = SIGNED.clone();
        if take_cosignatures(&mut signed, bytes, &[WITNESS.verifier_key().clone()]).is_err() {
            assert_eq!(signed, *SIGNED, "a refused response leaves the checkpoint as it was");
        }
    }
);

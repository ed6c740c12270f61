//! A request to a witness, and its answers: read or refused, what is read is written back the same, and judged
//! without failing.
#![no_main]

use journal::checkpoint::SignedCheckpoint;
use journal::note::Signer;
use journal::tree::Size;
use journal::witness::{AddCheckpoint, Latest, cosignature_lines, parse_lines, parse_size, take_cosignatures};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{add_checkpoint, checkpoint, key, log_signer, plant, tree};
use std::sync::LazyLock;

static SIGNED: LazyLock<SignedCheckpoint> = LazyLock::new(|| checkpoint(9));
static WITNESS: LazyLock<Signer> = LazyLock::new(|| {
    let name = "qafila.example/ml-log".parse().expect("a well-formed name");
    Signer::cosigner(name, key(2), "2013-02-08".parse().expect("a date")).expect("a witness")
});

fn seeds() -> Vec<Vec<u8>> {
    let requests = [(0, 1), (0, 9), (3, 7), (7, 7), (130, 200)];
    let mut seeds = requests.map(|(old, size)| add_checkpoint(old, size).to_string().into_bytes()).to_vec();
    let lines = cosignature_lines(&SIGNED, std::slice::from_ref(&WITNESS));
    seeds.extend([lines.repeat(2).into_bytes(), lines.into_bytes(), b"0\n".to_vec(), b"20852014\n".to_vec()]);
    seeds
}

fn answers(bytes: &[u8]) {
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

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        answers(bytes);
        let Ok(request) = AddCheckpoint::parse(bytes) else { return };
        assert_eq!(request.to_string().as_bytes(), bytes);
        let latest = Latest { size: Size::new(3), root: tree(3).root() };
        for latest in [None, Some(latest)] {
            let keys = [log_signer().verifier_key().clone()];
            if let Ok(advance) = request.judge(&keys, latest) {
                assert!(advance.next.size >= latest.unwrap_or_default().size);
            }
        }
    }
);

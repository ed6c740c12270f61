//! A receipt: read or refused, and what is read is written back the same.
#![no_main]

use journal::receipt::Receipt;
use journal::tree::{EntryIndex, Size};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{log_signer, plant, tree};

fn seeds() -> Vec<Vec<u8>> {
    let (tree, log) = (tree(200), log_signer());
    let inclusion = Receipt::inclusion(&tree, EntryIndex::new(70), tree.size(), &log).expect("the entry is there");
    let consistency = Receipt::consistency(&tree, Size::new(3), Size::new(7), &log).expect("both are earlier sizes");
    vec![inclusion.to_bytes(), consistency.to_bytes()]
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        if let Ok(receipt) = Receipt::decode(bytes) {
            assert_eq!(receipt.to_bytes(), bytes);
            let (tree, log) = (tree(200), log_signer());
            let _ = receipt.verify_inclusion(&tree.leaves()[70], log.verifier_key());
            let _ = receipt.verify_consistency(Size::new(3), &tree.root(), log.verifier_key());
        }
    }
);

//! What proves something by itself (a proof handed over, a receipt, evidence of two histories): read or refused,
//! what is read is written back the same, and judged without failing.
#![no_main]

use journal::evidence::SplitView;
use journal::receipt::Receipt;
use journal::tlog_proof::TlogProof;
use journal::tree::{EntryIndex, Size};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{checkpoint, entry, log_signer, plant, proof, tree};

fn seeds() -> Vec<Vec<u8>> {
    let (all, log) = (tree(200), log_signer());
    let inclusion = Receipt::inclusion(&all, EntryIndex::new(70), all.size(), &log).expect("the entry is there");
    let consistency = Receipt::consistency(&all, Size::new(3), Size::new(7), &log).expect("both are earlier sizes");
    let mut seeds = vec![inclusion.to_bytes(), consistency.to_bytes(), split(3, 7).to_string().into_bytes()];
    seeds.extend([(0, 1), (2, 3), (70, 200)].map(|(index, size)| proof(index, size).to_string().into_bytes()));
    let mut disclosing = proof(2, 3);
    disclosing.extra = Some([&[7; 32], qafila_fuzz::envelope(b"payload").as_slice()].concat());
    seeds.push(disclosing.to_string().into_bytes());
    seeds
}

/// The head of a history that ends otherwise, and the honest one.
fn split(shorter: u8, longer: u8) -> SplitView {
    let other = tree(shorter - 1).leaves().iter().copied().chain([entry(99).leaf()]).collect();
    let (shorter, longer) = (qafila_fuzz::checkpoint_of(&other), checkpoint(longer));
    let split = SplitView::new(log_signer().verifier_key().clone(), shorter, longer, &tree(200));
    split.expect("the tree is longer").expect("the histories differ")
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        if let Ok(proof) = TlogProof::parse(bytes) {
            assert_eq!(proof.to_string().as_bytes(), bytes);
        }
        if let Ok(split) = SplitView::parse(bytes) {
            assert_eq!(split.to_string().as_bytes(), bytes);
            let _ = split.verify();
        }
        if let Ok(receipt) = Receipt::decode(bytes) {
            assert_eq!(receipt.to_bytes(), bytes);
            let (tree, log) = (tree(200), log_signer());
            let _ = receipt.verify_inclusion(&tree.leaves()[70], log.verifier_key());
            let _ = receipt.verify_consistency(Size::new(3), &tree.root(), log.verifier_key());
        }
    }
);

//! The small vectors kept in this repository, so that the format cannot drift unseen.

use crate::support::{Folder, folder_of, load, log_signer, records, sign, verify};
use journal::keys::SecretKey;
use journal::note::Signer;
use journal::tlog_proof::{EXTRA_BYTES_MAX, PROOF_BYTES_MAX, TlogProof, TlogProofError};
use journal::tree::EntryIndex;
use std::path::Path;
use units::{Moment, OriginLine};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors/journal");

/// The journal that `vectors/journal/README.md` describes.
fn three_entries() -> Folder {
    let name = OriginLine::new("example.org/witness").unwrap();
    let time = Moment::from_seconds(1_764_000_000);
    let witness = Signer::cosigner(name, SecretKey::from_seed(&[3; 32]), time).unwrap();
    let records = records(3, |number| number == 1);
    let mut signed = sign(&records);
    signed.cosign(&witness);
    let vkeys = [log_signer(), witness].map(|signer| signer.verifier_key().clone());
    folder_of(&signed, &vkeys, &records)
}

#[test]
fn the_kept_journal_is_the_one_written_today() {
    let kept = Path::new(FOLDER).join("three-entries");
    let made = three_entries();
    if std::env::var_os("JOURNAL_VECTORS").is_some() {
        for (path, bytes) in &made {
            let path = kept.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    assert_eq!(load(&kept), made);
}

#[test]
fn the_kept_journal_verifies_and_its_proof_too() {
    let files = load(&Path::new(FOLDER).join("three-entries"));
    let verified = verify(&files).unwrap();
    assert_eq!(verified.opened.others.len(), 1);
    let disclosed: Vec<bool> = verified.entries.iter().map(|entry| entry.content.is_some()).collect();
    assert_eq!(disclosed, [true, false, true]);

    let made = TlogProof::new(&verified.tree, EntryIndex::new(1), verified.opened.signed.clone()).unwrap();
    let path = Path::new(FOLDER).join("entry-1.tlog-proof");
    if std::env::var_os("JOURNAL_VECTORS").is_some() {
        std::fs::write(&path, made.to_string()).unwrap();
    }
    let bytes = std::fs::read(path).unwrap();
    let proof = TlogProof::parse(&bytes).unwrap();
    assert_eq!(proof, made);
    assert!(proof.verify(&verified.entries[1].leaf, verified.log_key(), &[]).is_ok());
    assert!(proof.verify(&verified.entries[0].leaf, verified.log_key(), &[]).is_err());
    assert!(bytes.len() <= 2000, "must fit a QR code with its statement");
}

#[test]
fn proofs_have_one_form() {
    let files = load(Path::new(FOLDER));
    let good = String::from_utf8(files["entry-1.tlog-proof"].clone()).unwrap();
    let with_extra = good.replace("index 1", "extra AAEC\nindex 1");
    let proof = TlogProof::parse(with_extra.as_bytes()).unwrap();
    assert_eq!((proof.extra.as_deref(), proof.to_string()), (Some(&[0, 1, 2][..]), with_extra));
    let bytes = PROOF_BYTES_MAX + 1;
    assert_eq!(TlogProof::parse(&vec![b'x'; bytes]), Err(TlogProofError::TooLong { bytes }));
    let many = good.replace("index 1\n", &format!("index 1\n{}", format!("{}=\n", "A".repeat(43)).repeat(64)));
    let refused = TlogProof::parse(many.as_bytes());
    assert_eq!(refused, Err(TlogProofError::Line { line: 67, expected: "no more hashes" }));
    let extra = good.replace("index 1", &format!("extra {}\nindex 1", "AAAA".repeat(EXTRA_BYTES_MAX / 3 + 1)));
    assert!(TlogProof::parse(extra.as_bytes()).is_err());
    for (from, to) in [
        ("@v1", "@v2"),
        ("index 1", "index 01"),
        ("index 1", "index +1"),
        ("index 1\n", ""),
        ("index 1", "extra AAED=\nindex 1"),
        ("index 1", "index 1\nAAAA"),
        ("index 1", "index 1\n"),
        ("\n\n", "\n"),
    ] {
        let wrong = good.replacen(from, to, 1);
        assert!(TlogProof::parse(wrong.as_bytes()).is_err(), "{from:?} -> {to:?}");
    }
}

//! Whole logs that others wrote, and one in our own shape.

use crate::support::{load, shared, verify};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use journal::checkpoint::SignedCheckpoint;
use journal::note::VerifierKey;
use journal::tile::{Row, Tile, decode_bundle, decode_hashes, row_tiles};
use journal::tlog_proof::TlogProof;
use journal::tree::{EntryIndex, Size, leaf_hash, root_of, verify_consistency};
use journal::verify::{Progress, verify_journal};
use units::Digest;

#[test]
fn the_journal_of_300_verifies_with_its_witnesses() {
    let Some(folder) = shared("qafila-shape-300") else { return };
    let files = load(&folder);
    let verified = verify(&files).unwrap();
    assert_eq!(verified.origin().as_str(), "qafila.example/journal/donor-a");
    assert_eq!((verified.size(), verified.entries.len()), (Size::new(300), 300));
    assert_eq!(verified.tree.root(), verified.root());
    assert_eq!(verified.opened.others.len(), 2);
    assert!(!verified.key_was_expected);
    assert!(verified.entries.iter().all(|entry| entry.content.is_none()));

    let key = verified.log_key().clone();
    let mut seen = Vec::new();
    let again = verify_journal(&files, Some(&key), &mut |progress| seen.push(progress)).unwrap();
    assert!(again.key_was_expected);
    // Two bundles, two places for packs, two leaf tiles and one above.
    assert_eq!(seen, (1..=7).map(|done| Progress { done, total: 7 }).collect::<Vec<_>>());

    let old = SignedCheckpoint::open(&files["old.checkpoint"], &key, &[]).unwrap();
    let old = old.signed.checkpoint();
    assert_eq!(verified.tree.root_at(old.size).unwrap(), old.root);
}

#[test]
fn its_proof_file_and_witness_request_verify() {
    let Some(folder) = shared("qafila-shape-300") else { return };
    let files = load(&folder);
    let verified = verify(&files).unwrap();
    let bytes = &files["statement.tlog-proof"];
    let proof = TlogProof::parse(bytes).unwrap();
    assert_eq!(proof.to_string().as_bytes(), bytes);
    let leaf = verified.entries[100].leaf;
    assert!(proof.verify(&leaf, verified.log_key(), &[]).is_ok());
    assert!(proof.verify(&verified.entries[101].leaf, verified.log_key(), &[]).is_err());
    let made = TlogProof::new(&verified.tree, EntryIndex::new(100), proof.checkpoint.clone()).unwrap();
    assert_eq!(made, proof);

    let request = std::str::from_utf8(&files["add-checkpoint.req"]).unwrap();
    let (head, checkpoint) = request.split_once("\n\n").unwrap();
    let hashes: Vec<_> = head.lines().skip(1).map(hash).collect();
    let old = SignedCheckpoint::parse(&files["old.checkpoint"]).unwrap().checkpoint().clone();
    assert_eq!(head.lines().next().unwrap(), format!("old {}", old.size));
    let new = SignedCheckpoint::parse(checkpoint.as_bytes()).unwrap().checkpoint().clone();
    assert_eq!(verify_consistency(old.size, &old.root, new.size, &new.root, &hashes), Ok(()));
    let made = journal::tree::consistency_proof(&verified.tree, old.size, new.size).unwrap();
    assert_eq!(made, hashes);
}

/// A hash, from its base64 line.
fn hash(line: &str) -> Digest {
    Digest::new(BASE64.decode(line).unwrap().try_into().unwrap())
}

#[test]
fn tessera_checkpoints_tiles_and_bundles_of_every_size_agree() {
    let Some(folder) = shared("tessera-log") else { return };
    let files = load(&folder);
    let key: VerifierKey = std::str::from_utf8(&files["vkey"]).unwrap().trim_end().parse().unwrap();
    for size in 0..=15 {
        let bytes = &files[&format!("testdata/log/checkpoint.{size}")];
        let opened = SignedCheckpoint::open(bytes, &key, &[]).unwrap();
        let head = opened.signed.checkpoint();
        assert_eq!(head.size, Size::new(size));
        let mut leaves = Vec::new();
        for tile in row_tiles(Row::Entries, head.size) {
            let bundle = &files[&format!("testdata/log/{tile}")];
            leaves.extend(decode_bundle(tile, bundle).unwrap().into_iter().map(leaf_hash));
        }
        for tile in row_tiles(Row::Hashes(0), head.size) {
            let hashes = decode_hashes(tile, &files[&format!("testdata/log/{tile}")]).unwrap();
            assert_eq!(hashes, leaves, "{tile}");
        }
        assert_eq!(root_of(&leaves), head.root, "size {size}");
    }
}

/// The mirror of another implementation, with contents made up for its own tests: names
/// and widths are those of the format, the bundles are compressed, which ours are not.
#[test]
fn the_files_of_another_mirror_have_our_names_and_widths() {
    let Some(folder) = shared("sunlight-mirror/cmd/skylight/testdata/witness/mirror") else { return };
    let files = load(&folder);
    let (mut hashes, mut bundles) = (0, 0);
    for (path, bytes) in &files {
        let Some((_, name)) = path.split_once("/tile/") else { continue };
        let tile = Tile::parse(&format!("tile/{name}")).unwrap();
        assert!(row_tiles(tile.row(), Size::new(300)).any(|expected| expected == tile), "{tile}");
        match tile.row() {
            Row::Hashes(_) => {
                assert_eq!(decode_hashes(tile, bytes).unwrap().len(), usize::from(tile.width()));
                hashes += 1;
            }
            Row::Entries => {
                assert!(bytes.starts_with(&[0x1f, 0x8b]) && decode_bundle(tile, bytes).is_err());
                bundles += 1;
            }
        }
    }
    assert_eq!((hashes, bundles), (3, 2));
}

//! A journal written here, read by other people's implementations.

use crate::support::{Folder, folder, log_signer, records, sign};
use journal::keys::SecretKey;
use journal::mirror::Header;
use journal::note::Signer;
use journal::tree::{EntryIndex, Size, Subtree, Tree, consistency_proof, inclusion_proof};
use journal::witness::{AddCheckpoint, Latest, take_cosignatures};
use signed_note::{Note, StandardVerifier, VerifierList};
use tlog_tiles::{
    Checkpoint, Error, Hash, HashReader, Tile, TileHashReader, TileReader, check_record, check_tree, prove_record,
    prove_tree, record_hash, stored_hash_index,
};
use units::{Digest, Moment, OriginLine};

/// Our folder, as the other implementation reads tiles.
struct Tiles<'f>(&'f Folder);

impl TileReader for Tiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        // Its paths name the height of a tile, as in tile/8/0/000; the specification fixes it.
        let path = |tile: &Tile| tile.path().replacen("tile/8/", "tile/", 1);
        tiles.iter().map(|tile| self.0.get(&path(tile)).cloned().ok_or(Error::InvalidTile)).collect()
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

#[test]
fn others_open_the_checkpoint_and_authenticate_every_tile() {
    let records = records(600, |_| true);
    let files = folder(&records);
    let note = Note::from_bytes(&files["checkpoint"]).unwrap();
    let key = std::str::from_utf8(&files["vkeys"]).unwrap().trim_end();
    let known = VerifierList::new(vec![Box::new(StandardVerifier::new(key).unwrap())]);
    let (verified, unverified) = note.verify(&known).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 0));
    let head = Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!((head.origin(), head.size(), head.extension()), ("example.org/journal/giver", 600, ""));

    let tiles = Tiles(&files);
    let reader = TileHashReader::new(head.size(), *head.hash(), &tiles);
    for (index, record) in (0..).zip(&records) {
        let leaf = reader.read_hashes(&[stored_hash_index(0, index)]).unwrap()[0];
        assert_eq!(leaf, record_hash(&record.entry.to_bytes()), "entry {index}");
    }
}

#[test]
fn proofs_are_the_same_hash_for_hash() {
    let records = records(300, |_| true);
    let files = folder(&records);
    let tree: Tree = records.iter().map(|record| record.entry.leaf()).collect();
    let root = |size: u64| Hash(*tree.root_at(Size::new(size)).unwrap().as_bytes());
    let same = |ours: Vec<units::Digest>, theirs: Vec<Hash>| {
        assert_eq!(ours.iter().map(|hash| Hash(*hash.as_bytes())).collect::<Vec<_>>(), theirs);
    };
    let tiles = Tiles(&files);
    let reader = TileHashReader::new(300, root(300), &tiles);
    for index in [0, 1, 127, 128, 255, 256, 298, 299] {
        let theirs = prove_record(300, index, &reader).unwrap();
        let leaf = Hash(*tree.leaves()[index as usize].as_bytes());
        assert!(check_record(&theirs, 300, root(300), index, leaf).is_ok());
        same(inclusion_proof(&tree, EntryIndex::new(index), Size::new(300)).unwrap(), theirs);
    }
    for old in [1, 2, 3, 128, 255, 256, 257, 299, 300] {
        let theirs = prove_tree(300, old, &reader).unwrap();
        assert!(check_tree(&theirs, 300, root(300), old, root(old)).is_ok());
        same(consistency_proof(&tree, Size::new(old), Size::new(300)).unwrap(), theirs);
    }
}

#[test]
fn paths_are_the_same() {
    for size in [1, 255, 256, 257, 70_000, 256 * 256, 256 * 256 * 3 + 5] {
        for tile in journal::tile::tiles(Size::new(size)) {
            let (level, data) = match tile.row() {
                journal::tile::Row::Entries => (0, true),
                journal::tile::Row::Hashes(level) => (level, false),
            };
            let theirs = Tile::new(8, level, tile.number(), u32::from(tile.width()), data);
            let expected = theirs.path().replacen("tile/8/", "tile/", 1).replacen("tile/data/", "tile/entries/", 1);
            assert_eq!(tile.path(), expected);
        }
    }
}

#[test]
fn a_checkpoint_signed_here_is_the_text_that_others_write() {
    let signed = sign(&records(5, |_| true));
    let head = signed.checkpoint();
    let other = Checkpoint::new(head.origin.as_str(), 5, Hash(*head.root.as_bytes()), "").unwrap();
    assert_eq!(other.to_bytes(), head.to_string().into_bytes());
    let public = SecretKey::from_seed(&[1; 32]).public();
    let id = signed_note::key_id(head.origin.as_str(), &[&[1], &public.as_bytes()[..]].concat());
    assert_eq!(id.to_be_bytes(), log_signer().verifier_key().id().to_bytes());
}

fn ours(hashes: &[Hash]) -> Vec<Digest> {
    hashes.iter().map(|hash| Digest::new(hash.0)).collect()
}

/// Subtrees are our side alone; where they are whole beginnings, single leaves or full
/// tiles, the other implementation has them too.
#[test]
fn subtrees_are_those_of_others_where_they_have_any() {
    let records = records(600, |_| true);
    let files = folder(&records);
    let tree: Tree = records.iter().map(|record| record.entry.leaf()).collect();
    let (size, root) = (tree.size(), tree.root());
    let tiles = Tiles(&files);
    let reader = TileHashReader::new(600, Hash(*root.as_bytes()), &tiles);
    let subtree = |start, end| Subtree::new(EntryIndex::new(start), Size::new(end)).unwrap();
    for index in [0, 1, 255, 256, 511, 599] {
        let proof = ours(&prove_record(600, index, &reader).unwrap());
        let leaf = tree.leaves()[index as usize];
        assert_eq!(subtree(index, index + 1).verify_consistency(&leaf, size, &root, &proof), Ok(()));
    }
    for old in [1, 2, 3, 255, 256, 257, 512, 599, 600] {
        let proof = ours(&prove_tree(600, old, &reader).unwrap());
        let part = tree.root_at(Size::new(old)).unwrap();
        assert_eq!(subtree(0, old).verify_consistency(&part, size, &root, &proof), Ok(()));
    }
    // A package of a mirror is a full tile, and so are its hashes elsewhere.
    let header = Header::new(log_signer().verifier_key().name().clone(), EntryIndex::new(0), size, vec![]).unwrap();
    for span in header.spans().take(2) {
        let number = span.first().get() / 256;
        let theirs =
            Tile::subtree_hash(&files[&journal::tile::Tile::full(journal::tile::Row::Hashes(0), number).path()]);
        assert_eq!(Hash(*span.subtree().root(&tree).unwrap().as_bytes()), theirs);
    }
}

#[test]
fn others_ask_and_others_read_the_cosigned_checkpoint() {
    let records = records(300, |_| true);
    let files = folder(&records);
    let tree: Tree = records.iter().map(|record| record.entry.leaf()).collect();
    let tiles = Tiles(&files);
    let reader = TileHashReader::new(300, Hash(*tree.root().as_bytes()), &tiles);
    // The request, put together with another implementation's proof.
    let hashes = prove_tree(300, 180, &reader).unwrap();
    let lines: String = hashes.iter().map(|hash| format!("{hash}\n")).collect();
    let checkpoint = std::str::from_utf8(&files["checkpoint"]).unwrap();
    let request = AddCheckpoint::parse(format!("old 180\n{lines}\n{checkpoint}").as_bytes()).unwrap();
    let old = Size::new(180);
    let latest = Latest { size: old, root: tree.root_at(old).unwrap() };
    let log = log_signer().verifier_key().clone();
    let advance = request.judge(std::slice::from_ref(&log), Some(latest)).unwrap();

    let name = OriginLine::new("example.org/witness").unwrap();
    let secret = SecretKey::from_seed(&[9; 32]);
    let public = secret.public();
    let witness = Signer::cosigner(name, secret, Moment::from_seconds(1_764_000_000)).unwrap();
    let known = [witness.verifier_key().clone()];
    let id = signed_note::key_id("example.org/witness", &[&[4], &public.as_bytes()[..]].concat());
    assert_eq!(id.to_be_bytes(), known[0].id().to_bytes());
    let mut signed = request.checkpoint;
    assert_eq!(take_cosignatures(&mut signed, advance.cosign(&[witness]).as_bytes(), &known).unwrap().len(), 1);
    // It knows no cosignatures, and keeps the line as one of an unknown key.
    let note = Note::from_bytes(signed.to_string().as_bytes()).unwrap();
    let verifiers = VerifierList::new(vec![Box::new(StandardVerifier::new(&log.to_string()).unwrap())]);
    let (verified, unverified) = note.verify(&verifiers).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 1));
}

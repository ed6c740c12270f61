//! A damaged journal is refused, and what is damaged is named.

use crate::support::{
    Folder, folder, folder_of, hiding, log_signer, openings, origin, records, salt, sign, statement, verify,
};
use journal::checkpoint::{Checkpoint, CheckpointError};
use journal::content::{Disclosed, Pack, decode_pack, encode_pack};
use journal::entry::Entry;
use journal::field::Opening;
use journal::files::ReadError;
use journal::keys::{ReadyKey, SecretKey};
use journal::log::{FolderError, Record, TILE_BYTES_MAX, static_files};
use journal::note::Signer;
use journal::tile::{Tile, TileError};
use journal::tree::{EntryIndex, Size};
use journal::verify::{Fault, verify_journal};
use proptest::prelude::*;
use std::sync::LazyLock;
use units::OriginLine;

/// Entries of the journal that is damaged: a full bundle and a partial one.
const COUNT: usize = 262;

fn withheld(number: usize) -> bool {
    number % 7 == 5
}

/// Two of them hide fields.
static GOOD: LazyLock<Folder> = LazyLock::new(|| {
    let mut records = records(COUNT, withheld);
    records[258] = hiding(258, 1);
    records[260] = hiding(260, 4);
    folder(&records)
});

#[test]
fn a_whole_journal_verifies_and_gives_back_what_was_said() {
    let verified = verify(&GOOD).unwrap();
    assert_eq!((verified.size(), verified.origin()), (Size::new(262), &origin()));
    let key = ReadyKey::new(&crate::support::officer().public()).unwrap();
    for (number, entry) in verified.entries.iter().enumerate() {
        assert_eq!(entry.index, EntryIndex::new(number as u64));
        assert_eq!(entry.content.is_none(), withheld(number));
        let Some(content) = &entry.content else { continue };
        let hidden = [(258, 1), (260, 4)].iter().find(|(at, _)| *at == number).map_or(0, |(_, count)| *count);
        let said = if hidden > 0 { hiding(number, hidden).content.unwrap().1 } else { statement(number) };
        assert_eq!((content.salt, &content.statement), (salt(number), &said));
        assert_eq!(content.fields, openings(number, hidden));
        content.check_signature(verified.origin(), &key).unwrap();
    }
    let paths: Vec<&str> = GOOD.keys().map(String::as_str).collect();
    insta::assert_snapshot!(paths.join("\n"), @r#"
    checkpoint
    content/000
    content/001
    tile/0/000
    tile/0/001.p/6
    tile/1/000.p/1
    tile/entries/000
    tile/entries/001.p/6
    vkeys
    "#);
}

#[test]
fn an_empty_journal_is_a_checkpoint() {
    let files = folder(&[]);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["checkpoint", "vkeys"]);
    assert_eq!(verify(&files).unwrap().size(), Size::ZERO);
}

/// What stands at a byte of a file, by the layout of the formats.
#[derive(Debug)]
enum At {
    Checkpoint,
    Vkeys,
    Entry(u64),
    Hash(Tile, usize),
    /// Inside the slot of this entry.
    Content(u64),
    PackOpening,
}

fn locate(path: &str, at: usize) -> At {
    if path == "checkpoint" {
        return At::Checkpoint;
    }
    if path == "vkeys" {
        return At::Vkeys;
    }
    if let Some(number) = path.strip_prefix("content/") {
        let pack = Pack::of(EntryIndex::new(number.parse::<u64>().unwrap() * 256));
        return locate_in_pack(pack, &GOOD[path], at);
    }
    let tile = Tile::parse(path).unwrap();
    match tile.row() {
        journal::tile::Row::Entries => At::Entry(tile.span().start + at as u64 / 39),
        journal::tile::Row::Hashes(_) => At::Hash(tile, at / 32),
    }
}

fn locate_in_pack(pack: Pack, bytes: &[u8], at: usize) -> At {
    let mut decoder = minicbor::Decoder::new(bytes);
    let slots = decoder.array().unwrap().unwrap();
    if at < decoder.position() {
        return At::PackOpening;
    }
    let mut after = |_: &u64| {
        decoder.skip().unwrap();
        at < decoder.position()
    };
    At::Content(pack.span().start + (0..slots).find(|slot| after(slot)).unwrap())
}

fn check_named(path: &str, at: usize, fault: &Fault) {
    let what = format!("{path}, byte {at}: {fault}");
    match (locate(path, at), fault) {
        (At::Checkpoint, Fault::Checkpoint(_) | Fault::KeyNotListed { .. })
        | (At::Vkeys, Fault::Vkeys { .. } | Fault::VkeysText | Fault::KeyNotListed { .. })
        | (At::PackOpening, Fault::Pack(_)) => {}
        (At::Entry(index), fault) => assert_eq!(fault.entry(), Some(EntryIndex::new(index)), "{what}"),
        (At::Hash(right, place), Fault::Hash { tile, position, .. }) => {
            assert_eq!((*tile, *position), (right, place), "{what}");
        }
        (At::Content(index), fault) => assert_eq!(fault.entry(), Some(EntryIndex::new(index)), "{what}"),
        (located, _) => panic!("{located:?} but {what}"),
    }
}

#[test]
fn every_flipped_byte_of_a_small_journal_is_named() {
    // Every byte of the partial bundle, its tile, its pack, the checkpoint and the keys.
    for path in ["checkpoint", "vkeys", "tile/entries/001.p/6", "tile/0/001.p/6", "tile/1/000.p/1", "content/001"] {
        let mut files = GOOD.clone();
        for at in 0..GOOD[path].len() {
            for bit in [0x01, 0x80] {
                files.get_mut(path).unwrap()[at] ^= bit;
                let fault = verify(&files).expect_err("damage was not noticed");
                check_named(path, at, &fault);
                files.get_mut(path).unwrap()[at] ^= bit;
            }
        }
    }
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_is_refused_and_named(file in any::<prop::sample::Index>(), at in any::<usize>(), bit in 0..8_u8) {
        let path = file.get(&GOOD.keys().collect::<Vec<_>>()).as_str();
        let mut files = GOOD.clone();
        let bytes = files.get_mut(path).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let fault = verify(&files).expect_err("damage was not noticed");
        check_named(path, at, &fault);
    }

    #[test]
    fn a_file_cut_anywhere_is_refused(file in any::<prop::sample::Index>(), keep in any::<usize>()) {
        let path = file.get(&GOOD.keys().collect::<Vec<_>>()).as_str();
        let mut files = GOOD.clone();
        let bytes = files.get_mut(path).unwrap();
        bytes.truncate(keep % bytes.len());
        prop_assert!(verify(&files).is_err());
    }

    #[test]
    fn no_files_make_the_auditor_fail(
        file in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..200), keep in 0..40_usize,
    ) {
        let path = file.get(&GOOD.keys().collect::<Vec<_>>()).as_str();
        let mut files = GOOD.clone();
        let old = files.get_mut(path).unwrap();
        let keep = keep.min(old.len());
        old.splice(keep.., bytes);
        prop_assert!(files == *GOOD || verify(&files).is_err());
    }
}

#[test]
fn a_missing_file_is_named_and_a_missing_pack_is_withheld() {
    for path in GOOD.keys() {
        let mut files = GOOD.clone();
        files.remove(path);
        let outcome = verify(&files);
        if path.starts_with("content/") {
            let verified = outcome.unwrap();
            assert!(verified.entries.iter().filter(|entry| entry.content.is_none()).count() > 40);
        } else {
            assert!(matches!(outcome.unwrap_err(), Fault::Missing { path: named } if named == *path), "{path}");
        }
    }
    let mut files = GOOD.clone();
    files.remove("vkeys");
    assert!(verify_journal(&files, Some(log_signer().verifier_key()), &mut |_| ()).is_ok());
}

#[test]
fn a_file_cut_short_names_the_first_entry_lost() {
    let mut files = GOOD.clone();
    files.get_mut("tile/entries/001.p/6").unwrap().truncate(39 * 3 + 5);
    let fault = verify(&files).unwrap_err();
    assert!(matches!(fault, Fault::Tile(TileError::Cut { .. })));
    assert_eq!(fault.entry(), Some(EntryIndex::new(259)));
}

#[test]
fn a_bundle_that_goes_on_is_refused() {
    let mut files = GOOD.clone();
    files.get_mut("tile/entries/001.p/6").unwrap().push(0);
    let fault = verify(&files).unwrap_err();
    assert!(matches!(fault, Fault::Tile(TileError::Trailing { given: 235, expected: 234, .. })), "{fault}");
}

#[test]
fn keys_of_other_logs_in_the_folder_are_no_hindrance() {
    let records = records(3, |_| true);
    let name = OriginLine::new("example.org/journal/receiver").unwrap();
    let other = Signer::log(name, SecretKey::from_seed(&[4; 32])).unwrap();
    let vkeys = [other, log_signer()].map(|signer| signer.verifier_key().clone());
    let verified = verify(&folder_of(&sign(&records), &vkeys, &records)).unwrap();
    assert_eq!(verified.log_key(), log_signer().verifier_key());
}

#[test]
fn a_file_longer_than_any_is_not_read() {
    let mut files = GOOD.clone();
    files.insert("tile/0/000".to_owned(), vec![0; TILE_BYTES_MAX + 1]);
    assert!(matches!(verify(&files), Err(Fault::Read(ReadError::TooLong { limit: TILE_BYTES_MAX, .. }))));
}

#[test]
fn the_root_decides_between_entry_and_tile() {
    let flip = |files: &mut Folder, path: &str, at: usize| files.get_mut(path).unwrap()[at] ^= 1;
    let entry_byte = 39 * 20 + 10;

    let mut files = GOOD.clone();
    flip(&mut files, "tile/entries/000", entry_byte);
    let fault = verify(&files).unwrap_err();
    assert!(matches!(fault, Fault::EntryHash { .. }), "{fault}");
    assert_eq!(fault.entry(), Some(EntryIndex::new(20)));

    let mut files = GOOD.clone();
    flip(&mut files, "tile/0/000", 32 * 20);
    assert!(matches!(verify(&files).unwrap_err(), Fault::Hash { position: 20, .. }));

    // Both damaged: nothing is left to decide by, and that is said.
    flip(&mut files, "tile/entries/000", entry_byte);
    let fault = verify(&files).unwrap_err();
    assert!(matches!(fault, Fault::Undecided { .. }), "{fault}");
    assert_eq!(fault.entry(), Some(EntryIndex::new(20)));
}

#[test]
fn two_entries_exchanged_together_with_their_hashes_are_refused() {
    let mut records = records(COUNT, |_| true);
    let head = sign(&records);
    records.swap(10, 200);
    let mut files = folder(&records);
    files.insert("checkpoint".to_owned(), head.to_string().into_bytes());
    let fault = verify(&files).unwrap_err();
    assert!(matches!(fault, Fault::Root { .. }), "{fault}");
}

#[test]
fn a_stale_checkpoint_calls_for_other_files() {
    let mut files = GOOD.clone();
    let old = folder(&records(260, withheld));
    files.insert("checkpoint".to_owned(), old["checkpoint"].clone());
    assert!(matches!(verify(&files).unwrap_err(), Fault::Missing { path } if path == "tile/entries/001.p/4"));
}

#[test]
fn a_log_that_claims_to_be_endless_is_refused_at_its_first_missing_file() {
    let size = Size::new(u64::MAX);
    let head = Checkpoint { origin: origin(), size, root: units::Digest::new([0; 32]) };
    let mut files = GOOD.clone();
    files.insert("checkpoint".to_owned(), head.sign(&log_signer()).unwrap().to_string().into_bytes());
    assert!(matches!(verify(&files).unwrap_err(), Fault::Missing { path } if path == "tile/entries/001"));
}

#[test]
fn the_expected_key_decides_whose_journal_it_is() {
    let thief = Signer::log(origin(), SecretKey::from_seed(&[66; 32])).unwrap();
    let fault = verify_journal(&*GOOD, Some(thief.verifier_key()), &mut |_| ()).unwrap_err();
    assert!(matches!(fault, Fault::KeyNotListed { .. }));
    // A folder the thief wrote whole is whole, but not the log's.
    let records = records(3, |_| true);
    let mut head = journal::log::Head::new(origin(), journal::tree::Frontier::default());
    for record in &records {
        head.append(&record.entry);
    }
    let signed = head.checkpoint().sign(&thief).unwrap();
    let vkeys = [thief.verifier_key().clone(), log_signer().verifier_key().clone()];
    let files = folder_of(&signed, &vkeys, &records);
    assert!(verify(&files).is_ok());
    let fault = verify_journal(&files, Some(log_signer().verifier_key()), &mut |_| ()).unwrap_err();
    assert!(matches!(fault, Fault::Checkpoint(CheckpointError::NotByLog { .. })), "{fault}");
}

#[test]
fn content_of_another_entry_or_of_none_is_refused() {
    let pack = Pack::of(EntryIndex::new(256));
    let mut disclosed = decode_pack(pack, &GOOD["content/001"]).unwrap();
    let mut files = GOOD.clone();
    let mut fault_with = |disclosed: &[Disclosed]| {
        files.insert("content/001".to_owned(), encode_pack(pack, disclosed).unwrap());
        verify(&files).unwrap_err()
    };
    let (first, second) = (disclosed[0].clone(), disclosed[1].clone());
    disclosed[0] = Disclosed { index: first.index, ..second };
    let fault = fault_with(&disclosed);
    assert!(matches!(fault, Fault::Content { index, .. } if index == first.index), "{fault}");

    let index = EntryIndex::new(410);
    disclosed[0] = first;
    disclosed.push(Disclosed { index, salt: salt(0), statement: vec![1], fields: Vec::new() });
    assert!(matches!(fault_with(&disclosed), Fault::ContentOutside { index: named, .. } if named == index));
}

#[test]
fn an_opening_of_another_field_is_refused_with_its_entry_and_pack() {
    let pack = Pack::of(EntryIndex::new(256));
    let disclosed = decode_pack(pack, &GOOD["content/001"]).unwrap();
    let at = disclosed.iter().position(|content| content.index == EntryIndex::new(258)).unwrap();
    let fault_with = |fields: Vec<Opening>| {
        let mut disclosed = disclosed.clone();
        disclosed[at].fields = fields;
        let mut files = GOOD.clone();
        files.insert("content/001".to_owned(), encode_pack(pack, &disclosed).unwrap());
        verify(&files).map(|verified| verified.entries[258].content.clone().unwrap().fields)
    };
    let right = openings(258, 1).remove(0);
    let forged = [
        Opening { value: b"piece 1".to_vec(), ..right.clone() },
        Opening { salt: salt(0), ..right.clone() },
        // Right, but of another statement.
        openings(260, 4).remove(3),
    ];
    for forged in forged {
        let fault = fault_with(vec![forged.clone()]).unwrap_err();
        assert!(matches!(fault, Fault::Field { computed, .. } if computed == forged.commitment()), "{fault}");
        assert_eq!(fault.entry(), Some(EntryIndex::new(258)));
        assert!(fault.to_string().contains("a field of entry 258 is damaged, in `content/001`"), "{fault}");
        let mut both = vec![right.clone(), forged];
        both.sort_by_key(Opening::commitment);
        assert!(matches!(fault_with(both), Err(Fault::Field { .. })));
    }
    // Fewer openings than fields are no damage.
    assert_eq!(fault_with(Vec::new()).unwrap(), []);
}

#[test]
fn a_folder_is_not_written_with_openings_of_other_statements() {
    let mut records = vec![hiding(0, 2), hiding(1, 2)];
    let signed = sign(&records);
    let vkeys = [log_signer().verifier_key().clone()];
    // In any order they are written in the one.
    records[0].fields.reverse();
    assert_eq!(folder_of(&signed, &vkeys, &records), folder(&[hiding(0, 2), hiding(1, 2)]));
    records[0].fields = openings(1, 1);
    let commitment = records[0].fields[0].commitment();
    let files: Result<Vec<_>, _> = static_files(&signed, &vkeys, &records).unwrap().collect();
    assert_eq!(files.unwrap_err(), FolderError::Field { index: EntryIndex::new(0), commitment });
}

#[test]
fn a_commitment_to_no_statement_is_the_authors_fault_and_no_damage() {
    let (salt, junk) = (salt(0), b"no envelope".to_vec());
    let record = Record { entry: Entry::commit(&salt, &junk), content: Some((salt, junk)), fields: Vec::new() };
    let verified = verify(&folder(&[record])).unwrap();
    let content = verified.entries[0].content.as_ref().unwrap();
    assert!(content.envelope.is_err());
    let key = ReadyKey::new(&crate::support::officer().public()).unwrap();
    assert!(content.check_signature(&origin(), &key).is_err());
}

#[test]
fn a_folder_is_not_written_with_a_head_or_content_of_others() {
    let mut records = records(3, |_| false);
    let signed = sign(&records);
    let vkeys = [log_signer().verifier_key().clone()];
    let shorter = static_files(&signed, &vkeys, &records[..2]).err().unwrap();
    assert!(matches!(shorter, FolderError::Head { given, .. } if given == Size::new(2)));
    records[1].content = Some((salt(1), statement(2)));
    let files: Result<Vec<_>, _> = static_files(&signed, &vkeys, &records).unwrap().collect();
    assert_eq!(files.unwrap_err(), FolderError::Content { index: EntryIndex::new(1) });
}

/// The faults a person may have to read.
#[test]
fn faults_read_well() {
    let shown = |path: &str, at: usize| {
        let mut files = GOOD.clone();
        files.get_mut(path).unwrap()[at] ^= 1;
        let fault = verify(&files).unwrap_err();
        match std::error::Error::source(&fault) {
            Some(source) => format!("{fault}: {source}"),
            None => fault.to_string(),
        }
    };
    let lines = [
        shown("checkpoint", 30),
        shown("vkeys", 40),
        shown("tile/entries/000", 1),
        shown("tile/entries/000", 39 * 5 + 3),
        shown("tile/entries/000", 39 * 5 + 20),
        shown("tile/0/000", 40),
        shown("tile/1/000.p/1", 3),
        shown("content/000", 0),
        shown("content/000", 60),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    `checkpoint` is refused: signature line of `example.org/journal/giver` is refused
    `vkeys`, line 1: key line of `example.org/journal/giver` states id 1c4a52d5, its name and key give c64ff8a0
    entry 0 is damaged: `tile/entries/000` gives it 36 bytes, expected 37
    entry 5 is damaged, in `tile/entries/000`: entry holds byte 0x00 at 1, expected 0x01
    entry 5 is damaged: it hashes to 1b535f71b66fe3a6c7a292af6e72ef1e453d9970135467624dbe7171dc09be60, the signed tree holds 9d5d8e9c788d23fed503eb62b484d7bdff13a2f60c586b4cfae39e0b0c6ef24f
    `tile/0/000` is damaged at position 1: it holds 697bf5bc6334f438039039d1b7734e229128ee30b0cc39cd524973d2dda83a50, the signed tree 697bf5bc6334f438029039d1b7734e229128ee30b0cc39cd524973d2dda83a50
    `tile/1/000.p/1` is damaged at position 0: it holds 0a94d83825d9cc9d93475e357f4c9d15b58819837a5e0473df0d2c03d2711948, the signed tree 0a94d83925d9cc9d93475e357f4c9d15b58819837a5e0473df0d2c03d2711948
    `content/000` does not open with the number of its slots, 1 to 256
    content of entry 0 is damaged, in `content/000`: it hashes to 235ca47b86292c31fc29a1d782669f9cfb79c609e0af13f4f43ed11b2cad602b, the entry holds b7e9a2dc805f6ccf889a1db8c5d9f8972d791a6e7b7616c5ed8f278d84ff846f
    "#);
}

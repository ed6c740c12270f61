//! A tile's path and its entries; the first line is the path, the rest the bundle.
#![no_main]

use journal::entry::Entry;
use journal::tile::{self, Row, Tile};
use journal::tree::{EntryIndex, Size};
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{entry, plant};

fn seed(size: u8) -> Vec<u8> {
    let tile = tile::row_tiles(Row::Entries, Size::new(size.into())).next().expect("one entry makes a tile");
    let entries = (0..size).map(|n| entry(n).to_bytes());
    let mut bytes = format!("{tile}\n").into_bytes();
    bytes.extend(tile::encode_bundle(EntryIndex::new(0), entries).expect("entries are short"));
    bytes
}

fuzz_target!(
    init: plant(&[1, 2, 40].map(seed)),
    |bytes: &[u8]| {
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return };
        let Some(tile) = std::str::from_utf8(&bytes[..end]).ok().and_then(|path| Tile::parse(path).ok()) else { return };
        let bundle = &bytes[end + 1..];
        if let Ok(entries) = tile::decode_bundle(tile, bundle) {
            let first = EntryIndex::new(tile.span().start);
            assert_eq!(tile::encode_bundle(first, &entries).expect("read entries can be written"), bundle);
            for bytes in entries {
                if let Ok(entry) = Entry::decode(bytes) {
                    assert_eq!(entry.to_bytes(), bytes);
                }
            }
        }
        let _ = tile::decode_hashes(tile, bundle);
    }
);

//! Tile names and contents.

use journal::tile::{
    LEVEL_MAX, Row, TILE_WIDTH, Tile, TileError, decode_bundle, decode_hashes, encode_bundle, encode_hashes, hash_rows,
    row_len, row_tiles, tiles,
};
use journal::tree::{EntryIndex, Size, leaf_hash};
use proptest::prelude::*;

#[test]
fn size_70000_has_the_tiles_the_specification_lists() {
    let size = Size::new(70_000);
    let names = |row| row_tiles(row, size).map(Tile::path).collect::<Vec<_>>();
    let leaves = names(Row::Hashes(0));
    assert_eq!(leaves.len(), 274);
    assert_eq!((leaves[0].as_str(), leaves[272].as_str()), ("tile/0/000", "tile/0/272"));
    assert_eq!(leaves[273], "tile/0/273.p/112");
    assert_eq!(names(Row::Hashes(1)), ["tile/1/000", "tile/1/001.p/17"]);
    assert_eq!(names(Row::Hashes(2)), ["tile/2/000.p/1"]);
    assert_eq!(names(Row::Hashes(3)), Vec::<String>::new());
    assert_eq!(names(Row::Entries).last().unwrap(), "tile/entries/273.p/112");
    assert_eq!(hash_rows(size).count(), 3);
    assert_eq!(tiles(size).count(), 274 + 274 + 2 + 1);
}

#[test]
fn sizes_at_the_edges() {
    let names = |size| tiles(Size::new(size)).map(Tile::path).collect::<Vec<_>>();
    assert_eq!(names(0), Vec::<String>::new());
    assert_eq!(names(1), ["tile/entries/000.p/1", "tile/0/000.p/1"]);
    assert_eq!(names(256), ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    let top: Vec<_> = row_tiles(Row::Hashes(7), Size::new(u64::MAX)).map(Tile::path).collect();
    assert_eq!(top, ["tile/7/000.p/255"]);
    assert_eq!(row_len(Row::Entries, Size::new(u64::MAX)), 1 << 56);
    assert_eq!(row_tiles(Row::Hashes(LEVEL_MAX), Size::new(u64::MAX)).count(), 0);
    assert_eq!(hash_rows(Size::new(u64::MAX)).count(), 8);
}

#[test]
fn numbers_are_written_in_groups_of_three() {
    let path = |number| Tile::full(Row::Entries, number).path();
    assert_eq!(path(1_234_067), "tile/entries/x001/x234/067");
    assert_eq!(path(999), "tile/entries/999");
    assert_eq!(path(1000), "tile/entries/x001/000");
    assert_eq!(path(u64::MAX), "tile/entries/x018/x446/x744/x073/x709/x551/615");
}

#[test]
fn other_forms_of_a_path_are_refused() {
    for path in [
        "",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/+1/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/entry/000",
        "tile/0/x001",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/+1",
        "tile/0/000.p/1.p/1",
        "tile/0/000.p/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/٠٠٠",
    ] {
        assert!(matches!(Tile::parse(path), Err(TileError::Path { .. })), "{path}");
    }
    let error = Tile::parse(&"9".repeat(1000)).unwrap_err().to_string();
    assert!(error.len() < 200, "{error}");
}

#[test]
fn tiles_of_the_wrong_length_are_refused_by_name() {
    let tile = Tile::parse("tile/0/000.p/2").unwrap();
    let hashes = [leaf_hash(b"a"), leaf_hash(b"b")];
    let bytes = encode_hashes(&hashes);
    assert_eq!(decode_hashes(tile, &bytes).unwrap(), hashes);
    for wrong in [0, 32, 63, 65, 96] {
        let error = decode_hashes(tile, &vec![0; wrong]).unwrap_err();
        assert_eq!(error, TileError::Length { tile, given: wrong, expected: 64 });
    }
}

#[test]
fn bundles_that_do_not_hold_their_entries_are_refused_by_name() {
    let tile = Tile::parse("tile/entries/001.p/2").unwrap();
    let (first, index) = (EntryIndex::new(256), EntryIndex::new(257));
    let bytes = encode_bundle(first, ["ab", "cde"]).unwrap();
    assert_eq!(decode_bundle(tile, &bytes).unwrap(), [&b"ab"[..], b"cde"]);
    assert_eq!(decode_bundle(tile, &bytes[..8]), Err(TileError::Cut { tile, index, given: 8 }));
    assert_eq!(decode_bundle(tile, &bytes[..5]), Err(TileError::Cut { tile, index, given: 5 }));
    assert_eq!(decode_bundle(tile, &bytes[..1]), Err(TileError::Cut { tile, index: first, given: 1 }));
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(decode_bundle(tile, &longer), Err(TileError::Trailing { tile, given: 10, expected: 9 }));
    let given = 65_536;
    assert_eq!(encode_bundle(index, [vec![0; given]]), Err(TileError::EntryLength { index, given }));
}

proptest! {
    #[test]
    fn paths_round_trip(level in 0..=LEVEL_MAX, entries in any::<bool>(), size in any::<u64>(), skip in 0..64_u32) {
        let row = if entries { Row::Entries } else { Row::Hashes(level % 8) };
        // The last tile of a log of any size, without walking the row.
        let number = (size >> skip) / u64::from(TILE_WIDTH);
        let last = row_tiles(Row::Entries, Size::new(size >> skip & 0xffff)).last();
        for tile in [Some(Tile::full(row, number)), last].into_iter().flatten() {
            prop_assert_eq!(Tile::parse(&tile.path()), Ok(tile));
        }
    }

    #[test]
    fn no_path_makes_the_parser_fail(path in "(tile/)?(entries|[0-9]{1,3})?[/x0-9.p٣]{0,80}") {
        if let Ok(tile) = Tile::parse(&path) {
            prop_assert_eq!(tile.path(), path);
        }
    }

    #[test]
    fn bundles_round_trip(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..256),
    ) {
        let tile = row_tiles(Row::Entries, Size::new(entries.len() as u64)).last().unwrap();
        let bytes = encode_bundle(EntryIndex::new(0), &entries).unwrap();
        prop_assert_eq!(decode_bundle(tile, &bytes).unwrap(), entries);
    }
}

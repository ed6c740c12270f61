//! Files that are not what they should be: one clear error each, and never a panic.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use common::{Pbf, blob, bytes, frame, header, number};
use osm::{Found, OsmError, Placed, Saved, SavedError, Settings, Source};
use proptest::prelude::*;
use roads::Network;
use std::io::Cursor;

fn sound() -> Pbf {
    let file = (1..=4).fold(Pbf::new(), |file, id| file.node(id, id * 1000, 0, &[("barrier", "gate")]));
    file.node(9, 0, 0, &[("place", "village"), ("name", "V")])
        .way(10, &[1, 2, 3], &[("highway", "primary"), ("maxspeed", "fast")])
        .way(11, &[3, 4], &[("highway", "track")])
        .relation(
            7,
            &[("from", 1, 10), ("via", 0, 3), ("to", 1, 11)],
            &[("type", "restriction"), ("restriction", "no_exit")],
        )
}

fn import(file: &[u8]) -> Result<osm::Import, OsmError> {
    osm::import(&mut Source::new(Cursor::new(file.to_vec()))?, &Settings::default(), &mut |_| {})
}

fn told(file: &[u8]) -> String {
    import(file).unwrap_err().to_string()
}

/// A file of one block with these bytes as its data.
fn with_blob(blob: &[u8]) -> Vec<u8> {
    [header(&["OsmSchema-V0.6"]), frame("OSMData", blob)].concat()
}

#[test]
fn other_files_are_told_by_what_they_look_like() {
    let table: [(&[u8], &str); 9] = [
        (b"", "an empty file: fetch it again"),
        (b"<?xml version='1.0'?><osm/>", "XML: convert it: osmium cat IN -o OUT.osm.pbf"),
        (b"\xef\xbb\xbf<osm version='0.6'>", "XML: convert it: osmium cat IN -o OUT.osm.pbf"),
        (b"<!DOCTYPE HTML><html>", "a web page: fetch it again"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip: unpack it first"),
        (b"BZh91AY&SY", "bzip2: unpack it first"),
        (b"\xff\xe0\x04o5m2", "o5m: convert it: osmium cat IN -o OUT.osm.pbf"),
        (
            b"{\"type\": \"FeatureCollection\"}",
            "JSON: a GeoJSON network is imported as it is, under its own name (.geojson)",
        ),
        (b"\0\0\0\x05hello", "something else: an extract ends in .osm.pbf"),
    ];
    for (file, looks) in table {
        assert_eq!(told(file), format!("the file is no OpenStreetMap PBF; it looks like {looks}"));
    }
}

#[test]
fn a_file_cut_off_anywhere_is_told_so() {
    let file = sound().bytes();
    let ends: Vec<usize> = frame_ends(&file);
    for length in 40..file.len() {
        let result = import(&file[..length]);
        if ends.contains(&length) {
            // Whole frames are missing, which only shows in what is there.
            assert!(!matches!(result, Err(OsmError::Truncated { .. })), "{length}");
        } else {
            let error = result.unwrap_err();
            let expected = OsmError::Truncated { at: 0, needed: 0, bytes: length as u64 };
            assert_eq!(std::mem::discriminant(&error), std::mem::discriminant(&expected), "{length}: {error}");
        }
    }
    let (cut, last) = (file.len() - 1, ends[ends.len() - 2]);
    assert_eq!(
        told(&file[..cut]),
        format!("the file is cut off: it has {cut} bytes, the frame at byte {last} needs {}; fetch it again", cut + 1)
    );
}

/// Where each frame of a sound file ends.
fn frame_ends(file: &[u8]) -> Vec<usize> {
    let (mut at, mut ends) = (0, Vec::new());
    while at < file.len() {
        let head = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let head_bytes = &file[at + 4..at + 4 + head];
        // The length stands last, behind its key 0x18.
        let key = head_bytes.iter().rposition(|byte| *byte == 0x18).unwrap();
        let length = head_bytes[key + 1..].iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        at += 4 + head + length;
        ends.push(at);
    }
    ends
}

#[test]
fn sizes_beyond_the_format_are_refused_before_anything_is_read() {
    let start = header(&[]).len();
    let long_header = [header(&[]), vec![0, 1, 0, 1], vec![0; 100]].concat();
    assert_eq!(
        told(&long_header),
        format!(
            "at byte {start} the file states a header of 65537 bytes, the format allows 65536; it is damaged, fetch it again"
        )
    );
    let mut head = Vec::new();
    bytes(1, b"OSMData", &mut head);
    number(3, (32 << 20) + 1, &mut head);
    let long_blob = [header(&[]), u32::try_from(head.len()).unwrap().to_be_bytes().to_vec(), head].concat();
    assert_eq!(
        told(&long_blob),
        format!(
            "at byte {start} the file states a block of 33554433 bytes, the format allows 33554432; it is damaged, fetch it again"
        )
    );
    let mut lying = Vec::new();
    number(2, 1 << 40, &mut lying);
    bytes(3, b"x", &mut lying);
    assert!(matches!(import(&with_blob(&lying)), Err(OsmError::BlobTooLarge { bytes: 0x100_0000_0000, .. })));
}

#[test]
fn blocks_that_do_not_unpack_are_told() {
    let data = vec![7; 1000];
    let packed = blob(&data, true);
    let at = with_blob(&packed).len() - packed.len();
    let mut more = Vec::new();
    number(2, 999, &mut more);
    more.extend(&packed[3..]);
    assert_eq!(
        told(&with_blob(&more)),
        format!(
            "the block at byte {at} states 999 bytes and unpacks to 999 or more; the file is damaged, fetch it again"
        )
    );
    let mut less = Vec::new();
    number(2, 1001, &mut less);
    less.extend(&packed[3..]);
    assert!(matches!(import(&with_blob(&less)), Err(OsmError::Inflate { stated: 1001, found: 1000, .. })));
    let mut garbage = Vec::new();
    number(2, 10, &mut garbage);
    bytes(3, b"no zlib at all", &mut garbage);
    assert!(matches!(import(&with_blob(&garbage)), Err(OsmError::Inflate { stated: 10, found: 0, .. })));
    for (field, kind) in [(4, "lzma"), (5, "bzip2"), (6, "lz4"), (7, "zstd")] {
        let mut other = Vec::new();
        bytes(field, b"x", &mut other);
        assert!(told(&with_blob(&other)).contains(&format!("is packed with {kind}, only zlib is read")));
    }
    assert!(told(&with_blob(&[])).contains("a frame holds no data"));
}

#[test]
fn blocks_that_are_no_messages_are_told() {
    let block = |groups: &[u8], strings: &[&str]| {
        let (mut table, mut block) = (Vec::new(), Vec::new());
        strings.iter().for_each(|string| bytes(1, string.as_bytes(), &mut table));
        bytes(1, &table, &mut block);
        bytes(2, groups, &mut block);
        with_blob(&blob(&block, false))
    };
    let way = |build: &dyn Fn(&mut Vec<u8>)| {
        let (mut way, mut group) = (Vec::new(), Vec::new());
        build(&mut way);
        bytes(3, &way, &mut group);
        group
    };
    let no_id = way(&|way| bytes(2, &[], way));
    let bad_text = way(&|way| {
        number(1, 1, way);
        bytes(2, &[9], way);
        bytes(3, &[9], way);
    });
    let no_value = way(&|way| {
        number(1, 1, way);
        bytes(2, &[1], way);
    });
    assert!(told(&block(&no_id, &[""])).contains("a way has no id"));
    assert!(told(&block(&bad_text, &[""])).contains("an element names a text that the block does not have"));
    assert!(told(&block(&no_value, &["", "highway"])).contains("a key has no value"));
    let crowd = vec![""; (1 << 20) + 1];
    assert!(told(&block(&[], &crowd)).contains("a block has more than a million texts"));
}

#[test]
fn what_a_file_requires_is_told() {
    let history = sound().requires("HistoricalInformation").bytes();
    assert_eq!(
        told(&history),
        "the file requires `HistoricalInformation`, which is not supported; it holds all versions of each element; take a \
         plain extract, or: osmium time-filter IN.osh.pbf -o OUT.osm.pbf"
    );
    assert!(told(&sound().requires("Telepathy\n").bytes()).starts_with("the file requires `Telepathy`, which"));
}

#[test]
fn an_interrupted_import_goes_on_to_the_same_end() {
    let file = sound().bytes();
    let settings = Settings::default();
    let whole = import(&file).unwrap();
    let mut source = Source::new(Cursor::new(file.clone())).unwrap();
    let found = Found::find(&mut source, &settings, &mut |_| {}).unwrap();
    let saved = found.to_bytes();
    let Ok(Saved::Found(again)) = Saved::read(&saved, &source, &settings) else { panic!("first pass") };
    assert_eq!(*again, found);
    let placed = Placed::place(&mut source, &settings, *again, &mut |_| {}).unwrap();
    let Ok(Saved::Placed(again)) = Saved::read(&placed.to_bytes(), &source, &settings) else { panic!("second pass") };
    assert_eq!(*again, placed);
    assert_eq!(osm::Import::assemble(*again, &settings).unwrap(), whole);

    let of = |bytes: &[u8]| Saved::read(bytes, &source, &settings).unwrap_err();
    assert_eq!(of(b"qafila osm import 2\n"), SavedError::Version);
    assert_eq!(of(&saved[..saved.len() - 1]), SavedError::Damaged);
    let other = Source::new(Cursor::new(sound().way(99, &[1, 2], &[]).bytes())).unwrap();
    let error = Saved::read(&saved, &other, &settings).unwrap_err();
    assert!(matches!(error, SavedError::OtherFile { .. }), "{error}");
    let mut twin = file;
    *twin.last_mut().unwrap() ^= 1;
    let twin = Source::new(Cursor::new(twin)).unwrap();
    let error = Saved::read(&saved, &twin, &settings).unwrap_err();
    assert!(matches!(error, SavedError::OtherFile { saved, bytes } if saved == bytes), "{error}");
    let mut settings = settings;
    settings.defaults =
        osm::Defaults::read(&include_str!("../src/defaults.toml").replace("speed = 8,", "speed = 9,")).unwrap();
    assert_eq!(Saved::read(&saved, &source, &settings).unwrap_err(), SavedError::OtherDefaults);
    let elsewhere =
        Placed::place(&mut Source::new(Cursor::new(sound().plain().bytes())).unwrap(), &settings, found, &mut |_| {});
    assert!(matches!(elsewhere, Err(OsmError::Changed)));
}

proptest! {
    #[test]
    fn a_changed_byte_is_an_error_or_a_sound_network(at in 0_usize..2000, byte: u8) {
        let mut file = sound().plain().bytes();
        let at = at % file.len();
        file[at] = byte;
        if let Ok(import) = import(&file) {
            prop_assert!(Network::new(import.parts.nodes, import.parts.segments).is_ok());
        }
    }

    #[test]
    fn a_changed_byte_of_a_saved_state_is_noticed(at in 0_usize..5000, bit in 0_u32..8) {
        let mut source = Source::new(Cursor::new(sound().bytes())).unwrap();
        let mut saved = Found::find(&mut source, &Settings::default(), &mut |_| {}).unwrap().to_bytes();
        let at = at % saved.len();
        saved[at] ^= 1 << bit;
        prop_assert!(Saved::read(&saved, &source, &Settings::default()).is_err());
    }
}

//! Extracts from strangers: a file as it is, or one block in a sound file, since no fuzzer finds its way through zlib.
#![no_main]

use libfuzzer_sys::fuzz_target;
use osm::{Found, Import, Limits, Placed, Saved, Settings, Source};
use qafila_fuzz::plant;
use roads::Network;
use std::io::Cursor;

#[allow(dead_code)]
#[path = "../../crates/osm/tests/common/mod.rs"]
mod common;
use common::{Pbf, blob, frame, header};

/// Nodes and roads of a town with most things that a road may have.
fn town() -> Pbf {
    let road = [("highway", "primary"), ("maxspeed", "RU:urban"), ("maxweight", "7.5 t"), ("width", "12'6\"")];
    let track = [("highway", "track"), ("tracktype", "grade4"), ("oneway", "-1"), ("seasonal", "dry_season")];
    let file = (1..=6).fold(Pbf::new(), |file, id| file.node(id, id * 1000, id * id, &[]));
    file.node(7, 7000, 0, &[("barrier", "bollard"), ("ford", "yes")])
        .node(8, 3000, 50, &[("place", "town"), ("name", "x"), ("name:ar", "س")])
        .way(10, &[1, 2, 3, 4, 1], &road)
        .way(11, &[3, 5, 7, 6], &track)
        .relation(
            9,
            &[("from", 1, 11), ("via", 0, 3), ("to", 1, 10)],
            &[("type", "restriction"), ("restriction", "no_exit")],
        )
}

/// A file of blocks, each with its length in two bytes in front of it.
fn file_of(mut blocks: &[u8]) -> Vec<u8> {
    let mut file = header(&["OsmSchema-V0.6"]);
    while let [high, low, rest @ ..] = blocks {
        let (block, behind) = rest.split_at(usize::from(u16::from_be_bytes([*high, *low])).min(rest.len()));
        file.extend(frame("OSMData", &blob(block, false)));
        blocks = behind;
    }
    file
}

/// First byte of an input that is blocks.
const BLOCKS: u8 = b'B';

fn seeds() -> Vec<Vec<u8>> {
    let blocks = |file: Pbf| {
        let mut seed = vec![BLOCKS];
        for block in file.bare_blocks() {
            seed.extend(u16::try_from(block.len()).unwrap_or(0).to_be_bytes());
            seed.extend(block);
        }
        seed
    };
    vec![blocks(town()), blocks(town().plain()), town().plain().bytes(), town().bytes()]
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        let file = match bytes.split_first() {
            Some((&BLOCKS, blocks)) => file_of(blocks),
            _ => bytes.to_vec(),
        };
        let limits = Limits { road_nodes: 100_000, ..Limits::default() };
        let settings = Settings { limits, ..Settings::default() };
        let Ok(mut source) = Source::new(Cursor::new(file)) else { return };
        let Ok(found) = Found::find(&mut source, &settings, &mut |_| {}) else { return };
        let Ok(placed) = Placed::place(&mut source, &settings, found, &mut |_| {}) else { return };
        let Ok(Saved::Placed(again)) = Saved::read(&placed.to_bytes(), &source, &settings) else {
            panic!("what was saved is not read")
        };
        assert_eq!(*again, placed);
        let Ok(Import { parts, .. }) = Import::assemble(placed, &settings) else { return };
        let network = Network::new(parts.nodes, parts.segments).expect("parts that fit together");
        for turn in parts.turns {
            let ends = |segment| network.segment(segment).map(|s| [s.from(), s.to()].contains(&&turn.via));
            assert_eq!((ends(&turn.from), ends(&turn.to)), (Some(true), Some(true)));
        }
    }
);

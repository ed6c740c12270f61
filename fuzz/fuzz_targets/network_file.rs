//! Network files from strangers: refused with a reason, or every part of them can be asked for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qafila_fuzz::plant;
use roads::{FILE_MAGIC, Network, check, read_geojson, write_geojson};
use std::sync::Arc;
use units::Point;

const NETWORK: &str = r#"{"type":"FeatureCollection","turns":[{"from":"r","via":"b","to":"s"}],"features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[1,20]},"properties":{"place":"a","kind":"town","name_en":"A","name_fr":"A","name_ar":"أ"}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[1,21]},"properties":{"place":"b","kind":"crossing","name_en":"","name_fr":"","name_ar":""}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,20],[1,21]]},"properties":{"segment":"r","from":"a","to":"b","length_m":120000,"surface":"track","lanes":1,"speed_kmh":30,"axis":["x"],"load_class":12,"ford":true}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[]},"properties":{"segment":"s","from":"b","to":"a","length_m":130000,"surface":"sand","lanes":2,"speed_kmh":20,"oneway":true}}]}"#;

/// Bytes of header and table: checksums in them are set right, so that the fuzzer gets to what they guard.
const HEAD: usize = 32;
const ROW: usize = 24;
const ROWS: usize = 30;

fn number(bytes: &[u8], at: usize) -> usize {
    let number = bytes[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The same bytes with checksums and length as they should be.
fn signed(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let table = HEAD + ROW * ROWS;
    if bytes.len() < table {
        return bytes;
    }
    bytes[..8].copy_from_slice(&FILE_MAGIC);
    let length = bytes.len() as u64;
    bytes[16..24].copy_from_slice(&length.to_le_bytes());
    for row in 0..ROWS {
        let at = HEAD + row * ROW;
        let (start, length) = (number(&bytes, at + 8), number(&bytes, at + 16));
        let crc = start.checked_add(length).and_then(|end| bytes.get(start..end)).map(crc32fast::hash);
        bytes[at + 4..at + 8].copy_from_slice(&crc.unwrap_or(0).to_le_bytes());
    }
    let crc = crc32fast::hash(&bytes[HEAD..table]);
    bytes[24..28].copy_from_slice(&crc.to_le_bytes());
    bytes
}

fn seeds() -> Vec<Vec<u8>> {
    let network = read_geojson(NETWORK).expect("a network of ours");
    let ordered = network.with_order(&[1, 0]).expect("an order of its two places");
    vec![network.as_bytes().to_vec(), ordered.as_bytes().to_vec(), Network::default().as_bytes().to_vec()]
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        for bytes in [bytes.to_vec(), signed(bytes)] {
            let Ok(network) = Network::open(Arc::new(bytes)) else { continue };
            let _ = (network.provenance(), network.order(), network.bounds(), check(&network));
            assert_eq!(network.axes().map(|axis| axis.places.len() - axis.segments.len()).sum::<usize>(), network.axes().len());
            let here = Point::new(20_000_000, 1_000_000).expect("on the globe");
            assert_eq!(network.nodes_near(here).count(), network.node_count());
            assert_eq!(network.segments_near(here).count(), network.segment_count());
            assert!(write_geojson(&network).ends_with("]}\n"));
        }
    }
);

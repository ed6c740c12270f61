//! A pack of disclosed statements: read or refused, and what is read is written back the same.
#![no_main]

use journal::content::{Disclosed, Pack, decode_pack, encode_pack};
use journal::entry::Salt;
use journal::field::Opening;
use journal::tree::EntryIndex;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{envelope, plant};

fn seed(count: u8) -> Vec<u8> {
    let disclosed = |n: u8| Disclosed {
        index: EntryIndex::new(u64::from(n) * 3),
        salt: Salt::new([n; 32]),
        statement: envelope(&[n]),
        // One field at most, so that none is out of order.
        fields: (1..=n.min(1)).map(|_| Opening { salt: Salt::new([n; 32]), value: b"T4-01".to_vec() }).collect(),
    };
    let records: Vec<Disclosed> = (0..count).map(disclosed).collect();
    encode_pack(Pack::of(EntryIndex::new(0)), &records).expect("a small pack")
}

fuzz_target!(
    init: plant(&[1, 2, 5].map(seed)),
    |bytes: &[u8]| {
        let pack = Pack::of(EntryIndex::new(0));
        if let Ok(records) = decode_pack(pack, bytes) {
            assert_eq!(encode_pack(pack, &records).expect("read records can be written"), bytes);
        }
    }
);

//! An upload to a mirror, in pieces, and what a mirror answers: what is taken is what the log holds, and nothing
//! fails.
#![no_main]

use journal::entry::ENTRY_BYTES;
use journal::mirror::{Header, Info, Upload, write_request};
use journal::tree::{EntryIndex, Size, Tree};
use journal::witness::Latest;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{entry, plant, tree, upload};
use std::sync::LazyLock;

const SIZE: u8 = 200;

static TREE: LazyLock<Tree> = LazyLock::new(|| tree(SIZE));

fn seed((start, end): (u8, u8)) -> Vec<u8> {
    let number = |index: u64| u8::try_from(index).expect("a small log");
    write_request(&upload(start, end), &*TREE, |index| Ok(entry(number(index.get())).to_bytes()))
        .expect("the entries are in the tree")
}

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = [(0, 0), (0, 1), (3, 7), (0, SIZE), (190, SIZE)].map(seed).to_vec();
    for ticket in [&b""[..], b"ticket"] {
        let info = Info { size: Size::new(300), next: EntryIndex::new(256), ticket: ticket.to_vec() };
        seeds.push(info.to_string().into_bytes());
    }
    seeds
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        if let Ok(info) = Info::parse(bytes) {
            assert_eq!(info.to_string().as_bytes(), bytes);
        }
        let Ok(Some((header, length))) = Header::read(bytes) else { return };
        assert_eq!(header.to_bytes(), &bytes[..length]);
        if header.end() > TREE.size() {
            return;
        }
        let latest = Latest { size: header.end(), root: TREE.root_at(header.end()).expect("an earlier size") };
        let entry_bytes_max = u16::try_from(ENTRY_BYTES).expect("a short entry");
        let mut upload = Upload::new(&header, latest, entry_bytes_max, &*TREE).expect("the beginning is in the tree");
        for mut piece in bytes[length..].chunks(100) {
            while let Ok(Some(package)) = upload.feed(&mut piece) {
                for (taken, index) in package.entries().iter().zip(package.span().indices()) {
                    let number = u8::try_from(index.get()).expect("a small log");
                    assert_eq!(*taken, entry(number).to_bytes());
                }
            }
        }
        let _ = upload.ending();
    }
);

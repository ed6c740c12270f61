//! Disclosure packs.

use crate::support::{openings, salt, statement};
use journal::content::{Disclosed, PACK_BYTES_MAX, Pack, PackError, PackReader, decode_pack, encode_pack};
use journal::cose::ENVELOPE_BYTES_MAX;
use journal::field::{FIELDS_MAX, Opening, VALUE_BYTES_MAX};
use journal::tree::EntryIndex;
use proptest::prelude::*;

fn disclosed(index: u64) -> Disclosed {
    let number = index as usize;
    Disclosed { index: EntryIndex::new(index), salt: salt(number), statement: statement(number), fields: Vec::new() }
}

fn pack(index: u64) -> Pack {
    Pack::of(EntryIndex::new(index))
}

#[test]
fn packs_are_numbered_like_tiles() {
    assert_eq!(pack(0).path(), "content/000");
    assert_eq!(pack(255).path(), "content/000");
    assert_eq!(pack(256).path(), "content/001");
    assert_eq!(pack(256 * 1234).path(), "content/x001/234");
    assert_eq!(pack(300).span(), 256..512);
}

#[test]
fn a_full_pack_of_the_longest_statements_is_within_its_bound() {
    let opening = |field| Opening { salt: salt(field), value: vec![0; VALUE_BYTES_MAX] };
    let mut fields: Vec<Opening> = (0..FIELDS_MAX).map(opening).collect();
    fields.sort_by_key(Opening::commitment);
    let statement = vec![0; ENVELOPE_BYTES_MAX];
    let longest = |index| Disclosed { statement: statement.clone(), fields: fields.clone(), ..disclosed(index) };
    let records: Vec<_> = (0..256).map(longest).collect();
    let bytes = encode_pack(pack(0), &records).unwrap();
    assert_eq!(bytes.len(), PACK_BYTES_MAX);
    assert_eq!(decode_pack(pack(0), &bytes).unwrap(), records);
}

#[test]
fn faults_are_named() {
    let pack = pack(300);
    let records = [disclosed(300), disclosed(302)];
    let good = encode_pack(pack, &records).unwrap();
    assert_eq!(decode_pack(pack, &good).unwrap(), records);

    assert_eq!(encode_pack(pack, &[]), Err(PackError::Count { pack }));
    for (wrong, index) in [
        (vec![disclosed(302), disclosed(300)], 300),
        (vec![disclosed(300), disclosed(300)], 300),
        (vec![disclosed(255)], 255),
        (vec![disclosed(512)], 512),
    ] {
        assert_eq!(encode_pack(pack, &wrong), Err(PackError::Order { pack, index: EntryIndex::new(index) }));
    }
    let bytes = ENVELOPE_BYTES_MAX + 1;
    let long = Disclosed { statement: vec![0; bytes], ..disclosed(300) };
    assert_eq!(encode_pack(pack, &[long]), Err(PackError::TooLong { index: EntryIndex::new(300), bytes }));

    // 47 slots, in two bytes; nulls up to entry 300.
    assert_eq!(&good[..3], [0x98, 47, 0xf6]);
    for count in [&[0x80][..], &[0x99, 0, 47], &[0x99, 1, 1], &[0x9f], &[0xb8, 47], &[]] {
        let bytes = if count.is_empty() { vec![] } else { [count, &good[2..]].concat() };
        assert_eq!(decode_pack(pack, &bytes), Err(PackError::Count { pack }), "{count:02x?}");
    }
    let longer = [&good[..], &[0]].concat();
    let (given, expected) = (longer.len(), good.len());
    assert_eq!(decode_pack(pack, &longer), Err(PackError::Trailing { pack, given, expected }));
    let empty_end = [&[0x98, 48], &good[2..], &[0xf6]].concat();
    let index = EntryIndex::new(303);
    assert_eq!(decode_pack(pack, &empty_end), Err(PackError::EmptyEnd { pack, index }));
    let index = EntryIndex::new(302);
    let cut = decode_pack(pack, &good[..good.len() - 1]).unwrap_err();
    assert!(matches!(cut, PackError::Slot { index: named, .. } if named == index));
    let mut undefined = good;
    undefined[10] = 0xf7;
    let index = EntryIndex::new(256 + 8);
    assert_eq!(decode_pack(pack, &undefined), Err(PackError::Slot { pack, index, at: 10 }));
}

#[test]
fn second_forms_of_a_slot_are_refused() {
    let good = encode_pack(pack(0), &[disclosed(0), disclosed(1)]).unwrap();
    let index = EntryIndex::new(0);
    let fault = Err(PackError::Slot { pack: pack(0), index, at: 1 });
    assert_eq!(&good[..4], [0x82, 0x82, 0x58, 0x20]);
    for slot in [&[0x98, 0x02, 0x58, 0x20][..], &[0x9f, 0x58, 0x20], &[0x83, 0x58, 0x20], &[0x82, 0x59, 0x00, 0x20]] {
        let bytes = [&good[..1], slot, &good[4..]].concat();
        assert_eq!(decode_pack(pack(0), &bytes), fault, "{slot:02x?}");
    }
}

#[test]
fn fields_are_few_and_short_and_in_their_one_order() {
    let with = |fields: Vec<Opening>| Disclosed { fields, ..disclosed(0) };
    let index = EntryIndex::new(0);
    let opening = |value: usize| Opening { salt: salt(value), value: vec![7; value] };
    let sorted = |count: usize| openings(0, count);
    let good = encode_pack(pack(0), &[with(sorted(3))]).unwrap();
    assert_eq!(decode_pack(pack(0), &good).unwrap(), [with(sorted(3))]);
    let reversed: Vec<Opening> = sorted(3).into_iter().rev().collect();
    let twice = vec![opening(1), opening(1)];
    for wrong in [reversed.clone(), twice.clone(), sorted(FIELDS_MAX + 1), vec![opening(VALUE_BYTES_MAX + 1)]] {
        let fields = wrong.len();
        assert_eq!(encode_pack(pack(0), &[with(wrong)]), Err(PackError::Fields { index, fields }));
    }

    // What no writer of ours would write is not read either.
    let written = |fields: &[Opening], parts: u8, count: &[u8]| {
        let content = disclosed(0);
        let mut e = minicbor::Encoder::new(vec![0x81, 0x80 | parts]);
        e.writer_mut().extend_from_slice(count);
        for field in fields {
            e.array(2).unwrap().bytes(field.salt.as_bytes()).unwrap().bytes(&field.value).unwrap();
        }
        // An indefinite list ends by its mark.
        e.writer_mut().extend_from_slice(if count == [0x9f] { &[0xff] } else { &[] });
        e.bytes(content.salt.as_bytes()).unwrap().bytes(&content.statement).unwrap();
        e.into_writer()
    };
    assert_eq!(written(&sorted(3), 3, &[0x83]), good);
    let fault = Err(PackError::Slot { pack: pack(0), index, at: 1 });
    let too_many = sorted(FIELDS_MAX + 1);
    for (what, wrong) in [
        ("an empty list", written(&[], 3, &[0x80])),
        ("a longer count", written(&sorted(3), 3, &[0x98, 3])),
        ("a count without end", written(&sorted(3), 3, &[0x9f])),
        ("another order", written(&reversed, 3, &[0x83])),
        ("one twice", written(&twice, 3, &[0x82])),
        ("too many", written(&too_many, 3, &[0x98, 129])),
        ("too long", written(&[opening(VALUE_BYTES_MAX + 1)], 3, &[0x81])),
        ("fewer than it says", written(&sorted(2), 3, &[0x83])),
        ("a fourth part", [written(&sorted(3), 4, &[0x83]), vec![0xf6]].concat()),
        ("null for none", written(&[], 3, &[0xf6])),
        ("two parts", written(&sorted(3), 2, &[0x83])),
    ] {
        assert_eq!(decode_pack(pack(0), &wrong), fault, "{what}");
    }
}

#[test]
fn counts_are_read_in_their_shortest_form_only() {
    for count in [1, 23, 24, 255, 256] {
        let records: Vec<_> = (0..count).map(|index| Disclosed { statement: vec![], ..disclosed(index) }).collect();
        let bytes = encode_pack(pack(0), &records).unwrap();
        assert_eq!(decode_pack(pack(0), &bytes).unwrap(), records);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_fail(bytes in prop::collection::vec(any::<u8>(), 0..200), keep in 0..200_usize) {
        let _ = decode_pack(pack(0), &bytes);
        let good = encode_pack(pack(0), &[disclosed(0), disclosed(1)]).unwrap();
        let _ = decode_pack(pack(0), &[&good[..keep], &bytes].concat());
    }

    #[test]
    fn there_is_one_form(at in any::<usize>(), bit in 0..8_u8) {
        let records = [disclosed(20), Disclosed { fields: openings(0, 9), ..disclosed(30) }, disclosed(200)];
        let mut bytes = encode_pack(pack(0), &records).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(read) = decode_pack(pack(0), &bytes) {
            prop_assert_eq!(encode_pack(pack(0), &read).unwrap(), bytes);
        }
    }
}

#[test]
fn the_reader_stops_at_the_first_fault() {
    let mut bytes = encode_pack(pack(0), &[disclosed(0), disclosed(1), disclosed(2)]).unwrap();
    bytes[1] = 0x84;
    let read: Vec<_> = PackReader::new(pack(0), &bytes).unwrap().collect();
    assert_eq!(read, [Err(PackError::Slot { pack: pack(0), index: EntryIndex::new(0), at: 1 })]);
}

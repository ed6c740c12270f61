//! Statements as COSE_Sign1: one form, strict signature, one journal.

use crate::support::{header, officer, origin, salt, shared, statement};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use coset::{CborSerializable as _, CoseSign1, RegisteredLabelWithPrivate, TaggedCborSerializable as _, iana};
use journal::cose::{self, CoseError, ENVELOPE_BYTES_MAX, Header, PAYLOAD_BYTES_MAX, Schema};
use journal::entry::{ENTRY_BYTES, Entry, EntryError, commitment};
use journal::keys::{ReadyKey, SecretKey, Signature, verify};
use journal::verify::{Content, StatementError};
use proptest::prelude::*;
use serde::Deserialize;
use units::OriginLine;

/// The bytes of one envelope, so that a change of the format cannot go unseen.
#[test]
fn the_form_is_fixed() {
    let bytes = cose::sign(&header(), b"payload", &officer()).unwrap();
    insta::assert_snapshot!(hex::encode(&bytes), @"d284585ba401270378216170706c69636174696f6e2f766e642e6578616d706c652e6e6f74652b63626f7204496f6666696365722d310fa20178196578616d706c652e6f72672f6a6f75726e616c2f6769766572026973746174656d656e74a0477061796c6f61645840012b268716c707f258786cdd08f80baeabc28b2bdcc9a7e3f91c1e28cc37988f23f6040c27370b79a73b7be0600c7a2e177c558736b44a0d766e13fe05913b01");
    assert_eq!(cose::decode(&bytes).unwrap().to_bytes(), bytes);
}

#[test]
fn another_implementation_reads_and_verifies_it() {
    let bytes = cose::sign(&header(), b"payload", &officer()).unwrap();
    let other = CoseSign1::from_tagged_slice(&bytes).unwrap();
    let head = &other.protected.header;
    assert_eq!(head.alg, Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA)));
    assert_eq!(head.key_id, b"officer-1");
    assert_eq!(head.content_type, Some(coset::ContentType::Text("application/vnd.example.note+cbor".to_owned())));
    let claims = coset::cwt::ClaimsSet::from_slice(&head.rest[0].1.clone().to_vec().unwrap()).unwrap();
    assert_eq!((claims.issuer.as_deref(), claims.subject.as_deref()), (Some(origin().as_str()), Some("statement")));
    assert!(other.unprotected.is_empty());
    assert_eq!(other.payload.as_deref(), Some(&b"payload"[..]));
    let verdict = other.verify_signature(&[], |signature, message| {
        verify(&officer().public(), message, &Signature::new(signature.try_into().unwrap()))
    });
    assert_eq!(verdict, Ok(()));
    assert_eq!(other.to_tagged_vec().unwrap(), bytes);
}

#[test]
fn one_made_by_another_implementation_is_read_here() {
    let claims =
        coset::cwt::ClaimsSetBuilder::new().issuer(origin().to_string()).subject("statement".to_owned()).build();
    let protected = coset::HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .content_type("application/vnd.example.note+cbor".to_owned())
        .key_id(b"officer-1".to_vec())
        .value(15, coset::AsCborValue::to_cbor_value(claims).unwrap())
        .build();
    let made = coset::CoseSign1Builder::new()
        .protected(protected)
        .payload(b"payload".to_vec())
        .create_signature(&[], |message| officer().sign(message).as_bytes().to_vec())
        .build();
    let envelope = cose::decode(&made.clone().to_tagged_vec().unwrap()).unwrap();
    assert_eq!(envelope.header, header());
    assert_eq!(cose::verify(&envelope, &officer().public()), Ok(()));
    assert!(matches!(cose::decode(&made.to_vec().unwrap()), Err(CoseError::Shape { at: 0, expected: "tag 18" })));
}

#[test]
fn other_keys_and_journals_are_refused() {
    let statement = statement(1);
    let content = |origin: &OriginLine, key: &SecretKey| {
        let envelope = cose::decode(&statement);
        let content = Content { salt: salt(1), statement: statement.clone(), envelope, fields: Vec::new() };
        content.check_signature(origin, &ReadyKey::new(&key.public()).unwrap()).map(|_| ())
    };
    assert_eq!(content(&origin(), &officer()), Ok(()));
    let other_key = content(&origin(), &SecretKey::from_seed(&[3; 32]));
    assert!(matches!(other_key, Err(StatementError::Cose(CoseError::Signature { .. }))));
    let other = OriginLine::new("example.org/journal/receiver").unwrap();
    let replayed = content(&other, &officer());
    assert_eq!(replayed, Err(StatementError::OtherJournal { issuer: origin(), origin: other }));
}

#[test]
fn bounds_hold_on_both_sides() {
    let longest = cose::sign(&longest_header(), &vec![0; PAYLOAD_BYTES_MAX], &officer()).unwrap();
    assert!(longest.len() <= ENVELOPE_BYTES_MAX, "{} bytes", longest.len());
    assert!(cose::decode(&longest).is_ok());
    let bytes = PAYLOAD_BYTES_MAX + 1;
    assert_eq!(cose::sign(&header(), &vec![0; bytes], &officer()), Err(CoseError::PayloadTooLong { bytes }));
    let bytes = ENVELOPE_BYTES_MAX + 1;
    assert_eq!(cose::decode(&vec![0; bytes]), Err(CoseError::TooLong { bytes }));
}

fn longest_header() -> Header {
    Header {
        issuer: OriginLine::new("o".repeat(96)).unwrap(),
        kid: units::OfficerId::new("k".repeat(96)).unwrap(),
        schema: Schema::new(format!("a/{}", "s".repeat(94))).unwrap(),
    }
}

#[test]
fn schemas_are_media_types() {
    assert!(Schema::new("application/vnd.example.note+cbor").is_ok());
    for text in ["", "/", "a/", "/a", "cbor", "a/b/c", "a/b c", "a/b;q=1", "a/é", &format!("a/{}", "x".repeat(95))] {
        assert!(Schema::new(text).is_err(), "{text}");
    }
}

/// Rewrites an envelope with one part in a longer or unsorted form, and signs that.
#[test]
fn second_forms_are_refused() {
    let good = cose::sign(&header(), b"payload", &officer()).unwrap();
    let at = |part: &[u8]| good.windows(part.len()).position(|window| window == part).unwrap();
    let spliced = |at: usize, cut: usize, put: &[u8]| [&good[..at], put, &good[at + cut..]].concat();
    let payload = at(b"payload") - 1;
    for (what, bytes) in [
        ("tag in two bytes", spliced(0, 1, &[0xd8, 0x12])),
        ("array head in two bytes", spliced(1, 1, &[0x98, 0x04])),
        ("array without length", [&good[..1], &[0x9f], &good[2..], &[0xff]].concat()),
        ("payload length in two bytes", spliced(payload, 1, &[0x58, 0x07])),
        ("payload in pieces", spliced(payload, 8, b"\x5f\x47payload\xff")),
        ("unprotected map in two bytes", spliced(payload - 1, 1, &[0xb8, 0x00])),
        ("unprotected map without length", spliced(payload - 1, 1, &[0xbf, 0xff])),
        ("trailing byte", [&good[..], &[0]].concat()),
    ] {
        let error = cose::decode(&bytes).unwrap_err();
        assert!(matches!(error, CoseError::Shape { .. } | CoseError::NotCanonical { .. }), "{what}: {error}");
    }
    // Inside the protected header a second form would even carry a valid signature.
    let protected = at(&[0xa4, 0x01, 0x27]);
    let longer = spliced(protected + 1, 1, &[0x18, 0x01]);
    let longer = [&longer[..protected - 1], &[longer[protected - 1] + 1], &longer[protected..]].concat();
    assert!(matches!(cose::decode(&longer), Err(CoseError::NotCanonical { .. })), "{:?}", cose::decode(&longer));
}

#[test]
fn what_should_stand_there_is_said() {
    let good = cose::sign(&header(), b"payload", &officer()).unwrap();
    let with = |part: &[u8], put: &[u8]| {
        let at = good.windows(part.len()).position(|window| window == part).unwrap();
        match cose::decode(&[&good[..at], put, &good[at + part.len()..]].concat()) {
            Err(CoseError::Shape { expected, .. }) => expected.to_owned(),
            other => format!("{other:?}"),
        }
    };
    let said = [
        with(&[0xd2], &[0xd1]),
        with(&[0x84], &[0x83]),
        with(&[0xa4, 0x01], &[0xa3, 0x01]),
        with(&[0xa4, 0x01, 0x27], &[0xa4, 0x02, 0x27]),
        with(&[0xa4, 0x01, 0x27], &[0xa4, 0x01, 0x26]),
        with(&[0x03, 0x78], &[0x02, 0x78]),
        with(b"\x04\x49officer", b"\x05\x49officer"),
        with(b"officer", b"office\xff"),
        with(&[0x0f, 0xa2], &[0x0e, 0xa2]),
        with(&[0x0f, 0xa2], &[0x0f, 0xa1]),
        with(b"statement", b"statemenT"),
        with(b"\xa0\x47payload", b"\xa1\x47payload"),
        with(b"\x47payload", b"\x67payload"),
        with(b"payload\x58\x40", b"payload\x58\x3f"),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    tag 18
    array of 4
    map of 4
    label 1, algorithm
    algorithm -8, EdDSA
    label 3, content type
    label 4, key id
    key id in UTF-8
    label 15, claims
    map of 2 claims
    subject `statement`
    empty unprotected header
    payload
    signature of 64 bytes
    ");
}

#[derive(Deserialize)]
struct Item {
    cbor: String,
}

/// No CBOR item of RFC 8949 appendix A is one of our envelopes or entries, alone
/// or with its bytes continued as one.
#[test]
fn foreign_cbor_is_refused() {
    let Some(folder) = shared("cbor-appendix-a") else { return };
    let items: Vec<Item> = serde_json::from_slice(&std::fs::read(folder.join("appendix_a.json")).unwrap()).unwrap();
    assert_eq!(items.len(), 82);
    let good = statement(0);
    for item in items {
        let bytes = BASE64.decode(&item.cbor).unwrap();
        assert!(cose::decode(&bytes).is_err());
        assert!(cose::decode(&[&bytes[..], &good].concat()).is_err());
        assert!(cose::decode(&[&good[..], &bytes].concat()).is_err());
        assert!(Entry::decode(&bytes).is_err());
    }
}

#[test]
fn entries_have_one_form_of_37_bytes() {
    let entry = Entry::commit(&salt(0), b"statement");
    let bytes = entry.to_bytes();
    insta::assert_snapshot!(hex::encode(bytes), @"83015820da3d1afc2964ef1dc8f747ca91dce1c2a31fc7e4e6fddbb29336785351b5d2bb40");
    assert_eq!(Entry::decode(&bytes), Ok(entry));
    // It is the CBOR it claims to be.
    let read: (u8, minicbor::bytes::ByteVec, minicbor::bytes::ByteVec) = minicbor::decode(&bytes).unwrap();
    assert_eq!((read.0, read.1.as_slice(), read.2.len()), (1, &entry.commitment.as_bytes()[..], 0));
    for at in [0, 1, 2, 3, 36] {
        let mut wrong = bytes;
        wrong[at] ^= 1;
        let fault = EntryError::Shape { at, found: wrong[at], expected: bytes[at] };
        assert_eq!(Entry::decode(&wrong), Err(fault));
    }
    for given in [0, 36, 38] {
        assert_eq!(Entry::decode(&vec![0x83; given]), Err(EntryError::Length { given }));
    }
    assert_eq!(ENTRY_BYTES, 37);
}

#[test]
fn a_commitment_depends_on_salt_and_statement() {
    let mut seen: Vec<_> = [(0, "a"), (1, "a"), (0, "b"), (0, "")]
        .map(|(number, text)| commitment(&salt(number), text.as_bytes()))
        .to_vec();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4);
    assert_eq!(format!("{:?}", salt(1)), "Salt(..)");
}

proptest! {
    #[test]
    fn statements_round_trip(payload in prop::collection::vec(any::<u8>(), 0..2000)) {
        let bytes = cose::sign(&header(), &payload, &officer()).unwrap();
        let envelope = cose::decode(&bytes).unwrap();
        prop_assert_eq!(&envelope.payload, &payload);
        prop_assert_eq!(cose::verify(&envelope, &officer().public()), Ok(()));
    }

    #[test]
    fn a_flipped_bit_anywhere_in_a_statement_is_refused(at in any::<usize>(), bit in 0..8_u8) {
        let mut bytes = statement(1);
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let verdict = cose::decode(&bytes).and_then(|envelope| cose::verify(&envelope, &officer().public()));
        prop_assert!(verdict.is_err());
    }

    #[test]
    fn no_bytes_make_the_decoders_fail(bytes in prop::collection::vec(any::<u8>(), 0..200), keep in 0..120_usize) {
        let _ = cose::decode(&bytes);
        let _ = Entry::decode(&bytes);
        let good = statement(0);
        let _ = cose::decode(&[&good[..keep], &bytes].concat());
    }
}

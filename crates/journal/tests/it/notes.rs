//! Notes, key lines and checkpoints.

use crate::support::{log_signer, origin, shared};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use journal::checkpoint::{CHECKPOINT_BYTES_MAX, Checkpoint, CheckpointError, SignedCheckpoint};
use journal::keys::SecretKey;
use journal::note::{KeyLineError, Note, NoteError, Signer, Verifier, VerifierKey};
use journal::tree::{Size, empty_root, leaf_hash};
use proptest::prelude::*;
use serde::Deserialize;
use units::{Moment, OriginLine};

#[derive(Deserialize)]
struct Valid {
    vkey: String,
    note: String,
}

#[derive(Deserialize)]
struct Malformed {
    must_reject_base64: Vec<String>,
}

#[test]
fn public_notes_open_and_malformed_ones_do_not() {
    let Some(folder) = shared("signed-note") else { return };
    let notes: Vec<Valid> = serde_json::from_slice(&std::fs::read(folder.join("notes.json")).unwrap()).unwrap();
    assert_eq!(notes.len(), 3);
    for valid in notes {
        let key: VerifierKey = valid.vkey.parse().unwrap();
        assert_eq!(key.to_string(), valid.vkey);
        let note = Note::parse(valid.note.as_bytes()).unwrap();
        assert_eq!(note.verify(&[key]).unwrap().len(), 1);
        assert_eq!(note.to_string(), valid.note);
    }
    let malformed: Malformed = serde_json::from_slice(&std::fs::read(folder.join("malformed.json")).unwrap()).unwrap();
    assert_eq!(malformed.must_reject_base64.len(), 7);
    for text in malformed.must_reject_base64 {
        let bytes = BASE64.decode(&text).unwrap();
        assert!(Note::parse(&bytes).is_err(), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

fn witness(number: u8) -> Signer {
    let name = OriginLine::new(format!("example.org/witness/{number}")).unwrap();
    Signer::cosigner(name, SecretKey::from_seed(&[number; 32]), Moment::from_seconds(1_764_000_000)).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: origin(), size: Size::new(7), root: leaf_hash(b"some root") }
}

#[test]
fn malformed_notes_say_what_is_wrong() {
    let good = checkpoint().sign(&log_signer()).unwrap().to_string();
    let parse = |text: &str| Note::parse(text.as_bytes()).unwrap_err();
    assert_eq!(parse(""), NoteError::Shape);
    assert_eq!(parse("text\n"), NoteError::Shape);
    assert_eq!(parse(good.trim_end()), NoteError::Shape);
    assert_eq!(parse("text\n\n"), NoteError::Shape);
    assert_eq!(parse("text\n\n\n"), NoteError::Shape);
    assert_eq!(parse(&good.replace("\n7", "\r\n7")), NoteError::Text { at: 25, found: b'\r' });
    assert_eq!(Note::parse(b"a\xffb"), Err(NoteError::Text { at: 1, found: 0xff }));
    for line in [
        "- name AAAAAAA=",
        "— name",
        "— name AAAA",
        "— name AAAAAA==",
        "—  AAAAAAA=",
        "— na+me AAAAAAA=",
        "— name AAAAAAB=",
        "— a b AAAAAAA=",
    ] {
        assert_eq!(parse(&format!("text\n\n— name AAAAAAA=\n{line}\n")), NoteError::Line { line: 2 }, "{line}");
    }
    let many = format!("text\n\n{}", "— name AAAAAAA=\n".repeat(101));
    assert_eq!(parse(&many), NoteError::TooMany { given: 101 });
    let bytes = 128 * 1024 + 1;
    assert_eq!(Note::parse(&vec![b'x'; bytes]), Err(NoteError::TooLong { bytes }));
    assert_eq!(Note::new("no newline".to_owned()), Err(NoteError::Shape));
}

#[test]
fn text_may_hold_empty_lines_and_signature_lookalikes() {
    let mut note = Note::new("one\n\n— name AAAAAAA=\n".to_owned()).unwrap();
    note.sign(&log_signer());
    let again = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(again, note);
    assert_eq!(again.verify(&[log_signer().verifier_key().clone()]).unwrap().len(), 1);
}

#[test]
fn unknown_lines_are_kept_and_ignored() {
    let mut signed = checkpoint().sign(&log_signer()).unwrap();
    signed.cosign(&witness(9));
    // A line as long as a post-quantum signature, from a key nobody here knows.
    let unknown = format!("— example.org/post-quantum {}\n", BASE64.encode([7; 2424]));
    let text = format!("{signed}{unknown}");
    let log = log_signer().verifier_key().clone();
    let opened = SignedCheckpoint::open(text.as_bytes(), &log, &[]).unwrap();
    assert_eq!(opened.others, []);
    assert_eq!(opened.signed.note().lines().len(), 3);
    assert_eq!(opened.signed.to_string(), text);
}

#[test]
fn a_known_line_that_does_not_verify_spoils_the_note() {
    let log = log_signer().verifier_key().clone();
    let mut signed = checkpoint().sign(&log_signer()).unwrap();
    signed.cosign(&witness(9));
    let known = [witness(9).verifier_key().clone()];
    let opened = SignedCheckpoint::open(signed.to_string().as_bytes(), &log, &known).unwrap();
    assert_eq!(opened.others.len(), 1);
    assert_eq!(opened.others[0].time, Some(Moment::from_seconds(1_764_000_000)));

    // The witness's line of another checkpoint, put on this one.
    let other = Checkpoint { size: Size::new(8), ..checkpoint() };
    let mut other = other.sign(&log_signer()).unwrap();
    other.cosign(&witness(9));
    let text = signed.to_string().replace(&signed.note().lines()[1].to_string(), &other.note().lines()[1].to_string());
    let error = SignedCheckpoint::open(text.as_bytes(), &log, &known).unwrap_err();
    assert!(
        matches!(error, CheckpointError::Note(NoteError::Signature { ref name, .. }) if name.as_str().ends_with("/9"))
    );
    assert!(SignedCheckpoint::open(text.as_bytes(), &log, &[]).is_ok(), "a stranger's line is no concern");

    let strangers = [witness(8).verifier_key().clone()];
    assert_eq!(signed.note().verify(&strangers), Err(NoteError::Unsigned { known: 1 }));
}

#[test]
fn without_the_logs_own_line_a_checkpoint_is_not_its_word() {
    let mut signed = checkpoint().sign(&log_signer()).unwrap();
    signed.cosign(&witness(9));
    let own = format!("{}\n", signed.note().lines()[0]);
    let text = signed.to_string().replace(&own, "");
    let log = log_signer().verifier_key().clone();
    let known = [witness(9).verifier_key().clone()];
    let error = SignedCheckpoint::open(text.as_bytes(), &log, &known).unwrap_err();
    assert_eq!(error, CheckpointError::NotByLog { key: log.clone() });

    // The same name and another key is another signer.
    let thief = Signer::log(origin(), SecretKey::from_seed(&[66; 32])).unwrap();
    let stolen = checkpoint().sign(&thief).unwrap().to_string();
    assert_eq!(SignedCheckpoint::open(stolen.as_bytes(), &log, &[]), Err(CheckpointError::NotByLog { key: log }));
}

#[test]
fn a_checkpoint_is_signed_by_a_log_of_its_name_only() {
    let name = OriginLine::new("example.org/other").unwrap();
    let other = Signer::log(name.clone(), SecretKey::from_seed(&[1; 32])).unwrap();
    let error = checkpoint().sign(&other).unwrap_err();
    assert_eq!(error, CheckpointError::OtherLog { found: origin(), expected: name });
    assert!(matches!(checkpoint().sign(&witness(9)), Err(CheckpointError::KeyType { .. })));
    let text = checkpoint().sign(&log_signer()).unwrap().to_string();
    let error = SignedCheckpoint::open(text.as_bytes(), other.verifier_key(), &[]).unwrap_err();
    assert!(matches!(error, CheckpointError::OtherLog { .. }));
}

#[test]
fn signing_again_replaces_the_line() {
    let mut signed = checkpoint().sign(&log_signer()).unwrap();
    signed.cosign(&witness(9));
    signed.cosign(&witness(9));
    assert_eq!(signed.note().lines().len(), 2);
}

#[test]
fn checkpoint_text_has_one_form() {
    let root = BASE64.encode(empty_root().as_bytes());
    let parse = |text: String| Checkpoint::parse(&text);
    let good = parse(format!("a\n0\n{root}\n")).unwrap();
    assert_eq!((good.size, good.root), (Size::ZERO, empty_root()));
    for (text, given) in [
        (format!("a\n0\n{root}"), 2),
        (format!("a\n0\n{root}\nextension\n"), 4),
        (format!("a\n0\n{root}\n\n"), 4),
        ("a\n0\n".to_owned(), 2),
        (String::new(), 0),
    ] {
        assert_eq!(parse(text.clone()), Err(CheckpointError::Lines { given }), "{text:?}");
    }
    for size in ["", "00", "01", "+1", "-1", " 1", "1 ", "0x1", "18446744073709551616", "١"] {
        let error = parse(format!("a\n{size}\n{root}\n")).unwrap_err();
        assert_eq!(error, CheckpointError::Size { line: size.to_owned() });
    }
    let last = Size::new(u64::MAX);
    assert_eq!(parse(format!("a\n{}\n{root}\n", u64::MAX)).unwrap().size, last);
    let short = BASE64.encode([0; 31]);
    let loose = root.replace("FU=", "FV=");
    for root in ["", "AAAA", &short, root.trim_end_matches('='), &loose, &format!(" {root}")] {
        let error = parse(format!("a\n1\n{root}\n")).unwrap_err();
        assert_eq!(error, CheckpointError::Root { line: root.to_owned() });
    }
    assert!(matches!(parse(format!("\n1\n{root}\n")), Err(CheckpointError::Origin(_))));
    let bytes = CHECKPOINT_BYTES_MAX + 1;
    assert_eq!(SignedCheckpoint::parse(&vec![b'a'; bytes]), Err(CheckpointError::TooLong { bytes }));
}

#[test]
fn key_lines_have_one_form() {
    let line = log_signer().verifier_key().to_string();
    let key: VerifierKey = line.parse().unwrap();
    assert_eq!(&key, log_signer().verifier_key());
    let parts: Vec<&str> = line.splitn(3, '+').collect();
    let (name, id, typed) = (parts[0], parts[1], parts[2]);
    assert_eq!(id, key.id().to_string());
    for wrong in [
        String::new(),
        name.to_owned(),
        format!("{name}+{id}"),
        format!("{name}+{id}+"),
        format!("{name}+{}+{typed}", id.to_uppercase()),
        format!("{name}+0{id}+{typed}"),
        format!("+{id}+{typed}"),
        format!("{name}+{id}+{typed}\n"),
        format!("{name}+{id}+{}", BASE64.encode([1; 32])),
    ] {
        assert!(matches!(wrong.parse::<VerifierKey>(), Err(KeyLineError::Shape { .. })), "{wrong}");
    }
    let error = format!("{name}x+{id}+{typed}").parse::<VerifierKey>().unwrap_err();
    assert!(matches!(error, KeyLineError::Id { .. }));
    let plus = OriginLine::new("a+b").unwrap();
    let error = Signer::log(plus.clone(), SecretKey::from_seed(&[1; 32])).unwrap_err();
    assert_eq!(error, KeyLineError::Name { name: plus });
    let bytes = 4 * 1024 + 1;
    assert_eq!("x".repeat(bytes).parse::<VerifierKey>(), Err(KeyLineError::TooLong { bytes }));
    let other = VerifierKey::new(origin(), Verifier::Other { kind: 6, key: vec![1; 1312] }).unwrap();
    assert_eq!(other.to_string().parse::<VerifierKey>().unwrap(), other);
}

#[test]
fn checkpoints_of_other_logs_parse_with_their_cosignatures() {
    let Some(folder) = shared("sunlight-mirror/cmd/skylight/testdata") else { return };
    let files = crate::support::load(&folder);
    let (mut heads, mut decoys) = (0, 0);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("checkpoint")) {
        if bytes.starts_with(b"decoy") {
            assert!(SignedCheckpoint::parse(bytes).is_err());
            decoys += 1;
        } else {
            let signed = SignedCheckpoint::parse(bytes).unwrap();
            assert_eq!(signed.checkpoint().size, Size::new(300), "{path}");
            assert_eq!(signed.to_string().as_bytes(), bytes);
            heads += 1;
        }
    }
    assert_eq!((heads, decoys), (3, 2));

    #[derive(Deserialize)]
    struct Described {
        verifier_keys: Vec<VerifierKeyText>,
    }
    #[derive(Deserialize)]
    struct VerifierKeyText(String);
    let described: Described = serde_json::from_slice(&files["witness/mirror/mirror.v0.json"]).unwrap();
    let mirror: VerifierKey = described.verifier_keys[0].0.parse().unwrap();
    let path = "witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/checkpoint";
    let verdicts = Note::parse(&files[path]).unwrap().verify(&[mirror]).unwrap();
    assert_eq!(verdicts[0].time.unwrap().to_string(), "2025-12-31T00:00:00Z");
}

proptest! {
    #[test]
    fn no_bytes_make_the_parsers_fail(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedCheckpoint::parse(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<VerifierKey>();
    }

    #[test]
    fn nearly_good_notes_do_not_make_the_parser_fail(text in "(a\n){0,3}\n?(— [a-z+ ]{0,3} [A-Za-z0-9+/=]{0,12}\n?){0,3}") {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn checkpoints_round_trip(size in any::<u64>(), root in any::<[u8; 32]>()) {
        let head = Checkpoint { origin: origin(), size: Size::new(size), root: units::Digest::new(root) };
        prop_assert_eq!(Checkpoint::parse(&head.to_string()).unwrap(), head);
    }

    #[test]
    fn a_flipped_bit_anywhere_in_a_checkpoint_is_refused(at in any::<usize>(), bit in 0..8_u8) {
        let log = log_signer();
        let mut bytes = checkpoint().sign(&log).unwrap().to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(SignedCheckpoint::open(&bytes, log.verifier_key(), &[]).is_err());
    }
}

//! A witness and its client: the requests of others in order, races, lies, one form.

use crate::support::{load, log_signer, origin, records, shared, sign, verify};
use journal::checkpoint::{Checkpoint, SignedCheckpoint};
use journal::keys::SecretKey;
use journal::note::{Note, Signer, Verifier, VerifierKey};
use journal::tree::{Size, Tree, consistency_proof, empty_root, leaf_hash};
use journal::witness::{
    AddCheckpoint, Latest, REQUEST_BYTES_MAX, RESPONSE_BYTES_MAX, Refusal, RequestError, ResponseError, Status,
    cosignature_lines, parse_lines, parse_size, take_cosignatures,
};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use units::{Moment, OriginLine, PublicKey};

fn cosigner(number: u8) -> Signer {
    let name = OriginLine::new(format!("example.org/witness/{number}")).unwrap();
    Signer::cosigner(name, SecretKey::from_seed(&[number; 32]), Moment::from_seconds(1_764_000_000)).unwrap()
}

/// A witness in memory: the keys it trusts for each log, and its record of each.
#[derive(Default)]
struct Witness {
    keys: BTreeMap<String, Vec<VerifierKey>>,
    records: BTreeMap<String, Latest>,
}

impl Witness {
    fn answer(&mut self, body: &[u8]) -> (u16, String) {
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(error) => return (error.status().code(), String::new()),
        };
        let origin = request.checkpoint.checkpoint().origin.as_str().to_owned();
        let keys = self.keys.get(&origin).map_or(&[][..], Vec::as_slice);
        match request.judge(keys, self.records.get(&origin).copied()) {
            Ok(advance) => {
                assert_eq!(advance.expected, self.records.insert(origin, advance.next));
                (200, advance.cosign(&[cosigner(9)]))
            }
            Err(refusal) => (refusal.status().code(), refusal.size_body().unwrap_or_default()),
        }
    }
}

#[derive(Deserialize)]
struct Vectors {
    log_keys: BTreeMap<String, LogKey>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct LogKey {
    origin: String,
    ed25519_hex: Option<String>,
    vkey: Option<String>,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    request: String,
    status: u16,
    assertion: String,
}

#[test]
fn requests_to_another_witness_get_the_same_answers_here() {
    let Some(folder) = shared("witness") else { return };
    let vectors: Vectors = serde_json::from_slice(&std::fs::read(folder.join("add-checkpoint.json")).unwrap()).unwrap();
    assert_eq!(vectors.cases.len(), 10);
    let mut witnesses = BTreeMap::<String, Witness>::new();
    for (file, log) in vectors.log_keys {
        let key = match (log.ed25519_hex, log.vkey) {
            (Some(key), _) => {
                let key: PublicKey = key.parse().unwrap();
                VerifierKey::new(OriginLine::new(&*log.origin).unwrap(), Verifier::Ed25519(key)).unwrap()
            }
            (None, vkey) => vkey.unwrap().parse().unwrap(),
        };
        witnesses.entry(file).or_default().keys.insert(log.origin, vec![key]);
    }
    let mut differing = Vec::new();
    for (number, case) in (1..).zip(vectors.cases) {
        let (status, body) = witnesses.get_mut(&case.file).unwrap().answer(case.request.as_bytes());
        if status != case.status {
            differing.push(format!("request {number}: {status}, there {} because {}", case.status, case.assertion));
        } else if status == 200 {
            assert!(body.starts_with("— example.org/witness/9 "), "request {number}: {body}");
        } else if let Some(expected) = case.assertion.strip_prefix("body == ") {
            assert_eq!(serde_json::from_str::<String>(expected).unwrap(), body, "request {number}");
        }
    }
    // The specification has 404 for an unknown origin; an origin with spaces is none that could be known here.
    insta::assert_snapshot!(differing.join("\n"), @r#"
    request 3: 404, there 403 because body contains "unknown log"
    request 10: 404, there 200 because body contains "— example.com/witness"
    "#);
}

#[test]
fn the_request_of_the_journal_of_300_is_cosigned() {
    let Some(folder) = shared("qafila-shape-300") else { return };
    let files = load(&folder);
    let verified = verify(&files).unwrap();
    let body = &files["add-checkpoint.req"];
    let request = AddCheckpoint::parse(body).unwrap();
    assert_eq!(request.to_string().as_bytes(), body);
    let old = SignedCheckpoint::parse(&files["old.checkpoint"]).unwrap().checkpoint().clone();
    let latest = Latest { size: old.size, root: old.root };
    let keys = [verified.log_key().clone()];
    let advance = request.judge(&keys, Some(latest)).unwrap();
    assert_eq!(advance.expected, Some(latest));
    assert_eq!(advance.next, Latest { size: verified.size(), root: verified.root() });
    assert_eq!(request.judge(&keys, None), Err(Refusal::Moved { old: old.size, latest: Size::ZERO }));

    // Its own two cosignatures, as a response, are taken into the bare checkpoint.
    let lines = request.checkpoint.note().lines();
    let response: String = lines[1..].iter().map(|line| format!("{line}\n")).collect();
    let bare = format!("{}\n{}\n", request.checkpoint.note().text(), lines[0]);
    let mut checkpoint = SignedCheckpoint::parse(bare.as_bytes()).unwrap();
    let known: Vec<_> = verified.opened.others.iter().map(|verdict| verdict.key.clone()).collect();
    assert_eq!(take_cosignatures(&mut checkpoint, response.as_bytes(), &known).unwrap(), verified.opened.others);
    assert_eq!(checkpoint, request.checkpoint);
}

#[test]
fn cosignatures_of_a_mirror_and_a_witness_elsewhere_are_taken() {
    #[derive(Deserialize)]
    struct Described {
        verifier_keys: Vec<String>,
    }
    let Some(folder) = shared("sunlight-mirror/cmd/skylight/testdata") else { return };
    let files = load(&folder);
    let mut taken = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".v0.json")) {
        let described: Described = serde_json::from_slice(bytes).unwrap();
        let known: Vec<VerifierKey> = described.verifier_keys.iter().map(|key| key.parse().unwrap()).collect();
        let (folder, _) = name.rsplit_once('/').unwrap();
        let heads = files.iter().filter(|(path, bytes)| {
            path.rsplitn(3, '/').nth(2) == Some(folder) && path.ends_with("/checkpoint") && !bytes.starts_with(b"decoy")
        });
        for (path, bytes) in heads {
            let mut signed = SignedCheckpoint::parse(bytes).unwrap();
            let lines: String = signed.note().lines().iter().map(|line| format!("{line}\n")).collect();
            let count = signed.note().lines().len();
            let verdicts = take_cosignatures(&mut signed, lines.as_bytes(), &known).unwrap();
            assert!(verdicts.iter().all(|verdict| verdict.time.is_some()), "{path}");
            assert_eq!(signed.note().lines().len(), count, "{path}");
            taken += verdicts.len();
        }
    }
    assert_eq!(taken, 3);
}

/// A log of `count` entries, its head signed.
fn log(count: usize) -> (Tree, SignedCheckpoint) {
    let records = records(count, |_| true);
    (records.iter().map(|record| record.entry.leaf()).collect(), sign(&records))
}

fn request(tree: &Tree, old: u64, checkpoint: &SignedCheckpoint) -> AddCheckpoint {
    let (old, new) = (Size::new(old), checkpoint.checkpoint().size);
    AddCheckpoint { old, proof: consistency_proof(tree, old, new).unwrap_or_default(), checkpoint: checkpoint.clone() }
}

fn latest(tree: &Tree, size: u64) -> Option<Latest> {
    let size = Size::new(size);
    Some(Latest { size, root: tree.root_at(size).unwrap() })
}

fn key() -> [VerifierKey; 1] {
    [log_signer().verifier_key().clone()]
}

#[test]
fn rules_are_tried_in_the_order_of_the_specification() {
    let (tree, signed) = log(7);
    let asked = |old| request(&tree, old, &signed);
    let status = |request: &AddCheckpoint, keys: &[VerifierKey], latest| {
        request.judge(keys, latest).map_or_else(|refusal| refusal.status(), |_| Status::Success)
    };
    let stranger = [cosigner(9).verifier_key().clone()];
    let other = [Signer::log(origin(), SecretKey::from_seed(&[7; 32])).unwrap().verifier_key().clone()];
    // Everything is wrong with this one; what is named is what is tried first.
    let mut wrong = asked(9);
    wrong.proof = vec![empty_root()];
    assert_eq!(status(&wrong, &[], latest(&tree, 3)), Status::NotFound);
    assert_eq!(status(&wrong, &stranger, latest(&tree, 3)), Status::NotFound, "a cosigner's key is no log's");
    assert_eq!(status(&wrong, &other, latest(&tree, 3)), Status::Forbidden);
    assert_eq!(status(&wrong, &key(), latest(&tree, 3)), Status::BadRequest);
    wrong.old = Size::new(2);
    assert_eq!(status(&wrong, &key(), latest(&tree, 3)), Status::Conflict);
    assert_eq!(status(&wrong, &key(), latest(&tree, 2)), Status::Unprocessable);
    assert_eq!(status(&asked(2), &key(), latest(&tree, 2)), Status::Success);
    assert_eq!(status(&asked(0), &key(), None), Status::Success);
    assert_eq!(status(&asked(7), &key(), latest(&tree, 7)), Status::Success, "asking again for a newer time");
    // The proof must be empty where it starts from nothing, or from the same size.
    for old in [0, 7] {
        let longer = AddCheckpoint { proof: vec![empty_root()], ..asked(old) };
        let held = if old == 0 { None } else { latest(&tree, old) };
        assert_eq!(status(&longer, &key(), held), Status::Unprocessable, "old {old}");
    }
}

#[test]
fn a_split_view_is_refused_with_both_roots() {
    let (tree, signed) = log(7);
    let head = signed.checkpoint().clone();
    let fork = Checkpoint { root: leaf_hash(b"another past"), ..head.clone() }.sign(&log_signer()).unwrap();
    let again = AddCheckpoint { old: head.size, proof: vec![], checkpoint: fork.clone() };
    let refusal = again.judge(&key(), latest(&tree, 7)).unwrap_err();
    let offered = fork.checkpoint().root;
    assert_eq!(refusal, Refusal::Rewritten { size: head.size, held: head.root, offered });
    assert_eq!((refusal.status(), refusal.size_body().as_deref()), (Status::Conflict, Some("7\n")));
    // With hashes where none belong, it is the proof that fails.
    let hashes = AddCheckpoint { proof: vec![offered], ..again.clone() };
    assert_eq!(hashes.judge(&key(), latest(&tree, 7)).unwrap_err().status(), Status::Unprocessable);
    let longer = request(&tree, 3, &fork);
    assert!(matches!(longer.judge(&key(), latest(&tree, 3)), Err(Refusal::Proof(_))));
    // A head of nothing with a root of something contradicts the empty log.
    let nothing = Checkpoint { size: Size::ZERO, ..head }.sign(&log_signer()).unwrap();
    let nothing = AddCheckpoint { old: Size::ZERO, proof: vec![], checkpoint: nothing };
    assert!(matches!(nothing.judge(&key(), None), Err(Refusal::Rewritten { .. })));
}

#[test]
fn of_two_requests_at_a_time_one_finds_its_record_gone() {
    let (tree, longer) = log(7);
    let (_, shorter) = log(5);
    let mut record = latest(&tree, 3);
    let first = request(&tree, 3, &shorter).judge(&key(), record).unwrap();
    let second = request(&tree, 3, &longer).judge(&key(), record).unwrap();
    let mut swap = |advance: &journal::witness::Advance| {
        let stands = record == advance.expected;
        record = if stands { Some(advance.next) } else { record };
        stands
    };
    assert!(swap(&second));
    assert!(!swap(&first), "the record never goes back");
    assert_eq!(record, latest(&tree, 7));
}

#[test]
fn requests_have_one_form() {
    let (tree, signed) = log(7);
    let good = request(&tree, 3, &signed).to_string();
    assert_eq!(AddCheckpoint::parse(good.as_bytes()).unwrap().to_string(), good);
    let bytes = REQUEST_BYTES_MAX + 1;
    assert_eq!(AddCheckpoint::parse(&vec![b'o'; bytes]), Err(RequestError::TooLong { bytes }));
    for (from, to) in [
        ("old 3", "old 03"),
        ("old 3", "old +3"),
        ("old 3", "old  3"),
        ("old 3", "Old 3"),
        ("old 3", "old -1"),
        ("old 3", "old 18446744073709551616"),
        ("old 3\n", ""),
        ("old 3\n", "old 3\nAAAA\n"),
        ("old 3\n", "old 3\r\n"),
        ("=\n", "= \n"),
        ("\n\n", "\n"),
        ("old 3", "\nold 3"),
    ] {
        let wrong = good.replacen(from, to, 1);
        let error = AddCheckpoint::parse(wrong.as_bytes()).unwrap_err();
        assert_eq!(error.status(), Status::BadRequest, "{from:?} -> {to:?}");
    }
    let hashes = |count: usize| {
        good.replacen("old 3\n", &format!("old 3\n{}", format!("{}=\n", "A".repeat(43)).repeat(count)), 1)
    };
    let room = 63 - consistency_proof(&tree, Size::new(3), Size::new(7)).unwrap().len();
    assert!(AddCheckpoint::parse(hashes(room).as_bytes()).is_ok());
    let refused = AddCheckpoint::parse(hashes(room + 1).as_bytes());
    assert_eq!(refused, Err(RequestError::Line { line: 65, expected: "no more hashes" }));
    // A signature line that cannot be read is no signature.
    let unsigned = format!("{}A\n", good.trim_end());
    assert_eq!(AddCheckpoint::parse(unsigned.as_bytes()).unwrap_err().status(), Status::Forbidden);
    // A log whose name can be no origin here is one that is not known.
    let unknown = good.replacen(origin().as_str(), "go.sum database tree", 1);
    assert_eq!(AddCheckpoint::parse(unknown.as_bytes()).unwrap_err().status(), Status::NotFound);
}

#[test]
fn responses_have_one_form() {
    assert_eq!(parse_size(b"0\n"), Ok(Size::ZERO));
    assert_eq!(parse_size(b"18446744073709551615\n"), Ok(Size::new(u64::MAX)));
    for wrong in ["", "\n", "7", "07\n", "+7\n", "7\n\n", "7\r\n", " 7\n", "18446744073709551616\n"] {
        assert!(parse_size(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
    assert_eq!(parse_size(&[b'1'; 22]), Err(ResponseError::TooLong { bytes: 22, limit: 21 }));

    let (_, signed) = log(3);
    let body = cosignature_lines(&signed, &[cosigner(8), cosigner(9)]);
    let lines = parse_lines(body.as_bytes()).unwrap();
    assert_eq!(lines.iter().map(|line| format!("{line}\n")).collect::<String>(), body);
    assert_eq!(parse_lines(b""), Ok(vec![]));
    assert_eq!(parse_lines(body.trim_end().as_bytes()), Err(ResponseError::Line { line: 2 }));
    assert_eq!(parse_lines(format!("{body}\n").as_bytes()), Err(ResponseError::Line { line: 3 }));
    let bytes = RESPONSE_BYTES_MAX + 1;
    let refused = parse_lines(&vec![b'x'; bytes]);
    assert_eq!(refused, Err(ResponseError::TooLong { bytes, limit: RESPONSE_BYTES_MAX }));
}

#[test]
fn a_client_takes_known_lines_and_judges_them() {
    let (_, signed) = log(3);
    let (_, other) = log(4);
    let known = [8, 9].map(|number| cosigner(number).verifier_key().clone());
    let take = |body: &str, known: &[VerifierKey]| {
        let mut checkpoint = signed.clone();
        take_cosignatures(&mut checkpoint, body.as_bytes(), known).map(|verdicts| (verdicts.len(), checkpoint))
    };
    let body = cosignature_lines(&signed, &[cosigner(7), cosigner(8), cosigner(9)]);
    let (count, taken) = take(&body, &known).unwrap();
    assert_eq!((count, taken.note().lines().len()), (2, 3));
    assert_eq!(SignedCheckpoint::open(taken.to_string().as_bytes(), &key()[0], &known).unwrap().others.len(), 2);
    assert_eq!(take(&body, &[]).unwrap(), (0, signed.clone()));
    assert_eq!(take("", &known).unwrap(), (0, signed.clone()));

    // A stranger's bad line is no concern; a known cosigner's spoils the response.
    let lie = cosignature_lines(&other, &[cosigner(9)]);
    assert!(matches!(take(&lie, &known), Err(ResponseError::Note(_))));
    assert_eq!(take(&lie, &known[..1]).unwrap(), (0, signed.clone()));
    // A log's own line is no cosignature, whoever sends it.
    let own: String = signed.note().lines().iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(take(&own, &key()).unwrap(), (0, signed.clone()));
    let again = Note::parse(format!("{}\n{body}", signed.note().text()).as_bytes()).unwrap();
    assert_eq!(again.verify(&known).unwrap().len(), 2, "as the specification suggests: text and response are a note");
}

proptest! {
    #[test]
    fn an_honest_log_is_followed_through_any_sizes(sizes in prop::collection::vec(0..40_usize, 1..8)) {
        let mut witness = Witness::default();
        witness.keys.insert(origin().to_string(), key().to_vec());
        let mut held = 0;
        for size in sizes {
            let (tree, signed) = log(size);
            let body = request(&tree, held, &signed).to_string();
            let (status, answer) = witness.answer(body.as_bytes());
            if size as u64 >= held {
                prop_assert_eq!(status, 200);
                prop_assert_eq!(parse_lines(answer.as_bytes()).unwrap().len(), 1);
                held = size as u64;
            } else {
                prop_assert_eq!(status, 400);
                let body = request(&tree, size as u64, &signed).to_string();
                prop_assert_eq!(witness.answer(body.as_bytes()), (409, format!("{held}\n")));
            }
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_in_a_request_is_refused(at in any::<usize>(), bit in 0..8_u8) {
        let (tree, signed) = log(7);
        let mut bytes = request(&tree, 3, &signed).to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(request) = AddCheckpoint::parse(&bytes) {
            prop_assert!(request.judge(&key(), latest(&tree, 3)).is_err());
        }
    }

    #[test]
    fn no_bytes_make_the_parsers_fail(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = AddCheckpoint::parse(&bytes);
        let _ = parse_lines(&bytes);
        let _ = parse_size(&bytes);
    }
}

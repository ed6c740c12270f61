//! Journals made from fixed seeds, and the way to the shared vectors.

use journal::checkpoint::SignedCheckpoint;
use journal::cose::{self, Header, Schema};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::keys::SecretKey;
use journal::log::{Head, Record, static_files};
use journal::note::{Signer, VerifierKey};
use journal::tree::Frontier;
use journal::verify::{Fault, Verified, verify_journal};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use units::{Hidden, OfficerId, OriginLine};

/// The files of a journal folder, by path.
pub(crate) type Folder = BTreeMap<String, Vec<u8>>;

/// The folder of one set of shared vectors, or `None` (said aloud) where they are not at hand.
#[expect(clippy::print_stdout, reason = "a skipped test must not look like one that passed")]
pub(crate) fn shared(set: &str) -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/vectors")).join(set);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared is not beside the checkout");
    None
}

/// All files below a folder, by path with slashes.
pub(crate) fn load(folder: &Path) -> Folder {
    let mut files = Folder::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

pub(crate) fn origin() -> OriginLine {
    OriginLine::new("example.org/journal/giver").unwrap()
}

pub(crate) fn log_signer() -> Signer {
    Signer::log(origin(), SecretKey::from_seed(&[1; 32])).unwrap()
}

pub(crate) fn officer() -> SecretKey {
    SecretKey::from_seed(&[2; 32])
}

pub(crate) fn header() -> Header {
    Header {
        issuer: origin(),
        kid: OfficerId::new("officer-1").unwrap(),
        schema: Schema::new("application/vnd.example.note+cbor").unwrap(),
    }
}

pub(crate) fn salt(number: usize) -> Salt {
    let mut bytes = [0x5a; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Salt::new(bytes)
}

/// The signed statement number `number`: a CBOR array of the number and a text.
pub(crate) fn statement(number: usize) -> Vec<u8> {
    let payload = minicbor::to_vec((number, format!("statement {number}"))).unwrap();
    cose::sign(&header(), &payload, &officer()).unwrap()
}

/// Records with their content, except where `withheld` says so.
pub(crate) fn records(count: usize, withheld: impl Fn(usize) -> bool) -> Vec<Record> {
    let record = |number: usize| {
        let (salt, statement) = (salt(number), statement(number));
        let entry = Entry::commit(&salt, &statement);
        Record { entry, content: (!withheld(number)).then_some((salt, statement)), fields: Vec::new() }
    };
    (0..count).map(record).collect()
}

/// What opens the hidden fields of statement number `number`, as many as asked.
pub(crate) fn openings(number: usize, count: usize) -> Vec<Opening> {
    let opening = |field| Opening { salt: salt(1000 * number + field), value: format!("piece {field}").into_bytes() };
    let mut openings: Vec<Opening> = (0..count).map(opening).collect();
    openings.sort_by_key(Opening::commitment);
    openings
}

/// A record whose statement hides as many fields, all of them opened.
pub(crate) fn hiding(number: usize, count: usize) -> Record {
    let fields = openings(number, count);
    let hidden: Vec<String> = fields.iter().map(|field| Hidden(field.commitment()).to_string()).collect();
    let payload = minicbor::to_vec((number, hidden)).unwrap();
    let (salt, statement) = (salt(number), cose::sign(&header(), &payload, &officer()).unwrap());
    Record { entry: Entry::commit(&salt, &statement), content: Some((salt, statement)), fields }
}

pub(crate) fn sign(records: &[Record]) -> SignedCheckpoint {
    let mut head = Head::new(origin(), Frontier::default());
    for record in records {
        head.append(&record.entry);
    }
    head.checkpoint().sign(&log_signer()).unwrap()
}

pub(crate) fn folder(records: &[Record]) -> Folder {
    folder_of(&sign(records), &[log_signer().verifier_key().clone()], records)
}

pub(crate) fn folder_of(signed: &SignedCheckpoint, vkeys: &[VerifierKey], records: &[Record]) -> Folder {
    static_files(signed, vkeys, records).unwrap().collect::<Result<_, _>>().unwrap()
}

pub(crate) fn verify(files: &Folder) -> Result<Verified, Fault> {
    verify_journal(files, None, &mut |_| ())
}

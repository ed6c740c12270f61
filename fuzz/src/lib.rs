//! Valid inputs for the fuzz targets to start from, made by the crates themselves.

use journal::checkpoint::{Checkpoint, SignedCheckpoint};
use journal::cose::{Header, Schema};
use journal::entry::{Entry, Salt};
use journal::keys::SecretKey;
use journal::note::{Signer, Verifier, VerifierKey};
use journal::tree::{EntryIndex, Size, Tree, consistency_proof, leaf_hash};
use journal::witness::AddCheckpoint;
use std::path::{Path, PathBuf};
use units::{Moment, OriginLine};

/// Writes starting inputs of a target to the folder named by `QAFILA_FUZZ_SEEDS`, if any: those made now, and those
/// kept in `seeds/`, which an earlier version made.
pub fn plant(seeds: &[Vec<u8>]) {
    let Some(folder) = std::env::var_os("QAFILA_FUZZ_SEEDS").map(PathBuf::from) else { return };
    let write = |path: PathBuf, bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("could not write {}: {error}", path.display()));
    };
    for (number, bytes) in seeds.iter().enumerate() {
        write(folder.join(format!("seed-{number}")), bytes);
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(folder.file_name().expect("a target's name"));
    if std::env::var_os("QAFILA_FUZZ_KEEP").is_some() {
        std::fs::create_dir_all(&kept).expect("the folder can be made");
        for (number, bytes) in seeds.iter().enumerate() {
            write(kept.join(format!("{number:02}.hex")), hex(bytes).as_bytes());
        }
    }
    for path in std::fs::read_dir(&kept).into_iter().flatten().filter_map(|file| Some(file.ok()?.path())) {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().expect("a file has a name").to_string_lossy();
        write(folder.join(format!("kept-{name}")), &unhex(&text));
    }
}

/// Hexadecimal, 32 bytes a line.
fn hex(bytes: &[u8]) -> String {
    let line = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n";
    bytes.chunks(32).map(line).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let byte =
        |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("two digits"), 16).expect("hexadecimal");
    digits.chunks(2).map(byte).collect()
}

fn origin() -> OriginLine {
    OriginLine::new("qafila.example/dz-log").expect("a well-formed origin")
}

/// A signing key that no one else uses.
pub fn key(number: u8) -> SecretKey {
    SecretKey::from_seed(&[number; 32])
}

/// A tree of `size` entries.
pub fn tree(size: u8) -> Tree {
    (0..size).map(|n| leaf_hash(&entry(n).to_bytes())).collect()
}

/// An entry for a statement of one byte.
pub fn entry(number: u8) -> Entry {
    Entry::commit(&Salt::new([number; 32]), &[number])
}

/// A checkpoint of `size` entries, signed by the log and one witness.
pub fn checkpoint(size: u8) -> SignedCheckpoint {
    checkpoint_of(&tree(size))
}

/// The same over any tree.
pub fn checkpoint_of(tree: &Tree) -> SignedCheckpoint {
    let witness = OriginLine::new("qafila.example/ml-log").expect("a well-formed origin");
    let witness = Signer::cosigner(witness, key(2), Moment::from_seconds(1_360_332_120)).expect("a witness");
    let head = Checkpoint { origin: origin(), size: tree.size(), root: tree.root() };
    let mut signed = head.sign(&log_signer()).expect("the signer's name is the origin");
    signed.cosign(&witness);
    signed
}

/// A proof that one of `size` entries is in the tree.
pub fn proof(index: u8, size: u8) -> journal::tlog_proof::TlogProof {
    journal::tlog_proof::TlogProof::new(&tree(size), EntryIndex::new(index.into()), checkpoint(size))
        .expect("the entry is in the tree")
}

/// The log's own signer.
pub fn log_signer() -> Signer {
    Signer::log(origin(), key(1)).expect("a log signer")
}

/// A request to cosign `size` entries after `old`.
pub fn add_checkpoint(old: u8, size: u8) -> AddCheckpoint {
    let (from, to) = (Size::new(old.into()), Size::new(size.into()));
    let proof = consistency_proof(&tree(size), from, to).expect("both sizes are in the tree");
    AddCheckpoint { old: from, proof, checkpoint: checkpoint(size) }
}

/// The announcement of an upload.
pub fn upload(start: u8, end: u8) -> journal::mirror::Header {
    let (start, end) = (EntryIndex::new(start.into()), Size::new(end.into()));
    journal::mirror::Header::new(origin(), start, end, vec![7; 3]).expect("start is not above end")
}

/// A policy of one log and three witnesses, two of which are enough.
pub fn policy() -> Vec<u8> {
    let mut text = format!("log {} https://qafila.example/\n", log_signer().verifier_key());
    for number in 1..=3_u8 {
        let name = OriginLine::new(format!("qafila.example/w{number}")).expect("a well-formed name");
        let witness = VerifierKey::new(name, Verifier::Cosigner(key(number).public())).expect("no plus sign");
        text += &format!("witness w{number} {witness}\n");
    }
    text += "# two are one group\ngroup pair any w1 w2\ngroup both all pair w3\nquorum both\n";
    text.into_bytes()
}

/// A payload in its signed envelope.
pub fn envelope(payload: &[u8]) -> Vec<u8> {
    let schema = Schema::new("application/vnd.qafila.statement+cbor").expect("a media type");
    let header = Header { issuer: origin(), kid: "movement-1".parse().expect("an officer"), schema };
    journal::cose::sign(&header, payload, &key(1)).expect("a short payload")
}

/// Lines of the built-in operation: one statement as JSON each.
pub fn drafts() -> Vec<Vec<u8>> {
    let lines = shipped("statements", "jsonl").into_iter();
    lines.flat_map(|text| text.lines().map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>()).collect()
}

/// Reports of the built-in operation.
pub fn reports() -> Vec<Vec<u8>> {
    shipped("reports", "txt").into_iter().map(String::into_bytes).collect()
}

/// Texts of one folder of the built-in operation, in order of their names.
fn shipped(folder: &str, ending: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../operations/sahel-2013").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("no {}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == ending));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text of this repository")).collect()
}

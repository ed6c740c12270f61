//! How much paper or screen it takes to prove one entry of a long journal to a stranger.

use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::story::Story;
use crate::{Outcome, node};
use app::SCHEMA_NAME;
use journal::checkpoint::{Checkpoint, SignedCheckpoint};
use journal::cose::{self, Header, Schema};
use journal::note::Signer;
use journal::receipt::Receipt;
use journal::tlog_proof::TlogProof;
use journal::tree::{EntryIndex, Tree, inclusion_proof, leaf_hash, node_hash, verify_inclusion};
use model::{Body, Statement};
use units::{Digest, Moment};
use views::Said;

/// Entries of the journal.
const ENTRIES: usize = 1_000_000;
/// The journal.
const ORIGIN: &str = "bench.example/bench";
/// Longest proof that still fits one QR code beside statement and salt (`JOURNAL.md`).
const PROOF_BYTES_MAX: usize = 2000;
/// Proofs of one lap.
const PROOFS: usize = 1000;

/// Measures proofs.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let count = effort.size(ENTRIES);
    let tree: Tree = (0..count).map(|entry| leaf_hash(&entry.to_be_bytes())).collect();
    sizes(&tree, report)?;

    let root = tree.root();
    let prove = |entry: usize| -> Outcome<usize> {
        let index = EntryIndex::new(entry as u64);
        let proof = inclusion_proof(&tree, index, tree.size())?;
        verify_inclusion(&tree.leaves()[entry], index, tree.size(), &proof, &root)?;
        Ok(proof.len())
    };
    let hashes = prove(count / 3)?;
    let step = count / PROOFS;
    let ours = |clock: Clock| clock.try_lap(|| (0..PROOFS).try_for_each(|nth| prove(nth * step).map(drop)));
    let climb = |entry: usize| (0..hashes).fold(tree.leaves()[entry], |hash, _| node_hash(&hash, &root));
    let bare = |clock: Clock| Ok(clock.lap(|| (0..PROOFS).map(|nth| climb(nth * step)).collect::<Vec<Digest>>()));
    let laps = effort.compare(Clock::Cpu, ours, bare)?;
    let what = format!("proof of one entry of {count}, made and verified");
    report.line(Line::new(what, format!("bare node hashes of its way up, {hashes}"), PROOFS, laps));
    Ok(())
}

/// How many bytes it takes: the proof alone, with the statement that it proves, and as receipt.
fn sizes(tree: &Tree, report: &mut Report) -> Outcome<()> {
    let (count, index) = (tree.size(), EntryIndex::new(tree.size().get() / 3));
    let mut proof = TlogProof::new(tree, index, cosigned(tree)?)?;
    let alone = proof.to_string().len();
    let statement = answer()?;
    // Salt and statement beside the proof, in one text.
    proof.extra = Some([&[0x5a; 32], statement.as_slice()].concat());
    let whole = proof.to_string().len();
    let verdict = if whole <= PROOF_BYTES_MAX { "met" } else { "NOT MET" };
    report.note(format!(
        "handover proof in a journal of {count} with the log's and two witnesses' signatures: tlog-proof alone {alone} \
         bytes; with an answer of {} bytes and its salt, as one text, {whole} bytes; target {PROOF_BYTES_MAX}, {verdict}",
        statement.len()
    ));
    let receipt = Receipt::inclusion(tree, index, count, &log_signer()?)?.to_bytes().len();
    report.note(format!("receipt (RFC 9942) of the same entry, which holds no cosignatures: {receipt} bytes"));
    Ok(())
}

/// The receiver's count of three lines, signed as a node signs it.
fn answer() -> Outcome<Vec<u8>> {
    let (_, said) = Story::of_custody(1)?;
    let answers = |words: &&Statement| matches!(words.body, Body::HandoverAnswered(_));
    let words = said.iter().filter_map(Said::statement).find(answers).ok_or("nobody answers in the story")?;
    let schema = Schema::new(SCHEMA_NAME)?;
    let header = Header { issuer: ORIGIN.parse()?, kid: words.officer.clone(), schema };
    Ok(cose::sign(&header, &model::canonical::encode(words)?, &node::secret(node::OFFICER))?)
}

fn log_signer() -> Outcome<Signer> {
    Ok(Signer::log(ORIGIN.parse()?, node::secret("log"))?)
}

/// The head, signed by the log and two witnesses.
fn cosigned(tree: &Tree) -> Outcome<SignedCheckpoint> {
    let head = Checkpoint { origin: ORIGIN.parse()?, size: tree.size(), root: tree.root() };
    let mut signed = head.sign(&log_signer()?)?;
    for witness in ["bench.example/first-witness", "bench.example/second-witness"] {
        let signer = Signer::cosigner(witness.parse()?, node::secret(witness), Moment::from_seconds(1_360_000_000))?;
        signed.cosign(&signer);
    }
    Ok(signed)
}

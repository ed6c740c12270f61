//! How much paper or screen it takes to prove one entry of a long journal to a stranger.

use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::{Outcome, node};
use journal::checkpoint::{Checkpoint, SignedCheckpoint};
use journal::note::Signer;
use journal::tlog_proof::TlogProof;
use journal::tree::{EntryIndex, Tree, inclusion_proof, leaf_hash, node_hash, verify_inclusion};
use units::{Digest, Moment};

/// Entries of the journal.
const ENTRIES: usize = 1_000_000;
/// Longest proof that still fits one QR code beside statement and salt (`JOURNAL.md`).
const PROOF_BYTES_MAX: usize = 2000;
/// Proofs of one lap.
const PROOFS: usize = 1000;

/// Measures proofs.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let count = effort.size(ENTRIES);
    let tree: Tree = (0..count).map(|entry| leaf_hash(&entry.to_be_bytes())).collect();
    let bytes = TlogProof::new(&tree, EntryIndex::new(count as u64 / 3), cosigned(&tree)?)?.to_string().len();
    let verdict = if bytes <= PROOF_BYTES_MAX { "met" } else { "NOT MET" };
    report.note(format!(
        "proof of one entry of {count} with the log's and two witnesses' signatures: {bytes} bytes; \
         target {PROOF_BYTES_MAX}, {verdict}"
    ));

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

/// The head, signed by the log and two witnesses.
fn cosigned(tree: &Tree) -> Outcome<SignedCheckpoint> {
    let head = Checkpoint { origin: "bench.example/bench".parse()?, size: tree.size(), root: tree.root() };
    let mut signed = head.sign(&Signer::log("bench.example/bench".parse()?, node::secret("log"))?)?;
    for witness in ["bench.example/first-witness", "bench.example/second-witness"] {
        let signer = Signer::cosigner(witness.parse()?, node::secret(witness), Moment::from_seconds(1_360_000_000))?;
        signed.cosign(&signer);
    }
    Ok(signed)
}

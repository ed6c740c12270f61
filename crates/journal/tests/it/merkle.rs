//! The tree and its proofs: RFC 6962 probes, a real log's proofs, and properties.

use crate::support::shared;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use journal::tree::{
    EntryIndex, Frontier, ProofError, ProveError, Size, Tree, consistency_proof, empty_root, inclusion_proof,
    leaf_hash, node_hash, root_of, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use units::Digest;

/// A hash must have 32 bytes before any proof code sees it: this is where it is refused.
pub(crate) fn digest(text: &str) -> Result<Digest, String> {
    let bytes = BASE64.decode(text).map_err(|_| "not base64".to_owned())?;
    let length = bytes.len();
    Ok(Digest::new(bytes.try_into().map_err(|_| format!("{length} bytes are no hash"))?))
}

pub(crate) fn digests(texts: Option<Vec<String>>) -> Result<Vec<Digest>, String> {
    texts.unwrap_or_default().iter().map(|text| digest(text)).collect()
}

pub(crate) fn json_files(folder: &Path) -> Vec<PathBuf> {
    let names = crate::support::load(folder);
    names.keys().filter(|name| name.ends_with(".json")).map(|name| folder.join(name)).collect()
}

pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InclusionProbe {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn judge_inclusion(probe: InclusionProbe) -> Result<(), String> {
    let (index, size) = (EntryIndex::new(probe.leaf_idx), Size::new(probe.tree_size));
    let (leaf, root, proof) = (digest(&probe.leaf_hash)?, digest(&probe.root)?, digests(probe.proof)?);
    verify_inclusion(&leaf, index, size, &proof, &root).map_err(|e| e.to_string())
}

#[test]
fn inclusion_probes_of_transparency_dev() {
    let Some(folder) = shared("rfc6962-merkle/testdata/inclusion") else { return };
    let paths = json_files(&folder);
    assert_eq!(paths.len(), 98);
    for path in paths {
        let probe: InclusionProbe = read(&path);
        let refused = probe.want_err;
        assert_eq!(judge_inclusion(probe).is_err(), refused, "{}", path.display());
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConsistencyProbe {
    size1: u64,
    size2: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn judge_consistency(probe: ConsistencyProbe) -> Result<(), String> {
    let (old_root, new_root, proof) = (digest(&probe.root1)?, digest(&probe.root2)?, digests(probe.proof)?);
    verify_consistency(Size::new(probe.size1), &old_root, Size::new(probe.size2), &new_root, &proof)
        .map_err(|e| e.to_string())
}

#[test]
fn consistency_probes_of_transparency_dev() {
    let Some(folder) = shared("rfc6962-merkle/testdata/consistency") else { return };
    let paths = json_files(&folder);
    assert_eq!(paths.len(), 98);
    let mut differing = Vec::new();
    for path in paths {
        let probe: ConsistencyProbe = read(&path);
        let refused = probe.want_err;
        let verdict = judge_consistency(probe);
        if verdict.is_err() != refused {
            let name = path.file_stem().unwrap().to_str().unwrap();
            differing.push(format!("{name}: {}", verdict.err().unwrap_or_default()));
        }
    }
    // Probes with words for roots, which those authors accept where no hash is computed.
    insta::assert_snapshot!(differing.join("\n"), @"sizes-are-equal-one-and-proof-is-empty: 12 bytes are no hash");
}

const PILOT: &str = "ct-pilot-proofs/crates/tlog_tiles/tests/http_get";

#[derive(Deserialize)]
struct PilotHead {
    tree_size: u64,
    sha256_root_hash: String,
}

#[derive(Deserialize)]
struct PilotInclusion {
    leaf_index: u64,
    audit_path: Vec<String>,
}

#[derive(Deserialize)]
struct PilotConsistency {
    consistency: Vec<String>,
}

#[derive(Deserialize)]
struct PilotEntries {
    entries: Vec<PilotEntry>,
}

#[derive(Deserialize)]
struct PilotEntry {
    leaf_input: String,
}

#[test]
fn proofs_of_a_real_log_of_a_thousand_million() {
    let Some(folder) = shared(PILOT) else { return };
    let head: PilotHead = read(&folder.join("get-sth"));
    let (size, root) = (Size::new(head.tree_size), digest(&head.sha256_root_hash).unwrap());

    let name = "get-proof-by-hash-tree-size-961984011-hash-nCs3mfIydh9x4CKyQ-2Bu2xtmpxmFggA5MLymHwNQSlLg-3D";
    let inclusion: PilotInclusion = read(&folder.join(name));
    let entries: PilotEntries = read(&folder.join("get-entries-start-10000-end-10000"));
    let leaf = leaf_hash(&BASE64.decode(&entries.entries[0].leaf_input).unwrap());
    let proof = digests(Some(inclusion.audit_path)).unwrap();
    let index = EntryIndex::new(inclusion.leaf_index);
    assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
    assert!(verify_inclusion(&leaf, EntryIndex::new(10_001), size, &proof, &root).is_err());

    // The answer does not carry the old root, but the proof determines it: the
    // verifier reaches one, says which, and accepts it, and no other.
    let answer: PilotConsistency = read(&folder.join("get-sth-consistency-first-3654490-second-961984011"));
    let (proof, old) = (digests(Some(answer.consistency)).unwrap(), Size::new(3_654_490));
    let Err(ProofError::Root { reached, .. }) = verify_consistency(old, &root, size, &root, &proof) else {
        panic!("the new root is not the old one");
    };
    assert_eq!(verify_consistency(old, &reached, size, &root, &proof), Ok(()));
    assert!(verify_consistency(Size::new(3_654_491), &reached, size, &root, &proof).is_err());
}

#[test]
fn small_trees_are_those_of_the_specification() {
    let leaf = |n: u8| leaf_hash(&[n]);
    let pair = node_hash(&leaf(0), &leaf(1));
    assert_eq!(root_of(&[]), empty_root());
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(root_of(&[leaf(0)]), leaf(0));
    assert_eq!(root_of(&[leaf(0), leaf(1), leaf(2)]), node_hash(&pair, &leaf(2)));
    let left = node_hash(&pair, &node_hash(&leaf(2), &leaf(3)));
    assert_eq!(root_of(&[leaf(0), leaf(1), leaf(2), leaf(3), leaf(4)]), node_hash(&left, &leaf(4)));
}

#[test]
fn a_tree_of_nothing_is_consistent_with_every_tree() {
    let root = leaf_hash(b"a");
    let one = Size::new(1);
    assert_eq!(verify_consistency(Size::ZERO, &empty_root(), one, &root, &[]), Ok(()));
    assert!(verify_consistency(Size::ZERO, &root, one, &root, &[]).is_err(), "nothing has one root only");
    assert!(verify_consistency(Size::ZERO, &empty_root(), one, &root, &[root]).is_err());
}

#[test]
fn a_proof_of_the_wrong_length_is_refused_as_such() {
    let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
    let (first, one, two) = (EntryIndex::new(0), Size::new(1), Size::new(2));
    let root = node_hash(&left, &right);
    let too = |given, short| Err(ProofError::Length { given, short });
    // The root of two leaves, claimed for one: the hashes would lead there.
    assert_eq!(verify_inclusion(&right, first, one, &[left], &root), too(1, false));
    assert_eq!(verify_inclusion(&right, EntryIndex::new(1), two, &[left], &root), Ok(()));
    assert_eq!(verify_inclusion(&right, EntryIndex::new(1), two, &[], &root), too(0, true));
    assert_eq!(verify_consistency(one, &left, two, &root, &[right]), Ok(()));
    assert_eq!(verify_consistency(one, &left, two, &root, &[right, left]), too(2, false));
    assert_eq!(verify_consistency(one, &left, two, &root, &[]), too(0, true));
    assert_eq!(verify_consistency(Size::new(3), &left, Size::new(4), &root, &[]), too(0, true));
}

#[test]
fn proofs_are_not_made_outside_the_tree() {
    let tree = tree_of(5);
    let (index, size) = (EntryIndex::new(5), Size::new(5));
    assert_eq!(inclusion_proof(&tree, index, size), Err(ProveError::Outside { index, size }));
    assert!(matches!(inclusion_proof(&tree, EntryIndex::new(0), Size::new(6)), Err(ProveError::Read(_))));
    let (old, new) = (Size::new(5), Size::new(4));
    assert_eq!(consistency_proof(&tree, old, new), Err(ProveError::Backwards { old, new }));
    assert!(tree.root_at(Size::new(6)).is_err());
    assert_eq!(consistency_proof(&tree, Size::ZERO, old), Ok(vec![]));
}

pub(crate) fn tree_of(count: u64) -> Tree {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// The definition of RFC 9162 section 2.1.1, as recursion.
fn root_by_definition(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            node_hash(&root_by_definition(&leaves[..split]), &root_by_definition(&leaves[split..]))
        }
    }
}

#[test]
fn frontier_tree_and_definition_agree_at_every_size() {
    let (mut tree, mut frontier) = (Tree::default(), Frontier::default());
    for n in 0..600_u64 {
        let root = root_by_definition(tree.leaves());
        assert_eq!((tree.root(), frontier.root(), tree.frontier()), (root, root, frontier.clone()), "size {n}");
        assert_eq!(Frontier::restore(frontier.size(), frontier.peaks().to_vec()).unwrap(), frontier);
        let leaf = leaf_hash(&n.to_be_bytes());
        assert_eq!((tree.push(leaf), frontier.push(leaf)), (EntryIndex::new(n), EntryIndex::new(n)));
    }
    assert!(Frontier::restore(Size::new(3), frontier.peaks()[..1].to_vec()).is_err());
}

#[test]
fn a_million_leaves_are_no_burden() {
    let tree = tree_of(1_000_000);
    let size = tree.size();
    for index in [0, 1, 524_287, 524_288, 999_999].map(EntryIndex::new) {
        let proof = inclusion_proof(&tree, index, size).unwrap();
        assert!(proof.len() <= 20);
        let leaf = tree.leaves()[index.get() as usize];
        assert_eq!(verify_inclusion(&leaf, index, size, &proof, &tree.root()), Ok(()));
    }
}

proptest! {
    #[test]
    fn every_entry_can_be_proved_and_no_other(size in 1..2000_u64, at in any::<u64>(), wrong in any::<u64>()) {
        let (tree, index) = (tree_of(size), EntryIndex::new(at % size));
        let (size, root) = (tree.size(), tree.root());
        let proof = inclusion_proof(&tree, index, size).unwrap();
        let leaf = tree.leaves()[index.get() as usize];
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        let other = EntryIndex::new(wrong % size.get());
        if other != index {
            prop_assert!(verify_inclusion(&leaf, other, size, &proof, &root).is_err());
            prop_assert!(verify_inclusion(&tree.leaves()[other.get() as usize], index, size, &proof, &root).is_err());
        }
        if let Some((_, shorter)) = proof.split_last() {
            prop_assert!(verify_inclusion(&leaf, index, size, shorter, &root).is_err());
        }
        let longer = [proof, vec![root]].concat();
        prop_assert!(verify_inclusion(&leaf, index, size, &longer, &root).is_err());
    }

    #[test]
    fn any_two_sizes_are_consistent_and_a_rewritten_past_is_not(
        new in 0..2000_u64, old in any::<u64>(), changed in any::<u64>(),
    ) {
        let tree = tree_of(new);
        let (old, new) = (Size::new(old % (new + 1)), Size::new(new));
        let (old_root, new_root) = (tree.root_at(old).unwrap(), tree.root());
        let proof = consistency_proof(&tree, old, new).unwrap();
        prop_assert_eq!(verify_consistency(old, &old_root, new, &new_root, &proof), Ok(()));
        if old > Size::ZERO {
            let mut leaves = tree.leaves().to_vec();
            leaves[(changed % old.get()) as usize] = leaf_hash(b"another past");
            let other: Tree = leaves.into_iter().collect();
            let proof = consistency_proof(&other, old, new).unwrap();
            prop_assert!(verify_consistency(old, &old_root, new, &other.root(), &proof).is_err());
            prop_assert!(verify_consistency(old, &other.root_at(old).unwrap(), new, &new_root, &proof).is_err());
        }
    }

    #[test]
    fn no_proof_makes_the_verifier_fail(
        old in any::<u64>(), new in any::<u64>(), hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<Digest> = hashes.into_iter().map(Digest::new).collect();
        let root = empty_root();
        let _ = verify_inclusion(&root, EntryIndex::new(old), Size::new(new), &hashes, &root);
        let _ = verify_consistency(Size::new(old), &root, Size::new(new), &root, &hashes);
    }
}

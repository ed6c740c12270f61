//! Subtrees: probes of others, the definition as recursion, and properties.

use crate::merkle::{digest, digests, json_files, read, tree_of};
use crate::support::shared;
use journal::tree::{
    EntryIndex, IntervalError, ProofError, ProveError, Size, Subtree, Tree, consistency_proof, empty_root, leaf_hash,
    root_of,
};
use proptest::prelude::*;
use serde::Deserialize;
use units::Digest;

fn subtree(start: u64, end: u64) -> Result<Subtree, IntervalError> {
    Subtree::new(EntryIndex::new(start), Size::new(end))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InclusionProbe {
    leaf_idx: u64,
    start: u64,
    end: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn judge_inclusion(probe: InclusionProbe) -> Result<(), String> {
    let subtree = subtree(probe.start, probe.end).map_err(|e| e.to_string())?;
    let (leaf, root, proof) = (digest(&probe.leaf_hash)?, digest(&probe.root)?, digests(probe.proof)?);
    let index = EntryIndex::new(probe.leaf_idx);
    subtree.verify_inclusion(&leaf, index, &proof, &root).map_err(|e| e.to_string())
}

#[test]
fn inclusion_probes_of_transparency_dev() {
    let Some(folder) = shared("rfc6962-merkle/testdata/subtreeinclusion") else { return };
    let paths = json_files(&folder);
    assert_eq!(paths.len(), 204);
    for path in paths {
        let probe: InclusionProbe = read(&path);
        let refused = probe.want_err;
        let verdict = judge_inclusion(probe);
        assert_eq!(verdict.is_err(), refused, "{}: {verdict:?}", path.display());
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConsistencyProbe {
    start: u64,
    end: u64,
    size: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn judge_consistency(probe: ConsistencyProbe) -> Result<(), String> {
    let subtree = subtree(probe.start, probe.end).map_err(|e| e.to_string())?;
    let (part, root, proof) = (digest(&probe.root1)?, digest(&probe.root2)?, digests(probe.proof)?);
    subtree.verify_consistency(&part, Size::new(probe.size), &root, &proof).map_err(|e| e.to_string())
}

#[test]
fn consistency_probes_of_transparency_dev() {
    let Some(folder) = shared("rfc6962-merkle/testdata/subtreeconsistency") else { return };
    let paths = json_files(&folder);
    assert_eq!(paths.len(), 118);
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
    insta::assert_snapshot!(differing.join("\n"), @r"
    sizes-are-equal-one-and-proof-is-empty: 12 bytes are no hash
    subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty: 12 bytes are no hash
    subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty: 12 bytes are no hash
    ");
}

/// `SUBTREE_SUBPROOF` of section 4.4.1, as recursion.
fn by_definition(start: usize, end: usize, leaves: &[Digest], known: bool) -> Vec<Digest> {
    if (start, end) == (0, leaves.len()) {
        return if known { vec![] } else { vec![root_of(leaves)] };
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let middle = left.len();
    let (mut proof, sibling) = if end <= middle {
        (by_definition(start, end, left, known), right)
    } else if middle <= start {
        (by_definition(start - middle, end - middle, right, known), left)
    } else {
        (by_definition(0, end - middle, right, false), left)
    };
    proof.push(root_of(sibling));
    proof
}

#[test]
fn every_subtree_of_small_trees_is_proved_as_defined() {
    let tree = tree_of(20);
    let mut count = 0;
    for size in 1..=20 {
        let leaves = &tree.leaves()[..size];
        let (size, root) = (Size::new(size as u64), root_of(leaves));
        for start in 0..size.get() {
            for end in start + 1..=size.get() {
                let Ok(subtree) = subtree(start, end) else { continue };
                count += 1;
                let within = &leaves[start as usize..end as usize];
                let part = root_of(within);
                assert_eq!(subtree.root(&tree), Ok(part), "{subtree}");
                let proof = subtree.consistency_proof(&tree, size).unwrap();
                assert_eq!(proof, by_definition(start as usize, end as usize, leaves, true), "{subtree} of {size}");
                assert_eq!(subtree.verify_consistency(&part, size, &root, &proof), Ok(()), "{subtree} of {size}");
                let plain: Tree = within.iter().copied().collect();
                for (index, leaf) in (start..).zip(within) {
                    let index = EntryIndex::new(index);
                    let proof = subtree.inclusion_proof(&tree, index).unwrap();
                    let place = EntryIndex::new(index.get() - start);
                    assert_eq!(proof, journal::tree::inclusion_proof(&plain, place, plain.size()).unwrap());
                    assert_eq!(subtree.verify_inclusion(leaf, index, &proof, &part), Ok(()));
                }
            }
        }
    }
    assert_eq!(count, 567);
}

#[test]
fn what_is_no_subtree_is_refused() {
    for (start, end) in [(1, 3), (2, 5), (2, 6), (4, 9), (8, 24), (1, u64::MAX), (1 << 63, u64::MAX - 1)] {
        let (first, last) = (EntryIndex::new(start), Size::new(end));
        let aligned = start == 1 << 63;
        let expected =
            if aligned { Ok((first, last)) } else { Err(IntervalError::Unaligned { start: first, end: last }) };
        assert_eq!(subtree(start, end).map(|it| (it.start(), it.end())), expected);
    }
    let backwards = IntervalError::Backwards { start: EntryIndex::new(2), end: Size::new(1) };
    assert_eq!(subtree(2, 1), Err(backwards));
    assert!(subtree(0, u64::MAX).is_ok());

    let tree = tree_of(8);
    let (start, four) = (EntryIndex::new(4), subtree(4, 8).unwrap());
    let outside = |index| four.inclusion_proof(&tree, EntryIndex::new(index));
    assert_eq!(outside(3), Err(ProveError::Before { index: EntryIndex::new(3), start }));
    assert_eq!(outside(8), Err(ProveError::Outside { index: EntryIndex::new(8), size: Size::new(8) }));
    let (old, new) = (Size::new(8), Size::new(7));
    assert_eq!(four.consistency_proof(&tree, new), Err(ProveError::Backwards { old, new }));
    let root = tree.root();
    assert_eq!(four.verify_consistency(&root, new, &root, &[]), Err(ProofError::Backwards { old, new }));
    let index = EntryIndex::new(3);
    assert_eq!(four.verify_inclusion(&root, index, &[], &root), Err(ProofError::Before { index, start }));
}

#[test]
fn an_empty_subtree_is_a_part_of_every_tree() {
    let (empty, root) = (subtree(3, 3).unwrap(), leaf_hash(b"any root"));
    assert_eq!(empty.verify_consistency(&empty_root(), Size::new(5), &root, &[]), Ok(()));
    assert!(empty.verify_consistency(&empty_root(), Size::new(2), &root, &[]).is_err());
    assert!(empty.verify_consistency(&root, Size::new(5), &root, &[]).is_err());
    assert!(empty.verify_consistency(&empty_root(), Size::new(5), &root, &[root]).is_err());
    assert_eq!(empty.consistency_proof(&tree_of(5), Size::new(5)), Ok(vec![]));
}

/// Any valid subtree of a tree of this size that is not empty.
fn cut(size: u64, level: u32, place: u64, length: u64) -> Subtree {
    let span = 1_u64 << (level % (size.ilog2() + 1));
    let start = place % size.div_ceil(span) * span;
    subtree(start, start + 1 + length % span.min(size - start)).unwrap()
}

proptest! {
    #[test]
    fn any_subtree_is_a_part_of_its_tree_and_of_no_other(
        size in 1..1500_u64, level in 0..11_u32, place in any::<u64>(), length in any::<u64>(),
        changed in any::<u64>(), flip in 0..8_u8,
    ) {
        let (tree, part) = (tree_of(size), cut(size, level, place, length));
        let (size, root) = (tree.size(), tree.root());
        let within = part.start().get() as usize..part.end().get() as usize;
        let hash = root_of(&tree.leaves()[within.clone()]);
        prop_assert_eq!(part.root(&tree), Ok(hash));
        let proof = part.consistency_proof(&tree, size).unwrap();
        prop_assert_eq!(part.verify_consistency(&hash, size, &root, &proof), Ok(()));
        if part.start().get() == 0 {
            prop_assert_eq!(&proof, &consistency_proof(&tree, part.end(), size).unwrap());
        }

        // An entry changed inside: neither its own proof nor the old one carries it over.
        let mut leaves = tree.leaves().to_vec();
        leaves[within.start + (changed % within.len() as u64) as usize] = leaf_hash(b"another past");
        let other: Tree = leaves.into_iter().collect();
        let lie = part.root(&other).unwrap();
        let proof_of_lie = part.consistency_proof(&other, size).unwrap();
        for proof in [&proof, &proof_of_lie] {
            prop_assert!(part.verify_consistency(&lie, size, &root, proof).is_err());
            prop_assert!(part.verify_consistency(&hash, size, &other.root(), proof).is_err());
        }
        // Any hash changed, one taken away, one added.
        for at in 0..proof.len() {
            let mut wrong = proof.clone();
            let mut bytes = *wrong[at].as_bytes();
            bytes[31] ^= 1 << flip;
            wrong[at] = Digest::new(bytes);
            prop_assert!(part.verify_consistency(&hash, size, &root, &wrong).is_err());
            wrong.remove(at);
            prop_assert!(part.verify_consistency(&hash, size, &root, &wrong).is_err());
        }
        prop_assert!(part.verify_consistency(&hash, size, &root, &[proof, vec![root]].concat()).is_err());
    }

    #[test]
    fn no_proof_makes_the_verifier_fail(
        start in any::<u64>(), level in 0..64_u32, length in any::<u64>(), size in any::<u64>(),
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<Digest> = hashes.into_iter().map(Digest::new).collect();
        let start = start >> level << level;
        if let Ok(part) = subtree(start, start.saturating_add(length >> (63 - level))) {
            let _ = part.verify_consistency(&empty_root(), Size::new(size), &empty_root(), &hashes);
            let _ = part.verify_inclusion(&empty_root(), EntryIndex::new(size), &hashes, &empty_root());
        }
    }
}

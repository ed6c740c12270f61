//! Where a road is cut into segments.

/// Pieces of a road, each as the places of its first and last node. A piece ends at every joint and at the ends of
/// the road, never where it began, and is no longer than a stretch if a node lies where it could be cut.
///
/// `hops` has the length of each step from one node to the next, in millimetres: one less than nodes.
pub(crate) fn cut(nodes: &[u32], hops: &[u64], is_joint: impl Fn(u32) -> bool, stretch: u64) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut first = 0;
    for last in 1..nodes.len() {
        if last + 1 < nodes.len() && !is_joint(nodes[last]) {
            continue;
        }
        if nodes[first] == nodes[last] {
            let middle = middle(hops, first, last);
            stretches(hops, first, middle, stretch, &mut pieces);
            stretches(hops, middle, last, stretch, &mut pieces);
        } else {
            stretches(hops, first, last, stretch, &mut pieces);
        }
        first = last;
    }
    pieces
}

/// The node nearest to the middle of a piece, but none of its ends.
fn middle(hops: &[u64], first: usize, last: usize) -> usize {
    let total: u64 = hops[first..last].iter().sum();
    let (mut so_far, mut best) = (0, (u64::MAX, first + 1));
    for (at, hop) in (first + 1..last).zip(&hops[first..]) {
        so_far += hop;
        best = best.min(((2 * so_far).abs_diff(total), at));
    }
    best.1
}

/// Cuts a piece into about equal parts that are no longer than a stretch.
fn stretches(hops: &[u64], first: usize, last: usize, stretch: u64, pieces: &mut Vec<(usize, usize)>) {
    let total: u64 = hops[first..last].iter().sum();
    let part = total / total.div_ceil(stretch).max(1);
    let (mut begun, mut so_far) = (first, 0);
    for (at, hop) in (first..last).zip(&hops[first..last]) {
        // Before a step that would lead beyond the stretch, and else where a part is full.
        if at > begun && (so_far + hop > stretch || so_far >= part) {
            pieces.push((begun, at));
            (begun, so_far) = (at, 0);
        }
        so_far += hop;
    }
    pieces.push((begun, last));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_by_hand() {
        let joint = |node: u32| node == 1;
        type Pieces = [(usize, usize)];
        let table: [(&[u32], &[u64], &Pieces); 6] = [
            (&[1, 2, 3], &[10, 10], &[(0, 2)]),
            (&[2, 1, 3], &[10, 10], &[(0, 1), (1, 2)]),
            // A ring, and a way out and back.
            (&[1, 2, 3, 4, 1], &[10, 10, 10, 10], &[(0, 2), (2, 4)]),
            (&[1, 2, 1], &[10, 10], &[(0, 1), (1, 2)]),
            // 200 long: two equal stretches.
            (&[2, 3, 4, 5, 6], &[50, 50, 50, 50], &[(0, 2), (2, 4)]),
            (&[2, 3, 4], &[300, 30], &[(0, 1), (1, 2)]),
        ];
        for (nodes, hops, pieces) in table {
            assert_eq!(cut(nodes, hops, joint, 100), pieces, "{nodes:?}");
        }
    }

    proptest! {
        #[test]
        fn pieces_cover_the_road_and_keep_their_promises(
            nodes in proptest::collection::vec(0_u32..12, 2..30),
            hops in proptest::collection::vec(0_u64..300, 30),
        ) {
            let mut nodes = nodes;
            nodes.dedup();
            prop_assume!(nodes.len() > 1);
            let hops = &hops[..nodes.len() - 1];
            let joint = |node: u32| nodes.iter().filter(|other| **other == node).count() > 1;
            let pieces = cut(&nodes, hops, joint, 100);
            prop_assert_eq!(pieces[0].0, 0);
            prop_assert_eq!(pieces[pieces.len() - 1].1, nodes.len() - 1);
            prop_assert!(pieces.windows(2).all(|two| two[0].1 == two[1].0));
            for (first, last) in pieces {
                prop_assert!(first < last && nodes[first] != nodes[last]);
                prop_assert!(nodes[first + 1..last].iter().all(|node| !joint(*node)));
                let length: u64 = hops[first..last].iter().sum();
                prop_assert!(length <= 100 || last == first + 1, "{length} from {first} to {last}");
            }
        }
    }
}

//! What stands between commas in the middle of a clause, and the line without it.
//!
//! "The road to Kosti, the governor said, has been open since Sunday", "Troops, backed by aircraft,
//! retook the village": subject and verb belong together over what was put between them. Frames are
//! therefore looked for a second time in the line without its asides.

use crate::chunk::Class;
use crate::lexicon::Lexicon;
use crate::pattern::Hit;
use crate::skeleton::Skeleton;
use crate::text::is_comma;
use std::ops::Range;

/// Most nodes of an aside, its commas apart: what is longer is told for itself.
const ASIDE_NODES_MAX: usize = 14;

/// How brackets of every kind stand in a line.
const BRACKETS: [&str; 2] = ["⟨", "⟩"];

/// A line without its asides.
#[derive(Debug)]
pub(crate) struct Short<'v> {
    pub(crate) skeleton: Skeleton<'v>,
    /// Where each of its nodes stands in the whole line.
    whole: Vec<usize>,
}

impl<'v> Short<'v> {
    /// The line without what is put between commas; none where nothing is.
    pub(crate) fn of(skeleton: &Skeleton<'v>, lexicon: &Lexicon) -> Option<Self> {
        let asides = asides(skeleton, lexicon);
        if asides.is_empty() {
            return None;
        }
        let kept = |node: &usize| !asides.iter().any(|aside| aside.contains(node));
        let whole: Vec<usize> = (0..skeleton.nodes.len()).filter(kept).collect();
        Some(Self { skeleton: skeleton.only(&whole), whole })
    }

    /// A range of its nodes as one of the whole line, asides within included.
    pub(crate) fn in_whole(&self, nodes: &Range<usize>) -> Range<usize> {
        let at = |node: usize| self.whole.get(node).copied().unwrap_or_default();
        match nodes.end.checked_sub(1) {
            Some(last) if last >= nodes.start => at(nodes.start)..at(last) + 1,
            _ => at(nodes.start)..at(nodes.start),
        }
    }

    /// Whether something within these nodes of the whole line is left out of it.
    pub(crate) fn leaves_out(&self, nodes: &Range<usize>) -> bool {
        let from = self.whole.partition_point(|at| *at < nodes.start);
        let to = self.whole.partition_point(|at| *at < nodes.end);
        to - from < nodes.len()
    }

    /// A match in it as one in the whole line.
    pub(crate) fn hit_in_whole<'p>(&self, hit: &Hit<'p>) -> Hit<'p> {
        let roles = hit.roles.iter().map(|(role, nodes)| (*role, self.in_whole(nodes))).collect();
        Hit { nodes: self.in_whole(&hit.nodes), trigger: self.in_whole(&hit.trigger), roles }
    }
}

/// The asides of a line with the marks around them, from left to right.
fn asides(skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut found = brackets(skeleton);
    found.extend(between_commas(skeleton, lexicon));
    found.sort_by_key(|aside| aside.start);
    found
}

/// What stands in brackets: "Convoy Bravo (eight lorries, flour) left Gao".
fn brackets(skeleton: &Skeleton<'_>) -> Vec<Range<usize>> {
    let is = |node: usize, mark: &str| skeleton.nodes[node].text == mark;
    let opens = (1..skeleton.nodes.len()).filter(|node| is(*node, BRACKETS[0]));
    let closed = opens.filter_map(|open| {
        let inside = open + 1..skeleton.nodes.len().min(open + 2 + ASIDE_NODES_MAX);
        { inside }.find(|node| is(*node, BRACKETS[1])).map(|close| open..close + 1)
    });
    closed.collect()
}

fn between_commas(skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let commas: Vec<usize> = (0..skeleton.nodes.len()).filter(|at| is_comma(&skeleton.nodes[*at].text)).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for pair in commas.windows(2) {
        let (open, close) = (pair[0], pair[1]);
        let inside = open + 1..close;
        let free = found.last().is_none_or(|before| before.end <= open);
        // At the beginning of a line nothing is interrupted yet.
        if free && open > 0 && (1..=ASIDE_NODES_MAX).contains(&inside.len()) && is_aside(skeleton, lexicon, inside) {
            found.push(open..close + 1);
        }
    }
    found
}

fn is_aside(skeleton: &Skeleton<'_>, lexicon: &Lexicon, nodes: Range<usize>) -> bool {
    let first = skeleton.nodes[nodes.start].plain().trim_start_matches('|').to_owned();
    let told = |node: usize| skeleton.chunk_at(node).is_some_and(|chunk| chunk.class == Class::Cue);
    let begins = first.split('_').next().is_some_and(|word| lexicon.lists("aside", word));
    begins || nodes.clone().any(told)
}

//! A pattern as a list of steps over nodes, and the search for where they hold.
//!
//! The search tries the choices of a pattern in their order and never the same step at
//! the same node twice, so its time is bounded by their product.

use super::tree::{Set, Tree};
use crate::looks::Mark;
use crate::skeleton::Node;
use std::ops::Range;
use std::sync::Arc;

/// One step; all but the choices take a node or none.
#[derive(Clone, Debug)]
enum Step {
    Word(u32),
    Words(Arc<Set>),
    Begins(Arc<str>),
    Look(Mark),
    Run {
        look: Mark,
        width: usize,
        greedy: bool,
    },
    /// Goes on at the first, and where that leads nowhere at the second.
    Either(usize, usize),
    Go(usize),
    /// Notes the node as the beginning (even) or the end (odd) of a part.
    Note(usize),
    End,
    Never,
    Done,
}

/// A pattern, ready to be run.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// What each part that is taken stands for; `None` is the trigger.
    pub(super) parts: Vec<Option<Arc<str>>>,
    /// Holds at the beginning of a sentence only.
    anchored: bool,
    /// What the first node of every match is.
    first: First,
}

/// What a part of a pattern can begin with.
#[derive(Clone, Debug, Default)]
struct First {
    words: Vec<u32>,
    looks: Mark,
    /// Begins with anything, or with nothing.
    any: bool,
}

impl First {
    /// Adds what a part can begin with; whether it can also be empty.
    fn add(&mut self, tree: &Tree) -> bool {
        match tree {
            Tree::Words(set) => self.words.extend(&set.words),
            Tree::Look(look) => self.looks = self.looks.or(*look),
            Tree::Begins(..) => self.any = true,
            Tree::All(parts) => return parts.iter().all(|part| self.add(part)),
            Tree::Any(parts) => {
                let empty = parts.iter().filter(|part| self.add(part)).count();
                return empty > 0;
            }
            Tree::Taken(_, body) => return self.add(body),
            Tree::Shared(shared) => return self.add(&shared.body),
            Tree::Run { look, .. } => {
                self.looks = self.looks.or(*look);
                return true;
            }
            Tree::Maybe(body) => {
                self.add(body);
                return true;
            }
            // A beginning inside a pattern never holds, and behind an end is nothing.
            Tree::Start => {}
            Tree::End => return true,
        }
        false
    }

    fn of(tree: &Tree) -> Self {
        let mut first = Self::default();
        if first.add(tree) {
            first.any = true;
        }
        first.words.sort_unstable();
        first.words.dedup();
        first
    }

    fn fits(&self, node: Option<&Node>) -> bool {
        let fits = |node: &Node| node.looks.has(self.looks) || self.words.binary_search(&node.word).is_ok();
        self.any || node.is_some_and(fits)
    }
}

/// Memory that one search after another uses.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    tried: Vec<u64>,
    notes: Vec<Option<usize>>,
    open: Vec<Open>,
}

/// Where a program holds: nodes of the whole and of every part.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) nodes: Range<usize>,
    pub(super) parts: Vec<Option<Range<usize>>>,
}

impl Program {
    pub(super) fn new(tree: &Tree) -> Self {
        let mut program = Self::default();
        let rest = program.anchor(tree);
        let tree = rest.as_ref().unwrap_or(tree);
        program.first = First::of(tree);
        program.add(tree);
        program.steps.push(Step::Done);
        program
    }

    /// Takes the mark of a beginning off the first part; it then holds for all alternatives.
    fn anchor(&mut self, tree: &Tree) -> Option<Tree> {
        let strip = |parts: &[Tree]| match parts {
            [Tree::Start, rest @ ..] => Some(Tree::All(rest.to_vec())),
            _ => None,
        };
        let own = |tree: &Tree| match tree {
            Tree::Start => Some(Tree::All(Vec::new())),
            Tree::All(parts) => strip(parts),
            Tree::Words(_)
            | Tree::Begins(..)
            | Tree::Look(_)
            | Tree::Run { .. }
            | Tree::Any(_)
            | Tree::Maybe(_)
            | Tree::Taken(..)
            | Tree::Shared(_)
            | Tree::End => None,
        };
        let rest = if let Tree::Any(parts) = tree {
            let first = parts.first().and_then(own);
            first.map(|first| Tree::Any([first].into_iter().chain(parts[1..].iter().cloned()).collect()))
        } else {
            own(tree)
        };
        self.anchored = rest.is_some();
        rest
    }

    fn add(&mut self, tree: &Tree) {
        match tree {
            Tree::Words(set) => self.steps.push(match set.words.as_slice() {
                [one] => Step::Word(*one),
                _ => Step::Words(set.clone()),
            }),
            Tree::Begins(stem, _) => self.steps.push(Step::Begins(stem.clone())),
            Tree::Look(look) => self.steps.push(Step::Look(*look)),
            Tree::Run { look, width, greedy } => {
                self.steps.push(Step::Run { look: *look, width: *width, greedy: *greedy });
            }
            Tree::All(parts) => parts.iter().for_each(|part| self.add(part)),
            Tree::Any(parts) => self.add_any(parts),
            Tree::Maybe(body) => {
                let choice = self.steps.len();
                self.steps.push(Step::Never);
                self.add(body);
                self.steps[choice] = Step::Either(choice + 1, self.steps.len());
            }
            Tree::Taken(role, body) => {
                let part = self.parts.len();
                self.parts.push(role.clone());
                self.steps.push(Step::Note(2 * part));
                self.add(body);
                self.steps.push(Step::Note(2 * part + 1));
            }
            Tree::Shared(shared) => self.add(&shared.body),
            // A beginning inside a pattern never holds.
            Tree::Start => self.steps.push(Step::Never),
            Tree::End => self.steps.push(Step::End),
        }
    }

    fn add_any(&mut self, parts: &[Tree]) {
        let mut ends = Vec::new();
        for (nth, part) in parts.iter().enumerate() {
            let choice = self.steps.len();
            let last = nth + 1 == parts.len();
            if !last {
                self.steps.push(Step::Never);
            }
            self.add(part);
            if !last {
                ends.push(self.steps.len());
                self.steps.push(Step::Never);
                self.steps[choice] = Step::Either(choice + 1, self.steps.len());
            }
        }
        let behind = self.steps.len();
        ends.into_iter().for_each(|end| self.steps[end] = Step::Go(behind));
    }

    /// The first place at or behind a node where the program holds.
    pub(super) fn find(&self, nodes: &[Node], from: usize, scratch: &mut Scratch) -> Option<Found> {
        let last = if self.anchored { 0 } else { nodes.len() };
        let mut starts = (from..=last).filter(|start| self.first.fits(nodes.get(*start)));
        let first = starts.next()?;
        scratch.tried.clear();
        scratch.tried.resize((self.steps.len() * (nodes.len() + 1)).div_ceil(64), 0);
        scratch.notes.clear();
        scratch.notes.resize(2 * self.parts.len(), None);
        let mut search = Search { program: self, nodes, scratch };
        search.run(first).or_else(|| starts.find_map(|start| search.run(start)))
    }
}

/// What is still to be tried.
#[derive(Clone, Copy, Debug)]
enum Open {
    At(usize, usize),
    /// A note as it was before the choices above it.
    Restore(usize, Option<usize>),
}

/// One search; what was tried from an earlier node need not be tried again.
struct Search<'s> {
    program: &'s Program,
    nodes: &'s [Node],
    scratch: &'s mut Scratch,
}

impl Search<'_> {
    fn run(&mut self, start: usize) -> Option<Found> {
        self.scratch.open.clear();
        self.scratch.open.push(Open::At(0, start));
        while let Some(open) = self.scratch.open.pop() {
            match open {
                Open::Restore(note, before) => self.scratch.notes[note] = before,
                Open::At(step, node) => {
                    if let Some(end) = self.follow(step, node) {
                        return Some(self.found(start, end));
                    }
                }
            }
        }
        None
    }

    fn found(&self, start: usize, end: usize) -> Found {
        let part = |notes: &[Option<usize>]| match notes {
            [Some(from), Some(to)] if from < to => Some(*from..*to),
            _ => None,
        };
        Found { nodes: start..end, parts: self.scratch.notes.chunks(2).map(part).collect() }
    }

    /// Whether a step was not yet tried at a node.
    fn is_new(&mut self, step: usize, node: usize) -> bool {
        let bit = step * (self.nodes.len() + 1) + node;
        let word = &mut self.scratch.tried[bit / 64];
        let new = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        new
    }

    /// Follows the first choices from a step; the node behind the match where they lead to the end.
    fn follow(&mut self, mut step: usize, mut node: usize) -> Option<usize> {
        loop {
            let take = |fits: bool| fits.then_some(1);
            let taken = match &self.program.steps[step] {
                Step::Word(word) => take(self.nodes.get(node)?.word == *word),
                Step::Words(set) => take(set.has(self.nodes.get(node)?.word)),
                Step::Begins(stem) => take(self.nodes.get(node)?.plain().starts_with(&**stem)),
                Step::Look(look) => take(self.nodes.get(node)?.looks.has(*look)),
                Step::End => (node == self.nodes.len()).then_some(0),
                Step::Never => None,
                Step::Done => return Some(node),
                Step::Go(to) => {
                    step = *to;
                    continue;
                }
                Step::Note(note) => {
                    self.scratch.open.push(Open::Restore(*note, self.scratch.notes[*note]));
                    self.scratch.notes[*note] = Some(node);
                    Some(0)
                }
                Step::Either(first, second) => {
                    let (first, second) = (*first, *second);
                    if !self.is_new(step, node) {
                        return None;
                    }
                    self.scratch.open.push(Open::At(second, node));
                    step = first;
                    continue;
                }
                Step::Run { look, width, greedy } => {
                    let (look, width, greedy) = (*look, *width, *greedy);
                    if !self.is_new(step, node) {
                        return None;
                    }
                    let run = self.nodes[node..].iter().take(width).take_while(|node| node.looks.has(look)).count();
                    // The last that is put down is tried first.
                    if greedy {
                        self.scratch.open.extend((0..run).map(|more| Open::At(step + 1, node + more)));
                        Some(run)
                    } else {
                        self.scratch.open.extend((1..=run).rev().map(|more| Open::At(step + 1, node + more)));
                        Some(0)
                    }
                }
            };
            node += taken?;
            step += 1;
        }
    }
}

//! One sentence as a line of nodes: words, and phrases that stand for several words.
//!
//! Words are small letters (a capital is marked with `^`), phrases are their class in
//! capitals, connectives and attributions begin with `|`. Patterns match this line;
//! it can be printed and read.

use crate::chunk::Chunk;
use crate::lexicon::Lexicon;
use crate::text::Sentence;
use crate::vocabulary::{Vocabulary, WordSet};
use std::ops::Range;

/// A word or a phrase.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) text: String,
    /// Tokens it covers.
    pub(crate) tokens: Range<usize>,
    /// The phrase, for nodes that stand for one.
    pub(crate) chunk: Option<usize>,
}

/// The line, and where its nodes begin.
#[derive(Clone, Debug)]
pub(crate) struct Skeleton<'v> {
    pub(crate) nodes: Vec<Node>,
    /// All phrases found so far; a phrase within another stays here.
    pub(crate) chunks: Vec<Chunk>,
    line: Vec<u8>,
    starts: Vec<usize>,
    words: WordSet,
    vocabulary: &'v Vocabulary,
}

impl<'v> Skeleton<'v> {
    pub(crate) fn new(sentence: &Sentence, lexicon: &'v Lexicon) -> Self {
        let nodes = sentence.tokens.iter().enumerate().map(|(at, token)| Node {
            // A capital on a word that begins no name is the sentence's.
            text: if token.capital && !lexicon.lists("never_name", &token.text) {
                format!("^{}", token.text)
            } else {
                token.text.clone()
            },
            tokens: at..at + 1,
            chunk: None,
        });
        let mut skeleton = Self {
            nodes: nodes.collect(),
            chunks: Vec::new(),
            line: Vec::new(),
            starts: Vec::new(),
            words: WordSet::default(),
            vocabulary: lexicon.vocabulary(),
        };
        skeleton.lay();
        skeleton
    }

    fn lay(&mut self) {
        self.line = vec![b' '];
        self.starts.clear();
        for node in &self.nodes {
            self.starts.push(self.line.len());
            self.line.extend_from_slice(node.text.as_bytes());
            self.line.push(b' ');
        }
        self.words = self.vocabulary.set(self.nodes.iter().map(|node| node.text.trim_start_matches('^')));
    }

    /// Which needed words the line has.
    pub(crate) fn words(&self) -> &WordSet {
        &self.words
    }

    /// The line that patterns match, with a space before and behind every node.
    pub(crate) fn line(&self) -> &[u8] {
        &self.line
    }

    /// Where a node begins in the line; behind the last node, the line's end.
    pub(crate) fn start_of(&self, node: usize) -> usize {
        self.starts.get(node).copied().unwrap_or(self.line.len())
    }

    /// The nodes of a byte range of the line.
    pub(crate) fn nodes_of(&self, bytes: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.starts.partition_point(|start| *start < byte);
        at(bytes.start)..at(bytes.end)
    }

    /// The tokens of a range of nodes.
    pub(crate) fn tokens_of(&self, nodes: &Range<usize>) -> Range<usize> {
        let first = self.nodes.get(nodes.start).map_or(0, |node| node.tokens.start);
        let last = nodes.end.checked_sub(1).and_then(|at| self.nodes.get(at)).map_or(first, |node| node.tokens.end);
        first..last.max(first)
    }

    /// The phrase a node stands for.
    pub(crate) fn chunk_at(&self, node: usize) -> Option<&Chunk> {
        self.nodes.get(node).and_then(|node| node.chunk).map(|chunk| &self.chunks[chunk])
    }

    /// The phrases among these nodes, outermost only.
    pub(crate) fn chunks_in(&self, nodes: &Range<usize>) -> impl Iterator<Item = &Chunk> {
        nodes.clone().filter_map(|node| self.chunk_at(node))
    }

    /// Puts a phrase that is not said again in front of a node, over no tokens of its own.
    pub(crate) fn imply(&mut self, node: usize, chunk: usize) {
        let at = self.nodes.get(node).map_or(0, |node| node.tokens.start);
        let text = self.chunks[chunk].class.mark().to_owned();
        self.nodes.insert(node, Node { text, tokens: at..at, chunk: Some(chunk) });
        self.lay();
    }

    /// Lets nodes stand for a phrase named before.
    pub(crate) fn stand_for(&mut self, nodes: Range<usize>, chunk: usize) {
        let tokens = self.tokens_of(&nodes);
        let text = self.chunks[chunk].class.mark().to_owned();
        self.nodes.splice(nodes, [Node { text, tokens, chunk: Some(chunk) }]);
        self.lay();
    }

    /// Puts phrases in place of their nodes. The ranges must not overlap and stand in order.
    pub(crate) fn replace(&mut self, phrases: Vec<(Range<usize>, Chunk)>) {
        if phrases.is_empty() {
            return;
        }
        let mut nodes = Vec::with_capacity(self.nodes.len());
        let mut next = 0;
        for (range, mut chunk) in phrases {
            nodes.extend_from_slice(&self.nodes[next..range.start]);
            chunk.tokens = self.tokens_of(&range);
            chunk.children.extend(self.nodes[range.clone()].iter().filter_map(|node| node.chunk));
            let text = chunk.node_text(&self.nodes[range.clone()]);
            nodes.push(Node { text, tokens: chunk.tokens.clone(), chunk: Some(self.chunks.len()) });
            self.chunks.push(chunk);
            next = range.end;
        }
        nodes.extend_from_slice(&self.nodes[next..]);
        self.nodes = nodes;
        self.lay();
    }
}

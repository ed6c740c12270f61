//! One sentence as a line of nodes: words, and phrases that stand for several words.
//!
//! Words are small letters (a capital is marked with `^`), phrases are their class in
//! capitals, connectives and attributions begin with `|`. Patterns match this line; it
//! can be printed and read.

use crate::chunk::Chunk;
use crate::lexicon::Lexicon;
use crate::looks::Mark;
use crate::text::{Sentence, Token};
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
    /// Its number, if some pattern asks for it.
    pub(crate) word: u32,
    pub(crate) looks: Mark,
}

impl Node {
    fn new(text: String, tokens: Range<usize>, chunk: Option<usize>, vocabulary: &Vocabulary) -> Self {
        let word = vocabulary.number(text.trim_start_matches('^'));
        Self { looks: Mark::of(&text), word, text, tokens, chunk }
    }

    /// The text without the mark of a capital.
    pub(crate) fn plain(&self) -> &str {
        self.text.trim_start_matches('^')
    }
}

/// The line.
#[derive(Clone, Debug)]
pub(crate) struct Skeleton<'v> {
    pub(crate) nodes: Vec<Node>,
    /// All phrases found so far; a phrase within another stays here.
    pub(crate) chunks: Vec<Chunk>,
    words: WordSet,
    vocabulary: &'v Vocabulary,
}

impl<'v> Skeleton<'v> {
    pub(crate) fn new(sentence: &Sentence, lexicon: &'v Lexicon) -> Self {
        let tokens = &sentence.tokens;
        let text = |(at, token): (usize, &Token)| {
            // A capital on a word that begins no name is the sentence's; "At Tuhayta" has an article's in its middle.
            let article = || {
                at > 0
                    && lexicon.lists("name_article", &token.text)
                    && tokens.get(at + 1).is_some_and(|next| next.capital)
            };
            let name = token.capital && (!lexicon.lists("never_name", &token.text) || article());
            if name { format!("^{}", token.text) } else { token.text.clone() }
        };
        Self::of(tokens.iter().enumerate().map(text), lexicon.vocabulary())
    }

    /// A line of words as they stand in it.
    pub(crate) fn of(words: impl Iterator<Item = String>, vocabulary: &'v Vocabulary) -> Self {
        let nodes = words.enumerate().map(|(at, text)| Node::new(text, at..at + 1, None, vocabulary));
        let nodes: Vec<Node> = nodes.collect();
        let words = vocabulary.set(nodes.iter().map(|node| node.word));
        Self { nodes, chunks: Vec::new(), words, vocabulary }
    }

    /// The line of these nodes alone.
    pub(crate) fn only(&self, nodes: &[usize]) -> Self {
        let nodes = nodes.iter().filter_map(|node| self.nodes.get(*node).cloned()).collect();
        let mut line =
            Self { nodes, chunks: self.chunks.clone(), words: WordSet::default(), vocabulary: self.vocabulary };
        line.lay();
        line
    }

    /// Looks anew which words there are.
    fn lay(&mut self) {
        self.words = self.vocabulary.set(self.nodes.iter().map(|node| node.word));
    }

    /// Which needed words the line has.
    pub(crate) fn words(&self) -> &WordSet {
        &self.words
    }

    /// The line that patterns match, as it can be read.
    pub(crate) fn line(&self) -> String {
        self.nodes.iter().map(|node| node.text.as_str()).collect::<Vec<_>>().join(" ")
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
        self.nodes.insert(node, Node::new(text, at..at, Some(chunk), self.vocabulary));
        self.lay();
    }

    /// Lets nodes stand for a phrase named before.
    pub(crate) fn stand_for(&mut self, nodes: Range<usize>, chunk: usize) {
        let tokens = self.tokens_of(&nodes);
        let text = self.chunks[chunk].class.mark().to_owned();
        self.nodes.splice(nodes, [Node::new(text, tokens, Some(chunk), self.vocabulary)]);
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
            nodes.push(Node::new(text, chunk.tokens.clone(), Some(self.chunks.len()), self.vocabulary));
            self.chunks.push(chunk);
            next = range.end;
        }
        nodes.extend_from_slice(&self.nodes[next..]);
        self.nodes = nodes;
        self.lay();
    }
}

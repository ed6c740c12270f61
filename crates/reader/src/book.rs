//! Rules with their patterns, and which of them a sentence can set off at all.
//!
//! Every pattern is entered under the rarest words it needs; of thousands, a sentence
//! then runs those few that its own words point to.

use crate::pattern::{Hit, Pattern, Scratch};
use crate::skeleton::Skeleton;

/// Rules in the order of their files.
#[derive(Debug)]
pub(crate) struct Book<R> {
    rules: Vec<R>,
    /// Every pattern with its rule.
    patterns: Vec<(usize, Pattern)>,
    /// Words and the patterns entered under them, in order.
    entries: Vec<(u32, usize)>,
    /// Patterns that need no certain word.
    always: Vec<usize>,
}

impl<R> Default for Book<R> {
    fn default() -> Self {
        Self { rules: Vec::new(), patterns: Vec::new(), entries: Vec::new(), always: Vec::new() }
    }
}

impl<R> Book<R> {
    pub(crate) fn add(&mut self, rule: R, patterns: Vec<Pattern>) {
        for pattern in patterns {
            let at = self.patterns.len();
            match pattern.key() {
                Some(key) => self.entries.extend(key.words.iter().map(|word| (*word, at))),
                None => self.always.push(at),
            }
            self.patterns.push((self.rules.len(), pattern));
        }
        self.rules.push(rule);
    }

    /// Puts the entries in order; to be called when all rules are there.
    pub(crate) fn close(&mut self) {
        self.entries.sort_unstable();
    }

    pub(crate) fn rules(&self) -> &[R] {
        &self.rules
    }

    /// Every place where a rule holds, rule by rule and pattern by pattern.
    pub(crate) fn find<'b>(&'b self, skeleton: &Skeleton<'_>) -> Vec<(&'b R, Hit<'b>)> {
        let mut due = self.always.clone();
        for node in &skeleton.nodes {
            let from = self.entries.partition_point(|(word, _)| *word < node.word);
            due.extend(self.entries[from..].iter().take_while(|(word, _)| *word == node.word).map(|(_, at)| *at));
        }
        due.sort_unstable();
        due.dedup();
        let (mut hits, mut scratch) = (Vec::new(), Scratch::default());
        for (rule, pattern) in due.into_iter().filter_map(|at| self.patterns.get(at)) {
            if let Some(rule) = self.rules.get(*rule) {
                hits.extend(pattern.find(skeleton, &mut scratch).into_iter().map(|hit| (rule, hit)));
            }
        }
        hits
    }
}

//! Words by number, so that a sentence can be asked for a word by looking at one bit.

use std::collections::HashMap; // order never shows: numbers are given in order of first use

/// The words that some pattern needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<String, u32>,
}

impl Vocabulary {
    /// The number of a word; a new one for a new word.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(word.to_owned()).or_insert(next)
    }

    /// The set of those of its words that stand in a sentence.
    pub(crate) fn set<'w>(&self, words: impl Iterator<Item = &'w str>) -> WordSet {
        let mut bits = vec![0; self.numbers.len() / 64 + 1];
        for number in words.filter_map(|word| self.numbers.get(word)) {
            if let Some(bit) = bits.get_mut(*number as usize / 64) {
                *bit |= 1 << (number % 64);
            }
        }
        WordSet { bits }
    }
}

/// Which words of the vocabulary a sentence has.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSet {
    bits: Vec<u64>,
}

impl WordSet {
    pub(crate) fn has(&self, word: u32) -> bool {
        self.bits.get(word as usize / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }
}

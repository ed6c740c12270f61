//! Words by number, so that a sentence can be asked for a word by looking at one bit.

use std::collections::HashMap; // order never shows: numbers are given in order of first use

/// The number of words that no pattern asks for.
const UNKNOWN: u32 = u32::MAX;

/// The words that some pattern asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<String, u32>,
}

impl Vocabulary {
    /// The number of a word; a new one for a new word.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(UNKNOWN);
        self.numbers.insert(word.to_owned(), next);
        next
    }

    /// Every word by its number.
    #[cfg(test)]
    pub(crate) fn words(&self) -> std::collections::BTreeMap<u32, String> {
        self.numbers.iter().map(|(word, number)| (*number, word.clone())).collect()
    }

    /// The number of a word in a text.
    pub(crate) fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// The set of the words that stand in a sentence.
    pub(crate) fn set(&self, words: impl Iterator<Item = u32>) -> WordSet {
        let mut bits = vec![0; self.numbers.len() / 64 + 1];
        for number in words {
            if let Some(bit) = bits.get_mut(number as usize / 64) {
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

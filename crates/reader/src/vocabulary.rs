//! Words by number, so that a sentence can be asked for a word by looking at one bit.

use std::collections::HashMap; // order never shows: numbers are given in order of first use
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// The number of words that no pattern asks for.
const UNKNOWN: u32 = u32::MAX;

/// FNV-1a. The words of the rules are known beforehand, so nobody can choose them to collide, and
/// those of a text are only looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The words that some pattern asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<Arc<str>, u32, BuildHasherDefault<Fnv>>,
}

impl Vocabulary {
    /// An empty one with room for so many words.
    pub(crate) fn with_capacity(words: usize) -> Self {
        Self { numbers: HashMap::with_capacity_and_hasher(words, BuildHasherDefault::default()) }
    }

    /// The number of a word; a new one for a new word.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(UNKNOWN);
        self.numbers.insert(Arc::from(word), next);
        next
    }

    /// The word as it is kept here, so that it need not be copied.
    pub(crate) fn kept(&self, word: &str) -> Option<Arc<str>> {
        self.numbers.get_key_value(word).map(|(kept, _)| kept.clone())
    }

    /// Every word by its number.
    #[cfg(test)]
    pub(crate) fn words(&self) -> std::collections::BTreeMap<u32, String> {
        self.numbers.iter().map(|(word, number)| (*number, word.to_string())).collect()
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

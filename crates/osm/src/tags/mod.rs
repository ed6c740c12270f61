//! Tags of one element, and what could not be read of them.

pub(crate) mod access;
pub(crate) mod amount;
pub(crate) mod node;
pub(crate) mod road;
pub(crate) mod speed;

use crate::pbf::block::ElementTags;
use crate::report::Unread;
use std::collections::BTreeMap;

/// Values of a key that are kept to show what could not be read.
pub(crate) const EXAMPLES_MAX: usize = 5;

/// Longest text that is kept of the file, in bytes.
pub(crate) const TEXT_BYTES_MAX: usize = 200;

/// Keys and values of one element; those that are not UTF-8 are passed over.
pub(crate) struct Tags<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Tags<'a> {
    pub(crate) fn of(tags: ElementTags<'_, 'a>) -> Self {
        let text = |bytes: &'a [u8]| std::str::from_utf8(bytes).ok();
        Self(tags.iter().filter_map(|(key, value)| Some((text(key)?, text(value)?))).collect())
    }

    #[cfg(test)]
    pub(crate) fn from_pairs(pairs: &[(&'a str, &'a str)]) -> Self {
        Self(pairs.to_vec())
    }

    /// The value of a key, without the spaces around it.
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value.trim())
    }

    /// The first of several keys that is there.
    pub(crate) fn first(&self, keys: &[&'static str]) -> Option<(&'static str, &'a str)> {
        keys.iter().find_map(|key| Some((*key, self.get(key)?)))
    }

    /// Whether a key is there and says yes.
    pub(crate) fn is_yes(&self, key: &str) -> bool {
        self.get(key) == Some("yes")
    }

    /// Whether a key is there and says anything but no.
    pub(crate) fn is_set(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value != "no")
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().copied()
    }
}

/// Keys and values as tests write them.
#[cfg(test)]
pub(crate) type Pairs<'p> = &'p [(&'p str, &'p str)];

/// What reading one value came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading<T> {
    /// This.
    Is(T),
    /// A word that says there is no such limit, or that it is not known.
    Nothing,
    /// Something else.
    Unread,
}

/// Counts values that were not understood, by key, with examples.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) unread: BTreeMap<String, Unread>,
    /// Roads with a rule that holds only at times.
    pub(crate) conditional: u64,
}

impl Notes {
    /// Takes a reading, noting what was not understood.
    pub(crate) fn take<T>(&mut self, key: &str, value: &str, reading: Reading<T>) -> Option<T> {
        match reading {
            Reading::Is(value) => Some(value),
            Reading::Nothing => None,
            Reading::Unread => {
                self.note(key, value);
                None
            }
        }
    }

    /// Reads the value of a key, where there is one.
    pub(crate) fn read<T>(&mut self, tags: &Tags<'_>, key: &str, read: impl FnOnce(&str) -> Reading<T>) -> Option<T> {
        let value = tags.get(key)?;
        self.take(key, value, read(value))
    }

    pub(crate) fn note(&mut self, key: &str, value: &str) {
        let unread = self.unread.entry(key.to_owned()).or_default();
        unread.count += 1;
        if unread.examples.len() < EXAMPLES_MAX {
            let example = shown(value, 80);
            if !unread.examples.contains(&example) {
                unread.examples.push(example);
            }
        }
    }
}

/// Adds counts, and examples while there is room.
pub(crate) fn add_unread(all: &mut BTreeMap<String, Unread>, more: BTreeMap<String, Unread>) {
    for (key, more) in more {
        let unread = all.entry(key).or_default();
        unread.count += more.count;
        for example in more.examples {
            if unread.examples.len() < EXAMPLES_MAX && !unread.examples.contains(&example) {
                unread.examples.push(example);
            }
        }
    }
}

/// A text of the file without what would disturb a terminal, and not too long.
pub(crate) fn shown(text: &str, bytes_max: usize) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut shown = String::new();
    for c in text.trim().chars().filter(|c| !hidden(*c)) {
        if shown.len() + c.len_utf8() > bytes_max {
            break;
        }
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_examples_are_kept_of_many_values() {
        let mut notes = Notes::default();
        for number in 0..20 {
            notes.note("width", &format!("wide {}", number / 2));
        }
        let unread = &notes.unread["width"];
        assert_eq!((unread.count, unread.examples.len()), (20, EXAMPLES_MAX));
        assert_eq!(shown(" a\u{7}b\u{202e}c ", 80), "abc");
        assert_eq!(shown("تيمياوين", 5), "تي");
    }
}

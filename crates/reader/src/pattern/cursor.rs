//! The text of a pattern, read from left to right without copies of it.

use super::PatternError;

/// A place in the text of a pattern.
#[derive(Debug)]
pub(super) struct Cursor<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character, which stays.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character.
    pub(super) fn take(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += next.map_or(0, char::len_utf8);
        next
    }

    /// Takes the word that began at some byte.
    pub(super) fn word_from(&mut self, at: usize) -> &'s str {
        self.at = at;
        self.take_while(|c| {
            !matches!(c, ' ' | '\n' | '\t' | '|' | '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}' | '$' | '?' | '=')
        })
    }

    /// Takes the next character where it is this one.
    pub(super) fn takes(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.at += wanted.len_utf8();
        }
        there
    }

    /// Takes characters as long as they are wanted.
    pub(super) fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let taken = rest.find(|c| !keep(c)).and_then(|end| rest.get(..end)).unwrap_or(rest);
        self.at += taken.len();
        taken
    }

    /// The name of a role where one is written: `by:`.
    pub(super) fn role(&mut self) -> Option<&'s str> {
        let before = self.at;
        let name = self.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let is_role = !name.is_empty() && self.takes(':');
        if !is_role {
            self.at = before;
        }
        is_role.then_some(name)
    }

    /// Bytes in front of the next character.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The fault that a bracket at some byte has no partner.
    pub(super) fn lone_bracket(&self, at: usize) -> PatternError {
        let (before, behind) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        PatternError::Bracket { found: behind.chars().next().unwrap_or('('), at: before.chars().count() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Compiler, Pattern, PatternError};
    use std::collections::BTreeMap;

    #[test]
    fn a_bracket_without_a_partner_is_told_by_its_character() {
        let fault = |source| Pattern::compile(source, &mut Compiler::new(BTreeMap::new())).err();
        for (source, found, at) in
            [("طريق (ب", '(', 5), ("طريق ب)", ')', 6), ("é}", '}', 1), ("é {ROAD", '{', 2), ("<a|b", '<', 0)]
        {
            assert_eq!(fault(source), Some(PatternError::Bracket { found, at }), "{source}");
        }
        assert_eq!(fault("(by:a) {ROAD}"), None);
    }
}

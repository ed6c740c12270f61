//! Reading a policy line by line.

use super::{
    GROUPS_MAX, Group, LOGS_MAX, Log, ML_DSA_COSIGNER, NONE, POLICY_BYTES_MAX, Party, Policy, PolicyError,
    WITNESSES_MAX, Witness, Word, key_bytes,
};
use crate::lines::decode_number;
use crate::note::{Verifier, VerifierKey};
use std::collections::{BTreeMap, BTreeSet};

impl Policy {
    /// Reads a policy.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > POLICY_BYTES_MAX {
            return Err(PolicyError::TooLong { bytes: bytes.len() });
        }
        let lines = match bytes.strip_suffix(b"\n") {
            Some(lines) => lines.split(|byte| *byte == b'\n'),
            None if bytes.is_empty() => return Err(PolicyError::NoQuorum),
            None => return Err(PolicyError::Unended),
        };
        let mut reading = Reading::default();
        for (bytes, number) in lines.zip(1..) {
            if let Some(found) = bytes.iter().find(|byte| matches!(byte, 0..=0x08 | 0x0a..=0x1f | 0x7f)) {
                return Err(PolicyError::Byte { line: number, found: *found });
            }
            reading.line = number;
            let words: Vec<&[u8]> =
                bytes.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
            if words.first().is_some_and(|word| !word.starts_with(b"#")) {
                reading.take_line(&words)?;
            }
        }
        let quorum = reading.quorum.ok_or(PolicyError::NoQuorum)?;
        Ok(Self { logs: reading.logs, witnesses: reading.witnesses, groups: reading.groups, quorum })
    }
}

/// What the lines so far have said.
#[derive(Default)]
struct Reading {
    line: usize,
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// The outer `None` is no quorum line, the inner one `quorum none`.
    quorum: Option<Option<Party>>,
    names: BTreeMap<Word, Party>,
    /// Those that count in a group.
    members: BTreeSet<Word>,
    log_keys: BTreeSet<Vec<u8>>,
    witness_keys: BTreeSet<Vec<u8>>,
}

impl Reading {
    fn take_line(&mut self, words: &[&[u8]]) -> Result<(), PolicyError> {
        match words {
            [b"log", key] => self.take_log(key, None),
            [b"log", key, url] => self.take_log(key, Some(url)),
            [b"log", ..] => Err(self.expected("log, a key and perhaps an address")),
            [b"witness", name, key] => self.take_witness(name, key, None),
            [b"witness", name, key, url] => self.take_witness(name, key, Some(url)),
            [b"witness", ..] => Err(self.expected("witness, a name, a key and perhaps an address")),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => {
                self.take_group(name, threshold, members)
            }
            [b"group", ..] => Err(self.expected("group, a name, all, any or a number, and members")),
            [b"quorum", name] => self.take_quorum(name),
            [b"quorum", ..] => Err(self.expected("quorum and a name")),
            _ => Err(self.expected("log, witness, group or quorum")),
        }
    }

    const fn expected(&self, expected: &'static str) -> PolicyError {
        PolicyError::Line { line: self.line, expected }
    }

    /// Fails where a list is full.
    const fn room(&self, taken: usize, max: usize, what: &'static str) -> Result<(), PolicyError> {
        if taken < max { Ok(()) } else { Err(PolicyError::TooMany { line: self.line, what, max }) }
    }

    fn word(&self, bytes: &[u8]) -> Result<Word, PolicyError> {
        Word::new(bytes).ok_or(self.expected("a word"))
    }

    fn key(&self, bytes: &[u8]) -> Result<VerifierKey, PolicyError> {
        let key = std::str::from_utf8(bytes).ok().and_then(|line| line.parse().ok());
        key.ok_or(self.expected("a key such as name+0123abcd+base64"))
    }

    fn take_log(&mut self, key: &[u8], url: Option<&&[u8]>) -> Result<(), PolicyError> {
        self.room(self.logs.len(), LOGS_MAX, "logs")?;
        let key = self.key(key)?;
        if !matches!(key.verifier(), Verifier::Ed25519(_)) {
            return Err(self.expected("the key of a log, of type 1"));
        }
        if !self.log_keys.insert(key_bytes(&key).to_vec()) {
            return Err(PolicyError::SameKey { line: self.line, name: key.name().clone() });
        }
        let url = url.map(|url| self.word(url)).transpose()?;
        self.logs.push(Log { key, url });
        Ok(())
    }

    fn take_witness(&mut self, name: &[u8], key: &[u8], url: Option<&&[u8]>) -> Result<(), PolicyError> {
        self.room(self.witnesses.len(), WITNESSES_MAX, "witnesses")?;
        let key = self.key(key)?;
        if !matches!(key.verifier(), Verifier::Cosigner(_) | Verifier::Other { kind: ML_DSA_COSIGNER, .. }) {
            return Err(self.expected("the key of a cosigner, of type 4 or 6"));
        }
        if !self.witness_keys.insert(key_bytes(&key).to_vec()) {
            return Err(PolicyError::SameKey { line: self.line, name: key.name().clone() });
        }
        let name = self.define(name, Party::Witness(self.witnesses.len()))?;
        let url = url.map(|url| self.word(url)).transpose()?;
        self.witnesses.push(Witness { name, key, url });
        Ok(())
    }

    fn take_group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), PolicyError> {
        self.room(self.groups.len(), GROUPS_MAX, "groups")?;
        let threshold = match threshold {
            b"all" => Some(members.len()),
            b"any" => Some(1),
            number => std::str::from_utf8(number).ok().and_then(|text| usize::try_from(decode_number(text)?).ok()),
        };
        let threshold = threshold.filter(|threshold| (1..=members.len()).contains(threshold));
        let threshold = threshold.ok_or(self.expected("all, any, or a number from 1 to that of the members"))?;
        let mut parties = Vec::new();
        for member in members {
            let party = self.defined(member)?;
            let name = self.word(member)?;
            if !self.members.insert(name.clone()) {
                return Err(PolicyError::Member { line: self.line, name });
            }
            parties.push(party);
        }
        let name = self.define(name, Party::Group(self.groups.len()))?;
        self.groups.push(Group { name, threshold, members: parties });
        Ok(())
    }

    fn take_quorum(&mut self, name: &[u8]) -> Result<(), PolicyError> {
        if self.quorum.is_some() {
            return Err(self.expected("no second quorum"));
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.defined(name)?) });
        Ok(())
    }

    /// Gives a name to a party.
    fn define(&mut self, name: &[u8], party: Party) -> Result<Word, PolicyError> {
        let word = self.word(name)?;
        if name == NONE || self.names.contains_key(&word) {
            return Err(PolicyError::Taken { line: self.line, name: word });
        }
        self.names.insert(word.clone(), party);
        Ok(word)
    }

    fn defined(&self, name: &[u8]) -> Result<Party, PolicyError> {
        let word = self.word(name)?;
        self.names.get(&word).copied().ok_or(PolicyError::Undefined { line: self.line, name: word })
    }
}

//! What a node acknowledged, held against what it has.

use crate::{Outcome, node};
use app::Node;
use app::exchange::{ExchangeError, folder, judge};
use journal::checkpoint::SignedCheckpoint;
use journal::log::{Record, static_files};
use journal::tree::Size;
use journal::verify::{Fault, Verified, verify_journal};
use std::collections::BTreeMap;
use std::path::Path;
use units::Digest;

/// A journal's folder in memory: path below it, bytes.
pub(crate) type FolderFiles = BTreeMap<String, Vec<u8>>;

/// Everything that one journal was acknowledged to hold.
#[derive(Clone, Default)]
pub(crate) struct Promises {
    /// Leaf hash of each entry.
    leaves: BTreeMap<u64, Digest>,
    /// Root of each size that was signed, with the checkpoint's bytes.
    heads: BTreeMap<u64, (Digest, Vec<u8>)>,
    /// Appends that answered with an error.
    pub(crate) refused: Vec<String>,
}

/// How a node breaks what it promised.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Broken {
    /// It says itself that something is damaged.
    #[error("the node is refused: {0}")]
    Exchange(#[from] ExchangeError),
    /// The audit says so.
    #[error("the audit refuses the journal: {0}")]
    Audit(#[from] Fault),
    /// It opens, and is whole, and is not what was promised.
    #[error("LOST: {0}")]
    Lost(String),
}

impl Promises {
    /// Takes a line of the child; one that was cut off promises nothing.
    pub(crate) fn take(&mut self, line: &str) -> Outcome<()> {
        let mut words = line.split(' ');
        match words.next() {
            Some("ack") => {
                let checkpoint = hex::decode(words.next().ok_or("no checkpoint in an acknowledgement")?)?;
                self.take_head(checkpoint)?;
                words.try_for_each(|word| self.take_entry(word))
            }
            Some("refused") => {
                self.refused.push(line.to_owned());
                Ok(())
            }
            Some("ready") => Ok(()),
            Some(_) | None => Err(format!("the child says `{line}`").into()),
        }
    }

    fn take_head(&mut self, bytes: Vec<u8>) -> Outcome<()> {
        let opened = SignedCheckpoint::open(&bytes, &node::log_key()?, &[])?;
        let head = opened.signed.checkpoint();
        let (size, root) = (head.size.get(), head.root);
        match self.heads.insert(size, (root, bytes)) {
            Some((before, _)) if before != root => {
                Err(format!("FORK: {size} entries were acknowledged under root {before}, and under root {root}").into())
            }
            Some(_) | None => Ok(()),
        }
    }

    fn take_entry(&mut self, word: &str) -> Outcome<()> {
        let (index, leaf) = word.split_once(':').ok_or("no leaf in an acknowledgement")?;
        let (index, leaf) = (index.parse()?, leaf.parse()?);
        match self.leaves.insert(index, leaf) {
            Some(before) => Err(format!("LOST: entry {index} was acknowledged as {before}, then as {leaf}").into()),
            None => Ok(()),
        }
    }

    /// How many entries are promised.
    pub(crate) fn size(&self) -> u64 {
        self.heads.last_key_value().map_or(0, |(size, _)| *size)
    }

    /// How many statements were acknowledged.
    pub(crate) fn count(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// Opens the node of a folder, audits its journal in full, and holds it against what was promised.
    pub(crate) fn check(&self, at: &Path) -> Result<Verified, Broken> {
        let verified = self.check_tree(at)?;
        let (size, (read, unsigned)) = (verified.size().get(), judge(&verified));
        if (read, unsigned) == (size, 0) {
            return Ok(verified);
        }
        let what = format!("of {size} statements {read} can be read, {unsigned} of them without a good signature");
        Err(Broken::Lost(what))
    }

    /// The same without the officers' signatures, which take most of the time.
    pub(crate) fn check_tree(&self, at: &Path) -> Result<Verified, Broken> {
        let node = node::open(at, 0).map_err(ExchangeError::from)?;
        let verified = audit(&node)?;
        self.compare(&verified)?;
        Ok(verified)
    }

    fn compare(&self, verified: &Verified) -> Result<(), Broken> {
        let lost = |what: String| Err(Broken::Lost(what));
        let size = verified.size().get();
        if size < self.size() {
            return lost(format!("{} entries were acknowledged, {size} are there", self.size()));
        }
        let leaves = verified.tree.leaves();
        let other = self.leaves.iter().find(|(index, leaf)| leaves.get(at(**index)) != Some(leaf));
        if let Some((index, leaf)) = other {
            return lost(format!("entry {index} was acknowledged with leaf {leaf}, another is there"));
        }
        for (size, (root, _)) in &self.heads {
            if verified.tree.root_at(Size::new(*size)).ok() != Some(*root) {
                return lost(format!("{size} entries were acknowledged under root {root}, they have another"));
            }
        }
        Ok(())
    }

    /// The folder that a partner holds who got everything that was promised, made from a later state.
    pub(crate) fn partners_copy(&self, later: &Verified) -> Outcome<FolderFiles> {
        let (size, (_, bytes)) = self.heads.last_key_value().ok_or("nothing was acknowledged")?;
        let signed = SignedCheckpoint::parse(bytes)?;
        let record = |entry: &journal::verify::VerifiedEntry| Record {
            entry: journal::entry::Entry { commitment: entry.commitment },
            content: entry.content.as_ref().map(|content| (content.salt, content.statement.clone())),
            fields: Vec::new(),
        };
        let records: Vec<Record> = later.entries.iter().take(at(*size)).map(record).collect();
        Ok(static_files(&signed, &[node::log_key()?], &records)?.collect::<Result<_, _>>()?)
    }
}

fn at(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// The journal of the struck node as files.
pub(crate) fn export(node: &Node) -> Result<FolderFiles, ExchangeError> {
    let own = node.own()?.ok_or(app::NodeError::NoJournal)?;
    let below = format!("{}/", folder(&own));
    let files = node.export(&own, None)?.into_iter();
    Ok(files.map(|(path, bytes)| (path.strip_prefix(&below).unwrap_or(&path).to_owned(), bytes)).collect())
}

fn audit(node: &Node) -> Result<Verified, Broken> {
    let files = export(node)?;
    let key = node::log_key().map_err(|error| Broken::Lost(error.to_string()))?;
    Ok(verify_journal(&files, Some(&key), &mut |_| {})?)
}

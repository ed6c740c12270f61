//! What a node wants to read and does not have, and packs that partners bring it.
//!
//! A node that partners reach, and that reaches none, learns what they say from what they leave here. Only packs
//! are taken in which something is wanted, of journals whose entries are here already: what is in them must fit
//! the entries, so nobody can leave anything that was not said.

use crate::exchange::ExchangeError;
use crate::mirroring::Reply;
use crate::node::{Node, NodeError};
use crate::partners::log_name;
use crate::ports::{EntryRow, JournalRow, StoreError};
use crate::sealed::sealed_bytes_max;
use journal::checkpoint::SignedCheckpoint;
use journal::content::{CONTENT_FOLDER, PACK_BYTES_MAX, Pack, SEALED_ENDING};
use journal::entry::Entry;
use journal::log::{Record, static_files};
use journal::tree::{EntryIndex, Size};
use journal::witness::Status;
use std::collections::{BTreeMap, BTreeSet};
use units::{OriginLine, PartyId};

/// Where a partner says who it is, and what it wants of each journal.
pub const WANTED_PATH: &str = "wanted";

/// Most bytes of that: the packs of five million entries.
pub const WANTED_BYTES_MAX: usize = 1 << 21;

/// Most bytes of a pack that is left here.
pub const DEPOSIT_BYTES_MAX: usize = sealed_bytes_max(PACK_BYTES_MAX);

/// Who a partner is, and what it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Who will open the packs.
    pub party: PartyId,
    /// The journal of the device that wants them.
    pub origin: OriginLine,
    /// Numbers of packs in which something is wanted, by the name of the journal's folder.
    pub packs: BTreeMap<String, BTreeSet<String>>,
}

impl Wanted {
    /// Reads the list; nothing where it is none.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut lines = std::str::from_utf8(bytes).ok()?.lines();
        let (party, origin) = lines.next()?.split_once(' ')?;
        let (party, origin) = (party.parse().ok()?, origin.parse().ok()?);
        let mut packs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let placed = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'x' | b'/'));
        for (name, number) in lines.map_while(|line| line.split_once(' ').filter(|(_, number)| placed(number))) {
            packs.entry(name.to_owned()).or_default().insert(number.to_owned());
        }
        Some(Self { party, origin, packs })
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} {}", self.party, self.origin)?;
        let mut packs = self.packs.iter().flat_map(|(name, packs)| packs.iter().map(move |number| (name, number)));
        packs.try_for_each(|(name, number)| writeln!(f, "{name} {number}"))
    }
}

impl Node {
    /// Packs of the first entries of a journal in which something is wanted: what is not here, was not erased,
    /// and may have come by now. The list is the store itself.
    pub(crate) fn wanted(&self, journal: &JournalRow, size: Size) -> Result<BTreeSet<String>, NodeError> {
        let rows = self.store().entries(&journal.origin)?;
        let wanted = rows.iter().filter(|row| row.index < size.get() && is_wanted(row));
        Ok(wanted.map(|row| number(Pack::of(EntryIndex::new(row.index)))).collect())
    }

    /// Who this node is, and what it wants of the journals of others.
    pub fn wanted_of_all(&self) -> Result<Wanted, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let mut packs = BTreeMap::new();
        for journal in self.journals()?.into_iter().filter(|journal| !journal.own) {
            packs.insert(log_name(&journal.origin), self.wanted(&journal, journal.frontier.size())?);
        }
        Ok(Wanted { party: own.party, origin: own.origin, packs })
    }

    /// Answers a pack that is left for this node below a journal's folder.
    pub fn take_deposit(&mut self, name: &str, number: &str, pack: Vec<u8>) -> Result<Reply, ExchangeError> {
        let journal = self.journals()?.into_iter().find(|row| log_name(&row.origin) == name && !row.own);
        let Some(journal) = journal else { return Ok(Reply::says(Status::NotFound, "that journal is not taken here")) };
        if !self.wanted(&journal, journal.frontier.size())?.contains(number) {
            return Ok(Reply::says(Status::NotFound, "nothing is wanted of that pack"));
        }
        let entries: Vec<Entry> = self.rows(&journal)?.into_iter().map(|row| row.entry).collect();
        let mut files = self.bare_files(&journal, &self.newest(&journal)?, &entries)?;
        files.insert(format!("{CONTENT_FOLDER}{number}{SEALED_ENDING}"), pack);
        match self.import(&files, Some(&journal.key), &mut |_| {}) {
            Ok(found) if found.closed > 0 => {
                Ok(Reply::says(Status::Unprocessable, "the pack is sealed for another party"))
            }
            Ok(found) => Ok(Reply::says(Status::Success, format!("{} new", found.new_contents + found.new_fields))),
            Err(ExchangeError::Fault(fault)) => Ok(Reply::says(Status::Unprocessable, fault)),
            Err(error) => Err(error),
        }
    }

    /// A journal as a folder, under some head of it, without contents.
    pub(crate) fn bare_files(
        &self,
        journal: &JournalRow,
        signed: &SignedCheckpoint,
        entries: &[Entry],
    ) -> Result<BTreeMap<String, Vec<u8>>, NodeError> {
        let record = |entry: &Entry| Record { entry: *entry, content: None, fields: Vec::new() };
        let records: Vec<Record> = entries.iter().map(record).collect();
        let vkeys = self.vkeys(journal, &signed.bare(&journal.key))?;
        let files = static_files(signed, &vkeys, &records).and_then(Iterator::collect::<Result<_, _>>);
        let damaged = |why: String| StoreError::Damaged { what: format!("journal `{}`", journal.origin), why }.into();
        files.map_err(|error| damaged(error.to_string()))
    }
}

/// A pack's number as in its path.
pub(crate) fn number(pack: Pack) -> String {
    let path = pack.path();
    path.strip_prefix(CONTENT_FOLDER).unwrap_or(&path).to_owned()
}

fn is_wanted(row: &EntryRow) -> bool {
    let open = |statement: &[u8]| journal::field::named(statement).len() <= row.fields.len();
    row.erased.is_none() && !row.content.as_ref().is_some_and(|(_, statement)| open(statement))
}

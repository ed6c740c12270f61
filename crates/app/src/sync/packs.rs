//! Content that is wanted: every partner is asked for it in every exchange. A pack that was taken over before
//! is known by its tag, and not fetched again while nothing in it changes; the same holds for what is sent.

use super::SyncError;
use super::fetch::Remotely;
use crate::exchange::Imported;
use crate::node::{Node, NodeError};
use crate::partners::{PackLine, tag};
use crate::ports::JournalRow;
use crate::sealed::sealed_bytes_max;
use journal::content::{CONTENT_FOLDER, PACK_BYTES_MAX, SEALED_ENDING};
use journal::verify::Progress;
use std::collections::{BTreeMap, BTreeSet};

/// Documents that name the packs taken over begin so.
const TAKEN_PREFIX: &str = "sync/packs/";
/// Bytes of packs that are in memory at a time, but for the last one.
const ROUND_BYTES: usize = 32 << 20;
/// Most tags kept for one pack: one for each partner that has its own selection of it.
const TAGS_MAX: usize = 8;

impl Node {
    /// Fetches the packs in which something is wanted, opens them, and takes over what is new.
    pub(super) fn take_packs(
        &mut self,
        from: &Remotely<'_>,
        known: &JournalRow,
        wanted: &BTreeSet<String>,
        files: &mut BTreeMap<String, Vec<u8>>,
        imported: &mut Imported,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), SyncError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let name = format!("{TAKEN_PREFIX}{}", known.origin);
        let mut taken = Taken::read(&self.store().document(&name)?.unwrap_or_default());
        let same = self.tags_here(known)?;
        let listed = from.pack_list()?.iter().filter(|line| wanted.contains(&line.number));
        let is_new = |line: &&PackLine| !taken.has(&line.number, &line.tag) && !same.contains(line);
        let new: Vec<&PackLine> = listed.filter(is_new).collect();
        let mut new = new.into_iter().peekable();
        while new.peek().is_some() {
            let (mut bytes, mut round) = (0, Vec::new());
            while let Some(line) = new.next_if(|_| bytes < ROUND_BYTES) {
                let Some(pack) = from.pack(&line.number, sealed_bytes_max(PACK_BYTES_MAX))? else { continue };
                bytes += pack.len();
                files.insert(format!("{CONTENT_FOLDER}{}{SEALED_ENDING}", line.number), pack);
                round.push(line);
            }
            let found = self.import(files, Some(&known.key), progress)?;
            imported.new_contents += found.new_contents;
            imported.new_fields += found.new_fields;
            imported.closed += found.closed;
            imported.withheld = found.withheld;
            files.retain(|path, _| !path.starts_with(CONTENT_FOLDER));
            round.iter().for_each(|line| taken.add(&line.number, &line.tag));
            self.store_mut().keep(&[(name.clone(), taken.to_string().into_bytes())])?;
        }
        Ok(())
    }
}

impl Node {
    /// How a partner would list the packs for this party, if it held what is held here: nothing in them is new.
    fn tags_here(&self, journal: &JournalRow) -> Result<Vec<PackLine>, SyncError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let Some(key) = self.seal_key_of(&own.party)? else { return Ok(Vec::new()) };
        let packs = self.packs_for(journal, &own.party)?.into_iter();
        Ok(packs.map(|(number, pack)| PackLine { number, tag: tag(&key, &pack) }).collect())
    }
}

/// Tags of the packs that were taken over, or sent; the newest last.
pub(super) struct Taken(BTreeMap<String, Vec<String>>);

impl Taken {
    /// Reads the document; what is none of ours is forgotten, and fetched again.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut taken = Self(BTreeMap::new());
        for line in crate::partners::parse_pack_list(bytes) {
            taken.add(&line.number, &line.tag);
        }
        taken
    }

    pub(super) fn has(&self, number: &str, tag: &str) -> bool {
        self.0.get(number).is_some_and(|tags| tags.iter().any(|held| held == tag))
    }

    pub(super) fn add(&mut self, number: &str, tag: &str) {
        let tags = self.0.entry(number.to_owned()).or_default();
        tags.push(tag.to_owned());
        let from = tags.len().saturating_sub(TAGS_MAX);
        tags.drain(..from);
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut lines = self.0.iter().flat_map(|(number, tags)| tags.iter().map(move |tag| (number, tag)));
        lines.try_for_each(|(number, tag)| writeln!(f, "{number} {tag}"))
    }
}

//! Bringing a partner what it wants to read and may: packs sealed for its party, left below its journals.

use super::offer::Hindrance;
use super::packs::Taken;
use super::{Remote, SyncError};
use crate::deposit::Wanted;
use crate::node::Node;
use crate::partners::{LOGS_PATH, log_name, tag};
use crate::ports::JournalRow;
use journal::content::{CONTENT_FOLDER, SEALED_ENDING};

/// Documents that name the packs that were brought to a partner begin so.
const SENT_PREFIX: &str = "sync/sent/";
/// Content type of a sealed pack.
const BYTES: &str = "application/octet-stream";
/// Longest answer that is read.
const ANSWER_BYTES_MAX: usize = 1024;

impl Node {
    /// Leaves the packs that the partner wants of one journal; answers how many it took.
    pub(super) fn bring(
        &mut self,
        remote: &dyn Remote,
        partner: &Wanted,
        journal: &JournalRow,
    ) -> Result<(u64, Option<Hindrance>), SyncError> {
        let folder = log_name(&journal.origin);
        let Some(wanted) = partner.packs.get(&folder) else { return Ok((0, None)) };
        // Its first word may not be here yet; then nothing can be sealed for it.
        let Some(key) = self.seal_key_of(&partner.party)? else { return Ok((0, None)) };
        let name = format!("{SENT_PREFIX}{}/{}", partner.origin, journal.origin);
        let mut sent = Taken::read(&self.store().document(&name)?.unwrap_or_default());
        let mut taken = 0;
        for (number, pack) in self.packs_for(journal, &partner.party)? {
            let tag = tag(&key, &pack);
            if !wanted.contains(&number) || sent.has(&number, &tag) {
                continue;
            }
            let sealed = self.seals().seal(&key, &pack).map_err(crate::exchange::ExchangeError::from)?;
            let path = format!("{LOGS_PATH}{folder}/{CONTENT_FOLDER}{number}{SEALED_ENDING}");
            let answer = remote.post(&path, BYTES, &sealed, ANSWER_BYTES_MAX)?;
            if answer.status != 200 {
                return Ok((taken, Some(Hindrance::of(&answer))));
            }
            taken += 1;
            sent.add(&number, &tag);
            self.store_mut().keep(&[(name.clone(), sent.to_string().into_bytes())])?;
        }
        Ok((taken, None))
    }
}

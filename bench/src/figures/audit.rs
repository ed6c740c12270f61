//! Auditing a journal of another: signatures against bare verification, tree against bare hashes.

use crate::line::{Line, Report};
use crate::measure::{Clock, Effort, Laps};
use crate::{Outcome, node, story};
use app::{AsOf, Node};
use journal::entry::Entry;
use journal::keys::{ReadyKey, Signature};
use journal::tree::{leaf_hash, root_of};
use journal::verify::verify_journal;
use model::Draft;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use store::SqliteStore;
use units::Digest;

/// Entries of the journal, all with their content.
const ENTRIES: usize = 20_000;
/// Statements signed at a time, as a node does; also how many different signatures are judged.
const BATCH: usize = 500;

/// A journal folder in memory: its files by path.
type Folder = BTreeMap<String, Vec<u8>>;

/// Measures audits.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let count = effort.size(ENTRIES);
    let node = filled(count)?;
    let folder = exported(&node)?;
    let signed = Signed::like(&node)?;
    let audit = |clock: Clock| clock.try_lap(|| audited(&folder, count));

    // Signatures are judged on every processor, by us and by the limit alike, so the wall tells.
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let laps = effort.compare(Clock::Wall, audit, |clock| Ok(clock.lap(|| signed.verify_on(cores, count))))?;
    let what = format!("full audit of {count} entries: tree, contents, officers' signatures");
    let against = format!("bare strict verifications, on {cores} threads");
    report.line(Line::new(&what, &against, count, laps).rate("").target(850));

    let laps = tree_only(effort, folder, count)?;
    let what = "audit of the tree alone, without contents";
    report.line(Line::new(what, "bare leaf hashes and Merkle root", count, laps).rate("").target(500));

    let views = |clock: Clock| clock.try_lap(|| node.views(&AsOf::default()));
    let laps = effort.compare(Clock::Wall, views, |clock| Ok(clock.lap(|| signed.verify_on(cores, count))))?;
    let what = format!("all views of a node from its store, {count} own entries");
    report.line(Line::new(what, against, count, laps).rate(""));
    Ok(())
}

fn filled(count: usize) -> Outcome<Node> {
    let mut node = node::open(SqliteStore::in_memory()?)?;
    let drafts: Vec<Draft> = (1..count).map(story::report).collect::<Outcome<_>>()?;
    for batch in drafts.chunks(BATCH) {
        node.say(batch)?;
    }
    Ok(node)
}

fn exported(node: &Node) -> Outcome<Folder> {
    let own = node.own()?.ok_or("no journal")?;
    let below = format!("{}/", app::exchange::folder(&own));
    let files = node.export(&own, None)?.into_iter();
    Ok(files.map(|(path, bytes)| (path.trim_start_matches(&below).to_owned(), bytes)).collect())
}

/// Everything that an auditor asks of a folder; an error where the answer is not the right one.
fn audited(folder: &Folder, count: usize) -> Outcome<()> {
    let verified = verify_journal(folder, None, &mut |_| {})?;
    match app::exchange::judge(&verified) {
        (read, 0) if read == count as u64 => Ok(()),
        (read, unsigned) => Err(format!("{count} entries, {read} read, {unsigned} not soundly signed").into()),
    }
}

fn tree_only(effort: &Effort, mut folder: Folder, count: usize) -> Outcome<Laps> {
    folder.retain(|path, _| !path.starts_with("content/"));
    let verified = verify_journal(&folder, None, &mut |_| {})?;
    let entries: Vec<_> =
        verified.entries.iter().map(|entry| Entry { commitment: entry.commitment }.to_bytes()).collect();
    let root = verified.root();
    let bare = || root_of(&entries.iter().map(|entry| leaf_hash(entry)).collect::<Vec<Digest>>());
    if (entries.len(), bare()) != (count, root) {
        return Err("the bare tree has another root than the audited one".into());
    }
    let ours = |clock: Clock| clock.try_lap(|| verify_journal(&folder, None, &mut |_| {}));
    effort.compare(Clock::Cpu, ours, |clock| Ok(clock.lap(bare)))
}

/// Messages of the length of a statement, with their signatures.
struct Signed {
    key: ReadyKey,
    messages: Vec<(Vec<u8>, Signature)>,
}

impl Signed {
    fn like(node: &Node) -> Outcome<Self> {
        let own = node.own()?.ok_or("no journal")?;
        let secret = node::secret(node::OFFICER);
        let rows = node.store().entries(&own.origin)?;
        let statements = rows.iter().rev().take(BATCH).filter_map(|row| row.content.as_ref());
        let messages = statements.map(|(_, bytes)| (bytes.clone(), secret.sign(bytes))).collect();
        Ok(Self { key: ReadyKey::new(&secret.public())?, messages })
    }

    /// So many verdicts, shared out to threads; gives back how many were good.
    fn verify_on(&self, threads: usize, count: usize) -> usize {
        let share = |nth| count / threads + usize::from(nth < count % threads);
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|nth| scope.spawn(move || self.verify(share(nth)))).collect();
            running.into_iter().filter_map(|thread| thread.join().ok()).sum()
        })
    }

    /// So many verdicts, one by one; gives back how many were good.
    fn verify(&self, count: usize) -> usize {
        let again = self.messages.iter().cycle().take(count);
        again.filter(|(message, signature)| self.key.verify(message, signature).is_ok()).count()
    }
}

//! The demo's stage: one node for each party of the built-in operation, a clock that the story
//! moves, keys and salts that are the same on every run.

use crate::disk::Folder;
use crate::embedded;
use crate::failure::Failure;
use app::operation::Operation;
use app::ports::{Clock, Entropy, EntropyError, JournalRow, Keys, KeysError};
use app::{AsOf, Node};
use journal::keys::SecretKey;
use model::{Draft, Reference};
use sha2::{Digest as _, Sha256};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use store::{AgeSeals, DATABASE_FILE, SqliteStore};
use units::{Moment, PartyId};
use views::Views;

/// The party whose eyes the story is told with.
pub(crate) const DONOR: &str = "dz-log";
/// The receiving party.
pub(crate) const RECIPIENT: &str = "ml-army";
/// The office that checks and audits.
pub(crate) const MONITOR: &str = "monitor";

/// The nodes of the demo.
pub(crate) struct Stage {
    pub(crate) operation: Operation,
    clock: Rc<Cell<Moment>>,
    nodes: BTreeMap<PartyId, Node>,
    folders: PathBuf,
}

impl Stage {
    /// Opens the journals of all parties below a folder.
    pub(crate) fn open(dir: &Path) -> Result<Self, Failure> {
        let operation = Operation::read(&embedded::file)?;
        let clock = Rc::new(Cell::new(Moment::MIN));
        let mut nodes = BTreeMap::new();
        for party in &operation.settings.party {
            let folder = dir.join(party.id.as_str());
            std::fs::create_dir_all(&folder).map_err(|error| Failure::io("make", &folder, error))?;
            let store = SqliteStore::create(&folder.join(DATABASE_FILE)).map_err(app::NodeError::from)?;
            let entropy = Box::new(DemoEntropy::new(party.id.as_str()));
            let mut node = Node::new(
                Box::new(store),
                Box::new(DemoClock(clock.clone())),
                entropy,
                Box::new(DemoKeys(party.id.clone())),
                Box::new(AgeSeals),
            );
            node.join(&embedded::file)?;
            nodes.insert(party.id.clone(), node);
        }
        Ok(Self { operation, clock, nodes, folders: dir.to_path_buf() })
    }

    /// Moves the clock of all nodes; the story only goes forward.
    pub(crate) fn at(&self, moment: Moment) {
        self.clock.set(self.clock.get().max(moment));
    }

    pub(crate) fn now(&self) -> Moment {
        self.clock.get()
    }

    /// Where a party's node is on disk.
    pub(crate) fn folder(&self, party: &str) -> PathBuf {
        self.folders.join(party)
    }

    pub(crate) fn node(&mut self, party: &str) -> Result<&mut Node, Failure> {
        let known = self.nodes.iter_mut().find(|(id, _)| id.as_str() == party).map(|(_, node)| node);
        known.ok_or_else(|| Failure::ours(format!("the demo has no party `{party}`")))
    }

    /// Every party signs its genesis.
    pub(crate) fn genesis(&mut self) -> Result<(), Failure> {
        for (party, node) in &mut self.nodes {
            node.init(&self.operation.genesis(party)?)?;
        }
        Ok(())
    }

    /// One party says something, and everybody hears of it.
    pub(crate) fn say(&mut self, party: &str, drafts: &[Draft]) -> Result<Vec<Reference>, Failure> {
        let said = self.node(party)?.say(drafts)?;
        self.exchange()?;
        Ok(said)
    }

    /// Says the lines of a built-in file at the times they give.
    pub(crate) fn say_file(&mut self, party: &str, file: &str) -> Result<usize, Failure> {
        let parsed = app::jsonl::parse(embedded::text(file)?.as_bytes());
        if let Some((line, error)) = parsed.bad.first() {
            return Err(Failure::ours(format!("built-in `{file}`, line {line}: {error}")));
        }
        let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
        Ok(self.say(party, &drafts)?.len())
    }

    /// Each party takes over every other party's journal, as a folder of static files.
    pub(crate) fn exchange(&mut self) -> Result<(), Failure> {
        let parties: Vec<PartyId> = self.nodes.keys().cloned().collect();
        for from in &parties {
            for to in parties.iter().filter(|to| *to != from) {
                let files = self.files(from.as_str(), Some(to))?;
                self.node(to.as_str())?.import(&files, None, &mut |_| {})?;
            }
        }
        Ok(())
    }

    /// Everybody cosigns what he holds of the others' journals, and gives the lines back to their authors.
    pub(crate) fn attest(&mut self) -> Result<(), Failure> {
        let parties: Vec<PartyId> = self.nodes.keys().cloned().collect();
        for author in &parties {
            let origin = self.node(author.as_str())?.own()?.ok_or(app::NodeError::NoJournal)?.origin;
            for witness in parties.iter().filter(|witness| *witness != author) {
                let node = self.node(witness.as_str())?;
                node.cosign(&origin)?;
                let held = node.journals()?.into_iter().find(|journal| journal.origin == origin);
                let copy = Self::files_of(node, &held.ok_or(app::NodeError::NoJournal)?, Some(author))?;
                self.node(author.as_str())?.import(&copy, None, &mut |_| {})?;
            }
        }
        Ok(())
    }

    /// A party's own journal as files, as another may read it.
    fn files(&mut self, party: &str, reader: Option<&PartyId>) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let node = self.node(party)?;
        let own = node.own()?.ok_or(app::NodeError::NoJournal)?;
        Self::files_of(node, &own, reader)
    }

    /// A journal that a node holds, as files.
    fn files_of(
        node: &Node,
        journal: &JournalRow,
        reader: Option<&PartyId>,
    ) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let below = format!("{}/", app::exchange::folder(journal));
        let files = node.export(journal, reader)?.into_iter();
        Ok(files.map(|(path, bytes)| (path.trim_start_matches(&below).to_owned(), bytes)).collect())
    }

    /// Writes every party's own journal below a folder, as the monitor may read it.
    pub(crate) fn write_journals(&mut self, dir: &Path) -> Result<usize, Failure> {
        let reader: PartyId = MONITOR.parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
        let mut written = 0;
        for party in self.nodes.keys().cloned().collect::<Vec<_>>() {
            let node = self.node(party.as_str())?;
            let own = node.own()?.ok_or(app::NodeError::NoJournal)?;
            let files = node.export(&own, Some(&reader))?;
            crate::disk::write_journal(dir, &app::exchange::folder(&own), &files)?;
            written += files.len();
        }
        Ok(written)
    }

    /// A node that knows nobody and trusts nobody, with journals from a folder.
    pub(crate) fn stranger(&self, dir: &Path) -> Result<(Node, u64), Failure> {
        let store = SqliteStore::in_memory().map_err(app::NodeError::from)?;
        let nobody: PartyId = "nobody".parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
        let clock = Box::new(DemoClock(self.clock.clone()));
        let (entropy, keys) = (Box::new(DemoEntropy::new("nobody")), Box::new(DemoKeys(nobody)));
        let mut node = Node::new(Box::new(store), clock, entropy, keys, Box::new(AgeSeals));
        let mut entries = 0;
        for folder in crate::disk::journals(dir)? {
            entries += node.import(&Folder(folder), None, &mut |_| {})?.new_entries;
        }
        Ok((node, entries))
    }

    /// All views of the donor's node.
    pub(crate) fn views(&mut self) -> Result<Arc<Views>, Failure> {
        Ok(self.node(DONOR)?.views(&AsOf::default())?)
    }
}

struct DemoClock(Rc<Cell<Moment>>);

impl Clock for DemoClock {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// Salts from a counter: the demo's journals are the same bytes on every run, and no secret.
struct DemoEntropy {
    seed: [u8; 32],
    count: u64,
}

impl DemoEntropy {
    fn new(name: &str) -> Self {
        Self { seed: Sha256::digest(format!("qafila demo, no secret: {name}")).into(), count: 0 }
    }
}

impl Entropy for DemoEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        for chunk in bytes.chunks_mut(32) {
            self.count += 1;
            let block = Sha256::new().chain_update(self.seed).chain_update(self.count.to_be_bytes()).finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

/// Keys from names: anybody can make them, so they prove nothing outside the demo.
pub(crate) struct DemoKeys(pub(crate) PartyId);

impl Keys for DemoKeys {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let seed: [u8; 32] = Sha256::digest(format!("qafila demo, no secret: {} {name}", self.0)).into();
        Ok(SecretKey::from_seed(&seed))
    }
}

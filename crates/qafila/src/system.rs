//! The ports of a real node: the system's clock and random numbers, the node's folder.

use crate::failure::Failure;
use app::Node;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError, Store};
use journal::keys::SecretKey;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use store::secrecy::{ExposeSecret as _, SecretString};
use store::{AgeSeals, HeadGuard, KeyFile, Location, Pool};
use units::Moment;
use zeroize::Zeroizing;

/// Where the passphrase of the key file is looked for before anyone is asked.
pub(crate) const PASSPHRASE_ENV: &str = "QAFILA_PASSPHRASE";

/// Overrides the clock, for transcripts that must not change from run to run.
pub(crate) const NOW_ENV: &str = "QAFILA_NOW";

/// The system's clock, or the time that stands still for a transcript.
pub(crate) struct SystemClock {
    fixed: Option<Moment>,
}

impl SystemClock {
    pub(crate) fn new() -> Result<Self, Failure> {
        let Some(given) = std::env::var_os(NOW_ENV) else { return Ok(Self { fixed: None }) };
        let given = given.to_string_lossy();
        let fixed = given.parse().map_err(|error| Failure::user(format!("{NOW_ENV}: {error}"), None))?;
        Ok(Self { fixed: Some(fixed) })
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }
}

/// A clock that was set to a moment, and runs on from there.
#[derive(Clone, Copy)]
pub(crate) struct SetClock {
    to: Moment,
    since: Instant,
}

impl SetClock {
    pub(crate) fn to(moment: Moment) -> Self {
        Self { to: moment, since: Instant::now() }
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        self.to.plus_seconds(i64::try_from(self.since.elapsed().as_secs()).unwrap_or(i64::MAX))
    }
}

/// The system's random numbers.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        getrandom::fill(bytes).map_err(|error| EntropyError { why: error.to_string() })
    }
}

/// Where the passphrase of another key file, or a new one for the node's, is looked for.
pub(crate) const OTHER_PASSPHRASE_ENV: &str = "QAFILA_OTHER_PASSPHRASE";

/// The passphrase of the node's keys, from the environment or from a person at a terminal.
pub(crate) fn passphrase() -> Option<SecretString> {
    asked(PASSPHRASE_ENV, "Passphrase: ")
}

/// The passphrase of a key file that is not the node's.
pub(crate) fn other_passphrase() -> Option<SecretString> {
    asked(OTHER_PASSPHRASE_ENV, "Passphrase of the other file: ")
}

/// A passphrase for the keys of a new node.
pub(crate) fn new_passphrase() -> Result<SecretString, Failure> {
    let given = passphrase().ok_or_else(|| Failure::from(app::NodeError::from(KeysError::Locked)))?;
    sure(given, PASSPHRASE_ENV, "hint-passphrase")
}

/// A passphrase to lock keys by that have another one now.
pub(crate) fn new_other_passphrase() -> Result<SecretString, Failure> {
    let given = asked(OTHER_PASSPHRASE_ENV, "New passphrase: ").ok_or_else(Failure::other_locked)?;
    sure(given, OTHER_PASSPHRASE_ENV, "hint-other-passphrase")
}

fn asked(variable: &str, prompt: &str) -> Option<SecretString> {
    if let Ok(given) = std::env::var(variable) {
        return Some(given.into());
    }
    if !std::io::stdin().is_terminal() {
        return None;
    }
    rpassword::prompt_password(prompt).ok().map(SecretString::from)
}

/// Not empty, and at a terminal given twice: nothing opens the keys of one that was mistyped.
fn sure(given: SecretString, variable: &str, hint: &'static str) -> Result<SecretString, Failure> {
    let refused = |why: &str| Failure::user(why, Some((hint, Vec::new())));
    if given.expose_secret().is_empty() {
        return Err(refused("the passphrase is empty"));
    }
    if std::env::var_os(variable).is_none() {
        let again = rpassword::prompt_password("The same again: ").map(SecretString::from);
        let again = again.map_err(|_| refused("the passphrase was not given again"))?;
        if again.expose_secret() != given.expose_secret() {
            return Err(refused("the two passphrases differ"));
        }
    }
    Ok(given)
}

/// Opens the node in a folder.
pub(crate) fn open(dir: &Path) -> Result<Node, Failure> {
    open_at(dir, SystemClock::new()?)
}

/// Opens the node in a folder with a passphrase that was asked for before; its keys are locked without one.
pub(crate) fn open_with(dir: &Path, passphrase: Option<SecretString>) -> Result<Node, Failure> {
    let keys = KeyFile::open(dir, Box::new(move || passphrase.clone()));
    open_keyed(dir, SystemClock::new()?, Box::new(keys))
}

/// Opens the node in a folder, with another clock than the system's.
pub(crate) fn open_at(dir: &Path, clock: impl Clock + 'static) -> Result<Node, Failure> {
    open_keyed(dir, clock, keys_of(dir))
}

/// The keys of the node in a folder, opened where they are needed.
pub(crate) fn keys_of(dir: &Path) -> Box<dyn Keys> {
    Box::new(KeyFile::open(dir, Box::new(passphrase)))
}

/// Every key of the node in a folder.
pub(crate) fn unlock(dir: &Path, passphrase: SecretString) -> Result<Vec<(String, SecretKey)>, KeysError> {
    KeyFile::open(dir, Box::new(move || Some(passphrase.clone()))).keys()
}

/// Opens the node in a folder with keys that were unlocked before.
pub(crate) fn open_keyed(dir: &Path, clock: impl Clock + 'static, keys: Box<dyn Keys>) -> Result<Node, Failure> {
    let store = Location::of_node(dir)?.open().map_err(app::NodeError::from)?;
    node_over(store, dir, clock, keys)
}

/// The same, from a database that may have stayed open.
pub(crate) fn open_pooled(dir: &Path, pool: &Arc<Pool>, keys: Box<dyn Keys>) -> Result<Node, Failure> {
    let store = pool.open(&Location::of_node(dir)?).map_err(app::NodeError::from)?;
    node_over(store, dir, SystemClock::new()?, keys)
}

fn node_over(
    store: Box<dyn Store>,
    dir: &Path,
    clock: impl Clock + 'static,
    keys: Box<dyn Keys>,
) -> Result<Node, Failure> {
    let store = HeadGuard::new(store, dir);
    Ok(Node::new(Box::new(store), Box::new(clock), Box::new(SystemEntropy), keys, Box::new(AgeSeals)))
}

/// The node's folder: as given, else this folder or the nearest above that has a database or names one.
pub(crate) fn find(given: Option<&Path>) -> Result<PathBuf, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::io("find the current folder", Path::new("."), error))?;
    let start = given.unwrap_or(&here);
    let is_node = |dir: &&Path| Location::is_node(dir);
    let found = match given {
        Some(dir) => Some(dir).filter(is_node),
        None => here.ancestors().find(is_node),
    };
    found.map(Path::to_path_buf).ok_or_else(|| Failure::no_node(start))
}

/// The files that a database is in while it is written to.
pub(crate) fn database_files(database: &Path) -> [PathBuf; 2] {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    [database.to_path_buf(), log.into()]
}

/// A number that is another where one of the files was written to: of lengths and times.
pub(crate) fn stamp_of(files: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let about = file.metadata().ok();
        // An empty log comes and goes as others read, and says nothing.
        let about = about.filter(|about| about.len() > 0);
        about.map(|about| (about.len(), about.modified().ok())).hash(&mut hasher);
    }
    hasher.finish()
}

/// A private key from the system's random numbers.
pub(crate) fn new_key() -> Result<SecretKey, Failure> {
    let mut seed = Zeroizing::new([0; 32]);
    SystemEntropy.fill(seed.as_mut()).map_err(app::NodeError::from)?;
    Ok(SecretKey::from_seed(&seed))
}

//! Silent damage on disk: one bit of the database file changed, its pages still well formed.

use crate::database::tamper;
use crate::support::known;
use app::exchange::folder;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError, LOG_KEY, StoreError};
use app::{Genesis, Node, NodeError};
use journal::keys::SecretKey;
use journal::verify::verify_journal;
use model::{Draft, Names, OfficerRole, PartyRole, Text};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use store::{AgeSeals, DATABASE_FILE, SqliteStore};
use tempfile::TempDir;
use units::Moment;

struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        known(0)
    }
}

impl Entropy for Still {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        bytes.fill(0x5a);
        Ok(())
    }
}

/// Counts how often the key of the journal is asked for: once for each checkpoint.
#[derive(Clone, Default)]
struct Counted(Rc<Cell<u32>>);

impl Keys for Counted {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        if name == LOG_KEY {
            self.0.set(self.0.get() + 1);
        }
        Ok(SecretKey::from_seed(&[if name == LOG_KEY { 1 } else { 2 }; 32]))
    }
}

fn draft(code: &str) -> Draft {
    let words = r#"{"officer": "ab/one", "kind": "item_defined", "body": {"item": "CODE", "name":
        {"en": "CODE", "fr": "CODE", "ar": "CODE"}, "unit": "each", "mass": 1, "volume": 0, "tracking": "bulk",
        "hazard": null, "vehicle": null, "check_days": null}}"#;
    Draft::from_json(&words.replace("CODE", code)).unwrap()
}

fn open(path: &Path, keys: &Counted) -> Result<Node, StoreError> {
    let store = SqliteStore::open(path)?;
    Ok(Node::new(Box::new(store), Box::new(Still), Box::new(Still), Box::new(keys.clone()), Box::new(AgeSeals)))
}

/// A node of seven entries, closed, so that everything is in the one file.
fn seven() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(DATABASE_FILE);
    drop(SqliteStore::create(&path).unwrap());
    let mut node = open(&path, &Counted::default()).unwrap();
    let name = Text::new("AB").unwrap();
    let names = Names { en: name.clone(), fr: name.clone(), ar: name };
    node.init(&Genesis {
        origin: "test.example/ab".parse().unwrap(),
        party: "ab".parse().unwrap(),
        name: names,
        role: PartyRole::Monitor,
        officers: vec![("ab/one".parse().unwrap(), OfficerRole::Movement)],
        follows: None,
    })
    .unwrap();
    node.say(&["a", "b", "c", "d", "e", "f"].map(draft)).unwrap();
    (dir, path)
}

/// Where a value stands in the file; it is there once.
fn find(file: &[u8], value: &[u8]) -> usize {
    let mut found = file.windows(value.len()).enumerate().filter(|(_, part)| *part == value);
    let (at, _) = found.next().unwrap();
    assert_eq!(found.next(), None);
    at
}

#[test]
fn nothing_is_signed_on_a_head_with_one_bit_changed() {
    let (_dir, path) = seven();
    let own = open(&path, &Counted::default()).unwrap().own().unwrap().unwrap();
    let whole = std::fs::read(&path).unwrap();
    let peaks: Vec<u8> = own.frontier.peaks().iter().flat_map(|peak| *peak.as_bytes()).collect();
    // Columns stand side by side: the party follows the journal's name.
    let (key, name) = (own.key.to_string(), format!("{}{}", own.origin, own.party));
    let party = find(&whole, name.as_bytes()) + own.origin.as_str().len();
    let places = [&peaks[..], &own.checkpoint, key.as_bytes()].map(|value| (find(&whole, value), value));
    for (from, value) in places.into_iter().chain([(party, own.party.as_str().as_bytes())]) {
        for at in from..from + value.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&path, damaged).unwrap();
            let keys = Counted::default();
            let said = open(&path, &keys).map_err(NodeError::from).and_then(|mut node| node.say(&[draft("g")]));
            assert!(matches!(said, Err(NodeError::Store(StoreError::Damaged { .. }))), "byte {}: {said:?}", at - from);
            assert_eq!(keys.0.get(), 0, "byte {} of `{}`", at - from, String::from_utf8_lossy(value));
        }
    }
    std::fs::write(&path, whole).unwrap();
    let keys = Counted::default();
    open(&path, &keys).unwrap().say(&[draft("g")]).unwrap();
    assert_eq!(keys.0.get(), 1);
}

/// The node's own journal as files.
fn files(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let node = open(path, &Counted::default()).map_err(|error| error.to_string())?;
    let own = node.own().map_err(|error| error.to_string())?.unwrap();
    let below = format!("{}/", folder(&own));
    let files = node.export(&own, None).map_err(|error| error.to_string())?.into_iter();
    Ok(files.map(|(path, bytes)| (path.strip_prefix(&below).unwrap().to_owned(), bytes)).collect())
}

/// What an audit says of the node's own journal.
fn audit(path: &Path) -> Result<(), String> {
    let verified = verify_journal(&files(path)?, None, &mut |_| {}).map_err(|error| error.to_string())?;
    assert_eq!(app::exchange::judge(&verified), (7, 0));
    Ok(())
}

#[test]
fn an_audit_names_the_entry_with_one_bit_changed() {
    let (_dir, path) = seven();
    let entries = open(&path, &Counted::default()).unwrap().store().entries(&"test.example/ab".parse().unwrap());
    let whole = std::fs::read(&path).unwrap();
    for row in entries.unwrap() {
        let (_, statement) = row.content.unwrap();
        let commitment = row.entry.commitment.as_bytes().as_slice();
        for value in [commitment, &statement] {
            let from = find(&whole, value);
            for at in (from..from + value.len()).step_by(7) {
                let mut damaged = whole.clone();
                damaged[at] ^= 1;
                std::fs::write(&path, damaged).unwrap();
                let told = audit(&path).unwrap_err();
                assert!(told.contains(&format!("entry {} of journal `test.example/ab`", row.index)), "{at}: {told}");
            }
        }
    }
    std::fs::write(&path, whole).unwrap();
    audit(&path).unwrap();
}

#[test]
fn a_copy_repairs_the_entry_with_one_bit_changed_or_missing() {
    let (_dir, path) = seven();
    let origin = "test.example/ab".parse().unwrap();
    let (copy, whole) = (files(&path).unwrap(), std::fs::read(&path).unwrap());
    let rows = open(&path, &Counted::default()).unwrap().store().entries(&origin).unwrap();
    let repaired = |what: &str| {
        assert!(audit(&path).is_err(), "{what}");
        let imported = open(&path, &Counted::default()).unwrap().import(&copy, None, &mut |_| {}).unwrap();
        assert_eq!((imported.mended, imported.new_entries), (1, 0), "{what}");
        audit(&path).unwrap();
        assert_eq!(open(&path, &Counted::default()).unwrap().store().entries(&origin).unwrap(), rows, "{what}");
    };
    let (_, statement) = rows[3].content.clone().unwrap();
    for value in [rows[3].entry.commitment.as_bytes(), &statement[..]] {
        let at = find(&whole, value) + value.len() / 2;
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&path, damaged).unwrap();
        repaired(&format!("byte {at}"));
    }
    for sql in [
        "DELETE FROM entry WHERE idx = 4",
        "UPDATE entry SET commitment = x'00' WHERE idx = 4",
        "UPDATE entry SET statement = NULL WHERE idx = 4",
        "INSERT INTO field VALUES ('test.example/ab', 4, zeroblob(32), zeroblob(32), x'', 0)",
    ] {
        std::fs::write(&path, &whole).unwrap();
        tamper(&path, sql);
        repaired(sql);
    }
}

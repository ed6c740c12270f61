//! Nodes of the built-in operation, over one clock that the test moves.

use crate::memory::Memory;
use crate::sticker::Sticker;
use app::exchange::{ExchangeError, Imported, folder};
use app::ports::{Clock, Entropy, EntropyError, JournalRow, Keys, KeysError, Seals};
use app::{AsOf, Node};
use journal::keys::SecretKey;
use model::{Draft, Reference};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use units::{Moment, PartyId};
use views::Views;

/// A journal's folder in memory: path below it, bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

struct Shared(Rc<Cell<Moment>>);

impl Clock for Shared {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// Salts from a counter.
struct Counted(u64);

impl Entropy for Counted {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.0 += 1;
        bytes.fill(0x5a);
        bytes[..8].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

/// A key for every name but `nobody`.
pub(crate) struct Named(pub(crate) String);

impl Keys for Named {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        if name.ends_with("nobody") {
            return Err(KeysError::Missing { name: name.to_owned(), known: Vec::new() });
        }
        Ok(key(&format!("{} {name}", self.0)))
    }
}

/// The key of a name.
pub(crate) fn key(name: &str) -> SecretKey {
    let mut seed = [7; 32];
    for (at, byte) in name.bytes().enumerate() {
        seed[at % 32] ^= byte.rotate_left(u32::try_from(at / 32).unwrap());
    }
    SecretKey::from_seed(&seed)
}

pub(crate) fn operation_file(name: &str) -> Option<Vec<u8>> {
    // Also where the fuzz targets include this file.
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = above.map(|above| above.join("operations/sahel-2013")).find(|folder| folder.is_dir())?;
    std::fs::read(folder.join(name)).ok()
}

pub(crate) fn party(name: &str) -> PartyId {
    name.parse().unwrap()
}

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// One node with what the tests reach around it.
pub(crate) struct Seat {
    pub(crate) node: Node,
    pub(crate) memory: Memory,
}

pub(crate) struct World {
    pub(crate) clock: Rc<Cell<Moment>>,
    pub(crate) seats: BTreeMap<String, Seat>,
}

impl World {
    /// A node for each party, each with its first word said at noon of the fifth of February.
    pub(crate) fn of(parties: &[&str]) -> Self {
        let clock = Rc::new(Cell::new(moment("2013-02-05T12:00:00Z")));
        let mut world = Self { clock, seats: BTreeMap::new() };
        for name in parties {
            let mut seat = world.seat(name, Memory::default());
            let operation = seat.node.join(&operation_file).unwrap();
            seat.node.init(&operation.genesis(&party(name)).unwrap()).unwrap();
            world.seats.insert((*name).to_owned(), seat);
        }
        world
    }

    /// A node with the keys of that name over a store.
    pub(crate) fn seat(&self, name: &str, memory: Memory) -> Seat {
        let salts = Box::new(Counted(u64::from(name.as_bytes()[0]) << 32));
        self.seat_of(memory, Box::new(Named(name.to_owned())), salts, Box::new(Sticker))
    }

    /// The same, with keys of another source.
    pub(crate) fn seat_with(&self, name: &str, memory: Memory, keys: Box<dyn Keys>) -> Seat {
        let salts = Box::new(Counted(u64::from(name.as_bytes()[0]) << 32));
        self.seat_of(memory, keys, salts, Box::new(Sticker))
    }

    /// The same, with salts of another source.
    pub(crate) fn seat_salted(&self, name: &str, memory: Memory, salts: Box<dyn Entropy>) -> Seat {
        self.seat_of(memory, Box::new(Named(name.to_owned())), salts, Box::new(Sticker))
    }

    /// The same, with seals of another kind.
    pub(crate) fn seat_sealing(&self, name: &str, memory: Memory, seals: Box<dyn Seals>) -> Seat {
        let salts = Box::new(Counted(u64::from(name.as_bytes()[0]) << 32));
        self.seat_of(memory, Box::new(Named(name.to_owned())), salts, seals)
    }

    fn seat_of(&self, memory: Memory, keys: Box<dyn Keys>, salts: Box<dyn Entropy>, seals: Box<dyn Seals>) -> Seat {
        let clock = Box::new(Shared(self.clock.clone()));
        let node = Node::new(Box::new(memory.clone()), clock, salts, keys, seals).remembering(Arc::default());
        Seat { node, memory }
    }

    pub(crate) fn at(&self, time: &str) {
        self.clock.set(moment(time));
    }

    pub(crate) fn node(&mut self, name: &str) -> &mut Node {
        &mut self.seats.get_mut(name).unwrap().node
    }

    pub(crate) fn memory(&self, name: &str) -> Memory {
        self.seats[name].memory.clone()
    }

    pub(crate) fn say(&mut self, name: &str, drafts: &[Value]) -> Vec<Reference> {
        let drafts: Vec<Draft> = drafts.iter().map(draft).collect();
        self.said(name, &drafts)
    }

    fn said(&mut self, name: &str, drafts: &[Draft]) -> Vec<Reference> {
        let said = self.node(name).say(drafts).unwrap();
        self.agrees_with_one_that_forgets(name);
        said
    }

    /// What a node remembers is what it would come to anew.
    pub(crate) fn agrees_with_one_that_forgets(&self, name: &str) {
        let Seat { node, memory } = &self.seats[name];
        let clock = Box::new(Shared(self.clock.clone()));
        let keys = Box::new(Named(name.to_owned()));
        let anew = Node::new(Box::new(memory.clone()), clock, Box::new(Counted(0)), keys, Box::new(Sticker));
        let now = AsOf::default();
        assert_eq!(node.said(&now).ok(), anew.said(&now).ok());
        assert_eq!(node.views(&now).ok(), anew.views(&now).ok());
        // As of a moment before the last that happened, too.
        let before = AsOf { occurred: Some(self.clock.get().plus_seconds(-3_600)), known: None };
        assert_eq!(node.views(&before).ok(), anew.views(&before).ok());
    }

    /// Says the lines of a file of the operation.
    pub(crate) fn say_file(&mut self, name: &str, file: &str) -> Vec<Reference> {
        let parsed = app::jsonl::parse(&operation_file(file).unwrap());
        assert_eq!(parsed.bad, []);
        let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
        self.said(name, &drafts)
    }

    /// A journal that one party holds, as files for a reader.
    pub(crate) fn files(&self, holder: &str, of: &str, reader: Option<&str>) -> Files {
        let node = &self.seats[holder].node;
        files(node, &journal(node, of), reader)
    }

    /// One party takes over a journal that another holds.
    pub(crate) fn pass(&mut self, from: &str, of: &str, to: &str) -> Imported {
        let files = self.files(from, of, Some(to));
        self.import(to, &files).unwrap()
    }

    pub(crate) fn import(&mut self, to: &str, files: &Files) -> Result<Imported, ExchangeError> {
        let imported = self.node(to).import(files, None, &mut |_| {});
        self.agrees_with_one_that_forgets(to);
        imported
    }

    pub(crate) fn views(&mut self, name: &str) -> Arc<Views> {
        self.agrees_with_one_that_forgets(name);
        self.node(name).views(&AsOf::default()).unwrap()
    }
}

/// The journal of a party, as a node holds it.
pub(crate) fn journal(node: &Node, of: &str) -> JournalRow {
    node.journals().unwrap().into_iter().find(|journal| journal.party == party(of)).unwrap()
}

pub(crate) fn files(node: &Node, journal: &JournalRow, reader: Option<&str>) -> Files {
    let below = format!("{}/", folder(journal));
    let all = node.export(journal, reader.map(party).as_ref()).unwrap().into_iter();
    all.map(|(path, bytes)| (path.strip_prefix(&below).unwrap().to_owned(), bytes)).collect()
}

pub(crate) fn draft(value: &Value) -> Draft {
    Draft::from_json(&value.to_string()).unwrap()
}

/// An item of the catalogue, defined by the stores officer of a party.
pub(crate) fn item(of: &str, code: &str) -> Value {
    serde_json::json!({"officer": format!("{of}/stores"), "kind": "item_defined", "body": {
        "item": code, "name": {"en": code, "fr": code, "ar": code}, "unit": "each", "mass": 1000, "volume": 0, "tracking": "bulk",
        "hazard": null, "vehicle": null, "check_days": null}})
}

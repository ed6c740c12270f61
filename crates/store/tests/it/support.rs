//! A journal of given length, as the store sees it.

use app::Node;
use app::ports::{Append, Clock, Entropy, EntropyError, EntryRow, HeldField, JournalRow, Keys, KeysError, Store};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::keys::SecretKey;
use journal::log::Head;
use journal::note::Signer;
use journal::tree::{Frontier, Size};
use units::{Moment, OriginLine};

pub(crate) fn origin() -> OriginLine {
    OriginLine::new("test.example/ab").unwrap()
}

/// When the entries of these tests became known.
pub(crate) fn known(hour: i64) -> Moment {
    Moment::from_seconds(1_360_000_000 + hour * 3_600)
}

pub(crate) fn row(index: u64, disclosed: bool) -> EntryRow {
    let salt = Salt::new([u8::try_from(index % 256).unwrap(); 32]);
    let statement = format!("statement {index}").into_bytes();
    let entry = Entry::commit(&salt, &statement);
    EntryRow {
        index,
        entry,
        content: disclosed.then_some((salt, statement)),
        fields: Vec::new(),
        erased: None,
        known: known(0),
    }
}

/// The same entry, with as many of its fields open.
pub(crate) fn hiding(index: u64, fields: u8) -> EntryRow {
    let held = |n: u8| HeldField {
        opening: Opening { salt: Salt::new([n; 32]), value: format!("piece {n}").into_bytes() },
        known: known(n.into()),
    };
    let mut fields: Vec<HeldField> = (0..fields).map(held).collect();
    fields.sort_by_key(|field| field.opening.commitment());
    EntryRow { fields, ..row(index, true) }
}

/// The append that makes a journal of `from` entries one of `to`, all disclosed.
pub(crate) fn growth(from: u64, to: u64) -> Append {
    let mut head = Head::new(origin(), Frontier::default());
    (0..to).for_each(|index| {
        head.append(&row(index, false).entry);
    });
    let signer = Signer::log(origin(), SecretKey::from_seed(&[7; 32])).unwrap();
    let journal = JournalRow {
        origin: origin(),
        party: "ab".parse().unwrap(),
        key: signer.verifier_key().clone(),
        own: true,
        frontier: head.frontier().clone(),
        checkpoint: head.checkpoint().sign(&signer).unwrap().to_string().into_bytes(),
    };
    let entries = (from..to).map(|index| row(index, true)).collect();
    let (expected, disclosed, documents) = (Size::new(from), Vec::new(), Vec::new());
    Append { journal, expected, entries, disclosed, retires: None, signed_here: true, documents }
}

/// A node without keys over a store, at one time, whose salts are counted.
pub(crate) fn node(store: Box<dyn Store>, first: u64) -> Node {
    struct Still;
    impl Clock for Still {
        fn now(&self) -> Moment {
            known(0)
        }
    }
    struct Counted(u64);
    impl Entropy for Counted {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            self.0 += 1;
            bytes.fill(0);
            bytes[..8].copy_from_slice(&self.0.to_be_bytes());
            Ok(())
        }
    }
    struct Locked;
    impl Keys for Locked {
        fn secret(&self, _: &str) -> Result<SecretKey, KeysError> {
            Err(KeysError::Locked)
        }
    }
    Node::new(store, Box::new(Still), Box::new(Counted(first)), Box::new(Locked), Box::new(store::AgeSeals))
}

//! Who read what was said to few: noted as it happens, signed when an officer closes the period.
//!
//! - A note has names and hashes, and nothing of what any statement says.
//! - Notes lie in the store as documents, each written once under a name of its own, so that two processes lose none
//!   of each other's. What was signed is emptied in the very step that signs it.
//! - Noting the same twice is noting it once.

use crate::exchange::ExchangeError;
use crate::node::{AsOf, Node, NodeError, may_read};
use crate::partners::log_name;
use crate::ports::StoreError;
use journal::content::{CONTENT_FOLDER, Pack, SEALED_ENDING};
use journal::tree::EntryIndex;
use model::{AccessReader, AccessRecorded, Audience, Body, Draft, EntryRange, Reference, Statement, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};
use views::Said;

/// Documents under this prefix are notes.
const NOTES: &str = "access/";

/// Documents of notes that are joined into one when there are more.
const DOCUMENTS_MAX: usize = 32;

/// Things of one sort in one statement: with what stands around them they stay below the longest payload.
const AT_ONCE: usize = 100;

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// One statement, by leaf hash.
    Statement(Digest),
    /// A view, by its name in the interface.
    View(String),
    /// Content of entries, served to a partner.
    Served(EntryRange),
}

/// What one reader read in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// When first.
    pub from: Moment,
    /// When last.
    pub to: Moment,
    /// Statements, one by one.
    pub statements: BTreeSet<Digest>,
    /// Views.
    pub views: BTreeSet<String>,
    /// Content served, by journal: first and last entry of ranges that neither meet nor touch.
    pub served: BTreeMap<OriginLine, BTreeMap<u64, u64>>,
}

/// Who read what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(AccessReader, Period)>", into = "Vec<(AccessReader, Period)>")]
pub struct Accesses(BTreeMap<AccessReader, Period>);

impl From<Vec<(AccessReader, Period)>> for Accesses {
    fn from(list: Vec<(AccessReader, Period)>) -> Self {
        let mut all = Self::default();
        list.into_iter().for_each(|(reader, period)| all.add(reader, period));
        all
    }
}

impl From<Accesses> for Vec<(AccessReader, Period)> {
    fn from(all: Accesses) -> Self {
        all.0.into_iter().collect()
    }
}

impl Period {
    fn at(moment: Moment) -> Self {
        Self { from: moment, to: moment, statements: BTreeSet::new(), views: BTreeSet::new(), served: BTreeMap::new() }
    }

    fn note(&mut self, access: Access) {
        match access {
            Access::Statement(leaf) => _ = self.statements.insert(leaf),
            Access::View(view) => _ = self.views.insert(view),
            Access::Served(range) => self.serve(range.origin, range.first, range.last),
        }
    }

    /// Adds a range, joined with those that it meets or touches.
    fn serve(&mut self, origin: OriginLine, first: u64, last: u64) {
        let ranges = self.served.entry(origin).or_default();
        let (mut first, mut last) = (first, last.max(first));
        // Ranges that begin behind this one's end and its neighbour stay out; of the others, those that end before it.
        let near: Vec<u64> = ranges
            .range(..=last.saturating_add(1))
            .filter(|(_, end)| end.saturating_add(1) >= first)
            .map(|(begin, _)| *begin)
            .collect();
        for begin in near {
            if let Some(end) = ranges.remove(&begin) {
                (first, last) = (first.min(begin), last.max(end));
            }
        }
        ranges.insert(first, last);
    }

    fn join(&mut self, other: Self) {
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
        self.statements.extend(other.statements);
        self.views.extend(other.views);
        for (origin, ranges) in other.served {
            ranges.into_iter().for_each(|(first, last)| self.serve(origin.clone(), first, last));
        }
    }

    /// All the ranges, as a statement has them.
    pub fn ranges(&self) -> Vec<EntryRange> {
        let of = |(origin, ranges): (&OriginLine, &BTreeMap<u64, u64>)| -> Vec<EntryRange> {
            ranges
                .iter()
                .map(|(first, last)| EntryRange { origin: origin.clone(), first: *first, last: *last })
                .collect()
        };
        self.served.iter().flat_map(of).collect()
    }
}

impl Accesses {
    /// Notes that somebody read something.
    pub fn note(&mut self, reader: &AccessReader, at: Moment, access: Access) {
        let mut period = Period::at(at);
        period.note(access);
        self.add(reader.clone(), period);
    }

    /// Adds what others noted.
    pub fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|(reader, period)| self.add(reader, period));
    }

    fn add(&mut self, reader: AccessReader, period: Period) {
        match self.0.get_mut(&reader) {
            Some(known) => known.join(period),
            None => _ = self.0.insert(reader, period),
        }
    }

    /// Whether nobody read anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each reader, with what was read.
    pub fn iter(&self) -> impl Iterator<Item = (&AccessReader, &Period)> {
        self.0.iter()
    }

    /// When the first of it was read.
    pub fn since(&self) -> Option<Moment> {
        self.0.values().map(|period| period.from).min()
    }

    /// What an officer signs of it, for the own party alone: a statement for each reader, several where it is much.
    pub fn drafts(&self, officer: Option<&OfficerId>, own: &PartyId) -> Vec<Draft> {
        let bodies = self.0.iter().flat_map(|(reader, period)| bodies(reader, period));
        let draft = |body: AccessRecorded| Draft {
            officer: officer.cloned(),
            occurred: Some(body.to),
            audience: Audience::Parties(vec![own.clone()]),
            ..Draft::of(Body::AccessRecorded(body))
        };
        bodies.map(draft).collect()
    }
}

fn bodies(reader: &AccessReader, period: &Period) -> Vec<AccessRecorded> {
    let statements: Vec<Digest> = period.statements.iter().copied().collect();
    // Routes and names of this program always are texts.
    let views: Vec<Text> = period.views.iter().filter_map(|view| Text::new(view).ok()).collect();
    let served = period.ranges();
    let most = statements.len().max(views.len()).max(served.len());
    let body = |at: usize| AccessRecorded {
        reader: reader.clone(),
        from: period.from,
        to: period.to,
        statements: part(&statements, at),
        views: part(&views, at),
        served: part(&served, at),
    };
    (0..most).step_by(AT_ONCE).map(body).collect()
}

fn part<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    list.iter().skip(at).take(AT_ONCE).cloned().collect()
}

/// Whether a party that reads a statement reads what was said to few: not everyone may read it, or it has fields that
/// not every reader may, and the party may.
fn is_to_few(statement: &Statement, reader: &PartyId) -> bool {
    let opened = statement.field_audience.as_ref().is_some_and(|named| named.contains(reader));
    statement.audience != Audience::Everyone || opened
}

/// Whether what is read of an entry was disclosed to a party that did not say it.
pub fn is_disclosed(said: &Said, own: &PartyId) -> bool {
    &said.party != own && said.statement().is_some_and(|statement| is_to_few(statement, own))
}

/// Notes as they lie in the store.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// What they say together.
    pub accesses: Accesses,
    /// Their documents, those that were emptied included.
    names: Vec<String>,
}

impl Noted {
    /// What empties them.
    pub fn emptied(&self) -> Vec<(String, Vec<u8>)> {
        self.names.iter().map(|name| (name.clone(), Vec::new())).collect()
    }
}

impl Node {
    /// Keeps notes, beside those that are kept.
    pub fn keep_accesses(&mut self, new: &Accesses) -> Result<(), NodeError> {
        if new.is_empty() {
            return Ok(());
        }
        let full = self.store().documents(NOTES)?.len() >= DOCUMENTS_MAX;
        let mut all = if full { self.accesses()? } else { Noted::default() };
        all.accesses.join(new.clone());
        // Names, times and hashes always can be written.
        let json = serde_json::to_vec(&all.accesses).unwrap_or_default();
        let name = format!(
            "{NOTES}{}",
            Digest::new(Sha256::new().chain_update(self.salt()?.as_bytes()).chain_update(&json).finalize().into())
        );
        self.store_mut().keep(&[(name, json)])?;
        // Where this is broken off, the same is noted twice, which is once.
        if full { Ok(self.store_mut().forget(&all.names)?) } else { Ok(()) }
    }

    /// What is noted and not signed.
    pub fn accesses(&self) -> Result<Noted, NodeError> {
        let mut noted = Noted { names: self.store().documents(NOTES)?, ..Noted::default() };
        for name in &noted.names {
            let Some(bytes) = self.store().document(name)?.filter(|bytes| !bytes.is_empty()) else { continue };
            let read: Accesses = serde_json::from_slice(&bytes).map_err(|error| {
                NodeError::from(StoreError::Damaged { what: format!("the document `{name}`"), why: error.to_string() })
            })?;
            noted.accesses.join(read);
        }
        Ok(noted)
    }

    /// Signs what is noted in the name of an officer, or of the only one, and lets the notes go.
    pub fn sign_accesses(&mut self, officer: Option<&OfficerId>) -> Result<Vec<Reference>, NodeError> {
        let noted = self.accesses()?;
        let drafts = noted.accesses.drafts(officer, &self.party()?);
        let signed = self.say_beside(&drafts, |_| noted.emptied())?;
        self.forget_accesses(&noted)?;
        Ok(signed)
    }

    /// Lets notes go that were signed.
    pub fn forget_accesses(&mut self, noted: &Noted) -> Result<(), NodeError> {
        Ok(self.store_mut().forget(&noted.names)?)
    }

    /// To whom a file of a journal's folder was served, and which entries, where it holds what was said to few.
    pub fn served(&self, name: &str, path: &str) -> Result<Vec<(AccessReader, Access)>, ExchangeError> {
        let Some((party, pack)) = pack_of(path) else { return Ok(Vec::new()) };
        let journals = self.journals()?;
        let Some(journal) = journals.iter().find(|row| log_name(&row.origin) == name) else { return Ok(Vec::new()) };
        let (said, granted) = (self.said(&AsOf::default())?, self.granted_to(Some(&party))?);
        let few = said.iter().filter(|said| said.origin == journal.origin && pack.span().contains(&said.index));
        let read = few.filter(|said| said.party != party).filter(|said| {
            said.statement().is_some_and(|statement| {
                is_to_few(statement, &party) && may_read(statement, &party, granted.contains(&said.leaf))
            })
        });
        let range = |at: u64| EntryRange { origin: journal.origin.clone(), first: at, last: at };
        let partner = AccessReader::Partner(party.clone());
        Ok(read.map(|said| (partner.clone(), Access::Served(range(said.index)))).collect())
    }
}

/// Reader and pack of `content/<party>/<N>.age`.
fn pack_of(path: &str) -> Option<(PartyId, Pack)> {
    let (party, number) = path.strip_prefix(CONTENT_FOLDER)?.strip_suffix(SEALED_ENDING)?.split_once('/')?;
    let party = party.parse().ok()?;
    // The number of a pack is written in groups of three digits, `x001/234`.
    let number: u64 = number.split('/').map(|group| group.trim_start_matches('x')).collect::<String>().parse().ok()?;
    let first = Pack::of(EntryIndex::new(0)).span().end.checked_mul(number)?;
    Some((party, Pack::of(EntryIndex::new(first))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(seconds: i64) -> Moment {
        "2013-02-08T06:00:00Z".parse::<Moment>().unwrap().plus_seconds(seconds)
    }

    fn leaf(number: u16) -> Digest {
        let mut bytes = [0; 32];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        Digest::new(bytes)
    }

    fn access() -> impl Strategy<Value = (AccessReader, i64, Access)> {
        let reader = prop_oneof![
            Just(AccessReader::Officer("dz-log/movement".parse().unwrap())),
            Just(AccessReader::Token(Text::new("feed").unwrap())),
            Just(AccessReader::Partner("ml-army".parse().unwrap())),
        ];
        let origin = || "test.example/dz-log".parse::<OriginLine>().unwrap();
        let what = prop_oneof![
            (0u16..9).prop_map(|number| Access::Statement(leaf(number))),
            (0u8..3).prop_map(|number| Access::View(format!("view-{number}"))),
            (0u64..40, 0u64..5).prop_map(move |(first, more)| {
                Access::Served(EntryRange { origin: origin(), first, last: first + more })
            }),
        ];
        (reader, 0i64..1_000, what)
    }

    fn noted<'a>(all: impl IntoIterator<Item = &'a (AccessReader, i64, Access)>) -> Accesses {
        let mut accesses = Accesses::default();
        for (reader, at, what) in all {
            accesses.note(reader, moment(*at), what.clone());
        }
        accesses
    }

    proptest! {
        #[test]
        fn notes_come_to_the_same_in_any_order_and_any_parts(
            all in prop::collection::vec(access(), 0..60), cut in 0usize..60
        ) {
            let whole = noted(&all);
            let (front, back) = all.split_at(cut.min(all.len()));
            let mut joined = noted(back);
            joined.join(noted(front));
            joined.join(noted(front));
            prop_assert_eq!(&joined, &whole);
            prop_assert_eq!(&noted(all.iter().rev()), &whole);
            let json = serde_json::to_vec(&whole).unwrap();
            prop_assert_eq!(serde_json::from_slice::<Accesses>(&json).unwrap(), whole);
        }

        #[test]
        fn ranges_hold_what_was_served_and_never_touch(all in prop::collection::vec(access(), 0..60)) {
            let served: BTreeSet<u64> = all.iter().filter_map(|(_, _, what)| match what {
                Access::Served(range) => Some(range.first..=range.last),
                Access::Statement(_) | Access::View(_) => None,
            }).flatten().collect();
            let reader = AccessReader::Partner("ml-army".parse().unwrap());
            let mut accesses = Accesses::default();
            for (_, at, what) in &all {
                accesses.note(&reader, moment(*at), what.clone());
            }
            let ranges: Vec<EntryRange> = accesses.iter().flat_map(|(_, period)| period.ranges()).collect();
            let held: BTreeSet<u64> = ranges.iter().flat_map(|range| range.first..=range.last).collect();
            prop_assert_eq!(held, served);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].last + 1 < pair[1].first));
        }
    }

    #[test]
    fn much_of_one_reader_is_several_statements_that_each_fit() {
        let reader = AccessReader::Officer("dz-log/movement".parse().unwrap());
        let mut accesses = Accesses::default();
        (0..250).for_each(|number| accesses.note(&reader, moment(number.into()), Access::Statement(leaf(number))));
        accesses.note(&reader, moment(0), Access::View("account".to_owned()));
        let drafts = accesses.drafts(None, &"dz-log".parse().unwrap());
        let mut leaves = BTreeSet::new();
        for draft in &drafts {
            draft.validate().unwrap();
            assert_eq!(draft.audience, Audience::Parties(vec!["dz-log".parse().unwrap()]));
            let Body::AccessRecorded(body) = &draft.body else { panic!("{draft:?}") };
            assert_eq!((body.from, body.to), (moment(0), moment(249)));
            leaves.extend(body.statements.iter().copied());
        }
        assert_eq!((drafts.len(), leaves.len()), (3, 250));
    }

    #[test]
    fn what_was_said_to_few_is_disclosed_to_those_who_did_not_say_it() {
        let said = |audience: Audience, fields: Option<&str>| Statement {
            schema: model::SCHEMA,
            party: "dz-log".parse().unwrap(),
            officer: "dz-log/stores".parse().unwrap(),
            occurred: moment(0),
            stated: moment(0),
            seen: Vec::new(),
            references: Vec::new(),
            audience,
            body: Body::KeyRotated(model::KeyRotated {
                officer: "dz-log/stores".parse().unwrap(),
                key: "11".repeat(32).parse().unwrap(),
            }),
            field_audience: fields.map(|party| vec![party.parse().unwrap()]),
        };
        let few = || Audience::Parties(vec!["ml-army".parse().unwrap(), "monitor".parse().unwrap()]);
        for (statement, reader, disclosed) in [
            (said(few(), None), "ml-army", true),
            (said(few(), None), "dz-log", false),
            (said(Audience::Everyone, None), "ml-army", false),
            (said(Audience::Everyone, Some("monitor")), "monitor", true),
            (said(Audience::Everyone, Some("monitor")), "ml-army", false),
        ] {
            let entry = Said {
                origin: "test.example/dz-log".parse().unwrap(),
                party: statement.party.clone(),
                index: 0,
                leaf: leaf(0),
                known: moment(0),
                content: views::Content::Known(Box::new(statement)),
                standing: views::Standing::Sound,
            };
            assert_eq!(is_disclosed(&entry, &reader.parse().unwrap()), disclosed, "{entry:?} {reader}");
        }
    }

    #[test]
    fn a_pack_is_known_by_its_path() {
        let first = |path: &str| pack_of(path).map(|(party, pack)| (party.to_string(), pack.span().start));
        assert_eq!(first("content/ml-army/000.age"), Some(("ml-army".to_owned(), 0)));
        assert_eq!(first("content/ml-army/x001/234.age"), Some(("ml-army".to_owned(), 1_234 * 256)));
        for other in ["content/ml-army/", "content/000", "tile/0/000", "content/ml-army/a.age", "checkpoint"] {
            assert_eq!(first(other), None, "{other}");
        }
    }
}

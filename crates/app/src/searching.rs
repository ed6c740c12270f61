//! Search over all that a node may read: things and persons by identifier or name, places in any spelling,
//! statements by the first digits of their leaf hash or by journal and entry.

use crate::memory::Recalled;
use crate::node::Node;
use crate::operation::Operation;
use crate::places::PlacesError;
use model::{Names, Reference};
use reader::{Nearness, Spelling};
use units::{Digest, PlaceId};
use views::{Said, Views};

/// Most that is answered.
pub const FOUND_MAX: usize = 40;

/// Longest question that is read, in characters; what is longer names nothing.
pub const ASKED_MAX: usize = 100;

/// Digits of a leaf hash from which on statements are sought by it.
const LEAF_MIN: usize = 4;

/// What was found, and what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A place of the operation's network.
    Place(PlaceId),
    /// An axis.
    Axis(String),
    /// A segment.
    Segment(String),
    /// A convoy.
    Convoy(String),
    /// An item.
    Item(String),
    /// A piece: its item and its number.
    Serial(String, String),
    /// A consignment.
    Consignment(String),
    /// A pledge.
    Pledge(String),
    /// A party.
    Party(String),
    /// An officer.
    Officer(String),
    /// An open or settled matter, by its leaf.
    Matter(Digest),
    /// A statement, and its kind where it can be read.
    Statement(Reference, Option<String>),
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub thing: Thing,
    /// What it is called, in the three languages; by its identifier where absent.
    pub names: Option<Names>,
    /// How near its name or identifier is.
    pub nearness: Near,
}

/// How near something is to what was asked: nearer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// The same.
    Same,
    /// It begins so.
    Begins,
    /// It holds that.
    Holds,
    /// A name that sounds or looks like it.
    Like(Nearness),
}

/// What is sought.
struct Asked {
    folded: String,
    spelling: Spelling,
}

impl Asked {
    /// By identifiers and names as they are written.
    fn fits(&self, written: &str) -> Option<Near> {
        let written = written.to_lowercase();
        if written == self.folded {
            Some(Near::Same)
        } else if written.starts_with(&self.folded) {
            Some(Near::Begins)
        } else {
            written.contains(&self.folded).then_some(Near::Holds)
        }
    }

    /// By names in any spelling, too.
    fn sounds(&self, names: [&str; 3]) -> Option<Near> {
        let written = names.iter().filter_map(|name| self.fits(name)).min();
        let like =
            || names.iter().filter_map(|name| self.spelling.nearness(&Spelling::new(name))).min().map(Near::Like);
        written.or_else(like)
    }

    fn named(&self, id: &str, names: Option<&Names>) -> Option<Near> {
        let by_name = names.and_then(|names| self.sounds([names.en.as_str(), names.fr.as_str(), names.ar.as_str()]));
        self.fits(id).into_iter().chain(by_name).min()
    }
}

impl Node {
    /// All that fits, the nearest first; nothing for a question of nothing.
    pub fn search(&self, operation: &Operation, asked: &str) -> Result<Vec<Found>, PlacesError> {
        let asked = asked.trim();
        if asked.is_empty() || asked.chars().count() > ASKED_MAX {
            return Ok(Vec::new());
        }
        let Recalled { said, views, .. } = self.everything()?;
        let mut found = Vec::new();
        let spelled: Vec<(PlaceId, Nearness)> = self
            .find_places(asked)?
            .into_iter()
            .filter_map(|offered| Some((PlaceId::new(offered.key?).ok()?, offered.nearness)))
            .collect();
        let asked = Asked { folded: asked.to_lowercase(), spelling: Spelling::new(asked) };
        on_roads(operation, &asked, &spelled, &mut found);
        in_views(&views, &asked, &mut found);
        statements(&said, &asked, &mut found);
        found.sort_by(|a, b| (a.nearness, &a.thing).cmp(&(b.nearness, &b.thing)));
        found.truncate(FOUND_MAX);
        Ok(found)
    }
}

fn on_roads(operation: &Operation, asked: &Asked, spelled: &[(PlaceId, Nearness)], found: &mut Vec<Found>) {
    for node in operation.network.nodes() {
        let (id, names) = (node.place(), node.names());
        let like = spelled.iter().find(|(place, _)| place == &id).map(|(_, how)| Near::Like(*how));
        let near = asked.fits(id.as_str()).into_iter().chain(asked.sounds([&names.en, &names.fr, &names.ar]));
        if let Some(nearness) = near.chain(like).min() {
            found.push(Found { thing: Thing::Place(id), names: None, nearness });
        }
    }
    for axis in operation.network.axes() {
        let names = operation.axes.get(&axis.axis);
        let by_name = names.and_then(|names| asked.sounds([&names.en, &names.fr, &names.ar]));
        if let Some(nearness) = asked.fits(axis.axis.as_str()).into_iter().chain(by_name).min() {
            found.push(Found { thing: Thing::Axis(axis.axis.to_string()), names: None, nearness });
        }
    }
    for segment in operation.network.segments() {
        if let Some(nearness) = asked.fits(segment.id().as_str()) {
            found.push(Found { thing: Thing::Segment(segment.id().to_string()), names: None, nearness });
        }
    }
}

fn in_views(views: &Views, asked: &Asked, found: &mut Vec<Found>) {
    let mut push = |near: Option<Near>, thing: Thing, names: Option<&Names>| {
        found.extend(near.map(|nearness| Found { thing, names: names.cloned(), nearness }));
    };
    for (id, item) in views.catalogue.iter() {
        push(asked.named(id.as_str(), Some(&item.name)), Thing::Item(id.to_string()), Some(&item.name));
    }
    for (item, serial) in views.custody.serials().keys() {
        let names = views.catalogue.get(item).map(|item| &item.name);
        push(asked.fits(serial.as_str()), Thing::Serial(item.to_string(), serial.to_string()), names);
    }
    for (id, _) in views.movements.iter() {
        push(asked.fits(id.as_str()), Thing::Convoy(id.to_string()), None);
    }
    for id in views.custody.consignments().keys() {
        push(asked.fits(id.as_str()), Thing::Consignment(id.to_string()), None);
    }
    for (id, _) in views.agreements.pledges() {
        push(asked.fits(id.as_str()), Thing::Pledge(id.to_string()), None);
    }
    for leaf in views.custody.matters().keys() {
        push(by_leaf(asked, leaf), Thing::Matter(*leaf), None);
    }
    for (id, party) in views.parties.iter() {
        push(asked.named(id.as_str(), Some(&party.name)), Thing::Party(id.to_string()), Some(&party.name));
        for officer in party.officers.keys() {
            push(asked.fits(officer.as_str()), Thing::Officer(officer.to_string()), Some(&party.name));
        }
    }
}

/// Hashes are named by their first digits.
fn by_leaf(asked: &Asked, leaf: &Digest) -> Option<Near> {
    let enough = asked.folded.len() >= LEAF_MIN && asked.folded.bytes().all(|byte| byte.is_ascii_hexdigit());
    (enough && leaf.to_string().starts_with(&asked.folded)).then_some(Near::Begins)
}

fn statements(said: &[Said], asked: &Asked, found: &mut Vec<Found>) {
    let entry = asked.folded.rsplit_once('#').and_then(|(journal, index)| Some((journal, index.parse::<u64>().ok()?)));
    for one in said {
        let origin = one.origin.as_str().to_lowercase();
        let cited = entry.is_some_and(|(journal, index)| one.index == index && origin.ends_with(journal));
        let near = if cited { Some(Near::Same) } else { by_leaf(asked, &one.leaf) };
        let kind = || one.statement().map(|statement| statement.body.kind().code().to_owned());
        found.extend(near.map(|nearness| Found {
            thing: Thing::Statement(one.reference(), kind()),
            names: None,
            nearness,
        }));
    }
}

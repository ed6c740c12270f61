//! What is not as it was at an earlier look: which views, and of each, what in it.
//!
//! For those who watch a node: they are told what to ask for again, and read nothing that they could not ask for.

use crate::contacts::Relation;
use crate::node::{AsOf, Node, NodeError};
use crate::operation::Operation;
use crate::picture::Corridor;
use crate::presence::along;
use model::Subject;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{ConvoyId, Digest, ItemCode, Moment, OriginLine, PlaceId, SegmentId};
use views::{Convoy, ConvoyStatus, Posting, Views};

/// A node at one moment.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The operation, whose roads convoys are told by.
    pub operation: Arc<Operation>,
    /// All views, and the corridor.
    pub corridor: Corridor,
    /// Entries and root of every journal.
    pub journals: BTreeMap<OriginLine, (u64, Digest)>,
    /// Partners that are exchanged with.
    pub partners: Vec<Relation>,
}

/// The views that news are told of.
pub const VIEWS: [&str; 8] = ["picture", "convoys", "plan", "account", "findings", "parties", "journals", "partners"];

/// One view that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The corridor.
    Picture {
        /// Axes, segments and places in another state; of a certainty alone, where it moved notably.
        changed: Vec<Subject>,
        /// Crossings under another regime.
        crossings: Vec<PlaceId>,
        /// Convoys that are not there yet and were ordered over any of these.
        convoys: Vec<ConvoyId>,
        /// Whether notices of forces, or who has read them, are not as they were.
        activities: bool,
    },
    /// Convoys: ordered, credited, moved, held up.
    Convoys(Vec<ConvoyId>),
    /// Convoys whose order is another, and with them the plan in force.
    Plan(Vec<ConvoyId>),
    /// Items that were promised, moved, disputed or checked.
    Account(Vec<ItemCode>),
    /// What could not be reconciled.
    Findings,
    /// Parties, officers, items.
    Parties,
    /// Journals that grew, or came.
    Journals(Vec<OriginLine>),
    /// Partners that are exchanged with: others, or it went otherwise.
    Partners,
}

impl Node {
    /// The node as it is now.
    pub fn glance(&self) -> Result<Glance, crate::planning::PlanningError> {
        let operation = self.operation()?;
        let corridor = self.picture(&operation, &AsOf::default())?;
        Ok(Glance { operation, corridor, journals: self.heads()?, partners: self.relations()? })
    }

    /// Entries and root of every journal held here.
    pub fn heads(&self) -> Result<BTreeMap<OriginLine, (u64, Digest)>, NodeError> {
        let head = |row: crate::ports::JournalRow| (row.origin, (row.frontier.size().get(), row.frontier.root()));
        Ok(self.journals()?.into_iter().map(head).collect())
    }
}

impl Glance {
    /// When it was taken.
    pub fn at(&self) -> Moment {
        self.corridor.at
    }

    /// What is not as it was, a view after the other; nothing where all is.
    pub fn news_since(&self, earlier: &Self) -> Vec<News> {
        let (old, new) = (&earlier.corridor.views, &self.corridor.views);
        let mut news = Vec::new();
        news.extend(self.picture_since(earlier));
        let convoys = convoys_changed(old, new, |was, is| was == is);
        if !convoys.is_empty() {
            news.push(News::Convoys(convoys));
        }
        let ordered = convoys_changed(old, new, |was, is| was.order().by == is.order().by);
        if !ordered.is_empty() {
            news.push(News::Plan(ordered));
        }
        if account_differs(old, new) {
            news.push(News::Account(items_changed(old, new)));
        }
        if old.findings != new.findings {
            news.push(News::Findings);
        }
        let named = |views: &Views| (views.parties.clone(), views.catalogue.clone());
        if named(old) != named(new) {
            news.push(News::Parties);
        }
        let grown = self.journals.iter().filter(|(origin, head)| earlier.journals.get(origin) != Some(head));
        let grown: Vec<OriginLine> = grown.map(|(origin, _)| origin.clone()).collect();
        if !grown.is_empty() {
            news.push(News::Journals(grown));
        }
        if self.partners != earlier.partners {
            news.push(News::Partners);
        }
        news
    }

    fn picture_since(&self, earlier: &Self) -> Option<News> {
        let (old, new) = (&earlier.corridor, &self.corridor);
        let changed: Vec<Subject> = new.changes_since(old).into_iter().map(|change| change.subject).collect();
        let regimes = (&old.picture.regimes, &new.picture.regimes);
        let places: BTreeSet<&PlaceId> = regimes.0.keys().chain(regimes.1.keys()).collect();
        let differs = |place: &&&PlaceId| regimes.0.get(**place) != regimes.1.get(**place);
        let crossings: Vec<PlaceId> = places.iter().filter(differs).map(|place| (*place).clone()).collect();
        let notices = |corridor: &Corridor| -> BTreeMap<Digest, BTreeSet<units::PartyId>> {
            let activities = corridor.views.corridor.activities();
            activities.map(|one| (one.by.leaf, one.read_by.iter().cloned().collect())).collect()
        };
        let activities = notices(old) != notices(new);
        if changed.is_empty() && crossings.is_empty() && !activities {
            return None;
        }
        let convoys = self.ordered_over(&changed, &crossings);
        Some(News::Picture { changed, crossings, convoys, activities })
    }

    /// Convoys on the way, or still to go, whose order leads over any of these.
    fn ordered_over(&self, subjects: &[Subject], crossings: &[PlaceId]) -> Vec<ConvoyId> {
        let (mut segments, mut places) = (BTreeSet::<&SegmentId>::new(), BTreeSet::<&PlaceId>::new());
        places.extend(crossings);
        for subject in subjects {
            match subject {
                Subject::Axis(axis) => segments.extend(self.corridor.axes.along(axis)),
                Subject::Segment(segment) => _ = segments.insert(segment),
                Subject::Place(place) => _ = places.insert(place),
            }
        }
        let meets = |convoy: &Convoy| {
            let ordered = &convoy.order().ordered;
            let along = along(&self.operation.network, ordered);
            let passed = ordered.timings.iter().map(|timing| &timing.place).chain(along.iter().flatten());
            ordered.route.iter().any(|segment| segments.contains(segment))
                || passed.into_iter().any(|place| places.contains(place))
        };
        let going = self.corridor.views.movements.iter().filter(|(_, one)| one.status() != ConvoyStatus::Arrived);
        going.filter(|(_, convoy)| meets(convoy)).map(|(id, _)| id.clone()).collect()
    }
}

/// Convoys that are new, or differ.
fn convoys_changed(old: &Views, new: &Views, same: impl Fn(&Convoy, &Convoy) -> bool) -> Vec<ConvoyId> {
    let ids: BTreeSet<&ConvoyId> = old.movements.iter().chain(new.movements.iter()).map(|(id, _)| id).collect();
    let differs = |id: &&ConvoyId| match (old.movements.get(id), new.movements.get(id)) {
        (Some(was), Some(is)) => !same(was, is),
        (was, is) => was.is_some() != is.is_some(),
    };
    ids.into_iter().filter(differs).cloned().collect()
}

fn account_differs(old: &Views, new: &Views) -> bool {
    old.custody != new.custody
        || old.agreements != new.agreements
        || old.checks != new.checks
        || old.adjustments != new.adjustments
}

/// Items with other postings. None of them, where only promises, matters or checks are others.
fn items_changed(old: &Views, new: &Views) -> Vec<ItemCode> {
    let books = |views: &Views| -> BTreeMap<ItemCode, Vec<Posting>> {
        let mut books: BTreeMap<ItemCode, Vec<Posting>> = BTreeMap::new();
        for posting in views.custody.postings() {
            books.entry(posting.line.item.clone()).or_default().push(posting.clone());
        }
        books
    };
    let (was, is) = (books(old), books(new));
    let items: BTreeSet<&ItemCode> = was.keys().chain(is.keys()).collect();
    items.into_iter().filter(|item| was.get(*item) != is.get(*item)).cloned().collect()
}

//! What a draft names must be known here before it is signed: a journal only grows, so a slip of
//! the pen would stay in it for good.

use crate::jsonl::{LineError, Parsed};
use crate::memory::Recalled;
use crate::node::{Node, NodeError};
use crate::operation::Operation;
use crate::ports::KeysError;
use model::{Body, Draft, Line, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use units::{AxisId, Digest, ItemCode, OfficerId, PlaceId, Quantity, SegmentId};
use views::{Offer, Said};

/// What sort of name is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An item of the catalogue.
    Item,
    /// A site, town or crossing of the operation.
    Place,
    /// An axis of the operation.
    Axis,
    /// A segment of the operation's roads.
    Segment,
}

impl Sort {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Place => "place",
            Self::Axis => "axis",
            Self::Segment => "segment",
        }
    }
}

/// Why a draft is not to be signed here as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nobody here can sign as that officer.
    #[error("this node has no key for `{officer}`")]
    NoKey {
        /// As given.
        officer: OfficerId,
    },
    /// Several officers could sign, and none is named.
    #[error("which officer signs? this node has {}", officers.iter().map(OfficerId::as_str).collect::<Vec<_>>().join(", "))]
    WhichOfficer {
        /// Who could.
        officers: Vec<OfficerId>,
    },
    /// A statement that is cited is not here.
    #[error("no statement with leaf hash {leaf} is known here")]
    UnknownCitation {
        /// The leaf hash.
        leaf: Digest,
    },
    /// A count differs from the list, and no reason is given.
    #[error("item {item}: {offered} offered, {counted} counted; a difference needs a reason")]
    ReasonMissing {
        /// Of what.
        item: ItemCode,
        /// On the list.
        offered: Quantity,
        /// Counted.
        counted: Quantity,
    },
    /// Something that is named is not here.
    #[error("no {} `{given}` is known here", sort.code())]
    Unknown {
        /// What sort of name.
        sort: Sort,
        /// As given.
        given: String,
    },
}

/// What a node knows by name.
#[derive(Clone, Debug)]
pub struct Known {
    /// Officers of the node's own party, and whether they may sign now.
    officers: BTreeMap<OfficerId, bool>,
    said: Arc<Vec<Said>>,
    /// The leaf hashes of all that was said; made where a draft cites one.
    leaves: OnceLock<BTreeSet<Digest>>,
    /// Offers that wait for a count, by leaf hash.
    offers: BTreeMap<Digest, Offer>,
    items: BTreeSet<ItemCode>,
    places: BTreeSet<PlaceId>,
    axes: BTreeSet<AxisId>,
    segments: BTreeSet<SegmentId>,
    /// Whether names of items, places and roads may be others than these.
    strangers: bool,
}

impl Node {
    /// What this node and its operation know by name.
    pub fn known(&self, operation: &Operation) -> Result<Known, NodeError> {
        let party = self.party()?;
        let Recalled { said, views, .. } = self.everything()?;
        let officers = views.parties.get(&party).into_iter().flat_map(|party| &party.officers);
        let network = &operation.network;
        Ok(Known {
            officers: officers.map(|(id, officer)| (id.clone(), officer.until.is_none())).collect(),
            said,
            leaves: OnceLock::new(),
            offers: views.custody.offers().iter().map(|(leaf, offer)| (*leaf, offer.clone())).collect(),
            items: views.catalogue.iter().map(|(item, _)| item.clone()).collect(),
            places: network.nodes().map(|node| node.place()).collect(),
            axes: network.axes().map(|axis| axis.axis).collect(),
            segments: network.segments().map(|segment| segment.id()).collect(),
            strangers: false,
        })
    }

    /// The same, with those officers alone whose keys are at hand; opens the keys.
    pub fn known_to_sign(&self, known: &Known) -> Result<Known, NodeError> {
        let mut able = known.clone();
        for officer in known.officers.keys() {
            match self.keys().secret(officer.as_str()) {
                Ok(_) => {}
                Err(KeysError::Missing { .. }) => drop(able.officers.remove(officer)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(able)
    }
}

impl Known {
    /// The same, where items, places and roads may have other names: those of a partner, whose
    /// definition has not arrived.
    pub fn with_strangers(self) -> Self {
        Self { strangers: true, ..self }
    }

    /// Who could sign.
    pub fn officers(&self) -> impl Iterator<Item = &OfficerId> {
        self.officers.keys()
    }

    /// Whether that officer can sign here.
    pub fn may_sign(&self, officer: &OfficerId) -> Result<(), Unfit> {
        let known = self.officers.contains_key(officer);
        if known { Ok(()) } else { Err(Unfit::NoKey { officer: officer.clone() }) }
    }

    /// Every name of a sort.
    pub fn names(&self, sort: Sort) -> Vec<&str> {
        match sort {
            Sort::Item => self.items.iter().map(ItemCode::as_str).collect(),
            Sort::Place => self.places.iter().map(PlaceId::as_str).collect(),
            Sort::Axis => self.axes.iter().map(AxisId::as_str).collect(),
            Sort::Segment => self.segments.iter().map(SegmentId::as_str).collect(),
        }
    }

    /// Sorts out the lines that are not to be signed; what a good line defines, later ones may name.
    pub fn sift(&self, parsed: Parsed) -> Parsed {
        let mut known = self.clone();
        let mut sifted = Parsed { drafts: Vec::with_capacity(parsed.drafts.len()), bad: parsed.bad };
        for (line, draft) in parsed.drafts {
            match known.admit(&draft) {
                Ok(()) => {
                    known.learn(&draft.body);
                    sifted.drafts.push((line, draft));
                }
                Err(unfit) => sifted.bad.push((line, LineError::Unfit(unfit))),
            }
        }
        sifted.bad.sort_by_key(|(line, _)| *line);
        sifted
    }

    fn admit(&self, draft: &Draft) -> Result<(), Unfit> {
        match &draft.officer {
            Some(officer) if !self.officers.contains_key(officer) => {
                return Err(Unfit::NoKey { officer: officer.clone() });
            }
            Some(_) => {}
            None => self.only_officer()?,
        }
        let leaves = || self.leaves.get_or_init(|| self.said.iter().map(|said| said.leaf).collect());
        if let Some(leaf) = draft.cites.iter().find(|leaf| !leaves().contains(leaf)) {
            return Err(Unfit::UnknownCitation { leaf: *leaf });
        }
        self.explained(&draft.body)?;
        let unknown = |name: &Name<'_>| !self.strangers && !self.has(name);
        named(&draft.body).into_iter().find(unknown).map_or(Ok(()), |name| Err(name.unknown()))
    }

    fn only_officer(&self) -> Result<(), Unfit> {
        let in_force = self.officers.iter().filter(|(_, in_force)| **in_force);
        let officers: Vec<OfficerId> = in_force.map(|(id, _)| id.clone()).collect();
        if officers.len() == 1 { Ok(()) } else { Err(Unfit::WhichOfficer { officers }) }
    }

    /// A count is signed only with a reason for every difference.
    fn explained(&self, body: &Body) -> Result<(), Unfit> {
        let Body::HandoverAnswered(answered) = body else { return Ok(()) };
        let unexplained = self.offers.get(&answered.offer.leaf).map(|offer| offer.unexplained(answered));
        match unexplained.into_iter().flatten().next() {
            Some(views::Unexplained { item, offered, counted }) => Err(Unfit::ReasonMissing { item, offered, counted }),
            None => Ok(()),
        }
    }

    fn has(&self, name: &Name<'_>) -> bool {
        match name {
            Name::Item(item) => self.items.contains(*item),
            Name::Place(place) => self.places.contains(*place),
            Name::Axis(axis) => self.axes.contains(*axis),
            Name::Segment(segment) => self.segments.contains(*segment),
        }
    }

    fn learn(&mut self, body: &Body) {
        if let Body::ItemDefined(defined) = body {
            self.items.insert(defined.item.clone());
        }
        if let Body::OfficerAppointed(appointed) = body {
            self.officers.insert(appointed.officer.clone(), true);
        }
    }
}

/// A name in a statement that a catalogue or network explains.
enum Name<'b> {
    Item(&'b ItemCode),
    Place(&'b PlaceId),
    Axis(&'b AxisId),
    Segment(&'b SegmentId),
}

impl Name<'_> {
    fn unknown(&self) -> Unfit {
        let (sort, given) = match self {
            Self::Item(item) => (Sort::Item, item.to_string()),
            Self::Place(place) => (Sort::Place, place.to_string()),
            Self::Axis(axis) => (Sort::Axis, axis.to_string()),
            Self::Segment(segment) => (Sort::Segment, segment.to_string()),
        };
        Unfit::Unknown { sort, given }
    }
}

/// Every such name of a statement, in its order.
fn named(body: &Body) -> Vec<Name<'_>> {
    match body {
        // Names of these are explained by other statements, whose absence a view finds.
        Body::PartyDeclared(_)
        | Body::OfficerAppointed(_)
        | Body::OfficerRevoked(_)
        | Body::KeyRotated(_)
        | Body::LogKeyRotated(_)
        | Body::AudienceGranted(_)
        // Statements that were read may have been erased since.
        | Body::AccessRecorded(_)
        | Body::AgreementConcluded(_)
        | Body::AgreementStatusChanged(_)
        | Body::PledgeAmended(_)
        | Body::PledgeConditionMet(_)
        | Body::ReportRetracted(_)
        | Body::OverrideWithdrawn(_)
        | Body::ActivityAcknowledged(_)
        | Body::ClearanceDecided(_)
        | Body::HandoverClosed(_)
        | Body::HandoverVoided(_)
        // Defines its name.
        | Body::ItemDefined(_) => Vec::new(),
        Body::LotDeclared(lot) => vec![Name::Item(&lot.item)],
        Body::PledgeMade(made) => made.lines.iter().map(|line| Name::Item(&line.item)).collect(),
        Body::StockDeclared(declared) => at(&declared.site, items(&declared.lines)),
        Body::StockAdjusted(adjusted) => at(&adjusted.site, items([&adjusted.line])),
        Body::ReportFiled(filed) => subjects(&filed.about),
        Body::RegimeSet(set) => set.crossings.iter().map(Name::Place).collect(),
        Body::ActivityNotified(notified) => subjects(&notified.about),
        Body::StateOverridden(word) => subjects(&word.about),
        Body::ClearanceRequested(requested) => vec![Name::Place(&requested.crossing)],
        Body::ConsignmentPacked(packed) => at(&packed.site, items(packed.loads.iter().flat_map(|load| &load.lines))),
        Body::MovementOrdered(ordered) => {
            let places = ordered.timings.iter().map(|timing| Name::Place(&timing.place));
            ordered.route.iter().map(Name::Segment).chain(places).collect()
        }
        Body::CreditIssued(issued) => issued.route.iter().map(Name::Segment).collect(),
        Body::Progress(progress) => vec![Name::Place(&progress.place)],
        Body::Incident(incident) => {
            let place = incident.place.iter().map(Name::Place);
            place.chain(items(&incident.lines)).collect()
        }
        Body::HandoverOffered(offered) => at(&offered.place, items(&offered.lines)),
        Body::HandoverAnswered(answered) => answered.lines.iter().map(|line| Name::Item(&line.item)).collect(),
        Body::MatterOpened(opened) => items(&opened.lines).collect(),
        Body::MatterSettled(settled) => {
            let lines = items(settled.outcomes.iter().map(|outcome| &outcome.line));
            lines.chain(settled.outcomes.iter().flat_map(|outcome| &outcome.site).map(Name::Place)).collect()
        }
        Body::CheckScheduleSet(set) => set.item.iter().map(Name::Item).collect(),
        Body::StorageChecked(check) => vec![Name::Place(&check.site)],
        Body::CheckPerformed(check) => at(&check.site, [Name::Item(&check.item)]),
        Body::Consumed(consumed) => at(&consumed.site, items([&consumed.line])),
        Body::Destroyed(destroyed) => at(&destroyed.site, items([&destroyed.line])),
        Body::PartsTaken(taken) => at(&taken.site, [Name::Item(&taken.item)]),
        Body::StockReserved(reserved) => at(&reserved.site, items(&reserved.lines)),
        Body::ReservationReleased(released) => at(&released.site, items(&released.lines)),
        Body::StockMoved(moved) => at(&moved.site, at(&moved.to, items(&moved.lines))),
        Body::ConsignmentReloaded(reloaded) => {
            at(&reloaded.place, items(reloaded.loads.iter().flat_map(|load| &load.lines)))
        }
        Body::StockLost(lost) => at(&lost.site, items(&lost.lines)),
    }
}

fn at<'b>(site: &'b PlaceId, names: impl IntoIterator<Item = Name<'b>>) -> Vec<Name<'b>> {
    std::iter::once(Name::Place(site)).chain(names).collect()
}

fn items<'b>(lines: impl IntoIterator<Item = &'b Line>) -> impl Iterator<Item = Name<'b>> {
    lines.into_iter().map(|line| Name::Item(&line.item))
}

fn subjects(about: &[Subject]) -> Vec<Name<'_>> {
    let names = about.iter().map(|subject| match subject {
        Subject::Axis(axis) => Name::Axis(axis),
        Subject::Segment(segment) => Name::Segment(segment),
        Subject::Place(place) => Name::Place(place),
    });
    names.collect()
}

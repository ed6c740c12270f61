//! Stretches that forces give notice of, and the convoys that meet them there in time: so that no two
//! columns meet by surprise. What is told here reaches those alone who may read the notices.

use crate::node::{AsOf, Node, NodeError};
use crate::operation::Operation;
use crate::picture::Corridor;
use crate::presence::{Pass, Piece, passes, span};
use crate::ways::Driven;
use model::{ActivityAcknowledged, Audience, Body, Draft, Subject};
use std::collections::BTreeSet;
use units::{ConvoyId, Interval, Moment, OfficerId, PartyId, PlaceId, SegmentId};
use views::{Activity, ConvoyStatus};

/// A notice, on the roads of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was said, by whom, and who has acknowledged it.
    pub activity: Activity,
    /// The segments that it means, those of its axes too.
    pub segments: BTreeSet<SegmentId>,
    /// The places that it means.
    pub places: BTreeSet<PlaceId>,
}

/// Where and when somebody meets an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// On these segments, as they are driven.
    pub segments: Vec<SegmentId>,
    /// At these places.
    pub places: Vec<PlaceId>,
    /// From the first moment to the last.
    pub span: Interval,
}

/// A convoy that is ordered to where a force will be at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encounter {
    /// The convoy.
    pub convoy: ConvoyId,
    /// Whose it is.
    pub party: PartyId,
    /// Whether it is of this node's party.
    pub own: bool,
    /// Whom it meets.
    pub notice: Notice,
    /// Where and when.
    pub meeting: Meeting,
    /// Whether its party knows: it has acknowledged the notice, or gave it.
    pub acknowledged: bool,
}

/// Two forces that gave notice of the same stretch at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The notice that begins first, and the other.
    pub notices: [Notice; 2],
    /// Where and when.
    pub meeting: Meeting,
}

impl Overlap {
    /// The parties of which one does not know of the other's notice, by its own word.
    pub fn unaware(&self) -> impl Iterator<Item = &PartyId> {
        let [first, second] = &self.notices;
        [(first, second), (second, first)].into_iter().filter_map(|(one, other)| {
            let party = &one.activity.party;
            (!other.is_known_to(party)).then_some(party)
        })
    }
}

/// Why no acknowledgement can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum AcknowledgeError {
    /// No such notice, or several.
    #[error("{found} notices {}; name one by the first digits of its leaf hash", asked(given.as_ref()))]
    Which {
        /// As given.
        given: Option<String>,
        /// How many fit.
        found: usize,
    },
    /// The notice is the party's own.
    #[error("notice {notice} is this party's own; only others acknowledge it")]
    Own {
        /// Which.
        notice: String,
    },
    /// Nothing would change.
    #[error("notice {notice} was acknowledged before")]
    Before {
        /// Which.
        notice: String,
    },
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

fn asked(given: Option<&String>) -> String {
    given.map_or_else(
        || "wait to be acknowledged".to_owned(),
        |given| format!("have a leaf hash that begins with `{given}`"),
    )
}

impl Notice {
    /// Whether a party knows of it, by its own word.
    pub fn is_known_to(&self, party: &PartyId) -> bool {
        &self.activity.party == party || self.activity.read_by.contains(party)
    }

    /// The pieces of road that it takes, each in all of its time.
    fn passes(&self) -> impl Iterator<Item = Pass> {
        let span = self.activity.notified.window;
        let segments = self.segments.iter().cloned().map(Piece::Segment);
        let places = self.places.iter().cloned().map(Piece::Place);
        segments.chain(places).map(move |place| Pass { place, span })
    }

    /// Where it and a column are in one place at one time.
    fn meets<'a>(&self, passes: impl IntoIterator<Item = &'a Pass>) -> Option<Meeting> {
        let window = &self.activity.notified.window;
        let mut met: Option<Meeting> = None;
        for Pass { place, span } in passes {
            let shared = match place {
                Piece::Segment(segment) => self.segments.contains(segment),
                Piece::Place(place) => self.places.contains(place),
            };
            if !shared || !window.overlaps(span) {
                continue;
            }
            let both = Interval {
                from: window.from.into_iter().chain(span.from).max(),
                to: window.to.into_iter().chain(span.to).min(),
            };
            let met = met.get_or_insert_with(|| Meeting { span: both, ..Meeting::default() });
            // An end that nobody named stays open.
            met.span.from = met.span.from.zip(both.from).map(|(a, b)| a.min(b));
            met.span.to = met.span.to.zip(both.to).map(|(a, b)| a.max(b));
            match place {
                Piece::Segment(segment) => met.segments.push(segment.clone()),
                Piece::Place(place) => met.places.push(place.clone()),
            }
        }
        met
    }
}

impl Corridor {
    /// Notices that are not over at a moment, those that begin first before others.
    pub fn notices(&self, operation: &Operation, at: Moment) -> Vec<Notice> {
        let going_on = |activity: &&Activity| activity.notified.window.to.is_none_or(|to| to > at);
        let mut notices: Vec<Notice> =
            self.views.corridor.activities().filter(going_on).map(|one| self.notice(operation, one)).collect();
        notices.sort_by_key(|one| (one.activity.notified.window.from, one.activity.by.leaf));
        notices
    }

    fn notice(&self, operation: &Operation, activity: &Activity) -> Notice {
        let (mut segments, mut places) = (BTreeSet::new(), BTreeSet::new());
        for subject in &activity.notified.about {
            match subject {
                Subject::Axis(axis) => segments.extend(self.axes.along(axis).iter().cloned()),
                Subject::Segment(segment) => _ = segments.insert(segment.clone()),
                Subject::Place(place) => _ = places.insert(place.clone()),
            }
        }
        segments.retain(|segment| operation.network.segment(segment).is_some());
        Notice { activity: activity.clone(), segments, places }
    }

    /// Notices of different forces that mean one stretch at one time, the soonest first.
    pub fn overlaps(&self, operation: &Operation) -> Vec<Overlap> {
        let notices = self.notices(operation, self.at);
        let mut overlaps = Vec::new();
        for (at, first) in notices.iter().enumerate() {
            let passes: Vec<Pass> = first.passes().collect();
            for second in &notices[at + 1..] {
                if first.activity.party == second.activity.party {
                    continue;
                }
                let Some(meeting) = second.meets(&passes) else { continue };
                overlaps.push(Overlap { notices: [first.clone(), second.clone()], meeting });
            }
        }
        overlaps.sort_by_key(|one| (one.unaware().next().is_none(), one.meeting.span.from));
        overlaps
    }

    /// Convoys on whose way a force will be when they are: what nobody has acknowledged first, own ones before others'.
    pub fn encounters(&self, operation: &Operation, me: &PartyId) -> Vec<Encounter> {
        let notices = self.notices(operation, self.at);
        let mut encounters = Vec::new();
        for (id, convoy) in self.views.movements.iter().filter(|(_, one)| one.status() != ConvoyStatus::Arrived) {
            let passes = passes(&operation.network, convoy, self.at);
            for notice in &notices {
                let Some(meeting) = notice.meets(&passes) else { continue };
                let acknowledged = notice.is_known_to(&convoy.party);
                let (party, own) = (convoy.party.clone(), &convoy.party == me);
                encounters.push(Encounter {
                    convoy: id.clone(),
                    party,
                    own,
                    notice: notice.clone(),
                    meeting,
                    acknowledged,
                });
            }
        }
        encounters.sort_by_key(|one| (one.acknowledged, !one.own, one.meeting.span.from));
        encounters
    }
}

/// The notices that a way meets in its time, in their order.
pub fn met<'n>(way: &Driven, notices: &'n [Notice]) -> Vec<(&'n Notice, Meeting)> {
    let passes: Vec<Pass> = way
        .legs
        .iter()
        .flat_map(|leg| {
            let waited = i64::try_from(leg.waits.get() / 10).unwrap_or(i64::MAX);
            [
                Pass { place: Piece::Segment(leg.segment.clone()), span: span(leg.enters, leg.leaves) },
                Pass { place: Piece::Place(leg.to.clone()), span: span(leg.leaves, leg.leaves.plus_seconds(waited)) },
            ]
        })
        .collect();
    notices.iter().filter_map(|notice| Some((notice, notice.meets(&passes)?))).collect()
}

impl Node {
    /// Drafts the word that a notice was read; the only one that waits for it where none is named.
    ///
    /// It goes to all who may read the notice.
    pub fn acknowledge(&self, given: Option<&str>, officer: &OfficerId) -> Result<Draft, AcknowledgeError> {
        let (views, me, now) = (self.views(&AsOf::default())?, self.party()?, self.now());
        let waits = |one: &Activity| {
            let over = one.notified.window.to.is_some_and(|to| to <= now);
            !over && one.party != me && !one.read_by.contains(&me)
        };
        let fits = views.corridor.activities().filter(|one| match given {
            Some(given) => one.by.leaf.to_string().starts_with(given),
            None => waits(one),
        });
        let fits: Vec<&Activity> = fits.collect();
        let [activity] = fits[..] else {
            return Err(AcknowledgeError::Which { given: given.map(str::to_owned), found: fits.len() });
        };
        let notice = activity.by.leaf.short();
        if activity.party == me {
            return Err(AcknowledgeError::Own { notice });
        }
        if activity.read_by.contains(&me) {
            return Err(AcknowledgeError::Before { notice });
        }
        let body = Body::ActivityAcknowledged(ActivityAcknowledged { activity: activity.by.clone() });
        let audience = match &activity.audience {
            Audience::Everyone => Audience::Everyone,
            Audience::Parties(parties) => {
                let readers: BTreeSet<&PartyId> = parties.iter().chain([&activity.party]).collect();
                Audience::Parties(readers.into_iter().filter(|reader| **reader != me).cloned().collect())
            }
        };
        Ok(Draft { officer: Some(officer.clone()), cites: vec![activity.by.leaf], audience, ..Draft::of(body) })
    }
}

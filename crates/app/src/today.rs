//! What is wrong first: what an officer has to look at before anything else, each with what shows it.

use crate::activities::{Encounter, Overlap};
use crate::node::{AsOf, Node, NodeError};
use crate::operation::Operation;
use crate::picture::{Corridor, is_closed};
use crate::presence::along;
use crate::witness::Tail;
use model::Reference;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{ConvoyId, Moment, OriginLine, PartyId, PlaceId, SegmentId};
use views::{CheckState, Convoy, ConvoyStatus, Matter, Passability, PieceResult, State, reconcile};

/// A partner from whom nothing came for so long is silent.
pub const SILENT_HOURS: i64 = 48;

/// All that is wrong at one moment, as far as it was known by another.
#[derive(Clone, Debug)]
pub struct Today {
    /// The corridor that it rests on, with all views.
    pub corridor: Corridor,
    /// Convoys whose way ahead is closed somewhere.
    pub closures: Vec<Closure>,
    /// Convoys that were due somewhere and were not heard from there, the latest first.
    pub late: Vec<Late>,
    /// Convoys that meet a force on their way.
    pub encounters: Vec<Encounter>,
    /// Forces that gave notice of one stretch at one time.
    pub overlaps: Vec<Overlap>,
    /// Disagreements that are open, the oldest first.
    pub matters: Vec<Matter>,
    /// Pieces whose check is overdue, or that were not found whole; the longest due first.
    pub checks: Vec<PieceResult>,
    /// Journals whose end has waited too long for cosignatures, as the node holds them now.
    pub tails: Vec<Tail>,
    /// Partners from whom nothing came for long, the longest first.
    pub silent: Vec<Silent>,
}

/// What is closed on the way ahead of a convoy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The convoy.
    pub convoy: ConvoyId,
    /// Whose it is.
    pub party: PartyId,
    /// Segments that most probably are closed, as they are driven.
    pub segments: Vec<SegmentId>,
    /// Places that most probably are closed, or that no delivery of the operation may pass by decree.
    pub places: Vec<PlaceId>,
    /// Whether some of it is closed so surely that no plan would go there.
    pub obeyed: bool,
}

/// A convoy of which nobody has said that it reached where it was due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The convoy.
    pub convoy: ConvoyId,
    /// Whose it is.
    pub party: PartyId,
    /// The first place that it was due at and was not heard from.
    pub place: PlaceId,
    /// When its head was due there.
    pub due: Moment,
    /// Where and when it was last heard from.
    pub heard: Option<(PlaceId, Moment)>,
    /// Its order.
    pub by: Reference,
}

/// A partner that is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Which.
    pub party: PartyId,
    /// When the newest entry of its journal came here; absent where none did.
    pub since: Option<Moment>,
}

/// What came of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Whose it is.
    pub party: PartyId,
    /// Whether this node writes it.
    pub own: bool,
    /// When its newest entry came here.
    pub newest: Option<Moment>,
    /// Entries whose content was not disclosed to this node.
    pub unread: u64,
}

impl Node {
    /// What is wrong, as of two times.
    pub fn today(&self, operation: &Operation, as_of: &AsOf) -> Result<Today, NodeError> {
        let corridor = self.picture(operation, as_of)?;
        let views = &corridor.views;
        let mut matters: Vec<Matter> =
            views.custody.matters().values().filter(|matter| matter.settled.is_none()).cloned().collect();
        matters.sort_by_key(|matter| (matter.since, matter.by.leaf));
        let wrong = |piece: &PieceResult| matches!(piece.state, CheckState::Overdue | CheckState::Failed);
        let mut checks: Vec<PieceResult> =
            reconcile(views, corridor.at).checks.into_iter().filter(|piece| wrong(piece)).collect();
        checks.sort_by(|a, b| (a.due, &a.item, &a.serial).cmp(&(b.due, &b.item, &b.serial)));
        let mut late: Vec<Late> =
            on_the_way(&corridor).filter_map(|(id, convoy)| late(id, convoy, corridor.at)).collect();
        late.sort_by(|a, b| (a.due, &a.convoy).cmp(&(b.due, &b.convoy)));
        Ok(Today {
            closures: on_the_way(&corridor).filter_map(|(id, one)| closure(operation, &corridor, id, one)).collect(),
            late,
            encounters: corridor.encounters(operation, &self.party()?),
            overlaps: corridor.overlaps(operation),
            matters,
            checks,
            tails: self.tails()?.into_iter().filter(|tail| tail.alarm).collect(),
            silent: self.silent(corridor.at, as_of)?,
            corridor,
        })
    }

    /// What came of each journal by a moment, where one is given.
    pub fn reached(&self, by: Option<Moment>) -> Result<BTreeMap<OriginLine, Reached>, NodeError> {
        let mut all = BTreeMap::new();
        for journal in self.store().journals()? {
            let rows = self.rows(&journal)?;
            let mut reached = Reached { party: journal.party.clone(), own: journal.own, newest: None, unread: 0 };
            for row in rows.iter().filter(|row| by.is_none_or(|by| row.known <= by)) {
                reached.newest = reached.newest.max(Some(row.known));
                reached.unread += u64::from(row.content.is_none() && row.erased.is_none());
            }
            // Whose first entry came later was not known yet.
            if reached.newest.is_none() && !rows.is_empty() {
                continue;
            }
            all.insert(journal.origin, reached);
        }
        Ok(all)
    }

    fn silent(&self, at: Moment, as_of: &AsOf) -> Result<Vec<Silent>, NodeError> {
        let by = as_of.known.map_or(at, |known| known.min(at));
        let long = |since: Moment| by.seconds().saturating_sub(since.seconds()) >= SILENT_HOURS * 3600;
        let partners = self.reached(Some(by))?.into_values().filter(|reached| !reached.own);
        let silent = partners.filter(|reached| reached.newest.is_none_or(long));
        let mut silent: Vec<Silent> =
            silent.map(|reached| Silent { party: reached.party, since: reached.newest }).collect();
        silent.sort_by(|a, b| (a.since, &a.party).cmp(&(b.since, &b.party)));
        Ok(silent)
    }
}

fn on_the_way(corridor: &Corridor) -> impl Iterator<Item = (&ConvoyId, &Convoy)> {
    corridor.views.movements.iter().filter(|(_, convoy)| convoy.status() != ConvoyStatus::Arrived)
}

/// A convoy that was due at a place by then and was not heard from there or beyond.
fn late(id: &ConvoyId, convoy: &Convoy, at: Moment) -> Option<Late> {
    let order = convoy.order();
    let timings = &order.ordered.timings;
    let heard = convoy.latest().map(|(progress, when)| (progress.place.clone(), when));
    // Who was heard from at a place of the march table has the rows up to it behind him.
    let reached = heard.as_ref().and_then(|(place, _)| timings.iter().rposition(|timing| &timing.place == place));
    let next = timings.get(reached.map_or(0, |row| row + 1))?;
    (next.due < at).then(|| Late {
        convoy: id.clone(),
        party: convoy.party.clone(),
        place: next.place.clone(),
        due: next.due,
        heard,
        by: order.by.clone(),
    })
}

/// What is closed on the way that a convoy has still before it.
fn closure(operation: &Operation, corridor: &Corridor, id: &ConvoyId, convoy: &Convoy) -> Option<Closure> {
    let ordered = &convoy.order().ordered;
    let places = along(&operation.network, ordered);
    let here = convoy.position();
    // A position beside the way says nothing about how much of it is left: then all of it is.
    let gone = places.iter().position(|place| place.as_ref() == here).unwrap_or(0);
    let picture = &corridor.picture;
    let shut = |state: &&Arc<State>| state.passability == Passability::Closed;
    let decreed = |place: &PlaceId| {
        picture.regimes.get(place).is_some_and(|regime| !regime.admits(&operation.settings.agreement))
    };
    let mut obeyed = false;
    let mut segments = Vec::new();
    for segment in ordered.route.iter().skip(gone) {
        let Some(state) = picture.segments.get(segment).filter(shut) else { continue };
        obeyed |= is_closed(operation, state);
        segments.push(segment.clone());
    }
    let mut closed = Vec::new();
    for place in places.iter().skip(gone).flatten() {
        let state = picture.places.get(place).filter(shut);
        if state.is_some() || decreed(place) {
            obeyed |= state.is_none_or(|state| is_closed(operation, state)) || decreed(place);
            closed.push(place.clone());
        }
    }
    let found = !segments.is_empty() || !closed.is_empty();
    found.then(|| Closure { convoy: id.clone(), party: convoy.party.clone(), segments, places: closed, obeyed })
}

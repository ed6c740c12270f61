//! The plan along time: who is on which stretch when, when crossings let deliveries pass, who is in which
//! defile, and what cannot be as it is planned, held against what is known now.

use crate::activities::Encounter;
use crate::operation::Operation;
use crate::picture::{Corridor, open_now};
use convoy::{Column, Leg, Plan};
use std::collections::BTreeMap;
use units::{ConvoyId, Interval, Moment, PartyId, PlaceId, SegmentId};
use views::Passability;

/// Longest stretch of time for which a crossing's hours are told, in days.
const DAYS_MAX: i64 = 60;

/// Seconds between two looks at whether a crossing is open; hours are whole minutes.
const STEP: i64 = 60;

/// Everything that is drawn along time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// From the first head that moves to the last tail that is clear.
    pub span: Option<(Moment, Moment)>,
    /// When deliveries may pass each crossing that a column ends at.
    pub crossings: BTreeMap<PlaceId, Vec<(Moment, Moment)>>,
    /// Stretches with one lane, and who is on them.
    pub defiles: BTreeMap<SegmentId, Vec<Pass>>,
    /// What cannot be, the earliest first.
    pub conflicts: Vec<Conflict>,
}

/// A column on a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Which column.
    pub convoy: ConvoyId,
    /// Where it enters the stretch.
    pub enters_at: PlaceId,
    /// Its head enters.
    pub from: Moment,
    /// Its head leaves.
    pub exit: Moment,
    /// Its tail has left.
    pub to: Moment,
}

/// What cannot be as it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What.
    pub kind: ConflictKind,
    /// Whose way it is on.
    pub convoy: ConvoyId,
    /// Where.
    pub at: At,
    /// When.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
}

/// Where a conflict is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// On a stretch.
    Segment(SegmentId),
    /// At a place.
    Place(PlaceId),
}

/// What sort of conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// Another column comes the other way through a defile.
    Meets(ConvoyId),
    /// Another column would have to be passed in a defile.
    Overtakes(ConvoyId),
    /// The crossing is shut when the column is there.
    Shut,
    /// The stretch most probably is closed by now.
    Closed,
    /// A force is there.
    Force(PartyId),
}

/// A plan along time, by what a corridor shows.
pub fn timeline(operation: &Operation, corridor: &Corridor, me: &PartyId, plan: &Plan) -> Timeline {
    let ends = plan.columns.iter().flat_map(|column| column.march_table.iter().flat_map(|row| [row.due, row.clear]));
    let (first, last) = (ends.clone().min(), ends.max());
    let span = first.zip(last);
    let crossings = span.map(|span| open_spans(operation, corridor, plan, span)).unwrap_or_default();
    let defiles = defiles(operation, plan);
    let mut conflicts: Vec<Conflict> =
        defiles.iter().flat_map(|(segment, passes)| in_defile(segment, passes)).collect();
    conflicts.extend(plan.columns.iter().filter_map(|column| shut(&crossings, corridor, column)));
    conflicts.extend(plan.columns.iter().flat_map(|column| closed(corridor, column)));
    let planned = |one: &Encounter| plan.columns.iter().any(|column| column.convoy == one.convoy);
    conflicts.extend(corridor.encounters(operation, me).iter().filter(|one| planned(one)).filter_map(force));
    conflicts.sort_by(|a, b| (a.from, &a.convoy).cmp(&(b.from, &b.convoy)));
    Timeline { span, crossings, defiles, conflicts }
}

fn defiles(operation: &Operation, plan: &Plan) -> BTreeMap<SegmentId, Vec<Pass>> {
    let mut defiles: BTreeMap<SegmentId, Vec<Pass>> = BTreeMap::new();
    let narrow = |leg: &&Leg| operation.network.segment(&leg.segment).is_some_and(|segment| segment.lanes() == 1);
    for column in &plan.columns {
        for leg in column.legs.iter().filter(narrow) {
            defiles.entry(leg.segment.clone()).or_default().push(Pass {
                convoy: column.convoy.clone(),
                enters_at: leg.from.clone(),
                from: leg.enter_head,
                exit: leg.exit_head,
                to: leg.clear_tail,
            });
        }
    }
    defiles.values_mut().for_each(|passes| passes.sort_by(|a, b| (a.from, &a.convoy).cmp(&(b.from, &b.convoy))));
    defiles
}

/// Columns that are in one defile at one time and cannot be.
fn in_defile<'p>(segment: &'p SegmentId, passes: &'p [Pass]) -> impl Iterator<Item = Conflict> + 'p {
    let pairs =
        passes.iter().enumerate().flat_map(|(at, first)| passes.iter().skip(at + 1).map(move |next| (first, next)));
    pairs.filter_map(move |(first, next)| {
        if next.from >= first.to {
            return None;
        }
        let other = first.convoy.clone();
        let kind = if next.enters_at == first.enters_at {
            // One behind the other is no conflict, unless the later one would be out first.
            (next.exit < first.exit).then_some(ConflictKind::Overtakes(other))?
        } else {
            ConflictKind::Meets(other)
        };
        let at = At::Segment(segment.clone());
        Some(Conflict { kind, convoy: next.convoy.clone(), at, from: next.from, to: first.to.min(next.to) })
    })
}

/// When deliveries of the operation may pass the crossings of a plan.
fn open_spans(
    operation: &Operation,
    corridor: &Corridor,
    plan: &Plan,
    (first, last): (Moment, Moment),
) -> BTreeMap<PlaceId, Vec<(Moment, Moment)>> {
    let last = last.min(first.plus_seconds(DAYS_MAX * 86_400));
    let mut crossings = BTreeMap::new();
    for column in &plan.columns {
        let Some(regime) = corridor.picture.regimes.get(&column.crossing) else { continue };
        crossings.entry(column.crossing.clone()).or_insert_with(|| {
            let mut open: Vec<(Moment, Moment)> = Vec::new();
            // Whole minutes, since hours are; a plan of weeks is some ten thousand looks.
            let mut at = Moment::from_seconds(first.seconds() - first.seconds().rem_euclid(STEP));
            while at <= last {
                let next = at.plus_seconds(STEP);
                match open.last_mut() {
                    _ if !open_now(operation, regime, at) => {}
                    Some((_, to)) if *to == at => *to = next,
                    Some(_) | None => open.push((at, next)),
                }
                at = next;
            }
            open
        });
    }
    crossings
}

/// A column that is at its crossing when no delivery may pass.
fn shut(open: &BTreeMap<PlaceId, Vec<(Moment, Moment)>>, corridor: &Corridor, column: &Column) -> Option<Conflict> {
    let row = column.march_table.iter().rfind(|row| row.place == column.crossing)?;
    let open = open.get(&column.crossing)?;
    let within = open.iter().any(|(from, to)| *from <= row.due && row.clear <= *to);
    // Hours that are decreed are kept; a crossing that nobody decreed hours for has none to break.
    let decreed = corridor.picture.regimes.contains_key(&column.crossing);
    (decreed && !within).then(|| Conflict {
        kind: ConflictKind::Shut,
        convoy: column.convoy.clone(),
        at: At::Place(column.crossing.clone()),
        from: row.due,
        to: row.clear,
    })
}

fn closed<'p>(corridor: &'p Corridor, column: &'p Column) -> impl Iterator<Item = Conflict> + 'p {
    let is_closed = |leg: &&Leg| {
        let state = corridor.picture.segments.get(&leg.segment);
        // What is behind the column by then does not hinder it any more.
        leg.clear_tail > corridor.at && state.is_some_and(|state| state.passability == Passability::Closed)
    };
    column.legs.iter().filter(is_closed).map(|leg| Conflict {
        kind: ConflictKind::Closed,
        convoy: column.convoy.clone(),
        at: At::Segment(leg.segment.clone()),
        from: leg.enter_head,
        to: leg.clear_tail,
    })
}

fn force(one: &Encounter) -> Option<Conflict> {
    let Interval { from, to } = one.meeting.span;
    let segment = one.meeting.segments.first().cloned().map(At::Segment);
    let at = segment.or_else(|| one.meeting.places.first().cloned().map(At::Place))?;
    let (from, to) = (from.or(to)?, to.or(from)?);
    let kind = ConflictKind::Force(one.notice.activity.party.clone());
    Some(Conflict { kind, convoy: one.convoy.clone(), at, from, to })
}

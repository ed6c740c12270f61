//! The canonical order of a union of journals: topological by what each author had seen,
//! ties by leaf hash. The same set gives the same order on every node.
//!
//! Each journal is a chain, so the order is a merge of chains: whichever first entries wait
//! for nothing compete by leaf hash.

use crate::{Content, Said, Standing};
use model::{Body, Reference};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, OriginLine};

/// Puts entries into canonical order; an entry given twice comes once.
///
/// An entry comes after its predecessors in its own journal, without exception, and after
/// everything its author had `seen` or cites. A partner who claims to have seen what he could
/// not makes a circle; of the claims that form it, the one that reaches furthest ahead is not
/// believed, of equal ones that of the entry with the smallest leaf hash. So even then all
/// nodes agree, and nobody outside the circle is affected. A citation whose leaf hash does not fit, and entries absent from the input, are
/// no obstacle. Time is O(n (log k + k)) for n entries in k journals.
pub fn order(entries: Vec<Said>) -> Vec<Said> {
    Merge::new(entries).run()
}

/// That so many entries of a journal must come first.
#[derive(Clone, Copy)]
struct Need {
    journal: usize,
    upto: usize,
}

struct Merge {
    /// The journals by origin, each by index.
    journals: Vec<Vec<Said>>,
    by_origin: BTreeMap<OriginLine, usize>,
    /// How many entries of each journal are out.
    out: Vec<usize>,
    /// First entries that wait for nothing.
    ready: BTreeSet<(Digest, usize)>,
    /// What the other first entries wait for; the last need of each is not met.
    blocked: BTreeMap<usize, Vec<Need>>,
}

impl Merge {
    fn new(mut entries: Vec<Said>) -> Self {
        entries.sort_by(by_place);
        entries.dedup_by(|a, b| (&a.origin, a.index, a.leaf) == (&b.origin, b.index, b.leaf));
        let mut by_origin = BTreeMap::new();
        let mut journals: Vec<Vec<Said>> = Vec::new();
        for said in entries {
            let at = *by_origin.entry(said.origin.clone()).or_insert(journals.len());
            match journals.get_mut(at) {
                Some(journal) => journal.push(said),
                None => journals.push(vec![said]),
            }
        }
        let out = vec![0; journals.len()];
        Self { journals, by_origin, out, ready: BTreeSet::new(), blocked: BTreeMap::new() }
    }

    fn run(mut self) -> Vec<Said> {
        let mut turns = Vec::with_capacity(self.journals.iter().map(Vec::len).sum());
        for journal in 0..self.journals.len() {
            self.admit(journal, self.needs(journal));
        }
        loop {
            if let Some((_, journal)) = self.ready.pop_first() {
                turns.push(journal);
                self.out[journal] += 1;
                self.admit(journal, self.needs(journal));
                self.wake(journal);
            } else if self.blocked.is_empty() {
                break;
            } else {
                self.break_circle();
            }
        }
        let mut journals: Vec<_> = self.journals.into_iter().map(Vec::into_iter).collect();
        turns.into_iter().filter_map(|journal| journals[journal].next()).collect()
    }

    /// The entry of a journal whose turn it is.
    fn first(&self, journal: usize) -> Option<&Said> {
        self.journals[journal].get(self.out[journal])
    }

    /// Everything that the first entry of a journal waits for, one need a journal.
    fn needs(&self, journal: usize) -> Vec<Need> {
        let Some(statement) = self.first(journal).and_then(Said::statement) else { return Vec::new() };
        let mut needs: BTreeMap<usize, usize> = BTreeMap::new();
        let seen = statement.seen.iter().filter_map(|head| self.below(&head.origin, head.size));
        let cited = statement.references.iter().chain(cited(&statement.body)).filter_map(|it| self.cited(it));
        for need in seen.chain(cited).filter(|need| need.journal != journal) {
            let upto = needs.entry(need.journal).or_default();
            *upto = need.upto.max(*upto);
        }
        needs.into_iter().map(|(journal, upto)| Need { journal, upto }).collect()
    }

    fn below(&self, origin: &OriginLine, size: u64) -> Option<Need> {
        let journal = *self.by_origin.get(origin)?;
        Some(Need { journal, upto: self.journals[journal].partition_point(|said| said.index < size) })
    }

    fn cited(&self, reference: &Reference) -> Option<Need> {
        let before = self.below(&reference.origin, reference.index)?;
        let at = self.journals[before.journal].iter().skip(before.upto).take_while(|it| it.index == reference.index);
        match at.map(|said| said.leaf).position(|leaf| leaf == reference.leaf) {
            Some(place) => Some(Need { upto: before.upto + place + 1, ..before }),
            // Not here, or another entry than the one meant: only what came before it can be told.
            None => Some(before),
        }
    }

    /// Lets the first entry of a journal compete, or notes what it waits for.
    fn admit(&mut self, journal: usize, mut needs: Vec<Need>) {
        while needs.pop_if(|need| self.out[need.journal] >= need.upto).is_some() {}
        match self.first(journal).map(|said| said.leaf) {
            Some(leaf) if needs.is_empty() => {
                self.ready.insert((leaf, journal));
            }
            Some(_) => {
                self.blocked.insert(journal, needs);
            }
            None => {}
        }
    }

    /// Looks again at the entries that waited for this journal.
    fn wake(&mut self, journal: usize) {
        let waits = |needs: &Vec<Need>| needs.last().is_some_and(|need| need.journal == journal);
        let waiters: Vec<usize> = self.blocked.iter().filter(|(_, needs)| waits(needs)).map(|(at, _)| *at).collect();
        for waiter in waiters {
            let needs = self.blocked.remove(&waiter).unwrap_or_default();
            self.admit(waiter, needs);
        }
    }

    /// Every first entry waits for another, so somebody claims what he cannot have seen.
    fn break_circle(&mut self) {
        let leaf = |at: &usize| self.first(*at).map(|said| said.leaf);
        let next = |at: &usize| self.blocked.get(at).and_then(|needs| needs.last()).map(|need| need.journal);
        // As many steps as there are journals lead from anywhere into a circle.
        let start = self.blocked.keys().copied().min_by_key(leaf);
        let inside = std::iter::successors(start, next).nth(self.journals.len());
        let circle = std::iter::successors(inside, next).take(self.journals.len());
        let ahead = |at: &usize| {
            let need = self.blocked.get(at).and_then(|needs| needs.last());
            need.map_or(0, |need| need.upto.saturating_sub(self.out[need.journal]))
        };
        let doubted = circle.min_by_key(|at| (Reverse(ahead(at)), leaf(at))).or(start);
        if let Some((at, mut needs)) = doubted.and_then(|at| self.blocked.remove_entry(&at)) {
            needs.pop();
            self.admit(at, needs);
        }
    }
}

/// By journal and index; of two copies of an entry the one that says more comes first.
fn by_place(a: &Said, b: &Said) -> Ordering {
    let place = (&a.origin, a.index, a.leaf).cmp(&(&b.origin, b.index, b.leaf));
    place.then_with(|| (silence(a), a.known).cmp(&(silence(b), b.known)))
}

fn silence(said: &Said) -> u8 {
    match (&said.content, &said.standing) {
        (Content::Known(_), Standing::Sound) => 0,
        (Content::Known(_), Standing::NotGranted { .. } | Standing::BadSignature | Standing::InDoubt { .. }) => 1,
        (Content::Opaque { .. }, _) => 2,
        (Content::Withheld | Content::Erased { .. }, _) => 3,
    }
}

/// What a body itself cites.
pub fn cited(body: &Body) -> &[Reference] {
    match body {
        Body::AudienceGranted(body) => std::slice::from_ref(&body.statement),
        Body::ReportRetracted(body) => std::slice::from_ref(&body.report),
        Body::ActivityAcknowledged(body) => std::slice::from_ref(&body.activity),
        Body::OverrideWithdrawn(body) => std::slice::from_ref(&body.overridden),
        Body::ClearanceDecided(body) => std::slice::from_ref(&body.request),
        Body::HandoverAnswered(body) => std::slice::from_ref(&body.offer),
        Body::HandoverClosed(body) => std::slice::from_ref(&body.offer),
        Body::HandoverVoided(body) => std::slice::from_ref(&body.offer),
        Body::MatterOpened(body) => &body.about,
        Body::MatterSettled(body) => std::slice::from_ref(&body.matter),
        Body::PartyDeclared(_)
        | Body::OfficerAppointed(_)
        | Body::OfficerRevoked(_)
        | Body::KeyRotated(_)
        | Body::LogKeyRotated(_)
        | Body::AccessRecorded(_)
        | Body::AgreementConcluded(_)
        | Body::AgreementStatusChanged(_)
        | Body::PledgeMade(_)
        | Body::PledgeAmended(_)
        | Body::PledgeConditionMet(_)
        | Body::CheckScheduleSet(_)
        | Body::StorageChecked(_)
        | Body::ItemDefined(_)
        | Body::LotDeclared(_)
        | Body::StockDeclared(_)
        | Body::StockAdjusted(_)
        | Body::ReportFiled(_)
        | Body::StateOverridden(_)
        | Body::RegimeSet(_)
        | Body::ActivityNotified(_)
        | Body::ClearanceRequested(_)
        | Body::ConsignmentPacked(_)
        | Body::MovementOrdered(_)
        | Body::CreditIssued(_)
        | Body::Progress(_)
        | Body::Incident(_)
        | Body::HandoverOffered(_)
        | Body::CheckPerformed(_)
        | Body::Consumed(_)
        | Body::Destroyed(_)
        | Body::PartsTaken(_)
        | Body::StockReserved(_)
        | Body::ReservationReleased(_)
        | Body::StockMoved(_)
        | Body::ConsignmentReloaded(_)
        | Body::StockLost(_) => &[],
    }
}

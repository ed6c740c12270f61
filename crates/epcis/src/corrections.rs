//! Stock that was declared wrong and corrected: the declared event becomes an error, and the correction says
//! all of it again, since in EPCIS an event in error counts for nothing.

use crate::cbv::ErrorReason;
use model::{AdjustmentReason, Body, Line, Reference, StockAdjusted, StockDeclared};
use std::collections::BTreeMap;
use units::{Digest, Moment, PartyId};
use views::Said;

/// That a statement's event is an error.
pub(crate) struct Mistake {
    /// Since when.
    pub(crate) declared: Moment,
    /// Why.
    pub(crate) reason: ErrorReason,
    /// The statement whose event stands instead, if anything is left.
    pub(crate) instead: Option<Reference>,
}

/// Which events are errors, and what corrections say in full.
#[derive(Default)]
pub(crate) struct Corrections {
    /// By leaf hash of the statement in error.
    pub(crate) mistakes: BTreeMap<Digest, Mistake>,
    /// By leaf hash of the correction; nothing left where the stock was never there.
    pub(crate) restated: BTreeMap<Digest, StockDeclared>,
}

/// A declaration as it stands after the corrections so far.
struct Standing<'s> {
    party: &'s PartyId,
    stock: StockDeclared,
    /// Every statement that said it, the one in force last.
    said: Vec<Digest>,
}

impl Corrections {
    /// Of sound statements in canonical order.
    pub(crate) fn of<'s>(sound: impl Iterator<Item = &'s Said>) -> Self {
        let mut found = Self::default();
        let mut standing: Vec<Standing<'s>> = Vec::new();
        for said in sound {
            let Some(statement) = said.statement() else { continue };
            if let Body::StockDeclared(stock) = &statement.body {
                standing.push(Standing { party: &said.party, stock: stock.clone(), said: vec![said.leaf] });
            } else if let Body::StockAdjusted(adjusted) = &statement.body
                && adjusted.reason == AdjustmentReason::Corrected
            {
                let cited = |leaf: &Digest| statement.references.iter().any(|cited| &cited.leaf == leaf);
                let meant = |held: &&mut Standing<'s>| {
                    held.party == &said.party && held.stock.site == adjusted.site && held.said.iter().any(cited)
                };
                if let Some(held) = standing.iter_mut().find(meant) {
                    found.correct(held, said, statement.stated, adjusted);
                }
            }
        }
        found
    }

    /// Applies a correction, where it fits what was declared; otherwise it stays an event of its own.
    fn correct(&mut self, held: &mut Standing<'_>, said: &Said, declared: Moment, adjusted: &StockAdjusted) {
        let Some(lines) = corrected(&held.stock.lines, adjusted) else { return };
        held.stock.lines = lines;
        let left = !held.stock.lines.is_empty();
        let reason = if left { ErrorReason::IncorrectData } else { ErrorReason::DidNotOccur };
        let mistake = Mistake { declared, reason, instead: left.then(|| said.reference()) };
        if let Some(last) = held.said.last() {
            self.mistakes.insert(*last, mistake);
        }
        self.restated.insert(said.leaf, held.stock.clone());
        held.said.push(said.leaf);
    }
}

/// The lines with the correction in them; nothing where it does not fit.
fn corrected(lines: &[Line], StockAdjusted { line: change, increase, .. }: &StockAdjusted) -> Option<Vec<Line>> {
    let mut lines = lines.to_vec();
    let named = |line: &&mut Line| {
        let whole = line.serials.is_empty() == change.serials.is_empty();
        line.item == change.item && line.lot == change.lot && whole
    };
    match (lines.iter_mut().find(named), increase) {
        (Some(line), true) => {
            line.quantity = line.quantity.checked_add(change.quantity)?;
            line.serials.extend(change.serials.iter().cloned());
        }
        (None, true) => lines.push(change.clone()),
        (Some(line), false) => {
            line.quantity = line.quantity.checked_sub(change.quantity)?;
            let before = line.serials.len();
            line.serials.retain(|serial| !change.serials.contains(serial));
            if before - line.serials.len() != change.serials.len() {
                return None;
            }
        }
        (None, false) => return None,
    }
    lines.retain(|line| !line.quantity.is_zero());
    Some(lines)
}

//! Stock: opened, corrected, set aside, used up, destroyed and missing.
//!
//! A line that cannot be posted is a finding; where it speaks against what another party says, or against
//! what the author said before, a matter is opened as well.

use crate::agreements::Pledge;
use crate::book::Account;
use crate::claims::Claim;
use crate::custody::Custody;
use crate::ladder::Climb;
use crate::{At, Catalogue, FindingKind};
use model::{
    Consumed, Destroyed, Line, PartsTaken, ReservationReleased, StockAdjusted, StockDeclared, StockLost, StockReserved,
};
use units::{PlaceId, PledgeId};

impl Custody {
    pub(crate) fn stock_declared(&mut self, at: &mut At<'_>, stock: &StockDeclared, catalogue: &Catalogue) {
        let to = own(at, &stock.site);
        let mut claims = Vec::new();
        for line in &stock.lines {
            if catalogue.admits(at, line) && !self.book.post(at, Account::Source, to.clone(), line.clone()) {
                claims.extend(self.claimed(at, line));
            }
        }
        self.raise(at, Some(&stock.site), claims);
    }

    pub(crate) fn stock_adjusted(&mut self, at: &mut At<'_>, adjusted: &StockAdjusted, catalogue: &Catalogue) {
        if !catalogue.admits(at, &adjusted.line) {
            return;
        }
        let stock = own(at, &adjusted.site);
        let (from, to) = if adjusted.increase { (Account::Source, stock) } else { (stock, Account::Source) };
        if !self.book.post(at, from, to, adjusted.line.clone()) && adjusted.increase {
            let claims = self.claimed(at, &adjusted.line);
            self.raise(at, Some(&adjusted.site), claims);
        }
    }

    pub(crate) fn reserved(&mut self, at: &mut At<'_>, reserved: &StockReserved, pledge: Option<&Pledge>) {
        match pledge {
            Some(pledge) if !at.is_from(&pledge.made.donor) => return,
            Some(_) => {}
            // It may be for others to read; the goods are set aside all the same.
            None => at.note(FindingKind::UnknownPledge { pledge: reserved.pledge.clone() }),
        }
        let (from, to) = (own(at, &reserved.site), aside(at, &reserved.site, &reserved.pledge));
        self.leave(at, &from, &to, &reserved.lines, None);
    }

    pub(crate) fn released(&mut self, at: &mut At<'_>, released: &ReservationReleased) {
        let (from, to) = (aside(at, &released.site, &released.pledge), own(at, &released.site));
        for line in &released.lines {
            self.book.post(at, from.clone(), to.clone(), line.clone());
        }
    }

    pub(crate) fn consumed(&mut self, at: &mut At<'_>, consumed: &Consumed) {
        self.used_up(at, &consumed.site, &consumed.line, Account::Consumed);
    }

    pub(crate) fn destroyed(&mut self, at: &mut At<'_>, destroyed: &Destroyed) {
        self.used_up(at, &destroyed.site, &destroyed.line, Account::Destroyed);
    }

    /// Goods that are used up leave the stock; more of them than it holds contradicts what came in.
    fn used_up(&mut self, at: &mut At<'_>, site: &PlaceId, line: &Line, to: Account) {
        let from = own(at, site);
        if self.book.post(at, from.clone(), to, line.clone()) {
            return;
        }
        let mut claims = self.claimed(at, line);
        if line.serials.is_empty() {
            claims.extend(self.beyond(at, &from, line));
        }
        self.raise(at, Some(site), claims);
    }

    pub(crate) fn stock_lost(&mut self, at: &mut At<'_>, lost: &StockLost) {
        let (from, to) = (own(at, &lost.site), Account::Lost { attribution: lost.attribution });
        let mut claims = Vec::new();
        for line in &lost.lines {
            if self.book.post(at, from.clone(), to.clone(), line.clone()) {
                claims.extend(self.pieces_lost(at, line));
            } else {
                claims.extend(self.claimed(at, line));
            }
        }
        self.raise(at, Some(&lost.site), claims);
    }

    /// Parts move no quantity, but both pieces must be where the author says they are.
    pub(crate) fn parts_taken(&mut self, at: &mut At<'_>, parts: &PartsTaken) {
        let stock = own(at, &parts.site);
        for serial in [&parts.from, &parts.into] {
            if self.serials().get(&(parts.item.clone(), serial.clone())) != Some(&stock) {
                at.note(FindingKind::SerialElsewhere { item: parts.item.clone(), serial: serial.clone() });
            }
        }
    }

    /// Moves lines out of what the author holds; where he speaks of pieces that others have, a matter is opened.
    pub(crate) fn leave(
        &mut self,
        at: &mut At<'_>,
        from: &Account,
        to: &Account,
        lines: &[Line],
        climb: Option<&Climb>,
    ) -> Vec<Line> {
        let (mut left, mut claims): (Vec<Line>, Vec<Claim>) = Default::default();
        for line in lines {
            if self.book.post_to(at, from.clone(), to.clone(), line.clone(), climb.cloned()) {
                left.push(line.clone());
            } else {
                claims.extend(self.claimed(at, line));
            }
        }
        self.raise(at, None, claims);
        left
    }
}

/// The author's stock at a site.
pub(crate) fn own(at: &At<'_>, site: &PlaceId) -> Account {
    Account::Stock { holder: at.said.party.clone(), site: site.clone() }
}

/// What the author has set aside at a site for a pledge.
pub(crate) fn aside(at: &At<'_>, site: &PlaceId, pledge: &PledgeId) -> Account {
    Account::Reserved { holder: at.said.party.clone(), site: site.clone(), pledge: pledge.clone() }
}

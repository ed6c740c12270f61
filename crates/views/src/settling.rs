//! How matters end: what follows in the book once all sides have said the same.

use crate::book::Account;
use crate::custody::Custody;
use crate::ladder::{Climb, Rung};
use crate::matters::{Held, Matter, MatterKind, Settlement, too_much};
use crate::{At, FindingKind};
use model::{Attribution, DifferenceReason, Line, MatterSettled, Outcome, Reference, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, ItemCode, LotId, PlaceId, Quantity, SerialNumber};

impl Custody {
    pub(crate) fn matter_settled(&mut self, at: &mut At<'_>, settled: &MatterSettled) {
        let leaf = settled.matter.leaf;
        let Some(matter) = self.matters.get_mut(&leaf) else {
            return at.note(FindingKind::UnknownReference { index: settled.matter.index });
        };
        if matter.settled.is_some() {
            return at.note(FindingKind::MatterClosed);
        }
        if !matter.sides.contains(&at.said.party) {
            let expected = matter.giver.clone();
            return at.note(FindingKind::WrongParty { party: at.said.party.clone(), expected });
        }
        let word =
            Settlement { by: at.said.reference(), outcomes: settled.outcomes.clone(), note: settled.note.clone() };
        matter.proposals.insert(at.said.party.clone(), word);
        let Some(by) = matter.agreed() else { return };
        let mut done = true;
        for outcome in &settled.outcomes {
            done &= self.settle(at, &leaf, outcome);
        }
        self.end(at, &leaf, by, done);
    }

    /// Whether the outcome now stands in the book; a finding where not.
    fn settle(&mut self, at: &mut At<'_>, leaf: &Digest, outcome: &Outcome) -> bool {
        let Some(matter) = self.matters.get(leaf).cloned() else { return false };
        let line = &outcome.line;
        if let Some(reason) = matter.forbids(outcome) {
            at.note(FindingKind::BreaksRule { fault: format!("{}: {} {reason}", outcome.verdict, line.item) });
            return false;
        }
        let Some(index) = matter.question(line) else {
            return self.settle_disputed(at, leaf, &matter, outcome);
        };
        let open = matter.differences[index].open();
        if line.quantity > open {
            at.note(too_much(line, open.get().into()));
            return false;
        }
        let done = self.settle_booked(at, &matter, index, outcome);
        let difference = self.matters.get_mut(leaf).and_then(|matter| matter.differences.get_mut(index));
        if let Some(difference) = difference.filter(|_| done) {
            difference.ended = difference.ended.checked_add(line.quantity).unwrap_or(open);
        }
        done
    }

    /// Moves goods that stayed where the book had them, where the end asks for it.
    fn settle_booked(&mut self, at: &mut At<'_>, matter: &Matter, index: usize, outcome: &Outcome) -> bool {
        let line = &outcome.line;
        let over = matter.differences[index].counted > matter.differences[index].offered;
        let Held::Booked(booked) = &matter.differences[index].held else { return true };
        let from = self.place_of(line).unwrap_or_else(|| booked.clone());
        let site = || outcome.site.clone().or_else(|| matter.place.clone());
        let with_receiver = || site().map(|site| Account::Stock { holder: matter.receiver.clone(), site });
        let given = from.holder() == Some(&matter.giver);
        let to = match outcome.verdict {
            Verdict::AsBooked => return true,
            // The receiver gives up what he claimed beyond the list.
            Verdict::WithGiver if over && matter.kind == MatterKind::Handover => return true,
            Verdict::WithGiver if given && outcome.site.is_none() => return true,
            Verdict::WithGiver => {
                outcome.site.clone().map(|site| Account::Stock { holder: matter.giver.clone(), site })
            }
            Verdict::AddedFromGiver if !given => None,
            Verdict::AddedFromGiver => {
                matter.place.clone().map(|site| Account::Stock { holder: matter.receiver.clone(), site })
            }
            Verdict::Received if from.holder() == Some(&matter.receiver) => return true,
            Verdict::Received => with_receiver(),
            Verdict::Lost if matches!(from, Account::Lost { .. }) => return true,
            Verdict::Lost => Some(Account::Lost { attribution: Attribution::Unknown }),
            Verdict::Destroyed => Some(Account::Destroyed),
        };
        let Some(to) = to else {
            at.note(FindingKind::BreaksRule { fault: format!("{}: `site` is missing", outcome.verdict) });
            return false;
        };
        // Goods of somebody who has no word in the matter, or that another matter holds, stay where they are.
        let foreign = from.holder().is_some_and(|holder| !matter.sides.contains(holder));
        if foreign || matches!(from, Account::Disputed { .. }) {
            at.note(too_much(line, 0));
            return false;
        }
        let climb = self.settled_rung(matter, outcome.verdict, over);
        from == to || self.book.post_to(at, from, to, line.clone(), climb)
    }

    /// The account that all pieces of a line are in.
    fn place_of(&self, line: &Line) -> Option<Account> {
        let place = |serial: &SerialNumber| self.serials().get(&(line.item.clone(), serial.clone()));
        let first = place(line.serials.first()?)?;
        line.serials.iter().all(|serial| place(serial) == Some(first)).then(|| first.clone())
    }

    /// Moves what the matter itself holds.
    fn settle_disputed(&mut self, at: &mut At<'_>, leaf: &Digest, matter: &Matter, outcome: &Outcome) -> bool {
        let line = &outcome.line;
        let disputed = Account::Disputed { matter: *leaf };
        let over = matter.is_over(line);
        let receiver = matter.place.clone().map(|site| Account::Stock { holder: matter.receiver.clone(), site });
        let giver = outcome.site.clone().map(|site| Account::Stock { holder: matter.giver.clone(), site });
        let climb = self.settled_rung(matter, outcome.verdict, over);
        let posted = match (outcome.verdict, receiver, giver) {
            (Verdict::Received, Some(receiver), _) => self.settle_by(at, disputed, receiver, line, climb),
            (Verdict::AddedFromGiver, Some(receiver), Some(giver)) => {
                self.makes_up(at, &giver, line)
                    && self.settle_by(at, disputed, receiver, line, climb)
                    && self.book.post(at, giver, Account::Unlisted, nameless(line))
            }
            (Verdict::WithGiver, _, _) if over => self.settle_by(at, disputed, Account::Unlisted, line, climb),
            (Verdict::WithGiver, _, Some(giver)) => self.settle_by(at, disputed, giver, line, climb),
            (Verdict::Lost, _, _) => {
                let lost = Account::Lost { attribution: Attribution::Unknown };
                self.settle_by(at, disputed, lost, line, climb)
            }
            (Verdict::Destroyed, _, _) => self.settle_by(at, disputed, Account::Destroyed, line, climb),
            (Verdict::Received | Verdict::AddedFromGiver | Verdict::WithGiver | Verdict::AsBooked, _, _) => {
                at.note(FindingKind::BreaksRule { fault: format!("{}: `site` is missing", outcome.verdict) });
                false
            }
        };
        if posted {
            let known = self.matters.get_mut(leaf).into_iter().flat_map(|matter| &mut matter.differences);
            if let Some(difference) = known.filter(|it| it.held == Held::InMatter).find(|it| it.means(line)) {
                difference.ended = difference.ended.checked_add(line.quantity).unwrap_or(difference.ended);
            }
        }
        posted
    }

    /// What a settled quantity reaches on the ladder of the pledge that it came or goes back under.
    fn settled_rung(&self, matter: &Matter, verdict: Verdict, over: bool) -> Option<Climb> {
        let own = matter.giver == matter.receiver;
        let rung = match verdict {
            Verdict::Received | Verdict::AddedFromGiver if own => Rung::Returned,
            Verdict::Received | Verdict::AddedFromGiver => Rung::Accepted,
            // What was over and never there is nothing that came back.
            Verdict::WithGiver if over => return None,
            Verdict::WithGiver => Rung::Returned,
            Verdict::Lost | Verdict::Destroyed => Rung::Lost,
            Verdict::AsBooked => return None,
        };
        match (&matter.consignment, verdict) {
            (Some(consignment), _) => self.climb(consignment, rung),
            (None, Verdict::Received | Verdict::AddedFromGiver) => {
                Some(Climb::to(matter.returns.as_ref()?, Rung::Returned))
            }
            (None, _) => None,
        }
    }

    /// Moves what is disputed to where it ends, or leaves a finding.
    fn settle_by(
        &mut self,
        at: &mut At<'_>,
        disputed: Account,
        to: Account,
        line: &Line,
        climb: Option<Climb>,
    ) -> bool {
        let held = self.held(&line.item, &disputed);
        if i128::from(line.quantity.get()) > held {
            at.note(too_much(line, held));
            return false;
        }
        self.book.post_to(at, disputed, to, line.clone(), climb)
    }

    /// Whether the giver's stock has nameless goods that make up for what was beyond the list; a finding where not.
    fn makes_up(&self, at: &mut At<'_>, giver: &Account, line: &Line) -> bool {
        let Some(objection) = self.book.objection(giver, &Account::Unlisted, &nameless(line)) else { return true };
        at.note(objection);
        false
    }

    /// Closes a matter in which nothing is left, or waits for new words on the rest.
    fn end(&mut self, at: &At<'_>, leaf: &Digest, by: Vec<Reference>, done: bool) {
        let nothing_held = self.book.is_empty(&Account::Disputed { matter: *leaf });
        let Some(matter) = self.matters.get_mut(leaf) else { return };
        if done {
            matter.ended.push(matter.proposals.clone());
        }
        let said = |difference: &crate::Difference| match difference.held {
            Held::InMatter => true,
            Held::Booked(_) | Held::Nowhere => difference.open().is_zero(),
        };
        if done && nothing_held && matter.differences.iter().all(said) {
            matter.settled = Some((by, at.statement.occurred));
        } else {
            matter.proposals.clear();
        }
    }
}

impl Matter {
    /// The words of all sides, once they are the same; the owner's first.
    fn agreed(&self) -> Option<Vec<Reference>> {
        let mut words = self.sides.iter().map(|side| self.proposals.get(side));
        let first = comparable(&words.next()??.outcomes);
        let same = |word: Option<&Settlement>| word.is_some_and(|word| comparable(&word.outcomes) == first);
        if !words.all(same) {
            return None;
        }
        let mut sides: Vec<_> = self.sides.iter().collect();
        sides.sort_by_key(|side| **side != self.giver);
        Some(sides.into_iter().filter_map(|side| self.proposals.get(side)).map(|word| word.by.clone()).collect())
    }

    /// The difference that a line is about, where its goods are not in the matter's own account.
    fn question(&self, line: &Line) -> Option<usize> {
        let fits = |in_matter: bool, open: bool| {
            self.differences.iter().position(|difference| {
                (difference.held == Held::InMatter) == in_matter
                    && difference.means(line)
                    && (!open || !difference.open().is_zero())
            })
        };
        match (fits(true, true), fits(false, true)) {
            // Nameless goods can be about either; what the matter holds ends first.
            (Some(_), _) if line.serials.is_empty() => None,
            (_, Some(elsewhere)) => Some(elsewhere),
            (Some(_), None) => None,
            (None, None) if fits(true, false).is_some() => None,
            (None, None) => fits(false, false),
        }
    }

    /// Why an end cannot be, by what is disputed.
    fn forbids(&self, outcome: &Outcome) -> Option<&'static str> {
        let meant = self.differences.iter().filter(|difference| difference.means(&outcome.line));
        let mut meant = meant.peekable();
        meant.peek()?;
        let damaged = |difference: &crate::Difference| difference.reason == Some(DifferenceReason::Damaged);
        match outcome.verdict {
            Verdict::AddedFromGiver if !self.is_over(&outcome.line) && self.kind == MatterKind::Handover => {
                Some("is not over")
            }
            Verdict::Lost if meant.all(damaged) => Some("is damaged, not lost"),
            Verdict::Received
            | Verdict::WithGiver
            | Verdict::AddedFromGiver
            | Verdict::Lost
            | Verdict::AsBooked
            | Verdict::Destroyed => None,
        }
    }
}

/// The same goods, by number alone.
fn nameless(line: &Line) -> Line {
    Line { serials: Vec::new(), ..line.clone() }
}

/// Outcomes in a form in which the order of lines and of pieces does not matter.
fn comparable(outcomes: &[Outcome]) -> BTreeMap<ComparableOutcome<'_>, usize> {
    let mut counted = BTreeMap::new();
    for Outcome { line, verdict, site } in outcomes {
        let serials: BTreeSet<&SerialNumber> = line.serials.iter().collect();
        let outcome = (&line.item, &line.lot, line.quantity, serials, *verdict, site);
        *counted.entry(outcome).or_default() += 1;
    }
    counted
}

type ComparableOutcome<'a> =
    (&'a ItemCode, &'a Option<LotId>, Quantity, BTreeSet<&'a SerialNumber>, Verdict, &'a Option<PlaceId>);

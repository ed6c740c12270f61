//! The crossing: the giver's list, the receiver's count, the end of a matter.

use crate::memory::Recalled;
use crate::node::{AsOf, Node, NodeError};
use model::{
    Body, CountLine, DifferenceReason, Draft, HandoverAnswered, HandoverClosed, HandoverOffered, HandoverVoided, Line,
    MatterSettled, Outcome, PackageCount, Reference, Text,
};
use std::collections::BTreeMap;
use units::{ConsignmentId, ConvoyId, Digest, ItemCode, LotId, OfficerId, PartyId, PlaceId, Quantity, SerialNumber};
use views::{Account, Answer, Matter, Offer, Said, Stage, Standing, Views};

/// Why no offer, answer or settlement can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    /// No such convoy.
    #[error("no convoy `{convoy}` is known here")]
    UnknownConvoy {
        /// As given.
        convoy: ConvoyId,
        /// What there is.
        known: Vec<ConvoyId>,
    },
    /// The convoy has nothing at its release point.
    #[error("convoy `{convoy}` has nothing at a crossing to hand over; it is {status}")]
    NotThere {
        /// Which convoy.
        convoy: ConvoyId,
        /// Where it stands.
        status: &'static str,
    },
    /// No such offer, or several.
    #[error("{found} offers {}; name one by the first digits of its leaf hash", asked(given.as_ref()))]
    WhichOffer {
        /// As given.
        given: Option<String>,
        /// How many fit.
        found: usize,
    },
    /// No such matter, or several.
    #[error("{found} matters {}; name one by the first digits of its leaf hash", asked(given.as_ref()))]
    WhichMatter {
        /// As given.
        given: Option<String>,
        /// How many fit.
        found: usize,
    },
    /// The offer was answered.
    #[error("offer {offer} was answered before; the first answer stands")]
    Answered {
        /// Which offer.
        offer: String,
    },
    /// The giver has withdrawn the offer.
    #[error("offer {offer} was withdrawn by `{giver}`")]
    Withdrawn {
        /// Which offer.
        offer: String,
        /// By whom.
        giver: PartyId,
    },
    /// A void comes too late, or a close too early.
    #[error("offer {offer} {}", if *.answered { "was answered; close it instead" } else { "has no answer; void it instead" })]
    WrongEnd {
        /// Which offer.
        offer: String,
        /// Whether somebody has counted.
        answered: bool,
    },
    /// The offer is for another party.
    #[error("offer {offer} is for `{receiver}`, this node is `{party}`")]
    ForAnother {
        /// Which offer.
        offer: String,
        /// For whom.
        receiver: PartyId,
        /// Who asks.
        party: PartyId,
    },
    /// The offer is another party's.
    #[error("offer {offer} is of `{giver}`, this node is `{party}`")]
    OfAnother {
        /// Which offer.
        offer: String,
        /// Who gives.
        giver: PartyId,
        /// Who asks.
        party: PartyId,
    },
    /// A count names an item that the offer does not, and that no catalogue knows.
    #[error("no item `{item}` is known here")]
    UnknownItem {
        /// As given.
        item: ItemCode,
        /// What there is.
        known: Vec<ItemCode>,
    },
    /// A difference needs a reason.
    #[error("item {item}: {offered} offered, {counted} counted; a difference needs a reason")]
    ReasonMissing {
        /// Of what.
        item: ItemCode,
        /// On the list.
        offered: Quantity,
        /// Counted.
        counted: Quantity,
    },
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// What the receiver counted of one item, where it is not simply all of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what.
    pub item: ItemCode,
    /// Which batch; that of the list's only line of the item where absent.
    pub lot: Option<LotId>,
    /// How many.
    pub counted: Quantity,
    /// The pieces, where they are told apart; the list's, cut short, where absent.
    pub serials: Option<Vec<SerialNumber>>,
    /// Why it differs.
    pub reason: Option<DifferenceReason>,
    /// In words.
    pub note: Option<Text>,
    /// SHA-256 of a photograph of what differs.
    pub photo: Option<Digest>,
}

/// Everything that the receiver found otherwise than listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Counts that differ, or all counts where it is a part.
    pub counts: Vec<Count>,
    /// Packages as they were found; none where nobody looked at them.
    pub packages: Vec<PackageCount>,
    /// Whether the rest of the list is counted later.
    pub partial: bool,
}

impl Node {
    /// The giver's list of everything a convoy has at its release point, a draft for each consignment.
    pub fn offer(&self, convoy: &ConvoyId, officer: &OfficerId) -> Result<Vec<Draft>, HandoverError> {
        let views = self.views(&AsOf::default())?;
        let Some(known) = views.movements.get(convoy) else {
            let known = views.movements.iter().map(|(id, _)| id.clone()).collect();
            return Err(HandoverError::UnknownConvoy { convoy: convoy.clone(), known });
        };
        let place = known.position().cloned();
        let consignments = &known.order().ordered.consignments;
        let drafts: Vec<Draft> = consignments
            .iter()
            .filter_map(|consignment| list(&views, convoy, consignment, place.as_ref()?))
            .map(|offered| Draft { officer: Some(officer.clone()), ..Draft::of(Body::HandoverOffered(offered)) })
            .collect();
        if drafts.is_empty() {
            return Err(HandoverError::NotThere { convoy: convoy.clone(), status: known.status().code() });
        }
        Ok(drafts)
    }

    /// The receiver's count of an offer: everything as listed, but for what was `found`. Without the first
    /// digits of the offer's leaf hash, the only offer that waits for this party's answer.
    pub fn answer(&self, offer: Option<&str>, found: Found, officer: &OfficerId) -> Result<Draft, HandoverError> {
        let Recalled { said, views, .. } = self.everything()?;
        let party = self.party()?;
        let offers = self.offers(&views, &said)?;
        let (leaf, offer) = one(offers.iter(), offer, |it| it.is_open() && it.receiver == party)
            .map_err(|found| HandoverError::WhichOffer { given: offer.map(str::to_owned), found })?;
        if party != offer.receiver {
            return Err(HandoverError::ForAnother { offer: leaf.short(), receiver: offer.receiver.clone(), party });
        }
        if offer.withdrawn.is_some() {
            return Err(HandoverError::Withdrawn { offer: leaf.short(), giver: offer.giver.clone() });
        }
        if offer.complete {
            return Err(HandoverError::Answered { offer: leaf.short() });
        }
        let listed = |item: &ItemCode| offer.lines.iter().any(|line| &line.item == item);
        let stranger = |count: &&Count| views.catalogue.get(&count.item).is_none() && !listed(&count.item);
        let unknown = found.counts.iter().find(stranger);
        if let Some(count) = unknown {
            let known = views.catalogue.iter().map(|(item, _)| item.clone()).collect();
            return Err(HandoverError::UnknownItem { item: count.item.clone(), known });
        }
        let lines = count_lines(offer, &found);
        let Found { packages, partial, counts: _ } = found;
        let answered = HandoverAnswered { offer: offer.by.clone(), lines, partial, packages };
        if let Some(views::Unexplained { item, offered, counted }) = offer.unexplained(&answered).into_iter().next() {
            return Err(HandoverError::ReasonMissing { item, offered, counted });
        }
        let draft = Draft::of(Body::HandoverAnswered(answered));
        Ok(Draft { officer: Some(officer.clone()), cites: vec![*leaf], ..draft })
    }

    /// The offer whose leaf hash begins so, or the only one that is known; with its answer, where there is one.
    pub fn offer_named(&self, given: Option<&str>) -> Result<(Digest, Offer), HandoverError> {
        let Recalled { said, views, .. } = self.everything()?;
        let offers = self.offers(&views, &said)?;
        let found = one(offers.iter(), given, |_| true);
        found
            .map(|(leaf, offer)| (*leaf, offer.clone()))
            .map_err(|found| HandoverError::WhichOffer { given: given.map(str::to_owned), found })
    }

    /// The offers as the views have them; one that came by hand is as the giver signed it, since what led up
    /// to it is not here yet.
    fn offers(&self, views: &Views, said: &[Said]) -> Result<BTreeMap<Digest, Offer>, NodeError> {
        let mut offers = views.custody.offers().clone();
        let sizes: BTreeMap<_, u64> =
            self.journals()?.into_iter().map(|held| (held.origin, held.frontier.size().get())).collect();
        let ahead = |by: &Reference| sizes.get(&by.origin).is_some_and(|size| by.index >= *size);
        let mut by_hand = BTreeMap::new();
        // Canonical order puts an answer behind its offer.
        for said in said.iter().filter(|said| said.standing == Standing::Sound) {
            let Some(statement) = said.statement() else { continue };
            let (by, when) = (said.reference(), statement.occurred);
            if let Body::HandoverAnswered(answered) = &statement.body {
                let offer: Option<&mut Offer> = by_hand.get_mut(&answered.offer.leaf);
                if let Some(offer) = offer.filter(|offer| offer.receiver == said.party) {
                    offer.answers.push(Answer { by, when, answered: answered.clone() });
                    // What is left after a part is told by the book, which waits for the giver's journal.
                    offer.complete = true;
                }
            } else if let Body::HandoverOffered(offered) = &statement.body
                && ahead(&by)
            {
                by_hand.insert(said.leaf, Offer::signed(by, said.party.clone(), when, offered));
            }
        }
        offers.extend(by_hand);
        Ok(offers)
    }

    /// The giver's last word on an offer that was answered: what nobody counted is offered no longer.
    pub fn close(&self, offer: Option<&str>, note: Option<Text>, officer: &OfficerId) -> Result<Draft, HandoverError> {
        let reference = self.to_withdraw(offer, true)?;
        let draft = Draft::of(Body::HandoverClosed(HandoverClosed { offer: reference.clone(), note }));
        Ok(Draft { officer: Some(officer.clone()), cites: vec![reference.leaf], ..draft })
    }

    /// The giver takes back an offer that nobody has answered.
    pub fn void(&self, offer: Option<&str>, reason: Text, officer: &OfficerId) -> Result<Draft, HandoverError> {
        let reference = self.to_withdraw(offer, false)?;
        let draft = Draft::of(Body::HandoverVoided(HandoverVoided { offer: reference.clone(), reason }));
        Ok(Draft { officer: Some(officer.clone()), cites: vec![reference.leaf], ..draft })
    }

    fn to_withdraw(&self, given: Option<&str>, answered: bool) -> Result<Reference, HandoverError> {
        let views = self.views(&AsOf::default())?;
        let party = self.party()?;
        let fits = |it: &Offer| it.withdrawn.is_none() && it.giver == party && it.answers.is_empty() != answered;
        let (leaf, offer) = one(views.custody.offers().iter(), given, fits)
            .map_err(|found| HandoverError::WhichOffer { given: given.map(str::to_owned), found })?;
        if party != offer.giver {
            return Err(HandoverError::OfAnother { offer: leaf.short(), giver: offer.giver.clone(), party });
        }
        if offer.withdrawn.is_some() {
            return Err(HandoverError::Withdrawn { offer: leaf.short(), giver: party });
        }
        if offer.answers.is_empty() == answered {
            return Err(HandoverError::WrongEnd { offer: leaf.short(), answered: !answered });
        }
        Ok(offer.by.clone())
    }

    /// This side's word on how a matter ends; without the first digits of its leaf hash, on the
    /// only open one.
    pub fn settle(
        &self,
        matter: Option<&str>,
        outcomes: Vec<Outcome>,
        note: Text,
        officer: &OfficerId,
    ) -> Result<Draft, HandoverError> {
        let views = self.views(&AsOf::default())?;
        let (leaf, matter) = self.matter(&views, matter)?;
        let outcomes = outcomes.into_iter().map(|outcome| named(matter, outcome)).collect();
        let settled = MatterSettled { matter: matter.by.clone(), outcomes, note };
        let draft = Draft::of(Body::MatterSettled(settled));
        Ok(Draft { officer: Some(officer.clone()), cites: vec![*leaf], ..draft })
    }

    /// The matter whose leaf hash begins so, or the only open one.
    pub fn matter<'v>(&self, views: &'v Views, given: Option<&str>) -> Result<(&'v Digest, &'v Matter), HandoverError> {
        one(views.custody.matters().iter(), given, |matter| matter.settled.is_none())
            .map_err(|found| HandoverError::WhichMatter { given: given.map(str::to_owned), found })
    }
}

/// Fills in lot and pieces that a person need not type: those of the matter's only line of the item.
fn named(matter: &Matter, outcome: Outcome) -> Outcome {
    let mut of_item = matter.differences.iter().filter(|difference| difference.item == outcome.line.item);
    let (Some(only), None) = (of_item.next(), of_item.next()) else { return outcome };
    let whole = only.disputed() == outcome.line.quantity;
    let line = Line {
        lot: outcome.line.lot.or_else(|| only.lot.clone()),
        serials: match outcome.line.serials {
            typed if !typed.is_empty() => typed,
            _ if whole => only.serials.clone(),
            untold => untold,
        },
        ..outcome.line
    };
    Outcome { line, ..outcome }
}

/// The other side's latest words on a matter, to be agreed with as they are.
pub fn proposed<'m>(matter: &'m Matter, party: &PartyId) -> Option<&'m [Outcome]> {
    let other = matter.proposals.iter().find(|(who, _)| *who != party);
    other.map(|(_, settlement)| settlement.outcomes.as_slice())
}

fn list(views: &Views, convoy: &ConvoyId, consignment: &ConsignmentId, place: &PlaceId) -> Option<HandoverOffered> {
    let known = views.custody.consignments().get(consignment)?;
    let stage = Stage::AtCrossing;
    let account = Account::Way { holder: known.giver.clone(), consignment: consignment.clone(), stage };
    let lines: Vec<Line> = views.custody.contents(&account);
    if lines.is_empty() {
        return None;
    }
    Some(HandoverOffered {
        consignment: consignment.clone(),
        convoy: convoy.clone(),
        place: place.clone(),
        receiver: known.packed.receiver.clone(),
        lines,
    })
}

/// The count as it is signed: of a part, what was counted; else every line of the list, and what is beyond it.
fn count_lines(offer: &Offer, found: &Found) -> Vec<CountLine> {
    let means = |count: &Count, line: &Line| {
        let only = || offer.left.iter().filter(|other| other.item == line.item).count() == 1;
        count.item == line.item && (count.lot == line.lot || (count.lot.is_none() && only()))
    };
    let mut lines = Vec::new();
    for line in &offer.left {
        match found.counts.iter().find(|count| means(count, line)) {
            Some(count) => lines.push(differing(line, count)),
            None if found.partial => {}
            None => lines.push(as_listed(line)),
        }
    }
    let extra = found.counts.iter().filter(|count| !offer.left.iter().any(|line| means(count, line)));
    lines.extend(extra.map(|count| {
        let (item, lot) = (count.item.clone(), count.lot.clone());
        differing(&Line { item, quantity: Quantity::ZERO, lot, serials: Vec::new() }, count)
    }));
    lines
}

fn as_listed(line: &Line) -> CountLine {
    CountLine {
        item: line.item.clone(),
        counted: line.quantity,
        lot: line.lot.clone(),
        serials: line.serials.clone(),
        reason: None,
        note: None,
        photo: None,
    }
}

fn differing(line: &Line, count: &Count) -> CountLine {
    let cut =
        || line.serials.iter().take(usize::try_from(count.counted.get()).unwrap_or(usize::MAX)).cloned().collect();
    CountLine {
        item: line.item.clone(),
        counted: count.counted,
        lot: line.lot.clone(),
        serials: count.serials.clone().unwrap_or_else(cut),
        reason: count.reason,
        note: count.note.clone(),
        photo: count.photo,
    }
}

/// The one entry whose leaf hash begins so, or that `waits` where nothing is given; else how many do.
fn one<'v, T>(
    all: impl Iterator<Item = (&'v Digest, &'v T)>,
    given: Option<&str>,
    waits: impl Fn(&T) -> bool,
) -> Result<(&'v Digest, &'v T), usize> {
    let fits = |(leaf, known): &(&Digest, &T)| given.map_or_else(|| waits(known), |g| leaf.to_string().starts_with(g));
    let mut fitting: Vec<(&Digest, &T)> = all.filter(fits).collect();
    match (fitting.pop(), fitting.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(0),
        (Some(_), more) => Err(more + 1),
    }
}

/// How an error names what was asked for.
fn asked(given: Option<&String>) -> String {
    given.map_or_else(|| "are open here".to_owned(), |given| format!("begin with `{given}`"))
}

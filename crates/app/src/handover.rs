//! The crossing: the giver's list, the receiver's count, the end of a matter.

use crate::node::{AsOf, Node, NodeError};
use model::{
    Body, CountLine, DifferenceReason, Draft, HandoverAnswered, HandoverOffered, Line, MatterSettled, Outcome, Text,
};
use std::collections::BTreeMap;
use units::{ConsignmentId, ConvoyId, Digest, ItemCode, OfficerId, PartyId, PlaceId, Quantity, SerialNumber};
use views::{Account, Matter, Offer, Said, Stage, Standing, Views};

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
    /// How many.
    pub counted: Quantity,
    /// The pieces, where they are told apart; the list's, cut short, where absent.
    pub serials: Option<Vec<SerialNumber>>,
    /// Why it differs.
    pub reason: Option<DifferenceReason>,
    /// In words.
    pub note: Option<Text>,
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

    /// The receiver's count of an offer: everything as listed, but for `counts`. Without the first
    /// digits of the offer's leaf hash, the only offer that waits for this party's answer.
    pub fn answer(&self, offer: Option<&str>, counts: &[Count], officer: &OfficerId) -> Result<Draft, HandoverError> {
        let said = self.said(&AsOf::default())?;
        let views = Views::fold(&said);
        let party = self.party()?;
        let waits = |offer: &Offer| offer.answer.is_none() && offer.offered.receiver == party;
        let offers = self.offers(&views, &said)?;
        let (leaf, offer) = one(offers.iter(), offer, waits)
            .map_err(|found| HandoverError::WhichOffer { given: offer.map(str::to_owned), found })?;
        if party != offer.offered.receiver {
            let receiver = offer.offered.receiver.clone();
            return Err(HandoverError::ForAnother { offer: leaf.short(), receiver, party });
        }
        if offer.answer.is_some() {
            return Err(HandoverError::Answered { offer: leaf.short() });
        }
        let listed = |item: &ItemCode| offer.offered.lines.iter().any(|line| &line.item == item);
        let unknown = counts.iter().find(|count| views.catalogue.get(&count.item).is_none() && !listed(&count.item));
        if let Some(count) = unknown {
            let known = views.catalogue.iter().map(|(item, _)| item.clone()).collect();
            return Err(HandoverError::UnknownItem { item: count.item.clone(), known });
        }
        let lines = count_lines(offer, counts)?;
        let answered = HandoverAnswered { offer: offer.by.clone(), lines };
        let draft = Draft::of(Body::HandoverAnswered(answered));
        Ok(Draft { officer: Some(officer.clone()), cites: vec![*leaf], ..draft })
    }

    /// The offers as the views have them; one that came by hand is as the giver signed it, since what led up
    /// to it is not here yet.
    fn offers(&self, views: &Views, said: &[Said]) -> Result<BTreeMap<Digest, Offer>, NodeError> {
        let mut offers = views.custody.offers().clone();
        // Canonical order puts an answer behind its offer.
        for said in said.iter().filter(|said| said.standing == Standing::Sound) {
            let Some(statement) = said.statement() else { continue };
            let (by, at) = (said.reference(), statement.occurred);
            if let Body::HandoverAnswered(answered) = &statement.body {
                let offer = offers.get_mut(&answered.offer.leaf);
                let waits = |offer: &&mut Offer| offer.offered.receiver == said.party && offer.answer.is_none();
                if let Some(offer) = offer.filter(waits) {
                    offer.answer = Some((by, at, answered.clone()));
                }
            } else if let Body::HandoverOffered(offered) = &statement.body
                && self.is_by_hand(&by)?
            {
                let (giver, offered) = (said.party.clone(), offered.clone());
                offers.insert(said.leaf, Offer { by, giver, offered_at: at, offered, answer: None });
            }
        }
        Ok(offers)
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

fn count_lines(offer: &Offer, counts: &[Count]) -> Result<Vec<CountLine>, HandoverError> {
    let mut lines = Vec::new();
    for line in &offer.offered.lines {
        match counts.iter().find(|count| count.item == line.item) {
            None => lines.push(as_listed(line)),
            Some(count) => lines.push(differing(line, count)?),
        }
    }
    let extra = counts.iter().filter(|count| !offer.offered.lines.iter().any(|line| line.item == count.item));
    for count in extra {
        let nothing = Line { item: count.item.clone(), quantity: Quantity::ZERO, lot: None, serials: Vec::new() };
        lines.push(differing(&nothing, count)?);
    }
    Ok(lines)
}

fn as_listed(line: &Line) -> CountLine {
    CountLine {
        item: line.item.clone(),
        counted: line.quantity,
        lot: line.lot.clone(),
        serials: line.serials.clone(),
        reason: None,
        note: None,
    }
}

fn differing(line: &Line, count: &Count) -> Result<CountLine, HandoverError> {
    if count.counted != line.quantity && count.reason.is_none() {
        let (item, offered, counted) = (line.item.clone(), line.quantity, count.counted);
        return Err(HandoverError::ReasonMissing { item, offered, counted });
    }
    let cut =
        || line.serials.iter().take(usize::try_from(count.counted.get()).unwrap_or(usize::MAX)).cloned().collect();
    Ok(CountLine {
        item: line.item.clone(),
        counted: count.counted,
        lot: line.lot.clone(),
        serials: count.serials.clone().unwrap_or_else(cut),
        reason: count.reason,
        note: count.note.clone(),
    })
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

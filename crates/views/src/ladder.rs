//! The custody ladder: how far goods have come for a pledge, and what a posting adds to it or takes back.

use std::collections::BTreeMap;
use units::{ItemCode, PledgeId, Quantity};

/// What was posted to each rung of the custody ladder, for one pledge and item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// Packed against the pledge.
    pub packed: u128,
    /// Left the giver's site.
    pub dispatched: u128,
    /// Reached the release point.
    pub at_crossing: u128,
    /// Put on the giver's signed list.
    pub offered: u128,
    /// Taken over by the receiver, settled matters included.
    pub accepted: u128,
    /// Lost on the way, or lost or destroyed by settlement.
    pub lost: u128,
    /// Back in the giver's stock.
    pub returned: u128,
}

impl Ladder {
    /// The same change made to every rung.
    pub(crate) fn map(self, change: impl Fn(u128) -> u128) -> Self {
        let Self { packed, dispatched, at_crossing, offered, accepted, lost, returned } = self;
        Self {
            packed: change(packed),
            dispatched: change(dispatched),
            at_crossing: change(at_crossing),
            offered: change(offered),
            accepted: change(accepted),
            lost: change(lost),
            returned: change(returned),
        }
    }
}

/// One rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// Packed against the pledge.
    Packed,
    /// Left the giver's site.
    Dispatched,
    /// Reached the release point.
    AtCrossing,
    /// Put on the giver's signed list.
    Offered,
    /// Taken over by the receiver.
    Accepted,
    /// Lost on the way or by settlement.
    Lost,
    /// Back in the giver's stock.
    Returned,
}

impl Rung {
    /// Every rung.
    pub const ALL: [Self; 7] =
        [Self::Packed, Self::Dispatched, Self::AtCrossing, Self::Offered, Self::Accepted, Self::Lost, Self::Returned];

    /// The word used in files and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Packed => "packed",
            Self::Dispatched => "dispatched",
            Self::AtCrossing => "at_crossing",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Lost => "lost",
            Self::Returned => "returned",
        }
    }

    const fn of(self, ladder: &mut Ladder) -> &mut u128 {
        match self {
            Self::Packed => &mut ladder.packed,
            Self::Dispatched => &mut ladder.dispatched,
            Self::AtCrossing => &mut ladder.at_crossing,
            Self::Offered => &mut ladder.offered,
            Self::Accepted => &mut ladder.accepted,
            Self::Lost => &mut ladder.lost,
            Self::Returned => &mut ladder.returned,
        }
    }
}

/// What a posting does to the ladder of a pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Climb {
    /// Of which pledge.
    pub pledge: PledgeId,
    /// Which rung.
    pub rung: Rung,
    /// Whether the goods leave the rung again: what was offered and withdrawn was not offered.
    pub back: bool,
}

impl Climb {
    pub(crate) fn to(pledge: &PledgeId, rung: Rung) -> Self {
        Self { pledge: pledge.clone(), rung, back: false }
    }

    pub(crate) fn reaches(&self, rung: Rung) -> bool {
        self.rung == rung && !self.back
    }
}

/// The ladders of pledges, for each item under them.
pub(crate) type Ladders = BTreeMap<(PledgeId, ItemCode), Ladder>;

/// Notes that so many of an item reached a rung, or left it.
pub(crate) fn climbed(ladders: &mut Ladders, climb: &Climb, item: &ItemCode, quantity: Quantity) {
    let ladder = ladders.entry((climb.pledge.clone(), item.clone())).or_default();
    let (rung, quantity) = (climb.rung.of(ladder), u128::from(quantity.get()));
    *rung = if climb.back { rung.saturating_sub(quantity) } else { *rung + quantity };
}

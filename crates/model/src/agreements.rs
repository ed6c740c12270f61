//! Agreements, and pledges under them.

use crate::body::record;
use crate::{AgreementStatus, Names, Text};
use units::{AgreementId, Interval, ItemCode, PartyId, PledgeId, Quantity, Unit};

record! {
    /// What the parties concluded.
    AgreementConcluded {
        /// The agreement.
        agreement: AgreementId = 0,
        /// Its title.
        title: Names = 1,
        /// Who concluded it.
        parties: Vec<PartyId> = 2,
        /// The annex that pledges rest on, if any.
        annex: Option<Text> = 3,
    }
}

record! {
    /// What became of an agreement.
    AgreementStatusChanged {
        /// The agreement.
        agreement: AgreementId = 0,
        /// Its status from `occurred` on.
        status: AgreementStatus = 1,
        /// Why.
        reason: Text = 2,
    }
}

record! {
    /// A promise of goods.
    PledgeMade {
        /// The pledge.
        pledge: PledgeId = 0,
        /// Under which agreement.
        agreement: AgreementId = 1,
        /// Who gives.
        donor: PartyId = 2,
        /// Who receives.
        recipient: PartyId = 3,
        /// When it is to be delivered.
        window: Interval = 4,
        /// What is promised.
        lines: Vec<PledgeLine> = 5,
    }
}

record! {
    /// One item of a pledge.
    PledgeLine {
        /// Number of the line within the pledge, from 1.
        line: u16 = 0,
        /// What.
        item: ItemCode = 1,
        /// How many, in the item's unit.
        quantity: Quantity = 2,
        /// 1 is first.
        priority: u8 = 3,
        /// A condition, if any; a [`PledgeConditionMet`] says when it is met.
        condition: Option<Text> = 4,
        /// When this line is to be delivered, where not within the pledge's own window.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<Interval> = 5,
        /// The unit that the quantity was promised in; must be the item's own, and is where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Unit> = 6,
    }
}

record! {
    /// A pledge line is promised otherwise: what is absent stays as it was.
    PledgeAmended {
        /// The pledge.
        pledge: PledgeId = 0,
        /// Its line.
        line: u16 = 1,
        /// The quantity from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity> = 2,
        /// Why.
        reason: Text = 3,
        /// When it is to be delivered from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<Interval> = 4,
        /// Set to true, and nothing else amended, where the line is promised no longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdrawn: Option<bool> = 5,
    }
}

record! {
    /// One side's word on the condition of a pledge line. It is met by the donor's word; the recipient's is
    /// a claim that stands beside it.
    PledgeConditionMet {
        /// The pledge.
        pledge: PledgeId = 0,
        /// Its line.
        line: u16 = 1,
        /// Whether it is met from now on, or no longer.
        met: bool = 2,
        /// On what grounds.
        note: Text = 3,
    }
}

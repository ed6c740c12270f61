//! Handover at the crossing, and what stays open after it.

use crate::body::record;
use crate::{DifferenceReason, Line, Reference, Text, Verdict};
use units::{ConsignmentId, ConvoyId, ItemCode, LotId, PartyId, PlaceId, Quantity, SerialNumber};

record! {
    /// The giver's signed list.
    HandoverOffered {
        /// What is handed over.
        consignment: ConsignmentId = 0,
        /// By which convoy.
        convoy: ConvoyId = 1,
        /// Where.
        place: PlaceId = 2,
        /// To whom.
        receiver: PartyId = 3,
        /// The list.
        lines: Vec<Line> = 4,
    }
}

record! {
    /// The receiver's own signed count of an offer.
    HandoverAnswered {
        /// The offer.
        offer: Reference = 0,
        /// The count, a line for each line of the offer and for anything more.
        lines: Vec<CountLine> = 1,
    }
}

record! {
    /// What the receiver counted of one item.
    CountLine {
        /// What.
        item: ItemCode = 0,
        /// How many were counted and are taken over or, beyond the list, held.
        counted: Quantity = 1,
        /// Which batch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotId> = 2,
        /// Which pieces.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber> = 3,
        /// Why it differs from the list; must be given where it does.
        reason: Option<DifferenceReason> = 4,
        /// In words.
        note: Option<Text> = 5,
    }
}

record! {
    /// A disagreement that no handover shows by itself.
    MatterOpened {
        /// The statements that disagree.
        about: Vec<Reference> = 0,
        /// Who is to settle it.
        owner: PartyId = 1,
        /// What is disputed.
        lines: Vec<Line> = 2,
        /// In words.
        note: Text = 3,
    }
}

record! {
    /// One side's word on how a matter ends.
    ///
    /// A matter is settled when giver and receiver have each said the same outcomes.
    MatterSettled {
        /// The statement that opened the matter: the answer of a handover, or a [`MatterOpened`].
        matter: Reference = 0,
        /// How each disputed quantity ends.
        outcomes: Vec<Outcome> = 1,
        /// In words.
        note: Text = 2,
    }
}

record! {
    /// How a disputed quantity ends.
    Outcome {
        /// Of what.
        line: Line = 0,
        /// How.
        verdict: Verdict = 1,
        /// The giver's site that has or gave it, for verdicts that touch the giver's stock.
        site: Option<PlaceId> = 2,
    }
}

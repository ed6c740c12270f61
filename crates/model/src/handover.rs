//! Handover at the crossing, and what stays open after it.

use crate::body::record;
use crate::{DifferenceReason, Line, PackageState, Reference, Text, Verdict};
use units::{
    ConsignmentId, ConvoyId, Digest, ItemCode, LotId, PackageId, PartyId, PlaceId, Quantity, SealNumber, SerialNumber,
};

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
    /// The receiver's own signed count of an offer, or of goods that a [`crate::StockMoved`] sent.
    HandoverAnswered {
        /// The offer.
        offer: Reference = 0,
        /// The count, a line for each line of the offer and for anything more.
        lines: Vec<CountLine> = 1,
        /// Whether more is still to be counted: what is listed and neither counted nor given a reason stays
        /// offered, for a further answer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        partial: bool = 2,
        /// Packages as they were found; none where nobody looked at them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        packages: Vec<PackageCount> = 3,
    }
}

record! {
    /// How the receiver found one package.
    PackageCount {
        /// Which one, as its mark or tag reads.
        package: PackageId = 0,
        /// The seal on it, as its number reads.
        seal: Option<SealNumber> = 1,
        /// Its state.
        state: PackageState = 2,
        /// In words; must be given for [`PackageState::Other`].
        note: Option<Text> = 3,
        /// SHA-256 of a photograph of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Digest> = 4,
    }
}

record! {
    /// The giver has read the answers to an offer; what is still on the list is offered no longer.
    ///
    /// An answer that had not seen this counts all the same.
    HandoverClosed {
        /// The offer.
        offer: Reference = 0,
        /// In words.
        note: Option<Text> = 1,
    }
}

record! {
    /// The giver takes back an offer before anybody has answered it.
    ///
    /// An answer that had not seen this counts all the same, and undoes it.
    HandoverVoided {
        /// The offer.
        offer: Reference = 0,
        /// Why.
        reason: Text = 1,
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
        /// SHA-256 of a photograph of what differs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Digest> = 6,
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

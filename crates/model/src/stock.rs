//! Stock: how much of an item is where.

use crate::body::record;
use crate::{AdjustmentReason, Attribution, Text};
use units::{ItemCode, LotId, PartyId, PlaceId, PledgeId, Quantity, SerialNumber};

record! {
    /// So many of an item, told apart where the item asks for it.
    Line {
        /// What.
        item: ItemCode = 0,
        /// How many, in the item's unit.
        quantity: Quantity = 1,
        /// Which batch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotId> = 2,
        /// Which pieces; as many as the quantity where the item is tracked by serial.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber> = 3,
    }
}

record! {
    /// What a site of the party holds when its book opens.
    StockDeclared {
        /// Where.
        site: PlaceId = 0,
        /// What is there.
        lines: Vec<Line> = 1,
    }
}

record! {
    /// Stock corrected.
    StockAdjusted {
        /// Where.
        site: PlaceId = 0,
        /// How many, of what.
        line: Line = 1,
        /// Whether stock grows; it shrinks otherwise.
        increase: bool = 2,
        /// Why.
        reason: AdjustmentReason = 3,
        /// In words.
        note: Option<Text> = 4,
    }
}

record! {
    /// Stock set aside for a pledge: still at the site, and for nothing else.
    StockReserved {
        /// For which pledge.
        pledge: PledgeId = 0,
        /// Where.
        site: PlaceId = 1,
        /// What.
        lines: Vec<Line> = 2,
    }
}

record! {
    /// Stock that was set aside for a pledge is free again.
    ReservationReleased {
        /// For which pledge it was.
        pledge: PledgeId = 0,
        /// Where.
        site: PlaceId = 1,
        /// What.
        lines: Vec<Line> = 2,
        /// Why.
        reason: Text = 3,
    }
}

record! {
    /// Goods leave a site for another site of the party, or for a site of another party that is to hold them.
    ///
    /// They are on the way until the receiver answers with a count, as at a crossing.
    StockMoved {
        /// From where.
        site: PlaceId = 0,
        /// To where.
        to: PlaceId = 1,
        /// Who counts them there: the party itself, a unit with a journal of its own, or whoever gave them.
        receiver: PartyId = 2,
        /// The list.
        lines: Vec<Line> = 3,
        /// Where goods go back to who gave them: the pledge under which they had come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        returns: Option<PledgeId> = 4,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text> = 5,
    }
}

record! {
    /// Goods are missing from stock.
    StockLost {
        /// Where.
        site: PlaceId = 0,
        /// What.
        lines: Vec<Line> = 1,
        /// Whether it is known who caused it.
        attribution: Attribution = 2,
        /// Who or what caused it, as far as known or suspected; must be given where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Text> = 3,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text> = 4,
    }
}

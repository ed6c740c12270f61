//! Catalogue and stock.

use crate::body::record;
use crate::{AdjustmentReason, Attribution, Hazard, Names, Text, Tracking};
use units::{
    Grams, ItemCode, Kmh, LotId, Metres, Millilitres, PartyId, PlaceId, PledgeId, Quantity, SerialNumber, Unit,
};

record! {
    /// A catalogue entry.
    ItemDefined {
        /// The code.
        item: ItemCode = 0,
        /// Its name.
        name: Names = 1,
        /// What one of it is.
        unit: Unit = 2,
        /// Mass of one unit.
        mass: Grams = 3,
        /// Volume of one unit.
        volume: Millilitres = 4,
        /// How it is told apart.
        tracking: Tracking = 5,
        /// Dangerous goods data.
        hazard: Option<Hazard> = 6,
        /// Set where the item is a vehicle that moves by itself.
        vehicle: Option<VehicleData> = 7,
        /// Days from acceptance to the first end-use check; none where no check is due.
        check_days: Option<u16> = 8,
        /// Whether it is eaten or fed: kept apart from poisons.
        #[serde(default)]
        foodstuff: bool = 9,
    }
}

record! {
    /// What a vehicle can do.
    VehicleData {
        /// What it may load.
        payload: Grams = 0,
        /// Room for the load.
        room: Millilitres = 1,
        /// Its length.
        length: Metres = 2,
        /// Speed on a good road.
        speed: Kmh = 3,
        /// Whether it carries consignments of others, or is only goods itself.
        carrier: bool = 4,
    }
}

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

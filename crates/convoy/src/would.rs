//! What would have to change for a better plan: one thing each time, and what it would bring.

use crate::outcome::Share;
use units::{Deciseconds, Grams, Metres, Millilitres, Moment, PartyId, PlaceId, SegmentId, VehicleId};

/// One thing that is not as it would have to be.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// So many vehicles more.
    MoreVehicles {
        /// Such as this one.
        like: VehicleId,
        /// Where.
        at: PlaceId,
        /// How many.
        number: u32,
    },
    /// A vehicle large enough for one piece.
    LargerVehicle {
        /// Where.
        at: PlaceId,
        /// What it would have to carry.
        payload: Grams,
        /// The room it would have to have.
        room: Millilitres,
    },
    /// The crossing stays open longer each day.
    OpenUntil {
        /// The crossing.
        crossing: PlaceId,
        /// Minutes after local midnight at which it would close.
        closes_minute: u16,
    },
    /// The crossing is open at all hours.
    OpenAlways {
        /// The crossing.
        crossing: PlaceId,
    },
    /// The receiver is ready whenever the crossing is open.
    ReceiverReady {
        /// The crossing.
        crossing: PlaceId,
    },
    /// The crossing lets more vehicles through.
    FasterCrossing {
        /// The crossing.
        crossing: PlaceId,
        /// So many an hour.
        vehicles_per_hour: u32,
    },
    /// Stretches are open that are not, or not surely.
    StretchesOpen {
        /// Which.
        segments: Vec<SegmentId>,
    },
    /// Stretches bear heavier axles than they do.
    StretchesBear {
        /// Which.
        segments: Vec<SegmentId>,
        /// The heaviest axle that they would have to bear.
        axle: Grams,
    },
    /// Columns can pass each other in a defile.
    TwoWays {
        /// The defile.
        segment: SegmentId,
    },
    /// Columns march by night as well.
    ByNight,
    /// A partner force does not use a stretch.
    WithoutActivity {
        /// Who.
        party: PartyId,
        /// Until when it does.
        until: Moment,
    },
    /// Vehicles have drivers who take turns.
    SecondDrivers,
    /// Nothing stays at sites as a reserve.
    WithoutReserve,
    /// Fuel lasts so far.
    FuelFor {
        /// How far.
        range: Metres,
    },
}

/// A change, and what a plan made with it alone is better by.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counterfactual {
    /// What would be otherwise.
    pub change: Change,
    /// What would be brought that stays behind now.
    pub brings: Vec<Share>,
    /// How much less late all would be.
    pub sooner: Deciseconds,
    /// How much less the plan would weigh, where it brings the same.
    pub lighter: u64,
}

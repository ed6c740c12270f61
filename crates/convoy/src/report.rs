//! Why a plan is as it is: a closed list of reasons with their values.

use crate::axles::AxleLoad;
use crate::hazard::Rule;
use crate::input::{NeedId, Passability, Permille};
use crate::support::{Role, SupportCause};
use units::{ConvoyId, Deciseconds, Grams, Metres, Moment, PartyId, PlaceId, Quantity, SegmentId, VehicleId};

/// Reasons in the order the planner met them.
#[must_use = "an unread report helps nobody"]
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanReport {
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// What was tried to make it better.
    #[serde(default)]
    pub search: SearchReport,
}

/// What was tried after the first plan that could be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SearchReport {
    /// Orders tried: the same seed and number give the same plan.
    pub rounds: u64,
    /// What the columns to be put in weighed at first, in tenths of a second.
    pub first: u64,
    /// What they weigh now.
    pub last: u64,
}

/// Why a column stands still.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitCause {
    /// This plan begins; the column stands since it came to the end of what it was driving.
    Orders,
    /// The rest rule.
    Rest,
    /// Tanks are filled.
    Fuel,
    /// The long rest that drivers' hours ask for.
    Hours,
    /// Daylight: the next stretch cannot be left before dark, or it is night.
    Daylight {
        /// First moment with light enough.
        from: Moment,
    },
    /// The crossing is shut, or would shut before the tail is through.
    Opening {
        /// The crossing.
        crossing: PlaceId,
        /// When it opens; the moment that was waited for.
        opens: Moment,
    },
    /// The receiver is not ready at the crossing, or not for so long.
    Receiver {
        /// The crossing.
        crossing: PlaceId,
        /// When it is ready; the moment that was waited for.
        from: Moment,
    },
    /// Another column is at the crossing.
    CrossingBusy {
        /// The crossing.
        crossing: PlaceId,
        /// Whose turn it is.
        convoy: ConvoyId,
    },
    /// A column comes the other way through a defile.
    Defile {
        /// The defile.
        segment: SegmentId,
        /// Who comes.
        convoy: ConvoyId,
    },
    /// Another column is ahead on the same stretch.
    Headway {
        /// The stretch.
        segment: SegmentId,
        /// Who is ahead.
        convoy: ConvoyId,
    },
    /// A partner force uses the stretch.
    Activity {
        /// The stretch.
        segment: SegmentId,
        /// Who uses it.
        party: PartyId,
        /// Until when.
        until: Moment,
    },
}

/// Why a column does not take a crossing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrossingRefusal {
    /// No usable roads lead there.
    NoWayThere,
    /// No usable roads lead on to the destination.
    NoWayOnward,
    /// It is not open for long enough, or the roads are not free for long enough, within the horizon.
    NoTime {
        /// The horizon.
        until: Moment,
    },
    /// Fuel does not last from one filling to the next.
    BeyondRange {
        /// The longest part of the best way on which no tank can be filled.
        needed: Metres,
        /// Of the vehicle that goes least far.
        range: Metres,
    },
    /// The way asks for more escort than the column has.
    EscortShort {
        /// The most dangerous stretch of the best way.
        segment: SegmentId,
        /// How dangerous it counts.
        certainty: Permille,
        /// How many escort vehicles it asks for.
        needed: u64,
        /// How many the column has.
        there: u64,
    },
    /// Every way leads over a stretch that bears less than the heaviest axle of the column.
    AxleTooHeavy {
        /// The first such stretch of the best way.
        segment: SegmentId,
        /// The axle, and what the stretch bears.
        load: AxleLoad,
    },
    /// It would weigh less for this column alone, but more for all together: others need it.
    LeftToOthers {
        /// By so much less.
        by: Deciseconds,
    },
    /// Possible, but it weighs more: time, onward time, risk and lateness together.
    Costlier {
        /// How much more.
        by: Deciseconds,
    },
}

/// One thing the planner decided or met.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The column takes this crossing.
    Takes {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
        /// The tail is through.
        clear: Moment,
        /// Time, onward time and weighed risk together.
        cost: Deciseconds,
    },
    /// The column does not take this crossing.
    Leaves {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
        /// Why.
        why: CrossingRefusal,
    },
    /// The shortest way would use the stretch; the column's does not, because of its state.
    Avoids {
        /// The column.
        convoy: ConvoyId,
        /// The crossing the way leads to.
        crossing: PlaceId,
        /// The stretch.
        segment: SegmentId,
        /// Its state.
        passability: Passability,
    },
    /// The best way would use the stretch; the column's does not, because it bears less than an axle of the column.
    /// Told of a column on the road as well that has such a stretch ahead of it.
    Spares {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// The heaviest axle, and what the stretch bears.
        load: AxleLoad,
    },
    /// Vehicles at a site carry less than they could, so that an axle bears what it may.
    LoadedLighter {
        /// The site.
        at: PlaceId,
        /// How many vehicles.
        vehicles: u64,
        /// The one of them that could carry most more.
        vehicle: VehicleId,
        /// Which axle of it, from 1.
        axle: u16,
        /// What that axle may bear.
        most: Grams,
        /// The stretch that every way from the site leads over, or one that bears no more; absent where it is the
        /// axle itself that may not bear more.
        segment: Option<SegmentId>,
        /// What the vehicle may carry so.
        payload: Grams,
    },
    /// What is not known of axles and stretches was not judged.
    AxlesNotJudged {
        /// The column.
        convoy: ConvoyId,
        /// How many of its vehicles nobody has said the axle loads of.
        vehicles: u64,
        /// On how many stretches of its way nobody has said what they bear.
        stretches: u64,
    },
    /// The column uses a stretch that is not simply open.
    Accepts {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// Its state.
        passability: Passability,
        /// Driving time weighed by risk.
        exposure: Deciseconds,
    },
    /// The column stands still, or leaves later.
    Waits {
        /// The column.
        convoy: ConvoyId,
        /// Where.
        place: PlaceId,
        /// From.
        from: Moment,
        /// Until.
        until: Moment,
        /// For what.
        cause: WaitCause,
    },
    /// Goods were not put on a vehicle because of what lay there.
    KeptApart {
        /// The goods.
        need: NeedId,
        /// The vehicle.
        vehicle: VehicleId,
        /// What lay there.
        with: NeedId,
        /// Under which rule.
        rule: Rule,
    },
    /// Goods of one need lie on several vehicles or drive in several columns.
    Divided {
        /// The goods.
        need: NeedId,
        /// On how many.
        parts: u32,
    },
    /// More vehicles leave a site than a column may have.
    ColumnsDivided {
        /// The site.
        origin: PlaceId,
        /// Vehicles, self-propelled goods included.
        vehicles: u64,
        /// The most a column may have.
        column_max: u32,
    },
    /// Vehicles march with the column.
    Accompanied {
        /// The column.
        convoy: ConvoyId,
        /// What they are.
        role: Role,
        /// How many.
        vehicles: u64,
        /// What asks for them.
        cause: SupportCause,
    },
    /// The column marches without all that it should have with it.
    MarchesShort {
        /// The column.
        convoy: ConvoyId,
        /// What it lacks.
        role: Role,
        /// How many it should have.
        needed: u64,
        /// How many were free.
        there: u64,
    },
    /// Vehicles that march along come back to their site.
    Returns {
        /// The column.
        convoy: ConvoyId,
        /// How many.
        vehicles: u64,
        /// Their site.
        base: PlaceId,
        /// When all are there.
        back: Moment,
    },
    /// Vehicles that march along stay at the crossing: they cannot come back.
    Released {
        /// The column.
        convoy: ConvoyId,
        /// How many.
        vehicles: u64,
        /// The crossing.
        crossing: PlaceId,
        /// Why.
        why: CrossingRefusal,
    },
    /// The column leaves no sooner than a vehicle is back that is to march along.
    AwaitsReturn {
        /// The column.
        convoy: ConvoyId,
        /// The vehicle.
        vehicle: VehicleId,
        /// When it is back.
        back: Moment,
    },
    /// Goods stay behind; the plan says why beside them.
    StaysBehind {
        /// The goods.
        need: NeedId,
        /// How many.
        quantity: Quantity,
    },
    /// Goods come after they are due.
    Late {
        /// The column.
        convoy: ConvoyId,
        /// The goods.
        need: NeedId,
        /// When they are due.
        due: Moment,
        /// When the tail is through the crossing.
        clear: Moment,
    },
    /// The column stays as it was in the parent plan.
    Kept {
        /// The column.
        convoy: ConvoyId,
    },
    /// The column is at its crossing; this plan speaks of it no more.
    Arrived {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
    },
    /// A stretch ahead of the column can no longer be driven, or is riskier than when it was planned.
    Affected {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// Its state.
        passability: Passability,
        /// Whether it lies before the crossing; after it, on the receiver's side, otherwise.
        ours: bool,
    },
    /// The column's times no longer hold: it is late, or hours, activities or rules changed.
    TimesBroken {
        /// The column.
        convoy: ConvoyId,
        /// From where they are set anew.
        place: PlaceId,
    },
    /// The column turns to another crossing.
    Turns {
        /// The column.
        convoy: ConvoyId,
        /// Where it leaves its old way.
        place: PlaceId,
        /// Its crossing so far.
        from: PlaceId,
        /// Its crossing now.
        to: PlaceId,
    },
    /// A column on the road has no usable way on: it stays where it is.
    Stranded {
        /// The column.
        convoy: ConvoyId,
        /// Where it stands.
        place: PlaceId,
    },
    /// A column that had not left was dissolved: a vehicle or goods are no longer there.
    Dissolved {
        /// The column.
        convoy: ConvoyId,
    },
}

impl Reason {
    /// The column it is about; absent where it is about goods or a site.
    pub fn convoy(&self) -> Option<&ConvoyId> {
        match self {
            Self::Takes { convoy, .. }
            | Self::Leaves { convoy, .. }
            | Self::Avoids { convoy, .. }
            | Self::Accepts { convoy, .. }
            | Self::Spares { convoy, .. }
            | Self::AxlesNotJudged { convoy, .. }
            | Self::Waits { convoy, .. }
            | Self::Late { convoy, .. }
            | Self::Kept { convoy }
            | Self::Arrived { convoy, .. }
            | Self::Affected { convoy, .. }
            | Self::TimesBroken { convoy, .. }
            | Self::Turns { convoy, .. }
            | Self::Stranded { convoy, .. }
            | Self::Accompanied { convoy, .. }
            | Self::MarchesShort { convoy, .. }
            | Self::Returns { convoy, .. }
            | Self::Released { convoy, .. }
            | Self::AwaitsReturn { convoy, .. }
            | Self::Dissolved { convoy } => Some(convoy),
            Self::KeptApart { .. }
            | Self::Divided { .. }
            | Self::ColumnsDivided { .. }
            | Self::LoadedLighter { .. }
            | Self::StaysBehind { .. } => None,
        }
    }
}

//! What a plan is asked for: roads, crossings, goods, vehicles, rules of the march.

use crate::axles::{Axle, AxleRule};
use crate::endurance::{FuelRule, HoursRule};
use crate::hazard::{Hazard, HazardRules};
use crate::reserve::ReserveRule;
use crate::support::{ColumnRule, Role};
use crate::towing::TowingRule;
use std::collections::BTreeSet;
use units::{
    ConvoyId, CreditNumber, Deciseconds, Grams, Interval, ItemCode, Kmh, Metres, Millilitres, Moment, PartyId, PlaceId,
    PledgeId, Quantity, SegmentId, Unit, VehicleId,
};

/// Everything a plan depends on: the same input and seed give the same plan.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanInput {
    /// No column that is not yet on the road leaves before.
    pub start: Moment,
    /// Where the receiver takes the goods after the crossing.
    pub destination: PlaceId,
    /// Ends of stretches.
    pub places: Vec<Place>,
    /// Pieces of road with their state.
    pub stretches: Vec<Stretch>,
    /// Border points where goods change hands. The giver's columns end there.
    pub crossings: Vec<Crossing>,
    /// Goods to move, on the road included.
    pub needs: Vec<Need>,
    /// Vehicles that carry or march along, on the road included.
    pub fleet: Fleet,
    /// Stretches that partner forces use at times.
    pub activities: Vec<Activity>,
    /// Columns of the parent plan that have left; empty for a first plan.
    pub progress: Vec<Progress>,
    /// Rules of the march.
    pub policy: Policy,
    /// How new columns are numbered.
    pub numbering: Numbering,
}

/// The vehicles of columns.
pub type Fleet = Vec<Vehicle>;

/// A place where stretches meet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Its identity.
    pub place: PlaceId,
    /// What it is.
    pub kind: PlaceKind,
}

/// What a place is on the march.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A settlement.
    Town,
    /// A fork, well or ford.
    Junction,
    /// A border point.
    Crossing,
    /// A depot or base.
    Site,
}

/// Thousandths, from 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct Permille(u16);

impl Permille {
    /// The whole.
    pub const FULL: Self = Self(1000);

    /// Wraps a number of thousandths, held at 1000.
    pub const fn new(thousandths: u16) -> Self {
        Self(if thousandths > 1000 { 1000 } else { thousandths })
    }

    /// The number of thousandths.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl From<u16> for Permille {
    fn from(thousandths: u16) -> Self {
        Self::new(thousandths)
    }
}

impl From<Permille> for u16 {
    fn from(permille: Permille) -> u16 {
        permille.0
    }
}

/// Whether a stretch can be driven, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passability {
    /// Free.
    Open,
    /// Usable with limits.
    Restricted,
    /// Somebody disputes it.
    Contested {
        /// How sure that is.
        certainty: Permille,
    },
    /// Never used.
    Closed,
    /// Nothing is known of it.
    Unknown,
}

/// A piece of road between two places.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stretch {
    /// Its identity.
    pub segment: SegmentId,
    /// One end.
    pub from: PlaceId,
    /// The other end.
    pub to: PlaceId,
    /// How long it is.
    pub length: Metres,
    /// Fastest march on it.
    pub speed: Kmh,
    /// One lane and no room to pass: columns in opposite directions may not meet on it.
    pub defile: bool,
    /// Only from `from` to `to`.
    pub oneway: bool,
    /// The heaviest axle that it bears; nobody has said so when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub axle_max: Option<Grams>,
    /// Its state.
    pub passability: Passability,
}

/// Hours that come back every day, at a fixed offset from Coordinated Universal Time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DailyHours {
    /// Minutes after local midnight.
    pub opens_minute: u16,
    /// Minutes after local midnight, after `opens_minute` and at most 1440; otherwise never open.
    pub closes_minute: u16,
    /// Local time minus UTC, in minutes.
    pub offset_minutes: i16,
}

/// A span in which something is open: all of it, or certain hours of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opening {
    /// The span.
    pub within: Interval,
    /// Hours of each day; the whole span when absent.
    pub daily: Option<DailyHours>,
}

/// A border point where goods change hands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Crossing {
    /// Its place.
    pub place: PlaceId,
    /// When it may be used; never when empty. A column must arrive and clear within one opening.
    pub openings: Vec<Opening>,
    /// Most vehicles an hour; as fast as they come when absent.
    pub vehicles_per_hour: Option<u32>,
    /// Time between two columns, to set up again.
    pub separation: Deciseconds,
    /// When the receiver is there to take over; whenever the crossing is open when absent. A column must arrive and
    /// clear within one of them as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<Vec<Opening>>,
}

/// A pledge line at one site: what is to be moved, as one need.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct NeedId {
    /// The pledge.
    pub pledge: PledgeId,
    /// Its line.
    pub line: u16,
    /// Where the goods stand.
    pub from: PlaceId,
}

/// Goods to move.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Need {
    /// Which line, from which site.
    pub id: NeedId,
    /// The catalogue entry.
    pub item: ItemCode,
    /// How many, in the item's unit; each unit is indivisible.
    pub quantity: Quantity,
    /// How many of the item stand at the site or are on the road from it, whatever of them is to be moved; what is to
    /// be moved of it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Quantity>,
    /// What one of it is.
    pub unit: Unit,
    /// Mass of one unit.
    pub mass: Grams,
    /// Volume of one unit.
    pub volume: Millilitres,
    /// Dangerous goods data.
    pub hazard: Option<Hazard>,
    /// Food for people or animals: never beside poisons.
    pub foodstuff: bool,
    /// 1 is first.
    pub priority: u8,
    /// Should be through the crossing by then.
    pub due: Option<Moment>,
    /// Set where each unit is a vehicle that drives by itself and needs no carrier.
    pub self_propelled: Option<Motion>,
    /// Set where each unit hangs behind a vehicle, one behind each: what it makes that longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub towed: Option<Metres>,
    /// Axles of a piece that is towed or drives by itself, front one first; nothing is known of them when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axles: Vec<Axle>,
}

/// How a vehicle marches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Motion {
    /// Its length.
    pub length: Metres,
    /// Its speed on a good road.
    pub speed: Kmh,
    /// How far it goes on full tanks, the reserve left out; as far as need be when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Metres>,
}

/// A vehicle that carries, or that marches with those that do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Vehicle {
    /// Its identity.
    pub vehicle: VehicleId,
    /// Where it loads.
    pub at: PlaceId,
    /// What it may load.
    pub payload: Grams,
    /// Room for the load.
    pub room: Millilitres,
    /// The heaviest piece it can tow; none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tows: Option<Grams>,
    /// How it marches.
    pub motion: Motion,
    /// What it is in a column when it does not carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Its axles, front one first; nothing is known of them when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axles: Vec<Axle>,
    /// When it is back from a column that has arrived, where it marched along; it is there when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Moment>,
}

/// A partner force uses stretches at a time: no column is on them then.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Activity {
    /// Who.
    pub party: PartyId,
    /// Which stretches.
    pub segments: Vec<SegmentId>,
    /// When.
    pub window: Interval,
}

/// Where a column of the parent plan was last heard of.
///
/// One that was on time there is taken to have gone on as planned until the input's start; one
/// that was late, to have gone to the end of its leg, if it was moving, and to stand there.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// The column.
    pub convoy: ConvoyId,
    /// What it did.
    pub whereabouts: Whereabouts,
    /// Where its head was.
    pub place: PlaceId,
    /// When.
    pub at: Moment,
}

/// What a column on the road does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// Stands at the place.
    Halted,
    /// Went by the place, on the next leg of its plan.
    Passed,
    /// At its crossing, as is any column last heard of there. A new plan speaks of it no more; needs
    /// and fleet leave its goods and vehicles out.
    Arrived,
}

/// Rules of the march.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Distances and times between vehicles, march units, serials and columns.
    pub gaps: Gaps,
    /// No column marches faster.
    pub rate_cap: Kmh,
    /// Rests; none when absent.
    pub rest: Option<RestRule>,
    /// Drivers' hours; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursRule>,
    /// Fuel on the way; nobody runs out when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuel: Option<FuelRule>,
    /// Most vehicles in a column, self-propelled goods and those that march along included; at least 1.
    pub column_max: u32,
    /// Who marches with a column; only what carries when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnRule>,
    /// What stays at sites; nothing has to when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<ReserveRule>,
    /// What is towed, and by what; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub towing: Option<TowingRule>,
    /// Axles of vehicles and pieces; nothing is known of them when empty.
    #[serde(default, skip_serializing_if = "AxleRule::is_empty")]
    pub axles: AxleRule,
    /// Columns are on a stretch only in these hours; at any hour when absent.
    pub daylight: Option<DailyHours>,
    /// Stretches that daylight is ordered for; all when empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub daylight_on: BTreeSet<SegmentId>,
    /// How much risk weighs against time.
    pub risk: RiskWeights,
    /// Which rules decide what may ride together.
    pub hazard_rules: HazardRules,
    /// What time and lateness weigh.
    #[serde(default)]
    pub objective: Weights,
}

/// What the planner makes small, once as little as possible stays behind: a sum over columns.
///
/// `time` x (time until clear + the receiver's driving time + [`RiskWeights::lambda`] x exposure), and for each
/// need that comes late `lateness` of its priority x the time it is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of a second of a column's time.
    pub time: u32,
    /// Of a second that a need is late: of priority 1, 2, 3, and of all others.
    pub lateness: [u32; 4],
}

impl Default for Weights {
    /// A late second weighs as much as eight seconds of a column's time for what is first, down to one.
    fn default() -> Self {
        Self { time: 1, lateness: [8, 4, 2, 1] }
    }
}

impl Weights {
    /// What a late second of that priority weighs.
    pub fn late(&self, priority: u8) -> u32 {
        self.lateness[usize::from(priority.clamp(1, 4)) - 1]
    }
}

/// Distances and times between parts of a march.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    /// Between two vehicles.
    pub vehicle: Metres,
    /// Vehicles in a march unit; at least 1.
    pub unit_vehicles: u32,
    /// March units in a serial; at least 1.
    pub serial_units: u32,
    /// Time between two march units.
    pub between_units: Deciseconds,
    /// Time between two serials.
    pub between_serials: Deciseconds,
    /// One minute is added to the pass time for each so many vehicles begun; none when zero.
    pub extra_minute_per: u32,
    /// Time between the tail of one column and the head of the next.
    pub between_columns: Deciseconds,
}

/// After so much driving, a halt of so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestRule {
    /// Longest driving without a halt; at least a minute.
    pub after: Deciseconds,
    /// Shortest halt that counts.
    pub halt: Deciseconds,
}

/// Time that risk is worth: an hour exposed weighs an hour of driving times `lambda`.
///
/// Exposure of a stretch is its driving time times a share: the certainty of a contested
/// stretch, or the shares given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskWeights {
    /// Seconds of driving one would accept to avoid one second of full exposure.
    pub lambda: u32,
    /// Share of exposure on a restricted stretch.
    pub restricted: Permille,
    /// Share of exposure on a stretch nothing is known of.
    pub unknown: Permille,
    /// Chance that a vehicle or its load is lost in an hour of full exposure.
    #[serde(default = "RiskWeights::standard_loss")]
    pub loss_per_hour: Permille,
}

impl RiskWeights {
    /// Where a policy says nothing: 20 in a thousand, illustrative.
    pub fn standard_loss() -> Permille {
        Permille::new(20)
    }
}

/// How new columns are numbered: `11-DZ` and 1 give `11-DZ-01`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Numbering {
    /// Day of the month and command.
    pub prefix: CreditNumber,
    /// First number that is free.
    pub next: u16,
}

impl PlanInput {
    /// The stretch of that name.
    pub fn stretch(&self, segment: &SegmentId) -> Option<&Stretch> {
        self.stretches.iter().find(|stretch| &stretch.segment == segment)
    }

    /// The crossing at that place.
    pub fn crossing(&self, place: &PlaceId) -> Option<&Crossing> {
        self.crossings.iter().find(|crossing| &crossing.place == place)
    }

    /// The need of that line and site.
    pub fn need(&self, id: &NeedId) -> Option<&Need> {
        self.needs.iter().find(|need| &need.id == id)
    }

    /// The vehicle of that name.
    pub fn vehicle(&self, vehicle: &VehicleId) -> Option<&Vehicle> {
        self.fleet.iter().find(|v| &v.vehicle == vehicle)
    }

    /// Where a column was last heard of, if it has left.
    pub fn progress_of(&self, convoy: &ConvoyId) -> Option<&Progress> {
        self.progress.iter().find(|progress| &progress.convoy == convoy)
    }
}

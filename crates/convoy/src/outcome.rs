//! What a plan proposes: loads, columns, routes, march tables.

use crate::axles::AxleLoad;
use crate::endurance::Spent;
use crate::hazard::{HazardVerdict, Rule};
use crate::input::NeedId;
use crate::report::WaitCause;
use crate::support::{MarchPlace, Member, Packet, Role};
use std::collections::BTreeMap;
use units::{
    ConvoyId, CreditNumber, Deciseconds, Digest, Grams, Kmh, Metres, Millilitres, Moment, OfficerId, PlaceId, Quantity,
    SegmentId, VehicleId,
};

/// A proposal: complete, immutable, naming the plan it replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// Hash of the plan it replaces.
    pub parent: Option<Digest>,
    /// The seed it was drawn with.
    pub seed: u64,
    /// Loaded vehicles, by vehicle.
    pub loads: Vec<Load>,
    /// Columns, by convoy.
    pub columns: Vec<Column>,
    /// Columns on the road that have no usable way on, by convoy.
    pub stranded: Vec<Stranded>,
    /// What stays behind, and why; with what columns bring, it adds up to every need.
    pub undelivered: Vec<Undelivered>,
    /// What the plan amounts to.
    pub objective: Objective,
}

/// So many of a need.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Share {
    /// Which need.
    pub need: NeedId,
    /// How many.
    pub quantity: Quantity,
}

/// What lies on one vehicle.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Load {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// What, in the order in which it comes off: the first is loaded last. One piece at most hangs behind the vehicle.
    pub shares: Vec<Share>,
    /// Which of that hangs behind the vehicle; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub towed: Option<NeedId>,
    /// Why it may ride together; absent where nothing is dangerous.
    pub verdict: Option<HazardVerdict>,
}

/// A column under one commander, from where it stands to its crossing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Column {
    /// Its name.
    pub convoy: ConvoyId,
    /// The movement credit to be asked for.
    pub credit: CreditNumber,
    /// Who commands it; whoever is to command all columns when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commander: Option<OfficerId>,
    /// Vehicles in marching order: those that carry, and those that march along.
    pub vehicles: Vec<VehicleId>,
    /// What those are that do not carry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<VehicleId, Role>,
    /// Goods that drive by themselves, behind the vehicles that carry.
    pub driven: Vec<Share>,
    /// The whole in marching order, by march units; none where no rule asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packets: Vec<Packet>,
    /// Where the march table begins: the loading site, or the place a column on the road stands at.
    pub origin: PlaceId,
    /// What it has behind it there.
    #[serde(default, skip_serializing_if = "Spent::is_nothing")]
    pub spent: Spent,
    /// Where it ends: the release point.
    pub crossing: PlaceId,
    /// Slowest rate of march on the route; road space and pass time hold for it.
    pub rate: Kmh,
    /// Length of the column on the road.
    pub road_space: Metres,
    /// Time from head to tail at any point.
    pub pass_time: Deciseconds,
    /// The route with its times.
    pub legs: Vec<Leg>,
    /// Where it stands, and why. Each vehicle stands equally long, so the pass time stays.
    pub halts: Vec<Halt>,
    /// Start point, points on the way, release point.
    pub march_table: Vec<Timing>,
    /// The receiver's way on.
    pub onward: Onward,
    /// How those come back that march along; they are released at the crossing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<Return>,
}

/// The march back of those that marched along, from the crossing to their site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Return {
    /// Their site.
    pub base: PlaceId,
    /// Slowest rate of march on the way.
    pub rate: Kmh,
    /// Their length on the road.
    pub road_space: Metres,
    /// Time from the first to the last at any point.
    pub pass_time: Deciseconds,
    /// The way with its times.
    pub legs: Vec<Leg>,
    /// Where they stand, and why.
    pub halts: Vec<Halt>,
}

impl Return {
    /// When the first is back, and when all are.
    pub fn timing(&self) -> Option<Timing> {
        let last = self.legs.last()?;
        let (due, clear) = (last.exit_head, last.clear_tail);
        Some(Timing { place: self.base.clone(), kind: PointKind::Return, due, clear })
    }

    /// When all are back.
    pub fn back(&self) -> Option<Moment> {
        self.legs.last().map(|leg| leg.clear_tail)
    }
}

/// A column that stands on the road until a way opens. Its goods count as undelivered.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stranded {
    /// Its name.
    pub convoy: ConvoyId,
    /// Its movement credit so far.
    pub credit: CreditNumber,
    /// Who commands it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commander: Option<OfficerId>,
    /// Where it stands, or will stand.
    pub place: PlaceId,
    /// What it has behind it there.
    #[serde(default, skip_serializing_if = "Spent::is_nothing")]
    pub spent: Spent,
    /// Its vehicles.
    pub vehicles: Vec<VehicleId>,
    /// Its goods that drive by themselves.
    pub driven: Vec<Share>,
    /// The crossing it was bound for.
    pub crossing: PlaceId,
}

/// One stretch of a route.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Leg {
    /// The stretch.
    pub segment: SegmentId,
    /// Where it is entered.
    pub from: PlaceId,
    /// Where it is left.
    pub to: PlaceId,
    /// Rate of march on it.
    pub rate: Kmh,
    /// Driving time weighed by risk, as known when planned.
    pub exposure: Deciseconds,
    /// The head enters.
    pub enter_head: Moment,
    /// The head leaves.
    pub exit_head: Moment,
    /// The tail has left.
    pub clear_tail: Moment,
}

/// A halt, told by the column's head.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Halt {
    /// Where.
    pub at: HaltAt,
    /// From.
    pub from: Moment,
    /// To.
    pub to: Moment,
    /// Why.
    pub cause: WaitCause,
}

/// Where a halt is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HaltAt {
    /// At a place on the route, off the road.
    Place {
        /// The place.
        place: PlaceId,
    },
    /// On the way, beside the road.
    Stretch {
        /// The stretch.
        segment: SegmentId,
        /// Metres from where the column entered it.
        after: Metres,
    },
}

/// One row of a march table.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Timing {
    /// Where.
    pub place: PlaceId,
    /// What the place is for this column.
    pub kind: PointKind,
    /// The head reaches it.
    pub due: Moment,
    /// The tail has left it.
    pub clear: Moment,
}

/// What a place is in a march table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// First point.
    Start,
    /// End of a defile, or another column's start point.
    Critical,
    /// Any other place passed.
    Passage,
    /// Last point: the crossing.
    Release,
    /// After it, the site that those come back to who marched along.
    Return,
}

impl PointKind {
    /// The word used in files, answers and the list `point`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Critical => "critical",
            Self::Passage => "passage",
            Self::Release => "release",
            Self::Return => "return",
        }
    }
}

/// The receiver's way from the crossing to the destination. Checked for use, not timed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Onward {
    /// Where to.
    pub destination: PlaceId,
    /// The roads, in order.
    pub segments: Vec<SegmentId>,
    /// Driving time at the capped rate.
    pub travel: Deciseconds,
    /// Driving time weighed by risk.
    pub exposure: Deciseconds,
}

/// Goods that stay behind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Undelivered {
    /// Which need.
    pub need: NeedId,
    /// How many.
    pub quantity: Quantity,
    /// Why.
    pub reason: UndeliveredReason,
}

/// Why goods stay behind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndeliveredReason {
    /// One unit is too heavy or too large for every vehicle at the site.
    NoVehicleBigEnough {
        /// Mass of one unit.
        mass: Grams,
        /// Volume of one unit.
        volume: Millilitres,
        /// The largest payload at the site.
        payload: Grams,
        /// The largest room at the site.
        room: Millilitres,
    },
    /// Every vehicle at the site is full, or holds what it may not ride with.
    FleetFull {
        /// Vehicles at the site.
        vehicles: u32,
    },
    /// Every vehicle at the site that may go is full, or holds what it may not ride with; some stay as a reserve.
    VehiclesReserved {
        /// Vehicles that may go.
        vehicles: u32,
        /// Vehicles that stay.
        reserve: u32,
    },
    /// It stays as a reserve.
    StockReserved {
        /// How many of the item stay at the site.
        reserve: u64,
    },
    /// Each vehicle at the site that can tow it tows another piece, or is a reserve; one tows one.
    Untowed {
        /// Mass of one piece.
        mass: Grams,
        /// Vehicles that may go and could.
        vehicles: u32,
    },
    /// An axle would bear more than it may, here or on every way from here.
    AxleTooHeavy {
        /// The axle, with the goods or without any.
        load: AxleLoad,
        /// The stretch that bears no more; absent where it is the axle itself that may not.
        segment: Option<SegmentId>,
    },
    /// The rules refuse it on any vehicle.
    Refused {
        /// By which rule.
        rule: Rule,
    },
    /// No crossing can be reached and left by usable roads within its hours.
    NoCrossing {
        /// From where.
        from: PlaceId,
    },
    /// Crossings can be reached, but fuel does not last from one filling to the next.
    OutOfRange {
        /// From where.
        from: PlaceId,
        /// Of the vehicle that goes least far.
        range: Metres,
    },
    /// The column lacks vehicles that it must have with it.
    SupportMissing {
        /// From where.
        from: PlaceId,
        /// What they would be.
        role: Role,
        /// How many it must have.
        needed: u64,
        /// How many are free there.
        there: u64,
    },
    /// The plan has its greatest number of columns.
    TooManyColumns {
        /// That number.
        columns: u32,
    },
}

/// What a plan amounts to. Less is better: `undelivered` first, then `weighted`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Objective {
    /// Needs that stay behind, wholly or in part.
    pub undelivered: u32,
    /// Time past the due moments, summed over columns and needs.
    pub lateness: Deciseconds,
    /// From the input's start to the last column's clearance at its crossing.
    pub span: Deciseconds,
    /// From start to clearance plus the receiver's driving time, summed over columns.
    pub time: Deciseconds,
    /// Driving time weighed by risk, both sides of the crossings, summed over columns.
    pub exposure: Deciseconds,
    /// Columns.
    pub columns: u32,
    /// Vehicles in them, self-propelled goods included.
    pub vehicles: u64,
    /// What the policy's weights make of time, exposure and lateness, in tenths of a second.
    #[serde(default)]
    pub weighted: u64,
    /// No plan that brings the same on the same columns weighs less; the gap to it is what search could still win.
    #[serde(default)]
    pub bound: u64,
}

impl Plan {
    /// The column of that name.
    pub fn column(&self, convoy: &ConvoyId) -> Option<&Column> {
        self.columns.iter().find(|column| &column.convoy == convoy)
    }

    /// What lies on that vehicle.
    pub fn load(&self, vehicle: &VehicleId) -> Option<&Load> {
        self.loads.iter().find(|load| &load.vehicle == vehicle)
    }

    /// Everything a column brings: loads of its vehicles, then goods that drive by themselves.
    pub fn shares_of<'a>(&'a self, column: &'a Column) -> impl Iterator<Item = &'a Share> {
        let loaded = column.vehicles.iter().filter_map(|vehicle| self.load(vehicle)).flat_map(|load| &load.shares);
        loaded.chain(&column.driven)
    }
}

impl Load {
    /// Whether a share of it hangs behind the vehicle instead of lying on it.
    pub fn tows(&self, share: &Share) -> bool {
        self.towed.as_ref() == Some(&share.need)
    }
}

impl Column {
    /// When the head leaves; absent for a column without legs.
    pub fn departs(&self) -> Option<Moment> {
        self.legs.first().map(|leg| leg.enter_head)
    }

    /// Its march table, and when those are back who march along.
    pub fn whole_table(&self) -> Vec<Timing> {
        let back = self.returns.as_ref().and_then(Return::timing);
        self.march_table.iter().cloned().chain(back).collect()
    }

    /// When the head reaches the crossing, and when the tail has cleared it.
    pub fn arrives(&self) -> Option<&Timing> {
        self.march_table.last()
    }

    /// What marches in it, in order, each with its place; nothing where no rule asks for march units.
    pub fn march_order(&self) -> Vec<MarchPlace<'_>> {
        let mut next = 1;
        let mut places = Vec::new();
        for (packet, of) in (1_u32..).zip(&self.packets) {
            for member in &of.members {
                places.push(MarchPlace { number: next, serial: of.serial, packet, member });
                next = next.saturating_add(member.count());
            }
        }
        places
    }

    /// What something is in it: a code of the list `march_role`.
    pub fn role_of(&self, member: &Member) -> &'static str {
        match member {
            Member::Vehicle { vehicle } => self.roles.get(vehicle).map_or("carrier", |role| role.code()),
            Member::Driven { .. } => "goods",
        }
    }

    /// The roads, in order.
    pub fn route(&self) -> impl Iterator<Item = &SegmentId> {
        self.legs.iter().map(|leg| &leg.segment)
    }
}

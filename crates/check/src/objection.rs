//! What can be wrong with a plan: a closed list with the values that show it.

use convoy::{AxleLoad, NeedId, Passability, Role, Rule};
use units::{
    ConvoyId, Deciseconds, Grams, ItemCode, Kmh, Metres, Millilitres, Moment, PartyId, PlaceId, Quantity, SegmentId,
    VehicleId,
};

/// One thing that is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// The input names a need, vehicle, segment, place or crossing twice; it cannot be judged.
    InputTwice {
        /// Which list.
        list: InputList,
        /// The name.
        name: String,
    },
    /// Goods the input does not know.
    NeedUnknown {
        /// The goods.
        need: NeedId,
    },
    /// A vehicle the input does not know.
    VehicleUnknown {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// A stretch the input does not know.
    StretchUnknown {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
    },
    /// A crossing the input does not know.
    CrossingUnknown {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
    },
    /// Two loads for one vehicle.
    LoadTwice {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// A vehicle in two places of the columns.
    VehicleTwice {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// Two columns, or a column and a stranded one, of one name or credit.
    ConvoyTwice {
        /// The name.
        convoy: ConvoyId,
    },
    /// A loaded vehicle in no column.
    LoadLeftBehind {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// A vehicle in a column without a load.
    VehicleEmpty {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// A load on a vehicle that does not carry.
    RoleLoaded {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// What a vehicle is told to be in a column is not what it is.
    RoleWrong {
        /// The column.
        convoy: ConvoyId,
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// Fewer vehicles march along than must.
    SupportShort {
        /// The column.
        convoy: ConvoyId,
        /// What they would be.
        role: Role,
        /// How many must.
        needed: u64,
        /// How many do.
        there: u64,
    },
    /// A march unit has nothing or too much in it, is of another serial, or not in its place.
    PacketWrong {
        /// The column.
        convoy: ConvoyId,
        /// Which, from 0; their number where there are more or fewer than there should be.
        packet: u32,
    },
    /// The order of march is not that of the vehicles, or leads without escort, or recovers nobody.
    MarchOrderWrong {
        /// The column.
        convoy: ConvoyId,
    },
    /// Another commands the column than the rule says.
    CommanderWrong {
        /// The column.
        convoy: ConvoyId,
    },
    /// A share of nothing.
    ShareEmpty {
        /// The goods.
        need: NeedId,
    },
    /// Goods that drive by themselves lie on a vehicle.
    Carried {
        /// The goods.
        need: NeedId,
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// Goods that cannot drive are to drive by themselves.
    CannotDrive {
        /// The goods.
        need: NeedId,
        /// The column.
        convoy: ConvoyId,
    },
    /// The load weighs more than the vehicle may carry.
    TooHeavy {
        /// The vehicle.
        vehicle: VehicleId,
        /// Mass of the load.
        mass: Grams,
        /// What it may carry.
        payload: Grams,
    },
    /// The load takes more room than the vehicle has.
    TooLarge {
        /// The vehicle.
        vehicle: VehicleId,
        /// Volume of the load.
        volume: Millilitres,
        /// Its room.
        room: Millilitres,
    },
    /// Goods and vehicle do not stand at the same site.
    LoadedElsewhere {
        /// The vehicle.
        vehicle: VehicleId,
        /// Where it stands.
        at: PlaceId,
        /// The goods.
        need: NeedId,
    },
    /// Brought and left behind do not add up to what is asked.
    QuantityWrong {
        /// The goods.
        need: NeedId,
        /// What is asked.
        asked: Quantity,
        /// What columns bring.
        brought: Quantity,
        /// What stays behind.
        behind: Quantity,
    },
    /// Goods ride together, or at all, against the rules.
    HazardRefused {
        /// The vehicle.
        vehicle: VehicleId,
        /// The goods.
        need: NeedId,
        /// The other goods; none where it is refused by itself.
        with: Option<NeedId>,
        /// Under which rule.
        rule: Rule,
    },
    /// The verdict on a load is missing, or is not what the rules give.
    VerdictWrong {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// Goods lie on a vehicle in two places, or come off after what they should come off before.
    UnloadingWrong {
        /// The vehicle.
        vehicle: VehicleId,
        /// The goods.
        need: NeedId,
    },
    /// More than one piece hangs behind a vehicle.
    TowsSeveral {
        /// The vehicle.
        vehicle: VehicleId,
        /// How many.
        pieces: u64,
    },
    /// An axle of a vehicle or piece bears more than it may.
    AxleOverloaded {
        /// The axle.
        load: AxleLoad,
    },
    /// The heaviest axle of a column bears more than a stretch of its way does.
    AxleTooHeavy {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// The axle, and what the stretch bears.
        load: AxleLoad,
    },
    /// What is told to hang behind a vehicle does not, or what does is not told.
    TowedWrong {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// The march back of those that march along with a column cannot be as it is told.
    ReturnWrong {
        /// The column.
        convoy: ConvoyId,
        /// What is wrong with it.
        what: Box<Objection>,
    },
    /// A column has a vehicle that is still with another, or on its way back.
    VehicleBusy {
        /// The vehicle.
        vehicle: VehicleId,
        /// The column.
        convoy: ConvoyId,
        /// When it leaves.
        departs: Moment,
        /// When the vehicle is back at its site; never when absent.
        back: Option<Moment>,
    },
    /// The piece behind a vehicle is heavier than it can tow.
    CannotTow {
        /// The vehicle.
        vehicle: VehicleId,
        /// The goods.
        need: NeedId,
        /// Mass of the piece.
        mass: Grams,
        /// What it can tow.
        most: Grams,
    },
    /// Columns that have not left take what has to stay at the site.
    ReserveUsed {
        /// The site.
        from: PlaceId,
        /// Of which item; of the vehicles that carry where absent.
        item: Option<ItemCode>,
        /// What goes, with what is on the road.
        used: u64,
        /// What may.
        most: u64,
    },
    /// More vehicles than a column may have.
    TooManyVehicles {
        /// The column.
        convoy: ConvoyId,
        /// Its vehicles, self-propelled goods included.
        vehicles: u64,
        /// The most it may have.
        most: u32,
    },
    /// A column of nothing, or without a way.
    ColumnEmpty {
        /// The column.
        convoy: ConvoyId,
    },
    /// The column begins where its vehicles or goods are not.
    OriginWrong {
        /// The column.
        convoy: ConvoyId,
        /// Where it begins.
        origin: PlaceId,
        /// Where they are.
        at: PlaceId,
    },
    /// The column is at its crossing already.
    HasArrived {
        /// The column.
        convoy: ConvoyId,
    },
    /// A column is stranded that was never reported on the road there.
    NotStranded {
        /// The column.
        convoy: ConvoyId,
    },
    /// A leg does not begin where the one before ends, or its stretch does not lead so.
    RouteBroken {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
    },
    /// The route does not end at the column's crossing.
    EndsElsewhere {
        /// The column.
        convoy: ConvoyId,
        /// Its crossing.
        crossing: PlaceId,
    },
    /// The route leads through a crossing on the way.
    ThroughCrossing {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
    },
    /// The route uses a closed stretch.
    StretchClosed {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
    },
    /// The risk of a stretch is told smaller than it is.
    RiskUnderstated {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// Its state.
        passability: Passability,
        /// Exposure as told.
        told: Deciseconds,
        /// Exposure as it is.
        is: Deciseconds,
    },
    /// The column leaves before it may.
    LeavesEarly {
        /// The column.
        convoy: ConvoyId,
        /// When it leaves.
        departs: Moment,
        /// The earliest.
        earliest: Moment,
    },
    /// The rate of march is above the road's, the rule's or a vehicle's; or the column's is above a leg's.
    RateTooHigh {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// The rate.
        rate: Kmh,
        /// The highest.
        most: Kmh,
    },
    /// The stretch is driven in less time than length and rate give.
    TooFast {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// Driving time as told.
        takes: Deciseconds,
        /// Driving time at least.
        least: Deciseconds,
    },
    /// Time passes without driving and without a halt.
    TimeUnexplained {
        /// The column.
        convoy: ConvoyId,
        /// Where.
        place: PlaceId,
        /// From.
        from: Moment,
        /// To.
        to: Moment,
    },
    /// A leg is entered before the one before is left.
    LegsOverlap {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// When it is entered.
        enters: Moment,
        /// When the one before is left.
        leaves: Moment,
    },
    /// A halt that no leg has room for, or whose place does not fit its time.
    HaltWrong {
        /// The column.
        convoy: ConvoyId,
        /// From.
        from: Moment,
    },
    /// Driving goes on longer than the rest rule allows.
    RestMissing {
        /// The column.
        convoy: ConvoyId,
        /// The stretch where it becomes too long.
        segment: SegmentId,
        /// Driving without a rest.
        driven: Deciseconds,
        /// The most.
        most: Deciseconds,
    },
    /// Fuel does not last so far.
    BeyondRange {
        /// The column.
        convoy: ConvoyId,
        /// The stretch where it runs out.
        segment: SegmentId,
        /// Driven since the tanks were filled.
        driven: Metres,
        /// Of the vehicle that goes least far.
        range: Metres,
    },
    /// Drivers drive longer than they may without a long rest.
    HoursExceeded {
        /// The column.
        convoy: ConvoyId,
        /// The stretch where it becomes too long.
        segment: SegmentId,
        /// Driving since the last long rest.
        driven: Deciseconds,
        /// The most.
        most: Deciseconds,
    },
    /// Road space is not what the formula gives.
    RoadSpaceWrong {
        /// The column.
        convoy: ConvoyId,
        /// As told.
        told: Metres,
        /// As it is.
        is: Metres,
    },
    /// Pass time is not what the formula gives.
    PassTimeWrong {
        /// The column.
        convoy: ConvoyId,
        /// As told.
        told: Deciseconds,
        /// As it is.
        is: Deciseconds,
    },
    /// The tail leaves a stretch at another time than the head's plus the pass time.
    ClearWrong {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// As told.
        told: Moment,
        /// As it is.
        is: Moment,
    },
    /// A row of the march table is not what the legs give.
    MarchTableWrong {
        /// The column.
        convoy: ConvoyId,
        /// The row, from 0; the number of rows where rows are missing.
        row: u32,
    },
    /// The column is on a stretch in the dark.
    InTheDark {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// The head enters.
        enters: Moment,
        /// The tail has left.
        clears: Moment,
    },
    /// The column is at the crossing when it is not open, or not for all of it.
    CrossingShut {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
        /// The head is there.
        due: Moment,
        /// The tail is through.
        clear: Moment,
    },
    /// The column is at the crossing when the receiver is not ready, or not for all of it.
    ReceiverNotReady {
        /// The column.
        convoy: ConvoyId,
        /// The crossing.
        crossing: PlaceId,
        /// The head is there.
        due: Moment,
        /// The tail is through.
        clear: Moment,
    },
    /// Two columns are at the crossing without the time that it needs between them.
    CrossingBusy {
        /// The crossing.
        crossing: PlaceId,
        /// The first.
        first: ConvoyId,
        /// The second.
        second: ConvoyId,
    },
    /// Two columns meet in a defile.
    MeetInDefile {
        /// The defile.
        segment: SegmentId,
        /// The first.
        first: ConvoyId,
        /// The second.
        second: ConvoyId,
    },
    /// A column is too close behind another, or overtakes it.
    TooClose {
        /// The stretch.
        segment: SegmentId,
        /// The first to enter.
        first: ConvoyId,
        /// The second.
        second: ConvoyId,
    },
    /// The column is on a stretch that a partner force uses then.
    DuringActivity {
        /// The column.
        convoy: ConvoyId,
        /// The stretch.
        segment: SegmentId,
        /// Who uses it.
        party: PartyId,
    },
    /// The receiver's way does not lead from the crossing to the destination, or crosses the border again.
    OnwardBroken {
        /// The column.
        convoy: ConvoyId,
        /// Where it breaks.
        place: PlaceId,
    },
    /// Time or risk of the receiver's way is told smaller than it is.
    OnwardUnderstated {
        /// The column.
        convoy: ConvoyId,
        /// Driving time as it is.
        travel: Deciseconds,
        /// Exposure as it is.
        exposure: Deciseconds,
    },
    /// A number of the objective is not what the plan amounts to.
    ObjectiveWrong {
        /// Which number.
        number: ObjectiveNumber,
        /// As told.
        told: u64,
        /// As it is.
        is: u64,
    },
}

/// A list of the input whose names must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputList {
    /// Needs.
    Needs,
    /// Fleet.
    Fleet,
    /// Stretches.
    Stretches,
    /// Crossings.
    Crossings,
    /// Progress.
    Progress,
}

/// A number of the objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectiveNumber {
    /// Needs that stay behind.
    Undelivered,
    /// Lateness, in deciseconds.
    Lateness,
    /// Span, in deciseconds.
    Span,
    /// Time, in deciseconds.
    Time,
    /// Exposure, in deciseconds.
    Exposure,
    /// Columns.
    Columns,
    /// Vehicles.
    Vehicles,
    /// The weighted sum, in tenths of a second.
    Weighted,
    /// The bound, which lies above the weighted sum.
    Bound,
}

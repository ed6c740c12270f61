//! The plan in force: columns with their march tables, what lies on which vehicle and why it
//! may, what stays behind.

use super::{Item, Place, moment, read, text};
use crate::ask::Ask;
use crate::problem::{Details, Problem};
use app::Node;
use app::operation::Operation;
use axum::response::Response;
use convoy::{HaltAt, Member, UndeliveredReason, WaitCause};
use serde::Serialize;
use units::Deciseconds;
use utoipa::ToSchema;
use views::Views;

/// The plan that this party's latest order comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Plan {
    /// Hash of the plan, by which orders name it.
    digest: String,
    /// Hash of the plan it replaces.
    parent: Option<String>,
    /// Where the receiver takes the goods.
    destination: Place,
    columns: Vec<Column>,
    /// Columns on the road that have no usable way on.
    stranded: Vec<Stranded>,
    undelivered: Vec<Undelivered>,
    objective: Objective,
}

/// What the plan amounts to.
#[derive(Debug, Serialize, ToSchema)]
struct Objective {
    /// Needs that stay behind, wholly or in part.
    undelivered: u32,
    /// Past the due moments, summed, in tenths of a second.
    lateness_ds: u64,
    /// From the start to the last column's clearance at its crossing, in tenths of a second.
    span_ds: u64,
    /// Driving time weighed by risk, in tenths of a second.
    exposure_ds: u64,
    columns: u32,
    /// Self-propelled goods included.
    vehicles: u64,
    /// Time, risk and lateness by the policy's weights, in tenths of a second.
    weighted_ds: u64,
    /// No plan that brings the same on the same columns weighs less.
    bound_ds: u64,
}

/// A column under one commander.
#[derive(Debug, Serialize, ToSchema)]
struct Column {
    convoy: String,
    credit: String,
    origin: Place,
    crossing: Place,
    rate_kmh: u32,
    road_space_m: u64,
    /// From head to tail at any point, in tenths of a second.
    pass_time_ds: u64,
    exposure_ds: u64,
    /// Segments in order.
    route: Vec<String>,
    /// The receiver's way on.
    onward: Vec<String>,
    march_table: Vec<MarchRow>,
    halts: Vec<Halt>,
    loads: Vec<VehicleLoad>,
    /// Goods that drive by themselves, behind the vehicles.
    driven: Vec<Share>,
    /// The whole in marching order; empty where no rule asks for march units.
    march_order: Vec<Marching>,
}

/// What marches where in a column.
#[derive(Debug, Serialize, ToSchema)]
struct Marching {
    /// Which vehicle of the column it is, or its first one, from 1.
    number: u64,
    /// How many vehicles it is.
    count: u64,
    /// In which serial, from 1.
    serial: u32,
    /// In which march unit of the column, from 1.
    packet: u32,
    /// Code of the list `march role`.
    role: String,
    vehicle: Option<String>,
    /// Of goods that drive by themselves.
    item: Option<Item>,
}

/// One row of a march table.
#[derive(Debug, Serialize, ToSchema)]
struct MarchRow {
    place: Place,
    /// `start`, `critical`, `passage` or `release`; `return` for the site that those come back to who march along.
    kind: String,
    /// The head reaches it.
    due: String,
    /// The tail has left it.
    clear: String,
}

/// A halt, told by the column's head.
#[derive(Debug, Serialize, ToSchema)]
struct Halt {
    /// Off the road at a place, or else beside a segment.
    place: Option<Place>,
    segment: Option<String>,
    from: String,
    to: String,
    /// `orders`, `rest`, `fuel`, `hours`, `daylight`, `opening`, `receiver`, `crossing_busy`, `defile`, `headway` or `activity`.
    cause: String,
    /// The convoy or party that is waited for.
    #[serde(rename = "for")]
    waits_for: Option<String>,
}

/// What lies on one vehicle.
#[derive(Debug, Serialize, ToSchema)]
struct VehicleLoad {
    vehicle: String,
    /// In the order in which it comes off: the first is loaded last.
    shares: Vec<Share>,
    /// Why it may ride together; absent where nothing is dangerous.
    verdict: Option<Verdict>,
}

/// So many of an item.
#[derive(Debug, Serialize, ToSchema)]
struct Share {
    item: Item,
    quantity: u64,
    pledge: String,
    line: u16,
    /// Whether it hangs behind its vehicle instead of lying on it.
    towed: bool,
    hazard: Option<Hazard>,
}

/// Dangerous goods data of one item.
#[derive(Debug, Serialize, ToSchema)]
struct Hazard {
    un: u16,
    class: String,
    group: Option<String>,
}

/// Why a load may ride together.
#[derive(Debug, Serialize, ToSchema)]
struct Verdict {
    /// Rule set it was judged by: `adr`, `cfr49`, `un_simple` or `stricter`.
    rules: String,
    /// Rules that allowed its pairs, or changed its classification.
    cited: Vec<String>,
    /// Division and group that its class 1 part counts as, such as `1.1D`.
    explosive: Option<String>,
    /// Its other classes.
    others: Vec<String>,
}

/// A column that stands on the road until a way opens.
#[derive(Debug, Serialize, ToSchema)]
struct Stranded {
    convoy: String,
    place: Place,
    vehicles: u64,
}

/// Goods that stay behind.
#[derive(Debug, Serialize, ToSchema)]
struct Undelivered {
    item: Item,
    quantity: u64,
    from: Place,
    /// `no_vehicle_big_enough`, `fleet_full`, `vehicles_reserved`, `stock_reserved`, `untowed`, `axle_too_heavy`, `refused`, `no_crossing`, `out_of_range`, `support_missing` or `too_many_columns`.
    reason: String,
    /// The rule that refuses it on any vehicle.
    rule: Option<String>,
}

/// The plan in force.
#[utoipa::path(get, path = "/plan", responses(
    (status = 200, description = "The plan", body = Plan),
    (status = 404, description = "None is in force, or it was made elsewhere", body = Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn plan(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Plan, Problem> {
    let (operation, views) = read(node)?;
    let digest = node.plan_in_force(&views)?.ok_or_else(Problem::no_plan)?;
    let plan = node.kept_plan(&digest)?;
    let words = Words { operation: &operation, views: &views };
    let objective = &plan.objective;
    Ok(Plan {
        digest: digest.to_string(),
        parent: text(plan.parent),
        destination: Place::of(&operation, &operation.settings.destination),
        columns: plan.columns.iter().map(|column| words.column(&plan, column)).collect(),
        stranded: plan.stranded.iter().map(|column| words.stranded(column)).collect(),
        undelivered: plan.undelivered.iter().map(|left| words.undelivered(left)).collect(),
        objective: Objective {
            undelivered: objective.undelivered,
            lateness_ds: objective.lateness.get(),
            span_ds: objective.span.get(),
            exposure_ds: objective.exposure.get(),
            columns: objective.columns,
            vehicles: objective.vehicles,
            weighted_ds: objective.weighted,
            bound_ds: objective.bound,
        },
    })
}

/// What turns identifiers of a plan into names.
struct Words<'n> {
    operation: &'n Operation,
    views: &'n Views,
}

impl Words<'_> {
    fn column(&self, plan: &convoy::Plan, column: &convoy::Column) -> Column {
        let exposure = column.legs.iter().fold(Deciseconds::ZERO, |sum, leg| sum.saturating_add(leg.exposure));
        let row = |timing: &convoy::Timing| MarchRow {
            place: Place::of(self.operation, &timing.place),
            kind: timing.kind.code().to_owned(),
            due: moment(timing.due),
            clear: moment(timing.clear),
        };
        let loads = column.vehicles.iter().filter_map(|vehicle| plan.load(vehicle));
        Column {
            convoy: column.convoy.to_string(),
            credit: column.credit.to_string(),
            origin: Place::of(self.operation, &column.origin),
            crossing: Place::of(self.operation, &column.crossing),
            rate_kmh: column.rate.get(),
            road_space_m: column.road_space.get(),
            pass_time_ds: column.pass_time.get(),
            exposure_ds: exposure.get(),
            route: column.route().map(ToString::to_string).collect(),
            onward: super::texts(&column.onward.segments),
            march_table: column.whole_table().iter().map(row).collect(),
            halts: column.halts.iter().map(|halt| self.halt(halt)).collect(),
            loads: loads.map(|load| self.load(load)).collect(),
            driven: column.driven.iter().map(|share| self.share(share)).collect(),
            march_order: column.march_order().iter().map(|place| self.marching(column, place)).collect(),
        }
    }

    fn marching(&self, column: &convoy::Column, place: &convoy::MarchPlace<'_>) -> Marching {
        let (vehicle, item) = match place.member {
            Member::Vehicle { vehicle } => (Some(vehicle.to_string()), None),
            Member::Driven { need, .. } => (None, Some(self.item(need).0)),
        };
        Marching {
            number: place.number,
            count: place.member.count(),
            serial: place.serial,
            packet: place.packet,
            role: column.role_of(place.member).to_owned(),
            vehicle,
            item,
        }
    }

    fn halt(&self, halt: &convoy::Halt) -> Halt {
        let (place, segment) = match &halt.at {
            HaltAt::Place { place } => (Some(Place::of(self.operation, place)), None),
            HaltAt::Stretch { segment, after: _ } => (None, Some(segment.to_string())),
        };
        let (cause, waits_for) = cause(&halt.cause);
        Halt { place, segment, from: moment(halt.from), to: moment(halt.to), cause: cause.to_owned(), waits_for }
    }

    fn load(&self, load: &convoy::Load) -> VehicleLoad {
        VehicleLoad {
            vehicle: load.vehicle.to_string(),
            shares: load.shares.iter().map(|share| Share { towed: load.tows(share), ..self.share(share) }).collect(),
            verdict: load.verdict.as_ref().map(verdict),
        }
    }

    /// The item that a pledge line names; the line itself where the pledge is not known here.
    fn item(&self, need: &convoy::NeedId) -> (Item, Option<Hazard>) {
        let pledge = self.views.agreements.pledge(&need.pledge);
        let line = pledge.and_then(|pledge| pledge.made.lines.iter().find(|line| line.line == need.line));
        let Some(line) = line else {
            let code = format!("{}#{}", need.pledge, need.line);
            return (Item { name: super::Names::of_id(&code), code, unit: "each".to_owned() }, None);
        };
        let hazard = self.views.catalogue.get(&line.item).and_then(|item| item.hazard.as_ref());
        let hazard = hazard.map(|hazard| Hazard {
            un: hazard.un,
            class: hazard.class.to_string(),
            group: text(hazard.group.as_ref()),
        });
        (Item::of(self.views, &line.item), hazard)
    }

    fn share(&self, share: &convoy::Share) -> Share {
        let (item, hazard) = self.item(&share.need);
        Share {
            item,
            quantity: share.quantity.get(),
            pledge: share.need.pledge.to_string(),
            line: share.need.line,
            towed: false,
            hazard,
        }
    }

    fn stranded(&self, column: &convoy::Stranded) -> Stranded {
        Stranded {
            convoy: column.convoy.to_string(),
            place: Place::of(self.operation, &column.place),
            vehicles: column.vehicles.len() as u64,
        }
    }

    fn undelivered(&self, left: &convoy::Undelivered) -> Undelivered {
        let (reason, rule) = match &left.reason {
            UndeliveredReason::NoVehicleBigEnough { .. } => ("no_vehicle_big_enough", None),
            UndeliveredReason::FleetFull { .. } => ("fleet_full", None),
            UndeliveredReason::VehiclesReserved { .. } => ("vehicles_reserved", None),
            UndeliveredReason::StockReserved { .. } => ("stock_reserved", None),
            UndeliveredReason::Untowed { .. } => ("untowed", None),
            UndeliveredReason::AxleTooHeavy { .. } => ("axle_too_heavy", None),
            UndeliveredReason::Refused { rule } => ("refused", Some(rule.to_string())),
            UndeliveredReason::NoCrossing { .. } => ("no_crossing", None),
            UndeliveredReason::OutOfRange { .. } => ("out_of_range", None),
            UndeliveredReason::SupportMissing { .. } => ("support_missing", None),
            UndeliveredReason::TooManyColumns { .. } => ("too_many_columns", None),
        };
        Undelivered {
            item: self.item(&left.need).0,
            quantity: left.quantity.get(),
            from: Place::of(self.operation, &left.need.from),
            reason: reason.to_owned(),
            rule,
        }
    }
}

/// Why a column stands, and for whom it waits.
fn cause(cause: &WaitCause) -> (&'static str, Option<String>) {
    match cause {
        WaitCause::Orders => ("orders", None),
        WaitCause::Rest => ("rest", None),
        WaitCause::Fuel => ("fuel", None),
        WaitCause::Hours => ("hours", None),
        WaitCause::Daylight { from: _ } => ("daylight", None),
        WaitCause::Opening { crossing: _, opens: _ } => ("opening", None),
        WaitCause::Receiver { crossing: _, from: _ } => ("receiver", None),
        WaitCause::CrossingBusy { crossing: _, convoy } => ("crossing_busy", Some(convoy.to_string())),
        WaitCause::Defile { segment: _, convoy } => ("defile", Some(convoy.to_string())),
        WaitCause::Headway { segment: _, convoy } => ("headway", Some(convoy.to_string())),
        WaitCause::Activity { segment: _, party, until: _ } => ("activity", Some(party.to_string())),
    }
}

fn verdict(verdict: &convoy::HazardVerdict) -> Verdict {
    let result = &verdict.result;
    Verdict {
        rules: verdict.rules.code().to_owned(),
        cited: super::texts(&verdict.cited),
        explosive: result.explosive.map(|explosive| format!("{}{}", explosive.division, explosive.group)),
        others: super::texts(&result.others),
    }
}

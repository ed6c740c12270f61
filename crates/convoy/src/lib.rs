//! The convoy plan as data: what is asked, what is proposed, why, and what changed.
//!
//! `plan` finds a [`Plan`] for a [`PlanInput`], `check` judges it, whoever follows it reads
//! it: the three meet here and nowhere else.
//!
//! - Types only: construction and lookup, no search and no judgement.
//! - Durations are [`Deciseconds`](units::Deciseconds), instants whole seconds; a duration
//!   that becomes an instant is rounded up, so a timetable is never faster than the road.
//! - The four hazard tables stand here as text ([`tables`]), because the planner and the
//!   checker must read the same table, each in its own way.

mod axles;
mod diff;
mod endurance;
mod hazard;
mod input;
mod outcome;
mod report;
mod reserve;
mod support;
pub mod tables;
mod towing;
mod would;

pub use axles::{Axle, AxleLoad, AxleOf, AxleRule};
pub use diff::{CrossingChange, LineChange, LoadChange, PlanDiff, RouteChange, TimeChange};
pub use endurance::{FuelRule, HoursRule, Spent, Tank};
pub use hazard::{
    Classification, CompatibilityGroup, Explosive, Hazard, HazardClass, HazardRules, HazardVerdict, Rule,
};
pub use input::{
    Activity, Crossing, DailyHours, Fleet, Gaps, Motion, Need, NeedId, Numbering, Opening, Passability, Permille,
    Place, PlaceKind, PlanInput, Policy, Progress, RestRule, RiskWeights, Stretch, Vehicle, Weights, Whereabouts,
};
pub use outcome::{
    Column, Halt, HaltAt, Leg, Load, Objective, Onward, Plan, PointKind, Return, Share, Stranded, Timing, Undelivered,
    UndeliveredReason,
};
pub use report::{CrossingRefusal, PlanReport, Reason, SearchReport, WaitCause};
pub use reserve::ReserveRule;
pub use support::{
    ColumnRule, EscortRule, EscortShare, MarchPlace, Member, Packet, RecoveryRule, Role, SupportCause, TankerRule,
};
pub use towing::TowingRule;
pub use would::{Change, Counterfactual};

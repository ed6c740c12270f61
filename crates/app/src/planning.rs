//! From views to a plan, and from a plan to orders that an officer signs.

use crate::node::{AsOf, Node, NodeError};
use crate::operation::{Operation, OperationError};
use crate::picture::{Corridor, conditions};
use crate::ports::StoreError;
use convoy::{Plan, PlanDiff, PlanInput, PlanReport};
use model::{
    Body, ConsignmentPacked, CreditIssued, Draft, ItemDefined, Line, Load, MovementOrdered, OfficerRole, ProgressEvent,
    Text, Timing,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{
    ConsignmentId, ConvoyId, Digest, Interval, ItemCode, LotId, Moment, OfficerId, PartyId, PlaceId, PledgeId,
    Quantity, SegmentId, SerialNumber, VehicleId,
};
use views::{Account, Convoy, Views};

/// A plan with everything it was judged by.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it was asked for.
    pub input: PlanInput,
    /// What it proposes.
    pub plan: Plan,
    /// Hash of the plan's JSON, by which orders name it.
    pub digest: Digest,
    /// Why it is as it is.
    pub report: PlanReport,
    /// What it changes of its parent.
    pub diff: Option<PlanDiff>,
    /// What the independent checker objects to; empty means acceptable.
    pub objections: Vec<check::Objection>,
}

/// Asked after each round of a search whether to go on.
pub type Search<'a> = &'a mut dyn FnMut(&plan::Stage) -> bool;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanningError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The operation cannot be used.
    #[error(transparent)]
    Operation(#[from] OperationError),
    /// A name cannot be used.
    #[error(transparent)]
    Id(#[from] units::IdError),
    /// No such plan is kept here.
    #[error("no plan {digest} is kept here")]
    UnknownPlan {
        /// As given.
        digest: String,
    },
    /// Several plans begin so.
    #[error("{count} plans kept here begin with `{given}`")]
    WhichPlan {
        /// As given.
        given: String,
        /// How many.
        count: usize,
    },
    /// This party ordered no convoy.
    #[error("no plan is in force")]
    NoneInForce,
    /// The pledge that the operation delivers is not known here.
    #[error("no pledge `{pledge}` is known here")]
    NoPledge {
        /// Which pledge.
        pledge: PledgeId,
    },
    /// Nothing that is owed can be delivered from here.
    #[error("nothing of pledge `{pledge}` can be planned: nothing that is owed stands in stock or on the road")]
    NothingThere {
        /// Which pledge.
        pledge: PledgeId,
    },
    /// A rule of the policy is for an item that nobody defined.
    #[error("`{rule}` in policy.toml names item `{item}`, and none of that code is known here")]
    UnknownItem {
        /// Which rule.
        rule: &'static str,
        /// As given.
        item: ItemCode,
        /// Those that are.
        known: Vec<ItemCode>,
    },
    /// A plan cannot be written or read.
    #[error("plan: {0}")]
    Json(#[from] serde_json::Error),
    /// The checker objects; such a plan is not ordered.
    #[error("the checker has {} objections to plan {}", objections.len(), digest.short())]
    Objected {
        /// Which plan.
        digest: Digest,
        /// What it objects to.
        objections: Vec<check::Objection>,
    },
    /// The operation gives nobody that role.
    #[error("party `{party}` has no officer for {role}")]
    NoOfficer {
        /// Which party.
        party: PartyId,
        /// Which role.
        role: OfficerRole,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Node {
    /// Plans what is owed, in stock and drivable, from `start` on; keeps the plan as a document.
    pub fn plan(&mut self, operation: &Operation, start: Moment, seed: u64) -> Result<Planned, PlanningError> {
        self.plan_while(operation, start, seed, None)
    }

    /// The same, and makes the plan better as long as `search` says so.
    pub fn plan_while(
        &mut self,
        operation: &Operation,
        start: Moment,
        seed: u64,
        search: Option<Search<'_>>,
    ) -> Result<Planned, PlanningError> {
        let corridor = self.picture(operation, &AsOf { occurred: Some(start), known: None })?;
        let input = plan_input(operation, &corridor, start)?;
        if input.needs.is_empty() {
            // An empty plan would find no objection, and tell nobody why.
            let pledge = operation.settings.pledge.clone();
            let known = corridor.views.agreements.pledge(&pledge).is_some();
            return Err(if known {
                PlanningError::NothingThere { pledge }
            } else {
                PlanningError::NoPledge { pledge }
            });
        }
        let (plan, report) = match search {
            Some(search) => plan::plan_while(&input, plan::Seed(seed), search),
            None => plan::plan(&input, plan::Seed(seed)),
        };
        self.keep_plan(input, plan, report, None)
    }

    /// Plans again for what has changed, keeping all that need not change.
    pub fn replan(&mut self, operation: &Operation, start: Moment, parent: &Digest) -> Result<Planned, PlanningError> {
        self.replan_while(operation, start, parent, None)
    }

    /// The same, and makes what is planned anew better as long as `search` says so.
    pub fn replan_while(
        &mut self,
        operation: &Operation,
        start: Moment,
        parent: &Digest,
        search: Option<Search<'_>>,
    ) -> Result<Planned, PlanningError> {
        let before = self.kept_plan(parent)?;
        let corridor = self.picture(operation, &AsOf { occurred: Some(start), known: None })?;
        let input = plan_input(operation, &corridor, start)?;
        let seed = plan::Seed(before.seed);
        let (plan, report, diff) = match search {
            Some(search) => plan::replan_while(&input, &before, *parent, seed, search),
            None => plan::replan(&input, &before, *parent, seed),
        };
        self.keep_plan(input, plan, report, Some(diff))
    }

    /// Orders, consignments and credits of a plan, ready to sign; nothing for convoys whose
    /// orders it leaves as they are.
    pub fn orders(&self, operation: &Operation, planned: &Planned) -> Result<Vec<Draft>, PlanningError> {
        if !planned.objections.is_empty() {
            return Err(PlanningError::Objected { digest: planned.digest, objections: planned.objections.clone() });
        }
        let party = self.party()?;
        let officer = |role| {
            operation.officer(&party, role).ok_or_else(|| PlanningError::NoOfficer { party: party.clone(), role })
        };
        let (stores, movement) = (officer(OfficerRole::Logistics)?, officer(OfficerRole::Movement)?);
        let commander = officer(OfficerRole::Commander)?;
        let views = self.views(&AsOf::default())?;
        let mut stock = Shelves::of(&views, &party, &operation.settings.pledge);
        let mut drafts = Vec::new();
        for column in &planned.plan.columns {
            let consignment = ConsignmentId::new(format!("C-{}", column.convoy))?;
            if !views.custody.consignments().contains_key(&consignment) {
                let packed = pack(operation, planned, column, &consignment, &mut stock)?;
                drafts.push(Draft { officer: Some(stores.clone()), ..Draft::of(Body::ConsignmentPacked(packed)) });
            }
            let commander = column.commander.clone().unwrap_or_else(|| commander.clone());
            let ordered = order(planned, column, consignment, commander)?;
            let before = views.movements.get(&column.convoy).map(|convoy| &convoy.order().ordered);
            if before.is_none_or(|before| before.route != ordered.route || before.timings != ordered.timings) {
                drafts.push(Draft { officer: Some(movement.clone()), ..Draft::of(Body::MovementOrdered(ordered)) });
                let credit = Body::CreditIssued(credit(column));
                drafts.push(Draft { officer: Some(movement.clone()), ..Draft::of(credit) });
            }
        }
        Ok(drafts)
    }
}

fn order(
    planned: &Planned,
    column: &convoy::Column,
    consignment: ConsignmentId,
    commander: OfficerId,
) -> Result<MovementOrdered, PlanningError> {
    let timing = |t: &convoy::Timing| Timing { place: t.place.clone(), due: t.due, clear: t.clear };
    let reason = planned.plan.parent.map(|parent| format!("Replaces plan {}", parent.short()));
    Ok(MovementOrdered {
        convoy: column.convoy.clone(),
        consignments: vec![consignment],
        plan: planned.digest,
        commander,
        vehicles: column.vehicles.clone(),
        route: column.route().cloned().collect(),
        timings: column.march_table.iter().map(timing).collect(),
        reason: reason.and_then(|reason| Text::new(&reason).ok()),
    })
}

fn credit(column: &convoy::Column) -> CreditIssued {
    let first_in = column.march_table.first().map(|timing| timing.due);
    let last_out = column.march_table.last().map(|timing| timing.clear);
    CreditIssued {
        credit: column.credit.clone(),
        convoy: column.convoy.clone(),
        route: column.route().cloned().collect(),
        window: Interval { from: first_in, to: last_out },
    }
}

fn pack(
    operation: &Operation,
    planned: &Planned,
    column: &convoy::Column,
    consignment: &ConsignmentId,
    stock: &mut Shelves,
) -> Result<ConsignmentPacked, PlanningError> {
    let mut loads = Vec::new();
    for vehicle in &column.vehicles {
        let shares = planned.plan.load(vehicle).map(|load| load.shares.as_slice()).unwrap_or_default();
        let lines = stock.take(&column.origin, shares, &planned.input);
        if !lines.is_empty() {
            loads.push(Load { vehicle: Some(vehicle.clone()), lines, package: None, seal: None });
        }
    }
    let driven = stock.take(&column.origin, &column.driven, &planned.input);
    if !driven.is_empty() {
        loads.push(Load { vehicle: None, lines: driven, package: None, seal: None });
    }
    Ok(ConsignmentPacked {
        consignment: consignment.clone(),
        pledge: operation.settings.pledge.clone(),
        site: column.origin.clone(),
        receiver: operation.settings.recipient.clone(),
        loads,
    })
}

/// What stands at the party's sites: lots and serials that a plan's plain quantities are drawn from.
#[derive(Default)]
struct Shelves {
    lots: BTreeMap<(PlaceId, ItemCode), Vec<Shelf>>,
    serials: BTreeMap<(PlaceId, ItemCode), Vec<SerialNumber>>,
}

/// What is there of one lot.
type Shelf = (Option<LotId>, u64);

impl Shelves {
    /// Free stock, and what is set aside for the pledge.
    fn of(views: &Views, party: &PartyId, pledge: &PledgeId) -> Self {
        let site = |account: &Account| match account {
            Account::Stock { holder, site } if holder == party => Some(site.clone()),
            Account::Reserved { holder, site, pledge: set_aside } if holder == party && set_aside == pledge => {
                Some(site.clone())
            }
            Account::Stock { .. }
            | Account::Reserved { .. }
            | Account::Moving { .. }
            | Account::Way { .. }
            | Account::Disputed { .. }
            | Account::Source
            | Account::Unlisted
            | Account::Consumed
            | Account::Destroyed
            | Account::Lost { .. } => None,
        };
        let mut shelves = Self::default();
        for ((item, lot, account), amount) in views.custody.balances() {
            if let (Some(site), Ok(amount)) = (site(account), u64::try_from(*amount)) {
                shelves.lots.entry((site, item.clone())).or_default().push((lot.clone(), amount));
            }
        }
        for ((item, serial), account) in views.custody.serials() {
            if let Some(site) = site(account) {
                shelves.serials.entry((site, item.clone())).or_default().push(serial.clone());
            }
        }
        shelves
    }

    /// Lines for the shares of one vehicle, lowest lots and serials first.
    fn take(&mut self, site: &PlaceId, shares: &[convoy::Share], input: &PlanInput) -> Vec<Line> {
        let mut lines = Vec::new();
        for share in shares {
            let Some(need) = input.need(&share.need) else { continue };
            let key = (site.clone(), need.item.clone());
            let mut left = share.quantity.get();
            for (lot, amount) in self.lots.get_mut(&key).into_iter().flatten() {
                let taken = left.min(*amount);
                if taken == 0 {
                    continue;
                }
                (*amount, left) = (*amount - taken, left - taken);
                let pieces = self.serials.get_mut(&key);
                let serials = pieces
                    .map(|all| all.drain(..all.len().min(usize::try_from(taken).unwrap_or(usize::MAX))).collect());
                let quantity = Quantity::new(taken).unwrap_or_default();
                let (item, lot, serials) = (need.item.clone(), lot.clone(), serials.unwrap_or_default());
                lines.push(Line { item, quantity, lot, serials });
            }
        }
        lines
    }
}

/// Refuses a reserve or axles of what nobody defined: nothing would be kept back or judged, and nobody would notice.
fn check_items(policy: &convoy::Policy, views: &Views) -> Result<(), PlanningError> {
    let reserved = policy.reserve.iter().flat_map(|rule| rule.stock.keys()).map(|item| ("reserve.stock", item));
    let axles = policy.axles.keys().map(|item| ("axles", item));
    match reserved.chain(axles).find(|(_, item)| views.catalogue.get(item).is_none()) {
        None => Ok(()),
        Some((rule, item)) => {
            let known = views.catalogue.iter().map(|(item, _)| item.clone()).collect();
            Err(PlanningError::UnknownItem { rule, item: item.clone(), known })
        }
    }
}

/// Views and operation as the planner wants them.
pub fn plan_input(operation: &Operation, corridor: &Corridor, start: Moment) -> Result<PlanInput, PlanningError> {
    let views = &corridor.views;
    let settings = &operation.settings;
    check_items(&operation.policy, views)?;
    let (places, stretches) = plan::stretches(&operation.network, &conditions(operation, &corridor.picture));
    let progress = progress(views, settings.donor.as_str());
    let day = start.timestamp().to_string().chars().skip(8).take(2).collect::<String>();
    let numbered = views.movements.iter().filter(|(_, convoy)| convoy.party == settings.donor).count();
    let mut input = PlanInput {
        start,
        destination: settings.destination.clone(),
        places,
        stretches,
        crossings: crossings(operation, corridor, start),
        needs: needs(operation, views),
        fleet: fleet(operation, views)?,
        activities: activities(operation, views),
        progress,
        policy: policy(operation),
        numbering: convoy::Numbering {
            prefix: units::CreditNumber::new(format!("{day}-{}", settings.convoy_prefix))?,
            next: u16::try_from(numbered).unwrap_or(u16::MAX - 1) + 1,
        },
    };
    crate::returning::come_back(&mut input, views);
    Ok(input)
}

/// Rules of the march; where a column rule names no commander, it is the operation's.
fn policy(operation: &Operation) -> convoy::Policy {
    let mut policy = operation.policy.clone();
    if let Some(rule) = &mut policy.column {
        let first = || operation.officer(&operation.settings.donor, OfficerRole::Commander);
        rule.commander = rule.commander.take().or_else(first);
    }
    policy
}

/// Where each convoy that has left stands.
fn progress(views: &Views, donor: &str) -> Vec<convoy::Progress> {
    let own = views.movements.iter().filter(|(_, convoy)| convoy.party.as_str() == donor);
    own.filter_map(|(id, convoy)| standing(id, convoy)).collect()
}

fn standing(id: &ConvoyId, convoy: &Convoy) -> Option<convoy::Progress> {
    let (latest, at) = convoy.latest()?;
    let whereabouts = match latest.event {
        ProgressEvent::Halted => convoy::Whereabouts::Halted,
        ProgressEvent::Departed | ProgressEvent::Passed => convoy::Whereabouts::Passed,
        ProgressEvent::Arrived => convoy::Whereabouts::Arrived,
    };
    Some(convoy::Progress { convoy: id.clone(), whereabouts, place: latest.place.clone(), at })
}

/// Crossings of the network, open as the regime has it for deliveries under the agreement.
pub(crate) fn crossings(operation: &Operation, corridor: &Corridor, start: Moment) -> Vec<convoy::Crossing> {
    let nodes = operation.network.nodes().filter(|node| node.kind() == roads::NodeKind::Crossing);
    let horizon = i64::from(operation.settings.horizon_days) * 86_400;
    let within = Interval { from: Some(start), to: Some(start.plus_seconds(horizon)) };
    let crossing = |node: roads::NodeRef<'_>| {
        let place = node.place();
        let regime = corridor.views.corridor.regime(&place, start);
        let admitted = regime.filter(|regime| regime.admits(&operation.settings.agreement));
        let daily = |hours: &model::DailyHours| convoy::DailyHours {
            opens_minute: hours.opens_minute,
            closes_minute: hours.closes_minute,
            offset_minutes: hours.offset_minutes,
        };
        let opening = admitted.as_ref().map(|regime| convoy::Opening {
            within: Interval { from: within.from, to: earlier(within.to, regime.set.window.to) },
            daily: regime.hours().map(daily),
        });
        convoy::Crossing {
            place,
            openings: opening.into_iter().collect(),
            vehicles_per_hour: admitted.and_then(|regime| regime.set.vehicles_per_hour).map(u32::from),
            separation: operation.policy.gaps.between_columns,
            ready: operation.settings.ready(&node.place()),
        }
    };
    nodes.map(crossing).collect()
}

fn earlier(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What each pledge line still wants from each of the giver's sites: in stock there, or on its way
/// from there and not yet at a crossing.
fn needs(operation: &Operation, views: &Views) -> Vec<convoy::Need> {
    let settings = &operation.settings;
    let Some(pledge) = views.agreements.pledge(&settings.pledge) else { return Vec::new() };
    let mut needs = Vec::new();
    for line in &pledge.made.lines {
        let Some(item) = views.catalogue.get(&line.item) else { continue };
        let ladder = views.custody.ladder(&settings.pledge, &line.item);
        let wanted = u128::from(line.quantity.get()).saturating_sub(ladder.at_crossing + ladder.lost);
        let mut wanted = u64::try_from(wanted).unwrap_or(u64::MAX);
        for (site, there) in by_site(views, &settings.donor, &settings.pledge, &line.item) {
            let quantity = wanted.min(there);
            wanted -= quantity;
            if quantity > 0 {
                let id = convoy::NeedId { pledge: settings.pledge.clone(), line: line.line, from: site };
                let stock = Quantity::new(there).ok();
                let of = need(&operation.policy, id, item, quantity, (line.priority, pledge.made.window.to));
                needs.push(convoy::Need { stock, ..of });
            }
        }
    }
    needs
}

fn by_site(views: &Views, donor: &PartyId, pledge: &PledgeId, item: &ItemCode) -> BTreeMap<PlaceId, u64> {
    let mut sites: BTreeMap<PlaceId, u64> = BTreeMap::new();
    for ((code, _, account), amount) in views.custody.balances() {
        let site = match account {
            Account::Stock { holder, site } if holder == donor => Some(site.clone()),
            Account::Reserved { holder, site, pledge: set_aside } if holder == donor && set_aside == pledge => {
                Some(site.clone())
            }
            Account::Way { consignment, stage: views::Stage::Packed | views::Stage::OnRoad, .. } => {
                views.custody.consignments().get(consignment).map(|known| known.packed.site.clone())
            }
            Account::Stock { .. }
            | Account::Reserved { .. }
            | Account::Moving { .. }
            | Account::Way { .. }
            | Account::Disputed { .. }
            | Account::Source
            | Account::Unlisted
            | Account::Consumed
            | Account::Destroyed
            | Account::Lost { .. } => None,
        };
        if let (true, Some(site), Ok(amount)) = (code == item, site, u64::try_from(*amount)) {
            *sites.entry(site).or_default() += amount;
        }
    }
    sites
}

/// What an item's dangerous goods data are to the rules; a class or group that they do not know is refused by them.
pub fn hazard(hazard: &model::Hazard) -> convoy::Hazard {
    convoy::Hazard {
        un: hazard.un,
        class: convoy::HazardClass::read(hazard.class.as_str()),
        group: hazard.group.as_ref().and_then(|group| convoy::CompatibilityGroup::read(group.as_str())),
    }
}

fn need(
    policy: &convoy::Policy,
    id: convoy::NeedId,
    item: &ItemDefined,
    quantity: u64,
    (priority, due): (u8, Option<Moment>),
) -> convoy::Need {
    let towed = policy.towing.as_ref().and_then(|rule| rule.towed.get(&item.item)).copied();
    let moves = towed.is_some() || item.vehicle.is_some();
    convoy::Need {
        id,
        item: item.item.clone(),
        quantity: Quantity::new(quantity).unwrap_or_default(),
        stock: None,
        unit: item.unit,
        mass: item.mass,
        volume: item.volume,
        hazard: item.hazard.as_ref().map(hazard),
        foodstuff: item.foodstuff,
        priority,
        due,
        self_propelled: item
            .vehicle
            .as_ref()
            .filter(|_| towed.is_none())
            .map(|known| motion(policy, &item.item, known)),
        towed,
        axles: policy.axles.get(&item.item).filter(|_| moves).cloned().unwrap_or_default(),
    }
}

/// How a vehicle of an item marches; how far it goes the fuel rule says.
fn motion(policy: &convoy::Policy, item: &ItemCode, vehicle: &model::VehicleData) -> convoy::Motion {
    let tank = policy.fuel.as_ref().and_then(|fuel| fuel.tanks.get(item));
    let range = tank.and_then(convoy::Tank::range);
    convoy::Motion { length: vehicle.length, speed: vehicle.speed, range }
}

/// Vehicles of the giver: pieces of items that carry, or that march with columns and are not what is owed.
fn fleet(operation: &Operation, views: &Views) -> Result<convoy::Fleet, PlanningError> {
    let mut fleet = convoy::Fleet::new();
    let pledge = views.agreements.pledge(&operation.settings.pledge);
    let owed: BTreeSet<&ItemCode> = pledge.iter().flat_map(|known| &known.made.lines).map(|line| &line.item).collect();
    for ((item, serial), account) in views.custody.serials() {
        let data = views.catalogue.get(item).and_then(|item| item.vehicle.as_ref());
        let (Some(data), Account::Stock { holder, site }) = (data, account) else { continue };
        let role = operation.policy.column.as_ref().and_then(|rule| rule.role(item)).filter(|_| !owed.contains(item));
        let towing = operation.policy.towing.as_ref();
        if towing.is_some_and(|rule| rule.towed.contains_key(item)) {
            continue;
        }
        if holder == &operation.settings.donor && (data.carrier || role.is_some()) {
            fleet.push(convoy::Vehicle {
                vehicle: VehicleId::new(serial.as_str())?,
                at: site.clone(),
                payload: data.payload,
                room: data.room,
                tows: towing.and_then(|rule| rule.tows.get(item)).copied(),
                motion: motion(&operation.policy, item, data),
                role,
                axles: operation.policy.axles.get(item).cloned().unwrap_or_default(),
                back: None,
            });
        }
    }
    Ok(fleet)
}

/// Stretches that partner forces gave notice of.
fn activities(operation: &Operation, views: &Views) -> Vec<convoy::Activity> {
    let axes = operation.axis_map();
    let notified = views.corridor.activities();
    notified
        .map(|activity| {
            let segments = activity.notified.about.iter().flat_map(|subject| match subject {
                model::Subject::Axis(axis) => axes.along(axis).to_vec(),
                model::Subject::Segment(segment) => vec![segment.clone()],
                model::Subject::Place(_) => Vec::new(),
            });
            let segments: BTreeSet<SegmentId> = segments.collect();
            let segments = segments.into_iter().filter(|id| operation.network.segment(id).is_some()).collect();
            convoy::Activity { party: activity.party.clone(), segments, window: activity.notified.window }
        })
        .collect()
}

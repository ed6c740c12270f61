//! From a plan to the papers by which it is marched.

use super::{mark, waybill};
use crate::failure::Failure;
use crate::show::names::{Namer, shown};
use crate::show::{plan as shown_plan, reasons};
use app::{AsOf, Node};
use convoy::{Column, HaltAt, Load, MarchPlace, Member, Plan, Share};
use paper::{Marching, OrderedColumn, Orders, PlannedGoods, PlannedHalt, PlannedLoad, TimedPoint};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Metres, SegmentId};
use words::Arg;

/// A plan, or one column of it.
pub(super) fn of(
    namer: &Namer<'_>,
    node: &Node,
    (digest, mut plan): (Digest, Plan),
    only: Option<&str>,
) -> Result<Orders, Failure> {
    if let Some(only) = only {
        let known: Vec<String> = plan.columns.iter().map(|column| column.convoy.to_string()).collect();
        plan.columns.retain(|column| column.convoy.as_str() == only);
        if plan.columns.is_empty() {
            return Err(Failure::unknown("column of the plan", only, known));
        }
    }
    let found = orders::Orders::of(namer.operation, namer.views, digest, plan.clone(), node.now());
    let settings = &namer.operation.settings;
    Ok(Orders {
        plan: digest,
        by: namer.party(&settings.donor),
        receiver: namer.party(&settings.recipient),
        situation: situation(namer, node, &plan)?,
        task: task(namer, &plan),
        measures: measures(namer),
        columns: plan.columns.iter().map(|one| column(namer, &found, one)).collect(),
    })
}

/// What is known now of the roads before the crossings, of the crossings, and of others on those roads.
fn situation(namer: &Namer<'_>, node: &Node, plan: &Plan) -> Result<String, Failure> {
    let words = namer.words;
    let corridor = node.picture(namer.operation, &AsOf::default())?;
    let segments: BTreeSet<&SegmentId> = plan.columns.iter().flat_map(Column::route).collect();
    let mut states: BTreeMap<&str, u64> = BTreeMap::new();
    for segment in &segments {
        let state = corridor.picture.segments.get(*segment);
        *states.entry(state.map_or("unknown", |state| state.passability.code())).or_default() += 1;
    }
    let states = states.into_iter().map(|(state, n)| {
        let told = [("state", Arg::text(words.code("passability", state))), ("n", n.into())];
        words.say("order-state", &told)
    });
    let crossings: BTreeSet<&units::PlaceId> = plan.columns.iter().map(|column| &column.crossing).collect();
    let crossings = crossings.into_iter().map(|crossing| {
        let regime = corridor.picture.regimes.get(crossing);
        let regime = regime.map(|regime| crate::show::picture::decree(namer, regime));
        let regime = regime.unwrap_or_else(|| words.cell("order-no-regime", &[]));
        words.say("order-crossing", &[("crossing", Arg::text(namer.place(crossing))), ("regime", Arg::text(regime))])
    });
    Ok(words.say(
        "order-situation",
        &[
            ("at", corridor.at.into()),
            ("n", segments.len().into()),
            ("states", Arg::text(listed(namer, states))),
            ("crossings", Arg::text(listed(namer, crossings))),
            ("forces", Arg::text(forces(namer, plan, &segments))),
        ],
    ))
}

/// Partner forces that gave notice of using a road of the plan while it is marched.
fn forces(namer: &Namer<'_>, plan: &Plan, segments: &BTreeSet<&SegmentId>) -> String {
    let words = namer.words;
    let legs = || plan.columns.iter().flat_map(|column| &column.legs);
    let march =
        units::Interval { from: legs().map(|leg| leg.enter_head).min(), to: legs().map(|leg| leg.clear_tail).max() };
    let axes = namer.operation.axis_map();
    let on_the_way = |subject: &model::Subject| match subject {
        model::Subject::Axis(axis) => axes.along(axis).iter().any(|segment| segments.contains(segment)),
        model::Subject::Segment(segment) => segments.contains(segment),
        model::Subject::Place(_) => false,
    };
    let activities = namer.views.corridor.activities();
    let there =
        activities.filter(|one| one.notified.window.overlaps(&march) && one.notified.about.iter().any(on_the_way));
    let told = there.map(|one| {
        let (party, window) = (namer.party(&one.party), words.interval(&one.notified.window));
        words.say("order-force", &[("party", Arg::text(party)), ("window", Arg::text(window))])
    });
    let told: Vec<String> = told.collect();
    match told.as_slice() {
        [] => words.say("order-no-forces", &[]),
        [_, ..] => words.say("order-forces", &[("list", Arg::text(told.join("; ")))]),
    }
}

fn task(namer: &Namer<'_>, plan: &Plan) -> String {
    let columns = &plan.columns;
    let pledges: BTreeSet<String> =
        columns.iter().flat_map(|one| plan.shares_of(one)).map(|share| share.need.pledge.to_string()).collect();
    let origins: BTreeSet<String> = columns.iter().map(|one| namer.place(&one.origin)).collect();
    let crossings: BTreeSet<String> = columns.iter().map(|one| namer.place(&one.crossing)).collect();
    let vehicles = columns.iter().fold(0_u64, |sum, one| sum.saturating_add(shown_plan::vehicles(one)));
    let settings = &namer.operation.settings;
    namer.words.say(
        "order-task",
        &[
            ("vehicles", vehicles.into()),
            ("pledges", Arg::code(pledges.into_iter().collect::<Vec<_>>().join(", "))),
            ("origins", Arg::text(listed(namer, origins))),
            ("crossings", Arg::text(listed(namer, crossings))),
            ("receiver", Arg::text(namer.party(&settings.recipient))),
            ("destination", Arg::text(namer.place(&settings.destination))),
        ],
    )
}

/// What the policy asks of every column.
fn measures(namer: &Namer<'_>) -> Vec<String> {
    let (words, policy) = (namer.words, &namer.operation.policy);
    let duration = |of| Arg::text(words.duration(of));
    let gaps = &policy.gaps;
    let mut measures = vec![
        words.say("order-conflict", &[]),
        words.say("order-rate", &[("rate", Arg::text(words.speed(policy.rate_cap)))]),
        words.say(
            "order-gap",
            &[
                ("gap", Arg::text(words.distance(gaps.vehicle))),
                ("units", duration(gaps.between_units)),
                ("serials", duration(gaps.between_serials)),
                ("columns", duration(gaps.between_columns)),
            ],
        ),
    ];
    if let Some(rest) = &policy.rest {
        measures.push(words.say("order-rest", &[("after", duration(rest.after)), ("halt", duration(rest.halt))]));
    }
    if let Some(hours) = &policy.daylight {
        let clock = |minute: u16| Arg::code(format!("{:02}:{:02}", minute / 60, minute % 60));
        let zone = format!("UTC{}", crate::show::picture::offset(hours.offset_minutes));
        let told =
            [("opens", clock(hours.opens_minute)), ("closes", clock(hours.closes_minute)), ("zone", Arg::code(zone))];
        measures.push(words.say("order-daylight", &told));
    }
    measures
}

fn listed(namer: &Namer<'_>, all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().collect::<Vec<_>>().join(&namer.words.say("list-separator", &[]))
}

fn column(namer: &Namer<'_>, found: &orders::Orders, column: &Column) -> OrderedColumn {
    let words = namer.words;
    let known = namer.views.movements.get(&column.convoy);
    let ordered = known.filter(|_| found.issue(&column.convoy).is_some_and(|issue| issue.same));
    let network = &namer.operation.network;
    let length = column.route().filter_map(|segment| network.segment(segment));
    let credited = known.and_then(|known| known.credits.iter().rfind(|(_, issued)| is_of(issued, column)));
    let point = |timing: &convoy::Timing| TimedPoint {
        place: namer.place(&timing.place),
        kind: timing.kind.code(),
        timed: timing.kind != convoy::PointKind::Passage,
        due: timing.due,
        clear: timing.clear,
    };
    let halt = |halt: &convoy::Halt| PlannedHalt {
        place: match &halt.at {
            HaltAt::Place { place } => namer.place(place),
            HaltAt::Stretch { segment, after: _ } => shown(words, segment.as_str()),
        },
        from: halt.from,
        to: halt.to,
        cause: reasons::wait(namer, &halt.cause),
    };
    OrderedColumn {
        convoy: column.convoy.clone(),
        credit: column.credit.clone(),
        ordered: ordered.map(|known| mark(&known.order().by)),
        credited: credited.map(|(by, _)| mark(by)),
        commander: ordered.map(|known| &known.order().ordered.commander).or(column.commander.as_ref()).cloned(),
        order: column.march_order().iter().map(|place| marching(column, place)).collect(),
        vehicles: shown_plan::vehicles(column),
        from: namer.place(&column.origin),
        crossing: namer.place(&column.crossing),
        length: length.fold(Metres::ZERO, |sum, segment| sum.saturating_add(segment.length())),
        rate: column.rate,
        road_space: column.road_space,
        pass_time: column.pass_time,
        route: column.route().map(|segment| shown(words, segment.as_str())).collect(),
        points: column.march_table.iter().map(point).collect(),
        back: column.returns.as_ref().and_then(convoy::Return::timing).as_ref().map(point),
        halts: column.halts.iter().map(halt).collect(),
        loads: loads(namer, found.plan(), column),
    }
}

fn marching(column: &Column, place: &MarchPlace<'_>) -> Marching {
    let vehicle = match place.member {
        Member::Vehicle { vehicle } => Some(vehicle),
        Member::Driven { .. } => None,
    };
    Marching {
        number: place.number,
        serial: place.serial,
        packet: place.packet,
        vehicle: vehicle.cloned(),
        count: place.member.count(),
        role: column.role_of(place.member),
    }
}

/// Whether a credit was issued for the column's roads and times.
fn is_of(issued: &model::CreditIssued, column: &Column) -> bool {
    let window = units::Interval {
        from: column.march_table.first().map(|timing| timing.due),
        to: column.march_table.last().map(|timing| timing.clear),
    };
    issued.credit == column.credit && issued.window == window && issued.route.iter().eq(column.route())
}

fn loads(namer: &Namer<'_>, plan: &Plan, column: &Column) -> Vec<PlannedLoad> {
    let goods = |shares: &[Share], load: Option<&Load>| {
        let towed = |share: &Share| load.is_some_and(|load| load.tows(share));
        shares.iter().map(|share| PlannedGoods { towed: towed(share), ..goods(namer, share) }).collect()
    };
    let loaded = column.vehicles.iter().filter_map(|vehicle| plan.load(vehicle)).map(|load| PlannedLoad {
        vehicle: Some(load.vehicle.clone()),
        goods: goods(&load.shares, Some(load)),
        counts_as: load.verdict.as_ref().map(shown_plan::classes).unwrap_or_default(),
        rules: load.verdict.iter().flat_map(|verdict| &verdict.cited).map(ToString::to_string).collect(),
    });
    let driven = (!column.driven.is_empty()).then(|| PlannedLoad {
        vehicle: None,
        goods: goods(&column.driven, None),
        counts_as: Vec::new(),
        rules: Vec::new(),
    });
    loaded.chain(driven).collect()
}

fn goods(namer: &Namer<'_>, share: &Share) -> PlannedGoods {
    let item = namer.item_of(&share.need);
    PlannedGoods {
        item: item.cloned(),
        name: item.map(|item| namer.item(item)).unwrap_or_default(),
        quantity: share.quantity,
        towed: false,
        known: item.and_then(|item| waybill::known(namer, item)),
    }
}

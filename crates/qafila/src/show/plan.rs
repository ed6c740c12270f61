//! A plan: loads, columns, march tables, and what the checker says.

use super::names::Namer;
use super::table;
use app::planning::Planned;
use convoy::{Column, HazardVerdict, Load, Member, Objective, Plan, Share};
use units::Deciseconds;
use words::{Align, Arg, Table};

/// What lies on which vehicle, with the hazard rule that allowed it.
pub(crate) fn loads(namer: &Namer<'_>, planned: &Planned) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-vehicle", Align::Start),
            ("col-convoy", Align::Start),
            ("col-load", Align::Start),
            ("col-mass", Align::Number),
            ("col-counts-as", Align::Start),
            ("col-rule", Align::Start),
        ],
    );
    for column in &planned.plan.columns {
        for load in column.vehicles.iter().filter_map(|vehicle| planned.plan.load(vehicle)) {
            let convoy = column.convoy.to_string();
            let (class, rule) = load.verdict.as_ref().map(verdict).unwrap_or_default();
            let (goods, mass) = (goods(namer, planned, &load.shares, Some(load)), load_mass(namer, planned, load));
            table.row([load.vehicle.to_string(), convoy, goods, mass, class, rule]);
        }
        if !column.driven.is_empty() {
            let (goods, none) = (goods(namer, planned, &column.driven, None), String::new());
            let own = words.cell("cell-own-wheels", &[]);
            table.row([own, column.convoy.to_string(), goods, none.clone(), none.clone(), none]);
        }
    }
    table
}

/// A line for each item; what hangs behind its vehicle is told so.
fn goods(namer: &Namer<'_>, planned: &Planned, shares: &[Share], load: Option<&Load>) -> String {
    let named = shares.iter().filter_map(|share| {
        let need = planned.input.need(&share.need)?;
        let amount = namer.quantity(&need.item, share.quantity);
        let line = format!("{}: {amount}", namer.item(&need.item));
        let towed = load.is_some_and(|load| load.tows(share));
        Some(if towed { format!("{line} ({})", namer.words.cell("cell-towed", &[])) } else { line })
    });
    named.collect::<Vec<_>>().join("\n")
}

fn load_mass(namer: &Namer<'_>, planned: &Planned, load: &Load) -> String {
    let masses = load.shares.iter().filter_map(|share| {
        let need = planned.input.need(&share.need)?;
        Some(need.mass.saturating_mul(share.quantity.get()))
    });
    namer.words.mass(masses.fold(units::Grams::ZERO, units::Grams::saturating_add))
}

/// What the whole load counts as, and the rules that allowed it.
fn verdict(verdict: &HazardVerdict) -> (String, String) {
    let cited: Vec<String> = verdict.cited.iter().map(ToString::to_string).collect();
    (classes(verdict).join(", "), cited.join("\n"))
}

/// The classes that the whole load counts as.
pub(crate) fn classes(verdict: &HazardVerdict) -> Vec<String> {
    let explosive = verdict.result.explosive.map(|explosive| format!("{}{}", explosive.division, explosive.group));
    explosive.into_iter().chain(verdict.result.others.iter().map(ToString::to_string)).collect()
}

/// One row for each column.
pub(crate) fn columns(namer: &Namer<'_>, planned: &Planned) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-convoy", Align::Start),
            ("col-from", Align::Start),
            ("col-crossing", Align::Start),
            ("col-vehicles", Align::Number),
            ("col-length", Align::Number),
            ("col-road-space", Align::Number),
            ("col-pass-time", Align::Number),
            ("col-departs", Align::Start),
            ("col-clear", Align::Start),
        ],
    );
    for column in &planned.plan.columns {
        let length = column.legs.iter().filter_map(|leg| planned.input.stretch(&leg.segment));
        let length = length.fold(units::Metres::ZERO, |sum, stretch| sum.saturating_add(stretch.length));
        table.row([
            column.convoy.to_string(),
            namer.place(&column.origin),
            namer.place(&column.crossing),
            words.number(vehicles(column)),
            words.distance(length),
            words.distance(column.road_space),
            words.duration(column.pass_time),
            column.departs().map(|at| words.moment(at)).unwrap_or_default(),
            column.arrives().map(|timing| words.moment(timing.clear.minute_over())).unwrap_or_default(),
        ]);
    }
    table
}

pub(crate) fn vehicles(column: &Column) -> u64 {
    column.driven.iter().fold(column.vehicles.len() as u64, |sum, share| sum.saturating_add(share.quantity.get()))
}

/// The march table of one column.
pub(crate) fn march_table(namer: &Namer<'_>, column: &Column) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-point", Align::Start),
            ("col-place", Align::Start),
            ("col-due", Align::Start),
            ("col-clear", Align::Start),
        ],
    )
    .title(words.cell("title-march", &[("convoy", Arg::code(&column.convoy)), ("credit", Arg::code(&column.credit))]));
    for timing in &column.whole_table() {
        table.row([
            words.code("point", timing.kind.code()),
            namer.place(&timing.place),
            words.moment(timing.due),
            words.moment(timing.clear.minute_over()),
        ]);
    }
    table
}

/// What marches in a column, in order, with its serial and march unit; nothing where no rule asks for them.
pub(crate) fn march_order(namer: &Namer<'_>, plan: &Plan, column: &Column) -> Option<Table> {
    let words = namer.words;
    let order = column.march_order();
    if order.is_empty() {
        return None;
    }
    let headings = [
        ("col-place-in-march", Align::Number),
        ("col-march-serial", Align::Number),
        ("col-march-unit", Align::Number),
        ("col-vehicle", Align::Start),
        ("col-role", Align::Start),
        ("col-load", Align::Start),
    ];
    let commander = column.commander.as_ref().map(ToString::to_string).unwrap_or_default();
    let title =
        words.cell("title-march-order", &[("convoy", Arg::code(&column.convoy)), ("commander", Arg::code(commander))]);
    let mut table = table(words, &headings).title(title);
    for place in order {
        let (vehicle, shares) = match place.member {
            Member::Vehicle { vehicle } => {
                let load = plan.load(vehicle).map(|load| load.shares.clone());
                (vehicle.to_string(), load.unwrap_or_default())
            }
            Member::Driven { need, quantity } => {
                let share = Share { need: need.clone(), quantity: *quantity };
                (words.cell("cell-own-wheels", &[]), vec![share])
            }
        };
        table.row([
            words.number(place.number),
            words.number(place.serial),
            words.number(place.packet),
            vehicle,
            words.code("march_role", column.role_of(place.member)),
            named_goods(namer, &shares),
        ]);
    }
    Some(table)
}

fn named_goods(namer: &Namer<'_>, shares: &[Share]) -> String {
    let named = shares.iter().filter_map(|share| {
        let item = namer.item_of(&share.need)?;
        Some(format!("{}: {}", namer.item(item), namer.quantity(item, share.quantity)))
    });
    named.collect::<Vec<_>>().join("\n")
}

/// What a plan weighs, the bound below it, and how long it was searched for.
pub(crate) fn weighed(namer: &Namer<'_>, planned: &Planned) -> String {
    let (words, objective) = (namer.words, &planned.plan.objective);
    let duration = |weight: u64| Arg::text(words.duration(Deciseconds::new(weight)));
    let share = u32::try_from(gap(objective.weighted, objective.bound)).unwrap_or(u32::MAX);
    let rounds = i64::try_from(planned.report.search.rounds).unwrap_or(i64::MAX);
    words.say(
        "plan-weighed",
        &[
            ("weighed", duration(objective.weighted)),
            ("bound", duration(objective.bound)),
            ("gap", Arg::text(words.share(share))),
            ("rounds", rounds.into()),
        ],
    )
}

/// What two plans amount to, side by side.
pub(crate) fn objectives(namer: &Namer<'_>, title: String, plans: [&Plan; 2]) -> Table {
    let words = namer.words;
    let headings = [("col-figure", Align::Start), ("col-before", Align::Number), ("col-after", Align::Number)];
    let mut table = table(words, &headings).title(title);
    let mut row = |name: &str, figure: &dyn Fn(&Objective) -> String| {
        let [before, after] = plans.map(|plan| figure(&plan.objective));
        table.row([words.cell(name, &[]), before, after]);
    };
    let weight = |weight: u64| words.duration(Deciseconds::new(weight));
    row("figure-weighted", &|of| weight(of.weighted));
    row("figure-bound", &|of| weight(of.bound));
    row("figure-gap", &|of| words.share(u32::try_from(gap(of.weighted, of.bound)).unwrap_or(u32::MAX)));
    row("figure-undelivered", &|of| words.number(of.undelivered));
    row("figure-lateness", &|of| words.duration(of.lateness));
    row("figure-span", &|of| words.duration(of.span));
    row("figure-exposure", &|of| words.duration(of.exposure));
    row("figure-columns", &|of| words.number(of.columns));
    row("figure-vehicles", &|of| words.number(of.vehicles));
    table
}

/// How far a weight lies above its bound, in millionths of the bound.
pub(crate) fn gap(weighted: u64, bound: u64) -> u64 {
    let above = u128::from(weighted.saturating_sub(bound)) * 1_000_000;
    u64::try_from(above / u128::from(bound.max(1))).unwrap_or(u64::MAX)
}

//! March table, load lists and movement credits as pages: one fact a column, codes beside names, no sums.

use crate::Orders;
use crate::atlas::{called, vehicles};
use convoy::{Column, HazardVerdict, Load, MarchPlace, Member, Share};
use sheets::{Cell, Page};
use units::{Moment, VehicleId};
use words::{Lang, Words};

/// A column: the message that names it, and its HXL tag.
type Heading = (&'static str, &'static str);

const MARCH_TABLE: [Heading; 10] = [
    ("col-convoy", "#x_convoy+code"),
    ("col-credit", "#x_credit+code"),
    ("col-point", "#loc+type"),
    ("col-place-code", "#loc+code"),
    ("col-place", "#loc+name"),
    ("col-due-utc", "#date+due"),
    ("col-due", "#date+due+local"),
    ("col-clear-utc", "#date+clear"),
    ("col-clear", "#date+clear+local"),
    ("col-commander", "#x_convoy+commander+code"),
];

const LOADS: [Heading; 20] = [
    ("col-convoy", "#x_convoy+code"),
    ("col-vehicle", "#x_vehicle+code"),
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-amount", "#item+num"),
    ("col-unit", "#item+unit"),
    ("col-mass-kg", "#item+mass+kg+num"),
    ("col-un", "#item+un+code"),
    ("col-hazard-class", "#item+hazard+class"),
    ("col-group", "#item+hazard+group"),
    ("col-counts-as", "#x_vehicle+hazard+class"),
    ("col-rule", "#x_vehicle+hazard+rule"),
    ("col-pledge", "#activity+pledge+code"),
    ("col-line", "#activity+pledge+line"),
    ("col-unloading", "#item+unloading+num"),
    ("col-carried", "#item+carried+type"),
    ("col-march-serial", "#x_vehicle+serial+num"),
    ("col-march-unit", "#x_vehicle+march_unit+num"),
    ("col-place-in-march", "#x_vehicle+place+num"),
    ("col-role", "#x_vehicle+role"),
];

const CREDITS: [Heading; 18] = [
    ("col-credit", "#x_credit+code"),
    ("col-convoy", "#x_convoy+code"),
    ("col-status", "#status"),
    ("col-from-code", "#loc+from+code"),
    ("col-from", "#loc+from+name"),
    ("col-crossing-code", "#loc+crossing+code"),
    ("col-crossing", "#loc+crossing+name"),
    ("col-first-in-utc", "#date+start"),
    ("col-first-in", "#date+start+local"),
    ("col-last-out-utc", "#date+end"),
    ("col-last-out", "#date+end+local"),
    ("col-vehicles", "#x_vehicle+num"),
    ("col-length-m", "#indicator+length+m+num"),
    ("col-road-space-m", "#indicator+road_space+m+num"),
    ("col-pass-time-min", "#indicator+pass_time+min+num"),
    ("col-route", "#x_route"),
    ("col-onward", "#x_route+onward"),
    ("col-commander", "#x_convoy+commander+code"),
];

/// Each with the name of its file.
pub(crate) fn pages(orders: &Orders, words: &Words, hxl: bool) -> Vec<(&'static str, Page)> {
    let columns = &orders.plan.columns;
    let page = |name: &str, headings: &[Heading], rows: Vec<Vec<Cell>>| Page {
        name: words.cell(name, &[]),
        headings: headings.iter().map(|(heading, _)| words.cell(heading, &[])).collect(),
        tags: hxl.then(|| headings.iter().map(|(_, tag)| (*tag).to_owned()).collect()),
        rows,
        right_to_left: words.lang() == Lang::Ar,
    };
    let march = columns.iter().flat_map(|column| march_table(orders, words, column)).collect();
    let loads = columns.iter().flat_map(|column| loads(orders, words, column)).collect();
    let credits = columns.iter().map(|column| credit(orders, words, column)).collect();
    vec![
        ("march-table.csv", page("sheet-march-table", &MARCH_TABLE, march)),
        ("loads.csv", page("sheet-loads", &LOADS, loads)),
        ("credits.csv", page("sheet-credits", &CREDITS, credits)),
    ]
}

fn march_table(orders: &Orders, words: &Words, column: &Column) -> Vec<Vec<Cell>> {
    let row = |timing: &convoy::Timing| {
        let [due, due_local] = head(words, timing.due);
        let [clear, clear_local] = tail(words, timing.clear);
        vec![
            column.convoy.as_str().into(),
            column.credit.as_str().into(),
            words.code("point", timing.kind.code()).into(),
            timing.place.as_str().into(),
            orders.place(words, &timing.place).into(),
            due,
            due_local,
            clear,
            clear_local,
            orders.commander(column).into(),
        ]
    };
    column.whole_table().iter().map(row).collect()
}

/// A row for each item on each vehicle; goods that drive themselves on no vehicle, behind them, or where they march.
/// Vehicles that march along have a row without goods.
fn loads(orders: &Orders, words: &Words, column: &Column) -> Vec<Vec<Cell>> {
    let order = column.march_order();
    if order.is_empty() {
        let loaded = column.vehicles.iter().filter_map(|vehicle| orders.plan.load(vehicle));
        let loaded =
            loaded.flat_map(|load| (1..).zip(&load.shares).map(move |(off, share)| (Some((load, off)), share)));
        let driven = column.driven.iter().map(|share| (None, share));
        let told = loaded.chain(driven).map(|(load, share)| load_row(orders, words, column, (load, share)));
        return told.map(|row| placed(words, column, row, None)).collect();
    }
    let mut rows = Vec::new();
    for place in order {
        let of = match place.member {
            Member::Driven { need, quantity } => {
                let share = Share { need: need.clone(), quantity: *quantity };
                vec![load_row(orders, words, column, (None, &share))]
            }
            Member::Vehicle { vehicle } => {
                let load = orders.plan.load(vehicle);
                let shares = load.into_iter().flat_map(|load| (1..).zip(&load.shares).map(move |of| (load, of)));
                let goods =
                    shares.map(|(load, (off, share))| load_row(orders, words, column, (Some((load, off)), share)));
                let goods: Vec<_> = goods.collect();
                if goods.is_empty() { vec![empty(column, vehicle)] } else { goods }
            }
        };
        rows.extend(of.into_iter().map(|row| placed(words, column, row, Some(&place))));
    }
    rows
}

/// A vehicle that carries nothing.
fn empty(column: &Column, vehicle: &VehicleId) -> Vec<Cell> {
    let mut row = vec![Cell::Empty; LOADS.len() - PLACED];
    row.splice(..2, [column.convoy.as_str().into(), vehicle.as_str().into()]);
    row
}

/// Columns of a row that say where in the march it is.
const PLACED: usize = 4;

/// A row with where it marches, and as what.
fn placed(words: &Words, column: &Column, mut row: Vec<Cell>, place: Option<&MarchPlace<'_>>) -> Vec<Cell> {
    let number = |number: Option<u64>| number.map_or(Cell::Empty, |number| Cell::Count(number.into()));
    row.push(number(place.map(|place| place.serial.into())));
    row.push(number(place.map(|place| place.packet.into())));
    row.push(number(place.map(|place| place.number)));
    row.push(place.map(|place| words.code("march_role", column.role_of(place.member))).unwrap_or_default().into());
    row
}

/// Goods of a column: on a vehicle, off which they come in this place of its order, or on their own wheels.
type Goods<'p> = (Option<(&'p Load, i128)>, &'p Share);

fn load_row(orders: &Orders, words: &Words, column: &Column, (on, share): Goods<'_>) -> Vec<Cell> {
    let load = on.map(|(load, _)| load);
    let goods = orders.goods(share);
    let hazard = goods.and_then(|goods| goods.hazard);
    let (counts_as, rule) = load.and_then(|load| load.verdict.as_ref()).map(verdict).unwrap_or_default();
    let mass = goods.map(|goods| goods.mass.saturating_mul(share.quantity.get()).get().div_ceil(1_000));
    vec![
        column.convoy.as_str().into(),
        load.map_or_else(|| words.cell("cell-own-wheels", &[]), |load| load.vehicle.to_string()).into(),
        goods.map(|goods| goods.item.to_string()).unwrap_or_default().into(),
        goods.map_or("", |goods| called(&goods.names, words.lang())).into(),
        Cell::Count(share.quantity.get().into()),
        goods.map(|goods| words.code("unit", goods.unit.code())).unwrap_or_default().into(),
        mass.map_or(Cell::Empty, |mass| Cell::Count(mass.into())),
        hazard.map(|hazard| format!("UN {:04}", hazard.un)).unwrap_or_default().into(),
        hazard.map(|hazard| hazard.class.to_string()).unwrap_or_default().into(),
        hazard.and_then(|hazard| hazard.group).map(|group| group.to_string()).unwrap_or_default().into(),
        counts_as.into(),
        rule.into(),
        share.need.pledge.as_str().into(),
        Cell::Count(share.need.line.into()),
        on.map_or(Cell::Empty, |(_, off)| Cell::Count(off)),
        words.cell(carried(load, share), &[]).into(),
    ]
}

/// How goods move: on a vehicle, behind it, or by themselves.
fn carried(load: Option<&Load>, share: &Share) -> &'static str {
    match load {
        Some(load) if load.tows(share) => "cell-towed",
        Some(_) => "cell-loaded",
        None => "cell-own-wheels",
    }
}

fn credit(orders: &Orders, words: &Words, column: &Column) -> Vec<Cell> {
    let ordered = orders.issue(&column.convoy).is_some_and(|issue| issue.same);
    let first = column.march_table.first().map(|timing| head(words, timing.due));
    let last = column.march_table.last().map(|timing| tail(words, timing.clear));
    let [first, first_local] = first.unwrap_or([Cell::Empty, Cell::Empty]);
    let [last, last_local] = last.unwrap_or([Cell::Empty, Cell::Empty]);
    let roads = |roads: &mut dyn Iterator<Item = &units::SegmentId>| {
        roads.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    vec![
        column.credit.as_str().into(),
        column.convoy.as_str().into(),
        words.cell(if ordered { "cell-ordered" } else { "cell-not-ordered" }, &[]).into(),
        column.origin.as_str().into(),
        orders.place(words, &column.origin).into(),
        column.crossing.as_str().into(),
        orders.place(words, &column.crossing).into(),
        first,
        first_local,
        last,
        last_local,
        Cell::Count(vehicles(column).into()),
        Cell::Count(orders.length(column).get().into()),
        Cell::Count(column.road_space.get().into()),
        Cell::Count(column.pass_time.get().div_ceil(600).into()),
        roads(&mut column.route()).into(),
        roads(&mut column.onward.segments.iter()).into(),
        orders.commander(column).into(),
    ]
}

/// The march table alone, as it stands in a file.
pub(crate) fn march_csv(orders: &Orders, words: &Words) -> String {
    let page = pages(orders, words, false).into_iter().next().map(|(_, page)| page);
    page.map(|page| sheets::to_csv(&page)).unwrap_or_default()
}

/// When a head is there: in UTC, and as people read it.
fn head(words: &Words, at: Moment) -> [Cell; 2] {
    [at.to_string().into(), words.moment(at).into()]
}

/// When a tail is through: people read the minute by which it is.
fn tail(words: &Words, at: Moment) -> [Cell; 2] {
    [at.to_string().into(), words.moment(at.minute_over()).into()]
}

/// What the whole load counts as, and the rules that allowed it.
fn verdict(verdict: &HazardVerdict) -> (String, String) {
    let explosive = verdict.result.explosive.map(|explosive| format!("{}{}", explosive.division, explosive.group));
    let class = explosive.into_iter().chain(verdict.result.others.iter().map(ToString::to_string));
    let class: Vec<String> = class.collect();
    let cited: Vec<String> = verdict.cited.iter().map(ToString::to_string).collect();
    (class.join(", "), cited.join(", "))
}

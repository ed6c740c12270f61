//! The movement order: situation, task, columns, then for each column its roads, times, halts and signals.

use crate::code::Code;
use crate::sheet::{Block, Cell, Column, Part, Sheet, said};
use crate::text::Printable;
use crate::waybill::{day_and_hour, named};
use crate::{Known, Mark, PaperError};
use units::{
    ConvoyId, CreditNumber, Deciseconds, Digest, ItemCode, Kmh, Metres, Moment, OfficerId, Quantity, VehicleId,
};
use words::{Arg, Words};

/// A plan as it is ordered, or is going to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders {
    /// Hash of the plan.
    pub plan: Digest,
    /// Who gives the order, by name.
    pub by: String,
    /// Who is to receive, by name.
    pub receiver: String,
    /// What is known of roads and crossings, in sentences of ours.
    pub situation: String,
    /// What is to be done, in sentences of ours.
    pub task: String,
    /// Distances, speeds and hours that hold for all, each a sentence of ours.
    pub measures: Vec<String>,
    /// The columns.
    pub columns: Vec<OrderedColumn>,
}

/// A column of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedColumn {
    /// Its name.
    pub convoy: ConvoyId,
    /// Its movement credit.
    pub credit: CreditNumber,
    /// The order that has it so; none where it is not ordered yet.
    pub ordered: Option<Mark>,
    /// The statement that issues its credit.
    pub credited: Option<Mark>,
    /// Who commands it, where that is ordered.
    pub commander: Option<OfficerId>,
    /// What marches in it, in order; empty where no rule asks for march units.
    pub order: Vec<Marching>,
    /// How many vehicles it has, goods on their own wheels included.
    pub vehicles: u64,
    /// Where it begins, by name.
    pub from: String,
    /// Its crossing, by name.
    pub crossing: String,
    /// How long its roads are.
    pub length: Metres,
    /// Its rate of march.
    pub rate: Kmh,
    /// How long it is on the road.
    pub road_space: Metres,
    /// From head to tail at any point.
    pub pass_time: Deciseconds,
    /// The roads, in order, by name or code.
    pub route: Vec<String>,
    /// The points of its march table.
    pub points: Vec<TimedPoint>,
    /// When those are back at their site who march along; none where nobody does, or comes back.
    pub back: Option<TimedPoint>,
    /// Where it stands.
    pub halts: Vec<PlannedHalt>,
    /// What it carries: by vehicle in marching order, goods on their own wheels last.
    pub loads: Vec<PlannedLoad>,
}

/// A vehicle in the order of march, or goods on their own wheels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marching {
    /// Its place in the column, or that of the first of them.
    pub number: u64,
    /// The serial.
    pub serial: u32,
    /// The march unit.
    pub packet: u32,
    /// The vehicle; none for goods that move by themselves.
    pub vehicle: Option<VehicleId>,
    /// How many vehicles it is.
    pub count: u64,
    /// What it is in the column: a code of the list `march_role`.
    pub role: &'static str,
}

/// A point of a march table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedPoint {
    /// Where, by name.
    pub place: String,
    /// What it is: a code of the list `point`.
    pub kind: &'static str,
    /// Whether a march table by points has it: any but a place that is only passed.
    pub timed: bool,
    /// The head reaches it.
    pub due: Moment,
    /// The tail has left it.
    pub clear: Moment,
}

/// A halt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedHalt {
    /// Where, by name or code.
    pub place: String,
    /// From.
    pub from: Moment,
    /// To.
    pub to: Moment,
    /// Why, in a sentence of ours.
    pub cause: String,
}

/// What one vehicle is to carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLoad {
    /// The vehicle; none for goods that move by themselves.
    pub vehicle: Option<VehicleId>,
    /// What.
    pub goods: Vec<PlannedGoods>,
    /// What the whole counts as; empty where nothing is dangerous.
    pub counts_as: Vec<String>,
    /// The rules that allow it to ride together.
    pub rules: Vec<String>,
}

/// A line of such a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedGoods {
    /// What; none where its pledge has not reached this node.
    pub item: Option<ItemCode>,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// Whether it hangs behind the vehicle instead of lying on it.
    pub towed: bool,
    /// What the catalogue says of it.
    pub known: Option<Known>,
}

impl Orders {
    pub(crate) fn sheet(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let mut parts = vec![self.summary(words)?];
        for column in &self.columns {
            parts.push(self.column(column, words)?);
        }
        Ok(self.paper("paper-movement-order", printed, words, parts))
    }

    /// A paper about the plan, of that name.
    pub(crate) fn paper(&self, title: &str, printed: Moment, words: &Words, parts: Vec<Part>) -> Sheet {
        Sheet::new(title, Printable::code(self.plan.short()), printed, words, parts).of_plan(&self.plan)
    }

    fn summary(&self, words: &Words) -> Result<Part, PaperError> {
        let facts = [
            ("paper-ordered-by", Printable::name(&self.by)),
            ("paper-receiver", Printable::name(&self.receiver)),
            ("paper-plan", Printable::code(self.plan)),
        ];
        let paragraphs =
            [("paper-situation", Printable::ours(&self.situation)), ("paper-task", Printable::ours(&self.task))];
        Ok(Part {
            heading: Printable::default(),
            landscape: false,
            blocks: vec![
                Block::facts(words, facts, Some(Code::of_plan(&self.plan)?)),
                Block::facts(words, paragraphs, None),
                self.table(words),
                self.control(words),
                signals(words, 3),
                Block::sign(words, ["paper-sign-ordered", "paper-sign-received"]),
            ],
        })
    }

    /// A row for each column.
    pub(crate) fn table(&self, words: &Words) -> Block {
        let columns = vec![
            Column::of(words, "col-convoy", 8),
            Column::of(words, "paper-state", 7),
            Column::number(words, "col-vehicles", 6),
            Column::of(words, "col-from", 11),
            Column::of(words, "col-crossing", 11),
            Column::of(words, "col-departs", 9),
            Column::of(words, "col-clear", 9),
        ];
        let row = |column: &OrderedColumn| {
            vec![
                Printable::code(&column.convoy).into(),
                column.state(words).into(),
                Printable::code(words.number(column.vehicles)).into(),
                Printable::name(&column.from).into(),
                Printable::name(&column.crossing).into(),
                column.first().map(|at| day_and_hour(words, at)).unwrap_or_default().into(),
                column.last().map(|at| day_and_hour(words, at)).unwrap_or_default().into(),
            ]
        };
        let title = Printable::ours(words.say("paper-columns", &[("zone", Arg::code(self.zone(words)))]));
        Block::Table { title, columns, rows: self.columns.iter().map(row).collect() }
    }

    /// The zone of all times, as it is called then.
    pub(crate) fn zone(&self, words: &Words) -> String {
        self.columns.iter().find_map(OrderedColumn::first).map(|at| words.zone(at)).unwrap_or_default()
    }

    fn control(&self, words: &Words) -> Block {
        let rows = self.measures.iter().map(|measure| vec![Printable::ours(measure).into()]).collect();
        Block::table(words, "paper-control", vec![Column::of(words, "paper-for-all", 1)], rows)
    }

    fn column(&self, column: &OrderedColumn, words: &Words) -> Result<Part, PaperError> {
        let facts = [
            ("paper-state", column.state(words)),
            ("paper-commander", column.commander.as_ref().map(Printable::code).unwrap_or_default()),
            ("col-credit", Printable::code(&column.credit)),
            ("col-vehicles", Printable::code(words.number(column.vehicles))),
            ("col-from", Printable::name(&column.from)),
            ("col-crossing", Printable::name(&column.crossing)),
            ("col-length", Printable::ours(words.distance(column.length))),
            ("paper-rate", Printable::ours(words.speed(column.rate))),
            ("col-road-space", Printable::ours(words.distance(column.road_space))),
            ("col-pass-time", Printable::ours(words.duration(column.pass_time))),
            ("paper-route", named(words, &column.route)),
        ];
        let code = column.ordered.as_ref().map_or_else(|| Code::of_plan(&self.plan), Code::of_mark)?;
        let mut blocks = vec![Block::facts(words, facts, Some(code)), column.table(words, &self.zone(words))];
        blocks.extend(column.standing(words, &self.zone(words)));
        blocks.extend(column.in_order(words));
        blocks.push(signals(words, 1));
        blocks.push(Block::sign(words, ["paper-sign-ordered", "paper-sign-commander"]));
        Ok(Part { heading: Printable::code(&column.convoy), landscape: false, blocks })
    }
}

/// Room for the signals, which are given by hand and never stand in a file.
fn signals(words: &Words, rows: usize) -> Block {
    let columns = ["paper-signal-call", "paper-signal-frequency", "paper-signal-other", "paper-signal-hours"];
    let rows = (0..rows).map(|_| columns.iter().map(|_| Cell::BLANK).collect()).collect();
    Block::table(words, "paper-signals", columns.map(|column| Column::of(words, column, 1)).into(), rows)
}

impl OrderedColumn {
    /// When the first vehicle enters.
    pub(crate) fn first(&self) -> Option<Moment> {
        self.points.first().map(|point| point.due)
    }

    /// The minute by which the last vehicle is out.
    pub(crate) fn last(&self) -> Option<Moment> {
        self.points.last().map(|point| point.clear.minute_over())
    }

    pub(crate) fn state(&self, words: &Words) -> Printable {
        said(words, if self.ordered.is_some() { "cell-ordered" } else { "cell-not-ordered" })
    }

    /// Its march table, with room for the hour of passing.
    pub(crate) fn table(&self, words: &Words, zone: &str) -> Block {
        let columns = vec![
            Column::of(words, "col-point", 4),
            Column::of(words, "col-place", 6),
            Column::of(words, "col-due", 4),
            Column::of(words, "col-clear", 4),
            Column::of(words, "paper-passed", 4),
        ];
        let row = |point: &TimedPoint| {
            vec![
                Printable::ours(words.code("point", point.kind)).into(),
                Printable::name(&point.place).into(),
                day_and_hour(words, point.due).into(),
                day_and_hour(words, point.clear.minute_over()).into(),
                Cell::BLANK,
            ]
        };
        let title = Printable::ours(words.say("paper-march-table", &[("zone", Arg::code(zone))]));
        Block::Table { title, columns, rows: self.points.iter().chain(&self.back).map(row).collect() }
    }

    /// Who marches where in it, with room for a name; nothing where no rule asks for it.
    pub(crate) fn in_order(&self, words: &Words) -> Option<Block> {
        let columns = vec![
            Column::number(words, "col-place-in-march", 3),
            Column::number(words, "col-march-serial", 3),
            Column::number(words, "col-march-unit", 4),
            Column::of(words, "col-vehicle", 6),
            Column::of(words, "col-role", 6),
            Column::number(words, "col-vehicles", 3),
            Column::of(words, "paper-driver", 8),
        ];
        let number = |number: u64| Printable::code(words.number(number)).into();
        let row = |one: &Marching| {
            let own = || said(words, "cell-own-wheels");
            vec![
                number(one.number),
                number(one.serial.into()),
                number(one.packet.into()),
                one.vehicle.as_ref().map_or_else(own, Printable::code).into(),
                Printable::ours(words.code("march_role", one.role)).into(),
                number(one.count),
                Cell::BLANK,
            ]
        };
        let rows: Vec<_> = self.order.iter().map(row).collect();
        (!rows.is_empty()).then(|| Block::table(words, "paper-march-order", columns, rows))
    }

    /// Where a vehicle marches; nothing where no rule asks for it.
    pub(crate) fn place(&self, vehicle: Option<&VehicleId>) -> Option<&Marching> {
        self.order.iter().find(|one| one.vehicle.as_ref() == vehicle)
    }

    /// Its halts, where it has any.
    fn standing(&self, words: &Words, zone: &str) -> Option<Block> {
        let columns = vec![
            Column::of(words, "col-place", 5),
            Column::of(words, "col-from", 4),
            Column::of(words, "paper-until", 4),
            Column::of(words, "col-reason", 8),
        ];
        let row = |halt: &PlannedHalt| {
            vec![
                Printable::name(&halt.place).into(),
                day_and_hour(words, halt.from).into(),
                day_and_hour(words, halt.to).into(),
                Printable::ours(&halt.cause).into(),
            ]
        };
        let rows: Vec<_> = self.halts.iter().map(row).collect();
        let title = Printable::ours(words.say("paper-halts", &[("zone", Arg::code(zone))]));
        (!rows.is_empty()).then_some(Block::Table { title, columns, rows })
    }
}

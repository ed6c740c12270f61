//! The waybill: what rides on which vehicle, where and when; the convoy's page, then one for each vehicle.

use crate::code::Code;
use crate::sheet::{Block, Cell, Column, Part, Sheet, codes, said};
use crate::text::Printable;
use crate::{Mark, Package, PaperError};
use std::collections::BTreeSet;
use units::{
    ConsignmentId, ConvoyId, CreditNumber, Grams, ItemCode, LotId, Moment, OfficerId, PledgeId, Quantity, SerialNumber,
    Unit, VehicleId,
};
use words::{Arg, Words};

/// What a convoy or a consignment carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waybill {
    /// The movement order, or the statement that packed the consignment.
    pub mark: Mark,
    /// Who gives, by name.
    pub givers: Vec<String>,
    /// Who is to receive, by name.
    pub receivers: Vec<String>,
    /// From which sites, by name.
    pub sites: Vec<String>,
    /// What is carried.
    pub consignments: Vec<(ConsignmentId, PledgeId)>,
    /// How it moves, where that was ordered.
    pub march: Option<March>,
    /// Vehicle by vehicle, in marching order; goods on their own wheels last.
    pub loads: Vec<Load>,
}

/// How a convoy is to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct March {
    /// The convoy.
    pub convoy: ConvoyId,
    /// Its movement credits.
    pub credits: Vec<CreditNumber>,
    /// Who commands it.
    pub commander: OfficerId,
    /// Its vehicles, in marching order.
    pub vehicles: Vec<VehicleId>,
    /// The roads, in order, by name or code.
    pub route: Vec<String>,
    /// Start point, critical points, release point.
    pub stops: Vec<Stop>,
}

/// A point of the march table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where, by name.
    pub place: String,
    /// The head reaches it.
    pub due: Moment,
    /// The tail has passed it.
    pub clear: Moment,
}

/// What one vehicle carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The vehicle; none for goods that move by themselves.
    pub vehicle: Option<VehicleId>,
    /// Closed units on it.
    pub packages: Vec<Package>,
    /// What.
    pub goods: Vec<Goods>,
}

/// A line of a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// In which consignment.
    pub consignment: ConsignmentId,
    /// In which closed unit.
    pub package: Option<units::PackageId>,
    /// What.
    pub item: ItemCode,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// Which batch.
    pub lot: Option<LotId>,
    /// Which pieces.
    pub serials: Vec<SerialNumber>,
    /// What the catalogue says of it; none where its definition has not reached this node, and then nothing
    /// is assumed of it, least of all that it is harmless.
    pub known: Option<Known>,
}

/// What a catalogue says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What one of it is.
    pub unit: Unit,
    /// Mass of one.
    pub mass: Grams,
    /// Dangerous goods data, where it is dangerous.
    pub hazard: Option<Hazard>,
}

/// Dangerous goods data, as transport documents give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// UN number.
    pub un: u16,
    /// Class or division.
    pub class: String,
    /// Compatibility group.
    pub group: Option<String>,
    /// Net explosive mass of one unit.
    pub net_explosive: Option<Grams>,
}

impl Waybill {
    pub(crate) fn sheet(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let name = match (&self.march, self.consignments.as_slice()) {
            (Some(march), _) => Printable::code(&march.convoy),
            (None, consignments) => Printable::list(consignments.iter().map(|(id, _)| Printable::code(id)), " "),
        };
        let mut parts = vec![self.summary(words)?];
        for load in &self.loads {
            parts.push(self.vehicle(load, words)?);
        }
        Ok(Sheet::new("paper-waybill", name, printed, words, parts).resting_on(&self.mark))
    }

    /// The page of the whole: who, what, the march, every vehicle with its mass and dangers.
    fn summary(&self, words: &Words) -> Result<Part, PaperError> {
        let march = self.march.as_ref();
        let facts = [
            ("paper-giver", named(words, &self.givers)),
            ("paper-receiver", named(words, &self.receivers)),
            ("paper-from-site", named(words, &self.sites)),
            ("paper-commander", march.map(|march| Printable::code(&march.commander)).unwrap_or_default()),
            (
                "paper-credits",
                march.map(|march| separate(words, march.credits.iter().collect::<BTreeSet<_>>())).unwrap_or_default(),
            ),
            ("paper-consignments", separate(words, self.consignments.iter().map(|(id, _)| id))),
            ("paper-pledges", separate(words, pledges(&self.consignments))),
            ("paper-mass-total", mass(words, self.loads.iter().flat_map(|load| &load.goods))),
            ("paper-explosive-total", explosive(words, self.loads.iter().flat_map(|load| &load.goods))),
            ("paper-statement", statement(words, &self.mark)),
            ("paper-route", march.map(|march| named(words, &march.route)).unwrap_or_default()),
        ];
        let mut blocks = vec![Block::facts(words, facts, Some(Code::of_mark(&self.mark)?))];
        blocks.extend(march.map(|march| march.table(words)));
        let columns = vec![
            Column::of(words, "col-vehicle", 4),
            Column::of(words, "paper-packages", 5),
            Column::number(words, "col-mass", 3),
            Column::of(words, "paper-hazards", 6),
            Column::number(words, "paper-explosive", 3),
        ];
        let rows = self.loads.iter().map(|load| load.row(words)).collect();
        blocks.push(Block::table(words, "col-vehicles", columns, rows));
        blocks.push(Block::sign(words, ["paper-sign-dispatched", "paper-sign-commander", "paper-sign-arrived"]));
        Ok(Part { heading: Printable::default(), landscape: false, blocks })
    }

    fn vehicle(&self, load: &Load, words: &Words) -> Result<Part, PaperError> {
        let consignments: BTreeSet<_> = load.goods.iter().map(|goods| &goods.consignment).collect();
        let facts = [
            ("col-vehicle", load.name(words)),
            ("paper-receiver", named(words, &self.receivers)),
            ("paper-consignments", separate(words, consignments)),
            ("paper-to", self.march.as_ref().map(March::end).unwrap_or_default()),
            ("paper-mass-total", mass(words, &load.goods)),
            ("paper-explosive-total", explosive(words, &load.goods)),
            ("paper-hazards", load.hazards(words)),
            ("paper-statement", statement(words, &self.mark)),
        ];
        let mut blocks = vec![Block::facts(words, facts, Some(Code::of_mark(&self.mark)?))];
        let shown = load.packages.iter().map(|package| {
            let seal = package.seal.as_ref().map(|seal| words.say("paper-seal", &[("seal", Arg::code(seal))]));
            let captions = [Printable::code(&package.tag)].into_iter().chain(seal.map(Printable::ours));
            Code::of_package(package, captions.collect())
        });
        blocks.extend(codes(words, "paper-packages", shown.collect())?);
        blocks.push(load.table(words));
        blocks.extend(load.pieces(words));
        blocks.push(Block::sign(words, ["paper-sign-loaded", "paper-sign-driver", "paper-sign-unloaded"]));
        Ok(Part { heading: load.name(words), landscape: false, blocks })
    }
}

impl March {
    fn end(&self) -> Printable {
        self.stops.last().map(|stop| Printable::name(&stop.place)).unwrap_or_default()
    }

    fn table(&self, words: &Words) -> Block {
        let columns = vec![
            Column::of(words, "col-point", 6),
            Column::of(words, "col-due", 4),
            Column::of(words, "col-clear", 4),
            Column::of(words, "paper-passed", 4),
        ];
        let row = |stop: &Stop| {
            let (due, clear) = (day_and_hour(words, stop.due), day_and_hour(words, stop.clear.minute_over()));
            vec![Printable::name(&stop.place).into(), due.into(), clear.into(), Cell::BLANK]
        };
        let zone = self.stops.first().map(|stop| words.zone(stop.due)).unwrap_or_default();
        let title = Printable::ours(words.say("paper-march-table", &[("zone", Arg::code(zone))]));
        Block::Table { title, columns, rows: self.stops.iter().map(row).collect() }
    }
}

impl Load {
    fn name(&self, words: &Words) -> Printable {
        self.vehicle.as_ref().map_or_else(|| said(words, "cell-own-wheels"), Printable::code)
    }

    fn row(&self, words: &Words) -> Vec<Cell> {
        vec![
            self.name(words).into(),
            separate(words, self.packages.iter().map(|package| &package.tag)).into(),
            mass(words, &self.goods).into(),
            self.hazards(words).into(),
            explosive(words, &self.goods).into(),
        ]
    }

    /// Each danger aboard, once.
    fn hazards(&self, words: &Words) -> Printable {
        let all: BTreeSet<String> = self.goods.iter().filter_map(|goods| Some(goods.hazard()?.full())).collect();
        let unknown = self.goods.iter().any(|goods| goods.known.is_none()).then(|| said(words, "paper-unknown"));
        Printable::list(all.iter().map(Printable::code).chain(unknown), &words.say("list-separator", &[]))
    }

    fn table(&self, words: &Words) -> Block {
        let packed = !self.packages.is_empty();
        let mut columns = vec![
            Column::of(words, "paper-code", 11),
            Column::of(words, "col-item", 15),
            Column::of(words, "paper-lot", 10),
            Column::number(words, "col-amount", 10),
            Column::number(words, "col-mass", 8),
            Column::of(words, "paper-un", 8),
            Column::of(words, "paper-class", 6),
            Column::number(words, "paper-explosive", 8),
        ];
        if packed {
            columns.insert(0, Column::of(words, "paper-package", 11));
        }
        let row = |goods: &Goods| {
            let mut cells = goods.cells(words);
            if packed {
                cells.insert(0, Cell::code(goods.package.as_ref()));
            }
            cells
        };
        Block::table(words, "paper-goods", columns, self.goods.iter().map(row).collect())
    }

    /// The pieces that are told apart, with a box for each.
    fn pieces(&self, words: &Words) -> Option<Block> {
        let piece = |goods: &Goods| {
            let boxes: Vec<Printable> = goods.serials.iter().map(Printable::code).collect();
            (!boxes.is_empty()).then(|| vec![Printable::name(&goods.name).into(), Cell::Boxes { boxes }])
        };
        let rows: Vec<_> = self.goods.iter().filter_map(piece).collect();
        let columns = vec![Column::of(words, "col-item", 3), Column::of(words, "col-serials", 9)];
        (!rows.is_empty()).then(|| Block::table(words, "paper-pieces", columns, rows))
    }
}

impl Goods {
    fn hazard(&self) -> Option<&Hazard> {
        self.known.as_ref()?.hazard.as_ref()
    }

    fn cells(&self, words: &Words) -> Vec<Cell> {
        let hazard = self.hazard();
        let unknown = || Cell::from(said(words, "paper-unknown"));
        let number = if self.known.is_some() { Cell::code(hazard.map(Hazard::number)) } else { unknown() };
        vec![
            Printable::code(&self.item).into(),
            Printable::name(&self.name).into(),
            Cell::code(self.lot.as_ref()),
            amount(words, self.quantity, self.known.as_ref().map(|known| known.unit)).into(),
            mass(words, [self]).into(),
            number,
            Cell::code(hazard.map(Hazard::division)),
            explosive(words, [self]).into(),
        ]
    }
}

impl Hazard {
    /// `UN 0012`
    pub(crate) fn number(&self) -> String {
        format!("UN {:04}", self.un)
    }

    /// `1.4S`
    pub(crate) fn division(&self) -> String {
        format!("{}{}", self.class, self.group.as_deref().unwrap_or_default())
    }

    /// `UN 0012 (1.4S)`
    fn full(&self) -> String {
        format!("{} ({})", self.number(), self.division())
    }
}

/// Without the zone, which the title names.
pub(crate) fn day_and_hour(words: &Words, at: Moment) -> Printable {
    Printable::code(format!("{} {}", words.date(at), words.time(at)))
}

/// Codes, each in an isolate of its own.
pub(crate) fn separate(words: &Words, all: impl IntoIterator<Item = impl ToString>) -> Printable {
    Printable::list(all.into_iter().map(Printable::code), &words.say("list-separator", &[]))
}

/// Names, each in an isolate of its own.
pub(crate) fn named(words: &Words, all: &[String]) -> Printable {
    Printable::list(all.iter().map(Printable::name), &words.say("list-separator", &[]))
}

/// So many of a unit; the bare number where the unit is not known.
pub(crate) fn amount(words: &Words, quantity: Quantity, unit: Option<Unit>) -> Printable {
    match unit {
        Some(unit) => Printable::ours(words.quantity(quantity, unit)),
        None => Printable::code(words.number(quantity.get())),
    }
}

/// The pledges that are served, each once.
fn pledges(consignments: &[(ConsignmentId, PledgeId)]) -> BTreeSet<&PledgeId> {
    consignments.iter().map(|(_, pledge)| pledge).collect()
}

/// Which statement, so that a person finds it without a scanner.
pub(crate) fn statement(words: &Words, mark: &Mark) -> Printable {
    let args = [("journal", Arg::code(&mark.origin)), ("n", Arg::code(mark.index)), ("leaf", Arg::code(mark.leaf))];
    Printable::ours(words.say("paper-statement-is", &args))
}

fn mass<'g>(words: &Words, goods: impl IntoIterator<Item = &'g Goods>) -> Printable {
    sum(words, goods.into_iter().map(|goods| (goods.quantity, goods.known.as_ref().map(|known| known.mass))))
}

/// Net explosive mass; nothing where there is none.
fn explosive<'g>(words: &Words, goods: impl IntoIterator<Item = &'g Goods>) -> Printable {
    let masses = goods.into_iter().filter(|goods| !goods.quantity.is_zero()).filter_map(|goods| match &goods.known {
        Some(known) => Some((goods.quantity, Some(known.hazard.as_ref()?.net_explosive?))),
        None => Some((goods.quantity, None)),
    });
    let masses: Vec<_> = masses.collect();
    if masses.is_empty() { Printable::default() } else { sum(words, masses) }
}

/// So many of such a mass, added up; a kilogram begun counts as whole, since what is declared may not be
/// less than what is there. Where a mass is not known, the sum says so.
pub(crate) fn sum(words: &Words, masses: impl IntoIterator<Item = (Quantity, Option<Grams>)>) -> Printable {
    let (mut grams, mut unknown, mut any) = (0_u128, false, false);
    for (quantity, mass) in masses {
        (any, unknown) = (any || mass.is_some(), unknown || mass.is_none());
        grams += u128::from(quantity.get()) * u128::from(mass.unwrap_or_default().get());
    }
    let shown = match u64::try_from(grams) {
        Ok(grams @ ..GRAMS_A_KILOGRAM) => words.mass(Grams::new(grams)),
        Ok(_) | Err(_) => {
            let kilograms = i128::try_from(grams.div_ceil(u128::from(GRAMS_A_KILOGRAM))).unwrap_or(i128::MAX);
            words.say("measure-kilograms", &[("n", kilograms.into())])
        }
    };
    match (any, unknown) {
        (false, true) => said(words, "paper-unknown"),
        (true, true) => Printable::ours(words.say("paper-at-least", &[("mass", shown.into())])),
        (_, false) => Printable::ours(shown),
    }
}

const GRAMS_A_KILOGRAM: u64 = 1_000;

//! Load lists: for each vehicle what is to be put on it, what the whole counts as, and the rule that allows it.

use crate::code::Code;
use crate::orders::{Marching, OrderedColumn, Orders, PlannedGoods, PlannedLoad};
use crate::sheet::{Block, Cell, Column, Part, Sheet, said};
use crate::text::Printable;
use crate::waybill::{amount, separate, sum};
use crate::{Hazard, PaperError};
use units::{Moment, VehicleId};
use words::{Arg, Words};

impl Orders {
    pub(crate) fn load_lists(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let parts = self.columns.iter().map(|column| self.loads_of(column, words)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.paper("sheet-loads", printed, words, parts))
    }

    fn loads_of(&self, column: &OrderedColumn, words: &Words) -> Result<Part, PaperError> {
        let all = column.loads.iter().flat_map(|load| &load.goods);
        let facts = [
            ("paper-from-site", Printable::name(&column.from)),
            ("paper-to", Printable::name(&column.crossing)),
            ("paper-receiver", Printable::name(&self.receiver)),
            ("paper-commander", column.commander.as_ref().map(Printable::code).unwrap_or_default()),
            ("col-vehicles", Printable::code(words.number(column.vehicles))),
            ("paper-mass-total", mass(words, all)),
            ("paper-plan", Printable::code(self.plan)),
        ];
        let mut blocks = vec![Block::facts(words, facts, Some(Code::of_plan(&self.plan)?))];
        if column.loads.iter().any(|load| load.vehicle.is_some() && load.goods.len() > 1) {
            blocks.push(Block::Note { text: said(words, "loads-unloading") });
        }
        for load in &column.loads {
            blocks.push(load.table(words));
            blocks.push(load.verdict(words, column.place(load.vehicle.as_ref())));
        }
        blocks.extend(column.in_order(words));
        blocks.push(Block::sign(words, ["paper-sign-loaded", "paper-sign-checked", "paper-sign-commander"]));
        Ok(Part { heading: Printable::code(&column.convoy), landscape: false, blocks })
    }
}

impl PlannedLoad {
    fn table(&self, words: &Words) -> Block {
        let columns = vec![
            Column::number(words, "col-unloading", 5),
            Column::of(words, "paper-code", 11),
            Column::of(words, "col-item", 20),
            Column::number(words, "col-amount", 10),
            Column::number(words, "col-mass", 9),
            Column::of(words, "paper-un", 8),
            Column::of(words, "paper-class", 6),
            Column::of(words, "paper-loaded", 7),
        ];
        let title = self.vehicle.as_ref().map_or_else(|| said(words, "cell-own-wheels"), Printable::code);
        Block::Table { title, columns, rows: self.rows(words) }
    }

    /// Goods in the order in which they come off their vehicle, with their number in it; those on their own wheels
    /// have none.
    fn rows(&self, words: &Words) -> Vec<Vec<Cell>> {
        let off = |number: u64| match &self.vehicle {
            Some(_) => Printable::code(words.number(number)).into(),
            None => Cell::code(None::<&str>),
        };
        (1..).zip(&self.goods).map(|(number, goods)| goods.row(words, off(number), self.vehicle.as_ref())).collect()
    }

    /// What the whole weighs, counts as, and by which rule it may ride together.
    fn verdict(&self, words: &Words, place: Option<&Marching>) -> Block {
        let told = |place: &Marching| {
            let told =
                [("number", place.number.into()), ("serial", place.serial.into()), ("unit", place.packet.into())];
            Printable::ours(words.say("paper-march-place", &told))
        };
        let facts = [
            ("col-place-in-march", place.map(told).unwrap_or_default()),
            ("paper-mass-total", mass(words, &self.goods)),
            ("col-counts-as", separate(words, &self.counts_as)),
            ("paper-allowed-by", separate(words, &self.rules)),
        ];
        Block::facts(words, facts, None)
    }
}

impl PlannedGoods {
    fn row(&self, words: &Words, off: Cell, vehicle: Option<&VehicleId>) -> Vec<Cell> {
        let hazard = self.known.as_ref().and_then(|known| known.hazard.as_ref());
        let unknown = || Cell::from(said(words, "paper-unknown"));
        let number = if self.known.is_some() { Cell::code(hazard.map(Hazard::number)) } else { unknown() };
        vec![
            off,
            Cell::code(self.item.as_ref()),
            self.called(words, vehicle).into(),
            amount(words, self.quantity, self.known.as_ref().map(|known| known.unit)).into(),
            mass(words, [self]).into(),
            number,
            Cell::code(hazard.map(Hazard::division)),
            Cell::BLANK,
        ]
    }
}

impl PlannedGoods {
    /// Its name; of what is towed, with the vehicle it hangs behind.
    fn called(&self, words: &Words, vehicle: Option<&VehicleId>) -> Printable {
        match vehicle.filter(|_| self.towed) {
            None => Printable::name(&self.name),
            Some(vehicle) => {
                let told = [("item", Arg::text(&self.name)), ("vehicle", Arg::code(vehicle))];
                Printable::ours(words.say("loads-towed", &told))
            }
        }
    }
}

fn mass<'g>(words: &Words, goods: impl IntoIterator<Item = &'g PlannedGoods>) -> Printable {
    sum(words, goods.into_iter().map(|goods| (goods.quantity, goods.known.as_ref().map(|known| known.mass))))
}

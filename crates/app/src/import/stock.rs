//! What stands at sites, from a list: each row an item at a site, a lot or pieces of it.

use super::columns::Column;
use super::fault::{Rule, TableError};
use super::table::{Cells, Table};
use super::{GoOn, Imported};
use model::{Body, Draft, Line, LotDeclared, StockDeclared, Tracking};
use sheets::{Sheet, digits};
use std::collections::{BTreeMap, BTreeSet};
use units::{Day, ItemCode, LotId, PartyId, PlaceId, QUANTITY_MAX, Quantity, SerialNumber};
use views::{Account, Views};

/// Names in one statement, in bytes: with what stands around them it stays below the longest payload.
const NAMES_BYTES_MAX: usize = 8 * 1024;

/// Pieces in one line of a statement; more of them are several lines.
const PIECES_MAX: usize = 64;

/// One row.
struct Entry {
    site: PlaceId,
    line: Line,
    expires: Option<Day>,
}

/// What is told apart in the book: a site, an item, a lot.
type Goods = (PlaceId, ItemCode, Option<LotId>);

/// The stock of a list, as statements of a party: lots first, then what stands at each site.
///
/// `places` are the sites that are known. Stock that the book has already is refused, so that a list which is
/// imported twice does not double it. `go_on` is told how many rows are read, and answers whether to read the next.
pub fn stock(
    sheet: &Sheet,
    views: &Views,
    places: &BTreeSet<PlaceId>,
    party: &PartyId,
    go_on: GoOn<'_>,
) -> Result<Imported, TableError> {
    let table = Table::of(sheet)?;
    table.needs(&[Column::Site, Column::Item])?;
    let mut imported = Imported { sheet: sheet.name.clone(), ignored: table.ignored.clone(), ..Imported::default() };
    let mut list = List::default();
    for (row, mut cells) in (0..).zip(table.rows()) {
        if !go_on(row) {
            return Err(TableError::BrokenOff);
        }
        let entry = entry(&mut cells, views, places, party);
        let entry = entry.filter(|_| cells.faults.is_empty());
        match entry.and_then(|entry| list.add(&mut cells, entry)) {
            Some(()) => imported.rows += 1,
            None => imported.bad.append(&mut cells.faults),
        }
    }
    imported.drafts = list.drafts();
    Ok(imported)
}

fn entry(cells: &mut Cells<'_>, views: &Views, places: &BTreeSet<PlaceId>, party: &PartyId) -> Option<Entry> {
    let site: Option<PlaceId> = cells.parsed(Column::Site);
    let site = cells.must(Column::Site, site);
    if site.as_ref().is_some_and(|site| !places.contains(site)) {
        cells.fault(Column::Site, Rule::Unknown { sort: "place" });
    }
    let code: Option<ItemCode> = cells.parsed(Column::Item);
    let code = cells.must(Column::Item, code);
    let lot: Option<LotId> = cells.parsed(Column::Lot);
    let expires = cells.day(Column::Expires);
    let serials = serials(cells);
    let given = cells.count(Column::Quantity, 0, "units", QUANTITY_MAX);
    let unit = cells.unit(Column::Unit);
    let (site, code) = (site?, code?);
    let Some(item) = views.catalogue.get(&code) else {
        cells.fault(Column::Item, Rule::Unknown { sort: "item" });
        return None;
    };
    let given = given.or((!serials.is_empty()).then_some(serials.len() as u64));
    let quantity = Quantity::new(cells.must(Column::Quantity, given)?).ok()?;
    let quantity = cells.settled(Column::Quantity, item.convert(quantity, unit.unwrap_or(item.unit)))?;
    if quantity.is_zero() {
        cells.fault(Column::Quantity, model::Fault::ZeroQuantity { item: code.clone() });
    }
    let wanted = item.tracking == Tracking::Serial || !serials.is_empty();
    if wanted && serials.len() as u64 != quantity.get() {
        cells.fault(Column::Serials, Rule::SerialCount { serials: serials.len(), quantity: quantity.get() });
    }
    if (item.tracking == Tracking::Lot || expires.is_some()) && lot.is_none() {
        cells.fault(Column::Lot, Rule::Missing);
    }
    let account = Account::Stock { holder: party.clone(), site: site.clone() };
    let held = views.custody.balances().get(&(code.clone(), lot.clone(), account)).copied().unwrap_or(0);
    if held != 0 {
        cells.fault(Column::Item, Rule::AlreadyThere { held });
    }
    Some(Entry { site, line: Line { item: code, quantity, lot, serials }, expires })
}

fn serials(cells: &mut Cells<'_>) -> Vec<SerialNumber> {
    let text = cells.text(Column::Serials).unwrap_or_default();
    let text = digits::european(&text);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\u{60C}' | '\u{61B}'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.into_iter().filter_map(|word| cells.settled(Column::Serials, word.parse())).collect()
}

/// What the rows read so far come to.
#[derive(Default)]
struct List {
    goods: BTreeMap<Goods, (u32, Line)>,
    pieces: BTreeMap<(ItemCode, SerialNumber), u32>,
    lots: BTreeMap<(ItemCode, LotId), (u32, Option<Day>)>,
}

impl List {
    /// Adds a row that fits those before it. Pieces of one item may stand in several rows, other goods in one.
    fn add(&mut self, cells: &mut Cells<'_>, Entry { site, line, expires }: Entry) -> Option<()> {
        let row = cells.row();
        for serial in &line.serials {
            if let Some(row) = self.pieces.insert((line.item.clone(), serial.clone()), row) {
                cells.fault(Column::Serials, Rule::Twice { row });
                return None;
            }
        }
        if let (Some(lot), Some(expires)) = (&line.lot, expires) {
            let (row, known) = *self.lots.entry((line.item.clone(), lot.clone())).or_insert((row, Some(expires)));
            if known != Some(expires) {
                cells.fault(Column::Expires, Rule::Twice { row });
                return None;
            }
        }
        let key = (site, line.item.clone(), line.lot.clone());
        let Some((row, known)) = self.goods.get_mut(&key) else {
            self.goods.insert(key, (row, line));
            return Some(());
        };
        let sum = known.quantity.checked_add(line.quantity);
        match sum.filter(|_| !line.serials.is_empty() && !known.serials.is_empty()) {
            Some(sum) => {
                known.quantity = sum;
                known.serials.extend(line.serials);
                Some(())
            }
            None => {
                let row = *row;
                cells.fault(Column::Item, Rule::Twice { row });
                None
            }
        }
    }

    fn drafts(self) -> Vec<Draft> {
        let lots = self.lots.into_iter().map(|((item, lot), (_, expires))| LotDeclared { item, lot, expires });
        let mut drafts: Vec<Draft> = lots.map(|lot| Draft::of(Body::LotDeclared(lot))).collect();
        let mut open: Option<(StockDeclared, usize)> = None;
        for ((site, _, _), (_, line)) in self.goods {
            for line in split(line) {
                let bytes = names(&line);
                let room =
                    |(stock, used): &(StockDeclared, usize)| stock.site == site && used + bytes <= NAMES_BYTES_MAX;
                if !open.as_ref().is_some_and(room) {
                    let begun = open.replace((StockDeclared { site: site.clone(), lines: Vec::new() }, 0));
                    drafts.extend(begun.map(|(stock, _)| Draft::of(Body::StockDeclared(stock))));
                }
                if let Some((stock, used)) = &mut open {
                    stock.lines.push(line);
                    *used += bytes;
                }
            }
        }
        drafts.extend(open.map(|(stock, _)| Draft::of(Body::StockDeclared(stock))));
        drafts
    }
}

/// A line as lines of at most [`PIECES_MAX`] pieces.
fn split(line: Line) -> Vec<Line> {
    if line.serials.len() <= PIECES_MAX {
        return vec![line];
    }
    let part = |serials: &[SerialNumber]| {
        let quantity = Quantity::new(serials.len() as u64).unwrap_or_default();
        Line { quantity, serials: serials.to_vec(), ..line.clone() }
    };
    line.serials.chunks(PIECES_MAX).map(part).collect()
}

/// Bytes of a line, a little more than it takes.
fn names(line: &Line) -> usize {
    let lot = line.lot.as_ref().map_or(0, |lot| lot.as_str().len());
    let serials: usize = line.serials.iter().map(|serial| serial.as_str().len() + 2).sum();
    line.item.as_str().len() + lot + serials + 24
}

//! A catalogue from a list: each row an item.

use super::columns::{Column, folded};
use super::fault::{Rule, TableError};
use super::table::{Cells, Table, unit};
use super::{GoOn, Imported};
use model::{Body, Conversion, Draft, Hazard, ItemDefined, Names, Text, Tracking};
use sheets::{Sheet, digits};
use std::collections::BTreeMap;
use units::{Grams, ItemCode, Millilitres, PartyId, QUANTITY_MAX, Quantity, Unit};
use views::{Catalogue, Declared};

/// Largest mass or volume of one: ten thousand tonnes, or as many cubic metres.
const MEASURE_MAX: u64 = 10_000_000_000;

/// The items of a list, as statements of a party that knows a catalogue.
///
/// An item that is known keeps what the list says nothing of; one that the list does not change is counted,
/// and not said again. `go_on` is told how many rows are read, and answers whether to read the next.
pub fn catalogue(sheet: &Sheet, known: &Catalogue, party: &PartyId, go_on: GoOn<'_>) -> Result<Imported, TableError> {
    let table = Table::of(sheet)?;
    table.needs(&[Column::Item])?;
    let mut imported = Imported { sheet: sheet.name.clone(), ignored: table.ignored.clone(), ..Imported::default() };
    let mut seen: BTreeMap<ItemCode, u32> = BTreeMap::new();
    for (row, mut cells) in (0..).zip(table.rows()) {
        if !go_on(row) {
            return Err(TableError::BrokenOff);
        }
        let item = item(&mut cells, known, party);
        if let Some(item) = &item {
            match seen.get(&item.item) {
                Some(row) => cells.fault(Column::Item, Rule::Twice { row: *row }),
                None => drop(seen.insert(item.item.clone(), cells.row())),
            }
        }
        match item.filter(|_| cells.faults.is_empty()) {
            Some(item) if known.get(&item.item) == Some(&item) => imported.unchanged += 1,
            Some(item) => {
                imported.rows += 1;
                imported.drafts.push(Draft::of(Body::ItemDefined(item)));
            }
            None => imported.bad.append(&mut cells.faults),
        }
    }
    Ok(imported)
}

fn item(cells: &mut Cells<'_>, known: &Catalogue, party: &PartyId) -> Option<ItemDefined> {
    let code: Option<ItemCode> = cells.parsed(Column::Item);
    let code = cells.must(Column::Item, code)?;
    let before = known.declared(&code);
    if let Some(Declared { by, .. }) = before.filter(|before| &before.by != party) {
        cells.fault(Column::Item, Rule::Foreign { party: by.clone() });
    }
    let before = before.map(|before| &before.now);
    let name = name(cells, before.map(|before| &before.name));
    let unit = cells.unit(Column::Unit).or(before.map(|before| before.unit));
    let unit = cells.must(Column::Unit, unit);
    let tracking = tracking(cells).or(before.map(|before| before.tracking));
    let tracking = cells.must(Column::Tracking, tracking);
    if let Some(before) = before {
        if unit.is_some_and(|unit| unit != before.unit) {
            cells.fault(Column::Unit, Rule::Settled { before: before.unit.to_string() });
        }
        if tracking.is_some_and(|tracking| tracking != before.tracking) {
            cells.fault(Column::Tracking, Rule::Settled { before: before.tracking.to_string() });
        }
    }
    let mass = cells.measure((Column::MassGrams, "grams"), Column::MassKilograms, MEASURE_MAX);
    let mass = mass.map(Grams::new).or(before.map(|before| before.mass));
    let mass = cells.must_either(Column::MassGrams, Column::MassKilograms, mass);
    let volume = cells.measure((Column::VolumeMillilitres, "millilitres"), Column::VolumeLitres, MEASURE_MAX);
    let volume = volume.map(Millilitres::new).or(before.map(|before| before.volume));
    let volume = cells.must_either(Column::VolumeMillilitres, Column::VolumeLitres, volume);
    let hazard = hazard(cells).or_else(|| before.and_then(|before| before.hazard.clone()));
    let rules = conversions(cells, unit).or_else(|| before.map(|before| before.conversions.clone()));
    let (check_days, nsn) = (cells.count(Column::CheckDays, 0, "days", u16::MAX.into()), cells.parsed(Column::Nsn));
    let (unspsc, gtin) = (cells.parsed(Column::Unspsc), cells.parsed(Column::Gtin));
    let (foodstuff, enhanced) = (cells.truth(Column::Foodstuff), cells.truth(Column::Enhanced));
    let item = ItemDefined {
        item: code,
        name: name?,
        unit: unit?,
        mass: mass?,
        volume: volume?,
        tracking: tracking?,
        hazard,
        vehicle: before.and_then(|before| before.vehicle.clone()),
        check_days: check_days
            .and_then(|days| u16::try_from(days).ok())
            .or(before.and_then(|before| before.check_days)),
        foodstuff: foodstuff.or(before.map(|before| before.foodstuff)).unwrap_or_default(),
        nsn: nsn.or_else(|| before.and_then(|before| before.nsn.clone())),
        unspsc: unspsc.or_else(|| before.and_then(|before| before.unspsc.clone())),
        gtin: gtin.or_else(|| before.and_then(|before| before.gtin.clone())),
        conversions: rules.unwrap_or_default(),
        enhanced: enhanced.or(before.map(|before| before.enhanced)).unwrap_or_default(),
    };
    let body = Body::ItemDefined(item.clone());
    cells.settled(Column::Item, body.validate()).map(|()| item)
}

/// The three names; a language without one takes the plain name, or that of another language.
fn name(cells: &mut Cells<'_>, before: Option<&Names>) -> Option<Names> {
    let mut read = |column| {
        let text = cells.text(column)?;
        cells.settled(column, Text::new(&text)).filter(|text| !text.is_empty())
    };
    let (plain, en, fr, ar) = (read(Column::Name), read(Column::NameEn), read(Column::NameFr), read(Column::NameAr));
    let any = plain.or_else(|| en.clone()).or_else(|| fr.clone()).or_else(|| ar.clone());
    if any.is_none() {
        return cells.must(Column::Name, before.cloned());
    }
    let fill = |own: Option<Text>, known: Option<&Text>| own.or_else(|| known.cloned()).or_else(|| any.clone());
    Some(Names {
        en: fill(en, before.map(|before| &before.en))?,
        fr: fill(fr, before.map(|before| &before.fr))?,
        ar: fill(ar, before.map(|before| &before.ar))?,
    })
}

fn tracking(cells: &mut Cells<'_>) -> Option<Tracking> {
    let text = cells.text(Column::Tracking)?;
    let known = match folded(&text).as_str() {
        "bulk" | "quantity" | "vrac" | "quantite" | "كمية" | "سائب" => Ok(Tracking::Bulk),
        "lot" | "batch" | "دفعة" => Ok(Tracking::Lot),
        "serial" | "serie" | "numero de serie" | "رقم تسلسلي" | "تسلسلي" => Ok(Tracking::Serial),
        _ => text.parse(),
    };
    cells.settled(Column::Tracking, known)
}

/// Dangerous goods data, where the row has any. `1.4S` is class 1.4, group S.
fn hazard(cells: &mut Cells<'_>) -> Option<Hazard> {
    let un = cells.text(Column::Un).map(|text| digits::european(&text));
    let un = un.and_then(|text| {
        let number = text.trim_start_matches(['U', 'N', 'u', 'n']).trim();
        cells.settled(Column::Un, digits::typed(number, 0, "digits", 9999))
    });
    let class = cells.text(Column::Class).map(|text| digits::european(&text));
    let mut group = cells.text(Column::Group).map(|text| text.to_uppercase());
    let net = cells.measure((Column::NetGrams, "grams"), Column::NetKilograms, MEASURE_MAX);
    if un.is_none() && class.is_none() && group.is_none() && net.is_none() {
        return None;
    }
    let (un, class) = (cells.must(Column::Un, un), cells.must(Column::Class, class)?);
    let (class, letter) = match class.char_indices().next_back() {
        Some((at, letter)) if class.starts_with("1.") && letter.is_ascii_alphabetic() => {
            (class[..at].trim_end().to_owned(), Some(letter.to_ascii_uppercase().to_string()))
        }
        Some(_) | None => (class, None),
    };
    group = group.or(letter);
    let class = cells.settled(Column::Class, Text::new(&class))?;
    let group = group.and_then(|group| cells.settled(Column::Group, Text::new(&group)));
    Some(Hazard { un: u16::try_from(un?).ok()?, class, group, net_explosive: net.map(Grams::new) })
}

/// Other units: the number in a box, and rules such as `100 litre = 84 kilogram`.
fn conversions(cells: &mut Cells<'_>, own: Option<Unit>) -> Option<Vec<Conversion>> {
    let per_box = cells.count(Column::PerBox, 0, "units", QUANTITY_MAX);
    let rules = cells.text(Column::Conversions);
    if per_box.is_none() && rules.is_none() {
        return None;
    }
    let own = own?;
    let mut all = Vec::new();
    if let Some(makes) = per_box {
        all.extend(conversion(Unit::Box, 1, makes));
    }
    for rule in
        rules.as_deref().unwrap_or_default().split([';', '\n', '\u{61B}']).filter(|rule| !rule.trim().is_empty())
    {
        match read_rule(rule, own) {
            Some(rule) => all.push(rule),
            None => cells.fault(Column::Conversions, Rule::ConversionForm { own }),
        }
    }
    Some(all)
}

fn conversion(unit: Unit, count: u64, makes: u64) -> Option<Conversion> {
    let (count, makes) = (Quantity::new(count).ok()?, Quantity::new(makes).ok()?);
    Some(Conversion { unit, count, makes })
}

/// Reads `1 box = 24 each`; the second unit must be the item's own.
fn read_rule(rule: &str, own: Unit) -> Option<Conversion> {
    let side = |text: &str| {
        let (number, word) = text.trim().split_once(char::is_whitespace)?;
        Some((digits::typed(number, 0, "units", QUANTITY_MAX).ok()?, unit(word).ok()?))
    };
    let (left, right) = rule.split_once('=')?;
    let ((count, given), (makes, into)) = (side(left)?, side(right)?);
    (into == own).then(|| conversion(given, count, makes)).flatten()
}

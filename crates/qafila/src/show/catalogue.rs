//! The catalogue: a row for each item, and one item in full.

use super::names::Namer;
use super::picture::cited;
use super::table;
use model::{Hazard, ItemDefined};
use serde_json::{Value, json};
use units::ItemCode;
use views::Views;
use words::{Align, Table, Words};

/// A row for each item.
pub(crate) fn items(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-code", Align::Start),
            ("col-item", Align::Start),
            ("col-unit", Align::Start),
            ("col-mass", Align::Number),
            ("col-tracking", Align::Start),
            ("col-hazard", Align::Start),
        ],
    );
    for (code, item) in namer.views.catalogue.iter() {
        table.row([
            code.to_string(),
            namer.names(&item.name),
            words.code("unit", item.unit.code()),
            words.mass(item.mass),
            words.code("tracking", item.tracking.code()),
            item.hazard.as_ref().map(hazard).unwrap_or_default(),
        ]);
    }
    table
}

/// Dangerous goods data as transport documents write them, such as `UN 0328 1.2C`.
fn hazard(hazard: &Hazard) -> String {
    let group = hazard.group.as_ref().map_or("", model::Text::as_str);
    format!("UN {:04} {}{group}", hazard.un, hazard.class)
}

/// One item: what is said of it, its lots, and the statements behind it.
pub(crate) fn item(namer: &Namer<'_>, code: &ItemCode) -> Vec<Table> {
    let words = namer.words;
    let Some(declared) = namer.views.catalogue.declared(code) else { return Vec::new() };
    let mut facts = table(words, &[("col-item", Align::Start), ("col-says", Align::Start)]);
    for (id, value) in facts_of(words, &declared.now).into_iter().filter(|(_, value)| !value.is_empty()) {
        facts.row([words.cell(id, &[]), value]);
    }
    let said: Vec<String> = declared.said.iter().map(cited).collect();
    facts.row([words.cell("item-said-by", &[]), format!("{} ({})", namer.party(&declared.by), said.join(", "))]);
    let mut lots =
        table(words, &[("col-lot", Align::Start), ("col-expires", Align::Start), ("col-statement", Align::Start)]);
    for (lot, known) in namer.views.catalogue.lots(code) {
        let said: Vec<String> = known.said.iter().map(cited).collect();
        lots.row([lot.to_string(), known.now.map(|day| day.to_string()).unwrap_or_default(), said.join(", ")]);
    }
    if lots.is_empty() { vec![facts] } else { vec![facts, lots] }
}

/// What is said of an item: a message for each fact, and the fact; empty where nothing is said.
fn facts_of(words: &Words, item: &ItemDefined) -> Vec<(&'static str, String)> {
    let unit = |unit: units::Unit| words.code("unit", unit.code());
    let rules = item.conversions.iter().map(|rule| {
        let (count, makes) = (words.number(rule.count.get()), words.number(rule.makes.get()));
        format!("{count} {} = {makes} {}", unit(rule.unit), unit(item.unit))
    });
    let yes = |flag: bool| if flag { words.cell("cell-yes", &[]) } else { String::new() };
    let text = |code: Option<&str>| code.unwrap_or_default().to_owned();
    let net = item.hazard.as_ref().and_then(|hazard| hazard.net_explosive);
    vec![
        ("item-code", item.item.to_string()),
        ("item-name-en", item.name.en.to_string()),
        ("item-name-fr", item.name.fr.to_string()),
        ("item-name-ar", item.name.ar.to_string()),
        ("item-unit", unit(item.unit)),
        ("item-conversions", rules.collect::<Vec<_>>().join("; ")),
        ("item-mass", words.mass(item.mass)),
        ("item-volume", words.cell("item-millilitres", &[("n", item.volume.get().into())])),
        ("item-tracking", words.code("tracking", item.tracking.code())),
        ("item-hazard", item.hazard.as_ref().map(hazard).unwrap_or_default()),
        ("item-net-explosive", net.map(|net| words.mass(net)).unwrap_or_default()),
        ("item-nsn", text(item.nsn.as_ref().map(units::Nsn::as_str))),
        ("item-unspsc", text(item.unspsc.as_ref().map(units::Unspsc::as_str))),
        ("item-gtin", text(item.gtin.as_ref().map(units::Gtin::as_str))),
        ("item-foodstuff", yes(item.foodstuff)),
        ("item-enhanced", yes(item.enhanced)),
        ("item-check-days", item.check_days.map(|days| words.number(days)).unwrap_or_default()),
    ]
}

/// One item for programs.
pub(crate) fn json(views: &Views, code: &ItemCode) -> Option<Value> {
    let declared = views.catalogue.declared(code)?;
    let lots: Vec<Value> = views
        .catalogue
        .lots(code)
        .map(|(lot, known)| json!({ "lot": lot, "expires": known.now, "by": known.by, "said": known.said }))
        .collect();
    Some(json!({ "item": declared.now, "by": declared.by, "said": declared.said, "lots": lots }))
}

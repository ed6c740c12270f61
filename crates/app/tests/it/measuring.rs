//! Quantities in other units are converted before signing, exactly or not at all.

use app::jsonl::{parse, parse_with};
use app::measure::Measures;
use model::Body;
use serde_json::json;
use units::Unit;

/// A box of the item has 24 of it, 100 litres of the other are 84 kilograms; then the lines.
fn read(lines: &[serde_json::Value]) -> app::jsonl::Parsed {
    let item = |code: &str, unit: &str, rule: serde_json::Value| {
        let name = json!({"en": code, "fr": code, "ar": code});
        let body = json!({"item": code, "name": name, "unit": unit, "mass": 1, "volume": 1, "tracking": "bulk",
            "hazard": null, "vehicle": null, "check_days": null, "conversions": [rule]});
        json!({"kind": "item_defined", "body": body})
    };
    let defined = [
        item("tin", "each", json!({"unit": "box", "count": 1, "makes": 24})),
        item("diesel", "kilogram", json!({"unit": "litre", "count": 100, "makes": 84})),
    ];
    let text: Vec<String> = defined.iter().chain(lines).map(ToString::to_string).collect();
    parse(text.join("\n").as_bytes())
}

fn stock(line: serde_json::Value) -> serde_json::Value {
    json!({"kind": "stock_declared", "body": {"site": "depot-reggane", "lines": [line]}})
}

#[test]
fn a_unit_beside_a_quantity_is_taken_in() {
    let read = read(&[
        stock(json!({"item": "tin", "quantity": 40, "unit": "box"})),
        stock(json!({"item": "tin", "quantity": 7, "unit": "each"})),
        stock(json!({"item": "diesel", "quantity": 25, "unit": "litre"})),
    ]);
    assert_eq!(read.bad, []);
    let quantities: Vec<u64> = read
        .drafts
        .iter()
        .filter_map(|(_, draft)| if let Body::StockDeclared(stock) = &draft.body { Some(&stock.lines) } else { None })
        .flatten()
        .map(|line| line.quantity.get())
        .collect();
    assert_eq!(quantities, [960, 7, 21]);
}

#[test]
fn what_does_not_come_out_is_told_with_both_numbers() {
    let read = read(&[
        stock(json!({"item": "diesel", "quantity": 26, "unit": "litre"})),
        stock(json!({"item": "tin", "quantity": 1, "unit": "litre"})),
        stock(json!({"item": "tin", "quantity": 1, "unit": "boxes"})),
        stock(json!({"item": "nail", "quantity": 1, "unit": "box"})),
        stock(json!({"item": "tin", "quantity": 1, "unit": 24})),
        stock(json!({"item": "tin", "quantity": -1, "unit": "box"})),
        json!({"kind": "pledge_amended", "body": {"pledge": "P", "line": 1, "quantity": 2, "unit": "box", "reason": "x"}}),
    ]);
    let told: Vec<String> = read.bad.iter().map(|(line, error)| format!("{line}: {error}")).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    3: item diesel: 26 litre is no whole number of kilogram, as 100 litre = 84 kilogram; 25 or 50 would be
    4: item tin is counted in each; nothing says how many a litre is
    5: `boxes` is no unit; it is one of each, litre, kilogram, box
    6: no item `nail` is known here, so nothing says how many a box of it is
    7: `24` is no unit; it is one of each, litre, kilogram, box
    8: stock_declared: invalid type: integer `-1`, expected a whole number from 0 to 1000000000000
    9: pledge_amended: unknown field `unit`, expected one of `pledge`, `line`, `quantity`, `reason`, `window`, `withdrawn`
    ");
    assert_eq!(read.drafts.len(), 2);
}

#[test]
fn a_pledge_says_the_unit_of_the_item_and_keeps_it() {
    let line = |item: &str, unit: &str| {
        let line = json!({"line": 1, "item": item, "quantity": 2, "priority": 1, "condition": null, "unit": unit});
        json!({"kind": "pledge_made", "body": {"pledge": "P", "agreement": "A", "donor": "d", "recipient": "r",
            "window": {"from": null, "to": null}, "lines": [line]}})
    };
    let read = read(&[line("tin", "box"), line("tin", "each"), line("nail", "box")]);
    let promised = |body: &Body| {
        let Body::PledgeMade(made) = body else { unreachable!() };
        (made.lines[0].quantity.get(), made.lines[0].unit)
    };
    let told: Vec<_> = read.drafts.iter().skip(2).map(|(_, draft)| promised(&draft.body)).collect();
    assert_eq!(told, [(48, Some(Unit::Each)), (2, Some(Unit::Each)), (2, Some(Unit::Box))]);
}

#[test]
fn a_unit_without_a_catalogue_is_refused() {
    let line = stock(json!({"item": "tin", "quantity": 1, "unit": "box"})).to_string();
    assert_eq!(parse_with(line.as_bytes(), Measures::default()).bad.len(), 1);
}

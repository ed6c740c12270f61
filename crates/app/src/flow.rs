//! The flow of goods as data for a Sankey diagram; `docs/account.md` describes the shape.

use crate::account::Accounted;
use model::Reference;
use serde_json::{Value, json};
use views::{FlowLink, FlowNode, ItemFlow, Scope, flow};

/// Name and version of the shape.
pub const FORMAT: &str = "qafila flow 1";
/// Largest integer that every reader of JSON holds exactly; larger ones are written as text.
const EXACT: u128 = 1 << 53;

/// Nodes and links of every item in scope.
pub fn json(accounted: &Accounted, scope: &Scope) -> Value {
    let items: Vec<Value> =
        flow(&accounted.views, scope, &accounted.reconciliation).iter().map(|flow| item(accounted, flow)).collect();
    json!({ "format": FORMAT, "at": accounted.at, "scope": self::scope(scope), "items": items })
}

/// What was asked for.
pub fn scope(scope: &Scope) -> Value {
    let Scope { agreement, pledge, line, item, lot, serial, holder, place, period } = scope;
    json!({
        "agreement": agreement, "pledge": pledge, "line": line, "item": item, "lot": lot, "serial": serial,
        "holder": holder, "place": place, "from": period.from, "to": period.to,
    })
}

fn item(accounted: &Accounted, flow: &ItemFlow) -> Value {
    let known = accounted.views.catalogue.get(&flow.item);
    json!({
        "item": flow.item, "name": known.map(|item| &item.name), "unit": known.map(|item| item.unit),
        "nodes": flow.nodes.iter().map(node).collect::<Vec<_>>(),
        "links": flow.links.iter().map(link).collect::<Vec<_>>(),
    })
}

fn node(node: &FlowNode) -> Value {
    let FlowNode { node, opening, entered, left, balance } = node;
    json!({
        "id": node.code(), "opening": signed(*opening), "entered": number(*entered), "left": number(*left),
        "balance": signed(*balance),
    })
}

fn link(link: &FlowLink) -> Value {
    json!({
        "source": link.from.code(), "target": link.to.code(), "value": number(link.quantity),
        "statements": leaves(&link.why),
    })
}

/// Statements by leaf hash alone, which is enough to find them.
fn leaves(statements: &[Reference]) -> Vec<Value> {
    statements.iter().map(|by| json!(by.leaf)).collect()
}

/// A count as a JSON number where every reader can hold it, as text beyond.
fn number(count: u128) -> Value {
    if count < EXACT { json!(u64::try_from(count).unwrap_or(u64::MAX)) } else { json!(count.to_string()) }
}

fn signed(count: i128) -> Value {
    match i64::try_from(count) {
        Ok(small) if count.unsigned_abs() < EXACT => json!(small),
        Ok(_) | Err(_) => json!(count.to_string()),
    }
}

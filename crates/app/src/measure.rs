//! Quantities that people write in other units, brought into the item's own before anything is signed.
//!
//! What is signed names no unit: a quantity is in the unit of its item, so that two readers cannot
//! come to two numbers.

use model::{Body, ConversionError, ItemDefined};
use serde_json::Value;
use std::collections::BTreeMap;
use units::{ItemCode, Quantity, Unit, UnitError};
use views::Catalogue;

/// Where people write a number of an item.
const COUNTS: [&str; 2] = ["quantity", "counted"];

/// Why a quantity cannot be brought into the item's unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// No such unit.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// Nobody has said what the item is counted in.
    #[error("no item `{item}` is known here, so nothing says how many a {unit} of it is")]
    UnknownItem {
        /// As given.
        item: ItemCode,
        /// The unit as given.
        unit: Unit,
    },
    /// No rule, or it does not come out whole.
    #[error(transparent)]
    Conversion(#[from] ConversionError),
}

/// The items that are known, with their units.
#[derive(Clone, Debug, Default)]
pub struct Measures(BTreeMap<ItemCode, ItemDefined>);

impl Measures {
    /// Those of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        Self(catalogue.iter().map(|(code, item)| (code.clone(), item.clone())).collect())
    }

    /// The codes of the items.
    pub fn items(&self) -> impl Iterator<Item = &ItemCode> {
        self.0.keys()
    }

    /// An item defined by a statement that is about to be signed.
    pub fn learn(&mut self, body: &Body) {
        if let Body::ItemDefined(item) = body {
            self.0.insert(item.item.clone(), item.clone());
        }
    }

    /// Converts every quantity of a draft that has `"unit"` beside it, and takes the unit away; a pledge, which is
    /// signed with its unit, gets the item's own.
    pub fn settle(&self, written: &mut Value) -> Result<(), MeasureError> {
        let pledge = written.get("kind").and_then(Value::as_str) == Some("pledge_made");
        self.settle_within(written, pledge)
    }

    fn settle_within(&self, written: &mut Value, pledge: bool) -> Result<(), MeasureError> {
        match written {
            Value::Object(fields) => {
                if let Some(count) = COUNTS.iter().find(|count| fields.contains_key(**count))
                    && fields.contains_key("item")
                    && let Some(unit) = fields.remove("unit")
                {
                    let number = fields.get(*count).and_then(Value::as_u64).and_then(|n| Quantity::new(n).ok());
                    let item = fields.get("item").and_then(Value::as_str).and_then(|item| item.parse().ok());
                    let item: Option<ItemCode> = item;
                    let known = item.as_ref().and_then(|item| self.0.get(item));
                    // What is no quantity or no item is for the reader of the draft to refuse.
                    if let (Some(number), Some(item)) = (number, &item)
                        && (known.is_some() || !pledge)
                    {
                        let whole = self.convert(item, number, &unit)?;
                        fields.insert((*count).to_owned(), whole.get().into());
                    }
                    if pledge {
                        fields.insert("unit".to_owned(), known.map_or(unit, |known| known.unit.code().into()));
                    }
                }
                fields.values_mut().try_for_each(|value| self.settle_within(value, pledge))
            }
            Value::Array(values) => values.iter_mut().try_for_each(|value| self.settle_within(value, pledge)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    fn convert(&self, item: &ItemCode, quantity: Quantity, unit: &Value) -> Result<Quantity, MeasureError> {
        let unit: Unit = unit.as_str().map_or_else(|| unit.to_string(), str::to_owned).parse()?;
        let known = self.0.get(item).ok_or_else(|| MeasureError::UnknownItem { item: item.clone(), unit })?;
        Ok(known.convert(quantity, unit)?)
    }
}

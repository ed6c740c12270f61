//! A document and its events as the standard's JSON has them, in one fixed order of fields.

use crate::cbv::{Action, BizStep, Disposition, ErrorReason, Party, Transaction};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use units::Moment;

/// The standard's own context, by which its words are read.
pub(crate) const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
/// Prefix of what we add, and what it stands for.
pub(crate) const PREFIX: &str = "qafila";
const TERMS: &str = "urn:qafila:terms:";

/// An EPCIS document.
#[derive(Serialize)]
pub(crate) struct Document {
    #[serde(rename = "@context")]
    context: (&'static str, BTreeMap<&'static str, &'static str>),
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "schemaVersion")]
    version: &'static str,
    #[serde(rename = "creationDate")]
    created: String,
    #[serde(rename = "epcisHeader", skip_serializing_if = "Option::is_none")]
    header: Option<Header>,
    #[serde(rename = "epcisBody")]
    body: Body,
}

#[derive(Serialize)]
struct Header {
    #[serde(rename = "epcisMasterData")]
    data: MasterData,
}

#[derive(Serialize)]
struct MasterData {
    #[serde(rename = "vocabularyList")]
    list: Vec<Vocabulary>,
}

#[derive(Serialize)]
struct Vocabulary {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "vocabularyElementList")]
    elements: Vec<Element>,
}

/// One thing of the master data.
#[derive(Serialize)]
pub(crate) struct Element {
    pub(crate) id: String,
    pub(crate) attributes: Vec<Attribute>,
}

/// What is said of it.
#[derive(Serialize)]
pub(crate) struct Attribute {
    pub(crate) id: String,
    pub(crate) attribute: String,
}

#[derive(Serialize)]
struct Body {
    #[serde(rename = "eventList")]
    events: Vec<Event>,
}

/// What sort of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Sort {
    #[serde(rename = "ObjectEvent")]
    Object,
    #[serde(rename = "AggregationEvent")]
    Aggregation,
    #[serde(rename = "TransactionEvent")]
    Transaction,
}

/// One event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Event {
    #[serde(rename = "type")]
    pub(crate) sort: Sort,
    #[serde(rename = "eventID")]
    pub(crate) id: String,
    #[serde(rename = "eventTime")]
    pub(crate) time: String,
    #[serde(rename = "recordTime")]
    pub(crate) recorded: String,
    #[serde(rename = "eventTimeZoneOffset")]
    pub(crate) offset: String,
    #[serde(rename = "errorDeclaration", skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<Declaration>,
    #[serde(rename = "parentID", skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
    #[serde(rename = "epcList", skip_serializing_if = "Option::is_none")]
    pub(crate) pieces: Option<Vec<String>>,
    #[serde(rename = "quantityList", skip_serializing_if = "Option::is_none")]
    pub(crate) quantities: Option<Vec<Amount>>,
    #[serde(rename = "childEPCs", skip_serializing_if = "Option::is_none")]
    pub(crate) child_pieces: Option<Vec<String>>,
    #[serde(rename = "childQuantityList", skip_serializing_if = "Option::is_none")]
    pub(crate) child_quantities: Option<Vec<Amount>>,
    pub(crate) action: Action,
    #[serde(rename = "bizStep")]
    pub(crate) step: BizStep,
    pub(crate) disposition: Disposition,
    #[serde(rename = "readPoint", skip_serializing_if = "Option::is_none")]
    pub(crate) read_point: Option<Id>,
    #[serde(rename = "bizLocation", skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<Id>,
    #[serde(rename = "bizTransactionList", skip_serializing_if = "Vec::is_empty")]
    pub(crate) transactions: Vec<Paper>,
    #[serde(rename = "sourceList", skip_serializing_if = "Vec::is_empty")]
    pub(crate) sources: Vec<Source>,
    #[serde(rename = "destinationList", skip_serializing_if = "Vec::is_empty")]
    pub(crate) destinations: Vec<Destination>,
    /// What EPCIS has no word for, under our prefix.
    #[serde(flatten)]
    pub(crate) terms: BTreeMap<String, Value>,
}

/// So much of a class.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Amount {
    #[serde(rename = "epcClass")]
    pub(crate) class: String,
    pub(crate) quantity: u64,
    #[serde(rename = "uom", skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<&'static str>,
}

/// A place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Id {
    pub(crate) id: String,
}

/// A business transaction.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Paper {
    #[serde(rename = "type")]
    pub(crate) kind: Transaction,
    #[serde(rename = "bizTransaction")]
    pub(crate) named: String,
}

/// From whom or where.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Source {
    #[serde(rename = "type")]
    pub(crate) kind: Party,
    pub(crate) source: String,
}

/// To whom or where.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Destination {
    #[serde(rename = "type")]
    pub(crate) kind: Party,
    pub(crate) destination: String,
}

/// That the event is an error, and what stands in its place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Declaration {
    #[serde(rename = "declarationTime")]
    pub(crate) time: String,
    pub(crate) reason: ErrorReason,
    #[serde(rename = "correctiveEventIDs", skip_serializing_if = "Vec::is_empty")]
    pub(crate) corrective: Vec<String>,
}

impl Document {
    pub(crate) fn new(created: Moment, items: Vec<Element>, events: Vec<Event>) -> Self {
        let vocabulary = Vocabulary { kind: "urn:epcglobal:epcis:vtype:EPCClass", elements: items };
        let data = MasterData { list: vec![vocabulary] };
        let header = data.list.iter().any(|list| !list.elements.is_empty()).then_some(Header { data });
        Self {
            context: (CONTEXT, BTreeMap::from([(PREFIX, TERMS)])),
            kind: "EPCISDocument",
            version: "2.0",
            created: created.to_string(),
            header,
            body: Body { events },
        }
    }
}

impl Event {
    /// Puts a term of ours beside the standard's.
    pub(crate) fn term(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.terms.insert(format!("{PREFIX}:{name}"), value.into());
        self
    }
}

/// A moment as the clocks of a zone show it, and their offset; in UTC where the offset has seconds, as before
/// there were zones, or is beyond the 14 hours of the standard.
pub(crate) fn local(at: Moment, zone: &TimeZone) -> (String, String) {
    let seconds = zone.to_offset(at.timestamp()).seconds();
    let whole = if seconds % 60 == 0 && seconds.abs() <= 14 * 3600 { seconds } else { 0 };
    let (sign, minutes) = (if whole < 0 { '-' } else { '+' }, whole.abs() / 60);
    let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    let shifted = at.plus_seconds(i64::from(whole)).to_string();
    // The last second of what can be written does not shift; it is then shown as it is.
    match shifted.strip_suffix('Z') {
        Some(clock) if at.plus_seconds(i64::from(whole)).seconds() == at.seconds() + i64::from(whole) => {
            (format!("{clock}{offset}"), offset)
        }
        Some(_) | None => (at.to_string(), "+00:00".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_zone() {
        for (zone, at, time, offset) in [
            ("Africa/Algiers", "2013-02-08T14:02:00Z", "2013-02-08T15:02:00+01:00", "+01:00"),
            ("America/St_Johns", "2013-02-08T01:02:00Z", "2013-02-07T21:32:00-03:30", "-03:30"),
            ("Africa/Algiers", "1880-01-01T00:00:00Z", "1880-01-01T00:00:00+00:00", "+00:00"),
            ("UTC", "2013-02-08T14:02:00Z", "2013-02-08T14:02:00+00:00", "+00:00"),
        ] {
            let shown = local(at.parse().unwrap(), &TimeZone::get(zone).unwrap());
            assert_eq!(shown, (time.to_owned(), offset.to_owned()), "{zone} {at}");
        }
    }
}

//! One event of a document as it stands there: the standard's fields by their names, ours by our prefix.

use crate::event::PREFIX;
use crate::goods::{Goods, Units};
use crate::names::{NameFault, Named, Naming, cut};
use crate::refusal::{Refusal, Rule};
use model::Text;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use units::{Moment, PartyId, PlaceId, Quantity, Unit};

/// Fields that have a meaning here.
const FIELDS: &[&str] = &[
    "@context",
    "type",
    "eventID",
    "eventTime",
    "recordTime",
    "eventTimeZoneOffset",
    "errorDeclaration",
    "parentID",
    "epcList",
    "quantityList",
    "childEPCs",
    "childQuantityList",
    "action",
    "bizStep",
    "disposition",
    "readPoint",
    "bizLocation",
    "bizTransactionList",
    "sourceList",
    "destinationList",
];

/// Terms of ours that have a meaning here.
const TERMS: &[&str] = &[
    "kind",
    "party",
    "officer",
    "seal",
    "vehicle",
    "halted",
    "attribution",
    "cause",
    "partial",
    "from",
    "note",
    "held",
    "reason",
    "about",
    "owner",
    "verdict",
    "method",
    "obstacle",
    "photo",
    "witness",
    "purpose",
    "into",
    "parts",
];

/// An event, read.
pub(crate) struct Seen<'v> {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Where it stands.
    pub(crate) path: String,
    pub(crate) sort: &'v str,
    pub(crate) action: &'v str,
    pub(crate) step: &'v str,
    pub(crate) state: &'v str,
    /// What it calls itself.
    pub(crate) id: Option<&'v str>,
    /// When it was so.
    pub(crate) time: Moment,
    /// Whether it is declared an error.
    pub(crate) error: bool,
    pub(crate) parent: Option<Named>,
    pub(crate) goods: Goods,
    /// Where the goods are afterwards, else where they were seen.
    pub(crate) place: Option<PlaceId>,
    /// Business transactions that name something known here, by type.
    pub(crate) papers: Vec<(&'v str, Named)>,
    /// The same as written.
    pub(crate) raw_papers: Vec<(&'v str, &'v str)>,
    /// Whose the goods become.
    pub(crate) receiver: Option<PartyId>,
    /// Where they come from.
    pub(crate) from: Option<PlaceId>,
    /// Where they go.
    pub(crate) to: Option<PlaceId>,
    terms: BTreeMap<&'v str, &'v Value>,
    /// What is kept out: fields and terms without a meaning here, and how often.
    pub(crate) strange: BTreeMap<String, usize>,
}

/// How events are read.
pub(crate) struct Reader<'r> {
    pub(crate) naming: &'r Naming,
    pub(crate) units: &'r Units,
}

impl Reader<'_> {
    /// Reads one event; the first thing that is wrong refuses it.
    pub(crate) fn event<'v>(&self, number: usize, path: String, value: &'v Value) -> Result<Seen<'v>, Refusal> {
        let at = |below: &str| format!("{path}{below}");
        let fail = |below: &str, rule| Refusal { event: number, path: at(below), rule };
        let Value::Object(fields) = value else { return Err(fail("", Rule::Form { wanted: "an object" })) };
        let text = |name: &str| match fields.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(fail(&format!(".{name}"), Rule::Form { wanted: "a text" })),
        };
        let sort = text("type")?.ok_or_else(|| fail(".type", Rule::Missing))?;
        let time = text("eventTime")?.ok_or_else(|| fail(".eventTime", Rule::Missing))?;
        // A bare date, or a clock without its offset, is no instant.
        let time = time.parse::<jiff::Timestamp>().ok().map(|at| Moment::from_seconds(at.as_second()));
        let time = time.ok_or_else(|| fail(".eventTime", Rule::Form { wanted: "a date and time with its offset" }))?;
        let named = |below: &str, uri: &str| self.naming.read(uri).map_err(|fault| fail(below, fault.into()));
        let parent = text("parentID")?.map(|uri| named(".parentID", uri)).transpose()?;
        let location = self.place(fields, "bizLocation", &fail)?;
        let read_point = self.place(fields, "readPoint", &fail)?;
        let mut seen = Seen {
            number,
            path: path.clone(),
            sort,
            action: text("action")?.unwrap_or_default(),
            step: text("bizStep")?.unwrap_or_default(),
            state: text("disposition")?.unwrap_or_default(),
            id: text("eventID")?,
            time,
            error: fields.contains_key("errorDeclaration"),
            parent,
            goods: Goods::default(),
            place: location.or(read_point),
            papers: Vec::new(),
            raw_papers: Vec::new(),
            receiver: None,
            from: None,
            to: None,
            terms: BTreeMap::new(),
            strange: BTreeMap::new(),
        };
        for name in ["epcList", "childEPCs"] {
            for (below, value) in list(fields, name, &fail)? {
                let uri = value.as_str().ok_or_else(|| fail(&below, Rule::Form { wanted: "a text" }))?;
                self.piece(&mut seen.goods, named(&below, uri)?).map_err(|rule| fail(&below, rule))?;
            }
        }
        for name in ["quantityList", "childQuantityList"] {
            for (below, value) in list(fields, name, &fail)? {
                self.amount(&mut seen, &below, value, &fail)?;
            }
        }
        self.papers(&mut seen, fields, &fail)?;
        self.parties(&mut seen, fields, &fail)?;
        for (name, value) in fields {
            match name.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix(':')).filter(|term| TERMS.contains(term))
            {
                Some(term) => drop(seen.terms.insert(term, value)),
                None if FIELDS.contains(&name.as_str()) => {}
                None => *seen.strange.entry(cut(name)).or_default() += 1,
            }
        }
        Ok(seen)
    }

    fn place(&self, fields: &Map<String, Value>, name: &str, fail: &Fail<'_>) -> Result<Option<PlaceId>, Refusal> {
        let below = format!(".{name}.id");
        let Some(value) = fields.get(name) else { return Ok(None) };
        let id = value.get("id").and_then(Value::as_str);
        let id = id.ok_or_else(|| fail(&below, Rule::Form { wanted: "a text" }))?;
        let named = self.naming.read(id).map_err(|fault| fail(&below, fault.into()))?;
        let Named::Place(place) = named else { return Err(fail(&below, self.other(&named, "a place"))) };
        Ok(Some(place))
    }

    fn other(&self, named: &Named, wanted: &'static str) -> Rule {
        NameFault::Other { given: cut(&self.naming.uri(named)), wanted }.into()
    }

    fn piece(&self, goods: &mut Goods, named: Named) -> Result<(), Rule> {
        match named {
            Named::Piece(item, lot, serial) => goods.pieces.push((item, lot, serial)),
            Named::Package(_) | Named::Vehicle(_) | Named::Consignment(_) | Named::Convoy(_) => {
                goods.closed.push(named)
            }
            Named::Class(..) | Named::Pledge(_) | Named::Party(_) | Named::Place(_) | Named::Statement(..) => {
                return Err(self.other(&named, "a piece, a package or a vehicle"));
            }
        }
        Ok(())
    }

    fn amount(&self, seen: &mut Seen<'_>, below: &str, value: &Value, fail: &Fail<'_>) -> Result<(), Refusal> {
        let class = value.get("epcClass").and_then(Value::as_str);
        let class = class.ok_or_else(|| fail(&format!("{below}.epcClass"), Rule::Form { wanted: "a text" }))?;
        let named = self.naming.read(class).map_err(|fault| fail(&format!("{below}.epcClass"), fault.into()))?;
        let Named::Class(item, lot) = named else {
            return Err(fail(&format!("{below}.epcClass"), self.other(&named, "an item or a lot")));
        };
        let below_quantity = format!("{below}.quantity");
        let number = value.get("quantity").ok_or_else(|| fail(&below_quantity, Rule::Missing))?;
        let quantity = whole(number).map_err(|rule| fail(&below_quantity, rule))?;
        let unit = match value.get("uom") {
            None => None,
            Some(Value::String(unit)) => Some(unit.as_str()),
            Some(_) => return Err(fail(&format!("{below}.uom"), Rule::Form { wanted: "a text" })),
        };
        fits(self.units.get(&item).copied(), unit).map_err(|rule| fail(&format!("{below}.uom"), rule))?;
        seen.goods.counted.push((item, lot, quantity));
        Ok(())
    }

    fn papers<'v>(&self, seen: &mut Seen<'v>, fields: &'v Map<String, Value>, fail: &Fail<'_>) -> Result<(), Refusal> {
        for (below, value) in list(fields, "bizTransactionList", fail)? {
            let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
            let uri = value.get("bizTransaction").and_then(Value::as_str);
            let uri = uri.ok_or_else(|| fail(&format!("{below}.bizTransaction"), Rule::Form { wanted: "a text" }))?;
            seen.raw_papers.push((kind, uri));
            // Papers of others are named as they like; which one is needed, the statement says.
            seen.papers.extend(self.naming.read(uri).ok().map(|named| (kind, named)));
        }
        Ok(())
    }

    fn parties(&self, seen: &mut Seen<'_>, fields: &Map<String, Value>, fail: &Fail<'_>) -> Result<(), Refusal> {
        for (name, field) in [("sourceList", "source"), ("destinationList", "destination")] {
            for (below, value) in list(fields, name, fail)? {
                let below = format!("{below}.{field}");
                let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
                let uri = value.get(field).and_then(Value::as_str);
                let uri = uri.ok_or_else(|| fail(&below, Rule::Form { wanted: "a text" }))?;
                // Whom and where it is needed by few; those say so.
                let named = self.naming.read(uri).ok();
                if let (Some(Named::Place(place)), "sourceList", "location") = (&named, name, kind) {
                    seen.from = Some(place.clone());
                } else if let (Some(Named::Place(place)), "destinationList", "location") = (&named, name, kind) {
                    seen.to = Some(place.clone());
                } else if let (Some(Named::Party(party)), "destinationList", "possessing_party") = (&named, name, kind)
                {
                    seen.receiver = Some(party.clone());
                }
            }
        }
        Ok(())
    }
}

/// Makes a refusal of what is wrong below the event.
type Fail<'f> = dyn Fn(&str, Rule) -> Refusal + 'f;

impl Seen<'_> {
    /// A refusal of this event, below its path.
    pub(crate) fn refused(&self, below: &str, rule: Rule) -> Refusal {
        Refusal { event: self.number, path: format!("{}{below}", self.path), rule }
    }

    /// A term of ours as a text.
    pub(crate) fn term(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.terms.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(self.refused(&format!("['{PREFIX}:{name}']"), Rule::Form { wanted: "a text" })),
        }
    }

    /// A term of ours as a text that a statement can hold.
    pub(crate) fn words(&self, name: &str) -> Result<Option<Text>, Refusal> {
        let held = self.term(name)?.map(Text::new).transpose();
        held.map_err(|fault| self.refused(&format!("['{PREFIX}:{name}']"), Rule::Text { fault }))
    }

    /// A term of ours as a code.
    pub(crate) fn coded<T: std::str::FromStr>(&self, name: &str, wanted: &'static str) -> Result<Option<T>, Refusal> {
        let read = self.term(name)?.map(str::parse::<T>).transpose();
        read.map_err(|_| self.refused(&format!("['{PREFIX}:{name}']"), Rule::Form { wanted }))
    }

    /// A term of ours that is set or not.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.terms.get(name).is_some_and(|value| value.as_bool() == Some(true))
    }

    /// A term of ours as a list of texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        let list = self.terms.get(name).and_then(|value| value.as_array());
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

/// The elements of a list, each with its place below the event.
fn list<'v>(fields: &'v Map<String, Value>, name: &str, fail: &Fail<'_>) -> Result<Vec<(String, &'v Value)>, Refusal> {
    match fields.get(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => {
            Ok(list.iter().enumerate().map(|(at, value)| (format!(".{name}[{at}]"), value)).collect())
        }
        Some(_) => Err(fail(&format!(".{name}"), Rule::Form { wanted: "a list" })),
    }
}

/// A quantity from a number, written with or without a fraction of nothing; read as text, so that no float counts.
fn whole(number: &Value) -> Result<Quantity, Rule> {
    let given = number.to_string();
    let digits = given.strip_suffix(".0").unwrap_or(&given);
    let quantity = digits.parse::<u64>().ok().and_then(|number| Quantity::new(number).ok());
    quantity.filter(|_| number.is_number()).ok_or_else(|| Rule::NotWhole { given: cut(&given) })
}

/// Whether an item that is counted so may be given in that unit (UN/ECE Recommendation 20).
fn fits(item: Option<Unit>, given: Option<&str>) -> Result<(), Rule> {
    let (code, wanted) = match item {
        Some(Unit::Each) => (None, "pieces"),
        Some(Unit::Box) => (None, "boxes"),
        Some(Unit::Litre) => (Some("LTR"), "litres, LTR"),
        Some(Unit::Kilogram) => (Some("KGM"), "kilograms, KGM"),
        // An item that nobody here has defined: only units that some item could have.
        None if given.is_none_or(|unit| ["LTR", "KGM", "EA", "C62"].contains(&unit)) => return Ok(()),
        None => (None, "pieces, boxes, litres (LTR) or kilograms (KGM)"),
    };
    // EA and C62 are pieces, spelt out.
    let given = given.filter(|unit| !(code.is_none() && ["EA", "C62"].contains(unit)));
    if given == code {
        return Ok(());
    }
    Err(Rule::Unit { given: cut(given.unwrap_or("none")), wanted })
}

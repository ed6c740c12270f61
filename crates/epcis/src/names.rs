//! What events call things: URIs for our own identifiers, GS1 keys where an identifier is one.
//!
//! An identifier of ours is `<base><sort>/<identifier>`, percent-encoded, such as `urn:qafila:place/in-khalil`.
//! An item of 14 digits, a package of 18, a place or party of 13, each with the right check digit, is a GTIN, an
//! SSCC or a GLN and goes out as GS1 Digital Link; so does an item of another code that has a GTIN of its own in
//! the catalogue. Read are both, and the EPC URNs of the same keys.

use crate::gs1;
use model::Reference;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use units::{
    ConsignmentId, ConvoyId, Digest, Gtin, IdError, ItemCode, LotId, OriginLine, PackageId, PartyId, PlaceId, PledgeId,
    SerialNumber, VehicleId,
};

/// Where our own identifiers are named, when nobody says otherwise: a private URN, which CBV 2.0 section 8.1 allows.
pub const BASE: &str = "urn:qafila:";

/// Resolver of GS1 Digital Links.
const GS1: &str = "https://id.gs1.org";

/// Longest URI looked at, in bytes.
const URI_BYTES_MAX: usize = 1024;

/// Something that events name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An item, or a lot of it: an EPC class.
    Class(ItemCode, Option<LotId>),
    /// One piece: an EPC.
    Piece(ItemCode, Option<LotId>, SerialNumber),
    /// A closed unit.
    Package(PackageId),
    /// A vehicle of the transport fleet.
    Vehicle(VehicleId),
    /// What is sent together.
    Consignment(ConsignmentId),
    /// A column.
    Convoy(ConvoyId),
    /// A promise.
    Pledge(PledgeId),
    /// An organisation.
    Party(PartyId),
    /// A site, town or crossing.
    Place(PlaceId),
    /// A statement, and which of its events, from 1.
    Statement(Reference, u32),
}

/// Why a URI names nothing here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Too long.
    #[error("the identifier has {bytes} bytes, at most {URI_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Of no form that is read.
    #[error("`{given}` is neither an identifier below the base nor a GTIN, SSCC or GLN")]
    Unknown {
        /// As given, cut to 120 characters.
        given: String,
    },
    /// Names another sort of thing than stands there.
    #[error("`{given}` does not name {wanted}")]
    Other {
        /// As given, cut to 120 characters.
        given: String,
        /// What should.
        wanted: &'static str,
    },
    /// An identifier that statements cannot hold.
    #[error(transparent)]
    Id(#[from] IdError),
}

/// Why a text is no base.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no base of identifiers; it is a URN that ends in `:` or an https address that ends in `/`")]
pub struct BaseError {
    /// As given, cut to 120 characters.
    pub given: String,
}

/// How things are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    base: String,
    /// Items of other codes, by the 14 digits of the GTIN that they alone have.
    items: BTreeMap<String, ItemCode>,
    /// The same the other way.
    gtins: BTreeMap<ItemCode, String>,
}

impl Default for Naming {
    fn default() -> Self {
        Self::below(BASE)
    }
}

impl std::str::FromStr for Naming {
    type Err = BaseError;

    fn from_str(given: &str) -> Result<Self, BaseError> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~:/".contains(c);
        let urn = given.starts_with("urn:") && given.ends_with(':') && given.len() > "urn::".len();
        let web = given.starts_with("https://") && given.ends_with('/') && given.len() > "https:///".len();
        // The resolver's own space is for GS1 keys alone.
        let own = !given.starts_with(GS1) && given.len() <= 200 && given.chars().all(fits);
        if own && (urn || web) { Ok(Self::below(given)) } else { Err(BaseError { given: cut(given) }) }
    }
}

impl Naming {
    fn below(base: &str) -> Self {
        Self { base: base.to_owned(), items: BTreeMap::new(), gtins: BTreeMap::new() }
    }

    /// With the trade item numbers of a catalogue. One that two items bear, or that is the code of an item, names
    /// none of them.
    #[must_use]
    pub fn with_catalogue<'c>(mut self, items: impl Iterator<Item = (&'c ItemCode, Option<&'c Gtin>)>) -> Self {
        let mut bearers: BTreeMap<String, Vec<&ItemCode>> = BTreeMap::new();
        for (item, gtin) in items {
            bearers.entry(item.as_str().to_owned()).or_default().push(item);
            if let Some(gtin) = gtin.filter(|_| !gs1::is_key(item.as_str(), 14)) {
                bearers.entry(format!("{:0>14}", gtin.as_str())).or_default().push(item);
            }
        }
        for (gtin, bearers) in bearers {
            if let [item] = bearers.as_slice()
                && item.as_str() != gtin
            {
                self.gtins.insert((*item).clone(), gtin.clone());
                self.items.insert(gtin, (*item).clone());
            }
        }
        self
    }

    /// The URI of a thing.
    pub fn uri(&self, named: &Named) -> String {
        self.gs1_uri(named).unwrap_or_else(|| self.own_uri(named))
    }

    /// The GTIN of an item, in 14 digits.
    fn gtin<'n>(&'n self, item: &'n ItemCode) -> Option<&'n str> {
        if gs1::is_key(item.as_str(), 14) {
            return Some(item.as_str());
        }
        self.gtins.get(item).map(String::as_str)
    }

    /// A GS1 Digital Link, where the identifier is a GS1 key.
    fn gs1_uri(&self, named: &Named) -> Option<String> {
        match named {
            Named::Class(item, lot) => {
                let lot = qualified(10, lot.as_ref().map(LotId::as_str));
                Some(format!("{GS1}/01/{}{lot}", self.gtin(item)?))
            }
            Named::Piece(item, lot, serial) => {
                let lot = qualified(10, lot.as_ref().map(LotId::as_str));
                Some(format!("{GS1}/01/{}{lot}/21/{}", self.gtin(item)?, encoded(serial.as_str())))
            }
            Named::Package(package) if gs1::is_key(package.as_str(), 18) => Some(format!("{GS1}/00/{package}")),
            Named::Party(party) if gs1::is_key(party.as_str(), 13) => Some(format!("{GS1}/417/{party}")),
            Named::Place(place) => {
                let (gln, part) = place.as_str().split_once('/').map_or((place.as_str(), None), |(g, p)| (g, Some(p)));
                gs1::is_key(gln, 13).then(|| format!("{GS1}/414/{gln}{}", qualified(254, part)))
            }
            Named::Package(_)
            | Named::Party(_)
            | Named::Vehicle(_)
            | Named::Consignment(_)
            | Named::Convoy(_)
            | Named::Pledge(_)
            | Named::Statement(..) => None,
        }
    }

    /// An item of ours where a GTIN is that of one.
    fn ours(&self, named: Named) -> Named {
        let ours = |item: ItemCode| self.items.get(item.as_str()).cloned().unwrap_or(item);
        match named {
            Named::Class(item, lot) => Named::Class(ours(item), lot),
            Named::Piece(item, lot, serial) => Named::Piece(ours(item), lot, serial),
            Named::Package(_)
            | Named::Vehicle(_)
            | Named::Consignment(_)
            | Named::Convoy(_)
            | Named::Pledge(_)
            | Named::Party(_)
            | Named::Place(_)
            | Named::Statement(..) => named,
        }
    }

    fn own_uri(&self, named: &Named) -> String {
        let parts = match named {
            Named::Class(item, None) => vec!["item", item.as_str()],
            Named::Class(item, Some(lot)) => vec!["item", item.as_str(), "lot", lot.as_str()],
            Named::Piece(item, None, serial) => vec!["item", item.as_str(), "serial", serial.as_str()],
            Named::Piece(item, Some(lot), serial) => {
                vec!["item", item.as_str(), "lot", lot.as_str(), "serial", serial.as_str()]
            }
            Named::Package(package) => vec!["package", package.as_str()],
            Named::Vehicle(vehicle) => vec!["vehicle", vehicle.as_str()],
            Named::Consignment(consignment) => vec!["consignment", consignment.as_str()],
            Named::Convoy(convoy) => vec!["convoy", convoy.as_str()],
            Named::Pledge(pledge) => vec!["pledge", pledge.as_str()],
            Named::Party(party) => vec!["party", party.as_str()],
            Named::Place(place) => vec!["place", place.as_str()],
            Named::Statement(by, part) => {
                let part = if *part > 1 { format!("/{part}") } else { String::new() };
                return format!(
                    "{}statement/{}/{}/{}{part}",
                    self.base,
                    encoded(by.origin.as_str()),
                    by.index,
                    by.leaf
                );
            }
        };
        let parts: Vec<String> = parts.into_iter().map(encoded).collect();
        format!("{}{}", self.base, parts.join("/"))
    }

    /// What a URI names.
    pub fn read(&self, uri: &str) -> Result<Named, NameFault> {
        if uri.len() > URI_BYTES_MAX {
            return Err(NameFault::TooLong { bytes: uri.len() });
        }
        let found = match uri.strip_prefix(&self.base) {
            Some(own) => read_own(own)?,
            None if uri.starts_with("urn:epc:") => read_urn(uri)?.map(|named| self.ours(named)),
            None if uri.starts_with("https://") || uri.starts_with("http://") => {
                read_link(uri)?.map(|named| self.ours(named))
            }
            None => None,
        };
        found.ok_or_else(|| NameFault::Unknown { given: cut(uri) })
    }
}

fn qualified(identifier: u16, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!("/{identifier}/{}", encoded(value)))
}

/// What stands behind the base.
fn read_own(rest: &str) -> Result<Option<Named>, NameFault> {
    let Some(parts) = rest.split('/').map(decoded).collect::<Option<Vec<String>>>() else { return Ok(None) };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(Some(match parts.as_slice() {
        ["item", item] => Named::Class(ItemCode::new(*item)?, None),
        ["item", item, "lot", lot] => Named::Class(ItemCode::new(*item)?, Some(LotId::new(*lot)?)),
        ["item", item, "serial", serial] => Named::Piece(ItemCode::new(*item)?, None, SerialNumber::new(*serial)?),
        ["item", item, "lot", lot, "serial", serial] => {
            Named::Piece(ItemCode::new(*item)?, Some(LotId::new(*lot)?), SerialNumber::new(*serial)?)
        }
        ["package", id] => Named::Package(PackageId::new(*id)?),
        ["vehicle", id] => Named::Vehicle(VehicleId::new(*id)?),
        ["consignment", id] => Named::Consignment(ConsignmentId::new(*id)?),
        ["convoy", id] => Named::Convoy(ConvoyId::new(*id)?),
        ["pledge", id] => Named::Pledge(PledgeId::new(*id)?),
        ["party", id] => Named::Party(PartyId::new(*id)?),
        ["place", id] => Named::Place(PlaceId::new(*id)?),
        ["statement", origin, index, leaf] => return statement(origin, index, leaf, "1"),
        ["statement", origin, index, leaf, part] => return statement(origin, index, leaf, part),
        [..] => return Ok(None),
    }))
}

fn statement(origin: &str, index: &str, leaf: &str, part: &str) -> Result<Option<Named>, NameFault> {
    let (Ok(index), Ok(leaf), Ok(part)) = (index.parse(), leaf.parse::<Digest>(), part.parse()) else {
        return Ok(None);
    };
    Ok(Some(Named::Statement(Reference { origin: OriginLine::new(origin)?, index, leaf }, part)))
}

/// EPC URNs (EPC Tag Data Standard, 6.3 and 8): SGTIN, LGTIN, SSCC, SGLN, PGLN, and the pattern of all of a GTIN.
fn read_urn(uri: &str) -> Result<Option<Named>, NameFault> {
    let mut colons = uri.splitn(5, ':').skip(2);
    let (Some(sort), Some(scheme), Some(rest)) = (colons.next(), colons.next(), colons.next()) else {
        return Ok(None);
    };
    let mut dots = rest.splitn(3, '.');
    let (prefix, reference, last) = (dots.next().unwrap_or_default(), dots.next(), dots.next());
    let reference = reference.unwrap_or_default();
    let item = || gs1::key(prefix, reference, true, 14);
    let last_text = last.and_then(decoded);
    match (sort, scheme, last_text.as_deref()) {
        ("id", "sgtin", Some(serial)) => match item() {
            Some(item) => Ok(Some(Named::Piece(ItemCode::new(item)?, None, SerialNumber::new(serial)?))),
            None => Ok(None),
        },
        ("class", "lgtin", Some(lot)) => match item() {
            Some(item) => Ok(Some(Named::Class(ItemCode::new(item)?, Some(LotId::new(lot)?)))),
            None => Ok(None),
        },
        ("idpat", "sgtin", Some("*")) => match item() {
            Some(item) => Ok(Some(Named::Class(ItemCode::new(item)?, None))),
            None => Ok(None),
        },
        ("id", "sscc", None) => match gs1::key(prefix, reference, true, 18) {
            Some(package) => Ok(Some(Named::Package(PackageId::new(package)?))),
            None => Ok(None),
        },
        ("id", "sgln", Some(part)) => match gs1::key(prefix, reference, false, 13) {
            Some(gln) => Ok(Some(Named::Place(place(&gln, Some(part).filter(|part| *part != "0"))?))),
            None => Ok(None),
        },
        ("id", "pgln", None) => match gs1::key(prefix, reference, false, 13) {
            Some(gln) => Ok(Some(Named::Party(PartyId::new(gln)?))),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// A Digital Link at any resolver: what counts is the path from the key on.
fn read_link(uri: &str) -> Result<Option<Named>, NameFault> {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let Some(parts) = path.split('/').skip(3).map(decoded).collect::<Option<Vec<String>>>() else { return Ok(None) };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let is_primary = |part: &&str| ["00", "01", "414", "417"].contains(part);
    let Some(at) = parts.iter().position(is_primary) else { return Ok(None) };
    let digits = |text: &str, digits: usize| gs1::is_key(text, digits);
    Ok(match &parts[at..] {
        ["01", item] if digits(item, 14) => Some(Named::Class(ItemCode::new(*item)?, None)),
        ["01", item, "10", lot] if digits(item, 14) => {
            Some(Named::Class(ItemCode::new(*item)?, Some(LotId::new(*lot)?)))
        }
        ["01", item, "21", serial] if digits(item, 14) => {
            Some(Named::Piece(ItemCode::new(*item)?, None, SerialNumber::new(*serial)?))
        }
        ["01", item, "10", lot, "21", serial] if digits(item, 14) => {
            Some(Named::Piece(ItemCode::new(*item)?, Some(LotId::new(*lot)?), SerialNumber::new(*serial)?))
        }
        ["00", package] if digits(package, 18) => Some(Named::Package(PackageId::new(*package)?)),
        ["414", gln] if digits(gln, 13) => Some(Named::Place(place(gln, None)?)),
        ["414", gln, "254", part] if digits(gln, 13) => Some(Named::Place(place(gln, Some(part))?)),
        ["417", gln] if digits(gln, 13) => Some(Named::Party(PartyId::new(*gln)?)),
        _ => None,
    })
}

fn place(gln: &str, part: Option<&str>) -> Result<PlaceId, IdError> {
    PlaceId::new(part.map_or_else(|| gln.to_owned(), |part| format!("{gln}/{part}")))
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a text has no way to fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The other way; nothing where it is not encoded rightly.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        if *first == b'%' {
            let (digits, after) = more.split_at_checked(2)?;
            let mut byte = [0];
            hex::decode_to_slice(digits, &mut byte).ok()?;
            bytes.push(byte[0]);
            rest = after;
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

/// A text as an error shows it.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming() -> Naming {
        Naming::default()
    }

    fn leaf() -> Digest {
        Digest::new([7; 32])
    }

    #[test]
    fn every_sort_of_name_comes_back() {
        let item = || ItemCode::new("شاحنة/4x4").unwrap();
        let gtin = || ItemCode::new("80614141123458").unwrap();
        let by = Reference { origin: OriginLine::new("x.example/dz-log").unwrap(), index: 3, leaf: leaf() };
        let all = [
            Named::Class(item(), None),
            Named::Class(item(), Some(LotId::new("L:1").unwrap())),
            Named::Piece(item(), None, SerialNumber::new("S#1").unwrap()),
            Named::Piece(item(), Some(LotId::new("L1").unwrap()), SerialNumber::new("S1").unwrap()),
            Named::Class(gtin(), Some(LotId::new("L/1").unwrap())),
            Named::Piece(gtin(), Some(LotId::new("L1").unwrap()), SerialNumber::new("S/1").unwrap()),
            Named::Package(PackageId::new("106141412345678908").unwrap()),
            Named::Package(PackageId::new("crate-7").unwrap()),
            Named::Vehicle(VehicleId::new("v+1").unwrap()),
            Named::Consignment(ConsignmentId::new("11-DZ-01/a").unwrap()),
            Named::Convoy(ConvoyId::new("11-DZ-01").unwrap()),
            Named::Pledge(PledgeId::new("p1").unwrap()),
            Named::Party(PartyId::new("0614141123452").unwrap()),
            Named::Place(PlaceId::new("0614141123452/400").unwrap()),
            Named::Place(PlaceId::new("in-khalil").unwrap()),
            Named::Statement(by.clone(), 1),
            Named::Statement(by, 4),
        ];
        for base in ["urn:qafila:", "https://id.example.org/aid/"] {
            let naming: Naming = base.parse().unwrap();
            for named in &all {
                let uri = naming.uri(named);
                assert!(uri.is_ascii(), "{uri}");
                assert_eq!(naming.read(&uri).as_ref(), Ok(named), "{uri}");
            }
        }
    }

    #[test]
    fn an_item_goes_by_the_gtin_that_it_alone_has() {
        let item = |code: &str| ItemCode::new(code).unwrap();
        let gtin = |digits: &str| Gtin::new(digits).unwrap();
        let catalogue = [
            (item("truck"), Some(gtin("0614141123452"))),
            (item("tyre"), Some(gtin("96385074"))),
            (item("wheel"), Some(gtin("00000096385074"))),
            (item("axle"), Some(gtin("80614141123458"))),
            (item("80614141123458"), None),
        ];
        let naming = naming().with_catalogue(catalogue.iter().map(|(code, gtin)| (code, gtin.as_ref())));
        let uri = |code: &str| naming.uri(&Named::Class(item(code), None));
        assert_eq!(uri("truck"), "https://id.gs1.org/01/00614141123452");
        // Two items of one number, and a number that is another item's code.
        assert_eq!((uri("tyre"), uri("axle")), ("urn:qafila:item/tyre".into(), "urn:qafila:item/axle".into()));
        let piece = Named::Piece(item("truck"), None, SerialNumber::new("S1").unwrap());
        assert_eq!(naming.read(&naming.uri(&piece)).as_ref(), Ok(&piece));
        assert_eq!(naming.read("urn:epc:id:sgtin:0614141.012345.S1").as_ref(), Ok(&piece));
        for code in ["tyre", "wheel", "axle", "80614141123458", "truck"] {
            let named = Named::Class(item(code), None);
            assert_eq!(naming.read(&naming.uri(&named)).as_ref(), Ok(&named), "{code}");
        }
    }

    #[test]
    fn keys_of_others_are_read_in_both_forms() {
        for (urn, link) in [
            ("urn:epc:id:sgtin:0614141.812345.6789", "https://id.gs1.org/01/80614141123458/21/6789"),
            ("urn:epc:class:lgtin:0614141.812345.L1", "https://example.com/some/01/80614141123458/10/L1?x=1"),
            ("urn:epc:idpat:sgtin:0614141.812345.*", "http://id.gs1.org/01/80614141123458"),
            ("urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908"),
            ("urn:epc:id:sgln:0614141.12345.400", "https://id.gs1.org/414/0614141123452/254/400"),
            ("urn:epc:id:sgln:0614141.12345.0", "https://id.gs1.org/414/0614141123452"),
            ("urn:epc:id:pgln:0614141.12345", "https://id.gs1.org/417/0614141123452"),
        ] {
            let named = naming().read(urn).unwrap();
            assert_eq!(naming().read(link).as_ref(), Ok(&named), "{link}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_by_name() {
        for uri in [
            "",
            "urn:epc:id:giai:4000001.12345",
            "urn:epc:id:sgtin:0614141.812345",
            "urn:epc:id:sgtin:06141é1.812345.1",
            "urn:qafila:item",
            "urn:qafila:item/%zz",
            "urn:qafila:item/%C3",
            "urn:qafila:statement/x/1/00",
            "https://id.gs1.org/01/80614141123457",
            "https://example.com/",
        ] {
            let given = cut(uri);
            assert_eq!(naming().read(uri), Err(NameFault::Unknown { given }), "{uri}");
        }
        assert!(matches!(naming().read("urn:qafila:place/a%20b"), Err(NameFault::Id(_))));
        assert!(matches!(
            naming().read(&format!("urn:qafila:place/{}", "x".repeat(2000))),
            Err(NameFault::TooLong { .. })
        ));
        for base in ["urn:qafila", "urn::", "http://x/", "https:///", "https://id.gs1.org/", "https://x /", "x:"] {
            assert!(base.parse::<Naming>().is_err(), "{base}");
        }
    }
}

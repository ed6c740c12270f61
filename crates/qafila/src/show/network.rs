//! Road networks: what one has, what is wrong with it, its places.

use super::table;
use roads::{Finding, FindingKind, Findings, Info, Network, NodeRef, Segment};
use serde_json::{Map, Value, json};
use units::{Kmh, Metres, Point};
use words::{Align, Arg, Lang, Table, Words};

/// Longitude and latitude as JSON numbers, exact to the microdegree.
pub(crate) fn degrees(point: Point) -> [Value; 2] {
    point.degrees().map(|text| text.parse::<f64>().map_or(Value::Null, |degrees| json!(degrees)))
}

/// `LON,LAT` as commands take it.
fn position(point: Point) -> String {
    let [lon, lat] = degrees(point);
    format!("{lon},{lat}")
}

/// The name in the language of the words, or the first there is.
pub(crate) fn named(words: &Words, node: NodeRef<'_>) -> String {
    let [en, fr, ar] = node.names_as_written();
    let own = match words.lang() {
        Lang::En => en,
        Lang::Fr => fr,
        Lang::Ar => ar,
    };
    [own, en, fr, ar].into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

/// What a network has.
pub(crate) fn info(words: &Words, network: &Network, info: &Info) -> Vec<Table> {
    let mut facts = table(words, &[("col-network", Align::Start), ("col-says", Align::Start)]);
    let said = network.provenance();
    let count = |number: usize| words.number(number as u64);
    let kinds = info.kinds.iter().map(|(kind, n)| format!("{} {}", words.code("node kind", kind.word()), count(*n)));
    let bounds = network.bounds().map(|(low, high)| format!("{} {}", position(low), position(high)));
    let axes: Vec<String> = network.axes().map(|axis| axis.axis.to_string()).collect();
    for (id, value) in [
        ("network-source", said.source),
        ("network-licence", said.licence),
        ("network-read", said.read.map(|read| words.moment(read)).unwrap_or_default()),
        ("network-bounds", bounds.unwrap_or_default()),
        ("network-bytes", count(network.as_bytes().len())),
        ("network-places", count(network.node_count())),
        ("network-kinds", kinds.collect::<Vec<_>>().join(", ")),
        ("network-named", count(info.named)),
        ("network-segments", count(network.segment_count())),
        ("network-length", words.distance(info.length)),
        ("network-oneway", count(info.oneway)),
        ("network-defiles", count(info.defiles)),
        ("network-limited", count(info.limited)),
        ("network-turns", count(network.turn_count())),
        ("network-axes", axes.join(", ")),
    ] {
        if !value.is_empty() {
            facts.row([words.cell(id, &[]), value]);
        }
    }
    let columns = [("col-segments", Align::Number), ("col-length", Align::Number)];
    let mut classes = table(words, &[&[("col-class", Align::Start)], &columns[..]].concat());
    for (class, (n, length)) in &info.classes {
        classes.row([words.code("road class", class.word()), count(*n), words.distance(*length)]);
    }
    let mut surfaces = table(words, &[&[("col-surface", Align::Start)], &columns[..]].concat());
    for (surface, (n, length)) in &info.surfaces {
        surfaces.row([words.code("surface", surface.word()), count(*n), words.distance(*length)]);
    }
    [facts, classes, surfaces].into_iter().filter(|table| !table.is_empty()).collect()
}

/// The same for programs.
pub(crate) fn info_json(network: &Network, info: &Info) -> Value {
    let said = network.provenance();
    let sums = |all: Vec<(&'static str, (usize, Metres))>| -> Map<String, Value> {
        let row = |(word, (n, length)): (&str, (usize, Metres))| {
            (word.to_owned(), json!({ "segments": n, "length_m": length }))
        };
        all.into_iter().map(row).collect()
    };
    let kinds: Map<String, Value> = info.kinds.iter().map(|(kind, n)| (kind.word().to_owned(), json!(n))).collect();
    let bounds = network.bounds().map(|(low, high)| {
        let ([west, south], [east, north]) = (degrees(low), degrees(high));
        json!([west, south, east, north])
    });
    let axes: Vec<Value> =
        network.axes().map(|axis| json!({ "axis": axis.axis, "segments": axis.segments.len() })).collect();
    json!({
        "source": said.source, "licence": said.licence, "read": said.read, "bounds": bounds,
        "bytes": network.as_bytes().len(), "places": network.node_count(), "kinds": kinds, "named": info.named,
        "segments": network.segment_count(), "length_m": info.length, "oneway": info.oneway, "defiles": info.defiles,
        "limited": info.limited, "turns": network.turn_count(), "points": info.points, "axes": axes,
        "ordered": !network.order().is_empty(),
        "classes": sums(info.classes.iter().map(|(class, sum)| (class.word(), *sum)).collect()),
        "surfaces": sums(info.surfaces.iter().map(|(surface, sum)| (surface.word(), *sum)).collect()),
    })
}

/// How many findings of each kind.
pub(crate) fn counts(words: &Words, findings: &Findings) -> Table {
    let mut counts = table(words, &[("col-finding", Align::Start), ("col-amount", Align::Number)]);
    for (kind, n) in &findings.counts {
        counts.row([words.code("network finding", kind.word()), words.number(*n as u64)]);
    }
    counts
}

/// The findings listed, one a row.
pub(crate) fn findings(words: &Words, findings: &Findings) -> Table {
    let columns = [
        ("col-finding", Align::Start),
        ("col-place", Align::Start),
        ("col-segment", Align::Start),
        ("col-note", Align::Start),
    ];
    let mut list = table(words, &columns);
    for finding in &findings.listed {
        let segment = finding.segment.as_ref().map(ToString::to_string).unwrap_or_default();
        list.row([
            words.code("network finding", finding.kind.word()),
            finding.place.to_string(),
            segment,
            note(words, finding),
        ]);
    }
    list
}

/// Both numbers of a finding.
fn note(words: &Words, finding: &Finding) -> String {
    let of = |found: String, against: String| {
        words.cell("network-against", &[("found", Arg::text(found)), ("against", Arg::text(against))])
    };
    let speed = |kmh: u64| words.speed(Kmh::new(u32::try_from(kmh).unwrap_or(u32::MAX)));
    let metres = |metres: u64| words.distance(Metres::new(metres));
    match finding.kind {
        FindingKind::Island | FindingKind::OneWayTrap => of(words.number(finding.found), words.number(finding.against)),
        FindingKind::Speed => of(speed(finding.found), speed(finding.against)),
        FindingKind::Short => of(metres(finding.found), metres(finding.against)),
        FindingKind::DeadEnd | FindingKind::Duplicate | FindingKind::OneSided | FindingKind::Turn => String::new(),
    }
}

/// The same for programs.
pub(crate) fn findings_json(findings: &Findings) -> Value {
    let counts: Map<String, Value> =
        findings.counts.iter().map(|(kind, n)| (kind.word().to_owned(), json!(n))).collect();
    let listed: Vec<Value> = findings.listed.iter().map(finding_json).collect();
    json!({
        "places": findings.places, "parts": findings.parts, "largest": findings.largest, "round": findings.round,
        "counts": counts, "findings": listed,
    })
}

fn finding_json(finding: &Finding) -> Value {
    let [lon, lat] = degrees(finding.point);
    json!({
        "kind": finding.kind.word(), "place": finding.place, "segment": finding.segment, "lon": lon, "lat": lat,
        "found": finding.found, "against": finding.against,
    })
}

/// Places of the findings as a GeoJSON FeatureCollection.
pub(crate) fn findings_geojson(findings: &Findings) -> Value {
    let feature = |finding: &Finding| {
        json!({
            "type": "Feature", "geometry": { "type": "Point", "coordinates": degrees(finding.point) },
            "properties": finding_json(finding),
        })
    };
    let features: Vec<Value> = findings.listed.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

/// Places, with the roads that meet there.
pub(crate) fn places(words: &Words, found: &[(NodeRef<'_>, Metres)]) -> Table {
    let columns = [
        ("col-place", Align::Start),
        ("col-name", Align::Start),
        ("col-kind", Align::Start),
        ("col-position", Align::Start),
        ("col-away", Align::Number),
        ("col-segments", Align::Start),
    ];
    let mut list = table(words, &columns);
    for (node, far) in found {
        let segments: Vec<&str> = node.meeting().map(Segment::name).collect();
        list.row([
            node.name().to_owned(),
            named(words, *node),
            words.code("node kind", node.kind().word()),
            position(node.point()),
            words.distance(*far),
            segments.join(", "),
        ]);
    }
    list
}

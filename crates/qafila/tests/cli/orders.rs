//! A plan written for those who march by it: every format, in three languages, whole or not at all.

use crate::support::{Place, copy, operation, run};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PLAN: [&str; 3] = ["plan", "--from", "2013-02-11T04:00:00Z"];
const FILES: [&str; 7] =
    ["credits.csv", "loads.csv", "march-table.csv", "orders.geojson", "orders.gpx", "orders.ics", "orders.xlsx"];

fn read(place: &Place, name: &str) -> String {
    fs::read_to_string(place.path(name)).unwrap()
}

/// Rows by heading.
fn rows(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| headings.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn field<'r>(row: &'r [(String, String)], name: &str) -> &'r str {
    &row.iter().find(|(heading, _)| heading == name).unwrap_or_else(|| panic!("no {name} in {row:?}")).1
}

/// Events of a calendar, each as name and value, unfolded.
fn events(text: &str) -> Vec<Vec<(String, String)>> {
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let unfolded = text.replace("\r\n ", "");
    let event = |event: &str| {
        let event = event.split("END:VEVENT").next().unwrap();
        event.lines().filter_map(|line| line.split_once(':')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    unfolded.split("BEGIN:VEVENT\r\n").skip(1).map(event).collect()
}

#[test]
fn every_format_is_written_in_three_languages() {
    let place = Place::donor();
    place.run(&[&PLAN[..], &["--order"]].concat()).ended(0);
    for lang in ["en", "fr", "ar"] {
        let ran = place.run(&["plan", "export", "last", "--out", &format!("../{lang}"), "--lang", lang, "--json"]);
        let ran = ran.ended(0);
        assert_eq!(ran.json()["files"].as_array().unwrap().len(), 7);
        assert_eq!(place.names(lang), FILES);
        let before = FILES.map(|name| fs::read(place.path(lang).join(name)).unwrap());
        let told = place.run(&["plan", "export", "last", "--out", &format!("../{lang}"), "--lang", lang]).ended(0);
        assert_eq!((told.out.as_str(), told.err.lines().count()), ("", 7));
        assert!(before == FILES.map(|name| fs::read(place.path(lang).join(name)).unwrap()), "{lang}");
    }
    let arabic = read(&place, "ar/orders.ics");
    assert!(arabic.contains("SUMMARY;LANGUAGE=ar:") && arabic.contains("STATUS:CONFIRMED"), "{arabic}");
    place.run(&["plan", "export", "last", "--out", "../one", "--format", "gpx"]).ended(0);
    assert_eq!(place.names("one"), ["orders.gpx"]);
}

#[test]
fn tables_say_what_the_plan_says() {
    let place = Place::donor();
    let plan = place.run(&[&PLAN[..], &["--order", "--json"]].concat()).ended(0);
    let plan: Value = serde_json::Deserializer::from_str(&plan.out).into_iter().next().unwrap().unwrap();
    place.run(&["plan", "export", plan["digest"].as_str().unwrap(), "--out", "../out"]).ended(0);
    let columns = plan["plan"]["columns"].as_array().unwrap();
    let march = rows(&read(&place, "out/march-table.csv"));
    let timings: usize = columns.iter().map(|column| column["march_table"].as_array().unwrap().len()).sum();
    assert_eq!(march.len(), timings);
    let last = &columns[0]["march_table"].as_array().unwrap().last().unwrap();
    let row = march.iter().rfind(|row| field(row, "Convoy") == columns[0]["convoy"]).unwrap();
    assert_eq!(
        (field(row, "Due, UTC"), field(row, "Clear, UTC")),
        (last["due"].as_str().unwrap(), last["clear"].as_str().unwrap())
    );
    assert_eq!((field(row, "Place, code"), field(row, "Point")), (last["place"].as_str().unwrap(), "release point"));
    let credits = rows(&read(&place, "out/credits.csv"));
    assert_eq!(credits.len(), columns.len());
    assert_eq!((field(&credits[0], "Credit"), field(&credits[0], "Status")), ("11-DZ-01", "ordered"));
    let loads = rows(&read(&place, "out/loads.csv"));
    let shares = |of: &Value| of.as_array().unwrap().len();
    let on_vehicles: usize = plan["plan"]["loads"].as_array().unwrap().iter().map(|load| shares(&load["shares"])).sum();
    let driven: usize = columns.iter().map(|column| shares(&column["driven"])).sum();
    assert_eq!(loads.len(), on_vehicles + driven);
    let [first, second] = [&loads[0], &loads[1]].map(|row| (field(row, "Vehicle"), field(row, "Comes off")));
    assert_eq!((first.1, second.1), ("1", if first.0 == second.0 { "2" } else { "1" }));
    assert_eq!(loads.iter().filter(|row| field(row, "Comes off").is_empty()).count(), driven);
    let explosive = loads.iter().find(|row| field(row, "Hazard class").starts_with("1.")).unwrap();
    assert!(
        field(explosive, "UN number").starts_with("UN 0") && !field(explosive, "Group").is_empty(),
        "{explosive:?}"
    );
    assert!(loads.iter().any(|row| !field(row, "Rule").is_empty() && !field(row, "Counts as").is_empty()));
    let mut book: Xlsx<_> = calamine::open_workbook(place.path("out/orders.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["March table", "Load lists", "Movement credits"]);
    let sheet = book.worksheet_range("March table").unwrap();
    assert_eq!(sheet.height(), march.len() + 1);
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::String(field(&march[0], "Convoy").to_owned())));
    place.run(&["plan", "export", "last", "--out", "../hxl", "--format", "csv", "--hxl"]).ended(0);
    assert_eq!(read(&place, "hxl/loads.csv").lines().nth(1).unwrap().matches('#').count(), 20);
}

/// A node whose policy asks for escort and recovery, with both at its depots.
fn accompanied() -> Place {
    let place = Place::empty();
    let folder = place.path("sahel");
    copy(&operation(""), &folder);
    let policy = folder.join("policy.toml");
    let rule = "[column]\ncommanders = { depot-tamanrasset = \"dz-log/movement\" }\n\
        escort = { items = [\"armoured-car\"], table = [{ certainty = 1, vehicles = 1, per = 5 }] }\n\
        recovery = { items = [\"wrecker\"], per = 15 }\n\n[rest]";
    fs::write(&policy, fs::read_to_string(&policy).unwrap().replace("[rest]", rule)).unwrap();
    let folder = folder.to_str().unwrap();
    run(place.root(), &["init", "dz-log", "--party", "dz-log", "--operation", folder]).ended(0);
    for file in ["01-dz-log", "05-dz-log-roads"] {
        place.run(&["say", operation(&format!("statements/{file}.jsonl")).to_str().unwrap()]).ended(0);
    }
    let stated = fs::read_to_string(operation("statements/01-dz-log.jsonl")).unwrap();
    let truck: Value = serde_json::from_str(stated.lines().find(|line| line.contains("truck-20t")).unwrap()).unwrap();
    let mut said = String::new();
    for item in ["armoured-car", "wrecker"] {
        let mut defined = truck.clone();
        (defined["body"]["item"], defined["body"]["vehicle"]["carrier"]) = (item.into(), false.into());
        said += &format!("{defined}\n");
        for (site, letter) in [("depot-reggane", 'r'), ("depot-tamanrasset", 't')] {
            let serials: Vec<String> = (1..=4).map(|number| format!("{item}-{letter}{number}")).collect();
            let lines = serde_json::json!([{ "item": item, "quantity": 4, "serials": serials }]);
            let body = serde_json::json!({ "site": site, "lines": lines });
            let officer = &truck["officer"];
            said += &format!(
                "{}\n",
                serde_json::json!({ "officer": officer, "occurred": truck["occurred"], "kind": "stock_declared", "body": body })
            );
        }
    }
    place.fed(&["say", "-"], said).ended(0);
    place
}

#[test]
fn who_marches_along_stands_in_plan_tables_and_orders() {
    let place = accompanied();
    let shown = place.run(&PLAN).ended(0).out;
    for told in ["Order of march of 11-DZ-01; commander: dz-log/convoy", "armoured-car-r1", "one for 15 vehicles"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    let arabic = place.run(&[&PLAN[..], &["--lang", "ar"]].concat()).ended(0).out;
    assert!(arabic.contains("وحدة المسير") && arabic.contains("مركبة حراسة"), "{arabic}");
    let ordered = place.run(&[&PLAN[..], &["--order", "--out", "../plan", "--json"]].concat()).ended(0).out;
    let plan: Value = serde_json::Deserializer::from_str(&ordered).into_iter().next().unwrap().unwrap();
    let column = &plan["plan"]["columns"][0];
    assert_eq!((&column["roles"]["armoured-car-r1"], &column["packets"][0]["serial"]), (&"escort".into(), &1.into()));
    place.run(&["plan", "export", "last", "--out", "../out", "--format", "csv"]).ended(0);
    // One table, whoever writes it.
    assert_eq!(read(&place, "plan/march-table.csv"), read(&place, "out/march-table.csv"));
    let march = rows(&read(&place, "out/march-table.csv"));
    assert_eq!(field(march.last().unwrap(), "Commander"), "dz-log/movement");
    let loads = rows(&read(&place, "out/loads.csv"));
    let first = ["Vehicle", "Serial", "March unit", "Place", "Role", "Code"].map(|name| field(&loads[0], name));
    assert_eq!(first, ["armoured-car-r1", "1", "1", "1", "escort", ""]);
    let driven = loads.iter().find(|row| field(row, "Role") == "goods").unwrap();
    assert_eq!(field(driven, "Vehicle"), "on own wheels");
    // The order lists all that march.
    let log = place.run(&["journal", "log", "--json"]).ended(0).out;
    let order = log.lines().find(|line| line.contains("movement_ordered")).unwrap();
    assert!(order.contains("armoured-car-r1") && order.contains("wrecker-r1"), "{order}");
}

#[test]
fn a_calendar_keeps_its_events_when_the_plan_changes() {
    let place = Place::donor();
    place.run(&PLAN).ended(0);
    let digest = place.run(&[&PLAN[..], &["--json"]].concat()).ended(0).json()["digest"].as_str().unwrap().to_owned();
    let export = |plan: &str, out: &str| {
        place.run(&["plan", "export", plan, "--out", out, "--format", "ics"]).ended(0);
        events(&read(&place, &format!("{}/orders.ics", out.trim_start_matches("../"))))
    };
    let kept = export(&digest[..12], "../kept");
    let uids = |events: &[Vec<(String, String)>]| -> Vec<String> {
        events.iter().map(|event| field(event, "UID").to_owned()).collect()
    };
    assert_eq!(uids(&kept).iter().collect::<BTreeSet<_>>().len(), kept.len());
    for which in ["start", "crossing", "release"] {
        assert!(uids(&kept).contains(&format!("11-DZ-01.{which}@dz-log.sahel-2013")), "{:?}", uids(&kept));
    }
    for event in &kept {
        assert_eq!((field(event, "STATUS"), field(event, "SEQUENCE")), ("TENTATIVE", "0"));
        assert_eq!(field(event, "DTSTAMP"), "20130210T180000Z");
        let (start, end) = (field(event, "DTSTART"), event.iter().find(|(name, _)| name == "DTEND"));
        assert!(
            start.len() == 16 && start.ends_with('Z') && end.is_none_or(|(_, end)| end.as_str() > start),
            "{event:?}"
        );
    }
    place.run(&[&PLAN[..], &["--order"]].concat()).ended(0);
    let ordered = export("last", "../ordered");
    assert_eq!(uids(&ordered), uids(&kept));
    assert!(ordered.iter().all(|event| field(event, "STATUS") == "CONFIRMED"));
    // A later plan at other times: no order yet, and newer than the one that stands.
    let later = ["plan", "--from", "2013-02-12T04:00:00Z", "--replan", "last", "--json"];
    let later = place.run(&later).json()["digest"].as_str().unwrap().to_owned();
    let moved = export(&later, "../moved");
    let same = moved.iter().find(|event| field(event, "UID").starts_with("11-DZ-01.start@")).unwrap();
    assert_eq!((field(same, "STATUS"), field(same, "SEQUENCE")), ("TENTATIVE", "1"));
}

#[test]
fn routes_are_drawn_where_places_are_known_and_nowhere_else() {
    let place = Place::donor();
    place.run(&[&PLAN[..], &["--order", "--out", "../plan"]].concat()).ended(0);
    place.run(&["plan", "export", "last", "--out", "../out"]).ended(0);
    let map: Value = serde_json::from_str(&read(&place, "out/orders.geojson")).unwrap();
    let features = map["features"].as_array().unwrap();
    let route = features.iter().find(|feature| feature["properties"]["kind"] == "route").unwrap();
    assert_eq!(route["geometry"]["type"], "LineString");
    let line = route["geometry"]["coordinates"].as_array().unwrap();
    let point = |place: &Value| {
        let of =
            |feature: &&Value| feature["properties"]["kind"] == "point" && feature["properties"]["place"] == *place;
        features.iter().find(of).unwrap()["geometry"]["coordinates"].clone()
    };
    assert_eq!(line.first().unwrap(), &point(&route["properties"]["from"]));
    assert_eq!(line.last().unwrap(), &point(&route["properties"]["to"]));
    let gpx = read(&place, "out/orders.gpx");
    let plan: Value = serde_json::from_str(&read(&place, "plan/plan.json")).unwrap();
    let legs: usize =
        plan["columns"].as_array().unwrap().iter().map(|column| column["legs"].as_array().unwrap().len() + 1).sum();
    assert_eq!(gpx.matches("<rtept ").count(), legs);
    is_in_the_order_of_the_schema(&gpx);

    // The same plan on roads of which a place is not known.
    let folder = place.path("sahel");
    copy(&operation(""), &folder);
    without_a_road(&folder.join("network.geojson"), route["properties"]["segments"][0].as_str().unwrap());
    let folder = folder.display().to_string();
    run(place.root(), &["init", "other", "--party", "dz-log", "--operation", &folder]).ended(0);
    run(&place.path("other"), &["plan", "export", "../plan/plan.json", "--out", "../less"]).ended(0);
    let map: Value = serde_json::from_str(&read(&place, "less/orders.geojson")).unwrap();
    let routes: Vec<&Value> =
        map["features"].as_array().unwrap().iter().filter(|one| one["properties"]["kind"] == "route").collect();
    assert_eq!(routes.len(), features.iter().filter(|one| one["properties"]["kind"] == "route").count());
    let shorter = routes.iter().find(|one| one["properties"]["convoy"] == route["properties"]["convoy"]).unwrap();
    let left = shorter["geometry"]["coordinates"].as_array().map_or(0, Vec::len);
    assert!(left < line.len(), "{shorter}");
}

/// What may stand in an element, in this order (<http://www.topografix.com/GPX/1/1/gpx.xsd>).
const SCHEMA: [(&str, &[&str]); 8] = [
    ("gpx", &["metadata", "wpt", "rte", "trk", "extensions"]),
    ("metadata", &["name", "desc", "author", "copyright", "link", "time", "keywords", "bounds", "extensions"]),
    ("rte", &["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "rtept"]),
    ("trk", &["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"]),
    ("trkseg", &["trkpt", "extensions"]),
    ("wpt", &POINT),
    ("rtept", &POINT),
    ("trkpt", &POINT),
];
const POINT: [&str; 19] = [
    "ele",
    "time",
    "magvar",
    "geoidheight",
    "name",
    "cmt",
    "desc",
    "src",
    "link",
    "sym",
    "type",
    "fix",
    "sat",
    "hdop",
    "vdop",
    "pdop",
    "ageofdgpsdata",
    "dgpsid",
    "extensions",
];

#[track_caller]
fn is_in_the_order_of_the_schema(gpx: &str) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(gpx);
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        let (start, closes) = match reader.read_event().unwrap() {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => continue,
        };
        let name = start.name().as_ref().to_owned();
        if let Some((parent, reached)) = open.last_mut() {
            let (_, order) = SCHEMA.iter().find(|(of, _)| of == parent).unwrap_or_else(|| panic!("{name} in {parent}"));
            let place = order.iter().position(|known| *known == name).unwrap_or_else(|| panic!("{name} in {parent}"));
            assert!(place >= *reached, "{name} comes too late in {parent}");
            *reached = place;
        }
        if ["wpt", "rtept", "trkpt"].contains(&name.as_str()) {
            for (attribute, most) in [("lat", 90.0), ("lon", 180.0)] {
                let value = start.try_get_attribute(attribute).unwrap().unwrap();
                let degrees: f64 = value.value.parse().unwrap();
                assert!(degrees.abs() <= most, "{degrees}");
            }
        }
        if !closes {
            open.push((name, 0));
        }
    }
    assert!(open.is_empty());
}

/// Takes a road out of a network.
fn without_a_road(network: &Path, segment: &str) {
    let mut map: Value = serde_json::from_str(&fs::read_to_string(network).unwrap()).unwrap();
    map["features"].as_array_mut().unwrap().retain(|feature| feature["properties"]["segment"] != segment);
    fs::write(network, map.to_string()).unwrap();
}

#[test]
fn a_plan_that_is_none_is_told_and_nothing_is_written() {
    let place = Place::donor();
    place.run(&["plan", "export", "last", "--out", "../out"]).told(1, &["no plan is in force", "--order"]);
    place.run(&PLAN).ended(0);
    for none in ["0", "no-plan", "", "0123456789abcdef"] {
        let ran = place.run(&["plan", "export", none, "--out", "../out"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
    }
    place.run(&["plan", "export", "feed", "--out", "../out"]).told(1, &["no plan feed is kept here", "`last` is"]);
    fs::write(place.path("list.json"), "{\"columns\": 1}").unwrap();
    place.run(&["plan", "export", "../list.json", "--out", "../out"]).told(1, &["holds no plan", "plan.json"]);
    assert!(!place.path("out").exists());
    place.run(&["plan", "export", "last"]).told(2, &["--out"]);
    place.run(&["plan", "export", "last", "--out", "../out", "--format", "pdf"]).told(2, &["geojson"]);
    place.run(&["plan", "--from", "2013-02-11", "export", "last", "--out", "../out"]).told(2, &["--from"]);
}

//! Closures as alerts that programs of others read, and ordered marches as a calendar.

use crate::story::{drafts, report};
use crate::support::{Another, Answer, another, ask_of};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

/// Elements of an alert in the order of its schema (CAP-v1.2.xsd), as far as ours has them; those of `info` repeat.
const ALERT: [&str; 8] = ["alert", "identifier", "sender", "sent", "status", "msgType", "scope", "restriction"];
const INFO: [&str; 19] = [
    "info",
    "language",
    "category",
    "event",
    "responseType",
    "urgency",
    "severity",
    "certainty",
    "onset",
    "senderName",
    "headline",
    "description",
    "instruction",
    "area",
    "areaDesc",
    "circle",
    "geocode",
    "valueName",
    "value",
];

fn ask(node: &Another, path: &str) -> Answer {
    let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
    ask_of(node.source(), request)
}

/// With an axis that two of different origins report as closed, on the morning that is asked about.
fn closed() -> Another {
    let node = another();
    let mut both = [
        report("axis-tinzaouaten", "closed", ("A", "1"), "officer-x", "Mines & <wire> across the road"),
        report("axis-tinzaouaten", "closed", ("A", "1"), "field-y", "الطريق مقطوع"),
    ];
    for one in &mut both {
        one["body"]["time"]["from"] = json!("2013-02-20T06:00:00Z");
    }
    node.source()().unwrap().say(&drafts(&both)).unwrap();
    node
}

/// Names of opening tags, in order.
fn elements(xml: &str) -> Vec<&str> {
    let tags = xml.split('<').skip(1).filter(|tag| !tag.starts_with(['/', '?']));
    tags.filter_map(|tag| tag.split([' ', '>', '/']).next()).collect()
}

fn between<'x>(xml: &'x str, from: &str, to: &str) -> Vec<&'x str> {
    xml.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

#[test]
fn a_closure_is_an_alert_in_three_languages_by_the_order_of_the_schema() {
    let node = closed();
    let feed = ask(&node, "/api/v1/alerts?lang=ar");
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(feed.text().contains("xml:lang=\"ar\"") && feed.text().contains(": مغلق"), "{}", feed.text());
    let links = between(feed.text(), "<link type=\"application/cap+xml\" href=\"", "\"");
    let alerts: Vec<Answer> = links.iter().map(|link| ask(&node, link)).collect();
    let about = |alert: &&Answer| alert.text().contains("<value>axis-tinzaouaten</value>");
    let alert = alerts.iter().find(about).unwrap_or_else(|| panic!("{}", feed.text()));
    assert_eq!(alert.header("content-type"), "application/cap+xml");
    let text = alert.text();
    let found = elements(text);
    assert_eq!(&found[..ALERT.len()], &ALERT);
    let infos: Vec<&[&str]> = found[ALERT.len()..].split(|name| *name == "info").skip(1).collect();
    assert_eq!(infos.len(), 3);
    for info in infos {
        let mut places = info.iter().map(|name| INFO.iter().position(|known| known == name).unwrap_or(usize::MAX));
        assert!(places.clone().all(|at| at < INFO.len()), "{info:?}");
        assert!(places.clone().zip(places.by_ref().skip(1)).all(|(a, b)| a <= b), "{info:?}");
        assert!(info.contains(&"circle"), "{info:?}");
    }
    assert_eq!(between(text, "<language>", "<"), ["en", "fr", "ar"]);
    assert_eq!(between(text, "<sent>", "<"), ["2013-02-20T06:00:00-00:00"]);
    assert!(between(text, "<sender>", "<")[0].chars().all(|c| !c.is_whitespace() && !",<&".contains(c)));
}

#[test]
fn what_is_not_closed_now_is_no_alert() {
    let node = another();
    let feed = ask(&node, "/api/v1/alerts");
    assert_eq!(feed.status, StatusCode::OK);
    assert!(!feed.text().contains("axis-hoggar"), "{}", feed.text());
    for id in ["0".repeat(64), "axis-tinzaouaten".to_owned(), "..".to_owned()] {
        let answer = ask(&node, &format!("/api/v1/alerts/{id}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(ask(&node, "/api/v1/alerts?lang=tlh").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_same_closure_keeps_its_name_and_its_bytes() {
    let node = closed();
    let (first, second) = (ask(&node, "/api/v1/alerts"), ask(&node, "/api/v1/alerts"));
    assert_eq!(first.header("etag"), second.header("etag"));
    let ids = |answer: &Answer| between(answer.text(), "<id>urn:sha256:", "<").join(" ");
    assert!(!ids(&first).is_empty());
    // Another report of the same changes what stands behind it, and so is news.
    let mut third = report("axis-tinzaouaten", "closed", ("A", "1"), "field-z", "Closed");
    third["body"]["time"]["from"] = json!("2013-02-20T07:00:00Z");
    node.source()().unwrap().say(&drafts(&[third])).unwrap();
    assert_ne!(ids(&ask(&node, "/api/v1/alerts")), ids(&first));
}

#[test]
fn ordered_marches_are_a_calendar_at_one_address() {
    let node = another();
    let answer = ask(&node, "/api/v1/movements.ics?lang=fr");
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let text = answer.text().replace("\r\n ", "");
    let convoy = node.first_convoy();
    for line in [
        "BEGIN:VCALENDAR",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        &format!("UID:{convoy}.march@dz-log.sahel-2013"),
        &format!("UID:{convoy}.crossing@dz-log.sahel-2013"),
        "END:VCALENDAR",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
    // The crossing is the same event as in the plan's own calendar.
    let plan = ask(&node, "/api/v1/plan/files/orders.ics?lang=fr");
    assert!(plan.text().contains(&format!("UID:{convoy}.crossing@dz-log.sahel-2013")), "{}", plan.text());
}

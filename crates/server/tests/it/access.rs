//! Who read what was said to few is noted, and signed for the own party alone.

use crate::jobs::get;
use crate::office::{Client, MOVEMENT, Office};
use crate::story::{clock, node, operation_file};
use crate::support::{another, ask};
use app::access::{Access, Accesses};
use app::tokens::Scope;
use app::{AsOf, Node};
use axum::body::Body as Bytes;
use axum::http::{Request, header};
use model::{AccessReader, AccessRecorded, Body, Draft};
use serde_json::{Value, json};
use server::Gate;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::SqliteStore;
use units::Digest;
use views::Content;

fn asking() -> Office {
    Office::gated(|desk| Gate::with_desk(desk).asking())
}

/// A partner says something to the office's party alone, and the office holds it.
fn said_to_few(office: &Office) -> Digest {
    let mut giver = node("fr-force", SqliteStore::in_memory().unwrap(), &clock().unwrap());
    let operation = giver.join(&operation_file).unwrap();
    giver.init(&operation.genesis(&"fr-force".parse().unwrap()).unwrap()).unwrap();
    let notice = json!({"officer": "fr-force/liaison", "audience": {"parties": ["dz-log"]}, "kind": "activity_notified",
        "body": {"about": [{"axis": "axis-hoggar"}], "window": {"from": "2013-02-21T04:00:00Z", "to": null}, "note": ""}});
    let said = giver.say(&[Draft::from_json(&notice.to_string()).unwrap()]).unwrap();
    let own = giver.own().unwrap().unwrap();
    let below = format!("{}/", app::exchange::folder(&own));
    let files = giver.export(&own, Some(&"dz-log".parse().unwrap())).unwrap().into_iter();
    let files: BTreeMap<String, Vec<u8>> =
        files.map(|(path, bytes)| (path.trim_start_matches(&below).to_owned(), bytes)).collect();
    office.node().import(&files, None, &mut |_| {}).unwrap();
    said[0].leaf
}

/// What the interface says is noted: sort, reader, statements, views.
fn noted(client: &Client<'_>) -> Value {
    let all = get(client, "access").json();
    let row = |row: &Value| json!([row["sort"], row["reader"], row["statements"], row["views"]]);
    all.as_array().unwrap().iter().map(row).collect()
}

/// What was signed of it, oldest first.
fn signed(node: &Node) -> Vec<(Digest, AccessRecorded)> {
    let all = node.said(&AsOf::default()).unwrap();
    let record = |said: &views::Said| {
        let Body::AccessRecorded(record) = &said.statement()?.body else { return None };
        Some((said.leaf, record.clone()))
    };
    all.iter().filter_map(record).collect()
}

#[test]
fn an_officer_who_reads_what_was_said_to_few_is_noted_and_the_note_is_signed() {
    let office = asking();
    let leaf = said_to_few(&office);
    let client = office.sign_in(MOVEMENT, &[]);
    // What everybody may read, and what the own party said, is no disclosure.
    for path in ["statements?kind=progress", "statements?party=dz-log&limit=500", "journals", "operation", "nowhere"] {
        get(&client, path);
    }
    assert_eq!(noted(&client), json!([]));
    for path in [format!("statements/{leaf}"), format!("statement?leaf={leaf}"), "account".into(), "account".into()] {
        assert_eq!(get(&client, &path).status, 200, "{path}");
    }
    assert_eq!(noted(&client), json!([["officer", MOVEMENT, [leaf], ["account"]]]));
    let before = office.size();
    let answer = client.post("access/closings", "a-period-closed", &json!({})).done();
    assert_eq!(answer["appended"][0]["kind"], "access_recorded", "{answer}");
    assert_eq!((noted(&client), office.size()), (json!([]), before + 1));
    let records = signed(&office.node());
    let [(record, said)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(said.reader, AccessReader::Officer(MOVEMENT.parse().unwrap()));
    assert_eq!((said.statements.as_slice(), said.views.len(), said.served.len()), ([leaf].as_slice(), 1, 0));
    // No partner reads who read.
    let shown = office.node().said_to(&AsOf::default(), Some(&"fr-force".parse().unwrap())).unwrap();
    let entry = shown.iter().find(|said| &said.leaf == record).unwrap();
    assert_eq!(entry.content, Content::Withheld);
    // With nothing noted, nothing is signed.
    let answer = client.post("access/closings", "another-period", &json!({})).done();
    assert_eq!((&answer["appended"], office.size()), (&json!([]), before + 1));
    assert_eq!(client.post("access/closings", "a-stranger", &json!({"officer": "dz-log/stores"})).problem().0, 403);
}

#[test]
fn a_token_is_noted_by_its_name() {
    let office = asking();
    let leaf = said_to_few(&office);
    let (_, words) = office.node().add_token("feed", &[Scope::Read, Scope::Metrics], 1).unwrap();
    let bearer = format!("Bearer {}", words.as_str());
    for path in ["/api/v1/statements?party=fr-force", "/metrics"] {
        assert_eq!(office.get(path, &[("Authorization", &bearer)]).status, 200, "{path}");
    }
    // An answer that its asker holds already is no other reading, and one that was refused is none.
    office.ask("GET", "statements?limit=0", &[("Authorization", &bearer)], "");
    let client = office.sign_in(MOVEMENT, &[]);
    assert_eq!(noted(&client), json!([["token", "feed", [leaf], []]]));
    // What is read in one's own name and without content is not: not even the list itself.
    assert_eq!(office.ask("GET", "access", &[("Authorization", &bearer)], "").status, 401);
}

#[test]
fn where_nobody_is_asked_nothing_is_noted() {
    let office = Office::open();
    let leaf = said_to_few(&office);
    let client = office.sign_in(MOVEMENT, &[]);
    for path in [format!("statements/{leaf}"), "account".into()] {
        assert_eq!(office.ask("GET", &path, &[], "").status, 200);
        assert_eq!(get(&client, &path).status, 200);
    }
    // Nor of whoever says who he is: who else read would not be known.
    let (_, words) = office.node().add_token("feed", &[Scope::Read], 1).unwrap();
    let bearer = format!("Bearer {}", words.as_str());
    assert_eq!(office.ask("GET", "account", &[("Authorization", &bearer)], "").status, 200);
    let before = office.size();
    assert_eq!(noted(&client), json!([]));
    assert_eq!(office.ask("DELETE", "session", &[("Cookie", &client.cookie)], "").status, 204);
    assert_eq!(office.size(), before);
}

#[test]
fn signing_out_signs_what_is_noted_and_a_server_that_ends_keeps_it() {
    let office = asking();
    let leaf = said_to_few(&office);
    let client = office.sign_in(MOVEMENT, &[]);
    get(&client, &format!("statements/{leaf}"));
    let before = office.size();
    assert_eq!(office.ask("DELETE", "session", &[("Cookie", &client.cookie)], "").status, 204);
    assert_eq!(office.size(), before + 1);
    assert_eq!(signed(&office.node())[0].1.statements, [leaf]);
    assert!(office.node().accesses().unwrap().accesses.is_empty());

    let client = office.sign_in(MOVEMENT, &[]);
    get(&client, "account");
    let office = office.again();
    let kept = office.node().accesses().unwrap().accesses;
    assert_eq!(kept.iter().map(|(_, period)| period.views.len()).collect::<Vec<_>>(), [1]);
}

#[test]
fn notes_that_waited_for_an_hour_are_signed_while_somebody_is_signed_in() {
    let office = Office::gated(|desk| Gate::with_desk(desk).asking().gathering(Duration::from_millis(20)));
    let reader = AccessReader::Token(model::Text::new("feed").unwrap());
    let mut node = office.node();
    let mut old = Accesses::default();
    old.note(&reader, node.now().plus_seconds(-3_600), Access::View("flow".into()));
    node.keep_accesses(&old).unwrap();
    drop(node);
    let (before, asked) = (office.size(), Instant::now());
    let client = office.sign_in(MOVEMENT, &[]);
    get(&client, "account");
    while office.size() < before + 2 {
        assert!(asked.elapsed() < Duration::from_secs(20), "they were never signed");
        std::thread::sleep(Duration::from_millis(20));
    }
    let readers: Vec<AccessReader> = signed(&office.node()).into_iter().map(|(_, record)| record.reader).collect();
    assert_eq!(readers, [AccessReader::Officer(MOVEMENT.parse().unwrap()), reader]);
}

#[test]
fn content_that_a_partner_fetched_is_noted_by_entries() {
    let another = another();
    let source = another.source();
    let fetch = |path: &str| {
        let request = Request::get(path).header(header::HOST, "partner.example");
        // The router ends with its request, and writes what it noted.
        ask(server::partner_router(source.clone()), request.body(Bytes::empty()).unwrap())
    };
    let own = source().unwrap().own().unwrap().unwrap();
    let folder = format!("/log/{}", app::partners::log_name(&own.origin));
    // A list of packs, what everybody may have, and what is not there tell nobody anything.
    for path in ["/checkpoint", "/content/ml-army/", "/content/ml-army/001.age"] {
        fetch(&format!("{folder}{path}"));
    }
    assert!(source().unwrap().accesses().unwrap().accesses.is_empty());
    assert_eq!(fetch(&format!("{folder}/content/ml-army/000.age")).status, 200);
    let noted = source().unwrap().accesses().unwrap().accesses;
    let all: Vec<_> = noted.iter().collect();
    let [(reader, period)] = all.as_slice() else { panic!("{noted:?}") };
    assert_eq!(**reader, AccessReader::Partner("ml-army".parse().unwrap()));
    // The two lists of stock of the story are for the receiver and the monitor alone.
    let said = source().unwrap().said(&AsOf::default()).unwrap();
    let stock = said.iter().filter(|said| {
        said.party == own.party && said.statement().is_some_and(|one| matches!(one.body, Body::StockDeclared(_)))
    });
    let stock: Vec<u64> = stock.map(|said| said.index).collect();
    let entries: Vec<u64> = period.ranges().iter().flat_map(|range| range.first..=range.last).collect();
    assert_eq!((entries, stock.len()), (stock.clone(), 2));
}

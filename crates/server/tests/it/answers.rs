//! What the answers say of the story in `support`.

use crate::story::NOW;
use crate::support::{api, ask_of, get, get_with};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {value}"))
}

/// The element whose member has the value.
fn find<'v>(list: &'v [Value], key: &str, wanted: &str) -> &'v Value {
    list.iter().find(|one| one[key] == wanted).unwrap_or_else(|| panic!("no {key} {wanted}"))
}

#[test]
fn the_operation_names_its_ends() {
    let operation = api("operation");
    assert_eq!(operation["party"], "dz-log");
    assert_eq!(operation["zone"], "Africa/Algiers");
    assert_eq!(operation["now"], NOW);
    assert_eq!(operation["last_report"], "2013-02-10T18:00:00Z");
    assert_eq!(operation["agreement"]["status"], "reactivated");
    assert_eq!(operation["destination"]["name"]["ar"], "كيدال");
}

#[test]
fn parties_and_journals_belong_together() {
    let (parties, journals) = (api("parties"), api("journals"));
    let origins = |list: &Value| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|one| one["origin"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(origins(&parties), origins(&journals));
    assert_eq!(origins(&parties).len(), 3);
    let own = find(journals.as_array().unwrap(), "party", "dz-log");
    assert_eq!(own["own"], true);
    let checkpoint = own["checkpoint"].as_str().unwrap();
    let mut lines = checkpoint.lines();
    assert_eq!(lines.next(), own["origin"].as_str());
    assert_eq!(lines.next(), Some(own["size"].to_string().as_str()));
}

#[test]
fn the_picture_tells_whom_convoys_meet_and_what_a_road_carries() {
    let picture = api("picture?at=2013-02-10T18:00:00Z");
    let encounters = list(&picture, "encounters");
    assert!(!encounters.is_empty());
    for one in encounters {
        assert_eq!((&one["party"], &one["acknowledged"]), (&json!("ml-army"), &json!(false)));
        assert!(list(one, "segments").iter().all(|segment| segment.as_str().unwrap().starts_with("hoggar-")), "{one}");
    }
    let activity = &list(&picture, "activities")[0];
    assert_eq!((&activity["party"], &activity["read_by"]), (&json!("ml-army"), &json!([])));
    let state = &find(list(&picture, "axes"), "axis", "axis-hoggar")["state"];
    assert_eq!((&state["lanes"]["value"], &state["load_class"]["value"]), (&json!(1), &json!(30)));
    assert_eq!((&state["hazards"], &state["passability"]), (&json!(["sand"]), &json!("open")));
    assert_eq!((&state["holder"], &state["overridden"]), (&json!("Garde nationale"), &Value::Null));
    assert_eq!(state["holder_overridden"]["officer"], "dz-log/movement");
    // A force that has gone home is told no more.
    assert_eq!(api("picture?at=2013-02-16")["activities"], json!([]));
}

#[test]
fn the_picture_can_be_asked_why() {
    let picture = api("picture?at=2013-02-12");
    assert_eq!(picture["at"], "2013-02-12T00:00:00Z");
    let axes = list(&picture, "axes");
    let disputed = &find(axes, "axis", "axis-in-khalil")["state"];
    assert_eq!((&disputed["passability"], &disputed["conflicting"]), (&json!("open"), &json!(true)));
    assert_eq!(find(axes, "axis", "axis-tinzaouaten")["state"]["passability"], "closed");
    assert_eq!(find(axes, "axis", "axis-timiaouine")["state"]["holder"], "the army of the recipient state");
    let silent = &find(axes, "axis", "axis-timbuktu")["state"];
    assert_eq!((&silent["passability"], list(silent, "evidence")), (&json!("unknown"), &vec![]));
    // Every piece of evidence leads to a report with grade, origin and words.
    let reports = list(&picture, "reports");
    for evidence in axes.iter().flat_map(|axis| list(&axis["state"], "evidence")) {
        let report = reports.iter().find(|one| one["by"]["leaf"] == evidence["report"]).unwrap();
        assert!(report["origin"].is_string() && report["reliability"].is_string(), "{report}");
    }
    let words: Vec<_> = reports.iter().filter_map(|report| report["excerpt"].as_str()).collect();
    assert!(words.contains(&"الطريق مفتوح منذ الجمعة"), "{words:?}");
}

#[test]
fn the_map_shows_every_segment_in_the_state_of_its_axes() {
    let picture = api("picture?at=2013-02-12");
    let features = list(&picture["geojson"], "features");
    let of = |axis: &str, key: &str| -> BTreeSet<String> {
        let named = features.iter().filter(|feature| {
            feature["properties"]["axis"].as_array().is_some_and(|axes| axes.contains(&json!(axis)) && axes.len() == 1)
        });
        named.map(|feature| feature["properties"][key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of("axis-tinzaouaten", "state"), BTreeSet::from(["closed".to_owned()]));
    assert_eq!(of("axis-timbuktu", "state"), BTreeSet::from(["unknown".to_owned()]));
    let kinds: BTreeSet<_> = features.iter().map(|feature| feature["geometry"]["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, BTreeSet::from(["LineString", "Point"]));
    let town = features.iter().find(|feature| feature["properties"]["place"] == "kidal").unwrap();
    assert_eq!(town["properties"]["name_ar"], "كيدال");
}

#[test]
fn reports_fade_and_later_knowledge_can_be_left_out() {
    let state = |path: &str| -> Value {
        find(list(&api(path), "axes"), "axis", "axis-tinzaouaten")["state"]["passability"].clone()
    };
    assert_eq!(state("picture?at=2013-02-12"), "closed");
    assert_eq!(state("picture?at=2013-03-30"), "unknown");
    assert_eq!(state("picture?at=2013-02-12&known=2013-02-10T07:00:00Z"), "unknown");
    let regimes = api("picture?at=2013-02-12");
    let crossing = &list(&regimes, "regimes")[0];
    assert_eq!((&crossing["status"], &crossing["exceptions"]), (&json!("closed"), &json!(["friendship"])));
    assert_eq!(crossing["hours"]["opens_minute"], 420);
}

#[test]
fn the_plan_in_force_says_who_is_where_and_what_rides_together() {
    let plan = api("plan");
    let columns = list(&plan, "columns");
    assert_eq!(plan["objective"]["columns"], columns.len());
    let number = |name: &str| plan["objective"][name].as_u64().unwrap();
    assert!(0 < number("bound_ds") && number("bound_ds") <= number("weighted_ds"), "{plan}");
    assert!(!columns.is_empty());
    for column in columns {
        let rows = list(column, "march_table");
        assert_eq!(rows.first().unwrap()["kind"], "start");
        assert_eq!(rows.last().unwrap()["kind"], "release");
        assert_eq!(rows.last().unwrap()["place"]["id"], column["crossing"]["id"]);
        for row in rows {
            assert!(row["due"].as_str() < row["clear"].as_str(), "{row}");
        }
    }
    let loads: Vec<&Value> = columns.iter().flat_map(|column| list(column, "loads")).collect();
    let dangerous = loads.iter().filter(|load| list(load, "shares").iter().any(|share| !share["hazard"].is_null()));
    let mut judged = 0;
    for load in dangerous {
        judged += 1;
        assert_eq!(load["verdict"]["rules"], "stricter", "{load}");
    }
    assert!(judged > 0);
    let convoys = api("convoys");
    let named: Vec<&Value> = convoys.as_array().unwrap().iter().map(|convoy| &convoy["convoy"]).collect();
    assert_eq!(named, columns.iter().map(|column| &column["convoy"]).collect::<Vec<_>>());
}

#[test]
fn a_convoy_tells_what_it_did() {
    let convoys = api("convoys");
    let convoy = &convoys[0];
    assert_eq!(convoy["status"], "arrived");
    let steps: Vec<&str> = list(convoy, "steps").iter().map(|step| step["what"].as_str().unwrap()).collect();
    assert_eq!(steps, ["departed", "arrived"]);
    assert_eq!(convoy["position"]["id"], list(convoy, "march_table").last().unwrap()["place"]["id"]);
    assert!(convoy["order"]["leaf"].as_str().unwrap().len() == 64);
}

#[test]
fn the_account_sums_to_zero_and_shows_what_is_open() {
    let account = api("account");
    assert_eq!(account["at"], NOW);
    let books = list(&account, "books");
    assert!(books.len() > 5);
    for book in books {
        assert_eq!(book["sum"], 0, "{book}");
        let sum: i64 = list(book, "accounts").iter().map(|row| row["amount"].as_i64().unwrap()).sum();
        assert_eq!(sum, 0, "{book}");
    }
    for line in list(&account, "lines") {
        let n = |key: &str| line[key].as_u64().unwrap();
        assert!(n("packed") >= n("dispatched") && n("dispatched") >= n("at_crossing"), "{line}");
        assert_eq!(n("owed"), n("pledged").saturating_sub(n("accepted")), "{line}");
    }
    let matters = list(&account, "matters");
    assert_eq!(matters.len(), 1);
    assert_eq!((&matters[0]["age_days"], &matters[0]["settled"]), (&json!(4), &Value::Null));
    let difference = &matters[0]["differences"][0];
    assert_eq!(difference["offered"].as_u64().unwrap() - difference["counted"].as_u64().unwrap(), 1);
    assert_eq!((&difference["reason"], &difference["note"]), (&json!("short"), &json!("صندوق واحد ناقص")));
}

#[test]
fn every_figure_leads_to_statements() {
    let account = api("account");
    for book in list(&account, "books") {
        let code = book["item"]["code"].as_str().unwrap();
        let postings = api(&format!("postings?item={code}"));
        let posted: u64 = postings.as_array().unwrap().iter().map(|one| one["quantity"].as_u64().unwrap()).sum();
        assert!(posted > 0, "{code}");
        assert!(postings.as_array().unwrap().iter().all(|one| one["by"]["leaf"].is_string()));
    }
    assert_eq!(api("postings?item=never-heard-of"), json!([]));
}

#[test]
fn checks_are_seen_due_and_overdue() {
    let states = |path: &str| -> BTreeSet<String> {
        list(&api(path), "checks").iter().map(|check| check["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states("account"), BTreeSet::from(["due".to_owned(), "verified".to_owned()]));
    assert_eq!(states("account?at=2014-01-01"), BTreeSet::from(["overdue".to_owned(), "verified".to_owned()]));
}

#[test]
fn findings_name_the_statement_and_the_values() {
    let findings = api("findings");
    assert_eq!(findings.as_array().unwrap().len(), 1, "{findings}");
    assert_eq!(findings[0]["kind"], "unknown_convoy");
    assert_eq!(findings[0]["message"], "finding-unknown");
    assert_eq!(findings[0]["values"], json!({"name": "99-DZ-99"}));
    assert_eq!(findings[0]["by"]["origin"], "sahel-2013.example/dz-log");
}

#[test]
fn words_come_in_three_languages() {
    for (lang, rtl) in [("en", false), ("fr", false), ("ar", true)] {
        let words = api(&format!("words/{lang}"));
        assert_eq!((&words["lang"], &words["rtl"]), (&json!(lang), &json!(rtl)));
        let names: Vec<&Value> = list(&words, "files").iter().map(|file| &file["name"]).collect();
        assert_eq!(names, ["common.ftl", "codes.ftl", "cli.ftl", "desk.ftl", "page.ftl", "phone.ftl"]);
    }
    let answer = get("/api/v1/words/tlh");
    assert_eq!((answer.status, &answer.json()["detail"]), (StatusCode::NOT_FOUND, &json!("there are en, fr, ar")));
}

#[test]
fn the_plan_in_force_is_taken_away_as_files() {
    let plan = api("plan");
    let kinds = [
        ("march-table.csv", "text/csv; charset=utf-8", "Convoy,"),
        ("loads.csv", "text/csv; charset=utf-8", "Convoy,"),
        ("credits.csv", "text/csv; charset=utf-8", "Credit,"),
        ("orders.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        ("orders.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\n"),
        ("orders.gpx", "application/gpx+xml", "<?xml"),
        ("orders.geojson", "application/geo+json", "{\"type\":\"FeatureCollection\""),
    ];
    for (name, kind, begins) in kinds {
        let path = format!("/api/v1/plan/files/{name}");
        let answer = get(&path);
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{name}");
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        assert!(answer.body.starts_with(begins.as_bytes()), "{name}");
        let again = get_with(&path, &[(header::IF_NONE_MATCH, answer.header("etag"))]);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{name}");
    }
    let march = get("/api/v1/plan/files/march-table.csv?lang=ar");
    let march = String::from_utf8(march.body).unwrap();
    assert!(march.starts_with("القافلة,"), "{march}");
    let rows: usize = list(&plan, "columns").iter().map(|column| list(column, "march_table").len()).sum();
    assert_eq!(march.lines().count(), rows + 1);
    let nothing = get("/api/v1/plan/files/orders.pdf");
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(nothing.json()["detail"].as_str().unwrap().contains("orders.ics"));
    let question = get("/api/v1/plan/files/orders.ics?lang=de");
    assert_eq!(
        (question.status, &question.json()["where"]),
        (StatusCode::BAD_REQUEST, &json!("query parameter `lang`"))
    );
}

#[test]
fn a_node_without_orders_has_no_plan() {
    let answer = ask_of(crate::support::silent(), Request::get("/api/v1/plan").body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json()["type"], "urn:qafila:problem:no-plan");
    assert!(answer.json()["hint"].as_str().unwrap().contains("qafila plan"));
}

#[test]
fn a_node_without_an_operation_says_so() {
    let answer = ask_of(crate::support::empty(), Request::get("/api/v1/picture").body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.json()["hint"].as_str().unwrap().contains("qafila init"));
}

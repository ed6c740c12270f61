//! What is wrong first, the plan along time, flows, lives of pieces, statements and search, over the same story.

use crate::support::{api, get};
use axum::http::StatusCode;
use serde_json::{Value, json};

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {value}"))
}

#[test]
fn today_tells_what_is_wrong_with_what_shows_it() {
    let today = api("today");
    let matter = &list(&today, "matters")[0];
    assert_eq!((&matter["age_days"], &matter["settled"]), (&json!(4), &Value::Null));
    let late = list(&today, "late");
    assert!(!late.is_empty());
    for one in late {
        assert_ne!(one["convoy"], "11-DZ-01", "who has arrived is late no more");
        assert!(one["late_minutes"].as_u64().unwrap() > 24 * 60, "{one}");
        assert_eq!(one["by"]["leaf"].as_str().unwrap().len(), 64);
    }
    // The army was heard of at its count, four days ago; the monitor at its check, two days and two hours ago.
    let silent: Vec<&Value> = list(&today, "silent").iter().map(|one| &one["party"]).collect();
    assert_eq!(silent, ["ml-army", "monitor"]);
    assert_eq!((&today["silent_hours"], &today["findings"]), (&json!(48), &json!(1)));
    // Earlier, before anything had moved, the force on the way was what there was to tell.
    let earlier = api("today?at=2013-02-10T18:00:00Z");
    assert_eq!((&earlier["matters"], &earlier["late"], &earlier["silent"]), (&json!([]), &json!([]), &json!([])));
    let meeting = &list(&earlier, "encounters")[0];
    assert_eq!((&meeting["party"], &meeting["acknowledged"]), (&json!("ml-army"), &json!(false)));
    assert_eq!(meeting["roads"][0]["axis"], "axis-hoggar");
    assert_eq!(get("/api/v1/today?at=soon").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_plan_along_time_has_rows_bands_lanes_and_conflicts() {
    let along = api("timeline?at=2013-02-10T18:00:00Z");
    let columns = list(&along, "columns");
    let plan = api("plan");
    assert_eq!(columns.len(), list(&plan, "columns").len());
    for column in columns {
        for leg in list(column, "legs") {
            let text = |key: &str| leg[key].as_str().unwrap().to_owned();
            assert!(text("from") < text("exit") && text("exit") <= text("to"), "{leg}");
            assert!(along["from"].as_str().unwrap() <= text("from").as_str());
        }
    }
    // By decree from seven to six, an hour ahead of UTC.
    let open = list(&list(&along, "crossings")[0], "open");
    assert!(open.iter().skip(1).all(|span| span["from"].as_str().unwrap().ends_with("T06:00:00Z")), "{open:?}");
    assert!(!list(&along, "defiles").is_empty());
    let conflicts = list(&along, "conflicts");
    assert!(!conflicts.is_empty());
    assert!(conflicts.iter().all(|one| one["kind"] == "force" && one["with"] == "ml-army"), "{conflicts:?}");
}

#[test]
fn flows_are_narrowed_by_filters_that_combine() {
    let flow = api("flow");
    let items = list(&flow, "items");
    let all = items.len();
    assert!(all > 1);
    for node in items.iter().flat_map(|item| list(item, "nodes")) {
        let of = |key: &str| node[key].as_i64().unwrap();
        assert_eq!(of("opening") + of("entered") - of("left"), of("balance"), "{node}");
    }
    let code = items.iter().find(|item| !list(item, "links").is_empty()).unwrap()["item"]["code"].as_str().unwrap();
    let one = api(&format!("flow?item={code}&to=2013-02-16"));
    assert_eq!(list(&one, "items").len(), 1);
    let handed_over = |flow: &Value| {
        list(flow, "items").iter().flat_map(|item| list(item, "links")).any(|link| link["to"] == "receiver")
    };
    assert!(handed_over(&flow) && !handed_over(&one));
    assert_eq!(list(&api("flow?pledge=nothing"), "items").len(), 0);
    assert_eq!(get("/api/v1/flow?item=%20").status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/api/v1/flow?itm=a").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_piece_has_a_life_and_a_statement_its_words() {
    let account = api("account");
    let checked = list(&account, "checks").iter().find(|check| !check["last"].is_null()).unwrap();
    let (item, serial) = (checked["item"]["code"].as_str().unwrap(), checked["serial"].as_str().unwrap());
    let life = api(&format!("life?item={item}&serial={serial}"));
    assert!(list(&life, "postings").iter().all(|one| one["quantity"] == 1), "{life}");
    assert_eq!(list(&life, "looks")[0]["party"], "monitor");
    let leaf = list(&life, "looks")[0]["by"]["leaf"].as_str().unwrap();
    let statement = api(&format!("statement?leaf={leaf}"));
    assert_eq!((&statement["content"], &statement["standing"]), (&json!("read"), &json!("sound")));
    assert_eq!(statement["said"]["kind"], "check_performed");
    assert_eq!(statement["said"]["body"]["pieces"][0]["serial"], serial);
    assert_eq!(get(&format!("/api/v1/statement?leaf={}", "00".repeat(32))).status, StatusCode::NOT_FOUND);
    assert_eq!(get("/api/v1/statement?leaf=xyz").status, StatusCode::BAD_REQUEST);
    assert_eq!(list(&api("life?item=nothing&serial=1"), "postings").len(), 0);
}

#[test]
fn search_finds_places_in_any_script_and_things_by_number() {
    let first = |asked: &str| api(&format!("search?q={asked}"))[0].clone();
    assert_eq!(first("%D8%AA%D8%B3%D8%A7%D9%84%D9%8A%D8%AA")["id"], "tessalit");
    assert_eq!((&first("11-dz-01")["kind"], &first("11-dz-01")["near"]), (&json!("convoy"), &json!("same")));
    let checked = api("account")["checks"][0].clone();
    let hit = first(checked["serial"].as_str().unwrap());
    assert_eq!((&hit["kind"], &hit["item"]), (&json!("serial"), &checked["item"]["code"]));
    let own = api("journals").as_array().unwrap().iter().find(|one| one["own"] == true).unwrap().clone();
    let hit = first("dz-log%230");
    assert_eq!(
        (&hit["kind"], &hit["by"]["origin"], &hit["says"]),
        (&json!("statement"), &own["origin"], &json!("party_declared"))
    );
    assert_eq!(api("search?q=%3Cscript%3E"), json!([]));
    assert_eq!(get("/api/v1/search").status, StatusCode::BAD_REQUEST);
}

#[test]
fn journals_tell_how_far_they_are_cosigned_and_when_something_came_last() {
    let journals = api("journals");
    for journal in journals.as_array().unwrap() {
        assert_eq!(journal["tail"]["size"], journal["size"], "{journal}");
        assert!(journal["newest"].as_str().unwrap().starts_with("2013-02-1"), "{journal}");
    }
}

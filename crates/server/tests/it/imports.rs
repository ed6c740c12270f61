//! Tables that are sent whole, and the drafts that they come to.

use crate::jobs::{begun, get, until};
use crate::office::{Client, MOVEMENT, Office};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const STORES: &str = "dz-log/stores";

const ITEMS: &str =
    "item,name,unit,mass_kg,volume_l,tracking\nblanket,Blanket,piece,1.5,6,bulk\ntin,Tin,each,0.4,0.5,lot\n";

const ROADS: &str = "Piste,Q7,day\naxis-in-khalil,on ne passe pas,2013-02-08\n";

/// The job of a table when it has ended.
fn ended(client: &Client<'_>, key: &str, table: &Value) -> Value {
    let at = begun(client, key, &json!({ "import": table }));
    until(client, &at, |job| job["state"] == "done" || job["state"] == "failed")
}

#[test]
fn a_table_becomes_drafts_that_a_person_signs() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let before = office.size();
    let job = ended(&client, "two-new-items", &json!({"list": "catalogue", "csv": ITEMS}));
    assert_eq!((&job["state"], &job["kind"]), (&json!("done"), &json!("import")), "{job}");
    assert_eq!((&job["done"], &job["of"]), (&json!(3), &json!(3)));
    let result = &job["result"];
    assert_eq!((&result["good_rows"], &result["bad_rows"], &result["bad"]), (&json!(2), &json!(0), &json!([])));
    // The job has signed nothing.
    assert_eq!(office.size(), before);
    let said = client.post("statements", "two-items-signed", &result["drafts"]).done();
    assert_eq!(said["appended"].as_array().unwrap().len(), 2);
    assert_eq!(office.size(), before + 2);
    let again = ended(&client, "the-same-items", &json!({"list": "catalogue", "csv": ITEMS}));
    assert_eq!((&again["result"]["drafts"], &again["result"]["unchanged"]), (&json!([]), &json!(2)));
}

#[test]
fn a_workbook_comes_in_base64_and_a_sheet_of_it_by_name() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap();
    let sheet = book.add_worksheet().set_name("Items").unwrap();
    for (row, line) in (0..).zip(ITEMS.lines()) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let bytes = STANDARD.encode(book.save_to_buffer().unwrap());
    let job = ended(&client, "items-in-a-book", &json!({"list": "catalogue", "xlsx": bytes, "sheet": "Items"}));
    assert_eq!(job["result"]["sheet"], "Items", "{job}");
    assert_eq!(job["result"]["drafts"].as_array().unwrap().len(), 2);
    let job = ended(&client, "no-such-sheet", &json!({"list": "catalogue", "xlsx": bytes, "sheet": "Item"}));
    assert_eq!(job["problem"]["hint"], "did you mean Items?", "{job}");
}

#[test]
fn road_statuses_are_read_by_a_mapping() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let mapping = json!({
        "columns": {"about": "Piste", "state": "Q7"}, "values": {"state": {"on ne passe pas": "impassable"}},
        "defaults": {"letter": "C", "number": "3"},
    });
    let table = json!({"list": "reports", "csv": ROADS, "mapping": mapping, "officer": MOVEMENT});
    let job = ended(&client, "roads-by-a-mapping", &table);
    let drafts = &job["result"]["drafts"];
    assert_eq!((&drafts[0]["body"]["state"], &drafts[0]["officer"]), (&json!("impassable"), &json!(MOVEMENT)), "{job}");
    client.post("statements", "the-roads-signed", drafts).done();
    // A grade is nobody's guess.
    let job = ended(
        &client,
        "roads-without-one",
        &json!({"list": "reports", "csv": ROADS.replace("Piste,Q7", "road,status")}),
    );
    assert!(job["problem"]["hint"].as_str().unwrap().starts_with("the grade is a person's"), "{job}");
}

#[test]
fn every_bad_cell_is_named_and_good_rows_are_drafted_when_asked() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let csv = format!("{ITEMS}pot,Pot,boxs,\"1,234\",1,bulk\n");
    let job = ended(&client, "a-bad-row-among-two", &json!({"list": "catalogue", "csv": csv}));
    assert_eq!(
        (&job["state"], &job["result"], &job["problem"]["status"]),
        (&json!("failed"), &Value::Null, &json!(422))
    );
    let lines = job["problem"]["lines"].as_array().unwrap();
    let cell = |at: usize| (lines[at]["line"].clone(), lines[at]["cell"].clone(), lines[at]["hint"].clone());
    let named = |name: &str, column: &str, value: &str| json!({"name": name, "column": column, "value": value});
    assert_eq!(cell(0), (json!(4), named("C4", "unit", "boxs"), json!("did you mean box, boxes, boites?")));
    let hint = "write it without a mark between thousands";
    assert_eq!(cell(1), (json!(4), named("D4", "mass_kg", "1,234"), json!(hint)));
    let job = ended(&client, "without-the-bad-row", &json!({"list": "catalogue", "csv": csv, "skip_bad": true}));
    assert_eq!(job["result"]["drafts"].as_array().unwrap().len(), 2, "{job}");
    assert_eq!((&job["result"]["bad_rows"], &job["result"]["bad"]), (&json!(1), &json!(lines)));
    let bad = json!({"list": "stock", "csv": "site,item,quantity\nnowhere,tin,3\n"});
    let job = ended(&client, "stock-at-no-place", &bad);
    assert_eq!(job["problem"]["lines"][0]["cell"]["name"], "A2", "{job}");
}

#[test]
fn one_that_is_cancelled_leaves_nothing_and_is_no_other_officers() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let before = office.size();
    // Nothing else runs as long as this does.
    let plan = json!({"plan": {"from": "2013-02-11T00:00:00Z", "seconds": 3_600}});
    let long = begun(&client, "a-plan-of-an-hour", &plan);
    let at = begun(&client, "items-behind-it", &json!({"import": {"list": "catalogue", "csv": ITEMS}}));
    let other = office.sign_in(MOVEMENT, &[]);
    assert_eq!(get(&other, &at).problem(), (404, "unknown".into()));
    for job in [&at, &long] {
        assert_eq!(office.ask("DELETE", job, &[("Cookie", &client.cookie)], "").status, StatusCode::OK);
    }
    let job = get(&client, &at).json();
    assert_eq!((&job["state"], &job["result"], &job["problem"]), (&json!("cancelled"), &Value::Null, &Value::Null));
    assert_eq!(office.size(), before);
}

#[test]
fn what_is_too_long_or_no_table_is_refused() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let long = json!({"import": {"list": "catalogue", "csv": "x".repeat(4 * 1024 * 1024)}});
    assert_eq!(client.post("jobs", "longer-than-taken", &long).problem(), (413, "too-long".into()));
    let rows = format!("item,name\n{}", "a,b\n".repeat(5_000));
    let job = ended(&client, "too-many-rows", &json!({"list": "catalogue", "csv": rows}));
    assert_eq!(job["problem"]["detail"], "the table has 5001 rows, at most 5000 are read at once", "{job}");
    for (table, status, word) in [
        (json!({}), 400, "json"),
        (json!({"list": "catalogue"}), 422, "refused"),
        (json!({"list": "catalogue", "csv": ITEMS, "xlsx": ""}), 422, "refused"),
        (json!({"list": "catalogue", "xlsx": "§"}), 422, "refused"),
        (json!({"list": "stock", "csv": ITEMS, "mapping": {}}), 422, "refused"),
        (json!({"list": "reports", "csv": ROADS, "mapping": {"colums": {}}}), 400, "json"),
        (json!({"list": "journals", "csv": ITEMS}), 400, "json"),
    ] {
        let answer = client.post("jobs", "what-is-no-table", &json!({ "import": table }));
        assert_eq!(answer.problem(), (status, word.into()), "{table}");
    }
}

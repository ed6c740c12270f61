//! Tables of road statuses come in as drafts; every cell that cannot be read is named.

use crate::support::{Place, Ran};
use serde_json::Value;
use std::fs;

const GOOD: &str = "road,status,date,letter,number,note\naxis-in-khalil,cut,2013-02-08,C,3,mines\nkidal,Open,2013-02-09T08:00:00.000+01:00,b,2,\n";

fn import(place: &Place, table: &str, more: &[&str]) -> Ran {
    fs::write(place.path("table.csv"), table).unwrap();
    place.run(&[&["import", "reports", "../table.csv"], more].concat())
}

fn bodies(ran: &Ran) -> Vec<Value> {
    let drafts = ran.json()["drafts"].as_array().unwrap().clone();
    drafts.into_iter().map(|line| line["draft"]["body"].clone()).collect()
}

#[test]
fn a_table_becomes_drafts_that_say_takes() {
    let place = Place::donor();
    let before = (place.entries(), place.run(&["picture", "--json"]).ended(0).out);
    let ran = import(&place, GOOD, &["--officer", "dz-log/movement"]).ended(0);
    assert_eq!(before, (place.entries(), place.run(&["picture", "--json"]).ended(0).out));
    place.fed(&["say", "-"], &ran.out).ended(0);
    assert_eq!(place.entries(), before.0 + 2);
    let bodies = bodies(&import(&place, GOOD, &["--json"]).ended(0));
    assert_eq!((&bodies[0]["kind"], &bodies[0]["state"]), (&"road_status".into(), &"cut".into()));
    assert_eq!((&bodies[1]["kind"], &bodies[1]["state"]), (&"crossing_status".into(), &"open".into()));
    assert_eq!(bodies[1]["grade"], serde_json::json!({ "reliability": "B", "credibility": "2" }));
    // One file is one origin, however many rows it has.
    assert_eq!(bodies[0]["source"]["origin"], bodies[1]["source"]["origin"]);
}

#[test]
fn headings_are_known_in_three_languages_and_behind_groups() {
    let place = Place::donor();
    for table in [
        "Tronçon;État;Jour;Fiabilité;Crédibilité\naxis-in-khalil;coupée;2013-02-08;C;3\n",
        "الطريق,الحالة,التاريخ,الحرف,الرقم\naxis-in-khalil,مقطوعة,٢٠١٣-٠٢-٠٨,C,٣\n",
        "_uuid,visit/road,visit/status,visit/observed,meta/instanceID,grade/letter,grade/number\nab,axis-in-khalil,cut,2013-02-08,x,C,3\n",
    ] {
        let bodies = bodies(&import(&place, table, &["--json"]).ended(0));
        assert_eq!((bodies.len(), &bodies[0]["state"]), (1, &"cut".into()), "{table}");
    }
}

#[test]
fn a_mapping_names_columns_words_and_defaults() {
    let place = Place::donor();
    let map = "[columns]\nabout = \"Piste\"\nstate = \"Q7\"\n[values.state]\n\"2 - on ne passe pas\" = \"impassable\"\n[defaults]\nclass = \"field_source\"\ndate = \"2013-02-08\"\n";
    fs::write(place.path("map.toml"), map).unwrap();
    let table = "Piste,Q7,status\naxis-in-khalil,2 - on ne passe pas,open\n";
    let with = ["--map", "../map.toml", "--letter", "C", "--number", "3", "--json"];
    let ran = import(&place, table, &with).ended(0);
    let body = bodies(&ran).remove(0);
    assert_eq!((&body["state"], &body["source"]["class"]), (&"impassable".into(), &"field_source".into()));
    // What the mapping reads elsewhere is not read from its heading.
    assert_eq!(ran.json()["ignored"], serde_json::json!(["status"]));
    import(&place, table, &["--map", "../map.toml"]).told(1, &["nothing says `letter`", "--letter"]);
    fs::write(place.path("map.toml"), "[columns]\nabout = \"Route 7\"\n").unwrap();
    import(&place, GOOD, &["--map", "../map.toml"])
        .told(1, &["`about` from the column `Route 7`; the table has road, status"]);
    fs::write(place.path("map.toml"), "[colums]\n").unwrap();
    import(&place, GOOD, &["--map", "../map.toml"]).told(1, &["the mapping cannot be read", "colums"]);
}

#[test]
fn every_bad_cell_is_named_and_nothing_is_half_written() {
    let place = Place::donor();
    let table = "road,status,date,letter,number\naxis-in-kalil,cut,2013-02-08,C,3\naxis-in-khalil,wet,8/2/13,Z,9\naxis-in-khalil,,2013-02-08,C,3\naxis-in-khalil,cut,2013-02-08,C,3\n";
    let out = ["--out", "../drafts.jsonl"];
    import(&place, table, &out).told(
        1,
        &[
            "A2 (road) `axis-in-kalil`: no road or place of that name",
            "B3 (status) `wet`: is none of open, restricted",
            "C3 (date) `8/2/13`: is no day such as",
            "D3 (letter) `Z`: is none of A, B",
            "E3 (number) `9`: is none of 1, 2",
            "B4 (status) is empty: must be filled",
            "bad rows: 3, good rows: 1; no draft was written",
        ],
    );
    assert!(!place.path("drafts.jsonl").exists());
    import(&place, table, &[&out[..], &["--skip-bad"]].concat()).ended(3);
    assert_eq!(fs::read_to_string(place.path("drafts.jsonl")).unwrap().lines().count(), 2);
    import(&place, "a,b\n1,2\n", &[]).told(1, &["none of the first 25 rows has headings"]);
    import(&place, &GOOD.replace("note", "condition"), &[]).told(1, &["columns B1 and F1 are both `state`"]);
    import(&place, &GOOD.replace("cut", "=A1"), &[]).ended(1);
}

#[test]
fn an_alert_is_read_like_any_text_and_brings_its_day() {
    let place = Place::donor();
    let alert = "<?xml version=\"1.0\"?><alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><sent>2013-02-08T09:00:00+01:00</sent><status>Actual</status><msgType>Alert</msgType><info><headline>The army said the road from Tessalit to Kidal is closed.</headline></info></alert>";
    let ran = place.fed(&["read", "-", "--json"], alert).ended(0);
    let draft: Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert_eq!(draft["args"]["status"], "closed");
    let exercise = alert.replace("Actual", "Exercise");
    let ran = place.fed(&["read", "-", "--json"], exercise);
    assert_eq!(ran.ended(0).out, "");
}

#[test]
fn a_workbook_is_read_as_the_same_rows_of_a_file_of_text() {
    let place = Place::donor();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(GOOD.trim_end().lines()) {
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    // As spreadsheet programs keep days and numbers: counts with a format.
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2013, 2, 8).unwrap();
    sheet.write_datetime_with_format(1, 2, &date, &day).unwrap();
    sheet.write_number(1, 4, 3.0).unwrap();
    fs::write(place.path("table.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let ran = place.run(&["import", "reports", "../table.xlsx", "--json"]).ended(0);
    // All rows of a file are of one origin, which is another for another file; of a workbook, the sheet is named.
    let plain = |ran: &Ran| -> Vec<String> {
        let mut bodies = bodies(ran);
        bodies.iter_mut().for_each(|body| body["source"]["origin"] = Value::Null);
        bodies.iter().map(|body| body.to_string().replace("Sheet1!", "")).collect()
    };
    assert!(bodies(&ran)[0]["arguments"].to_string().contains("Sheet1!2"), "{ran:?}");
    assert_eq!(plain(&ran), plain(&import(&place, GOOD, &["--json"]).ended(0)));
    fs::write(place.path("table.xlsx"), b"PK\x03\x04 no workbook").unwrap();
    place.run(&["import", "reports", "../table.xlsx"]).ended(1);
}

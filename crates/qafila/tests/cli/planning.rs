//! Plans that are worked on for longer, and policies that are wrong.

use crate::support::{Place, Ran, copy, operation, run};
use std::fs;

const PLAN: [&str; 3] = ["plan", "--from", "2013-02-11T04:00:00Z"];

#[test]
fn a_plan_tells_what_it_weighs_and_what_no_plan_goes_below() {
    let place = Place::donor();
    let said = place.run(&PLAN).out;
    let weighed = said.lines().find(|line| line.contains("no plan with these columns is below")).unwrap();
    assert!(weighed.contains("gap") && weighed.contains("other orders tried"), "{weighed}");
    let json = |more: &[&str]| place.run(&[&PLAN[..], &["--json"], more].concat()).json();
    let first = json(&["--rounds", "0"]);
    assert_eq!(first["report"]["search"]["rounds"], 0);
    let number = |of: &serde_json::Value, name: &str| of["plan"]["objective"][name].as_u64().unwrap();
    let better = json(&["--rounds", "50"]);
    assert!(number(&better, "weighted") <= number(&first, "weighted"));
    assert!(number(&better, "bound") <= number(&better, "weighted") && number(&better, "bound") > 0);
    let searched = json(&["--time", "1s"]);
    let rounds = searched["report"]["search"]["rounds"].to_string();
    assert_eq!(json(&["--rounds", &rounds])["digest"], searched["digest"]);
}

#[test]
fn no_time_and_no_weights_are_told() {
    let place = Place::donor();
    for time in ["soon", "10", "s", "-1s", "2d", "25h", "٣س", ""] {
        place.run(&[&PLAN[..], &[&format!("--time={time}")]].concat()).told(2, &["write 10s, 2m or 1h, at most 24h"]);
    }
    place.run(&[&PLAN[..], &["--time", "1s", "--rounds", "3"]].concat()).told(2, &["--rounds"]);
    let wrong = [
        ("lateness = [8, 4, 2, 1]", "latenes = [8, 4, 2, 1]", "unknown field `latenes`"),
        ("lateness = [8, 4, 2, 1]", "latenes = [8, 4, 2, 1]", "did you mean lateness"),
        ("column_max = 20", "colum_max = 20", "did you mean column_max"),
        ("column_max = 20", "column_max = 0", "a column has 1 vehicle at least"),
        ("column_max = 20", "column_max = 20\ndaylight_on = [\"no-road\"]", "no segment of the network"),
        ("[rest]", "[column]\ncommanders = { nowhere = \"dz-log/convoy\" }\n\n[rest]", "no place of the network"),
        ("[rest]", "[column]\nmarch_shrt = true\n\n[rest]", "did you mean march_short"),
        (
            "[rest]",
            "[column]\nrecovery = { items = [\"crane\"], per = 5 }\ntankers = { items = [\"crane\"], per = 5, adds = 1 }\n\n[rest]",
            "`crane` stands in `column.recovery` and in `column.tankers`",
        ),
        (
            "[rest]",
            "[column.escort]\nitems = [\"car\"]\ntable = [{ certainty = 1, vehicles = 20, per = 1 }]\n\n[rest]",
            "makes a column of 21",
        ),
        ("[rest]", "[reserve]\nvehicles = 1200\n\n[rest]", "no vehicle would march; write 999 or less"),
        ("[rest]", "[reserve]\nvehicls = 100\n\n[rest]", "did you mean vehicles"),
        (
            "[rest]",
            "[towing]\ntowed = { gun = 7 }\ntows = { gun = 1 }\n\n[rest]",
            "`gun` stands in `towing.towed` and in `towing.tows`",
        ),
        ("opens_minute = 360", "opens_minute = 1200", "minute 1200 and closes at minute 1140"),
        ("opens_minute = 360", "opens_minute = -360", "invalid value"),
        ("after = 72000", "after = 599", "599 tenths of a second, the least is 600"),
        ("lateness = [8, 4, 2, 1]", "lateness = [8, 4, 2]", "array of length 4"),
        ("lateness = [8, 4, 2, 1]", "lateness = [8, 4, 2, -1]", "invalid value"),
    ];
    let folder = place.path("sahel");
    copy(&operation(""), &folder);
    let policy = folder.join("policy.toml");
    let text = fs::read_to_string(&policy).unwrap();
    for (right, wrong, told) in wrong {
        fs::write(&policy, text.replace(right, wrong)).unwrap();
        let folder = folder.display().to_string();
        let ran = run(place.root(), &["init", "other", "--party", "dz-log", "--operation", &folder]);
        ran.told(1, &["policy.toml", told]);
    }
    assert!(!place.path("other").exists());
}

/// What the beginning of a node comes to whose policy has one more section.
fn begun(place: &Place, section: &str) -> Ran {
    let folder = place.path("sahel");
    copy(&operation(""), &folder);
    let policy = folder.join("policy.toml");
    fs::write(&policy, fs::read_to_string(&policy).unwrap().replace("[rest]", &format!("{section}\n\n[rest]")))
        .unwrap();
    let folder = folder.to_str().unwrap();
    run(place.root(), &["init", "dz-log", "--party", "dz-log", "--operation", folder])
}

/// A node of the giver whose policy has one more section.
fn ruled(section: &str) -> Place {
    let place = Place::empty();
    begun(&place, section).ended(0);
    for file in ["01-dz-log", "05-dz-log-roads"] {
        place.run(&["say", operation(&format!("statements/{file}.jsonl")).to_str().unwrap()]).ended(0);
    }
    place
}

#[test]
fn what_stays_in_reserve_is_told() {
    let place = ruled("[reserve]\nvehicles = 800\nstock = { flour-50 = 100 }");
    let told = place.run(&PLAN).ended(3).out;
    assert!(told.contains("kept in reserve at the site") && told.contains("if nothing were kept in reserve"), "{told}");
    let arabic = place.run(&[&PLAN[..], &["--lang", "ar"]].concat()).ended(3).out;
    assert!(arabic.contains("احتياطًا"), "{arabic}");
}

#[test]
fn a_reserve_of_what_nobody_defined_is_refused() {
    let place = ruled("[reserve]\nstock = { fluor = 100 }");
    let told = place.run(&PLAN).ended(1).err;
    assert!(told.contains("`reserve.stock` in policy.toml names item `fluor`") && told.contains("flour-50"), "{told}");
}

/// Lorries that would drive themselves hang behind trucks, and in the order each is on the list of its truck.
#[test]
fn what_is_towed_hangs_behind_what_tows_it() {
    let towed = ruled("[towing]\ntowed = { lorry-6t = 8 }\ntows = { truck-20t = 8000000 }");
    let told = towed.run(&[&PLAN[..], &["--order"]].concat()).ended(0).out;
    assert_eq!(told.matches("(towed)").count(), 4, "{told}");
    towed.run(&["plan", "export", "last", "--out", "../out", "--format", "csv"]).ended(0);
    let loads = fs::read_to_string(towed.path("out/loads.csv")).unwrap();
    let lorries: Vec<&str> = loads.lines().filter(|line| line.contains(",lorry-6t,")).collect();
    let behind = |line: &&str| line.split(',').nth(1).is_some_and(|vehicle| vehicle.starts_with("TK-"));
    assert!(lorries.len() == 4 && lorries.iter().all(behind), "{loads}");
    let carried = |how: &str| loads.lines().filter(|line| line.contains(&format!(",{how},"))).count();
    assert!(carried("towed") == 4 && carried("loaded") > 4, "{loads}");
    let arabic = towed.run(&["plan", "export", "last", "--out", "../ar", "--format", "csv", "--lang", "ar"]).ended(0);
    let loads = fs::read_to_string(towed.path("ar/loads.csv")).unwrap();
    assert_eq!(loads.lines().filter(|line| line.contains(",مقطور,")).count(), 4, "{loads}{}", arabic.out);
    let weak = ruled("[towing]\ntowed = { lorry-6t = 8 }\ntows = { truck-20t = 6999999 }");
    let told = weak.run(&PLAN).ended(3).out;
    assert!(told.contains("one vehicle tows one piece"), "{told}");
    let arabic = weak.run(&[&PLAN[..], &["--lang", "ar"]].concat()).ended(3).out;
    assert!(arabic.contains("تقطر"), "{arabic}");
}

/// A truck of twenty tonnes bears 14 tonnes on its rear axles with all it can carry.
#[test]
fn axles_are_held_where_they_are_known_and_told_where_they_are_not() {
    let axles = |most: u64| {
        format!(
            "[[axles.truck-20t]]\ntare = 5000000\nshare = 300\n[[axles.truck-20t]]\ntare = 6000000\nshare = 700\nmost = {most}"
        )
    };
    let free = ruled(&axles(20_000_000)).run(&PLAN).ended(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(free.contains("are not judged where nobody has said them"), "{free}");
    assert!(!free.contains("carry less than they could"), "{free}");
    let held = ruled(&axles(13_000_000));
    let told = held.run(&PLAN).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("may bear 13,000 kg, so it carries 10,000 kg at most"), "{told}");
    let arabic = held.run(&[&PLAN[..], &["--lang", "ar"]].concat()).out;
    assert!(arabic.contains("محور العجلات"), "{arabic}");
    let refused = begun(&Place::empty(), &axles(5_999_999));
    refused.told(1, &["axle 2 bears 6000000 grams empty and may bear 5999999"]);
    let told = ruled("[[axles.truk]]\ntare = 1").run(&PLAN).ended(1).err;
    assert!(told.contains("`axles` in policy.toml names item `truk`"), "{told}");
}

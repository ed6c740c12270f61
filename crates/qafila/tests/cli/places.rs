//! Places: found in any spelling, added by a person, imported only to be picked from.

use crate::support::{Place, Ran};
use serde_json::Value;
use std::fs;

/// Two places made up for this test; the second has the name of a French article.
const EXTRACT: &str = "9000001\tIn Tebezast\tIn Tebezast\tعين تبزاست,In-Tebezast\t20.5\t2.25\tP\tPPL\tML\n9000002\tDe\tDe\t\t15.0\t-3.0\tP\tPPL\tML\n";

const TEXT: &str = "L'armée a dit que la route entre Kidal et In Tebezast est coupée. Elle a fermé la route de Gao.\n";

fn read(place: &Place) -> Vec<Value> {
    let ran = place.fed(&["read", "-", "--date", "2013-02-08", "--json"], TEXT).ended(0);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn import(place: &Place, text: &str) -> Ran {
    fs::write(place.path("extract.tsv"), text).unwrap();
    place.run(&["place", "import", "../extract.tsv"])
}

fn keys(place: &Place, name: &str) -> Vec<String> {
    let found = place.run(&["place", "find", name, "--json"]).ended(0).json();
    let key = |one: &Value| one["key"].as_str().map_or_else(|| one["pick"]["geoname"].to_string(), str::to_owned);
    found.as_array().unwrap().iter().map(key).collect()
}

#[test]
fn a_place_is_found_in_any_spelling() {
    let place = Place::donor();
    for name in ["Tinzaouaten", "Tin Zawatène", "TIN-ZAOUATEN", "تين زواتين", "تِنْزَواتين", "Tinzawaten"]
    {
        assert_eq!(keys(&place, name).first().map(String::as_str), Some("tinzaouaten"), "{name}");
    }
    place.run(&["place", "find", "Xanadu"]).told(1, &["no place has a name like", "place import"]);
    let told = place.run(&["place", "find", "كيدل", "--lang", "ar"]).ended(0);
    assert!(told.out.contains("kidal"), "{}", told.out);
}

#[test]
fn an_extract_is_offered_and_never_recognised() {
    let place = Place::donor();
    let before = read(&place);
    let told = import(&place, EXTRACT).ended(0);
    assert!(told.out.contains("2 places of extract.tsv"), "{}", told.out);
    assert_eq!(read(&place), before, "an import changed a reading");
    assert_eq!(keys(&place, "عين تبزاست"), ["9000001"]);
    assert_eq!(keys(&place, "In-Tabezazt"), ["9000001"]);
    // What a person promotes is read, by all its names.
    place.run(&["place", "add", "in-tebezast", "--geoname", "9000009"]).told(1, &["has the GeoNames number 9000009"]);
    place
        .run(&["place", "add", "in-tebezast", "--geoname", "9000001", "--name", "In Tebezast", "--name", "عين تبزاست"])
        .ended(0);
    let after = read(&place);
    assert_eq!(after[0]["args"]["to"], "in-tebezast", "{after:?}");
    assert_ne!(after[0]["lexicon"], before.first().map_or(Value::Null, |draft| draft["lexicon"].clone()));
    assert_eq!(keys(&place, "عينتبزاست").first().map(String::as_str), Some("in-tebezast"));
}

#[test]
fn names_that_would_harm_are_refused() {
    let place = Place::donor();
    import(&place, EXTRACT).ended(0);
    let add = |args: &[&str]| place.run(&[&["place", "add"], args].concat());
    add(&["de-town", "--geoname", "9000002"]).told(1, &["the name `De` has 2 letters, three are needed"]);
    add(&["x", "--country", "ML", "--name", "dans"]).told(1, &["the name `dans` is a function word"]);
    add(&["x", "--country", "ML", "--name", "Kidal"]).told(1, &["the name `Kidal` is `kidal` already"]);
    add(&["kidal", "--country", "ML", "--name", "Xanadu"]).told(1, &["the key `kidal` is taken"]);
    add(&["x", "--country", "Mali", "--name", "Xanadu"]).told(1, &["`Mali` is no country such as ML"]);
    add(&["x", "--country", "ML"]).told(1, &["a place needs a name"]);
    add(&["x", "--country", "ML", "--name", "a|b"]).told(1, &["holds `|`"]);
    import(&place, "one\ttwo\n").told(1, &["line 1 has 2 columns, 9 are needed", "unpack it first"]);
    import(&place, &EXTRACT.replace("15.0", "150.0")).told(1, &["line 2, lat: `150.0`"]);
    assert_eq!(keys(&place, "In Tebezast"), ["9000001"]);
    add(&["x", "--country", "ML", "--name", "Xa\"nadu, the"]).ended(0);
    assert_eq!(keys(&place, "Xanadu the"), ["x"]);
}

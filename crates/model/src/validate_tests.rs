//! Rules of single statements, as drafts that break one each.

use crate::Draft;

fn fault(kind: &str, body: &str) -> String {
    let json = format!(r#"{{"kind":"{kind}","body":{body}}}"#);
    Draft::from_json(&json).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
}

#[test]
fn an_amendment_changes_something_or_withdraws() {
    let amend = |fields: &str| fault("pledge_amended", &format!(r#"{{"pledge":"p","line":1,{fields}"reason":"r"}}"#));
    let nothing =
        "pledge_amended: line 1: an amendment changes `quantity` or `window` or both, or sets `withdrawn` alone";
    assert_eq!(amend(""), nothing);
    assert_eq!(amend(r#""withdrawn":false,"#), nothing);
    assert_eq!(amend(r#""withdrawn":true,"quantity":3,"#), nothing);
    for fine in [r#""withdrawn":true,"#, r#""quantity":3,"#, r#""window":{"to":"2013-03-01T00:00:00Z"},"#] {
        assert_eq!(amend(fine), "fine", "{fine}");
    }
}

#[test]
fn a_look_has_the_evidence_it_asks_for_and_no_other() {
    let look = |fields: &str| {
        fault(
            "check_performed",
            &format!(r#"{{"site":"s","item":"i","pieces":[{{"serial":"A","note":null,{fields}}}]}}"#),
        )
    };
    let photo = "ab".repeat(32);
    for (fields, said) in [
        (r#""result":"present","method":"scan""#.to_owned(), "fine"),
        (r#""result":"not_shown","method":"scan""#.to_owned(), "check_performed: A: `obstacle` must be given"),
        (r#""result":"not_shown","method":"photo","obstacle":"refused""#.to_owned(), "fine"),
        (
            r#""result":"not_shown","method":"scan","obstacle":"other""#.to_owned(),
            "check_performed: `note` must say why",
        ),
        (
            r#""result":"present","method":"scan","obstacle":"refused""#.to_owned(),
            "check_performed: A: `obstacle` does not belong here",
        ),
        (r#""result":"present","method":"photo""#.to_owned(), "check_performed: A: `photo` must be given"),
        (format!(r#""result":"damaged","method":"photo","photo":"{photo}""#), "fine"),
        (
            format!(r#""result":"present","method":"typed","photo":"{photo}""#),
            "check_performed: A: `photo` does not belong here",
        ),
        (r#""result":"present","method":"witnessed""#.to_owned(), "check_performed: A: `witness` must be given"),
        (r#""result":"present","method":"witnessed","witness":"The storeman""#.to_owned(), "fine"),
    ] {
        assert_eq!(look(&fields), said, "{fields}");
    }
}

#[test]
fn schedules_count_whole_days_and_storage_says_why_not() {
    let set = |initial: u16, periodic: &str| {
        fault(
            "check_schedule_set",
            &format!(
                r#"{{"agreement":"a","item":null,"initial_days":{initial},"periodic_days":{periodic},"storage_days":null}}"#
            ),
        )
    };
    assert_eq!(set(0, "null"), "check_schedule_set: `initial_days` is 0; it must be 1 or more");
    assert_eq!(set(1, "0"), "check_schedule_set: `periodic_days` is 0; it must be 1 or more");
    assert_eq!(set(1, "365"), "fine");
    let stored = |points: &str| fault("storage_checked", &format!(r#"{{"site":"s","points":[{points}]}}"#));
    assert_eq!(stored(""), "storage_checked: `points` is empty");
    let bare = r#"{"condition":"locked","result":"met","note":null}"#;
    assert_eq!(stored(bare), "fine");
    assert_eq!(stored(&format!("{bare},{bare}")), "storage_checked: `points` names locked twice");
    assert_eq!(stored(&bare.replace("met", "not_met")), "storage_checked: `note` must say why");
}

#[test]
fn an_access_names_something_once_in_a_time_that_ends() {
    let read = |from: u8, fields: &str| {
        let times = format!(r#""from":"2013-02-0{from}T06:00:00Z","to":"2013-02-08T06:00:00Z""#);
        fault("access_recorded", &format!(r#"{{"reader":{{"token":"feed"}},{times},{fields}}}"#))
    };
    let lists = |views: &str, served: &str| format!(r#""statements":[],"views":[{views}],"served":[{served}]"#);
    assert_eq!(read(8, &lists("", "")), "access_recorded: `statements` is empty");
    assert_eq!(read(8, &lists(r#""account""#, "")), "fine");
    assert_eq!(read(8, &lists(r#""account","account""#, "")), "access_recorded: `views` names account twice");
    let late = "access_recorded: `to` is 2013-02-08T06:00:00Z, before `from`, 2013-02-09T06:00:00Z";
    assert_eq!(read(9, &lists(r#""account""#, "")), late);
    let range = |first: u8, last: u8| format!(r#"{{"origin":"o/p","first":{first},"last":{last}}}"#);
    assert_eq!(read(8, &lists("", &range(3, 3))), "fine");
    assert_eq!(read(8, &lists("", &range(3, 2))), "access_recorded: `last` is 2; it must be `first` or more");
}

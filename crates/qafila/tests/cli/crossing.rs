//! A convoy that stands at the crossing, for the tests of handovers.

use crate::support::{Place, Ran, command, run};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Two days after the convoy came to the crossing.
const MEETING: &str = "2013-02-14T12:00:00Z";

/// Runs a command when both sides meet.
pub(crate) fn then(dir: &Path, args: &[&str]) -> Ran {
    Ran::of(&command(dir, args).env("QAFILA_NOW", MEETING).output().unwrap())
}

/// Brings the journal of one to another, readable.
pub(crate) fn carry(place: &Place, from: &str, to: &str) {
    then(&place.path(from), &["journal", "export", "../stick", "--reader", to, "--plain"]).ended(0);
    then(&place.path(to), &["journal", "import", "../stick"]).ended(0);
    fs::remove_dir_all(place.path("stick")).unwrap();
}

/// The donor plans and orders a convoy, which leaves the depot and comes to the crossing.
pub(crate) fn march(place: &Place) {
    place.run(&["plan", "--from", "2013-02-11T04:00:00Z", "--order"]);
    let steps = [
        ("2013-02-11T05:00:00Z", "departed", "depot-reggane"),
        ("2013-02-12T10:40:00Z", "arrived", "crossing-in-khalil"),
    ];
    let lines = steps.map(|(occurred, event, at)| {
        json!({"officer": "dz-log/convoy", "occurred": occurred, "kind": "progress",
            "body": {"convoy": "11-DZ-01", "event": event, "place": at}})
        .to_string()
    });
    fs::write(place.path("march.jsonl"), lines.join("\n")).unwrap();
    then(&place.path("dz-log"), &["say", "../march.jsonl"]).ended(0);
}

/// The node of a monitor that was brought the journals of the demo: goods accepted, disputed, settled.
pub(crate) fn told() -> Place {
    let place = Place::empty();
    let out = place.path("out");
    run(place.root(), &["demo", "--out", out.to_str().unwrap()]).ended(0);
    run(place.root(), &["init", "monitor", "--party", "monitor"]).ended(0);
    let journals = out.join("journals");
    // Its own journal is another one than the demo's, and is not taken.
    run(&place.path("monitor"), &["journal", "import", journals.to_str().unwrap()]).ended(3);
    place
}

/// Runs a command in the monitor's node of [`told`], weeks after everything was said.
pub(crate) fn afterwards(place: &Place, args: &[&str]) -> Ran {
    Ran::of(&command(&place.path("monitor"), args).env("QAFILA_NOW", "2013-03-20T16:00:00Z").output().unwrap())
}

//! The demo, as a stranger meets it: three languages word for word, and the files it leaves.
//! `BLESS=1 cargo test -p qafila --test demo` writes the transcripts anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn demo(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qafila"));
    command.arg("demo").args(args).env_remove("QAFILA_LANG").env_remove("QAFILA_BIDI").env_remove("COLUMNS");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Lines of a transcript, without the spaces that pad a table's last column.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

fn told_as_kept(lang: &str) {
    let told = String::from_utf8(demo(&["--lang", lang]).stdout).unwrap();
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../transcripts")).join(format!("demo.{lang}.txt"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, lines(&told).join("\n") + "\n").unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    for (number, (was, is)) in lines(&kept).iter().zip(lines(&told)).enumerate() {
        assert_eq!(*was, is, "{}, line {}", path.display(), number + 1);
    }
    assert_eq!(lines(&kept).len(), lines(&told).len());
}

#[test]
fn the_story_in_english() {
    told_as_kept("en");
}

#[test]
fn the_story_in_french() {
    told_as_kept("fr");
}

#[test]
fn the_story_in_arabic() {
    told_as_kept("ar");
}

fn files_below(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_folder_that_cannot_be_written_is_told_before_the_story() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("file"), "mine").unwrap();
    for out in ["file", "file/below"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qafila"));
        let output = command.args(["demo", "--out"]).arg(place.path().join(out)).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stderr).contains("could not write"));
    }
}

#[test]
fn two_runs_leave_the_same_bytes_and_a_stranger_can_verify_them() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo(&["--json", "--out", one.path().to_str().unwrap()]);
    demo(&["--json", "--out", two.path().to_str().unwrap()]);
    let files = files_below(one.path());
    assert_eq!(files, files_below(two.path()));
    for name in ["plan.json", "march-table.csv", "picture.geojson", "reconciliation.csv", "journals/dz-log/checkpoint"]
    {
        assert!(files.contains_key(name), "{name} is missing; there are {:?}", files.keys());
    }
    let plan: serde_json::Value = serde_json::from_slice(&files["plan.json"]).unwrap();
    assert!(plan["parent"].is_string(), "the plan in force replaced an earlier one");
    let first: serde_json::Value = serde_json::from_slice(&files["plan-1.json"]).unwrap();
    assert!(first["parent"].is_null());
    let march = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let (marched, planned) = (march("march-table.csv"), march("march-table-1.csv"));
    assert_ne!(marched, planned);
    assert_eq!(
        planned.lines().take(2).collect::<Vec<_>>(),
        [
            "Convoy,Credit,Point,\"Place, code\",Place,\"Due, UTC\",Due,\"Clear, UTC\",Clear,Commander",
            "11-DZ-01,11-DZ-01,start point,depot-reggane,Reggane depot,2013-02-11T05:00:00Z,2013-02-11 06:00 CET/+01,\
             2013-02-11T05:05:10Z,2013-02-11 06:06 CET/+01,",
        ]
    );
    let picture: serde_json::Value = serde_json::from_slice(&files["picture.geojson"]).unwrap();
    let features = picture["features"].as_array().unwrap();
    let decreed: Vec<_> = features.iter().filter(|feature| feature["properties"]["regime"].is_object()).collect();
    assert_eq!(decreed.len(), 3);
    let regime = &decreed[0]["properties"]["regime"];
    assert_eq!(regime["status"], "closed");
    assert_eq!(regime["hours"], serde_json::json!({"opens": "07:00", "closes": "18:00", "offset": "+01:00"}));
    assert_eq!(regime["exceptions"], serde_json::json!(["friendship"]));
    // Shown as of seven in the morning there.
    assert_eq!((&picture["at"], &regime["open_now"]), (&"2013-02-12T06:00:00Z".into(), &true.into()));
    let sums = String::from_utf8(files["reconciliation.csv"].clone()).unwrap();
    let sums: Vec<&str> = sums.lines().filter(|line| line.starts_with("sum,")).collect();
    assert!(!sums.is_empty() && sums.iter().all(|line| line.ends_with(",0")), "{sums:?}");
    let journals = one.path().join("journals");
    let verify =
        || Command::new(env!("CARGO_BIN_EXE_qafila")).args(["journal", "verify"]).arg(&journals).output().unwrap();
    assert_eq!(verify().status.code(), Some(0));
    let entries = journals.join("ml-army/tile/entries");
    let partial = fs::read_dir(entries.join("000.p")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&partial).unwrap();
    bytes[39 * 3 + 10] ^= 1;
    fs::write(&partial, bytes).unwrap();
    let damaged = verify();
    assert_eq!(damaged.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&damaged.stderr).contains("entry 3 is damaged"));
}

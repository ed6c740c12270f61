//! Where nodes and exports may be made, and what is found there afterwards.

use crate::support::{Place, command, files, run};
use std::fs;
use std::path::Path;

#[test]
fn a_folder_that_is_no_node_is_told() {
    let place = Place::empty();
    for args in [&["picture"][..], &["journal", "log"], &["account"], &["serve"], &["plan"], &["handover", "matters"]] {
        run(place.root(), args).told(1, &["is no node", "qafila init"]);
    }
    run(place.root(), &["--node", "nowhere", "picture"]).told(1, &["`nowhere` is no node"]);
    assert!(files(place.root()).is_empty());
}

#[test]
fn a_node_is_made_whole_and_for_its_owner() {
    let place = Place::empty();
    run(place.root(), &["init", "a/b/node", "--party", "monitor"]).ended(0);
    assert_eq!(place.names("a/b"), ["node"]);
    assert_eq!(place.names("a/b/node"), ["head", "keys.age", "node.sqlite"]);
    #[cfg(unix)]
    for name in ["head", "keys.age", "node.sqlite"] {
        let metadata = fs::metadata(place.path("a/b/node").join(name)).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777, 0o600, "{name}");
    }
    run(&place.path("a/b/node"), &["journal", "verify"]).ended(0);
}

#[test]
fn an_empty_folder_that_is_there_is_filled_even_the_current_one() {
    let place = Place::empty();
    fs::create_dir(place.path("here")).unwrap();
    run(&place.path("here"), &["init", ".", "--party", "monitor"]).ended(0);
    assert_eq!(place.names("here"), ["head", "keys.age", "node.sqlite"]);
    run(&place.path("here"), &["journal", "verify"]).ended(0);
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let place = Place::donor();
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full/note.txt"), "mine").unwrap();
    fs::write(place.path("file"), "mine").unwrap();
    for dir in ["full", "file", "dz-log"] {
        run(place.root(), &["init", dir, "--party", "dz-log"])
            .told(1, &["is not an empty folder", "does not exist yet"]);
    }
    assert_eq!(place.names("full"), ["note.txt"]);
    assert_eq!(place.names(""), ["dz-log", "file", "full"]);
    run(place.root(), &["init", "file/below", "--party", "dz-log"]).told(1, &["could not make"]);
    run(place.root(), &["init", "new", "--party", "dz-log", "--operation", "full"]).told(1, &["operation.toml"]);
    assert_eq!(place.names(""), ["dz-log", "file", "full"]);
}

/// Takes the right to write away, and with it the rights of the superuser.
#[cfg(unix)]
fn without_rights(dir: &Path, args: &[&str]) -> Option<crate::support::Ran> {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;
    let mut command = command(dir, args);
    if fs::metadata("/proc/self").map(|own| own.uid()).unwrap_or(1) == 0 {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().ok()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(crate::support::Ran { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) })
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::donor();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(place.root(), 0o555);
    for path in files(&place.path("dz-log")) {
        mode(&path, 0o444);
    }
    mode(&place.path("dz-log"), 0o555);
    let node = place.path("dz-log");
    let Some(first) = without_rights(place.root(), &["--version"]) else {
        println!("skipped: the binary cannot be run without the rights of the superuser");
        return;
    };
    assert_eq!(first.code, Some(0), "{first:?}");
    let cases: [&[&str]; 2] =
        [&["init", "new", "--party", "monitor"], &["--node", "dz-log", "journal", "export", "out"]];
    for args in cases {
        let ran = without_rights(place.root(), args).unwrap();
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
        assert!(ran.err.contains("Error:") && !ran.err.contains("panicked"), "{ran:?}");
    }
    mode(&node, 0o755);
    mode(place.root(), 0o755);
}

#[cfg(unix)]
#[test]
fn a_node_that_may_only_be_read_answers_all_the_same() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::donor();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let node = place.path("dz-log");
    fs::write(place.path("one.jsonl"), crate::support::item("tent")).unwrap();
    let answers: [&[&str]; 5] = [
        &["--node", "dz-log", "picture"],
        &["--node", "dz-log", "account"],
        &["--node", "dz-log", "journal", "log"],
        &["--node", "dz-log", "journal", "verify"],
        &["--node", "dz-log", "journal", "checkpoint"],
    ];
    let before: Vec<String> = answers.iter().map(|args| run(place.root(), args).ended(0).out).collect();
    mode(place.root(), 0o755);
    files(&node).iter().for_each(|path| mode(path, 0o444));
    mode(&node, 0o555);
    if without_rights(place.root(), &["--version"]).is_none_or(|ran| ran.code != Some(0)) {
        println!("skipped: the binary cannot be run without the rights of the superuser");
        return;
    }
    for (args, before) in answers.iter().zip(&before) {
        let ran = without_rights(place.root(), args).unwrap().ended(0);
        assert_eq!(&ran.out, before, "{args:?}");
    }
    let said = without_rights(place.root(), &["--node", "dz-log", "say", "one.jsonl"]).unwrap();
    said.told(1, &["does not allow to", "may only read the node's folder", "run it as their owner"]);
    assert_eq!(place.names("dz-log"), ["head", "keys.age", "node.sqlite"]);
    mode(&node, 0o755);
}

#[test]
fn an_export_replaces_nothing_but_an_export() {
    let place = Place::donor();
    // The folder that the journal would go to is the node itself.
    place.run(&["journal", "export", ".."]).told(1, &["holds `head`", "name another folder"]);
    assert_eq!(place.names("dz-log"), ["head", "keys.age", "node.sqlite"]);
    place.run(&["journal", "export", "../bundle"]).ended(0);
    fs::write(place.path("bundle/dz-log/note.txt"), "mine").unwrap();
    place.run(&["journal", "export", "../bundle"]).told(1, &["holds `note.txt`"]);
    assert_eq!(fs::read_to_string(place.path("bundle/dz-log/note.txt")).unwrap(), "mine");
}

#[test]
fn an_export_leaves_nothing_of_an_earlier_reader() {
    let place = Place::donor();
    place.run(&["journal", "export", "../bundle", "--reader", "ml-army", "--plain"]).ended(0);
    let tells = |place: &Place| {
        let all = files(&place.path("bundle/dz-log/content"));
        all.iter().any(|path| fs::read(path).unwrap().windows(9).any(|window| window == b"LOT-762-A"))
    };
    assert!(tells(&place));
    // A pack that the next reader has no part in must go as well.
    fs::write(place.path("bundle/dz-log/content/001"), "LOT-762-A").unwrap();
    place.run(&["journal", "export", "../bundle", "--reader", "fr-force", "--plain"]).ended(0);
    assert!(!tells(&place));
    run(place.root(), &["journal", "verify", "bundle"]).ended(0);
    assert_eq!(place.names("bundle/dz-log"), ["checkpoint", "content", "tile", "vkeys"]);
}

#[test]
fn two_nodes_that_exchange_come_to_the_same_account() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let army = place.path("ml-army");
    place.introduce("ml-army", "dz-log");
    place.run(&["journal", "export", "../one", "--reader", "ml-army"]).ended(0);
    run(&army, &["journal", "import", "../one"]).ended(0);
    run(&army, &["journal", "export", "../two", "--reader", "dz-log"]).ended(0);
    place.run(&["journal", "import", "../two"]).ended(0);
    let again = place.run(&["journal", "import", "../two"]).ended(0);
    assert!(again.out.lines().all(|line| line.contains("new entries 0, new contents 0")), "{}", again.out);
    let account = |dir: &Path| run(dir, &["account", "--csv"]).ended(0).out;
    assert_eq!(account(&army), account(&place.path("dz-log")));
    assert!(account(&army).lines().count() > 10);
}

//! Killed or interrupted at any moment: what is there is whole, and what is half made is gone
//! or cannot be taken for anything else.

#![cfg(unix)]

use crate::support::{Place, command, item, run, started};
use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Moments at which a command is struck, as thousandths of the time it takes undisturbed.
const MOMENTS: [u32; 8] = [100, 400, 600, 700, 800, 880, 940, 980];

enum Blow {
    Kill,
    Interrupt,
}

fn strike(child: &mut Child, blow: &Blow) {
    match blow {
        Blow::Kill => child.kill().unwrap(),
        // Gone already is as good.
        Blow::Interrupt => drop(Command::new("kill").args(["-INT", &child.id().to_string()]).status()),
    }
    child.wait().unwrap();
}

/// Strikes a command at moments all over its run; `reset` before each and `check` after each.
fn struck(blow: &Blow, make: &dyn Fn() -> Command, reset: &dyn Fn(), check: &dyn Fn(&str)) {
    reset();
    let begun = Instant::now();
    assert!(started(&mut make()).wait_with_output().unwrap().status.success());
    let whole = begun.elapsed();
    for moment in MOMENTS {
        reset();
        let mut child = started(&mut make());
        std::thread::sleep(whole * moment / 1000);
        strike(&mut child, blow);
        check(&format!("struck after {:?} of {whole:?}", whole * moment / 1000));
    }
}

fn hidden(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.') || name.starts_with("qafila-demo")).collect()
}

/// Every file below that a command had not finished.
fn unfinished(dir: &Path) -> Vec<String> {
    let below =
        crate::support::files(dir).into_iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    below.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_large_batch_is_all_there_or_not_at_all() {
    let lines: String = (0..500).map(|at| format!("{}\n", item(&format!("tent-{at}")))).collect();
    for blow in [Blow::Kill, Blow::Interrupt] {
        let place = Place::donor();
        fs::write(place.path("lines.jsonl"), &lines).unwrap();
        let before = place.entries();
        crate::support::copy(&place.path("dz-log"), &place.path("fresh"));
        let reset = || {
            fs::remove_dir_all(place.path("dz-log")).unwrap();
            crate::support::copy(&place.path("fresh"), &place.path("dz-log"));
        };
        let make = || command(&place.path("dz-log"), &["say", "../lines.jsonl"]);
        let check = |when: &str| {
            let entries = place.entries();
            assert!(entries == before || entries == before + 500, "{entries} entries, {when}");
            place.run(&["journal", "verify"]).ended(0);
        };
        struck(&blow, &make, &reset, &check);
        place.fed(&["say", "-"], item("another")).ended(0);
    }
}

#[test]
fn a_node_is_made_or_not() {
    for blow in [Blow::Kill, Blow::Interrupt] {
        let place = Place::empty();
        let make = || command(place.root(), &["init", "node", "--party", "monitor"]);
        let reset = || {
            let _ = fs::remove_dir_all(place.path("node"));
            hidden(place.root()).iter().for_each(|name| fs::remove_dir_all(place.path(name)).unwrap());
        };
        let check = |when: &str| {
            if place.path("node").exists() {
                run(&place.path("node"), &["journal", "verify"]).ended(0);
                assert_eq!(hidden(place.root()), Vec::<String>::new(), "{when}");
            }
            if let Blow::Interrupt = blow {
                assert_eq!(hidden(place.root()), Vec::<String>::new(), "{when}");
            }
        };
        struck(&blow, &make, &reset, &check);
        reset();
        assert!(make().output().unwrap().status.success());
    }
}

#[test]
fn a_bundle_stays_whole_until_it_is_replaced() {
    let place = Place::donor();
    let lines: String = (0..600).map(|at| format!("{}\n", item(&format!("tent-{at}")))).collect();
    place.fed(&["say", "-"], lines).ended(0);
    // Over a bundle that another reader had before.
    run(&place.path("dz-log"), &["journal", "export", "../older", "--reader", "fr-force", "--plain"]).ended(0);
    for blow in [Blow::Kill, Blow::Interrupt] {
        let make =
            || command(&place.path("dz-log"), &["journal", "export", "../bundle", "--reader", "ml-army", "--plain"]);
        let reset = || {
            let _ = fs::remove_dir_all(place.path("bundle"));
            crate::support::copy(&place.path("older"), &place.path("bundle"));
        };
        let check = |when: &str| {
            let verified = run(place.root(), &["journal", "verify", "bundle"]);
            assert_eq!(verified.code, Some(0), "{when}: {verified:?}");
            if let Blow::Interrupt = blow {
                assert_eq!(place.names("bundle"), ["dz-log"], "{when}");
                assert_eq!(unfinished(&place.path("bundle")), Vec::<String>::new(), "{when}");
            }
        };
        struck(&blow, &make, &reset, &check);
        assert!(make().output().unwrap().status.success());
        run(place.root(), &["journal", "verify", "bundle"]).ended(0);
    }
}

#[test]
fn an_interrupted_first_export_leaves_nothing() {
    let place = Place::donor();
    let lines: String = (0..600).map(|at| format!("{}\n", item(&format!("tent-{at}")))).collect();
    place.fed(&["say", "-"], lines).ended(0);
    let make = || command(&place.path("dz-log"), &["journal", "export", "../bundle"]);
    let reset = || drop(fs::remove_dir_all(place.path("bundle")));
    let check = |when: &str| {
        let names = if place.path("bundle").exists() { place.names("bundle") } else { Vec::new() };
        assert!(names.is_empty() || names == ["dz-log"], "{names:?}, {when}");
        if !names.is_empty() {
            run(place.root(), &["journal", "verify", "bundle"]).ended(0);
        }
    };
    struck(&Blow::Interrupt, &make, &reset, &check);
}

#[test]
fn an_interrupted_demo_leaves_nothing() {
    let place = Place::empty();
    fs::create_dir_all(place.path("tmp")).unwrap();
    fs::create_dir_all(place.path("cwd")).unwrap();
    let make = || {
        let mut command = command(&place.path("cwd"), &["demo"]);
        command.env("TMPDIR", place.path("tmp"));
        command
    };
    let check = |when: &str| {
        assert_eq!(hidden(&place.path("tmp")), Vec::<String>::new(), "{when}");
        assert_eq!(crate::support::files(place.root()), Vec::<std::path::PathBuf>::new(), "{when}");
    };
    for moment in [20, 150, 600, 1_800] {
        let mut child = started(&mut make());
        std::thread::sleep(Duration::from_millis(moment));
        strike(&mut child, &Blow::Interrupt);
        check(&format!("struck after {moment} ms"));
    }
    // Killed, it leaves its folder in the place for such folders, and nothing elsewhere.
    let mut child = started(&mut make());
    std::thread::sleep(Duration::from_millis(300));
    strike(&mut child, &Blow::Kill);
    assert_eq!(place.names("cwd"), Vec::<String>::new());
    assert!(place.names("tmp").iter().all(|name| name.starts_with("qafila-demo-")));
}

#[test]
fn an_interrupt_has_its_own_exit_code() {
    let place = Place::empty();
    let mut child = started(command(place.root(), &["demo"]).env("TMPDIR", place.root()));
    let begun = Instant::now();
    while hidden(place.root()).is_empty() && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_millis(20));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(hidden(place.root()), Vec::<String>::new());
}

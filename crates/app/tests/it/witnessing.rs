//! Partners cosign what they replicate; a second history leaves evidence that anybody can judge.

use crate::forger::{Forger, OPERATION};
use crate::world::{World, draft, item, party};
use app::AsOf;
use app::exchange::{ExchangeError, evidence_name};
use app::witness::{ALARM_HOURS, WitnessError};
use journal::evidence::SplitView;
use journal::policy::Reached;
use journal::tree::Size;
use units::OriginLine;

fn origin(of: &str) -> OriginLine {
    format!("{OPERATION}/{of}").parse().unwrap()
}

/// All hear of all, so that everybody knows everybody's witness key.
fn world() -> World {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let names = ["dz-log", "ml-army", "monitor"];
    for from in names {
        for to in names.iter().filter(|to| **to != from) {
            world.pass(from, from, to);
        }
    }
    world
}

#[test]
fn a_cosignature_comes_back_by_stick_and_is_handed_on() {
    let mut world = world();
    world.at("2013-02-06T08:00:00Z");
    world.say("dz-log", &[item("dz-log", "a")]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.at("2013-02-06T09:00:00Z");
    assert!(world.node("ml-army").cosign(&origin("dz-log")).unwrap());
    assert!(!world.node("ml-army").cosign(&origin("dz-log")).unwrap(), "once is enough");
    world.at("2013-02-07T09:00:00Z");
    assert_eq!(world.pass("ml-army", "dz-log", "dz-log").new_cosignatures, 1);
    assert_eq!(world.pass("ml-army", "dz-log", "dz-log").new_cosignatures, 0);
    // More is said, so the cosigned head is an earlier one; the monitor gets it all the same.
    world.say("dz-log", &[item("dz-log", "b")]);
    assert_eq!(world.pass("dz-log", "dz-log", "monitor").new_cosignatures, 1);
    for name in ["dz-log", "monitor"] {
        let node = world.node(name);
        let journal = crate::world::journal(node, "dz-log");
        let cosigned = node.cosigned(&journal).unwrap();
        assert_eq!(cosigned.len(), 1, "{name}");
        assert_eq!(cosigned[0].signed.checkpoint().size, Size::new(2));
        assert_eq!(cosigned[0].verdicts[0].time, Some("2013-02-06T09:00:00Z".parse().unwrap()));
        let reached = node.witness_policy().unwrap().standing(&cosigned[0].verdicts).reached;
        assert_eq!(reached, Reached::At("2013-02-06T09:00:00Z".parse().unwrap()), "{name}");
    }
    // What is said from now on cites it.
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    let last = said.iter().filter(|said| said.party == party("dz-log")).max_by_key(|said| said.index).unwrap();
    let seen = &last.statement().unwrap().seen;
    assert!(seen.iter().any(|head| head.origin == origin("dz-log") && head.cosignature.is_some()));
    assert_eq!(world.views("dz-log").findings, []);
}

#[test]
fn nobody_attests_himself_or_what_he_does_not_hold() {
    let mut world = world();
    let own = world.node("dz-log").cosign(&origin("dz-log"));
    assert!(matches!(own, Err(WitnessError::NotAPartner { .. })));
    assert!(matches!(world.node("dz-log").cosign(&origin("nobody")), Err(WitnessError::NotAPartner { .. })));
    // The store holds less, or something else, than what was cosigned: the key is not used again.
    let before = world.memory("ml-army").0.borrow().clone();
    world.say("dz-log", &[item("dz-log", "a")]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.node("ml-army").cosign(&origin("dz-log")).unwrap();
    let cosigned = world.memory("ml-army").0.borrow().cosigned.clone();
    *world.memory("ml-army").0.borrow_mut() = before;
    world.memory("ml-army").0.borrow_mut().cosigned = cosigned;
    let behind = world.node("ml-army").cosign(&origin("dz-log"));
    assert!(matches!(behind, Err(WitnessError::Behind { .. })), "{behind:?}");
    let latest = world.memory("ml-army").0.borrow_mut().cosigned.get_mut(&origin("dz-log")).map(|latest| {
        latest.size = Size::new(1);
    });
    assert!(latest.is_some());
    let rewritten = world.node("ml-army").cosign(&origin("dz-log"));
    assert!(matches!(rewritten, Err(WitnessError::Rewritten { .. })), "{rewritten:?}");
}

#[test]
fn a_forged_cosignature_is_left_out() {
    let mut world = world();
    world.node("ml-army").cosign(&origin("dz-log")).unwrap();
    let mut files = world.files("ml-army", "dz-log", Some("dz-log"));
    // The folder names no witness key, so the audit of the folder does not judge the line.
    let own = String::from_utf8(files["vkeys"].clone()).unwrap().lines().next().unwrap().to_owned();
    files.insert("vkeys".to_owned(), format!("{own}\n").into_bytes());
    let text = String::from_utf8(files["checkpoint"].clone()).unwrap();
    let line = text.lines().find(|line| line.contains("/witness ")).unwrap().to_owned();
    let bent = format!("{}AAAA{}", &line[..line.len() - 8], &line[line.len() - 4..]);
    files.insert("checkpoint".to_owned(), text.replace(&line, &bent).into_bytes());
    assert_eq!(world.import("dz-log", &files).unwrap().new_cosignatures, 0);
    files.insert("checkpoint".to_owned(), text.into_bytes());
    assert_eq!(world.import("dz-log", &files).unwrap().new_cosignatures, 1);
}

#[test]
fn two_histories_leave_evidence_that_convicts_their_author() {
    let mut world = world();
    let mut one = Forger::begun("fr-force");
    one.sound(draft(&item("fr-force", "to-one")).body);
    let mut other = Forger::begun("fr-force");
    other.sound(draft(&item("fr-force", "to-the-other")).body);
    other.sound(draft(&item("fr-force", "and-more")).body);
    world.import("dz-log", &one.files()).unwrap();
    world.import("ml-army", &other.files()).unwrap();
    assert!(matches!(world.import("dz-log", &other.files()), Err(ExchangeError::SplitView { .. })));
    assert!(matches!(world.import("ml-army", &one.files()), Err(ExchangeError::SplitView { .. })));
    for name in ["dz-log", "ml-army"] {
        let document = evidence_name(&origin("fr-force"), Size::new(2));
        let bytes = world.node(name).store().document(&document).unwrap().unwrap();
        let split = SplitView::parse(&bytes).unwrap();
        assert_eq!(split.verify(), Ok(()), "{name}");
        assert_eq!(split.key.name(), &origin("fr-force"));
    }
}

#[test]
fn a_tail_that_nobody_cosigned_is_an_alarm_after_two_days() {
    let mut world = world();
    world.node("ml-army").cosign(&origin("dz-log")).unwrap();
    world.pass("ml-army", "dz-log", "dz-log");
    let tail = |world: &mut World| {
        let tails = world.node("dz-log").tails().unwrap();
        tails.into_iter().find(|tail| tail.origin == origin("dz-log")).unwrap()
    };
    world.at("2013-02-20T00:00:00Z");
    let quiet = tail(&mut world);
    assert_eq!((quiet.cosigned, quiet.size, quiet.alarm), (Size::new(1), Size::new(1), false));
    world.say("dz-log", &[item("dz-log", "a")]);
    assert!(!tail(&mut world).alarm);
    let since = "2013-02-20T00:00:00Z".parse::<units::Moment>().unwrap();
    world.clock.set(units::Moment::from_seconds(since.seconds() + ALARM_HOURS * 3600 - 1));
    assert!(!tail(&mut world).alarm);
    world.clock.set(units::Moment::from_seconds(since.seconds() + ALARM_HOURS * 3600));
    let late = tail(&mut world);
    assert_eq!((late.cosigned, late.size, late.alarm), (Size::new(1), Size::new(2), true));
    assert_eq!(late.witnesses.keys().collect::<Vec<_>>(), [&party("ml-army")]);
}

#[test]
fn a_policy_of_ones_own_decides_what_is_enough() {
    let mut world = world();
    world.node("ml-army").cosign(&origin("dz-log")).unwrap();
    world.pass("ml-army", "dz-log", "dz-log");
    let node = world.node("dz-log");
    let both = String::from_utf8(node.witness_policy().unwrap().to_bytes()).unwrap().replace(" any ", " all ");
    node.set_witness_policy(both.as_bytes()).unwrap();
    let tails = world.node("dz-log").tails().unwrap();
    assert_eq!(tails.iter().find(|tail| tail.origin == origin("dz-log")).unwrap().cosigned, Size::ZERO);
    assert!(world.node("dz-log").set_witness_policy(b"quorum nobody\n").is_err());
}

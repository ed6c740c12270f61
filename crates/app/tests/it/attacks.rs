//! Attacks that need several parties: each test is named after the attack that fails.
//!
//! `docs/attacks.md` lists all attacks with the tests that show them failing.

use crate::arriving::{come_to, empty_desk, secret, travelling};
use crate::forger::{Forger, OPERATION};
use crate::memory::Memory;
use crate::world::{World, draft, files, item, key, operation_file, party};
use app::AsOf;
use app::exchange::ExchangeError;
use app::ports::{LOG_KEY, NEXT_LOG_KEY};
use journal::checkpoint::SignedCheckpoint;
use journal::note::Signer;
use journal::tree::Size;
use model::{Body, Follows, LogKeyRotated, Succession};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use units::{PublicKey, SignatureBytes};
use views::{Content, Standing};

/// How often journals arrive in another order; as often in a release build by the fuzz target `arrivals`.
const ARRIVALS: u32 = 1000;

fn defines(code: &str) -> Body {
    draft(&item("ml-army", code)).body
}

/// The witness of a party, at noon of the sixth of February.
fn witness(of: &str) -> Signer {
    let name = format!("{OPERATION}/{of}/witness").parse().unwrap();
    Signer::cosigner(name, key(&format!("{of} witness")), crate::world::moment("2013-02-06T12:00:00Z")).unwrap()
}

fn sign(by: &str, message: &[u8]) -> SignatureBytes {
    SignatureBytes::new(*key(by).sign(message).as_bytes())
}

#[test]
fn a_journal_cut_short_is_noticed_by_every_holder_of_more() {
    let mut forger = Forger::begun("ml-army");
    forger.sound(defines("a"));
    let short = forger.files();
    forger.sound(defines("regretted"));
    let mut world = World::of(&["dz-log", "monitor", "fr-force"]);
    for holder in ["dz-log", "monitor"] {
        world.import(holder, &forger.files()).unwrap();
    }
    world.import("fr-force", &short).unwrap();
    // As if it had never been said: who holds it keeps it.
    for holder in ["dz-log", "monitor"] {
        let again = world.import(holder, &short).unwrap();
        assert_eq!((again.new_entries, again.size), (0, Size::new(3)), "{holder}");
        assert_eq!(world.files(holder, "ml-army", None), forger.files(), "{holder}");
    }
    // And whatever is said in its place shows who cut.
    let mut other = Forger::begun("ml-army");
    other.sound(defines("a"));
    other.sound(defines("instead"));
    world.import("fr-force", &other.files()).unwrap();
    for holder in ["dz-log", "monitor"] {
        let error = world.import(holder, &other.files()).unwrap_err();
        assert!(matches!(error, ExchangeError::SplitView { .. }), "{holder}: {error}");
    }
    let passed_on = world.files("dz-log", "ml-army", None);
    assert!(matches!(world.import("fr-force", &passed_on), Err(ExchangeError::SplitView { .. })));
}

#[test]
fn a_stolen_journal_key_alone_does_not_rotate() {
    let mut forger = Forger::begun("ml-army");
    // The thief has the key in force, and signs properly with it and with one of his own.
    let thief = key("thief").public();
    let next = app::key_hash(&key("thief's next").public());
    let rotate = |forger: &mut Forger, new: &str, old: &str| {
        let public = key(new).public();
        let in_force = key(&format!("ml-army {LOG_KEY}")).public();
        let message = LogKeyRotated::message(&forger.origin, &in_force, &public, &next);
        let (by_old, by_new) = (sign(old, &message), sign(new, &message));
        forger.sound(Body::LogKeyRotated(LogKeyRotated { key: public, next_log_key: next, by_old, by_new }));
    };
    let (log, promised) = (format!("ml-army {LOG_KEY}"), format!("ml-army {NEXT_LOG_KEY}"));
    rotate(&mut forger, "thief", &log);
    // Nor does the promised key without the one in force.
    rotate(&mut forger, &promised, &promised);
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &forger.files()).unwrap();
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    let standing = |index| said.iter().find(|said| said.origin == forger.origin && said.index == index).unwrap();
    assert_eq!([1, 2].map(|index| standing(index).standing.clone()), [Standing::BadSignature, Standing::BadSignature]);
    let in_force = |world: &mut World| world.views("dz-log").parties.get(&party("ml-army")).unwrap().log_key;
    assert_ne!(in_force(&mut world), thief);
    // Both together do.
    rotate(&mut forger, &promised, &log);
    let mut world = World::of(&["dz-log"]);
    let error = world.import("dz-log", &forger.files()).unwrap_err();
    assert!(matches!(error, ExchangeError::OtherKey { .. }), "from then on the old key signs nothing: {error}");
}

#[test]
fn a_stolen_journal_key_alone_does_not_revoke() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.say("dz-log", &[item("dz-log", "good"), item("dz-log", "also-good")]);
    world.pass("dz-log", "dz-log", "ml-army");
    let own = world.node("dz-log").own().unwrap().unwrap();
    let revoked_by = |by: &str| {
        let mut other = world.seat("dz-log", Memory::default());
        let mut genesis = other.node.join(&operation_file).unwrap().genesis(&party("dz-log")).unwrap();
        genesis.origin = format!("{OPERATION}/dz-log/e2").parse().unwrap();
        let head = model::Head { origin: own.origin.clone(), size: 2, root: own.frontier.root(), cosignature: None };
        let log_key: PublicKey = key(&format!("dz-log {LOG_KEY}")).public();
        let succession = Succession::Revocation;
        let message = Follows::message(&genesis.origin, &log_key, &head, succession);
        genesis.follows = Some(Follows { head, succession, signature: sign(by, &message) });
        other.node.init(&genesis).unwrap();
        files(&other.node, &other.node.own().unwrap().unwrap(), None)
    };
    let (by_thief, by_owner) =
        (revoked_by(&format!("dz-log {LOG_KEY}")), revoked_by(&format!("dz-log {}", app::ports::RECOVERY_KEY)));
    assert!(matches!(world.import("ml-army", &by_thief), Err(ExchangeError::PartyTaken { .. })));
    assert_eq!(world.views("ml-army").findings, []);
    world.import("ml-army", &by_owner).unwrap();
    assert_eq!(world.views("ml-army").findings.len(), 1, "one entry is in doubt");
}

#[test]
fn an_author_does_not_attest_himself() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    for of in ["dz-log", "ml-army"] {
        world.pass(of, of, "monitor");
    }
    world.pass("ml-army", "ml-army", "dz-log");
    let mut attested = |by: &str| {
        let signer = witness(by);
        let mut folder = world.files("dz-log", "dz-log", None);
        let mut signed = SignedCheckpoint::parse(&folder["checkpoint"]).unwrap();
        signed.cosign(&signer);
        folder.insert("checkpoint".to_owned(), signed.to_string().into_bytes());
        let mut line = folder["vkeys"].clone();
        line.extend(format!("{}\n", signer.verifier_key()).into_bytes());
        folder.insert("vkeys".to_owned(), line);
        assert_eq!(world.import("monitor", &folder).unwrap().new_cosignatures, 1, "{by}");
        let tails = world.node("monitor").tails().unwrap();
        tails.into_iter().find(|tail| tail.origin.as_str() == format!("{OPERATION}/dz-log")).unwrap().cosigned
    };
    assert_eq!(["dz-log", "ml-army"].map(&mut attested), [Size::ZERO, Size::new(1)]);
}

#[test]
fn witnesses_below_the_quorum_attest_neither_of_two_histories() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    for of in ["dz-log", "ml-army"] {
        world.pass(of, of, "monitor");
    }
    // Two of three have to attest what fr-force says; ml-army would attest anything, and does.
    let names = ["dz-log", "ml-army", "monitor"];
    let mut policy: String = names.map(|name| format!("witness {name} {}\n", witness(name).verifier_key())).concat();
    policy.push_str("group two 2 dz-log ml-army monitor\nquorum two\n");
    world.node("monitor").set_witness_policy(policy.as_bytes()).unwrap();
    let history = |code: &str, witnesses: &[&str]| {
        let mut forger = Forger::begun("fr-force");
        forger.sound(defines(code));
        let mut folder = forger.files();
        let mut signed = SignedCheckpoint::parse(&folder["checkpoint"]).unwrap();
        witnesses.iter().for_each(|name| signed.cosign(&witness(name)));
        folder.insert("checkpoint".to_owned(), signed.to_string().into_bytes());
        folder
    };
    let attested = |world: &mut World| {
        let tails = world.node("monitor").tails().unwrap();
        tails.into_iter().find(|tail| tail.origin.as_str().ends_with("/fr-force")).unwrap().cosigned
    };
    let [one, other] = ["to-one", "to-the-other"].map(|code| history(code, &["ml-army", "ml-army"]));
    assert_eq!(world.import("monitor", &one).unwrap().new_cosignatures, 1);
    assert_eq!(attested(&mut world), Size::ZERO, "one word, said twice, is not two");
    assert!(matches!(world.import("monitor", &other), Err(ExchangeError::SplitView { .. })));
    assert_eq!(attested(&mut world), Size::ZERO);
    // A second witness makes it two.
    world.import("monitor", &history("to-one", &["dz-log"])).unwrap();
    assert_eq!(attested(&mut world), Size::new(2));
}

#[test]
fn the_public_files_are_as_long_whatever_is_said() {
    let public = |drafts: &[Value]| -> Vec<(String, usize)> {
        let mut world = World::of(&["dz-log"]);
        world.say("dz-log", drafts);
        let files = world.files("dz-log", "dz-log", Some("monitor")).into_iter();
        files.filter(|(path, _)| !path.starts_with("content/")).map(|(path, bytes)| (path, bytes.len())).collect()
    };
    let mut long = secret("dz-log", "a-very-long-name-of-an-item");
    long["body"]["name"]["en"] = json!("n".repeat(200));
    assert_eq!(public(&[secret("dz-log", "a"), long]), public(&[item("dz-log", "b"), item("dz-log", "c")]));
}

#[test]
fn what_is_kept_back_is_listed_entry_by_entry() {
    let mut world = World::of(&["dz-log", "fr-force"]);
    let drafts = [item("dz-log", "a"), secret("dz-log", "b"), item("dz-log", "c"), secret("dz-log", "d")];
    let said = world.say("dz-log", &drafts);
    assert_eq!(world.pass("dz-log", "dz-log", "fr-force").withheld, 2);
    let held = world.node("fr-force").said(&AsOf::default()).unwrap();
    let withheld = held.iter().filter(|said| said.content == Content::Withheld);
    let listed: BTreeSet<_> = withheld.map(|said| (said.index, said.leaf)).collect();
    assert_eq!(listed, [&said[1], &said[3]].map(|hidden| (hidden.index, hidden.leaf)).into());
}

#[test]
fn verifiers_agree_whatever_arrives_in_whatever_order() {
    let (desk, deliveries) = (empty_desk(), travelling());
    let all: Vec<usize> = (0..deliveries.len()).collect();
    let expected = come_to(&desk, &deliveries, &all);
    assert!(expected.0.contains("InDoubt") && expected.0.contains("AlreadyDeclared"), "{}", expected.0);
    assert!(expected.1.lines().count() > 5, "{}", expected.1);
    // Each once at least, so that in the end the same is held; the rest is repeated.
    let again = prop::collection::vec(0..deliveries.len(), 0..4);
    let orders = again.prop_flat_map(|again| Just([all.clone(), again].concat()).prop_shuffle());
    let config = ProptestConfig { cases: ARRIVALS, failure_persistence: None, ..ProptestConfig::default() };
    let agree = TestRunner::new(config).run(&orders, |order| {
        prop_assert_eq!(&come_to(&desk, &deliveries, &order), &expected);
        Ok(())
    });
    agree.unwrap();
}

#[test]
fn what_was_said_is_not_said_again_by_logging_it_again() {
    let mut once = Forger::begun("ml-army");
    let sound = |forger: &mut Forger| forger.sound(defines("a"));
    sound(&mut once);
    let mut twice = Forger::begun("ml-army");
    sound(&mut twice);
    sound(&mut twice);
    let seen = |forger: &Forger| {
        let mut world = World::of(&["dz-log"]);
        world.import("dz-log", &forger.files()).unwrap();
        let views = world.views("dz-log");
        (format!("{:?}{:?}", views.catalogue, views.custody), views.findings.len())
    };
    let (first, again) = (seen(&once), seen(&twice));
    assert_eq!((first.1, again.1, &first.0), (0, 1, &again.0));
}

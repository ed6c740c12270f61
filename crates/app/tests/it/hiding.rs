//! Hidden places and serials: open to those they were meant for, closed and still counted for others.

use crate::forger::Forger;
use crate::world::{Files, World, draft, item, journal, moment};
use app::exchange::ExchangeError;
use app::{AsOf, NodeError};
use journal::content::{Pack, decode_pack, encode_pack};
use journal::entry::Salt;
use journal::field::Opening;
use journal::tree::EntryIndex;
use journal::verify::Fault;
use model::{Body, Statement};
use proptest::prelude::*;
use serde_json::{Value, json};
use units::{Hidden, ItemCode};

/// A vehicle of the catalogue, told apart by serial.
fn truck(of: &str) -> Value {
    let mut draft = item(of, "truck");
    draft["body"]["tracking"] = json!("serial");
    draft
}

/// A draft of the stores officer that hides fields for parties.
fn hiding(of: &str, fields: &[&str], parties: &[&str], kind: &str, body: &Value) -> Value {
    let mut draft = json!({"officer": format!("{of}/stores"), "kind": kind, "body": body});
    if !fields.is_empty() {
        draft["hidden"] = json!({"fields": fields, "parties": parties});
    }
    draft
}

fn stock(site: &str, serials: &[String]) -> Value {
    json!({"site": site, "lines": [{"item": "truck", "quantity": serials.len(), "serials": serials}]})
}

fn serials(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What a node reads at an entry of the donor's journal.
fn read(world: &mut World, name: &str, index: u64) -> Statement {
    let said = world.node(name).said(&AsOf::default()).unwrap();
    let said = said.iter().find(|said| said.index == index && said.party.as_str() == "dz-log").unwrap();
    said.statement().unwrap().clone()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn it_opens_to_whom_it_was_meant_for_and_to_no_other(
        site in "[a-z]{4}-[a-z]{6}", pieces in prop::collection::btree_set("[A-Z]{3}-[0-9]{5}", 1..9),
        places in any::<bool>(), numbers in any::<bool>(),
    ) {
        prop_assume!(places || numbers);
        let pieces: Vec<String> = pieces.into_iter().collect();
        let mut fields = Vec::new();
        fields.extend(places.then_some("place"));
        fields.extend(numbers.then_some("serial"));
        let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
        let body = stock(&site, &pieces);
        let said = world.say("dz-log", &[truck("dz-log"), hiding("dz-log", &fields, &["monitor"], "stock_declared", &body)]);
        let whole = draft(&hiding("dz-log", &[], &[], "stock_declared", &body)).body;
        let shown = world.files("dz-log", "dz-log", Some("ml-army"));
        world.pass("dz-log", "dz-log", "ml-army");
        world.pass("dz-log", "dz-log", "monitor");

        // Author and named party read it whole, the other reads that something stands there.
        prop_assert_eq!(&read(&mut world, "dz-log", 2).body, &whole);
        prop_assert_eq!(&read(&mut world, "monitor", 2).body, &whole);
        let closed = read(&mut world, "ml-army", 2);
        let hidden = closed.hidden().len();
        prop_assert_eq!(hidden, usize::from(places) + if numbers { pieces.len() } else { 0 });
        let json = serde_json::to_vec(&closed).unwrap();
        let secrets = std::iter::once(&site).filter(|_| places).chain(pieces.iter().filter(|_| numbers));
        for secret in secrets {
            prop_assert!(!holds(&json, secret));
            prop_assert!(shown.values().all(|file| !holds(file, secret)));
        }
        // One journal for all, and one book of pieces.
        let root = |world: &World, name: &str| journal(&world.seats[name].node, "dz-log").frontier.root();
        for name in ["ml-army", "monitor"] {
            let known = world.node(name).said(&AsOf::default()).unwrap();
            prop_assert!(known.iter().any(|known| known.leaf == said[1].leaf));
            prop_assert_eq!(root(&world, name), root(&world, "dz-log"));
        }
        for name in ["dz-log", "ml-army", "monitor"] {
            let views = world.views(name);
            prop_assert_eq!(&views.findings, &[]);
            prop_assert_eq!(views.custody.serials().len(), pieces.len());
        }
        // Handed on by the one who cannot open it, it stays closed; by the other, it opens.
        let through = world.files("ml-army", "dz-log", None);
        prop_assert_eq!(&through, &shown);
        prop_assert_eq!(world.files("monitor", "dz-log", Some("ml-army")), shown);
        prop_assert_eq!(world.files("monitor", "dz-log", None), world.files("dz-log", "dz-log", None));
    }
}

#[test]
fn closed_pieces_are_followed_from_statement_to_statement() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let hide = |kind: &str, body: Value| hiding("dz-log", &["place", "serial"], &["monitor"], kind, &body);
    let line = |serial: &str| json!({"item": "truck", "quantity": 1, "serials": [serial]});
    let drafts = [
        truck("dz-log"),
        hide("stock_declared", stock("depot-north", &serials(&["T-1", "T-2", "T-3"]))),
        hide("stock_declared", stock("depot-south", &serials(&["T-4"]))),
        hide("consumed", json!({"site": "depot-north", "line": line("T-2"), "purpose": "Tow"})),
    ];
    world.say("dz-log", &drafts);
    // In another call, so that salts are found again.
    let more = [
        hide("destroyed", json!({"site": "depot-south", "line": line("T-4"), "reason": "Fire"})),
        hide(
            "parts_taken",
            json!({"site": "depot-north", "item": "truck", "from": "T-1", "into": "T-3", "parts": "Axle"}),
        ),
    ];
    world.say("dz-log", &more);
    world.pass("dz-log", "dz-log", "ml-army");
    world.pass("dz-log", "dz-log", "monitor");
    let truck: ItemCode = "truck".parse().unwrap();
    let amounts = |world: &mut World, name: &str| {
        let views = world.views(name);
        assert_eq!((&views.findings, views.custody.sum(&truck)), (&Vec::new(), 0));
        let mut amounts: Vec<i128> = views.custody.balances().values().copied().collect();
        amounts.sort_unstable();
        amounts
    };
    let [author, closed, open] = ["dz-log", "ml-army", "monitor"].map(|name| amounts(&mut world, name));
    assert_eq!((&author, &author), (&closed, &open));
    let whole =
        ["dz-log", "monitor"].map(|name| world.views(name)).map(|views| (views.custody.clone(), views.checks.clone()));
    assert_eq!(whole[0], whole[1]);
    let books = world.views("ml-army");
    assert!(books.custody.serials().keys().all(|(_, serial)| Hidden::read(serial.as_str()).is_some()));
}

#[test]
fn among_the_same_readers_a_value_has_one_commitment_and_among_others_another() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let said = |of: &str, fields: &[&str], parties: &[&str]| {
        hiding(of, fields, parties, "stock_declared", &stock("depot", &serials(&["T-1"])))
    };
    world.say("dz-log", &[said("dz-log", &["serial"], &["ml-army"]), said("dz-log", &["serial"], &["monitor"])]);
    world.pass("dz-log", "dz-log", "ml-army");
    // The other party of the same two, and a third that opens nothing.
    world.say("ml-army", &[said("ml-army", &["serial"], &["dz-log"]), said("ml-army", &["place"], &["dz-log"])]);
    world.pass("ml-army", "ml-army", "monitor");
    world.pass("dz-log", "dz-log", "monitor");
    let hidden = |world: &mut World, party: &str| -> Vec<_> {
        let all = world.node("monitor").said(&AsOf::default()).unwrap();
        let of = all.iter().filter(|said| said.party.as_str() == party);
        let rows: Vec<_> =
            of.filter_map(|said| said.statement()).flat_map(Statement::hidden).map(|(_, it)| it).collect();
        rows
    };
    let (giver, receiver) = (hidden(&mut world, "dz-log"), hidden(&mut world, "ml-army"));
    // What opens to the monitor is no longer hidden there.
    assert_eq!((giver.len(), receiver.len()), (1, 2));
    assert_eq!(giver[0], receiver[0]);
    assert_ne!(giver[0], receiver[1]);
    let rows = world.memory("dz-log").0.borrow().entries.values().next().unwrap().clone();
    assert_ne!(rows[1].fields[0].opening.salt, rows[2].fields[0].opening.salt);
    assert_eq!(rows[1].fields[0].opening.value, rows[2].fields[0].opening.value);
}

#[test]
fn what_opens_a_field_may_come_later_and_counts_from_then() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let body = stock("depot", &serials(&["T-1", "T-2"]));
    world.say(
        "dz-log",
        &[truck("dz-log"), hiding("dz-log", &["place", "serial"], &["monitor"], "stock_declared", &body)],
    );
    world.pass("dz-log", "dz-log", "ml-army");
    let first = world.pass("ml-army", "dz-log", "monitor");
    assert_eq!((first.new_entries, first.new_contents, first.new_fields), (3, 0, 0));
    assert_eq!(read(&mut world, "monitor", 2).hidden().len(), 3);
    world.at("2013-02-07T12:00:00Z");
    let second = world.pass("dz-log", "dz-log", "monitor");
    assert_eq!((second.new_entries, second.new_contents, second.new_fields, second.withheld), (0, 0, 3, 0));
    assert_eq!(read(&mut world, "monitor", 2).hidden(), []);
    // Not before it was known; and the same again changes nothing.
    let before = AsOf { known: Some(moment("2013-02-06T12:00:00Z")), ..AsOf::default() };
    let then = world.node("monitor").said(&before).unwrap();
    assert_eq!(then.iter().filter_map(|said| said.statement()).map(|said| said.hidden().len()).sum::<usize>(), 3);
    let held = world.memory("monitor").0.borrow().clone();
    assert_eq!(world.pass("dz-log", "dz-log", "monitor").new_fields, 0);
    assert_eq!(world.pass("ml-army", "dz-log", "monitor").new_fields, 0);
    assert_eq!(*world.memory("monitor").0.borrow(), held);
}

#[test]
fn an_opening_that_opens_nothing_of_it_is_refused_and_changes_nothing() {
    let mut world = World::of(&["dz-log", "monitor"]);
    let body = stock("depot", &serials(&["T-1"]));
    world.say(
        "dz-log",
        &[truck("dz-log"), hiding("dz-log", &["place", "serial"], &["monitor"], "stock_declared", &body)],
    );
    let whole = world.files("dz-log", "dz-log", Some("monitor"));
    let forged = |change: &dyn Fn(&mut Opening)| -> Files {
        let pack = Pack::of(EntryIndex::new(0));
        let mut contents = decode_pack(pack, &whole["content/000"]).unwrap();
        contents[2].fields.truncate(1);
        change(&mut contents[2].fields[0]);
        let mut files = whole.clone();
        files.insert("content/000".to_owned(), encode_pack(pack, &contents).unwrap());
        files
    };
    let before = world.memory("monitor").0.borrow().clone();
    for files in [
        forged(&|field| field.value = b"T-2".to_vec()),
        forged(&|field| field.value.push(b'1')),
        forged(&|field| field.salt = Salt::new([0; 32])),
    ] {
        let error = world.import("monitor", &files).unwrap_err();
        let ExchangeError::Fault(Fault::Field { index, .. }) = &error else { panic!("{error}") };
        assert_eq!(index.get(), 2);
        assert_eq!(*world.memory("monitor").0.borrow(), before);
    }
    assert_eq!(world.import("monitor", &forged(&|_| {})).unwrap().new_entries, 3);
    assert_eq!(read(&mut world, "monitor", 2).hidden().len(), 1);
    assert_eq!(world.import("monitor", &whole).unwrap().new_fields, 1);
}

#[test]
fn commitments_written_by_a_partner_are_names_like_others() {
    let mut forger = Forger::begun("ml-army");
    let define = draft(&truck("ml-army")).body;
    forger.sound(define);
    let body = |site: &str, pieces: &[String]| -> Body {
        serde_json::from_value(json!({"kind": "stock_declared", "body": stock(site, pieces)})).unwrap()
    };
    let opening = |value: &str| Opening { salt: Salt::new([3; 32]), value: value.as_bytes().to_vec() };
    let token = |value: &str| Hidden(opening(value).commitment()).to_string();
    // No audience for them, none that opens, half of one, one whose value is no identifier or another commitment.
    forger.sound(body(&token("x"), &[token("y"), token("z")]));
    forger.sound(body("hidden:", &[format!("hidden:{}", "g".repeat(64)), "hidden:hidden:".to_owned()]));
    for value in ["a b", "", &token("x"), "hidden:"] {
        let mut statement = forger.statement("stores", body(&token(value), &[token(value)]));
        statement.field_audience = Some(vec!["dz-log".parse().unwrap()]);
        let (header, key) = (forger.header("stores"), forger.key_of("stores"));
        forger.envelope(&header, &statement, &key);
        forger.opening(opening(value));
    }
    // Two that open to one name: whoever can open them sees the rule broken.
    let other = Opening { salt: Salt::new([4; 32]), ..opening("T-9") };
    forger.sound(body("depot", &[token("T-9"), Hidden(other.commitment()).to_string()]));
    forger.opening(opening("T-9"));
    forger.opening(other);

    let mut world = World::of(&["dz-log", "monitor"]);
    world.import("dz-log", &forger.files()).unwrap();
    let views = world.views("dz-log");
    let found: Vec<String> =
        views.findings.iter().map(|finding| format!("{} {:?}", finding.by.index, finding.kind)).collect();
    assert_eq!(found, ["8 BreaksRule { fault: \"`serials` names T-9 twice\" }"]);
    assert_eq!(views.custody.sum(&"truck".parse().unwrap()), 0);
    world.pass("dz-log", "ml-army", "monitor");
    assert_eq!(world.views("monitor").findings, []);
}

#[test]
fn what_cannot_be_hidden_is_not_said() {
    let mut world = World::of(&["dz-log"]);
    let many: Vec<String> = (0..129).map(|n| format!("T-{n}")).collect();
    let mut by_hand = draft(&hiding("dz-log", &[], &[], "stock_declared", &stock("depot", &serials(&["T-1"]))));
    let Body::StockDeclared(stocked) = &mut by_hand.body else { panic!() };
    stocked.site = Hidden(units::Digest::new([1; 32])).to_string().parse().unwrap();
    let too_many = draft(&hiding("dz-log", &["serial"], &[], "stock_declared", &stock("depot", &many)));
    let before = world.memory("dz-log").0.borrow().clone();
    let fault = world.node("dz-log").say(&[by_hand]).unwrap_err();
    assert!(matches!(fault, NodeError::Fault { fault: model::Fault::HiddenByHand { .. }, .. }), "{fault}");
    let fault = world.node("dz-log").say(&[too_many]).unwrap_err();
    assert_eq!(fault.to_string(), "a statement would hide 129 fields, at most 128 are allowed");
    assert_eq!(*world.memory("dz-log").0.borrow(), before);
    let most = draft(&hiding("dz-log", &["serial"], &[], "stock_declared", &stock("depot", &many[..128])));
    assert_eq!(world.node("dz-log").say(&[most]).unwrap().len(), 1);
}

//! A small operation played through once, on disk; tests and the sample server show its node.

use app::exchange::folder;
use app::operation::Operation;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError};
use app::{AsOf, Node};
use journal::keys::SecretKey;
use model::Draft;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use store::{AgeSeals, SqliteStore};
use tempfile::TempDir;
use units::{Moment, PartyId};

/// When the served node is asked.
pub(crate) const NOW: &str = "2013-02-20T12:00:00Z";

/// A clock that a test turns.
pub(crate) struct Fixed(pub(crate) Rc<Cell<Moment>>);

impl Clock for Fixed {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// Salts that are the same on every run.
pub(crate) struct Counted(pub(crate) u64);

impl Entropy for Counted {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.0 += 1;
        bytes.fill(0);
        bytes[..8].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

/// A key for every name.
pub(crate) struct Named(pub(crate) &'static str);

impl Keys for Named {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let mut seed = [7; 32];
        for (at, byte) in self.0.bytes().chain(name.bytes()).enumerate() {
            seed[at % 32] ^= byte.rotate_left(u32::try_from(at % 8).unwrap());
        }
        Ok(SecretKey::from_seed(&seed))
    }
}

pub(crate) fn operation_file(name: &str) -> Option<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../operations/sahel-2013").join(name)).ok()
}

pub(crate) fn node(party: &'static str, store: SqliteStore, clock: &Rc<Cell<Moment>>) -> Node {
    node_salted(0, party, store, clock)
}

/// The same with other salts.
pub(crate) fn node_salted(first: u64, party: &'static str, store: SqliteStore, clock: &Rc<Cell<Moment>>) -> Node {
    node_with(Box::new(Named(party)), first, store, clock)
}

/// The same with keys that were unlocked elsewhere.
pub(crate) fn node_with(keys: Box<dyn Keys>, first: u64, store: SqliteStore, clock: &Rc<Cell<Moment>>) -> Node {
    let (clock, entropy) = (Box::new(Fixed(clock.clone())), Box::new(Counted(first)));
    Node::new(Box::new(store), clock, entropy, keys, Box::new(AgeSeals))
}

pub(crate) fn drafts(values: &[Value]) -> Vec<Draft> {
    values.iter().map(|value| Draft::from_json(&value.to_string()).unwrap()).collect()
}

/// Three parties that hear each other.
struct Story {
    clock: Rc<Cell<Moment>>,
    nodes: BTreeMap<&'static str, Node>,
}

impl Story {
    fn begin(donor: SqliteStore) -> (Self, Arc<Operation>) {
        let clock = Rc::new(Cell::new("2013-02-10T08:00:00Z".parse().unwrap()));
        let memory = || SqliteStore::in_memory().unwrap();
        let mut nodes = BTreeMap::from([
            ("dz-log", node("dz-log", donor, &clock)),
            ("ml-army", node("ml-army", memory(), &clock)),
            ("monitor", node("monitor", memory(), &clock)),
        ]);
        for (party, node) in &mut nodes {
            let operation = node.join(&operation_file).unwrap();
            node.init(&operation.genesis(&PartyId::new(*party).unwrap()).unwrap()).unwrap();
        }
        let operation = nodes["dz-log"].operation().unwrap();
        (Self { clock, nodes }, operation)
    }

    fn at(&mut self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }

    fn say(&mut self, party: &str, drafts: &[Draft]) {
        self.nodes.get_mut(party).unwrap().say(drafts).unwrap();
        let names: Vec<&str> = self.nodes.keys().copied().collect();
        for to in names.iter().filter(|to| **to != party) {
            let own = self.nodes[party].own().unwrap().unwrap();
            let files = self.nodes[party].export(&own, Some(&PartyId::new(*to).unwrap())).unwrap();
            let below = format!("{}/", folder(&own));
            let files: BTreeMap<String, Vec<u8>> =
                files.into_iter().map(|(path, bytes)| (path.trim_start_matches(&below).to_owned(), bytes)).collect();
            self.nodes.get_mut(to).unwrap().import(&files, None, &mut |_| {}).unwrap();
        }
    }

    fn say_file(&mut self, party: &str, name: &str) {
        let parsed = app::jsonl::parse(&operation_file(name).unwrap());
        assert_eq!(parsed.bad, []);
        let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
        self.say(party, &drafts);
    }
}

/// One report of a road, with what it must have.
pub(crate) fn report(axis: &str, state: &str, grade: (&str, &str), origin: &str, words: &str) -> Value {
    json!({"officer": "dz-log/movement", "kind": "report_filed", "body": {
        "kind": "road_status", "about": [{"axis": axis}], "state": state, "actor": "the army of the recipient state",
        "polarity": "positive", "modality": "asserted", "background": false,
        "source": {"source": origin, "class": "anonymous_official", "origin": origin},
        "suggested": null, "grade": {"reliability": grade.0, "credibility": grade.1},
        "time": {"from": "2013-02-09T00:00:00Z", "to": null},
        "excerpt": {"document": "00".repeat(32), "start": 0, "end": 9, "text": words}, "arguments": []}})
}

/// The same, with what the road carries and what endangers its users.
fn carries(mut report: Value) -> Value {
    let argument = |name: &str, value: &str| json!({"name": name, "value": value});
    report["body"]["arguments"] =
        json!([argument("lanes", "1"), argument("load_class", "30"), argument("hazard", "sand")]);
    report
}

fn holder(axis: &str, name: &str) -> Value {
    json!({"officer": "dz-log/movement", "kind": "state_overridden", "body": {"about": [{"axis": axis}],
        "holder": name, "window": {"from": null, "to": "2013-02-19T18:00:00Z"}, "reason": "Spoken to on the radio"}})
}

/// A force uses an axis after the convoys were ordered.
fn notice(axis: &str, [from, to]: [&str; 2]) -> Value {
    json!({"officer": "ml-army/authority", "kind": "activity_notified", "body": {"about": [{"axis": axis}],
        "window": {"from": from, "to": to}, "note": "Relève de la garde"}})
}

fn progress(convoy: &str, event: &str, place: &str) -> Value {
    json!({"officer": "dz-log/convoy", "kind": "progress",
        "body": {"convoy": convoy, "event": event, "place": place, "note": null}})
}

/// From pledge to a disputed handover and a check, on the donor's disk.
fn play(path: &Path) {
    let (mut story, operation) = Story::begin(SqliteStore::create(path).unwrap());
    story.say_file("dz-log", "statements/01-dz-log.jsonl");
    story.say_file("dz-log", "statements/05-dz-log-roads.jsonl");
    story.say(
        "dz-log",
        &drafts(&[
            report("axis-in-khalil", "open", ("B", "2"), "officer-a", "الطريق مفتوح منذ الجمعة"),
            report("axis-in-khalil", "cut", ("C", "2"), "field-b", "The road is said to be cut north of the town"),
            report("axis-timiaouine", "regained", ("B", "2"), "officer-c", "L’axe a été repris vendredi"),
            report("axis-tinzaouaten", "closed", ("B", "1"), "officer-d", "Closed by the army until further notice"),
        ]),
    );
    story.at("2013-02-10T18:00:00Z");
    story.say(
        "dz-log",
        &drafts(&[carries(report("axis-hoggar", "open", ("C", "3"), "driver-e", "No trouble on the track"))]),
    );
    story.say("dz-log", &drafts(&[holder("axis-hoggar", "Garde nationale")]));
    let donor = story.nodes.get_mut("dz-log").unwrap();
    let planned = donor.plan(&operation, operation.settings.plan_from, 0).unwrap();
    assert_eq!(planned.objections, []);
    let orders = donor.orders(&operation, &planned).unwrap();
    story.say("dz-log", &orders);
    story.say("ml-army", &drafts(&[notice("axis-hoggar", ["2013-02-11T04:00:00Z", "2013-02-15T18:00:00Z"])]));
    let (first, column) = planned.plan.columns.iter().map(|column| (column.convoy.as_str(), column)).next().unwrap();
    story.at("2013-02-16T10:00:00Z");
    story.say(
        "dz-log",
        &drafts(&[
            progress(first, "departed", column.origin.as_str()),
            progress(first, "arrived", column.crossing.as_str()),
        ]),
    );
    let offers = story.nodes["dz-log"].offer(&column.convoy, &"dz-log/convoy".parse().unwrap()).unwrap();
    story.say("dz-log", &offers);
    hand_over(&mut story);
    story.at("2013-02-18T10:00:00Z");
    check_one(&mut story);
    story.say("dz-log", &drafts(&[progress("99-DZ-99", "departed", "reggane")]));
}

/// The receiver counts one less of the first item that is not told apart by serials.
fn hand_over(story: &mut Story) {
    let receiver = &story.nodes["ml-army"];
    let views = receiver.views(&AsOf::default()).unwrap();
    let (leaf, offer) = views.custody.offers().iter().next().unwrap();
    let line = offer.lines.iter().find(|line| line.serials.is_empty()).unwrap();
    let counted = units::Quantity::new(line.quantity.get() - 1).unwrap();
    let count = app::handover::Count {
        item: line.item.clone(),
        lot: None,
        counted,
        serials: None,
        reason: Some(model::DifferenceReason::Short),
        note: Some(model::Text::new("صندوق واحد ناقص").unwrap()),
        // Of a file that holds `abc`.
        photo: Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".parse().unwrap()),
    };
    let answer = receiver
        .answer(
            Some(&leaf.to_string()),
            app::handover::Found { counts: vec![count], ..Default::default() },
            &"ml-army/receiving".parse().unwrap(),
        )
        .unwrap();
    story.say("ml-army", &[answer]);
}

/// The monitor sees the first piece that a check is due for.
fn check_one(story: &mut Story) {
    let accounted = story.nodes["monitor"].account(&AsOf::default()).unwrap();
    let piece = accounted.reconciliation.checks.first().unwrap();
    let check = json!({"officer": "monitor/auditor", "kind": "check_performed", "body": {
        "site": "kidal", "item": piece.item, "pieces": [
            {"serial": piece.serial, "result": "present", "method": "scan", "note": null}]}});
    story.say("monitor", &drafts(&[check]));
}

/// A clock that stands at [`NOW`].
pub(crate) fn clock() -> Result<Rc<Cell<Moment>>, units::MomentError> {
    Ok(Rc::new(Cell::new(NOW.parse()?)))
}

pub(crate) static PLAYED: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    play(&database(dir.path()));
    dir
});

/// The folder of the donor's node as it is after the story.
pub(crate) fn played() -> &'static Path {
    PLAYED.path()
}

pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join("node.sqlite")
}

/// Opens the donor's node as it is after the story.
pub(crate) fn source() -> server::Source {
    let path = database(played());
    Arc::new(move || Ok(node("dz-log", SqliteStore::open(&path)?, &clock()?)))
}

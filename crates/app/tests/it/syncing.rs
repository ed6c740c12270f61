//! Two nodes of which one asks and one answers, and a network that breaks at any request.

use crate::memory::Held;
use crate::world::{World, item, journal, party};
use app::Node;
use app::deposit::Wanted;
use app::sync::{Answer, Hindrance, Remote, RemoteError, SyncError, Synced};
use model::Reference;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// A partner's node, asked directly; one request fails, where one is to.
struct Peer<'n> {
    node: RefCell<&'n mut Node>,
    asked: Cell<usize>,
    fails_at: Option<usize>,
    /// Whether the request that fails was carried out before its answer was lost.
    done_first: bool,
    bytes: Cell<usize>,
}

impl<'n> Peer<'n> {
    fn of(node: &'n mut Node) -> Self {
        let (asked, bytes) = (Cell::new(0), Cell::new(0));
        Self { node: RefCell::new(node), asked, fails_at: None, done_first: false, bytes }
    }

    /// Whether this request is the one that fails.
    fn fails(&self, path: &str, bytes: usize) -> Result<(), RemoteError> {
        self.asked.set(self.asked.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        if self.fails_at == Some(self.asked.get()) {
            return Err(RemoteError::Failed { path: path.to_owned(), cause: "the line is dead".into() });
        }
        Ok(())
    }

    fn answer(&self, path: &str, body: &[u8]) -> Answer {
        let mut node = self.node.borrow_mut();
        let reply = match path {
            "add-checkpoint" => node.add_checkpoint(body).unwrap(),
            "add-entries" => node.add_entries(body).unwrap(),
            _ => {
                let (name, file) = path.strip_prefix("log/").unwrap().split_once('/').unwrap();
                let number = file.strip_prefix("content/").unwrap().strip_suffix(".age").unwrap();
                node.take_deposit(name, number, body.to_vec()).unwrap()
            }
        };
        Answer { status: reply.status.code(), body: reply.body }
    }
}

impl Remote for Peer<'_> {
    fn get(&self, path: &str, from: usize, limit: usize) -> Result<Option<Vec<u8>>, RemoteError> {
        let node = self.node.borrow();
        let below = path.strip_prefix("log/").unwrap_or_default();
        let found = match below.split_once('/') {
            None if path == "wanted" => Some(node.wanted_of_all().unwrap().to_string().into_bytes()),
            None => Some(node.log_index().unwrap().into_bytes()),
            Some((name, file)) => node.log_file(name, file).unwrap(),
        };
        let found = found.map(|bytes| bytes.get(from..).unwrap_or_default().to_vec());
        self.fails(path, found.as_ref().map_or(0, Vec::len))?;
        match found {
            Some(bytes) if bytes.len() > limit => Err(RemoteError::TooLong { path: path.to_owned(), limit }),
            found => Ok(found),
        }
    }

    fn post(&self, path: &str, _: &str, body: &[u8], _: usize) -> Result<Answer, RemoteError> {
        let answer = self.done_first.then(|| self.answer(path, body));
        self.fails(path, body.len())?;
        Ok(answer.unwrap_or_else(|| self.answer(path, body)))
    }
}

/// Lets one node ask another.
fn sync(world: &mut World, who: &str, at: &str) -> Synced {
    let mut peer = world.seats.remove(at).unwrap();
    let synced = world.node(who).sync(&Peer::of(&mut peer.node), &mut |_| {}).unwrap();
    world.seats.insert(at.to_owned(), peer);
    synced
}

fn secret(of: &str, code: &str, to: &str) -> serde_json::Value {
    let mut said = item(of, code);
    said["audience"] = serde_json::json!({"parties": [to]});
    said
}

/// Two that know each other's first words and have said more since, some of it for each other alone.
fn met() -> World {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    for (of, to) in [("dz-log", "ml-army"), ("ml-army", "dz-log"), ("monitor", "dz-log")] {
        world.pass(of, of, to);
    }
    let few: Vec<_> = (0..30).map(|n| item("dz-log", &format!("open-{n}"))).collect();
    world.say("dz-log", &few);
    world.say("dz-log", &[secret("dz-log", "for-the-army", "ml-army"), secret("dz-log", "for-the-monitor", "monitor")]);
    world.say("ml-army", &[item("ml-army", "tent"), secret("ml-army", "for-the-donor", "dz-log")]);
    world
}

fn here(world: &mut World, who: &str, code: &str) -> bool {
    world.views(who).catalogue.get(&code.parse().unwrap()).is_some()
}

#[test]
fn one_call_brings_both_sides_what_they_may_read() {
    let mut world = met();
    let synced = sync(&mut world, "ml-army", "dz-log");
    assert_eq!(synced.offered.hindrance, None);
    assert_eq!((synced.offered.entries, synced.offered.packs), (2, 1));
    for (who, code, known) in [
        ("ml-army", "open-29", true),
        ("ml-army", "for-the-army", true),
        ("ml-army", "for-the-monitor", false),
        ("dz-log", "tent", true),
        ("dz-log", "for-the-donor", true),
    ] {
        assert_eq!(here(&mut world, who, code), known, "{who} {code}");
    }
    // Each has cosigned what it now holds of the other.
    assert_eq!(synced.offered.cosignatures, 1);
    assert_eq!(synced.cosigned.iter().filter(|origin| origin.as_str().ends_with("dz-log")).count(), 1);
    // The monitor's journal came along, and its first word with it.
    assert_eq!(journal(world.node("ml-army"), "monitor").frontier.size().get(), 1);
    let heads = |world: &World, who: &str| world.memory(who).0.borrow().clone();
    let before = heads(&world, "dz-log");
    let again = sync(&mut world, "ml-army", "dz-log");
    assert!(again.pulled.iter().all(|pulled| pulled.outcome.as_ref().is_ok_and(|got| got.new_entries == 0)));
    assert_eq!((again.offered.entries, again.offered.packs, again.offered.hindrance), (0, 0, None));
    assert_eq!(before, heads(&world, "dz-log"), "a second call changes nothing");
}

/// All that a node holds, but for what it remembers of packs it sent: of those whose answer was lost it cannot know.
fn held(world: &World, who: &str) -> Held {
    let mut held = world.memory(who).0.borrow().clone();
    held.documents.retain(|name, _| !name.starts_with("sync/sent/"));
    held
}

#[test]
fn broken_off_at_any_request_the_next_call_ends_as_if_it_had_not_been() {
    let whole = {
        let mut world = met();
        sync(&mut world, "ml-army", "dz-log");
        (held(&world, "ml-army"), held(&world, "dz-log"))
    };
    let mut requests = 0;
    for done_first in [false, true] {
        for at in 1.. {
            let mut world = met();
            let mut peer = world.seats.remove("dz-log").unwrap();
            let broken = Peer { fails_at: Some(at), done_first, ..Peer::of(&mut peer.node) };
            let failed = world.node("ml-army").sync(&broken, &mut |_| {});
            let asked = broken.asked.get();
            world.seats.insert("dz-log".to_owned(), peer);
            if failed.is_ok() {
                assert!(asked < at, "request {at} failed and nobody said so");
                requests = asked;
                break;
            }
            assert!(matches!(&failed, Err(SyncError::Remote(RemoteError::Failed { .. }))), "{at}: {failed:?}");
            sync(&mut world, "ml-army", "dz-log");
            let now = (held(&world, "ml-army"), held(&world, "dz-log"));
            assert!(now == whole, "request {at}, carried out first: {done_first}");
        }
    }
    assert!(requests > 12, "{requests}");
}

#[test]
fn a_stranger_is_told_that_nobody_knows_its_journal() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let synced = sync(&mut world, "ml-army", "dz-log");
    assert_eq!(synced.offered.hindrance, Some(Hindrance::Unknown));
    assert_eq!(synced.pulled.len(), 1);
    // What it says cannot be read: nothing is sealed for a stranger.
    assert_eq!(synced.pulled[0].outcome.as_ref().map(|got| (got.new_entries, got.withheld)).unwrap(), (1, 1));
}

#[test]
fn what_was_not_asked_for_or_does_not_fit_is_not_taken() {
    let mut world = met();
    world.pass("ml-army", "ml-army", "dz-log");
    world.say("ml-army", &[secret("ml-army", "later", "dz-log")]);
    let army = journal(world.node("ml-army"), "ml-army");
    let name = app::partners::log_name(&army.origin);
    let donor = world.node("dz-log");
    let wanted = |node: &Node| Wanted::parse(node.wanted_of_all().unwrap().to_string().as_bytes()).unwrap();
    assert!(!wanted(donor).packs.contains_key(&name) && wanted(donor).party == party("dz-log"));
    let unasked = donor.take_deposit(&name, "000", b"anything".to_vec()).unwrap();
    assert_eq!(unasked.status.code(), 404);
    let stranger = donor.take_deposit(&"0".repeat(64), "000", Vec::new()).unwrap();
    assert_eq!(stranger.status.code(), 404);

    // The entries come without contents, so they are wanted now; nonsense is refused, and changes nothing.
    let bare: BTreeMap<String, Vec<u8>> =
        world.files("ml-army", "ml-army", None).into_iter().filter(|(path, _)| !path.starts_with("content/")).collect();
    world.import("dz-log", &bare).unwrap();
    assert_eq!(wanted(world.node("dz-log")).packs[&name].len(), 1);
    let before = held(&world, "dz-log");
    let bent = world.node("dz-log").take_deposit(&name, "000", vec![0; 200]).unwrap();
    assert_eq!(bent.status.code(), 422);
    assert_eq!(before, held(&world, "dz-log"));
}

#[test]
fn bytes_of_new_entries_are_nearly_all_that_is_fetched() {
    let mut world = World::of(&["dz-log", "monitor"]);
    world.pass("dz-log", "dz-log", "monitor");
    world.pass("monitor", "monitor", "dz-log");
    let few: Vec<_> = (0..1000).map(|n| secret("dz-log", &format!("item-{n}"), "ml-army")).collect();
    let said: Vec<Reference> = world.say("dz-log", &few);
    let mut peer = world.seats.remove("dz-log").unwrap();
    let remote = Peer::of(&mut peer.node);
    world.node("monitor").sync(&remote, &mut |_| {}).unwrap();
    let limit = said.len() * 39 * 110 / 100;
    assert!(remote.bytes.get() <= limit, "{} bytes for {} entries", remote.bytes.get(), said.len());
}

/// Lets one node ask a partner that it knows by name.
fn sync_contact(world: &mut World, fails_at: Option<usize>) -> Result<Synced, SyncError> {
    let mut peer = world.seats.remove("dz-log").unwrap();
    let remote = Peer { fails_at, ..Peer::of(&mut peer.node) };
    let synced = world.node("ml-army").sync_contact("giver", &remote, &mut |_| {});
    world.seats.insert("dz-log".to_owned(), peer);
    synced
}

#[test]
fn how_exchanges_went_is_put_down_until_the_partner_is_let_go() {
    let mut world = met();
    world.node("ml-army").add_contact("giver", "https://giver.example", None).unwrap();
    let relation = |world: &mut World| world.node("ml-army").relations().unwrap().remove(0);
    for times in 1..=2 {
        assert!(sync_contact(&mut world, Some(1)).is_err());
        let failed = relation(&mut world).standing;
        assert_eq!((failed.failures, failed.reached), (times, None));
        assert_eq!(failed.error.as_deref(), Some("could not reach `log/` at the partner: the line is dead"));
    }
    sync_contact(&mut world, None).unwrap();
    let reached = relation(&mut world);
    assert_eq!((reached.standing.failures, reached.standing.error), (0, None));
    assert!(reached.standing.reached.is_some());
    assert_eq!(reached.party, Some(party("dz-log")));
    assert_eq!((reached.cosigned, reached.standing.behind, reached.standing.refused), (reached.size, 0, 0));
    // What is said since is not cosigned yet; a failure forgets nothing of what was known.
    world.say("ml-army", &[item("ml-army", "later")]);
    assert!(sync_contact(&mut world, Some(2)).is_err());
    let later = relation(&mut world);
    assert_eq!((later.cosigned, later.size), (reached.size, reached.size + 1));
    assert_eq!((later.standing.failures, later.standing.reached), (1, reached.standing.reached));

    world.node("ml-army").remove_contact("giver").unwrap();
    assert!(sync_contact(&mut world, Some(1)).is_err());
    assert_eq!(world.node("ml-army").store().documents("partner").unwrap(), Vec::<String>::new());
    world.node("ml-army").add_contact("giver", "https://another.example", None).unwrap();
    assert_eq!(relation(&mut world).standing, app::contacts::Standing::default());
}

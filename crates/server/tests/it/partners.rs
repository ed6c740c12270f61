//! What partners' programs are given, and what is taken from them.

use crate::story::{Counted, Fixed, clock, node, node_salted, operation_file, source};
use crate::support::{Answer, another, ask};
use app::Node;
use app::ports::{Keys, KeysError};
use axum::body::Body;
use axum::http::{Method, Request, header};
use journal::keys::SecretKey;
use journal::mirror::{Header, Info, write_request};
use journal::tree::{EntryIndex, Size, Tree, consistency_proof};
use journal::verify::verify_journal;
use journal::witness::{AddCheckpoint, parse_size, take_cosignatures};
use model::Draft;
use serde_json::json;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use store::{AgeSeals, SqliteStore};
use tempfile::TempDir;
use units::Moment;

fn send(source: &server::Source, method: Method, path: &str, range: &str, body: Vec<u8>) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "partner.example");
    let request = if range.is_empty() { request } else { request.header(header::RANGE, range) };
    ask(server::partner_router(source.clone()), request.body(Body::from(body)).unwrap())
}

fn get(source: &server::Source, path: &str) -> Answer {
    send(source, Method::GET, path, "", Vec::new())
}

fn post(source: &server::Source, path: &str, body: impl Into<Vec<u8>>) -> Answer {
    send(source, Method::POST, path, "", body.into())
}

/// The index as rows of folder, origin and size.
fn index(source: &server::Source) -> Vec<(String, String, u64)> {
    let answer = get(source, "/log/");
    assert_eq!(answer.status, 200);
    let row = |line: &str| {
        let parts: Vec<&str> = line.split(' ').collect();
        (parts[0].to_owned(), parts[1].to_owned(), parts[2].parse().unwrap())
    };
    answer.text().lines().map(row).collect()
}

/// A node with keys from elsewhere.
fn node_with(keys: Box<dyn Keys>, store: SqliteStore, clock: &Rc<Cell<Moment>>) -> Node {
    Node::new(Box::new(store), Box::new(Fixed(clock.clone())), Box::new(Counted(0)), keys, Box::new(AgeSeals))
}

/// An item of the catalogue, defined by the stores officer of a party.
fn item(of: &str, code: &str) -> Draft {
    let value = json!({"officer": format!("{of}/stores"), "kind": "item_defined", "body": {
        "item": code, "name": {"en": code, "fr": code, "ar": code}, "unit": "each", "mass": 1000, "volume": 0,
        "tracking": "bulk", "hazard": null, "vehicle": null, "check_days": null}});
    Draft::from_json(&value.to_string()).unwrap()
}

/// The giver's node in a file, and the receiver's in memory, whose first word the giver holds.
struct Pair {
    dir: TempDir,
    receiver: Node,
}

impl Pair {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut receiver = node("ml-army", SqliteStore::in_memory().unwrap(), &clock().unwrap());
        let path = database(dir.path());
        let mut giver = node("dz-log", SqliteStore::create(&path).unwrap(), &clock().unwrap());
        for (name, node) in [("dz-log", &mut giver), ("ml-army", &mut receiver)] {
            let operation = node.join(&operation_file).unwrap();
            node.init(&operation.genesis(&name.parse().unwrap()).unwrap()).unwrap();
        }
        let own = receiver.own().unwrap().unwrap();
        let files = receiver.export(&own, None).unwrap().into_iter();
        let files: BTreeMap<String, Vec<u8>> =
            files.map(|(path, bytes)| (path.strip_prefix("ml-army/").unwrap().to_owned(), bytes)).collect();
        giver.import(&files, None, &mut |_| {}).unwrap();
        Self { dir, receiver }
    }

    fn source(&self) -> server::Source {
        let path = database(self.dir.path());
        Arc::new(move || Ok(node("dz-log", SqliteStore::open(&path)?, &clock()?)))
    }

    fn locked(&self) -> server::Source {
        let path = database(self.dir.path());
        Arc::new(move || Ok(node_with(Box::new(Shut), SqliteStore::open(&path)?, &clock()?)))
    }

    fn says(&mut self, times: usize) {
        let said: Vec<_> = (0..times).map(|number| item("ml-army", &format!("item-{number}"))).collect();
        self.receiver.say(&said).unwrap();
    }

    fn tree(&self) -> Tree {
        let own = self.receiver.own().unwrap().unwrap();
        let rows = self.receiver.store().entries(&own.origin).unwrap();
        rows.iter().map(|row| row.entry.leaf()).collect()
    }

    fn checkpoint(&self, old: u64) -> AddCheckpoint {
        let own = self.receiver.own().unwrap().unwrap();
        let checkpoint = journal::checkpoint::SignedCheckpoint::parse(&own.checkpoint).unwrap();
        let (tree, old) = (self.tree(), Size::new(old));
        let proof = consistency_proof(&tree, old, tree.size()).unwrap();
        AddCheckpoint { old, proof, checkpoint }
    }

    fn upload(&self, start: u64) -> Vec<u8> {
        let own = self.receiver.own().unwrap().unwrap();
        let tree = self.tree();
        let header = Header::new(own.origin.clone(), EntryIndex::new(start), tree.size(), Vec::new()).unwrap();
        let rows = self.receiver.store().entries(&own.origin).unwrap();
        write_request(&header, &tree, |index| Ok(rows[usize::try_from(index.get()).unwrap()].entry.to_bytes())).unwrap()
    }
}

fn database(dir: &Path) -> PathBuf {
    dir.join("node.sqlite")
}

/// A key file that nobody unlocks.
struct Shut;

impl Keys for Shut {
    fn secret(&self, _: &str) -> Result<SecretKey, KeysError> {
        Err(KeysError::Locked)
    }
}

#[test]
fn a_stranger_audits_what_is_served_and_reads_nothing() {
    let source = source();
    let journals = index(&source);
    assert_eq!(journals.len(), 3);
    for (name, origin, size) in journals {
        let mut files = BTreeMap::new();
        for path in ["checkpoint", "vkeys", "cosigned"] {
            let answer = get(&source, &format!("/log/{name}/{path}"));
            if answer.status == 200 {
                files.insert(path.to_owned(), answer.body);
            }
        }
        for tile in journal::tile::tiles(Size::new(size)) {
            let answer = get(&source, &format!("/log/{name}/{tile}"));
            assert_eq!(answer.status, 200, "{tile}");
            files.insert(tile.path(), answer.body);
        }
        let verified = verify_journal(&files, None, &mut |_| {}).unwrap();
        assert_eq!((verified.origin().as_str(), verified.size().get()), (origin.as_str(), size));
        assert!(verified.entries.iter().all(|entry| entry.content.is_none()));
        for path in ["content/000", "content/dz-log/000", "content/nobody/000.age", "content/../000.age"] {
            assert_eq!(get(&source, &format!("/log/{name}/{path}")).status, 404, "{path}");
        }
        for path in ["tile/0/001", "tile/entries/000.p/255", "tile/63/000.p/1", "tile/0/0", "..%2fvkeys", "keys.age"] {
            assert_eq!(get(&source, &format!("/log/{name}/{path}")).status, 404, "{path}");
        }
    }
    assert_eq!(get(&source, &format!("/log/{}/checkpoint", "0".repeat(64))).status, 404);
}

#[test]
fn a_sealed_pack_opens_for_its_party_alone() {
    // Who fetches one is noted, so on a node of its own.
    let another = another();
    let source = another.source();
    let (name, _, _) = index(&source).into_iter().find(|(_, origin, _)| origin.ends_with("/dz-log")).unwrap();
    let list = get(&source, &format!("/log/{name}/content/ml-army/"));
    let packs = app::partners::parse_pack_list(&list.body);
    assert_eq!(packs.len(), 1);
    assert_eq!(
        list.body,
        get(&source, &format!("/log/{name}/content/ml-army/")).body,
        "a tag stays while its pack does"
    );
    let other = get(&source, &format!("/log/{name}/content/monitor/"));
    assert_ne!(list.body, other.body);
    let sealed = get(&source, &format!("/log/{name}/content/ml-army/{}.age", packs[0].number));
    assert_eq!((sealed.status.as_u16(), sealed.header("content-type")), (200, "application/octet-stream"));
    let open = |party: &'static str| {
        let secret = crate::story::Named(party).secret("seal").unwrap();
        app::ports::Seals::open(&store::AgeSeals, &secret, &sealed.body, 1 << 20)
    };
    assert!(open("ml-army").unwrap().windows(7).any(|part| part == b"dz-log/"));
    assert_eq!(open("monitor"), Err(app::ports::SealError::OtherReader));
    assert!(!sealed.body.windows(7).any(|part| part == b"dz-log/"));
}

#[test]
fn one_range_of_a_bundle_is_given() {
    let source = source();
    let (name, _, size) = index(&source).remove(0);
    let tile = journal::tile::tiles(Size::new(size)).next().unwrap();
    let path = format!("/log/{name}/{tile}");
    let whole = get(&source, &path).body;
    let ask = |range: &str| send(&source, Method::GET, &path, range, Vec::new());
    let last = ask(&format!("bytes={}-", whole.len() - 39));
    assert_eq!((last.status.as_u16(), &last.body[..]), (206, &whole[whole.len() - 39..]));
    let told = format!("bytes {}-{}/{}", whole.len() - 39, whole.len() - 1, whole.len());
    assert_eq!(last.header("content-range"), told);
    assert_eq!(ask("bytes=2-38").body, whole[2..39]);
    assert_eq!(ask("bytes=0-1,3-4").body, whole, "several are answered with all");
    let none = ask(&format!("bytes={}-", whole.len()));
    assert_eq!(
        (none.status.as_u16(), none.header("content-range")),
        (416, format!("bytes */{}", whole.len()).as_str())
    );
}

#[test]
fn page_and_interface_are_not_served_to_partners_and_their_routes_to_nobody_else() {
    let source = source();
    for path in ["/", "/index.html", "/api/v1/journals", "/api/v1/account"] {
        assert_eq!(get(&source, path).status, 404, "{path}");
    }
    assert_eq!(get(&source, "/add-checkpoint").status, 405);
    assert_eq!(send(&source, Method::DELETE, "/log/", "", Vec::new()).status, 405);
    let request = Request::post("/add-checkpoint").header(header::HOST, "127.0.0.1").body(Body::empty()).unwrap();
    assert_eq!(ask(server::router(source), request).status, 405);
}

#[test]
fn a_head_is_cosigned_and_its_entries_are_taken() {
    let mut pair = Pair::new();
    pair.says(600);
    let source = pair.source();
    // Nothing was cosigned yet, so the client begins at nothing.
    let wrong = post(&source, "/add-checkpoint", pair.checkpoint(1).to_string());
    assert_eq!((wrong.status.as_u16(), wrong.header("content-type")), (409, "text/x.tlog.size"));
    assert_eq!(parse_size(&wrong.body).unwrap(), Size::ZERO);
    // The mirror takes no entries before it knows their head.
    let early = post(&source, "/add-entries", pair.upload(1));
    assert_eq!((early.status.as_u16(), early.header("content-type")), (409, "text/x.tlog.mirror-info"));
    let asked = pair.checkpoint(0);
    let cosigned = post(&source, "/add-checkpoint", asked.to_string());
    assert_eq!(cosigned.status, 200, "{}", cosigned.text());
    let giver = source().unwrap();
    let keys: Vec<_> = giver.witnesses().unwrap().remove(&"dz-log".parse().unwrap()).unwrap();
    let mut checkpoint = asked.checkpoint.clone();
    assert_eq!(take_cosignatures(&mut checkpoint, &cosigned.body, &keys).unwrap().len(), 1);
    // An upload that breaks off inside its third package keeps the first two.
    let body = pair.upload(1);
    let partial = post(&source, "/add-entries", &body[..body.len() - 700]);
    assert_eq!(partial.status, 202, "{}", partial.text());
    let info = Info::parse(&partial.body).unwrap();
    assert_eq!((info.size.get(), info.next.get()), (601, 512));
    assert_eq!(index(&source).iter().find(|row| row.1.ends_with("/ml-army")).unwrap().2, 1);
    let rest = post(&source, "/add-entries", pair.upload(512));
    assert_eq!((rest.status.as_u16(), &rest.body), (200, &cosigned.body), "the mirror's line is the witness's");
    assert_eq!(index(&source).iter().find(|row| row.1.ends_with("/ml-army")).unwrap().2, 601);
    // Again, nothing is left to do.
    assert_eq!(post(&source, "/add-entries", pair.upload(601)).status, 200);
    assert_eq!(post(&source, "/add-checkpoint", pair.checkpoint(601).to_string()).status, 200);
}

#[test]
fn what_is_not_proved_or_not_known_is_refused() {
    let mut pair = Pair::new();
    pair.says(3);
    let source = pair.source();
    assert_eq!(post(&source, "/add-checkpoint", "old 0\n").status, 400);
    let good = pair.checkpoint(0).to_string();
    assert_eq!(post(&source, "/add-checkpoint", good.replace("\n4\n", "\n5\n")).status, 403);
    assert_eq!(post(&source, "/add-checkpoint", good.replace("/ml-army\n4", "/nobody\n4")).status, 404);
    let own = source().unwrap().own().unwrap().unwrap();
    let own = format!("old 0\n\n{}", String::from_utf8(own.checkpoint).unwrap());
    assert_eq!(post(&source, "/add-checkpoint", own).status, 404, "nobody attests himself");
    assert_eq!(post(&source, "/add-checkpoint", good.clone()).status, 200);
    let mut unproved = pair.checkpoint(4);
    unproved.proof = pair.checkpoint(3).proof;
    assert_eq!(post(&source, "/add-checkpoint", unproved.to_string()).status, 422);
    let mut body = pair.upload(1);
    assert_eq!(post(&source, "/add-entries", &body[..4]).status, 400);
    let at = body.len() - 40;
    body[at] ^= 1;
    assert_eq!(post(&source, "/add-entries", body).status, 422);
    assert_eq!(post(&source, "/add-entries", pair.upload(1)).status, 200);
    for path in ["/add-checkpoint", "/add-entries"] {
        assert_eq!(post(&source, path, vec![b'a'; 2_000_000]).status, 413, "{path}");
    }
}

#[test]
fn a_second_history_is_not_cosigned_and_its_evidence_is_kept() {
    let mut pair = Pair::new();
    let source = pair.source();
    // The giver has cosigned nothing yet, but holds the receiver's first word; here is another first word.
    pair.receiver = node_salted(9, "ml-army", SqliteStore::in_memory().unwrap(), &clock().unwrap());
    let operation = pair.receiver.join(&operation_file).unwrap();
    pair.receiver.init(&operation.genesis(&"ml-army".parse().unwrap()).unwrap()).unwrap();
    let answer = post(&source, "/add-checkpoint", pair.checkpoint(0).to_string());
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(source().unwrap().store().documents(app::exchange::EVIDENCE_PREFIX).unwrap().len(), 1);
}

#[test]
fn with_locked_keys_everything_but_cosigning_is_served() {
    let mut pair = Pair::new();
    pair.says(1);
    let source = pair.locked();
    let answer = post(&source, "/add-checkpoint", pair.checkpoint(0).to_string());
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("keys are locked"), "{}", answer.text());
    for (name, _, _) in index(&source) {
        assert_eq!(get(&source, &format!("/log/{name}/checkpoint")).status, 200);
        assert_eq!(get(&source, &format!("/log/{name}/content/ml-army/")).status, 200);
    }
}

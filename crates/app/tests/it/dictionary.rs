//! The dictionary attacker: knows how statements look and what is plausible, and tries it all.
//!
//! It is the strongest that the salt has to withstand: it has even the officer's key, as a colleague or a
//! thief would, for without it the signature inside the commitment could not be guessed either. The same
//! attacker finds everything in the same node when that is handed a source of salts that is none.

use crate::memory::Memory;
use crate::world::{Files, Named, World, draft, files, item, journal, moment, party};
use app::ports::{Entropy, EntropyError, Keys};
use app::{AsOf, Node, SCHEMA_NAME};
use journal::cose::{self, Header, Schema};
use journal::entry::{Salt, commitment};
use journal::field;
use journal::keys::SecretKey;
use journal::verify::verify_journal;
use model::{Audience, Body, SCHEMA, Statement};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashSet};
use units::{Digest, OfficerId};

/// Guesses at each target.
const GUESSES: usize = 1_000_000;
/// Salts that a broken source would give: one byte throughout.
const WEAK_SALTS: u8 = 25;
/// What the donor keeps from all others, and when it was said.
const SECRET: (&str, &str, u64, &str) = ("depot-reggane", "flour-50", 437, "2013-02-05T17:00:00Z");
const SERIALS: [&str; 2] = ["T4-271828", "T4-000000"];

/// A good source, as far as an attacker can tell: hashes of a secret and a counter.
struct Drawn(u64);

impl Entropy for Drawn {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.0 += 1;
        let hash = Sha256::new().chain_update("nobody knows this").chain_update(self.0.to_be_bytes()).finalize();
        bytes.copy_from_slice(&hash);
        Ok(())
    }
}

/// The build without salt.
struct Unsalted;

impl Entropy for Unsalted {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        bytes.fill(0);
        Ok(())
    }
}

/// What the donor says; its node with salts of that source.
fn donor(salts: Box<dyn Entropy>) -> Node {
    let world = World::of(&[]);
    let mut node = world.seat_salted("dz-log", Memory::default(), salts).node;
    let operation = node.join(&crate::world::operation_file).unwrap();
    node.init(&operation.genesis(&party("dz-log")).unwrap()).unwrap();
    let (site, code, quantity, when) = SECRET;
    world.at(when);
    let mut truck = item("dz-log", "truck");
    truck["body"]["tracking"] = json!("serial");
    let hidden = json!({"officer": "dz-log/stores", "hidden": {"fields": ["place", "serial"], "parties": []},
        "kind": "stock_declared", "body": {"site": site, "lines": [{"item": "truck", "quantity": 2, "serials": SERIALS}]}});
    let mut secret = json!({"officer": "dz-log/stores", "kind": "stock_declared"});
    secret["audience"] = json!({"parties": []});
    secret["body"] = stock(site, code, quantity);
    let said = [truck, hidden, secret];
    node.say(&said.iter().map(draft).collect::<Vec<_>>()).unwrap();
    node
}

fn stock(site: &str, code: &str, quantity: u64) -> Value {
    json!({"site": site, "lines": [{"item": code, "quantity": quantity}]})
}

/// All that somebody outside the audience is handed.
fn shown(node: &Node) -> Files {
    files(node, &journal(node, "dz-log"), Some("fr-force"))
}

/// The public entries whose content is withheld.
fn targets(files: &Files) -> HashSet<Digest> {
    let entries = verify_journal(files, None, &mut |_| {}).unwrap().entries;
    entries.iter().filter(|entry| entry.content.is_none()).map(|entry| entry.commitment).collect()
}

/// Plausible statements, signed: places, items, quantities, full hours of the day.
fn dictionary(places: &[&str], quantities: std::ops::RangeInclusive<u64>, key: &SecretKey) -> Vec<Vec<u8>> {
    let officer: OfficerId = "dz-log/stores".parse().unwrap();
    let schema = Schema::new(SCHEMA_NAME).unwrap();
    let header = Header { issuer: "sahel-2013.example/dz-log".parse().unwrap(), kid: officer.clone(), schema };
    let noon = moment("2013-02-05T12:00:00Z");
    let mut signed = Vec::new();
    for (place, code) in
        places.iter().flat_map(|place| ["flour-50", "fuel", "ration-box", "tent"].map(|code| (place, code)))
    {
        let body = json!({"kind": "stock_declared", "body": stock(place, code, 1)});
        let mut statement = Statement {
            schema: SCHEMA,
            party: party("dz-log"),
            officer: officer.clone(),
            occurred: noon,
            stated: noon,
            seen: Vec::new(),
            references: Vec::new(),
            audience: Audience::Parties(Vec::new()),
            body: serde_json::from_value::<Body>(body).unwrap(),
            field_audience: None,
        };
        for (quantity, hour) in quantities.clone().flat_map(|quantity| (0..10).map(move |hour| (quantity, hour))) {
            let Body::StockDeclared(declared) = &mut statement.body else { panic!() };
            declared.lines[0].quantity = quantity.try_into().unwrap();
            statement.stated = noon.plus_seconds(hour * 3600);
            statement.occurred = statement.stated;
            signed.push(cose::sign(&header, &model::canonical::encode(&statement).unwrap(), key).unwrap());
        }
    }
    signed
}

fn officers_key() -> SecretKey {
    Named("dz-log".to_owned()).secret("dz-log/stores").unwrap()
}

/// Tries every statement under every weak salt; how many guesses were made, and which targets were hit.
fn attack(targets: &HashSet<Digest>, dictionary: &[Vec<u8>]) -> (usize, HashSet<Digest>) {
    let mut hit = HashSet::new();
    for salt in (0..WEAK_SALTS).map(|byte| Salt::new([byte; 32])) {
        let guesses = dictionary.iter().map(|statement| commitment(&salt, statement));
        hit.extend(guesses.filter(|guess| targets.contains(guess)));
    }
    (dictionary.len() * usize::from(WEAK_SALTS), hit)
}

#[test]
fn a_million_guesses_at_an_entry_find_nothing_and_without_salt_they_find_it() {
    let dictionary = dictionary(&["depot-reggane", "depot-tamanrasset"], 1..=500, &officers_key());
    let salted = targets(&shown(&donor(Box::new(Drawn(0)))));
    assert_eq!((salted.len(), attack(&salted, &dictionary)), (1, (GUESSES, HashSet::new())));
    let unsalted = targets(&shown(&donor(Box::new(Unsalted))));
    assert_eq!((unsalted.len(), attack(&unsalted, &dictionary)), (1, (GUESSES, unsalted.clone())));
    // Whoever lacks the officer's key has a second lock before him: the signature is inside.
    let right = SECRET.2..=SECRET.2;
    let by = |key: &SecretKey| attack(&unsalted, &self::dictionary(&["depot-reggane"], right.clone(), key)).1.len();
    assert_eq!([by(&officers_key()), by(&crate::world::key("stranger"))], [1, 0]);
}

/// Tries every serial of the usual form, and every place of the operation.
fn attack_fields(targets: &BTreeSet<Digest>, places: &[String]) -> (usize, BTreeSet<Digest>) {
    let salt = Salt::new([0; 32]);
    let (mut value, mut guesses, mut hit) = (*b"T4-000000", 0, BTreeSet::new());
    let mut guess = |value: &[u8]| {
        guesses += 1;
        hit.extend(targets.get(&field::commitment(&salt, value)));
    };
    for number in 0..u32::try_from(GUESSES).unwrap() {
        let mut left = number;
        for digit in value[3..].iter_mut().rev() {
            *digit = b'0' + u8::try_from(left % 10).unwrap();
            left /= 10;
        }
        guess(&value);
    }
    places.iter().for_each(|place| guess(place.as_bytes()));
    (guesses, hit)
}

#[test]
fn a_million_guesses_at_a_field_find_nothing_and_without_salt_they_find_all() {
    for (salts, found) in [(Box::new(Drawn(0)) as Box<dyn Entropy>, false), (Box::new(Unsalted), true)] {
        let node = donor(salts);
        let places: Vec<String> =
            node.operation().unwrap().network.nodes().map(|node| node.name().to_owned()).collect();
        // The attacker may read the statement, not its fields.
        let mut reader = World::of(&[]).seat("fr-force", Memory::default()).node;
        reader.import(&shown(&node), None, &mut |_| {}).unwrap();
        let read = reader.said(&AsOf::default()).unwrap();
        let closed: BTreeSet<Digest> = read
            .iter()
            .filter_map(|said| said.statement())
            .flat_map(Statement::hidden)
            .map(|(_, hidden)| hidden)
            .collect();
        assert_eq!(closed.len(), 1 + SERIALS.len());
        let (guesses, hit) = attack_fields(&closed, &places);
        assert!(guesses > GUESSES);
        assert_eq!(hit, if found { closed } else { BTreeSet::new() });
    }
}

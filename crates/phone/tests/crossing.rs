//! Two telephones at a crossing, with no network between them or to anybody.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::device::Request;
use app::exchange::OutFile;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError};
use app::{AsOf, Node};
use journal::keys::SecretKey;
use locked::AgeSeals;
use model::Draft;
use phone::pocket::Pocket;
use phone::{Phone, verify};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use units::Moment;

const NOON: &str = "2013-02-12T12:00:00Z";
const PASSPHRASE: &str = "three camels at the well";

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Moment {
        NOON.parse().unwrap()
    }
}

struct Counted(u64);

impl Entropy for Counted {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.0 += 1;
        bytes.fill(0x5a);
        bytes[..8].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

/// A key for every name.
struct Named(&'static str);

impl Keys for Named {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let mut seed = [7; 32];
        for (at, byte) in format!("{} {name}", self.0).bytes().enumerate() {
            seed[at % 32] ^= byte.rotate_left(u32::try_from(at / 32).unwrap());
        }
        Ok(SecretKey::from_seed(&seed))
    }
}

fn operation_file(name: &str) -> Option<Vec<u8>> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../operations/sahel-2013").join(name)).ok()
}

/// A party's office.
fn office(party: &'static str) -> Node {
    let salts = Box::new(Counted(u64::from(party.as_bytes()[0]) << 32));
    let mut node =
        Node::new(Box::new(Pocket::default()), Box::new(Fixed), salts, Box::new(Named(party)), Box::new(AgeSeals));
    let operation = node.join(&operation_file).unwrap();
    node.init(&operation.genesis(&party.parse().unwrap()).unwrap()).unwrap();
    node
}

fn bundle(files: &[OutFile]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, path, bytes.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Everything that one office holds, as another reads it.
fn all_of(node: &Node) -> Vec<OutFile> {
    node.journals().unwrap().iter().flat_map(|journal| node.export(journal, None).unwrap()).collect()
}

fn import(node: &mut Node, files: &[OutFile]) {
    let mut folders: BTreeMap<&str, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for (path, bytes) in files {
        let (folder, rest) = path.split_once('/').unwrap();
        folders.entry(folder).or_default().insert(rest.to_owned(), bytes.clone());
    }
    for folder in folders.values() {
        node.import(folder, None, &mut |_| {}).unwrap();
    }
}

fn new_phone(kept: BTreeMap<String, Vec<u8>>) -> Phone {
    Phone::open(kept, Box::new(Fixed))
}

/// A telephone that an office has taken in, and what its browser keeps.
fn phone_of(office: &Node, name: &str, officer: &str) -> (Phone, BTreeMap<String, Vec<u8>>) {
    let mut phone = new_phone(BTreeMap::new());
    let asked = phone.begin(name, PASSPHRASE.to_owned()).unwrap();
    let mut kept = phone.take_changes();
    // The page is left in between: the keys are kept, and locked.
    let mut phone = new_phone(kept.clone());
    assert_eq!(phone.state().unwrap()["stage"], "asked");
    assert_eq!(phone.state().unwrap()["unlocked"], false);
    assert!(phone.unlock("four camels".to_owned()).is_err());
    phone.unlock(PASSPHRASE.to_owned()).unwrap();
    let request: Request = asked["request"].as_str().unwrap().parse().unwrap();
    let pass = bundle(&office.pass_for(&request).unwrap());
    let who = phone.look_at_pass(&pass).unwrap();
    assert!(who["officers"].as_array().unwrap().contains(&json!(officer)));
    let state = phone.take_up(&pass, officer).unwrap();
    assert_eq!((&state["stage"], &state["unsent"]), (&json!("ready"), &json!(1)));
    kept.extend(phone.take_changes());
    (phone, kept)
}

/// Giver and receiver with a list that waits, and a telephone each.
fn met() -> (Node, Node, Phone, Phone) {
    let (mut giver, mut receiver) = (office("dz-log"), office("ml-army"));
    let item = json!({"officer": "dz-log/stores", "kind": "item_defined", "body": {
        "item": "ration-box", "name": {"en": "Rations", "fr": "Rations", "ar": "حصص"}, "unit": "box", "mass": 12000,
        "volume": 0, "tracking": "bulk", "hazard": null, "vehicle": null, "check_days": null}});
    let pump = json!({"officer": "dz-log/stores", "kind": "item_defined", "body": {
        "item": "pump", "name": {"en": "Pump", "fr": "Pompe", "ar": "مضخة"}, "unit": "each", "mass": 90000,
        "volume": 0, "tracking": "serial", "hazard": null, "vehicle": null, "check_days": 30}});
    let pumps = json!({"item": "pump", "quantity": 3, "lot": null, "serials": ["P-1", "P-2", "P-3"]});
    let offer = json!({"officer": "dz-log/convoy", "kind": "handover_offered", "body": {
        "consignment": "C-1", "convoy": "11-DZ-01", "place": "bordj-badji-mokhtar", "receiver": "ml-army",
        "lines": [{"item": "ration-box", "quantity": 800, "lot": null, "serials": []}, pumps]}});
    let stock = json!({"officer": "dz-log/stores", "kind": "stock_declared", "body": {"site": "depot-reggane",
        "lines": [{"item": "ration-box", "quantity": 1000, "lot": null, "serials": []}, pumps]}});
    let packed = json!({"officer": "dz-log/stores", "kind": "consignment_packed", "body": {"consignment": "C-1",
        "pledge": "p-1", "site": "depot-reggane", "receiver": "ml-army", "loads": [{"vehicle": "v-1", "package": null,
        "seal": null, "lines": [{"item": "ration-box", "quantity": 800, "lot": null, "serials": []}, pumps]}]}});
    let ordered = json!({"officer": "dz-log/movement", "kind": "movement_ordered", "body": {"convoy": "11-DZ-01",
        "consignments": ["C-1"], "plan": "0".repeat(64), "commander": "dz-log/convoy", "vehicles": ["v-1"],
        "route": ["tanezrouft-03"], "timings": [{"place": "depot-reggane",
            "due": "2013-02-11T04:00:00Z", "clear": "2013-02-11T05:00:00Z"}], "reason": null}});
    let progress = |event: &str, place: &str| {
        json!({"officer": "dz-log/convoy", "kind": "progress",
            "body": {"convoy": "11-DZ-01", "event": event, "place": place, "note": null}})
    };
    let (left, arrived) = (progress("departed", "depot-reggane"), progress("arrived", "bordj-badji-mokhtar"));
    let draft = |told: Value| Draft::from_value(told).unwrap();
    giver.say(&[item, pump, stock, packed, ordered, left, arrived].map(draft)).unwrap();
    import(&mut receiver, &all_of(&giver));
    giver.say(&[draft(offer)]).unwrap();
    import(&mut giver, &all_of(&receiver));
    let (giving, _) = phone_of(&giver, "hamid-7", "dz-log/convoy");
    let (receiving, _) = phone_of(&receiver, "pocket", "ml-army/receiving");
    (giver, receiver, giving, receiving)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn two_telephones_hand_over_with_nothing_between_them_but_slips() {
    let (mut giver, mut receiver, mut giving, mut receiving) = met();
    let crossing = giving.crossing().unwrap();
    assert_eq!(crossing["offers"][0]["state"], "open");
    let offered = text(&crossing["offers"][0]["leaf"]).to_owned();
    let slip = giving.slip(&offered).unwrap();
    assert!(text(&slip["code"]).starts_with("<?xml"), "short enough for a code: {} bytes", slip["bytes"]);

    // The receiver has not seen the list: it comes by the other's screen.
    assert_eq!(receiving.crossing().unwrap()["offers"], json!([]));
    assert_eq!(receiving.take(text(&slip["slip"])).unwrap()["new"], true);
    let seen = receiving.crossing().unwrap();
    assert_eq!(seen["offers"][0]["lines"][0]["quantity"], 800);
    let count = |reason: Value| {
        json!({"offer": offered, "officer": "ml-army/receiving",
            "counts": [{"item": "ration-box", "lot": null, "counted": 796, "reason": reason, "note": "four wet",
                "photo": "ab".repeat(32)},
                {"item": "pump", "lot": null, "counted": 2, "serials": ["P-1", "P-3"], "reason": "short", "note": null}]})
    };
    let refused = receiving.answer(&count(Value::Null).to_string()).unwrap_err();
    assert!(refused.to_string().contains("800 offered, 796 counted"), "{refused}");
    let answered = receiving.answer(&count(json!("damaged")).to_string()).unwrap();
    let leaf = text(&answered["statements"][0]["leaf"]).to_owned();
    assert_eq!(receiving.state().unwrap()["unsent"], 2);
    let slip = receiving.slip(&leaf).unwrap();

    // The giver's telephone knows the receiver's office, and not its new telephone: that journal comes first.
    assert!(giving.take(text(&slip["slip"])).is_err());
    giving.import(&receiving.export().unwrap()).unwrap();
    assert_eq!(giving.take(text(&slip["slip"])).unwrap()["kind"], "handover_answered");
    assert_eq!(giving.crossing().unwrap()["offers"][0]["state"], "answered");

    // Home again: the office takes the telephone's journal, and what it says next shows it has it.
    import(&mut receiver, &unpacked(&receiving.export().unwrap()));
    import(&mut receiver, &all_of(&giver));
    import(&mut giver, &all_of(&receiver));
    let (_, offer) = giver.offer_named(Some(&offered)).unwrap();
    assert!(offer.complete);
    let counted =
        offer.answers.iter().flat_map(|answer| &answer.answered.lines).find(|line| line.item.as_str() == "pump");
    assert_eq!(
        counted.map(|line| line.serials.iter().map(ToString::to_string).collect()),
        Some(vec!["P-1".to_owned(), "P-3".to_owned()])
    );
    let views = giver.views(&AsOf::default()).unwrap();
    let matters: Vec<_> = views.custody.matters().values().collect();
    assert_eq!(matters.len(), 1);
    let boxes = matters[0].differences.iter().find(|one| one.item.as_str() == "ration-box").unwrap();
    assert_eq!(boxes.photo.map(|photo| photo.to_string()), Some("ab".repeat(32)));
    let told = json!({"officer": "ml-army/stores", "kind": "item_defined", "body": {
        "item": "lamp", "name": {"en": "Lamp", "fr": "Lampe", "ar": "مصباح"}, "unit": "each", "mass": 1,
        "volume": 0, "tracking": "bulk", "hazard": null, "vehicle": null, "check_days": null}});
    receiver.say(&[Draft::from_value(told).unwrap()]).unwrap();
    receiving.import(&bundle(&all_of(&receiver))).unwrap();
    assert_eq!(receiving.state().unwrap()["unsent"], 0);
}

fn unpacked(bundle: &[u8]) -> Vec<OutFile> {
    let mut archive = tar::Archive::new(bundle);
    let read = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        (path, bytes)
    };
    archive.entries().unwrap().map(read).collect()
}

/// What two telephones of one party saw comes together at the office and on each other.
#[test]
fn pieces_are_looked_at_on_two_telephones() {
    let (mut giver, mut receiver, _, mut first) = met();
    import(&mut receiver, &all_of(&giver));
    let taken = receiver.answer(None, app::handover::Found::default(), &"ml-army/receiving".parse().unwrap()).unwrap();
    receiver.say(&[taken]).unwrap();
    import(&mut giver, &all_of(&receiver));
    first.import(&bundle(&all_of(&receiver))).unwrap();
    let (mut second, _) = phone_of(&receiver, "belt", "ml-army/receiving");

    let checks = first.checks().unwrap();
    let pieces = checks["pieces"].as_array().unwrap();
    assert_eq!(pieces.len(), 3);
    assert_eq!(
        (&pieces[0]["serial"], &pieces[0]["state"], &pieces[0]["outstanding"], &pieces[0]["held"]["party"]),
        (&json!("P-1"), &json!("due"), &json!(true), &json!("ml-army"))
    );
    assert!(checks["places"].as_array().unwrap().iter().any(|place| place["names"]["fr"] == "Kidal"));
    let look = |serials: &[&str], more: Value| {
        let mut look = json!({"officer": "ml-army/receiving", "site": "kidal", "item": "pump", "serials": serials});
        look.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        look.to_string()
    };
    let photo = "ab".repeat(32);
    let damaged = json!({"result": "damaged", "method": "photo", "photo": photo, "note": " bent "});
    let refused = first.look(&look(&["P-9"], damaged.clone())).unwrap_err();
    assert!(refused.to_string().contains("no pump with serial `P-9`"), "{refused}");
    let refused = first.look(&look(&["P-1"], json!({"result": "damaged", "method": "photo"}))).unwrap_err();
    assert!(refused.to_string().contains("`photo` must be given"), "{refused}");
    first.look(&look(&["P-1", "P-2", "P-1"], damaged)).unwrap();
    second.look(&look(&["P-2", "P-3"], json!({"result": "present", "method": "typed"}))).unwrap();
    assert_eq!(first.state().unwrap()["unsent"], 2);

    for phone in [&first, &second] {
        import(&mut receiver, &unpacked(&phone.export().unwrap()));
    }
    let views = receiver.views(&AsOf::default()).unwrap();
    let looks: Vec<usize> = ["P-1", "P-2", "P-3"]
        .map(|serial| views.checks.of(&"pump".parse().unwrap(), &serial.parse().unwrap()).len())
        .to_vec();
    assert_eq!(looks, [1, 2, 1]);
    second.import(&first.export().unwrap()).unwrap();
    let seen = second.checks().unwrap();
    let of = |serial: &str| {
        let pieces = seen["pieces"].as_array().unwrap();
        pieces.iter().find(|piece| piece["serial"] == serial).unwrap()["last"].clone()
    };
    assert_eq!((&of("P-1")["result"], &of("P-1")["photo"]), (&json!("damaged"), &json!(photo)));
    assert_eq!(of("P-3")["result"], "present");
}

#[test]
fn what_a_browser_kept_is_the_same_telephone() {
    let office = office("ml-army");
    let (mut phone, kept) = phone_of(&office, "pocket", "ml-army/receiving");
    let before = phone.state().unwrap();
    assert!(phone.take_changes().is_empty());
    let mut again = new_phone(kept);
    assert!(again.answer("{}").is_err());
    again.unlock(PASSPHRASE.to_owned()).unwrap();
    assert_eq!(again.state().unwrap(), before);
}

#[test]
fn a_pass_is_for_one_telephone() {
    let office = office("ml-army");
    let mut asking = new_phone(BTreeMap::new());
    let asked = asking.begin("pocket", PASSPHRASE.to_owned()).unwrap();
    let pass = bundle(&office.pass_for(&text(&asked["request"]).parse().unwrap()).unwrap());
    let mut thief = new_phone(BTreeMap::new());
    thief.begin("pocket", PASSPHRASE.to_owned()).unwrap();
    let refused = thief.take_up(&pass, "ml-army/receiving").unwrap_err();
    assert!(refused.to_string().contains("another device"), "{refused}");
    let refused = asking.take_up(&pass, "ml-army/nobody").unwrap_err();
    assert!(refused.to_string().contains("no officer `ml-army/nobody`"), "{refused}");
}

#[test]
fn what_is_no_request_no_pass_and_no_slip_is_refused_in_words() {
    for bad in ["", "qafila-device Pocket 00", "qafila-device p 00", "hello", "qafila-device ../x 00"] {
        assert!(bad.parse::<Request>().is_err(), "{bad}");
    }
    let mut phone = new_phone(BTreeMap::new());
    assert!(phone.begin("Not a name", PASSPHRASE.to_owned()).is_err());
    phone.begin("pocket", PASSPHRASE.to_owned()).unwrap();
    for bad in [&b""[..], b"not a tar", &[0; 2048]] {
        assert!(phone.look_at_pass(bad).unwrap_err().to_string().contains("no bundle"), "{bad:?}");
    }
    let empty = bundle(&[("dz-log/checkpoint".to_owned(), b"x".to_vec())]);
    assert!(phone.look_at_pass(&empty).unwrap_err().to_string().contains("voucher.json"));
    assert!(phone.take("garbage").is_err());
    assert!(phone.slip("").is_err());
}

#[test]
fn a_proof_is_judged_by_the_key_of_its_journal() {
    let (giver, _, giving, _) = met();
    let offered = text(&giving.crossing().unwrap()["offers"][0]["leaf"]).to_owned();
    let slip = giving.slip(&offered).unwrap();
    let key = giver.own().unwrap().unwrap().key.to_string();
    let sound = verify(text(&slip["slip"]), &key, None).unwrap();
    assert_eq!((&sound["verdict"], &sound["statement"]["kind"]), (&json!("sound"), &json!("handover_offered")));
    assert_eq!(verify(text(&slip["slip"]), "", None).unwrap()["verdict"], "unknown");
    let other = office("ml-army").own().unwrap().unwrap().key.to_string();
    let forged = key.rsplit_once('+').unwrap().0.to_owned() + "+" + other.rsplit_once('+').unwrap().1;
    // A key line carries a hash of the key: another key under the name is no key line.
    assert!(verify(text(&slip["slip"]), &forged, None).is_err());
    let wrong = verify(text(&slip["slip"]), &key, Some(&"0".repeat(64))).unwrap();
    assert_eq!(wrong["verdict"], "unsound");
}

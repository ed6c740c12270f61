//! Folders that are sealed for one reader, on disk and under real seals.

use crate::support::{Place, command, files, run};
use std::fs;
use std::path::Path;

/// Stands in a statement that the donor makes for the army alone.
const LOT: &[u8] = b"LOT-762-A";

fn holds(dir: &Path, text: &[u8]) -> bool {
    files(dir).iter().any(|path| fs::read(path).unwrap().windows(text.len()).any(|part| part == text))
}

/// The donor's journals, sealed for the army in the folder `stick`.
fn sealed() -> Place {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.introduce("ml-army", "dz-log");
    place.run(&["journal", "export", "../stick", "--reader", "ml-army"]).told(0, &["Sealed for ml-army"]);
    place
}

#[test]
fn nothing_is_sealed_for_a_party_that_never_spoke_here() {
    let place = Place::donor();
    place
        .run(&["journal", "export", "../stick", "--reader", "ml-army"])
        .told(1, &["no key to seal for `ml-army`", "--plain", "import the journal"]);
    assert!(!place.path("stick").exists());
    place.run(&["journal", "export", "../stick", "--plain"]).ended(2);
}

#[test]
fn the_reader_gets_all_of_it_and_nobody_else_a_word() {
    let place = sealed();
    let stick = place.path("stick");
    assert_eq!(place.names("stick/dz-log/content"), ["000.age"]);
    for text in [LOT, b"ration", b"item_defined", b"depot-reggane"] {
        assert!(!holds(&stick, text), "{}", String::from_utf8_lossy(text));
    }
    assert!(fs::read(stick.join("dz-log/content/000.age")).unwrap().starts_with(b"age-encryption.org/v1\n-> X25519 "));
    let stranger = run(place.root(), &["journal", "verify", "stick"]).told(0, &["sealed for somebody else"]);
    assert!(stranger.out.contains("read here: 0"), "{}", stranger.out);
    // Whoever sealed it cannot open it either.
    let own =
        place.run(&["journal", "import", "../stick"]).told(0, &["1 pack of contents is sealed for somebody else"]);
    assert!(own.out.contains("new contents 0"), "{}", own.out);
    let army = place.path("ml-army");
    let verified = run(&army, &["journal", "verify", "../stick", "--json"]).ended(0).json();
    let donor = verified.as_array().unwrap().iter().find(|journal| journal["origin"] == "sahel-2013.example/dz-log");
    assert_eq!(donor.unwrap()["closed"], 0);
    let imported = run(&army, &["journal", "import", "../stick"]).ended(0);
    assert!(imported.err.is_empty() && imported.out.contains("without content here 0"), "{imported:?}");
}

#[test]
fn without_the_passphrase_the_reader_is_told_so() {
    let place = sealed();
    for verb in ["import", "verify"] {
        let output =
            command(&place.path("ml-army"), &["journal", verb, "../stick"]).env_remove("QAFILA_PASSPHRASE").output();
        let output = output.unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && talk.contains("are locked"), "{verb}: {talk}");
    }
}

#[test]
fn a_broken_seal_is_a_finding_that_names_the_pack() {
    let place = sealed();
    let path = place.path("stick/dz-log/content/000.age");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    for verb in ["import", "verify"] {
        run(&place.path("ml-army"), &["journal", verb, "../stick"])
            .told(3, &["`content/000.age`", "the seal is broken"]);
    }
}

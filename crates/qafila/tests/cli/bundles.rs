//! All journals in one file: what standard tools make of it, and what a hostile one does not get.

use crate::support::{Place, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tar::{Archive, Builder, EntryType, Header};

/// Files of a folder by their path below it.
fn files(dir: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

#[test]
fn a_bundle_is_the_folder_in_one_file() {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.introduce("ml-army", "dz-log");
    let export = |path: &str| place.run(&["journal", "export", path, "--reader", "ml-army", "--plain"]).ended(0);
    export("../stick");
    export("../stick.tar");
    export("../again.tar");
    assert_eq!(fs::read(place.path("stick.tar")).unwrap(), fs::read(place.path("again.tar")).unwrap());
    let mut folder = BTreeMap::new();
    files(&place.path("stick"), "", &mut folder);
    let mut archive = Archive::new(fs::File::open(place.path("stick.tar")).unwrap());
    let mut bundle = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        bundle.insert(entry.path().unwrap().to_str().unwrap().to_owned(), bytes);
    }
    assert_eq!(bundle, folder);
    // The standard program unpacks it to the same, and what it packs is taken as well.
    if Command::new("tar").arg("--version").output().is_ok_and(|output| output.status.success()) {
        fs::create_dir(place.path("unpacked")).unwrap();
        let tar = |args: &[&str]| {
            assert!(Command::new("tar").args(args).current_dir(place.root()).status().unwrap().success())
        };
        tar(&["xf", "stick.tar", "-C", "unpacked"]);
        let mut unpacked = BTreeMap::new();
        files(&place.path("unpacked"), "", &mut unpacked);
        assert_eq!(unpacked, folder);
        tar(&["cf", "theirs.tar", "-C", "unpacked", "."]);
        run(place.root(), &["journal", "verify", "theirs.tar"]).ended(0);
    } else {
        println!("skipped: there is no program tar");
    }
    let army = place.path("ml-army");
    let verified = run(place.root(), &["journal", "verify", "stick.tar", "--json"]).ended(0).json();
    assert_eq!(verified.as_array().unwrap().len(), 2);
    let imported = run(&army, &["journal", "import", "../stick.tar", "--json"]).ended(0).json();
    let donor = imported.as_array().unwrap().iter().find(|one| one["origin"] == "sahel-2013.example/dz-log").unwrap();
    assert!(donor["new_entries"].as_u64().unwrap() > 1, "{imported}");
    let again = run(&army, &["journal", "import", "../again.tar", "--json"]).json();
    let donor = again.as_array().unwrap().iter().find(|one| one["origin"] == "sahel-2013.example/dz-log").unwrap();
    assert_eq!((&donor["new_entries"], &donor["new_contents"]), (&0.into(), &0.into()), "{again}");
}

/// A bundle of one entry with that name, kind and claimed size.
fn odd(name: &[u8], kind: EntryType, size: u64, bytes: &[u8]) -> Vec<u8> {
    let mut header = Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_cksum();
    let mut builder = Builder::new(Vec::new());
    builder.append(&header, bytes).unwrap();
    builder.into_inner().unwrap()
}

#[test]
fn a_hostile_bundle_is_refused_and_leaves_nothing() {
    let place = Place::donor();
    let mut twice = odd(b"a/checkpoint", EntryType::Regular, 1, b"x");
    twice.truncate(1024);
    twice.extend(odd(b"a/checkpoint", EntryType::Regular, 1, b"y"));
    let hostile: [(&str, Vec<u8>); 11] = [
        ("leads out of it", odd(b"../checkpoint", EntryType::Regular, 0, b"")),
        ("leads out of it", odd(b"/etc/checkpoint", EntryType::Regular, 0, b"")),
        ("leads out of it", odd(b"a/../../checkpoint", EntryType::Regular, 0, b"")),
        ("leads out of it", odd(b"checkpoint", EntryType::Regular, 0, b"")),
        ("leads out of it", odd(b"a/c:\\x", EntryType::Regular, 0, b"")),
        ("is no plain file", odd(b"a/checkpoint", EntryType::Symlink, 0, b"")),
        ("is no plain file", odd(b"a/checkpoint", EntryType::Link, 0, b"")),
        ("is no plain file", odd(b"a/checkpoint", EntryType::Fifo, 0, b"")),
        ("is no plain file", odd(b"././@LongLink", EntryType::GNULongName, 3, b"a/b")),
        ("ends beyond the end", odd(b"a/checkpoint", EntryType::Regular, 1 << 40, b"x")),
        ("is in it twice", twice),
    ];
    for (why, bytes) in hostile {
        fs::write(place.path("odd.tar"), bytes).unwrap();
        place.run(&["journal", "import", "../odd.tar"]).told(1, &["is no bundle of journals", why]);
    }
    for (bytes, why) in [(&b"no tar at all"[..], "is no bundle"), (&[0xff; 1024], "is no bundle"), (b"", "no journal")]
    {
        fs::write(place.path("odd.tar"), bytes).unwrap();
        place.run(&["journal", "import", "../odd.tar"]).told(1, &[why]);
    }
    let names: Vec<_> = fs::read_dir(place.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_damaged_journal_in_a_bundle_is_named_and_keeps_no_other_out() {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.introduce("ml-army", "dz-log");
    place.run(&["journal", "export", "../stick.tar"]).ended(0);
    let mut bytes = fs::read(place.path("stick.tar")).unwrap();
    let at = bytes.windows(22).rposition(|window| window == b"sahel-2013.example/ml-").unwrap();
    bytes[at] = b'S';
    fs::write(place.path("bent.tar"), bytes).unwrap();
    let verified = run(place.root(), &["journal", "verify", "bent.tar", "--json"]).ended(3).json();
    let sound: Vec<bool> = verified.as_array().unwrap().iter().map(|one| one["sound"] == true).collect();
    assert_eq!(sound, [true, false], "{verified}");
}

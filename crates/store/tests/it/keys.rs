//! The key file: opened by its passphrase and by nothing else, by `age` as well as by us.

use age::secrecy::SecretString;
use app::ports::{Keys, KeysError};
use journal::keys::SecretKey;
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use store::KeyFile;

const PASSPHRASE: &str = "correct horse battery";

fn keys() -> Vec<(String, SecretKey)> {
    vec![("log".into(), SecretKey::from_seed(&[1; 32])), ("movement".into(), SecretKey::from_seed(&[2; 32]))]
}

fn made() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    KeyFile::create(dir.path(), &keys(), &PASSPHRASE.into()).unwrap();
    dir
}

fn open(dir: &Path, passphrase: &str) -> KeyFile {
    let passphrase = SecretString::from(passphrase);
    KeyFile::open(dir, Box::new(move || Some(passphrase.clone())))
}

#[test]
fn the_passphrase_opens_every_key_and_is_asked_once() {
    let dir = made();
    let asked = Rc::new(Cell::new(0));
    let counted = asked.clone();
    let file = KeyFile::open(
        dir.path(),
        Box::new(move || {
            counted.set(counted.get() + 1);
            Some(PASSPHRASE.into())
        }),
    );
    assert_eq!(asked.get(), 0);
    for (name, key) in keys() {
        assert_eq!(file.secret(&name).unwrap().public(), key.public());
    }
    assert_eq!(asked.get(), 1);
    let error = file.secret("auditor").unwrap_err();
    assert_eq!(error.to_string(), "this node has no key for `auditor`");
}

#[test]
fn without_its_passphrase_it_stays_shut() {
    let dir = made();
    let error = open(dir.path(), "wrong").secret("log").unwrap_err();
    assert!(matches!(error, KeysError::WrongPassphrase { .. }), "{error:?}");
    let error = KeyFile::open(dir.path(), Box::new(|| None)).secret("log").unwrap_err();
    assert!(matches!(error, KeysError::Locked), "{error:?}");
    let elsewhere = tempfile::tempdir().unwrap();
    let error = open(elsewhere.path(), PASSPHRASE).secret("log").unwrap_err();
    assert!(matches!(error, KeysError::File { .. }), "{error:?}");
}

#[test]
fn a_file_cut_or_changed_anywhere_opens_nothing() {
    let dir = made();
    let path = dir.path().join("keys.age");
    let whole = std::fs::read(&path).unwrap();
    let cuts = [0, 1, 20, whole.len() / 2, whole.len() - 1].map(|at| whole[..at].to_vec());
    let flips = [30, whole.len() / 2, whole.len() - 1].map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    });
    for bytes in cuts.into_iter().chain(flips) {
        std::fs::write(&path, &bytes).unwrap();
        let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
        assert!(matches!(error, KeysError::File { .. } | KeysError::WrongPassphrase { .. }), "{error:?}");
    }
}

#[test]
fn age_opens_it_and_finds_a_line_for_each_key() {
    let dir = made();
    let locked = std::fs::read(dir.path().join("keys.age")).unwrap();
    assert!(locked.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let plain = age::decrypt(&age::scrypt::Identity::new(PASSPHRASE.into()), &locked).unwrap();
    let expected = format!("log {}\nmovement {}\n", "01".repeat(32), "02".repeat(32));
    assert_eq!(String::from_utf8(plain).unwrap(), expected);
}

#[test]
fn a_file_that_opens_but_holds_no_keys_is_refused_without_telling_its_lines() {
    let dir = tempfile::tempdir().unwrap();
    let mut recipient = age::scrypt::Recipient::new(PASSPHRASE.into());
    recipient.set_work_factor(2);
    for plain in ["log", "log abc", "log 01010101", &format!("log{}", "01".repeat(32)), "log \u{fffd}"] {
        let locked = age::encrypt(&recipient, plain.as_bytes()).unwrap();
        std::fs::write(dir.path().join("keys.age"), locked).unwrap();
        let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
        assert!(matches!(error, KeysError::File { .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("0101"), "{error:?}");
    }
}

#[test]
fn a_file_that_would_take_minutes_to_try_is_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let stanza = "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n";
    let rest = format!("{}\n--- {}\n", "A".repeat(43), "A".repeat(43));
    std::fs::write(dir.path().join("keys.age"), format!("{stanza}{rest}0123456789abcdef")).unwrap();
    let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
    assert!(matches!(error, KeysError::File { .. }), "{error:?}");
}

#[test]
fn it_is_never_replaced_and_only_its_owner_reads_it() {
    let dir = made();
    let path = dir.path().join("keys.age");
    let before = std::fs::read(&path).unwrap();
    assert!(KeyFile::create(dir.path(), &keys(), &"other".into()).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let seed = "9e".repeat(32);
    let key = SecretKey::from_seed(&[0x9e; 32]);
    let shown = format!("{key:?} {:?} {:?}", keys(), SecretString::from(PASSPHRASE));
    assert!(!shown.contains(&seed) && !shown.contains("158, 158") && !shown.contains(PASSPHRASE), "{shown}");
}

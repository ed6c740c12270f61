//! The key file: opened by its passphrase and by nothing else, by `age` as well as by us.

use age::secrecy::{ExposeSecret as _, SecretString};
use age_core::format::{FileKey, Stanza};
use app::ports::{Keys, KeysError};
use journal::keys::SecretKey;
use std::cell::Cell;
use std::collections::HashSet;
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

/// The identity that `age` would be given.
fn identity(file: &KeyFile) -> age::x25519::Identity {
    file.identity().unwrap().expose_secret().parse().unwrap()
}

#[test]
fn age_opens_it_and_finds_a_line_for_each_key() {
    let dir = made();
    let locked = std::fs::read(dir.path().join("keys.age")).unwrap();
    let header = "age-encryption.org/v1\n-> qafila-argon2id $argon2id$v=19$m=65536,t=3,p=1$";
    assert!(locked.starts_with(header.as_bytes()), "{}", String::from_utf8_lossy(&locked[..100]));
    let plain = age::decrypt(&identity(&open(dir.path(), PASSPHRASE)), &locked).unwrap();
    let expected = format!("log {}\nmovement {}\n", "01".repeat(32), "02".repeat(32));
    assert_eq!(String::from_utf8(plain).unwrap(), expected);
}

/// What OpenSSL's argon2id and X25519 (by way of Python's cryptography 48.0) make of [`PASSPHRASE`]
/// and the salt 00 01 .. 0f, at the cost of our own files.
const MADE_ELSEWHERE: (&str, &str) = (
    "$argon2id$v=19$m=65536,t=3,p=1$AAECAwQFBgcICQoLDA0ODw",
    "age1ktzupuj2z70w2ffus83hs7el9qj6yr45astu7re6vg2r4s8f43aq44s8vc",
);

#[test]
fn a_file_that_was_locked_by_other_programs_opens() {
    let dir = tempfile::tempdir().unwrap();
    let (given, recipient) = MADE_ELSEWHERE;
    let lock = Parameters { given: given.to_owned(), recipient: recipient.parse().unwrap() };
    let plain = format!("log {}\n", "07".repeat(32));
    std::fs::write(dir.path().join("keys.age"), age::encrypt(&lock, plain.as_bytes()).unwrap()).unwrap();
    assert_eq!(*open(dir.path(), PASSPHRASE).secret("log").unwrap().seed(), [7; 32]);
}

/// A file that its own lock opens, with another plain text.
fn relocked(dir: &Path, plain: &str) {
    // Locked to what `age` sees of the file, and so to the same passphrase.
    let path = dir.join("keys.age");
    let whole = std::fs::read(&path).unwrap();
    let parameters = whole.split(|byte| *byte == b'\n').nth(1).unwrap();
    let lock = Parameters {
        given: String::from_utf8(parameters.to_vec()).unwrap().split(' ').nth(2).unwrap().to_owned(),
        recipient: identity(&open(dir, PASSPHRASE)).to_public(),
    };
    std::fs::write(&path, age::encrypt(&lock, plain.as_bytes()).unwrap()).unwrap();
}

struct Parameters {
    given: String,
    recipient: age::x25519::Recipient,
}

impl age::Recipient for Parameters {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (mut stanzas, labels) = self.recipient.wrap_file_key(key)?;
        let (tag, args) = ("qafila-argon2id".to_owned(), vec![self.given.clone()]);
        stanzas.push(Stanza { tag, args, body: Vec::new() });
        Ok((stanzas, labels))
    }
}

#[test]
fn a_file_that_opens_but_holds_no_keys_is_refused_without_telling_its_lines() {
    let twice = format!("log {0}\nlog {0}\n", "01".repeat(32));
    for plain in ["log", "log abc", "log 01010101", &format!("log{}", "01".repeat(32)), "log \u{fffd}", &twice] {
        let dir = made();
        relocked(dir.path(), plain);
        let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
        assert!(matches!(error, KeysError::File { .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("0101"), "{error:?}");
    }
    let dir = made();
    relocked(dir.path(), &format!("seal {}\n", "05".repeat(32)));
    assert_eq!(*open(dir.path(), PASSPHRASE).secret("seal").unwrap().seed(), [5; 32]);
}

/// Why a file is refused whose parameters are changed.
fn refusal(from: &str, to: &str) -> String {
    let dir = made();
    let path = dir.path().join("keys.age");
    let whole = std::fs::read(&path).unwrap();
    let at = whole.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
    let changed = [&whole[..at], to.as_bytes(), &whole[at + from.len()..]].concat();
    std::fs::write(&path, changed).unwrap();
    let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
    assert!(matches!(error, KeysError::File { .. }), "{error:?}");
    std::error::Error::source(&error).unwrap().to_string()
}

#[test]
fn parameters_that_would_take_all_memory_or_hours_are_refused_at_once() {
    for (from, to) in [("m=65536", "m=1048577"), ("m=65536", "m=4294967295"), ("t=3", "t=17"), ("p=1$", "p=17$")] {
        let why = refusal(from, to);
        assert!(why.contains("more than 1 GiB") && why.contains(to), "{why}");
    }
}

#[test]
fn parameters_in_another_form_are_refused() {
    let others = [
        ("m=65536", "m=065536"),
        ("m=65536", "m=+65536"),
        ("m=65536,t=3", "t=3,m=65536"),
        ("v=19", "v=16"),
        ("argon2id$", "argon2i$"),
        ("p=1$", "p=1,x=1$"),
        ("p=1$", "p=1$AAAA"),
        ("qafila-argon2id ", "qafila-argon2id more "),
    ];
    for (from, to) in others {
        let why = refusal(from, to);
        assert!(why.contains("are not of the form"), "{to}: {why}");
    }
    assert!(refusal("m=65536", "m=7").contains("argon2"));
}

#[test]
fn a_file_without_one_of_its_locks_is_told_from_a_wrong_passphrase() {
    assert!(refusal("-> qafila-argon2id", "-> qafila-argon2ix").contains("no stanza `qafila-argon2id`"));
    assert!(refusal("-> X25519", "-> X25518").contains("no stanza `X25519`"));
    let dir = made();
    let mut recipient = age::scrypt::Recipient::new(PASSPHRASE.into());
    recipient.set_work_factor(2);
    std::fs::write(dir.path().join("keys.age"), age::encrypt(&recipient, b"").unwrap()).unwrap();
    let error = open(dir.path(), PASSPHRASE).secret("log").unwrap_err();
    let why = std::error::Error::source(&error).unwrap().to_string();
    assert!(why.contains("scrypt") && why.contains("qafila init"), "{why}");
}

#[test]
fn keys_are_added_and_replaced_and_the_others_stay() {
    let dir = made();
    let (log, witness) = (SecretKey::from_seed(&[3; 32]), SecretKey::from_seed(&[4; 32]));
    let mut file = open(dir.path(), PASSPHRASE);
    assert_eq!(held(&file), ["log", "movement"]);
    file.put(&[("log".into(), log.clone()), ("witness".into(), witness)]).unwrap();
    for file in [file, open(dir.path(), PASSPHRASE)] {
        assert_eq!(held(&file), ["log", "movement", "witness"]);
        assert_eq!(file.secret("log").unwrap().public(), log.public());
        assert_eq!(*file.secret("movement").unwrap().seed(), [2; 32]);
    }
    assert_eq!(names(dir.path()), ["keys.age"]);
    owner_only(&dir.path().join("keys.age"));
}

#[test]
fn a_name_that_would_break_its_line_changes_nothing() {
    let dir = made();
    let before = std::fs::read(dir.path().join("keys.age")).unwrap();
    for name in ["", "two words", "line\nbreak"] {
        let error = open(dir.path(), PASSPHRASE).put(&[(name.into(), SecretKey::from_seed(&[3; 32]))]).unwrap_err();
        assert!(matches!(error, KeysError::File { .. }), "{error:?}");
    }
    assert!(open(dir.path(), "wrong").put(&keys()).is_err());
    assert_eq!(std::fs::read(dir.path().join("keys.age")).unwrap(), before);
}

#[test]
fn another_passphrase_takes_the_place_of_the_first() {
    let dir = made();
    let before = std::fs::read(dir.path().join("keys.age")).unwrap();
    assert!(open(dir.path(), "wrong").lock_again("other".into()).is_err());
    assert_eq!(std::fs::read(dir.path().join("keys.age")).unwrap(), before);
    let mut file = open(dir.path(), PASSPHRASE);
    let old = identity(&file);
    file.lock_again("other".into()).unwrap();
    assert!(matches!(open(dir.path(), PASSPHRASE).secret("log"), Err(KeysError::WrongPassphrase { .. })));
    for mut file in [file, open(dir.path(), "other")] {
        assert_eq!(*file.secret("log").unwrap().seed(), [1; 32]);
        file.put(&[]).unwrap();
    }
    let after = std::fs::read(dir.path().join("keys.age")).unwrap();
    assert!(age::decrypt(&old, &after).is_err());
    assert_eq!(names(dir.path()), ["keys.age"]);
}

#[test]
fn a_key_is_taken_out_to_a_file_of_its_own_and_read_there() {
    let dir = made();
    let apart = dir.path().join("movement.age");
    let mut file = open(dir.path(), PASSPHRASE);
    assert!(matches!(file.take_out("nobody", &apart, &"kept apart".into()), Err(KeysError::Missing { .. })));
    assert!(!apart.exists());
    file.take_out("movement", &apart, &"kept apart".into()).unwrap();
    for file in [file, open(dir.path(), PASSPHRASE)] {
        assert_eq!(held(&file), ["log"]);
    }
    owner_only(&apart);
    let there = KeyFile::at(&apart, Box::new(|| Some("kept apart".into())));
    assert_eq!(held(&there), ["movement"]);
    assert_eq!(*there.secret("movement").unwrap().seed(), [2; 32]);
    // A second key does not take the first one's place, and stays where it was.
    let mut file = open(dir.path(), PASSPHRASE);
    assert!(file.take_out("log", &apart, &"kept apart".into()).is_err());
    assert_eq!(held(&there), ["movement"]);
    assert_eq!(held(&open(dir.path(), PASSPHRASE)), ["log"]);
}

#[test]
fn where_nothing_can_be_written_the_old_file_stays() {
    let dir = made();
    let before = std::fs::read(dir.path().join("keys.age")).unwrap();
    let gone = dir.path().join("nowhere").join("movement.age");
    let error = open(dir.path(), PASSPHRASE).take_out("movement", &gone, &"kept apart".into()).unwrap_err();
    assert!(error.to_string().contains("movement.age"), "{error}");
    assert_eq!(std::fs::read(dir.path().join("keys.age")).unwrap(), before);
}

#[test]
fn what_another_process_wrote_is_not_undone() {
    let dir = made();
    let (mut first, mut second) = (open(dir.path(), PASSPHRASE), open(dir.path(), PASSPHRASE));
    assert_eq!(held(&second), held(&first));
    first.put(&[("witness".into(), SecretKey::from_seed(&[4; 32]))]).unwrap();
    let error = second.put(&[("seal".into(), SecretKey::from_seed(&[5; 32]))]).unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("another process"), "{error:?}");
    assert_eq!(held(&open(dir.path(), PASSPHRASE)), ["log", "movement", "witness"]);
}

#[test]
fn a_change_asks_for_the_passphrase_once_and_needs_no_other_identity() {
    let dir = made();
    let old = identity(&open(dir.path(), PASSPHRASE));
    let asked = Rc::new(Cell::new(0));
    let counted = asked.clone();
    let source = move || {
        counted.set(counted.get() + 1);
        Some(PASSPHRASE.into())
    };
    let mut file = KeyFile::open(dir.path(), Box::new(source));
    file.put(&[("witness".into(), SecretKey::from_seed(&[4; 32]))]).unwrap();
    file.take_out("witness", &dir.path().join("witness.age"), &"kept apart".into()).unwrap();
    assert_eq!(asked.get(), 1);
    assert!(age::decrypt(&old, &std::fs::read(dir.path().join("keys.age")).unwrap()).is_ok());
}

fn held(file: &KeyFile) -> Vec<String> {
    file.keys().unwrap().into_iter().map(|(name, _)| name).collect()
}

/// Names in a folder, hidden ones too.
fn names(dir: &Path) -> Vec<String> {
    let read = std::fs::read_dir(dir).unwrap();
    read.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[track_caller]
fn owner_only(path: &Path) {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn it_is_never_replaced_and_only_its_owner_reads_it() {
    let dir = made();
    let path = dir.path().join("keys.age");
    let before = std::fs::read(&path).unwrap();
    assert!(KeyFile::create(dir.path(), &keys(), &"other".into()).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    owner_only(&path);
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let seed = "9e".repeat(32);
    let key = SecretKey::from_seed(&[0x9e; 32]);
    let shown = format!("{key:?} {:?} {:?}", keys(), SecretString::from(PASSPHRASE));
    assert!(!shown.contains(&seed) && !shown.contains("158, 158") && !shown.contains(PASSPHRASE), "{shown}");
}

//! Whether the telephone's WebAssembly, which is kept, was built of the sources as they are.
//!
//! Building it takes minutes; comparing hashes takes none. `scripts/phone` records what it built of.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate that is built.
const ROOT: &str = "phone";
/// Where it is kept, and what was recorded of it.
const KEPT: &str = "ui/src/phone/gen";
const RECORD: &str = "ui/src/phone/gen/built-of";
const BUILT: [&str; 2] = ["phone_bg.wasm", "phone.js"];
/// Folders of a crate that are no part of what is built of it.
const BESIDE: [&str; 5] = ["tests", "examples", "benches", "dev", "held"];
/// What says how it is built.
const HOW: [&str; 2] = ["scripts/phone", "rust-toolchain.toml"];

/// Hashes by what they are of.
type Hashes = BTreeMap<String, String>;

/// Compares what is kept with what it would be built of.
pub(crate) fn prove(root: &Path) -> Result<String> {
    let kept = fs::read_to_string(root.join(RECORD)).unwrap_or_default();
    let (kept, now) = (read(&kept), hashes(root)?);
    let differs = differing(&kept, &now);
    if differs.is_empty() {
        return Ok(format!("phone: built of {} parts, all of them as they are", now.len()));
    }
    bail!(
        "the telephone's WebAssembly was built of other sources: {}\n  run `scripts/phone`, then `npm run build` in ui/, \
         and commit what they write",
        differs.join(", ")
    )
}

/// Records what was just built, and of what.
pub(crate) fn record(root: &Path) -> Result<String> {
    let hashes = hashes(root)?;
    let mut text =
        String::from("# What the WebAssembly beside this was built of, by SHA-256; written by scripts/phone.\n");
    for (of, hash) in &hashes {
        writeln!(text, "{hash} {of}")?;
    }
    fs::write(root.join(RECORD), text).context(RECORD)?;
    Ok(format!("phone: {} parts recorded", hashes.len()))
}

fn read(text: &str) -> Hashes {
    let pair = |line: &str| line.split_once(' ').map(|(hash, of)| (of.to_owned(), hash.to_owned()));
    text.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect()
}

/// What is not the same in both, or in one alone.
fn differing(kept: &Hashes, now: &Hashes) -> Vec<String> {
    let all: BTreeSet<&String> = kept.keys().chain(now.keys()).collect();
    all.into_iter().filter(|of| kept.get(*of) != now.get(*of)).cloned().collect()
}

fn hashes(root: &Path) -> Result<Hashes> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("could not start cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata = serde_json::from_slice(&output.stdout).context("cargo metadata wrote no JSON")?;
    let (ours, others) = parts(&metadata).context("cargo metadata wrote JSON of another shape")?;
    let mut hashes = Hashes::new();
    for (name, folder) in &ours {
        hashes.insert(format!("crate {name}"), crate_hash(folder)?);
    }
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock")?;
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("Cargo.toml")?;
    let asked = manifest.lines().filter(|line| others.iter().any(|name| asks(line, name)));
    let locked = locked(&lock, &others);
    hashes.insert("crates of others".to_owned(), hash(locked.into_iter().chain(asked)));
    for name in HOW {
        hashes.insert(name.to_owned(), file_hash(&root.join(name))?);
    }
    for name in BUILT {
        hashes.insert(format!("{KEPT}/{name}"), file_hash(&root.join(KEPT).join(name))?);
    }
    Ok(hashes)
}

/// The crates of this workspace that are in it, by name with their folders, and those of others that they name.
fn parts(metadata: &Value) -> Option<(BTreeMap<String, PathBuf>, BTreeSet<String>)> {
    let packages = metadata["packages"].as_array()?;
    let (mut ours, mut others, mut next) = (BTreeMap::new(), BTreeSet::new(), vec![ROOT.to_owned()]);
    while let Some(name) = next.pop() {
        let package = packages.iter().find(|package| package["name"] == *name)?;
        let folder = Path::new(package["manifest_path"].as_str()?).parent()?.to_owned();
        if ours.insert(name, folder).is_some() {
            continue;
        }
        for dependency in package["dependencies"].as_array()? {
            let used = dependency["name"].as_str()?.to_owned();
            match dependency["kind"].as_str() {
                Some("dev") => {}
                _ if dependency["path"].is_string() => next.push(used),
                _ => _ = others.insert(used),
            }
        }
    }
    Some((ours, others))
}

/// Whether a line of the workspace's `Cargo.toml` asks for a crate.
fn asks(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', '=']))
}

/// Entries of `Cargo.lock` for crates and all that they use.
fn locked<'l>(lock: &'l str, wanted: &BTreeSet<String>) -> BTreeSet<&'l str> {
    let entries: Vec<&str> = lock.split("[[package]]").skip(1).map(str::trim).collect();
    let field = |entry: &'l str, key: &str| {
        entry.lines().find_map(|line| Some(line.strip_prefix(key)?.trim_start_matches(" = ").trim_matches('"')))
    };
    let (mut found, mut next) = (BTreeSet::new(), wanted.iter().map(String::as_str).collect::<Vec<_>>());
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = next.pop() {
        for entry in entries.iter().filter(|entry| field(entry, "name") == Some(name)) {
            if !found.insert(*entry) {
                continue;
            }
            let used = entry.lines().filter_map(|line| line.strip_prefix(" \"")?.split(['"', ' ']).next());
            next.extend(used.filter(|used| asked.insert(used)));
        }
    }
    found
}

fn crate_hash(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    gather(folder, true, &mut files)?;
    files.sort();
    let mut told = Vec::new();
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        told.push(format!("{} {name}", file_hash(&path)?));
    }
    Ok(hash(told.iter().map(String::as_str)))
}

/// Files that are built, not those that test what is.
fn gather(folder: &Path, outermost: bool, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let beside = name == "tests" || outermost && BESIDE.contains(&name.as_str());
            if !beside {
                gather(&path, false, files)?;
            }
        } else if !name.ends_with("_tests.rs") && name != "tests.rs" {
            files.push(path);
        }
    }
    Ok(())
}

fn file_hash(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(hex(&Sha256::digest(bytes)))
}

fn hash<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A String never fails to grow.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\n \"b 2\",\n \"c\",\n]\n\n\
        [[package]]\nname = \"b\"\nversion = \"2\"\n\n[[package]]\nname = \"c\"\nversion = \"1\"\n\n[[package]]\nname = \"d\"\nversion = \"1\"\n";

    #[test]
    fn what_is_used_is_found_and_nothing_else() {
        let found = locked(LOCK, &BTreeSet::from(["a".to_owned()]));
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|entry| !entry.contains("name = \"d\"")));
        assert!(asks("sha2 = \"1\"", "sha2") && !asks("sha2-more = \"1\"", "sha2"));
    }

    #[test]
    fn only_what_is_built_of_ours_is_followed() {
        let package = |name: &str, uses: Value| serde_json::json!({"name": name, "manifest_path": format!("/x/{name}/Cargo.toml"), "dependencies": uses});
        let metadata = serde_json::json!({"packages": [
            package("phone", serde_json::json!([{"name": "app", "path": "/x/app", "kind": null},
                {"name": "tar", "kind": null}, {"name": "store", "path": "/x/store", "kind": "dev"}])),
            package("app", serde_json::json!([{"name": "serde", "kind": null}, {"name": "insta", "kind": "dev"}])),
            package("store", serde_json::json!([])),
        ]});
        let (ours, others) = parts(&metadata).unwrap();
        assert_eq!(ours.keys().collect::<Vec<_>>(), ["app", "phone"]);
        assert_eq!(others.iter().collect::<Vec<_>>(), ["serde", "tar"]);
    }

    #[test]
    fn what_changed_came_or_went_is_named() {
        let kept = read("# of\n1 crate app\n2 crate units\n3 scripts/phone\n");
        let now = read("1 crate app\n9 crate units\n4 crate views\n3 scripts/phone\n");
        assert_eq!(differing(&kept, &now), ["crate units", "crate views"]);
        assert!(differing(&kept, &kept).is_empty());
    }
}

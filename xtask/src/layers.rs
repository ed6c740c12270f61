//! Which crate may use which: the arrows of the map, held against `cargo metadata`.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What one crate may use.
struct Layer {
    name: &'static str,
    /// Crates of this workspace it may use.
    uses: &'static [&'static str],
    /// Crates its tests may use besides.
    tests_use: &'static [&'static str],
    /// Why the line is drawn there; ends an objection.
    rule: &'static str,
}

const fn layer(name: &'static str, uses: &'static [&'static str], rule: &'static str) -> Layer {
    Layer { name, uses, tests_use: &[], rule }
}

const FOUNDATION: &str = "it stands on quantities and identifiers alone";

/// The map, from the ground up. Every crate of the workspace stands here but those of
/// [`OUTSIDE`]; a crate that is missing is an objection.
const LAYERS: &[Layer] = &[
    layer("units", &[], "everything stands on it, so it stands on nothing"),
    layer("journal", &["units"], "it is free of the domain: it knows bytes, hashes and keys"),
    layer("model", &["units"], FOUNDATION),
    layer("views", &["units", "model"], "a view is a fold over statements and sees nothing else"),
    layer("epcis", &["units", "model", "views"], "it maps statements to events and back, and says nothing itself"),
    layer("roads", &["units"], FOUNDATION),
    layer("hierarchy", &[], "it knows numbered nodes, edges and weights, and nothing of roads"),
    layer("routing", &["units", "hierarchy", "roads"], "it finds ways over roads and does not know why one is closed"),
    layer("timetable", &[], "it knows numbered pieces and columns, not what they are"),
    layer("movement", &[], "it knows numbered places, roads and columns, and nothing of what they carry"),
    layer("columns", &["routing", "timetable"], "it knows numbered places and pieces, not what a column carries"),
    layer("osm", &["units", "roads"], "it reads one file format into the parts of a network, and routes nothing"),
    layer("convoy", &["units"], "it is the plan as data, and those who write and judge plans meet only there"),
    layer("check", &["units", "convoy"], "it judges plans and shares no search code with those who find them"),
    Layer {
        name: "plan",
        uses: &["units", "convoy", "roads", "movement"],
        tests_use: &["check"],
        rule: "it finds plans; only its tests may ask the judge",
    },
    layer("reader", &["units"], "it turns text into drafts and knows neither journals nor views"),
    layer("mapped", &[], "it holds the bytes of a file and reads none of them; the binary alone uses it"),
    layer("sheets", &[], "it knows cells and files, not what they are about"),
    layer("words", &["units"], "it shows values to people and does not know what is said with them"),
    layer("paper", &["units", "words"], "it sets what it is given on pages, and does not know where that is from"),
    layer("app", CORE, "use cases are handed clock, randomness and store, and know no screen"),
    layer("locked", &["units", "journal", "app"], "it locks and seals bytes, and reads and writes no file"),
    layer(
        "phone",
        &["units", "journal", "model", "views", "app", "locked"],
        "it is a node in a browser: no disk, no server, and only those use cases that a hand needs",
    ),
    Layer {
        name: "store",
        uses: &["units", "journal", "app", "locked"],
        tests_use: &["model"],
        rule: "it implements what journal and app declare, and decides nothing; only its tests say anything",
    },
    layer(
        "orders",
        &["units", "convoy", "model", "roads", "sheets", "views", "words", "app"],
        "it writes a plan as files, and neither makes nor judges one",
    ),
    Layer {
        name: "server",
        uses: SERVER,
        tests_use: &["store"],
        rule: "it speaks HTTP for the use cases; the binary, and only its tests themselves, hand it a store",
    },
];

/// Crates without clock, disk, network, randomness or printing.
pub(crate) const CORE: &[&str] = &[
    "units",
    "journal",
    "model",
    "views",
    "epcis",
    "roads",
    "osm",
    "hierarchy",
    "routing",
    "timetable",
    "movement",
    "columns",
    "convoy",
    "check",
    "plan",
    "reader",
    "sheets",
];

/// Held to the same as [`CORE`], though no use case needs them.
pub(crate) const PURE: &[&str] = &["words", "paper", "orders"];

/// Shows what use cases answer, so it may name their types; it plans nothing itself.
const SERVER: &[&str] =
    &["units", "journal", "model", "views", "roads", "convoy", "check", "reader", "app", "words", "orders"];

/// May use anything: the binary, the measurements, and the kills and faults.
const FREE: &[&str] = &["qafila", "bench", "crash"];

/// Uses nothing of the workspace.
const OUTSIDE: &[&str] = &["xtask"];

/// Crates from elsewhere that bring clock, disk, network, randomness or a terminal.
const IMPURE: &[&str] = &[
    "age",
    "axum",
    "clap",
    "ctrlc",
    "getrandom",
    "indicatif",
    "memmap2",
    "postgres",
    "rand",
    "reqwest",
    "rusqlite",
    "tempfile",
    "tokio",
    "ureq",
];

/// Proves the workspace at `root`.
pub(crate) fn prove(root: &Path) -> Result<String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("could not start cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata = serde_json::from_slice(&output.stdout).context("cargo metadata wrote no JSON")?;
    let uses = uses(&metadata).context("cargo metadata wrote JSON of another shape")?;
    crate::settle("layers", uses.len(), &objections(&uses))
}

/// One line of a `Cargo.toml`: who uses whom.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Use {
    user: String,
    used: String,
    /// A path in this workspace, not a registry.
    ours: bool,
    only_tests: bool,
}

fn uses(metadata: &Value) -> Option<Vec<Use>> {
    let mut all = Vec::new();
    for package in metadata["packages"].as_array()? {
        let user = package["name"].as_str()?;
        // A crate without dependencies is still held against the map.
        all.push(Use { user: user.into(), used: user.into(), ours: true, only_tests: false });
        for dependency in package["dependencies"].as_array()? {
            all.push(Use {
                user: user.into(),
                used: dependency["name"].as_str()?.into(),
                ours: dependency["path"].is_string(),
                only_tests: dependency["kind"].as_str() == Some("dev"),
            });
        }
    }
    Some(all)
}

fn objections(uses: &[Use]) -> Vec<String> {
    uses.iter().filter_map(objection).collect()
}

fn objection(line: &Use) -> Option<String> {
    let Use { user, used, ours, only_tests } = line;
    let known = LAYERS.iter().find(|layer| layer.name == user);
    let free = FREE.contains(&user.as_str());
    if user == used {
        let placed = known.is_some() || free || OUTSIDE.contains(&user.as_str());
        return (!placed).then(|| format!("`{user}` stands in no layer; give it one in xtask/src/layers.rs"));
    }
    if !ours {
        let pure = CORE.contains(&user.as_str()) || PURE.contains(&user.as_str());
        let impure = pure && !only_tests && IMPURE.contains(&used.as_str());
        return impure.then(|| {
            format!("`{user}` must not use `{used}`: core crates are handed clock, disk, network and randomness")
        });
    }
    if free {
        return None;
    }
    let allowed = known.is_some_and(|layer| {
        layer.uses.contains(&used.as_str()) || *only_tests && layer.tests_use.contains(&used.as_str())
    });
    let rule = known.map_or("it is a tool and no part of the product", |layer| layer.rule);
    (!allowed).then(|| format!("`{user}` must not use `{used}`: {rule}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses_in(user: &str, used: &str, ours: bool, only_tests: bool) -> Option<String> {
        objection(&Use { user: user.into(), used: used.into(), ours, only_tests })
    }

    #[test]
    fn a_forbidden_use_is_named_with_its_rule() {
        assert_eq!(
            uses_in("check", "plan", true, false).as_deref(),
            Some("`check` must not use `plan`: it judges plans and shares no search code with those who find them")
        );
        assert_eq!(
            uses_in("plan", "check", true, false).as_deref(),
            Some("`plan` must not use `check`: it finds plans; only its tests may ask the judge")
        );
        assert!(uses_in("units", "model", true, false).is_some());
        assert!(uses_in("views", "app", true, true).is_some());
        assert!(uses_in("xtask", "units", true, false).is_some());
        assert!(uses_in("views", "rusqlite", false, false).unwrap().contains("core crates are handed"));
    }

    #[test]
    fn what_the_map_draws_is_allowed() {
        for (user, used) in
            [("plan", "roads"), ("views", "model"), ("store", "app"), ("qafila", "store"), ("bench", "plan")]
        {
            assert_eq!(uses_in(user, used, true, false), None);
        }
        assert_eq!(uses_in("plan", "check", true, true), None);
        assert_eq!(uses_in("journal", "tempfile", false, true), None);
        assert_eq!(uses_in("store", "rusqlite", false, false), None);
    }

    #[test]
    fn a_crate_without_a_layer_is_noticed() {
        let metadata = serde_json::json!({"packages": [
            {"name": "sidecar", "dependencies": []},
            {"name": "model", "dependencies": [
                {"name": "journal", "path": "crates/journal", "kind": null},
                {"name": "units", "path": "crates/units", "kind": "dev"}]},
        ]});
        let found = objections(&uses(&metadata).unwrap());
        assert_eq!(
            found,
            [
                "`sidecar` stands in no layer; give it one in xtask/src/layers.rs",
                "`model` must not use `journal`: it stands on quantities and identifiers alone"
            ]
        );
    }

    #[test]
    fn no_layer_uses_one_above_it() {
        for (index, layer) in LAYERS.iter().enumerate() {
            for used in layer.uses {
                let place = LAYERS.iter().position(|other| other.name == *used);
                assert!(place.is_some_and(|place| place < index), "{} uses {used}", layer.name);
            }
        }
    }
}

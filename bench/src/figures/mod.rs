//! The sections, each a file: what is measured, against what.

mod append;
mod audit;
mod catching;
mod demo;
mod fold;
mod fusion;
mod hierarchy;
mod import;
mod loading;
mod movement;
mod order;
mod plan;
mod proof;
mod read;
mod roads;
mod scale;
mod service;
mod stores;
mod sync;
mod wire;

use crate::Outcome;
use crate::line::Report;
use crate::measure::Effort;
use std::path::PathBuf;

/// Some figures that belong together.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) measure: fn(&Effort, &mut Report) -> Outcome<()>,
}

/// Every section, in the order of the table.
pub(crate) const SECTIONS: [Section; 19] = [
    Section { name: "append", measure: append::measure },
    Section { name: "stores", measure: stores::measure },
    Section { name: "service", measure: service::measure },
    Section { name: "audit", measure: audit::measure },
    Section { name: "proof", measure: proof::measure },
    Section { name: "sync", measure: sync::measure },
    Section { name: "catching", measure: catching::measure },
    Section { name: "fold", measure: fold::measure },
    Section { name: "fusion", measure: fusion::measure },
    Section { name: "scale", measure: scale::measure },
    Section { name: "order", measure: order::measure },
    Section { name: "read", measure: read::measure },
    Section { name: "import", measure: import::measure },
    Section { name: "roads", measure: roads::measure },
    Section { name: "hierarchy", measure: hierarchy::measure },
    Section { name: "movement", measure: movement::measure },
    Section { name: "loading", measure: loading::measure },
    Section { name: "plan", measure: plan::measure },
    Section { name: "demo", measure: demo::measure },
];

/// The section of that name.
pub(crate) fn find(name: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.name == name)
}

/// The names, for people.
pub(crate) fn names() -> String {
    SECTIONS.iter().map(|section| section.name).collect::<Vec<_>>().join(", ")
}

/// The program itself, in the folder that this one was built into.
fn beside() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?.with_file_name("qafila");
    program.is_file().then_some(program)
}

/// The checkout this was built in.
fn checkout() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A folder that is gone afterwards, on the disk that builds are on.
fn scratch() -> Outcome<tempfile::TempDir> {
    let target = checkout().join("target");
    std::fs::create_dir_all(&target)?;
    Ok(tempfile::tempdir_in(target)?)
}

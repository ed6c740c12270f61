//! A run of the child with its record kept, and what a power cut would leave of it.

use crate::Outcome;
use crate::child::Script;
use crate::disk::{Contents, Disk, Loss};
use crate::process::{self, Shim, Trouble};
use crate::promises::Promises;
use crate::trace::{self, Record};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A node that runs begin from, and the library that they meet.
pub(crate) struct Stage<'a> {
    pub(crate) library: &'a Path,
    pub(crate) seed: u64,
    pub(crate) base: Contents,
}

/// A run of the child, and what came of it.
pub(crate) struct Played {
    pub(crate) folder: TempDir,
    pub(crate) records: Vec<Record>,
    pub(crate) promises: Promises,
}

impl<'a> Stage<'a> {
    /// With a node of one entry.
    pub(crate) fn new(library: &'a Path, seed: u64) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        crate::node::create(folder.path(), seed)?;
        Ok(Self { library, seed, base: contents(folder.path())? })
    }

    /// Runs so many children one after the other in a copy of the node.
    pub(crate) fn play(&self, script: Script, children: u64, trouble: Trouble<'_>) -> Outcome<Played> {
        let (folder, beside) = (tempfile::tempdir()?, tempfile::tempdir()?);
        lay_out(folder.path(), &self.base)?;
        let trace = beside.path().join("trace");
        let shim = Shim { library: self.library, trace: &trace, trouble };
        let mut promises = Promises::default();
        for child in 0..children {
            let running = process::start(folder.path(), self.seed.wrapping_add(child), script, Some(shim))?;
            running.finish()?.iter().try_for_each(|line| promises.take(line))?;
        }
        let records = trace::read(&fs::read(&trace)?)?;
        Ok(Played { folder, records, promises })
    }

    /// The disk before the first call.
    pub(crate) fn disk(&self) -> Disk {
        Disk::of(self.base.clone())
    }
}

/// What a power cut leaves, in a folder.
pub(crate) fn cut(disk: &Disk, loss: &mut Loss) -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    lay_out(folder.path(), &disk.after(loss))?;
    Ok(folder)
}

fn contents(folder: &Path) -> Outcome<Contents> {
    let mut contents = Contents::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        contents.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(contents)
}

fn lay_out(folder: &Path, contents: &Contents) -> Outcome<()> {
    contents.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))?;
    Ok(())
}

/// Copies the files of one folder into another.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome<()> {
    lay_out(to, &contents(from)?)
}

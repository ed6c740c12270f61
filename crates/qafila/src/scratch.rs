//! What is half made, and is taken away when the program is interrupted.
//!
//! Results are built beside their place and moved there when they are whole. A guard takes the
//! half away when a command fails; a signal runs no guards, so the paths are also listed here
//! for the one who catches it. After a kill that nothing can catch, files and folders whose
//! names begin with `.qafila-` or `qafila-demo-` may be left; they hold nothing that counts.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir};

/// Exit code of a command that was interrupted: 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

/// How often a folder is cleared that is still being written to.
const TRIES: u32 = 20;

static HALF_MADE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCH: Once = Once::new();

fn half_made() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or folder that is gone when this is.
pub(crate) struct Scratch<T> {
    inner: T,
    // Dropped after the file or folder itself.
    listed: Listed,
}

/// A path as long as it is listed.
struct Listed(PathBuf);

impl Listed {
    /// Makes something and lists it at once: whoever takes away holds the list until the end, so
    /// that nothing is made again behind him.
    fn made<T>(make: impl FnOnce() -> io::Result<T>, path: impl FnOnce(&T) -> &Path) -> io::Result<Scratch<T>> {
        // Where no handler can be set, an interrupt leaves what a kill would leave.
        WATCH.call_once(|| drop(ctrlc::set_handler(take_away)));
        let mut list = half_made();
        let inner = make()?;
        let path = path(&inner).to_path_buf();
        list.insert(path.clone());
        Ok(Scratch { inner, listed: Self(path) })
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        half_made().remove(&self.0);
    }
}

/// Makes a folder that is gone when the guard is.
pub(crate) fn folder(prefix: &str, parent: &Path) -> io::Result<Scratch<TempDir>> {
    Listed::made(|| tempfile::Builder::new().prefix(prefix).tempdir_in(parent), TempDir::path)
}

/// Makes a file that is gone when the guard is, and the folders above it.
pub(crate) fn file(parent: &Path) -> io::Result<Scratch<NamedTempFile>> {
    let make = || {
        std::fs::create_dir_all(parent)?;
        tempfile::Builder::new().prefix(".qafila-").tempfile_in(parent)
    };
    Listed::made(make, NamedTempFile::path)
}

impl Scratch<TempDir> {
    pub(crate) fn path(&self) -> &Path {
        self.inner.path()
    }

    /// Moves it to its place. An interrupt comes before or after: it must not empty the folder in between.
    pub(crate) fn place(self, to: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let Self { inner, listed: _listed } = self;
        let _paths = half_made();
        to(inner.path())
    }

    /// Moves a folder in it to its place, and what was there into it, to go with it. An interrupt
    /// waits for both.
    pub(crate) fn swap(self, name: &str, place: &Path) -> io::Result<()> {
        let before = self.path().join(".before");
        let _held = half_made();
        let replaces = place.symlink_metadata().is_ok();
        if replaces {
            std::fs::rename(place, &before)?;
        }
        std::fs::rename(self.path().join(name), place).inspect_err(|_| {
            if replaces {
                // Back, if it can be: the error is told either way.
                let _ = std::fs::rename(&before, place);
            }
        })
    }
}

impl Scratch<NamedTempFile> {
    /// Writes the file whole, onto the disk, and moves it to its place.
    pub(crate) fn place(self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let Self { mut inner, listed: _listed } = self;
        inner.write_all(bytes)?;
        inner.as_file().sync_data()?;
        inner.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// A file that is written piece by piece, and gone unless it is placed.
pub(crate) struct Filling(io::BufWriter<NamedTempFile>, Listed);

impl Scratch<NamedTempFile> {
    pub(crate) fn filling(self) -> Filling {
        Filling(io::BufWriter::new(self.inner), self.listed)
    }
}

impl Filling {
    /// Puts what was written onto the disk, and moves it to its place.
    pub(crate) fn place(self, path: &Path) -> io::Result<()> {
        let Self(file, _listed) = self;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_data()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for Filling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn take_away() {
    let paths = half_made();
    for path in paths.iter() {
        for _ in 0..TRIES {
            let taken = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
            if taken.is_ok() || !path.exists() {
                break;
            }
            // The command is still at work, until the exit below.
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    std::process::exit(INTERRUPTED);
}

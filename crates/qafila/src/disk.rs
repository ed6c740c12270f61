//! Folders on disk: journals in, results out. What is written is whole or not there.

use crate::bundle;
use crate::failure::Failure;
use crate::scratch;
use app::exchange::{COSIGNED_PATH, OutFile};
use journal::files::{Files, ReadError};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where a journal's folder keeps what its reader may see.
const CONTENT_PATH: &str = "content";

/// What a folder is called while it is made.
const WHOLE: &str = "whole";

/// A journal's folder.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Files for Folder {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        let failed = |cause: io::Error| ReadError::Failed { path: path.to_owned(), cause: Box::new(cause) };
        let file = match File::open(self.0.join(path)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let mut bytes = Vec::new();
        let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        file.take(room).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > limit {
            return Err(ReadError::TooLong { path: path.to_owned(), limit });
        }
        Ok(Some(bytes))
    }
}

/// Writes a file by way of a temporary one beside it, so that nobody sees half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::io("write", path, error);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    scratch::file(parent).and_then(|file| file.place(path, bytes)).map_err(failed)
}

/// Makes a folder, and finds out whether anything can be written there before there is anything.
pub(crate) fn writable(dir: &Path) -> Result<(), Failure> {
    scratch::file(dir).map(drop).map_err(|error| Failure::io("write", dir, error))
}

/// Writes a journal's folder anew, as a whole: beside its place first, so that what was there stays
/// until it is replaced, and goes with all that an earlier reader may have seen in it.
pub(crate) fn write_journal(dir: &Path, journal: &str, files: &[OutFile]) -> Result<(), Failure> {
    let place = dir.join(journal);
    let ours = files.iter().filter_map(|(path, _)| path.strip_prefix(journal)?.strip_prefix('/')?.split('/').next());
    no_stranger(&place, &ours.chain([CONTENT_PATH, COSIGNED_PATH]).collect::<Vec<_>>(), "a journal")?;
    std::fs::create_dir_all(dir).map_err(|error| Failure::io("make", dir, error))?;
    let building = scratch::folder(".qafila-export-", dir);
    let building = building.map_err(|error| Failure::io("make a folder in", dir, error))?;
    files.iter().try_for_each(|(path, bytes)| write(&building.path().join(path), bytes))?;
    building.swap(journal, &place).map_err(|error| Failure::io("replace", &place, error))
}

/// Makes a folder anew, as a whole, of what `build` puts into one that it is handed; `what` it is a part of.
pub(crate) fn replace(
    place: &Path,
    ours: &[&str],
    what: &str,
    build: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    no_stranger(place, ours, what)?;
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(|error| Failure::io("make", parent, error))?;
    let building = scratch::folder(".qafila-export-", parent);
    let building = building.map_err(|error| Failure::io("make a folder in", parent, error))?;
    build(&building.path().join(WHOLE))?;
    building.swap(WHOLE, place).map_err(|error| Failure::io("replace", place, error))
}

/// Refuses a folder in which something stands that no earlier export has written: not ours to replace.
fn no_stranger(place: &Path, ours: &[&str], what: &str) -> Result<(), Failure> {
    let Ok(there) = std::fs::read_dir(place) else { return Ok(()) };
    let names = there.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let Some(name) = names.filter(|name| !ours.contains(&name.as_str())).min() else { return Ok(()) };
    let message = format!("`{}` holds `{name}`, which is no part of {what}", place.display());
    Err(Failure::user(message, Some(("hint-other-folder", Vec::new()))))
}

/// Folders of journals: the folder itself, or those directly below it, that have a checkpoint.
pub(crate) fn journals(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_journal = |dir: &Path| dir.join(journal::log::CHECKPOINT_PATH).is_file();
    if is_journal(dir) {
        return Ok(vec![dir.to_path_buf()]);
    }
    let entries = std::fs::read_dir(dir).map_err(|error| Failure::io("read", dir, error))?;
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_journal(path)).collect();
    found.sort();
    Ok(found)
}

/// Where a journal lies, and its files.
pub(crate) type Source = (PathBuf, Box<dyn Files>);

/// Journals by where they lie: those of a folder, or of a bundle in one file.
pub(crate) fn sources(path: &Path) -> Result<Vec<Source>, Failure> {
    if path.is_file() {
        let found = bundle::read(path)?.into_iter();
        return Ok(found.map(|(name, files)| (path.join(name), Box::new(files) as Box<dyn Files>)).collect());
    }
    Ok(journals(path)?.into_iter().map(|dir| (dir.clone(), Box::new(Folder(dir)) as Box<dyn Files>)).collect())
}

/// Reads a file, or standard input for `-`, up to a limit that is told with its size.
pub(crate) fn read_input(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::io("read", path, error);
    let source: Box<dyn Read> =
        if path == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(path).map_err(failed)?) };
    let mut bytes = Vec::new();
    let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(room).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit { Err(Failure::too_long(path, limit)) } else { Ok(bytes) }
}

//! Journals in one file: a plain tar of the same folders, written in one form and read without unpacking.
//!
//! - Written: regular files alone, sorted as they are exported, no times, no owners; equal journals, equal bytes.
//! - Read: headers are listed once, bounded in number; a file's bytes are read where they lie when somebody asks for
//!   them, up to what he asks for. Nothing is written anywhere, no name in it is ever a path on this machine.

use crate::failure::Failure;
use crate::scratch;
use app::exchange::OutFile;
use journal::files::{Files, ReadError};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tar::{Archive, Builder, EntryType, Header};

/// Most files listed: those of a journal of two hundred million entries.
const FILES_MAX: usize = 1 << 20;
/// Longest name of a file in it.
const NAME_BYTES_MAX: usize = 255;
/// How the name of a bundle ends.
const ENDING: &str = "tar";

/// Whether a path names a bundle, where a folder could stand too.
pub(crate) fn is_bundle(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING) && !path.is_dir()
}

/// Why a file is no bundle.
#[derive(Debug, thiserror::Error)]
enum BundleError {
    #[error("`{path}` is no bundle of journals: {why}", path = path.display())]
    Bad { path: PathBuf, why: String },
}

/// Where the bytes of one file lie.
#[derive(Clone, Copy)]
struct Span {
    start: u64,
    bytes: u64,
}

/// One journal in a bundle.
pub(crate) struct Folder {
    file: Rc<RefCell<File>>,
    spans: BTreeMap<String, Span>,
}

/// Lists the journals of a bundle by the name of their folder.
pub(crate) fn read(path: &Path) -> Result<Vec<(String, Folder)>, Failure> {
    let failed = |error| Failure::io("read", path, error);
    let file = File::open(path).map_err(failed)?;
    let bad = |why: String| {
        Failure::caused(&BundleError::Bad { path: path.to_owned(), why }, Some(("hint-bundle", Vec::new())))
    };
    let mut folders: BTreeMap<String, BTreeMap<String, Span>> = BTreeMap::new();
    let length = file.metadata().map_err(failed)?.len();
    let mut archive = Archive::new(file);
    let mut count = 0;
    // As they stand: extensions of the format could make one name stand for another.
    for entry in archive.entries_with_seek().map_err(failed)?.raw(true) {
        let entry = entry.map_err(|error| bad(error.to_string()))?;
        count += 1;
        if count > FILES_MAX {
            return Err(bad(format!("it lists more than {FILES_MAX} files")));
        }
        let name = entry.path_bytes();
        let name = std::str::from_utf8(&name).ok().filter(|name| name.len() <= NAME_BYTES_MAX);
        let name = name.ok_or_else(|| bad(format!("the name of file {count} is no text, or too long")))?;
        let kind = entry.header().entry_type();
        // What other programs add about names and times is passed over; our names need none of it.
        if matches!(kind, EntryType::Directory | EntryType::XHeader | EntryType::XGlobalHeader) {
            continue;
        }
        if kind != EntryType::Regular {
            return Err(bad(format!("`{name}` is no plain file")));
        }
        let (folder, below) = split(name).ok_or_else(|| bad(format!("`{name}` leads out of it")))?;
        let span = Span { start: entry.raw_file_position(), bytes: entry.size() };
        if span.start.checked_add(span.bytes).is_none_or(|end| end > length) {
            return Err(bad(format!("`{name}` ends beyond the end of the file")));
        }
        if folders.entry(folder.to_owned()).or_default().insert(below.to_owned(), span).is_some() {
            return Err(bad(format!("`{name}` is in it twice")));
        }
    }
    let file = Rc::new(RefCell::new(archive.into_inner()));
    let journals = folders.into_iter().filter(|(_, spans)| spans.contains_key(journal::log::CHECKPOINT_PATH));
    Ok(journals.map(|(name, spans)| (name, Folder { file: file.clone(), spans })).collect())
}

/// The journal's folder, and the file below it; nothing where a part of the name is not a name.
fn split(name: &str) -> Option<(&str, &str)> {
    let name = name.strip_prefix("./").unwrap_or(name);
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    let (folder, below) = name.split_once('/')?;
    name.split('/').all(plain).then_some((folder, below))
}

impl Files for Folder {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(span) = self.spans.get(path) else { return Ok(None) };
        let fits = usize::try_from(span.bytes).ok().filter(|bytes| *bytes <= limit);
        let length = fits.ok_or_else(|| ReadError::TooLong { path: path.to_owned(), limit })?;
        let failed = |cause: io::Error| ReadError::Failed { path: path.to_owned(), cause: Box::new(cause) };
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(span.start)).map_err(failed)?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes).map_err(failed)?;
        Ok(Some(bytes))
    }
}

/// Writes a bundle, journal by journal, beside its place, and moves it there whole.
pub(crate) struct Writing {
    path: PathBuf,
    builder: Builder<scratch::Filling>,
}

impl Writing {
    pub(crate) fn new(path: &Path) -> Result<Self, Failure> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = scratch::file(parent).map_err(|error| Failure::io("write", path, error))?;
        Ok(Self { path: path.to_owned(), builder: Builder::new(file.filling()) })
    }

    /// Adds the files of one journal, each below its folder.
    pub(crate) fn add(&mut self, files: &[OutFile]) -> Result<(), Failure> {
        let mut sorted: Vec<&OutFile> = files.iter().collect();
        sorted.sort_by_key(|(path, _)| path);
        for (path, bytes) in sorted {
            let mut header = Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            let added = self.builder.append_data(&mut header, path, bytes.as_slice());
            added.map_err(|error| Failure::io("write", &self.path, error))?;
        }
        Ok(())
    }

    pub(crate) fn place(self) -> Result<(), Failure> {
        let Self { path, builder } = self;
        let placed = builder.into_inner().and_then(|file| file.place(&path));
        placed.map_err(|error| Failure::io("write", &path, error))
    }
}

//! Journals in one file, as `qafila journal export FILE.tar` writes them, in memory.

use app::exchange::OutFile;
use std::collections::BTreeMap;
use std::io::Read as _;
use tar::{Archive, Builder, EntryType, Header};

/// Most files and bytes taken from a bundle: what a telephone can hold.
const FILES_MAX: usize = 1 << 16;
const BYTES_MAX: usize = 256 << 20;

/// Files below the folder of each journal.
pub(crate) type Folders = BTreeMap<String, BTreeMap<String, Vec<u8>>>;

/// Reads a bundle; the text says what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Folders, String> {
    if bytes.len() > BYTES_MAX {
        return Err(format!("it has {} bytes, a telephone takes at most {BYTES_MAX}", bytes.len()));
    }
    let mut folders = Folders::new();
    let mut archive = Archive::new(bytes);
    for (count, entry) in archive.entries().map_err(|error| error.to_string())?.raw(true).enumerate() {
        let mut entry = entry.map_err(|error| error.to_string())?;
        if count >= FILES_MAX {
            return Err(format!("it lists more than {FILES_MAX} files"));
        }
        let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|error| error.to_string())?;
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        let (folder, path) = name.split_once('/').ok_or_else(|| format!("`{name}` is in no folder"))?;
        let mut content = Vec::new();
        entry.read_to_end(&mut content).map_err(|error| error.to_string())?;
        if folders.entry(folder.to_owned()).or_default().insert(path.to_owned(), content).is_some() {
            return Err(format!("`{name}` is in it twice"));
        }
    }
    if folders.is_empty() { Err("no file is in it".to_owned()) } else { Ok(folders) }
}

/// Writes a bundle: no times, no owners; equal files, equal bytes.
pub(crate) fn write(files: &[OutFile]) -> Result<Vec<u8>, String> {
    let mut builder = Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        builder.append_data(&mut header, path, bytes.as_slice()).map_err(|error| error.to_string())?;
    }
    builder.into_inner().map_err(|error| error.to_string())
}

//! A file's bytes where the system keeps them, instead of a copy: the one `unsafe` line of the house.
//!
//! Files that are mapped must not be changed in place while they are. Ours are replaced by renaming, which leaves
//! the mapped one as it was; `docs/decisions/0021-network-file.md` says what follows where somebody else does not.

use std::fs::File;
use std::io;

/// The bytes of a file, for as long as this lives.
#[derive(Debug)]
pub struct Mapped(memmap2::Mmap);

impl Mapped {
    /// Maps a file for reading; an empty one too.
    #[expect(unsafe_code, reason = "mapping a file is unsafe by nature; see the module")]
    pub fn of(file: &File) -> io::Result<Self> {
        // SAFETY: the mapping is private and only read. Whoever truncates or overwrites the file in place while it is
        // mapped breaks the rule above; our own writers rename.
        unsafe { memmap2::Mmap::map(file) }.map(Self)
    }
}

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_its_bytes_even_when_another_takes_its_name() {
        let path = std::env::temp_dir().join(format!("qafila-mapped-{}", std::process::id()));
        std::fs::write(&path, b"one").expect("a folder for temporary files");
        let mapped = Mapped::of(&File::open(&path).expect("just written")).expect("a plain file");
        let beside = path.with_extension("new");
        std::fs::write(&beside, b"other").expect("the same folder");
        std::fs::rename(&beside, &path).expect("the same folder");
        assert_eq!(mapped.as_ref(), b"one");
        std::fs::remove_file(&path).expect("ours");
    }
}

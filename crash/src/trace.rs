//! The record that `faults.c` keeps of the calls that change a node's folder.

use crate::Outcome;

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Write,
    Truncate,
    Sync,
    SyncFolder,
    Create,
    Unlink,
    /// A line on standard output, which changes nothing.
    Said,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) call: Call,
    /// Name below the folder.
    pub(crate) name: String,
    /// Where it writes, or the new length of a truncated file.
    pub(crate) offset: u64,
    pub(crate) bytes: Vec<u8>,
    /// It did nothing and said so.
    pub(crate) failed: bool,
}

impl Record {
    /// A line of the child, if it is one.
    pub(crate) fn said(&self) -> Option<String> {
        (self.call == Call::Said).then(|| String::from_utf8_lossy(&self.bytes).trim_end().to_owned())
    }

    /// Whether it concerns the index of the log in shared memory, which no power cut leaves behind.
    pub(crate) fn is_of_index(&self) -> bool {
        self.name.ends_with("-shm")
    }
}

/// Reads a record whole.
pub(crate) fn read(mut bytes: &[u8]) -> Outcome<Vec<Record>> {
    let mut records = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("the record ends in the middle of a line")?;
        let (line, rest) = bytes.split_at(end);
        let line = std::str::from_utf8(line)?;
        let [call, name, offset, length, result] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("the record has the line `{line}`").into());
        };
        let (body, rest) =
            rest[1..].split_at_checked(length.parse()?).ok_or("the record ends in the middle of bytes")?;
        let call = call_of(call).ok_or_else(|| format!("the record has the call `{call}`"))?;
        let (name, offset, failed) = (name.to_owned(), offset.parse()?, result != "0");
        records.push(Record { call, name, offset, bytes: body.to_vec(), failed });
        bytes = rest;
    }
    Ok(records)
}

fn call_of(word: &str) -> Option<Call> {
    let calls = [
        ("write", Call::Write),
        ("truncate", Call::Truncate),
        ("sync", Call::Sync),
        ("syncdir", Call::SyncFolder),
        ("create", Call::Create),
        ("unlink", Call::Unlink),
        ("said", Call::Said),
    ];
    calls.into_iter().find(|(known, _)| *known == word).map(|(_, call)| call)
}

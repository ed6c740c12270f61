//! `journal_folder DIR COUNT`: writes the folder of a journal of COUNT entries, the same bytes every time.
//!
//! For those who want a large journal to try their own verifier on. Keys are those of `vectors/journal`:
//! log and officer from seeds of 0x01 and 0x02, two witnesses from 0x03 and 0x04. Of every 500 entries
//! one is disclosed; the others commit to a few bytes each, since signatures would only cost time.

use journal::cose::{self, Header, Schema};
use journal::entry::{Entry, Salt};
use journal::keys::SecretKey;
use journal::log::{Head, Record, static_files};
use journal::note::Signer;
use journal::tree::Frontier;
use std::error::Error;
use std::path::Path;
use units::{Moment, OfficerId, OriginLine};

/// One entry of so many is disclosed.
const DISCLOSED: usize = 500;
/// When the first witness cosigned; the second did a minute later.
const COSIGNED: i64 = 1_764_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, count] = &arguments[..] else { return Err("usage: journal_folder DIR COUNT".into()) };
    let origin = OriginLine::new("example.org/journal/giver")?;
    let records = (0..count.parse()?).map(|number| record(&origin, number)).collect::<Result<Vec<_>, _>>()?;

    let mut head = Head::new(origin.clone(), Frontier::default());
    for record in &records {
        head.append(&record.entry);
    }
    let log = Signer::log(origin, SecretKey::from_seed(&[1; 32]))?;
    let witnesses = [("example.org/witness", 3, 0), ("example.net/witness", 4, 60)].map(|(name, seed, after)| {
        let time = Moment::from_seconds(COSIGNED + after);
        Ok::<_, Box<dyn Error>>(Signer::cosigner(OriginLine::new(name)?, SecretKey::from_seed(&[seed; 32]), time)?)
    });
    let mut signed = head.checkpoint().sign(&log)?;
    let mut vkeys = vec![log.verifier_key().clone()];
    for witness in witnesses {
        let witness = witness?;
        signed.cosign(&witness);
        vkeys.push(witness.verifier_key().clone());
    }

    for file in static_files(&signed, &vkeys, &records)? {
        let (path, bytes) = file?;
        let path = Path::new(dir).join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(dir)))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

fn record(origin: &OriginLine, number: usize) -> Result<Record, Box<dyn Error>> {
    let mut salt = [0x5a; 32];
    salt[..8].copy_from_slice(&(number as u64).to_be_bytes());
    let salt = Salt::new(salt);
    let text = format!("statement {number}");
    if !number.is_multiple_of(DISCLOSED) {
        return Ok(Record { entry: Entry::commit(&salt, text.as_bytes()), content: None, fields: Vec::new() });
    }
    let header = Header {
        issuer: origin.clone(),
        kid: OfficerId::new("officer-1")?,
        schema: Schema::new("application/vnd.example.note+cbor")?,
    };
    let statement = cose::sign(&header, &minicbor::to_vec((number, text))?, &SecretKey::from_seed(&[2; 32]))?;
    Ok(Record { entry: Entry::commit(&salt, &statement), content: Some((salt, statement)), fields: Vec::new() })
}

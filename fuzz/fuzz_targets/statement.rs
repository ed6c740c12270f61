//! A statement's canonical bytes: read or refused, and what is read is written back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::canonical::{decode, encode};
use model::{Draft, SCHEMA, Statement};
use qafila_fuzz::{drafts, plant};
use units::Moment;

/// The statement that an officer's line becomes.
fn seed(line: &[u8]) -> Option<Vec<u8>> {
    let draft = Draft::from_json(std::str::from_utf8(line).ok()?).ok()?;
    let at = Moment::from_seconds(1_360_332_120);
    let statement = Statement {
        schema: SCHEMA,
        party: "dz-log".parse().ok()?,
        officer: "movement-1".parse().ok()?,
        occurred: draft.occurred.unwrap_or(at),
        stated: at,
        seen: Vec::new(),
        references: Vec::new(),
        audience: draft.audience,
        body: draft.body,
        field_audience: None,
    };
    encode(&statement).ok()
}

fuzz_target!(
    init: plant(&drafts().iter().filter_map(|line| seed(line)).collect::<Vec<_>>()),
    |bytes: &[u8]| {
        if let Ok(statement) = decode(bytes) {
            assert_eq!(encode(&statement).expect("a read statement can be written"), bytes);
        }
    }
);

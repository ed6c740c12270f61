//! `docs/statements.md` shows every kind, in wire order, and every example can be signed.

use model::{Draft, Kind};

#[test]
fn every_kind_has_an_example_that_is_read() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/statements.md")).unwrap();
    let examples = page.split("```json\n").skip(1).map(|block| block.split("```").next().unwrap());
    let kinds: Vec<&str> = examples
        .map(|example| Draft::from_json(example).unwrap_or_else(|error| panic!("{error}\n{example}")))
        .map(|draft| draft.body.kind().code())
        .collect();
    let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(kinds, all);
}

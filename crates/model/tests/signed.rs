//! What was signed once is read for good: payloads as earlier versions wrote them, in the one form they have.

use model::canonical::{decode, encode};

/// Of the demo, the shortest of each kind that it says, from before items had codes and conversions.
const SIGNED: &str = include_str!("signed.hex");

#[test]
fn what_was_signed_is_read_and_keeps_its_bytes() {
    for line in SIGNED.lines() {
        let bytes = hex::decode(line).unwrap();
        let statement = decode(&bytes).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(hex::encode(encode(&statement).unwrap()), line, "{}", statement.body.kind().code());
        assert_eq!(statement.body.validate(), Ok(()), "{}", statement.body.kind().code());
    }
    assert_eq!(SIGNED.lines().count(), 17);
}

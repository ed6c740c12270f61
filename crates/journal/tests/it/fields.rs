//! Field commitments, and the statements that hold them.

use journal::entry::Salt;
use journal::field::{Opening, commitment, named};
use units::{Digest, Hidden};

#[test]
fn the_commitment_is_the_one_written_down() {
    // By another implementation of SHA-256: "qafila/field/v1", a zero byte, the bytes 0 to 31, "T4-01".
    let salt = Salt::new(std::array::from_fn(|at| at as u8));
    let right = "e503bdc771753af8b5675d4f70df3d9ab602a7a52b4273cb10b98757101ec07c";
    assert_eq!(commitment(&salt, b"T4-01").to_string(), right);
    assert_eq!(Opening { salt, value: b"T4-01".to_vec() }.commitment().to_string(), right);
    assert_ne!(commitment(&salt, b"T4-02").to_string(), right);
    assert_ne!(commitment(&Salt::new([0; 32]), b"T4-01").to_string(), right);
}

#[test]
fn commitments_are_found_wherever_they_stand_and_in_their_one_form() {
    let [one, two] = [1, 2].map(|n| Digest::new([n; 32]));
    let (first, second) = (Hidden(one).to_string(), Hidden(two).to_string());
    let found = |text: &str| named(text.as_bytes()).into_iter().collect::<Vec<_>>();
    assert_eq!(found(&format!("{first} and {second}{first}")), [one, two]);
    assert_eq!(found(&format!("hidden:{first}")), [one]);
    assert_eq!(found(&first[1..]), []);
    assert_eq!(found(&first[..70]), []);
    assert_eq!(found(&Hidden(Digest::new([0xab; 32])).to_string().replace("ab", "AB")), []);
    assert_eq!(named(&[0xff; 300]).len(), 0);
}

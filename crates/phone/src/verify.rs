//! A proof that somebody handed over, judged with nothing but the key of its journal.

use crate::phone::{PhoneError, given};
use app::attest::{disclosed, disclosed_leaf};
use journal::note::VerifierKey;
use journal::tlog_proof::TlogProof;
use serde_json::{Value, json};
use units::Digest;

/// Judges a proof: `keys` are the key lines of journals and witnesses that the reader trusts, one a line.
///
/// `leaf` is what is proved, where the proof does not disclose its statement.
pub fn verify(proof: &str, keys: &str, leaf: Option<&str>) -> Result<Value, PhoneError> {
    let proof = TlogProof::parse(format!("{}\n", proof.trim_end()).as_bytes()).map_err(given)?;
    let keys = keys.lines().map(str::trim).filter(|line| !line.is_empty());
    let keys: Vec<VerifierKey> =
        keys.map(|line| line.parse().map_err(|error| given(format!("`{line}`: {error}")))).collect::<Result<_, _>>()?;
    let head = proof.checkpoint.checkpoint();
    let of_it = keys.iter().find(|key| *key.name() == head.origin);
    let leaf = match leaf.filter(|leaf| !leaf.is_empty()) {
        Some(leaf) => leaf.parse::<Digest>().map_err(given)?,
        None => {
            let undisclosed = "the proof does not disclose its statement: give the leaf hash that it is to prove";
            proof.extra.as_deref().and_then(disclosed_leaf).ok_or_else(|| given(undisclosed))?
        }
    };
    let said = proof.extra.as_deref().and_then(disclosed).and_then(|(_, bytes)| journal::cose::decode(bytes).ok());
    let statement = said.as_ref().and_then(|said| model::canonical::decode(&said.payload).ok());
    let mut answer = json!({
        "origin": head.origin, "index": proof.index.get(), "size": head.size.get(), "leaf": leaf,
        "statement": statement.as_ref().map(|statement| json!({
            "kind": statement.body.kind().code(), "party": statement.party, "officer": statement.officer,
            "occurred": statement.occurred, "stated": statement.stated, "body": statement.body,
        })),
    });
    let Some(key) = of_it else {
        answer["verdict"] = json!("unknown");
        return Ok(answer);
    };
    match proof.verify(&leaf, key, &keys) {
        Ok(opened) => {
            let times = opened.others.iter().map(|verdict| json!({ "by": verdict.key.name(), "at": verdict.time }));
            answer["verdict"] = json!("sound");
            answer["cosigned"] = times.collect();
        }
        Err(error) => {
            answer["verdict"] = json!("unsound");
            answer["why"] = json!(error.to_string());
        }
    }
    Ok(answer)
}

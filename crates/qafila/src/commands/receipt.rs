//! `qafila journal prove --receipt`: the same proof in the form that SCITT tools read (RFC 9942).

use super::proof::{judged_leaf, judging_key};
use super::{find_statement, value};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use journal::note::VerifierKey;
use journal::receipt::{Proof, Receipt, ReceiptError};
use serde_json::json;
use std::path::Path;
use words::Arg;

/// How every receipt begins: the tag of COSE_Sign1, which no proof in text begins with.
pub(super) const FIRST_BYTE: u8 = 0xd2;

/// Signs a receipt for a statement of the node's own journal.
pub(super) fn sign(context: &Context, leaf: &str, out: &Path) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let statement = find_statement(&node, leaf)?;
    let receipt = node.receipt(&statement)?;
    let bytes = receipt.to_bytes();
    disk::write(out, &bytes)?;
    if local.json {
        let (index, size) = (statement.index, receipt.proof.size().get());
        local.print_json(&json!({ "origin": receipt.issuer, "index": index, "size": size, "bytes": bytes.len() }));
    } else {
        let args = [
            ("n", statement.index.into()),
            ("journal", Arg::code(&receipt.issuer)),
            ("size", receipt.proof.size().get().into()),
            ("bytes", bytes.len().into()),
        ];
        local.tell(&local.screen().line(&local.words.say("receipt-signed", &args)));
    }
    Ok(Outcome::Done)
}

/// Judges a receipt that somebody handed over.
pub(super) fn check(
    context: &Context,
    bytes: &[u8],
    key: Option<&str>,
    leaf: Option<&str>,
) -> Result<Outcome, Failure> {
    let refused = |error: ReceiptError| Failure::findings(error.to_string(), Some(("hint-damaged", Vec::new())));
    let receipt = Receipt::decode(bytes).map_err(refused)?;
    let given = key.map(|key| value::<VerifierKey>("--key", key)).transpose()?;
    let node = context.open().ok().map(|(node, _, _)| node);
    let key = judging_key(given, node.as_ref(), &receipt.issuer)?;
    let leaf = judged_leaf(leaf, || None)?;
    receipt.verify_inclusion(&leaf, &key).map_err(refused)?;
    let (index, size) = match receipt.proof {
        Proof::Inclusion { index, size, .. } => (index.get(), size.get()),
        Proof::Consistency { old, new, .. } => (old.get(), new.get()),
    };
    if context.json {
        context.print_json(&json!({
            "sound": true, "origin": receipt.issuer, "index": index, "leaf": leaf, "size": size,
        }));
    } else {
        let args = [("n", index.into()), ("journal", Arg::code(&receipt.issuer)), ("leaf", Arg::code(leaf.short()))];
        context.print(&context.screen().line(&context.words.say("proof-sound", &args)));
    }
    Ok(Outcome::Done)
}

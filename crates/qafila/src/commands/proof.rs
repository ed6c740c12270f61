//! `qafila journal prove`, `witness`, `evidence`: what others attest, and what convicts.

use super::{find_statement, receipt, value};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use app::attest::{Attested, disclosed, disclosed_leaf};
use app::exchange::EVIDENCE_PREFIX;
use app::witness::{Tail, WitnessError};
use app::{AsOf, Node, NodeError};
use journal::evidence::{EVIDENCE_BYTES_MAX, SplitView};
use journal::note::{Verifier, VerifierKey};
use journal::policy::{POLICY_BYTES_MAX, Reached};
use journal::tlog_proof::{PROOF_BYTES_MAX, TlogProof};
use serde_json::{Value, json};
use std::path::Path;
use units::{Digest, PartyId};
use words::{Align, Arg, Words};

/// Proves one statement, and says in words what others attest of it.
pub(crate) fn prove(context: &Context, leaf: &str, disclose: bool, out: Option<&Path>) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let statement = find_statement(&node, leaf)?;
    let proved = node.prove(&statement, disclose)?;
    let attested = node.attested(&statement, &node.said(&AsOf::default())?)?;
    let text = proved.proof.to_string();
    if let Some(path) = out {
        disk::write(path, text.as_bytes())?;
    }
    if local.json {
        let mut answer = told(&attested);
        answer["proof"] = json!(text);
        answer["bytes"] = json!(text.len());
        local.print_json(&answer);
    } else {
        if out.is_none() {
            local.print(&text);
        }
        for line in in_words(&local.words, &attested) {
            local.tell(&local.screen().line(&line));
        }
    }
    Ok(Outcome::of_findings(attested.contradicts_claim()))
}

/// For programs.
fn told(attested: &Attested) -> Value {
    let bound = |bound: &Option<(units::Moment, PartyId)>| {
        bound.as_ref().map(|(at, party)| json!({ "at": at, "cosignature_of": party }))
    };
    let quorum = match attested.quorum {
        Reached::Unasked => json!("unasked"),
        Reached::At(time) => json!(time),
        Reached::NotYet => Value::Null,
    };
    json!({
        "statement": attested.statement, "party": attested.party, "officer": attested.officer,
        "stated": attested.stated, "held_by": attested.held_by, "cosigned": attested.cosigned, "quorum": quorum,
        "not_before": bound(&attested.not_before), "not_after": bound(&attested.not_after),
        "contradicts_claim": attested.contradicts_claim(),
    })
}

/// What others attest of a statement, a sentence each, for people who are no cryptographers.
pub(crate) fn in_words(words: &Words, attested: &Attested) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |id: &str, args: &[(&str, Arg)]| lines.push(words.say(id, args));
    let names = |parties: &mut dyn Iterator<Item = &PartyId>| {
        Arg::code(parties.map(PartyId::as_str).collect::<Vec<_>>().join(", "))
    };
    let officer = attested.officer.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
    let (index, journal) = (attested.statement.index.into(), Arg::code(&attested.statement.origin));
    line("attest-signed", &[("officer", Arg::code(officer)), ("n", index), ("journal", journal)]);
    if let Some(stated) = attested.stated {
        line("attest-claim", &[("when", stated.into())]);
    }
    if let Some((after, party)) = &attested.not_before {
        line("attest-after", &[("when", (*after).into()), ("party", Arg::code(party))]);
    }
    if let Some((before, _)) = &attested.not_after {
        let (count, parties) = (attested.cosigned.len().into(), names(&mut attested.cosigned.keys()));
        line("attest-before", &[("when", (*before).into()), ("n", count), ("parties", parties)]);
    } else {
        line("attest-nobody", &[]);
    }
    if !attested.held_by.is_empty() {
        line("attest-held", &[("n", attested.held_by.len().into()), ("parties", names(&mut attested.held_by.iter()))]);
    }
    match attested.quorum {
        Reached::At(time) => line("attest-quorum", &[("when", time.into())]),
        Reached::NotYet => line("attest-no-quorum", &[]),
        Reached::Unasked => {}
    }
    if attested.contradicts_claim() {
        line("attest-contradicts", &[]);
    }
    lines
}

/// Judges a proof that somebody handed over, with no network and no journal but the log's key.
pub(crate) fn check(context: &Context, file: &Path, key: Option<&str>, leaf: Option<&str>) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(file, PROOF_BYTES_MAX)?;
    if bytes.first() == Some(&receipt::FIRST_BYTE) {
        return receipt::check(context, &bytes, key, leaf);
    }
    let proof = TlogProof::parse(&bytes);
    let proof = proof.map_err(|error| Failure::findings(error.to_string(), Some(("hint-damaged", Vec::new()))))?;
    let given = key.map(|key| value::<VerifierKey>("--key", key)).transpose()?;
    let node = context.open().ok().map(|(node, _, _)| node);
    let origin = &proof.checkpoint.checkpoint().origin;
    let key = judging_key(given, node.as_ref(), origin)?;
    let leaf = judged_leaf(leaf, || proof.extra.as_deref().and_then(disclosed_leaf))?;
    let witnesses = node.as_ref().map(Node::witnesses).transpose()?.unwrap_or_default();
    let known: Vec<VerifierKey> = witnesses.into_values().flatten().collect();
    let opened = proof.verify(&leaf, &key, &known);
    let opened = opened.map_err(|error| Failure::findings(error.to_string(), Some(("hint-damaged", Vec::new()))))?;
    let times: Vec<Value> =
        opened.others.iter().map(|verdict| json!({ "witness": verdict.key.name(), "at": verdict.time })).collect();
    let said = proof.extra.as_deref().and_then(disclosed).and_then(|(_, bytes)| journal::cose::decode(bytes).ok());
    let words = said.as_ref().and_then(|said| model::canonical::decode(&said.payload).ok());
    if context.json {
        context.print_json(&json!({
            "sound": true, "origin": origin, "index": proof.index.get(), "leaf": leaf, "cosignatures": times,
            "size": proof.checkpoint.checkpoint().size.get(), "statement": words.map(|words| words.body),
        }));
        return Ok(Outcome::Done);
    }
    let screen = context.screen();
    let args = [("n", proof.index.get().into()), ("journal", Arg::code(origin)), ("leaf", Arg::code(leaf.short()))];
    context.print(&screen.line(&context.words.say("proof-sound", &args)));
    for verdict in &opened.others {
        let Some(when) = verdict.time else { continue };
        let args = [("witness", Arg::code(verdict.key.name())), ("when", when.into())];
        context.print(&screen.line(&context.words.say("proof-cosigned", &args)));
    }
    if let Some(words) = words {
        let kind = context.words.code("kind", words.body.kind().code());
        let args = [("kind", Arg::text(kind)), ("officer", Arg::code(words.officer))];
        context.print(&screen.line(&context.words.say("proof-says", &args)));
    }
    Ok(Outcome::Done)
}

/// The key to judge with: the one given, else the one that the node knows the journal by.
pub(super) fn judging_key(
    given: Option<VerifierKey>,
    node: Option<&Node>,
    origin: &units::OriginLine,
) -> Result<VerifierKey, Failure> {
    match (given, node) {
        (Some(key), _) => Ok(key),
        (None, Some(node)) => known_key(node, origin),
        (None, None) => Err(Failure::user("whose key?", Some(("hint-proof-key", Vec::new())))),
    }
}

/// The leaf to judge: the one given, else the one that the proof itself tells.
pub(super) fn judged_leaf(given: Option<&str>, told: impl FnOnce() -> Option<Digest>) -> Result<Digest, Failure> {
    let given = given.map(|leaf| value::<Digest>("--leaf", leaf)).transpose()?;
    given.or_else(told).ok_or_else(|| Failure::user("which statement?", Some(("hint-proof-leaf", Vec::new()))))
}

fn known_key(node: &Node, origin: &units::OriginLine) -> Result<VerifierKey, Failure> {
    let found = node.journals()?.into_iter().find(|journal| &journal.origin == origin);
    let unknown = || NodeError::UnknownJournal { origin: origin.clone() };
    Ok(found.ok_or_else(unknown)?.key)
}

/// Cosigns every partner's newest head, and shows how far each journal is attested.
pub(crate) fn witness(context: &Context, policy: Option<&Path>) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    if let Some(path) = policy {
        node.set_witness_policy(&disk::read_input(path, POLICY_BYTES_MAX)?)?;
    }
    let own = node.own()?.map(|own| own.origin);
    let mut signed = 0_u64;
    for journal in node.journals()?.into_iter().filter(|journal| Some(&journal.origin) != own.as_ref()) {
        // A journal that was our own before a new epoch is no partner's either.
        match node.cosign(&journal.origin) {
            Ok(new) => signed += u64::from(new),
            Err(WitnessError::Node(error)) => return Err(error.into()),
            Err(error) => local.tell(&Failure::from(error).shown(&local)),
        }
    }
    let tails = node.tails()?;
    let alarm = tails.iter().any(|tail| tail.alarm);
    if local.json {
        local.print_json(&json!({
            "signed": signed, "journals": tails.iter().map(tail_json).collect::<Vec<_>>(),
            "policy": String::from_utf8_lossy(&node.witness_policy()?.to_bytes()),
        }));
        return Ok(Outcome::of_findings(alarm));
    }
    local.tell(&local.screen().line(&local.words.say("witness-done", &[("n", signed.into())])));
    show_tails(&local, &tails);
    if alarm {
        local.tell(&local.screen().line(&local.words.say("witness-alarm", &[])));
    }
    Ok(Outcome::of_findings(alarm))
}

fn tail_json(tail: &Tail) -> Value {
    let witnesses =
        tail.witnesses.iter().map(|(party, (size, at))| json!({ "party": party, "size": size.get(), "at": at }));
    json!({
        "origin": tail.origin, "size": tail.size.get(), "cosigned": tail.cosigned.get(),
        "witnesses": witnesses.collect::<Vec<_>>(), "waiting_since": tail.waiting_since, "alarm": tail.alarm,
    })
}

fn show_tails(local: &Context, tails: &[Tail]) {
    let words = &local.words;
    let mut table = show::table(
        words,
        &[
            ("col-journal", Align::Start),
            ("col-entries", Align::End),
            ("col-cosigned", Align::End),
            ("col-witnesses", Align::Start),
            ("col-waiting", Align::Start),
        ],
    );
    for tail in tails {
        let who = tail.witnesses.iter().map(|(party, (size, _))| format!("{party} {size}"));
        table.row([
            tail.origin.to_string(),
            words.number(tail.size.get()),
            words.number(tail.cosigned.get()),
            who.collect::<Vec<_>>().join(", "),
            tail.waiting_since.map_or_else(String::new, |since| words.moment(since)),
        ]);
    }
    local.table(&table);
}

/// Lists or writes the evidence kept here, or judges a file of it.
pub(crate) fn evidence(context: &Context, file: Option<&Path>, out: Option<&Path>) -> Result<Outcome, Failure> {
    if let Some(file) = file {
        return judge_evidence(context, &disk::read_input(file, EVIDENCE_BYTES_MAX)?);
    }
    let (node, _, local) = context.open()?;
    let names = node.store().documents(EVIDENCE_PREFIX).map_err(NodeError::from)?;
    for name in &names {
        let bytes = node.store().document(name).map_err(NodeError::from)?.unwrap_or_default();
        if let Some(dir) = out {
            let file = name.trim_start_matches(EVIDENCE_PREFIX).replace('/', "_");
            disk::write(&dir.join(format!("{file}.split-view")), &bytes)?;
        }
        judge_evidence(&local, &bytes)?;
    }
    if names.is_empty() {
        local.tell(&local.screen().line(&local.words.say("evidence-none", &[])));
    }
    Ok(Outcome::of_findings(!names.is_empty()))
}

fn judge_evidence(context: &Context, bytes: &[u8]) -> Result<Outcome, Failure> {
    let refused = |error: journal::evidence::EvidenceError| {
        Failure::findings(error.to_string(), Some(("hint-damaged", Vec::new())))
    };
    let split = SplitView::parse(bytes).map_err(refused)?;
    split.verify().map_err(refused)?;
    let (one, other) = (split.shorter.checkpoint(), split.longer.checkpoint());
    if context.json {
        context.print_json(&json!({
            "convicts": split.key.to_string(), "origin": one.origin,
            "shorter": { "size": one.size.get(), "root": one.root }, "longer": { "size": other.size.get(), "root": other.root },
        }));
        return Ok(Outcome::Findings);
    }
    let public = match split.key.verifier() {
        Verifier::Ed25519(key) | Verifier::Cosigner(key) => key.short(),
        Verifier::Other { .. } => String::new(),
    };
    let args = [
        ("journal", Arg::code(&one.origin)),
        ("key", Arg::code(public)),
        ("one", one.size.get().into()),
        ("other", other.size.get().into()),
    ];
    context.print(&context.screen().line(&context.words.say("evidence-convicts", &args)));
    Ok(Outcome::Findings)
}

//! `qafila sync`: everything exchanged with a partner's program, in one call.

use super::journals::{imported_json, tell_imported};
use crate::args::SyncArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::remote::{Authority, Http};
use app::sync::{Offered, Pulled, SyncError, Synced};
use serde_json::{Value, json};
use words::Arg;

pub(crate) fn run(context: &Context, args: &SyncArgs) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let known = node.contacts()?.into_iter().find(|one| one.name == args.url || one.url == args.url);
    let remote = match (&known, args.ca.as_deref()) {
        (Some(contact), None) => Http::to(contact)?,
        (known, ca) => {
            let url = known.as_ref().map_or(&args.url, |contact| &contact.url);
            Http::new(url, ca.map(Authority::read).transpose()?.map(|(authority, _)| authority))?
        }
    };
    let synced = match &known {
        Some(contact) => node.sync_contact(&contact.name, &remote, &mut |_| {}),
        None => node.sync(&remote, &mut |_| {}),
    };
    let bytes = remote.bytes();
    drop(remote);
    let synced = synced?;
    let refused = synced.pulled.iter().any(|pulled| pulled.outcome.is_err());
    let found = refused || !synced.contradicted.is_empty();
    if local.json {
        local.print_json(&answer(&local, synced, bytes));
    } else {
        tell(&local, synced, bytes);
    }
    Ok(Outcome::of_findings(found))
}

fn answer(context: &Context, synced: Synced, bytes: u64) -> Value {
    let pulled = synced.pulled.into_iter().map(|Pulled { origin, outcome }| match outcome {
        Ok(imported) => imported_json(&imported),
        Err(error) => {
            let mut answer = Failure::from(error).json(&context.words);
            answer["origin"] = json!(origin);
            answer
        }
    });
    let Offered { cosignatures, entries, packs, hindrance } = &synced.offered;
    let contradicted = synced.contradicted.iter().map(ToString::to_string);
    json!({
        "pulled": pulled.collect::<Vec<_>>(), "cosigned": synced.cosigned,
        "contradicted": contradicted.collect::<Vec<_>>(), "bytes": bytes,
        "given": {
            "cosignatures": cosignatures, "entries": entries, "packs": packs,
            "hindrance": hindrance.as_ref().map(ToString::to_string),
        },
    })
}

fn tell(context: &Context, synced: Synced, bytes: u64) {
    let (words, screen) = (&context.words, context.screen());
    for Pulled { origin, outcome } in synced.pulled {
        match outcome {
            Ok(imported) => tell_imported(context, &imported),
            Err(error) => {
                context.tell(&screen.line(&words.say("sync-refused", &[("journal", Arg::code(&origin))])));
                context.tell_failure(&error.into());
            }
        }
    }
    for error in synced.contradicted {
        context.tell_failure(&error.into());
    }
    let Offered { cosignatures, entries, packs, hindrance } = synced.offered;
    let counts = [
        ("cosigned", synced.cosigned.len().into()),
        ("entries", entries.into()),
        ("packs", packs.into()),
        ("cosignatures", cosignatures.into()),
        ("bytes", bytes.into()),
    ];
    context.print(&screen.line(&words.say("sync-done", &counts)));
    if let Some(hindrance) = hindrance {
        context.tell(&screen.line(&words.say("sync-hindered", &[("why", Arg::text(hindrance.to_string()))])));
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Exchange(error) => error.into(),
            SyncError::Witness(error) => error.into(),
            SyncError::Node(error) => error.into(),
            SyncError::NoIndex => Self::user(error.to_string(), Some(("hint-sync-url", Vec::new()))),
            SyncError::Remote(error) => Self::caused(&error, Some(("hint-sync-again", Vec::new()))),
        }
    }
}

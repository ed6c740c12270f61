//! `qafila handover slip` and `take`: one statement with its proof, by file or QR code, with no network.

use super::find_statement;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use app::Node;
use app::slips::{SlipError, TakenSlip};
use journal::tlog_proof::PROOF_BYTES_MAX;
use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};
use serde_json::json;
use std::path::Path;
use words::Arg;

/// Most bytes that still make a code which a telephone reads from a screen.
const QR_BYTES_MAX: usize = 2000;

/// Writes a statement with the proof of its place, for the other side to take.
pub(super) fn give(
    local: &Context,
    node: &Node,
    leaf: &str,
    out: Option<&Path>,
    qr: Option<&Path>,
) -> Result<Outcome, Failure> {
    let statement = find_statement(node, leaf)?;
    let slip = node.prove(&statement, true)?.proof.to_string();
    if let Some(path) = qr {
        draw(local, path, &slip)?;
    }
    if let Some(path) = out {
        disk::write(path, slip.as_bytes())?;
    }
    if local.json {
        local.print_json(&json!({ "statement": statement, "bytes": slip.len(), "slip": slip }));
    } else {
        if out.is_none() && qr.is_none() {
            local.print(&slip);
        }
        local.tell(&local.screen().line(&local.words.say("slip-made", &[("bytes", slip.len().into())])));
    }
    Ok(Outcome::Done)
}

/// Draws the code: into a picture, or on the terminal.
fn draw(context: &Context, path: &Path, slip: &str) -> Result<(), Failure> {
    if slip.len() > QR_BYTES_MAX {
        let message = format!("the slip has {} bytes, at most {QR_BYTES_MAX} fit into a code", slip.len());
        return Err(Failure::user(message, Some(("hint-slip-long", Vec::new()))));
    }
    let code = QrCode::with_error_correction_level(slip, EcLevel::L);
    let code = code.map_err(|error| Failure::user(format!("no code can be made: {error}"), None))?;
    if path == Path::new("-") {
        // Dark on light whatever the terminal's colours: readers want it so.
        context.print(
            &code
                .render::<unicode::Dense1x2>()
                .dark_color(unicode::Dense1x2::Light)
                .light_color(unicode::Dense1x2::Dark)
                .build(),
        );
        return Ok(());
    }
    let picture = code.render::<svg::Color<'_>>().min_dimensions(600, 600).build();
    disk::write(path, picture.as_bytes())
}

/// Takes over what the other side put into a file, or what was read from its code.
pub(super) fn take(local: &Context, node: &mut Node, file: &Path) -> Result<Outcome, Failure> {
    let mut bytes = disk::read_input(file, PROOF_BYTES_MAX)?;
    // What reads a code adds or drops the last end of line.
    bytes.truncate(bytes.trim_ascii_end().len());
    bytes.push(b'\n');
    let TakenSlip { said, new } = node.take_slip(&bytes)?;
    let kind = said.statement().map_or("", |statement| statement.body.kind().code());
    if local.json {
        local.print_json(&json!({ "statement": said.reference(), "kind": kind, "new": new }));
        return Ok(Outcome::Done);
    }
    let officer = said.statement().map(|statement| statement.officer.to_string()).unwrap_or_default();
    let args = [
        ("kind", Arg::text(local.words.code("kind", kind))),
        ("officer", Arg::code(officer)),
        ("leaf", Arg::code(said.leaf.short())),
    ];
    let message = if new { "slip-taken" } else { "slip-known" };
    local.print(&local.screen().line(&local.words.say(message, &args)));
    Ok(Outcome::Done)
}

impl From<SlipError> for Failure {
    fn from(error: SlipError) -> Self {
        match error {
            SlipError::Node(error) => error.into(),
            SlipError::Proof(_) | SlipError::OtherHistory { .. } => {
                Self::findings(error.to_string(), Some(("hint-damaged", Vec::new())))
            }
            SlipError::Unsigned { .. } => Self::findings(error.to_string(), Some(("hint-slip-unsigned", Vec::new()))),
            SlipError::Undisclosed | SlipError::Unreadable { .. } | SlipError::TooMany { .. } => {
                Self::user(error.to_string(), None)
            }
        }
    }
}

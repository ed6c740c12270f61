//! `qafila checks record` and `storage`: what somebody went and saw.

use super::handover::{signing, text};
use super::{pair, say, value};
use crate::args::RecordArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use app::Node;
use app::looking::{Look, LookError};
use app::operation::Operation;
use model::{OfficerRole, StorageCondition, StoragePoint, StorageResult};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use units::{Digest, OfficerId, PlaceId, SerialNumber};

/// Longest list of serials accepted: 500 in a statement, each at its longest.
const SERIALS_BYTES_MAX: usize = 64 * 1024;
/// Longest photograph accepted.
const PHOTO_BYTES_MAX: usize = 64 * 1024 * 1024;

pub(super) fn record(context: &Context, args: &RecordArgs) -> Result<Outcome, Failure> {
    let (mut node, operation, local) = context.open()?;
    let officer = looking(&node, &operation, args.officer.clone())?;
    placed(&operation, &args.site)?;
    let mut serials = args.serials.clone();
    if let Some(path) = &args.from {
        serials.extend(listed(path)?);
    }
    let photo = args.photo.as_deref().map(photograph).transpose()?;
    let look = Look {
        site: args.site.clone(),
        item: args.item.clone(),
        serials,
        result: args.result,
        method: args.method,
        obstacle: args.obstacle,
        photo,
        witness: args.witness.as_ref().map(|name| text("--witness", name)).transpose()?,
        note: args.note.as_ref().map(|note| text("--note", note)).transpose()?,
    };
    let draft = node.look(&look, &officer)?;
    draft.body.validate().map_err(|fault| Failure::caused(&fault, Some(("hint-evidence", Vec::new()))))?;
    say::append(&local, &mut node, &[draft])
}

/// What is signed of a photograph.
pub(super) fn photograph(path: &Path) -> Result<Digest, Failure> {
    let bytes = disk::read_input(path, PHOTO_BYTES_MAX)?;
    Ok(Digest::new(Sha256::digest(bytes).into()))
}

pub(super) fn storage(
    context: &Context,
    site: &PlaceId,
    points: &[String],
    officer: Option<OfficerId>,
) -> Result<Outcome, Failure> {
    let (mut node, operation, local) = context.open()?;
    let officer = looking(&node, &operation, officer)?;
    let points = points.iter().map(|given| read_point(given)).collect::<Result<_, _>>()?;
    placed(&operation, site)?;
    let draft = node.look_at_site(site, points, &officer)?;
    say::append(&local, &mut node, &[draft])
}

/// Who signs a look: an auditor where the party has one, otherwise who receives or keeps the goods.
fn looking(node: &Node, operation: &Operation, named: Option<OfficerId>) -> Result<OfficerId, Failure> {
    let party = node.party()?;
    let roles = [OfficerRole::Auditor, OfficerRole::Receiving];
    let role = roles.into_iter().find(|role| operation.officer(&party, *role).is_some());
    signing(node, operation, named, role.unwrap_or(OfficerRole::Logistics))
}

fn placed(operation: &Operation, site: &PlaceId) -> Result<(), Failure> {
    let places = || operation.network.nodes().map(|node| node.name());
    match operation.network.node(site).is_some() {
        true => Ok(()),
        false => Err(Failure::unknown("place", site.as_str(), places())),
    }
}

/// Reads serials as a scanner types them: one a line.
fn listed(path: &Path) -> Result<Vec<SerialNumber>, Failure> {
    let bytes = disk::read_input(path, SERIALS_BYTES_MAX)?;
    let shown = path.display();
    let all = std::str::from_utf8(&bytes).map_err(|_| Failure::user(format!("`{shown}` is not UTF-8"), None))?;
    let lines = all.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
    let read = |(line, number): (&str, usize)| {
        SerialNumber::new(line).map_err(|error| Failure::user(format!("`{shown}`, line {number}: {error}"), None))
    };
    lines.map(read).collect()
}

/// Reads `CONDITION=RESULT` or `CONDITION=RESULT:NOTE`.
fn read_point(given: &str) -> Result<StoragePoint, Failure> {
    let (condition, rest) = pair("--point", given, "locked=met")?;
    let (result, note) = rest.split_once(':').map_or((rest, None), |(result, note)| (result, Some(note)));
    Ok(StoragePoint {
        condition: value::<StorageCondition>("--point", condition)?,
        result: value::<StorageResult>("--point", result)?,
        note: note.map(|note| text("--point", note)).transpose()?,
    })
}

impl From<LookError> for Failure {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Node(error) => error.into(),
            LookError::UnknownItem { item, known } => Self::unknown("item", item.as_str(), known),
            LookError::UnknownPiece { ref serial, ref known, .. } => {
                Self::caused(&error, crate::failure::near(serial.as_str(), known))
            }
            LookError::NoSerials { .. } | LookError::Nothing => Self::caused(&error, None),
        }
    }
}

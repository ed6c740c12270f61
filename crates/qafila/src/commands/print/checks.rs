//! From views to a check sheet.

use crate::failure::Failure;
use crate::show::names::Namer;
use app::Node;
use model::{CheckMethod, CheckObstacle, CheckResult};
use paper::{CheckSheet, DuePiece};
use std::collections::BTreeSet;
use units::{Moment, PlaceId};
use views::{PieceResult, reconcile};

/// Pieces on the site that a check is due for, the most urgent first.
pub(super) fn of(namer: &Namer<'_>, node: &Node, site: &PlaceId) -> Result<CheckSheet, Failure> {
    let at = node.now();
    let checks = reconcile(namer.views, at).checks;
    let sites: BTreeSet<&PlaceId> = checks.iter().filter_map(place).collect();
    if !sites.contains(site) && namer.operation.network.node(site).is_none() {
        return Err(Failure::unknown("site", site.as_str(), sites));
    }
    let due = |piece: &&PieceResult| piece.outstanding && place(piece) == Some(site);
    let mut pieces: Vec<&PieceResult> = checks.iter().filter(due).collect();
    pieces.sort_by_key(|piece| (piece.due, &piece.item, &piece.serial));
    let party = node.party()?;
    Ok(CheckSheet {
        site: site.clone(),
        name: namer.place(site),
        by: namer.party(&party),
        party,
        at,
        results: CheckResult::ALL.iter().map(|result| result.code()).collect(),
        methods: CheckMethod::ALL.iter().map(|method| method.code()).collect(),
        obstacles: CheckObstacle::ALL.iter().map(|obstacle| obstacle.code()).collect(),
        pieces: pieces.into_iter().map(|piece| piece_due(namer, piece, at)).collect(),
    })
}

/// Where a piece is kept.
fn place(piece: &PieceResult) -> Option<&PlaceId> {
    piece.held.as_ref().map(|(_, site)| site)
}

fn piece_due(namer: &Namer<'_>, piece: &PieceResult, at: Moment) -> DuePiece {
    DuePiece {
        item: piece.item.clone(),
        name: namer.item(&piece.item),
        serial: piece.serial.clone(),
        pledge: piece.pledge.clone(),
        accepted: piece.accepted,
        due: piece.due,
        overdue: piece.is_overdue(at),
    }
}

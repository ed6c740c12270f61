//! End-use checks: which pieces are to be looked at, and what was found of them.

use crate::phone::{Phone, PhoneError, given};
use app::AsOf;
use app::looking::Look;
use app::operation::Operation;
use model::{CheckMethod, CheckObstacle, CheckResult, Text};
use serde::Deserialize;
use serde_json::{Value, json};
use units::{Digest, ItemCode, OfficerId, PartyId, PlaceId, SerialNumber};
use views::{PieceCheck, PieceResult};

/// What was found, as the page hands it over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looked {
    officer: OfficerId,
    site: PlaceId,
    item: ItemCode,
    serials: Vec<SerialNumber>,
    result: CheckResult,
    method: CheckMethod,
    obstacle: Option<CheckObstacle>,
    photo: Option<Digest>,
    witness: Option<String>,
    note: Option<String>,
}

impl Phone {
    /// Pieces that a check is or was due for, the longest due first, and places where they can be.
    pub fn checks(&self) -> Result<Value, PhoneError> {
        let operation = self.node.operation().map_err(given)?;
        let accounted = self.node.account(&AsOf::default())?;
        let mut due: Vec<&PieceResult> = accounted.reconciliation.checks.iter().collect();
        due.sort_by(|a, b| {
            (!a.outstanding, a.due, &a.item, &a.serial).cmp(&(!b.outstanding, b.due, &b.item, &b.serial))
        });
        let piece = |piece: &PieceResult| {
            let known = accounted.views.catalogue.get(&piece.item);
            let held = |(party, site): &(PartyId, PlaceId)| json!({ "party": party, "site": place(&operation, site) });
            json!({
                "item": piece.item, "names": known.map(|item| &item.name), "serial": piece.serial, "due": piece.due,
                "state": piece.state.code(), "outstanding": piece.outstanding, "held": piece.held.as_ref().map(held),
                "last": piece.last.as_ref().map(|look| look_json(&operation, look)),
            })
        };
        let pieces: Vec<Value> = due.into_iter().map(piece).collect();
        let places = operation.network.named_nodes();
        let places: Vec<Value> = places.map(|node| json!({ "id": node.place(), "names": node.names() })).collect();
        Ok(json!({ "pieces": pieces, "places": places }))
    }

    /// Signs what was found of pieces.
    pub fn look(&mut self, look: &str) -> Result<Value, PhoneError> {
        let looked: Looked = serde_json::from_str(look).map_err(given)?;
        let words = |text: Option<String>| {
            text.filter(|text| !text.trim().is_empty()).map(|text| Text::new(text.trim())).transpose().map_err(given)
        };
        let look = Look {
            site: looked.site,
            item: looked.item,
            serials: looked.serials,
            result: looked.result,
            method: looked.method,
            obstacle: looked.obstacle,
            photo: looked.photo,
            witness: words(looked.witness)?,
            note: words(looked.note)?,
        };
        let draft = self.node.look(&look, &looked.officer)?;
        draft.body.validate().map_err(given)?;
        self.say(&[draft])
    }
}

fn look_json(operation: &Operation, look: &PieceCheck) -> Value {
    json!({
        "leaf": look.by.leaf, "party": look.party, "when": look.when, "site": place(operation, &look.site),
        "result": look.result.code(), "method": look.method.code(), "photo": look.photo,
    })
}

/// A place with its names, where the network knows it.
fn place(operation: &Operation, id: &PlaceId) -> Value {
    json!({ "id": id, "names": operation.network.node(id).map(|node| node.names()) })
}

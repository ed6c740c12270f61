//! The crossing: what is offered, the count, the slips that go from hand to hand.

use crate::phone::{Phone, PhoneError, given, told};
use app::handover::{Count, Found};
use app::{AsOf, NodeError};
use model::{DifferenceReason, Line, Text};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;
use serde_json::{Value, json};
use units::{ConvoyId, Digest, ItemCode, LotId, OfficerId, Quantity, SerialNumber};
use views::{Offer, Views};

/// Most bytes that still make a code which a telephone reads from a screen.
const QR_BYTES_MAX: usize = 2000;

/// A count as the page hands it over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answering {
    offer: String,
    officer: OfficerId,
    counts: Vec<Counted>,
    #[serde(default)]
    partial: bool,
}

/// One item of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    item: ItemCode,
    lot: Option<LotId>,
    counted: u64,
    /// The pieces; the list's, cut short, where absent.
    serials: Option<Vec<SerialNumber>>,
    reason: Option<DifferenceReason>,
    note: Option<String>,
    /// SHA-256 of a photograph of what differs.
    photo: Option<Digest>,
}

impl Phone {
    /// Offers to this party and of it, the newest first, and convoys of its own that wait at a crossing.
    pub fn crossing(&self) -> Result<Value, PhoneError> {
        let said = self.node.said(&AsOf::default())?;
        let views = Views::fold(&said);
        let party = self.node.party()?;
        let concerns = |offer: &&(&Digest, &Offer)| offer.1.giver == party || offer.1.receiver == party;
        let offers = views.custody.offers();
        let mut known: Vec<(&Digest, &Offer)> = offers.iter().collect();
        known.retain(|offer| concerns(&offer));
        known.sort_by_key(|(_, offer)| std::cmp::Reverse(offer.offered_at));
        let offers: Vec<Value> = known.iter().map(|(leaf, offer)| offer_json(&views, leaf, offer)).collect();
        let waiting = views.movements.iter().filter(|(_, known)| known.status().code() == "arrived");
        let waiting: Vec<Value> = waiting.map(|(convoy, _)| json!(convoy)).collect();
        Ok(json!({ "party": party, "offers": offers, "convoys": waiting }))
    }

    /// Signs the receiver's count.
    pub fn answer(&mut self, answer: &str) -> Result<Value, PhoneError> {
        let Answering { offer, officer, counts, partial } = serde_json::from_str(answer).map_err(given)?;
        let counts = counts.into_iter().map(|one| {
            Ok(Count {
                item: one.item,
                lot: one.lot,
                counted: Quantity::new(one.counted).map_err(given)?,
                serials: one.serials,
                reason: one.reason,
                note: one
                    .note
                    .filter(|note| !note.is_empty())
                    .map(|note| Text::new(&note))
                    .transpose()
                    .map_err(given)?,
                photo: one.photo,
            })
        });
        let counts = counts.collect::<Result<_, PhoneError>>()?;
        let draft = self.node.answer(Some(&offer), Found { counts, packages: Vec::new(), partial }, &officer)?;
        self.say(&[draft])
    }

    /// Signs the giver's list of what a convoy has at its crossing.
    pub fn offer(&mut self, convoy: &str, officer: &str) -> Result<Value, PhoneError> {
        let convoy: ConvoyId = convoy.parse().map_err(given)?;
        let officer: OfficerId = officer.parse().map_err(given)?;
        let drafts = self.node.offer(&convoy, &officer)?;
        self.say(&drafts)
    }

    pub(crate) fn say(&mut self, drafts: &[model::Draft]) -> Result<Value, PhoneError> {
        let said = self.node.say(drafts)?;
        Ok(json!({ "statements": said }))
    }

    /// A statement with the proof of its place: as text, and as a code where it is short enough.
    pub fn slip(&self, leaf: &str) -> Result<Value, PhoneError> {
        let said = self.node.said(&AsOf::default())?;
        let fits = |said: &&views::Said| said.leaf.to_string().starts_with(leaf) && !leaf.is_empty();
        let mut found = said.iter().filter(fits);
        let (Some(one), None) = (found.next(), found.next()) else {
            return Err(PhoneError::Given(format!("no statement, or several, begin with `{leaf}`")));
        };
        let slip = self.node.prove(&one.reference(), true)?.proof.to_string();
        let code = (slip.len() <= QR_BYTES_MAX).then(|| drawn(&slip)).transpose()?;
        Ok(json!({ "slip": slip, "bytes": slip.len(), "code": code }))
    }

    /// Takes over what the other side showed.
    pub fn take(&mut self, slip: &str) -> Result<Value, PhoneError> {
        // What reads a code adds or drops the last end of line.
        let taken = self.node.take_slip(format!("{}\n", slip.trim_end()).as_bytes())?;
        let statement = taken.said.statement();
        Ok(json!({
            "new": taken.new, "leaf": taken.said.leaf, "party": taken.said.party,
            "kind": statement.map(|statement| statement.body.kind().code()),
            "officer": statement.map(|statement| &statement.officer),
            "stated": statement.map(|statement| statement.stated),
        }))
    }
}

fn drawn(text: &str) -> Result<String, PhoneError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(given)?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(400, 400).build())
}

fn offer_json(views: &Views, leaf: &Digest, offer: &Offer) -> Value {
    let line = |line: &Line| {
        let known = views.catalogue.get(&line.item);
        json!({
            "item": line.item, "quantity": line.quantity, "lot": line.lot, "serials": line.serials,
            "names": known.map(|item| &item.name), "unit": known.map(|item| item.unit.code()),
        })
    };
    let state = if offer.withdrawn.is_some() {
        "withdrawn"
    } else if offer.complete {
        "answered"
    } else {
        "open"
    };
    let answers = offer.answers.iter().map(|answer| json!({ "leaf": answer.by.leaf, "at": answer.when }));
    json!({
        "leaf": leaf, "giver": offer.giver, "receiver": offer.receiver, "place": offer.place, "convoy": offer.convoy,
        "at": offer.offered_at, "state": state, "lines": offer.left.iter().map(line).collect::<Vec<_>>(),
        "answers": answers.collect::<Vec<_>>(),
    })
}

impl PhoneError {
    /// For the page.
    pub fn json(&self) -> Value {
        json!({ "message": told(self) })
    }
}

impl From<app::ports::StoreError> for PhoneError {
    fn from(error: app::ports::StoreError) -> Self {
        NodeError::from(error).into()
    }
}

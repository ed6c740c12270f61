//! The crossing: lists, counts, what is taken back, how matters end.

use super::stage::{Appended, Drafted, Stage};
use crate::intake::COMMAND_BYTES_MAX;
use crate::problem::Problem;
use crate::signed::Signed;
use app::AsOf;
use app::handover::{Count, Found, proposed};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use model::{DifferenceReason, Line, OfficerRole, Outcome, PackageCount, PackageState, Text, Verdict};
use serde::Deserialize;
use units::{ConvoyId, Digest, ItemCode, LotId, OfficerId, PackageId, PlaceId, Quantity, SealNumber, SerialNumber};
use utoipa::ToSchema;

/// A convoy that has arrived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakeOffer {
    #[schema(value_type = String)]
    convoy: ConvoyId,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// What was found otherwise than listed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerOffer {
    /// The first digits of the offer's leaf hash; the only one that waits where absent.
    offer: Option<String>,
    /// Counts that differ, or all counts where it is a part.
    #[serde(default)]
    counts: Vec<CountOf>,
    /// Packages as they were found.
    #[serde(default)]
    packages: Vec<PackageFound>,
    /// Whether the rest is counted later.
    #[serde(default)]
    partial: bool,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// What was counted of one item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CountOf {
    #[schema(value_type = String)]
    item: ItemCode,
    #[schema(value_type = Option<String>)]
    lot: Option<LotId>,
    #[schema(value_type = u64)]
    counted: Quantity,
    /// The pieces; the list's, cut short, where absent.
    #[schema(value_type = Option<Vec<String>>)]
    serials: Option<Vec<SerialNumber>>,
    /// Code of the list `difference reason`.
    #[schema(value_type = Option<String>)]
    reason: Option<DifferenceReason>,
    #[schema(value_type = Option<String>)]
    note: Option<Text>,
    /// SHA-256 of a photograph of what differs.
    #[schema(value_type = Option<String>)]
    photo: Option<Digest>,
}

/// A package as it was found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PackageFound {
    #[schema(value_type = String)]
    package: PackageId,
    #[schema(value_type = Option<String>)]
    seal: Option<SealNumber>,
    /// Code of the list `package state`.
    #[schema(value_type = String)]
    state: PackageState,
    #[schema(value_type = Option<String>)]
    note: Option<Text>,
    /// SHA-256 of a photograph of it.
    #[schema(value_type = Option<String>)]
    photo: Option<Digest>,
}

/// An offer that is over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseOffer {
    /// The first digits of its leaf hash; the only one that can be closed where absent.
    offer: Option<String>,
    #[schema(value_type = Option<String>)]
    note: Option<Text>,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// An offer that nobody answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawOffer {
    /// The first digits of its leaf hash; the only one that waits where absent.
    offer: Option<String>,
    #[schema(value_type = String)]
    reason: Text,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// This side's word on how a matter ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SettleMatter {
    /// The first digits of its leaf hash; the only open one where absent.
    matter: Option<String>,
    /// The other side's words, as they are.
    #[serde(default)]
    agree: bool,
    /// How each line ends, where it is not agreed.
    #[serde(default)]
    outcomes: Vec<End>,
    #[schema(value_type = String)]
    note: Text,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// How one line ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MatterEnd)]
struct End {
    #[schema(value_type = String)]
    item: ItemCode,
    #[schema(value_type = Option<String>)]
    lot: Option<LotId>,
    #[schema(value_type = u64)]
    quantity: Quantity,
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    serials: Vec<SerialNumber>,
    /// Code of the list `verdict`.
    #[schema(value_type = String)]
    verdict: Verdict,
    #[schema(value_type = Option<String>)]
    site: Option<PlaceId>,
}

/// Sign the list of what an arrived convoy has.
#[utoipa::path(post, path = "/handover/offers", request_body = MakeOffer, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn offer(signed: Signed, request: Request) -> Response {
    let draft = |stage: &Stage, asked: &MakeOffer| {
        let officer = stage.in_role(asked.officer.as_ref(), &[OfficerRole::Commander])?;
        stage.node.offer(&asked.convoy, &officer).map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

/// Sign the count of an offer.
#[utoipa::path(post, path = "/handover/answers", request_body = AnswerOffer, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn answer(signed: Signed, request: Request) -> Response {
    let draft = |stage: &Stage, asked: &AnswerOffer| {
        let officer = stage.in_role(asked.officer.as_ref(), &[OfficerRole::Receiving])?;
        let answer = stage.node.answer(asked.offer.as_deref(), asked.found(), &officer);
        answer.map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

/// Sign that what nobody counted is offered no longer.
#[utoipa::path(post, path = "/handover/closings", request_body = CloseOffer, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn close(signed: Signed, request: Request) -> Response {
    let draft = |stage: &Stage, asked: &CloseOffer| {
        let officer = stage.in_role(asked.officer.as_ref(), &[OfficerRole::Logistics])?;
        let closed = stage.node.close(asked.offer.as_deref(), asked.note.clone(), &officer);
        closed.map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

/// Sign that an offer is taken back.
#[utoipa::path(post, path = "/handover/withdrawals", request_body = WithdrawOffer, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn withdraw(signed: Signed, request: Request) -> Response {
    let draft = |stage: &Stage, asked: &WithdrawOffer| {
        let officer = stage.in_role(asked.officer.as_ref(), &[OfficerRole::Logistics])?;
        let voided = stage.node.void(asked.offer.as_deref(), asked.reason.clone(), &officer);
        voided.map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

/// Sign this side's word on how a matter ends.
#[utoipa::path(post, path = "/handover/settlements", request_body = SettleMatter, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn settle(signed: Signed, request: Request) -> Response {
    let draft = |stage: &Stage, asked: &SettleMatter| {
        let officer = stage.in_role(asked.officer.as_ref(), &[OfficerRole::Logistics])?;
        let outcomes = asked.outcomes(stage)?;
        let settled = stage.node.settle(asked.matter.as_deref(), outcomes, asked.note.clone(), &officer);
        settled.map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

impl AnswerOffer {
    fn found(&self) -> Found {
        let count = |count: &CountOf| Count {
            item: count.item.clone(),
            lot: count.lot.clone(),
            counted: count.counted,
            serials: count.serials.clone(),
            reason: count.reason,
            note: count.note.clone(),
            photo: count.photo,
        };
        let package = |found: &PackageFound| PackageCount {
            package: found.package.clone(),
            seal: found.seal.clone(),
            state: found.state,
            note: found.note.clone(),
            photo: found.photo,
        };
        Found {
            counts: self.counts.iter().map(count).collect(),
            packages: self.packages.iter().map(package).collect(),
            partial: self.partial,
        }
    }
}

impl SettleMatter {
    fn outcomes(&self, stage: &Stage) -> Result<Vec<Outcome>, Problem> {
        let refused = |detail: String| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "How does the matter end?", detail)
                .hint("give `outcomes` with `item`, `quantity` and `verdict`, or `agree`: true")
        };
        if self.agree != self.outcomes.is_empty() {
            return Err(refused("either `agree` or `outcomes` says how it ends".to_owned()));
        }
        if !self.agree {
            return Ok(self.outcomes.iter().map(End::outcome).collect());
        }
        let views = stage.node.views(&AsOf::default())?;
        let found = stage.node.matter(&views, self.matter.as_deref());
        let (leaf, matter) = found.map_err(|error| stage.refused(error))?;
        let words = proposed(matter, &stage.signed.session.party);
        words
            .map(<[Outcome]>::to_vec)
            .ok_or_else(|| refused(format!("the other side has not said how matter `{}` ends", leaf.short())))
    }
}

impl End {
    fn outcome(&self) -> Outcome {
        let line = Line {
            item: self.item.clone(),
            quantity: self.quantity,
            lot: self.lot.clone(),
            serials: self.serials.clone(),
        };
        Outcome { line, verdict: self.verdict, site: self.site.clone() }
    }
}

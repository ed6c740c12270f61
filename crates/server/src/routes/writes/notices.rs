//! The word that a force's notice was read.

use super::stage::{Appended, Drafted};
use crate::intake::COMMAND_BYTES_MAX;
use crate::signed::Signed;
use axum::extract::Request;
use axum::response::Response;
use model::OfficerRole;
use serde::Deserialize;
use units::OfficerId;
use utoipa::ToSchema;

/// Which notice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acknowledge {
    /// The first digits of its leaf hash; the only one that waits where absent.
    notice: Option<String>,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// Acknowledge that a force uses a stretch.
#[utoipa::path(post, path = "/activities/acknowledgements", request_body = Acknowledge, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn acknowledge(signed: Signed, request: Request) -> Response {
    let draft = |stage: &super::stage::Stage, asked: &Acknowledge| {
        let roles = [OfficerRole::Movement, OfficerRole::Liaison, OfficerRole::Commander];
        let officer = stage.in_role(asked.officer.as_ref(), &roles)?;
        let draft = stage.node.acknowledge(asked.notice.as_deref(), &officer);
        draft.map(Drafted::from).map_err(|error| stage.refused(error))
    };
    signed.write(request, COMMAND_BYTES_MAX, draft).await
}

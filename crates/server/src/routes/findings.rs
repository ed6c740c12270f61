//! What could not be reconciled, with the statement that does not fit.

use super::Reference;
use crate::ask::Ask;
use crate::problem::Problem;
use app::{AsOf, Node};
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use views::FindingKind;

/// One finding.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Finding {
    /// The statement that does not fit.
    by: Reference,
    /// Which kind.
    kind: String,
    /// The message of the language files that says it.
    message: String,
    /// The values that the message shows, by name.
    values: BTreeMap<String, String>,
}

/// What could not be reconciled.
#[utoipa::path(get, path = "/findings", responses((status = 200, description = "The findings", body = Vec<Finding>)))]
pub(super) async fn findings(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Finding>, Problem> {
    let views = node.views(&AsOf::default())?;
    Ok(views.findings.iter().map(Finding::from).collect())
}

impl From<&views::Finding> for Finding {
    fn from(finding: &views::Finding) -> Self {
        let (kind, message, values) = words(&finding.kind);
        Self {
            by: (&finding.by).into(),
            kind: kind.to_owned(),
            message: format!("finding-{message}"),
            values: values.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect(),
        }
    }
}

/// A finding as its word, the end of its message's identifier, and named values.
fn words(kind: &FindingKind) -> (&'static str, &'static str, Vec<(&'static str, &dyn ToString)>) {
    use FindingKind as K;
    match kind {
        K::NotUnderstood { why } => ("not_understood", "not-understood", vec![("why", why)]),
        K::BadSignature => ("bad_signature", "bad-signature", vec![]),
        K::NotGranted { officer } => ("not_granted", "not-granted", vec![("officer", officer)]),
        K::OtherRole { officer, role, kind } => {
            ("other_role", "other-role", vec![("officer", officer), ("role", role), ("kind", kind)])
        }
        K::InDoubt { epoch } => ("in_doubt", "in-doubt", vec![("epoch", epoch)]),
        K::BreaksRule { fault } => ("breaks_rule", "breaks-rule", vec![("fault", fault)]),
        K::WrongParty { party, expected } => {
            ("wrong_party", "wrong-party", vec![("party", party), ("expected", expected)])
        }
        K::UnknownAgreement { agreement } => ("unknown_agreement", "unknown", vec![("name", agreement)]),
        K::UnknownPledge { pledge } => ("unknown_pledge", "unknown", vec![("name", pledge)]),
        K::UnknownPledgeLine { pledge, line } => {
            ("unknown_pledge_line", "unknown", vec![("name", pledge), ("line", line)])
        }
        K::UnknownItem { item } => ("unknown_item", "unknown", vec![("name", item)]),
        K::UnknownConsignment { consignment } => ("unknown_consignment", "unknown", vec![("name", consignment)]),
        K::UnknownConvoy { convoy } => ("unknown_convoy", "unknown", vec![("name", convoy)]),
        K::UnknownReference { index } => ("unknown_reference", "unknown", vec![("name", index)]),
        K::AlreadyDeclared { name } => ("already_declared", "already", vec![("name", name)]),
        K::Overdrawn { item, wanted, held } => {
            ("overdrawn", "overdrawn", vec![("item", item), ("wanted", wanted), ("held", held)])
        }
        K::SerialElsewhere { item, serial } => {
            ("serial_elsewhere", "serial-elsewhere", vec![("item", item), ("serial", serial)])
        }
        K::SerialMissing { item, wanted, serials } => {
            ("serial_missing", "serial-missing", vec![("item", item), ("wanted", wanted), ("serials", serials)])
        }
        K::ReasonMissing { item } => ("reason_missing", "reason-missing", vec![("item", item)]),
        K::AnsweredTwice => ("answered_twice", "answered-twice", vec![]),
        K::MatterClosed => ("matter_closed", "matter-closed", vec![]),
        K::MoreThanDisputed { item, wanted, disputed } => (
            "more_than_disputed",
            "more-than-disputed",
            vec![("item", item), ("wanted", wanted), ("disputed", disputed)],
        ),
        K::ReasonMisfits { item, reason } => {
            ("reason_misfits", "reason-misfits", vec![("item", item), ("reason", reason)])
        }
        K::OfferWithdrawn => ("offer_withdrawn", "offer-withdrawn", vec![]),
        K::WithdrawnUnseen => ("withdrawn_unseen", "withdrawn-unseen", vec![]),
        K::VoidLost => ("void_lost", "void-lost", vec![]),
        K::NothingToClose => ("nothing_to_close", "nothing-to-close", vec![]),
        K::ConsignmentsDiffer { from, into } => {
            ("consignments_differ", "consignments-differ", vec![("from", from), ("into", into)])
        }
        K::PackageDiffers { package, state } => {
            ("package_differs", "package-differs", vec![("package", package), ("state", state)])
        }
        K::AgreementStopped { agreement, status, name } => (
            "agreement_stopped",
            "agreement-stopped",
            vec![("name", name), ("agreement", agreement), ("status", status)],
        ),
        K::BadArgument { argument, given } => {
            ("bad_argument", "bad-argument", vec![("argument", argument), ("given", given)])
        }
        K::UnitDiffers { item, given, own } => {
            ("unit_differs", "unit-differs", vec![("item", item), ("given", given), ("own", own)])
        }
    }
}

//! What could not be reconciled.

use super::names::shown;
use super::picture::cited;
use super::table;
use views::{Finding, FindingKind};
use words::{Align, Arg, Table, Words};

/// A row for each finding.
pub(crate) fn findings<'f>(words: &Words, findings: impl IntoIterator<Item = &'f Finding>) -> Table {
    let mut table = table(words, &[("col-statement", Align::Start), ("col-finding", Align::Start)]);
    for finding in findings {
        table.row([cited(&finding.by), says(words, &finding.kind)]);
    }
    table
}

fn says(words: &Words, kind: &FindingKind) -> String {
    let code = |value: &dyn std::fmt::Display| Arg::code(value);
    match kind {
        FindingKind::NotUnderstood { why } => words.cell("finding-not-understood", &[("why", Arg::code(why))]),
        FindingKind::BadSignature => words.cell("finding-bad-signature", &[]),
        FindingKind::NotGranted { officer } => words.cell("finding-not-granted", &[("officer", code(officer))]),
        FindingKind::OtherRole { officer, role, kind } => words.cell(
            "finding-other-role",
            &[
                ("officer", code(officer)),
                ("role", Arg::text(words.code("officer role", role.code()))),
                ("kind", Arg::text(words.code("kind", kind.code()))),
            ],
        ),
        FindingKind::InDoubt { epoch } => words.cell("finding-in-doubt", &[("epoch", code(epoch))]),
        FindingKind::BreaksRule { fault } => words.cell("finding-breaks-rule", &[("fault", Arg::code(fault))]),
        FindingKind::WrongParty { party, expected } => {
            words.cell("finding-wrong-party", &[("party", code(party)), ("expected", code(expected))])
        }
        FindingKind::UnknownAgreement { agreement } => words.cell("finding-unknown", &[("name", code(agreement))]),
        FindingKind::UnknownPledge { pledge } => words.cell("finding-unknown", &[("name", code(pledge))]),
        FindingKind::UnknownPledgeLine { pledge, line } => {
            words.cell("finding-unknown", &[("name", Arg::code(format!("{pledge}, {line}")))])
        }
        FindingKind::UnknownItem { item } => words.cell("finding-unknown", &[("name", code(item))]),
        FindingKind::UnknownConsignment { consignment } => {
            words.cell("finding-unknown", &[("name", code(consignment))])
        }
        FindingKind::UnknownConvoy { convoy } => words.cell("finding-unknown", &[("name", code(convoy))]),
        FindingKind::UnknownReference { index } => words.cell("finding-unknown", &[("name", code(index))]),
        FindingKind::AlreadyDeclared { name } => words.cell("finding-already", &[("name", Arg::code(name))]),
        FindingKind::Overdrawn { item, wanted, held } => words.cell(
            "finding-overdrawn",
            &[("item", code(item)), ("wanted", wanted.get().into()), ("held", Arg::code(held))],
        ),
        FindingKind::SerialElsewhere { item, serial } => words.cell(
            "finding-serial-elsewhere",
            &[("item", code(item)), ("serial", Arg::text(shown(words, serial.as_str())))],
        ),
        FindingKind::SerialMissing { item, wanted, serials } => words.cell(
            "finding-serial-missing",
            &[("item", code(item)), ("wanted", wanted.get().into()), ("serials", Arg::code(serials))],
        ),
        FindingKind::ReasonMissing { item } => words.cell("finding-reason-missing", &[("item", code(item))]),
        FindingKind::AnsweredTwice => words.cell("finding-answered-twice", &[]),
        FindingKind::MatterClosed => words.cell("finding-matter-closed", &[]),
        FindingKind::MoreThanDisputed { item, wanted, disputed } => words.cell(
            "finding-more-than-disputed",
            &[("item", code(item)), ("wanted", wanted.get().into()), ("disputed", Arg::code(disputed))],
        ),
        FindingKind::ReasonMisfits { item, reason } => words.cell(
            "finding-reason-misfits",
            &[("item", code(item)), ("reason", Arg::text(words.code("difference reason", reason.code())))],
        ),
        FindingKind::OfferWithdrawn => words.cell("finding-offer-withdrawn", &[]),
        FindingKind::WithdrawnUnseen => words.cell("finding-withdrawn-unseen", &[]),
        FindingKind::VoidLost => words.cell("finding-void-lost", &[]),
        FindingKind::NothingToClose => words.cell("finding-nothing-to-close", &[]),
        FindingKind::ConsignmentsDiffer { from, into } => {
            words.cell("finding-consignments-differ", &[("from", code(from)), ("into", code(into))])
        }
        FindingKind::PackageDiffers { package, state } => words.cell(
            "finding-package-differs",
            &[("package", code(package)), ("state", Arg::text(words.code("package state", state.code())))],
        ),
        FindingKind::AgreementStopped { agreement, status, name } => {
            let status = Arg::text(words.code("agreement status", status.code()));
            let args = [("name", Arg::code(name)), ("agreement", code(agreement)), ("status", status)];
            words.cell("finding-agreement-stopped", &args)
        }
        FindingKind::BadArgument { argument, given } => {
            words.cell("finding-bad-argument", &[("argument", code(argument)), ("given", Arg::text(given))])
        }
        FindingKind::UnitDiffers { item, given, own } => {
            let unit = |unit: &units::Unit| Arg::text(words.code("unit", unit.code()));
            words.cell("finding-unit-differs", &[("item", code(item)), ("given", unit(given)), ("own", unit(own))])
        }
    }
}

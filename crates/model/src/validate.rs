//! Rules that one statement must keep by itself, checked before signing and again
//! by whoever reads it.

use crate::{
    Attribution, Body, CheckMethod, CheckObstacle, CheckResult, CheckScheduleSet, CheckedSerial, DailyHours, FieldKind,
    HandoverAnswered, IncidentKind, Line, Load, PackageState, PledgeMade, StateOverridden, StoragePoint, StorageResult,
    Text,
};
use std::collections::BTreeSet;
use units::{Grams, ItemCode, Moment, PartyId, Quantity, SerialNumber};

/// Most lines a statement may hold; a real manifest stays far below, and the payload bound cuts earlier.
pub(crate) const LINES_MAX: usize = 500;

/// A rule that a statement breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A list that must hold something is empty.
    #[error("`{field}` is empty")]
    Empty {
        /// The list.
        field: &'static str,
    },
    /// A list is too long.
    #[error("`{field}` has {given} entries, at most {LINES_MAX} are allowed")]
    TooMany {
        /// The list.
        field: &'static str,
        /// Its length.
        given: usize,
    },
    /// A quantity of nothing.
    #[error("item {item}: the quantity is 0")]
    ZeroQuantity {
        /// Of which item.
        item: ItemCode,
    },
    /// Serials and quantity disagree.
    #[error("item {item}: the quantity is {quantity}, but {serials} serials are listed")]
    SerialCount {
        /// Of which item.
        item: ItemCode,
        /// The quantity.
        quantity: Quantity,
        /// How many serials.
        serials: usize,
    },
    /// One name twice where each may stand once.
    #[error("`{field}` names {name} twice")]
    Twice {
        /// The list.
        field: &'static str,
        /// What stands twice.
        name: String,
    },
    /// A number outside its range.
    #[error("`{field}` is {given}; it must be {allowed}")]
    Range {
        /// The field.
        field: &'static str,
        /// The number.
        given: i64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A time that is over before it begins.
    #[error("`{field}` is {to}, before `from`, {from}")]
    EndsBefore {
        /// The field.
        field: &'static str,
        /// When it begins.
        from: Moment,
        /// When it ends.
        to: Moment,
    },
    /// A word above the reports that sets nothing.
    #[error("`state` and `holder` are both missing: an override sets at least one of them")]
    OverridesNothing,
    /// A word that stands above the reports for ever.
    #[error("`window.to` is missing: an override must say until when it holds")]
    NoEnd,
    /// A letter that is no compatibility group.
    #[error("`{given}` is no compatibility group; it is one letter of {}", crate::GROUPS)]
    Group {
        /// As given.
        given: String,
    },
    /// Data of explosives where the class is another.
    #[error("`{field}` is only for class 1, the class is {class}")]
    OnlyExplosives {
        /// The field.
        field: &'static str,
        /// The class as given.
        class: String,
    },
    /// More explosive than there is of the item.
    #[error("the net explosive mass of one is {net}, more than its whole mass, {mass}")]
    NetAboveMass {
        /// The net explosive mass.
        net: Grams,
        /// The mass of one.
        mass: Grams,
    },
    /// A text that must be given is missing.
    #[error("`{field}` must say why")]
    ReasonMissing {
        /// The field.
        field: &'static str,
    },
    /// An amendment that leaves all as it was, or withdraws and changes at once.
    #[error("line {line}: an amendment changes `quantity` or `window` or both, or sets `withdrawn` alone")]
    AmendsNothing {
        /// Of which line.
        line: u16,
    },
    /// A field that must be given, or must not.
    #[error("{serial}: `{field}` {}", if *wanted { "must be given" } else { "does not belong here" })]
    Evidence {
        /// Of which piece.
        serial: SerialNumber,
        /// The field.
        field: &'static str,
        /// Whether it must be given.
        wanted: bool,
    },
    /// A commitment in the place of an identifier, written by a person.
    #[error("`{given}` stands for something hidden; nobody writes it by hand")]
    HiddenByHand {
        /// The identifier as given.
        given: String,
    },
    /// What is to be hidden does not stand in the body.
    #[error("there is no {} that could be hidden", match field { FieldKind::Place => "place", FieldKind::Serial => "serial" })]
    NothingToHide {
        /// What was to be hidden.
        field: FieldKind,
    },
    /// Somebody is to see hidden fields of what they may not read.
    #[error("{party} is to see hidden fields, but is not in the audience")]
    OpensBeyondAudience {
        /// Who.
        party: PartyId,
    },
}

impl Body {
    /// Whether the body keeps the rules of its kind.
    pub fn validate(&self) -> Result<(), Fault> {
        match self {
            Self::PledgeMade(pledge) => pledge_made(pledge),
            Self::ItemDefined(item) => item.validate(),
            Self::StockDeclared(stock) => lines("lines", &stock.lines),
            Self::StockAdjusted(adjusted) => line(&adjusted.line),
            Self::ReportFiled(report) if report.about.len() > LINES_MAX => {
                Err(Fault::TooMany { field: "about", given: report.about.len() })
            }
            Self::RegimeSet(regime) => {
                not_empty("crossings", &regime.crossings)?;
                regime.hours.as_ref().map_or(Ok(()), hours)
            }
            Self::ActivityNotified(activity) => not_empty("about", &activity.about),
            Self::StateOverridden(word) => overridden(word),
            Self::ConsignmentPacked(packed) => loads(&packed.loads),
            Self::MovementOrdered(order) => {
                not_empty("route", &order.route)?;
                not_empty("timings", &order.timings)
            }
            Self::Incident(incident) => {
                incident.lines.iter().try_for_each(line)?;
                match incident.kind {
                    IncidentKind::Loss => caused(incident.attribution, incident.cause.as_ref()),
                    IncidentKind::Breakdown | IncidentKind::Damage => Ok(()),
                }
            }
            Self::StockReserved(reserved) => lines("lines", &reserved.lines),
            Self::ReservationReleased(released) => lines("lines", &released.lines),
            Self::StockMoved(moved) => lines("lines", &moved.lines),
            Self::ConsignmentReloaded(reloaded) => loads(&reloaded.loads),
            Self::StockLost(lost) => {
                lines("lines", &lost.lines)?;
                caused(lost.attribution, lost.cause.as_ref())
            }
            Self::HandoverOffered(offer) => lines("lines", &offer.lines),
            Self::HandoverAnswered(answer) => handover_answered(answer),
            Self::MatterOpened(matter) => lines("lines", &matter.lines),
            Self::MatterSettled(settled) => {
                not_empty("outcomes", &settled.outcomes)?;
                settled.outcomes.iter().try_for_each(|outcome| line(&outcome.line))
            }
            Self::CheckPerformed(check) => {
                not_empty("pieces", &check.pieces)?;
                once("pieces", check.pieces.iter().map(|piece| piece.serial.as_str()))?;
                check.pieces.iter().try_for_each(checked)
            }
            Self::AccessRecorded(record) => record.check(),
            Self::CheckScheduleSet(set) => check_schedule(set),
            Self::StorageChecked(check) => {
                not_empty("points", &check.points)?;
                once("points", check.points.iter().map(|point| point.condition.code()))?;
                let silent = |point: &&StoragePoint| point.result != StorageResult::Met && point.note.is_none();
                let silent = check.points.iter().find(silent);
                silent.map_or(Ok(()), |_| Err(Fault::ReasonMissing { field: "note" }))
            }
            Self::PledgeAmended(amended) => {
                let changes = amended.quantity.is_some() || amended.window.is_some();
                let withdraws = amended.withdrawn == Some(true);
                if changes == withdraws { Err(Fault::AmendsNothing { line: amended.line }) } else { Ok(()) }
            }
            Self::Consumed(consumed) => line(&consumed.line),
            Self::Destroyed(destroyed) => line(&destroyed.line),
            Self::AgreementConcluded(agreement) => not_empty("parties", &agreement.parties),
            Self::PartyDeclared(party) => not_empty("officers", &party.officers),
            Self::OfficerAppointed(_)
            | Self::OfficerRevoked(_)
            | Self::KeyRotated(_)
            | Self::LogKeyRotated(_)
            | Self::AudienceGranted(_)
            | Self::AgreementStatusChanged(_)
            | Self::PledgeConditionMet(_)
            | Self::ReportFiled(_)
            | Self::ReportRetracted(_)
            | Self::OverrideWithdrawn(_)
            | Self::ActivityAcknowledged(_)
            | Self::ClearanceRequested(_)
            | Self::ClearanceDecided(_)
            | Self::CreditIssued(_)
            | Self::Progress(_)
            | Self::PartsTaken(_)
            | Self::HandoverClosed(_)
            | Self::HandoverVoided(_)
            | Self::LotDeclared(_) => Ok(()),
        }
    }
}

fn overridden(word: &StateOverridden) -> Result<(), Fault> {
    not_empty("about", &word.about)?;
    word.window.to.map_or(Err(Fault::NoEnd), |_| Ok(()))?;
    if word.state.is_none() && word.holder.is_none() {
        return Err(Fault::OverridesNothing);
    }
    if word.holder.as_ref().is_some_and(Text::is_empty) {
        return Err(Fault::Empty { field: "holder" });
    }
    if word.reason.is_empty() { Err(Fault::ReasonMissing { field: "reason" }) } else { Ok(()) }
}

fn not_empty<T>(field: &'static str, list: &[T]) -> Result<(), Fault> {
    match list.len() {
        0 => Err(Fault::Empty { field }),
        given if given > LINES_MAX => Err(Fault::TooMany { field, given }),
        _ => Ok(()),
    }
}

pub(crate) fn once<'a>(field: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Fault::Twice { field, name: name.to_owned() });
        }
    }
    Ok(())
}

fn line(line: &Line) -> Result<(), Fault> {
    if line.quantity.is_zero() {
        return Err(Fault::ZeroQuantity { item: line.item.clone() });
    }
    serials(&line.item, line.quantity, &line.serials)
}

fn serials(item: &ItemCode, quantity: Quantity, serials: &[units::SerialNumber]) -> Result<(), Fault> {
    once("serials", serials.iter().map(|serial| serial.as_str()))?;
    if serials.is_empty() || serials.len() as u64 == quantity.get() {
        return Ok(());
    }
    Err(Fault::SerialCount { item: item.clone(), quantity, serials: serials.len() })
}

fn lines(field: &'static str, lines: &[Line]) -> Result<(), Fault> {
    not_empty(field, lines)?;
    lines.iter().try_for_each(line)
}

fn handover_answered(answer: &HandoverAnswered) -> Result<(), Fault> {
    not_empty("lines", &answer.lines)?;
    answer.lines.iter().try_for_each(|line| serials(&line.item, line.counted, &line.serials))?;
    if answer.packages.len() > LINES_MAX {
        return Err(Fault::TooMany { field: "packages", given: answer.packages.len() });
    }
    once("packages", answer.packages.iter().map(|package| package.package.as_str()))?;
    let silent = |package: &&crate::PackageCount| package.state == PackageState::Other && package.note.is_none();
    answer.packages.iter().find(silent).map_or(Ok(()), |_| Err(Fault::ReasonMissing { field: "packages.note" }))
}

/// Who caused a loss is named where it is known.
fn caused(attribution: Attribution, cause: Option<&Text>) -> Result<(), Fault> {
    match attribution {
        Attribution::Known if cause.is_none_or(Text::is_empty) => Err(Fault::ReasonMissing { field: "cause" }),
        Attribution::Known | Attribution::Suspected | Attribution::Unknown => Ok(()),
    }
}

fn pledge_made(pledge: &PledgeMade) -> Result<(), Fault> {
    not_empty("lines", &pledge.lines)?;
    let numbers: Vec<String> = pledge.lines.iter().map(|line| line.line.to_string()).collect();
    once("lines", numbers.iter().map(String::as_str))?;
    match pledge.lines.iter().find(|line| line.quantity.is_zero()) {
        Some(line) => Err(Fault::ZeroQuantity { item: line.item.clone() }),
        None => Ok(()),
    }
}

/// A look has the evidence that its method and result ask for, and no other.
fn checked(piece: &CheckedSerial) -> Result<(), Fault> {
    let pairs = [
        ("obstacle", piece.result == CheckResult::NotShown, piece.obstacle.is_some()),
        ("photo", piece.method == CheckMethod::Photo, piece.photo.is_some()),
        ("witness", piece.method == CheckMethod::Witnessed, piece.witness.is_some()),
    ];
    // What nobody saw was not photographed or witnessed either, whatever was meant to be the method.
    let seen = |field: &str| field == "obstacle" || piece.result != CheckResult::NotShown;
    match pairs.into_iter().find(|(field, wanted, given)| wanted != given && (*given || seen(field))) {
        Some((field, wanted, _)) => Err(Fault::Evidence { serial: piece.serial.clone(), field, wanted }),
        None if piece.obstacle == Some(CheckObstacle::Other) && piece.note.is_none() => {
            Err(Fault::ReasonMissing { field: "note" })
        }
        None => Ok(()),
    }
}

fn check_schedule(set: &CheckScheduleSet) -> Result<(), Fault> {
    let days = [
        ("initial_days", Some(set.initial_days)),
        ("periodic_days", set.periodic_days),
        ("storage_days", set.storage_days),
    ];
    match days.into_iter().find(|(_, days)| *days == Some(0)) {
        Some((field, _)) => Err(Fault::Range { field, given: 0, allowed: "1 or more" }),
        None => Ok(()),
    }
}

fn hours(hours: &DailyHours) -> Result<(), Fault> {
    let DailyHours { opens_minute, closes_minute, offset_minutes } = *hours;
    if closes_minute > 1440 || opens_minute >= closes_minute {
        let allowed = "after `opens_minute`, at most 1440";
        return Err(Fault::Range { field: "closes_minute", given: closes_minute.into(), allowed });
    }
    if offset_minutes.abs() > 840 {
        return Err(Fault::Range { field: "offset_minutes", given: offset_minutes.into(), allowed: "-840 to 840" });
    }
    Ok(())
}

fn loads(loads: &[Load]) -> Result<(), Fault> {
    not_empty("loads", loads)?;
    let vehicles = loads.iter().filter_map(|load| load.vehicle.as_ref());
    once("loads", vehicles.map(|vehicle| vehicle.as_str()))?;
    loads.iter().try_for_each(|load| lines("lines", &load.lines))
}

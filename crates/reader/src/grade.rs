//! The suggested grade, from the wording alone (the table of scheme `reader-gold-1`).

use crate::codes::{ActorKind, Letter, Modality, Reason, ReportKind, SourceClass, State};
use crate::cues::Voice;
use crate::reading::Grade;

/// What the number depends on, beside the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) kind: ReportKind,
    pub(crate) state: Option<State>,
    pub(crate) modality: Modality,
    /// The actor of the claim is of the speaker's own country or body.
    pub(crate) own: bool,
    /// Another source in the same text says otherwise.
    pub(crate) disputed: bool,
}

/// Letter and number are judged apart, each with its reason.
pub(crate) fn suggest(voice: &Voice, claim: Claim, outlet: Option<Letter>) -> (Grade, Vec<Reason>) {
    let (mut letter, reason) = letter_of(voice, outlet);
    let mut reasons = vec![reason];
    if claim.own
        && matches!(voice.body, Some(ActorKind::Force | ActorKind::Group))
        && is_success(claim.kind, claim.state)
        && letter == Letter::B
    {
        letter = Letter::C;
        reasons.push(Reason::OwnSuccess);
    }
    if let Some(cap) = outlet.filter(|cap| matches!(cap, Letter::D | Letter::E | Letter::F) && *cap > letter) {
        letter = cap;
        reasons.push(Reason::OutletCap);
    }
    let (number, reason) = number_of(voice, claim);
    reasons.push(reason);
    (Grade { letter, number }, reasons)
}

fn letter_of(voice: &Voice, outlet: Option<Letter>) -> (Letter, Reason) {
    match (voice.speaker.class, voice.speaker.generic) {
        (SourceClass::NamedOfficial, _) => (Letter::B, Reason::NamedOfficial),
        (SourceClass::Institution, false) => (Letter::B, Reason::SpecificInstitution),
        (SourceClass::Institution, true) => (Letter::C, Reason::GenericInstitution),
        (SourceClass::AnonymousOfficial, _) => (Letter::C, Reason::UnnamedOfficial),
        (SourceClass::FieldSource, _) => (Letter::C, Reason::OnTheGround),
        (SourceClass::AgencyReport, _) => (Letter::C, Reason::OtherOutlet),
        (SourceClass::Narrator, _) => match outlet {
            Some(letter) => (letter, Reason::OutletLetter),
            None => (Letter::C, Reason::OwnVoice),
        },
        (SourceClass::AnonymousSource, _) => (Letter::D, Reason::BareSources),
        (SourceClass::UnspecifiedReport, _) => (Letter::F, Reason::BareReports),
        (SourceClass::Hearsay, _) => (Letter::F, Reason::Rumour),
    }
}

fn number_of(voice: &Voice, claim: Claim) -> (u8, Reason) {
    let class = voice.speaker.class;
    let answerable = matches!(class, SourceClass::NamedOfficial | SourceClass::Institution) && !voice.speaker.generic;
    if claim.disputed {
        (4, Reason::Disputed)
    } else if class == SourceClass::Hearsay {
        (4, Reason::Rumour)
    } else if matches!(claim.modality, Modality::Hedged | Modality::Possible) {
        (4, Reason::SaidWithReserve)
    } else if claim.own && answerable && !voice.uncertain && is_own_act(claim) {
        (2, Reason::OwnAct)
    } else {
        (3, Reason::Unchecked)
    }
}

/// A success on the ground, which a belligerent has reason to overstate.
fn is_success(kind: ReportKind, state: Option<State>) -> bool {
    match kind {
        ReportKind::RoadStatus | ReportKind::TownControl => {
            matches!(state, Some(State::Regained | State::Taken | State::Held))
        }
        ReportKind::ArmedAction | ReportKind::Seizure => true,
        ReportKind::ForceMovement => matches!(state, Some(State::Advancing | State::Arrived | State::Pursued)),
        ReportKind::CrossingStatus
        | ReportKind::SiegeStatus
        | ReportKind::ForcePresence
        | ReportKind::SecurityCooperation
        | ReportKind::AidPledge
        | ReportKind::AgreementStatus
        | ReportKind::ConsignmentDispatch
        | ReportKind::ConsignmentItems
        | ReportKind::Delivery
        | ReportKind::Handover
        | ReportKind::Clearance
        | ReportKind::Stock
        | ReportKind::Shortage
        | ReportKind::StatedPurpose
        | ReportKind::PolicySupport => false,
    }
}

/// A completed act, decision or property that the speaker knows first hand.
fn is_own_act(claim: Claim) -> bool {
    if claim.modality != Modality::Asserted {
        return false;
    }
    match claim.kind {
        ReportKind::CrossingStatus
        | ReportKind::AidPledge
        | ReportKind::AgreementStatus
        | ReportKind::ConsignmentDispatch
        | ReportKind::ConsignmentItems
        | ReportKind::Handover
        | ReportKind::Clearance
        | ReportKind::Stock
        | ReportKind::PolicySupport
        | ReportKind::SecurityCooperation => true,
        ReportKind::Delivery => matches!(claim.state, Some(State::Arrived | State::Passed)),
        ReportKind::RoadStatus
        | ReportKind::TownControl
        | ReportKind::SiegeStatus
        | ReportKind::ForceMovement
        | ReportKind::ForcePresence
        | ReportKind::ArmedAction
        | ReportKind::Seizure
        | ReportKind::Shortage
        | ReportKind::StatedPurpose => false,
    }
}

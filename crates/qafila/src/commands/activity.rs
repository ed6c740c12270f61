//! `qafila activity`: stretches that forces use, who meets them, and the word that a notice was read.

use super::handover::signing;
use super::say;
use crate::args::ActivityCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::operation::Operation;
use app::picture::Corridor;
use model::OfficerRole;
use serde_json::json;
use units::PartyId;

pub(crate) fn run(context: &Context, command: ActivityCommand) -> Result<Outcome, Failure> {
    let (mut node, operation, local) = context.open()?;
    match command {
        ActivityCommand::List { times } => {
            let corridor = node.picture(&operation, &AsOf { occurred: times.at, known: times.known })?;
            Ok(list(&local, &operation, &corridor, &node.party()?))
        }
        ActivityCommand::Acknowledge { notice, officer } => {
            let roles = [OfficerRole::Movement, OfficerRole::Liaison];
            let officer = match roles.iter().find_map(|role| signing(&node, &operation, officer.clone(), *role).ok()) {
                Some(officer) => officer,
                None => signing(&node, &operation, officer, OfficerRole::Commander)?,
            };
            let draft = node.acknowledge(notice.as_deref(), &officer)?;
            say::append(&local, &mut node, &[draft])
        }
    }
}

/// Ends with findings where a convoy meets a force that its party does not know of, or this party's own force one.
fn list(context: &Context, operation: &Operation, corridor: &Corridor, me: &PartyId) -> Outcome {
    let (notices, encounters) = (corridor.notices(operation, corridor.at), corridor.encounters(operation, me));
    let overlaps = corridor.overlaps(operation);
    let surprised = encounters.iter().any(|one| !one.acknowledged)
        || overlaps.iter().any(|one| one.unaware().any(|party| party == me));
    if context.json {
        context.print_json(&json!({
            "at": corridor.at, "activities": show::activities::notices_json(&notices),
            "encounters": show::activities::encounters_json(&encounters),
            "overlaps": show::activities::overlaps_json(&overlaps),
        }));
        return Outcome::of_findings(surprised);
    }
    let namer = Namer { words: &context.words, operation, views: &corridor.views };
    tell(context, &namer, corridor, me);
    if notices.is_empty() {
        context.print(&context.screen().line(&context.words.say("activities-none", &[("at", corridor.at.into())])));
    } else {
        context.table(&show::activities::notices(&namer, &notices));
    }
    Outcome::of_findings(surprised)
}

/// Encounters, before all else, the loud line first; then forces that meet each other.
pub(super) fn tell(context: &Context, namer: &Namer<'_>, corridor: &Corridor, me: &PartyId) {
    let encounters = corridor.encounters(namer.operation, me);
    let surprised = encounters.iter().filter(|one| !one.acknowledged).count();
    if surprised > 0 {
        context.print(&context.screen().line(&context.words.say("encounters-surprising", &[("n", surprised.into())])));
    }
    if !encounters.is_empty() {
        context.table(&show::activities::encounters(namer, &encounters));
    }
    let overlaps = corridor.overlaps(namer.operation);
    if !overlaps.is_empty() {
        context.table(&show::activities::overlaps(namer, &overlaps));
    }
}

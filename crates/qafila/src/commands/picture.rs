//! `qafila picture`.

use super::activity;
use crate::args::PictureArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::picture::{Corridor, geojson};
use model::Subject;
use words::Arg;

pub(crate) fn run(context: &Context, args: &PictureArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let corridor = node.picture(&operation, &AsOf { occurred: args.times.at, known: args.times.known })?;
    let namer = Namer { words: &local.words, operation: &operation, views: &corridor.views };
    let screen = local.screen();
    if args.geojson {
        local.print_json(&geojson(&operation, &corridor, &node.party()?));
    } else if let Some(asked) = &args.why {
        why(&local, &namer, &corridor, asked.as_deref())?;
    } else if args.since.is_some() || args.known_since.is_some() {
        let occurred = args.since.or(Some(corridor.at));
        let earlier = node.picture(&operation, &AsOf { occurred, known: args.known_since.or(args.times.known) })?;
        changed(&local, &namer, args, [&earlier, &corridor]);
    } else if local.json {
        let mut picture = show::picture::json(&operation, &corridor);
        let notices = corridor.notices(&operation, corridor.at);
        picture["activities"] = show::activities::notices_json(&notices);
        let encounters = corridor.encounters(&operation, &node.party()?);
        picture["encounters"] = show::activities::encounters_json(&encounters);
        picture["overlaps"] = show::activities::overlaps_json(&corridor.overlaps(&operation));
        local.print_json(&picture);
    } else {
        local.print(&screen.line(&local.words.say("picture-at", &[("at", corridor.at.into())])));
        activity::tell(&local, &namer, &corridor, &node.party()?);
        local.table(&show::picture::axes(&namer, &corridor, false));
        if let Some(table) = show::picture::off_network(&namer, &corridor) {
            local.table(&table);
        }
        local.table(&show::picture::crossings(&namer, &corridor));
        let notices = corridor.notices(&operation, corridor.at);
        if !notices.is_empty() {
            local.table(&show::activities::notices(&namer, &notices));
        }
    }
    Ok(Outcome::Done)
}

/// What is not as it was: at an earlier time, or as this node knew it then.
fn changed(local: &Context, namer: &Namer<'_>, args: &PictureArgs, [earlier, corridor]: [&Corridor; 2]) {
    let changes = corridor.changes_since(earlier);
    if local.json {
        return local.print_json(&show::why::changes_json(earlier, corridor, args.known_since, &changes));
    }
    let (title, nothing, since) = match (args.since, args.known_since) {
        (None, Some(known)) => ("title-learnt", "picture-nothing-learnt", known),
        (_, _) => ("title-changes", "picture-no-change", earlier.at),
    };
    let told = [("since", since.into())];
    if changes.is_empty() {
        local.print(&local.screen().line(&local.words.say(nothing, &told)));
    } else {
        local.table(&show::why::changes(namer, local.words.cell(title, &told), corridor, &changes));
    }
}

/// The statements behind what was asked for, or behind every axis that somebody spoke of.
fn why(local: &Context, namer: &Namer<'_>, corridor: &Corridor, asked: Option<&str>) -> Result<(), Failure> {
    let subjects = match asked {
        Some(name) => vec![subject(namer, corridor, name)?],
        None => corridor.picture.axes.keys().cloned().map(Subject::Axis).collect(),
    };
    let found = subjects.iter().map(|subject| (subject, corridor.why(namer.operation, subject)));
    let found: Vec<_> = found.collect();
    if local.json {
        local.print_json(&found.iter().map(|(subject, why)| show::why::json(subject, why)).collect());
        return Ok(());
    }
    for (subject, why) in &found {
        if why.parts.is_empty() {
            let said = [("axis", Arg::text(show::why::name(namer, subject)))];
            local.tell(&local.screen().line(&local.words.say("picture-no-reports", &said)));
        } else {
            local.table(&show::why::table(namer, corridor, subject, why));
        }
    }
    Ok(())
}

/// What a person means by a name: an axis, segment or place of the roads, or something spoken of.
fn subject(namer: &Namer<'_>, corridor: &Corridor, name: &str) -> Result<Subject, Failure> {
    let network = &namer.operation.network;
    let axes = network.axes().map(|axis| Subject::Axis(axis.axis.clone()));
    let segments = network.segments().map(|segment| Subject::Segment(segment.id().clone()));
    let places = network.nodes().map(|node| Subject::Place(node.place()));
    let off = corridor.on_no_network(namer.operation).into_iter().map(|(subject, _)| subject);
    let known: Vec<Subject> = axes.chain(segments).chain(places).chain(off).collect();
    let found = known.iter().find(|subject| show::why::id(subject) == name).cloned();
    found.ok_or_else(|| Failure::unknown("axis, segment or place", name, known.iter().map(show::why::id)))
}

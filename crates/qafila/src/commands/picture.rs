//! `qafila picture` and `qafila route`.

use crate::args::{PictureArgs, RouteArgs};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::picture::{geojson, way};
use serde_json::json;
use units::PlaceId;
use words::Arg;

pub(crate) fn run(context: &Context, args: &PictureArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let corridor = node.picture(&operation, &AsOf { occurred: args.times.at, known: args.times.known })?;
    if args.geojson {
        local.print_json(&geojson(&operation, &corridor));
        return Ok(Outcome::Done);
    }
    if local.json {
        local.print_json(&show::picture::json(&corridor));
        return Ok(Outcome::Done);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &corridor.views };
    let screen = local.screen();
    if let Some(asked) = &args.why {
        let all = operation.network.axes().map(|axis| axis.axis);
        let axes: Vec<_> = asked.as_ref().map_or_else(|| all.collect(), |axis| vec![axis.clone()]);
        for axis in &axes {
            if operation.network.axis(axis).is_none() {
                return Err(Failure::unknown("axis", axis.as_str(), operation.network.axes().map(|axis| axis.axis)));
            }
            if let Some(table) = show::picture::why(&namer, &corridor, axis) {
                local.table(&table);
            } else if asked.is_some() {
                local.tell(
                    &screen.line(&local.words.say("picture-no-reports", &[("axis", Arg::text(namer.axis(axis)))])),
                );
            }
        }
        return Ok(Outcome::Done);
    }
    local.print(&screen.line(&local.words.say("picture-at", &[("at", corridor.at.into())])));
    local.table(&show::picture::axes(&namer, &corridor, false));
    local.table(&show::picture::crossings(&namer, &corridor));
    Ok(Outcome::Done)
}

pub(crate) fn route(context: &Context, args: &RouteArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    for place in [&args.from, &args.to] {
        if operation.network.node(place).is_none() {
            let known = operation.network.nodes().map(|node| node.name());
            return Err(Failure::unknown("place", place.as_str(), known));
        }
    }
    let corridor = node.picture(&operation, &AsOf { occurred: args.times.at, known: args.times.known })?;
    let found = way(&operation, &corridor.picture, &args.from, &args.to);
    let namer = Namer { words: &local.words, operation: &operation, views: &corridor.views };
    let screen = local.screen();
    if local.json {
        local.print_json(&json!({
            "from": args.from, "to": args.to,
            "segments": found.route.as_ref().map(|route| route.steps.iter().map(|step| step.segment.clone()).collect::<Vec<_>>()),
            "length_m": found.route.as_ref().map(|route| route.length.get()),
            "time_ds": found.route.as_ref().map(|route| route.time.get()),
            "avoided": found.avoided.iter().map(|avoided| avoided.segment.clone()).collect::<Vec<_>>(),
        }));
    } else if let Some(table) = show::picture::way(&namer, &found) {
        local.table(&table);
    }
    if args.why && !local.json {
        for avoided in &found.avoided {
            let state = match avoided.passability {
                roads::Passability::Open => "open",
                roads::Passability::Restricted => "restricted",
                roads::Passability::Contested { .. } => "contested",
                roads::Passability::Closed => "closed",
                roads::Passability::Unknown => "unknown",
            };
            let state = local.words.code("passability", state);
            let said = [("segment", Arg::code(&avoided.segment)), ("state", Arg::text(state))];
            local.print(&screen.item(&local.words.say("route-avoids", &said)));
        }
    }
    if found.route.is_none() {
        return Err(no_way(&args.from, &args.to));
    }
    Ok(Outcome::Done)
}

fn no_way(from: &PlaceId, to: &PlaceId) -> Failure {
    Failure::findings(format!("no way from `{from}` to `{to}` is open"), Some(("hint-route-why", Vec::new())))
}

//! Commands that show what a network file has.

use super::source::{network, offered};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use roads::{Gazetteer, NodeRef};
use serde_json::{Value, json};
use std::path::Path;
use units::Metres;

/// Places shown that are near a point.
const NEAR_SHOWN: usize = 5;

pub(super) fn info(context: &Context, file: &Path) -> Result<Outcome, Failure> {
    let network = network(context, file)?;
    let info = roads::info(&network);
    if context.json {
        context.print_json(&show::network::info_json(&network, &info));
        return Ok(Outcome::Done);
    }
    for table in show::network::info(&context.words, &network, &info) {
        context.table(&table);
    }
    Ok(Outcome::Done)
}

pub(super) fn check(context: &Context, file: &Path, geojson: bool) -> Result<Outcome, Failure> {
    let network = network(context, file)?;
    let findings = roads::check(&network);
    let outcome = Outcome::of_findings(!findings.counts.is_empty());
    if geojson {
        context.print_json(&show::network::findings_geojson(&findings));
    } else if context.json {
        context.print_json(&show::network::findings_json(&findings));
    } else {
        let (words, screen) = (&context.words, context.screen());
        let told = [
            ("parts", findings.parts.into()),
            ("largest", findings.largest.into()),
            ("round", findings.round.into()),
            ("places", findings.places.into()),
        ];
        context.print(&screen.line(&words.say("network-whole", &told)));
        if findings.counts.is_empty() {
            context.print(&screen.line(&words.say("network-sound", &[])));
        } else {
            context.table(&show::network::counts(words, &findings));
            context.table(&show::network::findings(words, &findings));
        }
    }
    Ok(outcome)
}

pub(super) fn places(context: &Context, file: &Path, name: &str) -> Result<Outcome, Failure> {
    let network = network(context, file)?;
    let found: Vec<(NodeRef<'_>, Metres)> = match roads::read_point(name) {
        Some(point) => network.nodes_near(point).take(NEAR_SHOWN).collect(),
        None => Gazetteer::new(&network).find(name).into_iter().map(|node| (node, Metres::ZERO)).collect(),
    };
    if found.is_empty() {
        let near = Gazetteer::new(&network).near(name);
        let near: Vec<String> = near.into_iter().map(|node| node.name().to_owned()).collect();
        return Err(Failure::user(format!("no place `{name}` is in the network"), offered(&near)));
    }
    if context.json {
        let all: Vec<Value> = found
            .iter()
            .map(|(node, far)| {
                let [lon, lat] = show::network::degrees(node.point());
                let [en, fr, ar] = node.names_as_written();
                json!({
                    "place": node.name(), "kind": node.kind().word(), "names": { "en": en, "fr": fr, "ar": ar },
                    "lon": lon, "lat": lat, "away_m": far,
                })
            })
            .collect();
        context.print_json(&json!(all));
    } else {
        context.table(&show::network::places(&context.words, &found));
    }
    Ok(Outcome::Done)
}

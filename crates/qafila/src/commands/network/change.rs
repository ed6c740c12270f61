//! Commands that write a network file.

use super::super::pair;
use super::extract;
use super::source::{Busy, Given, Reading, network, ordered, parts, place, preset};
use crate::args::{NetworkAxisArgs, NetworkImportArgs, NetworkJoinArgs};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::system::SystemClock;
use app::ports::Clock;
use roads::{JoinBy, Joint, Network, Provenance};
use serde_json::{Map, Value, json};
use std::path::Path;
use units::{Metres, PlaceId};
use words::Arg;

pub(super) fn import(context: &Context, args: &NetworkImportArgs) -> Result<Outcome, Failure> {
    let preset = args.preset.as_deref().map(preset).transpose()?;
    // Of several extracts each would take the place of what the other keeps.
    let to = (args.files.len() == 1).then_some(args.to.as_path());
    let mut given = Given::default();
    for file in &args.files {
        let more = parts(context, file, &Reading { preset: preset.as_ref(), to })?;
        given.imported.append(more.imported);
        given.extracts.extend(more.extracts);
    }
    let Given { mut imported, extracts } = given;
    let left = std::mem::take(&mut imported.left);
    let read = Some(SystemClock::new()?.now());
    // The licence of OpenStreetMap asks for its line wherever the data goes.
    let attribution = if extracts.is_empty() { "" } else { osm::ATTRIBUTION };
    let licence = [args.licence.as_deref().unwrap_or_default(), attribution];
    let licence = licence.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
    let provenance = Provenance { source: args.source.clone().unwrap_or_default(), licence, read };
    let network = {
        let busy = Busy::new(&args.to);
        ordered(&Network::build(imported.parts)?.with_provenance(&provenance)?, &busy)?
    };
    disk::write(&args.to, network.as_bytes())?;
    extract::done(&args.to)?;
    if context.json {
        let left: Map<String, Value> = left
            .iter()
            .map(|(why, left)| (why.word().to_owned(), json!({ "count": left.count, "first": left.first })))
            .collect();
        let mut written = written_json(&network, &args.to);
        written["left_out"] = json!(left);
        written["openstreetmap"] = extracts.iter().map(extract::json).collect();
        context.print_json(&written);
        return Ok(Outcome::Done);
    }
    let (screen, words) = (context.screen(), &context.words);
    extracts.iter().for_each(|one| extract::tell(context, one));
    for (why, left) in &left {
        let first: Vec<String> = left.first.iter().map(ToString::to_string).collect();
        let told = [
            ("n", left.count.into()),
            ("why", Arg::text(words.code("network left", why.word()))),
            ("first", Arg::code(first.join(", "))),
        ];
        context.tell(&screen.line(&words.say("network-left-out", &told)));
    }
    written(context, &network, &args.to);
    Ok(Outcome::Done)
}

pub(super) fn axis(context: &Context, args: &NetworkAxisArgs) -> Result<Outcome, Failure> {
    let network = network(context, &args.file)?;
    let segments = match (&args.from, &args.to) {
        (Some(from), Some(to)) => {
            let over = [from].into_iter().chain(&args.via).chain([to]);
            let places: Vec<PlaceId> = over.map(|given| place(&network, given)).collect::<Result<_, _>>()?;
            network.way_over(&places)?
        }
        (_, _) => args.segment.clone(),
    };
    let network = network.with_axis(&args.name, &segments)?;
    let out = args.out.as_ref().unwrap_or(&args.file);
    disk::write(out, network.as_bytes())?;
    let Some(axis) = network.axis(&args.name) else { return Ok(Outcome::Done) };
    let lengths = axis.segments.iter().filter_map(|id| Some(network.segment(id)?.length()));
    let length = lengths.fold(Metres::ZERO, Metres::saturating_add);
    if context.json {
        context.print_json(&json!({
            "axis": axis.axis, "length_m": length, "places": axis.places, "segments": axis.segments, "file": out,
        }));
        return Ok(Outcome::Done);
    }
    let ends = (axis.places.first(), axis.places.last());
    let end = |place: Option<&PlaceId>| Arg::code(place.map(ToString::to_string).unwrap_or_default());
    let told = [
        ("axis", Arg::code(&axis.axis)),
        ("from", end(ends.0)),
        ("to", end(ends.1)),
        ("n", axis.segments.len().into()),
        ("length", Arg::text(context.words.distance(length))),
    ];
    context.print(&context.screen().line(&context.words.say("network-axis-set", &told)));
    Ok(Outcome::Done)
}

pub(super) fn join(context: &Context, args: &NetworkJoinArgs) -> Result<Outcome, Failure> {
    let (one, other) = (network(context, &args.one)?, network(context, &args.other)?);
    let pairs = args.pair.iter().map(|given| {
        let (here, there) = pair("--pair", given, "PLACE=PLACE")?;
        Ok((place(&one, here)?, place(&other, there)?))
    });
    let by = JoinBy { pairs: pairs.collect::<Result<_, Failure>>()?, within: args.within.map(Metres::new) };
    let joints = [(&one, &args.prefix_one), (&other, &args.prefix_other)];
    let [first, second] = joints.map(|(network, prefix)| Joint { network, prefix });
    let (network, joined) = roads::join(first, second, &by)?;
    let both = [one.provenance(), other.provenance()];
    let told = |text: fn(&Provenance) -> &str| {
        let mut texts: Vec<&str> = both.iter().map(text).filter(|text| !text.is_empty()).collect();
        texts.dedup();
        texts.join("; ")
    };
    let provenance = Provenance {
        source: told(|of| &of.source),
        licence: told(|of| &of.licence),
        read: both.iter().filter_map(|of| of.read).min(),
    };
    let network = ordered(&network.with_provenance(&provenance)?, &Busy::new(&args.to))?;
    disk::write(&args.to, network.as_bytes())?;
    if context.json {
        let places: Vec<Value> =
            joined.places.iter().map(|(kept, gone)| json!({ "place": kept, "was": gone })).collect();
        let mut written = written_json(&network, &args.to);
        written["joined"] = json!(places);
        written["apart"] = json!(joined.apart);
        context.print_json(&written);
        return Ok(Outcome::Done);
    }
    let (screen, words) = (context.screen(), &context.words);
    for (kept, gone) in &joined.places {
        let told = [("place", Arg::code(kept)), ("was", Arg::code(gone))];
        context.print(&screen.line(&words.say("network-joined", &told)));
    }
    for place in &joined.apart {
        context.tell(&screen.line(&words.say("network-apart", &[("place", Arg::code(place))])));
    }
    written(context, &network, &args.to);
    Ok(Outcome::Done)
}

fn written_json(network: &Network, to: &Path) -> Value {
    json!({
        "file": to, "bytes": network.as_bytes().len(), "places": network.node_count(),
        "segments": network.segment_count(), "turns": network.turn_count(),
    })
}

fn written(context: &Context, network: &Network, to: &Path) {
    let told = [
        ("file", Arg::code(to.display())),
        ("places", network.node_count().into()),
        ("segments", network.segment_count().into()),
    ];
    context.print(&context.screen().line(&context.words.say("network-written", &told)));
}

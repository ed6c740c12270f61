//! `qafila network route`: the best way, what it goes round, and other ways.

use super::source::{Busy, network, offered, place, shape};
use crate::args::{NetworkRouteArgs, RouteSeason};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, Hint};
use crate::show;
use crate::show::names::Namer;
use crate::show::route::Roads;
use crate::system::SystemClock;
use app::AsOf;
use app::activities::{Notice, met};
use app::ports::Clock;
use app::ways::{Choices, Found, Land, WayError, Ways, Wish};
use roads::{Network, Season};
use routing::{VEHICLES, VEHICLES_BYTES_MAX, Vehicle, VehiclesError, read_vehicles};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use units::{AxisId, Moment, PartyId, PlaceId, SegmentId};

/// Most gaps that are settled: the hull between two places has some tens of corners.
const REFINED_MAX: usize = 500;

pub(super) fn run(context: &Context, args: &NetworkRouteArgs) -> Result<Outcome, Failure> {
    if let Some(file) = &args.network {
        let network = network(context, file)?;
        let depart = match args.depart {
            Some(depart) => depart,
            None => SystemClock::new()?.now(),
        };
        let setting = Setting { depart, axes: &BTreeMap::new(), partners: None };
        return seek(context, args, &Land::bare(&network), &setting);
    }
    let (node, operation, local) = context.open()?;
    let corridor = node.picture(&operation, &AsOf { occurred: args.times.at, known: args.times.known })?;
    let depart = args.depart.unwrap_or(corridor.at);
    let namer = Namer { words: &local.words, operation: &operation, views: &corridor.views };
    let partners = Partners { namer, notices: corridor.notices(&operation, depart), me: node.party()? };
    let setting = Setting { depart, axes: &operation.axes, partners: Some(partners) };
    seek(&local, args, &Land::of(&operation, &corridor, depart), &setting)
}

/// What a way is sought in, beside the roads.
struct Setting<'a> {
    depart: Moment,
    axes: &'a BTreeMap<AxisId, roads::Names>,
    /// Who may be met; nobody on bare roads.
    partners: Option<Partners<'a>>,
}

/// Forces that gave notice, and who asks.
struct Partners<'a> {
    namer: Namer<'a>,
    notices: Vec<Notice>,
    me: PartyId,
}

fn seek(
    context: &Context,
    args: &NetworkRouteArgs,
    land: &Land<'_>,
    setting: &Setting<'_>,
) -> Result<Outcome, Failure> {
    let wish = wish(args, land.network, setting.depart)?;
    let busy = Busy::new(Path::new("network"));
    let shape = shape(land.network, &land.network.order(), &busy)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut ways = Ways::new(land, &shape, &wish, threads)?;
    let found = ways.best(args.why)?;
    let refined = if args.refine { REFINED_MAX } else { 0 };
    let choices = (args.alternatives && found.way.is_some())
        .then(|| ways.choices(refined, &mut |gap| busy.say(format!("{gap} ‰"))));
    drop(busy);
    tell(
        context,
        args,
        &Roads { words: &context.words, network: land.network, axes: setting.axes },
        (&wish, &found, choices.as_ref()),
        setting.partners.as_ref(),
    );
    match found.way {
        Some(_) => Ok(Outcome::Done),
        None => Err(no_way(&wish, &found)),
    }
}

fn tell(
    context: &Context,
    args: &NetworkRouteArgs,
    roads: &Roads<'_>,
    (wish, found, choices): (&Wish, &Found, Option<&Choices>),
    partners: Option<&Partners<'_>>,
) {
    let met = partners.zip(found.way.as_ref()).map(|(partners, way)| (partners, met(way, &partners.notices)));
    if context.json {
        let mut told = roads.json(wish, found, choices);
        told["activities"] = met.map_or_else(|| json!([]), |(by, met)| show::activities::met_json(&met, &by.me));
        context.print_json(&told);
        return;
    }
    let screen = context.screen();
    if let Some(way) = &found.way {
        context.print(&screen.line(&roads.summary(wish, way)));
        for line in met.iter().flat_map(|(by, met)| show::activities::met(&by.namer, met, &by.me)) {
            context.print(&screen.item(&line));
        }
        context.table(&roads.stages(wish, way));
    }
    if args.why || found.way.is_none() {
        for line in roads.explained(found) {
            context.print(&screen.item(&line));
        }
    }
    if let (Some(choices), Some(way)) = (choices, &found.way) {
        if choices.ways.len() > 1 {
            context.table(&roads.choices(choices, way));
        }
        context.print(&screen.line(&roads.gap(choices)));
    }
}

fn wish(args: &NetworkRouteArgs, network: &Network, depart: Moment) -> Result<Wish, Failure> {
    let mut stops = args.via.iter().map(|via| place(network, via)).collect::<Result<Vec<_>, _>>()?;
    stops.push(place(network, &args.to)?);
    let mut avoid_segments = BTreeSet::new();
    let mut avoid_places = BTreeSet::new();
    for name in &args.avoid {
        match avoided(network, name)? {
            Avoided::Segments(segments) => avoid_segments.extend(segments),
            Avoided::Place(place) => _ = avoid_places.insert(place),
        }
    }
    if let Some(both) = stops[..stops.len() - 1].iter().find(|stop| avoid_places.contains(*stop)) {
        return Err(Failure::user(format!("`{both}` is to be passed (--via) and to be avoided (--avoid)"), None));
    }
    Ok(Wish {
        from: place(network, &args.from)?,
        stops,
        vehicle: args.vehicle.as_deref().map(|name| vehicle(name, args.vehicles.as_deref())).transpose()?,
        season: match args.season {
            Some(RouteSeason::Dry) => Season::Dry,
            Some(RouteSeason::Wet) => Season::Wet,
            None => Season::Always,
        },
        mix: args.risk,
        avoid_segments,
        avoid_places,
        depart,
    })
}

enum Avoided {
    Segments(Vec<SegmentId>),
    Place(PlaceId),
}

fn avoided(network: &Network, name: &str) -> Result<Avoided, Failure> {
    if let Some(axis) = name.parse().ok().and_then(|axis: AxisId| network.axis(&axis)) {
        return Ok(Avoided::Segments(axis.segments));
    }
    if let Some(segment) = name.parse().ok().filter(|segment| network.segment(segment).is_some()) {
        return Ok(Avoided::Segments(vec![segment]));
    }
    place(network, name).map(Avoided::Place)
}

fn vehicle(name: &str, file: Option<&Path>) -> Result<Vehicle, Failure> {
    let mut profiles = match file {
        None => read_vehicles(VEHICLES)?,
        Some(path) => {
            let bytes = disk::read_input(path, VEHICLES_BYTES_MAX)?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Failure::user(format!("`{}` is not UTF-8", path.display()), None))?;
            read_vehicles(&text)?
        }
    };
    profiles.remove(name).ok_or_else(|| {
        let known: Vec<String> = profiles.into_keys().collect();
        Failure::user(format!("no vehicle `{name}` is known here"), offered(&known))
    })
}

/// Nothing leads there: because of what is closed, because no road does, or because of one-way roads.
fn no_way(wish: &Wish, found: &Found) -> Failure {
    let to = &wish.stops[wish.stops.len() - 1];
    let (message, hint): (String, Option<Hint>) = match (&found.gap, found.joined) {
        (Some(gap), _) => (
            format!(
                "no road joins the {} places around `{}` and the {} around `{to}`; they are nearest at `{}` and `{}`, {} m apart",
                gap.places[0],
                wish.from,
                gap.places[1],
                gap.near,
                gap.far,
                gap.distance.get()
            ),
            Some(("hint-route-gap", Vec::new())),
        ),
        (None, false) => (
            format!("one-way roads and forbidden turns keep `{}` from `{to}`", wish.from),
            Some(("hint-route-oneway", Vec::new())),
        ),
        (None, true) => {
            (format!("no way from `{}` to `{to}` is open", wish.from), Some(("hint-route-shut", Vec::new())))
        }
    };
    Failure::findings(message, hint)
}

impl From<WayError> for Failure {
    fn from(error: WayError) -> Self {
        match error {
            WayError::Place { .. } => Self::caused(&error, None),
            WayError::GaveUp { .. } => Self::findings(error.to_string(), Some(("hint-route-gave-up", Vec::new()))),
        }
    }
}

impl From<VehiclesError> for Failure {
    fn from(error: VehiclesError) -> Self {
        Self::caused(&error, None)
    }
}

//! What the tags of a way say about it as a road for lorries.
//!
//! Sources, all of them pages of the OpenStreetMap wiki: Key:highway, Highway_Tag_Africa, Key:surface, Key:tracktype,
//! Key:smoothness, Key:4wd_only, Key:lanes, Key:width, Key:bridge, Key:ford, Key:tunnel, Key:oneway, Key:junction,
//! Key:seasonal, Key:ice_road, Key:winter_road, Key:maxaxleload, Tag:route=ferry, Lifecycle_prefix.

use super::{Notes, Reading, Tags, access, amount, speed};
use crate::defaults::Defaults;
use crate::words;
use roads::{Access, Road, RoadClass, Season, Surface, TrackGrade};
use units::{Grams, Kmh, Millimetres};

/// A carriageway below this width is one lane: two lorries of 2.55 m do not pass each other on it.
const TWO_LANES_WIDTH: Millimetres = Millimetres::new(3_500);

/// Narrower paths are for feet and bicycles.
const PATH_WIDTH_MIN: Millimetres = Millimetres::new(2_000);

/// Most lanes believed.
const LANES_MAX: u8 = 20;

/// Which way a road may be driven, seen along its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub(crate) enum Direction {
    #[n(0)]
    Both,
    #[n(1)]
    Forward,
    #[n(2)]
    Backward,
}

/// What the tags of a road come to: the same for many roads, and kept once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Meaning {
    #[cbor(n(0), with = "words")]
    pub(crate) class: RoadClass,
    #[cbor(n(1), with = "words")]
    pub(crate) surface: Surface,
    #[cbor(n(2), with = "words::grade")]
    pub(crate) grade: Option<TrackGrade>,
    #[cbor(n(3), with = "words")]
    pub(crate) access: Access,
    #[cbor(n(4), with = "words")]
    pub(crate) season: Season,
    #[n(5)]
    pub(crate) direction: Direction,
    #[n(6)]
    pub(crate) lanes: u8,
    #[n(7)]
    pub(crate) speed: Kmh,
    #[n(8)]
    pub(crate) bridge: bool,
    #[n(9)]
    pub(crate) ford: bool,
    #[n(10)]
    pub(crate) tunnel: bool,
    #[n(11)]
    pub(crate) width: Option<Millimetres>,
    #[n(12)]
    pub(crate) mass_max: Option<Grams>,
    #[n(13)]
    pub(crate) axle_max: Option<Grams>,
    #[n(14)]
    pub(crate) height_max: Option<Millimetres>,
    #[n(15)]
    pub(crate) width_max: Option<Millimetres>,
    #[n(16)]
    pub(crate) length_max: Option<Millimetres>,
}

impl Meaning {
    /// As a network says it, before what stands on the road is known.
    pub(crate) fn road(&self) -> Road {
        Road {
            class: self.class,
            grade: self.grade,
            access: self.access,
            season: self.season,
            bridge: self.bridge,
            ford: self.ford,
            tunnel: self.tunnel,
            barrier: false,
            width: self.width,
            mass_max: self.mass_max,
            axle_max: self.axle_max,
            height_max: self.height_max,
            width_max: self.width_max,
            length_max: self.length_max,
            load_class: None,
        }
    }
}

/// Why a way with a highway tag, or a ferry, is no road for lorries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum LeftOut {
    /// Planned, under construction, abandoned, or a line that is no road (`highway=proposed`, `disused`, `platform`).
    #[n(0)]
    NotBuilt,
    /// For feet, bicycles, horses or buses by its class.
    #[n(1)]
    OtherTraffic,
    /// A path with no sign that vehicles use it.
    #[n(2)]
    Path,
    /// Motor vehicles may not use it.
    #[n(3)]
    Forbidden,
    /// An area, not a line.
    #[n(4)]
    Area,
    /// Impassable for wheels (`smoothness=impassable`).
    #[n(5)]
    Impassable,
    /// Its one direction changes with the hour (`oneway=reversible`).
    #[n(6)]
    Reversible,
    /// A ferry that carries no lorries.
    #[n(7)]
    Ferry,
}

impl LeftOut {
    /// The word used in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotBuilt => "not_built",
            Self::OtherTraffic => "other_traffic",
            Self::Path => "path",
            Self::Forbidden => "forbidden",
            Self::Area => "area",
            Self::Impassable => "impassable",
            Self::Reversible => "reversible",
            Self::Ferry => "ferry",
        }
    }
}

/// What a way is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Road(Box<Meaning>),
    LeftOut(LeftOut),
    /// Not about roads at all.
    Else,
}

/// Judges a way by its tags.
pub(crate) fn judge(tags: &Tags<'_>, defaults: &Defaults, notes: &mut Notes) -> Verdict {
    let class = match (tags.get("highway"), tags.get("route")) {
        (Some(highway), _) => class(highway, tags, notes),
        (None, Some("ferry")) => {
            if carries_lorries(tags) {
                Ok(RoadClass::Ferry)
            } else {
                Err(LeftOut::Ferry)
            }
        }
        (None, _) => return Verdict::Else,
    };
    match class.and_then(|class| meaning(class, tags, defaults, notes)) {
        Ok(meaning) => Verdict::Road(Box::new(meaning)),
        Err(reason) => Verdict::LeftOut(reason),
    }
}

fn class(highway: &str, tags: &Tags<'_>, notes: &mut Notes) -> Result<RoadClass, LeftOut> {
    Ok(match highway {
        "motorway" | "motorway_link" => RoadClass::Motorway,
        "trunk" | "trunk_link" => RoadClass::Trunk,
        "primary" | "primary_link" => RoadClass::Primary,
        "secondary" | "secondary_link" => RoadClass::Secondary,
        "tertiary" | "tertiary_link" => RoadClass::Tertiary,
        "unclassified" | "road" => RoadClass::Unclassified,
        "residential" | "living_street" => RoadClass::Residential,
        "service" => RoadClass::Service,
        "track" => RoadClass::Track,
        "path" if is_piste(tags) => RoadClass::Track,
        "path" => return Err(LeftOut::Path),
        "footway" | "cycleway" | "bridleway" | "steps" | "pedestrian" | "corridor" | "via_ferrata" | "busway"
        | "bus_guideway" | "raceway" | "escape" | "ladder" => return Err(LeftOut::OtherTraffic),
        "proposed" | "planned" | "construction" | "abandoned" | "disused" | "razed" | "demolished" | "removed"
        | "dismantled" | "platform" | "elevator" | "rest_area" | "services" | "bus_stop" | "no" => {
            return Err(LeftOut::NotBuilt);
        }
        other => {
            notes.note("highway", other);
            return Err(LeftOut::OtherTraffic);
        }
    })
}

/// A path that vehicles use: motor vehicles are named, or it is said to need four-wheel drive, or it has a tracktype,
/// which only what is wide enough for vehicles has. Many pistes of the Sahara are drawn as paths.
fn is_piste(tags: &Tags<'_>) -> bool {
    let wide = match tags.get("width").map(amount::length) {
        Some(Reading::Is(width)) => width >= PATH_WIDTH_MIN,
        Some(Reading::Nothing | Reading::Unread) | None => true,
    };
    wide && (access::names_motor_vehicles(tags) || tags.is_set("4wd_only") || tags.get("tracktype").is_some())
}

/// A ferry is believed to carry lorries unless it says whom it carries and does not name them.
fn carries_lorries(tags: &Tags<'_>) -> bool {
    access::names_motor_vehicles(tags) || tags.first(&["foot", "bicycle", "passengers", "motor_vehicle"]).is_none()
}

fn meaning(class: RoadClass, tags: &Tags<'_>, defaults: &Defaults, notes: &mut Notes) -> Result<Meaning, LeftOut> {
    if tags.is_yes("area") {
        return Err(LeftOut::Area);
    }
    if tags.is_yes("construction") || tags.is_yes("abandoned") || tags.is_yes("disused") || tags.is_yes("razed") {
        return Err(LeftOut::NotBuilt);
    }
    if tags.get("smoothness") == Some("impassable") {
        return Err(LeftOut::Impassable);
    }
    let allowed = access::allowed(tags, notes).ok_or(LeftOut::Forbidden)?;
    let direction = direction(class, tags, notes).ok_or(LeftOut::Reversible)?;
    if tags.iter().any(|(key, _)| key.ends_with(":conditional")) {
        notes.conditional += 1;
    }
    let grade = notes.read(tags, "tracktype", grade);
    let surface = surface(class, grade, tags, defaults, notes);
    let smoothness =
        notes.read(
            tags,
            "smoothness",
            |word| {
                if defaults.knows_smoothness(word) { Reading::Is(()) } else { Reading::Unread }
            },
        );
    let smoothness = smoothness.and_then(|()| tags.get("smoothness"));
    let usual = defaults.speed(class, surface, grade, smoothness);
    let width = notes.read(tags, "width", amount::length).or_else(|| notes.read(tags, "est_width", amount::length));
    let posted = lowest(tags, &["maxweight:hgv", "maxweight"], notes, amount::mass);
    Ok(Meaning {
        class,
        surface,
        grade,
        access: allowed.access,
        season: season(tags, notes),
        direction,
        lanes: lanes(class, direction, width, tags, defaults, notes),
        speed: speed::limit(tags, defaults, notes).map_or(usual, |limit| limit.min(usual)),
        bridge: tags.is_set("bridge"),
        ford: tags.is_set("ford"),
        tunnel: tags.is_set("tunnel"),
        width,
        mass_max: posted.into_iter().chain(allowed.mass_max).min(),
        axle_max: notes.read(tags, "maxaxleload", amount::mass),
        height_max: lowest(tags, &["maxheight", "maxheight:physical"], notes, amount::length),
        width_max: lowest(tags, &["maxwidth", "maxwidth:physical"], notes, amount::length),
        length_max: notes.read(tags, "maxlength", amount::length),
    })
}

fn lowest<T: Ord>(
    tags: &Tags<'_>,
    keys: &[&'static str],
    notes: &mut Notes,
    read: impl Fn(&str) -> Reading<T>,
) -> Option<T> {
    keys.iter().filter_map(|key| notes.read(tags, key, &read)).min()
}

fn grade(value: &str) -> Reading<TrackGrade> {
    let number = value.strip_prefix("grade").and_then(|number| number.parse().ok());
    number.and_then(TrackGrade::new).map_or(Reading::Unread, Reading::Is)
}

/// Of several surfaces with `;`, the worst.
fn surface(
    class: RoadClass,
    grade: Option<TrackGrade>,
    tags: &Tags<'_>,
    defaults: &Defaults,
    notes: &mut Notes,
) -> Surface {
    let stated = notes.read(tags, "surface", |value| {
        let parts: Option<Vec<Surface>> = value.split(';').map(|word| defaults.surface(word.trim())).collect();
        parts.and_then(|parts| parts.into_iter().max()).map_or(Reading::Unread, Reading::Is)
    });
    let rough = tags.is_set("4wd_only").then_some(Surface::Track);
    stated.or(rough).unwrap_or_else(|| defaults.surface_of(class, grade))
}

/// Nothing where the direction changes with the hour.
fn direction(class: RoadClass, tags: &Tags<'_>, notes: &mut Notes) -> Option<Direction> {
    let ring = matches!(tags.get("junction"), Some("roundabout" | "circular"));
    // Ramps are drawn by class too, but not all of them have one direction.
    let implied = ring || class == RoadClass::Motorway && tags.get("highway") == Some("motorway");
    let usual = if implied { Direction::Forward } else { Direction::Both };
    let Some((key, value)) = tags.first(&["oneway:hgv", "oneway:motor_vehicle", "oneway"]) else { return Some(usual) };
    Some(match value {
        "yes" | "true" | "1" => Direction::Forward,
        "-1" | "reverse" => Direction::Backward,
        // Traffic in turns: both ways, and one lane.
        "no" | "false" | "0" | "alternating" => Direction::Both,
        "reversible" => return None,
        other => {
            notes.note(key, other);
            usual
        }
    })
}

fn lanes(
    class: RoadClass,
    direction: Direction,
    width: Option<Millimetres>,
    tags: &Tags<'_>,
    defaults: &Defaults,
    notes: &mut Notes,
) -> u8 {
    if width.is_some_and(|width| width < TWO_LANES_WIDTH) || tags.get("oneway") == Some("alternating") {
        return 1;
    }
    let stated = notes.read(tags, "lanes", |value| match value.parse::<u8>() {
        Ok(lanes @ 1..=LANES_MAX) => Reading::Is(lanes),
        // One lane and a half lets nobody pass but at wider places.
        Err(_) if value == "1.5" => Reading::Is(1),
        Ok(_) | Err(_) => Reading::Unread,
    });
    let of_class = defaults.lanes(class);
    let usual = match direction {
        Direction::Both => of_class,
        Direction::Forward | Direction::Backward if class == RoadClass::Motorway => of_class,
        Direction::Forward | Direction::Backward => of_class.div_ceil(2),
    };
    stated.unwrap_or(usual)
}

/// When in the year; `seasonal=yes` alone is a road that the rains close.
fn season(tags: &Tags<'_>, notes: &mut Notes) -> Season {
    if tags.is_yes("ice_road") || tags.is_yes("winter_road") {
        return Season::Wet;
    }
    let dry = tags.get("access") == Some("dry_weather")
        || tags.is_yes("dry_weather")
        || tags.get("seasonal:wet_season") == Some("no")
        || tags.get("practicability:rainy_season") == Some("no");
    if dry {
        return Season::Dry;
    }
    let stated = notes.read(tags, "seasonal", |value| {
        let seasons: Option<Vec<Season>> = value.split(';').map(|word| one_season(word.trim())).collect();
        let seasons = seasons.unwrap_or_default();
        match (seasons.contains(&Season::Wet), seasons.contains(&Season::Dry), seasons.is_empty()) {
            (true, true, _) => Reading::Is(Season::Always),
            (true, false, _) => Reading::Is(Season::Wet),
            (false, true, _) => Reading::Is(Season::Dry),
            (false, false, false) => Reading::Is(Season::Always),
            (false, false, true) => Reading::Unread,
        }
    });
    stated.unwrap_or_default()
}

fn one_season(word: &str) -> Option<Season> {
    Some(match word {
        "no" | "all_weather" => Season::Always,
        "yes" | "dry_season" | "dry" | "summer" | "spring" | "autumn" | "intermittent" => Season::Dry,
        "wet_season" | "wet" | "rainy_season" | "winter" => Season::Wet,
        _ => return None,
    })
}

#[cfg(test)]
#[path = "road_tests.rs"]
mod tests;

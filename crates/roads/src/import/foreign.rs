//! GeoJSON of others: lines without our identifiers, read by a [`Preset`].
//!
//! Segments are `s7`, or `s7.2` for the second line of feature 7, or what the preset's `id` says; places are `n` and
//! the number or name that the feature gives, or a running number. A road between two countries is cut in the middle
//! of its line by a crossing, `x` and the segment's name: where exactly the border runs, such a file does not say.

use super::collection;
use super::fault::{Fault, Faults, ImportError, Problem, Unit};
use super::member::{Members, geometry, line, members};
use super::preset::Preset;
use super::{IMPORT_FEATURES_MAX, Imported, LeftOut};
use crate::distance::{distance, line_length};
use crate::names::Names;
use crate::parts::{LENGTH_MAX, Node, NodeKind, SPEED_MAX, SegmentParts, Surface};
use crate::road::{Road, RoadClass};
use serde_json::Value;
use std::collections::HashMap; // order never shows: looked up, never walked
use std::hash::{DefaultHasher, Hash, Hasher};
use units::{Kmh, Metres, PlaceId, Point, SegmentId};

/// Reads parts.
pub(crate) fn read(bytes: &[u8], preset: &Preset) -> Result<Imported, ImportError> {
    let mut reading =
        Reading { preset, places: Places::new(preset), seen: HashMap::new(), imported: Imported::default() };
    let mut faults = Faults::default();
    collection::read(bytes, IMPORT_FEATURES_MAX, |number, feature| {
        if let Err(fault) = reading.feature(number, feature) {
            faults.push(Unit::Feature, number, None, fault);
        }
    })?;
    faults.judge()?;
    let mut imported = reading.imported;
    imported.parts.nodes.append(&mut reading.places.nodes);
    Ok(imported)
}

struct Reading<'p> {
    preset: &'p Preset,
    places: Places,
    /// Segments by what makes two the same.
    seen: HashMap<u64, Vec<usize>>,
    imported: Imported,
}

impl Reading<'_> {
    fn feature(&mut self, number: usize, feature: &Value) -> Result<(), Fault> {
        let members = members(feature)?;
        if truth(members, self.preset.proposal.as_ref())? {
            self.imported.leave(LeftOut::Proposed, number);
            return Ok(());
        }
        match geometry(feature)? {
            ("LineString", coordinates) => self.line(number, None, members, coordinates),
            ("MultiLineString", Value::Array(lines)) => {
                let one = lines.len() == 1;
                for (at, coordinates) in lines.iter().enumerate() {
                    self.line(number, (!one).then_some(at + 1), members, coordinates)?;
                }
                Ok(())
            }
            (kind, _) => Err(("geometry", Problem::other("LineString or MultiLineString", kind))),
        }
    }

    fn line(
        &mut self,
        number: usize,
        part: Option<usize>,
        members: &Members,
        coordinates: &Value,
    ) -> Result<(), Fault> {
        let line = line(coordinates)?;
        let [first, .., last] = line[..] else {
            return Err(("coordinates", Problem::other("two positions or more", coordinates)));
        };
        let drawn = line_length(line.iter().copied());
        // Members say it of the whole feature; of its parts, only the lines tell.
        let told = if part.is_none() { metres(members, self.preset.length_m.as_ref())? } else { None };
        let length = told.unwrap_or(drawn);
        if length == Metres::ZERO && drawn == Metres::ZERO {
            self.imported.leave(LeftOut::NoLength, number);
            return Ok(());
        }
        let length = length.max(Metres::new(1));
        if length > LENGTH_MAX {
            return Err(("length", Problem::other("2000 km or less", length)));
        }
        let ends = if part.is_none() { (self.preset.from.as_ref(), self.preset.to.as_ref()) } else { (None, None) };
        let from = self.places.at(number, first, end(members, ends.0)?)?;
        let to = self.places.at(number, last, end(members, ends.1)?)?;
        if from == to {
            self.imported.leave(LeftOut::Loop, number);
            return Ok(());
        }
        let segment = self.segment(number, part, members, (from, to), length, line)?;
        if self.is_twice(&segment) {
            self.imported.leave(LeftOut::Twice, number);
            return Ok(());
        }
        if self.is_international(members)? {
            self.cut(segment)?
        } else {
            self.imported.parts.segments.push(segment)
        }
        Ok(())
    }

    fn segment(
        &self,
        number: usize,
        part: Option<usize>,
        members: &Members,
        (from, to): (PlaceId, PlaceId),
        length: Metres,
        line: Vec<Point>,
    ) -> Result<SegmentParts, Fault> {
        let preset = self.preset;
        let otherwise = &preset.otherwise;
        let base = match scalar(members, preset.id.as_ref())? {
            Some(id) => id,
            None => format!("s{number}"),
        };
        let name = part.map_or_else(|| base.clone(), |part| format!("{base}.{part}"));
        let surface = word(members, preset.surface.as_ref(), Surface::read)?;
        let class = word(members, preset.class.as_ref(), RoadClass::read)?;
        let lanes = decimal(members, preset.lanes.as_ref(), 1)?.and_then(|lanes| u8::try_from(lanes).ok());
        Ok(SegmentParts {
            segment: SegmentId::new(&name).map_err(|error| ("id", error.into()))?,
            from,
            to,
            length,
            surface: surface.unwrap_or(otherwise.surface),
            lanes: lanes.unwrap_or(otherwise.lanes).max(1),
            speed: self.speed(members, part.is_none().then_some(length))?,
            oneway: truth(members, preset.oneway.as_ref())?,
            road: Road { class: class.unwrap_or(otherwise.class), ..Road::default() },
            axes: Vec::new(),
            line,
        })
    }

    /// Length over driving time where that is given, otherwise the speed given, otherwise the preset's; in bounds.
    fn speed(&self, members: &Members, length: Option<Metres>) -> Result<Kmh, Fault> {
        let millis = decimal(members, self.preset.duration_min.as_ref(), 60_000)?.filter(|millis| *millis > 0);
        let speed = match (length, millis) {
            (Some(length), Some(millis)) => {
                // Metres a millisecond are 3600 km/h.
                let kmh = (u128::from(length.get()) * 3600 + u128::from(millis) / 2) / u128::from(millis);
                u64::try_from(kmh).unwrap_or(u64::MAX)
            }
            (_, _) => match decimal(members, self.preset.speed_kmh.as_ref(), 10)? {
                Some(tenths) => (tenths + 5) / 10,
                None => u64::from(self.preset.otherwise.speed_kmh),
            },
        };
        Ok(Kmh::new(u32::try_from(speed).unwrap_or(u32::MAX)).clamp(Kmh::new(1), SPEED_MAX))
    }

    fn is_international(&self, members: &Members) -> Result<bool, Fault> {
        let of = |property: Option<&String>| scalar(members, property);
        let countries = (of(self.preset.country_from.as_ref())?, of(self.preset.country_to.as_ref())?);
        Ok(matches!(countries, (Some(from), Some(to)) if from != to))
    }

    /// Two segments with a crossing between, instead of one.
    fn cut(&mut self, whole: SegmentParts) -> Result<(), Fault> {
        let id = |fault: units::IdError| ("id", Problem::from(fault));
        let crossing = PlaceId::new(format!("x-{}", whole.segment)).map_err(id)?;
        let (before, middle, after) = halves(&whole.line);
        let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
        let node = Node { place: crossing.clone(), point: middle, kind: NodeKind::Crossing, names };
        self.imported.parts.nodes.push(node);
        let first = Metres::new((whole.length.get() / 2).max(1));
        let rest = Metres::new(whole.length.get().saturating_sub(first.get()).max(1));
        let half = |part: &str| SegmentId::new(format!("{}.{part}", whole.segment)).map_err(id);
        let (one, other) = (half("a")?, half("b")?);
        let (from, to) = (whole.from.clone(), whole.to.clone());
        let there =
            SegmentParts { segment: one, from, to: crossing.clone(), length: first, line: before, ..whole.clone() };
        let beyond = SegmentParts { segment: other, from: crossing, to, length: rest, line: after, ..whole };
        self.imported.parts.segments.extend([there, beyond]);
        Ok(())
    }

    /// Whether the same stands already, under another number.
    fn is_twice(&mut self, new: &SegmentParts) -> bool {
        let mut hasher = DefaultHasher::new();
        (&new.from, &new.to, new.length, new.speed, &new.line).hash(&mut hasher);
        let same = self.seen.entry(hasher.finish()).or_default();
        let segments = &self.imported.parts.segments;
        let is_same = |at: &usize| {
            let old = &segments[*at];
            (&old.from, &old.to, old.length, old.speed, &old.line)
                == (&new.from, &new.to, new.length, new.speed, &new.line)
        };
        let twice = same.iter().any(is_same);
        if !twice {
            same.push(segments.len());
        }
        twice
    }
}

/// A line up to its middle by length, the middle, and the line from there.
fn halves(line: &[Point]) -> (Vec<Point>, Point, Vec<Point>) {
    let half = line_length(line.iter().copied()).get() / 2;
    let mut so_far = 0;
    for (at, pair) in line.windows(2).enumerate() {
        let step = distance(pair[0], pair[1]).get();
        if so_far + step >= half && step > 0 {
            let middle = between(pair[0], pair[1], half - so_far, step);
            let before = line[..=at].iter().copied().chain([middle]).collect();
            let after = [middle].into_iter().chain(line[at + 1..].iter().copied()).collect();
            return (before, middle, after);
        }
        so_far += step;
    }
    (line.to_vec(), line[line.len() - 1], vec![line[line.len() - 1]; 2])
}

/// The point so many of `whole` parts on the way.
fn between(from: Point, to: Point, part: u64, whole: u64) -> Point {
    let (part, whole) = (i64::try_from(part).unwrap_or(0), i64::try_from(whole).unwrap_or(1));
    let on = |from: i32, to: i32| i64::from(from) + (i64::from(to) - i64::from(from)) * part / whole;
    Point::new(on(from.lat_micro(), to.lat_micro()), on(from.lon_micro(), to.lon_micro())).unwrap_or(from)
}

/// Ends of roads, as places.
struct Places {
    /// Ends closer than this are one.
    snap: Metres,
    /// Ends of one name may be this far apart.
    apart: Metres,
    nodes: Vec<Node>,
    /// By name: the place, and the feature that put it there.
    named: HashMap<String, (usize, usize)>,
    /// By square of about a tenth of the distance that matters to the north, or exactly.
    cells: HashMap<(i32, i32), Vec<usize>>,
}

impl Places {
    fn new(preset: &Preset) -> Self {
        let (snap, apart) = (Metres::new(preset.snap_m.into()), Metres::new(preset.apart_m.into()));
        Self { snap, apart, nodes: Vec::new(), named: HashMap::new(), cells: HashMap::new() }
    }

    /// The place of an end, by name where it has one, otherwise by where it is.
    fn at(&mut self, number: usize, point: Point, name: Option<String>) -> Result<PlaceId, Fault> {
        let Some(name) = name else { return self.by_point(point) };
        if let Some((at, before)) = self.named.get(&name) {
            let node = &self.nodes[*at];
            let away = distance(node.point, point);
            if away > self.apart {
                let problem = Problem::Elsewhere { place: name, before: *before, metres: away.get() };
                return Err(("coordinates", problem));
            }
            return Ok(node.place.clone());
        }
        let place = self.add(format!("n{name}"), point)?;
        self.named.insert(name, (self.nodes.len() - 1, number));
        Ok(place)
    }

    /// The nearest known end within the distance; of those equally near, the first.
    fn by_point(&mut self, point: Point) -> Result<PlaceId, Fault> {
        let (lat, lon) = self.cell(point);
        // Meridians draw together: three cells to each side hold what is within the distance up to 70 degrees.
        let around = (-1..=1).flat_map(|north| (-3..=3).map(move |east| (lat + north, lon + east)));
        let near = around.filter_map(|cell| self.cells.get(&cell)).flatten();
        let far = |at: &usize| (distance(self.nodes[*at].point, point), *at);
        let found = near
            .map(far)
            .filter(|(far, at)| *far <= self.snap && (self.snap > Metres::ZERO || self.nodes[*at].point == point));
        if let Some((_, at)) = found.min() {
            return Ok(self.nodes[at].place.clone());
        }
        let place = self.add(format!("n{}", self.nodes.len() + 1), point)?;
        self.cells.entry((lat, lon)).or_default().push(self.nodes.len() - 1);
        Ok(place)
    }

    /// Cells as wide as the distance: 9 microdegrees of latitude are a metre.
    fn cell(&self, point: Point) -> (i32, i32) {
        let size = i32::try_from(self.snap.get().max(1) * 9).unwrap_or(i32::MAX).saturating_add(1);
        (point.lat_micro().div_euclid(size), point.lon_micro().div_euclid(size))
    }

    fn add(&mut self, name: String, point: Point) -> Result<PlaceId, Fault> {
        let place = PlaceId::new(name).map_err(|error| ("from", Problem::from(error)))?;
        let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
        self.nodes.push(Node { place: place.clone(), point, kind: NodeKind::Junction, names });
        Ok(place)
    }
}

/// The member of a property, unless it is null or not read at all.
fn value<'a>(members: &'a Members, property: Option<&String>) -> Option<&'a Value> {
    members.get(property?).filter(|value| !value.is_null())
}

/// A text or number as text.
fn scalar(members: &Members, property: Option<&String>) -> Result<Option<String>, Fault> {
    match value(members, property) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(("properties", Problem::other("a text or a number", other))),
    }
}

/// The name of an end; whoever named the property wants one in each feature.
fn end(members: &Members, property: Option<&String>) -> Result<Option<String>, Fault> {
    let name = scalar(members, property)?;
    if property.is_some() && name.is_none() { Err(("from, to", Problem::Missing)) } else { Ok(name) }
}

fn word<T>(members: &Members, property: Option<&String>, read: fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    let Some(word) = scalar(members, property)? else { return Ok(None) };
    read(&word).map(Some).ok_or_else(|| ("properties", Problem::other("one of our words", word)))
}

fn truth(members: &Members, property: Option<&String>) -> Result<bool, Fault> {
    let known = |value: &Value| match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_u64().filter(|number| *number < 2).map(|number| number == 1),
        Value::String(text) => ["yes", "true", "1"]
            .contains(&text.as_str())
            .then_some(true)
            .or_else(|| ["no", "false", "0", ""].contains(&text.as_str()).then_some(false)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    match value(members, property) {
        None => Ok(false),
        Some(value) => known(value).ok_or_else(|| ("properties", Problem::other("true or false", value))),
    }
}

fn metres(members: &Members, property: Option<&String>) -> Result<Option<Metres>, Fault> {
    Ok(decimal(members, property, 1)?.map(Metres::new))
}

/// A number that is not negative, so many times as large, rounded.
fn decimal(members: &Members, property: Option<&String>, times: u32) -> Result<Option<u64>, Fault> {
    let Some(value) = value(members, property) else { return Ok(None) };
    let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
    let number = number.filter(|number| number.is_finite() && *number >= 0.0);
    let number = number.ok_or_else(|| ("properties", Problem::other("a number, zero or more", value)))?;
    #[expect(clippy::float_arithmetic, reason = "files give decimal fractions; counted from here on")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative; saturates")]
    let scaled = (number * f64::from(times)).round() as u64;
    Ok(Some(scaled))
}

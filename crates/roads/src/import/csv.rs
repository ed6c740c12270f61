//! CSV of segments or places, with a header; columns in `docs/network.md`.

use super::fault::{Fault, Faults, ImportError, Problem, Unit};
use super::member::microdegrees;
use super::road::{Named, road};
use super::{AXES_PER_SEGMENT_MAX, IMPORT_FEATURES_MAX, NAME_BYTES_MAX};
use crate::distance::distance;
use crate::names::Names;
use crate::parts::{Node, NodeKind, Parts, SegmentParts, Surface};
use csv::StringRecord;
use std::collections::{BTreeMap, HashSet}; // order never shows: only asked what is in it
use units::{AxisId, Kmh, Metres, PlaceId, Point, SegmentId};

/// Reads segments where there is a column `segment`, places where there is a column `place`.
pub(crate) fn read(bytes: &[u8]) -> Result<Parts, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|mark| header.iter().filter(|byte| *byte == mark).count());
    let mut rows = csv::ReaderBuilder::new().delimiter(most.unwrap_or(b',')).trim(csv::Trim::All).from_reader(bytes);
    let header = rows.headers().map_err(ImportError::Csv)?.clone();
    let columns: BTreeMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (name.to_ascii_lowercase(), at)).collect();
    let has = |name: &str| columns.contains_key(name);
    if !has("segment") && !has("place") || columns.len() < header.len() {
        let found: String = header.iter().collect::<Vec<_>>().join(", ");
        return Err(ImportError::Columns { found: found.chars().take(200).collect() });
    }
    let mut reading = Reading { parts: Parts::default(), placed: HashSet::new() };
    let mut faults = Faults::default();
    let mut record = StringRecord::new();
    let mut number = 1;
    while rows.read_record(&mut record).map_err(ImportError::Csv)? {
        number += 1;
        if number > IMPORT_FEATURES_MAX + 1 {
            return Err(ImportError::TooMany { most: IMPORT_FEATURES_MAX });
        }
        let row = Row { record: &record, columns: &columns };
        let read = if has("segment") { reading.segment(&row) } else { reading.place(&row) };
        if let Err(fault) = read {
            let name = row.get("segment").or_else(|| row.get("place")).map(|name| name.chars().take(80).collect());
            faults.push(Unit::Row, number, name, fault);
        }
    }
    faults.judge()?;
    Ok(reading.parts)
}

struct Reading {
    parts: Parts,
    /// Places that segments have placed.
    placed: HashSet<PlaceId>,
}

impl Reading {
    fn place(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let names = Names { en: row.name("name_en")?, fr: row.name("name_fr")?, ar: row.name("name_ar")? };
        self.parts.nodes.push(Node {
            place: row.id("place", PlaceId::new)?,
            point: row.point("lon", "lat")?.ok_or(("lon", Problem::Missing))?,
            kind: row.word("kind", "town, junction, crossing or site", NodeKind::read)?.unwrap_or(NodeKind::Junction),
            names,
        });
        Ok(())
    }

    fn segment(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let (from, to) = (row.id("from", PlaceId::new)?, row.id("to", PlaceId::new)?);
        let ends = (row.point("from_lon", "from_lat")?, row.point("to_lon", "to_lat")?);
        let line: Vec<Point> = ends.0.into_iter().chain(ends.1).collect();
        for (place, point) in [(&from, ends.0), (&to, ends.1)] {
            if let Some(point) = point.filter(|_| self.placed.insert(place.clone())) {
                let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
                self.parts.nodes.push(Node { place: place.clone(), point, kind: NodeKind::Junction, names });
            }
        }
        let straight = ends.0.zip(ends.1).map(|(from, to)| distance(from, to));
        self.parts.segments.push(SegmentParts {
            segment: row.id("segment", SegmentId::new)?,
            from,
            to,
            length: row.number("length_m")?.map(Metres::new).or(straight).ok_or(("length_m", Problem::Missing))?,
            surface: row.needed("surface", "paved, gravel, track or sand", Surface::read)?,
            lanes: row.number("lanes")?.unwrap_or(2),
            speed: Kmh::new(row.number("speed_kmh")?.ok_or(("speed_kmh", Problem::Missing))?),
            oneway: row.flag("oneway")?,
            road: road(row)?,
            axes: axes(row)?,
            line: if line.len() == 2 { line } else { Vec::new() },
        });
        Ok(())
    }
}

fn axes(row: &Row<'_>) -> Result<Vec<AxisId>, Fault> {
    let names: Vec<&str> = row.get("axis").unwrap_or_default().split_whitespace().collect();
    if names.len() > AXES_PER_SEGMENT_MAX {
        return Err(("axis", Problem::TooMany { found: names.len(), most: AXES_PER_SEGMENT_MAX }));
    }
    names.into_iter().map(|name| AxisId::new(name).map_err(|error| ("axis", error.into()))).collect()
}

struct Row<'r> {
    record: &'r StringRecord,
    columns: &'r BTreeMap<String, usize>,
}

impl Row<'_> {
    /// A cell that is there and not empty.
    fn get(&self, column: &str) -> Option<&str> {
        self.record.get(*self.columns.get(column)?).filter(|cell| !cell.is_empty())
    }

    fn id<I>(&self, column: &'static str, read: fn(String) -> Result<I, units::IdError>) -> Result<I, Fault> {
        let cell = self.get(column).ok_or((column, Problem::Missing))?;
        read(cell.to_owned()).map_err(|error| (column, error.into()))
    }

    fn name(&self, column: &'static str) -> Result<String, Fault> {
        let name = self.get(column).unwrap_or_default();
        if name.len() > NAME_BYTES_MAX {
            return Err((column, Problem::TooMany { found: name.len(), most: NAME_BYTES_MAX }));
        }
        Ok(name.to_owned())
    }

    fn needed<T>(&self, column: &'static str, expected: &'static str, read: fn(&str) -> Option<T>) -> Result<T, Fault> {
        self.word(column, expected, read)?.ok_or((column, Problem::Missing))
    }

    fn point(&self, lon: &'static str, lat: &'static str) -> Result<Option<Point>, Fault> {
        let degrees = |column| {
            let Some(cell) = self.get(column) else { return Ok(None) };
            let number = cell.parse::<f64>().map_err(|_| (column, Problem::other("degrees, such as 2.4833", cell)))?;
            Ok(Some(number))
        };
        match (degrees(lon)?, degrees(lat)?) {
            (None, None) => Ok(None),
            (Some(east), Some(north)) => {
                let found = || Problem::other("degrees on WGS 84", format!("{east}, latitude {north}"));
                microdegrees(north, east).map(Some).ok_or_else(|| (lon, found()))
            }
            (Some(_), None) => Err((lat, Problem::Missing)),
            (None, Some(_)) => Err((lon, Problem::Missing)),
        }
    }
}

impl Named for Row<'_> {
    fn whole(&self, column: &'static str) -> Result<Option<u64>, Fault> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        let number = cell.parse().map_err(|_| (column, Problem::other("a whole number within its range", cell)))?;
        Ok(Some(number))
    }

    fn flag(&self, column: &'static str) -> Result<bool, Fault> {
        match self.get(column) {
            None | Some("no" | "false" | "0") => Ok(false),
            Some("yes" | "true" | "1") => Ok(true),
            Some(cell) => Err((column, Problem::other("yes or no", cell))),
        }
    }

    fn word<T>(
        &self,
        column: &'static str,
        expected: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        read(cell).map(Some).ok_or_else(|| (column, Problem::other(expected, cell)))
    }
}

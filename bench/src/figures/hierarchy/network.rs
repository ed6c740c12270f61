//! A network of country size, read with as little as a hierarchy needs.

use crate::Outcome;
use osmpbf::{Element, ElementReader, Way};
use std::collections::BTreeMap;
use std::path::Path;

/// Speed where none is written, in km/h.
const SPEED: f64 = 40.0;

/// Mean radius of the Earth in metres.
const EARTH: f64 = 6_371_008.8;

/// Numbered nodes and the stretches between them.
#[derive(Default)]
pub(super) struct Network {
    pub(super) nodes: u32,
    pub(super) ends: Vec<[u32; 2]>,
    /// Tenths of a second, one or more.
    pub(super) times: Vec<u32>,
    /// What each node is called in the file, and where it is: latitude and longitude.
    pub(super) ids: Vec<i64>,
    pub(super) points: Vec<[f64; 2]>,
    /// Edges of trunk roads.
    pub(super) trunks: Vec<u32>,
}

impl Network {
    /// Every way's nodes, each with the next.
    pub(super) fn read(path: &Path) -> Outcome<Self> {
        let (mut numbers, mut ids, mut points) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut network = Self::default();
        let mut missing = 0;
        ElementReader::from_path(path)?.for_each(|element| match element {
            Element::DenseNode(node) => {
                numbers.insert(node.id(), points.len());
                ids.push(node.id());
                points.push([node.lat(), node.lon()]);
            }
            Element::Node(node) => {
                numbers.insert(node.id(), points.len());
                ids.push(node.id());
                points.push([node.lat(), node.lon()]);
            }
            Element::Way(way) => missing += network.take(&way, &numbers, &points),
            Element::Relation(_) => {}
        })?;
        if missing > 0 {
            return Err(format!("{missing} nodes of ways are missing in {}", path.display()).into());
        }
        network.nodes = u32::try_from(points.len())?;
        (network.ids, network.points) = (ids, points);
        Ok(network)
    }

    /// Returns how many nodes of the way are missing.
    fn take(&mut self, way: &Way<'_>, numbers: &BTreeMap<i64, usize>, points: &[[f64; 2]]) -> usize {
        let tag = |key| way.tags().find(|(name, _)| *name == key).map(|(_, value)| value);
        let speed = tag("maxspeed").and_then(|speed| speed.parse().ok()).unwrap_or(SPEED);
        let nodes: Vec<Option<usize>> = way.refs().map(|id| numbers.get(&id).copied()).collect();
        for pair in nodes.windows(2) {
            let [Some(tail), Some(head)] = *pair else { continue };
            let edge = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            self.ends.push([tail, head].map(|node| u32::try_from(node).unwrap_or(u32::MAX)));
            self.times.push(time(points[tail], points[head], speed));
            if tag("highway") == Some("trunk") {
                self.trunks.push(edge);
            }
        }
        nodes.iter().filter(|node| node.is_none()).count()
    }
}

/// Tenths of a second between two points, at a speed in km/h.
#[expect(clippy::float_arithmetic, reason = "points on a sphere; the result is counted in whole tenths")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time is positive and below hours")]
fn time(one: [f64; 2], other: [f64; 2], speed: f64) -> u32 {
    let [lat, far_lat] = [one[0], other[0]].map(f64::to_radians);
    let lon = (other[1] - one[1]).to_radians();
    let half = ((far_lat - lat) / 2.0).sin().powi(2) + lat.cos() * far_lat.cos() * (lon / 2.0).sin().powi(2);
    let metres = 2.0 * EARTH * half.sqrt().asin();
    ((metres * 36.0 / speed).round() as u32).max(1)
}

//! Settlements and border posts find the nearest node of a road.

use crate::geo;
use crate::pbf::block::Position;
use crate::placed::{Place, Placed};
use crate::report::OffNetwork;
use crate::tags::node::PlaceKind;
use roads::{Names, NodeKind};
use std::collections::BTreeMap;

/// Width of a cell of the grid, in 10^-7 degrees: about two kilometres.
const CELL: i64 = 200_000;

/// Cells around the globe.
const COLUMNS: i64 = 3_600_000_000 / CELL;

/// How far from a road a place may lie, in millimetres. A city's node stands in its middle, where streets are dense,
/// but where only its main road is drawn that may pass some way off; a border post stands beside its road.
const fn reach(kind: PlaceKind) -> u64 {
    match kind {
        PlaceKind::City | PlaceKind::Town => 5_000_000,
        PlaceKind::Village | PlaceKind::Hamlet => 2_000_000,
        PlaceKind::BorderPost => 1_000_000,
    }
}

/// What places come to.
#[derive(Debug, Default)]
pub(crate) struct Attached {
    /// By node of the roads.
    pub(crate) nodes: BTreeMap<u32, (NodeKind, Names)>,
    pub(crate) counts: BTreeMap<PlaceKind, u64>,
    pub(crate) off_network: Vec<OffNetwork>,
}

/// Gives each place the nearest node of a road that no place before it has.
pub(crate) fn attach(placed: &mut Placed) -> Attached {
    let places = std::mem::take(&mut placed.places);
    let mut attached = Attached::default();
    if places.is_empty() {
        return attached;
    }
    let grid = Grid::new(placed);
    // They come in order of their kind: the more important ones first.
    for Place { id, kind, position, names } in places {
        let nearest = grid.nearest(position, reach(kind), |node| !attached.nodes.contains_key(&node));
        if let Some(node) = nearest {
            let node_kind = match kind {
                PlaceKind::BorderPost => NodeKind::Crossing,
                PlaceKind::City | PlaceKind::Town | PlaceKind::Village | PlaceKind::Hamlet => NodeKind::Town,
            };
            attached.nodes.insert(node, (node_kind, names));
            *attached.counts.entry(kind).or_default() += 1;
        } else if let Some(point) = geo::point(position) {
            attached.off_network.push(OffNetwork { id, kind, point, names });
        }
    }
    attached
}

/// Nodes of roads by cell.
struct Grid<'a> {
    placed: &'a Placed,
    /// Cell and node, sorted.
    cells: Vec<(u32, u32)>,
}

impl<'a> Grid<'a> {
    fn new(placed: &'a Placed) -> Self {
        let nodes = 0..u32::try_from(placed.positions.len()).unwrap_or(u32::MAX);
        let mut cells: Vec<(u32, u32)> = nodes
            .filter_map(|node| Some((cell(row(placed.position(node)?), column(placed.position(node)?))?, node)))
            .collect();
        cells.sort_unstable();
        Self { placed, cells }
    }

    fn nearest(&self, position: Position, reach: u64, free: impl Fn(u32) -> bool) -> Option<u32> {
        let rows = geo::latitude_span(reach) / CELL + 1;
        let columns = (geo::longitude_span(position.lat, reach) / CELL + 1).min(COLUMNS / 2);
        let (row, column) = (row(position), column(position));
        let mut nearest: Option<(u64, u32)> = None;
        for row in row - rows..=row + rows {
            // The second and third are across the date line.
            for round in [0, COLUMNS, -COLUMNS] {
                let (from, to) = ((column - columns + round).max(0), (column + columns + round).min(COLUMNS));
                for node in self.between(row, from, to) {
                    let Some(there) = self.placed.position(node).filter(|_| free(node)) else { continue };
                    let candidate = (geo::distance(position, there), node);
                    if candidate.0 <= reach && nearest.is_none_or(|best| candidate < best) {
                        nearest = Some(candidate);
                    }
                }
            }
        }
        nearest.map(|(_, node)| node)
    }

    /// Nodes of some neighbouring cells of one row.
    fn between(&self, row: i64, from: i64, to: i64) -> impl Iterator<Item = u32> {
        let bounds = cell(row, from).zip(cell(row, to)).filter(|_| from <= to);
        let cells = bounds.map_or(&[][..], |(from, to)| {
            let first = self.cells.partition_point(|(cell, _)| *cell < from);
            let behind = self.cells.partition_point(|(cell, _)| *cell <= to);
            self.cells.get(first..behind).unwrap_or_default()
        });
        cells.iter().map(|(_, node)| *node)
    }
}

fn row(position: Position) -> i64 {
    (i64::from(position.lat) + 900_000_000) / CELL
}

fn column(position: Position) -> i64 {
    (i64::from(position.lon) + 1_800_000_000) / CELL
}

fn cell(row: i64, column: i64) -> Option<u32> {
    (row >= 0).then(|| u32::try_from(row * (COLUMNS + 1) + column).ok())?
}

//! The second pass: where the nodes of roads are, what stands at them, and which places there are.

use crate::error::OsmError;
use crate::found::{Finder, Found, at_most};
use crate::pbf::block::{Block, Element, NodeElement, Position, Wanted};
use crate::pbf::wire::Malformed;
use crate::settings::Settings;
use crate::source::{OnProgress, Pass, Source};
use crate::tags::node::{self, PlaceKind, Standing};
use crate::tags::{Notes, Tags, add_unread};
use roads::Names;
use std::io::{Read, Seek};

/// A settlement or border post of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) id: i64,
    pub(crate) kind: PlaceKind,
    pub(crate) position: Position,
    pub(crate) names: Names,
}

/// What both passes found. It can be saved, and gone on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub(crate) found: Found,
    /// One for each node of the roads.
    pub(crate) positions: Vec<Position>,
    /// What stands at some of them, in their order.
    pub(crate) standing: Vec<(u32, Standing)>,
    /// In order of kind and id.
    pub(crate) places: Vec<Place>,
}

#[derive(Default)]
struct InBlock {
    nodes: u64,
    positions: Vec<(u32, Position)>,
    standing: Vec<(u32, Standing)>,
    places: Vec<Place>,
    notes: Notes,
}

impl Placed {
    /// Reads the frames of the file that hold nodes.
    pub fn place<R: Read + Seek>(
        source: &mut Source<R>,
        settings: &Settings,
        mut found: Found,
        on_progress: OnProgress<'_>,
    ) -> Result<Self, OsmError> {
        if source.identity() != found.identity {
            return Err(OsmError::Changed);
        }
        let mut positions = vec![Position::NOWHERE; found.nodes.len()];
        let (mut standing, mut places) = (Vec::new(), Vec::new());
        let (ids, frames, report) = (&found.nodes, &found.node_frames, &mut found.report);
        let wanted = |frame: usize| frames.get(frame).copied().unwrap_or(true);
        source.pass(
            Pass::Nodes,
            wanted,
            on_progress,
            |bytes| in_block(bytes, ids),
            |block| {
                report.nodes += block.nodes;
                add_unread(&mut report.unread, block.notes.unread);
                for (node, position) in block.positions {
                    match positions.get_mut(node as usize) {
                        Some(free) if *free == Position::NOWHERE => *free = position,
                        _ => report.oddities.nodes_twice += 1,
                    }
                }
                at_most("places", places.len() + block.places.len(), settings.limits.places)?;
                standing.extend(block.standing);
                places.extend(block.places);
                Ok(())
            },
        )?;
        standing.sort_by_key(|(node, _)| *node);
        standing.dedup_by_key(|(node, _)| *node);
        places.sort_by_key(|place: &Place| (place.kind, place.id));
        places.dedup_by_key(|place| (place.kind, place.id));
        found.report.oddities.nodes_missing =
            positions.iter().filter(|position| **position == Position::NOWHERE).count() as u64;
        Ok(Self { found, positions, standing, places })
    }

    /// Where a node is; nothing where it is not in the file.
    pub(crate) fn position(&self, node: u32) -> Option<Position> {
        self.positions.get(node as usize).copied().filter(|position| *position != Position::NOWHERE)
    }
}

fn in_block(bytes: &[u8], ids: &[i64]) -> Result<InBlock, Malformed> {
    let block = Block::new(bytes)?;
    let mut found = InBlock::default();
    let mut finder = Finder::new(ids);
    block.visit(Wanted::Nodes, |element| {
        match element {
            Element::Node(node) => found.node(&node, finder.find(node.id)),
            Element::Way(_) | Element::Relation(_) => {}
        }
        Ok(())
    })?;
    Ok(found)
}

impl InBlock {
    fn node(&mut self, node: &NodeElement<'_, '_>, road_node: Option<u32>) {
        self.nodes += 1;
        let Some(position) = node.position else { return };
        if let Some(road_node) = road_node {
            self.positions.push((road_node, position));
        }
        if node.tags.is_empty() {
            return;
        }
        let tells =
            |key: &[u8]| matches!(key, b"place" | b"barrier" | b"ford" | b"highway" | b"government" | b"amenity");
        if !node.tags.iter().any(|(key, _)| tells(key)) {
            return;
        }
        let tags = Tags::of(node.tags);
        if let Some(road_node) = road_node {
            let standing = node::standing(&tags, &mut self.notes);
            if standing.is_any() {
                self.standing.push((road_node, standing));
            }
        }
        if let Some(kind) = node::place(&tags) {
            self.places.push(Place { id: node.id, kind, position, names: node::names(&tags) });
        }
    }
}

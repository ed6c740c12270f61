//! The first pass: which ways are roads, what they mean, and which nodes they need.

use crate::error::OsmError;
use crate::pbf::block::{Block, Element, Wanted, WayElement};
use crate::pbf::wire::Malformed;
use crate::report::{Report, TurnCounts};
use crate::restriction::{self, Restriction};
use crate::settings::{Limits, Settings};
use crate::source::{Identity, OnProgress, Pass, Source};
use crate::tags::road::{LeftOut, Meaning, Verdict, judge};
use crate::tags::{Notes, Tags, add_unread};
use rayon::slice::ParallelSliceMut;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use units::Digest;

/// Most nodes of roads in one block; writers put eight thousand ways in one, of which few have 2000 nodes.
const BLOCK_REFS_MAX: usize = 4 << 20;

/// A road: its way, what it means, and how many nodes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Way {
    #[n(0)]
    pub(crate) id: i64,
    /// Its place in the list of meanings.
    #[n(1)]
    pub(crate) meaning: u32,
    /// Its nodes stand behind those of the way before.
    #[n(2)]
    pub(crate) nodes: u32,
}

/// What the first pass found. It can be saved, and gone on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub(crate) identity: Identity,
    pub(crate) defaults: Digest,
    pub(crate) meanings: Vec<Meaning>,
    /// In order of their ids.
    pub(crate) ways: Vec<Way>,
    /// Nodes of all ways, one way after the other, as places in `nodes`.
    pub(crate) refs: Vec<u32>,
    /// Ids of all nodes that roads need, in their order.
    pub(crate) nodes: Vec<i64>,
    /// Which frames of the file hold nodes.
    pub(crate) node_frames: Vec<bool>,
    pub(crate) restrictions: Vec<Restriction>,
    pub(crate) report: Report,
}

/// What one block holds.
#[derive(Default)]
struct InBlock {
    has_nodes: bool,
    ways: u64,
    relations: u64,
    roads: Vec<(i64, Meaning, u32)>,
    refs: Vec<i64>,
    left_out: BTreeMap<LeftOut, u64>,
    restrictions: Vec<Restriction>,
    turns: TurnCounts,
    notes: Notes,
}

impl Found {
    /// Reads the whole file once.
    pub fn find<R: Read + Seek>(
        source: &mut Source<R>,
        settings: &Settings,
        on_progress: OnProgress<'_>,
    ) -> Result<Self, OsmError> {
        let mut gathered = Gathered::default();
        let decode = |bytes: &[u8]| in_block(bytes, settings);
        source.pass(Pass::Roads, |_| true, on_progress, decode, |block| gathered.take(block, &settings.limits))?;
        if gathered.ways.is_empty() {
            let highways = gathered.report.left_out.values().sum();
            return Err(OsmError::NoRoad { ways: gathered.report.ways, highways });
        }
        Ok(gathered.finish(source.identity(), settings))
    }

    /// Nodes of each road, as places in the list of nodes, in order of the roads' ids.
    pub(crate) fn roads(&self) -> impl Iterator<Item = (&Way, &[u32])> {
        self.ways.iter().scan(&*self.refs, |rest, way| {
            let (refs, behind) = rest.split_at_checked(way.nodes as usize)?;
            *rest = behind;
            Some((way, refs))
        })
    }
}

fn in_block(bytes: &[u8], settings: &Settings) -> Result<InBlock, Malformed> {
    let block = Block::new(bytes)?;
    let mut found = InBlock::default();
    found.has_nodes = block.visit(Wanted::Others, |element| {
        match element {
            Element::Way(way) => found.way(way, settings)?,
            Element::Relation(relation) => {
                found.relations += 1;
                found.restrictions.extend(restriction::read(relation, &mut found.turns)?);
            }
            Element::Node(_) => {}
        }
        Ok(())
    })?;
    Ok(found)
}

impl InBlock {
    fn way(&mut self, mut way: WayElement<'_, '_>, settings: &Settings) -> Result<(), Malformed> {
        self.ways += 1;
        if !way.tags.iter().any(|(key, value)| key == b"highway" || key == b"route" && value == b"ferry") {
            return Ok(());
        }
        match judge(&Tags::of(way.tags), &settings.defaults, &mut self.notes) {
            Verdict::Road(meaning) => {
                let before = self.refs.len();
                while let Some(id) = way.refs.next()? {
                    self.refs.push(id);
                    if self.refs.len() > BLOCK_REFS_MAX {
                        return Err(Malformed("a block has more than four million nodes of roads"));
                    }
                }
                let nodes = u32::try_from(self.refs.len() - before).unwrap_or(u32::MAX);
                self.roads.push((way.id, *meaning, nodes));
            }
            Verdict::LeftOut(reason) => *self.left_out.entry(reason).or_default() += 1,
            Verdict::Else => {}
        }
        Ok(())
    }
}

/// What all blocks so far hold.
#[derive(Default)]
struct Gathered {
    meanings: BTreeMap<Meaning, u32>,
    /// Each with the place of its first node.
    ways: Vec<(Way, u32)>,
    refs: Vec<i64>,
    node_frames: Vec<bool>,
    restrictions: Vec<Restriction>,
    report: Report,
}

impl Gathered {
    fn take(&mut self, block: InBlock, limits: &Limits) -> Result<(), OsmError> {
        at_most("roads", self.ways.len() + block.roads.len(), limits.roads)?;
        at_most("nodes of roads", self.refs.len() + block.refs.len(), limits.road_nodes.min(u64::from(u32::MAX)))?;
        at_most("turn restrictions", self.restrictions.len() + block.restrictions.len(), limits.restrictions)?;
        let mut first = self.refs.len();
        for (id, meaning, nodes) in block.roads {
            let next = u32::try_from(self.meanings.len()).unwrap_or(u32::MAX);
            let meaning = *self.meanings.entry(meaning).or_insert(next);
            self.ways.push((Way { id, meaning, nodes }, u32::try_from(first).unwrap_or(u32::MAX)));
            first += nodes as usize;
        }
        self.refs.extend(block.refs);
        self.node_frames.push(block.has_nodes);
        self.restrictions.extend(block.restrictions);
        let report = &mut self.report;
        report.ways += block.ways;
        report.relations += block.relations;
        for (reason, count) in block.left_out {
            *report.left_out.entry(reason).or_default() += count;
        }
        report.turns.add(block.turns);
        report.conditional += block.notes.conditional;
        add_unread(&mut report.unread, block.notes.unread);
        Ok(())
    }

    fn finish(mut self, identity: Identity, settings: &Settings) -> Found {
        // By id, so that the order of the file never shows; of two with one id, the first in the file.
        self.ways.sort_by_key(|(way, _)| way.id);
        let before = self.ways.len();
        self.ways.dedup_by_key(|(way, _)| way.id);
        self.report.oddities.ways_twice = (before - self.ways.len()) as u64;
        self.report.roads = self.ways.len() as u64;
        self.restrictions.sort_by_key(|restriction| restriction.id);

        let mut nodes = self.refs.clone();
        nodes.par_sort_unstable();
        nodes.dedup();
        nodes.shrink_to_fit();
        let mut refs = Vec::with_capacity(self.refs.len());
        let mut finder = Finder::new(&nodes);
        for (way, first) in &self.ways {
            let ids = &self.refs[*first as usize..][..way.nodes as usize];
            refs.extend(ids.iter().filter_map(|id| finder.find(*id)));
        }
        let mut meanings: Vec<(Meaning, u32)> = self.meanings.into_iter().collect();
        meanings.sort_by_key(|(_, place)| *place);
        Found {
            identity,
            defaults: settings.defaults.digest(),
            meanings: meanings.into_iter().map(|(meaning, _)| meaning).collect(),
            ways: self.ways.into_iter().map(|(way, _)| way).collect(),
            refs,
            nodes,
            node_frames: self.node_frames,
            restrictions: self.restrictions,
            report: self.report,
        }
    }
}

pub(crate) fn at_most(what: &'static str, found: usize, most: u64) -> Result<(), OsmError> {
    if found as u64 > most { Err(OsmError::TooMany { what, most }) } else { Ok(()) }
}

/// Finds ids in a sorted list, at once where they come in their order, as they mostly do.
pub(crate) struct Finder<'a> {
    ids: &'a [i64],
    /// Behind the last one found.
    next: usize,
}

impl<'a> Finder<'a> {
    pub(crate) const fn new(ids: &'a [i64]) -> Self {
        Self { ids, next: 0 }
    }

    /// The place of an id.
    #[inline]
    pub(crate) fn find(&mut self, id: i64) -> Option<u32> {
        let before = self.next.checked_sub(1).and_then(|last| self.ids.get(last));
        let fits = before.is_none_or(|before| *before < id);
        let found = match self.ids.get(self.next) {
            // Most nodes of a country are on no road: between two that are, nothing is searched.
            Some(next) if fits && id < *next => return None,
            Some(next) if fits && id == *next => self.next,
            _ => match self.ids.binary_search(&id) {
                Ok(place) => place,
                Err(place) => {
                    self.next = place;
                    return None;
                }
            },
        };
        self.next = found + 1;
        u32::try_from(found).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_is_found_wherever_the_last_one_was(
            mut ids in proptest::collection::vec(-20_i64..20, 0..20),
            asked in proptest::collection::vec(-25_i64..25, 0..50),
        ) {
            ids.sort_unstable();
            ids.dedup();
            let mut finder = Finder::new(&ids);
            for id in asked {
                let place = ids.iter().position(|known| *known == id);
                prop_assert_eq!(finder.find(id).map(|place| place as usize), place);
            }
        }
    }
}

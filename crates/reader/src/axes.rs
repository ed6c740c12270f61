//! Which road is meant: a named axis, the axis between two ends, or the one named before.

use crate::args::Scene;
use crate::chunk::{Chunk, Class, Data};
use crate::codes::Language;
use crate::gazetteer::EntryKind;
use crate::reading::ArgValue;
use std::ops::Range;
use units::{AxisId, PlaceId};

/// What words about a road can mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meant {
    /// The axes it can be; none where no axis is known for it.
    axes: Vec<AxisId>,
    /// Whether the words mean exactly one road.
    one: bool,
}

impl Meant {
    /// Several phrases together.
    fn all(phrases: impl Iterator<Item = Self>) -> Option<Self> {
        phrases.reduce(|mut all, next| {
            // The same road named twice is still one; a road without an axis could be any.
            let known = !all.axes.is_empty() && !next.axes.is_empty();
            let fresh: Vec<AxisId> = next.axes.into_iter().filter(|axis| !all.axes.contains(axis)).collect();
            all.one = all.one && next.one && known && fresh.is_empty();
            all.axes.extend(fresh);
            all
        })
    }

    fn value(self) -> ArgValue {
        match (self.axes.as_slice(), self.one) {
            ([axis], true) => ArgValue::Axis(axis.clone()),
            _ => ArgValue::Unresolved(self.axes),
        }
    }
}

impl Scene<'_> {
    /// The axis some road phrases name, or the axes they could be.
    pub(crate) fn road(&self, nodes: &Range<usize>) -> ArgValue {
        let phrases = self.skeleton.chunks_in(nodes).map(|chunk| self.axes_of(chunk));
        Meant::all(phrases).unwrap_or_default().value()
    }

    /// The roads this sentence names, for a "the road" in a later one; `None` if it names none.
    pub(crate) fn roads_named(&self) -> Option<Meant> {
        self.named_until(usize::MAX)
    }

    /// The roads named in this sentence up to a token.
    fn named_until(&self, token: usize) -> Option<Meant> {
        let nodes = 0..self.skeleton.nodes.len();
        let mut phrases = Vec::new();
        self.skeleton.chunks_in(&nodes).for_each(|chunk| self.collect_roads(chunk, &mut phrases));
        let named = phrases.into_iter().filter(|chunk| chunk.tokens.end <= token && !self.is_bare(chunk));
        Meant::all(named.map(|chunk| self.axes_of(chunk)))
    }

    /// The outermost road phrases in a phrase.
    fn collect_roads<'c>(&'c self, chunk: &'c Chunk, found: &mut Vec<&'c Chunk>) {
        if chunk.class == Class::Road {
            found.push(chunk);
            return;
        }
        for child in &chunk.children {
            self.collect_roads(&self.skeleton.chunks[*child], found);
        }
    }

    /// The axes one road phrase can mean.
    fn axes_of(&self, chunk: &Chunk) -> Meant {
        if self.is_bare(chunk) {
            return self.named_until(chunk.tokens.start).or_else(|| self.road_before.cloned()).unwrap_or_default();
        }
        if let Some(entry) = self.named_road(chunk) {
            let entry = self.gazetteer.entry(entry);
            return match entry.axis() {
                Some(axis) => Meant { axes: vec![axis], one: true },
                None => {
                    let axes = entry.via.iter().filter_map(|key| AxisId::new(key.clone()).ok());
                    Meant { axes: axes.collect(), one: false }
                }
            };
        }
        let mut ends: Vec<String> = Vec::new();
        for (place, _) in chunk.children.iter().flat_map(|child| self.places_in(&self.skeleton.chunks[*child])) {
            if self.is_end(&place) {
                ends.push(place.as_str().to_owned());
            }
        }
        let axes = if ends.is_empty() { Vec::new() } else { self.gazetteer.axes_through(&ends) };
        Meant { axes, one: chunk.role("count").is_none() }
    }

    /// Whether a phrase is "the road" and no more: it points back to a road named before.
    fn is_bare(&self, chunk: &Chunk) -> bool {
        let tokens = &self.sentence.tokens;
        let words: Vec<&str> = tokens[chunk.tokens.clone()].iter().map(|token| token.text.as_str()).collect();
        let described = tokens.get(chunk.tokens.end).is_some_and(|next| {
            // An Arabic adjective takes the article of its noun; a Latin capital begins a name.
            let adjective = self.sentence.language == Language::Arabic && next.text.starts_with("ال");
            adjective || next.capital || self.lexicon.lists("road_described", &next.text)
        });
        chunk.children.is_empty() && self.lexicon.lists("road_before", &words.join(" ")) && !described
    }

    /// Whether a place can be an end of a road: regions and countries tell too little.
    fn is_end(&self, place: &PlaceId) -> bool {
        self.gazetteer.find(place).is_some_and(|entry| {
            matches!(entry.kind, EntryKind::Town | EntryKind::Massif | EntryKind::Border | EntryKind::Crossing)
        })
    }

    fn named_road(&self, chunk: &Chunk) -> Option<usize> {
        if let (Data::Entry(entry), Class::Road) = (&chunk.data, chunk.class) {
            return Some(*entry);
        }
        let children = chunk.children.iter().map(|child| &self.skeleton.chunks[*child]);
        children.filter(|child| child.class == Class::Road).find_map(|child| self.named_road(child))
    }
}

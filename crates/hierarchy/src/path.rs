//! Routes, edge by edge: arcs are taken apart into the triangles and chains that they stand for.
//!
//! Nothing is kept for this when arcs are weighed: the first chain, or else the first triangle,
//! that weighs as much as the arc is what it stands for. So the same weights give the same
//! route, whichever updates led to them.

use crate::ends::{End, Side};
use crate::graph::GraphError;
use crate::metric::Metric;
use crate::search::{Met, SEED, Searcher};
use crate::skeleton::Skeleton;
use std::collections::BTreeMap;
use std::ops::Range;

/// An edge on a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Which edge.
    pub edge: u32,
    /// From its tail to its head.
    pub forwards: bool,
}

/// A shortest route in one lane; it passes no node twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its weight in the lane, ends included.
    pub weight: u32,
    /// Its edges.
    pub steps: Vec<Step>,
    /// Its nodes, one more than edges.
    pub nodes: Vec<u32>,
}

impl<const K: usize> Searcher<K> {
    /// The shortest route in one lane; nothing where there is no way.
    ///
    /// # Errors
    ///
    /// A node that does not exist.
    ///
    /// # Panics
    ///
    /// If `lane` is not below `K`.
    pub fn route(
        &mut self,
        skeleton: &Skeleton,
        metric: &Metric<K>,
        lane: usize,
        from: &[End<K>],
        to: &[End<K>],
    ) -> Result<Option<Route>, GraphError> {
        self.run::<true>(skeleton, metric, from, to)?;
        Ok(self.unpack(skeleton, metric, lane))
    }

    /// The shortest route of every lane.
    ///
    /// # Errors
    ///
    /// A node that does not exist.
    pub fn routes(
        &mut self,
        skeleton: &Skeleton,
        metric: &Metric<K>,
        from: &[End<K>],
        to: &[End<K>],
    ) -> Result<[Option<Route>; K], GraphError> {
        self.run::<true>(skeleton, metric, from, to)?;
        Ok(std::array::from_fn(|lane| self.unpack(skeleton, metric, lane)))
    }

    fn unpack(&self, skeleton: &Skeleton, metric: &Metric<K>, lane: usize) -> Option<Route> {
        let mut path = Unpacking { skeleton, metric, lane, steps: Vec::new(), pending: Vec::new(), weightless: false };
        let first = match self.met[lane] {
            Met::Nowhere => return None,
            Met::Inside(way) => {
                let way = &self.inside[way as usize];
                path.links(way.links.clone(), way.forwards);
                way.node
            }
            Met::At(slot) => self.through(slot as usize, &mut path),
        };
        let Unpacking { steps, weightless, .. } = path;
        let weight = self.best[lane];
        let mut nodes = Vec::with_capacity(steps.len() + 1);
        nodes.push(first);
        nodes.extend(
            steps.iter().map(|step| skeleton.chains().graph().ends()[step.edge as usize][usize::from(step.forwards)]),
        );
        let mut route = Route { weight, steps, nodes };
        if weightless {
            without_returns(&mut route);
        }
        Some(route)
    }

    /// From the seed below a meeting place up to it, and down to the other; returns the first node.
    fn through(&self, slot: usize, path: &mut Unpacking<'_, K>) -> u32 {
        let mut arcs = Vec::new();
        let mut at = slot;
        let begin = loop {
            let via = self.via[at][0][path.lane];
            if via & SEED != 0 {
                break &self.seeds[(via & !SEED) as usize];
            }
            arcs.push(via);
            at = self.slot(path.skeleton.tail(via));
        };
        debug_assert_eq!(begin.side, Side::From);
        path.links(begin.links.clone(), begin.forwards);
        for arc in arcs.into_iter().rev() {
            path.arc(arc, true);
        }
        let mut at = slot;
        loop {
            let via = self.via[at][1][path.lane];
            if via & SEED != 0 {
                let end = &self.seeds[(via & !SEED) as usize];
                path.links(end.links.clone(), end.forwards);
                return begin.node;
            }
            path.arc(via, false);
            at = self.slot(path.skeleton.tail(via));
        }
    }
}

fn weight_of<const K: usize>(metric: &Metric<K>, step: Step, lane: usize) -> u32 {
    let edge = metric.edge(step.edge);
    if step.forwards { edge.forward[lane] } else { edge.backward[lane] }
}

/// Cuts out every way that comes back to its own node: it weighs nothing.
fn without_returns(route: &mut Route) {
    let last: BTreeMap<u32, usize> = route.nodes.iter().copied().zip(0..).collect();
    let (mut steps, mut nodes) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(node) = route.nodes.get(at) {
        at = last[node];
        nodes.push(*node);
        steps.extend(route.steps.get(at).copied());
        at += 1;
    }
    (route.steps, route.nodes) = (steps, nodes);
}

struct Unpacking<'m, const K: usize> {
    skeleton: &'m Skeleton,
    metric: &'m Metric<K>,
    lane: usize,
    steps: Vec<Step>,
    /// Arcs still to be taken apart, the next last, and whether they are passed upwards.
    pending: Vec<(u32, bool)>,
    /// Some edge weighs nothing, so a way may come back to where it was.
    weightless: bool,
}

impl<const K: usize> Unpacking<'_, K> {
    /// Passes links between an end and the core.
    fn links(&mut self, links: Range<u32>, forwards: bool) {
        self.weightless |= links.clone().any(|link| self.step(link, forwards).1 == 0);
        self.pass(links, forwards);
    }

    fn pass(&mut self, links: Range<u32>, forwards: bool) {
        let begin = self.steps.len();
        for link in links {
            let link = self.skeleton.chains().link(link);
            self.steps.push(Step { edge: link.edge, forwards: link.reversed != forwards });
        }
        if !forwards {
            self.steps[begin..].reverse();
        }
    }

    /// A link as it is passed, and what it weighs.
    fn step(&self, link: u32, forwards: bool) -> (Step, u32) {
        let link = self.skeleton.chains().link(link);
        let step = Step { edge: link.edge, forwards: link.reversed != forwards };
        (step, weight_of(self.metric, step, self.lane))
    }

    fn arc(&mut self, arc: u32, up: bool) {
        self.pending.push((arc, up));
        while let Some((arc, up)) = self.pending.pop() {
            if !self.by_chain(arc, up) {
                self.by_triangle(arc, up);
            }
        }
    }

    fn weight(&self, arc: u32, up: bool) -> u32 {
        let pair = &self.metric.arcs[arc as usize];
        if up { pair.up[self.lane] } else { pair.down[self.lane] }
    }

    fn by_chain(&mut self, arc: u32, up: bool) -> bool {
        let weight = u64::from(self.weight(arc, up));
        for laid in self.skeleton.chains_on(arc) {
            let (span, forwards) = (self.skeleton.chains().span(laid.number), laid.reversed != up);
            let (mut sum, mut least) = (0, u32::MAX);
            for link in span.clone() {
                let (_, weight) = self.step(link, forwards);
                (sum, least) = (sum + u64::from(weight), least.min(weight));
            }
            if sum == weight {
                self.weightless |= least == 0;
                self.pass(span, forwards);
                return true;
            }
        }
        false
    }

    fn by_triangle(&mut self, arc: u32, up: bool) {
        let weight = self.weight(arc, up);
        let (lower, upper) = (self.skeleton.tail(arc), self.skeleton.head(arc));
        // Upwards: from the lower end down to the lowest node, then up to the upper end.
        let found = self.skeleton.triangles_under(lower, upper).find_map(|triangle| {
            let (first, second) =
                if up { (triangle.to_lower, triangle.to_upper) } else { (triangle.to_upper, triangle.to_lower) };
            (self.weight(first, false) + self.weight(second, true) == weight).then_some((first, second))
        });
        let (first, second) = found.expect("an arc that can be passed weighs as much as a chain or triangle of it");
        self.pending.push((second, true));
        self.pending.push((first, false));
    }
}

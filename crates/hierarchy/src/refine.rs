//! Completing a front: the best route of directions for which there is no lane.
//!
//! A plain search from both ends over the whole graph, with weights of 128 bits: slow beside the
//! lanes, exact whatever the direction. Each step settles the largest gap, so a caller may stop
//! at any time and has the best that time allowed.

use crate::front::{Choice, Cost, Direction, Front};
use crate::graph::{Graph, GraphError, Lists};
use crate::path::Step;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Not reached.
const FAR: u128 = u128::MAX;

/// No step leads here: a beginning, or not reached.
const NO_STEP: u32 = u32::MAX;

/// Completes fronts over one graph, with memory of its own that is used again.
#[derive(Clone, Debug)]
pub struct Refiner {
    /// Edges that leave each node; the edge twice, plus one from its head.
    around: Lists,
    sides: [Half; 2],
}

/// One side of a search.
#[derive(Clone, Debug)]
struct Half {
    least: Vec<u128>,
    /// The coded edge by which a node was reached, as the route passes it.
    via: Vec<u32>,
    queue: BinaryHeap<(Reverse<u128>, Reverse<u32>)>,
    touched: Vec<u32>,
}

impl Half {
    fn new(nodes: u32) -> Self {
        let nodes = nodes as usize;
        Self { least: vec![FAR; nodes], via: vec![NO_STEP; nodes], queue: BinaryHeap::new(), touched: Vec::new() }
    }

    fn clear(&mut self) {
        for node in self.touched.drain(..) {
            self.least[node as usize] = FAR;
            self.via[node as usize] = NO_STEP;
        }
        self.queue.clear();
    }

    fn reach(&mut self, node: u32, weight: u128, via: u32) {
        if weight < self.least[node as usize] {
            if self.least[node as usize] == FAR {
                self.touched.push(node);
            }
            self.least[node as usize] = weight;
            self.via[node as usize] = via;
            self.queue.push((Reverse(weight), Reverse(node)));
        }
    }

    /// Weight of the next node, those reached more cheaply meanwhile left out.
    fn next(&mut self) -> Option<(u128, u32)> {
        while let Some((Reverse(weight), Reverse(node))) = self.queue.peek().copied() {
            if weight == self.least[node as usize] {
                return Some((weight, node));
            }
            self.queue.pop();
        }
        None
    }
}

impl Refiner {
    /// For this graph only.
    pub fn new(graph: &Graph) -> Self {
        let ends = graph.ends().iter().zip(0..).filter(|(ends, _)| ends[0] != ends[1]);
        let around = Lists::of(
            graph.nodes(),
            ends.flat_map(|(&[tail, head], edge): (_, u32)| [(tail, edge << 1), (head, edge << 1 | 1)]),
        );
        Self { around, sides: [Half::new(graph.nodes()), Half::new(graph.nodes())] }
    }

    /// Settles the largest gap of a front between these nodes. Returns whether there was one:
    /// when there is none, the hull is complete between the first and the last direction.
    ///
    /// `cost` is what an edge costs one way, and nothing where it is closed: the same as the
    /// front was made with.
    ///
    /// # Errors
    ///
    /// A node that does not exist.
    pub fn step(
        &mut self,
        graph: &Graph,
        front: &mut Front,
        (from, to): (u32, u32),
        cost: impl Fn(Step) -> Option<Cost>,
    ) -> Result<bool, GraphError> {
        graph.check(from)?;
        graph.check(to)?;
        let Some(direction) = front.open() else { return Ok(false) };
        if let Some(found) = self.best(graph, direction, (from, to), cost) {
            front.learn(direction, found);
            return Ok(true);
        }
        Ok(false)
    }

    /// The best route of a direction; of equal ones, one that is the same each time.
    fn best(
        &mut self,
        graph: &Graph,
        direction: Direction,
        (from, to): (u32, u32),
        cost: impl Fn(Step) -> Option<Cost>,
    ) -> Option<Choice> {
        self.sides.iter_mut().for_each(Half::clear);
        self.sides[0].reach(from, 0, NO_STEP);
        self.sides[1].reach(to, 0, NO_STEP);
        let (mut best, mut met) = (FAR, None);
        while let (Some(one), Some(other)) = (self.sides[0].next(), self.sides[1].next()) {
            if one.0 + other.0 >= best {
                break;
            }
            let side = usize::from(other.0 < one.0);
            let (so_far, node) = if side == 0 { one } else { other };
            self.sides[side].queue.pop();
            let behind = self.sides[1 - side].least[node as usize];
            if behind != FAR && so_far + behind < best {
                (best, met) = (so_far + behind, Some(node));
            }
            for code in self.around.at(node) {
                // The second side goes against the direction of travel.
                let step = Step { edge: code >> 1, forwards: (code & 1 == 0) == (side == 0) };
                let Some(cost) = cost(step) else { continue };
                let next = graph.ends()[step.edge as usize][usize::from(code & 1 == 0)];
                let via = step.edge << 1 | u32::from(!step.forwards);
                self.sides[side].reach(next, so_far + direction.weigh(cost), via);
                let behind = self.sides[1 - side].least[next as usize];
                let sum = self.sides[side].least[next as usize].saturating_add(behind);
                if sum < best {
                    (best, met) = (sum, Some(next));
                }
            }
        }
        met.map(|node| self.choice(graph, node, cost))
    }

    /// The route through a node where both sides met.
    fn choice(&self, graph: &Graph, met: u32, cost: impl Fn(Step) -> Option<Cost>) -> Choice {
        let step = |code: u32| Step { edge: code >> 1, forwards: code & 1 == 0 };
        let end = |step: Step, last: bool| graph.ends()[step.edge as usize][usize::from(step.forwards == last)];
        let (mut steps, mut nodes, mut at) = (Vec::new(), vec![met], met);
        while self.sides[0].via[at as usize] != NO_STEP {
            steps.push(step(self.sides[0].via[at as usize]));
            at = end(steps[steps.len() - 1], false);
            nodes.push(at);
        }
        steps.reverse();
        nodes.reverse();
        at = met;
        while self.sides[1].via[at as usize] != NO_STEP {
            let next = step(self.sides[1].via[at as usize]);
            steps.push(next);
            at = end(next, true);
            nodes.push(at);
        }
        let costs = steps.iter().filter_map(|step| cost(*step));
        let cost =
            costs.fold(Cost::default(), |sum, cost| Cost { time: sum.time + cost.time, risk: sum.risk + cost.risk });
        Choice { cost, steps, nodes }
    }
}

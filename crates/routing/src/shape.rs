//! The shape of a network: its graph, and the skeleton of a hierarchy over it.
//!
//! Made once for a network, whatever its weights. The order in which the skeleton contracts places is
//! what takes long; it is kept with the network's file, by place.

use crate::topology::Topology;
use hierarchy::{Chains, Graph, GraphError, Order, OrderError, Progress, Skeleton};

/// Why there is no skeleton.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// Too large.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// It could not be put in order.
    #[error(transparent)]
    Order(#[from] OrderError),
}

/// A graph and its skeleton.
#[derive(Debug)]
pub struct Shape {
    graph: Topology,
    skeleton: Skeleton,
    order: Order,
}

impl Shape {
    /// Builds the skeleton by an order of places that was kept, or where it is not one, a new order.
    pub fn new(graph: Topology, kept: &[u32], progress: &mut dyn FnMut(Progress)) -> Result<Self, ShapeError> {
        let ends = graph.edges().iter().map(|edge| [edge.from, edge.to]).collect();
        let chains = Chains::merge(Graph::new(graph.nodes(), ends)?, &[])?;
        let order = match by_place(&graph, &chains, kept) {
            Some(order) => order,
            None => Order::of(chains.core(), progress)?,
        };
        let skeleton = Skeleton::new(chains, &order)?;
        Ok(Self { graph, skeleton, order })
    }

    /// The graph.
    pub fn graph(&self) -> &Topology {
        &self.graph
    }

    /// The skeleton.
    pub(crate) fn skeleton(&self) -> &Skeleton {
        &self.skeleton
    }

    /// Every place of the network once, in the order to be kept: the inner places of chains, then those
    /// contracted, the first first.
    pub fn order(&self) -> Vec<u32> {
        let chains = self.skeleton.chains();
        let contracted = self.order.nodes().iter().map(|core| self.graph.original(chains.origin(*core)));
        let mut named = vec![false; self.graph.places() as usize];
        // A junction with copies stands where the last of them does.
        let mut last: Vec<u32> = Vec::with_capacity(self.order.nodes().len());
        for place in contracted.rev() {
            if !std::mem::replace(&mut named[place as usize], true) {
                last.push(place);
            }
        }
        let inner = (0..self.graph.places()).filter(|place| !named[*place as usize]);
        inner.chain(last.iter().rev().copied()).collect()
    }
}

/// The order of the core that an order of places gives; none where that does not name each place once.
fn by_place(graph: &Topology, chains: &Chains, kept: &[u32]) -> Option<Order> {
    if kept.len() != graph.places() as usize {
        return None;
    }
    let mut place_of = vec![u32::MAX; kept.len()];
    for (place, at) in kept.iter().zip(0..) {
        *place_of.get_mut(*place as usize)? = at;
    }
    let mut core: Vec<u32> = (0..chains.core().nodes()).collect();
    core.sort_by_key(|core| (place_of[graph.original(chains.origin(*core)) as usize], *core));
    Order::from_kept(core, chains.core().nodes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::{NodeTurn, Piece};

    #[test]
    fn an_order_that_was_kept_gives_the_same_skeleton() {
        let pieces: Vec<Piece> =
            (0..40).map(|at| Piece { from: at * 7 % 20, to: at * 11 % 20 + at % 3, oneway: at % 5 == 0 }).collect();
        let turns = [NodeTurn { via: pieces[1].to, from: 1, to: 2, only: false }];
        let graph = Topology::new(23, &pieces, &turns);
        let mut told = 0;
        let shape = Shape::new(graph.clone(), &[], &mut |_| told += 1).unwrap();
        assert!(told > 0);
        let kept = shape.order();
        let mut named = kept.clone();
        named.sort_unstable();
        assert_eq!(named, (0..23).collect::<Vec<_>>());
        let again = Shape::new(graph.clone(), &kept, &mut |_| panic!("the order is known")).unwrap();
        assert_eq!(again.order(), kept);
        for other in [&kept[1..], &[0; 23], &[99; 23]] {
            let mut told = 0;
            Shape::new(graph.clone(), other, &mut |_| told += 1).unwrap();
            assert!(told > 0 || *other == [0; 23]);
        }
    }
}

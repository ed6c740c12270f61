//! The account as flows between nodes, for a Sankey diagram: exact numbers, each with its statements.

use crate::{Account, LineRow, Posting, Reconciliation, Scope, Stage, Views};
use model::Reference;
use std::collections::{BTreeMap, BTreeSet};
use units::{ItemCode, PartyId};

/// A node of the diagram. An account that goods both come from and go back to is two nodes, so that flows
/// run one way; goods that a receiver hands on run in a circle all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// Promised. Promises are no goods: they flow to `fulfilled` and `owed` alone.
    Pledged,
    /// Promised and accepted.
    Fulfilled,
    /// Promised, not accepted.
    Owed,
    /// Outside: where stock came from.
    Source,
    /// In stock with a giver.
    Stock,
    /// Packed, or on the road.
    Way,
    /// At the crossing, or on the giver's list.
    Crossing,
    /// In a matter.
    Disputed,
    /// Outside: in a count beyond every list.
    Unlisted,
    /// In stock with a receiver.
    Receiver,
    /// Back in the giver's stock.
    Returned,
    /// Outside: used up.
    Consumed,
    /// Outside: destroyed.
    Destroyed,
    /// Outside: lost.
    Lost,
    /// Outside: taken out of stock by an adjustment.
    WrittenOff,
    /// Outside: taken back from what was beyond every list.
    Settled,
}

/// The flows of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFlow {
    /// Of what.
    pub item: ItemCode,
    /// Nodes that something stood in or flowed through; their balances sum to zero.
    pub nodes: Vec<FlowNode>,
    /// Flows between them.
    pub links: Vec<FlowLink>,
}

/// One node of one item: opening + entered - left = balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowNode {
    /// Which.
    pub node: Node,
    /// Before the period began; below zero only outside the operation, and in stock where goods are
    /// followed from a pledge on.
    pub opening: i128,
    /// In the period.
    pub entered: u128,
    /// In the period.
    pub left: u128,
    /// At its end.
    pub balance: i128,
}

/// A flow from node to node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowLink {
    /// From here.
    pub from: Node,
    /// To there.
    pub to: Node,
    /// How many.
    pub quantity: u128,
    /// The statements behind it, each once, in canonical order.
    pub why: Vec<Reference>,
}

#[derive(Default)]
struct Flows {
    openings: BTreeMap<Node, i128>,
    links: BTreeMap<(Node, Node), (u128, Vec<Reference>)>,
}

impl Flows {
    fn link(&mut self, from: Node, to: Node, quantity: u128, why: impl IntoIterator<Item = Reference>) {
        let (sum, behind) = self.links.entry((from, to)).or_default();
        *sum += quantity;
        for by in why {
            if behind.last() != Some(&by) {
                behind.push(by);
            }
        }
    }

    fn closed(self, item: ItemCode) -> ItemFlow {
        let mut nodes: BTreeMap<Node, FlowNode> = BTreeMap::new();
        for (at, opening) in self.openings.into_iter().filter(|(_, opening)| *opening != 0) {
            FlowNode::entry(&mut nodes, at).opening = opening;
        }
        for ((from, to), (quantity, _)) in &self.links {
            FlowNode::entry(&mut nodes, *from).left += quantity;
            FlowNode::entry(&mut nodes, *to).entered += quantity;
        }
        for node in nodes.values_mut() {
            node.balance = node.opening + signed(node.entered) - signed(node.left);
        }
        let links = self.links.into_iter();
        let links = links.map(|((from, to), (quantity, why))| FlowLink { from, to, quantity, why }).collect();
        ItemFlow { item, nodes: nodes.into_values().collect(), links }
    }
}

impl FlowNode {
    fn entry(nodes: &mut BTreeMap<Node, Self>, node: Node) -> &mut Self {
        nodes.entry(node).or_insert(Self { node, opening: 0, entered: 0, left: 0, balance: 0 })
    }
}

/// A sum of quantities of statements, far below the largest that is held.
fn signed(quantity: u128) -> i128 {
    i128::try_from(quantity).unwrap_or(i128::MAX)
}

/// The flows of every item in scope.
pub fn flow(views: &Views, scope: &Scope, reconciliation: &Reconciliation) -> Vec<ItemFlow> {
    let receivers = receivers(views);
    let mut flows: BTreeMap<ItemCode, Flows> = BTreeMap::new();
    for posting in scope.postings(views) {
        let (from, to) = ends(&receivers, &posting);
        if from == to {
            continue;
        }
        let quantity = u128::from(posting.line.quantity.get());
        let flows = flows.entry(posting.line.item.clone()).or_default();
        if scope.period.contains(posting.occurred) {
            flows.link(from, to, quantity, [posting.by.clone()]);
        } else {
            *flows.openings.entry(from).or_default() -= signed(quantity);
            *flows.openings.entry(to).or_default() += signed(quantity);
        }
    }
    for row in &reconciliation.lines {
        promised(views, row, flows.entry(row.item.clone()).or_default());
    }
    flows.into_iter().map(|(item, flows)| flows.closed(item)).collect()
}

/// What was promised by a line, to where it stands.
fn promised(views: &Views, row: &LineRow, flows: &mut Flows) {
    let why = || views.agreements.pledge(&row.pledge).map(|pledge| pledge.why(row.line)).unwrap_or_default();
    let fulfilled = u128::from(row.pledged.get()).saturating_sub(row.owed);
    for (to, quantity) in [(Node::Fulfilled, fulfilled), (Node::Owed, row.owed)] {
        if quantity > 0 {
            flows.link(Node::Pledged, to, quantity, why());
        }
    }
}

/// Parties that something is packed or promised for.
fn receivers(views: &Views) -> BTreeSet<&PartyId> {
    let packed = views.custody.consignments().values().map(|known| &known.packed.receiver);
    packed.chain(views.agreements.pledges().map(|(_, pledge)| &pledge.made.recipient)).collect()
}

/// The nodes that a posting runs between.
fn ends(receivers: &BTreeSet<&PartyId>, posting: &Posting) -> (Node, Node) {
    // What is entered outside has another node than what came from there.
    let from = match &posting.from {
        Account::Source => Node::Source,
        Account::Unlisted => Node::Unlisted,
        Account::Stock { .. }
        | Account::Reserved { .. }
        | Account::Moving { .. }
        | Account::Way { .. }
        | Account::Disputed { .. }
        | Account::Consumed
        | Account::Destroyed
        | Account::Lost { .. } => node(receivers, &posting.from),
    };
    let to = node(receivers, &posting.to);
    let came_back = to == Node::Stock && matches!(from, Node::Way | Node::Crossing | Node::Disputed);
    let to = if came_back { Node::Returned } else { to };
    (from, to)
}

/// The node of an account that is entered.
fn node(receivers: &BTreeSet<&PartyId>, account: &Account) -> Node {
    match account {
        // Set aside or on the way between stores, goods are stock of whoever has custody.
        Account::Stock { holder, .. } | Account::Reserved { holder, .. } | Account::Moving { holder, .. } => {
            if receivers.contains(holder) {
                Node::Receiver
            } else {
                Node::Stock
            }
        }
        Account::Way { stage: Stage::Packed | Stage::OnRoad, .. } => Node::Way,
        Account::Way { stage: Stage::AtCrossing | Stage::Offered, .. } => Node::Crossing,
        Account::Disputed { .. } => Node::Disputed,
        Account::Source => Node::WrittenOff,
        Account::Unlisted => Node::Settled,
        Account::Consumed => Node::Consumed,
        Account::Destroyed => Node::Destroyed,
        Account::Lost { .. } => Node::Lost,
    }
}

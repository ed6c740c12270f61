//! The account as flows from promise to proof, and the whole life of one piece.

use super::account::{Look, Matter, Posting, look_of, matter_of, posting_of};
use super::{Item, Reference, moment};
use crate::ask::{Ask, unreadable};
use crate::problem::{Details, Problem};
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use units::{Interval, ItemCode, SerialNumber};
use utoipa::{IntoParams, ToSchema};
use views::{FlowLink, FlowNode, ItemFlow, Scope};

/// Flows of every item that was asked for, and what can be asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Flow {
    /// The moment at which balances are shown.
    at: String,
    items: Vec<Flowing>,
    /// What the questions of this path may name.
    choices: Choices,
}

/// Flows of one item.
#[derive(Debug, Serialize, ToSchema)]
struct Flowing {
    item: Item,
    nodes: Vec<Standing>,
    links: Vec<Link>,
    /// Pieces of it that were accepted and seen by a check.
    #[schema(value_type = u64)]
    verified: u128,
}

/// A node of the diagram: opening + entered - left = balance.
#[derive(Debug, Serialize, ToSchema)]
struct Standing {
    /// Code of the list `flow`.
    node: String,
    #[schema(value_type = i64)]
    opening: i128,
    #[schema(value_type = u64)]
    entered: u128,
    #[schema(value_type = u64)]
    left: u128,
    #[schema(value_type = i64)]
    balance: i128,
}

/// A flow from node to node, with every statement behind it.
#[derive(Debug, Serialize, ToSchema)]
struct Link {
    from: String,
    to: String,
    #[schema(value_type = u64)]
    quantity: u128,
    why: Vec<Reference>,
}

/// What can be asked for.
#[derive(Debug, Serialize, ToSchema)]
struct Choices {
    items: Vec<Item>,
    agreements: Vec<String>,
    pledges: Vec<String>,
}

/// Which part of the account; what is absent narrows nothing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// Goods that move under this agreement.
    agreement: Option<String>,
    /// Goods that move under this pledge.
    pledge: Option<String>,
    /// Goods of this item.
    item: Option<String>,
    /// What moved from then on, such as `2013-02-08` or `2013-02-08T14:02:00Z`.
    from: Option<String>,
    /// What moved before then.
    to: Option<String>,
    /// Only what was so by then; now where absent.
    at: Option<String>,
    /// Only what this node knew by then; everything where absent.
    known: Option<String>,
}

impl Part {
    fn read(asked: Result<Query<Self>, QueryRejection>) -> Result<(AsOf, Scope), Problem> {
        let Query(part) = asked.map_err(|rejection| unreadable(&rejection))?;
        let period = Interval { from: read("from", part.from)?, to: read("to", part.to)? };
        let scope = Scope {
            agreement: read("agreement", part.agreement)?,
            pledge: read("pledge", part.pledge)?,
            item: read("item", part.item)?,
            period,
            ..Scope::default()
        };
        Ok((AsOf { occurred: read("at", part.at)?, known: read("known", part.known)? }, scope))
    }
}

pub(super) fn read<T: std::str::FromStr<Err: ToString>>(
    name: &str,
    text: Option<String>,
) -> Result<Option<T>, Problem> {
    text.map(|text| text.parse().map_err(|why: T::Err| Problem::query(name, &why.to_string()))).transpose()
}

/// Which piece.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Piece {
    /// Code of the item.
    item: String,
    /// Its number.
    serial: String,
}

/// All that was said of one piece.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Life {
    item: Item,
    serial: String,
    /// Every movement, in canonical order.
    postings: Vec<Posting>,
    /// Every look at it.
    looks: Vec<Look>,
    /// Matters that name it.
    matters: Vec<Matter>,
}

/// The account as flows, as of two times.
#[utoipa::path(get, path = "/flow", params(Part), responses(
    (status = 200, description = "The flows", body = Flow),
    (status = 400, description = "A part that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn flow(asked: Result<Query<Part>, QueryRejection>, ask: Ask) -> Response {
    match Part::read(asked) {
        Ok((as_of, scope)) => ask.answer(move |node| build(node, &as_of, &scope)).await,
        Err(problem) => problem.into_response(),
    }
}

/// The whole life of one piece.
#[utoipa::path(get, path = "/life", params(Piece), responses(
    (status = 200, description = "What was said of it; empty lists where nothing was", body = Life),
    (status = 400, description = "A piece that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn life(asked: Result<Query<Piece>, QueryRejection>, ask: Ask) -> Response {
    let piece = asked.map_err(|rejection| unreadable(&rejection)).and_then(|Query(piece)| {
        let item = ItemCode::new(piece.item).map_err(|why| Problem::query("item", &why.to_string()))?;
        let serial = SerialNumber::new(piece.serial).map_err(|why| Problem::query("serial", &why.to_string()))?;
        Ok((item, serial))
    });
    match piece {
        Ok((item, serial)) => ask.answer(move |node| lived(node, &item, &serial)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, as_of: &AsOf, scope: &Scope) -> Result<Flow, Problem> {
    let accounted = node.account_in(as_of, scope)?;
    let views = &accounted.views;
    let verified = |item: &ItemCode| {
        accounted.reconciliation.lines.iter().filter(|row| &row.item == item).map(|row| row.verified).sum()
    };
    let flowing = |flow: &ItemFlow| Flowing {
        item: Item::of(views, &flow.item),
        nodes: flow.nodes.iter().map(standing).collect(),
        links: flow.links.iter().map(link).collect(),
        verified: verified(&flow.item),
    };
    let flows = views::flow(views, scope, &accounted.reconciliation);
    Ok(Flow {
        at: moment(accounted.at),
        items: flows.iter().map(flowing).collect(),
        choices: Choices {
            items: views.catalogue.iter().map(|(item, _)| Item::of(views, item)).collect(),
            agreements: views.agreements.iter().map(|(id, _)| id.to_string()).collect(),
            pledges: views.agreements.pledges().map(|(id, _)| id.to_string()).collect(),
        },
    })
}

fn standing(node: &FlowNode) -> Standing {
    let FlowNode { node, opening, entered, left, balance } = *node;
    Standing { node: node.code().to_owned(), opening, entered, left, balance }
}

fn link(link: &FlowLink) -> Link {
    Link {
        from: link.from.code().to_owned(),
        to: link.to.code().to_owned(),
        quantity: link.quantity,
        why: link.why.iter().map(Reference::from).collect(),
    }
}

fn lived(node: &Node, item: &ItemCode, serial: &SerialNumber) -> Result<Life, Problem> {
    let operation = node.operation()?;
    let accounted = node.account(&AsOf::default())?;
    let views = &accounted.views;
    let scope = Scope { item: Some(item.clone()), serial: Some(serial.clone()), ..Scope::default() };
    let named = |matter: &&views::Matter| {
        matter.differences.iter().any(|one| &one.item == item && one.serials.contains(serial))
    };
    let matters = views.custody.matters().values().filter(named);
    Ok(Life {
        item: Item::of(views, item),
        serial: serial.to_string(),
        postings: app::account::why_in(views, &scope).iter().map(|one| posting_of(&operation, one)).collect(),
        looks: views.checks.of(item, serial).iter().map(|look| look_of(&operation, look)).collect(),
        matters: matters.map(|matter| matter_of(&operation, views, matter, accounted.at)).collect(),
    })
}

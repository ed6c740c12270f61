//! Closures for the systems of others: a feed of alerts, and a calendar of movements.

use super::read;
use crate::ask::{Ask, Attachment, unreadable};
use crate::cap::{ATOM_TYPE, Alerts, CAP_TYPE};
use crate::problem::{Details, Problem};
use ::words::{Lang, Words};
use app::operation::Operation;
use app::{AsOf, Node};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

/// For whom it is written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Reader {
    /// Language of titles: `ar`, `fr` or `en`; `en` where absent.
    lang: Option<String>,
}

impl Reader {
    fn lang(asked: Result<Query<Self>, QueryRejection>) -> Result<Lang, Problem> {
        let Query(reader) = asked.map_err(|rejection| unreadable(&rejection))?;
        let read =
            |lang: String| lang.parse().map_err(|why: ::words::LangError| Problem::query("lang", &why.to_string()));
        reader.lang.map_or(Ok(Lang::En), read)
    }
}

/// Roads, places and crossings that are closed now, as a feed (Atom) of alerts (CAP 1.2).
#[utoipa::path(get, path = "/alerts", params(Reader), responses(
    (status = 200, description = "The feed", content_type = "application/atom+xml"),
    (status = 400, description = "No such language", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn alerts(reader: Result<Query<Reader>, QueryRejection>, ask: Ask) -> Response {
    match Reader::lang(reader) {
        Ok(lang) => ask.show(ATOM_TYPE, move |node| feed(node, lang)).await,
        Err(problem) => problem.into_response(),
    }
}

/// One alert of the feed, in the three languages.
#[utoipa::path(get, path = "/alerts/{id}", params(
    ("id" = String, Path, description = "As the feed has it: 64 hexadecimal digits"),
), responses(
    (status = 200, description = "The alert (CAP 1.2)", content_type = "application/cap+xml"),
    (status = 404, description = "No such closure now", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn alert(Path(id): Path<String>, ask: Ask) -> Response {
    ask.show(CAP_TYPE, move |node| one(node, &id)).await
}

/// Marches and crossings that were ordered, as a calendar to subscribe to.
#[utoipa::path(get, path = "/movements.ics", params(Reader), responses(
    (status = 200, description = "The calendar (RFC 5545)", content_type = "text/calendar"),
    (status = 400, description = "No such language", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn movements(reader: Result<Query<Reader>, QueryRejection>, ask: Ask) -> Response {
    match Reader::lang(reader) {
        Ok(lang) => ask.attach(move |node| calendar(node, lang)).await,
        Err(problem) => problem.into_response(),
    }
}

fn feed(node: &Node, lang: Lang) -> Result<Vec<u8>, Problem> {
    let operation = node.operation()?;
    let corridor = node.picture(&operation, &AsOf::default())?;
    let (party, words) = (node.party()?, zoned(&operation, lang)?);
    let alerts = Alerts { operation: &operation, party: party.as_str() };
    Ok(alerts.feed(&corridor.closures(&operation), corridor.at, &words).into())
}

fn one(node: &Node, id: &str) -> Result<Vec<u8>, Problem> {
    let operation = node.operation()?;
    let corridor = node.picture(&operation, &AsOf::default())?;
    let closures = corridor.closures(&operation);
    let closure = closures.iter().find(|closure| closure.id.to_string() == id);
    let closure =
        closure.ok_or_else(|| Problem::unknown("No such closure", "nothing is closed under this name now"))?;
    let [en, fr, ar] = [Lang::En, Lang::Fr, Lang::Ar].map(|lang| zoned(&operation, lang));
    let (en, fr, ar, party) = (en?, fr?, ar?, node.party()?);
    let alerts = Alerts { operation: &operation, party: party.as_str() };
    Ok(alerts.alert(closure, [&en, &fr, &ar]).into())
}

fn calendar(node: &Node, lang: Lang) -> Result<Attachment, Problem> {
    let (operation, views) = read(node)?;
    let words = zoned(&operation, lang)?;
    let bytes = orders::movements(&operation, &views, &words).into();
    Ok(Attachment { name: "movements.ics", kind: "text/calendar; charset=utf-8", bytes })
}

fn zoned(operation: &Operation, lang: Lang) -> Result<Words, Problem> {
    let zoned = Words::new(lang).with_zone(&operation.settings.zone);
    zoned.map_err(|error| Problem::internal("The operation's time zone cannot be used", &error))
}

//! Every path of the interface, and the parts of answers that several share.

mod account;
mod alerts;
mod avoided;
mod convoys;
pub(crate) mod events;
mod findings;
mod flow;
mod journals;
mod operation;
mod parties;
mod partners;
mod picture;
mod plan;
mod plan_files;
mod search;
mod statement;
mod statements;
mod timeline;
mod today;
mod words;
mod writes;

pub(crate) use writes::Waiting;

use crate::Source;
use ::words::{Arg, Lang, Words};
use app::Node;
use app::operation::Operation;
use axum::Json;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::LazyLock;
use units::{ItemCode, Moment};
use utoipa::ToSchema;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use views::Views;

/// The paths and their description.
pub(crate) fn api() -> OpenApiRouter<Source> {
    let info = InfoBuilder::new()
        .title("Qafila")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "What one node shows. Times are RFC 3339 in UTC; identifiers and codes are those of the statements.",
        ))
        .build();
    let v1 = OpenApiRouter::new()
        .routes(routes!(operation::operation))
        .routes(routes!(parties::parties))
        .routes(routes!(partners::partners))
        .routes(routes!(today::today))
        .routes(routes!(picture::picture))
        .routes(routes!(plan::plan))
        .routes(routes!(avoided::avoided))
        .routes(routes!(timeline::along_time))
        .routes(routes!(plan_files::plan_file))
        .routes(routes!(convoys::convoys))
        .routes(routes!(account::account))
        .routes(routes!(account::postings))
        .routes(routes!(alerts::alerts))
        .routes(routes!(alerts::alert))
        .routes(routes!(alerts::movements))
        .routes(routes!(events::events))
        .routes(routes!(flow::flow))
        .routes(routes!(flow::life))
        .routes(routes!(findings::findings))
        .routes(routes!(statement::statement))
        .routes(routes!(search::search))
        .routes(routes!(journals::journals))
        .routes(routes!(statements::statements))
        .routes(routes!(statements::statement))
        .routes(routes!(words::words))
        .routes(routes!(description))
        .merge(writes::routes());
    let mut api = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build()).nest("/api/v1", v1);
    writes::describe(api.get_openapi_mut());
    api
}

/// This description of the interface, as OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", responses((status = 200, description = "The description", body = Object)))]
async fn description() -> Json<OpenApi> {
    Json(crate::openapi())
}

/// A statement, by journal, entry and leaf hash.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Reference {
    /// Which journal.
    origin: String,
    /// Which entry, from 0.
    index: u64,
    /// Leaf hash, hexadecimal.
    leaf: String,
}

impl From<&model::Reference> for Reference {
    fn from(reference: &model::Reference) -> Self {
        Self { origin: reference.origin.to_string(), index: reference.index, leaf: reference.leaf.to_string() }
    }
}

/// A force that gave notice.
#[derive(Debug, Serialize, ToSchema)]
struct Force {
    /// Whose it is.
    party: String,
    /// The notice.
    by: Reference,
}

impl From<&app::activities::Notice> for Force {
    fn from(notice: &app::activities::Notice) -> Self {
        Self { party: notice.activity.party.to_string(), by: (&notice.activity.by).into() }
    }
}

/// A name in the three languages.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
struct Names {
    en: String,
    fr: String,
    ar: String,
}

/// What a hidden place is called, with `@` for the first digits of its commitment. Read from the messages
/// once, because an answer may name many.
static HIDDEN: LazyLock<Names> = LazyLock::new(|| {
    let says = |lang| Words::new(lang).cell("cell-hidden", &[("mark", Arg::code("@"))]);
    Names { en: says(Lang::En), fr: says(Lang::Fr), ar: says(Lang::Ar) }
});

impl Names {
    /// Something without a name is called by its identifier.
    fn of_id(id: &str) -> Self {
        Self { en: id.to_owned(), fr: id.to_owned(), ar: id.to_owned() }
    }

    /// The same, but for a place that is hidden from this node.
    fn of_place(id: &str) -> Self {
        let Some(hidden) = units::Hidden::read(id) else { return Self::of_id(id) };
        let says = |words: &str| words.replace('@', &hidden.0.short());
        Self { en: says(&HIDDEN.en), fr: says(&HIDDEN.fr), ar: says(&HIDDEN.ar) }
    }
}

impl From<&roads::Names> for Names {
    fn from(names: &roads::Names) -> Self {
        Self { en: names.en.clone(), fr: names.fr.clone(), ar: names.ar.clone() }
    }
}

impl From<&model::Names> for Names {
    fn from(names: &model::Names) -> Self {
        Self { en: names.en.to_string(), fr: names.fr.to_string(), ar: names.ar.to_string() }
    }
}

/// From and to; open where absent.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Span {
    from: Option<String>,
    to: Option<String>,
}

impl From<&units::Interval> for Span {
    fn from(interval: &units::Interval) -> Self {
        Self { from: text(interval.from), to: text(interval.to) }
    }
}

/// What something is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Subject {
    Axis(String),
    Segment(String),
    Place(String),
}

impl From<&model::Subject> for Subject {
    fn from(subject: &model::Subject) -> Self {
        match subject {
            model::Subject::Axis(axis) => Self::Axis(axis.to_string()),
            model::Subject::Segment(segment) => Self::Segment(segment.to_string()),
            model::Subject::Place(place) => Self::Place(place.to_string()),
        }
    }
}

/// Anything with a written form, where there is one.
fn text<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn texts<'v, T: ToString + 'v>(values: impl IntoIterator<Item = &'v T>) -> Vec<String> {
    values.into_iter().map(ToString::to_string).collect()
}

fn moment(at: Moment) -> String {
    at.to_string()
}

/// An item with its name and unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Item {
    code: String,
    name: Names,
    /// Code of the list `unit`.
    unit: String,
}

impl Item {
    /// Called by its code and counted in pieces where nobody defined it.
    fn of(views: &Views, item: &ItemCode) -> Self {
        let known = views.catalogue.get(item);
        Self {
            code: item.to_string(),
            name: known.map_or_else(|| Names::of_id(item.as_str()), |known| (&known.name).into()),
            unit: known.map_or(units::Unit::Each, |known| known.unit).code().to_owned(),
        }
    }
}

/// A place with its name, where the network knows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Place {
    id: String,
    name: Names,
}

impl Place {
    fn of(operation: &Operation, place: &units::PlaceId) -> Self {
        let known = operation.network.node(place);
        let name = known.map_or_else(|| Names::of_place(place.as_str()), |node| (&node.names()).into());
        Self { id: place.to_string(), name }
    }
}

/// Both that most answers rest on: what was said, and on which roads.
fn read(node: &Node) -> Result<(Arc<Operation>, Arc<Views>), crate::problem::Problem> {
    Ok((node.operation()?, node.views(&app::AsOf::default())?))
}

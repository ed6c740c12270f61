//! Problem details (RFC 9457): what went wrong, where, and what to do about it.

use app::NodeError;
use app::avoiding::AvoidError;
use app::operation::OperationError;
use app::planning::PlanningError;
use app::ports::StoreError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::error::Error;
use utoipa::ToSchema;

/// A problem on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Problem(Box<Details>);

/// A problem, as RFC 9457 writes it, with a hint.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Details {
    /// Which kind of problem: `urn:qafila:problem:` and a word that stays.
    #[serde(rename = "type")]
    kind: String,
    /// What went wrong, in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What went wrong this time.
    detail: String,
    /// The part of the request at fault, where one is.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// After how many seconds to ask again: a header of the answer.
    #[serde(skip)]
    retry: Option<u64>,
    /// Statements at fault, where several were sent; cells at fault of a table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
}

/// One statement at fault, or one cell of a table.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProblemLine)]
pub(crate) struct Line {
    /// Which, from 1; of a table the row.
    pub(crate) line: u64,
    /// Of a table: which cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cell: Option<Cell>,
    /// What is wrong with it.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// Where in a table a fault is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProblemCell)]
pub(crate) struct Cell {
    /// Its name, such as `D5`.
    pub(crate) name: String,
    /// What its column holds.
    pub(crate) column: String,
    /// What stands in it, cut to 60 characters.
    pub(crate) value: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, word: &str, title: &str, detail: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind: format!("urn:qafila:problem:{word}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            place: None,
            hint: None,
            retry: None,
            lines: Vec::new(),
        }))
    }

    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.0.hint = Some(hint.to_owned());
        self
    }

    /// The part of the request at fault.
    pub(crate) fn at(mut self, place: &str) -> Self {
        self.0.place = Some(place.to_owned());
        self
    }

    /// Asks to come back after so many seconds.
    pub(crate) fn retry(mut self, seconds: u64) -> Self {
        self.0.retry = Some(seconds);
        self
    }

    /// Its HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// As it is told within another answer.
    pub(crate) fn details(self) -> Details {
        *self.0
    }

    /// The statements at fault.
    pub(crate) fn lines(mut self, lines: Vec<Line>) -> Self {
        self.0.lines = lines;
        self
    }

    /// A value of the query that cannot be used.
    pub(crate) fn query(parameter: &str, why: &str) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "query", "The question cannot be read", why);
        problem.0.place = Some(format!("query parameter `{parameter}`"));
        problem.hint("openapi.json lists the parameters of every path")
    }

    /// Nothing of that name.
    pub(crate) fn unknown(what: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown", what, detail)
    }

    /// No such path.
    pub(crate) fn no_path(path: &str) -> Self {
        Self::unknown("There is nothing at this path", format!("`{path}` is no path of this server"))
            .hint("/api/v1/openapi.json lists the paths")
    }

    /// No orders, so no plan.
    pub(crate) fn no_plan() -> Self {
        let detail = "this party has ordered no convoy, so no plan is in force";
        Self::new(StatusCode::NOT_FOUND, "no-plan", "No plan is in force", detail)
            .hint("run `qafila plan`, then issue its orders")
    }

    /// A method that would write.
    pub(crate) fn reads_only(method: &str) -> Self {
        let detail = format!("{method} is refused: nobody can sign in at this server");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "reads-only", "This server only shows", detail)
            .hint("make statements with `qafila say`, on the machine that holds the keys")
    }

    /// Asked for under a name that another site could point here.
    pub(crate) fn other_host(host: &str) -> Self {
        let detail = format!("the request was made to `{host}`, which is neither an address nor a name of this server");
        Self::new(StatusCode::MISDIRECTED_REQUEST, "host", "Asked under another name", detail)
            .hint("open the page by its address, or give the server this name with `qafila serve --name`")
    }

    /// Passed on by a proxy that the server was not told of.
    pub(crate) fn passed_on() -> Self {
        let detail = "the request was passed on by a proxy, and this server asks nobody who they are";
        Self::new(StatusCode::FORBIDDEN, "proxy", "Not through a proxy", detail)
            .hint("run it with `qafila serve --behind-proxy`; then whoever reads must sign in")
    }

    /// The node cannot be read just now. Why is told in the log, not to strangers.
    pub(crate) fn not_ready() -> Self {
        let detail = "the node cannot be opened or read just now";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "not-ready", "Not ready", detail)
            .hint("the log of the server says why")
    }

    /// What went wrong this time.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Every seat for those who watch is taken.
    pub(crate) fn too_many_listen(most: usize) -> Self {
        let detail = format!("{most} listen already, and no more are served at once");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "listeners", "Too many listen", detail)
            .hint("ask for /api/v1/journals now and then instead: size and root tell whether anything is new")
    }

    /// Somebody asks too often.
    pub(crate) fn too_often(seconds: u64) -> Self {
        let detail = format!("so many requests were made that the next is answered in {seconds} seconds");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate", "Too many requests", detail).retry(seconds)
    }

    /// Somebody listens too often.
    pub(crate) fn too_many_streams(most: u32) -> Self {
        let detail = format!("{most} streams of events are open with this session or token");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "streams", "Too many streams", detail)
            .hint("close one, or let several readers share one stream")
            .retry(30)
    }

    /// The node could not be opened.
    pub(crate) fn not_opened(error: &(dyn Error + 'static)) -> Self {
        let busy = causes(error).any(|cause| matches!(cause.downcast_ref(), Some(StoreError::Busy)));
        if busy {
            return Self::busy();
        }
        Self::internal("The node cannot be opened", error)
    }

    /// The program failed, not the question.
    pub(crate) fn internal(title: &str, error: &(dyn Error + 'static)) -> Self {
        let detail: Vec<String> = causes(error).map(ToString::to_string).collect();
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", title, detail.join(": "))
    }

    fn busy() -> Self {
        let detail = "the node is in use by another process";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "The node is in use", detail)
            .hint("ask again in a few seconds")
    }
}

/// The error and what it says caused it.
pub(crate) fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

impl From<NodeError> for Problem {
    fn from(error: NodeError) -> Self {
        if matches!(error, NodeError::Store(StoreError::Busy)) {
            return Self::busy();
        }
        if matches!(error, NodeError::NoJournal) {
            let problem = Self::unknown("The node has no journal", error.to_string());
            return problem.hint("run `qafila init`, then ask again");
        }
        Self::internal("The node could not answer", &error)
    }
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        if matches!(error, OperationError::Store(StoreError::Busy)) {
            return Self::busy();
        }
        if matches!(error, OperationError::None) {
            let problem = Self::unknown("The node has no operation", error.to_string());
            return problem.hint("run `qafila init` with the folder of an operation");
        }
        Self::internal("The operation cannot be used", &error)
    }
}

impl From<PlanningError> for Problem {
    fn from(error: PlanningError) -> Self {
        match error {
            PlanningError::Node(error) => error.into(),
            PlanningError::Operation(error) => error.into(),
            PlanningError::Store(error) => NodeError::Store(error).into(),
            PlanningError::NoneInForce => Self::no_plan(),
            PlanningError::UnknownPlan { .. } => {
                let detail = format!("{error}: orders name it, but it was made elsewhere");
                Self::new(StatusCode::NOT_FOUND, "plan-elsewhere", "The plan in force is not kept here", detail)
                    .hint("ask the node that made the plan")
            }
            PlanningError::Id(_)
            | PlanningError::WhichPlan { .. }
            | PlanningError::Json(_)
            | PlanningError::Objected { .. }
            | PlanningError::NoPledge { .. }
            | PlanningError::UnknownItem { .. }
            | PlanningError::NothingThere { .. }
            | PlanningError::NoOfficer { .. } => Self::internal("The plan cannot be shown", &error),
        }
    }
}

impl From<AvoidError> for Problem {
    fn from(error: AvoidError) -> Self {
        match error {
            AvoidError::Node(error) => error.into(),
            AvoidError::Planning(error) => error.into(),
            AvoidError::UnknownColumn { .. } => {
                Self::unknown("The plan has no such column", error.to_string()).hint("`/api/v1/plan` lists its columns")
            }
            AvoidError::Shape(_) | AvoidError::Way(_) => Self::internal("The roads cannot be searched", &error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let json = serde_json::to_string(&self.0).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        let kept = HeaderValue::from_static("no-store");
        let mut response =
            (status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], json).into_response();
        if let Some(seconds) = self.0.retry {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

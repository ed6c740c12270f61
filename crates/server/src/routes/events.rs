//! What changes, as it changes: server-sent events, one for each view that is not as it was.

use super::{Subject, moment, texts};
use crate::Source;
use crate::gate::{Asker, Gate};
use crate::limits::StreamSeat;
use crate::live::{Live, Numbered, Seat};
use crate::problem::{Details, Problem};
use crate::session::Ending;
use app::news::News;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use units::Moment;
use utoipa::ToSchema;

/// A line is sent at least so often, so that both ends notice a broken one.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a browser waits before it comes back.
const RETRY: Duration = Duration::from_secs(2);

/// What one event tells: a view to ask for again, and what in it is not as it was.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// When the change was seen.
    at: String,
    /// The view, as its path below `/api/v1` is called. It is the event's name, too.
    view: &'static str,
    /// In `picture`: axes, segments and places in another state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Subject>,
    /// In `picture`: crossings under another regime.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    crossings: Vec<String>,
    /// In `picture`: whether notices of forces changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    activities: bool,
    /// In `picture`: convoys that were ordered over what changed. In `convoys` and `plan`: those that changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    convoys: Vec<String>,
    /// In `account`: items with other postings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<String>,
    /// In `journals`: those that grew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    journals: Vec<String>,
}

impl Event {
    /// What a change is told as.
    pub(crate) fn of(at: Moment, news: News) -> Self {
        let mut event = Self {
            at: moment(at),
            view: "",
            subjects: Vec::new(),
            crossings: Vec::new(),
            activities: false,
            convoys: Vec::new(),
            items: Vec::new(),
            journals: Vec::new(),
        };
        event.view = match news {
            News::Picture { changed, crossings, convoys, activities } => {
                event.subjects = changed.iter().map(Subject::from).collect();
                event.crossings = texts(&crossings);
                event.convoys = texts(&convoys);
                event.activities = activities;
                "picture"
            }
            News::Convoys(convoys) => {
                event.convoys = texts(&convoys);
                "convoys"
            }
            News::Plan(convoys) => {
                event.convoys = texts(&convoys);
                "plan"
            }
            News::Account(items) => {
                event.items = texts(&items);
                "account"
            }
            News::Findings => "findings",
            News::Parties => "parties",
            News::Journals(journals) => {
                event.journals = texts(&journals);
                "journals"
            }
            News::Partners => "partners",
        };
        event
    }

    /// The view that changed.
    pub(crate) fn view(&self) -> &'static str {
        self.view
    }
}

/// What changes, as it changes.
///
/// An event's name is the view to ask for again, its data an `Event`. Two more there are: `hello`, the first, and
/// `reset`, where events were missed: ask for everything again. Ids are those of `Last-Event-ID`.
#[utoipa::path(get, path = "/events", params(
    ("Last-Event-ID" = Option<String>, Header, description = "The last event that was received; those after it come first"),
), responses(
    (status = 200, description = "Server-sent events, without end", body = Event, content_type = "text/event-stream"),
    (status = 503, description = "Too many listen", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn events(
    State(source): State<Source>,
    Extension(live): Extension<Live>,
    Extension(gate): Extension<Arc<Gate>>,
    asker: Option<Extension<Asker>>,
    headers: HeaderMap,
) -> Response {
    let right = match asker.map(|Extension(asker)| gate.stream(&asker).map(|seat| (asker.ending, seat))).transpose() {
        Ok(right) => right,
        Err(problem) => return problem.into_response(),
    };
    let after = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let Some(seat) = live.listen(&source, after) else {
        let retry = [(header::RETRY_AFTER, HeaderValue::from_static("30"))];
        return (retry, Problem::too_many_listen(crate::live::LISTENERS_MAX)).into_response();
    };
    let events = Sse::new(told(live, seat, right)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // A proxy in front must not gather events until it has many.
    ([("x-accel-buffering", "no")], events).into_response()
}

/// Until when somebody may listen, and his seat among his own.
type Right = (Ending, StreamSeat);

/// What one listener is told: where it stands, what it missed, what comes, until the server ends or the right to listen.
fn told(live: Live, seat: Seat, right: Option<Right>) -> impl Stream<Item = Result<Sent, Infallible>> {
    let first = if seat.lost { "reset" } else { "hello" };
    let first = plain(first, &live.id(seat.from)).retry(RETRY);
    stream::unfold((live, seat, right, Some(first)), async |(live, mut seat, mut right, first)| {
        let event = match first {
            Some(first) => first,
            None => tokio::select! {
                biased;
                () = over(&mut right) => return None,
                event = next(&live, &mut seat) => event?,
            },
        };
        Some((Ok(event), (live, seat, right, None)))
    })
}

/// Waits until the right to listen is over; for good where nobody is asked for one.
async fn over(right: &mut Option<Right>) {
    match right {
        Some((ending, _)) => ending.come().await,
        None => std::future::pending().await,
    }
}

async fn next(live: &Live, seat: &mut Seat) -> Option<Sent> {
    if let Some(missed) = seat.missed.pop_front() {
        return Some(sent(live, &missed));
    }
    tokio::select! {
        _ = seat.ending.wait_for(|ending| *ending) => None,
        coming = seat.coming.recv() => match coming {
            Ok(numbered) => Some(sent(live, &numbered)),
            // Too slow for what there was: what is left in its queue would tell half a story.
            Err(RecvError::Lagged(_)) => {
                seat.coming = seat.coming.resubscribe();
                Some(plain("reset", &live.id(live.events())))
            }
            Err(RecvError::Closed) => None,
        },
    }
}

fn sent(live: &Live, numbered: &Numbered) -> Sent {
    let data = serde_json::to_string(&numbered.event).unwrap_or_default();
    Sent::default().event(numbered.event.view()).id(live.id(numbered.number)).data(data)
}

fn plain(name: &str, id: &str) -> Sent {
    Sent::default().event(name).id(id).data("{}")
}

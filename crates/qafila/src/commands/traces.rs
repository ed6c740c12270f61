//! Requests as spans for whoever gathers them: OTLP over HTTP in its JSON form (OpenTelemetry Protocol 1.x), off unless asked for.
//!
//! - What leaves is what the log has: route, method, status, time. Neither address, query, header, body nor officer.
//! - Nobody waits for it: spans that cannot be sent in time are dropped, and how many is logged.

use crate::failure::Failure;
use app::hooks::is_told;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use ureq::Agent;

/// The events that are spans.
const TARGET: &str = "server::observe";

/// Spans that wait to be sent at most, and those of one message.
const WAITING_MAX: usize = 4_096;
const MESSAGE_MAX: usize = 512;

/// The longest that a span waits.
const PAUSE: Duration = Duration::from_secs(5);

/// The longest that a message may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest that the end of the process waits for the last spans.
const LAST: Duration = Duration::from_secs(2);

enum Told {
    Span(Value),
    /// Everything so far is to be sent, and then it is to be said.
    Flush(Sender<()>),
}

/// Takes spans in.
pub(super) struct Traces(SyncSender<Told>);

/// Sends the last of them when it is dropped.
pub(super) struct Last(SyncSender<Told>);

impl Traces {
    /// Begins to send to an address, such as `http://127.0.0.1:4318/v1/traces`.
    pub(super) fn begin(url: &str) -> Result<(Self, Last), Failure> {
        if !is_told(url) {
            let message =
                format!("`{url}` is no address that is told anything: `https://...`, or `http://` of this machine");
            return Err(Failure::user(message, None));
        }
        let (sender, told) = sync_channel(WAITING_MAX);
        let (agent, url) = (agent(), url.to_owned());
        std::thread::spawn(move || keep_on(&agent, &url, &told));
        Ok((Self(sender.clone()), Last(sender)))
    }
}

impl Drop for Last {
    fn drop(&mut self) {
        let (done, ended) = channel();
        if self.0.try_send(Told::Flush(done)).is_ok() {
            // In time or not at all.
            let _ = ended.recv_timeout(LAST);
        }
    }
}

impl<S: Subscriber> Layer<S> for Traces {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == TARGET {
            let mut fields = Fields::default();
            event.record(&mut fields);
            // Full, or over: nobody waits for it.
            let _ = self.0.try_send(Told::Span(fields.span()));
        }
    }
}

/// What an event says of a request.
#[derive(Default)]
struct Fields {
    method: String,
    route: String,
    trace: String,
    parent: String,
    span: String,
    status: u64,
    micros: u64,
}

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "status" => self.status = value,
            "micros" => self.micros = value,
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let place = match field.name() {
            "method" => &mut self.method,
            "route" => &mut self.route,
            "trace" => &mut self.trace,
            "parent" => &mut self.parent,
            "span" => &mut self.span,
            _ => return,
        };
        value.clone_into(place);
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl Fields {
    fn span(&self) -> Value {
        let end = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let begun = end.saturating_sub(Duration::from_micros(self.micros));
        let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
        json!({
            "traceId": self.trace, "spanId": self.span, "parentSpanId": self.parent,
            "name": format!("{} {}", self.method, self.route), "kind": 2,
            "startTimeUnixNano": begun.as_nanos().to_string(), "endTimeUnixNano": end.as_nanos().to_string(),
            "attributes": [
                text("http.request.method", &self.method), text("http.route", &self.route),
                {"key": "http.response.status_code", "value": {"intValue": self.status.to_string()}},
            ],
            "status": {"code": if self.status >= 500 { 2 } else { 0 }},
        })
    }
}

fn keep_on(agent: &Agent, url: &str, told: &Receiver<Told>) {
    let mut waiting = Vec::new();
    loop {
        let flush = match told.recv_timeout(PAUSE) {
            Ok(Told::Span(span)) => {
                waiting.push(span);
                if waiting.len() < MESSAGE_MAX {
                    continue;
                }
                None
            }
            Ok(Told::Flush(done)) => Some(done),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        send(agent, url, std::mem::take(&mut waiting));
        if let Some(done) = flush {
            // Who waited may have gone.
            let _ = done.send(());
        }
    }
}

fn send(agent: &Agent, url: &str, spans: Vec<Value>) {
    if spans.is_empty() {
        return;
    }
    let count = spans.len();
    let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    let message = json!({"resourceSpans": [{
        "resource": {"attributes": [
            text("service.name", "qafila"), text("service.version", env!("CARGO_PKG_VERSION")),
        ]},
        "scopeSpans": [{"scope": {"name": "qafila.server"}, "spans": spans}],
    }]});
    let request = agent.post(url).header("content-type", "application/json");
    let error = match request.send(message.to_string()) {
        Ok(answer) if answer.status().is_success() => return,
        Ok(answer) => format!("it answered {}", answer.status()),
        Err(error) => error.to_string(),
    };
    tracing::warn!(error, count, "spans were dropped");
}

fn agent() -> Agent {
    let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).max_redirects(0);
    config.build().new_agent()
}

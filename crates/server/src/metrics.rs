//! What is counted for those who run the server, in the text format of Prometheus (0.0.4).
//!
//! Labels are words of this program and names of journals; nothing of a request but its route is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Upper ends of the classes of times, in milliseconds.
const CLASSES_MS: [u64; 9] = [5, 10, 25, 50, 100, 250, 1_000, 2_500, 10_000];

/// Counts of one server; its copies are the same.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Inner>);

struct Inner {
    started: SystemTime,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// By route, method and status. Routes and methods are those of the program, so there are few.
    requests: BTreeMap<(String, &'static str, u16), u64>,
    times: BTreeMap<String, Times>,
}

#[derive(Clone, Copy, Default)]
struct Times {
    classes: [u64; CLASSES_MS.len()],
    count: u64,
    micros: u64,
}

/// A figure that is asked for when somebody looks.
pub(crate) struct Gauge {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    /// Labels with their values, and the figure.
    pub(crate) rows: Vec<(Vec<(&'static str, String)>, u64)>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner { started: SystemTime::now(), counts: Mutex::default() }))
    }

    /// Counts one request that was answered.
    pub(crate) fn count(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        // A panic elsewhere leaves whole numbers behind.
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.requests.entry((route.to_owned(), method, status)).or_default() += 1;
        let times = counts.times.entry(route.to_owned()).or_default();
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (class, end) in times.classes.iter_mut().zip(CLASSES_MS) {
            *class += u64::from(micros <= end * 1_000);
        }
        times.count += 1;
        times.micros = times.micros.saturating_add(micros);
    }

    /// All of it, with figures of the moment.
    pub(crate) fn text(&self, gauges: &[Gauge]) -> String {
        let mut out = String::new();
        self.requests(&mut out);
        let since = self.0.started.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let start = Gauge {
            name: "process_start_time_seconds",
            help: "When this server began, in seconds since 1970.",
            rows: vec![(Vec::new(), since)],
        };
        for gauge in [&start].into_iter().chain(gauges) {
            head(&mut out, gauge.name, gauge.help, "gauge");
            for (labels, value) in &gauge.rows {
                let labels: Vec<(&str, &str)> = labels.iter().map(|(name, value)| (*name, value.as_str())).collect();
                row(&mut out, gauge.name, &labels, &value.to_string());
            }
        }
        out
    }

    fn requests(&self, out: &mut String) {
        let counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let name = "qafila_requests_total";
        head(out, name, "Requests answered, by route, method and status.", "counter");
        for ((route, method, status), count) in &counts.requests {
            let labels = [("route", route.as_str()), ("method", method), ("status", &status.to_string())];
            row(out, name, &labels, &count.to_string());
        }
        let name = "qafila_request_seconds";
        head(out, name, "How long answers took until their first byte, by route.", "histogram");
        for (route, times) in &counts.times {
            for (count, end) in times.classes.iter().zip(CLASSES_MS) {
                let labels = [("route", route.as_str()), ("le", &seconds(end * 1_000))];
                row(out, "qafila_request_seconds_bucket", &labels, &count.to_string());
            }
            let (route, count) = (("route", route.as_str()), times.count.to_string());
            row(out, "qafila_request_seconds_bucket", &[route, ("le", "+Inf")], &count);
            row(out, "qafila_request_seconds_sum", &[route], &seconds(times.micros));
            row(out, "qafila_request_seconds_count", &[route], &count);
        }
    }
}

fn head(out: &mut String, name: &str, help: &str, kind: &str) {
    // A String never fails to grow.
    let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn row(out: &mut String, name: &str, labels: &[(&str, &str)], value: &str) {
    out.push_str(name);
    for (at, (label, value)) in labels.iter().enumerate() {
        let _ = write!(out, "{}{label}=\"{}\"", if at == 0 { '{' } else { ',' }, escaped(value));
    }
    let _ = writeln!(out, "{} {value}", if labels.is_empty() { "" } else { "}" });
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// Microseconds as seconds, exactly.
fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_fall_into_every_class_that_holds_them() {
        let metrics = Metrics::new();
        metrics.count("/a", "GET", 200, Duration::from_millis(5));
        metrics.count("/a", "GET", 200, Duration::from_micros(5_001));
        metrics.count("/a", "GET", 503, Duration::from_secs(11));
        let text = metrics.text(&[]);
        for line in [
            "qafila_requests_total{route=\"/a\",method=\"GET\",status=\"200\"} 2",
            "qafila_requests_total{route=\"/a\",method=\"GET\",status=\"503\"} 1",
            "qafila_request_seconds_bucket{route=\"/a\",le=\"0.005\"} 1",
            "qafila_request_seconds_bucket{route=\"/a\",le=\"0.01\"} 2",
            "qafila_request_seconds_bucket{route=\"/a\",le=\"10\"} 2",
            "qafila_request_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3",
            "qafila_request_seconds_sum{route=\"/a\"} 11.010001",
            "qafila_request_seconds_count{route=\"/a\"} 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn labels_cannot_end_early() {
        let rows = vec![(vec![("journal", "a\"b\\c\nd".to_owned())], 7)];
        let text = Metrics::new().text(&[Gauge { name: "g", help: "h", rows }]);
        assert!(text.ends_with("# HELP g h\n# TYPE g gauge\ng{journal=\"a\\\"b\\\\c\\nd\"} 7\n"), "{text}");
    }
}
